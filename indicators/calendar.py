"""When something of a programme happened or will: the dates that a document prints in words, read by rule.

A document writes `zomer 2024`, `resultaten zomer 2025`, `2024–2025` or `2024-03`. What names one day, month, season or
year, or a stretch of years, is read; what names none (`elke zomer`), several, or only a limit (`na 2025`) is not, and
stays words. Nothing is filled in: a year is the whole year, never its first of January.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel.dates import format_date

from indicators import language
from indicators.language import sayable
from indicators.model import ActionLine, Document, SocialBase


class Precision(StrEnum):
    """How exactly a date is printed, the most exact first."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True)
class Span:
    """The days a printed date may be of, the first and the last included."""

    begin: date
    end: date
    precision: Precision


class EventKind(StrEnum):
    """What happened or will; an action has the status that its document gives it."""

    DECISION = "decision"
    DECISION_AHEAD = "decision_ahead"
    """Still to be taken when the document appeared."""
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DONE_AND_RUNNING = "done_and_running"
    COUNTED = "counted"


EVENT_WORDS = {
    EventKind.DECISION: sayable("Besluit"),
    EventKind.DECISION_AHEAD: sayable("Besluit, nog te nemen"),
    EventKind.DONE: sayable("Gedaan"),
    EventKind.DONE_AND_RUNNING: sayable("Gedaan en doorlopend"),
    EventKind.RUNNING: sayable("Lopend"),
    EventKind.PLANNED: sayable("Gepland"),
    EventKind.COUNTED: sayable("Geteld"),
}
"""Dutch; the statuses of an action from done to still to do."""
DECISIONS = (EventKind.DECISION, EventKind.DECISION_AHEAD)
STATUSES = (EventKind.DONE, EventKind.DONE_AND_RUNNING, EventKind.RUNNING, EventKind.PLANNED)


@dataclass(frozen=True)
class Event:
    """One thing of a programme, with its date as printed and as read."""

    kind: EventKind
    line: str | None
    """The line of action; None for what was counted."""
    name: str
    printed: str | None
    span: Span | None
    """None: no date is printed, or not clearly one."""


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("maart", "mrt"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
# As the weather services reckon. Winter lies in two years, so that `winter 2024` is no more exact than its year.
SEASONS = {"voorjaar": (3, 5), "lente": (3, 5), "zomer": (6, 8), "najaar": (9, 11), "herfst": (9, 11)}

_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""\b(?:
        (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\d-])
      | (?:(?:(?P<day>[1-9]|[12]\d|3[01])\ )?(?P<month>{"|".join(MONTHS)})\.?\ |(?P<season>{"|".join(SEASONS)})\ )?
        (?P<year>{_YEAR})(?!-\d{{1,2}}\b)
    )\b""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\s*(?:–|-|/|t/m|tot en met|en)\s*")
# A limit is not a moment: `vóór mei 2025` is no day of that month.
_LIMIT = re.compile(r"\b(?:voor|vóór|na|tot|sinds|vanaf|uiterlijk|binnen)\s*$")


def span(printed: str | None) -> Span | None:
    """Return the days a printed date may be of; None where it does not name one date or one stretch."""
    text = " ".join((printed or "").casefold().split())
    found = list(_DATE.finditer(text))
    if not found or _LIMIT.search(text[: found[0].start()]):
        return None
    spans = [one for match in found if (one := _read(match))]
    if len(spans) != len(found) or len(spans) > 2:
        return None
    first, last = spans[0], spans[-1]
    if len(spans) == 2 and not _BETWEEN.fullmatch(text[found[0].end() : found[1].start()]):
        return None
    if last.end < first.begin:
        return None
    return Span(first.begin, last.end, max(first.precision, last.precision, key=list(Precision).index))


def written(printed: str) -> str:
    """Return a date as it is read aloud: `2024-03` becomes `maart 2024`; what is already in words stays as printed."""
    found = span(printed)
    if found is None or not re.fullmatch(r"[\d-]+", printed) or found.precision is Precision.YEAR:
        return printed
    pattern = "d MMMM y" if found.precision is Precision.DAY else "MMMM y"
    return str(format_date(found.begin, pattern, locale=language.locale()))


def events(programme: SocialBase, documents: Iterable[Document]) -> tuple[Event, ...]:
    """Return everything of a programme by date: decisions and actions of each line, and what was counted; then all
    without a date."""
    published = {one.document_id: one.published_on for one in documents}
    found = [
        Event(decision(line, published[line.document_id]), line.title, line.decision or "", on, span(on))
        for line in programme.action_lines
        if (on := line.decided_on) or line.decision
    ]
    found += [
        Event(EventKind(action.status), line.title, action.summary, action.period, span(action.period))
        for line in programme.action_lines
        for action in line.actions
    ]
    found += [
        Event(EventKind.COUNTED, None, f"{one.subject}: {one.quantity}", printed, span(printed))
        for one in programme.initiatives
        for printed in [str(one.period) if one.period else None]
    ]
    return tuple(sorted(found, key=lambda one: (one.span is None, one.span.begin if one.span else date.min)))


def decision(line: ActionLine, published_on: date) -> EventKind:
    """Return whether a decision was taken or still to be taken when its document appeared."""
    found = span(line.decided_on)
    return EventKind.DECISION_AHEAD if found and found.begin > published_on else EventKind.DECISION


def years(found: Iterable[Event]) -> range:
    """Return the years from the first to the last date; empty without any."""
    spans = [one.span for one in found if one.span]
    return range(min(one.begin.year for one in spans), max(one.end.year for one in spans) + 1) if spans else range(0)


def _read(match: re.Match[str]) -> Span | None:
    """Return one date; None for a day that does not exist."""
    if match["iso"]:
        year, month, *day = (int(part) for part in match["iso"].split("-"))
        return _span(year, month, day[0] if day else None)
    year = int(match["year"])
    if match["month"]:
        return _span(year, MONTHS[match["month"]], int(match["day"]) if match["day"] else None)
    if match["season"]:
        first, last = SEASONS[match["season"]]
        return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]), Precision.SEASON)
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _span(year: int, month: int, day: int | None) -> Span | None:
    length = monthrange(year, month)[1]
    if day is None:
        return Span(date(year, month, 1), date(year, month, length), Precision.MONTH)
    return Span(date(year, month, day), date(year, month, day), Precision.DAY) if day <= length else None
