"""Which indicator a survey's codebook means by a name that the catalogue lacks: a known one, a new one, or none."""

from collections.abc import Sequence

import streamlit as st

from indicators.language import say, say_counted
from loaders.catalogue import Catalogue
from loaders.delivery.decided import estimates_decided
from loaders.delivery.decisions import EstimateDecision
from loaders.delivery.questions import EstimateQuestion
from ui import intake_rows
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.markup import dutch, element, facts, joined

_PERCENTAGE = {"unit": "%", "kind": "survey_share", "source_kind": "survey"}
"""What every estimate is."""


def ask(group: Group, questions: Sequence[EstimateQuestion], catalogue: Catalogue) -> None:
    """Ask it of every such name."""
    known = group.known(questions)
    names = {one.id: one.name for one in catalogue.indicators.values()}
    group.tell(
        say_counted("{n} indicator van een enquête herkend", "{n} indicatoren van een enquête herkend", len(known)),
        (dutch(joined(one.named, ": ", names.get(one.indicator or ""))) for one in known),
    )
    fields = {one.id: one.title for one in catalogue.policy_fields.values()}

    def one(question: EstimateQuestion) -> Answer | None:
        place = {"file": question.file, "named": question.named}
        others = {two.indicator for two in questions if two.file == question.file and not two.standing.is_open}
        percentages = {
            one.id: one.name
            for one in catalogue.indicators.values()
            if one.unit == _PERCENTAGE["unit"] and (one.id == question.indicator or one.id not in others)
        }
        listed = {
            **dict(question.suggestions),
            intake_rows.NEW: say(words.NEW_INDICATOR),
            intake_rows.LEFT_OUT: say(words.LEAVE_OUT),
        } | percentages
        decided = estimates_decided(group.decisions, question.file).get(question.named)
        with st.container(border=True):
            of_years = ", ".join(map(str, question.years))
            st.html(
                facts([(say(words.SURVEY_VARIABLE), question.variable), (say(words.SURVEY_YEARS), of_years)], "brief")
            )
            if decided and question.standing.is_open:
                st.html(element("p", say(words.ESTIMATE_TAKEN), class_="above"))
            label = say(words.ESTIMATE, named=question.named, file=question.name)
            of = f"{question.file}/{question.named}"
            chosen = group.choice(label, listed, intake_rows.chosen_before(decided), of)
            if chosen is None:
                return None
            if chosen == intake_rows.LEFT_OUT:
                return Answer({**place, "choice": "left_out"})
            if chosen != intake_rows.NEW:
                return Answer({**place, "choice": "alias", "indicator": chosen})
            label = say(words.ESTIMATE_FIELD, named=question.named)
            field = group.choice(label, fields, decided.policy_field if decided else None, of)
            before = decided.new if decided else None
            drafted = {**_PERCENTAGE, "name": question.named.replace("-", " ")}
            new, missing = intake_rows.described(group, question.named, before, drafted, catalogue)
            # Under the name that the codebook gives it, so that next year's survey is not asked about.
            values = {**place, "choice": "new", "policy_field": field, "new": {**new, "id": question.named}}
            return Answer(values, missing if field else [label, *missing])

    group.ask("estimate", EstimateDecision, questions, one, say(words.SAVE_ESTIMATES))
