"""What the municipality says of targets that were not achieved: `data/commentary.toml`.

An entry is about one indicator in one year and says why the target was not achieved, what is done about it, and who
does that; what it leaves out is shown as not filled in. No figure depends on it.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from loaders.catalogue import Entry, Slug, Text, Year
from loaders.grid import Problem
from loaders.tables import TableRow
from loaders.validation import FileFaults, closest


class Commentary(Entry):
    """What is said of one indicator in one year."""

    indicator: Slug
    year: Year
    cause: Text | None = None
    action: Text | None = None
    owner: Text | None = None
    author: Text
    written_on: date

    @property
    def says_something(self) -> bool:
        """Whether any of the three is filled in."""
        return any((self.cause, self.action, self.owner))

    @property
    def row(self) -> TableRow:
        """The row of table `commentary`."""
        return {"indicator_id": self.indicator} | self.model_dump(exclude={"indicator"})


def read_commentary(data: Path, indicators: Collection[str]) -> tuple[list[Commentary], list[Problem]]:
    """Return what is said, and every mistake in the file; a folder without the file says nothing."""
    file = data / "commentary.toml"
    if not file.exists():
        return [], []
    faults = FileFaults(data, "This does not belong in the commentary", "commentary-entry")
    content = faults.toml(file, "a TOML file with [[commentary]] entries") or {}
    for key in content.keys() - {"commentary"}:
        faults.add(file, key, "only [[commentary]] entries", f"key '{key}'")
    listed = content.get("commentary", [])
    if not isinstance(listed, list):
        faults.add(file, "a single table", "a list of entries, each under [[commentary]]", "key 'commentary'")
        return [], faults.problems
    said: dict[tuple[str, int], Commentary] = {}
    for number, values in enumerate(listed, start=1):
        where = f"entry {number}"
        try:
            one = Commentary.model_validate(values)
        except ValidationError as error:
            faults.add_invalid(file, Commentary, error, where)
            continue
        if one.indicator not in indicators:
            expected = "an indicator of indicators/*.toml" + closest(one.indicator, indicators)
            faults.add(file, one.indicator, expected, where, "key 'indicator'")
        if not one.says_something:
            faults.add(file, "none of them", "a 'cause', an 'action' or an 'owner'", where)
        if (one.indicator, one.year) in said:
            faults.add(file, f"{one.indicator} {one.year}", "an indicator and year that no other entry has", where)
        said[one.indicator, one.year] = one
    return list(said.values()), faults.problems
