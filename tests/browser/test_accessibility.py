"""axe-core finds no violation of WCAG 2.2 A or AA: every page, both languages, light and dark, three widths."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from indicators.language import DUTCH, LANGUAGES
from tests.browser.views import EVERY_PAGE, OTHERS, go, in_language

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1440, 768, 390)
# What stands in a list of choices is drawn anew for every choice; these pages have one of each kind.
WITH_CHOICES = ("/beleidsveld?veld=sociale-basis&jaar=2018", "/onderzoek")


@pytest.fixture(scope="module", params=["light", "dark"])
def page_of_scheme(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, locale="nl-NL", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Return what is wrong, each with its rule and its first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })", TAGS
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"][:5]
    ]


@pytest.mark.parametrize(
    ("address", "language"),
    [(address, language) for address in EVERY_PAGE for language in LANGUAGES]
    + [(address, DUTCH) for address in OTHERS],
)
def test_no_page_breaks_a_rule_of_wcag(page_of_scheme: Page, server: str, address: str, language: str) -> None:
    page = go(page_of_scheme, server + in_language(address, language))
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width} px: {one}" for one in violations(page)]
    assert found == []


@pytest.mark.parametrize("address", WITH_CHOICES)
def test_no_open_list_of_choices_breaks_a_rule_of_wcag(page_of_scheme: Page, server: str, address: str) -> None:
    page = go(page_of_scheme, server + address)
    page.set_viewport_size({"width": 768, "height": 900})
    for at in range(page.get_by_role("combobox").count()):
        page.get_by_role("combobox").nth(at).focus()
        page.wait_for_timeout(500)  # a list that opens while the page still scrolls to it closes again
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("listbox")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")


def test_a_violation_would_be_found(page_of_scheme: Page, server: str) -> None:
    page = go(page_of_scheme, f"{server}/uitleg")
    page.evaluate("document.querySelector('main h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\">')")
    assert [one.split(":")[0] for one in violations(page)] == ["image-alt"]
