"""What only a browser knows: the first visitor, addresses and the back button, links, other hosts, a narrow screen."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import running_server
from warehouse.store import SCHEMA_VERSION

Visit = Callable[[str], Page]

FIELD = "/beleidsveld?veld=sociale-basis&jaar=2018"
PAGES = {
    "/": "Wat is beoogd, wat is behaald",
    FIELD: "Sociale basisvoorzieningen",
    "/indicator?indicator=wij-gehoord": "% bewoners dat van WIJ gehoord heeft",
    "/sociale-basis": "Sociale basis",
    "/herzieningen": "Herzieningen en tegenstrijdigheden",
    "/bronnen": "Bronnen",
    "/bronnen?document=rekening-2018": "Rekening 2018",
}


def test_the_first_visitor_on_a_deep_link_gets_the_page_in_the_frame(
    page: Page, fresh_server: str, complaints: list[str]
) -> None:
    page.goto(fresh_server + FIELD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sociale basisvoorzieningen")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert complaints == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_no_other_host_complains_of_nothing_and_has_its_headings_in_order(
    visit: Visit, address: str, complaints: list[str]
) -> None:
    page = visit(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(PAGES[address])
    page.wait_for_load_state("networkidle")
    assert complaints == []
    levels = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map(one => +one.tagName[1])")
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise([0, *levels])), levels


def test_a_choice_changes_the_address_and_back_returns(visit: Visit) -> None:
    page = visit(FIELD)
    page.get_by_label("Beleidsveld").click()
    page.get_by_role("option", name="Sportstimulering").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sportstimulering")
    expect(page).to_have_url(re.compile(r"veld=sport\b"))
    expect(page).to_have_url(re.compile(r"jaar=2018"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sociale basisvoorzieningen")
    expect(page).to_have_url(re.compile(r"veld=sociale-basis"))


def test_a_link_between_pages_keeps_the_application_and_back_returns(visit: Visit) -> None:
    page = visit(FIELD)
    page.evaluate("window.isTheSameApplication = true")
    page.get_by_role("rowheader").get_by_role("link", name="gehoord").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("van WIJ gehoord heeft")
    expect(page).to_have_title(re.compile("van WIJ gehoord heeft"))
    assert page.evaluate("window.isTheSameApplication")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sociale basisvoorzieningen")


def test_the_menu_leads_to_every_page(visit: Visit) -> None:
    page = visit(FIELD)
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    menu.get_by_role("link", name="Bronnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bronnen")
    expect(menu.get_by_role("link", name="Bronnen")).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="Herzieningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herzieningen en tegenstrijdigheden")
    menu.get_by_role("link", name="Overzicht").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is beoogd, wat is behaald")


def test_why_opens_by_keyboard_and_says_what_the_verdict_rests_on(visit: Visit) -> None:
    page = visit(FIELD)
    why = page.locator("details.why").first
    fact = why.get_by_text("Regel van het oordeel")
    expect(fact).to_be_hidden()
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fact).to_be_visible()
    expect(why).to_contain_text("increase.achieved")
    expect(why).to_contain_text("Kleinste aantoonbare verandering")
    page.keyboard.press("Enter")
    expect(fact).to_be_hidden()


def test_why_keeps_inside_the_window_also_where_the_table_scrolls(visit: Visit) -> None:
    page = visit(FIELD)
    for width in (390, 700, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        box = page.locator("details.why").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width, f"at {width} px"


def test_a_glyph_of_the_overview_opens_the_why_of_that_indicator_and_year(visit: Visit) -> None:
    page = visit("/?jaar=2018")
    glyph = page.get_by_role("link", name="% bewoners dat weet waar te zijn met een hulpvraag: Niet behaald")
    expect(glyph).to_have_text("◐")
    expect(glyph).to_have_accessible_name(re.compile(r"\(binnen de marge\); zekerheid: binnen de marge"))
    glyph.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hulpvraag")
    opened = page.locator("details.why[open]")
    expect(opened).to_have_count(1)
    expect(opened).to_have_id("waarom-2018")
    expect(opened).to_be_in_viewport()
    expect(opened.locator("summary")).to_be_focused()


def test_a_caveat_leads_to_its_finding_and_the_evidence_to_its_cell(visit: Visit) -> None:
    page = visit("/beleidsveld?veld=sport&jaar=2018")
    page.get_by_role("link", name="herzien", exact=True).click()
    finding = page.locator("article.pointed-at")
    expect(finding).to_be_in_viewport()
    expect(finding).to_contain_text("105.000")
    finding.get_by_role("link", name="110.000 bezoekers").click()
    expect(page.locator("tr.pointed-at")).to_contain_text("110.000")


def test_the_address_of_the_findings_holds_field_and_kind_and_shows_them_again(visit: Visit) -> None:
    page = visit("/herzieningen")
    everything = page.locator("article.finding").count()
    page.get_by_label("Soort").click()
    page.get_by_role("option", name="Correctie").click()
    expect(page).to_have_url(re.compile("soort=correctie"))
    expect(page.locator("article.finding")).to_have_count(1)
    address = page.url.split("/", 3)[3]
    page.go_back()
    expect(page.locator("article.finding")).to_have_count(everything)
    visit(f"/{address}")
    expect(page.locator("article.finding")).to_have_count(1)
    expect(page.get_by_text("1 van de 8 bevindingen")).to_be_visible()


def test_an_edition_goes_along_to_the_next_page(visit: Visit) -> None:
    page = visit("/herzieningen?stand=rekening-2018")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    for title in ("Bronnen", "Sociale basis", "Overzicht"):
        menu.get_by_role("link", name=title).click()
        expect(menu.get_by_role("link", name=title)).to_have_attribute("aria-current", "page")
        expect(page).to_have_url(re.compile("stand=rekening-2018"))
        expect(page.get_by_label("Stand volgens")).to_have_value("Rekening 2018")


def test_on_a_phone_the_verdict_is_in_sight_without_scrolling_sideways(visit: Visit) -> None:
    page = visit(FIELD)
    page.set_viewport_size({"width": 390, "height": 844})
    for words in page.locator("tr.judged :is(.verdict, .certainty)").all():
        box = words.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_figure_is_two_clicks_from_its_cell_document_and_address(visit: Visit) -> None:
    page = visit("/beleidsveld?veld=samenredzaamheid&jaar=2018")
    page.get_by_role("link", name="3.204 vrijwilligers").click()
    found = page.locator("tr.pointed-at")
    expect(found).to_contain_text("3204")
    expect(found).to_be_in_viewport()
    expect(found.get_by_role("link", name="Rekening 2018")).to_be_visible()
    address = found.locator("a.outside")
    assert (address.get_attribute("href") or "").startswith("https://example.org/")
    found.get_by_role("link", name="Rekening 2018").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rekening 2018")


def test_an_address_of_a_figure_shows_that_figure_to_a_first_visitor(visit: Visit) -> None:
    page = visit("/beleidsveld?veld=samenredzaamheid&jaar=2018")
    address = page.get_by_role("link", name="3.204 vrijwilligers").get_attribute("href") or ""
    visit(address)
    expect(page.locator("tr.pointed-at")).to_contain_text("3204")
    expect(page.locator("tr.pointed-at")).to_be_in_viewport()


def test_an_unknown_policy_field_says_what_is_known_and_leads_on(visit: Visit) -> None:
    page = visit("/beleidsveld?veld=onzin")
    expect(page.get_by_text("Het beleidsveld ‘onzin’ is niet bekend.")).to_be_visible()
    page.get_by_role("link", name="Sportstimulering").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sportstimulering")


def test_an_address_that_does_not_exist_gets_a_dutch_answer(page: Page, server: str) -> None:
    answer = page.goto(f"{server}/onzin")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit adres bestaat niet")
    page.get_by_role("link", name="Naar het overzicht").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is beoogd, wat is behaald")


def test_searching_is_live_and_stands_in_the_address(visit: Visit) -> None:
    page = visit("/")
    page.get_by_label("Zoek een indicator of beleidsveld").fill("humanitas")
    expect(page.get_by_role("link", name="Aantal vrijwilligers Humanitas")).to_be_visible()
    expect(page).to_have_url(re.compile("zoek=humanitas"))


def test_a_trend_has_a_chart_with_its_text_and_a_table(visit: Visit) -> None:
    page = visit("/indicator?indicator=wij-gehoord")
    chart = page.get_by_test_id("stPlotlyChart")
    expect(chart.locator(".main-svg").first).to_be_visible()
    assert page.locator("[aria-label*='2018'], [alt*='2018']").count() > 0
    expect(page.get_by_role("region", name="de cijfers bij de grafiek")).to_contain_text("75%")


def test_a_mark_in_a_table_is_read_out_as_a_sentence(visit: Visit) -> None:
    page = visit(FIELD)
    marks = page.locator("img.mark")
    assert marks.count() > 0
    for at in range(marks.count()):
        assert marks.nth(at).get_attribute("alt")
        assert marks.nth(at).evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("address", PAGES)
def test_only_a_table_scrolls_sideways_on_a_narrow_screen(visit: Visit, address: str) -> None:
    page = visit(address)
    for width in (390, 768):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)  # the chart follows the window with a delay of its own
        wide = page.evaluate(
            "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".map(box => box.scrollWidth - box.clientWidth)"
        )
        assert wide == [0, 0], f"at {width} px"


def test_a_page_that_fails_says_so_in_dutch(page: Page, tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "current").write_text("0001-empty\n", encoding="utf-8")
    with duckdb.connect(tmp_path / "versions" / "0001-empty.duckdb") as connection:
        connection.execute("CREATE TABLE build (schema_version INTEGER, content_hash VARCHAR)")
        connection.execute("INSERT INTO build VALUES ($1, 'none')", [SCHEMA_VERSION])
    with running_server(tmp_path, tmp_path / "output.txt") as address:
        page.goto(address)
        expect(page.get_by_text("Deze pagina kan nu niet worden getoond")).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)


def test_the_words_of_streamlit_are_said_in_dutch(visit: Visit) -> None:
    page = visit(FIELD)
    expect(page.get_by_role("link", name="Naar de inhoud")).to_have_count(1)
    page.get_by_label("Beleidsveld").fill("qqqq")
    expect(page.get_by_text("Niets gevonden")).to_be_visible()


def test_nothing_of_a_developer_is_on_the_page(visit: Visit) -> None:
    page = visit("/")
    for name in ("Deploy", "Main menu", "Rerun"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_bundles_come_compressed_and_every_answer_has_its_headers(browser: Browser, server: str) -> None:
    page = browser.new_page()  # to whom nothing was ever sent
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(server)
    page.get_by_role("heading", level=1).wait_for()
    bundles = [answer for answer in answers if answer.url.endswith((".js", ".css")) and "/static/" in answer.url]
    assert bundles
    assert {answer.header_value("content-encoding") for answer in bundles} == {"gzip"}
    assert {answer.header_value("x-content-type-options") for answer in answers if answer.url.startswith("http")} == {
        "nosniff"
    }
    page.close()
