"""Whether an indicator still means the same where a note of its row hints otherwise."""

from collections.abc import Sequence

import streamlit as st

from indicators.language import say
from loaders.catalogue import Catalogue
from loaders.delivery.decisions import DefinitionDecision
from loaders.delivery.questions import DefinitionQuestion, Standing
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.markup import dutch, element, joined


def ask(group: Group, questions: Sequence[DefinitionQuestion], catalogue: Catalogue) -> None:
    """Ask it of every indicator with such a note, with the words of the note."""
    bases = {one.id: one.name for one in catalogue.bases.values()}

    def one(question: DefinitionQuestion) -> Answer | None:
        of = f"{question.indicator}/{question.document}"
        before = _decided(group, question)
        with st.container(border=True):
            st.html(
                joined(
                    element("p", say(words.HINTS[question.hint]), " ", dutch(element("q", question.note))),
                    element("p", say(words.IN_FORCE, wording=question.wording), class_="above"),
                )
            )
            choices = {"unchanged": say(words.UNCHANGED), "new": say(words.REDEFINED)}
            label = say(words.DEFINITION_OF, name=question.name)
            chosen = group.choice(label, choices, before.choice if before else None, of)
            if chosen is None:
                return None
            place = {"indicator": question.indicator, "document": question.document, "choice": chosen}
            if chosen == "unchanged":
                return Answer(place)
            new = before.new if before else None
            label = say(words.NEW_WORDING, name=question.name)
            wording = group.text(label, new.wording if new else "", of, is_long=True)
            base = group.choice(
                say(words.NEW_BASE, name=question.name), bases, (new.base if new else None) or question.base, of
            )
        version = max(one.version for one in catalogue.indicators[question.indicator].definitions) + 1
        definition = {"version": version, "wording": wording, "from": question.document, "base": base}
        return Answer({**place, "new": definition}, [] if wording else [label])

    group.ask("definition", DefinitionDecision, questions, one, say(words.SAVE_DEFINITIONS))


def _decided(group: Group, question: DefinitionQuestion) -> DefinitionDecision | None:
    if question.standing is not Standing.DECIDED:
        return None
    place = (question.indicator, question.document)
    return next((one for one in reversed(group.decisions.definition) if (one.indicator, one.document) == place), None)
