"""The record of a briefing: every figure with its cell, group and notes, in every year and language of the data."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.briefing_record import BriefingRecord, Row, Signature
from exports.briefing_words import record
from indicators.briefing import briefing, material, of_year, subjects
from indicators.language import ENGLISH, LANGUAGES, speaking
from indicators.model import Observation, ObservationKind
from indicators.reading import Warehouse
from loaders.build import build
from tests.exports.example_briefing import example_briefing
from tests.shipped import DATA, shipped

WIJ = "sociale-basisvoorzieningen"
ADDRESS = "/beleidsveld?veld=sociale-basisvoorzieningen&jaar=2018"
SAID = """
[[commentary]]
indicator = "wij-weet-waar-met-hulpvraag"
year = 2018
cause = "Drie teams verhuisden."
author = "A. Schrijver"
written_on = 2019-05-01

[[commentary]]
indicator = "wij-gehoord"
year = 2018
cause = "Behaald, dus hier wordt niets gevraagd."
author = "A. Schrijver"
written_on = 2019-05-01
"""


def made(subject_id: str = WIJ, year: int = 2018, kind: str = "policy-field", **given: str) -> BriefingRecord:
    return record(briefing(shipped(), kind, subject_id, year, **given), ADDRESS)


@pytest.fixture(scope="module")
def wij() -> BriefingRecord:
    return made()


@pytest.fixture(scope="module")
def commented(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The data that ships, with a commentary on one target that was missed and on one that was met."""
    folder = tmp_path_factory.mktemp("commented")
    shutil.copytree(DATA, folder / "data")
    (folder / "data" / "commentary.toml").write_text(SAID)
    assert build(folder / "data", folder / "warehouse").problems == ()
    return Warehouse(folder / "warehouse")


def rows(of: BriefingRecord, indicator_id: str) -> list[Row]:
    return [row for row in of.rows if row.indicator_id == indicator_id]


# The row with two figures --------------------------------------------------------------------------------------------


def test_contact_with_wij_keeps_both_groups_its_cell_and_its_three_notes(wij: BriefingRecord) -> None:
    heard, everyone = rows(wij, "wij-contact")
    assert (heard.base, everyone.base) == (
        "inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord",
        "inwoners van 18 jaar en ouder",
    )
    assert heard.achieved is not None
    assert everyone.achieved is not None
    assert (heard.achieved.words, everyone.achieved.words) == ("30%", "19%")
    assert heard.achieved.raw == everyone.achieved.raw == "30% (II)\n(19% (III))"
    texts = {note.number: (note.marker, note.text) for note in wij.notes}
    markers = [[texts[number][0] for number in row.notes] for row in (heard, everyone)]
    assert markers == [["II", "IV"], ["III", "IV"]]
    assert [texts[number] for number in heard.achieved.notes] == [
        ("II", "Als aandeel van wie WIJ-Groningen van naam kent")
    ]
    assert [texts[number] for number in everyone.achieved.notes] == [
        ("III", "Als aandeel van alle bewoners vanaf 18 jaar")
    ]
    assert heard.planned is not None
    assert (heard.planned.words, heard.planned.raw) == ("geen norm (kengetal)", "- (IV)")
    assert [texts[number][0] for number in heard.planned.notes] == ["IV"]


def test_a_row_says_what_was_where_and_how_it_is_judged(wij: BriefingRecord) -> None:
    (row,) = rows(wij, "wij-weet-waar-met-hulpvraag")
    assert row.previous is not None
    assert row.achieved is not None
    assert (row.previous.words, row.previous.year, row.previous.value) == ("71%", 2017, 71.0)
    assert (row.achieved.words, row.achieved.raw, row.achieved.unit) == ("70%", "70% (VI)", "%")
    assert row.achieved.document == "Gemeenterekening 2018"
    assert (row.verdict_word, row.glyph, row.colour) == ("Niet behaald (binnen de marge)", "◐", "#8E44AD")
    assert (row.verdict, row.certainty, row.certainty_word) == ("not_achieved", "within_margin", "binnen de marge")
    assert row.reason == "70% is minder dan 71% in 2017; de streefwaarde was toename."
    assert (
        row.definition == "Van wie contact met WIJ had en daarbij een vorm van dienstverlening of ondersteuning kreeg"
    )
    assert row.mark is not None
    assert row.mark.startswith("<svg ")
    assert "70%" in row.mark_says


def test_the_certainty_of_a_key_figure_is_that_of_its_change(wij: BriefingRecord) -> None:
    assert [row.certainty_word for row in rows(wij, "wij-contact")] == [
        "verandering: binnen de marge",
        "verandering: hangt af van de afronding",
    ]


def test_a_line_stops_at_another_definition_and_at_the_year_of_the_briefing(wij: BriefingRecord) -> None:
    (heard,) = rows(wij, "wij-gehoord")
    assert [stretch.points for stretch in heard.trend] == [((2016, 54.0), (2017, 68.0), (2018, 75.0))]
    assert heard.trend_says.endswith("gehoord te hebben van WIJ-Groningen: 54% (2016), 68% (2017) en 75% (2018).")
    (products,) = rows(made("groningen-kennisstad"), "bedrijven-met-nieuwe-producten")
    assert [stretch.points for stretch in products.trend] == [((2014, 40.0),), ((2018, 19.5),)]
    assert products.trend_says == ("% bedrijven met nieuwe producten: 40% (2014); andere definitie: 19,5% (2018).")
    (earlier,) = rows(made(year=2017), "wij-gehoord")
    assert [stretch.points for stretch in earlier.trend] == [((2016, 54.0), (2017, 68.0))]


def test_a_line_that_misses_a_year_says_so() -> None:
    (parks,) = rows(made("faciliteren-verenigingen-accommodaties", 2017), "tevredenheid-sportparken")
    assert [stretch.points for stretch in parks.trend] == [((2014, 7.0),), ((2017, 6.0),)]
    assert parks.trend_says == "Klanttevredenheid gebruikers sportparken: 7 (2014); daartussen geen cijfer: 6 (2017)."


def test_an_earlier_figure_of_the_smaller_municipality_is_not_called_unknown() -> None:
    (visitors,) = rows(made("faciliteren-verenigingen-accommodaties", 2019), "bezoekers-kardinge-ijs")
    assert visitors.previous is not None
    assert (visitors.previous.words, visitors.previous.raw) == ("niet te vergelijken", None)


def test_a_heading_of_one_document_is_not_put_above_the_rows_of_another() -> None:
    assert {row.group for row in made("jeugd-in-beweging-en-ruim-baan-voor-talent").rows} == {None}
    assert {row.group for row in made("wettelijke-beleidsindicatoren").rows} == {None}
    assert {row.group for row in made("passende-ondersteuning-en-zorg").rows} == {None}, "it repeats the name"
    assert [row.group for row in made("sport-en-bewegen", 2019).rows] == [
        "% Inwoners dat (wekelijks) sport en (intensief) beweegt:",
        "% Inwoners dat beweegnorm haalt (GGD):",
    ]


def test_a_figure_that_is_not_there_says_why() -> None:
    found = made("faciliteren-verenigingen-accommodaties")
    (row,) = rows(found, "tevredenheid-sportparken")
    assert row.achieved is not None
    assert (row.achieved.words, row.achieved.raw, row.achieved.value) == ("geen gegevens", "-", None)
    assert row.planned is not None
    assert row.planned.words == "niet vermeld"
    first_of_all = made("fiets", 2014).rows[0]
    assert first_of_all.previous is not None
    assert (first_of_all.previous.words, first_of_all.previous.raw) == ("niet bekend", None)
    assert first_of_all.planned is not None
    assert (first_of_all.planned.words, first_of_all.planned.document) == ("geen streefwaarde", None)


def test_two_figures_of_one_group_are_told_apart_by_name() -> None:
    found = made("schone-en-hele-leefomgeving")
    assert [row.name for row in rows(found, "borg-kwaliteit")] == [
        "% van de stad op BORG-kwaliteit: Stadspanel",
        "% van de stad op BORG-kwaliteit: Cyber",
    ]
    assert {caution.about for caution in found.cautions} <= {row.name for row in found.rows}


def test_areas_are_named_only_where_there_are_more() -> None:
    assert {row.territory for row in made().rows} == {None}
    assert "voormalige gemeente Haren" in {row.territory for row in made("wettelijke-beleidsindicatoren").rows}


def test_a_count_has_no_group_and_an_unknown_group_is_named_as_such() -> None:
    found = made("een-leven-lang-cultuur")
    bases = {row.indicator_id: row.base for row in found.rows}
    assert bases["leden-bibliotheek"] is None
    assert "niet vermeld in het document" in bases.values()


def test_rows_of_a_programme_stand_below_their_field() -> None:
    found = made("programma-sport-en-bewegen", kind="programme")
    assert list(dict.fromkeys(row.group for row in found.rows)) == [
        "Faciliteren verenigingen: accommodaties",
        "Jeugd in Beweging en Ruim Baan voor Talent",
        "Sport en bewegen",
    ]
    assert found.above is None
    assert made("sport-en-bewegen").above == "Sport en bewegen"


def test_a_figure_that_too_few_people_gave_is_not_in_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a minimum above the 4.878 of the panel, "more than three quarters" of 2020 is nobody's business."""
    assert "75%" in made("bekendheid-wij", 2022, kind="study").as_json()
    monkeypatch.setenv("DOELBEREIK_SMALLEST_BASE", "6000")
    warehouse = Warehouse(shipped().root)
    one = record(briefing(warehouse, "study", "bekendheid-wij", 2020), ADDRESS)
    (known,) = rows(one, "wij-bekend-panel")
    assert known.achieved is not None
    assert (known.achieved.value, known.achieved.raw) == (None, None)
    assert known.achieved.words == "niet getoond: minder dan 6000 antwoorden"
    assert "1 daarvan wordt niet getoond: te weinig mensen gaven antwoord." in one.happened
    assert "Gehoord van WIJ (panel): waarom is er over 2020 geen uitkomst?" in {each.question for each in one.questions}
    later = record(briefing(warehouse, "study", "bekendheid-wij", 2022), ADDRESS)
    assert "75%" not in one.as_json() + later.as_json()


# What stands around the rows -----------------------------------------------------------------------------------------


def test_the_edition_is_a_title_where_one_was_chosen_and_a_day_where_none_was(wij: BriefingRecord) -> None:
    assert wij.edition == "alles wat bekend is tot en met 14 mei 2025"
    chosen = made(as_known_in="rekening-2018")
    assert (chosen.edition, chosen.as_known_in) == ("Gemeenterekening 2018", "rekening-2018")


def test_the_tally_says_what_is_not_in_the_table(wij: BriefingRecord) -> None:
    assert wij.tally == (
        "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal. Niet in de tabel: "
        "3 cijfers uit de toelichting."
    )


def test_a_source_leads_to_its_page_where_all_of_it_stands_on_one(wij: BriefingRecord) -> None:
    (source,) = wij.sources
    assert (source.title, source.published) == ("Gemeenterekening 2018", "13 juni 2019")
    assert source.address == "https://groningen.jaarverslag-2018.nl/p25542/4-1-6-sociale-basisvoorzieningen"
    assert wij.figures_from == "2019-06-13"
    several = made("programma-sport-en-bewegen", kind="programme")
    addresses = {one.title: one.address for one in several.sources}
    assert addresses["Gemeenterekening 2018"] == "https://groningen.jaarverslag-2018.nl/"


def test_a_document_that_is_only_quoted_beside_the_rows_is_a_source_too() -> None:
    care = made("passende-ondersteuning-en-zorg")
    printed = [one for row in care.rows for one in (row.previous, row.planned, row.achieved)]
    assert {one.document for one in printed if one and one.document} == {"Begroting 2019"}
    assert "Over 2017 drukt ‘Gemeenterekening 2017’ 67 per 1.000 inwoners" in care.cautions[0].sentence
    assert [(one.title, one.address) for one in care.sources] == [
        ("Begroting 2019", "https://groningen.begroting-2019.nl/p23353/wettelijke-beleidsindicatoren"),
        (
            "Gemeenterekening 2017",
            "https://groningen.jaarverslag-2017.nl/p21019/deelprogramma-4-2-passende-ondersteuning-en-zorg",
        ),
    ]


def test_figures_that_a_document_itself_says_it_replaced_are_of_that_document(wij: BriefingRecord) -> None:
    quoted = briefing(shipped(), "policy-field", WIJ, 2018).quoted
    before = {
        one.raw: one.document.title
        for one in quoted
        if isinstance(one, Observation) and one.kind is ObservationKind.PREVIOUSLY_REPORTED
    }
    assert before == dict.fromkeys(("18%", "59%", "51%"), "Gemeenterekening 2018")
    assert "Over 2017 is eerst 18% gepubliceerd" in wij.cautions[0].sentence


def test_the_title_of_a_study_is_the_one_without_years() -> None:
    study = made("bekendheid-wij", kind="study")
    assert (study.title, study.year) == ("Bekendheid WIJ", 2018)


def test_the_rules_and_the_address_are_in_it(wij: BriefingRecord) -> None:
    assert wij.rules == ("literal-3", "certainty-1", "briefing-rules-2")
    assert wij.address == ADDRESS


# Commentary ----------------------------------------------------------------------------------------------------------


def test_what_was_missed_has_an_empty_slot_while_nothing_is_said(wij: BriefingRecord) -> None:
    slots = [(row.indicator_id, row.commentary) for row in wij.rows if row.needs_commentary]
    assert slots == [("wij-weet-waar-met-hulpvraag", None), ("wij-gemakkelijk-binnenlopen", None)]
    assert wij.labels.empty == "Nog niet ingevuld."


def test_what_is_said_of_a_miss_stands_with_it_and_of_nothing_else(commented: Warehouse) -> None:
    found = record(briefing(commented, "policy-field", WIJ, 2018), ADDRESS)
    said = {row.indicator_id: row.commentary for row in found.rows if row.commentary is not None}
    assert list(said) == ["wij-weet-waar-met-hulpvraag"]
    (one,) = said.values()
    assert (one.cause, one.action, one.owner) == ("Drie teams verhuisden.", None, None)
    assert (one.author, one.written_on) == ("A. Schrijver", "1 mei 2019")
    earlier = record(briefing(commented, "policy-field", WIJ, 2017), ADDRESS)
    assert not [row for row in earlier.rows if row.commentary is not None]


# The same again ------------------------------------------------------------------------------------------------------


def test_a_kept_record_is_read_back_as_it_was(wij: BriefingRecord) -> None:
    for one in (wij, made("bekendheid-wij", kind="study"), example_briefing()):
        kept = BriefingRecord.model_validate_json(one.as_json())
        assert kept == one
        assert kept.as_json() == one.as_json()
        assert kept.content_hash == one.content_hash


def test_another_load_of_the_same_figures_gives_the_same_record(wij: BriefingRecord, tmp_path: Path) -> None:
    build(DATA, tmp_path)
    again = record(briefing(Warehouse(tmp_path), "policy-field", WIJ, 2018), ADDRESS)
    assert again.content_hash == wij.content_hash


def test_commentary_changes_the_record_and_not_the_version_of_its_figures(
    wij: BriefingRecord, commented: Warehouse
) -> None:
    found = record(briefing(commented, "policy-field", WIJ, 2018), ADDRESS)
    assert found.figures_version == wij.figures_version
    assert found.content_hash != wij.content_hash


def test_the_version_of_the_figures_is_the_same_in_every_language_and_another_for_other_figures(
    wij: BriefingRecord,
) -> None:
    with speaking(ENGLISH):
        assert made().figures_version == wij.figures_version
    assert made(year=2017).figures_version != wij.figures_version


def test_a_changed_cell_is_another_version(tmp_path: Path, wij: BriefingRecord) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    page = tmp_path / "data" / "sources" / "rekening-2018" / "4-1-6.csv"
    text = page.read_text("utf-8")
    assert text.count(",75%,0,percent,75,") == 1
    page.write_text(text.replace(",75%,0,percent,75,", ",74%,0,percent,74,"), "utf-8")
    assert build(tmp_path / "data", tmp_path / "warehouse").problems == ()
    found = record(briefing(Warehouse(tmp_path / "warehouse"), "policy-field", WIJ, 2018), ADDRESS)
    assert found.figures_version != wij.figures_version


def test_a_signature_is_part_of_what_is_hashed(wij: BriefingRecord) -> None:
    signed = record(
        briefing(shipped(), "policy-field", WIJ, 2018), ADDRESS, Signature(name="A. Naam", day="2019-06-01")
    )
    assert signed.content_hash != wij.content_hash
    assert signed.model_copy(update={"signature": None}) == wij


# Every year of everything --------------------------------------------------------------------------------------------


def everything(language: str) -> Iterator[tuple[str, BriefingRecord]]:
    with speaking(language):
        for subject in subjects(shipped()):
            known = material(shipped(), subject.kind, subject.subject_id)
            for year in subject.years:
                yield f"{subject.subject_id} {year}", record(of_year(known, year), "/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_briefing_adds_up_keeps_to_its_limits_and_leads_to_its_notes(language: str) -> None:
    made_of_all = 0
    for where, one in everything(language):
        made_of_all += 1
        assert one.language == language, where
        total, *counts = (int(number) for number in re.findall(r"\d+", re.sub(r"\(.*?\)|\. .*", "", one.tally)))
        assert sum(counts) == total, (where, one.tally)
        assert len(one.cautions) <= 3, where
        assert len(one.questions) <= 5, where
        assert len({caution.sentence for caution in one.cautions}) == len(one.cautions), where
        assert len({question.question for question in one.questions}) == len(one.questions), where
        assert [note.number for note in one.notes] == list(range(1, len(one.notes) + 1)), where
        figures = [figure for row in one.rows for figure in (row.previous, row.planned, row.achieved)]
        referred = {number for row in one.rows for number in row.notes}
        referred_by_figures = {number for figure in figures if figure is not None for number in figure.notes}
        assert referred_by_figures <= referred == {note.number for note in one.notes}, where
        assert all(figure is not None and figure.words.strip(" -–—") for figure in figures), where
        names = [(row.name, row.base, row.territory, row.definition) for row in one.rows]
        assert len(set(names)) == len(names), (where, names)
        said = [one.promised, one.happened, one.how_sure, *(caution.sentence for caution in one.cautions)]
        said += [answer for question in one.questions for answer in (question.question, question.answer)]
        assert [sentence for sentence in said if not is_whole(sentence)] == [], where
        assert {caution.about for caution in one.cautions} <= {row.name for row in one.rows}, where
        assert one.figures_from <= "2025-05-14", where
        json.loads(one.as_json())
    assert made_of_all > 200


def is_whole(sentence: str) -> bool:
    is_clean = "  " not in sentence and ".." not in sentence and not set("{}") & set(sentence)
    return sentence[:1] == sentence[:1].upper() and sentence.endswith((".", "?")) and is_clean
