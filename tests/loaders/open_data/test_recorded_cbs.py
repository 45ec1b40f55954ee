"""Answers that CBS gave (recorded/README.md) are read as they are meant: figures, gaps, statuses, units, decimals."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.catalogue import read_catalogue
from loaders.open_data.cbs import read_codes
from loaders.open_data.fetch import Fetched, Wanted, fetch_table
from loaders.open_data.retrieval import Server
from loaders.open_data.rows import as_rows
from tests.loaders.open_data.stub import serving

RECORDED = Path(__file__).parent / "recorded"
DATA = Path(__file__).parents[3] / "data"
DENSITY, GROWTH, SINGLE, SIZE, OWNED, VALUE = MEASURES = (
    "M000100", "M000101_3", "1050015_2", "M000114", "1014800", "M003039"
)  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory, asked: list[str]) -> Fetched:
    with serving(RECORDED) as stub:
        wanted = Wanted("70072ned", MEASURES, ["NL01", "GM0014"])
        found = fetch_table(Server(stub.root), wanted, tmp_path_factory.mktemp("pages"))
        asked += stub.asked
    return found


def periods(table: str) -> dict[str, str]:
    rows = json.loads((RECORDED / table / "PeriodenCodes.json").read_text(encoding="utf-8"))["value"]
    return dict(read_codes([], rows, []).periods)


def test_every_recorded_row_is_read_and_none_refused(fetched: Fetched) -> None:
    assert fetched.problems == ()
    assert Counter((one.region, one.year) for one in fetched.figures) == dict.fromkeys(
        ((region, year) for region in ("NL01", "GM0014") for year in (2024, 2025, 2026)), len(MEASURES)
    )


def test_the_vintage_is_the_day_the_figures_last_changed(fetched: Fetched) -> None:
    assert (fetched.title, str(fetched.modified_on)) == ("Regionale kerncijfers Nederland", "2026-07-31")


@pytest.mark.parametrize(
    ("measure", "raw", "unit"),
    [
        (DENSITY, "1314", "aantal inwoners per km²"),
        (GROWTH, "2,8", "per 1.000 inwoners"),
        (SINGLE, "60,9", "%"),
        (SIZE, "1,65", "personen per 1 huishouden"),
        (OWNED, "40,2", "%"),
        (VALUE, "300", "1.000 euro"),
    ],
)
def test_a_figure_of_groningen_has_its_unit_and_its_decimals(
    fetched: Fetched, measure: str, raw: str, unit: str
) -> None:
    (one,) = (one for one in fetched.figures if (one.series, one.region, one.year) == (measure, "GM0014", 2024))
    assert (one.raw, one.unit, one.missing) == (raw, unit, None)


def test_a_nought_that_json_drops_is_written_again(fetched: Fetched) -> None:
    (one,) = (one for one in fetched.figures if (one.series, one.region, one.year) == (SIZE, "NL01", 2025))
    assert (one.value, one.raw) == (Decimal("2.1"), "2,10")


def test_an_impossible_figure_is_missing_with_that_word_and_no_other_is(fetched: Fetched) -> None:
    for year, gaps in ((2024, set()), (2025, {GROWTH, OWNED}), (2026, set(MEASURES))):
        for region in ("NL01", "GM0014"):
            of = [one for one in fetched.figures if (one.region, one.year) == (region, year)]
            assert {one.series: one.missing for one in of if one.value is None} == dict.fromkeys(gaps, "Impossible")
            assert {one.missing for one in of if one.value is not None} <= {None}


def test_a_table_of_many_subjects_says_of_a_year_only_that_part_of_it_is_provisional(fetched: Fetched) -> None:
    assert {one.status for one in fetched.figures} == {"partly"}
    found = periods("70072ned")
    assert {found[f"{year}JJ00"] for year in range(2020, 2027)} == {"partly"}
    assert {found[f"{year}JJ00"] for year in range(1995, 2020)} == {"unstated"}


def test_a_table_of_one_subject_says_which_year_is_provisional() -> None:
    found = periods("83932NED")
    assert found.pop("2024JJ00") == "provisional"
    assert found == {f"{year}JJ00": "definite" for year in range(2011, 2024)}


def test_the_filter_is_that_of_the_recording_in_form(fetched: Fetched, asked: list[str]) -> None:
    assert asked[-1].startswith("/70072ned/Observations?$filter=(Measure%20eq%20'M000100'%20or%20Measure%20eq%20")
    assert asked[-1].endswith("and%20(RegioS%20eq%20'NL01'%20or%20RegioS%20eq%20'GM0014')")


def test_a_recorded_figure_becomes_a_benchmark_of_the_area_of_its_year_and_a_gap_a_notice(fetched: Fetched) -> None:
    """Growth under the name of jobs, counted per 1.000 inhabitants too: no indicator here is in this table."""
    catalogue, _ = read_catalogue(DATA)
    growth = [one for one in fetched.figures if one.series == GROWTH]
    rows = as_rows(growth, {GROWTH: "bbv-banen"}, catalogue)
    assert [(row.territory_id, row.period, row.kind, row.raw, row.note) for row in rows.figures] == [
        (territory, 2024, "benchmark", raw, "de bron noemt een deel van de cijfers over dit jaar voorlopig")
        for territory, raw in (("nederland", "5,6"), ("gm0014-vanaf-2019", "2,8"))
    ]
    assert {(one.message, one.found, one.severity) for one in rows.refusals} == {
        ("The publisher gives no figure", "Impossible", "notice")
    }
    assert len(rows.refusals) == 4
