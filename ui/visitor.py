"""Who is looking, and whether they may: through Streamlit's login where that is set up, else by where they sit.

Login is on when the secrets of Streamlit hold `[auth]` (Streamlit's own settings) and `[roles]` (`access.claims`).
Without it everybody may look, and whoever sits at the machine of a server that only that machine reaches may do
everything, as on its command line.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, validate_auth_credentials
from streamlit.errors import StreamlitAuthError, StreamlitSecretNotFoundError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import claims
from access.claims import Settings, SettingsError
from access.roles import AT_THE_DESK, PASSING, UNKNOWN, Permission, Visitor
from indicators.language import say, sayable
from ui import addresses, frame, wording
from ui.markup import Html, element, items, joined, link, notice

LOG_IN = sayable("Inloggen")
LOG_OUT = sayable("Uitloggen")
LOGGED_IN_AS = sayable("Ingelogd als {name}")
MUST_LOG_IN = sayable("Log in om dit te zien. Een login duurt {hours} uur; daarna logt u opnieuw in.")
NO_LOGIN_HERE = sayable(
    "Op deze server kan niemand inloggen. Daarom kan hier alleen worden gekeken. Aanleveren, voorbereiden en vrijgeven "
    "kan op de computer waar Doelbereik draait, of nadat de beheerder inloggen heeft ingesteld."
)
NOT_PERMITTED = {
    Permission.VIEW: sayable(
        "U bent ingelogd als {name}, maar uw account heeft hier nog geen rol. De beheerder geeft die."
    ),
    Permission.SEE_DRAFTS: sayable(
        "U bent ingelogd als {name}. Wat is aangeleverd en wat klaarstaat, ziet wie redacteur of vrijgever is. "
        "De beheerder geeft die rollen."
    ),
    Permission.PREPARE: sayable(
        "U bent ingelogd als {name}. Aanleveren en voorbereiden doet wie redacteur is. De beheerder geeft die rol."
    ),
    Permission.RELEASE: sayable(
        "U bent ingelogd als {name}. Vrijgeven doet wie vrijgever is. De beheerder geeft die rol."
    ),
}

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
# What a proxy adds to what it passes on: then the visitor sits elsewhere, however near the proxy is.
PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
LEAST_SECRET = 32
CALLBACK = "/oauth2callback"


def current() -> Visitor:
    """Return who looks at the page of this run."""
    settings = login()
    if settings is None:
        return AT_THE_DESK if _is_at_the_desk(st.context.headers) else PASSING
    return claims.visitor(st.user.to_dict(), settings, datetime.now(UTC))


def of_request(headers: Mapping[str, str], cookies: Mapping[str, str]) -> Visitor:
    """Return who asks for something that is not a page: by the cookie that Streamlit's login signed."""
    settings = login()
    if settings is None:
        return AT_THE_DESK if _is_at_the_desk(headers) else PASSING
    told = _signed_claims(cookies)
    return claims.visitor(told, settings, datetime.now(UTC)) if told is not None else UNKNOWN


def require(permission: Permission) -> Visitor:
    """Return who looks at the page when they may; raises `frame.UnansweredError` with a sentence and a way on."""
    if permission is Permission.VIEW and login() is None:
        return PASSING  # everybody may look, and who it is takes a while to find out
    visitor = current()
    if visitor.may(permission):
        return visitor
    way_on = _log_in() if visitor.could_log_in else link(addresses.overview(), say(wording.TO_OVERVIEW))
    raise frame.UnansweredError(notice(refusal(visitor, permission)), items([way_on], class_="ways"))


def refusal(visitor: Visitor, permission: Permission) -> str:
    """Return why somebody may not, and what would help."""
    settings = login()
    if settings is None:
        return say(NO_LOGIN_HERE)
    if visitor.could_log_in:
        return say(MUST_LOG_IN, hours=settings.hours)
    return say(NOT_PERMITTED[permission], name=visitor.name)


def ways() -> Html | None:
    """Return the ways in and out for the header of a page; nothing where nobody logs in."""
    if login() is None:
        return None
    visitor = current()
    if visitor.could_log_in:
        return _log_in()
    name = element("span", say(LOGGED_IN_AS, name=visitor.name), class_="visitor")
    return joined(name, link(addresses.log_out(), say(LOG_OUT)))


def _log_in() -> Html:
    asked = urlencode(st.query_params.to_dict())
    here = urlsplit(st.context.url or "").path + (f"?{asked}" if asked else "")
    # A login cannot be given to a page inside somebody else's: it opens beside it.
    return link(addresses.log_in(here), say(LOG_IN), target="_blank" if st.context.is_embedded else None)


# Settings -------------------------------------------------------------------------------------------------------------


@cache
def login() -> Settings | None:
    """Return who has which role by their login; None where login is off.

    Raises `SettingsError` when it is set up halfway, for then nobody knows who may do what.
    """
    secrets = _secrets()
    if "auth" not in secrets and "roles" not in secrets:
        return None
    for table, without in (
        ("auth", "nobody could log in, and everybody would see everything"),
        ("roles", "nobody would have a role. See secrets.example.toml"),
    ):
        if not isinstance(secrets.get(table), Mapping):
            raise SettingsError(f"secrets.toml: found no table [{table}], expected it beside the other: {without}.")
    _check_auth(secrets["auth"])
    return Settings.read(secrets["roles"])


def _secrets() -> Mapping[str, Mapping[str, object]]:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        # A file that is there and cannot be read would otherwise switch the login off.
        if any(Path(one).exists() for one in st.get_option("secrets.files")):
            raise SettingsError(str(error)) from error
        return {}


def _check_auth(auth: Mapping[str, object]) -> None:
    try:
        validate_auth_credentials("default")
    except StreamlitAuthError as error:
        raise SettingsError(" ".join(str(error).split())) from error
    if len(str(auth["cookie_secret"])) < LEAST_SECRET:
        raise SettingsError(
            f"[auth] cookie_secret: found a short one, expected at least {LEAST_SECRET} random letters."
        )
    callback = urlsplit(str(auth["redirect_uri"]))
    if callback.path != addresses.root() + CALLBACK:
        expected = f"https://…{addresses.root()}{CALLBACK}"
        raise SettingsError(f"[auth] redirect_uri: found {auth['redirect_uri']!r}, expected {expected!r}.")
    if callback.scheme != "https" and callback.hostname not in THIS_MACHINE:
        raise SettingsError(f"[auth] redirect_uri: found {auth['redirect_uri']!r}, expected an address with https.")
    if st.get_option("server.trustedUserHeaders"):
        raise SettingsError("server.trustedUserHeaders: found headers, expected none: people log in through [auth].")


# What a request tells -------------------------------------------------------------------------------------------------


def _signed_claims(cookies: Mapping[str, str]) -> Mapping[str, object] | None:
    """Return what the cookie of a login tells, when this server signed it for where it stands now."""

    def one(name: str) -> bytes | None:
        return (
            decode_signed_value(get_cookie_secret(), name, cookies[name].encode("latin-1")) if name in cookies else None
        )

    signed = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    told = json.loads(signed) if signed else None
    return told if isinstance(told, dict) and told.get("origin") == get_origin_from_redirect_uri() else None


def _is_at_the_desk(headers: Mapping[str, str]) -> bool:
    """Return whether only this machine reaches the server, and nothing passed on what somebody else asked."""
    if st.get_option("server.address") not in THIS_MACHINE or any(name in headers for name in PASSED_ON):
        return False
    origin = headers.get("Origin")
    named = [f"//{headers.get('Host', '')}", *([origin] if origin is not None else [])]
    return all(_host(one) in THIS_MACHINE for one in named)


def _host(named: str) -> str | None:
    try:
        return urlsplit(named).hostname
    except ValueError:
        return None
