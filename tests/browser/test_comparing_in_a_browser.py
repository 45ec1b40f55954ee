"""Comparing in a real browser: choosing by keyboard, the address, the way back, and a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]
BUDGET_AND_ACCOUNTS = "/vergelijken?veld=sport&stand=begroting-2018,rekening-2018"


def test_the_menu_leads_to_comparing_and_an_example_to_two_editions(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("link", name="Vergelijken").click()
    page.get_by_role("link", name="Begroting 2018 tegenover Rekening 2018").click()
    expect(page.get_by_role("heading", name="Wat er anders is")).to_be_visible()


def test_choosing_by_keyboard_changes_the_address_and_the_back_button_returns(visit: Visit) -> None:
    page = visit("/vergelijken?indicator=wij-gehoord")
    expect(page.get_by_text("ten minste twee nodig")).to_be_visible()
    box = page.get_by_role("combobox", name="Indicatoren")
    box.focus()
    page.keyboard.type("Bezoekers ijs")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("table", name=re.compile("Naast elkaar"))).to_be_visible()
    assert re.search(r"indicator=wij-gehoord(,|%2C)ijsbaan", page.url)
    page.go_back()
    expect(page.get_by_text("ten minste twee nodig")).to_be_visible()


def test_a_copied_address_shows_the_same_to_a_colleague(visit: Visit, server: str, page: Page) -> None:
    first = visit(BUDGET_AND_ACCOUNTS).get_by_role("region", name=re.compile("Beoogd en behaald")).inner_text()
    colleague = page.context.browser.new_context(locale="nl-NL").new_page()
    colleague.goto(page.url)
    assert colleague.get_by_role("region", name=re.compile("Beoogd en behaald")).inner_text() == first
    assert "108.000 bezoekers" in first
    assert "105.000 bezoekers" in first
    colleague.context.close()


@pytest.mark.parametrize("address", [BUDGET_AND_ACCOUNTS, "/vergelijken?indicator=wij-gehoord,wij-bekend&jaar=2018"])
def test_a_wide_comparison_scrolls_in_its_own_box_on_a_phone(visit: Visit, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(address).get_by_role("table").first.wait_for()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_nothing_is_fetched_elsewhere_and_nothing_complains(visit: Visit, complaints: list[str]) -> None:
    page = visit("/vergelijken?indicator=wij-gehoord,wij-bekend&jaar=2018")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert complaints == []


def test_who_does_not_know_how_finds_budget_against_accounts_of_one_field(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("link", name="Vergelijken", exact=True).click()
    kind = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Begroting 2018 tegenover"))
    kind.get_by_role("link", name="Sportstimulering").click()
    expect(page.get_by_role("table", name=re.compile("Beoogd en behaald"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"veld=sport&stand=begroting-2018(,|%2C)rekening-2018"))
    page.get_by_role("link", name="Begin een andere vergelijking").click()
    expect(page.get_by_role("heading", name="Begroting en rekening")).to_be_visible()


def test_a_field_and_an_indicator_lead_to_comparing_them(visit: Visit) -> None:
    page = visit("/beleidsveld?veld=sport&jaar=2018")
    page.get_by_role("link", name="Begroting 2018 tegenover Rekening 2018").click()
    expect(page.get_by_role("table", name=re.compile("Beoogd en behaald"))).to_be_visible()
    page = visit("/indicator?indicator=wij-gehoord")
    page.get_by_role("link", name="naast een andere indicator").click()
    page.get_by_role("link", name="Met % bewoners dat bekend is met WIJ").click()
    expect(page.get_by_role("table", name=re.compile("Naast elkaar"))).to_be_visible()
