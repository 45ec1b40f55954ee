"""The literal verdict against answers worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judged import Verdict
from indicators.model import Better, Observation, ObservationKind, Qualifier, Semantics, Target
from indicators.verdict import REASONS, RULES_VERSION, judge, tally, target_span
from tests.figures import ACCOUNTS_2018, BUDGET_2019, identity, indicator, observed, planned

PERCENT = identity(unit="%")
HELD_AGAINST = observed(68.0, 2017, of=PERCENT)


def pct(value: float, period: int = 2018) -> Observation:
    return observed(value, period, of=PERCENT)


def target(semantics: str, low: float | None = None, high: float | None = None, **given: object) -> Target:
    return planned(semantics, low, high, **given)


@pytest.mark.parametrize(
    ("better", "now", "before", "asked", "expected", "rule"),
    [
        # heard of WIJ 68 → 75; knows where to go 71 → 70; finds it easy 73 → 73: the accounts 2018
        ("higher", 75, 68, "increase", "achieved", "increase.achieved"),
        ("higher", 70, 71, "increase", "not_achieved", "increase.not_achieved"),
        ("higher", 73, 73, "increase", "not_achieved", "increase.unchanged"),
        ("lower", 12, 15, "decrease", "achieved", "decrease.achieved"),
        ("lower", 15, 12, "decrease", "not_achieved", "decrease.not_achieved"),
        ("lower", 15, 15, "decrease", "not_achieved", "decrease.unchanged"),
        # a direction is taken at its word, whichever way is better
        ("lower", 75, 68, "increase", "achieved", "increase.achieved"),
        ("unknown", 75, 68, "increase", "achieved", "increase.achieved"),
        ("higher", 73, 73, "maintain", "achieved", "maintain.achieved"),
        ("higher", 74, 73, "maintain", "achieved", "maintain.better"),
        ("higher", 72, 73, "maintain", "not_achieved", "maintain.not_achieved"),
        ("lower", 72, 73, "maintain", "achieved", "maintain.better"),
        ("unknown", 74, 73, "maintain", "not_achieved", "maintain.not_achieved"),
        # 73,4 beside 73: at the coarser precision of the two nothing changed
        ("higher", 73.4, 73, "increase", "not_achieved", "increase.unchanged"),
        ("higher", 73.5, 73, "increase", "achieved", "increase.achieved"),
        ("higher", 7.3, 7.2, "increase", "achieved", "increase.achieved"),
    ],
)
def test_a_direction_is_held_against_the_earlier_figure(
    better: str, now: float, before: float, asked: str, expected: str, rule: str
) -> None:
    judgement = judge(indicator(better), pct(now), planned(asked, of=PERCENT), pct(before, 2017))
    assert (judgement.verdict, judgement.rule) == (expected, rule)
    assert judgement.rules_version == RULES_VERSION


@pytest.mark.parametrize(
    ("better", "result", "goal", "expected", "rule"),
    [
        # volunteers of Humanitas: 3204 against ± 3.200, printed band 3.150 to 3.250
        ("higher", observed(3204), target("approximately", 3200, band=50), "achieved", "approximately.achieved"),
        (
            "higher",
            observed(3149),
            target("approximately", 3200, band=50),
            "not_achieved",
            "approximately.not_achieved",
        ),
        ("higher", observed(3150), target("approximately", 3200, band=50), "achieved", "approximately.achieved"),
        ("higher", observed(3400), target("approximately", 3200, band=50), "achieved", "approximately.better"),
        ("lower", observed(3400), target("approximately", 3200, band=50), "not_achieved", "approximately.not_achieved"),
        (
            "neither",
            observed(3400),
            target("approximately", 3200, band=50),
            "not_achieved",
            "approximately.not_achieved",
        ),
        ("unknown", observed(3400), target("approximately", 3200, band=50), "to_assess", "to_assess.good_side_unknown"),
        # visitors of the OPSB: 302.000 against 240.000-260.000; beyond the range on the good side
        ("higher", observed(302000), target("range", 240000, 260000), "achieved", "range.better"),
        ("lower", observed(302000), target("range", 240000, 260000), "not_achieved", "range.not_achieved"),
        ("higher", observed(239999), target("range", 240000, 260000), "not_achieved", "range.not_achieved"),
        ("higher", observed(260000), target("range", 240000, 260000), "achieved", "range.achieved"),
        # 7th against Top 5
        ("lower", observed(7), target("rank_at_best", 5), "not_achieved", "rank_at_best.not_achieved"),
        ("lower", observed(5), target("rank_at_best", 5), "achieved", "rank_at_best.achieved"),
        ("unknown", observed(1), target("rank_at_best", 5), "achieved", "rank_at_best.achieved"),
        # a limit is taken at its word
        ("lower", observed(20), target("less_than", 20), "not_achieved", "less_than.not_achieved"),
        ("lower", observed(19.9), target("less_than", 20), "achieved", "less_than.achieved"),
        ("unknown", observed(20), target("at_most", 20), "achieved", "at_most.achieved"),
        ("unknown", observed(95), target("more_than", 95), "not_achieved", "more_than.not_achieved"),
        ("unknown", observed(95), target("at_least", 95), "achieved", "at_least.achieved"),
        ("lower", observed(94), target("at_least", 95), "not_achieved", "at_least.not_achieved"),
        # a bare number
        ("higher", observed(108000), target("equal", 110000), "not_achieved", "equal.higher.not_achieved"),
        ("higher", observed(110000), target("equal", 110000), "achieved", "equal.higher.achieved"),
        ("lower", observed(4), target("equal", 2), "not_achieved", "equal.lower.not_achieved"),
        ("lower", observed(2), target("equal", 2), "achieved", "equal.lower.achieved"),
        ("unknown", observed(4), target("equal", 2), "achieved", "equal.as_printed.achieved"),
        ("unknown", observed(1), target("equal", 2), "not_achieved", "equal.as_printed.not_achieved"),
        # decimal numbers are compared as printed, not as floats
        ("higher", observed(7.8), target("equal", 7.8), "achieved", "equal.higher.achieved"),
        # a result that is a limit or a range is every value inside it
        (
            "higher",
            observed(43, qualifier=Qualifier.MORE_THAN),
            target("at_least", 40),
            "achieved",
            "at_least.achieved",
        ),
        (
            "higher",
            observed(43, qualifier=Qualifier.MORE_THAN),
            target("at_least", 50),
            "to_assess",
            "to_assess.open_result",
        ),
        (
            "higher",
            observed(43, qualifier=Qualifier.MORE_THAN),
            target("more_than", 43),
            "achieved",
            "more_than.achieved",
        ),
        (
            "higher",
            observed(43, qualifier=Qualifier.AT_LEAST),
            target("more_than", 43),
            "to_assess",
            "to_assess.open_result",
        ),
        (
            "lower",
            observed(20, qualifier=Qualifier.LESS_THAN),
            target("less_than", 20),
            "achieved",
            "less_than.achieved",
        ),
        (
            "higher",
            observed(low=65, high=70, qualifier=Qualifier.RANGE),
            target("at_least", 66),
            "to_assess",
            "to_assess.open_result",
        ),
        (
            "higher",
            observed(low=65, high=70, qualifier=Qualifier.RANGE),
            target("at_least", 65),
            "achieved",
            "at_least.achieved",
        ),
        # no figure, no target, words
        ("higher", None, target("at_least", 1), "no_data", "no_data.not_printed"),
        ("higher", observed(), target("at_least", 1), "no_data", "no_data.missing"),
        ("higher", observed(text="32 initiatieven"), target("at_least", 1), "to_assess", "to_assess.text_result"),
        ("higher", observed(30), target("no_norm"), "key_figure", "key_figure.no_norm"),
        ("higher", observed(30), None, "no_target", "no_target.not_printed"),
        ("higher", observed(30), target("not_published"), "no_target", "no_target.missing"),
        ("higher", observed(30), target("text"), "to_assess", "to_assess.text_target"),
        ("higher", observed(30), target("increase"), "not_comparable", "not_comparable.nothing"),
    ],
)
def test_a_result_is_held_against_its_target(
    better: str, result: Observation | None, goal: Target | None, expected: str, rule: str
) -> None:
    judgement = judge(indicator(better), result, goal)
    assert (judgement.verdict, judgement.rule) == (expected, rule)


def test_a_missing_result_outranks_everything_even_a_key_figure() -> None:
    assert judge(indicator(), observed(), planned("no_norm")).verdict is Verdict.NO_DATA


def test_a_key_figure_of_the_catalogue_without_a_target_is_a_key_figure() -> None:
    assert judge(indicator(is_key_figure=True), observed(30), None).rule == "key_figure.catalogue"


def test_a_key_figure_that_does_get_a_target_is_held_against_it() -> None:
    assert judge(indicator(is_key_figure=True), observed(30), planned("at_least", 20)).verdict is Verdict.ACHIEVED


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"comparability_group": "old"}, "definitie"),
        ({"base_id": "other"}, "groep waarover gemeten is"),
        ({"territory_id": "new"}, "gebied"),
        ({"unit": "%"}, "eenheid"),
        ({"method": "panel"}, "meetwijze"),
    ],
)
def test_a_target_for_another_series_is_not_compared_and_says_in_what_it_differs(
    change: dict[str, str], word: str
) -> None:
    judgement = judge(indicator(), observed(75), planned("at_least", 60, of=replace(identity(), **change)))
    assert judgement.verdict is Verdict.NOT_COMPARABLE
    assert word in judgement.reason


def test_an_earlier_figure_of_another_definition_is_no_ground_for_an_increase() -> None:
    old = observed(59, 2017, of=identity(comparability_group="te-breed"))
    judgement = judge(indicator(), observed(70), planned("increase"), old)
    assert judgement.rule == "not_comparable.earlier"
    assert "59 in 2017" in judgement.reason
    assert "definitie" in judgement.reason


@pytest.mark.parametrize(
    ("relation", "now", "there", "expected"),
    [
        ("more_than", 75, 73, "achieved"),
        ("more_than", 73, 73, "not_achieved"),
        ("at_least", 73, 73, "achieved"),
        ("less_than", 72, 73, "achieved"),
        ("at_most", 74, 73, "not_achieved"),
        ("equal", 73, 73, "achieved"),
    ],
)
def test_a_target_relative_to_the_country_is_held_against_the_country(
    relation: str, now: float, there: float, expected: str
) -> None:
    country = observed(there, of=identity(territory_id="nederland"), kind=ObservationKind.BENCHMARK)
    goal = planned("relative", relation=Semantics(relation), reference="national")
    judgement = judge(indicator(), observed(now), goal, country)
    assert judgement.verdict == expected
    assert "nederland" in judgement.reason or relation == "equal"


def test_a_reason_says_from_which_other_document_the_target_is() -> None:
    judgement = judge(indicator(), observed(5), planned("equal", 4, document=BUDGET_2019))
    assert judgement.reason == "5 is ten minste 4; hoger is beter. De streefwaarde komt uit Begroting 2019."
    assert "komt uit" not in judge(indicator(), observed(5), planned("equal", 4, document=ACCOUNTS_2018)).reason


def test_a_bare_number_of_unknown_direction_says_that_it_is_compared_as_printed() -> None:
    assert "zoals gedrukt" in judge(indicator("unknown"), observed(5), planned("equal", 4)).reason


def test_every_reason_is_a_sentence() -> None:
    for reason in REASONS.values():
        assert reason.endswith(".")
        assert not reason.endswith("..")


numbers = st.decimals(-1000, 1000, places=1).map(float)
limits = st.builds(
    lambda semantics, low, width, band: planned(
        semantics,
        low,
        low + width if semantics == "range" else None,
        band=band if semantics == "approximately" else None,
    ),
    st.sampled_from(
        ["at_least", "more_than", "equal", "range", "approximately", "at_most", "less_than", "rank_at_best"]
    ),
    numbers,
    st.integers(0, 100).map(float),
    st.integers(0, 50).map(float),
)


@settings(deadline=None)
@given(limits, numbers, numbers, st.sampled_from(["higher", "lower"]))
def test_a_verdict_never_improves_when_the_result_gets_worse(
    goal: Target, one: float, other: float, better: str
) -> None:
    upward = goal.semantics in (Semantics.AT_LEAST, Semantics.MORE_THAN)
    downward = goal.semantics in (Semantics.AT_MOST, Semantics.LESS_THAN, Semantics.RANK_AT_BEST)
    higher_is_better = upward or (not downward and better == "higher")
    good, bad = sorted((one, other), reverse=higher_is_better)
    if judge(indicator(better), observed(bad), goal).verdict is Verdict.ACHIEVED:
        assert judge(indicator(better), observed(good), goal).verdict is Verdict.ACHIEVED


@settings(deadline=None)
@given(numbers, numbers, numbers, st.sampled_from(["increase", "decrease"]))
def test_a_direction_never_improves_when_the_result_gets_worse(
    one: float, other: float, before: float, asked: str
) -> None:
    good, bad = sorted((one, other), reverse=asked == "increase")
    earlier = observed(before, 2017)
    if judge(indicator(), observed(bad), planned(asked), earlier).verdict is Verdict.ACHIEVED:
        assert judge(indicator(), observed(good), planned(asked), earlier).verdict is Verdict.ACHIEVED


every_semantics = [semantics for semantics in Semantics if semantics is not Semantics.NOT_PUBLISHED]
qualifiers = st.sampled_from([Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.AT_MOST])


def goal_of(
    semantics: Semantics, low: float, width: float, band: float, relation: Semantics, reference: str | None
) -> Target:
    has_number = semantics not in (
        *(Semantics.INCREASE, Semantics.DECREASE, Semantics.MAINTAIN, Semantics.RELATIVE),
        *(Semantics.TEXT, Semantics.NO_NORM),
    )
    return planned(
        semantics,
        low if has_number else None,
        low + width if semantics is Semantics.RANGE else None,
        band=band if semantics is Semantics.APPROXIMATELY else None,
        relation=relation if semantics is Semantics.RELATIVE else None,
        reference=reference if semantics is Semantics.RELATIVE else None,
    )


goals = st.builds(
    goal_of,
    st.sampled_from(every_semantics),
    numbers,
    st.integers(0, 100).map(float),
    st.integers(0, 50).map(float),
    st.sampled_from([Semantics.AT_LEAST, Semantics.MORE_THAN, Semantics.EQUAL, Semantics.LESS_THAN, Semantics.AT_MOST]),
    st.sampled_from([None, "previous_year", "baseline"]),
)


def worse_is(goal: Target, better: str) -> int:
    """Return 1 where a higher result is worse for this target, -1 where a lower one is, 0 where neither is."""
    asked = goal.relation if goal.semantics is Semantics.RELATIVE else goal.semantics
    if asked in (Semantics.INCREASE, Semantics.AT_LEAST, Semantics.MORE_THAN):
        return -1
    if asked in (Semantics.DECREASE, Semantics.AT_MOST, Semantics.LESS_THAN, Semantics.RANK_AT_BEST):
        return 1
    if goal.semantics is Semantics.EQUAL and better in ("neither", "unknown"):
        return -1
    return {"higher": -1, "lower": 1}.get(better, 0)


@settings(max_examples=500, deadline=None)
@given(goals, numbers, st.integers(0, 4000).map(lambda tenths: tenths / 10), numbers, st.sampled_from(list(Better)))
def test_no_verdict_of_any_semantics_improves_when_the_result_gets_worse(
    goal: Target, result: float, step: float, before: float, better: Better
) -> None:
    earlier = observed(before, 2017)

    def verdict_of(value: float) -> Verdict:
        return judge(indicator(better), observed(round(value, 1)), goal, earlier).verdict

    side = worse_is(goal, better)
    if side == 0:
        # Neither way is better: further from what is asked is worse, on the side where the result already is.
        centre = before if goal.semantics in (Semantics.MAINTAIN, Semantics.RELATIVE) else sum(target_middle(goal)) / 2
        side = 1 if result >= centre else -1
    order = [Verdict.NOT_ACHIEVED, Verdict.TO_ASSESS, Verdict.ACHIEVED]
    good, bad = verdict_of(result), verdict_of(result + side * step)
    if good in order and bad in order:
        assert order.index(bad) <= order.index(good)
    else:
        assert bad is good


def target_middle(goal: Target) -> tuple[float, float]:
    low, high = target_span(goal)
    known = [end for end in (low, high) if end is not None] or [0.0]
    return known[0], known[-1]


@settings(deadline=None)
@given(goals, qualifiers, st.integers(-1000, 1000).map(float), st.sampled_from(list(Better)))
def test_a_result_that_is_a_limit_gets_a_verdict_only_where_every_value_in_it_would(
    goal: Target, qualifier: Qualifier, limit: float, better: Better
) -> None:
    earlier = observed(0.0, 2017)
    found = judge(indicator(better), observed(limit, qualifier=qualifier), goal, earlier).verdict
    if found not in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED):
        return
    sign = -1 if qualifier is Qualifier.AT_MOST else 0 if qualifier is Qualifier.EXACT else 1
    start = 1.0 if qualifier is Qualifier.MORE_THAN else 0.0
    for further in (start, 1.0, 7.0, 100.0, 100_000.0):
        value = round(limit + sign * further, 1)
        assert judge(indicator(better), observed(value), goal, earlier).verdict is found


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"comparability_group": "old"}, "definitie"),
        ({"base_id": "other"}, "groep waarover gemeten is"),
        ({"unit": "%"}, "eenheid"),
        ({"method": "panel"}, "meetwijze"),
    ],
)
def test_a_national_figure_may_differ_in_territory_and_in_nothing_else(change: dict[str, str], word: str) -> None:
    country = identity(territory_id="nederland")
    goal = planned("relative", relation=Semantics.AT_LEAST, reference="national")
    assert judge(indicator(), observed(75), goal, observed(73, of=country)).verdict is Verdict.ACHIEVED
    judgement = judge(indicator(), observed(75), goal, observed(73, of=replace(country, **change)))
    assert judgement.rule == "not_comparable.earlier"
    assert word in judgement.reason
    assert "gebied" not in judgement.reason
    assert judgement.compared_with is None


def test_a_place_shared_with_the_target_reaches_it() -> None:
    goal = planned("rank_at_best", 5)
    verdicts = [judge(indicator("lower", kind="rank"), observed(place), goal).verdict for place in (4, 5, 6)]
    assert verdicts == [Verdict.ACHIEVED, Verdict.ACHIEVED, Verdict.NOT_ACHIEVED]


def test_a_tally_counts_every_main_row_once() -> None:
    counts = tally([])
    assert counts.total == 0
    assert set(counts.counts) == set(Verdict)


def test_every_difference_between_target_and_result_is_named_also_for_a_pair() -> None:
    of = identity(part=1, method="survey", comparability_group="g")
    target = planned("increase", of=identity(comparability_group="other", method=""))
    about = replace(target.identity, part=1, method="survey")  # a "Toename" printed once beside the pair
    judgement = judge(indicator(), observed(5, of=of), target, None, about)
    assert judgement.rule == "not_comparable.target"
    assert judgement.reason == "Streefwaarde en uitkomst verschillen in definitie en meetwijze."
