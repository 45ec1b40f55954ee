"""A workbook as .xlsx: every sheet is one Excel table, which a screen reader finds by its name.

Text is never a formula, a link or a number, whatever it begins with. Zip and properties hold no clock.
"""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # no type information is published for it

from exports.sheets import AUTHOR, FONT, FONT_SIZE, PRINT_SCALE, ROWS_ABOVE, TITLE_SIZE, Book, Link, Number, Sheet
from exports.zipped import unzipped, zipped

_LOOK = {"style": "Table Style Light 1", "autofilter": False}
"""Filters are announced at every header and say nothing to who cannot see them."""
_A4 = 9
_LETTER = 0.9
"""Excel counts widths in digits of its own letter, which are wider than a letter of a text in ours."""
_LINE_HEIGHT, _HIGHEST_ROW = 13.5, 409
"""In points; Excel has no higher rows."""
_PROPERTIES = "docProps/core.xml"
_LONGEST_TEXT = 32_767
"""Of a cell of Excel, in letters."""


def written(book: Book) -> bytes:
    """Return the bytes of the file."""
    content = BytesIO()
    # A file of constant memory would be smaller to write, but cannot go back to the header of a table.
    file = xlsxwriter.Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    file.set_properties(
        {
            "title": book.title,
            "author": AUTHOR,
            "subject": book.subject,
            "created": datetime.combine(book.dated, time()),
        }
    )
    styles = _Styles(file)
    for sheet in book.sheets:
        _write(file, sheet, styles)
    file.close()
    return _in_language(content.getvalue(), book.language)


def _in_language(content: bytes, language: str) -> bytes:
    """Return the file with the language in its properties, which xlsxwriter does not know."""
    files = unzipped(content)
    end = b"</cp:coreProperties>"
    files[_PROPERTIES] = files[_PROPERTIES].replace(end, f"<dc:language>{language}</dc:language>".encode() + end)
    return zipped(files)


class _Styles:
    """Looks of cells, one for each way a number is written."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._numbers: dict[tuple[int, bool], Any] = {}
        folded = {"text_wrap": True, "valign": "top"}
        right = {"align": "right", "indent": 1}
        self.title = self._look({"bold": True, "font_size": TITLE_SIZE})
        self.about = self._look({})
        self.link = self._look(folded | {"underline": True, "font_color": "#0B3C5D"})
        # The second of each is for columns of numbers.
        self.header = [self._look(folded | {"bold": True}), self._look(folded | right | {"bold": True})]
        self.text = [self._look(folded | {"align": "left"}), self._look(folded | right)]

    def _look(self, properties: dict[str, Any]) -> Any:
        return self._file.add_format({"font_name": FONT, "font_size": FONT_SIZE} | properties)

    def number(self, number: Number) -> Any:
        """Return how a number is written; Excel puts in the marks of its user's language."""
        asked = number.decimals, number.is_grouped
        if asked not in self._numbers:
            code = ("#,##0" if number.is_grouped else "0") + ("." + "0" * number.decimals if number.decimals else "")
            self._numbers[asked] = self._look({"valign": "top", "align": "right", "indent": 1, "num_format": code})
        return self._numbers[asked]


def _write(file: Any, sheet: Sheet, styles: _Styles) -> None:
    page = file.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles.title)
    page.write_string(1, 0, sheet.about, styles.about)
    rows, is_number = sheet.shown(), sheet.holds_numbers()
    columns = [
        {"header": header, "header_format": styles.header[right]}
        for header, right in zip(sheet.headers, is_number, strict=True)
    ]
    first, last = ROWS_ABOVE, ROWS_ABOVE + len(rows)
    table = {"name": sheet.name, "description": sheet.title, "columns": columns, **_LOOK}
    page.add_table(first, 0, last, len(sheet.headers) - 1, table)
    for at, row in enumerate(rows, start=first + 1):
        for column, value in enumerate(row):
            match value:
                case Number():
                    page.write_number(at, column, value.value, styles.number(value))
                case Link():
                    page.write_url(at, column, f"internal:'{value.sheet}'!A1", styles.link, value.text)
                case _:
                    page.write_string(at, column, value[:_LONGEST_TEXT], styles.text[is_number[column]])
    for column, width in enumerate(sheet.widths()):
        page.set_column(column, column, width * _LETTER)
    # Excel folds text by itself and makes its row higher, other programs only fold it.
    for at, lines in enumerate(sheet.lines(), start=first):
        page.set_row(at, min(_HIGHEST_ROW, lines * _LINE_HEIGHT))
    page.freeze_panes(first + 1, 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_print_scale(PRINT_SCALE)
    page.repeat_rows(first)
    page.repeat_columns(0)
