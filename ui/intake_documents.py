"""Which document and page a received file is: known ones told, the rest asked, a new document described."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from indicators.language import say, say_counted
from loaders.catalogue import Catalogue, Document
from loaders.delivery.decisions import PageDecision
from loaders.delivery.questions import DocumentQuestion
from loaders.matching import slug
from ui import intake_wording as words
from ui import source_wording, wording
from ui.intake_asking import Answer, Group
from ui.markup import dutch, element, in_line, joined

_LEFT_OUT = ""
_DAY = "%d-%m-%Y"


def ask(group: Group, questions: Sequence[DocumentQuestion]) -> None:
    """Ask it of every file that was not recognised."""
    added = {one.id: one.title for one in group.decisions.document}
    known = group.known(questions)
    group.tell(
        say_counted("{n} bestand herkend", "{n} bestanden herkend", len(known)),
        (
            in_line(
                (joined(one.name, ": ", dutch(dict(one.known_documents).get(one.document or "", ""))), _replaced(one))
            )
            for one in known
        ),
    )

    def one(question: DocumentQuestion) -> Answer | None:
        name, of = question.name, question.file
        titles = dict(question.known_documents) | added | {_LEFT_OUT: say(words.LEAVE_OUT)}
        asked = _LEFT_OUT if question.left_out else question.document
        left, right = st.columns([3, 2])
        with left:
            document = group.choice(say(words.DOCUMENT_OF, file=name), titles, asked, of)
        with right:
            page = group.text(say(words.PAGE_OF, file=name), question.page or _page(name), of)
        if replaced := _replaced(question):
            st.html(element("p", replaced, class_="above"))
        if document is None:
            return None
        if document == _LEFT_OUT:
            return Answer({"file": of, "left_out": True})
        return Answer({"file": of, "document": document, "page": slug(page)})

    group.ask("page", PageDecision, questions, one, say(words.SAVE_DOCUMENTS))


def _replaced(question: DocumentQuestion) -> str | None:
    """Return that a file takes the place of a page that is there already."""
    return say(words.REPLACES, page=question.page) if question.replaces else None


def _page(file: str) -> str:
    """Return what a page would be called after its file: `rekening/4-1-2.html` is `4-1-2`."""
    return slug(file.rpartition("/")[2].rpartition(".")[0] or file)


def describe(group: Group, questions: Sequence[DocumentQuestion], catalogue: Catalogue) -> None:
    """Let somebody describe a document that the catalogue does not have, drafted from what a file says of its own."""
    added = {one.title: one.id for one in group.decisions.document}
    known = catalogue.documents.keys() | set(added.values())
    nameless = [one for one in questions if one.standing.is_open and one.document not in known]
    kind, year = (nameless[0].kind, nameless[0].fiscal_year) if nameless else (None, None)
    suggested = nameless[0].document if nameless else None
    # What it is called stays Dutch in every language.
    title = f"{source_wording.DOCUMENT_KINDS[kind]} {year or ''}".strip() if kind else ""
    own = [one for one in catalogue.territories.values() if one.own]
    valid = [one.id for one in own if year and (one.valid_from or year) <= year <= (one.valid_to or year)]
    with st.expander(say(words.NEW_DOCUMENT), expanded=bool(nameless)), st.form("nieuw-document", border=False):
        st.html(element("p", say(words.NEW_DOCUMENT_WHY), class_="reading"))
        said = {one: say(word) for one, word in source_wording.DOCUMENT_KINDS.items()}
        chosen_kind = group.choice(say(words.DOCUMENT_KIND), said, kind, title)
        typed_year = group.text(say(words.DOCUMENT_YEAR), str(year or ""), title)
        typed_title = group.text(say(words.DOCUMENT_TITLE), title, title)
        publisher = group.text(say(words.PUBLISHER), wording.OWNER, title)
        day = group.text(say(words.PUBLISHED_ON), "", title)
        said = {one: say(word) for one, word in words.PRECISIONS.items()}
        precision = group.choice(say(words.PRECISION), said, "day", title)
        territory = group.choice(
            say(words.TERRITORY), {one.id: one.name for one in own}, valid[-1] if valid else None, title
        )
        address = group.text(say(words.ADDRESS), "", title)
        is_sent = st.form_submit_button(say(words.ADD_DOCUMENT))
    if not is_sent:
        return
    values = {
        "id": identified(typed_title, added, suggested if (chosen_kind, typed_year) == (kind, str(year)) else None),
        "kind": chosen_kind,
        "title": typed_title,
        "publisher": publisher,
        "fiscal_year": int(typed_year) if typed_year.isdecimal() else None,
        "published_on": _day(day),
        "published_precision": precision,
        "territory": territory,
        "address": address or None,
    }
    needed = {
        "kind": words.DOCUMENT_KIND,
        "title": words.DOCUMENT_TITLE,
        "publisher": words.PUBLISHER,
        "published_on": words.PUBLISHED_ON,
        "published_precision": words.PRECISION,
        "territory": words.TERRITORY,
    }
    group.save("document", Document, [Answer(values, [say(name) for key, name in needed.items() if not values[key]])])


def identified(title: str, described: Mapping[str, str], suggested: str | None) -> str:
    """Return the id of a document: one that was described before under this title (title → id) is described anew."""
    return described.get(title) or suggested or slug(title)


def _day(typed: str) -> date | None:
    try:
        return datetime.strptime(typed, _DAY).date()
    except ValueError:
        return None
