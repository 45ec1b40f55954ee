"""Texts of what is published, put in place in data/; `settle` does what a program that was killed did not come to."""

from datetime import datetime
from pathlib import Path

from warehouse import log, publishing, texts
from warehouse.drafts import Waiting, sweep, told_of, trusted, unlanded
from warehouse.log import Act
from warehouse.people import ReleaseError
from warehouse.progress import Progress, counted, unheard


def settle(root: Path, data: Path, now: datetime, *, by: str = "", report: Progress = unheard) -> list[str]:
    """Put the texts of what is published in place where a program that was killed did not; a sentence for what stays.

    Raises `publishing.BuildRunningError` when another program is at work.
    """
    if not is_unsettled(root):
        return []
    with publishing.writing(root, by or publishing.login_name(), now, report):
        refused = land_all(root, data, now, report)
        sweep(root)
        return refused


def is_unsettled(root: Path) -> bool:
    """Whether a program was killed, or is at work, between publishing and putting texts in place."""
    return bool(unlanded(root)) or log.is_broken_off(root)


def land_all(root: Path, data: Path | None, now: datetime, report: Progress) -> list[str]:
    """Put all texts in place that wait for it; a sentence for what stays out. Whoever calls holds the lock."""
    refused = []
    for name in unlanded(root):
        try:
            refused += land(root, data, trusted(root, told_of(root, name)), now, report)
        except ReleaseError as error:
            refused.append(str(error))
    return refused


def land(root: Path, data: Path | None, one: Waiting, now: datetime, report: Progress) -> list[str]:
    """Put the texts of a published draft in place; what somebody wrote meanwhile is left, with a sentence."""
    if not one.origin.delivery:
        return []
    folder = folder_of(data, one)
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


def folder_of(data: Path | None, one: Waiting) -> Path:
    """Return the folder that the texts of a draft are for; raises `ReleaseError` when nobody said."""
    if data is None:
        raise ReleaseError(f"Draft {one.draft} brings texts for data/, and nobody said which folder that is.")
    return data
