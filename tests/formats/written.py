"""The same printed table written as html, xlsx, ods, docx and pdf, as offices and websites write them.

`PrintedTable` is what `tests/corpus/tables.json` says of a page: title lines, header cells, rows, notes. Figures go
into workbooks as numbers with a number format where Excel would have them so, because that is how a clerk's sheet
holds them: `21,5%` is 0.215 with the format `0.0%`.
"""

import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(%)?")


@dataclass(frozen=True)
class PrintedTable:
    titles: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Label first; a row of one cell is a group row."""
    notes: tuple[str, ...]

    @classmethod
    def of_corpus(cls, table: dict) -> "PrintedTable":
        titles = [table["programme"], f"{table['field_code'] or ''} {table['field_title'] or ''}"]
        # Of a row with too few cells nobody knows which one is blank, so it cannot be written with one
        aligned = [row for row in table["rows"] if not row.get("ragged")]
        rows = [(row["label"], *row["cells"]) if "cells" in row else (row["group"],) for row in aligned]
        return cls(
            tuple(line.strip() for line in titles if line and line.strip()),
            (table["title_cell"], *(column["header"] for column in table["columns"])),
            tuple(rows),
            tuple(f"{marker} {text}" for marker, text in table["notes"].items()),
        )


def as_number(cell: str) -> tuple[float, str] | None:
    """Return a plain figure and the number format that shows it as printed."""
    found = NUMBER.fullmatch(cell.strip())
    if not found or (found[1].startswith("0") and len(found[1]) > 1):
        return None
    decimals = len(found[2] or ",") - 1
    value = float((found[1] + (found[2] or "")).replace(".", "").replace(",", "."))
    number_format = ("#,##0" if "." in found[1] else "0") + ("." + "0" * decimals if decimals else "")
    return (value / 100, f"{number_format}%") if found[3] else (value, number_format)


def write_html(table: PrintedTable, path: Path) -> None:
    """Write a page as a council's content system serves it: tables in tables, a menu, a finance block, scripts."""

    def cell(text: str, tag: str = "td", more: str = "") -> str:
        return f"<{tag}{more}>" + html.escape(text).replace("\n", "<br />\n   ") + f"</{tag}>"

    width = len(table.header)
    body = "".join(
        f"<tr>{cell(row[0], more=f' colspan={width}')}</tr>"
        if len(row) == 1
        else f"<tr>{''.join(cell(text) for text in row)}</tr>\n"
        for row in table.rows
    )
    path.write_text(
        f"""<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Pagina</title>
<link rel="canonical" href="https://gemeente.example/p1/pagina">
<script>var tabel = "<table><tr><td>Behaald 2011</td><td>99</td></tr><tr><td>a</td><td>b</td></tr></table>";</script>
<style>td {{ color: red }}</style></head><body>
<table class="layout"><tr><td><ul><li><a href="/">Home</a></li><li><a href="/2">Programma's</a></li></ul></td>
<td>{"".join(f"<h2>{html.escape(title)}</h2>" for title in table.titles)}
<table class="indicatoren"><thead><tr>{"".join(cell(text, "th") for text in table.header)}</tr></thead>
<tbody>{body}</tbody></table>
{"".join(f"<p>{html.escape(note)}</p>" for note in table.notes)}
<h3>Wat heeft het gekost?</h3>
<table><tr><th>Bedragen x € 1.000</th><th>Begroot</th><th>Werkelijk</th></tr>
<tr><td>Lasten</td><td>1.200</td><td>1.250</td></tr><tr><td>Baten</td><td>200</td><td>180</td></tr></table>
</td></tr></table></body></html>""",
        encoding="utf-8",
    )


def write_xlsx(table: PrintedTable, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Indicatoren")
        formats: dict[str, object] = {}
        top = len(table.titles) + 1
        for line, title in enumerate(table.titles):
            sheet.write_string(line, 0, title)
        for column, text in enumerate(table.header):
            sheet.write_string(top, column, text)
        for line, row in enumerate(table.rows, start=top + 1):
            if len(row) == 1:
                sheet.merge_range(line, 0, line, len(table.header) - 1, row[0])
                continue
            for column, text in enumerate(row):
                number = as_number(text) if column else None
                if number is None:
                    sheet.write_string(line, column, text)
                else:
                    value, code = number
                    shape = formats.setdefault(code, workbook.add_format({"num_format": code}))
                    sheet.write_number(line, column, value, shape)
        for line, note in enumerate(table.notes, start=top + len(table.rows) + 2):
            sheet.write_string(line, 0, note)


def write_ods(table: PrintedTable, path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Indicatoren")

    def add(cells: list[str], spanned: int = 1, empty: int = 0) -> None:
        row = TableRow()
        for index, text in enumerate(cells):
            number = as_number(text) if index else None
            facts = {"numbercolumnsspanned": spanned} if spanned > 1 else {}
            if number:
                facts |= {"valuetype": "percentage" if text.endswith("%") else "float", "value": repr(number[0])}
            elif text:
                facts |= {"valuetype": "string"}
            cell = TableCell(**facts)
            for line in text.split("\n"):
                cell.addElement(P(text=line))
            row.addElement(cell)
        for _ in range(spanned - 1):
            row.addElement(CoveredTableCell())
        sheet.addElement(row)

    for title in table.titles:
        add([title])
    add([""])
    add(list(table.header))
    for row in table.rows:
        add(list(row), spanned=len(table.header) if len(row) == 1 else 1)
    add([""])
    for note in table.notes:
        add([note])
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


def write_docx(table: PrintedTable, path: Path) -> None:
    import docx

    document = docx.Document()
    for title in table.titles:
        document.add_heading(title, level=2)
    grid = document.add_table(rows=0, cols=len(table.header))
    for row in (table.header, *table.rows):
        cells = grid.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    for note in table.notes:
        document.add_paragraph(note)
    document.save(str(path))


def write_pdf(table: PrintedTable, path: Path, rules: str = "GRID") -> None:
    """Write one page with a ruled table, labels wrapped inside their cells."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    # The built-in fonts have no ≥; this one comes with reportlab
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    style = getSampleStyleSheet()["BodyText"]
    style.fontName = "Vera"

    def wrapped(text: str) -> Paragraph:
        return Paragraph(html.escape(text).replace("\n", "<br/>"), style)

    rows = (table.header, *table.rows)
    lines = [(at, line) for row in rows for at, text in enumerate(row) for line in text.split("\n")]
    widths = [
        max(60.0, *(pdfmetrics.stringWidth(line, "Vera", 10) + 14 for at, line in lines if at == column))
        for column in range(1, len(table.header))
    ]
    body = [[wrapped(text) for text in row] for row in rows]
    spans = [("SPAN", (0, line), (-1, line)) for line, row in enumerate(body) if len(row) == 1]
    body = [row + [""] * (len(table.header) - len(row)) for row in body]
    grid = Table(body, colWidths=[200.0, *widths], repeatRows=0)
    grid.setStyle([(rules, (0, 0), (-1, -1), 0.5, colors.black), *spans])
    size = (max(landscape(A4)[0], 200 + sum(widths) + 150), A4[1])
    story = [*map(wrapped, table.titles), grid, *map(wrapped, table.notes)]
    SimpleDocTemplate(str(path), pagesize=size).build(story)


def write_printed_pdf(table: PrintedTable, path: Path) -> None:
    """Write one page as a browser prints it: rules between rows only."""
    write_pdf(table, path, rules="LINEABOVE")


def write_scanned_pdf(path: Path) -> None:
    """Write a page that is a picture."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(picture()), 50, 400, 400, 300)
    canvas.showPage()
    canvas.save()


def picture() -> io.BytesIO:
    """Return a page as a scanner gives it."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(page).text((20, 20), "Behaald 2018", fill="black")
    stored = io.BytesIO()
    page.save(stored, "PNG")
    stored.seek(0)
    return stored


WRITERS: dict[str, Callable[[PrintedTable, Path], None]] = {
    "html": write_html,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "docx": write_docx,
    "pdf": write_pdf,
    "printed.pdf": write_printed_pdf,
}
