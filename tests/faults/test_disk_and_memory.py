"""No room, no right to write, no memory, a clock that goes back: a sentence, and the last good version is served.

A full and a read-only disk are real: a small tmpfs, mounted where that is allowed (root, and CI as root). Elsewhere the
largest file a process may write (RLIMIT_FSIZE) stands for a full disk, and rights for a disk that is read-only.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from loaders.build import build
from tests.release.desk import NOON, Desk, data_without_reprint, with_visitors
from warehouse import log, publishing, store, waiting
from warehouse.rollback import roll_back

ROOT = Path(__file__).parents[2]
KILOBYTE = 1024
DISK = 16 * KILOBYTE * KILOBYTE


class Disk:
    """A warehouse on a disk of its own, where one version is published and another could be."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.root = folder, data_without_reprint(folder / "data"), folder / "disk" / "warehouse"
        self.root.parent.mkdir()
        tmpfs = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(self.root.parent)]
        self.is_mounted = shutil.which("mount") is not None and _did(tmpfs)
        with_visitors(self.data, "114.000")
        assert build(self.data, self.root, by="Anna").is_good
        self.before = store.Warehouse(self.root).version
        with_visitors(self.data, "115.000")

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        free = shutil.disk_usage(self.root).free
        (self.root.parent / "filler").write_bytes(bytes(free - left))

    def remount(self, how: str) -> None:
        assert _did(["mount", "-o", f"remount,{how}", str(self.root.parent)])

    def command(self, *words: str, limit: tuple[int, int] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command of the loaders as somebody at a terminal does."""
        return subprocess.run(
            [sys.executable, "-m", "loaders", *words, "--warehouse", str(self.root)],
            cwd=ROOT,
            env=os.environ | {"DOELBEREIK_DATA": str(self.data)},
            preexec_fn=(lambda: resource.setrlimit(limit[0], (limit[1], limit[1]))) if limit else None,
            capture_output=True,
            text=True,
        )

    def serves_on(self, version: str | None = None) -> None:
        """See that readers read that version (the one from before) and are told nothing else."""
        warehouse = store.Warehouse(self.root)
        assert (warehouse.version, warehouse.notice) == (version or self.before, None)
        assert len(warehouse.records("SELECT * FROM result")) > 0

    def close(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.root.parent)], check=True)


def _did(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path)
    yield disk
    disk.close()


def is_a_sentence(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    """See that a command ended with what, where and what to do, and not with a traceback."""
    told = ended.stderr.strip()
    assert ended.returncode == 1, told
    assert "Traceback" not in told
    assert told.startswith("refused: ")
    assert told.endswith(".")
    for word in words:
        assert word in told


@pytest.mark.parametrize("left", [0, 600 * KILOBYTE])
def test_a_full_disk_is_a_sentence_and_what_was_served_is_served(disk: Disk, left: int) -> None:
    limit = None
    if disk.is_mounted:
        disk.fill(left)
    else:
        limit = resource.RLIMIT_FSIZE, left
    ended = disk.command("build", limit=limit)
    is_a_sentence(ended, str(disk.root), "What is served stays as it is", "do it again")
    disk.serves_on()
    (disk.root.parent / "filler").unlink(missing_ok=True)
    again = disk.command("build")
    assert (again.returncode, again.stderr) == (0, "")
    disk.serves_on(store.current_version(disk.root))
    assert store.current_version(disk.root) != disk.before
    assert log.faults(disk.root) == []
    assert not list((disk.root / "drafts").iterdir())


def test_a_full_disk_keeps_nothing_of_what_came_of_the_draft(disk: Disk) -> None:
    if not disk.is_mounted:
        pytest.skip("no disk of its own may be mounted here")
    disk.fill(600 * KILOBYTE)
    before = shutil.disk_usage(disk.root).free
    is_a_sentence(disk.command("build"))
    assert shutil.disk_usage(disk.root).free > before - 64 * KILOBYTE


@pytest.mark.parametrize("act", ["build", "release", "rollback"])
def test_a_read_only_disk_is_a_sentence_and_what_was_served_is_served(disk: Disk, act: str) -> None:
    waits = Desk(disk.data, disk.root).draft().draft if act == "release" else ""
    words = {
        "build": ["build"],
        "release": ["release", waits, "--by", "Bert"],
        "rollback": ["rollback", disk.before, "--by", "Anna", "--reason", "wrong"],
    }
    if disk.is_mounted:
        disk.remount("ro")
    elif os.getuid():
        for folder in (disk.root, *(one for one in disk.root.rglob("*") if one.is_dir())):
            folder.chmod(0o500)
    else:
        pytest.skip("root may write everywhere, and may mount no disk here")
    is_a_sentence(disk.command(*words[act]), str(disk.root), "What is served stays as it is")
    disk.serves_on()


BUILD_WITH_LITTLE = """
import resource, sys
from pathlib import Path
from loaders.build import build
data, root, more = sys.argv[1:]
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + int(more)
resource.setrlimit(resource.RLIMIT_AS, (used, used))
print(*(problem.message for problem in build(Path(data), Path(root)).problems))
"""


def test_too_little_memory_is_a_sentence_and_what_was_served_is_served(disk: Disk) -> None:
    ends = []
    for megabytes in (24, 96):
        command = [sys.executable, "-c", BUILD_WITH_LITTLE, str(disk.data), str(disk.root)]
        ended = subprocess.run(
            [*command, str(megabytes * KILOBYTE**2)], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        ends.append(ended.stdout + ended.stderr)
        disk.serves_on()
    # The library of C ends a process itself when not even a thread fits; what is served does not mind.
    assert any("there is not enough memory. What is served stays as it is." in end for end in ends), ends
    assert build(disk.data, disk.root).is_good


def test_two_builders_at_once_are_one_build_and_one_sentence(disk: Disk) -> None:
    with publishing.writing(disk.root, "Bert", NOON):
        is_a_sentence(disk.command("build"), "Another build", "Bert", "build again")
    disk.serves_on()


@pytest.mark.parametrize("act", ["release", "rollback"])
def test_a_clock_that_goes_back_changes_neither_what_is_served_nor_the_order_of_the_log(disk: Disk, act: str) -> None:
    earlier = NOON - timedelta(days=400)
    if act == "release":
        name = Desk(disk.data, disk.root).draft().draft
        waiting.approve(disk.root, name, "Bert", earlier)
        waiting.publish_due(disk.root, earlier)
    else:
        assert build(disk.data, disk.root).is_good
        roll_back(disk.root, disk.before, "Bert", "wrong", earlier)
    after = store.current_version(disk.root)
    os.utime(disk.root / "current", (0, 0))
    os.utime(store.version_file(disk.root, str(after)), (0, 0))
    disk.serves_on(after)
    lines = log.read(disk.root)
    assert log.faults(disk.root) == []
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["at"] < lines[0]["at"]
    with_visitors(disk.data, "116.000")
    assert build(disk.data, disk.root).is_good
    disk.serves_on(store.version_names(disk.root)[-1])


def test_a_reader_notices_what_is_published_under_a_clock_that_went_back(disk: Disk) -> None:
    warehouse = store.Warehouse(disk.root)
    seen: Callable[[], str] = lambda: warehouse.version  # noqa: E731
    assert seen() == disk.before
    state = (disk.root / "current").stat()
    assert build(disk.data, disk.root).is_good
    os.utime(disk.root / "current", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert seen() != disk.before
