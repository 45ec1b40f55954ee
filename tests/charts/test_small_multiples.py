"""Panels of a policy field: one axis of years, lines inside one series only, targets where they were set."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import small_multiples
from charts.marks import NEUTRAL
from charts.small_multiples import HEIGHT, WIDTH, panel
from indicators import series
from indicators.judged import IndicatorHistory
from indicators.model import UNKNOWN_BASE, Observation, ObservationKind, PolicyField, Qualifier, Target, Trend
from tests.charts.contrast import contrast_on_white
from tests.figures import identity, indicator, observed, planned

SVG = "{http://www.w3.org/2000/svg}"
PERCENT = identity(unit="%")
PAIRS = [("allen", "hier"), ("allen", "daar"), ("ouderen", "hier")]
Shape = ElementTree.Element


def trend(*printed: Observation | Target, **kind: object) -> Trend:
    history = IndicatorHistory(
        indicator(**kind),
        PolicyField("f", "Veld", "Programma", 1),
        tuple(one for one in printed if isinstance(one, Observation)),
        tuple(one for one in printed if isinstance(one, Target)),
        (),
        (),
        (),
        (),
    )
    (found,) = series.trends(history)
    return found


def drawn(of: Trend, first: int = 2014, last: int = 2018) -> Shape:
    return ElementTree.fromstring(panel(of, first, last))


def shapes(svg: Shape, name: str) -> list[str]:
    return [one.get("d", "") for one in svg.iter(f"{SVG}path") if one.get("class") == name]


def start(path: str) -> tuple[float, float]:
    x, y = re.findall(r"-?[\d.]+", path)[:2]
    return float(x), float(y)


def test_a_panel_is_one_image_that_says_what_it_shows() -> None:
    of = trend(observed(60, 2017, of=PERCENT), observed(64, of=PERCENT))
    svg = drawn(of)
    assert svg.get("role") == "img"
    assert (svg.get("width"), svg.get("height")) == (str(WIDTH), str(HEIGHT))
    assert svg.get("aria-label") == svg.findtext(f"{SVG}title") == small_multiples.description(of)
    assert "Een lijn van 60% in 2017 naar 64% in 2018." in small_multiples.description(of)


def test_panels_of_a_field_share_their_years() -> None:
    early, late = trend(observed(10, 2014), observed(12, 2016)), trend(observed(700, 2016), observed(800, 2018))
    assert small_multiples.span([early, late]) == (2014, 2018)
    (line,), (other,) = (shapes(drawn(one), "line") for one in (early, late))
    assert float(re.findall(r"[\d.]+", line)[2]) == start(other)[0]


def test_a_target_for_a_year_without_a_figure_widens_the_years() -> None:
    assert small_multiples.span([trend(observed(10, 2017), planned("at_least", 20, period=2020))]) == (2017, 2020)
    assert small_multiples.span([]) is None


def test_a_line_stays_inside_one_series_and_a_break_is_a_gap_with_a_rule() -> None:
    of = trend(
        observed(60, 2015),
        observed(62, 2016),
        *(observed(value, year, of=identity(comparability_group="ruim")) for value, year in ((80, 2017), (82, 2018))),
    )
    svg = drawn(of)
    first, second = shapes(svg, "line")
    assert max(float(x) for x in re.findall(r"[ML]([\d.]+)", first)) < start(second)[0]
    (rule,) = shapes(svg, "break")
    assert max(float(x) for x in re.findall(r"[ML]([\d.]+)", first)) < start(rule)[0] < start(second)[0]
    colours = {one.get("stroke") for one in svg.iter(f"{SVG}path") if one.get("class") == "line"}
    assert len(colours) == 2


def test_a_line_does_not_run_through_a_year_that_is_printed_as_empty() -> None:
    of = trend(observed(60, 2015), observed(None, 2016), observed(62, 2017))
    assert shapes(drawn(of), "line") == []
    assert len(shapes(drawn(of), "point")) == 2


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        (planned("at_least", 80, of=PERCENT), 1),
        (planned("range", 65, 70, of=PERCENT), 2),
        (planned("increase", of=PERCENT), 1),
        (planned("decrease", of=PERCENT), 1),
        (planned("maintain", of=PERCENT), 1),
        (planned("text", of=PERCENT), 0),
        (planned("no_norm", of=PERCENT), 0),
    ],
    ids=lambda one: str(one.semantics) if isinstance(one, Target) else str(one),
)
def test_a_target_is_marked_in_its_year(target: Target, marks: int) -> None:
    found = shapes(drawn(trend(observed(60, 2017, of=PERCENT), observed(64, of=PERCENT), target)), "target")
    assert len(found) == marks


def test_a_target_stands_at_its_height_and_a_direction_points_its_way() -> None:
    of = trend(
        observed(60, of=PERCENT), planned("at_least", 100, of=PERCENT), planned("at_least", 0, period=2017, of=PERCENT)
    )
    low, high = (start(one)[1] for one in shapes(drawn(of), "target"))
    assert low > high
    up, down = (
        shapes(drawn(trend(observed(60, of=PERCENT), planned(way, of=PERCENT))), "target")[0]
        for way in ("increase", "decrease")
    )
    assert up != down


def test_figures_of_no_line_are_hollow() -> None:
    old = observed(18, 2017, of=identity(comparability_group="smal"), kind=ObservationKind.PREVIOUSLY_REPORTED)
    svg = drawn(trend(observed(60, 2017), observed(54, 2016, kind=ObservationKind.NARRATIVE), old))
    assert len(shapes(svg, "loose")) == 1
    fills = [one.get("fill") for one in svg.iter(f"{SVG}path") if one.get("class") == "point"]
    assert sorted(fills, key=str) == sorted(["none", "#0B3C5D"])


def test_the_last_figure_of_a_line_stands_beside_it_as_printed() -> None:
    said = [one.text for one in drawn(trend(observed(3400, 2017), observed(3204))).iter(f"{SVG}text")]
    assert "3.204" in said
    assert {"2014", "2018"} <= set(said)


def figures(svg: Shape) -> dict[str, tuple[float, float, float]]:
    """Return of each figure its left and right end and its foot; digits are as wide as Arial has them in bold."""
    written = [one for one in svg.iter(f"{SVG}text") if one.get("class") == "figure"]
    halves = {one.text or "": 3.1 * len(one.text or "") + 2 for one in written}
    middles = {one.text or "": (float(one.get("x", "")), float(one.get("y", ""))) for one in written}
    return {words: (x - halves[words], x + halves[words], y) for words, (x, y) in middles.items()}


@pytest.mark.parametrize("value", [78, 86, 95, 100, 3])
def test_a_figure_does_not_stand_on_an_end_of_the_axis(value: float) -> None:
    svg = drawn(trend(observed(value - 1, 2016, of=PERCENT), observed(value, 2017, of=PERCENT)))
    ends = [start(one.get("d", ""))[1] for one in svg.iter(f"{SVG}path") if one.get("stroke-opacity") == "0.35"]
    ((_, _, foot),) = figures(svg).values()
    assert not any(foot - 8 < end < foot for end in ends)


def test_a_figure_beside_a_break_does_not_cross_its_rule() -> None:
    new = identity(comparability_group="ruim", unit="%")
    of = trend(observed(58, 2016, of=PERCENT), observed(73, 2017, of=new), observed(74, 2018, of=new))
    svg = drawn(of, 2016, 2028)
    (rule,) = (start(one)[0] for one in shapes(svg, "break"))
    left, right, _ = figures(svg)["58%"]
    assert right < rule
    assert left >= 0


def test_a_series_of_whom_nothing_is_said_has_no_name_but_that() -> None:
    of = trend(observed(58, 2016, of=identity(base_id=UNKNOWN_BASE)), observed(73, of=identity(base_id="allen")))
    assert small_multiples.legend(of) == [("●", "groep niet vermeld"), ("■", "allen")]


def test_percentages_run_to_a_hundred_and_the_best_place_of_a_rank_is_at_the_top() -> None:
    assert "100%" in [one.text for one in drawn(trend(observed(12, of=PERCENT))).iter(f"{SVG}text")]
    ranked = drawn(trend(observed(7, 2017), observed(2), kind="rank"))
    worse, better = (start(one)[1] for one in shapes(ranked, "point"))
    assert better < worse


def test_other_areas_stay_on_the_page_of_the_indicator() -> None:
    country = identity(territory_id="nederland")
    of = trend(observed(60, 2017), observed(64), observed(50, 2013, of=country), observed(52, of=country))
    assert len(shapes(drawn(of), "line")) == 1
    assert "52" not in small_multiples.description(of)
    assert small_multiples.span([of]) == (2017, 2018)
    assert small_multiples.legend(of) == []
    only_elsewhere = trend(observed(50, of=country))
    assert len(shapes(drawn(only_elsewhere), "point")) == 1


def test_two_series_are_told_apart_by_what_differs() -> None:
    of = trend(observed(60, of=identity(base_id="allen")), observed(80, of=identity(base_id="ouderen")))
    assert small_multiples.legend(of) == [("●", "allen"), ("■", "ouderen")]
    nested = trend(
        *(observed(at, of=identity(base_id=base, territory_id=where)) for at, (base, where) in enumerate(PAIRS))
    )
    assert [name for _, name in small_multiples.legend(nested)] == [f"{base}, {where}" for base, where in PAIRS]


def test_an_indicator_without_a_number_has_no_panel() -> None:
    of = trend(observed(18, 2017, kind=ObservationKind.PREVIOUSLY_REPORTED))
    assert panel(of, 2017, 2018) == ""


def test_a_name_from_a_document_breaks_nothing() -> None:
    svg = drawn(trend(observed(60), name='<b title="x">A & B'))
    assert '<b title="x">A & B' in (svg.get("aria-label") or "")


@given(
    values=st.lists(st.floats(-1e7, 1e9, allow_nan=False), min_size=1, max_size=8),
    qualifier=st.sampled_from([Qualifier.EXACT, Qualifier.AT_LEAST]),
)
def test_nothing_is_drawn_outside_the_picture(values: list[float], qualifier: Qualifier) -> None:
    figures = [observed(value, 2010 + at, qualifier=qualifier) for at, value in enumerate(values)]
    svg = drawn(trend(*figures), 2010, 2018)
    for path in shapes(svg, "point"):
        x, y = start(path)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    for words in svg.iter(f"{SVG}text"):
        assert 0 <= float(words.get("x", "")) <= WIDTH
        assert 0 <= float(words.get("y", "")) <= HEIGHT


def test_the_words_of_an_image_can_be_read_on_white() -> None:

    address = small_multiples.as_data_address(panel(trend(observed(60)), 2017, 2018))
    assert address.startswith("data:image/svg+xml;base64,")
    assert contrast_on_white(NEUTRAL) >= 4.5


def test_figures_on_both_sides_of_a_break_leave_it_between_them() -> None:
    new = identity(comparability_group="ruim", unit="%")
    of = trend(observed(67, 2022, of=PERCENT), observed(67, 2023, of=new, qualifier=Qualifier.APPROX))
    svg = drawn(of, 2016, 2023)
    (rule,) = (start(one)[0] for one in shapes(svg, "break"))
    middles = [float(one.get("x", "")) for one in svg.iter(f"{SVG}text") if one.get("class") == "figure"]
    before, after = sorted(middles)
    assert before + 11 < rule < after - 15.6
