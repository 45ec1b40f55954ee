"""Back to an earlier version: its contents are served under the next number, for versions are only ever added."""

import os
from datetime import datetime
from pathlib import Path

from warehouse import log, publishing, store
from warehouse.drafts import sweep
from warehouse.landing import land_all
from warehouse.log import Act
from warehouse.people import ReleaseError, person, why
from warehouse.progress import Progress, unheard
from warehouse.waiting import take_back_overtaken


def roll_back(
    root: Path,
    version: str,
    by: str,
    reason: str,
    now: datetime,
    *,
    data: Path | None = None,
    keep: int = publishing.VERSIONS_KEPT,
    report: Progress = unheard,
) -> str:
    """Serve the contents of an earlier version again, under the next number; return that name.

    The texts in data/ stay as they are. Raises `ReleaseError` when that version is not kept, damaged, of another
    program, or the one that is served.
    """
    by, reason = person(by), why(reason)
    with publishing.writing(root, by, now, report):
        refused = land_all(root, data, now, report)
        if refused:
            raise ReleaseError(" ".join(refused))
        known = store.version_names(root)
        if version not in known:
            raise ReleaseError(f"No version '{version}' is kept; kept: {', '.join(known) or 'none'}.")
        content_hash = _content_hash(root, version)
        if content_hash == store.published_hash(root):
            raise ReleaseError(f"What is served has the contents of version {version} already.")
        told = [line for line in log.read(root) if line.get("version") == version and line.get("file_sha256")]
        file = store.version_file(root, version)
        if told and told[-1]["file_sha256"] != log.sha256_of(file):
            raise ReleaseError(f"Version {version} is not the file that was published: it was changed or damaged.")
        restored = publishing.next_version(root, content_hash)
        report("move")
        os.link(file, store.version_file(root, restored))
        act = Act("rollback", by, now, content_hash=content_hash, reason=f"back to {version}: {reason}")
        publishing.serve(root, restored, act, keep, report)
        take_back_overtaken(root, by, now, report)
        sweep(root)
        return restored


def _content_hash(root: Path, version: str) -> str:
    try:
        return store.content_hash(root, version)
    except store.NoWarehouse as error:
        raise ReleaseError(str(error)) from error
