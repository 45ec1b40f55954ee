"""What a later edition prints differently, and when a document is taken to say why."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judged import Revision, RevisionKind
from indicators.model import DeclaredRevision, Document, Indicator, Observation, ObservationKind, Target
from indicators.revisions import revisions
from tests.figures import ACCOUNTS_2018, BUDGET_2018, BUDGET_2019, identity, indicator, observed, planned
from tests.indicators.accounts_2018 import (
    ADULTS,
    HELPED,
    INDICATORS,
    KNOWS,
    KNOWS_WHERE,
    UNSTATED,
    WALKS_IN,
    note,
    share,
)

BUDGET_2017 = Document(
    "begroting-2017", "budget", "Begroting 2017", "Groningen", 2017, date(2016, 11, 15), "day", None, 1
)
EDITIONS = (BUDGET_2017, BUDGET_2018, BUDGET_2019, ACCOUNTS_2018)
"""Oldest first."""

VISITORS = indicator(indicator_id="x", name="Bezoekers ijsbaan", unit="bezoekers")

TOO_NARROW = "De maat was in 2017 te smal omschreven en kwam daardoor lager uit (18% in 2017); hier is zij hersteld"
TOO_BROAD = "De maat was in 2017 te breed omschreven (achtereenvolgens 59% en 51% in 2017); hier is zij hersteld"


def found(
    *printed: Observation | Target, declared: tuple[DeclaredRevision, ...] = (), of: Indicator = VISITORS
) -> tuple[Revision, ...]:
    return revisions(
        {of.indicator_id: of} | INDICATORS,
        [one for one in printed if isinstance(one, Observation)],
        [one for one in printed if isinstance(one, Target)],
        declared,
    )


def reported(name: str, value: float, **given: object) -> Observation:
    kind = ObservationKind.PREVIOUSLY_REPORTED
    return share(name, value, 2017, UNSTATED, group="oud", kind=kind, **given)


def test_the_visitors_of_the_ice_rink_are_revised_without_a_word() -> None:
    earlier = observed(120_000, 2015, document=BUDGET_2017, raw="120.000")
    later = observed(100_700, 2015, document=BUDGET_2018, raw="100.700")
    (one,) = found(later, earlier)
    assert (one.earlier, one.later, one.period) == (earlier, later, 2015)
    assert one.kind is RevisionKind.REVISION
    assert one.is_silent
    assert one.revision_id == "x-2015-revision-begroting-2018"


def test_a_figure_printed_again_is_no_revision_nor_is_one_that_first_was_missing() -> None:
    assert found(observed(120, document=BUDGET_2017), observed(120, document=BUDGET_2018)) == ()
    assert found(observed(None, document=BUDGET_2017), observed(120, document=BUDGET_2018)) == ()
    assert found(observed(120, document=BUDGET_2017), observed(None, document=BUDGET_2018)) == ()


@pytest.mark.parametrize(
    ("earlier", "later", "is_revised"),
    [(7.0, 7.04, False), (23, 22.5, False), (6, 6.5, True), (22, 22.5, True), (6.4, 6.5, True), (6, 5.6, False)],
)
def test_more_decimals_are_no_revision_unless_they_round_to_something_else(
    earlier: float, later: float, is_revised: bool
) -> None:
    printed = observed(earlier, document=BUDGET_2017), observed(later, document=BUDGET_2018)
    assert bool(found(*printed)) is is_revised
    mirrored = observed(later, document=BUDGET_2017), observed(earlier, document=BUDGET_2018)
    assert bool(found(*mirrored)) is is_revised


def test_texts_and_ranges_are_revised_when_their_words_or_ends_are_others() -> None:
    texts = [observed(text="32 initiatieven", document=BUDGET_2017), observed(text="40 initiatieven")]
    assert len(found(*texts)) == 1
    assert found(texts[0], observed(text=" 32  Initiatieven")) == ()
    assert len(found(observed(low=60, high=65, document=BUDGET_2017), observed(low=60, high=70))) == 1


def test_a_revision_of_another_series_is_none() -> None:
    before = observed(738.0, 2014, document=BUDGET_2018, of=identity(territory_id="voor-2019"))
    after = observed(843.8, 2014, document=BUDGET_2019, of=identity(territory_id="na-2019"))
    assert found(before, after) == ()


def test_another_definition_in_a_later_edition_is_a_redefinition() -> None:
    before = observed(1_299_616, 2016, document=BUDGET_2018, of=identity(comparability_group="met-verlengingen"))
    after = observed(826_405, 2016, document=ACCOUNTS_2018, of=identity(comparability_group="zonder"))
    (one,) = found(after, before)
    assert (one.earlier, one.later, one.kind) == (before, after, RevisionKind.REDEFINITION)
    same_edition = observed(826_405, 2016, document=BUDGET_2018, of=identity(comparability_group="zonder"))
    assert found(before, same_edition) == ()


def test_a_figure_of_another_area_is_not_redefined_by_ours() -> None:
    ours = observed(75, 2017, document=BUDGET_2019, of=identity(comparability_group="nieuw"))
    theirs = observed(67, 2017, document=BUDGET_2018, of=identity(comparability_group="oud", territory_id="nederland"))
    assert found(ours, theirs) == ()


def test_what_the_accounts_say_they_printed_before_is_redefined_with_the_note_that_names_it() -> None:
    narrow, broad = note(TOO_NARROW, "I"), note(TOO_BROAD, "V")
    source, of_whom = note("Bron: OIS", "a", "remark"), note("Als aandeel van wie is geholpen.", "VI")
    answers = found(
        reported(KNOWS, 18),
        share(KNOWS, 60, 2017, ADULTS, row_footnotes=(source, narrow)),
        reported(KNOWS_WHERE, 59),
        share(KNOWS_WHERE, 71, 2017, HELPED, footnotes=(of_whom,), row_footnotes=(broad,)),
        reported(WALKS_IN, 51),
        share(WALKS_IN, 73, 2017, HELPED, footnotes=(of_whom,), row_footnotes=(broad,)),
    )
    said = [(one.earlier.raw, one.kind, one.reason) for one in answers]
    assert [(kind, reason) for _, kind, reason in said] == [
        (RevisionKind.REDEFINITION, TOO_NARROW),
        (RevisionKind.REDEFINITION, TOO_BROAD),
        (RevisionKind.REDEFINITION, TOO_BROAD),
    ]
    assert answers[0].revision_id == f"{KNOWS}-2017-redefinition-rekening-2018"


@pytest.mark.parametrize("text", ["118% van het landelijke cijfer", "2018% telt", "was 3,18% lager"])
def test_a_note_that_holds_the_same_digits_names_another_figure(text: str) -> None:
    later = share(KNOWS, 60, 2017, ADULTS, row_footnotes=(note(text),))
    (one,) = found(reported(KNOWS, 18), later)
    assert one.kind is RevisionKind.REDEFINITION
    assert one.is_silent


def test_a_figure_that_an_earlier_edition_really_printed_goes_before_what_a_later_one_says_of_it() -> None:
    printed = share(KNOWS, 18, 2017, UNSTATED, group="oud", document=BUDGET_2018)
    (one,) = found(reported(KNOWS, 18), printed, share(KNOWS, 60, 2017, ADULTS))
    assert one.earlier is printed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("het aantal stond fout in de begroting 2017", RevisionKind.CORRECTION),
        ("Het cijfer is gecorrigeerd.", RevisionKind.CORRECTION),
        ("Verlengingen telden eerder mee als uitleningen (definitiebreuk)", RevisionKind.REDEFINITION),
        ("methodisch gewijzigd", RevisionKind.REDEFINITION),
        ("Voorlopig cijfer, later bijgesteld", RevisionKind.REVISION),
        ("Dit is het definitieve cijfer", RevisionKind.REVISION),
        ("Bron: Onderzoek en statistiek", None),
        ("eerste halfjaar 2018", None),
        ("de foutmarge is 3 procentpunt", None),
        ("gemeten in de Stads-enquête 2016", None),
    ],
)
def test_a_note_explains_a_revision_only_when_it_speaks_of_one(text: str, kind: RevisionKind | None) -> None:
    earlier = observed(67, 2017, document=BUDGET_2018)
    later = observed(75, 2017, document=BUDGET_2019, row_footnotes=(note(text),))
    (one,) = found(earlier, later)
    assert one.kind is (kind or RevisionKind.REVISION)
    assert one.reason == (text if kind else None)


@pytest.mark.parametrize("flag", ["remark", "not_referred_to", "empty"])
def test_a_source_line_or_a_stray_note_explains_nothing(flag: str) -> None:
    explained = observed(75, document=BUDGET_2019, row_footnotes=(note("Het cijfer is gecorrigeerd.", flag=flag),))
    (one,) = found(observed(67, document=BUDGET_2018), explained)
    assert one.is_silent


def test_a_note_on_the_earlier_figure_explains_nothing() -> None:
    earlier = observed(67, document=BUDGET_2018, footnotes=(note("Voorlopig cijfer"),))
    (one,) = found(earlier, observed(75, document=BUDGET_2019))
    assert one.is_silent


def test_what_a_person_declared_decides_kind_and_reason() -> None:
    said = DeclaredRevision("x", 2017, BUDGET_2019.document_id, "correction", "De teller was dubbel geteld.")
    earlier = observed(67, 2017, document=BUDGET_2018)
    later = observed(75, 2017, document=BUDGET_2019, footnotes=(note("Nieuwe definitie"),))
    (one,) = found(earlier, later, declared=(said,))
    assert (one.kind, one.reason) == (RevisionKind.CORRECTION, "De teller was dubbel geteld.")
    (one,) = found(earlier, later, declared=(replace(said, period=2016),))
    assert one.kind is RevisionKind.REDEFINITION


def test_targets_of_one_year_that_editions_print_differently_are_revised_too() -> None:
    moved = planned("equal", 480_000, document=BUDGET_2018), planned("equal", 400_000, document=ACCOUNTS_2018)
    (one,) = found(*moved)
    assert (one.earlier, one.later) == moved
    assert one.revision_id == "x-2018-revision-rekening-2018-streefwaarde"
    assert len(found(planned("equal", 400, document=BUDGET_2018), planned("at_least", 400))) == 1


def test_targets_that_say_the_same_or_nothing_are_not_revised() -> None:
    assert found(planned("increase", document=BUDGET_2018), planned("increase")) == ()
    assert found(planned("not_published", document=BUDGET_2018), planned("equal", 7)) == ()
    assert found(planned("equal", 7, document=BUDGET_2018), planned("not_published")) == ()
    assert found(planned("equal", 7), planned("at_least", 9)) == ()  # twice in one document: no edition came between


def test_a_benchmark_is_revised_by_a_benchmark_only() -> None:
    country = identity(territory_id="nederland")
    national = {"of": country, "kind": ObservationKind.BENCHMARK}
    (one,) = found(
        observed(534.8, document=BUDGET_2018, **national),
        observed(534.7, document=BUDGET_2019, of=country),
        observed(535.1, document=ACCOUNTS_2018, **national),
    )
    assert (one.earlier.document, one.later.document) == (BUDGET_2018, ACCOUNTS_2018)
    assert "nederland" in one.revision_id


def test_of_a_table_and_running_text_in_one_edition_the_table_counts() -> None:
    narrative = observed(600, document=BUDGET_2019, kind=ObservationKind.NARRATIVE)
    table = observed(578, document=BUDGET_2019)
    assert found(observed(578, document=BUDGET_2018), narrative, table) == ()
    assert len(found(observed(578, document=BUDGET_2018), narrative)) == 1


@given(st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_there_is_one_revision_for_every_edition_that_prints_another_figure_than_the_one_before(
    values: list[int],
) -> None:
    figures = [observed(value, document=document) for value, document in zip(values, EDITIONS, strict=False)]
    answers = found(*reversed(figures))
    assert len(answers) == sum(one != other for one, other in pairwise(values))
    assert [one.later.document.edition_rank for one in answers] == sorted(
        one.later.document.edition_rank for one in answers
    )
    assert len({one.revision_id for one in answers}) == len(answers)
    assert all(one.earlier.document.edition_rank < one.later.document.edition_rank for one in answers)


def test_two_revisions_that_would_share_a_name_are_numbered() -> None:
    two_areas = [
        observed(value, document=document, of=identity(territory_id=area))
        for area in ("voor-2019", "na-2019")
        for value, document in ((1, BUDGET_2018), (2, BUDGET_2019))
    ]
    assert [one.revision_id for one in found(*two_areas)] == [
        "x-2018-revision-begroting-2019",
        "x-2018-revision-begroting-2019-2",
    ]
