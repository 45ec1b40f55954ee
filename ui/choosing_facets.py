"""Choosing which indicators of a year to list; the address is the truth, as in `choosing`.

The choices are put on the page once a visitor unfolds them: most never do, and they cost a quarter of the whole run. A
value that does not exist gets a sentence with those that do, and the page ends there.
"""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators.language import say
from ui import addresses, facets, frame
from ui import overview_wording as words
from ui.facets import Chosen, Facet
from ui.markup import items, link, notice

UNFOLDED = "facetten"
"""Key of whether the choices are unfolded."""


def chosen(counts: Callable[[], Mapping[str, Mapping[str, int]]], year: int, as_known_in: str | None) -> Chosen:
    """Let the visitor choose values of every facet; `counts` says, when asked, how many indicators have each."""
    asked = {facet.name: _asked(facet) for facet in facets.FACETS}
    for facet in facets.FACETS:
        if unknown := [value for value in asked[facet.name] if value not in facet.values]:
            raise _unknown(facet, unknown[0], year, as_known_in)
    box = st.expander(say(words.NARROW_DOWN), key=UNFOLDED, on_change="rerun")
    if box.open:
        counted = counts()
        for facet in facets.FACETS:
            _offer(box, facet, counted[facet.name], asked[facet.name])
    return {name: frozenset(values) for name, values in asked.items() if values}


def _offer(box: DeltaGenerator, facet: Facet, known: Mapping[str, int], asked: list[str]) -> None:
    """Let the visitor choose values of one facet."""
    key = f"keuze-{facet.name}"
    st.session_state[key] = asked
    labels = {
        value: say(words.VALUE, value=say(word), count=known.get(value, 0))
        for value, word in facet.values.items()
        if value in known or value in asked
    }
    box.pills(
        say(facet.label),
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        on_change=_to_address,
        args=(facet.name, key),
    )


def _asked(facet: Facet) -> list[str]:
    """Return what the address asks of a facet, in the order of the facet; what it does not know comes last."""
    asked = [value.strip() for value in st.query_params.get(facet.name, "").split(addresses.BETWEEN)]
    order = list(facet.values)
    return sorted({value for value in asked if value}, key=lambda one: order.index(one) if one in order else len(order))


def _to_address(name: str, key: str) -> None:
    """Write what was chosen of a facet to the address."""
    if values := st.session_state[key]:
        st.query_params[name] = addresses.BETWEEN.join(values)
    else:
        st.query_params.pop(name, None)


def _unknown(facet: Facet, value: str, year: int, as_known_in: str | None) -> frame.UnansweredError:
    """Return what is said of a value that a facet does not know: what it does."""
    known = "; ".join(say(word) for word in facet.values.values())
    way_on = link(addresses.overview(year, as_known_in), say(words.ALL_INDICATORS))
    return frame.UnansweredError(
        notice(say(words.UNKNOWN_VALUE, value=value, facet=say(facet.label), known=known)),
        items([way_on], class_="ways"),
    )
