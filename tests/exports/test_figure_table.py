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
from tests.shipped import shipped

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
    "verdict", "verdict_rule", "certainty", "certainty_rule", "is_judged", "contradictions", "severities", "revisions",
    "is_redefined", "design_effect",
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


CONTACT_2018 = "nested-bases-wij-contact-2018-heeft-gehoord-van-wij-rekening-2018"


def test_a_figure_has_its_verdict_its_certainty_and_what_does_not_agree_with_it(rows: list[dict[str, str]]) -> None:
    whole, part = [
        row
        for row in sorted(rows, key=lambda row: row["value"])
        if (row["indicator_id"], row["period"], row["record"]) == ("wij-contact", "2018", "observation")
    ]
    assert (whole["value"], part["value"]) == ("19", "30")
    assert {row["verdict"] for row in (whole, part)} == {"key_figure"}
    assert {row["is_judged"] for row in (whole, part)} == {"true"}
    assert (whole["certainty"], part["certainty"]) == ("depends_on_rounding", "within_margin")
    assert (whole["contradictions"], whole["severities"]) == (CONTACT_2018, "contradiction")
    assert part["contradictions"].split() == [
        CONTACT_2018,
        "claim-not-demonstrated-wij-contact-2018-wij-contact-gestaag-stijgend",
    ]
    assert part["severities"] == "contradiction unsupported"
    assert {(row["revisions"], row["is_redefined"]) for row in (whole, part)} == {("", "false")}


def test_a_figure_of_another_definition_is_named_so_and_has_no_verdict_of_the_new_one(
    rows: list[dict[str, str]],
) -> None:
    of_year = {
        row["value"]: row
        for row in rows
        if (row["indicator_id"], row["period"], row["record"]) == ("wij-gemakkelijk-binnenlopen", "2017", "observation")
    }
    earlier, later = of_year["51"], of_year["73"]
    assert earlier["is_redefined"] == later["is_redefined"] == "true"
    assert earlier["revisions"] == later["revisions"] != ""
    assert (earlier["verdict"], earlier["is_judged"]) == ("", "false")
    assert (later["verdict"] != "", later["is_judged"]) == (True, "true")


def test_verdicts_and_contradictions_are_those_of_the_rules(
    rows: list[dict[str, str]], histories: tuple[IndicatorHistory, ...]
) -> None:
    judged = {
        (one.indicator.indicator_id, year.achieved.observation_id): year.verdict
        for one in histories
        for year in one.years
        if year.achieved is not None
    }
    found = [row for row in rows if row["is_judged"] == "true" and row["record"] == "observation"]
    assert len(found) == len(judged) > 20
    ids = {each.contradiction_id for one in histories for each in one.contradictions if each.evidence}
    named = {name for row in rows for name in row["contradictions"].split()}
    assert named
    assert named <= ids


def test_the_dutch_file_tells_the_same_in_words(histories: tuple[IndicatorHistory, ...]) -> None:
    dutch = list(csv.DictReader(StringIO(field_csv(histories).decode("utf-8-sig"), newline=""), delimiter=";"))
    (part,) = [row for row in dutch if (row["Id"], row["Jaar"], row["Cijfer"]) == ("wij-contact", "2018", "30")]
    assert (part["Oordeel"], part["Zekerheid"]) == ("Kengetal", "binnen de marge")
    assert part["Let op"].startswith("tegenstrijdig; ")
    assert part["Tegenstrijdigheden"].startswith(f"{CONTACT_2018}: ")
    assert (part["Herzieningen"], part["Herdefinitie"]) == ("", "nee")
    (earlier,) = [
        row for row in dutch if (row["Id"], row["Jaar"], row["Cijfer"]) == ("wij-gemakkelijk-binnenlopen", "2017", "51")
    ]
    assert (earlier["Herdefinitie"], earlier["Oordeel"]) == ("ja", "")
    assert "herdefinitie" in earlier["Let op"]
