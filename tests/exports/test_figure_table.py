"""The table for programs: columns that stay, numbers that any language reads, codes that no translation changes."""

import csv
from io import StringIO

import pandas as pd
import pytest

from exports import figure_table
from exports.figures_csv import field_csv, field_table_csv
from indicators import reading, tables
from indicators.judged import IndicatorHistory
from indicators.language import speaking
from tests.charts.shipped_study import shipped

FIELD = "sociale-basisvoorzieningen"

# The promise to whoever reads the file by program: names and order stay, new columns come behind.
NAMES = [
    "policy_field_id", "policy_field_title", "programme", "indicator_id", "indicator_name", "record", "period",
    "kind", "semantics", "value", "low", "high", "band", "unit", "decimals", "qualifier", "relation", "reference",
    "text", "status", "missing_reason", "is_withheld", "raw", "remark", "notes", "part", "measure", "method",
    "base_id", "base_name", "n", "n_low", "n_high", "n_is_upper_bound", "n_source", "interval_low", "interval_high",
    "definition_id", "definition_version", "definition_wording", "comparability_group", "territory_id",
    "territory_code", "territory_name", "document_id", "document_title", "document_kind", "fiscal_year", "publisher",
    "published_on", "published_precision", "edition_rank", "page_id", "page_title", "page_address", "table_title",
    "row_group", "row_label", "column_header", "place", "correction_id",
]  # fmt: skip


@pytest.fixture(scope="module")
def histories() -> tuple[IndicatorHistory, ...]:
    return reading.indicator_histories(shipped(), FIELD)


@pytest.fixture(scope="module")
def content(histories: tuple[IndicatorHistory, ...]) -> bytes:
    return field_table_csv(histories)


@pytest.fixture(scope="module")
def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def test_columns_keep_their_names_and_their_order(rows: list[dict[str, str]]) -> None:
    assert list(rows[0])[: len(NAMES)] == NAMES
    assert [column.name for column in figure_table.COLUMNS] == list(rows[0])


def test_every_column_says_what_it_holds() -> None:
    told = figure_table.descriptions(tables.descriptions(shipped()))
    assert set(told) == {column.name for column in figure_table.COLUMNS}
    assert all(text.strip() for text in told.values())


def test_it_is_plain_utf8_with_commas_and_points(content: bytes, rows: list[dict[str, str]]) -> None:
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.startswith(b"policy_field_id,")
    (heard,) = [
        row
        for row in rows
        if (row["indicator_id"], row["period"], row["record"]) == ("wij-gehoord", "2018", "observation")
    ]
    assert (heard["value"], heard["n"], heard["is_withheld"]) == ("75", "5000", "false")
    assert heard["interval_low"].startswith("73.5")
    assert heard["published_on"] == "2019-06-13"
    assert heard["missing_reason"] == heard["low"] == ""


def test_pandas_reads_it_without_being_told_anything(content: bytes, histories: tuple[IndicatorHistory, ...]) -> None:
    read = pd.read_csv(StringIO(content.decode()), parse_dates=["published_on"])
    assert len(read) == sum(len(one.observations) + len(one.targets) for one in histories)
    values = sorted(read["value"].dropna())
    printed = [figure.value for one in histories for figure in one.observations if figure.value is not None]
    assert values == sorted(printed)
    assert read["period"].dtype.kind == "i"
    assert read["published_on"].dt.year.min() >= 2016


def test_no_word_of_it_changes_with_the_language(content: bytes) -> None:
    with speaking("en"):
        english = reading.indicator_histories(shipped(), FIELD)
        assert field_table_csv(english) == content
        assert field_csv(english).startswith(b"\xef\xbb\xbfIndicator;Id;Policy field;")


def test_the_dutch_file_of_a_field_holds_that_of_each_indicator(histories: tuple[IndicatorHistory, ...]) -> None:
    header, *lines = field_csv(histories).decode("utf-8-sig").split("\r\n")
    assert header.startswith("Indicator;Id;Beleidsveld;")
    for history in histories:
        _, *own = field_csv([history]).decode("utf-8-sig").split("\r\n")
        assert set(own) <= set(lines)


def test_a_target_and_a_figure_are_told_apart(rows: list[dict[str, str]]) -> None:
    assert {row["record"] for row in rows} == {"observation", "target"}
    for row in rows:
        assert bool(row["semantics"]) == (row["record"] == "target")
        assert bool(row["kind"]) == bool(row["status"]) == (row["record"] == "observation")
