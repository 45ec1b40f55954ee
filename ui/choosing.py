"""Choosing: widgets whose state is the address, so that a view can be shared and the back button returns.

The address is the truth. Each run sets the widget from it, and a choice is written to it; what is written is the id,
never the label, so that an address outlives a title. Streamlit's own binding writes labels, leaves the default out and
ignores an unknown value without a word. Here an unknown value gets a sentence that says what is known, and a way on;
the page then ends.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import reading
from indicators.reading import NotFoundError, Warehouse
from ui import addresses, cached, overview_table, wording
from ui.markup import Html, element, items, joined, link, notice, section

# Long enough that a slow typist does not leave a page in the history of the browser for every letter.
PAUSE_IN_TYPING = "600ms"


class Choice(NamedTuple):
    """What was chosen: the id for reading, the label for showing."""

    id: str
    label: str


def bar() -> DeltaGenerator:
    """Return the strip above a page that holds its choices."""
    return st.container(horizontal=True, key="keuzes")


def policy_field(where: DeltaGenerator) -> Choice:
    """Let the visitor choose a policy field; without one, the page is the list of them."""
    programmes = cached.kept(_programmes)
    titles = {field: title for fields in programmes.values() for field, title in fields.items()}
    chosen = choose(where, wording.POLICY_FIELD, titles, addresses.FIELD_FILTER)
    if chosen is None:
        asked = _asked(addresses.FIELD_FILTER)
        st.html(
            joined(
                element("h1", wording.POLICY_FIELDS),
                notice(wording.unknown_policy_field(asked, len(titles))) if asked else None,
                *(
                    section(programme, items(_ways_to(fields), class_="ways"))
                    for programme, fields in programmes.items()
                ),
            )
        )
        st.stop()
    return Choice(chosen, titles[chosen])


def edition(where: DeltaGenerator) -> str | None:
    """Let the visitor choose what was known in which document; None for all that is known now."""
    titles = {"": wording.LATEST_EDITION} | cached.kept(_editions)
    chosen = choose(where, wording.KNOWN_IN, titles, addresses.KNOWN_FILTER, default="")
    if chosen is None:
        st.html(notice(wording.unknown_edition(_asked(addresses.KNOWN_FILTER) or "")))
        st.stop()
    return chosen or None


def year(where: DeltaGenerator, as_known_in: str | None, policy_field_id: str | None = None) -> int:
    """Let the visitor choose a year of those with figures; it opens on the last one with a result."""
    known = cached.kept(reading.years, None, as_known_in)
    if not known:
        st.html(notice(wording.NOTHING_IN_EDITION))
        st.stop()
    latest = (
        cached.kept(reading.latest_achieved_year, policy_field_id, as_known_in)
        if policy_field_id
        else cached.kept(overview_table.opening_year, as_known_in)
    )
    options = {str(year): str(year) for year in known}
    chosen = choose(where, wording.YEAR, options, addresses.YEAR_FILTER, default=str(latest or known[0]))
    if chosen is None:
        ways = [
            link(
                addresses.policy_field(policy_field_id, other, as_known_in)
                if policy_field_id
                else addresses.overview(other, as_known_in),
                str(other),
            )
            for other in known
        ]
        asked = _asked(addresses.YEAR_FILTER) or ""
        st.html(joined(notice(wording.unknown_year(asked, known)), items(ways, class_="ways")))
        st.stop()
    return int(chosen)


def indicator() -> str:  # noqa: RET503 - st.stop() does not return
    """Return the indicator of the address; it is reached by a link or by searching, not from a list of hundreds."""
    asked = _asked(addresses.INDICATOR_FILTER)
    if asked is not None and cached.kept(_is_indicator, asked):
        return asked
    st.html(
        joined(
            element("h1", wording.INDICATOR),
            notice(wording.unknown_indicator(asked) if asked else wording.NO_INDICATOR),
            cached.kept(overview_table.found, asked.replace("-", " ")) if asked else None,
            items([link(addresses.overview(), wording.TO_OVERVIEW)], class_="ways"),
        )
    )
    st.stop()


def document() -> Choice | None:
    """Return the document of the address; None for the list of all, also when it asks for one that does not exist."""
    asked = _asked(addresses.DOCUMENT_FILTER)
    known = cached.kept(_editions)
    if asked is not None and asked not in known:
        st.html(notice(wording.unknown_document(asked, len(known))))
        return None
    return Choice(asked, known[asked]) if asked else None


def search(where: DeltaGenerator) -> str:
    """Let the visitor type a name to look for and return it; empty when there is none."""
    key = f"keuze-{addresses.SEARCH_FILTER}"
    st.session_state[key] = _asked(addresses.SEARCH_FILTER) or ""
    typed = where.text_input(
        wording.SEARCH,
        key=key,
        type="search",
        live=PAUSE_IN_TYPING,
        placeholder=wording.SEARCH_EXAMPLE,
        on_change=_to_address,
        args=(addresses.SEARCH_FILTER, key),
    )
    return (typed or "").strip()


def _asked(name: str) -> str | None:
    """Return what the address asks for under this name; None when it does not ask."""
    return st.query_params.get(name, "").strip() or None


def choose(
    where: DeltaGenerator, label: str, options: Mapping[str, str], name: str, default: str | None = None
) -> str | None:
    """Let the visitor choose one of `options` (id → label); None when the address has an id that is not among them."""
    asked = _asked(name)
    key = f"keuze-{name}"
    st.session_state[key] = default if asked is None else asked if asked in options else None
    chosen: str | None = where.selectbox(
        label,
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        placeholder="Kies …",
        on_change=_to_address,
        args=(name, key),
    )
    return chosen


def _to_address(name: str, key: str) -> None:
    """Write a choice to the address, also when it is the default of today: next year the default is another."""
    chosen = st.session_state[key]
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def _programmes(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    """Return the policy fields, id → title, by programme."""
    programmes: dict[str, dict[str, str]] = {}
    for field in reading.policy_fields(warehouse):
        programmes.setdefault(field.programme, {})[field.policy_field_id] = field.title
    return programmes


def _ways_to(fields: Mapping[str, str]) -> list[Html]:
    """Return a link to each policy field."""
    return [link(addresses.policy_field(field), title) for field, title in fields.items()]


def _is_indicator(warehouse: Warehouse, indicator_id: str) -> bool:
    """Return whether there is an indicator with this id."""
    try:
        reading.indicator_history(warehouse, indicator_id)
    except NotFoundError:
        return False
    return True


def _editions(warehouse: Warehouse) -> dict[str, str]:
    """Return the documents, id → title, newest first."""
    return {document.document_id: document.title for document in reversed(reading.documents(warehouse))}
