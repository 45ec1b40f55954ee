"""What stands in data/: the catalogue and the stored pages, read anew only when one of their files changed.

Together they take a second to read, and every answer of a form draws its page anew.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from loaders.catalogue import Catalogue, read_catalogue
from loaders.delivery.room import DeliveryError
from loaders.grid import Problem
from loaders.sources import StoredPage, read_sources

Read = TypeVar("Read")
MOST_TOLD = 3
_State = tuple[tuple[str, int, int], ...]


def catalogue(data: Path) -> Catalogue:
    """Return the catalogue; raises `DeliveryError` when there is a mistake in it, for every row would seem new then."""
    return _sound(*_catalogue(data, _state([*data.glob("*.toml"), *data.glob("catalogue/**/*.toml")])))


def pages(data: Path) -> Sequence[StoredPage]:
    """Return the stored pages of every document; raises `DeliveryError` when one of them cannot be read."""
    return _sound(*_pages(data, _state(data.glob("sources/*/*"))))


def _sound(read: Read, problems: Sequence[Problem]) -> Read:
    if problems:
        raise DeliveryError("faulty-data", " ".join(one.sentence() for one in problems[:MOST_TOLD]))
    return read


def _state(files: Iterable[Path]) -> _State:
    found = ((file, file.stat()) for file in sorted(files))
    return tuple((str(file), status.st_mtime_ns, status.st_size) for file, status in found)


@lru_cache(maxsize=2)
def _catalogue(data: Path, state: _State) -> tuple[Catalogue, Sequence[Problem]]:
    return read_catalogue(data)


@lru_cache(maxsize=2)
def _pages(data: Path, state: _State) -> tuple[Sequence[StoredPage], Sequence[Problem]]:
    return read_sources(data)
