"""A page that says why there is no answer, without Streamlit: it must be there when nothing else is."""

from html import escape
from pathlib import Path
from string import Template

from api.problems import Way
from indicators import language
from indicators.language import say
from ui import addresses, styling, wording
from ui.markup import element, joined, link

PAGE = Path(styling.__file__).with_name("not_found.html")


def sorry(title: str, sentence: str, way: Way | None = None) -> str:
    """Return a page that says why there is no answer, with `way` on or the usual, in the language that is spoken."""
    usual = [Way(addresses.overview(), say(wording.TO_OVERVIEW)), Way(addresses.sources(), say(wording.TO_SOURCES))]
    ways = joined(element("li", link(one.address, one.words)) for one in ([way] if way else usual))
    words = {
        "language": language.current(),
        "title": title,
        "sentence": sentence,
        "purpose": say(wording.PURPOSE),
        "owner": wording.OWNER,
    }
    page = Template(PAGE.read_text(encoding="utf-8"))
    return page.substitute({name: escape(word) for name, word in words.items()}, ways=ways)


def not_found() -> str:
    """Return the answer to an address that does not exist, in the language that is spoken."""
    return sorry(say(wording.NOT_FOUND), say(wording.NOT_FOUND_SENTENCE))
