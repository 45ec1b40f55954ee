"""The frame around every page: style, header and menu, and the sentence when there are no figures at all.

Streamlit can be led to run a file of `pages/` by itself. Outside the frame a page has no menu, no style and, later, no
login, so it shows nothing there: every page starts with `frame.required()`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from ui import addresses, cached, wording
from ui.markup import Html, element, items, joined, link, notice

STYLE = Path(__file__).with_name("style.css")

_inside: ContextVar[bool] = ContextVar("inside the frame", default=False)


def required() -> None:
    """End the run here when the page is not run by `dashboard.py`."""
    if not _inside.get():
        st.stop()


def title(of_page: str) -> None:
    """Name what is shown in the tab of the browser, so that tabs and history tell two fields apart."""
    st.set_page_config(page_title=f"{of_page} · {wording.DASHBOARD}")


def header(menu: Mapping[str, str], current: str, as_known_in: str | None = None) -> Html:
    """Return the header with the menu; `menu` maps pages to titles, `current` is the title of this page.

    What was known in which document goes along to the next page.
    """
    entries = [
        element(
            "li",
            link(addresses.in_edition(page, as_known_in), title, aria_current="page" if title == current else None),
        )
        for page, title in menu.items()
    ]
    name = link(
        addresses.overview(as_known_in=as_known_in),
        element("strong", wording.DASHBOARD),
        element("span", wording.PURPOSE),
        class_="name",
    )
    return element("header", name, element("nav", element("ul", *entries), aria_label="Hoofdmenu"), class_="frame")


def say_sorry(error: Exception) -> bool:
    """Tell the visitor in Dutch that a page failed, instead of Streamlit's English; the log has the traceback."""
    st.html(joined(notice(wording.FAULT), items([link("/", wording.TO_OVERVIEW)], class_="ways")))
    return True


@contextmanager
def framed(menu: Mapping[str, str], current: str) -> Iterator[None]:
    """Draw the frame and let a page run inside it; without figures there is one sentence and no page."""
    title(current)
    st.html(STYLE)
    st.html(header(menu, current, st.query_params.get(addresses.KNOWN_FILTER)))
    version, fault = cached.published()
    if version is None:
        st.html(joined(element("h1", wording.DASHBOARD), notice(wording.NO_FIGURES)))
        st.stop()
    if fault:
        st.html(notice(wording.DAMAGED))
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)
