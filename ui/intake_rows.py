"""Which indicator each row of a policy field is: a known one, one that comes near, a new one, or none."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from indicators.language import say, say_counted
from loaders.catalogue import Catalogue, Indicator
from loaders.delivery.decisions import EstimateDecision, RowDecision
from loaders.delivery.questions import RowQuestion, Standing
from loaders.matching import slug
from ui import intake_wording as words
from ui import source_wording
from ui.intake_asking import Answer, Group
from ui.markup import Html, dutch, facts, joined

NEW, LEFT_OUT = "+", "-"
"""What stands beside the ids of indicators among the choices."""


def ask(group: Group, title: str, questions: Sequence[RowQuestion], catalogue: Catalogue) -> None:
    """Ask it of every row of one policy field that is not known by its name or a further label."""
    known = group.known(questions)
    names = {one.id: one.name for one in catalogue.indicators.values()}
    group.tell(
        say_counted("{n} rij herkend", "{n} rijen herkend", len(known)),
        (dutch(joined(one.label, ": ", names.get(one.indicator or ""))) for one in known),
    )

    def one(question: RowQuestion) -> Answer | None:
        place = {"policy_field": question.policy_field, "label": question.label}
        of_field = {one: names[one] for one, field in catalogue.field_of.items() if field == question.policy_field}
        listed = {
            **dict(question.suggestions),
            NEW: say(words.NEW_INDICATOR),
            LEFT_OUT: say(words.LEAVE_OUT),
        } | of_field
        decided = _decided(group, question)
        with st.container(border=True):
            st.html(_printed(question))
            chosen = group.choice(say(words.ROW, label=question.label), listed, chosen_before(decided), question.label)
            if chosen is None:
                return None
            if chosen == LEFT_OUT:
                return Answer({**place, "choice": "left_out"})
            if chosen != NEW:
                return Answer({**place, "choice": "alias", "indicator": chosen})
            drafted = {"name": question.label, "unit": question.unit, "better": question.better}
            before = decided.new if decided else None
            new, missing = described(group, question.label, before, drafted, catalogue)
            aliases = [question.label] if new["name"] != question.label else []
            return Answer({**place, "choice": "new", "new": {**new, "aliases": aliases}}, missing)

    group.ask("row", RowDecision, questions, one, say(words.SAVE_ROWS, field=title))


def _decided(group: Group, question: RowQuestion) -> RowDecision | None:
    if question.standing is not Standing.DECIDED:
        return None
    place = (question.policy_field, question.label)
    return next((one for one in reversed(group.decisions.row) if (one.policy_field, one.label) == place), None)


def chosen_before(decided: RowDecision | EstimateDecision | None) -> str | None:
    """Return the choice that somebody made."""
    if decided is None:
        return None
    return {"new": NEW, "left_out": LEFT_OUT}.get(decided.choice, decided.indicator)


def _printed(question: RowQuestion) -> Html:
    """Return the row as it was printed, to recognise it by."""
    pairs = [(header, dutch(cell)) for header, _, cell in (one.partition(": ") for one in question.printed) if cell]
    return facts(pairs, "brief")


def described(
    group: Group, of: str, before: Indicator | None, drafted: Mapping[str, str | None], catalogue: Catalogue
) -> tuple[dict[str, Any], list[str]]:
    """Let somebody describe a new indicator, drafted from what is known of it; return it, and what is missing yet."""
    there = {**drafted, **(before.model_dump() if before else {})}
    name = group.text(say(words.INDICATOR_NAME), there.get("name") or "", of)
    unit = group.text(say(words.UNIT), there.get("unit") or "", of)
    kind = group.choice(say(words.INDICATOR_KIND), _said(words.INDICATOR_KINDS.items()), there.get("kind"), of)
    better = group.choice(say(words.BETTER), _said(words.BETTERS.items()), there.get("better"), of)
    sources = _said(source_wording.SOURCE_KINDS.items())
    source = group.choice(say(words.SOURCE_KIND), sources, there.get("source_kind"), of)
    bases = {one.id: one.name for one in catalogue.bases.values()}
    base = group.choice(say(words.BASE), bases, there.get("base"), of)
    given = {"name": name, "unit": unit, "kind": kind, "better": better, "source_kind": source, "base": base}
    labels = (words.INDICATOR_NAME, words.UNIT, words.INDICATOR_KIND, words.BETTER, words.SOURCE_KIND, words.BASE)
    missing = [f"{say(label)} ({of})" for label, value in zip(labels, given.values(), strict=True) if not value]
    added = [one.new for one in group.decisions.row] + [one.new for one in group.decisions.estimate]
    taken = catalogue.indicators.keys() | {one.id for one in added if one and one != before}
    return {"id": before.id if before else _free(slug(name), taken), **given}, missing


def _free(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that no indicator has."""
    known = set(taken)
    return next(one for one in (wanted, *(f"{wanted}-{number}" for number in range(2, 1000))) if one not in known)


def _said(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key: say(word) for key, word in pairs}
