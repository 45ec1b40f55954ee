"""A briefing as slides: real tables and charts, described, with what to say, and the same bytes every time."""

from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation

from exports.briefing_record import BriefingRecord, Row, Stretch
from exports.briefing_slides import slides
from exports.zipped import unzipped
from tests.exports.example_briefing import example_briefing

TREND = (Stretch(points=((2015, 20), (2016, 18.5))), Stretch(points=((2017, 60), (2018, 64))))
IN_WORDS = "20% in 2015, 18,5% in 2016; daarna een andere definitie: 60% in 2017, 64% in 2018."


def with_trend(record: BriefingRecord) -> BriefingRecord:
    rows = list(record.rows)
    rows[1] = rows[1].model_copy(update={"trend": TREND, "trend_says": IN_WORDS})
    return record.model_copy(update={"rows": tuple(rows)})


RECORD = with_trend(example_briefing())


@pytest.fixture(scope="module")
def deck() -> Any:
    return Presentation(BytesIO(slides(RECORD)))


def tables(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]


def charts(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def said(deck: Any) -> str:
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def shown(deck: Any) -> str:
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    return "\n".join(texts + [cell.text for one in tables(deck) for row in one.table.rows for cell in row.cells])


def test_the_three_sentences_and_every_row_are_on_the_slides(deck: Any) -> None:
    text = shown(deck)
    for expected in (RECORD.promised, RECORD.happened, RECORD.how_sure, RECORD.tally):
        assert expected in text
    rows = [[cell.text for cell in row.cells] for one in tables(deck) for row in list(one.table.rows)[1:]]
    assert [cells[0].split("\n")[0] for cells in rows] == [row.name for row in RECORD.rows]
    assert [cells[3].split(" [")[0] for cells in rows] == ["75%", "64%", "30%", "19%", "70%", "73%"]
    assert rows[0][4] == "●✓ Behaald"


def test_contact_keeps_both_bases_its_three_notes_and_the_cell_letter_by_letter(deck: Any) -> None:
    rows = [
        [cell.text for cell in row.cells]
        for one in tables(deck)
        for row in one.table.rows
        if "contact te hebben gehad" in row.cells[0].text
    ]
    (of_heard, of_all) = rows
    assert "die van WIJ Groningen hebben gehoord" in of_heard[0]
    assert of_heard[3] == "30% [2]"
    assert of_all[3] == "19% [3]"
    notes = said(deck)
    for marker, number in (("II", 2), ("III", 3), ("IV", 4)):
        assert f"[{number}] {marker} · " in notes
    assert "30% (II)" in notes
    assert "(19% (III))" in notes


def test_a_line_stops_where_figures_may_not_be_compared(deck: Any) -> None:
    (shape,) = charts(deck)
    plot = shape.chart.plots[0]
    assert list(plot.categories) == ["2015", "2016", "2017", "2018"]
    assert [tuple(line.values) for line in plot.series] == [
        (20, 18.5, None, None),
        (None, None, 60, 64),
    ]
    assert [line.data_labels.number_format for line in plot.series] == ['#,##0.0"%"'] * 2
    assert (shape.chart.value_axis.minimum_scale, shape.chart.value_axis.maximum_scale) == (0, 100)


def test_a_chart_carries_its_figures_so_that_it_can_be_edited() -> None:
    inside = [path for path in unzipped(slides(RECORD)) if path.endswith(".xlsx")]
    assert len(inside) == 1


def test_a_measure_with_one_figure_has_no_chart() -> None:
    row: Row = RECORD.rows[0].model_copy(update={"trend": (Stretch(points=((2018, 75),)),)})
    assert charts(Presentation(BytesIO(slides(RECORD.model_copy(update={"rows": (row,)}))))) == []


def test_tables_and_charts_are_described_and_every_slide_has_a_title(deck: Any) -> None:
    described = [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in (*tables(deck), *charts(deck))]
    assert all(described)
    assert IN_WORDS in described
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)


def test_every_word_has_a_language() -> None:
    english = Presentation(BytesIO(slides(RECORD.model_copy(update={"language": "en"}))))
    languages = {
        run._r.rPr.get("lang")
        for slide in english.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert languages == {"en-GB", "nl-NL"}


def test_cautions_stand_in_the_notes_of_the_first_slide(deck: Any) -> None:
    first = deck.slides[0].notes_slide.notes_text_frame.text
    assert all(one.sentence in first for one in RECORD.cautions)


def test_an_empty_slot_is_said_to_be_empty(deck: Any) -> None:
    assert f"{RECORD.labels.commentary}: {RECORD.labels.empty}" in said(deck)
    assert "Drie teams verhuisden in de zomer." in said(deck)


def test_the_same_record_gives_the_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    first = slides(RECORD)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert slides(BriefingRecord.model_validate_json(RECORD.as_json())) == first
    dates = [part for path, part in unzipped(first).items() if path == "docProps/core.xml"]
    assert f"{RECORD.figures_from}T00:00:00Z".encode() in dates[0]


def test_a_long_field_goes_on_on_a_next_slide() -> None:
    deck = Presentation(BytesIO(slides(RECORD.model_copy(update={"rows": RECORD.rows * 4}))))
    counts = [len(one.table.rows) - 1 for one in tables(deck)]
    assert sum(counts) == len(RECORD.rows) * 4
    assert max(counts) <= 5


def test_the_last_slide_leads_to_the_live_figures_where_the_server_is_known() -> None:
    def links(content: bytes) -> list[str]:
        last = list(Presentation(BytesIO(content)).slides)[-1]
        boxes = [shape for shape in last.shapes if shape.has_text_frame]
        runs = [run for box in boxes for line in box.text_frame.paragraphs for run in line.runs]
        return [run.hyperlink.address for run in runs if run.hyperlink.address]

    assert links(slides(RECORD)) == []
    assert links(slides(RECORD, "https://doelbereik.example/")) == [f"https://doelbereik.example{RECORD.address}"]
