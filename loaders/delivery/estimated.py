"""Which indicator each estimate of a survey is: the one its codebook names, or what a person decided of that name."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import replace

from loaders.delivery.decided import estimates_decided
from loaders.delivery.decisions import Decisions
from loaders.delivery.placing import Placed


def years(one: Placed) -> dict[str, list[int]]:
    """Return the years that a file has estimates of, by the name in its codebook."""
    found: dict[str, list[int]] = defaultdict(list)
    for estimate in one.extraction.estimates:
        found[estimate.indicator].append(estimate.year)
    return found


def meant(one: Placed, decisions: Decisions, known: Container[str]) -> dict[str, str | None]:
    """Return the indicator by the name in the codebook, None where it is left out.

    A name that nobody knows is not in it, nor one that would be another estimate's figure of the same year.
    """
    decided = estimates_decided(decisions, one.file)
    found: dict[str, str | None] = {}
    taken: set[tuple[str, int]] = set()
    named_in = years(one)
    for named in sorted(named_in, key=decided.__contains__):
        decision = decided.get(named)
        indicator = decision.means if decision else named
        if decision and decision.choice == "left_out":
            found[named] = None
        elif indicator and indicator in known:
            figures = {(indicator, year) for year in named_in[named]}
            if figures.isdisjoint(taken):
                found[named] = indicator
                taken |= figures
    return found


def settled(one: Placed, indicator_of: Mapping[str, str | None]) -> Placed:
    """Return the file with the estimates that are taken over, each of its indicator."""
    kept = tuple(
        replace(estimate, indicator=indicator)
        for estimate in one.extraction.estimates
        if (indicator := indicator_of.get(estimate.indicator))
    )
    return replace(one, extraction=replace(one.extraction, estimates=kept))
