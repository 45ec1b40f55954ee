"""Files that mean harm get a sentence: nothing is run, fetched, resolved, or written outside the private folder."""

import contextlib
import os
import re
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exports.formulas import safe
from loaders.__main__ import main
from loaders.extract import extract_file
from loaders.grid import UnreadableFile
from loaders.intake import report
from loaders.intake.answer import Task
from loaders.intake.limits import IntakeLimits
from loaders.intake.received import Received
from loaders.intake.receiving import receive_files
from loaders.intake.unpacking import unpack
from loaders.matching import normalised
from loaders.unseen import visible
from tests.formats import written
from tests.formats.small_page import small_table
from tests.intake.dropped import PAGE, changed, kinds, labels, packed, page, receive_one
from ui import markup

MEGABYTE = 1024**2
SAV = Path(__file__).parents[2] / "data" / "examples" / "wij-synthetic.sav"


def assert_refused(received: Received, kind: str, *words: str) -> None:
    """Not read, with one sentence that has these words and no trace of the program."""
    assert (received.code, kinds(received)[-1]) == (2, kind), received.problems
    sentence = received.problems[-1].sentence()
    assert "Traceback" not in sentence
    for word in ("expected", *words):
        assert word.lower() in sentence.lower()


# Archives ------------------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bom.zip", {"pagina.txt": b"0" * 20 * MEGABYTE})
    assert_refused(receive_one(bomb), "zip-bomb", "pagina.txt", "at most 200 times", "was not opened")


def test_a_bomb_inside_an_archive_is_refused_and_the_page_beside_it_is_read(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bom.zip", {"pagina.txt": b"0" * 20 * MEGABYTE})
    outer = packed(tmp_path / "buiten.zip", {"bom.zip": bomb.read_bytes(), "goed.txt": PAGE})
    _, inner, good = receive_files([outer])
    assert_refused(inner, "zip-bomb")
    assert (good.code, good.rows) == (0, 2)


def test_archives_share_what_they_may_unpack_to(tmp_path: Path) -> None:
    noise = [packed(tmp_path / f"{n}.zip", {"a.txt": os.urandom(200_000).hex()}).read_bytes() for n in range(4)]
    outer = packed(tmp_path / "buiten.zip", {f"{n}.zip": content for n, content in enumerate(noise)})
    received = receive_files([outer], limits=IntakeLimits(unpacked_bytes=2 * MEGABYTE))
    assert [kinds(one) for one in received] == [[], *[["zip-bomb"]] * 4]


def test_an_archive_of_an_archive_is_read_and_one_more_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "1.zip", {"pagina.txt": PAGE})
    for number in (2, 3):
        inner = packed(tmp_path / f"{number}.zip", {f"{number - 1}.zip": inner.read_bytes()})
    *_, page_of_two = receive_files([tmp_path / "2.zip"])
    assert (page_of_two.rows, page_of_two.code) == (2, 0)
    *_, deepest = receive_files([tmp_path / "3.zip"])
    assert_refused(deepest, "archives-too-deep", "unpack it")


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    many = packed(tmp_path / "veel.zip", {f"{number}.txt": "" for number in range(1_001)})
    assert_refused(receive_one(many), "too-many-files", "1,001 files", "at most 1,000")


@pytest.mark.parametrize(
    "name", ["../../weg.txt", "/etc/weg.txt", "C:\\weg.txt", "\\\\server\\weg.txt", "a/../../weg.txt", "..\\weg.txt"]
)
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "pad.zip", {name: PAGE})
    before = sorted(tmp_path.rglob("*"))
    assert_refused(receive_one(archive), "zip-bomb", "plain names")
    assert sorted(tmp_path.rglob("*")) == before


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5, unique=True))
@example(["../weg.txt"])
@example(["a.txt/../../weg.txt", "goed.txt"])
@settings(deadline=None)
def test_no_name_of_an_archive_becomes_a_path(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as around:
        folder = Path(around, "eigen")
        folder.mkdir()
        archive = Path(around, "namen.zip")
        try:
            packed(archive, dict.fromkeys(names, PAGE))
        except (UnicodeEncodeError, ValueError, IndexError):
            return  # no archive can hold this name
        task = Task(str(archive), "", False, False, "", 50, "", MEGABYTE, 100, 100, MEGABYTE, 0, 0, 0)
        with contextlib.suppress(UnreadableFile):
            unpack(archive, folder, task)
        assert sorted(os.listdir(around)) == ["eigen", "namen.zip"]  # noqa: PTH208
        assert all(re.fullmatch(r"\d{5}(?:\.sav|\.csv|\.parquet)?", path.name) for path in folder.iterdir())
        assert all(path.is_file() and not path.is_symlink() for path in folder.iterdir())


def test_a_file_without_a_name_is_read_as_any_other(tmp_path: Path) -> None:
    archive = packed(tmp_path / "naamloos.zip", {"Qweg.txt": PAGE})
    archive.write_bytes(archive.read_bytes().replace(b"Qweg.txt", b"\x00weg.txt"))
    outer, nameless = receive_files([archive])
    assert (outer.code, nameless.code, nameless.rows) == (0, 0, 2)


def test_a_link_in_an_archive_is_left_out_and_not_followed(tmp_path: Path) -> None:
    secret = page(tmp_path / "geheim.txt", PAGE.replace("museum", "GEHEIM"))
    archive = tmp_path / "link.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        writer.writestr(link, str(secret))
        writer.writestr("goed.txt", PAGE)
    outer, good = receive_files([archive])
    assert (outer.code, kinds(outer)) == (1, ["link-in-archive"])
    assert "GEHEIM" not in "".join(labels(good))


def test_an_archive_whose_header_lies_about_a_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    archive = packed(tmp_path / "liegt.zip", {"a.txt": "0" * 5_000, "goed.txt": PAGE})
    content = archive.read_bytes()
    archive.write_bytes(content.replace((5_000).to_bytes(4, "little"), (50).to_bytes(4, "little")))
    outer, good = receive_files([archive])
    assert kinds(outer) == ["damaged-file"]
    assert good.rows == 2


@given(st.binary(max_size=400), st.integers(0, 400), st.sampled_from(["zip", "xlsx"]))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_archive_spoilt_anywhere_gives_a_sentence(tmp_path: Path, noise: bytes, at: int, kind: str) -> None:
    path = tmp_path / f"stuk.{kind}"
    if kind == "zip":
        packed(path, {"a.txt": PAGE, "b.txt": PAGE})
    else:
        written.WRITERS["xlsx"](small_table(), path)
    content = path.read_bytes()
    path.write_bytes(content[:at] + noise + content[at + len(noise) :])
    for one in receive_files([path]):
        assert one.code in (0, 1, 2)
        assert {"loader-fault", "reader-broke-off"}.isdisjoint(kinds(one)), one.problems


# XML, html, macros ---------------------------------------------------------------------------------------------

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, (b"&l%d;" % (number - 1)) * 10 if number else b"lol" * 10) for number in range(10)
)
PARTS = {"xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml", "docx": "word/document.xml"}


class Counting(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    """An address on this machine that notes whether anybody came."""
    server = HTTPServer(("127.0.0.1", 0), Counting)
    Counting.asked.clear()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    assert Counting.asked == []


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("disguise", ["plain", "behind a long comment", "utf-16", "utf-7"])
def test_a_billion_laughs_in_an_office_file_is_refused(tmp_path: Path, kind: str, disguise: str) -> None:
    path = tmp_path / f"lach.{kind}"
    written.WRITERS[kind](small_table(), path)
    comment = b"<!--" + b"x" * 10_000 + b"-->" if disguise == "behind a long comment" else b""
    content = comment + b"<!DOCTYPE a [" + LAUGHS + b"]><a>&l9;</a>"
    if disguise == "utf-16":
        content = content.decode().encode("utf-16")
    elif disguise == "utf-7":
        content = b'<?xml version="1.0" encoding="UTF-7"?>' + content.replace(b"!", b"+ACE-")
    changed(path, {PARTS[kind]: content})
    assert_refused(receive_one(path), "xml-entities", "entities", "not resolved")


@pytest.mark.parametrize("kind", PARTS)
def test_an_outside_entity_of_an_office_file_is_not_fetched(tmp_path: Path, address: str, kind: str) -> None:
    path = tmp_path / f"buiten.{kind}"
    written.WRITERS[kind](small_table(), path)
    outside = f'<!DOCTYPE a SYSTEM "{address}/a.dtd" [<!ENTITY b SYSTEM "{address}/b">]><a>&b;</a>'
    changed(path, {PARTS[kind]: outside.encode()})
    assert_refused(receive_one(path), "xml-entities")


def test_entities_and_scripts_of_a_page_are_neither_resolved_nor_run(tmp_path: Path, address: str) -> None:
    path = tmp_path / "pagina.html"
    written.write_html(small_table(), path)
    spoilt = path.read_text().replace(
        "<!DOCTYPE html>",
        f'<!DOCTYPE html [{LAUGHS.decode()}<!ENTITY weg SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "{address}">]>',
    )
    harm = f"&l9; &weg; &web; <script src='{address}/x.js'>document.write('<td>999</td>')</script>"
    harm += f"<img src='{address}/p.png' onerror='alert(1)'><iframe src='{address}'></iframe>"
    path.write_text(spoilt.replace("6 Cultuur", f"6 Cultuur {harm}"))
    received = receive_one(path)
    assert kinds(received)[0] == "xml-entities"
    assert (received.code, received.rows) == (0, 2)
    told = str(received.to_json())
    assert all(word not in told for word in ("root:", "999", "2011", "alert", "lollol"))


def test_a_workbook_with_macros_is_read_without_them_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "macro.xlsm"
    written.WRITERS["xlsx"](small_table(), path)
    changed(path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"})
    received = receive_one(path)
    assert (received.code, kinds(received), received.rows) == (0, ["macros-not-run"], 2)
    assert "not run" in received.problems[0].message


def test_a_document_with_macros_is_refused_with_what_to_save_it_as(tmp_path: Path) -> None:
    path = tmp_path / "macro.docm"
    written.WRITERS["docx"](small_table(), path)
    changed(path, {"word/vbaProject.bin": b"x"})
    assert_refused(receive_one(path), "format-not-read", "macros", "save as .docx")


# Words that mean harm elsewhere --------------------------------------------------------------------------------

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1)) **vet**",
    "Robert'); DROP TABLE indicator;--",
    '=HYPERLINK("http://example.org";"75")',
    "@SUM(A1:A9) leden",
    "+cmd|' /C calc'!A0",
    "{{ 7 * 7 }} ${7*7}",
]


@pytest.mark.parametrize("label", HARMFUL)
def test_a_label_is_kept_letter_by_letter_and_harms_neither_page_nor_sheet(tmp_path: Path, label: str) -> None:
    path = tmp_path / "blad.xlsx"
    written.WRITERS["xlsx"](small_table(label), path)
    received = receive_one(path)
    assert labels(received)[0] == label
    shown = str(markup.element("td", labels(received)[0]))
    assert "<script" not in shown
    assert "<img" not in shown
    assert safe(labels(received)[0])[0] not in "=+-@\t\r"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@example("\x1b[2J\x1b]0;title\x07")
@example("\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe")
def test_a_report_never_steers_the_screen(text: str) -> None:
    shown = visible(text)
    assert "\x1b" not in shown
    assert shown == visible(shown)
    assert shown.isprintable() or not set(shown) & set(map(chr, [*range(32), *range(127, 160), 0x202E, 0x200B]))


def test_a_name_and_a_cell_that_steer_a_screen_are_shown_as_their_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page(tmp_path / "\x1b[2J\u202efdp.txt", PAGE.replace("82%", "820%\x0b\u202e"))
    main(["intake", str(tmp_path / "\x1b[2J\u202efdp.txt")])
    said = capsys.readouterr().out
    assert "<U+001B>[2J<U+202E>fdp.txt" in said
    assert not {"\x1b", "\u202e", "\x0b"} & set(said)


@pytest.mark.parametrize("kind", ["txt", "html", "xlsx", "ods", "docx"])
@pytest.mark.parametrize("letter", ["\u200b", "\u200d", "\u2060", "\u202e", "\u200f"])
def test_letters_not_seen_stay_are_named_and_match_nothing(tmp_path: Path, kind: str, letter: str) -> None:
    known, path = "Aantal bezoekers van het museum", tmp_path / f"blad.{kind}"
    label = known.replace("bezoekers", f"be{letter}zoekers")
    if kind == "txt":
        page(path, PAGE.replace(known, label))
    else:
        written.WRITERS[kind](small_table(label), path)
    extraction = extract_file(path)
    read = extraction.tables[0].rows[0].label
    assert read == label
    assert normalised(read) != normalised(known)
    (named,) = [problem for problem in extraction.problems if problem.kind == "unseen-letters"]
    assert f"be<U+{ord(letter):04X}>zoekers" in named.found
    assert not extraction.has_refusals


def test_a_figure_with_a_letter_of_no_width_is_read_and_named(tmp_path: Path) -> None:
    extraction = extract_file(page(tmp_path / "pagina.txt", PAGE.replace("3.150", "3.\u200b150")))
    cell = extraction.tables[0].rows[0].cells[2]
    assert (cell.raw, cell.value) == ("3.\u200b150", 3150)
    assert [problem.kind for problem in extraction.problems] == ["unseen-letters"]


def test_a_figure_that_is_turned_is_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    written.WRITERS["xlsx"](small_table(figure="\u202e57\u202c"), path)
    received = receive_one(path)
    assert received.extraction is not None
    cell = received.extraction.tables[0].rows[0].cells[0]
    assert (cell.raw, cell.value) == ("\u202e57\u202c", None)
    assert "unseen-letters" in kinds(received)


# Too much ------------------------------------------------------------------------------------------------------


def sparse(path: Path, size: int, start: bytes = b"") -> Path:
    with path.open("wb") as stream:
        stream.write(start)
        stream.truncate(size)
    return path


@pytest.mark.parametrize(
    ("name", "start"), [("a.txt", b""), ("a.zip", b"PK\x03\x04"), ("a.sav", b"$FL2"), ("a.csv", b"a")]
)
def test_2_gb_are_refused_by_size_before_they_are_read(tmp_path: Path, name: str, start: bytes) -> None:
    received = receive_one(sparse(tmp_path / name, 2 * 1024 * MEGABYTE, start))
    assert_refused(received, "file-too-large", "2,048 MB", "was not opened")
    assert received.sha256 is None


def test_100_000_tables_in_a_page_are_refused(tmp_path: Path) -> None:
    tables = "<table><tr><td>a<td>1<tr><td>b<td>2</table>" * 100_000
    received = receive_one(page(tmp_path / "veel.html", f"<html><body>{tables}</body></html>"))
    assert_refused(received, "too-many-tables", "100,000 tables", "at most 2,000")


def test_a_csv_with_a_million_columns_is_refused(tmp_path: Path) -> None:
    wide = ";".join(map(str, range(1_000_000)))
    assert_refused(receive_one(page(tmp_path / "breed.csv", f"{wide}\n{wide}\n")), "unreadable-microdata", "1,000,000")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_survey_file_cut_off_is_refused_and_nothing_of_it_is_told(tmp_path: Path, part: float) -> None:
    whole = SAV.read_bytes()
    path = tmp_path / "half.sav"
    path.write_bytes(whole[: int(len(whole) * part)])
    assert_refused(receive_one(path), "unreadable-microdata", "a whole .sav file")


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = page(tmp_path / "traag.txt", PAGE * 3_000)
    (by_clock,) = receive_files([path], limits=IntakeLimits(wall_seconds=0.5))
    assert_refused(by_clock, "too-slow", "0.5 seconds")


def test_computing_without_end_is_stopped_by_the_system(tmp_path: Path) -> None:
    path = page(tmp_path / "traag.txt", PAGE * 3_000)
    (by_system,) = receive_files([path], limits=IntakeLimits(cpu_seconds=1))
    assert by_system.code == 2
    assert kinds(by_system) in (["too-slow"], ["too-much-memory"])


def test_memory_is_held_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "groot.xlsx"
    written.WRITERS["xlsx"](small_table(), path)
    rows = "".join(f'<row><c t="inlineStr"><is><t>{number}</t></is></c></row>' for number in range(300_000))
    changed(path, {PARTS["xlsx"]: f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()})
    small = IntakeLimits(page_memory=160 * MEGABYTE)
    assert_refused(receive_files([path], limits=small)[0], "too-much-memory", "more than 160 MB")
    assert receive_files([page(tmp_path / "goed.txt")], limits=small)[0].rows == 2


# The process that reads ----------------------------------------------------------------------------------------


def in_the_process(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"from pathlib import Path\nfrom loaders.intake.child import forbid_all_but\n"
         f"forbid_all_but(Path.cwd())\n{code}"],
        cwd=folder, env={"PYTHONPATH": str(Path(__file__).parents[2])}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stderr.strip().splitlines()[-1] if done.returncode else "done"


@pytest.mark.parametrize(
    "code",
    [
        "Path('../weg.txt').write_text('x')",
        "Path(Path.cwd().anchor, 'doelbereik-weg.txt').write_text('x')",
        "Path('link').joinpath('weg.txt').write_text('x')",
        "import os; os.open('../weg.txt', os.O_CREAT | os.O_WRONLY)",
        "import os; os.rename('binnen.txt', '../weg.txt')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
    ],
)
def test_the_process_writes_nowhere_else_connects_to_nothing_and_starts_nothing(tmp_path: Path, code: str) -> None:
    folder = tmp_path / "eigen"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    (folder / "binnen.txt").write_text("x")
    assert in_the_process("Path('mag.txt').write_text('x')", folder) == "done"
    assert re.search("outside the private folder|while a file is read", in_the_process(code, folder))
    assert not (tmp_path / "weg.txt").exists()


def test_the_process_inherits_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.intake import isolation

    given_to: list[dict[str, str]] = []
    start = subprocess.Popen

    def noted(*arguments: object, **options: object) -> object:
        given_to.append(options["env"])
        return start(*arguments, **options)

    monkeypatch.setenv("API_TOKEN", "geheim")
    monkeypatch.setattr(isolation.subprocess, "Popen", noted)
    receive_one(page(tmp_path / "a.txt"))
    assert len(given_to) == 1
    assert "geheim" not in str(given_to)
    assert set(given_to[0]) <= {
        "LANG",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "ARROW_DEFAULT_MEMORY_POOL",
        "SYSTEMROOT",
    }


def test_a_reader_that_breaks_off_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.intake import isolation

    monkeypatch.setattr(isolation, "_START", [sys.executable, "-c", "import os; os.abort()"])
    assert_refused(receive_one(page(tmp_path / "a.txt")), "reader-broke-off", "no other file was touched")


def test_limits_a_system_does_not_have_are_said() -> None:
    lines = list(report.lines([Received("a.txt", not_limited=("memory", "computing time"))]))
    assert "cannot limit the computing time, memory" in lines[-1]


def test_a_system_without_limits_names_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.intake.limits import hold_to

    monkeypatch.setitem(sys.modules, "resource", None)
    assert hold_to(1, 1, 1) == ["memory", "computing time", "size of written files"]
