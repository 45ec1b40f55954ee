"""What does not agree, said in Dutch with its arithmetic, weighed and in order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.contradictions import contradictions
from indicators.judged import Contradiction, ContradictionKind, Revision, RevisionKind, Severity
from indicators.model import Claim, Definition, Observation, ObservationKind, Qualifier, SeriesIdentity, Target
from indicators.series import indicator_years
from tests.figures import BUDGET_2018, BUDGET_2019, identity, indicator, observed, planned
from tests.indicators.accounts_2018 import (
    ADULTS,
    BASES,
    HAD_CONTACT,
    HEARD,
    HEARD_OF,
    INDICATORS,
    KNOWS_WHERE,
    PRINTED,
    claim,
    share,
    surveys,
)

VISITORS = indicator(indicator_id="x", name="Bezoekers ijsbaan", unit="bezoekers")
COUNTED = identity(unit="bezoekers")


def of_wij(*claims: Claim, figures: tuple[Observation, ...] = PRINTED) -> tuple[Contradiction, ...]:
    return contradictions(INDICATORS, figures, (), claims, (), (), BASES, surveys())


# Nested bases --------------------------------------------------------------------------------------------------------


def test_a_nested_base_that_does_not_multiply_out_is_said_with_its_arithmetic() -> None:
    earlier, later = of_wij()
    assert earlier.contradiction_id == "nested-bases-wij-contact-2017-heeft-gehoord-van-wij-rekening-2018"
    assert (earlier.kind, earlier.severity) == (ContradictionKind.NESTED_BASES, Severity.CONTRADICTION)
    assert earlier.sentence == (
        "Over 2017 passen drie cijfers niet bij elkaar: ‘wie van WIJ hoorde’ is 68% van ‘inwoners van 18 jaar en "
        "ouder’, en het cijfer is 28% van de eerste groep en 17% van de tweede. Uit 68% en 28% volgt 18,6% tot 19,5%. "
        "Bij 28% en 17% hoort een eerste groep van 57,9% tot 63,6%, zoals de 60% van "
        "‘wij-bekend-met-dienstverlening’."
    )
    assert earlier.reckoning == (
        "68% × 28% = 18,6% tot 19,5%; gedrukt 17% (16,5% tot 17,5%). 17% / 28% = 57,9% tot 63,6%; gedrukt 68%."
    )
    assert [one.raw for one in earlier.evidence if isinstance(one, Observation)] == [
        "28% (II)\n(17% (III))",
        "68%",
        "28% (II)\n(17% (III))",
        "60%",
    ]
    assert later.reckoning is not None
    assert later.reckoning.startswith("75% × 30% = 22,0% tot 23,0%; gedrukt 19% (18,5% tot 19,5%).")
    assert later.nested is not None
    assert not later.nested.fits


def test_where_no_printed_share_fits_that_is_said() -> None:
    (one,) = of_wij(
        figures=(
            share(HEARD_OF, 75, 2018, ADULTS),
            share(HAD_CONTACT, 30, 2018, HEARD, part=1),
            share(HAD_CONTACT, 19, 2018, ADULTS, part=2),
        )
    )
    assert one.sentence.endswith("een eerste groep van 60,7% tot 66,1%; zo een cijfer staat er niet.")


def test_the_arithmetic_has_one_decimal_more_than_the_figures() -> None:
    finer = {"decimals": 1}
    (one,) = of_wij(
        figures=(
            share(HEARD_OF, 75.0, 2018, ADULTS, **finer),
            share(HAD_CONTACT, 30.0, 2018, HEARD, part=1),
            share(HAD_CONTACT, 19.0, 2018, ADULTS, part=2),
        )
    )
    assert one.reckoning is not None
    assert one.reckoning.startswith("75,0% × 30% = 22,11% tot 22,89%; gedrukt 19% (18,50% tot 19,50%).")


def test_nested_bases_that_multiply_out_are_no_contradiction() -> None:
    assert of_wij(figures=(*PRINTED[:1], share(HAD_CONTACT, 28, 2016, HEARD, part=1))) == ()


# Parts and their total -----------------------------------------------------------------------------------------------

WHOLE = indicator(indicator_id="geheel", name="Geheel", sort_order=1)


def of_parts(total: float, *parts: float, missing: int = 0, **given: object) -> tuple[Contradiction, ...]:
    """Return what is found of a whole with these parts printed, and as many more that are not."""
    names = [f"deel-{number}" for number in range(len(parts) + missing)]
    known = {name: indicator(indicator_id=name, part_of="geheel") for name in names} | {"geheel": WHOLE}
    figures = [observed(total, of=identity(indicator_id="geheel"))]
    figures += [
        observed(value, of=identity(indicator_id=name), **given) for name, value in zip(names, parts, strict=False)
    ]
    return contradictions(known, figures)


def test_parts_that_exceed_their_whole_contradict_it() -> None:
    (one,) = of_parts(100, 60, 45)
    assert (one.kind, one.severity) == (ContradictionKind.PARTS_AND_TOTAL, Severity.CONTRADICTION)
    assert one.reckoning == "60 + 45 = 105 (104,0 tot 106,0 door afronding); gedrukt 100 (99,5 tot 100,5)."
    assert [figure.raw for figure in one.evidence] == ["…"] * 3  # type: ignore[union-attr]
    (single,) = of_parts(100, 104)
    assert single.severity is Severity.CONTRADICTION


def test_parts_that_leave_a_rest_are_worth_a_look_but_one_part_never_is() -> None:
    (one,) = of_parts(100, 60, 35)
    assert one.severity is Severity.REMARK
    assert "samen 95 en het geheel is 100" in one.sentence
    assert of_parts(100, 60) == ()


def test_parts_are_added_only_when_every_one_is_printed_beside_the_whole() -> None:
    assert of_parts(100, 60, 45, missing=1) == ()
    assert of_parts(100, 60, 45, document=BUDGET_2018) == ()
    assert of_parts(100, 60, 45, period=2017) == ()
    assert of_parts(100, 60, 45, kind=ObservationKind.NARRATIVE) == ()
    assert of_parts(100, 60, 45, qualifier=Qualifier.MORE_THAN) == ()


def test_the_second_figure_of_a_cell_is_no_part_of_a_total() -> None:
    """Of `60 (45%)` only the first is added."""
    one, two = (indicator(indicator_id=name, part_of="geheel") for name in ("een", "twee"))
    figures = [
        observed(100, of=identity(indicator_id="geheel")),
        observed(60, of=identity(indicator_id="een", part=1)),
        observed(90, of=identity(indicator_id="een", part=2)),
        observed(40, of=identity(indicator_id="twee")),
    ]
    assert contradictions({"een": one, "twee": two, "geheel": WHOLE}, figures) == ()


def test_whole_numbers_that_add_up_but_for_their_rounding_agree() -> None:
    assert of_parts(100, 33, 33, 33) == ()
    assert of_parts(100, 33.3, 33.3, 33.3) == of_parts(100, 34, 33, 34) == ()
    (one,) = of_parts(100.0, 60.5, 45, decimals=1)
    assert one.reckoning == "60,5 + 45,0 = 105,5 (105,40 tot 105,60 door afronding); gedrukt 100 (99,50 tot 100,50)."


@given(st.lists(st.integers(0, 1_000), min_size=2, max_size=5), st.integers(0, 2_000))
def test_parts_are_found_exactly_where_the_halves_do_not_bridge_the_gap(parts: list[int], total: int) -> None:
    gap = abs(sum(parts) - total)
    assert bool(of_parts(total, *parts)) is (gap > (len(parts) + 1) / 2)


# Editions ------------------------------------------------------------------------------------------------------------


def of_revision(
    earlier: Observation | Target, later: Observation | Target, reason: str | None = None, kind: str = "revision"
) -> tuple[Contradiction, ...]:
    revision = Revision("x-2015-revision-b", RevisionKind(kind), VISITORS, earlier.period, earlier, later, reason)
    return contradictions({"x": VISITORS}, (), revisions=(revision,))


def test_two_editions_that_differ_without_a_note_contradict_each_other() -> None:
    earlier = observed(120_000, 2015, of=COUNTED, document=BUDGET_2018, raw="120.000")
    later = observed(100_700, 2015, of=COUNTED, document=BUDGET_2019, raw="100.700")
    (one,) = of_revision(earlier, later)
    assert (one.kind, one.severity) == (ContradictionKind.SILENT_REVISION, Severity.CONTRADICTION)
    assert one.sentence == (
        "Over 2015 drukt ‘Begroting 2018’ 120.000 bezoekers en ‘Begroting 2019’ 100.700 bezoekers; geen noot zegt "
        "waarom."
    )
    assert one.reckoning == "100.700 is 19.300 bezoekers lager dan 120.000: 16,1%."
    assert one.evidence == (earlier, later)


def test_a_revision_with_a_reason_is_no_contradiction() -> None:
    assert of_revision(observed(1), observed(2), "Anders geteld.") == ()


def test_what_may_be_one_value_rounded_twice_is_only_a_remark() -> None:
    (one,) = of_revision(observed(6, 2016, document=BUDGET_2018), observed(6.5, 2016))
    assert one.severity is Severity.REMARK
    assert "een en dezelfde waarde" in one.sentence
    assert one.reckoning == "6,5 is 0,5 hoger dan 6: 8,3%."


def test_a_percentage_is_revised_in_points_and_a_text_without_arithmetic() -> None:
    in_percent = identity(unit="%")
    (share_of,) = of_revision(observed(67.5, of=in_percent), observed(75, of=in_percent))
    assert share_of.reckoning == "75% is 7,5 procentpunt hoger dan 67,5%."
    (text,) = of_revision(observed(text="veel"), observed(12))
    assert text.reckoning is None
    assert text.severity is Severity.CONTRADICTION
    (from_nothing,) = of_revision(observed(0), observed(12))
    assert from_nothing.reckoning == "12 is 12 hoger dan 0."


def test_another_definition_or_another_target_can_both_be_true() -> None:
    (redefined,) = of_revision(observed(18), observed(60), kind="redefinition")
    (moved,) = of_revision(planned("equal", 480, document=BUDGET_2018), planned("equal", 400))
    assert redefined.severity is moved.severity is Severity.REMARK
    assert "onder een andere definitie" in redefined.sentence
    assert moved.sentence.startswith("De streefwaarde voor 2018 is 480 in ‘Begroting 2018’ en 400 in ‘")


# Targets -------------------------------------------------------------------------------------------------------------

WITH_RENEWALS = identity(comparability_group="met-verlengingen", unit="uitleningen")
WITHOUT = identity(comparability_group="zonder-verlengingen", unit="uitleningen")


def of_target(target: Target, result: Observation) -> tuple[Contradiction, ...]:
    rows = indicator_years({"x": VISITORS}, [result], [target], result.period)
    return contradictions({"x": VISITORS}, [result], [target], rows=rows)


def test_a_target_on_the_old_way_of_counting_loans_is_told_with_both_wordings() -> None:
    def worded(of: SeriesIdentity, wording: str) -> Definition:
        return Definition(of.comparability_group, "x", 1, wording, of.comparability_group)

    target = planned(
        "equal",
        1_370_000,
        of=WITH_RENEWALS,
        raw="1.370.000",
        definition=worded(WITH_RENEWALS, "Uitleningen met verlengingen"),
    )
    result = observed(781_225, of=WITHOUT, raw="781.225", definition=worded(WITHOUT, "Uitleningen zonder verlengingen"))
    (one,) = of_target(target, result)
    assert (one.kind, one.severity) == (ContradictionKind.TARGET_OF_ANOTHER_SERIES, Severity.UNSUPPORTED)
    assert one.sentence == (
        "De streefwaarde voor 2018 (1.370.000 uitleningen) hoort bij een andere reeks dan de uitkomst (781.225 "
        "uitleningen): zij verschillen in definitie, dus de een zegt niets over de ander."
    )
    assert one.reckoning == (
        "definitie: streefwaarde ‘Uitleningen met verlengingen’, uitkomst ‘Uitleningen zonder verlengingen’"
    )
    assert one.evidence == (target, result)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("base_id", "jongeren", "groep waarover gemeten is"),
        ("unit", "per 1.000", "eenheid"),
        ("method", "panel", "meetwijze"),
    ],
)
def test_every_difference_between_target_and_result_is_named(field: str, value: str, word: str) -> None:
    target = planned("equal", 90, of=replace(COUNTED, **{field: value}))
    (one,) = of_target(target, observed(87, of=COUNTED))
    assert word in one.sentence
    assert f"streefwaarde ‘{value}’" in (one.reckoning or "")


def test_a_target_of_the_same_series_is_none() -> None:
    assert of_target(planned("equal", 90, of=COUNTED), observed(87, of=COUNTED)) == ()
    assert of_target(planned("increase", of=COUNTED), observed(87, of=COUNTED)) == ()


# All together --------------------------------------------------------------------------------------------------------


def test_the_heaviest_comes_first_then_the_field_order_then_the_year() -> None:
    answers = of_wij(
        claim(HEARD_OF, 2017, 2018, claim_id="eenheid", direction="increase", difference=7.0, printed_unit="%"),
        claim(KNOWS_WHERE, 2017, 2018, claim_id="beter", direction="increase"),
    )
    assert [(one.severity, one.indicator.indicator_id, one.period) for one in answers] == [
        (Severity.CONTRADICTION, HAD_CONTACT, 2017),
        (Severity.CONTRADICTION, HAD_CONTACT, 2018),
        (Severity.CONTRADICTION, KNOWS_WHERE, 2018),
        (Severity.UNSUPPORTED, HEARD_OF, 2018),
    ]
    backwards = contradictions(INDICATORS, PRINTED[::-1], bases=BASES, surveys=surveys())
    assert [one.contradiction_id for one in backwards] == [one.contradiction_id for one in answers[:2]]


def test_every_finding_has_an_id_of_its_own() -> None:
    elsewhere = tuple(
        replace(one, identity=replace(one.identity, territory_id="elders"), observation_id=-one.observation_id)
        for one in PRINTED
    )
    ids = [one.contradiction_id for one in of_wij(figures=PRINTED + elsewhere)]
    assert len(ids) == 4
    assert len(set(ids)) == 4


def test_nothing_is_found_where_nothing_is_printed() -> None:
    assert contradictions({}, ()) == ()
