"""Every printed cell of the transcribed Groningen tables is stored once, under its role and year, and no other is."""

import csv
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "data" / "sources"
CORPUS = ROOT / "tests" / "corpus"
VALUES = {"achieved", "target", "forecast", "baseline", "benchmark"}

YEARS_NOT_PRINTED = {"rekening-2021/8-1": [2019, 2020, 2021, 2021]}
"""Headers without a year, and the years the document leaves possible: the loader infers them and says so."""


def pages() -> dict[str, str]:
    """Return name of the transcribed page → id of the page it is stored under."""
    stored = {}
    for sheet in SOURCES.glob("*/*.toml"):
        stored[tomllib.loads(sheet.read_text("utf-8")).get("sha256")] = f"{sheet.parent.name}/{sheet.stem}"
    by_name = {
        file.stem: stored.get(hashlib.sha256(file.read_bytes()).hexdigest())
        for file in (CORPUS / "pages").glob("*.txt")
    }
    return {name: page for name, page in by_name.items() if page}


PAGES = pages()
TABLES = [
    table
    for table in json.loads((CORPUS / "tables.json").read_text("utf-8"))["tables"]
    if table["municipality"] == "Groningen"
]


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_transcribed_tables_of_groningen_are_all_here():
    assert len(TABLES) == 57
    assert {table["page"] for table in TABLES} == set(PAGES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_a_table_is_stored_as_it_was_transcribed(table):
    page_id = PAGES[table["page"]]
    years = YEARS_NOT_PRINTED.get(page_id, [column["year"] for column in table["columns"]])
    printed = [
        [
            (words(cell), column["role"], year if isinstance(year, int) else None)
            for cell, column, year in zip(row["cells"], table["columns"], years, strict=True)
            if column["role"] in VALUES
        ]
        for row in table["rows"]
        if "cells" in row and not row.get("ragged") and not row.get("label_lost")
    ]
    number = [other["id"] for other in TABLES if other["page"] == table["page"]].index(table["id"]) + 1
    with (SOURCES / f"{page_id}.csv").open(encoding="utf-8", newline="") as stream:
        figures = [row for row in csv.DictReader(stream) if int(row["table"]) == number]
    cells: dict[int, dict[int, tuple[str, str, int | None]]] = {}
    for figure in figures:
        if figure["role"] in VALUES:
            # The two figures of one cell carry the same cell.
            cells.setdefault(int(figure["row"]), {})[int(figure["column"])] = (
                words(figure["raw"]),
                figure["role"],
                int(figure["year"]) if figure["year"] else None,
            )
    assert [[row[column] for column in sorted(row)] for _, row in sorted(cells.items())] == printed
