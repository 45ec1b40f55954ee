"""Nested bases: is x % of a part, times that part's share of the whole, what is printed of the whole?

The three printed shares are never repaired and none is computed from the others: what the catalogue says of the bases
(`parent_id`, `measured_by`) only tells which three belong together. All arithmetic is exact, over the rounding boxes.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from indicators import formats
from indicators.judged import Interval, NestedBases
from indicators.model import BasePopulation, Observation
from indicators.rounding import Box, box_of, meet
from indicators.series import MEASURED_KINDS


def nested_bases(observations: Iterable[Observation], bases: Mapping[str, BasePopulation]) -> tuple[NestedBases, ...]:
    """Return every check that the figures allow, whether it fits or not, in the order of `observations`.

    The share of the part and that of the whole stand in one document; the share that the part is of the whole stands
    there too, or else in the latest edition that prints one by the same method.
    """
    shares = [one for one in observations if _is_share(one)]
    found = []
    for of_part in shares:
        base = bases.get(of_part.identity.base_id)
        if base is None or base.parent_id is None or base.measured_by is None:
            continue
        for of_whole in shares:
            if _is_the_same_of(base.parent_id, of_part, of_whole):
                part_of_whole = _measured(base, of_part, shares)
                if part_of_whole is not None:
                    found.append(_checked(of_part, part_of_whole, of_whole, shares))
    return tuple(found)


def product_of(one: Box, other: Box) -> Box:
    """Return every product of two shares in percent, in percent: both are 0 or more, so the corners decide."""
    return one[0] * other[0] / 100, one[1] * other[1] / 100


def quotient_of(whole: Box, part: Box) -> Box:
    """Return every share (percent) that times a value of `part` gives one of `whole`, no further than 100."""
    if part[1] == 0:
        return Fraction(0), Fraction(100)
    high = 100 * whole[1] / part[0] if part[0] > 0 else Fraction(100)
    return min(100 * whole[0] / part[1], Fraction(100)), min(high, Fraction(100))


def _is_share(one: Observation) -> bool:
    return (
        one.kind in MEASURED_KINDS
        and one.value is not None
        and formats.is_percentage(one.identity.unit)
        and 0 <= one.value <= 100
        and box_of(one) is not None
    )


def _is_the_same_of(base_id: str, of_part: Observation, other: Observation) -> bool:
    """Whether `other` is the same share as `of_part`, in the same document, of another base."""
    here, there = of_part.identity, other.identity
    return (
        there.base_id == base_id
        and (here.indicator_id, here.comparability_group) == (there.indicator_id, there.comparability_group)
        and _asked_together(of_part, other)
        and of_part.document.document_id == other.document.document_id
    )


def _asked_together(one: Observation, other: Observation) -> bool:
    here, there = one.identity, other.identity
    return one.period == other.period and (here.method, here.territory_id) == (there.method, there.territory_id)


def _measured(base: BasePopulation, of_part: Observation, shares: list[Observation]) -> Observation | None:
    """Return the share that a base is of its parent: a table before running text, then the same document."""
    found = [
        one
        for one in shares
        if (one.identity.indicator_id, one.identity.base_id) == (base.measured_by, base.parent_id)
        and _asked_together(one, of_part)
    ]
    return max(
        found,
        key=lambda one: (
            one.document.document_id == of_part.document.document_id,
            -MEASURED_KINDS.index(one.kind),
            one.document.edition_rank,
            one.definition.version,
        ),
        default=None,
    )


def _checked(
    of_part: Observation, part_of_whole: Observation, of_whole: Observation, shares: list[Observation]
) -> NestedBases:
    part, share, whole = box_of(of_part), box_of(part_of_whole), box_of(of_whole)
    assert part is not None
    assert share is not None
    assert whole is not None
    product, implied = product_of(part, share), quotient_of(whole, part)
    others = tuple(
        one
        for one in shares
        if one.identity.base_id == of_whole.identity.base_id
        and _asked_together(one, of_whole)
        and one.document.document_id == of_whole.document.document_id
        and one.identity.indicator_id not in (of_part.identity.indicator_id, part_of_whole.identity.indicator_id)
        and (reach := box_of(one)) is not None
        and meet(reach, implied)
    )
    return NestedBases(
        period=of_part.period,
        of_part=of_part,
        part_of_whole=part_of_whole,
        of_whole=of_whole,
        product=_interval(product),
        printed=_interval(whole),
        implied_part=_interval(implied),
        fits=meet(product, whole),
        others_that_fit=others,
    )


def _interval(exactly: Box) -> Interval:
    return float(exactly[0]), float(exactly[1])
