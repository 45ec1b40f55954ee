"""What somebody adds of their own accord: a commentary, a judgement of words, the repair of a printing error."""

from collections.abc import Callable

import streamlit as st

from indicators.language import say
from loaders.assessments import Assessment
from loaders.catalogue import Catalogue, Entry
from loaders.commentary import Commentary
from ui import intake_answers, intake_correction, intake_demands, intake_stored
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.intake_desk import Desk
from ui.markup import dutch, element, items, section

Groups = Callable[[str], Group]


def show(group: Groups, desk: Desk) -> None:
    """Offer the three, with what the delivery holds of them already."""
    catalogue = intake_stored.catalogue(desk.data)
    st.html(section(say(words.OTHERS), element("span")))
    _added(group("said"), catalogue)
    with st.expander(say(words.WRITE_COMMENTARY)):
        _one(group("commentary-added"), catalogue, "commentary", Commentary, intake_demands.commentary)
    with st.expander(say(words.GIVE_VERDICT)):
        _one(group("assessment-added"), catalogue, "assessment", Assessment, intake_demands.assessment)
    box = st.expander(say(words.CORRECTION), key="correctie", on_change="rerun")
    if box.open:
        with box:
            intake_correction.show(group("correction"), desk)


def _one(
    group: Group,
    catalogue: Catalogue,
    part: str,
    kind: type[Commentary] | type[Assessment],
    asked: Callable[[Group, str, str, int, None], Answer | None],
) -> None:
    names = {one.id: one.name for one in catalogue.indicators.values()}
    indicator = group.choice(say(words.INDICATOR), names, None, part)
    year = group.text(say(words.YEAR), "", part)
    if indicator is None or not year.isdecimal():
        return
    answer = asked(group, indicator, names[indicator], int(year), None)
    if st.button(say(words.ADD), key=f"{part}-toevoegen") and answer:
        group.save(part, kind, [answer])


def _added(group: Group, catalogue: Catalogue) -> None:
    """Tell what the delivery holds of these already, in a line each, and let somebody take one of them away."""
    held = group.decisions

    def name(indicator: str) -> str:
        known = catalogue.indicators.get(indicator)
        return known.name if known else indicator

    told: list[tuple[str, Entry, str]] = []
    for one in held.commentary:
        told.append(("commentary", one, say(words.COMMENTARY_OF, name=name(one.indicator), year=one.year)))
    for given in held.assessment:
        told.append(("assessment", given, say(words.VERDICT_OF, name=name(given.indicator), year=given.year)))
    for mended in held.correction:
        told.append(("correction", mended, f"{mended.page}, {mended.row}, {mended.expect} → {mended.corrected}"))
    if not told:
        st.html(element("p", say(words.OTHERS_WHY), class_="reading"))
        return
    st.html(items(dutch(line) for _, _, line in told))
    if not group.is_open:
        return
    with st.expander(say(words.TAKE_AWAY)):
        lines = {str(number): line for number, (_, _, line) in enumerate(told)}
        chosen = group.choice(say(words.TAKE_AWAY), lines, None, str(len(told)))
        if st.button(say(words.TAKE_AWAY_NOW)) and chosen:
            part, entry, _ = told[int(chosen)]
            group.decide(intake_answers.without(held, part, entry))
