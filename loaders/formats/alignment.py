"""Dividing the lines of a saved page over the rows of a table.

In running text a blank cell leaves nothing behind, so rows can be short. `Alignment` weighs every way to divide the
lines over rows and takes the cheapest, where a row of the wrong length is cheaper than text in a figure column: such a
row comes out with its own number of cells, and what reads the grid refuses it. A cell is never moved to make a row fit.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from loaders.cells import YEAR, Likeness, likeness, one_line, parse_cell
from loaders.extraction import VALUE_ROLES, CellKind, Role
from loaders.grid import GridRow
from loaders.notes import is_note_line

SHARE = re.compile(r"[<>≤≥]?\s?\d[\d.,]*\s?%")
"""A line that begins with it is a cell, whatever follows: `73% (ja, wel eens)`."""

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


@dataclass(frozen=True)
class Line:
    """One non-empty line of the page."""

    text: str
    number: int
    gap: bool
    """Whether an empty line (or a line of blanks) stands before it."""


@lru_cache(maxsize=65536)
def is_measure(text: str) -> bool:
    """Return whether a text is a number and nothing else: neither a dash nor `%` nor a reference such as `1/2`."""
    cell = parse_cell(text)
    return (
        is_figure(text) and cell.kind not in (CellKind.MISSING, CellKind.DIRECTION) and not SHORT_REFERENCE.match(text)
    )


@lru_cache(maxsize=65536)
def is_figure(text: str) -> bool:
    """Return whether a text reads as a figure, or as what stands for one."""
    return likeness(text) is Likeness.VALUE


@dataclass(frozen=True)
class Body:
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


class Alignment:
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

    def solve(self) -> Body:
        """Return the rows of the cheapest way."""
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
        if is_note_line(line.text) and not is_figure(line.text):
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
                if join >= NEVER or (cells < self.labels and is_figure(self.lines[j - 1].text)):
                    break
            text = "\n".join(line.text for line in self.lines[i:j])
            price = self._label(text, i, j) if cells < self.labels else self._cell(text, cells, j - i)
            is_over = cells >= self.width
            if cells >= self.labels and not is_over and self.roles[cells] in TEXT_ROLES and is_measure(text):
                is_over, price = True, 0.0  # a figure where words belong: from here on the row is one cell off
            if is_over and not is_figure(text):
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
        both = is_figure(self.lines[i].text) and is_figure(self.lines[i - 1].text)
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
        figures = is_figure(above.text) and is_figure(line.text)
        if line.gap:
            if is_figure(above.text) or figures:
                return 1.0 if line.text.startswith("(") else NEVER
            return 0.8 if re.match(r"\d+ [a-zà-ÿ]", line.text) else 9.0
        if self.is_spaced:
            return 0.0
        if line.text.startswith("("):
            return 0.0
        return NEVER if is_figure(above.text) or figures else 2.0

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
        if is_figure(self.lines[i].text):
            cost += 2 * RAGGED  # a figure right behind a row is one too many in that row
        silent = 0
        for line in self.lines[i:]:
            kind = likeness(line.text)
            cost += (RAGGED + 1, RAGGED / 2, RAGGED / 2, 0.0)[kind]
            silent = 0 if kind in (Likeness.VALUE, Likeness.LOOSE) or line.text[0].isdigit() else silent + 1
            if silent > 4:
                break
        return cost

    def _trace(self, end: int) -> Body:
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
        return Body([GridRow(tuple(row), f"line {self.lines[start].number}") for start, row in rows], notes[::-1], end)


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
    if (len(lines) > 1 and is_figure(lines[0])) or not re.search(r"[^\W\d_]{2}", flat):
        return None
    if len(lines) > 1 and likeness(lines[0]) is Likeness.LOOSE:
        return 6.0
    kind = likeness(text) if len(lines) == 1 or len(text) < 60 else Likeness.TEXT
    if kind is Likeness.VALUE:
        return 5.0 if parse_cell(text).kind is CellKind.DIRECTION else None
    if any(is_figure(line) or SHARE.match(line) for line in lines[1:]):
        return None
    price = {Likeness.LOOSE: 2.5, Likeness.WORDS: 4.0}.get(kind, 0.0 if len(flat) < 260 else 3.0)
    return price + 4.0 * flat.startswith("(") + (len(lines) > 1 and BETWEEN_ROWS.match(lines[-1]) is not None)


@lru_cache(maxsize=65536)
def cell_price(text: str, role: Role) -> float:
    """Return what it costs to read a text as a cell of a column of this role."""
    if (is_note_line(text) and not is_figure(text)) or END_OF_TABLE.match(text):
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
    if any(is_figure(line) and line[:1] != "(" for line in lines[1:]):
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
