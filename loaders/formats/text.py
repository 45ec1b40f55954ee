"""The running text of a saved page as grids: which lines are the cells of one row.

Layouts: one cell per line with empty lines between the cells and sometimes inside them; pipe tables; one row per
line; a block per indicator; cells glued together. In running text a blank cell leaves nothing behind, so rows can be
short. `_Alignment` therefore weighs every way to divide the lines over rows and takes the cheapest, where a row of the
wrong length is cheaper than text in a figure column: such a row comes out with its own number of cells, and what
reads the grid refuses it. A cell is never moved to make a row fit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from loaders.cells import LONGEST_FIGURE, YEAR, Likeness, likeness, one_line, parse_cell, split_values
from loaders.extraction import VALUE_ROLES, CellKind, Role
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
# Lines that end a table: headings of the prose below it, finance blocks, page furniture.
END_OF_TABLE = re.compile(
    r"^(?:wat (?:wilden|willen|gaan|hebben|hadden|mag|mocht|kost|doen|merkt|is er|het heeft)\b|conclusie|financi[eë]"
    r"|(?:totale? )?(?:lasten|baten|saldo)(?: (?:van|deel)?\s?programma.*)?$|\(?bedragen\b|\(?x\s*€\s*1\.?000\)?$"
    r"|ga terug|terug naar|naar boven|volgende|vorige|deel deze pagina|geef een antwoord|inleiding$|risico['’]?s?$"
    r"|beleidsnota|\[[^\]]*\]$)",
    re.IGNORECASE,
)
BETWEEN_ROWS = re.compile(
    r"^\(?(?:gegevens)?(?:bron|databron|eenheid|meeteenheid|peildatum|frequentie|meetfrequentie)\)?\s*:", re.IGNORECASE
)
NUMBERED_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.? [A-ZÀ-Ý]")
NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s*[^\W\d]")
CODE = re.compile(r"^(?:\d{1,2}[a-z]|\d{1,2}\.?|[a-z][.)]|\d{1,2}(?:\.\d{1,2})+\.?|[A-Z]{1,3}\.?\d{1,2}\.?)$")
MARK = re.compile(rf"{CODE.pattern}|^[-–—•●▪◦‣.]$")  # a number or an icon on a line above each label
LETTERED_CODE = re.compile(r"^(?:\d{1,2}[a-z]|\d{1,2}(?:\.\d{1,2})+)$")
BULLET = re.compile(r"^[•●▪◦‣*-]\s+\S")
SHORT_REFERENCE = re.compile(r"^\(?\d{1,2}\)?(?:\s*(?:[/,]|en)\s*\d{1,2})*$|^\*+$")
UNIT_WORDS = re.compile(
    r"%|‰|€|\b(?:aantal|percentage|procent|per|euro|eur|index|fte|kg|kilo|ton|m2|m²|ha|cijfer|rapportcijfer|score|schaal"
    r"|dagen|weken|maanden|jaar|uren|kosten|inw|inwoners|leerlingen|jongeren|woningen|mln|duizend|ja/nee|ratio|punten"
    r"|stuks|personen|kwh|tj|km)\b",
    re.IGNORECASE,
)
TEXT_ROLES = frozenset({Role.UNIT, Role.SOURCE})
HEDGED = re.compile(
    r"^(?:minima|maxima|hoger|lager|gelijk|landelijk|conform|toename|afname|stijging|daling|groei|behoud|stabiel|handhav"
    r"|(?:meer|minder|tussen|boven|onder|rond|circa)\b|ca\.)",
    re.IGNORECASE,
)
LABEL_START = re.compile(r"(?:%|aantal|percentage|aandeel|gemiddeld|mate|[•●-])", re.IGNORECASE)
SENTENCE = re.compile(r"^toelichting\b|\b(?:we|wij|is|zijn|wordt|worden|te|dat|deze|hebben|heeft)\b", re.IGNORECASE)
HEADING = re.compile(r"(?:toelichting(?:en)?|bronnen|definities?|legenda|opmerkingen)\b", re.IGNORECASE)
MUNICIPALITY = re.compile(rf"^(?P<name>[A-ZÀ-Ý'’][^\d.,:%()]{{2,30}}?)(?P<year>\s+{YEAR})?$")
SAME_WORDS = re.compile(r"(?P<labels>.*?)\s*(?P<words>(?P<word>[a-zA-Z]{5,}?)(?:\s*(?P=word))+)")
RULE = re.compile(r"^[\s|:+-]*-{2,}[\s|:+-]*$")

# What a way to divide lines over rows costs. Only the order matters: see the comments.
RAGGED = 6.0  # a row of the wrong length
UNKNOWN_TEXT = 11.0  # unexplained words in a figure column: one short row is likelier, two are not
COUNTED_TEXT = 2.5  # a list of counts: a result told in words
GROUP_ROW = 1.5
NO_LABEL = 9.0
TEXT_TOO_MANY = 2.0  # words behind the last column of a row that has a figure too many
CUT_INSIDE = 7.0  # two figures without an empty line between them, where others have one
JOIN_OVER_GAP = 2.5
STRAY = 15.0  # a line that is neither label nor cell: reported by itself
NEVER = 30.0
LONGEST_LABEL, LONGEST_CELL = 9, 6  # in lines
LONGEST_LINE = 500  # in characters: what is longer is prose
LINES_OF_NOTES = 60  # below a table


@dataclass(frozen=True)
class Line:
    """One non-empty line of the page."""

    text: str
    number: int
    gap: bool
    """Whether an empty line (or a line of blanks) stands before it."""


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
        problems += _left_behind(lines[after : after + LINES_OF_NOTES])
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
        if sum(_is_measure(line.text) for line in lines[end : end + 12]) < 3:
            return None
    elif not any(re.search(r"\d", line.text) for line in lines[end : end + 2]):
        return None
    found = " | ".join(one_line(text) for text in (*cells, *(line.text for line in lines[end : end + 1])))
    message = "the lines below the header cannot be divided into rows of its columns, so none was loaded"
    place = f"line {lines[at].number}"
    return Problem(message, found, "a header cell for every cell of a row", place=place, kind="header-unreadable"), end


def _left_behind(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield a problem for every run of figures below the last row of a table: a row that could not be divided.

    What follows up to a heading, a header or a finance block belongs to the table: none of it may be lost unsaid.
    """
    name, run = "", list[Line]()
    for i, line in enumerate(lines):
        if END_OF_TABLE.match(line.text) or read_header_cell(line.text).is_header or "|" in line.text:
            break
        label, values = split_values(line.text, 0)
        if LETTERED_CODE.match(line.text) and i + 1 < len(lines) and likeness(lines[i + 1].text) is Likeness.TEXT:
            yield from _lost_row(name, run)
            yield _lost(f"{line.text} {lines[i + 1].text}", lines[i + 2 : i + 3] or [line])
            name, run = "", []
        elif _is_figure(line.text):
            run.append(line)
        else:
            yield from _lost_row(name, run)
            name, run = line.text, []
            if label and len(values) > 1 and line.text[-1] not in ".;:":
                yield from _lost_row(label, [replace(line, text=value) for value in values])
    yield from _lost_row(name, run)


def _lost_row(name: str, run: Sequence[Line]) -> Iterator[Problem]:
    if sum(_is_measure(line.text) for line in run) > 1:
        yield _lost(name, run)


def _lost(name: str, cells: Sequence[Line]) -> Problem:
    message = "lines below the last row of a table make no row of it, so none was loaded"
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
        stripped = re.sub(r"^#{1,6}\s+", "", raw.translate({0xA0: " ", 0xFEFF: None}).strip())
        if not stripped:
            gap = True
            continue
        lines.append(Line(stripped, number, gap))
        gap = False
    return address, lines


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
    match = SAME_WORDS.fullmatch(lines[at].text)
    if not match or at + 1 == len(lines) or not re.fullmatch(rf"(?:{YEAR}\s*){{2,}}", lines[at + 1].text):
        return None
    years = re.findall(YEAR, lines[at + 1].text)
    is_figure = read_header_cell(match["word"]).role in VALUE_ROLES
    if not is_figure or match["words"].count(match["word"]) != len(years):
        return None
    return [split_glued(match["labels"]), *(f"{match['word']}\n{year}" for year in years)]


def _any_complete(rows: Sequence[GridRow], roles: Sequence[Role | None]) -> bool:
    return any(len(row.cells) == len(roles) for row in rows)


def _rows_on_lines(lines: Sequence[Line], start: int, roles: Sequence[Role | None]) -> "_Body":
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
    return _Body(rows, [], end)


def _flat_cells(text: str, roles: Sequence[Role | None]) -> tuple[str, list[str]]:
    """Return label and cells of a row on one line; a unit stands before the figures, a source behind them."""
    behind: list[str] = []
    words = text.split(" ")
    if roles[-1] is Role.SOURCE:
        while words and not _is_figure(words[-1]):
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
    return header_cells_of_line(lines[i].text) is not None or "|" in lines[i].text


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
    tried: list[tuple[float, Header, _Body, str]] = []
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


def _rows_without_remarks(lines: Sequence[Line], header: Header, roles: Sequence[Role | None]) -> "_Body | None":
    """Return the rows under a last column of remarks that is empty in all of them, if that is certain.

    Certain it is when every row has a label on one line and a figure for each other column, and no words follow.
    """
    if not is_remark(header.rows[-1][-1]):
        return None
    body = _rows_over_lines(lines, header.end, roles[:-1], header.labels, header.is_coded)
    rows = [row for row in body.rows if not BETWEEN_ROWS.match(row.cells[0])]
    for row in rows:
        labels, figures = row.cells[: header.labels], row.cells[header.labels :]
        are_figures = all(_is_figure(text) or re.fullmatch(r"[\d.,%€ ]+", text) for text in figures)
        if len(row.cells) != len(roles) - 1 or "\n" in "".join(labels) or not are_figures:
            return None
    if len(rows) < 2 or (body.end < len(lines) and not is_note_line(lines[body.end].text)):
        return None
    return replace(body, rows=[replace(row, cells=(*row.cells, "")) if row in rows else row for row in body.rows])


def _rows_over_lines(
    lines: Sequence[Line], start: int, roles: Sequence[Role | None], labels: int, is_coded: bool | None = None
) -> "_Body":
    """Return the rows whose cells stand on lines of their own, the notes between them, and where they end."""
    stop = start
    while stop < len(lines) and len(lines[stop].text) < LONGEST_LINE and "|" not in lines[stop].text:
        text = lines[stop].text
        if END_OF_TABLE.match(text):
            break
        if stop > start and read_header_cell(text).is_header and any(not h.is_weak for h in _headers(lines, stop)):
            break
        stop += 1
    body = _Alignment(lines[start:stop], roles, labels, is_coded).solve()
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
    if len(lines[i].text) > 30 or _is_figure(lines[i].text):
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
        or not _is_figure(lines[after].text)
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
    while end < len(lines) and _is_figure(lines[end].text) and end - after < 3 * len(header[-1]):
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


# Dividing lines over rows ----------------------------------------------------------------


@lru_cache(maxsize=65536)
def _is_measure(text: str) -> bool:
    """Return whether a text is a number and nothing else: neither a dash nor `%` nor a reference such as `1/2`."""
    cell = parse_cell(text)
    return (
        _is_figure(text) and cell.kind not in (CellKind.MISSING, CellKind.DIRECTION) and not SHORT_REFERENCE.match(text)
    )


@lru_cache(maxsize=65536)
def _is_figure(text: str) -> bool:
    return likeness(text) is Likeness.VALUE


@dataclass(frozen=True)
class _Body:
    """The rows of a table, the note lines found between cells, and the line after them."""

    rows: list[GridRow]
    notes: list[str]
    end: int
    cost: float = 0.0


def _has_codes(lines: Sequence[Line]) -> bool:
    """Return whether labels carry a code on a line of its own: `1a`, `1b`, or numbers that count up."""
    if not any(MARK.match(line.text) for line in lines[:4]):
        return False
    if sum(bool(LETTERED_CODE.match(line.text)) for line in lines) >= 2:
        return True
    numbers = [
        int(above.text.rstrip("."))
        for above, line in pairwise(lines)
        if re.fullmatch(r"\d{1,2}\.?", above.text) and likeness(line.text) is Likeness.TEXT
    ]
    return len(numbers) >= 3 and all(b == a + 1 for a, b in pairwise(numbers))


def _marks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that surely number a label or hold its icon; plain numbers only where they count up."""
    marks: set[int] = set()
    last = 0
    for i, line in enumerate(lines[:-1]):
        if not MARK.match(line.text) or likeness(lines[i + 1].text) is Likeness.VALUE:
            continue
        if (number := line.text.rstrip(".")).isdigit():
            if not (number == "1" or 0 < int(number) - last < 4 or not last):
                continue
            last = int(number)
        marks.add(i)
    return frozenset(marks)


class _Alignment:
    """The cheapest way to divide lines over rows.

    `roles` are those of all columns, the first `labels` of them label columns. Every way has a cost; the cheapest is
    found by going through the lines once, keeping for each state (lines used, cells in the row at hand) the cheapest
    way to get there.
    """

    def __init__(
        self, lines: Sequence[Line], roles: Sequence[Role | None], labels: int, is_coded: bool | None = None
    ) -> None:
        self.lines = lines
        self.roles = list(roles)
        self.labels = labels
        self.width = len(roles)
        gaps = sum(line.gap for line in lines[1:])
        self.is_spaced = gaps * 3 > len(lines)
        self.has_codes = _has_codes(lines) if is_coded is None else is_coded
        self.marks = _marks(lines) if self.has_codes else frozenset[int]()
        counts = Counter(line.text for line in lines) if TEXT_ROLES.intersection(roles) else Counter[str]()
        self.repeated = {text for text, count in counts.items() if count >= 3}
        self.best: list[dict[int, tuple[float, int, int, str]]] = [{} for _ in range(len(lines) + 1)]

    def solve(self) -> _Body:
        lines, best = self.lines, self.best
        best[0][0] = (0.0, -1, 0, "")
        for i in range(len(lines)):
            # closing a row first, so that the states of a new row at this line are final
            for cells in sorted(best[i], reverse=True):
                if cells:
                    self._close(i, cells)
            for cells in range(self.width + 2):
                if cells in best[i]:
                    self._step(i, cells)
        for cells in sorted(best[len(lines)], reverse=True):
            if cells:
                self._close(len(lines), cells)
        ends = [(best[i][0][0] + self._tail(i), -i) for i in range(len(lines) + 1) if 0 in best[i]]
        cost, end = min(ends)
        return replace(self._trace(-end), cost=cost)

    def _reach(self, i: int, cells: int, cost: float, origin: tuple[int, int, str]) -> None:
        known = self.best[i].get(cells)
        if known is None or cost < known[0]:
            self.best[i][cells] = (cost, *origin)

    def _close(self, i: int, cells: int) -> None:
        """End the row at hand before line i."""
        cost = self.best[i][cells][0]
        if cells == self.labels:
            cost += GROUP_ROW
        elif cells < self.labels:
            cost += RAGGED if self.labels > 1 else GROUP_ROW
        elif cells != self.width:
            cost += RAGGED
        self._reach(i, 0, cost, (i, cells, "end"))

    def _step(self, i: int, cells: int) -> None:
        cost = self.best[i][cells][0]
        line = self.lines[i]
        if is_note_line(line.text) and not _is_figure(line.text):
            if cells > self.labels and cells < self.width:
                self._reach(i + 1, cells, cost + 1.5, (i, cells, "note"))
        elif cells == 0 and BETWEEN_ROWS.match(line.text):
            self._reach(i + 1, 0, cost, (i, 0, "between"))
        if cells == 0:
            self._reach(i + 1, 0, cost + STRAY, (i, 0, "stray"))
        if cells == 0 and self.labels == 1:
            self._reach(i, 1, cost + NO_LABEL, (i, 0, "nolabel"))
        longest = LONGEST_LABEL if cells < self.labels else LONGEST_CELL
        join = 0.0
        for j in range(i + 1, min(i + longest, len(self.lines)) + 1):
            if j > i + 1:
                join += self._join(i, j - 1, cells)
                if join >= NEVER or (cells < self.labels and _is_figure(self.lines[j - 1].text)):
                    break
            text = "\n".join(line.text for line in self.lines[i:j])
            price = self._label(text, i, j) if cells < self.labels else self._cell(text, cells, j - i)
            is_over = cells >= self.width
            if cells >= self.labels and not is_over and self.roles[cells] in TEXT_ROLES and _is_measure(text):
                is_over, price = True, 0.0  # a figure where words belong: from here on the row is one cell off
            if is_over and not _is_figure(text):
                price = (
                    TEXT_TOO_MANY if self.roles[-1] in TEXT_ROLES and j == i + 1 and price < UNKNOWN_TEXT + 1 else NEVER
                )
            if price < NEVER:
                target = self.width + 1 if is_over else cells + 1
                self._reach(j, target, cost + price + join + self._cut(i, cells) + 0.2 * is_over, (i, cells, "cell"))

    def _cut(self, i: int, cells: int) -> float:
        """Return what it costs to begin a cell at line i."""
        if i == 0 or self.lines[i].gap or not self.is_spaced:
            return 0.0
        both = _is_figure(self.lines[i].text) and _is_figure(self.lines[i - 1].text)
        return CUT_INSIDE if both and cells > self.labels else 2.0

    def _join(self, i: int, j: int, cells: int) -> float:
        """Return what it costs to put line j in the cell that began at line i."""
        line, above = self.lines[j], self.lines[j - 1]
        is_label = cells < self.labels
        if is_label:
            if j - 1 == i and MARK.match(above.text):
                return 0.0 if i in self.marks else 3.0 if self.has_codes else NEVER
            if above.text.endswith((": *", ":*", ":**")):
                return 0.2
            if line.gap:
                bulleted = (
                    sum(bool(BULLET.match(other.text)) for other in self.lines[j : j + 2]) == 2
                    and not self.lines[min(j + 1, len(self.lines) - 1)].gap
                )
                if LABEL_START.match(line.text) and not bulleted:
                    return 4.0
                goes_on = line.text[:1].islower() and not above.text.endswith(":")
                return 0.2 if bulleted else 1.0 if goes_on else JOIN_OVER_GAP
            if self.is_spaced:
                return 0.0
            return (
                0.3 if line.text[:1].islower() or line.text[:1] == "(" else 4.0 if LABEL_START.match(line.text) else 1.2
            )
        figures = _is_figure(above.text) and _is_figure(line.text)
        if line.gap:
            if _is_figure(above.text) or figures:
                return 1.0 if line.text.startswith("(") else NEVER
            return 0.8 if re.match(r"\d+ [a-zà-ÿ]", line.text) else 9.0
        if self.is_spaced:
            return 0.0
        if line.text.startswith("("):
            return 0.0
        return NEVER if _is_figure(above.text) or figures else 2.0

    def _label(self, text: str, i: int, j: int) -> float:
        """Return what it costs to read a text as a label."""
        kind = label_kind(text)
        if kind is None:
            return NEVER
        price = kind + RAGGED * (not self.repeated.isdisjoint(text.split("\n")))  # a source or unit, not an indicator
        if self.has_codes:
            is_coded = MARK.match(self.lines[i].text) or CODE.match(self.lines[i].text.split(" ")[0])
            price += 0.0 if is_coded else 8.0
        return price

    def _cell(self, text: str, cells: int, size: int) -> float:
        """Return what it costs to read a text as the cell of a column."""
        role = self.roles[cells] if cells < self.width else Role.ACHIEVED
        return cell_price(text, role if role is not None else Role.ACHIEVED) + (0.3 if size > 1 else 0.0)

    def _tail(self, i: int) -> float:
        """Return what it costs to end the table at line i: figures just below it are no prose."""
        if i == len(self.lines):
            return 0.0
        goes_on = not self.lines[i].gap and (self.is_spaced or self.lines[i].text.startswith("("))
        cost = 4.0 if i and goes_on else 0.0
        if _is_figure(self.lines[i].text):
            cost += 2 * RAGGED  # a figure right behind a row is one too many in that row
        silent = 0
        for line in self.lines[i:]:
            kind = likeness(line.text)
            cost += (RAGGED + 1, RAGGED / 2, RAGGED / 2, 0.0)[kind]
            silent = 0 if kind in (Likeness.VALUE, Likeness.LOOSE) or line.text[0].isdigit() else silent + 1
            if silent > 4:
                break
        return cost

    def _trace(self, end: int) -> _Body:
        """Return the rows along the cheapest way that ends before line `end`, without label-only rows at the end."""
        rows: list[tuple[int, list[str]]] = []
        notes: list[str] = []
        cells: list[str] = []
        i, state = end, 0
        while (i, state) != (0, 0):
            _, origin, before, how = self.best[i][state]
            text = "\n".join(line.text for line in self.lines[origin:i])
            if how in ("between", "stray"):
                rows.append((origin, [text] if how == "between" else ["", text]))
            elif how == "note":
                notes.append(text)
            elif how != "end":
                cells.append("" if how == "nolabel" else text)
                if before == 0:
                    rows.append((origin, cells[::-1]))
                    cells = []
            i, state = origin, before
        rows.reverse()
        while rows and len(rows[-1][1]) <= self.labels and not BETWEEN_ROWS.match(rows[-1][1][0]):
            end = rows.pop()[0]
        return _Body([GridRow(tuple(row), f"line {self.lines[start].number}") for start, row in rows], notes[::-1], end)


@lru_cache(maxsize=65536)
def label_kind(text: str) -> float | None:
    """Return what it costs to read a text as a label; None when it cannot be one."""
    flat = one_line(text)
    lines = text.split("\n")
    if MARK.match(lines[0]) and len(lines) > 1:
        return label_kind("\n".join(lines[1:]))
    if (
        is_note_line(text)
        or BETWEEN_ROWS.match(flat)
        or END_OF_TABLE.match(flat)
        or any(BETWEEN_ROWS.match(line) for line in lines[1:-1])
    ):
        return None
    if (len(lines) > 1 and _is_figure(lines[0])) or not re.search(r"[^\W\d_]{2}", flat):
        return None
    if len(lines) > 1 and likeness(lines[0]) is Likeness.LOOSE:
        return 6.0
    kind = likeness(text) if len(lines) == 1 or len(text) < 60 else Likeness.TEXT
    if kind is Likeness.VALUE:
        return 5.0 if parse_cell(text).kind is CellKind.DIRECTION else None
    if any(_is_figure(line) for line in lines[1:]):
        return None
    price = {Likeness.LOOSE: 2.5, Likeness.WORDS: 4.0}.get(kind, 0.0 if len(flat) < 260 else 3.0)
    return price + 4.0 * flat.startswith("(") + (len(lines) > 1 and BETWEEN_ROWS.match(lines[-1]) is not None)


@lru_cache(maxsize=65536)
def cell_price(text: str, role: Role) -> float:
    """Return what it costs to read a text as a cell of a column of this role."""
    if (is_note_line(text) and not _is_figure(text)) or END_OF_TABLE.match(text):
        return NEVER
    kind = likeness(text)
    if role is Role.SOURCE and SHORT_REFERENCE.match(one_line(text)):
        return 0.0
    if role in VALUE_ROLES:
        if BETWEEN_ROWS.match(text) or NUMBERED.match(text) or HEADING.match(text) or text.endswith(":"):
            return NEVER
        if LETTERED_CODE.match(text.split("\n")[0]):
            return 2.0 if re.fullmatch(r"\d+\.\d+", text) else NEVER  # `21.51` may be a decimal point
        if kind is Likeness.LOOSE and "\n" not in text and (parse_cell(text).remark or "")[:1].isupper():
            return UNKNOWN_TEXT  # `7 Verkeer` is the heading of the next table
        if kind is not Likeness.TEXT:
            return (0.0, 0.5, 1.0)[kind]
        return _text_price(text)
    if role is Role.PERIOD:
        return 0.0 if re.search(YEAR, text) or parse_cell(text).kind is CellKind.MISSING else 8.0
    if role is Role.UNIT:
        return 0.0 if UNIT_WORDS.search(text) or parse_cell(text).kind is CellKind.MISSING else 8.0
    return 7.0 if role is Role.SOURCE and SENTENCE.search(text) else 0.3


def _text_price(text: str) -> float:
    """Return what it costs to read words that are no figure as the cell of a figure column."""
    flat = one_line(text)
    lines = text.split("\n")
    if any(_is_figure(line) and line[:1] != "(" for line in lines[1:]):
        return UNKNOWN_TEXT
    if re.fullmatch(r"[\d.,]+(?:\s?/\s?[\d.,]+)+", flat):
        return 1.0  # `2/2.678`: as many, of which as many
    if HEDGED.match(flat) and len(flat) < 90 and re.search(r"\d|gemiddeld|nulmeting", flat):
        return 1.5
    if re.match(r"\d", flat) and len(flat) < 60 and not NUMBERED_HEADING.match(flat):
        return COUNTED_TEXT
    if any(re.match(r"\d+ \w", line) for line in lines[1:]) and not NUMBERED_HEADING.match(flat):
        return COUNTED_TEXT
    return 8.0 if flat[:1].islower() and len(flat) < 30 and not LABEL_START.match(flat) else UNKNOWN_TEXT


__all__ = ["read"]
