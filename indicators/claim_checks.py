"""Sentences of a document held against its figures.

A claim may name a group (`base_id`), a level (`value`), a change (`direction`, `difference`) between two years. It is
held against the figures of its indicator, those of its own document first; what no figure speaks of is not judged.

What is found, by kind:

- `claim_base`: the group is not that of the table, or the two years are of different series, so that no change can be
  spoken of at all (58 % in 2016 and 66 % in 2018 are of other definitions and groups);
- `claim_value`: no figure of that year allows the level; a remark when a note on the figure itself names it;
- `claim_direction`: the figures move the other way, or not at all. That no rounding makes it true is a contradiction,
  else it is unsupported. "Stable" is one where the change is demonstrated;
- `claim_not_demonstrated`: the figures move that way within the margin only; "stable" where nothing is demonstrated; or
  the year compared with has no figure. Nothing is found where n is unknown: then neither can be said;
- `claim_unit`: percent is printed, and it fits the difference in percentage points and not the relative change;
- `claim_size`: the difference fits the figures in neither, whatever their rounding.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators import comparing, formats, uncertainty
from indicators.findings import found, told
from indicators.judged import Assumptions, Certainty, Contradiction, ContradictionKind, Refusal, Severity
from indicators.model import BasePopulation, Claim, Indicator, Observation, ObservationKind, Qualifier
from indicators.pairs import Pair
from indicators.rounding import agree, allowed, box, box_of, decimals_of, exact, meet
from indicators.samples import NOTHING_ASSUMED, Surveys
from indicators.series import MEASURED_KINDS

_SIGNS = {"increase": 1, "decrease": -1, "stable": 0}
_POINTS = re.compile(r"(procent|percent)?punt(en)?|%-punt")
"""Units of a difference in points, as sources print them."""
_NOTE = re.compile(r"noot (.+)")
"""The place of a claim that stands in a note."""


def claim_checks(
    claims: Sequence[Claim],
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    bases: Mapping[str, BasePopulation],
    surveys: Surveys,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> tuple[Contradiction, ...]:
    """Return what the figures do not bear out, in the order of the claims."""
    figures = [one for one in observations if one.kind in MEASURED_KINDS and one.is_figure and one.territory.is_own]
    answers: list[Contradiction] = []
    for claim in claims:
        indicator = indicators.get(claim.indicator_id or "")
        year = claim.period_to if claim.period_to is not None else claim.period_from
        if indicator is not None and year is not None:
            own = [one for one in figures if one.identity.indicator_id == indicator.indicator_id]
            answers += _Case(claim, year, indicator, own, bases, surveys, assumptions, claims).answers()
    return tuple(answers)


@dataclass(frozen=True)
class _Case:
    """One claim with the figures of its indicator."""

    claim: Claim
    year: int
    indicator: Indicator
    figures: list[Observation]
    bases: Mapping[str, BasePopulation]
    surveys: Surveys
    assumptions: Assumptions
    others: Sequence[Claim]

    def answers(self) -> Iterable[Contradiction]:
        """Yield what is found, the group first: the figures of another group are not asked for the rest."""
        spoken_of = self._in(self.year)
        if not spoken_of:
            return
        named = self._named(spoken_of)
        if self.claim.base_id is not None and named[0].identity.base_id != self.claim.base_id:
            yield self._other_base(named[0])
            return
        if self.claim.value is not None and not any(self._allows(one) for one in spoken_of):
            # A note on the figure itself is read together with it: it may well name what it does not count.
            is_explained = any(self._is_note_on(one) for one in spoken_of)
            yield self._answer(
                ContradictionKind.CLAIM_VALUE,
                Severity.REMARK if is_explained else Severity.CONTRADICTION,
                ["claim.value"],
                spoken_of,
                figures=_listed(spoken_of),
            )
        if self.claim.direction is not None or self.claim.difference is not None:
            yield from self._changes(named)

    def _in(self, year: int) -> list[Observation]:
        """Return the figures of a year, the main one first, once per series: its own document before the latest."""

        def is_elsewhere(one: Observation) -> bool:
            return one.document.document_id != self.claim.document_id

        ordered = sorted(
            (one for one in self.figures if one.period == year),
            key=lambda one: (is_elsewhere(one), MEASURED_KINDS.index(one.kind), -one.document.edition_rank),
        )
        once = {one.identity: one for one in reversed(ordered)}
        return sorted(
            once.values(),
            key=lambda one: (
                is_elsewhere(one),
                one.kind is ObservationKind.NARRATIVE,
                one.identity.part,
                -one.definition.version,
            ),
        )

    def _named(self, spoken_of: list[Observation]) -> list[Observation]:
        """Return the figures a claim speaks of: those of the level it names, of these those of the group it names."""
        number = self.claim.value if self.claim.qualifier is Qualifier.EXACT else None
        of_value = [one for one in spoken_of if number is not None and one.value == number] or spoken_of
        return [one for one in of_value if one.identity.base_id == self.claim.base_id] or of_value

    def _other_base(self, figure: Observation) -> Contradiction:
        said = self.bases.get(self.claim.base_id or "")
        return self._answer(
            ContradictionKind.CLAIM_BASE,
            Severity.CONTRADICTION,
            ["claim.base"],
            [figure],
            figure=formats.figure(figure),
            base=figure.base.name,
            said_base=said.name if said is not None else self.claim.base_id or "",
        )

    def _allows(self, figure: Observation) -> bool:
        """Whether a figure is the level of the claim or leaves room for it, whatever its rounding."""
        assert self.claim.value is not None
        printed, is_exact = box_of(figure), self.claim.qualifier in (Qualifier.EXACT, None)
        if is_exact and printed is not None and figure.value is not None:
            return agree(self.claim.value, None, figure.value, figure.decimals)
        said = allowed(self.claim.value, self.claim.qualifier or Qualifier.EXACT, self.claim.value)
        if printed is None:
            limit = figure.value if figure.value is not None else figure.low if figure.low is not None else figure.high
            assert limit is not None
            printed = allowed(limit, figure.qualifier, figure.high)
        return meet(said, printed)

    def _is_note_on(self, figure: Observation) -> bool:
        markers = {note.marker for note in (*figure.footnotes, *figure.row_footnotes)}
        noted = _NOTE.fullmatch(self.claim.place)
        return noted is not None and noted[1] in markers and self.claim.document_id == figure.document.document_id

    def _changes(self, named: list[Observation]) -> Iterable[Contradiction]:
        since = self.claim.period_from
        if since is None:
            since = max((one.period for one in self.figures if one.period < self.year), default=None)
        if since is None or since >= self.year:
            return
        before = self._in(since)
        later, earlier = _same_series(named, before)
        if later is not None and earlier is not None:
            yield from self._held_against(later, earlier, asked=None)
            return
        if before:
            refused = comparing.refusal(named[0], before[0])
            bases = named[0].identity.base_id, before[0].identity.base_id
            label = formats.break_label(refused.differences, bases) if refused is not None else ""
            shown = [*before, *named]
            yield self._answer(
                ContradictionKind.CLAIM_BASE,
                Severity.UNSUPPORTED,
                ["claim.other_series"],
                shown,
                figures=_listed(shown),
                label=label,
            )
            return
        between = sorted({one.period for one in self.figures if since < one.period < self.year})
        for year in between:
            later, earlier = _same_series(named, self._in(year))
            if later is not None and earlier is not None:
                yield from self._held_against(later, earlier, asked=since)
                return

    def _held_against(self, later: Observation, earlier: Observation, asked: int | None) -> Iterable[Contradiction]:
        changed = uncertainty.change(later, earlier, self.indicator, self.surveys, self.assumptions)
        there, here = box_of(later), box_of(earlier)
        if isinstance(changed, Refusal) or there is None or here is None:
            return
        pair = Pair(earlier, later, changed, here, there)
        sign = _SIGNS.get(self.claim.direction or "")
        if sign is not None:
            answer = self._direction(pair, sign, asked)
            if answer is not None:
                yield answer
                if answer.kind is ContradictionKind.CLAIM_DIRECTION:
                    return
        if self.claim.difference is not None and asked is None:
            yield from self._size(pair, sign)

    def _direction(self, pair: Pair, sign: int, asked: int | None) -> Contradiction | None:
        """Return what is wrong with the direction that is claimed; None when the figures bear it out."""
        changed, direction = pair.changed, ContradictionKind.CLAIM_DIRECTION
        step = exact(changed.difference)
        if sign == 0:
            return self._stable(pair)
        if sign * step <= 0:
            room = pair.points[1] if sign > 0 else -pair.points[0]
            severity = Severity.CONTRADICTION if room <= 0 else Severity.UNSUPPORTED
            return self._about(pair, direction, severity, "claim.direction")
        unshown = ContradictionKind.CLAIM_NOT_DEMONSTRATED
        if asked is not None:
            is_within = changed.certainty is Certainty.WITHIN_MARGIN
            sentence = "claim.no_earlier_figure.within_margin" if is_within else "claim.no_earlier_figure"
            return self._about(pair, unshown, Severity.UNSUPPORTED, sentence, asked=str(asked))
        if changed.certainty is Certainty.WITHIN_MARGIN:
            return self._about(pair, unshown, Severity.UNSUPPORTED, "claim.within_margin")
        if changed.certainty is Certainty.DEPENDS_ON_ROUNDING:
            return self._about(pair, unshown, Severity.REMARK, "claim.depends_on_rounding")
        return None

    def _stable(self, pair: Pair) -> Contradiction | None:
        changed = pair.changed
        match changed.certainty:
            case Certainty.DEMONSTRATED:
                sentence, severity = "claim.direction.changed", Severity.CONTRADICTION
            case Certainty.COUNT if changed.difference:
                sentence, severity = "claim.direction", Severity.REMARK
            case Certainty.WITHIN_MARGIN | Certainty.DEPENDS_ON_ROUNDING if changed.interval is not None:
                low, high = (pair.moved(end) for end in changed.interval)
                is_bound = any(one.is_upper_bound for one in pair.samples)
                sentence, kind = "claim.stable", ContradictionKind.CLAIM_NOT_DEMONSTRATED
                sentence = "claim.stable.at_least" if is_bound else sentence
                return self._about(pair, kind, Severity.UNSUPPORTED, sentence, low=low, high=high)
            case _:
                return None
        return self._about(pair, ContradictionKind.CLAIM_DIRECTION, severity, sentence)

    def _size(self, pair: Pair, sign: int | None) -> Iterable[Contradiction]:
        """Yield what is wrong with the size, or the unit, of the difference that is claimed."""
        assert self.claim.difference is not None
        size = abs(self.claim.difference) * sign if sign else self.claim.difference
        said = box(size, decimals_of(self.claim.difference))
        unit = (self.claim.printed_unit or "").strip().lower()
        says_percent = formats.is_percentage(unit)
        fits_points = meet(said, pair.points)
        fits_growth = pair.growth is not None and meet(said, pair.growth)
        if formats.is_percentage(pair.later.identity.unit):
            is_right = fits_growth if says_percent else fits_points
            is_other_unit = fits_points if says_percent else fits_growth and bool(_POINTS.fullmatch(unit))
        else:
            is_right, is_other_unit = (fits_growth if says_percent else fits_points), False
        if is_right:
            return
        if is_other_unit:
            kind, severity, sentence = ContradictionKind.CLAIM_UNIT, Severity.UNSUPPORTED, "claim.unit"
        else:
            kind, severity, sentence = ContradictionKind.CLAIM_SIZE, Severity.CONTRADICTION, "claim.size"
        yield self._about(pair, kind, severity, sentence)

    def _about(
        self, pair: Pair, kind: ContradictionKind, severity: Severity, sentence: str, **words: str
    ) -> Contradiction:
        """Return a finding about a change, with the arithmetic that fits its kind."""
        is_of_sampling = kind is ContradictionKind.CLAIM_NOT_DEMONSTRATED
        reckoned = pair.margin(self.assumptions.confidence) if is_of_sampling else None
        sentences = [sentence]
        evidence: list[Observation | Claim] = [pair.earlier, pair.later]
        excluded = self._excluded() if kind is ContradictionKind.CLAIM_DIRECTION else []
        if excluded:
            sentences.append("claim.excluded")
            words["other"] = " ".join(other.paraphrase for other in excluded)
            evidence += excluded
        return self._answer(
            kind,
            severity,
            sentences,
            evidence,
            reckoning=reckoned or pair.arithmetic(),
            figures=_listed([pair.earlier, pair.later]),
            change=pair.change,
            points=pair.size,
            growth=pair.percent,
            assumed=pair.assumed,
            **words,
        )

    def _excluded(self) -> list[Claim]:
        """Return what the same page says of the same years that cannot be true as well."""
        mine = self.claim
        return [
            other
            for other in self.others
            if (other.page_id, other.indicator_id) == (mine.page_id, mine.indicator_id)
            and (other.period_from, other.period_to) == (mine.period_from, mine.period_to)
            and other.direction is not None
            and other.direction != mine.direction
        ]

    def _answer(
        self,
        kind: ContradictionKind,
        severity: Severity,
        sentences: Sequence[str],
        evidence: Sequence[Observation | Claim],
        *,
        reckoning: str | None = None,
        **words: str,
    ) -> Contradiction:
        return found(
            kind,
            severity,
            self.indicator,
            self.year,
            told(*sentences, claim=self.claim.paraphrase, **words),
            (self.claim, *evidence),
            apart=self.claim.claim_id,
            reckoning=reckoning,
        )


def _same_series(
    later: Sequence[Observation], earlier: Sequence[Observation]
) -> tuple[Observation, Observation] | tuple[None, None]:
    """Return the first two figures that may be compared."""
    return next(
        ((there, here) for there in later for here in earlier if comparing.refusal(there, here) is None), (None, None)
    )


def _listed(figures: Sequence[Observation]) -> str:
    """Return `71% (2017) en 70% (2018)`; what part of a pair it is where there are two of one year."""
    return formats.enumeration(
        f"{formats.figure(one)} ({one.period}{', ' + one.base.name if _is_one_of_more(one, figures) else ''})"
        for one in figures
    )


def _is_one_of_more(one: Observation, figures: Sequence[Observation]) -> bool:
    return sum(other.period == one.period for other in figures) > 1
