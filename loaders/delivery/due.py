"""Publishes what is due once a minute while the server runs, and first settles what a program that was killed left."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from loaders.delivery import releasing
from warehouse.lock import BuildRunningError, NotWrittenError
from warehouse.store import NoWarehouse, default_root

MINUTE = 60.0
PATIENCE = 5.0
"""Seconds that closing waits for a publication under way; one that takes longer is settled at the next start."""

_PROJECT = Path(__file__).resolve().parent.parent.parent
_log = logging.getLogger(__name__)


def data_folder() -> Path:
    """Return the folder in which texts land: the environment's DOELBEREIK_DATA or data of the project."""
    return Path(os.environ.get("DOELBEREIK_DATA") or _PROJECT / "data")


@contextmanager
def every_minute(root: Path | None = None, data: Path | None = None, seconds: float = MINUTE) -> Iterator[None]:
    """Publish what is due while this is open, in a thread of its own; several servers may do so at once.

    Where figures are read through an engine nothing is: drafts wait beside the folder that is built.
    """
    is_over = Event()
    try:
        places = root or default_root(), data or data_folder()
    except NoWarehouse:
        yield
        return
    clock = Thread(target=_run, args=(*places, seconds, is_over), name="embargo", daemon=True)
    clock.start()
    try:
        yield
    finally:
        is_over.set()
        clock.join(PATIENCE)


def _run(root: Path, data: Path, seconds: float, is_over: Event) -> None:
    told: set[str] = set()
    while True:
        # On the minute, so that what is promised for ten o'clock is there at ten
        told = _publish(root, data, told)
        if is_over.wait(seconds - time.time() % seconds):
            return


def _publish(root: Path, data: Path, told: set[str]) -> set[str]:
    """Publish what is due; return what was refused, which is told once and not every minute."""
    try:
        published, refused = releasing.publish_due(root, data, datetime.now().astimezone())
    except BuildRunningError:
        return told  # who is at work now is done within the minute
    except NotWrittenError as error:
        published, refused = [], [str(error)]
    except Exception:
        # Whatever it is, the figures that are published must go on being served, and the next minute tries again
        _log.exception("What is due could not be published.")
        return told
    for version in published:
        _log.info("Published version %s.", version)
    for sentence in refused:
        if sentence not in told:
            _log.warning("%s", sentence)
    return set(refused)
