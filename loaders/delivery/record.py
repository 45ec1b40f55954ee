"""One delivery: files that were received together, and what is known of each.

    <warehouse root>/deliveries/<id>/delivery.json    this record, without how far the delivery is
                                     read/<sha256>.json  what was read from a page, workbook or document; of a survey
                                                      file the estimates, never an answer
                                     decisions.toml   what was decided (`loaders.delivery.decisions`)
                                     texts/           once drafted: the files of data/ that change, as they will be

The record never changes once it is written. How far a delivery is follows from the acts of the log that name it.
A delivery without files is for a correction, a commentary or an assessment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from loaders.grid import Problem


class State(StrEnum):
    """How far a delivery is."""

    OPEN = "open"
    """Questions may be open, decisions may change; nothing was drafted, or what was is withdrawn or overtaken."""
    DRAFTED = "drafted"
    """A draft of it waits for a second person, or for its moment."""
    PUBLISHED = "published"
    ROLLED_BACK = "rolled back"
    """It was published, and what is served now is from before: a new delivery of its files publishes them again."""
    REMOVED = "removed"


@dataclass(frozen=True)
class ReceivedFile:
    """One file of a delivery."""

    name: str
    """As handed over, with letters that are not seen as their code; no two of a delivery have the same."""
    sha256: str
    """Empty of a file that was refused before it was opened."""
    size: int
    kind: str
    """Of `loaders.intake.received.Received`: html, xlsx, ods, docx, pdf, text, survey, codebook, archive, or empty."""
    tables: int
    rows: int
    respondents: int | None
    problems: tuple[Problem, ...]
    is_unreadable: bool
    estimates: int = 0
    """Of a survey file."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What is kept of it: ending of the file below `read/` (json) → sha256 of its contents."""


@dataclass(frozen=True)
class Delivery:
    """One delivery."""

    delivery_id: str
    """`20190522-1015-3f9c1d`: when it was received, and digits that make it unique."""
    made_by: str
    made_at: str
    """ISO 8601 with offset."""
    files: tuple[ReceivedFile, ...]
    state: State = State.OPEN
    draft: str | None = None
    """Name of its draft in `warehouse.waiting`, once drafted."""
