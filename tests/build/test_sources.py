"""Stored readings: what is saved is what is read, and a mistake in a file is a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.cells import parse_cell
from loaders.extract import extract_text
from loaders.extraction import Column, Extraction, Role, Row, Table
from loaders.sources import differences, read_sources, save
from tests.build.small_data import WIJ_2018, add_page, replace_in

# What a page can hold: letters with accents, separators, quotes, line breaks, non-breaking spaces, signs.
PRINTED = st.text(alphabet="aZé1,;\"'%€±≥\n\t \u00a0|=+-()*", max_size=12)


def extraction_of(labels: list[str], raws: list[str]) -> Extraction:
    columns = (Column("Behaald\n 2018", Role.ACHIEVED, 2018, "printed"),)
    rows = tuple(
        Row(label, cells=(parse_cell(raw),), place=f"line {number}")
        for number, (label, raw) in enumerate(zip(labels, raws, strict=True))
    )
    table = Table("Prestatie-indicatoren", "4.1.6", "Sociale basis", columns, rows, {"*": "noot", "I": None}, ("*",))
    return Extraction({"file": "p.txt", "sha256": "a" * 64, "address": None}, (table,))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(printed=st.lists(st.tuples(PRINTED, PRINTED), max_size=4))
def test_every_cell_comes_back_verbatim(tmp_path: Path, printed: list[tuple[str, str]]) -> None:
    labels, raws = [label for label, _ in printed], [raw for _, raw in printed]
    save(extraction_of(labels, raws), tmp_path / "sources", "rekening-2018", "p")
    pages, problems = read_sources(tmp_path)
    assert problems == []
    figures = [figure for figure in pages[0].figures if figure.part < 2]
    assert [(figure.label, figure.raw) for figure in figures] == list(zip(labels, raws, strict=True))
    assert list(differences(pages[0])) == []


def test_a_saved_page_is_reviewable(tmp_path: Path) -> None:
    add_page(tmp_path, "rekening-2018", "4-1-6", WIJ_2018)
    content = (tmp_path / "sources" / "rekening-2018" / "4-1-6.csv").read_bytes()
    assert b"\r" not in content
    lines = content.decode().splitlines()
    assert lines[0].startswith("table,table_title,field_code,field_title,row,group,parent,label,")
    assert len(lines) == 1 + 3 * 3 + 2
    add_page(tmp_path, "rekening-2018", "4-1-6", WIJ_2018)
    assert (tmp_path / "sources" / "rekening-2018" / "4-1-6.csv").read_bytes() == content


def test_both_figures_of_a_cell_keep_the_cell_and_their_own_markers(tmp_path: Path) -> None:
    add_page(tmp_path, "rekening-2018", "4-1-6", WIJ_2018)
    figures = [f for f in read_sources(tmp_path)[0][0].figures if f.raw == "28% (II) (17% (III))"]
    assert [(f.part, f.value, f.markers) for f in figures] == [(1, 28.0, ("II",)), (2, 17.0, ("III",))]


def test_notes_say_what_is_odd_about_them(tmp_path: Path) -> None:
    save(extraction_of(["a"], ["1"]), tmp_path / "sources", "rekening-2018", "p")
    notes = read_sources(tmp_path)[0][0].notes
    assert [(note.marker, note.text, note.flag) for note in notes] == [
        ("*", "noot", "not_referred_to"), ("I", None, "note_missing"),
    ]  # fmt: skip


def test_refusals_are_stored_and_go_when_they_are_gone(tmp_path: Path) -> None:
    broken = WIJ_2018.replace("| 7,1 | - | 7,3", "| 7,1 | 7,3")
    add_page(tmp_path, "rekening-2018", "4-1-6", broken)
    refusals = read_sources(tmp_path)[0][0].refusals
    assert [r.as_problem().kind for r in refusals if r.severity == "refused"] == ["row-not-alignable"]
    whole = extract_text(WIJ_2018, document_id="rekening-2018")
    save(replace(whole, problems=()), tmp_path / "sources", "rekening-2018", "4-1-6")
    assert not (tmp_path / "sources" / "rekening-2018" / "4-1-6.refused.csv").exists()


def test_what_a_person_wrote_about_a_page_stays(tmp_path: Path) -> None:
    save(extraction_of(["a"], ["1"]), tmp_path / "sources", "rekening-2018", "p")
    sheet = tmp_path / "sources" / "rekening-2018" / "p.toml"
    replace_in(sheet, 'abridged = "nothing"', 'abridged = "notes" # by hand')
    other = replace(extraction_of(["a"], ["2"]), document={"file": "p.txt", "sha256": "b" * 64, "address": None})
    save(other, tmp_path / "sources", "rekening-2018", "p")
    assert 'abridged = "notes" # by hand' in sheet.read_text()
    assert f'sha256 = "{"b" * 64}"' in sheet.read_text()


@pytest.mark.parametrize(
    ("suffix", "old", "new", "place", "found"),
    [
        (".csv", "header,", "heading,", "4-1-6.csv, header", "heading"),
        (".csv", ",part,", ",part,part2,", "4-1-6.csv, header", "part2"),
        (".csv", "60%,0,percent,60", "60%,0,percent,zestig", "4-1-6.csv, row 1, column 'value'", "zestig"),
        (".csv", "60%,0,percent,60", "60%,0,percentage,60", "4-1-6.csv, row 1, column 'kind'", "percentage"),
        (".csv", "60%,0,percent,60", "60%,0,percent,60,60", "4-1-6.csv, row 1", "another number of fields"),
        (".notes.csv", ",note_missing", ",lost", "4-1-6.notes.csv, row 2, column 'flag'", "lost"),
        (".toml", "abridged", "abridgd", "4-1-6.toml, key 'abridged'", "nothing"),
        (".toml", 'abridged = "nothing"', 'abridged = "no"', "4-1-6.toml, key 'abridged'", "no"),
        (".toml", "sha256", "# sha256", "4-1-6.toml, key 'sha256'", "nothing"),
        (".toml", "title = ", "title ", "4-1-6.toml", None),
    ],
)
def test_a_mistake_in_a_stored_file_is_named(
    tmp_path: Path, suffix: str, old: str, new: str, place: str, found: str | None
) -> None:
    add_page(tmp_path, "rekening-2018", "4-1-6", WIJ_2018)
    replace_in(tmp_path / "sources" / "rekening-2018" / f"4-1-6{suffix}", old, new, 1)
    problems = read_sources(tmp_path)[1]
    assert f"data/sources/rekening-2018/{place}" in [problem.place for problem in problems]
    assert found is None or found in [problem.found for problem in problems]


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for page in ("a", "b"):
        add_page(tmp_path, "rekening-2018", page, WIJ_2018)
        replace_in(tmp_path / "sources" / "rekening-2018" / f"{page}.csv", "60%,0,percent,60", "60%,9x,percent,y")
        (tmp_path / "sources" / "rekening-2018" / f"{page}.notes.csv").write_bytes(b"\xff\xfe")
    assert len(read_sources(tmp_path)[1]) == 6
