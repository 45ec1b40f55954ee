"""What a draft would change of what is published, drawn: verdicts, definitions, figures, revisions, doubts."""

from collections import Counter
from collections.abc import Sequence

from indicators import formats
from indicators.judged import IndicatorYear
from indicators.language import say, say_counted, sayable
from indicators.model import Definition, Document, Indicator
from release.differences import Changed, Differences, FigureChange, Printed, Redefined
from ui import figures, finding_wording
from ui.markup import Content, Html, body, dutch, element, items, joined, row, section, table

TITLES = {
    FigureChange.CHANGED: sayable("Anders gelezen dan gepubliceerd"),
    FigureChange.VANISHED: sayable("Gepubliceerd en nu verdwenen"),
    FigureChange.UNIT: sayable("In een andere eenheid dan tot nu toe"),
    FigureChange.TERRITORY: sayable("Over een gebied van later, en anders dan eerder"),
    FigureChange.UNREADABLE: sayable("Nieuw en niet leesbaar"),
    FigureChange.NEW: sayable("Nieuwe cijfers en streefwaarden"),
}
"""In the order in which they are shown, what asks most attention first."""
FOLDED_FROM = 12
"""A longer list of what is new is folded away: what is wrong is seldom among what is simply new."""


def drawn(found: Differences, held_against: str | None) -> Html:
    """Return the differences with the version they are held against; None: nothing is published."""
    if held_against is None:
        against = say("Er is nog niets gepubliceerd: alles is nieuw.")
    else:
        against = say("Vergeleken met versie {version}.", version=held_against)
    nothing = say("Er verandert geen enkel cijfer; namen, noten of definities wel.") if found.is_empty else None
    return joined(
        element("p", against, " ", _counted(found), " ", nothing, class_="lead"),
        section(say("Oordelen die veranderen"), _verdicts(found)),
        section(say("Oordelen die vervallen"), _judged(say("Oordelen die vervallen"), found.gone)),
        section(say("Nieuwe oordelen"), _judged(say("Nieuwe oordelen"), found.appeared)),
        section(say("Nieuwe of gewijzigde definities"), _definitions(found.definitions)),
        *(_figures(kind, [one for one in found.figures if one.kind is kind]) for kind in TITLES),
        section(say("Wel in de vorige uitgave, niet in deze"), _missing(found)),
        section(say("Herzieningen van eerdere jaren"), _revisions(found)),
        section(say("Wat niet met elkaar klopt"), _doubts(found)),
    )


def _counted(found: Differences) -> str:
    parts = [
        say_counted("{n} oordeel verandert", "{n} oordelen veranderen", len(found.verdicts)),
        say_counted("{n} nieuw oordeel", "{n} nieuwe oordelen", len(found.appeared)),
        *_counted_if(found),
        say_counted("{n} cijfer verschilt", "{n} cijfers verschillen", len(found.figures)),
        say_counted("{n} herziening", "{n} herzieningen", len(found.revisions)),
    ]
    return f"{formats.enumeration(parts)}."


def _counted_if(found: Differences) -> list[str]:
    """Return what is seldom there, and is said only when it is."""
    gone, definitions = len(found.gone), len(found.definitions)
    return [
        *([say_counted("{n} oordeel vervalt", "{n} oordelen vervallen", gone)] if gone else []),
        *(
            [say_counted("{n} nieuwe of gewijzigde definitie", "{n} nieuwe of gewijzigde definities", definitions)]
            if definitions
            else []
        ),
    ]


def _named(indicator: Indicator, year: int) -> Html:
    return joined(dutch(indicator.name), f", {year}")


def _measured(indicator: Indicator, one: Printed) -> Html:
    """Return the name of a figure, with what of the indicator it measures: a cell may hold two."""
    return joined(_named(indicator, one.period), figures.aside(figures.in_dutch(figures.measured(one, indicator))))


def _verdicts(found: Differences) -> Html:
    if not found.verdicts:
        return Html("")
    rows = [
        row(
            _named(one.draft.indicator, one.draft.year),
            figures.verdict(one.published),
            figures.verdict(one.draft),
        )
        for one in found.verdicts
    ]
    return table(say("Oordelen die veranderen"), (say("Indicator"), say("Gepubliceerd"), say("Concept")), [body(*rows)])


def _judged(title: str, rows: Sequence[IndicatorYear]) -> Html:
    """Return verdicts that stand in one of the two versions only, folded when there are many."""
    if not rows:
        return Html("")
    titles = (say("Indicator"), say("Beoogd"), say("Behaald"), say("Oordeel"), say("Zekerheid"))
    lines = [
        row(
            _named(one.indicator, one.year),
            formats.target(one.target),
            formats.figure(one.achieved),
            figures.verdict(one),
            formats.certainty_word(one.certainty) if one.certainty else None,
        )
        for one in rows
    ]
    counts = Counter(formats.verdict_word(one.verdict).lower() for one in rows)
    counted = formats.enumeration([f"{number} {word}" for word, number in counts.most_common()])
    return _folded(table(title, titles, [body(*lines)], class_="differences"), counted, len(rows))


def _folded(listed: Html, counted: str, number: int) -> Html:
    if number <= FOLDED_FROM:
        return listed
    return element("details", element("summary", element("span", counted, class_="why")), listed)


def _definitions(definitions: Sequence[Redefined]) -> Html:
    if not definitions:
        return Html("")
    titles = (say("Indicator"), say("Gepubliceerd"), say("Concept"))
    lines = [
        row(
            dutch(one.indicator.name),
            _defined(one.published, one.published_since),
            _defined(one.draft, one.draft_since),
        )
        for one in definitions
    ]
    listed = table(say("Nieuwe of gewijzigde definities"), titles, [body(*lines)], class_="differences")
    counted = say_counted("{n} nieuwe of gewijzigde definitie", "{n} nieuwe of gewijzigde definities", len(definitions))
    return _folded(listed, counted, len(definitions))


def _defined(one: Definition | None, first: Document | None) -> Content:
    if one is None:
        return None
    since = say("vanaf {document}", document=first.title) if first else None
    group = say("vergelijkbaarheidsgroep {group}", group=one.comparability_group.removeprefix(f"{one.indicator_id}/"))
    return joined(
        say("versie {n}", n=one.version), ": ", dutch(one.wording), figures.aside(since), figures.aside(group)
    )


def _figures(kind: FigureChange, changed: Sequence[Changed]) -> Html:
    if not changed:
        return Html("")
    titles = (say("Indicator"), say("Document"), say("Gepubliceerd"), say("Concept"))
    rows = [
        row(
            _measured(one.indicator, one.printed),
            dutch(one.printed.document.title),
            _said(one.published),
            joined(_said(one.draft), figures.aside(_units(one))),
        )
        for one in changed
    ]
    title = say(TITLES[kind])
    listed = table(title, titles, [body(*rows)], class_="differences")
    if kind is FigureChange.NEW:
        listed = _folded(listed, say_counted("{n} nieuw cijfer", "{n} nieuwe cijfers", len(changed)), len(changed))
    return section(title, listed)


def _units(one: Changed) -> str | None:
    if not one.units:
        return None
    return say("nu in {unit}, eerder in {units}", unit=one.printed.identity.unit, units=formats.enumeration(one.units))


def _said(one: Printed | None) -> Content:
    return joined(figures.printed(one), figures.aside(figures.cell(one.provenance.raw))) if one else None


def _missing(found: Differences) -> Html:
    return items(
        joined(
            dutch(one.indicator.name),
            ": ",
            say("in {before}, niet in {now}", before=one.preceding.title, now=one.document.title),
        )
        for one in found.missing
    )


def _revisions(found: Differences) -> Html:
    if not found.revisions:
        return Html("")
    titles = (say("Indicator"), say("Eerder"), say("Later"), say("Soort"))
    rows = [
        row(
            _measured(one.indicator, one.later),
            joined(_said(one.earlier), figures.aside(dutch(one.earlier.document.title))),
            joined(_said(one.later), figures.aside(dutch(one.later.document.title))),
            joined(
                say(finding_wording.CHIPS[one.kind]),
                figures.aside(dutch(one.reason) if one.reason else say("nog geen reden")),
            ),
        )
        for one in found.revisions
    ]
    return table(say("Herzieningen van eerdere jaren"), titles, [body(*rows)], class_="differences")


def _doubts(found: Differences) -> Html:
    return items(joined(_named(one.indicator, one.period), ": ", one.sentence) for one in found.doubts)
