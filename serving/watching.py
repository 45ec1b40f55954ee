"""Looks at every request and socket as it comes and goes: a figure in `metrics`, and a line where a log is kept."""

import logging
import time

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.kinds import Kind, kind_of
from serving.metrics import ACTIONS, FAILED, REQUESTS, SECONDS
from serving.served import last_served, served
from ui import addresses, frame

# An answer that did not come because who asked had gone, as nginx calls it.
GONE = 499
# What these are of is known from the version of the figures; of the others it does not matter.
OF_FIGURES = {Kind.PAGE, Kind.SOCKET, Kind.API, Kind.DATA, Kind.BRIEFING}
# Addresses that name a run or a file of one visitor are told without it.
PRIVATE = {Kind.UPLOAD: "/_stcore/upload_file/…", Kind.DOWNLOAD: "/media/…"}
LONGEST_PATH = 200

_log = logging.getLogger(__name__)


class Watched:
    """Counts what is asked and tells it in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on and look at what comes back."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), GONE

        async def received() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                ACTIONS.inc()
            return message

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                status = message["status"]
            elif message["type"] == "websocket.close" and status == GONE:
                status = 403  # what a server answers that does not accept a socket
            elif message["type"] == "websocket.accept":
                status = 101
                await _tell("socket opened", scope, status, time.perf_counter() - began)
            await send(message)

        try:
            await self.app(scope, received, sent)
        except BaseException:
            status = 500 if status == GONE else status
            raise
        finally:
            seconds = time.perf_counter() - began
            kind = kind_of(scope["path"])
            REQUESTS.labels(kind, status).inc()
            if scope["type"] == "http":
                SECONDS.labels(kind).observe(seconds)
            await _tell("socket closed" if status == 101 else "request", scope, status, seconds)


async def _tell(event: str, scope: Scope, status: int, seconds: float) -> None:
    """Look which version is served, and print the line where a log is kept."""
    kind = kind_of(scope["path"])
    if kind in OF_FIGURES:
        await run_in_threadpool(served)
    if not _log.isEnabledFor(logging.INFO):
        return
    path = addresses.root() + PRIVATE[kind] if kind in PRIVATE else scope["path"][:LONGEST_PATH]
    told = {
        "method": scope.get("method", "GET"),
        "path": path,
        "kind": kind,
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "warehouse": last_served(),
    }
    _log.info(event, extra={"told": told})


def failed_run(error: Exception) -> bool:
    """Count a run of a page that ended with an error, and tell the visitor; Streamlit tells the log."""
    FAILED.inc()
    return frame.say_sorry(error)
