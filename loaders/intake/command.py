"""The command `intake`: what files hold and what is wrong with them, each read apart from the others."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.intake.received import Received


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the command to a parser of commands."""
    intake = commands.add_parser(
        "intake",
        help="look at files as they are received: pages, workbooks, documents, pdf, surveys, a zip of them",
        description="Read every file in a process of its own, with limits on its size, memory, time and what it "
        "unpacks to, and tell of each what it is, its SHA-256, the tables and rows in it, what was refused, and "
        "whether the same file was received before. Nothing is fetched, saved or published.",
    )
    intake.add_argument("files", nargs="+", metavar="FILE")
    intake.add_argument("--json", action="store_true", help="print JSON, one file per line, with all that was read")
    intake.set_defaults(command=lambda chosen: _intake(chosen, data / "sources"))


def _intake(chosen: argparse.Namespace, sources: Path) -> int:
    from loaders.intake import report
    from loaders.intake.receiving import receive_files, stored_files
    from loaders.progress_bar import ProgressBar

    with ProgressBar() as progress:
        received = receive_files(chosen.files, stored_files(sources), progress=progress)
    as_json = (json.dumps(one.to_json(), ensure_ascii=True) for one in received)
    for line in as_json if chosen.json else report.lines(received):
        sys.stdout.write(f"{line}\n")
    return code_of(received)


def code_of(received: "list[Received]") -> int:
    """Return 0 when nothing was refused, 2 when no file could be read at all, else 1."""
    from loaders.intake.received import COMPLETE, REFUSED, UNREADABLE

    codes = {one.code for one in received}
    if codes == {COMPLETE}:
        return COMPLETE
    return UNREADABLE if codes == {UNREADABLE} else REFUSED
