"""Killed at any step: a delivery is there whole or not at all, decisions stand or do not, and nothing is left."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.delivery import room
from loaders.delivery.decisions import Decisions
from tests.delivery.received_room import ACCEPTED, NOON, left_in, read_once
from warehouse import log, publishing
from warehouse.progress import Progress

BEFORE, AFTER = ("sweep", "keep", "keep 2", "intend", "act"), ("log", "head")
"""Steps up to which nothing happened, and from which on it has."""

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def killed(step: str, act: Callable[[Progress], object]) -> None:
    """Do something in a process that is killed at a step."""
    child = os.fork()
    if child == 0:
        at, _, number = step.partition(" ")

        def die(reached: str, done: int = 0, parts: int = 0, /) -> None:
            if reached == at and done == int(number or 1) - 1:
                os.kill(os.getpid(), signal.SIGKILL)

        act(die)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the step was never reached"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[object]]:
    """Return a warehouse with one delivery, and what reading gives for the next."""
    folder = tmp_path_factory.mktemp("killed-room")
    room.receive(folder / "w", [], "Anna", NOON, {})
    return folder / "w", list(read_once(folder))


@pytest.fixture
def root(shelf: tuple[Path, list[object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(room, "receive_files", lambda *_, **__: shelf[1])
    shutil.copytree(shelf[0], tmp_path / "w")
    return tmp_path / "w"


@pytest.mark.parametrize("step", [*BEFORE, *AFTER])
def test_a_delivery_is_there_whole_or_not_at_all(root: Path, step: str) -> None:
    (first,) = room.deliveries(root)
    killed(step, lambda progress: room.receive(root, [], "Bert", NOON, {}, progress=progress))

    def there() -> list[str]:
        found = room.deliveries(root)
        assert room.damaged(root) == []
        assert all(len(room.extractions(root, one)) == len(one.files) for one in found)
        return [one.made_by for one in found]

    expected = ["Bert", "Anna"] if step in AFTER else ["Anna"]
    assert there() == expected  # also before anybody cleared up
    again = room.receive(root, [], "Cees", NOON, {})
    assert there() == ["Cees", *expected]
    assert {name.split("/")[0] for name in left_in(root)} == {one.delivery_id for one in room.deliveries(root)}
    assert log.faults(root) == []
    assert [line["action"] for line in log.read(root)].count("receive") == len(there())
    assert room.read(root, first.delivery_id) == first
    assert len(again.files) == 2


@pytest.mark.parametrize("step", ["sweep", "intend", "act", *AFTER])
def test_decisions_are_the_old_or_the_new_ones(root: Path, step: str) -> None:
    delivery_id = room.deliveries(root)[0].delivery_id
    killed(step, lambda progress: room.decide(root, delivery_id, ACCEPTED, "Bert", NOON, progress=progress))
    expected = ACCEPTED if step in AFTER else Decisions()
    assert room.decisions(root, delivery_id) == expected
    with publishing.writing(root, "Cees", NOON):
        pass
    assert room.decisions(root, delivery_id) == expected
    assert log.faults(root) == []
    room.decide(root, delivery_id, ACCEPTED, "Bert", NOON)
    assert room.decisions(root, delivery_id) == ACCEPTED
    assert [line["action"] for line in log.read(root)].count("decide") == 1


@pytest.mark.parametrize("step", ["sweep", "intend", "act", *AFTER])
def test_what_is_left_of_a_removed_delivery_goes_with_the_next(root: Path, step: str) -> None:
    delivery_id = room.receive(root, [], "Anna", NOON, {}).delivery_id
    killed(step, lambda progress: room.remove(root, delivery_id, "Bert", "weg", NOON, progress=progress))
    is_removed = step not in ("sweep", "intend")
    room.receive(root, [], "Cees", NOON, {})
    assert delivery_id not in {one.delivery_id for one in room.deliveries(root)} or not is_removed
    assert len([name for name in left_in(root) if delivery_id in name]) == (1 if is_removed else 3)
    assert room.damaged(root) == log.faults(root) == []
