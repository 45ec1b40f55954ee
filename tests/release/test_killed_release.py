"""Killed at any step: a good version is served, the log says what happened, and the same act can be done again."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.build import build
from tests.release.desk import NOON, Desk, data_without_reprint, with_visitors
from warehouse import log, publishing, store, waiting

ROOT = Path(__file__).parents[2]
OLD, NEW = 114000.0, 115000.0
ACT = ("sweep", "intend", "act", "log", "head")
STEPS = {
    "draft": ("draft", "check", "sync", "move", "examine", *ACT),
    "approve": ACT,
    "withdraw": ACT,
    "publish": ("move", "point", *ACT, "tidy"),
    "rollback": ("move", "point", *ACT, "tidy"),
}
HAS_HAPPENED = ("log", "head", "tidy")
"""From these steps on the file that the act is about was replaced."""


class Victim:
    """A process that acts and is killed, and the states that its acts begin from."""

    def __init__(self, folder: Path, program: str = "tests.release.release_victim") -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", program],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        data, root = data_without_reprint(folder / "data"), folder / "served"
        with_visitors(data, "114.000")
        assert build(data, root, by="Anna").is_good
        with_visitors(data, "115.000")
        self.data, self.first = data, store.Warehouse(root).version
        self.before = {"draft": root, "build": root}
        self.draft = Desk(data, self.next("approve", root)).draft().draft
        waiting.approve(self.next("publish", self.before["approve"]), self.draft, "Bert", NOON)
        self.before["withdraw"] = self.before["publish"]
        waiting.publish_due(self.next("rollback", self.before["publish"]), NOON)

    def next(self, act: str, state: Path) -> Path:
        self.before[act] = self.folder / act
        shutil.copytree(state, self.before[act])
        return self.before[act]

    def act(self, act: str, step: str, root: Path) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        name = self.first if act == "rollback" else self.draft
        self.process.stdin.write(f"{act} {step} {self.data} {root} {name}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    victim = Victim(tmp_path_factory.mktemp("killed-release"))
    yield victim
    assert victim.process.stdin is not None
    victim.process.stdin.close()
    victim.process.wait()


def served(root: Path) -> float:
    warehouse = store.Warehouse(root)
    assert warehouse.notice is None
    sql = "SELECT value FROM result WHERE indicator_id = 'bezoekers-ijsbaan' AND period = 2016"
    return float(warehouse.select(sql)["value"].iloc[0])


def acts(root: Path) -> list[str]:
    return [line["action"] for line in log.read(root) if line["action"] != "recover"]


@pytest.mark.parametrize(("act", "step"), [(act, step) for act, steps in STEPS.items() for step in steps])
def test_a_kill_leaves_a_good_version_and_a_true_log(victim: Victim, tmp_path: Path, act: str, step: str) -> None:
    root = tmp_path / "warehouse"
    shutil.copytree(victim.before[act], root)
    before, told_before = served(root), acts(root)
    assert victim.act(act, step, root) == "killed"
    happened = step in HAS_HAPPENED
    after = {"publish": NEW, "rollback": OLD}.get(act, before)
    assert served(root) == (after if happened else before)

    with publishing.writing(root, "Dirk", NOON):
        pass
    assert served(root) == (after if happened else before)
    assert acts(root) == told_before + [act] * happened
    assert log.faults(root) == []
    assert log.read(root)[-1]["action"] == "recover"
    assert "ended without letting go of the lock: process " in log.read(root)[-1]["reason"]
    assert list((root / "drafts").iterdir()) == []

    again = victim.act(act, "never", root)
    assert again == ("refused" if happened and act in ("draft", "withdraw", "rollback") else "done")
    assert served(root) == after
    assert acts(root).count(act) == (2 if happened and act == "approve" else told_before.count(act) + 1)
    assert log.faults(root) == []
