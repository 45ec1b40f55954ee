"""Indicators on one axis of percentages over the years: a Plotly figure, its alternative text and the table beside it.

Only for percentages: `indicators.side_by_side.lines` gives nothing else. A line joins figures of one
series only, as in `charts.trend`; where an indicator goes on as another series its next line begins, in the same colour
with hollow points, and the words beside the chart say what changed. Indicators are told apart by shape too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any

from charts import margins, paper, trend
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

Drawing = dict[str, Any]


def figure(lines: Sequence[Line]) -> Drawing:
    """Return a Plotly figure as a dict with `data` and `layout`."""
    places = _label_places(lines)
    data: list[Drawing] = []
    for number, (line, look) in enumerate(zip(lines, LOOKS, strict=False)):
        aside = (number - (len(lines) - 1) / 2) * _BESIDE
        for at, segment in enumerate(line.trend.segments):
            placed = [(point, point.period + aside) for point in segment.points]
            data += margins.whiskers(placed, line.intervals, look[0], legendgroup=escape(line.name))
            data.append(_trace(line, segment, look, aside, places, is_named=at == 0))
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


def _label_places(lines: Sequence[Line]) -> dict[int, str]:
    """Return beside which points their figure stands, by observation id: above the highest of a year, below the lowest.

    Those in between would stand on the lines of the others; the table beside the chart has them all.
    """
    places: dict[int, str] = {}
    years: dict[int, list[Observation]] = defaultdict(list)
    for line in lines:
        for point in line.points:
            years[point.period].append(point)
    for points in years.values():
        highest, lowest = max(points, key=trend.height_of), min(points, key=trend.height_of)
        places[lowest.observation_id] = "bottom center"
        places[highest.observation_id] = "top center"
    return places


def _said(point: Observation) -> str:
    return say("{figure} in {year}", figure=formats.figure(point), year=point.period)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _trace(
    line: Line, segment: Segment, look: tuple[str, str], aside: float, places: Mapping[int, str], *, is_named: bool
) -> Drawing:
    colour, symbol = look
    is_another_series = segment.identity != line.trend.segments[0].identity
    labels = [
        formats.figure(point, with_counted=False) if point.observation_id in places else "" for point in segment.points
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": "<br>".join(map(escape, wrap(line.name, _LEGEND_WIDTH))),
        "showlegend": is_named,
        "legendgroup": escape(line.name),
        "x": [point.period + aside for point in segment.points],
        "y": [trend.height_of(point) for point in segment.points],
        "text": [escape(label) for label in labels],
        "textposition": [places.get(point.observation_id, "top center") for point in segment.points],
        "textfont": {"color": paper.INK, "size": 13},
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
    years = sorted({point.period for line in lines for point in line.points})
    first, last = years[0], years[-1]
    highest = max(trend.height_of(point) for line in lines for point in line.points)
    heights = list(range(0, 101, 20)) if highest <= 100 else list(range(0, int(highest) + 51, 50))
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
            "range": [first - 0.6, last + 0.6],
            "tickfont": axis_text,
            "showgrid": False,
            "linecolor": paper.QUIET,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [0, heights[-1] * 1.04],
            "tickmode": "array",
            "tickvals": heights,
            "ticktext": [f"{height}%" for height in heights],
            "tickfont": axis_text,
            "gridcolor": paper.GRID,
            "zerolinecolor": paper.QUIET,
            "fixedrange": True,
        },
    }
