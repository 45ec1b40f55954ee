"""What to know of one printed figure or target before it is quoted, for files that have a row for each.

The verdict on the year it is of, what the evidence carries, what does not agree with it, and where another edition
prints it otherwise. A verdict is of a year and a measure: a figure of another group, area or definition has none.
"""

from collections.abc import Iterable, Iterator

from indicators import formats
from indicators.judged import (
    Contradiction,
    IndicatorHistory,
    IndicatorYear,
    Revision,
    RevisionKind,
    Severity,
)
from indicators.language import say, sayable
from indicators.model import Claim, Observation, Target

Printed = Observation | Target

REVISION_WORDS = {
    RevisionKind.REVISION: sayable("Herziening"),
    RevisionKind.CORRECTION: sayable("Correctie"),
    RevisionKind.REDEFINITION: sayable("Herdefinitie"),
}


def judged(history: IndicatorHistory, one: Printed) -> IndicatorYear | None:
    """Return the judged year that a figure or target is of; None where it is of another series than was judged."""
    of_year = [row for row in history.years if row.year == one.period]
    of_itself = [row for row in of_year if is_judged(row, one)]
    of_series = [row for row in of_year if one.identity in _identities(row)]
    return next(iter(of_itself + of_series), None)


def is_judged(row: IndicatorYear | None, one: Printed) -> bool:
    """Whether the verdict is on this very figure or target, and not on another printing of it."""
    return row is not None and any(_is_same(one, other) for other in (row.achieved, row.target))


def contradictions(history: IndicatorHistory, one: Printed) -> tuple[Contradiction, ...]:
    """Return what does not agree and rests on this figure or target, the heaviest first."""
    found = [each for each in history.contradictions if any(_is_same(one, piece) for piece in each.evidence)]
    return tuple(sorted(found, key=lambda each: list(Severity).index(each.severity)))


def revisions(history: IndicatorHistory, one: Printed) -> tuple[Revision, ...]:
    """Return where an edition prints something else than another one, and this is one of the two."""
    return tuple(each for each in history.revisions if _is_same(one, each.earlier) or _is_same(one, each.later))


def is_redefined(found: Iterable[Revision]) -> bool:
    """Whether one of these revisions is another definition or group, so that the figures are not of one thing."""
    return any(one.kind is RevisionKind.REDEFINITION for one in found)


def in_words(history: IndicatorHistory, one: Printed) -> str:
    """Return in a few words what to beware of: `tegenstrijdig; herdefinitie`; empty for nothing."""
    revised = dict.fromkeys(say(REVISION_WORDS[each.kind]).lower() for each in revisions(history, one))
    return "; ".join((*severity_words(contradictions(history, one)), *revised))


def severity_words(found: Iterable[Contradiction]) -> Iterator[str]:
    """Yield how much findings weigh, each weight once."""
    yield from map(formats.severity_word, dict.fromkeys(one.severity for one in found))


def _identities(row: IndicatorYear) -> Iterator[object]:
    return (one.identity for one in (row.achieved, row.target) if one is not None)


def _is_same(one: Printed, other: Observation | Target | Claim | None) -> bool:
    """Whether two are one printed cell: ids count figures and targets apart."""
    if isinstance(one, Observation):
        return isinstance(other, Observation) and one.observation_id == other.observation_id
    return isinstance(other, Target) and one.target_id == other.target_id
