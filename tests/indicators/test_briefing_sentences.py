"""The three sentences of a briefing, in every case that can be."""

import pytest

from indicators.briefing_sentences import happened, how_sure, promised
from indicators.judged import IndicatorYear
from indicators.language import ENGLISH, speaking
from indicators.model import Indicator, Observation, Target
from indicators.samples import Surveys
from indicators.series import indicator_years
from tests.figures import identity, indicator, observed, planned, share, share_identity, share_indicator, wave

Case = tuple[Indicator, list[Observation], list[Target]]


def rows(*cases: Case, surveys: Surveys | None = None) -> tuple[IndicatorYear, ...]:
    """Return the rows of 2018 of indicators that each have their own figures and targets."""
    return tuple(
        row
        for one, figures, targets in cases
        for row in indicator_years({one.indicator_id: one}, figures, targets, 2018, surveys or Surveys())
    )


def counted(name: str, value: float | None, semantics: str | None = "equal", low: float | None = 10) -> Case:
    """Return an indicator that a register counts: its result, and its target if it has one."""
    of = identity(indicator_id=name, comparability_group=name)
    targets = [] if semantics is None else [planned(semantics, low, of=of)]
    return indicator(indicator_id=name), [observed(value, of=of, n_source="not_applicable")], targets


def risen(name: str, earlier: float, later: float, **given: object) -> Case:
    """Return a share of a survey that was asked to rise."""
    of = share_identity(indicator_id=name, comparability_group=name)
    figures = [share(earlier, 2017, of=of), share(later, 2018, of=of)]
    return share_indicator(indicator_id=name, **given), figures, [planned("increase", of=of)]


def three(of: tuple[IndicatorYear, ...], *, has_accounts: bool = True) -> tuple[str, str, str]:
    return promised(of, 2018), happened(of, 2018, has_accounts=has_accounts), how_sure(of)


WAVES = Surveys(waves=(wave(2017), wave(2018)))
ASSUMED = Surveys(waves=(wave(2017, n_source="assumed"), wave(2018, n_source="assumed")))


def test_a_year_without_rows_promises_nothing_and_is_sure_of_nothing() -> None:
    assert three(()) == (
        "Voor 2018 staat hier in de bekende documenten geen indicator in een tabel.",
        "Er is dus niets om naast een streefwaarde te houden.",
        "Er is geen oordeel ‘(niet) behaald’ om zeker van te zijn.",
    )


def test_one_indicator_is_not_counted_as_if_there_were_more() -> None:
    assert three(rows(counted("a", 12))) == (
        "De enige indicator heeft een streefwaarde: een getal.",
        "Over 2018 is de streefwaarde van de enige indicator gehaald.",
        "Zekerheid van het enige oordeel: geteld (geen steekproef).",
    )


def test_all_that_share_a_verdict_are_told_at_once() -> None:
    assert three(rows(counted("a", 2), counted("b", 3))) == (
        "Elk van de 2 indicatoren heeft een streefwaarde: steeds een getal.",
        "Over 2018 is de streefwaarde van geen van de 2 indicatoren gehaald.",
        "Elk van de 2 indicatoren heeft een oordeel: steeds geteld (geen steekproef).",
    )


def test_without_any_target_there_is_nothing_to_meet() -> None:
    assert three(rows(counted("a", 2, None), counted("b", 3, None))) == (
        "Geen van de 2 indicatoren heeft in de bekende documenten een streefwaarde.",
        "Over 2018 is er een uitkomst van elk van de 2 indicatoren, maar geen streefwaarde om die naast te houden.",
        "Er is geen oordeel ‘(niet) behaald’ om zeker van te zijn.",
    )


def test_an_empty_cell_for_a_target_is_no_target() -> None:
    assert promised(rows(counted("a", 2, "not_published", None)), 2018) == (
        "De enige indicator heeft in de bekende documenten geen streefwaarde."
    )


def test_without_accounts_it_is_said_that_they_are_not_known() -> None:
    without_results = rows(counted("a", None), counted("b", None))
    assert happened(without_results, 2018, has_accounts=False) == (
        "Over 2018 is van geen van de 2 indicatoren een uitkomst bekend. De rekening over 2018 is hier niet bekend."
    )
    from_elsewhere = rows(counted("a", 12), counted("b", None))
    assert happened(from_elsewhere, 2018, has_accounts=False) == (
        "Van de 2 indicatoren over 2018: bij 1 is de streefwaarde gehaald en van 1 is geen uitkomst bekend. "
        "De rekening over 2018 is hier niet bekend: uitkomsten komen uit andere documenten."
    )


def test_key_figures_have_no_norm() -> None:
    assert three(rows(counted("a", 2, "no_norm", None), counted("b", 3, "no_norm", None))) == (
        "De 2 indicatoren zijn kengetallen: daarvoor geldt geen norm.",
        "Over 2018 is er een uitkomst van elk van de 2 indicatoren: kengetallen, zonder norm.",
        "Er is geen oordeel ‘(niet) behaald’ om zeker van te zijn.",
    )


def test_targets_are_counted_by_what_they_ask_for() -> None:
    of_many_kinds = rows(
        counted("a", 12),
        counted("b", 12, "at_least"),
        counted("c", 12, "decrease", None),
        counted("d", 12, "maintain", None),
        counted("e", 12, "text", None),
        counted("f", 12, "rank_at_best"),
        counted("g", 12, None),
        counted("h", 12, "no_norm", None),
    )
    assert promised(of_many_kinds, 2018) == (
        "6 van de 8 indicatoren hebben een streefwaarde: 1 keer een afname, 1 keer een gelijk niveau, 2 keer een "
        "getal, 1 keer een plaats op een ranglijst en 1 keer een tekst. Voor 1 staat er geen in de bekende "
        "documenten. Er is 1 kengetal: daarvoor geldt geen norm."
    )


def test_every_verdict_is_counted_out_of_all() -> None:
    of_every_verdict = rows(
        counted("a", 12),
        counted("b", 2),
        counted("c", 2, "no_norm", None),
        counted("d", 2, None),
        counted("e", None),
        counted("f", 2, "text", None),
        counted("g", 2, "increase", None),
    )
    assert happened(of_every_verdict, 2018, has_accounts=True) == (
        "Van de 7 indicatoren over 2018: bij 1 is de streefwaarde gehaald, bij 1 niet, 1 is een kengetal, bij 1 staat "
        "geen streefwaarde, van 1 is geen uitkomst bekend, 1 is niet met rekenen te beoordelen en 1 is niet met de "
        "streefwaarde te vergelijken."
    )


def test_a_miss_without_anything_met_is_said_in_full() -> None:
    assert "bij 1 is de streefwaarde niet gehaald" in happened(
        rows(counted("a", 2), counted("b", None)), 2018, has_accounts=True
    )


def test_how_sure_tells_each_certainty_apart() -> None:
    mixed = rows(risen("a", 60, 75), risen("b", 60, 61), risen("c", 60, 62.5), counted("d", 12), surveys=WAVES)
    assert how_sure(mixed) == (
        "Elk van de 4 indicatoren heeft een oordeel: 1 aantoonbaar, 1 geteld (geen steekproef), 1 afhankelijk van de "
        "afronding en 1 binnen de marge (het verschil kan toeval zijn)."
    )
    assert how_sure(rows(risen("a", 60, 75), counted("b", None))) == (
        "1 van de 2 indicatoren heeft een oordeel ‘(niet) behaald’: met onbekende zekerheid (de bron zegt niet hoe "
        "nauwkeurig is gemeten)."
    )


def test_what_depends_on_rounding_says_so() -> None:
    assert how_sure(rows(risen("a", 17, 19), surveys=WAVES)) == (
        "Zekerheid van het enige oordeel: afhankelijk van de afronding."
    )


def test_an_assumed_number_of_respondents_is_named_only_where_it_matters() -> None:
    assert how_sure(rows(risen("a", 60, 75), surveys=ASSUMED)).endswith(" Het aantal deelnemers is aangenomen.")
    assert "aangenomen" not in how_sure(rows(risen("a", 60, 75), surveys=WAVES))
    assert "aangenomen" not in how_sure(rows(counted("a", 12), surveys=ASSUMED))


def test_a_change_without_a_verdict_is_told_apart_from_the_verdicts() -> None:
    key_figure, figures, _ = risen("a", 28, 30, is_key_figure=True)
    assert how_sure(rows((key_figure, figures, []), counted("b", 12), surveys=WAVES)) == (
        "1 van de 2 indicatoren heeft een oordeel ‘(niet) behaald’: geteld (geen steekproef). Verandering sinds de "
        "vorige uitkomst bij 1 zonder oordeel: binnen de marge."
    )


def test_a_second_figure_of_an_indicator_is_not_counted_twice() -> None:
    one, figures, targets = counted("a", 12)
    second = identity(indicator_id="a", comparability_group="a", part=2)
    main = identity(indicator_id="a", comparability_group="a", part=1)
    figures = [observed(12, of=main, n_source="not_applicable"), observed(3, of=second, n_source="not_applicable")]
    found = rows((one, figures, targets))
    assert len(found) == 2
    assert promised(found, 2018).startswith("De enige indicator")


@pytest.mark.parametrize("number", [1, 2])
def test_the_same_is_said_in_english(number: int) -> None:
    some = [counted("a", 12), counted("b", 12)][:number]
    with speaking(ENGLISH):
        assert (
            three(rows(*some))
            == {
                1: (
                    "The only indicator has a target: a number.",
                    "In 2018 the only indicator met its target.",
                    "Certainty of the only verdict: counted (no sample).",
                ),
                2: (
                    "Each of the 2 indicators has a target: always a number.",
                    "In 2018 each of the 2 indicators met its target.",
                    "Each of the 2 indicators has a verdict: always counted (no sample).",
                ),
            }[number]
        )
