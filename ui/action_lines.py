"""The social-base programme, drawn: lines of action with their actions, and counts with a denominator each."""

from collections import Counter
from collections.abc import Mapping, Sequence

from indicators import formats, reading
from indicators.model import Action, ActionLine, Initiative
from indicators.reading import Warehouse
from ui import figures, wording
from ui.markup import Content, Html, body, element, facts, joined, notice, row, section, table


def drawn(warehouse: Warehouse, as_known_in: str | None = None) -> Html:
    """Return the programme as of the documents that describe it."""
    programme = reading.social_base(warehouse, as_known_in)
    documents = figures.document_links(reading.documents(warehouse), as_known_in)
    if not programme.action_lines and not programme.initiatives:
        return notice(wording.NO_SOCIAL_BASE)
    actions = [action for line in programme.action_lines for action in line.actions]
    lead = (
        f"{wording.count(len(programme.action_lines), 'actielijn', 'actielijnen')} met "
        f"{wording.count(len(actions), 'actie', 'acties')}: {by_status(actions)}."
    )
    return joined(
        element("p", lead, class_="lead") if actions else None,
        *(action_line(line, documents) for line in programme.action_lines),
        section("Aantallen, elk met een eigen noemer", initiative_table(programme.initiatives, documents)),
    )


def by_status(actions: Sequence[Action]) -> str:
    """Return how many actions have each status: `3 gepland, 9 loopt, 12 gedaan`."""
    counts = Counter(action.status for action in actions)
    return ", ".join(
        f"{counts[status]} {words.lower()}" for status, words in wording.ACTION_STATUSES.items() if counts[status]
    )


def action_line(line: ActionLine, documents: Mapping[str, Html]) -> Html:
    """Return one line of action: goal, decision and its actions by position."""
    about: list[tuple[str, Content]] = [
        ("Doel", line.goal),
        ("Uitwerking", line.elaboration),
        ("Besluit", f"{line.decision} ({line.decided_on})" if line.decision and line.decided_on else line.decision),
        (
            "Bron",
            joined(documents[line.document_id], f", {formats.place(line.place)}"),
        ),
    ]
    written = [
        row(
            action.summary,
            wording.ACTION_STATUSES[action.status],
            action.figure,
            action.period,
            told_by(action, line, documents),
        )
        for action in line.actions
    ]
    headers = ("Actie", "Status", "Aantal", "Wanneer", "Volgens")
    return section(
        line.title,
        facts(about),
        element("p", f"{wording.count(len(line.actions), 'actie', 'acties')}: {by_status(line.actions)}.")
        if written
        else None,
        table(f"Acties van {line.title}", headers, [body(*written)], class_="actions") if written else None,
        id_=line.action_line_id,
    )


def told_by(action: Action, line: ActionLine, documents: Mapping[str, Html]) -> Html:
    """Return where an action stands; the document only when it is another than that of its line."""
    is_same = action.as_of_document == line.document_id
    document = None if is_same else documents[action.as_of_document]
    return joined(document, figures.aside(formats.place(action.place)))


def initiative_table(initiatives: Sequence[Initiative], documents: Mapping[str, Html]) -> Html:
    """Return the counted quantities; each with its own denominator, never divided."""
    written = [
        row(
            joined(one.subject, figures.aside(one.note)),
            joined(one.quantity, figures.aside("gedrukt: ", element("q", one.raw))),
            formats.qualified(one.value, one.qualifier, one.unit),
            str(one.period) if one.period else None,
            of_how_many(one),
            joined(documents[one.document_id], f", {formats.place(one.place)}"),
        )
        for one in initiatives
    ]
    headers = ("Onderwerp", "Wat is geteld", "Aantal", "Jaar", "Noemer", "Volgens")
    return table("Aantallen", headers, [body(*written)], class_="initiatives") if written else Html("")


def of_how_many(one: Initiative) -> str:
    """Return the denominator with what it counts, which need not be the same kind of thing."""
    if one.denominator is None:
        return "geen noemer vermeld"
    return f"{formats.number(one.denominator)} {one.denominator_of or ''}".strip()
