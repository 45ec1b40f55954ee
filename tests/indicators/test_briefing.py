"""What the briefings of the data that ships say, and what briefings there are."""

import pytest

from indicators.briefing import Briefing, SubjectKind, briefing, programme_id, subjects
from indicators.judged import Verdict
from indicators.reading import NotFoundError
from tests.shipped import shipped

WIJ = "sociale-basisvoorzieningen"
SPORT = "faciliteren-verenigingen-accommodaties"
KNOWN = "Bekend met de dienstverlening"


def of(subject_id: str, year: int, kind: str = "policy-field", as_known_in: str | None = None) -> Briefing:
    return briefing(shipped(), kind, subject_id, year, as_known_in)


def told(one: Briefing) -> list[tuple[str, str, str]]:
    """Return kind, indicator and sentence of each caution."""
    return [(caution.kind, caution.indicator.indicator_id, caution.sentence) for caution in one.cautions]


def asked(one: Briefing) -> dict[str, str]:
    return {question.question: question.answer for question in one.questions}


# The neighbourhood teams ---------------------------------------------------------------------------------------------


def test_the_wij_sheet_says_what_was_promised_what_happened_and_how_sure() -> None:
    one = of(WIJ, 2018)
    assert one.promised == (
        "4 van de 5 indicatoren hebben een streefwaarde: steeds een toename. Er is 1 kengetal: daarvoor "
        "geldt geen norm."
    )
    assert one.happened == (
        "Van de 5 indicatoren over 2018: bij 2 is de streefwaarde gehaald, bij 2 niet en 1 is een kengetal."
    )
    assert one.how_sure == (
        "4 van de 5 indicatoren hebben een oordeel ‘(niet) behaald’: 2 aantoonbaar en 2 binnen de marge (het verschil "
        "kan toeval zijn). Verandering sinds de vorige uitkomst bij 1 zonder oordeel: binnen de marge. Het aantal "
        "deelnemers is aangenomen."
    )


@pytest.mark.parametrize(("subject_id", "kind"), [(WIJ, "policy-field"), ("bekendheid-wij", "study")])
def test_the_figures_of_wij_are_judged_as_the_study_found(subject_id: str, kind: str) -> None:
    found = [
        (
            row.previous.value if row.previous else None,
            row.achieved.value if row.achieved else None,
            str(row.verdict),
            str(row.certainty),
        )
        for row in of(subject_id, 2018, kind).rows
    ]
    assert found == [
        (68, 75, "achieved", "demonstrated"),
        (60, 64, "achieved", "demonstrated"),
        (28, 30, "key_figure", "within_margin"),
        (17, 19, "key_figure", "depends_on_rounding"),
        (71, 70, "not_achieved", "within_margin"),
        (73, 73, "not_achieved", "within_margin"),
    ]


def test_what_stands_only_in_the_running_text_is_left_out_by_name() -> None:
    one = of(WIJ, 2018)
    assert [row.indicator.indicator_id for row in one.left_out] == [
        "wij-gemakkelijk-binnenlopen",
        "wij-gehoord-ouderen",
        "wij-onderzoek-respondenten",
    ]
    assert not [row for row in one.left_out if row.is_main]


def test_an_alderman_is_told_of_the_new_definition_the_few_answers_and_the_two_bases() -> None:
    assert told(of(WIJ, 2018)) == [
        (
            "redefined",
            "wij-bekend-met-dienstverlening",
            "Over 2017 is eerst 18% gepubliceerd en later 60%: de definitie is veranderd. Dat is geen stijging. "
            "Ook bij "
            "2 andere indicatoren: 59% werd 71% en 51% werd 73%.",
        ),
        (
            "few_answers",
            "wij-weet-waar-met-hulpvraag",
            "70% berust op hooguit 975 antwoorden, bij een aangenomen aantal deelnemers. Minder dan 4,9 procentpunt "
            "verandering is dan niet aan te tonen. Zo ook bij 73%.",
        ),
        (
            "contradictory",
            "wij-contact",
            "Noem de groep erbij: 30% (van wie van WIJ heeft gehoord) en 19% (van alle bewoners van 18 jaar en ouder). "
            "Samen kloppen ze niet: de eerste groep is 75% van allen, en 30% daarvan is 22,0 tot 23,0% van allen, niet "
            "19%.",
        ),
    ]


def test_the_questions_about_wij_are_answered_from_figures_and_documents() -> None:
    assert asked(of(WIJ, 2018)) == {
        f"{KNOWN}: waarom stond er over 2017 eerst 18% en later 60%?": (
            "Door een andere definitie. Dat is geen stijging. Noot I van de rekening 2018: de maat was in de begroting "
            "en de rekening 2017 te smal omschreven en is ook over 2017 hersteld. Met de nieuwe definitie: 60% in "
            "2017 en 64% in 2018 (aantoonbaar gestegen)."
        ),
        "Contact gehad: is het 30% of 19%?": (
            "Allebei: 30% (van wie van WIJ heeft gehoord) en 19% (van alle bewoners van 18 jaar en ouder)."
        ),
        "De conclusie noemt WIJ iets beter vindbaar dan een jaar eerder. Klopt dat?": (
            "Niet volgens de cijfers. De cijfers zijn 71% (2017) en 70% (2018): 1 procentpunt lager. Dezelfde pagina "
            "zegt ook: De vindbaarheid bleef in procenten gelijk."
        ),
        "Makkelijk binnenlopen: is er sinds 2017 niets veranderd?": (
            "Dat is niet te zeggen. De cijfers zijn gelijk (73%), maar de marge is −4,9 tot 5,0 procentpunt."
        ),
        "Contact gehad (van alle bewoners van 18 jaar en ouder): is het sinds 2017 echt gestegen?": (
            "Zoals gedrukt wel: van 17% naar 19%, +2 procentpunt (0,2 tot 3,8). Vóór afronding kan dat binnen de marge "
            "vallen."
        ),
    }


# Other fields --------------------------------------------------------------------------------------------------------


def test_the_sport_sheet_counts_what_a_register_counts_and_misses_what_is_missing() -> None:
    one = of(SPORT, 2018)
    assert (one.promised, one.happened, one.how_sure) == (
        "6 van de 8 indicatoren hebben een streefwaarde: steeds een getal. Voor 2 staat er geen in "
        "de bekende documenten.",
        "Van de 8 indicatoren over 2018: bij 3 is de streefwaarde gehaald, bij 2 niet en van 3 is geen "
        "uitkomst bekend.",
        "5 van de 8 indicatoren hebben een oordeel ‘(niet) behaald’: 4 geteld (geen steekproef) en 1 met onbekende "
        "zekerheid (de bron zegt niet hoe nauwkeurig is gemeten).",
    )
    assert told(one) == [
        (
            "direction_unknown",
            "bezettingsgraad-gymlokalen",
            "‘Behaald’ gaat ervan uit dat hoger beter is, maar dat staat nergens. Is lager beter, dan keert "
            "het oordeel "
            "om. Dat geldt ook voor 1 andere indicator.",
        )
    ]
    no_result = "waarom is er over 2018 geen uitkomst?"
    dash = "De bron geeft geen uitkomst over 2018: er staat een streepje: geen gegevens, of niet elk jaar gemeten."
    assert asked(one) == {
        f"Klanttevredenheid individuele gebruikers zwembaden en Kardinge: {no_result}": (
            f"{dash} Noot: klantonderzoek loopt nog, geen rapportage."
        ),
        f"Klanttevredenheid gebruikers sportparken: {no_result}": f"{dash} Dat geldt ook voor 1 andere indicator.",
    }


def test_a_figure_that_changed_between_budgets_without_a_word_is_told_and_asked() -> None:
    one = of(SPORT, 2016)
    assert told(one)[0] == (
        "contradictory",
        "bezoekers-kardinge-ijs",
        "Over 2015 drukt ‘Begroting 2017’ 120.000 bezoekers en ‘Begroting 2018’ 100.700 bezoekers; geen noot "
        "zegt waarom.",
    )
    assert asked(one) == {
        "Aantal bezoekers Kardinge (ijs): waarom stond er over 2015 eerst 120.000 en later 100.700?": (
            "‘Begroting 2017’ noemt 120.000, ‘Begroting 2018’ 100.700. Geen van beide zegt waarom."
        ),
        "Waarom zijn er over 2016 niet meer uitkomsten?": "De rekening over 2016 is hier niet bekend.",
    }


def test_a_target_that_may_be_misprinted_comes_before_one_that_cannot_be_compared() -> None:
    kinds = [(kind, indicator_id) for kind, indicator_id, _ in told(of("een-leven-lang-cultuur", 2017))]
    assert kinds == [("suspect", "bezoekers-groninger-forum"), ("not_comparable", "uitleningen-bibliotheek")]


def test_a_sheet_says_nothing_twice() -> None:
    one = of("een-leven-lang-cultuur", 2017)
    assert not [question for question in one.questions if question.answer in {each.sentence for each in one.cautions}]


def test_what_a_text_beside_the_table_says_can_be_asked_about() -> None:
    assert asked(of("bewonersparticipatie", 2018)) == {
        "De toelichting noemt ruim 600 projecten. Klopt dat?": (
            "Niet volgens de cijfers. De tabel geeft 578 projecten (2018)."
        )
    }


def test_figures_that_cannot_be_subtracted_are_not_called_another_series() -> None:
    """85% after "more than three quarters" is of one series, and no step in points."""
    one = of("bekendheid-wij", 2022, "study")
    assert [(kind, indicator_id) for kind, indicator_id, _ in told(one)] == []


# Years and editions --------------------------------------------------------------------------------------------------


def test_an_earlier_edition_knows_less() -> None:
    one = of(SPORT, 2016, as_known_in="begroting-2017")
    assert one.edition.document_id == "begroting-2017"
    assert told(one) == []
    assert {row.verdict for row in one.rows} == {Verdict.NO_DATA}


def test_a_year_of_which_nothing_is_known_says_so() -> None:
    one = of(WIJ, 1999)
    assert one.rows == one.cautions == one.questions == ()
    assert one.promised == "Voor 1999 staat hier in de bekende documenten geen indicator in een tabel."


def test_the_briefing_of_a_programme_holds_those_of_its_fields() -> None:
    programme = of("programma-sport-en-bewegen", 2018, "programme")
    fields = (SPORT, "jeugd-in-beweging-en-ruim-baan-voor-talent", "sport-en-bewegen")
    assert programme.rows == tuple(row for field in fields for row in of(field, 2018).rows)
    assert programme.tally.total == 12


# Subjects ------------------------------------------------------------------------------------------------------------


def test_programmes_and_studies_have_slugs_that_stay() -> None:
    found = subjects(shipped())
    assert [one.subject_id for one in found if one.kind is not SubjectKind.POLICY_FIELD] == [
        "programma-werk-en-inkomen",
        "programma-economie-en-werkgelegenheid",
        "programma-onderwijs",
        "programma-welzijn-gezondheid-en-zorg",
        "programma-sport-en-bewegen",
        "programma-cultuur",
        "programma-verkeer",
        "programma-wonen",
        "programma-kwaliteit-van-de-leefomgeving",
        "programma-veiligheid",
        "programma-stadhuis-en-stadjer",
        "programma-alle-programma-s",
        "programma-onderzoek",
        "bekendheid-wij",
    ]
    assert len({one.subject_id for one in found}) == len(found), "an address names one briefing"


def test_a_slug_is_plain_letters() -> None:
    assert programme_id("Coöperatie & zorg: één") == "programma-cooperatie-zorg-een"


def test_a_subject_is_the_same_wherever_it_is_met() -> None:
    by_id = {one.subject_id: one for one in subjects(shipped())}
    for subject_id, kind in ((WIJ, "policy-field"), ("programma-cultuur", "programme"), ("bekendheid-wij", "study")):
        assert of(subject_id, 2018, kind).subject == by_id[subject_id]


def test_a_field_without_figures_has_no_briefing() -> None:
    assert "podiumkunsten" not in {one.subject_id for one in subjects(shipped())}


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_a_subject_that_there_is_not_is_said_in_a_sentence(kind: SubjectKind) -> None:
    with pytest.raises(NotFoundError, match="'niets'"):
        of("niets", 2018, kind)


def test_a_merged_area_outside_its_parts_is_told_in_few_words() -> None:
    assert told(of("wettelijke-beleidsindicatoren", 2018))[0] == (
        "suspect",
        "bbv-banen",
        "916,2 kan geen gemiddelde zijn van de delen waaruit dit gebied is samengevoegd (353,0; 863,1; 534,0): "
        "‘Begroting 2020’ en ‘Begroting 2019’ tellen misschien anders.",
    )
