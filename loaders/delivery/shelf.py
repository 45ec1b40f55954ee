"""Deliveries as they are stored: where their files stand, how far each is, and what of it is believed.

What the log says of a record and of decisions, and a record of what was read, is their SHA-256: a file that somebody
changed is not believed. One that cannot be read keeps no other from being read. Reading needs no lock.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from loaders.delivery.decisions import Decisions
from loaders.delivery.decisions_file import from_toml
from loaders.delivery.record import Delivery, State
from loaders.extraction import Extraction
from loaders.unseen import visible
from warehouse import log
from warehouse.log import Line

Kept = TypeVar("Kept")

RECORD = "delivery.json"
EXTRACTION = "json"
"""Ending under which the extraction of a file is kept."""

RECORD_TEXT, EXTRACTION_TEXT = TypeAdapter(Delivery), TypeAdapter(Extraction)
_NO_LONGER = ("draft", "compare", "withdraw", "overtake")
"""Acts after which a draft waits no more: another took its place, still asks something, or it was taken back."""
_ID = re.compile(r"\d{8}-\d{4}-[0-9a-f]{6}")


class DeliveryError(Exception):
    """Something that cannot be done with a delivery; the message is a sentence.

    `kind`: busy, changed, damaged, decided-meanwhile, disk, name, no-reason, not-open, unknown.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def deliveries(root: Path) -> list[Delivery]:
    """Return every delivery that was not removed, the newest first; `damaged` tells of those that cannot be read."""
    return [one for one in _all(root) if isinstance(one, Delivery)]


def damaged(root: Path) -> list[DeliveryError]:
    """Return what is wrong with each delivery that cannot be read."""
    return [one for one in _all(root) if isinstance(one, DeliveryError)]


def read(root: Path, delivery_id: str) -> Delivery:
    """Return one delivery, also one that was removed."""
    return _read(root, delivery_id, log.acts(root))


def extractions(root: Path, delivery: Delivery) -> dict[str, Extraction]:
    """Return what was read: SHA-256 of a file → its extraction."""
    return {
        one.sha256: _parsed(EXTRACTION_TEXT, kept(root, delivery, one.sha256, EXTRACTION), delivery.delivery_id)
        for one in delivery.files
        if EXTRACTION in one.kept
    }


def kept(root: Path, delivery: Delivery, sha256: str, ending: str) -> bytes:
    """Return what is kept of a file under one ending (`ReceivedFile.kept`), as it was written."""
    expected = next(one.kept[ending] for one in delivery.files if one.sha256 == sha256 and ending in one.kept)
    return _believed(kept_file(root, delivery.delivery_id, sha256, ending), expected, delivery.delivery_id)


def decisions(root: Path, delivery_id: str) -> Decisions:
    """Return what was decided about a delivery."""
    file = decisions_file(root, delivery_id)
    for _ in range(3):  # somebody may decide between one look and the other
        lines = log.acts(root)
        if _read(root, delivery_id, lines).state is State.REMOVED:
            raise gone(delivery_id)
        content = file.read_bytes() if file.exists() else None
        if told_sha256(root, file, lines) == (log.sha256(content) if content is not None else ""):
            return _decided(delivery_id, content or b"")
    raise DeliveryError(
        "changed",
        f"The decisions of delivery {delivery_id} are not those of the log: they were changed outside the program. "
        f"Hand them over with `intake --delivery {delivery_id} --decisions FILE --by NAME`, so that the log says "
        "who decided.",
    )


def _decided(delivery_id: str, content: bytes) -> Decisions:
    found, problems = from_toml(content.decode("utf-8"))
    if found is None:
        sentences = " ".join(problem.sentence() for problem in problems)
        raise DeliveryError("damaged", f"The decisions of delivery {delivery_id} cannot be read. {sentences}")
    return found


def _all(root: Path) -> Iterator[Delivery | DeliveryError]:
    there = sorted(file.parent.name for file in place(root).glob(f"*/{RECORD}"))
    lines = log.acts(root)
    received = [line["delivery"] for line in lines if line.get("action") == "receive" and line.get("delivery")]
    unknown = [name for name in there if name not in received]
    for delivery_id in reversed((*unknown, *received)):
        if standing(lines, delivery_id)[0] is not State.REMOVED:
            try:
                yield _read(root, delivery_id, lines)
            except DeliveryError as error:
                yield error


def _read(root: Path, delivery_id: str, lines: Sequence[Line]) -> Delivery:
    file = record_file(root, _known(root, delivery_id, lines))
    content = _believed(file, told_sha256(root, file, lines), delivery_id)
    state, draft = standing(lines, delivery_id)
    return replace(_parsed(RECORD_TEXT, content, delivery_id), state=state, draft=draft)


def _known(root: Path, delivery_id: str, lines: Sequence[Line]) -> str:
    """Return an id under which a delivery was received: no other becomes a path."""
    if _ID.fullmatch(delivery_id):
        file = record_file(root, delivery_id)
        if file.exists() or told_sha256(root, file, lines):
            return delivery_id
    raise DeliveryError("unknown", f"No delivery '{visible(delivery_id)[:40]}' was received.")


def standing(lines: Sequence[Line], delivery_id: str) -> tuple[State, str | None]:
    """Return how far a delivery is, and the name of its draft."""
    state, draft = State.OPEN, None
    for line in lines:
        action, is_own = line.get("action"), line.get("delivery") == delivery_id
        if is_own and action == "remove":
            state, draft = State.REMOVED, None
        elif is_own and action == "draft":
            state, draft = State.DRAFTED, line.get("draft")
        elif state is State.DRAFTED and line.get("draft") == draft and action == "publish":
            state = State.PUBLISHED
        elif state is State.DRAFTED and (is_own or line.get("draft") == draft) and action in _NO_LONGER:
            state, draft = State.OPEN, None
    return State.ROLLED_BACK if state is State.PUBLISHED and _is_rolled_back(lines, draft) else state, draft


def _is_rolled_back(lines: Sequence[Line], draft: str | None) -> bool:
    """Return whether the contents that are served were there before those of a published draft.

    Whatever is built or published after a roll-back is made of data/, where the texts of the draft stayed.
    """
    first: dict[str, int] = {}
    served = published = 0
    for line in lines:
        if line.get("action") in log.PUBLISHING:
            _, _, contents = str(line.get("version", "")).partition("-")
            served = first.setdefault(contents, len(first))
            if line.get("draft") == draft:
                published = served
    return served < published


def known_standing(root: Path, delivery_id: str) -> tuple[State, str | None]:
    """Return the same of a delivery that was received, whether or not it can be read."""
    lines = log.acts(root)
    return standing(lines, _known(root, delivery_id, lines))


def _believed(file: Path, expected: str, delivery_id: str) -> bytes:
    """Return what stands in a file, if it is what was written there."""
    try:
        content = file.read_bytes()
    except OSError as error:
        found = f"its file {file.name} cannot be read: {error.strerror}"
    else:
        if expected and log.sha256(content) == expected:
            return content
        found = f"its file {file.name} is not the one that was written: it was changed or damaged"
    raise DeliveryError(
        "damaged", f"Delivery {delivery_id}: {found}. Remove the delivery and hand over its files again."
    )


def _parsed(kind: TypeAdapter[Kept], content: bytes, delivery_id: str) -> Kept:
    try:
        return kind.validate_json(content)
    except ValidationError as error:
        raise DeliveryError(
            "damaged",
            f"Delivery {delivery_id} was stored by another version of the program, which this one cannot read. "
            "Remove the delivery and hand over its files again.",
        ) from error


def gone(delivery_id: str) -> DeliveryError:
    """Return the error of asking for a delivery that was removed."""
    return DeliveryError("not-open", f"Delivery {delivery_id} was removed.")


# Places -------------------------------------------------------------------------------------------------------------


def place(root: Path) -> Path:
    """Return where deliveries stand."""
    return root / "deliveries"


def folder(root: Path, delivery_id: str) -> Path:
    """Return where one stands; the id is known to be one."""
    return place(root) / delivery_id


def record_file(root: Path, delivery_id: str) -> Path:
    """Return where its record stands."""
    return folder(root, delivery_id) / RECORD


def decisions_file(root: Path, delivery_id: str) -> Path:
    """Return where its decisions stand."""
    return folder(root, delivery_id) / "decisions.toml"


def kept_file(root: Path, delivery_id: str, sha256: str, ending: str) -> Path:
    """Return where something stands that is kept of a file."""
    return folder(root, delivery_id) / "read" / f"{sha256}.{ending}"


def told_sha256(root: Path, file: Path, lines: Sequence[Line]) -> str:
    """Return the SHA-256 that the log says a file has; empty when it tells of no such file."""
    told = file.relative_to(root).as_posix()
    effects = [line["effect"] for line in lines if line.get("effect")]
    return next((str(one["sha256"]) for one in reversed(effects) if one.get("file") == told), "")
