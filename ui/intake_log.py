"""The log of the intake, drawn: who did what when, with which files; whether it is whole; and a copy to take along."""

import re
from collections.abc import Mapping

import streamlit as st

from indicators import formats
from indicators.language import say, say_counted
from loaders.unseen import visible
from ui import figures, intake_moments
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import Html, body, element, items, joined, notice, row, table
from warehouse import log
from warehouse.log import Line

FOLDED_FROM = 3


_RELEASED = re.compile(r"made by (?P<maker>.+), approved by (?P<approver>.+)")


def show(desk: Desk) -> None:
    """Show the log, the newest first, with what is wrong with it."""
    lines, faults = log.read(desk.root), log.faults(desk.root)
    st.html(drawn(lines, faults))
    if lines:
        st.download_button(say(words.LOG_DOWNLOAD), log.as_csv(lines), "logboek.csv", "text/csv", on_click="ignore")


def drawn(lines: list[Line], faults: list[str]) -> Html:
    """Return the log as a table."""
    if faults:
        # What is wrong is told as the program tells its keeper, in English.
        wrong = joined(notice(say(words.LOG_CHANGED)), items(element("span", one, lang="en") for one in faults))
    else:
        wrong = element("p", _whole(len(lines)) if lines else say(words.LOG_EMPTY), class_="lead")
    if not lines:
        return wrong
    titles = (say("Nummer"), say("Wanneer"), say("Wie"), say("Wat"), say("Waarover"), say("Bestanden"))
    return joined(
        wrong, table(say(words.LOG_TITLE), titles, [body(*(_line(one) for one in reversed(lines)))], class_="log")
    )


def reason(line: Line) -> str:
    """Return why something was done; what a release writes there by itself is said as a visitor reads it."""
    told = visible(str(line.get("reason", "")))
    names = _RELEASED.fullmatch(told) if line["action"] == "publish" else None
    return say("gemaakt door {maker}, vrijgegeven door {approver}", **names.groupdict()) if names else told


def _whole(count: int) -> str:
    return say_counted(
        "Het logboek is heel: {n} regel.",
        "Het logboek is heel: {n} regels, elk met het kenmerk van de regel ervoor.",
        count,
        n=formats.number(count, 0),
    )


def _line(line: Line) -> Html:
    about = [
        say("versie {version}", version=line["version"]) if line.get("version") else None,
        say("concept {draft}", draft=line["draft"]) if line.get("draft") else None,
        say("aanlevering {delivery}", delivery=line["delivery"]) if line.get("delivery") else None,
        say("niet voor {moment}", moment=intake_moments.said(line["embargo"])) if line.get("embargo") else None,
    ]
    action = words.ACTIONS.get(line["action"])
    return row(
        str(line.get("number")),
        intake_moments.said(line["at"]),
        visible(str(line.get("by", ""))),
        joined(say(action) if action else line["action"], figures.aside(reason(line))),
        items(one for one in about if one),
        _files({**line.get("received", {}), **line.get("texts", {})}),
    )


def _files(named: Mapping[str, str]) -> Html:
    """Return files with their checksums, folded away where there are many: a first build has every page there is."""
    listed = items(
        joined(visible(name), element("span", f"sha256 {digest}", class_="aside checksum") if digest else None)
        for name, digest in named.items()
    )
    if len(named) <= FOLDED_FROM:
        return listed
    counted = say_counted("{n} bestand", "{n} bestanden", len(named))
    return element("details", element("summary", element("span", counted, class_="why")), listed)
