"""The text of a saved page becomes tables, whatever its layout; a row that does not fit is reported, never shifted."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract import extract_text
from loaders.extraction import CellKind, Extraction

ACCOUNTS = "rekening-2018-page.txt"
PAGES = Path(__file__).resolve().parents[1] / "pages"
HEADER = ["Prestatie-indicatoren", "Behaald\n2017", "Beoogd\n\n2018", "Behaald\n 2018"]


def page(*cells: str) -> str:
    return "\n\n".join([*HEADER, *cells])


def rows(extraction: Extraction) -> dict[str, list[str]]:
    return {row.label: [cell.raw for cell in row.cells] for table in extraction.tables for row in table.rows}


def refused(extraction: Extraction) -> list[tuple[str, str | None, str]]:
    return [(p.kind, p.row, p.found) for p in extraction.problems if p.severity == "refused"]


# Layouts ------------------------------------------------------------------------------------------------------


def test_cells_on_lines_of_their_own_with_empty_lines_between_and_inside():
    read = extract_text(
        page("Aantal banen", "120", "± 130", "128", "% tevreden", "65%\n(60%)", "toename", "-"), ACCOUNTS
    )
    assert rows(read) == {"Aantal banen": ["120", "± 130", "128"], "% tevreden": ["65%\n(60%)", "toename", "-"]}
    assert [(column.role, column.year) for column in read.tables[0].columns[1:]] == [
        ("achieved", 2017),
        ("target", 2018),
        ("achieved", 2018),
    ]


def test_cells_on_lines_of_their_own_without_empty_lines():
    text = "Indicator\nBehaald 2017\nBeoogd 2018\nAantal banen\n120\n130\nWachttijd\n2 weken\nn.b."
    assert rows(extract_text(text, ACCOUNTS)) == {"Aantal banen": ["120", "130"], "Wachttijd": ["2 weken", "n.b."]}


def test_two_header_rows_words_first_then_years():
    text = "\n\n".join(["Effectindicatoren", "Realisatie", "Begroting", "2017", "2018", "Banen", "1.037", "1.073"])
    read = extract_text(text, ACCOUNTS)
    assert rows(read) == {"Banen": ["1.037", "1.073"]}
    assert [(c.header, c.role, c.year) for c in read.tables[0].columns[1:]] == [
        ("Realisatie\n2017", "achieved", 2017),
        ("Begroting\n2018", "target", 2018),
    ]


def test_a_pipe_table_keeps_its_blank_cells():
    text = (
        "Indicator | Behaald 2017 | Beoogd 2018 |\n---|---|---|\nThema werk\nBanen | | 130 |\nWachttijd | 2 weken | - |"
    )
    read = extract_text(text, ACCOUNTS)
    assert rows(read) == {"Banen": ["", "130"], "Wachttijd": ["2 weken", "-"]}
    assert read.tables[0].rows[0].cells[0].reason == "blank"
    assert read.tables[0].rows[0].group == "Thema werk"


def test_one_row_per_line_with_long_labels_on_a_line_of_their_own():
    text = "Indicator Behaald 2017 Beoogd 2018\nAantal banen 1.200 > 1.300\n\nAantal scholen dat meedoet\n\n12 14\n"
    read = extract_text(text, ACCOUNTS)
    assert rows(read) == {"Aantal banen": ["1.200", "> 1.300"], "Aantal scholen dat meedoet": ["12", "14"]}


def test_a_header_over_lines_may_stand_above_rows_on_a_line_and_the_other_way_round():
    over_lines = "Indicator\n\nBehaald 2017\n\nBeoogd 2018\n\n"
    assert rows(extract_text(over_lines + "Banen 120 130\nWachttijd 3 weken n.b.\n", ACCOUNTS)) == {
        "Banen": ["120", "130"],
        "Wachttijd": ["3 weken", "n.b."],
    }
    on_one_line = "Indicator Behaald 2017 Beoogd 2018\n\n"
    assert rows(extract_text(on_one_line + "Banen\n\n120\n\n130\n", ACCOUNTS)) == {"Banen": ["120", "130"]}


def test_a_table_copied_from_a_browser_has_tabs_between_its_cells():
    text = "Indicator\tBehaald 2017\tBeoogd 2018\nBanen\t120\t130\nScholen\t\t14\n"
    assert rows(extract_text(text, ACCOUNTS)) == {"Banen": ["120", "130"], "Scholen": ["", "14"]}


def test_cells_glued_together_part_at_their_units():
    text = (
        "IndicatorNulmetingDoelstelling 2018\nPercentage peuters\nbron: Gemeente\n93%94%\nPercentage scholen\n33%100%\n"
    )
    read = extract_text(text, ACCOUNTS)
    assert rows(read) == {"Percentage peuters": ["93%", "94%"], "Percentage scholen": ["33%", "100%"]}
    assert read.tables[0].rows[0].source == "Gemeente"


def test_a_block_per_indicator_takes_name_unit_and_source_from_above_its_header():
    text = "35/WOZ-waarde/Eenheid/Duizend euro/Bron/CBS/Realisatie/Begroot/2017/2018/303/295".replace("/", "\n\n")
    row = extract_text(text, ACCOUNTS).tables[0].rows[0]
    assert (row.label, row.unit, row.source) == ("35 WOZ-waarde", "Duizend euro", "CBS")
    assert [cell.raw for cell in row.cells] == ["Duizend euro", "CBS", "303", "295"]


def test_several_tables_stand_on_one_page():
    text = (
        page("Banen", "1", "2", "3") + "\n\n\n7.1 Fiets\n\nEffectindicatoren\n\n2016\n\n2017\n\nFietsers\n\n61\n\n62\n"
    )
    tables = extract_text(text, ACCOUNTS).tables
    assert [(table.title, table.field_code) for table in tables] == [
        ("Prestatie-indicatoren", None),
        ("Effectindicatoren", "7.1"),
    ]


# Rows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_row_with_a_cell_less_is_reported_with_its_cells(gone):
    short = ["Aantal banen", "120", "130", "128"]
    del short[gone]
    read = extract_text(page(*short, "Wachttijd", "2 weken", "n.b.", "3 weken"), ACCOUNTS)
    assert rows(read) == {"Wachttijd": ["2 weken", "n.b.", "3 weken"]}
    assert refused(read) == [("row-not-alignable", "Aantal banen", " | ".join(short[1:]))]


def test_a_row_with_a_cell_too_many_is_reported():
    right = [cell for name in ("Wachttijd", "Vragen", "Bezoeken", "Brieven") for cell in (name, "5", "6", "7")]
    read = extract_text(page("Banen", "1", "2", "3", "4", *right), ACCOUNTS)
    assert [*rows(read)] == ["Wachttijd", "Vragen", "Bezoeken", "Brieven"]
    assert refused(read) == [("row-not-alignable", "Banen", "1 | 2 | 3 | 4")]


def test_a_table_whose_longest_rows_are_wider_than_its_header_is_refused_with_its_short_rows():
    read = extract_text(page("Banen", "1", "2", "3", "4", "Wachttijd", "5", "6", "7", "8", "Vragen", "9", "10", "11"))
    assert rows(read) == {}
    assert "3 rows" in next(p.message for p in read.problems if p.kind == "header-unreadable")


def test_a_short_last_row_does_not_take_the_heading_below_it():
    read = extract_text(page("Banen", "3", "3") + "\n\n7 Verkeer\n\n7.1 Fiets in 2018\n\nWe fietsen meer.", ACCOUNTS)
    assert rows(read) == {}
    assert refused(read) == [("row-not-alignable", "Banen", "3 | 3")]


def test_figures_without_a_label_are_refused():
    text = "indicator | Behaald 2017 | Beoogd 2018 |\n---|---|---|\n | 7,6 | toename |\nBanen | 1 | 2 |"
    read = extract_text(text, ACCOUNTS)
    assert rows(read) == {"Banen": ["1", "2"]}
    assert refused(read) == [("label-missing", None, "7,6 | toename")]


def test_a_label_may_be_broken_hold_bullets_numbers_and_bounds():
    labels = [
        "% jongeren < 18 jaar\ndat sport",
        "• 14 050* klanttevredenheid",
        "% van de stad\n\n  • Panel\n  • Schouw",
    ]
    read = extract_text(page(*[cell for label in labels for cell in (label, "1", "2", "3")]), ACCOUNTS)
    assert list(rows(read)) == [
        "% jongeren < 18 jaar dat sport",
        "• 14 050* klanttevredenheid",
        "% van de stad • Panel • Schouw",
    ]


def test_codes_on_lines_of_their_own_belong_to_the_label_and_never_to_the_row_above():
    cells = [
        "1a",
        "Waardering",
        "48%",
        "47%",
        "50%",
        "1b",
        "Vertrouwen",
        "3,1",
        "3,5",
        "2",
        "Ruimte",
        "3,3",
        "3,8",
        "3,4",
    ]
    read = extract_text(page(*cells), ACCOUNTS)
    assert rows(read) == {"1a Waardering": ["48%", "47%", "50%"], "2 Ruimte": ["3,3", "3,8", "3,4"]}
    assert refused(read) == [("row-not-alignable", "1b Vertrouwen", "3,1 | 3,5")]


def test_group_rows_and_parts_are_kept_with_the_rows_below_them():
    cells = ["Banen per 1.000", "Groningen", "1", "2", "3", "Haren", "4", "5", "6", "Waarvan deeltijd", "7", "8", "9"]
    table = extract_text(page(*cells), ACCOUNTS).tables[0]
    assert [(row.label, row.group, row.parent) for row in table.rows] == [
        ("Groningen", "Banen per 1.000", None),
        ("Haren", "Banen per 1.000", None),
        ("Waarvan deeltijd", "Banen per 1.000", "Haren"),
    ]


def test_a_group_of_bulleted_rows_ends_with_its_bullets():
    cells = ["% dat sport:", "• 18 jaar en ouder", "1", "2", "3", "% lid van een club", "4", "5", "6"]
    table = extract_text(page(*cells), ACCOUNTS).tables[0]
    assert [(row.label, row.group) for row in table.rows] == [
        ("• 18 jaar en ouder", "% dat sport:"),
        ("% lid van een club", None),
    ]


def test_a_heading_with_a_stray_figure_is_reported_and_still_heads_the_rows_below_it():
    cells = ["Groep een", "Stad", "1", "2", "3", "Groep twee", "-", "Stad", "4", "5", "6"]
    read = extract_text(page(*cells), ACCOUNTS)
    assert [(row.label, row.group) for row in read.tables[0].rows] == [("Stad", "Groep een"), ("Stad", "Groep twee")]
    assert refused(read) == [("row-not-alignable", "Groep twee", "-")]


def test_the_former_wording_in_a_label_is_kept_apart():
    cells = ["% cliënten met een plan: *", "% inwoners dat het plan zelf uitvoert", "-", "-", "-"]
    row = extract_text(page(*cells), ACCOUNTS).tables[0].rows[0]
    assert row.former_label == "% cliënten met een plan"
    assert row.label == "% cliënten met een plan: * % inwoners dat het plan zelf uitvoert"


def test_source_lines_go_to_the_row_above_them():
    read = extract_text(
        page("Banen", "1", "2", "3", "Bron: CBS", "Wachttijd", "4", "5", "6", "Bron: Gemeente"), ACCOUNTS
    )
    assert [row.source for row in read.tables[0].rows] == ["CBS", "Gemeente"]


def test_unit_and_period_columns_are_read_beside_the_figures():
    cells = ["Indicator", "Eenheid", "Periode", "Waarde", "Formatie", "fte per 1.000 inwoners", "2015", "6,1"]
    table = extract_text("\n\n".join(cells), "begroting-2017.txt").tables[0]
    assert (table.rows[0].unit, table.rows[0].cells[2].value, table.rows[0].cells[2].year) == (
        "fte per 1.000 inwoners",
        6.1,
        2015,
    )


def test_the_own_municipality_stands_beside_the_country():
    cells = [
        "Indicator",
        "Maassluis 2015",
        "Maassluis 2016",
        "Nederland 2016",
        "Bron",
        "Halt",
        "1,1",
        "1,2",
        "2,3",
        "CBS",
    ]
    (table,) = extract_text("\n\n".join(cells), "maassluis-jv2017.txt").tables
    assert [(c.role, c.year) for c in table.columns[1:4]] == [
        ("achieved", 2015),
        ("achieved", 2016),
        ("benchmark", 2016),
    ]
    assert [cell.value for cell in table.rows[0].cells[:3]] == [1.1, 1.2, 2.3]


def test_numbers_in_a_star_column_are_references_not_values():
    cells = [
        "indicator",
        "*",
        "Behaald\n2017",
        "Beoogd\n2018",
        "• Starters",
        "1/2",
        "300",
        "320",
        "1. register",
        "2. CBS",
    ]
    table = extract_text("\n\n".join(cells), "begroting-2018.txt").tables[0]
    assert table.rows[0].markers == ("1", "2")
    assert table.notes == {"1": "register", "2": "CBS"}


def test_a_result_told_in_words_stays_one_cell_over_an_empty_line():
    told = "Ondersteuning van 32 initiatieven\n5 Parels (algemene voorzieningen)"
    read = extract_text(page("Initiatieven", "-", ".-", told, "1 wijkcoöperatie", "Wat wilden we bereiken?"), ACCOUNTS)
    assert rows(read) == {"Initiatieven": ["-", ".-", f"{told}\n1 wijkcoöperatie"]}


def test_a_finance_block_is_no_indicator_table():
    finance = [
        "Bedragen x € 1.000",
        "Rekening 2017",
        "Begroting 2018",
        "Lasten",
        "12.345",
        "13.000",
        "Saldo",
        "-10",
        "-11",
    ]
    pipes = "Bedragen x € 1.000 | Rekening 2017 | Begroting 2018 |\n---|---|---|\nLasten | 12.345 | 13.000 |"
    for text in ("\n\n".join(finance), pipes):
        assert extract_text(text, ACCOUNTS).tables == ()


def test_an_index_of_amounts_is_an_indicator_all_the_same():
    read = extract_text(page("WOZ-waarde (x € 1.000)", "180", "190", "200"), ACCOUNTS)
    assert rows(read) == {"WOZ-waarde (x € 1.000)": ["180", "190", "200"]}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_random_cell_less_never_shifts_another_row(data):
    """Tables of any size and notation: what is delivered is what stood there, label by label."""
    figure = st.sampled_from(
        ["12", "7,6", "75%", "-", "n.b.", "toename", "> 200", "± 3.200", "2 weken", "28% (II)\n(17% (III))"]
    )
    names = st.sampled_from(["Aantal banen", "Tevreden klanten", "Wachttijd zorg", "Bezoekers", "Leden", "Score"])
    labels = data.draw(st.lists(names, min_size=1, max_size=5, unique=True))
    table = {label: data.draw(st.lists(figure, min_size=3, max_size=3)) for label in labels}
    short = data.draw(st.sampled_from(labels))
    printed = {label: list(cells) for label, cells in table.items()}
    del printed[short][data.draw(st.integers(0, 2))]
    read = extract_text(page(*[text for label, cells in printed.items() for text in (label, *cells)]), ACCOUNTS)
    assert rows(read) == {label: cells for label, cells in table.items() if label != short}
    assert [row for _, row, _ in refused(read)] == [short]


# Whole pages ----------------------------------------------------------------------------------------------------


def test_the_page_on_neighbourhood_teams_is_read_completely():
    read = extract_text((PAGES / "rekening-2018-4-1-6.txt").read_text(), "rekening-2018-4-1-6.txt")
    (table,) = read.tables
    assert (table.field_code, table.field_title, table.title) == (
        "4.1.6",
        "Sociale basisvoorzieningen",
        "Prestatie-indicatoren",
    )
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        [68, None, 75],
        [60, None, 64],
        [28, None, 30],
        [71, None, 70],
        [73, None, 73],
    ]
    assert [row.markers for row in table.rows] == [(), ("I",), (), ("V",), ("V",)]
    contact = table.rows[2].cells
    assert [(part.value, part.markers) for part in contact[0].parts] == [(28, ("II",)), (17, ("III",))]
    assert (contact[1].kind, contact[1].reason, contact[1].markers) == (CellKind.MISSING, "no_norm", ("IV",))
    assert sorted(table.notes) == ["I", "II", "III", "IV", "V", "VI"]
    assert all(table.notes.values())
    assert read.problems == ()


def test_the_page_on_volunteers_flags_its_star_without_a_note():
    read = extract_text((PAGES / "rekening-2018-4-1-2.txt").read_text(), "rekening-2018-4-1-2.txt")
    (row,) = read.tables[0].rows
    assert [(cell.raw, cell.value) for cell in row.cells] == [("-", None), ("± 3.200", 3200), ("3204", 3204)]
    assert read.tables[0].notes == {"*": None}
    assert [(problem.kind, problem.severity) for problem in read.problems] == [("note-missing", "notice")]


@pytest.mark.parametrize(
    "prose",
    [
        "Plannen in de zorg\n\nfoto vergadering zorg -51Bewoners dienden veertig plannen in.\n",
        "Voortgang\n\nDe cursus ‘3 manieren’ loopt door (0.a. in de media).\n\nBegroting 2025\n\n29 besturen\n",
        "",
    ],
)
def test_a_page_without_a_table_says_so_and_invents_none(prose):
    read = extract_text(prose, "pagina.txt")
    assert read.tables == ()
    assert [(problem.kind, problem.severity) for problem in read.problems] == [("no-table", "refused")]


def test_a_table_without_a_header_is_refused_with_its_rows():
    read = extract_text("Banen | 1 | 2 |\nScholen | 3 | 4 |\nWijken | 5 | 6 |", ACCOUNTS)
    assert [problem.kind for problem in read.problems] == ["header-missing"]


def test_an_empty_header_gives_statutory_results_without_a_year_and_a_refusal():
    text = "BBV verplichte indicatoren\n\n |  |  |\n---|---|---|\nHalt | NNB | 11 |\nBanen | 2 | 3 |"
    read = extract_text(text, ACCOUNTS)
    assert [(column.role, column.year) for column in read.tables[0].columns[1:]] == [("achieved", None)] * 2
    assert [problem.kind for problem in read.problems if problem.severity == "refused"] == ["header-unreadable"]
    assert extract_text(text.replace("BBV verplichte", "Onze"), ACCOUNTS).tables == ()
