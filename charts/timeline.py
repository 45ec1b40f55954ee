"""A programme over the years as one picture: per line of action its decision and its actions, and what was counted.

Every event stands where its document dates it, as wide as that date is: a year is a whole year. Its shape says what it
is, colour only repeats that: a diamond is a decision, a filled bar is done, a half-filled one done and going on, a
lined one running, a dashed outline still to come, a dot a count. What has no date is not drawn
but counted, under the name of its line; `ui` lists it.

An SVG on a white ground of its own, in two layouts: wide with the names beside the lanes, narrow with the names above
them, for a telephone. `charts.marks.as_data_address` makes an image of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from indicators import calendar, formats
from indicators.calendar import DECISIONS, EVENT_WORDS, STATUSES, Event, EventKind, Span
from indicators.language import say, say_counted

NARROW, WIDE = 360, 1120
"""Widths in pixels; the height follows from what there is to draw."""

INK, QUIET, GRID, GROUND = "#1F2933", "#57605D", "#D9DDDA", "#FFFFFF"
DONE, LINED = "#0B3C5D", "#CFE0EC"

_MARGIN = 16
_NAMES = 290
"""Room for the names of the lanes beside them."""
_LETTER = 7.4
_LINE = 18
_BAR = 10
_ROW = 15
_DOT = 10
_LEAST = 9
"""Width under which a bar is no longer seen for what it is."""
_DAYS = 365.25


def picture(events: Sequence[Event], *, is_wide: bool = False) -> str:
    """Return an `<svg role="img">`; empty when nothing has a date."""
    years = calendar.years(events)
    if not years:
        return ""
    width = WIDE if is_wide else NARROW
    left = _MARGIN + (_NAMES if is_wide else 0)
    scale = _Scale(years, left, width - _MARGIN)
    legend, y = _legend(events, width)
    top = y + 24
    shapes, y = [], top + 8.0
    for name, found in _lanes(events).items():
        words, words_end = _name(name, found, y, is_wide=is_wide)
        drawn, lane_end = _lane(found, scale, y if is_wide else words_end)
        shapes += [*words, *drawn]
        y = max(lane_end, words_end) + 10
        shapes.append(f'<path d="M{_MARGIN} {y - 4:.0f}H{width - _MARGIN}" stroke="{GRID}"/>')
    height = round(y + 4)
    said = description(events)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(said)} width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" font-family="Source Sans Pro, Arial, sans-serif">'
        f'<title>{escape(said)}</title><rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>'
        f'<defs><pattern id="lined" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="4" height="4" fill="{LINED}"/>'
        f'<path d="M0 0V4" stroke="{DONE}" stroke-width="2.4"/></pattern></defs>'
        f"{legend}{scale.grid(top, height - 8, is_wide=is_wide)}{''.join(shapes)}</svg>"
    )


def description(events: Sequence[Event]) -> str:
    """Return what the picture shows: its years, per lane its decision and how many of each status stand there."""
    years = calendar.years(events)
    if not years:
        return ""
    said = [say("Tijdlijn van {first} tot en met {last}.", first=years[0], last=years[-1])]
    for name, found in _lanes(events).items():
        dated = [one for one in found if one.span]
        parts = [
            f"{say(EVENT_WORDS[one.kind]).lower()} {calendar.written(one.printed or '')}"
            for one in dated
            if one.kind in DECISIONS
        ]
        counts = Counter(one.kind for one in dated)
        parts += [f"{counts[kind]} {say(EVENT_WORDS[kind]).lower()}" for kind in STATUSES if counts[kind]]
        if counts[EventKind.COUNTED]:
            per_year = Counter(one.span.begin.year for one in dated if one.kind is EventKind.COUNTED and one.span)
            parts += [say("{n} in {year}", n=number, year=year) for year, number in sorted(per_year.items())]
        undated = len(found) - len(dated)
        if undated:
            parts.append(say("{n} zonder datum", n=undated))
        said.append(f"{name}: {formats.enumeration(parts)}.")
    return " ".join(said)


class _Scale:
    """Where a day stands from left to right."""

    def __init__(self, years: range, left: float, right: float) -> None:
        self.years, self.left, self.right = years, left, right
        self.year = (right - left) / len(years)

    def at(self, day: date) -> float:
        """Return the middle of the axis at the beginning of a day."""
        return self.left + (day - date(self.years[0], 1, 1)).days / _DAYS * self.year

    def ends(self, span: Span) -> tuple[float, float]:
        """Return where a span begins and ends; one that is too narrow to see is widened about its middle."""
        low, high = self.at(span.begin), self.at(span.end)
        if high - low < _LEAST:
            middle = min(max((low + high) / 2, self.left + _LEAST / 2), self.right - _LEAST / 2)
            return middle - _LEAST / 2, middle + _LEAST / 2
        return low + 1, min(high, self.right) - 1

    def grid(self, top: float, bottom: float, *, is_wide: bool) -> str:
        """Return the years with a line at the beginning of each; where they would touch, two figures of each."""
        lines = []
        for at, year in enumerate(self.years):
            x = self.left + at * self.year
            lines.append(f'<path d="M{x:.1f} {top:.0f}V{bottom:.0f}" stroke="{GRID}"/>')
            shown = str(year) if is_wide or self.year > 34 else f"’{year % 100:02d}"
            lines.append(_text(x + 3, top - 5, shown, colour=QUIET, size=12))
        return "".join(lines)


def _lanes(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return the events of every line of action, lines in the order of their decisions, counts last."""
    lanes: dict[str, list[Event]] = {}
    counted = say("Wat is geteld")
    for one in sorted(events, key=lambda one: (one.line is None, one.kind not in DECISIONS)):
        lanes.setdefault(one.line or counted, []).append(one)
    return lanes


def _name(name: str, found: Sequence[Event], y: float, *, is_wide: bool) -> tuple[list[str], float]:
    """Return the name of a lane with how many of its events are drawn, and where these words end."""
    letters = int((_NAMES - 16 if is_wide else NARROW - 2 * _MARGIN) / _LETTER)
    lines = wrap(name, letters)
    told = [one for one in found if one.kind not in DECISIONS]
    dated = sum(one.span is not None for one in told)
    counted = any(one.kind is EventKind.COUNTED for one in told)
    under = None
    if told and counted:
        under = say_counted("{n} aantal", "{n} aantallen", len(told))
    elif told:
        under = say_counted(
            "{dated} van {n} actie met een datum", "{dated} van {n} acties met een datum", len(told), dated=dated
        )
    shapes = [_text(_MARGIN, y + 12 + at * _LINE, line, is_bold=True) for at, line in enumerate(lines)]
    if under:
        shapes.append(_text(_MARGIN, y + 12 + len(lines) * _LINE, under, colour=QUIET, size=12))
    return shapes, y + (len(lines) + bool(under)) * _LINE


def _lane(found: Sequence[Event], scale: _Scale, top: float) -> tuple[list[str], float]:
    """Return the shapes of a lane, no two over each other, and where it ends."""
    shapes: list[str] = []
    taken: list[float] = []
    dots: Counter[int] = Counter()
    deepest = top
    for one in sorted((one for one in found if one.span), key=lambda one: one.span.begin if one.span else date.min):
        assert one.span is not None  # filtered above; mypy does not see through the sort
        if one.kind is EventKind.COUNTED:
            year = one.span.begin.year
            down, across = divmod(dots[year], max(int((scale.year - 4) // _DOT), 1))
            dots[year] += 1
            x = scale.at(date(year, 1, 1)) + 8 + across * _DOT
            shapes.append(f'<circle cx="{x:.1f}" cy="{top + 8 + down * _DOT:.1f}" r="3.5" fill="{QUIET}"/>')
            deepest = max(deepest, top + (down + 1) * _DOT + 6)
            continue
        low, high = scale.ends(one.span)
        row = next((at for at, end in enumerate(taken) if end + 2 <= low), len(taken))
        taken[row : row + 1] = [high]
        y = top + 3 + row * _ROW
        shapes.append(_shape(one.kind, low, high, y))
        deepest = max(deepest, y + _ROW)
    return shapes, deepest


def _shape(kind: EventKind, low: float, high: float, y: float) -> str:
    """Return the shape of an event between two places."""
    if kind in DECISIONS:
        x, middle, half = (low + high) / 2, y + _BAR / 2, _BAR / 2 + 1.5
        look = f'fill="{INK}"' if kind is EventKind.DECISION else f'fill="{GROUND}" stroke-dasharray="3 2"'
        around = f"M{x - half:.1f} {middle:.1f}l{half} {-half}l{half} {half}l{-half} {half}z"
        return f'<path d="{around}" {look} stroke="{INK}" stroke-width="1.4"/>'
    if kind is EventKind.COUNTED:
        return f'<circle cx="{(low + high) / 2:.1f}" cy="{y + _BAR / 2:.1f}" r="3.5" fill="{QUIET}"/>'
    width = high - low
    outline = f'x="{low:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BAR}" rx="2" stroke-width="1.4"'
    if kind is EventKind.PLANNED:
        return f'<rect {outline} fill="{GROUND}" stroke="{INK}" stroke-dasharray="3 2"/>'
    fill = DONE if kind is EventKind.DONE else "url(#lined)"
    drawn = f'<rect {outline} fill="{fill}" stroke="{DONE}"/>'
    if kind is EventKind.DONE_AND_RUNNING:
        drawn += f'<rect x="{low:.1f}" y="{y:.1f}" width="{width / 2:.1f}" height="{_BAR}" rx="2" fill="{DONE}"/>'
    return drawn


def _legend(events: Iterable[Event], width: float) -> tuple[str, float]:
    """Return what each shape there is means, on as many lines as the width needs, and where it ends."""
    there = {one.kind for one in events if one.span}
    x, y, shapes = float(_MARGIN), float(_MARGIN), []
    for kind, word in EVENT_WORDS.items():
        if kind not in there:
            continue
        said = say(word)
        needed = 34 + len(said) * _LETTER + 16
        if x + needed > width - _MARGIN and x > _MARGIN:
            x, y = float(_MARGIN), y + 22
        shapes.append(_shape(kind, x, x + 24, y))
        shapes.append(_text(x + 32, y + 10, said))
        x += needed
    return "".join(shapes), y + 20


def _text(x: float, y: float, words: str, *, colour: str = INK, size: int = 14, is_bold: bool = False) -> str:
    weight = ' font-weight="600"' if is_bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}"{weight}>{escape(words)}</text>'
