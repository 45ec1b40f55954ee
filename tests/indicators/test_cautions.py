"""Which cautions and questions are chosen of all there could be, and what becomes of the rarer ones."""

from dataclasses import dataclass, replace

import pytest

from indicators.briefing import Briefing, briefing
from indicators.briefing_facts import Facts, first_of_each
from indicators.cautions import KIND_WORDS, cautions
from indicators.judged import IndicatorHistory, IndicatorYear, Verdict
from indicators.model import Footnote, Indicator, PolicyField
from indicators.reading import Warehouse
from indicators.series import indicator_years
from tests.figures import identity, indicator, observed, planned


@pytest.fixture(scope="module")
def warehouse(small: Warehouse) -> Warehouse:
    return small


@dataclass(frozen=True)
class Thing:
    """Something that could be told."""

    kind: str
    indicator: Indicator
    number: int = 0


ONE, TWO, THREE = (indicator(indicator_id=name) for name in ("one", "two", "three"))


# Choosing ------------------------------------------------------------------------------------------------------------


def test_the_first_of_each_kind_goes_before_the_second_of_any() -> None:
    could = [Thing("a", ONE), Thing("a", TWO), Thing("b", THREE)]
    assert first_of_each(could, 2) == (could[0], could[2])


def test_what_is_chosen_stays_in_its_order() -> None:
    could = [Thing("a", ONE), Thing("a", TWO), Thing("b", THREE)]
    assert first_of_each(could, 3) == tuple(could)


def test_a_kind_tells_of_an_indicator_of_which_nothing_is_told_yet() -> None:
    could = [Thing("a", ONE), Thing("b", ONE), Thing("b", TWO)]
    assert first_of_each(could, 2) == (could[0], could[2])


def test_another_indicator_goes_before_another_kind_unless_kinds_go_first() -> None:
    could = [Thing("a", ONE), Thing("a", TWO), Thing("b", ONE)]
    assert first_of_each(could, 2) == (could[0], could[1])
    assert first_of_each(could, 2, kinds_first=True) == (could[0], could[2])


def test_one_indicator_may_have_all_the_cautions_when_there_is_no_other() -> None:
    could = [Thing("a", ONE), Thing("b", ONE), Thing("b", ONE, 2), Thing("c", ONE)]
    assert first_of_each(could, 3) == tuple(could[:3])
    assert first_of_each([], 3) == ()


# What is told --------------------------------------------------------------------------------------------------------


def facts(one: Indicator, *printed: object, **given: object) -> Facts:
    """Return the facts of one indicator in 2018 with its figures and targets."""
    figures = [each for each in printed if hasattr(each, "observation_id")]
    targets = [each for each in printed if hasattr(each, "target_id")]
    rows = indicator_years({one.indicator_id: one}, figures, targets, 2018)
    field = PolicyField("f", "Veld", "Programma", 1)
    history = IndicatorHistory(one, field, tuple(figures), tuple(targets), (), (), (), rows, **given)
    return Facts(rows, {one.indicator_id: history})


def told(of: Facts) -> list[tuple[str, str]]:
    return [(caution.kind, caution.sentence) for caution in cautions(of)]


def of_sport(warehouse: Warehouse, year: int) -> Briefing:
    return briefing(warehouse, "policy-field", "sport", year)


def test_a_figure_that_was_corrected_says_why(warehouse: Warehouse) -> None:
    one = of_sport(warehouse, 2015)
    assert [(caution.kind, caution.sentence) for caution in one.cautions] == [
        (
            "revised",
            "Over 2015 noemt ‘Begroting 2017’ 120.000 en ‘Begroting 2018’ 100.700. Eerst telden "
            "bezoekers van het zwembad mee.",
        )
    ]


def test_a_target_that_moved_is_told_and_asked(warehouse: Warehouse) -> None:
    one = of_sport(warehouse, 2018)
    assert (
        "De streefwaarde voor 2018 is 105.000 in ‘Begroting 2018’ en 110.000 in ‘Begroting 2019’. "
        "Geen van beide zegt waarom."
    ) in [caution.sentence for caution in one.cautions]
    first, second = one.questions
    assert (first.question, first.answer) == (
        "Bezoekers ijsbaan: waarom ging de streefwaarde voor 2018 van 105.000 naar 110.000?",
        "‘Begroting 2018’ noemt 105.000, ‘Begroting 2019’ 110.000. Geen van beide zegt waarom.",
    )
    assert second.question.startswith("Bezoekers ijsbaan: waarom stond er over 2015"), "an older year comes later"


def test_a_result_in_words_is_not_to_be_added_up(warehouse: Warehouse) -> None:
    one = briefing(warehouse, "policy-field", "samenredzaamheid", 2018)
    assert [(caution.kind, caution.indicator.indicator_id) for caution in one.cautions] == [
        ("no_number", "initiatieven")
    ]


def test_an_unknown_direction_matters_only_where_it_turns_the_verdict() -> None:
    undirected = indicator("unknown")
    assert [kind for kind, _ in told(facts(undirected, observed(51), planned("equal", 55)))] == ["direction_unknown"]
    assert told(facts(undirected, observed(55), planned("equal", 55))) == [], "reached whichever way is better"
    assert told(facts(indicator("higher"), observed(51), planned("equal", 55))) == []


def test_a_note_on_the_figure_is_told_when_there_is_nothing_worse() -> None:
    note = Footnote("n", "*", "eerste halfjaar", False, None, "observation")
    noted = observed(12, footnotes=(note,))
    assert told(facts(indicator(), noted, planned("equal", 10))) == [("noted", "Noot bij 12: eerste halfjaar.")]
    unread = observed(12, footnotes=(replace(note, text=None, flag="note_missing"),))
    assert told(facts(indicator(), unread, planned("equal", 10))) == []


def test_a_figure_of_another_series_is_not_put_beside_the_one_before() -> None:
    before = observed(40, 2017, of=identity(comparability_group="earlier"))
    of = facts(indicator(), before, observed(12), planned("equal", 10))
    assert told(of) == [
        ("not_comparable", "40 in 2017 is een cijfer van een andere reeks: andere definitie. Zet 12 daar niet naast.")
    ]


def test_without_a_comparison_there_is_no_verdict_and_that_is_told_first() -> None:
    before = observed(40, 2017, of=identity(comparability_group="earlier"))
    of = facts(indicator(), before, observed(12), planned("increase"))
    assert [row.verdict for row in of.rows] == [Verdict.NOT_COMPARABLE]
    ((kind, sentence),) = told(of)
    assert kind == "not_comparable"
    assert sentence.endswith("Daarom is er geen oordeel.")


def test_two_figures_of_two_groups_ask_for_the_group() -> None:
    first = observed(30, of=identity(part=1, base_id="wie het kent"))
    second = observed(19, of=identity(part=2, base_id="iedereen"))
    assert told(facts(indicator(), first, second)) == [
        ("two_groups", "Noem de groep erbij: 30 (wie het kent) en 19 (iedereen).")
    ]


def test_every_kind_that_is_told_has_a_word(warehouse: Warehouse) -> None:
    fields = ("sociale-basis", "samenredzaamheid", "sport")
    found = [one for field in fields for year in (2015, 2017, 2018) for one in read(warehouse, field, year).cautions]
    assert {one.kind for one in found} <= set(KIND_WORDS)
    assert all(one.kind_word and not one.kind_word.endswith(".") for one in found)


def read(warehouse: Warehouse, field: str, year: int) -> Briefing:
    return briefing(warehouse, "policy-field", field, year)


def test_a_caution_is_about_a_row_of_the_sheet(warehouse: Warehouse) -> None:
    one = read(warehouse, "sociale-basis", 2018)
    rows: tuple[IndicatorYear, ...] = one.rows
    assert one.cautions
    assert all(caution.row in rows for caution in one.cautions)
