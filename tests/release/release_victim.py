"""Acts on command in a process of its own and dies on command: run by test_killed_release.py.

Reads lines `ACT STEP DATA ROOT NAME` from standard input. Each is done in a fork, which is killed with SIGKILL at the
step named. Answers `killed`, `done` or `refused`.
"""

import os
import signal
import sys
from pathlib import Path

from loaders.build import build
from tests.release.desk import NOON, Desk
from warehouse.progress import Progress, unheard
from warehouse.rollback import roll_back
from warehouse.waiting import ReleaseError, approve, publish_due, withdraw


def is_done(act: str, data: Path, root: Path, name: str, report: Progress = unheard) -> bool:
    """Act, and return whether it was not refused."""
    try:
        if act == "build":
            return build(data, root, by="Anna", progress=report).is_good
        if act == "draft":
            Desk(data, root).draft(progress=report)
        elif act == "approve":
            approve(root, name, "Bert", NOON, report=report)
        elif act == "withdraw":
            withdraw(root, name, "Bert", "a typing error", NOON, report=report)
        elif act == "publish":
            publish_due(root, NOON, report=report)
        else:
            roll_back(root, name, "Cees", "a figure was wrong", NOON, report=report)
    except (AssertionError, ReleaseError):
        return False
    return True


def run(act: str, step: str, data: Path, root: Path, name: str) -> str:
    """Act in a fork and return how it ended."""
    child = os.fork()
    if child == 0:

        def die_at(at: str, done: int = 0, parts: int = 0, /) -> None:
            if at == step:
                os.kill(os.getpid(), signal.SIGKILL)

        os._exit(0 if is_done(act, data, root, name, die_at) else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return "done" if os.WEXITSTATUS(status) == 0 else "refused"


def main() -> None:
    """Answer each line of standard input."""
    for line in sys.stdin:
        act, step, data, root, name = line.split()
        sys.stdout.write(run(act, step, Path(data), Path(root), name) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
