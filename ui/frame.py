"""The frame around every page: style, header and menu, and the sentence when there are no figures at all.

Streamlit can be led to run a file of `pages/` by itself. Outside the frame a page has no menu, no style and, later, no
login, so it shows nothing there: every page starts with `frame.required()`.

A page that cannot show what its address asks for raises `UnansweredError`; the frame says what is said there under a
heading, and ends the page with its foot like any other.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from indicators import language
from indicators.language import say
from ui import addresses, cached, styling, wording
from ui.markup import Content, Html, element, items, joined, link, notice

DEFAULT_ADDRESS = "overzicht"
ICON = Path(__file__).with_name("icon.svg")
# Inside somebody else's page: what is shown, without what changes it.
EMBEDDED_STYLE = ".st-key-keuzes, .stDownloadButton { display: none; }"

# Soon enough for who waits for a build, and nothing for the server.
SECONDS_BETWEEN_LOOKS = 5

# Where the content begins; the keyboard gets there without walking through the menu.
CONTENT = "inhoud"
_CONTENT_STARTS = element("span", id=CONTENT, tabindex="-1")

_inside: ContextVar[bool] = ContextVar("inside the frame", default=False)
_is_headed: ContextVar[bool] = ContextVar("whether the page has its heading", default=False)


class UnansweredError(Exception):
    """What an address asks for is not there: what is said of that, and the ways on.

    It stands below the heading that the page has, else below `heading`, else below the title of the page.
    """

    def __init__(self, *said: Content, heading: Content = None) -> None:
        super().__init__()
        self.said = joined(*said)
        self.heading = heading


def required() -> None:
    """End the run here when the page is not run by `dashboard.py`."""
    if not _inside.get():
        st.stop()


def page(file: str, title: str, address: str) -> StreamlitPage:
    """Return a page of the dashboard; the one without an address of its own is where the dashboard opens."""
    # A copy for each run, which writes on it that it may be run.
    return copy(_page(file, say(title), address))


@cache
def _page(file: str, title: str, address: str) -> StreamlitPage:
    """Return a page with its file looked up, which takes a sixth of a run for all of them."""
    # An explicit address, also where Streamlit does not use it: the default one would be the name of the file.
    return st.Page(file, title=title, url_path=address or DEFAULT_ADDRESS, default=not address)


def title(of_page: str) -> None:
    """Name what is shown in the tab of the browser, so that tabs and history tell two fields apart."""
    st.set_page_config(page_title=_in_tab(of_page))


def _in_tab(of_page: str) -> str:
    return f"{of_page} · {wording.DASHBOARD}"


@cache
def _icon() -> str:
    """Return the icon of the tab as an address; of a file, Streamlit would make one in every run."""
    return f"data:image/svg+xml;base64,{b64encode(ICON.read_bytes()).decode()}"


def heading(*contents: Content) -> None:
    """Head the page, where its heading does not depend on what the address asks for."""
    st.html(element("h1", *contents))
    _is_headed.set(True)


def origin() -> str:
    """Return where the visitor finds the dashboard, such as `https://doelbereik.example.org`; empty where unknown."""
    asked = urlsplit(st.context.url or "")
    return f"{asked.scheme}://{asked.netloc}" if asked.scheme and asked.netloc else ""


def choose_language() -> None:
    """Let this run speak the language of the address; Dutch where it names none or one that does not exist."""
    language.choose(st.query_params.get(addresses.LANGUAGE_FILTER, language.DUTCH))


def header(menu: Mapping[str, str | None], current: str, asked: Mapping[str, str], ways: Content = None) -> Html:
    """Return the header with the menu, the way to the other language, and `ways` in and out where people log in.

    `menu` maps pages to names, markup being names of the catalogue; one without a name is left out. `current` is this
    page, `asked` what its address asks for. What was known in which document goes along to the next page; to the other
    language, the whole view does.
    """
    as_known_in = asked.get(addresses.KNOWN_FILTER)
    entries = [
        element(
            "li",
            link(
                addresses.in_edition(page, as_known_in),
                name if isinstance(name, Html) else say(name),
                aria_current="page" if page == current else None,
            ),
        )
        for page, name in menu.items()
        if name
    ]
    skip = element("a", say(wording.SKIP), href=f"#{CONTENT}", class_="skip")
    name = link(
        addresses.overview(as_known_in=as_known_in),
        element("strong", wording.DASHBOARD),
        element("span", say(wording.PURPOSE)),
        class_="name",
    )
    nav = element("nav", element("ul", *entries), aria_label=say(wording.MENU))
    copy = element(
        "button",
        say(wording.COPY_ADDRESS),
        type="button",
        class_="copy",
        data_copied=say(wording.COPIED),
        data_refused=say(wording.NOT_COPIED),
    )
    tools = element("div", ways, *_other_languages(current, asked), copy, class_="tools")
    return joined(element("header", skip, name, tools, nav, class_="frame"), _CONTENT_STARTS)


def footer(asked: Mapping[str, str]) -> Html:
    """Return what stands below every page: how to read it, for whom it works, and whose it is."""
    as_known_in = asked.get(addresses.KNOWN_FILTER)
    ways = [
        link(addresses.in_edition(addresses.EXPLANATION, as_known_in), say(wording.TO_EXPLANATION)),
        link(addresses.in_edition(addresses.ACCESSIBILITY, as_known_in), say(wording.ACCESSIBILITY)),
    ]
    return element("footer", element("p", wording.OWNER), items(ways), class_="frame")


def embedded_footer(page: str, asked: Mapping[str, str]) -> Html:
    """Return what stands below a page inside somebody else's: where it comes from, and the way to the whole page."""
    address = addresses.in_language(page, asked, language.current())
    whole = element("a", say(wording.WHOLE_PAGE), href=address, target="_blank")
    return element("footer", element("p", f"{wording.DASHBOARD}, {wording.OWNER} · ", whole), class_="frame")


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


@cache
def _style(is_embedded: bool, is_in_the_shell: bool) -> Html | None:
    """Return the style that the page itself inserts."""
    rules = ("" if is_in_the_shell else styling.rules()) + (EMBEDDED_STYLE if is_embedded else "")
    return Html(f"<style>{rules}</style>") if rules else None


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _wait_for_figures() -> None:
    """Look now and then whether figures were published, and show the page once they are."""
    if cached.published()[0] is not None:
        st.rerun()


def say_sorry(error: Exception) -> bool:
    """Tell the visitor in Dutch that a page failed, instead of Streamlit's English; the log has the traceback."""
    way_on = link(addresses.overview(), say(wording.TO_OVERVIEW))
    head = None if _is_headed.get() else element("h1", wording.DASHBOARD)
    st.html(joined(head, notice(say(wording.FAULT)), items([way_on], class_="ways")))
    return True


@contextmanager
def framed(menu: Mapping[str, str | None], page: StreamlitPage, ways: Content = None) -> Iterator[None]:
    """Draw the frame and let the page run inside it; without figures there is one sentence and no page."""
    current = addresses.OVERVIEW if page.url_path == DEFAULT_ADDRESS else page.url_path
    st.set_page_config(page_title=_in_tab(page.title), page_icon=_icon(), layout="wide")
    asked = st.query_params.to_dict()
    is_embedded = bool(st.context.is_embedded)
    if style := _style(is_embedded, styling.is_in_the_shell):
        st.html(style)
    above = _CONTENT_STARTS if is_embedded else header(menu, current, asked, ways)
    st.html(joined(above, _unknown_language(current, asked)))
    below = embedded_footer(current, asked) if is_embedded else footer(asked)
    version, fault = cached.published()
    # Where figures come in, there need not be any yet.
    if version is None and current != addresses.INTAKE:
        st.html(joined(element("h1", wording.DASHBOARD), notice(say(wording.NO_FIGURES))))
        _wait_for_figures()
        st.stop()
    if fault:
        st.html(notice(say(wording.DAMAGED)))
    token = _inside.set(True)
    _is_headed.set(False)
    try:
        yield
    except UnansweredError as unanswered:
        head = None if _is_headed.get() else element("h1", unanswered.heading or page.title)
        if told := joined(head, unanswered.said):
            st.html(told)
    finally:
        _inside.reset(token)
    st.html(below)
