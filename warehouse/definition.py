"""What `schema.sql` says of its tables, read back from a database that runs it: columns, comments, rules, keys.

The keys and references of the tables that can grow large stand in `warehouse.checks`, which proves them; the rest is
asked of the database. A rule about one column is told as what the column may hold; one about several stays where it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from warehouse import checks
from warehouse.filling import empty

KINDS = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
"""Type of a column → what it holds."""


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    kind: str
    """`string`, `integer`, `number`, `boolean` or `date`."""
    comment: str
    is_required: bool
    rules: Mapping[str, Any] = field(default_factory=dict)
    """What its values keep to, in the words of Table Schema: `enum`, `minimum`, `exclusiveMinimum`, `maximum`,
    `minLength`, `maxLength`, `unique`."""


@dataclass(frozen=True)
class Reference:
    """Columns whose values stand in other columns, of another table or the same one."""

    columns: tuple[str, ...]
    table: str
    there: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One table."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Empty for a table without one."""
    unique: tuple[tuple[str, ...], ...]
    """What else is unique together."""
    references: tuple[Reference, ...]


@cache
def definitions() -> tuple[Definition, ...]:
    """Return every table, by name."""
    rules, columns = defaultdict(list), defaultdict(list)
    for record in _asked(_CONSTRAINTS):
        rules[record["table_name"]].append(record)
    for record in _asked(_COLUMNS):
        columns[record["table_name"]].append(record)
    return tuple(
        _definition(record["table_name"], record["comment"], columns[record["table_name"]], rules[record["table_name"]])
        for record in _asked(_TABLES)
    )


def unread_rules() -> list[str]:
    """Return every rule about one column that `Column.rules` does not tell."""
    return [
        f"{record['table_name']}: {record['constraint_text']}"
        for record in _asked(_CONSTRAINTS)
        if record["constraint_type"] == "CHECK"
        and len(set(record["constraint_column_names"])) == 1
        and not _told(record["constraint_text"], "")
    ]


def _asked(select: str) -> list[dict[str, Any]]:
    with empty() as database:
        found = database.execute(select)
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _definition(
    name: str, comment: str, columns: Iterable[Mapping[str, Any]], rules: Iterable[Mapping[str, Any]]
) -> Definition:
    key: tuple[str, ...] = ()
    unique: list[tuple[str, ...]] = []
    references: list[Reference] = []
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    kinds = {column["column_name"]: KINDS[column["data_type"]] for column in columns}
    for rule in rules:
        of = tuple(rule["constraint_column_names"])
        match rule["constraint_type"]:
            case "PRIMARY KEY":
                key = of
            case "UNIQUE":
                unique.append(of)
            case "FOREIGN KEY":
                there = tuple(rule["referenced_column_names"])
                references.append(Reference(of, rule["referenced_table"], there))
            case "CHECK" if len(set(of)) == 1:
                told[of[0]] |= _told(rule["constraint_text"], kinds[of[0]])
    proved = checks.UNIQUE.get(name, [])
    if not key and proved and len(proved[0]) == 1:
        key, proved = proved[0], proved[1:]
    unique += proved
    references += [
        Reference(of, other, tuple(checks.KEY_MEANT.get(column, column) for column in of))
        for table, of, other in checks.REFERENCES
        if table == name
    ]
    for alone in [of for of in unique if len(of) == 1]:
        told[alone[0]]["unique"] = True
    return Definition(
        name,
        comment,
        tuple(
            Column(
                column["column_name"],
                kinds[column["column_name"]],
                column["comment"],
                not column["is_nullable"],
                told.get(column["column_name"], {}),
            )
            for column in columns
        ),
        key,
        tuple(of for of in unique if len(of) > 1),
        tuple(references),
    )


_IS_ONE_OF = re.compile(r"CHECK\(\(\W?\w+\W? IN \((?P<values>.*)\)\)\)")
_LIES_BETWEEN = re.compile(r"CHECK\(\(\W?\w+\W? BETWEEN (?P<low>\d+) AND (?P<high>\d+)\)\)")
_IS_MORE = re.compile(r"CHECK\(\(\W?\w+\W? (?P<sign>>=|>) (?P<low>\d+)\)\)")
_IS_AS_LONG = re.compile(r"CHECK\(\(length\(\W?\w+\W?\) (?P<sign>>|=) (?P<letters>\d+)\)\)")


def _told(rule: str, kind: str) -> dict[str, Any]:
    """Return what a CHECK says of its one column; empty when it cannot be told."""
    if found := _IS_ONE_OF.fullmatch(rule):
        return {"enum": [int(text) if text else word for word, text in _VALUES.findall(found["values"])]}
    if found := _LIES_BETWEEN.fullmatch(rule):
        return {"minimum": int(found["low"]), "maximum": int(found["high"])}
    if found := _IS_MORE.fullmatch(rule):
        low = int(found["low"])
        if found["sign"] == ">" and kind == "number":
            return {"exclusiveMinimum": low}
        return {"minimum": low + (found["sign"] == ">")}
    if found := _IS_AS_LONG.fullmatch(rule):
        letters = int(found["letters"])
        return {"minLength": letters + 1} if found["sign"] == ">" else {"minLength": letters, "maxLength": letters}
    return {}


_VALUES = re.compile(r"'([^']*)'|(\d+)")


# DuckDB's own tables about tables: no other engine has them, so they are asked of an empty database of our own.

_TABLES = "SELECT table_name, comment FROM duckdb_tables() ORDER BY table_name"

_COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, c.comment
FROM duckdb_columns() c JOIN duckdb_tables() t ON t.table_oid = c.table_oid
ORDER BY c.table_oid, c.column_index
"""

_CONSTRAINTS = """
SELECT table_name, constraint_type, constraint_text, constraint_column_names, referenced_table, referenced_column_names
FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL' ORDER BY table_oid, constraint_index
"""
