"""Estimates of a survey → what is kept and shown of them: no group so small that it tells of people."""

import os
from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING

from loaders.extraction import Estimate
from loaders.grid import Problem

if TYPE_CHECKING:
    # Who only stores estimates needs no reader of survey files
    from loaders.codebook import Codebook
    from loaders.microdata import Figure

SMALLEST_BASE = 50
LEAST_SMALLEST_BASE = 10
"""However it is set, an estimate of fewer answers is never kept."""
DECIMALS = 1


def smallest_base() -> int:
    """Return from how many answers on an estimate is kept: DOELBEREIK_SMALLEST_BASE, or 50."""
    asked = os.environ.get("DOELBEREIK_SMALLEST_BASE", "")
    return max(int(asked), LEAST_SMALLEST_BASE) if asked.strip().isdecimal() else SMALLEST_BASE


def estimates(figures: Iterable["Figure"], codebook: "Codebook", smallest: int) -> tuple[list[Estimate], list[Problem]]:
    """Return the estimates of everyone asked, and a notice for each that rests on too few answers."""
    variable = {one.id: one.variable for one in codebook.indicator}
    kept, problems = [], []
    for one in figures:
        if one.group_variable is not None:
            continue
        if one.n < smallest:
            problems.append(_withheld(one, smallest))
            continue
        effect = one.design_effect if isfinite(one.design_effect) and one.design_effect > 0 else None
        percent = round(100 * one.share, DECIMALS), round(100 * one.standard_error, 2)
        kept.append(Estimate(one.indicator, one.year, variable[one.indicator], *percent, one.n, effect))
    return kept, problems


def typed(one: Estimate, title: str) -> dict[str, object]:
    """Return an estimate as a figure of `<page>.curated.csv`."""
    error = f"{one.standard_error:.2f}".replace(".", ",")
    return {
        "indicator_id": one.indicator,
        "period": one.year,
        "kind": "achieved",
        "raw": f"{one.share:.{DECIMALS}f}%".replace(".", ","),
        "value": one.share,
        "unit": "%",
        "decimals": DECIMALS,
        "n": one.n,
        "n_source": "published",
        "design_effect": one.design_effect,
        "place": f"{title}, variabele {one.variable}",
        "note": f"geschat uit de antwoorden; standaardfout {error} procentpunt",
    }


def _withheld(one: "Figure", smallest: int) -> Problem:
    return Problem(
        "An estimate rests on too few answers and is not kept",
        found=f"fewer than {smallest} answers to '{one.indicator}' in {one.year}",
        expected=f"at least {smallest}",
        kind="too-few-answers",
        severity="notice",
        advice="Nothing needs to be done: so few people might be recognised.",
    )
