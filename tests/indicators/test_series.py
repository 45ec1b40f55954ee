"""Which figures share a row, a line or a comparison."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import series
from indicators.judged import (
    Assumptions,
    Certainty,
    Change,
    IndicatorHistory,
    IndicatorYear,
    Refusal,
    Verdict,
)
from indicators.model import (
    Difference,
    Document,
    Observation,
    ObservationKind,
    PolicyField,
    Qualifier,
    Semantics,
    SeriesIdentity,
    Target,
    Trend,
)
from indicators.samples import Surveys
from tests.figures import (
    ACCOUNTS_2018,
    BUDGET_2018,
    BUDGET_2019,
    identity,
    indicator,
    observed,
    planned,
    share,
    share_indicator,
    wave,
)


def rows(
    observations: Iterable[Observation], targets: Iterable[Target] = (), year: int = 2018
) -> tuple[IndicatorYear, ...]:
    return series.indicator_years({"x": indicator()}, observations, targets, year)


def trends(observations: Iterable[Observation], targets: Iterable[Target] = ()) -> tuple[Trend, ...]:
    history = IndicatorHistory(
        indicator(), PolicyField("f", "Veld", "Programma", 1), tuple(observations), tuple(targets), (), (), (), ()
    )
    return series.trends(history)


# The row of a year


def test_a_row_shows_the_figure_of_the_latest_edition() -> None:
    (row,) = rows([observed(120, 2018, document=BUDGET_2018), observed(100.7, 2018, document=BUDGET_2019)])
    assert row.achieved is not None
    assert row.achieved.value == 100.7


def test_an_empty_cell_in_a_later_edition_withdraws_no_figure() -> None:
    (row,) = rows([observed(120, document=BUDGET_2019), observed(document=ACCOUNTS_2018)])
    assert row.achieved is not None
    assert row.achieved.value == 120


def test_a_target_of_the_same_document_goes_before_a_later_known_one() -> None:
    (row,) = rows(
        [observed(5, document=BUDGET_2018)],
        [planned("equal", 4, document=BUDGET_2018), planned("equal", 9, document=BUDGET_2019)],
    )
    assert row.target is not None
    assert row.target.low == 4


def test_without_a_target_of_its_own_document_a_figure_gets_that_of_the_latest_budget() -> None:
    (row,) = rows(
        [observed(5, document=ACCOUNTS_2018)],
        [
            planned("equal", 4, document=BUDGET_2018),
            planned("equal", 9, document=BUDGET_2019),
            planned("not_published", document=ACCOUNTS_2018),
        ],
    )
    assert row.target is not None
    assert row.target.low == 9


def test_the_previous_figure_is_the_one_printed_beside_it() -> None:
    (row,) = rows(
        [
            observed(70, 2017, document=BUDGET_2019),
            observed(68, 2017, document=BUDGET_2018),
            observed(75, 2018, document=BUDGET_2018),
        ]
    )
    assert row.previous is not None
    assert row.previous.value == 68


def test_the_previous_figure_is_the_last_one_there_is_however_long_ago() -> None:
    (row,) = rows([observed(74, 2016), observed(None, 2017), observed(73, 2018)], [planned("increase")])
    assert row.previous is not None
    assert row.previous.period == 2016
    assert row.verdict is Verdict.NOT_ACHIEVED


def test_a_previous_figure_of_another_definition_is_none() -> None:
    old = observed(59, 2017, of=identity(comparability_group="old"))
    (row,) = rows([old, observed(70, 2018)], [planned("increase")])
    assert row.previous is None
    assert (row.verdict, row.judgement.compared_with) == (Verdict.NOT_COMPARABLE, None)
    assert "59 in 2017" in row.judgement.reason
    assert "definitie" in row.judgement.reason


def test_what_was_previously_reported_is_never_a_result() -> None:
    assert rows([observed(18, 2018, kind=ObservationKind.PREVIOUSLY_REPORTED)]) == ()


def test_a_figure_in_running_text_stands_in_only_where_the_table_has_none() -> None:
    told = observed(66, 2018, kind=ObservationKind.NARRATIVE)
    (row,) = rows([told, observed(73, 2018)])
    assert row.achieved is not None
    assert row.achieved.value == 73
    (alone,) = rows([told])
    assert alone.achieved == told
    assert not alone.is_main


def test_a_target_without_a_result_is_a_row_without_data() -> None:
    (row,) = rows([observed(3, 2017)], [planned("at_least", 4)])
    assert row.achieved is None
    assert row.previous is not None
    assert row.verdict is Verdict.NO_DATA


def test_a_forecast_is_shown_and_never_judged() -> None:
    (row,) = rows([observed(9, kind=ObservationKind.FORECAST)], [planned("at_least", 4)])
    assert row.forecast is not None
    assert row.verdict is Verdict.NO_DATA


def test_a_benchmark_stands_beside_the_row_and_makes_none_itself() -> None:
    country = observed(23, of=identity(territory_id="nederland"), kind=ObservationKind.BENCHMARK)
    (row,) = rows([observed(20), country])
    assert row.benchmarks == (country,)
    assert rows([country]) == ()


def test_a_national_target_is_held_against_the_last_national_figure_that_was_printed() -> None:
    def beside(value: float | None, document: Document, territory_id: str = "nederland") -> Observation:
        return observed(
            value, document=document, of=identity(territory_id=territory_id), kind=ObservationKind.BENCHMARK
        )

    goal = planned("relative", relation=Semantics.MORE_THAN, reference="national")
    printed = [beside(23, BUDGET_2018), beside(None, ACCOUNTS_2018), beside(30, ACCOUNTS_2018, "gemeenten")]
    (row,) = rows([observed(25), *printed], [goal])
    assert row.verdict is Verdict.ACHIEVED


def test_a_target_for_another_base_stands_beside_the_result_and_is_not_compared() -> None:
    (row,) = rows([observed(75)], [planned("at_least", 60, of=identity(base_id="other"))])
    assert row.verdict is Verdict.NOT_COMPARABLE


def test_a_target_for_another_series_that_has_its_own_result_is_not_borrowed() -> None:
    other = identity(base_id="other")
    mine, theirs = rows([observed(75), observed(50, of=other)], [planned("at_least", 60, of=other)])
    assert {mine.verdict, theirs.verdict} == {Verdict.NO_TARGET, Verdict.NOT_ACHIEVED}


PAIR = [
    observed(28, 2017, of=identity(part=1, base_id="heard")),
    observed(17, 2017, of=identity(part=2, base_id="all")),
    observed(30, 2018, of=identity(part=1, base_id="heard")),
    observed(19, 2018, of=identity(part=2, base_id="all")),
]


def test_a_direction_beside_a_pair_is_about_both_figures_and_one_of_them_counts() -> None:
    first, second = rows(PAIR, [planned("increase", of=identity(base_id="heard"))])
    assert (first.verdict, second.verdict) == (Verdict.ACHIEVED, Verdict.ACHIEVED)
    assert (first.is_main, second.is_main) == (True, False)
    assert second.previous is not None
    assert second.previous.value == 17


def test_a_number_beside_a_pair_is_about_the_main_figure() -> None:
    first, second = rows(PAIR, [planned("at_least", 29)])
    assert first.verdict is Verdict.ACHIEVED
    assert second.target is None


def test_an_empty_cell_among_pairs_is_the_main_figure_missing() -> None:
    (row,) = rows([*PAIR, observed(None, 2019)], year=2019)
    assert row.identity.part == 1
    assert row.previous is not None
    assert row.previous.value == 30


def test_two_rows_of_one_indicator_count_once() -> None:
    shown = rows([observed(75), observed(60, of=identity(method="panel"))])
    assert [row.is_main for row in shown] == [True, False]


# Lines


def test_a_line_joins_one_identity_and_running_text_may_be_on_it() -> None:
    (trend,) = trends([observed(54, 2016, kind=ObservationKind.NARRATIVE), observed(68, 2017), observed(75, 2018)])
    (segment,) = trend.segments
    assert [point.value for point in segment.points] == [54, 68, 75]
    assert trend.breaks == ()


def test_other_bases_are_lone_points_and_old_definitions_hollow() -> None:
    served, contact, unknown = identity(base_id="served"), identity(base_id="contact"), identity(base_id="unknown")
    old = identity(comparability_group="old")
    (trend,) = trends(
        [
            observed(58, 2016, of=unknown, kind=ObservationKind.NARRATIVE),
            observed(73, 2017, of=served),
            observed(73, 2018, of=served),
            observed(66, 2018, of=contact, kind=ObservationKind.NARRATIVE),
            observed(51, 2017, of=old, kind=ObservationKind.PREVIOUSLY_REPORTED),
        ]
    )
    assert [[point.value for point in segment.points] for segment in trend.segments] == [[58], [73, 73], [66]]
    assert [point.value for point in trend.previously_reported] == [51]
    (rule,) = trend.breaks
    assert (rule.period_from, rule.period_to, rule.differences) == (2016, 2017, (Difference.BASE,))
    assert rule.at == 2016.5
    assert rule.label == "andere groep"


def test_a_break_names_everything_that_changed() -> None:
    later = identity(territory_id="new", method="panel")
    (trend,) = trends([observed(75, 2018), observed(77, 2020, of=later)])
    (rule,) = trend.breaks
    assert rule.differences == (Difference.TERRITORY, Difference.METHOD)
    assert rule.label == "ander gebied en andere meetwijze"


def test_a_line_does_not_run_through_a_year_printed_as_empty() -> None:
    (trend,) = trends([observed(74, 2016), observed(None, 2017), observed(73, 2018)])
    assert [segment.is_lone_point for segment in trend.segments] == [True, True]
    assert [point.period for point in trend.missing] == [2017]
    assert trend.breaks == ()


def test_a_line_joins_years_between_which_nothing_was_printed() -> None:
    (trend,) = trends([observed(74, 2016), observed(73, 2018)])
    (segment,) = trend.segments
    assert len(segment.points) == 2


def test_a_pair_is_two_trends() -> None:
    first, second = trends(PAIR)
    assert [point.value for point in first.segments[0].points] == [28, 30]
    assert [point.value for point in second.segments[0].points] == [17, 19]


def test_a_result_in_words_is_no_trend() -> None:
    assert trends([observed(text="32 initiatieven")]) == ()


def test_the_target_of_a_trend_is_the_one_of_the_row() -> None:
    (trend,) = trends([observed(5)], [planned("equal", 4, document=BUDGET_2018), planned("equal", 9)])
    assert [target.low for target in trend.targets] == [9]


identities = st.builds(
    identity,
    comparability_group=st.sampled_from(["a", "b"]),
    base_id=st.sampled_from(["p", "q"]),
    territory_id=st.sampled_from(["old", "new"]),
    method=st.sampled_from(["", "panel"]),
    part=st.sampled_from([0, 1, 2]),
)


def printed(of: SeriesIdentity, value: float | None, period: int, kind: str, place: int) -> Observation:
    document = (BUDGET_2018, BUDGET_2019, ACCOUNTS_2018)[place]
    return observed(value, period, of=of, kind=ObservationKind(kind), document=document)


figures = st.lists(
    st.builds(
        printed,
        identities,
        st.one_of(st.none(), st.integers(0, 100).map(float)),
        st.integers(2014, 2020),
        st.sampled_from(["achieved", "narrative", "baseline", "previously_reported", "forecast"]),
        st.integers(0, 2),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(figures)
def test_nothing_is_ever_joined_across_identities(known: list[Observation]) -> None:
    for trend in trends(known):
        for segment in trend.segments:
            assert {point.identity for point in segment.points} == {segment.identity}
            periods = [point.period for point in segment.points]
            assert periods == sorted(set(periods))
            assert all(point.kind is not ObservationKind.PREVIOUSLY_REPORTED for point in segment.points)
        for rule in trend.breaks:
            assert rule.period_from < rule.period_to
            assert rule.differences


@pytest.mark.parametrize(
    ("reference", "held_against"),
    [(None, 2016), ("previous_year", None), ("baseline", 2014), ("year:2014", 2014), ("year:2015", None)],
)
@pytest.mark.parametrize(
    "asked", [{"semantics": "increase"}, {"semantics": "relative", "relation": Semantics.MORE_THAN}], ids=str
)
def test_a_direction_is_held_against_the_figure_that_the_target_names(
    asked: dict[str, Any], reference: str | None, held_against: int | None
) -> None:
    """Where the year it names was not measured there is nothing to hold it against: no other year stands in."""
    printed = [observed(60, 2014, kind=ObservationKind.BASELINE), observed(70, 2016), observed(75)]
    (row,) = rows(printed, [planned(**asked, reference=reference)])
    other = row.judgement.compared_with
    assert (other.period if other else None) == held_against
    assert (row.judgement.rule == "not_comparable.nothing") is (held_against is None)


@settings(deadline=None)
@given(figures, st.integers(2014, 2020))
def test_a_row_compares_within_one_identity_only(known: list[Observation], year: int) -> None:
    shown = rows(known, [planned("increase", period=year)], year)
    assert sum(row.is_main for row in shown) <= 1
    for row in shown:
        if row.previous is not None:
            assert row.previous.identity == row.identity
            assert row.previous.period < year
        if row.verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED):
            assert row.judgement.compared_with is not None
            assert row.judgement.compared_with.identity == row.identity


# The change since an earlier figure


def test_a_change_is_since_the_previous_figure_of_the_row() -> None:
    (row,) = rows([observed(75, 2018), observed(68, 2017), observed(54, 2016)])
    assert isinstance(row.change, Change)
    assert (row.change.earlier, row.change.difference) == (row.previous, 7)


def test_without_an_earlier_figure_of_the_series_the_nearest_one_of_another_is_refused() -> None:
    wider, old = identity(base_id="all"), identity(comparability_group="old")
    shown = rows([observed(66, 2018), observed(58, 2016, of=wider), observed(51, 2015, of=old)])
    assert [row.previous for row in shown] == [None]
    assert isinstance(shown[0].change, Refusal)
    assert shown[0].change.differences == (Difference.BASE,)


def test_a_limit_gives_no_change_and_says_so() -> None:
    (row,) = rows([observed(43, 2018, qualifier=Qualifier.MORE_THAN), observed(40, 2017)])
    assert isinstance(row.change, Refusal)
    assert row.change.differences == ()


def test_without_any_earlier_figure_or_a_figure_at_all_there_is_nothing_to_say_of_a_change() -> None:
    assert [row.change for row in rows([observed(75)])] == [None]
    assert [row.change for row in rows([observed(None), observed(68, 2017)])] == [None]
    assert [row.change for row in rows([observed(68, 2017)], [planned("increase")])] == [None]


def test_a_figure_of_elsewhere_is_no_earlier_figure() -> None:
    (row,) = rows([observed(75), observed(60, 2016, of=identity(territory_id="nederland"))])
    assert row.change is None


def test_what_is_assumed_reaches_every_row() -> None:
    figures = [share(75), share(68, 2017)]
    about = {"x": share_indicator()}
    (known,) = series.indicator_years(about, figures, [], 2018, Surveys((wave(2017), wave(2018))))
    (few,) = series.indicator_years(
        about, figures, [], 2018, Surveys((wave(2017), wave(2018))), Assumptions(n_per_wave=50)
    )
    assert (known.certainty, few.certainty) == (Certainty.DEMONSTRATED, Certainty.WITHIN_MARGIN)


@settings(deadline=None)
@given(figures, st.integers(2014, 2020), st.sampled_from(["increase", "decrease", "maintain", "relative", "at_least"]))
def test_no_change_or_verdict_of_a_row_crosses_identities(known: list[Observation], year: int, asked: str) -> None:
    relation = Semantics.AT_LEAST if asked == "relative" else None
    goal = planned(asked, 50 if asked == "at_least" else None, period=year, relation=relation)
    for row in rows(known, [goal], year):
        if isinstance(row.change, Change):
            assert row.change.earlier.identity == row.change.later.identity == row.identity
            assert row.change.earlier.period < year
        if row.judgement.compared_with is not None:
            assert row.judgement.compared_with.identity == row.identity
        has_verdict = row.verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)
        assert row.assessment.about == "verdict" or not has_verdict


# Vintages


def test_every_publication_of_a_figure_is_kept_and_a_revision_is_seen() -> None:
    first, second = observed(120, 2015, document=BUDGET_2018), observed(100.7, 2015, document=BUDGET_2019)
    (vintages,) = series.vintages([second, first])
    assert vintages.figures == (first, second)
    assert vintages.is_revised
    (same,) = series.vintages([first, observed(120, 2015, document=BUDGET_2019), observed(None, 2015)])
    assert not same.is_revised


def test_other_territories_stand_beside_the_line_and_break_nothing() -> None:
    neighbour = identity(territory_id="nederland")
    figures = [
        observed(75, 2017),
        observed(76, 2018),
        observed(60, 2016, of=neighbour),
        observed(61, 2018, of=neighbour),
    ]
    (trend,) = trends(figures)
    assert len(trend.segments) == 2
    assert trend.breaks == ()


def test_a_neighbour_gets_no_target_of_the_municipality_itself() -> None:
    neighbour = observed(60, of=identity(territory_id="nederland"))
    own, other = rows([neighbour], [planned("at_least", 50)])
    assert own.territory.is_own
    assert (own.verdict, other.verdict) == (Verdict.NO_DATA, Verdict.NO_TARGET)
