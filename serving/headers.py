"""What a browser may do with an answer: a content security policy of its kind, and `SECURITY_HEADERS`."""

import os

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.language import say
from serving.apology import sorry
from serving.place import below
from ui import wording

# What stands below these is a file (`api.files`).
FILES = ("/briefing/", "/data/")


def frame_ancestors() -> str:
    """Return who may show a page inside one of its own: this server, or what DOELBEREIK_FRAME_ANCESTORS names.

    Raises ValueError when that could change more of the policy than this.
    """
    named = os.environ.get("DOELBEREIK_FRAME_ANCESTORS", "").strip() or "'self'"
    if set(named) & set(";,\r\n"):
        raise ValueError(
            f"DOELBEREIK_FRAME_ANCESTORS: found {named!r}, expected sources with spaces between them, "
            "such as: 'self' https://intranet.example.org"
        )
    return named


# Only this server: its own scripts, styles and images, images drawn in the page, and the socket of the page.
# Streamlit and Plotly write their styles into the page, hence the inline styles.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
# A file that is opened by itself needs nothing but its own style and the images drawn in it.
POLICY_OF_FILES = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
SECURITY_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def policy(path: str, kind: str) -> str:
    """Return the content security policy of an answer: of a page of the dashboard, or of a file."""
    around = f"frame-ancestors {frame_ancestors()}"
    # A browser shows a pdf as a plug-in in a page of its own making, which any more than this would leave empty.
    if kind == "application/pdf":
        return around
    return f"{POLICY_OF_FILES if (below(path) or path).startswith(FILES) else CONTENT_SECURITY_POLICY}; {around}"


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` and the policy of its kind to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on and add the headers to what comes back, also to what nobody foresaw going wrong."""

        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                kind = headers.get("content-type", "").partition(";")[0]
                headers.update(SECURITY_HEADERS | {"Content-Security-Policy": policy(scope["path"], kind)})
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            if not has_begun:
                page = HTMLResponse(sorry(wording.DASHBOARD, say(wording.FAULT)), 500, {"Cache-Control": "no-store"})
                await page(scope, receive, send_with_headers)
            raise  # the log has the traceback
