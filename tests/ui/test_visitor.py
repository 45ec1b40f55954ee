"""Who is looking: by the cookie of a login, or by where they sit."""

import json
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access.claims import SettingsError
from access.roles import AT_THE_DESK, PASSING, UNKNOWN, Permission, Role
from indicators import language
from ui import addresses, visitor

SECRET = "only for tests: thirty-two letters or more"
AUTH = {
    "redirect_uri": "https://cijfers.example.org/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "doelbereik",
    "client_secret": "x",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}
ROLES = {"viewer": ["lezers"], "editor": ["redactie"]}
HERE = {"Host": "localhost:8501"}


class Secrets:
    """The secrets of Streamlit, as a file of this test says them."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def say(self, **tables: Mapping[str, str | list[str]]) -> None:
        lines = []
        for name, table in tables.items():
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
        self.write("\n".join(lines))

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        forget()


def forget() -> None:
    secrets_singleton._reset()
    visitor.login.cache_clear()


@pytest.fixture
def secrets(tmp_path: Path) -> Iterator[Secrets]:
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(tmp_path / "secrets.toml")])
    forget()
    yield Secrets(tmp_path / "secrets.toml")
    config.set_option("secrets.files", before)
    forget()


@pytest.fixture
def bound(secrets: Secrets) -> Iterator[None]:
    """A server that only this machine reaches."""
    config.set_option("server.address", "localhost")
    yield
    config.set_option("server.address", None)


def cookies(secret: str = SECRET, name: str = USER_COOKIE_NAME, **others: Any) -> dict[str, str]:
    """Return the cookies that Streamlit sets at the end of a login."""
    told = {
        "origin": "https://cijfers.example.org",
        "is_logged_in": True,
        "iat": time.time(),
        "sub": "7",
        "name": "Renée de Vries",
        "groups": ["lezers"],
    }
    kept: dict[str, str] = {}

    def sign(cookie: str, value: str) -> bytes:
        return create_signed_value(secret, cookie, value)

    def keep(cookie: str, value: str) -> None:
        kept[cookie] = sign(cookie, value).decode()

    set_cookie_with_chunks(keep, sign, name, told | others, cookie_attr_size=60)
    return kept


# With login -----------------------------------------------------------------------------------------------------------


def test_the_cookie_of_a_login_says_who_asks_and_which_role_they_have(secrets: Secrets) -> None:
    secrets.say(auth=AUTH, roles=ROLES)
    found = visitor.of_request({}, cookies())
    assert found.name == "Renée de Vries"
    assert found.roles == {Role.VIEWER}


def test_a_cookie_in_parts_is_read_whole(secrets: Secrets) -> None:
    secrets.say(auth=AUTH, roles=ROLES)
    parts = cookies(groups=[sha256(bytes([at])).hexdigest() for at in range(200)] + ["redactie"])
    assert len(parts) > 2
    assert visitor.of_request({}, parts).roles == {Role.EDITOR}
    parts.popitem()
    assert visitor.of_request({}, parts) == UNKNOWN


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {USER_COOKIE_NAME: ""},
        {USER_COOKIE_NAME: json.dumps({"is_logged_in": True, "groups": ["redactie"]})},
        {USER_COOKIE_NAME: "é\xff.\xe9.x"},
        cookies(secret="another secret of thirty-two letters or more"),
        {USER_COOKIE_NAME: cookies(name="_streamlit_user_tokens")["_streamlit_user_tokens"]},
        cookies(origin="https://elders.example.org"),
        cookies(origin=None),
        cookies(is_logged_in=False),
        cookies(iat=time.time() - 11 * 3600),
    ],
    ids=["none", "empty", "unsigned", "letters", "other secret", "other cookie", "elsewhere", "nowhere", "out", "old"],
)
def test_any_other_cookie_says_nothing(secrets: Secrets, wrong: dict[str, str]) -> None:
    secrets.say(auth=AUTH, roles=ROLES)
    assert visitor.of_request({}, wrong) == UNKNOWN


def test_with_login_who_sits_at_the_machine_logs_in_too(secrets: Secrets, bound: None) -> None:
    secrets.say(auth=AUTH, roles=ROLES)
    assert visitor.of_request(HERE, {}) == UNKNOWN


def test_a_refusal_says_what_would_help(secrets: Secrets) -> None:
    secrets.say(auth=AUTH, roles=ROLES | {"viewer": ["anderen"]})
    known = visitor.of_request({}, cookies())
    assert "Log in" in visitor.refusal(UNKNOWN, Permission.VIEW)
    for permission in Permission:
        assert "Renée de Vries" in visitor.refusal(known, permission)
        with language.speaking("en"):
            assert "administrator" in visitor.refusal(known, permission)


# Without login --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [HERE, {"Host": "127.0.0.1:8501"}, {"Host": "[::1]:8501"}, HERE | {"Origin": "http://localhost:8501"}],
)
def test_without_login_who_sits_at_the_machine_may_everything(
    secrets: Secrets, bound: None, headers: dict[str, str]
) -> None:
    assert visitor.of_request(headers, {}) == AT_THE_DESK


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": ""},
        {"Host": "doelbereik.example.org"},
        {"Host": "localhost.example.org"},
        {"Host": "[localhost"},
        HERE | {"Origin": "https://doelbereik.example.org"},
        HERE | {"Origin": "null"},
        *(HERE | {name: "x"} for name in visitor.PASSED_ON),
    ],
    ids=str,
)
def test_who_comes_from_elsewhere_may_only_look(secrets: Secrets, bound: None, headers: dict[str, str]) -> None:
    assert visitor.of_request(headers, {}) == PASSING


@pytest.mark.parametrize("address", [None, "0.0.0.0", "192.0.2.1", "::"])
def test_a_server_that_others_reach_is_no_desk(secrets: Secrets, bound: None, address: str | None) -> None:
    config.set_option("server.address", address)
    assert visitor.of_request(HERE, {}) == PASSING
    assert "Op deze server kan niemand inloggen" in visitor.refusal(PASSING, Permission.PREPARE)


# Settings -------------------------------------------------------------------------------------------------------------


def test_without_secrets_or_with_those_of_something_else_login_is_off(secrets: Secrets) -> None:
    assert visitor.login() is None
    secrets.say(something={"else": "x"})
    assert visitor.login() is None


def test_a_server_below_a_path_takes_logins_back_there(secrets: Secrets) -> None:
    config.set_option("server.baseUrlPath", "/doelbereik/")
    addresses.root.cache_clear()
    try:
        secrets.say(auth=AUTH | {"redirect_uri": "https://example.org/doelbereik/oauth2callback"}, roles=ROLES)
        assert visitor.login() is not None
        assert addresses.log_in("/doelbereik/x") == "/doelbereik/inloggen?naar=%2Fdoelbereik%2Fx"
        secrets.say(auth=AUTH, roles=ROLES)
        with pytest.raises(SettingsError, match="expected 'https://…/doelbereik/oauth2callback'"):
            visitor.login()
    finally:
        config.set_option("server.baseUrlPath", "")
        addresses.root.cache_clear()


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"auth": AUTH}, r"no table \[roles\]"),
        ({"roles": ROLES}, r"no table \[auth\]"),
        ({"auth": AUTH, "roles": {"viewers": "x"}}, "viewers"),
        ({"auth": {**AUTH, "cookie_secret": "short"}, "roles": ROLES}, "cookie_secret"),
        ({"auth": {key: AUTH[key] for key in AUTH if key != "client_id"}, "roles": ROLES}, "client_id"),
        ({"auth": {key: AUTH[key] for key in AUTH if key != "redirect_uri"}, "roles": ROLES}, "redirect_uri"),
        ({"auth": {**AUTH, "redirect_uri": "https://example.org/terug"}, "roles": ROLES}, "expected 'https://"),
        ({"auth": {**AUTH, "redirect_uri": "http://example.org/oauth2callback"}, "roles": ROLES}, "with https"),
    ],
)
def test_a_login_that_is_set_up_halfway_is_refused(secrets: Secrets, tables: dict[str, Any], expected: str) -> None:
    secrets.say(**tables)
    with pytest.raises(SettingsError, match=expected):
        visitor.login()


def test_secrets_that_cannot_be_read_do_not_switch_the_login_off(secrets: Secrets) -> None:
    secrets.write("[auth\n")
    with pytest.raises(SettingsError):
        visitor.login()


def test_headers_that_anybody_may_send_say_nobody_s_name(secrets: Secrets) -> None:
    secrets.say(auth=AUTH, roles=ROLES)
    config.set_option("server.trustedUserHeaders", {"X-User": "name"})
    try:
        with pytest.raises(SettingsError, match="trustedUserHeaders"):
            visitor.login()
    finally:
        config.set_option("server.trustedUserHeaders", {})


def test_the_example_is_refused_until_it_is_filled_in(secrets: Secrets) -> None:
    example = (Path(__file__).parents[2] / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8")
    secrets.write(example)
    with pytest.raises(SettingsError, match="client_secret"):
        visitor.login()
    secrets.write(example.replace('secret = ""', f'secret = "{SECRET}"'))
    assert visitor.login() is not None
    assert st.secrets["auth"]["client_id"] == "doelbereik"
