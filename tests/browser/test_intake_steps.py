"""Every step of the intake by the rules of WCAG, by keyboard, enlarged, on paper, and in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from loaders.delivery import drafting, room
from loaders.delivery.decisions import Decisions
from tests.browser.conftest import running_server
from tests.browser.test_accessibility import WIDTHS, violations
from tests.browser.test_keyboard import STOP, STOPS, UNREACHED
from tests.browser.views import go, in_language
from tests.delivery.accounts_2019 import DECIDED, PAGE
from tests.delivery.drafting_desk import NOON, DraftingDesk
from tests.intake.dropped import page as written

TOO_LARGE = 65 * 1024 * 1024
SHORT = PAGE.replace("Wachtlijst | 12 | Afname | 9", "Wachtlijst | 12 | 9")
STEPS = ("lijst", "ontvangst", "koppelen", "vragen", "vergelijken", "vrijgeven", "logboek", "onbekend")
ENGLISH_ONLY = ("Upload", "Drag and drop", "per file", "Add files", "Select", "Choose an option")


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the address of every step, of deliveries that are refused in part, that ask something, and that wait."""
    folder = tmp_path_factory.mktemp("intake")
    desk = DraftingDesk.laid_out(folder)
    refused = room.receive(desk.root, [written(folder / "fout.txt", SHORT)], "Anna", NOON, {}).delivery_id
    desk.decide(Decisions(document=DECIDED.document, field=DECIDED.field), refused)
    again = room.receive(desk.root, [written(folder / "nogmaals.txt", PAGE)], "Anna", NOON, {}).delivery_id
    desk.decide(DECIDED, again)
    assert drafting.draft(desk.root, desk.data, again, "Anna", NOON).open
    desk.draft()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOELBEREIK_DATA", str(desk.data))
        with running_server(desk.root, folder / "output.txt") as server:
            yield {
                "lijst": f"{server}/gegevens",
                "ontvangst": f"{server}/gegevens?aanlevering={refused}&stap=ontvangst",
                "koppelen": f"{server}/gegevens?aanlevering={refused}&stap=koppelen",
                "vragen": f"{server}/gegevens?aanlevering={again}&stap=vergelijken",
                "vergelijken": f"{server}/gegevens?aanlevering={desk.delivery}&stap=vergelijken",
                "vrijgeven": f"{server}/gegevens?aanlevering={desk.delivery}&stap=vrijgeven",
                "logboek": f"{server}/gegevens?stap=logboek",
                "onbekend": f"{server}/gegevens?aanlevering=onzin",
            }


@pytest.fixture(scope="module", params=["light", "dark"])
def page_of_scheme(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, locale="nl-NL", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def unfolded(page: Page) -> Page:
    """Unfold everything that is folded away."""
    for head in page.locator("[data-testid=stExpander] summary").all():
        if head.locator("xpath=..").get_attribute("open") is None:
            head.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.wait_for_timeout(500)
    return page


@pytest.mark.parametrize("step", STEPS)
def test_no_step_breaks_a_rule_of_wcag(page_of_scheme: Page, intake: dict[str, str], step: str) -> None:
    page = unfolded(go(page_of_scheme, intake[step]))
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width} px: {one}" for one in violations(page)]
    assert found == []


@pytest.mark.parametrize("step", STEPS)
def test_the_keyboard_reaches_everything_of_a_step_and_sees_where_it_is(
    page: Page, intake: dict[str, str], step: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1024})
    go(page, intake[step])
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or not stop["isNew"]:
            break
        assert stop["isVisible"], f"no ring around {stop['name']}"
        assert stop["isInSight"], f"out of sight: {stop['name']}"
    assert page.evaluate(UNREACHED) == []


@pytest.mark.parametrize("step", STEPS)
def test_enlarged_only_a_box_of_its_own_scrolls_sideways(page: Page, intake: dict[str, str], step: str) -> None:
    unfolded(go(page, intake[step]))
    for width, height in ((640, 512), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate(
            "() => [document.scrollingElement, document.querySelector('.stMain')]"
            ".map(one => one.scrollWidth - one.clientWidth)"
        )
        assert wide == [0, 0], f"at {width} px"


@pytest.mark.parametrize("step", STEPS)
def test_no_column_of_a_step_is_cut_off_on_paper(page: Page, intake: dict[str, str], step: str) -> None:
    unfolded(go(page, intake[step]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.scroll')]"
        ".filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)"
        ".map(one => [one.getAttribute('aria-label'), one.scrollWidth, one.clientWidth])"
    )
    assert wide == []


@pytest.mark.parametrize("step", STEPS)
def test_a_step_says_nothing_in_the_other_language(page: Page, intake: dict[str, str], step: str) -> None:
    unfolded(go(page, intake[step]))
    said = page.locator("[data-testid=stMain]").inner_text()
    assert [word for word in ENGLISH_ONLY if word in said] == []
    unfolded(go(page, in_language(intake[step], "en")))
    said = page.locator("[data-testid=stMain]").inner_text()
    assert [word for word in ("Bestanden", "Bewaar", "Kies", "Reden", "Geef vrij") if word in said] == []


def test_a_file_that_is_too_large_is_refused_with_a_sentence_before_it_is_sent(
    page: Page, intake: dict[str, str], tmp_path: Path
) -> None:
    large = tmp_path / "groot.pdf"
    with large.open("wb") as file:
        file.truncate(TOO_LARGE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "upload_file" in request.url else None)
    go(page, intake["lijst"]).locator("input[type=file]").set_input_files(str(large))
    expect(page.get_by_text(re.compile("Dit bestand is te groot: ten hoogste 64"))).to_be_visible()
    assert sent == []


def test_what_became_of_an_act_is_said_aloud(page: Page, intake: dict[str, str]) -> None:
    go(page, intake["lijst"])
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Lees de bestanden in").click()
    expect(page.get_by_role("status")).to_contain_text("Kies eerst een of meer bestanden.")
