"""Sheets are read as a person sees them: number formats, merged cells, several tables, what is hidden or broken."""

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from loaders.formats.workbook import read_xlsx, shown
from loaders.grid import Reading
from loaders.receive import UnreadableFile, read_file
from tests.formats.written import PrintedTable, as_number, write_ods


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        ("0.215", "0.0%", "21,5%"),
        ("0.28499999999999998", "0%", "29%"),
        ("0.75", "0%", "75%"),
        ("1", "0.00%", "100,00%"),
        ("1234567", "#,##0", "1.234.567"),
        ("1234.5", "#,##0.00", "1.234,50"),
        ("1234.5", "General", "1234,5"),
        ("0.30000000000000004", "General", "0,3"),
        ("2018", "General", "2018"),
        ("78.4", "0.0", "78,4"),
        ("6.9", "0.##", "6,9"),
        ("7", "0.##", "7"),
        ("7", "000", "007"),
        ("-5", "0;(0)", "(5)"),
        ("-5", "0", "-5"),
        ("0", "0;-0;-", "-"),
        ("-1234.5", '"€" #,##0.00;[Red]-"€" #,##0.00', "-€ 1.234,50"),
        ("3200", r'"±" #,##0', "± 3.200"),
        ("12", '0" weken"', "12 weken"),
        ("1500", '[$€-413] #,##0', "€ 1.500"),
        ("1500000", '#,##0.0,,"mln"', "1,5mln"),
        ("12.5", r'_-* #,##0.0_-', "12,5"),
        ("43465", "d-m-yyyy", "31-12-2018"),
        ("43465", "d mmmm yyyy", "31 december 2018"),
        ("43465.5", "dd-mm-yy hh:mm", "31-12-18 12:00"),
        ("43465", "yyyy", "2018"),
        ("43525", "mmm-yy", "mrt-19"),
        ("0.52", "mm:ss", "28:48"),
        ("43465", "hhh", "000"),
        ("1234567.8", "# ##0", "1.234.568"),
        ("1234567.8", "#,#", "1.234.568"),
        ("1E+300", "0", "1" + "0" * 300),
        ("0.5", "# ?/?", "0,5"),
        ("1234", "0.00E+00", "1234"),
        ("5", "@", "5"),
        ("5", 'General" x"', "5 x"),
        ("5", ";;;", ""),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_the_sheet_shows_it(value, number_format, seen):
    assert shown(Decimal(value), number_format) == seen


@pytest.mark.parametrize("printed", ["21,5%", "1.234", "6,9", "75%", "12", "1.234,50", "0,5"])
def test_the_tests_write_figures_as_numbers_that_show_as_printed(printed):
    value, number_format = as_number(printed)
    assert shown(Decimal(repr(value)), number_format) == printed


@pytest.fixture
def workbook(tmp_path):
    """Yield a function that fills a workbook and reads it back."""

    def read(fill) -> Reading:
        path = tmp_path / "werkmap.xlsx"
        with xlsxwriter.Workbook(path) as book:
            fill(book)
        return read_file(path)

    return read


def rows(reading: Reading, table: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.grids[table].rows]


def test_merged_cells_are_laid_out_and_counted(workbook):
    def fill(book):
        sheet = book.add_worksheet("Sport")
        sheet.merge_range("A1:A2", "Indicator")
        sheet.merge_range("B1:C1", "Realisatie")
        sheet.write_row("B2", [2017, 2018])
        sheet.merge_range("A3:C3", "Groep")
        sheet.write_row("A4", ["Leden", 1, 2])

    reading = workbook(fill)
    assert rows(reading) == [
        ("Indicator", "Realisatie", ""),
        ("", "2017", "2018"),
        ("Groep", "", ""),
        ("Leden", "1", "2"),
    ]
    assert reading.grids[0].rows[2].spans == (3, 0, 0)
    assert reading.grids[0].rows[3].place == "sheet 'Sport', row 4"


def test_empty_rows_part_tables_but_not_the_rows_of_one(workbook):
    def fill(book):
        sheet = book.add_worksheet("Blad1")
        sheet.write("B2", "Effectindicatoren")
        sheet.write_row("B3", ["Indicator", "Behaald 2018"])
        sheet.write_row("B4", ["Leden", 12])
        sheet.write_row("B6", ["Bezoekers", 13])
        sheet.write("B7", "* voorlopig cijfer")
        sheet.write_row("B9", ["Wettelijke indicatoren", "2018"])
        sheet.write_row("B10", ["Banen", 14])

    reading = workbook(fill)
    assert rows(reading, 0) == [("Indicator", "Behaald 2018"), ("Leden", "12"), ("Bezoekers", "13")]
    assert rows(reading, 1) == [("Wettelijke indicatoren", "2018"), ("Banen", "14")]
    assert reading.grids[0].context == ("Effectindicatoren",)
    assert reading.grids[0].after == ("* voorlopig cijfer",)


def test_tables_beside_each_other_are_two(workbook):
    def fill(book):
        sheet = book.add_worksheet("Blad1")
        sheet.write_row("A1", ["Indicator", "Behaald 2018", "", "Indicator", "Beoogd 2018"])
        sheet.write_row("A2", ["Aantal leden", 12, "", "Aantal bezoekers", 13])
        sheet.write_row("A3", ["Aantal clubs", 14, "", "Aantal musea", 15])

    reading = workbook(fill)
    assert rows(reading, 0) == [("Indicator", "Behaald 2018"), ("Aantal leden", "12"), ("Aantal clubs", "14")]
    assert rows(reading, 1) == [("Indicator", "Beoogd 2018"), ("Aantal bezoekers", "13"), ("Aantal musea", "15")]


def test_an_empty_column_inside_a_table_is_only_space(workbook):
    def fill(book):
        sheet = book.add_worksheet("Blad1")
        sheet.write_row("A1", ["Indicator", "", "Behaald 2018", "", "Beoogd 2018"])
        sheet.write_row("A2", ["Leden", "", 12, "", 13])

    assert rows(workbook(fill)) == [("Indicator", "Behaald 2018", "Beoogd 2018"), ("Leden", "12", "13")]


def test_every_visible_sheet_is_read_and_a_hidden_one_named(workbook):
    def fill(book):
        for name in ("Sport", "Cultuur", "Geheim"):
            sheet = book.add_worksheet(name)
            sheet.write_row("A1", ["Indicator", "Behaald 2018"])
            sheet.write_row("A2", [f"Leden {name}", 12])
        book.get_worksheet_by_name("Geheim").hide()

    reading = workbook(fill)
    assert [grid.context for grid in reading.grids] == [("Sport",), ("Cultuur",)]
    assert [(problem.kind, problem.table) for problem in reading.problems] == [("hidden-sheet", "Geheim")]


def test_text_that_looks_like_a_number_stays_as_typed_and_raised_digits_are_markers(workbook):
    def fill(book):
        sheet = book.add_worksheet("Sport")
        raised = book.add_format({"font_script": 1})
        sheet.write_row("A1", ["Indicator", "Behaald 2018"])
        sheet.write_rich_string("A2", "Leden", raised, "1")
        sheet.write_string("B2", "078,40")

    assert rows(workbook(fill))[1] == ("Leden¹", "078,40")


def test_a_zero_nobody_calculated_is_no_result_but_a_saved_result_is(workbook):
    def fill(book):
        sheet = book.add_worksheet("Sport")
        sheet.write_row("A1", ["Indicator", "Behaald 2017", "Behaald 2018"])
        sheet.write("A2", "Leden")
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_formula("C2", "=1+2", None, 3)
        sheet.write_row("A3", ["Clubs", 5])
        sheet.write_formula("C3", "=B2*2")  # xlsxwriter saves 0 here and asks Excel to calculate on opening

    reading = workbook(fill)
    assert rows(reading) == [("Indicator", "Behaald 2017", "Behaald 2018"), ("Leden", "2", "3")]
    (problem,) = reading.problems
    assert (problem.kind, problem.row, problem.column) == ("formula-without-value", "Clubs", "Behaald 2018")
    assert problem.place == "sheet 'Sport', cell C3"


def test_an_ods_formula_without_a_result_is_named(tmp_path):
    path = tmp_path / "werkmap.ods"
    table = PrintedTable(("Sport",), ("Indicator", "Behaald 2018"), (("Leden", "12"), ("Clubs", "13")), ())
    write_ods(table, path)
    changed = tmp_path / "formule.ods"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "content.xml":
                before = content
                content = content.replace(
                    b'office:value-type="float" office:value="13.0"><text:p>13</text:p>',
                    b'table:formula="of:=[.B4]+1">',
                )
                assert content != before
            new.writestr(entry.filename, content)
    (problem,) = read_file(changed).problems
    assert (problem.kind, problem.row, problem.found) == ("formula-without-value", "Clubs", "=[.B4]+1")
    assert problem.place == "sheet 'Indicatoren', cell B5"


def test_a_cell_a_million_rows_down_is_named_and_not_waited_for(tmp_path: Path):
    path = tmp_path / "ver.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row("A1", ["Indicator", "Behaald 2018"])
        sheet.write_row("A2", ["Leden", 12])
        sheet.write("XFD1048576", "ver weg")
    reading = read_file(path)
    assert rows(reading) == [("Indicator", "Behaald 2018"), ("Leden", "12")]
    assert [problem.kind for problem in reading.problems] == ["sheet-too-large"]


# Workbooks as other programs write them ------------------------------------------------------------------------


def changed(path: Path, change: Callable[[str], str]) -> Path:
    """Write an archive again with every XML part changed; return where."""
    to = path.with_stem("veranderd")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(old.read(entry).decode()))
    return to


def as_strict(part: str) -> str:
    part = part.replace("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main")
    return part.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(as_strict, id="saved as Strict Open XML"),
        pytest.param(lambda part: re.sub(r'<c r="[A-Z]+\d+"', "<c", part), id="cells without a reference"),
        pytest.param(lambda part: re.sub(r'<row r="\d+"', "<row", part), id="rows without a number"),
        pytest.param(lambda part: part.replace('<fill><patternFill patternType="none"/></fill>', "<fill/>"), id="fill"),
        pytest.param(lambda part: part.replace('ref="A4:C4"', 'ref="A4:XFD1048576"'), id="merged to the very end"),
        pytest.param(lambda part: part.replace(' fullCalcOnLoad="1"', ""), id="calculated by its program"),
    ],
)
def test_a_workbook_of_another_program_reads_the_same(change, tmp_path):
    path = tmp_path / "werkmap.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sport")
        sheet.write_row("A1", ["Indicator", "Behaald 2017", "Behaald 2018"])
        sheet.write_row("A2", ["Leden", 12])
        sheet.write_number("C2", 0.215, book.add_format({"num_format": "0.0%"}))
        sheet.write_row("A3", ["Clubs", 5, 6])
        sheet.merge_range("A4:C4", "* voorlopig")
    other = changed(path, change)
    assert other.read_bytes() != path.read_bytes()
    assert rows(read_file(other)) == rows(read_file(path))
    assert rows(read_file(path))[1:] == [("Leden", "12", "21,5%"), ("Clubs", "5", "6")]
    assert read_file(other).problems == ()


def test_a_zero_of_a_workbook_that_was_calculated_is_a_result(tmp_path):
    path = tmp_path / "werkmap.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sport")
        sheet.write_row("A1", ["Indicator", "Behaald 2018"])
        sheet.write_row("A2", ["Leden"])
        sheet.write_formula("B2", "=1-1", None, 0)
    calculated = changed(path, lambda part: part.replace(' fullCalcOnLoad="1"', ""))
    assert rows(read_file(calculated))[1] == ("Leden", "0")
    assert [problem.kind for problem in read_file(path).problems] == ["formula-without-value"]


def test_entities_declared_far_into_a_part_are_refused_too(tmp_path):
    path = tmp_path / "werkmap.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Sport").write_row("A1", ["Leden", 12])
    declared = f'<!--{" " * 5000}--><!DOCTYPE worksheet [<!ENTITY figure "99">]><worksheet '
    spoilt = changed(path, lambda part: part.replace("<worksheet ", declared).replace("<v>12<", "<v>&figure;<"))
    with pytest.raises(UnreadableFile) as refused:
        read_file(spoilt)
    assert refused.value.problem.kind == "xml-entities"
    with pytest.raises(ValueError, match="declares XML entities"):
        read_xlsx(spoilt.read_bytes())


def test_raised_characters_of_an_ods_are_markers_and_its_hidden_sheet_is_named(tmp_path):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties, TextProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, Span

    document = OpenDocumentSpreadsheet()
    raised, hidden = Style(name="T1", family="text"), Style(name="ta1", family="table")
    raised.addElement(TextProperties(textposition="super 58%"))
    hidden.addElement(TableProperties(display="false"))
    for style in (raised, hidden):
        document.automaticstyles.addElement(style)
    for sheet in (Table(name="Sport"), Table(name="Geheim", stylename=hidden)):
        for label, figure in (("Indicator", "Behaald 2018"), ("Leden", "12")):
            row = TableRow()
            for text in (label, figure):
                shown_text = P(text=text)
                if text == "12":
                    shown_text.addElement(Span(stylename=raised, text="1)"))
                cell = TableCell(valuetype="string")
                cell.addElement(shown_text)
                row.addElement(cell)
            sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "werkmap.ods"))
    reading = read_file(tmp_path / "werkmap.ods")
    assert rows(reading) == [("Indicator", "Behaald 2018"), ("Leden", "12¹⁾")]
    assert [(problem.kind, problem.table) for problem in reading.problems] == [("hidden-sheet", "Geheim")]


def test_the_empty_end_of_an_ods_sheet_is_no_table_cut_off(tmp_path):
    path = tmp_path / "werkmap.ods"
    table = PrintedTable(("Sport",), ("Indicator", "Behaald 2018"), (("Leden", "12"), ("Clubs", "13")), ())
    write_ods(table, path)
    rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    empty = changed(path, lambda part: part.replace("</table:table>", f"{rest}{rest}</table:table>"))
    assert read_file(empty).problems == ()
    far = "<table:table-row><table:table-cell><text:p>ver weg</text:p></table:table-cell></table:table-row>"
    filled = changed(path, lambda part: part.replace("</table:table>", f"{rest}{far}</table:table>"))
    assert [problem.kind for problem in read_file(filled).problems] == ["sheet-too-large"]
