"""The running text of a saved page as grids: which lines are the cells of one row.

Layouts: one cell per line with empty lines between the cells and sometimes inside them; pipe tables; one row per
line; a block per indicator; cells glued together. Where a header stands is found here; how the lines below it divide
into rows is weighed in `alignment`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from loaders.cells import LONGEST_FIGURE, YEAR, Likeness, likeness, one_line, parse_cell, split_values
from loaders.extraction import VALUE_ROLES, CellKind, Role
from loaders.formats.alignment import (
    BETWEEN_ROWS,
    CODE,
    END_OF_TABLE,
    LETTERED_CODE,
    MARK,
    NUMBERED_HEADING,
    TEXT_ROLES,
    UNIT_WORDS,
    Alignment,
    Body,
    Line,
    is_figure,
    is_measure,
)
from loaders.grid import Grid, GridRow, Problem, Reading
from loaders.headers import (
    HeaderCell,
    arrange,
    header_cells_of_line,
    is_numbering,
    is_remark,
    is_role_word,
    read_header_cell,
    split_glued,
)
from loaders.notes import is_note_line

ADDRESS = re.compile(r"^\s*https?://\S+\s*$")
MUNICIPALITY = re.compile(rf"^(?P<name>[A-ZÀ-Ý'’][^\d.,:%()]{{2,30}}?)(?P<year>\s+{YEAR})?$")
SAME_WORDS = re.compile(r"(?P<labels>.*?)\s*(?P<words>(?P<word>[a-zA-Z]{5,}?)(?:\s*(?P=word))+)")
RULE = re.compile(r"^[\s|:+-]*-{2,}[\s|:+-]*$")

LONGEST_LINE = 500  # in characters: what is longer is prose
LINES_OF_NOTES = 60  # below a table


def read(text: str) -> Reading:
    """Return the tables of a page saved as text."""
    address, lines = _lines(text)
    grids: list[Grid] = []
    problems: list[Problem] = []
    start = at = known = 0
    while at < len(lines):
        found = _pipe(lines, at) or _flat(lines, at) or _cells_per_line(lines, at, start)
        if found is None:
            lost = _header_without_rows(lines, at) if at >= known else None
            if lost:
                problems.append(lost[0])
                known = lost[1]
            at += 1
            continue
        grid, first, after = found
        context = tuple(line.text for line in lines[start:first])
        behind = (*grid.after, *(line.text for line in lines[after : after + LINES_OF_NOTES]))
        if not grids:
            problems += _lost_above(lines[:first])
        least = min(2, max(len(row.cells) for row in grid.rows) - 1)
        problems += _left_behind(lines[after : after + LINES_OF_NOTES], least)
        grids.append(replace(grid, context=context, after=behind, place=f"line {lines[first].number}"))
        start = at = after
    return Reading(tuple(grids), tuple(line.text for line in lines), address, tuple(problems))


def _header_without_rows(lines: Sequence[Line], at: int) -> tuple[Problem, int] | None:
    """Return a problem for a header with figures below it that no rows could be made of, and the line behind it."""
    cells, end = header_cells_of_line(lines[at].text), at + 1
    if cells is None:
        if not read_header_cell(lines[at].text).is_header:
            return None
        header = next((header for header in _headers(lines, at) if header.rows[-1][0]), None)
        if header is None or len(header.rows[-1]) < 3:
            return None
        cells, end = header.rows[-1], header.end
        if sum(is_measure(line.text) for line in lines[end : end + 12]) < 3:
            return None
    elif not any(re.search(r"\d", line.text) for line in lines[end : end + 2]):
        return None
    found = " | ".join(one_line(text) for text in (*cells, *(line.text for line in lines[end : end + 1])))
    message = "the lines below the header cannot be divided into rows of its columns, so none was loaded"
    place = f"line {lines[at].number}"
    return Problem(message, found, "a header cell for every cell of a row", place=place, kind="header-unreadable"), end


def _left_behind(lines: Sequence[Line], least: int) -> Iterator[Problem]:
    """Yield a problem for every run of figures below the last row of a table: a row that could not be divided.

    `least` is how many make a run: one where the table has one column of figures.

    What follows up to a heading, a header or a finance block belongs to the table: none of it may be lost unsaid.
    """
    name, run = "", list[Line]()
    for i, line in enumerate(lines):
        if END_OF_TABLE.match(line.text) or read_header_cell(line.text).is_header or _pipe(lines, i):
            break
        label, values = split_values(line.text, 0)
        if LETTERED_CODE.match(line.text) and i + 1 < len(lines) and likeness(lines[i + 1].text) is Likeness.TEXT:
            yield from _lost_row(name, run, least)
            yield _lost(f"{line.text} {lines[i + 1].text}", lines[i + 2 : i + 3] or [line])
            name, run = "", []
        elif is_figure(line.text):
            run.append(line)
        else:
            yield from _lost_row(name, run, least)
            name, run = line.text, []
            if label and len(values) > 1 and line.text[-1] not in ".;:":
                yield from _lost_row(label, [replace(line, text=value) for value in values])
    yield from _lost_row(name, run, least)


def _lost_above(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield a problem for every run of figures above the first table: a row of a table whose header was not read."""
    name = ""
    for is_run, group in groupby(lines, key=lambda line: is_figure(line.text)):
        run = list(group)
        if is_run:
            yield from _lost_row(name, run)
        name = run[-1].text


def _lost_row(name: str, run: Sequence[Line], least: int = 2) -> Iterator[Problem]:
    if len(run) >= least and any(parse_cell(line.text).kind is not CellKind.MISSING for line in run):
        yield _lost(name, run)


def _lost(name: str, cells: Sequence[Line]) -> Problem:
    message = "figures beside a table make no row of it, so none was loaded"
    found = " | ".join(line.text for line in cells)
    place = f"line {cells[0].number}"
    expected = "a label and a cell for each column"
    return Problem(message, found, expected, row=one_line(name), place=place, kind="row-not-alignable")


def _lines(text: str) -> tuple[str | None, list[Line]]:
    """Return the address on the first line, if any, and the non-empty lines.

    Under an address lines that begin with `# ` are comments of who saved the page; elsewhere `#` marks a heading.
    """
    address = None
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if number == 1 and ADDRESS.match(raw):
            address = raw.strip()
            continue
        if address and raw.startswith("# "):
            continue
        if raw.count("\t") > 1 and len(raw.split()) > 1:
            raw = raw.replace("\t", "|")  # a table copied from a browser
        stripped = re.sub(r"^#{1,6}\s+", "", raw.translate({0xA0: " ", 0xFEFF: None, 0: None}).strip())
        if not stripped:
            gap = True
            continue
        lines.append(Line(stripped, number, gap))
        gap = False
    return address, [line for i, line in enumerate(lines) if not _is_stray_rule(lines, i)]


def _is_stray_rule(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line is nothing but pipes and of no pipe table: among the cells of a row it says nothing."""
    beside = (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
    return not lines[i].text.strip("| ") and not any("|" in line.text for line in beside)


# Pipe tables --------------------------------------------------------------------


def _pipe(lines: Sequence[Line], at: int) -> tuple[Grid, int, int] | None:
    """Return the pipe table that starts at a line."""
    if "|" not in lines[at].text:
        return None
    end = at
    while end < len(lines) and ("|" in lines[end].text or RULE.match(lines[end].text) or _is_group_line(lines, end)):
        end += 1
    header_rows = None
    rows: list[GridRow] = []
    framed = all(line.text.startswith("|") for line in lines[at:end] if "|" in line.text)
    for line in lines[at:end]:
        if RULE.match(line.text):
            header_rows = len(rows) if header_rows is None else header_rows
            continue
        rows.append(GridRow(tuple(_pipe_cells(line.text, framed)), f"line {line.number}"))
    header_rows = None if header_rows == len(rows) else header_rows  # a rule below the last row
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return None
    return Grid(tuple(rows), header_rows=header_rows, layout="pipe"), at, end


def _is_group_line(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line without pipes is a heading between two rows of a pipe table, not above another table."""
    after = [line.text for line in lines[i + 1 : i + 3]]
    return (
        len(lines[i].text) < 100
        and bool(after)
        and "|" in after[0]
        and not (len(after) == 2 and RULE.match(after[1]))
        and not END_OF_TABLE.match(lines[i].text)
        and not is_note_line(lines[i].text)
    )


def _pipe_cells(text: str, framed: bool) -> list[str]:
    """Return the cells between the pipes; `framed` tables have a pipe before the first cell of every row."""
    cells = [cell.strip() for cell in text.replace("<br>", "\n").replace("<br/>", "\n").split("|")]
    return cells[1 if framed else 0 : -1 if text.endswith("|") else None]


# One row per line, and cells glued together -----------------------------------------


def _flat(lines: Sequence[Line], at: int) -> tuple[Grid, int, int] | None:
    """Return the table whose header stands on this one line, its rows below it on one line (or two) each."""
    header, first = _word_over_years(lines, at), at + 2
    if header is None:
        header, first = header_cells_of_line(lines[at].text), at + 1
    if header is None:
        return None
    roles = [read_header_cell(cell).role for cell in header]
    body, layout = _rows_on_lines(lines, first, roles), "flat-line"
    if not _any_complete(body.rows, roles):
        over_lines = _rows_over_lines(lines, first, roles, 1)
        if _any_complete(over_lines.rows, roles):
            body, layout = over_lines, "cell-per-line"
    if not body.rows:
        return None
    head = GridRow(tuple(header), f"line {lines[at].number}")
    return Grid((head, *body.rows), after=tuple(body.notes), header_rows=1, layout=layout), at, body.end


def _word_over_years(lines: Sequence[Line], at: int) -> list[str] | None:
    """Return the header cells of a line that repeats one word for each year on the line below it.

    What stands before them heads columns of words, which cannot be told apart in a row on one line: all is its label.
    """
    if at + 1 == len(lines) or not re.fullmatch(rf"(?:{YEAR}\s*){{2,}}", lines[at + 1].text):
        return None
    match = SAME_WORDS.fullmatch(lines[at].text) if len(lines[at].text) < LONGEST_LINE else None
    if not match:
        return None
    years = re.findall(YEAR, lines[at + 1].text)
    is_figure = read_header_cell(match["word"]).role in VALUE_ROLES
    if not is_figure or match["words"].count(match["word"]) != len(years):
        return None
    return [split_glued(match["labels"]), *(f"{match['word']}\n{year}" for year in years)]


def _any_complete(rows: Sequence[GridRow], roles: Sequence[Role | None]) -> bool:
    return any(len(row.cells) == len(roles) for row in rows)


def _rows_on_lines(lines: Sequence[Line], start: int, roles: Sequence[Role | None]) -> Body:
    """Return the rows that stand on one line each, a long label on lines of its own above, and where they end."""
    rows: list[GridRow] = []
    pending: list[Line] = []
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        if END_OF_TABLE.match(line.text) or is_note_line(line.text) or _starts_header(lines, i) or len(pending) > 4:
            break
        is_between = BETWEEN_ROWS.match(line.text) is not None
        label, values = ("", []) if is_between else _flat_cells(line.text, roles[1:])
        if is_between and not pending:
            rows.append(GridRow((line.text,), f"line {line.number}"))
            end = i + 1
        if not values:
            pending += [line] if pending or not is_between else []
            continue
        sourced = [BETWEEN_ROWS.match(p.text) is not None for p in pending]
        done = max((k + 1 for k, (a, b) in enumerate(pairwise(sourced)) if a and not b), default=0)
        remarks = [p for p in pending[done:] if BETWEEN_ROWS.match(p.text)]
        above = [p for p in pending[done:] if p not in remarks]
        if label and above and not _continues(above[-1], line):
            done, above = len(pending) - len(remarks), []
        rows.extend(GridRow((p.text,), f"line {p.number}") for p in pending[:done])
        whole = "\n".join([*(p.text for p in above), *([label] if label else [])])
        rows.append(GridRow((whole, *values), f"line {(above[0] if above else line).number}"))
        rows.extend(GridRow((r.text,), f"line {r.number}") for r in remarks)
        pending, end = [], i + 1
    return Body(rows, [], end)


def _flat_cells(text: str, roles: Sequence[Role | None]) -> tuple[str, list[str]]:
    """Return label and cells of a row on one line; a unit stands before the figures, a source behind them."""
    behind: list[str] = []
    words = text.split(" ")
    if roles[-1] is Role.SOURCE:
        while words and not is_figure(words[-1]):
            behind.insert(0, words.pop())
        if not words:
            return text, []
    label, values = split_values(" ".join(words), len([role for role in roles if role not in TEXT_ROLES]))
    before = []
    if values and roles[0] is Role.UNIT and " " in label and UNIT_WORDS.fullmatch(label.rsplit(" ", 1)[1]):
        label, unit = label.rsplit(" ", 1)
        before = [unit]
    return label, [*before, *values, *([" ".join(behind)] if behind else [])] if values else []


def _continues(above: Line, below: Line) -> bool:
    """Return whether a line goes on with the label begun above it."""
    if NUMBERED_HEADING.match(above.text) and NUMBERED_HEADING.match(below.text):
        return False
    return below.text[:1].islower() or below.text[:1] in "(&/" or (not below.gap and not below.text[:1].isupper())


def _starts_header(lines: Sequence[Line], i: int) -> bool:
    return header_cells_of_line(lines[i].text) is not None or _pipe(lines, i) is not None


# One cell per line --------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    """A header over several lines, as far as the lines below it bear it out."""

    rows: list[list[str]]
    labels: int
    """How many of the columns are label columns."""
    end: int
    """The line after it."""
    is_coded: bool | None
    """Whether each label has a number or an icon on a line above it; None: as the lines look."""
    is_weak: bool
    """Every row must have a cell for each column: any text may hold two words without a label header or a year, and
    words that no header is known to hold may be a title."""


def _cells_per_line(lines: Sequence[Line], at: int, floor: int) -> tuple[Grid, int, int] | None:
    """Return the table whose header starts at this line with a cell of its own.

    Where a header ends cannot always be seen (`Streefwaarde` is its last word or the first group), nor whether numbers
    belong to the labels: every way is tried, and the one under which the lines divide best into rows is taken.
    """
    if not read_header_cell(lines[at].text).is_header and not _header_piece(lines, at):
        return None
    tried: list[tuple[float, Header, Body, str]] = []
    for header in _headers(lines, at):
        block = _block(lines, at, header, floor)
        if block:
            return block
        roles = [read_header_cell(text).role for text in header.rows[-1]]
        body = _rows_over_lines(lines, header.end, roles, header.labels, header.is_coded)
        layout = "cell-per-line"
        if not _any_complete(body.rows, roles) and len(roles) > 2:
            on_lines = _rows_on_lines(lines, header.end, roles)
            over = sum(len(row.cells) > 1 for row in body.rows)
            if sum(len(row.cells) == len(roles) for row in on_lines.rows) > over:
                body, layout = on_lines, "flat-line"
        if unremarked := _rows_without_remarks(lines, header, roles):
            body, layout = unremarked, "cell-per-line"
        full = sum(len(row.cells) == len(roles) for row in body.rows)
        is_certain = not header.is_weak or 1 < full == len(body.rows)
        if is_certain and any(len(row.cells) > 1 for row in body.rows):
            tried.append((body.cost, header, body, layout))
    if not tried:
        return None
    _, header, body, layout = min(tried, key=lambda way: way[0])
    head = [GridRow(tuple(row), f"line {lines[at].number}") for row in header.rows]
    grid = Grid((*head, *body.rows), after=tuple(body.notes), header_rows=len(head), layout=layout)
    return grid, at, body.end


def _rows_without_remarks(lines: Sequence[Line], header: Header, roles: Sequence[Role | None]) -> Body | None:
    """Return the rows under a last column of remarks that is empty in all of them, if that is certain.

    Certain it is when every row has a label on one line and a figure for each other column, and no words follow.
    """
    if not is_remark(header.rows[-1][-1]):
        return None
    body = _rows_over_lines(lines, header.end, roles[:-1], header.labels, header.is_coded)
    rows = [row for row in body.rows if not BETWEEN_ROWS.match(row.cells[0])]
    for row in rows:
        labels, figures = row.cells[: header.labels], row.cells[header.labels :]
        are_figures = all(is_figure(text) or re.fullmatch(r"[\d.,%€ ]+", text) for text in figures)
        if len(row.cells) != len(roles) - 1 or "\n" in "".join(labels) or not are_figures:
            return None
    if len(rows) < 2 or (body.end < len(lines) and not is_note_line(lines[body.end].text)):
        return None
    return replace(body, rows=[replace(row, cells=(*row.cells, "")) if row in rows else row for row in body.rows])


def _rows_over_lines(
    lines: Sequence[Line], start: int, roles: Sequence[Role | None], labels: int, is_coded: bool | None = None
) -> Body:
    """Return the rows whose cells stand on lines of their own, the notes between them, and where they end."""
    stop = start
    while stop < len(lines) and len(lines[stop].text) < LONGEST_LINE and "|" not in lines[stop].text:
        text = lines[stop].text
        if END_OF_TABLE.match(text):
            break
        if stop > start and read_header_cell(text).is_header and any(not h.is_weak for h in _headers(lines, stop)):
            break
        stop += 1
    body = Alignment(lines[start:stop], roles, labels, is_coded).solve()
    return replace(body, end=start + body.end)


def _header_piece(lines: Sequence[Line], at: int) -> bool:
    """Return whether this line and the next together make a header cell (`middellange` / `termijn`)."""
    return (
        at + 1 < len(lines)
        and not lines[at + 1].gap
        and read_header_cell(f"{lines[at].text}\n{lines[at + 1].text}").is_header
    )


def _headers(lines: Sequence[Line], at: int) -> Iterator[Header]:
    """Yield the headers that may start at a line: with all its header cells, and without the last one.

    A header needs a label header or two figure columns; a figure column alone is a word in a text.
    """
    cells = _header_cells(lines, at)
    ways = [cells]
    if len(cells) > 1 and (last := cells[-1][0]).year is None and last.role in VALUE_ROLES:
        ways.append(cells[:-1])  # `Gemiddelde score` may be the first label
    for way in ways:
        arranged = arrange([cell for cell, _ in way])
        if arranged is None:
            continue
        rows, labels = arranged
        end = way[-1][1]
        read = [cell for cell, _ in way]
        has_label = any(cell.role is Role.LABEL for cell in read)
        figures = sum(cell.role in VALUE_ROLES or cell.year is not None for cell in map(read_header_cell, rows[-1]))
        if not has_label and figures < 2:
            continue
        is_weak = not has_label and not any(cell.year for cell in read)
        is_strange = any(not cell.is_known and cell.role is Role.UNKNOWN for cell in read)
        if is_weak and at and read_header_cell(lines[at - 1].text).is_header:
            continue
        coded: list[bool | None] = [None]
        if any(cell.role is Role.LABEL and is_numbering(cell.text) for cell in read):
            coded = [True]
        elif end + 1 < len(lines) and MARK.match(lines[end].text) and likeness(lines[end + 1].text) is Likeness.TEXT:
            coded = [None, True]
        yield from (Header(rows, labels, end, is_coded, is_weak or is_strange) for is_coded in coded)


def _header_cells(lines: Sequence[Line], at: int) -> list[tuple[HeaderCell, int]]:
    """Return the header cells from a line on, each with the line after it."""
    cells: list[tuple[HeaderCell, int]] = []
    i = at
    while i < len(lines) and i < at + 40:
        read = [cell for cell, _ in cells]
        size = next((size for size in (3, 2, 1) if _is_header_cell(lines[i : i + size], size)), 0)
        after = lines[i + size] if size > 1 and i + size < len(lines) else None
        if after and not after.gap and re.fullmatch(YEAR, lines[i + size - 1].text) and re.fullmatch(YEAR, after.text):
            size = 1  # the last word of a row of words, the first year of a row of years
        text = "\n".join(line.text for line in lines[i : i + max(size, 1)])
        cell = read_header_cell(text)
        if not size and read and _is_name_beside_benchmark(lines, i, read):
            size = 1  # `Maassluis` beside `Nederland`
        elif not size and _is_strange_header(lines, i, read):
            size, cell = 1, HeaderCell(text, Role.UNKNOWN, is_known=False)
        if not size:
            break
        if (
            cell.role is Role.LABEL
            and any(c.role in VALUE_ROLES or c.year for c in read)
            and any(c.role is Role.LABEL for c in read)
        ):
            break
        i += size
        cells.append((cell, i))
    return cells


def _is_strange_header(lines: Sequence[Line], i: int, before: Sequence[HeaderCell]) -> bool:
    """Return whether a line with words no header is known to hold stands before a header of figures (`V / N`)."""
    if not any(cell.role is Role.LABEL or cell.year for cell in before):
        return False
    if len(lines[i].text) > 30 or is_figure(lines[i].text):
        return False
    sizes = [size for size in (2, 1) if _is_header_cell(lines[i + 1 : i + 1 + size], size)]
    after = read_header_cell("\n".join(line.text for line in lines[i + 1 : i + 1 + max(sizes, default=0)]))
    return after.role in VALUE_ROLES and after.year is not None


def _is_name_beside_benchmark(lines: Sequence[Line], i: int, cells: Sequence[HeaderCell]) -> bool:
    """Return whether a line names a municipality, with or without a year, in a header that has `Nederland` as well."""
    match = MUNICIPALITY.match(lines[i].text)
    if not match:
        return False
    if match["year"] and any(cell.role is Role.BENCHMARK for cell in cells):
        return True
    behind = next((line.text for line in lines[i + 1 :] if not line.text.startswith(match["name"])), "")
    cell = read_header_cell(behind)
    return cell.role is Role.BENCHMARK and cell.is_known


def _is_header_cell(lines: Sequence[Line], size: int) -> bool:
    """Return whether lines without an empty line between them are one header cell."""
    if (
        len(lines) < size
        or any(line.gap for line in lines[1:])
        or (size > 1 and any(line.text == "*" for line in lines))
    ):
        return False
    cell = read_header_cell("\n".join(line.text for line in lines))
    if size == 1:
        return cell.is_header
    parts = [read_header_cell(line.text) for line in lines]
    if cell.role is Role.LABEL and any(part.role in VALUE_ROLES or part.year for part in parts):
        return False
    if cell.is_header and (lines[0].text.endswith("-") or is_role_word("".join(line.text for line in lines))):
        return cell.years <= 1  # `Streef-` `waarde`
    both = cell.is_header and cell.roles <= 1 and cell.years <= 1
    return both and not all(part.is_header and part.role is not None for part in parts)


def _block(lines: Sequence[Line], at: int, head: Header, floor: int) -> tuple[Grid, int, int] | None:
    """Return a block per indicator: number, name, unit and source stand above the header, one row of figures below."""
    header, after = head.rows, head.end
    if (
        after >= len(lines)
        or header[-1][0]
        or not is_figure(lines[after].text)
        or LETTERED_CODE.match(lines[after].text)
    ):
        return None
    first = at
    facts: dict[str, str] = {}
    while first - 2 >= floor and (key := lines[first - 2].text.rstrip(":").lower()) in ("eenheid", "bron", "periode"):
        facts[key.capitalize()] = lines[first - 1].text
        first -= 2
    if first - 1 < floor:
        return None
    first -= 1
    name = lines[first].text
    if read_header_cell(name).is_header or END_OF_TABLE.match(name) or len(name) > LONGEST_FIGURE:
        return None
    if first - 1 >= floor and CODE.match(lines[first - 1].text):
        first -= 1
        name = f"{lines[first].text}\n{name}"
    end = after
    while end < len(lines) and is_figure(lines[end].text) and end - after < 3 * len(header[-1]):
        end += 1
    if (
        lines[end - 1].text.isdigit()
        and end < len(lines)
        and end - 2 > after
        and CODE.match(lines[end - 1].text)
        and _block_follows(lines, end)
    ):
        end -= 1
    keys = [*reversed(facts)]
    place = f"line {lines[first].number}"
    pad = [""] * len(keys)
    rows = [GridRow(("", *(pad if row is not header[-1] else keys), *row[1:]), place) for row in header]
    rows.append(GridRow((name, *(facts[key] for key in keys), *(line.text for line in lines[after:end])), place))
    return Grid(tuple(rows), header_rows=len(header), layout="block-per-indicator"), first, end


def _block_follows(lines: Sequence[Line], at: int) -> bool:
    return any(line.text.rstrip(":").lower() in ("eenheid", "bron") for line in lines[at + 1 : at + 3])
