"""How the respondents of a survey were drawn, prepared once for every question that is asked of them.

The variance is that of linearised values (Taylor), over the whole sample: a group such as one district is a domain
whose size is itself estimated, so its respondents are never cut out of the sample first, and strata and clusters
without anyone of the group still count. Clusters are taken as drawn with replacement within their stratum, or with the
finite population correction of that first stage only; what is drawn inside a cluster needs no further term then,
because it shows in the differences between clusters.

C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, 1992, §5.6 and §5.8; T. Lumley, Complex
Surveys, 2010, §2.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

EVERYONE = "everyone"
"""The one stratum of a sample without strata, and the one group of figures that are not by group."""

NOTHING_LEFT = 1e-13
"""A variance this small beside the squares it is left of is rounding: the units do not differ."""

LANES = 8
"""Into how many parts people next to each other are dealt: a processor adds to one number only after the last time."""


@dataclass(frozen=True)
class Layout:
    """Respondents by group, cut into the smallest parts that a variance tells apart.

    Where clusters were drawn a part is the members of one cluster in one group. Where people were drawn it is any
    number of people of one stratum in one group, because their squares can be summed right away.
    """

    groups: list[Hashable]
    group: Codes
    """Number of the group per respondent; 0 for whoever is in none."""
    inside: NDArray[np.bool_] | None
    """Who is in a group; None where everyone is."""
    part: Codes
    """Number of the part per respondent."""
    part_group: Codes
    part_stratum: Codes


class Design:
    """The weights, strata, clusters and population of one sample of respondents.

    `weight` is above 0, one per respondent. `cluster` names the cluster drawn first, within its stratum; without it
    everyone is drawn alone. `population` is how many such units (clusters, or people) there were to draw from: per
    stratum, or one number where there are no strata; without it the sample counts as drawn with replacement.

    Raises ValueError for a missing value, a weight that is not above 0, a stratum with a single unit (it shows no
    variance: join it with another), and a population that is unknown or smaller than what was drawn.
    """

    def __init__(
        self,
        weight: pd.Series,
        stratum: pd.Series | None = None,
        cluster: pd.Series | None = None,
        population: int | Mapping[Any, int] | None = None,
    ) -> None:
        self.index = weight.index
        for name, column in (("weight", weight), ("stratum", stratum), ("cluster", cluster)):
            if column is not None:
                self.check_rows(name, column)
                if column.isna().any():
                    raise ValueError(f"Every respondent needs a {name}; {int(column.isna().sum())} have none.")
        if not (weight > 0).all():
            raise ValueError(f"A weight must be above 0; found {weight.min()}.")
        if isinstance(population, int):
            if stratum is not None:
                raise ValueError("One population for several strata: give one for each stratum.")
            population = {EVERYONE: population}
        self.weight: Floats = weight.to_numpy(dtype=np.float64)
        self.weight_squared: Floats = self.weight**2
        self.has_clusters = cluster is not None
        members, self.strata = _numbered(stratum, len(weight))
        if cluster is None:
            self._unit, self._unit_stratum = members, np.arange(len(self.strata), dtype=np.intp)
            self.drawn: Codes = np.bincount(members, minlength=len(self.strata))
        else:
            self._unit, self._unit_stratum = _within(members, _numbered(cluster, len(weight))[0])
            self.drawn = np.bincount(self._unit_stratum, minlength=len(self.strata))
        self._factor = np.array(
            [
                drawn / (drawn - 1) * _part_not_drawn(name, drawn, population)
                for name, drawn in zip(self.strata, self._more_than_one(), strict=True)
            ]
        )

    def check_rows(self, name: str, column: pd.Series) -> None:
        """Raise ValueError for a column whose rows are not those of the design."""
        if not column.index.equals(self.index):
            raise ValueError(f"The rows of {name} are not those of weight.")

    def layout(self, group: pd.Series | None = None) -> Layout:
        """Return the respondents by group; whoever has no group is in none. Raises ValueError when that is everyone."""
        if group is None:
            number, names, inside = np.zeros(len(self.index), dtype=np.intp), [cast(Hashable, EVERYONE)], None
        else:
            self.check_rows("group", group)
            found, labels = pd.factorize(group, sort=True)
            names = list(labels)
            if not names:
                raise ValueError("Nobody is in a group.")
            inside = None if (found >= 0).all() else found >= 0
            number = np.where(found >= 0, found, 0).astype(np.intp)
        part, first = _within(self._unit, number)
        # `_within` tells the first of both numbers: the unit (or stratum) a part is of; its group is read off anyone
        part_group = np.zeros(len(first), dtype=np.intp)
        part_group[part] = number
        part_stratum = self._unit_stratum[first]
        if not self.has_clusters:
            part = part * LANES + np.resize(np.arange(LANES), len(part))
            part_group, part_stratum = part_group.repeat(LANES), part_stratum.repeat(LANES)
        return Layout(names, number, inside, part, part_group, part_stratum)

    def variance(self, sums: Floats, squares: Floats, layout: Layout) -> Floats:
        """Return the variance per group of the sum of linearised values.

        `sums` has the sum of the values per part of the layout, `squares` the sum of the squares of what was drawn in
        it: of the one cluster, or of each respondent.
        """
        shape = len(self.strata), len(layout.groups)
        cell = layout.part_stratum * shape[1] + layout.part_group
        sum_of = added_up(cell, sums, shape[0] * shape[1]).reshape(shape)
        square_of = added_up(cell, squares, shape[0] * shape[1]).reshape(shape)
        spread = square_of - sum_of**2 / self.drawn[:, None]
        spread[spread < NOTHING_LEFT * square_of] = 0.0
        return cast(Floats, self._factor @ spread)

    def _more_than_one(self) -> Codes:
        if (self.drawn == 1).any():
            name = self.strata[int(np.argmax(self.drawn == 1))]
            raise ValueError(f"Stratum {name!r} has a single unit: join it with a stratum like it.")
        return self.drawn


def added_up(number: Codes, values: Floats, numbers: int) -> Floats:
    """Return the sum of the values per number, 0 for a number that nobody has."""
    return cast(Floats, np.bincount(number, values, numbers))


def _numbered(column: pd.Series | None, rows: int) -> tuple[Codes, list[Hashable]]:
    if column is None:
        return np.zeros(rows, dtype=np.intp), [EVERYONE]
    numbers, names = pd.factorize(column)
    return numbers.astype(np.intp), list(names)


def _within(outer: Codes, inner: Codes) -> tuple[Codes, Codes]:
    """Number the pairs that occur, and return with it the outer number of each pair."""
    width = int(inner.max(initial=0)) + 1
    if width == 1 and len(outer) and int(outer.max()) < len(outer):
        return outer, np.arange(int(outer.max()) + 1, dtype=np.intp)
    numbers, pairs = pd.factorize(outer * width + inner)
    return numbers.astype(np.intp), (np.asarray(pairs) // width).astype(np.intp)


def _part_not_drawn(stratum: Hashable, drawn: int, population: Mapping[Any, int] | None) -> float:
    """Return the finite population correction of a stratum."""
    if population is None:
        return 1.0
    if stratum not in population:
        raise ValueError(f"The population of stratum {stratum!r} is not given.")
    if population[stratum] < drawn:
        raise ValueError(f"{drawn} units were drawn from stratum {stratum!r}, which has only {population[stratum]}.")
    return 1 - drawn / population[stratum]
