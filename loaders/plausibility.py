"""Whether what was read can be true: years, slips of the keyboard, percentages above 100, an indicator twice.

A figure that cannot be is not passed on as a figure, yet never lost: the verbatim cell stays as text, or the row or
table is named with what it held. What is odd but possible is a notice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.cells import clean, pull_markers
from loaders.extraction import VALUE_ROLES, Cell, CellKind, Column, Role, Row, Table
from loaders.grid import Problem

# Words that make a percentage above 100 ordinary: growth, ratios to something else than their own whole
ABOVE_100 = re.compile(
    r"groei|toename|stijging|index|ratio|quote|dekking|dekkend|bezetting|capaciteit|solvab|weerstand|druk\b"
    r"|ten opzichte|t\.?o\.?v\b|vergelek|rendement|uitputting|verhouding|benutting|overschrijding|woonlasten",
    re.IGNORECASE,
)
# `7O%`, `6,5,3%`: digits, signs and letters that look like digits, which are no figure together; a date is no slip
MISTYPED = re.compile(r"^(?!\d{1,2}\.\d{1,2}\.\d{2,4}$)[<>≥≤±=~€+\-−\s]*(?=.*\d|.*%)[\dOolI|.,'’ ]+%*$")
PERCENTAGE_LABEL = re.compile(r"^\W*%|\bpercentage\b|\bin %|\(%\)", re.IGNORECASE)


@dataclass(frozen=True)
class Examined:
    """The tables that can be true and what was wrong with the rest."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def examine(tables: Iterable[Table], fiscal_year: int | None = None) -> Examined:
    """Return the tables without what cannot be true, and each refusal and doubt as a problem."""
    problems: list[Problem] = []
    examined = tuple(_examined(table, fiscal_year, problems) for table in tables)
    problems += _contradictions(examined)
    return Examined(examined, tuple(problems))


def _examined(table: Table, fiscal_year: int | None, problems: list[Problem]) -> Table:
    problems += _results_ahead_of_time(table, fiscal_year)
    rows = tuple(_with_plausible_shares(_without_slips(row, table, problems), table, problems) for row in table.rows)
    return _without_doubles(replace(table, rows=rows), problems)


def _figures(table: Table, row: Row) -> Iterator[tuple[Cell, Column]]:
    """Yield the cells of a row with their columns: those after the label columns, one each."""
    columns = [column for column in table.columns if column.role is not Role.LABEL]
    yield from zip(row.cells, columns, strict=True)


# Years -----------------------------------------------------------------------------------------------------


def _results_ahead_of_time(table: Table, fiscal_year: int | None) -> Iterator[Problem]:
    for column in table.columns:
        if fiscal_year and column.role is Role.ACHIEVED and column.year and column.year > fiscal_year:
            yield Problem(
                "The header calls figures achieved for a year after that of the document.",
                found=_one_line(column.header),
                expected=f"a year up to {fiscal_year}",
                table=table.title,
                column=_one_line(column.header),
                place=table.place,
                kind="result-ahead-of-time",
                severity="notice",
                advice="Look whether the column holds targets, or whether the document is of another year.",
            )


# Slips of the keyboard -------------------------------------------------------------------------------------


def _without_slips(row: Row, table: Table, problems: list[Problem]) -> Row:
    """Return the row with what is almost a figure marked as such; no figure is guessed from it."""
    cells = list(row.cells)
    for index, (cell, column) in enumerate(_figures(table, row)):
        if column.role not in VALUE_ROLES or cell.kind is not CellKind.TEXT:
            continue
        if not MISTYPED.match(pull_markers(clean(cell.raw))[0]):
            continue
        cells[index] = replace(cell, flags=(*cell.flags, "figure-mistyped"))
        problems.append(
            Problem(
                "The cell is almost a figure: a letter or a sign too many; it is kept as printed, not as a figure.",
                found=_one_line(cell.raw),
                expected="a figure such as 70%, 7,5 or 3.200",
                table=table.title,
                row=_one_line(row.label),
                column=_one_line(column.header),
                place=row.place or table.place,
                kind="figure-mistyped",
                severity="refused",
                advice="Look at the page. If it says this, declare the value in data/corrections.toml with a reason.",
            )
        )
    return replace(row, cells=tuple(cells))


# Percentages -----------------------------------------------------------------------------------------------


def _with_plausible_shares(row: Row, table: Table, problems: list[Problem]) -> Row:
    """Return the row with a percentage above 100 as text when the others of the row say it is a slip.

    A row of which every percentage is above 100 measures something else than a share, and is only pointed out.
    """
    shares = [
        (index, column, max(values))
        for index, (cell, column) in enumerate(_figures(table, row))
        if column.role in VALUE_ROLES and (values := _percentages(cell, row))
    ]
    high = [(index, column) for index, column, share in shares if share > 100]
    if not high or any(ABOVE_100.search(text or "") for text in (row.label, row.group, row.unit)):
        return row
    is_slip = len(high) < len(shares)
    for index, column in high:
        problems.append(
            Problem(
                "A percentage above 100 beside others below it; the cell is kept as text, not as a figure."
                if is_slip
                else "All percentages of the row are above 100, and its label does not say why; they were read.",
                found=row.cells[index].raw,
                expected="a percentage from 0 to 100, or a label that speaks of growth, an index or a ratio",
                table=table.title,
                row=_one_line(row.label),
                column=_one_line(column.header),
                place=row.place or table.place,
                kind="percentage-above-100",
                severity="refused" if is_slip else "notice",
                advice="Look at the page. If it means this, declare the value in data/corrections.toml with a reason.",
            )
        )
    if not is_slip:
        return row
    slips = {index for index, _ in high}
    return replace(row, cells=tuple(_as_text(cell) if index in slips else cell for index, cell in enumerate(row.cells)))


def _as_text(cell: Cell) -> Cell:
    flags = (*cell.flags, "percentage-above-100")
    return Cell(cell.raw, CellKind.TEXT, markers=cell.markers, year=cell.year, remark=cell.remark, flags=flags)


def _percentages(cell: Cell, row: Row) -> list[float]:
    return [part.value for part in (cell, *cell.parts) if part.value is not None and _is_percentage(part, row)]


def _is_percentage(cell: Cell, row: Row) -> bool:
    if cell.kind is CellKind.NUMBER:
        return row.unit == "%" or bool(PERCENTAGE_LABEL.search(row.label) and cell.unit is None)
    return cell.kind is CellKind.PERCENT or cell.unit == "%"


# Indicators that stand twice ---------------------------------------------------------------------------------

Key = tuple[str, str, str]


def _key(row: Row) -> Key:
    return (_same_words(row.label), _same_words(row.group or ""), _same_words(row.parent or ""))


def _without_doubles(table: Table, problems: list[Problem]) -> Table:
    """Return the table without rows whose indicator stands above them already."""
    first: dict[Key, Row] = {}
    kept = []
    for row in table.rows:
        above = first.setdefault(_key(row), row)
        if above is row or not row.label.strip():
            kept.append(row)
            continue
        is_same = _shown(above) == _shown(row)
        problems.append(
            Problem(
                "The indicator stands twice in this table; the second row was left out"
                + (", it holds the same figures." if is_same else ", it holds other figures."),
                found=_shown(row),
                expected=f"one row for each indicator; the first has {_shown(above)}",
                table=table.title,
                row=_one_line(row.label),
                place=row.place or table.place,
                kind="duplicate-indicator",
                advice="Look at the page: a heading between the rows may be missing, or one row is an old definition.",
            )
        )
    return replace(table, rows=tuple(kept))


def _contradictions(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Yield a notice for each figure that stands in two tables of one field with different values."""
    printed: dict[tuple[Key, str | None, Role, int], tuple[Cell, Table]] = {}
    for table in tables:
        for row in table.rows:
            for cell, column in _figures(table, row):
                year = cell.year or column.year
                if column.role not in VALUE_ROLES or year is None or cell.value is None:
                    continue
                key = (_key(row), table.field_code or table.field_title, column.role, year)
                other, above = printed.setdefault(key, (cell, table))
                if above is not table and other.value != cell.value:
                    yield Problem(
                        "The same indicator has another figure for the same year in another table of this file.",
                        found=cell.raw,
                        expected=f"'{other.raw}', as in table '{_one_line(above.title)}' ({above.place})",
                        table=table.title,
                        row=_one_line(row.label),
                        column=_one_line(column.header),
                        place=row.place or table.place,
                        kind="contradicting-figures",
                        severity="notice",
                        advice="Both are delivered; look which one the text of the page supports.",
                    )


def _shown(row: Row) -> str:
    return " | ".join(_one_line(cell.raw) for cell in row.cells)


def _same_words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _one_line(text: str) -> str:
    return " ".join(text.split())
