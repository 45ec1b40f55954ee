"""Tables of a pdf page with rules between rows only, or with shaded rows: the usual look of a printed web page.

Each band between two rules is a row, however many lines its label takes. Columns are where no row has a word: the
gaps all rows share. A band of prose, or bands without shared gaps, are no table; they stay text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from loaders.formats.ruled import NOTE, PrintedCell, clean

Box = tuple[float, float, float, float]

SHORTEST_RULE = 120.0
SAME_EDGE = 4.0
# Words nearer than this are of one cell: a space of ordinary text is 3 points wide, a gap between columns 10 and more
COLUMN_GAP = 6.0
# Lines nearer than this are of one row: what lies beyond the last rule of a table
ROW_GAP = 5.0
# White space between lines, in heights of a line: an empty line inside a cell, and what is too much for one
EMPTY_LINE, END_OF_TABLE = 1.2, 2.5
MOST_LINES_IN_A_ROW = 8


@dataclass(frozen=True)
class Segment:
    """Words of one line that stand together."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """Halfway across."""
        return (self.left + self.right) / 2


Band = list[list[Segment]]
"""The lines of a row, from top to bottom."""


@dataclass(frozen=True)
class DrawnTable:
    """One table on a page: where it stands, its rows of cells and the left edges of its columns."""

    box: Box
    rows: tuple[tuple[PrintedCell, ...], ...]
    edges: tuple[float, ...]


def banded_tables(page: Any) -> list[DrawnTable]:
    """Return the tables between horizontal rules of a pdfplumber page; those ruled all around are among them."""
    lines = _lines(page)
    tables = []
    for left, right, tops in _rule_groups(page):
        reach = (left - SAME_EDGE, right + SAME_EDGE)
        inside = [[segment for segment in line if reach[0] <= segment.middle <= reach[1]] for line in lines]
        tables += [_table(bands) for bands in _runs(_bands([line for line in inside if line], tops))]
    return [table for table in tables if table is not None]


def is_within(thing: Any, box: Box) -> bool:
    """Whether the middle of a word or character of pdfplumber lies in a box."""
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _lines(page: Any) -> Band:
    """Return all lines of the page, each divided at wide gaps."""
    lines: Band = []
    for word in sorted(page.extract_words(), key=lambda word: (word["bottom"], word["x0"])):
        segment = Segment(word["x0"], word["x1"], word["top"], word["bottom"], word["text"])
        middle = (segment.top + segment.bottom) / 2
        if lines and lines[-1][0].top < middle < lines[-1][0].bottom:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [_joined(sorted(line, key=lambda segment: segment.left)) for line in lines]


def _joined(words: Sequence[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for word in words:
        if joined and word.left - joined[-1].right < COLUMN_GAP:
            before = joined.pop()
            top, bottom = min(before.top, word.top), max(before.bottom, word.bottom)
            word = Segment(before.left, word.right, top, bottom, f"{before.text} {word.text}")
        joined.append(word)
    return joined


def _rule_groups(page: Any) -> Iterable[tuple[float, float, list[float]]]:
    """Return left, right and heights of horizontal rules of one width."""
    from pdfplumber.table import merge_edges

    flat = [edge for edge in page.edges if edge["orientation"] == "h"]
    groups: list[tuple[float, float, list[float]]] = []
    for edge in sorted(merge_edges(flat, 3, 3, 3, 3), key=lambda edge: edge["top"]):
        if edge["x1"] - edge["x0"] < SHORTEST_RULE:
            continue
        for left, right, tops in groups:
            if abs(left - edge["x0"]) <= SAME_EDGE and abs(right - edge["x1"]) <= SAME_EDGE:
                if edge["top"] - tops[-1] > SAME_EDGE:
                    tops.append(edge["top"])
                break
        else:
            groups.append((edge["x0"], edge["x1"], [edge["top"]]))
    return [group for group in groups if len(group[2]) > 1]


def _bands(lines: Band, tops: Sequence[float]) -> Iterator[Band]:
    """Yield the lines between each two rules, and an empty band where a table ends.

    Above the first rule may stand a header, below the last one a row more; where two rules are far apart, both.
    """
    limits = [float("-inf"), *tops, float("inf")]
    for above, below in pairwise(limits):
        band = [line for line in lines if above < (line[0].top + line[0].bottom) / 2 <= below]
        if above in tops and below in tops and not _is_divided(band):
            if band:
                yield band
            continue
        yield _row_below(band) if above in tops else []
        yield []
        yield _row_above(band) if below in tops else []


def _is_divided(band: Band) -> bool:
    """Whether a table ends between two rules: white space, a note, or a title and the header of the next table.

    White space alone does not tell: there are cells with an empty line in them.
    """
    paragraphs: list[Band] = []
    gap = height = 0.0
    for line in band:
        if paragraphs:
            gap = line[0].top - paragraphs[-1][-1][0].bottom
            height = line[0].bottom - line[0].top
        if not paragraphs or gap > height * EMPTY_LINE:
            paragraphs.append([])
        if gap > height * END_OF_TABLE:
            return True
        paragraphs[-1].append(line)
    has_columns = [_has_columns(paragraph) for paragraph in paragraphs]
    below = list(zip(paragraphs, has_columns, strict=True))[1:]
    has_note = any(NOTE.match(paragraph[0][0].text) and not has for paragraph, has in below)
    return has_note or (len(paragraphs) > 2 and has_columns[0] and has_columns[-1] and not all(has_columns))


def _row_below(lines: Band) -> Band:
    """Return the row right below a rule that has none below it: lines that follow each other closely."""
    row: Band = []
    for line in lines:
        had_columns = _has_columns(row)
        is_near = not row or line[0].top - row[-1][0].bottom <= ROW_GAP
        if not is_near or NOTE.match(line[0].text) or (had_columns and not _has_columns([*row, line])):
            break
        row.append(line)
    return row if _has_columns(row) and len(row) <= MOST_LINES_IN_A_ROW else []


def _row_above(lines: Band) -> Band:
    """Return the row right above a rule that has none above it: unlike a title, it leaves columns open throughout.

    Cells of two lines beside cells of one give lines that overlap; those count as one.
    """
    row: Band = []
    waiting: Band = []
    for line in reversed(lines):
        below = [*waiting, *row]
        if below and below[0][0].top - line[0].bottom > ROW_GAP:
            break
        waiting.insert(0, line)
        if len(waiting) + len(row) > MOST_LINES_IN_A_ROW or not _has_columns([*waiting, *row]):
            if _overlaps_next(waiting, lines):
                continue
            break
        row, waiting = [*waiting, *row], []
    return row


def _overlaps_next(waiting: Band, lines: Band) -> bool:
    """Whether the line above the waiting ones stands beside them rather than above."""
    above = lines.index(waiting[0]) - 1
    return above >= 0 and lines[above][0].bottom > waiting[0][0].top


def _has_columns(band: Band) -> bool:
    return len(_covered(band)) > 1


def _covered(lines: Iterable[Sequence[Segment]]) -> list[tuple[float, float]]:
    """Return the stretches of width in which any line has text."""
    stretches: list[tuple[float, float]] = []
    for segment in sorted((segment for line in lines for segment in line), key=lambda segment: segment.left):
        if stretches and segment.left - stretches[-1][1] < COLUMN_GAP:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], segment.right))
        else:
            stretches.append((segment.left, segment.right))
    return stretches


def _runs(bands: Iterable[Band]) -> list[list[Band]]:
    """Return the bands of each table: an empty band or prose parts them."""
    runs: list[list[Band]] = [[]]
    for band in bands:
        is_prose = len(band) > MOST_LINES_IN_A_ROW or (len(band) > 2 and not _has_columns(band))
        if not band or is_prose:
            runs.append([])
        elif runs[-1] or _has_columns(band):
            runs[-1].append(band)
    return [run for run in runs if sum(map(_has_columns, run)) > 1]


def _table(bands: Sequence[Band]) -> DrawnTable | None:
    columnar = [band for band in bands if _has_columns(band)]
    # A header may stretch over several columns, so the rows below it tell where those are
    columns = _covered(line for band in columnar[1:] for line in band)
    if len(columns) < 2:
        return None
    between = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    segments = [segment for band in bands for line in band for segment in line]
    box = (
        min(segment.left for segment in segments) - 1,
        min(segment.top for segment in segments) - 1,
        max(segment.right for segment in segments) + 1,
        max(segment.bottom for segment in segments) + 1,
    )
    return DrawnTable(box, tuple(_row(band, between) for band in bands), (columns[0][0], *between))


def _row(band: Band, between: Sequence[float]) -> tuple[PrintedCell, ...]:
    segments = [segment for line in band for segment in line]
    if not _has_columns(band) and max(segment.right for segment in segments) > between[0]:
        return (PrintedCell(clean("\n".join(segment.text for segment in segments)), len(between) + 1),)
    texts: list[list[str]] = [[] for _ in range(len(between) + 1)]
    for segment in segments:
        texts[sum(segment.middle > edge for edge in between)].append(segment.text)
    return tuple(PrintedCell(clean("\n".join(lines))) for lines in texts)
