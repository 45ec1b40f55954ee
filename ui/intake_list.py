"""What is underway and what was published, drawn; and the way back to an earlier version."""

from collections.abc import Mapping, Sequence

import streamlit as st

from access.roles import Permission
from indicators import formats
from indicators.language import say
from loaders.delivery import releasing, room
from loaders.delivery.record import Delivery, State
from ui import addresses, figures, intake_desk, intake_log, intake_moments, intake_refusals
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import Html, body, element, items, joined, link, notice, row, section, table
from warehouse import log, store, waiting
from warehouse.log import Line
from warehouse.waiting import Waiting


def show(desk: Desk) -> None:
    """Show it, the newest first."""
    drafts = {one.draft: one for one in _waiting(desk)}
    apart = [one for one in drafts.values() if not one.origin.delivery]
    found = [one for one in room.deliveries(desk.root) if one.state is not State.PUBLISHED]
    st.html(
        section(
            say(words.UNDERWAY),
            underway(found, drafts),
            *(element("p", say(words.DRAFT_APART, draft=one.draft, name=one.made_by)) for one in apart),
            *(_damage(one) for one in room.damaged(desk.root)),
        )
    )
    kept, served = store.version_names(desk.root), store.current_version(desk.root)
    st.html(section(say(words.PUBLISHED), published(kept, served, log.read(desk.root))))
    if earlier := [one for one in reversed(kept) if one != served]:
        _roll_back(desk, earlier)
    st.html(element("p", link(addresses.intake(step=words.LOG), say(words.TO_LOG))))


def _waiting(desk: Desk) -> list[Waiting]:
    found = []
    for name in waiting.names(desk.root):
        try:
            found.append(waiting.read(desk.root, name))
        except waiting.ReleaseError as error:
            intake_desk.refuse(intake_refusals.told(error))
    return found


def _damage(error: Exception) -> Html:
    return notice(element("span", str(error), lang="en"))


def underway(found: Sequence[Delivery], drafts: Mapping[str, Waiting]) -> Html:
    """Return the deliveries that are not published, each with the way to the step it is at."""
    if not found:
        return element("p", say(words.NOTHING_UNDERWAY))
    titles = (say("Aanlevering"), say("Door"), say(words.FILES), say("Stand"))
    return table(say(words.UNDERWAY), titles, [body(*(_delivery(one, drafts) for one in found))], class_="deliveries")


def _delivery(one: Delivery, drafts: Mapping[str, Waiting]) -> Html:
    step = words.MATCHING if one.files else words.COMPARISON
    step = words.RELEASING if one.state is State.DRAFTED else step
    files = items(file.name for file in one.files[:3])
    more = len(one.files) - 3
    return row(
        link(addresses.intake(one.delivery_id, step), intake_moments.said(one.made_at)),
        one.made_by,
        joined(files, figures.aside(say("en nog {n}", n=more)) if more > 0 else None) if one.files else say("geen"),
        standing(one, drafts.get(one.draft or "")),
    )


def standing(one: Delivery, draft: Waiting | None) -> str:
    """Return how far a delivery is, in words."""
    if draft is not None and draft.approved_by:
        return (
            say(words.APPROVED_UNTIL, moment=intake_moments.said(draft.embargo))
            if draft.embargo
            else say(words.APPROVED)
        )
    return say(words.STATES[one.state])


def published(kept: Sequence[str], served: str | None, lines: Sequence[Line]) -> Html:
    """Return the versions that are kept, the newest first, with who published each."""
    if not kept:
        return element("p", say(words.NOTHING_PUBLISHED))
    told = {line["version"]: line for line in lines if line.get("action") in log.PUBLISHING and line.get("version")}
    titles = (say(words.VERSION), say("Wanneer"), say("Wie"), say("Wat"))
    rows = [_version(name, told.get(name), is_served=name == served) for name in reversed(kept)]
    return table(say(words.PUBLISHED), titles, [body(*rows)], class_="versions")


def _version(name: str, line: Line | None, *, is_served: bool) -> Html:
    label = joined(name, figures.aside(say(words.SERVED)) if is_served else None)
    if line is None:
        return row(label, None, None, None)
    action = words.ACTIONS.get(line["action"])
    what = joined(say(action) if action else line["action"], figures.aside(intake_log.reason(line)))
    return row(label, intake_moments.said(line["at"]), str(line.get("by", "")), what)


def _roll_back(desk: Desk, earlier: Sequence[str]) -> None:
    if not desk.visitor.may(Permission.RELEASE):
        return
    with st.expander(say(words.ROLL_BACK)), st.form("terugzetten", border=False):
        st.html(element("p", say(words.ROLL_BACK_WHY), class_="reading"))
        chosen = st.selectbox(say(words.VERSION), earlier, index=None, placeholder=say(words.CHOOSE))
        reason = st.text_input(say(words.REASON))
        if not st.form_submit_button(say(words.ROLL_BACK_NOW)):
            return
        if not chosen:
            intake_desk.refuse(say(words.MISSING, what=say(words.VERSION)))
            return
        with intake_desk.attempt():
            restored = releasing.roll_back(desk.root, desk.data, chosen, desk.by, reason or "", intake_desk.now())
            said = say(words.ROLLED_BACK, version=restored.version, earlier=chosen)
            if restored.documents:
                said += " " + say(words.APART, documents=formats.enumeration(restored.documents))
            intake_desk.done(said)
