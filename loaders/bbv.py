"""The statutory indicators (article 25 BBV): the official list, beside the catalogue of what documents print.

It is a list of its own because it says something else: the catalogue holds what this municipality printed and fills
the pages; this holds what every municipality has to print. Half of it was never found in a document here, and an
indicator without a figure would stand on the pages and in their counts as an empty one. Where both have it, `catalogue`
leads from the one to the other; that is how an export finds the indicator its column belongs to.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from loaders.catalogue import Entry, Slug, Text
from loaders.grid import Problem
from loaders.matching import normalised
from loaders.validation import FileFaults, closest


class Unit(Entry):
    """A unit under which it is published, and where that was seen."""

    unit: Text
    seen_in: Text
    seen_for: Text
    """Year or edition of what it was seen in."""


class UnitChange(Entry):
    """That its figures are printed in a unit of another size from a year on; what is printed of years before is too.

    By the documents in which it was seen: a decision was found of none.
    """

    since: int
    """Year of the first budget with the unit after."""
    before: Unit
    """In the last document it was seen in."""
    after: Unit
    """In the first."""

    @property
    def sentence(self) -> str:
        """The change in a few words."""
        before, after = self.before, self.after
        return f"'{before.unit}' until {before.seen_for}, '{after.unit}' from {after.seen_for} on"


class StatutoryIndicator(Entry):
    """One indicator of the list of the ministry."""

    number: Annotated[int, Field(ge=1, le=39)]
    name: Text
    task_field: Annotated[int, Field(ge=0, le=8)]
    """Main group of the task fields (taakveld) it belongs to."""
    source: Text
    units: Annotated[list[Unit], Field(min_length=1)]
    """The first as the list of 2017 has it, then every other that was seen."""
    change: UnitChange | None = None
    lapsed_on: date | None = None
    note: Text | None = None
    catalogue: Slug | None = None
    """The indicator of the catalogue that is this one."""
    aliases: Annotated[list[Text], Field(default_factory=list)]
    """Other names under which open data publish it."""


def read_bbv(data: Path, indicators: Collection[str]) -> tuple[list[StatutoryIndicator], list[Problem]]:
    """Return the list in `data`, and every mistake in it."""
    faults = FileFaults(data, "This does not belong in the list of statutory indicators", "statutory-indicator")
    file = data / "catalogue" / "bbv.toml"
    found: dict[int, StatutoryIndicator] = {}
    for number, values in enumerate((faults.toml(file, "the statutory indicators") or {}).get("indicator", []), 1):
        try:
            entry = StatutoryIndicator.model_validate(values)
        except ValidationError as error:
            faults.add_invalid(file, StatutoryIndicator, error, f"entry {number}")
            continue
        if entry.number in found:
            faults.add(file, entry.number, "a number used once", f"entry {number}", "key 'number'")
        if entry.catalogue is not None and entry.catalogue not in indicators:
            expected = "an indicator of the catalogue" + closest(entry.catalogue, indicators)
            faults.add(file, entry.catalogue, expected, f"entry {number}", "key 'catalogue'")
        found[entry.number] = entry
    return list(found.values()), faults.problems


def by_name(listed: Collection[StatutoryIndicator]) -> dict[str, StatutoryIndicator]:
    """Return the list by every name it is known under, as `loaders.matching.normalised` writes it."""
    return {normalised(name): one for one in listed for name in (one.name, *one.aliases)}
