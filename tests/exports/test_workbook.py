"""A study as a workbook: every figure with what it rests on, read back from the file itself."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from exports.workbook import NOT_APPLICABLE, UNKNOWN, field_workbook, study_workbook
from indicators import formats
from indicators.judged import Assumptions, Change, Contradiction, ContradictionKind, Severity, StudyRecord
from indicators.language import speaking
from indicators.model import Claim, Qualifier
from loaders.formats.workbook import read_xlsx
from tests.exports.opened import MAIN, Cell, rows
from tests.exports.opened import xlsx as sheets
from tests.figures import identity, indicator, observed, planned
from tests.shipped import history, shipped_study


@pytest.fixture(scope="module")
def record() -> StudyRecord:
    return shipped_study()


def table(content: bytes, sheet: str) -> list[dict[str, Cell]]:
    return rows(sheets(content), sheet)


@pytest.fixture(scope="module")
def content(record: StudyRecord) -> bytes:
    return study_workbook(record)


def test_every_printed_figure_is_in_it_as_a_number_with_its_cell(record: StudyRecord, content: bytes) -> None:
    printed = [one for part in record.histories for one in part.observations if one.is_present]
    found = table(content, "Cijfers")
    assert len(found) == len(printed) > 20
    for row, one in zip(found, printed, strict=True):
        number = one.value if one.value is not None else one.low
        assert row["Cijfer"] == number
        assert row["Cel, letterlijk"] == one.raw
        assert (row["Jaar"], row["Document"], row["Plaats"]) == (
            one.period,
            one.document.title,
            formats.place(one.provenance.place),
        )
        assert row["Groep waarvan het een deel is"] == one.base.name
        assert row["Definitie"] == one.definition.wording


def test_places_are_said_in_dutch(content: bytes) -> None:
    assert "regel 39" in {row["Plaats"] for row in table(content, "Cijfers")}


def test_both_groups_of_a_cell_with_two_figures_are_there_with_their_notes(content: bytes) -> None:
    notes = {row["Noot"]: row["Teken in de bron"] for row in table(content, "Noten")}
    contact = [row for row in table(content, "Cijfers") if row["Vraag"] == "Contact gehad" and row["Jaar"] == 2018]
    assert [row["Cijfer"] for row in contact] == [30, 19]
    assert len({row["Groep waarvan het een deel is"] for row in contact}) == 2
    assert len({str(row["Cel, letterlijk"]) for row in contact}) == 1
    markers = {notes[marker] for row in contact for marker in re.findall(r"\[noot \d+\]", str(row["Noten"]))}
    assert {"II", "III"} <= markers


def test_every_marker_has_its_note(content: bytes) -> None:
    noted = [str(row["Noot"]) for row in table(content, "Noten")]
    assert noted == [f"[noot {number}]" for number in range(1, len(noted) + 1)]
    used = {
        marker
        for rows in sheets(content).values()
        for row in rows
        for cell in row
        if isinstance(cell, str)
        for marker in re.findall(r"\[noot \d+\]", cell)
    }
    assert used == set(noted)


def test_n_is_a_number_that_says_where_it_comes_from(content: bytes) -> None:
    rows = {(row["Vraag"], row["Jaar"], row["Soort"]): row for row in table(content, "Cijfers")}
    heard = rows["Gehoord van WIJ", 2018, "uitkomst"]
    assert (heard["n"], heard["Herkomst n"]) == (5000, "aangenomen")
    served = rows["Weet waar te zijn", 2018, "uitkomst"]
    assert served["Herkomst n"] == "afgeleid, ten hoogste"
    assert rows["Bekend met de dienstverlening", 2017, "eerder gepubliceerd"]["n"] == UNKNOWN
    assert all(row["Toelichting bij n"] for row in rows.values())


def test_a_change_has_a_row_per_design_effect_with_its_phrase(content: bytes) -> None:
    (change,) = [
        row.change for row in history("wij-gehoord").years if row.year == 2018 and isinstance(row.change, Change)
    ]
    found = [
        row for row in table(content, "Veranderingen") if row["Vraag"] == "Gehoord van WIJ" and row["Jaar"] == 2018
    ]
    assert [row["Ontwerpeffect"] for row in found] == [1, 1.5, 2]
    assert [row["Hoofdberekening"] for row in found] == ["nee", "ja", "nee"]
    assert {row["Uitkomst"] for row in found} == {"aantoonbaar gestegen"}
    assert {(row["Verschil"], row["Eenheid van het verschil"]) for row in found} == {(7, "procentpunt")}
    for row, scenario in zip(found, change.scenarios, strict=True):
        assert (row["Interval laag"], row["Interval hoog"]) == pytest.approx(scenario.interval)


def test_verdict_and_certainty_are_two_columns(content: bytes) -> None:
    rows = {(row["Vraag"], row["Jaar"]): row for row in table(content, "Oordelen") if row["Streefwaarde"] == "toename"}
    where = rows["Weet waar te zijn", 2018]
    assert where["Oordeel"] == "Niet behaald (binnen de marge)"
    assert where["Zekerheid"] == "binnen de marge"
    assert where["Streefwaarde, letterlijk"] == "Toename"
    assert rows["Gehoord van WIJ", 2018]["Zekerheid"] == "aantoonbaar"


def test_what_does_not_agree_is_there_with_its_evidence(record: StudyRecord) -> None:
    figure = observed(17, 2017, of=identity(unit="%"), raw="28%\n(17%)")
    said = Claim("c", "rekening-2018", "p", None, 2017, 2018, "Het steeg met 7%", "up", 7.0, "%", "alinea 2")
    one = Contradiction(
        "nested-x-2017",
        ContradictionKind.NESTED_BASES,
        Severity.CONTRADICTION,
        indicator(),
        2017,
        "Dit past niet bij elkaar.",
        None,
        (figure, planned("at_least", 40, of=identity(unit="%"), raw="> 40"), said),
    )
    (row,) = table(study_workbook(replace(record, contradictions=(one,))), "Tegenstrijdigheden")
    assert row["Wat niet klopt"] == "Dit past niet bij elkaar."
    assert row["Rekensom"] == NOT_APPLICABLE
    for piece in ("‘28% (17%)’", "‘> 40’", "Het steeg met 7%", "alinea 2", "Gemeenterekening 2018"):
        assert piece in str(row["Waarop het berust"])


def test_the_cover_names_every_sheet_and_what_was_assumed(record: StudyRecord, content: bytes) -> None:
    cover = sheets(content)["Omslag"]
    assert cover[0][0] == record.study.title
    told = {row[0]: row[1] for row in cover[1:] if len(row) == 2}
    assert {f"Blad {name}" for name in sheets(content)} - {"Blad Omslag"} == {
        key for key in told if str(key).startswith("Blad ")
    }
    assert told["Betrouwbaarheid"] == "95%"
    chosen = sheets(study_workbook(replace(record, assumptions=Assumptions(2000, 2.0, 0.9))))["Omslag"]
    told = {row[0]: str(row[1]) for row in chosen if len(row) == 2}
    assert "2.000 per meting" in told["Aantal antwoorden (n)"]
    assert told["Ontwerpeffect"].startswith("2, zo gekozen")
    assert told["Betrouwbaarheid"] == "90%"


def test_text_is_never_a_formula_or_a_number(record: StudyRecord) -> None:
    part = record.histories[0]
    evil = '=HYPERLINK("http://example.org";"75")'
    one = replace(part.observations[0], provenance=replace(part.observations[0].provenance, raw=evil))
    text = replace(one, value=None, text="75", qualifier=Qualifier.TEXT)
    faulty = replace(record, histories=(replace(part, observations=(one, text)), *record.histories[1:]))
    first, second, *_ = table(study_workbook(faulty), "Cijfers")
    assert first["Cel, letterlijk"] == evil
    assert second["Cijfer"] == "75"


def test_the_same_record_gives_the_same_bytes_with_title_and_author(record: StudyRecord, content: bytes) -> None:
    assert study_workbook(record) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        about = archive.read("docProps/core.xml").decode("utf-8")
    assert f"<dc:title>{record.study.title}</dc:title>" in about
    assert "<dc:creator>Doelbereik</dc:creator>" in about
    youngest = max(one.document.published_on for part in record.histories for one in part.observations)
    assert f">{youngest.isoformat()}T00:00:00Z</dcterms:created>" in about


def test_header_rows_stay_in_sight_and_each_sheet_is_one_table(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        tables = [name for name in archive.namelist() if name.startswith("xl/tables/")]
        assert len(tables) == len(names)
        for name in names:
            (pane,) = ElementTree.fromstring(archive.read(name)).iter(f"{MAIN}pane")
            assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "3")


def test_another_reader_sees_the_numbers_as_a_dutch_workbook_shows_them(record: StudyRecord, content: bytes) -> None:
    read = read_xlsx(content)
    assert read.problems == ()
    shown = {" ".join(cell.split()) for grid in read.grids for row in grid.rows for cell in row.cells}
    printed = {" ".join(one.raw.split()) for part in record.histories for one in part.observations if one.is_present}
    assert printed <= shown
    assert {"54", "68", "75", "5.000", "73,5", "76,4", "2018"} <= shown


def test_the_same_workbook_speaks_english(content: bytes) -> None:
    with speaking("en"):
        record = shipped_study()
        english = study_workbook(record)
    dutch, found = sheets(content), sheets(english)
    assert list(found) == [
        "Cover", "Notes", "Figures", "Targets", "Verdicts", "Changes", "Demonstrable", "Revisions", "Contradictions",
        "Definitions", "Surveys", "Sources",
    ]  # fmt: skip
    for (_, told), (_, said) in zip(dutch.items(), found.items(), strict=True):
        assert len(said) == len(told)
        assert said[1] != told[1]
        assert len(set(said[2])) == len(said[2])
        assert not set(said[2]) & set(told[2]) - {"Indicator", "Document", "n"}


def test_what_the_sources_say_stays_dutch_in_an_english_workbook(content: bytes) -> None:
    with speaking("en"):
        english = study_workbook(shipped_study())
    for dutch, row in zip(table(content, "Cijfers"), table(english, "Figures"), strict=True):
        for theirs, ours in (
            ("Vraag", "Question"),
            ("Cijfer", "Figure"),
            ("Cel, letterlijk", "Cell, verbatim"),
            ("Definitie", "Definition"),
            ("Groep waarvan het een deel is", "Group it is a share of"),
            ("Document", "Document"),
        ):
            assert row[ours] == dutch[theirs]


def test_an_english_cover_names_the_sheets_and_what_was_assumed(record: StudyRecord) -> None:
    with speaking("en"):
        chosen = sheets(study_workbook(replace(record, assumptions=Assumptions(2000, 2.0, 0.9))))
    told = {str(row[0]): str(row[1]) for row in chosen["Cover"] if len(row) == 2}
    assert {f"Sheet {name}" for name in chosen} - {"Sheet Cover"} == {key for key in told if key.startswith("Sheet ")}
    assert told["Number of responses (n)"].endswith(" per survey, as chosen.")
    assert told["Design effect"].startswith("2, as chosen; every change has also been calculated with 1, ")
    assert told["Confidence"] == "90%"
    assert told["[n/a]"] == "Not applicable."
    assert any("[note 1]" in str(cell) for row in chosen["Figures"] + chosen["Verdicts"] for cell in row)


def test_numbers_in_words_are_english_in_an_english_workbook(record: StudyRecord) -> None:
    with speaking("en"):
        chosen = sheets(study_workbook(replace(record, assumptions=Assumptions(2000, 1.5, 0.95))))["Cover"]
    told = {str(row[0]): str(row[1]) for row in chosen if len(row) == 2}
    assert "2,000 per survey" in told["Number of responses (n)"]
    assert told["Design effect"].startswith("1.5, as chosen")


@pytest.mark.parametrize("known", [None, "Gemeenterekening 2018"])
def test_the_cover_says_as_known_in_what_whether_chosen_or_not(record: StudyRecord, known: str | None) -> None:
    of_field = field_workbook(record.histories[:1], known=known)
    for content in (study_workbook(record, known=known), of_field):
        told = {row[0]: row[1] for row in sheets(content)["Omslag"] if len(row) == 2}
        assert told["Stand volgens"] == (known or "alles wat bekend is")
