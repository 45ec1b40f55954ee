"""A coroutine run to its end in a thread of its own: one that has driven a browser has a loop already."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def finished(running: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what a coroutine answers, asked in the context of who calls."""
    context = copy_context()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: context.run(asyncio.run, running)).result()
