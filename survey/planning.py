"""What a sample can show: the smallest change that stands out from chance, and how many respondents a change needs.

A change between two independent waves is shown when the interval of `survey.intervals.newcombe_interval` leaves out
zero. Shares and changes are fractions in 0..1, n is the number of people per wave who answered in the base of the
share, and `deff` and `confidence` are those of the interval. These are answers about the interval at given shares, not
about power: a sample of just this size shows a true change of this size in about half of all samples.

Both searches halve an interval, which is sound because "is shown" changes only once: as n grows both Wilson intervals
shrink, and with them the interval of the change on both sides; as the later share moves away from the earlier one, both
ends of that interval move with it (see `newcombe_interval`).
"""

from survey.intervals import newcombe_interval

SAME_SHARE = 1e-9
"""Shares closer than this are the same: no source prints so many digits, but arithmetic on shares leaves them."""

CHANGE_PRECISION = 1e-12
"""To how much a change is searched for: far below anything printed."""


def smallest_demonstrable_change(
    share: float, n_earlier: float, n_later: float, deff: float = 1.0, confidence: float = 0.95, direction: int = 1
) -> float | None:
    """Return the smallest rise (`direction` 1) or fall (−1) from the earlier `share` that would be shown.

    It is a size, above 0 for a fall too. None where not even a rise to 1, or a fall to 0, would be.
    Raises ValueError for another direction, and as `newcombe_interval` does.
    """
    if direction not in (1, -1):
        raise ValueError(f"The direction must be 1 (a rise) or -1 (a fall); found {direction}.")

    def shows(size: float) -> bool:
        later = min(1.0, max(0.0, share + direction * size))
        return _leaves_out_zero(newcombe_interval(later, n_later, share, n_earlier, deff, confidence))

    not_shown, shown = 0.0, 1 - share if direction == 1 else share
    if not shows(shown):
        return None
    while shown - not_shown > CHANGE_PRECISION:
        middle = (not_shown + shown) / 2
        if shows(middle):
            shown = middle
        else:
            not_shown = middle
    return shown


def n_for_change(share: float, change: float, deff: float = 1.0, confidence: float = 0.95) -> int:
    """Return the smallest n per wave with which `change` (negative for a fall) from the earlier `share` is shown.

    Raises ValueError for a change of nothing or one that leaves 0..1, and as `newcombe_interval` does.
    """
    later = share + change
    if not -SAME_SHARE <= later <= 1 + SAME_SHARE:
        raise ValueError(f"A change of {change} from a share of {share} does not end in 0..1.")
    n = break_even_n(min(1.0, max(0.0, later)), share, deff, confidence)
    if n is None:
        raise ValueError(f"A change must be larger than {SAME_SHARE}; found {change}.")
    return n


def break_even_n(share_later: float, share_earlier: float, deff: float = 1.0, confidence: float = 0.95) -> int | None:
    """Return the smallest n per wave, the same in both, that shows the difference; None where the shares are equal.

    With this n the interval leaves out zero, with one respondent fewer it does not. Raises ValueError as
    `newcombe_interval` does.
    """

    def shows(n: int) -> bool:
        return _leaves_out_zero(newcombe_interval(share_later, n, share_earlier, n, deff, confidence))

    if shows(1):
        return 1
    if abs(share_later - share_earlier) < SAME_SHARE:
        return None
    not_shown, shown = 1, 2
    while not shows(shown):
        not_shown, shown = shown, 2 * shown
    while shown - not_shown > 1:
        middle = (not_shown + shown) // 2
        if shows(middle):
            shown = middle
        else:
            not_shown = middle
    return shown


def _leaves_out_zero(interval: tuple[float, float]) -> bool:
    low, high = interval
    return low > 0 or high < 0
