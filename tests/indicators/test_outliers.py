"""Figures that stand out of their series, with the series of the accounts that do and those that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judged import Contradiction, ContradictionKind, Severity
from indicators.model import Observation, Qualifier, Target
from indicators.outliers import outliers
from tests.figures import ACCOUNTS_2018, BUDGET_2018, BUDGET_2019, identity, indicator, observed, planned

SHARE = identity(unit="%")


def found(*printed: Observation | Target, kind: str = "count", unit: str = "aantal") -> tuple[Contradiction, ...]:
    return outliers(
        {"x": indicator(kind=kind, unit=unit)},
        [one for one in printed if isinstance(one, Observation)],
        [one for one in printed if isinstance(one, Target)],
    )


def yearly(*values: float, first: int = 2014, **given: object) -> list[Observation]:
    return [observed(value, first + position, **given) for position, value in enumerate(values)]


def test_the_target_of_the_forum_lacks_a_digit() -> None:
    visitors = yearly(1_190_151, 1_229_004, 1_225_037, first=2016)
    (one,) = found(*visitors, planned("equal", 107_000, period=2017), planned("equal", 1_100_000))
    assert (one.kind, one.severity, one.period) == (ContradictionKind.MAGNITUDE, Severity.REMARK, 2017)
    assert one.sentence == (
        "De streefwaarde 107.000 (2017) is ongeveer 10 keer zo klein als 1.229.004 (2017) en 1.190.151 (2016): "
        "mogelijk een cijfer te veel of te weinig, of een andere eenheid."
    )
    assert one.reckoning == "1.229.004 / 107.000 = 11,5; 1.190.151 / 107.000 = 11,1"
    assert [type(piece) for piece in one.evidence] == [Target, Observation, Observation]


@pytest.mark.parametrize(
    ("value", "factor"), [(12_000, "10"), (120_000, "100"), (1_200_000, "1.000"), (1.2e9, "1.000.000")]
)
def test_a_figure_in_another_unit_is_said_with_the_factor(value: float, factor: str) -> None:
    (one,) = found(*yearly(1_150, 1_200, value, 1_210))
    assert f"ongeveer {factor} keer zo groot" in one.sentence
    assert one.period == 2016


def test_two_editions_of_one_figure_a_thousand_apart_are_told() -> None:
    (one,) = found(observed(24_100, document=BUDGET_2018), observed(24.1, document=BUDGET_2019))
    assert one.kind is ContradictionKind.MAGNITUDE
    assert len(one.evidence) == 2


@pytest.mark.parametrize(
    "values",
    [
        (5.80, 1.01, 0.33, 3.55),  # truancy in Haren: few children, so it swings
        (152, 31),  # houses on new land
        (774, 2_460),
        (8, 85, 80),  # a scheme that started
        (12, 118, 125),  # a few dozen that became over a hundred
        (1_117, 1_072),
        (0, 5_000),
        (217_229, 250_000, 284_729, 302_000),
    ],
)
def test_series_that_really_moved_are_left_alone(values: tuple[float, ...]) -> None:
    assert found(*yearly(*values)) == ()


def test_places_in_a_ranking_have_no_magnitude() -> None:
    assert found(*yearly(500, 50, 48), kind="rank") == ()


def test_a_mark_without_its_comma_is_told_and_one_that_halves_is_not() -> None:
    assert len(found(*yearly(7.6, 75, 7.4), kind="score", unit="rapportcijfer")) == 1
    assert found(*yearly(9, 4.5), kind="score", unit="rapportcijfer") == ()


def test_figures_of_other_series_limits_and_directions_are_not_held_together() -> None:
    assert found(observed(1_200), observed(12_000, 2017, of=identity(comparability_group="oud"))) == ()
    assert found(observed(1_200), observed(12_000, 2017, qualifier=Qualifier.MORE_THAN)) == ()
    assert found(observed(1_200), planned("increase")) == ()


@given(st.lists(st.integers(1_000, 2_000), min_size=2, max_size=6))
def test_no_series_that_stays_within_a_factor_of_two_has_an_outlier(values: list[int]) -> None:
    assert found(*yearly(*values)) == ()


@given(st.lists(st.integers(1_000, 1_100), min_size=3, max_size=6), st.data())
def test_one_slip_of_a_digit_is_found_once_wherever_it_is(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    (one,) = found(*yearly(*[value * 10 if place == at else value for place, value in enumerate(values)]))
    assert one.period == 2014 + at


def shares(*values: float) -> tuple[Contradiction, ...]:
    return found(*yearly(*values, of=SHARE), kind="share", unit="%")


def test_a_percentage_that_leaps_out_of_its_history_is_told_with_the_usual_step() -> None:
    (one,) = shares(61.4, 62.3, 62.9, 74.0, 74.2)
    assert (one.kind, one.severity, one.period) == (ContradictionKind.JUMP, Severity.REMARK, 2017)
    assert one.sentence == (
        "Van 62,9% (2016) naar 74% (2017) is 11,1 procentpunt hoger, terwijl de andere stappen van deze reeks "
        "doorgaans 0,60 procentpunt per jaar zijn."
    )


def test_four_figures_are_history_enough_for_a_jump() -> None:
    (one,) = shares(61.4, 62.3, 74.0, 74.2)
    assert one.period == 2016


@pytest.mark.parametrize(
    "values",
    [
        (61.4, 62.3, 62.9, 64.0, 64.2),  # participation in work
        (56.3, 56.5, 56.4, 56.9, 57.8),  # homes and jobs mixed
        (35, 59, 75),  # schools in a scheme: three figures are no history
        (54, 68, 75),  # awareness of WIJ
        (50, 60, 50, 60),  # swings every year
        (50.0, 50.1, 50.2, 54.0),  # less than five points
        (50, 53, 56, 64),  # eight points where three is usual: not three times as much
    ],
)
def test_percentages_that_move_as_they_do_are_left_alone(values: tuple[float, ...]) -> None:
    assert shares(*values) == ()


def test_a_step_over_more_years_may_be_that_much_larger() -> None:
    figures = [observed(value, year, of=SHARE) for value, year in ((50, 2010), (51, 2011), (52, 2012), (60, 2018))]
    assert found(*figures, kind="share", unit="%") == ()


def test_a_count_may_jump() -> None:
    assert found(*yearly(100, 101, 102, 180)) == ()


@given(st.floats(0, 40), st.floats(0.1, 5), st.integers(4, 8))
def test_a_steady_course_has_no_jump(start: float, step: float, years: int) -> None:
    assert [one for one in shares(*[start + step * year for year in range(years)]) if one.kind == "jump"] == []


def test_of_two_editions_of_a_year_the_latest_makes_the_step() -> None:
    figures = yearly(50, 51, 52, 53, of=SHARE, document=ACCOUNTS_2018)
    superseded = observed(90, 2017, of=SHARE, document=BUDGET_2018)
    assert [one for one in found(*figures, superseded, kind="share", unit="%") if one.kind == "jump"] == []
