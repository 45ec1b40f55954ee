"""What is kept is kept per language, and what is read later still speaks the language it was asked in."""

from pathlib import Path
from threading import Thread

import pytest

from indicators import language
from indicators.reading import Warehouse
from tests.small_warehouse import small_warehouse
from ui import cached


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_warehouse(tmp_path)
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
