"""What a clerk reads about the files they dropped; letters that would write over the screen are shown as their code."""

from collections.abc import Iterator, Sequence

from loaders.intake.received import UNREADABLE, Received
from loaders.unseen import visible

_MOST_PROBLEMS = 50


def lines(received: Sequence[Received]) -> Iterator[str]:
    """Yield the report: a line per file, what was refused of it below, and the sum of it all."""
    for one in received:
        yield visible(f"{one.name}: {_held(one)}")
        if one.sha256:
            yield f"  sha256 {one.sha256}"
        for problem in one.problems[:_MOST_PROBLEMS]:
            yield f"  {problem.severity}: {visible(problem.sentence())}"
        if len(one.problems) > _MOST_PROBLEMS:
            yield f"  and {len(one.problems) - _MOST_PROBLEMS} more; --json tells all"
    read = sum(one.code != UNREADABLE for one in received)
    refused = sum(problem.severity == "refused" for one in received for problem in one.problems)
    yield f"{read} of {_count(len(received), 'file')} read; {_count(refused, 'refusal')}; nothing was published."
    missing = sorted({name for one in received for name in one.not_limited})
    if missing:
        yield f"notice: this system cannot limit the {', '.join(missing)} of a file that is read."


def _held(one: Received) -> str:
    if one.is_unreadable:
        return "not read"
    if one.kind == "archive":
        return "archive, its files follow"
    if one.respondents is not None:
        return f"survey file, {_count(one.respondents, 'respondent')}, {_count(one.variables or 0, 'variable')}"
    if one.extraction is None:
        return "not read again"
    return f"{one.kind}, {_count(one.tables, 'table')}, {_count(one.rows, 'row')}"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
