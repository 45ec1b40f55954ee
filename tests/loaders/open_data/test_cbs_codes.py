"""Codes and observations of CBS, as they may come."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.open_data.cbs import Codes, Measure, Period, read_codes, read_observations, read_period
from loaders.open_data.figures import OpenFigure, plain_unit, unpadded

CODES = Codes(
    {"M1": Measure("M1", "Misdrijven", "per 1.000 inwoners", 1)},
    {"2018JJ00": "definite", "2019JJ00": "provisional", "2020JJ00": "unstated", "2019KW01": "provisional"},
    {"GM0014": "Groningen", "NL01": "Nederland"},
    {},
)
padding = st.integers(0, 10).map(lambda n: " " * n)


def row(**changes: object) -> dict[str, object]:
    plain = {"Id": 1, "Measure": "M1", "ValueAttribute": "None", "Value": "61.3", "StringValue": None}
    return plain | {"RegioS": "GM0014", "Perioden": "2018JJ00"} | changes


def read(**changes: object) -> tuple[list[OpenFigure], list[str]]:
    found, problems = read_observations([row(**changes)], CODES, "T", {})
    return found, [one.found for one in problems]


@given(padding, padding, padding)
def test_padding_of_codes_changes_nothing(measure: str, region: str, period: str) -> None:
    assert read(Measure="M1" + measure, RegioS="GM0014" + region, Perioden="2018JJ00" + period) == read()


@given(st.text("ABGM0123", min_size=1, max_size=6), padding)
def test_a_code_list_is_known_by_codes_without_padding(code: str, spaces: str) -> None:
    codes = read_codes(
        [{"Identifier": code + spaces}], [{"Identifier": code + spaces}], [{"Identifier": code + spaces}]
    )
    assert [*codes.measures, *codes.periods, *codes.regions] == [code] * 3
    assert codes.padded == {code: code + spaces}
    assert unpadded(code + spaces) == code


@given(st.integers(1900, 2100), st.sampled_from(["JJ", "KW", "MM", "HJ", "SJ", "X0"]), st.integers(0, 99))
def test_a_period_is_read_from_its_code_and_only_a_year_is_one(year: int, kind: str, number: int) -> None:
    period = read_period(f"{year}{kind}{number:02d}")
    assert period == Period(year, kind, number)
    assert period.is_year == (kind == "JJ")


@given(st.text(max_size=10))
def test_any_text_is_a_period_or_none(text: str) -> None:
    period = read_period(text)
    assert period is None or f"{period.year:04d}{period.kind}{period.number:02d}" == text.strip()


@given(st.decimals(-10_000_000, 10_000_000, allow_nan=False, places=3))
def test_a_number_is_read_to_its_last_digit(value: Decimal) -> None:
    assert [one.value for one in read(Value=str(value))[0]] == [value]


@given(st.text(min_size=1, max_size=12).filter(lambda word: word != "None"))
def test_an_attribute_outweighs_the_number_beside_it(attribute: str) -> None:
    figures, _ = read(ValueAttribute=attribute, Value="0")
    assert [(one.value, one.missing) for one in figures] == [(None, attribute)]


@pytest.mark.parametrize("attribute", ["None", None, ""])
def test_a_figure_needs_no_attribute(attribute: str | None) -> None:
    assert [one.value for one in read(ValueAttribute=attribute)[0]] == [Decimal("61.3")]


def test_an_empty_cell_is_missing_and_not_nought() -> None:
    assert [(one.value, one.missing) for one in read(Value=None)[0]] == [(None, "empty")]
    assert [(one.value, one.missing) for one in read(Value=0)[0]] == [(Decimal(0), None)]


@pytest.mark.parametrize(
    ("period", "status"), [("2018JJ00", "definite"), ("2019JJ00", "provisional"), ("2020JJ00", "unstated")]
)
def test_the_status_is_that_of_the_period(period: str, status: str) -> None:
    assert [one.status for one in read(Perioden=period)[0]] == [status]


@pytest.mark.parametrize("word", ["Definitief", "Voorlopig", "NaderVoorlopig", "Nader voorlopig", None, "Geheel nieuw"])
def test_a_status_that_is_not_known_is_not_taken_as_definite(word: str | None) -> None:
    codes = read_codes([], [{"Identifier": "2018JJ00", "Status": word}], [])
    expected = {"Definitief": "definite", None: "unstated", "Geheel nieuw": "unstated"}.get(word, "provisional")
    assert codes.periods["2018JJ00"] == expected


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"Perioden": "2019KW01"}, "period '2019KW01'"),
        ({"Perioden": "2021JJ00"}, "Perioden '2021JJ00'"),
        ({"RegioS": "GM9999"}, "RegioS 'GM9999'"),
        ({"RegioS": None}, "no RegioS"),
        ({"SoortMisdrijf": "T1"}, "the further dimension SoortMisdrijf"),
        ({"Value": None, "StringValue": "ja"}, "the text 'ja'"),
        ({"Value": "NaN"}, "the value 'NaN'"),
        ({"Value": True}, "the value 'True'"),
    ],
)
def test_what_is_no_yearly_figure_is_refused_by_name(changes: dict[str, object], found: str) -> None:
    assert read(**changes) == ([], [found])


def test_a_dimension_held_at_a_code_is_left_out_and_another_code_refused() -> None:
    rows = [row(SoortMisdrijf="T1 "), row(SoortMisdrijf="T2")]
    figures, problems = read_observations(rows, CODES, "T", {"SoortMisdrijf": "T1"})
    assert len(figures) == 1
    assert [one.found for one in problems] == ["SoortMisdrijf 'T2'"]


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        ("per 1 000 inwoners", "per 1.000 inwoners"),
        ("per 10 000 inw.", "per 10.000 inw."),
        ("x 1 000 000", "x 1.000.000"),
        ("%", "%"),
        ("  ", None),
        (None, None),
    ],
)
def test_thousands_in_a_unit_are_written_as_here(unit: str | None, plain: str | None) -> None:
    assert plain_unit(unit) == plain
