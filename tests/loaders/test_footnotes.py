"""Footnotes: found below the table, matched by marker within that table, kept when one side is missing."""

import pytest

from loaders.extract import extract_text
from loaders.notes import is_note_line, label_markers, read_notes

HEADER = ["Indicator", "Behaald 2017", "Beoogd 2018"]


def table(*cells: str):
    return extract_text("\n\n".join([*HEADER, *cells]), "begroting-2018.txt").tables[0]


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("* nieuwe telling", "*"),
        ("*) nieuwe telling", "*"),
        ("(*) gemeten in 2016", "*"),
        ("** pas vanaf 2018", "**"),
        ("II    Op het aandeel dat ervan hoorde;", "II"),
        ("IV   Er hoort geen norm bij", "IV"),
        ("1. eigen onderzoek", "1"),
        ("2) tweejaarlijkse enquête", "2"),
        ("(3) schaal 1-5", "3"),
        ("¹ cijfer over 2016", "1"),
    ],
)
def test_a_note_opens_with_its_marker(line, marker):
    assert list(read_notes([line], [marker]).texts) == [marker]


@pytest.mark.parametrize("text", ["*75%", "- (IV)", "V", "4*", "In 2018 was het beter", "I love Groningen niet altijd"])
def test_a_cell_or_sentence_is_no_note(text):
    assert not is_note_line(text)


def test_a_numbered_list_of_plans_is_no_note_when_nothing_refers_to_it():
    assert read_notes(["1. we bouwen huizen", "2. we planten bomen"], ["*"]).texts == {}


def test_notes_end_at_the_first_line_of_prose():
    lines = ["* nieuwe telling", "Bron: CBS", "Wat wilden we bereiken?", "** sterren in de tekst"]
    notes = read_notes(lines, ["*", "**"])
    assert (notes.texts, notes.remarks) == ({"*": "nieuwe telling"}, ["Bron: CBS"])


@pytest.mark.parametrize(
    ("label", "markers"),
    [
        ("% dat sport *", ("*",)),
        ("% dat bekend is (II)", ("II",)),
        ("Aantal cliënten met** hogere zelfredzaamheid", ("**",)),
        ("Waardering bestuur (2)", ("2",)),
        ("Groei volgens matrix³", ("3",)),
        ("% bewoners (18 jaar e.o.) dat (wel eens) sport", ()),
        ("Verwijzingen Halt (per 10.000 jongeren)", ()),
    ],
)
def test_markers_stand_in_and_behind_a_label(label, markers):
    assert label_markers(label) == markers


def test_a_digit_glued_to_a_word_is_a_marker_only_beside_such_a_note():
    assert label_markers("Tevredenheid over zorg.1", ["1"]) == ("1",)
    assert label_markers("Groene stroom per m2") == ()


def test_a_note_goes_to_the_label_or_cell_that_bears_its_marker():
    read = table("Banen *", "12", "13**", "* zonder zzp", "** raming")
    assert read.notes == {"*": "zonder zzp", "**": "raming"}
    assert (read.rows[0].markers, read.rows[0].cells[1].markers) == (("*",), ("**",))


def test_a_marker_in_the_header_takes_its_note():
    read = extract_text(
        "Indicator *\n\nBehaald 2017\n\nBeoogd 2018\n\nBanen\n\n1\n\n2\n\n* nieuwe meting", "begroting-2018.txt"
    )
    assert read.tables[0].columns[0].markers == ("*",)
    assert read.tables[0].notes == {"*": "nieuwe meting"}


def test_a_note_between_two_cells_does_not_break_the_row():
    read = table("Cursisten", "12", "* vanaf 2018 nieuwe telling", "13", "Scholen*", "1", "2")
    assert [[cell.raw for cell in row.cells] for row in read.rows] == [["12", "13"], ["1", "2"]]
    assert read.notes == {"*": "vanaf 2018 nieuwe telling"}


def test_a_marker_without_a_note_and_a_note_without_a_marker_are_both_kept():
    read = extract_text("\n\n".join([*HEADER, "Banen *", "12", "13", "** raming"]), "begroting-2018.txt")
    assert read.tables[0].notes == {"*": None, "**": "raming"}
    assert read.tables[0].unused_notes == ("**",)
    assert [problem.kind for problem in read.problems] == ["note-missing", "note-unused"]


def test_the_same_marker_means_something_else_in_the_next_table():
    first = "\n\n".join([*HEADER, "Banen *", "1", "2", "* zonder zzp"])
    second = "\n\n".join([*HEADER, "Scholen *", "3", "4", "* alleen basisscholen"])
    tables = extract_text(f"{first}\n\n{second}", "begroting-2018.txt").tables
    assert [read.notes for read in tables] == [{"*": "zonder zzp"}, {"*": "alleen basisscholen"}]


def test_a_note_that_says_there_is_no_norm_gives_the_dash_its_reason():
    read = table("Contact", "28%", "- (IV)", "IV   Er hoort geen norm bij (kengetal);")
    assert read.rows[0].cells[1].reason == "no_norm"
