"""The figures of the accounts pages are here exactly: verbatim cell, role, year, markers, base and definition."""

import csv
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "data" / "sources"
FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))


def stored(page: str, suffix: str = ".csv") -> list[dict[str, str]]:
    with (SOURCES / f"{page}{suffix}").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def name_of(fact: dict) -> str:
    return "-".join(
        str(fact[key]) for key in ("page", "row", "column", "part", "indicator", "period", "raw") if key in fact
    )


# As extracted ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS["cell"], ids=name_of)
def test_a_cell_is_stored_as_printed(fact):
    figures = {(int(row["row"]), int(row["column"]), int(row["part"])): row for row in stored(fact["page"])}
    figure = figures[fact["row"], fact["column"], fact["part"]]
    assert figure["raw"] == fact["raw"]
    assert (figure["role"], int(figure["year"])) == (fact["role"], fact["year"])
    assert figure["markers"].split() == fact["markers"]
    assert figure["label_markers"].split() == fact["label_markers"]
    assert (float(figure["value"]) if figure["value"] else None) == fact.get("value")


@pytest.mark.parametrize("page_id", sorted({fact["page"] for fact in FACTS["cell"]}))
def test_no_cell_of_the_accounts_pages_is_stored_that_the_facts_do_not_know(page_id):
    known = {(fact["row"], fact["column"], fact["part"]) for fact in FACTS["cell"] if fact["page"] == page_id}
    assert {(int(row["row"]), int(row["column"]), int(row["part"])) for row in stored(page_id)} == known


# As published ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warehouse(shipped):
    return shipped


def published(warehouse, fact: dict) -> dict:
    table = "planned" if "semantics" in fact else "result"
    rows = warehouse.select(
        f"SELECT * FROM {table} WHERE page_id = $page AND indicator_id = $indicator AND period = $period "
        "AND raw = $raw AND base_id = $base AND definition_version = $definition",
        {
            "page": fact["page"],
            "indicator": fact["indicator"],
            "period": fact.get("year", fact.get("period")),
            "raw": fact["raw"],
            "base": fact["base"],
            "definition": fact["definition"],
        },
    ).to_dict("records")
    if "kind" in fact:
        rows = [row for row in rows if row["kind"] == fact["kind"]]
    assert len(rows) == 1, f"{len(rows)} rows in {table}"
    return rows[0]


@pytest.mark.parametrize("fact", FACTS["cell"] + FACTS["typed"], ids=name_of)
def test_a_figure_is_published_with_its_base_definition_period_and_kind(warehouse, fact):
    row = published(warehouse, fact)
    assert row["territory_id"] == fact.get("territory", "gm0014-tot-2019")
    if "semantics" in fact:
        assert row["semantics"] == fact["semantics"]
        if "value" in fact:
            assert row["low"] == row["high"] == fact["value"]
    elif "value" in fact:
        assert row["value"] == fact["value"]
    else:
        assert row["value"] != row["value"]  # not a number: no figure
    if "low" in fact:
        assert row["low"] == fact["low"]
    if "qualifier" in fact:
        assert row["qualifier"] == fact["qualifier"]
    if "n" in fact:
        assert (row["n"], row["n_source"]) == (fact["n"], "published")


def test_the_text_result_is_one_cell_and_is_never_summed(warehouse):
    (row,) = warehouse.select(
        "SELECT * FROM observation WHERE indicator_id = 'ondersteunende-bewonersinitiatieven' AND period = 2018"
    ).to_dict("records")
    assert row["qualifier"] == "text"
    assert row["value"] != row["value"]
    assert row["text"].endswith("1 wijkcoöperatie")


@pytest.mark.parametrize("note", FACTS["note"], ids=lambda note: f"{note['page']}-{note['marker']}")
def test_a_note_is_attached_where_its_marker_stands(warehouse, note):
    attached = warehouse.select(
        "SELECT a.attached_to, f.flag FROM footnote f JOIN footnote_attachment a ON a.footnote_id = f.footnote_id "
        "WHERE f.page_id = $page AND f.marker = $marker",
        {"page": note["page"], "marker": note["marker"]},
    ).to_dict("records")
    assert [row["attached_to"] for row in attached] == [note["attached_to"]] * note["times"]
    assert {row["flag"] for row in attached} == {note.get("flag")}


# What may not be joined, and what stays side by side ----------------------------------------------------------------


def test_awareness_after_2018_is_a_series_of_its_own(warehouse):
    rows = warehouse.select(
        "SELECT DISTINCT indicator_id, territory_id, method, base_id FROM observation "
        "WHERE indicator_id IN ('wij-gehoord', 'wij-bekend-panel') AND period >= 2018"
    ).to_dict("records")
    assert {tuple(row.values()) for row in rows} == {
        ("wij-gehoord", "gm0014-tot-2019", "wij-onderzoek", "inwoners-18-plus"),
        ("wij-bekend-panel", "gm0014-vanaf-2019", "inwonerspanel-ois", "panelrespondenten-ois"),
    }


def test_two_editions_may_print_different_figures_for_one_year(warehouse):
    rows = warehouse.select(
        "SELECT document_id, value FROM observation WHERE indicator_id = 'bezoekers-kardinge-ijs' AND period = 2015"
    ).to_dict("records")
    assert {row["document_id"]: row["value"] for row in rows} == {"begroting-2017": 120_000, "begroting-2018": 100_700}


def test_no_figure_of_a_budget_or_accounts_before_2019_is_of_the_merged_municipality(warehouse):
    rows = warehouse.select(
        "SELECT DISTINCT document_id, territory_id FROM result WHERE document_kind IN ('budget', 'accounts') "
        "AND fiscal_year < 2019"
    ).to_dict("records")
    assert {row["territory_id"] for row in rows} <= {"gm0014-tot-2019", "nederland"}


def test_loans_of_a_library_are_counted_in_two_ways(warehouse):
    rows = warehouse.select(
        "SELECT period, document_id, comparability_group AS way FROM result "
        "WHERE indicator_id = 'uitleningen-bibliotheek'"
    ).to_dict("records")
    ways = {(row["document_id"], row["period"]): row["way"].split("/")[-1] for row in rows}
    assert ways == {
        ("rekening-2017", 2016): "uitleningen-met-verlengingen",
        ("rekening-2017", 2017): "uitleningen-zonder-verlengingen",
        ("rekening-2018", 2017): "uitleningen-zonder-verlengingen",
        ("rekening-2018", 2018): "uitleningen-zonder-verlengingen",
    }


def test_a_result_printed_in_a_target_column_is_a_result_of_its_own_year(warehouse):
    rows = warehouse.select(
        "SELECT indicator_id, period, kind, value FROM observation WHERE page_id = 'begroting-2020/5-2'"
    ).to_dict("records")
    assert {tuple(row.values()) for row in rows} == {
        ("sport-wel-eens-18-plus", 2018, "achieved", 73),
        ("sport-wekelijks-18-plus", 2018, "achieved", 59),
    }


def test_the_weekly_share_of_athletes_is_not_drawn_through_the_year_without_a_figure(warehouse):
    from indicators import reading, series

    history = reading.indicator_history(warehouse, "sport-wekelijks-18-plus", as_known_in="rekening-2018")
    (trend,) = series.trends(history)
    assert [[point.period for point in segment.points] for segment in trend.segments] == [[2016], [2018]]
    assert [(point.period, point.raw) for point in trend.missing] == [(2017, "-")]


def test_statutory_figures_of_three_municipalities_have_three_territories(warehouse):
    rows = warehouse.select(
        "SELECT territory_id, value FROM observation WHERE page_id = 'begroting-2019/wettelijke-beleidsindicatoren' "
        "AND indicator_id = 'bbv-banen' AND period = 2018"
    ).to_dict("records")
    assert {row["territory_id"]: row["value"] for row in rows} == {
        "gm0014-tot-2019": 863.1,
        "gm0017-haren": 534.0,
        "gm0009-ten-boer": 353.0,
    }


def test_rows_without_a_label_or_a_cell_are_refused_and_kept_in_sight(warehouse):
    refused = warehouse.select("SELECT page_id, kind FROM problem WHERE severity = 'refused'").to_dict("records")
    assert len([row for row in refused if row["kind"] == "label-missing"]) == 8
    assert {row["page_id"] for row in refused if row["kind"] == "row-not-alignable"} == {
        "begroting-2019/wettelijke-beleidsindicatoren",
        "rekening-2017/4-2-1",
        "rekening-2018/6-1",
    }
