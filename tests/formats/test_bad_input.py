"""Every bad file gets a sentence on the real command line: where, what was found, what was expected, what to do."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.formats import written
from tests.formats.small_page import PAGE, small_table

PROJECT = Path(__file__).resolve().parents[2]
REFUSED, UNREADABLE = 1, 2


@dataclass(frozen=True)
class Said:
    """What the command line answered."""

    code: int
    output: str
    complaint: str

    @property
    def everything(self) -> str:
        return self.output + self.complaint


def extract(path: Path, *options: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "extract", str(path), *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def assert_unreadable(said: Said, *words: str) -> None:
    """Exit code 2, one sentence on standard error with these words, nothing on standard output, no traceback."""
    assert said.code == UNREADABLE
    assert said.output == ""
    assert "Traceback" not in said.complaint
    assert len(said.complaint.strip().splitlines()) == 1
    for word in ("expected", *words):
        assert word.lower() in said.complaint.lower()


def assert_refused(said: Said, *words: str) -> None:
    """Exit code 1 and a sentence in the report with these words."""
    assert said.code == REFUSED, said.everything
    assert "Traceback" not in said.everything
    sentences = [line for line in said.output.splitlines() if line.startswith("refused: ")]
    assert any(all(word.lower() in sentence.lower() for word in words) for sentence in sentences), said.output


def page(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "pagina.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


# Files that cannot be read at all ------------------------------------------------------------------------------


def test_the_page_these_tests_spoil_is_a_good_one(tmp_path):
    said = extract(page(tmp_path, PAGE))
    assert (said.code, said.complaint) == (0, "")
    assert "3.150" in said.output


def test_a_missing_file_is_named(tmp_path):
    assert_unreadable(extract(tmp_path / "er-is-niets.txt"), "er-is-niets.txt", "no such file", "check the name")


@pytest.mark.parametrize("content", [b"", b" \r\n\n\t "])
def test_an_empty_file_is_refused(tmp_path, content):
    path = tmp_path / "leeg.txt"
    path.write_bytes(content)
    assert_unreadable(extract(path), "leeg.txt", "empty", "save it again")


def test_a_binary_file_is_refused(tmp_path):
    path = tmp_path / "pagina.txt"
    path.write_bytes(bytes(range(256)) * 20)
    assert_unreadable(extract(path), "not text", "first bytes 00 01", "utf-8")


def test_a_file_of_200_mb_is_refused_by_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "groot.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert_unreadable(extract(path), "groot.txt", "200 MB", "at most 64 MB", "was not opened")


def test_a_picture_is_refused_whatever_its_suffix(tmp_path):
    path = tmp_path / "pagina.html"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    assert_unreadable(extract(path), "picture")


@pytest.mark.parametrize(
    ("stream", "suffix", "advice"),
    [
        ("WordDocument", ".doc", "save as .docx"),
        ("Workbook", ".xls", "save as .xlsx"),
        ("Iets", ".ppt", "save as .xlsx, .docx or .pdf"),
    ],
)
def test_an_old_office_file_is_refused_with_what_to_save_it_as(tmp_path, stream, suffix, advice):
    assert_unreadable(extract(old_office_file(tmp_path / f"oud{suffix}", stream)), "old kind", advice)


def old_office_file(path: Path, stream: str) -> Path:
    """Write the skeleton of an OLE2 container: its mark, a header, and a directory that names one stream."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 504
        + stream.encode("utf-16-le").ljust(64, b"\x00")
        + b"\x00" * 448
    )
    return path


def test_a_password_protected_workbook_is_refused_with_that_sentence(tmp_path):
    path = old_office_file(tmp_path / "geheim.xlsx", "EncryptedPackage")
    assert_unreadable(extract(path), "geheim.xlsx", "protected with a password", "save a copy without one")


def test_a_password_protected_ods_is_refused_with_that_sentence(tmp_path):
    path = tmp_path / "geheim.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x8f\x1a\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>")
    assert_unreadable(extract(path), "protected with a password")


def test_a_password_protected_pdf_is_refused_with_that_sentence(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "geheim.pdf"), encrypt="wachtwoord")
    canvas.drawString(50, 700, "Behaald 2018")
    canvas.save()
    assert_unreadable(extract(tmp_path / "geheim.pdf"), "protected with a password", "encrypted pdf")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (20 * 1024 * 1024))
    assert path.stat().st_size < 100_000
    assert_unreadable(extract(path), "bom.xlsx", "unpacks to", "sheet1.xml", "at most 200 times")


@pytest.mark.parametrize("name", ["../../weg.xml", "a/" * 12 + "diep.xml", "/etc/weg.xml"])
def test_a_path_out_of_the_archive_is_refused(tmp_path, name):
    path = tmp_path / "pad.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
        archive.writestr(name, "<a/>")
    assert_unreadable(extract(path), "plain names")


def test_an_archive_of_very_many_files_is_refused(tmp_path):
    path = tmp_path / "veel.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.xml", "")
    assert_unreadable(extract(path), "5,001 files", "at most 5,000")


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx", "pdf"])
def test_a_file_cut_off_half_way_is_called_damaged(tmp_path, kind):
    path = tmp_path / f"half.{kind}"
    written.WRITERS[kind](small_table(), path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert_unreadable(extract(path), f"half.{kind}", "damaged", "complete file", "save or download it again")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_called_damaged(tmp_path, part):
    whole, broken = tmp_path / "heel.xlsx", tmp_path / "stuk.xlsx"
    written.write_xlsx(small_table(), whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content[: len(content) // 2] if entry.filename == part else content)
    assert_unreadable(extract(broken), "stuk.xlsx", "damaged")


def test_an_ordinary_zip_archive_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "paginas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pagina.txt", PAGE)
    assert_unreadable(extract(path), "zip archive", "unpack it")


def test_declared_xml_entities_in_a_workbook_are_refused(tmp_path):
    path = tmp_path / "lol.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><a>&c;</a>'
        )
    assert_unreadable(extract(path), "entities", "content.xml")


def test_an_xml_file_that_is_no_page_is_refused(tmp_path):
    path = page(tmp_path, '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    said = extract(path)
    assert_unreadable(said, "xml")
    assert "root:" not in said.everything


def test_a_scanned_pdf_is_refused_with_its_page(tmp_path):
    written.write_scanned_pdf(tmp_path / "scan.pdf")
    assert_unreadable(extract(tmp_path / "scan.pdf"), "scan.pdf", "pictures without text", "page 1", "text recognition")


# Files in which something is refused ---------------------------------------------------------------------------


def test_windows_1252_and_utf_16_are_read(tmp_path):
    text = PAGE.replace("museum", "café ’t Museum – één")
    answers = [extract(page(tmp_path, text, encoding)) for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16")]
    assert [answer.code for answer in answers] == [0, 0, 0, 0]
    assert len({answer.output for answer in answers}) == 1
    assert "café ’t Museum – één" in answers[0].output


def test_damaged_letters_are_named_with_their_row_and_never_loaded(tmp_path):
    damaged = "Percentage tevreden bezoekers in cafés".encode().decode("cp1252")
    said = extract(page(tmp_path, PAGE.replace("Percentage tevreden bezoekers", damaged)))
    assert_refused(said, "pagina.txt", "cafÃ©s", "letters", "line", "ë, é", "utf-8")
    assert "82%" not in said.output.split("problem")[0]


def test_a_lost_letter_is_named(tmp_path):
    said = extract(page(tmp_path, PAGE.replace("tevreden bezoekers", "tevreden caf\ufffdbezoekers")))
    assert_refused(said, "caf\ufffdbezoekers", "letters")


def test_damaged_letters_in_the_prose_are_a_notice_and_cost_no_figure(tmp_path):
    said = extract(page(tmp_path, PAGE.replace("Jaarverslag 2018", "Jaarverslag 2018 â€“ gemeente")))
    assert said.code == 0
    assert "notice: " in said.output
    assert "â€“" in said.output
    assert "3.150" in said.output


def test_a_page_without_a_table_is_said_to_have_none(tmp_path):
    prose = "Voortgang\n\nEr waren 29 besturen en 3 manieren om mee te doen.\n\nIn 2018 ging het goed.\n"
    said = extract(page(tmp_path, prose))
    assert said.code == REFUSED
    assert "no indicator table" in said.output.lower()
    assert "0 tables" in said.output


def test_a_table_without_header_is_refused_and_shown(tmp_path):
    table = small_table(header=("Aantal gebouwen", "12", "14"))
    path = tmp_path / "zonder-kop.html"
    written.write_html(table, path)
    said = extract(path)
    assert said.code == REFUSED
    assert "3.200" not in said.output.split("problem")[0]
    assert "refused: zonder-kop.html" in said.output
    assert "header" in said.output


def test_an_indicator_that_stands_twice_is_refused_with_both_readings(tmp_path):
    twice = PAGE + "\nAantal bezoekers van het museum\n\n3.100\n\n3.200\n\n9.999\n"
    said = extract(page(tmp_path, twice))
    assert_refused(said, "stands twice", "Aantal bezoekers van het museum", "9.999", "3.150", "line")
    assert "9.999" not in said.output.split("problem")[0]


@pytest.mark.parametrize("year", ["2108", "1918"])
def test_a_year_out_of_range_is_refused_with_its_column(tmp_path, year):
    path = tmp_path / "jaar.html"
    written.write_html(small_table(header=("Effectindicatoren", f"Behaald {year}", "Beoogd 2018")), path)
    assert_refused(extract(path), "jaar.html", f"Behaald {year}", "year")
    document = json.loads(extract(path, "--json").output)
    assert year not in {str(column["year"]) for table in document["tables"] for column in table["columns"]}


def test_a_percentage_above_100_stays_as_text_and_is_named(tmp_path):
    path = page(tmp_path, PAGE.replace("82%", "820%"))
    assert_refused(extract(path), "pagina.txt", "Percentage tevreden bezoekers", "Behaald 2018", "820%", "0 to 100")
    document = json.loads(extract(path, "--json").output)
    cell = document["tables"][0]["rows"][1]["cells"][2]
    assert (cell["raw"], cell["kind"], cell["value"]) == ("820%", "text", None)


@pytest.mark.parametrize("typed", ["8O%", "8o,5%", "8,2,5%", "8 2%"])
def test_what_is_almost_a_figure_stays_as_text_and_is_named(tmp_path, typed):
    path = page(tmp_path, PAGE.replace("82%", typed))
    said = extract(path)
    assert_refused(said, "pagina.txt", "Percentage tevreden bezoekers", "Behaald 2018", typed, "70%")
    document = json.loads(extract(path, "--json").output)
    cell = document["tables"][0]["rows"][1]["cells"][2]
    assert (cell["raw"], cell["kind"], cell["value"]) == (typed, "text", None)


def test_growth_above_100_percent_is_ordinary(tmp_path):
    said = extract(page(tmp_path, PAGE.replace("82%", "120%").replace("Percentage tevreden", "Percentage groei van")))
    assert said.code == 0


def test_a_workbook_with_formulas_without_values_names_each_cell(tmp_path):
    import xlsxwriter

    path = tmp_path / "formules.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Cultuur 2018")
        sheet.write_row(0, 0, ["Effectindicatoren", "Behaald 2017", "Behaald 2018"])
        sheet.write_row(1, 0, ["Aantal bezoekers", 3100, 3150])
        sheet.write_string(2, 0, "Aantal leden")
        sheet.write_formula(2, 1, "=B2/2", None, "")
        sheet.write_number(2, 2, 12)
    said = extract(path)
    place = ("formules.xlsx", "sheet 'Cultuur 2018'", "row 'Aantal leden'", "column 'Behaald 2017'", "cell B3")
    assert_refused(said, *place, "=B2/2", "without its result", "let it calculate")
    assert "3.150" in said.output or "3150" in said.output


def test_a_cell_with_a_formula_error_is_named_and_its_row_kept(tmp_path):
    import xlsxwriter

    path = tmp_path / "fout.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Cultuur")
        sheet.write_row(0, 0, ["Effectindicatoren", "Behaald 2017", "Behaald 2018"])
        sheet.write_row(1, 0, ["Aantal bezoekers", 3100, 3150])
        sheet.write_row(2, 0, ["Aantal leden", 12])
        sheet.write_formula(2, 2, "=B3/0", None, "#DIV/0!")
    assert_refused(extract(path), "sheet 'Cultuur'", "Aantal leden", "#DIV/0!", "cell C3")
    document = json.loads(extract(path, "--json").output)
    assert [cell["raw"] for cell in document["tables"][0]["rows"][1]["cells"]] == ["12", "#DIV/0!"]
    assert document["tables"][0]["rows"][1]["cells"][1]["kind"] == "missing"


def test_scripts_and_entities_of_a_page_are_never_run_or_resolved(tmp_path):
    path = tmp_path / "pagina.html"
    written.write_html(small_table(), path)
    declared = '<!DOCTYPE html [<!ENTITY boos "<td>99</td>"><!ENTITY weg SYSTEM "file:///etc/passwd">]>'
    text = path.read_text().replace("<!DOCTYPE html>", declared).replace("6 Cultuur", "6 Cultuur &boos; &weg;")
    path.write_text(text)
    said = extract(path)
    assert "root:" not in said.everything
    assert "2011" not in said.output
    assert "notice: " in said.output
    assert "entities" in said.output
    assert "3.200" in said.output


# The command itself --------------------------------------------------------------------------------------------


def test_json_of_an_unreadable_file_names_the_problem_too(tmp_path):
    said = extract(page(tmp_path, ""), "--json")
    document = json.loads(said.output)
    assert said.code == UNREADABLE
    assert document["tables"] == []
    assert document["problems"][0]["kind"] == "empty-file"


def test_a_folder_prints_one_json_document_a_line_and_its_worst_news_is_the_exit_code(tmp_path):
    page(tmp_path, PAGE, name="a.txt")
    page(tmp_path, "", name="b.txt")
    (tmp_path / "a_files").mkdir()
    page(tmp_path / "a_files", "var x;", name="script.js")
    page(tmp_path, "verborgen", name=".hidden")
    said = extract(tmp_path, "--json")
    documents = [json.loads(line) for line in said.output.splitlines()]
    assert [document["document"]["file"] for document in documents] == ["a.txt", "b.txt"]
    assert said.code == REFUSED
    assert "b.txt" in said.complaint


def test_a_folder_of_many_files_is_read_by_processes_in_order(tmp_path):
    for number in range(90):
        page(tmp_path, PAGE.replace("3.150", f"4.{number:03}"), name=f"{number:03}.txt")
    said = extract(tmp_path, "--json")
    values = [json.loads(line)["tables"][0]["rows"][0]["cells"][2]["raw"] for line in said.output.splitlines()]
    assert said.code == 0
    assert values == [f"4.{number:03}" for number in range(90)]


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    said = extract(tmp_path)
    assert said.code == UNREADABLE
    assert "no file in this folder" in said.complaint


def test_saving_needs_a_document(tmp_path):
    said = extract(page(tmp_path, PAGE), "--save")
    assert said.code == UNREADABLE
    assert "--save needs --document" in said.complaint


def test_help_names_every_command_and_the_exit_codes():
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "--help"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for word in ("extract", "build", "check", "Exit code 0"):
        assert word in done.stdout


def test_reading_a_text_page_imports_no_library_it_does_not_need(tmp_path):
    slow = {"pandas", "duckdb", "pdfplumber", "pypdfium2", "docx", "lxml", "pydantic", "tqdm", "numpy", "babel"}
    code = (
        f"import sys; from loaders.__main__ import main; main(sys.argv[1:]);print(sorted({slow!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", str(page(tmp_path, PAGE)), "--json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert done.stdout.splitlines()[-1] == "[]"
