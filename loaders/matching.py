"""Which indicator a printed label means.

A label is matched inside its own policy field only, against the name and the aliases of every indicator there, after
footnote markers, case, spaces, hyphens, quotes and bullets are taken away. There is no fuzzy matching: two labels that
differ in a word may be two indicators. What comes near is offered as a suggestion, for a person to decide.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

SUGGESTIONS = 3
SUGGESTION_CUTOFF = 60
"""Below this similarity (0–100) a name helps nobody."""

_BULLETS = "•▪◦·‣*-–—"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛“”„‟´`\"'"), None)
_SUPERSCRIPTS = re.compile(r"[¹²³⁰⁴-⁹]+")
_TRAILING_MARKER = re.compile(r"\s*(?:\*+\)?|\((?:\*+|[ivx]+|\d{1,2})\))\s*$")
_INNER_STARS = re.compile(r"\*+\)?")
_SOFT_BREAK = re.compile(r"(?<=\w)- +(?=\w)")


@lru_cache(maxsize=65536)
def normalised(label: str) -> str:
    """Return a label as it is compared: `• % Bewoners (18 jaar)\\n (I)` and `% bewoners (18 jaar)` are one."""
    text = unicodedata.normalize("NFKC", _SUPERSCRIPTS.sub("", label.replace("\u00ad", "")))
    text = text.translate(_DASHES).translate(_QUOTES).casefold()
    text = " ".join(text.split()).lstrip(_BULLETS + " ")
    while (shorter := _TRAILING_MARKER.sub("", text)) != text:
        text = shorter
    text = _INNER_STARS.sub("", text)
    # A hyphen at a line break, a hyphen and a space are the same to a reader: maatwerk- arrangement, WIJ-Groningen.
    text = _SOFT_BREAK.sub("", text).replace("-", " ")
    text = re.sub(r"\s*([%/(),:;.<>≥≤=+])\s*", r"\1", text)
    return " ".join(text.split()).rstrip(".:; ")


def words(title: str) -> str:
    """Return the words of a title as they are compared: case, marks and stray points do not count."""
    return re.sub(r"[\W_]+", " ", normalised(title)).strip()


def slug(text: str) -> str:
    """Return text as a kebab-case id of at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:80].strip("-") or "zonder-naam"


@dataclass(frozen=True)
class Labels:
    """The known labels of one policy field: normalised label → indicator id, and the names to suggest from."""

    indicator_of: Mapping[str, str]
    names: Mapping[str, str]
    """Indicator id → name."""

    def match(self, *labels: str | None) -> str | None:
        """Return the indicator of the first of the labels that is known, or None."""
        for label in labels:
            if label and (indicator_id := self.indicator_of.get(normalised(label))):
                return indicator_id
        return None

    def suggestions(self, label: str) -> list[str]:
        """Return the ids of the indicators whose labels come closest, best first, at most three."""
        near = process.extract(
            normalised(label), list(self.indicator_of), scorer=fuzz.token_set_ratio, score_cutoff=SUGGESTION_CUTOFF
        )
        return list(dict.fromkeys(self.indicator_of[known] for known, _, _ in near))[:SUGGESTIONS]


def labels_of(indicators: Iterable[tuple[str, str, Iterable[str]]]) -> Labels:
    """Return the labels of a field from (indicator id, name, aliases) of each of its indicators."""
    listed = [(indicator_id, name, list(aliases)) for indicator_id, name, aliases in indicators]
    return Labels(
        indicator_of={
            normalised(label): indicator_id for indicator_id, name, aliases in listed for label in (name, *aliases)
        },
        names={indicator_id: name for indicator_id, name, _ in listed},
    )
