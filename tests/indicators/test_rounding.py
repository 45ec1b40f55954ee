"""What printed numbers may stand for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model import Qualifier
from indicators.rounding import BEYOND, agree, allowed, box, box_of, growth, minus
from tests.figures import identity, observed

HALF = Fraction(1, 2)


def test_a_number_is_anything_that_rounds_to_it_and_a_percentage_stays_one() -> None:
    assert box(28, 0, "%") == (28 - HALF, 28 + HALF)
    assert box(19.5, 1, "%") == (Fraction(1945, 100), Fraction(1955, 100))
    assert box(0, 0, "%") == (0, HALF)
    assert box(100, 0, "%") == (100 - HALF, 100)
    assert box(100, 0, "bezoekers") == (100 - HALF, 100 + HALF)
    assert box(104, 0, "%") == (104 - HALF, 104 + HALF)


def test_limits_and_texts_have_no_box() -> None:
    assert box_of(observed(75, of=identity(unit="%"), qualifier=Qualifier.MORE_THAN)) is None
    assert box_of(observed(text="32 initiatieven")) is None
    assert box_of(observed(low=60, high=65, qualifier=Qualifier.RANGE)) is None


@pytest.mark.parametrize(
    ("number", "qualifier", "span"),
    [
        (600, Qualifier.AT_LEAST, (600, BEYOND)),
        (43, Qualifier.LESS_THAN, (-BEYOND, 43)),
        (3_200, Qualifier.APPROX, (3_150, 3_250)),
        (600, Qualifier.APPROX, (550, 650)),
        (7.5, Qualifier.APPROX, (Fraction(745, 100), Fraction(755, 100))),
        (578, Qualifier.EXACT, (578 - HALF, 578 + HALF)),
    ],
)
def test_a_number_allows_what_it_is_meant_to(
    number: float, qualifier: Qualifier, span: tuple[Fraction, Fraction]
) -> None:
    assert allowed(number, qualifier, None) == span


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [(22.5, 23, True), (6.5, 6, False), (6.5, 7, True), (7.0, 7.04, True), (577, 578, False), (68, 68, True)],
)
def test_two_precisions_agree_at_the_coarser(one: float, other: float, is_same: bool) -> None:
    assert agree(one, None, other, None) is is_same
    assert agree(other, None, one, None) is is_same


within = st.fractions(0, 1)


@given(st.integers(1, 100), st.integers(0, 100), within, within)
def test_differences_and_growth_hold_those_of_any_values_in_the_boxes(
    earlier: int, later: int, along: Fraction, up: Fraction
) -> None:
    before, after = box(earlier, 0, "%"), box(later, 0, "%")
    one = before[0] + along * (before[1] - before[0])
    other = after[0] + up * (after[1] - after[0])
    low, high = minus(after, before)
    assert low <= other - one <= high
    grown = growth(after, before)
    assert grown is not None
    assert grown[0] <= 100 * (other / one - 1) <= grown[1]


def test_nothing_grows_from_what_may_be_nothing() -> None:
    assert growth(box(5, 0), box(0, 0)) is None
