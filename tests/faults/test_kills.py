"""Killed at any operation on a file: the old or the new version is served whole, and nothing is lost.

It is a sample of what `benchmarks/faults.py` does a thousand times.
"""

import platform
import sys
from collections.abc import Iterator

import pytest

from tests.faults import dying
from tests.faults.killing import ACTS, FaultLoop

KILLS = 40

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the kernel is asked for the operations of a process, which only that of Linux tells",
)


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultLoop]:
    loop = FaultLoop(tmp_path_factory.mktemp("kills"))
    yield loop
    loop.close()


def test_every_operation_of_an_act_is_a_point_to_die_at(loop: FaultLoop) -> None:
    assert all(loop.points[act] > 20 for act in ACTS)
    assert loop.points["build"] > 100, "the operations of DuckDB are points too"


def test_a_kill_loses_nothing_and_mixes_nothing(loop: FaultLoop) -> None:
    tally = loop.kills(KILLS, seed=2019)
    assert (tally.lost, tally.mixed) == ([], [])
    assert tally.kills == KILLS
    assert min(tally.served["old"], tally.served["new"]) > 0
    assert tally.done_again > 0


def test_a_process_dies_before_the_operation_and_after_the_one_before_it(tmp_path) -> None:
    def act() -> bool:
        (tmp_path / "written").write_text("x")
        (tmp_path / "written").rename(tmp_path / "moved")
        return True

    assert dying.run(act) == ("done", 3, "")
    (tmp_path / "moved").unlink()
    assert dying.run(act, point=3) == ("killed", 3, "rename")
    assert (tmp_path / "written").read_text() == "x"
