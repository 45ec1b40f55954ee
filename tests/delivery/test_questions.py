"""What is asked about a delivery: what the catalogue knows is not, what comes near is to be confirmed."""

from pathlib import Path

import pytest

from loaders.build import build
from loaders.catalogue import Definition
from loaders.delivery.decisions import Decisions, DefinitionDecision, FieldDecision, PageDecision, RowDecision
from loaders.delivery.hints import hint_of
from loaders.delivery.questions import DocumentQuestion, FieldQuestion, RowQuestion, Standing
from loaders.extract import extract_file
from loaders.linking import FieldCodes
from tests.build.small_data import SPORT_2018, WIJ_2018, replace_in, write
from tests.delivery.accounts_2019 import (
    DECIDED,
    DOCUMENT,
    FIELD,
    KNOWN_ROW,
    NEAR_ROW,
    NEW_ROW,
    PAGE,
    REDEFINED,
    UNWANTED_ROW,
    asked,
    known,
    read,
)
from warehouse.store import Warehouse

SHIPPED = Path("data")
CORPUS = Path("tests/corpus/pages")
WIJ_ROW = "% bewoners dat WIJ aanbeveelt"
OF_2018 = WIJ_2018.replace("jaarverslag-2018.nl/p1/4-1-6", "jaarverslag-2018.nl/p7/4-1-7")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("asked") / "data")


def document(data: Path, text: str, decisions: Decisions | None = None) -> DocumentQuestion:
    return asked(data, read(text), decisions).documents[0]


def with_field(*fields: FieldDecision) -> Decisions:
    return Decisions(document=[DOCUMENT], field=list(fields))


# Which page of which document ---------------------------------------------------------------------------------------


def test_a_page_of_a_known_document_is_named_by_the_code_of_its_field(data: Path) -> None:
    page = OF_2018.replace("4.1.6 Sociale", "4.1.7 Sociale")
    found = document(data, page)
    assert (found.standing, found.document, found.page, found.replaces) == (
        Standing.KNOWN, "rekening-2018", "4-1-7", False,
    )  # fmt: skip


def test_a_page_of_a_year_without_document_asks_for_the_document_and_nothing_else(data: Path) -> None:
    found = asked(data, read(PAGE))
    (one,) = found.documents
    assert (one.standing, one.kind, one.fiscal_year) == (Standing.NEW, "accounts", 2019)
    assert (one.document, one.page) == ("rekening-2019", "4-1-6")
    assert one.known_documents[0] == ("rekening-2018", "Rekening 2018")
    assert (found.fields, found.rows, found.open) == ((), (), 1)


def test_a_page_that_is_delivered_once_more_takes_its_own_place(data: Path) -> None:
    found = document(data, WIJ_2018.replace("64%*", "65%"))
    assert (found.standing, found.document, found.page, found.replaces) == (
        Standing.KNOWN, "rekening-2018", "4-1-6", True,
    )  # fmt: skip


def test_a_page_is_known_again_by_its_address_when_its_tables_changed(data: Path) -> None:
    table = "\n4.1.7 Ouderen\n\nPrestatie-indicatoren | Behaald 2018\n--- | ---\nAantal ouderen | 12\n"
    received = read(WIJ_2018 + table)
    assert {one.field_code for one in next(iter(received.values())).tables} == {"4.1.6", "4.1.7"}
    (found,) = asked(data, received).documents
    assert (found.standing, found.page, found.replaces) == (Standing.KNOWN, "4-1-6", True)


def test_a_page_without_address_is_known_again_by_its_policy_field(data: Path) -> None:
    text = WIJ_2018.replace("https://groningen.jaarverslag-2018.nl/p1/4-1-6", "Jaarverslag 2018")
    found = document(data, text)
    assert (found.standing, found.page, found.replaces) == (Standing.KNOWN, "4-1-6", True)


def test_the_same_bytes_are_the_page_they_were(data: Path, tmp_path: Path) -> None:
    moved = write(tmp_path / "data")
    for file in (moved / "sources" / "rekening-2018").glob("4-1-6*"):
        file.rename(moved / "sources" / "begroting-2018" / file.name.replace("4-1-6", "wij-teams"))
    found = document(moved, WIJ_2018)
    assert (found.standing, found.document, found.page, found.replaces) == (
        Standing.KNOWN, "begroting-2018", "wij-teams", True,
    )  # fmt: skip


def test_another_field_with_the_same_code_never_takes_the_place_of_a_page(data: Path) -> None:
    found = document(data, OF_2018.replace("4.1.6 Sociale basisvoorzieningen", "4.1.6 Fiets"))
    assert (found.standing, found.page, found.replaces) == (Standing.SUGGESTED, "4-1-6-fiets", False)


def test_two_files_of_one_delivery_are_never_the_same_page(data: Path) -> None:
    found = asked(data, read(PAGE, f"{PAGE}\n\n"), Decisions(document=[DOCUMENT])).documents
    assert [one.standing for one in found] == [Standing.KNOWN, Standing.SUGGESTED]
    assert len({one.page for one in found}) == 2


def test_a_name_that_was_given_away_has_to_be_decided_anew(data: Path) -> None:
    received = read(PAGE, f"{PAGE}\n\n")
    same = [PageDecision(file=sha256, document="rekening-2019", page="wij") for sha256 in received]
    found = asked(data, received, Decisions(document=[DOCUMENT], page=same)).documents
    assert [one.standing.is_open for one in found] == [False, True]


def test_what_a_person_said_comes_before_what_is_suggested(data: Path) -> None:
    received = read(PAGE, f"{PAGE}\n\n")
    second = list(received)[1]
    decided = Decisions(document=[DOCUMENT], page=[PageDecision(file=second, document="rekening-2019", page="4-1-6")])
    found = asked(data, received, decided).documents
    assert [(one.standing, one.page) for one in found] == [
        (Standing.SUGGESTED, "4-1-6-sociale-basisvoorzieningen"),
        (Standing.DECIDED, "4-1-6"),
    ]


@pytest.mark.parametrize("page", ["ettenleur-jr2018-leven.txt", "ehv-bg2019-arbeid.txt", "dordrecht-bg2018-zorg.txt"])
def test_a_page_of_another_municipality_is_never_taken_for_ours(page: str) -> None:
    extraction = extract_file(CORPUS / page)
    (found,) = asked(SHIPPED, {extraction.document["sha256"]: extraction}).documents
    assert found.standing is Standing.SUGGESTED


def test_a_page_of_another_municipality_is_not_taken_for_a_document_without_address(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    replace_in(
        folder / "catalogue" / "documents.toml",
        "published_on = 2017-11-15",
        'published_on = 2017-11-15\naddress = "https://groningen.begroting-2018.nl/"',
    )
    decided = Decisions(document=[DOCUMENT])
    assert document(folder, PAGE, decided).standing is Standing.KNOWN
    assert document(folder, PAGE.replace("groningen.", "haarlem."), decided).standing is Standing.SUGGESTED


def test_a_file_without_a_table_is_not_loaded_unasked(data: Path) -> None:
    text = "https://groningen.jaarverslag-2018.nl/p9/voorwoord\nVoorwoord\n\nHet was een mooi jaar.\n"
    assert document(data, text).standing is Standing.SUGGESTED


def test_of_a_file_that_was_left_out_nothing_is_asked(data: Path) -> None:
    received = read(PAGE)
    out = PageDecision(file=next(iter(received)), left_out=True)
    found = asked(data, received, Decisions(document=[DOCUMENT], page=[out]))
    assert (found.documents[0].left_out, found.documents[0].standing) == (True, Standing.DECIDED)
    assert (found.fields, found.rows, found.open) == ((), (), 0)


def test_what_was_typed_in_by_hand_gives_way_to_the_page_itself() -> None:
    typed_in = "begroting-2018/4-1-2"
    _, pages = known(SHIPPED)
    (page,) = (page for page in pages if page.page_id == typed_in)
    assert not page.figures
    text = (
        "https://groningen.begroting-2018.nl/p1/elders\n4 Welzijn\n\n4.1.2 Bevorderen van samenredzaamheid\n\n"
        "Prestatie-indicatoren | Behaald 2016 | Beoogd 2018\n--- | --- | ---\nAantal dagen | 3 | 4\n"
    )
    found = document(SHIPPED, text)
    assert (found.standing, found.page, found.replaces) == (Standing.KNOWN, "4-1-2", True)


def test_every_page_of_the_shipped_year_is_known_again() -> None:
    pages = sorted(CORPUS.glob("gron-jv2018-*.txt"))
    assert len(pages) > 5
    extractions = [extract_file(page) for page in pages]
    found = asked(SHIPPED, {one.document["sha256"]: one for one in extractions})
    assert found.open == 0
    assert all(one.replaces for one in found.documents)


# Policy fields ------------------------------------------------------------------------------------------------------


def only_field(data: Path, text: str, *decided: FieldDecision) -> FieldQuestion:
    (found,) = asked(data, read(text), with_field(*decided)).fields
    return found


@pytest.mark.parametrize(
    ("printed", "standing", "policy_field"),
    [
        ("4.1.6 Sociale basisvoorzieningen", Standing.SUGGESTED, "sociale-basis"),
        ("4.1.9 Sociale. basisvoorzieningen", Standing.SUGGESTED, "sociale-basis"),
        ("4.1.6 Sociale basisvoorziening", Standing.SUGGESTED, "sociale-basis"),
        ("4.1.6 Fietsparkeren", Standing.NEW, None),
        ("8.8.8 Dienstverlening", Standing.NEW, None),
    ],
)
def test_a_field_is_suggested_by_its_title_or_by_its_code_with_a_title_that_comes_near(
    data: Path, printed: str, standing: Standing, policy_field: str | None
) -> None:
    found = only_field(data, PAGE.replace("4.1.6 Sociale basisvoorzieningen", printed))
    assert (found.standing, found.policy_field) == (standing, policy_field)


def test_a_new_field_comes_with_the_titles_that_come_nearest(data: Path) -> None:
    found = only_field(data, PAGE.replace("4.1.6 Sociale basisvoorzieningen", "8.1 Verenigingen en accommodaties"))
    assert found.standing is Standing.NEW
    assert found.suggestions[0] == ("accommodaties", "Faciliteren verenigingen: accommodaties")


def test_a_field_that_the_catalogue_lists_is_not_asked(data: Path) -> None:
    (found,) = asked(data, read(WIJ_2018)).fields
    assert (found.standing, found.policy_field) == (Standing.KNOWN, "sociale-basis")


def test_a_field_that_was_decided_shows_its_answer(data: Path) -> None:
    found = only_field(data, PAGE, FIELD)
    assert (found.standing, found.policy_field) == (Standing.DECIDED, "sociale-basis")


def test_a_decision_that_cannot_be_carried_out_answers_nothing(data: Path) -> None:
    nowhere = FIELD.model_copy(update={"policy_field": "nergens"})
    assert only_field(data, PAGE, nowhere).standing is Standing.SUGGESTED


def test_the_rows_of_a_field_that_is_new_are_new_too(data: Path) -> None:
    of_new = {"policy_field": "buurt", "new_title": "De buurt", "new_programme": "Wonen"}
    found = asked(data, read(PAGE), with_field(FIELD.model_copy(update=of_new)))
    assert found.fields[0].policy_field == "buurt"
    assert {row.label: row.standing for row in found.rows}[NEW_ROW] is Standing.NEW


# Rows ---------------------------------------------------------------------------------------------------------------


def rows_of(data: Path, text: str = PAGE, *decided: RowDecision) -> dict[str, RowQuestion]:
    found = asked(data, read(text), with_field(FIELD).model_copy(update={"row": list(decided)}))
    return {row.label.removesuffix(" (I)"): row for row in found.rows}


def test_a_label_is_known_near_or_new(data: Path) -> None:
    found = rows_of(data)
    assert {label: (row.standing, row.indicator) for label, row in found.items()} == {
        KNOWN_ROW: (Standing.KNOWN, "wij-bekend"),
        NEAR_ROW: (Standing.SUGGESTED, "wij-contact"),
        NEW_ROW: (Standing.NEW, None),
        UNWANTED_ROW: (Standing.NEW, None),
    }


def test_a_further_label_of_the_catalogue_is_not_asked(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    file = folder / "catalogue" / "indicators" / "sociale-basis.toml"
    replace_in(file, 'kind = "text"', f'kind = "text"\naliases = ["{NEAR_ROW} *"]')
    assert (rows_of(folder)[NEAR_ROW].standing, rows_of(folder)[NEAR_ROW].indicator) == (
        Standing.ALIAS, "initiatieven",
    )  # fmt: skip


def test_a_row_is_told_by_its_cells_its_unit_and_which_way_is_better(data: Path) -> None:
    found = rows_of(data)
    assert found[NEW_ROW].printed == ("Behaald 2018: 7,1", "Beoogd 2019: > 7", "Behaald 2019: 7,3")
    assert found[NEAR_ROW].printed == ("Behaald 2018: 30% (17%)", "Beoogd 2019: -", "Behaald 2019: 31% (20%)")
    assert {label: (row.unit, row.better) for label, row in found.items()} == {
        KNOWN_ROW: ("%", "higher"),
        NEAR_ROW: ("%", None),
        NEW_ROW: (None, "higher"),
        UNWANTED_ROW: (None, "lower"),
    }


@pytest.mark.parametrize(
    ("target", "better"),
    [
        ("Toename", "higher"),
        ("Hoger dan landelijk gemiddelde", "higher"),
        ("≥ 7", "higher"),
        ("minimaal landelijk gemiddelde", "higher"),
        ("Afname", "lower"),
        ("< 20", "lower"),
        ("maximaal 12", "lower"),
        ("Top 5", "lower"),
        ("Stabiel", None),
        ("12", None),
        ("landelijk gemiddelde", None),
        ("-", None),
    ],
)
def test_the_words_of_a_target_tell_which_way_is_better(data: Path, target: str, better: str | None) -> None:
    assert rows_of(data, PAGE.replace("Afname", target))[UNWANTED_ROW].better == better


def test_a_result_does_not_tell_which_way_is_better(data: Path) -> None:
    printed = PAGE.replace("12 | Afname | 9", "> 12 | Afname | > 9")
    assert rows_of(data, printed)[UNWANTED_ROW].better == "lower"


def test_an_indicator_that_moved_to_this_field_is_the_first_suggestion(data: Path) -> None:
    found = rows_of(data, PAGE.replace(UNWANTED_ROW, "Bezettingsgraad sporthallen"))
    assert found["Bezettingsgraad sporthallen"].standing is Standing.SUGGESTED
    assert found["Bezettingsgraad sporthallen"].indicator == "bezettingsgraad-sporthallen"


def test_a_label_on_two_pages_is_asked_once(data: Path) -> None:
    received = read(PAGE, WIJ_2018.replace("% bewoners dat WIJ aanbeveelt", NEW_ROW))
    found = [row for row in asked(data, received, with_field(FIELD)).rows if row.label == NEW_ROW]
    assert [len(row.printed) for row in found] == [6]


def test_the_rows_of_one_field_are_asked_together(data: Path) -> None:
    sport = SPORT_2018.replace("Bezettingsgraad", "Bezetting")
    found = asked(data, read(WIJ_2018, sport, PAGE), with_field(FIELD)).rows
    fields = [row.policy_field for row in found]
    assert len({row.label for row in found if row.policy_field == "sociale-basis"} & {NEW_ROW, WIJ_ROW}) == 2
    assert fields == sorted(fields, key=lambda one: one == "accommodaties")


def test_rows_are_linked_as_the_build_links_them(data: Path, tmp_path: Path) -> None:
    assert build(data, tmp_path / "warehouse").problems == ()
    loaded = Warehouse(tmp_path / "warehouse").select(
        "SELECT DISTINCT row_label, indicator_id FROM observation JOIN indicator USING (indicator_id) "
        "WHERE document_id = 'rekening-2018' AND is_linked",
        {},
    )
    found = asked(data, read(WIJ_2018)).rows
    assert {(row.label, row.indicator) for row in found if not row.standing.is_open} == set(
        loaded.itertuples(index=False, name=None)
    )


# Definitions --------------------------------------------------------------------------------------------------------


def test_a_new_note_that_speaks_of_a_definition_asks_what_the_indicator_means(data: Path) -> None:
    (found,) = asked(data, read(PAGE), with_field(FIELD)).definitions
    assert (found.indicator, found.document, found.hint) == ("wij-bekend", "rekening-2019", "definition")
    assert found.note == "I De definitie is gewijzigd: voortaan tellen alleen volwassenen mee."
    assert (found.standing, found.wording, found.base) == (Standing.NEW, "gecorrigeerd", "inwoners-18-plus")


def test_a_note_that_an_earlier_page_printed_asks_nothing(data: Path) -> None:
    note = "Van alle bewoners van 18 jaar en ouder."
    assert note in WIJ_2018
    assert hint_of(note) == "base"
    text = PAGE.replace("De definitie is gewijzigd: voortaan tellen alleen volwassenen mee.", note)
    assert asked(data, read(text), with_field(FIELD)).definitions == ()


def test_what_the_catalogue_says_of_a_document_is_not_asked(data: Path) -> None:
    received = read(WIJ_2018.replace("De uitkomst van 2017 is anders berekend dan eerder", "De definitie is anders"))
    assert asked(data, received).definitions == ()


@pytest.mark.parametrize("choice", ["unchanged", "new"])
def test_what_was_decided_of_a_definition_is_shown(data: Path, choice: str) -> None:
    decision = REDEFINED if choice == "new" else DefinitionDecision(
        indicator="wij-bekend", document="rekening-2019", choice="unchanged"
    )  # fmt: skip
    found = asked(data, read(PAGE), with_field(FIELD).model_copy(update={"definition": [decision]}))
    assert [one.standing for one in found.definitions] == [Standing.DECIDED]


def test_a_definition_that_cannot_be_written_leaves_the_question_open(data: Path) -> None:
    taken = REDEFINED.model_copy(update={"new": Definition(version=1, wording="alweer")})
    found = asked(data, read(PAGE), with_field(FIELD).model_copy(update={"definition": [taken]}))
    assert [one.standing for one in found.definitions] == [Standing.NEW]


def test_of_an_indicator_that_is_new_no_change_is_asked(data: Path) -> None:
    text = PAGE.replace(f"{KNOWN_ROW} (I)", KNOWN_ROW).replace(NEW_ROW, f"{NEW_ROW} (I)")
    assert asked(data, read(text), DECIDED).definitions == ()


@pytest.mark.parametrize(
    ("note", "hint"),
    [
        ("De maat was in 2017 te smal omschreven en kwam daardoor lager uit", "definition"),
        ("Met terugwerkende kracht gecorrigeerd", "definition"),
        ("De vraag\u00adstelling is GEWIJZIGD", "definition"),
        ("In tegenstelling tot vorig jaar tellen leerlingen mee", "definition"),
        ("indicator methodisch gewijzigd en nog niet geoperationaliseerd", "definition"),
        ("Als aandeel van alle bewoners vanaf 18 jaar", "base"),
        ("Van de bewoners die hulp vroegen", "base"),
        ("Kengetal: er hoort geen norm bij", None),
        ("Bron: OIS, juni 2018", None),
        ("De vergoeding is verhoogd", None),
    ],
)
def test_the_words_of_a_note_hint_at_a_definition_or_a_base(note: str, hint: str | None) -> None:
    assert hint_of(note) == hint


def test_nothing_is_open_once_everything_is_decided(data: Path) -> None:
    found = asked(data, read(PAGE), DECIDED)
    assert found.open == 0
    assert {row.label: row.indicator for row in found.rows if row.standing is Standing.DECIDED} == {
        NEAR_ROW: "wij-contact",
        NEW_ROW: "wij-buurtcijfer",
        UNWANTED_ROW: None,
    }


def test_a_page_is_read_with_the_corrections_that_are_declared_for_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    (folder / "corrections.toml").write_text(
        '[[correction]]\nid = "weg"\npage = "rekening-2018/4-1-6"\ntable = 1\nrow = "% bewoners dat WIJ aanbeveelt"\n'
        'column = 1\nattribute = "role"\nexpect = "achieved"\ncorrected = "unknown"\nreason = "Niet van ons."\n'
    )
    before, after = (rows[-1].printed for rows in (asked(write(tmp_path / "x"), read(WIJ_2018)).rows,
                                                    asked(folder, read(WIJ_2018)).rows))  # fmt: skip
    assert len(before) == len(after) + 1


def test_a_table_without_code_means_the_field_with_its_title() -> None:
    catalogue, _ = known(SHIPPED)
    codes = FieldCodes(catalogue.policy_fields.values())
    assert codes.field("rekening-2018", "", "Sociale basisvoorzieningen") == "sociale-basisvoorzieningen"
    assert codes.field("rekening-2018", "9.9.9", "Sociale basisvoorzieningen") is None
