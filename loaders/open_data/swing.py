"""Exports of Swing databanks such as waarstaatjegemeente.nl: a csv with semicolons, one row per region and period.

What is known of these files, and from where. Swing names a region, its level and a period in columns of their own; in
its import files they are called `geoitem`, `geolevel` and `period` (scripts of health services that write such files,
and those of waarstaatjegemeente.nl itself, which use `GEOITEM` and `PERIOD`). A group that is too small is written as
-99996 in those scripts. No export of the site itself could be looked at: that headings may be Dutch (`Gebied`,
`Periode`, `Indicator`, `Waarde`), that figures have a decimal comma, and that -99999, -99998, -99997 and -99995 are
codes as well is how the site was described to us. So nothing depends on a heading that is only assumed: a file whose
first row does not name a region and a period in one of these words is refused with what was found, and *every* whole
number from -99999 to -99990 is a missing figure, known or not.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from loaders.grid import Problem, UnreadableFile
from loaders.open_data.figures import OpenFigure, unpadded

REGION = frozenset({"geoitem", "gebied", "gebiedcode", "gebiedscode", "gemeentecode", "regiocode", "code"})
PERIOD = frozenset({"period", "periode", "perioden", "jaar"})
LEVEL = frozenset({"geolevel", "gebiedsniveau", "niveau"})
BESIDE = LEVEL | frozenset({"gebiednaam", "gebiedsnaam", "naam", "gemeente", "regio"})
"""Columns that say again what the others say."""
SERIES, VALUE = frozenset({"indicator", "onderwerp", "variabele", "variable"}), frozenset({"waarde", "value"})
"""A long file names the indicator in a column; a wide one has a column for each."""

MISSING = {
    -99999: "missing (-99999)",
    -99998: "missing (-99998)",
    -99997: "missing (-99997)",
    -99996: "too few cases (-99996)",
    -99995: "missing (-99995)",
}
WORDLESS = frozenset({"", ".", "-", "?", "x", "nb", "n.b.", "nvt", "n.v.t."})
"""A cell that says only that there is no figure."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_CODE = re.compile(r"-9999\d(,0+)?", re.ASCII)
_YEAR = re.compile(r"(19|20)\d{2}", re.ASCII)


def read_number(cell: str) -> tuple[Decimal | None, str | None]:
    """Return the number of a cell, or why it has none; ValueError for what is neither."""
    text = cell.strip().removesuffix("%").strip()
    if text.lower() in WORDLESS:
        return None, text or "empty"
    if _CODE.fullmatch(text):
        code = int(text.split(",")[0])
        return None, MISSING.get(code, f"missing ({code})")
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(".", "").replace(",", ".")), None


def read_export(file: Path) -> tuple[list[OpenFigure], list[Problem]]:
    """Return the figures of an export, and each cell that is none, with the reason."""
    rows = list(csv.reader(io.StringIO(_text(file)), delimiter=";"))
    header = [cell.strip() for cell in rows[0]] if rows else []
    region, period = _column(header, REGION), _column(header, PERIOD)
    if region is None or period is None:
        raise UnreadableFile(
            Problem(
                "The file is no export of a Swing databank",
                ";".join(header)[:200] or "nothing",
                "a first row with semicolons that names a region (geoitem, gebied, gemeentecode) and a period "
                "(period, periode, jaar)",
                place=file.name,
                kind="open-data-header",
                advice="Export the table with region codes and periods in the rows, as csv.",
            )
        )
    level = _column(header, LEVEL)
    figures: list[OpenFigure] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        for name, cell in _cells(header, row, {region, period}):
            place = f"{file.name}, line {number}, column '{name}'"
            try:
                if len(row) != len(header):
                    raise ValueError(f"{len(row)} cells in a row of {len(header)}")
                of_level = header[region] if level is None else row[level]
                figures.append(_figure(name, cell, region_code(row[region], of_level), row[period], place))
            except ValueError as error:
                expected = "a region code, a year and a Dutch number or a code for a missing one"
                message = "The cell cannot be a figure here"
                problems.append(Problem(message, str(error), expected, place=place, kind="open-data-row"))
    return figures, problems


def _text(file: Path) -> str:
    body = file.read_bytes()
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")  # what Excel on a Dutch desktop writes


def _column(header: Sequence[str], names: frozenset[str]) -> int | None:
    return next((index for index, cell in enumerate(header) if cell.lower() in names), None)


def _cells(header: Sequence[str], row: Sequence[str], taken: set[int]) -> Iterator[tuple[str, str]]:
    """Yield the name of an indicator and its cell: one of a long file, one a column of a wide file."""
    series, value = _column(header, SERIES), _column(header, VALUE)
    if series is not None and value is not None:
        if max(series, value) < len(row):
            yield row[series].strip(), row[value]
        return
    for index, (name, cell) in enumerate(zip(header, row, strict=False)):
        if index not in taken and name.lower() not in BESIDE:
            yield name, cell


def _figure(name: str, cell: str, region: str, period: str, place: str) -> OpenFigure:
    if not _YEAR.fullmatch(period.strip()):
        raise ValueError(f"period '{period}'")
    value, missing = read_number(cell)
    exponent = 0 if value is None else value.as_tuple().exponent
    return OpenFigure(
        series=name,
        series_name=name,
        region=region,
        year=int(period),
        value=value,
        missing=missing,
        unit=None,
        decimals=None if value is None else max(0, -int(exponent)),
        status="unstated",
        place=place,
    )


def region_code(region: str, level: str) -> str:
    """Return a region as CBS writes it; Swing may give it as a number, which means nothing without its level."""
    code, of_level = unpadded(region), level.strip().lower()
    if code.isascii() and code.isdecimal():
        if of_level.startswith("gemeente") and len(code) <= 4:
            return f"GM{int(code):04d}"
        if of_level in ("nederland", "land"):
            return "NL01"
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{2,8}", code):
        raise ValueError(f"region '{code}' of level '{level.strip()}'")
    return code
