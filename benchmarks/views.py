"""What the benchmarks look at: twelve indicators with what was planned and achieved, and the addresses of our views.

The twelve are figures of the published warehouse. The peers draw them; our own page is the policy field with the most
indicators, which shows more than that: notes, verdicts, certainty and the course over the years.
"""

import json
from pathlib import Path
from typing import NamedTuple

from indicators import reading
from warehouse.store import Warehouse

YEARS = (2018, 2017)
INDICATORS = 12


class Bar(NamedTuple):
    """One indicator in one year."""

    indicator: str
    unit: str
    year: int
    previous: float | None
    planned: float
    achieved: float


def twelve(warehouse: Warehouse | None = None) -> list[Bar]:
    """Return the first twelve indicators that have a number planned and achieved in each of `YEARS`."""
    warehouse = warehouse or Warehouse()
    found: dict[str, dict[int, Bar]] = {}
    for field in reading.policy_fields(warehouse):
        for year in YEARS:
            for row in reading.indicator_years(warehouse, field.policy_field_id, year):
                achieved = row.achieved.value if row.achieved else None
                planned = row.target.low if row.target else None
                if row.is_main and achieved is not None and planned is not None:
                    previous = row.previous.value if row.previous else None
                    bar = Bar(row.indicator.name, row.indicator.unit or "", year, previous, planned, achieved)
                    found.setdefault(row.indicator.indicator_id, {})[year] = bar
    whole = [[of[year] for year in YEARS] for of in found.values() if set(of) >= set(YEARS)]
    if len(whole) < INDICATORS:
        raise ValueError(
            f"{len(whole)} indicators have a number planned and achieved in {YEARS}, expected {INDICATORS}"
        )
    return [bar for of in whole[:INDICATORS] for bar in of]


def written(folder: Path) -> Path:
    """Write the twelve where the peers read them, and return the file."""
    file = folder / "figures.json"
    file.write_text(json.dumps([one._asdict() for one in twelve()], ensure_ascii=False), encoding="utf-8")
    return file


class Field(NamedTuple):
    """A policy field, and how many indicators it shows in every one of `YEARS`."""

    policy_field_id: str
    indicators: int


def largest_and_least(warehouse: Warehouse | None = None) -> tuple[Field, Field]:
    """Return the policy fields that show most indicators in each of `YEARS`, and fewest above one."""
    warehouse = warehouse or Warehouse()
    names = [one.policy_field_id for one in reading.policy_fields(warehouse)]
    fields = [Field(one, min(len(reading.indicator_years(warehouse, one, year)) for year in YEARS)) for one in names]
    return max(fields, key=_indicators), min((one for one in fields if one.indicators > 1), key=_indicators)


def _indicators(field: Field) -> int:
    return field.indicators


def of_visitors() -> list[str]:
    """Return views of all policy fields and of the overview, a change of page and of year between them."""
    warehouse = Warehouse()
    found = []
    for field in reading.policy_fields(warehouse):
        for year in reading.years(warehouse, field.policy_field_id)[:3]:
            found += [f"/beleidsveld?veld={field.policy_field_id}&jaar={year}", f"/?jaar={year}"]
    return found
