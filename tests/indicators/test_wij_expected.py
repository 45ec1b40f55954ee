"""The awareness of WIJ in the accounts 2018, and all shipped series: what may be said of them, and what never is.

The answers are those that a careful reader of the page gives; the intervals are those of statsmodels.
"""

from collections.abc import Iterator
from itertools import combinations

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from indicators import comparing, explaining, formats, reading, series, uncertainty
from indicators.judged import Assumptions, Certainty, Change, IndicatorHistory, IndicatorYear, Refusal, Verdict
from indicators.model import Difference, Indicator, Observation, ObservationKind
from indicators.reading import Warehouse
from indicators.samples import NOTHING_ASSUMED

FIELD = "sociale-basisvoorzieningen"
ACHIEVED, MISSED = Verdict.ACHIEVED, Verdict.NOT_ACHIEVED
DEMONSTRATED, WITHIN = Certainty.DEMONSTRATED, Certainty.WITHIN_MARGIN


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


@pytest.fixture(scope="module")
def histories(warehouse: Warehouse) -> tuple[IndicatorHistory, ...]:
    shown = [row for year in reading.years(warehouse) for one in reading.overview(warehouse, year) for row in one.rows]
    every = sorted({row.indicator.indicator_id for row in shown})
    # Each field is read once; `reading.indicator_history` would read it anew for every indicator.
    return reading._histories(warehouse, every, None, NOTHING_ASSUMED)


def row_of(warehouse: Warehouse, indicator_id: str, part: int | None = None, **assumed: float) -> IndicatorYear:
    """Return the main row of 2018, or the one of a part of it, under the assumptions."""
    found = [
        row
        for field in reading.overview(warehouse, 2018, assumptions=Assumptions(**assumed))  # type: ignore[arg-type]
        for row in field.rows
        if row.indicator.indicator_id == indicator_id and (row.identity.part == part or (part is None and row.is_main))
    ]
    (row,) = found
    return row


def change_of(row: IndicatorYear) -> Change:
    assert isinstance(row.change, Change)
    return row.change


@pytest.mark.parametrize(
    ("indicator_id", "part", "before", "now", "verdict", "certainty", "phrase"),
    [
        ("wij-gehoord", 0, 68, 75, ACHIEVED, DEMONSTRATED, "aantoonbaar gestegen"),
        ("wij-bekend-met-dienstverlening", 0, 60, 64, ACHIEVED, DEMONSTRATED, "aantoonbaar gestegen"),
        ("wij-contact", 1, 28, 30, Verdict.KEY_FIGURE, WITHIN, "geen aantoonbare verandering"),
        (
            "wij-contact",
            2,
            17,
            19,
            Verdict.KEY_FIGURE,
            Certainty.DEPENDS_ON_ROUNDING,
            "gestegen zoals gedrukt, maar dat hangt af van de afronding",
        ),
        ("wij-weet-waar-met-hulpvraag", None, 71, 70, MISSED, WITHIN, "geen aantoonbare verandering"),
        ("wij-gemakkelijk-binnenlopen", None, 73, 73, MISSED, WITHIN, "geen aantoonbare verandering"),
    ],
)
def test_each_question_gets_its_verdict_and_beside_it_what_it_carries(
    warehouse: Warehouse,
    indicator_id: str,
    part: int | None,
    before: float,
    now: float,
    verdict: Verdict,
    certainty: Certainty,
    phrase: str,
) -> None:
    row = row_of(warehouse, indicator_id, part)
    change = change_of(row)
    assert (change.earlier.value, change.later.value) == (before, now)
    assert (row.verdict, row.certainty, change.phrase) == (verdict, certainty, phrase)
    assert row.assessment.about == ("change" if verdict is Verdict.KEY_FIGURE else "verdict")


def test_the_count_of_the_field_says_verdict_and_certainty(warehouse: Warehouse) -> None:
    (field,) = [field for field in reading.overview(warehouse, 2018) if field.policy_field.policy_field_id == FIELD]
    assert (
        formats.tally(field.tally)
        == "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal"
    )


@pytest.mark.parametrize(
    ("indicator_id", "part", "n_later", "n_earlier"),
    [
        ("wij-gehoord", 0, 5000, 5000),
        ("wij-bekend-met-dienstverlening", 0, 5000, 5000),
        ("wij-contact", 1, 3750, 3400),
        ("wij-contact", 2, 5000, 5000),
        ("wij-weet-waar-met-hulpvraag", None, 975, 875),
        ("wij-gemakkelijk-binnenlopen", None, 975, 875),
    ],
)
def test_each_interval_rests_on_the_people_of_its_own_base(
    warehouse: Warehouse, indicator_id: str, part: int | None, n_later: int, n_earlier: int
) -> None:
    change = change_of(row_of(warehouse, indicator_id, part))
    assert (change.later_sample.n, change.earlier_sample.n) == (n_later, n_earlier)
    for scenario in change.scenarios:
        later, earlier = (n / scenario.design_effect for n in (n_later, n_earlier))
        low, high = confint_proportions_2indep(
            (change.later.value or 0) / 100 * later,
            later,
            (change.earlier.value or 0) / 100 * earlier,
            earlier,
            method="newcomb",
            compare="diff",
        )
        assert scenario.interval == pytest.approx((100 * low, 100 * high), abs=1e-6)


def test_what_is_assumed_is_always_called_so(warehouse: Warehouse) -> None:
    for row in reading.indicator_years(warehouse, FIELD, 2018):
        change = row.change
        if not isinstance(change, Change) or change.certainty is Certainty.COUNT:
            continue
        for sample in (change.earlier_sample, change.later_sample):
            assert sample.wave is not None
            assert sample.wave.n_source == "assumed"
            assert "aangenomen" in sample.explanation
            assert "aangenomen" in formats.sample(sample)


def test_awareness_rose_in_every_scenario_and_says_when_it_would_tip(warehouse: Warehouse) -> None:
    row = row_of(warehouse, "wij-gehoord")
    assert {scenario.certainty for scenario in row.assessment.scenarios} == {DEMONSTRATED}
    assert not row.assessment.is_sensitive
    assert row_of(warehouse, "wij-gehoord", n_per_wave=700).certainty is DEMONSTRATED
    assert row_of(warehouse, "wij-gehoord", n_per_wave=600).certainty is Certainty.DEPENDS_ON_ROUNDING
    assert row_of(warehouse, "wij-gehoord", n_per_wave=400).certainty is WITHIN


def test_familiarity_rose_and_it_is_told_for_which_n_and_design_effect_it_would_tip(warehouse: Warehouse) -> None:
    row = row_of(warehouse, "wij-bekend-met-dienstverlening")
    assert {scenario.certainty for scenario in row.assessment.scenarios} == {DEMONSTRATED}
    tips = {one.design_effect: (one.n_as_printed, one.n_whatever_rounding) for one in row.assessment.break_even}
    for design_effect, (as_printed, whatever) in tips.items():
        assert as_printed is not None
        assert whatever is not None

        def at(n: int, deff: float = design_effect) -> Certainty | None:
            return row_of(warehouse, row.indicator.indicator_id, n_per_wave=n, design_effect=deff).certainty

        found = at(as_printed - 1), at(as_printed), at(whatever - 1), at(whatever)
        assert found == (WITHIN, Certainty.DEPENDS_ON_ROUNDING, Certainty.DEPENDS_ON_ROUNDING, DEMONSTRATED)
    told = " ".join(fact.text for fact in explaining.explain(row) if fact.label == "Waar het kantelt")
    assert told.count("ntwerpeffect") == 3


def test_contact_among_all_is_sensitive_to_the_design_effect(warehouse: Warehouse) -> None:
    row = row_of(warehouse, "wij-contact", 2)
    assert row.assessment.is_sensitive
    labels = [scenario.certainty for scenario in row.assessment.scenarios]
    assert labels == [Certainty.DEPENDS_ON_ROUNDING, Certainty.DEPENDS_ON_ROUNDING, WITHIN]


def test_an_increase_on_the_base_of_those_helped_cannot_be_shown_below_five_to_six_points(warehouse: Warehouse) -> None:
    for indicator_id in ("wij-weet-waar-met-hulpvraag", "wij-gemakkelijk-binnenlopen"):
        row = row_of(warehouse, indicator_id)
        assert row.assessment.sample is not None
        assert row.assessment.sample.is_upper_bound
        shown = {one.design_effect: one.smallest_change for one in row.assessment.detectable}
        assert shown[1.5] == pytest.approx(4.8, abs=0.2)  # of at most 975: of fewer, five
        assert shown[2.0] == pytest.approx(5.5, abs=0.2)


def test_volunteers_of_humanitas_are_a_count_and_initiatives_are_to_be_assessed(warehouse: Warehouse) -> None:
    volunteers = row_of(warehouse, "vrijwilligers-humanitas")
    assert volunteers.achieved is not None
    assert (volunteers.achieved.value, formats.target(volunteers.target)) == (3204, "± 3.200 vrijwilligers")
    assert (volunteers.verdict, volunteers.certainty) == (ACHIEVED, Certainty.COUNT)
    initiatives = row_of(warehouse, "ondersteunende-bewonersinitiatieven")
    assert (initiatives.verdict, initiatives.certainty) == (Verdict.TO_ASSESS, None)
    assert initiatives.target is None or not initiatives.target.is_set


def test_awareness_is_the_only_line_of_three_points(histories: tuple[IndicatorHistory, ...]) -> None:
    lines = {
        (history.indicator.indicator_id, shown.part, tuple(point.value for point in segment.points))
        for history in histories
        if history.policy_field.policy_field_id == FIELD
        for shown in series.trends(history)
        for segment in shown.segments
        if segment.identity.method == "wij-onderzoek" and len(segment.points) > 1
    }
    assert {line for line in lines if len(line[2]) > 2} == {("wij-gehoord", 0, (54, 68, 75))}
    assert ("wij-bekend-met-dienstverlening", 0, (60, 64)) in lines
    assert ("wij-gemakkelijk-binnenlopen", 0, (73, 73)) in lines


def history_of(histories: tuple[IndicatorHistory, ...], indicator_id: str) -> IndicatorHistory:
    (history,) = [history for history in histories if history.indicator.indicator_id == indicator_id]
    return history


def figure(history: IndicatorHistory, period: int, value: float) -> Observation:
    (found,) = {
        one.identity: one for one in history.observations if (one.period, one.value) == (period, value)
    }.values()
    return found


def test_easy_to_walk_in_has_lone_points_and_no_change_from_them(histories: tuple[IndicatorHistory, ...]) -> None:
    history = history_of(histories, "wij-gemakkelijk-binnenlopen")
    (shown,) = series.trends(history)
    lone = {point.value for segment in shown.segments if segment.is_lone_point for point in segment.points}
    assert lone == {58, 66}
    refused = uncertainty.change(figure(history, 2018, 66), figure(history, 2016, 58), history.indicator)
    assert isinstance(refused, Refusal)
    assert set(refused.differences) == {Difference.DEFINITION, Difference.BASE}


@pytest.mark.parametrize(
    ("indicator_id", "old", "new"),
    [
        ("wij-bekend-met-dienstverlening", 18, 64),
        ("wij-weet-waar-met-hulpvraag", 59, 70),
        ("wij-gemakkelijk-binnenlopen", 51, 73),
    ],
)
def test_what_was_previously_reported_is_hollow_and_never_joined(
    histories: tuple[IndicatorHistory, ...], indicator_id: str, old: float, new: float
) -> None:
    history = history_of(histories, indicator_id)
    before = figure(history, 2017, old)
    assert before.kind is ObservationKind.PREVIOUSLY_REPORTED
    (shown,) = series.trends(history)
    assert before in shown.previously_reported
    assert all(before not in segment.points for segment in shown.segments)
    assert isinstance(uncertainty.change(figure(history, 2018, new), before, history.indicator), Refusal)


def test_later_figures_of_the_panel_are_another_series(histories: tuple[IndicatorHistory, ...]) -> None:
    last = figure(history_of(histories, "wij-gehoord"), 2018, 75)
    panel = [
        one
        for history in histories
        for one in history.observations
        if one.identity.method == "inwonerspanel-ois" and "wij" in one.identity.indicator_id
    ]
    assert {55, 75, 85, 86} <= {one.value for one in panel}
    assert all(comparing.refusal(one, last) is not None for one in panel)
    for history in histories:
        for shown in series.trends(history):
            for segment in shown.segments:
                assert len({point.identity.method for point in segment.points}) == 1


# Every shipped series


def every_row(histories: tuple[IndicatorHistory, ...]) -> Iterator[tuple[Indicator, IndicatorYear]]:
    for history in histories:
        for row in history.years:
            yield history.indicator, row


def test_no_change_line_or_verdict_by_direction_crosses_definition_base_territory_unit_or_method(
    histories: tuple[IndicatorHistory, ...],
) -> None:
    changes = lines = directions = 0
    for _, row in every_row(histories):
        if isinstance(row.change, Change):
            changes += 1
            assert row.change.later.identity == row.change.earlier.identity == row.identity
            assert row.change.earlier.period < row.change.later.period == row.year
        other = row.judgement.compared_with
        if other is not None and row.achieved is not None:
            directions += 1
            found = set(row.achieved.identity.differences(other.identity))
            is_national = row.target is not None and row.target.reference == "national"
            assert found <= ({Difference.TERRITORY} if is_national else set())
    for history in histories:
        for shown in series.trends(history):
            for segment in shown.segments:
                lines += 1
                assert {point.identity for point in segment.points} == {segment.identity}
    # how much was looked at: a build without figures proves nothing
    assert min(changes, lines) > 100
    assert directions > 5


def test_every_pair_of_shipped_figures_of_two_series_is_refused_with_what_differs(
    histories: tuple[IndicatorHistory, ...],
) -> None:
    refused = 0
    for history in histories:
        for one, other in combinations(history.observations, 2):
            found = one.identity.differences(other.identity)
            if not found:
                continue
            refused += 1
            earlier, later = sorted((one, other), key=lambda each: each.period)
            assert isinstance(comparing.joined([one, other]), Refusal)
            assert isinstance(comparing.subtracted(later, earlier), Refusal)
            assert isinstance(uncertainty.change(later, earlier, history.indicator), Refusal)
            refusal = comparing.refusal(one, other)
            assert refusal is not None
            assert refusal.differences == found
    assert refused > 500


def test_a_row_without_a_change_says_why_whenever_there_is_an_earlier_figure(
    histories: tuple[IndicatorHistory, ...],
) -> None:
    refusals = 0
    for _, row in every_row(histories):
        if row.achieved is None or not row.achieved.is_figure:
            assert row.change is None
        elif row.previous is not None:
            assert row.change is not None
        if isinstance(row.change, Refusal):
            refusals += 1
            assert row.change.reason.endswith(".")
    assert refusals > 5


def test_only_shares_of_a_survey_get_an_interval_and_only_registers_are_counts(
    histories: tuple[IndicatorHistory, ...],
) -> None:
    counted = 0
    for indicator, row in every_row(histories):
        change = row.change
        has_interval = row.assessment.interval is not None or (isinstance(change, Change) and change.interval)
        assert not has_interval or indicator.kind == "survey_share"
        if row.certainty is Certainty.COUNT:
            counted += 1
            assert indicator.source_kind in ("register", "report")
        if indicator.source_kind == "survey":
            assert row.certainty is not Certainty.COUNT
    assert counted > 50


def test_every_row_of_every_year_explains_itself(histories: tuple[IndicatorHistory, ...]) -> None:
    for _, row in every_row(histories):
        facts = explaining.explain(row)
        labels = [fact.label for fact in facts]
        assert len(labels) == len(set(labels))
        assert {"Uitkomst", "Oordeel", "Regel van het oordeel", "Regel van de zekerheid"} <= set(labels)
        for fact in facts:
            assert fact.text.strip()
            assert "None" not in fact.text
            assert "  " not in fact.text
            if not fact.label.startswith("Regel"):
                assert fact.text.endswith(".")
                assert not fact.text.endswith("..")
