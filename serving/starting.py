"""What happens before the first visitor is let in, and beside all of them."""

import os
import re
import socket
import stat
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from streamlit.runtime import get_instance
from streamlit.starlette import App

from api.sending import allowed_origins
from indicators.disclosure import smallest_base
from loaders.delivery import due
from serving import log_lines
from serving.compressing import COMPRESSIBLE, compressed
from serving.headers import frame_ancestors
from serving.metrics import named_networks
from serving.served import served
from serving.shell import STATIC, shell


def look_at_settings() -> None:
    """Raise ValueError for a setting that is not understood: now, not when a visitor first asks for what it sets."""
    for setting in (named_networks, frame_ancestors, allowed_origins, smallest_base):
        setting()


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
    log_lines.begin()  # again, for the server that runs us made its loggers since
    await get_instance().does_script_run_without_error()
    for name in re.findall(r"\./(static/[^\"]+)", shell()):
        if Path(name).suffix in COMPRESSIBLE:
            await run_in_threadpool(compressed, STATIC / name)
    await run_in_threadpool(served)
    with due.every_minute():
        yield {}
