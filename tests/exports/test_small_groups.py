"""A figure that 34 people answered for, from the warehouse to every kind of file: its number is in none of them.

The source prints 41,2% and repeats it in a target, in a note and in a repaired cell; files stay whole all the same: an
independent reader accepts the package, and nothing in it refers to what was left out.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from exports import datapackage, parquet
from exports.figures_csv import field_csv, field_table_csv, indicator_csv
from exports.workbook import ODS, XLSX, field_workbook
from exports.zipped import unzipped
from indicators import reading, tables
from indicators.reading import Warehouse
from tests.small_warehouse import OLD, Draft

FIELD, INDICATOR = "zorg", "zorg-tevreden"
ACCOUNTS = "rekening-2018"
SECRETS = re.compile(r"\b(41[.,]2|58[.,]8)\d*\b")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    for year, n in ((2016, 72), (2017, 900), (2018, 34)):
        draft.add(
            "survey_wave", wave_id=f"zorg-{year}", survey="zorgonderzoek", year=year, territory_id=OLD,
            base_id="inwoners", n=n, n_qualifier="exact", n_source="published", design="steekproef", is_panel=False,
            design_effect=None, design_effect_source="unknown", note=None,
        )  # fmt: skip
    draft.field(FIELD, "Zorg", rekening_2018="4.2.1")
    draft.indicator(INDICATOR, FIELD, "% tevreden over de zorg")
    survey = {"method": "zorgonderzoek"}
    draft.observe(INDICATOR, 2016, "48,6%", 48.6, ACCOUNTS, n=72, n_source="published", **survey)
    draft.observe(INDICATOR, 2017, "52,5%", 52.5, ACCOUNTS, n=900, n_source="published", **survey)
    small = draft.observe(
        INDICATOR, 2018, "41,2%", 41.2, ACCOUNTS, n=34, n_source="published", correction_id="zorg-2018", **survey
    )
    draft.plan(INDICATOR, 2018, "60%", "equal", ACCOUNTS, low=60, high=60, decimals=0, **survey)
    repeating = draft.plan(
        INDICATOR, 2019, "meer dan de 41,2% van 2018", "relative", ACCOUNTS, relation="more_than",
        reference="year:2018", correction_id="zorg-2018", **survey,
    )  # fmt: skip
    draft.note(ACCOUNTS, "1", "14 van de 34 (41,2%)", FIELD, observation_id=small)
    draft.note(ACCOUNTS, "2", "Gemeten in het najaar", FIELD, target_id=repeating)
    draft.note(ACCOUNTS, "3", "Naar eigen zeggen", FIELD, indicator_id=INDICATOR)
    draft.add(
        "correction", correction_id="zorg-2018", page_id=f"{ACCOUNTS}/{FIELD}", table_title="Effectindicatoren",
        row_label="% tevreden over de zorg", column_header="Behaald 2018", attribute="value", expected="41",
        corrected="41,2", reason="De bron rondt af.", figures=2,
    )  # fmt: skip
    return draft.publish(tmp_path_factory.mktemp("small-groups"))


def xml(content: bytes) -> str:
    return "\n".join(part.decode("utf-8") for part in unzipped(content).values())


def of_parquet(content: bytes, folder: Path) -> str:
    (folder / "one.parquet").write_bytes(content)
    return str(pq.read_table(folder / "one.parquet").to_pylist())


FILES: list[tuple[str, Callable[[Warehouse, Path], str]]] = [
    ("xlsx", lambda of, at: xml(field_workbook(reading.indicator_histories(of, FIELD), XLSX))),
    ("ods", lambda of, at: xml(field_workbook(reading.indicator_histories(of, FIELD), ODS))),
    ("csv of a field", lambda of, at: field_csv(reading.indicator_histories(of, FIELD)).decode()),
    ("csv of an indicator", lambda of, at: indicator_csv(reading.indicator_history(of, INDICATOR)).decode()),
    ("csv for programs", lambda of, at: field_table_csv(reading.indicator_histories(of, FIELD)).decode()),
    (
        "parquet of a field",
        lambda of, at: of_parquet(
            parquet.field_figures(reading.indicator_histories(of, FIELD), tables.descriptions(of)), at
        ),
    ),
    ("package", lambda of, at: xml(datapackage.package(tables.published(of)))),
    (
        "parquet of all tables",
        lambda of, at: "".join(
            of_parquet(content, at) for content in unzipped(parquet.tables(tables.published(of))).values()
        ),
    ),
]


@pytest.mark.parametrize(("name", "written"), FILES, ids=[name for name, _ in FILES])
def test_no_file_holds_the_number_or_the_rest_of_it(
    name: str, written: Callable[[Warehouse, Path], str], warehouse: Warehouse, tmp_path: Path
) -> None:
    content = written(warehouse, tmp_path)
    assert SECRETS.findall(content) == []
    assert re.search(r"52[.,]5", content), "what enough people answered for is there"


def test_the_warehouse_itself_holds_it(warehouse: Warehouse) -> None:
    (row,) = warehouse.records("SELECT value, raw FROM observation WHERE period = 2018")
    assert (row["value"], row["raw"]) == (41.2, "41,2%")


def test_an_independent_reader_accepts_a_package_with_something_left_out(warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(datapackage.package(tables.published(warehouse)))
    report = Package(str(tmp_path / "package.zip")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


def test_a_workbook_says_in_words_that_it_is_not_shown(warehouse: Warehouse) -> None:
    content = xml(field_workbook(reading.indicator_histories(warehouse, FIELD), ODS))
    assert "niet getoond: minder dan 50 antwoorden" in content
    assert "Naar eigen zeggen" in content


def test_files_for_people_mark_a_figure_that_few_people_answered_for(warehouse: Warehouse) -> None:
    histories = reading.indicator_histories(warehouse, FIELD)
    for content in (
        xml(field_workbook(histories, XLSX)),
        xml(field_workbook(histories, ODS)),
        field_csv(histories).decode(),
    ):
        assert "48,6% (kleine groep, n = 72)" in content


def test_a_note_of_what_is_left_out_is_left_out_with_it(warehouse: Warehouse) -> None:
    (attached,) = [one for one in tables.published(warehouse).tables if one.definition.name == "footnote_attachment"]
    names = [column.name for column in attached.definition.columns]
    rows = [dict(zip(names, row, strict=True)) for row in attached.rows]
    assert [(row["attached_to"], row["indicator_id"]) for row in rows] == [("indicator", INDICATOR)]
