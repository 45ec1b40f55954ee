"""Cached reads: the only place that knows the warehouse is a file that gets replaced.

Everything is kept per published version, so a new build shows at the next action of a visitor and an old one never
again. What is asked in one `moment` is of one version, whatever is published meanwhile; a page is drawn in one.

What is drawn as HTML is kept as one string: that is what makes a list page take 3 ms instead of 100. What reads or
draws (`indicators.reading`, the drawing modules of `ui`) knows nothing of caches.

It is a plain cache of the process, shared by all visitors: answers are the same for everyone and nobody changes them.
Streamlit's own copies every answer for every visitor, which takes half a millisecond each, and five are asked per run.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from indicators import language
from indicators.reading import NoWarehouse, Warehouse

# Readings kept: everything printed of a policy field or of all of them in one edition, 0.1 to 3 MB each. Every page
# that a reader goes on to, and every other assumption, is drawn from the same few.
READINGS_KEPT = 40
# Answers kept: what people look at of one municipality in a day; some 40 kB each and 150 kB at most, the longest unused
# goes first.
ANSWERS_KEPT = 600

Answer = TypeVar("Answer")


def published() -> tuple[str | None, str]:
    """Return the version of the published warehouse, or None; and a sentence when something is wrong with it."""
    try:
        warehouse = _current()
        return warehouse.version, warehouse.notice or ""
    except NoWarehouse as missing:
        return None, str(missing)


@contextmanager
def moment() -> Iterator[None]:
    """Let everything that is asked inside be of the version that is published now."""
    try:
        found: Warehouse | NoWarehouse = _current()
    except NoWarehouse as missing:
        found = missing
    token = _found.set(found)
    try:
        yield
    finally:
        _found.reset(token)


def kept(read: Callable[..., Answer], *asked: str | int | None, **tools: Any) -> Answer:
    """Return `read(warehouse, *asked, **tools)`, read or drawn once per version of the warehouse and per language.

    `tools` are what it draws with: modules or functions, never data.
    """
    with moment():
        warehouse = _current()
        answer: Answer = _kept(warehouse.root, warehouse.version, language.current(), read, asked, tuple(tools.items()))
        return answer


def later(read: Callable[..., Answer], *asked: str | int | None, **tools: Any) -> Callable[[], Answer]:
    """Return what reads or draws this when it is called, as `kept`: in the language of now, in whatever thread."""
    spoken = language.current()

    def answer() -> Answer:
        with language.speaking(spoken):
            return kept(read, *asked, **tools)

    return answer


class _RememberingWarehouse(Warehouse):
    """The warehouse; what several answers are made of is read of it once per version and per language."""

    def once(self, read: Callable[..., Answer], *asked: str | None) -> Answer:
        answer: Answer = _read(self.root, self.version, language.current(), read, asked)
        return answer


@cache
def _warehouse(root: str | None) -> Warehouse:
    """Return the one warehouse of this process; it follows the pointer to a newer version by itself."""
    return _RememberingWarehouse()


_found: ContextVar[Warehouse | NoWarehouse | None] = ContextVar("found", default=None)
"""What was found at the moment that is being answered."""


def _current() -> Warehouse:
    """Return the version of this moment; raises `NoWarehouse` when there is none."""
    found = _found.get() or _warehouse(os.environ.get("DOELBEREIK_WAREHOUSE")).snapshot()
    if isinstance(found, NoWarehouse):
        raise found
    return found


# The version itself is no part of the key: it would stay open as long as any answer of it is kept.
@lru_cache(maxsize=READINGS_KEPT)
def _read(root: Path, version: str, spoken: str, read: Callable[..., Any], asked: tuple[str | None, ...]) -> Any:
    return read(_current(), *asked)


@lru_cache(maxsize=ANSWERS_KEPT)
def _kept(
    root: Path,
    version: str,
    spoken: str,
    read: Callable[..., Any],
    asked: tuple[str | int | None, ...],
    tools: tuple[tuple[str, Any], ...],
) -> Any:
    return read(_current(), *asked, **dict(tools))
