"""The same table gives the same reading whatever file it came in: roles, years, verbatim cells and values."""

import json
from pathlib import Path

import pytest

from loaders.extract import extract_file
from loaders.extraction import VALUE_ROLES, Extraction
from tests.formats.written import WRITERS, PrintedTable

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# Tables that a file cannot hold as the page printed them
NOT_WRITABLE = {
    "denhelder-jv2022-bbv-t1": "its header has no words, which only html can mark as a header",
    "gron-bg2019-wettelijk-t1": "its group rows hold dashes, fewer than there are columns",
}


def corpus_tables() -> list[dict]:
    return json.loads((CORPUS / "tables.json").read_text())["tables"]


def reading(extraction: Extraction) -> list[tuple]:
    """Return what must be the same: per figure its label, role, year, verbatim cell and value."""
    figures = []
    for table in extraction.tables:
        for row in table.rows:
            columns = table.columns[-len(row.cells) :]
            for column, cell in zip(columns, row.cells, strict=True):
                if column.role in VALUE_ROLES:
                    facts = (cell.kind, cell.value, cell.low, cell.high, cell.qualifier, cell.markers)
                    figures.append((words(row.label), column.role, column.year, words(cell.raw), facts))
    return figures


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", WRITERS)
def test_every_table_reads_the_same_from_this_kind_of_file(kind, tmp_path):
    tables = [table for table in corpus_tables() if table["complete"] and table["id"] not in NOT_WRITABLE]
    different = {}
    for table in tables:
        # The same name for each, because it tells which document the page is of
        path = tmp_path / f"{table['page']}.{kind}"
        WRITERS[kind](PrintedTable.of_corpus(table), path)
        text = tmp_path / f"{table['page']}.txt"
        text.write_text((CORPUS / "pages" / text.name).read_text())
        from_text, from_file = (
            [figure for figure in reading(extract_file(each)) if belongs(figure, table)] for each in (text, path)
        )
        if from_file != from_text:
            different[table["id"]] = [figure for figure in from_text if figure not in from_file]
    assert len(tables) > 30
    assert different == {}


def belongs(figure: tuple, table: dict) -> bool:
    """Whether a figure is of this table: a page may hold several."""
    return figure[0] in {words(row["label"]) for row in table["rows"] if "cells" in row and not row.get("ragged")}
