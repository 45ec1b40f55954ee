"""The small mark of one indicator in one year."""

import base64
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import marks
from indicators import series
from indicators.judged import Certainty, Change, IndicatorYear, Verdict
from indicators.language import speaking
from indicators.model import Observation, Qualifier, Target
from tests.charts.contrast import contrast_on_white
from tests.figures import identity, indicator, observed, planned

SVG = "{http://www.w3.org/2000/svg}"
PERCENT = identity(unit="%")


def drawn(
    result: Observation | None, target: Target | None = None, before: Observation | None = None, **kind: object
) -> tuple[IndicatorYear, ElementTree.Element]:
    known = [one for one in (result, before) if one is not None]
    (row,) = series.indicator_years({"x": indicator(**kind)}, known, [target] if target else [], 2018)
    return row, ElementTree.fromstring(marks.mark(row))


def bar_of(svg: ElementTree.Element) -> tuple[float, float]:
    (bar,) = [shape for shape in svg.iter(f"{SVG}rect") if shape.get("height") == "10"]
    start = float(bar.get("x", ""))
    return start, start + float(bar.get("width", ""))


def test_a_mark_is_one_image_with_a_name() -> None:
    row, svg = drawn(observed(75, of=PERCENT), planned("at_least", 60, of=PERCENT))
    assert svg.get("role") == "img"
    assert (svg.get("width"), svg.get("height")) == (str(marks.WIDTH), str(marks.HEIGHT))
    assert svg.get("aria-label") == svg.findtext(f"{SVG}title") == marks.description(row)
    assert marks.description(row) == "Naam, 2018: 75%; streefwaarde: ten minste 60%. Behaald, geteld."


def test_a_bar_begins_at_zero_and_percentages_share_one_axis() -> None:
    start, end = bar_of(drawn(observed(50, of=PERCENT), planned("at_least", 60, of=PERCENT))[1])
    left, right = 6.0, marks.WIDTH - 6.0
    assert start == left
    assert end == pytest.approx((left + right) / 2, abs=0.1)


@pytest.mark.parametrize(
    ("largest", "maximum"),
    [(3204, 4000), (108000, 150000), (7.8, 8), (0.35, 0.4), (100, 100), (1, 1), (0, 1), (1001, 1500), (0.004, 0.004)],
)
def test_an_axis_ends_on_a_round_number(largest: float, maximum: float) -> None:
    assert marks.round_maximum(largest) == pytest.approx(maximum)


@given(st.floats(1e-6, 1e12))
def test_an_axis_holds_its_largest_number_and_wastes_little(largest: float) -> None:
    assert largest <= marks.round_maximum(largest) <= largest * 1.51


def test_a_direction_is_a_dumbbell_with_what_counts_shaded() -> None:
    _, svg = drawn(observed(75, of=PERCENT), planned("increase", of=PERCENT), observed(68, 2017, of=PERCENT))
    earlier, result = list(svg.iter(f"{SVG}circle"))
    assert float(earlier.get("cx", "")) < float(result.get("cx", ""))
    assert earlier.get("fill") == "none"
    (wanted,) = list(svg.iter(f"{SVG}rect"))
    assert wanted.get("x") == earlier.get("cx")
    assert result.get("fill") == marks.VERDICT_COLOURS[Verdict.ACHIEVED]


def test_a_range_and_an_approximate_target_are_bands() -> None:
    for target in (planned("range", 2400, 2600), planned("approximately", 3200, band=50)):
        _, svg = drawn(observed(3020), target)
        assert [shape.get("height") for shape in svg.iter(f"{SVG}rect")] == ["10", "20"]


def test_a_result_without_a_target_is_a_dot() -> None:
    _, svg = drawn(observed(30, of=PERCENT))
    assert len(list(svg.iter(f"{SVG}circle"))) == 1
    assert not list(svg.iter(f"{SVG}rect"))


def test_the_best_place_is_on_the_right() -> None:
    def dot(place: float) -> float:
        _, svg = drawn(observed(place), planned("rank_at_best", 5), kind="rank", better="lower")
        (found,) = list(svg.iter(f"{SVG}circle"))
        return float(found.get("cx", ""))

    assert dot(1) > dot(5) > dot(7)


def test_nothing_is_drawn_where_there_is_no_number() -> None:
    for result in (observed(text="32 initiatieven"), observed()):
        (row,) = series.indicator_years({"x": indicator()}, [result], [], 2018)
        assert marks.mark(row) == ""
        assert "32 initiatieven" in marks.description(row) or "geen gegevens" in marks.description(row)


def test_a_result_below_zero_is_a_bar_to_the_left_of_zero() -> None:
    start, end = bar_of(drawn(observed(-40), planned("at_least", 10))[1])
    assert (start, end) == (6.0, pytest.approx(6.0 + 208 * 40 / 50, abs=0.1))


def test_a_limit_as_result_has_an_open_end() -> None:
    closed = drawn(observed(43), planned("at_least", 40))[1]
    opened = drawn(observed(43, qualifier=Qualifier.MORE_THAN), planned("at_least", 40))[1]
    assert len(list(opened.iter(f"{SVG}path"))) == len(list(closed.iter(f"{SVG}path"))) + 1


def test_an_image_does_without_the_colour_of_the_text_around_it() -> None:
    row, _ = drawn(observed(30, of=PERCENT))
    kind, _, data = marks.as_data_address(marks.mark(row)).partition(",")
    svg = base64.b64decode(data).decode("utf-8")
    assert kind == "data:image/svg+xml;base64"
    assert "currentColor" not in svg
    ElementTree.fromstring(svg)


def test_a_mark_asks_for_nothing_from_elsewhere() -> None:
    row, _ = drawn(observed(30, of=PERCENT))
    svg = marks.mark(row).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|url\(|font|style|script|@import", svg)


def test_colours_have_contrast_on_white() -> None:
    for colour in {*marks.VERDICT_COLOURS.values(), marks.WITHIN_MARGIN_COLOUR, marks.NEUTRAL}:
        assert contrast_on_white(colour) >= 4.5


@pytest.mark.parametrize(
    ("verdict", "certainty", "colour"),
    [
        (Verdict.ACHIEVED, Certainty.WITHIN_MARGIN, "#8E44AD"),
        (Verdict.NOT_ACHIEVED, Certainty.WITHIN_MARGIN, "#8E44AD"),
        (Verdict.ACHIEVED, Certainty.DEPENDS_ON_ROUNDING, "#0B3C5D"),
        (Verdict.ACHIEVED, None, "#0B3C5D"),
        (Verdict.NOT_ACHIEVED, Certainty.DEPENDS_ON_ROUNDING, "#C2410C"),
        (Verdict.NOT_ACHIEVED, Certainty.UNKNOWN, "#C2410C"),
        (Verdict.KEY_FIGURE, Certainty.WITHIN_MARGIN, "#6B6B6B"),
        (Verdict.NO_DATA, None, "#6B6B6B"),
    ],
)
def test_only_a_verdict_within_the_margin_has_another_colour(
    verdict: Verdict, certainty: Certainty | None, colour: str
) -> None:
    assert marks.verdict_colour(verdict, certainty) == colour


def surveyed(value: float, period: int = 2018, n: int = 5000) -> Observation:
    return observed(value, period, of=PERCENT, n=n, n_source="published")


SURVEY = {"kind": "survey_share", "source_kind": "survey"}


def whisker_of(svg: ElementTree.Element) -> tuple[float, float]:
    (path,) = [shape.get("d", "") for shape in svg.iter(f"{SVG}path") if shape.get("class") == "interval"]
    found = re.match(r"M([\d.]+) [\d.]+H([\d.]+)M", path)
    assert found is not None
    return float(found[1]), float(found[2])


def x_of(percentage: float) -> float:
    return 6 + percentage / 100 * (marks.WIDTH - 12)


@pytest.mark.parametrize(("later", "is_shown"), [(75, True), (69, False), (67, False), (60, True)])
def test_the_whisker_of_a_change_reaches_over_the_earlier_figure_unless_the_change_is_shown(
    later: float, is_shown: bool
) -> None:
    row, svg = drawn(surveyed(later), planned("increase", of=PERCENT), surveyed(68, 2017), **SURVEY)
    assert isinstance(row.change, Change)
    assert row.change.interval is not None
    low, high = whisker_of(svg)
    assert (low, high) == pytest.approx([x_of(68 + end) for end in row.change.interval], abs=0.06)
    assert low <= x_of(later) <= high
    assert (low > x_of(68) or high < x_of(68)) is is_shown


@pytest.mark.parametrize("target", [None, planned("at_least", 60, of=PERCENT)])
def test_a_share_of_a_survey_has_its_own_interval(target: Target | None) -> None:
    row, svg = drawn(surveyed(75, n=400), target, **SURVEY)
    assert row.assessment.interval is not None
    assert whisker_of(svg) == pytest.approx([x_of(end) for end in row.assessment.interval], abs=0.06)
    # At n_eff = 400 / 1.5 the half width is 1.96 × √(0.75 × 0.25 / 267) ≈ 5.2 points.
    assert whisker_of(svg)[1] - whisker_of(svg)[0] == pytest.approx(2 * 5.2 / 100 * 208, rel=0.03)


def test_a_register_and_an_unknown_n_have_no_whisker() -> None:
    unknown = drawn(observed(75, of=PERCENT), planned("increase", of=PERCENT), observed(68, 2017, of=PERCENT), **SURVEY)
    counted = drawn(observed(75, of=PERCENT), planned("at_least", 60, of=PERCENT))
    for _, svg in (unknown, counted):
        assert not [shape for shape in svg.iter(f"{SVG}path") if shape.get("class") == "interval"]


def test_rows_shown_together_share_one_axis() -> None:
    larger, smaller = (drawn(observed(value), planned("at_least", 300))[0] for value in (855, 371))
    bars = [bar_of(ElementTree.fromstring(marks.mark(row, (larger, smaller)))) for row in (larger, smaller)]
    lengths = [end - start for start, end in bars]
    assert lengths[1] / lengths[0] == pytest.approx(371 / 855, abs=0.005)
    assert marks.description(smaller) in marks.mark(smaller, (larger,))


def test_a_row_in_another_unit_moves_no_axis() -> None:
    row = drawn(observed(371), planned("at_least", 300))[0]
    other = drawn(observed(98_000, of=identity(unit="euro")), planned("at_least", 300, of=identity(unit="euro")))[0]
    assert marks.mark(row, (other,)) == marks.mark(row)


def test_the_words_say_how_certain_it_is_and_what_changed() -> None:
    shown, _ = drawn(surveyed(75), planned("increase", of=PERCENT), surveyed(68, 2017), **SURVEY)
    assert marks.description(shown).endswith("Behaald, aantoonbaar. Sinds 2017: aantoonbaar gestegen.")
    assert "75% (73,5% tot 76,4%)" in marks.description(shown)
    unclear, _ = drawn(surveyed(67), planned("increase", of=PERCENT), surveyed(68, 2017), **SURVEY)
    assert marks.description(unclear).endswith(
        "Niet behaald (binnen de marge). Sinds 2017: geen aantoonbare verandering."
    )


values = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))
texts = st.text(st.characters(codec="utf-8"), max_size=40)


@given(
    texts,
    values,
    values,
    st.sampled_from(["equal", "at_least", "less_than", "increase", "text", "not_published"]),
    texts,
    st.sampled_from(["count", "score", "rank", "survey_share"]),
    st.sampled_from(["%", "euro", "weken", "<b>"]),
)
def test_a_mark_is_well_formed_whatever_the_words(
    name: str, value: float | None, before: float | None, semantics: str, raw: str, kind: str, unit: str
) -> None:
    of = identity(unit=unit)
    is_limit = semantics in ("equal", "at_least", "less_than")
    target = planned(semantics, 50.0 if is_limit else None, of=of, raw=raw or "x")
    figures = [observed(value, of=of, raw=raw or "x"), observed(before, 2017, of=of)]
    for row in series.indicator_years({"x": replace(indicator(kind=kind), name=name)}, figures, [target], 2018):
        drawn = marks.mark(row)
        if drawn:
            ElementTree.fromstring(drawn)
            ElementTree.fromstring(base64.b64decode(marks.as_data_address(drawn).partition(",")[2]))


def test_the_words_of_a_mark_are_english_too() -> None:
    with speaking("en"):
        row, svg = drawn(surveyed(75), planned("increase", of=PERCENT), surveyed(68, 2017), **SURVEY)
        said = marks.description(row)
        assert svg.get("aria-label") == said
    assert said.startswith("Naam, 2018: 75% (")
    assert "; target: " in said
    assert "; earlier: 68% in 2017. " in said
    assert ". Since 2017: " in said
