"""What a cell says, as a result or as a target: number, range, direction, words, or why there is nothing.

Pure functions from a stored figure to the columns of `observation` and `target` that hold its value.
"""

import re
from collections.abc import Iterator

from loaders.catalogue import Indicator
from loaders.cells import NUMBER, YEAR, clean, read_number
from loaders.extraction import CellKind, Qualifier
from loaders.sources import WORDED_KINDS, Figure
from loaders.tables import TableRow

# SDMX CL_OBS_STATUS by the reason a cell holds no figure; what is not named here is O: missing, cause not known or
# still to come. A dash is O: the legend of the pages says "no data, or measured every two years".
MISSING_STATUS = {"not_applicable": "M", "dropped": "M", "not_measured": "L"}

DIRECTIONS = (Qualifier.INCREASE, Qualifier.DECREASE, Qualifier.MAINTAIN)
NOT_OF_A_NUMBER = (*DIRECTIONS, Qualifier.RELATIVE, Qualifier.TEXT)

MISPRINTS = frozenset({"figure-mistyped", "percentage-above-100"})
"""Flags of a cell that was refused (`loaders.plausibility`), unless a correction says what it is."""

SAYS = {
    "observation": ("value", "low", "high", "text", "qualifier"),
    "target": ("semantics", "low", "high", "band", "relation", "reference"),
}
"""What two printings of one figure must share to be one."""

_COUNTED = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})\s*(?P<unit>%?)\s+(?=[^\W\d])")
_YEAR = re.compile(YEAR)


def observed(figure: Figure, indicator: Indicator) -> TableRow:
    """Return what a cell of a result says."""
    row: TableRow = dict.fromkeys(("value", "low", "high", "text", "missing_reason", "n"))
    row |= {"qualifier": "none", "status": "A"}
    # A sample has an n, told or not; a count of a register has none.
    row["n_source"] = "not_applicable" if indicator.source_kind in ("register", "report") else "unknown"
    if reason := _why_missing(figure):
        return row | {"status": MISSING_STATUS.get(reason, "O"), "missing_reason": reason}
    if figure.kind in WORDED_KINDS or (figure.value is None and figure.low is None and figure.high is None):
        return row | {"text": figure.text or clean(figure.raw), "qualifier": "text"}
    qualifier = figure.qualifier or Qualifier.EXACT
    if qualifier in NOT_OF_A_NUMBER:
        qualifier = Qualifier.EXACT
    if figure.value is None and qualifier in (Qualifier.EXACT, Qualifier.APPROXIMATE):
        qualifier = Qualifier.RANGE
    return row | {"value": figure.value, "low": figure.low, "high": figure.high, "qualifier": qualifier.value}


def planned(figure: Figure, indicator: Indicator) -> TableRow:
    """Return what a target cell asks for."""
    value, low, high, qualifier = figure.value, figure.low, figure.high, figure.qualifier
    if reason := _why_missing(figure):
        if indicator.key_figure or reason == "no_norm":
            return {"semantics": "no_norm", "missing_reason": "no_norm"}
        return {"semantics": "not_published", "missing_reason": reason}
    if qualifier is Qualifier.RELATIVE:
        relations = [flag.removeprefix("relation-") for flag in figure.flags if flag.startswith("relation-")]
        relation = relations[0].replace("-", "_") if relations else "equal"
        return {"semantics": "relative", "relation": relation, "reference": figure.reference or "unknown"}
    if figure.kind is CellKind.DIRECTION and qualifier in DIRECTIONS:
        limits = [limit for limit in ("at_least", "at_most") if limit.replace("_", "-") in figure.flags]
        if limits and figure.reference:
            return {"semantics": "relative", "relation": limits[0], "reference": figure.reference}
        return {"semantics": qualifier.value, "reference": figure.reference}
    if qualifier is Qualifier.RANGE and low is not None and high is not None:
        return {"semantics": "range", "low": low, "high": high}
    if value is None:
        return {"semantics": "text"}
    match qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return {"semantics": qualifier.value, "low": value}
        case Qualifier.AT_MOST if figure.kind is CellKind.RANK:
            return {"semantics": "rank_at_best", "high": value}
        case Qualifier.AT_MOST | Qualifier.LESS_THAN:
            return {"semantics": qualifier.value, "high": value}
        case Qualifier.APPROXIMATE:
            band = (high - low) / 2 if low is not None and high is not None else 0.0
            return {"semantics": "approximately", "low": value, "high": value, "band": band}
        case _:
            return {"semantics": "equal", "low": value, "high": value}


def _why_missing(figure: Figure) -> str | None:
    """Return why a cell says nothing; what was refused in it is not published as words either."""
    if figure.kind is CellKind.MISSING:
        return figure.reason or "unknown"
    return "misprint" if figure.kind is CellKind.TEXT and MISPRINTS.intersection(figure.flags) else None


def is_missing(table: str, row: TableRow) -> bool:
    """Return whether a row says only that nothing is printed."""
    return bool(row["semantics"] == "not_published" if table == "target" else row["status"] != "A")


def counted(text: str) -> Iterator[tuple[float, str]]:
    """Yield the numbers in a result given in words, each with the words behind it: what it counts.

    A line without a number goes on with the words of the line before it; a year counts nothing.
    """
    found: list[tuple[float, str]] = []
    for line in text.split("\n"):
        matches = [match for match in _COUNTED.finditer(line) if not _YEAR.fullmatch(match["number"])]
        ends = [match.start() for match in matches[1:]] + [len(line)]
        for match, end in zip(matches, ends, strict=False):
            number = read_number(match["number"])
            if number is not None:
                label = re.sub(r"[\s,;]+(?:en\s*)?$", "", line[match.end() : end].strip())
                found.append((number[0], f"{match['unit']} {label}".strip()))
        if found and not matches:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    yield from found
