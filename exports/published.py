"""Published briefings, kept whole: years later they give the same bytes, and nobody can change them unseen.

A publication is a JSON file in a folder that git can review (`data/briefings/`): the whole record with its sentences,
signature and rule versions, its content hash, and the hash of its pdf. The pdf is kept beside it, for another version
of what lays it out would give other bytes. Publishing adds two files and never touches another one; two people who
publish at once get two numbers. The JSON file comes last: without it nothing is published. A file that no longer has
its hash is refused in words.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from exports.briefing_record import BriefingRecord
from indicators.language import say


class PublicationError(Exception):
    """A briefing that cannot be published, or a kept one that cannot be trusted; the message is a sentence."""


class Publication(BaseModel):
    """One published briefing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    """1 for the first of this subject, year and language."""
    content_hash: str
    """Of `record`."""
    made_with: str
    """What laid out the pdf, with its version: another version may give other bytes of the same record."""
    host: str | None
    """Where the dashboard was found then, which the pdf repeats."""
    pdf_hash: str
    """SHA-256 of the pdf as it was published."""
    record: BriefingRecord

    @property
    def name(self) -> str:
        """Return the name it is kept and asked for under: subject, year, language and number."""
        return f"{_series(self.record)}-{self.number}"


def folder() -> Path:
    """Return where published briefings are: `data/briefings`, or what DOELBEREIK_BRIEFINGS names."""
    return Path(os.environ.get("DOELBEREIK_BRIEFINGS") or Path(__file__).parents[1] / "data" / "briefings")


def publish(
    folder: Path,
    record: BriefingRecord,
    pdf: Callable[[BriefingRecord, str | None], bytes],
    made_with: str,
    host: str | None = None,
) -> Publication:
    """Keep a signed briefing and return it with its number; nothing of it is there before all of it is.

    Raises PublicationError for a briefing without a signature, and where the folder cannot be written.
    """
    if record.signature is None:
        raise PublicationError(say("Een briefing verschijnt onder een naam: zet er eerst een naam onder."))
    sheet = pdf(record, host)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = max((one for one, _ in _kept(folder, record)), default=0) + 1
        while True:
            kept = Publication(
                number=number,
                content_hash=record.content_hash,
                made_with=made_with,
                host=host,
                pdf_hash=hashlib.sha256(sheet).hexdigest(),
                record=record,
            )
            told = f"{kept.model_dump_json(indent=1)}\n".encode()
            if _written(folder / f"{kept.name}.pdf", sheet) and _written(folder / f"{kept.name}.json", told):
                return kept
            number += 1
    except OSError as fault:
        raise PublicationError(
            say("De map {folder} is niet te beschrijven ({reason}).", folder=str(folder), reason=str(fault.strerror))
        ) from fault


def publications(folder: Path, record: BriefingRecord) -> tuple[Publication, ...]:
    """Return what was published of the subject, year and language of a record, the newest first.

    Raises PublicationError for a file that is not what was published.
    """
    return tuple(read(path) for _, path in sorted(_kept(folder, record), reverse=True))


def publication(folder: Path, name: str) -> Publication | None:
    """Return a publication by its name, None when there is none; raises PublicationError as `publications`."""
    return next((read(path) for path in folder.glob("*.json") if path.stem == name), None)


def read(path: Path) -> Publication:
    """Return a publication as it was published; raises PublicationError when the file is not what was published."""
    try:
        kept = Publication.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as fault:
        raise PublicationError(
            say("{file} is geen gepubliceerde briefing die hier te lezen is.", file=path.name)
        ) from fault
    if kept.content_hash != kept.record.content_hash or kept.name != path.stem:
        raise PublicationError(
            say("{file} is na publicatie veranderd: de inhoud past niet bij het kenmerk.", file=path.name)
        )
    return kept


def issue(
    folder: Path, subject_id: str, year: int, as_known_in: str | None, language: str, number: int
) -> Publication | None:
    """Return a publication by what it is of and its number, None when there is none; raises as `publication`.

    It needs no figures of now: what was published stays, also when its subject is gone.
    """
    return publication(folder, f"{_name_of(subject_id, year, as_known_in, language)}-{number}")


def numbers(folder: Path, record: BriefingRecord) -> tuple[int, ...]:
    """Return the numbers of what was published of the subject, year, edition and language of a record."""
    return tuple(sorted(number for number, _ in _kept(folder, record)))


def pdf_of(folder: Path, kept: Publication) -> bytes:
    """Return the pdf of a publication, byte for byte; raises PublicationError when it is not what was published."""
    path = folder / f"{kept.name}.pdf"
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise PublicationError(say("{file} is niet te lezen.", file=path.name)) from fault
    if hashlib.sha256(content).hexdigest() != kept.pdf_hash:
        raise PublicationError(
            say("{file} is na publicatie veranderd: de inhoud past niet bij het kenmerk.", file=path.name)
        )
    return content


class Standing(StrEnum):
    """What became of a publication since."""

    SAME = "same"
    OTHER_FIGURES = "other_figures"
    OTHER_VERDICTS = "other_verdicts"
    """The same printed figures are judged otherwise: by other rules, or with more known of who answered."""


def standing(kept: Publication, live: BriefingRecord) -> Standing:
    """Return what changed since a briefing was published; other words about the same are no change."""
    if kept.record.figures_version != live.figures_version:
        return Standing.OTHER_FIGURES
    return Standing.SAME if _verdicts(kept.record) == _verdicts(live) else Standing.OTHER_VERDICTS


def _verdicts(record: BriefingRecord) -> list[tuple[str | None, ...]]:
    return [(row.indicator_id, row.base, row.territory, row.verdict, row.certainty) for row in record.rows]


def _series(record: BriefingRecord) -> str:
    return _name_of(record.subject_id, record.year, record.as_known_in, record.language)


def _name_of(subject_id: str, year: int, as_known_in: str | None, language: str) -> str:
    known = f"-{as_known_in}" if as_known_in else ""
    return f"{subject_id}-{year}{known}-{language}"


def _kept(folder: Path, record: BriefingRecord) -> Iterator[tuple[int, Path]]:
    """Yield the number and the file of what was published of the same subject, year, edition and language."""
    for path in folder.glob(f"{_series(record)}-*.json"):
        number = path.stem.removeprefix(f"{_series(record)}-")
        if number.isdecimal():
            yield int(number), path


def _written(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; return False when there is one of this name already."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".briefing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike a rename, it refuses a name that is taken
    except FileExistsError:
        return False
    finally:
        Path(draft).unlink()
    return True
