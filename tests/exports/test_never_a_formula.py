"""Whatever a document prints in a cell, no file makes a formula of it, and what is read back is what was printed."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.figures_csv import field_table_csv, indicator_csv
from exports.formulas import harmless, safe
from exports.sheets import Book, Number, Sheet
from exports.workbook import WRITERS
from indicators.judged import IndicatorHistory
from indicators.model import PolicyField
from loaders.formats.workbook import read_ods, read_xlsx
from tests.exports import opened
from tests.figures import indicator, observed

FORMULAS = [
    '=HYPERLINK("http://example.org";"75")',
    "=1+1",
    "+31 50 367 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    " =1+1",
    "{=SUM(A1)}",
    "of:=1+1",
    "mailto:iemand@example.org",
    "0012",
    "1E5",
    "TRUE",
]

# What XML and Excel can hold; the loader's reader keeps no control characters either.
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\N{REPLACEMENT CHARACTER}")
TEXTS = st.one_of(st.sampled_from(FORMULAS), st.text(LETTERS, min_size=1, max_size=40)).filter(str.strip)


def book(*texts: str) -> Book:
    rows = [(text, Number(12.5, 1)) for text in texts]
    sheet = Sheet("Blad", "Titel", "Uitleg", ("Tekst", "Getal"), rows)
    return Book("Titel", "Onderwerp", "nl", date(2019, 7, 15), (sheet,))


def has_a_formula(kind: str, content: bytes) -> bool:
    """Return whether the XML of a file has anything that is reckoned."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    if kind == "xlsx":
        return any(element.tag.endswith("}f") for part in parts for element in part.iter())
    return any(name.endswith("}formula") for part in parts for element in part.iter() for name in element.attrib)


def one_space(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("kind", "read"), [("xlsx", opened.xlsx), ("ods", opened.ods)])
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
@example(texts=FORMULAS)
@settings(deadline=None, max_examples=40)
def test_a_text_in_a_workbook_is_read_back_as_that_text(kind: str, read: object, texts: list[str]) -> None:
    assert callable(read)
    content = WRITERS[kind](book(*texts))
    assert not has_a_formula(kind, content)
    found = read(content)["Blad"][3:]
    assert [row[1] for row in found] == [12.5] * len(texts)
    assert [str(row[0]).splitlines() for row in found] == [text.splitlines() for text in texts]


@pytest.mark.parametrize(("kind", "read"), [("xlsx", read_xlsx), ("ods", read_ods)])
def test_the_loaders_own_reader_finds_texts_and_numbers_and_nothing_wrong(kind: str, read: object) -> None:
    assert callable(read)
    reading = read(WRITERS[kind](book(*FORMULAS)))
    assert reading.problems == ()
    cells = [one_space(cell) for grid in reading.grids for row in grid.rows for cell in row.cells]
    for text in FORMULAS:
        assert one_space(text) in cells
    assert cells.count("12,5") == len(FORMULAS)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_formula_in_the_file_would_be_found(kind: str) -> None:
    content = WRITERS[kind](book("tekst"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if kind == "xlsx":
        files["xl/worksheets/sheet1.xml"] = files["xl/worksheets/sheet1.xml"].replace(b"<v>", b"<f>1+1</f><v>", 1)
    else:
        was = b'office:value="12.5"'
        assert was in files["content.xml"]
        files["content.xml"] = files["content.xml"].replace(was, was + b' table:formula="of:=1+1"', 1)
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    assert has_a_formula(kind, spoilt.getvalue())


def history(raw: str) -> IndicatorHistory:
    of = replace(observed(1.0, raw=raw), text=None)
    return IndicatorHistory(indicator(name=raw), PolicyField("f", raw, "P", 1), (of,), (), (), (), (), ())


@given(raw=st.one_of(st.sampled_from(FORMULAS), st.text(LETTERS, min_size=1, max_size=30)))
def test_no_cell_of_a_csv_begins_as_a_formula(raw: str) -> None:
    for content, separator, mark in (
        (indicator_csv(history(raw)), ";", "utf-8-sig"),
        (field_table_csv([history(raw)]), ",", "utf-8"),
    ):
        header, row = csv.reader(StringIO(content.decode(mark), newline=""), delimiter=separator, strict=True)
        assert len(row) == len(header)
        for cell in row:
            is_number = re.fullmatch(r"[-+]?[\d., %–]*", cell) is not None
            assert is_number or cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
            assert not cell.startswith(("\t", "\r", "\n"))


@given(st.text(max_size=30))
def test_a_guarded_text_is_the_text_itself_behind_one_apostrophe(text: str) -> None:
    assert safe(text) in {text, f"'{text}"}
    assert harmless(text) in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["-", "-1,5", "+7%", "– 3", "3.204,5"])
def test_a_program_gets_a_dash_or_a_number_as_it_is_printed(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["-2+3", "=1", "@x", "- (IV)", "+cmd|'/C calc'!A0"])
def test_a_program_gets_anything_else_that_begins_as_a_formula_behind_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"
