"""Footnotes: found below a table, matched to the markers in it, within that table only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.cells import Likeness, likeness, normal_marker, pull_markers

_ROMAN = r"X{0,2}(?:IX|IV|V?I{1,3}|V|X)"
_STAR = r"\(?\*+\)?|[†‡]"
_NOTE = re.compile(
    rf"^(?P<star>{_STAR})[\s:]*(?=[^\s*\d<>±≥≤=+-]|\d+\s+\w{{2}})"
    rf"|^\((?P<bracket>{_ROMAN}|\d{{1,2}}|[a-h])\)\s*(?=\S)"
    rf"|^(?P<roman>{_ROMAN})(?:[.:)]\s*|\s+)(?=[A-ZÀ-Ý<'‘\"(])"
    r"|^(?P<digit>\d{1,2})(?:[.):]\s*|\s(?=[A-Z][a-z]))(?=[^\d\s])"
    r"|^(?P<super>[¹²³⁴-⁹]+)\s*(?=\S)"
    r"|^(?P<letter>[a-h])\)\s*(?=\S)",
)
_SOURCE = re.compile(
    r"^\(?(?:gegevens)?(?:bron|bronnen|eenheid|noot|opmerking|peildatum|let op|nb|n\.b\.|toelichting)\b", re.IGNORECASE
)
_CHAPTER = re.compile(r"^(\d{1,2})\.? [A-ZÀ-Ý]")
_NOISE = re.compile(r"^[.\s*-]*$")
LABEL_MARKER = re.compile(r"\s*\((\d{1,2})\)(?=\s*(?:\(\d{1,2}\)\s*)*$)|(?<=[a-zà-ÿ.)])([1-9])$|(?<=\w)\s+([1-9])\)$")
NO_NORM = re.compile(r"geen (?:\w+)?norm|kengetal|geen streef|geen doelstelling|niet genormeerd", re.IGNORECASE)


@dataclass
class Notes:
    """The notes of one table and the lines that are notes without a marker."""

    texts: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@lru_cache(maxsize=65536)
def is_note_line(text: str) -> bool:
    """Return whether a line starts as a footnote whatever the table: a star or a superscript before words."""
    match = _NOTE.match(text)
    if not match or match.lastgroup not in ("star", "super", "roman"):
        return False
    rest = text[match.end() :]
    if match["roman"] and len(match["roman"]) == 1 and not re.match(r"\S(?:\s{2,}|[.:)])", text):
        return False
    return len(re.findall(r"[^\W\d_]{2,}", rest)) >= 2 and likeness(text) is not Likeness.VALUE


def read_notes(lines: Iterable[str], markers: Sequence[str]) -> Notes:
    """Return the notes in the lines below a table whose cells and labels carry these markers.

    Notes stand directly below the table: the first line that is neither a note, a source nor the rest of a note ends
    them. A numbered line is a note only when its number is a marker of the table, or goes on a list that began as one.
    """
    notes = Notes()
    used = set(markers)
    current: str | None = None
    texts = [line.replace("\u00a0", " ").strip() for line in lines]
    for i, text in enumerate(texts):
        if _NOISE.match(text):
            continue
        if (chapter := _CHAPTER.match(text)) and any(
            below.startswith(f"{chapter[1]}.") for below in texts[i + 1 : i + 4]
        ):
            break  # `4 Welzijn` above `4.2 Jeugd` heads the next table
        match = _NOTE.match(text)
        marker = normal_marker(match.group()) if match else None
        if match and marker and _is_note(match, marker, used, notes):
            current = marker
            note = text[match.end() :].strip(" ;")
            notes.texts.setdefault(marker, note)
        elif _SOURCE.match(text):
            notes.remarks.append(text)
            current = None
        elif current is not None and text[:1].islower():
            notes.texts[current] += f" {text}"
        else:
            break
    return notes


def _is_note(match: re.Match[str], marker: str, used: set[str], notes: Notes) -> bool:
    """Return whether a line is a note: by its star, by its marker, or because it goes on a list of notes."""
    return match.lastgroup in ("star", "super") or marker in used or bool(used & set(notes.texts))


def label_markers(label: str, notes: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the markers in a label: stars, Roman numerals between brackets, and digits at its end.

    A digit that is glued to a word counts only when the table has a note of that number.
    """
    bare, found = pull_markers(label)
    known = set(notes)
    markers = list(found)
    while match := LABEL_MARKER.search(bare):
        marker = next(filter(None, match.groups()))
        if match.group(1) is None and marker not in known:
            break
        markers.append(marker)
        bare = bare[: match.start()].rstrip()
    return tuple(dict.fromkeys(markers))
