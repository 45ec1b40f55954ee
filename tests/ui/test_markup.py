"""HTML cannot be broken by what it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from indicators import language
from ui.markup import Html, dutch, element, facts, joined, link, table, unbroken


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    held = html.fragment_fromstring(element("p", text, title=text))
    assert (held.text or "") == text
    assert held.get("title") == text


def test_markup_is_not_escaped_twice() -> None:
    assert element("p", element("b", "a & b")) == "<p><b>a &amp; b</b></p>"


def test_nothing_and_false_leave_an_attribute_out() -> None:
    assert element("td", None, class_=None, hidden=False, scope="row") == '<td scope="row"></td>'


def test_a_link_without_address_is_its_contents() -> None:
    assert link(None, "a < b") == "a &lt; b"


def test_a_fact_without_a_value_is_left_out() -> None:
    assert facts([("Doel", None), ("Besluit", "")]) == ""
    assert "Doel" in facts([("Doel", "x")])


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches_and_is_named() -> None:
    box = html.fragment_fromstring(table("Cijfers", ["Jaar"], []))
    assert (box.get("tabindex"), box.get("role"), box.get("aria-label")) == ("0", "region", "Cijfers")
    assert box.findtext(".//caption") == "Cijfers"


def test_the_style_finds_the_heads_of_columns_whatever_is_in_them() -> None:
    drawn = table("Cijfers", ["Jaar", Html("<b>Beeld</b>"), 'Cel "letterlijk"; zo'], [])
    style = html.fragment_fromstring(drawn).find("table").get("style")
    assert style == r'--columns:2;--head-1:"Jaar";--head-3:"Cel \"letterlijk\"; zo"'


def test_markup_in_a_caption_is_refused() -> None:
    with pytest.raises(TypeError, match="expected plain text"):
        table(Html("<b>Cijfers</b>"), ["Jaar"], [])


def test_contents_are_joined_in_order() -> None:
    assert joined("a", None, ["b", ("c",)], Html("<hr>")) == "abc<hr>"


def test_dutch_is_marked_on_a_page_that_is_not_dutch() -> None:
    assert dutch("Sport & spel") == "Sport &amp; spel"
    with language.speaking("en"):
        assert dutch("Sport & spel") == '<span lang="nl">Sport &amp; spel</span>'


def test_a_count_stays_on_the_line_of_what_it_counts() -> None:
    said = unbroken("5 indicatoren: 2 niet behaald (binnen de marge), 1 kengetal")
    assert said.split(" ") == ["5\xa0indicatoren:", "2\xa0niet\xa0behaald", "(binnen", "de", "marge),", "1\xa0kengetal"]
    assert unbroken("over 2018 56 indicatoren") == "over 2018 56\xa0indicatoren"
    assert isinstance(unbroken(Html("<b>2</b>")), Html)


def test_markup_reaches_the_page_as_it_is_without_a_search_for_its_indent() -> None:
    markup = joined(element("p", "een\n  twee"))
    assert markup._repr_html_() == str(markup) == "<p>een\n  twee</p>"
