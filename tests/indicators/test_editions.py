"""What changed between two editions: by rule on rows made here, and on the data that ships."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest

from indicators import editions, reading, series
from indicators.editions import ChangeKind, Edition, EditionChange
from indicators.judged import IndicatorYear
from indicators.model import Document, Observation, Target
from indicators.reading import NotFoundError, Warehouse
from tests.figures import ACCOUNTS_2018, BUDGET_2018, identity, indicator, observed, planned

ACCOUNTS_2017 = Document(
    "rekening-2017", "accounts", "Gemeenterekening 2017", "Groningen", 2017, date(2018, 7, 15), "day", None, 1
)
REPORT = Document("onderzoek", "survey_report", "Onderzoek", "OIS", None, date(2018, 9, 1), "day", None, 3)
FORMER, NOW, BUDGET = Edition(ACCOUNTS_2017, 2017), Edition(ACCOUNTS_2018, 2018), Edition(BUDGET_2018, 2018)
NARROWER = identity(base_id="wie-er-was")


def rows(year: int, *printed: Observation | Target) -> tuple[IndicatorYear, ...]:
    return series.indicator_years(
        {name: indicator("higher", indicator_id=name, sort_order=at) for at, name in enumerate("xy")},
        [one for one in printed if isinstance(one, Observation)],
        [one for one in printed if isinstance(one, Target)],
        year,
    )


def then(value: float | None, **given: object) -> Observation:
    return observed(value, 2017, document=ACCOUNTS_2017, **given)


def changed(
    before: Iterable[Observation | Target], after: Iterable[Observation | Target], later: Edition = NOW
) -> dict[ChangeKind, str]:
    """Return what changed from the accounts of 2017 to those of 2018."""
    found = [
        change
        for pair in editions.row_pairs(rows(2017, *before), rows(2018, *after))
        for change in editions.changes_of(pair, FORMER, later)
    ]
    return {one.kind: one.sentence for one in found}


def test_nothing_changed_when_both_say_the_same_of_their_year() -> None:
    aim = planned("at_least", 5, period=2017, document=ACCOUNTS_2017)
    assert changed([then(7), aim], [observed(7), planned("at_least", 5)]) == {}


def test_a_verdict_that_turned_is_told_with_both_years() -> None:
    before = [then(7), planned("at_least", 5, period=2017, document=ACCOUNTS_2017)]
    assert changed(before, [observed(4), planned("at_least", 5)]) == {
        ChangeKind.VERDICT_TURNED: "Behaald over 2017 (Gemeenterekening 2017), "
        "niet behaald over 2018 (Gemeenterekening 2018)."
    }


def test_another_target_is_told_and_no_verdict_turned_by_it_is_made_up() -> None:
    before = [then(7), planned("at_least", 5, period=2017, document=ACCOUNTS_2017)]
    assert changed(before, [observed(8), planned("at_least", 6)]) == {
        ChangeKind.TARGET_CHANGED: "Streefwaarde ten minste 5 voor 2017 (Gemeenterekening 2017); "
        "streefwaarde ten minste 6 voor 2018 (Gemeenterekening 2018)."
    }


def test_results_of_two_groups_are_a_redefinition_and_no_difference_is_given() -> None:
    found = changed([then(7)], [observed(4, of=NARROWER)])
    assert found == {
        ChangeKind.REDEFINED: "7 over 2017 (Gemeenterekening 2017); 4 over 2018 (Gemeenterekening 2018). "
        "Niet te vergelijken: andere groep."
    }


def test_a_first_result_and_a_lost_one_turn_no_verdict() -> None:
    assert set(changed([then(None)], [observed(4)])) == {ChangeKind.NEW_FIGURE}
    assert set(changed([then(4)], [observed(None)])) == {ChangeKind.VANISHED}


def test_an_indicator_that_only_one_edition_has_is_new_or_vanished() -> None:
    there, here = then(3, of=identity(indicator_id="y")), observed(7)
    assert changed([there], [here]) == {
        ChangeKind.NEW: "7 over 2018 (Gemeenterekening 2018); in Gemeenterekening 2017 staat er niets over 2017.",
        ChangeKind.VANISHED: "3 over 2017 (Gemeenterekening 2017); Gemeenterekening 2018 geeft er niets over 2018.",
    }


def test_a_survey_report_drops_nothing_it_was_never_about() -> None:
    assert changed([then(7)], [], later=Edition(REPORT, 2018)) == {}


def test_a_plan_that_the_accounts_do_not_come_back_to_has_vanished() -> None:
    plan = planned("at_least", 5, document=BUDGET_2018)
    (pair,) = editions.row_pairs(rows(2018, plan), rows(2018, plan))
    (change,) = editions.changes_of(pair, BUDGET, NOW)
    assert change.kind is ChangeKind.VANISHED
    assert change.sentence == (
        "Streefwaarde ten minste 5 voor 2018 (Begroting 2018); Gemeenterekening 2018 geeft dit cijfer niet over 2018."
    )


def test_the_main_and_the_second_figure_of_a_cell_are_held_against_their_own() -> None:
    def pair_of(year: int, document: Document, main: float, second: float) -> list[Observation]:
        return [
            observed(value, year, of=identity(part=part), document=document) for part, value in ((1, main), (2, second))
        ]

    pairs = editions.row_pairs(
        rows(2017, *pair_of(2017, ACCOUNTS_2017, 28, 17)), rows(2018, *pair_of(2018, ACCOUNTS_2018, 30, 19))
    )
    assert [(one.earlier.achieved.value, one.later.achieved.value) for one in pairs] == [(28, 30), (17, 19)]


def test_counts_are_of_indicators_and_name_every_kind() -> None:
    twice = [EditionChange(ChangeKind.NEW, indicator(), 2018, None, None, "Nieuw.")] * 2
    found = editions.counts(twice)
    assert set(found) == set(ChangeKind)
    assert (found[ChangeKind.NEW], found[ChangeKind.VANISHED]) == (1, 0)


# The data that ships -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


def the_edition(warehouse: Warehouse, document_id: str) -> Edition:
    return editions.edition(next(one for one in reading.documents(warehouse) if one.document_id == document_id))


def test_the_overview_of_2018_is_held_against_the_accounts_of_2017(warehouse: Warehouse) -> None:
    found = editions.editions_of(warehouse, 2018, None)
    assert found is not None
    assert [(one.document.document_id, one.year) for one in found] == [("rekening-2017", 2017), ("rekening-2018", 2018)]


def test_before_the_accounts_appeared_a_year_is_held_against_the_budget_before(warehouse: Warehouse) -> None:
    found = editions.editions_of(warehouse, 2018, "begroting-2018")
    assert found is not None
    assert [one.document.document_id for one in found] == ["begroting-2017", "begroting-2018"]


def test_a_year_without_two_documents_of_a_kind_has_no_editions_to_compare(warehouse: Warehouse) -> None:
    assert editions.editions_of(warehouse, 2017, None) is None
    assert editions.editions_of(warehouse, 2008, None) is None


def test_what_changed_in_the_accounts_of_2018(warehouse: Warehouse) -> None:
    found = editions.difference(warehouse, *editions.editions_of(warehouse, 2018, None)).changes
    told = {(one.kind, one.indicator.indicator_id): one.sentence for one in found}
    assert told[ChangeKind.VERDICT_TURNED, "bezoekers-zwembaden"] == (
        "Niet behaald over 2017 (Gemeenterekening 2017), behaald over 2018 (Gemeenterekening 2018)."
    )
    assert told[ChangeKind.REDEFINED, "wij-bekend-met-dienstverlening"] == (
        "60% over 2017 (Gemeenterekening 2018), waar eerder 18% gepubliceerd was."
    )
    assert told[ChangeKind.VANISHED, "kijkers-oog"] == (
        "49% over 2017 (Gemeenterekening 2017); Gemeenterekening 2018 geeft over 2018 geen uitkomst (geen gegevens)."
    )
    assert {kind: number for kind, number in editions.counts(found).items() if number} == {
        ChangeKind.VERDICT_TURNED: 2,
        ChangeKind.REDEFINED: 3,
        ChangeKind.REVISED: 1,
        ChangeKind.TARGET_CHANGED: 11,
        ChangeKind.NEW_FIGURE: 1,
        ChangeKind.VANISHED: 3,
    }


def test_a_field_that_one_document_does_not_report_on_is_counted_apart(warehouse: Warehouse) -> None:
    """Of WIJ the accounts of 2017 were not received: five indicators are not new for it."""
    found = editions.difference(warehouse, *editions.editions_of(warehouse, 2018, None))
    assert "sociale-basisvoorzieningen" in {field.policy_field_id for field in found.fields_left_out}
    assert not [one for one in found.changes if one.kind is ChangeKind.NEW]
    assert len({pair.indicator.indicator_id for pair in found.pairs}) == 17


def test_the_budget_of_2018_against_the_accounts_for_one_field_of_sport(warehouse: Warehouse) -> None:
    found = editions.difference(
        warehouse,
        the_edition(warehouse, "begroting-2018"),
        the_edition(warehouse, "rekening-2018"),
        "faciliteren-verenigingen-accommodaties",
    )
    assert found.fields_left_out == ()
    assert {pair.indicator.policy_field_id for pair in found.pairs} == {"faciliteren-verenigingen-accommodaties"}
    first_results = {one.indicator.indicator_id for one in found.changes if one.kind is ChangeKind.NEW_FIGURE}
    assert {"bezoekers-zwembaden", "bezoekers-kardinge-ijs"} <= first_results


def test_every_difference_between_two_documents_that_follow_each_other_can_be_said(warehouse: Warehouse) -> None:
    known = [editions.edition(one) for one in reading.documents(warehouse) if one.kind in editions.WHOLE]
    for earlier, later in pairwise(known):
        for change in editions.difference(warehouse, earlier, later).changes:
            assert change.sentence.endswith(".")
            assert "None" not in change.sentence
            assert change.sentence[0] == change.sentence[0].upper()


def test_nothing_is_said_to_be_absent_from_a_document_that_prints_it(warehouse: Warehouse) -> None:
    known = [editions.edition(one) for one in reading.documents(warehouse) if one.kind in editions.WHOLE]
    claims = 0
    for earlier, later in [*pairwise(known), (known[0], known[-1]), (known[1], known[3])]:
        for change in editions.difference(warehouse, earlier, later).changes:
            if "er niets over" not in change.sentence:
                continue
            claims += 1
            absent = later if change.kind is ChangeKind.VANISHED else earlier
            history = reading.indicator_history(warehouse, change.indicator.indicator_id)
            printed = {(one.document.document_id, one.period) for one in (*history.observations, *history.targets)}
            assert (absent.document.document_id, absent.year) not in printed, change.sentence
    assert claims


def test_an_unknown_field_or_document_is_a_sentence(warehouse: Warehouse) -> None:
    with pytest.raises(NotFoundError, match="no document 'rekening-1900'"):
        editions.editions_of(warehouse, 2018, "rekening-1900")
    with pytest.raises(NotFoundError, match="no policy field 'onzin'"):
        editions.difference(
            warehouse, the_edition(warehouse, "rekening-2017"), the_edition(warehouse, "rekening-2018"), "onzin"
        )
