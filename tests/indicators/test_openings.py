"""The year that a briefing, all of them together and the overview open on, of the data that ships."""

import pytest

from indicators import openings, reading
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("subject_id", "year"),
    [
        ("sociale-basisvoorzieningen", 2018),  # a panel was asked in 2020, 2022 and 2023
        ("bekendheid-wij", 2018),  # so was it about this
        ("programma-welzijn-gezondheid-en-zorg", 2018),
        ("programma-sport-en-bewegen", 2018),  # budgets print two results of 2020, the accounts seven of 2018
        ("programma-wonen", 2021),  # the accounts of 2021 are known of one of its fields
        ("programma-alle-programma-s", 2018),  # only budgets print results of it
        ("stand-van-groningen", 2024),  # only surveys do
        ("aantrekkelijke-stad", 2019),  # a target, and no result of any year
    ],
)
def test_a_subject_opens_on_the_last_year_that_tells_of_it(subject_id: str, year: int) -> None:
    subject, opening = openings.of_subjects(shipped())[subject_id]
    assert (subject.subject_id, opening) == (subject_id, year)


def test_everything_opens_on_the_year_that_is_the_last_of_most_fields() -> None:
    assert openings.of_all_fields(shipped()) == 2018
    assert reading.latest_achieved_year(shipped()) == 2021  # of a single field


def test_an_edition_opens_on_what_was_known_then() -> None:
    known = openings.of_subjects(shipped(), "rekening-2017")
    assert {one: known[one].year for one in ("programma-welzijn-gezondheid-en-zorg", "programma-wonen")} == {
        "programma-welzijn-gezondheid-en-zorg": 2017,
        "programma-wonen": 2015,
    }
    assert "bekendheid-wij" not in known


def test_every_subject_opens_on_a_year_of_its_own() -> None:
    assert all(year in subject.years for subject, year in openings.of_subjects(shipped()).values())
