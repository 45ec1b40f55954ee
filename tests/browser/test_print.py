"""On paper nothing is cut off: every column and every chart of a page, without what is clicked."""

from io import BytesIO

import pdfplumber
import pytest
from playwright.sync_api import Page

from tests.browser.views import ASKED, EVERY_PAGE, go
from ui import addresses

INDICATOR = f"/indicator?{ASKED[addresses.INDICATOR]}"


def printed(page: Page) -> list[str]:
    """Return the words of each sheet, of what lies inside its margins."""
    content = page.pdf(format="A4", print_background=True)
    with pdfplumber.open(BytesIO(content)) as file:
        return [sheet.extract_text() for sheet in file.pages]


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_no_column_is_cut_off(page: Page, server: str, address: str) -> None:
    go(page, server + address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # what lies between the margins of an upright A4
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.scroll')]"
        ".filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)"
        ".map(one => [one.getAttribute('aria-label'), one.scrollWidth, one.clientWidth])"
    )
    assert wide == []


def test_a_chart_is_printed_as_it_is_on_the_screen(page: Page, server: str) -> None:
    go(page, server + INDICATOR)
    drawn = {one.strip() for one in page.locator(".js-plotly-plot .ytick text").all_text_contents()}
    assert "100%" in drawn
    figures = {one.strip() for one in page.locator(".js-plotly-plot .textpoint text").all_text_contents()}
    assert "75%" in figures
    sheets = "\n".join(printed(page)).split()
    assert drawn <= set(sheets)
    assert page.locator(".js-plotly-plot .main-svg").first.is_visible()
    assert page.locator("[data-testid=stElementContainer][style*=zoom]").count() == 0, "the screen is as it was"


def test_what_is_clicked_is_not_printed(page: Page, server: str) -> None:
    words = " ".join(printed(go(page, server + f"/beleidsveld?{ASKED[addresses.POLICY_FIELD]}")))
    assert "Sociale basis" in words
    for clicked in ("Kopieer de link", "Naar de inhoud", "Stand volgens", "Vergelijken\n"):
        assert clicked not in words


def test_no_sheet_holds_the_foot_alone(page: Page, server: str) -> None:
    last = printed(go(page, server + f"/beleidsveld?{ASKED[addresses.POLICY_FIELD]}"))[-1]
    assert len(last.split()) > 10
