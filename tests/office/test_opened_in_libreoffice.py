"""Another program opens the workbooks and the Dutch csv, and gives back the same numbers and the same texts."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from exports.figures_csv import field_csv
from exports.sheets import Book, Link, Number, Sheet
from exports.workbook import WRITERS, field_book
from indicators import reading
from indicators.judged import IndicatorHistory
from tests.office.conftest import DUTCH_CSV, TO_CSV, Convert
from tests.shipped import shipped

FIELD = "sociale-basisvoorzieningen"


@pytest.fixture(scope="module")
def histories() -> tuple[IndicatorHistory, ...]:
    return reading.indicator_histories(shipped(), FIELD)


@pytest.fixture(scope="module")
def book(histories: tuple[IndicatorHistory, ...]) -> Book:
    return field_book(histories)


def opened(folder: Path, sheet: str) -> list[list[str]]:
    (file,) = folder.glob(f"*-{sheet}.csv")
    return list(csv.reader(StringIO(file.read_text(encoding="utf-8"), newline="")))


def number(text: str) -> float:
    """Return a number as LibreOffice writes it where nothing is rounded: the .ods is Dutch and has a comma."""
    return float(text.replace(",", "."))


def expected(sheet: Sheet) -> Iterator[tuple[str | Number | Link, ...]]:
    yield tuple(sheet.headers)
    yield from sheet.shown()


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def folder(request: pytest.FixtureRequest, convert: Convert, book: Book) -> Path:
    return convert(f"veld.{request.param}", WRITERS[request.param](book), TO_CSV)


def test_every_cell_of_every_sheet_comes_back_a_number_as_that_number(folder: Path, book: Book) -> None:
    assert {file.stem.split("-", 1)[1] for file in folder.iterdir()} == {sheet.name for sheet in book.sheets}
    numbers = 0
    for sheet in book.sheets:
        title, about, *rows = opened(folder, sheet.name)
        assert (title[0], about[0]) == (sheet.title, sheet.about)
        for found, row in zip(rows, expected(sheet), strict=True):
            for text, value in zip(found, row, strict=True):
                if isinstance(value, Number):
                    assert number(text) == pytest.approx(value.value, rel=1e-12)
                    numbers += 1
                else:
                    words = value.text if isinstance(value, Link) else value
                    assert text.splitlines() == words.splitlines()
    assert numbers > 200


def test_a_dutch_reader_of_the_csv_finds_the_same_numbers(
    convert: Convert, histories: tuple[IndicatorHistory, ...]
) -> None:
    content = field_csv(histories)
    (file,) = convert("veld.csv", content, TO_CSV, DUTCH_CSV).iterdir()
    found = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline="")))
    written = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(found) == len(written) == sum(len(one.observations) + len(one.targets) for one in histories)
    compared = 0
    for theirs, ours in zip(found, written, strict=True):
        for column in ("Jaar", "Cijfer", "Laag", "Hoog", "n", "Interval laag", "Interval hoog"):
            if ours[column]:
                assert float(theirs[column]) == float(ours[column].replace(",", "."))
                compared += 1
            else:
                assert theirs[column] == ""
        assert theirs["Indicator"] == ours["Indicator"]
        assert theirs["Definitie"] == ours["Definitie"]
    assert compared > 80


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_printed_workbook_has_every_sheet_with_its_title_and_whole_texts(
    kind: str, convert: Convert, book: Book
) -> None:
    (pdf,) = convert(f"print.{kind}", WRITERS[kind](book), "pdf").iterdir()
    assert pdf.stat().st_size > 10_000
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None and not os.environ.get("CI"):
        pytest.skip("no pdftotext on the path")
    assert pdftotext is not None, "pdftotext is needed: install poppler-utils"
    text = subprocess.run([pdftotext, str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    for sheet in book.sheets:
        assert sheet.title in words, sheet.name
    assert "Als aandeel van alle bewoners vanaf 18 jaar" in words
    assert "###" not in words, "a number that does not fit its column"
