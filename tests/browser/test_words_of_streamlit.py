"""What Streamlit says itself is said in the language of the page: by name, aloud, and on screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]

COMPARISON = "/vergelijken?indicator=wij-gehoord,wij-bekend"
NAME = "% bewoners dat van WIJ gehoord heeft"
# Every word of Streamlit's that is on the page, what the dashboard says itself left out.
WORDS = """() => [...document.querySelectorAll("body *")]
  .filter(one => !one.closest(".stHtml, script, noscript"))
  .flatMap(one => [one.getAttribute("aria-label"), one.getAttribute("title"),
    ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.nodeValue)])
  .filter(Boolean)"""
ENGLISH = ("Selected values", "Remove ", "Clear all", "Clear entry", "Dismiss", "Open", "No results")
DUTCH = ("Gekozen", "weghalen", "Alles wissen", "Wissen", "Sluiten", "Keuzes tonen", "Niets gevonden")


def met(page: Page, nothing: str) -> str:
    """Return what Streamlit says while a visitor chooses, searches in vain and takes a choice back."""
    said = list(page.evaluate(WORDS))
    box = page.get_by_role("combobox").first
    box.click()
    said += page.evaluate(WORDS)
    box.fill("qqqq")
    expect(page.get_by_text(nothing)).to_be_visible()
    said += page.evaluate(WORDS)
    page.keyboard.press("Escape")
    return "\n".join(said)


@pytest.mark.parametrize(
    ("language", "nothing", "spoken", "unspoken"),
    [("nl", "Niets gevonden", DUTCH, ENGLISH), ("en", "No results", ENGLISH, DUTCH)],
)
def test_every_word_of_streamlit_is_in_the_language_of_the_page(
    visit: Visit, language: str, nothing: str, spoken: tuple[str, ...], unspoken: tuple[str, ...]
) -> None:
    said = met(visit(f"{COMPARISON}&taal={language}"), nothing)
    page = visit(f"/?zoek=fiets&taal={language}")
    expect(page.get_by_role("searchbox")).to_be_visible()
    said += "\n".join(page.evaluate(WORDS))
    page = visit(f"/beleidsveld?veld=sport&taal={language}")
    said += met(page, nothing)
    lines = said.split("\n")
    assert [word for word in unspoken if any(word in line for line in lines)] == []
    assert [word for word in spoken if not any(word in line for line in lines)] == []


def test_a_choice_is_taken_back_by_a_button_that_says_which_in_dutch(visit: Visit) -> None:
    page = visit(COMPARISON)
    page.get_by_role("group", name="Gekozen").first.wait_for()
    page.get_by_role("button", name=f"{NAME} weghalen").click()
    expect(page.get_by_role("button", name=f"{NAME} weghalen")).to_have_count(0)
    # The button of the other choice is now the first, and still named in Dutch.
    expect(page.locator("[data-tag] button").first).to_have_attribute(
        "aria-label", "% bewoners dat bekend is met WIJ weghalen"
    )


def test_what_the_dashboard_says_itself_is_left_alone(visit: Visit) -> None:
    page = visit("/uitleg")
    page.locator(".stHtml").last.evaluate("box => { box.insertAdjacentHTML('beforeend', '<p id=own>Close</p>') }")
    expect(page.locator("#own")).to_have_text("Close")
