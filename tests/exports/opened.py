"""Workbooks read back from their bytes, straight from the XML: every cell a number or a text."""

import io
import zipfile
from xml.etree import ElementTree

from odf import opendocument, table, teletype

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = str | float
Sheets = dict[str, list[list[Cell]]]


def xlsx(content: bytes) -> Sheets:
    """Return every sheet as rows of numbers and texts, straight from the XML of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        names = [
            one.get("name", "") for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        found: Sheets = {}
        for at, name in enumerate(names, start=1):
            root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{at}.xml"))
            assert not list(root.iter(f"{MAIN}f")), "a formula"
            assert not list(root.iter(f"{MAIN}mergeCell")), "a merged cell"
            found[name] = [
                [
                    shared[int(cell.findtext(f"{MAIN}v", ""))]
                    if cell.get("t") == "s"
                    else float(cell.findtext(f"{MAIN}v", "nan"))
                    for cell in row
                ]
                for row in root.iter(f"{MAIN}row")
            ]
    return found


def ods(content: bytes) -> Sheets:
    """Return the same of an .ods: its numbers by their value, not as they are shown."""
    found: Sheets = {}
    for sheet in opendocument.load(io.BytesIO(content)).spreadsheet.getElementsByType(table.Table):
        found[sheet.getAttribute("name")] = rows = []
        for row in sheet.getElementsByType(table.TableRow):
            cells = row.getElementsByType(table.TableCell)
            assert not any(cell.getAttribute("formula") for cell in cells), "a formula"
            assert not any(cell.getAttribute("numbercolumnsspanned") for cell in cells), "a merged cell"
            rows.append(
                [
                    float(cell.getAttribute("value"))
                    if cell.getAttribute("valuetype") == "float"
                    else "\n".join(teletype.extractText(line) for line in cell.childNodes)
                    for cell in cells
                ]
            )
    return found


def rows(sheets: Sheets, name: str) -> list[dict[str, Cell]]:
    """Return the rows of the one table of a sheet by header; the title and one line stand above it."""
    _, _, header, *below = sheets[name]
    assert all(len(row) == len(header) for row in below), "an empty cell"
    return [dict(zip(map(str, header), row, strict=True)) for row in below]
