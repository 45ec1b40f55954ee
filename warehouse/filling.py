"""Write rows into an empty database: schema, tables in order, the hash of what is in it.

What the schema has against a row is a finding with that row. Of a long file only what fits is in memory.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from warehouse import store
from warehouse.checks import Finding
from warehouse.progress import Progress

Rows = pd.DataFrame | Path
"""A frame, or a csv file with the columns of the table: a long one is never in memory whole."""

FEW_FIGURES = 1_000_000
"""Below this a file's size is mostly that of blocks never filled; above it large blocks are read faster."""

MEMORY_OF_A_LONG_FILE = "1GB"
"""What does not fit is sorted over the disk, beside the draft: a longer file takes longer and no more memory."""

OF_THE_MACHINE = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
"""What is no fault of a row or of a SELECT."""

_SORTED_BY_FIELD = ("observation", "target")

_BUILD = """
INSERT INTO build SELECT $1, $2, coalesce(max(o.observation_id), 0)
FROM observation o JOIN territory t ON t.territory_id = o.territory_id WHERE t.is_shown
"""


class FaultyDraftError(Exception):
    """A draft that must not be published; `findings` holds every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(finding.message for finding in findings))
        self.findings = findings


def settings(tables: Mapping[str, Rows]) -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of a draft; small blocks for a small warehouse: 2 MB instead of 20 for a thousand figures."""
    given = [tables[name] for name in _SORTED_BY_FIELD if name in tables]
    frames = [rows for rows in given if isinstance(rows, pd.DataFrame)]
    if len(frames) < len(given):
        return {"default_block_size": 262_144, "memory_limit": MEMORY_OF_A_LONG_FILE}
    return {"default_block_size": 16_384 if sum(map(len, frames)) < FEW_FIGURES else 262_144}


def fill(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows], report: Progress) -> str:
    """Write schema and rows into an empty database and return the content hash."""
    connection.execute("SET enable_progress_bar = false")
    _make_tables(connection)
    names = _table_names(connection)
    unknown = sorted(tables.keys() - set(names))
    if unknown:
        raise FaultyDraftError([Finding("tables", f"schema.sql has no table {', '.join(unknown)}.")])
    filled = [name for name in names if name in tables and _has_rows(tables[name])]
    for done, name in enumerate(filled):
        report(f"fill {name}", done, len(filled))
        rows = tables[name]
        finding = _insert_file(connection, name, rows) if isinstance(rows, Path) else insert(connection, name, rows)
        if finding is not None:
            # The tables after this one refer to it: what they break is only a consequence.
            raise FaultyDraftError([finding])
    report("hash")
    found = content_hash(connection, names)
    connection.execute(_BUILD, [store.SCHEMA_VERSION, found])
    return found


@contextmanager
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory with every table and view of the schema, and no rows."""
    with duckdb.connect(":memory:") as connection:
        _make_tables(connection)
        yield connection


def _make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    # One transaction: committing each of its statements to a file takes ten times as long.
    connection.execute("BEGIN")
    connection.execute(store.SCHEMA.read_text(encoding="utf-8"))
    _comment_views(connection)
    connection.execute("COMMIT")


def _table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the tables that are filled from frames, in the order of schema.sql: what is referred to comes first."""
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name <> 'build' ORDER BY table_oid"
    ).fetchall()
    return [name for (name,) in rows]


def _comment_views(connection: duckdb.DuckDBPyConnection) -> None:
    for view, table in (("result", "observation"), ("planned", "target")):
        rows = connection.execute(
            "SELECT v.column_name, t.comment FROM duckdb_columns() v JOIN duckdb_columns() t "
            "ON t.column_name = v.column_name AND t.table_name = $table "
            "WHERE v.table_name = $view AND v.comment IS NULL",
            {"view": view, "table": table},
        ).fetchall()
        for column, comment in rows:
            escaped = comment.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN {view}.{column} IS '{escaped}'")


def _has_rows(rows: Rows) -> bool:
    return isinstance(rows, Path) or not rows.empty


def _ordered(name: str) -> str:
    """Return how incoming rows of a table are ordered, which is the order on disk.

    A query for one field or one indicator reads few blocks, and one about all areas, whose figures pages do not show
    one by one, reads those of one year of an indicator side by side.
    """
    if name not in _SORTED_BY_FIELD:
        return ""
    return (
        " LEFT JOIN indicator AS known ON known.indicator_id = incoming.indicator_id"
        " LEFT JOIN territory AS area ON area.territory_id = incoming.territory_id"
        f" ORDER BY coalesce(area.is_shown, true) DESC, known.sort_order, incoming.period, incoming.{name}_id"
    )


def _insert_file(connection: duckdb.DuckDBPyConnection, name: str, file: Path) -> Finding | None:
    """Insert the rows of a csv file by column name; return what is wrong with one, with its line where it is known."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $name", {"name": name}
    ).fetchall()
    path = str(file).replace("'", "''")
    # An empty text is quoted, what is not known is nothing at all
    read = f"read_csv('{path}', header = true, types = {dict(columns)}, allow_quoted_nulls = false)"
    try:
        connection.execute(f"INSERT INTO {name} BY NAME SELECT incoming.* FROM {read} AS incoming{_ordered(name)}")
    except OF_THE_MACHINE:
        raise
    except duckdb.Error as error:
        return Finding("schema", f"{name}: {' '.join(str(error).splitlines()[:3])} File: {file.name}.")
    return None


def insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pd.DataFrame) -> Finding | None:
    """Insert rows by column name; return what the schema has against them, with the first row it is about."""

    def attempt(incoming: pd.DataFrame, ordered: str = "", is_trial: bool = False) -> str | None:
        connection.register("incoming_rows", incoming)
        connection.execute("BEGIN")
        try:
            connection.execute(f"INSERT INTO {name} BY NAME SELECT incoming.* FROM incoming_rows AS incoming{ordered}")
            connection.execute("ROLLBACK" if is_trial else "COMMIT")
        except OF_THE_MACHINE:
            raise
        except duckdb.Error as error:
            connection.execute("ROLLBACK")
            return str(error).splitlines()[0]
        finally:
            connection.unregister("incoming_rows")
        return None

    if name in _SORTED_BY_FIELD:
        known = connection.execute("SELECT indicator_id FROM indicator").df()["indicator_id"]
        unknown = rows.loc[~rows["indicator_id"].isin(known)]
        if len(unknown):
            return Finding("references", f"{name}: indicator '{unknown['indicator_id'].iloc[0]}' does not exist.")
    fault = attempt(rows, _ordered(name))
    if fault is None:
        return None
    suspects = rows
    while len(suspects) > 1:
        half = suspects.iloc[: len(suspects) // 2]
        half_fault = attempt(half, is_trial=True)
        suspects, fault = (half, half_fault) if half_fault else (suspects.iloc[len(half) :], fault)
    shown = {column: value for column, value in suspects.iloc[0].items() if pd.notna(value)}
    return Finding("schema", f"{name}: {fault} Row: {shown}.")


def content_hash(connection: duckdb.DuckDBPyConnection, names: list[str]) -> str:
    """Return a hash of the schema and of every table's rows in whatever order.

    The rows of a table are combined by exclusive or, so that memory stays flat at any number of rows; they carry a key,
    so no two are equal and cancel out.
    """
    digest = hashlib.sha256(store.SCHEMA.read_bytes())
    for name in names:
        combined = connection.execute(
            f"SELECT count(*), bit_xor(md5_number(CAST(to_json(r) AS VARCHAR))) FROM {name} AS r"
        ).fetchall()
        digest.update(f"{name}: {combined}\n".encode())
    return digest.hexdigest()


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return table → rows of a filled database."""
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])
        for name in _table_names(connection)
    }
