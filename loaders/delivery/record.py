"""One delivery: files that were received together, and what is known of each.

    <warehouse root>/deliveries/<id>/delivery.json    this record
                                     read/<sha256>.json  what was read from a page, workbook or document
                                     read/<sha256>.estimates.csv  estimates of a survey file; its answers are not kept
                                     decisions.toml   what was decided (`loaders.delivery.decisions`)
                                     texts/           once drafted: the files of data/ that change, as they will be

A delivery without files is for a correction, a commentary or an assessment.
"""

from dataclasses import dataclass
from enum import StrEnum

from loaders.grid import Problem


class State(StrEnum):
    """How far a delivery is."""

    OPEN = "open"
    """Questions may be open, decisions may change; nothing was drafted, or what was is withdrawn or overtaken."""
    DRAFTED = "drafted"
    """A draft of it waits for a second person, or for its moment."""
    PUBLISHED = "published"
    REMOVED = "removed"


@dataclass(frozen=True)
class ReceivedFile:
    """One file of a delivery."""

    name: str
    sha256: str
    size: int
    kind: str
    """As `loaders.intake.received.Received.kind`: html, xlsx, ods, docx, pdf, text, survey; empty if unknown."""
    tables: int
    rows: int
    respondents: int | None
    problems: tuple[Problem, ...]
    is_unreadable: bool


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
