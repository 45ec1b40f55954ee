"""A long run shows on a terminal which step it is at and how far; a short one, a log and a pipe show nothing of it."""

import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from loaders.build import build, check
from tests.build.small_data import write

ROOT = Path(__file__).parent.parent.parent

RUN = """
import sys, time
from loaders.progress_bar import ProgressBar

with ProgressBar(delay={delay}) as bar:
    for done in range(3):
        bar("sources", done, 3)
        time.sleep({seconds})
        with bar.set_aside():
            print("page", done)
    bar("hash")
    time.sleep({seconds})
"""
LONG, SHORT = {"delay": 0.1, "seconds": 0.4}, {"delay": 60, "seconds": 0.01}


def on_a_terminal(*command: str) -> str:
    """Return everything that a command writes when both its streams are a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # how Linux says that the other side of a terminal is gone
                break
            if not chunk:
                break
            written += chunk
        os.close(ours)
    assert process.returncode == 0, written.decode()
    return written.decode()


def through_a_pipe(*command: str) -> tuple[str, str]:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def left_standing(written: str) -> list[str]:
    """Return what a terminal shows in the end: what a carriage return overwrote is gone."""
    shown = []
    for line in written.replace("\r\n", "\n").split("\n"):
        cells: list[str] = []
        for stretch in line.split("\r"):
            cells[: len(stretch)] = stretch
        shown.append("".join(cells).rstrip())
    return [line for line in shown if line]


def test_a_terminal_shows_the_step_and_how_far_it_is() -> None:
    written = on_a_terminal("-c", RUN.format(**LONG))
    assert re.search(r"sources: .* 2 of 3 \[00:0\d\]", written)
    assert re.search(r"hash … \[00:0\d\]", written)


def test_the_bar_leaves_the_terminal_to_the_results() -> None:
    assert left_standing(on_a_terminal("-c", RUN.format(**LONG))) == ["page 0", "page 1", "page 2"]


def test_a_run_that_is_over_at_once_shows_no_bar() -> None:
    written = on_a_terminal("-c", RUN.format(**SHORT))
    assert "sources" not in written
    assert left_standing(written) == ["page 0", "page 1", "page 2"]


def test_a_pipe_gets_the_results_and_nothing_else() -> None:
    assert through_a_pipe("-c", RUN.format(**LONG)) == ("page 0\npage 1\npage 2\n", "")


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_log_of_the_command_line_holds_no_bar(command: str, tmp_path: Path) -> None:
    output, complaints = through_a_pipe("-m", "loaders", command, "--warehouse", str(tmp_path))
    assert complaints == ""
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize("run", [build, check])
def test_what_grows_with_the_data_is_told_in_parts(run: object, tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    assert callable(run)
    run(
        write(tmp_path / "data"),
        tmp_path / "warehouse",
        progress=lambda step, done=0, parts=0: told.setdefault(step, []).append((done, parts)),
    )
    pages = len(list((tmp_path / "data" / "sources").glob("*/*.toml")))
    assert pages > 1
    for step in ("sources", "normalise", *(["re-read"] if run is check else [])):
        assert told[step][-pages:] == [(done, pages) for done in range(pages)]
    counted = [how_far[-1] for step, how_far in told.items() if step.startswith("fill ")]
    assert counted == [(done, len(counted)) for done in range(len(counted))]
    assert told["check"][-1][0] == told["check"][-1][1] - 1 > 20
