"""The process that reads one file: limits first, then the file, then one answer in its private folder.

Its working folder is the only place it may write to. The hook below keeps Python code, ours and that of libraries, from
writing elsewhere, from connecting and from starting programs; what the system limits, `limits.hold_to` sets before.
"""

import json
import os
import re
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from loaders.grid import Problem, UnreadableFile
from loaders.intake.answer import ANSWER, Answer, Task
from loaders.intake.limits import hold_to

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES_FILES = frozenset(
    f"os.{name}" for name in ("remove", "rename", "rmdir", "mkdir", "link", "symlink", "chmod", "chown", "truncate")
)
_STARTS_PROGRAMS = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.spawn", "os.startfile")
)
# What the readers say of bytes they cannot make out
_SAID_OF_DAMAGE = ("damaged-file", "unreadable-microdata")
_FULL = 0.8


def main() -> None:
    """Read the task from standard input and leave the answer in the working folder."""
    task = Task(**json.load(sys.stdin))
    folder = Path.cwd().resolve()
    missing = tuple(hold_to(task.memory, task.cpu_seconds, task.written_bytes))
    forbid_all_but(folder)
    answer = asdict(_answer(task, folder)) | {"not_limited": missing}
    (folder / ANSWER).write_text(json.dumps(answer, ensure_ascii=True), encoding="utf-8")


def forbid_all_but(folder: Path) -> None:
    """Let this process write into one folder only, connect to nothing and start nothing, for as long as it lives."""
    inside = f"{folder}{os.sep}"

    def is_inside(path: object) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and os.path.realpath(os.fsdecode(path)).startswith(inside)

    def watch(event: str, values: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = values
            if flags & _WRITES and not isinstance(path, int) and not is_inside(path):
                raise PermissionError("a file is written outside the private folder")
        elif event in _CHANGES_FILES or event in _STARTS_PROGRAMS:
            raise PermissionError(f"{event} while a file is read")
        elif event.startswith("socket.") and event != "socket.__new__":
            raise PermissionError("a connection while a file is read")

    sys.addaudithook(watch)


def _answer(task: Task, folder: Path) -> Answer:
    try:
        return _read(task, folder)
    except UnreadableFile as error:
        if error.problem.kind in _SAID_OF_DAMAGE and _is_full(task.memory):
            return Answer(problems=(too_much_memory(task.memory),), is_unreadable=True)
        return Answer(kind="survey" if task.is_survey else "", problems=(error.problem,), is_unreadable=True)
    except MemoryError:
        return Answer(problems=(too_much_memory(task.memory),), is_unreadable=True)
    except Exception as error:
        fault = Problem(
            "The loader itself failed on this file, which is a fault of the program and not of the file.",
            found=type(error).__name__,
            expected="a reading or a refusal",
            kind="loader-fault",
            advice="Run `extract --traceback` on it, and report what that shows together with the file.",
        )
        return Answer(problems=(fault,), is_unreadable=True)


def _is_full(most: int) -> bool:
    """Return whether the memory is used up: libxml2 then calls a file faulty, for a reason it does not know."""
    try:
        peak = re.search(r"VmPeak:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    except OSError:
        return False
    return peak is not None and int(peak[1]) * 1024 > _FULL * most


def too_much_memory(most: int) -> Problem:
    """Return the refusal of a file that takes too much memory."""
    return Problem(
        "Reading the file took more memory than one file may have, and was stopped.",
        found=f"more than {most // 1024**2:,} MB",
        expected="a page, workbook, document, pdf or survey file of an ordinary size",
        kind="too-much-memory",
        advice="Save only the pages or sheets with the indicator tables.",
    )


def _read(task: Task, folder: Path) -> Answer:
    from loaders.intake.addresses import refuse_addresses

    path = Path(task.path)
    refuse_addresses(path, task.page_bytes)
    if task.is_codebook:
        from loaders.codebook import read_codebook

        return Answer("codebook", problems=tuple(read_codebook(path)[1]))
    if task.is_survey:
        return _survey(path, task)
    from loaders import receive
    from loaders.intake import unpacking

    if unpacking.is_archive_of_files(path):
        members, problems = unpacking.unpack(path, folder, task)
        return Answer("archive", problems=tuple(problems), members=tuple(members))
    from loaders.extract import extract_reading

    reading = receive.read_file(path, receive.Limits(file_bytes=task.page_bytes))
    extraction = extract_reading(reading, task.name.replace("\\", "/").rpartition("/")[2], task.sha256)
    return Answer(reading.format, extraction, extraction.problems)


def _survey(path: Path, task: Task) -> Answer:
    """Return what a survey file holds: how many respondents, and estimates of them; never an answer of one."""
    from loaders.codebook import read_codebook
    from loaders.estimates import estimates
    from loaders.extraction import Extraction
    from loaders.microdata import figures, read_microdata

    data = read_microdata(path)
    held = Answer("survey", respondents=len(data.rows), variables=len(data.rows.columns))
    if not task.codebook:
        return replace(held, problems=(_NO_CODEBOOK,))
    codebook, problems = read_codebook(Path(task.codebook))
    if codebook is None:
        return replace(held, problems=tuple(problems))
    found, problems = figures(data, codebook, path)
    kept, withheld = estimates(found, codebook, task.smallest_base)
    document = {
        "file": task.name.replace("\\", "/").rpartition("/")[2],
        "sha256": task.sha256,
        "address": None,
        "kind": "survey_report",
        "fiscal_year": max((one.year for one in kept), default=None),
        "id": None,
        "title": codebook.survey.title,
    }
    problems += withheld
    extraction = Extraction(document, problems=tuple(problems), estimates=tuple(kept)) if kept else None
    return replace(held, extraction=extraction, problems=tuple(problems))


_NO_CODEBOOK = Problem(
    "Nothing can be estimated: what the variables of the survey mean is not known.",
    found="a survey file alone",
    expected="its codebook beside it: a .toml file of the same name, or the only one handed over",
    kind="no-codebook",
    severity="notice",
    advice="Hand both over together.",
)
