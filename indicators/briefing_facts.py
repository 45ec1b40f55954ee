"""What is remarkable about the figures of a briefing, without words: what its cautions and questions are made from.

A fact concerns a briefing when it is about a figure or target that stands in one of its rows.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from indicators.judged import (
    Certainty,
    Change,
    Contradiction,
    ContradictionKind,
    IndicatorHistory,
    IndicatorYear,
    NestedBases,
    Refusal,
    Revision,
    RevisionKind,
    Severity,
    Verdict,
)
from indicators.model import Claim, Footnote, Indicator, Observation, Target
from indicators.rounding import box_of, meet

FEW = 1_000
"""With fewer answers a share is known to four points either way or worse (95 %, design effect 1.5, at 50 %)."""

Quotable = Observation | Target | Claim
"""What a sentence can quote."""

JUDGED = (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)

_PLACES = {
    kind: place
    for place, kind in enumerate(
        (
            ContradictionKind.NESTED_BASES,
            ContradictionKind.PARTS_AND_TOTAL,
            ContradictionKind.SILENT_REVISION,
            ContradictionKind.MAGNITUDE,
            ContradictionKind.CLAIM_DIRECTION,
            ContradictionKind.CLAIM_VALUE,
            ContradictionKind.CLAIM_NOT_DEMONSTRATED,
            ContradictionKind.CLAIM_SIZE,
            ContradictionKind.CLAIM_BASE,
            ContradictionKind.CLAIM_UNIT,
        )
    )
}
"""Which of two findings that weigh the same is told first: what both are figures before a sentence beside a figure."""


class Told(Protocol):
    """Something said of an indicator."""

    @property
    def kind(self) -> str:
        """What sort of thing is said."""

    @property
    def indicator(self) -> Indicator:
        """What it is said of."""


AnyTold = TypeVar("AnyTold", bound=Told)
AnyFact = TypeVar("AnyFact")


@dataclass(frozen=True)
class Facts:
    """The rows of a briefing with the histories of their indicators."""

    rows: Sequence[IndicatorYear]
    histories: Mapping[str, IndicatorHistory]
    """By indicator id."""

    def redefined(self) -> list[list[Revision]]:
        """Return figures that were published otherwise under another definition, together where one edition did so."""
        return _together(
            (one for one in self._revisions if one.kind is RevisionKind.REDEFINITION and _is_figure(one)),
            lambda one: (one.period, one.later.document.document_id),
        )

    def revised(self) -> list[Revision]:
        """Return figures and targets that a later edition prints otherwise, those of the youngest year first.

        Redefined figures are left out, and those that may be one value rounded in two ways.
        """
        moved = (one for one in self._revisions if one.kind is not RevisionKind.REDEFINITION or not _is_figure(one))
        return sorted((one for one in moved if not _may_be_rounded(one)), key=lambda one: -one.period)

    def few_answers(self) -> list[list[IndicatorYear]]:
        """Return rows of shares that rest on few answers, together where it is the same group."""
        rows = [row for row in self.rows if row.assessment.detectable and _few_answered(row)]
        return _together(rows, lambda row: (row.base.base_id, row.assessment.sample and row.assessment.sample.n))

    def contradictions(self, severity: Severity) -> list[Contradiction]:
        """Return what does not agree and weighs this much; what is told as revised or not comparable is left out."""
        found = {one.contradiction_id: one for row in self.rows for one in self._against(row)}
        of_weight = [one for one in found.values() if one.severity is severity]
        return sorted(of_weight, key=lambda one: _PLACES.get(one.kind, len(_PLACES)))

    def target_of_another_series(self, row: IndicatorYear) -> Contradiction | None:
        """Return in what a row's target differs from its result; None where that is not why they cannot compare."""
        return next(
            (
                one
                for one in self.histories[row.indicator.indicator_id].contradictions
                if (one.kind, one.period) == (ContradictionKind.TARGET_OF_ANOTHER_SERIES, row.year)
            ),
            None,
        )

    def misfit(self, row: IndicatorYear, other: IndicatorYear) -> NestedBases | None:
        """Return why two shares of nested groups do not fit; None where they do, or nobody can tell."""
        shown = (row.achieved, other.achieved)
        found = [one.nested for one in self.histories[row.indicator.indicator_id].contradictions if one.nested]
        return next((one for one in found if one.of_part in shown and one.of_whole in shown), None)

    def pairs(self) -> Iterator[tuple[IndicatorYear, IndicatorYear]]:
        """Yield two numbers of one indicator and area that stand beside each other."""
        for number, row in enumerate(self.rows):
            for other in self.rows[number + 1 :]:
                is_beside = (row.indicator, row.territory, row.identity.unit) == (
                    other.indicator,
                    other.territory,
                    other.identity.unit,
                )
                if is_beside and _printed(row) and _printed(other) and row.achieved != other.achieved:
                    yield row, other

    def without_comparison(self) -> list[IndicatorYear]:
        """Return rows whose figure cannot be held against its target, or against the year before."""
        no_verdict = [row for row in self.rows if row.verdict is Verdict.NOT_COMPARABLE]
        no_change = [row for row in self.rows if _is_of_another_series(row) and row not in no_verdict]
        return [*no_verdict, *(row for row in no_change if row.is_main)]

    def in_words(self) -> list[IndicatorYear]:
        """Return rows whose result is a text with numbers in it."""
        return [row for row in self.rows if row.judgement.rule == "to_assess.text_result"]

    def of_unknown_direction(self) -> list[IndicatorYear]:
        """Return rows whose verdict would turn if lower were better, which nobody has said or denied."""
        return [
            row
            for row in self.rows
            if row.judgement.rule.startswith("equal.as_printed.")
            and row.achieved is not None
            and row.target is not None
            and row.achieved.value not in (row.target.low, row.target.high)
        ]

    def changed(self, certainty: Certainty) -> list[tuple[IndicatorYear, Change]]:
        """Return rows whose change is as certain as this, with the change; verdicts go first."""
        found = [(row, row.change) for row in self.rows if isinstance(row.change, Change)]
        of_certainty = [(row, change) for row, change in found if change.certainty is certainty and change.interval]
        return sorted(of_certainty, key=lambda one: one[0].verdict not in JUDGED)

    def without_figure(self) -> list[list[IndicatorYear]]:
        """Return main rows without a result, together where the source gives the same reason."""
        rows = [row for row in self.rows if row.is_main and row.verdict is Verdict.NO_DATA]
        return _together(rows, lambda row: (row.judgement.reason, tuple(note.text for note in notes_on(row))))

    @cached_property
    def _revisions(self) -> list[Revision]:
        found = {
            one.revision_id: one
            for row in self.rows
            for one in self.histories[row.indicator.indicator_id].revisions
            if _concerns(one.later, row)
        }
        return list(found.values())

    def _against(self, row: IndicatorYear) -> Iterator[Contradiction]:
        for one in self.histories[row.indicator.indicator_id].contradictions:
            if one.indicator != row.indicator or one.kind is ContradictionKind.TARGET_OF_ANOTHER_SERIES:
                continue  # told of the other indicator, or as what cannot be compared
            if one.kind is ContradictionKind.SILENT_REVISION:
                _, later = one.evidence
                if one.severity is Severity.CONTRADICTION and _concerns(later, row):
                    yield one  # any other is told as revised, or as redefined
            elif one.period == row.year:
                yield one


def first_of_each(told: Iterable[AnyTold], most: int, *, kinds_first: bool = False) -> tuple[AnyTold, ...]:
    """Return so many of what could be told, in its order: the first of each kind, then what is left.

    Of each the first about an indicator of which nothing is told yet. A kind without one waits for the indicators of
    which nothing is told, unless `kinds_first`.
    """
    could = list(told)
    chosen: list[AnyTold] = []

    def is_new(one: AnyTold) -> bool:
        return one.indicator not in {other.indicator for other in chosen}

    def take(some: Iterable[AnyTold]) -> None:
        one = next((one for one in some if one not in chosen), None)
        if one is not None and len(chosen) < most:
            chosen.append(one)

    for kind in dict.fromkeys(one.kind for one in could):
        of_kind = [one for one in could if one.kind == kind]
        take([*filter(is_new, of_kind), *(of_kind if kinds_first else ())])
    for _ in could:
        take(filter(is_new, could))
    for _ in could:
        take(could)
    return tuple(one for one in could if one in chosen)


def notes_on(row: IndicatorYear) -> tuple[Footnote, ...]:
    """Return the notes of the source on the result itself, those that are there to read."""
    notes = row.achieved.footnotes if row.achieved is not None else ()
    return tuple(note for note in notes if note.text is not None and note.flag is None)


def is_withheld(row: IndicatorYear) -> bool:
    """Whether there is a result that is not shown, because too few people answered."""
    return row.judgement.rule == "no_data.withheld"


def claim_of(contradiction: Contradiction) -> Claim | None:
    """Return the sentence of a document that the figures do not bear out; None where it is about figures only."""
    return next((one for one in contradiction.evidence if isinstance(one, Claim)), None)


def _concerns(one: Observation | Target | Claim, row: IndicatorYear) -> bool:
    """Whether a printed figure or target is that of a row: of its year, or of the year it is compared with."""
    if isinstance(one, Target):
        return row.target is not None and (one.identity, one.period) == (row.target.identity, row.year)
    if isinstance(one, Claim):
        return False
    periods = {row.year} | ({row.previous.period} if row.previous is not None else set())
    return one.identity == row.identity and one.period in periods


def _is_of_another_series(row: IndicatorYear) -> bool:
    return isinstance(row.change, Refusal) and bool(row.change.differences)


def _is_figure(revision: Revision) -> bool:
    return isinstance(revision.later, Observation)


def _may_be_rounded(revision: Revision) -> bool:
    if not isinstance(revision.earlier, Observation) or not isinstance(revision.later, Observation):
        return False
    here, there = box_of(revision.earlier), box_of(revision.later)
    return here is not None and there is not None and meet(here, there)


def _printed(row: IndicatorYear) -> bool:
    return row.achieved is not None and row.achieved.is_figure


def _few_answered(row: IndicatorYear) -> bool:
    sample = row.assessment.sample
    return sample is not None and sample.n is not None and sample.n < FEW


def _together(facts: Iterable[AnyFact], key: Callable[[AnyFact], Hashable]) -> list[list[AnyFact]]:
    grouped: dict[Hashable, list[AnyFact]] = defaultdict(list)
    for one in facts:
        grouped[key(one)].append(one)
    return list(grouped.values())
