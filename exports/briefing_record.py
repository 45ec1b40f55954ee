"""What a briefing says, in words and pictures: everything its pdf, static page and slides are laid out from.

A briefing is one sitting about one policy field, programme or study in one year. The record holds sentences, printed
figures and drawn marks, all in one language, and nothing that still has to be looked up: who lays it out needs no
warehouse and no catalogue of words, so a record that was kept gives the same bytes years later. What is Dutch in every
language (names, notes and cells of the sources) is marked by its type, `Dutch`.

The content hash is over everything in the record but the hash itself.
"""

import hashlib

from pydantic import BaseModel, ConfigDict

Dutch = str
"""As the sources write it: Dutch in a briefing of any language."""
Svg = str
"""A drawing of its own, with sizes in pixels."""

FORMAT = "briefing-1"
"""Raised when a kept record can no longer be laid out as before without being told apart."""


class _Kept(BaseModel):
    """Frozen, and refusing what it does not know: a kept record is read back as it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Kept):
    """One printed figure or target with what tells it from another."""

    words: str
    """As the dashboard shows it: `75%`, `± 3.200`, `toename`; a missing one says why, never a bare dash."""
    raw: Dutch | None
    """The cell, letter by letter; None where no document prints one, and of a figure that is withheld."""
    value: float | None
    """The number itself in `unit`; None for a range, a direction, a text or a masked figure."""
    unit: str
    year: int
    document: Dutch | None
    """Title of the publication it stands in."""
    notes: tuple[int, ...] = ()
    """Numbers in `BriefingRecord.notes`."""


class Stretch(_Kept):
    """Figures that may be joined by a line: one definition, base and area, oldest first."""

    points: tuple[tuple[int, float], ...]
    """Year and value, in the unit of the row's figures."""


class Commentary(_Kept):
    """What the field says of a target that was not achieved; whatever is empty is said to be empty."""

    cause: Dutch | None
    action: Dutch | None
    owner: Dutch | None
    author: Dutch
    written_on: str
    """A date in words."""


class Row(_Kept):
    """One measure of one indicator."""

    indicator_id: str
    name: Dutch
    group: Dutch | None
    """The heading it stands below: as printed where every row has one, its policy field in a programme; else None."""
    base: Dutch | None
    """Who the percentage is of; None where the figure has no base to name."""
    territory: Dutch | None
    """Only where rows of several areas stand beside each other."""
    definition: Dutch
    previous: Figure | None
    planned: Figure | None
    achieved: Figure | None
    mark: Svg | None
    """The mark of the table; None where there is nothing to draw."""
    mark_says: str
    """What the mark shows, for who cannot see it."""
    verdict: str
    """Value of `indicators.judged.Verdict`."""
    certainty: str | None
    """Value of `indicators.judged.Certainty`."""
    glyph: str
    colour: str
    """`#rrggbb`, never the only sign."""
    verdict_word: str
    certainty_word: str
    """Empty where there is nothing to be sure of."""
    reason: str
    """One sentence: why this verdict."""
    trend: tuple[Stretch, ...] = ()
    """The measure over the years; between two stretches the line stops, for they may not be compared."""
    trend_says: str = ""
    """The same in words, for who cannot see the chart, with why the line stops."""
    notes: tuple[int, ...] = ()
    """Every note on label, header, figures and target of this row."""
    needs_commentary: bool = False
    commentary: Commentary | None = None


class Caution(_Kept):
    """What a reader must know before quoting a figure, the most serious first; at most three."""

    about: Dutch
    """Name of the indicator."""
    kind: str
    """In a word or two: andere definitie, weinig antwoorden, tegenstrijdig …"""
    sentence: str


class Question(_Kept):
    """A question to be expected, with the short answer."""

    question: str
    answer: str


class Note(_Kept):
    """A footnote of a source, numbered through the briefing."""

    number: int
    marker: Dutch
    text: Dutch
    document: Dutch


class Source(_Kept):
    """A publication the figures stand in."""

    title: Dutch
    published: str
    """The date in words, as precisely as it is known."""
    address: str | None


class Signature(_Kept):
    """Who answers for the sentences of a published briefing."""

    name: Dutch
    day: str
    """ISO date."""
    day_in_words: str = ""

    @property
    def on(self) -> str:
        """Return the day as a reader is shown it."""
        return self.day_in_words or self.day


class Labels(_Kept):
    """Headings and fixed words of the layout, in the language of the briefing."""

    briefing: str
    promised: str
    happened: str
    how_sure: str
    rows: str
    indicator: str
    previous: str
    planned: str
    achieved: str
    mark: str
    mark_legend: str = ""
    """How to read a mark, in as few words as fit above it."""
    verdict: str
    certainty: str
    cautions: str
    no_cautions: str
    commentary: str
    cause: str
    action: str
    owner: str
    empty: str
    """What stands in a slot nobody filled."""
    no_commentary_needed: str
    questions: str
    no_questions: str
    notes: str
    sources: str
    method: str
    edition: str
    content_hash: str
    live: str
    """What stands beside the QR code."""
    draft: str
    """Shown until it is signed."""
    signed_by: str
    contents: str
    page: str
    of_base: str
    definition: str
    verbatim: str
    trend: str = ""
    """Above what a measure did over the years."""


class BriefingRecord(_Kept):
    """One briefing in one language."""

    format: str = FORMAT
    language: str
    """`nl` or `en`."""
    kind: str
    """`policy-field`, `programme` or `study`."""
    subject_id: str
    title: Dutch
    above: Dutch | None
    """The programme of a field."""
    year: int
    edition: str
    """Title of the publication up to which everything is known, in Dutch; where none was chosen, until which day."""
    as_known_in: str | None
    """Id of that publication where the reader chose it; None: all that is known."""
    promised: str
    happened: str
    how_sure: str
    tally: str
    """Counts with the full denominator, and how many figures stand in no row."""
    rows: tuple[Row, ...]
    cautions: tuple[Caution, ...]
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    method: tuple[str, str]
    rules: tuple[str, ...]
    """Versions of the rules that judged: `literal-2`, `certainty-1`."""
    figures_version: str
    """Hash of the figures it was made from; another load of the same figures gives the same."""
    figures_from: str
    """ISO date of the youngest publication in it: the date of its files, whenever they are made."""
    address: str
    """Of the live view, from the root of the server."""
    labels: Labels
    signature: Signature | None = None

    @property
    def content_hash(self) -> str:
        """Return the SHA-256 of everything above, in hexadecimal."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @property
    def file_name(self) -> str:
        """Return the name to save a file of it under, without an ending: two briefings never share one."""
        known = f"-stand-{self.as_known_in}" if self.as_known_in is not None else ""
        spoken = "" if self.language == "nl" else f"-{self.language}"
        return f"briefing-{self.subject_id}-{self.year}{known}{spoken}"

    def as_json(self) -> str:
        """Return the record as it is kept: the same record gives the same text."""
        return self.model_dump_json(indent=1)
