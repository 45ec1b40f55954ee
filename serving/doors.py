"""Who may have what is no page: asked at the addresses that Streamlit itself answers, and by what `ROUTES` answers."""

from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_origin_from_redirect_uri

from access.roles import Permission
from api.problems import ProblemError, Way, must_log_in, not_permitted
from indicators.language import say
from serving.apology import not_found, sorry
from serving.logging_in import going_to, is_logged_in
from serving.metrics import OF_STREAMLIT, may_ask
from serving.place import below
from ui import addresses, visitor

# What Streamlit answers that holds what is shown, or takes what is brought.
DOORS = {"/media/": Permission.VIEW, "/_stcore/upload_file/": Permission.PREPARE}
# Streamlit's own words about the process, and a run of the frame for whoever asks: for what watches over the server.
FOR_WATCHERS = {OF_STREAMLIT, "/_stcore/script-health-check"}


def refuse(request: Request, permission: Permission = Permission.VIEW) -> ProblemError | None:
    """Return why whoever asks may not have what they ask for; None when they may."""
    asking = visitor.of_request(request.headers, request.cookies)
    if asking.may(permission):
        return None
    sentence = visitor.refusal(asking, permission)
    if not asking.could_log_in:
        return not_permitted(sentence)
    path, query = quote(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    return must_log_in(sentence, Way(addresses.log_in(f"{path}?{query}" if query else path), say(visitor.LOG_IN)))


class Doors:
    """Asks at the addresses that Streamlit itself answers whether a visitor may, and keeps what is there private."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on when the visitor may; bring who logged in to where they were going."""
        path = below(scope["path"]) if scope["type"] == "http" else None
        if path in FOR_WATCHERS and not may_ask(scope):
            await HTMLResponse(not_found(), status_code=404)(scope, receive, send)
            return
        permission = next((one for start, one in DOORS.items() if path and path.startswith(start)), None)
        problem = refuse(Request(scope), permission) if permission and scope["method"] != "OPTIONS" else None
        if problem is not None:
            page = sorry(problem.title, problem.detail, problem.way)
            refusal = HTMLResponse(page, problem.status, headers={"Cache-Control": "no-store", **problem.headers})
            await refusal(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if visitor.login() and (get_origin_from_redirect_uri() or "").startswith("https:"):
                    keep_cookies_from_http(headers)
                if permission and visitor.login():
                    headers["Cache-Control"] = "private, no-store"
                if path == visitor.CALLBACK and is_logged_in(headers) and (back := going_to(Request(scope))):
                    headers["Location"] = back
            await send(message)

        await self.app(scope, receive, send_on)


def keep_cookies_from_http(headers: MutableHeaders) -> None:
    """Let a browser send the cookies of an answer over https only; Streamlit cannot know that a proxy speaks it."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")
