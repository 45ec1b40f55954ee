"""How far a build is: what it tells whoever listens."""

from collections.abc import Collection, Iterator
from typing import Protocol, TypeVar

Part = TypeVar("Part")


class Progress(Protocol):
    """Is told each step before it begins and, of a step in parts, how many are done and how many there are."""

    def __call__(self, step: str, done: int = 0, parts: int = 0, /) -> None:
        """Hear of it."""


def unheard(step: str, done: int = 0, parts: int = 0, /) -> None:
    """Listen for nobody."""


def counted(progress: Progress, step: str, parts: Collection[Part]) -> Iterator[Part]:
    """Yield the parts of a step, each told before it begins."""
    for done, part in enumerate(parts):
        progress(step, done, len(parts))
        yield part
