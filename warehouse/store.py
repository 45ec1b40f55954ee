"""Read the warehouse: versioned DuckDB files and one pointer to the current one.

    <root>/current                  name of the version that is read, one line
    <root>/versions/<name>.duckdb   0007-3f9c1d2e4b5a.duckdb: number and the first digits of the content hash
    <root>/drafts/                  what a build is working on; anything here without a running build is litter
    <root>/lock                     held (flock) by the one program that writes
    <root>/waiting/                 drafts that wait for a second person or a moment, see `warehouse.waiting`
    <root>/log/                     who did what, see `warehouse.log`

A version never changes once it is in `versions`, so a reader opens it read-only and needs no lock. `warehouse.filling`
writes the rows of one, `warehouse.publishing` has readers read it. Nothing outside this room knows DuckDB.
"""

import math
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import duckdb
import pandas as pd

if TYPE_CHECKING:
    from warehouse import spark

Answer = TypeVar("Answer")

SCHEMA_VERSION = 7
"""Raise it with every change of schema.sql that an older program could not read."""

SECONDS_BETWEEN_TRIES = 1.0
"""Until what did not open is tried again."""

_ENGINE = "sc://"
SCHEMA = Path(__file__).with_name("schema.sql")
_PROJECT = Path(__file__).resolve().parent.parent
# A closed network has no extensions to fetch, and a SELECT has no business with files.
_READING: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class NoWarehouse(Exception):
    """There is nothing to read, or nothing this program can read; the message is a sentence."""


def _is_damage(error: duckdb.Error) -> bool:
    """Whether an error is of the file and not of the question; the engine has no kind of its own for most of it."""
    is_of_the_engine = isinstance(error, duckdb.FatalException | duckdb.InternalException)
    return is_of_the_engine or str(error).startswith(("Corrupt database file", "IO Error: Could not read"))


def default_root() -> Path:
    """Return the warehouse folder: the environment's DOELBEREIK_WAREHOUSE or build/warehouse of the project.

    Raises `NoWarehouse` when that names an engine, in which nothing is written.
    """
    named = os.environ.get("DOELBEREIK_WAREHOUSE", "")
    if named.startswith(_ENGINE):
        raise NoWarehouse(
            "DOELBEREIK_WAREHOUSE names an engine, which is only read: name the folder of versions with --warehouse."
        )
    return Path(named or _PROJECT / "build" / "warehouse")


class Warehouse:
    """The current version of the warehouse, read-only: of a folder, or of an engine (`warehouse.spark`).

    Every `select` first looks whether the pointer was replaced (one `stat`) and then reads from one version only; who
    needs several of the same version asks a `snapshot`. Safe to share between threads: each select has its own cursor.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._engine = None if root else _engine()
        self.root = Path(self._engine.facts) if self._engine else root or default_root()
        self.notice: str | None = None
        """A sentence when this is not the version that was published last, because that one does not open."""
        self._lock = threading.Lock()
        self._seen: object = None
        self._next_try = math.inf
        self._damaged: set[str] = set()
        """Versions that opened and turned out damaged further on; a snapshot tells the warehouse that it is of."""
        self._connection: duckdb.DuckDBPyConnection | spark.Version | None = None
        self._version = ""
        self._snapshot: Self | None = None
        self.snapshot()

    @property
    def version(self) -> str:
        """Name of the version being read, looked up anew: it changes when a build is published."""
        return self.snapshot()._version

    def select(self, sql: str, parameters: dict[str, object] | None = None) -> pd.DataFrame:
        """Return the rows of a SELECT; `parameters` are bound to `$name`."""
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters or {}).df()

    def records(self, sql: str, parameters: dict[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the same as dictionaries of plain Python values; of few rows that costs a third of a frame."""
        with self._cursor() as cursor:
            found = cursor.execute(sql, parameters or {})
            columns = [name for name, *_ in found.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def once(self, read: Callable[..., Answer], *asked: str | None) -> Answer:
        """Return `read(self, *asked)`; a warehouse that remembers what was read of a version need not read again."""
        return read(self, *asked)

    def snapshot(self) -> Self:
        """Return the warehouse as it is now: one that stays with this version, whatever is published meanwhile.

        It is the same object until something changes. When what is published does not open, that is the last version
        that did, with a notice; once a second it is tried again, for the disk may be mended or files be free again.
        """
        if self._snapshot is self:
            return self
        with self._lock:
            seen = self._engine.state() if self._engine else _pointer_state(self.root)
            now = time.monotonic()
            is_of_now = seen == self._seen and now < self._next_try and self._version not in self._damaged
            if self._snapshot is None or not is_of_now:
                self._snapshot = self._followed()
                self._seen, self._next_try = seen, now + SECONDS_BETWEEN_TRIES if self.notice else math.inf
            return self._snapshot

    def _followed(self) -> Self:
        """Return the snapshot of what is current now; whoever calls holds the lock."""
        found: tuple[str, Any, str | None]
        try:
            # The old connection is let go, not closed: selects under way finish on it.
            found = self._opened()
        except NoWarehouse as error:
            if self._snapshot is None or self._version in self._damaged:
                raise
            found = self._version, self._connection, f"{error} Version '{self._version}' is shown still."
        if self._snapshot is not None and (found[0], found[2]) == (self._version, self.notice):
            return self._snapshot
        self._version, self._connection, self.notice = found
        snapshot = copy(self)
        snapshot._snapshot = snapshot
        return snapshot

    def _opened(self) -> "tuple[str, duckdb.DuckDBPyConnection | spark.Version, str | None]":
        if self._engine is None:
            return _open_current(self.root, self._damaged)
        version = self._engine.opened()
        return version.name, version, None

    @contextmanager
    def _cursor(self) -> "Iterator[duckdb.DuckDBPyConnection | spark.Version]":
        snapshot = self.snapshot()
        assert snapshot._connection is not None, "a snapshot is open from the start"
        try:
            with snapshot._connection.cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            if not _is_damage(error):
                raise
            self._damaged.add(snapshot._version)
            raise NoWarehouse(f"Version '{snapshot._version}' is damaged: {str(error).splitlines()[0]}") from error


class OneVersion(Warehouse):
    """One file of the warehouse, whatever the pointer names: a draft, or the version it is held against.

    It never changes, so what was read of it is remembered, in the language it was first read in.
    """

    def __init__(self, file: Path) -> None:
        connection = opened(file)
        if connection is None:
            raise NoWarehouse(f"{file} does not open: it is missing or damaged.")
        self.root, self.notice = file.parent, None
        self._version, self._connection, self._damaged = file.stem, connection, set()
        self._answers: dict[object, Any] = {}

    def snapshot(self) -> Self:
        """Return itself: it stays as it is."""
        return self

    def once(self, read: Callable[..., Answer], *asked: str | None) -> Answer:
        """Return `read(self, *asked)`, read once."""
        if (read, asked) not in self._answers:
            self._answers[read, asked] = read(self, *asked)
        answer: Answer = self._answers[read, asked]
        return answer

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._connection, duckdb.DuckDBPyConnection):
            self._connection.close()


def _engine() -> "spark.Engine | None":
    """Return the engine that the environment names; None when it names a folder, or nothing."""
    address = os.environ.get("DOELBEREIK_WAREHOUSE", "")
    if not address.startswith(_ENGINE):
        return None
    try:
        from warehouse.spark import Engine
    except ImportError as missing:
        raise NoWarehouse(
            f"DOELBEREIK_WAREHOUSE names an engine, and {missing.name} is not installed: "
            "pip install -r requirements-spark.txt -c constraints.txt"
        ) from missing
    return Engine(address, os.environ.get("DOELBEREIK_FACTS", ""))


def _pointer_state(root: Path) -> tuple[int, int, int] | None:
    try:
        state = (root / "current").stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino, state.st_size


def _open_current(root: Path, damaged: Collection[str]) -> tuple[str, duckdb.DuckDBPyConnection, str | None]:
    """Return name and connection of the current version, or of the newest that opens with a notice saying so."""
    current = current_version(root)
    missing = f"version '{current}' does not open" if current else f"{root / 'current'} names no version"
    fault = f"The published warehouse is damaged: {missing}."
    of_another_program: NoWarehouse | None = None
    for name in dict.fromkeys((current, *reversed(version_names(root)))):
        try:
            connection = opened(version_file(root, name)) if name and name not in damaged else None
        except NoWarehouse as error:
            of_another_program = of_another_program or error
            continue
        if name and connection:
            notice = f"{of_another_program or fault} Version '{name}' is shown instead."
            return name, connection, None if name == current else notice
    raise of_another_program or NoWarehouse(
        f"No warehouse is published in {root}: expected a file 'current' and the version it names. "
        "Run `python -m loaders build`."
    )


def opened(file: Path) -> duckdb.DuckDBPyConnection | None:
    """Return a connection to a version, None when the file is missing or damaged."""
    if not file.is_file():
        return None
    try:
        connection = duckdb.connect(file, read_only=True, config=_READING)
        found = connection.execute("SELECT schema_version FROM build").fetchall()
    except duckdb.Error:
        return None
    written_for = found[0][0] if found else 0
    if written_for != SCHEMA_VERSION:
        connection.close()
        remedy = "update the program" if written_for > SCHEMA_VERSION else "run `python -m loaders build`"
        raise NoWarehouse(
            f"{file} has schema version {written_for}, this program reads schema version {SCHEMA_VERSION}: {remedy}."
        )
    return connection


def current_version(root: Path) -> str | None:
    """Return the name of the version that the pointer names; None when it names none."""
    try:
        name = (root / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name and "/" not in name else None


def version_file(root: Path, name: str) -> Path:
    """Return where a version stands."""
    return root / "versions" / f"{name}.duckdb"


def version_names(root: Path) -> list[str]:
    """Return the names of all versions, oldest first."""
    return sorted(
        (file.stem for file in (root / "versions").glob("*.duckdb") if version_number(file.stem) > 0),
        key=version_number,
    )


def version_number(name: str) -> int:
    """Return the number that the name of a version begins with; 0 when it begins with none."""
    number = name.split("-")[0]
    return int(number) if number.isdigit() else 0


def content_hash(root: Path, version: str) -> str:
    """Return the content hash of a version; raises `NoWarehouse` when it does not open."""
    opened = OneVersion(version_file(root, version))
    try:
        return str(opened.records("SELECT content_hash FROM build")[0]["content_hash"])
    finally:
        opened.close()


def published_hash(root: Path) -> str | None:
    """Return the content hash of what is served; None when nothing is, or nothing that this program reads."""
    current = current_version(root)
    try:
        return content_hash(root, current) if current else None
    except NoWarehouse:
        return None
