"""One writer at a time: the lock of a warehouse, with who holds it and since when.

The system lets go of the lock (flock) when its process ends, however it ends. What the file still says then is of a
program that was killed; the next one takes over and can tell whose work was broken off.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path


class NotWrittenError(Exception):
    """The warehouse cannot be written now: the disk is full, say; the message is a sentence. What is served stays."""


class BuildRunningError(NotWrittenError):
    """Another program is writing to the warehouse."""


@contextmanager
def sole_writer(root: Path, by: str, at: datetime) -> Iterator[str]:
    """Hold the lock; gives who left it behind when its last holder was killed, and else nothing."""
    for folder in (root, root / "versions", root / "drafts"):
        folder.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildRunningError(
                f"Another build ({_said(root) or 'process unknown'}) is writing to {root}: "
                "wait until it is done and build again."
            ) from None
        left = _said(root)
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {by}, since {at.isoformat(timespec='seconds')}\n")
        lock.flush()
        try:
            yield left
        finally:
            lock.truncate(0)


def _said(root: Path) -> str:
    said = " ".join((root / "lock").read_text(encoding="utf-8", errors="replace").split())
    return f"process {said}" if said.isdigit() else said
