"""How many people answered behind a figure: worked out by hand, and never more than the group can hold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.judged import Sample
from indicators.model import Observation, ObservationKind
from indicators.samples import NO_SURVEYS, Surveys
from tests.figures import (
    ACCOUNTS_2018,
    BASES,
    BUDGET_2018,
    PART,
    PART_OF_PART,
    observed,
    share,
    share_identity,
    wave,
)

OF_PART = share_identity(base_id=PART)
OF_PART_OF_PART = share_identity(base_id=PART_OF_PART)


def heard(value: float, period: int = 2018, **given: object) -> Observation:
    return share(value, period, **({"of": share_identity(indicator_id="heard")} | given))


def sample(figure: Observation, *shares: Observation, **of_wave: object) -> Sample:
    return Surveys((wave(**of_wave),), BASES, shares).sample(figure)


def test_a_register_has_no_sample() -> None:
    found = NO_SURVEYS.sample(observed(3204, n_source="not_applicable"))
    assert (found.n, found.source) == (None, "not_applicable")


def test_an_n_printed_with_the_figure_goes_before_that_of_the_wave() -> None:
    found = sample(share(75, n=4878))
    assert (found.n, found.low, found.high, found.source) == (4878, 4878, 4878, "published")


def test_a_figure_of_everyone_asked_has_the_n_of_the_wave() -> None:
    found = sample(share(75))
    assert (found.n, found.source, found.is_upper_bound) == (5000, "published", False)
    assert found.explanation == "5.000 mensen in de peiling van 2018."


def test_an_n_printed_as_a_lower_limit_is_used_as_printed_and_says_so() -> None:
    found = sample(share(75), n_qualifier="at_least", n_source="assumed")
    assert (found.n, found.source) == (5000, "assumed")
    assert found.explanation == "Ruim 5.000 (gerekend is met 5.000) mensen in de peiling van 2018 (aangenomen)."


def test_a_part_of_those_asked_rests_on_fewer_people_with_the_rounding_of_its_share() -> None:
    # 75 % of 5.000 is 3.750; a printed 75 may be 74,5 to 75,5: 3.725 to 3.775
    found = sample(share(30, of=OF_PART), heard(75))
    assert (found.n, found.low, found.high, found.source) == (3750, 3725, 3775, "derived")
    assert not found.is_upper_bound
    assert "5.000" in found.explanation
    assert "75%" in found.explanation
    assert "3.725 tot 3.775" in found.explanation


def test_a_part_that_no_share_measures_has_its_parents_n_as_an_upper_bound_only() -> None:
    found = sample(share(70, of=OF_PART_OF_PART), heard(19))
    # 19 % of 5.000 is 950, but a printed 19 may be 19,5
    assert (found.n, found.low, found.high) == (975, 925, 975)
    assert found.is_upper_bound
    assert found.explanation.endswith("is niet vermeld: door afronding ten hoogste 975.")


def test_without_the_share_of_that_year_a_part_is_known_to_be_no_larger_than_the_whole() -> None:
    found = sample(share(30, of=OF_PART), heard(68, 2017))
    assert (found.n, found.is_upper_bound) == (5000, True)
    assert found.explanation.endswith("is niet vermeld: ten hoogste 5.000.")


@pytest.mark.parametrize(
    "other",
    [
        {"of": share_identity(indicator_id="heard", method="panel")},
        {"of": share_identity(indicator_id="heard", base_id="elsewhere")},
        {"of": share_identity(indicator_id="heard", territory_id="new")},
        {"kind": ObservationKind.PREVIOUSLY_REPORTED},
        {"kind": ObservationKind.FORECAST},
    ],
)
def test_a_share_of_another_series_or_kind_measures_no_base(other: dict[str, object]) -> None:
    assert sample(share(30, of=OF_PART), heard(75, **other)).is_upper_bound


def test_the_latest_edition_says_how_large_a_part_is_and_a_table_before_the_text() -> None:
    shares = (
        heard(70, document=BUDGET_2018),
        heard(75, document=ACCOUNTS_2018),
        heard(90, document=ACCOUNTS_2018, kind=ObservationKind.NARRATIVE),
    )
    assert sample(share(30, of=OF_PART), *shares).n == 3750


@pytest.mark.parametrize(
    "figure",
    [
        share(75, 2017),
        share(75, of=share_identity(method="panel")),
        share(75, of=share_identity(territory_id="new")),
        share(75, of=share_identity(base_id="elsewhere")),
    ],
)
def test_another_year_survey_area_or_group_gets_no_n(figure: Observation) -> None:
    found = sample(figure)
    assert (found.n, found.source) == (None, "unknown")
    assert found.explanation.endswith(".")


def test_a_wave_without_n_leaves_it_unknown() -> None:
    assert sample(share(75), n=None).n is None


def test_an_assumed_n_goes_before_what_is_known_and_smaller_groups_follow() -> None:
    surveys = Surveys((wave(), wave(2017, None)), BASES, (heard(75), heard(68, 2017))).assuming(1000)
    assert surveys.sample(share(75, n=4878)).n == 1000
    assert surveys.sample(share(75, 2017)).source == "assumed"
    assert surveys.sample(share(30, of=OF_PART)).n == 750
    assert surveys.sample(share(28, 2017, of=OF_PART)).n == 680
    # a group the survey did not ask keeps its own
    assert surveys.sample(share(40, n=300, of=share_identity(base_id="elsewhere"))).n == 300
    assert Surveys((wave(),)).assuming(None).sample(share(75)).n == 5000


def test_a_design_effect_is_that_of_the_wave() -> None:
    assert sample(share(75), design_effect=1.3).design_effect == 1.3
    assert sample(share(75)).design_effect is None


def test_a_design_effect_estimated_from_the_answers_goes_before_that_of_the_wave() -> None:
    found = sample(share(75, n=4878, design_effect=1.21), design_effect=1.5)
    assert (found.n, found.design_effect) == (4878, 1.21)
    assert found.explanation == (
        "n = 4.878, geteld in het enquêtebestand; het ontwerpeffect 1,21 is uit de antwoorden geschat."
    )


@settings(deadline=None)
@given(st.integers(1, 100_000), st.integers(0, 100), st.integers(1, 100_000))
def test_a_part_is_never_larger_than_the_whole_and_grows_with_it(n: int, percent: int, more: int) -> None:
    whole, larger = wave(n=n), replace(wave(), n=n + more)
    found = Surveys((whole,), BASES, (heard(percent),)).sample(share(30, of=OF_PART))
    assert found.n is not None
    assert found.low <= found.n <= found.high <= n
    assert Surveys((larger,), BASES, (heard(percent),)).sample(share(30, of=OF_PART)).n >= found.n
