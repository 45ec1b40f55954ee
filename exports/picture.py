"""One indicator as a picture (.svg, .png) that stands alone: title, charts, why a line stops, notes, source, edition.

What is drawn is that of the pages (`charts.small_multiples`), twice as large, one chart per measure. Words are broken
into lines by the widths of the letters of the font that is used, so that nothing runs out of the picture wherever it
is opened. The same figures give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import ceil
from xml.sax.saxutils import escape, quoteattr

import resvg_py
from fontTools.ttLib import TTFont

from charts import small_multiples, trend
from exports import fonts
from indicators import formats, series, standing
from indicators.judged import IndicatorHistory
from indicators.language import say
from indicators.model import Observation, Target, Trend

SCALE = 2
"""How much larger a chart is drawn than on a page."""
MARGIN = 32
PANEL_WIDTH, PANEL_HEIGHT = small_multiples.WIDTH * SCALE, small_multiples.HEIGHT * SCALE
INK, QUIET, PAPER = "#1F2624", "#57605D", "#FFFFFF"
FAMILY = f"{fonts.FAMILY}, Source Sans, Source Sans Pro, Arial, sans-serif"
REGULAR, BOLD = 400, 700
PIXELS = 2
"""Pixels of a png per unit of the drawing: sharp on paper too."""

Line = tuple[str, int, bool, str]
"""Words, size, whether they are bold, colour."""


def svg(history: IndicatorHistory, known: str | None = None) -> str | None:
    """Return the picture; None when there is no figure to draw. `known` says what of (`indicators.standing`)."""
    trends = [one for one in series.trends(history) if any(segment.points for segment in one.segments)]
    years = small_multiples.span(trends)
    if years is None:
        return None
    columns = min(2, len(trends))
    width = 2 * MARGIN + columns * PANEL_WIDTH + (columns - 1) * MARGIN
    inside = width - 2 * MARGIN
    shapes: list[str] = []
    height = _write(shapes, _wrapped(history.indicator.name, 24, INK, inside, is_bold=True), MARGIN, MARGIN)
    about = " · ".join((history.policy_field.title, formats.indicator_unit(history.indicator)))
    height = _write(shapes, _wrapped(about, 16, QUIET, inside), MARGIN, height)
    for first in range(0, len(trends), columns):
        ends = [
            _panel(
                shapes, one, years, MARGIN + at * (PANEL_WIDTH + MARGIN), height + 16, is_one_of_many=len(trends) > 1
            )
            for at, one in enumerate(trends[first : first + columns])
        ]
        height = max(ends)
    below = [line for words in _below(history, trends, known) for line in _wrapped(words, 14, QUIET, inside)]
    height = ceil(_write(shapes, below, MARGIN, height + 16) + MARGIN / 2)
    said = " ".join(small_multiples.description(one, history.intervals, history.samples) for one in trends)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(_printable(said))} '
        f'width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" color="{INK}" '
        f"font-family={quoteattr(FAMILY)}><title>{escape(_printable(history.indicator.name))}</title>"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(shapes)}</svg>'
    )


def png(history: IndicatorHistory, known: str | None = None) -> bytes | None:
    """Return the picture as pixels; None when there is no figure to draw."""
    drawn = svg(history, known)
    if drawn is None:
        return None
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawn,
            zoom=PIXELS,
            skip_system_fonts=True,
            font_files=[str(fonts.file())],
            font_family=fonts.FAMILY,
            sans_serif_family=fonts.FAMILY,
        )
    )


def _panel(
    shapes: list[str], one: Trend, years: tuple[int, int], left: float, top: float, *, is_one_of_many: bool
) -> float:
    """Draw one measure and return where it ends."""
    if is_one_of_many:
        top = _write(shapes, _wrapped(_group(one), 16, INK, PANEL_WIDTH, is_bold=True), left, top)
    drawn = small_multiples.panel(one, *years).replace(
        "<svg ", f'<svg x="{left:g}" y="{top:g}" preserveAspectRatio="xMinYMin" ', 1
    )
    drawn = drawn.replace(
        f'width="{small_multiples.WIDTH}" height="{small_multiples.HEIGHT}"',
        f'width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}"',
        1,
    )
    shapes.append(drawn)
    named = [
        line
        for shape, name in small_multiples.legend(one)
        for line in _wrapped(f"{shape} {name}", 14, INK, PANEL_WIDTH)
    ]
    return _write(shapes, named, left, top + PANEL_HEIGHT)


def _below(history: IndicatorHistory, trends: Sequence[Trend], known: str | None) -> Iterator[str]:
    """Yield what must be known of the figures: why lines stop, other vintages, notes, sources and the edition."""
    for one in trends:
        of = f", {_group(one)}" if len(trends) > 1 else ""
        drawn = [point for segment in one.segments for point in segment.points]
        loose = (*one.previously_reported, *one.forecasts)
        yield say(
            "Cijfers{of}: {figures}.", of=of, figures="; ".join(_figure(history, point) for point in (*drawn, *loose))
        )
        targets = [_target(target) for target in one.targets if target.is_set]
        if targets:
            yield say("Streefwaarden{of}: {targets}.", of=of, targets="; ".join(targets))
        yield from (trend.break_in_words(rule) for rule in one.breaks)
    bases = dict.fromkeys(one.base.name for one in history.observations if one.is_figure)
    yield say("Van wie: {groups}.", groups=formats.enumeration(bases))
    yield from _definitions(one for one in history.observations if one.is_figure)
    yield from (f"{note.marker}  {formats.footnote(note)}" for note in history.footnotes)
    documents = {one.document.document_id: one.document for one in history.observations if one.is_figure}
    titles = [one.title for one in sorted(documents.values(), key=lambda one: one.edition_rank)]
    yield say("Bron: {documents}.", documents=formats.enumeration(titles))
    yield say("Stand volgens: {known} · Doelbereik", known=standing.said(known))


def _group(one: Trend) -> str:
    """Return of whom the figures of a measure are a part, as its cell tells its figures apart."""
    points = [point for segment in one.segments for point in segment.points]
    return next((point.measure or point.base.name for point in points), "")


def _figure(history: IndicatorHistory, point: Observation) -> str:
    """Return a figure with its notes, its year, and its cell where that reads otherwise."""
    words = trend.in_words(point, history.intervals, history.samples, are_notes_marked=True)
    return _with_cell(words, point, (formats.figure(point), formats.figure(point, with_counted=False)))


def _target(target: Target) -> str:
    """Return the same of a target."""
    words = formats.target(target)
    marked = f"{_marked(words, target)} ({target.period})"
    return _with_cell(marked, target, (words, formats.target(target, with_counted=False)))


def _marked(words: str, one: Observation | Target) -> str:
    return " ".join((words, *(f"({note.marker})" for note in one.footnotes)))


def _with_cell(words: str, one: Observation | Target, alike: Iterable[str]) -> str:
    """Return words with the cell behind them; without it where the cell says what is alike, its markers included."""
    cell = " ".join(one.raw.split())
    if not cell or cell.casefold() in {text.casefold() for said in alike for text in (said, _marked(said, one))}:
        return words
    return say("{words}, gedrukt: ‘{cell}’", words=words, cell=cell)


def _definitions(figures: Iterable[Observation]) -> Iterator[str]:
    """Yield every definition on a line of its own; with its years where there are several."""
    years: dict[str, set[int]] = {}
    for one in figures:
        years.setdefault(one.definition.wording, set()).add(one.period)
    for wording, found in years.items():
        when = f" ({', '.join(map(str, sorted(found)))})" if len(years) > 1 else ""
        yield say("Definitie{when}: {wording}.", when=when, wording=wording.rstrip("."))


# Words on lines ------------------------------------------------------------------------------------------------------


def _write(shapes: list[str], lines: Iterable[Line], left: float, top: float) -> float:
    """Write lines below each other and return where they end."""
    for words, size, is_bold, colour in lines:
        weight = ' font-weight="700"' if is_bold else ""
        shapes.append(
            f'<text x="{left:g}" y="{top + size:g}" font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'
        )
        top += size * 1.4
    return top


def _wrapped(words: str, size: int, colour: str, width: float, *, is_bold: bool = False) -> list[Line]:
    """Return words on as many lines as they need in a width."""
    lines: list[str] = []
    for word in _printable(words).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [(line, size, is_bold, colour) for line in lines]


def _width(words: str, size: int, *, is_bold: bool) -> float:
    """Return how wide words are, in the units of the drawing."""
    letters, em = _letters(BOLD if is_bold else REGULAR)
    widest = letters.get(ord("m"), em)
    return sum(letters.get(ord(letter), widest) for letter in words) * size / em


@cache
def _letters(weight: int) -> tuple[dict[int, float], int]:
    """Return the width of every letter of the font at a weight, and how many of those units a size is."""
    font = TTFont(fonts.file())
    # The widths as they stand in the font are those of its thinnest letters.
    drawn = font.getGlyphSet(location={"wght": weight})
    return {letter: drawn[name].width for letter, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def _printable(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words)
