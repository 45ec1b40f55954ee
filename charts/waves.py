"""The questions of one study side by side: small charts on one axis, one per measure and group asked.

A panel holds one measure (`28% (17%)` is two: two groups). Its line joins figures of one series only; where another
series begins stands a rule that says what changed, and single figures about another group or definition are open
shapes, named under the panel. Crossed circles are what was published earlier under another definition. Every point has
its figure beside it; intervals are thin upright lines.

What to draw, what to call it and which years share the axis come from the `StudyRecord`. Every panel is a figure of its
own with the same height above its plot, so that a page can put as many beside each other as fit: all of them on a wide
screen, one below the other on a telephone. Sizes are in pixels; a panel is legible from 320 in width.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

from charts import margins, paper, trend
from charts.paper import GRID, INK, QUIET
from indicators import formats, series
from indicators.judged import IndicatorHistory, StudyRecord
from indicators.language import say, say_counted, sayable
from indicators.model import Observation, ObservationKind, Segment, StudyItem, Trend

QUESTIONS, LATER = "question", "later"
"""Roles of the indicators of a study: what it asked, and other series about the same, which are another picture."""

COLOUR = trend.SERIES_LOOKS[0][0]
OTHER_LOOKS = (("square-open", "□"), ("diamond-open", "◇"), ("triangle-up-open", "△"), ("star-open", "☆"))
"""Shape in the chart and in the words under it, for series beside the one of the panel."""
REPORTED_LOOK = ("circle-x-open", "⊗")

PLOT_HEIGHT = 190
_LINE_HEIGHT = 16
_YEARS_HEIGHT = 26
_MARGIN = 44
"""Beside the plot, for what its height stands for; the words above and below begin at its edge."""
_LETTERS = 46
"""Letters of 12 pixels on a line above or below a panel."""
_ASIDE = 0.09
"""How far, in years, a point of another series stands beside the panel's own point of that year."""
_BASE_NOT_SAID = sayable("groep niet vermeld")

Drawing = dict[str, Any]


class Picture(NamedTuple):
    """A panel as it is drawn."""

    figure: Drawing
    """A Plotly figure as a dict with `data` and `layout`."""
    alt: str
    """What it shows, for who cannot see it."""


@dataclass(frozen=True)
class Panel:
    """One measure of one question, with what is drawn beside its own series."""

    item: StudyItem
    history: IndicatorHistory
    trend: Trend
    main: tuple[Segment, ...]
    """The stretches of the panel's own series."""
    others: tuple[Segment, ...]
    """Series of another group, definition or area: points, or lines of their own; never joined to the main one."""

    @property
    def group(self) -> str:
        """Who the panel's own figures are about."""
        return _group(self.main[0].points[0]) if self.main else say(_BASE_NOT_SAID)

    @property
    def points(self) -> list[Observation]:
        """Everything drawn, by year."""
        drawn = [point for segment in (*self.main, *self.others) for point in segment.points]
        return sorted([*drawn, *self.trend.previously_reported], key=lambda point: point.period)


def panels(record: StudyRecord, role: str = QUESTIONS) -> tuple[Panel, ...]:
    """Return what there is to draw, in the order of the study; questions with text only have no panel."""
    items = {item.indicator_id: item for item in record.study.items if item.role == role}
    return tuple(
        _panel(items[history.indicator.indicator_id], history, drawn)
        for history in record.histories
        if history.indicator.indicator_id in items
        for drawn in series.trends(history)
    )


def pictures(record: StudyRecord, role: str = QUESTIONS) -> tuple[Picture, ...]:
    """Return a figure and its alternative text per panel; the first text says how many there are, and on what scale."""
    drawn = panels(record, role)
    if not drawn:
        return ()
    years = _years(record, drawn, role)
    lines_above = max(len(_head(panel)) for panel in drawn)
    told = [f"{record.study.title}: {_drawn_in_words(drawn)}.", *[""] * (len(drawn) - 1)]
    return tuple(
        Picture(_figure(panel, years, lines_above), " ".join(filter(None, (all_of_them, *_told(panel)))))
        for panel, all_of_them in zip(drawn, told, strict=True)
    )


def _figure(panel: Panel, years: tuple[int, int], lines_above: int) -> Drawing:
    """Return one panel; `lines_above` are of the longest heading among those it may stand beside."""
    head, foot = _head(panel), _foot(panel)
    above, below = lines_above * _LINE_HEIGHT + 12, _YEARS_HEIGHT + len(foot) * _LINE_HEIGHT
    layout = paper.layout() | {
        "height": above + PLOT_HEIGHT + below + 16,
        "margin": {"l": _MARGIN, "r": 8, "t": above + 8, "b": below + 8},
        "showlegend": False,
        "xaxis": _year_axis(*years),
        "yaxis": _height_axis(panel),
        "annotations": [_words(1, above, head), _words(0, -_YEARS_HEIGHT, foot), *_break_labels(panel)],
        "shapes": [_rule(rule.at) for rule in panel.trend.breaks],
    }
    return {"data": _traces(panel), "layout": layout}


def _told(panel: Panel) -> Iterable[str]:
    """Yield of a panel its group, its figures with interval and n, and what is not joined."""
    of = f"{panel.item.short_name} ({panel.group})"
    for segment in panel.main:
        words = [_in_words(panel, point) for point in segment.points]
        yield f"{of}: {words[0]}." if segment.is_lone_point else f"{of}: {_course(words)}."
    apart = [f"{_in_words(panel, point)}: {_aside(panel, point)}" for point in _apart(panel)]
    if apart:
        yield say("Niet verbonden: {figures}.", figures="; ".join(apart))
    for rule in panel.trend.breaks:
        yield trend.break_in_words(rule)


def rows(record: StudyRecord, role: str = QUESTIONS) -> list[dict[str, str]]:
    """Return the table beside the panels: every point drawn."""
    return [
        {
            say("Vraag"): panel.item.short_name,
            say("Groep"): _group(point),
            say("Jaar"): str(point.period),
            say("Cijfer"): formats.figure(point),
            say(trend.INTERVAL_HEADER): margins.interval(point, panel.history.intervals),
            say(trend.SAMPLE_HEADER): margins.sample(point, panel.history.samples),
            say("Soort"): formats.kind_word(point.kind),
            say("Definitie"): point.definition.wording,
            say("Document"): point.document.title,
        }
        for panel in panels(record, role)
        for point in panel.points
    ]


def _panel(item: StudyItem, history: IndicatorHistory, drawn: Trend) -> Panel:
    """Return a panel about the series with most figures; of two with as many the one that runs longest."""
    own = max(
        drawn.segments,
        key=lambda segment: (segment.points[0].territory.is_own, len(segment.points), segment.points[-1].period),
        default=None,
    )
    main = tuple(segment for segment in drawn.segments if own is not None and segment.identity == own.identity)
    others = tuple(segment for segment in drawn.segments if segment not in main)
    return Panel(item, history, drawn, main, others)


def _years(record: StudyRecord, drawn: Iterable[Panel], role: str) -> tuple[int, int]:
    """Return the years all panels share: those of the study, and any outside it that a figure is of."""
    years = {point.period for panel in drawn for point in panel.points}
    if role == QUESTIONS:
        years |= {record.study.year_from, record.study.year_to}
    return min(years), max(years)


def _traces(panel: Panel) -> list[Drawing]:
    traces: list[Drawing] = []
    for segment in panel.main:
        symbols = ["circle-open" if _is_in_text(point) else "circle" for point in segment.points]
        traces += _points(panel, segment.points, symbols, is_own=True)
    for segment, (symbol, _) in zip(panel.others, _looks(panel), strict=True):
        traces += _points(panel, segment.points, [symbol] * len(segment.points))
    # One by one: nothing may join what was published under other definitions.
    for point in panel.trend.previously_reported:
        traces += _points(panel, (point,), [REPORTED_LOOK[0]])
    return traces


def _points(
    panel: Panel, points: tuple[Observation, ...], symbols: list[str], *, is_own: bool = False
) -> list[Drawing]:
    """Return the traces of one stretch: intervals, points (joined when there are more), and figures clear of both."""
    colour, intervals = COLOUR if is_own else QUIET, panel.history.intervals
    pixel = trend.top_of(panel.trend) / PLOT_HEIGHT
    across = [
        point.period + (0.0 if is_own or not _is_in_the_way(panel, point, 20 * pixel) else _ASIDE) for point in points
    ]
    is_above = is_own or all(_is_highest(panel, point) for point in points)
    drawn = {
        "type": "scatter",
        "mode": "lines+markers" if len(points) > 1 else "markers",
        "name": escape(panel.item.short_name),
        "x": across,
        "y": [trend.height_of(point) for point in points],
        "line": {"color": colour, "width": 2},
        "marker": {"color": colour, "size": 8, "symbol": symbols, "line": {"color": colour, "width": 1.5}},
        "hovertext": [escape(f"{_in_words(panel, point)}; {_group(point)}") for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    labels = {
        "type": "scatter",
        "mode": "text",
        "x": across,
        "y": [margins.clear_of(point, trend.height_of(point), intervals, pixel, is_above=is_above) for point in points],
        "text": [_label(point) for point in points],
        "textposition": "top center" if is_above else "bottom center",
        "textfont": {"color": INK if is_own else QUIET, "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    whiskers = margins.whiskers(zip(points, across, strict=True), intervals, colour)
    return [*whiskers, drawn, labels]


def _year_axis(first: int, last: int) -> Drawing:
    years = list(range(first, last + 1))
    return {
        "range": [first - 0.4, last + 0.4],
        "tickmode": "array",
        "tickvals": years,
        "ticktext": [str(year) for year in years],
        "tickfont": {"color": QUIET, "size": 12},
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "linecolor": QUIET,
        "fixedrange": True,
    }


def _height_axis(panel: Panel) -> Drawing:
    """Return the upright axis: 0 to 100 for percentages; a panel in another unit has its own."""
    top, is_percentage = trend.top_of(panel.trend), formats.is_percentage(trend.unit_of(panel.trend))
    ticks = [top * step / 4 for step in range(5)]
    return {
        "range": [0.0, top],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [formats.quantity(tick, "%" if is_percentage else "") for tick in ticks],
        "tickfont": {"color": QUIET, "size": 12},
        "gridcolor": GRID,
        "zerolinecolor": QUIET,
        "fixedrange": True,
    }


def _words(at: float, above: float, lines: list[str]) -> Drawing:
    """Return lines of text outside the plot, from its edge down; `above` is where they begin, from the height `at`."""
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": at, "xanchor": "left", "yanchor": "top", "align": "left",
        "xshift": -_MARGIN, "yshift": above, "borderpad": 0,
        "showarrow": False, "text": "<br>".join(lines) or " ", "font": {"color": INK, "size": 12},
    }  # fmt: skip


def _head(panel: Panel) -> list[str]:
    name = [f"<b>{escape(line)}</b>" for line in wrap(panel.item.short_name, _LETTERS - 6)]
    return [*name, *(escape(line) for line in wrap(panel.group, _LETTERS))]


def _foot(panel: Panel) -> list[str]:
    """Return what the open shapes of a panel are, and why its own figures have no intervals when none has."""
    said = [
        f"○ {_of_year(point)}: {formats.kind_word(point.kind)}"
        for segment in panel.main
        for point in segment.points
        if _is_in_text(point)
    ]
    for segment, (_, glyph) in zip(panel.others, _looks(panel), strict=True):
        said += [f"{glyph} {_of_year(point)}: {_aside(panel, point)}" for point in segment.points]
    said += [
        f"{REPORTED_LOOK[1]} {_of_year(point)}: {formats.kind_word(point.kind)}, {_aside(panel, point)}"
        for point in panel.trend.previously_reported
    ]
    own = [point for segment in panel.main for point in segment.points]
    if panel.history.samples and not any(point.observation_id in panel.history.intervals for point in own):
        said.append(say("geen interval: hoeveel mensen antwoordden is niet precies bekend"))
    return [escape(line) for words in said for line in wrap(words, _LETTERS, subsequent_indent="   ")]


def _aside(panel: Panel, point: Observation) -> str:
    """Return why a point stands apart: what it was published as, or who it is about and what else differs."""
    if point.kind is ObservationKind.PREVIOUSLY_REPORTED:
        return say("met een andere definitie")
    own = panel.main[0].identity if panel.main else point.identity
    others = [difference for difference in own.differences(point.identity) if difference.value != "base"]
    also = [formats.break_label(others, ())] if others else []
    return ", ".join([_group(point), *also])


def _drawn_in_words(drawn: tuple[Panel, ...]) -> str:
    """Return how many panels there are and on what scale."""
    if all(formats.is_percentage(trend.unit_of(panel.trend)) for panel in drawn):
        return say_counted(
            "{n} kleine grafiek op een schaal van 0 tot 100%",
            "{n} kleine grafieken naast elkaar, alle op een schaal van 0 tot 100%",
            len(drawn),
        )
    return say_counted(
        "{n} kleine grafiek op een schaal vanaf nul",
        "{n} kleine grafieken naast elkaar, elk op een eigen schaal vanaf nul",
        len(drawn),
    )


def _course(figures: list[str]) -> str:
    """Return figures one after the other as a sentence: `van 54% in 2016, naar 68% in 2017`."""
    course = say("van {first}", first=figures[0])
    for figure in figures[1:]:
        course = say("{course}, naar {next}", course=course, next=figure)
    return course


def _apart(panel: Panel) -> list[Observation]:
    return [*(point for segment in panel.others for point in segment.points), *panel.trend.previously_reported]


def _looks(panel: Panel) -> list[tuple[str, str]]:
    """Return shape and glyph of every series beside the panel's own."""
    places = {identity: at for at, identity in enumerate(dict.fromkeys(one.identity for one in panel.others))}
    return [OTHER_LOOKS[places[segment.identity] % len(OTHER_LOOKS)] for segment in panel.others]


def _rule(year: float) -> Drawing:
    line = {"color": QUIET, "width": 1, "dash": "dash"}
    return {
        "type": "line", "xref": "x", "yref": "y domain",
        "x0": year, "x1": year, "y0": 0, "y1": 1, "line": line,
    }  # fmt: skip


def _break_labels(panel: Panel) -> list[Drawing]:
    """Return at the foot of each rule what changed there."""
    return [
        {
            "xref": "x", "yref": "y domain", "x": rule.at, "y": 0.02, "yanchor": "bottom",
            "showarrow": False, "text": trend.on_lines(rule.label).replace(", ", ",<br>"),
            "font": {"color": QUIET, "size": 11}, "bgcolor": paper.GROUND,
        }
        for rule in panel.trend.breaks
    ]  # fmt: skip


def _is_in_text(point: Observation) -> bool:
    return point.kind is ObservationKind.NARRATIVE


def _is_highest(panel: Panel, point: Observation) -> bool:
    """Whether nothing of its year stands above a point."""
    same_year = [trend.height_of(other) for other in panel.points if other.period == point.period]
    return trend.height_of(point) >= max(same_year)


def _is_in_the_way(panel: Panel, point: Observation, distance: float) -> bool:
    """Whether the panel's own point of that year is nearer than `distance`."""
    own = [other for segment in panel.main for other in segment.points if other.period == point.period]
    return any(abs(trend.height_of(other) - trend.height_of(point)) < distance for other in own)


def _label(point: Observation) -> str:
    return escape(formats.figure(point, with_counted=False))


def _of_year(point: Observation) -> str:
    return say("{figure} in {year}", figure=formats.figure(point), year=point.period)


def _group(point: Observation) -> str:
    return trend.group_of(point) or say(_BASE_NOT_SAID)


def _in_words(panel: Panel, point: Observation) -> str:
    return trend.in_words(point, panel.history.intervals, panel.history.samples)
