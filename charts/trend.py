"""One measure of an indicator over the years: a Plotly figure, its alternative text and the table beside it.

The figure is a plain dict (half the time of `plotly.graph_objects`, and nothing of it is needed). A line joins figures
of one series only; where another series begins stands a rule that says what changed. Hollow points are figures that
stand in running text, forecasts, and what was published earlier under another definition. Every point has its figure
beside it, so nothing is told on hover alone. Where an interval is given (a share of a survey whose n is known or
assumed), it stands as a thin upright line around the point; the figure as printed stays what is drawn and named.
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby, pairwise
from textwrap import wrap
from typing import Any

from charts import margins, paper
from charts.clearings import LINE, PLOT_HEIGHT, Clearings
from charts.margins import Intervals, Samples
from charts.marks import round_maximum
from charts.paper import GRID, INK, QUIET
from indicators import formats
from indicators.language import say, sayable
from indicators.model import (
    NOT_A_GROUP,
    UNKNOWN_BASE,
    Break,
    Observation,
    ObservationKind,
    Segment,
    Semantics,
    SeriesIdentity,
    Target,
    Trend,
)
from indicators.verdict import target_span

SERIES_LOOKS = (("#0B3C5D", "circle"), ("#8E44AD", "square"), ("#0F766E", "diamond"), ("#9A3412", "triangle-up"))
"""Colour and shape of one series after the other; told apart by shape too."""

HEIGHT = 360
_HALF_TICK = 0.28
"""Half the width of a target, in years."""
_TICKED_YEARS = 12
_MARK = 5
"""Pixels from the middle of a point to its edge."""
_BESIDE_TICK = 4
"""Pixels between a target and its words."""
_BEYOND = 20
"""Pixels of the margins that words on the chart may use."""
_VEIL = "rgba(255, 255, 255, 0.8)"
"""Behind words at the foot, so that the rule of a break does not run through them."""
_WORDS_WIDTH = 24
"""Letters on a line of a target in words: more do not fit beside each other on a telephone."""
_LABELLED_POINTS = 12
"""A series with more points than this gets a label at its ends only: more would overlap."""

_LEGEND_WIDTH = 44
"""Letters on a line of the legend: what a telephone shows; a longer line would be cut off."""

_LEGEND_LINE, _LEGEND_GAP = 17, 12
"""Height of a line of the legend and of what stands between names; the chart grows with them, so that the figures keep
their room."""

INTERVAL_HEADER = sayable("Interval")
SAMPLE_HEADER = sayable("Antwoorden")
SERIES_HEADER = sayable("Reeks")
"""Columns of the table beside a chart that not every table has."""

_HEADERS = (
    sayable("Jaar"),
    sayable("Cijfer"),
    INTERVAL_HEADER,
    SAMPLE_HEADER,
    sayable("Streefwaarde"),
    sayable("Soort"),
    SERIES_HEADER,
    sayable("Document"),
)


Drawing = dict[str, Any]


def figure(trend: Trend, intervals: Intervals | None = None) -> Drawing:
    """Return a Plotly figure as a dict with `data` and `layout`; `intervals` are keyed by observation id."""
    names = _series_names(trend)
    looks = {identity: SERIES_LOOKS[place % len(SERIES_LOOKS)] for place, identity in enumerate(names)}
    known = intervals or {}
    clearings = _clearings(trend, known)
    # Why it breaks can stand nowhere else, a figure on two sides of its point, a target wherever there is room.
    breaks = [_note(rule.at, on_lines(rule.label), clearings, y=1.0, yref="paper") for rule in trend.breaks]
    sides = _sides(trend, known, clearings)
    named: set[str] = set()
    data = []
    for segment in trend.segments:
        colour, symbol = looks[segment.identity]
        name = names[segment.identity]
        placed = [(point, float(point.period)) for point in segment.points]
        data += margins.whiskers(placed, known, colour, legendgroup=escape(name))
        places = [sides[point.observation_id] for point in segment.points]
        line = _line(segment, places, name, colour, symbol, is_named=name not in named)
        data += _clear_of_intervals(line, trend, segment, known)
        named.add(name)
    if trend.previously_reported:
        data.append(_loose_points(trend.previously_reported, say("eerder gepubliceerd"), "circle-open"))
    if trend.forecasts:
        data.append(_loose_points(trend.forecasts, say("verwachting"), "diamond-open"))
    if any(target_span(target) != (None, None) for target in trend.targets):
        data.append(_target_ticks(trend.targets))
    layout = _layout(trend, has_legend=len(named) > 1) | {"annotations": [*breaks, *_notes(trend, clearings)]}
    # One under another where series have names: those are long, and beside each other they would stand askew.
    shown = [trace["name"] for trace in data if trace.get("showlegend")] if len(named) > 1 else []
    layout["legend"]["orientation"] = "v" if shown else "h"
    below = sum(_LEGEND_LINE * (name.count("<br>") + 1) + _LEGEND_GAP for name in shown)
    return {"data": data, "layout": layout | {"height": HEIGHT + below}}


def config() -> Drawing:
    """Return the Plotly config: no logo, no tools that a reader of one chart has no use for."""
    return {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def describe(trend: Trend, intervals: Intervals | None = None, samples: Samples | None = None) -> str:
    """Return the alternative text: what is drawn, from when to when, how sure, where it breaks and why."""

    def said_of(point: Observation) -> str:
        return in_words(point, intervals or {}, samples or {})

    said = [say("Grafiek van {indicator}.", indicator=f"{trend.indicator.name}{_of_measure(trend)}")]
    for segment in trend.segments:
        first, last = segment.points[0], segment.points[-1]
        if segment.is_lone_point:
            said.append(say("Een los punt: {figure}.", figure=said_of(first)))
            continue
        ends = {"first": said_of(first), "last": said_of(last)}
        between = [said_of(point) for point in segment.points[1:-1]]
        if between:
            by_way_of = formats.enumeration(between)
            said.append(say("Een lijn van {first} naar {last}, via {between}.", **ends, between=by_way_of))
        else:
            said.append(say("Een lijn van {first} naar {last}.", **ends))
    said += [break_in_words(rule) for rule in trend.breaks]
    loose = [said_of(point) for point in (*trend.previously_reported, *trend.forecasts)]
    if loose:
        said.append(say("Niet verbonden: {figures}.", figures=formats.enumeration(loose)))
    targets = [
        say("{target} voor {year}", target=formats.target(target), year=target.period)
        for target in trend.targets
        if target.is_set
    ]
    if targets:
        said.append(say("Streefwaarden: {targets}.", targets=formats.enumeration(targets)))
    if trend.missing:
        years = sorted({str(point.period) for point in trend.missing})
        said.append(say("Geen gegevens over {years}.", years=formats.enumeration(years)))
    return " ".join(said)


def rows(trend: Trend, intervals: Intervals | None = None, samples: Samples | None = None) -> list[dict[str, str]]:
    """Return the table beside the chart: everything drawn in it, oldest year first.

    What none of the rows has (several series, intervals, n) has no column.
    """
    names = _series_names(trend)
    targets = {target.period: target for target in trend.targets}
    drawn = [point for segment in trend.segments for point in segment.points]
    drawn += [*trend.previously_reported, *trend.forecasts, *trend.missing]
    drawn.sort(
        key=lambda point: (point.period, point.kind is not ObservationKind.ACHIEVED, point.document.edition_rank)
    )
    table: list[tuple[str, ...]] = []
    told: set[int] = set()
    for point in drawn:
        is_first_of_year = point.period not in told and point.kind is not ObservationKind.PREVIOUSLY_REPORTED
        target = targets.get(point.period) if is_first_of_year else None
        if is_first_of_year:
            told.add(point.period)
        table.append(
            (
                str(point.period),
                formats.figure(point, with_counted=False),
                margins.interval(point, intervals or {}),
                margins.sample(point, samples or {}),
                formats.target(target, with_counted=False) if target is not None else "",
                formats.kind_word(point.kind),
                names.get(point.identity, point.definition.wording),
                point.document.title,
            )
        )
    for period, target in targets.items():
        if period not in told:
            table.append(
                (
                    str(period),
                    formats.figure(None),
                    "",
                    "",
                    formats.target(target, with_counted=False),
                    say("streefwaarde"),
                    names.get(target.identity, target.base.name),
                    target.document.title,
                )
            )
    table.sort(key=lambda row: row[0])
    is_needed = {
        INTERVAL_HEADER: any(row[_HEADERS.index(INTERVAL_HEADER)] for row in table),
        SAMPLE_HEADER: any(row[_HEADERS.index(SAMPLE_HEADER)] for row in table),
        SERIES_HEADER: len(names) > 1,
    }
    return [
        {say(header): words for header, words in zip(_HEADERS, row, strict=True) if is_needed.get(header, True)}
        for row in table
    ]


def _clearings(trend: Trend, intervals: Intervals) -> Clearings:
    """Return the plot with every mark in it: lines, points with their intervals, targets, loose points."""
    clearings = Clearings(_years_shown(trend), _heights_shown(trend))
    for segment in trend.segments:
        middles = [clearings.up(height_of(point)) for point in segment.points]
        for point, middle in zip(segment.points, middles, strict=True):
            ends = [clearings.up(end) for end in intervals.get(point.observation_id, ())]
            low, high = min([middle - _MARK, *ends]), max([middle + _MARK, *ends])
            clearings.take((point.period, point.period), low, high, _MARK)
        placed = zip((point.period for point in segment.points), middles, strict=True)
        for (year, middle), (next_year, next_middle) in pairwise(placed):
            clearings.take_line((year, next_year), (middle, next_middle))
    for point in (*trend.previously_reported, *trend.forecasts):
        middle = clearings.up(height_of(point))
        clearings.take((point.period, point.period), middle - _MARK - 2 * LINE, middle + _MARK, 2 * LINE)
    for target in trend.targets:
        for middle in _tick_heights(target, clearings):
            clearings.take((target.period - _HALF_TICK, target.period + _HALF_TICK), middle - 2, middle + 2)
    return clearings


def _sides(trend: Trend, intervals: Intervals, clearings: Clearings) -> dict[int, str]:
    """Return on which side of its point each figure stands, by observation id.

    Above it, unless another series has a higher figure that year; on the other side where that one is taken.
    """
    pixel, sides = top_of(trend) / PLOT_HEIGHT, {}
    for segment in trend.segments:
        others = [point for other in trend.segments if other is not segment for point in other.points]
        for at, point in enumerate(segment.points):
            is_below = any(one.period == point.period and height_of(one) > height_of(point) for one in others)
            if not _is_labelled(segment, at):
                sides[point.observation_id] = "top center"
                continue
            ends = {
                is_above: clearings.up(margins.clear_of(point, height_of(point), intervals, pixel, is_above=is_above))
                for is_above in (True, False)
            }
            if trend.indicator.kind == "rank":
                # A lower rank is higher on the screen
                ends = {True: clearings.up(height_of(point)) + _MARK, False: clearings.up(height_of(point)) - _MARK}
            lows = {"top center": ends[True] + 2, "bottom center": ends[False] - LINE - 2}
            order = sorted(lows, key=lambda side: (side == "top center") is is_below)
            found = clearings.put(_label(point), point.period, [lows[side] for side in order])
            sides[point.observation_id] = next(side for side in order if lows[side] == found)
    return sides


def _is_labelled(segment: Segment, at: int) -> bool:
    """Whether a point has its figure beside it: all of a short series, the ends of a long one."""
    last = len(segment.points) - 1
    return at in (0, last) or last < _LABELLED_POINTS


def _line(segment: Segment, label_places: list[str], name: str, colour: str, symbol: str, *, is_named: bool) -> Drawing:
    hollow = [point.kind is ObservationKind.NARRATIVE for point in segment.points]
    labelled = [_is_labelled(segment, at) for at in range(len(segment.points))]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": "<br>".join(map(escape, wrap(name, _LEGEND_WIDTH))),
        "showlegend": is_named,
        "legendgroup": escape(name),
        "x": [point.period for point in segment.points],
        "y": [height_of(point) for point in segment.points],
        "text": [_label(point) if shown else "" for point, shown in zip(segment.points, labelled, strict=True)],
        "textposition": label_places,
        "textfont": {"color": INK, "size": 13},
        "line": {"color": colour, "width": 2},
        "marker": {
            "color": colour,
            "size": 9,
            "symbol": [f"{symbol}-open" if is_hollow else symbol for is_hollow in hollow],
            "line": {"color": colour, "width": 2},
        },
        "hovertext": [_hover(point) for point in segment.points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _clear_of_intervals(line: Drawing, trend: Trend, segment: Segment, intervals: Intervals) -> list[Drawing]:
    """Return a line whose figures stand beyond the intervals, as a trace of their own where there are any."""
    if not any(point.observation_id in intervals for point in segment.points):
        return [line]
    pixel = top_of(trend) / PLOT_HEIGHT
    words = {
        "mode": "text",
        "y": [
            margins.clear_of(point, height_of(point), intervals, pixel, is_above=place.startswith("top"))
            for point, place in zip(segment.points, line["textposition"], strict=True)
        ],
        "showlegend": False,
        "hoverinfo": "skip",
    }
    told = ("type", "x", "text", "textposition", "textfont", "legendgroup", "cliponaxis")
    return [line | {"text": [""] * len(segment.points)}, {key: line[key] for key in told} | words]


def _loose_points(points: tuple[Observation, ...], name: str, symbol: str) -> Drawing:
    """Return hollow points that nothing joins."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "showlegend": True,
        "x": [point.period for point in points],
        "y": [height_of(point) for point in points],
        "text": [f"{_label(point)}<br>{name}" for point in points],
        "textposition": "bottom center",
        "textfont": {"color": QUIET, "size": 12},
        "marker": {"color": QUIET, "size": 9, "symbol": symbol, "line": {"color": QUIET, "width": 2}},
        "hovertext": [_hover(point) for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _target_ticks(targets: tuple[Target, ...]) -> Drawing:
    """Return a short horizontal stroke per year at each number the target names; strokes are not joined."""
    across: list[float | None] = []
    up: list[float | None] = []
    words: list[str] = []
    for target in targets:
        for limit in sorted({limit for limit in target_span(target) if limit is not None}):
            across += [target.period - _HALF_TICK, target.period + _HALF_TICK, None]
            up += [limit, limit, None]
            words += [_target_hover(target), _target_hover(target), ""]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": say("streefwaarde"),
        "showlegend": True,
        "x": across,
        "y": up,
        "line": {"color": INK, "width": 3, "dash": "dot"},
        "hovertext": words,
        "hoverinfo": "text",
    }


def _layout(trend: Trend, *, has_legend: bool) -> Drawing:
    first, last = _first_and_last_year(trend)
    # A tick for every year, or every so many when there are many.
    years = list(range(first, last + 1, 1 + (last - first) // _TICKED_YEARS))
    top, is_percentage = top_of(trend), formats.is_percentage(unit_of(trend))
    axis_text = {"color": QUIET, "size": 13}
    return paper.layout() | {
        "margin": {"l": 64, "r": 24, "t": 48, "b": 48},
        "showlegend": has_legend or bool(trend.previously_reported or trend.forecasts or _has_numbers(trend.targets)),
        "legend": {"x": 0, "y": -0.16, "yanchor": "top", "font": axis_text},
        "xaxis": {
            "tickmode": "array",
            "tickvals": years,
            "ticktext": [str(year) for year in years],
            "range": list(_years_shown(trend)),
            "tickfont": axis_text,
            "showgrid": False,
            "linecolor": QUIET,
            "fixedrange": True,
        },
        "yaxis": {
            "range": list(_heights_shown(trend)),
            "ticksuffix": "%" if is_percentage else "",
            "tickformat": ",.0f" if top >= 10 else ",.1f",
            "title": {
                "text": "" if is_percentage else escape(formats.indicator_unit(trend.indicator)),
                "font": axis_text,
            },
            "tickfont": axis_text,
            "gridcolor": GRID,
            "zerolinecolor": QUIET,
            "fixedrange": True,
        },
        "shapes": [_rule(rule.at) for rule in trend.breaks],
    }


def _rule(year: float) -> Drawing:
    line = {"color": QUIET, "width": 1, "dash": "dash"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": year, "x1": year, "y0": 0, "y1": 1, "line": line}


def _notes(trend: Trend, clearings: Clearings) -> list[Drawing]:
    """Return the words on the chart: each target beside its strokes, at the foot what has no number."""
    at_the_foot: list[float] = list(range(0, PLOT_HEIGHT, LINE + 1))
    notes = []
    for target in _worded_targets(trend.targets):
        words = "<br>".join(map(escape, wrap(_target_label(target), _WORDS_WIDTH)))
        ticks = _tick_heights(target, clearings)
        if ticks:
            above, below = max(ticks) + _BESIDE_TICK, min(ticks) - _BESIDE_TICK - LINE * (words.count("<br>") + 1)
            farther = [low for step in range(6, PLOT_HEIGHT, 6) for low in (above + step, below - step)]
            lows = [above, below, *(low for low in farther if 0 <= low <= PLOT_HEIGHT)]
        else:
            lows = at_the_foot
        notes.append(_note(target.period, words, clearings, lows))
    notes += [_note(year, words, clearings, at_the_foot, bgcolor=_VEIL) for year, words in _gaps(trend.missing)]
    return notes


def _gaps(missing: tuple[Observation, ...]) -> list[tuple[float, str]]:
    """Return where no figure is and why; years in a row with one reason are told once, with the years."""
    reason_of = {point.period: escape(formats.figure(point)) for point in missing}
    gaps: list[tuple[float, str]] = []
    for (_, reason), run in groupby(enumerate(sorted(reason_of)), key=lambda at: (at[1] - at[0], reason_of[at[1]])):
        years = [year for _, year in run]
        words = reason if len(years) == 1 else f"{reason}<br>{years[0]}–{years[-1]}"
        gaps.append(((years[0] + years[-1]) / 2, words))
    return gaps


def _note(year: float, words: str, clearings: Clearings, lows: Sequence[float] = (PLOT_HEIGHT,), **at: Any) -> Drawing:
    """Return words at a year, at the first of these heights in pixels at which they stand clear."""
    shift = clearings.shift(words, year, _BEYOND)
    low = clearings.put(words, year, lows, shift)
    return {
        "xref": "x", "yref": "paper", "x": year, "y": low / PLOT_HEIGHT, "yanchor": "bottom", "xshift": shift,
        "showarrow": False, "borderpad": 0, "text": words, "font": {"color": QUIET, "size": 12},
    } | at  # fmt: skip


def _tick_heights(target: Target, clearings: Clearings) -> list[float]:
    """Return how many pixels up the strokes of a target are; none for one in words."""
    return [clearings.up(limit) for limit in sorted({limit for limit in target_span(target) if limit is not None})]


def _years_shown(trend: Trend) -> tuple[float, float]:
    """Return the ends of the horizontal axis."""
    first, last = _first_and_last_year(trend)
    return first - 0.6, last + 0.6


def _heights_shown(trend: Trend) -> tuple[float, float]:
    """Return the lower and the upper end of the vertical axis; of ranks the first is the highest."""
    if trend.indicator.kind == "rank":
        return top_of(trend), 0.5
    least = min(_numbers(trend), default=0.0)
    return -round_maximum(-least) if least < 0 else 0.0, top_of(trend)


def _first_and_last_year(trend: Trend) -> tuple[int, int]:
    """Return between which years anything is drawn."""
    drawn = [point.period for segment in trend.segments for point in segment.points]
    drawn += [point.period for point in (*trend.previously_reported, *trend.forecasts, *trend.missing)]
    drawn += [target.period for target in trend.targets if target.is_set]
    return min(drawn), max(drawn)


def _numbers(trend: Trend) -> list[float]:
    """Return every number drawn."""
    points = [point for segment in trend.segments for point in segment.points]
    points += [*trend.previously_reported, *trend.forecasts]
    limits = [limit for target in trend.targets for limit in target_span(target) if limit is not None]
    return [*(height_of(point) for point in points), *limits]


def top_of(trend: Trend) -> float:
    """Return where the vertical axis ends: 100 for percentages, 10 for marks out of ten, else a round number."""
    largest = max(_numbers(trend), default=1.0)
    if formats.is_percentage(unit_of(trend)) and largest <= 100:
        return 100.0
    if trend.indicator.kind == "score" and largest <= 10:
        return 10.0
    if trend.indicator.kind == "rank":
        return max(10.0, largest + 1)
    return round_maximum(largest * 1.08)


def unit_of(trend: Trend) -> str:
    """Return the unit of what is drawn."""
    return trend.segments[0].identity.unit if trend.segments else trend.indicator.unit


def height_of(point: Observation) -> float:
    """Return where a figure is drawn: its number, or the middle of a printed range."""
    if point.value is not None:
        return point.value
    limits = [limit for limit in (point.low, point.high) if limit is not None]
    return sum(limits) / len(limits)


def _has_numbers(targets: tuple[Target, ...]) -> bool:
    return any(target_span(target) != (None, None) for target in targets)


def _label(point: Observation) -> str:
    return escape(formats.figure(point, with_counted=False))


def _hover(point: Observation) -> str:
    return escape(f"{in_words(point)}; {point.base.name}; {point.document.title}")


def _worded_targets(targets: tuple[Target, ...]) -> list[Target]:
    """Return the targets to put in words: all that are set, but a number that stays the same only the first time."""
    set_targets = [target for target in targets if target.is_set]
    return [
        target
        for at, target in enumerate(set_targets)
        if at == 0 or not _has_numbers((target,)) or _target_label(target) != _target_label(set_targets[at - 1])
    ]


def _target_label(target: Target) -> str:
    words = formats.target(target, with_counted=False)
    return words if target.semantics is Semantics.NO_NORM else say("doel: {target}", target=words)


def _target_hover(target: Target) -> str:
    aimed = say("streefwaarde {year}: {target}", year=target.period, target=formats.target(target))
    return escape(f"{aimed}; {target.document.title}")


def in_words(
    point: Observation,
    intervals: Intervals = margins.NONE,
    samples: Samples = margins.NONE,
    *,
    are_notes_marked: bool = False,
) -> str:
    """Return `75% (73,5% tot 76,4%; n = 5.000, aangenomen) in 2018`, with the markers of its notes `75% (II) (…)`."""
    kind = "" if point.kind is ObservationKind.ACHIEVED else f" ({formats.kind_word(point.kind)})"
    beside = margins.beside(point, intervals, samples)
    markers = [f"({note.marker})" for note in point.footnotes] if are_notes_marked else []
    figure = " ".join((formats.figure(point), *markers, *([f"({beside})"] if beside else [])))
    return say("{figure} in {year}", figure=figure, year=point.period) + kind


def break_in_words(rule: Break) -> str:
    """Return between which years a series breaks, and why, in a sentence."""
    years = {"first": rule.period_from, "last": rule.period_to}
    return say("Tussen {first} en {last} breekt de reeks: {reason}.", **years, reason=rule.label)


def on_lines(label: str) -> str:
    """Return why a series breaks as markup, the last reason on a line of its own."""
    conjunction = say("en")
    return escape(label).replace(f" {conjunction} ", f"<br>{conjunction} ")


def _of_measure(trend: Trend) -> str:
    measure = next((point.measure for segment in trend.segments for point in segment.points if point.measure), None)
    return f", {measure}" if measure else ""


def _series_names(trend: Trend) -> dict[SeriesIdentity, str]:
    """Return what to call each series: as little as tells it from the others, beginning with who it is about."""
    firsts = {segment.identity: segment.points[0] for segment in reversed(trend.segments)}
    ways_to_tell = (
        {identity: named_group(first) for identity, first in firsts.items()},
        {identity: first.territory.name for identity, first in firsts.items()},
        {identity: first.definition.wording for identity, first in firsts.items()},
        {identity: identity.method.replace("-", " ") for identity in firsts},
    )
    said: dict[SeriesIdentity, tuple[str, ...]] = dict.fromkeys(firsts, ())
    for words in ways_to_tell:
        further = {identity: (*told, words[identity]) for identity, told in said.items()}
        if len(set(further.values())) > len(set(said.values())):
            said = further
    in_order = dict.fromkeys(segment.identity for segment in trend.segments)
    alone = {identity: group_of(first) for identity, first in firsts.items()} if len(firsts) == 1 else {}
    return {
        identity: alone.get(identity) or "; ".join(filter(None, said[identity])) or say("uitkomst")
        for identity in in_order
    }


def named_group(point: Observation) -> str:
    """Return what tells a series by who it is about: `groep niet vermeld` where the source does not say."""
    return say(formats.GROUP_NOT_SAID) if point.base.base_id == UNKNOWN_BASE else point.base.name


def group_of(point: Observation) -> str:
    """Return who a figure is about; nothing for a count, and where the source does not say."""
    return "" if point.base.base_id in NOT_A_GROUP else point.base.name
