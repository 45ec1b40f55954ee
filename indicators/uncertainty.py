"""What the evidence carries: of a change since an earlier figure, and of a verdict.

A share from a sample survey gets a Wilson interval, the change between two waves Newcombe's interval on both, at the
effective sample size n / design effect (`survey.intervals`); never by looking whether two intervals overlap. A printed
75 % is any value from 74.5 to 75.5: something is demonstrated only when every value in that box says so, and with the
smallest n that a derived n may stand for. The four corners of the box decide for all of it: the low end of Newcombe's
interval rises with the later share and falls with the earlier one, that of Wilson's rises with its share.

The rules, in order:

1. a register counts everyone → `count`;
2. printed values that do not differ, or lie on the target itself, show nothing however many answered → `within_margin`;
3. a score, or another figure whose spread is not published → `unknown`;
4. n unknown → `unknown`, with the n per wave from which it would be demonstrated;
5. the interval at the printed values leaves the question open → `within_margin`. For an n that is only an upper bound
   too: fewer people make an interval wider;
6. otherwise, with n only known as an upper bound → `unknown`, with the n it would need;
7. the interval decides for every value in the box → `demonstrated`, else `depends_on_rounding`.

A verdict by direction is as certain as the change it rests on; a verdict against a number is as certain as the share's
interval lies wholly inside, or wholly outside, what the target asks for. Where there is no verdict (a key figure), the
change since the last figure is judged instead.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import NormalDist
from typing import Protocol

from indicators import comparing, formats
from indicators.judged import (
    Assessment,
    Assumptions,
    BreakEven,
    Certainty,
    Change,
    Detectable,
    Interval,
    Judgement,
    Refusal,
    Sample,
    Scenario,
    Verdict,
)
from indicators.language import say, sayable
from indicators.model import Better, Indicator, Observation, Qualifier, Semantics, Target
from indicators.rounding import Box, box_of, minus
from indicators.samples import NO_SURVEYS, NOTHING_ASSUMED, Surveys
from indicators.verdict import NATIONAL, target_span
from survey import intervals, planning

RULES_VERSION = "certainty-1"
"""Changes with every change of a rule or a default, so that a label can be traced to the rules that gave it."""

DESIGN_EFFECT = 1.5
"""Where the design is not known: what weighting and non-response usually cost a municipal survey."""

DESIGN_EFFECTS = (1.0, 1.5, 2.0)
"""Always reckoned with besides: a label that one of these changes is sensitive."""

PHRASES = {
    "demonstrated.rise": sayable("aantoonbaar gestegen"),
    "demonstrated.fall": sayable("aantoonbaar gedaald"),
    "depends_on_rounding.rise": sayable("gestegen zoals gedrukt, maar dat hangt af van de afronding"),
    "depends_on_rounding.fall": sayable("gedaald zoals gedrukt, maar dat hangt af van de afronding"),
    "within_margin": sayable("geen aantoonbare verandering"),
    "unknown.n": sayable("niet te zeggen: n onbekend"),
    "unknown.n_upper_bound": sayable("niet te zeggen: van n is alleen een bovengrens bekend"),
    "unknown.spread": sayable("niet te zeggen: spreiding onbekend"),
    "count.rise": sayable("gestegen (telling)"),
    "count.fall": sayable("gedaald (telling)"),
    "count.same": sayable("gelijk (telling)"),
}
"""All that is ever said of a change; never "stabiel" for one that is merely not demonstrated."""

_COUNTED_REPORTS = ("count", "amount", "rank")
"""Kinds that a report without a survey simply states; a share in it was measured in a way it does not tell."""

_DIRECTIONAL = (Semantics.INCREASE, Semantics.DECREASE, Semantics.MAINTAIN, Semantics.RELATIVE)

_SPREAD_UNKNOWN = sayable("de bron vermeldt niet hoe nauwkeurig dit is gemeten, dus een marge is niet te geven.")

_PANEL = sayable(
    "Beide metingen komen uit een panel, waarin dezelfde mensen twee keer kunnen meedoen: "
    "rekenen als met twee losse steekproeven is dan een benadering."
)


def change(
    later: Observation,
    earlier: Observation,
    indicator: Indicator,
    surveys: Surveys = NO_SURVEYS,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> Change | Refusal:
    """Return the change from one figure to a later one of the same series, or why there is none to give."""
    if later.period <= earlier.period:
        return Refusal((), say("Een verandering is er alleen tussen twee verschillende jaren, het vroegste eerst."))
    difference = comparing.subtracted(later, earlier)
    if isinstance(difference, Refusal):
        return difference
    surveys = surveys.assuming(assumptions.n_per_wave)
    samples = surveys.sample(earlier), surveys.sample(later)
    low, high = minus(_box(later), _box(earlier))
    bare = Change(
        earlier, later, difference, (float(low), float(high)), None, Certainty.COUNT, "", *samples, design_effect=None
    )
    if _is_counted(indicator, later) and _is_counted(indicator, earlier):
        return _phrased(bare)
    if not _is_survey_share(indicator, later):
        is_tie = difference == 0 and indicator.source_kind == "survey"
        return _phrased(replace(bare, certainty=Certainty.WITHIN_MARGIN if is_tie else Certainty.UNKNOWN))
    found = _found(_Moved(_share(earlier, samples[0]), _share(later, samples[1]), _side(difference)), assumptions)
    return _phrased(
        replace(
            bare,
            interval=found.interval,
            certainty=found.certainty,
            design_effect=found.design_effect,
            scenarios=found.scenarios,
            is_sensitive=found.is_sensitive,
            break_even=found.break_even,
        )
    )


def phrase(change: Change, certainty: Certainty) -> str:
    """Return what is said of a change with this certainty: its own, or that of one of its scenarios."""
    samples = change.earlier_sample, change.later_sample
    match certainty:
        case Certainty.WITHIN_MARGIN:
            name = "within_margin"
        case Certainty.UNKNOWN if change.design_effect is None:
            name = "unknown.spread"
        case Certainty.UNKNOWN:
            name = "unknown.n_upper_bound" if all(sample.n for sample in samples) else "unknown.n"
        case _:
            name = f"{certainty}.{_side(change.difference)}"
    return say(PHRASES[name])


def _phrased(change: Change) -> Change:
    return replace(change, phrase=phrase(change, change.certainty))


def _side(difference: float) -> str:
    return "rise" if difference > 0 else "fall" if difference < 0 else "same"


def interval(
    observation: Observation, surveys: Surveys = NO_SURVEYS, assumptions: Assumptions = NOTHING_ASSUMED
) -> Interval | None:
    """Return the Wilson interval of a survey share at the main design effect, in percent.

    None for anything else, and where n is unknown or only known as an upper bound: the interval would be too narrow.
    """
    sample = surveys.assuming(assumptions.n_per_wave).sample(observation)
    if not formats.is_percentage(observation.identity.unit) or not _is_number(observation):
        return None
    if not sample.n or sample.is_upper_bound:
        return None
    return _wilson(_share(observation, sample), _main_effect((sample,), assumptions), assumptions.confidence)


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
    bare = Assessment(None, "no_figure", say("Er is geen getal om zeker van te zijn."), RULES_VERSION)
    bare = replace(bare, confidence=assumptions.confidence)
    if achieved is None or not achieved.is_figure:
        return bare
    surveys = surveys.assuming(assumptions.n_per_wave)
    sample = surveys.sample(achieved)
    has_verdict = judgement.verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)
    bare = replace(bare, sample=sample)
    if has_verdict or isinstance(changed, Change):
        bare = replace(bare, about="verdict" if has_verdict else "change")
    if _is_counted(indicator, achieved):
        reason = say("Dit is een telling en geen steekproef: er is geen steekproefmarge.")
        return replace(bare, certainty=Certainty.COUNT, rule="register", reason=reason)
    if _is_survey_share(indicator, achieved) and _is_number(achieved):
        bare = replace(
            bare,
            interval=interval(achieved, surveys, assumptions),
            design_effect=_main_effect((sample,), assumptions),
            detectable=_detectable(achieved, sample, _wanted_direction(indicator, target), assumptions),
        )
    if has_verdict and target is not None and target.semantics not in _DIRECTIONAL:
        return _of_target(bare, indicator, achieved, target, judgement, assumptions)
    if has_verdict and target is not None:
        changed = _of_reference(indicator, achieved, target, judgement, changed, surveys, assumptions)
    return _of_change(bare, changed, assumptions)


# A change, a verdict -------------------------------------------------------------------------------------------------


def _of_reference(
    indicator: Indicator,
    achieved: Observation,
    target: Target,
    judgement: Judgement,
    changed: Change | Refusal | None,
    surveys: Surveys,
    assumptions: Assumptions,
) -> Change | Refusal | None:
    """Return the change a verdict by direction rests on: since the figure it was held against."""
    other = judgement.compared_with
    if other is None or (isinstance(changed, Change) and changed.earlier == other):
        return changed
    if target.reference == NATIONAL:
        return Refusal((), say("Van het landelijke cijfer is niet bekend hoeveel mensen antwoordden."))
    return change(achieved, other, indicator, surveys, assumptions)


def _of_change(bare: Assessment, changed: Change | Refusal | None, assumptions: Assumptions) -> Assessment:
    """Return what a change carries."""
    if changed is None:
        reason = say("Er is geen eerder cijfer om mee te vergelijken.")
        return replace(bare, rule="nothing_to_compare", reason=reason)
    if isinstance(changed, Refusal):
        certainty = Certainty.UNKNOWN if bare.about == "verdict" else None
        return replace(bare, certainty=certainty, rule="change.refused", reason=changed.reason)
    bare = replace(bare, certainty=changed.certainty)
    said = say(
        "Van {earlier} in {earlier_year} naar {later} in {later_year}",
        earlier=formats.figure(changed.earlier, with_counted=False),
        earlier_year=changed.earlier.period,
        later=formats.figure(changed.later, with_counted=False),
        later_year=changed.later.period,
    )
    if changed.difference == 0:
        reason = (
            say(
                "zo precies als gedrukt gelijk (marge {margin}), en dat laat open of er iets veranderde.",
                margin=formats.interval(changed.interval, formats.POINTS),
            )
            if changed.interval
            else say("zo precies als gedrukt gelijk, en dat laat open of er iets veranderde.")
        )
        return replace(_with(bare, changed), rule="change.tie", reason=f"{said}: {reason}")
    if changed.design_effect is None:
        return replace(bare, rule="change.spread_unknown", reason=f"{said}: {say(_SPREAD_UNKNOWN)}")
    samples = changed.earlier_sample, changed.later_sample
    rule, reason = _told(_with(bare, changed), samples, formats.changed(changed), assumptions)
    if _is_panel(*samples):
        reason = f"{reason} {say(_PANEL)}"
    return replace(_with(bare, changed), rule=f"change.{rule}", reason=f"{said}: {reason}")


def _with(bare: Assessment, found: "Change | _Found") -> Assessment:
    return replace(
        bare,
        certainty=found.certainty,
        design_effect=found.design_effect,
        scenarios=found.scenarios,
        is_sensitive=found.is_sensitive,
        break_even=found.break_even,
    )


def _of_target(
    bare: Assessment,
    indicator: Indicator,
    achieved: Observation,
    target: Target,
    judgement: Judgement,
    assumptions: Assumptions,
) -> Assessment:
    """Return what a verdict against a number carries."""
    result, asked = formats.figure(achieved, with_counted=False), formats.target(target, with_counted=False)
    said = say("{result} tegenover {target}", result=result, target=asked)
    unknown = replace(bare, certainty=Certainty.UNKNOWN)
    if not _is_number(achieved):
        reason = say("de bron geeft geen precies getal om een marge bij te rekenen.")
        return replace(unknown, rule="target.open_figure", reason=f"{said}: {reason}")
    goal = _Goal.of(target, indicator.better)
    if achieved.value in (goal.low, goal.high) and indicator.source_kind == "survey":
        reason = say("precies op de grens, en dat laat open aan welke kant het werkelijke cijfer ligt.")
        return replace(bare, certainty=Certainty.WITHIN_MARGIN, rule="target.tie", reason=f"{said}: {reason}")
    if not _is_survey_share(indicator, achieved) or bare.sample is None:
        return replace(unknown, rule="target.spread_unknown", reason=f"{said}: {say(_SPREAD_UNKNOWN)}")
    is_reached = judgement.verdict is Verdict.ACHIEVED
    found = _found(_Reached(_share(achieved, bare.sample), goal, is_reached), assumptions)
    margin = formats.interval(found.interval, "%") if found.interval else ""
    rule, reason = _told(_with(bare, found), (bare.sample,), margin, assumptions)
    return replace(_with(bare, found), rule=f"target.{rule}", reason=f"{said}: {reason}")


def _told(bare: Assessment, samples: tuple[Sample, ...], shown: str, assumptions: Assumptions) -> tuple[str, str]:
    """Return the rule that decided about shares, and the end of the sentence that says so."""
    effect = bare.design_effect or DESIGN_EFFECT
    people = respondents(len(samples))
    if not all(sample.n for sample in samples):
        unknown = say("n is niet bekend.")
        return "n_unknown", f"{unknown} {_tipping(bare.break_even, effect, people)}"
    counted = formats.enumeration(dict.fromkeys(formats.sample(sample) for sample in samples))
    if bare.certainty is Certainty.UNKNOWN:
        bound = say("van n is alleen een bovengrens bekend ({n}).", n=counted)
        return "n_upper_bound", f"{bound} {_tipping(bare.break_even, effect, people)}"
    reckoned = say(
        "{shown}, {n}, ontwerpeffect {effect}, {confidence} zekerheid",
        shown=shown,
        n=counted,
        effect=formats.number(effect),
        confidence=formats.quantity(100 * assumptions.confidence, "%"),
    )
    is_bound = any(sample.is_upper_bound for sample in samples)
    match bare.certainty:
        case Certainty.DEMONSTRATED:
            ending = say(
                "aantoonbaar, ook met elke waarde die de afronding toelaat, zolang er ten minste ongeveer {needed} "
                "{people} antwoordden.",
                needed=_needed(bare.break_even, effect),
                people=people,
            )
        case Certainty.DEPENDS_ON_ROUNDING:
            ending = say("aantoonbaar met de gedrukte cijfers, maar niet met elke waarde die daarop afgerond kan zijn.")
        case _ if is_bound:
            ending = say("binnen de marge (minder mensen maken die alleen ruimer).")
        case _:
            ending = say("binnen de marge.")
    if bare.is_sensitive:
        ending += " " + say("Bij een ander ontwerpeffect tussen 1 en 2 valt het oordeel anders uit.")
    return "share", f"{reckoned}: {ending}"


def _needed(break_even: tuple[BreakEven, ...], effect: float) -> str:
    """Return how many respondents per year a demonstrated difference needs whatever the rounding."""
    needed = {one.design_effect: one.n_whatever_rounding for one in break_even}
    return about(needed.get(effect) or 1)


def respondents(waves: int) -> str:
    """Return what a number of respondents counts: people, of each of two years in a change."""
    return say("mensen per jaar") if waves > 1 else say("mensen")


def _tipping(break_even: tuple[BreakEven, ...], effect: float, people: str) -> str:
    """Return from how many respondents on a difference would be demonstrated."""
    needed = next((one for one in break_even if one.design_effect == effect), None)
    words = {"people": people, "effect": formats.number(effect)}
    if needed is None or needed.n_as_printed is None:
        return say("Geen aantal zou het aantonen: de gedrukte waarden verschillen niet.")
    if needed.n_whatever_rounding is None:
        return say(
            "Zoals gedrukt is het aantoonbaar vanaf ongeveer {n} {people} (ontwerpeffect {effect}); met de afronding "
            "blijft het open, hoeveel mensen er ook antwoordden.",
            n=about(needed.n_as_printed),
            **words,
        )
    return say(
        "Aantoonbaar, tenzij er minder dan ongeveer {n} {people} antwoordden (ontwerpeffect {effect}).",
        n=about(needed.n_whatever_rounding),
        **words,
    )


def about(n: int) -> str:
    """Return a number of people to two digits, rounded up: `320`, `1.300`."""
    step = 10 ** max(0, len(str(n)) - 2)
    return formats.number(math.ceil(n / step) * step, 0)


def _is_panel(*samples: Sample) -> bool:
    """Whether the waves are of one panel, and no independent samples."""
    return all(sample.wave is not None and sample.wave.is_panel for sample in samples)


# What kind of figure it is -------------------------------------------------------------------------------------------


def _is_counted(indicator: Indicator, figure: Observation) -> bool:
    """Whether a figure is free of sampling error: of a register, or a count, amount or rank that a report states."""
    if figure.n_source not in ("not_applicable", "unknown"):
        return False
    return indicator.source_kind == "register" or (
        indicator.source_kind == "report" and indicator.kind in _COUNTED_REPORTS
    )


def _is_survey_share(indicator: Indicator, figure: Observation) -> bool:
    is_share = formats.is_percentage(figure.identity.unit) and (figure.value is None or 0 <= figure.value <= 100)
    return is_share and indicator.kind == "survey_share"


def _is_number(figure: Observation) -> bool:
    """Whether a figure is one printed number, and not a limit, a rough number or a text."""
    return figure.value is not None and figure.qualifier in (Qualifier.EXACT, Qualifier.NONE)


def _box(figure: Observation) -> Box:
    """Return the values a printed number may stand for."""
    found = box_of(figure)
    assert found is not None, "only a printed number is held against another one"
    return found


# Shares and what is asked of them ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Share:
    """A share with its rounding box, in 0..1, and its sample."""

    value: float
    low: float
    high: float
    sample: Sample

    def effective(self, deff: float, *, at_worst: bool) -> float:
        """Return the effective n: at worst of the fewest the rounding allows, and of an upper bound of the most."""
        sample = self.sample
        known = sample.high if sample.is_upper_bound else sample.low if at_worst else sample.n
        return max(1, known or 1) / deff


def _share(figure: Observation, sample: Sample) -> _Share:
    low, high = _box(figure)
    return _Share((figure.value or 0.0) / 100, float(low / 100), float(high / 100), sample)


class _Question(Protocol):
    """Something that shares of a survey may show or not."""

    @property
    def shares(self) -> tuple[_Share, ...]: ...

    @property
    def is_tie(self) -> bool: ...

    def interval(self, deff: float, confidence: float) -> Interval: ...

    def is_shown(self, deff: float, confidence: float, *, at_worst: bool) -> bool:
        """Whether the interval decides, at the printed values or at the worst corner of the box."""

    def n_needed(self, deff: float, confidence: float, *, at_worst: bool) -> int | None: ...


@dataclass(frozen=True)
class _Moved:
    """Whether a share rose, or fell, between two waves."""

    earlier: _Share
    later: _Share
    side: str

    @property
    def shares(self) -> tuple[_Share, ...]:
        return self.earlier, self.later

    @property
    def is_tie(self) -> bool:
        return self.side == "same"

    def _corner(self, *, at_worst: bool) -> tuple[float, float]:
        """Return the later and the earlier share; at worst as close to each other as the box allows."""
        if not at_worst:
            return self.later.value, self.earlier.value
        if self.side == "rise":
            return self.later.low, self.earlier.high
        return self.later.high, self.earlier.low

    def interval(self, deff: float, confidence: float) -> Interval:
        later, earlier = ((one.sample.n or 1) / deff for one in (self.later, self.earlier))
        low, high = intervals.newcombe_interval(
            self.later.value, later, self.earlier.value, earlier, confidence=confidence
        )
        return 100 * low, 100 * high

    def is_shown(self, deff: float, confidence: float, *, at_worst: bool) -> bool:
        later, earlier = self._corner(at_worst=at_worst)
        n_later, n_earlier = (one.effective(deff, at_worst=at_worst) for one in (self.later, self.earlier))
        low, high = intervals.newcombe_interval(later, n_later, earlier, n_earlier, confidence=confidence)
        return low > 0 if self.side == "rise" else high < 0

    def n_needed(self, deff: float, confidence: float, *, at_worst: bool) -> int | None:
        later, earlier = self._corner(at_worst=at_worst)
        if not (later > earlier if self.side == "rise" else later < earlier):
            return None
        return _break_even(later, earlier, deff, confidence)


@dataclass(frozen=True)
class _Goal:
    """What a target asks of a percentage: all values from `low` to `high`, None for no limit on that side."""

    low: float | None
    high: float | None
    is_strict: bool = False
    """Whether the limit itself does not reach it (more than, less than)."""

    @classmethod
    def of(cls, target: Target, better: Better) -> "_Goal":
        """Return the values that the literal verdict calls achieved."""
        low, high = target_span(target)
        match target.semantics:
            case Semantics.MORE_THAN | Semantics.LESS_THAN:
                return cls(low, high, is_strict=True)
            case Semantics.EQUAL:
                return cls(None, high) if better is Better.LOWER else cls(low, None)
            case Semantics.RANGE | Semantics.APPROXIMATELY if better is Better.HIGHER:
                return cls(low, None)
            case Semantics.RANGE | Semantics.APPROXIMATELY if better is Better.LOWER:
                return cls(None, high)
            case _:
                return cls(low, high)

    def holds(self, low: float, high: float) -> bool:
        """Whether every value from `low` to `high` reaches it."""
        above = self.low is None or low > self.low or (low == self.low and not self.is_strict)
        below = self.high is None or high < self.high or (high == self.high and not self.is_strict)
        return above and below

    def leaves_out(self, low: float, high: float) -> bool:
        """Whether no value from `low` to `high` reaches it."""
        below = self.low is not None and (high < self.low or (high == self.low and self.is_strict))
        above = self.high is not None and (low > self.high or (low == self.high and self.is_strict))
        return below or above


@dataclass(frozen=True)
class _Reached:
    """Whether a share lies inside, or outside, what a target asks for."""

    share: _Share
    goal: _Goal
    is_reached: bool
    """What the literal verdict says, and the interval is to confirm."""

    @property
    def shares(self) -> tuple[_Share, ...]:
        return (self.share,)

    @property
    def is_tie(self) -> bool:
        return False

    def interval(self, deff: float, confidence: float) -> Interval:
        return _wilson(self.share, deff, confidence)

    def is_shown(self, deff: float, confidence: float, *, at_worst: bool) -> bool:
        low, high = (self.share.low, self.share.high) if at_worst else (self.share.value, self.share.value)
        n = self.share.effective(deff, at_worst=at_worst)
        lowest, _ = intervals.wilson_interval(low, n, confidence=confidence)
        _, highest = intervals.wilson_interval(high, n, confidence=confidence)
        decides = self.goal.holds if self.is_reached else self.goal.leaves_out
        return decides(100 * lowest, 100 * highest)

    def n_needed(self, deff: float, confidence: float, *, at_worst: bool) -> int | None:
        low, high = (self.share.low, self.share.high) if at_worst else (self.share.value, self.share.value)
        goal, gaps = self.goal, []
        if self.is_reached or (goal.low is not None and 100 * self.share.value < goal.low):
            gaps += [(low if self.is_reached else high, goal.low, 1 if self.is_reached else -1)]
        if self.is_reached or not gaps:
            gaps += [(high if self.is_reached else low, goal.high, -1 if self.is_reached else 1)]
        needed = [
            _n_beside(share, limit / 100, side, deff, confidence) for share, limit, side in gaps if limit is not None
        ]
        return None if None in needed else max((n for n in needed if n is not None), default=1)


def _n_beside(share: float, limit: float, side: int, deff: float, confidence: float) -> int | None:
    """Return the smallest n at which the Wilson interval of a share lies on one `side` of a limit, 1 for above it.

    The interval is all p with |share − p| ≤ z·√(p(1 − p)/n_eff), so it leaves the limit out from
    n_eff > z²·limit(1 − limit)/(share − limit)² on. None when the share itself is not on that side.
    """
    gap = side * (share - limit)
    if gap <= 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return math.floor(max(0.0, deff * z * z * limit * (1 - limit) / gap**2)) + 1


# The rules for shares ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """What shares show of a question, at every design effect."""

    certainty: Certainty
    design_effect: float
    interval: Interval | None
    scenarios: tuple[Scenario, ...]
    is_sensitive: bool
    break_even: tuple[BreakEven, ...]


def _found(question: _Question, assumptions: Assumptions) -> _Found:
    """Return what the shares of a question show."""
    samples = tuple(share.sample for share in question.shares)
    main, confidence = _main_effect(samples, assumptions), assumptions.confidence
    is_known = all(sample.n for sample in samples)
    is_bounded = any(sample.is_upper_bound for sample in samples)

    def certainty(deff: float) -> Certainty:
        if question.is_tie:
            return Certainty.WITHIN_MARGIN
        if not is_known:
            return Certainty.UNKNOWN
        if not question.is_shown(deff, confidence, at_worst=False):
            return Certainty.WITHIN_MARGIN
        if is_bounded:
            return Certainty.UNKNOWN
        is_firm = question.is_shown(deff, confidence, at_worst=True)
        return Certainty.DEMONSTRATED if is_firm else Certainty.DEPENDS_ON_ROUNDING

    effects = _effects(main)
    labels = {deff: certainty(deff) for deff in effects}
    shown = is_known and labels[main] is not Certainty.UNKNOWN
    return _Found(
        certainty=labels[main],
        design_effect=main,
        interval=question.interval(main, confidence) if shown else None,
        scenarios=tuple(
            Scenario(deff, question.interval(deff, confidence), label) for deff, label in labels.items() if is_known
        ),
        is_sensitive=len(set(labels.values())) > 1,
        break_even=tuple(
            BreakEven(
                deff,
                question.n_needed(deff, confidence, at_worst=False),
                question.n_needed(deff, confidence, at_worst=True),
            )
            for deff in effects
        ),
    )


def _effects(main: float) -> tuple[float, ...]:
    return tuple(sorted({*DESIGN_EFFECTS, main}))


def _main_effect(samples: tuple[Sample, ...], assumptions: Assumptions) -> float:
    """Return the design effect to judge by: as assumed, as known (the largest of two waves), or the default."""
    return assumptions.design_effect or max(sample.design_effect or DESIGN_EFFECT for sample in samples)


def _wanted_direction(indicator: Indicator, target: Target | None) -> int:
    """Return which way a next figure is hoped to go: 1 for up, also where that is not known."""
    if target is not None and target.semantics in (Semantics.INCREASE, Semantics.DECREASE):
        return 1 if target.semantics is Semantics.INCREASE else -1
    return -1 if indicator.better is Better.LOWER else 1


def _detectable(
    figure: Observation, sample: Sample, direction: int, assumptions: Assumptions
) -> tuple[Detectable, ...]:
    """Return what a next wave of the same size could show, per design effect."""
    share, confidence = (figure.value or 0.0) / 100, assumptions.confidence
    if not 0 <= share + direction * _ONE_POINT <= 1:
        direction = -direction
    return tuple(
        Detectable(
            deff,
            _smallest_change(share, sample.n, deff, confidence, direction) if sample.n else None,
            _n_for_change(share, direction * _ONE_POINT, deff, confidence),
        )
        for deff in _effects(_main_effect((sample,), assumptions))
    )


_ONE_POINT = 0.01

# A page asks the same of many rows, and of the same rows again: searches for an n are worth keeping.
_break_even = lru_cache(maxsize=4096)(planning.break_even_n)
_n_for_change = lru_cache(maxsize=4096)(planning.n_for_change)


@lru_cache(maxsize=4096)
def _smallest_change(share: float, n: int, deff: float, confidence: float, direction: int) -> float | None:
    """Return the smallest change that n respondents in both waves would show, in percentage points."""
    found = planning.smallest_demonstrable_change(share, n, n, deff, confidence, direction)
    return None if found is None else 100 * found


def _wilson(share: _Share, deff: float, confidence: float) -> Interval:
    """Return the interval of a share at its own n, in percent."""
    low, high = intervals.wilson_interval(share.value, (share.sample.n or 1) / deff, confidence=confidence)
    return 100 * low, 100 * high
