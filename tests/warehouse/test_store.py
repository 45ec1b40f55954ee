"""Publishing and reading: versions, the pointer, the checks of a draft, readers during a change."""

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from tests.warehouse.valid_rows import Row, as_tables, valid_row, valid_rows
from warehouse import checks, filling, publishing, store
from warehouse.filling import FaultyDraftError
from warehouse.publishing import BuildRunningError, Publication
from warehouse.store import NoWarehouse, Warehouse

Rows = dict[str, list[Row]]


def publish(root: Path, rows: Rows | None = None, **options: Any) -> Publication:
    return publishing.publish(root, as_tables(rows or valid_rows()), **options)


def with_value(value: float) -> Rows:
    rows = valid_rows()
    rows["observation"][0] |= {"value": value, "raw": f"{value:.0f}%"}
    return rows


def value_in(warehouse: Warehouse) -> float:
    return float(warehouse.select("SELECT value FROM observation")["value"].iloc[0])


# Versions and the pointer -------------------------------------------------------------------------------------------


def test_what_is_published_is_read(tmp_path: Path) -> None:
    published = publish(tmp_path)
    warehouse = Warehouse(tmp_path)
    assert published.is_new
    assert warehouse.version == published.version == (tmp_path / "current").read_text().strip()
    assert value_in(warehouse) == 75.0
    assert warehouse.notice is None


def test_parameters_are_bound_by_name(tmp_path: Path) -> None:
    publish(tmp_path)
    found = Warehouse(tmp_path).select(
        "SELECT $label AS label, value FROM result WHERE period = $year", {"year": 2018, "label": "'; --"}
    )
    assert found["label"].iloc[0] == "'; --"


def test_the_same_contents_keep_the_version(tmp_path: Path) -> None:
    first, second = publish(tmp_path), publish(tmp_path)
    assert not second.is_new
    assert second.version == first.version
    assert len(list((tmp_path / "versions").iterdir())) == 1
    assert list((tmp_path / "drafts").iterdir()) == []


def test_ten_versions_are_kept_unless_said_otherwise(tmp_path: Path) -> None:
    assert publishing.VERSIONS_KEPT == 10
    published = [publish(tmp_path, with_value(float(value)), keep=3).version for value in range(5)]
    assert sorted(file.stem for file in (tmp_path / "versions").iterdir()) == published[2:]
    assert value_in(Warehouse(tmp_path)) == 4.0


def test_going_back_to_old_contents_is_a_new_version_with_the_same_hash(tmp_path: Path) -> None:
    first, _, third = publish(tmp_path), publish(tmp_path, with_value(74.0)), publish(tmp_path)
    assert third.is_new
    assert third.content_hash == first.content_hash
    assert third.version != first.version


def test_nothing_published_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse, match=r"No warehouse is published in .*python -m loaders build"):
        Warehouse(tmp_path)


def test_the_folder_can_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    assert Warehouse().root == tmp_path


def test_two_builds_at_once_are_refused_with_a_sentence(tmp_path: Path) -> None:
    def build_within(step: str, done: int = 0, parts: int = 0, /) -> None:
        if step == "check":
            with pytest.raises(BuildRunningError, match=rf"process {os.getpid()}.*build again"):
                publish(tmp_path)

    assert publish(tmp_path, report=build_within).is_new


def test_a_lock_left_by_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4194304\n")
    assert publish(tmp_path).is_new


def test_litter_of_a_killed_build_is_swept(tmp_path: Path) -> None:
    current = publish(tmp_path).version
    (tmp_path / "drafts" / "123.duckdb").write_bytes(b"half")
    (tmp_path / "drafts" / "123.duckdb.wal").write_bytes(b"half")
    (tmp_path / "drafts" / "123.duckdb.tmp").mkdir()
    (tmp_path / "drafts" / "123.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"sorted half")
    (tmp_path / "drafts" / "current").write_text("0002-nev")
    (tmp_path / "versions" / "0002-neverpointed.duckdb").write_bytes(b"")
    publish(tmp_path)
    assert list((tmp_path / "drafts").iterdir()) == []
    assert [file.stem for file in (tmp_path / "versions").iterdir()] == [current]


# The content hash ---------------------------------------------------------------------------------------------------


def many_rows(count: int) -> Rows:
    rows = valid_rows()
    rows["observation"] = [
        valid_row("observation") | {"observation_id": n + 1, "period": 2010 + n, "value": 50.0 + n, "raw": f"{50 + n}%"}
        for n in range(count)
    ]
    rows["document"][0] |= {"fiscal_year": 2030, "published_on": pd.Timestamp("2031-01-01").date()}
    rows["load"][0] |= {"rows_read": count + 1, "rows_loaded": count + 1}
    rows["claim"] = []
    return rows


def content_hash(rows: Rows) -> str:
    with duckdb.connect(":memory:") as connection:
        return filling.fill(connection, as_tables(rows), lambda *_: None)


def test_the_order_of_rows_does_not_change_the_hash() -> None:
    rows = many_rows(6)
    order = random.Random(2018).sample(range(6), 6)
    shuffled = rows | {"observation": [rows["observation"][n] for n in order]}
    assert content_hash(shuffled) == content_hash(rows)


def test_every_changed_digit_changes_the_hash() -> None:
    hashes = [content_hash(many_rows(6))]
    for row in range(6):
        changed = many_rows(6)
        changed["observation"][row]["value"] += 0.1
        hashes.append(content_hash(changed))
    assert len(set(hashes)) == 7


def test_nothing_and_the_word_for_nothing_differ_in_the_hash() -> None:
    word = valid_rows()
    word["document"][0]["note"] = "null"
    assert content_hash(word) != content_hash(valid_rows())


def test_figures_are_written_by_field_indicator_and_period(tmp_path: Path) -> None:
    rows = many_rows(6)
    rows["indicator"].append(valid_row("indicator") | {"indicator_id": "aaa", "sort_order": 2})
    rows["definition"].append(valid_row("definition") | {"definition_id": "aaa/v1", "indicator_id": "aaa"})
    for row in rows["observation"][:3]:
        row |= {"indicator_id": "aaa", "definition_id": "aaa/v1"}
    rows["assessment"] = []
    rows["observation"].reverse()
    publish(tmp_path, rows)
    stored = Warehouse(tmp_path).select("SELECT indicator_id, period FROM observation ORDER BY rowid")
    assert list(stored["indicator_id"]) == ["wij-gehoord"] * 3 + ["aaa"] * 3
    assert list(stored["period"]) == [2013, 2014, 2015, 2010, 2011, 2012]


# The checks of a draft ----------------------------------------------------------------------------------------------


def _change(table: str, **fields: Any) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows[table][0] |= fields

    return spoil


def _add(table: str, **fields: Any) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows[table].append(valid_row(table) | fields)

    return spoil


# What is spoiled → the rule it breaks. One entry for every rule of the store.
BROKEN: dict[str, list[Callable[[Rows], None]]] = {
    "observation is unique by observation_id": [_add("observation", period=2017)],
    "observation is unique by indicator_id, definition_id, base_id, territory_id, unit, method, part, period, kind, "
    "document_id": [_add("observation", observation_id=2)],
    "target is unique by target_id": [_add("target", period=2019)],
    "target is unique by indicator_id, definition_id, base_id, territory_id, unit, method, part, period, document_id": [
        _add("target", target_id=2)
    ],
    "footnote_attachment is unique by footnote_id, attached_to, indicator_id, observation_id, target_id, "
    "column_header": [_add("footnote_attachment")],
    "parent_id of base_population refers to base_population": [_change("base_population", parent_id="nobody")],
    **{
        f"{column} of {table} refers to {other}": [_change(table, **{column: value})]
        for table in ("observation", "target")
        for column, other, value in (
            ("base_id", "base_population", "nobody"),
            ("territory_id", "territory", "nowhere"),
            ("document_id", "document", "nothing"),
            ("correction_id", "correction", "nothing"),
        )
    },
    **{
        f"{', '.join(columns)} of {table} refers to {other}": [_change(table, **{columns[0]: "nothing"})]
        for table in ("observation", "target")
        for columns, other in (
            (("definition_id", "indicator_id"), "definition"),
            (("page_id", "document_id"), "page"),
            (("load_id", "page_id"), "load"),
        )
    },
    "page_id, document_id of load refers to page": [
        _add("document", document_id="begroting-2018", edition_rank=2), _change("load", document_id="begroting-2018")
    ],
    "page_id, document_id of claim refers to page": [
        _add("document", document_id="begroting-2018", edition_rank=2), _change("claim", document_id="begroting-2018")
    ],
    "observation_id of observation_part refers to observation": [_add("observation_part", observation_id=9)],
    "observation_id of footnote_attachment refers to observation": [
        _change("footnote_attachment", observation_id=9)
    ],
    "target_id of footnote_attachment refers to target": [
        _change("footnote_attachment", attached_to="target", observation_id=None, target_id=9)
    ],
    "a percentage lies between 0 and 100": [_change("observation", value=101.0)],
    "a rank is a whole number from 1": [_change("indicator", kind="rank"), _change("observation", value=2.5)],
    "a result is not of a year after its document": [_change("observation", period=2020)],
    "a year lies within 30 years of the document that prints it": [_change("target", period=2060)],
    "every load has as many rows as it counts": [_change("load", rows_loaded=3, rows_read=3)],
    "every refused figure has its problem": [_change("load", rows_refused=1, rows_read=3)],
    "every page was loaded once": [_add("load", load_id="again", rows_read=0, rows_loaded=0)],
    "every indicator has a definition": [_add("indicator", indicator_id="undefined", sort_order=2)],
    "the numbers inside a result belong to a result in words": [_add("observation_part")],
    "part_of of indicator refers to indicator": [_change("indicator", part_of="nobody")],
    "merged_into of territory refers to territory": [_change("territory", merged_into="nowhere")],
    "a claim about a year has a figure of that year to be held against": [_change("claim", period_to=2017)],
    "what measures a base has figures on the base it is a part of": [
        _add("base_population", base_id="ouderen"),
        _add("base_population", base_id="gehoord", parent_id="ouderen", measured_by="wij-gehoord"),
    ],
    "a part is counted in the unit of its whole": [
        _add("indicator", indicator_id="part", unit="aantal", part_of="wij-gehoord", sort_order=2)
    ],
    "a declared revision is of a figure that an earlier document prints otherwise": [_add("revision_declared")],
    "a commentary is on a year of which something is printed": [_change("commentary", year=2017)],
    "an assessment is of a year of which a result is printed": [_change("assessment", year=2017)],
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_a_draft_that_breaks_a_rule_is_found_out(rule: str) -> None:
    rows = valid_rows()
    for spoil in BROKEN[rule]:
        spoil(rows)
    findings, _ = publishing.check(Path("/nowhere"), as_tables(rows))
    assert rule in [finding.rule for finding in findings]


def revised(value: float, rank: int, kind: str = "achieved", document: str = "rekening-2017") -> Rows:
    """Return the rows with a declared revision and what another document, or the same one, says of that year."""
    rows = valid_rows()
    rows["revision_declared"] = [valid_row("revision_declared")]
    rows["document"][0]["edition_rank"] = 2
    page = {"document_id": document, "page_id": f"{document}/p", "load_id": f"{document}/p"}
    if document != "rekening-2018":
        rows["document"].append(valid_row("document") | {"document_id": document, "edition_rank": rank})
    rows["page"].append(valid_row("page") | {"document_id": document, "page_id": f"{document}/p"})
    rows["load"].append(valid_row("load") | page | {"rows_read": 1, "rows_loaded": 1})
    rows["observation"].append(valid_row("observation") | page | {"observation_id": 2, "value": value, "kind": kind})
    return rows


@pytest.mark.parametrize(
    ("rows", "is_alive"),
    [
        (revised(70.0, rank=1), True),
        (revised(75.0, rank=1), False),
        (revised(70.0, rank=3), False),
        (revised(70.0, rank=2, kind="previously_reported", document="rekening-2018"), True),
        (revised(70.0, rank=1, kind="forecast"), False),
    ],
    ids=["earlier and other", "earlier and the same", "later", "quoted by the document itself", "only expected"],
)
def test_a_declared_revision_lives_as_long_as_the_figures_differ(rows: Rows, is_alive: bool) -> None:
    findings, _ = publishing.check(Path("/nowhere"), as_tables(rows))
    broken = "a declared revision is of a figure that an earlier document prints otherwise"
    assert [finding.rule for finding in findings] == ([] if is_alive else [broken])


def test_a_draft_that_breaks_a_rule_is_not_published(tmp_path: Path) -> None:
    before = publish(tmp_path).version
    with pytest.raises(FaultyDraftError, match="a percentage lies between 0 and 100"):
        publish(tmp_path, with_value(101.0))
    assert Warehouse(tmp_path).version == before


def test_every_rule_of_the_store_is_broken_by_a_test() -> None:
    rules = set(checks.RULES)
    rules |= {f"{table} is unique by {', '.join(key)}" for table, keys in checks.UNIQUE.items() for key in keys}
    rules |= {
        f"{', '.join(columns)} of {table} refers to {other}"
        for table, columns, other in checks.REFERENCES
        if columns != ("indicator_id",)
    }
    assert rules == set(BROKEN)


def test_a_figure_of_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    for table in ("observation", "target"):
        rows = valid_rows()
        rows[table][0]["indicator_id"] = "nobody-knows"
        with pytest.raises(FaultyDraftError, match=f"{table}: indicator 'nobody-knows' does not exist"):
            publish(tmp_path, rows)


def test_all_findings_are_told_at_once() -> None:
    rows = valid_rows()
    rows["observation"][0] |= {"value": 175.0, "territory_id": "nowhere"}
    rows["target"][0] |= {"base_id": "nobody"}
    findings, _ = publishing.check(Path("/nowhere"), as_tables(rows))
    assert len(findings) == 3


def test_a_frame_for_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyDraftError, match="no table guesses"):
        publishing.publish(tmp_path, as_tables(valid_rows()) | {"guesses": pd.DataFrame({"x": [1]})})


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    findings, counts = publishing.check(tmp_path / "not yet", as_tables(valid_rows()))
    assert findings == []
    assert counts["observation"] == 1
    assert list(tmp_path.iterdir()) == []


# Lost series --------------------------------------------------------------------------------------------------------


def without_the_result() -> Rows:
    rows = valid_rows()
    rows["observation"] = rows["footnote_attachment"] = rows["claim"] = []
    rows["load"][0] |= {"rows_read": 1, "rows_loaded": 1}
    rows["assessment"] = []
    return rows


def test_a_series_that_disappears_is_refused_and_named(tmp_path: Path) -> None:
    publish(tmp_path)
    with pytest.raises(FaultyDraftError, match="achieved · wij-gehoord · wij-gehoord/v1 · inwoners-18-plus"):
        publish(tmp_path, without_the_result())


def test_a_series_may_be_lost_when_its_indicator_is_named(tmp_path: Path) -> None:
    publish(tmp_path)
    assert publish(tmp_path, without_the_result(), allow_lost=["wij-gehoord"]).is_new


def test_linking_a_label_loses_nothing(tmp_path: Path) -> None:
    unlinked = valid_rows()
    unlinked["indicator"][0]["is_linked"] = False
    publish(tmp_path, unlinked)
    linked = valid_rows()
    linked["claim"][0]["indicator_id"] = None
    linked["indicator"][0]["indicator_id"] = "wij-bekendheid"
    linked["measure"] = linked["study_item"] = linked["commentary"] = linked["assessment"] = []
    for table in ("definition", "observation", "target"):
        linked[table][0] |= {"indicator_id": "wij-bekendheid", "definition_id": "wij-bekendheid/v1"}
    assert publish(tmp_path, linked).is_new


def test_a_row_of_an_unlinked_label_that_disappears_is_a_loss(tmp_path: Path) -> None:
    unlinked = valid_rows()
    unlinked["indicator"][0]["is_linked"] = False
    publish(tmp_path, unlinked)
    other_row = valid_rows()
    for table in ("observation", "target"):
        other_row[table][0] |= {"row_label": "an other row", "method": "anders"}
    with pytest.raises(FaultyDraftError, match="wij-gehoord"):
        publish(tmp_path, other_row)


def later_year(rows: Rows) -> Rows:
    """Return the rows with a result of a second year in the same series, as its observation 2."""
    rows["observation"].append(valid_row("observation") | {"observation_id": 2, "period": 2017})
    rows["load"][0] |= {"rows_read": 3, "rows_loaded": 3}
    return rows


def test_a_year_that_disappears_from_a_series_that_stays_is_refused_and_named(tmp_path: Path) -> None:
    publish(tmp_path, later_year(valid_rows()))
    with pytest.raises(FaultyDraftError) as refusal:
        publish(tmp_path)
    assert [finding.rule for finding in refusal.value.findings] == [checks.NO_YEAR_LOST]
    assert "achieved · wij-gehoord" in str(refusal.value)
    assert "2017 in rekening-2018" in str(refusal.value)
    assert publish(tmp_path, allow_lost=["wij-gehoord"]).is_new


def test_a_year_of_an_unlinked_label_that_disappears_while_it_is_linked_is_a_loss(tmp_path: Path) -> None:
    unlinked = later_year(valid_rows())
    unlinked["indicator"][0]["is_linked"] = False
    publish(tmp_path, unlinked)
    linked = valid_rows()
    linked["observation"][0]["method"] = linked["target"][0]["method"] = "anders"
    with pytest.raises(FaultyDraftError) as refusal:
        publish(tmp_path, linked)
    assert [finding.rule for finding in refusal.value.findings] == [checks.NO_YEAR_LOST]


def test_a_year_that_another_document_prints_too_is_missed_in_the_one_that_lost_it(tmp_path: Path) -> None:
    rows = later_year(valid_rows())
    rows["document"].append(valid_row("document") | {"document_id": "begroting-2019", "edition_rank": 2})
    rows["page"].append(valid_row("page") | {"document_id": "begroting-2019", "page_id": "begroting-2019/p"})
    of_page = {"document_id": "begroting-2019", "page_id": "begroting-2019/p", "load_id": "begroting-2019/p"}
    rows["load"].append(valid_row("load") | of_page | {"rows_read": 1, "rows_loaded": 1})
    rows["observation"].append(valid_row("observation") | of_page | {"observation_id": 3, "period": 2017})
    publish(tmp_path, rows)
    rows["observation"].pop(1)
    rows["load"][0] |= {"rows_read": 2, "rows_loaded": 2}
    with pytest.raises(FaultyDraftError, match="2017 in rekening-2018"):
        publish(tmp_path, rows)


# Readers ------------------------------------------------------------------------------------------------------------


def test_an_open_reader_notices_a_new_version(tmp_path: Path) -> None:
    publish(tmp_path)
    warehouse = Warehouse(tmp_path)
    assert value_in(warehouse) == 75.0
    second = publish(tmp_path, with_value(74.0))
    assert value_in(warehouse) == 74.0
    assert warehouse.version == second.version


def test_a_reader_survives_the_sweeping_of_its_version(tmp_path: Path) -> None:
    first = publish(tmp_path).version
    warehouse = Warehouse(tmp_path)
    with warehouse._cursor() as cursor:
        for value in range(3):
            publish(tmp_path, with_value(float(value)), keep=1)
        assert not (tmp_path / "versions" / f"{first}.duckdb").exists()
        assert cursor.execute("SELECT value FROM observation").fetchall() == [(75.0,)]
    assert value_in(warehouse) == 2.0


def test_a_reader_is_safe_in_many_threads(tmp_path: Path) -> None:
    publish(tmp_path)
    warehouse, failures = Warehouse(tmp_path), []

    def read() -> None:
        try:
            for _ in range(30):
                assert value_in(warehouse) in (75.0, 74.0)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    publish(tmp_path, with_value(74.0))
    for thread in threads:
        thread.join()
    assert failures == []
    assert value_in(warehouse) == 74.0


def test_a_snapshot_stays_with_its_version(tmp_path: Path) -> None:
    publish(tmp_path, with_value(73.0))
    warehouse = Warehouse(tmp_path)
    held, before = warehouse.snapshot(), warehouse.version
    publish(tmp_path, with_value(74.0))
    assert (held.version, value_in(held)) == (before, 73.0)
    assert value_in(warehouse) == 74.0


def test_a_reader_never_sees_half_or_a_mix(tmp_path: Path) -> None:
    def every_value(value: float) -> Rows:
        rows = many_rows(20)
        for row in rows["observation"]:
            row |= {"value": value, "raw": f"{value}%"}
        rows["document"][0]["note"] = str(value)
        return rows

    publish(tmp_path, every_value(1.0))
    warehouse, done, seen = Warehouse(tmp_path), threading.Event(), set()

    def read() -> None:
        while not done.is_set():
            found = warehouse.select(
                "SELECT count(*) AS rows_seen, min(value), max(value), max(CAST(d.note AS DOUBLE)) "
                "FROM observation o JOIN document d ON d.document_id = o.document_id"
            )
            seen.add(tuple(found.iloc[0]))

    reader = threading.Thread(target=read)
    reader.start()
    for value in range(2, 7):
        publish(tmp_path, every_value(float(value)), keep=2)
    done.set()
    reader.join()
    assert seen
    assert all(rows == 20 and low == high == note for rows, low, high, note in seen)


def test_a_damaged_version_falls_back_to_the_newest_that_opens_and_says_so(tmp_path: Path) -> None:
    first = publish(tmp_path).version
    second = publish(tmp_path, with_value(74.0)).version
    (tmp_path / "versions" / f"{second}.duckdb").write_bytes(b"not a database at all")
    warehouse = Warehouse(tmp_path)
    assert warehouse.version == first
    assert warehouse.notice is not None
    assert second in warehouse.notice
    assert first in warehouse.notice
    assert publish(tmp_path, with_value(73.0)).is_new
    assert value_in(warehouse) == 73.0
    assert warehouse.notice is None


@pytest.mark.parametrize("pointer", ["", "9999-gone\n", "../elsewhere\n", "\xff\xfe"])
def test_a_pointer_to_nothing_falls_back_and_says_so(tmp_path: Path, pointer: str) -> None:
    version = publish(tmp_path).version
    (tmp_path / "current").write_bytes(pointer.encode("latin-1"))
    warehouse = Warehouse(tmp_path)
    assert warehouse.version == version
    assert warehouse.notice is not None


@pytest.mark.parametrize(
    ("written_for", "remedy"), [(store.SCHEMA_VERSION + 1, "update the program"), (0, "python -m loaders build")]
)
def test_another_schema_version_is_a_sentence(
    tmp_path: Path, written_for: int, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SCHEMA_VERSION", written_for)
    publish(tmp_path)
    monkeypatch.undo()
    with pytest.raises(NoWarehouse, match=rf"schema version {written_for}.*{remedy}"):
        Warehouse(tmp_path)
    assert publish(tmp_path, with_value(74.0)).is_new
    assert value_in(Warehouse(tmp_path)) == 74.0


def test_a_select_can_neither_write_nor_read_files(tmp_path: Path) -> None:
    publish(tmp_path)
    warehouse = Warehouse(tmp_path)
    for statement in ("DELETE FROM target", "SELECT * FROM read_csv('/etc/hostname')", "COPY target TO 'copied.csv'"):
        with pytest.raises(duckdb.Error):
            warehouse.select(statement)


def test_a_long_file_is_loaded_as_a_frame_with_the_same_rows_is(tmp_path: Path) -> None:
    frames = {name: pd.DataFrame(rows) for name, rows in many_rows(20).items()}
    of_frames = publishing.publish(tmp_path / "frames", frames)
    file = tmp_path / "long.csv"
    duckdb.from_df(frames["observation"]).write_csv(str(file))
    of_file = publishing.publish(tmp_path / "file", frames | {"observation": file})
    assert of_file.content_hash == of_frames.content_hash
    assert of_file.rows["observation"] == 20


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [("period", "soon", "soon"), ("kind", "guess", "kind"), ("indicator_id", "nowhere", "refers to indicator")],
)
def test_a_fault_in_a_long_file_keeps_it_from_being_published(
    tmp_path: Path, column: str, value: str, told: str
) -> None:
    frames = {name: pd.DataFrame(rows) for name, rows in many_rows(20).items()}
    file = tmp_path / "long.csv"
    wrong = frames["observation"].astype({column: object})
    wrong.loc[17, column] = value
    duckdb.from_df(wrong.astype({column: str})).write_csv(str(file))
    with pytest.raises(FaultyDraftError, match=told):
        publishing.publish(tmp_path / "file", frames | {"observation": file})
    assert store.current_version(tmp_path / "file") is None


def test_a_version_that_turns_out_damaged_gives_way_to_the_last_good_one(tmp_path: Path) -> None:
    first = publish(tmp_path).version
    second = publish(tmp_path, many_rows(20)).version
    warehouse = Warehouse(tmp_path)
    assert warehouse.version == second
    os.truncate(tmp_path / "versions" / f"{second}.duckdb", 16_384)
    with pytest.raises(NoWarehouse, match=f"'{second}' is damaged"):
        warehouse.records("SELECT * FROM observation")
    assert (value_in(warehouse), warehouse.version) == (75.0, first)
    assert warehouse.notice is not None
    assert first in warehouse.notice


def test_who_reads_goes_on_when_nothing_opens_any_more_and_follows_once_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SECONDS_BETWEEN_TRIES", 0.0)
    version = publish(tmp_path).version
    warehouse = Warehouse(tmp_path)
    (tmp_path / "versions").rename(tmp_path / "gone")
    (tmp_path / "current").touch()
    assert value_in(warehouse) == 75.0
    assert warehouse.notice is not None
    assert "shown still" in warehouse.notice
    (tmp_path / "gone").rename(tmp_path / "versions")
    assert (warehouse.version, warehouse.notice) == (version, None)


def test_a_version_of_a_newer_program_leaves_the_last_one_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = publish(tmp_path).version
    reading = Warehouse(tmp_path)
    monkeypatch.setattr(store, "SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
    publish(tmp_path, with_value(74.0))
    monkeypatch.undo()
    for warehouse in (reading, Warehouse(tmp_path)):
        assert (value_in(warehouse), warehouse.version) == (75.0, version)
        assert "update the program" in str(warehouse.notice)
