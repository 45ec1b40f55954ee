"""While the server runs, what is due is published within the minute, and nothing that goes wrong ends that."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from loaders.delivery import due, releasing
from tests.delivery.drafting_desk import DraftingDesk
from warehouse.lock import BuildRunningError

SHORT = 0.02


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(SHORT)


def test_what_is_due_is_published_with_its_texts_while_the_server_runs(waiting_desk: DraftingDesk) -> None:
    desk, before = waiting_desk, waiting_desk.version()
    with due.every_minute(desk.root, desk.data, SHORT):
        time.sleep(10 * SHORT)
        assert desk.version() == before
        desk_approved_by_another(desk)
        until((desk.data / "sources" / "rekening-2019" / "4-1-6.csv").exists)
    assert desk.acts()[-1] == "land"
    assert desk.served("wij-buurtcijfer", 2019) == [7.3]


def desk_approved_by_another(desk: DraftingDesk) -> None:
    """Approve, when the minute task does not hold the lock at that very moment."""
    try:
        desk.approve(desk.waiting)
    except BuildRunningError:
        desk_approved_by_another(desk)


def test_a_minute_that_fails_is_told_and_the_next_one_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    minutes = []

    def publish_due(root: Path, data: Path, now: datetime) -> tuple[list[str], list[str]]:
        minutes.append(now)
        if len(minutes) == 1:
            raise OSError("the disk is full")
        if len(minutes) == 2:
            raise BuildRunningError
        return ["0007-abc"][: len(minutes) == 3], ["Draft x may not."]

    monkeypatch.setattr(releasing, "publish_due", publish_due)
    with caplog.at_level(logging.INFO), due.every_minute(tmp_path, tmp_path, SHORT):
        until(lambda: len(minutes) > 6)
    assert [record.message for record in caplog.records] == [
        "What is due could not be published.", "Published version 0007-abc.", "Draft x may not.",
    ]  # fmt: skip


def test_where_nothing_waits_nothing_is_written(tmp_path: Path) -> None:
    with due.every_minute(tmp_path / "warehouse", tmp_path, SHORT):
        time.sleep(5 * SHORT)
    assert not (tmp_path / "warehouse").exists()


def test_texts_land_where_the_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_DATA", "elsewhere")
    assert due.data_folder() == Path("elsewhere")
    monkeypatch.delenv("DOELBEREIK_DATA")
    assert (due.data_folder() / "catalogue" / "documents.toml").exists()
