"""The years of one measure: figure, words and table."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest

from charts import trend
from charts.clearings import LINE, NARROW, PLOT_HEIGHT, Clearings
from indicators import reading, series
from indicators.language import speaking
from indicators.model import Semantics, Trend
from indicators.reading import Warehouse
from tests.charts.contrast import contrast_on_white, contrast_turned_over

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def warehouse(small: Warehouse) -> Warehouse:
    return small


@pytest.fixture(scope="module")
def trends(warehouse: Warehouse) -> dict[str, Trend]:
    ids = ("wij-gehoord", "wij-gemakkelijk", "wij-bekend", "humanitas", "ijsbaan", "rang", "onveilig")
    return {name: series.trends(reading.indicator_history(warehouse, name))[0] for name in ids}


def lines(figure: dict) -> list[list[tuple[int, float]]]:
    return [list(zip(one["x"], one["y"], strict=True)) for one in figure["data"] if one["mode"] == "lines+markers+text"]


def test_heard_of_wij_is_one_line_and_stops_at_the_panel_of_the_new_municipality(trends: dict[str, Trend]) -> None:
    figure = trend.figure(trends["wij-gehoord"])
    assert lines(figure) == [[(2016, 54), (2017, 68), (2018, 75)], [(2020, 77)]]
    (rule,) = figure["layout"]["shapes"]
    assert rule["x0"] == rule["x1"] == 2018.5
    assert any("ander gebied" in note["text"] for note in figure["layout"]["annotations"])


def test_running_text_is_hollow_and_old_definitions_are_not_joined(trends: dict[str, Trend]) -> None:
    figure = trend.figure(trends["wij-gemakkelijk"])
    assert lines(figure) == [[(2016, 58)], [(2017, 73), (2018, 73)], [(2018, 66)]]
    assert figure["data"][0]["marker"]["symbol"] == ["circle-open"]
    (old,) = [one for one in figure["data"] if one["mode"] == "markers+text"]
    assert (old["x"], old["y"]) == ([2017], [51])
    assert "eerder gepubliceerd" in old["text"][0]


def test_every_point_has_its_figure_beside_it(trends: dict[str, Trend]) -> None:
    assert trend.figure(trends["wij-gehoord"])["data"][0]["text"] == ["54%", "68%", "75%"]


def test_figures_that_would_cover_each_other_stand_on_both_sides(trends: dict[str, Trend]) -> None:
    served, contact = trend.figure(trends["wij-gemakkelijk"])["data"][1:3]
    assert served["textposition"] == ["top center", "top center"]
    assert contact["textposition"] == ["bottom center"]


def test_targets_are_strokes_that_nothing_joins(trends: dict[str, Trend]) -> None:
    (ticks,) = [one for one in trend.figure(trends["humanitas"])["data"] if one["mode"] == "lines"]
    assert ticks["x"][:3] == [2016.72, 2017.28, None]
    assert sorted({height for height in ticks["y"] if height is not None}) == [3150, 3250]


def test_a_target_that_stays_the_same_is_put_in_words_once(trends: dict[str, Trend]) -> None:
    known = trends["humanitas"]
    first = known.targets[0]
    years = [first.period + step for step in range(4)]
    raised = replace(first, period=years[3], low=3500.0, high=3500.0)
    targets = (*(replace(first, period=year) for year in years[:3]), raised)
    drawn = trend.figure(replace(known, targets=targets))["layout"]["annotations"]
    assert [note["x"] for note in drawn if note["text"].startswith("doel: ")] == [years[0], years[3]]


def test_a_direction_has_words_and_no_number(trends: dict[str, Trend]) -> None:
    figure = trend.figure(trends["wij-gehoord"])
    assert not [one for one in figure["data"] if one["mode"] == "lines"]
    assert any(note["text"] == "doel: toename" for note in figure["layout"]["annotations"])


def test_percentages_share_one_axis_and_bars_of_nothing_are_truncated(trends: dict[str, Trend]) -> None:
    for name, expected in (("wij-gehoord", [0.0, 100.0]), ("ijsbaan", [0.0, 150000.0]), ("rang", [10.0, 0.5])):
        assert trend.figure(trends[name])["layout"]["yaxis"]["range"] == expected


def test_many_years_are_ticked_now_and_then_and_all_shown(trends: dict[str, Trend]) -> None:
    one = trends["ijsbaan"]
    first, last = one.segments[0].points
    long_ago = replace(one, segments=(replace(one.segments[0], points=(replace(first, period=1999), last)),))
    axis = trend.figure(long_ago)["layout"]["xaxis"]
    assert axis["tickvals"][:3] == [1999, 2001, 2003]
    assert axis["range"][0] < 1999
    assert axis["range"][1] > 2018


def test_numbers_are_dutch_and_years_whole(trends: dict[str, Trend]) -> None:
    layout = trend.figure(trends["ijsbaan"])["layout"]
    assert layout["separators"] == ",."
    assert layout["xaxis"]["ticktext"] == ["2015", "2016", "2017", "2018"]


def test_words_on_the_chart_have_contrast(trends: dict[str, Trend]) -> None:
    for colour in (trend.INK, trend.QUIET, *(colour for colour, _ in trend.SERIES_LOOKS)):
        assert contrast_on_white(colour) >= 4.5


def test_words_on_the_chart_have_contrast_on_a_dark_page() -> None:
    page = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]["dark"]
    for colour in (trend.INK, trend.QUIET, *(colour for colour, _ in trend.SERIES_LOOKS)):
        assert contrast_turned_over(colour, page["backgroundColor"]) >= 4.5


def test_plotly_takes_the_figure_as_it_is(trends: dict[str, Trend]) -> None:
    for one in trends.values():
        figure = trend.figure(one)
        go.Figure(figure)
        json.dumps(figure, allow_nan=False)


def test_the_words_say_from_when_to_when_and_why_it_breaks(trends: dict[str, Trend]) -> None:
    assert trend.describe(trends["wij-gehoord"]) == (
        "Grafiek van % bewoners dat van WIJ gehoord heeft. "
        "Een lijn van 54% in 2016 (alleen in de toelichting) naar 75% in 2018, via 68% in 2017. "
        "Een los punt: 77% in 2020. "
        "Tussen 2018 en 2020 breekt de reeks: ander gebied en andere meetwijze. "
        "Streefwaarden: toename voor 2018."
    )
    assert "Niet verbonden: 51% in 2017 (eerder gepubliceerd)." in trend.describe(trends["wij-gemakkelijk"])
    assert "Geen gegevens over 2017." in trend.describe(trends["humanitas"])


def test_the_table_has_everything_that_is_drawn(trends: dict[str, Trend]) -> None:
    table = trend.rows(trends["wij-gemakkelijk"])
    assert [(row["Jaar"], row["Cijfer"], row["Streefwaarde"]) for row in table] == [
        ("2016", "58%", ""),
        ("2017", "73%", ""),
        ("2017", "51%", ""),
        ("2018", "73%", "toename"),
        ("2018", "66%", ""),
    ]
    planned = trend.rows(trends["humanitas"])
    assert planned[-1]["Cijfer"] == "geen uitkomst bekend"
    assert planned[-1]["Streefwaarde"] == "toename"


def test_a_name_cannot_write_markup(trends: dict[str, Trend]) -> None:
    one = trends["ijsbaan"]
    segment = one.segments[0]
    named = tuple(replace(point, base=replace(point.base, name="<b>wie</b>")) for point in segment.points)
    figure = trend.figure(replace(one, segments=(replace(segment, points=named),)))
    assert "<b>" not in json.dumps(figure)


def test_an_interval_is_a_thin_line_around_its_point_and_moves_no_figure(trends: dict[str, Trend]) -> None:
    one = trends["wij-gehoord"]
    points = one.segments[0].points
    intervals = {points[1].observation_id: (66.4, 69.6), points[2].observation_id: (73.5, 76.4)}
    figure = trend.figure(one, intervals)
    assert lines(figure) == lines(trend.figure(one))
    (whiskers,) = [trace for trace in figure["data"] if "error_y" in trace]
    assert whiskers["x"] == [2017, 2018]
    for middle, half, expected in zip(whiskers["y"], whiskers["error_y"]["array"], intervals.values(), strict=True):
        assert (middle - half, middle + half) == pytest.approx(expected)
    assert whiskers["showlegend"] is False


def test_figures_stand_clear_of_their_intervals(trends: dict[str, Trend]) -> None:
    one = trends["wij-gemakkelijk"]
    intervals = {
        point.observation_id: (point.value - 6, point.value + 6) for part in one.segments for point in part.points
    }
    labels = [trace for trace in trend.figure(one, intervals)["data"] if trace["mode"] == "text"]
    assert len(labels) == len(one.segments)
    for label, segment in zip(labels, one.segments, strict=True):
        for height, place, point in zip(label["y"], label["textposition"], segment.points, strict=True):
            assert height > point.value + 6 if place == "top center" else height < point.value - 6


def test_words_and_table_give_interval_and_n_where_they_are_known(
    warehouse: Warehouse, trends: dict[str, Trend]
) -> None:
    history = reading.indicator_history(warehouse, "wij-gehoord")
    said = trend.describe(trends["wij-gehoord"], history.intervals, history.samples)
    assert "75% (73,5% tot 76,4%; n = ruim 5.000, aangenomen) in 2018" in said
    assert "54% (n onbekend) in 2016 (alleen in de toelichting)" in said
    table = trend.rows(trends["wij-gehoord"], history.intervals, history.samples)
    assert [(row["Interval"], row["Antwoorden"]) for row in table if row["Jaar"] in ("2016", "2018")] == [
        ("", "n onbekend"),
        ("73,5% tot 76,4%", "n = ruim 5.000 (aangenomen)"),
    ]
    assert "Interval" not in trend.rows(trends["ijsbaan"], {}, {})[0]


def test_the_same_chart_speaks_english(warehouse: Warehouse) -> None:
    with speaking("en"):
        history = reading.indicator_history(warehouse, "wij-gehoord")
        (one,) = series.trends(history)
        figure = trend.figure(one, history.intervals)
        assert figure["layout"]["separators"] == ".,"
        assert any(note["text"].startswith("target: ") for note in figure["layout"]["annotations"])
        said = trend.describe(one, history.intervals, history.samples)
        assert said.startswith("Chart of % bewoners dat van WIJ gehoord heeft. A line from 54%")
        assert "Between 2018 and 2020 the series breaks: " in said
        assert "Targets: " in said
        (first, *_) = trend.rows(one, history.intervals, history.samples)
        assert list(first) == ["Year", "Figure", "Interval", "Responses", "Target", "Kind", "Series", "Document"]
    assert lines(figure) == lines(trend.figure(one))
    assert trend.figure(one)["layout"]["separators"] == ",."


def test_names_of_series_stand_one_under_another_and_the_chart_makes_room(trends: dict[str, Trend]) -> None:
    alone, several = (trend.figure(trends[name])["layout"] for name in ("wij-gehoord", "wij-gemakkelijk"))
    assert several["legend"]["orientation"] == "v"
    assert several["height"] > trend.HEIGHT
    assert trend.figure(trends["humanitas"])["layout"]["legend"]["orientation"] == "h"
    assert alone["legend"]["x"] == several["legend"]["x"] == 0


def test_a_reason_for_a_break_is_on_lines_in_any_language() -> None:
    assert trend.on_lines("ander gebied en andere meetwijze") == "ander gebied<br>en andere meetwijze"
    with speaking("en"):
        assert trend.on_lines("other area and other method") == "other area<br>and other method"


def test_a_chart_is_written_in_the_letter_of_the_page(trends: dict[str, Trend]) -> None:
    layout = trend.figure(trends["wij-gehoord"])["layout"]
    assert layout["font"]["family"].startswith('"Source Sans"')
    assert layout["hoverlabel"]["font"]["family"] == layout["font"]["family"]


def test_axis_text_has_contrast_on_the_ground_the_chart_brings_along(trends: dict[str, Trend]) -> None:
    layout = trend.figure(trends["ijsbaan"])["layout"]
    assert {layout["paper_bgcolor"], layout["plot_bgcolor"]} == {"#FFFFFF"}
    shown = [layout["font"], layout["legend"]["font"], layout["hoverlabel"]["font"]]
    shown += [layout[axis]["tickfont"] for axis in ("xaxis", "yaxis")]
    shown += [layout["yaxis"]["title"]["font"], *(note["font"] for note in layout["annotations"])]
    assert all(contrast_on_white(font["color"]) >= 4.5 for font in shown)


def test_numbers_are_english_in_english(warehouse: Warehouse) -> None:
    with speaking("en"):
        history = reading.indicator_history(warehouse, "wij-gehoord")
        (one,) = series.trends(history)
        said = trend.describe(one, history.intervals, history.samples)
    assert "73.5%" in said
    assert "5,000" in said


def noted(figure: dict, words: str) -> list[dict]:
    return [note for note in figure["layout"]["annotations"] if note["text"].startswith(words)]


def on_screen(figure: dict, height: float) -> float:
    """Return how many pixels above the foot of the plot a height is drawn."""
    lowest, highest = figure["layout"]["yaxis"]["range"]
    return (height - lowest) / (highest - lowest) * PLOT_HEIGHT


def gap(figure: dict, note: dict, heights: list[float]) -> float:
    """Return how many pixels lie between words and the nearest of these heights; nothing where they cover it."""
    low = note["y"] * PLOT_HEIGHT
    high = low + LINE * (note["text"].count("<br>") + 1)
    return min(max(low - at, at - high, 0.0) for at in (on_screen(figure, height) for height in heights))


def test_a_target_is_named_beside_its_stroke_and_not_over_it(trends: dict[str, Trend]) -> None:
    figure = trend.figure(trends["humanitas"])
    (note,) = noted(figure, "doel: ± 3.200")
    assert 0 < gap(figure, note, [3150, 3250]) < 10


def test_a_target_gives_way_to_the_figure_beside_it(trends: dict[str, Trend]) -> None:
    one = trends["ijsbaan"]
    result, target = one.segments[0].points[-1], trends["humanitas"].targets[0]
    just_above = replace(target, period=result.period, low=result.value + 4000, high=result.value + 4000)
    just_below = replace(target, period=result.period, low=result.value - 4000, high=result.value - 4000)
    for aimed, side, is_above in ((just_above, "bottom center", True), (just_below, "top center", False)):
        figure = trend.figure(replace(one, targets=(aimed,)))
        (note,) = noted(figure, "doel: ")
        assert figure["data"][0]["textposition"][-1] == side
        assert (note["y"] * PLOT_HEIGHT > on_screen(figure, result.value)) is is_above
        assert gap(figure, note, [aimed.low]) < 10


def test_years_in_a_row_without_figures_are_told_once_with_the_years(trends: dict[str, Trend]) -> None:
    one = trends["humanitas"]
    (missing,) = one.missing
    years = (2012, 2013, 2014, 2017)
    figure = trend.figure(replace(one, missing=tuple(replace(missing, period=year) for year in years)))
    notes = noted(figure, "geen gegevens")
    assert [(note["x"], note["text"]) for note in notes] == [
        (2013, "geen gegevens<br>2012–2014"),
        (2017, "geen gegevens"),
    ]


def test_a_long_target_in_the_last_year_stays_on_a_telephone(trends: dict[str, Trend]) -> None:
    one = trends["humanitas"]
    last = max(target.period for target in one.targets)
    said = replace(one.targets[0].provenance, raw="een duidelijke toename ten opzichte van 2017")
    wordy = replace(one.targets[0], period=last, semantics=Semantics.TEXT, low=None, high=None, provenance=said)
    figure = trend.figure(replace(one, targets=(wordy,)))
    (note,) = noted(figure, "doel: ")
    assert "<br>" in note["text"]
    first_year, last_year = figure["layout"]["xaxis"]["range"]
    middle = (note["x"] - first_year) / (last_year - first_year) * NARROW + note["xshift"]
    assert middle + Clearings.width(note["text"]) / 2 <= NARROW + figure["layout"]["margin"]["r"]


def test_in_what_ships_a_target_is_close_to_its_stroke_and_covers_no_figure(shipped: Warehouse) -> None:
    named = 0
    for indicator_id in ("bezoekers-zwembaden", "bezoekers-kardinge-ijs", "sport-wekelijks-18-plus", "borg-kwaliteit"):
        history = reading.indicator_history(shipped, indicator_id)
        for one in series.trends(history):
            figure = trend.figure(one, history.intervals)
            for note in noted(figure, "doel: "):
                limits = [
                    limit
                    for target in one.targets
                    if target.period == note["x"]
                    for limit in trend.target_span(target)
                    if limit is not None
                ]
                named += 1
                assert gap(figure, note, limits) <= 2 * LINE
                points = [point for part in one.segments for point in part.points if point.period == note["x"]]
                assert all(gap(figure, note, [point.value]) > 0 for point in points)
    assert named > 5


def test_a_figure_at_the_top_gives_way_to_why_the_series_breaks(trends: dict[str, Trend]) -> None:
    one = trends["wij-gehoord"]
    (rule,) = one.breaks
    *earlier, last = one.segments[0].points
    highest = replace(one.segments[0], points=(*earlier, replace(last, value=100.0)))
    free = trend.figure(replace(one, segments=(highest, *one.segments[1:]), breaks=()))
    ruled = trend.figure(
        replace(one, segments=(highest, *one.segments[1:]), breaks=(replace(rule, at=last.period + 0.1),))
    )
    assert free["data"][0]["textposition"][-1] == "top center"
    assert ruled["data"][0]["textposition"][-1] == "bottom center"
