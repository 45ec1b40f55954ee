"""The social base in a real browser: choices in the address, the timeline for this screen, cards on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]

ADDRESS = "/sociale-basis"


@pytest.fixture(scope="module")
def server(shipped_server: str) -> str:
    return shipped_server


def test_how_far_every_line_is_is_in_sight(visit: Visit, complaints: list[str]) -> None:
    page = visit(ADDRESS)
    table = page.get_by_role("region", name="Hoever elke actielijn is")
    expect(table.get_by_role("row")).to_have_count(8)
    expect(table.get_by_role("row").last).to_contain_text("12 van 32")
    expect(table.get_by_role("row").last).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_choices_stand_in_the_address_and_back_returns(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("combobox", name="Status van acties").click()
    page.get_by_role("option", name="Gepland").click()
    expect(page.get_by_text("Gekozen: 3 van de 32 acties")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\bstatus=planned\b"))
    page.get_by_role("combobox", name="Actielijn").click()
    page.get_by_role("option", name="Mantelzorg").click()
    expect(page.get_by_text("Gekozen: 1 van de 32 acties, in 1 actielijn.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Gekozen: 3 van de 32 acties")).to_be_visible()


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1440, "wide", "narrow"), (390, "narrow", "wide")])
def test_the_timeline_is_drawn_for_the_screen(page: Page, server: str, width: int, shown: str, hidden: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(server + ADDRESS)
    picture = page.locator(f"img.timeline.{shown}")
    expect(picture).to_be_visible()
    expect(page.locator(f"img.timeline.{hidden}")).to_be_hidden()
    assert picture.evaluate("image => image.naturalWidth") > 0
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    assert "Eenzaamheid: besluit november 2023" in (picture.get_attribute("alt") or "")


def test_the_timeline_is_a_table_too(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_text("De tijdlijn als tabel").click()
    table = page.get_by_role("region", name="Alles met een datum, naar jaar")
    expect(table).to_contain_text("Taartbon voor de besturen")
    expect(table.get_by_role("rowheader", name="2027", exact=True)).to_have_count(0)


def test_on_a_phone_nothing_is_beside_the_page(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server + ADDRESS)
    table = page.get_by_role("region", name="Hoever elke actielijn is")
    expect(table).to_be_visible()
    for box in page.locator(".scroll").all():
        assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
