"""How many people answered behind a figure: published, derived through nested bases, assumed, or unknown.

A wave of a survey says how many people it asked; a figure on a smaller base rests on fewer. Where a share says how
large that base is among its parent (75 % heard of it), the number follows from it, with the rounding of the share;
where none does, the parent's number is only an upper bound. The survey's n is never used for a part of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

from indicators import formats
from indicators.judged import Assumptions, Sample
from indicators.language import say, sayable
from indicators.model import BasePopulation, Observation, ObservationKind, Qualifier, SurveyWave

_SHARES_MEASURED = (ObservationKind.NARRATIVE, ObservationKind.BASELINE, ObservationKind.ACHIEVED)
"""Kinds of figures that say how large a base was, the most formal last."""

_ASKED = {
    "exact": sayable("{n} mensen in de peiling van {year}"),
    "at_least": sayable("ruim {n} (gerekend is met {n}) mensen in de peiling van {year}"),
    "approx": sayable("ongeveer {n} mensen in de peiling van {year}"),
    "assumed": sayable("{n} mensen in de peiling van {year}"),
}
_WHENCE = {
    "published": sayable("n = {n}, vermeld bij het cijfer."),
    "derived": sayable("n = {n}, afgeleid."),
    "assumed": sayable("n = {n}, aangenomen."),
}
_ESTIMATED = sayable("n = {n}, geteld in het enquêtebestand; het ontwerpeffect {effect} is uit de antwoorden geschat.")


@dataclass(frozen=True)
class _Size:
    """Number of people in a base while it is followed down from the base of the wave."""

    n: Fraction
    low: Fraction
    high: Fraction
    is_upper_bound: bool = False
    steps: tuple[str, ...] = ()
    is_derived: bool = False


@dataclass(frozen=True)
class Surveys:
    """What is known of the surveys behind figures: their waves, the bases, and the shares that say how large those are.

    `shares` may hold any figures; those that measure no base are not looked at.
    """

    waves: tuple[SurveyWave, ...] = ()
    bases: Mapping[str, BasePopulation] = field(default_factory=dict)
    shares: tuple[Observation, ...] = ()
    n_is_assumed: bool = False
    """Whether the numbers of the waves were set by a reader, and so go before what a figure itself prints."""

    def assuming(self, n_per_wave: int | None) -> "Surveys":
        """Return the same surveys with this many respondents in every wave; unchanged for None."""
        if n_per_wave is None:
            return self
        waves = (replace(wave, n=n_per_wave, n_qualifier="assumed", n_source="assumed") for wave in self.waves)
        return replace(self, waves=tuple(waves), n_is_assumed=True)

    def wave(self, observation: Observation) -> SurveyWave | None:
        """Return the wave a figure came from: of its method, year and territory."""
        asked = observation.identity.method, observation.period, observation.identity.territory_id
        return next((wave for wave in self.waves if (wave.survey, wave.year, wave.territory_id) == asked), None)

    def sample(self, observation: Observation) -> Sample:
        """Return how many people answered behind a figure, and how that is known.

        A figure's own printed n goes first, then that of its wave, then what follows from it for a smaller base.
        """
        if observation.n_source == "not_applicable":
            return Sample(None, None, None, "not_applicable", False, None, None, say("De bron noemt geen steekproef."))
        wave = self.wave(observation)
        size = self._size(observation, wave) if wave is not None and wave.n is not None else None
        if observation.n is not None and not (self.n_is_assumed and size is not None):
            return _own(observation, observation.n, wave)
        effect = wave.design_effect if wave is not None else None
        if wave is None or size is None:
            missing = self._missing(observation, wave)
            return Sample(None, None, None, "unknown", False, effect, wave, missing)
        source = "derived" if size.steps else wave.n_source
        low, high = floor(size.low), ceil(size.high)
        # A bound holds whatever the share it follows from was rounded from: 19 % of 5.000 may be 975.
        n = high if size.is_upper_bound else int(size.n + Fraction(1, 2))
        return Sample(n, low, high, source, size.is_upper_bound, effect, wave, _explained(wave, size, n, low, high))

    def _size(self, observation: Observation, wave: SurveyWave) -> _Size | None:
        """Return the size of a figure's base, followed down from the wave's; None when it is no part of that."""
        chain: list[BasePopulation] = []
        base_id = observation.identity.base_id
        while base_id != wave.base_id:
            base = self.bases.get(base_id)
            if base is None or base.parent_id is None or base in chain:
                return None
            chain.append(base)
            base_id = base.parent_id
        asked = Fraction(wave.n or 0)
        size = _Size(asked, asked, asked)
        for base in reversed(chain):
            size = self._part(size, base, observation)
        return size

    def _part(self, whole: _Size, base: BasePopulation, observation: Observation) -> _Size:
        """Return the size of one base within its parent, by the share that measures it."""
        share = self._share(base, observation)
        if share is None or share.value is None:
            step = say("; hoeveel van hen horen bij ‘{group}’ is niet vermeld", group=base.name)
            return replace(whole, is_upper_bound=True, steps=(*whole.steps, step))
        value, half = Fraction(repr(share.value)) / 100, Fraction(1, 200 * 10 ** (share.decimals or 0))
        shown = formats.quantity(share.value, "%", share.decimals)
        step = say(" × {share} die hoort bij ‘{group}’", share=shown, group=base.name)
        return replace(
            whole,
            n=whole.n * value,
            low=whole.low * max(Fraction(0), value - half),
            high=whole.high * min(Fraction(1), value + half),
            steps=(*whole.steps, step),
            is_derived=True,
        )

    def _share(self, base: BasePopulation, observation: Observation) -> Observation | None:
        """Return the share a base is of its parent, in the year and by the survey of a figure."""
        if base.measured_by is None:
            return None
        wanted = base.measured_by, base.parent_id, observation.identity.method, observation.identity.territory_id
        found = [
            one
            for one in self.shares
            if (one.identity.indicator_id, one.identity.base_id, one.identity.method, one.identity.territory_id)
            == wanted
            and one.period == observation.period
            and one.kind in _SHARES_MEASURED
            and one.value is not None
            and one.qualifier in (Qualifier.EXACT, Qualifier.APPROX)
            and formats.is_percentage(one.identity.unit)
        ]
        return max(
            found,
            key=lambda one: (_SHARES_MEASURED.index(one.kind), one.document.edition_rank, one.definition.version),
            default=None,
        )

    def _missing(self, observation: Observation, wave: SurveyWave | None) -> str:
        if wave is None:
            return say("De bron vermeldt niet hoeveel mensen in {year} antwoordden.", year=observation.period)
        if wave.n is None:
            return say("Van de peiling van {year} is niet bekend hoeveel mensen antwoordden.", year=wave.year)
        asked = self.bases[wave.base_id].name if wave.base_id in self.bases else wave.base_id
        return say(
            "De peiling van {year} noemt hoeveel {asked} antwoordden; hoe ‘{group}’ zich daartoe verhoudt, is niet "
            "vermeld.",
            year=wave.year,
            asked=asked,
            group=observation.base.name,
        )


NO_SURVEYS = Surveys()
"""Nothing is known of any survey."""

NOTHING_ASSUMED = Assumptions()
"""What the sources say, and our stated defaults where they say nothing."""


def _own(observation: Observation, n: int, wave: SurveyWave | None) -> Sample:
    """Return the n that is printed with the figure itself."""
    if observation.design_effect is not None:
        said = say(_ESTIMATED, n=formats.number(n, 0), effect=formats.number(observation.design_effect, 2))
        return Sample(n, n, n, observation.n_source, False, observation.design_effect, wave, said)
    effect = wave.design_effect if wave is not None else None
    whence = _WHENCE.get(observation.n_source, sayable("n = {n}, niet vermeld waarvandaan."))
    said = say(whence, n=formats.number(n, 0))
    return Sample(n, n, n, observation.n_source, False, effect, wave, said)


def _explained(wave: SurveyWave, size: _Size, n: int, lowest: int, highest: int) -> str:
    """Return where n comes from, with the arithmetic when it is derived."""
    said = say(_ASKED[wave.n_qualifier], n=formats.number(wave.n or 0, 0), year=wave.year)
    if wave.n_source == "assumed":
        assumed = say("aangenomen")
        said = f"{said} ({assumed})"
    if not size.steps:
        return f"{said[:1].upper()}{said[1:]}."
    words = {"said": f"{said}{''.join(size.steps)}", "n": formats.number(n, 0)}
    if size.is_upper_bound and size.is_derived:
        return say("Afgeleid: {said}: door afronding ten hoogste {n}.", **words)
    if size.is_upper_bound:
        return say("Afgeleid: {said}: ten hoogste {n}.", **words)
    low, high = formats.number(lowest, 0), formats.number(highest, 0)
    return say("Afgeleid: {said}: {n}, door afronding {low} tot {high}.", **words, low=low, high=high)
