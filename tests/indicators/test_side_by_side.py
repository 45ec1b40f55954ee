"""Columns beside each other: which year they open on, what two of them may say, and what may share an axis."""

from collections.abc import Sequence

import pytest

from indicators import side_by_side
from indicators.judged import Certainty, Change, Refusal
from indicators.model import Difference
from indicators.reading import NotFoundError, Warehouse
from indicators.side_by_side import Column, Reprinted

HEARD, KNOWS, EASY, ICE = (
    "wij-gehoord",
    "wij-bekend-met-dienstverlening",
    "wij-gemakkelijk-binnenlopen",
    "bezoekers-kardinge-ijs",
)


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


def places(columns: Sequence[Column]) -> list[tuple[str, int, str | None]]:
    return [
        (one.history.indicator.indicator_id, one.year, one.edition.document_id if one.edition else None)
        for one in columns
    ]


def test_without_a_year_all_open_on_the_last_one_most_have_a_result_in(warehouse: Warehouse) -> None:
    found = side_by_side.columns(warehouse, [HEARD, ICE], [], [])
    assert places(found) == [(HEARD, 2018, None), (ICE, 2018, None)]


def test_an_edition_is_read_for_its_own_year(warehouse: Warehouse) -> None:
    found = side_by_side.columns(warehouse, [ICE], [], ["begroting-2018", "rekening-2017"])
    assert places(found) == [(ICE, 2018, "begroting-2018"), (ICE, 2017, "rekening-2017")]


def test_years_of_an_indicator_stand_together_in_the_order_asked(warehouse: Warehouse) -> None:
    found = side_by_side.columns(warehouse, [KNOWS, HEARD], [2018, 2017], [])
    assert places(found) == [(KNOWS, 2018, None), (KNOWS, 2017, None), (HEARD, 2018, None), (HEARD, 2017, None)]


def test_a_year_without_a_result_is_a_column_all_the_same(warehouse: Warehouse) -> None:
    (found,) = side_by_side.columns(warehouse, [HEARD], [2012], [])
    assert (found.main, found.figure) == (None, None)


def test_two_years_of_one_series_are_a_change_with_its_margin_also_when_not_in_a_row(warehouse: Warehouse) -> None:
    ((earlier, later, found),) = side_by_side.said(side_by_side.columns(warehouse, [HEARD], [2018, 2016], []))
    assert (earlier.year, later.year) == (2016, 2018)
    assert isinstance(found, Change)
    assert found.difference == 21
    assert (found.earlier_sample.n, found.later_sample.n) == (5000, 5000)
    assert found.certainty is Certainty.DEMONSTRATED


def test_two_indicators_are_refused(warehouse: Warehouse) -> None:
    ((_, _, found),) = side_by_side.said(side_by_side.columns(warehouse, [HEARD, KNOWS], [2018], []))
    assert isinstance(found, Refusal)
    assert found.differences == ()


def test_another_group_is_refused_and_named(warehouse: Warehouse) -> None:
    ((_, _, found),) = side_by_side.said(side_by_side.columns(warehouse, [EASY], [2016, 2018], []))
    assert isinstance(found, Refusal)
    assert Difference.BASE in found.differences


def test_two_editions_of_one_year_are_no_change_but_a_reprint(warehouse: Warehouse) -> None:
    found = side_by_side.said(side_by_side.columns(warehouse, [ICE], [2015], ["begroting-2017", "begroting-2018"]))
    ((_, _, told),) = found
    assert isinstance(told, Reprinted)
    assert (told.one.value, told.other.value, told.is_same) == (120000, 100700, False)


def test_only_percentages_of_several_indicators_share_an_axis(warehouse: Warehouse) -> None:
    def lines(*indicators: str) -> list[str]:
        return [line.name for line in side_by_side.lines(side_by_side.columns(warehouse, indicators, [2018], []))]

    assert len(lines(HEARD, KNOWS)) == 2
    assert lines(HEARD, ICE) == []
    assert lines(HEARD) == []


def test_an_unknown_indicator_is_a_sentence(warehouse: Warehouse) -> None:
    with pytest.raises(NotFoundError, match="no indicator 'onzin'"):
        side_by_side.columns(warehouse, ["onzin"], [], [])
