"""Indicators on one axis of percentages over the years: a Plotly figure, its alternative text and the table beside it.

Only for percentages: `indicators.side_by_side.lines` gives nothing else. A line joins figures of one
series only, as in `charts.trend`; where an indicator goes on as another series its next line begins, in the same colour
with hollow points, and the words beside the chart say what changed. Indicators are told apart by shape too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import Any

from charts import margins, paper, trend
from charts.clearings import LINE, PLOT_HEIGHT, Clearings
from indicators import formats
from indicators.language import say
from indicators.model import Observation, Segment
from indicators.side_by_side import Line

LOOKS = (
    *trend.SERIES_LOOKS,
    ("#4B5563", "cross"),
    ("#9D174D", "star"),
)
"""Colour and shape of one indicator after the other; at most six stand side by side."""

HEIGHT = 380
_LEGEND_LINE = 20
_LEGEND_WIDTH = 44
"""Letters on a line of the legend: what a telephone shows."""
_BESIDE = 0.05
"""Years between the points of two indicators in one year, so that points and intervals stand beside each other."""
_MARK = 5
"""Pixels from the middle of a point to its edge."""

Drawing = dict[str, Any]


def figure(lines: Sequence[Line]) -> Drawing:
    """Return a Plotly figure as a dict with `data` and `layout`."""
    asides = [(number - (len(lines) - 1) / 2) * _BESIDE for number in range(len(lines))]
    sides = _sides(lines, asides)
    data: list[Drawing] = []
    for line, look, aside in zip(lines, LOOKS, asides, strict=False):
        for at, segment in enumerate(line.trend.segments):
            placed = [(point, point.period + aside) for point in segment.points]
            data += margins.whiskers(placed, line.intervals, look[0], legendgroup=escape(line.name))
            data.append(_trace(line, segment, look, aside, is_named=at == 0))
        data.append(_figures(line, aside, sides, _pixel(lines)))
    height = HEIGHT + _LEGEND_LINE * sum(len(wrap(line.name, _LEGEND_WIDTH)) for line in lines)
    return {"data": data, "layout": _layout(lines) | {"height": height}}


def describe(lines: Sequence[Line]) -> str:
    """Return the alternative text: which indicators, from when to when, and where a line breaks and why."""
    names = formats.enumeration(line.name for line in lines)
    said = [say("Grafiek van {indicators}, in procenten op één as van 0 tot 100.", indicators=names)]
    for line in lines:
        courses = [
            say("van {first} naar {last}", first=_said(segment.points[0]), last=_said(segment.points[-1]))
            if not segment.is_lone_point
            else say("een los punt, {figure}", figure=_said(segment.points[0]))
            for segment in line.trend.segments
        ]
        said.append(f"{line.name}: {'; '.join(courses)}.")
    return " ".join([*said, *breaks(lines)])


def breaks(lines: Sequence[Line]) -> list[str]:
    """Return a sentence for every place where an indicator goes on as another series."""
    return [f"{line.name}: {_lowered(trend.break_in_words(rule))}" for line in lines for rule in line.trend.breaks]


def rows(lines: Sequence[Line]) -> list[dict[str, str]]:
    """Return the table beside the chart: a row a year, a column an indicator, the group where a year has several."""
    years = sorted({point.period for line in lines for point in line.points})
    return [{say("Jaar"): str(year)} | {line.name: "; ".join(_of_year(line, year)) for line in lines} for year in years]


def config() -> Drawing:
    """Return the Plotly config."""
    return trend.config()


def _of_year(line: Line, year: int) -> Iterator[str]:
    found = [point for point in line.points if point.period == year]
    for point in found:
        group = trend.group_of(point) if len(found) > 1 else ""
        yield f"{formats.figure(point)} ({group})" if group else formats.figure(point)


def _sides(lines: Sequence[Line], asides: Sequence[float]) -> dict[int, bool]:
    """Return on which side of its point each figure stands, by observation id: True above it, False below it.

    Above the highest of a year and below the lowest. Of those in between where it covers nothing, else nowhere: the
    table beside the chart has them all.
    """
    clearings, pixel = Clearings(_years_shown(lines), (0.0, _top(lines))), _pixel(lines)
    years: dict[int, list[tuple[Observation, float, dict[bool, float]]]] = defaultdict(list)
    for line, aside in zip(lines, asides, strict=True):
        for segment in line.trend.segments:
            for point in segment.points:
                below, above = (clearings.up(_beyond(point, line, pixel, is_above=side)) for side in (False, True))
                across = point.period + aside
                clearings.take((across, across), below, above, _MARK)
                years[point.period].append((point, across, {True: above, False: below - LINE}))
            for one, later in pairwise(segment.points):
                ends = clearings.up(trend.height_of(one)), clearings.up(trend.height_of(later))
                clearings.take_line((one.period + aside, later.period + aside), ends)
    sides: dict[int, bool] = {}
    between = []
    for found in years.values():
        highest, *rest = sorted(found, key=lambda one: -trend.height_of(one[0]))
        between += rest[:-1]
        for (point, across, lows), is_above in zip((highest, *rest[-1:]), (True, False), strict=False):
            clearings.put(_label(point), across, [lows[is_above]])
            sides[point.observation_id] = is_above
    for point, across, lows in between:
        free = [is_above for is_above, low in lows.items() if clearings.is_free(_label(point), across, low)]
        if free:
            clearings.put(_label(point), across, [lows[free[0]]])
            sides[point.observation_id] = free[0]
    return sides


def _beyond(point: Observation, line: Line, pixel: float, *, is_above: bool) -> float:
    """Return at what height words are clear of a point and its interval."""
    return margins.clear_of(point, trend.height_of(point), line.intervals, pixel, is_above=is_above)


def _label(point: Observation) -> str:
    return formats.figure(point, with_counted=False)


def _figures(line: Line, aside: float, sides: Mapping[int, bool], pixel: float) -> Drawing:
    """Return the figures of an indicator as a trace without points, since they stand beyond the intervals."""
    shown = [
        (point, sides[point.observation_id])
        for segment in line.trend.segments
        for point in segment.points
        if point.observation_id in sides
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [point.period + aside for point, _ in shown],
        "y": [_beyond(point, line, pixel, is_above=is_above) for point, is_above in shown],
        "text": [escape(_label(point)) for point, _ in shown],
        "textposition": ["top center" if is_above else "bottom center" for _, is_above in shown],
        "textfont": {"color": paper.INK, "size": 13},
        "legendgroup": escape(line.name),
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _said(point: Observation) -> str:
    return say("{figure} in {year}", figure=formats.figure(point), year=point.period)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _trace(line: Line, segment: Segment, look: tuple[str, str], aside: float, *, is_named: bool) -> Drawing:
    colour, symbol = look
    is_another_series = segment.identity != line.trend.segments[0].identity
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "<br>".join(map(escape, wrap(line.name, _LEGEND_WIDTH))),
        "showlegend": is_named,
        "legendgroup": escape(line.name),
        "x": [point.period + aside for point in segment.points],
        "y": [trend.height_of(point) for point in segment.points],
        "line": {"color": colour, "width": 2},
        "marker": {
            "color": colour,
            "size": 10,
            "symbol": f"{symbol}-open" if is_another_series else symbol,
            "line": {"color": colour, "width": 2},
        },
        "hovertext": [
            escape(f"{line.name}: {_said(point)}; {point.base.name}; {point.document.title}")
            for point in segment.points
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _layout(lines: Sequence[Line]) -> Drawing:
    years = [point.period for line in lines for point in line.points]
    first, last = min(years), max(years)
    heights = _heights(lines)
    axis_text = {"color": paper.QUIET, "size": 13}
    ticks = list(range(first, last + 1, 1 + (last - first) // 12))
    return paper.layout() | {
        "margin": {"l": 56, "r": 24, "t": 24, "b": 40},
        "showlegend": True,
        "legend": {"orientation": "h", "y": -0.14, "font": axis_text},
        "xaxis": {
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [str(year) for year in ticks],
            "range": list(_years_shown(lines)),
            "tickfont": axis_text,
            "showgrid": False,
            "linecolor": paper.QUIET,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [0, _top(lines)],
            "tickmode": "array",
            "tickvals": heights,
            "ticktext": [f"{height}%" for height in heights],
            "tickfont": axis_text,
            "gridcolor": paper.GRID,
            "zerolinecolor": paper.QUIET,
            "fixedrange": True,
        },
    }


def _years_shown(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the ends of the horizontal axis."""
    years = [point.period for line in lines for point in line.points]
    return min(years) - 0.6, max(years) + 0.6


def _heights(lines: Sequence[Line]) -> list[int]:
    """Return the percentages that are written at the vertical axis."""
    highest = max(trend.height_of(point) for line in lines for point in line.points)
    return list(range(0, 101, 20)) if highest <= 100 else list(range(0, int(highest) + 51, 50))


def _top(lines: Sequence[Line]) -> float:
    """Return where the vertical axis ends."""
    return _heights(lines)[-1] * 1.04


def _pixel(lines: Sequence[Line]) -> float:
    """Return how many percentage points a pixel is high."""
    return _top(lines) / PLOT_HEIGHT
