"""The page that every address of the dashboard starts with, and the bundles of Streamlit that it asks for."""

import mimetypes
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from indicators import language
from indicators.language import say
from serving.apology import not_found
from serving.bundles import needed_first
from serving.compressing import COMPRESSIBLE, KEEP_FOR_A_YEAR, compressed, gzipped
from serving.doors import refuse
from serving.place import below
from ui import addresses, cached, choosing_assumptions, styling, wording

STATIC = Path(file_util.get_static_dir()).resolve()
# First parts of the addresses that Streamlit itself answers.
STREAMLIT_ADDRESSES = frozenset({"_stcore", "auth", "component", "media", "oauth2callback", "static"})


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
        (r"</head>", f"{_asked_for_at_once()}</head>"),
        # It points to an interface for other programs that is switched off.
        (r'<link rel="service-desc"[^>]*>', ""),
    ]
    for pattern, replacement in replacements:
        page, found = re.subn(pattern, replacement, page, count=1, flags=re.DOTALL)
        if not found:
            raise ValueError(
                f"{STATIC / 'index.html'}: expected {pattern!r}, found nothing like it. "
                "This release of Streamlit has another start page: adapt serving/shell.py to it."
            )
    return page


def _asked_for_at_once() -> str:
    return "".join(f'<link rel="modulepreload" crossorigin href="./{one}">' for one in needed_first(STATIC))


def studies() -> Collection[str]:
    """Return the ids of the studies, each of which is an address of its own too; none where nothing is published."""
    version, _ = cached.published()
    return cached.kept(choosing_assumptions.studies) if version else ()


def is_file(path: Path) -> bool:
    """Return whether this is a file of Streamlit's; a name that no file can have is none."""
    try:
        return path.resolve().is_relative_to(STATIC) and path.is_file()
    except (OSError, ValueError):
        return False


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
            return cls(page, gzipped(page.encode()), not_found())


class Shell:
    """Answers for the addresses of the dashboard: the shell, bundles compressed, a sentence when unknown."""

    def __init__(self, app: ASGIApp, beside: Collection[str]) -> None:
        """`beside` are the paths of the routes that are no pages."""
        self.app = app
        self.answers = {spoken: Answers.of(spoken) for spoken in language.LANGUAGES}
        self.others = STREAMLIT_ADDRESSES | {path.split("/")[1] for path in beside}
        self.files = {path for path in beside if "." in path and "{" not in path}

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
        is_page = path.strip("/") in addresses.PAGES
        if path.startswith("/static/") and is_file(STATIC / path.lstrip("/")):
            return await self.bundle(STATIC / path.lstrip("/")) if takes_gzip else None
        if not is_page and self.is_of_another(path):
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

    def is_of_another(self, path: str) -> bool:
        """Return whether a route answers this, or Streamlit does; of what is no file it would answer its bare page."""
        first = path.split("/")[1]
        if "." in path.rsplit("/", 1)[-1] and first not in self.others - {"static"}:
            return path != "/index.html" and is_file(STATIC / path.lstrip("/"))
        return first in self.others - {"static"} and (f"/{first}" not in self.files or path == f"/{first}")

    async def bundle(self, path: Path) -> Response | None:
        """Return one of Streamlit's bundles compressed, None when it does not compress."""
        if path.suffix not in COMPRESSIBLE:
            return None
        headers = {"Content-Encoding": "gzip", "Cache-Control": KEEP_FOR_A_YEAR, "Vary": "Accept-Encoding"}
        body = await run_in_threadpool(compressed, path)
        return Response(body, media_type=mimetypes.guess_type(path.name)[0], headers=headers)
