"""The fault loop: an act of publishing dies at a point, and a reader, the log and whoever comes next are asked.

After every kill a reader must read exactly the contents from before or from after, whole; the log must tell of what is
served; drafts that waited must wait. Then the next one puts the warehouse in order and does the act over again.
"""

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import duckdb

from tests.release.desk import NOON
from tests.release.test_killed_release import Victim
from warehouse import drafts, filling, log, publishing, store

ACTS = ("build", "draft", "approve", "withdraw", "publish", "rollback")
SERVES = frozenset({"build", "publish", "rollback"})
"""What changes what is served; the others only change what waits."""
SWEPT_IN_FULL = 10
"""Of the acts that take a whole build, one in so many is done over again to its end; of the others all."""


TABLES = re.findall(
    r"CREATE TABLE (?!build\b)(\w+)", Path(store.__file__).with_name("schema.sql").read_text(encoding="utf-8")
)
"""In the order in which they are hashed; a file that was opened anew numbers them otherwise."""


class Read(NamedTuple):
    """What is served, as a reader and the log know it."""

    content_hash: str
    figure: float


class Broken(AssertionError):
    """A promise that a kill broke."""


@dataclass
class Tally:
    """What the kills came to."""

    kills: int = 0
    at_points: set[tuple[str, int]] = field(default_factory=set)
    at_moments: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    """`old` and `new`."""
    done_again: int = 0
    lost: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)


class FaultLoop:
    """The states that acts begin from, and the process that dies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.victim = Victim(folder, "tests.faults.victim")
        self.points = {act: self._points_of(act) for act in ACTS}
        """How many there are in each act, by doing it once."""
        self.tally = Tally()
        self._read_before: dict[str, Read] = {}

    def close(self) -> None:
        """End the other process."""
        assert self.victim.process.stdin is not None
        self.victim.process.stdin.close()
        self.victim.process.wait()

    def kills(self, wanted: int, seed: int = 2018) -> Tally:
        """Kill so often: at every point of every act in an order of chance, every tenth time at any moment."""
        chance = random.Random(seed)
        points = [(act, f"#{point}") for act in ACTS for point in range(1, self.points[act] + 1)]
        chance.shuffle(points)
        while self.tally.kills < wanted:
            is_at_a_point = points and self.tally.kills % 10 != 9
            self.kill(*(points.pop() if is_at_a_point else (chance.choice(ACTS), f"{chance.uniform(0, 0.3):.4f}")))
        return self.tally

    def kill(self, act: str, when: str) -> None:
        """Let an act die, and see what is left; raises nothing, the tally has it."""
        root = self._copy(act)
        before, waiting = self._before(act), drafts.names(root)
        word, reached, operation = self._act(act, when, root)
        if word != "killed":
            return  # it was done before its moment came
        self.tally.kills += 1
        if when.startswith("#"):
            self.tally.at_points.add((act, reached))
            self.tally.operations[operation] += 1
        else:
            self.tally.at_moments += 1
        where = f"{act} killed at {when} ({operation})"
        try:
            self._look(root, act, before, waiting)
            self._go_on(root, act, before)
        except store.NoWarehouse as nothing:
            self.tally.lost.append(f"{where}: {nothing}")
        except Broken as broken:
            (self.tally.mixed if "mix" in str(broken) else self.tally.lost).append(f"{where}: {broken}")

    def _look(self, root: Path, act: str, before: Read, waiting: list[str]) -> None:
        after = read(root)
        is_old = after == before
        self.tally.served["old" if is_old else "new"] += 1
        promise(is_old or (act in SERVES and after.figure == self._wanted(act)), f"{after} is a mix of old and new")
        promise(told(root) == store.current_version(root), f"the log tells of {told(root)}")
        ends = {"publish", "withdraw"} if act in ("publish", "withdraw") else set()
        gone = [one for one in waiting if one not in drafts.names(root) and drafts.ended(root).get(one) not in ends]
        promise(not gone or _is_told(root, act), f"drafts {gone} were lost")

    def _go_on(self, root: Path, act: str, before: Read) -> None:
        """Let the next one sweep up, and do the act over again."""
        acts = [line["action"] for line in log.acts(root)]
        served = store.current_version(root)
        with publishing.writing(root, "Dirk", NOON):
            pass
        promise(told(root) == served == store.current_version(root), "sweeping up changed what is served")
        told_now = [line["action"] for line in log.read(root) if line["action"] != "recover"]
        promise(told_now == [one for one in acts if one != "recover"], "sweeping up changed what was told")
        promise(not log.faults(root), f"the log is at fault: {log.faults(root)}")
        promise(not list((root / "drafts").iterdir()), "there is litter")
        happened = told_now.count(act) > self._told_before(act)
        if act in ("build", "draft") and self.tally.kills % SWEPT_IN_FULL:
            return
        word, _, _ = self._act(act, "never", root)
        expected = "refused" if happened and act in ("draft", "withdraw", "rollback") else "done"
        promise(word == expected, f"doing it again was {word}")
        promise(not log.faults(root), f"the log is at fault: {log.faults(root)}")
        found = read(root)
        promise(found == before if act not in SERVES else found.figure == self._wanted(act), f"{found} is served")
        newest = store.version_names(root)[-1]
        promise(newest == store.current_version(root), f"{newest} is there and not served")
        promise(not list((root / "drafts").iterdir()), "there is litter")
        self.tally.done_again += 1

    def _before(self, act: str) -> Read:
        if act not in self._read_before:
            self._read_before[act] = read(self.victim.before[act])
        return self._read_before[act]

    def _wanted(self, act: str) -> float:
        return 114000.0 if act == "rollback" else 115000.0

    def _told_before(self, act: str) -> int:
        return [line["action"] for line in log.read(self.victim.before[act])].count(act)

    def _points_of(self, act: str) -> int:
        word, reached, _ = self._act(act, "never", self._copy(act))
        promise(word == "done", f"{act} was {word}")
        return reached

    def _copy(self, act: str) -> Path:
        root = self.folder / "under-fault"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.victim.before[act], root)
        return root

    def _act(self, act: str, when: str, root: Path) -> tuple[str, int, str]:
        word, reached, *operation = self.victim.act(act, when, root).split()
        return word, int(reached), " ".join(operation)


def read(root: Path) -> Read:
    """Return what a reader reads, having seen that it is whole: the hash in it is that of all its rows."""
    warehouse = store.Warehouse(root)
    promise(warehouse.notice is None, f"{warehouse.notice}")
    (kept,) = warehouse.records("SELECT content_hash FROM build")
    with warehouse._cursor() as connection:
        assert isinstance(connection, duckdb.DuckDBPyConnection)
        found = filling.content_hash(connection, TABLES)
    promise(found == kept["content_hash"], "the rows are a mix: they do not give the hash that is told of them")
    sql = "SELECT value FROM result WHERE indicator_id = 'bezoekers-ijsbaan' AND period = 2016"
    (row,) = warehouse.records(sql)
    return Read(str(kept["content_hash"]), float(row["value"]))


def told(root: Path) -> str:
    """Return the version that the log says is served, and see that it is the file that was published."""
    line = [one for one in log.acts(root) if one["action"] in log.PUBLISHING][-1]
    is_the_file = line["file_sha256"] == log.sha256_of(store.version_file(root, line["version"]))
    promise(is_the_file, "the file is not the one of the log")
    return str(line["version"])


def _is_told(root: Path, act: str) -> bool:
    return bool(log.acts(root)[-1]["action"] == act)


def promise(is_kept: bool, otherwise: str) -> None:
    """Raise `Broken` unless a promise is kept."""
    if not is_kept:
        raise Broken(otherwise)
