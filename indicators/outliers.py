"""Figures that stand out of their own series: a factor of ten too much, or a jump that its history does not know.

Neither is an error by itself; a person should look. Only figures of one identity are held against each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log10
from statistics import median

from indicators import formats
from indicators.findings import found, told
from indicators.judged import Contradiction, ContradictionKind, Severity
from indicators.language import say
from indicators.model import Indicator, Observation, Semantics, SeriesIdentity, Target
from indicators.rounding import box_of
from indicators.series import MEASURED_KINDS

POWERS = (1, 2, 3, 6)
"""A digit too much or too little, two, thousands for ones, millions for ones."""

NEARNESS = 1.25
"""A tenfold is anything from 8 to 12.5: a figure itself also changes by up to a quarter from year to year."""

COUNTED_FROM = 1000.0
"""A few dozen may really become a few hundred within a year: the larger of two counts is at least this."""

SCALED_FROM = 10.0
"""On a bounded scale (a percentage, a score) a tenfold is a slip of the comma, but from next to nothing."""

FIGURES_OF_A_HISTORY = 4
"""Three steps: with fewer there is no middle of the others to hold a step against."""

TIMES_THE_USUAL = 3.0
"""A step of three times the median of the others, the usual bound for an outlier among few values …"""

SMALLEST_JUMP = 5.0
"""… and of more than five percentage points: below that it may be the sampling error of a few hundred respondents."""

_NUMERIC = (Semantics.EQUAL, Semantics.APPROXIMATELY, Semantics.AT_LEAST, Semantics.AT_MOST)
_SCALED = ("share", "survey_share", "score")

Printed = Observation | Target


def outliers(
    indicators: Mapping[str, Indicator], observations: Iterable[Observation], targets: Iterable[Target]
) -> tuple[Contradiction, ...]:
    """Return every figure or target that is about a power of ten off, and every percentage that jumps."""
    series: dict[SeriesIdentity, list[Printed]] = defaultdict(list)
    for one in observations:
        if one.kind in MEASURED_KINDS and box_of(one) is not None:
            series[one.identity].append(one)
    for target in targets:
        if target.semantics in _NUMERIC:
            series[target.identity].append(target)
    answers: list[Contradiction] = []
    for identity, printed in series.items():
        indicator = indicators[identity.indicator_id]
        answers += _magnitudes(indicator, _once_each(printed))
        if formats.is_percentage(identity.unit):
            answers += _jumps(indicator, [one for one in printed if isinstance(one, Observation)])
    return tuple(answers)


def _number(one: Printed) -> float:
    value = one.value if isinstance(one, Observation) else one.low if one.low is not None else one.high
    return value or 0.0


def _once_each(printed: list[Printed]) -> list[Printed]:
    """Return every number of a year once, as its first edition prints it, by year."""
    ordered = sorted(printed, key=lambda one: one.document.edition_rank, reverse=True)
    once = {(one.period, isinstance(one, Target), _number(one)): one for one in ordered}
    return sorted(once.values(), key=lambda one: (one.period, one.document.edition_rank))


def _power(one: float, other: float) -> int | None:
    """Return by what power of ten two numbers differ, negative when the first is the smaller; None when by none."""
    if one <= 0 or other <= 0:
        return None
    distance = log10(one) - log10(other)
    return next((round(distance) for power in POWERS if abs(abs(distance) - power) <= log10(NEARNESS)), None)


def _magnitudes(indicator: Indicator, printed: list[Printed]) -> Iterable[Contradiction]:
    """Yield what is the same power of ten away from the two numbers nearest in time (of two numbers: the later)."""
    least = SCALED_FROM if indicator.kind in _SCALED else COUNTED_FROM
    if indicator.kind == "rank":
        return
    reported: list[Printed] = []
    for one in reversed(printed):
        others = sorted(
            (other for other in printed if other is not one),
            key=lambda other: (abs(other.period - one.period), isinstance(other, Target), other.period),
        )[:2]
        powers = {_power(_number(one), _number(other)) for other in others}
        power = powers.pop() if len(powers) == 1 else None
        pairs = [sorted((_number(one), _number(other))) for other in others]
        if power is None or any(high < least for _, high in pairs) or any(other in reported for other in others):
            continue
        reported.append(one)
        unit, notes = one.identity.unit, [note.text for note in one.footnotes if note.text]
        yield found(
            ContradictionKind.MAGNITUDE,
            Severity.REMARK,
            indicator,
            one.period,
            told(
                "magnitude.large" if power > 0 else "magnitude.small",
                *(["magnitude.noted"] if notes else []),
                one=_named(one),
                factor=formats.number(10.0 ** abs(power)),
                others=formats.enumeration(_named(other) for other in others),
                notes="; ".join(notes),
            ),
            (one, *others),
            apart="streefwaarde" if isinstance(one, Target) else "",
            reckoning="; ".join(
                f"{formats.quantity(high, unit)} / {formats.quantity(low, unit)} = {formats.number(high / low, 1)}"
                for low, high in pairs
            ),
        )


def _jumps(indicator: Indicator, figures: list[Observation]) -> Iterable[Contradiction]:
    """Yield the steps of a percentage that its other steps do not lead to expect; steps are counted per year."""
    years = {one.period: one for one in sorted(figures, key=lambda one: one.document.edition_rank)}
    points = [one for _, one in sorted(years.items())]
    if len(points) < FIGURES_OF_A_HISTORY:
        return
    steps = [(earlier, later, abs(_number(later) - _number(earlier))) for earlier, later in pairwise(points)]
    for position, (earlier, later, step) in enumerate(steps):
        usual = median(
            size / (there.period - here.period) for place, (here, there, size) in enumerate(steps) if place != position
        )
        per_year = step / (later.period - earlier.period)
        if step > SMALLEST_JUMP and per_year > TIMES_THE_USUAL * usual:
            decimals = max(one.decimals or 0 for one in points)
            yield found(
                ContradictionKind.JUMP,
                Severity.REMARK,
                indicator,
                later.period,
                told(
                    "jump",
                    earlier=_named(earlier),
                    later=_named(later),
                    change=formats.difference(_number(later), _number(earlier), "%", decimals),
                    usual=formats.quantity(usual, formats.POINTS, decimals + 1),
                ),
                (earlier, later),
            )


def _named(one: Printed) -> str:
    """Return a number with its year: `1.229.004 (2017)`, `de streefwaarde 107.000 (2017)`."""
    if isinstance(one, Target):
        asked = formats.target(one, with_counted=False)
        return say("de streefwaarde {target} ({year})", target=asked, year=one.period)
    return f"{formats.figure(one, with_counted=False)} ({one.period})"
