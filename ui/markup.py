"""HTML that what it shows cannot break: text is escaped, only what this module made is markup.

A list page is one string of HTML instead of hundreds of Streamlit elements: it is on screen as fast as an empty app,
it prints, and a screen reader finds real tables in it. `st.html` keeps links, tables, `details` and images; it drops
inline `<svg>`, so a mark is an image with an alternative text.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from json import dumps
from typing import TypeAlias

from indicators import language
from indicators.formats import NO_BREAK

# Elements without an end tag.
VOID = frozenset({"br", "hr", "img"})


class Html(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return it as it is: what says that it is markup, Streamlit does not search for an indent to take away."""
        return str(self)


Content: TypeAlias = str | Iterable["Content"] | None
"""What an element may hold: text, markup, nothing, or several of these."""


def joined(*contents: Content) -> Html:
    """Return contents one after the other, everything but `Html` escaped."""
    parts: list[str] = []
    for content in contents:
        if isinstance(content, Html):
            parts.append(content)
        elif isinstance(content, str):
            parts.append(escape(content))
        elif content is not None:
            parts.append(joined(*content))
    return Html("".join(parts))


def element(tag: str, *contents: Content, **attributes: str | int | bool | None) -> Html:
    """Return one element. `class_` is written as class, `aria_label` as aria-label; None and False leave it out."""
    written = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        name = name.rstrip("_").replace("_", "-")
        written.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    opening = f"<{tag}{''.join(written)}>"
    return Html(opening if tag in VOID else f"{opening}{joined(*contents)}</{tag}>")


def link(address: str | None, *contents: Content, **attributes: str | int | bool | None) -> Html:
    """Return a link, or only its contents where there is no address."""
    return element("a", *contents, href=address, **attributes) if address else joined(*contents)


def outside_link(address: str, *contents: Content) -> Html:
    """Return a link to somebody else's page; it opens beside this one and does not tell where it was clicked."""
    return element("a", *contents, href=address, target="_blank", class_="outside")


def table(caption: Content, headers: Sequence[Content], bodies: Iterable[Content], class_: str = "") -> Html:
    """Return a table in a box of its own: one that is too wide scrolls there, by keyboard too, and never the page.

    `bodies` are `<tbody>` elements (see `body`). The caption is read to who cannot see the table. The style finds the
    heads of columns as `--head-1` and on, since a row that has become a card on a narrow screen repeats them.
    """
    head = element("thead", element("tr", *(element("th", header, scope="col") for header in headers)))
    heads = [f"--head-{at}:{dumps(one, ensure_ascii=False)}" for at, one in enumerate(map(_bare, headers), 1) if one]
    style = ";".join((f"--columns:{len(headers) - 1}", *heads))
    written = element("table", element("caption", caption), head, *bodies, class_=class_ or None, style=style)
    return element("div", written, class_="scroll", tabindex="0", role="region", aria_label=plain(caption))


def body(*rows: Content) -> Html:
    """Return rows as one group of a table."""
    return element("tbody", *rows)


def group_row(title: Content, columns: int, *cells: Content) -> Html:
    """Return the row that names the group below it over `columns` columns; cells behind that say more of the group."""
    name = element("th", title, colspan=columns, scope="rowgroup")
    return element("tr", name, *(element("td", cell) for cell in cells), class_="group")


def row(label: Content, *cells: Content, id_: str | None = None, class_: str | None = None) -> Html:
    """Return a row that is named by its first cell."""
    return element(
        "tr", element("th", label, scope="row"), *(element("td", cell) for cell in cells), id=id_, class_=class_
    )


def row_below(content: Content, columns: int) -> Html:
    """Return a row that says more about the row above it, over the whole width of the table."""
    return element("tr", element("td", content, colspan=columns), class_="below")


def items(contents: Iterable[Content], class_: str | None = None) -> Html:
    """Return a list; empty contents give nothing."""
    written = [element("li", content) for content in contents if content]
    return element("ul", *written, class_=class_) if written else Html("")


def in_line(contents: Iterable[Content]) -> Html:
    """Return contents behind each other in a line, told apart by a dot; empty ones are left out."""
    return joined(*(joined(" · " if at else None, one) for at, one in enumerate(one for one in contents if one)))


def facts(pairs: Iterable[tuple[str, Content]], class_: str = "facts") -> Html:
    """Return names with their values; a pair without a value is left out."""
    written = [element("div", element("dt", name), element("dd", value)) for name, value in pairs if value]
    return element("dl", *written, class_=class_) if written else Html("")


def section(title: Content, *contents: Content, id_: str | None = None) -> Html:
    """Return a part of a page under its own heading; without contents there is nothing."""
    held = joined(*contents)
    return element("section", element("h2", title), held, id=id_) if held else Html("")


def notice(*contents: Content) -> Html:
    """Return a sentence that should not be missed."""
    return element("p", *contents, class_="notice")


def dutch(content: Content) -> Html:
    """Return what is Dutch in every language (a name, a note, a cell), marked as such where the page is not Dutch."""
    spoken = language.current() == language.DUTCH
    return joined(content) if spoken else element("span", content, lang=language.DUTCH)


def _bare(header: Content) -> str:
    """Return a head of a column as text; nothing for one that is markup."""
    return "" if isinstance(header, Html) else plain(header)


def unbroken(words: str) -> str:
    """Return words in which a count stays on the line of what it counts: `12 niet behaald`; markup stays markup."""
    held = re.sub(r"(?<=\d) ([^\W\d]{1,6}) (?=\w)", rf"{NO_BREAK}\1{NO_BREAK}", words)
    return type(words)(re.sub(r"(?<=\d) (?=[^\W\d])", NO_BREAK, held))


def plain(content: Content) -> str:
    """Return the text of a caption without its markup, for an attribute."""
    if isinstance(content, Html):
        raise TypeError(f"found markup in {content!r}, expected plain text: an attribute cannot hold markup")
    return content if isinstance(content, str) else "".join(plain(part) for part in content or ())
