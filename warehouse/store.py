"""Build, publish and read the warehouse: versioned DuckDB files and one pointer to the current one.

    <root>/current                  name of the version that is read, one line
    <root>/versions/<name>.duckdb   0007-3f9c1d2e4b5a.duckdb: number and the first digits of the content hash
    <root>/drafts/                  what a build is working on; anything here without a running build is litter
    <root>/lock                     held (flock) by the one program that writes
    <root>/waiting/                 drafts that wait for a second person or a moment, see `warehouse.waiting`
    <root>/log/                     who did what, see `warehouse.log`

A version never changes once it is in `versions`, so a reader opens it read-only and needs no lock. A build writes a
draft, checks it, moves it into `versions` and only then replaces the pointer: whatever moment it dies at, readers go on
with the old version and the next build sweeps up. The pointer moves in one place, with a line in the log. Nothing
outside this room knows DuckDB.
"""

import getpass
import hashlib
import math
import os
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import duckdb
import pandas as pd

from warehouse import checks, log
from warehouse.checks import Finding
from warehouse.lock import BuildRunningError as BuildRunningError
from warehouse.lock import NotWrittenError as NotWrittenError
from warehouse.lock import sole_writer
from warehouse.log import Act
from warehouse.progress import Progress, unheard

if TYPE_CHECKING:
    from warehouse import spark

Answer = TypeVar("Answer")

Rows = pd.DataFrame | Path
"""A frame, or a csv file with the columns of the table: a long one is never in memory whole."""

SCHEMA_VERSION = 7
"""Raise it with every change of schema.sql that an older program could not read."""

SECONDS_BETWEEN_TRIES = 1.0
"""Until what did not open is tried again."""

VERSIONS_KEPT = 10
"""Of those that were built and not released."""

FEW_FIGURES = 1_000_000
"""Below this a file's size is mostly that of blocks never filled; above it large blocks are read faster."""

MEMORY_OF_A_LONG_FILE = "1GB"
"""What does not fit is sorted over the disk, beside the draft: a longer file takes longer and no more memory."""

_ENGINE = "sc://"
SCHEMA = Path(__file__).with_name("schema.sql")
_PROJECT = Path(__file__).resolve().parent.parent
_SORTED_BY_FIELD = ("observation", "target")

_BUILD = """
INSERT INTO build SELECT $1, $2, coalesce(max(o.observation_id), 0)
FROM observation o JOIN territory t ON t.territory_id = o.territory_id WHERE t.is_shown
"""

# A closed network has no extensions to fetch, and a SELECT has no business with files.
_READING: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class NoWarehouse(Exception):
    """There is nothing to read, or nothing this program can read; the message is a sentence."""


_OF_THE_MACHINE = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
"""What is no fault of a row or of a SELECT."""


def _is_damage(error: duckdb.Error) -> bool:
    """Whether an error is of the file and not of the question; the engine has no kind of its own for most of it."""
    is_of_the_engine = isinstance(error, duckdb.FatalException | duckdb.InternalException)
    return is_of_the_engine or str(error).startswith(("Corrupt database file", "IO Error: Could not read"))


class FaultyDraftError(Exception):
    """A draft that must not be published; `findings` holds every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(finding.message for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Publication:
    """What publishing came to."""

    version: str
    is_new: bool
    """False when the contents equal those of the current version, which then stays."""
    content_hash: str
    rows: Mapping[str, int]
    """Table → rows."""


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


# Reading ------------------------------------------------------------------------------------------------------------


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
        opened = _opened(file)
        if opened is None:
            raise NoWarehouse(f"{file} does not open: it is missing or damaged.")
        self.root, self.notice = file.parent, None
        self._version, self._connection, self._damaged = file.stem, opened, set()
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
            connection = _opened(version_file(root, name)) if name and name not in damaged else None
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


def _opened(file: Path) -> duckdb.DuckDBPyConnection | None:
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
    return sorted((file.stem for file in (root / "versions").glob("*.duckdb") if _number(file.stem) > 0), key=_number)


def _number(name: str) -> int:
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


# Publishing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """A filled and checked draft, of which nobody knows yet."""

    file: Path
    content_hash: str
    rows: Mapping[str, int]
    published_hash: str | None
    """Content hash of the version it was checked against; None when there is none."""
    received: Mapping[str, str]
    """Input → sha256 of the file as received, of what that version does not have."""

    @property
    def is_new(self) -> bool:
        """Whether its contents are other than those of the version that is published."""
        return self.content_hash != self.published_hash


def publish(
    root: Path,
    tables: Mapping[str, Rows],
    *,
    allow_lost: Collection[str] = (),
    keep: int = VERSIONS_KEPT,
    report: Progress = unheard,
    by: str | None = None,
) -> Publication:
    """Publish `tables` (the rows of each table of schema.sql) as the current version of the warehouse in `root`.

    A draft that a check finds fault with raises `FaultyDraftError` and changes nothing. `allow_lost` names indicators
    of which series and years may be missing although the current version has them. Contents equal to the current
    version's publish nothing. `report` is told each step before it begins. `by` is who does it: who is logged in on
    this machine unless somebody is named.
    """
    who, at = by or login_name(), datetime.now().astimezone()
    with writing(root, who, at, report):
        prepared = prepare(root, tables, allow_lost, report)
        current = current_version(root)
        if current is not None and not prepared.is_new:
            _sweep_drafts(root)
            return Publication(current, False, prepared.content_hash, prepared.rows)
        report("sync")
        log.sync(prepared.file)
        version = next_version(root, prepared.content_hash)
        act = Act("build", who, at, received=prepared.received, content_hash=prepared.content_hash)
        report("move")
        prepared.file.rename(version_file(root, version))
        serve(root, version, act, keep, report)
        return Publication(version, True, prepared.content_hash, prepared.rows)


def login_name() -> str:
    """Return who is logged in on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}"


@contextmanager
def writing(root: Path, by: str, at: datetime, report: Progress = unheard) -> Iterator[None]:
    """Be the only one who writes to the warehouse, with what a killed program left behind put in order.

    Raises `NotWrittenError` for whatever disk or memory refuse inside.
    """
    try:
        with sole_writer(root, by, at) as left:
            report("sweep")
            log.settle(root)
            if left:
                reason = f"A program that was writing ended without letting go of the lock: {left}."
                log.perform(root, Act("recover", by, at, reason=reason))
            _sweep_leftovers(root)
            try:
                yield
            except (OSError, MemoryError, duckdb.Error):
                _sweep_drafts(root)  # a full disk would else stay full of what came of this
                raise
    except (OSError, MemoryError, duckdb.Error) as error:
        if isinstance(error, duckdb.Error) and not isinstance(error, _OF_THE_MACHINE):
            raise
        raise NotWrittenError(
            f"The warehouse {root} cannot be written: {_refusal(error)}. What is served stays as it is. "
            "Set that right, and do it again."
        ) from error


def _refusal(error: Exception) -> str:
    """Return what disk or memory had against it."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return "there is not enough memory"
    if isinstance(error, OSError):
        return f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
    return str(error).splitlines()[0].removesuffix(".")


def prepare(root: Path, tables: Mapping[str, Rows], allow_lost: Collection[str] | None, report: Progress) -> Prepared:
    """Return a filled and checked draft; raises `FaultyDraftError` when a check finds fault with it.

    Without `allow_lost` a draft may lack what is published: whoever examines it asks about that.
    """
    draft = root / "drafts" / f"{os.getpid()}.duckdb"
    report("draft")
    with duckdb.connect(draft, config=_writing(tables)) as connection:
        content_hash = _fill(connection, tables, report)
        report("check")
        with _previous(root) as previous:
            findings = checks.findings(connection, previous, allow_lost, report)
            published = previous.execute("SELECT content_hash FROM build").fetchall() if previous else []
            received = dict(sorted(_received(connection) - (_received(previous) if previous else set())))
        if findings:
            raise FaultyDraftError(findings)
        rows = _row_counts(connection)
        report("checkpoint")
        connection.execute("CHECKPOINT")
    return Prepared(draft, content_hash, rows, published[0][0] if published else None, received)


def next_version(root: Path, content_hash: str) -> str:
    """Return the name of the version that comes next: versions are only ever added, also when one is restored."""
    return f"{max(map(_number, version_names(root)), default=0) + 1:04d}-{content_hash[:12]}"


def serve(root: Path, version: str, act: Act, keep: int, report: Progress = unheard) -> None:
    """Let readers have a version that stands in `versions`, and tell it in the log.

    What was released is kept for good, so that there is a way back to all of it; of what was only built, the newest.
    """
    log.sync(root / "versions")
    report("point")
    told = replace(act, version=version, file_sha256=log.sha256_of(version_file(root, version)))
    log.perform(root, told, root / "current", f"{version}\n".encode(), report)
    report("tidy")
    released = {line["version"] for line in log.read(root) if line["action"] in ("publish", "rollback")}
    for old in [name for name in version_names(root) if name not in released][:-keep]:
        version_file(root, old).unlink()


def _received(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT input, sha256 FROM load").fetchall())


def check(
    root: Path, tables: Mapping[str, Rows], *, allow_lost: Collection[str] = (), report: Progress = unheard
) -> tuple[list[Finding], Mapping[str, int]]:
    """Return what `publish` would find fault with, and the rows of each table; writes nothing."""
    with duckdb.connect(":memory:") as connection:
        try:
            _fill(connection, tables, report)
        except FaultyDraftError as error:
            return error.findings, {}
        report("check")
        with _previous(root) as previous:
            return checks.findings(connection, previous, allow_lost, report), _row_counts(connection)


def _sweep_leftovers(root: Path) -> None:
    """Delete what a killed build left: drafts, a half-written pointer, versions it never pointed to."""
    _sweep_drafts(root)
    current = current_version(root)
    if current is not None and version_file(root, current).is_file():
        for name in version_names(root):
            if _number(name) > _number(current):
                version_file(root, name).unlink()


def _sweep_drafts(root: Path) -> None:
    for litter in (root / "drafts").iterdir():
        shutil.rmtree(litter) if litter.is_dir() else litter.unlink()


@contextmanager
def _previous(root: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Give the current version, None when there is none that this program reads."""
    current = current_version(root)
    try:
        connection = _opened(version_file(root, current)) if current else None
    except NoWarehouse:
        connection = None
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()


def _writing(tables: Mapping[str, Rows]) -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of a draft; small blocks for a small warehouse: 2 MB instead of 20 for a thousand figures."""
    given = [tables[name] for name in _SORTED_BY_FIELD if name in tables]
    frames = [rows for rows in given if isinstance(rows, pd.DataFrame)]
    if len(frames) < len(given):
        return {"default_block_size": 262_144, "memory_limit": MEMORY_OF_A_LONG_FILE}
    return {"default_block_size": 16_384 if sum(map(len, frames)) < FEW_FIGURES else 262_144}


# Filling a draft ----------------------------------------------------------------------------------------------------


def _fill(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows], report: Progress) -> str:
    """Write schema and rows into an empty database and return the content hash."""
    connection.execute("SET enable_progress_bar = false")
    _make_tables(connection)
    names = _table_names(connection)
    unknown = sorted(tables.keys() - set(names))
    if unknown:
        raise FaultyDraftError([Finding("tables", f"schema.sql has no table {', '.join(unknown)}.")])
    filled = [name for name in names if name in tables and _has_rows(tables[name])]
    for done, name in enumerate(filled):
        report(f"fill {name}", done, len(filled))
        rows = tables[name]
        finding = _insert_file(connection, name, rows) if isinstance(rows, Path) else _insert(connection, name, rows)
        if finding is not None:
            # The tables after this one refer to it: what they break is only a consequence.
            raise FaultyDraftError([finding])
    report("hash")
    content_hash = _content_hash(connection, names)
    connection.execute(_BUILD, [SCHEMA_VERSION, content_hash])
    return content_hash


@contextmanager
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory with every table and view of the schema, and no rows."""
    with duckdb.connect(":memory:") as connection:
        _make_tables(connection)
        yield connection


def _make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    # One transaction: committing each of its statements to a file takes ten times as long.
    connection.execute("BEGIN")
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    _comment_views(connection)
    connection.execute("COMMIT")


def _table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the tables that are filled from frames, in the order of schema.sql: what is referred to comes first."""
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name <> 'build' ORDER BY table_oid"
    ).fetchall()
    return [name for (name,) in rows]


def _comment_views(connection: duckdb.DuckDBPyConnection) -> None:
    for view, table in (("result", "observation"), ("planned", "target")):
        rows = connection.execute(
            "SELECT v.column_name, t.comment FROM duckdb_columns() v JOIN duckdb_columns() t "
            "ON t.column_name = v.column_name AND t.table_name = $table "
            "WHERE v.table_name = $view AND v.comment IS NULL",
            {"view": view, "table": table},
        ).fetchall()
        for column, comment in rows:
            escaped = comment.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN {view}.{column} IS '{escaped}'")


def _has_rows(rows: Rows) -> bool:
    return isinstance(rows, Path) or not rows.empty


def _ordered(name: str) -> str:
    """Return how incoming rows of a table are ordered, which is the order on disk.

    A query for one field or one indicator reads few blocks, and one about all areas, whose figures pages do not show
    one by one, reads those of one year of an indicator side by side.
    """
    if name not in _SORTED_BY_FIELD:
        return ""
    return (
        " LEFT JOIN indicator AS known ON known.indicator_id = incoming.indicator_id"
        " LEFT JOIN territory AS area ON area.territory_id = incoming.territory_id"
        f" ORDER BY coalesce(area.is_shown, true) DESC, known.sort_order, incoming.period, incoming.{name}_id"
    )


def _insert_file(connection: duckdb.DuckDBPyConnection, name: str, file: Path) -> Finding | None:
    """Insert the rows of a csv file by column name; return what is wrong with one, with its line where it is known."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $name", {"name": name}
    ).fetchall()
    path = str(file).replace("'", "''")
    # An empty text is quoted, what is not known is nothing at all
    read = f"read_csv('{path}', header = true, types = {dict(columns)}, allow_quoted_nulls = false)"
    try:
        connection.execute(f"INSERT INTO {name} BY NAME SELECT incoming.* FROM {read} AS incoming{_ordered(name)}")
    except _OF_THE_MACHINE:
        raise
    except duckdb.Error as error:
        return Finding("schema", f"{name}: {' '.join(str(error).splitlines()[:3])} File: {file.name}.")
    return None


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pd.DataFrame) -> Finding | None:
    """Insert rows by column name; return what the schema has against them, with the first row it is about."""

    def attempt(incoming: pd.DataFrame, ordered: str = "", is_trial: bool = False) -> str | None:
        connection.register("incoming_rows", incoming)
        connection.execute("BEGIN")
        try:
            connection.execute(f"INSERT INTO {name} BY NAME SELECT incoming.* FROM incoming_rows AS incoming{ordered}")
            connection.execute("ROLLBACK" if is_trial else "COMMIT")
        except _OF_THE_MACHINE:
            raise
        except duckdb.Error as error:
            connection.execute("ROLLBACK")
            return str(error).splitlines()[0]
        finally:
            connection.unregister("incoming_rows")
        return None

    if name in _SORTED_BY_FIELD:
        known = connection.execute("SELECT indicator_id FROM indicator").df()["indicator_id"]
        unknown = rows.loc[~rows["indicator_id"].isin(known)]
        if len(unknown):
            return Finding("references", f"{name}: indicator '{unknown['indicator_id'].iloc[0]}' does not exist.")
    fault = attempt(rows, _ordered(name))
    if fault is None:
        return None
    suspects = rows
    while len(suspects) > 1:
        half = suspects.iloc[: len(suspects) // 2]
        half_fault = attempt(half, is_trial=True)
        suspects, fault = (half, half_fault) if half_fault else (suspects.iloc[len(half) :], fault)
    shown = {column: value for column, value in suspects.iloc[0].items() if pd.notna(value)}
    return Finding("schema", f"{name}: {fault} Row: {shown}.")


def _content_hash(connection: duckdb.DuckDBPyConnection, names: list[str]) -> str:
    """Return a hash of the schema and of every table's rows in whatever order.

    The rows of a table are combined by exclusive or, so that memory stays flat at any number of rows; they carry a key,
    so no two are equal and cancel out.
    """
    digest = hashlib.sha256(SCHEMA.read_bytes())
    for name in names:
        combined = connection.execute(
            f"SELECT count(*), bit_xor(md5_number(CAST(to_json(r) AS VARCHAR))) FROM {name} AS r"
        ).fetchall()
        digest.update(f"{name}: {combined}\n".encode())
    return digest.hexdigest()


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])
        for name in _table_names(connection)
    }
