"""Confidence intervals of a share and of the change between two independent waves.

Shares are fractions in 0..1. `n` is the number of people who answered in the base the share is of, never that of the
whole survey; it may be a fraction, so that a caller with two different design effects can pass n / deff of each wave
and leave `deff` at 1. A design effect is taken into account by the effective sample size n / deff (Kish, Survey
Sampling, 1965, §8.2); it is above 1 for most designs, and may be below 1 for a stratified one.
"""

import math
from functools import lru_cache
from statistics import NormalDist

Interval = tuple[float, float]
"""From low to high."""


def wilson_interval(share: float, n: float, deff: float = 1.0, confidence: float = 0.95) -> Interval:
    """Return the score interval of one share: every p with |share − p| ≤ z·√(p(1 − p)/n_eff), in 0..1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927) 209–212; method 3, without continuity correction, of R. G. Newcombe, Statistics in
    Medicine 17 (1998) 857–872. It holds the share itself, and it is not symmetric around it. At a share of 0 the low
    end is exactly 0, at 1 the high end is exactly 1.

    Raises ValueError for a share outside 0..1, an n or deff that is not above 0, a confidence outside 0..1.
    """
    _check_share(share)
    sample, z = _effective(n, deff), _quantile(confidence)
    # The high end is the low end of the complement, mirrored: 0 and 1 are then treated exactly alike. The comparison
    # with the share is about the last binary digit only: 1 − (1 − share) may be just below the share.
    return _score_limit(share, sample, z), max(share, 1 - _score_limit(1 - share, sample, z))


def newcombe_interval(
    share_later: float,
    n_later: float,
    share_earlier: float,
    n_earlier: float,
    deff: float = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """Return the hybrid score interval of the change `share_later` − `share_earlier`, in −1..1.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
    methods", Statistics in Medicine 17 (1998) 873–890, method 10: with the Wilson limits l and u of each wave, from
    d − z·√(l₁(1 − l₁)/n₁ + u₂(1 − u₂)/n₂) to d + z·√(u₁(1 − u₁)/n₁ + l₂(1 − l₂)/n₂). It holds the change itself, and
    exchanging the waves mirrors it. The waves must be independent samples: for people asked twice it is another method.

    Both ends rise with the later share and fall with the earlier one, so that over a box of shares the corners are the
    extremes: in d − √(a² + b²), with a the distance from the later share to its lower Wilson limit, a grows no faster
    than that share, because the limit rises with it; likewise for the other three distances.

    Raises ValueError as `wilson_interval` does.
    """
    _check_share(share_later)
    _check_share(share_earlier)
    later, earlier, z = _effective(n_later, deff), _effective(n_earlier, deff), _quantile(confidence)
    below_later, above_later = _distances(share_later, later, z)
    below_earlier, above_earlier = _distances(share_earlier, earlier, z)
    change = share_later - share_earlier
    return (
        max(-1.0, change - math.hypot(below_later, above_earlier)),
        min(1.0, change + math.hypot(above_later, below_earlier)),
    )


def _distances(share: float, n: float, z: float) -> tuple[float, float]:
    """Return how far the Wilson limits lie below and above the share.

    A limit p lies z·√(p(1 − p)/n) from its share: written so, no digits are lost when n is large.
    """
    low, low_of_complement = _score_limit(share, n, z), _score_limit(1 - share, n, z)
    return (
        z * math.sqrt(low * (1 - low) / n),
        z * math.sqrt(low_of_complement * (1 - low_of_complement) / n),
    )


def _score_limit(share: float, n: float, z: float) -> float:
    """Return the smaller root of (1 + c)p² − (2·share + c)p + share² = 0, with c = z²/n.

    Taken as the product of the roots over the larger one, so that nothing is subtracted and 0 stays 0.
    """
    if share == 0:
        return 0.0
    c = z * z / n
    return share * (share / (share + c / 2 + math.sqrt(c * (share * (1 - share) + c / 4))))


@lru_cache(maxsize=64)
def _quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence must lie between 0 and 1, such as 0.95; found {confidence}.")
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def _effective(n: float, deff: float) -> float:
    if not (n > 0 and math.isfinite(n)):
        raise ValueError(f"The number of respondents must be above 0; found {n}.")
    if not (deff > 0 and math.isfinite(deff)):
        raise ValueError(f"A design effect must be above 0; found {deff}.")
    if not n / deff > 0:
        raise ValueError(f"{n} respondents at a design effect of {deff} are no sample.")
    return n / deff


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"A share must lie in 0..1, not in percent; found {share}.")
