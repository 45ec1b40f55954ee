"""From `data/` to a published warehouse: `build`; `propose` for a draft that waits, `check` for no trace at all.

Every stage finds all that is wrong with its input before the build stops; nothing is published while anything is.
A report names what was done; a program failing is the only thing that raises.
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from loaders.assessments import read_assessments
from loaders.catalogue import read_catalogue
from loaders.commentary import read_commentary
from loaders.corrections import correct
from loaders.examples import read_examples
from loaders.grid import Problem
from loaders.normalise import normalise
from loaders.sources import StoredPage, differences, read_sources
from loaders.tables import Tables
from warehouse import filling, publishing, store
from warehouse.checks import Finding
from warehouse.landing import settle
from warehouse.progress import Progress, counted, unheard
from warehouse.texts import Origin
from warehouse.waiting import Examine, ReleaseError, Waiting
from warehouse.waiting import propose as wait


@dataclass(frozen=True)
class Report:
    """What a build or a check came to."""

    problems: tuple[Problem, ...] = ()
    """What keeps the warehouse from being published; empty when nothing does."""
    notices: tuple[Problem, ...] = ()
    """Stored cells that today's reader reads otherwise (`check` only)."""
    version: str | None = None
    """The version that readers get now; None when nothing was published."""
    is_new: bool = False
    """False when the contents are those of the version already published, which then stays."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """Table → rows."""
    refused: int = 0
    """Refusals of the pages themselves, published with the figures in `problem`."""
    to_look_at: int = 0
    """Notices of the pages themselves, published likewise."""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether nothing keeps the warehouse from being published."""
        return not self.problems

    def summary(self) -> str:
        """Return what was done in a few sentences."""
        counts = (
            f"{self.rows.get('observation', 0)} observations and {self.rows.get('target', 0)} targets of "
            f"{self.rows.get('indicator', 0)} indicators from {self.rows.get('page', 0)} pages of "
            f"{self.rows.get('document', 0)} documents; {self.refused} refused, {self.to_look_at} to look at "
            f"({self.seconds:.1f} s)."
        )
        if self.problems:
            return f"Nothing was published: {len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}."
        if self.version is None:
            return f"Nothing is wrong. {counts}"
        done = "Published version {}" if self.is_new else "Nothing changed: version {} stays"
        return f"{done.format(self.version)}. {counts}"


def build(
    data: Path,
    warehouse_root: Path | None = None,
    *,
    allow_lost: Collection[str] = (),
    keep: int = publishing.VERSIONS_KEPT,
    progress: Progress = unheard,
    by: str | None = None,
) -> Report:
    """Build the warehouse from `data` alone and publish it, unless anything is wrong.

    It is what a desk of one does: nobody else approves. The log says who did, `by` or who is logged in.

    `allow_lost` names indicators that may lack a series or a year which the published version has; `progress` is told
    each step before it begins, and of most how far they are.
    """
    began = time.monotonic()
    root = warehouse_root or store.default_root()
    stuck = unsettled(root, data, by or publishing.login_name(), datetime.now().astimezone())
    if stuck:
        return Report(stuck)
    tables, _, problems = _tables_of(data, progress)
    published = publishing.Publication("", False, "", {})
    if not problems:
        try:
            published = publishing.publish(
                root, tables.frames, allow_lost=allow_lost, keep=keep, report=progress, by=by
            )
        except filling.FaultyDraftError as error:
            problems = _as_problems(error.findings)
        except publishing.NotWrittenError as error:
            problems = [Problem(str(error), kind="build-running")]
    return replace(
        _report(tables, published.rows, problems, began), version=published.version or None, is_new=published.is_new
    )


def propose(
    data: Path,
    warehouse_root: Path | None,
    by: str,
    now: datetime,
    examine: Examine,
    *,
    origin: Origin | None = None,
    accepted: Mapping[str, str] | None = None,
    progress: Progress = unheard,
) -> tuple[Report, Waiting | None]:
    """Build a draft from `data` that waits for its release, and publish nothing; None when anything is wrong.

    Of a delivery, `data` is the copy that holds its texts, and `origin` says which those are.
    """
    began = time.monotonic()
    tables, _, problems = _tables_of(data, progress)
    made = None
    if not problems:
        root = warehouse_root or store.default_root()
        try:
            made = wait(
                root,
                tables.frames,
                by,
                now,
                examine,
                origin=origin,
                changed=data if origin else None,
                accepted=accepted,
                report=progress,
            )
        except filling.FaultyDraftError as error:
            problems = _as_problems(error.findings)
        except publishing.NotWrittenError as error:
            problems = [Problem(str(error), kind="build-running")]
        except ReleaseError as error:
            problems = [Problem(str(error), kind="release")]
    return _report(tables, {}, problems, began), made


def unsettled(root: Path, data: Path, by: str, now: datetime) -> tuple[Problem, ...]:
    """Put the texts of what is published in place where a program that was killed did not; what keeps them out."""
    try:
        return tuple(Problem(sentence, kind="landing") for sentence in settle(root, data, now, by=by))
    except publishing.NotWrittenError as error:
        return (Problem(str(error), kind="build-running"),)


def check(
    data: Path,
    warehouse_root: Path | None = None,
    *,
    allow_lost: Collection[str] = (),
    progress: Progress = unheard,
) -> Report:
    """Check everything a build checks, and re-read every stored cell; write nothing."""
    began = time.monotonic()
    tables, pages, problems = _tables_of(data, progress)
    notices = tuple(notice for page in counted(progress, "re-read", pages) for notice in differences(page))
    rows: Mapping[str, int] = {}
    if not problems:
        root = warehouse_root or store.default_root()
        findings, rows = publishing.check(root, tables.frames, allow_lost=allow_lost, report=progress)
        problems = _as_problems(findings)
    return replace(_report(tables, rows, problems, began), notices=notices)


def _tables_of(data: Path, progress: Progress) -> tuple[Tables, list[StoredPage], list[Problem]]:
    """Return the rows of all tables, the pages as stored, and everything wrong with the data."""
    progress("catalogue")
    catalogue, problems = read_catalogue(data)
    progress("sources")
    pages, faults = read_sources(data, progress)
    commentary, mistakes = read_commentary(data, catalogue.indicators)
    assessments, slips = read_assessments(data, catalogue.indicators)
    examples, slips_of_examples = read_examples(data)
    problems += [*faults, *mistakes, *slips, *slips_of_examples]
    if problems:
        # With half a catalogue every label would be unknown: only the first causes are told.
        return Tables(), pages, problems
    progress("corrections")
    corrected = correct(pages, catalogue.corrections.values())
    progress("normalise")
    result = normalise(catalogue, corrected, progress)
    result.rows["commentary"] += [one.row for one in commentary]
    result.rows["assessment"] += [one.row for one in assessments]
    result.rows["survey_example"] += examples
    return result, pages, [*corrected.problems, *result.faults]


def _as_problems(findings: Collection[Finding]) -> list[Problem]:
    return [Problem(finding.message, kind="draft-check") for finding in findings]


def _report(tables: Tables, rows: Mapping[str, int], problems: Collection[Problem], began: float) -> Report:
    severities = [row["severity"] for row in tables.rows["problem"]]
    return Report(
        problems=tuple(problems),
        rows=rows,
        refused=severities.count("refused"),
        to_look_at=severities.count("notice"),
        seconds=time.monotonic() - began,
    )
