"""A figure that is withheld is told in words, and no file leads back to its number in any other way.

The figure is the 75% of 2018, as if its group were too small. Everything from which it could be reckoned is left in the
record on purpose: its interval, its respondents, its change, what a next survey could show. (Sentences are those of
`indicators`, which judges what it shows.)
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

import pyarrow.parquet as pq
import pytest

from exports import figure_table, parquet, withheld
from exports.figures_csv import field_csv, field_table_csv, indicator_csv
from exports.workbook import ODS, XLSX, field_workbook
from indicators import disclosure, reading, tables
from indicators.judged import IndicatorHistory
from indicators.model import Observation
from tests.exports import opened
from tests.shipped import shipped

SECRET, YEAR = "wij-gehoord", 2018


@pytest.fixture(scope="module")
def printed() -> IndicatorHistory:
    return reading.indicator_history(shipped(), SECRET)


def hidden(one: Observation) -> Observation:
    """Return a figure as `indicators` withholds it: without number, limits, text and cell."""
    return disclosure.withhold(one, disclosure.FEWER_THAN, 50)


@pytest.fixture(scope="module")
def withholding(printed: IndicatorHistory) -> IndicatorHistory:
    """Give the history with the figure of one year withheld, and all that is reckoned from it still there."""

    def seen(one: Observation | None) -> Observation | None:
        return hidden(one) if one is not None and one.period == YEAR else one

    observations = tuple(hidden(one) if one.period == YEAR else one for one in printed.observations)
    years = tuple(
        replace(
            row,
            achieved=seen(row.achieved),
            change=replace(row.change, later=hidden(row.change.later)) if row.year == YEAR else row.change,
        )
        for row in printed.years
    )
    made = replace(printed, observations=observations, years=years, contradictions=(), revisions=())
    assert {one.observation_id for one in observations if one.period == YEAR} <= made.intervals.keys()
    return made


def numbers_of(histories: Sequence[IndicatorHistory]) -> set[float]:
    """Return every number that belongs to the figure of one year and to nothing else."""
    (history,) = histories
    (one,) = [one for one in history.observations if one.period == YEAR]
    (row,) = [row for row in history.years if row.year == YEAR]
    return {
        *([one.value] if one.value is not None else []),
        *history.intervals[one.observation_id],
        row.change.difference,
        *row.change.rounding,
        *(end for scenario in row.change.scenarios for end in scenario.interval),
        *(able.smallest_change for able in row.assessment.detectable),
    }


def in_workbook(kind: str, read: Callable[[bytes], opened.Sheets]) -> Callable[[IndicatorHistory], set[float]]:
    def found(history: IndicatorHistory) -> set[float]:
        sheets = read(field_workbook([history], kind))
        return {cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, float)}

    return found


def in_csv(
    write: Callable[[Sequence[IndicatorHistory]], bytes], separator: str
) -> Callable[[IndicatorHistory], set[float]]:
    def found(history: IndicatorHistory) -> set[float]:
        cells = re.split(rf"[{separator}\r\n]", write([history]).decode("utf-8-sig"))
        numbers = (cell.replace(",", ".") if separator == ";" else cell for cell in cells)
        return {float(cell) for cell in numbers if re.fullmatch(r"-?\d+(\.\d+)?", cell)}

    return found


def in_parquet(history: IndicatorHistory) -> set[float]:
    content = parquet.field_figures([history], tables.descriptions(shipped()))
    rows = pq.read_table(BytesIO(content)).to_pylist()
    return {float(cell) for row in rows for cell in row.values() if isinstance(cell, (int, float))}


FILES = [
    pytest.param(in_workbook(XLSX, opened.xlsx), id="xlsx"),
    pytest.param(in_workbook(ODS, opened.ods), id="ods"),
    pytest.param(in_csv(field_csv, ";"), id="csv"),
    pytest.param(in_csv(field_table_csv, ","), id="csv-for-programs"),
    pytest.param(in_parquet, id="parquet"),
]


@pytest.mark.parametrize("found", FILES)
def test_no_number_leads_back_to_a_withheld_figure(
    found: Callable[[IndicatorHistory], set[float]], printed: IndicatorHistory, withholding: IndicatorHistory
) -> None:
    leading = {round(number, 1) for number in numbers_of([printed])}
    shown = {round(number, 1) for number in found(printed)}
    left = {round(number, 1) for number in found(withholding)}
    told_by_it_alone = shown - left
    assert len(leading & told_by_it_alone) >= 3, "the test finds the numbers while they are shown"
    assert 75.0 not in left
    assert not left - shown, "and none that is new"


@pytest.mark.parametrize("found", FILES)
def test_what_is_not_withheld_stays(
    found: Callable[[IndicatorHistory], set[float]], withholding: IndicatorHistory
) -> None:
    assert {54.0, 68.0} <= found(withholding)


def test_files_for_people_say_in_words_that_it_is_not_shown(withholding: IndicatorHistory) -> None:
    words = "niet getoond: minder dan 50 antwoorden"
    for kind, read in ((XLSX, opened.xlsx), (ODS, opened.ods)):
        sheets = read(field_workbook([withholding], kind))
        (figure,) = [row for row in opened.rows(sheets, "Cijfers") if row["Jaar"] == YEAR]
        assert (figure["Cijfer"], figure["Cijfer in woorden"], figure["Cel, letterlijk"]) == (words, words, "[n.v.t.]")
        assert (figure["Interval laag"], figure["n"]) == ("[n.v.t.]", "[n.v.t.]")
        (verdict,) = [row for row in opened.rows(sheets, "Oordelen") if row["Jaar"] == YEAR]
        assert verdict["Uitkomst"] == words
        (change,) = [row for row in opened.rows(sheets, "Veranderingen") if row["Jaar"] == YEAR]
        assert YEAR not in {row["Jaar"] for row in opened.rows(sheets, "Aantoonbaar")}
        assert (change["Uitkomst"], change["Verschil"], change["Later cijfer"]) == (words, "[n.v.t.]", "[n.v.t.]")
    assert words in indicator_csv(withholding).decode()


def test_files_for_programs_say_it_in_a_column_of_its_own(withholding: IndicatorHistory) -> None:
    names = [column.name for column in figure_table.COLUMNS]
    rows = [dict(zip(names, row, strict=True)) for row in figure_table.rows(withholding)]
    told = {(row["period"], row["record"]): row["is_withheld"] for row in rows}
    assert told[YEAR, "observation"] is True
    assert told[2017, "observation"] is False
    assert told[YEAR, "target"] is False


def test_an_empty_cell_is_missing_and_not_withheld() -> None:
    histories = reading.indicator_histories(shipped(), "wettelijke-beleidsindicatoren")
    empty = [one for history in histories for one in history.observations if not one.is_present]
    assert empty
    assert not any(map(withheld.is_withheld, empty))
