"""Which policy field a table of a document is about."""

from collections.abc import Sequence

from indicators.language import say, say_counted
from loaders.catalogue import Catalogue
from loaders.delivery.decisions import FieldDecision
from loaders.delivery.questions import FieldQuestion, Standing
from loaders.matching import slug
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.markup import dutch, joined

_NEW = ""


def ask(group: Group, questions: Sequence[FieldQuestion], catalogue: Catalogue) -> None:
    """Ask it of every code and title that no known field has."""
    titles = {one.id: one.title for one in catalogue.policy_fields.values()}
    known = group.known(questions)
    group.tell(
        say_counted("{n} beleidsveld herkend", "{n} beleidsvelden herkend", len(known)),
        (dutch(joined(f"{one.code} {one.title}: ", titles.get(one.policy_field or ""))) for one in known),
    )

    def one(question: FieldQuestion) -> Answer | None:
        of = f"{question.document}/{question.code}/{question.title}"
        decided = question.policy_field if question.standing is Standing.DECIDED else None
        is_new = decided is not None and decided not in titles
        listed = dict(question.suggestions) | {_NEW: say(words.NEW_FIELD)} | titles
        label = say(words.FIELD_OF, code=question.code, title=question.title)
        near = question.suggestions[0][0] if question.suggestions else None
        chosen = group.choice(label, listed, _NEW if is_new else decided or near, of)
        if chosen is None:
            return None
        place = {"document": question.document, "code": question.code, "title": question.title}
        if chosen != _NEW:
            return Answer({**place, "policy_field": chosen})
        title = group.text(say(words.FIELD_TITLE, code=question.code), question.title, of)
        programmes = {one.programme: one.programme for one in catalogue.policy_fields.values()}
        label = say(words.PROGRAMME, code=question.code)
        programme = group.choice(label, programmes, None, of)
        values = {**place, "policy_field": slug(title), "new_title": title, "new_programme": programme}
        return Answer(values, [label] if programme is None else [])

    group.ask("field", FieldDecision, questions, one, say(words.SAVE_FIELDS))
