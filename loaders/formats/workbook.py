"""Workbooks (.xlsx and .ods): every visible sheet, cells as a person sees them.

A sheet stores 0.215 and shows `21,5%`; the reader needs what is shown, because that is what was published. An
.ods file keeps the shown text beside the value. An .xlsx file keeps the value and a number format, so the
format is applied here, with Dutch marks. Formulas whose result was never saved, and formulas that ended in an
error, are named with sheet and cell; the row of the first kind is left out.

The parts are read with lxml, because no workbook library does all of this. calamine gives values without number
formats and drops raised characters (footnote markers). openpyxl 3.1 was tried and would save some 60 lines, but
reads a workbook saved as Strict Open XML as an empty one, refuses whole files over a style it does not know (an
empty fill), fills the memory with the cells of a merged range or link that covers whole columns, and loses which
workbooks were never calculated.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import NumberPattern, format_decimal, parse_pattern
from lxml import etree

from loaders.formats.ruled import PrintedCell, PrintedRow, PrintedTable, clean, grids_in_order, superscript
from loaders.grid import Problem, Reading

Element = Any  # lxml publishes no types

MOST_COLUMNS = 200
MOST_ROWS = 20_000


def read_xlsx(content: bytes) -> Reading:
    """Return the tables of an .xlsx workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _reading(_xlsx_sheets(archive))


def read_ods(content: bytes) -> Reading:
    """Return the tables of an .ods workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _reading(_ods_sheets(archive))


@dataclass
class Sheet:
    """One sheet: shown text, spans and what is wrong, by row and column counted from 1."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Rows and columns a merged cell covers, at its first cell."""
    covered: set[tuple[int, int]] = field(default_factory=set)
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """Kind of fault and what was found."""
    is_hidden: bool = False
    is_cut_off: bool = False
    """Whether something stands beyond the rows and columns that are read."""

    @property
    def rows_left_out(self) -> set[int]:
        """Rows that would say something false: a figure there was never calculated."""
        return {row for (row, _), (kind, _) in self.faults.items() if kind == "formula-without-value"}


# From sheets to tables -------------------------------------------------------------------------------------


def _reading(sheets: Iterator[Sheet]) -> Reading:
    problems: list[Problem] = []
    stream: list[str | PrintedTable] = []
    names: list[str] = []
    for sheet in sheets:
        if sheet.is_hidden:
            problems.append(_hidden_notice(sheet.name))
            continue
        if sheet.is_cut_off:
            problems.append(_cut_off(sheet.name))
        problems += _without_faulty_rows(sheet)
        names.append(sheet.name)
        blocks = [*_blocks(sheet)]
        if blocks and not _has_title(blocks[0]) and not UNNAMED.match(sheet.name):
            stream.append(sheet.name)
        stream += blocks
    grids, lines = grids_in_order(stream, "workbook")
    return Reading(grids, (*(name for name in names if name not in lines), *lines), problems=tuple(problems))


UNNAMED = re.compile(r"(?:blad|sheet|tabelle|tabel|feuil)\s*\d*$", re.IGNORECASE)


def _has_title(table: PrintedTable) -> bool:
    """Whether a line stands above the columns; if not, the name of the sheet is the only title there is."""
    return sum(bool(cell.text) for cell in table.rows[0].cells) == 1


def _hidden_notice(name: str) -> Problem:
    return Problem(
        "A hidden sheet was not read.",
        found=name,
        expected="tables on sheets a person sees",
        table=name,
        kind="hidden-sheet",
        severity="notice",
        advice="Make the sheet visible and save the workbook if its figures should be loaded.",
    )


def _cut_off(name: str) -> Problem:
    return Problem(
        f"Cells beyond row {MOST_ROWS} or column {_letters(MOST_COLUMNS)} were not read.",
        found=f"a sheet larger than {MOST_ROWS} rows by {MOST_COLUMNS} columns",
        expected="tables within them",
        table=name,
        kind="sheet-too-large",
        advice="Put the tables on a sheet of their own.",
    )


FAULTS = {
    "formula-without-value": (
        "A formula was saved without its result; its row was left out.",
        "a formula with the result saved beside it",
        "Open the workbook in Excel or LibreOffice, let it calculate, save it, and hand it over again.",
    ),
    "formula-error": (
        "A formula ended in an error; the cell was read as holding no figure.",
        "a figure",
        "Repair the formula in the workbook, or type the figure over it.",
    ),
}


def _without_faulty_rows(sheet: Sheet) -> list[Problem]:
    """Empty the rows that hold an uncalculated formula; return what is wrong with every faulty cell."""
    problems = []
    for (row, column), (kind, found) in sorted(sheet.faults.items()):
        message, expected, advice = FAULTS[kind]
        cells = sorted(at for at in sheet.texts if at[0] == row)
        headers = [sheet.texts[at] for at in sorted(sheet.texts) if at[0] < row and at[1] == column]
        problems.append(
            Problem(
                message,
                found=found,
                expected=expected,
                table=sheet.name,
                row=next((sheet.texts[at] for at in cells if sheet.texts[at]), str(row)),
                column=" ".join(headers[:1] + [text for text in headers[1:2] if YEAR.fullmatch(text)])
                or _letters(column),
                place=f"sheet '{sheet.name}', cell {_letters(column)}{row}",
                kind=kind,
                advice=advice,
            )
        )
    for row in sheet.rows_left_out:
        for at in [at for at in sheet.texts if at[0] == row]:
            del sheet.texts[at]
    return problems


def _blocks(sheet: Sheet) -> Iterator[PrintedTable]:
    """Yield the tables of a sheet, divided at empty rows; a lone line comes as a table of one row."""
    filled = sorted({row for (row, _), text in sheet.texts.items() if text})
    blocks: list[list[int]] = []
    for row in filled:
        # A row left out for its fault is no gap in the table
        gap = blocks and not set(range(blocks[-1][-1] + 1, row)) <= sheet.rows_left_out
        if not blocks or (gap and not _continues(sheet, blocks[-1], row)):
            blocks.append([])
        blocks[-1].append(row)
    for block in blocks:
        for columns in _side_by_side(sheet, block):
            yield _table(sheet, block, columns)


YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _continues(sheet: Sheet, block: list[int], row: int) -> bool:
    """Whether a row below an empty one still belongs to the table above: figures, and no header of its own."""
    above = {column for (line, column), text in sheet.texts.items() if line in block and text}
    here = {column: text for (line, column), text in sheet.texts.items() if line == row and text}
    if len(here) < 2 or len(above) < 2 or not set(here) <= set(range(min(above), max(above) + 1)):
        return False
    rest = [here[column] for column in sorted(here)[1:]]
    return any(re.search(r"\d", text) for text in rest) and not any(YEAR.search(text) for text in rest)


def _side_by_side(sheet: Sheet, rows: list[int]) -> list[list[int]]:
    """Return the columns of each table of a block: an empty column parts two tables when words follow it."""
    used = {column: [sheet.texts.get((row, column), "") for row in rows] for column in range(1, MOST_COLUMNS + 1)}
    columns = [column for column, texts in used.items() if any(texts)]
    tables: list[list[int]] = []
    for column in columns:
        starts_anew = (
            bool(tables)
            and column - 1 not in columns
            and not any((row, column - 1) in sheet.covered for row in rows)
            and sum(bool(re.search(r"[^\W\d_]{4}", text)) for text in used[column][1:]) * 2 > len(rows) - 1
            and len([other for other in columns if other > column]) > 0
            and len(tables[-1]) > 1
        )
        if not tables or starts_anew:
            tables.append([])
        tables[-1].append(column)
    return tables


def _table(sheet: Sheet, rows: list[int], columns: list[int]) -> PrintedTable:
    place = f"sheet '{sheet.name}'"
    printed = []
    for row in rows:
        cells = []
        for column in range(columns[0], columns[-1] + 1):
            if (row, column) in sheet.covered:
                continue
            spanned_rows, spanned_columns = sheet.spans.get((row, column), (1, 1))
            text = sheet.texts.get((row, column), "")
            # Empty rows inside a span are not in the block, so they do not count
            cells.append(PrintedCell(text, spanned_columns, sum(row <= other < row + spanned_rows for other in rows)))
        printed.append(PrintedRow(tuple(cells), f"{place}, row {row}"))
    return PrintedTable(tuple(printed), f"{place}, {_letters(columns[0])}{rows[0]}:{_letters(columns[-1])}{rows[-1]}")


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cover(sheet: Sheet, top: int, left: int, rows: int, columns: int) -> None:
    if rows * columns > 1 and top + rows - 1 <= MOST_ROWS and left + columns - 1 <= MOST_COLUMNS:
        sheet.spans[top, left] = (rows, columns)
        area = {(top + down, left + right) for down in range(rows) for right in range(columns)}
        sheet.covered |= area - {(top, left)}


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Return the root of an XML part, None when the archive has no such part; no entity is ever resolved."""
    try:
        content = archive.read(name)
    except KeyError:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(content, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise ValueError(f"'{name}' declares XML entities, which no office program writes")
    return root


# .xlsx -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Book:
    """What the sheets of an .xlsx workbook refer to."""

    strings: list[str]
    formats: dict[str, str]
    """Style of a cell → number format."""
    is_1904: bool
    """Whether days are counted from 1904, as on old Macs."""
    is_not_calculated: bool
    """Set by programs that write formulas without calculating them; a 0 they left is no result."""


def _xlsx_sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    workbook = _part(archive, "xl/workbook.xml")
    relations = _part(archive, "xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        raise ValueError("the list of sheets is missing")
    targets = {relation.get("Id"): relation.get("Target", "").lstrip("/") for relation in relations}
    strings, styles = _part(archive, "xl/sharedStrings.xml"), _part(archive, "xl/styles.xml")
    book = _Book(
        [] if strings is None else [_rich_text(item) for item in strings.iterchildren("{*}si")],
        {} if styles is None else _number_formats(styles),
        _is_set(workbook, "{*}workbookPr", "date1904"),
        _is_set(workbook, "{*}calcPr", "fullCalcOnLoad"),
    )
    for node in workbook.iter("{*}sheet"):
        target = targets.get(node.xpath("string(@*[local-name() = 'id'])"), "")
        root = _part(archive, f"xl/{target.removeprefix('xl/')}")
        if root is not None:
            sheet = Sheet(node.get("name", ""), is_hidden=node.get("state", "visible") != "visible")
            _read_xlsx_sheet(sheet, root, book)
            yield sheet


def _is_set(root: Element, tag: str, attribute: str) -> bool:
    return any(node.get(attribute) in ("1", "true") for node in root.iter(tag))


def _rich_text(item: Element) -> str:
    """Return the text of a string with raised runs as markers; phonetic readings are left out."""
    pieces = []
    for child in item.iterchildren("{*}t", "{*}r"):
        text = "".join(node.text or "" for node in child.iter("{*}t"))
        is_raised = any(node.get("val") == "superscript" for node in child.iter("{*}vertAlign"))
        pieces.append(superscript(text) if is_raised else text)
    return clean("".join(pieces).replace("_x000D_", ""))


def _number_formats(styles: Element) -> dict[str, str]:
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in styles.iter("{*}numFmt")}
    known = BUILT_IN_FORMATS | own
    ids = [style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return {str(style): known.get(number, "General") for style, number in enumerate(ids)}


def _read_xlsx_sheet(sheet: Sheet, root: Element, book: _Book) -> None:
    row = column = 0
    for node in root.iter("{*}row", "{*}c"):
        # A row or cell that does not say where it stands is the next one
        if etree.QName(node).localname == "row":
            row, column = int(node.get("r", row + 1)), 0
            continue
        row, column = _position(node.get("r")) if node.get("r") else (row, column + 1)
        if row <= MOST_ROWS and column <= MOST_COLUMNS:
            _read_xlsx_cell(sheet, (row, column), node, book)
        else:
            sheet.is_cut_off = sheet.is_cut_off or any(node.itertext())
    for merged in root.iter("{*}mergeCell"):
        (top, left), (bottom, right) = (_position(corner) for corner in merged.get("ref").split(":"))
        _cover(sheet, top, left, bottom - top + 1, right - left + 1)


def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]), column


def _read_xlsx_cell(sheet: Sheet, at: tuple[int, int], cell: Element, book: _Book) -> None:
    kind = cell.get("t", "n")
    value = cell.findtext("{*}v") or ""
    formula = cell.find("{*}f")
    if formula is not None and kind != "str" and (not value or (book.is_not_calculated and value == "0")):
        sheet.faults[at] = ("formula-without-value", f"={formula.text or '…'}")
        return
    if kind == "e":
        sheet.faults[at] = ("formula-error", value)
    if kind == "s" and value:
        text = book.strings[int(value)]
    elif kind == "inlineStr":
        text = "".join(map(_rich_text, cell.iterchildren("{*}is")))
    elif kind == "b":
        text = "WAAR" if value == "1" else "ONWAAR"
    elif kind == "n" and value:
        text = shown(Decimal(value), book.formats.get(cell.get("s", "0"), "General"), book.is_1904)
    else:
        text = clean(value)
    sheet.texts[at] = text


# Number formats ----------------------------------------------------------------------------------------------

# Those Excel does not write down, as it shows them with Dutch settings
BUILT_IN_FORMATS = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
    "14": "d-m-yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm", "19": "h:mm:ss", "20": "h:mm",
    "21": "h:mm:ss", "22": "d-m-yyyy h:mm", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00",
    "41": "#,##0", "42": '"€" #,##0', "43": "#,##0.00", "44": '"€" #,##0.00', "49": "@",
}  # fmt: skip
DUTCH = Locale("nl")
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].|(\[[^\]]*\])')
# Powers of ten and fractions, which no indicator table prints: shown as a plain number
NOT_DECIMAL = re.compile(r"[0#]E[+-]|[0#?] */ *[0#?1-9]")
DATE = re.compile(r"[dmyhs]", re.I)
PART_OF_DATE = re.compile(r"(?i)(?P<minutes>(?<=h:)mm?|mm?(?=:s))|y{4}|yy|m{1,5}|dd?|hh?|ss?")
DIGITS = re.compile(r"([0#?](?:[0#?,. ]*[0#?])?\.?)(,*)")


def shown(value: Decimal, number_format: str, is_1904: bool = False) -> str:
    """Return a number as the sheet shows it with Dutch settings: 0.215 in `0.0%` is `21,5%`."""
    # A sheet stores 0.28499999999999998 for what was typed, and shows, as 0,285: fifteen digits count
    value = Context(prec=15).create_decimal(value)
    sections = _sections(number_format)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    literals: dict[str, str] = {}

    def set_aside(found: re.Match[str]) -> str:
        mark = chr(0xE000 + len(literals))
        literals[mark] = found[1] or found[2] or found[3] or ""
        return mark

    pattern = LITERAL.sub(set_aside, section).replace("@", "General")
    if "General" in pattern or NOT_DECIMAL.search(pattern):
        shown_value = pattern.replace("General", _general(value)) if "General" in pattern else _general(value)
    elif DATE.search(pattern):
        shown_value = _date(value, pattern, is_1904)
    else:
        sign = "-" if value < 0 and DIGITS.search(pattern) else ""
        # Each % shows a hundredfold, each comma behind the digits a thousandth
        size = abs(value).scaleb(2 * pattern.count("%"))
        shown_value = sign + DIGITS.sub(lambda at: _dutch(size.scaleb(-3 * len(at[2])), at[1]), pattern, count=1)
    return clean("".join(literals.get(character, character) for character in shown_value))


def _sections(number_format: str) -> list[str]:
    """Return the formats for positive, negative and zero: divided at semicolons outside quotes."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', number_format) or ["General"]


def _general(value: Decimal) -> str:
    """Return a number without a format: at most eleven characters, so 0.1 + 0.2 shows as 0,3."""
    decimals = max(0, 10 - len(str(abs(int(value)))))
    return _dutch(value, "0." + "#" * decimals)


def _dutch(value: Decimal, digits: str) -> str:
    """Return a number in the digits of an Excel pattern, with Dutch marks, rounded as Excel rounds."""
    with localcontext(rounding=ROUND_HALF_UP, prec=400):
        return format_decimal(value, format=_pattern(digits), locale=DUTCH)


@cache
def _pattern(digits: str) -> NumberPattern:
    """Return Babel's pattern for `#,##0.0?`; Excel groups by three wherever the comma stands."""
    whole, _, decimals = digits.replace("?", "#").partition(".")
    plain = re.sub("[, ]", "", whole)
    grouped = plain if plain == whole else f"{plain[:-3] or '#'},{plain[-3:]:#>3}"
    return parse_pattern(f"{grouped}.{re.sub('[^0#]', '', decimals)}")


def _date(value: Decimal, pattern: str, is_1904: bool) -> str:
    start = datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30)
    try:
        moment = start + datetime.timedelta(seconds=float(round(value * 86_400)))
    except OverflowError:
        return _general(value)
    # Weekdays and AM or PM are not shown
    pattern = re.sub(r"(?i)d{3,4}[, ]*|am/pm", "", pattern)
    return PART_OF_DATE.sub(lambda found: _part_of_date(moment, found), pattern)


def _part_of_date(moment: datetime.datetime, found: re.Match[str]) -> str:
    code = found[0].lower()
    is_capital_in_babel = code[0] in "mh" and not found["minutes"]
    return format_datetime(moment, code.upper() if is_capital_in_babel else code, locale=DUTCH)


# .ods ------------------------------------------------------------------------------------------------------

ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def _ods(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{ODS[prefix]}}}{local}"


def _ods_sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    root = _part(archive, "content.xml")
    if root is None:
        raise ValueError("the part with the sheets is missing")
    position = "style:text-properties/@style:text-position"
    raised = _ods_styles(root, f"starts-with({position}, 'super') or starts-with({position}, '33%')")
    hidden = _ods_styles(root, "style:table-properties/@table:display = 'false'")
    for node in root.iter(_ods("table:table")):
        sheet = Sheet(node.get(_ods("table:name"), ""), is_hidden=node.get(_ods("table:style-name")) in hidden)
        row = 0
        for line in node.iter(_ods("table:table-row")):
            repeated = int(line.get(_ods("table:number-rows-repeated"), "1"))
            filled = any(True for _ in line.iter(_ods("text:p")))
            # The rest of a sheet is one row repeated a million times
            for again in range(min(repeated, 100) if filled else 1):
                if row + again < MOST_ROWS:
                    _read_ods_row(sheet, line, row + again + 1, raised)
                else:
                    sheet.is_cut_off = sheet.is_cut_off or filled
            row += repeated
        yield sheet


def _ods_styles(root: Element, condition: str) -> set[str]:
    return set(root.xpath(f"//style:style[{condition}]/@style:name", namespaces=ODS))


def _read_ods_row(sheet: Sheet, line: Element, row: int, raised: set[str]) -> None:
    column = 0
    for cell in line:
        if etree.QName(cell).localname not in ("table-cell", "covered-table-cell"):
            continue
        text = clean("\n".join(_ods_text(node, raised) for node in cell.iterchildren(_ods("text:p"))))
        formula = cell.get(_ods("table:formula"))
        kind = cell.get(_ods("office:value-type"))
        for _ in range(min(int(cell.get(_ods("table:number-columns-repeated"), "1")), MOST_COLUMNS)):
            column += 1
            if column > MOST_COLUMNS:
                sheet.is_cut_off = sheet.is_cut_off or bool(text)
                return
            if formula and not text and kind != "string":
                sheet.faults[row, column] = ("formula-without-value", formula.partition(":")[2] or formula)
            elif formula and re.match(r"#[A-Z/0!?]+|Err:\d+", text):
                sheet.faults[row, column] = ("formula-error", text)
            if text:
                sheet.texts[row, column] = text
        spanned = (int(cell.get(_ods(f"table:number-{what}-spanned"), "1")) for what in ("rows", "columns"))
        _cover(sheet, row, column, *spanned)


def _ods_text(node: Element, raised: set[str]) -> str:
    """Return the shown text of a paragraph; comments (annotations) are no part of it."""
    pieces = [node.text or ""]
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "line-break":
            pieces.append("\n")
        elif name in ("s", "tab"):
            pieces.append(" ")
        elif name == "span" and child.get(_ods("text:style-name")) in raised:
            pieces.append(superscript("".join(map(str, child.itertext()))))
        elif name not in ("annotation", "note"):
            pieces.append(_ods_text(child, raised))
        pieces.append(child.tail or "")
    return "".join(pieces)
