"""Dutch words and numbers for figures, targets and verdicts. (Signatures first; bodies follow.)"""

from __future__ import annotations

from indicators.model import Document, Footnote, Indicator, Observation, Tally, Target, Verdict

VERDICT_WORDS: dict[Verdict, str] = {}
"""`Behaald`, `Niet behaald`, …"""
VERDICT_GLYPHS: dict[Verdict, str] = {}
"""`●✓`, `▲`, `■`, `○`; always beside the word."""


def number(value: float, decimals: int | None = None) -> str:
    """Return `1.234,5`; exactly `decimals` digits behind the comma, or as many as the value needs."""
    raise NotImplementedError


def quantity(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a number with its unit: `75%`, `€ 1.250`, `3 weken`."""
    raise NotImplementedError


def figure(observation: Observation | None) -> str:
    """Return a figure in words: `75%`, `meer dan 43`, `65 tot 70%`; an empty cell as its reason, never a dash."""
    raise NotImplementedError


def target(target: Target | None) -> str:
    """Return a target in words: `toename`, `ten minste 95%`, `± 3.200`, `top 5`, `geen norm (kengetal)`."""
    raise NotImplementedError


def difference(later: float, earlier: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a change in words: `7 procentpunt hoger`, `120 lager`, `gelijk`; percentages in points, never in %."""
    raise NotImplementedError


def change(achieved: Observation | None, previous: Observation | None) -> str | None:
    """Return the change between two figures of one identity, or None where it cannot be said."""
    raise NotImplementedError


def missing(reason: str | None) -> str:
    """Return why there is no figure, in words."""
    raise NotImplementedError


def sample(observation: Observation) -> str:
    """Return the number of respondents in words: `n = 4.878`, `n onbekend`; empty for a count."""
    raise NotImplementedError


def published(document: Document) -> str:
    """Return when a document appeared, as exactly as is known: `13 juni 2019`, `uiterlijk 15 juli 2018 (wettelijke termijn)`."""
    raise NotImplementedError


def tally(tally: Tally) -> str:
    """Return `5 indicatoren: 2 behaald, 2 niet behaald, 1 kengetal`."""
    raise NotImplementedError


def footnote(footnote: Footnote) -> str:
    """Return a note's text, or that the marker is printed without one."""
    raise NotImplementedError


def enumeration(words: list[str]) -> str:
    """Return `a, b en c`."""
    raise NotImplementedError


def indicator_unit(indicator: Indicator) -> str:
    """Return the unit in words for a table header or axis: `%`, `aantal`, `€`."""
    raise NotImplementedError
