"""One measure over the years as a small SVG, to stand beside those of the other indicators of a field.

All panels of a field run over the same years, percentages from 0 to 100, anything else from zero to a round number. A
line joins figures of one series only; where another series begins there is a gap with a dashed rule in it. A short bar
is the number a target asks for in that year (two are the ends of a range), an arrow at the top of a year a target that
is a direction. Hollow points are figures that stand in running text, forecasts, and what was published earlier under
another definition. Of an indicator that is also printed for other areas, only our own is drawn.

Neutral strokes take the colour of the text around them, as those of `charts.marks` do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from xml.sax.saxutils import escape, quoteattr

from charts import trend as full
from charts.margins import Intervals, Samples
from charts.marks import as_data_address as as_data_address
from charts.marks import round_maximum
from indicators import formats
from indicators.language import say
from indicators.model import Observation, ObservationKind, Semantics, SeriesIdentity, Target, Trend
from indicators.verdict import target_span

WIDTH = 280
HEIGHT = 140

_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, WIDTH - 14.0, 26.0, HEIGHT - 22.0
"""Where the figures stand; numbers stand left of it, arrows above it, years below it."""
_ARROW = 9.0
"""Height at which directions stand."""
_HALF_BAR = 7.0
_LETTER = 'font-family="Source Sans, Arial, sans-serif" font-size="11" fill="currentColor"'
_HALO = 'stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
"""Keeps the lines behind a figure off its letters."""
_LABEL_HEIGHT = 12.0
_WIDTHS = {"%": 9.8, " ": 3.1, ".": 3.1, ",": 3.1}
"""Of letters of a label that are not about as wide as a digit."""
_PIECES = 20
"""Of the line between two points, to see what crosses it."""
_UP, _DOWN = (
    (Semantics.INCREASE, Semantics.MORE_THAN, Semantics.AT_LEAST),
    (Semantics.DECREASE, Semantics.LESS_THAN, Semantics.AT_MOST),
)


_GLYPHS = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲"}
"""The shapes of points, as words beside a panel can show them."""


def span(trends: Iterable[Trend]) -> tuple[int, int] | None:
    """Return the first and last year of anything drawn in these panels; None when there is nothing."""
    years = [year for one in trends for year in _years(_own(one))]
    return (min(years), max(years)) if years else None


def panel(trend: Trend, first: int, last: int) -> str:
    """Return an inline `<svg role="img">` of WIDTH × HEIGHT over the years `first` to `last`; "" without a figure."""
    trend = _own(trend)
    if not any(segment.points for segment in trend.segments):
        return ""
    plot = _Plot(trend, first, last)
    shapes = [*plot.axes(), *_breaks(plot, trend), *_targets(plot, trend.targets)]
    shapes += [_hollow(plot, one) for one in trend.previously_reported]
    shapes += [_hollow(plot, one) for one in trend.forecasts]
    shapes += _lines(plot, trend)
    shapes += _labels(plot, trend)
    said = "".join(letter if letter.isprintable() else " " for letter in description(trend))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(said)} width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><title>{escape(said)}</title>{"".join(shapes)}</svg>'
    )


def description(trend: Trend, intervals: Intervals | None = None, samples: Samples | None = None) -> str:
    """Return what a panel shows, for who cannot see it."""
    return full.describe(_own(trend), intervals, samples)


def rows(trend: Trend, intervals: Intervals | None = None, samples: Samples | None = None) -> list[dict[str, str]]:
    """Return the table of a panel."""
    return full.rows(_own(trend), intervals, samples)


def legend(trend: Trend) -> list[tuple[str, str]]:
    """Return the shape and name of every series of a panel; nothing where there is only one.

    A name is what tells a series from the others: of whom, where, or under which definition.
    """
    trend = _own(trend)
    firsts = {segment.identity: segment.points[0] for segment in reversed(trend.segments)}
    looks = _looks(trend)
    if len(looks) < 2:
        return []
    told = [
        (full.named_group(one), one.territory.name, one.definition.wording) for one in map(firsts.__getitem__, looks)
    ]
    ways = [way for length in (1, 2, 3) for way in combinations(range(3), length)]
    names = [[", ".join(dict.fromkeys(words[at] for at in way)) for words in told] for way in ways]
    apart = next((one for one in names if len(set(one)) == len(one)), names[-1])
    return [(_GLYPHS[shape], name) for (_, shape), name in zip(looks.values(), apart, strict=True)]


def _own(trend: Trend) -> Trend:
    """Return a trend without the series of other areas, where there are some of our own."""
    own = tuple(segment for segment in trend.segments if segment.points[0].territory.is_own)
    missing = tuple(point for point in trend.missing if point.territory.is_own)
    return replace(trend, segments=own, missing=missing) if own else trend


@dataclass(frozen=True)
class _Plot:
    """Where a year and a number are drawn."""

    trend: Trend
    first: int
    last: int

    @property
    def top(self) -> float:
        """Number at the top; of a rank the best place."""
        return 1.0 if self.is_rank else full.top_of(self.trend)

    @property
    def bottom(self) -> float:
        """Number at the bottom."""
        if self.is_rank:
            return full.top_of(self.trend)
        smallest = min(_heights(self.trend), default=0.0)
        return -round_maximum(-smallest) if smallest < 0 else 0.0

    @property
    def is_rank(self) -> bool:
        return self.trend.indicator.kind == "rank"

    def x(self, year: float) -> float:
        """Return where a year stands; a single year stands in the middle."""
        if self.first == self.last:
            return (_LEFT + _RIGHT) / 2
        return _LEFT + 8 + (year - self.first) / (self.last - self.first) * (_RIGHT - _LEFT - 16)

    def y(self, number: float) -> float:
        """Return where a number stands."""
        share = (number - self.bottom) / (self.top - self.bottom)
        return _BOTTOM - min(1.0, max(0.0, share)) * (_BOTTOM - _TOP)

    def axes(self) -> Iterator[str]:
        """Yield the lines at the ends of the axis with their numbers, the years, and a tick for each year."""
        unit = full.unit_of(self.trend)
        for number in (self.bottom, self.top):
            y = self.y(number)
            yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="currentColor" stroke-opacity="0.35" fill="none"/>'
            words = f"{formats.number(number)}%" if formats.is_percentage(unit) else _brief(number)
            yield f'<text x="{_LEFT - 5:.1f}" y="{y + 4:.1f}" text-anchor="end" {_LETTER}>{escape(words)}</text>'
        ticks = "".join(f"M{self.x(year):.1f} {_BOTTOM:.1f}v4" for year in range(self.first, self.last + 1))
        yield f'<path d="{ticks}" stroke="currentColor" stroke-opacity="0.6" fill="none"/>'
        for year in sorted({self.first, self.last}):
            yield (f'<text x="{self.x(year):.1f}" y="{HEIGHT - 5}" text-anchor="middle" {_LETTER}>{year}</text>')


def _brief(number: float) -> str:
    """Return a number at an axis in the room there is: `150.000` as it is, `2.500.000` as `2,5 mln.`."""
    return say("{number} mln.", number=formats.number(number / 1e6)) if abs(number) >= 1e6 else formats.number(number)


def _breaks(plot: _Plot, trend: Trend) -> Iterator[str]:
    for rule in trend.breaks:
        x = plot.x(rule.at)
        yield (
            f'<path class="break" d="M{x:.1f} {_TOP - 6:.1f}V{_BOTTOM:.1f}" stroke="currentColor" '
            'stroke-dasharray="3 3" fill="none"/>'
        )


def _targets(plot: _Plot, targets: Iterable[Target]) -> Iterator[str]:
    """Yield a bar per number that a target asks for, an arrow for a direction."""
    for target in targets:
        x = plot.x(target.period)
        limits = sorted({limit for limit in target_span(target) if limit is not None})
        for limit in limits:
            yield (
                f'<path class="target" d="M{x - _HALF_BAR:.1f} {plot.y(limit):.1f}h{2 * _HALF_BAR:.1f}" '
                'stroke="currentColor" stroke-width="3" fill="none"/>'
            )
        arrow = "" if limits else _arrow(target)
        if arrow:
            yield f'<path class="target" d="M{x:.1f} {_ARROW}{arrow}" fill="currentColor"/>'


def _arrow(target: Target) -> str:
    """Return the path of an arrow up or down, two bars for what should stay as it is; nothing for other targets."""
    wanted = target.relation if target.semantics is Semantics.RELATIVE else target.semantics
    if wanted in _UP:
        return "m0 -5l5 8h-10z"
    if wanted in _DOWN:
        return "m0 4l5 -8h-10z"
    return "m-5 -3h10v2h-10zm0 4h10v2h-10z" if wanted in (Semantics.MAINTAIN, Semantics.EQUAL) else ""


def _lines(plot: _Plot, trend: Trend) -> Iterator[str]:
    """Yield every segment as a line with its points; each series has a colour and a shape of its own."""
    looks = _looks(trend)
    for segment in trend.segments:
        colour, shape = looks[segment.identity]
        places = [(plot.x(point.period), plot.y(full.height_of(point))) for point in segment.points]
        if not segment.is_lone_point:
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            yield f'<path class="line" d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>'
        for point, (x, y) in zip(segment.points, places, strict=True):
            fill = "none" if point.kind is ObservationKind.NARRATIVE else colour
            yield f'<path class="point" d="{_shape(shape, x, y)}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'


def _looks(trend: Trend) -> dict[SeriesIdentity, tuple[str, str]]:
    in_order = dict.fromkeys(segment.identity for segment in trend.segments)
    return {one: full.SERIES_LOOKS[at % len(full.SERIES_LOOKS)] for at, one in enumerate(in_order)}


def _shape(shape: str, x: float, y: float) -> str:
    """Return the path of a point."""
    if shape == "circle":
        return f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
    corners: dict[str, Sequence[tuple[float, float]]] = {
        "square": ((-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)),
        "diamond": ((0, -5), (5, 0), (0, 5), (-5, 0)),
    }
    around = corners.get(shape, ((0, -5), (4.5, 3.5), (-4.5, 3.5)))
    return "M" + "L".join(f"{x + right:.1f} {y + down:.1f}" for right, down in around) + "z"


def _hollow(plot: _Plot, point: Observation) -> str:
    """Return a figure that belongs to no line."""
    shape = "diamond" if point.kind is ObservationKind.FORECAST else "circle"
    path = _shape(shape, plot.x(point.period), plot.y(full.height_of(point)))
    return f'<path class="loose" d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'


def _labels(plot: _Plot, trend: Trend) -> Iterator[str]:
    """Yield the last figure of every line, the latest first: beside its point, clear of all else where that can be."""
    taken: list[_Box] = []
    drawn = _drawn(plot, trend)
    ends = sorted((segment.points[-1] for segment in trend.segments), key=lambda one: (-one.period, one.base.base_id))
    for point in ends:
        words = formats.figure(point, with_counted=False)
        places = _places(words, plot.x(point.period), plot.y(full.height_of(point)))
        legible = [box for box in places if not any(box.meets(other) for other in taken)]
        if not legible:
            continue
        box = next((box for box in legible if not any(box.meets(other) for other in drawn)), legible[0])
        taken.append(box)
        yield (
            f'<text class="figure" x="{(box.left + box.right) / 2:.1f}" y="{box.bottom - 2:.1f}" text-anchor="middle" '
            f'font-weight="600" {_HALO} {_LETTER}>{escape(words)}</text>'
        )


@dataclass(frozen=True)
class _Box:
    """What something covers of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _places(words: str, x: float, y: float) -> list[_Box]:
    """Return where the figure of a point may stand: above or below it, or a little aside, inside the picture."""
    half = sum(_WIDTHS.get(letter, 6.1) for letter in words) / 2 + 1
    middles = [min(max(x + aside, half), WIDTH - half) for aside in (0, -6, 6, -12, 12, -18, 18)]
    return [_Box(at - half, low - _LABEL_HEIGHT, at + half, low) for low in (y - 6, y + 18) for at in middles]


def _drawn(plot: _Plot, trend: Trend) -> list[_Box]:
    """Return what a figure should not cross: points, targets, lines, breaks and the ends of the axis."""
    points = [(plot.x(one.period), plot.y(full.height_of(one))) for one in _points(trend)]
    points += [
        (plot.x(target.period), plot.y(limit))
        for target in trend.targets
        for limit in target_span(target)
        if limit is not None
    ]
    boxes = [_Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    boxes += [_Box(_LEFT, y - 1, _RIGHT, y + 1) for y in (_TOP, _BOTTOM)]
    boxes += [_Box(0, y - 6, _LEFT - 4, y + 6) for y in (_TOP, _BOTTOM)]
    boxes += [_Box(x - 2, _TOP - 6, x + 2, _BOTTOM) for x in (plot.x(rule.at) for rule in trend.breaks)]
    for segment in trend.segments:
        for one, later in pairwise(segment.points):
            start, end = ((plot.x(point.period), plot.y(full.height_of(point))) for point in (one, later))
            for step in range(_PIECES):
                x, y = (here + (there - here) * step / _PIECES for here, there in zip(start, end, strict=True))
                boxes.append(_Box(x - 1, y - 1, x + 1, y + 1))
    return boxes


def _years(trend: Trend) -> Iterator[int]:
    yield from (point.period for point in _points(trend))
    yield from (target.period for target in trend.targets if target.is_set)


def _heights(trend: Trend) -> list[float]:
    return [full.height_of(point) for point in _points(trend)]


def _points(trend: Trend) -> list[Observation]:
    points = [point for segment in trend.segments for point in segment.points]
    return [*points, *trend.previously_reported, *trend.forecasts]
