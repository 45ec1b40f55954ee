"""What a printed number may stand for: 28 % is anything from 27.5 % to 28.5 %.

Boxes are closed intervals of exact fractions, because which way a half was rounded is never printed. A percentage goes
no further than 0 to 100, unless it is beyond that itself.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from indicators import formats
from indicators.model import Observation, Qualifier

Box = tuple[Fraction, Fraction]
"""Lowest and highest value, both included."""

BEYOND = Fraction(10) ** 15
"""Further than any figure: the end of "more than"."""

_NUMBERS = (Qualifier.EXACT, Qualifier.APPROX, Qualifier.NONE)


def exact(value: float) -> Fraction:
    """Return a number as it is printed: 0.1 is a tenth."""
    return Fraction(repr(value))


def decimals_of(value: float) -> int:
    """Return how many digits behind the comma a number needs."""
    return len(repr(value).partition(".")[2].rstrip("0")) if "e" not in repr(value) else 0


def agree(one: float, decimals: int | None, other: float, others: int | None) -> bool:
    """Whether two printed numbers are the same at the coarser of their precisions: 22.5 and 23 are, 6.5 and 6 are not.

    None: as many decimals as a number needs.
    """
    precisions = (decimals_of(one) if decimals is None else decimals, decimals_of(other) if others is None else others)
    step = Decimal(1).scaleb(-min(precisions))
    here, there = (Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP) for value in (one, other))
    return here == there


def box(value: float, decimals: int | None = None, unit: str = "") -> Box:
    """Return what a number printed with so many decimals may stand for; None: as many as it needs."""
    number = exact(value)
    half = Fraction(1, 2 * 10 ** (decimals_of(value) if decimals is None else decimals))
    low, high = number - half, number + half
    if formats.is_percentage(unit) and 0 <= number <= 100:
        low, high = max(low, Fraction(0)), min(high, Fraction(100))
    return low, high


def box_of(figure: Observation) -> Box | None:
    """Return what a figure may stand for; None for a text or a limit, which stand for no single number."""
    if figure.value is None or figure.qualifier not in _NUMBERS:
        return None
    return box(figure.value, figure.decimals, figure.identity.unit)


def allowed(number: float, qualifier: Qualifier, high: float | None) -> Box:
    """Return every value that a number stands for as firmly as it is meant."""
    low, top = box(number)
    match qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return exact(number), BEYOND
        case Qualifier.AT_MOST | Qualifier.LESS_THAN:
            return -BEYOND, exact(number)
        case Qualifier.APPROX:
            band = _last_place(number) / 2
            return exact(number) - band, exact(number) + band
        case Qualifier.RANGE:
            return exact(number), exact(high) if high is not None else BEYOND
        case _:
            return low, top


def _last_place(number: float) -> Fraction:
    """Return the last place that is not an empty zero: 100 for 600, 1 for 578, a tenth for 7.5."""
    place = Fraction(1, 10 ** decimals_of(number))
    while number and exact(number) % (place * 10) == 0:
        place *= 10
    return place


def meet(one: Box, other: Box) -> bool:
    """Whether some value lies in both."""
    return one[0] <= other[1] and other[0] <= one[1]


def minus(one: Box, other: Box) -> Box:
    """Return every difference between a value of `one` and a value of `other`."""
    return one[0] - other[1], one[1] - other[0]


def growth(later: Box, earlier: Box) -> Box | None:
    """Return every relative change in percent; None from a base that may be zero or less."""
    if earlier[0] <= 0:
        return None
    ratios = [there / here for there in later for here in earlier]
    return 100 * (min(ratios) - 1), 100 * (max(ratios) - 1)
