"""What is told of a table is what schema.sql says: nothing is left unread, nothing is added."""

import re
from pathlib import Path

import pytest

from warehouse.definition import KINDS, Definition, definitions, unread_rules

SCHEMA = (Path(__file__).parents[2] / "warehouse" / "schema.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def defined() -> dict[str, Definition]:
    return {one.name: one for one in definitions()}


def test_every_table_and_column_of_the_schema_is_there_with_its_comment(defined: dict[str, Definition]) -> None:
    assert set(defined) == set(re.findall(r"CREATE TABLE (\w+)", SCHEMA))
    for one in defined.values():
        for comment in (one.comment, *(column.comment for column in one.columns)):
            assert f"'{comment}'".replace("''", "'") in SCHEMA.replace("''", "'")


def test_every_rule_about_one_column_is_told(defined: dict[str, Definition]) -> None:
    assert unread_rules() == []
    observation = {column.name: column for column in defined["observation"].columns}
    assert observation["status"].rules == {"enum": ["A", "L", "M", "O"]}
    assert observation["part"].rules == {"enum": [0, 1, 2]}
    assert observation["period"].rules == {"minimum": 1990, "maximum": 2100}
    assert observation["n"].rules == {"minimum": 1}
    assert observation["place"].rules == {"minLength": 1}
    initiative = {column.name: column for column in defined["initiative"].columns}
    assert initiative["denominator"].rules == {"exclusiveMinimum": 0}
    load = {column.name: column for column in defined["load"].columns}
    assert load["sha256"].rules == {"minLength": 64, "maxLength": 64}


def test_columns_are_required_as_the_schema_says(defined: dict[str, Definition]) -> None:
    document = {column.name: (column.kind, column.is_required) for column in defined["document"].columns}
    assert document["published_on"] == ("date", True)
    assert document["fiscal_year"] == ("integer", False)
    assert document["address"] == ("string", False)
    assert {column.kind for one in defined.values() for column in one.columns} <= set(KINDS.values())


def test_big_tables_have_the_keys_and_references_that_the_checks_prove(defined: dict[str, Definition]) -> None:
    observation = defined["observation"]
    assert observation.key == ("observation_id",)
    assert "document_id" in observation.unique[0]
    led = {reference.columns: (reference.table, reference.there) for reference in observation.references}
    assert led["base_id",] == ("base_population", ("base_id",))
    assert led["definition_id", "indicator_id"] == ("definition", ("definition_id", "indicator_id"))


def test_a_reference_within_one_table_names_the_key_it_means(defined: dict[str, Definition]) -> None:
    (within,) = [one for one in defined["base_population"].references if one.table == "base_population"]
    assert (within.columns, within.there) == (("parent_id",), ("base_id",))


def test_every_reference_leads_to_columns_that_exist(defined: dict[str, Definition]) -> None:
    for one in defined.values():
        for reference in one.references:
            there = {column.name for column in defined[reference.table].columns}
            assert set(reference.there) <= there
            assert set(reference.columns) <= {column.name for column in one.columns}
