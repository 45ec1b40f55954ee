"""The literal verdict: arithmetic on what is printed, and nothing else.

The first rule that fits decides, in this order:

1. the result is missing → `no_data`, with the reason the source gives; or withheld, with the reason we give;
2. the result is text → `to_assess`: its parts are shown, never summed;
3. the source says that there is no norm → `key_figure`;
4. no target is printed → `no_target`;
5. target and result differ in definition, base population, territory, unit or method → `not_comparable`;
6. a direction → against the last comparable figure, or the one it names, at the coarser printed precision of the two;
   a tie is no increase and no decrease. "Gelijk blijven" is reached by an equal figure, or a better one where it is
   known what is better. A target relative to another figure (the country, a year, the baseline) in the same way. A
   figure that differs in definition, base population, unit or method, or in territory unless it is the country's,
   → `not_comparable`;
7. approximately, range → inside the band or range, or beyond it on the good side. Without a good side, outside is a
   miss where the catalogue says that neither way is better, and to be assessed where it does not say;
8. at least, more than, at most, less than, a rank → as printed, whichever way is better;
9. a bare number → at least that, or at most where lower is better. Where the good side is unknown it is compared as
   printed (result ≥ target), and the reason says so;
10. a text target → `to_assess`;
11. what is to be assessed and was read by a person, under their name → what they made of it.

A result that is itself a limit ("meer dan 43", "65 tot 70%") is every value inside it: where they do not all lead to
the same answer, the verdict is `to_assess`. Sampling error is no part of this: that is certainty, another field.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from indicators import formats
from indicators.judged import Certainty, IndicatorYear, Judgement, Tally, Verdict
from indicators.language import say, sayable
from indicators.model import (
    Better,
    Difference,
    Indicator,
    Observation,
    Qualifier,
    Reading,
    Semantics,
    SeriesIdentity,
    Target,
)

NATIONAL = "national"
"""Reference of a target to the country: a figure of another territory on purpose."""

RULES_VERSION = "literal-3"
"""Changes with every change of a rule, so that a verdict can be traced to the rules that gave it."""

REASONS: dict[str, str] = {
    "no_data.not_printed": sayable("Geen van de bekende documenten geeft een uitkomst over {year}."),
    "no_data.missing": sayable("De bron geeft geen uitkomst over {year}: {missing}."),
    "no_data.withheld": sayable("De uitkomst over {year} wordt niet getoond: {missing}."),
    "to_assess.text_result": sayable(
        "De uitkomst is tekst en geen getal; getallen erin zijn niet bij elkaar op te tellen."
    ),
    "key_figure.no_norm": sayable("De bron kent hieraan geen norm toe: het is een kengetal."),
    "key_figure.catalogue": sayable("Dit is een kengetal, waarvoor geen norm wordt vastgesteld."),
    "no_target.not_printed": sayable("Geen van de bekende documenten noemt een streefwaarde voor {year}."),
    "no_target.missing": sayable("De bron noemt geen streefwaarde voor {year}: {missing}."),
    "not_comparable.target": sayable("Streefwaarde en uitkomst verschillen in {differences}."),
    "not_comparable.earlier": sayable(
        "De streefwaarde is {target}, maar het cijfer daarvoor ({earlier} {whence}) verschilt in {differences}."
    ),
    "not_comparable.nothing": sayable(
        "De streefwaarde is {target}, maar er is geen cijfer om {result} mee te vergelijken."
    ),
    "to_assess.text_target": sayable("De streefwaarde is tekst: of zij is gehaald, moet worden gelezen."),
    "to_assess.open_result": sayable("De uitkomst ({result}) laat open of de streefwaarde ({target}) is gehaald."),
    "to_assess.good_side_unknown": sayable("{result} ligt buiten {target}; niet bekend is of hoger of lager beter is."),
    "assessed.achieved": sayable("{author} las dit op {day} en oordeelt: behaald, want ‘{said}’."),
    "assessed.not_achieved": sayable("{author} las dit op {day} en oordeelt: niet behaald, want ‘{said}’."),
    "relative.achieved": sayable("{result} tegenover {earlier} {whence}; de streefwaarde was {target}."),
    "relative.not_achieved": sayable("{result} tegenover {earlier} {whence}; de streefwaarde was {target}."),
    "increase.achieved": sayable("{result} is meer dan {earlier} {whence}; de streefwaarde was toename."),
    "increase.unchanged": sayable(
        "{result} is, zo precies als gedrukt, gelijk aan {earlier} {whence}: ongewijzigd is geen toename."
    ),
    "increase.not_achieved": sayable("{result} is minder dan {earlier} {whence}; de streefwaarde was toename."),
    "decrease.achieved": sayable("{result} is minder dan {earlier} {whence}; de streefwaarde was afname."),
    "decrease.unchanged": sayable(
        "{result} is, zo precies als gedrukt, gelijk aan {earlier} {whence}: ongewijzigd is geen afname."
    ),
    "decrease.not_achieved": sayable("{result} is meer dan {earlier} {whence}; de streefwaarde was afname."),
    "maintain.achieved": sayable("{result} is gelijk aan {earlier} {whence}, zoals gevraagd."),
    "maintain.better": sayable("{result} is beter dan {earlier} {whence}; gevraagd was gelijk blijven."),
    "maintain.not_achieved": sayable("{result} is niet gelijk aan {earlier} {whence}; gevraagd was gelijk blijven."),
    "approximately.achieved": sayable("{result} ligt binnen {band} (de streefwaarde is {target})."),
    "approximately.better": sayable("{result} ligt aan de goede kant van {target} ({better})."),
    "approximately.not_achieved": sayable("{result} ligt buiten {band} (de streefwaarde is {target})."),
    "range.achieved": sayable("{result} ligt binnen {target}."),
    "range.better": sayable("{result} ligt voorbij {target} aan de goede kant ({better})."),
    "range.not_achieved": sayable("{result} ligt buiten {target}."),
    "at_least.achieved": sayable("{result} haalt de streefwaarde: {target}."),
    "at_least.not_achieved": sayable("{result} haalt de streefwaarde niet: {target}."),
    "more_than.achieved": sayable("{result} haalt de streefwaarde: {target}."),
    "more_than.not_achieved": sayable("{result} haalt de streefwaarde niet: {target}."),
    "at_most.achieved": sayable("{result} blijft binnen de streefwaarde: {target}."),
    "at_most.not_achieved": sayable("{result} blijft niet binnen de streefwaarde: {target}."),
    "less_than.achieved": sayable("{result} blijft binnen de streefwaarde: {target}."),
    "less_than.not_achieved": sayable("{result} blijft niet binnen de streefwaarde: {target}."),
    "rank_at_best.achieved": sayable("Plaats {result} hoort bij de {target}."),
    "rank_at_best.not_achieved": sayable("Plaats {result} hoort niet bij de {target}."),
    "equal.higher.achieved": sayable("{result} is ten minste {target}; hoger is beter."),
    "equal.higher.not_achieved": sayable("{result} is minder dan {target}; hoger is beter."),
    "equal.lower.achieved": sayable("{result} is ten hoogste {target}; lager is beter."),
    "equal.lower.not_achieved": sayable("{result} is meer dan {target}; lager is beter."),
    "equal.as_printed.achieved": sayable(
        "{result} is ten minste {target}, vergeleken zoals gedrukt: welke kant beter is, staat niet vast."
    ),
    "equal.as_printed.not_achieved": sayable(
        "{result} is minder dan {target}, vergeleken zoals gedrukt: welke kant beter is, staat niet vast."
    ),
}
"""Rule → why. The rule names are stable; other tools may key on them."""

_BORROWED_TARGET = sayable("De streefwaarde komt uit {document}.")


def judge(
    indicator: Indicator,
    achieved: Observation | None,
    target: Target | None,
    compared_with: Observation | None = None,
    target_identity: SeriesIdentity | None = None,
) -> Judgement:
    """Return the literal verdict on one figure.

    `compared_with` is the figure a direction refers to; when it belongs to another series than `achieved` the verdict
    is that they cannot be compared (a national figure may differ in territory, on purpose, and in nothing else).
    `target_identity` is the series the target was found to speak about, where that is not simply its own: a "Toename"
    printed once beside a pair of figures speaks about both.
    """
    return _Case(indicator, achieved, target, compared_with, target_identity).judgement()


def read_by_person(row: IndicatorYear, reading: Reading | None) -> IndicatorYear:
    """Return a row with what a person made of it, where no arithmetic can judge it; any other row stays what it is."""
    judged = row.judgement
    if reading is None or not row.is_main or judged.verdict is not Verdict.TO_ASSESS:
        return row
    found = Verdict.ACHIEVED if reading.is_achieved else Verdict.NOT_ACHIEVED
    rule = f"assessed.{found}"
    said = say(REASONS[rule], author=reading.author, day=formats.day(reading.written_on), said=reading.reason)
    return replace(
        row,
        judgement=replace(judged, verdict=found, rule=rule, reason=f"{judged.reason} {said}"),
        assessment=replace(row.assessment, certainty=Certainty.ASSESSED, rule="assessed", reason=said, about="verdict"),
    )


def differences_from_target(achieved: Observation, target: Target) -> tuple[Difference, ...]:
    """Return in what a result and its target differ as the catalogue has them, but for the place in their cells."""
    found = achieved.identity.differences(target.identity)
    return tuple(one for one in found if one is not Difference.PART)


def tally(rows: Iterable[IndicatorYear]) -> Tally:
    """Return how often each verdict occurs among the main rows, zero included, with the full denominator."""
    main = [(row.verdict, row.certainty) for row in rows if row.is_main]
    verdicts = [verdict for verdict, _ in main]
    return Tally(len(main), {verdict: verdicts.count(verdict) for verdict in Verdict}, Counter(main))


@dataclass(frozen=True)
class _Span:
    """The values a printed figure allows: from `low` to `high`, None for no limit; open ends are not included."""

    low: Decimal | None
    high: Decimal | None
    low_is_open: bool = False
    high_is_open: bool = False

    def mirrored(self) -> "_Span":
        """Return the span with its sign changed, so that one comparison serves both directions."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return _Span(low, high, self.high_is_open, self.low_is_open)

    def rounded(self, decimals: int) -> "_Span":
        """Return the span at a printed precision."""
        step = Decimal(1).scaleb(-decimals)

        def at_precision(end: Decimal | None) -> Decimal | None:
            return None if end is None else end.quantize(step, rounding=ROUND_HALF_UP)

        return _Span(at_precision(self.low), at_precision(self.high), self.low_is_open, self.high_is_open)

    def is_at_least(self, other: "_Span") -> bool | None:
        """Whether every value here is ≥ every value there; None when some are and some are not."""
        if self.low is not None and other.high is not None and self.low >= other.high:
            return True
        if self.high is not None and other.low is not None:
            is_below = self.high < other.low
            if is_below or (self.high == other.low and (self.high_is_open or other.low_is_open)):
                return False
        return None

    def is_more_than(self, other: "_Span") -> bool | None:
        """Whether every value here is > every value there; None when some are and some are not."""
        is_not = other.is_at_least(self)
        return None if is_not is None else not is_not

    def is_equal(self, other: "_Span") -> bool:
        """Whether both are the same single value."""
        return self.low == self.high == other.low == other.high and self.low is not None


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _point(value: float) -> _Span:
    return _Span(_exact(value), _exact(value))


def _span_of(observation: Observation) -> _Span:
    """Return what a printed figure allows; an approximate number stands for itself, as printed."""
    value, low, high = observation.value, observation.low, observation.high
    match observation.qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            limit = value if value is not None else low if low is not None else high
            assert limit is not None
            return _Span(_exact(limit), None, low_is_open=observation.qualifier is Qualifier.MORE_THAN)
        case Qualifier.AT_MOST | Qualifier.LESS_THAN:
            limit = value if value is not None else high if high is not None else low
            assert limit is not None
            return _Span(None, _exact(limit), high_is_open=observation.qualifier is Qualifier.LESS_THAN)
        case Qualifier.RANGE:
            if low is None and high is None and value is not None:
                return _point(value)
            return _Span(None if low is None else _exact(low), None if high is None else _exact(high))
        case _:
            if value is not None:
                return _point(value)
            return _Span(None if low is None else _exact(low), None if high is None else _exact(high))


def target_span(target: Target) -> tuple[float | None, float | None]:
    """Return the numbers a target asks for, from low to high; for an approximate one the band it prints.

    A limit on one side has None on the other: `ten minste 95%` is (95, None). A bare number is (n, n). Targets in words
    have (None, None).
    """
    low, high, semantics = target.low, target.high, target.semantics
    either = low if low is not None else high
    match semantics:
        case Semantics.AT_LEAST | Semantics.MORE_THAN:
            return either, None
        case Semantics.AT_MOST | Semantics.LESS_THAN | Semantics.RANK_AT_BEST:
            return None, high if high is not None else low
        case Semantics.APPROXIMATELY if either is not None and (low is None or high is None or low == high):
            band = _exact(target.band or 0.0)
            return float(_exact(either) - band), float(_exact(either) + band)
        case Semantics.EQUAL:
            return either, either
        case Semantics.RANGE | Semantics.APPROXIMATELY:
            return low, high
        case _:
            return None, None


def _both(one: bool | None, other: bool | None) -> bool | None:
    """Return whether both hold; None when that is open."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _whence(achieved: Observation | None, other: Observation | None) -> str:
    """Return of when, and where it is elsewhere of where, a figure is: `in 2017`, `in Nederland`."""
    if other is None:
        return ""
    if achieved is not None and other.period == achieved.period:
        return say("in {territory}", territory=other.territory.name)
    return say("in {year}", year=other.period)


@dataclass(frozen=True)
class _Case:
    """One figure, its target and what it is held against; the rules in order."""

    indicator: Indicator
    achieved: Observation | None
    target: Target | None
    compared_with: Observation | None
    target_identity: SeriesIdentity | None

    def judgement(self) -> Judgement:
        achieved, target = self.achieved, self.target
        if achieved is None:
            return self._answer(Verdict.NO_DATA, "no_data.not_printed")
        if not achieved.is_present:
            return self._answer(Verdict.NO_DATA, "no_data.withheld" if achieved.is_withheld else "no_data.missing")
        if not achieved.is_figure:
            return self._answer(Verdict.TO_ASSESS, "to_assess.text_result")
        if target is not None and target.semantics is Semantics.NO_NORM:
            return self._answer(Verdict.KEY_FIGURE, "key_figure.no_norm")
        if target is None or not target.is_set:
            if self.indicator.is_key_figure:
                return self._answer(Verdict.KEY_FIGURE, "key_figure.catalogue")
            return self._answer(Verdict.NO_TARGET, "no_target.not_printed" if target is None else "no_target.missing")
        if achieved.identity.differences(self.target_identity or target.identity):
            return self._answer(Verdict.NOT_COMPARABLE, "not_comparable.target")
        match target.semantics:
            case Semantics.INCREASE | Semantics.DECREASE | Semantics.MAINTAIN | Semantics.RELATIVE:
                return self._against_another(achieved, target)
            case Semantics.TEXT:
                return self._answer(Verdict.TO_ASSESS, "to_assess.text_target")
            case Semantics.RANGE | Semantics.APPROXIMATELY:
                return self._within(achieved, target)
            case _:
                return self._beyond(achieved, target)

    def _against_another(self, achieved: Observation, target: Target) -> Judgement:
        """Judge a direction or a relative target: against an earlier figure, or one of elsewhere."""
        other = self.compared_with
        if other is None:
            return self._answer(Verdict.NOT_COMPARABLE, "not_comparable.nothing")
        if self._differences_from(other):
            return self._answer(Verdict.NOT_COMPARABLE, "not_comparable.earlier")
        now, then = _span_of(achieved), _span_of(other)
        if achieved.decimals is not None and other.decimals is not None:
            coarser = min(achieved.decimals, other.decimals)
            now, then = now.rounded(coarser), then.rounded(coarser)
        match target.semantics:
            case Semantics.MAINTAIN:
                return self._maintained(now, then)
            case Semantics.RELATIVE:
                return self._related(now, then, target.relation)
            case direction if now.is_equal(then):
                return self._answer(Verdict.NOT_ACHIEVED, f"{direction}.unchanged")
            case direction:
                if direction is Semantics.DECREASE:
                    now, then = now.mirrored(), then.mirrored()
                return self._decided(now.is_more_than(then), f"{direction}.achieved", f"{direction}.not_achieved")

    def _differences_from(self, other: Observation) -> tuple[Difference, ...]:
        """Return in what the figure to hold against is not comparable; the country is another territory on purpose."""
        assert self.achieved is not None, "only a result is held against another figure"
        is_national = self.target is not None and self.target.reference == NATIONAL
        found = self.achieved.identity.differences(other.identity)
        return tuple(one for one in found if not (is_national and one is Difference.TERRITORY))

    def _maintained(self, now: _Span, then: _Span) -> Judgement:
        if now.is_equal(then):
            return self._answer(Verdict.ACHIEVED, "maintain.achieved")
        is_kept = {
            Better.HIGHER: now.is_at_least(then),
            Better.LOWER: now.mirrored().is_at_least(then.mirrored()),
        }.get(self.indicator.better, _both(now.is_at_least(then), then.is_at_least(now)))
        return self._decided(is_kept, "maintain.better", "maintain.not_achieved")

    def _related(self, now: _Span, then: _Span, relation: Semantics | None) -> Judgement:
        if relation is None or relation is Semantics.EQUAL:
            return self._maintained(now, then)
        if relation in (Semantics.AT_MOST, Semantics.LESS_THAN):
            now, then = now.mirrored(), then.mirrored()
        is_strict = relation in (Semantics.MORE_THAN, Semantics.LESS_THAN)
        is_reached = now.is_more_than(then) if is_strict else now.is_at_least(then)
        return self._decided(is_reached, "relative.achieved", "relative.not_achieved")

    def _within(self, achieved: Observation, target: Target) -> Judgement:
        """Judge a range or a band: inside it, or beyond it on the good side."""
        now, (low, high) = _span_of(achieved), target_span(target)
        rule = str(target.semantics)
        above_low = True if low is None else now.is_at_least(_point(low))
        below_high = True if high is None else now.mirrored().is_at_least(_point(high).mirrored())
        is_inside = _both(above_low, below_high)
        if is_inside:
            return self._answer(Verdict.ACHIEVED, f"{rule}.achieved")
        match self.indicator.better:
            case Better.HIGHER:
                return self._decided(above_low, f"{rule}.better", f"{rule}.not_achieved")
            case Better.LOWER:
                return self._decided(below_high, f"{rule}.better", f"{rule}.not_achieved")
            case Better.NEITHER:
                return self._decided(is_inside, f"{rule}.achieved", f"{rule}.not_achieved")
            case _ if is_inside is False:
                return self._answer(Verdict.TO_ASSESS, "to_assess.good_side_unknown")
            case _:
                return self._answer(Verdict.TO_ASSESS, "to_assess.open_result")

    def _beyond(self, achieved: Observation, target: Target) -> Judgement:
        """Judge a limit or a bare number: on the right side of it."""
        now, (low, high) = _span_of(achieved), target_span(target)
        rule, is_upper_limit = str(target.semantics), low is None
        if target.semantics is Semantics.EQUAL:
            is_upper_limit = self.indicator.better is Better.LOWER
            known = self.indicator.better in (Better.HIGHER, Better.LOWER)
            rule = f"equal.{self.indicator.better}" if known else "equal.as_printed"
        limit = high if is_upper_limit else low
        assert limit is not None, f"target {target.target_id} is a limit without a number"
        edge = _point(limit)
        if is_upper_limit:
            now, edge = now.mirrored(), edge.mirrored()
        is_strict = target.semantics in (Semantics.MORE_THAN, Semantics.LESS_THAN)
        is_reached = now.is_more_than(edge) if is_strict else now.is_at_least(edge)
        return self._decided(is_reached, f"{rule}.achieved", f"{rule}.not_achieved")

    def _decided(self, is_reached: bool | None, achieved_rule: str, missed_rule: str) -> Judgement:
        if is_reached is None:
            return self._answer(Verdict.TO_ASSESS, "to_assess.open_result")
        if is_reached:
            return self._answer(Verdict.ACHIEVED, achieved_rule)
        return self._answer(Verdict.NOT_ACHIEVED, missed_rule)

    def _answer(self, verdict: Verdict, rule: str) -> Judgement:
        is_held_against = rule.partition(".")[0] in ("increase", "decrease", "maintain", "relative")
        other = self.compared_with if is_held_against else None
        reason = say(REASONS[rule], **self._words(rule))
        if self._target_is_borrowed() and verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED):
            assert self.target is not None
            reason = f"{reason} {say(_BORROWED_TARGET, document=self.target.document.title)}"
        return Judgement(verdict, rule, reason[:1].upper() + reason[1:], RULES_VERSION, other)

    def _target_is_borrowed(self) -> bool:
        return (
            self.target is not None
            and self.achieved is not None
            and self.target.document.document_id != self.achieved.document.document_id
        )

    def _words(self, rule: str) -> dict[str, str]:
        """Return everything a reason may mention."""
        achieved, target, earlier = self.achieved, self.target, self.compared_with
        known = achieved or target
        words = {
            "year": str(known.period) if known else say("dit jaar"),
            "result": formats.figure(achieved, with_counted=False),
            "target": formats.target(target, with_counted=False),
            "better": formats.better_words(self.indicator.better),
            "earlier": formats.figure(earlier, with_counted=False),
            "whence": _whence(achieved, earlier),
        }
        printed = achieved if rule.startswith("no_data") else target
        words["missing"] = formats.missing(printed.missing_reason if printed else None, in_full=True)
        if achieved is not None and target is not None:
            words["differences"] = self._differences(achieved, target, rule)
        if target is not None:
            low, high = target_span(target)
            unit = formats.counted_unit_left_out(target.identity.unit)
            if low is not None and high is not None:
                band = {"low": formats.number(low), "high": formats.quantity(high, unit)}
                words["band"] = say("{low} tot {high}", **band)
        return words

    def _differences(self, achieved: Observation, target: Target, rule: str) -> str:
        """Return in what the result and what it is held against differ."""
        if rule == "not_comparable.earlier" and self.compared_with is not None:
            bases = achieved.identity.base_id, self.compared_with.identity.base_id
            return formats.differences(self._differences_from(self.compared_with), bases)
        found = differences_from_target(achieved, target)
        found = found or achieved.identity.differences(self.target_identity or target.identity)
        return formats.differences(found, (achieved.identity.base_id, target.identity.base_id))
