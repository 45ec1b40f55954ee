"""The intervals against published tables, another implementation, long arithmetic and full enumeration."""

from decimal import Decimal, getcontext
from math import comb, exp, inf, nan, sqrt
from statistics import NormalDist

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from survey.intervals import newcombe_interval, wilson_interval

getcontext().prec = 60

TO_THE_FOURTH_DIGIT = 0.00005
LAST_DIGITS = 1e-12
"""What a few roundings of binary floating point may add up to, in shares."""

shares = st.floats(0, 1)
sample_sizes = st.floats(1, 1e7)
confidences = st.floats(0.5, 0.999)


# Published -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "n", "low", "high"),
    [
        # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat Med 17 (1998) 857–872,
        # Table I, method 3; 29 of 29 is the mirror image the paper's symmetry asks for
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(number: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(number / n, n) == pytest.approx((low, high), rel=0, abs=TO_THE_FOURTH_DIGIT)


@pytest.mark.parametrize(
    ("later", "n_later", "earlier", "n_earlier", "low", "high"),
    [
        # R. G. Newcombe, Interval estimation for the difference between independent proportions, Stat Med 17 (1998)
        # 873–890, Table II, contrasts (a) to (h), method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
        # M. W. Fagerland, S. Lydersen, P. Laake, Recommended confidence intervals for two independent binomial
        # proportions, Stat Methods Med Res 24 (2015) 224–254: the trial of Perondi et al. (2004). The fourth digit is
        # from the package `contingencytables` that goes with their book.
        (7, 34, 1, 34, 0.0189, 0.3404),
    ],
)
def test_the_interval_of_a_change_is_the_published_one(
    later: int, n_later: int, earlier: int, n_earlier: int, low: float, high: float
) -> None:
    found = newcombe_interval(later / n_later, n_later, earlier / n_earlier, n_earlier)
    assert found == pytest.approx((low, high), rel=0, abs=TO_THE_FOURTH_DIGIT)


# Another implementation ----------------------------------------------------------------------------------------------


@given(st.integers(1, 100_000), st.data(), confidences)
def test_the_interval_of_a_share_is_that_of_statsmodels(n: int, data: st.DataObject, confidence: float) -> None:
    number = data.draw(st.integers(0, n))
    theirs = proportion_confint(number, n, alpha=1 - confidence, method="wilson")
    assert wilson_interval(number / n, n, confidence=confidence) == pytest.approx(theirs, rel=0, abs=1e-10)


@given(st.integers(1, 100_000), st.integers(1, 100_000), st.data(), confidences)
def test_the_interval_of_a_change_is_that_of_statsmodels(
    n_later: int, n_earlier: int, data: st.DataObject, confidence: float
) -> None:
    later, earlier = data.draw(st.integers(0, n_later)), data.draw(st.integers(0, n_earlier))
    theirs = confint_proportions_2indep(later, n_later, earlier, n_earlier, method="newcomb", alpha=1 - confidence)
    ours = newcombe_interval(later / n_later, n_later, earlier / n_earlier, n_earlier, confidence=confidence)
    # a square root next to zero halves the digits of their form of the formula
    assert ours == pytest.approx(theirs, rel=0, abs=1e-7)


# Long arithmetic -----------------------------------------------------------------------------------------------------


def textbook_wilson(share: float, n: float, confidence: float = 0.95) -> tuple[Decimal, Decimal]:
    """Return the interval by the usual closed form, in 60 digits."""
    p, m, z = Decimal(share), Decimal(n), Decimal(NormalDist().inv_cdf(0.5 + confidence / 2))
    centre = p + z * z / (2 * m)
    half = z * (p * (1 - p) / m + z * z / (4 * m * m)).sqrt()
    return (centre - half) / (1 + z * z / m), (centre + half) / (1 + z * z / m)


def textbook_newcombe(later: float, n_later: float, earlier: float, n_earlier: float) -> tuple[Decimal, Decimal]:
    """Return the interval by squaring and adding distances, in 60 digits."""
    (low_1, high_1), (low_2, high_2) = textbook_wilson(later, n_later), textbook_wilson(earlier, n_earlier)
    p, q = Decimal(later), Decimal(earlier)
    return (
        p - q - ((p - low_1) ** 2 + (high_2 - q) ** 2).sqrt(),
        p - q + ((high_1 - p) ** 2 + (q - low_2) ** 2).sqrt(),
    )


@given(st.floats(1e-9, 1), st.floats(1, 1e12))
@example(1e-9, 1e12)
def test_the_low_end_keeps_its_digits_next_to_zero(share: float, n: float) -> None:
    low, _ = wilson_interval(share, n)
    assert low == pytest.approx(float(textbook_wilson(share, n)[0]), rel=1e-12)


@given(shares, sample_sizes, shares, sample_sizes)
@example(1.0, 1.0, 0.0, 1.0)
@example(0.5, 1e7, 0.5, 1e7)
def test_the_interval_of_a_change_keeps_its_digits(
    later: float, n_later: float, earlier: float, n_earlier: float
) -> None:
    theirs = [float(end) for end in textbook_newcombe(later, n_later, earlier, n_earlier)]
    assert newcombe_interval(later, n_later, earlier, n_earlier) == pytest.approx(theirs, rel=0, abs=1e-14)


@given(shares, sample_sizes, confidences)
def test_an_end_is_the_share_of_residents_that_the_sample_only_just_allows(
    share: float, n: float, confidence: float
) -> None:
    """What defines a score interval: at its ends the share lies z standard errors away, measured at that end."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    for end in wilson_interval(share, n, confidence=confidence):
        assert (share - end) ** 2 == pytest.approx(z**2 * end * (1 - end) / n, rel=1e-6, abs=1e-14)


# Full enumeration ----------------------------------------------------------------------------------------------------


def probabilities(n: int, share: float) -> list[float]:
    return [comb(n, number) * share**number * (1 - share) ** (n - number) for number in range(n + 1)]


def coverage(n: int, share: float) -> float:
    """Return how probable it is that the interval of a sample of n holds the share of the population."""
    held = (low <= share <= high for low, high in (wilson_interval(number / n, n) for number in range(n + 1)))
    return sum(probability for probability, holds in zip(probabilities(n, share), held, strict=True) if holds)


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_the_interval_of_a_share_holds_on_average_a_little_over_95_percent(n: int) -> None:
    population_shares = [(step + 0.5) / 400 for step in range(400)]
    mean = sum(coverage(n, share) for share in population_shares) / len(population_shares)
    assert 0.945 <= mean <= 0.960


@pytest.mark.parametrize("n", [20, 50, 200])
def test_the_interval_of_a_share_holds_least_just_below_the_low_end_of_one_in_n(n: int) -> None:
    """There only the empty sample holds it, and its probability tends to e^−λ, with λ the Poisson limit of that end.

    λ solves (1 − λ)² = z²λ: 0.1767, so 83.8 % (A. Agresti, B. A. Coull, The American Statistician 52 (1998) 119–126).
    """
    z = NormalDist().inv_cdf(0.975)
    limit = exp(-(1 + z**2 / 2 - z * sqrt(1 + z**2 / 4)))
    assert limit == pytest.approx(0.838, abs=0.0005)
    assert coverage(n, wilson_interval(1 / n, n)[0] - 1e-9) == pytest.approx(limit, abs=0.003)


@pytest.mark.parametrize(("n_later", "n_earlier"), [(10, 10), (15, 10), (20, 20)])
def test_the_interval_of_a_change_holds_on_average_a_little_over_95_percent(n_later: int, n_earlier: int) -> None:
    intervals = {
        (i, j): newcombe_interval(i / n_later, n_later, j / n_earlier, n_earlier)
        for i in range(n_later + 1)
        for j in range(n_earlier + 1)
    }
    population_shares = [(step + 0.5) / 20 for step in range(20)]
    found = []
    for later in population_shares:
        for earlier in population_shares:
            of_later, of_earlier = probabilities(n_later, later), probabilities(n_earlier, earlier)
            found.append(
                sum(
                    of_later[i] * of_earlier[j]
                    for (i, j), (low, high) in intervals.items()
                    if low <= later - earlier <= high
                )
            )
    assert 0.945 <= sum(found) / len(found) <= 0.975
    assert min(found) >= 0.86


# Properties ----------------------------------------------------------------------------------------------------------


@given(shares, st.floats(0.1, 1e15), st.floats(0.1, 10), st.floats(0.01, 0.9999))
def test_an_interval_holds_its_share_and_stays_in_0_to_1(
    share: float, n: float, deff: float, confidence: float
) -> None:
    low, high = wilson_interval(share, n, deff, confidence)
    assert 0 <= low <= share <= high <= 1


@given(shares, sample_sizes, shares, sample_sizes, st.floats(0.1, 10))
def test_an_interval_holds_its_change_and_stays_in_minus_1_to_1(
    later: float, n_later: float, earlier: float, n_earlier: float, deff: float
) -> None:
    low, high = newcombe_interval(later, n_later, earlier, n_earlier, deff)
    assert -1 <= low <= later - earlier <= high <= 1


@given(sample_sizes)
def test_nobody_and_everybody_are_exact_ends(n: float) -> None:
    assert wilson_interval(0, n)[0] == 0
    assert wilson_interval(1, n)[1] == 1
    assert wilson_interval(0, n)[1] > 0
    assert wilson_interval(1, n)[0] < 1
    assert newcombe_interval(1, n, 0, n)[1] == 1
    assert newcombe_interval(0, n, 1, n)[0] == -1


@given(shares, sample_sizes, st.floats(1, 1000))
def test_more_respondents_never_widen_the_interval_of_a_share(share: float, n: float, factor: float) -> None:
    low, high = wilson_interval(share, n)
    low_of_more, high_of_more = wilson_interval(share, n * factor)
    assert low <= low_of_more + LAST_DIGITS
    assert high_of_more <= high + LAST_DIGITS


@given(shares, sample_sizes, shares, sample_sizes, st.floats(1, 1000), st.floats(1, 1000))
def test_more_respondents_in_either_wave_never_widen_the_interval_of_a_change(
    later: float, n_later: float, earlier: float, n_earlier: float, more_later: float, more_earlier: float
) -> None:
    low, high = newcombe_interval(later, n_later, earlier, n_earlier)
    low_of_more, high_of_more = newcombe_interval(later, n_later * more_later, earlier, n_earlier * more_earlier)
    assert low <= low_of_more + LAST_DIGITS
    assert high_of_more <= high + LAST_DIGITS


@given(shares, sample_sizes, shares, sample_sizes, confidences, confidences)
def test_more_confidence_never_narrows_an_interval(
    later: float, n_later: float, earlier: float, n_earlier: float, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    for interval, wider in (
        (wilson_interval(later, n_later, confidence=less), wilson_interval(later, n_later, confidence=more)),
        (
            newcombe_interval(later, n_later, earlier, n_earlier, confidence=less),
            newcombe_interval(later, n_later, earlier, n_earlier, confidence=more),
        ),
    ):
        assert wider[0] <= interval[0] + LAST_DIGITS
        assert interval[1] <= wider[1] + LAST_DIGITS


@given(shares, sample_sizes, shares, sample_sizes)
def test_exchanging_the_waves_mirrors_the_change(
    later: float, n_later: float, earlier: float, n_earlier: float
) -> None:
    low, high = newcombe_interval(later, n_later, earlier, n_earlier)
    assert newcombe_interval(earlier, n_earlier, later, n_later) == (-high, -low)


@given(shares, sample_sizes, shares, sample_sizes)
def test_counting_those_who_said_no_mirrors_share_and_change(
    later: float, n_later: float, earlier: float, n_earlier: float
) -> None:
    low, high = wilson_interval(later, n_later)
    assert wilson_interval(1 - later, n_later) == pytest.approx((1 - high, 1 - low), rel=0, abs=LAST_DIGITS)
    low, high = newcombe_interval(later, n_later, earlier, n_earlier)
    mirrored = newcombe_interval(1 - later, n_later, 1 - earlier, n_earlier)
    assert mirrored == pytest.approx((-high, -low), rel=0, abs=1e-9)


@given(shares, shares, sample_sizes, shares, sample_sizes, confidences)
def test_both_ends_of_a_change_rise_with_the_later_share_and_fall_with_the_earlier(
    one: float, other: float, n_one: float, fixed: float, n_fixed: float, confidence: float
) -> None:
    lower, higher = sorted((one, other))
    below = newcombe_interval(lower, n_one, fixed, n_fixed, confidence=confidence)
    above = newcombe_interval(higher, n_one, fixed, n_fixed, confidence=confidence)
    assert below[0] <= above[0] + LAST_DIGITS
    assert below[1] <= above[1] + LAST_DIGITS
    below = newcombe_interval(fixed, n_fixed, higher, n_one, confidence=confidence)
    above = newcombe_interval(fixed, n_fixed, lower, n_one, confidence=confidence)
    assert below[0] <= above[0] + LAST_DIGITS
    assert below[1] <= above[1] + LAST_DIGITS


@given(shares, sample_sizes, shares, sample_sizes, st.floats(0.25, 4))
def test_a_design_effect_divides_the_number_of_respondents(
    later: float, n_later: float, earlier: float, n_earlier: float, deff: float
) -> None:
    assert wilson_interval(later, n_later, deff) == wilson_interval(later, n_later / deff)
    halves = newcombe_interval(later, n_later / deff, earlier, n_earlier / deff)
    assert newcombe_interval(later, n_later, earlier, n_earlier, deff) == halves


def test_two_waves_may_have_different_design_effects() -> None:
    apart = newcombe_interval(0.75, 5000 / 1.5, 0.68, 5000 / 1.1)
    assert newcombe_interval(0.75, 5000, 0.68, 5000, 1.5)[0] < apart[0]
    assert newcombe_interval(0.75, 5000, 0.68, 5000, 1.1)[0] > apart[0]


def test_a_change_may_be_shown_where_the_two_intervals_overlap() -> None:
    _, high_earlier = wilson_interval(0.60, 1500)
    low_later, _ = wilson_interval(0.64, 1500)
    assert low_later < high_earlier
    assert newcombe_interval(0.64, 1500, 0.60, 1500)[0] > 0


@given(shares, sample_sizes)
def test_equal_shares_never_show_a_change(share: float, n: float) -> None:
    low, high = newcombe_interval(share, n, share, n)
    assert low <= 0 <= high
    assert low == pytest.approx(-high, rel=0, abs=LAST_DIGITS)


@given(shares, sample_sizes, shares, sample_sizes)
def test_a_change_is_at_least_as_uncertain_as_the_less_certain_wave(
    later: float, n_later: float, earlier: float, n_earlier: float
) -> None:
    low, high = newcombe_interval(later, n_later, earlier, n_earlier)
    for low_of_one, high_of_one in (wilson_interval(later, n_later), wilson_interval(earlier, n_earlier)):
        assert high - low >= high_of_one - low_of_one - LAST_DIGITS


# Refused -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_values", "sentence"),
    [
        ({"share": 75.0}, "share must lie in 0..1, not in percent; found 75.0"),
        ({"share": -0.01}, "share must lie in 0..1"),
        ({"share": nan}, "share must lie in 0..1"),
        ({"n": 0}, "respondents must be above 0; found 0"),
        ({"n": -5000}, "respondents must be above 0; found -5000"),
        ({"n": nan}, "respondents must be above 0"),
        ({"n": inf}, "respondents must be above 0"),
        ({"deff": 0}, "design effect must be above 0; found 0"),
        ({"deff": -1.5}, "design effect must be above 0"),
        ({"deff": nan}, "design effect must be above 0"),
        ({"n": 5e-324, "deff": 1e300}, "no sample"),
        ({"confidence": 95}, "confidence must lie between 0 and 1, such as 0.95; found 95"),
        ({"confidence": 0}, "confidence must lie between 0 and 1"),
        ({"confidence": 1}, "confidence must lie between 0 and 1"),
        ({"confidence": nan}, "confidence must lie between 0 and 1"),
    ],
)
def test_what_is_no_share_sample_or_confidence_is_refused(given_values: dict[str, float], sentence: str) -> None:
    values = {"share": 0.75, "n": 5000, "deff": 1.5, "confidence": 0.95} | given_values
    deff, confidence = values["deff"], values["confidence"]
    with pytest.raises(ValueError, match=sentence):
        wilson_interval(values["share"], values["n"], deff, confidence)
    with pytest.raises(ValueError, match=sentence):
        newcombe_interval(values["share"], values["n"], 0.68, 5000, deff, confidence)
    with pytest.raises(ValueError, match=sentence):
        newcombe_interval(0.68, 5000, values["share"], values["n"], deff, confidence)
