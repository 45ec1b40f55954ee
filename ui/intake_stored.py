"""What stands in data/: the catalogue and the stored pages, read anew only when one of their files changed.

Together they take a second to read, and every answer of a form draws its page anew.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from loaders.catalogue import Catalogue, read_catalogue
from loaders.sources import StoredPage, read_sources

_State = tuple[tuple[str, int, int], ...]


def catalogue(data: Path) -> Catalogue:
    """Return the catalogue."""
    return _catalogue(data, _state([*data.glob("*.toml"), *data.glob("catalogue/**/*.toml")]))


def pages(data: Path) -> Sequence[StoredPage]:
    """Return the stored pages of every document."""
    return _pages(data, _state(data.glob("sources/*/*")))


def _state(files: Iterable[Path]) -> _State:
    found = ((file, file.stat()) for file in sorted(files))
    return tuple((str(file), status.st_mtime_ns, status.st_size) for file, status in found)


@lru_cache(maxsize=2)
def _catalogue(data: Path, state: _State) -> Catalogue:
    return read_catalogue(data)[0]


@lru_cache(maxsize=2)
def _pages(data: Path, state: _State) -> Sequence[StoredPage]:
    return read_sources(data)[0]
