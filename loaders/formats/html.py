"""Web pages: tables as marked, with the text around them in the order of the page.

Council sites nest tables to lay out a page. Only a table that looks like one (two rows, two columns) and holds no
other such table becomes a grid; every other table is text. A page without any such table is read as if it had
been saved as text, so that rows made of `div`s are found too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import html as lxml_html

from loaders.formats.ruled import PrintedCell, PrintedRow, PrintedTable, clean, grids_in_order, superscript
from loaders.grid import Problem, Reading, UnreadableFile

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.I)
# fmt: off
NOT_TEXT = frozenset((
    "title", "script", "style", "noscript", "template", "head", "svg", "math", "object", "iframe", "canvas",
    "audio", "video", "select", "textarea", "button", "nav",
))
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))
# fmt: on
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

ENTITY_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]{0,300}\[.*?\]\s*>", re.I | re.S)
ENTITIES_NOT_RESOLVED = Problem(
    "The page declares XML entities, which no council site does; they were not resolved.",
    found="<!DOCTYPE … [ … ]>",
    expected="a page without declarations of its own",
    kind="xml-entities",
    severity="notice",
    advice="Compare the figures with the page in a browser.",
)

# The largest page seen has 60; each costs some milliseconds
MOST_TABLES = 2_000
OPENED_TABLE = re.compile(r"<table\b", re.I)

Element = Any  # lxml publishes no types


def read(text: str) -> Reading:
    """Return the tables and text of a page; nothing in it is run, fetched or expanded."""
    if (found := sum(1 for _ in OPENED_TABLE.finditer(text))) > MOST_TABLES:
        raise UnreadableFile(_too_many_tables(found))
    text, declared_entities = ENTITY_DECLARATIONS.subn("<!DOCTYPE html>", text, count=1)
    # lxml refuses a str that declares an encoding, so it gets bytes in one we chose
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    page = lxml_html.document_fromstring(f"{text}\n".encode("utf-8", "replace"), parser=parser)
    tables: dict[Element, PrintedTable] = {}
    _find_tables(page, tables)
    title = clean(page.findtext(".//title") or "").replace("\n", " ")
    stream = [*_stream(page, tables)]
    address = _address(page, text)
    if not tables:
        reading = _read_as_text([item for item in stream if isinstance(item, str)])
    else:
        reading = Reading(*grids_in_order(stream, "html"))
    problems = (*reading.problems, *([ENTITIES_NOT_RESOLVED] if declared_entities else []))
    # The name of the page tells which document it is of, but is no heading above its first table
    lines = (*([title] if title else []), *reading.text)
    return replace(reading, text=lines, address=address or reading.address, problems=problems)


def _too_many_tables(found: int) -> Problem:
    return Problem(
        "The page has more tables than any page of a budget or accounts, and was not read.",
        found=f"{found:,} tables",
        expected=f"at most {MOST_TABLES:,}",
        kind="too-many-tables",
        advice="Save only the page with the indicator tables.",
    )


def _read_as_text(lines: list[str]) -> Reading:
    from loaders.formats import text as plain

    return plain.read("\n\n".join(lines))


def _address(page: Element, text: str) -> str | None:
    for path in (
        "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href",
        "//meta[@property='og:url']/@content",
    ):
        for found in page.xpath(path):
            if str(found).startswith(("http://", "https://")):
                return str(found).strip()
    saved = SAVED_FROM.search(text[:4096])
    return saved[1] if saved else None


# Tables ----------------------------------------------------------------------------------------------------


def _find_tables(page: Element, tables: dict[Element, PrintedTable]) -> None:
    """Fill `tables` with the elements that become grids, in the order of the page."""
    number = 0
    for element in page.iter("table"):
        if _is_hidden(element):
            continue
        number += 1
        inner = [other for other in element.iterdescendants("table") if _looks_like_table(other)]
        if not inner and _looks_like_table(element):
            tables[element] = _printed_table(element, f"table {number}")


def _rows(table: Element) -> list[Element]:
    """Return the rows of this table, not those of a table inside it."""
    return [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _looks_like_table(table: Element) -> bool:
    """Whether it has two rows and somewhere two columns with text: less is layout."""
    filled = [[cell for cell in _cells(row) if cell.text_content().strip()] for row in _rows(table)]
    return sum(map(bool, filled)) >= 2 and any(len(cells) >= 2 for cells in filled)


def _printed_table(table: Element, place: str) -> PrintedTable:
    rows = []
    for number, row in enumerate(_rows(table), start=1):
        elements = _cells(row)
        cells = tuple(
            PrintedCell(clean(_text(cell)), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in elements
        )
        rows.append(PrintedRow(cells, f"{place}, row {number}", _is_header(row, elements)))
    return PrintedTable(tuple(rows), place)


def _is_header(row: Element, cells: list[Element]) -> bool:
    in_head = row.getparent() is not None and row.getparent().tag == "thead"
    # A row of one `th` is a group label or a title, not a header
    filled = [cell for cell in cells if cell.text_content().strip()]
    return in_head or (len(filled) > 1 and all(cell.tag == "th" for cell in filled))


def _span(cell: Element, attribute: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(attribute) or "")
    return max(1, int(found[1])) if found else 1


# Text ------------------------------------------------------------------------------------------------------


def _is_hidden(element: Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in NOT_TEXT
        or "hidden" in element.attrib
        or element.get("role") == "navigation"
        or bool(HIDDEN.search(element.get("style") or ""))
        or (element.tag in ("ul", "ol") and _is_menu(element))
    )


def _is_menu(items: Element) -> bool:
    """Whether a list is links and nothing else: its words would pass for the headings of a table below it."""
    links = list(items.iterdescendants("a"))
    return len(links) > 1 and _letters(items) == sum(map(_letters, links))


def _letters(element: Element) -> int:
    return len("".join(element.text_content().split()))


def _stream(page: Element, tables: dict[Element, PrintedTable]) -> Iterator[str | PrintedTable]:
    """Yield lines of text and tables in the order of the page."""
    pieces: list[str] = []
    for piece in _pieces(page, tables):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        yield from _lines(pieces)
        pieces = []
        yield piece
    yield from _lines(pieces)


def _lines(pieces: list[str]) -> list[str]:
    return clean("".join(pieces)).split("\n") if any(piece.strip() for piece in pieces) else []


def _text(cell: Element) -> str:
    return "".join(piece for piece in _pieces(cell, {}) if isinstance(piece, str))


def _pieces(element: Element, tables: dict[Element, PrintedTable]) -> Iterator[str | PrintedTable]:
    """Yield the text of an element, blocks on lines of their own, and the tables inside it."""
    if element in tables:
        for caption in element.iterchildren("caption"):
            yield from _pieces(caption, tables)
        yield tables[element]
        return
    if _is_hidden(element):
        return
    tag = element.tag
    if tag == "br":
        yield "\n"
        return
    if tag == "sup":
        yield superscript("".join(element.itertext()))
        return
    is_block = tag in BLOCKS
    if is_block:
        yield "\n"
    if tag == "li":
        yield _bullet(element)
    # A line break in the source is a space on the page
    yield _source_text(element.text, tag)
    for child in element:
        yield from _pieces(child, tables)
        yield _source_text(child.tail, tag)
    if is_block:
        yield "\n"


def _source_text(text: str | None, tag: str) -> str:
    if not text:
        return ""
    return text if tag == "pre" else re.sub(r"\s", " ", text)


def _bullet(item: Element) -> str:
    parent = item.getparent()
    if parent is not None and parent.tag == "ol":
        return f"{sum(1 for _ in item.itersiblings('li', preceding=True)) + 1}. "
    return "• "
