"""The schema says what everything is and refuses what cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.valid_rows import as_tables, valid_row, valid_rows
from warehouse import filling, publishing, store
from warehouse.checks import Finding

SCHEMA = Path(store.__file__).with_name("schema.sql")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> store.Warehouse:
    root = tmp_path_factory.mktemp("warehouse")
    publishing.publish(root, as_tables(valid_rows()))
    return store.Warehouse(root)


@pytest.fixture(scope="module")
def filled() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        filling.fill(connection, as_tables(valid_rows()), lambda *_: None)
        yield connection


def refusal(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> Finding:
    """Return what the schema has against a row; nothing is written."""
    finding = filling.insert(connection, table, as_tables({table: [row]})[table])
    assert finding is not None
    return finding


def test_every_table_view_and_column_is_described(published: store.Warehouse) -> None:
    undescribed = published.select(
        """
        SELECT table_name || '.' || column_name AS name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        """
    )
    assert list(undescribed["name"]) == []


def test_a_nullable_column_says_what_null_means(published: store.Warehouse) -> None:
    columns = published.select(
        "SELECT c.table_name || '.' || c.column_name AS name, c.comment FROM duckdb_columns() c "
        "JOIN duckdb_tables() t ON t.table_name = c.table_name WHERE NOT c.internal AND c.is_nullable"
    )
    words = ("null", "set when")
    silent = [row.name for row in columns.itertuples(index=False) if not any(w in row.comment.lower() for w in words)]
    assert silent == []


def test_the_schema_keeps_to_portable_sql() -> None:
    lines = SCHEMA.read_text().splitlines()
    code = "\n".join(line.split("--")[0] for line in lines if not line.startswith("COMMENT ON"))
    for word in ("QUALIFY", "GROUP BY ALL", "EXCLUDE", '"'):
        assert word not in code


# Table, what is spoiled, and what the broken CHECK says. One entry for every CHECK of the schema.
SPOILED: list[tuple[str, dict[str, Any]]] = [
    ("document", {"kind": "leaflet"}),
    ("document", {"fiscal_year": 1980}),
    ("document", {"published_precision": "roughly"}),
    ("document", {"edition_rank": 0}),
    ("page", {"abridged": "all"}),
    ("load", {"sha256": "abc"}),
    ("load", {"rows_read": -1, "rows_loaded": -1}),
    ("load", {"rows_loaded": -1, "rows_read": -1}),
    ("load", {"rows_repeated": -1, "rows_read": 1}),
    ("load", {"rows_refused": -1, "rows_read": 1}),
    ("load", {"rows_read": 3}),
    ("indicator", {"kind": "guess"}),
    ("indicator", {"better": "sideways"}),
    ("indicator", {"source_kind": "hearsay"}),
    ("definition", {"version": -1}),
    ("base_population", {"measured_by": "wij-gehoord"}),
    ("territory", {"valid_from": 1700}),
    ("territory", {"valid_to": 2200}),
    ("territory", {"valid_from": 2019, "valid_to": 2018}),
    ("measure", {"part": 3}),
    ("survey_wave", {"year": 1900}),
    ("survey_wave", {"n": 0}),
    ("survey_wave", {"n_qualifier": "many"}),
    ("survey_wave", {"n_source": "rumour"}),
    ("survey_wave", {"design_effect": 0.5}),
    ("survey_wave", {"design_effect_source": "rumour"}),
    ("survey_wave", {"n": None, "n_source": "unknown"}),
    ("survey_wave", {"n": None, "n_qualifier": "unknown"}),
    ("observation", {"part": 3}),
    ("observation", {"period": 1066}),
    ("observation", {"kind": "hoped"}),
    ("observation", {"decimals": 12}),
    ("observation", {"qualifier": "sort of"}),
    ("observation", {"status": "P"}),
    ("observation", {"n": 0, "n_source": "published"}),
    ("observation", {"n": 10, "n_source": "rumour"}),
    ("observation", {"n": 10, "n_source": "published", "design_effect": 0.0}),
    ("observation", {"n": None, "n_source": "unknown", "design_effect": 1.2}),
    ("observation", {"place": ""}),
    ("observation", {"year_source": "guessed"}),
    ("observation", {"value": None}),
    ("observation", {"missing_reason": "dash"}),
    ("observation", {"qualifier": "none"}),
    ("observation", {"raw": ""}),
    ("observation", {"qualifier": "text"}),
    ("observation", {"n": 10}),
    ("observation", {"low": 80.0, "high": 70.0}),
    ("observation_part", {"position": 0}),
    ("target", {"part": 3}),
    ("target", {"period": 1066}),
    ("target", {"semantics": "hope"}),
    ("target", {"semantics": "approximately", "band": -1.0}),
    ("target", {"relation": "near"}),
    ("target", {"decimals": 12}),
    ("target", {"place": ""}),
    ("target", {"year_source": "guessed"}),
    ("target", {"semantics": "range", "low": 80.0, "high": 70.0}),
    ("target", {"low": None, "high": None}),
    ("target", {"high": 71.0}),
    ("target", {"semantics": "range", "high": None}),
    ("target", {"semantics": "at_least"}),
    ("target", {"semantics": "at_most"}),
    ("target", {"semantics": "approximately"}),
    ("target", {"semantics": "relative", "low": None, "high": None}),
    ("target", {"relation": "equal"}),
    ("target", {"missing_reason": "dash"}),
    ("target", {"raw": ""}),
    ("footnote", {"flag": "odd"}),
    ("footnote", {"text": None}),
    ("footnote_attachment", {"attached_to": "wall"}),
    ("footnote_attachment", {"indicator_id": "wij-gehoord"}),
    ("footnote_attachment", {"observation_id": None}),
    ("footnote_attachment", {"target_id": 1}),
    ("footnote_attachment", {"column_header": "Behaald"}),
    ("claim", {"period_from": 1066}),
    ("claim", {"period_to": 1066}),
    ("claim", {"direction": "sideways"}),
    ("claim", {"qualifier": "sort of"}),
    ("claim", {"qualifier": None}),
    ("revision_declared", {"period": 1066}),
    ("revision_declared", {"kind": "whim"}),
    ("revision_declared", {"reason": ""}),
    ("commentary", {"year": 1066}),
    ("commentary", {"cause": ""}),
    ("commentary", {"action": ""}),
    ("commentary", {"owner": ""}),
    ("commentary", {"author": ""}),
    ("commentary", {"cause": None, "action": None, "owner": None}),
    ("survey_example", {"year": 1066}),
    ("survey_example", {"share": 101.0, "high": 102.0}),
    ("survey_example", {"standard_error": -0.1}),
    ("survey_example", {"n": 0}),
    ("survey_example", {"design_effect": 0.0}),
    ("survey_example", {"low": 80.0}),
    ("assessment", {"year": 1066}),
    ("assessment", {"reason": ""}),
    ("assessment", {"author": ""}),
    ("study", {"year_from": 1066}),
    ("study", {"year_to": 2200}),
    ("study", {"year_from": 2019}),
    ("study_item", {"position": 0}),
    ("study_item", {"role": "chorus"}),
    ("action", {"position": 0}),
    ("action", {"status": "dreamt"}),
    ("initiative", {"qualifier": "sort of"}),
    ("initiative", {"period": 1066}),
    ("initiative", {"denominator": 0.0}),
    ("initiative", {"raw": ""}),
    ("initiative", {"denominator": None}),
    ("problem", {"severity": "fatal"}),
    ("problem", {"kind": ""}),
    ("problem", {"message": ""}),
    ("correction", {"figures": 0}),
]


def checks_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [
        expression
        for (expression,) in connection.execute(
            "SELECT expression FROM duckdb_constraints() WHERE constraint_type = 'CHECK' AND table_name = $table",
            {"table": table},
        ).fetchall()
    ]


def broken_checks(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> set[str]:
    """Return the CHECKs of a table that a row does not meet; as in SQL, unknown counts as met."""
    query = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $table"
    columns = dict(connection.execute(query, {"table": table}).fetchall())
    values = ", ".join(f"CAST(${name} AS {columns[name]}) AS {name}" for name in row)
    return {
        check
        for check in checks_of(connection, table)
        if connection.execute(f"SELECT ({check}) IS FALSE FROM (SELECT {values}) AS r", row).fetchall() == [(True,)]
    }


# What makes a row of a table another one, where that is more than its first column.
ANOTHER: dict[str, dict[str, Any]] = {
    "document": {"document_id": "another", "edition_rank": 2},
    "policy_field_code": {"code": "4.1.7"},
    "indicator": {"indicator_id": "another", "sort_order": 2},
    "definition": {"definition_id": "another", "version": 2},
    "measure": {"part": 1},
    # Without a declared key, or with no row yet.
    **{
        table: {} for table in ("observation", "target", "footnote_attachment", "observation_part", "revision_declared")
    },
    "commentary": {"year": 2019},
    "assessment": {"year": 2019},
    "survey_example": {"year": 2019},
    "study": {"study_id": "another", "sort_order": 2},
    "study_item": {"position": 2},
    "action_line": {"action_line_id": "another", "sort_order": 2},
    "action": {"action_id": "another", "position": 2},
    "problem": {"problem_id": 2},
}


def another_row(table: str) -> dict[str, Any]:
    """Return a second valid row of a table."""
    row = valid_row(table)
    return row | ANOTHER.get(table, {next(iter(row)): "another"})


@pytest.mark.parametrize(("table", "spoiled"), SPOILED, ids=str)
def test_a_spoiled_row_breaks_a_check(filled: duckdb.DuckDBPyConnection, table: str, spoiled: dict[str, Any]) -> None:
    assert broken_checks(filled, table, valid_row(table) | spoiled)


@pytest.mark.parametrize(
    ("table", "spoiled"), {table: (table, spoiled) for table, spoiled in SPOILED}.values(), ids=str
)
def test_a_spoiled_row_is_refused_and_named(
    filled: duckdb.DuckDBPyConnection, table: str, spoiled: dict[str, Any]
) -> None:
    finding = refusal(filled, table, another_row(table) | spoiled)
    assert finding.rule == "schema"
    assert finding.message.startswith(f"{table}: ")
    assert "CHECK" in finding.message
    for name, value in spoiled.items():
        assert value is None or f"'{name}': " in finding.message


def test_of_many_rows_the_spoiled_one_is_named(filled: duckdb.DuckDBPyConnection) -> None:
    rows = [valid_row("observation") | {"observation_id": number, "period": 1990 + number} for number in range(2, 40)]
    rows[29]["kind"] = "hoped"
    finding = filling.insert(filled, "observation", as_tables({"observation": rows})["observation"])
    assert finding is not None
    assert "'kind': 'hoped'" in finding.message
    assert "2021" in finding.message
    assert filled.execute("SELECT count(*) FROM observation").fetchall() == [(1,)]


def test_every_check_of_the_schema_is_broken_by_a_spoiled_row(filled: duckdb.DuckDBPyConnection) -> None:
    broken: dict[str, set[str]] = {}
    for table, spoiled in SPOILED:
        broken.setdefault(table, set()).update(broken_checks(filled, table, valid_row(table) | spoiled))
    tables = [name for (name,) in filled.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    unbroken = {
        table: missed for table in tables if (missed := set(checks_of(filled, table)) - broken.get(table, set()))
    }
    assert list(unbroken) == ["build"], "only the hash of the build itself is not written from rows"


def test_a_valid_row_breaks_no_check(filled: duckdb.DuckDBPyConnection) -> None:
    for table in valid_rows():
        assert broken_checks(filled, table, valid_row(table)) == set()


@pytest.mark.parametrize(
    "table",
    [
        "document", "page", "load", "policy_field", "policy_field_code", "indicator", "definition", "base_population",
        "territory", "measure", "survey_wave", "footnote", "claim", "study", "study_item", "action_line", "action",
        "initiative", "problem", "correction",
    ],
)  # fmt: skip
def test_a_small_table_refuses_a_key_used_twice(filled: duckdb.DuckDBPyConnection, table: str) -> None:
    assert "uplicate key" in refusal(filled, table, valid_row(table)).message


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("page", "document_id"), ("load", "page_id"), ("policy_field_code", "policy_field_id"),
        ("indicator", "policy_field_id"), ("definition", "indicator_id"), ("definition", "from_document_id"),
        ("measure", "base_id"), ("survey_wave", "territory_id"), ("survey_wave", "base_id"), ("footnote", "page_id"),
        ("footnote_attachment", "footnote_id"), ("claim", "indicator_id"), ("action_line", "document_id"),
        ("action", "action_line_id"), ("initiative", "document_id"), ("problem", "page_id"), ("correction", "page_id"),
        ("claim", "base_id"), ("revision_declared", "indicator_id"), ("revision_declared", "document_id"),
        ("commentary", "indicator_id"), ("assessment", "indicator_id"), ("study_item", "study_id"),
        ("study_item", "indicator_id"),
    ],
)  # fmt: skip
def test_a_small_table_refuses_a_reference_to_nothing(
    filled: duckdb.DuckDBPyConnection, table: str, column: str
) -> None:
    assert "foreign key" in refusal(filled, table, another_row(table) | {column: "nothing"}).message
