"""Which figures belong together: identity, vintages, lines and breaks. (Signatures first; bodies follow.)"""

from __future__ import annotations

from collections.abc import Iterable

from indicators.model import Difference, IndicatorHistory, IndicatorYear, Observation, SeriesIdentity, Target, Trend, Vintages


def differences(one: SeriesIdentity, other: SeriesIdentity) -> tuple[Difference, ...]:
    """Return in what two series differ; empty when they are the same."""
    raise NotImplementedError


def indicator_years(observations: Iterable[Observation], targets: Iterable[Target], year: int) -> tuple[IndicatorYear, ...]:
    """Return one row per indicator and measure with anything printed for `year`, judged."""
    raise NotImplementedError


def trends(history: IndicatorHistory) -> tuple[Trend, ...]:
    """Return what to draw: one trend per measure (two for an indicator printed as a pair)."""
    raise NotImplementedError


def vintages(observations: Iterable[Observation]) -> tuple[Vintages, ...]:
    """Return every figure with all its publications, by measure and period."""
    raise NotImplementedError
