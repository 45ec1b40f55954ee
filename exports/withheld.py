"""Whether a figure may be told: what the pages withhold leaves in no file another way to its value.

A figure that is printed has its cell, letter by letter; one that `indicators` withholds comes without it. Files then
say so in its words, and leave out whatever else would lead back to it: limits, interval, respondents, change.
"""

from indicators import formats
from indicators.judged import Change
from indicators.model import Observation


def is_told(one: Observation | None) -> bool:
    """Whether a figure has a number that may be shown."""
    return one is not None and one.is_figure and bool(one.raw)


def is_withheld(one: Observation) -> bool:
    """Whether a figure is printed but not shown."""
    return one.is_withheld


def is_change_told(change: Change) -> bool:
    """Whether a change may be shown: both of its figures are."""
    return is_told(change.earlier) and is_told(change.later)


def words(one: Observation | None) -> str:
    """Return a figure in words; a withheld one says that it is, and why."""
    return formats.figure(one)
