"""The questions of one study side by side: small charts on one axis, one per measure and group asked.

A panel holds one measure (`28% (17%)` is two: two groups). Its line joins figures of one series only; where another
series begins stands a rule that says what changed, and single figures about another group or definition are open
shapes, named under the panel. Crossed circles are what was published earlier under another definition. Every point has
its figure beside it; intervals are thin upright lines.

What to draw, what to call it and which years share the axis come from the `StudyRecord`. Every panel is an SVG of its
own, on a white ground, with the same height above its plot, so that a page can put as many beside each other as fit:
three on a wide screen, one below the other on a telephone. `charts.marks.as_data_address` makes an image of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import NamedTuple

from charts import margins, trend
from charts.paper import GRID, GROUND, INK, QUIET
from indicators import formats, series
from indicators.judged import IndicatorHistory, StudyRecord
from indicators.language import say, say_counted
from indicators.model import Observation, ObservationKind, Segment, StudyItem, Trend

QUESTION = "question"
"""Role of the indicators that a study asked; of other series about the same only tables are shown."""

COLOUR = trend.SERIES_LOOKS[0][0]
OTHER_LOOKS = (("square-open", "□"), ("diamond-open", "◇"), ("triangle-up-open", "△"), ("star-open", "☆"))
"""Shape in the chart and in the words under it, for series beside the one of the panel."""
REPORTED_LOOK = ("circle-x-open", "⊗")
_CIRCLE = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
_SHAPES = {
    "circle": _CIRCLE,
    "circle-open": _CIRCLE,
    "circle-x-open": f"{_CIRCLE}m1.2 -2.8l5.6 5.6m0 -5.6l-5.6 5.6",
    "square-open": "m-4 -4h8v8h-8z",
    "diamond-open": "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
    "triangle-up-open": "m0 -5l5 8.5h-10z",
    "star-open": "m0 -6l1.8 3.7l4 .5l-2.9 2.8l.7 4l-3.6 -1.9l-3.6 1.9l.7 -4l-2.9 -2.8l4 -.5z",
}
"""Outline of a point, from its middle."""

WIDTH = 328
"""Pixels: all that a telephone has room for."""
PLOT_HEIGHT = 190
_LINE_HEIGHT = 16
_YEARS_HEIGHT = 26
_MARGIN = 44
"""Beside the plot, for what its height stands for; the words above and below begin at its edge."""
_PAD = 8
_INDENT = 14
"""Of the lines below a panel that go on with the one before."""
_LETTERS = 46
"""Letters of 12 pixels on a line above or below a panel."""
_LETTER = 5.7
"""Width of a letter of 11 pixels, on average."""
_ASIDE = 0.09
"""How far, in years, a point of another series stands beside the panel's own point of that year."""


class Picture(NamedTuple):
    """A panel as it is drawn."""

    svg: str
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
        return _group(self.main[0].points[0]) if self.main else say(formats.GROUP_NOT_SAID)

    @property
    def points(self) -> list[Observation]:
        """Everything drawn, by year."""
        drawn = [point for segment in (*self.main, *self.others) for point in segment.points]
        return sorted([*drawn, *self.trend.previously_reported], key=lambda point: point.period)


def panels(record: StudyRecord) -> tuple[Panel, ...]:
    """Return what there is to draw, in the order of the study; questions with text only have no panel."""
    items = {item.indicator_id: item for item in record.study.items if item.role == QUESTION}
    return tuple(
        _panel(items[history.indicator.indicator_id], history, drawn)
        for history in record.histories
        if history.indicator.indicator_id in items
        for drawn in series.trends(history)
    )


def pictures(record: StudyRecord) -> tuple[Picture, ...]:
    """Return an SVG and its alternative text per panel; the first text says how many there are, and on what scale."""
    drawn = panels(record)
    if not drawn:
        return ()
    years = _years(record, drawn)
    lines_above = max(len(_head(panel)) for panel in drawn)
    told = [f"{record.study.title}: {_drawn_in_words(drawn)}.", *[""] * (len(drawn) - 1)]
    return tuple(
        Picture(_svg(panel, years, lines_above), " ".join(filter(None, (all_of_them, *_told(panel)))))
        for panel, all_of_them in zip(drawn, told, strict=True)
    )


@dataclass(frozen=True)
class _Plot:
    """Where a year and a height are drawn; `above` is how far down the plot begins."""

    years: tuple[int, int]
    top: float
    above: int

    @property
    def pixel(self) -> float:
        """The height of one pixel."""
        return self.top / PLOT_HEIGHT

    def x(self, year: float) -> float:
        """Return how far to the right a year is."""
        first, last = self.years
        return _MARGIN + (year - first + 0.4) / (last - first + 0.8) * (WIDTH - _MARGIN - _PAD)

    def y(self, height: float) -> float:
        """Return how far down a height is."""
        return self.above + PLOT_HEIGHT - height / self.pixel


def _svg(panel: Panel, years: tuple[int, int], lines_above: int) -> str:
    """Return one panel; `lines_above` are of the longest heading among those it may stand beside."""
    foot = _foot(panel)
    plot = _Plot(years, trend.top_of(panel.trend), _PAD + lines_above * _LINE_HEIGHT + 20)
    below = plot.above + PLOT_HEIGHT + _YEARS_HEIGHT
    height = below + len(foot) * _LINE_HEIGHT + _PAD
    shapes = [*_head_words(panel), *_axes(panel, plot), *_breaks(panel, plot), *_drawn(panel, plot)]
    for at, line in enumerate(foot):
        words = line.lstrip()
        shapes.append(_text(_INDENT if words != line else 0, below + _LINE_HEIGHT * at + 12, words, "foot"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Source Sans, Source Sans Pro, Arial, sans-serif" fill="none">'
        f'<rect width="{WIDTH}" height="{height}" fill="{GROUND}"/>{"".join(shapes)}</svg>'
    )


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


def _years(record: StudyRecord, drawn: Iterable[Panel]) -> tuple[int, int]:
    """Return the years all panels share: those of the study, and any outside it that a figure is of."""
    years = [record.study.year_from, record.study.year_to, *(one.period for panel in drawn for one in panel.points)]
    return min(years), max(years)


def _drawn(panel: Panel, plot: _Plot) -> Iterator[str]:
    """Yield the points of every series, the panel's own last: nothing lies over those."""
    # One by one: nothing may join what was published under other definitions.
    for point in panel.trend.previously_reported:
        yield from _points(panel, plot, (point,), REPORTED_LOOK[0])
    for segment, (symbol, _) in zip(panel.others, _looks(panel), strict=True):
        yield from _points(panel, plot, segment.points, symbol)
    for segment in panel.main:
        yield from _points(panel, plot, segment.points, "circle", is_own=True)


def _points(
    panel: Panel, plot: _Plot, points: tuple[Observation, ...], symbol: str, *, is_own: bool = False
) -> Iterator[str]:
    """Yield one stretch: intervals, points (joined when there are more), and figures clear of both."""
    colour, intervals = COLOUR if is_own else QUIET, panel.history.intervals
    places = [_place(panel, plot, point, is_own=is_own) for point in points]
    is_above = is_own or all(_is_highest(panel, point) for point in points)
    for (x, _), point in zip(places, points, strict=True):
        if known := intervals.get(point.observation_id):
            low, high = map(plot.y, known)
            bars = f"M{x - 3.5:.1f} {high:.1f}h7M{x:.1f} {high:.1f}V{low:.1f}M{x - 3.5:.1f} {low:.1f}h7"
            yield f'<path class="interval" d="{bars}" stroke="{colour}" stroke-width="1.25"/>'
    if len(points) > 1:
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path class="line" d="M{path}" stroke="{colour}" stroke-width="2"/>'
    for (x, y), point in zip(places, points, strict=True):
        shape = "circle-open" if is_own and _is_in_text(point) else symbol
        inside = GROUND if shape.endswith("-open") else colour
        yield (
            f'<path class="{shape}" d="M{x:.1f} {y:.1f}{_SHAPES[shape]}" fill="{inside}" stroke="{colour}" '
            'stroke-width="1.5"/>'
        )
        clear = plot.y(margins.clear_of(point, trend.height_of(point), intervals, plot.pixel, is_above=is_above))
        yield _text(
            x, clear - 3 if is_above else clear + 12, _label(point), "figure", INK if is_own else QUIET, 13, "middle"
        )


def _place(panel: Panel, plot: _Plot, point: Observation, *, is_own: bool) -> tuple[float, float]:
    aside = 0.0 if is_own or not _is_in_the_way(panel, point, 20 * plot.pixel) else _ASIDE
    return plot.x(point.period + aside), plot.y(trend.height_of(point))


def _axes(panel: Panel, plot: _Plot) -> Iterator[str]:
    """Yield the years below, and the heights beside: 0 to 100 for percentages; a panel in another unit has its own."""
    foot = plot.above + PLOT_HEIGHT
    is_percentage = formats.is_percentage(trend.unit_of(panel.trend))
    for height in (plot.top * step / 4 for step in range(5)):
        y, stroke = plot.y(height), GRID if height else QUIET
        yield f'<path d="M{_MARGIN} {y:.1f}H{WIDTH - _PAD}" stroke="{stroke}"/>'
        words = escape(formats.quantity(height, "%" if is_percentage else ""))
        yield _text(_MARGIN - 6, y + 4, words, "height", QUIET, 12, "end")
    for year in range(plot.years[0], plot.years[1] + 1):
        yield _text(plot.x(year), foot + 17, str(year), "year", QUIET, 12, "middle")


def _text(
    x: float,
    y: float,
    words: str,
    class_: str,
    colour: str = INK,
    size: int = 12,
    anchor: str = "start",
    *,
    is_bold: bool = False,
) -> str:
    """Return a line of words that are markup already."""
    weight = ' font-weight="700"' if is_bold else ""
    return (
        f'<text class="{class_}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
        f"{weight}>{words}</text>"
    )


def _head_words(panel: Panel) -> Iterator[str]:
    names, groups = _head_lines(panel)
    for at, line in enumerate((*names, *groups)):
        yield _text(0, _PAD + 12 + _LINE_HEIGHT * at, line, "head", is_bold=at < len(names))


def _head(panel: Panel) -> list[str]:
    return [line for lines in _head_lines(panel) for line in lines]


def _head_lines(panel: Panel) -> tuple[list[str], list[str]]:
    """Return the lines with the name of a panel, and those with its group."""
    name, group = wrap(panel.item.short_name, _LETTERS - 6), wrap(panel.group, _LETTERS)
    return [escape(line) for line in name], [escape(line) for line in group]


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


def _breaks(panel: Panel, plot: _Plot) -> Iterator[str]:
    """Yield each rule with at its foot what changed there."""
    foot = plot.above + PLOT_HEIGHT
    for rule in panel.trend.breaks:
        x = plot.x(rule.at)
        yield f'<path class="break" d="M{x:.1f} {plot.above}V{foot}" stroke="{QUIET}" stroke-dasharray="5 4"/>'
        lines = trend.on_lines(rule.label).replace(", ", ",<br>").split("<br>")
        half, high = max(map(len, lines)) * _LETTER / 2 + 2, 13 * len(lines) + 2
        at = min(max(x, half), WIDTH - half)
        top = foot - 4 - high
        yield f'<rect x="{at - half:.1f}" y="{top}" width="{2 * half:.1f}" height="{high}" fill="{GROUND}"/>'
        for place, line in enumerate(lines):
            yield _text(at, top + 11 + 13 * place, line, "why", QUIET, 11, "middle")


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
    return trend.group_of(point) or say(formats.GROUP_NOT_SAID)


def _in_words(panel: Panel, point: Observation) -> str:
    return trend.in_words(point, panel.history.intervals, panel.history.samples)
