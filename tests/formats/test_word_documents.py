"""Word documents: merged cells, real footnotes, tracked changes, and text in the order of the document."""

import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.formats import word
from loaders.grid import Reading


@pytest.fixture
def document():
    return docx.Document()


def read(document) -> Reading:
    stored = io.BytesIO()
    document.save(stored)
    return word.read(stored.getvalue())


def table(document, *rows: tuple[str, ...]):
    grid = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            cell.text = text
    return grid


def test_merged_cells_are_laid_out_and_counted(document):
    grid = table(document, ("Indicator", "Realisatie", ""), ("", "2017", "2018"), ("Groep", "", ""), ("a", "1", "2"))
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(2, 0).merge(grid.cell(2, 2))
    (found,) = read(document).grids
    assert [row.cells for row in found.rows] == [
        ("Indicator", "Realisatie", ""),
        ("", "2017", "2018"),
        ("Groep", "", ""),
        ("a", "1", "2"),
    ]
    assert found.rows[2].spans == (3, 0, 0)


def test_paragraphs_stand_around_tables_in_order(document):
    document.sections[0].header.paragraphs[0].text = "Jaarverslag 2018"
    document.add_heading("5 Sport")
    table(document, ("x", "2018"), ("a", "1"))
    document.add_paragraph("* noot")
    table(document, ("y", "2018"), ("b", "2"))
    reading = read(document)
    first, second = reading.grids
    assert (first.context, first.after, second.context) == (("5 Sport",), ("* noot",), ("* noot",))
    assert reading.text == ("Jaarverslag 2018", "5 Sport", "* noot")


def test_a_repeated_header_row_is_known_as_header(document):
    grid = table(document, ("x", "2018"), ("a", "1"))
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert read(document).grids[0].header_rows == 1


def test_footnotes_get_their_number_and_stand_below_the_table(document):
    grid = table(document, ("x", "2018"), ("Aantal", "74%"))
    reference = (
        f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    )
    grid.cell(1, 0).paragraphs[0]._p.append(parse_xml(reference))
    notes = f"""<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> voorlopig cijfer</w:t></w:r></w:p></w:footnote>
    </w:footnotes>"""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    (found,) = read(document).grids
    assert found.rows[1].cells == ("Aantal¹", "74%")
    assert found.after == ("¹ voorlopig cijfer",)


def test_inserted_text_counts_and_deleted_text_does_not(document):
    grid = table(document, ("x", "2018"), ("Aantal", ""))
    paragraph = grid.cell(1, 1).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>60%</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>74%</w:t></w:r></w:ins>"))
    assert read(document).grids[0].rows[1].cells == ("Aantal", "74%")


def test_raised_runs_are_markers_and_paragraphs_of_a_cell_are_lines(document):
    grid = table(document, ("x", "2018"), ("Aantal", "74%"))
    grid.cell(1, 0).paragraphs[0].add_run("1").font.superscript = True
    grid.cell(1, 1).add_paragraph("(60%)")
    assert read(document).grids[0].rows[1].cells == ("Aantal¹", "74%\n(60%)")


def test_a_table_that_lays_out_another_is_text(document):
    layout = document.add_table(rows=2, cols=2)
    layout.cell(0, 0).text = "Boven"
    inner = layout.cell(0, 1).add_table(rows=2, cols=2)
    for row, texts in zip(inner.rows, (("x", "2018"), ("a", "1")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    layout.cell(1, 0).text = "Onder"
    (found,) = read(document).grids
    assert [row.cells for row in found.rows] == [("x", "2018"), ("a", "1")]
    assert (found.context, found.after) == (("Boven",), ("Onder",))
