"""Several indicators on one axis: a line per series, never across, told apart by shape, with words and a table."""

import pytest

from charts import common_axis
from indicators import side_by_side
from indicators.reading import Warehouse
from indicators.side_by_side import Line

THREE = ["wij-gehoord", "wij-bekend", "wij-gemakkelijk"]


@pytest.fixture(scope="module")
def lines(small: Warehouse) -> tuple[Line, ...]:
    return side_by_side.lines(side_by_side.columns(small, THREE, [2018], []))


def test_a_line_joins_figures_of_one_series_only(lines: tuple[Line, ...]) -> None:
    drawn = [one for one in common_axis.figure(lines)["data"] if "lines" in one["mode"]]
    segments = [segment for line in lines for segment in line.trend.segments]
    assert len(drawn) == len(segments)
    assert [len(one["x"]) for one in drawn] == [len(segment.points) for segment in segments]


def test_the_legend_names_each_indicator_once_and_shapes_tell_them_apart(lines: tuple[Line, ...]) -> None:
    named = [one for one in common_axis.figure(lines)["data"] if one["showlegend"]]
    assert len(named) == len(lines) == 3
    assert len({one["marker"]["symbol"] for one in named}) == 3
    assert len({symbol for _, symbol in common_axis.LOOKS}) == 6


def test_another_series_of_an_indicator_has_hollow_points_and_is_told(lines: tuple[Line, ...]) -> None:
    symbols = [one["marker"]["symbol"] for one in common_axis.figure(lines)["data"] if "lines" in one["mode"]]
    assert any(symbol.endswith("-open") for symbol in symbols)
    assert any("breekt de reeks" in sentence for sentence in common_axis.breaks(lines))


def test_the_axis_runs_from_0_to_100_percent(lines: tuple[Line, ...]) -> None:
    axis = common_axis.figure(lines)["layout"]["yaxis"]
    assert axis["ticktext"] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert axis["range"][0] == 0


def test_points_of_one_year_stand_beside_each_other_and_within_their_year(lines: tuple[Line, ...]) -> None:
    drawn = [one for one in common_axis.figure(lines)["data"] if "lines" in one["mode"]]
    in_2018 = {at for one in drawn for at in one["x"] if round(at) == 2018}
    assert len(in_2018) == 3
    assert all(abs(at - 2018) < 0.2 for at in in_2018)


def test_the_words_name_every_indicator_and_every_break(lines: tuple[Line, ...]) -> None:
    said = common_axis.describe(lines)
    assert all(line.name in said for line in lines)
    assert "van 54% in 2016 naar 75% in 2018" in said
    assert "breekt de reeks" in said


def test_the_table_has_every_figure_that_is_drawn(lines: tuple[Line, ...]) -> None:
    table = common_axis.rows(lines)
    assert [row["Jaar"] for row in table] == sorted(row["Jaar"] for row in table)
    shown = "; ".join(cell for row in table for cell in row.values())
    for line in lines:
        for point in line.points:
            assert f"{point.value:.0f}%" in shown


def figures_beside_points(lines: tuple[Line, ...]) -> list[tuple[int, str]]:
    return [
        (round(at), label)
        for one in common_axis.figure(lines)["data"]
        if one["mode"] == "text"
        for at, label in zip(one["x"], one["text"], strict=True)
    ]


def test_a_figure_between_the_highest_and_the_lowest_is_written_where_it_covers_nothing(small: Warehouse) -> None:
    apart = ["wij-gehoord", "wij-bekend", "wij-contact"]
    lines = side_by_side.lines(side_by_side.columns(small, apart, [2018], []))
    assert sorted(label for year, label in figures_beside_points(lines) if year == 2018) == ["30%", "64%", "75%"]


def test_figures_that_would_cover_each_other_are_left_to_the_table(lines: tuple[Line, ...]) -> None:
    drawn = sorted(point.value or 0 for one in lines for point in one.points if point.period == 2018)
    assert drawn == [64, 66, 73, 75]
    assert sorted(label for year, label in figures_beside_points(lines) if year == 2018) == ["64%", "75%"]
