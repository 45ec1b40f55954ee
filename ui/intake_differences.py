"""What a draft would change of what is published, drawn: verdicts, figures, what is left out, revisions, doubts."""

from collections.abc import Sequence

from indicators import formats
from indicators.language import say, say_counted, sayable
from indicators.model import Indicator
from release.differences import Changed, Differences, FigureChange, Printed
from ui import figures, finding_wording
from ui.markup import Content, Html, body, dutch, element, items, joined, row, section, table

TITLES = {
    FigureChange.CHANGED: sayable("Anders gelezen dan gepubliceerd"),
    FigureChange.VANISHED: sayable("Gepubliceerd en nu verdwenen"),
    FigureChange.UNIT: sayable("In een andere eenheid dan tot nu toe"),
    FigureChange.NEW: sayable("Nieuwe cijfers en streefwaarden"),
}
"""In the order in which they are shown, what asks most attention first."""
FOLDED_FROM = 12
"""A longer list of new figures is folded away: what is wrong is seldom among what is simply new."""


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
        *(_figures(kind, [one for one in found.figures if one.kind is kind]) for kind in TITLES),
        section(say("Wel in de vorige uitgave, niet in deze"), _missing(found)),
        section(say("Herzieningen van eerdere jaren"), _revisions(found)),
        section(say("Wat niet met elkaar klopt"), _doubts(found)),
    )


def _counted(found: Differences) -> str:
    parts = [
        say_counted("{n} oordeel verandert", "{n} oordelen veranderen", len(found.verdicts)),
        say_counted("{n} cijfer verschilt", "{n} cijfers verschillen", len(found.figures)),
        say_counted("{n} herziening", "{n} herzieningen", len(found.revisions)),
    ]
    return f"{formats.enumeration(parts)}."


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
    if kind is FigureChange.NEW and len(changed) > FOLDED_FROM:
        counted = say_counted("{n} nieuw cijfer", "{n} nieuwe cijfers", len(changed))
        listed = element("details", element("summary", element("span", counted, class_="why")), listed)
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
