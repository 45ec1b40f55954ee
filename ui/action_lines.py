"""The social-base programme, drawn: how far it is, its course over the years, lines of action, and what was counted.

Counts come with what they are out of. Where a document names a whole of another kind (29 boards, 48 buildings), both
stand there and nothing is divided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from indicators import calendar, formats, reading
from indicators.calendar import EVENT_WORDS, STATUSES, Event, EventKind
from indicators.language import say, say_counted, sayable
from indicators.model import Action, ActionLine, Document, Initiative, SocialBase
from indicators.reading import Warehouse
from ui import figures, pictures, wording
from ui.markup import (
    Content,
    Html,
    body,
    dutch,
    element,
    facts,
    group_row,
    items,
    joined,
    link,
    notice,
    row,
    table,
    unbroken,
)

TIMELINE = sayable("Tijdlijn")
COUNTS = sayable("Initiatieven en aantallen, elk met een eigen noemer")
HOW_FAR = sayable("Hoever elke actielijn is")
NEVER_DIVIDED = sayable(
    "Een noemer staat er alleen als het document zelf zegt waarvan het aantal een deel is. Telt die iets anders dan "
    "het aantal, dan is het geen aandeel: de twee worden hier niet op elkaar gedeeld."
)
NOTHING_FITS = sayable("Geen enkele actie past bij deze keuze. Kies hierboven een andere status of actielijn.")
NOT_DATED = sayable("Niet op de tijdlijn, want zonder maand, seizoen of jaar: {n}")
ACTION_HEADERS = (
    sayable("Actie"),
    sayable("Status"),
    sayable("Aantal"),
    sayable("Wanneer"),
    sayable("Volgens"),
)
COUNT_HEADERS = (
    sayable("Onderwerp"),
    sayable("Wat is geteld"),
    sayable("Aantal"),
    sayable("Noemer"),
    sayable("Volgens"),
)
# A part of an amount is an amount too.
MONEY = "euro"


class Timeline(Protocol):
    """What draws a programme over the years (`charts.timeline`)."""

    def picture(self, events: Sequence[Event], *, is_wide: bool = False) -> str:
        """Return an SVG, empty when nothing has a date."""

    def description(self, events: Sequence[Event]) -> str:
        """Return what the picture shows, for who cannot see it."""


def drawn(
    warehouse: Warehouse,
    as_known_in: str | None = None,
    status: str | None = None,
    line_id: str | None = None,
    *,
    timeline: Timeline,
    marks: figures.Marks,
) -> Html:
    """Return the programme as of the documents that describe it: all of it, one line, or actions of one status."""
    programme = reading.social_base(warehouse, as_known_in)
    if not programme.action_lines and not programme.initiatives:
        return notice(say(wording.NO_SOCIAL_BASE))
    documents = reading.documents(warehouse)
    links = figures.document_links(documents, as_known_in)
    shown, every = chosen(programme, status, line_id), actions(programme.action_lines)
    return joined(
        element("p", unbroken(lead(programme.action_lines, documents)), class_="lead")
        if programme.action_lines
        else None,
        how_far(programme.action_lines, documents) if every else None,
        what_is_chosen(shown, len(every)) if shown is not programme else None,
        over_the_years(calendar.events(shown, documents), timeline, marks),
        *(action_line(line, links) for line in shown.action_lines),
        counts(programme.initiatives, links),
    )


def chosen(programme: SocialBase, status: str | None, line_id: str | None) -> SocialBase:
    """Return the lines and actions that were asked for, the whole programme without a choice.

    What was counted belongs to no line and has no status, so that a choice leaves it out.
    """
    if status is None and line_id is None:
        return programme
    lines = (
        replace(line, actions=tuple(one for one in line.actions if status in {None, one.status}))
        for line in programme.action_lines
        if line_id in {None, line.action_line_id}
    )
    return SocialBase(tuple(line for line in lines if line.actions or status is None), ())


def actions(lines: Iterable[ActionLine]) -> list[Action]:
    """Return the actions of all lines."""
    return [action for line in lines for action in line.actions]


# How far it is -------------------------------------------------------------------------------------------------------


def lead(lines: Sequence[ActionLine], documents: Iterable[Document]) -> Html:
    """Return how many actions have each status, out of how many, and as of which document."""
    every = actions(lines)
    told_by = {one.as_of_document for one in every} or {line.document_id for line in lines}
    counted = say_counted("{n} actielijn", "{n} actielijnen", len(lines))
    of_them = say_counted("{n} actie", "{n} acties", len(every))
    states = [
        joined(dutch(document.title), f", {formats.published(document)}")
        for document in documents
        if document.document_id in told_by
    ]
    return joined(
        f"{counted}, {of_them}: {by_status(every)}. " if every else f"{counted}. ",
        say("Stand volgens"),
        " ",
        *(joined("; " if at else "", state) for at, state in enumerate(states)),
        ".",
    )


def by_status(found: Sequence[Action]) -> str:
    """Return how many actions have each status: `12 gedaan, 9 lopend, 3 gepland`."""
    counted = Counter(action.status for action in found)
    return ", ".join(f"{counted[kind]} {say(EVENT_WORDS[kind]).lower()}" for kind in STATUSES if counted[kind])


def how_far(lines: Sequence[ActionLine], documents: Iterable[Document]) -> Html:
    """Return per line and in all how many actions have each status, each with what it is out of."""
    published = {one.document_id: one.published_on for one in documents}
    headers = (say("Actielijn"), say("Besluit"), *(say(EVENT_WORDS[kind]) for kind in STATUSES))
    written = [
        row(
            link(f"#{line.action_line_id}", dutch(line.title)),
            decided(line, is_ahead=calendar.decision(line, published[line.document_id]) is EventKind.DECISION_AHEAD),
            *(of_all(line.actions, kind) for kind in STATUSES),
        )
        for line in lines
    ]
    total = row(say("Alle actielijnen"), None, *(of_all(actions(lines), kind) for kind in STATUSES), class_="total")
    return table(say(HOW_FAR), headers, [body(*written), body(total)], class_="programme")


def of_all(found: Sequence[Action], kind: EventKind) -> Content:
    """Return how many actions have a status out of how many: `3 van 7`."""
    number = sum(action.status == kind for action in found)
    said = say("{n} van {total}", n=number, total=len(found)) if found else say("geen acties")
    return said if number else element("span", said, class_="absent")


def decided(line: ActionLine, *, is_ahead: bool) -> Html:
    """Return when a line was decided on and by whom, as far as its document says; `is_ahead`: not yet, at that time."""
    when = calendar.written(line.decided_on) if line.decided_on else None
    still = say("nog te nemen toen het document verscheen") if is_ahead else None
    if not line.decision:
        return joined(when or element("span", say("niet vermeld"), class_="absent"), figures.aside(still))
    return joined(
        when or dutch(line.decision), figures.aside(dutch(line.decision) if when else None, still and "; ", still)
    )


def what_is_chosen(shown: SocialBase, known: int) -> Html:
    """Return how many actions the choice leaves, out of how many."""
    if not shown.action_lines:
        return notice(say(NOTHING_FITS))
    found = actions(shown.action_lines)
    lines = say_counted("{n} actielijn", "{n} actielijnen", len(shown.action_lines))
    return element(
        "p",
        say("Gekozen: {n} van de {total} acties, in {lines}.", n=len(found), total=known, lines=lines),
        class_="above",
        role="status",
    )


# Over the years ------------------------------------------------------------------------------------------------------


def over_the_years(events: Sequence[Event], timeline: Timeline, marks: figures.Marks) -> Html:
    """Return the timeline as a picture for wide and for narrow screens, as a table, and what has no date."""
    if not events:
        return Html("")
    wide, narrow = timeline.picture(events, is_wide=True), timeline.picture(events)
    dated, undated = ([one for one in events if (one.span is None) is missing] for missing in (False, True))
    return element(
        "section",
        element("h2", say(TIMELINE), id="tijdlijn"),
        pictures.in_two_widths(wide, narrow, timeline.description(events), marks, "timeline"),
        # On paper every date stands with its action.
        element("details", element("summary", say("De tijdlijn als tabel")), timetable(dated), class_="on-screen")
        if dated
        else None,
        element(
            "details",
            element("summary", say(NOT_DATED, n=len(undated))),
            items(joined(dutch(one.name), figures.aside(event_words(one))) for one in undated),
        )
        if undated
        else None,
    )


def event_words(one: Event) -> Content:
    """Return what an event is, of which line, and the words its document has for when."""
    when = joined(", ", dutch(element("q", one.printed))) if one.printed else None
    return joined(say(EVENT_WORDS[one.kind]), joined(", ", dutch(one.line)) if one.line else None, when)


def timetable(dated: Iterable[Event]) -> Html:
    """Return everything with a date, by year."""
    headers = (say("Wanneer, zoals gedrukt"), say("Wat"), say("Soort"), say("Actielijn"))
    bodies = [
        body(
            group_row(str(year), len(headers)),
            *(
                row(
                    when(one),
                    dutch(one.name) if one.name else say("besluit"),
                    say(EVENT_WORDS[one.kind]),
                    dutch(one.line) if one.line else None,
                )
                for one in found
            ),
        )
        for year, found in groupby(dated, key=lambda one: one.span.begin.year if one.span else 0)
    ]
    return table(say("Alles met een datum, naar jaar"), headers, bodies, class_="timetable")


def when(one: Event) -> Content:
    """Return a date as printed; one in figures written out."""
    printed = one.printed or ""
    shown = calendar.written(printed)
    return dutch(printed) if shown == printed else shown


# Lines of action -----------------------------------------------------------------------------------------------------


def action_line(line: ActionLine, documents: Mapping[str, Html]) -> Html:
    """Return one line of action: goal, decision and its actions by position."""
    about: list[tuple[str, Content]] = [
        (say("Doel"), dutch(line.goal) if line.goal else None),
        (say("Uitwerking"), dutch(line.elaboration) if line.elaboration else None),
        (say("Besluit"), decided_in_full(line)),
        (say("Bron"), joined(documents[line.document_id], ", ", dutch(formats.place(line.place)))),
    ]
    written = [
        row(
            dutch(action.summary),
            say(EVENT_WORDS[EventKind(action.status)]),
            dutch(action.figure) if action.figure else None,
            dutch(action.period) if action.period else None,
            told_by(action, line, documents),
        )
        for action in line.actions
    ]
    headers = tuple(say(header) for header in ACTION_HEADERS)
    counted = say_counted("{n} actie", "{n} acties", len(line.actions))
    return element(
        "section",
        element("h2", dutch(line.title)),
        facts(about),
        element("p", f"{counted}: {by_status(line.actions)}.") if written else None,
        table(say("Acties van {line}", line=line.title), headers, [body(*written)], class_="actions")
        if written
        else None,
        id=line.action_line_id,
    )


def decided_in_full(line: ActionLine) -> Content:
    """Return a decision with its date in a sentence; None where the document names neither."""
    on = f"({calendar.written(line.decided_on)})" if line.decided_on else None
    return joined(dutch(line.decision) if line.decision else None, " ", on) if line.decision or on else None


def told_by(action: Action, line: ActionLine, documents: Mapping[str, Html]) -> Html:
    """Return where an action stands; the document only when it is another than that of its line."""
    is_same = action.as_of_document == line.document_id
    document = None if is_same else documents[action.as_of_document]
    return joined(document, figures.aside(dutch(formats.place(action.place))))


# What was counted ----------------------------------------------------------------------------------------------------


def counts(initiatives: Sequence[Initiative], documents: Mapping[str, Html]) -> Html:
    """Return the counted quantities by year; each with its own denominator, never divided."""
    if not initiatives:
        return Html("")
    headers = tuple(say(header) for header in COUNT_HEADERS)
    by_year = sorted(initiatives, key=lambda one: (one.period is None, one.period or 0))
    bodies = [
        body(
            group_row(str(year) if year else say("Zonder jaar"), len(headers)),
            *(counted(one, documents) for one in found),
        )
        for year, found in groupby(by_year, key=lambda one: one.period)
    ]
    return element(
        "section",
        element("h2", say(COUNTS), id="aantallen"),
        element("p", say(NEVER_DIVIDED)),
        table(say("Aantallen, naar jaar"), headers, bodies, class_="initiatives"),
    )


def counted(one: Initiative, documents: Mapping[str, Html]) -> Html:
    """Return one counted quantity: what, how many, out of what, and the words it is printed in."""
    return row(
        joined(dutch(one.subject), figures.aside(dutch(one.note) if one.note else None)),
        dutch(one.quantity),
        joined(
            dutch(formats.qualified(one.value, one.qualifier, one.unit)),
            figures.aside(say("gedrukt:"), " ", dutch(element("q", one.raw))),
        ),
        of_how_many(one),
        joined(documents[one.document_id], ", ", dutch(formats.place(one.place))),
    )


def of_how_many(one: Initiative) -> Content:
    """Return the denominator with what it counts, which need not be the same kind of thing."""
    if one.denominator is None:
        return element("span", say("geen noemer vermeld"), class_="absent")
    if one.unit == MONEY:
        named = f" ({one.denominator_of})" if one.denominator_of else ""
        whole = f"{formats.quantity(one.denominator, one.unit)}{named}"
    else:
        whole = f"{formats.number(one.denominator)} {one.denominator_of or ''}".strip()
    return joined(element("span", f"{say('Noemer')}: ", class_="only-narrow"), dutch(whole))
