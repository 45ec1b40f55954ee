"""What the server prints where DOELBEREIK_LOG is `json`: one object a line on standard output, for a log collector.

A line never holds what a visitor brings: no query, cookie, form, name or file name. So of a message of a library only
its template is printed, never what was filled in, and of an error its kind and where it was raised, not what it says.
Our own messages (`OURS`) are printed whole, and must keep to this. Without the setting nothing changes: warnings and
tracebacks on standard error, for whoever sits there.
"""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit import logger as of_streamlit

JSON = "json"
# Rooms of which messages are printed whole, also those that only inform.
OURS = ("serving", "api", "loaders")
ROOT = Path(__file__).parent.parent


class AsJson(logging.Formatter):
    """A record of `logging` as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        is_ours = record.name.partition(".")[0] in OURS
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if is_ours else str(record.msg),
            "logger": record.name,
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = [
                f"{_shortened(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def is_on() -> bool:
    """Return whether lines are printed; raises ValueError for a setting that is not known."""
    named = os.environ.get("DOELBEREIK_LOG", "")
    if named not in {"", JSON}:
        raise ValueError(f"DOELBEREIK_LOG: found {named!r}, expected {JSON} or nothing.")
    return named == JSON


def begin() -> None:
    """Let everything that logs print lines, where that is asked for; also what makes its logger later."""
    if not is_on():
        return
    printing = logging.StreamHandler(sys.stdout)
    printing.setFormatter(AsJson())
    logging.getLogger().handlers[:] = [printing]
    for room in OURS:
        logging.getLogger(room).setLevel(logging.INFO)
    # Streamlit gives every logger that it makes a handler of its own by way of this function.
    of_streamlit.setup_formatter = _hand_on
    of_streamlit.update_formatter()
    for name in ("uvicorn", "uvicorn.error"):
        _hand_on(logging.getLogger(name))
    logging.getLogger("uvicorn.access").disabled = True  # `serving.watching` tells of every request
    logging.captureWarnings(True)


def _hand_on(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True


def _shortened(file: str) -> str:
    """Return a path below the project or below its libraries, without where those stand on this machine."""
    _, is_library, within = file.rpartition("site-packages/")
    return within if is_library else file.removeprefix(f"{ROOT}/")
