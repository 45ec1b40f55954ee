"""What CBS open data (OData 4) says: code lists, periods, observations.

The form of the answers, and what it is taken from:

- Observations: `Id`, `Measure`, `ValueAttribute`, `Value`, `StringValue`, one key per dimension (`Perioden`, `RegioS`).
  `ValueAttribute` is the text `None` for a figure and `Impossible`, with a `Value` of null, where there is none (also
  for a year that is not counted yet). Any other word is taken as a reason for a missing figure, and kept. A `Value` has
  no more digits than it needs: 2.1 of a measure with two decimals.
- `MeasureCodes`: `Identifier`, `Title`, `Unit` (thousands with a space), `Decimals`.
- `PeriodenCodes`: `Identifier`, `Title`, `Status` and `Description`. `Status` is `Definitief` or `Voorlopig`; by CBS's
  documentation `NaderVoorlopig` too. A table of many subjects has null there and says in the `Description` of a year
  which subjects are provisional, by names that stand in no code list: all that can be told of a figure is `partly`.
- `Properties`: `Title`, `Modified`, `ObservationsModified`, `ObservationCount` (of the whole table).

All of that was recorded: excerpts are in tests/loaders/open_data/recorded. Not recorded, but taken from CBS's package
cbsodata4 and its release notes (12 April 2023): a text in `StringValue`, `@odata.nextLink`, and codes filled up with
spaces, which CBS's own examples strip and no recorded code has.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from loaders.grid import Problem
from loaders.open_data.figures import OpenFigure, Status, plain_unit, unpadded

PERIOD, REGION, MEASURE = "Perioden", "RegioS", "Measure"
NO_ATTRIBUTE = (None, "None", "")

_PERIOD = re.compile(r"(\d{4})([A-Z]{2}|[A-Z]\d)(\d{2})", re.ASCII)
_STATUS: Mapping[str, Status] = {
    "definitief": "definite",
    "voorlopig": "provisional",
    "nadervoorlopig": "provisional",
}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Period:
    """A period of CBS: `2018JJ00` is a year, `2019KW01` a quarter, `2019MM03` a month, `2018SJ00` a school year."""

    year: int
    kind: str
    number: int

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year, the only period an indicator here is about."""
        return self.kind == "JJ"


def read_period(code: str) -> Period | None:
    """Return the period a code stands for, None for a code of another form."""
    found = _PERIOD.fullmatch(unpadded(code))
    return Period(int(found[1]), found[2], int(found[3])) if found else None


@dataclass(frozen=True)
class Measure:
    """What a table measures under one code."""

    code: str
    title: str
    unit: str | None
    decimals: int | None


@dataclass(frozen=True)
class Codes:
    """The code lists of one table, by code without padding."""

    measures: Mapping[str, Measure]
    periods: Mapping[str, Status]
    regions: Mapping[str, str]
    padded: Mapping[str, str]
    """Region without padding → as the server writes it, which is what a filter has to say."""


def read_codes(measures: Iterable[Row], periods: Iterable[Row], regions: Iterable[Row]) -> Codes:
    """Return the code lists of a table from the rows of its three lists."""
    regions = list(regions)
    return Codes(
        {unpadded(row["Identifier"]): _measure(row) for row in measures},
        {unpadded(row["Identifier"]): _status(row) for row in periods},
        {unpadded(row["Identifier"]): str(row.get("Title") or "").strip() for row in regions},
        {unpadded(row["Identifier"]): row["Identifier"] for row in regions},
    )


def _measure(row: Row) -> Measure:
    decimals = row.get("Decimals")
    return Measure(
        unpadded(row["Identifier"]),
        str(row.get("Title") or "").strip(),
        plain_unit(row.get("Unit")),
        decimals if isinstance(decimals, int) and 0 <= decimals <= 10 else None,
    )


def _status(period: Row) -> Status:
    word = str(period.get("Status") or "").replace(" ", "").lower()
    if not word and "voorlopig" in str(period.get("Description") or "").lower():
        return "partly"
    return _STATUS.get(word, "unstated")


def read_observations(
    rows: Iterable[Row], codes: Codes, table: str, where: Mapping[str, str]
) -> tuple[list[OpenFigure], list[Problem]]:
    """Return the yearly figures of some observations, and each observation that is none, with the reason.

    `where` names what every further dimension of the table was held at; a row with a dimension that is not in it would
    be one of several under the same name.
    """
    figures: list[OpenFigure] = []
    problems: list[Problem] = []
    for row in rows:
        place = f"{table}, observation {row.get('Id', '?')}"
        fault = next(_faults(row, codes, where), None)
        if fault:
            found, expected = fault
            problems.append(
                Problem("The observation cannot be a figure here", found, expected, place=place, kind="open-data-row")
            )
            continue
        period = read_period(str(row[PERIOD]))
        value, missing = _value(row)
        measure = codes.measures[unpadded(str(row[MEASURE]))]
        assert period is not None
        figures.append(
            OpenFigure(
                series=measure.code,
                series_name=measure.title,
                region=unpadded(str(row[REGION])),
                year=period.year,
                value=value,
                missing=missing,
                unit=measure.unit,
                decimals=measure.decimals,
                status=codes.periods[unpadded(str(row[PERIOD]))],
                place=place,
            )
        )
    return figures, problems


_PLAIN = frozenset({"Id", MEASURE, "ValueAttribute", "Value", "StringValue", PERIOD, REGION})


def _faults(row: Row, codes: Codes, where: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what keeps an observation from being a figure of one measure, region and year."""
    for key, known in ((MEASURE, codes.measures), (PERIOD, codes.periods), (REGION, codes.regions)):
        code = row.get(key)
        if not isinstance(code, str):
            yield f"no {key}", f"a code for {key}; a table with another name for it is not read"
        elif unpadded(code) not in known:
            yield f"{key} '{unpadded(code)}'", f"a code that stands in the list of {key}"
    period = read_period(str(row.get(PERIOD)))
    if period is None or not period.is_year:
        yield f"period '{row.get(PERIOD)}'", "a calendar year, such as 2018JJ00"
    for key, code in row.items():
        if key not in _PLAIN and not key.startswith("@"):
            if key not in where:
                yield f"the further dimension {key}", f"a choice for it: --where {key}=CODE"
            elif unpadded(str(code)) != where[key]:
                yield f"{key} '{unpadded(str(code))}'", f"'{where[key]}', as was asked"
    if _is_text(row):
        yield f"the text '{row['StringValue']}'", "a number"
    if row.get("Value") is not None and _number(row["Value"]) is None:
        yield f"the value '{row['Value']}'", "a number"


def _is_text(row: Row) -> bool:
    return row.get("Value") is None and bool(str(row.get("StringValue") or "").strip())


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and not isinstance(value, bool) else None


def _value(row: Row) -> tuple[Decimal | None, str | None]:
    """Return the number of an observation, or why it has none: an attribute outweighs a number beside it."""
    attribute = row.get("ValueAttribute")
    if attribute not in NO_ATTRIBUTE:
        return None, str(attribute)
    value = row.get("Value")
    return (None, "empty") if value is None else (_number(value), None)
