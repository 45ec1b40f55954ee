"""What the data that ships comes to: rows, verdicts and lines of the accounts 2018, against the printed page."""

import pytest

from charts import marks, trend
from indicators import formats, reading, series, verdict
from indicators.judged import IndicatorYear
from indicators.model import Difference
from indicators.reading import Warehouse

FIELD = "sociale-basisvoorzieningen"


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


@pytest.fixture(scope="module")
def rows(warehouse: Warehouse) -> list[IndicatorYear]:
    return [row for field in reading.overview(warehouse, 2018) for row in field.rows]


@pytest.mark.parametrize(
    ("indicator", "previous", "target", "achieved", "rule"),
    [
        ("wij-gehoord", "68%", "toename", "75%", "increase.achieved"),
        ("wij-bekend-met-dienstverlening", "60%", "toename", "64%", "increase.achieved"),
        ("wij-contact", "28%", "geen norm (kengetal)", "30%", "key_figure.no_norm"),
        ("wij-weet-waar-met-hulpvraag", "71%", "toename", "70%", "increase.not_achieved"),
        ("wij-gemakkelijk-binnenlopen", "73%", "toename", "73%", "increase.unchanged"),
    ],
)
def test_the_five_rows_of_wij_are_those_of_the_accounts(
    rows: list[IndicatorYear], indicator: str, previous: str, target: str, achieved: str, rule: str
) -> None:
    (row,) = [row for row in rows if row.indicator.indicator_id == indicator and row.is_main]
    shown = formats.figure(row.previous), formats.target(row.target), formats.figure(row.achieved), row.judgement.rule
    assert shown == (previous, target, achieved, rule)
    assert row.achieved is not None
    assert row.achieved.document.document_id == "rekening-2018"


def test_the_field_of_wij_counts_five_indicators(warehouse: Warehouse) -> None:
    found = verdict.tally(reading.indicator_years(warehouse, FIELD, 2018))
    assert formats.tally(found) == (
        "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal"
    )


def test_the_second_figure_of_a_pair_is_judged_by_the_same_cell(rows: list[IndicatorYear]) -> None:
    (row,) = [row for row in rows if row.indicator.indicator_id == "wij-contact" and row.identity.part == 2]
    assert (formats.figure(row.previous), formats.figure(row.achieved)) == ("17%", "19%")
    assert row.judgement.rule == "key_figure.no_norm"


@pytest.mark.parametrize(
    ("indicator", "year", "rule"),
    [
        ("Humanitas", 2018, "approximately.achieved"),
        ("Oosterpoort", 2017, "range.better"),
        ("Atlas voor Gemeenten", 2018, "rank_at_best.not_achieved"),
        ("bewonersinitiatieven", 2018, "to_assess.text_result"),
        ("uitleningen bibliotheek", 2018, "not_comparable.target"),
    ],
)
def test_every_kind_of_target_gets_the_verdict_that_a_reader_would_give(
    warehouse: Warehouse, indicator: str, year: int, rule: str
) -> None:
    found = [
        row for field in reading.overview(warehouse, year) for row in field.rows if indicator in row.indicator.name
    ]
    assert rule in {row.judgement.rule for row in found}


def test_awareness_of_wij_is_one_line_of_three_years_and_the_panel_another(warehouse: Warehouse) -> None:
    (shown,) = series.trends(reading.indicator_history(warehouse, "wij-gehoord"))
    assert [[(point.period, point.value) for point in segment.points] for segment in shown.segments] == [
        [(2016, 54), (2017, 68), (2018, 75)]
    ]


def test_old_definitions_and_other_groups_are_never_joined(warehouse: Warehouse) -> None:
    shown = series.trends(reading.indicator_history(warehouse, "wij-gemakkelijk-binnenlopen"))[0]
    assert [[point.value for point in segment.points] for segment in shown.segments] == [[58], [73, 73], [66]]
    assert [point.value for point in shown.previously_reported] == [51]
    assert all(Difference.BASE in rule.differences for rule in shown.breaks)


def test_every_row_of_every_year_can_be_said_and_drawn(warehouse: Warehouse) -> None:
    for year in reading.years(warehouse):
        for field in reading.overview(warehouse, year):
            assert field.tally.total <= len({row.indicator.indicator_id for row in field.rows})
            for row in field.rows:
                assert row.judgement.reason.endswith(".")
                assert "None" not in marks.description(row) + row.judgement.reason
                marks.mark(row)


def test_every_trend_of_the_accounts_2018_can_be_said_and_drawn(
    warehouse: Warehouse, rows: list[IndicatorYear]
) -> None:
    for indicator_id in sorted({row.indicator.indicator_id for row in rows}):
        for shown in series.trends(reading.indicator_history(warehouse, indicator_id)):
            assert trend.figure(shown)["data"]
            assert trend.describe(shown).endswith(".")
            assert len(trend.rows(shown)) >= sum(len(segment.points) for segment in shown.segments)
