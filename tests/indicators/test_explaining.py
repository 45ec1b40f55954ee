"""Why a row says what it says: every input, rule and number is told."""

from indicators import explaining, series
from indicators.judged import Assumptions, IndicatorYear
from indicators.model import Observation, ObservationKind, Target
from indicators.samples import Surveys
from indicators.uncertainty import RULES_VERSION as CERTAINTY_RULES
from indicators.verdict import RULES_VERSION as VERDICT_RULES
from tests.figures import (
    BUDGET_2019,
    identity,
    indicator,
    observed,
    planned,
    share,
    share_identity,
    share_indicator,
    wave,
)

BOTH_WAVES = Surveys((wave(2017), wave(2018, n_qualifier="at_least", n_source="assumed")))


def row(
    *figures: Observation,
    target: Target | None = None,
    surveys: Surveys = BOTH_WAVES,
    of: object = None,
    **assumed: float,
) -> IndicatorYear:
    about = of or share_indicator()
    (shown,) = series.indicator_years(
        {"x": about},  # type: ignore[dict-item]
        figures,
        [target] if target else [],
        2018,
        surveys,
        Assumptions(**assumed),  # type: ignore[arg-type]
    )
    return shown


def told(shown: IndicatorYear) -> dict[str, str]:
    return {fact.label: fact.text for fact in explaining.explain(shown)}


OTHER = {"comparability_group": "other"}
INCREASE = planned("increase", of=share_identity(), raw="Toename")


def test_inputs_are_told_with_their_cell_and_document() -> None:
    facts = told(row(share(75, raw="75% *"), share(68, 2017, raw="68%"), target=INCREASE))
    assert facts["Uitkomst"] == "75% over 2018; er staat ‘75% *’ (Gemeenterekening 2018, Pagina, kolom Kolom, regel 1)."
    assert "‘Toename’" in facts["Streefwaarde"]
    assert facts["Vergeleken met"].startswith("68% over 2017; er staat ‘68%’")


def test_a_direction_held_against_a_restated_figure_says_what_was_published_before() -> None:
    reported = share(18, 2017, raw="18%", kind=ObservationKind.PREVIOUSLY_REPORTED, of=share_identity(**OTHER))
    facts = told(row(share(64), share(60, 2017), reported, target=INCREASE))
    said = facts["Eerder gepubliceerd"]
    assert said.startswith("Vergeleken met het herstelde cijfer; eerder gepubliceerd was 18%. 18% over 2017; er staat ")


def test_a_direction_held_against_a_revised_figure_says_what_an_earlier_edition_printed() -> None:
    before = share(66, 2017, raw="66%", document=BUDGET_2019)
    facts = told(row(share(75), share(68, 2017), before, target=INCREASE))
    assert "eerder gepubliceerd was 66%" in facts["Eerder gepubliceerd"]
    assert BUDGET_2019.title in facts["Eerder gepubliceerd"]


def test_nothing_was_published_before_of_another_year_of_the_same_value_or_without_a_direction() -> None:
    same, other = share(68, 2017, document=BUDGET_2019), share(66, 2016, document=BUDGET_2019)
    assert "Eerder gepubliceerd" not in told(row(share(75), share(68, 2017), same, other, target=INCREASE))
    changed = share(66, 2017, document=BUDGET_2019)
    number = planned("at_least", 70, of=share_identity())
    assert "Eerder gepubliceerd" not in told(row(share(75), share(68, 2017), changed, target=number))


def test_both_judgements_name_their_rule_and_the_version_of_the_rules() -> None:
    facts = told(row(share(75), share(68, 2017), target=INCREASE))
    assert facts["Regel van het oordeel"] == f"increase.achieved, regels {VERDICT_RULES}"
    assert facts["Regel van de zekerheid"] == f"change.share, regels {CERTAINTY_RULES}"
    assert facts["Zekerheid van het oordeel"].startswith("Aantoonbaar. Van 68% in 2017 naar 75% in 2018")


def test_where_n_comes_from_is_told_of_both_years() -> None:
    facts = told(row(share(75), share(68, 2017)))
    assert facts["Antwoorden in 2017"] == "n = 5.000. 5.000 mensen in de peiling van 2017."
    assert facts["Antwoorden in 2018"].startswith("n = ruim 5.000 (aangenomen). ")


def test_every_design_effect_is_told_with_its_interval_and_whether_it_matters() -> None:
    facts = told(row(share(19), share(17, 2017)))
    scenarios = facts["Bij elk ontwerpeffect"]
    assert scenarios.startswith(
        "Ontwerpeffect 1: 0,5 tot 3,5 procentpunt, hangt af van de afronding. Ontwerpeffect 1,5:"
    )
    assert scenarios.endswith("Ontwerpeffect 2: −0,1 tot 4,1 procentpunt, binnen de marge.")
    assert facts["Gevoelig voor het ontwerpeffect"].startswith("Ja")
    assert told(row(share(75), share(68, 2017)))["Gevoelig voor het ontwerpeffect"].startswith("Nee")


def test_it_is_told_from_how_many_respondents_the_judgement_tips_and_what_could_be_shown() -> None:
    facts = told(row(share(75), share(68, 2017)))
    assert "aantoonbaar vanaf ongeveer 320 mensen per jaar" in facts["Waar het kantelt"]
    assert "procentpunt; één procentpunt vraagt" in facts["Kleinste aantoonbare verandering"]
    tie = told(row(share(73), share(73, 2017)))
    assert tie["Waar het kantelt"].startswith("Nergens")
    unknown = told(row(share(75), share(68, 2017), surveys=Surveys()))
    assert "procentpunt;" not in unknown["Kleinste aantoonbare verandering"]
    assert "n onbekend" in unknown["Antwoorden in 2018"]


def test_a_design_effect_is_said_to_be_known_or_assumed() -> None:
    known = Surveys((wave(2017, design_effect=1.3), wave(2018, design_effect=1.3)))
    figures = share(75), share(68, 2017)
    assert "1,3 (zoals de bron vermeldt)" in told(row(*figures, surveys=known))["Ontwerpeffect"]
    assert "3 (aangenomen);" in told(row(*figures, surveys=known, design_effect=3.0))["Ontwerpeffect"]
    assert "1,5 (aangenomen, want de bron vermeldt het niet)" in told(row(*figures))["Ontwerpeffect"]


def test_a_verdict_against_a_number_is_told_with_the_margin_of_the_share() -> None:
    facts = told(row(share(80), target=planned("at_least", 75, of=share_identity())))
    assert "%, aantoonbaar" in facts["Bij elk ontwerpeffect"]
    assert facts["Marge van de uitkomst"].endswith("%.")


def test_why_there_is_no_change_is_told() -> None:
    facts = told(row(share(66), share(58, 2016, of=share_identity(comparability_group="old"))))
    assert "andere definitie" in facts["Geen verandering te geven"]
    assert "Verandering" not in facts


def test_a_count_is_told_without_respondents_or_design() -> None:
    of = identity()
    shown = row(
        observed(3204, of=of, n_source="not_applicable"),
        observed(3400, 2017, of=of, n_source="not_applicable"),
        target=planned("approximately", 3200, of=of, band=50),
        of=indicator(),
    )
    facts = told(shown)
    assert facts["Verandering"] == "−196 sinds 2017: gedaald (telling)."
    assert not {"Ontwerpeffect", "Antwoorden in 2018", "Waar het kantelt", "Marge van de uitkomst"} & set(facts)


def test_an_empty_row_is_told_too() -> None:
    facts = told(row(target=INCREASE))
    assert facts["Uitkomst"] == "Geen van de bekende documenten geeft die."
    assert facts["Zekerheid"] == "Er is geen getal om zeker van te zijn."
