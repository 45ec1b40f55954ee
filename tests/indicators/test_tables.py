"""The tables anyone may have: someone decided about each, and no row tells a figure that the pages withhold."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indicators import reading, tables
from indicators.model import Observation
from indicators.reading import Warehouse
from warehouse.definition import definitions


@pytest.fixture(scope="module")
def warehouse(small: Warehouse) -> Warehouse:
    return small


def rows(published: tables.Published, name: str) -> list[dict[str, Any]]:
    (table,) = [one for one in published.tables if one.definition.name == name]
    return [dict(zip((column.name for column in table.definition.columns), row, strict=True)) for row in table.rows]


def test_somebody_decided_about_every_table(warehouse: Warehouse) -> None:
    assert sorted((*tables.PUBLIC, *tables.INTERNAL)) == sorted(one.name for one in definitions())


def test_every_row_of_an_open_table_is_there(warehouse: Warehouse) -> None:
    published = tables.published(warehouse)
    assert [one.definition.name for one in published.tables] == list(tables.PUBLIC)
    for one in published.tables:
        (stored,) = warehouse.records(f"SELECT count(*) AS number FROM {one.definition.name}")
        assert len(one.rows) == stored["number"]
    figures = {row["observation_id"]: row for row in rows(published, "observation")}
    for stored in warehouse.records("SELECT * FROM observation"):
        told = figures[stored["observation_id"]]
        assert told == {name: stored[name] for name in told}


def test_nothing_leads_to_a_table_that_is_left_out(warehouse: Warehouse) -> None:
    for one in tables.published(warehouse).tables:
        assert "load_id" not in {column.name for column in one.definition.columns}
        assert not {reference.table for reference in one.definition.references} - set(tables.PUBLIC)


def test_a_figure_that_the_pages_withhold_is_in_no_table(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    (secret,) = [
        one
        for one in reading.observations(warehouse)
        if (one.identity.indicator_id, one.period, one.value) == ("wij-gehoord", 2018, 75)
    ]

    def withheld(of: Warehouse, *asked: object) -> tuple[Observation, ...]:
        hidden = replace(secret, value=None, provenance=replace(secret.provenance, raw="", remark=None))
        return tuple(hidden if one.observation_id == secret.observation_id else one for one in found)

    found = reading.observations(warehouse)
    monkeypatch.setattr(reading, "observations", withheld)
    published = tables.published(warehouse)
    (row,) = [one for one in rows(published, "observation") if one["observation_id"] == secret.observation_id]
    for column in ("value", "low", "high", "text", "decimals", "n", "remark"):
        assert row[column] is None, column
    assert row["raw"] == ""
    assert row["document_id"] == secret.document.document_id
    (other,) = [
        one
        for one in rows(published, "observation")
        if (one["indicator_id"], one["period"], one["kind"]) == ("wij-gehoord", 2017, "achieved")
    ]
    assert other["value"] == 68


def test_a_figure_that_the_pages_do_not_know_leaves_no_row_and_no_trace(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = {row["observation_id"] for row in rows(tables.published(warehouse), "footnote_attachment")} - {None}
    assert noted
    found = tuple(one for one in reading.observations(warehouse) if one.observation_id not in noted)
    monkeypatch.setattr(reading, "observations", lambda of: found)
    published = tables.published(warehouse)
    assert not noted & {row["observation_id"] for row in rows(published, "observation")}
    assert not noted & {row["observation_id"] for row in rows(published, "footnote_attachment")}


def test_a_version_is_named_and_dated_by_its_contents(warehouse: Warehouse) -> None:
    published = tables.published(warehouse)
    assert len(published.content_hash) == 64
    assert published.youngest == max(row["published_on"] for row in rows(published, "document"))
    assert Path(warehouse.version).name.endswith(published.content_hash[:12])
