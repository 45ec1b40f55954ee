"""What must be decided before a draft can be released: revisions, doubts, commentary, and results in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import streamlit as st

from indicators import formats
from indicators.judged import Contradiction, IndicatorYear, Revision
from indicators.language import say
from loaders.assessments import Assessment
from loaders.catalogue import Entry
from loaders.catalogue import Revision as DeclaredRevision
from loaders.commentary import Commentary
from loaders.delivery.decisions import Acceptance, Decisions
from loaders.delivery.questions import Standing
from release.demands import Demand, DemandKind
from release.differences import Changed
from ui import figures, intake_desk
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.markup import Content, dutch, element, joined, section


@dataclass(frozen=True)
class Matter:
    """A demand and what was decided about it since the draft was made."""

    demand: Demand
    decided: DeclaredRevision | Commentary | Assessment | Acceptance | None

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing.NEW if self.decided is None else Standing.DECIDED


def matters(demands: Sequence[Demand], decisions: Decisions) -> list[Matter]:
    """Return the demands, each with what was decided about it."""
    return [Matter(one, _decided(one, decisions)) for one in demands]


def _decided(one: Demand, decisions: Decisions) -> DeclaredRevision | Commentary | Assessment | Acceptance | None:
    of = (one.indicator.indicator_id, one.year)
    match one.kind:
        case DemandKind.REVISION:
            assert isinstance(one.about, Revision)
            place = (*of, one.about.later.document.document_id)
            return next((d for d in decisions.revision if (d.indicator, d.period, d.document) == place), None)
        case DemandKind.COMMENTARY:
            return next((d for d in decisions.commentary if (d.indicator, d.year) == of), None)
        case DemandKind.ASSESSMENT:
            return next((d for d in decisions.assessment if (d.indicator, d.year) == of), None)
        case _:
            return next((d for d in decisions.acceptance if d.doubt == one.key), None)


def ask(group: Callable[[str], Group], found: Sequence[Matter]) -> None:
    """Ask them by kind, each kind under its heading with one button."""
    for kind, asking in ASKED.items():
        of_kind = [matter for matter in found if matter.demand.kind is kind]
        if of_kind:
            st.html(section(say(asking.title), element("p", say(asking.why), class_="reading")))
            its = group(f"{asking.part}/{kind}")
            its.ask(asking.part, asking.entry, of_kind, partial(asking.one, its), say(asking.button))


# One of each --------------------------------------------------------------------------------------------------------


def _revision(group: Group, matter: Matter) -> Answer | None:
    demand, before = matter.demand, matter.decided
    about = demand.about
    assert isinstance(about, Revision)
    label = say(
        words.REVISION_OF,
        name=demand.indicator.name,
        year=demand.year,
        earlier=figures.printed(about.earlier),
        later=figures.printed(about.later),
    )
    with st.container(border=True):
        _say(dutch(about.earlier.document.title), " → ", dutch(about.later.document.title))
        kinds = {kind: say(word) for kind, word in words.REVISION_KINDS.items()}
        kind = group.choice(label, kinds, before.kind if isinstance(before, DeclaredRevision) else None, demand.key)
        asked = say(words.REASON_FOR, name=demand.indicator.name, year=demand.year)
        reason = group.text(asked, before.reason if isinstance(before, DeclaredRevision) else "", demand.key)
    if kind is None and not reason:
        return None
    values = {
        "indicator": demand.indicator.indicator_id,
        "period": demand.year,
        "document": about.later.document.document_id,
        "kind": kind,
        "reason": reason,
    }
    return Answer(values, [*([label] if kind is None else []), *([] if reason else [asked])])


def _doubt(group: Group, matter: Matter) -> Answer | None:
    demand, before = matter.demand, matter.decided
    with st.container(border=True):
        _say(doubted(demand))
        asked = words.LOST_REASON if demand.kind is DemandKind.LOST else words.DOUBT_REASON
        label = say(asked, name=demand.indicator.name, year=demand.year)
        reason = group.text(label, before.reason if isinstance(before, Acceptance) else "", demand.key)
    return Answer({"doubt": demand.key, "reason": reason}) if reason else None


def doubted(demand: Demand) -> Content:
    """Return what is hardly true, or what is lost, in a sentence."""
    about = demand.about
    if isinstance(about, Contradiction):
        return joined(dutch(demand.indicator.name), f", {demand.year}: ", about.sentence)
    assert not isinstance(about, (Revision, IndicatorYear))
    if isinstance(about, tuple) and demand.kind is DemandKind.DOUBT:
        return joined(dutch(demand.indicator.name), ": ", _of_another_area(about))
    if isinstance(about, tuple):
        gone = (f"{figures.printed(one.printed)} ({one.printed.period})" for one in about)
        return joined(dutch(demand.indicator.name), ": ", formats.enumeration(gone))
    said = say(
        "{figure} staat in {unit}; tot nu toe in {units}.",
        figure=figures.printed(about.printed),
        unit=about.printed.identity.unit,
        units=formats.enumeration(about.units),
    )
    return joined(dutch(demand.indicator.name), f", {demand.year}: ", said)


def _of_another_area(changed: Sequence[Changed]) -> str:
    now, before = changed[0].printed, changed[0].published
    assert before is not None
    changes = (
        say(
            "{figure} over {year} (eerder {before} in {document})",
            figure=figures.printed(one.printed),
            year=one.printed.period,
            before=figures.printed(one.published),
            document=one.published.document.title,
        )
        for one in changed
        if one.published is not None
    )
    return say(
        "{document} gaat over {area} en geeft {changes}; de eerdere cijfers gaan over {older}. Gaat het document zelf "
        "ook over {older}? Beschrijf het dan opnieuw, onder dezelfde titel en met dat gebied.",
        document=now.document.title,
        area=now.territory.name,
        changes=formats.enumeration(changes),
        older=before.territory.name,
    )


def _commentary(group: Group, matter: Matter) -> Answer | None:
    demand, before = matter.demand, matter.decided
    said = before if isinstance(before, Commentary) else None
    with st.container(border=True):
        _say(_result(demand))
        return commentary(group, demand.indicator.indicator_id, demand.indicator.name, demand.year, said)


def commentary(group: Group, indicator: str, _: str, year: int, before: Commentary | None) -> Answer | None:
    """Ask why a target was missed, what is done about it and by whom; nothing filled in is no answer."""
    of = f"{indicator}/{year}"
    cause = group.text(say(words.CAUSE), (before.cause if before else None) or "", of, is_long=True)
    action = group.text(say(words.ACTION), (before.action if before else None) or "", of, is_long=True)
    owner = group.text(say(words.OWNER), (before.owner if before else None) or "", of)
    if not (cause or action or owner):
        return None
    said = {"cause": cause or None, "action": action or None, "owner": owner or None}
    return Answer({"indicator": indicator, "year": year, **said, **_signed(group)})


def _assessment(group: Group, matter: Matter) -> Answer | None:
    demand, before = matter.demand, matter.decided
    given = before if isinstance(before, Assessment) else None
    with st.container(border=True):
        _say(_result(demand))
        return assessment(group, demand.indicator.indicator_id, demand.indicator.name, demand.year, given)


def assessment(group: Group, indicator: str, name: str, year: int, before: Assessment | None) -> Answer | None:
    """Ask whether a result in words is what was aimed for; no verdict is no answer."""
    of = f"{indicator}/{year}"
    verdicts = {one: say(word) for one, word in words.VERDICTS.items()}
    verdict = group.choice(say(words.VERDICT_OF, name=name, year=year), verdicts, before.verdict if before else "", of)
    label = say(words.VERDICT_REASON, name=name, year=year)
    reason = group.text(label, before.reason if before else "", of)
    if not verdict:
        return None
    values = {"indicator": indicator, "year": year, "verdict": verdict, "reason": reason, **_signed(group)}
    return Answer(values, [] if reason else [label])


def _result(demand: Demand) -> Content:
    about = demand.about
    assert isinstance(about, IndicatorYear)
    return joined(
        dutch(demand.indicator.name),
        say(
            ", {year}: beoogd {target}, behaald {result}.",
            year=demand.year,
            target=formats.target(about.target),
            result=formats.figure(about.achieved),
        ),
    )


def _signed(group: Group) -> dict[str, object]:
    return {"author": group.desk.name or "?", "written_on": intake_desk.now().date()}


def _say(*contents: Content) -> None:
    st.html(element("p", *contents, class_="printed"))


class Asking(NamedTuple):
    """How matters of one kind are asked."""

    title: str
    why: str
    part: str
    """Of the decisions."""
    entry: type[Entry]
    one: Callable[[Group, Matter], Answer | None]
    button: str


ASKED = {
    DemandKind.REVISION: Asking(
        words.REVISIONS, words.REVISIONS_WHY, "revision", DeclaredRevision, _revision, words.SAVE_REVISIONS
    ),
    DemandKind.DOUBT: Asking(words.DOUBTS, words.DOUBTS_WHY, "acceptance", Acceptance, _doubt, words.SAVE_DOUBTS),
    DemandKind.LOST: Asking(words.LOST, words.LOST_WHY, "acceptance", Acceptance, _doubt, words.SAVE_LOST),
    DemandKind.COMMENTARY: Asking(
        words.COMMENTARY, words.COMMENTARY_WHY, "commentary", Commentary, _commentary, words.SAVE_COMMENTARY
    ),
    DemandKind.ASSESSMENT: Asking(
        words.ASSESSMENT, words.ASSESSMENT_WHY, "assessment", Assessment, _assessment, words.SAVE_ASSESSMENTS
    ),
}
"""In the order in which they are asked."""
