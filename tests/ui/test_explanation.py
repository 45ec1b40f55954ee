"""How the figures are read: where each word is explained, and an example that reads as a sentence."""

import re

import pytest

from charts import interval_marks
from indicators.judged import Certainty
from indicators.reading import Warehouse
from ui import explanation, figures


@pytest.fixture(scope="module")
def page(small: Warehouse) -> str:
    return explanation.drawn(small, intervals=interval_marks)


@pytest.mark.parametrize("certainty", Certainty)
def test_every_word_for_how_sure_leads_to_its_own_meaning(page: str, certainty: Certainty) -> None:
    place = figures.meaning(certainty, None).partition("#")[2]
    found = re.search(rf'<tr id="{place}">(.*?)</tr>', page)
    assert found is not None
    assert explanation.CERTAINTY_MEANINGS[certainty] in found[1]


def test_every_link_on_the_page_leads_to_a_place_on_it(page: str) -> None:
    places = re.findall(r'href="#([^"]*)"', page)
    assert len(places) >= 4
    assert [place for place in places if f'id="{place}"' not in page] == []


def test_the_example_says_between_which_two_numbers_the_change_lies(page: str) -> None:
    assert re.search(r"waarschijnlijk tussen −?\d+,\d en −?\d+,\d procentpunt\.", page)
