"""What is read through an engine is one whole version, and what is wrong with engine or folder is a sentence."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders.__main__ import main
from tests.sail import free_port, sail
from tests.small_warehouse import Draft
from warehouse import spark
from warehouse.facts import export
from warehouse.store import NoWarehouse, Warehouse, default_root

Open = Callable[[Path], Warehouse]


@pytest.fixture(scope="module")
def engine() -> Iterator[str]:
    with sail(free_port()) as address:
        yield address


@pytest.fixture
def open_facts(engine: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a folder of facts through the engine, looking at the pointer at every SELECT."""
    monkeypatch.setattr(spark, "SECONDS_BETWEEN_LOOKS", 0.0)

    def opened(folder: Path) -> Warehouse:
        monkeypatch.setenv("DOELBEREIK_WAREHOUSE", engine)
        monkeypatch.setenv("DOELBEREIK_FACTS", str(folder))
        return Warehouse()

    return opened


@pytest.fixture
def exported(small: Warehouse, tmp_path: Path) -> Path:
    export(small.root, tmp_path)
    return tmp_path


def landed(folder: Path) -> Path:
    return folder / "versions" / (folder / "current").read_text().strip()


def figures(warehouse: Warehouse) -> int:
    return int(warehouse.records("SELECT count(*) AS figures FROM observation")[0]["figures"])


# The folder ----------------------------------------------------------------------------------------------------------


def test_the_folder_says_which_version_it_holds_and_how_many_rows(small: Warehouse, exported: Path) -> None:
    about = json.loads((landed(exported) / "version.json").read_text())
    assert about["version"] == small.version == (exported / "current").read_text().strip()
    (build,) = small.records("SELECT schema_version, content_hash FROM build")
    assert {name: about[name] for name in build} == build
    assert about["rows"]["observation"] == figures(small)
    assert {file.stem for file in landed(exported).glob("*.parquet")} == set(about["rows"])


def test_a_version_that_stands_there_is_not_written_again(small: Warehouse, exported: Path) -> None:
    before = (landed(exported) / "observation.parquet").stat().st_mtime_ns
    export(small.root, exported)
    assert (landed(exported) / "observation.parquet").stat().st_mtime_ns == before


def test_an_export_that_breaks_off_leaves_what_was_there(
    small: Warehouse, exported: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, before = tmp_path_factory.mktemp("other"), (exported / "current").read_text()
    draft = Draft()
    draft.field("wonen", "Wonen")
    draft.publish(root)

    def full(step: str, *_: object) -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space left"):
        export(root, exported, full)
    assert (exported / "current").read_text() == before
    assert [folder.name for folder in (exported / "versions").iterdir()] == [before.strip()]


def test_the_command_says_what_it_wrote(small: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parquet", str(tmp_path / "facts"), "--warehouse", str(small.root)]) == 0
    assert f"Version {small.version} stands in {tmp_path / 'facts'}" in capsys.readouterr().out
    assert main(["parquet", str(tmp_path / "facts"), "--warehouse", str(tmp_path)]) == 1
    assert "No warehouse is published in" in capsys.readouterr().err


# Through the engine --------------------------------------------------------------------------------------------------


def test_values_come_back_as_the_types_of_a_file(small: Warehouse, exported: Path, open_facts: Open) -> None:
    through = open_facts(exported)
    for table in json.loads((landed(exported) / "version.json").read_text())["rows"]:
        select = f"SELECT * FROM {table}"
        one, other = (sorted(map(repr, warehouse.records(select))) for warehouse in (small, through))
        assert one == other, table


def test_a_parameter_is_a_value_and_never_sql(exported: Path, open_facts: Open) -> None:
    select = "SELECT count(*) AS found FROM indicator WHERE indicator_id = $asked OR CAST($none AS INTEGER) IS NOT NULL"
    asked = {"asked": "' OR 1 = 1 --", "none": None}
    assert open_facts(exported).records(select, asked) == [{"found": 0}]


def test_a_newer_version_is_read_once_the_pointer_names_it(
    exported: Path, tmp_path_factory: pytest.TempPathFactory, open_facts: Open
) -> None:
    through = open_facts(exported)
    held, before = through.snapshot(), figures(through)
    root = tmp_path_factory.mktemp("newer")
    draft = Draft()
    draft.field("wonen", "Wonen")
    newer = draft.publish(root)
    export(root, exported)
    assert (through.version, figures(through)) == (newer.version, 0)
    assert figures(held) == before


def test_a_session_that_the_engine_ended_is_begun_again(exported: Path, open_facts: Open) -> None:
    through = open_facts(exported)
    before = figures(through)
    version = through.snapshot()._connection
    assert isinstance(version, spark.Version)
    version._session.stop()
    version._session.client.close()
    assert figures(through) == before


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda folder: (folder / "current").unlink(), r"finds no figures in .*python -m loaders parquet"),
        (lambda folder: (folder / "current").write_text("0099-nothing\n"), "finds no version '0099-nothing'"),
        (lambda folder: (landed(folder) / "observation.parquet").unlink(), r"is not whole: observation|cannot read"),
        (
            lambda folder: (landed(folder) / "version.json").write_text('{"schema_version": 2}'),
            r"has schema version 2, this program reads schema version \d+",
        ),
    ],
    ids=["no-pointer", "no-version", "no-table", "another-schema"],
)
def test_what_is_wrong_with_the_folder_is_a_sentence(
    exported: Path, open_facts: Open, harm: Callable[[Path], object], sentence: str
) -> None:
    harm(exported)
    with pytest.raises(NoWarehouse, match=sentence):
        open_facts(exported)


def test_a_folder_that_goes_wrong_leaves_what_was_read_with_a_notice(exported: Path, open_facts: Open) -> None:
    through = open_facts(exported)
    version = through.version
    (exported / "current").write_text("0099-nothing\n")
    assert through.version == version
    assert through.notice is not None
    assert "'0099-nothing'" in through.notice
    assert f"Version '{version}' is shown still." in through.notice
    (exported / "current").write_text(f"{version}\n")
    through._next_try = 0.0
    assert (through.version, through.notice) == (version, None)


def test_an_engine_that_is_gone_is_a_sentence_and_one_that_is_back_is_read_again(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setenv("DOELBEREIK_FACTS", str(exported))
    port = free_port()
    with sail(port) as address:
        monkeypatch.setenv("DOELBEREIK_WAREHOUSE", f"{address}/;user_id=secret")
        through = Warehouse()
        version, before = through.version, figures(through)
    assert through.version == version
    assert through.notice is not None
    assert f"The engine {address} does not answer" in through.notice
    assert "secret" not in through.notice
    with pytest.raises(NoWarehouse, match="does not answer"):
        figures(through)
    with sail(port):
        through._next_try = 0.0
        assert (figures(through), through.notice) == (before, None)


def test_in_an_engine_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", "sc://localhost:15002")
    with pytest.raises(NoWarehouse, match="only read: name the folder of versions with --warehouse"):
        default_root()
    with pytest.raises(SystemExit, match="only read"):
        main(["build"])


def test_what_must_be_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", "sc://localhost:15002")
    monkeypatch.setitem(__import__("sys").modules, "warehouse.spark", None)
    with pytest.raises(NoWarehouse, match=r"pip install -r requirements-spark\.txt"):
        Warehouse()
