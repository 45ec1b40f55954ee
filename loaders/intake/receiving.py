"""Files as dropped → one report each, in order: read alone, archives opened, duplicates named, nothing published."""

import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path, PurePath

from loaders.estimates import smallest_base
from loaders.grid import Problem, UnreadableFile
from loaders.intake.answer import Answer, Task
from loaders.intake.arrival import CODEBOOK, Arrived, arrive
from loaders.intake.isolation import read_alone
from loaders.intake.limits import IntakeLimits
from loaders.intake.received import Received
from warehouse.progress import Progress, unheard

_INSIDE = " › "


@dataclass(frozen=True)
class _Drop:
    """A file to read: on the command line, or in an archive of it."""

    key: tuple[int, ...]
    """Its place in the drop, and in each archive around it."""
    path: Path | str
    name: str

    @property
    def label(self) -> str:
        """The name of its private folder."""
        return "-".join(map(str, self.key))

    @property
    def stem(self) -> str:
        """Its name without folder and ending: that of a survey is that of its codebook."""
        return PurePath(self.name.rpartition(_INSIDE)[2].replace("\\", "/")).stem.casefold()


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
    names: Mapping[Path | str, str] | None = None,
) -> list[Received]:
    """Return a report for every file, and for every file of an archive behind it.

    `stored` are the SHA-256 of what was read before, with where it stands (`stored_files`); `names` says what a file is
    called where that is not its path.
    """
    limits = limits or IntakeLimits()
    seen = _Seen(stored or {})
    drops = [_Drop((number,), path, (names or {}).get(path, str(path))) for number, path in enumerate(paths)]
    budgets = [_Budget(limits.unpacked_bytes, limits.files) for _ in drops]
    received: dict[tuple[int, ...], Received] = {}
    with (
        tempfile.TemporaryDirectory(prefix="doelbereik-intake-") as private,
        ThreadPoolExecutor(os.cpu_count() or 1) as pool,
    ):
        room = Path(private)
        while drops:
            fresh = []
            codebooks = {drop.stem for drop in drops if drop.name.lower().endswith(CODEBOOK)}
            for drop in drops:
                received[drop.key], arrived = _looked_at(drop, room, limits, seen, drop.stem in codebooks)
                fresh += [(drop, arrived)] if arrived else []
            shares = _shares(fresh, budgets, limits)
            tasks = [
                _task(drop, arrived, shares[drop.key[0]], limits, _codebook(drop, arrived, fresh))
                for drop, arrived in fresh
            ]
            folders = [room / drop.label for drop, _ in fresh]
            read_before = len(received) - len(tasks)
            progress("files", read_before, len(received))
            answers = pool.map(read_alone, tasks, folders, repeat(limits))
            drops = []
            for done, ((drop, arrived), answer) in enumerate(zip(fresh, answers, strict=True), start=1):
                if not arrived.is_codebook:  # the reader of a survey may still need that
                    arrived.copy.unlink()
                received[drop.key] = _told(received[drop.key], answer)
                drops += _inside(drop, arrived.copy.parent, answer, budgets[drop.key[0]])
                progress("files", read_before + done, len(received) + len(drops))
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


def _looked_at(
    drop: _Drop, room: Path, limits: IntakeLimits, seen: _Seen, has_codebook: bool
) -> tuple[Received, Arrived | None]:
    """Return what is known of a file before it is read, and its copy if it is to be read."""
    found = Received(drop.name)
    folder = room / drop.label
    folder.mkdir(mode=0o700)
    try:
        arrived = arrive(drop.path, folder, limits, drop.name, has_codebook=has_codebook)
    except UnreadableFile as error:
        return replace(found, problems=(error.problem,), is_unreadable=True), None
    first = seen.first.setdefault(arrived.sha256, drop)
    same_as = [*seen.stored.get(arrived.sha256, ()), *([] if first == drop else [first.name])]
    found = replace(
        found,
        size=arrived.size,
        sha256=arrived.sha256,
        kind="survey" if arrived.is_survey else "codebook" if arrived.is_codebook else "",
        problems=(duplicate(same_as),) if same_as else (),
        same_as=tuple(same_as),
    )
    if first != drop:
        arrived.copy.unlink()
    return found, arrived if first == drop else None


def duplicate(same_as: Sequence[str]) -> Problem:
    """Return the notice that a file was handed over before, and where."""
    return Problem(
        "The same file, byte for byte, was handed over before.",
        found=", ".join(same_as[:3]) + (f" and {len(same_as) - 3} more" if len(same_as) > 3 else ""),
        expected="a file that is new",
        kind="duplicate",
        severity="notice",
        advice="Look whether another file was meant.",
    )


# Reading ---------------------------------------------------------------------------------------------------


def _shares(
    fresh: Sequence[tuple[_Drop, Arrived]], budgets: Sequence[_Budget], limits: IntakeLimits
) -> dict[int, _Budget]:
    """Return what each file of a round may unpack: they are read at once, so what is left is divided among them."""
    shares = {}
    for top, budget in enumerate(budgets):
        own = [(drop, arrived) for drop, arrived in fresh if drop.key[0] == top]
        if own:
            archives = sum(arrived.is_packed for _, arrived in own) or 1
            may_open = len(own[0][0].key) <= limits.nesting
            shares[top] = _Budget(budget.unpacked_bytes // archives if may_open else 0, budget.files // archives)
    return shares


def _codebook(survey: _Drop, arrived: Arrived, fresh: Sequence[tuple[_Drop, Arrived]]) -> Path | None:
    """Return what says what the variables of a survey mean: the codebook of its name, or the only one."""
    codebooks = [(drop, one) for drop, one in fresh if one.is_codebook]
    of_its_name = [one.copy for drop, one in codebooks if drop.stem == survey.stem]
    if not arrived.is_survey or not codebooks:
        return None
    return of_its_name[0] if of_its_name else codebooks[0][1].copy if len(codebooks) == 1 else None


def _task(drop: _Drop, arrived: Arrived, share: _Budget, limits: IntakeLimits, codebook: Path | None) -> Task:
    return Task(
        path=str(arrived.copy),
        name=drop.name,
        is_survey=arrived.is_survey,
        is_codebook=arrived.is_codebook,
        codebook=str(codebook or ""),
        smallest_base=smallest_base(),
        sha256=arrived.sha256,
        unpacked_bytes=share.unpacked_bytes,
        files=share.files,
        entries=limits.entries,
        page_bytes=limits.page_bytes,
        memory=limits.survey_memory if arrived.is_survey else limits.page_memory,
        cpu_seconds=limits.cpu_seconds,
        written_bytes=max(limits.answer_bytes, share.unpacked_bytes),
    )


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
            yield _Drop((*drop.key, number), folder / file, f"{drop.name}{_INSIDE}{member.name}")
