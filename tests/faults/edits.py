"""Valid inputs with a few edits in them, and what may come of that: the truth, a refusal, and never a shifted figure.

An edit is chosen by whoever calls (`Choose`): hypothesis, which makes a failing one small; atheris, which goes where
code was not reached; or chance. What a row printed before is known, so an edit of one cell leaves all others of its
row, and all other rows, as they were: whatever is delivered of those must be the same, in the same column.
"""

import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

from loaders.extract import extract_text
from loaders.extraction import VALUE_ROLES, Extraction, Row, Table

PAGES = Path(__file__).parents[1] / "corpus" / "pages"
SECONDS = 10
"""Longer than this on one page is a hang; none takes a second."""

Choose = Callable[[int], int]
"""Returns a number from 0 to below the one it is given."""
Column = tuple[str, int | None, int]
"""Role, year, and which of those alike."""

STRAY = (
    "|", "%", "-", " ", "\n", "\t", "\x00", "\ufeff", "\u00a0", "\u00ad", "é", "€", "*", "(I)", "1", "9.999", "7,5",
    "n.v.t.", "<td>", "</tr>", "&nbsp;", "2018", "Behaald 2017", "\ud7ff", "١٢", "½", "−", "'", '"',
)  # fmt: skip


class Shifted(AssertionError):
    """A figure came out that does not stand there."""


@dataclass(frozen=True)
class Printed:
    """One row of a page before it was edited."""

    label: str
    figures: dict[Column, str]
    first: int
    """Line of its label, from 0."""
    end: int
    """Line of the row after it, or the end of the page."""
    table: int
    """Which of the page; what stands between two tables is the header of the second."""


@dataclass(frozen=True)
class Page:
    """A page of the corpus, and what it prints."""

    name: str
    lines: tuple[str, ...]
    rows: tuple[Printed, ...]


@dataclass
class Edited:
    """A page with edits; `touched` are the lines of the page before that are no longer what they were."""

    page: Page
    lines: list[tuple[int, str]]
    """Which line of the page before it was (-1: none), and its text."""
    touched: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def names() -> list[str]:
    """Return the names of the pages."""
    return sorted(file.name for file in PAGES.glob("*.txt"))


@cache
def page(name: str) -> Page:
    """Return a page of the corpus."""
    # Behind "# " stands what we say of the page.
    lines = [line for line in (PAGES / name).read_text(encoding="utf-8").split("\n") if not line.startswith("# ")]
    text = "\n".join(lines)
    starts: list[tuple[int, int, Table, Row]] = []
    for number, table in enumerate(extract_text(text, name).tables):
        for row in table.rows:
            if found := re.match(r"line (\d+)", row.place):
                starts.append((int(found[1]) - 1, number, table, row))
    starts.sort(key=lambda one: one[:2])
    ends = [*(start for start, *_ in starts[1:]), len(lines)][: len(starts)]
    often = Counter(plain(row.label) for *_, row in starts)
    rows = [
        Printed(plain(row.label), figures(table, row), start, end, number)
        for (start, number, table, row), end in zip(starts, ends, strict=True)
        if often[plain(row.label)] == 1
    ]
    return Page(name, tuple(lines), tuple(rows))


def plain(text: str) -> str:
    """Return text as it is compared: without what no reader sees."""
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b-\u200d\ufeff\x00]", "", text)).strip()


def figures(table: Table, row: Row) -> dict[Column, str]:
    """Return what a row says in each column of figures."""
    alike: Counter[tuple[str, int | None]] = Counter()
    found = {}
    for column, cell in zip(table.columns[-len(row.cells) :], row.cells, strict=True):
        key = column.role.value, column.year
        alike[key] += 1
        if column.role in VALUE_ROLES and plain(cell.raw):
            found[*key, alike[key]] = plain(cell.raw)
    return found


# Edits --------------------------------------------------------------------------------------------------------------


def edited(page: Page, choose: Choose) -> Edited:
    """Return a page with one to three edits."""
    done = Edited(page, list(enumerate(page.lines)))
    for _ in range(1 + choose(3)):
        edit = EDITS[choose(len(EDITS))]
        edit(done, choose)
    return done


def _line(done: Edited, choose: Choose) -> int:
    """Choose a line, mostly one of a table."""
    rows = done.page.rows
    if rows and choose(4):
        row = rows[choose(len(rows))]
        inside = [at for at, (was, _) in enumerate(done.lines) if row.first <= was < row.end]
        if inside:
            return inside[choose(len(inside))]
    return choose(len(done.lines)) if done.lines else 0


def _touch(done: Edited, at: int) -> None:
    done.touched.add(done.lines[at][0])


def _change(done: Edited, choose: Choose, change: Callable[[str, int], str]) -> None:
    if done.lines:
        at = _line(done, choose)
        was, text = done.lines[at]
        _touch(done, at)
        done.lines[at] = was, change(text, choose(len(text) + 1))


def delete_characters(done: Edited, choose: Choose) -> None:
    """Take characters out of a line."""
    many = 1 + choose(4)
    _change(done, choose, lambda text, at: text[:at] + text[at + many :])


def duplicate_characters(done: Edited, choose: Choose) -> None:
    """Write characters of a line twice."""
    many = 1 + choose(4)
    _change(done, choose, lambda text, at: text[:at] + text[at : at + many] + text[at:])


def insert(done: Edited, choose: Choose) -> None:
    """Write something strange in a line."""
    stray = STRAY[choose(len(STRAY))]
    _change(done, choose, lambda text, at: text[:at] + stray + text[at:])


def mangle(done: Edited, choose: Choose) -> None:
    """Read a line in another encoding than it was written in."""
    how = (("utf-8", "latin-1"), ("latin-1", "utf-8"), ("utf-8", "cp1252"), ("utf-16-le", "latin-1"))[choose(4)]
    _change(done, choose, lambda text, at: text.encode(how[0], "replace").decode(how[1], "replace"))


def delete_line(done: Edited, choose: Choose) -> None:
    """Take a line out: in most layouts a cell, in others a row."""
    if done.lines:
        at = _line(done, choose)
        _touch(done, at)
        del done.lines[at]


def duplicate_line(done: Edited, choose: Choose) -> None:
    """Write a line twice."""
    if done.lines:
        at = _line(done, choose)
        _touch(done, at)
        done.lines.insert(at, (-1, done.lines[at][1]))


def move_line(done: Edited, choose: Choose) -> None:
    """Write a line in another place."""
    if done.lines:
        at, to = _line(done, choose), _line(done, choose)
        _touch(done, at)
        _, text = done.lines.pop(at)
        near = done.lines[min(to, len(done.lines) - 1)][0] if done.lines else -1
        done.touched.add(near)
        done.lines.insert(to, (-1, text))


def delete_cell(done: Edited, choose: Choose) -> None:
    """Take a cell out of a row of a table with rules."""
    _cells(done, choose, lambda cells, at: cells[:at] + cells[at + 1 :])


def duplicate_cell(done: Edited, choose: Choose) -> None:
    """Write a cell twice."""
    _cells(done, choose, lambda cells, at: cells[: at + 1] + cells[at:])


def _cells(done: Edited, choose: Choose, change: Callable[[list[str], int], list[str]]) -> None:
    ruled = [at for at, (_, text) in enumerate(done.lines) if "|" in text]
    if ruled:
        at = ruled[choose(len(ruled))]
        was, text = done.lines[at]
        cells = text.split("|")
        _touch(done, at)
        done.lines[at] = was, "|".join(change(cells, choose(len(cells))))


EDITS = (
    delete_characters, duplicate_characters, insert, mangle, delete_line, duplicate_line, move_line, delete_cell,
    duplicate_cell,
)  # fmt: skip


# What may come of it ------------------------------------------------------------------------------------------------


def examine(done: Edited) -> Extraction:
    """Read an edited page; raises `Shifted` when a figure came out that does not stand there."""
    with in_time():
        found = extract_text(done.text, done.page.name)
    # A line of nothing but pipes is passed over: what stands on both sides of it may be one cell.
    text = plain(" ".join(line for line in done.text.split("\n") if line.strip("| ")))
    closed = text.replace(" ", "")
    delivered: dict[str, list[dict[Column, str]]] = {}
    for table in found.tables:
        for row in table.rows:
            delivered.setdefault(plain(row.label), []).append(figures(table, row))
            for cell in row.cells:
                if plain(cell.raw).replace(" ", "") not in closed:
                    raise Shifted(f"{cell.raw!r} of {row.label!r} does not stand in the page")
    rows = done.page.rows
    if not rows or any(line < min(one.first for one in rows) for line in done.touched):
        return found  # another header makes other columns of all that is below it
    last = {row.table: row for row in rows}
    # What is below the last row of a table may be the header of the next.
    other = {table + 1 for table, row in last.items() if done.touched & set(range(row.first, row.end))}
    for row in rows:
        # What a line says may belong to the label below it when it is no longer known for what it was.
        above = next((at for at in range(row.first - 1, 0, -1) if done.page.lines[at].strip()), row.first)
        if row.table not in other and not done.touched & set(range(above, row.end + 1)):
            for now in delivered.get(row.label, ()):
                if now != row.figures:
                    raise Shifted(f"{row.label!r} was left alone: {row.figures} became {now}")
            holds_figures = any(set(one) - {"-"} for one in row.figures.values())
            if holds_figures and row.label not in delivered and not found.problems:
                raise Shifted(f"{row.label!r} was left alone, and is gone without a word")
    return found


@contextmanager
def in_time() -> Iterator[None]:
    """Raise when something takes longer than `SECONDS`."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it hangs: longer than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def described(done: Edited) -> str:
    """Return what was edited, for a person."""
    kept = {was: text for was, text in done.lines if was >= 0}
    lines: Sequence[str] = [
        f"{at + 1}: {done.page.lines[at]!r} -> {kept.get(at, '(gone)')!r}" for at in sorted(done.touched) if at >= 0
    ]
    added = [f"new: {text!r}" for was, text in done.lines if was < 0]
    return "\n".join([done.page.name, *lines, *added])
