"""Layouts of other municipalities: what the cells of a table show is believed over what one header cell says."""

import pytest

from loaders.extract import extract_text
from loaders.extraction import Extraction

BUDGET = "begroting-2020-page.txt"
ACCOUNTS = "jaarstukken-2019-page.txt"


def extract(*cells: str, name: str = BUDGET) -> Extraction:
    return extract_text("\n\n".join(cells), name)


def columns(extraction: Extraction) -> list[tuple[str, int | None]]:
    return [(column.role.value, column.year) for table in extraction.tables for column in table.columns]


def rows(extraction: Extraction) -> dict[str, list[str]]:
    return {row.label: [cell.raw for cell in row.cells] for table in extraction.tables for row in table.rows}


def refusals(extraction: Extraction) -> list[str]:
    return [problem.kind for problem in extraction.problems if problem.severity == "refused"]


# Where a header ends ---------------------------------------------------------------------------------------------


def test_a_last_header_word_without_a_year_is_a_column_when_every_row_has_a_cell_for_it():
    header = ["Indicator", "Werkelijk\n2018", "Begroting 2020", "Streefwaarde"]
    read = extract(*header, "1", "Fietsers", "12", "14", "zie toelichting", "2", "Lopers", "3", "4", "5")
    assert columns(read) == [("label", None), ("achieved", 2018), ("target", 2020), ("target", None)]
    assert rows(read) == {"1 Fietsers": ["12", "14", "zie toelichting"], "2 Lopers": ["3", "4", "5"]}


def test_a_header_word_may_be_hyphenated():
    header = ["Indicator", "2017", "2018", "Streef-\ncijfer\n2019", "Rekening\n2019", "Streef-\nwaarde", "Bron"]
    read = extract(*header, "Fietsers", "1", "2", "3", "4", "5", "Telpunten", name=ACCOUNTS)
    roles = ["label", "achieved", "achieved", "target", "achieved", "target", "source"]
    assert [role for role, _ in columns(read)] == roles


def test_letters_before_a_year_say_budget_or_accounts():
    read = extract("Subindicator", "R2018", "B2019", "B2020", "Fietsers", "1", "2", "3")
    assert columns(read)[1:] == [("achieved", 2018), ("target", 2019), ("target", 2020)]


def test_a_year_before_the_label_header_is_that_of_all_columns_without_one():
    header = ["2019", "Indicator", "Eenheid", "Raming na wijz.", "Werkelijk"]
    read = extract(*header, "Fietsers", "%", "12", "13", "Lopers", "%", "2", "3", name=ACCOUNTS)
    assert columns(read)[1:] == [("unit", None), ("target", 2019), ("achieved", 2019)]
    assert rows(read) == {"Fietsers": ["%", "12", "13"], "Lopers": ["%", "2", "3"]}


def test_a_header_no_word_of_which_is_known_keeps_its_place_between_the_others():
    header = ["Indicator", "Realisatie 2018", "Begroting 2019", "V / N", "Begroting 2020"]
    read = extract(*header, "Fietsers", "12", "13", "V", "14", "Lopers", "2", "3", "N", "4")
    assert columns(read)[1:] == [("achieved", 2018), ("target", 2019), ("unknown", None), ("target", 2020)]
    assert rows(read)["Lopers"] == ["2", "3", "N", "4"]


def test_a_column_no_word_of_which_is_known_may_come_first_where_every_row_fills_it():
    header = ["Indicator", "Schaal", "Realisatie\n2018", "Begroting\n2020"]
    read = extract(*header, "Fietsers", "1-10", "7,1", "7,2", "Lopers", "1-5", "4,1", "4,2")
    assert rows(read) == {"Fietsers": ["1-10", "7,1", "7,2"], "Lopers": ["1-5", "4,1", "4,2"]}
    title = extract("Indicatoren", "Cultuur", *header[2:], "Fietsers", "7,1", "7,2", "Lopers", "4,1", "4,2")
    assert rows(title) == {"Fietsers": ["7,1", "7,2"], "Lopers": ["4,1", "4,2"]}


def test_a_header_that_cannot_be_of_its_document_is_refused_with_all_its_years():
    late = extract("Indicator", "Realisatie", "2018", "2019", "2020", "2021", "Fietsers", "1", "2", "3", "4")
    early = extract("Indicator", "Prognose", "2017", "2018", "2019", "2020", "Fietsers", "1", "2", "3", "4")
    for read in (late, early):
        assert not {role for role, _ in columns(read)} & {"achieved", "forecast"}
        assert "header-unreadable" in refusals(read)


@pytest.mark.parametrize("mark", ["-", "•"])
def test_an_icon_on_a_line_above_each_label_is_no_cell(mark):
    read = extract("Indicator", "Realisatie 2018", "Doel 2020", mark, "Fietsers", "12", "14", mark, "Lopers", "2", "3")
    assert [*rows(read).values()] == [["12", "14"], ["2", "3"]]


def test_numbers_stand_in_a_column_of_their_own_and_belong_to_the_labels():
    read = extract("Nr.", "Omschrijving", "Werkelijk", "Streefwaarde", "2018", "2020", "1", "Fietsers", "12", "14",
                   "2", "Lopers", "3", "4")  # fmt: skip
    assert columns(read) == [("label", None), ("achieved", 2018), ("target", 2020)]
    assert rows(read) == {"1 Fietsers": ["12", "14"], "2 Lopers": ["3", "4"]}


def test_two_words_over_many_years_are_divided_where_a_budget_can_have_no_results_yet():
    header = ["Indicator", "Realisatie", "Streefwaarden", "2017", "2018", "2019", "2020", "2021"]
    read = extract(*header, "Fietsers", "1", "2", "3", "4", "5")
    assert [role for role, _ in columns(read)] == ["label", "achieved", "achieved", "target", "target", "target"]


# What the cells of a column show --------------------------------------------------------------------------------------


def test_years_in_every_row_are_the_period_of_the_figures_behind_them():
    header = ["Indicator", "Laatste meting", "Vorige meting", "Laatste meting", "Gemeenten"]
    read = extract(*header, "Fietsers", "2017", "85", "86", "89", "Lopers", "2018", "4,9", "5,1", "3,4")
    assert [role for role, _ in columns(read)] == ["label", "period", "achieved", "achieved", "benchmark"]
    assert [cell.year for cell in read.tables[0].rows[1].cells] == [None, None, 2018, 2018]


def test_a_header_over_a_year_and_a_figure_covers_both_where_blank_cells_are_kept():
    text = (
        "Indicatoren | Laatste meting | Verwachting 2020 | |\n---|---|---|---|\n"
        "Fietsers | 2017 | 2,3 | 1,8 |\nLopers | 2018 | 77 | 78 |\n"
    )
    read = extract_text(text, BUDGET)
    assert columns(read) == [("label", None), ("period", None), ("achieved", None), ("forecast", 2020)]


def test_a_column_of_names_says_whose_the_figures_behind_it_are():
    header = ["Indicator", "Eenheid", "Periode", "Bron", "Waarde", "Benchmark", "Waarde"]
    one = ["Fietsers", "Aantal per 1.000 inwoners", "2018", "Telpunten", "6", "Nederland", "8"]
    two = ["Lopers", "Aantal per 1.000 inwoners", "2018", "Telpunten", "3", "Nederland", "4"]
    roles = [role for role, _ in columns(extract(*header, *one, *two))]
    assert roles == ["label", "unit", "period", "source", "achieved", "unknown", "benchmark"]


def test_a_figure_measured_in_an_earlier_year_is_no_plan_of_the_budget_it_is_printed_in():
    header = ["Naam indicator", "Eenheid", "Jaar waarop cijfer betrekking heeft", "Cijfer begroting 2020"]
    read = extract(*header, "Verzuim", "Aantal per 1.000 leerlingen", "2017", "4")
    assert columns(read)[-1] == ("achieved", None)
    assert read.tables[0].rows[0].cells[-1].year == 2017


def test_a_figure_in_four_digits_is_no_year():
    header = ["Indicator", "Eenheid", "Periode", "Gouda", "Nederland"]
    read = extract(*header, "Woonlasten", "euro", "2017", "1006", "723", name="gouda-js2017-wonen.txt")
    assert columns(read)[-2:] == [("achieved", None), ("benchmark", None)]
    assert rows(read) == {"Woonlasten": ["euro", "2017", "1006", "723"]}


def test_a_bare_year_in_accounts_is_a_result_but_in_a_budget_the_year_before_may_be_either():
    accounts = extract("Indicator", "2017", "2018", "Rekening 2019", "Fietsers", "1", "2", "3", name=ACCOUNTS)
    assert [role for role, _ in columns(accounts)] == ["label", "achieved", "achieved", "achieved"]
    budget = extract("Indicator", "Behaald 2018", "2019", "Beoogd 2020", "Fietsers", "1", "2", "3")
    assert columns(budget)[2] == ("unknown", 2019)
    assert "header-unreadable" in refusals(budget)


@pytest.mark.parametrize("header", ["NaamBronrealisatierealisatie\n20182019", "Naam Bron Meting Meting\n2018 2019"])
def test_one_word_for_each_year_of_the_line_below_heads_rows_on_lines(header):
    text = f"{header}\n1. Op straat\n1 Fietsers Telpunten 12,5 14,5\n2 Lopers Telling 3,5\n2. In huis\n3 Gasten 4 5\n"
    read = extract_text(text, BUDGET)
    assert columns(read) == [("label", None), ("achieved", 2018), ("achieved", 2019)]
    assert [(row.group, row.label) for row in read.tables[0].rows] == [
        ("1. Op straat", "1 Fietsers Telpunten"),
        ("2. In huis", "3 Gasten"),
    ]
    assert [p.row for p in read.problems if p.severity == "refused"] == ["2 Lopers Telling"]


# Pipes --------------------------------------------------------------------------------------------------------------


def test_a_pipe_row_of_a_label_and_blank_cells_heads_the_rows_below_it_and_keys_belong_to_the_row_above():
    text = (
        "Indicator | Rekening 2018 | Begroting 2019 | |\nFietsers | | | |\nGemeente | 110 | 111 | |\n"
        "Bron: | Telpunten | | |\nToelichting: | Geteld in mei. | | |\nLopers | | | |\nGemeente | 4 | 5 | |\n"
    )
    read = extract_text(text, ACCOUNTS)
    (table,) = read.tables
    assert [(row.group, row.label) for row in table.rows] == [("Fietsers", "Gemeente"), ("Lopers", "Gemeente")]
    assert (table.rows[0].source, table.remarks) == ("Telpunten", ("Toelichting: Geteld in mei.",))


def test_a_row_with_code_and_title_between_two_pipe_tables_heads_the_second():
    text = (
        "5.1 | Fietsen in de stad | | |\n---|---|---|---|\nIndicator | R2018 | B2020 | |\nFietsers | 1 | 2 | |\n"
        "5.2 | Lopen in de stad | | |\nIndicator | R2018 | B2020 | |\nLopers | 3 | 4 | |\n"
    )
    read = extract_text(text, BUDGET)
    assert [table.field_code for table in read.tables] == ["5.1", "5.2"]
    assert rows(read) == {"Fietsers": ["1", "2"], "Lopers": ["3", "4"]}
    assert refusals(read) == []


# Nothing invented, nothing lost --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        ["(bedragen x € 1.000)", "2020", "2021", "2022", "Stand per 1 januari", "463", "412", "362",
         "Vermeerderingen", "0", "0", "0"],
        ["Reserves (x € 1.000)", "31-12-2018", "31-12-2019", "Algemene reserve", "23.733", "22.742"],
        ["Realisatie 2018", "Begroting 2019", "V / N", "Begroting 2020", "Totaal lasten", "512.450", "794.187", "V",
         "711.913", "Totaal baten", "12.450", "94.187", "N", "11.913"],
    ],
)  # fmt: skip
def test_amounts_of_reserves_charges_and_income_are_no_indicators(cells):
    assert extract("Ontwikkeling van de middelen", *cells).tables == ()


def test_a_last_column_of_remarks_may_be_empty_where_every_row_has_all_its_figures():
    header = ["Onze mensen", "2017", "2018", "Toelichting"]
    body = ["Fietsers", "7,2", "7,3", "Lopers", "17%", "15%"]
    read = extract(*header, *body, "Bron: eigen telling")
    assert rows(read) == {"Fietsers": ["7,2", "7,3", ""], "Lopers": ["17%", "15%", ""]}
    assert refusals(read) == []


@pytest.mark.parametrize("place", [4, 7, 10])
def test_one_remark_in_a_column_of_remarks_never_becomes_a_label(place):
    body = ["Onze mensen", "2017", "2018", "Toelichting", "Fietsers", "1", "2", "Lopers", "3", "4", "Ruiters", "5", "6"]
    body.insert(place + 3, "Anders geteld")
    read = extract(*body)
    expected = {"Fietsers": ["1", "2"], "Lopers": ["3", "4"], "Ruiters": ["5", "6"]}
    assert all(cells[:2] == expected[label] for label, cells in rows(read).items())
    assert refusals(read)


def test_a_row_that_lacks_its_source_does_not_take_the_label_below_it():
    header = ["Indicator", "Eenheid", "Realisatie 2018", "Bron", "Toelichting"]
    full = ["Aantal per 1.000 inwoners", "12", "Telpunten", "Geteld in mei."]
    short = ["Lopers", "Aantal per 1.000 inwoners", "3", "Geteld in juni."]
    read = extract(*header, "Fietsers", *full, *short, "Ruiters", *full, "Skaters", *full)
    assert set(rows(read)) <= {"Fietsers", "Ruiters", "Skaters"}
    assert all(cells == full for cells in rows(read).values())
    assert "row-not-alignable" in refusals(read)


def test_a_row_of_a_pipe_table_with_a_figure_where_its_unit_belongs_is_refused():
    text = (
        "Eigen mensen | |||\nIndicator | Eenheid | R2018 | B2020 |\nFietsers | per dag | 7,18 | 7,17 |\n"
        "Waarvan te voet | 4,18% | 4,69% | |\nLopers | per week | 6,98 | 7,29 |\n|---|---|---|---|\n"
    )
    read = extract_text(text, BUDGET)
    assert rows(read) == {"Fietsers": ["per dag", "7,18", "7,17"], "Lopers": ["per week", "6,98", "7,29"]}
    assert [p.row for p in read.problems if p.severity == "refused"] == ["Waarvan te voet"]


@pytest.mark.parametrize("row", ["43 57 Zie hierna", "Fietsers> 90%>95%> 70%Telpunten, doorlopend"])
def test_a_header_on_one_line_above_a_row_that_does_not_fall_apart_is_named(row):
    read = extract_text(f"Realisatie 2017 Realisatie 2018 Streefwaarde 2020\n{row}\nOns dorp\n", BUDGET)
    assert rows(read) == {}
    assert [(p.kind, row in p.found) for p in read.problems] == [("header-unreadable", True)]


def test_a_header_whose_rows_cannot_be_divided_is_named():
    header = ["Indicator", "1 maart 2019", "1 mei 2019", "Jaar", "Ons dorp", "Ref.", "Jaar", "Ons dorp", "Ref."]
    read = extract(*header, "Fietsers", "2017", "129,0", "135,0", "2018", "109,0", "119,0")
    assert rows(read) == {}
    assert refusals(read) == ["header-unreadable"]


def test_a_coded_row_below_the_last_full_one_is_named():
    header = ["Beleidsindicator", "Begroot 2019", "Rekening 2018", "Begroot 2020"]
    read = extract(*header, "7.1", "Restafval", "233 kg", "282", "263", "7.2", "Zonnestroom, %", "1)", "Zie hierna.")
    assert [*rows(read)] == ["7.1 Restafval"]
    assert [p.row for p in read.problems if p.severity == "refused"] == ["7.2 Zonnestroom, %"]


def test_figures_below_the_prose_behind_a_table_are_named():
    table = ["Indicator", "Realisatie 2018", "Begroting 2020", "Fietsers", "1", "2", "Lopers", "3", "4"]
    prose = ["Het tellen gaat door.", "De tellers fietsen.", "Zij tellen ook.", "Soms regent het.", "Dan niet."]
    read = extract(*table, *prose, "Ruiters", "5,5", "6,6", "7,7")
    assert [*rows(read)] == ["Fietsers", "Lopers"]
    assert [(p.row, p.found) for p in read.problems] == [("Ruiters", "5,5 | 6,6 | 7,7")]


def test_figures_above_the_first_table_are_named():
    table = ["Indicator", "Realisatie 2018", "Begroting 2020", "Fietsers", "1", "2", "Lopers", "3", "4"]
    read = extract("Onze buurt", "Ruiters", "5,5", "6,6", "Skaters", "-", "8", "Dit jaar telden wij:", *table)
    assert [*rows(read)] == ["Fietsers", "Lopers"]
    assert [(p.row, p.found) for p in read.problems] == [("Ruiters", "5,5 | 6,6"), ("Skaters", "- | 8")]


def test_a_unit_may_stand_before_the_figures_of_a_row_on_one_line():
    read = extract_text("Indicator Eenheid Realisatie 2018 Begroting 2020\nBanen % 12 13\nWerk fte 3 4\n", BUDGET)
    assert rows(read) == {"Banen": ["%", "12", "13"], "Werk": ["fte", "3", "4"]}


def test_every_line_between_header_and_end_of_a_table_is_delivered_or_reported():
    header = ["Indicator", "Realisatie 2018", "Begroting 2020"]
    body = ["Op straat", "Fietsers", "12", "14", "Lopers", "3", "Bron: Telpunten", "In huis", "Bewoners", "2/2.678",
            "2/3.000", "Zonder cijfer", "Gasten", "één op drie", "8", "Huisdieren", "4", "5", "6"]  # fmt: skip
    read = extract(*header, *body)
    seen = " ".join(
        text
        for table in read.tables
        for row in table.rows
        for text in (row.label, row.group or "", row.source or "", *table.remarks, *(cell.raw for cell in row.cells))
    )
    said = " ".join(f"{problem.row} {problem.found} {problem.message}" for problem in read.problems)
    assert [line for line in body if line.removeprefix("Bron: ") not in f"{seen} {said}"] == []


def test_a_flat_header_may_begin_with_the_title_of_the_table_and_labels_may_hold_ages():
    text = (
        "Fysieke kerngegevens Rekening 2018 Begroting 2019 Begroting 2020\nSociale structuur\n"
        "Aantal bewoners 25.672 25.617 25.571\nvan 0 - 19 jaar 5.702 5.599 5.573\n"
    )
    read = extract_text(text, BUDGET)
    assert [(row.group, row.label) for row in read.tables[0].rows] == [
        ("Sociale structuur", "Aantal bewoners"),
        ("Sociale structuur", "van 0 - 19 jaar"),
    ]
    assert rows(read)["van 0 - 19 jaar"] == ["5.702", "5.599", "5.573"]
    assert refusals(read) == []
