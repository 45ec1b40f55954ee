"""Choosing a study, and under which assumptions its figures are weighed; the address is the truth, as in `choosing`.

What is chosen travels as the text of the address, so that what is drawn can be kept per choice; `made` turns it into
`Assumptions`. Nothing chosen means: what the sources say, else the default that the page names.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import formats, reading, uncertainty
from indicators.judged import Assumptions
from indicators.language import say
from indicators.reading import Warehouse
from ui import addresses, cached, choosing, frame, wording
from ui import awareness_wording as words
from ui.markup import dutch, items, link, notice

# Names of the choices in an address.
N = "n"
DESIGN_EFFECT = "ontwerpeffect"
CONFIDENCE = "betrouwbaarheid"

# From a survey of one district to more than any municipality asks; steps an analyst thinks in.
N_OFFERED = (500, 750, 1000, 1500, 2000, 3000, 4000, 5000, 7500, 10000)
# 1 is a simple random sample; 3 is what clustered or heavily weighted surveys come to.
DESIGN_EFFECTS_OFFERED = (*uncertainty.DESIGN_EFFECTS, 3.0)
CONFIDENCES_OFFERED = (90, 95, 99)
STANDARD_CONFIDENCE = f"{Assumptions().confidence:.0%}".removesuffix("%")


class Chosen(NamedTuple):
    """Assumptions as the address has them; None: not chosen."""

    n_per_wave: str | None
    design_effect: str | None
    confidence: str | None


def in_menu() -> str | None:
    """Return what the menu calls the page: the one study there is, or all of them; None where there is none."""
    version, _ = cached.published()
    names = cached.kept(_names) if version else []
    return dutch(names[0]) if len(names) == 1 else words.STUDIES if names else None


def study() -> choosing.Choice:
    """Return the study of the address, the first without one, to choose where there are several.

    The page ends where there is none.
    """
    titles = cached.kept(studies)
    first = next(iter(titles), "")
    if len(titles) > 1:
        choosing.choose(
            st.container(key="keuze-onderzoek"), say(wording.STUDY), titles, addresses.STUDY_FILTER, default=first
        )
    asked = st.query_params.get(addresses.STUDY_FILTER, "").strip() or first
    if asked not in titles:
        unknown = notice(words.unknown_study(asked, list(titles.values())))
        ways = [link(addresses.study(study_id), dutch(title)) for study_id, title in titles.items()]
        raise frame.UnansweredError(unknown, items(ways, class_="ways"), heading=say(words.STUDIES))
    return choosing.Choice(asked, titles[asked])


def assumptions(where: DeltaGenerator) -> Chosen:
    """Let the visitor choose n, design effect and confidence; an unknown value gets a sentence."""
    counts = {str(n): formats.number(n, 0) for n in N_OFFERED}
    effects = {f"{effect:g}": formats.number(effect) for effect in DESIGN_EFFECTS_OFFERED}
    confidences = {str(confidence): f"{confidence}%" for confidence in CONFIDENCES_OFFERED}
    as_known = say(words.DESIGN_EFFECT_AS_KNOWN, effect=formats.number(uncertainty.DESIGN_EFFECT))
    return Chosen(
        _choose(where, say(words.N), {"": say(words.N_AS_KNOWN)} | counts, N),
        _choose(where, say(words.DESIGN_EFFECT), {"": as_known} | effects, DESIGN_EFFECT),
        _choose(where, say(words.CONFIDENCE), confidences, CONFIDENCE, STANDARD_CONFIDENCE),
    )


def made(chosen: Chosen) -> Assumptions:
    """Return the assumptions that were chosen."""
    return Assumptions(
        n_per_wave=int(chosen.n_per_wave) if chosen.n_per_wave else None,
        design_effect=float(chosen.design_effect) if chosen.design_effect else None,
        confidence=int(chosen.confidence or STANDARD_CONFIDENCE) / 100,
    )


def _choose(where: DeltaGenerator, label: str, options: Mapping[str, str], name: str, default: str = "") -> str | None:
    """Return what was chosen, None for the default; the page ends at a value that is not offered."""
    chosen = choosing.choose(where, label, options, name, default)
    if chosen is None:
        offered = [shown for value, shown in options.items() if value]
        raise frame.UnansweredError(notice(words.unknown_assumption(label, st.query_params[name], offered)))
    return None if chosen == default else chosen


def studies(warehouse: Warehouse) -> dict[str, str]:
    """Return the studies, id → title."""
    return {study.study_id: study.title for study in reading.studies(warehouse)}


def _names(warehouse: Warehouse) -> list[str]:
    """Return what the menu calls each study."""
    return [study.menu for study in reading.studies(warehouse)]
