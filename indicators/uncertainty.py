"""What the evidence carries of a verdict or a change."""

from indicators import comparing
from indicators.judged import Assessment, Assumptions, Certainty, Change, Judgement, Refusal
from indicators.model import Indicator, Observation, Target
from indicators.samples import NO_SURVEYS, NOTHING_ASSUMED, Surveys

RULES_VERSION = "certainty-1"


def change(
    later: Observation,
    earlier: Observation,
    indicator: Indicator,
    surveys: Surveys = NO_SURVEYS,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> Change | Refusal:
    """Return the change from one figure to a later one of its series, or why there is none to give."""
    difference = comparing.subtracted(later, earlier)
    if isinstance(difference, Refusal):
        return difference
    certainty = Certainty.COUNT if later.n_source == "not_applicable" else Certainty.UNKNOWN
    samples = surveys.sample(earlier), surveys.sample(later)
    box = (difference, difference)
    return Change(earlier, later, difference, box, None, certainty, "", *samples, None)


def assess(
    indicator: Indicator,
    achieved: Observation | None,
    target: Target | None,
    judgement: Judgement,
    changed: Change | Refusal | None,
    surveys: Surveys = NO_SURVEYS,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> Assessment:
    """Return what the evidence carries of a verdict; where there is none, of the change since the last figure."""
    certainty = Certainty.COUNT if achieved is not None and achieved.n_source == "not_applicable" else None
    return Assessment(certainty, "register" if certainty else "nothing_to_compare", "", RULES_VERSION)
