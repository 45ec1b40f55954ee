"""What happens to a draft: a second person approves it, its moment comes, it is taken back, an earlier version returns.

The texts of a delivery land in data/ when its draft is published: what could keep them out is looked at first, then the
version is served, then they are put in place. `landing.settle` finishes what a program that was killed had begun; it
comes before every draft, build and publication, and when the server starts.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse import landing, rollback, store, waiting
from warehouse.progress import Progress, unheard
from warehouse.waiting import ReleaseError as ReleaseError
from warehouse.waiting import Waiting


@dataclass(frozen=True)
class RolledBack:
    """What a return to an earlier version came to."""

    version: str
    """The version that is served now, with the contents of the earlier one."""
    documents: tuple[str, ...]
    """Titles of the documents whose texts are in data/ and whose figures are no longer served as they stand there.

    The texts stay: a new draft shows the difference again, and a plain build publishes it again.
    """


def approve(
    root: Path,
    data: Path,
    draft: str,
    by: str,
    now: datetime,
    embargo: datetime | None = None,
    *,
    progress: Progress = unheard,
) -> Waiting:
    """Let a second person release a draft, at once or from a moment on; `publish_due` then publishes it.

    Raises `ReleaseError`: it is the maker, something is still asked, or the draft was overtaken.
    """
    return waiting.approve(root, draft, by, now, embargo=embargo, data=data, report=progress)


def publish_due(
    root: Path, data: Path, now: datetime, by: str = "", *, progress: Progress = unheard
) -> tuple[list[str], list[str]]:
    """Publish what is approved and due, with its texts: the versions, and a sentence for each that may not be.

    Where nothing waits nothing is locked, so that it costs nothing to ask every minute.
    """
    if not waiting.names(root) and not landing.is_unsettled(root):
        return [], []
    return waiting.publish_due(root, now, by=by, data=data, report=progress)


def withdraw(root: Path, draft: str, by: str, reason: str, now: datetime, *, progress: Progress = unheard) -> None:
    """Take a draft back before it is published; its delivery is open again."""
    waiting.withdraw(root, draft, by, reason, now, report=progress)


def standing_in_the_way(root: Path, data: Path, one: Waiting) -> str | None:
    """Return why a draft cannot be released as things are, in a sentence: asked, overtaken; None when it can."""
    return waiting.doubt(root, one, data)


def roll_back(
    root: Path, data: Path, version: str, by: str, reason: str, now: datetime, *, progress: Progress = unheard
) -> RolledBack:
    """Serve the contents of an earlier version again; the texts in data/ stay. Raises `ReleaseError`."""
    before = store.current_version(root)
    restored = rollback.roll_back(root, version, by, reason, now, data=data, report=progress)
    return RolledBack(restored, _documents_apart(root, before, restored))


def _documents_apart(root: Path, before: str | None, restored: str) -> tuple[str, ...]:
    """Return the titles of documents of which the version before has inputs that the restored one has not."""
    if before is None:
        return ()
    left, here = _inputs(root, before), set(_inputs(root, restored))
    return tuple(sorted({title for told, title in left.items() if told not in here}))


def _inputs(root: Path, version: str) -> dict[tuple[str, str], str]:
    """Return input and sha256 of every load → title of its document; none of a version that does not open."""
    try:
        opened = store.OneVersion(store.version_file(root, version))
    except store.NoWarehouse:
        return {}
    try:
        sql = "SELECT l.input, l.sha256, d.title FROM load l JOIN document d ON d.document_id = l.document_id"
        return {(one["input"], one["sha256"]): one["title"] for one in opened.records(sql)}
    finally:
        opened.close()
