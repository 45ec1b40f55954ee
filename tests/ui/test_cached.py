"""What is kept is kept per language, and what is read later still speaks the language it was asked in."""

import shutil
from pathlib import Path
from threading import Thread

import pytest

from indicators import language, reading
from indicators.judged import Assumptions, StudyRecord
from indicators.reading import Warehouse
from ui import cached


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
