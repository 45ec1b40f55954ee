"""Workbooks (.xlsx and .ods): every visible sheet, cells as a person sees them.

A sheet stores 0.215 and shows `21,5%`; the reader needs what is shown, because that is what was published. An
.ods file keeps the shown text beside the value. An .xlsx file keeps the value and a number format, so the
format is applied here, with Dutch marks. Formulas whose result was never saved, and formulas that ended in an
error, are named with sheet and cell; the row of the first kind is left out.

The parts are read with lxml rather than a workbook library: those at hand give values without number formats,
drop raised characters (footnote markers) and show a formula without a result as an empty cell.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

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


# .xlsx -----------------------------------------------------------------------------------------------------

CELL_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Return the root of an XML part, None when the archive has no such part; no entity is ever resolved."""
    try:
        content = archive.read(name)
    except KeyError:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(content, parser)


def _xlsx_sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    workbook = _part(archive, "xl/workbook.xml")
    relations = _part(archive, "xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        raise ValueError("the list of sheets is missing")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    strings = _shared_strings(archive)
    is_1904 = any(node.get("date1904") in ("1", "true") for node in workbook.iter("{*}workbookPr"))
    formats = _number_formats(archive)
    # Set by programs that write formulas without calculating them; a 0 they left is no result
    not_calculated = any(node.get("fullCalcOnLoad") in ("1", "true") for node in workbook.iter("{*}calcPr"))
    for node in workbook.iter("{*}sheet"):
        identifier = next((value for name, value in node.attrib.items() if str(name).endswith("}id")), None)
        target = targets.get(str(identifier), "").lstrip("/")
        root = _part(archive, target if target.startswith("xl/") else f"xl/{target}")
        if root is None:
            continue
        sheet = Sheet(node.get("name", ""), is_hidden=node.get("state", "visible") != "visible")
        for cell in root.iter("{*}c"):
            _read_xlsx_cell(sheet, cell, strings, formats, is_1904, not_calculated)
        for merged in root.iter("{*}mergeCell"):
            _merge(sheet, merged.get("ref", ""))
        yield sheet


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    root = _part(archive, "xl/sharedStrings.xml")
    return [] if root is None else [_rich_text(item) for item in root.iterchildren("{*}si")]


def _rich_text(item: Element) -> str:
    """Return the text of a string with raised runs as markers; phonetic readings are left out."""
    pieces = []
    for child in item:
        name = etree.QName(child).localname
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            text = "".join(node.text or "" for node in child.iterchildren("{*}t"))
            raised = any(node.get("val") == "superscript" for node in child.iter("{*}vertAlign"))
            pieces.append(superscript(text) if raised else text)
    return clean("".join(pieces).replace("_x000D_", ""))


def _number_formats(archive: zipfile.ZipFile) -> list[str]:
    """Return the number format of each cell style."""
    root = _part(archive, "xl/styles.xml")
    if root is None:
        return []
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iter("{*}numFmt")}
    styles = root.find("{*}cellXfs")
    ids = [] if styles is None else [style.get("numFmtId", "0") for style in styles.iterchildren("{*}xf")]
    return [own.get(number, BUILT_IN_FORMATS.get(number, "General")) for number in ids]


def _read_xlsx_cell(
    sheet: Sheet, cell: Element, strings: list[str], formats: list[str], is_1904: bool, not_calculated: bool
) -> None:
    at = _position(cell.get("r", ""))
    kind = cell.get("t", "n")
    value = next((node.text or "" for node in cell.iterchildren("{*}v")), "")
    if at is None:
        sheet.is_cut_off = sheet.is_cut_off or bool(value)
        return
    formula = next(iter(cell.iterchildren("{*}f")), None)
    style = int(cell.get("s", "0"))
    number_format = formats[style] if style < len(formats) else "General"
    if formula is not None and kind != "str" and (not value or (not_calculated and value == "0")):
        sheet.faults[at] = ("formula-without-value", f"={formula.text or '…'}")
    elif kind == "e":
        sheet.texts[at] = value
        sheet.faults[at] = ("formula-error", value)
    elif kind == "s":
        sheet.texts[at] = strings[int(value)]
    elif kind == "inlineStr":
        sheet.texts[at] = "".join(_rich_text(node) for node in cell.iterchildren("{*}is"))
    elif kind == "b":
        sheet.texts[at] = "WAAR" if value == "1" else "ONWAAR"
    elif kind == "n" and value:
        sheet.texts[at] = shown(Decimal(value), number_format, is_1904)
    else:
        sheet.texts[at] = clean(value)


def _position(reference: str) -> tuple[int, int] | None:
    found = CELL_REFERENCE.fullmatch(reference)
    if not found or int(found[2]) > MOST_ROWS:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(found[2]), column) if column <= MOST_COLUMNS else None


def _merge(sheet: Sheet, reference: str) -> None:
    corners = [_position(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        (top, left), (bottom, right) = corners[0], corners[1]
        _cover(sheet, top, left, bottom - top + 1, right - left + 1)


def _cover(sheet: Sheet, top: int, left: int, rows: int, columns: int) -> None:
    sheet.spans[top, left] = (rows, columns)
    sheet.covered |= {(top + down, left + right) for down in range(rows) for right in range(columns)} - {(top, left)}


# Number formats ----------------------------------------------------------------------------------------------

# Those Excel does not write down, as it shows them with Dutch settings
BUILT_IN_FORMATS = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
    "14": "d-m-yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm", "19": "h:mm:ss", "20": "h:mm",
    "21": "h:mm:ss", "22": "d-m-yyyy h:mm", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00",
    "41": "#,##0", "42": '"€" #,##0', "43": "#,##0.00", "44": '"€" #,##0.00', "49": "@",
}  # fmt: skip
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].|(\[[^\]]*\])')
SCIENTIFIC = re.compile(r"[0#]E[+-]")
DATE = re.compile(r"[dmyhs]", re.I)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


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
    literals: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        text = found[1] or found[2] or found[3] or ""
        literals.append(text)
        return f"\x01{chr(0xE000 + len(literals) - 1)}" if text else ""

    pattern = LITERAL.sub(set_aside, section)
    pattern = pattern.replace("@", "General")
    if "General" in pattern or SCIENTIFIC.search(pattern):
        shown_value = pattern.replace("General", _general(value)) if "General" in pattern else _general(value)
    elif DATE.search(re.sub(r"\x01.", "", pattern)):
        shown_value = _date(value, pattern, is_1904)
    elif re.search(r"[0#?]", pattern):
        shown_value = _placed(value, pattern)
    else:
        shown_value = pattern
    return clean(re.sub("\x01(.)", lambda found: literals[ord(found[1]) - 0xE000], shown_value))


def _sections(number_format: str) -> list[str]:
    """Return the formats for positive, negative and zero: divided at semicolons outside quotes."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', number_format) or ["General"]


def _general(value: Decimal) -> str:
    """Return a number without a format: at most eleven characters, so 0.1 + 0.2 shows as 0,3."""
    digits = max(0, 10 - len(str(abs(int(value)))))
    rounded = round(value, digits)
    return _dutch(f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}", grouped=False)


def _placed(value: Decimal, pattern: str) -> str:
    """Return a number in the digits of a pattern such as `#,##0.0%`."""
    found = re.search(r"[0#?][0#?,. ]*", pattern)
    assert found is not None
    digits = found[0].rstrip(" ")
    whole, _, decimals = digits.partition(".")
    value *= Decimal(100) ** pattern.count("%")
    scale = len(whole + decimals) - len((whole + decimals).rstrip(","))
    value /= Decimal(1000) ** scale
    places = len(re.sub(r"[^0#?]", "", decimals))
    least = decimals.count("0")
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    text = text.removesuffix(".")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole_digits = text.partition(".")[0]
    text = "0" * (whole.count("0") - len(whole_digits)) + text
    grouped = "," in whole.rstrip(",") or bool(re.search(r"[0#] [0#]", whole))
    behind = found[0][len(digits) :] + pattern[found.end() :]
    return f"{sign}{pattern[: found.start()]}{_dutch(text, grouped)}{behind}"


def _dutch(digits: str, grouped: bool) -> str:
    whole, point, decimals = digits.partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".") if whole.isdigit() else whole
    return f"{whole}{',' if point else ''}{decimals}"


def _date(value: Decimal, pattern: str, is_1904: bool) -> str:
    start = datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30)
    try:
        moment = start + datetime.timedelta(seconds=float(round(value * 86_400)))
    except OverflowError:
        return _general(value)
    parts: dict[str, Callable[[], str]] = {
        "yyyy": lambda: f"{moment.year}",
        "yy": lambda: f"{moment.year % 100:02}",
        "mmmm": lambda: MONTHS[moment.month - 1],
        "mmm": lambda: MONTHS[moment.month - 1][:3],
        "mm": lambda: f"{moment.month:02}",
        "m": lambda: f"{moment.month}",
        "dd": lambda: f"{moment.day:02}",
        "d": lambda: f"{moment.day}",
        "hh": lambda: f"{moment.hour:02}",
        "h": lambda: f"{moment.hour}",
        "ss": lambda: f"{moment.second:02}",
        "s": lambda: f"{moment.second}",
    }
    # m is minutes behind hours; weekdays are not shown
    pattern = re.sub(r"(?i)d{3,4}[, ]*|am/pm", "", pattern)
    pattern = re.sub(r"(?i)(h:)m+", lambda found: f"{found[1]}{moment.minute:02}", pattern)
    return re.sub(r"(?i)\x01.|y+|m+|d+|h+|s+", lambda found: _part_of_date(parts, found[0]), pattern)


def _part_of_date(parts: dict[str, Callable[[], str]], code: str) -> str:
    return parts[code.lower()]() if code.lower() in parts else code


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
    raised = {
        style.get(_ods("style:name"))
        for style in root.iter(_ods("style:style"))
        for text in style.iterchildren(_ods("style:text-properties"))
        if (text.get(_ods("style:text-position")) or "").startswith(("super", "33%"))
    }
    hidden = {
        style.get(_ods("style:name"))
        for style in root.iter(_ods("style:style"))
        for table in style.iterchildren(_ods("style:table-properties"))
        if table.get(_ods("table:display")) == "false"
    }
    for node in root.iter(_ods("table:table")):
        sheet = Sheet(node.get(_ods("table:name"), ""), is_hidden=node.get(_ods("table:style-name")) in hidden)
        row = 0
        for line in node.iter(_ods("table:table-row")):
            repeated = int(line.get(_ods("table:number-rows-repeated"), "1"))
            filled = any(True for _ in line.iter(_ods("text:p")))
            # The rest of a sheet is one row repeated a million times
            for _ in range(min(repeated, 100) if filled else 1):
                row += 1
                if row <= MOST_ROWS:
                    _read_ods_row(sheet, line, row, raised)
                else:
                    sheet.is_cut_off = True
            if not filled:
                row += repeated - 1
        yield sheet


def _read_ods_row(sheet: Sheet, line: Element, row: int, raised: set[str | None]) -> None:
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
                return
            if formula and not text and kind != "string":
                sheet.faults[row, column] = ("formula-without-value", formula.partition(":")[2] or formula)
            elif formula and re.match(r"#[A-Z/0!?]+|Err:\d+", text):
                sheet.faults[row, column] = ("formula-error", text)
            if text:
                sheet.texts[row, column] = text
        rows = int(cell.get(_ods("table:number-rows-spanned"), "1"))
        columns = int(cell.get(_ods("table:number-columns-spanned"), "1"))
        if rows * columns > 1 and rows <= MOST_ROWS and columns <= MOST_COLUMNS:
            _cover(sheet, row, column, rows, columns)


def _ods_text(node: Element, raised: set[str | None]) -> str:
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
