"""What a workbook is made of, whatever kind of file it becomes: a cover, then one table a sheet.

Made as official statistics are: a title above each table, one header row, no merged cells and no empty ones, one note
a row on a sheet of its own. Numbers are numbers and say in how many decimals they are shown; text is text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from indicators.language import say, sayable

AUTHOR = "Doelbereik"
NOT_APPLICABLE, UNKNOWN = sayable("[n.v.t.]"), sayable("[onbekend]")
"""Shorthand for an empty cell, said on the cover; written in the language of the run."""

ROWS_ABOVE = 2
"""Title and one line about the table; its header is the row below them."""

FONT, FONT_SIZE, TITLE_SIZE = "Arial", 10, 14
"""Without serifs, and not small: what guidance for statistics asks of a sheet."""
PRINT_SCALE = 60
"""In percent: a sheet is wide, and is printed on as few pages as can still be read."""

_NEW_LINE = re.compile(r"\r\n|\r")
_WIDEST, _NARROWEST, _LONG = 44, 10, 90
"""Widths of columns, in letters; texts longer than the last get half as much room again."""
_PRINTED_DECIMALS = 4
"""No document prints more."""


@dataclass(frozen=True)
class Number:
    """A number with how it is shown; what is shown in fewer decimals is kept in full."""

    value: float
    decimals: int
    is_grouped: bool = True
    """Whether thousands are marked; never in a year."""


@dataclass(frozen=True)
class Link:
    """The name of another sheet, leading to it."""

    text: str
    sheet: str


Value = str | Number | Link | None
"""A cell; None is written as `[n.v.t.]`."""


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above it, in the language of the run."""

    name: str
    """One word: the tab, and what the table is called in the file."""
    title: str
    about: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]

    def shown(self) -> list[tuple[str | Number | Link, ...]]:
        """Return the rows without an empty cell, every line ended in one way."""
        empty = say(NOT_APPLICABLE)
        return [
            tuple(_NEW_LINE.sub("\n", value or empty) if isinstance(value, str | None) else value for value in row)
            for row in self.rows
        ]

    def widths(self) -> list[int]:
        """Return how wide each column is, in letters: long texts are folded, and no word of a header is cut."""
        found = []
        for place, (header, column) in enumerate(zip(self.headers, zip(*self.shown(), strict=True), strict=True)):
            longest_word, longest = max(map(len, header.split())), max(map(_letters, column))
            widest = _WIDEST * 3 // 2 if longest > _LONG and place else _WIDEST
            found.append(min(widest, max(_NARROWEST, longest_word + 2, len(header) // 2 + 2, longest + 2)))
        return found

    def lines(self) -> list[int]:
        """Return how many lines high the header and each row is, with texts folded to the widths of their columns."""
        widths = self.widths()
        return [
            max(_folded(value, width) for value, width in zip(row, widths, strict=True))
            for row in (self.headers, *self.shown())
        ]

    def holds_numbers(self) -> list[bool]:
        """Return of each column whether it is one of numbers: its header and shorthand then stand above the digits."""
        return [any(isinstance(value, Number) for value in column) for column in zip(*self.rows, strict=True)]


@dataclass(frozen=True)
class Book:
    """A workbook before it is a file."""

    title: str
    subject: str
    language: str
    dated: date
    """Day of the youngest document in it: the file is the same whenever it is made."""
    sheets: tuple[Sheet, ...]
    """The cover first; every sheet has rows."""


def year(value: int) -> Number:
    """Return a year as a cell."""
    return Number(value, 0, is_grouped=False)


def number(value: float | None, decimals: int | None = None) -> Number | None:
    """Return a number in the decimals it is printed in; one that was reckoned in a single one, None for none."""
    if value is None:
        return None
    if decimals is None:
        rounded = round(value, _PRINTED_DECIMALS)
        decimals = len(repr(rounded).removesuffix(".0").partition(".")[2]) if value == rounded else 1
    return Number(value, decimals)


def known(value: float | None) -> Number | str:
    """Return a number, or that the source does not say it."""
    return number(value) or say(UNKNOWN)


def yes_no(is_so: bool) -> str:
    """Return a claim as a cell."""
    return say("ja") if is_so else say("nee")


def said(*headers: str) -> tuple[str, ...]:
    """Return headers in the language of the run."""
    return tuple(map(say, headers))


def _folded(value: str | Number | Link, width: int) -> int:
    """Return over how many lines a cell is folded."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, len(wrap(line, width))) for line in value.splitlines() or [""])


def _letters(value: str | Number | Link) -> int:
    if isinstance(value, Number):
        return 8
    text = value.text if isinstance(value, Link) else value
    return max(map(len, text.splitlines()), default=0)
