"""Comparing through Streamlit's own harness: the address is the choice, and what it asks in vain is told."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import markup, text

Open = Callable[..., AppTest]
PAGE = "pages/comparison.py"


def test_without_a_choice_there_are_ways_on(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "ten minste twee nodig" in text(app)
    assert "/vergelijken?stand=begroting-2018,rekening-2018" in markup(app)


def test_the_address_fills_the_choices_in_its_own_order(open_page: Open) -> None:
    app = open_page(PAGE, indicator="wij-bekend,wij-gehoord", jaar="2018,2017", stand="rekening-2018")
    chosen = {one.key: one.value for one in app.multiselect}
    assert chosen["keuzes-indicator"] == ["wij-bekend", "wij-gehoord"]
    assert chosen["keuzes-jaar"] == ["2018", "2017"]
    assert chosen["keuzes-stand"] == ["rekening-2018"]
    assert chosen["keuzes-veld"] == []


def test_a_choice_is_written_to_the_address_as_ids(open_page: Open) -> None:
    app = open_page(PAGE, indicator="wij-gehoord")
    app.multiselect(key="keuzes-indicator").select("humanitas").run()
    assert app.query_params["indicator"] == "wij-gehoord,humanitas"
    assert "Aantal vrijwilligers Humanitas" in text(app)
    app.multiselect(key="keuzes-indicator").unselect("wij-gehoord").unselect("humanitas").run()
    assert "indicator" not in app.query_params


def test_what_is_not_known_is_told_and_the_rest_is_compared(open_page: Open) -> None:
    app = open_page(PAGE, indicator="onzin,wij-gehoord,wij-bekend", jaar="1066,2018", veld="niets", stand="nooit")
    said = text(app)
    assert "De indicator ‘onzin’ is niet bekend. Er zijn 10 indicatoren" in said
    assert "Over ‘1066’ zijn geen cijfers bekend." in said
    assert "Het beleidsveld ‘niets’ is niet bekend. Er zijn 3 beleidsvelden" in said
    assert "Het document ‘nooit’ is niet bekend. Er zijn 6 documenten" in said
    assert "75%" in said
    assert not app.exception


def test_a_chart_has_its_alternative_text_and_its_table(open_page: Open) -> None:
    app = open_page(PAGE, indicator="wij-gehoord,wij-bekend", jaar="2018")
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt.startswith("Grafiek van")
    assert "De cijfers bij de grafiek" in text(app)


def test_two_editions_are_a_list_of_differences(open_page: Open) -> None:
    said = text(open_page(PAGE, veld="sport", stand="begroting-2018,rekening-2018"))
    assert "Begroting 2018 tegenover Rekening 2018" in said
    assert "Nieuwe uitkomst" in said


def test_several_editions_stay_on_this_page(open_page: Open) -> None:
    """Other pages read one document at a time: the menu does not take two along."""
    app = open_page(PAGE, veld="sport", stand="begroting-2018,rekening-2018")
    assert 'href="/beleidsveld"' in markup(app)
    assert "/beleidsveld?stand=begroting-2018,rekening-2018" not in markup(app)
    assert "veld=sport&amp;stand=begroting-2018,rekening-2018&amp;taal=en" in markup(app)


def test_the_page_speaks_english(open_page: Open) -> None:
    said = text(open_page(PAGE, indicator="wij-gehoord,ijsbaan", jaar="2018", taal="en"))
    assert "Side by side" in said
    assert "No chart: the units differ" in said
