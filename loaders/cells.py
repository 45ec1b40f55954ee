"""What a printed cell says: number, range, rank, direction, pair, nothing or text.

`parse_cell` never raises and never throws anything away: `raw` is the cell as printed, what it cannot read stays
text. Dutch notation: the point separates thousands, the comma decimals. A point that can only be a decimal mark
(`19.5%`) is read as one and flagged; whether a table holds such points is decided over the whole table
(`has_decimal_points`), so that `50.913` beside it is flagged as well.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from loaders.extraction import Cell, CellKind, Qualifier
from loaders.unseen import ZERO_WIDTH

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
MISSING_REASONS: dict[str, str] = WORDS["missing"]["reasons"]


def _by_word(words: dict[str, list[str] | str]) -> dict[str, str]:
    """Return meaning by word for a section that lists words by meaning."""
    lists = ((meaning, text.split() if isinstance(text, str) else text) for meaning, text in words.items())
    return {word: meaning for meaning, listed in lists for word in listed}


MISSING_SYMBOLS = _by_word(WORDS["missing"]["symbols"])
MISSING_WORDS = _by_word(WORDS["missing"]["words"])
QUALIFIER_WORDS = {word: Qualifier(name) for word, name in _by_word(WORDS["qualifiers"]["before"]).items()}
QUALIFIER_SUFFIXES = {word: Qualifier(name) for word, name in _by_word(WORDS["qualifiers"]["behind"]).items()}
DIRECTIONS = {word: Qualifier(name) for word, name in _by_word(WORDS["directions"]).items()}
REFERENCES: dict[str, str] = WORDS["references"]
STATUS_WORDS = frozenset(WORDS["cells"]["status"].split())
NUMBER_TAKING = frozenset(WORDS["cells"]["before_number"].split())
UNITS = [
    *((pattern, name) for name, pattern in WORDS["units"]["named"].items()),
    *((rf"{re.escape(word)}(?![\w²³])", word) for word in WORDS["units"]["words"].split()),
]
LONGEST_FIGURE = 160
MOST_DIGITS = 15  # what a floating-point number holds exactly
LONGEST_REMARK_IN_PAIR = 20
YEAR = r"(?:19[5-9]|20[0-6])\d"
NUMBER = r"(?:\d{1,3}(?:[ \u202f]\d{3})+(?:,\d+)?(?![\d.,])|\d(?:[\d.,]*\d)?|,\d+)"
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_ROMAN = r"X{0,2}(?:IX|IV|V?I{1,3}|V|X)"
_MARKER = re.compile(
    rf"""\((?P<b>\*+|†|‡|{_ROMAN}|[a-h])\)        # (*) (II) (a)
    | (?<![\w(])(?P<p>\*+)\s*(?=[-\d<>±≥≤=+€(])    # *75%
    | (?P<s>\*+)\)?                                # 4*  24%**  *)
    | (?P<u>[¹²³⁰⁴-⁹]+)                            # ¹
    | (?<=[\d%.\w])\s+(?P<n>\d{{1,2}})\)(?![\w])      # 75% 1)
    | (?<=%)(?P<g>\d)(?=\s|$)                      # 83%1
    """,
    re.VERBOSE,
)
_DIGIT_MARKER = re.compile(r"\s*\((\d{1,2})\)")
_CLEAN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\t": " ", "\u00ad": None, "\ufeff": None, "\r": None}
)
_WITHOUT_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "") for word in sorted(words, key=len, reverse=True)
    )


_PREFIX = re.compile(rf"^(?P<word>{_alternatives(QUALIFIER_WORDS)})\s*(?=[\d,€+\-−])", re.IGNORECASE)
_SUFFIX = re.compile(rf"^\s*(?P<word>{_alternatives(QUALIFIER_SUFFIXES)})\s*$", re.IGNORECASE)
_UNIT = re.compile("|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _) in enumerate(UNITS)), re.IGNORECASE)
_VALUE = re.compile(rf"^(?P<euro>€\s*)?(?P<sign>[+\-−–]\s?)?(?P<euro2>€\s*)?(?P<number>{NUMBER})(?:,-)?(?!\d)")
_RANGE = re.compile(
    rf"^(?P<between>tussen(?: de)?|van)?\s*(?:€\s*)?(?P<low>{NUMBER})\s*(?P<u1>%|€)?\s*"
    rf"(?:-|–|—|tot en met|tot|t/m|à|(?P<and>en))\s*(?:€\s*)?(?P<high>{NUMBER})(?P<rest>.*)$",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:(?P<top>top)[ -]?|(?:plaats|plek|positie|rang|nr\.?|nummer)\s*)(?P<low>\d{1,3})(?:e|ste|de)?"
    r"(?:\s*(?:en|-|–|/|tot)\s*(?P<high>\d{1,3})e?)?$"
    r"|^(?P<nth>\d{1,3})(?:e|ste|de)(?:\s*(?:plaats|plek|positie))?$",
    re.IGNORECASE,
)
_RATIO = re.compile(r"^1\s*(?:(?P<op>op)(?: de| elke)?\s+|:\s*)(?P<of>\d+(?:,\d+)?)$", re.IGNORECASE)
_YEAR_BRACKET = re.compile(
    rf"\s*\((?P<before>(?:(?!{YEAR})[^()%€])*?)(?P<year>{YEAR})(?:\s?[-/–]\s?(?P<until>{YEAR}|\d\d))?(?P<after>(?:\s+[a-z.]+)*)\)",
    re.IGNORECASE,
)
_YEAR_LEAD = re.compile(rf"^(?P<year>{YEAR})\s?:\s*(?P<rest>\S.*)$", re.DOTALL)
_YEAR_TAIL = re.compile(
    rf"^(?P<rest>.*[\d%].*?),?\s+(?:in|over|per|eind|ultimo|peiljaar)\s+(?P<year>{YEAR})$", re.DOTALL
)
_MISSING_TAIL = re.compile(
    r"^(?P<head>[^\d(,;:]+?)\s*(?:[(,;:]\s*(?P<remark>.+?)\)?|(?P<when>(?:in|medio|eind|begin|najaar|voorjaar|zomer|pas)\s.+))$",
    re.DOTALL,
)
_DIRECTION_ADVERBS = (
    r"(?:lichte?|verdere?|sterke?|minimale?|geringe?|kleine|een|geen|iets|blijvende?|jaarlijkse?|blijft)"
)
_GLUED_PART = r"[<>≥≤±=]*\s?\d[\d.,]*\s?%|€\s?\d[\d.,]*|(?<=[%\d])-(?=[\d<>-]|$)"
_GLUED = re.compile(r"^(?P<label>.*?)(?P<values>(?:[<>≥≤±=]*\d[\d.,]*%){2,}|(?:€\s?\d[\d.,]*){2,})$")
_REFERENCE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in REFERENCES.items())
_DIRECTION = re.compile(
    rf"^(?P<bound>{_alternatives(w for w, q in QUALIFIER_WORDS.items() if q is not Qualifier.APPROXIMATE)})?\s*"
    rf"(?:{_DIRECTION_ADVERBS}\s+)?(?P<word>{_alternatives(DIRECTIONS)})?\s*(?:blijven|blijvend|houden)?\s*"
    r"(?P<link>(?:(?:ten opzichte van|t\.?\s?o\.?\s?v\.?|vergeleken met|dan|aan|als|in|sinds|vanaf|met|op|het|de|jaar)"
    r"\s+)*)"
    rf"(?:(?P<year>{YEAR})|{_REFERENCE})?\s*$",
    re.IGNORECASE,
)


class Likeness(IntEnum):
    """How much a text looks like the contents of a figure cell."""

    VALUE = 0
    """Read completely."""
    LOOSE = 1
    """A number followed by words that were not read."""
    WORDS = 2
    """Words that usually fill a cell (`gereed`), or a missing notation with an explanation."""
    TEXT = 3


def with_decimal_point(raws: Iterable[str]) -> list[str]:
    """Return those of a table's cells that hold a point that can only be a decimal mark."""
    return [raw for raw in raws if re.search(r"(?<![\d.,])(?:\d+\.\d{1,2}|0\.\d{3})(?![\d.,])", raw)]


def has_decimal_points(raws: Iterable[str]) -> bool:
    """Return whether a table writes decimals with a point."""
    return bool(with_decimal_point(raws))


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return text with ordinary spaces, no soft hyphens or zero-width letters, and no space around line breaks."""
    return _spaced(text.translate(_WITHOUT_ZERO_WIDTH))


def _spaced(text: str) -> str:
    text = text.translate(_CLEAN)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return `clean` text on a single line."""
    return clean(text).replace("\n", " ")


def label_line(text: str) -> str:
    """Return a label on a single line with the letters that are not seen: with them it is no label that is known."""
    return _spaced(text).replace("\n", " ")


def normal_marker(marker: str) -> str:
    """Return a footnote marker without brackets, points and spaces: `(*)` → `*`, `1.` → `1`, `²` → `2`."""
    return marker.translate(SUPERSCRIPTS).strip(" \n().:;")


@lru_cache(maxsize=65536)
def likeness(text: str) -> Likeness:
    """Return how much a text looks like the contents of a figure cell."""
    if len(text) > LONGEST_FIGURE:
        return Likeness.TEXT
    cell = parse_cell(text)
    if cell.kind in (CellKind.PAIR, CellKind.RANGE, CellKind.RANK):
        return Likeness.VALUE
    if cell.kind is CellKind.TEXT:
        words = one_line(text).lower().rstrip(".!").split()
        return Likeness.WORDS if words and all(word in STATUS_WORDS for word in words) else Likeness.TEXT
    if cell.remark:
        return Likeness.WORDS if cell.kind is CellKind.MISSING else Likeness.LOOSE
    return Likeness.VALUE


# No printed figure is as long, and looking for one takes a time that grows with the square of the length.
LONGEST_VALUE = 1000


@lru_cache(maxsize=65536)
def parse_cell(raw: str, notes: frozenset[str] = frozenset(), decimal_points: bool = False) -> Cell:
    """Return what a printed cell says.

    `notes` are the markers that have a note below the table: only those make `(3)` a marker rather than a second
    value. `decimal_points` says that the table uses decimal points somewhere (see `has_decimal_points`).
    """
    text = clean(raw)
    if len(text) > LONGEST_VALUE:
        return Cell(raw, CellKind.TEXT, qualifier=Qualifier.TEXT)
    missing = _missing(raw, text)
    if missing:
        return missing
    pair = _pair(raw, text, notes, decimal_points)
    if pair:
        return pair
    bare, markers = pull_markers(text, notes)
    if markers and not bare:
        return Cell(raw, CellKind.TEXT, qualifier=Qualifier.TEXT, markers=markers)
    if markers and (missing := _missing(raw, bare)):
        return replace(missing, markers=markers)
    year, bare, remark = _pull_year(bare)
    cell = _value(raw, one_line(bare).rstrip(" ;"), decimal_points)
    if cell.kind is CellKind.TEXT and year is not None and one_line(bare):
        missing = _missing(raw, bare)
        cell = missing or cell
    remarks = "; ".join(part for part in (cell.remark, remark) if part)
    return replace(cell, markers=markers, year=year, remark=remarks or None)


def pull_markers(text: str, notes: frozenset[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
    """Return the text without its footnote markers, and the markers in order."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if match.lastgroup == "n" and text[: match.start()].count("(") > text[: match.start()].count(")"):
            return match.group()  # `12 (van de 14)`
        marker = normal_marker(match.group())
        if marker and marker not in found:
            found.append(marker)
        return ""

    text = _MARKER.sub(take, text)
    text = _DIGIT_MARKER.sub(lambda m: take(m) if m.group(1) in notes or _no_second_value(text, m) else m.group(), text)
    return clean(text), tuple(found)


_NO_SECOND = re.compile(r"(?:%|\d,\d+|\))$")
# What a bracket stands behind is looked for this near: in the whole of a long label, for each bracket, takes minutes.
_NEAR = 40


def _no_second_value(text: str, bracket: re.Match[str]) -> bool:
    """Return whether a bracketed digit cannot be a second value: it stands behind per cent or decimals (`3,7 (3)`)."""
    return len(bracket.group(1)) == 1 and bool(_NO_SECOND.search(text[: bracket.start()].rstrip()[-_NEAR:]))


def _missing(raw: str, text: str) -> Cell | None:
    """Return a missing cell when the text is one of the notations of nothing."""
    flat = text.replace("\n", " ")
    flags: tuple[str, ...] = ()
    reason = MISSING_SYMBOLS.get(flat) or MISSING_WORDS.get(_undotted(flat))
    remark = None
    if reason is None and flat[:1] in "-–—" and (said := MISSING_WORDS.get(_undotted(flat[1:].strip(" ()")))):
        reason, flags = said, ("dash-and-words",)
    if reason is None and (tail := _MISSING_TAIL.match(flat)):
        head = tail["head"].strip()
        reason = MISSING_WORDS.get(_undotted(head))
        if reason is None and head in "-–—" and not re.match(r"\d|\*|[IVX]+$", tail["remark"] or "0"):
            reason = MISSING_SYMBOLS.get(head)
        remark = tail["remark"] or tail["when"]
    if reason is None:
        return None
    return Cell(raw, CellKind.MISSING, reason=reason, remark=remark, flags=flags)


def _undotted(text: str) -> str:
    return text.lower().replace(".", "").strip()


def _pair(raw: str, text: str, notes: frozenset[str], decimal_points: bool) -> Cell | None:
    """Return a pair when the cell holds a figure and a second one: between brackets, on a new line, after a slash."""
    flags: tuple[str, ...] = ()
    for bracket in re.finditer(r"\((?=[<>≥≤=±~]*\s*[€+\-−]?\s*\d)", text):
        inner = text[bracket.start() + 1 :]
        head = text[: bracket.start()]
        if _YEAR_BRACKET.match(text, bracket.start()) or not re.search(r"\d", head):
            continue
        if number := _DIGIT_MARKER.match(text, bracket.start()):
            if number.group(1) in notes or _no_second_value(text, number):
                continue
            flags = ("marker-or-value",)
        if inner.count("(") >= inner.count(")"):
            flags = (*flags, "unbalanced-bracket")
        else:
            inner = inner.rstrip(" ;.").removesuffix(")")
        halves = (head.rstrip(" ;\n"), inner)
        break
    else:
        lines = text.split("\n")
        slashed = re.split(r"\s+/\s+", text)
        if len(lines) == 2 and all(likeness(line) is Likeness.VALUE for line in lines):
            halves, flags = (lines[0], lines[1]), ("two-lines",)
        elif len(slashed) == 2 and all(likeness(part) is Likeness.VALUE for part in slashed):
            halves, flags = (slashed[0], slashed[1]), ("slash",)
        else:
            return None
    main, second = (parse_cell(half, notes, decimal_points) for half in halves)
    if main.value is None or main.kind not in (CellKind.NUMBER, CellKind.PERCENT, CellKind.AMOUNT):
        return None
    if len(main.remark or "") > LONGEST_REMARK_IN_PAIR:
        return None
    return replace(
        main,
        raw=raw,
        kind=CellKind.PAIR,
        remark=None,
        markers=tuple(dict.fromkeys(main.markers + second.markers)),
        parts=(main, second),
        flags=tuple(dict.fromkeys(flags + main.flags + second.flags)),
    )


def _pull_year(text: str) -> tuple[int | None, str, str | None]:
    """Return a year printed in the cell, the text without it, and the words that stood with it."""
    if match := _YEAR_BRACKET.search(text):
        rest = (text[: match.start()] + text[match.end() :]).strip()
        if not rest:
            return None, text, None
        until = match["until"]
        year = int(match["year"][: 4 - len(until)] + until) if until else int(match["year"])
        words = " ".join(filter(None, (match["before"].strip(), match["after"].strip())))
        if until:
            words = match.group().strip(" ()")
        return year, rest, words or None
    for pattern in (_YEAR_LEAD, _YEAR_TAIL):
        if (match := pattern.match(text)) and likeness(match["rest"]) is Likeness.VALUE:
            return int(match["year"]), match["rest"], None
    return None, text, None


def _value(raw: str, text: str, decimal_points: bool) -> Cell:
    """Return the reading of a single value without markers and years; text when there is none."""
    as_text = Cell(raw, CellKind.TEXT, qualifier=Qualifier.TEXT)
    if rank := _RANK.match(text):
        place = float(rank["low"] or rank["nth"])
        if rank["high"]:
            return Cell(raw, CellKind.RANK, None, place, float(rank["high"]), Qualifier.RANGE, decimals=0)
        bound = Qualifier.AT_MOST if rank["top"] else Qualifier.EXACT
        return Cell(raw, CellKind.RANK, place, qualifier=bound, decimals=0)
    if ratio := _RATIO.match(text):
        of = read_number(ratio["of"])
        if of:
            return Cell(
                raw, CellKind.NUMBER, of[0], qualifier=Qualifier.EXACT, unit="1 op", decimals=of[1], flags=("ratio",)
            )
    if text and (direction := _direction(raw, text)):
        return direction
    prefix = _PREFIX.match(text)
    qualifier = QUALIFIER_WORDS[prefix["word"].lower()] if prefix else Qualifier.EXACT
    body = text[prefix.end() :].strip() if prefix else text
    if found := _range(raw, body, decimal_points):
        return replace(found, flags=(*found.flags, "approximate-range")) if prefix else found
    match = _VALUE.match(body)
    number = read_number(match["number"], decimal_points) if match else None
    if not match or number is None:
        return replace(as_text, flags=("malformed-number",)) if match and not re.search(r"[^\d.,]", text) else as_text
    value, decimals, flags = number
    if match["sign"]:
        value = -value if match["sign"][0] != "+" else value
        flags += ("signed",) if match["sign"][0] == "+" else ("sign-with-space",) if len(match["sign"]) > 1 else ()
    rest = body[match.end() :]
    if re.match(r"[.)]\s+[^\W\d]", rest):
        return as_text
    is_glued = rest[:1].isalpha()
    rest = rest.strip()
    unit = "€" if match["euro"] or match["euro2"] else None
    if found_unit := _UNIT.match(rest):
        name = UNITS[int((found_unit.lastgroup or "u0")[1:])][1]
        unit = f"{name} €" if unit and name in ("mln", "mld") else name if unit is None or "€" in name else unit
        rest = rest[found_unit.end() :].strip()
    elif is_glued:
        return as_text
    if suffix := _SUFFIX.match(rest):
        qualifier, rest = QUALIFIER_SUFFIXES[suffix["word"].lower()], ""
    rest = rest.strip(" .;,")
    if rest and (re.search(r"\d", rest) or rest[0] in "/:=-–" or len(rest) > 80):
        return replace(as_text, flags=("several-values",) if re.search(r"\d", rest) else ())
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    low, high = _band(value, decimals) if qualifier is Qualifier.APPROXIMATE else (None, None)
    kind = CellKind.PERCENT if unit == "%" else CellKind.AMOUNT if unit and "€" in unit else CellKind.NUMBER
    return Cell(raw, kind, value, low, high, qualifier, unit=unit, decimals=decimals, remark=rest or None, flags=flags)


def _direction(raw: str, text: str) -> Cell | None:
    """Return a direction (`Toename`, `> dan in 2017`) or a target relative to a reference."""
    match = _DIRECTION.match(text)
    if not match:
        return None
    reference = f"year:{match['year']}" if match["year"] else next((name for name in REFERENCES if match[name]), None)
    word = (match["word"] or "").lower()
    bound = QUALIFIER_WORDS.get((match["bound"] or "").lower())
    if not word and reference is None:
        return None
    flags: tuple[str, ...] = ()
    if reference == "national":
        ways = {Qualifier.INCREASE: Qualifier.MORE_THAN, Qualifier.DECREASE: Qualifier.LESS_THAN}
        relation: str = bound or ways.get(DIRECTIONS.get(word, Qualifier.MAINTAIN)) or "equal"
        flags = (f"relation-{relation.replace('_', '-')}",)
        return Cell(raw, CellKind.DIRECTION, qualifier=Qualifier.RELATIVE, reference=reference, flags=flags)
    if word:
        way = DIRECTIONS[word]
    elif bound in (Qualifier.MORE_THAN, Qualifier.LESS_THAN):
        way = Qualifier.INCREASE if bound is Qualifier.MORE_THAN else Qualifier.DECREASE
    elif bound or match["link"].strip() or not match["year"]:
        way = Qualifier.MAINTAIN
    else:
        return None
    if bound in (Qualifier.AT_LEAST, Qualifier.AT_MOST):
        flags = (bound.value.replace("_", "-"),)
    if match["year"] and not word and not match["link"].strip():
        flags = (*flags, "year-or-number")
    return Cell(raw, CellKind.DIRECTION, qualifier=way, reference=reference, flags=flags)


def _range(raw: str, text: str, decimal_points: bool) -> Cell | None:
    """Return a range such as `65 tot 70 %`; two years are no range."""
    match = _RANGE.match(text)
    if not match or bool(match["and"]) != ((match["between"] or "").lower().startswith("tussen")):
        return None
    ends = [read_number(match[end], decimal_points) for end in ("low", "high")]
    if ends[0] is None or ends[1] is None or all(re.fullmatch(YEAR, match[end]) for end in ("low", "high")):
        return None
    rest = match["rest"].strip()
    unit = match["u1"] or ("€" if "€" in text else None)
    if found_unit := _UNIT.match(rest):
        unit = unit or UNITS[int((found_unit.lastgroup or "u0")[1:])][1]
        rest = rest[found_unit.end() :].strip()
    rest = rest.strip(" .;,()")
    if re.search(r"\d", rest) or ends[0][0] > ends[1][0] or len(rest) > 60:
        return None
    flags = tuple(dict.fromkeys(ends[0][2] + ends[1][2]))
    decimals = max(ends[0][1], ends[1][1])
    return Cell(
        raw, CellKind.RANGE, None, ends[0][0], ends[1][0], Qualifier.RANGE,
        unit=unit, decimals=decimals, remark=rest or None, flags=flags,
    )  # fmt: skip


def split_values(line: str, width: int) -> tuple[str, list[str]]:
    """Return the label and the figures of a table row printed on one line, for a table of `width` figure columns.

    Figures are taken from the right, as few words each as make a figure. More than `width` are given back to the label
    when they read as part of it (`12 t/m 17 jaar`, `van 0 - 19 jaar`); otherwise all are returned and the row is too
    long. Figures glued together are separated only where each ends in a per cent sign or begins with a euro
    sign.
    """
    text = one_line(line)
    if glued := _GLUED.match(text):
        return glued["label"].strip(), re.findall(_GLUED_PART, glued["values"])
    words = text.split(" ")
    values: list[str] = []
    end = len(words)
    while end and (size := _figure_size(words, end)):
        values.insert(0, " ".join(words[end - size : end]))
        end -= size
        if len(values) >= width and _asks_for_number(words, end - _figure_size(words, end)):
            break
    before, own = values[: max(len(values) - width, 0)], "".join(values[-width:])
    if width and re.search(r"[^\W\d_]", "".join(before)) and not re.search(r"[^\W\d_]", own):
        end += sum(len(value.split(" ")) for value in before)
        del values[: len(before)]
    if values and len(values) <= width and _asks_for_number(words, end):
        end += len(values.pop(0).split(" "))
    return " ".join(words[:end]), values


def _figure_size(words: list[str], end: int) -> int:
    """Return how many words before `end` make one figure, 0 when they make none."""
    for size in range(1, min(6, end) + 1):
        if likeness(" ".join(words[end - size : end])) is Likeness.VALUE:
            break
    else:
        return 0
    for more in (3, 2, 1):
        start = end - size - more
        whole = " ".join(words[max(start, 0) : end])
        if start < 0 or likeness(whole) is not Likeness.VALUE or "thousands-space" in parse_cell(whole).flags:
            continue
        first, joint = words[start].lower(), words[end - size - 1].lower()
        if (
            first in QUALIFIER_WORDS
            or first in ("€", "top", "plaats", "tussen")
            or (more > 1 and joint in ("tot", "à", "t/m"))
        ):
            return size + more
    return size


def _asks_for_number(words: list[str], end: int) -> bool:
    return end > 0 and words[end - 1].lower() in NUMBER_TAKING


def read_number(token: str, decimal_points: bool = False) -> tuple[float, int, tuple[str, ...]] | None:
    """Return value, decimals and flags of a printed number; None when its points and commas make no number."""
    flags: tuple[str, ...] = ()
    if " " in token or "\u202f" in token:
        token, flags = re.sub(r"[ \u202f]", "", token), ("thousands-space",)
    if re.fullmatch(r"\d*(?:,\d+)?", token):
        digits = token.replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", token):
        digits = token.replace(".", "").replace(",", ".")
        if decimal_points:
            flags += ("thousands-point-beside-decimal-point",)
    elif re.fullmatch(r"\d+\.\d{1,2}|0\.\d+", token):
        digits, flags = token, (*flags, "decimal-point")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", token):
        digits, flags = token.replace(",", ""), (*flags, "english-notation")
    else:
        return None
    if len(digits) > MOST_DIGITS:
        return None
    return float(digits), len(digits.partition(".")[2]), flags


def _band(value: float, decimals: int) -> tuple[float, float]:
    """Return the limits of an approximate number: half of its last significant place (3.200 → 50)."""
    number = Decimal(str(value))
    place = Decimal(1).scaleb(-decimals)
    while decimals == 0 and number and number % (place * 10) == 0:
        place *= 10
    return float(number - place / 2), float(number + place / 2)
