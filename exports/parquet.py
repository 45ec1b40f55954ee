"""Figures and tables as Parquet: typed columns that DuckDB, pandas and R read without being told anything.

Every column carries what it holds, as `warehouse/schema.sql` says: in the metadata of its Arrow field (`description`)
and, for programs that do not know Arrow, as JSON in the metadata of the file (`columns`). Texts are as printed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # no type information is published for it
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # nor for this

from exports import figure_table
from exports.zipped import zipped
from indicators.judged import IndicatorHistory
from indicators.tables import Published, Table

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def field_figures(histories: Iterable[IndicatorHistory], of_schema: Mapping[str, str]) -> bytes:
    """Return every figure and target of a policy field, in the columns of `exports.figure_table`.

    `of_schema` says what the columns of the schema hold (`indicators.tables.descriptions`).
    """
    rows = [row for history in histories for row in figure_table.rows(history)]
    told = figure_table.descriptions(of_schema)
    fields = [_field(column.name, column.kind, told[column.name]) for column in figure_table.COLUMNS]
    return _written(fields, rows, {})


def table(of: Table) -> bytes:
    """Return one table."""
    columns = of.definition.columns
    fields = [_field(column.name, column.kind, column.comment, not column.is_required) for column in columns]
    return _written(fields, of.rows, {"description": of.definition.comment})


def tables(of: Published) -> bytes:
    """Return every table as a zip of files."""
    return zipped({f"{one.definition.name}.parquet": table(one) for one in of.tables})


def _field(name: str, kind: str, description: str, is_nullable: bool = True) -> pa.Field:
    return pa.field(name, _TYPES[kind], nullable=is_nullable, metadata={"description": description})


def _written(fields: Sequence[pa.Field], rows: Sequence[tuple[Any, ...]], about: Mapping[str, str]) -> bytes:
    described = {field.name: field.metadata[b"description"].decode() for field in fields}
    metadata = {**about, "columns": json.dumps(described, ensure_ascii=False)}
    schema = pa.schema(fields, metadata=metadata)
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, fields, strict=True)]
    content = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), content, compression="zstd")
    return content.getvalue()
