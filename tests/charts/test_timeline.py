"""A programme over the years: what stands where, in which shape, and what is only counted."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import timeline
from indicators import calendar
from indicators.calendar import EVENT_WORDS, Event, EventKind
from indicators.language import speaking
from tests.charts.contrast import contrast_on_white

SVG = "{http://www.w3.org/2000/svg}"


def event(kind: EventKind, printed: str | None, line: str | None = "Eenzaamheid", name: str = "x") -> Event:
    return Event(kind, line, name, printed, calendar.span(printed))


PROGRAMME = (
    event(EventKind.DECISION, "2023-11"),
    event(EventKind.DONE, "zomer 2024"),
    event(EventKind.RUNNING, "2024–2025"),
    event(EventKind.PLANNED, "elke zomer"),
    event(EventKind.COUNTED, "2016", None),
    event(EventKind.COUNTED, "2016", None),
)


def bars(svg: str, fill: str) -> list[tuple[float, float]]:
    """Return where the bars with a fill begin and end, that of the legend (one line, on a wide picture) left out."""
    found = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}rect") if one.get("fill") == fill]
    lanes = [one for one in found if one.get("stroke") and float(one.get("y", 0)) > timeline._MARGIN]
    return [(float(one.get("x", 0)), float(one.get("x", 0)) + float(one.get("width", 0))) for one in lanes]


def words(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("is_wide", [True, False])
def test_the_years_run_from_the_first_date_to_the_last(is_wide: bool) -> None:
    said = words(timeline.picture(PROGRAMME, is_wide=is_wide))
    years = [str(year) if is_wide else f"’{year % 100}" for year in range(2016, 2026)]
    assert [one for one in said if one in years] == years


def test_a_bar_is_as_wide_as_its_date_is_vague() -> None:
    svg = timeline.picture(PROGRAMME, is_wide=True)
    ((begin, end),) = bars(svg, timeline.DONE)
    ((long_begin, long_end),) = bars(svg, "url(#lined)")
    year = (timeline.WIDE - 2 * timeline._MARGIN - timeline._NAMES) / 10
    assert end - begin == pytest.approx(year / 4, abs=4)
    assert long_end - long_begin == pytest.approx(2 * year, abs=4)
    assert long_begin < begin < end < long_end


def test_what_has_no_date_is_counted_and_not_drawn() -> None:
    svg = timeline.picture(PROGRAMME, is_wide=True)
    assert "2 van 3 acties met een datum" in words(svg)
    assert "Gepland" not in words(svg)
    assert "1 zonder datum" in timeline.description(PROGRAMME)


def test_without_any_date_there_is_no_picture_and_nothing_to_say() -> None:
    undated = [event(EventKind.PLANNED, "elke zomer")]
    assert timeline.picture(undated) == timeline.description(undated) == ""


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = {timeline._shape(kind, 10, 60, 10) for kind in EventKind}
    assert len(shapes) == len(EventKind)
    without_colour = {
        shape.replace(timeline.INK, "").replace(timeline.DONE, "").replace(timeline.QUIET, "") for shape in shapes
    }
    assert len(without_colour) == len(EventKind)


def test_only_shapes_that_are_there_are_explained() -> None:
    said = words(timeline.picture(PROGRAMME))
    assert {word for word in EVENT_WORDS.values() if word in said} == {"Besluit", "Gedaan", "Lopend", "Geteld"}


def test_the_description_tells_every_lane() -> None:
    assert timeline.description(PROGRAMME) == (
        "Tijdlijn van 2016 tot en met 2025. "
        "Eenzaamheid: besluit november 2023, 1 gedaan, 1 lopend en 1 zonder datum. Wat is geteld: 2 in 2016."
    )
    with speaking("en"):
        assert timeline.description(PROGRAMME).startswith("Timeline from 2016 to 2025. Eenzaamheid: decision November")


def test_a_decision_still_to_be_taken_is_no_decision_taken() -> None:
    said = timeline.description([event(EventKind.DECISION_AHEAD, "2025-05")])
    assert "besluit, nog te nemen mei 2025" in said


@pytest.mark.parametrize("colour", [timeline.INK, timeline.QUIET, timeline.DONE])
def test_words_and_shapes_stand_out_from_the_ground(colour: str) -> None:
    assert contrast_on_white(colour) >= 4.5


@given(
    st.lists(
        st.builds(
            event,
            st.sampled_from(EventKind),
            st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2030, 1, 1)).map(date.isoformat)),
            st.sampled_from(["Ouderen & jongeren", "Een <lijn> met een lange naam die niet op één regel past", None]),
        ),
        max_size=25,
    ),
    st.booleans(),
)
def test_nothing_is_drawn_outside_the_picture_or_over_something_else(events: list[Event], is_wide: bool) -> None:
    svg = timeline.picture(events, is_wide=is_wide)
    if not svg:
        assert all(one.span is None for one in events)
        return
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    outlined = [one for one in root.findall(f"{SVG}rect") if one.get("stroke")]
    boxes = [tuple(float(one.get(name, 0)) for name in ("x", "y", "width", "height")) for one in outlined]
    for x, y, wide, high in boxes:
        assert x >= 0
        assert x + wide <= width
        assert y + high <= height
    for at, (x, y, wide, high) in enumerate(boxes):
        for x2, y2, wide2, high2 in boxes[at + 1 :]:
            assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
