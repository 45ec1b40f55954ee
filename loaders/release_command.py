"""The commands between a draft and what visitors see: `release`, `rollback`, `log` and `parquet`.

Names are given by the caller; who may do what is not checked here. Exit code 0: done; 1: refused, with a sentence.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from warehouse.log import Line

COMPLETE, REFUSED = 0, 1

COUNCIL_TIME = ZoneInfo("Europe/Amsterdam")


def of_warehouse() -> argparse.ArgumentParser:
    """Return the options of every command that is about a warehouse."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--warehouse", type=Path, metavar="PATH", help="folder of versions (default: build/warehouse)")
    return options


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the commands to a parser of commands; what is published of a delivery lands in the folder `data`."""
    release = commands.add_parser(
        "release",
        parents=[of_warehouse()],
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
    release.set_defaults(command=_release, parser=release, data=data)

    rollback = commands.add_parser(
        "rollback",
        parents=[of_warehouse()],
        help="serve the contents of an earlier version again",
        description="Serve the contents of an earlier version again, under the next number; data/ stays as it is. "
        "Without a version: list those that are kept, which are all that were ever released.",
    )
    rollback.add_argument("version", nargs="?", metavar="VERSION", help="such as 0007-3f9c1d2e4b5a")
    rollback.add_argument("--by", metavar="NAME", help="who restores it")
    rollback.add_argument("--reason", metavar="WORDS", help="why")
    rollback.set_defaults(command=_rollback, parser=rollback, data=data)

    acts = commands.add_parser(
        "log",
        parents=[of_warehouse()],
        help="show who did what with which version, and whether the log is whole",
        description="Show the log of what was built, drafted, approved, published and restored, and by whom. Ends with "
        "1 and names the line when somebody changed the log.",
    )
    acts.add_argument("--format", choices=("text", "csv", "json"), default="text", help="what to print (default: text)")
    acts.set_defaults(command=_log)

    parquet = commands.add_parser(
        "parquet",
        parents=[of_warehouse()],
        help="write the published version as Parquet, for an engine that reads it",
        description="Write the published version below FOLDER, a Parquet file a table, and then make it the one that a "
        "Spark Connect engine reads there (docs/scale.md). Figures that pages withhold are in it too.",
    )
    parquet.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where the engine finds it, or what is copied there"
    )
    parquet.set_defaults(command=_parquet)


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


def now() -> datetime:
    """Return the moment of an act, in Dutch time."""
    return datetime.now(COUNCIL_TIME)


def root_of(chosen: argparse.Namespace) -> Path:
    """Return the folder of versions that was chosen."""
    from warehouse.store import NoWarehouse, default_root

    try:
        return chosen.warehouse or default_root()
    except NoWarehouse as error:
        raise SystemExit(str(error)) from None


def _release(chosen: argparse.Namespace) -> int:
    from loaders.delivery import releasing
    from warehouse.lock import NotWrittenError

    if chosen.withdraw and not (chosen.draft and chosen.by and chosen.reason):
        chosen.parser.error("--withdraw needs the draft, --by and --reason: who takes what back, and why?")
    if chosen.due and (chosen.draft or chosen.embargo):
        chosen.parser.error("--due publishes what was approved before: it goes without a draft and --embargo")
    if chosen.draft and not chosen.by:
        chosen.parser.error("--by: who approves the draft?")
    root, data, moment = root_of(chosen), chosen.data, now()
    if not chosen.draft and not chosen.due:
        return _list(root, data)
    try:
        if chosen.withdraw:
            releasing.withdraw(root, chosen.draft, chosen.by, chosen.reason, moment)
            say(f"Draft {chosen.draft} is withdrawn.")
            return COMPLETE
        if chosen.draft:
            embargo = embargo_of(chosen.embargo) if chosen.embargo else None
            approved = releasing.approve(root, data, chosen.draft, chosen.by, moment, embargo)
            if not approved.is_due(moment):
                say(f"Draft {approved.draft} is approved, and published by `release --due` from {approved.embargo}.")
                return COMPLETE
        published, refused = releasing.publish_due(root, data, moment, chosen.by or "")
    except (releasing.ReleaseError, NotWrittenError, ValueError) as error:
        complain(f"refused: {error}")
        return REFUSED
    for version in published:
        say(f"Published version {version}.")
    for sentence in refused:
        complain(f"refused: {sentence}")
    if not published and not refused:
        say("Nothing is due.")
    return REFUSED if refused else COMPLETE


def _list(root: Path, data: Path) -> int:
    from loaders.delivery.releasing import standing_in_the_way
    from warehouse import waiting

    code = COMPLETE
    for name in waiting.names(root):
        try:
            one = waiting.read(root, name)
        except waiting.ReleaseError as error:
            complain(f"refused: {error}")
            code = REFUSED
            continue
        state = "waits for a second person"
        if one.asked:
            state = f"{len(one.asked)} to decide first"
        elif standing_in_the_way(root, data, one):
            state = "overtaken, to be made anew"
        elif one.approved_by:
            state = f"approved by {one.approved_by}, to be published {one.embargo or 'by release --due'}"
        of = f" of delivery {one.origin.delivery}" if one.origin.delivery else ""
        say(f"{one.draft}{of}: made by {one.made_by} on {one.made_at}; {state}.")
    if not waiting.names(root):
        say("No draft waits.")
    return code


def _rollback(chosen: argparse.Namespace) -> int:
    from loaders.delivery import releasing
    from warehouse import publishing, store

    root = root_of(chosen)
    if not chosen.version:
        current = store.current_version(root)
        for name in store.version_names(root):
            say(f"{name}{' (served)' if name == current else ''}")
        return COMPLETE
    if not chosen.by or not chosen.reason:
        chosen.parser.error("--by and --reason: who restores it, and why?")
    try:
        restored = releasing.roll_back(root, chosen.data, chosen.version, chosen.by, chosen.reason, now())
    except (releasing.ReleaseError, publishing.NotWrittenError) as error:
        complain(f"refused: {error}")
        return REFUSED
    say(f"Version {restored.version} is served: the contents of {chosen.version}.")
    if restored.documents:
        say(f"data/ stays as it is, with texts that are no longer served: {', '.join(restored.documents)}.")
    say("`draft` shows what data/ would change of it; `build` publishes data/ again.")
    return COMPLETE


def _log(chosen: argparse.Namespace) -> int:
    from warehouse import log, publishing

    root = root_of(chosen)
    if log.is_broken_off(root):
        try:
            with publishing.writing(root, publishing.login_name(), now()):
                pass
        except publishing.NotWrittenError as error:
            complain(f"The last act is still under way. {error}")
    lines, faults = log.read(root), log.faults(root)
    if chosen.format == "json":
        say(json.dumps({"lines": lines, "faults": faults}, ensure_ascii=False, indent=1))
    elif chosen.format == "csv":
        sys.stdout.write(log.as_csv(lines))
    else:
        for line in lines:
            say(_in_words(line))
        if not lines:
            say("Nothing was done yet, or it was done before there was a log.")
    for fault in faults:
        complain(fault)
    return REFUSED if faults else COMPLETE


def _in_words(line: "Line") -> str:
    parts = [
        f"{line.get('number')}. {line.get('at')} {line.get('by')}: {line.get('action')}",
        *(f"{name} {line[name]}" for name in ("version", "draft", "delivery") if line.get(name)),
        f"not before {line['embargo']}" if line.get("embargo") else "",
        str(line.get("reason", "")),
        *(
            f"{name} (sha256 {digest[:12]}…)" if digest else f"{name} (removed)"
            for told in ("received", "texts")
            for name, digest in line.get(told, {}).items()
        ),
    ]
    return "; ".join(filter(None, parts))


def say(line: str) -> None:
    """Tell what was done, or what was asked for."""
    sys.stdout.write(f"{line}\n")


def complain(line: str) -> None:
    """Tell what was refused."""
    sys.stderr.write(f"{line}\n")


def _parquet(chosen: argparse.Namespace) -> int:
    from loaders.progress_bar import ProgressBar
    from warehouse.facts import export
    from warehouse.store import NoWarehouse

    try:
        with ProgressBar() as progress:
            version = export(root_of(chosen), chosen.folder, progress)
    except (NoWarehouse, OSError) as error:
        complain(str(error))
        return REFUSED
    say(f"Version {version} stands in {chosen.folder} and is the one that is read there.")
    return COMPLETE
