"""The briefing on its page: the record as it is now, with the sentences and the signature somebody gave it."""

from collections.abc import Iterable
from typing import Any, Protocol

import streamlit as st

from indicators import briefing
from indicators.language import current, say
from indicators.reading import Warehouse
from ui import addresses, visitor
from ui import briefing_wording as words
from ui.briefing_choosing import Asked
from ui.markup import Html, element, items, joined, link

# The longest that still leaves a sheet of A4 readable.
LONGEST_SENTENCE = 400
LONGEST_NAME = 80


class Wording(Protocol):
    """What puts a briefing into words (`exports.briefing_words`)."""

    def record(self, briefing: briefing.Briefing, address: str) -> Any:
        """Return the record of a briefing."""


def record(
    warehouse: Warehouse, kind: str, subject_id: str, year: int, as_known_in: str | None, *, wording: Wording
) -> Any:
    """Return what a briefing says now, in the language of the run."""
    told = briefing.briefing(warehouse, kind, subject_id, year, as_known_in)
    return wording.record(told, addresses.briefing(subject_id, year, as_known_in))


def changed(drafted: Any, asked: Asked) -> tuple[dict[str, str], str]:
    """Let somebody change the three sentences and put a name to them; return those that differ, and the name."""
    of = f"{asked.subject.subject_id}-{asked.year}-{asked.as_known_in}-{current()}"
    sentences = {
        "promised": drafted.labels.promised,
        "happened": drafted.labels.happened,
        "how_sure": drafted.labels.how_sure,
    }
    with st.expander(say(words.CHANGE)), st.form(f"zinnen-{of}", border=False):
        st.html(element("p", say(words.CHANGE_HOW), class_="reading"))
        typed = {
            name: st.text_area(
                label,
                getattr(drafted, name),
                key=f"{name}-{of}",
                max_chars=max(LONGEST_SENTENCE, len(getattr(drafted, name))),
            )
            for name, label in sentences.items()
        }
        name = _signed(f"naam-{of}")
        st.form_submit_button(say(words.USE))
    given = {name: text.strip() for name, text in typed.items() if text and text.strip()}
    return {key: text for key, text in given.items() if text != getattr(drafted, key)}, (name or "").strip()


def _signed(key: str) -> str | None:
    """Let somebody sign: who logged in only with their own name."""
    known = visitor.current().name[:LONGEST_NAME]
    if not known:
        return st.text_input(say(words.SIGNATURE), key=key, max_chars=LONGEST_NAME)
    return known if st.checkbox(say(words.SIGN_AS, name=known), key=key) else None


STANDINGS = {
    "same": words.SAME_FIGURES,
    "other_figures": words.OTHER_FIGURES,
    "other_verdicts": words.OTHER_VERDICTS,
}
"""What became of a publication since (`exports.published.Standing`), in words."""


def published(kept: Iterable[tuple[Any, str]], asked: Asked) -> Html:
    """Return what was published before, each with what became of it since, and the ways to it."""
    lines = []
    for one, standing in kept:
        said = say(words.ISSUE, number=one.number, name=one.record.signature.name, day=one.record.signature.on)
        ways = [
            link(
                addresses.briefing_file(asked.subject.subject_id, ending, asked.year, asked.as_known_in, one.number),
                ending,
            )
            for ending in ("pdf", "html", "pptx")
        ]
        lines.append(joined(f"{said}: {say(STANDINGS[standing])}. ", *(part for way in ways for part in (way, " "))))
    return joined(element("h2", say(words.PUBLISHED_BEFORE)), items(lines))
