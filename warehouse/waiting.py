"""Drafts that wait for a second person and for their moment.

A draft is published when somebody else than its maker approved it, nothing is asked any more, the moment has come, and
what is published is still what it was held against: else it would undo what was published meanwhile. Every step is an
act of the log, which holds the hash of the record, so that a record changed by hand is not believed.

A draft made of a delivery brings texts for data/ (`warehouse.texts`). Whether they can be put in place is looked at
before it is published, and they are put there after (`warehouse.landing`). When something else was published or written
meanwhile, such a draft is taken back: its delivery is drafted anew.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from warehouse import log, publishing, store, texts
from warehouse.drafts import Waiting as Waiting
from warehouse.drafts import draft_file, note, sweep, trusted
from warehouse.drafts import names as names
from warehouse.drafts import read as read
from warehouse.landing import folder_of, land, land_all
from warehouse.log import Act
from warehouse.people import ReleaseError as ReleaseError
from warehouse.people import is_same_person as is_same_person
from warehouse.people import person as person
from warehouse.people import why
from warehouse.progress import Progress, unheard
from warehouse.texts import Origin

Examine = Callable[[store.OneVersion, store.OneVersion | None], Sequence[str]]
"""Holds a draft against what is published (None: nothing is) and returns what is asked before it may be released.

What the draft lacks of what is published is asked by it alone: the checks say nothing of it.
"""


class OvertakenError(ReleaseError):
    """A draft that would undo what was published or written after it was made."""


def propose(
    root: Path,
    tables: Mapping[str, pd.DataFrame],
    by: str,
    now: datetime,
    examine: Examine,
    *,
    origin: Origin | None = None,
    changed: Path | None = None,
    accepted: Mapping[str, str] | None = None,
    report: Progress = unheard,
) -> Waiting:
    """Make a draft that waits for its release; what is served stays as it is.

    `changed` is the copy of data/ that holds the texts of `origin` as they will be.

    Raises `filling.FaultyDraftError` when a check finds fault, `ReleaseError` when nothing is new or it waits already.
    """
    by = person(by)
    with publishing.writing(root, by, now, report):
        sweep(root)
        prepared = publishing.prepare(root, tables, None, report)
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
        kept = draft_file(root, name)
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
        note(root, made, act, report)
        sweep(root)
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
    return _examined(root, draft_file(root, read(root, name).draft), store.current_version(root), examine)


def waiting(root: Path) -> list[Waiting]:
    """Return every draft that waits, the oldest first."""
    return sorted((read(root, name) for name in names(root)), key=lambda one: (one.made_at, one.draft))


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
    with publishing.writing(root, by, now, report):
        sweep(root)
        one = trusted(root, read(root, name))
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
        note(root, approved, Act("approve", by, now, embargo=approved.embargo or ""), report)
        return approved


def withdraw(root: Path, name: str, by: str, reason: str, now: datetime, *, report: Progress = unheard) -> None:
    """Take a draft back before it is published, approved or not; anybody may, and the log says who and why."""
    by, reason = person(by), why(reason)
    with publishing.writing(root, by, now, report):
        sweep(root)
        one = replace(read(root, name), withdrawn_by=by)
        note(root, one, Act("withdraw", by, now, reason=reason), report)
        sweep(root)


def publish_due(
    root: Path,
    now: datetime,
    *,
    by: str = "",
    data: Path | None = None,
    keep: int = publishing.VERSIONS_KEPT,
    report: Progress = unheard,
) -> tuple[list[str], list[str]]:
    """Publish every approved draft whose moment has come: the versions, and a sentence for each that may not be.

    Texts of a draft are put in place in `data`. What was drafted of a delivery and overtaken by now is taken back, due
    or not, so that nobody learns it at the moment itself. A clock that goes back changes nothing: what was published
    stays, what was not waits on.
    """
    by = by or publishing.login_name()
    published: list[str] = []
    with publishing.writing(root, by, now, report):
        refused = land_all(root, data, now, report)
        sweep(root)
        if refused:
            return [], refused
        due = []
        for name in names(root):
            try:
                one = read(root, name)
                if one.is_due(now):
                    due.append(trusted(root, one))
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
            refused += land(root, data, one, now, report)
        refused += take_back_overtaken(root, by, now, report)
        sweep(root)
    return published, refused


def _publish(root: Path, one: Waiting, now: datetime, keep: int, report: Progress) -> str:
    version = publishing.next_version(root, one.content_hash)
    report("move")
    # A second name for the same file: killed before the pointer moves, the draft still waits
    os.link(draft_file(root, one.draft), store.version_file(root, version))
    reason = f"made by {one.made_by}, approved by {one.approved_by}"
    act = Act("publish", one.approved_by or "", now, draft=one.draft, content_hash=one.content_hash, reason=reason)
    told = replace(act, delivery=one.origin.delivery, embargo=one.embargo or "", received=one.received)
    publishing.serve(root, version, told, keep, report)
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
    if store.published_hash(root) != one.published_hash:
        raise OvertakenError(
            f"Draft {one.draft} was held against {_named(one.published_version)}, and {_named(current)} is published "
            "now: make the draft anew, so that nothing published meanwhile is undone."
        )
    if not one.origin.delivery:
        return
    folder = folder_of(data, one)
    inside = texts.conflicts(root, folder, one.origin)
    if inside or not texts.is_as_it_was(folder, one.origin):
        where = ", ".join(f"data/{path}" for path in inside) or "data/"
        raise OvertakenError(
            f"Draft {one.draft} was made before {where} changed: make the draft anew, so that nothing written "
            "meanwhile is undone."
        )


def take_back_overtaken(root: Path, by: str, now: datetime, report: Progress) -> list[str]:
    """Take back the drafts of deliveries that were held against something else than what is published now."""
    said = []
    for name in names(root):
        with suppress(ReleaseError):
            one = read(root, name)
            if one.origin.delivery and one.published_hash != store.published_hash(root):
                said.append(
                    f"Draft {name} of delivery {one.origin.delivery} was held against "
                    f"{_named(one.published_version)}, which is no longer what is published: make the draft anew."
                )
                _take_back(root, one, said[-1], by, now, report)
    return said


def _take_back(root: Path, one: Waiting, why: str, by: str, now: datetime, report: Progress) -> None:
    """End the draft of a delivery, which is open again; a draft of data/ itself waits on, to be made anew over it."""
    if one.origin.delivery:
        note(root, one, Act("overtake", by, now, reason=why), report)


def _named(version: str | None) -> str:
    return f"version {version}" if version else "nothing"
