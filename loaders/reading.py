"""Grids → indicator tables: one reading of headers, rows, cells and notes, whatever the file was.

A row is loaded only when it has a cell for every column. One with fewer or more, or without a label, is reported with
its cells; the rows around it stay where they are. Blank cells of a ruled table are cells; in running text they are not
there at all, which is why such rows come out short.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loaders.cells import (
    YEAR,
    Likeness,
    clean,
    label_line,
    likeness,
    one_line,
    parse_cell,
    pull_markers,
    with_decimal_point,
)
from loaders.extraction import VALUE_ROLES, Cell, CellKind, Column, Role, Row, Table
from loaders.grid import Grid, GridRow, Problem, Reading
from loaders.headers import (
    NUMBERING_LABELS,
    DocumentIdentity,
    DocumentKind,
    is_grouping,
    read_columns,
    read_header_cell,
)
from loaders.notes import NO_NORM, Notes, is_note_line, label_markers, read_notes

# What can be wrong with a table: kind → sentence and what was expected.
REFUSALS = {
    "header-missing": ("the table has no header row", "a row with `Behaald 2018`, `Beoogd 2018` and the like"),
    "header-unreadable": (
        "no column header says what its figures are; none of the {rows} rows was read",
        "words such as `Behaald 2018`, `Beoogd 2018`",
    ),
    "header-empty": (
        "the header is empty; statutory indicators in accounts are results, but of which years cannot be said: "
        "the figures come without a year and must not be loaded",
        "a year in every header",
    ),
    "column-unreadable": (
        "the column header does not say what its figures are; they come without a role and must not be loaded",
        "a word such as `Behaald`, `Beoogd`, `Nulmeting`, with a year",
    ),
    "row-not-alignable": (
        "the row{group} has {cells} cells for {columns} columns; which one is missing or extra cannot be seen, so none "
        "was loaded",
        "{columns} cells",
    ),
    "row-uncertain": (
        "the row{group} has a figure where words belong, or stands beside one with too few cells: which cells are its "
        "own cannot be seen, so none was loaded",
        "{columns} cells of its own",
    ),
    "rows-wider": (
        "{longer} rows have more cells than the header has columns: the header lost a cell, so none of the {rows} rows "
        "was read",
        "a header for every cell",
    ),
    "label-missing": ("the row has figures but no label", "the name of an indicator"),
}
NOTICES = {
    "finance-block": ("a finance block holds no indicators", ""),
    "row-without-figures": ("the row has a label and no figures", "figures, or rows below it"),
    "year-unknown": ("neither the header nor the document says the year of the column", "a year in the header"),
    "plan-measured": (
        "every row says in which earlier year its figure was measured: read as achieved in that year",
        "",
    ),
    "decimal-point": ("the table writes decimals with a point; each such cell is flagged", "a decimal comma"),
    "note-missing": ("the marker has no note below the table", "a line that starts with the marker"),
    "note-unused": ("nothing in the table refers to the note", "its marker in a label, cell or header"),
}
STABLE_KINDS = {
    "header-empty": "header-unreadable",
    "column-unreadable": "header-unreadable",
    "rows-wider": "header-unreadable",
    "row-uncertain": "row-not-alignable",
}

FINANCE_ROW = re.compile(
    r"^(?:tota(?:al|le) )?(?:saldo )?(?:netto )?(?:lasten|baten|saldo|resultaat (?:voor|na)|mutaties? reserves?"
    r"|toevoegingen?|onttrekkingen?|stortingen|vermeerderingen?|verminderingen?|stand (?:per|op) \d|exploitatie"
    r"|kapitaallasten|dekking)\b(?! (?:per|graad))",
    re.IGNORECASE,
)
MONEY_CAPTION = re.compile(
    r"\bx\s*(?:€|euro)?\s*1\.?000(?!.*(?:inw|woning|leerling))|bedragen (?:x|in)|in duizenden euro", re.IGNORECASE
)
KEYED_LINE = re.compile(
    r"^\(?(?P<key>(?:gegevens|data)?bron|(?:meet)?eenheid|peildatum|(?:meet)?frequentie)\)?\s*:\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
REMARK_LINE = re.compile(r"^(?:toelichting|opmerking|noot|definitie)\s*:\s*\S", re.IGNORECASE)
STATUTORY = re.compile(r"wettelijk|verplicht|\bbbv\b", re.IGNORECASE)
FIELD = re.compile(
    r"^(?i:(?:deel)?programma|beleidsveld|taakveld|thema)?\s*(?P<code>\d{1,2}(?:(?:\.\d{1,2}){1,3}\.?)?):?\s+"
    r"(?P<title>[A-ZÀ-Ý][^|]{0,110})$"
)
PROGRAMME = re.compile(r"^programma\s*\d{1,2}\s*[:.]?\s*\S", re.IGNORECASE)
EARLIER = re.compile("vorige|eerdere|voorgaande", re.IGNORECASE)
PART_OF = re.compile(r"^(?:[•*-]\s*)?waarvan\b", re.IGNORECASE)
REDEFINED = re.compile(r":\s*\(?\*+\)?\s*\n+(?=\S)")
CODE_CELL = re.compile(r"^(?:\d{0,3}[a-z]?|\d+(?:\.\d+)+)\.?$")
BULLET = re.compile(r"^[•●▪◦‣*-]\s")
FIGURES = frozenset({CellKind.NUMBER, CellKind.PERCENT, CellKind.AMOUNT, CellKind.PAIR, CellKind.RANGE})
# Layouts in which a blank cell leaves nothing behind, so that a header may be shorter than its columns.
TEXT_LAYOUTS = frozenset({"pipe", "cell-per-line", "flat-line", "block-per-indicator"})


@dataclass(frozen=True)
class Place:
    """Where on the page a table stands: the headings read so far."""

    programme: str | None = None
    code: str | None = None
    field: str | None = None


def read_tables(reading: Reading, document: DocumentIdentity) -> tuple[list[Table], list[Problem]]:
    """Return the indicator tables of a file and everything in them that was refused or needs a look."""
    tables: list[Table] = []
    problems: list[Problem] = []
    place = Place()
    for grid in (part for whole in reading.grids for part in _split_at_headers(whole)):
        place = _headings(grid.context, place)
        reader = _TableReader(grid, document, place)
        if _is_finance(grid):
            reader.report("finance-block", reader.title)
        elif table := reader.read():
            tables.append(table)
        problems += [replace(p, table=p.table or reader.title, place=p.place or grid.place) for p in reader.problems]
    return tables, problems


# What a grid is ------------------------------------------------------------------------------


def _split_at_headers(grid: Grid) -> Iterator[Grid]:
    """Yield a grid per header block: a sheet or page may hold several tables under one another."""
    rows = grid.rows
    starts: list[tuple[int, int]] = []
    i = 0
    while i < len(rows):
        size = grid.header_rows if i == 0 and grid.header_rows else int(_starts_header(rows, i))
        if i == 0 and size and not _starts_header(rows, 0) and size < len(rows) and _starts_header(rows, size):
            size = 0  # a title marked as header above the header
        while size and i + size < len(rows) and _goes_on(rows[i : i + size], rows[i + size]):
            size += 1
        if size:
            starts.append((i, size))
        i += size or 1
    if not starts:
        yield replace(grid, header_rows=0)
    begins = [0, *(start - _is_title(rows[start - 1]) for start, _ in starts[1:]), len(rows)]
    for number, (start, size) in enumerate(starts):
        above = (one_line(" ".join(row.cells)) for row in rows[begins[number] : start])
        yield replace(
            grid,
            rows=rows[start : begins[number + 1]],
            header_rows=size,
            context=(*(() if number else grid.context), *filter(None, above)),
            after=grid.after if number + 1 == len(starts) else (),
            place=grid.place if start == 0 else rows[start].place,
        )


def _is_title(row: GridRow) -> bool:
    """Return whether a row between two tables is the heading of the second: the code of a field and its title."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 2 and FIELD.match(" ".join(filled)) is not None and likeness(filled[1]) is Likeness.TEXT


def _starts_header(rows: Sequence[GridRow], i: int) -> bool:
    """Return whether a header starts at a row: one that says words and years, or words over a row of years."""
    if _is_header_row(rows[i].cells):
        return True
    read = [read_header_cell(cell) for cell in rows[i].cells if cell.strip()]
    words = [cell for cell in read if cell.role in VALUE_ROLES and cell.is_known]
    return bool(words) and 2 * len(words) >= len(read) and i + 1 < len(rows) and _goes_on(rows[i : i + 1], rows[i + 1])


def _goes_on(header: Sequence[GridRow], row: GridRow) -> bool:
    """Return whether a row belongs to the header rows above it: it says the years or the words they leave open."""
    if not _is_header_row(row.cells):
        return False
    above = [read_header_cell(cell) for line in header for cell in line.cells if cell.strip()]
    below = [read_header_cell(cell) for cell in row.cells if cell.strip()]
    has_years, has_words = (any(c.year for c in above), any(c.role in VALUE_ROLES for c in above))
    return (not has_years and any(c.year for c in below)) or (
        not has_words and any(c.role in VALUE_ROLES for c in below)
    )


def _is_header_row(cells: Sequence[str]) -> bool:
    """Return whether a row of a grid reads as a header: headers of figures, a year or a label header, little else."""
    read = [read_header_cell(cell) for cell in cells if cell.strip()]
    figures = [c for c in read if c.is_known and (c.role in VALUE_ROLES or (c.role is None and c.year is not None))]
    has_label = any(cell.role is Role.LABEL for cell in read)
    if 2 * sum(c.is_header for c in read) < len(read) or not (has_label or any(cell.year for cell in read)):
        return False
    if any(cell.role in VALUE_ROLES for cell in figures) or has_label or not cells[0].strip():
        return len(figures) >= 2 or (bool(figures) and has_label)
    return len(figures) >= 2 and (read[0].is_header or bool(STATUTORY.search(cells[0])))


def _is_finance(grid: Grid) -> bool:
    """Return whether a grid is a finance block: amounts times a thousand, charges, income and balance."""
    count = grid.header_rows or 0
    labels = [one_line(next((cell for cell in row.cells if cell.strip()), "")) for row in grid.rows[count:]]
    money = sum(bool(FINANCE_ROW.match(label)) for label in labels)
    in_header = any(MONEY_CAPTION.search(one_line(cell)) for row in grid.rows[:count] for cell in row.cells)
    above = any(MONEY_CAPTION.search(one_line(text)) for text in grid.context[-1:])
    has_label = any(read_header_cell(cell).role is Role.LABEL for row in grid.rows[:count] for cell in row.cells)
    return bool(labels) and (2 * money >= len(labels) or in_header or (above and (money > 0 or not has_label)))


def _headings(context: Iterable[str], place: Place) -> Place:
    """Return programme, code and title of the policy field from the headings above a table."""
    shorts: list[str] = []
    for line in map(one_line, context):
        match = FIELD.match(line)
        if PROGRAMME.match(line):
            place = replace(place, programme=line)
        elif match and not line.endswith((".", ";")):
            if "." not in match["code"] and not shorts:
                place = Place(line)
            else:
                programme = place.programme or (shorts[-1] if shorts else None)
                place = Place(programme, match["code"], match["title"].strip())
        if 2 < len(line) < 110 and not line.endswith((".", "?", ";", ":")) and line[0] not in "[(*•":
            shorts.append(line)
    if place.field is None and shorts:
        place = Place(place.programme or (shorts[0] if len(shorts) > 1 else None), place.code, shorts[-1])
    return place


# From grid to table ----------------------------------------------------------------------------


@dataclass
class _Draft:
    """The rows of a table as they are gathered, with what one row says of the next."""

    rows: list[Row] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Note lines that stood between the rows."""
    group: str | None = None
    open_group: GridRow | None = None
    """A heading that no row has followed yet."""
    is_bulleted: bool = False
    parent: str | None = None


class _TableReader:
    """Reads one grid."""

    def __init__(self, grid: Grid, document: DocumentIdentity, place: Place) -> None:
        self.grid = grid
        self.document = document
        self.place = place
        self.problems: list[Problem] = []
        count = grid.header_rows or 0
        self.header = [list(_fill_spans(row)) for row in grid.rows[:count]]
        self.body = [row for row in grid.rows[count:] if any(cell.strip() for cell in row.cells)]
        self._repeat_header_over_years()
        self.width = self._width()
        self.body = [replace(row, cells=row.cells[: max(self.width, _last_filled(row.cells))]) for row in self.body]
        first = next((one_line(cell) for row in grid.rows[: count or 1] for cell in row.cells if cell.strip()), "")
        self.title = first or (one_line(grid.context[-1]) if grid.context else grid.place)

    def read(self) -> Table | None:
        """Return the table, or None when its header cannot be read; what is wrong stands in `problems`."""
        columns = self._columns()
        if not columns:
            return None
        order, labels = _label_columns(columns, self.body)
        roles = [Role.LABEL if n < labels else columns[i].role for n, i in enumerate(order)]
        columns = [
            replace(columns[i], role=Role.UNKNOWN if role is Role.LABEL and n >= labels else role)
            for n, (i, role) in enumerate(zip(order, roles, strict=True))
        ]
        columns = self._roles_from_contents(columns, order)
        in_text = self.grid.layout in TEXT_LAYOUTS  # elsewhere a cell stays in its column
        longer = sum(_last_filled(row.cells) > self.width for row in self.body) if in_text else 0
        if longer > (len(self.header) < 2) or (longer and longer * 4 > sum(len(row.cells) > 1 for row in self.body)):
            header = " | ".join(one_line(column.header) for column in columns)
            self.report("rows-wider", header, longer=longer, rows=len(self.body))
            return None
        draft = self._draft(columns, order, labels)
        notes = read_notes([*draft.notes, *self.grid.after], draft.markers)
        rows = self._parse(draft.rows, columns[labels:], notes)
        texts, unused = self._noted(rows, columns, labels, notes)
        for i, column in enumerate(columns[labels:]):
            figures = [row.cells[i] for row in rows if row.cells[i].kind is not CellKind.MISSING]
            is_dated = column.year is not None or all(figure.year is not None for figure in figures)
            if column.role in VALUE_ROLES - {Role.BASELINE} and not is_dated:
                self.report("year-unknown", column.header, column=column.header)
        if not rows:
            return None
        return Table(
            self.title, self.place.code, self.place.field, tuple(columns), tuple(rows), texts, unused,
            tuple(notes.remarks), self.grid.place, self.grid.layout, self.place.programme,
        )  # fmt: skip

    def report(
        self,
        kind: str,
        found: str = "",
        row: str | None = None,
        column: str | None = None,
        place: str = "",
        **facts: object,
    ) -> None:
        """Add a problem of a kind; its sentence and severity stand in `REFUSALS` and `NOTICES`."""
        message, expected = REFUSALS.get(kind) or NOTICES[kind]
        severity = "refused" if kind in REFUSALS else "notice"
        kind, column = STABLE_KINDS.get(kind, kind), one_line(column) if column else None
        self.problems.append(
            Problem(
                message.format(**facts),
                one_line(found),
                expected.format(**facts),
                None,
                row,
                column,
                place,
                kind,
                severity,
            )
        )

    # Header

    def _width(self) -> int:
        """Return the number of columns: those of the last header row that hold anything."""
        widest = max((_last_filled(row.cells) for row in self.body), default=0)
        if not self.header:
            return widest
        last = self.header[-1]
        width = len(last) if self.grid.layout in TEXT_LAYOUTS else max(len(row) for row in self.header)
        while width > widest and not (len(last) >= width and last[width - 1].strip()):
            width -= 1
        return width

    def _repeat_header_over_years(self) -> None:
        """Let a header that spans a year and a figure (`Laatste meting`) stand over both.

        Only where blank cells are kept, every full row has one cell more than the header, and one header stands over
        years alone.
        """
        if not self.header or self.grid.layout == "cell-per-line":
            return  # on lines a header cell may as well be lost
        last = [*self.header[-1]]
        while last and not last[-1].strip():
            last.pop()
        rows = [row.cells for row in self.body if _last_filled(row.cells) > 1]
        full = [cells for cells in rows if _last_filled(cells) == len(last) + 1]
        if not full or any(_last_filled(cells) > len(last) + 1 for cells in rows):
            return
        dated = [
            i
            for i, text in enumerate(last)
            if read_header_cell(text).role in VALUE_ROLES
            and read_header_cell(text).year is None
            and all(re.fullmatch(YEAR, one_line(cells[i])) for cells in full)
        ]
        if len(dated) == 1:
            self.header[-1] = [*last[: dated[0] + 1], *last[dated[0] :]]

    def _columns(self) -> list[Column]:
        """Return the columns as their headers say; none when the table cannot be read."""
        if not self.header:
            self.report("header-missing", " | ".join(self.body[0].cells) if self.body else "")
            return []
        columns, problems = read_columns(self.header, self.document, self.width)
        self.problems += problems
        label = one_line(columns[0].header) if columns and columns[0].role is Role.LABEL else ""
        names_rows = re.search(r"indicator|kengetal|prestatie|effect", label, re.IGNORECASE)
        self.title = label if names_rows else self.place.field or label or self.title
        if any(column.role in VALUE_ROLES for column in columns):
            return columns
        caption = " ".join(filter(None, [self.title, self.place.field, *self.grid.context[-3:]]))
        is_empty = not any(column.header for column in columns)
        if is_empty and STATUTORY.search(caption) and self.document.kind is DocumentKind.ACCOUNTS:
            self.report("header-empty", " | ".join(column.header for column in columns))
            return [columns[0], *(replace(column, role=Role.ACHIEVED) for column in columns[1:])]
        if not any(p.kind in ("header-unreadable", "year-out-of-range") for p in self.problems):
            self.report("header-unreadable", " | ".join(column.header for column in columns), rows=len(self.body))
        return []

    def _roles_from_contents(self, columns: list[Column], order: Sequence[int]) -> list[Column]:
        """Return columns with the roles their cells show, and report unread headers over figures.

        Years alone are a period whatever the header says, names are no benchmark but say whose the next figures are,
        and `Ref.` over figures is a benchmark.
        """
        is_named = False
        for n, (column, i) in enumerate(zip(columns, order, strict=True)):
            cells = [parse_cell(row.cells[i]) for row in self.body if len(row.cells) == self.width]
            measures = sum(bool(cell.decimals or cell.unit or (cell.value or 0) > 99) for cell in cells)
            said = [one_line(cell.raw) for cell in cells if cell.kind is not CellKind.MISSING]
            is_open = column.role in VALUE_ROLES and column.year is None and bool(said)
            if column.role is Role.SOURCE and column.header.lower().startswith("ref") and measures * 2 > len(cells):
                columns[n] = replace(column, role=Role.BENCHMARK)
            elif is_open and all(re.fullmatch(YEAR, text) for text in said):
                if len(said) > 1 or re.search("jaar|peil", column.header, re.IGNORECASE):
                    columns[n] = replace(column, role=Role.PERIOD)
                else:  # one figure that may be a year
                    columns[n] = replace(column, role=Role.UNKNOWN)
                    self.report("column-unreadable", column.header, column=column.header)
            elif is_named and is_open and column.role is Role.ACHIEVED:
                columns[n], is_named = replace(column, role=Role.BENCHMARK), False
            elif is_open and column.role is Role.BENCHMARK and all(re.fullmatch(r"[^\d%€]{2,}", text) for text in said):
                columns[n], is_named = replace(column, role=Role.UNKNOWN), True
            is_read = read_header_cell(column.header).role or any(
                p.column == one_line(column.header) for p in self.problems
            )
            if column.role is Role.UNKNOWN and not is_read and any(cell.kind in FIGURES for cell in cells):
                self.report("column-unreadable", column.header, column=column.header or f"column {i + 1}")
        return self._measured_before(columns, order)

    def _measured_before(self, columns: list[Column], order: Sequence[int]) -> list[Column]:
        """Return columns where the one plan beside years of measuring is a result: `Cijfer begroting 2018` of 2016."""
        own = [n for n, column in enumerate(columns) if column.role in VALUE_ROLES - {Role.BENCHMARK}]
        periods = [i for i, column in zip(order, columns, strict=True) if column.role is Role.PERIOD]
        if len(own) != 1 or not periods or columns[own[0]].role is not Role.TARGET or columns[own[0]].year is None:
            return columns
        years = [
            read_header_cell(one_line(row.cells[periods[0]])).year for row in self.body if len(row.cells) == self.width
        ]
        if all(year is not None and year < (columns[own[0]].year or 0) for year in years):
            columns[own[0]] = replace(columns[own[0]], role=Role.ACHIEVED, year=None, year_source="")
            self.report("plan-measured", columns[own[0]].header, column=columns[own[0]].header)
        return columns

    # Rows

    def _draft(self, columns: Sequence[Column], order: Sequence[int], labels: int) -> _Draft:
        """Return the rows with unread cells, all markers, and the note lines that stood between rows."""
        draft = _Draft(markers=[marker for column in columns for marker in column.markers])
        names = Counter(one_line(row.cells[order[labels - 1]]) for row in self.body if len(row.cells) == self.width)
        repeated = {name for name, count in names.items() if count > 1}
        uncertain = self._uncertain_rows([columns[n] for n in sorted(range(len(order)), key=order.__getitem__)], labels)
        for number, row in enumerate(self.body):
            cells = list(row.cells)
            filled = [cell.strip() for cell in cells if cell.strip()]
            if len(filled) == 2 and filled[0].endswith(":") and likeness(filled[1]) is Likeness.TEXT:
                filled = [" ".join(filled)]  # `Bron: | CBS`
            if len(filled) == 1 and self._stands_alone(row, filled[0], draft, order[:labels]):
                continue
            if len(cells) == self.width and number not in uncertain:
                self._add(draft, [cells[i] for i in order], columns, labels, row.place)
                continue
            label = one_line(cells[0])
            group = f" under '{draft.group}'" if draft.group else ""
            kind = "row-uncertain" if len(cells) == self.width else "row-not-alignable"
            self.report(kind, " | ".join(cells[1:]), label, None, row.place, group=group,
                        cells=len(cells) - 1, columns=self.width - 1)  # fmt: skip
            draft.markers += [marker for cell in cells for marker in pull_markers(clean(cell))[1]]
            if repeated and label not in repeated:  # a heading with a stray figure: the rows below it are its own
                self._close_group(draft)
                draft.group = label
        self._close_group(draft)
        return draft

    def _uncertain_rows(self, columns: Sequence[Column], labels: int) -> set[int]:
        """Return the full rows of running text that may hold a cell of another row, by number.

        A figure where words belong shows that a cell is missing and another was taken. Where words end a row and words
        begin the next, a short row may have lost its last words to the label below it, or its label to the row above
        it: it then has fewer cells of words at that end than its columns.
        """
        if self.grid.layout not in ("cell-per-line", "pipe"):
            return set()

        def words(cells: Iterable[str]) -> int:
            return sum(1 for _ in takewhile(lambda cell: likeness(cell) is Likeness.TEXT, cells))

        is_words = [column.role not in VALUE_ROLES | {Role.PERIOD} for column in columns]
        begins = sum(1 for _ in takewhile(bool, is_words))
        ends = sum(1 for _ in takewhile(bool, reversed(is_words)))
        uncertain: set[int] = set()
        for number, row in enumerate(self.body):
            if len(row.cells) == self.width and any(map(_is_misplaced, row.cells, columns)):
                uncertain.add(number)
            if self.grid.layout == "pipe":
                continue
            if not row.cells[0].strip():
                uncertain.add(number - 1)
            if not labels < len(row.cells) < self.width:
                continue
            if words(reversed(row.cells)) < ends:
                uncertain.add(number + 1)
            if ends and words(row.cells) < begins:
                uncertain.add(number - 1)
        return uncertain

    def _stands_alone(self, row: GridRow, text: str, draft: _Draft, label_places: Sequence[int]) -> bool:
        """Take a row of one filled cell: a source or unit line, a note, or a heading. False when it is none of them."""
        text = text.strip()
        if keyed := KEYED_LINE.match(text):
            if draft.open_group is not None and draft.rows:
                self._close_group(draft)
                draft.group = None
            else:
                _take_key(draft, keyed)
            return True
        if (
            REMARK_LINE.match(text)
            or is_note_line(text)
            or (row.spans and row is self.body[-1] and re.match(r"^\(?\d\)?[.)]?\s+\D", text))
        ):
            draft.notes.append(text)
            return True
        is_wide = len(row.cells) == 1 or any(span >= self.width for span in row.spans)
        in_label = len(row.cells) == self.width and any(row.cells[i].strip() for i in label_places)
        if is_wide or in_label:
            self._close_group(draft)
            draft.group, draft.open_group, draft.parent = one_line(text), row, None
            draft.markers += label_markers(one_line(text))
        return is_wide or in_label

    def _close_group(self, draft: _Draft) -> None:
        """Report a heading that no row followed: it may be an indicator that lost its figures."""
        if draft.open_group is not None:
            text = one_line(next(cell for cell in draft.open_group.cells if cell.strip()))
            self.report("row-without-figures", text, text, None, draft.open_group.place)
        draft.open_group = None

    def _add(self, draft: _Draft, cells: list[str], columns: Sequence[Column], labels: int, place: str) -> None:
        """Add a row that has a cell for every column."""
        *before, label = [cell.strip() for cell in cells[:labels]]
        for text, column in zip(before, columns, strict=False):
            if text and (CODE_CELL.match(text) or one_line(column.header).lower() in {"", *NUMBERING_LABELS}):
                label = f"{text} {label}" if label else ""
            elif text:
                draft.group = one_line(text)
        if CODE_CELL.match(label):
            self.report("label-missing", " | ".join(cells[labels:]), None, None, place)
            return
        if draft.open_group is not None:
            draft.is_bulleted = bool(BULLET.match(label))
        elif draft.is_bulleted and not BULLET.match(label):
            draft.group, draft.is_bulleted = None, False
        named, *below = re.split(r"\n(?=\S+\s*:)", label)
        keyed = [match for line in below if (match := KEYED_LINE.match(line))]
        label = named if len(keyed) == len(below) else label
        flat = one_line(label)
        former, *renamed = REDEFINED.split(label)
        is_part = bool(PART_OF.match(flat))
        figures = tuple(Cell(cell.strip("\n"), CellKind.TEXT) for cell in cells[labels:])
        parent, former_label = (draft.parent if is_part else None, one_line(former) if renamed else None)
        draft.rows.append(Row(label_line(label), (), figures, draft.group, parent, former_label, place=place))
        draft.parent = draft.parent if is_part else flat
        draft.open_group = None
        for match in keyed if label == named else []:
            _take_key(draft, match)
        draft.markers += label_markers(flat, map(str, range(1, 10)))
        for cell, column in zip(cells[labels:], columns[labels:], strict=True):
            draft.markers += [*pull_markers(clean(cell))[1], *re.findall(r"\((\d{1,2})\)", cell)]
            draft.markers += _references(cell) if column.role is Role.SOURCE else []

    # Cells and notes

    def _parse(self, rows: Sequence[Row], columns: Sequence[Column], notes: Notes) -> list[Row]:
        """Return the rows with their cells read, and units, sources, markers and years filled in."""
        known = frozenset(notes.texts)
        pointed = with_decimal_point(cell.raw for row in rows for cell in row.cells)
        points = bool(pointed)
        if pointed:
            self.report("decimal-point", " | ".join(map(one_line, pointed)))
        parsed = []
        for row in rows:
            cells = [
                _read(cell.raw, column, known, points, notes) for cell, column in zip(row.cells, columns, strict=True)
            ]
            said = {column.role: one_line(cell.raw) for cell, column in zip(cells, columns, strict=True)}
            cells = _dated(cells, columns)
            references = [marker for marker in _references(said.get(Role.SOURCE, "")) if marker in known]
            markers = tuple(dict.fromkeys([*label_markers(row.label, known), *references]))
            unit, source = row.unit or said.get(Role.UNIT) or None, row.source or said.get(Role.SOURCE) or None
            parsed.append(replace(row, cells=tuple(cells), markers=markers, unit=unit, source=source))
        return parsed

    def _noted(
        self, rows: Sequence[Row], columns: Sequence[Column], labels: int, notes: Notes
    ) -> tuple[dict[str, str | None], tuple[str, ...]]:
        """Return the notes by marker, None for one that is missing, and the markers nothing refers to."""
        used = [marker for column in columns for marker in column.markers]
        for row in rows:
            used += [*row.markers, *label_markers(row.group or "")]
            used += [marker for cell, column in zip(row.cells, columns[labels:], strict=True)
                     if column.role in VALUE_ROLES for marker in cell.markers]  # fmt: skip
        texts = {marker: notes.texts.get(marker) for marker in dict.fromkeys(used)}
        unused = tuple(marker for marker in notes.texts if marker not in texts)
        for marker in (marker for marker, text in texts.items() if text is None):
            self.report("note-missing", marker)
        for marker in unused:
            self.report("note-unused", f"{marker} {notes.texts[marker]}")
        return texts | {marker: notes.texts[marker] for marker in unused}, unused


def _dated(cells: Sequence[Cell], columns: Sequence[Column]) -> list[Cell]:
    """Return the cells with the year of the period column before them (or else the first one) where they have none."""
    periods = [
        read_header_cell(one_line(cell.raw)).year
        for cell, c in zip(cells, columns, strict=True)
        if c.role is Role.PERIOD
    ]
    dated: list[Cell] = []
    period = next(iter(periods), None)
    for cell, column in zip(cells, columns, strict=True):
        if column.role is Role.PERIOD:
            period = periods.pop(0)
        is_open = column.role in VALUE_ROLES and column.year is None and not EARLIER.search(column.header)
        dated.append(replace(cell, year=period) if is_open and cell.year is None else cell)
    return dated


def _read(raw: str, column: Column, known: frozenset[str], points: bool, notes: Notes) -> Cell:
    """Return a cell as its column says to read it: figures where figures stand, text elsewhere."""
    cell = parse_cell(raw, known, points)
    if column.role not in VALUE_ROLES:
        return cell if cell.kind is CellKind.MISSING else Cell(raw, CellKind.TEXT)
    if cell.kind is CellKind.MISSING and any(NO_NORM.search(notes.texts.get(marker, "")) for marker in cell.markers):
        return replace(cell, reason="no_norm")
    return cell


def _fill_spans(row: GridRow) -> Iterator[str]:
    """Yield the cells of a header row, a spanned cell repeated over the columns it covers.

    `spans` has a number for every printed cell, or one for every column (the covered ones count as 1).
    """
    cells = row.cells
    is_per_column = len(row.spans) == len(cells)
    i = n = 0
    while i < len(cells):
        span = max(1, row.spans[i if is_per_column else n]) if n < len(row.spans) else 1
        yield from [cells[i]] * min(span, len(cells) - i)
        i += span
        n += 1


def _label_columns(columns: Sequence[Column], body: Sequence[GridRow]) -> tuple[list[int], int]:
    """Return the columns with the label columns first, and how many those are."""
    named = [i for i, column in enumerate(columns) if column.role is Role.LABEL]
    labels = named[:1] or [next((i for i, column in enumerate(columns) if not column.header), 0)]
    while labels[-1] + 1 in named:
        labels.append(labels[-1] + 1)
    if len(labels) > 1 and is_grouping(columns[labels[-1]].header) and not is_grouping(columns[labels[0]].header):
        labels = [*labels[1:], labels[0]]  # `Indicator | Taakveld`: what names the row goes last
    if labels[0] == 1 and not columns[0].header:
        codes = [row.cells[0].strip() for row in body if len(row.cells) == len(columns)]
        labels = [0, *labels] if codes and all(map(CODE_CELL.match, codes)) else labels
    return [*labels, *(i for i in range(len(columns)) if i not in labels)], len(labels)


def _is_misplaced(text: str, column: Column) -> bool:
    """Return whether a cell is a figure in a column of units or sources, and no number of a note."""
    if column.role not in (Role.UNIT, Role.SOURCE) or _references(text):
        return False
    return likeness(text) is Likeness.VALUE and parse_cell(text).kind in FIGURES


def _last_filled(cells: Sequence[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def _references(cell: str) -> list[str]:
    """Return the note numbers in a cell of a `*` column: `1/2` refers to two notes."""
    text = one_line(cell)
    return re.findall(r"\d+|\*+", text) if re.fullmatch(r"[\d*/, en()]+", text) else []


def _take_key(draft: _Draft, keyed: re.Match[str]) -> None:
    """Give a `Bron: …` or `Eenheid: …` line to the row above it; without one it is a remark on the table."""
    key, text = keyed["key"].lower(), one_line(keyed["text"])
    if draft.rows and "bron" in key:
        draft.rows[-1] = replace(draft.rows[-1], source=text)
    elif draft.rows and "eenheid" in key:
        draft.rows[-1] = replace(draft.rows[-1], unit=text)
    else:
        draft.notes.append(one_line(keyed.group()))
