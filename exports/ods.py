"""A workbook as .ods, the open format: the same sheets, with numbers written as the language of the file writes them.

Each sheet is one table with a title, a description and a header row that repeats in print; its range has the name of
the sheet. Text is never a formula: only what has one is reckoned in an .ods, and nothing here has. Zip and properties
hold no clock.
"""

import re
from io import BytesIO
from typing import Any

from odf import config, dc, meta, number, style, table, text
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocumentSpreadsheet

from exports.sheets import AUTHOR, FONT, FONT_SIZE, PRINT_SCALE, ROWS_ABOVE, TITLE_SIZE, Book, Link, Number, Sheet
from exports.zipped import unzipped, zipped
from indicators import formats

_COUNTRIES = {"nl": "NL", "en": "GB"}
_BLANKS = re.compile(r"(\t|^ +| {2,}| +$)")
"""White space that ODF keeps only when it is told apart."""
_LETTER = 0.2
"""Width of a letter, in centimetres."""
_FOLDED = {"wrapoption": "wrap", "verticalalign": "top", "padding": "0.06cm"}
_RIGHT = {"textalign": "end", "marginright": "0.15cm"}
_LOOKS: dict[str, dict[str, dict[str, str]]] = {
    "title": {"text": {"fontweight": "bold", "fontsize": f"{TITLE_SIZE}pt"}},
    "about": {"text": {"fontstyle": "normal"}},
    "header": {"text": {"fontweight": "bold"}, "cell": _FOLDED},
    "header-of-numbers": {"text": {"fontweight": "bold"}, "cell": _FOLDED, "paragraph": _RIGHT},
    "words": {"cell": _FOLDED},
    "words-among-numbers": {"cell": _FOLDED, "paragraph": _RIGHT},
    "number": {"cell": _FOLDED, "paragraph": _RIGHT},
}

# The library declares the namespaces it has met so far: without this the first file of a process would be another one.
Element.namespaces.clear()
Element.namespaces.update(nsdict)


def written(book: Book) -> bytes:
    """Return the bytes of the file."""
    file = OpenDocumentSpreadsheet()
    _describe(file, book)
    styles = _Styles(file, book.language)
    ranges = table.DatabaseRanges()
    for sheet in book.sheets:
        file.spreadsheet.addElement(_table(sheet, styles))
        ranges.addElement(_range(sheet))
    file.spreadsheet.addElement(ranges)
    _freeze(file, book)
    content = BytesIO()
    file.write(content)
    return zipped(unzipped(content.getvalue()))


def _describe(file: Any, book: Book) -> None:
    """Name the file, whose it is and which language it speaks."""
    dated = f"{book.dated.isoformat()}T00:00:00"
    for property_ in (
        dc.Title(text=book.title),
        dc.Subject(text=book.subject),
        dc.Language(text=book.language),
        dc.Creator(text=AUTHOR),
        meta.InitialCreator(text=AUTHOR),
        meta.CreationDate(text=dated),
        dc.Date(text=dated),
    ):
        file.meta.addElement(property_)
    spoken = style.DefaultStyle(family="table-cell")
    spoken.addElement(
        style.TextProperties(
            language=book.language, country=_COUNTRIES[book.language], fontfamily=FONT, fontsize=f"{FONT_SIZE}pt"
        )
    )
    file.styles.addElement(spoken)
    page = style.PageLayout(name="sheet")
    page.addElement(
        style.PageLayoutProperties(
            pagewidth="29.7cm",
            pageheight="21cm",
            printorientation="landscape",
            margin="1.5cm",
            scaleto=f"{PRINT_SCALE}%",
        )
    )
    file.automaticstyles.addElement(page)
    file.masterstyles.addElement(style.MasterPage(name="Default", pagelayoutname=page))


class _Styles:
    """Looks of cells, one for each way a number is written, and of columns, one for each width."""

    def __init__(self, file: Any, language: str) -> None:
        self._file, self._language = file, language
        self._numbers: dict[tuple[int, bool], Any] = {}
        self._columns: dict[int, Any] = {}
        self.looks = {name: self._look(name) for name in _LOOKS}
        self.table = style.Style(name="table", family="table", masterpagename="Default")
        self.table.addElement(style.TableProperties(display="true"))
        file.automaticstyles.addElement(self.table)

    def number(self, value: Number) -> Any:
        """Return how a number is written."""
        asked = value.decimals, value.is_grouped
        if asked not in self._numbers:
            name = f"number-{value.decimals}" if value.is_grouped else "year"
            written_as = number.NumberStyle(
                name=f"{name}-digits", language=self._language, country=_COUNTRIES[self._language]
            )
            grouping = "true" if value.is_grouped else "false"
            written_as.addElement(number.Number(decimalplaces=value.decimals, minintegerdigits=1, grouping=grouping))
            self._file.automaticstyles.addElement(written_as)
            self._numbers[asked] = self._look("number", name=name, datastylename=written_as)
        return self._numbers[asked]

    def column(self, letters: int) -> Any:
        """Return how wide a column is."""
        if letters not in self._columns:
            made = style.Style(name=f"wide-{letters}", family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{letters * _LETTER:.2f}cm"))
            self._file.automaticstyles.addElement(made)
            self._columns[letters] = made
        return self._columns[letters]

    def _look(self, look: str, **given: Any) -> Any:
        made = style.Style(**({"name": look, "family": "table-cell"} | given))
        properties = {
            "cell": style.TableCellProperties,
            "paragraph": style.ParagraphProperties,
            "text": style.TextProperties,
        }
        for kind, make in properties.items():
            if kind in _LOOKS[look]:
                made.addElement(make(**_LOOKS[look][kind]))
        self._file.automaticstyles.addElement(made)
        return made


def _table(sheet: Sheet, styles: _Styles) -> Any:
    made = table.Table(name=sheet.name, stylename=styles.table)
    made.addElement(table.Title(text=sheet.title))
    made.addElement(table.Desc(text=sheet.about))
    first, *others = [table.TableColumn(stylename=styles.column(width)) for width in sheet.widths()]
    named = table.TableHeaderColumns()
    named.addElement(first)
    for column in (named, *others):
        made.addElement(column)
    for words, look in ((sheet.title, "title"), (sheet.about, "about")):
        made.addElement(_row([_words(words, styles.looks[look])]))
    is_number = sheet.holds_numbers()
    header = table.TableHeaderRows()
    header.addElement(
        _row(
            [
                _words(words, styles.looks["header-of-numbers" if right else "header"])
                for words, right in zip(sheet.headers, is_number, strict=True)
            ]
        )
    )
    made.addElement(header)
    for row in sheet.shown():
        made.addElement(_row([_cell(value, styles, right) for value, right in zip(row, is_number, strict=True)]))
    return made


def _row(cells: list[Any]) -> Any:
    made = table.TableRow()
    for cell in cells:
        made.addElement(cell)
    return made


def _cell(value: str | Number | Link, styles: _Styles, right: bool) -> Any:
    match value:
        case Number():
            made = table.TableCell(valuetype="float", value=repr(value.value), stylename=styles.number(value))
            shown = formats.number(value.value, value.decimals) if value.is_grouped else f"{value.value:.0f}"
            made.addElement(text.P(text=shown))
            return made
        case Link():
            made = table.TableCell(valuetype="string", stylename=styles.looks["words"])
            paragraph = text.P()
            paragraph.addElement(text.A(href=f"#{value.sheet}", type="simple", text=value.text))
            made.addElement(paragraph)
            return made
        case _:
            return _words(value, styles.looks["words-among-numbers" if right else "words"])


def _words(words: str, look: Any) -> Any:
    """Return a cell of text, a paragraph for each of its lines."""
    made = table.TableCell(valuetype="string", stylename=look)
    for line in words.split("\n"):
        paragraph = text.P()
        for piece in filter(None, _BLANKS.split(line)):
            if piece == "\t":
                paragraph.addElement(text.Tab())
            elif piece.isspace() and not piece.strip(" "):
                paragraph.addElement(text.S(c=len(piece)))
            else:
                paragraph.addText(piece)
        made.addElement(paragraph)
    return made


def _range(sheet: Sheet) -> Any:
    """Return the range of a table, by the name of its sheet."""
    last = _column_name(len(sheet.headers) - 1)
    first, end = ROWS_ABOVE + 1, ROWS_ABOVE + 1 + len(sheet.rows)
    return table.DatabaseRange(
        name=sheet.name,
        targetrangeaddress=f"'{sheet.name}'.A{first}:'{sheet.name}'.{last}{end}",
        containsheader="true",
        displayfilterbuttons="false",
    )


def _column_name(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _freeze(file: Any, book: Book) -> None:
    """Keep the header and the first column of each sheet in sight."""
    shown = config.ConfigItemMapNamed(name="Tables")
    for sheet in book.sheets:
        entry = config.ConfigItemMapEntry(name=sheet.name)
        for name, kind, value in (
            ("HorizontalSplitMode", "short", 2),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 1),
            ("VerticalSplitPosition", "int", ROWS_ABOVE + 1),
            ("ActiveSplitRange", "short", 3),
            ("PositionRight", "int", 1),
            ("PositionBottom", "int", ROWS_ABOVE + 1),
        ):
            entry.addElement(config.ConfigItem(name=name, type=kind, text=str(value)))
        shown.addElement(entry)
    view = config.ConfigItemMapEntry()
    view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(config.ConfigItem(name="ActiveTable", type="string", text=book.sheets[0].name))
    view.addElement(shown)
    views = config.ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    file.settings.addElement(settings)
