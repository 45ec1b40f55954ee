"""A briefing as a static page: all of it, marked as what it is, and nothing in it can act on the page."""

import json
import re

import pytest
from lxml import html

from exports import briefing_html
from exports.briefing_record import BriefingRecord, Row, Signature
from tests.exports.example_briefing import example_briefing

DRAFT = example_briefing()
HOST = "https://doelbereik.example"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


def laid_out(record: BriefingRecord) -> html.HtmlElement:
    return html.document_fromstring(briefing_html.page(record))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def row_of(page: html.HtmlElement, number: int) -> html.HtmlElement:
    return page.xpath("//tbody/tr[not(contains(@class, 'group'))]")[number]


def test_every_sentence_figure_and_note_of_the_record_is_on_the_page() -> None:
    text = words(laid_out(DRAFT))
    said = [DRAFT.promised, DRAFT.happened, DRAFT.how_sure, DRAFT.tally, DRAFT.title, DRAFT.edition, *DRAFT.method]
    said += [part for one in DRAFT.cautions for part in (one.about, one.kind, one.sentence)]
    said += [part for one in DRAFT.questions for part in (one.question, one.answer)]
    said += [part for one in DRAFT.notes for part in (one.marker, one.text)]
    said += [one.title for one in DRAFT.sources]
    for row in DRAFT.rows:
        said += [row.name, row.base or "", row.definition, row.verdict_word, row.certainty_word, row.reason]
        said += [one.words for one in (row.previous, row.planned, row.achieved) if one]
    assert [one for one in said if " ".join(one.split()) not in text] == []
    assert DRAFT.content_hash in text


def test_contact_keeps_both_bases_its_three_notes_and_the_cell_letter_by_letter() -> None:
    page = laid_out(DRAFT)
    of_heard, of_all = row_of(page, 2), row_of(page, 3)
    assert "die van WIJ Groningen hebben gehoord" in words(of_heard)
    assert "30%" in words(of_heard)
    assert "19%" in words(of_all)
    assert "30% (II) (19% (III))" in words(of_heard)
    led_to = {link for row in (of_heard, of_all) for link in row.xpath(".//sup/a/@href")}
    assert led_to == {"#noot-2", "#noot-3", "#noot-4"}
    markers = {words(page.get_element_by_id(link[1:])).split(" ")[0] for link in led_to}
    assert markers == {"II", "III", "IV"}


def test_it_is_a_real_table_and_every_picture_has_a_description() -> None:
    page = laid_out(DRAFT)
    assert [one.get("scope") for one in page.xpath("//thead//th")] == ["col"] * 7
    assert len(page.xpath("//tbody//th[@scope='row']")) == len(DRAFT.rows)
    assert page.xpath("//img/@alt") == [row.mark_says for row in DRAFT.rows]
    assert page.xpath("count(//h1)") == 1


def test_an_empty_slot_says_so_and_a_filled_one_who_wrote_it() -> None:
    slots = laid_out(DRAFT).xpath("//*[@class='slot']")
    assert len(slots) == 2
    assert "A. Schrijver" in words(slots[0])
    assert DRAFT.labels.empty in words(slots[1])


def test_a_draft_says_so_and_a_signed_one_who_answers_for_it() -> None:
    signed = example_briefing(Signature(name="A. de Vries", day="2019-05-14"))
    assert DRAFT.labels.draft in words(laid_out(DRAFT))
    assert DRAFT.labels.draft not in words(laid_out(signed))
    assert "A. de Vries" in words(laid_out(signed))


def test_an_english_page_marks_what_is_dutch() -> None:
    page = laid_out(DRAFT.model_copy(update={"language": "en"}))
    assert page.get("lang") == "en"
    assert page.xpath("//h1/span[@lang='nl']")
    assert {one for name in page.xpath("//tbody//th/span[1]") for one in [name.get("lang")]} == {"nl"}


def test_it_needs_nothing_from_elsewhere() -> None:
    text = briefing_html.page(DRAFT)
    page = html.document_fromstring(text)
    assert all(one.startswith("data:") for one in page.xpath("//@src"))
    assert page.xpath("//link") == []
    assert "@import" not in text
    assert "url(" not in text


def test_machines_find_the_figures() -> None:
    (text,) = html.document_fromstring(briefing_html.page(DRAFT, HOST)).xpath("//script/text()")
    described = json.loads(text)
    assert described["@type"] == "Dataset"
    assert described["url"] == HOST + DRAFT.address
    values = [one["value"] for one in described["variableMeasured"]]
    assert values == [75.0, 64.0, 30.0, 19.0, 70.0, 73.0]
    assert described["version"] == DRAFT.content_hash


@pytest.mark.parametrize("place", ["name", "base", "definition", "reason", "mark_says", "verdict_word"])
def test_text_of_a_source_stays_text(place: str) -> None:
    row: Row = DRAFT.rows[0].model_copy(update={place: HOSTILE})
    page = laid_out(DRAFT.model_copy(update={"rows": (row,), "title": HOSTILE, "tally": HOSTILE}))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//@onerror") == []


def test_a_picture_cannot_act() -> None:
    row = DRAFT.rows[0].model_copy(update={"mark": "<svg><script>alert(1)</script></svg>"})
    text = briefing_html.sheet(DRAFT.model_copy(update={"rows": (row,)}))
    assert "alert(1)" not in text


def test_the_same_record_gives_the_same_bytes() -> None:
    again = BriefingRecord.model_validate_json(DRAFT.as_json())
    assert briefing_html.page(again) == briefing_html.page(DRAFT)


def test_every_rule_of_the_style_stays_inside_the_sheet() -> None:
    """The sheet also stands in the dashboard, whose own style it must not touch."""
    rules = re.sub(r"@media [^{]+\{|@page \{[^}]*\}", "", briefing_html.style())
    selectors = [one.strip() for one in re.findall(r"(?:^|\})([^{}]+)\{", rules)]
    assert selectors
    assert [one for one in selectors if not all(".briefing" in part for part in one.split(",\n"))] == []
