"""Choosing: widgets whose state is the address, so that a view can be shared and the back button returns.

The address is the truth. Each run sets the widget from it, and a choice is written to it; what is written is the id,
never the label, so that an address outlives a title. Streamlit's own binding writes labels, leaves the default out and
ignores an unknown value without a word. Here an unknown value gets a sentence that says what is known, and a way on:
the page ends there with `frame.UnansweredError`.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import openings, reading
from indicators.language import say
from indicators.reading import NotFoundError, Warehouse
from ui import (
    addresses,
    cached,
    field_table,
    finding_wording,
    frame,
    overview_table,
    source_list,
    source_wording,
    wording,
)
from ui.markup import Html, dutch, items, joined, link, notice, section

# Long enough that a slow typist does not leave a page in the history of the browser for every letter.
PAUSE_IN_TYPING = "600ms"


class Choice(NamedTuple):
    """What was chosen: the id for reading, the label for showing."""

    id: str
    label: str


def bar() -> DeltaGenerator:
    """Return the strip above a page that holds its choices."""
    return st.container(horizontal=True, key="keuzes")


def policy_field(where: DeltaGenerator) -> Choice | None:
    """Let the visitor choose a policy field; None without one, see `policy_field_needed`."""
    titles = _titles()
    chosen = choose(where, say(wording.POLICY_FIELD), titles, addresses.FIELD_FILTER)
    return None if chosen is None else Choice(chosen, titles[chosen])


def policy_field_needed(as_known_in: str | None) -> frame.UnansweredError:
    """Return the list of policy fields; an address with one that does not exist gets a sentence first."""
    asked = _asked(addresses.FIELD_FILTER)
    return frame.UnansweredError(
        notice(wording.unknown_policy_field(asked, len(_titles()))) if asked else None,
        *(
            section(dutch(programme), items(_ways_to(fields, as_known_in), class_="ways"))
            for programme, fields in cached.kept(_programmes).items()
        ),
        heading=say(wording.POLICY_FIELDS),
    )


def any_policy_field(where: DeltaGenerator) -> str | None:
    """Let the visitor choose a policy field or all of them; None for all."""
    titles = {"": say(wording.ALL_POLICY_FIELDS)} | _titles()
    chosen = choose(where, say(wording.POLICY_FIELD), titles, addresses.FIELD_FILTER, default="")
    if chosen is None:
        asked = _asked(addresses.FIELD_FILTER) or ""
        raise frame.UnansweredError(notice(wording.unknown_policy_field(asked, len(titles) - 1)))
    return chosen or None


def kind_of_finding(where: DeltaGenerator) -> str | None:
    """Let the visitor choose a kind of revision or contradiction; None for all kinds."""
    titles = {"": say(finding_wording.ALL_KINDS)} | {kind: say(words) for kind, words in finding_wording.KINDS.items()}
    chosen = choose(where, say(finding_wording.KIND), titles, addresses.KIND_FILTER, default="")
    if chosen is None:
        asked = _asked(addresses.KIND_FILTER) or ""
        raise frame.UnansweredError(notice(finding_wording.unknown_kind(asked, finding_wording.KINDS.values())))
    return chosen or None


def edition(where: DeltaGenerator) -> str | None:
    """Let the visitor choose what was known in which document; None for all that is known now."""
    titles = {"": say(wording.LATEST_EDITION)} | cached.kept(_editions)
    chosen = choose(where, say(wording.KNOWN_IN), titles, addresses.KNOWN_FILTER, default="")
    if chosen is None:
        raise frame.UnansweredError(notice(wording.unknown_edition(_asked(addresses.KNOWN_FILTER) or "")))
    return chosen or None


def edition_of_address() -> str | None:
    """Return the edition that the address asks for, where a page has nothing to choose; None when there is none."""
    asked = _asked(addresses.KNOWN_FILTER)
    return asked if asked in cached.kept(_editions) else None


def year(where: DeltaGenerator, as_known_in: str | None, policy_field_id: str | None = None) -> int:
    """Let the visitor choose a year of those with figures; it opens on the last one with a result."""
    known = cached.kept(reading.years, None, as_known_in)
    heading = dutch(_titles()[policy_field_id]) if policy_field_id else None
    if not known:
        raise frame.UnansweredError(notice(say(wording.NOTHING_IN_EDITION)), heading=heading)
    latest = (
        cached.kept(reading.latest_achieved_year, policy_field_id, as_known_in)
        # A field with targets and no results opens on the last of those.
        or next(iter(cached.kept(reading.years, policy_field_id, as_known_in)), None)
        if policy_field_id
        else cached.kept(openings.of_all_fields, as_known_in)
    )
    options = {str(year): str(year) for year in known}
    chosen = choose(where, say(wording.YEAR), options, addresses.YEAR_FILTER, default=str(latest or known[0]))
    if chosen is None:
        asked = _asked(addresses.YEAR_FILTER) or ""
        raise frame.UnansweredError(_unknown_year(asked, as_known_in, policy_field_id), heading=heading)
    return int(chosen)


def _unknown_year(asked: str, as_known_in: str | None, policy_field_id: str | None) -> Html:
    """Return the sentence for a year that is not known, with the years that are, of this field or of all."""
    known = cached.kept(reading.years, policy_field_id, as_known_in)
    if not known:
        return cached.kept(field_table.nothing_known, policy_field_id, as_known_in)
    ways = (
        link(
            addresses.policy_field(policy_field_id, other, as_known_in)
            if policy_field_id
            else addresses.overview(other, as_known_in),
            str(other),
        )
        for other in known
    )
    return joined(notice(wording.unknown_year(asked, known)), items(ways, class_="ways"))


def indicator(as_known_in: str | None) -> str:
    """Return the indicator of the address; it is reached by a link or by searching, not from a list of hundreds."""
    asked = _asked(addresses.INDICATOR_FILTER)
    if asked is not None and cached.kept(_is_indicator, asked):
        return asked
    raise frame.UnansweredError(
        notice(wording.unknown_indicator(asked) if asked else say(wording.NO_INDICATOR)),
        cached.kept(overview_table.found, asked.replace("-", " "), as_known_in) if asked else None,
        items([link(addresses.overview(as_known_in=as_known_in), say(wording.TO_OVERVIEW))], class_="ways"),
    )


def document(as_known_in: str | None) -> Choice | None:
    """Return the document of the address; None for the list of all, which also stands below an unknown one."""
    asked = _asked(addresses.DOCUMENT_FILTER)
    known = cached.kept(_editions, as_known_in)
    if asked is not None and asked not in known:
        every = cached.kept(_editions)
        is_later = as_known_in is not None and asked in every
        sentence = (
            source_wording.later_document(every[asked])
            if is_later
            else source_wording.unknown_document(asked, len(known))
        )
        raise frame.UnansweredError(notice(sentence), cached.kept(source_list.listed, as_known_in))
    return Choice(asked, known[asked]) if asked else None


def search(where: DeltaGenerator) -> str:
    """Let the visitor type a name to look for and return it; empty when there is none."""
    key = f"keuze-{addresses.SEARCH_FILTER}"
    st.session_state[key] = _asked(addresses.SEARCH_FILTER) or ""
    typed = where.text_input(
        say(wording.SEARCH),
        key=key,
        type="search",
        live=PAUSE_IN_TYPING,
        placeholder=say(wording.SEARCH_EXAMPLE),
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
        placeholder=say("Kies …"),
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


def _titles() -> dict[str, str]:
    """Return the policy fields, id → title, in programme order."""
    return {field: title for fields in cached.kept(_programmes).values() for field, title in fields.items()}


def _programmes(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    """Return the policy fields, id → title, by programme."""
    programmes: dict[str, dict[str, str]] = {}
    for field in reading.policy_fields(warehouse):
        programmes.setdefault(field.programme, {})[field.policy_field_id] = field.title
    return programmes


def _ways_to(fields: Mapping[str, str], as_known_in: str | None) -> list[Html]:
    """Return a link to each policy field."""
    return [
        link(addresses.policy_field(field, as_known_in=as_known_in), dutch(title)) for field, title in fields.items()
    ]


def _is_indicator(warehouse: Warehouse, indicator_id: str) -> bool:
    """Return whether there is an indicator with this id."""
    try:
        reading.indicator_history(warehouse, indicator_id)
    except NotFoundError:
        return False
    return True


def _editions(warehouse: Warehouse, as_known_in: str | None = None) -> dict[str, str]:
    """Return the documents up to an edition, id → title, newest first."""
    titles: dict[str, str] = {}
    for document in reading.documents(warehouse):
        titles[document.document_id] = document.title
        if document.document_id == as_known_in:
            break
    return dict(reversed(titles.items()))
