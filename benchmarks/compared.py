"""What got worse: a ratio beside that of the last full run, and a budget that is not kept."""

from collections.abc import Collection, Iterable

from benchmarks.measured import RATIO, Measured, number

FACTOR = 1.5
"""How much worse a ratio may be than in the last full run before it is called a regression.

Both sides of a ratio are measured in one run, so that the machine divides out; what is left is chance, of which a quick
run with its few rounds has most. What is looked for is larger: a chart more on a page, a page that is drawn twice.
"""


def worse(figures: Iterable[Measured], before: Collection[Measured] = ()) -> list[str]:
    """Return a sentence for every figure that misses its budget or got worse by more than `FACTOR`.

    A ratio that missed its budget before is known and told of in the docs: it is held against what it was.
    """
    known = {one.what: one.value for one in before if one.unit == RATIO and one.value}
    is_known_to_miss = {one.what for one in before if one.what in known and not one.holds}
    found = []
    for one in figures:
        if not one.holds and not (one.value and one.what in is_known_to_miss):
            missed = "could not be measured" if one.value is None else f"is {number(one.value)} {one.unit}"
            found.append(
                f"{one.what} {missed}, with a budget of {number(one.budget or 0)} {one.unit}. {one.note}".strip()
            )
        elif one.unit == RATIO and one.value and one.what in known:
            was = known[one.what] or one.value
            times = one.value / was if one.better == "lower" else was / one.value
            if times > FACTOR:
                found.append(f"{one.what} is {number(one.value)} ×, was {number(was)} ×: {number(times)} times worse.")
    return found
