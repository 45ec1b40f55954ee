"""The commands that make a version: `build` publishes it, `draft` lets it wait, `check` writes nothing.

Exit code 0: nothing was refused; 1: something was, and is named.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import release_command
from loaders.release_command import COMPLETE, REFUSED, complain, of_warehouse, root_of, say

if TYPE_CHECKING:
    from loaders.build import Report


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the commands to a parser of commands; versions are made of the folder `data`."""
    made = argparse.ArgumentParser(add_help=False, parents=[of_warehouse()])
    made.add_argument(
        "--allow-lost",
        action="append",
        default=[],
        metavar="INDICATOR",
        help="indicator that may lack a series or a year the published version has; may be given more than once",
    )
    build = commands.add_parser(
        "build",
        parents=[made],
        help="build, check and publish the warehouse",
        description="Read data/, build a new version of the warehouse, check it, and publish it if nothing is wrong.",
    )
    build.add_argument("--by", metavar="NAME", help="who publishes it, for the log (default: who is logged in)")
    build.set_defaults(command=_build, data=data)
    check = commands.add_parser(
        "check",
        parents=[made],
        help="check everything a build checks, publish nothing",
        description="Check everything a build checks, re-read every stored cell with today's reader, write nothing.",
    )
    check.set_defaults(command=_check, data=data)
    draft = commands.add_parser(
        "draft",
        parents=[of_warehouse()],
        help="make a draft of data/ that waits, and tell what it would change",
        description="Build and check data/ as `build` does, without publishing: the draft waits for `release`. Tells "
        "what it would change of what is published: figures new, read otherwise or gone, verdicts that turn, what an "
        "edition leaves out, revisions of earlier years, and what must be decided before release. Of a delivery: "
        "`intake --delivery ID --draft`.",
    )
    draft.add_argument("--by", required=True, metavar="NAME", help="who makes it; somebody else must release it")
    draft.add_argument(
        "--accept",
        nargs=2,
        action="append",
        default=[],
        metavar=("DOUBT", "WHY"),
        help="a doubt that stands as printed, or a loss that is right, by the key that `draft` told; may be given more "
        "than once",
    )
    draft.set_defaults(command=_draft, data=data)


def _build(chosen: argparse.Namespace) -> int:
    from loaders.build import build
    from loaders.progress_bar import ProgressBar

    with ProgressBar() as progress:
        report = build(chosen.data, root_of(chosen), allow_lost=chosen.allow_lost, progress=progress, by=chosen.by)
    return _tell(report)


def _check(chosen: argparse.Namespace) -> int:
    from loaders.build import check
    from loaders.progress_bar import ProgressBar

    with ProgressBar() as progress:
        report = check(chosen.data, root_of(chosen), allow_lost=chosen.allow_lost, progress=progress)
    return _tell(report)


def _tell(report: "Report") -> int:
    for notice in report.notices:
        say(f"notice: {notice.sentence()}")
    _refuse(report)
    say(report.summary())
    return COMPLETE if report.is_good else REFUSED


def _refuse(report: "Report") -> None:
    for problem in report.problems:
        complain(f"refused: {problem.sentence()}")


def _draft(chosen: argparse.Namespace) -> int:
    from loaders.delivery.drafting import draft_of_data
    from loaders.progress_bar import ProgressBar
    from release import report

    with ProgressBar() as progress:
        drafted = draft_of_data(
            root_of(chosen),
            chosen.data,
            chosen.by,
            release_command.now(),
            accepted=dict(chosen.accept),
            progress=progress,
        )
    _refuse(drafted.report)
    made = drafted.waiting
    if made is None or drafted.differences is None:
        say("No draft was made.")
        return REFUSED
    for line in report.lines(drafted.differences, made.published_version, drafted.asked):
        say(line)
    if made.asked:
        say(f"Draft {made.draft} waits, and cannot be released as it is.")
    else:
        say(f"Draft {made.draft} waits. Somebody else: python -m loaders release {made.draft} --by NAME")
    return COMPLETE
