"""What a clerk reads about the files they dropped; letters that would write over the screen are shown as their code."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from loaders.grid import Problem
from loaders.intake.received import UNREADABLE, Received
from loaders.unseen import visible

if TYPE_CHECKING:
    from loaders.delivery.record import Delivery, ReceivedFile

_MOST_PROBLEMS = 50


def lines(received: Sequence[Received]) -> Iterator[str]:
    """Yield the report: a line per file, what was refused of it below, and the sum of it all."""
    for one in received:
        yield from _file(one.name, one.sha256, _held(one), one.problems, "; --json tells all")
    read = sum(one.code != UNREADABLE for one in received)
    refused = sum(problem.severity == "refused" for one in received for problem in one.problems)
    yield f"{read} of {_count(len(received), 'file')} read; {_count(refused, 'refusal')}; nothing was published."
    missing = sorted({name for one in received for name in one.not_limited})
    if missing:
        yield f"notice: this system cannot limit the {', '.join(missing)} of a file that is read."


def of_delivery(delivery: "Delivery") -> Iterator[str]:
    """Yield the same of a delivery that was stored, below a line that tells what it is."""
    waits = f" as draft {delivery.draft}" if delivery.draft else ""
    yield (
        f"Delivery {delivery.delivery_id}, {_count(len(delivery.files), 'file')}, received by {delivery.made_by} on "
        f"{delivery.made_at}: {delivery.state}{waits}."
    )
    for one in delivery.files:
        yield from _file(one.name, one.sha256, _held_by(one), one.problems)


def _file(name: str, sha256: str | None, held: str, problems: Sequence[Problem], rest: str = "") -> Iterator[str]:
    yield visible(f"{name}: {held}")
    if sha256:
        yield f"  sha256 {sha256}"
    for problem in problems[:_MOST_PROBLEMS]:
        yield f"  {problem.severity}: {visible(problem.sentence())}"
    if len(problems) > _MOST_PROBLEMS:
        yield f"  and {len(problems) - _MOST_PROBLEMS} more{rest}"


def _held_by(one: "ReceivedFile") -> str:
    if one.is_unreadable:
        return "not read"
    if one.kind == "archive":
        return "archive, its files follow"
    if one.respondents is not None:
        estimated = f"{_count(one.estimates, 'estimate')} kept, no answer is" if one.kept else "nothing is kept of it"
        return f"survey file, {_count(one.respondents, 'respondent')}; {estimated}"
    if not one.kept:
        return one.kind if one.kind == "codebook" else "not read again"
    return f"{one.kind}, {_count(one.tables, 'table')}, {_count(one.rows, 'row')}"


def _held(one: Received) -> str:
    if one.is_unreadable:
        return "not read"
    if one.kind == "archive":
        return "archive, its files follow"
    if one.respondents is not None:
        estimated = f", {_count(one.estimates, 'estimate')}" if one.estimates else ""
        return (
            f"survey file, {_count(one.respondents, 'respondent')}, {_count(one.variables or 0, 'variable')}{estimated}"
        )
    if one.extraction is None:
        return one.kind if one.kind == "codebook" else "not read again"
    return f"{one.kind}, {_count(one.tables, 'table')}, {_count(one.rows, 'row')}"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
