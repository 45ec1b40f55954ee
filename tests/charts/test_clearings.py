"""Words on a chart stand beside what they are about, and clear of everything else where there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.clearings import LINE, NARROW, PLOT_HEIGHT, WIDE, Box, Clearings

YEARS = (2015.4, 2020.6)


def clearings() -> Clearings:
    return Clearings(YEARS, (0.0, 100.0))


def test_words_stand_in_the_first_place_when_nothing_is_there() -> None:
    assert clearings().put("doel: 66%", 2018, [100, 60]) == 100


def test_words_stand_on_the_other_side_of_what_is_taken() -> None:
    room = clearings()
    room.take((2018, 2018), 100, 110, 5)
    assert room.put("doel: 66%", 2018, [100, 60]) == 60


def test_words_of_two_years_do_not_cover_each_other_on_a_telephone() -> None:
    room = clearings()
    assert [room.put("doel: 480.000", year, [100, 60]) for year in (2017, 2018, 2019)] == [100, 60, 100]


def test_words_rather_touch_a_line_than_words() -> None:
    room = clearings()
    room.put("60%", 2018, [100])
    room.take_line((2016, 2020), (65, 65))
    assert room.put("66%", 2018, [100, 60]) == 60


def test_words_go_no_farther_than_they_must() -> None:
    room = clearings()
    for low in (100, 60):
        room.take((2018, 2018), low, low + LINE, 30)
    assert room.put("doel: 66%", 2018, [100, 60, 120, 140]) == 120


def test_nothing_is_put_among_the_years_below_the_foot() -> None:
    assert clearings().put("0%", 2018, [-LINE, 4]) == 4


def test_an_axis_of_ranks_runs_down() -> None:
    room = Clearings(YEARS, (10.0, 0.0))
    assert room.up(10) == 0
    assert room.up(0) == PLOT_HEIGHT


@given(st.text("abcdef ", min_size=1, max_size=30), st.integers(2016, 2020))
def test_words_stay_within_the_chart_on_a_telephone(words: str, year: int) -> None:
    room = clearings()
    middle = room.across(year) * NARROW + room.shift(words, year, beyond=20)
    half = room.width(words) / 2
    assert middle - half + 1e-6 >= -20
    assert middle + half <= NARROW + 20 + 1e-6


@given(st.floats(0, 1), st.floats(-90, 90), st.floats(0, 1), st.floats(-90, 90))
def test_what_is_clear_around_two_years_on_a_telephone_is_clear_on_a_wide_screen(
    one: float, wide: float, other: float, narrow: float
) -> None:
    here, there = (
        Box((one, -abs(wide)), (one, abs(wide)), 0, 10),
        Box((other, -abs(narrow)), (other, abs(narrow)), 0, 10),
    )
    if here.covers(there, NARROW) == 0:
        assert here.covers(there, WIDE) == 0


@pytest.mark.parametrize(("words", "longest"), [("geen gegevens<br>2015–2016", 13), ("66%", 3)])
def test_words_are_as_wide_as_their_longest_line(words: str, longest: int) -> None:
    assert Clearings.width(words) == pytest.approx(longest * Clearings.width("x"))
