"""The .ods has what the .xlsx has, cell by cell, with the properties and names that readers look for."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from odf import opendocument

from exports.sheets import Book
from exports.workbook import MEDIA_TYPES, ODS, WRITERS, XLSX, field_book, field_workbook, study_workbook
from indicators import reading
from indicators.judged import IndicatorHistory
from indicators.language import speaking
from tests.exports import opened
from tests.shipped import shipped, shipped_study

FIELDS = ["sociale-basisvoorzieningen", "wettelijke-beleidsindicatoren", "faciliteren-verenigingen-accommodaties"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=FIELDS)
def histories(request: pytest.FixtureRequest) -> tuple[IndicatorHistory, ...]:
    return reading.indicator_histories(shipped(), request.param)


@pytest.fixture(scope="module")
def sheets(histories: tuple[IndicatorHistory, ...]) -> opened.Sheets:
    return opened.ods(field_workbook(histories, ODS))


@pytest.fixture(scope="module")
def book() -> Book:
    return field_book(reading.indicator_histories(shipped(), FIELDS[0]))


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return WRITERS[ODS](book)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode("utf-8")


def test_both_kinds_of_file_hold_the_same_cells(histories: tuple[IndicatorHistory, ...], sheets: opened.Sheets) -> None:
    xlsx = opened.xlsx(field_workbook(histories, XLSX))
    assert list(sheets) == list(xlsx)
    for name, rows in sheets.items():
        for mine, theirs in zip(rows, xlsx[name], strict=True):
            assert len(mine) == len(theirs)
            for one, other in zip(mine, theirs, strict=True):
                assert one == pytest.approx(other, rel=1e-14) if isinstance(one, float) else one == other


def test_every_figure_and_target_of_every_year_is_in_it(
    histories: tuple[IndicatorHistory, ...], sheets: opened.Sheets
) -> None:
    figures = opened.rows(sheets, "Cijfers")
    assert len(figures) == sum(len(one.observations) for one in histories)
    assert len({row["Jaar"] for row in figures}) >= 3
    targets = sum(len(one.targets) for one in histories)
    assert targets == (len(opened.rows(sheets, "Streefwaarden")) if targets else 0)
    judged = opened.rows(sheets, "Oordelen")
    assert len(judged) == sum(len(one.years) for one in histories)


def test_an_empty_cell_of_a_source_is_told_in_words(
    histories: tuple[IndicatorHistory, ...], sheets: opened.Sheets
) -> None:
    missing = [one for history in histories for one in history.observations if not one.is_present]
    rows = opened.rows(sheets, "Cijfers")
    told = [row for row in rows if isinstance(row["Cijfer"], str) and row["Cijfer"] == row["Cijfer in woorden"]]
    assert len(told) >= len(missing)
    assert "" not in {cell for row in rows for cell in row.values()}


def test_a_reader_hears_the_language_and_the_title_of_the_file(content: bytes, book: Book) -> None:
    about = part(content, "meta.xml")
    assert "<dc:title>Sociale basisvoorzieningen</dc:title>" in about
    assert "<dc:language>nl</dc:language>" in about
    assert f"<meta:creation-date>{book.dated.isoformat()}T00:00:00</meta:creation-date>" in about
    assert 'fo:language="nl"' in part(content, "styles.xml")
    with speaking("en"):
        english = WRITERS[ODS](field_book(reading.indicator_histories(shipped(), FIELDS[0])))
    assert "<dc:language>en</dc:language>" in part(english, "meta.xml")
    assert 'number:country="GB"' in part(english, "content.xml")
    xlsx = WRITERS[XLSX](book)
    assert "<dc:language>nl</dc:language>" in part(xlsx, "docProps/core.xml")


def test_every_sheet_is_a_named_table_with_one_header_row_that_stays_in_sight(content: bytes, book: Book) -> None:
    xml, settings = part(content, "content.xml"), part(content, "settings.xml")
    assert xml.count("<table:table-header-rows>") == xml.count("<table:table ") == len(book.sheets)
    for sheet in book.sheets:
        assert f'<table:database-range table:name="{sheet.name}"' in xml
        assert f"<table:title>{sheet.title}</table:title>" in xml
        assert f'config:name="{sheet.name}"' in settings
    assert settings.count('config:name="VerticalSplitPosition"') == len(book.sheets)


def test_numbers_are_written_as_dutch_ones_and_years_without_a_mark(content: bytes) -> None:
    xml = part(content, "content.xml")
    assert 'number:language="nl"' in xml
    assert 'number:country="NL"' in xml
    assert ">5.000</text:p>" in xml
    assert ">2018</text:p>" in xml
    assert ">2.018</text:p>" not in xml


def test_an_excel_table_has_a_description_and_no_filters(book: Book) -> None:
    xlsx = WRITERS[XLSX](book)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/tables/")]
    assert len(tables) == len(book.sheets)
    assert not any("autoFilter" in one for one in tables)
    for one, sheet in zip(tables, book.sheets, strict=True):
        assert f'displayName="{sheet.name}"' in one
        assert f'altTextSummary="{sheet.title}"' in one


def test_the_cover_leads_to_every_sheet(content: bytes, book: Book) -> None:
    xml = part(content, "content.xml")
    links = part(WRITERS[XLSX](book), "xl/worksheets/sheet1.xml")
    for sheet in book.sheets[1:]:
        assert f'xlink:href="#{sheet.name}"' in xml
        assert f"location=\"'{sheet.name}'!A1\"" in links


def test_a_cover_says_up_to_which_edition_everything_is_known() -> None:
    histories = reading.indicator_histories(shipped(), FIELDS[0], "rekening-2018")
    sheets = opened.ods(field_workbook(histories, ODS, "Gemeenterekening 2018"))
    assert ["Stand volgens", "Gemeenterekening 2018"] in sheets["Omslag"]
    known = {one.document.title for history in histories for one in history.observations}
    assert {row["Document"] for row in opened.rows(sheets, "Cijfers")} == known


def test_the_same_figures_give_the_same_bytes_in_another_process_too(content: bytes) -> None:
    """The library remembers what it wrote before: the first file of a process must be the same as the second."""
    assert WRITERS[ODS](field_book(reading.indicator_histories(shipped(), FIELDS[0]))) == content
    program = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from exports.workbook import field_workbook\n"
        "from indicators import reading\n"
        "histories = reading.indicator_histories(reading.Warehouse(Path(sys.argv[1])), sys.argv[2])\n"
        "print(hashlib.sha256(field_workbook(histories, 'ods')).hexdigest())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(shipped().root), FIELDS[0]],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "TZ": "Pacific/Auckland"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", [XLSX, ODS])
def test_a_study_is_written_in_both_kinds(kind: str) -> None:
    content = study_workbook(shipped_study(), kind)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        if kind == ODS:
            first = archive.infolist()[0]
            assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
            assert archive.read("mimetype").decode() == MEDIA_TYPES[ODS]
            assert opendocument.load(io.BytesIO(content)).mimetype == MEDIA_TYPES[ODS]
