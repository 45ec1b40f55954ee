"""What a person answered, put among the decisions of a delivery: a new answer replaces the one to the same question."""

from collections.abc import Iterable

from loaders.catalogue import Entry
from loaders.delivery.decisions import Decisions

QUESTION = {
    "document": ("id",),
    "page": ("file",),
    "field": ("document", "code", "title"),
    "row": ("policy_field", "label"),
    "estimate": ("file", "named"),
    "definition": ("indicator", "document"),
    "revision": ("indicator", "period", "document"),
    "correction": ("id",),
    "commentary": ("indicator", "year"),
    "assessment": ("indicator", "year"),
    "acceptance": ("doubt",),
}
"""Part of the decisions → what makes two of its entries answers to one question."""


def merged(decisions: Decisions, part: str, answers: Iterable[Entry]) -> Decisions:
    """Return the decisions with these answers in one part of them."""
    given = {_question(part, one): one for one in answers}
    before = [one for one in getattr(decisions, part) if _question(part, one) not in given]
    return decisions.model_copy(update={part: [*before, *given.values()]})


def without(decisions: Decisions, part: str, entry: Entry) -> Decisions:
    """Return the decisions without one entry of a part of them."""
    return decisions.model_copy(update={part: [one for one in getattr(decisions, part) if one != entry]})


def _question(part: str, one: Entry) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in QUESTION[part])
