"""A policy field and an indicator in Chromium: pictures, files, citations, and a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]

FIELD = "/beleidsveld?veld=sociale-basis&jaar=2018"
INDICATOR = "/indicator?indicator=wij-contact"


@pytest.mark.parametrize(
    "address", [FIELD, INDICATOR, "/indicator?indicator=humanitas", "/bronnen", "/herzieningen", "/onderzoek"]
)
def test_on_a_phone_the_page_does_not_scroll_sideways_also_with_everything_unfolded(visit: Visit, address: str) -> None:
    page = visit(address)
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wider = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('[data-testid="stMain"], .stHtml, .scroll')]
                 .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"""
    )
    assert wider == []


def test_every_picture_over_the_years_is_drawn_and_says_what_it_shows(visit: Visit, complaints: list[str]) -> None:
    pictures = visit(FIELD).locator("#over-de-jaren img")
    expect(pictures).to_have_count(6)
    for at in range(6):
        picture = pictures.nth(at)
        assert picture.evaluate("one => one.complete && one.naturalWidth") == 280
        assert (picture.get_attribute("alt") or "").startswith("Grafiek van ")
    assert complaints == []


def test_the_figures_of_a_picture_unfold_by_keyboard(visit: Visit) -> None:
    page = visit(FIELD)
    folded = page.locator("#over-de-jaren details").first
    expect(folded.locator("table")).to_be_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(folded.locator("table")).to_be_visible()
    expect(folded.get_by_role("row").last).to_contain_text("77%")


def test_what_does_not_agree_unfolds_at_the_row_and_leads_to_its_evidence(visit: Visit) -> None:
    page = visit(FIELD)
    folded = page.locator("details.caveats").first
    folded.locator("summary").click()
    folded.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herzieningen en tegenstrijdigheden")
    expect(page.locator("article.pointed-at")).to_be_visible()


def test_a_citation_is_copied_as_it_stands_there_and_its_address_leads_back(visit: Visit, server: str) -> None:
    page = visit(INDICATOR)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sentence = page.locator("#verwijzen p").inner_text()
    page.get_by_role("button", name="Kopieer de verwijzing").click()
    expect(page.locator("#verwijzen button")).to_have_text("Gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == sentence
    assert "Bron: Gemeente Groningen, Rekening 2018" in sentence
    address = sentence.rsplit(" ", 1)[1].rstrip(".")
    assert address.startswith(f"{server}/indicator?")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("contact")


def test_the_figures_come_as_a_file(visit: Visit, tmp_path: Path) -> None:
    page = visit(INDICATOR + "&stand=rekening-2018")
    with page.expect_download() as started:
        page.get_by_role("button", name="Alle cijfers en streefwaarden als csv-bestand").click()
    assert started.value.suggested_filename == "wij-contact-stand-rekening-2018.csv"
    file = tmp_path / "figures.csv"
    started.value.save_as(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbfIndicator;")
    assert "30% (19%)" in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("address", [FIELD, INDICATOR, "/vergelijken?indicator=wij-contact,wij-bekend"])
@pytest.mark.parametrize("width", [1440, 768, 390])
def test_a_footnote_marker_can_be_hit_and_stays_on_the_line_of_what_it_is_about(
    visit: Visit, address: str, width: int
) -> None:
    page = visit(address)
    page.set_viewport_size({"width": width, "height": 900})
    drawn = page.locator(".stHtml td sup a, .stHtml th sup a")
    drawn.first.wait_for()
    page.locator("footer.frame").wait_for()
    markers = drawn.evaluate_all(
        """found => found.map(one => {
             const line = [...one.closest('sup').previousElementSibling.getClientRects()].at(-1)
             const { width, height, top, bottom } = one.getBoundingClientRect()
             return { width, height, isInLine: top < line.bottom && bottom > line.top, text: one.textContent }
           }).filter(one => one.height)"""
    )
    assert markers
    assert [one for one in markers if one["width"] < 24 or one["height"] < 24 or not one["isInLine"]] == []


def test_what_was_chosen_can_be_read_in_the_dark_on_whatever_page(visit: Visit) -> None:
    """The page itself has no such choice: the look is of every page, not of the one that compares."""
    page = visit("/uitleg")
    page.emulate_media(color_scheme="dark")
    page.locator(".stHtml").last.evaluate(
        "box => { box.insertAdjacentHTML('beforeend', '<p data-testid=stMultiSelect><span data-tag>Sport</span></p>') }"
    )
    look = page.locator("[data-tag]").evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).background]")
    assert look[0] == "rgb(20, 25, 26)"
    assert look[1].startswith("rgb(124, 207, 198)")
