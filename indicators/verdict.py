"""The literal verdict: arithmetic on what is printed. (Signatures first; bodies follow.)"""

from __future__ import annotations

from collections.abc import Iterable

from indicators.model import Difference, Indicator, IndicatorYear, Judgement, Observation, Tally, Target

RULES_VERSION = "literal-1"


def judge(
    indicator: Indicator,
    achieved: Observation | None,
    target: Target | None,
    compared_with: Observation | None = None,
    differences: tuple[Difference, ...] = (),
) -> Judgement:
    """Return the literal verdict on one figure; the first rule of the ladder that fits decides."""
    raise NotImplementedError


def tally(rows: Iterable[IndicatorYear]) -> Tally:
    """Return how often each verdict occurs among the main rows, with the full denominator."""
    raise NotImplementedError
