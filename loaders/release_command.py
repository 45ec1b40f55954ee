"""The commands between a draft and what visitors see: `draft`, `release`, `rollback` and `log`.

Names are given by the caller; who may do what is not checked here. Exit code 0: done; 1: refused, with a sentence.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from warehouse.log import Line
    from warehouse.store import OneVersion

COMPLETE, REFUSED = 0, 1

COUNCIL_TIME = ZoneInfo("Europe/Amsterdam")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the commands to a parser of commands; drafts are made of the folder `data`."""
    draft = commands.add_parser(
        "draft",
        help="make a draft of data/ that waits, and tell what it would change",
        description="Build and check data/ as `build` does, without publishing: the draft waits for `release`. Tells "
        "what it would change of what is published: figures new, read otherwise or gone, verdicts that turn, revisions "
        "of earlier years with the entries to write for those whose kind must be chosen, and what to look at.",
    )
    draft.add_argument("--by", required=True, metavar="NAME", help="who makes it; somebody else must release it")
    draft.add_argument("--allow-lost", action="append", default=[], metavar="INDICATOR", help="as for `build`")
    draft.set_defaults(command=_draft, data=data)

    release = commands.add_parser(
        "release",
        help="approve a draft as a second person, and publish what is due",
        description="Approve a draft that somebody else made; it is published at once, or by `release --due` once the "
        "moment of --embargo has come. Without a draft: list what waits.",
    )
    release.add_argument("draft", nargs="?", metavar="DRAFT", help="name of the draft, as `draft` printed it")
    release.add_argument("--by", metavar="NAME", help="who approves it: not who made it")
    release.add_argument(
        "--embargo", metavar="MOMENT", help="not before, such as 2019-06-13T10:00 (Dutch time unless it says otherwise)"
    )
    release.add_argument("--withdraw", action="store_true", help="take the draft back instead, approved or not")
    release.add_argument("--reason", metavar="WORDS", help="why it is withdrawn")
    release.add_argument("--due", action="store_true", help="publish every approved draft whose moment has come")
    release.set_defaults(command=_release, parser=release)

    rollback = commands.add_parser(
        "rollback",
        help="serve the contents of an earlier version again",
        description="Serve the contents of an earlier version again, under the next number. Without a version: list "
        "those that are kept.",
    )
    rollback.add_argument("version", nargs="?", metavar="VERSION", help="such as 0007-3f9c1d2e4b5a")
    rollback.add_argument("--by", metavar="NAME", help="who restores it")
    rollback.add_argument("--reason", metavar="WORDS", help="why")
    rollback.set_defaults(command=_rollback, parser=rollback)

    acts = commands.add_parser(
        "log",
        help="show who did what with which version, and whether the log is whole",
        description="Show the log of what was built, drafted, approved, published and restored, and by whom. Ends with "
        "1 and names the line when somebody changed the log.",
    )
    acts.add_argument("--format", choices=("text", "csv", "json"), default="text", help="what to print (default: text)")
    acts.set_defaults(command=_log)
    for command in (draft, release, rollback, acts):
        command.add_argument(
            "--warehouse", type=Path, metavar="PATH", help="folder of versions (default: build/warehouse)"
        )


def embargo_of(text: str) -> datetime:
    """Return a moment as written; without an offset it is Dutch time. Raises `ValueError` with a sentence."""
    expected = "expected a date and a time such as 2019-06-13T10:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--embargo: found '{text}', {expected}.") from None
    if "T" not in text.upper() and " " not in text.strip():
        raise ValueError(f"--embargo: found '{text}', a date without a time, {expected}.")
    if moment.tzinfo is not None:
        return moment
    there = moment.replace(tzinfo=COUNCIL_TIME)
    if there.astimezone(ZoneInfo("UTC")).astimezone(COUNCIL_TIME).replace(tzinfo=None) != moment:
        raise ValueError(f"--embargo: {text} does not exist: the clock is put forward then. Name another hour.")
    return there


def _now() -> datetime:
    return datetime.now(COUNCIL_TIME)


def _root(chosen: argparse.Namespace) -> Path:
    from warehouse.store import default_root

    return chosen.warehouse or default_root()


def _draft(chosen: argparse.Namespace) -> int:
    from loaders.build import propose
    from loaders.progress_bar import ProgressBar
    from release.differences import differences, entries
    from release.report import lines

    told: list[str] = []

    def examine(draft: "OneVersion", published: "OneVersion | None") -> Sequence[str]:
        found = differences(draft, published)
        told.extend(lines(found, published))
        return entries(found.undecided)

    with ProgressBar() as progress:
        report, made = propose(
            chosen.data, _root(chosen), chosen.by, _now(), examine, allow_lost=chosen.allow_lost, progress=progress
        )
    for problem in report.problems:
        _complain(f"refused: {problem.sentence()}")
    if made is None:
        _say("No draft was made.")
        return REFUSED
    for line in told:
        _say(line)
    if made.asked:
        _say(f"Draft {made.draft} waits, and cannot be released as it is.")
    else:
        _say(f"Draft {made.draft} waits. Somebody else: python -m loaders release {made.draft} --by NAME")
    return COMPLETE


def _release(chosen: argparse.Namespace) -> int:
    from warehouse import waiting
    from warehouse.lock import BuildRunningError

    if chosen.withdraw and not (chosen.draft and chosen.by and chosen.reason):
        chosen.parser.error("--withdraw needs the draft, --by and --reason: who takes what back, and why?")
    if chosen.due and (chosen.draft or chosen.embargo):
        chosen.parser.error("--due publishes what was approved before: it goes without a draft and --embargo")
    if chosen.draft and not chosen.by:
        chosen.parser.error("--by: who approves the draft?")
    if not chosen.draft and not chosen.due:
        return _list(_root(chosen))
    now = _now()
    try:
        if chosen.withdraw:
            waiting.withdraw(_root(chosen), chosen.draft, chosen.by, chosen.reason, now)
            _say(f"Draft {chosen.draft} is withdrawn.")
            return COMPLETE
        if chosen.draft:
            embargo = embargo_of(chosen.embargo) if chosen.embargo else None
            approved = waiting.approve(_root(chosen), chosen.draft, chosen.by, now, embargo=embargo)
            if not approved.is_due(now):
                _say(f"Draft {approved.draft} is approved, and published by `release --due` from {approved.embargo}.")
                return COMPLETE
        published, refused = waiting.publish_due(_root(chosen), now, by=chosen.by or "")
    except (waiting.ReleaseError, BuildRunningError, ValueError) as error:
        _complain(f"refused: {error}")
        return REFUSED
    for version in published:
        _say(f"Published version {version}.")
    for sentence in refused:
        _complain(f"refused: {sentence}")
    if not published and not refused:
        _say("Nothing is due.")
    return REFUSED if refused else COMPLETE


def _list(root: Path) -> int:
    from warehouse import waiting

    code = COMPLETE
    for name in waiting.names(root):
        try:
            one = waiting.read(root, name)
        except waiting.ReleaseError as error:
            _complain(f"refused: {error}")
            code = REFUSED
            continue
        state = "waits for a second person"
        if one.asked:
            state = f"{len(one.asked)} revisions without a kind"
        elif one.approved_by:
            state = f"approved by {one.approved_by}, to be published {one.embargo or 'by release --due'}"
        _say(f"{one.draft}: made by {one.made_by} on {one.made_at}; {state}.")
    if not waiting.names(root):
        _say("No draft waits.")
    return code


def _rollback(chosen: argparse.Namespace) -> int:
    from warehouse import store, waiting

    root = _root(chosen)
    if not chosen.version:
        current = store.current_version(root)
        for name in store.version_names(root):
            _say(f"{name}{' (served)' if name == current else ''}")
        return COMPLETE
    if not chosen.by or not chosen.reason:
        chosen.parser.error("--by and --reason: who restores it, and why?")
    try:
        restored = waiting.roll_back(root, chosen.version, chosen.by, chosen.reason, _now())
    except (waiting.ReleaseError, store.BuildRunningError) as error:
        _complain(f"refused: {error}")
        return REFUSED
    _say(f"Version {restored} is served: the contents of {chosen.version}.")
    return COMPLETE


def _log(chosen: argparse.Namespace) -> int:
    from warehouse import log, store

    root = _root(chosen)
    if log.is_broken_off(root):
        try:
            with store.writing(root, store.login_name(), _now()):
                pass
        except store.BuildRunningError as error:
            _complain(f"The last act is still under way. {error}")
    lines, faults = log.read(root), log.faults(root)
    if chosen.format == "json":
        _say(json.dumps({"lines": lines, "faults": faults}, ensure_ascii=False, indent=1))
    elif chosen.format == "csv":
        sys.stdout.write(log.as_csv(lines))
    else:
        for line in lines:
            _say(_in_words(line))
        if not lines:
            _say("Nothing was done yet, or it was done before there was a log.")
    for fault in faults:
        _complain(fault)
    return REFUSED if faults else COMPLETE


def _in_words(line: "Line") -> str:
    parts = [
        f"{line.get('number')}. {line.get('at')} {line.get('by')}: {line.get('action')}",
        *(f"{name} {line[name]}" for name in ("version", "draft", "delivery") if line.get(name)),
        f"not before {line['embargo']}" if line.get("embargo") else "",
        str(line.get("reason", "")),
        *(f"{name} (sha256 {digest[:12]}…)" for name, digest in line.get("received", {}).items()),
    ]
    return "; ".join(filter(None, parts))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
