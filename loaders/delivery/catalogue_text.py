"""What was added to the catalogue, written into its files: every other byte of them stays as it is."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Table

from loaders.catalogue import Catalogue, Entry, FieldCode, Indicator, PolicyField
from loaders.said import Said

_TABLES = ("definition", "measure")
"""Keys of an indicator that are written as tables of their own."""


def write_changes(before: Catalogue, after: Catalogue, data: Path) -> None:
    """Write what a catalogue has more than before into the files below `data`, and take out what it lacks of
    corrections and of what was said of revisions."""
    folder = data / "catalogue"
    _append(folder / "documents.toml", "document", _added(before.documents, after.documents))
    _append(folder / "policy_fields.toml", "policy_field", _added(before.policy_fields, after.policy_fields))
    for field_id, known in before.policy_fields.items():
        for code in after.policy_fields[field_id].codes[len(known.codes) :]:
            _add_code(folder / "policy_fields.toml", known, code)
    for indicator_id, indicator in after.indicators.items():
        file = folder / "indicators" / f"{after.field_of[indicator_id]}.toml"
        if indicator_id not in before.indicators:
            file.parent.mkdir(parents=True, exist_ok=True)
            _append(file, "indicator", [indicator])
        elif indicator != before.indicators[indicator_id]:
            _add_to_indicator(file, before.indicators[indicator_id], indicator)
    for one in _added(after.revisions, before.revisions):
        _remove(folder / "revisions.toml", "revision", _values(one))
    _append(folder / "revisions.toml", "revision", _added(before.revisions, after.revisions))
    for name in before.corrections.keys() - after.corrections.keys():
        _remove(data / "corrections.toml", "correction", {"id": name})
    _append(data / "corrections.toml", "correction", _added(before.corrections, after.corrections))


def write_said(file: Path, name: str, said: Iterable[Said]) -> None:
    """Write what people say of an indicator in a year; what was said of the same before gives way."""
    for one in said:
        listed = tomllib.loads(_text(file)).get(name, [])
        same = [n for n, entry in enumerate(listed) if (entry["indicator"], entry["year"]) == (one.indicator, one.year)]
        if not same:
            _append(file, name, [one])
        elif listed[same[0]] != (values := _values(one)):
            document = tomlkit.parse(_text(file))
            entry = _entries(document, name)[same[0]]
            for key in entry.keys() - values.keys():
                del entry[key]
            entry.update(values)
            _write(file, tomlkit.dumps(document))


def remove_said(file: Path, name: str, said: Iterable[Said]) -> None:
    """Take out what people said of an indicator in a year."""
    for one in said:
        _remove(file, name, {"indicator": one.indicator, "year": one.year})


def _added(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[Entry]:
    return [entry for name, entry in after.items() if name not in before]


# Whole entries ------------------------------------------------------------------------------------------------------


def _append(file: Path, name: str, entries: Iterable[Entry]) -> None:
    """Add entries at the end of a file, which is made when it is missing."""
    for entry in entries:
        document = tomlkit.document()
        document.add(name, _tables([_values(entry)]))
        text = _text(file)
        _write(file, f"{text}\n{tomlkit.dumps(document)}" if text else tomlkit.dumps(document))


def _remove(file: Path, name: str, keys: Mapping[str, Any]) -> None:
    """Take out the entry that has these keys; the comments above the next one stay."""
    old = _text(file)
    document = tomlkit.parse(old)
    entries = _entries(document, name)
    entries.remove(_entry(document, name, keys))
    if not len(entries):
        document.remove(name)
    before, after = old.splitlines(keepends=True), tomlkit.dumps(document).splitlines(keepends=True)
    at = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    size = len(before) - len(after)
    while at and before[at - 1] == before[at + size - 1]:
        at -= 1  # the entry that went and the next begin alike
    _, gap = _split(before[at : at + size])
    _write(file, "".join([*after[:at], *gap[1:], *after[at:]]).rstrip("\n") + "\n")


def _values(entry: Entry) -> dict[str, Any]:
    """Return what an entry says, under the names of its file."""
    return entry.model_dump(by_alias=True, exclude_defaults=True)


def _tables(entries: Iterable[Mapping[str, Any]]) -> AoT:
    tables = tomlkit.aot()
    for values in entries:
        table = tomlkit.table()
        for key, value in values.items():
            if key in _TABLES:
                table.add(tomlkit.nl())
                table.add(key, _tables(value))
            else:
                table.add(key, _item(value))
        if len(tables):
            tables[-1].add(tomlkit.nl())
        tables.append(table)
    return tables


def _item(value: Any) -> Any:
    """Return a value as it stands behind its key; a list of entries has one on each line."""
    if not isinstance(value, list):
        return tomlkit.item(value)
    array = tomlkit.array()
    for one in value:
        if isinstance(one, dict):
            array.add_line(_inline(one))
        else:
            array.append(one)
    if value and isinstance(value[0], dict):
        array.add_line(indent="")
    return array


def _inline(values: Mapping[str, Any]) -> InlineTable:
    keys = ", ".join(f"{key} = {tomlkit.item(value).as_string()}" for key, value in values.items())
    table = tomlkit.value(f"{{ {keys} }}")
    assert isinstance(table, InlineTable)
    return table


# Into an entry ------------------------------------------------------------------------------------------------------


def _add_code(file: Path, field: PolicyField, code: FieldCode) -> None:
    document = tomlkit.parse(_text(file))
    entry = _entry(document, "policy_field", {"id": field.id})
    values = _values(code)
    if "codes" not in entry:
        entry.add("codes", _item([values]))
        _write(file, _in_place(_text(file), tomlkit.dumps(document)))
        return
    _extend(entry["codes"], _inline(values))
    _write(file, tomlkit.dumps(document))


def _add_to_indicator(file: Path, before: Indicator, after: Indicator) -> None:
    """Add the labels, policy fields and definitions that an indicator has more."""
    lists = {"aliases": (before.aliases, after.aliases), "also_in": (before.also_in, after.also_in)}
    for key, (known, listed) in lists.items():
        for value in listed[len(known) :]:
            document = tomlkit.parse(_text(file))
            entry = _entry(document, "indicator", {"id": after.id})
            if key in entry:
                _extend(entry[key], value)
                _write(file, tomlkit.dumps(document))
            else:
                entry.add(key, _item([value]))
                _write(file, _in_place(_text(file), tomlkit.dumps(document)))
    for definition in after.definition[len(before.definition) :]:
        document = tomlkit.parse(_text(file))
        entry = _entry(document, "indicator", {"id": after.id})
        added = _tables([_values(definition)])
        if "definition" in entry:
            entry["definition"].append(added[0])
        else:
            entry.add("definition", added)
        _write(file, _in_place(_text(file), tomlkit.dumps(document), is_apart=True))


def _entries(document: tomlkit.TOMLDocument, name: str) -> AoT:
    entries = document[name]
    assert isinstance(entries, AoT)
    return entries


def _entry(document: tomlkit.TOMLDocument, name: str, keys: Mapping[str, Any]) -> Table:
    entries = _entries(document, name).body
    return next(entry for entry in entries if all(entry[key] == value for key, value in keys.items()))


def _extend(array: Any, value: Any) -> None:
    """Add a value to a list as the others stand there: on a line of its own, or behind the last."""
    assert isinstance(array, Array)
    if "\n" not in array.as_string():
        array.append(value)
        return
    has_end_line = array.as_string().rstrip("]").endswith("\n")
    array.add_line(value)
    if not has_end_line:
        array.add_line(indent="")


def _in_place(old: str, new: str, *, is_apart: bool = False) -> str:
    """Return a text with the lines that were added to it directly below the lines they belong to.

    The comments and empty lines above an entry are part of the entry before it to a parser, and not to a reader.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    same = 0
    while same < len(before) and before[-1 - same] == after[-1 - same]:
        same += 1
    at = len(before) - same
    added = "".join(after[at : len(after) - same]).strip("\n") + "\n"
    above, gap = _split(before[:at])
    return "".join([*above, "\n" if is_apart else "", added, *gap, *before[at:]])


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return lines of an entry, and the empty ones and comments at their end, from the first empty one on."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    own = next((number for number in range(end, len(lines)) if not lines[number].strip()), len(lines))
    return lines[:own], lines[own:]


# Files --------------------------------------------------------------------------------------------------------------


def _text(file: Path) -> str:
    """Return what a file says, with the end of its last line; nothing where there is no file."""
    if not file.exists():
        return ""
    text = file.read_bytes().decode("utf-8")
    return text if text.endswith("\n") or not text else f"{text}\n"


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8"))
