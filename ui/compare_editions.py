"""Two editions as a list of differences, drawn: what one plans and the other achieves, and everything that changed."""

from collections.abc import Sequence
from itertools import groupby

from indicators import formats
from indicators.editions import ChangeKind, Edition, EditionChange, EditionDifference, RowPair
from indicators.judged import IndicatorYear
from indicators.language import say, say_counted, sayable
from ui import addresses, figures
from ui.markup import Content, Html, body, dutch, element, items, joined, link, notice, row, section, table

KINDS: dict[ChangeKind, str] = {
    ChangeKind.VERDICT_TURNED: sayable("Ander oordeel"),
    ChangeKind.REDEFINED: sayable("Herdefinitie"),
    ChangeKind.REVISED: sayable("Herzien cijfer"),
    ChangeKind.TARGET_CHANGED: sayable("Andere streefwaarde"),
    ChangeKind.NEW: sayable("Nieuwe indicator"),
    ChangeKind.NEW_FIGURE: sayable("Nieuwe uitkomst"),
    ChangeKind.VANISHED: sayable("Niet meer genoemd, of geen uitkomst meer"),
    ChangeKind.CERTAINTY_CHANGED: sayable("Andere zekerheid"),
}
EXPLAINED = (ChangeKind.REDEFINED, ChangeKind.REVISED)
REASONS = sayable("Waarom het anders is, staat bij de herzieningen.")
NOTHING = sayable("Tussen deze twee documenten is niets veranderd.")
NOT_IN_BOTH = sayable(
    "Geen beleidsveld staat in beide documenten; er zijn dus geen indicatoren naast elkaar te zetten."
)
NOT_THIS_ONE = sayable(
    "Dit beleidsveld staat niet in beide documenten; er zijn dus geen indicatoren naast elkaar te zetten."
)


def drawn(difference: EditionDifference, *, is_of_one_field: bool) -> Html:
    """Return what both editions say of the same indicators, what changed, and which fields only one of them has."""
    return joined(
        section(
            say("{earlier} tegenover {later}", earlier=named(difference.earlier), later=named(difference.later)),
            element("p", lead(difference, is_of_one_field=is_of_one_field), class_="lead"),
            pairs_table(difference) if difference.pairs else None,
        ),
        section(say("Wat er anders is"), *changes(difference)),
        section(say("Beleidsvelden in maar een van beide"), left_out(difference)),
    )


def named(edition: Edition) -> str:
    """Return an edition by its title, with the year it is read for where that is not in the title."""
    title = edition.document.title
    return title if str(edition.year) in title else f"{title}, {edition.year}"


def lead(difference: EditionDifference, *, is_of_one_field: bool) -> str:
    """Return how many indicators stand in both, and at how many of them something changed."""
    if not difference.pairs:
        return say(NOT_THIS_ONE if is_of_one_field else NOT_IN_BOTH)
    compared = {pair.indicator.indicator_id for pair in difference.pairs}
    changed = {one.indicator.indicator_id for one in difference.changes} & compared
    return say_counted(
        "{n} indicator van beleidsvelden die in beide documenten staan; bij {changed} daarvan is iets anders.",
        "{n} indicatoren van beleidsvelden die in beide documenten staan; bij {changed} daarvan is iets anders.",
        len(compared),
        changed=len(changed),
    )


def pairs_table(difference: EditionDifference) -> Html:
    """Return what each edition plans and achieves; a column without anything is left out, and so is a repeated one."""
    earlier, later = difference.earlier, difference.later
    before, after = earlier.document.document_id, later.document.document_id
    planned = [(_target(pair.earlier, before), _target(pair.later, after)) for pair in difference.pairs]
    wanted: list[tuple[str, list[Content]]] = [
        (say("Beoogd volgens {document}", document=named(earlier)), [one for one, _ in planned]),
        (
            say("Behaald volgens {document}", document=named(earlier)),
            [_result(pair.earlier, before) for pair in difference.pairs],
        ),
        (say("Beoogd volgens {document}", document=named(later)), [other for _, other in planned]),
        (
            say("Behaald volgens {document}", document=named(later)),
            [_result(pair.later, after) for pair in difference.pairs],
        ),
        (
            say("Oordeel volgens {document}", document=named(later)),
            [_verdict(pair, after) for pair in difference.pairs],
        ),
    ]
    if all(_is_planned_alike(pair) for pair in difference.pairs):
        wanted[2:3] = []
        wanted[0] = (say("Beoogd volgens beide"), wanted[0][1])
    columns = [(header, cells) for header, cells in wanted if any(cells)]
    absent = figures.aside(say("niets"))
    rows = [
        row(_name(pair, after), *(cells[at] or absent for _, cells in columns))
        for at, pair in enumerate(difference.pairs)
    ]
    return table(
        say("Beoogd en behaald: {earlier} tegenover {later}", earlier=named(earlier), later=named(later)),
        (say("Indicator"), *(header for header, _ in columns)),
        [body(*rows)],
        class_="editions",
    )


def changes(difference: EditionDifference) -> list[Html]:
    """Return every change by kind, with how many of the indicators it is about."""
    if not difference.changes:
        return [notice(say(NOTHING))]
    ordered = sorted(difference.changes, key=lambda one: list(ChangeKind).index(one.kind))
    return [of_kind(kind, list(group), difference) for kind, group in groupby(ordered, key=lambda one: one.kind)]


def of_kind(kind: ChangeKind, found: Sequence[EditionChange], difference: EditionDifference) -> Html:
    """Return the changes of one kind; the count is of indicators, out of those that stand in both editions."""
    compared = {pair.indicator.indicator_id for pair in difference.pairs}
    about = {one.indicator.indicator_id for one in found}
    inside, outside = len(about & compared), len(about - compared)
    counted = [
        say("{n} van de {total} indicatoren", n=inside, total=len(compared)) if inside else None,
        say_counted(
            "{n} indicator van een beleidsveld dat maar in een van beide staat",
            "{n} indicatoren van beleidsvelden die maar in een van beide staan",
            outside,
        )
        if outside
        else None,
    ]
    known_in = difference.later.document.document_id
    return joined(
        element("h3", say(KINDS[kind])),
        element("p", formats.enumeration(one for one in counted if one), class_="above"),
        items(
            joined(
                link(addresses.indicator(one.indicator.indicator_id, known_in), dutch(one.indicator.name)),
                ": ",
                one.sentence,
            )
            for one in found
        ),
        link(addresses.revisions(as_known_in=known_in), say(REASONS)) if kind in EXPLAINED else None,
    )


def left_out(difference: EditionDifference) -> Html | None:
    """Return the policy fields of which only one document gives anything; nothing of them is called new or gone."""
    if not difference.fields_left_out:
        return None
    number = len(difference.fields_left_out)
    sentence = say_counted(
        "Over {n} beleidsveld gaat maar een van beide documenten. Wat daar staat, is dus niet nieuw of weg:",
        "Over {n} beleidsvelden gaat maar een van beide documenten. Wat daar staat, is dus niet nieuw of weg:",
        number,
    )
    fields = (
        link(addresses.policy_field(one.policy_field_id, difference.later.year), dutch(one.title))
        for one in difference.fields_left_out
    )
    return joined(element("p", sentence), items(fields, class_="ways"))


def _name(pair: RowPair, known_in: str) -> Html:
    one = pair.later or pair.earlier
    return joined(
        link(addresses.indicator(pair.indicator.indicator_id, known_in), dutch(pair.indicator.name)),
        figures.aside(dutch(one.measure)) if one and one.measure else None,
    )


def _target(one: IndicatorYear | None, known_in: str) -> Html | None:
    return figures.target(one.target, known_in) if one and one.target else None


def _is_planned_alike(pair: RowPair) -> bool:
    """Whether both editions give the same target, in the same words."""
    if pair.earlier is None or pair.later is None:
        return False
    return formats.target(pair.earlier.target) == formats.target(pair.later.target)


def _result(one: IndicatorYear | None, known_in: str) -> Html | None:
    return figures.figure(one.achieved, known_in, not_of_year=one.year) if one and one.achieved else None


def _verdict(pair: RowPair, known_in: str) -> Html | None:
    return joined(figures.verdict(pair.later), figures.certainty(pair.later, known_in)) if pair.later else None
