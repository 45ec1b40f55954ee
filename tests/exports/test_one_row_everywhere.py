"""One row in every kind of file: contact with WIJ in 2018, two groups in one cell, with its three notes.

The cell prints 30% of who had heard of WIJ and between brackets 19% of everyone; whatever format it travels in, both
groups, the cell itself, its document and notes II, III and IV travel along.
"""

import csv
import json
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO, StringIO

import pyarrow.parquet as pq
import pytest
from pptx import Presentation

from exports import (
    briefing_html,
    briefing_pdf,
    briefing_slides,
    briefing_words,
    datapackage,
    parquet,
    picture,
)
from exports.briefing_record import BriefingRecord
from exports.figures_csv import field_csv, field_table_csv, indicator_csv
from exports.workbook import ODS, XLSX, field_workbook, study_workbook
from exports.zipped import unzipped
from indicators import briefing, reading, tables
from tests.api.asking import client, kept_from
from tests.exports import opened
from tests.exports.opened import Sheets
from tests.exports.test_briefing_pdf import document
from tests.shipped import shipped, shipped_study

FIELD, INDICATOR = "sociale-basisvoorzieningen", "wij-contact"
CELL = "30% (II)\n(19% (III))"
HEARD, EVERYONE = "inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord", "inwoners van 18 jaar en ouder"
DEFINITION = "Zegt in de afgelopen twaalf maanden (wel eens) contact te hebben gehad met WIJ-Groningen"
DOCUMENT = "Gemeenterekening 2018"
NOTES = {
    "II": "Als aandeel van wie WIJ-Groningen van naam kent",
    "III": "Als aandeel van alle bewoners vanaf 18 jaar",
    "IV": "Kengetal: er hoort geen norm bij",
}

Rows = list[dict[str, str]]


def of_sheets(sheets: Sheets, called: str, header: str) -> tuple[Rows, dict[str, str]]:
    """Return figures and targets of one indicator, with their notes by marker: `[noot 4]` looked up."""
    notes = {str(row["Noot"]): row for row in opened.rows(sheets, "Noten")}
    found: Rows = []
    used: dict[str, str] = {}
    for row in opened.rows(sheets, "Cijfers") + opened.rows(sheets, "Streefwaarden"):
        if (row[header], row["Jaar"]) == (called, 2018):
            for marker in re.findall(r"\[noot \d+\]", str(row["Noten"])):
                used[str(notes[marker]["Teken in de bron"])] = str(notes[marker]["Tekst"])
            value = row.get("Cijfer", "")
            found.append(
                {
                    "value": f"{value:.0f}" if isinstance(value, float) else value,
                    "base": str(row["Groep waarvan het een deel is"]),
                    "raw": str(row["Cel, letterlijk"]),
                    "document": str(row["Document"]),
                    "definition": str(row["Definitie"]),
                }
            )
    return found, used


def of_csv(rows: Rows, columns: dict[str, str], kept: Callable[[dict[str, str]], bool]) -> tuple[Rows, dict[str, str]]:
    found = [{name: row[column] for name, column in columns.items()} for row in rows if kept(row)]
    notes = {marker: text for marker, text in NOTES.items() for row in found if f"[{marker}] {text}" in row["notes"]}
    return found, notes


DUTCH = {
    "value": "Cijfer", "base": "Groep waarvan het een deel is", "raw": "Cel, letterlijk", "document": "Document",
    "definition": "Definitie", "notes": "Noten",
}  # fmt: skip
MACHINE = {
    "value": "value", "base": "base_name", "raw": "raw", "document": "document_title",
    "definition": "definition_wording", "notes": "notes",
}  # fmt: skip


def in_a_study(kind: str, read: Callable[[bytes], Sheets]) -> tuple[Rows, dict[str, str]]:
    return of_sheets(read(study_workbook(shipped_study(), kind)), "Contact gehad", "Vraag")


def in_a_field(kind: str, read: Callable[[bytes], Sheets]) -> tuple[Rows, dict[str, str]]:
    histories = reading.indicator_histories(shipped(), FIELD)
    (called,) = [one.indicator.name for one in histories if one.indicator.indicator_id == INDICATOR]
    return of_sheets(read(field_workbook(histories, kind)), called, "Indicator")


def in_a_dutch_csv(whole_field: bool) -> tuple[Rows, dict[str, str]]:
    histories = reading.indicator_histories(shipped(), FIELD)
    content = field_csv(histories) if whole_field else indicator_csv(reading.indicator_history(shipped(), INDICATOR))
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    return of_csv(rows, DUTCH, lambda row: (row["Id"], row["Jaar"]) == (INDICATOR, "2018"))


def in_a_csv_for_programs() -> tuple[Rows, dict[str, str]]:
    content = field_table_csv(reading.indicator_histories(shipped(), FIELD))
    rows = list(csv.DictReader(StringIO(content.decode(), newline="")))
    return of_csv(rows, MACHINE, lambda row: (row["indicator_id"], row["period"]) == (INDICATOR, "2018"))


def in_parquet() -> tuple[Rows, dict[str, str]]:
    content = parquet.field_figures(reading.indicator_histories(shipped(), FIELD), tables.descriptions(shipped()))
    rows = [
        {
            name: "" if value is None else f"{value:.0f}" if isinstance(value, float) else str(value)
            for name, value in row.items()
        }
        for row in pq.read_table(BytesIO(content)).to_pylist()
    ]
    return of_csv(rows, MACHINE, lambda row: (row["indicator_id"], row["period"]) == (INDICATOR, "2018"))


def in_a_data_package() -> tuple[Rows, dict[str, str]]:
    files = unzipped(datapackage.package(tables.published(shipped())))
    assert json.loads(files["datapackage.json"])["resources"]
    told = {
        path.removeprefix("data/").removesuffix(".csv"): list(csv.DictReader(StringIO(content.decode(), newline="")))
        for path, content in files.items()
        if path.endswith(".csv")
    }

    def name(of: str, key: str, value: str, column: str) -> str:
        (row,) = [row for row in told[of] if row[key] == value]
        return row[column]

    found, notes = [], {}
    for kind in ("observation", "target"):
        for row in told[kind]:
            if (row["indicator_id"], row["period"]) != (INDICATOR, "2018"):
                continue
            found.append(
                {
                    "value": row.get("value", ""),
                    "base": name("base_population", "base_id", row["base_id"], "name"),
                    "raw": row["raw"].removeprefix("'"),
                    "document": name("document", "document_id", row["document_id"], "title"),
                    "definition": name("definition", "definition_id", row["definition_id"], "wording"),
                }
            )
            for attached in told["footnote_attachment"]:
                if attached[f"{kind}_id"] == row[f"{kind}_id"]:
                    footnote = attached["footnote_id"]
                    marker = name("footnote", "footnote_id", footnote, "marker")
                    notes[marker] = name("footnote", "footnote_id", footnote, "text")
    return found, notes


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda: in_a_study(XLSX, opened.xlsx), id="study.xlsx"),
        pytest.param(lambda: in_a_study(ODS, opened.ods), id="study.ods"),
        pytest.param(lambda: in_a_field(XLSX, opened.xlsx), id="field.xlsx"),
        pytest.param(lambda: in_a_field(ODS, opened.ods), id="field.ods"),
        pytest.param(lambda: in_a_dutch_csv(False), id="indicator.csv"),
        pytest.param(lambda: in_a_dutch_csv(True), id="field.csv"),
        pytest.param(in_a_csv_for_programs, id="field-for-programs.csv"),
        pytest.param(in_parquet, id="field.parquet"),
        pytest.param(in_a_data_package, id="package.zip"),
    ],
)
def test_both_groups_the_cell_and_three_notes_travel_along(told: Callable[[], tuple[Rows, dict[str, str]]]) -> None:
    found, notes = told()
    figures = [row for row in found if row["raw"] == CELL]
    assert {(row["value"], row["base"]) for row in figures} == {("30", HEARD), ("19", EVERYONE)}
    assert {row["document"] for row in found} == {DOCUMENT}
    assert {row["definition"] for row in found} == {DEFINITION}
    assert {marker: notes.get(marker) for marker in NOTES} == NOTES


# For people to read: all of it is there in words ----------------------------------------------------------------------


def briefed() -> BriefingRecord:
    return briefing_words.record(
        briefing.briefing(shipped(), "policy-field", FIELD, 2018), f"/briefing?onderwerp={FIELD}"
    )


def of_pdf() -> str:
    return document(briefing_pdf.pdf(briefed())).text


def of_html() -> str:
    return unescape(re.sub(r"<[^>]*>", " ", briefing_html.page(briefed())))


def of_slides() -> str:
    texts: list[str] = []
    for slide in Presentation(BytesIO(briefing_slides.slides(briefed()))).slides:
        texts.append(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(texts)


def of_picture() -> str:
    return unescape(re.sub(r"<[^>]*>", " ", picture.svg(reading.indicator_history(shipped(), INDICATOR)) or ""))


def of_address() -> str:
    answer = client(kept_from(shipped()))(f"/api/v1/indicators/{INDICATOR}").json
    texts: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                gather(one)
        elif isinstance(value, str):
            texts.append(value)

    gather(answer)
    return " ".join(texts)


def bare(words: str) -> str:
    return "".join(words.split()).casefold()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(of_pdf, id="briefing.pdf"),
        pytest.param(of_html, id="briefing.html"),
        pytest.param(of_slides, id="briefing.pptx"),
        pytest.param(of_picture, id="picture.svg"),
        pytest.param(of_address, id="address"),
    ],
)
def test_who_reads_it_finds_both_groups_the_cell_and_three_notes(told: Callable[[], str]) -> None:
    words = bare(told())
    expected = {HEARD, CELL, DOCUMENT, DEFINITION, "30%", "19%", *NOTES.values()}
    assert {one for one in expected if bare(one) not in words} == set()
    assert re.search(f"{bare(EVERYONE)}(?!dievan)", words), "the larger group by itself, not as the start of the other"
