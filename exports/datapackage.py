"""Everything published as a Data Package (https://datapackage.org, version 2): a zip of csv files and what they mean.

`datapackage.json` describes every table from the one definition, `warehouse/schema.sql`: types, what a column may hold,
keys, references, and the comments as descriptions. It is dated by the youngest document and versioned by the contents:
the same figures give the same bytes.

A number is written as a program reads it. A text that a spreadsheet would run as a formula has an apostrophe in front
of it; Parquet (`exports.parquet`) has no such need and holds every text as it is.
"""

import csv
import hashlib
import json
from collections.abc import Iterable
from io import StringIO
from typing import Any

from exports.figures_csv import plain
from exports.zipped import zipped
from indicators.language import say
from indicators.tables import Column, Definition, Published, Reference, Table

_PROFILES = "https://datapackage.org/profiles/2.0"
_NAME = "doelbereik"
_LICENCE_OF_FIGURES = "https://wetten.overheid.nl/jci1.3:c:BWBR0001886&artikel=15b"
_LICENCE_OF_TEXTS = "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"


def package(of: Published) -> bytes:
    """Return the whole of a published version as a zip."""
    return zipped(files(of))


def files(of: Published) -> dict[str, bytes]:
    """Return the files of the package by their path: `datapackage.json` first, the tables below `data/`."""
    tables = {_path(table): _csv(table) for table in of.tables}
    descriptor = json.dumps(_descriptor(of, tables), ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": descriptor.encode(), **tables}


def _descriptor(of: Published, files: dict[str, bytes]) -> dict[str, Any]:
    """Return what a program must know of the package."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": _NAME,
        "title": say("Doelbereik: wat de gemeente Groningen zich voornam en wat zij bereikte"),
        "description": say(
            "Streefwaarden en uitkomsten uit begrotingen en rekeningen, per beleidsveld, met de cel waarin elk cijfer "
            "gedrukt is. Cijfers die niet getoond worden omdat de groep te klein is, staan er niet in. Een tekst die "
            "een rekenblad als formule zou lezen, begint met een apostrof die er niet bij hoort. Oordelen, zekerheid "
            "en tegenstrijdigheden staan in geen document: regels rekenen ze uit, en ze staan in de bestanden per "
            "beleidsveld en in de api."
        ),
        "version": f"{of.schema_version}.0.0+{of.content_hash[:12]}",
        "created": f"{of.youngest.isoformat()}T00:00:00Z",
        "licenses": [
            {"path": _LICENCE_OF_FIGURES, "title": say("De cijfers: Auteurswet, artikel 15b (openbare macht)")},
            {"name": "EUPL-1.2", "path": _LICENCE_OF_TEXTS, "title": say("Onze omschrijvingen: EUPL-1.2")},
        ],
        "sources": list(_sources(of.tables)),
        "resources": [_resource(table, files[_path(table)]) for table in of.tables],
    }


def _sources(tables: Iterable[Table]) -> Iterable[dict[str, str]]:
    """Yield every publication, with its address where one is known."""
    (documents,) = [table for table in tables if table.definition.name == "document"]
    names = [column.name for column in documents.definition.columns]
    for row in documents.rows:
        record = dict(zip(names, row, strict=True))
        yield {"title": record["title"]} | ({"path": record["address"]} if record["address"] else {})


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.definition.name,
        "type": "table",
        "description": table.definition.comment,
        "path": _path(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n"},
        "schema": _schema(table.definition),
    }


def _schema(of: Definition) -> dict[str, Any]:
    told: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in of.columns],
        "missingValues": [""],
    }
    if of.key:
        told["primaryKey"] = list(of.key)
    if of.unique:
        told["uniqueKeys"] = [list(columns) for columns in of.unique]
    if of.references:
        told["foreignKeys"] = [_foreign_key(reference, of.name) for reference in of.references]
    return told


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.comment}
    if column.is_required and column.kind == "string":
        # A text that must be there may be empty (a cell with nothing in it): that is not a missing one.
        told["missingValues"] = []
    constraints = ({"required": True} if column.is_required else {}) | dict(column.rules)
    return told | ({"constraints": constraints} if constraints else {})


def _foreign_key(reference: Reference, table: str) -> dict[str, Any]:
    there: dict[str, Any] = {"fields": list(reference.there)}
    if reference.table != table:
        there["resource"] = reference.table
    return {"fields": list(reference.columns), "reference": there}


def _csv(table: Table) -> bytes:
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(column.name for column in table.definition.columns)
    lines.writerows(map(plain, row) for row in table.rows)
    return written.getvalue().encode()


def _path(table: Table) -> str:
    return f"data/{table.definition.name}.csv"
