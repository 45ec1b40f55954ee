"""What is asked about a delivery before a draft can be made of it, and what the catalogue knows already.

Pure: what was read and the catalogue go in, questions come out. A question that was decided stays listed, with its
answer, so that a page can show and change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loaders.catalogue import Catalogue
from loaders.delivery.decisions import Decisions
from loaders.extraction import Extraction


class Standing(StrEnum):
    """Where a question stands."""

    KNOWN = "known"
    """By its name, code or title in the catalogue: nothing is asked."""
    ALIAS = "alias"
    """By a further label of the catalogue: nothing is asked."""
    DECIDED = "decided"
    """A person answered it in this delivery."""
    SUGGESTED = "suggested"
    """A known one comes near: to be confirmed."""
    NEW = "new"
    """Nothing comes near: to be described, or left out."""

    @property
    def is_open(self) -> bool:
        """Whether it keeps a draft from being made."""
        return self in (Standing.SUGGESTED, Standing.NEW)


@dataclass(frozen=True)
class DocumentQuestion:
    """Which document and page a file is."""

    file: str
    """SHA-256."""
    name: str
    standing: Standing
    kind: str | None
    """Of the document, as its own text says."""
    fiscal_year: int | None
    document: str | None
    """Id of the known or decided document, or of the suggested one."""
    page: str | None
    """Suggested or decided name of the page."""
    known_documents: tuple[tuple[str, str], ...]
    """Id and title of every document it may be, those of its kind and year first."""
    left_out: bool = False


@dataclass(frozen=True)
class FieldQuestion:
    """Which policy field a table is about."""

    document: str
    code: str
    title: str
    standing: Standing
    policy_field: str | None
    suggestions: tuple[tuple[str, str], ...]
    """Id and title, best first."""


@dataclass(frozen=True)
class RowQuestion:
    """Which indicator a row is."""

    policy_field: str
    label: str
    standing: Standing
    indicator: str | None
    suggestions: tuple[tuple[str, str], ...]
    """Id and name, best first."""
    printed: tuple[str, ...]
    """`header: cell` of the row, verbatim, to recognise it by."""
    unit: str | None
    """As printed, for a new indicator."""
    better: str | None
    """`higher` or `lower` where the printed targets tell (Toename, Afname), for a new indicator."""


@dataclass(frozen=True)
class DefinitionQuestion:
    """Whether an indicator means the same as before, where its notes hint otherwise."""

    indicator: str
    name: str
    document: str
    note: str
    """Marker and text of the note that hints."""
    hint: str
    """`definition` or `base`: what the note hints at."""
    standing: Standing
    """DECIDED or NEW."""
    wording: str
    """Of the definition in force until now."""
    base: str


@dataclass(frozen=True)
class Questions:
    """Everything there is to ask, in the order in which it has to be answered."""

    documents: tuple[DocumentQuestion, ...] = ()
    fields: tuple[FieldQuestion, ...] = ()
    """Of files whose document is known; the rest cannot be asked yet."""
    rows: tuple[RowQuestion, ...] = ()
    """Of tables whose policy field is known."""
    definitions: tuple[DefinitionQuestion, ...] = ()

    @property
    def open(self) -> int:
        """How many keep a draft from being made."""
        standings = [one.standing for one in self.documents] + [one.standing for one in self.fields]
        standings += [one.standing for one in self.rows] + [one.standing for one in self.definitions]
        return sum(standing.is_open for standing in standings)


def questions(
    read: Mapping[str, Extraction], names: Mapping[str, str], catalogue: Catalogue, decisions: Decisions
) -> Questions:
    """Return what is asked about what was read: SHA-256 → extraction, and SHA-256 → name of the file."""
    raise NotImplementedError
