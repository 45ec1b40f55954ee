"""Step 1: what was received, drawn: per file what was read of it and what was refused, and the way to take it back."""

from collections.abc import Sequence

import streamlit as st

from access.roles import Permission
from indicators import formats
from indicators.language import say, say_counted
from loaders.delivery import room
from loaders.delivery.record import Delivery, ReceivedFile, State
from loaders.grid import Problem
from ui import figures, intake_desk, intake_onward, intake_problems
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import Html, body, element, joined, notice, row, section, table


def show(desk: Desk, delivery: Delivery) -> None:
    """Show what was received, and let somebody who may remove it."""
    st.html(drawn(delivery.files))
    if any(one.kept for one in delivery.files):
        st.html(intake_onward.to(delivery, words.MATCHING))
    if delivery.state is not State.OPEN or not desk.visitor.may(Permission.PREPARE):
        return
    with st.expander(say(words.REMOVE)), st.form("verwijderen", border=False):
        st.html(element("p", say(words.REMOVE_WHY), class_="reading"))
        reason = st.text_input(say(words.REASON))
        if st.form_submit_button(say(words.REMOVE)):
            with intake_desk.attempt():
                room.remove(desk.root, delivery.delivery_id, desk.by, reason or "", intake_desk.now())
                intake_desk.done(say(words.REMOVED))


def drawn(files: Sequence[ReceivedFile]) -> Html:
    """Return every file as a row of one table, and below it what was refused and noticed of each."""
    if not files:
        return notice(say(words.NO_FILES))
    titles = (say("Bestand"), say("Soort"), say("Tabellen"), say("Rijen"), say(words.REFUSED), say(words.NOTICES))
    listed = table(say(words.FILES), titles, [body(*(_file(one) for one in files))], class_="received")
    told = [part for one in files for part in _problems(one)]
    return joined(listed, *told)


def _file(one: ReceivedFile) -> Html:
    is_again = any(problem.kind == "duplicate" for problem in one.problems)
    unknown = words.SAME_FILE if is_again else words.UNKNOWN_KIND
    kind = say(words.NOT_READ) if one.is_unreadable else say(words.KINDS.get(one.kind, unknown))
    people = formats.number(one.respondents, 0) if one.respondents else None
    gave = say_counted("{n} schatting", "{n} schattingen", one.estimates) if one.estimates else None
    asides = [figures.aside(text) for text in (say("{n} respondenten", n=people) if people else None, gave) if text]
    return row(
        joined(one.name, element("span", f"sha256 {one.sha256}", class_="aside checksum") if one.sha256 else None),
        joined(kind, *asides),
        formats.number(one.tables),
        formats.number(one.rows),
        formats.number(len(_of(one, "refused"))),
        formats.number(len(_of(one, "notice"))),
    )


def _of(one: ReceivedFile, severity: str) -> list[Problem]:
    return [problem for problem in one.problems if problem.severity == severity]


def _problems(one: ReceivedFile) -> list[Html]:
    refused = intake_problems.drawn(say("Geweigerd in {file}", file=one.name), _of(one, "refused"))
    noticed = intake_problems.drawn(say("Opmerkingen bij {file}", file=one.name), _of(one, "notice"))
    return [
        section(say("Geweigerd in {file}", file=one.name), refused),
        section(say("Opmerkingen bij {file}", file=one.name), noticed),
    ]
