"""Sentences of the accounts 2018 held against its table, and what a sentence may say without being found out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.claim_checks import claim_checks
from indicators.judged import Assumptions, Contradiction, ContradictionKind, Severity
from indicators.model import Claim, Observation, ObservationKind, Qualifier
from indicators.samples import Surveys
from tests.figures import BUDGET_2018, identity, indicator, observed
from tests.indicators.accounts_2018 import (
    ADULTS,
    BASES,
    CONTACT,
    HAD_CONTACT,
    HEARD,
    HEARD_OF,
    INDICATORS,
    KNOWS,
    KNOWS_WHERE,
    PRINTED,
    WALKS_IN,
    claim,
    note,
    share,
    surveys,
)

DIRECTION, UNIT, SIZE = ContradictionKind.CLAIM_DIRECTION, ContradictionKind.CLAIM_UNIT, ContradictionKind.CLAIM_SIZE
UNSHOWN, BASE, VALUE = (
    ContradictionKind.CLAIM_NOT_DEMONSTRATED,
    ContradictionKind.CLAIM_BASE,
    ContradictionKind.CLAIM_VALUE,
)


def found(
    *claims: Claim,
    figures: tuple[Observation, ...] = PRINTED,
    by: Surveys | None = None,
    assumptions: Assumptions | None = None,
) -> tuple[Contradiction, ...]:
    counted = indicator(indicator_id="x", name="Projecten", unit="projecten")
    known = surveys() if by is None else by
    return claim_checks(claims, INDICATORS | {"x": counted}, figures, BASES, known, assumptions or Assumptions())


# Size and unit -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "printed", "points", "growth", "arithmetic"),
    [
        (2017, 7.0, "7 procentpunt", "10,3%", "7 / 68 = 10,3% (door afronding 8,8 tot 11,9%)"),
        (2016, 21.0, "21 procentpunt", "38,9%", "21 / 54 = 38,9% (door afronding 36,7 tot 41,1%)"),
    ],
)
def test_percent_where_points_are_meant_is_said_with_both_numbers(
    since: int, printed: float, points: str, growth: str, arithmetic: str
) -> None:
    said = claim(HEARD_OF, since, 2018, direction="increase", difference=printed, printed_unit="%")
    (one,) = found(said)
    assert (one.kind, one.severity) == (UNIT, Severity.UNSUPPORTED)
    assert points in one.sentence
    assert growth in one.sentence
    assert one.reckoning is not None
    assert one.reckoning.endswith(arithmetic)
    assert one.evidence[0] is said
    assert [figure.period for figure in one.evidence[1:] if isinstance(figure, Observation)] == [since, 2018]


@pytest.mark.parametrize(
    ("difference", "unit"),
    [(7.0, "procentpunt"), (8.0, "procentpunt"), (10.0, "%"), (10.3, "%"), (12.0, "%"), (10.3, "procent"), (7.0, None)],
)
def test_a_difference_that_fits_in_its_own_unit_is_let_alone(difference: float, unit: str | None) -> None:
    assert found(claim(HEARD_OF, 2017, 2018, direction="increase", difference=difference, printed_unit=unit)) == ()


@pytest.mark.parametrize(
    ("difference", "unit", "kind"),
    [(9.0, "procentpunt", UNIT), (14.0, "procentpunt", SIZE), (14.0, "%", SIZE), (3.0, "%", SIZE), (10.0, None, SIZE)],
)
def test_a_difference_that_fits_in_neither_unit_is_of_another_size(
    difference: float, unit: str | None, kind: ContradictionKind
) -> None:
    (one,) = found(claim(HEARD_OF, 2017, 2018, direction="increase", difference=difference, printed_unit=unit))
    assert one.kind is kind
    assert one.severity is (Severity.CONTRADICTION if kind is SIZE else Severity.UNSUPPORTED)


def test_the_size_of_a_change_of_a_count_is_in_its_unit_or_in_percent() -> None:
    counts = observed(439, 2017, of=identity(unit="projecten")), observed(578, 2018, of=identity(unit="projecten"))

    def kinds(difference: float, unit: str | None) -> list[ContradictionKind]:
        said = claim("x", 2017, 2018, direction="increase", difference=difference, printed_unit=unit)
        return [one.kind for one in found(said, figures=counts)]

    assert kinds(139, "projecten") == kinds(31.7, "%") == kinds(32, "%") == []
    assert kinds(139, "%") == kinds(32, "projecten") == [SIZE]


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_difference_of_two_printed_percentages_in_points_always_fits(earlier: int, later: int) -> None:
    figures = share(HEARD_OF, earlier, 2017, ADULTS), share(HEARD_OF, later, 2018, ADULTS)
    direction = "increase" if later > earlier else "decrease" if later < earlier else None
    said = claim(
        HEARD_OF, 2017, 2018, direction=direction, difference=float(abs(later - earlier)), printed_unit="procentpunt"
    )
    assert not {one.kind for one in found(said, figures=figures)} & {SIZE, UNIT, DIRECTION}


# Direction -----------------------------------------------------------------------------------------------------------


def test_easier_to_find_against_71_and_70_percent_contradicts_whatever_the_rounding() -> None:
    better = claim(
        KNOWS_WHERE, 2017, 2018, claim_id="beter", paraphrase="WIJ is iets beter vindbaar.", direction="increase"
    )
    stable = claim(
        KNOWS_WHERE, 2017, 2018, claim_id="stabiel", paraphrase="De vindbaarheid bleef gelijk.", direction="stable"
    )
    one, other = found(better, stable)
    assert (one.kind, one.severity) == (DIRECTION, Severity.CONTRADICTION)
    assert one.sentence == (
        "WIJ is iets beter vindbaar. De cijfers zijn 71% (2017) en 70% (2018): 1 procentpunt lager. "
        "Dezelfde pagina zegt ook: De vindbaarheid bleef gelijk."
    )
    assert one.reckoning is not None
    assert one.reckoning.startswith("70% − 71% = −1 procentpunt (door afronding −2 tot 0)")
    assert one.evidence[-1] is stable
    assert one.contradiction_id == f"claim-direction-{KNOWS_WHERE}-2018-beter"
    assert other.kind is UNSHOWN


def test_more_where_the_printed_figures_are_equal_is_unsupported_because_rounding_leaves_room() -> None:
    (one,) = found(claim(WALKS_IN, 2017, 2018, direction="increase"))
    assert (one.kind, one.severity) == (DIRECTION, Severity.UNSUPPORTED)
    assert "73% (2017) en 73% (2018): gelijk" in one.sentence


def test_a_rise_within_the_margin_is_not_demonstrated_and_says_on_how_many() -> None:
    (one,) = found(claim(HAD_CONTACT, 2017, 2018, direction="increase"), by=surveys(source="assumed"))
    assert (one.kind, one.severity) == (UNSHOWN, Severity.UNSUPPORTED)
    assert "28% (2017) en 30% (2018): 2 procentpunt hoger, en dat valt binnen de foutmarge" in one.sentence
    assert "aangenomen" in one.sentence
    assert one.reckoning is not None
    assert "3.400" in one.reckoning
    assert "3.750" in one.reckoning
    (known,) = found(claim(HAD_CONTACT, 2017, 2018, direction="increase"))
    assert "aangenomen" not in known.sentence


@pytest.mark.parametrize(("about", "since"), [(HEARD_OF, 2017), (HEARD_OF, 2016), (KNOWS, 2017)])
def test_a_rise_that_is_demonstrated_is_let_alone(about: str, since: int) -> None:
    assert found(claim(about, since, 2018, direction="increase")) == ()


@pytest.mark.parametrize("about", [HEARD_OF, KNOWS])
def test_stable_where_a_change_is_demonstrated_contradicts(about: str) -> None:
    (one,) = found(claim(about, 2017, 2018, direction="stable"))
    assert (one.kind, one.severity) == (DIRECTION, Severity.CONTRADICTION)


@pytest.mark.parametrize("about", [KNOWS_WHERE, WALKS_IN])
def test_stable_where_nothing_is_demonstrated_says_what_is_left_open(about: str) -> None:
    (one,) = found(claim(about, 2017, 2018, direction="stable"))
    assert (one.kind, one.severity) == (UNSHOWN, Severity.UNSUPPORTED)
    assert "laat ten minste alles open van een daling van" in one.sentence
    assert "tot een stijging van" in one.sentence


@pytest.mark.parametrize("direction", ["increase", "stable"])
def test_where_n_is_unknown_nothing_is_held_against_a_sentence_that_the_printed_figures_allow(direction: str) -> None:
    assert found(claim(HAD_CONTACT, 2017, 2018, direction=direction), by=surveys(None)) == ()


def test_a_fall_is_a_rise_mirrored() -> None:
    (one,) = found(claim(HEARD_OF, 2017, 2018, direction="decrease"))
    assert (one.kind, one.severity) == (DIRECTION, Severity.CONTRADICTION)
    (within,) = found(claim(KNOWS_WHERE, 2017, 2018, direction="decrease"))
    assert within.kind is UNSHOWN


def test_a_reader_who_assumes_more_answers_gets_another_finding() -> None:
    said = claim(HAD_CONTACT, 2017, 2018, direction="increase")
    assert found(said, by=surveys(50_000)) == ()
    (rounded,) = found(said, by=surveys(8_000), assumptions=Assumptions(design_effect=1.0))
    assert (rounded.kind, rounded.severity) == (UNSHOWN, Severity.REMARK)
    assert "hangt af van de afronding" in rounded.sentence
    (stricter,) = found(said, by=surveys(8_000), assumptions=Assumptions(design_effect=2.0, confidence=0.99))
    assert stricter.kind is UNSHOWN
    assert "99%" in (stricter.reckoning or "")


def test_a_count_rises_or_not() -> None:
    counts = tuple(observed(value, year, n_source="not_applicable") for value, year in ((439, 2017), (578, 2018)))
    assert found(claim("x", 2017, 2018, direction="increase"), figures=counts) == ()
    (fall,) = found(claim("x", 2017, 2018, direction="decrease"), figures=counts)
    assert (fall.kind, fall.severity) == (DIRECTION, Severity.CONTRADICTION)
    (stable,) = found(claim("x", 2017, 2018, direction="stable"), figures=counts)
    assert (stable.kind, stable.severity) == (DIRECTION, Severity.REMARK)


def test_a_year_without_a_figure_is_said_and_the_next_one_looked_at() -> None:
    (one,) = found(claim(HAD_CONTACT, 2016, 2018, direction="increase"))
    assert (one.kind, one.severity) == (UNSHOWN, Severity.UNSUPPORTED)
    assert "Over 2016 staat er geen cijfer" in one.sentence
    assert "28% (2017) en 30% (2018)" in one.sentence
    assert "valt binnen de foutmarge" in one.sentence
    (shown,) = found(claim(KNOWS, 2016, 2018, direction="increase"))
    assert "60% (2017) en 64% (2018): 4 procentpunt hoger." in shown.sentence
    assert found(claim(KNOWS, 2016, 2017, direction="increase")) == ()


def test_a_sentence_that_names_no_earlier_year_is_held_against_the_last_one() -> None:
    (one,) = found(claim(KNOWS_WHERE, None, 2018, direction="increase"))
    assert one.kind is DIRECTION
    assert found(claim(KNOWS, None, 2017, direction="increase")) == ()
    assert found(claim(KNOWS_WHERE, 2018, 2018, direction="increase")) == ()


def test_a_sentence_about_a_group_is_held_against_the_figures_of_that_group() -> None:
    (of_all,) = found(claim(HAD_CONTACT, 2017, 2018, direction="decrease", base_id=ADULTS.base_id))
    assert "17% (2017) en 19% (2018)" in of_all.sentence
    (of_part,) = found(claim(HAD_CONTACT, 2017, 2018, direction="decrease", base_id=HEARD.base_id))
    assert "28% (2017) en 30% (2018)" in of_part.sentence


# Groups and series ---------------------------------------------------------------------------------------------------


def test_58_percent_of_2016_and_66_of_2018_are_of_different_series() -> None:
    wider = share(WALKS_IN, 66, 2018, CONTACT, group="alle-contacten", kind=ObservationKind.NARRATIVE)
    said = claim(WALKS_IN, 2016, 2018, direction="increase", value=66.0, base_id=CONTACT.base_id)
    (one,) = found(said, figures=(*PRINTED, wider))
    assert (one.kind, one.severity) == (BASE, Severity.UNSUPPORTED)
    assert "58% (2016) en 66% (2018), en die zijn niet met elkaar te vergelijken: " in one.sentence
    assert "andere definitie" in one.sentence
    assert "groep niet vermeld" in one.sentence
    assert wider in one.evidence


def test_a_percentage_of_another_group_than_the_table_says_is_told_with_both_groups() -> None:
    (one,) = found(claim(KNOWS, None, 2018, value=64.0, base_id=HEARD.base_id))
    assert (one.kind, one.severity) == (BASE, Severity.CONTRADICTION)
    assert f"64% als aandeel van ‘{ADULTS.name}’, niet van ‘{HEARD.name}’" in one.sentence


@pytest.mark.parametrize(("value", "base_id"), [(30.0, HEARD.base_id), (19.0, ADULTS.base_id)])
def test_either_figure_of_a_pair_is_held_against_its_own_group(value: float, base_id: str) -> None:
    assert found(claim(HAD_CONTACT, None, 2018, value=value, base_id=base_id)) == ()
    (swapped,) = found(claim(HAD_CONTACT, None, 2018, value=49.0 - value, base_id=base_id))
    assert swapped.kind is BASE


# Levels --------------------------------------------------------------------------------------------------------------

PROJECTS = (observed(578, 2018, raw="578", of=identity(unit="projecten")),)


def test_over_600_against_578_in_the_table_contradicts() -> None:
    said = claim("x", None, 2018, value=600.0, qualifier=Qualifier.AT_LEAST, paraphrase="Het waren er ruim 600.")
    (one,) = found(said, figures=PROJECTS)
    assert (one.kind, one.severity) == (VALUE, Severity.CONTRADICTION)
    assert one.sentence == "Het waren er ruim 600. De tabel geeft 578 projecten (2018)."
    assert one.evidence == (said, PROJECTS[0])


@pytest.mark.parametrize(
    ("value", "qualifier", "is_allowed"),
    [
        (578.0, "exact", True),
        (577.0, "exact", False),
        (600.0, "approx", True),
        (500.0, "at_least", True),
        (578.0, "at_least", True),
        (578.0, "more_than", True),
        (579.0, "more_than", False),
        (580.0, "approx", True),
        (590.0, "approx", False),
        (600.0, "at_most", True),
        (500.0, "less_than", False),
    ],
)
def test_a_level_is_held_against_the_table_as_firmly_as_it_is_meant(
    value: float, qualifier: str, is_allowed: bool
) -> None:
    answers = found(claim("x", None, 2018, value=value, qualifier=Qualifier(qualifier)), figures=PROJECTS)
    assert (answers == ()) is is_allowed


def test_a_limit_in_the_figures_leaves_room_for_every_level_beyond_it() -> None:
    older = (share(HEARD_OF, 75, 2018, ADULTS, qualifier=Qualifier.MORE_THAN),)

    def allows(value: float, qualifier: Qualifier) -> bool:
        return found(claim(HEARD_OF, None, 2018, value=value, qualifier=qualifier), figures=older) == ()

    assert allows(75.0, Qualifier.MORE_THAN)
    assert allows(80.0, Qualifier.EXACT)
    assert not allows(70.0, Qualifier.EXACT)


def test_a_level_that_one_of_the_series_of_the_year_prints_is_no_contradiction() -> None:
    wider = share(WALKS_IN, 66, 2018, CONTACT, group="alle-contacten", kind=ObservationKind.NARRATIVE)
    assert found(claim(WALKS_IN, None, 2018, value=66.0), figures=(*PRINTED, wider)) == ()
    assert [one.kind for one in found(claim(WALKS_IN, None, 2018, value=67.0), figures=(*PRINTED, wider))] == [VALUE]


def test_a_note_on_the_figure_itself_may_name_another_level() -> None:
    groups = (observed(4, 2018, raw="4*", footnotes=(note("waarvan 2 afgeschaald", "*"),)),)
    (one,) = found(claim("x", None, 2018, value=2.0, place="noot *"), figures=groups)
    assert one.severity is Severity.REMARK
    (text,) = found(claim("x", None, 2018, value=2.0), figures=groups)
    assert text.severity is Severity.CONTRADICTION


# What is not judged --------------------------------------------------------------------------------------------------


def test_a_sentence_without_indicator_year_or_figure_is_not_judged() -> None:
    said = claim(HEARD_OF, 2017, 2018, direction="decrease", value=3.0)
    assert found(replace(said, indicator_id=None)) == ()
    assert found(replace(said, indicator_id="onbekend")) == ()
    assert found(replace(said, period_from=None, period_to=None)) == ()
    assert found(replace(said, period_from=2020, period_to=2021)) == ()
    assert found(replace(said, direction=None, value=None)) == ()


def test_figures_of_elsewhere_and_of_old_editions_say_nothing_of_a_sentence() -> None:
    old = share(KNOWS, 18, 2017, ADULTS, kind=ObservationKind.PREVIOUSLY_REPORTED)
    haren = share(KNOWS, 90, 2018, ADULTS, territory_id="nederland")
    assert found(claim(KNOWS, None, 2018, value=90.0), figures=(*PRINTED, haren))
    assert found(claim(KNOWS, 2017, 2018, direction="increase"), figures=(*PRINTED, old)) == ()


def test_a_sentence_is_held_against_its_own_document_first() -> None:
    before = share(KNOWS_WHERE, 69, 2017, PRINTED[9].base, document=BUDGET_2018)
    (one,) = found(claim(KNOWS_WHERE, 2017, 2018, direction="increase"), figures=(before, *PRINTED))
    assert "71% (2017)" in one.sentence
    later = claim(KNOWS_WHERE, 2017, 2018, direction="decrease", document_id=BUDGET_2018.document_id)
    (other,) = found(later, figures=(before, *PRINTED))
    assert "69% (2017) en 70% (2018)" in other.sentence
