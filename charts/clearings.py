"""Where words stand in a chart over the years, so that none covers a figure, a target or other words.

Everything is a box, placed both as a telephone shows the chart and as a wide screen does. What cannot stand clear on
the telephone stands where it is clear on the wide screen.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

PLOT_HEIGHT = 264
"""Pixels between the margins of every chart."""
NARROW, WIDE = 252, 720
"""Pixels between the margins of a chart on a telephone and on a wide screen."""

LINE = 15
"""Height of a line of words."""
_LETTER = 6.4
"""Width of a letter, on average."""
_WIDE_WEIGHS = 4
"""What is covered on every screen is worse than what is covered on the narrowest."""
_MARK_WEIGHS, _WORDS_WEIGH, _LINE_WEIGHS = 4, 1, 0.15
"""A point or a target is small and must not be covered; words may touch a line soonest."""
_AWAY_WEIGHS = 60
"""Square pixels covered that are as bad as a place farther from where words belong; the first two places are beside."""


@dataclass(frozen=True)
class Box:
    """A rectangle: its sides as a share of the plot's width with pixels to add, its ends in pixels from the foot."""

    left: tuple[float, float]
    right: tuple[float, float]
    low: float
    high: float

    def covers(self, other: "Box", width: float) -> float:
        """Return how many square pixels two boxes share in a plot of this width."""
        up = min(self.high, other.high) - max(self.low, other.low)
        if up <= 0:
            return 0.0
        right = min(self.right[0] * width + self.right[1], other.right[0] * width + other.right[1])
        left = max(self.left[0] * width + self.left[1], other.left[0] * width + other.left[1])
        return max(0.0, right - left) * up


class Clearings:
    """What is taken of a plot, and what is still free; `years` and `heights` are the ends of its axes."""

    def __init__(self, years: tuple[float, float], heights: tuple[float, float]) -> None:
        self._years, self._heights = years, heights
        # Below the foot stand the years
        self.marks = [Box((0, 0), (1, 0), -3 * LINE, -1)]
        self.lines: list[Box] = []
        self.words: list[Box] = []

    def across(self, year: float) -> float:
        """Return how far to the right a year is, as a share of the width."""
        first, last = self._years
        return (year - first) / (last - first)

    def up(self, height: float) -> float:
        """Return how many pixels above the foot a height is; an axis of ranks runs down."""
        lowest, highest = self._heights
        return (height - lowest) / (highest - lowest) * PLOT_HEIGHT

    def take(self, years: tuple[float, float], low: float, high: float, margin: float = 0.0) -> None:
        """Take what a mark covers: between two years and `margin` pixels beyond, from `low` to `high` in pixels."""
        first, last = map(self.across, years)
        self.marks.append(Box((first, -margin), (last, margin), low, high))

    def take_line(self, years: tuple[float, float], ends: tuple[float, float]) -> None:
        """Take what a line between two heights in pixels covers, in short pieces."""
        (first, last), (start, end) = map(self.across, years), ends
        pieces = 1 + round(NARROW * (last - first) / LINE)
        for at in range(pieces):
            here, there = at / pieces, (at + 1) / pieces
            left, right = (first + share * (last - first) for share in (here, there))
            heights = [start + share * (end - start) for share in (here, there)]
            self.lines.append(Box((left, 0), (right, 0), min(heights) - 1, max(heights) + 1))

    def put(self, words: str, year: float, lows: Iterable[float], shift: float = 0.0) -> float:
        """Return at which of these heights in pixels words cover least, the first being where they belong; take it.

        `<br>` divides words into lines.
        """
        chosen, least = None, math.inf
        for place, low in enumerate(lows):
            away = _AWAY_WEIGHS * max(0, place - 1)
            if away >= least:
                break
            box = self._box(words, year, low, shift)
            covered = away + self.covered(box)
            if covered < least:
                chosen, least = box, covered
        if chosen is None:
            raise ValueError(f"'{words}' was given no place to stand.")
        self.words.append(chosen)
        return chosen.low

    def is_free(self, words: str, year: float, low: float) -> bool:
        """Whether words at this height would cover nothing at all."""
        return self.covered(self._box(words, year, low)) == 0

    def _box(self, words: str, year: float, low: float, shift: float = 0.0) -> Box:
        at, half, height = self.across(year), self.width(words) / 2, LINE * (words.count("<br>") + 1)
        return Box((at, shift - half), (at, shift + half), low, low + height)

    def shift(self, words: str, year: float, beyond: float) -> float:
        """Return how far to move words sideways to keep them inside the plot and `beyond` pixels on either side."""
        half, at = self.width(words) / 2, self.across(year) * NARROW
        return max(0.0, half - beyond - at) - max(0.0, at + half - beyond - NARROW)

    @staticmethod
    def width(words: str) -> float:
        """Return about how wide words are: their longest line."""
        return _LETTER * max(map(len, words.split("<br>")))

    def covered(self, box: Box) -> float:
        """Return how much a box covers of what is taken, weighed."""
        kinds = (self.marks, _MARK_WEIGHS), (self.words, _WORDS_WEIGH), (self.lines, _LINE_WEIGHS)
        return sum(
            weight * (box.covers(other, NARROW) + _WIDE_WEIGHS * box.covers(other, WIDE))
            for taken, weight in kinds
            for other in taken
        )
