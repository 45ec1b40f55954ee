"""What the columns of a table are, from the words and years in their headers."""

import pytest

from loaders.extraction import Role
from loaders.headers import (
    DocumentIdentity,
    DocumentKind,
    arrange,
    header_cells_of_line,
    read_columns,
    read_header_cell,
)

ACCOUNTS_2018 = DocumentIdentity(DocumentKind.ACCOUNTS, 2018)
BUDGET_2019 = DocumentIdentity(DocumentKind.BUDGET, 2019)
UNKNOWN = DocumentIdentity()


def columns(headers: list[str], document: DocumentIdentity = UNKNOWN) -> list[tuple[Role, int | None]]:
    read, _ = read_columns([headers], document, len(headers))
    return [(column.role, column.year) for column in read]


@pytest.mark.parametrize(
    ("header", "role", "year"),
    [
        ("Behaald\n\n2017", "achieved", 2017),
        ("REALISATIE 2018", "achieved", 2018),
        ("Rekening 2018", "achieved", 2018),
        ("Werkelijk 2018", "achieved", 2018),
        ("Stand 31-12-2018", "achieved", 2018),
        ("Rek. '18", "achieved", 2018),
        ("Realisatie t/m 2e kwartaal 2018", "achieved", 2018),
        ("Realisatie 2017/2018", "achieved", 2018),
        ("Beoogd\n 2018", "target", 2018),
        ("2018 Begroting", "target", 2018),
        ("Begroting 2018 na wijziging", "target", 2018),
        ("Begro-\nting 2018", "target", 2018),
        ("Begro-ting 2018", "target", 2018),
        ("Begroting2018", "target", 2018),
        ("Streefwaarde 2018-2022", "target", 2022),
        ("Ambitie 2022", "target", 2022),
        ("Doelstelling 2017", "target", 2017),
        ("middellange\n termijn", "target", None),
        ("Prognose 2019", "forecast", 2019),
        ("Verwachte realisatie 2019", "forecast", 2019),
        ("Nulmeting", "baseline", None),
        ("0-waarde", "baseline", None),
        ("2017 Nederland", "benchmark", 2017),
        ("Eenheid", "unit", None),
        ("Periode", "period", None),
        ("Bron", "source", None),
        ("*", "source", None),
        ("Verschil 2018", "unknown", 2018),
        ("Prestatie-indicatoren", "label", None),
        ("Effectindicator(en) *", "label", None),
        ("Omschrijving indicator/ kengetal", "label", None),
    ],
)
def test_a_header_says_role_and_year_in_any_order(header, role, year):
    cell = read_header_cell(header)
    assert (cell.role, cell.year, cell.is_header) == (role, year, True)


@pytest.mark.parametrize(
    "text",
    [
        "Aantal banen 2018",
        "Wat willen we bereiken in 2018?",
        "7,1 (2012)",
        "81% (2016)",
        "Groningen",
        "2017 was een goed jaar",
    ],
)
def test_labels_figures_and_prose_are_no_headers(text):
    assert not read_header_cell(text).is_header


def test_a_marker_in_a_header_is_kept():
    assert read_header_cell("waarde*").markers == ("*",)
    assert read_header_cell("Effectindicator(en) *").markers == ("*",)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Prestatie-indicatoren Behaald 2016 Beoogd 2017", "Prestatie-indicatoren|Behaald 2016|Beoogd 2017"),
        ("IndicatorNulmetingDoelstelling 2017Ambitie 2018", "Indicator|Nulmeting|Doelstelling 2017|Ambitie 2018"),
        ("Wettelijke indicator(en) 2016 2017", "Wettelijke indicator(en)|2016|2017"),
        ("Indicator Eenheid Realisatie 2016 Doel 2017 Bron", "Indicator|Eenheid|Realisatie 2016|Doel 2017|Bron"),
    ],
)
def test_a_header_on_one_line_falls_apart_into_its_cells(line, cells):
    assert header_cells_of_line(line) == cells.split("|")


def test_a_header_line_in_which_years_stand_on_both_sides_of_words_is_not_read():
    assert header_cells_of_line("Indicator Behaald 2016 2017 Beoogd Behaald 2017") is None


def test_prose_on_one_line_is_no_header():
    assert header_cells_of_line("In 2017 en 2018 is de begroting vastgesteld") is None


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["Indicator", "Behaald", "2017", "Beoogd", "2018"], [["Indicator", "Behaald\n2017", "Beoogd\n2018"]]),
        (["Indicator", "2017", "Behaald", "2018", "Beoogd"], [["Indicator", "2017\nBehaald", "2018\nBeoogd"]]),
        (["Indicator", "Stand", "Doel", "2017", "2018"], [["", "Stand", "Doel"], ["Indicator", "2017", "2018"]]),
        (["Indicator", "Realisatie", "2016", "2017"], [["Indicator", "Realisatie\n2016", "Realisatie\n2017"]]),
        (["Taakveld", "Omschrijving", "Stand 2022"], [["Taakveld", "Omschrijving", "Stand 2022"]]),
        (["Effectindicatoren", "indicator", "Stand 2022"], [["indicator", "Stand 2022"]]),
    ],
)  # fmt: skip
def test_header_cells_that_came_apart_are_put_together(texts, rows):
    assert arrange([read_header_cell(text) for text in texts])[0] == rows


def test_a_merged_header_is_spread_when_the_document_leaves_one_way():
    upper = ["Realisaties", "Prognose", "Streefwaarden"]
    lower = ["Naam", "2017", "2018", "2019", "2020", "2021", "2021", "2022", "Bron"]
    spring_note = DocumentIdentity(DocumentKind.INTERIM_REPORT, 2021)
    read, problems = read_columns([upper, lower], spring_note, len(lower))
    assert [column.role for column in read] == ["label", *["achieved"] * 4, "forecast", "target", "target", "source"]
    assert problems == []


def test_a_merged_header_that_can_be_spread_in_two_ways_is_a_problem():
    read, problems = read_columns([["Realisatie", "Begroting"], ["Naam", "2017", "2018", "2019"]], UNKNOWN, 4)
    assert {column.role for column in read} == {Role.UNKNOWN}
    assert [problem.kind for problem in problems] == ["header-unreadable"]


def test_the_name_of_the_municipality_heads_its_own_results():
    own = DocumentIdentity(DocumentKind.ACCOUNTS, 2017, frozenset({"maassluis"}))
    header = [["Maassluis", "Nederland"], ["Indicator", "2015", "2016", "2015", "2016"]]
    read, _ = read_columns(header, own, 5)
    assert [column.role for column in read[1:]] == ["achieved", "achieved", "benchmark", "benchmark"]


def test_accounts_without_years_leave_one_possibility():
    accounts = DocumentIdentity(DocumentKind.ACCOUNTS, 2021)
    read, problems = read_columns([["Indicator", "Rekening", "Rekening", "Beoogd", "Rekening"]], accounts, 5)
    assert [column.year for column in read[1:]] == [2019, 2020, 2021, 2021]
    assert {column.year_source for column in read[1:]} == {"inferred"}
    assert [(problem.kind, problem.severity) for problem in problems] == [("year-inferred", "notice")]


def test_a_budget_without_years_leaves_only_its_target():
    assert columns(["Indicator", "Behaald", "Behaald", "Beoogd"], BUDGET_2019)[1:] == [
        ("achieved", None),
        ("achieved", None),
        ("target", 2019),
    ]


def test_a_plan_that_need_not_be_of_the_year_of_the_document_gets_no_year():
    assert columns(["Indicator", "Nulmeting", "Streefwaarde"], BUDGET_2019)[2] == ("target", None)


def test_a_document_that_is_not_known_infers_nothing():
    assert columns(["Indicator", "Rekening", "Beoogd"])[1:] == [("achieved", None), ("target", None)]


def test_a_year_alone_is_a_result_as_far_as_the_document_can_have_one():
    assert columns(["Indicator", "2016", "2017"], ACCOUNTS_2018)[1:] == [("achieved", 2016), ("achieved", 2017)]
    assert columns(["Indicator", "2017", "2018 Begroting", "2018"], ACCOUNTS_2018)[1:] == [
        ("achieved", 2017),
        ("target", 2018),
        ("achieved", 2018),
    ]


def test_a_year_alone_that_can_be_result_or_plan_is_unknown():
    assert columns(["Indicator", "2017", "2018", "2019"], BUDGET_2019)[1:] == [
        ("achieved", 2017),
        ("unknown", 2018),
        ("target", 2019),
    ]


def test_a_year_whose_word_was_lost_is_not_given_the_word_of_its_neighbour():
    assert columns(["Indicator", "Behaald 2017", "2018", "Behaald 2018"], ACCOUNTS_2018)[2] == ("unknown", 2018)


def test_two_columns_that_say_the_same_are_both_unknown():
    read, problems = read_columns([["Indicator", "Behaald 2018", "Behaald 2018"]], ACCOUNTS_2018, 3)
    assert [column.role for column in read[1:]] == ["unknown", "unknown"]
    assert {problem.kind for problem in problems} == {"header-unreadable"}


def test_accounts_hold_no_forecast_of_a_year_they_have_closed():
    read, problems = read_columns([["Indicator", "Verwacht 2017", "Behaald 2018"]], ACCOUNTS_2018, 3)
    assert read[1].role is Role.ACHIEVED
    assert [(problem.kind, problem.severity) for problem in problems] == [("header-contradicts-document", "notice")]


def test_a_year_out_of_range_is_refused():
    read, problems = read_columns([["Indicator", "Behaald 1918", "Behaald 2018"]], ACCOUNTS_2018, 3)
    assert (read[1].role, read[1].year) == (Role.UNKNOWN, None)
    assert [problem.kind for problem in problems] == ["year-out-of-range"]
