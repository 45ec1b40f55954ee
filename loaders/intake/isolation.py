"""Reading one file in a process of its own: what goes in, what it may cost, and a sentence whatever becomes of it."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from loaders.grid import Problem
from loaders.intake.answer import Answer, Task, read_answer
from loaders.intake.child import too_much_memory
from loaders.intake.limits import IntakeLimits

_PROJECT = Path(__file__).resolve().parents[2]
# -I: neither the environment nor the working folder decides what is imported; -B: nothing is written beside the code
_START = [
    sys.executable, "-I", "-B", "-c",
    f"import sys; sys.path.insert(0, {str(_PROJECT)!r}); from loaders.intake.child import main; main()",
]  # fmt: skip
# One thread each: a thread takes address space, and several files are read at once
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
_NEEDED_BY_WINDOWS = ("SYSTEMROOT",)


def read_alone(task: Task, folder: Path, limits: IntakeLimits) -> Answer:
    """Return what a file holds, read in a process that may write into `folder` only; never raises for a bad file."""
    environment = _ENVIRONMENT | {name: os.environ[name] for name in _NEEDED_BY_WINDOWS if name in os.environ}
    process = subprocess.Popen(
        _START,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.communicate(json.dumps(asdict(task)).encode(), timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return _failed(_too_long(f"{limits.wall_seconds:g} seconds"))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode == 0 and (answer := read_answer(folder, limits.answer_bytes)) is not None:
        return answer
    if process.returncode == -getattr(signal, "SIGXCPU", 0):
        return _failed(_too_long(f"{task.cpu_seconds} seconds of computing"))
    if process.returncode == -getattr(signal, "SIGKILL", 0):
        # Soft and hard limit are one: some systems kill at once where others warn
        return _failed(too_much_memory(task.memory))
    return _failed(_broke_off(process.returncode))


def _failed(problem: Problem) -> Answer:
    return Answer(problems=(problem,), is_unreadable=True)


def _too_long(most: str) -> Problem:
    return Problem(
        "Reading the file took too long and was stopped.",
        found=f"more than {most}",
        expected="a page, workbook, document, pdf or survey file of an ordinary size",
        kind="too-slow",
        advice="Save only the pages or sheets with the indicator tables.",
    )


def _broke_off(code: int) -> Problem:
    return Problem(
        "The reader broke off on this file; no other file was touched by it.",
        found=f"its process ended with {code}",
        expected="a reading or a refusal",
        kind="reader-broke-off",
        advice="Open the file in the program it was made with, save it again, and hand over that.",
    )
