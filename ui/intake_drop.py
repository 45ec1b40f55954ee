"""Files as a browser hands them over → a delivery: each read in isolation, with how far it is."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access.roles import Permission
from indicators.language import say, say_counted
from loaders.delivery import room
from loaders.intake.receiving import stored_files
from ui import intake_desk
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import element, section

# How often this visitor handed files over: each time gets a field of its own, and the old one lets go of its files.
_ROUND = "gegevens-ronde"


def show(desk: Desk) -> None:
    """Let an editor hand over files, or begin without any."""
    st.html(section(say(words.NEW), element("p", say(words.FILES_HELP), class_="reading")))
    if not desk.may(Permission.PREPARE):
        return
    uploaded = st.file_uploader(
        say(words.FILES), accept_multiple_files=True, key=f"bestanden-{st.session_state.get(_ROUND, 0)}"
    )
    # Pressed before a file has arrived, it says so; switched off, it would not be found by the keyboard.
    if st.button(say(words.READ), type="primary"):
        if uploaded:
            _receive(desk, uploaded)
        else:
            intake_desk.refuse(say(words.NOTHING_CHOSEN))
    st.html(element("p", say(words.WITHOUT_FILES_WHY), class_="reading"))
    if st.button(say(words.WITHOUT_FILES)):
        _receive(desk, [])


def _receive(desk: Desk, uploaded: Sequence[UploadedFile]) -> None:
    bar = st.progress(0.0, say(words.READING, done=0, all=len(uploaded))) if uploaded else None

    def progress(step: str, done: int = 0, total: int | None = None) -> None:
        if bar is not None and step == "files" and total:
            bar.progress(min(done / total, 1.0), say(words.READING, done=done, all=total))

    with intake_desk.attempt(), tempfile.TemporaryDirectory(prefix="doelbereik-upload-") as folder:
        by = desk.by
        names: dict[Path | str, str] = {
            _written(Path(folder), number, one): one.name for number, one in enumerate(uploaded)
        }
        stored = stored_files(desk.data / "sources")
        made = room.receive(desk.root, list(names), by, intake_desk.now(), stored, names=names, progress=progress)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        files = say_counted("{n} bestand", "{n} bestanden", len(made.files))
        step = words.RECEIPT if uploaded else words.COMPARISON
        intake_desk.done(say(words.RECEIVED, files=files) if uploaded else say(words.BEGUN), made.delivery_id, step)
    if bar is not None:
        bar.empty()


def _written(folder: Path, number: int, one: UploadedFile) -> Path:
    """Write a file under a number: what a visitor called it is told, and never used as a name here."""
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", one.name)
    file = folder / f"{number}{ending[0].lower() if ending else ''}"
    file.write_bytes(one.getbuffer())
    return file
