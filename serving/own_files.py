"""The script and the style of the dashboard itself, which every page asks for."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from serving.compressing import KEEP_FOR_A_YEAR, gzipped
from ui import styling

SCRIPT = Path(styling.__file__).with_name("doelbereik.js")


async def browser_script(request: Request) -> FileResponse:
    """Answer the script of the dashboard itself; see there what it does."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def style_compressed() -> bytes:
    """Return the style of every page compressed."""
    return gzipped(styling.rules().encode())


async def style(request: Request) -> Response:
    """Answer the style of every page."""
    headers = {"Cache-Control": KEEP_FOR_A_YEAR, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(styling.rules(), media_type="text/css", headers=headers)
    return Response(style_compressed(), media_type="text/css", headers=headers | {"Content-Encoding": "gzip"})
