"""What a measure of a briefing did over the years: stretches of figures that may be joined by a line, and in words.

Up to the year of the briefing, in the unit and for the municipality of the row. Figures that stand only in running text
are left out, unless they lie on a line with others.
"""

from dataclasses import replace

from exports.briefing_record import Stretch
from indicators import formats, series
from indicators.judged import IndicatorHistory, IndicatorYear
from indicators.language import say
from indicators.model import Observation, ObservationKind, Segment


def stretches(history: IndicatorHistory, row: IndicatorYear) -> tuple[Stretch, ...]:
    """Return the stretches of a row's measure, oldest first; none where there is no number to draw."""
    return tuple(
        Stretch(points=tuple((one.period, one.value) for one in segment.points if one.value is not None))
        for segment in _segments(history, row)
    )


def in_words(history: IndicatorHistory, row: IndicatorYear) -> str:
    """Return the same in words, with why one stretch is not joined to the next; empty where there is nothing."""
    said: list[str] = []
    earlier: Segment | None = None
    for segment in _segments(history, row):
        figures = formats.enumeration(
            f"{formats.figure(one, with_counted=False)} ({one.period})" for one in segment.points
        )
        if earlier is not None:
            bases = (earlier.identity.base_id, segment.identity.base_id)
            differences = segment.identity.differences(earlier.identity)
            why = formats.break_label(differences, bases) if differences else say("daartussen geen cijfer")
            figures = say("{why}: {figures}", why=why, figures=figures)
        said.append(figures)
        earlier = segment
    return f"{row.indicator.name}: {'; '.join(said)}." if said else ""


def has_earlier(history: IndicatorHistory, row: IndicatorYear) -> bool:
    """Whether any figure of an earlier year is known of a row's measure, comparable or not."""
    return any(
        one.period < row.year and one.is_figure and one.kind in series.MEASURED_KINDS and _is_of(one, row)
        for one in history.observations
    )


def _segments(history: IndicatorHistory, row: IndicatorYear) -> list[Segment]:
    """Return what is drawn of a row's measure, cut off after its year; every point of it is a number."""
    found = [
        replace(
            segment, points=tuple(one for one in segment.points if one.value is not None and one.period <= row.year)
        )
        for trend in series.trends(history)
        for segment in trend.segments
        if _is_of(segment.points[0], row)
    ]
    return [
        segment
        for segment in found
        if segment.points and any(one.kind is not ObservationKind.NARRATIVE for one in segment.points)
    ]


def _is_of(one: Observation, row: IndicatorYear) -> bool:
    """Whether a figure is of a row's measure: in its unit and for its municipality, under whatever definition."""
    here, there = one.identity, row.identity
    is_of_part = (here.part == 2) == (there.part == 2)
    return is_of_part and here.unit == there.unit and one.territory.code == row.territory.code
