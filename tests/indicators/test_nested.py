"""Shares of a part, of the whole, and of the part in the whole, held against each other over their rounding."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judged import NestedBases
from indicators.model import BasePopulation, Observation, Qualifier
from indicators.nested import nested_bases
from tests.figures import BUDGET_2018, BUDGET_2019
from tests.indicators.accounts_2018 import ADULTS, BASES, HAD_CONTACT, HEARD, HEARD_OF, KNOWS, PRINTED, share


def check(heard: float, contact: float, contact_of_all: float, **given: object) -> NestedBases:
    """Return the check of 2018 on three shares."""
    (found,) = nested_bases(
        [
            share(HEARD_OF, heard, 2018, ADULTS, **given),
            share(HAD_CONTACT, contact, 2018, HEARD, part=1, **given),
            share(HAD_CONTACT, contact_of_all, 2018, ADULTS, part=2, **given),
        ],
        BASES,
    )
    return found


@pytest.mark.parametrize(
    ("year", "product_of_two", "printed", "implied", "fitting"),
    [
        (2017, (18.5625, 19.5225), (16.5, 17.5), (57.8947, 63.6364), [60]),
        (2018, (21.9775, 23.0275), (18.5, 19.5), (60.6557, 66.1017), [64]),
    ],
)
def test_contact_with_wij_does_not_multiply_out_in_either_year(
    year: int,
    product_of_two: tuple[float, float],
    printed: tuple[float, float],
    implied: tuple[float, float],
    fitting: list[float],
) -> None:
    (found,) = [one for one in nested_bases(PRINTED, BASES) if one.period == year]
    assert not found.fits
    assert found.product == product_of_two
    assert found.printed == printed
    assert found.implied_part == pytest.approx(implied, abs=0.0001)
    assert [one.value for one in found.others_that_fit] == fitting
    assert {one.identity.indicator_id for one in found.others_that_fit} == {KNOWS}


def test_shares_that_multiply_out_are_checked_too_and_fit() -> None:
    assert check(68, 25, 17).fits
    assert check(60, 28, 17).fits


def test_decimals_make_the_boxes_smaller() -> None:
    assert check(68, 28, 19).fits
    assert not check(68.0, 28.0, 18.9, decimals=1).fits


def test_what_touches_at_the_end_of_a_box_fits() -> None:
    # 100 % is 99.5 to 100, 26 % is 25.5 to 26.5: their product ends at 26.5, where the box of 27 begins.
    assert check(100, 26, 27).fits
    assert not check(100, 26, 28).fits


@pytest.mark.parametrize(
    "other",
    [
        {"period": 2017},
        {"method": "inwonerspanel"},
        {"territory_id": "na-2019"},
        {"group": "andere definitie"},
        {"document": BUDGET_2018},
        {"name": KNOWS},
    ],
    ids=str,
)
def test_only_the_same_question_of_one_year_document_and_survey_is_held_together(other: dict[str, object]) -> None:
    of_whole: dict[str, object] = {"name": HAD_CONTACT, "value": 19, "period": 2018, "base": ADULTS, "part": 2}
    figures = [share(HEARD_OF, 75, 2018, ADULTS), share(HAD_CONTACT, 30, 2018, HEARD, part=1)]
    assert nested_bases([*figures, share(**of_whole)], BASES)  # type: ignore[arg-type]
    assert nested_bases([*figures, share(**(of_whole | other))], BASES) == ()  # type: ignore[arg-type]


def test_the_share_of_the_part_may_stand_in_another_document_but_its_own_goes_first() -> None:
    here = {"document": BUDGET_2018}  # an earlier edition than elsewhere
    pair = [share(HAD_CONTACT, 30, 2018, HEARD, part=1, **here), share(HAD_CONTACT, 19, 2018, ADULTS, part=2, **here)]
    elsewhere = share(HEARD_OF, 63, 2018, ADULTS, document=BUDGET_2019)
    (found,) = nested_bases([*pair, elsewhere], BASES)
    assert found.part_of_whole is elsewhere
    assert found.fits
    own = share(HEARD_OF, 75, 2018, ADULTS, **here)
    (found,) = nested_bases([own, *pair, elsewhere], BASES)
    assert found.part_of_whole is own


def test_a_base_that_nothing_measures_is_not_checked() -> None:
    unmeasured = {base_id: BasePopulation(base_id, base.parent_id, base.name) for base_id, base in BASES.items()}
    assert nested_bases(PRINTED, unmeasured) == ()


def test_limits_texts_and_figures_that_are_not_shares_are_no_part_of_a_check() -> None:
    contact = [share(HAD_CONTACT, 30, 2018, HEARD, part=1), share(HAD_CONTACT, 19, 2018, ADULTS, part=2)]
    limit: Observation = share(HEARD_OF, 75, 2018, ADULTS, qualifier=Qualifier.MORE_THAN)
    assert nested_bases([*contact, limit], BASES) == ()


whole_percents = st.integers(0, 100)
inside = st.fractions(0, 1)


def box(value: float, decimals: int = 0) -> tuple[Fraction, Fraction]:
    """Return the box of a printed percentage, written out once more."""
    half = Fraction(1, 2 * 10**decimals)
    number = Fraction(str(value))
    return max(Fraction(0), number - half), min(Fraction(100), number + half)


@given(whole_percents, whole_percents, whole_percents, inside, inside)
def test_the_product_holds_the_product_of_any_values_in_the_boxes(
    heard: int, contact: int, of_all: int, along: Fraction, up: Fraction
) -> None:
    low, high = check(heard, contact, of_all).product
    (heard_low, heard_high), (contact_low, contact_high) = box(heard), box(contact)
    one = heard_low + along * (heard_high - heard_low)
    other = contact_low + up * (contact_high - contact_low)
    assert low - 1e-9 <= float(one * other / 100) <= high + 1e-9


@given(whole_percents, whole_percents, whole_percents)
def test_what_fits_is_what_a_fine_grid_of_values_inside_the_boxes_says(heard: int, contact: int, of_all: int) -> None:
    steps = [Fraction(step, 20) for step in range(21)]
    grids = [[low + step * (high - low) for step in steps] for low, high in (box(heard), box(contact))]
    low, high = box(of_all)
    reached = [one * other / 100 for one, other in product(*grids)]
    coarseness = Fraction(1, 10)  # two shares of at most 100 % that each step by a twentieth
    is_found = any(low <= value <= high for value in reached)
    is_nearly_found = any(low - coarseness <= value <= high + coarseness for value in reached)
    fits = check(heard, contact, of_all).fits
    assert fits if is_found else (is_nearly_found or not fits)


@given(whole_percents, st.integers(1, 100), whole_percents)
def test_it_fits_exactly_where_the_printed_share_of_the_part_meets_the_share_it_must_be(
    heard: int, contact: int, of_all: int
) -> None:
    found = check(heard, contact, of_all)
    low, high = box(heard)
    least, most = found.implied_part
    if box(of_all)[0] <= box(contact)[1]:  # else no share of at most 100 % will do
        assert found.fits == (float(low) <= most and least <= float(high))
    else:
        assert not found.fits
