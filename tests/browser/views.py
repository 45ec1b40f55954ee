"""Every page of the dashboard as a visitor meets it, with figures on it, over the small warehouse."""

from playwright.sync_api import Page

from ui import addresses

# Address of a page → what it asks for, for a view with figures; a page that shows them at once is not named.
ASKED = {
    addresses.OVERVIEW: "jaar=2018",
    addresses.POLICY_FIELD: "veld=sociale-basis&jaar=2018",
    addresses.COMPARISON: "indicator=wij-gehoord,wij-bekend",
    addresses.BRIEFING: "onderwerp=sociale-basis&jaar=2018",
    addresses.INDICATOR: "indicator=wij-gehoord",
}
# What a page shows when it is asked for something else.
OTHERS = (
    "/?jaar=2018&zoek=vrijwilligers",
    "/beleidsveld",
    "/beleidsveld?veld=onzin",
    "/briefing",
    "/briefing?onderwerp=onzin",
    "/vergelijken?stand=rekening-2017,rekening-2018",
    "/bronnen?document=rekening-2018",
    "/bronnen?document=rekening-2018&embed=true",
)
EVERY_PAGE = tuple(f"/{page}" + (f"?{ASKED[page]}" if page in ASKED else "") for page in addresses.PAGES)


def in_language(address: str, language: str) -> str:
    """Return an address in a language; Dutch needs no mention."""
    return address if language == "nl" else f"{address}{'&' if '?' in address else '?'}taal={language}"


def go(page: Page, address: str) -> Page:
    """Open an address and wait until the last of it, the foot of the page, is drawn, and every chart."""
    page.goto(address)
    page.locator("footer.frame").wait_for()
    page.wait_for_function(
        "() => document.querySelector('.stHtml h1') && !document.querySelector('[data-testid=stSkeleton]') && "
        "[...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every(one => one.querySelector('.main-svg text'))"
    )
    return page
