"""The frame around every page: style, header and menu, and the sentence when there are no figures at all.

Streamlit can be led to run a file of `pages/` by itself. Outside the frame a page has no menu, no style and, later, no
login, so it shows nothing there: every page starts with `frame.required()`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from indicators import language
from indicators.language import say
from ui import addresses, cached, wording
from ui.markup import Html, element, items, joined, link, notice

DEFAULT_ADDRESS = "overzicht"
STYLE = Path(__file__).with_name("style.css")

_inside: ContextVar[bool] = ContextVar("inside the frame", default=False)


def required() -> None:
    """End the run here when the page is not run by `dashboard.py`."""
    if not _inside.get():
        st.stop()


def page(file: str, title: str, address: str) -> StreamlitPage:
    """Return a page of the dashboard; the one without an address of its own is where the dashboard opens."""
    # An explicit address, also where Streamlit does not use it: the default one would be the name of the file.
    return st.Page(file, title=say(title), url_path=address or DEFAULT_ADDRESS, default=not address)


def title(of_page: str) -> None:
    """Name what is shown in the tab of the browser, so that tabs and history tell two fields apart."""
    st.set_page_config(page_title=f"{of_page} · {wording.DASHBOARD}")


def choose_language() -> None:
    """Let this run speak the language of the address; Dutch where it names none or one that does not exist."""
    language.choose(st.query_params.get(addresses.LANGUAGE_FILTER, language.DUTCH))


def header(menu: Mapping[str, str], current: str, asked: Mapping[str, str]) -> Html:
    """Return the header with the menu and the way to the other language.

    `menu` maps pages to titles, `current` is this page, `asked` what its address asks for. What was known in which
    document goes along to the next page; to the other language, the whole view does.
    """
    as_known_in = asked.get(addresses.KNOWN_FILTER)
    entries = [
        element(
            "li",
            link(addresses.in_edition(page, as_known_in), say(title), aria_current="page" if page == current else None),
        )
        for page, title in menu.items()
    ]
    name = link(
        addresses.overview(as_known_in=as_known_in),
        element("strong", wording.DASHBOARD),
        element("span", say(wording.PURPOSE)),
        class_="name",
    )
    nav = element("nav", element("ul", *entries), aria_label=say(wording.MENU))
    return element("header", name, nav, *_other_languages(current, asked), class_="frame")


def _other_languages(page: str, asked: Mapping[str, str]) -> list[Html]:
    """Return the same view in every other language, each named as its speakers do."""
    return [
        link(addresses.in_language(page, asked, other), name, lang=other, hreflang=other, class_="language")
        for other, name in language.LANGUAGES.items()
        if other != language.current()
    ]


def _unknown_language(page: str, asked: Mapping[str, str]) -> Html | None:
    """Return the sentence for an address with a language that does not exist, and the ways on."""
    named = asked.get(addresses.LANGUAGE_FILTER, language.DUTCH)
    if named in language.LANGUAGES:
        return None
    return notice(say(wording.UNKNOWN_LANGUAGE, asked=named), " ", *_other_languages(page, asked))


def say_sorry(error: Exception) -> bool:
    """Tell the visitor in Dutch that a page failed, instead of Streamlit's English; the log has the traceback."""
    way_on = link(addresses.overview(), say(wording.TO_OVERVIEW))
    st.html(joined(notice(say(wording.FAULT)), items([way_on], class_="ways")))
    return True


@contextmanager
def framed(menu: Mapping[str, str], page: StreamlitPage) -> Iterator[None]:
    """Draw the frame and let the page run inside it; without figures there is one sentence and no page."""
    current = addresses.OVERVIEW if page.url_path == DEFAULT_ADDRESS else page.url_path
    title(page.title)
    asked = st.query_params.to_dict()
    st.html(STYLE)
    st.html(joined(header(menu, current, asked), _unknown_language(current, asked)))
    version, fault = cached.published()
    if version is None:
        st.html(joined(element("h1", wording.DASHBOARD), notice(say(wording.NO_FIGURES))))
        st.stop()
    if fault:
        st.html(notice(say(wording.DAMAGED)))
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)
