"""Whether there are figures to show, for what watches over the server."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from ui import cached


async def health(request: Request) -> JSONResponse:
    """Answer whether there are figures to show: 200 with the version of the warehouse, or 503 with the reason."""
    version, reason = await run_in_threadpool(cached.published)
    if version is None:
        return JSONResponse({"status": "no figures", "reason": reason}, status_code=503)
    return JSONResponse({"status": "damaged" if reason else "ok", "warehouse": version, "reason": reason or None})
