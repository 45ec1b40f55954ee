"""Whether two figures may be joined, subtracted or tested; nothing anywhere else does any of the three.

Figures compare inside one `SeriesIdentity` only: the same indicator, definition group, base population, territory,
unit and method. What may not be compared gets a `Refusal` that says why.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from indicators import formats
from indicators.judged import Refusal
from indicators.language import say
from indicators.model import Observation, ObservationKind, Qualifier, Segment

_NUMBERS = (Qualifier.EXACT, Qualifier.NONE)
"""Qualifiers of a figure that stands for one number; a rough one ("± 600") or a limit has no difference to give."""


def refusal(one: Observation, other: Observation) -> Refusal | None:
    """Return why two figures may not be compared; None when they may."""
    if one.identity.indicator_id != other.identity.indicator_id:
        return Refusal((), say("Dit zijn cijfers van twee verschillende indicatoren."))
    found = one.identity.differences(other.identity)
    if found:
        label = formats.break_label(found, (one.identity.base_id, other.identity.base_id))
        said = say(
            "{figure} is een cijfer van een andere reeks: {differences}.", figure=_named(other), differences=label
        )
        return Refusal(found, said)
    for figure in (one, other):
        match figure.kind:
            case ObservationKind.PREVIOUSLY_REPORTED:
                reason = say(
                    "{figure} is eerder gepubliceerd en later vervangen: het hoort bij geen reeks.",
                    figure=_named(figure),
                )
            case ObservationKind.FORECAST:
                reason = say("{figure} is geen uitkomst maar een verwachting.", figure=_named(figure))
            case ObservationKind.BENCHMARK:
                reason = say("{figure} is geen uitkomst maar een vergelijkingscijfer.", figure=_named(figure))
            case _:
                continue
        return Refusal((), reason)
    return None


def subtracted(later: Observation, earlier: Observation) -> float | Refusal:
    """Return later minus earlier, in the unit of the figures and the coarser printed precision of the two.

    A refusal where that means nothing: a limit ("meer dan 43", "65 tot 70%"), a rough number and a text are no numbers
    to subtract.
    """
    refused = refusal(later, earlier)
    if refused is not None:
        return refused
    numbers = []
    for figure in (later, earlier):
        if figure.value is None or figure.qualifier not in _NUMBERS:
            reason = say("{figure} is geen precies getal waarmee een verschil te berekenen is.", figure=_named(figure))
            return Refusal((), reason)
        numbers.append(Decimal(repr(figure.value)))
    printed = [figure.decimals for figure in (later, earlier) if figure.decimals is not None]
    if printed:
        step = Decimal(1).scaleb(-min(printed))
        numbers = [number.quantize(step, rounding=ROUND_HALF_UP) for number in numbers]
    return float(numbers[0] - numbers[1])


def joined(figures: Sequence[Observation]) -> Segment | Refusal:
    """Return figures as one line, by period; a refusal when one of them is no part of it.

    Raises ValueError for no figures at all.
    """
    if not figures:
        raise ValueError("A line needs at least one figure; none was given.")
    first, *others = figures
    for other in others or figures:
        refused = refusal(first, other)
        if refused is not None:
            return refused
    return Segment(first.identity, tuple(sorted(figures, key=lambda one: one.period)))


def _named(figure: Observation) -> str:
    """Return a figure with its year, to begin a sentence with: `58% in 2016`."""
    said = say("{figure} in {year}", figure=formats.figure(figure, with_counted=False), year=figure.period)
    return said[:1].upper() + said[1:]
