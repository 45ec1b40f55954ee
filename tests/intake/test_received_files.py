"""Every kind of file is told with its tables and rows, one bad file costs no other its report, duplicates are named."""

import hashlib
import json
import os
import pickle
import shutil
from pathlib import Path

import pandas as pd
import pytest

from loaders.__main__ import main
from loaders.intake import receiving
from loaders.intake.answer import Answer
from loaders.intake.isolation import read_alone
from loaders.intake.receiving import receive_files, stored_files
from tests.formats import written
from tests.formats.small_page import small_table
from tests.intake.dropped import PAGE, kinds, labels, packed, page, receive_one

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"


def test_a_page_is_told_with_its_hash_tables_and_rows(tmp_path: Path) -> None:
    received = receive_one(page(tmp_path / "pagina.txt"))
    assert received.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (received.kind, received.tables, received.rows, received.code) == ("text", 1, 2, 0)
    assert labels(received) == ["Aantal bezoekers van het museum", "Percentage tevreden bezoekers"]


@pytest.mark.parametrize("kind", ["html", "xlsx", "ods", "docx", "pdf"])
def test_every_kind_of_file_is_read_as_extract_reads_it(tmp_path: Path, kind: str) -> None:
    from loaders.extract import extract_file

    path = tmp_path / f"blad.{kind}"
    written.WRITERS[kind](small_table(), path)
    received = receive_one(path)
    assert received.kind == kind
    assert received.extraction == extract_file(path)
    assert received.rows == 2


def test_a_survey_file_is_counted_and_nothing_of_a_respondent_is_told() -> None:
    received = receive_one(EXAMPLES / "wij-synthetic.sav")
    assert (received.kind, received.code, received.extraction) == ("survey", 0, None)
    assert received.respondents == 15_000
    assert received.variables == 11


@pytest.mark.parametrize("name", ["enquete.dat", "enquete.SAV", "enquete.txt"])
def test_a_survey_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    shutil.copy(EXAMPLES / "wij-synthetic.sav", tmp_path / name)
    assert receive_one(tmp_path / name).respondents == 15_000


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_of_respondents_is_counted(tmp_path: Path, ending: str) -> None:
    rows = pd.DataFrame({"nummer": [1, 2, 3], "bekend": [1, 0, 1]})
    path = tmp_path / f"enquete.{ending}"
    rows.to_csv(path, sep=";", index=False) if ending == "csv" else rows.to_parquet(path)
    received = receive_one(path)
    assert (received.kind, received.respondents, received.variables, received.code) == ("survey", 3, 2, 0)


def test_what_is_read_is_what_was_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = page(tmp_path / "pagina.txt")

    def changes_the_file_first(*arguments: object) -> Answer:
        page(path, "iets anders")
        return read_alone(*arguments)

    monkeypatch.setattr(receiving, "read_alone", changes_the_file_first)
    received = receive_one(path)
    assert (received.sha256, received.rows) == (hashlib.sha256(PAGE.encode()).hexdigest(), 2)


def test_a_zip_of_saved_pages_gives_a_report_for_each_and_none_for_their_pictures(tmp_path: Path) -> None:
    files = {
        "accounts/a.txt": PAGE,
        "accounts/b.txt": PAGE.replace("82%", "820%"),
        "accounts/a_files/script.txt": "x",
        "accounts/logo.png": "x",
        "__MACOSX/._a.txt": "x",
    }
    received = receive_files([packed(tmp_path / "paginas.zip", files)])
    names = [one.name.removeprefix(str(tmp_path) + "/") for one in received]
    assert names == ["paginas.zip", "paginas.zip › accounts/a.txt", "paginas.zip › accounts/b.txt"]
    assert [one.code for one in received] == [0, 0, 1]


def test_what_is_refused_is_named_with_row_column_found_and_expected(tmp_path: Path) -> None:
    received = receive_one(page(tmp_path / "pagina.txt", PAGE.replace("82%", "820%")))
    (problem,) = [problem for problem in received.problems if problem.severity == "refused"]
    assert (problem.row, problem.column) == ("Percentage tevreden bezoekers", "Behaald 2018")
    assert "820%" in problem.found
    assert "0 to 100" in problem.expected


def test_one_bad_file_costs_no_other_its_report(tmp_path: Path) -> None:
    paths = [tmp_path / "leeg.txt", page(tmp_path / "goed.txt"), tmp_path / "is-er-niet.txt", tmp_path]
    paths[0].write_bytes(b"")
    received = receive_files(paths)
    assert [one.code for one in received] == [2, 0, 2, 2]
    assert [kinds(one)[:1] for one in received] == [["empty-file"], [], ["missing-file"], ["not-a-file"]]


def test_a_duplicate_in_a_drop_is_named_and_read_once(tmp_path: Path) -> None:
    first, again = page(tmp_path / "een.txt"), page(tmp_path / "twee.txt")
    archive = packed(tmp_path / "drie.zip", {"vier.txt": PAGE})
    one, two, _, inside = receive_files([first, again, archive])
    assert (one.same_as, one.rows) == ((), 2)
    assert (two.same_as, two.extraction, kinds(two)) == ((str(first),), None, ["duplicate"])
    assert (inside.same_as, inside.extraction) == ((str(first),), None)


def test_a_file_that_was_read_before_is_named_with_its_stored_page(tmp_path: Path) -> None:
    path = page(tmp_path / "pagina.txt")
    sheet = tmp_path / "sources" / "rekening-2018" / "6-1.toml"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n')
    (received,) = receive_files([path], stored_files(tmp_path / "sources"))
    assert received.same_as == ("rekening-2018/6-1",)
    assert (received.rows, received.code) == (2, 0)


def test_the_stored_pages_of_the_project_are_known_by_their_hash() -> None:
    stored = stored_files(EXAMPLES.parent / "sources")
    assert "begroting-2018/1-1-2" in stored["60ea97ae1b9c31c61f067560015697a03b1340950dd19cc68ebafd96ccc364cd"]


@pytest.mark.parametrize("name", ["adressen.txt", "adressen.csv"])
@pytest.mark.parametrize(
    "content",
    [
        "https://begroting2018.groningen.nl/p16216/1-1-2-werk\nhttps://rekening2018.groningen.nl/\n",
        "[InternetShortcut]\nURL=https://gemeente.groningen.nl/\n",
    ],
)
def test_a_list_of_addresses_is_refused_because_nothing_is_fetched(tmp_path: Path, content: str, name: str) -> None:
    received = receive_one(page(tmp_path / name, content))
    assert (received.code, kinds(received)) == (2, ["addresses-not-fetched"])
    assert "nothing is fetched" in received.problems[0].sentence()


def test_an_address_on_the_command_line_is_refused_too() -> None:
    assert kinds(receive_one("https://begroting2018.groningen.nl/")) == ["addresses-not-fetched"]


def test_a_saved_page_that_begins_with_its_address_is_a_page(tmp_path: Path) -> None:
    received = receive_one(page(tmp_path / "pagina.txt", f"https://jaarverslag2018.example.org/p1\n\n{PAGE}"))
    assert (received.code, received.rows) == (0, 2)


@pytest.mark.parametrize(
    ("names", "code"), [(["goed.txt"], 0), (["leeg.txt", "goed.txt"], 1), (["fout.txt"], 1), (["leeg.txt"], 2)]
)
def test_the_exit_code_is_that_of_extract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], names: list[str], code: int
) -> None:
    page(tmp_path / "goed.txt")
    page(tmp_path / "leeg.txt", "")
    page(tmp_path / "fout.txt", PAGE.replace("82%", "820%"))
    assert main(["intake", *(str(tmp_path / name) for name in names)]) == code
    said = capsys.readouterr()
    assert all(name in said.out for name in names)
    assert "nothing was published" in said.out
    assert "Traceback" not in said.out + said.err


def test_json_has_a_line_a_file_with_everything_that_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page(tmp_path / "a.txt")
    main(["intake", "--json", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    good, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (good["tables"], good["rows"], good["code"]) == (1, 2, 0)
    assert good["extraction"]["tables"][0]["rows"][0]["cells"][2]["value"] == 3150
    assert bad["problems"][0]["kind"] == "missing-file"


def test_a_drop_is_counted_while_it_is_read(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    files = [page(tmp_path / f"{number}.txt", f"{PAGE}\n{number}") for number in range(3)]
    receive_files(files, progress=lambda step, done=0, parts=0: told.append((done, parts)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary, elsewhere = tmp_path / "tmp", tmp_path / "elsewhere"
    temporary.mkdir()
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.chdir(elsewhere)
    receive_files([packed(tmp_path / "paginas.zip", {"a.txt": PAGE, "b.sav": "x"})])
    assert os.listdir(temporary) == os.listdir(elsewhere) == []  # noqa: PTH208


def test_an_answer_is_data_and_never_a_pickle(tmp_path: Path) -> None:
    from loaders.intake.answer import ANSWER, read_answer

    (tmp_path / ANSWER).write_bytes(pickle.dumps({"kind": "text"}))
    assert read_answer(tmp_path, 10_000) is None
    (tmp_path / ANSWER).write_text('{"kind": ["text"]}')
    assert read_answer(tmp_path, 10_000) is None
    (tmp_path / ANSWER).write_text('{"kind": "text"}')
    assert read_answer(tmp_path, 10_000).kind == "text"
    assert read_answer(tmp_path, 5) is None
