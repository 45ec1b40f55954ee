"""The way into Streamlit's login, and back to where somebody was going."""

import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from serving.place import below
from ui import addresses, visitor

# Remembers during a login where somebody was going.
BACK_COOKIE = "doelbereik_naar"
SECONDS_TO_LOG_IN = 600


def is_logged_in(headers: Headers) -> bool:
    """Return whether an answer ends a login well: it sets the cookie that says who somebody is."""
    cookies = [one for one in headers.getlist("set-cookie") if one.startswith(f"{USER_COOKIE_NAME}=")]
    return any("max-age=0" not in one.lower() for one in cookies)


def going_to(request: Request) -> str:
    """Return the address of this server that somebody asked for before a login; empty for none or for one elsewhere."""
    asked = request.query_params.get(addresses.BACK_TO) or request.cookies.get(BACK_COOKIE, "")
    is_here = below(asked) is not None and re.fullmatch(r"/(?!/)[\x21-\x5b\x5d-\x7e]*", asked)
    return asked if is_here else ""


async def log_in(request: Request) -> RedirectResponse:
    """Lead to Streamlit's login, and remember where somebody was going."""
    back = going_to(request) or addresses.overview()
    if visitor.login() is None:
        return RedirectResponse(back)
    answer = RedirectResponse(generate_login_redirect_url("default"), headers={"Cache-Control": "no-store"})
    path = addresses.root() or "/"
    answer.set_cookie(BACK_COOKIE, back, SECONDS_TO_LOG_IN, path=path, httponly=True, samesite="lax")
    return answer
