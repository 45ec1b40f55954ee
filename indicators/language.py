"""The language of what a visitor reads: Dutch as written in the code, others from catalogues of gettext.

    say("Geen streefwaarde")                                     in the language of this run
    say("{shown} van de {known} indicatoren", shown=3, known=9)  placeholders by name, filled in after translation
    say_counted("{n} indicator", "{n} indicatoren", n)           one or several, {n} being the number
    sayable("Behaald")                                           marks a sentence of a table of words; `say` shows it

The Dutch sentence is its own key, so Dutch needs no catalogue. English stands in `translations/en/<room>.po`, one file
a room, written by people; a test fails on what is missing.
Sentences of the sources and of the catalogue stay Dutch in every language.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = {DUTCH: "Nederlands", ENGLISH: "English"}
"""Every language there is, called as its speakers do; the first is that of the code."""

TRANSLATIONS = Path(__file__).parent / "translations"

_LOCALES = {DUTCH: Locale("nl", "NL"), ENGLISH: Locale("en", "GB")}
_current: ContextVar[str] = ContextVar("language of the visitor", default=DUTCH)


def current() -> str:
    """Return the language of this run: `nl` or `en`."""
    return _current.get()


def locale() -> Locale:
    """Return how numbers and dates are written in the language of this run (CLDR)."""
    return _LOCALES[current()]


def choose(language: str) -> None:
    """Let the rest of this run speak a language; one that does not exist is Dutch."""
    _current.set(language if language in LANGUAGES else DUTCH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside a block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def say(sentence: str, /, **words: object) -> str:
    """Return a Dutch sentence in the language of this run, with `{name}` filled in from `words`."""
    said = _catalogue(current()).gettext(sentence) if sentence else ""
    return said.format_map(words) if words else said


def say_counted(one: str, several: str, /, number: int, **words: object) -> str:
    """Return the sentence for one or for several, `{n}` being the number; in Dutch and English zero is several."""
    said = _catalogue(current()).ngettext(one, several, number)
    return said.format_map({"n": number} | words)


def sayable(sentence: str) -> str:
    """Return the sentence as it is: it stands in a table of words, and is translated where it is said."""
    return sentence


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the sentences of a language; Dutch ones are their own translation."""
    if language == DUTCH:
        return gettext.NullTranslations()
    together = Catalog(locale=language)
    for file in sorted((TRANSLATIONS / language).glob("*.po")):
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                if message.id and message.string and not message.fuzzy:
                    together.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
