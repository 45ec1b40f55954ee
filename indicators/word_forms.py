"""Dutch words as they are searched: without case and accents, and a plural beside its singular.

The forms of a word are guesses, and a word may have several: `buurtje` is of `buurt` or of `buur`, and both are kept.
Two words are forms of one word when they share a guess. Only what Dutch spelling does by rule is undone: plurals in -en
and -s, diminutives, the -e of an adjective, and what the end of a syllable does to vowels and consonants (`scholen`
and `school`, `gezinnen` and `gezin`, `brieven` and `brief`). What goes by no rule (`steden`, `leden`) is data.

A stemmer of a library was tried and left out: Snowball's takes `gezin` for `zin` and `initiatief` for something else
than `initiatieven`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORDS = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.])")
_DIMINUTIVES = ("etje", "tje", "pje", "je")
_DOUBLE_VOWEL = re.compile(r"(aa|oo|ee|uu)(?=[^aeiou]+$)")
_DOUBLE_CONSONANT = re.compile(r"([bcdfgklmnprstz])\1$")
_HARD_AT_THE_END = {"v": "f", "z": "s"}

SHORTEST_STEM = 2
"""`uren` is of `uur`; nothing shorter is a word."""


class Word(NamedTuple):
    """One word of a text, and where it stands."""

    plain: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Return the words and numbers of a text in their order, each plain; `1.000` is 1000 and `4.1.6` stays a code."""
    for found in _WORDS.finditer(text):
        yield Word(_plain(found[0]), *found.span())


@lru_cache(maxsize=10_000)
def _plain(word: str) -> str:
    """Return a word in lower case, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter in ".,%")) or word
    return plain.replace(".", "") if _THOUSANDS.fullmatch(plain.removesuffix("%")) else plain


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """Return what a plain word may be a form of, itself among it; a number is a form of itself only."""
    if not word.isalpha():
        return frozenset({word})
    stems = (stem for stem in _stems(word) if len(stem) >= SHORTEST_STEM)
    return frozenset({spelled(word), *(_hard_at_the_end(spelled(stem)) for stem in stems)})


def _stems(word: str) -> Iterator[str]:
    """Return a word without the endings it may have."""
    small = word.removesuffix("s")
    for ending in _DIMINUTIVES:
        if small.endswith(ending):
            yield small.removesuffix(ending)
    if word.endswith("heden"):
        yield word.removesuffix("heden") + "heid"
    for ending in ("en", "s", "e"):
        if word.endswith(ending) and not word.endswith("ss"):
            yield word.removesuffix(ending)


def spelled(word: str) -> str:
    """Return a word spelled the one way in which open and closed syllables are alike: `schol`, `gezin`."""
    return _DOUBLE_VOWEL.sub(lambda double: double[0][0], _DOUBLE_CONSONANT.sub(r"\1", word))


def _hard_at_the_end(stem: str) -> str:
    """Return a stem as Dutch ends a word: `brief` for `briev`."""
    return stem[:-1] + _HARD_AT_THE_END.get(stem[-1], stem[-1])
