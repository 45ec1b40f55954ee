"""Choosing several things to compare: multiple choices whose state is the address, on the model of `ui.choosing`.

The address holds ids between commas, in the order in which they stand side by side. An id that is not known gets a
sentence that says what is known; the others are compared all the same.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import reading
from indicators.language import say, sayable
from indicators.reading import Warehouse
from ui import addresses, cached, wording
from ui.addresses import BETWEEN
from ui.markup import joined, notice

INDICATORS = sayable("Indicatoren")
YEARS = sayable("Jaren")
EDITIONS = sayable("Documenten, zoals begroting en rekening")

NO_INDICATOR = sayable("De indicator ‘{asked}’ is niet bekend. Er zijn {known} indicatoren: kies er hierboven een.")
NO_FIELD = sayable("Het beleidsveld ‘{asked}’ is niet bekend. Er zijn {known} beleidsvelden: kies er hierboven een.")
NO_YEAR = sayable("Over ‘{asked}’ zijn geen cijfers bekend. Er zijn cijfers over {known}.")
NO_EDITION = sayable("Het document ‘{asked}’ is niet bekend. Er zijn {known} documenten: kies er hierboven een.")


class Asked(NamedTuple):
    """What is compared, as the ids of the address between commas; None where nothing is asked."""

    indicators: str | None
    policy_fields: str | None
    years: str | None
    editions: str | None


def bar() -> DeltaGenerator:
    """Return the strip above the page that holds the choices: what is compared, and below it when and as known when."""
    return st.container(key="keuzes")


def asked(where: DeltaGenerator) -> Asked:
    """Let the visitor choose what stands side by side; what the address asks in vain is told in a sentence."""
    known = cached.kept(names)
    fields, years, editions = cached.kept(titles), cached.kept(reading.years), cached.kept(documents)
    chosen, complaints = [], []
    what, when = where.container(horizontal=True), where.container(horizontal=True)
    for place, label, options, name, sentence, said in (
        (what, INDICATORS, known, addresses.INDICATOR_FILTER, NO_INDICATOR, str(len(known))),
        (what, wording.POLICY_FIELDS, fields, addresses.FIELD_FILTER, NO_FIELD, str(len(fields))),
        (when, YEARS, {str(one): str(one) for one in years}, addresses.YEAR_FILTER, NO_YEAR, wording.years(years)),
        (when, EDITIONS, editions, addresses.KNOWN_FILTER, NO_EDITION, str(len(editions))),
    ):
        ids, unknown = several(place, say(label), options, name)
        chosen.append(BETWEEN.join(ids) or None)
        complaints += [say(sentence, asked=one, known=said) for one in unknown]
    if complaints:
        st.html(joined(*(notice(one) for one in complaints)))
    return Asked(*chosen)


def several(
    where: DeltaGenerator, label: str, options: Mapping[str, str], name: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let the visitor choose some of `options` (id → label); return them, and what the address asks in vain."""
    wanted = list(dict.fromkeys(one.strip() for one in st.query_params.get(name, "").split(BETWEEN) if one.strip()))
    key = f"keuzes-{name}"
    st.session_state[key] = [one for one in wanted if one in options]
    chosen: list[str] = where.multiselect(
        label,
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        placeholder=say("Kies …"),
        select_all=False,
        wrap=True,
        on_change=_to_address,
        args=(name, key),
    )
    return tuple(chosen), tuple(one for one in wanted if one not in options)


def names(warehouse: Warehouse) -> dict[str, str]:
    """Return the indicators, id → name, in catalogue order; one that shares its name says of which field it is."""
    found = [one for one in reading.searchables(warehouse) if one.kind == "indicator"]
    told = [one.name for one in found]
    return {one.id: one.name if told.count(one.name) == 1 else f"{one.name} ({one.context})" for one in found}


def titles(warehouse: Warehouse) -> dict[str, str]:
    """Return the policy fields, id → title, in programme order."""
    return {one.policy_field_id: one.title for one in reading.policy_fields(warehouse)}


def documents(warehouse: Warehouse) -> dict[str, str]:
    """Return the documents, id → title, newest first."""
    return {one.document_id: one.title for one in reversed(reading.documents(warehouse))}


def _to_address(name: str, key: str) -> None:
    """Write the choices to the address."""
    chosen = st.session_state[key]
    if chosen:
        st.query_params[name] = BETWEEN.join(chosen)
    else:
        st.query_params.pop(name, None)
