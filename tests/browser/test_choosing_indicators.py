"""Choosing indicators on the overview, in Chromium: by keyboard, without losing the place, and back again."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]


def test_indicators_are_chosen_by_keyboard_and_the_back_button_returns(visit: Visit, complaints: list[str]) -> None:
    page = visit("/?jaar=2018")
    expect(page.locator("table.fields")).to_be_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile(r"^Behaald \(\d+\)$"))).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("table.matches")).to_be_visible()
    assert re.search(r"oordeel=behaald$", page.url)
    # The box stays open and the focus where it was, so that the next choice is one key away.
    focused = page.locator(":focus")
    expect(focused).to_have_text(re.compile(r"^Behaald \(\d+\)$"))
    expect(focused).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Oordeel: Behaald of Niet behaald")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Oordeel: Behaald", exact=True)).to_be_visible()
    page.go_back()
    expect(page.locator("table.fields")).to_be_visible()
    assert complaints == []


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page, visit: Visit) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/?jaar=2018", "/?jaar=2018&bron=enquete", "/?jaar=2018&zoek=bewoners"):
        visit(address)
        expect(page.locator("table.fields, table.matches")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        box = page.locator(".scroll").first
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1"), address
