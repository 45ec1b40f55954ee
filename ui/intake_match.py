"""Step 2: what the catalogue does not know yet of what was received, asked in the order in which it is answered."""

import streamlit as st

from access.roles import Permission
from indicators.language import say, say_counted
from loaders.catalogue import Catalogue
from loaders.delivery import room
from loaders.delivery.decisions import Decisions
from loaders.delivery.questions import Questions, RowQuestion, questions
from loaders.delivery.record import Delivery, State
from ui import (
    intake_definitions,
    intake_documents,
    intake_estimates,
    intake_fields,
    intake_onward,
    intake_rows,
    intake_stored,
)
from ui import intake_wording as words
from ui.intake_asking import Group
from ui.intake_desk import Desk
from ui.markup import element, notice, section


def asked(desk: Desk, delivery: Delivery, decisions: Decisions) -> tuple[Questions, Catalogue]:
    """Return what is asked about a delivery, and the catalogue as it stands."""
    catalogue = intake_stored.catalogue(desk.data)
    # Of a file that is there twice, the first is read.
    names = {one.sha256: one.name for one in reversed(delivery.files) if one.sha256}
    read = room.extractions(desk.root, delivery)
    return questions(read, names, catalogue, decisions, intake_stored.pages(desk.data)), catalogue


def show(desk: Desk, delivery: Delivery) -> None:
    """Show it, group by group."""
    if not desk.may(Permission.PREPARE):
        return
    decisions = room.decisions(desk.root, delivery.delivery_id)
    found, catalogue = asked(desk, delivery, decisions)
    if delivery.state is not State.OPEN:
        st.html(notice(say(words.OVER.get(delivery.state, words.LOCKED))))
    left = say_counted("Nog {n} vraag te beantwoorden.", "Nog {n} vragen te beantwoorden.", found.open)
    sentence = left if found.open else say(words.ALL_ANSWERED)
    st.html(element("p", sentence, class_="lead announced"))

    def group(name: str) -> Group:
        return Group(desk, delivery, decisions, name)

    if found.documents:
        st.html(section(say(words.DOCUMENTS), element("span")))
        if delivery.state is State.OPEN:
            intake_documents.describe(group("document"), found.documents, catalogue)
        intake_documents.ask(group("page"), found.documents)
    if found.fields:
        st.html(section(say(words.FIELDS), element("span")))
        intake_fields.ask(group("field"), found.fields, catalogue)
    titles = {one.policy_field: one.new_title for one in decisions.field if one.new_title} | {
        one.id: one.title for one in catalogue.policy_fields.values()
    }
    of_field: dict[str, list[RowQuestion]] = {}
    for one in found.rows:
        of_field.setdefault(one.policy_field, []).append(one)
    quiet = [one for rows in of_field.values() if rows == Group.known(rows) for one in rows]
    for field, rows in of_field.items():
        if rows != Group.known(rows):
            title = titles.get(field) or field
            st.html(section(say(words.ROWS_OF, field=title), element("span")))
            intake_rows.ask(group(f"row/{field}"), title, rows, catalogue)
    if quiet:
        st.html(section(say(words.KNOWN_ROWS), element("span")))
        intake_rows.ask(group("row"), "", quiet, catalogue)
    if found.estimates:
        st.html(section(say(words.ESTIMATES), element("span")))
        intake_estimates.ask(group("estimate"), found.estimates, catalogue)
    if found.definitions:
        st.html(section(say(words.DEFINITIONS), element("span")))
        intake_definitions.ask(group("definition"), found.definitions, catalogue)
    if not found.open:
        st.html(intake_onward.to(delivery, words.COMPARISON))
