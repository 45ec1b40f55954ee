"""Which figures of a study form a series, what changed in each, and which may not be held against each other.

Nothing here decides: `indicators.comparing` says what belongs together, `indicators.uncertainty` what a change carries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from indicators import comparing, formats, uncertainty
from indicators.judged import Change, IndicatorHistory, IndicatorYear, Refusal, StudyRecord
from indicators.model import Indicator, Observation, SeriesIdentity, StudyItem
from indicators.samples import Surveys
from ui import awareness_wording as words

Figures = tuple[Observation, ...]
"""Figures that may be compared with each other, by year."""


@dataclass(frozen=True)
class Answer:
    """One question with one measure: its last row in the years of the study, and how it got there."""

    question: str
    measure: str | None
    """What tells it from the other measures of its question; None for the only one."""
    row: IndicatorYear
    position: int
    """Place of the row among those of its indicator and year."""
    course: Figures
    whole: Change | None
    """The change from the first figure to the last, where that is not the last step."""

    @property
    def name(self) -> str:
        """The question with its measure."""
        return f"{self.question}, {self.measure}" if self.measure else self.question

    @property
    def change(self) -> Change | None:
        """The change since the figure before; None where there is nothing to compare with."""
        return self.row.change if isinstance(self.row.change, Change) else None


@dataclass(frozen=True)
class Comparison:
    """Whether figures may be compared: among themselves, or with the others."""

    figures: Figures
    others: Figures | None
    """None: among themselves."""
    reason: str
    """Why not; of figures that may be compared, where one is no number to subtract."""
    is_allowed: bool


def histories(record: StudyRecord, *roles: str) -> Iterator[tuple[StudyItem, IndicatorHistory]]:
    """Return the items of a study with one of `roles`, with what is known of each."""
    known = {history.indicator.indicator_id: history for history in record.histories}
    for item in record.study.items:
        if item.role in roles and item.indicator_id in known:
            yield item, known[item.indicator_id]


def answers(record: StudyRecord) -> tuple[Answer, ...]:
    """Return the series of every question, in the order of the study; a question without any figure has none."""
    return tuple(
        answer for item, history in histories(record, "question") for answer in answers_of(record, item, history)
    )


def answers_of(record: StudyRecord, item: StudyItem, history: IndicatorHistory) -> Iterator[Answer]:
    """Return the series of one question that can be followed; when none can, the main figure of its last year."""
    series: dict[SeriesIdentity, list[IndicatorYear]] = defaultdict(list)
    for row in sorted(history.years, key=lambda row: row.year):
        if within(record, row.year) and row.achieved is not None and row.achieved.is_figure:
            series[row.identity].append(row)
    last = [rows[-1] for rows in series.values()]
    followed = [row for row in last if isinstance(row.change, Change)]
    if not followed and last:
        followed = [max(last, key=lambda row: (row.year, row.is_main))]
    for row in sorted(followed, key=lambda row: row.identity.part):
        course = tuple(one.achieved for one in series[row.identity] if one.achieved is not None)
        measure = row.measure if len(followed) > 1 else None
        position = [one for one in history.years if one.year == row.year].index(row)
        yield Answer(item.short_name, measure, row, position, course, over_all_years(record, history.indicator, course))


def within(record: StudyRecord, year: int) -> bool:
    """Return whether a year is one of the study."""
    return record.study.year_from <= year <= record.study.year_to


def changes(record: StudyRecord) -> tuple[tuple[str, Change], ...]:
    """Return every change in the years of the study with the name of its series; over all years last."""
    found = []
    for item, history in histories(record, "question"):
        for answer in answers_of(record, item, history):
            rows = [row for row in reversed(history.years) if row.identity == answer.row.identity]
            steps = [row.change for row in rows if within(record, row.year) and isinstance(row.change, Change)]
            found += [(answer.name, step) for step in (*steps, answer.whole) if step is not None]
    return tuple(found)


def over_all_years(record: StudyRecord, indicator: Indicator, course: Figures) -> Change | None:
    """Return the change from the first figure of a series to the last; None where that is a single step."""
    if len(course) < 3:
        return None
    figures = [one for history in record.histories for one in history.observations]
    surveys = Surveys(record.waves, {one.base.base_id: one.base for one in figures}, tuple(figures))
    assumed = surveys.assuming(record.assumptions.n_per_wave)
    found = uncertainty.change(course[-1], course[0], indicator, assumed, record.assumptions)
    return found if isinstance(found, Change) else None


def comparisons(record: StudyRecord) -> Iterator[tuple[str, list[Comparison]]]:
    """Return what may and may not be compared: per question, and of each later series with all of the questions."""
    questions: list[Figures] = []
    for item, history in histories(record, "question"):
        ways = comparable(history.observations)
        followed = {answer.row.identity for answer in answers_of(record, item, history)}
        main = [figures for figures in ways if len(figures) > 1 and figures[0].identity in followed] or ways[:1]
        questions += main
        among = [among_themselves(figures) for figures in main if len(figures) > 1]
        pairs = [*combinations(main, 2), *((one, other) for one in main[:1] for other in ways if other not in main)]
        apart = (refused(other, one) for one, other in pairs)
        yield item.short_name, [*among, *(one for one in apart if one is not None)]
    for item, history in histories(record, "later"):
        ways = comparable(history.observations)
        among = [among_themselves(figures) for figures in ways if len(figures) > 1]
        yield item.short_name, [*among, *(refused_by_all(figures, questions) for figures in ways if questions)]


def comparable(observations: Iterable[Observation]) -> list[Figures]:
    """Return figures in groups that may be compared, the largest first; what was printed twice counts once."""
    groups: list[dict[tuple[int, str], Observation]] = []
    for one in observations:
        if not one.is_figure:
            continue
        printed = one.period, formats.figure(one)
        for group in groups:
            if all(comparing.refusal(one, other) is None for other in group.values()):
                group.setdefault(printed, one)
                break
        else:
            groups.append({printed: one})
    unique = {(next(iter(group.values())).identity, *group): group for group in groups}
    ordered = (tuple(sorted(group.values(), key=lambda one: one.period)) for group in unique.values())
    return sorted(ordered, key=lambda figures: (-len(figures), figures[0].period))


def among_themselves(figures: Figures) -> Comparison:
    """Return that figures may be compared, with where one of them is no number to subtract."""
    steps = (comparing.subtracted(later, earlier) for earlier, later in pairwise(figures))
    limits = dict.fromkeys(step.reason for step in steps if isinstance(step, Refusal))
    return Comparison(figures, None, " ".join(limits), True)


def refused(figures: Figures, others: Figures) -> Comparison | None:
    """Return why figures may not be held against others; None when nothing forbids it."""
    one, other = figures[0], others[0]
    refusal = comparing.refusal(other, one)
    if refusal is None:
        return None
    reason = words.different(refusal.differences, one, other) if refusal.differences else refusal.reason
    return Comparison(figures, others, reason, False)


def refused_by_all(figures: Figures, questions: list[Figures]) -> Comparison:
    """Return why figures may not be held against any of the questions: what each of those differs in."""
    every = (set(figures[0].identity.differences(others[0].identity)) for others in questions)
    refusals = [refusal for others in questions if (refusal := comparing.refusal(others[0], figures[0]))]
    reasons = dict.fromkeys(refusal.reason for refusal in refusals if not refusal.differences)
    theirs = {others[0].identity.base_id for others in questions}
    on_one_side = {figures[0].identity.base_id} | (theirs if len(theirs) == 1 else set())
    told = words.apart_from_all(list(reasons), set.intersection(*every), on_one_side)
    return Comparison(figures, (), told, not refusals)
