"""Who is at work on the intake, on which figures, and how it is told what became of what they did.

What somebody does ends in a sentence: it is kept until the page is drawn anew, and said aloud there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from access.roles import Permission, Visitor
from indicators.language import say
from loaders.delivery import due
from loaders.delivery.room import DeliveryError
from ui import addresses, frame, intake_refusals, visitor
from ui import intake_wording as words
from ui.markup import Content, element, joined, notice
from warehouse import filling, store
from warehouse.lock import NotWrittenError
from warehouse.waiting import ReleaseError, person

COUNCIL_TIME = ZoneInfo("Europe/Amsterdam")
_SAID = "gegevens-gezegd"
_NAME = "gegevens-naam"
_KEPT_NAME = "gegevens-naam-bewaard"


class NamelessError(Exception):
    """Something was to be done, and nobody said who does it."""


@dataclass(frozen=True)
class Desk:
    """Somebody at work."""

    visitor: Visitor
    root: Path
    """Of the warehouse, with the deliveries in it."""
    data: Path
    name: str
    """Of whoever is at work; empty when nobody said it yet."""

    def may(self, permission: Permission) -> bool:
        """Return whether they may do this; who may not reads why."""
        if self.visitor.may(permission):
            return True
        st.html(notice(visitor.refusal(self.visitor, permission)))
        return False

    @property
    def has_figures(self) -> bool:
        """Whether anything is published to hold a draft against."""
        return store.current_version(self.root) is not None

    @property
    def by(self) -> str:
        """Their name; raises `NamelessError` when nobody said it, `ReleaseError` for what cannot be one."""
        if not self.name:
            raise NamelessError
        return person(self.name)


def opened() -> Desk:
    """Return who is at work and on what; for who may not be here the page ends with a sentence."""
    who = visitor.require(Permission.SEE_DRAFTS)
    # A field that is not drawn for once (on another page) loses what was typed in it.
    typed = str(st.session_state.get(_NAME) or st.session_state.get(_KEPT_NAME, ""))
    st.session_state[_KEPT_NAME] = typed
    try:
        root = store.default_root()
    except store.NoWarehouse:
        raise frame.UnansweredError(notice(say(words.ONLY_READ))) from None
    return Desk(who, root, due.data_folder(), who.name if who.is_named else typed.strip())


def now() -> datetime:
    """Return this moment, as the clock in the council chamber has it."""
    return datetime.now(COUNCIL_TIME)


# What became of it ---------------------------------------------------------------------------------------------------


def heading(desk: Desk, *contents: Content) -> None:
    """Head the page, with what became of the last thing that was done, and ask whose name stands by the next."""
    frame.heading(*contents)
    # Drawn without words too: where it came and went, every field below would begin anew under somebody's hands.
    place = st.empty()
    if said := st.session_state.pop(_SAID, None):
        with place:
            refuse(said)
    if not desk.visitor.is_named:
        st.session_state[_NAME] = desk.name
        st.text_input(say(words.YOUR_NAME), key=_NAME, max_chars=100, width=400)


def tell(sentence: Content) -> None:
    """Say this below the heading of the page."""
    st.session_state[_SAID] = joined(sentence)


def here() -> tuple[str | None, str | None]:
    """Return the delivery and the step of the address."""
    return st.query_params.get(addresses.DELIVERY_FILTER), st.query_params.get(addresses.STEP_FILTER)


def done(sentence: str | None, delivery_id: str | None = None, step: str | None = None) -> None:
    """Draw the page anew, at a step of a delivery, with this sentence; without one where the step says it itself."""
    if sentence:
        tell(sentence)
    for name, value in ((addresses.DELIVERY_FILTER, delivery_id), (addresses.STEP_FILTER, step)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    st.rerun()


def refuse(sentence: Content) -> None:
    """Say why something was not done, where it was asked."""
    st.html(element("p", sentence, class_="notice announced"))


@contextmanager
def attempt() -> Iterator[None]:
    """Do something; what may not be done ends in a sentence."""
    try:
        yield
    except NamelessError:
        refuse(say(words.NAME_FIRST))
    except (DeliveryError, ReleaseError, NotWrittenError, store.NoWarehouse, filling.FaultyDraftError) as error:
        refuse(intake_refusals.told(error))
