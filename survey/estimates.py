"""Weighted shares, means and totals from microdata, with the standard error of the design the people were drawn by.

One row is one respondent. A `Design` is prepared once and then serves any number of questions; each question is
answered for every group in one pass. A missing answer takes the respondent out of the question, not out of the sample.

The frames returned have a row per question and group: `question`, `group`, `estimate`, `standard_error`, `n` (who
answered) and, but for totals, `effective_n` (respondents of a simple random sample as precise as this one: n / design
effect, to hand to an interval) and `design_effect` (variance by the design over that of a simple random sample of n).
Where nothing varies the standard error is 0, and the effective n is Kish's (Σw)²/Σw² instead. Where the units drawn are
the whole population, or do not differ, the effective n is infinite. Where nobody answered all but `n` is missing.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.design import Design, Floats, Layout, added_up

Columns = dict[str, NDArray[Any]]
"""The figures of one question, one per group."""

MISSING, NO, YES = range(3)
ANSWERS = 3
"""MISSING is 0, so that multiplying an answer with whether it counts leaves it out."""

BLOCK = 1 << 15
"""How many respondents are summed at a time: so many numbers stay near the processor."""

CELLS = 1 << 13
"""How many sums are kept at a time, for the same reason."""

AT_ONCE = 4
"""Of how many questions at most: the combinations of their answers have to fit a byte."""

SAME_VALUE = 1e-24
"""A variance this small beside the square of the mean is rounding: everyone gave the same number."""


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


def shares(
    design: Design, outcomes: pd.DataFrame | Mapping[str, pd.Series], group: pd.Series | None = None
) -> pd.DataFrame:
    """Return the weighted share of who answered for whom each outcome is true, in 0..1, per group.

    Outcomes are 0 or 1 (or False, True), or missing for whoever did not answer or was not asked. Questions are summed
    several at a time, so that the last digits of one depend on what else is asked. Raises ValueError for another value.
    """
    layout = design.layout(group)
    # One pass over the respondents sums several questions, each combination of their answers by itself
    together = min(AT_ONCE, max(1, int(math.log(CELLS / len(layout.part_group), ANSWERS))))
    names: list[Any] = list(outcomes)
    found: dict[Any, Columns] = {}
    for first in range(0, len(names), together):
        batch = names[first : first + together]
        answers = [_answers(design, layout, outcomes[name]) for name in batch]
        sums = _sums_by_answer(design, layout, answers)
        for name, answer, of_question in zip(batch, answers, sums, strict=True):
            found[name] = _share(design, layout, answer, *of_question)
    return _table(found, layout)


def means(
    design: Design, values: pd.DataFrame | Mapping[str, pd.Series], group: pd.Series | None = None
) -> pd.DataFrame:
    """Return the weighted mean of each column over who answered, per group."""
    layout = design.layout(group)
    return _table({name: _mean(design, layout, column) for name, column in values.items()}, layout)


def totals(
    design: Design, values: pd.DataFrame | Mapping[str, pd.Series], group: pd.Series | None = None
) -> pd.DataFrame:
    """Return the weighted total of each column, per group; whoever did not answer adds nothing.

    The weights must add up to the population, not to the sample.
    """
    layout = design.layout(group)
    return _table({name: _total(design, layout, column) for name, column in values.items()}, layout)


def weighted_share(
    outcome: pd.Series,
    weight: pd.Series,
    domain: pd.Series | None = None,
    stratum: pd.Series | None = None,
    cluster: pd.Series | None = None,
    population: int | Mapping[Any, int] | None = None,
) -> WeightedShare:
    """Return the weighted share of the domain for whom `outcome` is true: one question, asked of one sample.

    All series have one row per respondent and the same index. `outcome` is 0 or 1 (or False, True), and may be missing
    outside the domain only: whoever did not answer is no part of the domain. `domain` is a boolean; without it
    everyone. The rest is that of `Design`.

    Raises ValueError for an empty domain, a missing value, and as `Design` does.
    """
    given = {"weight": weight, "domain": domain, "stratum": stratum, "cluster": cluster}
    for name, column in given.items():
        if column is not None and not column.index.equals(outcome.index):
            raise ValueError(f"The rows of {name} are not those of outcome.")
    design = Design(weight, stratum, cluster, population)
    if domain is not None and domain.isna().any():
        raise ValueError(f"Every respondent needs a domain; {int(domain.isna().sum())} have none.")
    inside = pd.Series(True, index=outcome.index) if domain is None else domain.astype(bool)
    if not inside.any():
        raise ValueError("There are no respondents in the domain.")
    if not outcome[inside].isin((0, 1)).all():
        raise ValueError("Every outcome in the domain must be 0 or 1: leave who did not answer out of the domain.")
    answers = outcome.isin((1,)).astype(float).where(inside)
    found = shares(design, {"outcome": answers}).iloc[0]
    return WeightedShare(
        float(found["estimate"]),
        float(found["standard_error"]),
        int(found["n"]),
        float(found["effective_n"]),
        float(found["design_effect"]),
    )


def _share(
    design: Design, layout: Layout, answer: NDArray[np.int8], by_part: Floats, squares_by_part: Floats
) -> Columns:
    groups = len(layout.groups)
    by_group = np.zeros((groups, ANSWERS))
    np.add.at(by_group, layout.part_group, by_part)
    weight_of_no, weight_of_yes = by_group[:, NO], by_group[:, YES]
    n = _answered(layout, answer)
    total = weight_of_no + weight_of_yes
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight_of_yes / total
        # With w(1 − share) of everyone who says yes and −w·share of everyone who says no nothing cancels
        yes, no = ((1 - share) / total)[layout.part_group], (share / total)[layout.part_group]
        sums = by_part[:, YES] * yes - by_part[:, NO] * no
        squares = squares_by_part[:, YES] * yes**2 + squares_by_part[:, NO] * no**2
        if design.has_clusters:
            squares = sums**2
        empty = n[layout.part_group] == 0
        sums[empty] = squares[empty] = 0.0
        variance = design.variance(sums, squares, layout)
        simple = share * (1 - share) / (n - 1)
    same = (weight_of_no == 0) | (weight_of_yes == 0)
    kish = np.full(groups, np.nan)
    if same.any():
        squared = added_up(layout.group, np.where(answer == MISSING, 0.0, design.weight_squared), groups)
        with np.errstate(divide="ignore", invalid="ignore"):
            kish = total**2 / squared
    return _precision(share, variance, simple, n, same, kish)


def _sums_by_answer(
    design: Design, layout: Layout, answers: Sequence[NDArray[np.int8]]
) -> Iterator[tuple[Floats, Floats]]:
    """Yield of each question the sum of the weights and of their squares, per part and answer.

    There are no squares where clusters were drawn.
    """
    of_combination = ANSWERS ** len(answers)
    cells = len(layout.part_group) * of_combination
    sums, squares = np.zeros(cells), np.zeros(cells)
    block = max(BLOCK, cells)
    for start in range(0, len(layout.part), block):
        rows = slice(start, start + block)
        combination = answers[0][rows]
        for answer in answers[1:]:
            combination = combination * np.int8(ANSWERS) + answer[rows]
        cell = layout.part[rows] * of_combination + combination
        sums += added_up(cell, design.weight[rows], cells)
        if not design.has_clusters:
            squares += added_up(cell, design.weight_squared[rows], cells)
    shape = len(layout.part_group), *[ANSWERS] * len(answers)
    for number in range(1, len(shape)):
        others = tuple(axis for axis in range(1, len(shape)) if axis != number)
        yield sums.reshape(shape).sum(axis=others), squares.reshape(shape).sum(axis=others)


def _answered(layout: Layout, answer: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return how many people of each group answered."""
    if len(layout.groups) == 1:
        return np.array([np.count_nonzero(answer)], dtype=np.int64)
    return added_up(layout.group, (answer != MISSING).astype(np.float64), len(layout.groups)).astype(np.int64)


def _mean(design: Design, layout: Layout, column: pd.Series) -> Columns:
    value, weight, answered = _values(design, layout, column)
    groups = len(layout.groups)
    n = np.bincount(layout.group, answered, groups).astype(np.int64)
    total = added_up(layout.group, weight, groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = added_up(layout.group, weight * value, groups) / total
        distance = np.where(answered, value - mean[layout.group], 0.0)
        linearised = np.where(answered, weight * distance / total[layout.group], 0.0)
        spread = added_up(layout.group, weight * distance**2, groups) / total
        simple = spread / (n - 1)
        kish = total**2 / added_up(layout.group, weight**2, groups)
        same = ~(spread > SAME_VALUE * mean**2)
    return _precision(mean, _variance(design, layout, linearised), simple, n, same, kish)


def _total(design: Design, layout: Layout, column: pd.Series) -> Columns:
    value, weight, answered = _values(design, layout, column)
    n = np.bincount(layout.group, answered, len(layout.groups)).astype(np.int64)
    total = added_up(layout.group, weight * value, len(layout.groups))
    variance = _variance(design, layout, weight * value)
    return {
        "estimate": np.where(n > 0, total, np.nan),
        "standard_error": np.where(n > 0, np.sqrt(variance), np.nan),
        "n": n,
    }


def _precision(
    estimate: Floats, variance: Floats, simple: Floats, n: NDArray[np.int64], same: NDArray[np.bool_], kish: Floats
) -> Columns:
    """Return the columns of an estimate; `simple` is the variance a simple random sample of n would have."""
    with np.errstate(divide="ignore", invalid="ignore"):
        design_effect = np.where(same, n / kish, variance / simple)
        effective_n = np.where(same, kish, n / design_effect)
    found = n > 0
    return {
        "estimate": np.where(found, estimate, np.nan),
        "standard_error": np.where(found, np.where(same, 0.0, np.sqrt(variance)), np.nan),
        "n": n,
        "effective_n": np.where(found, effective_n, np.nan),
        "design_effect": np.where(found, design_effect, np.nan),
    }


def _answers(design: Design, layout: Layout, column: pd.Series) -> NDArray[np.int8]:
    """Return the answer of each respondent as MISSING, NO or YES."""
    design.check_rows(str(column.name), column)
    if column.dtype == np.bool_:
        answer: NDArray[np.int8] = column.to_numpy().view(np.int8) + np.int8(NO)
    elif column.dtype == "boolean":
        answer = column.to_numpy(dtype=np.bool_, na_value=False).view(np.int8) + np.int8(NO)
        answer *= column.notna().to_numpy().view(np.int8)
    else:
        value = column.to_numpy(dtype=np.float64, na_value=np.nan)
        is_yes, is_no = value == 1, value == 0
        answer = is_no.view(np.int8) * np.int8(NO) + is_yes.view(np.int8) * np.int8(YES)
        if not (is_yes | is_no | np.isnan(value)).all():
            raise ValueError("Every outcome must be 0, 1 or missing.")
    if layout.inside is not None:
        answer *= layout.inside.view(np.int8)
    return answer


def _values(design: Design, layout: Layout, column: pd.Series) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the value and weight of each respondent, 0 for whoever did not answer, and who answered."""
    design.check_rows(str(column.name), column)
    value = column.to_numpy(dtype=np.float64, na_value=np.nan)
    answered = ~np.isnan(value)
    if layout.inside is not None:
        answered &= layout.inside
    return np.where(answered, value, 0.0), np.where(answered, design.weight, 0.0), answered


def _variance(design: Design, layout: Layout, linearised: Floats) -> Floats:
    parts = len(layout.part_group)
    sums = added_up(layout.part, linearised, parts)
    squares = sums**2 if design.has_clusters else added_up(layout.part, linearised**2, parts)
    return design.variance(sums, squares, layout)


def _table(found: Mapping[Any, Columns], layout: Layout) -> pd.DataFrame:
    """Lay the estimates of all questions below each other."""
    columns = next(iter(found.values())) if found else {"estimate": (), "standard_error": (), "n": ()}
    return pd.DataFrame(
        {
            "question": [name for name in found for _ in layout.groups],
            "group": [group for _ in found for group in layout.groups],
        }
        | {key: np.concatenate([one[key] for one in found.values()]) if found else [] for key in columns}
    )
