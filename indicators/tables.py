"""The tables of the warehouse as anyone may have them: which, with which columns, and no figure that pages withhold.

What is left out is named here with the reason; a table that is in neither list is left out too, until someone decides.
A figure is told as `indicators.reading` tells it: where that withholds one, its row says so and no column leads to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from indicators import reading
from indicators.disclosure import Withheld
from indicators.model import SUPPRESSED, Observation
from indicators.reading import Warehouse
from warehouse.definition import Column as Column
from warehouse.definition import Definition as Definition
from warehouse.definition import Reference as Reference
from warehouse.definition import definitions

PUBLIC = (
    "document",
    "page",
    "policy_field",
    "policy_field_code",
    "indicator",
    "definition",
    "base_population",
    "territory",
    "measure",
    "survey_wave",
    "observation",
    "observation_part",
    "target",
    "footnote",
    "footnote_attachment",
    "claim",
    "revision_declared",
    "commentary",
    "assessment",
    "study",
    "study_item",
    "action_line",
    "action",
    "initiative",
    "problem",
    "correction",
)
"""In the order in which a stranger would read them."""

INTERNAL = ("load", "build", "survey_example")
"""How a file was read, which is of use to who loads it; what a version is, which `Published` says of all tables; and
made-up answers, which must never travel with figures.

A column that refers to one of them is left out too.
"""

TOLD = (
    "value", "low", "high", "text", "decimals", "qualifier", "status", "missing_reason", "raw", "remark", "n",
    "n_source", "design_effect",
)  # fmt: skip
"""Columns of a figure that are told as the pages tell them."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """One table: what it is, and its rows in the order of its key and its columns."""

    definition: Definition
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Published:
    """Everything of one published version that anyone may have."""

    schema_version: int
    content_hash: str
    youngest: date
    """Day of the youngest document."""
    tables: tuple[Table, ...]


def published(warehouse: Warehouse) -> Published:
    """Return the public tables, all read from one published version."""
    return _read(warehouse.snapshot())


def descriptions(warehouse: Warehouse) -> dict[str, str]:
    """Return what each column holds, by table and column: `observation.raw`."""
    return {f"{one.name}.{column.name}": column.comment for one in definitions() for column in one.columns}


def _read(warehouse: Warehouse) -> Published:
    defined = {one.name: one for one in definitions()}
    told = {one.observation_id: one for one in reading.observations(warehouse)}
    hidden = reading.withheld(warehouse)
    tables = {name: _table(warehouse, _open_columns(defined[name]), told, hidden) for name in PUBLIC if name in defined}
    (build,) = warehouse.records(_BUILD)
    (youngest,) = warehouse.records(_YOUNGEST)
    return Published(build["schema_version"], build["content_hash"], youngest["published_on"], _whole(tables))


def _open_columns(of: Definition) -> Definition:
    """Return a table without the columns and references that lead to a table that is left out."""
    closed = [reference for reference in of.references if reference.table not in PUBLIC]
    hidden = {column for reference in closed for column in reference.columns if column.startswith(reference.table)}
    return replace(
        of,
        columns=tuple(_with_withheld(of.name, column) for column in of.columns if column.name not in hidden),
        references=tuple(reference for reference in of.references if reference not in closed),
    )


def _with_withheld(table: str, column: Column) -> Column:
    """Return a column that may also say that a figure is withheld, which no stored figure does."""
    if (table, column.name) != ("observation", "status"):
        return column
    return replace(column, rules={**column.rules, "enum": [*column.rules["enum"], SUPPRESSED]})


def _table(warehouse: Warehouse, of: Definition, told: Mapping[int, Observation], hidden: Withheld) -> Table:
    names = [column.name for column in of.columns]
    order = of.key or of.unique[0]
    first = ", ".join(f"{column} NULLS FIRST" for column in order)
    # Names of tables and columns are those of the schema; nothing of a visitor is in this SELECT.
    records = warehouse.records(f"SELECT {', '.join(names)} FROM {of.name} ORDER BY {first}")
    if "observation_id" in names:
        records = [record for record in records if record["observation_id"] in {None, *told}]
    records = [record for record in records if not _leads_back(of.name, record, hidden)]
    if of.name == "observation":
        records = [_as_told(record, told[record["observation_id"]]) for record in records]
    if of.name == "observation_part":
        records = [record for record in records if told[record["observation_id"]].parts]
    return Table(of, tuple(tuple(record.values()) for record in records))


def _whole(tables: Mapping[str, Table]) -> tuple[Table, ...]:
    """Return the tables with nothing that refers to a row that is left out: what need not be there is then empty."""

    def values(table: Table, name: str) -> set[Any]:
        place = [column.name for column in table.definition.columns].index(name)
        return {row[place] for row in table.rows}

    def mended(table: Table) -> Table:
        optional = {column.name for column in table.definition.columns if not column.is_required}
        there = {
            reference.columns[0]: values(tables[reference.table], reference.there[0])
            for reference in table.definition.references
            if len(reference.columns) == 1 and reference.columns[0] in optional
        }
        known = [there.get(column.name) for column in table.definition.columns]
        return replace(
            table,
            rows=tuple(
                tuple(
                    None if among is not None and value not in among else value
                    for value, among in zip(row, known, strict=True)
                )
                for row in table.rows
            ),
        )

    return tuple(map(mended, tables.values()))


def _leads_back(table: str, record: Mapping[str, Any], hidden: Withheld) -> bool:
    """Whether a row tells what a withheld figure is; the row of the figure itself is told as the pages tell it."""
    match table:
        case "footnote":
            return record["footnote_id"] in hidden.notes
        case "footnote_attachment":
            attached = record["observation_id"] in hidden.figures or record["target_id"] in hidden.targets
            return attached or record["footnote_id"] in hidden.notes
        case "claim":
            return record["claim_id"] in hidden.claims
        case "target":
            return record["target_id"] in hidden.targets
        case "revision_declared":
            return hidden.is_of_year(record["indicator_id"], record["period"])
        case "problem" | "correction":
            return hidden.is_in_row(record["page_id"], record["row_label"])
    return False


def _as_told(record: Mapping[str, Any], one: Observation) -> dict[str, Any]:
    """Return the row of a figure as the pages tell it; where they do not show the stored cell, without a number."""
    of_cell = {name: getattr(one.provenance if name in ("raw", "remark") else one, name) for name in TOLD}
    if one.raw != record["raw"]:
        of_cell |= dict.fromkeys(("value", "low", "high", "text", "decimals", "remark", "n"))
    return {**record, **{name: None if value is None else _plain(value) for name, value in of_cell.items()}}


def _plain(value: Any) -> Any:
    """Return a word of ours as the text it is."""
    return str(value) if isinstance(value, str) else value


_BUILD = "SELECT schema_version, content_hash FROM build"

_YOUNGEST = "SELECT max(published_on) AS published_on FROM document"
