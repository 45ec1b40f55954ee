"""The page of a study in a real browser: the answer in sight, choices, chart, download, links and a narrow screen."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import FloatRect, Page, expect

Visit = Callable[[str], Page]

ADDRESS = "/onderzoek"
ANSWERS = "Is er echt iets veranderd, per vraag"


@pytest.fixture(scope="module")
def server(shipped_server: str) -> str:
    return shipped_server


def test_the_answer_is_in_sight_without_scrolling(visit: Visit, complaints: list[str]) -> None:
    page = visit(ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekendheid WIJ, 2016–2018")
    table = page.get_by_role("region", name=ANSWERS)
    expect(table.get_by_role("row")).to_have_count(7)
    expect(table.get_by_role("row").nth(6)).to_be_in_viewport()
    expect(table.get_by_role("row").nth(1)).to_contain_text("Aantoonbaar gestegen")
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_a_choice_changes_the_answers_and_the_address_and_back_returns(visit: Visit) -> None:
    page = visit(ADDRESS)
    table = page.get_by_role("region", name=ANSWERS)
    acquainted = table.get_by_role("row").nth(2)
    expect(acquainted).to_contain_text("Aantoonbaar gestegen")
    respondents = page.get_by_label("Mensen per jaar (n)")
    respondents.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a list that opens while the page still scrolls closes again
    respondents.click()
    page.get_by_role("option", name="1.000", exact=True).click()
    expect(acquainted).to_contain_text("Geen aantoonbare verandering")
    expect(page).to_have_url(re.compile(r"\bn=1000\b"))
    expect(page.get_by_text("Met deze aannames kantelen")).to_be_visible()
    page.go_back()
    expect(acquainted).to_contain_text("Aantoonbaar gestegen")


def drawn_panels(page: Page) -> list[FloatRect]:
    """Return where each of the six small charts stands, once all of them are drawn."""
    charts = page.locator(".panels img")
    expect(charts).to_have_count(6)
    page.wait_for_function("[...document.querySelectorAll('.panels img')].every(one => one.naturalWidth)")
    boxes = [one.bounding_box() for one in charts.all()]
    return [box for box in boxes if box is not None]


def test_the_chart_is_drawn_and_told(visit: Visit) -> None:
    page = visit(ADDRESS)
    panels = drawn_panels(page)
    assert len({round(box["y"]) for box in panels}) == 2, "three beside each other, twice"
    assert page.locator(".js-plotly-plot").count() == 0, "pictures: they are there with the tables"
    assert page.locator("[aria-label*='68%'][aria-label*='2017'], [alt*='68%'][alt*='2017']").count() > 0
    pictures = page.locator("img.residents")
    expect(pictures).to_have_count(2)
    for at in range(2):
        assert "Dat past niet bij elkaar" in (pictures.nth(at).get_attribute("alt") or "")
        assert pictures.nth(at).evaluate("image => image.naturalWidth") > 0


def test_the_download_is_a_workbook_of_what_is_shown(visit: Visit, tmp_path: Path) -> None:
    page = visit(f"{ADDRESS}?n=1000")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Werkboek").click()
    download = waiting.value
    assert download.suggested_filename == "bekendheid-wij_n-1000.xlsx"
    file = tmp_path / "study.xlsx"
    download.save_as(file)
    with ZipFile(file) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert len(sheets) > 4
    assert all(any(f"<v>{figure}</v>" in sheet for sheet in sheets) for figure in (54, 68, 75))
    assert "1.000" in strings


def test_a_figure_leads_to_its_cell_on_the_page_of_its_indicator(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("region", name="Elk cijfer van dit onderzoek").get_by_role("link", name="54%").click()
    expect(page.locator("tr.pointed-at")).to_contain_text("54%")


def test_the_contents_lead_to_their_sections(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("link", name="Wat wel en niet vergeleken mag worden").click()
    expect(page.get_by_role("heading", name="Wat wel en niet vergeleken mag worden")).to_be_in_viewport()


def test_headings_are_in_order(visit: Visit) -> None:
    page = visit(ADDRESS)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map(one => +one.tagName[1])")
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip([0, *levels], levels, strict=False)), levels


def test_on_a_phone_the_answer_fits_and_only_boxes_scroll_sideways(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_load_state("networkidle")
    wide = page.evaluate(
        "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(box => box.scrollWidth - box.clientWidth)"
    )
    assert wide == [0, 0]
    phrase = page.get_by_role("region", name=ANSWERS).get_by_text("Aantoonbaar gestegen").first.bounding_box()
    assert phrase is not None
    assert phrase["x"] + phrase["width"] <= 390


def test_on_a_phone_the_panels_of_the_chart_stand_below_each_other(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server + ADDRESS)
    panels = drawn_panels(page)
    assert len({round(box["x"]) for box in panels}) == 1
    assert [box["y"] for box in panels] == sorted(box["y"] for box in panels)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in panels)


def test_what_is_folded_and_the_chart_are_on_paper(visit: Visit) -> None:
    page = visit(ADDRESS)
    drawn_panels(page)
    expect(page.get_by_text("Naam in de bron").first).to_be_hidden()
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('details > dl').getBoundingClientRect().height") > 0
    panels = drawn_panels(page)
    assert len({round(box["y"]) for box in panels}) == 3, "two beside each other, three times"
    assert all(box["x"] + box["width"] <= 718 for box in panels)


def test_a_marker_of_a_number_of_people_unfolds_its_explanation(visit: Visit) -> None:
    page = visit(ADDRESS)
    note = page.locator("#n-question-context-a")
    expect(note).to_be_hidden()
    page.get_by_role("link", name="Noot a", exact=True).first.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text("aangenomen")


def test_the_version_of_a_definition_unfolds_it(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("link", name="versie 2").first.click()
    expect(page.locator("#definitie-wij-bekend-met-dienstverlening-2")).to_be_visible()
