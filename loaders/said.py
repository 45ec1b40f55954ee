"""Files in which people say something of one indicator in one year: entries under one name, each under a person's name.

No figure depends on what is said; every mistake in a file is found before the build stops.
"""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from loaders.catalogue import Entry, Slug, Text, Year
from loaders.grid import Problem
from loaders.validation import FileFaults, closest


class Said(Entry):
    """What is said of one indicator in one year, by whom and when."""

    indicator: Slug
    year: Year
    author: Text
    written_on: date


AnySaid = TypeVar("AnySaid", bound=Said)


def read_said(
    data: Path,
    name: str,
    model: type[AnySaid],
    indicators: Collection[str],
    lacks: Callable[[AnySaid], tuple[str, str] | None] = lambda _: None,
) -> tuple[list[AnySaid], list[Problem]]:
    """Return the entries `[[name]]` of `data/<name>s.toml` or `data/<name>.toml`, and every mistake in the file.

    `lacks` returns what was found and what is expected of an entry that is complete and still says too little. A folder
    without the file says nothing.
    """
    file = next((one for one in (data / f"{name}.toml", data / f"{name}s.toml") if one.exists()), None)
    if file is None:
        return [], []
    faults = FileFaults(data, f"This does not belong in the {name}", f"{name}-entry")
    content = faults.toml(file, f"a TOML file with [[{name}]] entries") or {}
    for key in content.keys() - {name}:
        faults.add(file, key, f"only [[{name}]] entries", f"key '{key}'")
    listed = content.get(name, [])
    if not isinstance(listed, list):
        faults.add(file, "a single table", f"a list of entries, each under [[{name}]]", f"key '{name}'")
        return [], faults.problems
    said: dict[tuple[str, int], AnySaid] = {}
    for number, values in enumerate(listed, start=1):
        where = f"entry {number}"
        try:
            one = model.model_validate(values)
        except ValidationError as error:
            faults.add_invalid(file, model, error, where)
            continue
        if one.indicator not in indicators:
            expected = "an indicator of indicators/*.toml" + closest(one.indicator, indicators)
            faults.add(file, one.indicator, expected, where, "key 'indicator'")
        if (lacking := lacks(one)) is not None:
            faults.add(file, *lacking, where)
        if (one.indicator, one.year) in said:
            faults.add(file, f"{one.indicator} {one.year}", "an indicator and year that no other entry has", where)
        said[one.indicator, one.year] = one
    return list(said.values()), faults.problems
