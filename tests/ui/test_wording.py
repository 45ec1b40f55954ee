"""Dutch sentences around the figures."""

import pytest

from ui import addresses, wording


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([2018], "2018"),
        ([2018, 2017], "2017 en 2018"),
        ([2018, 2017, 2016], "2016 tot en met 2018"),
        ([2018, 2016, 2015], "2015, 2016 en 2018"),
    ],
)
def test_years_are_said_in_order(known: list[int], said: str) -> None:
    assert wording.years(known) == said


def test_a_place_in_a_file_is_said_in_dutch() -> None:
    assert wording.place("page 2, table 1, row 3") == "bladzijde 2, tabel 1, rij 3"
    assert wording.place("sheet 'Blad1', row 4") == "werkblad 'Blad1', rij 4"


def test_an_address_holds_ids_and_leaves_out_what_is_not_asked() -> None:
    assert addresses.policy_field("sport", 2018) == "/beleidsveld?veld=sport&jaar=2018"
    assert addresses.indicator("a&b", anchor="cijfer-1") == "/indicator?indicator=a%26b#cijfer-1"
    assert addresses.sources() == "/bronnen"
