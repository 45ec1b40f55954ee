"""A briefing as slides (.pptx): tables and charts that can be edited, and in the notes of each what to say with it.

Laid out from the record alone. Charts are PowerPoint's own, with their figures in a sheet behind them; a line stops
where figures may not be compared, for every stretch of a measure is a series of its own. Every picture and table has a
description, every run of text its language, every slide a title. The same record gives the same bytes: what the
libraries date by the clock is dated by the figures.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from exports.briefing_record import BriefingRecord, Figure, Row
from exports.zipped import unzipped, zipped

AUTHOR = "Gemeente Groningen"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TITLE_ONLY = 5
"""Place of the layout with nothing but a title in the template of the library."""

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
BELOW_TITLE = Inches(1.5)
ROWS_ON_A_SLIDE = 5
INK, QUIET, ACCENT = "1F2624", "57605D", "0F5C5C"
LINE_COLOUR = "0B3C5D"

Slide = Any
"""The library has no types."""


def slides(record: BriefingRecord, host: str | None = None) -> bytes:
    """Return the presentation; with `host` (`https://…`) it leads to the live view, without one it prints the path."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _date(deck, record)
    _opening(deck, record)
    for first in range(0, len(record.rows), ROWS_ON_A_SLIDE):
        _figures(deck, record, record.rows[first : first + ROWS_ON_A_SLIDE])
    for row in record.rows:
        if sum(len(stretch.points) for stretch in row.trend) > 1:
            _over_the_years(deck, record, row)
    _cautions(deck, record)
    _expected(deck, record)
    _origin(deck, record, host)
    written = BytesIO()
    deck.save(written)
    return _undated(written.getvalue(), record.figures_from)


# Slides --------------------------------------------------------------------------------------------------------------


def _opening(deck: Any, record: BriefingRecord) -> None:
    """Add the slide with the three sentences."""
    labels = record.labels
    slide = _slide(deck, record, f"{record.title}, {record.year}", title_is_dutch=True)
    standing = f"{labels.edition}: {record.edition} · " + (
        f"{labels.signed_by} {record.signature.name}, {record.signature.on}" if record.signature else labels.draft
    )
    above = f"{record.above} · " if record.above else ""
    _text(slide, record, [(f"{above}{standing}", 14, QUIET, False)], BELOW_TITLE - Inches(0.35), Inches(0.4))
    sentences = (
        (labels.promised, record.promised),
        (labels.happened, record.happened),
        (labels.how_sure, record.how_sure),
    )
    lines = [line for head, told in sentences for line in ((head, 14, ACCENT, True), (told, 20, INK, False))]
    _text(slide, record, lines, BELOW_TITLE + Inches(0.2), Inches(4.6))
    _text(slide, record, [(record.tally, 16, INK, True)], Inches(6.4), Inches(0.7))
    _notes(slide, record, [_caution(one.kind, one.about, one.sentence) for one in record.cautions])


def _figures(deck: Any, record: BriefingRecord, rows: Sequence[Row]) -> None:
    """Add a slide with a table of some rows."""
    labels = record.labels
    slide = _slide(deck, record, f"{labels.rows}: {record.title}, {record.year}")
    heads = (
        labels.indicator,
        labels.previous,
        labels.planned,
        labels.achieved,
        labels.verdict,
        labels.certainty,
    )
    widths = (5.0, 1.2, 1.7, 1.2, 1.7, 1.33)
    shape = slide.shapes.add_table(len(rows) + 1, len(heads), MARGIN, BELOW_TITLE, WIDTH - 2 * MARGIN, Inches(0.4))
    _describe(shape, f"{labels.rows}: {record.tally}")
    table = shape.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for place, head in enumerate(heads):
        _cell(table.cell(0, place), record, [(head, 12, "FFFFFF", True)], fill=ACCENT)
    for number, row in enumerate(rows, start=1):
        about = "; ".join(part for part in (row.base, row.territory) if part)
        verdict = f"{row.glyph} {row.verdict_word}"
        cells = (
            [(row.name, 13, INK, False), *([(f"{labels.of_base} {about}", 10, QUIET, False)] if about else [])],
            _figure(row.previous, record.year),
            _figure(row.planned, record.year),
            _figure(row.achieved, record.year, is_result=True),
            [(verdict, 13, row.colour.lstrip("#"), True)],
            [(row.certainty_word, 12, INK, False)],
        )
        for place, lines in enumerate(cells):
            _cell(table.cell(number, place), record, lines, fill="FFFFFF" if number % 2 else "F5F4F0")
    _notes(slide, record, (line for row in rows for line in _to_say(record, row)))


def _over_the_years(deck: Any, record: BriefingRecord, row: Row) -> None:
    """Add a slide with one measure over the years, as a chart of its own figures."""
    about = f" ({row.base})" if row.base else ""
    slide = _slide(deck, record, row.name, title_is_dutch=True)
    unit = next((one.unit for one in (row.achieved, row.previous) if one), "")
    _text(slide, record, [(f"{record.labels.trend}{about}", 14, QUIET, False)], BELOW_TITLE - Inches(0.35), Inches(0.4))
    years = sorted({year for stretch in row.trend for year, _ in stretch.points})
    data = CategoryChartData(number_format="General")
    data.categories = [str(year) for year in years]
    for stretch in row.trend:
        values = dict(stretch.points)
        name = row.name if len(row.trend) == 1 else f"{stretch.points[0][0]}–{stretch.points[-1][0]}"
        data.add_series(name, [values.get(year) for year in years])
    shape = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, MARGIN, BELOW_TITLE + Inches(0.1), WIDTH - 2 * MARGIN, Inches(5.4), data
    )
    _describe(shape, row.trend_says or row.mark_says)
    _look(shape.chart, unit)
    _notes(slide, record, [row.trend_says, *_to_say(record, row)])


def _cautions(deck: Any, record: BriefingRecord) -> None:
    """Add the slide with what to be careful with."""
    labels = record.labels
    slide = _slide(deck, record, labels.cautions)
    cautions = [(_caution(one.kind, one.about, one.sentence), 18, INK, False) for one in record.cautions]
    _text(slide, record, cautions or [(labels.no_cautions, 18, INK, False)], BELOW_TITLE, Inches(5.5))
    _notes(slide, record, record.method)


def _expected(deck: Any, record: BriefingRecord) -> None:
    """Add the slide with what will be asked."""
    labels = record.labels
    slide = _slide(deck, record, labels.questions)
    asked = [line for one in record.questions for line in ((one.question, 15, INK, True), (one.answer, 15, INK, False))]
    _text(slide, record, asked or [(labels.no_questions, 15, INK, False)], BELOW_TITLE - Inches(0.2), Inches(5.7))
    _notes(slide, record, [f"{one.question} {one.answer}" for one in record.questions])


def _origin(deck: Any, record: BriefingRecord, host: str | None) -> None:
    """Add the slide with notes of the sources, sources, method and what identifies the briefing."""
    labels = record.labels
    slide = _slide(deck, record, labels.sources)
    live = (host or "").rstrip("/") + record.address
    lines = [(f"{one.title}, {one.published}", 14, INK, False) for one in record.sources]
    if record.notes:
        lines.append((labels.notes, 12, ACCENT, True))
        lines += [
            (f"[{one.number}] {one.marker} · {one.text} ({one.document})", 10, INK, False) for one in record.notes
        ]
    lines += [
        (labels.method, 12, ACCENT, True),
        (" ".join(record.method), 12, INK, False),
        (f"{labels.content_hash}: {record.content_hash}", 10, QUIET, False),
        (f"{labels.live}: {live}", 10, QUIET, False),
    ]
    box = _text(slide, record, lines, BELOW_TITLE - Inches(0.2), Inches(5.6))
    if host is not None:
        box.text_frame.paragraphs[-1].runs[0].hyperlink.address = live
    _notes(slide, record, record.method)


# Words ---------------------------------------------------------------------------------------------------------------

Line = tuple[str, int, str, bool]
"""A paragraph: text, size in points, colour as rrggbb, whether it is bold."""


def _caution(kind: str, about: str, sentence: str) -> str:
    return f"{kind[:1].upper()}{kind[1:]}: {about}. {sentence}"


def _figure(one: Figure | None, year: int, *, is_result: bool = False) -> list[Line]:
    """Return a figure in a cell; of another year than the briefing's, with its year."""
    if one is None:
        return [("", 13, INK, False)]
    marked = one.words + "".join(f" [{number}]" for number in one.notes)
    return [(marked, 13, INK, is_result), *([(str(one.year), 10, QUIET, False)] if one.year != year else [])]


def _to_say(record: BriefingRecord, row: Row) -> Iterable[str]:
    """Yield what a speaker should know of a row: why, on which people, letter by letter, and its notes."""
    labels = record.labels
    about = "; ".join(part for part in (row.base, row.territory) if part)
    yield f"{row.name}{f' ({about})' if about else ''}: {row.verdict_word}. {row.reason}"
    yield f"{labels.definition}: {row.definition}"
    if row.achieved and row.achieved.raw:
        yield f"{labels.verbatim}: {row.achieved.raw}"
    told = {note.number: note for note in record.notes}
    for number in row.notes:
        yield f"[{number}] {told[number].marker} · {told[number].text}"
    if row.commentary:
        yield f"{labels.cause}: {row.commentary.cause or labels.empty}"
        yield f"{labels.action}: {row.commentary.action or labels.empty}"
        yield f"{labels.owner}: {row.commentary.owner or labels.empty}"
    elif row.needs_commentary:
        yield f"{labels.commentary}: {labels.empty}"


# Shapes --------------------------------------------------------------------------------------------------------------


def _slide(deck: Any, record: BriefingRecord, title: str, *, title_is_dutch: bool = False) -> Slide:
    """Return a new slide under its title."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, Inches(0.35), WIDTH - 2 * MARGIN, Inches(0.85)
    size = 30 if len(title) < 60 else 22
    _write(shape.text_frame, record, [(title, size, INK, True)], is_dutch=title_is_dutch)
    return slide


def _text(slide: Slide, record: BriefingRecord, lines: Sequence[Line], top: int, height: int) -> Any:
    """Write a text on a slide and return its box."""
    box = slide.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, height)
    _write(box.text_frame, record, lines)
    return box


def _cell(cell: Any, record: BriefingRecord, lines: Sequence[Line], *, fill: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    _write(cell.text_frame, record, lines)


def _write(frame: Any, record: BriefingRecord, lines: Sequence[Line], *, is_dutch: bool = False) -> None:
    """Write paragraphs into a shape, each with its language, for spelling and for who has it read aloud."""
    frame.word_wrap = True
    for number, (text, size, colour, is_bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 4)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), is_bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run._r.get_or_add_rPr().set("lang", LANGUAGES["nl" if is_dutch else record.language])


def _notes(slide: Slide, record: BriefingRecord, lines: Iterable[str]) -> None:
    """Write what a speaker should say with a slide."""
    said = [line for line in lines if line]
    slide.notes_slide.notes_text_frame.text = "\n".join(said or [record.labels.no_cautions])


def _describe(shape: Any, words: str) -> None:
    """Give a table or a chart its alternative text, for which the library has no setting."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _look(chart: Any, unit: str) -> None:
    """Draw a chart quietly: one colour, figures beside their points, percentages on the whole axis."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(14)
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D5D7D2")
    axis.format.line.fill.background()
    axis.minimum_scale = 0
    if unit == "%":
        axis.maximum_scale = 100
        axis.major_unit = 20
    values = [value for line in chart.plots[0].series for value in line.values if value is not None]
    # A format with optional decimals would leave a comma behind whole numbers.
    decimals = max(len(repr(value).removesuffix(".0").partition(".")[2]) for value in values)
    number = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    number_format = f'{number}"%"' if unit == "%" else number
    axis.tick_labels.number_format = '0"%"' if unit == "%" else "#,##0"
    axis.tick_labels.number_format_is_linked = False
    for line in chart.plots[0].series:
        line.smooth = False
        line.format.line.color.rgb = RGBColor.from_string(LINE_COLOUR)
        line.format.line.width = Pt(2.5)
        line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        line.marker.format.fill.solid()
        line.marker.format.fill.fore_color.rgb = RGBColor.from_string(LINE_COLOUR)
        labels = line.data_labels
        labels.show_value = True
        labels.position = XL_LABEL_POSITION.ABOVE
        labels.number_format, labels.number_format_is_linked = number_format, False


# Bytes ---------------------------------------------------------------------------------------------------------------


def _date(deck: Any, record: BriefingRecord) -> None:
    """Name the presentation and whose it is."""
    properties = deck.core_properties
    properties.title = f"{record.labels.briefing} {record.title}, {record.year}"
    properties.author = properties.last_modified_by = AUTHOR
    properties.language = LANGUAGES[record.language]
    properties.subject = record.tally[:255]
    properties.keywords = record.content_hash


def _undated(content: bytes, day: str) -> bytes:
    """Return a presentation or a workbook in which every moment is the start of a day; the sheets behind charts too."""
    files = {}
    for path, part in unzipped(content).items():
        if path.endswith(".xlsx"):
            part = _undated(part, day)
        elif path == "docProps/core.xml":
            part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{day}T00:00:00Z".encode(), part)
        files[path] = part
    return zipped(files)
