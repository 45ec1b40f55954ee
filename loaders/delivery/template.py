"""What is left to decide about a delivery, as entries of its `decisions.toml` for a person to complete.

An entry that nobody completed is refused when it is handed over, so that no suggestion is confirmed by accident.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from loaders.catalogue import Catalogue, Document, Indicator
from loaders.cells import one_line
from loaders.delivery.decisions_file import as_value
from loaders.delivery.questions import (
    DefinitionQuestion,
    DocumentQuestion,
    EstimateQuestion,
    FieldQuestion,
    Questions,
    RowQuestion,
)
from loaders.unseen import visible
from release.demands import Demand, DemandKind
from release.report import listed

_MOST_KNOWN = 6


def asked(questions: Questions, catalogue: Catalogue) -> Iterator[str]:
    """Yield the lines of an entry for every open question."""
    documents = [one for one in questions.documents if one.standing.is_open]
    for document in documents:
        yield from ("", *_page(document))
    new = {one.document: one for one in documents if one.document not in catalogue.documents}
    for document in new.values():
        yield from ("", *_document(document))
    for field in questions.fields:
        if field.standing.is_open:
            yield from ("", *_field(field))
    for row in questions.rows:
        if row.standing.is_open:
            yield from ("", *_row(row))
    for estimate in questions.estimates:
        if estimate.standing.is_open:
            yield from ("", *_estimate(estimate))
    for definition in questions.definitions:
        if definition.standing.is_open:
            yield from ("", *_definition(definition, catalogue))


def demanded(demands: Sequence[Demand]) -> Iterator[str]:
    """Yield the lines of an entry for everything that must, or may, be said about a draft."""
    for one in demands:
        if one.accepted is None:
            yield from ("", comment(f"{one.indicator.name}, {one.year}"), *_demanded(one))


def _demanded(one: Demand) -> Iterator[str]:
    if one.kind is DemandKind.DOUBT:
        yield "# Where the figure is wrong: a [[correction]] instead."
        if isinstance(one.about, tuple):
            yield from map(comment, listed(one))
            yield "# Where the document is about the area of then: its [[document]] again, with that territory."
        yield from ("[[acceptance]]", f"doubt = {as_value(one.key)}", 'reason = ""  # why it stands as printed')
    elif one.kind is DemandKind.LOST:
        yield "# Published, and no longer there:"
        yield from map(comment, listed(one))
        yield from ("[[acceptance]]", f"doubt = {as_value(one.key)}", 'reason = ""  # why these figures go')
    elif one.kind is DemandKind.ASSESSMENT:
        yield from ("# [[assessment]]", f"# indicator = {as_value(one.indicator.indicator_id)}", f"# year = {one.year}")
        yield from ('# verdict = ""  # achieved or not_achieved', '# reason = ""', '# author = ""', "# written_on = ")
    else:
        yield from (line for line in one.entry.splitlines() if not line.startswith("#"))


def comment(text: str) -> str:
    """Return a text as one line of comment; nothing in it ends that line or steers a screen."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return f"# {indent}{visible(one_line(text))}".rstrip()


def _said(*texts: str) -> list[str]:
    return [comment(text) for text in texts if text]


def _page(question: DocumentQuestion) -> Iterator[str]:
    yield "[[page]]"
    about = f"{question.kind or 'kind unknown'}, {question.fiscal_year or 'year unknown'}"
    known = "; ".join(f"{one} ({title})" for one, title in question.known_documents[:_MOST_KNOWN])
    yield from _said(f"{question.name}: {about}", f"known: {known}" if known else "")
    yield f"file = {as_value(question.file)}"
    yield _open("document", question.document)
    yield _open("page", question.page)
    yield "# left_out = true  # instead of document and page, to leave the file out"


def _document(question: DocumentQuestion) -> Iterator[str]:
    values = {"id": question.document, "kind": question.kind, "fiscal_year": question.fiscal_year}
    yield "# Where it is a document that the catalogue does not have:"
    yield "# [[document]]"
    yield from _optional(Document, ("id", "kind", "title", "publisher", "fiscal_year"), values)
    yield "# published_on = 2000-01-01"
    yield from _optional(Document, ("published_precision", "territory"), {})


def _field(question: FieldQuestion) -> Iterator[str]:
    yield "[[field]]"
    yield f"document = {as_value(question.document)}"
    yield f"code = {as_value(question.code)}"
    yield f"title = {as_value(question.title)}"
    yield _open("policy_field", question.policy_field)
    yield from _said(*(f"{one}: {title}" for one, title in question.suggestions))
    yield '# new_title = ""  # of one that the catalogue does not have'
    yield '# new_programme = ""'


def _row(question: RowQuestion) -> Iterator[str]:
    yield "[[row]]"
    yield from _said("; ".join(question.printed))
    yield f"policy_field = {as_value(question.policy_field)}"
    yield f"label = {as_value(question.label)}"
    yield from _choice(question.suggestions)
    yield "# [row.new]  # of a new one"
    values = {"name": question.label, "unit": question.unit, "better": question.better}
    yield from _optional(Indicator, ("id", "name", "kind", "unit", "better"), values)


def _estimate(question: EstimateQuestion) -> Iterator[str]:
    yield "[[estimate]]"
    of_years = ", ".join(map(str, question.years))
    yield from _said(f"{question.name}: variable {question.variable}, {of_years}")
    yield f"file = {as_value(question.file)}"
    yield f"named = {as_value(question.named)}"
    yield from _choice(question.suggestions)
    yield '# policy_field = ""  # of a new one'
    yield "# [estimate.new]"
    yield from _optional(Indicator, ("id", "name", "kind", "unit", "better"), {"id": question.named, "unit": "%"})


def _choice(suggestions: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield 'choice = ""  # alias, new or left_out'
    for indicator, name in suggestions or (("", ""),):
        yield f"# indicator = {as_value(indicator)}  {comment(f'of an alias: {name}'.removesuffix(': '))}"


def _definition(question: DefinitionQuestion, catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.indicators.get(question.indicator)
    version = max((one.version for one in known.definitions), default=0) + 1 if known else 1
    yield "[[definition]]"
    yield from _said(
        f"{question.name}. Note: {question.note}", f"until now: {question.wording}; of whom: {question.base}"
    )
    yield f"indicator = {as_value(question.indicator)}"
    yield f"document = {as_value(question.document)}"
    yield 'choice = ""  # unchanged or new'
    yield "# [definition.new]  # of a new one"
    yield f"# version = {version}"
    yield '# wording = ""'
    yield f"# from = {as_value(question.document)}"
    yield '# base = ""  # where that changes'


def _open(key: str, suggested: str | None) -> str:
    return f'{key} = ""' + (f"  {comment(f'suggested: {suggested}')}" if suggested else "")


def _optional(model: type[Document | Indicator], keys: Iterable[str], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield keys of an entry as comments, with what they may be."""
    for key in keys:
        choices = [str(one) for one in get_args(model.model_fields[key].annotation) if isinstance(one, str)]
        may_be = f"  # {', '.join(choices)}" if choices and not values.get(key) else ""
        yield f"# {key} = {as_value(values.get(key) or '')}{may_be}"
