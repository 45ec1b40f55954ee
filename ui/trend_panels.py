"""Indicators over the years beside each other: a small picture each, its words, and its figures folded below it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from indicators import formats
from indicators.judged import IndicatorHistory, Interval, Sample
from indicators.language import say
from indicators.model import Trend
from ui import addresses, figures
from ui.markup import Content, Html, body, dutch, element, items, joined, link, row, table


class Panels(Protocol):
    """What draws one measure over the years as a small image (`charts.small_multiples`)."""

    WIDTH: int
    HEIGHT: int

    def span(self, trends: Iterable[Trend]) -> tuple[int, int] | None:
        """Return the first and last year of anything drawn."""

    def panel(self, trend: Trend, first: int, last: int) -> str:
        """Return an SVG over these years, empty when there is nothing to draw."""

    def as_data_address(self, svg: str) -> str:
        """Return an SVG as the address of an image."""

    def legend(self, trend: Trend) -> list[tuple[str, str]]:
        """Return the shape and name of every series, where there are several."""

    def description(
        self, trend: Trend, intervals: Mapping[int, Interval] | None = None, samples: Mapping[int, Sample] | None = None
    ) -> str:
        """Return what the panel shows."""

    def rows(
        self, trend: Trend, intervals: Mapping[int, Interval] | None = None, samples: Mapping[int, Sample] | None = None
    ) -> list[dict[str, str]]:
        """Return the table of the panel; its headers are in the language of the visitor."""


def drawn(trends: Sequence[tuple[IndicatorHistory, Trend]], as_known_in: str | None, panels: Panels) -> Html:
    """Return every measure as a panel, all over the same years, and how to read them; nothing without a figure."""
    years = panels.span(trend for _, trend in trends)
    written = [panel(history, trend, as_known_in, panels, years) for history, trend in trends] if years else []
    held = items(written, class_="ways")
    if not held:
        return held
    guide = say(
        "Een lijn verbindt alleen cijfers die te vergelijken zijn; een gestippelde streep is een breuk. "
        "Een dwarsstreepje is de streefwaarde van dat jaar, een pijl een gewenste richting."
    )
    return joined(element("p", guide, class_="above"), held)


def panel(
    history: IndicatorHistory, trend: Trend, as_known_in: str | None, panels: Panels, years: tuple[int, int]
) -> Html:
    """Return one measure; nothing when it has no figure to draw."""
    svg = panels.panel(trend, *years)
    if not svg:
        return Html("")
    picture = element(
        "img",
        class_="mark",
        src=panels.as_data_address(svg),
        alt=panels.description(trend, history.intervals, history.samples),
        width=panels.WIDTH,
        height=panels.HEIGHT,
    )
    indicator = trend.indicator
    return joined(
        link(addresses.indicator(indicator.indicator_id, as_known_in), dutch(indicator.name)),
        figures.aside(figures.in_dutch(told_apart_by(trend))),
        picture,
        items((joined(f"{shape} ", _series(name)) for shape, name in panels.legend(trend)), class_="beside"),
        element(
            "details",
            element("summary", say("De cijfers"), element("span", " ", dutch(indicator.name), class_="unseen")),
            figure_table(trend, panels.rows(trend, history.intervals, history.samples)),
            class_="why figures",
        ),
    )


def figure_table(trend: Trend, rows: Sequence[dict[str, str]]) -> Html:
    """Return the table beside a trend; nothing without rows."""
    if not rows:
        return Html("")
    told_apart = told_apart_by(trend)
    named = f"{trend.indicator.name}, {told_apart}" if told_apart else trend.indicator.name
    return table(
        say("{indicator}: de cijfers bij de grafiek", indicator=named),
        list(rows[0]),
        [body(*(row(*(_told(header, words) for header, words in one.items())) for one in rows))],
        class_="trend",
    )


def told_apart_by(trend: Trend) -> str | None:
    """Return what tells one figure of a pair from the other (`van alle bewoners`): their charts bear the same name."""
    if not trend.part:
        return None
    points = [point for segment in trend.segments for point in segment.points]
    return next((point.measure or point.base.name for point in points), None)


def _told(header: str, words: str) -> Content:
    """Return a cell of the table: titles of documents and names of series stay Dutch."""
    if header == say("Reeks"):
        return _series(words)
    return figures.in_dutch(words) if header == say("Document") else words


def _series(name: str) -> Content:
    """Return the name of a series, Dutch unless it is that there is none."""
    return name if name == say(formats.GROUP_NOT_SAID) else figures.in_dutch(name)
