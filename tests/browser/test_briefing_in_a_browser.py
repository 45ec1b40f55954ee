"""A briefing from choosing it to the sheet that was published, and its static page, in a real browser."""

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import running_server
from tests.browser.test_accessibility import violations
from tests.browser.views import go
from tests.browser.visitors import ByMouse

OF_2018 = "onderwerp=sociale-basis&jaar=2018"
PAGE = f"/briefing?{OF_2018}"
STATIC = "/briefing/sociale-basis.html?jaar=2018"
CHANGED = "Twee doelen zijn gehaald, zegt de wethouder."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published") / "briefings"


@pytest.fixture(scope="module")
def publishing_server(warehouse: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose administrator named a folder for briefings."""
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("DOELBEREIK_BRIEFINGS", str(folder))
        with running_server(warehouse, tmp_path_factory.mktemp("publishing") / "output.txt") as address:
            yield address


def signed(page: Page) -> None:
    """Change a sentence and put a name to it, as somebody at a desk does."""
    page.get_by_text("Zinnen aanpassen en ondertekenen").click()
    page.get_by_label("Wat is gebeurd").fill(CHANGED)
    page.get_by_label("Uw naam").fill("A. de Vries")
    page.get_by_role("button", name="Neem dit over").click()
    expect(page.locator(".briefing .sentences")).to_contain_text(CHANGED)


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def words(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return " ".join(" ".join(sheet.extract_text() for sheet in opened.pages).split())


def test_a_subject_a_year_and_an_edition_are_chosen_and_stand_in_the_address(page: Page, server: str) -> None:
    go(page, f"{server}/briefing").get_by_role("link", name="Sociale basisvoorzieningen").click()
    expect(page.locator(".briefing .above")).to_contain_text("2018")
    visitor = ByMouse(page)
    visitor.choose("Jaar", "2017")
    expect(page.locator(".briefing .above")).to_contain_text("2017")
    visitor.choose("Stand volgens", "Rekening 2017")
    expect(page.locator(".briefing .standing")).to_contain_text("Rekening 2017")
    assert page.url == f"{server}/briefing?onderwerp=sociale-basis&jaar=2017&stand=rekening-2017"


def test_a_changed_and_signed_briefing_goes_along_in_three_kinds_of_file(
    page: Page, server: str, complaints: list[str]
) -> None:
    go(page, server + PAGE)
    expect(page.locator(".briefing .standing")).to_contain_text("Concept")
    signed(page)
    expect(page.locator(".briefing .standing")).to_contain_text("Vastgesteld door A. de Vries")
    name, pdf = downloaded(page, "Pdf, één blad")
    assert name == "briefing-sociale-basis-2018.pdf"
    assert CHANGED in words(pdf)
    name, html = downloaded(page, "Webpagina")
    assert (name, CHANGED in html.decode()) == ("briefing-sociale-basis-2018.html", True)
    name, slides = downloaded(page, "Dia's (PowerPoint)")
    with ZipFile(BytesIO(slides)) as opened:
        assert CHANGED in opened.read("ppt/slides/slide1.xml").decode()
    assert name == "briefing-sociale-basis-2018.pptx"
    assert complaints == []


def test_without_a_folder_the_page_says_why_nobody_can_publish(page: Page, server: str) -> None:
    signed(go(page, server + PAGE))
    expect(page.get_by_text("Publiceren kan hier niet")).to_contain_text("DOELBEREIK_BRIEFINGS")
    assert page.get_by_role("button", name="Publiceer deze briefing").count() == 0


def test_what_is_published_is_the_sheet_that_was_signed_and_stays_that(
    page: Page, publishing_server: str, folder: Path
) -> None:
    signed(go(page, publishing_server + PAGE))
    page.get_by_role("button", name="Publiceer deze briefing").click()
    expect(page.get_by_text("Gepubliceerd als uitgave 1.")).to_be_visible()
    (kept,) = folder.glob("*.json")
    go(page, publishing_server + PAGE)
    issue = page.get_by_role("listitem").filter(has_text="Uitgave 1, ondertekend door A. de Vries")
    expect(issue).to_contain_text("de cijfers zijn sindsdien niet veranderd")
    address = issue.get_by_role("link", name="pdf").get_attribute("href")
    reply = page.request.get(f"{publishing_server}{address}")
    assert hashlib.sha256(reply.body()).hexdigest() == json.loads(kept.read_text(encoding="utf-8"))["pdf_hash"]
    assert CHANGED in words(reply.body())
    # The address without a number is the briefing of now.
    assert CHANGED not in words(page.request.get(f"{publishing_server}/briefing/sociale-basis.pdf?jaar=2018").body())


def test_by_keyboard_alone_a_briefing_is_signed(page: Page, server: str) -> None:
    go(page, f"{server}{PAGE}&taal=en")
    page.locator("summary", has_text="Change the sentences and sign").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was promised")).to_be_visible()
    for label in ("What was promised", "What happened"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("It went well.")
    page.keyboard.press("Tab")
    expect(page.get_by_label("How sure is that")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("A. de Vries")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".briefing .sentences")).to_contain_text("It went well.")
    expect(page.locator(".briefing .standing")).to_contain_text("A. de Vries")


# The static page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [STATIC, f"{STATIC}&taal=en", "/briefing/programma-welzijn.html?jaar=2018"])
def test_the_static_page_breaks_no_rule_asks_nobody_and_is_refused_nothing(
    browser: Browser, server: str, address: str
) -> None:
    # The page itself may run no script, axe included: for axe the browser is told to look away from the policy.
    strict, looking_away = browser.new_context(), browser.new_context(bypass_csp=True)
    try:
        page = strict.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server + address)
        page.wait_for_load_state("networkidle")
        images = page.locator(".briefing img")
        assert images.count() > 0
        assert images.evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
        assert page.locator(".briefing").evaluate("one => getComputedStyle(one).color") == "rgb(31, 38, 36)"
        assert complaints == []
        assert [one for one in asked if not one.startswith("data:")] == [server + address]
        page = looking_away.new_page()
        page.goto(server + address)
        found = []
        for width in (1440, 768, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"at {width} px: {one}" for one in violations(page)]
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), f"at {width} px"
        assert found == []
    finally:
        strict.close()
        looking_away.close()


@pytest.mark.parametrize("address", [STATIC, PAGE])
def test_no_table_of_a_briefing_is_cut_off_on_paper(page: Page, server: str, address: str) -> None:
    page.goto(server + address)
    page.locator(".briefing footer").wait_for()
    page.wait_for_timeout(500)
    with pdfplumber.open(BytesIO(page.pdf(format="A4", print_background=True))) as opened:
        sheets = [sheet.extract_text() for sheet in opened.pages]
        letters = [letter for sheet in opened.pages for letter in sheet.chars]
        width = float(opened.pages[0].width)
    assert max(letter["x1"] for letter in letters) < width - 20
    said = " ".join(" ".join(sheets).split())
    for head in ("Vorige", "Beoogd", "Behaald", "Oordeel", "Zekerheid"):
        assert head in said
    assert all(len(sheet.split()) > 10 for sheet in sheets), "no sheet is next to empty"
    assert "Sociale basisvoorzieningen" in sheets[0]


def test_a_picture_opened_by_itself_is_drawn_and_refused_nothing(
    page: Page, server: str, complaints: list[str]
) -> None:
    page.goto(f"{server}/data/indicatoren/wij-gehoord.svg")
    assert page.evaluate("document.documentElement.getBoundingClientRect().width") > 100
    assert complaints == []


# The ways to it ------------------------------------------------------------------------------------------------------


def test_a_policy_field_leads_to_its_briefing_and_its_files(page: Page, server: str) -> None:
    go(page, f"{server}/beleidsveld?veld=sociale-basis&jaar=2018")
    along = page.locator("#meenemen")
    with page.expect_download() as started:
        along.get_by_role("link", name="xlsx").click()
    assert started.value.suggested_filename == "sociale-basis.xlsx"
    for link in along.get_by_role("link").all():
        assert page.request.get(f"{server}{link.get_attribute('href')}").status == 200
    page.get_by_role("link", name="Briefing voor de wethouder, op één blad").click()
    expect(page.locator(".briefing h1")).to_have_text("Sociale basisvoorzieningen")
    assert page.url == server + PAGE


def test_an_indicator_leads_to_its_picture_and_its_figures(page: Page, server: str) -> None:
    go(page, f"{server}/indicator?indicator=wij-contact&stand=rekening-2018&taal=en")
    links = page.locator("#meenemen").get_by_role("link").all()
    assert [link.inner_text() for link in links] == ["csv for a spreadsheet", "csv for a program", "png", "svg"]
    for link in links:
        address = link.get_attribute("href") or ""
        assert "stand=rekening-2018" in address
        assert page.request.get(server + address).status == 200
