"""Which figures belong together: the row of a year, the lines of a trend, the vintages of a figure.

Two figures share a line, a change or a direction only when their `SeriesIdentity` is the same. Pure functions over
`Observation` and `Target`; what is passed in is what is known (`indicators.reading` leaves later editions out).

A cell with two figures (`28% (17%)`) is two measures, part 1 and part 2. What is printed once beside such cells stands
for both: an empty cell is read as the main figure's, a direction as about each, a number as about the main one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from indicators import comparing, formats, uncertainty
from indicators.judged import Assumptions, Change, IndicatorHistory, IndicatorYear, Refusal
from indicators.model import (
    Break,
    Difference,
    Document,
    Footnote,
    Indicator,
    Observation,
    ObservationKind,
    Segment,
    SeriesIdentity,
    Target,
    Trend,
    Vintages,
)
from indicators.rounding import agree
from indicators.samples import NO_SURVEYS, NOTHING_ASSUMED, Surveys
from indicators.verdict import judge

MEASURED_KINDS = (ObservationKind.ACHIEVED, ObservationKind.BASELINE, ObservationKind.NARRATIVE)
"""Kinds that say what was measured, the most formal first: a table outranks the running text."""

NATIONAL_CODE = "NL00"
"""CBS code of the whole country, which a target relative to the national figure means."""

Printed = TypeVar("Printed", Observation, Target)


def indicator_years(
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    targets: Iterable[Target],
    year: int,
    surveys: Surveys = NO_SURVEYS,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> tuple[IndicatorYear, ...]:
    """Return one row per measure with anything printed for `year`, judged, in the order of `indicators`.

    A row shows the figure of the latest edition that prints one (an empty cell in a later edition withdraws nothing);
    the target printed in that same document, else the one of the latest budget; and as previous figure the last
    earlier one of the same series, preferably as printed in the same document. What the evidence carries is reckoned
    with `surveys`, under the `assumptions` of the reader.
    """
    observed, planned = _by_indicator(observations), _by_indicator(targets)
    return tuple(
        row
        for indicator_id, indicator in indicators.items()
        if indicator_id in observed or indicator_id in planned
        for row in _Measures(indicator, observed[indicator_id], planned[indicator_id], surveys, assumptions).rows(year)
    )


def trends(history: IndicatorHistory) -> tuple[Trend, ...]:
    """Return what to draw of one indicator: one trend, two when it is printed as a pair, none when it is all text."""
    measures = _Measures(history.indicator, list(history.observations), list(history.targets))
    return tuple(trend for parts in ((0, 1), (2,)) if (trend := measures.trend(parts)) is not None)


def vintages(observations: Iterable[Observation]) -> tuple[Vintages, ...]:
    """Return every figure with all its publications, by measure and period; the oldest edition first."""
    grouped: dict[tuple[SeriesIdentity, int, ObservationKind], list[Observation]] = defaultdict(list)
    for observation in observations:
        grouped[observation.identity, observation.period, observation.kind].append(observation)
    found = [
        Vintages(identity, period, kind, tuple(sorted(printed, key=_edition)))
        for (identity, period, kind), printed in grouped.items()
    ]
    return tuple(
        sorted(found, key=lambda vintage: (vintage.identity.part, vintage.period, _edition(vintage.figures[0])))
    )


def _by_indicator(printed: Iterable[Printed]) -> dict[str, list[Printed]]:
    grouped: dict[str, list[Printed]] = defaultdict(list)
    for one in printed:
        grouped[one.identity.indicator_id].append(one)
    return grouped


def _edition(printed: Observation | Target) -> tuple[int, int]:
    """Return the order in which figures appeared."""
    return printed.document.edition_rank, printed.definition.version


def _is_from(printed: Observation | Target, document: Document | None) -> bool:
    return document is not None and printed.document.document_id == document.document_id


def _best(figures: Iterable[Observation], document: Document | None = None) -> Observation:
    """Return the figure to show among publications of one series and year.

    A printed figure before an empty cell, a table before the running text, `document` before other ones, the latest
    edition before earlier ones.
    """
    return max(
        figures,
        key=lambda one: (one.is_present, -MEASURED_KINDS.index(one.kind), _is_from(one, document), *_edition(one)),
    )


def _speaks_about(target: Target, identity: SeriesIdentity) -> SeriesIdentity | None:
    """Return the series a target is about when read beside `identity`; None when it is about another figure.

    A target without a number takes the unit of what stands beside it; one that is printed once beside a pair of
    figures takes the base and method of either, and its number is about the main one.
    """
    about, has_number = target.identity, target.low is not None or target.high is not None
    if about.part != identity.part:
        if about.part == 2 or (identity.part == 2 and has_number):
            return None
        about = replace(about, part=identity.part)
        if identity.part != 0:
            about = replace(about, base_id=identity.base_id, method=identity.method)
    return about if has_number else replace(about, unit=identity.unit)


class _Measures:
    """The figures and targets of one indicator."""

    def __init__(
        self,
        indicator: Indicator,
        observations: list[Observation],
        targets: list[Target],
        surveys: Surveys = NO_SURVEYS,
        assumptions: Assumptions = NOTHING_ASSUMED,
    ) -> None:
        self.indicator = indicator
        self._surveys = surveys
        self._assumptions = assumptions
        self.targets = targets
        self.observations = observations
        figures = [one for one in observations if one.is_figure]
        self._pairs = {one.identity for one in figures if one.identity.part == 1}
        self._has_single_figures = any(one.identity.part == 0 for one in figures)
        if self._pairs and not self._has_single_figures:
            self.observations = [
                one if one.is_present else replace(one, identity=self._main_of_pair(one.identity))
                for one in observations
            ]
        self._measured = [one for one in self.observations if one.kind in MEASURED_KINDS]

    def _main_of_pair(self, identity: SeriesIdentity) -> SeriesIdentity:
        """Return the main measure of the pair that something printed once stands for."""
        if identity.part != 0 or self._has_single_figures:
            return identity
        same = [
            pair
            for pair in self._pairs
            if (pair.comparability_group, pair.territory_id) == (identity.comparability_group, identity.territory_id)
        ]
        return min(same, key=str, default=identity)

    def rows(self, year: int) -> list[IndicatorYear]:
        """Return the rows of one year, the main one first."""
        observed: dict[SeriesIdentity, list[Observation]] = defaultdict(list)
        for one in self._measured:
            if one.period == year:
                observed[one.identity].append(one)
        planned = [target for target in self.targets if target.period == year]
        unmatched = [
            target
            for target in planned
            if not any(_speaks_about(target, identity) == identity for identity in observed)
        ]
        shown = sorted((_best(figures) for figures in observed.values()), key=_rank_of_figure)
        rows = []
        for achieved in shown:
            fitting = [target for target in planned if _speaks_about(target, achieved.identity) == achieved.identity]
            if not fitting and achieved.kind is not ObservationKind.NARRATIVE:
                # A target for another series of this indicator: shown beside the figure, and said not to compare.
                fitting = [
                    target
                    for target in unmatched
                    if _speaks_about(target, achieved.identity) is not None
                    and target.territory.is_own == achieved.territory.is_own
                ]
                unmatched = [target for target in unmatched if target not in fitting]
            rows.append(self._row(year, achieved.identity, achieved, _chosen(fitting, achieved)))
        waiting: dict[SeriesIdentity, list[Target]] = defaultdict(list)
        for target in unmatched:
            waiting[self._main_of_pair(target.identity)].append(target)
        rows += [self._row(year, identity, None, _chosen(targets)) for identity, targets in waiting.items()]
        expected = dict.fromkeys(one.identity for one in self.observations if _is_forecast(one, year))
        there = {row.identity for row in rows}
        rows += [self._row(year, identity, None, None) for identity in expected if identity not in there]
        rows.sort(key=_rank_of_row)
        # An empty cell says of which indicator there is no figure, not of which of its series: beside another row it
        # tells nothing more.
        rows = [row for position, row in enumerate(rows) if position == 0 or not _is_empty(row)]
        return [replace(row, is_main=position == 0 and not row.is_narrative) for position, row in enumerate(rows)]

    def trend(self, parts: tuple[int, ...]) -> Trend | None:
        """Return the lines of the measures with one of `parts`; None when there is no figure to draw."""
        observed: dict[SeriesIdentity, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
        for one in self._measured:
            if one.identity.part in parts:
                observed[one.identity][one.period].append(one)
        series = {
            identity: [_best(figures) for _, figures in sorted(by_period.items())]
            for identity, by_period in observed.items()
        }
        segments = tuple(
            sorted(
                (segment for points in series.values() for segment in _segments(points)),
                key=lambda segment: (segment.points[0].period, segment.points[-1].period),
            )
        )
        others = [one for one in self.observations if one.identity.part in parts and one.is_figure]
        reported = tuple(one for one in others if one.kind is ObservationKind.PREVIOUSLY_REPORTED)
        forecasts = tuple(one for one in others if one.kind is ObservationKind.FORECAST)
        if not segments and not reported and not forecasts:
            return None
        years = sorted({one.period for one in self._measured} | {target.period for target in self.targets})
        rows = [row for year in years for row in self.rows(year) if row.identity.part in parts]
        targets = {row.year: row.target for row in reversed(rows) if row.target is not None}
        return Trend(
            indicator=self.indicator,
            part=2 if parts == (2,) else 1 if self._pairs else 0,
            segments=segments,
            breaks=_breaks(segments),
            previously_reported=reported,
            forecasts=forecasts,
            targets=tuple(target for _, target in sorted(targets.items())),
            missing=tuple(
                point
                for points in series.values()
                for point in points
                if not point.is_present and point.period not in {one.period for part in segments for one in part.points}
            ),
        )

    def _row(
        self, year: int, identity: SeriesIdentity, achieved: Observation | None, target: Target | None
    ) -> IndicatorYear:
        forecasts = [one for one in self.observations if one.identity == identity and _is_forecast(one, year)]
        forecast = max(forecasts, key=_edition, default=None)
        source = achieved or target or forecast
        assert source is not None, "a row is made from something printed"
        previous = self._previous(identity, year, source.document)
        benchmarks = [one for one in self.observations if one.kind is ObservationKind.BENCHMARK and one.period == year]
        compared_with = None
        if achieved is not None and target is not None:
            compared_with = self._compared_with(target, achieved, previous, benchmarks)
        about = _speaks_about(target, identity) if target is not None else None
        judgement = judge(self.indicator, achieved, target, compared_with, about)
        changed = self._change(achieved, previous)
        assessment = uncertainty.assess(
            self.indicator, achieved, target, judgement, changed, self._surveys, self._assumptions
        )
        return IndicatorYear(
            indicator=self.indicator,
            identity=identity,
            definition=source.definition,
            base=source.base,
            territory=source.territory,
            year=year,
            previous=previous,
            target=target,
            achieved=achieved,
            judgement=judgement,
            is_main=False,
            assessment=assessment,
            change=changed,
            measure=source.measure,
            forecast=forecast,
            benchmarks=tuple(benchmarks),
            footnotes=_footnotes(previous, target, achieved, forecast),
            previously_reported=self._published_before(judgement.compared_with),
        )

    def _published_before(self, held: Observation | None) -> Observation | None:
        """Return what an earlier edition printed in place of a figure, or what its own edition says it did."""
        if held is None or held.value is None:
            return None
        others = [
            one
            for one in self.observations
            if one.value is not None
            and (one.period, one.territory, one.identity.unit) == (held.period, held.territory, held.identity.unit)
            and not agree(one.value, one.decimals, held.value, held.decimals)
        ]
        reprinted = [one for one in others if one.identity == held.identity and _edition(one) < _edition(held)]
        reported = [
            one
            for one in others
            if one.kind is ObservationKind.PREVIOUSLY_REPORTED and one.identity.part in (0, held.identity.part)
        ]
        return max([one for one in reprinted if one.kind is held.kind] or reported, key=_edition, default=None)

    def _change(self, achieved: Observation | None, previous: Observation | None) -> Change | Refusal | None:
        """Return the change since the last figure of the series, or why the last earlier figure is not comparable."""
        if achieved is None or not achieved.is_figure:
            return None
        earlier = previous
        if earlier is None:
            before = [one for one in self._measured if one.is_figure and one.period < achieved.period]
            before = [one for one in before if one.territory.is_own == achieved.territory.is_own]
            if not before:
                return None
            last = max(one.period for one in before)
            same_part = [one for one in before if one.identity.part == achieved.identity.part]
            earlier = _best(
                [one for one in same_part if one.period == last] or [one for one in before if one.period == last],
                achieved.document,
            )
        return uncertainty.change(achieved, earlier, self.indicator, self._surveys, self._assumptions)

    def _previous(self, identity: SeriesIdentity, year: int, document: Document) -> Observation | None:
        """Return the last earlier figure of a series, preferably as printed in `document`."""
        earlier = [one for one in self._measured if one.identity == identity and one.period < year and one.is_figure]
        if not earlier:
            return None
        last = max(one.period for one in earlier)
        return _best((one for one in earlier if one.period == last), document)

    def _compared_with(
        self, target: Target, achieved: Observation, previous: Observation | None, benchmarks: list[Observation]
    ) -> Observation | None:
        """Return the figure a direction is held against.

        Where the series has none, the nearest figure of another series of this indicator is returned: the verdict
        then says in what the two differ.
        """
        if target.reference == "national":
            national = [one for one in benchmarks if one.territory.code == NATIONAL_CODE and one.is_present]
            # Open data is newer than any document, and was not what the target was held against when it was printed.
            return max(national, key=lambda one: (not one.document.is_open_data, *_edition(one)), default=None)
        wanted = [one for one in self._measured if one.is_figure and one.period < achieved.period]
        if target.reference == "previous_year":
            wanted = [one for one in wanted if one.period == achieved.period - 1]
        elif target.reference == "baseline":
            wanted = [one for one in wanted if one.kind is ObservationKind.BASELINE]
        elif target.reference is not None and target.reference.startswith("year:"):
            wanted = [one for one in wanted if one.period == int(target.reference.removeprefix("year:"))]
        elif previous is not None:
            return previous
        same = [one for one in wanted if one.identity == achieved.identity]
        nearest = same or [one for one in wanted if one.identity.part == achieved.identity.part]
        if not nearest:
            return None
        last = max(one.period for one in nearest)
        return _best((one for one in nearest if one.period == last), achieved.document)


def _is_forecast(one: Observation, year: int) -> bool:
    return one.kind is ObservationKind.FORECAST and one.period == year


def _chosen(targets: list[Target], achieved: Observation | None = None) -> Target | None:
    """Return the target to show: one that is set, from the document of the figure itself, else from the latest budget.

    Of two in one cell the one of the figure's own part.
    """
    document = achieved.document if achieved else None
    return max(
        targets,
        key=lambda one: (
            one.is_set,
            _is_from(one, document),
            achieved is not None and one.identity.part == achieved.identity.part,
            one.document.kind == "budget",
            *_edition(one),
        ),
        default=None,
    )


def _rank_of_figure(one: Observation) -> tuple[object, ...]:
    return not one.territory.is_own, one.kind is ObservationKind.NARRATIVE, one.identity.part, *_latest_first(one)


def _rank_of_row(row: IndicatorYear) -> tuple[object, ...]:
    """Return the order of rows of one indicator; the first is the one that is counted."""
    printed = row.achieved or row.target or row.forecast
    return (
        not row.territory.is_own,
        row.is_narrative,
        row.identity.part,
        row.achieved is None,
        row.target is None,
        *_latest_first(printed),
    )


def _is_empty(row: IndicatorYear) -> bool:
    has_figure = row.achieved is not None and row.achieved.is_present
    return not has_figure and row.target is None and row.forecast is None


def _latest_first(printed: Observation | Target | None) -> tuple[int, ...]:
    return tuple(-rank for rank in _edition(printed)) if printed is not None else ()


def _segments(points: list[Observation]) -> list[Segment]:
    """Return the stretches of one series that a line may join: it does not run through a year printed as empty."""
    segments: list[Segment] = []
    stretch: list[Observation] = []
    for point in [*points, None]:
        if point is not None and point.is_figure:
            stretch.append(point)
        elif stretch:
            line = comparing.joined(stretch)
            assert isinstance(line, Segment), "the figures of one series may be joined"
            segments.append(line)
            stretch = []
    return segments


def _breaks(segments: tuple[Segment, ...]) -> tuple[Break, ...]:
    """Return where one series stops and the next begins; series that run side by side have no break between them.

    Series of other territories are drawn beside those of the municipality itself and break nothing.
    """
    own = [segment for segment in segments if segment.points[0].territory.is_own] or list(segments)
    periods = {point.period for segment in own for point in segment.points}
    found: dict[tuple[int, int], Break] = {}
    for later in own:
        start = later.points[0].period
        end = max((period for period in periods if period < start), default=None)
        before = [segment for segment in own if segment.points[-1].period == end]
        if end is None or not before or any(segment.identity == later.identity for segment in before):
            continue
        differences = later.identity.differences(before[-1].identity)
        merged = later.points[0].territory.valid_from if Difference.TERRITORY in differences else None
        at = merged - 0.5 if merged is not None and end < merged <= start else (end + start) / 2
        label = formats.break_label(differences, (later.identity.base_id, before[-1].identity.base_id))
        found.setdefault((end, start), Break(end, start, differences, label, at))
    return tuple(found[years] for years in sorted(found))


def _footnotes(*printed: Observation | Target | None) -> tuple[Footnote, ...]:
    """Return every note once: those on the row before those on its cells, as a reader meets them."""
    known = [one for one in printed if one is not None]
    notes = [note for one in known for note in one.row_footnotes] + [note for one in known for note in one.footnotes]
    return tuple({note.footnote_id: note for note in notes}.values())
