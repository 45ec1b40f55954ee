"""Choosing actions of the social-base programme by status and by line of action; the address is the truth."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import reading
from indicators.calendar import EVENT_WORDS, STATUSES
from indicators.language import say
from indicators.reading import Warehouse
from ui import cached, choosing, frame
from ui.markup import notice

# Names of the choices in an address.
STATUS = "status"
LINE = "lijn"


def status(where: DeltaGenerator) -> str | None:
    """Let the visitor choose a status of actions; None for all."""
    return _choose(where, say("Status van acties"), say("Alle statussen"), _statuses(), STATUS)


def action_line(where: DeltaGenerator, as_known_in: str | None) -> str | None:
    """Let the visitor choose a line of action; None for all."""
    return _choose(where, say("Actielijn"), say("Alle actielijnen"), cached.kept(_lines, as_known_in), LINE)


def _choose(where: DeltaGenerator, label: str, every: str, options: dict[str, str], name: str) -> str | None:
    """Return what was chosen, None for everything; the page ends at a value that does not exist, with what does."""
    chosen = choosing.choose(where, label, {"": every} | options, name, default="")
    if chosen is None:
        known = "; ".join(options.values())
        raise frame.UnansweredError(
            notice(
                say(
                    "{label}: ‘{asked}’ is niet bekend. Er is: {known}.",
                    label=label,
                    asked=st.query_params[name],
                    known=known,
                )
                if known
                else say("{label}: ‘{asked}’ is niet bekend.", label=label, asked=st.query_params[name])
            )
        )
    return chosen or None


def _statuses() -> dict[str, str]:
    """Return the statuses of an action, in the order from done to still to do."""
    return {str(kind): say(EVENT_WORDS[kind]) for kind in STATUSES}


def _lines(warehouse: Warehouse, as_known_in: str | None) -> dict[str, str]:
    """Return the lines of action, id → title."""
    return {line.action_line_id: line.title for line in reading.social_base(warehouse, as_known_in).action_lines}
