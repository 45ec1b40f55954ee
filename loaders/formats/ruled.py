"""Tables whose cells the file itself marks (html, Word, workbooks, ruled pdf): spans, order and surroundings.

Such a file is read as one stream of lines and tables in the order a person meets them. A table's context is
every line since the table before it, its `after` every line up to the next one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.grid import Grid, GridRow


@dataclass(frozen=True)
class PrintedCell:
    """One cell as the file has it, before spans are laid out."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class PrintedRow:
    """One row as the file has it; `is_header` where the format itself says so."""

    cells: tuple[PrintedCell, ...]
    place: str
    is_header: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """A table as the file has it."""

    rows: tuple[PrintedRow, ...]
    place: str = ""


# Other letters that are not seen (`loaders.unseen`) stay and are named
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\ufeff"))
SPACES = re.compile(r"[^\S\n]+")
SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
# The widest table seen has 14 columns; a page that claims more is broken or meant to hurt
MOST_COLUMNS = 200
MOST_HEADER_ROWS = 4
MOST_ROWS_SPANNED = 1_000


def clean(text: str) -> str:
    """Return text without soft hyphens, each run of spaces one space; line breaks stay."""
    lines = unicodedata.normalize("NFC", text.translate(INVISIBLE)).split("\n")
    return "\n".join(line for line in (SPACES.sub(" ", line).strip() for line in lines) if line)


def superscript(text: str) -> str:
    """Return a raised marker so that it cannot be taken for a digit or letter of the figure before it.

    `1` becomes `¹` and `1)` becomes `¹⁾`; a star or bracketed marker stays, other letters get brackets.
    """
    text = text.strip()
    if not text:
        return ""
    if re.fullmatch(r"[\d+\-()n,; ]+", text):
        return text.translate(SUPERSCRIPTS)
    if re.fullmatch(r"[^\W\d_]{1,4}", text):
        # An ordinal (5e, 1ste) or unit is no marker: only single letters and Roman numerals are bracketed
        return f" ({text})" if re.fullmatch(r"[a-df-z]|[IVXivx]+", text) else text
    return text


# A line below a table that explains it: a marker first, or the word for it
NOTE = re.compile(
    r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\(?(?:\d{1,2}|[a-z]|[IVX]{1,5})\)|(?:bron(?:nen)?|noot|noten|toelichting|leeswijzer)\b", re.I
)


def grid_rows(table: PrintedTable) -> tuple[GridRow, ...]:
    """Return the rows with every spanned cell laid out: to the right as empty cells, downward repeated.

    In header rows a cell that covers several rows stands once, on top. Every row of the table comes back,
    also one without text.
    """
    header_rows = max(_marked_header_rows(table.rows), _rows_of_first_span(table.rows))
    hanging: dict[int, tuple[int, PrintedCell]] = {}  # column → rows still to cover, cell
    laid_out: list[GridRow] = []
    for index, row in enumerate(table.rows):
        cells: list[str] = []
        spans: list[int] = []
        waiting = list(row.cells)
        while (waiting or len(cells) in hanging) and len(cells) < MOST_COLUMNS:
            column = len(cells)
            if column in hanging:
                left, cell = hanging.pop(column)
                text = "" if index < header_rows else cell.text
            else:
                cell = waiting.pop(0)
                left, text = min(cell.rows, MOST_ROWS_SPANNED), cell.text
            if left > 1:
                hanging[column] = (left - 1, cell)
            width = max(1, min(cell.columns, MOST_COLUMNS - column))
            cells += [text, *[""] * (width - 1)]
            spans += [width, *[0] * (width - 1)]
        laid_out.append(GridRow(tuple(cells), row.place, tuple(spans)))
    return _without_empty_columns(laid_out)


def _marked_header_rows(rows: Sequence[PrintedRow]) -> int:
    return next((index for index, row in enumerate(rows) if not row.is_header), len(rows))


def _rows_of_first_span(rows: Sequence[PrintedRow]) -> int:
    """Return where an unmarked header ends whose cells cover several rows; titles above it count too."""
    for index, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell.text]
        if len(filled) > 1:
            height = max(cell.rows for cell in filled)
            is_header = any(cell.columns > 1 for cell in filled) and height <= MOST_HEADER_ROWS
            return index + (height if is_header else 1)
    return 1


def _without_empty_columns(rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """Return the rows without columns that hold no text anywhere (spacers, or halves of cells always two wide)."""
    width = max((len(row.cells) for row in rows), default=0)
    kept = [column for column in range(width) if any(any(row.cells[column : column + 1]) for row in rows)]
    if len(kept) == width:
        return tuple(rows)
    return tuple(
        GridRow(
            tuple(row.cells[column] for column in kept if column < len(row.cells)),
            row.place,
            tuple(
                sum(column <= other < column + row.spans[column] for other in kept)
                for column in kept
                if column < len(row.cells)
            ),
        )
        for row in rows
    )


def grids_in_order(
    stream: Iterable[str | PrintedTable | Grid], layout: str
) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """Return the tables of a stream with the lines around them, and all lines outside tables.

    Titles printed inside a table, above its header, and notes in its last rows count as lines around it. A
    `Grid` in the stream is a table already read; only its surroundings are set here.
    """
    grids: list[Grid] = []
    lines: list[str] = []
    since_table: list[str] = []

    def close_table() -> None:
        if grids:
            grids[-1] = replace(grids[-1], after=tuple(since_table))
        lines.extend(since_table)
        since_table.clear()

    for item in stream:
        if isinstance(item, str):
            since_table += _filled_lines(item)
            continue
        if isinstance(item, Grid):
            context = tuple(since_table)
            close_table()
            grids.append(replace(item, context=context, after=()))
            continue
        # A marked header without words says something too: that the page does not tell what its columns are
        numbered = [(i, row) for i, row in enumerate(grid_rows(item)) if any(row.cells) or item.rows[i].is_header]
        titles, body, notes = _peeled([row for _, row in numbered])
        titles_lines = [line for row in titles for line in _filled_lines(row.cells[0])]
        notes_lines = [line for row in notes for line in _filled_lines("\n".join(row.cells))]
        if len(body) < 2 or max(len(row.cells) for row in body) < 2:
            since_table += [line for row in (*titles, *body, *notes) for line in _filled_lines("\n".join(row.cells))]
            continue
        since_table += titles_lines
        context = tuple(since_table)
        close_table()
        marked = [item.rows[index].is_header for index, _ in numbered[len(titles) : len(titles) + len(body)]]
        header_rows = marked.index(False) if False in marked else 0
        grids.append(Grid(tuple(body), context, (), header_rows or None, layout, item.place))
        since_table += notes_lines
    close_table()
    return tuple(grids), tuple(lines)


def _peeled(rows: list[GridRow]) -> tuple[list[GridRow], list[GridRow], list[GridRow]]:
    """Return title rows, the table itself and note rows."""
    first, last = 0, len(rows)
    while first < last and _is_line(rows[first]):
        first += 1
    while last - 1 > first and _is_line(rows[last - 1]):
        row = rows[last - 1]
        if not (NOTE.match(row.cells[0]) or (len(row.cells) > 1 and row.spans[0] == len(row.cells))):
            break
        last -= 1
    return rows[:first], rows[first:last], rows[last:]


def _is_line(row: GridRow) -> bool:
    return bool(row.cells) and bool(row.cells[0]) and not any(row.cells[1:])


def _filled_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
