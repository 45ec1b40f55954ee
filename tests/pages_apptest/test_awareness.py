"""The page of a study in the frame, over the figures that ship: choices change it, the address repeats them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import markup, text
from warehouse.store import Warehouse

Open = Callable[..., AppTest]

PAGE = "pages/awareness.py"
LEAD = "Van de zes reeksen veranderden er twee aantoonbaar"


@pytest.fixture(scope="module")
def published(shipped: Warehouse) -> Path:
    return shipped.root


def test_it_opens_on_the_answer_under_the_assumptions_it_names(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.exception
    said = text(app)
    assert LEAD in said
    assert "Dit rust op een aanname: n = 5.000 (aangenomen) in 2016, 2017 en 2018." in said
    assert "ontwerpeffect 1,5" in said
    assert "95% betrouwbaarheid" in said
    assert markup(app).count("<h1") == 1


def test_the_answer_comes_before_what_it_rests_on(open_page: Open) -> None:
    html = markup(open_page(PAGE))
    assert html.index(LEAD) < html.index('class="minute"') < html.index('id="kantelpunten"')


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("n", "500", "Uw keuze: n = 500"),
        ("ontwerpeffect", "3", "Gerekend met ontwerpeffect 3 en 95%"),
        ("betrouwbaarheid", "99", "99% betrouwbaarheid"),
    ],
)
def test_a_choice_recomputes_the_page_and_stands_in_the_address(
    open_page: Open, key: str, value: str, said: str
) -> None:
    app = open_page(PAGE)
    before = text(app)
    assert said not in before
    app.selectbox(key=f"keuze-{key}").select(value).run()
    assert not app.exception
    assert app.query_params[key] == value
    assert said in text(app)
    assert text(open_page(PAGE, **{key: value})) == text(app)


def test_with_few_respondents_less_is_demonstrated_and_it_says_what_tipped(open_page: Open) -> None:
    said = text(open_page(PAGE, n="500"))
    assert LEAD not in said
    assert "Met deze aannames kantelen" in said
    assert "van ‘aantoonbaar gestegen’ naar ‘" in said


def test_the_chart_has_its_text_and_the_figures_are_in_a_table(open_page: Open) -> None:
    page = markup(open_page(PAGE))
    told = re.findall(r'<img src="[^"]+" alt="([^"]+)">', page[page.index('class="panels"') :])
    assert len(told) == 6
    assert "6 kleine grafieken" in told[0]
    assert "68%" in told[0]
    assert all("in 2018" in one for one in told)
    assert "Elk cijfer van dit onderzoek" in page


def test_every_section_stands_on_the_page_in_order(open_page: Open) -> None:
    html = markup(open_page(PAGE))
    places = ["honderd", "kantelpunten", "beeld", "cijfers", "toetsen", "definities", "tegenstrijdig", "vergelijken"]
    found = [html.index(f'id="{place}"') for place in [*places, "later", "meenemen"]]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"n": "veel"}, "Mensen per jaar (n): ‘veel’ is hier niet te kiezen."),
        ({"ontwerpeffect": "7"}, "Ontwerpeffect: ‘7’ is hier niet te kiezen."),
        ({"betrouwbaarheid": "100"}, "Betrouwbaarheid: ‘100’ is hier niet te kiezen. Kies hierboven 90%, 95% of 99%."),
        ({"stand": "onzin"}, "‘Stand volgens onzin’ is niet bekend."),
        ({"studie": "onzin"}, "Het onderzoek ‘onzin’ is niet bekend."),
    ],
)
def test_an_unknown_value_gets_a_sentence(open_page: Open, filters: dict[str, str], sentence: str) -> None:
    app = open_page(PAGE, **filters)
    assert not app.exception
    assert sentence in text(app)
    assert markup(app).count("<h1") == 1


def test_an_edition_without_the_study_says_so(open_page: Open) -> None:
    app = open_page(PAGE, stand="begroting-2016")
    assert not app.exception
    assert "Tot en met dit document zijn geen cijfers van dit onderzoek gepubliceerd." in text(app)
    assert app.selectbox(key="keuze-stand").value == "begroting-2016"


def test_what_an_address_asks_is_shown_as_text(open_page: Open) -> None:
    assert "<script>" not in markup(open_page(PAGE, n="<script>alert(1)</script>"))
