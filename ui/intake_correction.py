"""A printing error put right: the figure is looked up on its page, so that what is expected there is what is read."""

from collections.abc import Callable, Iterable

import streamlit as st

from indicators.language import say
from loaders.catalogue import Correction
from loaders.delivery import room
from loaders.matching import slug
from loaders.sources import Figure, figures_of, shown
from ui import intake_match, intake_stored
from ui import intake_wording as words
from ui.intake_asking import Answer, Group
from ui.intake_desk import Desk
from ui.markup import dutch, element


def show(group: Group, desk: Desk) -> None:
    """Let somebody find a figure of this delivery, or of a page that is there already, and say what it should be."""
    st.html(element("p", say(words.CORRECTION_WHY), class_="reading"))
    pages = {one.page_id: one.figures for one in intake_stored.pages(desk.data)} | _delivered(group, desk)
    page = group.choice(say(words.PAGE), {one: one for one in reversed(pages)}, None, "")
    found = list(pages.get(page or "", ()))
    table = _narrowed(group, words.TABLE, found, lambda one: (str(one.table), one.table_title), page)
    found = [one for one in found if str(one.table) == table]
    row = _narrowed(group, words.ROW_LABEL, found, lambda one: (str(one.row), one.label), f"{page}/{table}")
    found = [one for one in found if str(one.row) == row]
    column = _narrowed(
        group, words.COLUMN, found, lambda one: (f"{one.column}/{one.part}", one.header), f"{page}/{table}/{row}"
    )
    figure = next((one for one in found if f"{one.column}/{one.part}" == column), None)
    if page is None or figure is None:
        return
    of = f"{page}/{table}/{row}/{column}"
    attributes = {one: say(word) for one, word in words.ATTRIBUTES.items()}
    attribute = group.choice(say(words.ATTRIBUTE), attributes, "value", of) or "value"
    expect = shown(getattr(figure, attribute))
    st.html(element("p", say(words.EXPECTED, found=expect or say(words.EMPTY)), " ", dutch(element("q", figure.raw))))
    corrected = group.text(say(words.CORRECTED), "", of)
    reason = group.text(say(words.REASON), "", of)
    if not st.button(say(words.SAVE_CORRECTION)):
        return
    values = {
        "id": slug(f"{page} {figure.label[:40]} {figure.header} {attribute}"),
        "page": page,
        "table": figure.table,
        "row": figure.label,
        "column": figure.column,
        "part": figure.part or None,
        "attribute": attribute,
        "expect": expect,
        # A Dutch decimal mark is meant; files of data/ have a point.
        "corrected": corrected.replace(",", ".") if attribute in ("value", "low", "high") else corrected,
        "reason": reason,
    }
    missing = [say(name) for name, value in ((words.CORRECTED, corrected), (words.REASON, reason)) if not value]
    group.save("correction", Correction, [Answer(values, missing)])


def _delivered(group: Group, desk: Desk) -> dict[str, tuple[Figure, ...]]:
    """Return the figures of this delivery by the page they will be."""
    questions, _ = intake_match.asked(desk, group.delivery, group.decisions)
    place = {one.file: f"{one.document}/{one.page}" for one in questions.documents if one.document and not one.left_out}
    read = room.extractions(desk.root, group.delivery)
    return {page: figures_of(read[file]) for file, page in place.items()}


def _narrowed(
    group: Group, label: str, figures: Iterable[Figure], name: Callable[[Figure], tuple[str, str]], of: str | None
) -> str | None:
    """Let somebody choose one of what these figures have; nothing is asked while there is nothing to choose."""
    named = dict(name(one) for one in figures)
    return group.choice(say(label), named, next(iter(named)) if len(named) == 1 else None, of or "") if named else None
