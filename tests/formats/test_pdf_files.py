"""Pdf files: ruled tables over page breaks, text without rules, headers, scans and raised digits."""

import io

import PIL.Image
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from loaders.formats import pdf
from loaders.grid import Reading, UnreadableFile
from tests.formats.written import picture

STYLE = getSampleStyleSheet()["BodyText"]
HEADER = ("Effectindicatoren", "Behaald 2017", "Beoogd 2018")


def ruled(rows, widths=(200, 80, 80)) -> Table:
    grid = Table([[Paragraph(text, STYLE) for text in row] for row in rows], colWidths=widths)
    grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    return grid


def read(*story, every_page=lambda canvas, document: None) -> Reading:
    stored = io.BytesIO()
    story = [Paragraph(part, STYLE) if isinstance(part, str) else part for part in story]
    SimpleDocTemplate(stored).build(story, onFirstPage=every_page, onLaterPages=every_page)
    return pdf.read(stored.getvalue())


def cells(reading: Reading) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in grid.rows] for grid in reading.grids]


def header_and_footer(canvas, document):
    canvas.drawString(80, 800, "Jaarverslag 2018 gemeente Voorbeeld")
    canvas.drawString(80, 20, f"pagina {document.page} van 9")


def test_a_ruled_table_keeps_its_cells_and_the_lines_around_it():
    reading = read("5 Sport", ruled([HEADER, ("Aantal leden", "74%<br/>(60%)", "-")]), "* noot")
    assert cells(reading) == [[HEADER, ("Aantal leden", "74%\n(60%)", "-")]]
    assert (reading.grids[0].context, reading.grids[0].after) == (("5 Sport",), ("* noot",))
    assert reading.grids[0].rows[1].place == "page 1, table 1, row 2"


@pytest.mark.parametrize("repeats_header", [False, True])
def test_a_table_that_runs_on_over_a_page_is_one_table(repeats_header):
    first, second = [HEADER, ("Leden", "1", "2")], [("Clubs", "3", "4")]
    continued = [HEADER, *second] if repeats_header else second
    reading = read("5 Sport", ruled(first), PageBreak(), ruled(continued), "* noot", every_page=header_and_footer)
    assert cells(reading) == [[HEADER, ("Leden", "1", "2"), ("Clubs", "3", "4")]]
    assert reading.grids[0].after == ("* noot",)
    assert reading.grids[0].rows[2].place.startswith("page 2, table 1")


def test_a_table_with_other_columns_on_the_next_page_is_another():
    other = ruled([("Wettelijk", "2016", "2017"), ("Banen", "3", "4")], widths=(120, 120, 120))
    reading = read(ruled([HEADER, ("Leden", "1", "2")]), PageBreak(), other)
    assert len(reading.grids) == 2


def test_text_between_two_tables_keeps_them_apart():
    reading = read(ruled([HEADER, ("Leden", "1", "2")]), PageBreak(), "Nieuw", ruled([HEADER, ("Clubs", "3", "4")]))
    assert [grid.context for grid in reading.grids] == [(), ("Nieuw",)]


def test_headers_and_footers_are_text_once_and_never_around_a_table():
    reading = read("Sport", ruled([HEADER, ("Leden", "1", "2")]), PageBreak(), "Slot", every_page=header_and_footer)
    assert reading.text == ("Jaarverslag 2018 gemeente Voorbeeld", "pagina 1 van 9", "Sport", "Slot")
    assert reading.grids[0].context == ("Sport",)


def test_a_table_without_rules_is_read_as_lines_of_text_with_their_page():
    lines = ("Effectindicatoren Behaald 2017 Beoogd 2018", "Aantal leden 1.200 1.300", "Aantal clubs 12 13")
    stored = io.BytesIO()
    canvas = Canvas(stored)
    for number, line in enumerate(("5 Sport", *lines)):
        canvas.drawString(80, 700 - 20 * number, line)
    canvas.showPage()
    canvas.save()
    reading = pdf.read(stored.getvalue())
    assert cells(reading)[0][1:] == [("Aantal leden", "1.200", "1.300"), ("Aantal clubs", "12", "13")]
    assert reading.grids[0].rows[1].place == "page 1, line 3"


def test_ruled_and_unruled_tables_come_in_the_order_of_the_pages():
    unruled = [
        Paragraph(line, STYLE) for line in ("Prestatie-indicatoren Behaald 2017 Beoogd 2018", "Aantal clubs 12 13")
    ]
    reading = read("Een", *unruled, PageBreak(), "Twee", ruled([HEADER, ("Leden", "1", "2")]))
    assert [rows[-1][0] for rows in cells(reading)] == ["Aantal clubs", "Leden"]
    assert reading.grids[1].context[-1] == "Twee"


def test_a_scanned_page_among_others_is_refused_and_the_others_read():
    reading = read(ruled([HEADER, ("Leden", "1", "2")]), PageBreak(), Image(picture(), 300, 200), PageBreak(), "Slot")
    assert len(reading.grids) == 1
    (problem,) = reading.problems
    assert (problem.kind, problem.severity, problem.place) == ("scanned-page", "refused", "page 2")
    assert "picture without text" in problem.message


def test_a_page_number_over_a_scan_makes_it_no_text():
    stored = io.BytesIO()
    canvas = Canvas(stored, pagesize=(400, 300))
    canvas.drawInlineImage(PIL.Image.open(picture()), 0, 0, 400, 300)
    canvas.drawString(10, 10, "pagina 12")
    canvas.save()
    with pytest.raises(UnreadableFile) as refusal:
        pdf.read(stored.getvalue())
    assert refusal.value.problem.kind == "scanned-page"


def test_an_empty_page_is_no_scan():
    assert read("Een", PageBreak(), Spacer(1, 1), PageBreak(), "Drie").problems == ()


def test_raised_digits_are_markers_in_tables_and_in_text():
    reading = read(ruled([HEADER, ("Leden<super>1</super>", "74%<super>12</super>", "-")]), "<super>1</super> noot")
    assert cells(reading)[0][1] == ("Leden¹", "74%¹²", "-")
    assert reading.grids[0].after == ("¹ noot",)
    assert read("Leden<super>1</super> en clubs").text == ("Leden¹ en clubs",)


def test_merged_cells_of_a_ruled_table_are_counted():
    grid = ruled([("Indicator", "Realisatie", ""), ("", "2017", "2018"), ("Groep", "", ""), ("a", "1", "2")])
    grid.setStyle([("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 2), (2, 2))])
    (found,) = read(grid).grids
    assert [row.spans for row in found.rows] == [(1, 2, 0), (1, 1, 1), (3, 0, 0), (1, 1, 1)]
    assert [row.cells for row in found.rows][:2] == [("Indicator", "Realisatie", ""), ("", "2017", "2018")]


# Rules between rows only -----------------------------------------------------------------------------------------


def lined(rows, *lines, widths=(200, 80, 80)) -> Table:
    grid = Table([[Paragraph(text, STYLE) for text in row] for row in rows], colWidths=widths)
    grid.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *lines])
    return grid


ABOVE_EACH_ROW = ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.grey)
LONG_LABEL = "Aantal inwoners dat vaker dan eens per week sport in de gemeente of daarbuiten"


def test_rules_between_rows_are_enough_and_wrapped_labels_stay_whole():
    rows = [HEADER, (LONG_LABEL, "74%<br/>(60%)", "toename"), ("Aantal leden", "1.200", "-")]
    reading = read("5 Sport", lined(rows, ABOVE_EACH_ROW), Spacer(1, 20), "* noot")
    (found,) = cells(reading)
    assert [tuple(" ".join(cell.split()) for cell in row) for row in found] == [
        HEADER,
        (LONG_LABEL, "74% (60%)", "toename"),
        ("Aantal leden", "1.200", "-"),
    ]
    assert (reading.grids[0].context, reading.grids[0].after) == (("5 Sport",), ("* noot",))


def test_shaded_rows_are_enough():
    shades = [("BACKGROUND", (0, line), (-1, line), colors.lightgrey) for line in (1, 3)]
    rows = [HEADER, ("Leden", "1", "2"), ("Clubs", "3", "4"), ("Musea", "5", "6"), ("Podia", "7", "8")]
    reading = read("Sport", lined(rows, *shades), Spacer(1, 20), "Na de tabel")
    assert cells(reading) == [rows]
    assert reading.grids[0].after == ("Na de tabel",)


def test_a_row_shaded_in_every_cell_is_part_of_the_table_around_it():
    shades = [
        ("BACKGROUND", (column, line), (column, line), colors.lightgrey) for line in (0, 1, 3) for column in range(3)
    ]
    rows = [HEADER, ("Leden", "1", "2"), ("Clubs", "3", "4"), ("Musea", "5", "6")]
    assert cells(read("Sport", lined(rows, *shades))) == [rows]


def test_a_header_without_a_rule_above_it_may_have_cells_of_two_lines_beside_cells_of_one():
    header = ("Effectindicatoren", "Behaald<br/>2017", "Beoogd<br/>2018")
    table = lined([header, ("Leden", "1", "2"), ("Clubs", "3", "4")], ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey))
    (found,) = cells(read("Sport", Spacer(1, 20), table))
    assert found[0] == ("Effectindicatoren", "Behaald\n2017", "Beoogd\n2018")


def test_two_tables_of_one_width_with_prose_between_are_two():
    first, second = [HEADER, ("Leden", "1", "2")], [HEADER, ("Clubs", "3", "4")]
    prose = "Tussen de tabellen staat een zin over de hele breedte van de bladzijde, van meer dan een regel lang."
    reading = read(lined(first, ABOVE_EACH_ROW), Spacer(1, 20), prose, Spacer(1, 20), lined(second, ABOVE_EACH_ROW))
    assert cells(reading) == [first, second]
    assert " ".join(reading.grids[1].context) == prose


def test_a_full_width_row_between_rules_is_a_group_row():
    rows = [HEADER, ("Wettelijke indicatoren", "", ""), ("Leden", "1", "2"), ("Clubs", "3", "4")]
    grid = lined(rows, ABOVE_EACH_ROW, ("SPAN", (0, 1), (-1, 1)), widths=(60, 150, 150))
    (found,) = read(grid).grids
    assert found.rows[1].cells == ("Wettelijke indicatoren", "", "")
    assert found.rows[1].spans == (3, 0, 0)


def test_prose_between_rules_is_no_table():
    prose = "Een alinea die over de hele breedte van de bladzijde loopt en waarin 2017 en 2018 en 12 en 13 staan. " * 3
    reading = read(*[lined([(prose,)], ABOVE_EACH_ROW, widths=(360,)) for _ in range(4)])
    assert reading.grids == ()
