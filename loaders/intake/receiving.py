"""Files as dropped → one report each, in order: read alone, archives opened, duplicates named, nothing published."""

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders.extraction import Extraction
from loaders.grid import Problem
from loaders.intake.addresses import ADDRESS, addresses_refused
from loaders.intake.answer import Answer, Task
from loaders.intake.isolation import read_alone
from loaders.intake.limits import IntakeLimits
from warehouse.progress import Progress, unheard

COMPLETE, REFUSED, UNREADABLE = 0, 1, 2

_SURVEY_STARTS = (b"$FL2", b"$FL3", b"PAR1")
_INSIDE = " › "


@dataclass(frozen=True)
class Received:
    """One file and what became of it."""

    name: str
    """As handed over; for a file of an archive `pages.zip › folder/page.html`."""
    sha256: str | None = None
    size: int | None = None
    kind: str = ""
    extraction: Extraction | None = None
    problems: tuple[Problem, ...] = ()
    respondents: int | None = None
    variables: int | None = None
    same_as: tuple[str, ...] = ()
    """What has the same bytes: files of this drop, stored pages as `document/page`."""
    is_unreadable: bool = False
    not_limited: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code of this file by itself."""
        if self.is_unreadable:
            return UNREADABLE
        return REFUSED if any(problem.severity == "refused" for problem in self.problems) else COMPLETE

    @property
    def tables(self) -> int:
        """How many indicator tables it holds."""
        return len(self.extraction.tables) if self.extraction else 0

    @property
    def rows(self) -> int:
        """How many rows those hold."""
        return sum(len(table.rows) for table in self.extraction.tables) if self.extraction else 0

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready dictionaries and lists."""
        from dataclasses import asdict

        return {**asdict(self), "tables": self.tables, "rows": self.rows, "code": self.code}


@dataclass(frozen=True)
class _Drop:
    """A file to read: on the command line, or in an archive of it."""

    key: tuple[int, ...]
    """Its place in the drop, and in each archive around it."""
    path: Path
    name: str
    depth: int = 0

    @property
    def label(self) -> str:
        """The name of its private folder."""
        return "-".join(map(str, self.key))


@dataclass
class _Budget:
    """What is left for one dropped file and all archives inside it."""

    unpacked_bytes: int
    files: int


@dataclass
class _Seen:
    """Where each content was met."""

    stored: Mapping[str, Sequence[str]]
    first: dict[str, _Drop] = field(default_factory=dict)
    """SHA-256 → the file of this drop that is read; the others are named as the same."""


def receive_files(
    paths: Sequence[Path | str],
    stored: Mapping[str, Sequence[str]] | None = None,
    limits: IntakeLimits | None = None,
    progress: Progress = unheard,
) -> list[Received]:
    """Return a report for every file, and for every file of an archive behind it.

    `stored` are the SHA-256 of what was read before, with where it stands (`stored_files`).
    """
    limits = limits or IntakeLimits()
    seen = _Seen(stored or {})
    drops = [_Drop((number,), Path(path), str(path)) for number, path in enumerate(paths)]
    budgets = [_Budget(limits.unpacked_bytes, limits.files) for _ in drops]
    received: dict[tuple[int, ...], Received] = {}
    with (
        tempfile.TemporaryDirectory(prefix="doelbereik-intake-") as private,
        ThreadPoolExecutor(os.cpu_count() or 1) as pool,
    ):
        room = Path(private)
        while drops:
            found = [(drop, _looked_at(drop, limits, seen)) for drop in drops]
            received |= {drop.key: one for drop, one in found}
            fresh = [(drop, one) for drop, one in found if one.sha256 and seen.first[one.sha256] == drop]
            shares = _shares([drop for drop, _ in fresh], budgets, limits)
            tasks = [(_task(drop, one, shares[drop.key[0]], limits), room / drop.label) for drop, one in fresh]
            progress("files", len(received) - len(tasks), len(received))
            answers = pool.map(lambda task: _read(task[0], task[1], limits), tasks)
            drops = []
            for done, ((drop, one), (_, folder), answer) in enumerate(zip(fresh, tasks, answers, strict=True), start=1):
                received[drop.key] = _told(one, answer)
                drops += _inside(drop, folder, answer, budgets[drop.key[0]])
                progress("files", len(received) - len(tasks) + done, len(received) + len(drops))
    return [received[key] for key in sorted(received)]


def stored_files(sources: Path) -> dict[str, list[str]]:
    """Return SHA-256 → `document/page` of everything that was read into a folder of sources."""
    found: dict[str, list[str]] = {}
    for sheet in sorted(sources.glob("*/*.toml")):
        try:
            sha256 = tomllib.loads(sheet.read_text(encoding="utf-8")).get("sha256")
        except (OSError, ValueError):
            continue  # a build names what is wrong with a stored page
        if isinstance(sha256, str):
            found.setdefault(sha256, []).append(f"{sheet.parent.name}/{sheet.stem}")
    return found


# Before anything is opened ---------------------------------------------------------------------------------


def _looked_at(drop: _Drop, limits: IntakeLimits, seen: _Seen) -> Received:
    """Return name, size and SHA-256 of a file, or why it is not read; nothing of it is understood here."""
    found = Received(drop.name)
    if drop.depth == 0 and ADDRESS.match(drop.name):
        return _refused(found, addresses_refused(drop.name))
    path = drop.path
    if not path.exists():
        return _refused(found, Problem("There is no such file.", expected="the name of a file", kind="missing-file"))
    if not path.is_file():
        advice = "Name the files in it." if path.is_dir() else "Name one file."
        problem = Problem("This is no ordinary file.", expected="a file", kind="not-a-file", advice=advice)
        return _refused(found, problem)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(4)
            kind, most = _kind_by_start(path, start, limits)
            if size > most:
                return _refused(replace(found, size=size), _too_large(size, most))
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return _refused(
            found,
            Problem(
                "The system does not let this file be read.",
                found=str(error.strerror),
                expected="a file you may read",
                kind="not-readable",
                advice="Check its rights.",
            ),
        )
    first = seen.first.setdefault(sha256, drop)
    same_as = [*seen.stored.get(sha256, ()), *([] if first == drop else [first.name])]
    problems = (_duplicate(same_as),) if same_as else ()
    return replace(found, size=size, sha256=sha256, kind=kind, problems=problems, same_as=tuple(same_as))


def _kind_by_start(path: Path, start: bytes, limits: IntakeLimits) -> tuple[str, int]:
    if start in _SURVEY_STARTS or path.suffix.lower() in (".csv", ".sav"):
        return "survey", limits.survey_bytes
    return "", limits.archive_bytes if start == b"PK\x03\x04" else limits.page_bytes


def _refused(found: Received, problem: Problem) -> Received:
    return replace(found, problems=(problem,), is_unreadable=True)


def _too_large(size: int, most: int) -> Problem:
    return Problem(
        "The file is too large, and was not opened.",
        found=f"{size / 1024**2:,.0f} MB",
        expected=f"at most {most / 1024**2:,.0f} MB",
        kind="file-too-large",
        advice="Save only the pages with the indicator tables.",
    )


def _duplicate(same_as: Sequence[str]) -> Problem:
    return Problem(
        "The same file, byte for byte, was handed over before.",
        found=", ".join(same_as[:3]) + (f" and {len(same_as) - 3} more" if len(same_as) > 3 else ""),
        expected="a file that is new",
        kind="duplicate",
        severity="notice",
        advice="Look whether another file was meant.",
    )


# Reading ---------------------------------------------------------------------------------------------------


def _shares(drops: Sequence[_Drop], budgets: Sequence[_Budget], limits: IntakeLimits) -> dict[int, _Budget]:
    """Return what each file of a round may unpack: they are read at once, so what is left is divided among them."""
    shares = {}
    for top, budget in enumerate(budgets):
        own = [drop for drop in drops if drop.key[0] == top]
        if own:
            may_open = own[0].depth < limits.nesting
            archives = sum(_is_packed(drop.path) for drop in own) or 1
            shares[top] = _Budget(budget.unpacked_bytes // archives if may_open else 0, budget.files // archives)
    return shares


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def _task(drop: _Drop, found: Received, share: _Budget, limits: IntakeLimits) -> Task:
    is_survey = found.kind == "survey"
    return Task(
        path=str(drop.path.resolve()),
        name=drop.name,
        is_survey=is_survey,
        sha256=found.sha256 or "",
        unpacked_bytes=share.unpacked_bytes,
        files=share.files,
        entries=limits.entries,
        page_bytes=limits.page_bytes,
        memory=limits.survey_memory if is_survey else limits.page_memory,
        cpu_seconds=limits.cpu_seconds,
        written_bytes=max(limits.answer_bytes, share.unpacked_bytes),
    )


def _read(task: Task, folder: Path, limits: IntakeLimits) -> Answer:
    folder.mkdir(mode=0o700)
    return read_alone(task, folder, limits)


def _told(found: Received, answer: Answer) -> Received:
    return replace(
        found,
        kind=answer.kind or found.kind,
        extraction=answer.extraction,
        problems=(*found.problems, *answer.problems),
        respondents=answer.respondents,
        variables=answer.variables,
        is_unreadable=answer.is_unreadable,
        not_limited=answer.not_limited,
    )


def _inside(drop: _Drop, folder: Path, answer: Answer, budget: _Budget) -> Iterator[_Drop]:
    """Yield the files of an archive. Their names are told, never used: each lies under a number in the folder."""
    budget.unpacked_bytes = max(budget.unpacked_bytes - sum(member.size for member in answer.members), 0)
    budget.files = max(budget.files - len(answer.members), 0)
    for number, member in enumerate(answer.members):
        file = Path(member.file)
        if file.name == member.file and not (folder / file).is_symlink():
            yield _Drop((*drop.key, number), folder / file, f"{drop.name}{_INSIDE}{member.name}", drop.depth + 1)
