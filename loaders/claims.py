"""Sentences of a page that may claim something of an indicator: found by rule, confirmed by a person.

A sentence of the running text is kept when it says that something changed (`gestegen`, `stabiel`) or gives a figure (a
percentage, a qualified or counted number), or when it names an indicator together with a year. Words that change many
sentences (`meer`, `beter`) count only beside an indicator or a figure; what is only intended is left out. What the
sentence means stays a guess: the draft of a catalogue entry leaves the paraphrase to a person.

Levels and sizes are as printed (7.0 for `7%`); a year that the sentence does not give is the document's own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass, replace
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from loaders import receive
from loaders.catalogue import Catalogue, Claim, Indicator
from loaders.cells import NUMBER, QUALIFIER_WORDS, WORDS, YEAR, one_line, parse_cell
from loaders.extract import extract_reading
from loaders.extraction import Extraction, Qualifier, Table
from loaders.matching import normalised, words

NAMED_FROM = 60.0
"""Share (0–100) of the telling words of a name that a sentence must have for the indicator to be named by it."""

LIKE_WORDS = 75.0
"""From this likeness (0–100) two words with one beginning are forms of one word: hulpvraag, hulpvragen."""

SHORTEST_SENTENCE = 5
"""In words; what is shorter is a heading or a label."""

_SAID = WORDS["claims"]
_CHANGES = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _SAID["changes"].items()}
_WEAK = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _SAID["weak_changes"].items()}
_AIM = re.compile(_SAID["aims"], re.IGNORECASE)
_SAME_SUBJECT = re.compile(_SAID["same_subject"], re.IGNORECASE)
_FRACTIONS: dict[str, float] = _SAID["fractions"]
_NO_COUNT = frozenset(_SAID["no_count"].split())
_PREPOSITIONS = frozenset(_SAID["prepositions"].split())
_UNFIRM = {"tot", "vanaf", "min", "max"}
"""Words that limit a figure in a cell and lead up to one in a sentence: gestegen tot 66%."""

_QUALIFIER = "|".join(
    re.escape(word)
    for word in sorted(QUALIFIER_WORDS, key=len, reverse=True)
    if word not in _UNFIRM and word.strip(".").replace(" ", "").isalpha()
)
_PERCENT = r"%(?!-)|procent(?!-?punt)\b"
_POINTS = r"%-punt(?:en)?|procent-?punt(?:en)?|punt(?:en)?\b"
_SIZE_UNIT = rf"{_POINTS}|{_PERCENT}"
_SIZE_BEHIND = re.compile(
    rf"\b(?:met|van)\s+(?:(?:{_QUALIFIER})\s+)?(?P<size>{NUMBER})\s*(?P<unit>{_SIZE_UNIT})", re.IGNORECASE
)
_SIZE_BEFORE = re.compile(
    rf"(?P<size>{NUMBER})\s*(?P<unit>{_SIZE_UNIT})\s+(?:{'|'.join(_SAID['weak_changes'].values())}|"
    rf"{'|'.join(_SAID['changes'].values())})\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"\bvan\s+(?!{YEAR}\b){NUMBER}\s*(?:{_PERCENT})?[^.;]{{0,30}}?\b(?:naar|tot)\s+\d", re.IGNORECASE
)
_LEVEL = re.compile(
    rf"(?:\b(?:ruim|ver|net|iets)\s+(?=boven|onder|meer|minder))?(?:\b(?P<how>{_QUALIFIER})\s+)?"
    rf"(?:(?<![\w.,])(?P<number>{NUMBER})\s*(?:(?P<percent>{_PERCENT})|(?!\s*(?:{_POINTS}))\s(?P<noun>[a-zà-ÿ]+(?:\s[a-zà-ÿ]+)?))"
    rf"|\b(?P<fraction>{'|'.join(map(re.escape, _FRACTIONS))})\b)",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(r"\b(?:naar|tot|op|van)\s*$", re.IGNORECASE)
_YEARS = re.compile(rf"(?<![\d.,])(?P<since>{_SAID['since']}\s+)?(?P<year>{YEAR})(?![\d.,%]\d|%)", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?])[’”\"']?\s+(?=[A-ZÀ-Ý‘“\"'(])")


@dataclass(frozen=True)
class Level:
    """A figure that a sentence gives."""

    value: float
    qualifier: str
    unit: str
    """As printed: `%`, or the noun behind a count."""
    year: int | None


@dataclass(frozen=True)
class Guess:
    """An indicator a sentence may be about."""

    indicator: str
    score: float
    """0–100: the share of the telling words of its best name that the sentence has."""
    carried_over: bool = False
    """Named by the sentence before: `dit percentage`, `ook hier`."""


@dataclass(frozen=True)
class Sentence:
    """One sentence and what was recognised in it."""

    line: int
    """Line in the file; of a document or pdf the line of its text."""
    text: str
    direction: str | None
    difference: float | None
    printed_unit: str | None
    levels: tuple[Level, ...]
    period_from: int | None
    period_to: int | None
    indicators: tuple[Guess, ...]
    """Best first, at most three."""
    known: tuple[str, ...]
    """Claims of the catalogue about it already."""


@dataclass(frozen=True)
class Found:
    """What one file gave."""

    document: dict[str, Any]
    page_id: str | None
    sentences: tuple[Sentence, ...]
    has_refusals: bool
    """Whether part of the file could not be read."""

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON-ready dictionaries and lists, with the draft of each sentence that is new."""
        drafts = [None if one.known else self.draft(one) for one in self.sentences]
        return {
            "document": self.document,
            "page": self.page_id,
            "sentences": [asdict(one) | {"draft": draft} for one, draft in zip(self.sentences, drafts, strict=True)],
        }

    def draft(self, sentence: Sentence) -> str:
        """Return an entry for data/catalogue/claims.toml that a person completes; as it stands a build refuses it."""
        levels = [one for one in sentence.levels if one.year in (None, sentence.period_to)]
        return "\n\n".join(self._entry(sentence, level) for level in levels or (None,))

    def _entry(self, sentence: Sentence, level: Level | None) -> str:
        subject = sentence.indicators[0].indicator if sentence.indicators else None
        wanted = {
            "id": "",
            "document": self.document.get("id") or "",
            "page": self.page_id or "",
            "indicator": subject,
            "period_from": sentence.period_from,
            "period_to": sentence.period_to,
            "paraphrase": "",
            "direction": sentence.direction,
            "difference": sentence.difference,
            "printed_unit": sentence.printed_unit,
            "value": level and level.value,
            "qualifier": level and level.qualifier,
            "place": f"regel {sentence.line}",
        }
        lines = [f"{key} = {_toml(value)}" for key, value in wanted.items() if value is not None]
        told = "# Choose an id and say it in your own words: the sentence itself may not be copied."
        return "\n".join((told, "[[claim]]", *lines))


def find_claims(path: Path, catalogue: Catalogue, document_id: str | None = None, page_id: str | None = None) -> Found:
    """Return the sentences of a file that may be claims. Raises `loaders.grid.UnreadableFile` when it cannot be read.

    Without a document the catalogue's document of the same kind and fiscal year is taken; without a page the one that
    is called after the code of the policy field.
    """
    reading = receive.read_file(path)
    extraction = extract_reading(reading, path.name, "", document_id)
    document = _document(extraction, catalogue)
    codes = {table.field_code.strip() for table in extraction.tables if table.field_code}
    fields = {
        field.id
        for field in catalogue.policy_fields.values()
        for code in field.codes
        if code.document == document["id"] and code.code in codes
    }
    if page_id is None and document["id"] and len(codes) == 1:
        page_id = f"{document['id']}/{codes.copy().pop().replace('.', '-')}"
    printed = [one for one in catalogue.indicators.values() if fields & set(catalogue.fields_printing(one))]
    labels = {normalised(row.label) for table in extraction.tables for row in table.rows}
    subjects = _Subjects(printed or catalogue.indicators.values(), catalogue, labels)
    prose = _prose(reading.text, path, extraction.tables)
    about = [claim for claim in catalogue.claims.values() if claim.document == document["id"]]
    about = [claim for claim in about if page_id is None or claim.page == page_id]
    sentences = _Reader(subjects, document["fiscal_year"], about).read(prose)
    return Found(document, page_id, tuple(sentences), any(one.severity == "refused" for one in reading.problems))


def _document(extraction: Extraction, catalogue: Catalogue) -> dict[str, Any]:
    """Return what is known of the document; its id by kind and year when it was not said."""
    document = {key: extraction.document[key] for key in ("file", "address", "kind", "fiscal_year", "id")}
    same = [
        one
        for one in catalogue.documents.values()
        if document["fiscal_year"] and (one.kind, one.fiscal_year) == (document["kind"], document["fiscal_year"])
    ]
    if document["id"] is None and len(same) == 1:
        document["id"] = same[0].id
    known = catalogue.documents.get(document["id"] or "")
    if known and document["fiscal_year"] is None:
        document["fiscal_year"] = known.fiscal_year or known.published_on.year
    return document


# The running text ----------------------------------------------------------------------------------------------------


def _prose(lines: Sequence[str], path: Path, tables: Iterable[Table]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs outside the tables with the line each begins on; broken lines are put together."""
    labels, inside = set[str](), set[str]()
    for table in tables:
        names = [text for row in table.rows for text in (row.label, row.group, row.parent) if text]
        cells = [cell.raw for row in table.rows for cell in row.cells]
        labels |= {one_line(name) for name in names if len(name.split()) > 1}
        inside |= {
            one_line(part)
            for text in (*names, *cells, *(column.header for column in table.columns))
            for part in (text, *text.split("\n"))
        }
    paragraph, began = "", 0
    for number, text in _numbered(lines, path):
        if text in inside or "|" in text or _is_row(text.lstrip("•*- "), labels):
            continue
        if paragraph and text[:1].islower() and paragraph[-1] not in ".!?:;":
            paragraph = f"{paragraph.removesuffix('-')}{'' if paragraph.endswith('-') else ' '}{text}"
            continue
        if paragraph:
            yield began, paragraph
        paragraph, began = text, number
    if paragraph:
        yield began, paragraph


def _is_row(text: str, labels: Iterable[str]) -> bool:
    """Whether a line is a label with its figures, and no sentence that begins with the name of an indicator."""
    rests = (text.removeprefix(label) for label in labels if text.startswith(label))
    return any(len(re.findall(r"[^\W\d_]{2,}", rest)) < 2 for rest in rests)


def _numbered(lines: Sequence[str], path: Path) -> Iterator[tuple[int, str]]:
    """Yield lines of text with their number in the file; where they do not stand in it, their own number."""
    raw = [one_line(line) for line in path.read_bytes().decode("utf-8", "replace").splitlines()]
    at = 0
    for own, text in enumerate(map(one_line, lines), start=1):
        found = next((i for i in range(at, len(raw)) if text[:40] in raw[i]), None)
        if found is not None:
            at = found
        yield own if found is None else found + 1, text


# What a sentence says -------------------------------------------------------------------------------------------------


class _Reader:
    """Reads sentences in their order: one may speak on about what the one before named."""

    def __init__(self, subjects: "_Subjects", fiscal_year: int | None, claims: Sequence[Claim]) -> None:
        self.subjects, self.fiscal_year, self.claims = subjects, fiscal_year, claims

    def read(self, paragraphs: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
        """Yield the sentences that may be claims."""
        for line, paragraph in paragraphs:
            before: tuple[Guess, ...] = ()
            for text in _END.split(paragraph):
                if len(text.split()) < SHORTEST_SENTENCE or text.endswith("?"):
                    continue
                named = self.subjects.named_in(text)
                if (
                    before
                    and _SAME_SUBJECT.search(text)
                    and before[0].indicator not in {one.indicator for one in named}
                ):
                    named = (*named, replace(before[0], carried_over=True))
                before = named or before
                sentence = self._sentence(line, text, named)
                if sentence is not None:
                    yield sentence

    def _sentence(self, line: int, text: str, named: tuple[Guess, ...]) -> Sentence | None:
        size = next((one for one in _SIZE_BEFORE.finditer(text) if not _LEADS_TO.search(text[: one.start()])), None)
        direction = next((name for name, pattern in _CHANGES.items() if pattern.search(text)), None)
        if size is None and direction is not None and not _FROM_TO.search(text):
            size = _SIZE_BEHIND.search(text)
        levels = tuple(_levels(text, size))
        if direction is None and (named or levels or size):
            direction = next((name for name, pattern in _WEAK.items() if pattern.search(text)), None)
        years = [(int(one["year"]), bool(one["since"])) for one in _YEARS.finditer(text)]
        is_telling = size or any(one.unit == "%" or one.qualifier != Qualifier.EXACT for one in levels)
        is_aim = not levels and not size and _AIM.search(text)
        if is_aim or not (is_telling or direction or (named and (years or levels))):
            return None
        period_from, period_to = _periods(years, direction, self.fiscal_year)
        sentence = Sentence(
            line=line,
            text=text,
            direction=direction,
            difference=_number(size["size"]) if size else None,
            printed_unit=size["unit"].lower() if size else None,
            levels=levels,
            period_from=period_from,
            period_to=period_to,
            indicators=named[:3],
            known=(),
        )
        return replace(sentence, known=tuple(self._known(sentence)))

    def _known(self, sentence: Sentence) -> Iterator[str]:
        """Yield the claims of the catalogue that come closest to a sentence, for each indicator it names."""
        for named in sentence.indicators:
            about = [one for one in self.claims if one.indicator == named.indicator and _is_about(one, sentence)]
            closest = max((_likeness(one, sentence) for one in about), default=0)
            yield from (one.id for one in about if _likeness(one, sentence) == closest)


def _levels(text: str, size: re.Match[str] | None) -> Iterator[Level]:
    """Yield the figures of a sentence that are no size of a change and no year, with the year nearest before them.

    A year that is only compared with (`ten opzichte van 2017`) and one before `naar 64%` is not the figure's.
    """
    of_figures = [one for one in _YEARS.finditer(text) if re.match(r"wa", one["since"] or "wa", re.IGNORECASE)]
    years = [(one.start(), int(one["year"])) for one in of_figures]
    for found in _LEVEL.finditer(text):
        if size and found.start() < size.end("size") and found.end() > size.start("size"):
            continue
        nouns = [word for word in (found["noun"] or "").lower().split() if word not in _PREPOSITIONS]
        noun = " ".join(nouns)
        counted = found["number"] and not found["percent"]
        if counted and (not nouns or nouns[0] in _NO_COUNT or re.fullmatch(YEAR, found["number"])):
            continue
        if counted and found["how"] is None and _number(found["number"]) is None:
            continue
        written = found["number"] or f"{_FRACTIONS[found['fraction'].lower()]:g}".replace(".", ",")
        cell = parse_cell(f"{found['how'] or ''} {written}".strip())
        if cell.value is None:
            continue
        leads_to = _LEADS_TO.search(text[: found.start()])
        before = [year for at, year in years if at < found.start() and not leads_to]
        how = cell.qualifier or Qualifier.EXACT
        if found["fraction"] and how is Qualifier.EXACT:
            how = Qualifier.APPROXIMATE
        yield Level(cell.value, how.value, noun if counted else "%", before[-1] if before else None)


def _periods(
    years: Sequence[tuple[int, bool]], direction: str | None, fiscal_year: int | None
) -> tuple[int | None, int | None]:
    """Return the year compared with and the year spoken of; `years` say whether a comparison leads them in."""
    compared = [year for year, is_since in years if is_since]
    spoken = {year for year, is_since in years if not is_since}
    if len(spoken) > 1 and not compared:
        compared = [min(spoken)]
    to = max(spoken, default=fiscal_year)
    if direction and to is not None and fiscal_year is not None and to < fiscal_year and not compared:
        compared, to = [to], fiscal_year
    earlier = [year for year in compared if to is None or year < to]
    return (min(earlier) if earlier else None), to


def _is_about(claim: Claim, sentence: Sentence) -> bool:
    """Whether a claim may say of its indicator what a sentence that names it says."""
    if claim.period_to and sentence.period_to and claim.period_to != sentence.period_to:
        return False
    if claim.difference is not None and sentence.difference not in (None, claim.difference):
        return False
    if sentence.direction is not None or claim.direction is not None:
        return claim.direction == sentence.direction
    return claim.value is None or claim.value in {one.value for one in sentence.levels}


def _likeness(claim: Claim, sentence: Sentence) -> int:
    """Return in how many respects a claim is what the sentence says, its size counting most."""
    return (
        4 * (claim.difference == sentence.difference)
        + 2 * (claim.value is not None and claim.value in {one.value for one in sentence.levels})
        + (claim.period_from == sentence.period_from)
    )


def _number(text: str) -> float | None:
    return parse_cell(text).value


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


# Which indicator -----------------------------------------------------------------------------------------------------


class _Subjects:
    """The names of indicators by their words; a word that many names have says little."""

    def __init__(self, indicators: Iterable[Indicator], catalogue: Catalogue, labels: Set[str]) -> None:
        short: dict[str, list[str]] = {}
        for study in catalogue.studies.values():
            for item in study.item:
                short.setdefault(item.indicator, []).append(item.short_name)
        names = {one.id: [one.name, *one.aliases, *one.keywords, *short.get(one.id, ())] for one in indicators}
        self._in_a_table = {name for name, listed in names.items() if labels & {normalised(one) for one in listed}}
        self._names = {
            indicator_id: [telling for name in listed if (telling := _telling(name))]
            for indicator_id, listed in names.items()
        }
        often = Counter(word for listed in self._names.values() for word in {w for name in listed for w in name})
        self._weight = {word: log((len(self._names) + 1) / times) for word, times in often.items()}

    def named_in(self, text: str) -> tuple[Guess, ...]:
        """Return the indicators that a sentence names: those of the page's tables first, then by how much it says."""
        said = _telling(text)
        found = []
        for indicator_id, listed in self._names.items():
            score, told = max((self._score(name, said) for name in listed), default=(0.0, 0.0))
            if score >= NAMED_FROM:
                found.append((indicator_id not in self._in_a_table, -told, Guess(indicator_id, round(score, 1))))
        return tuple(guess for *_, guess in sorted(found, key=lambda one: one[:2]))

    def _score(self, name: frozenset[str], said: frozenset[str]) -> tuple[float, float]:
        """Return the share of a name's telling words that are said, and the weight of those."""
        weight = sum(self._weight[word] for word in name)
        told = sum(self._weight[word] for word in name if any(_is_form_of(word, other) for other in said))
        return (100 * told / weight if weight else 0.0), told


def _telling(text: str) -> frozenset[str]:
    """Return the words of a name or sentence that tell what it is about."""
    return frozenset(word for word in words(text).split() if len(word) > 3 and not word.isdigit())


def _is_form_of(word: str, other: str) -> bool:
    """Whether two words are forms of one, or one stands in the other: `bekend` in `naamsbekendheid`."""
    if word == other:
        return True
    if min(len(word), len(other)) < 5:
        return False
    return word in other or (word[:5] == other[:5] and fuzz.ratio(word, other) >= LIKE_WORDS)
