"""What is kept is kept per language, and what is read later still speaks the language it was asked in."""

import shutil
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest

from indicators import language, reading
from indicators.judged import Assumptions, StudyRecord
from indicators.reading import Warehouse
from tests.small_warehouse import Draft
from ui import cached
from warehouse import publishing, store


@pytest.fixture
def warehouse(small: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy for every test: of the one that all tests read others may have kept something already."""
    shutil.copytree(small.root, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))


def spoken(warehouse: Warehouse, name: str) -> str:
    return f"{name} in {language.current()}"


@pytest.mark.usefixtures("warehouse")
def test_each_language_is_kept_apart() -> None:
    assert cached.kept(spoken, "sport") == "sport in nl"
    with language.speaking("en"):
        assert cached.kept(spoken, "sport") == "sport in en"
    assert cached.kept(spoken, "sport") == "sport in nl"


@pytest.mark.usefixtures("warehouse")
def test_what_another_thread_reads_later_speaks_the_language_of_who_asked() -> None:
    with language.speaking("en"):
        read = cached.later(spoken, "sport")
    found: list[str] = []
    thread = Thread(target=lambda: found.append(read()))
    thread.start()
    thread.join()
    assert found == ["sport in en"]


ASSUMED = (
    Assumptions(),
    Assumptions(n_per_wave=500),
    Assumptions(n_per_wave=3000, design_effect=3.0, confidence=0.9),
    Assumptions(design_effect=1.0, confidence=0.99),
)


def studies_assuming(warehouse: Warehouse) -> list[StudyRecord]:
    (study,) = reading.studies(warehouse)
    return [
        reading.study(warehouse, study.study_id, known, assumed)
        for known in (None, "rekening-2017")
        for assumed in ASSUMED
    ]


def study_of_few(warehouse: Warehouse) -> StudyRecord:
    (study,) = reading.studies(warehouse)
    return reading.study(warehouse, study.study_id, None, Assumptions(n_per_wave=750))


@pytest.fixture
def selects(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every SELECT that is really sent."""
    sent: list[str] = []
    send = Warehouse.records

    def heard(warehouse: Warehouse, sql: str, parameters: dict[str, object] | None = None) -> list[dict[str, object]]:
        sent.append(sql)
        return send(warehouse, sql, parameters)

    monkeypatch.setattr(Warehouse, "records", heard)
    return sent


@pytest.mark.usefixtures("warehouse")
def test_a_study_under_other_assumptions_is_judged_from_what_was_read_before(
    tmp_path: Path, selects: list[str]
) -> None:
    found = cached.kept(studies_assuming)
    assert found == studies_assuming(Warehouse(tmp_path))
    assert len({one.assumptions for one in found}) == len(ASSUMED)
    selects.clear()
    assert cached.kept(study_of_few).assumptions.n_per_wave == 750
    assert not [one for one in selects if "FROM observation" in one or "FROM target" in one]


@pytest.mark.usefixtures("warehouse")
def test_another_version_is_read_anew(selects: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cached.kept(study_of_few)
    before = len(selects)
    cached.kept(study_of_few)
    assert len(selects) == before
    monkeypatch.setattr(Warehouse, "version", property(lambda warehouse: "0002-another"))
    cached.kept(study_of_few)
    assert any("FROM observation" in one for one in selects[before:])


def versions_read(warehouse: Warehouse, root: str) -> list[str]:
    found = [warehouse.version]
    small_warehouse_changed(Path(root))
    (build,) = warehouse.records("SELECT content_hash FROM build")
    return [*found, warehouse.version, build["content_hash"]]


def small_warehouse_changed(root: Path) -> None:
    """Publish other contents, each time."""
    draft = Draft()
    draft.field("fietsen", f"Fietsen {len(list((root / 'versions').iterdir()))}")
    lost = store.Warehouse(root).select("SELECT indicator_id FROM indicator")["indicator_id"]
    publishing.publish(root, {table: pd.DataFrame(rows) for table, rows in draft.rows.items()}, allow_lost=set(lost))


@pytest.mark.usefixtures("warehouse")
def test_an_answer_is_of_one_version_when_another_is_published_while_it_is_made(tmp_path: Path) -> None:
    before = Warehouse(tmp_path).version
    first, second, content = cached.kept(versions_read, str(tmp_path))
    assert first == second == before
    assert before.endswith(content[:12])
    assert cached.published()[0] != before


@pytest.mark.usefixtures("warehouse")
def test_what_is_asked_in_one_moment_is_of_one_version(tmp_path: Path) -> None:
    def version(warehouse: Warehouse, asked: str) -> str:
        return warehouse.version

    with cached.moment():
        first = cached.kept(version, "first")
        small_warehouse_changed(tmp_path)
        assert cached.kept(version, "second") == first == cached.published()[0]
    assert cached.kept(version, "third") != first
