"""What a visitor reads from a script, a page template or a style sheet is said in every language too.

A template has its words put in, a script gets them from the page, and what only a style sheet can say it says for each
language.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from indicators.language import LANGUAGES
from tests.indicators.test_translations import NAMES, SPOKEN, is_worded

ROOT = Path(__file__).parents[2]
SPOKEN_BY_STREAMLIT = "en"
"""Its own words are in this language; the table `WORDS` of the script has them in the others."""

READ_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title"}
_PUT_IN = re.compile(r"\$\w+|\$\{[^}]*\}|\{([{%#]).*?[}%#]\}", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@cache
def files(suffix: str) -> tuple[Path, ...]:
    rooms = (ROOT / room for room in SPOKEN if not room.endswith(".py"))
    return tuple(sorted(file for room in rooms for file in room.rglob(f"*.{suffix}")))


def test_there_is_something_to_read() -> None:
    assert all(files(suffix) for suffix in ("js", "html", "css"))


# Scripts -------------------------------------------------------------------------------------------------------------

_SCRIPT = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL)
_TABLE = re.compile(r"^const WORDS = \{\n(.*?)^\}\n", re.DOTALL | re.MULTILINE)
_SELECTOR = re.compile(r"\[[^\]]*\]|:{1,2}[\w-]+\(|[.#][\w-]+")


def scripted(source: str) -> Iterator[str]:
    """Yield every string of a script that reads as words, but for its table of Streamlit's own."""
    for found in _SCRIPT.findall(_TABLE.sub("", source)):
        if found[0] in "\"'`" and is_worded(_SELECTOR.sub(" ", _PUT_IN.sub(" ", found[1:-1]))):
            yield found


@pytest.mark.parametrize("file", files("js"), ids=lambda path: path.name)
def test_a_script_has_no_words_of_its_own(file: Path) -> None:
    assert list(scripted(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('speak("Adres gekopieerd naar het klembord")', True),
        ("button.title = 'Copy this address'", True),
        ("speak(`Er zijn ${count} indicatoren`)", True),
        ('link = "https://a"; speak("De pagina is klaar")', True),
        ('// Not "De pagina is klaar"\nspeak(words)', False),
        ('/* "De pagina is klaar" */', False),
        ('document.querySelector(".stHtml :is(h1, p.lead)")', False),
        ('window.addEventListener("beforeprint", keepForPaper)', False),
        ('const WORDS = {\n  nl: {\n    "No results": "Niets gevonden",\n  },\n}\n', False),
    ],
)
def test_words_of_a_script_are_found(source: str, is_found: bool) -> None:
    assert bool(list(scripted(source))) is is_found


def test_the_words_of_streamlit_are_in_every_other_language() -> None:
    (table,) = [table for file in files("js") for table in _TABLE.findall(file.read_text(encoding="utf-8"))]
    by_language = {
        name: re.findall(r'"([^"]+)":\s*"([^"]+)"', words)
        for name, words in re.findall(r"^  (\w+): \{\n(.*?)^  \},?\n", table, re.DOTALL | re.MULTILINE)
    }
    assert set(by_language) == set(LANGUAGES) - {SPOKEN_BY_STREAMLIT}
    for pairs in by_language.values():
        assert len(pairs) > 10
        assert all(word.count("{}") == other.count("{}") and word != other for word, other in pairs)


# Templates -----------------------------------------------------------------------------------------------------------


class _Words(HTMLParser):
    """Collects what a visitor reads of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._inside.append(tag)
        # What a viewport or an encoding is, nobody reads.
        is_read = tag != "meta" or named.get("name") == "description"
        self.found += [value for name, value in attrs if name in READ_ATTRIBUTES and value and is_read]

    def handle_endtag(self, tag: str) -> None:
        while tag in self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._inside):
            self.found.append(data)


def templated(source: str) -> list[str]:
    """Return the words that stand in a template itself."""
    page = _Words()
    page.feed(_PUT_IN.sub(" ", source))
    return [found for found in page.found if set(_LETTERS.findall(found)) - NAMES]


@pytest.mark.parametrize("file", files("html"), ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    assert templated(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("<h1>Niet gevonden</h1>", True),
        ("<p>$sentence See the overview.</p>", True),
        ('<img src="$picture" alt="Kaart">', True),
        ('<meta name="description" content="Cijfers">', True),
        ("{# Who reads this? #}<p>{{ sentence }}</p>{% if picture %}<hr>{% endif %}", False),
        ("<title>$title · Doelbereik</title><style>p { color: red; }</style>", False),
        ('<meta name="viewport" content="width=device-width"><p class="note">$sentence</p>', False),
    ],
)
def test_words_of_a_template_are_found(source: str, is_found: bool) -> None:
    assert bool(templated(source)) is is_found


# Style sheets --------------------------------------------------------------------------------------------------------

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CONTENT = re.compile(r"(?<![\w-])content:\s*([^;]+);")
_LANGUAGE = re.compile(r":lang\((\w+)\)")


def styled(source: str) -> dict[str, set[str]]:
    """Return, of every selector whose style has words, in which languages it has them."""
    spoken: dict[str, set[str]] = {}
    for selector, rule in _RULE.findall(re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)):
        for content in _CONTENT.findall(rule):
            if any(_LETTERS.search(text) for text in re.findall(r'"([^"]*)"', content)):
                spoken.setdefault(_LANGUAGE.sub("", selector).strip(), set()).update(_LANGUAGE.findall(selector))
    return spoken


@pytest.mark.parametrize("file", files("css"), ids=lambda path: path.name)
def test_what_a_style_says_it_says_in_every_language(file: Path) -> None:
    for selector, languages in styled(file.read_text(encoding="utf-8")).items():
        assert languages == set(LANGUAGES), selector


@pytest.mark.parametrize(
    ("source", "languages"),
    [
        ('a::after { content: " ↗" / " (opent een nieuw tabblad)"; }', [set()]),
        (':lang(nl) a::after { content: "nieuw"; } :lang(en) a::after { content: "new"; }', [{"nl", "en"}]),
        ('a::after { content: " (" attr(href) ")"; } b::before { content: var(--planned); }', []),
        ("a { justify-content: space-between; }", []),
    ],
)
def test_words_of_a_style_are_found(source: str, languages: list[set[str]]) -> None:
    assert list(styled(source).values()) == languages
