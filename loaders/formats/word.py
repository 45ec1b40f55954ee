"""Word documents (.docx): tables with merged cells, and paragraphs in the order of the document.

Text is taken from the XML of a paragraph rather than from python-docx's `text`, which leaves out inserted
text, footnote references and raised characters: exactly what a marker is made of. Real footnotes and endnotes
get their number at the reference, and the note stands below the table (or the paragraph) that refers to it.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from loaders.formats.ruled import PrintedCell, PrintedRow, PrintedTable, clean, grids_in_order, superscript
from loaders.grid import Reading

Element = Any  # python-docx publishes no types for its elements


def read(content: bytes) -> Reading:
    """Return the tables and text of a document."""
    document = docx.Document(io.BytesIO(content))
    notes = _Notes(_notes_part(document, "footnotes"), _notes_part(document, "endnotes"))
    heading = [line for section in list(document.sections)[:1] for line in _header_lines(section, notes)]
    grids, lines = grids_in_order(_stream(document.element.body, notes), "word")
    return Reading(grids, (*heading, *lines))


@dataclass
class _Notes:
    """Footnotes and endnotes by id, numbered in the order in which they are referred to."""

    footnotes: dict[str, Element]
    endnotes: dict[str, Element]
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    """Notes referred to since they were last printed."""

    def refer(self, kind: str, identifier: str) -> str:
        """Return the marker of a reference and remember its note."""
        body = (self.footnotes if kind == "footnote" else self.endnotes).get(identifier)
        if body is None:
            return ""
        if (kind, identifier) not in self.numbers:
            self.numbers[kind, identifier] = len(self.numbers) + 1
            marker = superscript(str(self.numbers[kind, identifier]))
            self.waiting.append(f"{marker} {clean(_text(body, self)).replace(chr(10), ' ')}")
        return superscript(str(self.numbers[kind, identifier]))

    def print(self) -> list[str]:
        """Return the notes that wait to be printed, once."""
        printed, self.waiting = self.waiting, []
        return printed


def _notes_part(document: Any, kind: str) -> dict[str, Element]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(relation.target_part.blob, parser)
            # Separator lines are notes too, with a type of their own
            return {
                note.get(qn("w:id")): note
                for note in root
                if note.get(qn("w:type"), "normal") == "normal" and note.get(qn("w:id"))
            }
    return {}


def _header_lines(section: Any, notes: _Notes) -> list[str]:
    """Return the page header: it often is the only place that names the document."""
    return [line for paragraph in section.header.paragraphs for line in _lines(_text(paragraph._p, notes))]


def _stream(container: Element, notes: _Notes) -> Iterator[str | PrintedTable]:
    number = 0
    for element in _blocks(container):
        if element.tag == qn("w:p"):
            yield from _lines(_text(element, notes))
            yield from notes.print()
        elif not any(_looks_like_table(inner) for inner in element.iterdescendants(qn("w:tbl"))):
            number += 1
            yield _printed_table(element, notes, f"table {number}")
            yield from notes.print()
        else:
            # A table that only lays out others: its cells are read one after the other
            for cell in _layout_cells(element):
                yield from _stream(cell, notes)


def _blocks(container: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, also those inside content controls and tracked insertions."""
    for child in container:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _blocks(child)


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iterdescendants(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]


def _layout_cells(container: Element) -> list[Element]:
    """Return the cells of a row or of a table, those of inner tables left out."""
    table = container if container.tag == qn("w:tbl") else next(container.iterancestors(qn("w:tbl")))
    return [cell for cell in container.iterdescendants(qn("w:tc")) if next(cell.iterancestors(qn("w:tbl"))) is table]


def _looks_like_table(table: Element) -> bool:
    rows = _rows(table)
    return len(rows) >= 2 and max(len(_layout_cells(row)) for row in rows) >= 2


def _printed_table(table: Element, notes: _Notes, place: str) -> PrintedTable:
    rows = _rows(table)
    starts = [dict(_cells_by_column(row)) for row in rows]
    printed = []
    for number, row in enumerate(rows):
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [PrintedCell("", int(skipped.get(qn("w:val"), "1")))] if skipped is not None else []
        for column, cell in starts[number].items():
            if _continues(cell):
                continue
            height = 1
            while number + height < len(rows) and _continues(starts[number + height].get(column)):
                height += 1
            cells.append(PrintedCell(clean(_text(cell, notes)), _width(cell), height))
        is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        printed.append(PrintedRow(tuple(cells), f"{place}, row {number + 1}", is_header))
    return PrintedTable(tuple(printed), place)


def _cells_by_column(row: Element) -> Iterator[tuple[int, Element]]:
    skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = int(skipped.get(qn("w:val"), "1")) if skipped is not None else 0
    for cell in _layout_cells(row):
        yield column, cell
        column += _width(cell)


def _width(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1


def _continues(cell: Element | None) -> bool:
    """Whether the cell is the lower part of one that began in a row above."""
    merge = None if cell is None else cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line]


# Not shown on the page: deleted text, instructions of fields, and the older twin of a drawing
NOT_SHOWN = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr"), qn("w:tcPr")))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHARACTERS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}


def _text(element: Element, notes: _Notes) -> str:
    """Return the shown text of an element, each paragraph on a line of its own."""
    tag = element.tag
    if tag in NOT_SHOWN or tag == FALLBACK:
        return ""
    if tag in CHARACTERS:
        return CHARACTERS[tag]
    if tag == qn("w:t"):
        return element.text or ""
    if tag == qn("w:footnoteReference"):
        return notes.refer("footnote", element.get(qn("w:id"), ""))
    if tag == qn("w:endnoteReference"):
        return notes.refer("endnote", element.get(qn("w:id"), ""))
    text = "".join(_text(child, notes) for child in element)
    if tag == qn("w:r") and _is_raised(element) and not any("Reference" in str(child.tag) for child in element):
        return superscript(text)
    if tag == qn("w:p"):
        return f"{'• ' if text.strip() and _is_listed(element) else ''}{text}\n"
    return text


def _is_raised(run: Element) -> bool:
    position = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return position is not None and position.get(qn("w:val")) == "superscript"


def _is_listed(paragraph: Element) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return False
    named = properties.find(qn("w:pStyle"))
    style = "" if named is None else named.get(qn("w:val"), "").lower()
    if style.startswith(("heading", "kop")):
        return False
    return properties.find(qn("w:numPr")) is not None or style.startswith(("listbullet", "lijstopsom"))
