"""One indicator in one year as a small SVG, for tables, static pages and pdf alike.

    bullet     a result against a number: bar from zero, the target as a tick (with a foot on the side that counts)
               or as a band for a range or ±, the previous figure as a small triangle below
    dumbbell   a result against a direction: the earlier figure as an open dot, the result as a filled one, and
               shaded everything that counts as reached
    dot        a result without a target
    rank       a dot on an axis that runs from the worst place to the first

A thin whisker above a share of a survey is what sampling error leaves open: of the share itself, or on a dumbbell where
the later figure may lie given the earlier one (earlier + interval of the change), so that a whisker that reaches back
over the earlier dot is a change that is not demonstrated.

Percentages share one axis from 0 to 100 and marks out of ten one from 0 to 10; anything else runs from zero to a round
number, the same for rows that are shown together, so bars never begin elsewhere. Neutral strokes take the colour of the
text around them, so a mark does in light and dark; the verdict's colour always has such an outline. What a mark shows
is said in words by `description`.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from xml.sax.saxutils import escape, quoteattr

from indicators import formats
from indicators.judged import Certainty, Change, IndicatorYear, Interval, Verdict
from indicators.language import say
from indicators.model import Better, Observation, Qualifier, Semantics, Target
from indicators.verdict import target_span

WIDTH = 220
HEIGHT = 28

VERDICT_COLOURS: dict[Verdict, str] = {
    Verdict.ACHIEVED: "#0B3C5D",
    Verdict.NOT_ACHIEVED: "#C2410C",
    Verdict.KEY_FIGURE: "#6B6B6B",
    Verdict.NO_TARGET: "#6B6B6B",
    Verdict.NO_DATA: "#6B6B6B",
    Verdict.TO_ASSESS: "#6B6B6B",
    Verdict.NOT_COMPARABLE: "#6B6B6B",
}
"""Told apart by people with deutan, protan and tritan vision, and ≥ 4.5:1 on white; never without word or glyph."""

WITHIN_MARGIN_COLOUR = "#8E44AD"
"""For a verdict that sampling error may have made."""

NEUTRAL = "#6B6B6B"
"""Stands for the colour of the text where there is none around the mark: in an image."""

_MARGIN = 6.0
_MIDDLE = HEIGHT / 2
_WHISKER = 5.5
"""Height at which intervals stand: clear of dots and bars, which are wider than many an interval."""
_DIRECTIONS = (Semantics.INCREASE, Semantics.DECREASE, Semantics.MAINTAIN, Semantics.RELATIVE)
_ROUND_NUMBERS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def verdict_colour(verdict: Verdict, certainty: Certainty | None) -> str:
    """Return the `#rrggbb` of a verdict; a colour of its own where achieved or not lies within the margin."""
    return WITHIN_MARGIN_COLOUR if formats.is_within_margin(verdict, certainty) else VERDICT_COLOURS[verdict]


def mark(row: IndicatorYear, peers: Sequence[IndicatorYear] = ()) -> str:
    """Return an inline `<svg role="img">` of WIDTH × HEIGHT, or "" when there is no number to draw.

    `peers` are the rows it is shown among (one indicator in several areas): those in its unit share its axis.
    """
    if not _limits(row.achieved) and not _target_limits(row.target):
        return ""
    result, held_against = _limits(row.achieved), _value(row.judgement.compared_with)
    together = [row, *(peer for peer in peers if peer.identity.unit == row.identity.unit)]
    axis = _axis(row, [number for one in together for number in _numbers(one)])
    shapes = [axis.line()]
    if row.target is not None and row.target.semantics in _DIRECTIONS and result and held_against is not None:
        shapes += _dumbbell(axis, row, held_against, result)
    elif axis.is_reversed:
        shapes += _rank(axis, row, result)
    else:
        shapes += _bullet(axis, row, result, _value(row.previous))
    return _svg(shapes, description(row))


def description(row: IndicatorYear) -> str:
    """Return in a few sentences what the mark shows, and what the evidence carries of it."""
    share = formats.figure(row.achieved)
    interval = _interval_of_share(row)
    if interval is not None:
        share += f" ({formats.interval(interval, row.identity.unit)})"
    said = [f"{row.indicator.name}, {row.year}: {share}"]
    if row.target is not None:
        said.append(say("streefwaarde: {target}", target=formats.target(row.target)))
    if row.previous is not None:
        said.append(say("eerder: {figure} in {year}", figure=formats.figure(row.previous), year=row.previous.period))
    sentences = ["; ".join(said)]
    if row.verdict is not Verdict.NO_DATA:
        word = formats.verdict_word(row.verdict, row.certainty)
        # What is certain of a change is said with the change, and "binnen de marge" is in the word itself.
        is_said = row.assessment.about == "change" or formats.is_within_margin(row.verdict, row.certainty)
        certainty = "" if row.certainty is None or is_said else f", {formats.certainty_word(row.certainty)}"
        sentences.append(word + certainty)
    if isinstance(row.change, Change):
        sentences.append(say("Sinds {year}: {change}", year=row.change.earlier.period, change=row.change.phrase))
    return f"{'. '.join(sentences)}."


def as_data_address(svg: str) -> str:
    """Return the SVG as a `data:` address for `<img src>`; the image needs the text of `description` as its alt."""
    drawn = svg.replace("currentColor", NEUTRAL)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode("utf-8")).decode("ascii")


def round_maximum(largest: float) -> float:
    """Return the round number an axis runs to: the first of 1, 1.5, 2, 2.5, … × 10ⁿ that is not below `largest`."""
    if largest < 1e-300:  # nothing, or so little that its power of ten is no number any more
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next((step * power for step in _ROUND_NUMBERS if step * power >= largest), 10 * power)


@dataclass(frozen=True)
class _Axis:
    """The values from left to right; on a reversed one the best, lowest place is on the right."""

    left: float
    right: float

    @property
    def is_reversed(self) -> bool:
        return self.left > self.right

    def x(self, value: float) -> float:
        share = (value - self.left) / (self.right - self.left)
        return _MARGIN + min(1.0, max(0.0, share)) * (WIDTH - 2 * _MARGIN)

    def line(self) -> str:
        zero = self.x(0.0) if self.left < 0 else self.x(self.left)
        return (
            f'<path d="M{_MARGIN:.1f} {_MIDDLE:.1f}H{WIDTH - _MARGIN:.1f}M{zero:.1f} 6V22" '
            'stroke="currentColor" stroke-opacity="0.45" fill="none"/>'
        )


def _axis(row: IndicatorYear, numbers: list[float]) -> _Axis:
    unit, largest, smallest = row.identity.unit, max(numbers), min(numbers)
    if row.indicator.kind == "rank":
        return _Axis(max(largest + 1, 10.0), 1.0)
    if smallest < 0:
        return _Axis(-round_maximum(-smallest), round_maximum(max(largest, 0.0)))
    if formats.is_percentage(unit) and largest <= 100:
        return _Axis(0.0, 100.0)
    if row.indicator.kind == "score" and largest <= 10 and unit != "%":
        return _Axis(0.0, 10.0)
    return _Axis(0.0, round_maximum(largest))


def _numbers(row: IndicatorYear) -> list[float]:
    """Return every number that is drawn of a row; its whisker may be cut off, so that it moves no axis."""
    points = (_value(row.previous), _value(row.judgement.compared_with))
    return [*_limits(row.achieved), *_target_limits(row.target), *(point for point in points if point is not None)]


def _interval_of_share(row: IndicatorYear) -> Interval | None:
    return row.assessment.interval if _limits(row.achieved) else None


def _bullet(axis: _Axis, row: IndicatorYear, result: tuple[float, ...], previous: float | None) -> list[str]:
    """Return bar (or dot, without a target), target and previous figure."""
    shapes = []
    has_target = bool(_target_limits(row.target))
    if result and has_target:
        start = axis.x(result[0]) if len(result) == 2 else axis.x(0.0)
        shapes.append(_bar(start, axis.x(result[-1]), _colour(row)))
    if has_target and row.target is not None:
        shapes += _target_shapes(axis, row.target, row.indicator.better)
    if result and not has_target:
        if len(result) == 2:
            shapes.append(_bar(axis.x(result[0]), axis.x(result[1]), _colour(row)))
        else:
            shapes.append(_dot(axis.x(result[0]), _colour(row)))
    if result and row.achieved is not None:
        shapes += _open_end(axis, row.achieved.qualifier, result[-1])
    shapes += _whisker(axis, _interval_of_share(row))
    if previous is not None:
        x = axis.x(previous)
        shapes.append(f'<path d="M{x:.1f} 20.5l3.5 6h-7z" fill="none" stroke="currentColor"/>')
    return shapes


def _dumbbell(axis: _Axis, row: IndicatorYear, earlier: float, result: tuple[float, ...]) -> list[str]:
    """Return the earlier figure, the result and, shaded, what the direction asks for."""
    assert row.target is not None
    before, now = axis.x(earlier), axis.x(sum(result) / len(result))
    wanted = row.target.relation if row.target.semantics is Semantics.RELATIVE else row.target.semantics
    shapes = []
    if wanted in (Semantics.INCREASE, Semantics.MORE_THAN, Semantics.AT_LEAST):
        shapes.append(_band(before, axis.x(axis.right)))
    elif wanted in (Semantics.DECREASE, Semantics.LESS_THAN, Semantics.AT_MOST):
        shapes.append(_band(axis.x(axis.left), before))
    else:
        shapes.append(_tick(before, 0))
    shapes.append(f'<path d="M{before:.1f} {_MIDDLE}H{now:.1f}" stroke="currentColor" stroke-width="2"/>')
    shapes.append(
        f'<circle cx="{before:.1f}" cy="{_MIDDLE}" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    )
    shapes.append(_dot(now, _colour(row)))
    if isinstance(row.change, Change) and row.change.interval is not None and _value(row.change.earlier) == earlier:
        low, high = row.change.interval
        shapes += _whisker(axis, (earlier + low, earlier + high))
    return shapes


def _whisker(axis: _Axis, interval: Interval | None) -> list[str]:
    """Return a thin line with end ticks."""
    if interval is None:
        return []
    low, high = (axis.x(end) for end in interval)
    ends = f"M{low:.1f} {_WHISKER - 2.5}v5M{high:.1f} {_WHISKER - 2.5}v5"
    return [f'<path class="interval" d="M{low:.1f} {_WHISKER}H{high:.1f}{ends}" fill="none" stroke="currentColor"/>']


def _rank(axis: _Axis, row: IndicatorYear, result: tuple[float, ...]) -> list[str]:
    shapes = []
    limits = _target_limits(row.target)
    if limits:
        shapes.append(_band(axis.x(limits[-1]), axis.x(1.0)))
        shapes.append(_tick(axis.x(limits[-1]), 1))
    if result:
        shapes.append(_dot(axis.x(result[0]), _colour(row)))
    previous = _value(row.previous)
    if previous is not None:
        x = axis.x(previous)
        shapes.append(f'<path d="M{x:.1f} 20.5l3.5 6h-7z" fill="none" stroke="currentColor"/>')
    return shapes


def _target_shapes(axis: _Axis, target: Target, better: Better) -> list[str]:
    """Return a band for a target with two limits, else a tick whose foot points to the side that counts."""
    low, high = target_span(target)
    if low is not None and high is not None and low < high:
        return [_band(axis.x(low), axis.x(high))]
    if low is not None and high is None:
        return [_tick(axis.x(low), 1)]
    if low is None and high is not None:
        return [_tick(axis.x(high), -1)]
    limit = low if low is not None else 0.0
    return [_tick(axis.x(limit), {Better.HIGHER: 1, Better.LOWER: -1}.get(better, 0))]


def _tick(x: float, side: int) -> str:
    foot = f"M{x - (3 if side < 0 else 0):.1f} 3h{3 * abs(side)}M{x - (3 if side < 0 else 0):.1f} 25h{3 * abs(side)}"
    return f'<path d="M{x:.1f} 3V25{foot if side else ""}" fill="none" stroke="currentColor" stroke-width="2"/>'


def _band(start: float, end: float) -> str:
    return (
        f'<rect x="{min(start, end):.1f}" y="4" width="{max(abs(end - start), 2.0):.1f}" height="20" '
        'fill="currentColor" fill-opacity="0.16" stroke="currentColor" stroke-opacity="0.6"/>'
    )


def _bar(start: float, end: float, colour: str) -> str:
    return (
        f'<rect x="{min(start, end):.1f}" y="9" width="{max(abs(end - start), 1.0):.1f}" height="10" '
        f'fill="{colour}" stroke="currentColor" stroke-width="0.75"/>'
    )


def _dot(x: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="4.5" fill="{colour}" stroke="currentColor" stroke-width="0.75"/>'


def _open_end(axis: _Axis, qualifier: Qualifier, value: float) -> list[str]:
    """Return the arrow of a result that is a limit itself: it may be more, or less."""
    side = {Qualifier.AT_LEAST: 1, Qualifier.MORE_THAN: 1, Qualifier.AT_MOST: -1, Qualifier.LESS_THAN: -1}.get(
        qualifier
    )
    if side is None:
        return []
    x = axis.x(value) + 2.0 * side
    return [f'<path d="M{x:.1f} 10l{4 * side} 4l{-4 * side} 4" fill="none" stroke="currentColor" stroke-width="1.5"/>']


def _colour(row: IndicatorYear) -> str:
    return verdict_colour(row.verdict, row.certainty)


def _value(observation: Observation | None) -> float | None:
    limits = _limits(observation)
    return sum(limits) / len(limits) if limits else None


def _limits(observation: Observation | None) -> tuple[float, ...]:
    """Return the number printed, or both ends of a printed range; nothing for a text or an empty cell."""
    if observation is None:
        return ()
    if observation.qualifier is Qualifier.RANGE and observation.low is not None and observation.high is not None:
        return observation.low, observation.high
    for number in (observation.value, observation.low, observation.high):
        if number is not None:
            return (number,)
    return ()


def _target_limits(target: Target | None) -> tuple[float, ...]:
    return () if target is None else tuple(limit for limit in target_span(target) if limit is not None)


def _svg(shapes: Iterable[str], words: str) -> str:
    said = "".join(letter if letter.isprintable() else " " for letter in words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(said)} width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><title>{escape(said)}</title>{"".join(shapes)}</svg>'
    )
