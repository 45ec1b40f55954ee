"""What was read from one file: document, tables, rows, cells, notes and problems.

The JSON of `python -m loaders extract FILE --json` is these classes, field for field.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from loaders.grid import Problem


class Role(StrEnum):
    """What the figures of a column are."""

    ACHIEVED = "achieved"
    TARGET = "target"
    FORECAST = "forecast"
    BASELINE = "baseline"
    BENCHMARK = "benchmark"
    UNIT = "unit"
    PERIOD = "period"
    SOURCE = "source"
    LABEL = "label"
    UNKNOWN = "unknown"


VALUE_ROLES = frozenset({Role.ACHIEVED, Role.TARGET, Role.FORECAST, Role.BASELINE, Role.BENCHMARK})


class CellKind(StrEnum):
    """What kind of thing a printed cell holds."""

    NUMBER = "number"
    PERCENT = "percent"
    AMOUNT = "amount"
    MISSING = "missing"
    DIRECTION = "direction"
    TEXT = "text"
    PAIR = "pair"
    RANGE = "range"
    RANK = "rank"


class Qualifier(StrEnum):
    """How firmly a printed number is meant."""

    EXACT = "exact"
    APPROXIMATE = "approx"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    RELATIVE = "relative"
    TEXT = "text"


@dataclass(frozen=True)
class Cell:
    """One printed cell and what was read from it; `raw` is verbatim, always."""

    raw: str
    kind: CellKind
    value: float | None = None
    """The number; percentages as printed (75 for 75%), amounts in euro unless `unit` says otherwise."""
    low: float | None = None
    high: float | None = None
    """Limits of a range; for an approximate number its printed band (± 3.200 → 3150 and 3250)."""
    qualifier: Qualifier | None = None
    markers: tuple[str, ...] = ()
    """Footnote markers in the cell, without brackets or spaces: `*`, `**`, `II`, `1`."""
    year: int | None = None
    """A year printed inside the cell; it overrules the column's."""
    unit: str | None = None
    """Unit printed in the cell (`%`, `€`, `weken`, `kg`), None when there is none."""
    decimals: int | None = None
    """Digits behind the decimal mark as printed: the precision a reader may assume."""
    reason: str | None = None
    """Why a cell holds no figure, one word per notation: see `loaders.cells.MISSING_REASONS`."""
    reference: str | None = None
    """What a relative target refers to: `previous_year`, `year:2017`, `national`, `baseline`."""
    remark: str | None = None
    """Words behind the figure that are neither unit nor marker."""
    parts: tuple["Cell", ...] = ()
    """Both values of a pair: the main one first, the one between brackets second."""
    flags: tuple[str, ...] = ()
    """What a person should know of the reading: `decimal-point`, `unbalanced-bracket`, …"""


@dataclass(frozen=True)
class Column:
    """One column: header verbatim, role and year."""

    header: str
    role: Role
    year: int | None = None
    year_source: str = ""
    """`printed`, `inferred` (the only possibility left by document kind and year) or empty."""
    markers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One indicator row; `cells` belong to the columns after the label column(s), one each."""

    label: str
    markers: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    group: str | None = None
    """Label of the group row above it, if any."""
    parent: str | None = None
    """For a `Waarvan …` row: the label it is a part of."""
    former_label: str | None = None
    """The old wording when label and old definition share the cell."""
    unit: str | None = None
    source: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Table:
    """One indicator table."""

    title: str
    field_code: str | None
    field_title: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: dict[str, str | None] = field(default_factory=dict)
    """Marker → text; None for a marker that is used without a note."""
    unused_notes: tuple[str, ...] = ()
    """Markers of notes that nothing in the table refers to."""
    remarks: tuple[str, ...] = ()
    """Source and unit lines below the table that no marker names."""
    place: str = ""
    layout: str = ""
    programme: str | None = None


@dataclass(frozen=True)
class Estimate:
    """One share of everyone asked, estimated from the answers in a survey file."""

    indicator: str
    """Id in the catalogue, as the codebook names it."""
    year: int
    variable: str
    share: float
    """In percent."""
    standard_error: float
    """By the design, in percentage points."""
    n: int
    design_effect: float | None
    """None where everybody was asked, or answered the same."""


@dataclass(frozen=True)
class Extraction:
    """Everything read from one file."""

    document: dict[str, Any]
    """`file`, `sha256`, `address`, `kind` (budget, accounts, …), `fiscal_year`, `id`; None where unknown."""
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    """Of a survey file; its `document` then has the `title` of the survey too."""

    def to_json(self) -> dict[str, Any]:
        """Return the extraction as JSON-ready dictionaries and lists."""
        return asdict(self)

    @property
    def has_refusals(self) -> bool:
        """Whether anything in the file was refused."""
        return any(problem.severity == "refused" for problem in self.problems)
