"""Exports of a Swing databank: decimal comma, codes for missing figures, regions and periods."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import parse_cell
from loaders.grid import UnreadableFile
from loaders.open_data.figures import OpenFigure
from loaders.open_data.swing import read_export, read_number, region_code

WIDE = "geoitem;geolevel;period;Banen;Functiemenging\n14;gemeente;2018;1.234,5;57,8\n1;nederland;2018;-99997;53,2\n"
numbers = st.decimals(-9_999_999, 9_999_999, allow_nan=False, places=2).filter(lambda n: not -99999 <= n <= -99990)


def dutch(number: Decimal, thousands: bool) -> str:
    shown = f"{number:,.2f}" if thousands else f"{number:.2f}"
    return shown.translate(str.maketrans(",.", ".,"))


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[list[OpenFigure], list[str]]:
    file = folder / "uitvoer.csv"
    file.write_bytes(text.encode(encoding))
    figures, problems = read_export(file)
    return figures, [one.found for one in problems]


@given(numbers, st.booleans())
def test_a_number_with_a_decimal_comma_is_read_to_its_last_digit(number: Decimal, thousands: bool) -> None:
    assert read_number(dutch(number, thousands)) == (number, None)


@given(st.integers(-99999, -99990), st.sampled_from(["", ",0", ",00"]))
def test_every_code_for_a_missing_figure_is_missing_known_or_not(code: int, tail: str) -> None:
    value, why = read_number(f"{code}{tail}")
    assert value is None
    assert why is not None
    assert str(code) in why


@given(st.integers(-99989, 200_000))
def test_a_number_near_the_codes_is_a_number(number: int) -> None:
    assert read_number(str(number)) == (Decimal(number), None)


@given(st.text(max_size=12))
def test_a_cell_is_a_number_or_missing_or_refused_and_never_two_of_them(text: str) -> None:
    try:
        value, why = read_number(text)
    except ValueError:
        return
    assert (value is None) != (why is None)


@pytest.mark.parametrize("cell", ["1.5", "12.34", "1,2,3", "1.2345,6", "1 234", "ca. 5", "٣", "5-", "1e5", "1,"])
def test_a_number_that_can_be_read_in_two_ways_is_refused(cell: str) -> None:
    with pytest.raises(ValueError):
        read_number(cell)


@given(numbers, st.integers(0, 3))
def test_a_figure_is_written_so_that_the_reader_of_cells_reads_it_back(number: Decimal, decimals: int) -> None:
    one = OpenFigure("s", "s", "GM0014", 2018, number, None, None, decimals, "definite", "here")
    cell = parse_cell(one.raw)
    assert cell.value == pytest.approx(float(round(number, decimals)))


def test_a_wide_file_gives_a_figure_per_column(tmp_path: Path) -> None:
    figures, problems = read(tmp_path, WIDE)
    assert problems == []
    assert [(one.series, one.region, one.year, one.value, one.missing, one.decimals) for one in figures] == [
        ("Banen", "GM0014", 2018, Decimal("1234.5"), None, 1),
        ("Functiemenging", "GM0014", 2018, Decimal("57.8"), None, 1),
        ("Banen", "NL01", 2018, None, "missing (-99997)", None),
        ("Functiemenging", "NL01", 2018, Decimal("53.2"), None, 1),
    ]


def test_a_long_file_names_the_indicator_in_a_column(tmp_path: Path) -> None:
    text = "Gemeentecode;Naam;Periode;Indicator;Waarde\nGM0014;Groningen;2018;Banen;863,1\n"
    figures, problems = read(tmp_path, text)
    assert [(one.series, one.region, one.value) for one in figures] == [("Banen", "GM0014", Decimal("863.1"))]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encodings_of_a_dutch_desktop_are_read(tmp_path: Path, encoding: str) -> None:
    figures, _ = read(tmp_path, "geoitem;period;Financiën\nGM0014;2018;1,5\n", encoding)
    assert [one.series for one in figures] == ["Financiën"]


@pytest.mark.parametrize(
    "text", ["", "Banen;Functiemenging\n1;2\n", "geoitem,period,Banen\n14,2018,1\n", "geoitem;Banen\nGM0014;1\n"]
)
def test_a_file_without_region_or_period_is_refused_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile) as failure:
        read(tmp_path, text)
    assert failure.value.problem.kind == "open-data-header"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("GM0014;2018", "2 cells in a row of 3"),
        ("GM0014;1e kw 2018;5", "period '1e kw 2018'"),
        ("GM0014;2018;1.5", "1.5"),
        ("14;2018;5", "region '14' of level 'geoitem'"),
        ("Groningen;2018;5", "region 'Groningen' of level 'geoitem'"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_next_one_read(tmp_path: Path, line: str, found: str) -> None:
    figures, problems = read(tmp_path, f"geoitem;period;Banen\n{line}\nGM0014;2019;7\n")
    assert [one for one in problems if one == found] or line == "GM0014;2018"
    assert [one.year for one in figures] == [2019]


@given(st.integers(1, 1999))
def test_a_municipality_given_as_a_number_is_the_one_cbs_means(number: int) -> None:
    assert region_code(str(number), "gemeente") == region_code(f"GM{number:04d}  ", "gemeente") == f"GM{number:04d}"
