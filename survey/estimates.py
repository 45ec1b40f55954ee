"""Weighted shares from microdata, with the standard error of the design the people were drawn by.

One row is one respondent. The variance is that of the linearised share (Taylor), over the whole sample: a domain such
as one district is a ratio whose size is itself estimated, so its respondents are never cut out of the sample first, and
strata and clusters without anyone of the domain still count. Clusters are taken as drawn with replacement within their
stratum, or with the finite population correction of that first stage only; what is drawn inside a cluster needs no
further term then, because it shows in the differences between clusters.

C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, 1992, §5.6 and §5.8; T. Lumley, Complex
Surveys, 2010, §2.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

EVERYONE = "everyone"
"""The one stratum of a sample without strata."""


@dataclass(frozen=True)
class WeightedShare:
    """An estimated share with what its precision is."""

    share: float
    """Of the weighted domain, in 0..1."""
    standard_error: float
    """Of the share, by the design; in shares."""
    n: int
    """Respondents in the domain."""
    effective_n: float
    """Respondents of a simple random sample as precise as this one: n / design effect, to hand to an interval."""
    design_effect: float
    """Variance by the design over that of a simple random sample of n, share(1 − share)/(n − 1)."""


def weighted_share(
    outcome: pd.Series,
    weight: pd.Series,
    domain: pd.Series | None = None,
    stratum: pd.Series | None = None,
    cluster: pd.Series | None = None,
    population: int | Mapping[Any, int] | None = None,
) -> WeightedShare:
    """Return the weighted share of the domain for whom `outcome` is true.

    All series have one row per respondent and the same index. `outcome` is 0 or 1 (or False, True), and may be missing
    outside the domain only: whoever did not answer is no part of the domain. `weight` is above 0. `domain` is a
    boolean; without it everyone. `cluster` names the cluster drawn first, within its stratum; without it everyone is
    drawn alone. `population` is how many such units (clusters, or people) there were to draw from: per stratum, or one
    number where there are no strata; without it the sample counts as drawn with replacement.

    At a share of 0 or 1 nothing varies: the standard error is 0, and the effective n is Kish's (Σw)²/Σw² instead.
    Where the units drawn are the whole population, or do not differ, the effective n is infinite.

    Raises ValueError for an empty domain, a missing value, a weight that is not above 0, a stratum with a single unit
    (it shows no variance: join it with another), and a population that is unknown or smaller than what was drawn.
    """
    given = {"outcome": outcome, "weight": weight, "domain": domain, "stratum": stratum, "cluster": cluster}
    for name, column in given.items():
        if column is not None and not column.index.equals(outcome.index):
            raise ValueError(f"The rows of {name} are not those of outcome.")
        if column is not None and name != "outcome" and column.isna().any():
            raise ValueError(f"Every respondent needs a {name}; {int(column.isna().sum())} have none.")
    if not (weight > 0).all():
        raise ValueError(f"A weight must be above 0; found {weight.min()}.")

    inside = pd.Series(True, index=outcome.index) if domain is None else domain.astype(bool)
    n = int(inside.sum())
    if n == 0:
        raise ValueError("There are no respondents in the domain.")
    if not outcome[inside].isin((0, 1)).all():
        raise ValueError("Every outcome in the domain must be 0 or 1: leave who did not answer out of the domain.")

    weights = weight.astype(float).where(inside, 0.0)
    answers = outcome.isin((1,)).astype(float)  # whatever the type; outside the domain the weight is 0
    total = float(weights.sum())
    share = float((weights * answers).sum()) / total
    variance = _variance_of_total(weights * (answers - share) / total, stratum, cluster, population)
    if answers[inside].nunique() == 1:
        effective_n = total**2 / float((weights**2).sum())
        return WeightedShare(float(round(share)), 0.0, n, effective_n, n / effective_n)
    design_effect = variance * (n - 1) / (share * (1 - share))
    return WeightedShare(share, math.sqrt(variance), n, n / design_effect if design_effect else math.inf, design_effect)


def _variance_of_total(
    values: pd.Series,
    stratum: pd.Series | None,
    cluster: pd.Series | None,
    population: int | Mapping[Any, int] | None,
) -> float:
    """Return the variance of the sum of values that are 0 outside the domain, from sums per unit within strata."""
    strata = pd.Series(EVERYONE, index=values.index, dtype="category") if stratum is None else stratum
    if isinstance(population, int):
        if stratum is not None:
            raise ValueError("One population for several strata: give one for each stratum.")
        population = {EVERYONE: population}
    if cluster is None:
        per_stratum = values.groupby(strata, observed=True)
    else:
        per_stratum = values.groupby([strata, cluster], observed=True).sum().groupby(level=0, observed=True)
    variance = 0.0
    for name, drawn, spread in per_stratum.agg(["size", "var"]).itertuples():
        if drawn == 1:
            raise ValueError(f"Stratum {name!r} has a single unit: join it with a stratum like it.")
        variance += drawn * spread * _part_not_drawn(name, drawn, population)
    return variance


def _part_not_drawn(stratum: object, drawn: int, population: Mapping[Any, int] | None) -> float:
    """Return the finite population correction of a stratum."""
    if population is None:
        return 1.0
    if stratum not in population:
        raise ValueError(f"The population of stratum {stratum!r} is not given.")
    if population[stratum] < drawn:
        raise ValueError(f"{drawn} units were drawn from stratum {stratum!r}, which has only {population[stratum]}.")
    return 1 - drawn / population[stratum]
