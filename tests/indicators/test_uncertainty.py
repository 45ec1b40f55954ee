"""What the evidence carries, against statsmodels, dense grids and answers worked out by hand."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from indicators import uncertainty, verdict
from indicators.judged import Assessment, Assumptions, Certainty, Change, Refusal
from indicators.model import Observation, ObservationKind, Qualifier, Semantics, Target
from indicators.samples import NO_SURVEYS, Surveys
from tests.figures import (
    BASES,
    PART,
    PART_OF_PART,
    identity,
    indicator,
    observed,
    planned,
    share,
    share_identity,
    share_indicator,
    wave,
)

SHARE = share_indicator()


def newcombe(later: float, n_later: float, earlier: float, n_earlier: float, deff: float) -> tuple[float, float]:
    """Return the interval of the change in percentage points, as statsmodels has it."""
    low, high = confint_proportions_2indep(
        later / 100 * n_later / deff,
        n_later / deff,
        earlier / 100 * n_earlier / deff,
        n_earlier / deff,
        method="newcomb",
        compare="diff",
    )
    return 100 * low, 100 * high


def wilson(percent: float, n: float, deff: float) -> tuple[float, float]:
    low, high = proportion_confint(percent / 100 * n / deff, n / deff, method="wilson")
    return 100 * low, 100 * high


def change(
    later: float | Observation,
    earlier: float | Observation,
    n: int | tuple[int, int] | None = None,
    surveys: Surveys = NO_SURVEYS,
    **assumed: Any,
) -> Change:
    """Return the change of a share with these n of the later and the earlier wave."""
    n_later, n_earlier = n if isinstance(n, tuple) else (n, n)
    one = later if isinstance(later, Observation) else share(later, 2018, n_later)
    other = earlier if isinstance(earlier, Observation) else share(earlier, 2017, n_earlier)
    found = uncertainty.change(one, other, SHARE, surveys, Assumptions(**assumed))
    assert isinstance(found, Change)
    return found


# A change between two waves


@pytest.mark.parametrize(
    ("later", "n_later", "earlier", "n_earlier"),
    [(75, 5000, 68, 5000), (64, 5000, 60, 5000), (30, 3750, 28, 3400), (19, 5000, 17, 5000), (70, 950, 71, 850)],
)
def test_the_interval_of_a_change_is_that_of_statsmodels(
    later: float, n_later: int, earlier: float, n_earlier: int
) -> None:
    found = change(later, earlier, (n_later, n_earlier))
    assert [scenario.design_effect for scenario in found.scenarios] == [1.0, 1.5, 2.0]
    for scenario in found.scenarios:
        expected = newcombe(later, n_later, earlier, n_earlier, scenario.design_effect)
        assert scenario.interval == pytest.approx(expected, abs=1e-6)
    assert found.interval == found.scenarios[1].interval
    assert found.design_effect == 1.5


@pytest.mark.parametrize(
    ("later", "earlier", "n", "labels", "phrase"),
    [
        # labels at design effect 1, 1,5 and 2
        (75, 68, 5000, "demonstrated demonstrated demonstrated", "aantoonbaar gestegen"),
        (68, 75, 5000, "demonstrated demonstrated demonstrated", "aantoonbaar gedaald"),
        (64, 60, 5000, "demonstrated demonstrated demonstrated", "aantoonbaar gestegen"),
        (
            19,
            17,
            5000,
            "depends depends within",
            "gestegen zoals gedrukt, maar dat hangt af van de afronding",
        ),
        (30, 28, (3750, 3400), "within within within", "geen aantoonbare verandering"),
        (70, 71, (950, 850), "within within within", "geen aantoonbare verandering"),
        (73, 73, 5000, "within within within", "geen aantoonbare verandering"),
    ],
)
def test_a_change_of_two_waves_gets_its_label_at_every_design_effect(
    later: float, earlier: float, n: int | tuple[int, int], labels: str, phrase: str
) -> None:
    full = {
        "demonstrated": Certainty.DEMONSTRATED,
        "depends": Certainty.DEPENDS_ON_ROUNDING,
        "within": Certainty.WITHIN_MARGIN,
    }
    found = change(later, earlier, n)
    expected = [full[label] for label in labels.split()]
    assert [scenario.certainty for scenario in found.scenarios] == expected
    assert (found.certainty, found.phrase) == (expected[1], phrase)
    assert found.is_sensitive == (len(set(expected)) > 1)


percents = st.integers(0, 100).map(float)
sizes = st.integers(1, 20_000)
effects = st.sampled_from([0.8, 1.0, 1.5, 2.0, 3.0])


@settings(max_examples=60, deadline=None)
@given(percents, percents, sizes, sizes, effects)
def test_the_corners_of_the_rounding_box_decide_for_all_of_it(
    later: float, earlier: float, n_later: int, n_earlier: int, deff: float
) -> None:
    found = change(later, earlier, (n_later, n_earlier), design_effect=deff)
    steps = [step / 8 - 0.5 for step in range(9)]
    inside = [
        newcombe(p, n_later, q, n_earlier, deff)
        for p, q in product((later + step for step in steps), (earlier + step for step in steps))
        if 0 <= p <= 100 and 0 <= q <= 100
    ]
    rises, falls = (all(low > 0 for low, _ in inside), all(high < 0 for _, high in inside))
    assert (found.certainty is Certainty.DEMONSTRATED) == (rises or falls)
    if found.certainty is Certainty.DEMONSTRATED:
        assert (found.difference > 0) == rises


@settings(deadline=None)
@given(percents, percents, sizes, sizes, st.integers(0, 20_000), st.integers(0, 20_000), effects)
def test_more_respondents_never_make_a_demonstrated_change_undemonstrated(
    later: float, earlier: float, n_later: int, n_earlier: int, more: int, other_more: int, deff: float
) -> None:
    order = [Certainty.WITHIN_MARGIN, Certainty.DEPENDS_ON_ROUNDING, Certainty.DEMONSTRATED]
    few = change(later, earlier, (n_later, n_earlier), design_effect=deff)
    many = change(later, earlier, (n_later + more, n_earlier + other_more), design_effect=deff)
    assert order.index(many.certainty) >= order.index(few.certainty)
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval[0] <= many.interval[0] + 1e-9
    assert many.interval[1] <= few.interval[1] + 1e-9


@settings(deadline=None)
@given(percents, percents, sizes, sizes)
def test_exchanging_the_waves_mirrors_the_change(later: float, earlier: float, n_later: int, n_earlier: int) -> None:
    there, back = change(later, earlier, (n_later, n_earlier)), change(earlier, later, (n_earlier, n_later))
    assert there.certainty is back.certainty
    assert there.difference == -back.difference
    assert there.rounding == (-back.rounding[1], -back.rounding[0])
    assert there.interval is not None
    assert back.interval is not None
    assert there.interval == pytest.approx((-back.interval[1], -back.interval[0]))


@pytest.mark.parametrize(
    ("later", "earlier", "rounding"),
    [(75.0, 68.0, (6, 8)), (100.0, 0.0, (99, 100)), (7.3, 7.2, (0, 0.2)), (73.4, 73.0, (-0.15, 0.95))],
)
def test_the_rounding_box_is_half_a_unit_of_the_last_place_within_0_and_100(
    later: float, earlier: float, rounding: tuple[float, float]
) -> None:
    assert change(later, earlier, 400).rounding == pytest.approx(rounding)


def test_a_tie_shows_nothing_however_many_people_answered() -> None:
    for n in (None, 10, 10_000_000):
        found = change(73, 73, n)
        assert (found.certainty, found.phrase) == (Certainty.WITHIN_MARGIN, "geen aantoonbare verandering")
        assert {one.n_as_printed for one in found.break_even} == {None}
        assert (found.interval is None) == (n is None)


def test_a_difference_that_vanishes_in_the_coarser_precision_is_a_tie() -> None:
    found = change(share(73.4, n=10_000_000), share(73, 2017, n=10_000_000))
    assert (found.difference, found.certainty) == (0, Certainty.WITHIN_MARGIN)


# n unknown, or only known as an upper bound


def test_without_n_nothing_is_said_but_from_how_many_on_it_would_be() -> None:
    found = change(75, 68)
    assert (found.certainty, found.phrase) == (Certainty.UNKNOWN, "niet te zeggen: n onbekend")
    assert (found.interval, found.scenarios) == (None, ())
    tips = {one.design_effect: one.n_as_printed for one in found.break_even}
    # "unless fewer than about 320 people answered per year", for a simple random sample
    assert tips[1.0] == pytest.approx(320, abs=5)
    for one in found.break_even:
        for n, later, earlier in ((one.n_as_printed, 75, 68), (one.n_whatever_rounding, 74.5, 68.5)):
            assert n is not None
            assert newcombe(later, n, earlier, n, one.design_effect)[0] > 0
            assert newcombe(later, n - 1, earlier, n - 1, one.design_effect)[0] <= 0


def test_one_unknown_n_is_enough_to_say_nothing() -> None:
    assert change(75, 68, (5000, None)).certainty is Certainty.UNKNOWN  # type: ignore[arg-type]


@settings(deadline=None)
@given(percents, percents, st.sampled_from([1.0, 1.5, 2.0]))
def test_at_the_number_where_it_tips_the_label_changes(later: float, earlier: float, deff: float) -> None:
    assume(later != earlier)
    found = change(later, earlier, design_effect=deff)
    (tips,) = [one for one in found.break_even if one.design_effect == deff]
    assert tips.n_as_printed is not None

    def label(n: int) -> Certainty:
        return change(later, earlier, n, design_effect=deff).certainty

    assert label(tips.n_as_printed) is not Certainty.WITHIN_MARGIN
    if tips.n_as_printed > 1:
        assert label(tips.n_as_printed - 1) is Certainty.WITHIN_MARGIN
    if tips.n_whatever_rounding is None:
        assert label(10_000_000) is Certainty.DEPENDS_ON_ROUNDING
    else:
        assert label(tips.n_whatever_rounding) is Certainty.DEMONSTRATED
        if tips.n_whatever_rounding > 1:
            assert label(tips.n_whatever_rounding - 1) is not Certainty.DEMONSTRATED


def bounded(n: int, *helped: tuple[float, int]) -> tuple[Surveys, list[Observation]]:
    """Return figures of a group that is only known to be part of a group of known size."""
    surveys = Surveys((wave(2017, n), wave(2018, n)), BASES, ())
    return surveys, [share(value, year, of=share_identity(base_id=PART_OF_PART)) for value, year in helped]


def test_an_upper_bound_settles_that_it_is_within_the_margin() -> None:
    surveys, (earlier, later) = bounded(900, (71, 2017), (70, 2018))
    found = change(later, earlier, surveys=surveys)
    assert found.later_sample.is_upper_bound
    assert (found.certainty, found.phrase) == (Certainty.WITHIN_MARGIN, "geen aantoonbare verandering")
    assert found.interval == pytest.approx(newcombe(70, 900, 71, 900, 1.5), abs=1e-6)


def test_an_upper_bound_settles_nothing_more_and_no_interval_is_given() -> None:
    surveys, (earlier, later) = bounded(900, (60, 2017), (70, 2018))
    found = change(later, earlier, surveys=surveys)
    assert found.certainty is Certainty.UNKNOWN
    assert found.phrase == "niet te zeggen: van n is alleen een bovengrens bekend"
    assert found.interval is None
    assert all(one.n_as_printed is not None for one in found.break_even)


@settings(deadline=None)
@given(percents, percents, st.integers(1, 5000), st.integers(1, 5000))
def test_a_label_that_an_upper_bound_settles_holds_for_every_smaller_n(
    later: float, earlier: float, bound: int, smaller: int
) -> None:
    surveys, (before, now) = bounded(bound, (earlier, 2017), (later, 2018))
    found = change(now, before, surveys=surveys)
    assert found.certainty in (Certainty.WITHIN_MARGIN, Certainty.UNKNOWN)
    if found.certainty is Certainty.WITHIN_MARGIN:
        assert change(later, earlier, min(bound, smaller)).certainty is Certainty.WITHIN_MARGIN


def test_a_derived_n_counts_at_the_fewest_its_rounding_allows() -> None:
    # 28 → 30 in a part of half of everyone: at n printed it is shown at the corner of the values, at the low n not
    heard = [share(50, year, of=share_identity(indicator_id="heard")) for year in (2017, 2018)]
    now, before = (share(value, year, of=share_identity(base_id=PART)) for value, year in ((30, 2018), (27, 2017)))

    def label(n: int) -> Certainty:
        surveys = Surveys((wave(2017, n), wave(2018, n)), BASES, tuple(heard))
        return change(now, before, surveys=surveys, design_effect=1.0).certainty

    (tips,) = [one for one in change(now, before).break_even if one.design_effect == 1.0]
    assert tips.n_whatever_rounding is not None
    enough = tips.n_whatever_rounding
    assert label(2 * enough) is Certainty.DEPENDS_ON_ROUNDING
    assert label(round(2.05 * enough)) is Certainty.DEMONSTRATED


# What is not a share of a survey


def test_a_register_counts_and_has_no_interval() -> None:
    counts = indicator()
    for later, earlier, phrase in ((5, 4, "gestegen"), (4, 5, "gedaald"), (5, 5, "gelijk")):
        found = uncertainty.change(observed(later), observed(earlier, 2017), counts)
        assert isinstance(found, Change)
        assert (found.certainty, found.phrase) == (Certainty.COUNT, f"{phrase} (telling)")
        assert (found.interval, found.scenarios, found.design_effect) == (None, (), None)


def test_the_spread_of_a_score_is_not_published() -> None:
    score = share_indicator(kind="score", unit="cijfer")
    of = share_identity(unit="cijfer")
    found = uncertainty.change(share(7.3, n=900, of=of), share(7.2, 2017, n=900, of=of), score)
    assert isinstance(found, Change)
    assert (found.certainty, found.phrase) == (Certainty.UNKNOWN, "niet te zeggen: spreiding onbekend")
    same = uncertainty.change(share(7.2, of=of), share(7.2, 2017, of=of), score)
    assert isinstance(same, Change)
    assert same.certainty is Certainty.WITHIN_MARGIN


def test_a_share_in_a_report_that_does_not_say_how_it_was_measured_is_no_count() -> None:
    report = indicator(kind="share", source_kind="report", unit="%")
    found = uncertainty.change(share(95), share(91, 2017), report)
    assert isinstance(found, Change)
    assert found.certainty is Certainty.UNKNOWN
    rank = indicator(kind="rank", source_kind="report")
    counted = uncertainty.change(observed(3), observed(5, 2017), rank)
    assert isinstance(counted, Change)
    assert counted.certainty is Certainty.COUNT


def test_there_is_no_change_within_one_year_or_back_in_time() -> None:
    assert isinstance(uncertainty.change(share(75, 2017), share(68, 2017), SHARE), Refusal)
    assert isinstance(uncertainty.change(share(75, 2017), share(68, 2018), SHARE), Refusal)


def test_two_waves_of_one_panel_are_said_to_overlap() -> None:
    of_panel = Surveys(tuple(wave(year, is_panel=True) for year in (2017, 2018)))
    mixed = Surveys((wave(2017, is_panel=True), wave(2018, design="geen panel")))

    def reason(surveys: Surveys) -> str:
        return assess(share(75), None, earlier=share(68, 2017), surveys=surveys).reason

    assert "panel" in reason(of_panel)
    assert "panel" not in reason(mixed)


def test_each_scenario_has_a_phrase_of_its_own() -> None:
    surveys, (earlier, later) = bounded(900, (65, 2017), (70, 2018))
    found = change(later, earlier, surveys=surveys)
    assert [uncertainty.phrase(found, scenario.certainty) for scenario in found.scenarios] == [
        "niet te zeggen: van n is alleen een bovengrens bekend",
        "geen aantoonbare verandering",
        "geen aantoonbare verandering",
    ]
    sure = change(75, 68, 700)
    assert uncertainty.phrase(sure, Certainty.DEMONSTRATED) == sure.phrase == "aantoonbaar gestegen"


def test_no_phrase_says_that_something_is_stable() -> None:
    assert not [phrase for phrase in uncertainty.PHRASES.values() if "stabiel" in phrase]


# Assumptions


def test_what_a_reader_assumes_recomputes_everything() -> None:
    surveys = Surveys((wave(2017), wave(2018)))
    known = change(share(64), share(60, 2017), surveys=surveys)
    fewer = change(share(64), share(60, 2017), surveys=surveys, n_per_wave=500)
    wider = change(share(64), share(60, 2017), surveys=surveys, design_effect=4.0)
    surer = change(share(64), share(60, 2017), surveys=surveys, confidence=0.99)
    assert known.certainty is Certainty.DEMONSTRATED
    assert fewer.certainty is Certainty.WITHIN_MARGIN
    assert fewer.later_sample.source == "assumed"
    assert [scenario.design_effect for scenario in wider.scenarios] == [1.0, 1.5, 2.0, 4.0]
    assert wider.interval == wider.scenarios[3].interval
    assert known.interval is not None
    assert surer.interval is not None
    assert surer.interval[0] < known.interval[0] < known.interval[1] < surer.interval[1]


def test_a_known_design_effect_goes_before_the_default_and_the_larger_of_two_counts() -> None:
    surveys = Surveys((wave(2017, design_effect=1.2), wave(2018, design_effect=1.8)))
    assert change(share(64), share(60, 2017), surveys=surveys).design_effect == 1.8
    assert change(share(64), share(60, 2017), surveys=surveys, design_effect=1.1).design_effect == 1.1


# The share itself


@settings(deadline=None)
@given(percents, sizes, effects)
def test_the_interval_of_a_share_is_that_of_statsmodels_and_holds_the_share(
    percent: float, n: int, deff: float
) -> None:
    found = uncertainty.interval(share(percent, n=n), NO_SURVEYS, Assumptions(design_effect=deff))
    assert found is not None
    assert found == pytest.approx(wilson(percent, n, deff), abs=1e-6)
    assert found[0] <= percent + 1e-9
    assert percent <= found[1] + 1e-9


def test_a_count_an_unknown_n_and_an_upper_bound_have_no_interval() -> None:
    surveys, (figure,) = bounded(900, (70, 2018))
    assert uncertainty.interval(figure, surveys) is None
    assert uncertainty.interval(share(75), NO_SURVEYS) is None
    assert uncertainty.interval(share(75, qualifier=Qualifier.AT_LEAST, n=900), NO_SURVEYS) is None
    assert uncertainty.interval(observed(3204, n_source="not_applicable"), surveys) is None


# A verdict


def assess(
    achieved: Observation | None,
    target: Target | None,
    earlier: Observation | None = None,
    better: str = "higher",
    surveys: Surveys = NO_SURVEYS,
    of: Any = None,
    **assumed: Any,
) -> Assessment:
    about = of or share_indicator(better)
    judgement = verdict.judge(about, achieved, target, earlier)
    assumptions = Assumptions(**assumed)
    changed = None
    if achieved is not None and earlier is not None:
        changed = uncertainty.change(achieved, earlier, about, surveys, assumptions)
    return uncertainty.assess(about, achieved, target, judgement, changed, surveys, assumptions)


def asked(semantics: str, low: float | None = None, high: float | None = None, **given: Any) -> Target:
    return planned(semantics, low, high, of=share_identity(), **given)


@pytest.mark.parametrize(
    ("value", "target", "better", "n", "expected"),
    [
        # Wilson at 1.000 / 1,5: 80 % is 76,8 to 82,9; 79,5 % is 76,2 to 82,4; 75 % is 71,6 to 78,1
        (80, asked("at_least", 75), "higher", 1000, Certainty.DEMONSTRATED),
        (80, asked("equal", 75), "higher", 1000, Certainty.DEMONSTRATED),
        (80, asked("more_than", 76.5), "higher", 1000, Certainty.DEPENDS_ON_ROUNDING),
        (80, asked("at_least", 78), "higher", 1000, Certainty.WITHIN_MARGIN),
        (75, asked("at_least", 75), "higher", 1000, Certainty.WITHIN_MARGIN),
        (75, asked("at_least", 75), "higher", None, Certainty.WITHIN_MARGIN),
        (80, asked("at_least", 75), "higher", None, Certainty.UNKNOWN),
        (80, asked("at_least", 90), "higher", 1000, Certainty.DEMONSTRATED),
        (80, asked("at_most", 90), "lower", 1000, Certainty.DEMONSTRATED),
        (80, asked("at_most", 75), "lower", 1000, Certainty.DEMONSTRATED),
        (80, asked("less_than", 82), "lower", 1000, Certainty.WITHIN_MARGIN),
        (80, asked("equal", 75), "lower", 1000, Certainty.DEMONSTRATED),
        (80, asked("range", 70, 90), "neither", 1000, Certainty.DEMONSTRATED),
        (80, asked("range", 78, 90), "neither", 1000, Certainty.WITHIN_MARGIN),
        (80, asked("range", 60, 70), "neither", 1000, Certainty.DEMONSTRATED),
        (80, asked("range", 60, 70), "higher", 1000, Certainty.DEMONSTRATED),
        (80, asked("range", 70, 81), "higher", 1000, Certainty.DEMONSTRATED),
        (80, asked("approximately", 80, band=5), "neither", 1000, Certainty.DEMONSTRATED),
        (80, asked("approximately", 84, band=5), "neither", 1000, Certainty.WITHIN_MARGIN),
    ],
)
def test_a_verdict_against_a_number_is_as_sure_as_the_interval_lies_on_one_side(
    value: float, target: Target, better: str, n: int | None, expected: Certainty
) -> None:
    found = assess(share(value, n=n), target, better=better)
    assert (found.certainty, found.about) == (expected, "verdict")
    assert found.reason.endswith(".")


targets = st.builds(
    lambda semantics, low, width, band: asked(
        semantics,
        float(low),
        float(low + width) if semantics == "range" else None,
        band=float(band) if semantics == "approximately" else None,
    ),
    st.sampled_from(["at_least", "more_than", "equal", "range", "approximately", "at_most", "less_than"]),
    st.integers(0, 100),
    st.integers(0, 40),
    st.integers(1, 10),
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100).map(float), targets, st.sampled_from(["higher", "lower", "neither", "unknown"]), sizes)
def test_a_verdict_is_demonstrated_when_every_true_value_that_fits_would_get_it(
    value: float, target: Target, better: str, n: int
) -> None:
    # The oracle asks the literal verdict itself of every value of a dense grid in every interval of the box.
    about = share_indicator(better)
    literal = verdict.judge(about, share(value), target).verdict
    assume(literal in (verdict.Verdict.ACHIEVED, verdict.Verdict.NOT_ACHIEVED))

    def agrees(percent: float) -> bool:
        low, high = wilson(percent, n, 1.5)
        limits = [end for end in verdict.target_span(target) if end is not None and low <= end <= high]
        points = [low, high, *limits, *(low + (high - low) * step / 40 for step in range(41))]
        return all(verdict.judge(about, share(round(point, 6)), target).verdict is literal for point in points)

    found = assess(share(value, n=n), target, better=better)
    box = [value + step for step in (-0.5, -0.25, 0.0, 0.25, 0.5) if 0 <= value + step <= 100]
    limits = (target.low, target.high, *verdict.target_span(target))
    if value in limits or any(end == pytest.approx(limit, abs=1e-4) for end in (0.0, 100.0) for limit in limits):
        assume(False)  # on the limit itself, or at the end of the scale, equality decides: see the table above
    if found.certainty is Certainty.DEMONSTRATED:
        assert all(agrees(percent) for percent in box)
    elif found.certainty is Certainty.DEPENDS_ON_ROUNDING:
        assert agrees(value)
        assert not all(agrees(percent) for percent in box)
    else:
        assert found.certainty is Certainty.WITHIN_MARGIN
        assert not agrees(value)


@settings(deadline=None)
@given(st.integers(1, 99).map(float), targets, st.sampled_from(["higher", "lower", "neither"]))
@example(50.0, asked("range", 40.0, 70.0), "neither")  # between two limits the nearer one decides
def test_at_the_number_where_a_verdict_tips_its_label_changes(value: float, target: Target, better: str) -> None:
    found = assess(share(value), target, better=better)
    for tips in found.break_even:
        if tips.design_effect != 1.5 or tips.n_as_printed is None:
            continue
        at = assess(share(value, n=tips.n_as_printed), target, better=better)
        assert at.certainty is not Certainty.WITHIN_MARGIN
        if tips.n_as_printed > 1:
            below = assess(share(value, n=tips.n_as_printed - 1), target, better=better)
            assert below.certainty is Certainty.WITHIN_MARGIN
        whatever = tips.n_whatever_rounding
        if whatever is None:
            huge = assess(share(value, n=100_000_000), target, better=better)
            assert huge.certainty is not Certainty.DEMONSTRATED
        else:
            assert assess(share(value, n=whatever), target, better=better).certainty is Certainty.DEMONSTRATED


@pytest.mark.parametrize(
    ("later", "earlier", "semantics", "n", "expected"),
    [
        (75, 68, "increase", 5000, Certainty.DEMONSTRATED),
        (70, 71, "increase", 900, Certainty.WITHIN_MARGIN),
        (73, 73, "increase", 900, Certainty.WITHIN_MARGIN),
        (60, 71, "increase", 900, Certainty.DEMONSTRATED),
        (60, 71, "decrease", 900, Certainty.DEMONSTRATED),
        (73, 73, "maintain", 900, Certainty.WITHIN_MARGIN),
        (60, 71, "maintain", 900, Certainty.DEMONSTRATED),
        (75, 68, "increase", None, Certainty.UNKNOWN),
    ],
)
def test_a_verdict_by_direction_is_as_sure_as_the_change(
    later: float, earlier: float, semantics: str, n: int | None, expected: Certainty
) -> None:
    found = assess(share(later, n=n), asked(semantics), share(earlier, 2017, n=n))
    assert (found.certainty, found.about) == (expected, "verdict")


def test_a_direction_since_a_named_year_is_as_sure_as_the_change_since_that_year() -> None:
    now, last, named = share(75, n=5000), share(74, 2017, n=5000), share(60, 2015, n=5000)
    target = asked("increase", reference="year:2015")
    judgement = verdict.judge(SHARE, now, target, named)
    changed = uncertainty.change(now, last, SHARE)
    assert isinstance(changed, Change)
    assert changed.certainty is Certainty.WITHIN_MARGIN
    found = uncertainty.assess(SHARE, now, target, judgement, changed)
    assert found.certainty is Certainty.DEMONSTRATED
    assert "2015" in found.reason


def test_a_verdict_against_the_country_is_not_tested() -> None:
    there = share(60, kind=ObservationKind.BENCHMARK, of=share_identity(territory_id="nederland"))
    target = asked("relative", relation=Semantics.AT_LEAST, reference="national")
    found = assess(share(75, n=900), target, there)
    assert (found.certainty, found.about) == (Certainty.UNKNOWN, "verdict")
    assert found.reason == "Van het landelijke cijfer is niet bekend hoeveel mensen antwoordden."


def test_without_a_verdict_the_change_is_judged() -> None:
    found = assess(share(30, n=3750), asked("no_norm"), share(28, 2017, n=3400))
    assert (found.certainty, found.about, found.rule) == (Certainty.WITHIN_MARGIN, "change", "change.share")


def test_without_an_earlier_figure_a_survey_has_nothing_to_be_sure_of_but_its_interval() -> None:
    found = assess(share(30, n=3750), None)
    assert (found.certainty, found.about, found.rule) == (None, None, "nothing_to_compare")
    assert found.interval == pytest.approx(wilson(30, 3750, 1.5), abs=1e-6)


def test_an_earlier_figure_of_another_series_is_named_in_the_reason() -> None:
    found = assess(share(66, n=900), None, share(58, 2016, of=share_identity(comparability_group="old")))
    assert (found.certainty, found.rule) == (None, "change.refused")
    assert "andere definitie" in found.reason


@pytest.mark.parametrize("achieved", [None, share(None), share(None, text="32 initiatieven")])
def test_where_there_is_no_figure_there_is_nothing_to_be_sure_of(achieved: Observation | None) -> None:
    found = assess(achieved, asked("increase"), share(68, 2017))
    assert (found.certainty, found.about) == (None, None)


def test_a_register_is_a_count_with_and_without_a_verdict() -> None:
    count = indicator()
    of = identity()
    achieved = observed(3204, of=of)
    target = planned("approximately", 3200, of=of, band=50)
    assert assess(achieved, target, of=count).certainty is Certainty.COUNT
    assert assess(achieved, None, of=count).certainty is Certainty.COUNT


@pytest.mark.parametrize("qualifier", [Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.APPROX])
def test_a_result_that_is_no_precise_number_leaves_the_margin_unknown(qualifier: Qualifier) -> None:
    found = assess(share(80, n=900, qualifier=qualifier), asked("at_least", 60))
    assert (found.certainty, found.rule) == (Certainty.UNKNOWN, "target.open_figure")


def test_an_upper_bound_of_n_settles_no_verdict_that_it_shows() -> None:
    surveys, (figure,) = bounded(900, (80, 2018))
    of = replace(asked("at_least", 60), identity=figure.identity)
    near = replace(asked("at_least", 79), identity=figure.identity)
    assert assess(figure, of, surveys=surveys).certainty is Certainty.UNKNOWN
    assert assess(figure, near, surveys=surveys).certainty is Certainty.WITHIN_MARGIN


def test_a_reason_gives_the_numbers_and_what_is_assumed() -> None:
    surveys = Surveys(
        (
            wave(2017, n_qualifier="assumed", n_source="assumed"),
            wave(2018, n_qualifier="at_least", n_source="assumed"),
        )
    )
    reason = assess(share(75), asked("increase"), share(68, 2017), surveys=surveys).reason
    for part in ("68% in 2017", "75% in 2018", "+7 procentpunt", "n = ruim 5.000 (aangenomen)", "95% zekerheid"):
        assert part in reason
    unknown = assess(share(75), asked("increase"), share(68, 2017)).reason
    assert "Aantoonbaar, tenzij er minder dan ongeveer 660 mensen per jaar antwoordden" in unknown
    against_a_number = assess(share(80), asked("at_least", 60)).reason
    assert "mensen antwoordden" in against_a_number
    assert "per jaar" not in against_a_number


# What a next wave could show


@pytest.mark.parametrize(("better", "sign"), [("higher", 1), ("lower", -1)])
@pytest.mark.parametrize(("percent", "n"), [(70, 950), (73, 950), (75, 5000), (19, 5000)])
def test_the_smallest_demonstrable_change_is_where_statsmodels_turns(
    better: str, sign: int, percent: float, n: int
) -> None:
    found = assess(share(percent, n=n), None, better=better)
    assert [one.design_effect for one in found.detectable] == [1.0, 1.5, 2.0]
    for one in found.detectable:
        assert one.smallest_change is not None
        just, nearly = (percent + sign * (one.smallest_change + nudge) for nudge in (1e-4, -1e-4))
        assert is_shown(just, percent, n, one.design_effect)
        assert not is_shown(nearly, percent, n, one.design_effect)
        assert is_shown(percent + sign, percent, one.n_for_one_point, one.design_effect)
        assert not is_shown(percent + sign, percent, one.n_for_one_point - 1, one.design_effect)


def is_shown(later: float, earlier: float, n: int, deff: float) -> bool:
    low, high = newcombe(later, n, earlier, n, deff)
    return low > 0 or high < 0


def test_what_could_be_shown_is_told_without_n_and_at_the_ends_of_the_scale() -> None:
    for percent in (0, 99.5, 100):
        (first, *_) = assess(share(percent), None).detectable
        assert first.smallest_change is None
        assert first.n_for_one_point > 0


def test_on_the_base_of_those_helped_an_increase_cannot_be_shown_below_five_to_six_points() -> None:
    found = assess(share(70, n=950), asked("increase"), share(71, 2017, n=850))
    shown = {one.design_effect: one.smallest_change for one in found.detectable}
    assert shown[1.5] == pytest.approx(5, abs=0.2)
    assert shown[2.0] == pytest.approx(5.8, abs=0.2)
