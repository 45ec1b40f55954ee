"""Search: what has the words of a question in its name, its definition, its notes or its cells.

Every word of a question must be found, in one text of an indicator together with its name and the title of its field.
A word is found as typed, in another form (`scholen` for `school`), as a word for the same (`inwoners` for `Stadjers`)
or as a part of a longer one (`tevreden` in `klanttevredenheid`). Only a word that no text holds in any of these ways is
taken for a typing error, so that a search for something that is there never brings what merely looks like it.

A name goes before a definition and a definition before a note, however well the words fit. The texts of a version are
taken apart once and kept: doing so for every question would take longer than drawing its answer.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from indicators import reading, word_forms
from indicators.model import Searchable, SearchPlace, SearchText
from indicators.reading import Warehouse
from indicators.word_forms import Word

WORDS = Path(__file__).with_name("search_words.toml")

# How well a word is found.
AS_TYPED, OTHER_FORM, SAME, BEGINNING, INSIDE, MISTYPED = 100.0, 98.0, 94.0, 90.0, 80.0, 60.0

SHORTEST_BEGINNING, SHORTEST_PART = 2, 4
"""Letters a word needs to be found at the beginning of another one, and elsewhere in it: `ov` is in `provincie`."""

LETTERS_PER_ERROR = 6
"""One wrong, missing, extra or exchanged letter is forgiven per so many letters.

Measured over every word from five letters in the names that ship, with one such error in its middle, beside 116
everyday words that no source holds. With five letters an error 97% of the errors find their name, and five words find
what they are not (`bomen` finds `boven`, `verkiezing` `verwijzing`); with six 88% and two; with seven 77% and none."""

SHORTEST_MISTYPED_PART = 8
"""Letters a word needs to be taken for a mistyped part of a longer one: with six, `varken` finds `sportparken`."""

_ORDER = {place: at for at, place in enumerate(SearchPlace)}
_Found = dict[str, float]
"""Word of the texts → how well it answers a word of the question."""

_indexes: WeakKeyDictionary[Warehouse, tuple[str, "Index"]] = WeakKeyDictionary()
"""Warehouse → the version that was read last, and its texts."""


class Span(NamedTuple):
    """Where a word that was looked for stands in a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """One indicator or policy field that answers a question, and the text that does."""

    of: Searchable
    text: SearchText
    score: float
    """0 to 100; 100 when every word was found as typed."""
    in_name: tuple[Span, ...]
    in_text: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The indicator or the policy field."""
        return self.of.id


@dataclass(frozen=True)
class Answer:
    """What a search found, best first, and how its words were read."""

    hits: tuple[Hit, ...]
    mistyped: Mapping[str, tuple[str, ...]]
    """A word that no text holds → the words it was taken for."""
    same: Mapping[str, tuple[str, ...]]
    """A word → the words for the same that were looked for too."""


def search(warehouse: Warehouse, query: str, as_known_in: str | None = None) -> Answer:
    """Return what answers a question, best first; what only later documents print does not."""
    return _index(warehouse).answer(query, reading.edition_rank(warehouse, as_known_in))


def _index(warehouse: Warehouse) -> "Index":
    """Return the texts of the version that is read, taken apart at the first question."""
    version, (kept_version, kept) = warehouse.version, _indexes.get(warehouse, (None, None))
    if kept is None or kept_version != version:
        kept = Index(reading.searchables(warehouse))
        _indexes[warehouse] = version, kept
    return kept


class _Indexed(NamedTuple):
    """One text with its words, and the words it may borrow: those of the name and of the field or programme."""

    of: Searchable
    at: int
    text: SearchText
    words: tuple[Word, ...]
    own: frozenset[str]
    borrowed: frozenset[str]


class Index:
    """Texts by the words they hold."""

    def __init__(self, searchables: Iterable[Searchable]) -> None:
        self._texts = [one for at, searchable in enumerate(searchables) for one in _indexed(searchable, at)]
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._of_form: dict[str, list[str]] = defaultdict(list)
        for number, one in enumerate(self._texts):
            for word in one.own | one.borrowed:
                self._holding[word] += [number] if word in one.own else []
        for word in self._holding:
            for form in _forms(word):
                self._of_form[form].append(word)
        self._ends = {word: word_forms.forms(word) for word in self._holding if word.isalpha()}
        self._spelled = {word: word_forms.spelled(word) for word in self._ends}

    def answer(self, query: str, rank: int | None = None) -> Answer:
        """Return what answers a question, of what is printed in editions up to a rank (None: in any)."""
        mistyped: dict[str, tuple[str, ...]] = {}
        same: dict[str, tuple[str, ...]] = {}
        asked: list[_Found] = []
        for word in _asked(query):
            found = self._like(word) or self._in_dutch(word)
            if not found:
                mistyped[word] = self._nearly(word)
                found = {other: MISTYPED for nearly in mistyped[word] for other in self._like(nearly)}
            asked.append(found)
            same[word] = tuple(sorted(other for other, score in found.items() if score == SAME))
        return Answer(
            tuple(self._hits(asked, rank)) if asked and all(asked) else (),
            {word: taken_for for word, taken_for in mistyped.items() if taken_for},
            {word: others for word, others in same.items() if others},
        )

    def _hits(self, asked: Sequence[_Found], rank: int | None) -> list[Hit]:
        """Return what holds every word, each indicator or field once, with its best text."""
        best: dict[int, tuple[int, float, int]] = {}
        for number in {number for found in asked for word in found for number in self._holding[word]}:
            one = self._texts[number]
            if rank is not None and one.text.edition_rank is not None and one.text.edition_rank > rank:
                continue
            scores = [_best(found, one.own) or _best(found, one.borrowed) for found in asked]
            if all(scores):
                rated = (_ORDER[one.text.place], -fmean(scores), number)
                best[one.at] = min(rated, best.get(one.at, rated))
        in_order = sorted((place, score, at, number) for at, (place, score, number) in best.items())
        return [self._hit(number, -score, asked) for _, score, _, number in in_order]

    def _hit(self, number: int, score: float, asked: Sequence[_Found]) -> Hit:
        one = self._texts[number]
        name = word_forms.words(one.of.name)
        return Hit(one.of, one.text, score, tuple(_spans(name, asked)), tuple(_spans(one.words, asked)))

    def _like(self, word: str) -> _Found:
        """Return the words of the texts that answer a word; nothing when none does."""
        found = {same: SAME for same in _known().same.get(word, ()) if same in self._holding}
        found |= {other: OTHER_FORM for form in _forms(word) for other in self._of_form.get(form, ())}
        if word in self._holding:
            found[word] = AS_TYPED
        if found and word.isalpha() and len(word) < SHORTEST_PART:  # `WIJ` is not the beginning of `wijk`
            return found
        return dict(self._parts(word)) | found

    def _in_dutch(self, word: str) -> _Found:
        """Return the words of the texts that an English word stands for."""
        return {other: SAME for dutch in _known().english.get(word, ()) for other in self._like(dutch)}

    def _parts(self, word: str) -> Iterator[tuple[str, float]]:
        """Return the longer words that a word is a part of: `kunst` of `amateurkunst`, `scholen` of `basisschool`.

        A number is a part of nothing, a code of the codes below it: 4.1 of 4.1.6.
        """
        if not word.isalpha():
            yield from ((other, BEGINNING) for other in self._holding if other.startswith((f"{word}.", f"{word}%")))
            return
        stems = tuple(form for form in _forms(word) if len(form) >= SHORTEST_PART)
        for other, ends in self._ends.items():
            if other.startswith(word):
                if len(word) >= SHORTEST_BEGINNING:
                    yield other, BEGINNING
            elif len(word) >= SHORTEST_PART and (word in other or any(form.endswith(stems) for form in ends)):
                yield other, INSIDE

    def _nearly(self, word: str) -> tuple[str, ...]:
        """Return the words that a word was probably meant for, whole words before parts of longer ones."""
        errors, letters = len(word) // LETTERS_PER_ERROR, len(word)
        if not errors or not word.isalpha():
            return ()
        meant, wholes = word_forms.spelled(word), self._spelled
        beginnings = {other: whole[:letters] for other, whole in wholes.items()}
        ends = {other: whole[-letters:] for other, whole in wholes.items()}
        for parts in (wholes, beginnings, ends) if letters >= SHORTEST_MISTYPED_PART else (wholes,):
            distances = {other: OSA.distance(meant, part, score_cutoff=errors) for other, part in parts.items()}
            least = min(distances.values(), default=errors + 1)
            if least <= errors:
                return tuple(other for other, distance in distances.items() if distance == least)
        return ()


def _indexed(searchable: Searchable, at: int) -> Iterator[_Indexed]:
    borrowed = frozenset(
        word.plain for text in (searchable.name, searchable.context) for word in word_forms.words(text)
    )
    for text in searchable.texts:
        words = tuple(word_forms.words(text.text))
        yield _Indexed(searchable, at, text, words, frozenset(word.plain for word in words), borrowed)


def _asked(query: str) -> tuple[str, ...]:
    """Return the words of a question, once each; those that say nothing only when there are no others."""
    every = tuple(dict.fromkeys(word.plain for word in word_forms.words(query)))
    return tuple(word for word in every if word not in _known().ignored) or every


def _best(found: _Found, words: frozenset[str]) -> float:
    """Return how well the best of these words answers; 0 when none does."""
    return max((found[word] for word in found.keys() & words), default=0.0)


def _spans(words: Iterable[Word], asked: Sequence[_Found]) -> Iterator[Span]:
    """Return where the words stand that were looked for."""
    return (Span(word.start, word.end) for word in words if any(word.plain in found for found in asked))


def _forms(word: str) -> frozenset[str]:
    """Return what a word may be a form of, also where Dutch has no rule for it."""
    by_rule = word_forms.forms(word)
    return by_rule.union(*(_known().forms.get(form, ()) for form in {word, *by_rule}))


class _Known(NamedTuple):
    """What is known of words beside their spelling."""

    same: Mapping[str, frozenset[str]]
    """A word → the words for the same people or thing, itself among them."""
    forms: Mapping[str, frozenset[str]]
    ignored: frozenset[str]
    english: Mapping[str, tuple[str, ...]]
    """An English word → what the documents have for it."""


@cache
def _known() -> _Known:
    data = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    english = {word: tuple(_plain(dutch)) for word, dutch in data["english"].items()}
    return _Known(_groups(data["same"]), _groups(data["forms"]), _plain(data["ignored"]), english)


def _groups(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return by every word the group it is in."""
    return {word: group for group in map(_plain, groups) for word in group}


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.plain for text in words for word in word_forms.words(text))
