"""Stored readings and catalogue → the rows of every table of the warehouse, sorted and numbered.

Nothing here reads a file or a cell: the stored reading says what stands in a cell, the catalogue what it is about.
"""

from itertools import groupby

from loaders.catalogue import Catalogue
from loaders.catalogue_rows import add_catalogue
from loaders.corrections import Corrected
from loaders.grid import Problem
from loaders.page_rows import Edition, PageRows
from loaders.sources import StoredPage
from loaders.subjects import Subjects
from loaders.tables import TableRow, Tables
from loaders.validation import closest
from loaders.values import counted as counted_in
from warehouse.progress import Progress, counted, unheard


def normalise(catalogue: Catalogue, corrected: Corrected, progress: Progress = unheard) -> Tables:
    """Return all tables of the warehouse for the pages given, and what keeps them from being published."""
    tables = Tables()
    pages = [page for page in corrected.pages if _has_document(page, catalogue, tables)]
    pages.sort(key=lambda page: (catalogue.edition_rank[page.document_id], page.page_id))
    subjects = Subjects(catalogue, pages, tables)
    for _, of_document in groupby(counted(progress, "normalise", pages), key=lambda page: page.document_id):
        edition: Edition = {}
        for page in of_document:
            PageRows(page, corrected.correction_of, subjects, edition).add()
    add_catalogue(tables, catalogue, subjects, corrected)
    _number_rows(tables, catalogue)
    return tables


def _has_document(page: StoredPage, catalogue: Catalogue, tables: Tables) -> bool:
    if page.document_id in catalogue.documents:
        return True
    expected = "the id of a document of data/catalogue/documents.toml" + closest(page.document_id, catalogue.documents)
    tables.add_fault(Problem("The folder names no document", page.document_id, expected, place=page.file(".toml")))
    return False


def _number_rows(tables: Tables, catalogue: Catalogue) -> None:
    """Sort the figures, give them their numbers, and let footnotes and parts refer to those."""
    rows = tables.rows
    order = {row["indicator_id"]: row["sort_order"] for row in rows["indicator"]}
    numbers: dict[int, int] = {}
    for table in ("observation", "target"):
        rows[table].sort(
            key=lambda row: (
                order[row["indicator_id"]],
                row["period"],
                row["part"],
                catalogue.edition_rank[row["document_id"]],
                *map(str, row.values()),
            )
        )
        for number, row in enumerate(rows[table], start=1):
            numbers[id(row)] = row[f"{table}_id"] = number
    for row in rows["observation"]:
        if row["text"] is not None and row["kind"] != "benchmark":
            rows["observation_part"] += [
                {"observation_id": row["observation_id"], "position": position, "value": value, "label": label}
                for position, (value, label) in enumerate(counted_in(row["text"]), start=1)
            ]
    attachments: dict[tuple[object, ...], TableRow] = {}
    for attachment in rows["footnote_attachment"]:
        figure = attachment.pop("figure", None)
        if figure is not None and id(figure) in numbers:
            attachment[f"{attachment['attached_to']}_id"] = numbers[id(figure)]
        if figure is None or id(figure) in numbers:
            attachments.setdefault(tuple(attachment.values()), attachment)
    rows["footnote_attachment"] = list(attachments.values())
    for number, problem in enumerate(rows["problem"], start=1):
        problem["problem_id"] = number
