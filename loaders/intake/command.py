"""The command `intake`: what files hold and what is wrong with them; stored as a delivery in somebody's name."""

import argparse
import json
import sys
from pathlib import Path

_DESCRIPTION = """\
Read every file in a process of its own, with limits on its size, memory, time and what it unpacks to, and tell of each
what it is, its SHA-256, the tables and rows in it, what was refused, and whether the same file was received before.
Nothing is fetched. Without --by nothing is saved either.

With --by the files become a delivery. What is printed of one is a decisions file: what is asked is to be filled in, and
handed over with --decisions until nothing is left; --draft then makes a draft of it, which somebody else releases.
Without files, --decisions alone becomes a delivery: a correction, a commentary, an assessment.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the command to a parser of commands."""
    intake = commands.add_parser(
        "intake",
        help="look at files as they are received, or store them as a delivery, decide about it and draft it",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    intake.add_argument("files", nargs="*", metavar="FILE", help="pages, workbooks, documents, pdf, surveys, a zip")
    intake.add_argument("--json", action="store_true", help="print JSON, one file per line, with all that was read")
    intake.add_argument("--by", metavar="NAME", help="who stores, decides, drafts or removes")
    intake.add_argument("--list", action="store_true", help="list the deliveries that were not removed")
    intake.add_argument("--delivery", metavar="ID", help="show a delivery with what is asked about it")
    intake.add_argument("--decisions", type=Path, metavar="FILE", help="what is decided, in place of what was before")
    intake.add_argument("--draft", action="store_true", help="make a draft of a delivery and tell what it would change")
    intake.add_argument("--remove", action="store_true", help="remove a delivery; needs --reason")
    intake.add_argument("--reason", metavar="WORDS", help="why it is removed")
    intake.add_argument(
        "--warehouse", type=Path, metavar="PATH", help="folder of versions and deliveries (default: build/warehouse)"
    )
    intake.set_defaults(command=lambda chosen: _intake(chosen, data), parser=intake)


def _intake(chosen: argparse.Namespace, data: Path) -> int:
    acts = bool(chosen.decisions or chosen.draft or chosen.remove)
    if fault := _fault(chosen, acts):
        chosen.parser.error(fault)
    if chosen.files and not chosen.by:
        return _look(chosen, data / "sources")
    from loaders.intake.delivering import Desk

    desk = Desk(data, chosen.warehouse)
    if chosen.list:
        return desk.list()
    if not chosen.by:
        return desk.show(chosen.delivery)
    return desk.act(chosen)


def _fault(chosen: argparse.Namespace, acts: bool) -> str | None:
    """Return what does not go together in a call."""
    if chosen.files and (chosen.delivery or chosen.list):
        return "files make a delivery of their own: they go without --delivery and --list"
    if acts and not chosen.by:
        return "--by: who decides, drafts or removes?"
    if (chosen.draft or chosen.remove) and not chosen.delivery:
        return "--delivery: which one?"
    if chosen.remove and (chosen.decisions or chosen.draft or not chosen.reason):
        return "--remove goes with --reason, and without --decisions and --draft"
    if chosen.json and (chosen.by or not chosen.files):
        return "--json goes with files that are only looked at"
    if not (chosen.files or chosen.list or chosen.delivery or chosen.decisions):
        return "name files, or --list, or a --delivery, or --decisions with --by"
    return None


def _look(chosen: argparse.Namespace, sources: Path) -> int:
    from loaders.intake import report
    from loaders.intake.receiving import receive_files, stored_files
    from loaders.progress_bar import ProgressBar

    with ProgressBar() as progress:
        received = receive_files(chosen.files, stored_files(sources), progress=progress)
    as_json = (json.dumps(one.to_json(), ensure_ascii=True) for one in received)
    for line in as_json if chosen.json else report.lines(received):
        sys.stdout.write(f"{line}\n")
    return code_of({one.code for one in received})


def code_of(codes: set[int]) -> int:
    """Return 0 when nothing was refused, 2 when no file could be read at all, else 1."""
    from loaders.intake.received import COMPLETE, REFUSED, UNREADABLE

    if codes <= {COMPLETE}:
        return COMPLETE
    return UNREADABLE if codes == {UNREADABLE} else REFUSED
