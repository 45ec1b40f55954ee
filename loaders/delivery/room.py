"""Deliveries: received whole or not at all, decided about, removed; each an act of the log.

A delivery is there once the log tells that it was received, which happens in one step with its record; what a killed
program left is swept by the next. Of a received file nothing is kept but what was read of it.
"""

import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from loaders.delivery import shelf
from loaders.delivery.decisions import Decisions
from loaders.delivery.decisions_file import as_toml
from loaders.delivery.record import Delivery, ReceivedFile, State
from loaders.delivery.shelf import DeliveryError as DeliveryError
from loaders.delivery.shelf import damaged as damaged
from loaders.delivery.shelf import decisions as decisions
from loaders.delivery.shelf import deliveries as deliveries
from loaders.delivery.shelf import extractions as extractions
from loaders.delivery.shelf import kept as kept
from loaders.delivery.shelf import read as read
from loaders.intake.received import Received
from loaders.intake.receiving import duplicate, receive_files
from loaders.unseen import visible
from warehouse import log, publishing
from warehouse.log import Act
from warehouse.progress import Progress, counted, unheard
from warehouse.waiting import ReleaseError, person

LONGEST_NAME = 200
PATIENCE = 30.0
"""Seconds that a clerk waits for another who is storing; reading files needs no lock."""


# Receiving ----------------------------------------------------------------------------------------------------------


def receive(
    root: Path,
    files: Sequence[Path | str],
    by: str,
    now: datetime,
    stored: Mapping[str, Sequence[str]],
    *,
    names: Mapping[Path | str, str] | None = None,
    progress: Progress = unheard,
) -> Delivery:
    """Read files and store what they hold as one delivery; without files it is for decisions alone.

    `stored` are the pages read before (`stored_files`); `names` says what a file is called where its path does not.
    """
    by = _person(by)
    called = {file: visible((names or {}).get(file) or Path(file).name or str(file)) for file in files}
    received = receive_files(files, stored, names=called, progress=progress)
    with _writing(root, by, now, progress):
        _sweep(root)
        delivery_id = _new_id(root, now)
        texts = [_kept(one) for one in received]
        described = tuple(_described(received, texts, _waiting_files(root)))
        delivery = Delivery(delivery_id, by, now.isoformat(timespec="seconds"), described)
        try:
            for one, contents in counted(progress, "keep", list(zip(described, texts, strict=True))):
                for ending, content in contents.items():
                    _write(shelf.kept_file(root, delivery_id, one.sha256, ending), content)
            told = {one.name: one.sha256 for one in described if one.sha256}
            act = Act("receive", by, now, delivery=delivery_id, received=told)
            content = shelf.RECORD_TEXT.dump_json(delivery, indent=1, exclude={"state", "draft"})
            log.perform(root, act, shelf.record_file(root, delivery_id), content, progress)
        except OSError as error:
            _sweep(root)
            raise DeliveryError("disk", f"The delivery could not be stored in {root}: {error.strerror}.") from error
    return delivery


def _kept(one: Received) -> dict[str, bytes]:
    """Return what is kept of a file: ending → contents. Answers of respondents are never among it."""
    if one.extraction is None:
        return {}
    document = one.extraction.document
    cleaned = replace(one.extraction, document=document | {"file": visible(str(document.get("file") or ""))})
    return {shelf.EXTRACTION: shelf.EXTRACTION_TEXT.dump_json(cleaned)}


def _described(
    received: Sequence[Received], texts: Sequence[Mapping[str, bytes]], waiting: Mapping[str, Sequence[str]]
) -> Iterator[ReceivedFile]:
    names: set[str] = set()
    for one, contents in zip(received, texts, strict=True):
        name = shown = visible(one.name)[:LONGEST_NAME]
        number = 1
        while name in names:
            number += 1
            name = f"{shown} ({number})"
        names.add(name)
        elsewhere = waiting.get(one.sha256 or "", ())
        yield ReceivedFile(
            name=name,
            sha256=one.sha256 or "",
            size=one.size or 0,
            kind=one.kind,
            tables=one.tables,
            rows=one.rows,
            respondents=one.respondents,
            problems=(*([duplicate(elsewhere)] if elsewhere else ()), *one.problems),
            is_unreadable=one.is_unreadable,
            estimates=one.estimates,
            kept={ending: log.sha256(content) for ending, content in contents.items()},
        )


def _waiting_files(root: Path) -> dict[str, list[str]]:
    """Return SHA-256 → delivery and name of every file of a delivery that is not published."""
    found: dict[str, list[str]] = {}
    for one in deliveries(root):
        for file in one.files if one.state in (State.OPEN, State.DRAFTED) else ():
            found.setdefault(file.sha256, []).append(f"{one.delivery_id}: {file.name}")
    return found


def _new_id(root: Path, now: datetime) -> str:
    while True:
        delivery_id = f"{now:%Y%m%d-%H%M}-{secrets.token_hex(3)}"
        if not shelf.folder(root, delivery_id).exists():
            return delivery_id


# Deciding and removing ----------------------------------------------------------------------------------------------


def decide(
    root: Path,
    delivery_id: str,
    decisions: Decisions,
    by: str,
    now: datetime,
    *,
    before: Decisions | None = None,
    progress: Progress = unheard,
) -> None:
    """Store everything decided about a delivery, in place of what was decided before.

    `before` is what the person saw: decisions that somebody else took meanwhile are not written over.
    """
    by, content = _person(by), as_toml(decisions).encode("utf-8")
    with _writing(root, by, now, progress):
        _refuse_unless_open(root, delivery_id)
        if before is not None and shelf.decisions(root, delivery_id) != before:
            raise DeliveryError(
                "decided-meanwhile",
                f"Somebody else decided about delivery {delivery_id} meanwhile: look again, and decide what is left.",
            )
        file = shelf.decisions_file(root, delivery_id)
        if log.sha256_of(file) == shelf.told_sha256(root, file, log.read(root)) == log.sha256(content):
            return  # nothing is decided anew
        act = Act("decide", by, now, delivery=delivery_id, file_sha256=log.sha256(content))
        log.perform(root, act, file, content, progress)


def remove(root: Path, delivery_id: str, by: str, reason: str, now: datetime, *, progress: Progress = unheard) -> None:
    """Take a delivery away, also one that cannot be read: nothing that was read stays, its record and the log do."""
    by, reason = _person(by), " ".join(reason.split())
    if not reason:
        raise DeliveryError("no-reason", "--reason: found nothing, expected why it is removed, in a few words.")
    with _writing(root, by, now, progress):
        _refuse_unless_open(root, delivery_id)
        log.perform(root, Act("remove", by, now, delivery=delivery_id, reason=reason), report=progress)
        _sweep(root)


def _refuse_unless_open(root: Path, delivery_id: str) -> None:
    """Raise unless a delivery is open, whether or not it can be read."""
    state, draft = shelf.known_standing(root, delivery_id)
    if state is State.REMOVED:
        raise shelf.gone(delivery_id)
    if state is not State.OPEN:
        done = f"waits as draft {draft}: withdraw that first" if state is State.DRAFTED else f"is {state}"
        raise DeliveryError("not-open", f"Delivery {delivery_id} {done}.")


# Files --------------------------------------------------------------------------------------------------------------


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    for path in (file, file.parent, file.parent.parent, file.parent.parent.parent):
        log.sync(path)


def _sweep(root: Path) -> None:
    """Clear away what was never wholly received, and what is left of deliveries that were removed."""
    lines = log.read(root)
    for folder in shelf.place(root).glob("*/"):
        record = folder / shelf.RECORD
        if not record.exists() and not shelf.told_sha256(root, record, lines):
            shutil.rmtree(folder)
        elif shelf.standing(lines, folder.name)[0] is State.REMOVED:
            for left in folder.iterdir():
                if left.is_dir():
                    shutil.rmtree(left)
                elif left != record:
                    left.unlink()


@contextmanager
def _writing(root: Path, by: str, now: datetime, progress: Progress) -> Iterator[None]:
    """Be the only one who writes, after a little patience with another who does."""
    until = time.monotonic() + PATIENCE
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(publishing.writing(root, by, now, progress))
                break
            except publishing.BuildRunningError as error:
                if time.monotonic() > until:
                    raise DeliveryError("busy", str(error)) from error
                time.sleep(0.05)
        yield


def _person(name: str) -> str:
    try:
        return person(name)
    except ReleaseError as error:
        raise DeliveryError("name", str(error)) from error
