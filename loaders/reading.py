"""Grids → indicator tables: one reading of headers, rows, cells and notes, whatever the file was.

A row is loaded only when it has a cell for every column. One with fewer or more, or without a label, is reported with
its cells; the rows around it stay where they are. Blank cells of a ruled table are cells; in running text they are not
there at all, which is why such rows come out short.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.cells import clean, has_decimal_points, normal_marker, one_line, parse_cell, pull_markers
from loaders.extraction import VALUE_ROLES, Cell, CellKind, Column, Role, Row, Table
from loaders.grid import Grid, GridRow, Problem, Reading
from loaders.headers import (
    NUMBERING_LABELS,
    DocumentIdentity,
    DocumentKind,
    HeaderCell,
    is_grouping,
    read_columns,
    read_header_cell,
)
from loaders.notes import NO_NORM, Notes, is_note_line, label_markers, read_notes

FINANCE_ROW = re.compile(
    r"^(?:totale? )?(?:saldo )?(?:lasten|baten|saldo|resultaat (?:voor|na)|geraamd resultaat|mutaties? reserves?|toevoegingen?|onttrekkingen?"
    r"|stortingen|exploitatie|kapitaallasten|apparaatskosten totaal|dekking|netto lasten)\b",
    re.IGNORECASE,
)
MONEY_CAPTION = re.compile(
    r"\bx\s*(?:€|euro)?\s*1\.?000(?!.*(?:inw|woning|leerling))|bedragen (?:x|in)|in duizenden euro", re.IGNORECASE
)
KEYED_LINE = re.compile(
    r"^\(?(?P<key>(?:gegevens|data)?bron|(?:meet)?eenheid|peildatum|(?:meet)?frequentie)\)?\s*:\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
STATUTORY = re.compile(r"wettelijk|verplicht|\bbbv\b", re.IGNORECASE)
FIELD = re.compile(
    r"^(?:(?:deel)?programma|beleidsveld|taakveld|thema)?\s*(?P<code>\d{1,2}(?:\.\d{1,2}){0,3})[.:]?\s+(?P<title>[A-ZÀ-Ý][^|]{2,110})$",
    re.IGNORECASE,
)
PROGRAMME = re.compile(r"^(?:programma\s*)\d{1,2}\s*[:.]?\s*\S", re.IGNORECASE)
BULLET = re.compile(r"^[•●▪◦‣*-]\s")
PART_OF = re.compile(r"^(?:[•*-]\s*)?waarvan\b", re.IGNORECASE)
REDEFINED = re.compile(r":\s*\(?\*+\)?\s*\n+(?=\S)")
CODE_CELL = re.compile(r"^(?:\d{0,3}[a-z]?|\d+(?:\.\d+)+)\.?$")


@dataclass
class _Place:
    """Where on the page a table stands: the headings read so far."""

    programme: str | None = None
    code: str | None = None
    field: str | None = None


def read_tables(reading: Reading, document: DocumentIdentity) -> tuple[list[Table], list[Problem]]:
    """Return the indicator tables of a file and everything in them that was refused or needs a look."""
    tables: list[Table] = []
    problems: list[Problem] = []
    place = _Place()
    for grid in (part for whole in reading.grids for part in _split_at_headers(whole)):
        place = _headings(grid.context, place)
        if _is_finance(grid):
            problems.append(Problem("a finance block holds no indicators", _caption(grid), table=_caption(grid), place=grid.place,
                                    kind="finance-block", severity="notice"))  # fmt: skip
            continue
        table, found = _TableReader(grid, document, place).read()
        problems += found
        if table:
            tables.append(table)
    return tables, problems


# What a grid is ---------------------------------------------------------------------


def _split_at_headers(grid: Grid) -> Iterator[Grid]:
    """Yield a grid per header block: a sheet or page may hold several tables under one another."""
    starts: list[tuple[int, int]] = []
    i = 0
    rows = grid.rows
    while i < len(rows):
        if i == 0 and grid.header_rows:
            size = grid.header_rows
        elif _is_header_row(rows[i].cells) or (i + 1 < len(rows) and _is_upper_header(rows[i], rows[i + 1])):
            size = 1
        else:
            i += 1
            continue
        while (
            i + size < len(rows)
            and _is_header_row(rows[i + size].cells)
            and _goes_on(rows[i : i + size], rows[i + size])
        ):
            size += 1
        starts.append((i, size))
        i += size
    if not starts:
        yield replace(grid, header_rows=0)
        return
    for number, (start, size) in enumerate(starts):
        last = number + 1 == len(starts)
        stop = len(rows) if last else starts[number + 1][0]
        above = tuple(one_line(" ".join(filter(None, row.cells))) for row in rows[: start if number == 0 else 0])
        yield replace(
            grid,
            rows=rows[start:stop],
            header_rows=size,
            context=(*(grid.context if number == 0 else ()), *filter(None, above)),
            after=grid.after if last else (),
            place=grid.place if start == 0 else rows[start].place,
        )


def _goes_on(header: Sequence[GridRow], row: GridRow) -> bool:
    """Return whether a header row belongs to the header rows above it: it says what they leave open."""
    above = [read_header_cell(cell) for line in header for cell in line.cells if cell.strip()]
    below = [read_header_cell(cell) for cell in row.cells if cell.strip()]
    words_then_years = not any(cell.year for cell in above) and any(cell.year for cell in below)
    years_then_words = not any(cell.role in VALUE_ROLES for cell in above) and any(
        cell.role in VALUE_ROLES for cell in below
    )
    return words_then_years or years_then_words


def _is_upper_header(row: GridRow, below: GridRow) -> bool:
    """Return whether a row holds the words of a header of which the row below holds the years."""
    read = [read_header_cell(cell) for cell in row.cells if cell.strip()]
    words = [cell for cell in read if cell.role in VALUE_ROLES and cell.is_known]
    return bool(words) and 2 * len(words) >= len(read) and _is_header_row(below.cells) and _goes_on([row], below)


def _is_header_row(cells: Sequence[str]) -> bool:
    """Return whether a row of a grid reads as a header: figure headers, and hardly anything else."""
    filled = [cell for cell in cells if cell.strip()]
    read = [read_header_cell(cell) for cell in filled]
    figures = [
        cell
        for cell in read
        if cell.is_known and (cell.role in VALUE_ROLES or (cell.role is None and cell.year is not None))
    ]
    known = [cell for cell in read if cell.is_header]
    if not figures or 2 * len(known) < len(filled) or not any(cell.year or cell.role is Role.LABEL for cell in read):
        return False
    if all(cell.role is None for cell in figures) and not cells[0].strip() == "" and read[0].role is not Role.LABEL:
        return len(figures) >= 2 and not _is_plain_label(cells[0], read[0])
    return len(figures) >= 2 or any(cell.role is Role.LABEL for cell in read)


def _is_plain_label(text: str, read: HeaderCell) -> bool:
    return not read.is_header and not STATUTORY.search(text)


def _is_finance(grid: Grid) -> bool:
    """Return whether a grid is a finance block: amounts times a thousand, charges, income and balance."""
    count = grid.header_rows or 0
    labels = [one_line(next((cell for cell in row.cells if cell.strip()), "")) for row in grid.rows[count:]]
    money = sum(bool(FINANCE_ROW.match(label)) for label in labels)
    heads = [cell for row in grid.rows[:count] for cell in row.cells]
    captioned = any(MONEY_CAPTION.search(one_line(text)) for text in [*heads, *grid.context[-1:]])
    return bool(labels) and (
        2 * money >= len(labels)
        or (captioned and money > 0)
        or (captioned and any(MONEY_CAPTION.search(h) for h in heads))
    )


def _headings(context: Iterable[str], before: _Place) -> _Place:
    """Return programme, code and title of the policy field from the headings above a table."""
    place = _Place(before.programme, before.code, before.field)
    shorts: list[str] = []
    for line in map(one_line, context):
        match = FIELD.match(line)
        if PROGRAMME.match(line):
            place = _Place(line, place.code, place.field)
        elif match and not line.endswith((".", ";")) and not re.fullmatch(r"(19|20)\d\d", match["code"]):
            if "." not in match["code"] and not shorts:
                place = _Place(line, None, None)
            else:
                place = _Place(
                    place.programme or (shorts[-1] if shorts else None), match["code"], match["title"].strip()
                )
        if 2 < len(line) < 110 and not line.endswith((".", "?", ";", ":")) and line[0] not in "[(*•":
            shorts.append(line)
    if place.field is None and shorts:
        place = _Place(place.programme or (shorts[0] if len(shorts) > 1 else None), place.code, shorts[-1])
    return place


def _caption(grid: Grid) -> str:
    """Return words a person can find a table by."""
    first = next(
        (one_line(cell) for row in grid.rows[: grid.header_rows or 1] for cell in row.cells if cell.strip()), ""
    )
    return first or (one_line(grid.context[-1]) if grid.context else grid.place)


# From grid to table ---------------------------------------------------------------------


class _TableReader:
    """Reads one grid; its state is what rows say about the rows below them."""

    def __init__(self, grid: Grid, document: DocumentIdentity, place: _Place) -> None:
        self.grid = grid
        self.document = document
        self.place = place
        self.problems: list[Problem] = []
        count = grid.header_rows or 0
        self.header = [list(_fill_spans(row)) for row in grid.rows[:count]]
        self.body = [row for row in grid.rows[count:] if any(cell.strip() for cell in row.cells)]
        self.width = self._width()
        self.title = ""

    def read(self) -> tuple[Table | None, list[Problem]]:
        """Return the table, or None when its header cannot be read, and the problems."""
        columns = self._columns()
        self.title = one_line(columns[0].header) if columns and columns[0].role is Role.LABEL else ""
        if not re.search(r"indicator|kengetal|prestatie|effect", self.title, re.IGNORECASE):
            self.title = self.place.field or self.title or _caption(self.grid)
        if columns and not any(column.role in VALUE_ROLES for column in columns):
            columns = self._columns_without_header(columns)
        if not columns:
            return None, [
                replace(p, table=p.table or self.title, place=p.place or self.grid.place) for p in self.problems
            ]
        order, labels = _label_columns(columns, self.body)
        columns = [columns[i] for i in order]
        columns = [
            replace(c, role=Role.LABEL if i < labels else Role.UNKNOWN if c.role is Role.LABEL else c.role)
            for i, c in enumerate(columns)
        ]
        columns = self._roles_from_contents(columns, order)
        rows, markers, inside = self._rows(columns, order, labels)
        notes = read_notes([*inside, *self.grid.after], markers)
        rows = self._parse(rows, columns[labels:], notes)
        self._check(rows, columns, labels)
        used = self._used_markers(rows, columns)
        texts: dict[str, str | None] = {marker: notes.texts.get(marker) for marker in used}
        unused = tuple(marker for marker in notes.texts if marker not in used)
        texts |= {marker: notes.texts[marker] for marker in unused}
        for marker, text in texts.items():
            if text is None:
                self._notice(
                    "note-missing",
                    f"the marker {marker} has no note below the table",
                    marker,
                    "a note that starts with it",
                )
        for marker in unused:
            self._notice(
                "note-unused",
                f"nothing in the table refers to note {marker}",
                f"{marker} {notes.texts[marker]}",
                "a marker in the table",
            )
        table = Table(
            self.title, self.place.code, self.place.field, tuple(columns), tuple(rows), texts, unused, tuple(notes.remarks),
            self.grid.place, self.grid.layout, self.place.programme,
        )  # fmt: skip
        problems = [replace(p, table=p.table or self.title, place=p.place or self.grid.place) for p in self.problems]
        return (table if rows else None), problems

    # Header

    def _width(self) -> int:
        """Return the number of columns: those of the last header row that hold anything."""
        if not self.header:
            return max((len(row.cells) for row in self.body), default=0)
        width = len(self.header[-1])
        longest = max((len(row) for row in self.header), default=0)
        if self.grid.layout not in ("pipe", "cell-per-line", "flat-line", "block-per-indicator"):
            width = max(width, longest)
        needed = max((_last_filled(row.cells) for row in self.body), default=0)
        while width > needed and not any(len(row) >= width and row[width - 1].strip() for row in self.header[-1:]):
            width -= 1
        return width

    def _columns(self) -> list[Column]:
        if not self.header:
            self._refuse(
                "header-missing",
                "the table has no header row",
                _preview(self.body),
                "a row with `Behaald 2018`, `Beoogd 2018` and the like",
            )
            return []
        columns, problems = read_columns(self.header, self.document, self.width)
        self.problems += problems
        return columns

    def _columns_without_header(self, columns: list[Column]) -> list[Column]:
        """Return columns for a table whose header is empty: none, unless the kind of table leaves one role.

        Statutory indicators in accounts are results; of which years cannot be said, so their figures get none.
        """
        found = " | ".join(one_line(column.header) for column in columns)
        caption = " ".join(filter(None, [self.title, self.place.field, *self.grid.context[-3:]]))
        is_empty = not any(column.header for column in columns)
        if is_empty and STATUTORY.search(caption) and self.document.kind is DocumentKind.ACCOUNTS:
            self._refuse("header-unreadable", "the header is empty: statutory indicators in accounts are results, but of which years "
                         "cannot be said; the figures come without a year and must not be loaded", found, "a year in every header")  # fmt: skip
            return [columns[0], *(replace(column, role=Role.ACHIEVED) for column in columns[1:])]
        if not any(p.kind in ("header-unreadable", "year-out-of-range") for p in self.problems):
            self._refuse("header-unreadable", f"no column header says what its figures are; {len(self.body)} rows were not read", found,
                         "words such as `Behaald 2018`, `Beoogd 2018`")  # fmt: skip
        return []

    def _roles_from_contents(self, columns: list[Column], order: Sequence[int]) -> list[Column]:
        """Return columns where `Ref.` over figures is a benchmark, and report unread headers over figures."""
        settled: list[Column] = []
        for column, i in zip(columns, order, strict=True):
            cells = [
                parse_cell(row.cells[i]) for row in self.body if len(row.cells) == self.width and row.cells[i].strip()
            ]
            figures = sum(
                cell.kind in (CellKind.NUMBER, CellKind.PERCENT, CellKind.AMOUNT, CellKind.PAIR) for cell in cells
            )
            decimals = sum(bool(cell.decimals or cell.unit or (cell.value or 0) > 99) for cell in cells)
            if (
                column.role is Role.SOURCE
                and re.match("ref", column.header, re.IGNORECASE)
                and decimals * 2 > len(cells)
            ):
                column = replace(column, role=Role.BENCHMARK)
            if column.role is Role.UNKNOWN and figures and not read_header_cell(column.header).role:
                self._refuse("header-unreadable", "the column header does not say what the figures are; its cells have no role",
                             column.header, "a word such as `Behaald`, `Beoogd`, `Nulmeting`, with a year", column=column.header)  # fmt: skip
            settled.append(column)
        return settled

    # Rows

    def _rows(
        self, columns: Sequence[Column], order: Sequence[int], labels: int
    ) -> tuple[list[Row], list[str], list[str]]:
        """Return rows with unread cells, all markers in the table, and the note lines that stood between rows."""
        rows: list[Row] = []
        inside: list[str] = []
        markers: list[str] = [marker for column in columns for marker in column.markers]
        group: str | None = None
        empty_group: GridRow | None = None
        group_has_bullets = False
        repeated = self._repeated_labels(labels)
        parent: str | None = None
        for row in self.body:
            cells = [*row.cells]
            while len(cells) > self.width and not cells[-1].strip():
                cells.pop()
            filled = [cell for cell in cells if cell.strip()]
            text = filled[0].strip()
            if len(filled) == 1 and cells[0].strip() and (keyed := KEYED_LINE.match(text)):
                if empty_group is not None and rows:
                    self._row_without_figures(empty_group)
                    group, empty_group = None, None
                else:
                    rows, inside = _keyed(rows, inside, keyed)
                continue
            if len(filled) == 1 and (
                is_note_line(text)
                or (len(rows) and re.match(r"^\(?\d\)?[.)]?\s+\D", text) and row is self.body[-1] and row.spans)
            ):
                inside.append(text)
                continue
            if len(filled) == 1 and self._is_group(row, cells, order, labels):
                if empty_group is not None:
                    self._row_without_figures(empty_group)
                group, empty_group, parent = one_line(text), row, None
                markers += label_markers(group)
                continue
            if len(cells) != self.width:
                label = one_line(cells[0])
                figures = [one_line(cell) for cell in cells[1:]]
                markers += [m for cell in cells for m in pull_markers(clean(cell))[1]]
                self._refuse("row-not-alignable", f"the row has {len(figures)} cells for {self.width - 1} columns; which one is missing or extra "
                             "cannot be seen, so none was loaded", " | ".join(figures), f"{self.width - 1} cells", row=label, place=row.place)  # fmt: skip
                if repeated and label not in repeated:
                    group, empty_group = label, None
                continue
            cells = [cells[i] for i in order]
            label, grouped = self._label(cells[:labels], columns[:labels])
            if CODE_CELL.match(label):
                self._refuse("label-missing", "the row has figures but no label", " | ".join(one_line(c) for c in cells[labels:]),
                             "the name of an indicator", place=row.place)  # fmt: skip
                continue
            if grouped is not None:
                group = grouped
            has_bullet = bool(BULLET.match(label))
            if empty_group is not None:
                group_has_bullets = has_bullet
            elif group_has_bullets and not has_bullet:
                group, group_has_bullets = None, False
            empty_group = None
            is_part = bool(PART_OF.match(one_line(label)))
            flat = one_line(label)
            former = REDEFINED.split(label)
            rows.append(
                Row(flat, (), tuple(Cell(cell.strip("\n"), CellKind.TEXT) for cell in cells[labels:]), group, parent if is_part else None,
                    one_line(former[0]) if len(former) > 1 else None, place=row.place)
            )  # fmt: skip
            parent = parent if is_part else flat
            markers += label_markers(flat, map(str, range(1, 10)))
            markers += [m for cell in cells[labels:] for m in pull_markers(clean(cell))[1]]
            markers += [d for cell in cells[labels:] for d in re.findall(r"\((\d{1,2})\)", cell)]
            markers += [
                m
                for cell, column in zip(cells[labels:], columns[labels:], strict=True)
                if column.role is Role.SOURCE
                for m in _references(cell)
            ]
        if empty_group is not None:
            self._row_without_figures(empty_group)
        return rows, list(dict.fromkeys(markers)), inside

    def _is_group(self, row: GridRow, cells: Sequence[str], order: Sequence[int], labels: int) -> bool:
        """Return whether a row with one filled cell is a heading over the rows below it."""
        if len(cells) == 1 or any(span >= self.width for span in row.spans):
            return True
        return any(cells[i].strip() for i in order[:labels] if i < len(cells)) and len(cells) == self.width

    def _row_without_figures(self, row: GridRow) -> None:
        label = one_line(next(cell for cell in row.cells if cell.strip()))
        self._notice(
            "row-without-figures",
            "the row has a label and no figures",
            label,
            "figures, or rows below it",
            row=label,
            place=row.place,
        )

    def _repeated_labels(self, labels: int) -> frozenset[str]:
        counts = Counter(one_line(row.cells[labels - 1]) for row in self.body if len(row.cells) >= labels)
        return frozenset(label for label, count in counts.items() if count > 1)

    def _label(self, cells: Sequence[str], columns: Sequence[Column]) -> tuple[str, str | None]:
        """Return the label and, when another label column groups the rows, the group."""
        *before, label = [cell.strip() for cell in cells]
        group = None
        for text, column in zip(before, columns, strict=False):
            if text and (CODE_CELL.match(text) or one_line(column.header).lower() in {"", *NUMBERING_LABELS}):
                label = f"{text} {label}" if label else ""
            elif text:
                group = one_line(text)
        return label, group

    def _parse(self, rows: Sequence[Row], columns: Sequence[Column], notes: Notes) -> list[Row]:
        """Return the rows with their cells read, units and sources filled in."""
        known = frozenset(notes.texts)
        points = has_decimal_points(cell.raw for row in rows for cell in row.cells)
        parsed: list[Row] = []
        for row in rows:
            cells = [
                self._cell(cell.raw, column, known, points, notes)
                for cell, column in zip(row.cells, columns, strict=True)
            ]
            period = next(
                (_year(cell.raw) for cell, column in zip(cells, columns, strict=True) if column.role is Role.PERIOD),
                None,
            )
            if period:
                cells = [
                    replace(cell, year=period)
                    if column.role in VALUE_ROLES and column.year is None and cell.year is None
                    else cell
                    for cell, column in zip(cells, columns, strict=True)
                ]
            unit = next(
                (
                    one_line(c.raw)
                    for c, column in zip(cells, columns, strict=True)
                    if column.role is Role.UNIT and c.raw.strip()
                ),
                None,
            )
            source = next(
                (
                    one_line(c.raw)
                    for c, column in zip(cells, columns, strict=True)
                    if column.role is Role.SOURCE and c.raw.strip()
                ),
                None,
            )
            references = [
                m
                for c, column in zip(cells, columns, strict=True)
                if column.role is Role.SOURCE
                for m in _references(c.raw)
                if m in known
            ]
            markers = tuple(dict.fromkeys([*label_markers(row.label, known), *references]))
            parsed.append(
                replace(row, cells=tuple(cells), markers=markers, unit=row.unit or unit, source=row.source or source)
            )
        if points:
            self._notice(
                "decimal-point",
                "the table writes decimals with a point; every such cell is flagged",
                "a point before one or two digits",
                "a decimal comma",
            )
        return parsed

    def _cell(self, raw: str, column: Column, known: frozenset[str], points: bool, notes: Notes) -> Cell:
        if column.role not in VALUE_ROLES:
            cell = parse_cell(raw, known, points)
            return cell if cell.kind is CellKind.MISSING else Cell(raw, CellKind.TEXT)
        cell = parse_cell(raw, known, points)
        if cell.kind is CellKind.MISSING and any(
            NO_NORM.search(notes.texts.get(marker, "")) for marker in cell.markers
        ):
            return replace(cell, reason="no_norm")
        return cell

    # Checks

    def _check(self, rows: Sequence[Row], columns: Sequence[Column], labels: int) -> None:
        """Report figure columns of which the year is not known."""
        for i, column in enumerate(columns[labels:]):
            figures = [row.cells[i] for row in rows if row.cells[i].kind is not CellKind.MISSING]
            if (
                column.role in VALUE_ROLES - {Role.BASELINE}
                and column.year is None
                and any(c.year is None for c in figures)
            ):
                self._notice("year-unknown", "neither the header nor the document says the year of the column", column.header,
                             "a year in the header", column=column.header)  # fmt: skip

    def _used_markers(self, rows: Sequence[Row], columns: Sequence[Column]) -> list[str]:
        used = [marker for column in columns for marker in column.markers]
        used += [marker for row in rows for marker in row.markers]
        used += [marker for row in rows for cell, column in zip(row.cells, columns[-len(row.cells):], strict=True)
                 if column.role in VALUE_ROLES for marker in cell.markers]  # fmt: skip
        used += [marker for row in rows for marker in label_markers(row.group or "")]
        return list(dict.fromkeys(used))

    def _refuse(
        self,
        kind: str,
        message: str,
        found: str,
        expected: str,
        row: str | None = None,
        column: str | None = None,
        place: str = "",
    ) -> None:
        self.problems.append(
            Problem(message, found, expected, None, row, one_line(column) if column else None, place, kind)
        )

    def _notice(
        self,
        kind: str,
        message: str,
        found: str,
        expected: str,
        row: str | None = None,
        column: str | None = None,
        place: str = "",
    ) -> None:
        self._refuse(kind, message, one_line(found), expected, row, column, place)
        self.problems[-1] = replace(self.problems[-1], severity="notice")


def _fill_spans(row: GridRow) -> Iterator[str]:
    """Yield the cells of a header row, a spanned cell repeated over the columns it covers."""
    cells = list(row.cells)
    if not row.spans:
        yield from cells
        return
    if len(row.spans) == len(cells):
        i = 0
        while i < len(cells):
            span = max(1, row.spans[i])
            yield from [cells[i]] * min(span, len(cells) - i)
            i += span
        return
    i = 0
    for span in row.spans:
        yield from [cells[i]] * min(max(1, span), len(cells) - i)
        i += max(1, span)
        if i >= len(cells):
            return
    yield from cells[i:]


def _label_columns(columns: Sequence[Column], body: Sequence[GridRow]) -> tuple[list[int], int]:
    """Return the columns with the label columns first, and how many those are."""
    first = next((i for i, column in enumerate(columns) if column.role is Role.LABEL), None)
    if first is None:
        first = next((i for i, column in enumerate(columns) if not column.header), 0)
        labels = [first]
    else:
        labels = [first]
        while labels[-1] + 1 < len(columns) and columns[labels[-1] + 1].role is Role.LABEL:
            labels.append(labels[-1] + 1)
        if len(labels) > 1 and is_grouping(columns[labels[-1]].header) and not is_grouping(columns[labels[0]].header):
            labels = [*labels[1:], labels[0]]  # `Indicator | Taakveld`: the label goes last
    if (
        labels[0] == 1
        and not columns[0].header
        and body
        and all(CODE_CELL.match(row.cells[0].strip()) for row in body if len(row.cells) == len(columns))
    ):
        labels.insert(0, 0)
    return [*labels, *(i for i in range(len(columns)) if i not in labels)], len(labels)


def _last_filled(cells: Sequence[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def _preview(rows: Sequence[GridRow]) -> str:
    return " | ".join(one_line(cell) for cell in rows[0].cells) if rows else ""


def _references(cell: str) -> list[str]:
    """Return the note numbers in a cell of a `*` column: `1/2` refers to two notes."""
    text = one_line(cell)
    return (
        [normal_marker(part) for part in re.split(r"[/,]|\ben\b", text)] if re.fullmatch(r"[\d*/, en()]+", text) else []
    )


def _keyed(rows: list[Row], inside: list[str], keyed: re.Match[str]) -> tuple[list[Row], list[str]]:
    """Return rows where a `Bron: …` or `Eenheid: …` line is given to the row above it."""
    text = one_line(keyed["text"])
    if not rows:
        return rows, [*inside, one_line(keyed.group())]
    if "bron" in keyed["key"].lower():
        return [*rows[:-1], replace(rows[-1], source=text)], inside
    if "eenheid" in keyed["key"].lower():
        return [*rows[:-1], replace(rows[-1], unit=text)], inside
    return rows, [*inside, one_line(keyed.group())]


def _year(text: str) -> int | None:
    return read_header_cell(one_line(text)).year
