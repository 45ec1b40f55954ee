"""The overview as a visitor uses it: the address decides, what is chosen is written to it, and every way leads on."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import markup, text
from ui import choosing_facets, facets

Open = Callable[..., AppTest]
OVERVIEW = "pages/overview.py"


def unfolded(app: AppTest) -> AppTest:
    """Return the page with its facets unfolded."""
    app.session_state[choosing_facets.UNFOLDED] = True
    return app.run()


def chosen(app: AppTest, facet: str) -> list[str]:
    return list(app.get("button_group")[[one.name for one in facets.FACETS].index(facet)].value)


def test_the_overview_opens_with_how_the_year_went(open_page: Open) -> None:
    said = text(open_page(OVERVIEW, jaar="2018"))
    assert "Rekening 2018: 10 indicatoren in 3 van de 3 beleidsvelden, waarvan" in said


def test_every_facet_can_be_chosen_and_nothing_is_chosen_at_first(open_page: Open) -> None:
    app = unfolded(open_page(OVERVIEW, jaar="2018"))
    assert [chosen(app, facet.name) for facet in facets.FACETS] == [[]] * len(facets.FACETS)
    assert "van de 10 indicatoren" not in text(app)


def test_an_address_reproduces_what_was_chosen(open_page: Open) -> None:
    app = unfolded(open_page(OVERVIEW, jaar="2018", oordeel="niet-behaald,behaald", bron="enquete"))
    assert chosen(app, "oordeel") == ["behaald", "niet-behaald"]
    assert chosen(app, "bron") == ["enquete"]
    assert "5 van de 10 indicatoren van 2018." in text(app)
    assert 'class="fields"' not in markup(app)


def test_a_choice_is_written_to_the_address_as_ids(open_page: Open) -> None:
    app = unfolded(open_page(OVERVIEW, jaar="2018"))
    app.get("button_group")[0].set_value(["behaald", "kengetal"]).run()
    assert not app.exception
    assert app.query_params["oordeel"] in ("behaald,kengetal", ["behaald,kengetal"])
    assert "van de 10 indicatoren van 2018." in text(app)


def test_a_choice_that_is_taken_back_leaves_the_address(open_page: Open) -> None:
    app = unfolded(open_page(OVERVIEW, jaar="2018", oordeel="behaald"))
    app.get("button_group")[0].set_value([]).run()
    assert "oordeel" not in app.query_params
    assert 'class="fields"' in markup(app)


def test_what_was_asked_holds_also_while_the_facets_are_folded(open_page: Open) -> None:
    app = open_page(OVERVIEW, jaar="2018", oordeel="niet-behaald,behaald", bron="enquete")
    assert not app.get("button_group")
    assert "5 van de 10 indicatoren van 2018." in text(app)


@pytest.mark.parametrize("facet", facets.FACETS, ids=lambda facet: facet.name)
def test_an_unknown_value_gets_a_sentence_and_a_way_on(open_page: Open, facet: facets.Facet) -> None:
    app = open_page(OVERVIEW, jaar="2018", **{facet.name: "onzin"})
    assert not app.exception
    assert f"‘onzin’ is niet bekend bij ‘{facet.label}’." in text(app)
    assert 'href="/?jaar=2018"' in markup(app)


def test_a_value_that_nobody_has_is_shown_and_can_be_taken_back(open_page: Open) -> None:
    app = unfolded(open_page(OVERVIEW, jaar="2018", **{"let-op": "niet-gekoppeld"}))
    assert chosen(app, "let-op") == ["niet-gekoppeld"]
    assert "0 van de 10 indicatoren van 2018." in text(app)


def test_the_list_stays_in_the_edition_and_the_language(open_page: Open) -> None:
    app = open_page(OVERVIEW, jaar="2018", stand="rekening-2018", taal="en", oordeel="behaald")
    assert "of the 10 indicators" in text(app)
    table = markup(app).split('class="matches"')[1]
    assert "stand=rekening-2018&amp;taal=en" in table


def test_what_an_address_asks_of_a_facet_is_shown_as_text(open_page: Open) -> None:
    shown = markup(open_page(OVERVIEW, oordeel="<script>alert(1)</script>"))
    assert "<script>" not in shown


def test_a_search_marks_what_it_found_above_the_overview(open_page: Open) -> None:
    app = open_page(OVERVIEW, zoek="vrijwiligers", jaar="2018")
    assert "<mark>vrijwilligers</mark>" in markup(app)
    assert "‘vrijwiligers’ staat nergens" in text(app)
    assert 'class="fields"' in markup(app)
