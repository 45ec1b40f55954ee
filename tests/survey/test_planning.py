"""What a sample can show, against plain counting with another implementation and the large-sample formula."""

import functools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from survey.intervals import newcombe_interval
from survey.planning import break_even_n, n_for_change, smallest_demonstrable_change

shares = st.floats(0, 1)
design_effects = st.floats(0.5, 3)
confidences = st.floats(0.6, 0.999)

LAST_DIGITS = 1e-12


@functools.cache
def shown_elsewhere(later: float, n_later: float, earlier: float, n_earlier: float, confidence: float = 0.95) -> bool:
    """Return whether the interval of statsmodels leaves out zero."""
    low, high = confint_proportions_2indep(
        later * n_later, n_later, earlier * n_earlier, n_earlier, method="newcomb", alpha=1 - confidence
    )
    return bool(low > 0 or high < 0)


def shown(later: float, n: float, earlier: float, deff: float = 1.0, confidence: float = 0.95) -> bool:
    low, high = newcombe_interval(later, n, earlier, n, deff, confidence)
    return low > 0 or high < 0


# Break-even ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "earlier", "confidence"),
    [
        (0.75, 0.68, 0.95),
        (0.68, 0.75, 0.95),
        (0.64, 0.60, 0.90),
        (0.02, 0.07, 0.95),
        (1.0, 0.97, 0.95),
        (0.0, 0.04, 0.99),
        (1.0, 0.0, 0.95),
        (0.9, 0.3, 0.8),
    ],
)
def test_break_even_is_the_first_number_that_counting_finds(later: float, earlier: float, confidence: float) -> None:
    first = next(n for n in range(1, 5000) if shown_elsewhere(later, n, earlier, n, confidence))
    assert break_even_n(later, earlier, confidence=confidence) == first
    # nor does a larger number undo it
    assert all(shown_elsewhere(later, n, earlier, n, confidence) for n in range(first, 3 * first, max(1, first // 50)))


def test_a_rise_from_68_to_75_percent_needs_some_320_respondents_a_year() -> None:
    assert break_even_n(0.75, 0.68) == 320
    assert break_even_n(0.75, 0.68, deff=1.5) == 480
    assert break_even_n(0.75, 0.68, deff=2.0) == 640


@given(shares, shares, design_effects, confidences)
@example(1.0, 0.0, 1.0, 0.95)
@example(0.0, 1.0, 3.0, 0.999)
@example(0.3, 0.1 * 3, 1.0, 0.95)
def test_break_even_shows_the_difference_and_one_fewer_does_not(
    later: float, earlier: float, deff: float, confidence: float
) -> None:
    n = break_even_n(later, earlier, deff, confidence)
    if n is None:
        assert abs(later - earlier) < 1e-9
    else:
        assert shown(later, n, earlier, deff, confidence)
        assert n == 1 or not shown(later, n - 1, earlier, deff, confidence)


@given(shares, shares, design_effects)
def test_break_even_is_the_same_for_a_rise_and_the_fall_back(one: float, other: float, deff: float) -> None:
    assert break_even_n(one, other, deff) == break_even_n(other, one, deff)


@given(st.floats(0.1, 0.9), st.floats(-0.02, 0.02), st.floats(1, 3))
def test_for_a_small_change_break_even_is_the_large_sample_number(earlier: float, change: float, deff: float) -> None:
    """Wald: n = deff·z²·(p₁q₁ + p₂q₂)/d²."""
    assume(abs(change) > 0.001)
    later = earlier + change
    expected = deff * 1.959964**2 * (later * (1 - later) + earlier * (1 - earlier)) / change**2
    assert break_even_n(later, earlier, deff) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.73, 1.0])
def test_no_number_of_respondents_shows_a_difference_that_is_not_there(share: float) -> None:
    assert break_even_n(share, share) is None


def test_what_arithmetic_leaves_behind_is_no_difference() -> None:
    assert 0.1 + 0.2 != 0.3
    assert break_even_n(0.1 + 0.2, 0.3) is None


@given(shares, shares, confidences)
def test_a_larger_design_effect_never_needs_fewer_respondents(later: float, earlier: float, confidence: float) -> None:
    needed = [break_even_n(later, earlier, deff, confidence) for deff in (1.0, 1.5, 2.0)]
    assume(None not in needed)
    assert needed == sorted(needed)


# The smallest change -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "n_earlier", "n_later", "direction"),
    [(0.68, 5000, 5000, 1), (0.71, 1054, 1125, 1), (0.71, 1054, 1125, -1), (0.0, 200, 300, 1), (1.0, 50, 400, -1)],
)
def test_the_smallest_change_is_the_first_step_that_counting_finds(
    share: float, n_earlier: int, n_later: int, direction: int
) -> None:
    steps = [step / 2000 for step in range(1, 2001) if 0 <= share + direction * step / 2000 <= 1]
    first = next(s for s in steps if shown_elsewhere(share + direction * s, n_later, share, n_earlier))
    found = smallest_demonstrable_change(share, n_earlier, n_later, direction=direction)
    assert found is not None
    assert first - 1 / 2000 < found <= first


@given(shares, st.floats(1, 1e6), st.floats(1, 1e6), design_effects, confidences, st.sampled_from([1, -1]))
def test_the_smallest_change_is_shown_and_a_little_less_is_not(
    share: float, n_earlier: float, n_later: float, deff: float, confidence: float, direction: int
) -> None:
    def leaves_out_zero(size: float) -> bool:
        later = min(1.0, max(0.0, share + direction * size))
        low, high = newcombe_interval(later, n_later, share, n_earlier, deff, confidence)
        return low > 0 or high < 0

    size = smallest_demonstrable_change(share, n_earlier, n_later, deff, confidence, direction)
    if size is None:
        assert not leaves_out_zero(1.0)
    else:
        assert 0 < size <= 1
        assert leaves_out_zero(size)
        assert not leaves_out_zero(size - 1e-9)


@given(shares, st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_rise_of_those_who_say_yes_is_a_fall_of_those_who_say_no(
    share: float, n_earlier: float, n_later: float
) -> None:
    rise = smallest_demonstrable_change(share, n_earlier, n_later, direction=1)
    fall = smallest_demonstrable_change(1 - share, n_earlier, n_later, direction=-1)
    if rise is None or fall is None:
        assert rise == fall
    else:
        assert fall == pytest.approx(rise, rel=0, abs=1e-9)


@given(shares, st.floats(10, 1e5), st.floats(1, 100))
def test_more_respondents_never_need_a_larger_change(share: float, n: float, factor: float) -> None:
    with_few = smallest_demonstrable_change(share, n, n)
    with_more = smallest_demonstrable_change(share, n * factor, n * factor)
    assert with_few is None or (with_more is not None and with_more <= with_few + LAST_DIGITS)


@pytest.mark.parametrize(("share", "n", "direction"), [(0.95, 20, 1), (1.0, 5000, 1), (0.05, 20, -1), (0.0, 5000, -1)])
def test_no_room_for_a_change_that_stands_out_is_said(share: float, n: int, direction: int) -> None:
    assert smallest_demonstrable_change(share, n, n, direction=direction) is None
    assert smallest_demonstrable_change(share, n, n, direction=-direction) is not None


# The number a change needs -------------------------------------------------------------------------------------------


@given(shares, st.floats(-1, 1), design_effects, confidences)
def test_the_number_a_change_needs_and_the_change_a_number_shows_agree(
    share: float, change: float, deff: float, confidence: float
) -> None:
    assume(0 <= share + change <= 1)
    assume(abs(change) > 1e-4)
    n = n_for_change(share, change, deff, confidence)
    direction = 1 if change > 0 else -1
    smallest = smallest_demonstrable_change(share, n, n, deff, confidence, direction)
    assert smallest is not None
    assert smallest <= abs(change) + 1e-11
    if n > 1:
        with_one_fewer = smallest_demonstrable_change(share, n - 1, n - 1, deff, confidence, direction)
        assert with_one_fewer is None or with_one_fewer >= abs(change) - 1e-11


def test_one_point_more_on_70_percent_needs_tens_of_thousands_of_respondents() -> None:
    n = n_for_change(0.70, 0.01, deff=1.5)
    assert shown_elsewhere(0.71, n / 1.5, 0.70, n / 1.5)
    assert not shown_elsewhere(0.71, (n - 1) / 1.5, 0.70, (n - 1) / 1.5)
    assert 23_000 < n < 25_000


@pytest.mark.parametrize(("share", "change"), [(0.9, 0.1), (0.3, -0.3), (0.7, 0.3 + 2e-16), (0.3, -0.3 - 1e-16)])
def test_a_change_may_end_at_nobody_or_everybody(share: float, change: float) -> None:
    assert n_for_change(share, change) == break_even_n(float(round(share + change)), share)


# Refused -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "change"), [(0.95, 0.1), (0.05, -0.1), (0.7, 30)])
def test_a_change_that_leaves_0_to_1_is_refused(share: float, change: float) -> None:
    with pytest.raises(ValueError, match=r"does not end in 0\.\.1"):
        n_for_change(share, change)


def test_a_change_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="must be larger than"):
        n_for_change(0.7, 0.0)


def test_another_direction_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must be 1 .* or -1 .*; found 0"):
        smallest_demonstrable_change(0.7, 5000, 5000, direction=0)


def test_percentages_in_place_of_shares_are_refused() -> None:
    for refused in (
        lambda: break_even_n(75, 68),
        lambda: n_for_change(68, 7),
        lambda: smallest_demonstrable_change(68, 5000, 5000),
        lambda: smallest_demonstrable_change(68, 5000, 5000, direction=-1),
    ):
        with pytest.raises(ValueError, match=r"0\.\.1"):
            refused()


def test_an_impossible_sample_or_confidence_is_refused() -> None:
    with pytest.raises(ValueError, match="respondents"):
        smallest_demonstrable_change(0.7, 0, 5000)
    with pytest.raises(ValueError, match="design effect"):
        break_even_n(0.7, 0.7, deff=0)
    with pytest.raises(ValueError, match="confidence"):
        n_for_change(0.7, 0.1, confidence=95)
