"""Rates of a territory that lie outside the rates of the territories it was merged from.

A share, a score or a rate of a whole is a mean of those of its parts, each weighed by its size: whatever the sizes, it
lies between the lowest and the highest of them. Sizes need not be known, so nothing is estimated here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indicators import formats
from indicators.findings import found, told
from indicators.judged import Contradiction, ContradictionKind, Severity
from indicators.language import say
from indicators.model import Indicator, Observation, ObservationKind, SeriesIdentity
from indicators.rounding import Box, box_of, meet

MEANS = ("survey_share", "share", "score", "ratio")
"""Kinds of indicators of which a whole is a mean of its parts; a count is their sum, a rank neither."""

_PRINTED = (ObservationKind.ACHIEVED, ObservationKind.BENCHMARK)

Parts = Mapping[str, Observation]
"""Territory id → its figure."""


def rates_outside_their_parts(
    indicators: Mapping[str, Indicator], observations: Iterable[Observation]
) -> Iterable[Contradiction]:
    """Yield what no mean can be; only where every part is printed in one document, alike but for the territory.

    That is the document of the whole where it prints the parts too, else the last one that prints them all.
    """
    by_document: dict[tuple[SeriesIdentity, int], dict[str, dict[str, Observation]]] = defaultdict(dict)
    for one in observations:
        if indicators[one.identity.indicator_id].kind in MEANS and one.kind in _PRINTED and box_of(one) is not None:
            printed = by_document[replace(one.identity, territory_id=""), one.period]
            printed.setdefault(one.document.document_id, {})[one.identity.territory_id] = one
    for printed in by_document.values():
        for document_id, figures in printed.items():
            for whole in figures.values():
                wanted = whole.territory.merged_from
                complete = [held for held in printed.values() if wanted and all(part in held for part in wanted)]
                if complete:
                    held = printed[document_id] if printed[document_id] in complete else max(complete, key=_edition)
                    parts = [held[part] for part in wanted]
                    if _is_outside(whole, parts):
                        yield _told(indicators[whole.identity.indicator_id], whole, parts)


def _edition(held: Parts) -> int:
    return max(one.document.edition_rank for one in held.values())


def _is_outside(whole: Observation, parts: Sequence[Observation]) -> bool:
    """Whether a whole lies outside its parts, whatever the rounding of each."""
    printed, reach = box_of(whole), _reach(parts)
    return printed is not None and not meet(printed, reach)


def _reach(parts: Sequence[Observation]) -> Box:
    """Return between which values a mean of the parts lies, with what their rounding leaves open."""
    boxes = [box for part in parts if (box := box_of(part)) is not None]
    return min(low for low, _ in boxes), max(high for _, high in boxes)


def _told(indicator: Indicator, whole: Observation, parts: Sequence[Observation]) -> Contradiction:
    decimals = max(one.decimals or 0 for one in (whole, *parts)) + 1
    low, high = (formats.number(float(end), decimals) for end in _reach(parts))
    is_in_one = whole.document == parts[0].document
    return found(
        ContradictionKind.MERGED_AREAS,
        # Between two documents the way of counting may have changed without a word
        Severity.CONTRADICTION if is_in_one else Severity.REMARK,
        indicator,
        whole.period,
        told(
            "merged.in_one" if is_in_one else "merged.in_two",
            year=whole.period,
            whole=formats.figure(whole),
            area=whole.territory.name,
            parts=formats.enumeration(
                say("{figure} ({area})", figure=formats.figure(one, with_counted=False), area=one.territory.name)
                for one in parts
            ),
            document=whole.document.title,
            parts_document=parts[0].document.title,
        ),
        (whole, *parts),
        apart=whole.document.document_id,
        reckoning=say(
            "Met de afronding ligt elk gemiddelde van de delen tussen {low} en {high}; gedrukt {whole}.",
            low=low,
            high=high,
            whole=formats.figure(whole, with_counted=False),
        ),
    )
