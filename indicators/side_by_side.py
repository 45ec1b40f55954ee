"""Indicators side by side: each in a year, as known in an edition, and what two of them may say of each other.

Two columns are never subtracted without `indicators.comparing`: what may not be compared gets its reason. Two editions
that print the same year are no change but a revision; they are told apart here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from indicators import comparing, formats, reading, series, uncertainty
from indicators.judged import Change, IndicatorHistory, IndicatorYear, Interval, Refusal, Sample
from indicators.model import Document, Observation, Trend
from indicators.reading import Warehouse
from indicators.revisions import same_as_printed
from indicators.samples import Surveys

WHOLE = ("accounts", "budget")
"""Kinds of documents that are about one year, which is theirs when no year is asked."""


@dataclass(frozen=True)
class Column:
    """One indicator in one year, as known in one edition."""

    history: IndicatorHistory
    year: int
    edition: Document | None
    """None: everything that is known."""
    rows: tuple[IndicatorYear, ...]
    """The main measure first; empty when nothing is printed of the year."""

    @property
    def main(self) -> IndicatorYear | None:
        """The row that is compared."""
        return self.rows[0] if self.rows else None

    @property
    def figure(self) -> Observation | None:
        """The result that is compared; None when there is none."""
        achieved = self.main.achieved if self.main else None
        return achieved if achieved is not None and achieved.is_figure else None


@dataclass(frozen=True)
class Reprinted:
    """The same figure of the same year in two editions."""

    one: Observation
    other: Observation
    is_same: bool


@dataclass(frozen=True)
class Line:
    """One indicator to draw beside others."""

    name: str
    trend: Trend
    intervals: Mapping[int, Interval]
    """Observation id → Wilson interval, of shares of a survey whose n is known or assumed."""

    @property
    def points(self) -> list[Observation]:
        """Every figure on its lines."""
        return [point for segment in self.trend.segments for point in segment.points]


Said = Change | Reprinted | Refusal
"""What one column says of another."""


def columns(
    warehouse: Warehouse, indicator_ids: Sequence[str], years: Sequence[int], edition_ids: Sequence[str]
) -> tuple[Column, ...]:
    """Return a column for every indicator, year and edition, in the order asked.

    Without editions everything known is read. Without years an edition is read for its own year; where it has none,
    for the last year that has a result for most of these indicators. Raises `NotFoundError` for an unknown id.
    """
    documents = {one.document_id: one for one in reading.documents(warehouse)}
    found: list[Column] = []
    read: list[str | None] = [*edition_ids] if edition_ids else [None]
    for edition_id in read:
        edition = documents.get(edition_id) if edition_id else None
        histories = [reading.indicator_history(warehouse, one, edition_id) for one in indicator_ids]
        opening = own_year(edition) or common_year(histories)
        for year in years or ([opening] if opening is not None else []):
            found += [
                Column(history, year, edition, tuple(row for row in history.years if row.year == year))
                for history in histories
            ]
    order = {name: at for at, name in enumerate(indicator_ids)}
    return tuple(sorted(found, key=lambda one: order[one.history.indicator.indicator_id]))


def own_year(edition: Document | None) -> int | None:
    """Return the year a budget or accounts are about."""
    return edition.fiscal_year if edition is not None and edition.kind in WHOLE else None


def common_year(histories: Iterable[IndicatorHistory]) -> int | None:
    """Return the last year in which most of these indicators have a result; None when none has any."""
    counted = Counter(
        year
        for history in histories
        for year in {row.year for row in history.years if row.achieved is not None and row.achieved.is_present}
    )
    return max(counted, key=lambda year: (counted[year], year), default=None)


def said(columns: Sequence[Column]) -> list[tuple[Column, Column, Said]]:
    """Return what every two columns with a result say of each other, the earlier year or edition first."""
    return [
        (*_in_order(one, other), between(*_in_order(one, other)))
        for one, other in combinations([column for column in columns if column.figure is not None], 2)
    ]


def between(earlier: Column, later: Column) -> Said:
    """Return the change between two columns, that it is one figure in two editions, or why they do not compare."""
    one, other = earlier.figure, later.figure
    assert one is not None, "both have a result"
    assert other is not None, "both have a result"
    if one.identity == other.identity and one.period == other.period:
        return Reprinted(one, other, same_as_printed(one, other))
    refused = comparing.refusal(other, one)
    if refused is not None:
        return refused
    samples = {**earlier.history.samples, **later.history.samples}
    return uncertainty.change(other, one, later.history.indicator, _Known(samples=samples))


def lines(columns: Sequence[Column]) -> tuple[Line, ...]:
    """Return the lines of two or more indicators that may stand on one axis: all are percentages; else none.

    Each once, as the last of its columns knows it, of its main measure.
    """
    histories = {one.history.indicator.indicator_id: one.history for one in columns}
    drawn = [(history, next(iter(series.trends(history)), None)) for history in histories.values()]
    found = [
        Line(history.indicator.name, trend, history.intervals)
        for history, trend in drawn
        if trend is not None and trend.segments
    ]
    is_shared = all(formats.is_percentage(one.identity.unit) for line in found for one in line.trend.segments)
    return tuple(found) if is_shared and len(found) == len(histories) > 1 else ()


def _in_order(one: Column, other: Column) -> tuple[Column, Column]:
    def place(column: Column) -> tuple[int, int]:
        return column.year, column.edition.edition_rank if column.edition else 1_000_000

    return (one, other) if place(one) <= place(other) else (other, one)


@dataclass(frozen=True)
class _Known(Surveys):
    """How many people answered, for figures of which that was reckoned already."""

    samples: Mapping[int, Sample] = field(default_factory=dict)

    def sample(self, observation: Observation) -> Sample:
        known = self.samples.get(observation.observation_id)
        return known if known is not None else super().sample(observation)
