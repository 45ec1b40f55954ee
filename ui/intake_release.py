"""Step 4: a draft as whoever releases it sees it: what it changes, when it is public, or why it is taken back."""

from datetime import datetime

import streamlit as st

from access.roles import Permission
from indicators.language import say
from loaders.delivery import releasing
from loaders.delivery.record import Delivery, State
from ui import intake_compare, intake_desk, intake_differences, intake_moments, intake_refusals
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import dutch, element, facts, joined, notice
from warehouse.waiting import ReleaseError, Waiting, is_same_person


def show(desk: Desk, delivery: Delivery) -> None:
    """Show it."""
    if delivery.state in words.OVER:
        st.html(notice(say(words.OVER[delivery.state])))
        return
    drafted = intake_compare.latest(desk, delivery)
    if delivery.state is not State.DRAFTED or drafted is None or drafted.waiting is None:
        st.html(notice(say(words.NOTHING_TO_RELEASE)))
        return
    one = drafted.waiting
    st.html(_told(one))
    if one.approved_by is None:
        _release(desk, one)
    elif one.embargo:
        st.html(notice(say(words.APPROVED_UNTIL, moment=intake_moments.said(one.embargo))))
    if desk.visitor.may(Permission.RELEASE) or desk.visitor.may(Permission.PREPARE):
        _withdraw(desk, delivery, one)
    if drafted.differences:
        st.html(intake_differences.drawn(drafted.differences, one.published_version))


def _told(one: Waiting) -> str:
    """Return who made a draft of what, and what was accepted in it."""
    return facts(
        (
            (say("Concept"), one.draft),
            (say("Gemaakt door"), joined(one.made_by, ", ", intake_moments.said(one.made_at))),
            (say("Vrijgegeven door"), one.approved_by),
            (say("Bestanden"), ", ".join(one.origin.received) or None),
            (say("Teksten die veranderen"), ", ".join(one.origin.texts) or None),
            (say("Aanvaard met een reden"), dutch("; ".join(one.accepted.values())) if one.accepted else None),
        )
    )


def _release(desk: Desk, one: Waiting) -> None:
    if not desk.may(Permission.RELEASE):
        return
    if desk.name and is_same_person(desk.name, one.made_by):
        st.html(notice(say(words.SOMEBODY_ELSE)))
        return
    if way := releasing.standing_in_the_way(desk.root, desk.data, one):
        st.html(notice(intake_refusals.told(ReleaseError(way))))
        return
    if not desk.visitor.is_named:
        st.html(element("p", say(words.UNCHECKED), class_="above"))
    with st.form("vrijgeven"):
        st.html(element("p", say(words.RELEASE_WHY), " ", say(words.EMBARGO_HELP), class_="reading"))
        day = st.text_input(say(words.EMBARGO_DATE), width=400) or ""
        time = st.text_input(say(words.EMBARGO_TIME), width=400) or ""
        if not st.form_submit_button(say(words.RELEASE), type="primary"):
            return
    now = intake_desk.now()
    try:
        embargo = intake_moments.typed(day, time)
    except intake_moments.WrongMomentError as wrong:
        intake_desk.refuse(say(words.WRONG_MOMENT, typed=wrong))
        return
    except intake_moments.SkippedMomentError as skipped:
        intake_desk.refuse(say(words.NO_SUCH_MOMENT, typed=skipped))
        return
    if embargo and embargo <= now:
        intake_desk.refuse(say(words.PAST_MOMENT, typed=intake_moments.said(embargo.isoformat())))
        return
    with intake_desk.attempt():
        _released(desk, one, embargo, now)


def _released(desk: Desk, one: Waiting, embargo: datetime | None, now: datetime) -> None:
    releasing.approve(desk.root, desk.data, one.draft, desk.by, now, embargo)
    if embargo:
        moment = intake_moments.said(embargo.isoformat())
        intake_desk.done(say(words.RELEASED_LATER, moment=moment), *intake_desk.here())
    versions, refusals = releasing.publish_due(desk.root, desk.data, now, desk.by)
    for sentence in refusals:
        intake_desk.refuse(intake_refusals.told(ReleaseError(sentence)))
    if versions:
        intake_desk.done(say(words.RELEASED_NOW, version=versions[-1]), *intake_desk.here())


def _withdraw(desk: Desk, delivery: Delivery, one: Waiting) -> None:
    with st.expander(say(words.WITHDRAW)), st.form("intrekken", border=False):
        st.html(element("p", say(words.WITHDRAW_WHY), class_="reading"))
        reason = st.text_input(say(words.REASON)) or ""
        if st.form_submit_button(say(words.WITHDRAW)):
            with intake_desk.attempt():
                releasing.withdraw(desk.root, one.draft, desk.by, reason, intake_desk.now())
                intake_desk.done(say(words.WITHDRAWN), delivery.delivery_id, words.COMPARISON)
