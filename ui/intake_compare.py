"""Step 3: the draft of a delivery held against what is published; what it asks, and what somebody may add."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from access.roles import Permission
from indicators import language
from indicators.language import say, say_counted
from loaders.delivery import drafting, room
from loaders.delivery.decisions import Decisions
from loaders.delivery.drafting import Drafted
from loaders.delivery.record import Delivery, State
from release.demands import Demand
from ui import (
    intake_demands,
    intake_desk,
    intake_differences,
    intake_match,
    intake_onward,
    intake_problems,
    intake_said,
)
from ui import intake_wording as words
from ui.intake_asking import Group
from ui.intake_desk import Desk
from ui.markup import element, joined, notice
from warehouse import store, waiting
from warehouse.waiting import ReleaseError, Waiting

_FAULTS = "gegevens-bezwaren"
# Holding two versions against each other takes two seconds, and every answer of a form draws the page anew.
REVIEWS_KEPT = 8


def show(desk: Desk, delivery: Delivery) -> None:
    """Show it; whoever prepares makes the draft here and answers what it asks."""
    if delivery.state in words.OVER:
        st.html(notice(say(words.OVER[delivery.state])))
        return
    decisions = room.decisions(desk.root, delivery.delivery_id)
    may = desk.visitor.may(Permission.PREPARE)
    if delivery.state is State.OPEN and may:
        found, _ = intake_match.asked(desk, delivery, decisions)
        if found.open:
            st.html(joined(notice(say(words.FIRST_ANSWER)), intake_onward.to(delivery, words.MATCHING)))
            return
        st.html(element("p", say(words.COMPARE_WHY), class_="reading"))
        if st.button(say(words.COMPARE), type="primary"):
            _draft(desk, delivery)
        if faults := st.session_state.get(_FAULTS, {}).get(delivery.delivery_id):
            st.html(joined(notice(say(words.REFUSED_DRAFT)), intake_problems.drawn(say(words.REFUSED), faults)))
    drafted = latest(desk, delivery)
    asked: tuple[Demand, ...] = drafted.asked if drafted else ()

    def group(name: str) -> Group:
        return Group(desk, delivery, decisions, name)

    if drafted and drafted.waiting and drafted.differences:
        _standing(delivery, drafted, decisions)
        st.html(intake_differences.drawn(drafted.differences, drafted.waiting.published_version))
        if may:
            intake_demands.ask(group, intake_demands.matters(asked, decisions))
    if delivery.state is State.OPEN and may:
        intake_said.show(group, desk)


def latest(desk: Desk, delivery: Delivery) -> Drafted | None:
    """Return the last draft of a delivery that waits or asks something, held against what is published now."""
    made = [one for one in _drafts(desk) if one.origin.delivery == delivery.delivery_id]
    if not made:
        return None
    one = max(made, key=lambda one: one.made_at)
    served = store.current_version(desk.root)
    return replace(_reviewed(desk.root, one.draft, one.made_at, served, language.current()), waiting=one)


@lru_cache(maxsize=REVIEWS_KEPT)
def _reviewed(root: Path, draft: str, made_at: str, served: str | None, spoken: str) -> Drafted:
    """Return a draft held against what is served; what differs between them stays the same, who approved it may not."""
    return drafting.reviewed(root, draft)


def _drafts(desk: Desk) -> list[Waiting]:
    found = []
    for name in waiting.names(desk.root):
        try:
            found.append(waiting.read(desk.root, name))
        except ReleaseError:
            continue  # the list of deliveries says what is wrong with it
    return found


def _standing(delivery: Delivery, drafted: Drafted, decisions: Decisions) -> None:
    """Say whether the draft waits, or what it still asks."""
    assert drafted.waiting is not None
    left = [
        one for one in intake_demands.matters(drafted.open, decisions) if one.standing.is_open and one.demand.is_open
    ]
    if delivery.state is State.DRAFTED:
        way = intake_onward.bare(delivery, words.RELEASING)
        sentence = joined(say(words.DRAFTED, draft=drafted.waiting.draft), " ", way)
    elif left:
        asked = say_counted(
            "Voordat dit kan worden vrijgegeven, is hieronder nog {n} vraag te beantwoorden.",
            "Voordat dit kan worden vrijgegeven, zijn hieronder nog {n} vragen te beantwoorden.",
            len(left),
        )
        sentence = joined(asked, " ", say(words.THEN_AGAIN))
    else:
        sentence = joined(say(words.ANSWERED_ALL))
    st.html(element("p", sentence, class_="notice announced"))


def _draft(desk: Desk, delivery: Delivery) -> None:
    bar = st.progress(0.0, say(words.COMPARING, step=say(words.WORKING)))

    def progress(step: str, done: int = 0, total: int | None = None) -> None:
        word = say(words.STEPS_OF_DRAFT.get(step, words.WORKING))
        bar.progress(min(done / total, 1.0) if total else 0.0, say(words.COMPARING, step=word))

    with intake_desk.attempt():
        made = drafting.draft(desk.root, desk.data, delivery.delivery_id, desk.by, intake_desk.now(), progress=progress)
        st.session_state[_FAULTS] = {delivery.delivery_id: made.report.problems}
        intake_desk.done(None, *intake_desk.here())
    bar.empty()
