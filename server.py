"""The dashboard as a web server: `streamlit run server.py`.

Around `dashboard.py` it adds what Streamlit has no setting for: the language of the page, security headers, bundles
that are compressed once, the style as a file that browsers keep, an answer in words to an address that does not exist,
`/healthz`, and a first run before the first visitor. That first run matters: until `dashboard.py` has run once in a
process, Streamlit serves the files of `pages/` by name, without the frame.

Anything else that is served beside the pages (data, briefings) is a `Route` in `ROUTES`. Where people log in
(`ui.visitor`), what is not a page asks here who asks; a page asks in `dashboard.py`. Below a path
(`server.baseUrlPath`) every address begins with it: what is written here is what comes behind that.

It also makes answers leave at once: see `answering_at_once`.
"""

import gzip
import mimetypes
import os
import re
import socket
import stat
import sys
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager, suppress
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.runtime import get_instance
from streamlit.starlette import App
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

import api
from access.claims import SettingsError
from access.roles import Permission
from api.problems import ProblemError, Way, must_log_in, not_permitted
from indicators import language
from indicators.language import say
from loaders.delivery import due
from ui import addresses, cached, choosing_assumptions, frame, styling, visitor, wording
from ui.markup import element, joined, link

STATIC = Path(file_util.get_static_dir()).resolve()
UI = Path(__file__).parent / "ui"

# What stands below these is a file (`api.files`).
FILES = ("/briefing/", "/data/")
# First parts of the addresses that Streamlit itself answers.
STREAMLIT_ADDRESSES = frozenset({"_stcore", "auth", "component", "media", "oauth2callback", "static"})

# What of that holds what is shown, or takes what is brought.
DOORS = {"/media/": Permission.VIEW, "/_stcore/upload_file/": Permission.PREPARE}
# Remembers during a login where somebody was going.
BACK_COOKIE = "doelbereik_naar"
SECONDS_TO_LOG_IN = 600


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
        f"frame-ancestors {frame_ancestors()}",
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
        f"frame-ancestors {frame_ancestors()}",
    ]
)
# A browser shows a pdf as a plug-in in a page of its own making, which the policies above would leave empty.
POLICY_OF_PDF = f"frame-ancestors {frame_ancestors()}"
SECURITY_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# What compresses; fonts and images already are.
COMPRESSIBLE = frozenset({".css", ".html", ".js", ".json", ".svg"})
# Level 9 takes twice the time of 6 for 1 % fewer bytes.
COMPRESSION_LEVEL = 6
# The names of bundles carry a hash of their content, so a browser may keep them for a year.
KEEP_FOR_A_YEAR = "public, immutable, max-age=31536000"


def shell() -> str:
    """Return the page that every address of the dashboard starts with, in the language that is spoken.

    Raises ValueError when Streamlit's own page no longer has the parts that are replaced.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    replacements = [
        (r'<html lang="en">', f'<html lang="{language.current()}">'),
        (r"<title>.*?</title>", f"<title>{wording.DASHBOARD}</title>"),
        # The inline script moves to a file, so that the policy above can refuse every inline script.
        (r"<script>\s*window\.prerenderReady = false\s*</script>", '<script src="./doelbereik.js"></script>'),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{say(wording.NEEDS_JAVASCRIPT)}</p></noscript>"),
        # Behind what Streamlit writes in the head, so that of two rules alike this one counts.
        (r"</body>", f'<link rel="stylesheet" href="{styling.address()}"></body>'),
        # It points to an interface for other programs that is switched off.
        (r'<link rel="service-desc"[^>]*>', ""),
    ]
    for pattern, replacement in replacements:
        page, found = re.subn(pattern, replacement, page, count=1, flags=re.DOTALL)
        if not found:
            raise ValueError(
                f"{STATIC / 'index.html'}: expected {pattern!r}, found nothing like it. "
                "This release of Streamlit has another start page: adapt server.shell to it."
            )
    return page


@cache
def compressed(path: Path) -> bytes:
    """Return a bundle compressed: once per file and process, 2.8 MB of a first visit become 1.1."""
    return gzip.compress(path.read_bytes(), COMPRESSION_LEVEL, mtime=0)


def sorry(title: str, sentence: str, way: Way | None = None) -> str:
    """Return a page that says why there is no answer, with `way` on or the usual, in the language that is spoken."""
    usual = [Way(addresses.overview(), say(wording.TO_OVERVIEW)), Way(addresses.sources(), say(wording.TO_SOURCES))]
    ways = joined(element("li", link(one.address, one.words)) for one in ([way] if way else usual))
    words = {
        "language": language.current(),
        "title": title,
        "sentence": sentence,
        "purpose": say(wording.PURPOSE),
        "owner": wording.OWNER,
    }
    page = Template((UI / "not_found.html").read_text(encoding="utf-8"))
    return page.substitute({name: escape(word) for name, word in words.items()}, ways=ways)


def not_found() -> str:
    """Return the answer to an address that does not exist, in the language that is spoken."""
    return sorry(say(wording.NOT_FOUND), say(wording.NOT_FOUND_SENTENCE))


def studies() -> Collection[str]:
    """Return the ids of the studies, each of which is an address of its own too; none where nothing is published."""
    version, _ = cached.published()
    return cached.kept(choosing_assumptions.studies) if version else ()


class Answers(NamedTuple):
    """What is answered in one language: the shell, plain and compressed, and that an address does not exist."""

    shell: str
    shell_compressed: bytes
    not_found: str

    @classmethod
    def of(cls, spoken: str) -> "Answers":
        """Return the answers in a language."""
        with language.speaking(spoken):
            page = shell()
            return cls(page, gzip.compress(page.encode(), COMPRESSION_LEVEL, mtime=0), not_found())


class Shell:
    """Answers for the addresses of the dashboard: the shell, bundles compressed, a sentence when unknown."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers = {spoken: Answers.of(spoken) for spoken in language.LANGUAGES}
        self.others = STREAMLIT_ADDRESSES | {route.path.split("/")[1] for route in ROUTES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request here, or hand it on."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        answer = await self.answer(scope) if asks else None
        await (answer or self.app)(scope, receive, send)

    async def answer(self, scope: Scope) -> Response | None:
        """Return the answer to a request for a page or a bundle, None when it is for somebody else."""
        path = below(scope["path"])
        takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if path is None:
            is_root, query = scope["path"] == addresses.root(), scope["query_string"].decode("latin-1")
            there = f"{addresses.root()}/{f'?{query}' if query else ''}"
            nothing = self.answers[language.DUTCH].not_found
            return RedirectResponse(there) if is_root else HTMLResponse(nothing, status_code=404)
        if path.startswith("/static/"):
            return await self.bundle(STATIC / path.lstrip("/")) if takes_gzip else None
        is_page = path.strip("/") in addresses.PAGES
        if not is_page and (path.split("/")[1] in self.others or "." in path.rsplit("/", 1)[-1]):
            return None
        query = scope["query_string"].decode("latin-1")
        asked = parse_qs(query).get(addresses.LANGUAGE_FILTER, [language.DUTCH])[-1]
        answers = self.answers.get(asked, self.answers[language.DUTCH])
        if path.strip("/") not in addresses.PAGES:
            if path.strip("/") in await run_in_threadpool(studies) and refuse(Request(scope)) is None:
                known = f"{addresses.study(path.strip('/'))}{f'&{query}' if query else ''}"
                return RedirectResponse(known, status_code=301)
            return HTMLResponse(answers.not_found, status_code=404)
        if path != "/" and path.endswith("/"):
            there = f"{addresses.root()}/{path.strip('/')}"
            return RedirectResponse(there + (f"?{query}" if query else ""), status_code=301)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if takes_gzip:
            return HTMLResponse(answers.shell_compressed, headers=headers | {"Content-Encoding": "gzip"})
        return HTMLResponse(answers.shell, headers=headers)

    async def bundle(self, path: Path) -> Response | None:
        """Return one of Streamlit's bundles compressed, None when it is not one or does not compress."""
        path = path.resolve()
        if path.suffix not in COMPRESSIBLE or not path.is_relative_to(STATIC) or not path.is_file():
            return None
        headers = {"Content-Encoding": "gzip", "Cache-Control": KEEP_FOR_A_YEAR, "Vary": "Accept-Encoding"}
        body = await run_in_threadpool(compressed, path)
        return Response(body, media_type=mimetypes.guess_type(path.name)[0], headers=headers)


def below(path: str) -> str | None:
    """Return an address without the path that the server stands below; None where it is not below that."""
    root = addresses.root()
    return path.removeprefix(root) if path.startswith(f"{root}/") else None


class Below(BaseRoute):
    """A route below the path that the server stands below; what it hands on knows that path as `root_path`."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.path = addresses.root() + route.path

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether this is the route of a request."""
        if scope["type"] != "http" or below(scope["path"]) is None:
            return Match.NONE, {}
        standing = {"root_path": addresses.root()}
        found, more = self.route.matches({**scope, **standing})
        return found, {**more, **standing}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that this is the route of."""
        await self.route.handle(scope, receive, send)


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


def policy(path: str, kind: str) -> str:
    """Return the content security policy of an answer: of a page of the dashboard, or of a file."""
    if kind == "application/pdf":
        return POLICY_OF_PDF
    return POLICY_OF_FILES if (below(path) or path).startswith(FILES) else CONTENT_SECURITY_POLICY


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` and the policy of its kind to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                kind = headers.get("content-type", "").partition(";")[0]
                headers.update(SECURITY_HEADERS | {"Content-Security-Policy": policy(scope["path"], kind)})
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def health(request: Request) -> JSONResponse:
    """Answer whether there are figures to show: 200 with the version of the warehouse, or 503 with the reason."""
    version, reason = await run_in_threadpool(cached.published)
    if version is None:
        return JSONResponse({"status": "no figures", "reason": reason}, status_code=503)
    return JSONResponse({"status": "damaged" if reason else "ok", "warehouse": version, "reason": reason or None})


async def browser_script(request: Request) -> FileResponse:
    """Answer the script of the dashboard itself; see there what it does."""
    return FileResponse(UI / "doelbereik.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def style_compressed() -> bytes:
    """Return the style of every page compressed."""
    return gzip.compress(styling.rules().encode(), COMPRESSION_LEVEL, mtime=0)


async def style(request: Request) -> Response:
    """Answer the style of every page."""
    headers = {"Cache-Control": KEEP_FOR_A_YEAR, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(styling.rules(), media_type="text/css", headers=headers)
    return Response(style_compressed(), media_type="text/css", headers=headers | {"Content-Encoding": "gzip"})


def answering_at_once() -> None:
    """Let this process send every answer at once, also a second one on a connection that is kept.

    Streamlit binds its socket in a way in which asyncio does not recognise TCP, so the kernel waits for the browser to
    confirm the head of an answer before it sends the rest: 40 ms each time. A connection has the options of the socket
    that it came in by. Where open files are not listed (Windows), nothing changes.
    """
    listed = Path("/dev/fd")
    for number in [int(one.name) for one in listed.iterdir()] if listed.is_dir() else []:
        with suppress(OSError):  # the list itself is closed by now
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as opened:
                if opened.family in {socket.AF_INET, socket.AF_INET6} and opened.type == socket.SOCK_STREAM:
                    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@asynccontextmanager
async def warmed_up(app: App) -> AsyncGenerator[dict[str, Any]]:
    """Do what a first visit needs before the first visitor is let in; then publish drafts when their moment comes."""
    answering_at_once()
    await get_instance().does_script_run_without_error()
    for name in re.findall(r"\./(static/[^\"]+)", shell()):
        if Path(name).suffix in COMPRESSIBLE:
            await run_in_threadpool(compressed, STATIC / name)
    with due.every_minute():
        yield {}


try:
    # Without login nobody is asked anything, and every cache may keep what is the same for all.
    REFUSE = refuse if visitor.login() else None
except SettingsError as halfway:
    sys.exit(f"Doelbereik does not start: {halfway}")
ROUTES = [
    Route("/healthz", health),
    Route("/doelbereik.js", browser_script),
    Route("/doelbereik.css", style),
    Route(f"/{addresses.LOG_IN}", log_in),
    *api.routes(cached.kept, REFUSE),
    *api.file_routes(cached.kept, sorry, addresses.briefing, REFUSE),
]

styling.is_in_the_shell = True
app = App(
    "dashboard.py",
    lifespan=warmed_up,
    on_script_error=frame.say_sorry,
    routes=[Below(route) for route in ROUTES],
    middleware=[Middleware(SecurityHeaders), Middleware(Shell), Middleware(Doors)],
)
