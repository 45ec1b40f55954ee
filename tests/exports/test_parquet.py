"""Parquet as DuckDB and Arrow read it: typed, described, with every text as it is printed."""

import json
from io import BytesIO
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from exports import figure_table, parquet
from exports.zipped import unzipped
from indicators import reading, tables
from tests.shipped import shipped

FIELD = "sociale-basisvoorzieningen"
DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@pytest.fixture(scope="module")
def published() -> tables.Published:
    return tables.published(shipped())


@pytest.fixture(scope="module")
def folder(published: tables.Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("parquet")
    for name, content in unzipped(parquet.tables(published)).items():
        (made / name).write_bytes(content)
    histories = reading.indicator_histories(shipped(), FIELD)
    (made / "field.parquet").write_bytes(parquet.field_figures(histories, tables.descriptions(shipped())))
    return made


def types(file: Path) -> dict[str, str]:
    found = duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
    return {name: kind for name, kind, *_ in found}


def test_duckdb_reads_every_table_with_the_types_of_the_schema(published: tables.Published, folder: Path) -> None:
    for one in published.tables:
        columns = {column.name: DUCKDB_TYPES[column.kind] for column in one.definition.columns}
        assert types(folder / f"{one.definition.name}.parquet") == columns
        ((rows,),) = duckdb.sql(f"SELECT count(*) FROM '{folder}/{one.definition.name}.parquet'").fetchall()
        assert rows == len(one.rows)


def test_tables_join_as_they_do_in_the_warehouse(folder: Path) -> None:
    found = duckdb.sql(
        f"SELECT o.value, b.name FROM '{folder}/observation.parquet' o "
        f"JOIN '{folder}/base_population.parquet' b ON b.base_id = o.base_id "
        "WHERE o.indicator_id = 'wij-contact' AND o.period = 2018 ORDER BY o.value"
    ).fetchall()
    assert found == [
        (19.0, "inwoners van 18 jaar en ouder"),
        (30.0, "inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord"),
    ]


def test_a_field_has_the_types_of_its_columns(folder: Path) -> None:
    assert types(folder / "field.parquet") == {one.name: DUCKDB_TYPES[one.kind] for one in figure_table.COLUMNS}
    ((value, day, told, raw),) = duckdb.sql(
        f"SELECT value, published_on, is_withheld, raw FROM '{folder}/field.parquet' "
        "WHERE indicator_id = 'wij-contact' AND period = 2018 AND record = 'observation' "
        "AND base_id = 'inwoners-18-plus'"
    ).fetchall()
    assert (value, day.isoformat(), told, raw) == (19.0, "2019-06-13", False, "30% (II)\n(19% (III))")


def test_every_column_says_what_it_holds_to_arrow_and_to_others(published: tables.Published, folder: Path) -> None:
    comments = tables.descriptions(shipped())
    for one in published.tables:
        schema = pq.read_schema(folder / f"{one.definition.name}.parquet")
        assert schema.metadata[b"description"].decode() == one.definition.comment
        told = json.loads(schema.metadata[b"columns"])
        for field in schema:
            comment = comments[f"{one.definition.name}.{field.name}"]
            assert field.metadata[b"description"].decode() == told[field.name] == comment
    field = pq.read_schema(folder / "field.parquet")
    assert all(column.metadata[b"description"] for column in field)
    assert field.field("base_name").metadata[b"description"].decode() == comments["base_population.name"]


def test_what_must_be_there_may_not_be_missing(published: tables.Published, folder: Path) -> None:
    for one in published.tables:
        schema = pq.read_schema(folder / f"{one.definition.name}.parquet")
        assert [field.nullable for field in schema] == [not column.is_required for column in one.definition.columns]


def test_a_cell_that_begins_as_a_formula_is_as_it_is_printed(folder: Path) -> None:
    ((raw,),) = duckdb.sql(
        f"SELECT raw FROM '{folder}/target.parquet' WHERE indicator_id = 'wij-contact' AND part = 1"
    ).fetchall()
    assert raw == "- (IV)"


def test_the_same_figures_give_the_same_bytes(published: tables.Published) -> None:
    assert parquet.tables(published) == parquet.tables(published)
    histories, told = reading.indicator_histories(shipped(), FIELD), tables.descriptions(shipped())
    assert parquet.field_figures(histories, told) == parquet.field_figures(histories, told)


def test_a_field_without_figures_is_a_table_without_rows() -> None:
    content = parquet.field_figures([], tables.descriptions(shipped()))
    assert pq.read_table(BytesIO(content)).num_rows == 0
    assert pq.read_schema(BytesIO(content)).names == [column.name for column in figure_table.COLUMNS]
