"""One sheet about a policy field, a programme or a study in one year: to read, to change, to take along, to publish."""

import os
from datetime import date
from importlib.metadata import version
from pathlib import Path

import streamlit as st

from access.roles import Permission
from exports import briefing_html, briefing_pdf, briefing_slides, briefing_words, published
from indicators.language import say
from ui import briefing_choosing, briefing_sheet, cached, frame, visitor
from ui import briefing_wording as words
from ui.markup import element, notice

frame.required()

# Choose ------------------------------------------------------------------------

asked = briefing_choosing.asked()
subject = asked.subject
frame.title(f"{say(words.TITLE)} {subject.title} {asked.year}")

# Read --------------------------------------------------------------------------

read = (subject.kind.value, subject.subject_id, asked.year, asked.as_known_in)
drafted = cached.kept(briefing_sheet.record, *read, wording=briefing_words)
host = frame.origin() or None
files, sheet, below = st.container(horizontal=True, key="meenemen"), st.container(key="blad"), st.container()
with below:
    sentences, name = briefing_sheet.changed(drafted, asked)
signature = briefing_words.signature(name, date.today()) if name else None
record = drafted.model_copy(update=sentences | {"signature": signature})

# Show --------------------------------------------------------------------------

title = record.file_name
files.download_button(
    say(words.PDF), lambda: briefing_pdf.pdf(record, host), f"{title}.pdf", "application/pdf", on_click="ignore"
)
files.download_button(
    say(words.SLIDES),
    lambda: briefing_slides.slides(record, host),
    f"{title}.pptx",
    briefing_slides.PPTX,
    on_click="ignore",
)
files.download_button(
    say(words.WEB_PAGE), lambda: briefing_html.page(record, host), f"{title}.html", "text/html", on_click="ignore"
)
sheet.html(f"<style>{briefing_html.style()}</style>")
sheet.html(briefing_html.sheet(record, host))
with below:
    folder, looking = os.environ.get("DOELBEREIK_BRIEFINGS"), visitor.current()
    if folder is None:
        st.html(element("p", say(words.NOT_HERE), class_="above"))
    elif not looking.may(Permission.PREPARE):
        st.html(element("p", visitor.refusal(looking, Permission.PREPARE), class_="above"))
    elif signature is None:
        st.html(element("p", say(words.SIGN_FIRST), class_="above"))
    elif st.button(say(words.PUBLISH)):
        try:
            kept = published.publish(Path(folder), record, briefing_pdf.pdf, f"typst {version('typst')}", host)
            st.html(notice(say(words.PUBLISHED, number=kept.number)))
        except published.PublicationError as refused:
            st.html(notice(str(refused)))
    try:
        before = [
            (one, published.standing(one, drafted)) for one in published.publications(published.folder(), drafted)
        ]
        if before:
            st.html(briefing_sheet.published(before, asked))
    except published.PublicationError as damaged:
        st.html(notice(str(damaged)))
