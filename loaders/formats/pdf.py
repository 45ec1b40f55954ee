"""Pdf files with a text layer: tables with rules as drawn, everything else as lines of text.

pdfium reads the text of a page in milliseconds; pdfplumber finds tables from their rules, exactly but slowly, so it
only sees pages on which something is drawn. What stands outside ruled tables is read as a text page is, because
annual accounts often set tables without any rule. Lines repeated at the edge of pages (headers, footers, page
numbers) are taken once, and a table that runs on over a page break becomes one again when its columns agree.
"""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw

from loaders.formats import text as plain
from loaders.formats.banded import Box, DrawnTable, banded_tables, is_within
from loaders.formats.ruled import PrintedCell, PrintedRow, PrintedTable, clean, grids_in_order, superscript
from loaders.grid import Grid, GridRow, Problem, Reading, UnreadableFile

MOST_PAGES = 1_500
# Rules of one table drawn by different programs differ by up to the width of a line
EDGE_TOLERANCE = 3.0
LONGEST_STAMP = 60
LOST_LETTER = "\ufffd"
# A raised marker is a sixth smaller than the text it belongs to in a browser's print, elsewhere more
RAISED_SIZE = 0.85


def read(content: bytes) -> Reading:
    """Return the tables and text of a pdf; pages without a text layer are named and left out."""
    document = _open(content)
    try:
        pages = _pages(document, content)
    finally:
        document.close()
    margins = _margins(pages)
    problems = [_scan(page.number) for page in pages if page.is_picture]
    items = [*_without_margins(pages, margins)]
    if not items:
        raise UnreadableFile(_nothing_to_read(pages))
    grids, lines = grids_in_order(_stream(_joined(items)), "pdf")
    # Headers and footers come first and once: they often name the document and its year
    return Reading(grids, (*margins.values(), *lines), problems=tuple(problems))


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" not in str(error).lower():
            raise
        raise UnreadableFile(
            Problem(
                "The file is protected with a password and cannot be read.",
                found="an encrypted pdf",
                expected="a file without a password",
                kind="password-protected",
                advice="Open it with its password, print it to a new pdf, and hand that over.",
            )
        ) from error
    if len(document) > MOST_PAGES:
        raise UnreadableFile(
            Problem(
                "The pdf has more pages than any budget or accounts.",
                found=f"{len(document)} pages",
                expected=f"at most {MOST_PAGES}",
                kind="too-many-pages",
                advice="Save only the pages with the indicator tables.",
            )
        )
    return document


def _scan(number: int) -> Problem:
    return Problem(
        f"Page {number} is a picture without text (a scan) and was not read.",
        found="a page without a text layer",
        expected="text that can be selected",
        place=f"page {number}",
        kind="scanned-page",
        advice="Ask the publisher for the original pdf, or run text recognition on the page and check the figures.",
    )


def _nothing_to_read(pages: Sequence["Page"]) -> Problem:
    pictures = [page.number for page in pages if page.is_picture]
    if not pictures:
        return Problem(
            "The pdf has no text on any page.",
            found=f"{len(pages)} empty page(s)",
            expected="pages with text",
            kind="empty-file",
            advice="Save it again.",
        )
    which = f"page {pictures[0]}" if len(pictures) == 1 else f"pages {pictures[0]} to {pictures[-1]}"
    return replace(
        _scan(pictures[0]), place=which, message=f"The pdf holds only pictures without text (a scan): {which}."
    )


# Pages -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of text outside ruled tables, with where it stands."""

    text: str
    page: int
    number: int


@dataclass(frozen=True)
class RuledTable:
    """One table as drawn, with the left edges of its columns."""

    table: PrintedTable
    page: int
    edges: tuple[float, ...]


Item = Line | RuledTable


@dataclass(frozen=True)
class Page:
    """One page from top to bottom."""

    number: int
    items: tuple[Item, ...]
    is_picture: bool = False


def _pages(document: pypdfium2.PdfDocument, content: bytes) -> list[Page]:
    pages = []
    plumbed: Any = None
    try:
        for index in range(len(document)):
            page = document[index]
            number = index + 1
            lines = _text_lines(page)
            drawn = list(page.get_objects(max_depth=3))
            if not lines or _is_scan(page, lines, drawn):
                pages.append(Page(number, (), is_picture=bool(drawn)))
            elif sum(item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for item in drawn) < 2:
                pages.append(Page(number, _numbered(lines, number)))
            else:
                if plumbed is None:
                    import pdfplumber  # slow to import, and most pages do without

                    plumbed = pdfplumber.open(io.BytesIO(content))
                plumbed_page = plumbed.pages[index]
                _name_unmapped(plumbed_page.chars, page)
                items = _ruled_items(plumbed_page, number)
                has_table = any(isinstance(item, RuledTable) for item in items)
                pages.append(Page(number, items if has_table else _numbered(lines, number)))
            page.close()
    finally:
        if plumbed is not None:
            plumbed.close()
    return pages


def _is_scan(page: pypdfium2.PdfPage, lines: Sequence[str], drawn: Sequence[pypdfium2.PdfObject]) -> bool:
    """Whether a picture fills the page and its only text is a stamp or page number put over it."""
    if sum(map(len, lines)) > LONGEST_STAMP:
        return False
    area = page.get_width() * page.get_height()
    for item in drawn:
        if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) > area / 2:
                return True
    return False


def _numbered(lines: Sequence[str], page: int) -> tuple[Line, ...]:
    return tuple(Line(line, page, number) for number, line in enumerate(lines, start=1))


def _text_lines(page: pypdfium2.PdfPage) -> list[str]:
    """Return the lines of a page, with small raised digits written as superscripts."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    if any(character.isdigit() for character in text):
        text = _with_superscripts(text, textpage)
    textpage.close()
    # U+FFFE and U+0002 stand where a word was divided at the end of a line
    text = re.sub("[\ufffe\x02]\\s*", "", text).replace("\r\n", "\n").replace("\r", "\n")
    return [line for line in clean(text).split("\n") if line]


def _with_superscripts(text: str, textpage: pypdfium2.PdfTextPage) -> str:
    sizes = [pypdfium2.raw.FPDFText_GetFontSize(textpage.raw, index) for index in range(len(text))]
    pieces: list[str] = []
    base = -1  # the last character of full size
    is_raised = False
    for index, character in enumerate(text):
        if _is_raised_digit(text, sizes, index):
            is_raised = True
            pieces.append(superscript(character))
            continue
        if character in "\r\n" and is_raised and base >= 0:
            # pdfium breaks a line where a raised digit ends; the text may go on at the height it had before
            following = next((other for other in range(index, len(text)) if text[other] not in "\r\n"), index)
            if abs(_baseline(textpage, following) - _baseline(textpage, base)) < 1:
                continue
        is_raised = is_raised and character in "\r\n"
        if not character.isspace():
            base = index
        pieces.append(character)
    return "".join(pieces)


def _baseline(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    across, up = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(textpage.raw, index, ctypes.byref(across), ctypes.byref(up))
    return up.value


def _is_raised_digit(text: str, sizes: list[float], index: int) -> bool:
    """Whether a digit is set smaller than the character its run of digits follows, or opens a line before."""
    if not text[index].isdigit():
        return False
    before = after = index
    while before >= 0 and text[before].isdigit() and sizes[before] == sizes[index]:
        before -= 1
    while after < len(text) and (text[after] == " " or (text[after].isdigit() and sizes[after] == sizes[index])):
        after += 1
    neighbour = before if before >= 0 and not text[before].isspace() else after
    opens_line = before < 0 or text[before] in "\r\n"
    if neighbour >= len(text) or (neighbour == after and not opens_line):
        return False
    return 0 < sizes[index] <= sizes[neighbour] * RAISED_SIZE


# Ruled tables ----------------------------------------------------------------------------------------------


def _ruled_items(page: Any, number: int) -> tuple[Item, ...]:
    """Return tables and the lines around them, from top to bottom."""
    _mark_raised(page.chars)
    tables = _drawn_tables(page)
    outside = page.filter(lambda thing: not any(is_within(thing, table.box) for table in tables))
    lines = outside.extract_text_lines(return_chars=False, strip=True)
    placed: list[tuple[float, Item]] = [
        (line["top"], Line(clean(line["text"]), number, index)) for index, line in enumerate(lines, start=1)
    ]
    for index, table in enumerate(tables, start=1):
        place = f"page {number}, table {index}"
        rows = tuple(PrintedRow(cells, f"{place}, row {row}") for row, cells in enumerate(table.rows, start=1))
        placed.append((table.box[1], RuledTable(PrintedTable(rows, place), number, table.edges)))
    page.close()
    return tuple(item for _, item in sorted(placed, key=lambda one: one[0]))


def _drawn_tables(page: Any) -> list[DrawnTable]:
    """Return the tables of a page from top to bottom: those ruled all around, and those with rules between rows."""
    tables = [_ruled_table(page, table) for table in page.find_tables() if len(table.columns) > 1]
    for banded in banded_tables(page):
        inside = [table for table in tables if _overlap(table.box, banded.box)]
        # Of shaded rows pdfplumber sees each as a table, and not the rows between; merged cells it sees better
        is_part = sum(len(table.rows) > 1 for table in inside) < 2 and all(
            len(table.edges) == len(banded.edges) for table in inside
        )
        if is_part and len(banded.rows) > sum(len(table.rows) for table in inside):
            tables = [*(table for table in tables if table not in inside), banded]
    return sorted(tables, key=lambda table: table.box[1])


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _name_unmapped(characters: list[Any], page: pypdfium2.PdfPage) -> None:
    """Ask pdfium for characters pdfplumber only knows by number, such as bullets; it knows more fonts."""
    unmapped = [character for character in characters if character["text"].startswith("(cid:")]
    if not unmapped:
        return
    textpage, height = page.get_textpage(), page.get_height()
    for character in unmapped:
        # Its width is unknown as well, so its middle is guessed from its size
        half = character["size"] / 2
        across, up = character["x0"] + half / 2, height - (character["top"] + character["bottom"]) / 2
        index = pypdfium2.raw.FPDFText_GetCharIndexAtPos(textpage.raw, across, up, half, half)
        character["text"] = textpage.get_text_range(index, 1) if index >= 0 else LOST_LETTER
    textpage.close()


def _mark_raised(characters: list[Any]) -> None:
    """Write small raised digits as superscripts, on the line of the text they follow or (a note) stand before."""
    for index, character in enumerate(characters):
        if not character["text"].isdigit():
            continue
        for neighbour in (*characters[index - 1 : index], *characters[index + 1 : index + 2]):
            gap = max(character["x0"] - neighbour["x1"], neighbour["x0"] - character["x1"])
            if (
                character["size"] <= neighbour["size"] * RAISED_SIZE
                and neighbour["top"] - neighbour["size"] < character["top"]
                and character["bottom"] < neighbour["bottom"]
                and -1 < gap < neighbour["size"]
            ):
                character["text"] = superscript(character["text"])
                # The next digit of the same marker now finds a neighbour of full size
                character.update({key: neighbour[key] for key in ("top", "bottom", "doctop", "size")})
                break


def _ruled_table(page: Any, table: Any) -> DrawnTable:
    from pdfplumber.utils.text import extract_text

    lefts = _distinct(cell[0] for cell in table.cells)
    tops = _distinct(cell[1] for cell in table.cells)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    printed: dict[tuple[int, int], PrintedCell] = {}
    for box in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        columns, rows = _between(lefts, box[0], box[2]), _between(tops, box[1], box[3])
        if not rows or not columns:
            continue
        text = clean(extract_text([character for character in page.chars if is_within(character, box)]))
        at = (rows[0], columns[0])
        printed[at] = PrintedCell(text, len(columns), len(rows))
        owner.update({(row, column): at for row in rows for column in columns})
    rows_of_cells = tuple(
        tuple(
            printed.get((row, column), PrintedCell(""))
            for column in range(len(lefts))
            if owner.get((row, column), (row, column)) == (row, column)
        )
        for row in range(len(tops))
    )
    return DrawnTable(table.bbox, rows_of_cells, lefts)


def _between(edges: Sequence[float], start: float, end: float) -> list[int]:
    return [index for index, edge in enumerate(edges) if start - EDGE_TOLERANCE <= edge < end - EDGE_TOLERANCE]


def _distinct(edges: Iterator[float]) -> tuple[float, ...]:
    distinct: list[float] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > EDGE_TOLERANCE:
            distinct.append(edge)
    return tuple(distinct)


# Over page breaks ------------------------------------------------------------------------------------------


def _margin_key(line: Line) -> str:
    """Return the line with numbers made equal, so that page 3 and page 4 have the same footer."""
    return re.sub(r"\d+", "#", line.text)


def _edge_lines(page: Page) -> list[Line]:
    """Return the lines at the top and bottom of a page, of which headers and footers are made."""
    top = [item for item in page.items[:2] if isinstance(item, Line)]
    bottom = [item for item in page.items[-2:] if isinstance(item, Line)]
    return [*top, *(line for line in bottom if line not in top)]


def _margins(pages: Sequence[Page]) -> dict[str, str]:
    """Return headers and footers: edge lines that stand on half of the pages and on two at least."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for page in pages:
        for line in _edge_lines(page):
            first.setdefault(_margin_key(line), line.text)
        counts.update({_margin_key(line) for line in _edge_lines(page)})
    with_text = sum(bool(page.items) for page in pages)
    return {key: text for key, text in first.items() if counts[key] >= max(2, with_text / 2)}


def _without_margins(pages: Sequence[Page], margins: dict[str, str]) -> Iterator[Item]:
    for page in pages:
        edge = _edge_lines(page)
        yield from (item for item in page.items if not (item in edge and _margin_key(item) in margins))


def _joined(items: Sequence[Item]) -> list[Item]:
    """Return the items with every table that runs on over a page break made one."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, RuledTable) and isinstance(before, RuledTable) and _runs_on(before, item):
            rows = (*before.table.rows, *_without_repeated_header(item.table.rows, before.table.rows))
            joined[-1] = replace(before, table=replace(before.table, rows=rows), page=item.page)
        else:
            joined.append(item)
    return joined


def _without_repeated_header(rows: Sequence[PrintedRow], first: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    repeated = 0
    while repeated < min(len(rows), len(first)) and rows[repeated].cells == first[repeated].cells:
        repeated += 1
    return rows[repeated:]


def _runs_on(before: RuledTable, item: RuledTable) -> bool:
    return (
        item.page == before.page + 1
        and len(item.edges) == len(before.edges)
        and all(abs(left - other) <= EDGE_TOLERANCE for left, other in zip(item.edges, before.edges, strict=True))
    )


# Reading ---------------------------------------------------------------------------------------------------


def _stream(items: Sequence[Item]) -> Iterator[str | PrintedTable | Grid]:
    """Yield ruled tables, and between them the lines with the tables the text reader finds among them."""
    run: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
            continue
        yield from _read_lines(run)
        yield item.table
        run = []
    yield from _read_lines(run)


def _read_lines(run: Sequence[Line]) -> Iterator[str | Grid]:
    found = plain.read("\n".join(line.text for line in run)).grids if run else ()
    if not found:
        yield from (line.text for line in run)
        return
    yield from found[0].context
    for grid in found:
        yield _on_pages(grid, run)
        yield from grid.after


def _on_pages(grid: Grid, run: Sequence[Line]) -> Grid:
    """Return a grid of the text reader with its places given by page."""

    def place(text: str) -> str:
        return re.sub(r"\blines? (\d+)", lambda found: _page_place(run, int(found[1])), text)

    rows = tuple(GridRow(row.cells, place(row.place), row.spans) for row in grid.rows)
    return replace(grid, rows=rows, place=place(grid.place))


def _page_place(run: Sequence[Line], number: int) -> str:
    line = run[min(number, len(run)) - 1]
    return f"page {line.page}, line {line.number}"
