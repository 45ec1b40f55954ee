"""What a file is, is decided by its content; whatever it is, the answer is a reading or a sentence."""

import random

import pytest

from loaders import __main__ as command_line
from loaders.grid import Reading, UnreadableFile
from loaders.receive import Limits, read_file
from tests.formats import written

TABLE = written.PrintedTable(
    ("Jaarverslag 2018", "5 Sport"),
    ("Effectindicatoren", "Behaald 2017", "Beoogd 2018"),
    (("Aantal leden", "1.200", "toename"), ("Tevredenheid cafés", "75%", "80%")),
    ("* voorlopig",),
)


@pytest.mark.parametrize("kind", written.WRITERS)
def test_the_suffix_is_never_believed(kind, tmp_path):
    path = tmp_path / f"pagina.{kind}"
    written.WRITERS[kind](TABLE, path)
    renamed = path.rename(tmp_path / "iets.txt")
    assert "1.200" in {cell for row in read_file(renamed).grids[0].rows for cell in row.cells}


@pytest.mark.parametrize("kind", written.WRITERS)
def test_no_damage_to_a_file_gives_anything_but_a_reading_or_a_sentence(kind, tmp_path):
    path = tmp_path / f"pagina.{kind}"
    written.WRITERS[kind](TABLE, path)
    whole = path.read_bytes()
    chance = random.Random(2018)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice((len(damaged), chance.randrange(1, len(damaged))))])
        try:
            answer = read_file(path)
        except UnreadableFile as error:
            answer = error.problem
            assert answer.message
            assert answer.expected
        assert isinstance(answer, Reading) or answer.severity == "refused"


def test_limits_are_those_given(tmp_path):
    path = tmp_path / "pagina.txt"
    path.write_text("x" * 100)
    with pytest.raises(UnreadableFile) as refusal:
        read_file(path, Limits(file_bytes=99))
    assert refusal.value.problem.kind == "file-too-large"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("iso-8859-15", "iso-8859-15"), ("utf-8", "utf-8")],
)
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path, declared, encoding):
    path = tmp_path / "pagina.html"
    path.write_bytes(
        f'<html><head><meta charset="{declared}"></head><body>café kost € 3</body></html>'.encode(encoding)
    )
    assert read_file(path).text == ("café kost € 3",)


def test_utf_8_cut_in_the_middle_of_a_letter_keeps_its_other_letters(tmp_path):
    path = tmp_path / "pagina.txt"
    path.write_bytes("Privé, café, één en logé".encode()[:-1])
    reading = read_file(path)
    assert reading.text[0].startswith("Privé, café, één")
    assert [(problem.kind, problem.severity) for problem in reading.problems] == [("mojibake", "notice")]


def test_saving_writes_the_stored_reading_of_a_known_document(tmp_path, monkeypatch, capsys):
    path = tmp_path / "5-Sport.html"
    written.write_html(TABLE, path)
    monkeypatch.setattr(command_line, "SOURCES", tmp_path / "sources")
    assert command_line.main(["extract", str(path), "--document", "rekening-2018", "--save"]) == 0
    stored = (tmp_path / "sources" / "rekening-2018" / "5-sport.csv").read_text()
    assert "1.200" in stored
    assert "wrote" in capsys.readouterr().out


def test_saving_to_an_unknown_document_names_those_that_are_close(tmp_path, capsys):
    path = tmp_path / "pagina.html"
    written.write_html(TABLE, path)
    with pytest.raises(SystemExit) as stopped:
        command_line.main(["extract", str(path), "--document", "rekening-2081", "--save"])
    assert stopped.value.code == 2
    assert "rekening-2018" in capsys.readouterr().err


def test_a_fault_of_the_program_is_a_sentence_too(tmp_path, monkeypatch, capsys):
    path = tmp_path / "pagina.txt"
    path.write_text("x")
    monkeypatch.setattr("loaders.extract.extract_file", lambda *_: 1 / 0)
    assert command_line.main(["extract", str(path)]) == 2
    complaint = capsys.readouterr().err
    assert "ZeroDivisionError" in complaint
    assert "fault of the program" in complaint
    assert "--traceback" in complaint
