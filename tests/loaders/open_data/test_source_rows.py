"""Figures of other publishers become rows of `data/sources` that a build takes, beside what was printed."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import __main__ as command_line
from loaders.build import build
from loaders.catalogue import Catalogue, read_catalogue
from loaders.open_data.figures import OpenFigure
from loaders.open_data.rows import as_rows, differing, territory_of
from loaders.sources import CuratedFigure, read_sources
from tests.loaders.open_data.stub import Stub, serving, status
from warehouse.store import Warehouse

DATA = Path(__file__).parents[3] / "data"
CATALOGUE, _ = read_catalogue(DATA)


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE


def figure(**changes: object) -> OpenFigure:
    plain = {
        "series": "S",
        "series_name": "Banen",
        "region": "GM0014",
        "year": 2018,
        "value": Decimal("863.1"),
        "missing": None,
        "unit": "per 1.000 inwoners",
        "decimals": 1,
        "status": "provisional",
        "place": "T, observation 1",
    }
    return OpenFigure(**(plain | changes))  # type: ignore[arg-type]


def made(catalogue: Catalogue, *figures: OpenFigure, division: int | None = None) -> tuple[list, list[str]]:
    rows = as_rows(figures, {"S": "bbv-banen"}, catalogue, division)
    return list(rows.figures), [one.message for one in rows.refusals]


# What becomes of a figure -------------------------------------------------------------------------------------------


def test_a_figure_becomes_a_benchmark_with_territory_unit_and_status(catalogue: Catalogue) -> None:
    (row,), refused = made(catalogue, figure())
    assert refused == []
    assert (row.indicator_id, row.territory_id, row.period, row.kind) == (
        "bbv-banen", "gm0014-tot-2019", 2018, "benchmark"
    )  # fmt: skip
    assert (row.raw, row.value, row.unit, row.note) == ("863,1", 863.1, "per 1.000 inwoners", "voorlopig cijfer")


@given(
    st.sampled_from(["definite", "provisional", "partly", "unstated"]),
    st.integers(1990, 2030),
    st.sampled_from(["GM0014", "NL01", "NL00", "GM0017"]),
    st.decimals(0, 99999, places=2),
)
def test_nothing_ever_becomes_a_result(status_of: str, year: int, region: str, value: Decimal) -> None:
    rows, refused = made(CATALOGUE, figure(status=status_of, year=year, region=region, value=value))
    assert len(rows) + len(refused) == 1
    assert {row.kind for row in rows} <= {"benchmark"}


@pytest.mark.parametrize(
    ("region", "year", "territory"),
    [
        ("GM0014", 2018, "gm0014-tot-2019"),
        ("GM0014", 2019, "gm0014-vanaf-2019"),
        ("GM0014", 2024, "gm0014-vanaf-2019"),
        ("GM0017", 2018, "gm0017-haren"),
        ("GM0017", 2019, None),
        ("NL01", 2018, "nederland"),
        ("NL00", 2018, "nederland"),
        ("GM0363", 2018, None),
    ],
)
def test_a_code_is_the_area_it_stood_for_in_that_year(
    catalogue: Catalogue, region: str, year: int, territory: str | None
) -> None:
    found = territory_of(region, year, catalogue.territories.values())
    assert (found and found.id) == territory


def test_figures_counted_by_a_later_division_are_of_the_later_area(catalogue: Catalogue) -> None:
    (row,), _ = made(catalogue, figure(year=2016), division=2019)
    assert (row.territory_id, row.period) == ("gm0014-vanaf-2019", 2016)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": None, "missing": "Impossible"}, "The publisher gives no figure"),
        ({"series": "other"}, "No indicator is named for this series"),
        ({"region": "GM0363"}, "The region is not in the catalogue"),
        ({"unit": "per 10.000 inwoners"}, "The figure is in another unit"),
        ({"unit": "%"}, "The figure is in another unit"),
        ({"unit": "aantal"}, "The figure is in another unit"),
        ({"unit": "per 10.000 inwoners / per 1.000 inwoners"}, "The figure is in another unit"),
    ],
)
def test_what_can_become_no_row_is_refused_with_the_reason(
    catalogue: Catalogue, changes: dict[str, object], message: str
) -> None:
    assert made(catalogue, figure(**changes)) == ([], [message])


def test_a_figure_that_stands_twice_is_loaded_once(catalogue: Catalogue) -> None:
    rows, refused = made(catalogue, figure(), figure(value=Decimal(9)))
    assert [row.raw for row in rows] == ["863,1"]
    assert refused == ["The figure stands twice"]


def test_a_difference_with_what_was_printed_is_told(catalogue: Catalogue) -> None:
    """Both for a page that was read and for one that was typed in; the same figure is no difference."""
    pages, _ = read_sources(DATA)
    (same, other, typed), _ = made(
        catalogue, figure(), figure(year=2017, value=Decimal("830.0")), figure(year=2019, value=Decimal(1))
    )
    typed = typed.changed(period=2018, value=923.5, raw="923,5")
    told = [(one.found, one.expected) for one in differing([same, other, typed], pages, catalogue)]
    assert told == [
        ("830,0", "'829.7', as in begroting-2019/wettelijke-beleidsindicatoren"),
        ("923,5", "'916.2', as in begroting-2020/wettelijke-beleidsindicatoren"),
    ]


# The command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving() as running:
        yield running


def fetch(stub: Stub, folder: Path) -> int:
    part = ["--measures", "M004200_4=bbv-banen", "--where", "SoortMisdrijf=T001161"]
    return command_line.main(["fetch", "cbs", "83648NED", *part, "--server", stub.root, "--out", str(folder)])


def test_what_was_fetched_is_published_beside_the_printed_figures(
    stub: Stub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Invented crime under the name of jobs: an indicator that a document prints for the same year and area."""
    assert fetch(stub, tmp_path / "out") == command_line.REFUSED  # the quarter
    told = capsys.readouterr()
    assert "4 figures of Geregistreerde criminaliteit" in told.out
    assert "Open data has another figure than a document of the municipality" in told.err

    data, document = tmp_path / "data", "cbs-83648ned-2026-03-02"
    shutil.copytree(DATA, data)
    shutil.move(tmp_path / "out" / document, data / "sources" / document)
    entry = (tmp_path / "out" / f"{document}.document.toml").read_text(encoding="utf-8")
    with (data / "catalogue" / "documents.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(f"\n{entry}")
    report = build(data, tmp_path / "warehouse")
    assert [problem.sentence() for problem in report.problems] == []
    found = Warehouse(tmp_path / "warehouse").select(
        "SELECT kind, raw, territory_id, document_id FROM observation "
        "WHERE indicator_id = 'bbv-banen' AND period = 2018 AND territory_id IN ('gm0014-tot-2019', 'nederland') "
        "ORDER BY kind, territory_id",
        {},
    )
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("achieved", "863,1", "gm0014-tot-2019", "begroting-2019"),
        ("benchmark", "61,3", "gm0014-tot-2019", document),
        ("benchmark", "47,1", "nederland", document),
    ]
    remarks = Warehouse(tmp_path / "warehouse").select(
        "SELECT period, remark FROM observation WHERE document_id = $document ORDER BY period", {"document": document}
    )
    assert dict(remarks.itertuples(index=False)) == {
        2017: "definitief cijfer", 2018: "definitief cijfer", 2019: "voorlopig cijfer"
    }  # fmt: skip
    assert not pd.isna(remarks["remark"]).any()


def test_every_observation_is_a_row_or_a_refusal(stub: Stub, tmp_path: Path) -> None:
    fetch(stub, tmp_path)
    (document,) = [folder for folder in tmp_path.iterdir() if folder.name.startswith("cbs-") and folder.is_dir()]
    lines = {file.name: file.read_text(encoding="utf-8").count("\n") - 1 for file in document.glob("*.csv")}
    assert lines == {"83648ned.curated.csv": 4, "83648ned.refused.csv": 2}


def test_a_server_that_gives_up_leaves_no_rows_and_the_same_command_goes_on(
    stub: Stub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.faults["Observations.2.json"] = [status(503, Retry_After="0"), status(429, Retry_After="9999")]
    assert fetch(stub, tmp_path) == command_line.UNREADABLE
    assert "goes on from there" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["pages"]
    assert fetch(stub, tmp_path) == command_line.REFUSED
    assert stub.names().count("MeasureCodes") == 1


def swing(tmp_path: Path, text: str, *more: str) -> tuple[int, list[CuratedFigure]]:
    file = tmp_path / "Uitvoer BBV.csv"
    file.write_text(text, encoding="utf-8")
    code = command_line.main(
        ["fetch", "swing", str(file), "--out", str(tmp_path / "out"), "--retrieved", "2026-11-22", *more]
    )
    rows = [
        CuratedFigure.model_validate(row)
        for typed in (tmp_path / "out").rglob("*.curated.csv")
        for row in pd.read_csv(typed, dtype=str, keep_default_na=False).to_dict("records")
    ]
    return code, rows


def test_an_export_finds_its_indicators_by_their_official_names(tmp_path: Path) -> None:
    text = "geoitem;geolevel;period;Banen;Functiemenging\n14;gemeente;2018;923,5;57,8\n1;nederland;2018;-99997;53,2\n"
    code, rows = swing(tmp_path, text, "--division", "2019")
    assert code == command_line.COMPLETE
    assert [(row.indicator_id, row.territory_id, row.raw) for row in rows] == [
        ("bbv-banen", "gm0014-vanaf-2019", "923,5"),
        ("bbv-functiemenging", "gm0014-vanaf-2019", "57,8"),
        ("bbv-functiemenging", "nederland", "53,2"),
    ]


def test_an_indicator_published_in_two_units_waits_until_somebody_says_which(tmp_path: Path) -> None:
    text = "gemeentecode;jaar;Personen met een bijstandsuitkering\nGM0014;2018;712,3\n"
    code, rows = swing(tmp_path, text)
    assert (code, rows) == (command_line.REFUSED, [])
    heading = "Personen met een bijstandsuitkering"
    code, rows = swing(tmp_path, text, "--unit", f"{heading}=per 10.000 inwoners")
    assert (code, rows) == (command_line.REFUSED, [])  # this catalogue counts per 1.000
    code, rows = swing(tmp_path, text, "--unit", f"{heading}=per 1.000 inwoners")
    assert (code, [row.value for row in rows]) == (command_line.COMPLETE, [712.3])


def test_a_heading_that_was_linked_by_hand_waits_for_its_unit_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "gemeentecode;jaar;Bijstand 2018\nGM0014;2018;712,3\n"
    link = ("--link", "Bijstand 2018=bbv-bijstandsuitkeringen")
    code, rows = swing(tmp_path, text, *link)
    assert (code, rows) == (command_line.REFUSED, [])
    told = capsys.readouterr().err
    assert "'per 1.000 inwoners' until begroting 2020, 'per 10.000 inwoners 18 jaar e.o.' from begroting 2021" in told
    assert "--unit 'Bijstand 2018=UNIT'" in told
    code, rows = swing(tmp_path, text, *link, "--unit", "Bijstand 2018=per 10.000 inwoners")
    assert (code, rows) == (command_line.REFUSED, [])


def test_a_file_that_is_no_export_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert swing(tmp_path, "a,b\n1,2\n")[0] == command_line.UNREADABLE
    assert "no export of a Swing databank" in capsys.readouterr().err
    assert command_line.main(["fetch", "swing", str(tmp_path / "none.csv"), "--out", str(tmp_path)]) == 2
