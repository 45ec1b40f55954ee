"""Builds on command in a process of its own and dies on command: run by test_killed_build.py.

Reads lines `DATA ROOT WHEN` from standard input. Each is built in a fork, which is killed with SIGKILL: at the step
that WHEN names, or after WHEN seconds. Answers `killed` or `done`.
"""

import os
import signal
import sys
import time
from pathlib import Path

from loaders.build import build


def run(data: Path, root: Path, when: str) -> str:
    """Build in a fork and return how it ended."""
    is_moment = when.replace(".", "", 1).isdigit()
    child = os.fork()
    if child == 0:

        def die_at(step: str, done: int = 0, parts: int = 0, /) -> None:
            if step == when:
                os.kill(os.getpid(), signal.SIGKILL)

        report = build(data, root, progress=die_at)
        os._exit(0 if report.is_good else 1)
    if is_moment:
        time.sleep(float(when))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return "done" if os.WEXITSTATUS(status) == 0 else "refused"


def main() -> None:
    """Answer each line of standard input."""
    for line in sys.stdin:
        data, root, when = line.strip().split(maxsplit=2)
        sys.stdout.write(run(Path(data), Path(root), when) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
