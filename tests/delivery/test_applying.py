"""What was read and decided stands in a copy of the data folder as text, and nothing else in it changed."""

import difflib
from datetime import date
from pathlib import Path

import pytest

from loaders.assessments import Assessment
from loaders.build import build
from loaders.catalogue import Correction, Definition, Indicator, Revision, read_catalogue
from loaders.cells import parse_cell
from loaders.commentary import Commentary, read_commentary
from loaders.delivery.applying import apply
from loaders.delivery.decisions import Decisions, FieldDecision, PageDecision, RowDecision
from loaders.extraction import Column, Estimate, Extraction, Role, Row, Table
from tests.build.small_data import SPORT_2018, WIJ_2018, replace_in, write
from tests.delivery.accounts_2019 import (
    DECIDED,
    DOCUMENT,
    FIELD,
    NEAR,
    NEAR_ROW,
    NEW,
    NEW_INDICATOR,
    NEW_ROW,
    PAGE,
    REDEFINED,
    UNWANTED,
    UNWANTED_ROW,
    asked,
    known,
    read,
)
from warehouse.store import Warehouse

SHIPPED = Path("data")
INDICATORS = "catalogue/indicators/sociale-basis.toml"
REVISION = Revision(
    indicator="wij-bekend", period=2018, document="rekening-2019", kind="redefinition", reason="Noot I zegt het."
)
COMMENT = Commentary(
    indicator="wij-contact", year=2018, cause="Drie teams verhuisden.", author="A. de Boer", written_on=date(2019, 5, 1)
)
ASSESSMENT = Assessment(
    indicator="initiatieven",
    year=2018,
    verdict="achieved",
    reason="Het waren er genoeg.",
    author="A. de Boer",
    written_on=date(2019, 5, 1),
)
NOT_LINKED = UNWANTED.model_copy(update={"label": "% bewoners dat WIJ aanbeveelt"})
"""Of the page of 2018, whose label nobody has linked."""

CORRECTION = Correction(
    id="wij-cijfer-2018",
    page="rekening-2018/4-1-6",
    table="Prestatie-indicatoren",
    row="% bewoners dat WIJ aanbeveelt",
    column="Behaald 2018",
    attribute="value",
    expect="7.3",
    corrected="7.2",
    reason="Drukfout, zegt de afdeling.",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data")


def applied(data: Path, decisions: Decisions, *texts: str, into: str = "into") -> Path:
    """Return the copy in which everything was applied without a problem."""
    folder = data.parent / into
    problems = apply(read(*texts), decisions, data, folder)
    assert [problem.sentence() for problem in problems] == []
    return folder


def texts(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.suffix in (".toml", ".csv")]
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode() for file in files}


def added(before: Path, after: Path) -> dict[str, list[str]]:
    """Return the lines each file has more; a line that went is a mistake."""
    old, new = texts(before), texts(after)
    assert old.keys() <= new.keys()
    more: dict[str, list[str]] = {}
    for name, text in new.items():
        lines = list(difflib.ndiff(old.get(name, "").splitlines(), text.splitlines()))
        assert [line for line in lines if line.startswith("- ")] == [], name
        if text != old.get(name):
            more[name] = [line[2:] for line in lines if line.startswith("+ ")]
    return more


# A year -------------------------------------------------------------------------------------------------------------


def test_a_year_is_added_as_lines_and_every_other_byte_stays(data: Path) -> None:
    more = added(data, applied(data, DECIDED, PAGE))
    assert set(more) == {
        "catalogue/documents.toml",
        "catalogue/policy_fields.toml",
        INDICATORS,
        "corrections.toml",
        "sources/rekening-2019/4-1-6.csv",
        "sources/rekening-2019/4-1-6.notes.csv",
        "sources/rekening-2019/4-1-6.toml",
    }
    assert more["catalogue/policy_fields.toml"] == [
        '    { document = "rekening-2019", code = "4.1.6", title = "Sociale basisvoorzieningen" },'
    ]
    assert more["catalogue/documents.toml"][:3] == ["", "[[document]]", 'id = "rekening-2019"']
    assert [line for line in more[INDICATORS] if line] == [
        "[[indicator.definition]]",
        "version = 3",
        'wording = "alleen volwassenen"',
        'from = "rekening-2019"',
        r'note = "Noot I: \"gewijzigd\""',
        f'aliases = ["{NEAR_ROW}"]',
        "[[indicator]]",
        'id = "wij-buurtcijfer"',
        'name = "Cijfer voor de buurt (WIJ)"',
        'kind = "score"',
        'unit = "cijfer 1-10"',
        'better = "higher"',
        r'aliases = ["Cijfer voor de \"buurt\""]',
    ]


def test_a_year_that_was_applied_is_built_and_asks_nothing_again(data: Path, tmp_path: Path) -> None:
    folder = applied(data, DECIDED, PAGE)
    assert build(folder, tmp_path / "warehouse").problems == ()
    found = Warehouse(tmp_path / "warehouse").select(
        "SELECT indicator_id, definition_id, value FROM result WHERE document_id = 'rekening-2019' AND period = 2019 "
        "ORDER BY indicator_id, part",
        {},
    )
    assert list(found.itertuples(index=False, name=None)) == [
        ("wij-bekend", "wij-bekend/v3", 66.0),
        ("wij-buurtcijfer", "wij-buurtcijfer/v1", 7.3),
        ("wij-contact", "wij-contact/v1", 31.0),
        ("wij-contact", "wij-contact/v1", 20.0),
    ]
    again = asked(folder, read(PAGE))
    assert again.open == 0
    assert again.documents[0].replaces


def test_the_next_year_asks_only_what_is_new(data: Path) -> None:
    folder = applied(data, DECIDED, PAGE)
    later = PAGE
    for year in (2019, 2018):
        later = later.replace(str(year), str(year + 1))
    later = later.replace(UNWANTED_ROW, "Aantal wijkfeesten")
    decided = Decisions(
        document=[DOCUMENT.model_copy(update={"id": "rekening-2020", "fiscal_year": 2020})],
        field=[FIELD.model_copy(update={"document": "rekening-2020"})],
    )
    found = asked(folder, read(later), decided)
    assert [row.label for row in found.rows if row.standing.is_open] == ["Aantal wijkfeesten"]
    assert found.definitions == ()


def test_what_is_there_already_is_not_written_twice(data: Path) -> None:
    decided = DECIDED.model_copy(
        update={"revision": [REVISION], "commentary": [COMMENT], "assessment": [ASSESSMENT], "correction": [CORRECTION]}
    )
    once = applied(data, decided, PAGE)
    assert added(once, applied(once, decided, PAGE, into="twice")) == {}


def test_an_open_question_keeps_everything_from_being_written(data: Path) -> None:
    decided = DECIDED.model_copy(update={"row": [NEAR, UNWANTED], "definition": []})
    problems = apply(read(PAGE), decided, data, data.parent / "into")
    assert [(problem.kind, problem.place) for problem in problems] == [
        ("question-open", f"row '{NEW_ROW}' of sociale-basis"),
        ("question-open", "indicator 'wij-bekend'"),
    ]
    assert not (data.parent / "into").exists()


def test_a_page_delivered_once_more_takes_its_own_place(data: Path) -> None:
    folder = applied(data, Decisions(row=[NOT_LINKED]), WIJ_2018.replace("64%*", "65%*"))
    before, after = (known(one)[1] for one in (data, folder))
    assert [page.page_id for page in before] == [page.page_id for page in after]
    changed = [(old.raw, new.raw) for old, new in zip(before[-1].figures, after[-1].figures, strict=True) if old != new]
    assert changed == [("64%*", "65%*")]


def test_what_was_said_of_figures_goes_with_them_from_a_page_delivered_once_more(data: Path) -> None:
    of_2015 = 'indicator = "bezoekers-ijsbaan"\nperiod = 2015\ndocument = "begroting-2018"\n'
    said = 'author = "A. de Boer"\nwritten_on = 2019-05-01\n'
    stays = f'[[commentary]]\nindicator = "bezoekers-ijsbaan"\nyear = 2015\ncause = "Dooi."\n{said}'
    goes = f'[[commentary]]\nindicator = "bezoekers-ijsbaan"\nyear = 2018\ncause = "Verbouwing."\n{said}'
    texts = {
        "catalogue/revisions.toml": f'# Why.\n\n[[revision]]\n{of_2015}kind = "revision"\nreason = "Nageteld."\n',
        "commentary.toml": f"# What is said.\n\n{goes}\n{stays}",
        "assessments.toml": goes.replace("commentary", "assessment")
        .replace("2018", "2016")
        .replace("cause", 'verdict = "achieved"\nreason'),
    }
    for name, text in texts.items():
        (data / name).write_text(text)
    folder = applied(data, Decisions(), SPORT_2018, into="as it was")
    assert {name: (folder / name).read_text() for name in texts} == texts
    folder = applied(data, Decisions(), SPORT_2018.replace("100.700", "120.000"), into="not revised")
    assert (folder / "catalogue/revisions.toml").read_text() == "# Why.\n"
    assert (folder / "commentary.toml").read_text() == texts["commentary.toml"]
    less = "".join(line for line in SPORT_2018.splitlines(keepends=True) if "Kardinge" not in line)
    folder = applied(data, Decisions(), less, into="less")
    assert (folder / "catalogue/revisions.toml").read_text() == "# Why.\n"
    assert (folder / "commentary.toml").read_text() == f"# What is said.\n\n{stays}"
    assert "[[assessment]]" not in (folder / "assessments.toml").read_text()
    assert build(folder, data.parent / "warehouse").is_good


def test_a_file_that_was_left_out_leaves_no_trace(data: Path) -> None:
    received = read(PAGE)
    out = Decisions(page=[PageDecision(file=next(iter(received)), left_out=True)])
    assert added(data, applied(data, out, PAGE)) == {}


def test_what_no_warehouse_depends_on_is_not_copied(data: Path) -> None:
    for name in ("briefings", "catalogue/briefings"):
        (data / name).mkdir()
        (data / name / "x.toml").write_text("")
    folder = applied(data, Decisions(row=[NOT_LINKED]), WIJ_2018)
    assert not (folder / "briefings").exists()
    assert (folder / "catalogue/briefings/x.toml").exists()


def test_mistakes_of_the_data_folder_are_told_before_anything_else(data: Path) -> None:
    replace_in(data / "catalogue" / "bases.toml", "[[base]]", "[[basis]]")
    problems = apply(read(PAGE), DECIDED, data, data.parent / "into")
    assert problems
    assert all(problem.kind == "catalogue-entry" for problem in problems)


# Rows that are left out ---------------------------------------------------------------------------------------------


def loaded(folder: Path) -> list[tuple[str, str]]:
    """Return indicator and cell of what the build loads of 2019."""
    assert build(folder, folder.parent / "warehouse").problems == ()
    found = Warehouse(folder.parent / "warehouse").select(
        "SELECT indicator_id, raw FROM observation WHERE document_id = 'rekening-2019' "
        "UNION SELECT indicator_id, raw FROM target WHERE document_id = 'rekening-2019'",
        {},
    )
    return list(found.itertuples(index=False, name=None))


def test_a_row_that_was_left_out_is_loaded_under_no_name(data: Path) -> None:
    figures = loaded(applied(data, DECIDED, PAGE))
    assert {indicator for indicator, _ in figures} == {"wij-bekend", "wij-contact", "wij-buurtcijfer"}
    assert {"12", "Afname", "9"}.isdisjoint(raw for _, raw in figures)


def test_of_two_rows_with_one_label_only_the_one_of_the_group_that_was_meant_is_left_out(data: Path) -> None:
    grouped = PAGE.replace(
        f"{UNWANTED_ROW} | 12 | Afname | 9",
        "Jongens | | |\nDeelname aan sport | 41 | 42 | 43\nMeisjes | | |\nDeelname aan sport | 51 | 52 | 53",
    )
    labels = [row.label for row in asked(data, read(grouped), DECIDED).rows if row.standing.is_open]
    assert labels == ["Jongens: Deelname aan sport", "Meisjes: Deelname aan sport"]
    girls = RowDecision(
        policy_field="sociale-basis",
        label=labels[1],
        choice="new",
        new=NEW_INDICATOR.model_copy(update={"id": "sport-meisjes", "name": "Meisjes die sporten"}),
    )
    boys = UNWANTED.model_copy(update={"label": labels[0]})
    folder = applied(data, DECIDED.model_copy(update={"row": [NEAR, NEW, boys, girls]}), grouped)
    raws = {raw for _, raw in loaded(folder)}
    assert {"51", "52", "53"} <= raws
    assert {"41", "42", "43"}.isdisjoint(raws)


def test_a_row_is_left_out_of_the_table_of_its_own_field_only(data: Path) -> None:
    sport = "\n5.1.1 Faciliteren verenigingen: accommodaties\n\nPrestatie-indicatoren | Behaald 2019\n--- | ---\n"
    page = f"{PAGE}{sport}{UNWANTED_ROW} | 77\n"
    field = FIELD.model_copy(
        update={"code": "5.1.1", "title": "Faciliteren verenigingen: accommodaties", "policy_field": "accommodaties"}
    )
    kept = NEW.model_copy(
        update={
            "policy_field": "accommodaties",
            "label": UNWANTED_ROW,
            "new": NEW_INDICATOR.model_copy(update={"id": "wachtlijst-sport", "name": UNWANTED_ROW}),
        }
    )
    placed = PageDecision(file=next(iter(read(page))), document="rekening-2019", page="welzijn-en-sport")
    decided = DECIDED.model_copy(update={"page": [placed], "field": [FIELD, field], "row": [NEAR, NEW, UNWANTED, kept]})
    figures = loaded(applied(data, decided, page))
    assert [raw for indicator, raw in figures if indicator == "wachtlijst-sport"] == ["77"]
    assert "12" not in {raw for _, raw in figures}


def test_a_row_of_pairs_is_left_out_of_columns_that_are_headed_alike(data: Path) -> None:
    columns = tuple(Column("Behaald", Role.ACHIEVED, year, "inferred") for year in (2018, 2019))
    cells = tuple(parse_cell(raw) for raw in ("30% (17%)", "31% (20%)"))
    table = Table("Indicatoren", FIELD.code, FIELD.title, columns, (Row(UNWANTED_ROW, cells=cells),))
    document = {"file": "x.html", "sha256": "e" * 64, "kind": "accounts", "fiscal_year": 2019}
    decided = Decisions(document=[DOCUMENT], field=[FIELD], row=[UNWANTED])
    problems = apply({"e" * 64: Extraction(document, (table,))}, decided, data, data.parent / "into")
    assert problems == []
    assert loaded(data.parent / "into") == []


def test_a_row_that_is_known_can_be_left_out_too(data: Path) -> None:
    out = UNWANTED.model_copy(update={"label": "% bewoners dat bekend is met de dienstverlening van WIJ-Groningen"})
    decided = DECIDED.model_copy(update={"row": [NEAR, NEW, UNWANTED, out], "definition": []})
    assert "wij-bekend" not in {indicator for indicator, _ in loaded(applied(data, decided, PAGE))}


def test_a_row_that_was_left_out_and_is_printed_no_more_needs_no_correction(data: Path) -> None:
    once = applied(data, DECIDED, PAGE)
    shorter = PAGE.replace(f"{UNWANTED_ROW} | 12 | Afname | 9\n", "")
    twice = applied(once, Decisions(), shorter, into="twice")
    assert len(known(once)[0].corrections) == 3
    assert known(twice)[0].corrections == {}


def test_a_page_that_prints_what_was_corrected_needs_no_correction(data: Path, tmp_path: Path) -> None:
    once = applied(data, Decisions(correction=[CORRECTION]))
    mended = WIJ_2018.replace("7,1 | - | 7,3", "7,1 | - | 7,2")
    label = NEW.model_copy(update={"label": NOT_LINKED.label})
    twice = applied(once, Decisions(row=[label]), mended, into="twice")
    assert known(twice)[0].corrections == {}
    assert build(twice, tmp_path / "warehouse").problems == ()


def test_a_page_that_prints_something_else_again_keeps_its_correction_for_a_person_to_look_at(
    data: Path, tmp_path: Path
) -> None:
    once = applied(data, Decisions(correction=[CORRECTION]))
    other = WIJ_2018.replace("7,1 | - | 7,3", "7,1 | - | 7,9")
    label = NEW.model_copy(update={"label": NOT_LINKED.label})
    twice = applied(once, Decisions(row=[label]), other, into="twice")
    assert [problem.kind for problem in build(twice, tmp_path / "warehouse").problems] == ["correction"]


def test_estimates_never_take_the_place_of_figures_typed_in_by_hand(data: Path) -> None:
    page = data / "sources" / "rekening-2018" / "4-1-6"
    page.with_suffix(".curated.csv").write_text(
        "indicator_id,period,kind,raw,place\nwij-contact,2016,achieved,27%,een bericht\n"
    )
    document = {"file": "wij.sav", "sha256": "d" * 64, "kind": "survey_report", "fiscal_year": 2018}
    estimate = Estimate("wij-contact", 2018, "v1", 30.0, 1.0, 400, 1.2)
    survey = {"d" * 64: Extraction(document, estimates=(estimate,))}
    placed = PageDecision(file="d" * 64, document="rekening-2018", page="4-1-6")
    problems = apply(survey, Decisions(page=[placed]), data, data.parent / "into")
    assert [(one.kind, one.place) for one in problems] == [("decision", "file 'wij.sav'")]
    apart = placed.model_copy(update={"page": "wij-onderzoek"})
    assert apply(survey, Decisions(page=[apart]), data, data.parent / "into") == []


# Decisions that cannot be carried out -------------------------------------------------------------------------------

A_LABEL = "% bewoners dat contact heeft gehad met WIJ-Groningen"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"document": [DOCUMENT.model_copy(update={"id": "rekening-2018"})]}, "rekening-2018"),
        ({"field": [FIELD.model_copy(update={"policy_field": "nergens"})]}, "nergens"),
        ({"field": [FIELD.model_copy(update={"document": "rekening-1999"})]}, "rekening-1999"),
        ({"field": [FIELD.model_copy(update={"code": "", "title": "*"})]}, "neither code nor title"),
        ({"field": [FIELD, FIELD.model_copy(update={"document": "rekening-2018", "policy_field": "accommodaties"})]},
         "accommodaties"),
        ({"field": [FIELD.model_copy(update={"new_title": "Anders", "new_programme": "P"})]}, "Anders"),
        ({"row": [NEAR.model_copy(update={"policy_field": "nergens"})]}, "nergens"),
        ({"row": [NEAR.model_copy(update={"indicator": "bestaat-niet"})]}, "bestaat-niet"),
        ({"row": [NEAR.model_copy(update={"indicator": None})]}, "none"),
        ({"row": [NEW.model_copy(update={"new": None})]}, "nothing"),
        ({"row": [NEW.model_copy(update={"new": NEW_INDICATOR.model_copy(update={"id": "wij-contact"})})]},
         "wij-contact"),
        ({"row": [NEAR.model_copy(update={"label": A_LABEL, "indicator": "wij-bekend"})]}, "wij-bekend"),
        ({"definition": [REDEFINED.model_copy(update={"indicator": "bestaat-niet"})]}, "bestaat-niet"),
        ({"definition": [REDEFINED.model_copy(update={"document": "rekening-1999"})]}, "rekening-1999"),
        ({"definition": [REDEFINED.model_copy(update={"new": None})]}, "nothing"),
        ({"definition": [REDEFINED.model_copy(update={"new": Definition(version=2, wording="x")})]}, "version 2"),
        ({"definition": [REDEFINED.model_copy(
            update={"new": Definition(version=3, wording="x", from_="begroting-2018")})]}, "begroting-2018"),
    ],
)  # fmt: skip
def test_a_decision_that_contradicts_or_lacks_something_is_refused(
    data: Path, change: dict[str, object], found: str
) -> None:
    problems = apply(read(PAGE), DECIDED.model_copy(update=change), data, data.parent / "into")
    assert found in [problem.found for problem in problems if problem.kind == "decision"]
    assert all(problem.place and problem.expected for problem in problems)
    assert not (data.parent / "into").exists()


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("catalogue/revisions.toml", {"revision": [REVISION.model_copy(update={"kind": "correction"})]}),
        ("corrections.toml", {"correction": [CORRECTION.model_copy(update={"corrected": "7.1"})]}),
    ],
)
def test_an_entry_that_stands_there_with_other_contents_is_not_replaced(
    data: Path, file: str, change: dict[str, object]
) -> None:
    decided = DECIDED.model_copy(update={"revision": [REVISION], "correction": [CORRECTION]})
    once = applied(data, decided, PAGE)
    problems = apply(read(PAGE), DECIDED.model_copy(update=change), once, data.parent / "twice")
    assert [problem.kind for problem in problems] == ["decision"]
    assert f"data/{file}" in problems[0].expected


def test_of_two_decisions_about_one_thing_the_last_counts(data: Path) -> None:
    first = NEW.model_copy(update={"new": NEW_INDICATOR.model_copy(update={"id": "eerst"})})
    early = REVISION.model_copy(update={"kind": "correction"})
    decided = DECIDED.model_copy(
        update={"row": [first, NEAR, UNWANTED, NEW], "revision": [early, REVISION], "commentary": [COMMENT, LATER]}
    )
    folder = applied(data, decided, PAGE)
    catalogue, _ = known(folder)
    assert "eerst" not in catalogue.indicators
    assert [one.kind for one in catalogue.revisions.values()] == ["redefinition"]
    assert read_commentary(folder, catalogue.indicators) == ([LATER], [])


def test_what_the_build_would_refuse_is_told(data: Path) -> None:
    base = NEW_INDICATOR.model_copy(update={"base": "bestaat-niet"})
    decided = DECIDED.model_copy(update={"row": [NEAR, UNWANTED, NEW.model_copy(update={"new": base})]})
    problems = apply(read(PAGE), decided, data, data.parent / "into")
    assert [(problem.kind, problem.found) for problem in problems] == [("catalogue-entry", "bestaat-niet")]


# Each kind of decision ----------------------------------------------------------------------------------------------

LATER = Commentary(
    indicator="wij-contact", year=2018, action="Adressen bekendmaken.", author="B. Kok", written_on=date(2019, 6, 2)
)


def test_a_commentary_takes_the_place_of_what_was_said_of_the_same_year_only(data: Path) -> None:
    other = COMMENT.model_copy(update={"year": 2017})
    once = applied(data, Decisions(commentary=[COMMENT, other]))
    text = "# Wat de gemeente zegt.\n\n" + (once / "commentary.toml").read_text()
    (once / "commentary.toml").write_text(text.replace("year = 2017", "year = 2017 # nog te bespreken"))
    twice = applied(once, Decisions(commentary=[LATER]), into="twice")
    assert (twice / "commentary.toml").read_text() == (
        "# Wat de gemeente zegt.\n\n"
        '[[commentary]]\nindicator = "wij-contact"\nyear = 2018\nauthor = "B. Kok"\nwritten_on = 2019-06-02\n'
        'action = "Adressen bekendmaken."\n\n'
        '[[commentary]]\nindicator = "wij-contact"\nyear = 2017 # nog te bespreken\nauthor = "A. de Boer"\n'
        'written_on = 2019-05-01\ncause = "Drie teams verhuisden."\n'
    )


def test_an_assessment_makes_its_file(data: Path) -> None:
    assert added(data, applied(data, Decisions(assessment=[ASSESSMENT]))) == {
        "assessments.toml": [
            "[[assessment]]",
            'indicator = "initiatieven"',
            "year = 2018",
            'author = "A. de Boer"',
            "written_on = 2019-05-01",
            'verdict = "achieved"',
            'reason = "Het waren er genoeg."',
        ]
    }


def test_what_is_said_of_an_indicator_that_nobody_knows_is_refused(data: Path) -> None:
    nobody = COMMENT.model_copy(update={"indicator": "bestaat-niet"})
    problems = apply({}, Decisions(commentary=[nobody]), data, data.parent / "into")
    assert [(problem.kind, problem.found) for problem in problems] == [("commentary-entry", "bestaat-niet")]


def test_a_correction_is_applied_by_the_build(data: Path, tmp_path: Path) -> None:
    folder = applied(data, Decisions(correction=[CORRECTION]))
    assert build(folder, tmp_path / "warehouse").problems == ()
    found = Warehouse(tmp_path / "warehouse").select("SELECT value FROM observation WHERE raw = '7,3'", {})
    assert list(found["value"]) == [7.2]


def test_a_policy_field_that_is_new_comes_with_a_file_of_its_own(data: Path) -> None:
    field = FieldDecision(
        document="rekening-2019",
        code="4.1.6",
        title="Sociale basisvoorzieningen",
        policy_field="de-buurt",
        new_title="De buurt",
        new_programme="Wonen",
    )
    page = PAGE[: PAGE.index("% bewoners")] + f"{NEW_ROW} | 7,1 | > 7 | 7,3\n"
    decided = Decisions(document=[DOCUMENT], field=[field], row=[NEW.model_copy(update={"policy_field": "de-buurt"})])
    folder = applied(data, decided, page)
    more = added(data, folder)
    assert more["catalogue/policy_fields.toml"] == [
        "",
        "[[policy_field]]",
        'id = "de-buurt"',
        'title = "De buurt"',
        'programme = "Wonen"',
        "codes = [",
        '    { document = "rekening-2019", code = "4.1.6", title = "Sociale basisvoorzieningen" },',
        "]",
    ]
    assert more["catalogue/indicators/de-buurt.toml"][0] == "[[indicator]]"
    assert asked(folder, read(page)).open == 0


def test_an_indicator_that_moved_is_printed_in_its_new_field_too(data: Path) -> None:
    page = PAGE.replace(UNWANTED_ROW, "Bezettingsgraad sporthallen").replace("12 | Afname | 9", "51% | Toename | 52%")
    moved = RowDecision(
        policy_field="sociale-basis",
        label="Bezettingsgraad sporthallen",
        choice="alias",
        indicator="bezettingsgraad-sporthallen",
    )
    folder = applied(data, DECIDED.model_copy(update={"row": [NEAR, NEW, moved]}), page)
    assert added(data, folder)["catalogue/indicators/accommodaties.toml"] == ['also_in = ["sociale-basis"]']
    assert ("bezettingsgraad-sporthallen", "52%") in loaded(folder)


def test_two_labels_may_be_one_new_indicator(data: Path) -> None:
    same = NEW.model_copy(update={"label": UNWANTED_ROW})
    folder = applied(data, DECIDED.model_copy(update={"row": [NEAR, NEW, same]}), PAGE)
    catalogue, _ = read_catalogue(folder)
    assert catalogue.indicators["wij-buurtcijfer"].aliases == [NEW_ROW, UNWANTED_ROW]


def test_a_second_definition_says_the_first_one_too(data: Path) -> None:
    second = REDEFINED.model_copy(
        update={"indicator": "wij-contact", "new": Definition(version=2, wording="nu ook bellen", group="nieuw")}
    )
    folder = applied(data, DECIDED.model_copy(update={"definition": [REDEFINED, second]}), PAGE)
    catalogue, _ = read_catalogue(folder)
    assert [(one.version, one.wording, one.from_) for one in catalogue.indicators["wij-contact"].definition] == [
        (1, A_LABEL, None),
        (2, "nu ook bellen", "rekening-2019"),
    ]


def test_everything_an_indicator_may_say_survives(data: Path) -> None:
    rich = Indicator.model_validate(
        {
            "id": "wij-alles",
            "name": "Alles",
            "kind": "count",
            "unit": "keer",
            "better": "lower",
            "statutory": True,
            "key_figure": True,
            "source_kind": "register",
            "base": "inwoners-18-plus",
            "aliases": ["Van alles"],
            "keywords": ["veel"],
            "also_in": ["accommodaties"],
            "definition": [
                {"version": 1, "wording": "Eerst", "only_for": [{"document": "rekening-2018", "period": 2017}]},
                {"version": 2, "wording": "Later", "from": "begroting-2017"},
            ],
            "measure": [{"part": 1, "name": "een"}, {"part": 2, "base": "heeft-gehoord"}],
        }
    )
    folder = applied(
        data, DECIDED.model_copy(update={"row": [NEAR, UNWANTED, NEW.model_copy(update={"new": rich})]}), PAGE
    )
    written = known(folder)[0].indicators["wij-alles"]
    assert written == rich.model_copy(update={"aliases": ["Van alles", NEW_ROW]})


# The shipped catalogue ----------------------------------------------------------------------------------------------


def test_a_year_beside_the_shipped_data_changes_no_line_of_it(tmp_path: Path) -> None:
    field = FIELD.model_copy(update={"policy_field": "sociale-basisvoorzieningen"})
    bewoners = "% bewoners (18 jaar e.o.) dat zegt (wel eens) gehoord te hebben van WIJ-Groningen"
    page = PAGE.replace("% bewoners dat bekend is met de dienstverlening van WIJ-Groningen", bewoners)
    page = page.replace(NEAR_ROW, "% bewoners dat WIJ nooit sprak")
    alias = NEAR.model_copy(update={"label": "% bewoners dat WIJ nooit sprak", "indicator": "wij-contact"})
    rows = [one.model_copy(update={"policy_field": "sociale-basisvoorzieningen"}) for one in (alias, NEW, UNWANTED)]
    definition = REDEFINED.model_copy(
        update={"indicator": "wij-gehoord", "new": Definition(version=2, wording="alleen volwassenen")}
    )
    document = DOCUMENT.model_copy(update={"territory": "gm0014-vanaf-2019"})
    decided = Decisions(document=[document], field=[field], row=rows, definition=[definition], commentary=[
        COMMENT.model_copy(update={"indicator": "wij-weet-waar-met-hulpvraag"})
    ])  # fmt: skip
    folder = tmp_path / "into"
    assert [one.sentence() for one in apply(read(page), decided, SHIPPED, folder)] == []
    for name, written in texts(folder).items():
        if (SHIPPED / name).exists():
            lines = list(difflib.unified_diff((SHIPPED / name).read_text().splitlines(), written.splitlines(), n=0))
            assert [line for line in lines[2:] if line.startswith("-")] == [], name
    assert build(folder, tmp_path / "warehouse").problems == ()
    assert asked(folder, read(page)).open == 0
