"""Without a mouse, enlarged, without motion, and for who does not see a chart; and nothing leaves the network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import is_elsewhere
from tests.browser.one_browser import warm_context
from tests.browser.views import ASKED, EVERY_PAGE, OTHERS, go
from ui import addresses

FIELD = f"/beleidsveld?{ASKED[addresses.POLICY_FIELD]}"
WITH_CHART = f"/indicator?{ASKED[addresses.INDICATOR]}"
# More than any page of the small warehouse has places to stop at: who is not through by then is in a trap.
STOPS = 400
# What the keyboard must reach: links, buttons, choices, what unfolds, and boxes that scroll. Inside a widget the arrows
# do the rest, and what is folded away waits until it is unfolded.
UNREACHED = """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter(one =>
  one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !window.seen.has(one)
).map(one => one.outerHTML.slice(0, 120))"""
STOP = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return null
  window.seen ??= new Set()
  const isNew = !window.seen.has(one)
  window.seen.add(one)
  const ring = element => {
    const style = getComputedStyle(element)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'
  }
  // The ring of a field is around the box that holds it.
  const around = [one, one.parentElement, one.closest('[role=group]')].filter(Boolean)
  const box = one.getBoundingClientRect()
  return {
    isNew,
    name: one.getAttribute('aria-label') || one.textContent.trim().slice(0, 60) || one.tagName,
    isVisible: around.some(ring),
    isInSight: box.bottom > 0 && box.top < innerHeight,
    tag: one.tagName,
  }
}"""
COMPLAINTS = ("error", "warning")
CONTRAST_OF_LETTERS = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(one => one / 255)
      .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const paper = one => {
    const ground = one.closest('.js-plotly-plot').querySelector('.main-svg').style.background
    return light(ground && !ground.includes('rgba(0, 0, 0, 0)') ? ground : 'rgb(255, 255, 255)')
  }
  return [...document.querySelectorAll('.js-plotly-plot text')].filter(one => one.textContent.trim()).map(one => {
    const [a, b] = [light(getComputedStyle(one).fill), paper(one)].sort((x, y) => y - x)
    return [one.textContent, (a + 0.05) / (b + 0.05)]
  })
}"""


@pytest.fixture(scope="module")
def page_at_desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 1024}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_keyboard_reaches_everything_sees_where_it_is_and_gets_away(
    page_at_desk: Page, server: str, address: str
) -> None:
    page = go(page_at_desk, server + address)
    names = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or not stop["isNew"]:
            break
        names.append(stop["name"])
        assert stop["isVisible"], f"no ring around {stop['name']}"
        assert stop["isInSight"], f"out of sight: {stop['name']}"
    else:
        pytest.fail(f"no way out after {STOPS} stops, the last at {names[-5:]}")
    assert page.evaluate(UNREACHED) == []
    assert names[1] == "Naar de inhoud"


def test_the_skip_link_leads_past_the_menu(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + FIELD)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Beleidsveld")).to_be_focused()
    assert "#" not in page.url


def test_a_choice_by_keyboard_is_said_aloud(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + FIELD)
    page.wait_for_timeout(600)  # what is there when the page opens is read anyway, and is not said
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_label("Beleidsveld").focus()
    page.keyboard.type("Sportst")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sportstimulering")
    expect(page.get_by_role("status")).to_contain_text("Sportstimulering")
    expect(page.get_by_label("Beleidsveld")).to_be_focused()


def test_a_page_that_a_link_leads_to_is_said_aloud_and_begins_at_its_heading(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + FIELD)
    page.wait_for_timeout(600)
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Bronnen").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bronnen")
    expect(page.get_by_role("status")).to_contain_text("Bronnen")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_address_is_copied_also_where_the_browser_grants_nothing(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + FIELD)
    for refuse in (
        "undefined",
        "{ writeText: () => Promise.reject(new Error('no permission')) }",
    ):
        page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {refuse} }})")
        page.evaluate("document.addEventListener('copy', () => { window.copied = getSelection().toString() })")
        page.get_by_role("button", name="Kopieer de link").press("Enter")
        expect(page.get_by_role("button", name="Link gekopieerd")).to_be_focused()
        expect(page.get_by_role("status")).to_have_text("Link gekopieerd")
        expect(page.get_by_role("button", name="Kopieer de link")).to_be_visible()


@pytest.mark.parametrize("address", EVERY_PAGE + OTHERS)
def test_enlarged_only_a_box_of_its_own_scrolls_sideways(page_at_desk: Page, server: str, address: str) -> None:
    """A window of 1280 px is 640 css px wide at 200 %, and 320 at 400 %."""
    page = go(page_at_desk, server + address)
    wide = {}
    for width, height in ((640, 512), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        wide[width] = page.evaluate(
            "() => [document.scrollingElement, document.querySelector('.stMain')]"
            ".map(one => one.scrollWidth - one.clientWidth)"
        )
    page.set_viewport_size({"width": 1280, "height": 1024})
    assert wide == {640: [0, 0], 320: [0, 0]}


@pytest.mark.parametrize("address", ["/", FIELD, WITH_CHART, "/onderzoek"])
def test_who_asks_for_no_motion_gets_none(page_at_desk: Page, server: str, address: str) -> None:
    page = go(page_at_desk, server + address)
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(one => { const style = getComputedStyle(one);"
        " return style.animationName !== 'none' || style.transitionDuration.split(', ').some(one => one !== '0s')"
        "   && style.transitionProperty !== 'none' && style.transitionProperty !== 'all' }).map(one => one.className)"
    )
    assert moving == []


def test_a_chart_says_what_it_shows_and_its_letters_can_be_read(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + WITH_CHART)
    charts = page.get_by_test_id("stPlotlyChart").count()
    said = page.locator("[data-testid=stPlotlyChart]").evaluate_all(
        "found => found.map(one => (one.getAttribute('aria-label') || one.querySelector('[aria-label], [alt]')"
        "?.getAttribute('aria-label') || one.closest('[aria-label]')?.getAttribute('aria-label') || ''))"
    )
    assert charts
    assert [words for words in said if len(words) < 40 or not any(sign.isdigit() for sign in words)] == []
    letters = page.evaluate(CONTRAST_OF_LETTERS)
    assert letters
    assert [(text, round(ratio, 2)) for text, ratio in letters if ratio < 4.5] == []


def test_every_picture_has_a_sentence(page_at_desk: Page, server: str) -> None:
    for address in EVERY_PAGE:
        page = go(page_at_desk, server + address)
        said = page.locator(".stHtml img").evaluate_all("found => found.map(one => one.getAttribute('alt'))")
        assert [words for words in said if not words or len(words.split()) < 4] == [], address


def test_nothing_leaves_the_network_and_nothing_is_missed(browser: Browser, server: str) -> None:
    """The browser reaches no other host: no page asks for one, fails to get something, or complains."""
    found: list[str] = []
    with warm_context(browser, locale="nl-NL") as context:
        for address in EVERY_PAGE + OTHERS:
            # Each in a tab of its own: what a page that is left was still fetching is given up, not missed.
            page = context.new_page()
            page.on("request", lambda to: found.append(f"asked: {to.url}") if is_elsewhere(to.url, server) else None)
            page.on("requestfailed", lambda request: found.append(f"failed: {request.url} {request.failure}"))
            page.on("console", lambda it: found.append(f"{it.type}: {it.text}") if it.type in COMPLAINTS else None)
            page.on("pageerror", lambda error: found.append(f"error: {error}"))
            go(page, server + address)
            page.wait_for_load_state("networkidle")
            assert found == [], address
            page.close()
            found.clear()


def test_inside_another_page_there_is_what_is_shown_and_the_way_to_the_whole_page(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(locale="nl-NL")
    page = go(context.new_page(), f"{server}{FIELD}&embed=true")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sociale basisvoorzieningen")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_have_count(0)
    expect(page.get_by_label("Beleidsveld")).to_be_hidden()
    expect(page.locator("footer")).to_contain_text("Gemeente Groningen")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Bekijk de hele pagina").click()
    expect(opened.value.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()
    assert opened.value.url.endswith(FIELD)
    context.close()


def test_paper_has_no_menu_no_choices_and_all_that_scrolls(page_at_desk: Page, server: str) -> None:
    page = go(page_at_desk, server + FIELD)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(page.get_by_label("Beleidsveld")).to_be_hidden()
    expect(page.get_by_role("button", name="Kopieer de link")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    clipped = page.evaluate(
        "() => ['.stApp', '.stMain', '.scroll'].map(one => getComputedStyle(document.querySelector(one)).overflow)"
    )
    page.emulate_media(media="screen")
    assert clipped == ["visible", "visible", "visible"]
