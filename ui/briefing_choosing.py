"""Choosing what a briefing is about: a subject, an edition and a year, all in the address."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators import openings
from indicators.briefing import Subject, SubjectKind
from indicators.language import say
from indicators.openings import Opening
from ui import addresses, cached, choosing, frame, wording
from ui import briefing_wording as words
from ui.markup import Html, dutch, element, items, link, notice, section


class Asked(NamedTuple):
    """What the page reads: everything that decides what is on it."""

    subject: Subject
    year: int
    as_known_in: str | None


def asked() -> Asked:
    """Let the visitor choose; without a subject the page ends with all there are."""
    bar = choosing.bar()
    wanted = st.query_params.get(addresses.SUBJECT_FILTER, "").strip() or None
    every = cached.kept(openings.of_subjects, None)
    labels = {subject: label(one.subject) for subject, one in every.items()}
    chosen = choosing.choose(bar, say(words.SUBJECT), labels, addresses.SUBJECT_FILTER)
    as_known_in = choosing.edition(bar)
    if chosen is None:
        raise frame.UnansweredError(
            notice(words.unknown_subject(wanted)) if wanted else element("p", say(words.INTRODUCTION)),
            *_all(as_known_in),
        )
    known = cached.kept(openings.of_subjects, as_known_in).get(chosen)
    heading = dutch(every[chosen].subject.title)
    if known is None:
        raise frame.UnansweredError(notice(say(wording.NOTHING_IN_EDITION)), heading=heading)
    return Asked(known.subject, _year(bar, known, as_known_in), as_known_in)


def label(subject: Subject) -> str:
    """Return what a subject is called in a list of all kinds."""
    if subject.kind is SubjectKind.PROGRAMME:
        return say(words.PROGRAMME, title=subject.title)
    return subject.title


def _year(bar: DeltaGenerator, known: Opening, as_known_in: str | None) -> int:
    """Let the visitor choose one of the years of a subject."""
    subject, opening = known
    years = {str(year): str(year) for year in subject.years}
    chosen = choosing.choose(bar, say(wording.YEAR), years, addresses.YEAR_FILTER, default=str(opening))
    if chosen is None:
        wanted = st.query_params.get(addresses.YEAR_FILTER, "")
        ways = [link(addresses.briefing(subject.subject_id, year, as_known_in), str(year)) for year in subject.years]
        raise frame.UnansweredError(
            notice(words.unknown_year(wanted, subject.title)), items(ways, class_="ways"), heading=dutch(subject.title)
        )
    return int(chosen)


def _all(as_known_in: str | None) -> list[Html]:
    """Return the ways to every briefing, by kind."""
    subjects = [one.subject for one in cached.kept(openings.of_subjects, as_known_in).values()]
    return [
        section(
            say(heading),
            items(
                [
                    link(addresses.briefing(one.subject_id, as_known_in=as_known_in), dutch(one.title))
                    for one in subjects
                    if one.kind is kind
                ],
                class_="ways",
            ),
        )
        for kind, heading in words.KINDS.items()
    ]
