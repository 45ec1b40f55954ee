"""Drafts that wait for a second person and for their moment, and the way back to an earlier version.

    <root>/waiting/<draft>.duckdb   the very file that will be served; named after the first digits of its content hash
    <root>/waiting/<draft>.json     its record: who made it, against what, what is asked, who approved, until when

A draft is published when somebody else than its maker approved it, nothing is asked any more, the moment has come, and
what is published is still what it was held against: else it would undo what was published meanwhile. Every step is an
act of the log, which holds the hash of the record, so that a record changed by hand is not believed. To restore a
version is to serve its contents under the next number: versions are only ever added.

A draft made of a delivery brings texts for data/ (`warehouse.texts`). Whether they can be put in place is looked at
before it is published, and they are put there after; `settle` does what a program that was killed did not come to.
When something else was published or written meanwhile, such a draft is taken back: its delivery is drafted anew.
"""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from warehouse import log, store, texts
from warehouse.log import Act
from warehouse.progress import Progress, counted, unheard
from warehouse.texts import Origin

LONGEST_NAME = 100

Examine = Callable[[store.OneVersion, store.OneVersion | None], Sequence[str]]
"""Holds a draft against what is published (None: nothing is) and returns what is asked before it may be released."""


class ReleaseError(Exception):
    """Something that may not be done; the message is a sentence."""


class OvertakenError(ReleaseError):
    """A draft that would undo what was published or written after it was made."""


@dataclass(frozen=True)
class Waiting:
    """The record of a draft."""

    draft: str
    made_by: str
    made_at: str
    content_hash: str
    file_sha256: str
    published_version: str | None
    """The version it was held against; None when nothing was published."""
    published_hash: str | None
    received: Mapping[str, str] = field(default_factory=dict)
    """Input → sha256 of the file as received, of what the published version does not have."""
    asked: tuple[str, ...] = ()
    """What must be decided first: the entries to write. A draft made after that no longer asks them."""
    accepted: Mapping[str, str] = field(default_factory=dict)
    """What was looked at and stands as printed → why."""
    origin: Origin = field(default_factory=Origin)
    approved_by: str | None = None
    approved_at: str | None = None
    embargo: str | None = None
    """Not published before this moment; None for at once."""
    withdrawn_by: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it was approved and its moment has come."""
        return self.approved_by is not None and (self.embargo is None or datetime.fromisoformat(self.embargo) <= now)


def person(name: str) -> str:
    """Return the name of a person in one spelling; raises `ReleaseError` for what cannot be one."""
    written = " ".join(unicodedata.normalize("NFC", name).split())
    if not re.search(r"[^\W_]", written) or len(written) > LONGEST_NAME:
        raise ReleaseError(
            f"--by: found '{written[:40]}', expected the name of a person of at most {LONGEST_NAME} letters."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in written):
        raise ReleaseError("--by: the name holds characters that nobody sees, expected a name as it is written.")
    return written


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are of one person, whatever the capitals, the points and the spaces."""

    def letters(name: str) -> str:
        return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())

    return letters(one) == letters(other)


# Drafts -------------------------------------------------------------------------------------------------------------


def propose(
    root: Path,
    tables: Mapping[str, pd.DataFrame],
    by: str,
    now: datetime,
    examine: Examine,
    *,
    allow_lost: Collection[str] = (),
    origin: Origin | None = None,
    changed: Path | None = None,
    accepted: Mapping[str, str] | None = None,
    report: Progress = unheard,
) -> Waiting:
    """Make a draft that waits for its release; what is served stays as it is.

    `changed` is the copy of data/ that holds the texts of `origin` as they will be.

    Raises `store.FaultyDraftError` when a check finds fault, `ReleaseError` when nothing is new or it waits already.
    """
    by = person(by)
    with store.writing(root, by, now, report):
        _sweep(root)
        prepared = store.prepare(root, tables, allow_lost, report)
        current = store.current_version(root)
        if current is not None and not prepared.is_new:
            raise ReleaseError(f"The draft is the same as version {current}, which is published: nothing to release.")
        name = prepared.content_hash[:12]
        if name in names(root):
            there = read(root, name)
            if there.published_hash == prepared.published_hash and not there.asked:
                raise ReleaseError(f"Draft {name} waits already: {there.made_by} made it on {there.made_at}.")
        report("sync")
        log.sync(prepared.file)
        kept = _file(root, name)
        kept.parent.mkdir(exist_ok=True)
        report("move")
        prepared.file.replace(kept)
        log.sync(kept.parent)
        report("examine")
        held_against = current if prepared.published_hash else None
        asked = _examined(root, kept, held_against, examine)
        origin = origin or Origin()
        if changed is not None:
            texts.keep(root, origin.delivery, changed, origin.texts)
        made = Waiting(
            draft=name,
            made_by=by,
            made_at=now.isoformat(timespec="seconds"),
            content_hash=prepared.content_hash,
            file_sha256=log.sha256_of(kept),
            published_version=held_against,
            published_hash=prepared.published_hash,
            received=origin.received or prepared.received,
            asked=asked,
            accepted=accepted or {},
            origin=origin,
        )
        reason = "; ".join(f"{doubt}: {why}" for doubt, why in made.accepted.items())
        act = Act("compare" if asked else "draft", by, now, received=made.received, reason=reason)
        _note(root, made, act, report)
        _sweep(root)
        return made


def _examined(root: Path, draft: Path, current: str | None, examine: Examine) -> tuple[str, ...]:
    new = store.OneVersion(draft)
    old = store.OneVersion(store.version_file(root, current)) if current else None
    try:
        return tuple(examine(new, old))
    finally:
        new.close()
        if old is not None:
            old.close()


def examined(root: Path, name: str, examine: Examine) -> tuple[str, ...]:
    """Hold a draft that waits against what is published now."""
    return _examined(root, _file(root, read(root, name).draft), store.current_version(root), examine)


def waiting(root: Path) -> list[Waiting]:
    """Return every draft that waits, the oldest first."""
    return sorted((read(root, name) for name in names(root)), key=lambda one: (one.made_at, one.draft))


def names(root: Path) -> list[str]:
    """Return the names of the drafts that wait."""
    done = _done(root)
    return sorted(file.stem for file in (root / "waiting").glob("*.json") if file.stem not in done)


def read(root: Path, name: str) -> Waiting:
    """Return the record of a draft; raises `ReleaseError` when there is none, or when it is not the one of the log."""
    known = names(root)
    if name not in known:
        what = _done(root).get(name)
        told = f"Draft {name} waits no more, {_ENDS[what]}" if what else f"No draft '{name}' waits"
        raise ReleaseError(f"{told}; waiting: {', '.join(known) or 'none'}. `python -m loaders draft` makes one.")
    return _told(root, name)


def _told(root: Path, name: str) -> Waiting:
    try:
        fields: dict[str, Any] = json.loads(_record(root, name).read_bytes())
        origin: dict[str, Any] = fields.pop("origin", {})
        changes = {path: (before, after) for path, (before, after) in origin.pop("texts", {}).items()}
        fields |= {"asked": tuple(fields["asked"]), "origin": Origin(**origin, texts=changes)}
        return Waiting(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ReleaseError(f"The record of draft {name} cannot be read: {error}. Make the draft anew.") from error


def approve(
    root: Path,
    name: str,
    by: str,
    now: datetime,
    *,
    embargo: datetime | None = None,
    data: Path | None = None,
    report: Progress = unheard,
) -> Waiting:
    """Let a second person release a draft, from a moment on; `publish_due` then publishes it.

    Raises `ReleaseError` when it is the maker, when something is still asked, or when it was overtaken.
    """
    by = person(by)
    with store.writing(root, by, now, report):
        _sweep(root)
        one = _trusted(root, read(root, name))
        if is_same_person(by, one.made_by):
            raise ReleaseError(f"Draft {name} was made by {one.made_by}: somebody else must release it.")
        try:
            _refuse_unreleasable(root, one, data)
        except OvertakenError as error:
            _take_back(root, one, str(error), by, now, report)
            raise
        approved = replace(
            one,
            approved_by=by,
            approved_at=now.isoformat(timespec="seconds"),
            embargo=embargo.isoformat(timespec="seconds") if embargo else None,
        )
        _note(root, approved, Act("approve", by, now, embargo=approved.embargo or ""), report)
        return approved


def withdraw(root: Path, name: str, by: str, reason: str, now: datetime, *, report: Progress = unheard) -> None:
    """Take a draft back before it is published, approved or not; anybody may, and the log says who and why."""
    by, reason = person(by), _why(reason)
    with store.writing(root, by, now, report):
        _sweep(root)
        one = replace(read(root, name), withdrawn_by=by)
        _note(root, one, Act("withdraw", by, now, reason=reason), report)
        _sweep(root)


def publish_due(
    root: Path,
    now: datetime,
    *,
    by: str = "",
    data: Path | None = None,
    keep: int = store.VERSIONS_KEPT,
    report: Progress = unheard,
) -> tuple[list[str], list[str]]:
    """Publish every approved draft whose moment has come: the versions, and a sentence for each that may not be.

    Texts of a draft are put in place in `data`. What was drafted of a delivery and overtaken by now is taken back, due
    or not, so that nobody learns it at the moment itself. A clock that goes back changes nothing: what was published
    stays, what was not waits on.
    """
    by = by or store.login_name()
    published: list[str] = []
    with store.writing(root, by, now, report):
        refused = _land_all(root, data, now, report)
        _sweep(root)
        if refused:
            return [], refused
        due = []
        for name in names(root):
            try:
                one = read(root, name)
                if one.is_due(now):
                    due.append(_trusted(root, one))
            except ReleaseError as error:
                refused.append(str(error))
        for one in sorted(due, key=lambda one: (one.embargo or one.approved_at or "", one.draft)):
            try:
                _refuse_unreleasable(root, one, data)
            except ReleaseError as error:
                refused.append(str(error))
                if isinstance(error, OvertakenError):
                    _take_back(root, one, str(error), by, now, report)
                continue
            published.append(_publish(root, one, now, keep, report))
            refused += _land(root, data, one, now, report)
        refused += _take_back_overtaken(root, by, now, report)
        _sweep(root)
    return published, refused


def _publish(root: Path, one: Waiting, now: datetime, keep: int, report: Progress) -> str:
    version = store.next_version(root, one.content_hash)
    report("move")
    # A second name for the same file: killed before the pointer moves, the draft still waits
    os.link(_file(root, one.draft), store.version_file(root, version))
    reason = f"made by {one.made_by}, approved by {one.approved_by}"
    act = Act("publish", one.approved_by or "", now, draft=one.draft, content_hash=one.content_hash, reason=reason)
    told = replace(act, delivery=one.origin.delivery, embargo=one.embargo or "", received=one.received)
    store.serve(root, version, told, keep, report)
    return version


def doubt(root: Path, one: Waiting, data: Path | None = None) -> str | None:
    """Return why a draft cannot be released as things stand, in a sentence; None when nothing is against it."""
    try:
        _refuse_unreleasable(root, one, data)
    except ReleaseError as error:
        return str(error)
    return None


def _refuse_unreleasable(root: Path, one: Waiting, data: Path | None) -> None:
    """Refuse a draft that still asks something, or that would undo what was published or written after it was made."""
    if one.asked:
        asked = "\n".join(one.asked)
        raise ReleaseError(
            f"Draft {one.draft} cannot be released before {len(one.asked)} matter{'' if len(one.asked) == 1 else 's'} "
            f"{'is' if len(one.asked) == 1 else 'are'} decided. Decide and make the draft anew:\n{asked}"
        )
    current = store.current_version(root)
    if _published_hash(root) != one.published_hash:
        raise OvertakenError(
            f"Draft {one.draft} was held against {_named(one.published_version)}, and {_named(current)} is published "
            "now: make the draft anew, so that nothing published meanwhile is undone."
        )
    if not one.origin.delivery:
        return
    folder = _folder_of(data, one)
    inside = texts.conflicts(root, folder, one.origin)
    if inside or not texts.is_as_it_was(folder, one.origin):
        where = ", ".join(f"data/{path}" for path in inside) or "data/"
        raise OvertakenError(
            f"Draft {one.draft} was made before {where} changed: make the draft anew, so that nothing written "
            "meanwhile is undone."
        )


def _folder_of(data: Path | None, one: Waiting) -> Path:
    if data is None:
        raise ReleaseError(f"Draft {one.draft} brings texts for data/, and nobody said which folder that is.")
    return data


def _take_back_overtaken(root: Path, by: str, now: datetime, report: Progress) -> list[str]:
    """Take back the drafts of deliveries that were held against something else than what is published now."""
    said = []
    for name in names(root):
        with suppress(ReleaseError):
            one = read(root, name)
            if one.origin.delivery and one.published_hash != _published_hash(root):
                said.append(
                    f"Draft {name} of delivery {one.origin.delivery} was held against "
                    f"{_named(one.published_version)}, which is no longer what is published: make the draft anew."
                )
                _take_back(root, one, said[-1], by, now, report)
    return said


def _take_back(root: Path, one: Waiting, why: str, by: str, now: datetime, report: Progress) -> None:
    """End the draft of a delivery, which is open again; a draft of data/ itself waits on, to be made anew over it."""
    if one.origin.delivery:
        _note(root, one, Act("overtake", by, now, reason=why), report)


# Texts --------------------------------------------------------------------------------------------------------------


def settle(root: Path, data: Path, now: datetime, *, by: str = "", report: Progress = unheard) -> list[str]:
    """Put the texts of what is published in place where a program that was killed did not; a sentence for what stays.

    Raises `store.BuildRunningError` when another program is at work.
    """
    if not is_unsettled(root):
        return []
    with store.writing(root, by or store.login_name(), now, report):
        refused = _land_all(root, data, now, report)
        _sweep(root)
        return refused


def is_unsettled(root: Path) -> bool:
    """Whether a program was killed, or is at work, between publishing and putting texts in place."""
    return bool(_unlanded(root)) or log.is_broken_off(root)


def _unlanded(root: Path) -> list[str]:
    """Return the drafts of deliveries that are published and whose texts are not in place, the oldest first."""
    last = {line["draft"]: line for line in log.read(root) if line.get("draft")}
    return [name for name, line in last.items() if line["action"] == "publish" and line.get("delivery")]


def _land_all(root: Path, data: Path | None, now: datetime, report: Progress) -> list[str]:
    refused = []
    for name in _unlanded(root):
        try:
            refused += _land(root, data, _trusted(root, _told(root, name)), now, report)
        except ReleaseError as error:
            refused.append(str(error))
    return refused


def _land(root: Path, data: Path | None, one: Waiting, now: datetime, report: Progress) -> list[str]:
    """Put the texts of a published draft in place; what somebody wrote meanwhile is left, with a sentence."""
    if not one.origin.delivery:
        return []
    folder = _folder_of(data, one)
    kept = root / "deliveries" / one.origin.delivery / "texts"
    blocked = texts.conflicts(root, folder, one.origin)
    for path in counted(report, "land", [path for path in one.origin.texts if path not in blocked]):
        texts.land(root, folder, one.origin, path)
    if blocked:
        return [
            f"Draft {one.draft} is published, and data/{path} was changed by somebody before its text could be put "
            f"there. Keep that change apart, put {kept / one.origin.texts[path][1]} there instead, and make the "
            "change again after; until then nothing is drafted, built or published."
            for path in blocked
        ]
    landed = {path: after for path, (_, after) in one.origin.texts.items()}
    act = Act("land", one.approved_by or "", now, draft=one.draft, delivery=one.origin.delivery, texts=landed)
    log.perform(root, act, report=report)
    return []


def _why(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise ReleaseError("--reason: found nothing, expected why this is done, in a few words.")
    return said


def _named(version: str | None) -> str:
    return f"version {version}" if version else "nothing"


def _trusted(root: Path, one: Waiting) -> Waiting:
    """Return a record that is the one of the log, of a file that nobody changed, under a log that nobody changed."""
    name = one.draft
    faults = log.faults(root)
    if faults:
        raise ReleaseError(f"Nothing is released under a log that was changed. {' '.join(faults)}")
    place = _record(root, name).relative_to(root).as_posix()
    told = [line["effect"]["sha256"] for line in log.read(root) if line.get("effect", {}).get("file") == place]
    if not told or told[-1] != log.sha256_of(_record(root, name)):
        raise ReleaseError(
            f"The record of draft {name} is not the one of the log: it was changed. Make the draft anew."
        )
    if log.sha256_of(_file(root, name)) != one.file_sha256:
        raise ReleaseError(
            f"The file of draft {name} is not the one that was made: it was changed. Make the draft anew."
        )
    return one


def _note(root: Path, one: Waiting, act: Act, report: Progress) -> None:
    told = replace(
        act,
        draft=one.draft,
        delivery=one.origin.delivery,
        content_hash=one.content_hash,
        file_sha256=one.file_sha256,
    )
    content = json.dumps(asdict(one), ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    log.perform(root, told, _record(root, one.draft), content, report)


def _file(root: Path, name: str) -> Path:
    return root / "waiting" / f"{name}.duckdb"


def _record(root: Path, name: str) -> Path:
    return root / "waiting" / f"{name}.json"


_ENDS = {
    "publish": "it was published",
    "land": "it was published",
    "withdraw": "it was withdrawn",
    "overtake": "something else was published or written meanwhile",
    "replace": "its delivery was drafted anew",
}


def _done(root: Path) -> dict[str, str]:
    """Return what became of the drafts that wait no more, since they were last made."""
    last: dict[str, str] = {}
    made_of: dict[str, str] = {}
    for line in log.read(root):
        if not line.get("draft"):
            continue
        if line["action"] in ("draft", "compare") and line.get("delivery"):
            former = made_of.get(line["delivery"])
            if former in last and last[former] not in _ENDS:
                last[former] = "replace"
            made_of[line["delivery"]] = line["draft"]
        last[line["draft"]] = line["action"]
    return {name: action for name, action in last.items() if action in _ENDS}


def _sweep(root: Path) -> None:
    """Clear away drafts that wait no more, once their texts are in place, and files that no record tells of."""
    done = _done(root).keys() - set(_unlanded(root))
    for file in (root / "waiting").glob("*"):
        if file.stem in done or not _record(root, file.stem).exists():
            file.unlink()


# Back to an earlier version -----------------------------------------------------------------------------------------


def roll_back(
    root: Path,
    version: str,
    by: str,
    reason: str,
    now: datetime,
    *,
    data: Path | None = None,
    keep: int = store.VERSIONS_KEPT,
    report: Progress = unheard,
) -> str:
    """Serve the contents of an earlier version again, under the next number; return that name.

    The texts in data/ stay as they are. Raises `ReleaseError` when that version is not kept, damaged, of another
    program, or the one that is served.
    """
    by, reason = person(by), _why(reason)
    with store.writing(root, by, now, report):
        refused = _land_all(root, data, now, report)
        if refused:
            raise ReleaseError(" ".join(refused))
        known = store.version_names(root)
        if version not in known:
            raise ReleaseError(f"No version '{version}' is kept; kept: {', '.join(known) or 'none'}.")
        content_hash = _content_hash(root, version)
        if content_hash == _published_hash(root):
            raise ReleaseError(f"What is served has the contents of version {version} already.")
        told = [line for line in log.read(root) if line.get("version") == version and line.get("file_sha256")]
        file = store.version_file(root, version)
        if told and told[-1]["file_sha256"] != log.sha256_of(file):
            raise ReleaseError(f"Version {version} is not the file that was published: it was changed or damaged.")
        restored = store.next_version(root, content_hash)
        report("move")
        os.link(file, store.version_file(root, restored))
        act = Act("rollback", by, now, content_hash=content_hash, reason=f"back to {version}: {reason}")
        store.serve(root, restored, act, keep, report)
        _take_back_overtaken(root, by, now, report)
        _sweep(root)
        return restored


def _content_hash(root: Path, version: str) -> str:
    try:
        opened = store.OneVersion(store.version_file(root, version))
    except store.NoWarehouse as error:
        raise ReleaseError(str(error)) from error
    try:
        return str(opened.records("SELECT content_hash FROM build")[0]["content_hash"])
    finally:
        opened.close()


def _published_hash(root: Path) -> str | None:
    """Return the content hash of what is served; None when nothing is, or nothing that this program reads."""
    current = store.current_version(root)
    try:
        return _content_hash(root, current) if current else None
    except ReleaseError:
        return None
