"""Build a version of the warehouse and have readers read it.

A build writes a draft, checks it, moves it into `versions` and only then replaces the pointer: whatever moment it dies
at, readers go on with the old version and the next build sweeps up. The pointer moves in one place, with a line in the
log.
"""

import getpass
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse import checks, log
from warehouse.checks import Finding
from warehouse.filling import OF_THE_MACHINE, FaultyDraftError, Rows, fill, row_counts, settings
from warehouse.lock import BuildRunningError as BuildRunningError
from warehouse.lock import NotWrittenError as NotWrittenError
from warehouse.lock import sole_writer
from warehouse.log import Act
from warehouse.progress import Progress, unheard
from warehouse.store import NoWarehouse, current_version, opened, version_file, version_names, version_number

VERSIONS_KEPT = 10
"""Of those that were built and not released."""


@dataclass(frozen=True)
class Publication:
    """What publishing came to."""

    version: str
    is_new: bool
    """False when the contents equal those of the current version, which then stays."""
    content_hash: str
    rows: Mapping[str, int]
    """Table → rows."""


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
        if isinstance(error, duckdb.Error) and not isinstance(error, OF_THE_MACHINE):
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
    with duckdb.connect(draft, config=settings(tables)) as connection:
        content_hash = fill(connection, tables, report)
        report("check")
        with _previous(root) as previous:
            findings = checks.findings(connection, previous, allow_lost, report)
            published = previous.execute("SELECT content_hash FROM build").fetchall() if previous else []
            received = dict(sorted(_received(connection) - (_received(previous) if previous else set())))
        if findings:
            raise FaultyDraftError(findings)
        rows = row_counts(connection)
        report("checkpoint")
        connection.execute("CHECKPOINT")
    return Prepared(draft, content_hash, rows, published[0][0] if published else None, received)


def next_version(root: Path, content_hash: str) -> str:
    """Return the name of the version that comes next: versions are only ever added, also when one is restored."""
    return f"{max(map(version_number, version_names(root)), default=0) + 1:04d}-{content_hash[:12]}"


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
            fill(connection, tables, report)
        except FaultyDraftError as error:
            return error.findings, {}
        report("check")
        with _previous(root) as previous:
            return checks.findings(connection, previous, allow_lost, report), row_counts(connection)


def _sweep_leftovers(root: Path) -> None:
    """Delete what a killed build left: drafts, a half-written pointer, versions it never pointed to."""
    _sweep_drafts(root)
    current = current_version(root)
    if current is not None and version_file(root, current).is_file():
        for name in version_names(root):
            if version_number(name) > version_number(current):
                version_file(root, name).unlink()


def _sweep_drafts(root: Path) -> None:
    for litter in (root / "drafts").iterdir():
        shutil.rmtree(litter) if litter.is_dir() else litter.unlink()


@contextmanager
def _previous(root: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Give the current version, None when there is none that this program reads."""
    current = current_version(root)
    try:
        connection = opened(version_file(root, current)) if current else None
    except NoWarehouse:
        connection = None
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()
