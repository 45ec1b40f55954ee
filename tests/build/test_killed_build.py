"""A build that is killed leaves the old version serving, and the next build sweeps up."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.build import build
from tests.build.small_data import SPORT_2018, add_page, write
from warehouse import log
from warehouse.store import Warehouse

ROOT = Path(__file__).parent.parent.parent
TIMES = 20
STEPS = (
    "catalogue", "sources", "corrections", "normalise", "sweep", "draft", "fill document", "fill observation",
    "fill target", "hash", "check", "checkpoint", "sync", "move", "point", "intend", "act", "log",
    "head", "tidy",
)  # fmt: skip
PUBLISHED = ("log", "head", "tidy")
"""From the first of these steps on the pointer names the new version."""


class Victim:
    """A process that builds and is killed."""

    def __init__(self, folder: Path) -> None:
        self.data, self.root = write(folder / "data"), folder / "warehouse"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.build.victim"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.figure = 0

    def change(self) -> float:
        """Change a figure of the data, so that there is something to publish, and return it."""
        self.figure += 1
        add_page(self.data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", f"114.{self.figure:03}"))
        return 114000.0 + self.figure

    def build(self, when: str) -> str:
        """Build in the other process and return how that ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{self.data} {self.root} {when}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def litter(self) -> list[str]:
        return [path.name for path in (self.root / "drafts").iterdir()]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    victim = Victim(tmp_path_factory.mktemp("killed"))
    assert victim.build("never") == "done"
    yield victim
    assert victim.process.stdin is not None
    victim.process.stdin.close()
    victim.process.wait()


def served(root: Path) -> float:
    """Return the figure a reader gets, having seen that all the rest is there."""
    warehouse = Warehouse(root)
    assert warehouse.notice is None
    found = warehouse.select(
        "SELECT count(*) AS figures, "
        "max(CASE WHEN indicator_id = 'bezoekers-ijsbaan' AND period = 2016 THEN value END) AS figure FROM result"
    ).iloc[0]
    targets = warehouse.select("SELECT count(*) AS targets FROM planned").iloc[0]
    assert (found["figures"], targets["targets"]) == (16, 11)
    return float(found["figure"])


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_at_a_step_leaves_the_old_version_serving(victim: Victim, step: str) -> None:
    before, wanted = served(victim.root), victim.change()
    assert victim.build(step) == "killed"
    assert served(victim.root) == (wanted if step in PUBLISHED else before)


@pytest.mark.parametrize("step", ["point", "act", "log", "head", "tidy"])
def test_the_log_tells_of_every_version_that_was_published_and_of_no_other(victim: Victim, step: str) -> None:
    def told() -> list[str]:
        return [line["version"] for line in log.read(victim.root) if line["action"] == "build"]

    before = told()
    victim.change()
    assert victim.build(step) == "killed"
    published = Warehouse(victim.root).version
    victim.change()
    assert victim.build("never") == "done"
    between = [published] if step in PUBLISHED else []
    assert told() == [*before, *between, Warehouse(victim.root).version]
    assert log.faults(victim.root) == []


@pytest.mark.parametrize(("step", "has_draft", "has_orphan"), [("move", True, False), ("point", False, True)])
def test_the_next_build_publishes_and_sweeps_up(victim: Victim, step: str, has_draft: bool, has_orphan: bool) -> None:
    def newest() -> str:
        return max(path.stem for path in (victim.root / "versions").iterdir())

    def pointed_to() -> str:
        return (victim.root / "current").read_text().strip()

    victim.change()
    assert victim.build(step) == "killed"
    assert bool(victim.litter()) == has_draft
    assert (newest() != pointed_to()) == has_orphan
    assert victim.build("never") == "done"
    assert served(victim.root) == 114000.0 + victim.figure
    assert victim.litter() == []
    assert newest() == pointed_to()


def test_a_build_killed_at_random_leaves_the_old_version_serving(victim: Victim) -> None:
    victim.change()
    began = time.monotonic()
    assert victim.build("never") == "done"
    whole = time.monotonic() - began
    moments, ends = random.Random(2018), []
    for _ in range(TIMES):
        before, wanted = served(victim.root), victim.change()
        ends.append(victim.build(f"{moments.uniform(0, whole):.4f}"))
        assert served(victim.root) in (before, wanted)
    assert ends.count("killed") >= TIMES // 2, ends
    assert build(victim.data, victim.root).problems == ()
    assert served(victim.root) == 114000.0 + victim.figure
    assert victim.litter() == []
    assert len(list((victim.root / "versions").iterdir())) <= 10


def test_a_reader_in_a_loop_sees_only_whole_versions_while_builds_die(victim: Victim) -> None:
    served_figures, failures, stopped = set(), [], threading.Event()

    def read() -> None:
        try:
            while not stopped.is_set():
                served_figures.add(served(victim.root))
        except Exception as error:
            failures.append(error)

    wanted = {served(victim.root)}
    reader = threading.Thread(target=read)
    reader.start()
    for step in ("fill target", "move", "never", "point", "never"):
        wanted.add(victim.change())
        victim.build(step)
    stopped.set()
    reader.join()
    assert failures == []
    assert served_figures <= wanted
