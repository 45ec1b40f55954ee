"""The one grid model that every kind of file becomes before its words are read.

A format reader (`loaders.formats`) decides which cells stand in which row; it does not decide what
they mean. Headers, rows, cells and notes are read from the grid in one place, whatever the file was.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class GridRow:
    """One printed row: its cells from left to right, verbatim, the label cell first.

    A cell that covers several columns of a ruled table (colspan, merged range) is followed by empty cells
    and counted in `spans`, so that a full-width group row can be told from a row with missing cells. One
    that covers several rows stands in each of them, except in header rows, where it stands once, on top.
    """

    cells: tuple[str, ...]
    place: str
    """Where the row stands in the file, for a person: `line 27`, `sheet 'Blad1', row 4`, `page 2, table 1, row 3`."""
    spans: tuple[int, ...] = ()
    """One number per cell: the columns it covers, 0 where a wider cell to the left stands over it.

    Empty when the format cannot tell. `(4, 0, 0, 0)` is a row of one full-width cell.
    """


@dataclass(frozen=True)
class Grid:
    """One table-like block of a file with what stands around it.

    `rows` hold the header rows too. `header_rows` says how many of them the format itself marks as header
    (html `th`, a pipe table's rule); None means: find out by reading.
    """

    rows: tuple[GridRow, ...]
    context: tuple[str, ...] = ()
    """Non-empty lines above the table, in order, since the previous table: titles, captions, prose."""
    after: tuple[str, ...] = ()
    """Non-empty lines below the table up to the next one: notes, sources, prose."""
    header_rows: int | None = None
    layout: str = ""
    """The layout recognised, for reports: `cell-per-line`, `pipe`, `flat-line`, `html`, `workbook`, …"""
    place: str = ""


@dataclass(frozen=True)
class Reading:
    """A whole file as grids, with what is known of the file itself."""

    grids: tuple[Grid, ...]
    text: tuple[str, ...] = ()
    """Every line of running text, in order; document kind and year are looked for here."""
    address: str | None = None
    """Address the page came from, when the file states it (first line or html head)."""
    problems: tuple["Problem", ...] = field(default=())
    """What the format reader itself had to refuse."""
    format: str = ""
    """What the file turned out to be: `text`, `html`, `xlsx`, `ods`, `docx`, `pdf`."""


@dataclass(frozen=True)
class Problem:
    """One refusal: where, what was found, what was expected, what to do about it.

    `table` and `row` are titles or labels a person can find again; None where the problem is wider.
    """

    message: str
    found: str = ""
    expected: str = ""
    table: str | None = None
    row: str | None = None
    column: str | None = None
    place: str = ""
    kind: str = ""
    """Stable kebab-case name of the fault, e.g. `row-not-alignable`, `header-unreadable`, `label-missing`."""
    severity: str = "refused"
    """`refused`: the thing named was not delivered. `notice`: delivered, but a person should look."""
    advice: str = ""
    """What a person can do about it, as a sentence; empty where the message says it already."""

    def sentence(self, file: str = "") -> str:
        """Return the problem in words: where it is, what was found, what was expected, what to do."""
        where = [
            file,
            f"table '{_in_brief(self.table)}'" if self.table else "",
            f"row '{_in_brief(self.row)}'" if self.row else "",
            f"column '{_in_brief(self.column)}'" if self.column else "",
            self.place,
        ]
        facts = [
            f"found '{_in_brief(self.found, 160)}'" if self.found else "",
            f"expected {self.expected}" if self.expected else "",
        ]
        found = "; ".join(fact for fact in facts if fact)
        message = self.message.strip().removesuffix(".") + "."
        parts = [message, f"{found[0].upper()}{found[1:]}." if found else "", self.advice]
        return ": ".join(part for part in (", ".join(filter(None, where)), " ".join(filter(None, parts))) if part)


def _in_brief(text: str | None, longest: int = 60) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


class UnreadableFile(Exception):
    """A file that cannot be read at all; `problem` says why, as a sentence a person can act on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
