"""Whether there are figures to show, for what watches over the server; why not is in the log, for it names files."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from serving.served import served


async def health(request: Request) -> JSONResponse:
    """Answer whether there are figures to show: 200 with the version of the warehouse, or 503."""
    version, reason = await run_in_threadpool(served)
    if version is None:
        return JSONResponse({"status": "no figures"}, status_code=503)
    return JSONResponse({"status": "damaged" if reason else "ok", "warehouse": version})
