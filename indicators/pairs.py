"""Two figures of one series: their difference, what rounding and sampling leave of it, and how it is said."""

from dataclasses import dataclass

from indicators import formats
from indicators.judged import Change, Sample
from indicators.language import say
from indicators.model import Observation
from indicators.rounding import Box, growth, minus


@dataclass(frozen=True)
class Pair:
    """Two figures of one series with their change, and what the printed numbers may stand for."""

    earlier: Observation
    later: Observation
    changed: Change
    here: Box
    there: Box

    @property
    def decimals(self) -> int:
        """The finer precision of the two."""
        return max(self.earlier.decimals or 0, self.later.decimals or 0)

    @property
    def points(self) -> Box:
        """Every difference that the rounding of both allows, in the unit of the figures."""
        return minus(self.there, self.here)

    @property
    def growth(self) -> Box | None:
        """Every relative change that it allows, in percent; None from a figure that may be zero."""
        return growth(self.there, self.here)

    @property
    def unit(self) -> str:
        """What a difference is in: `procentpunt` for a percentage."""
        return formats.unit_of_difference(self.later.identity.unit)

    @property
    def size(self) -> str:
        """The difference without its direction: `7 procentpunt`."""
        return formats.quantity(abs(self.changed.difference), self.unit, self.decimals)

    @property
    def percent(self) -> str:
        """The relative change without its direction, `10,3%`."""
        before = self.earlier.value or 0.0
        return formats.quantity(abs(100 * self.changed.difference / before), "%", 1) if before else say("oneindig veel")

    @property
    def change(self) -> str:
        """`1 procentpunt lager`, `gelijk`."""
        return formats.difference(
            self.later.value or 0.0, self.earlier.value or 0.0, self.later.identity.unit, self.decimals
        )

    def arithmetic(self) -> str:
        """Return the difference and the relative change, with what rounding leaves open."""
        shown = [formats.figure(one, with_counted=False) for one in (self.later, self.earlier)]
        step = self.changed.difference
        said = say(
            "{later} − {earlier} = {difference} (door afronding {range})",
            later=shown[0],
            earlier=shown[1],
            difference=formats.signed_quantity(step, self.unit, self.decimals),
            range=_spanned(self.points, self.decimals),
        )
        before = self.earlier.value or 0.0
        if self.growth is None or not step:
            return said
        relative = say(
            "{step} / {earlier} = {growth} (door afronding {range})",
            step=formats.signed(step, self.decimals),
            earlier=formats.number(before, self.earlier.decimals),
            growth=formats.signed_quantity(100 * step / before, "%", 1),
            range=_spanned(self.growth, 1, "%"),
        )
        return f"{said}; {relative}"

    @property
    def samples(self) -> tuple[Sample, Sample]:
        """How many people answered, the earlier first."""
        return self.changed.earlier_sample, self.changed.later_sample

    @property
    def assumed(self) -> str:
        """That the number of respondents is an assumption, to follow what rests on it; empty where it is none."""
        waves = [sample.wave for sample in self.samples if sample.source == "derived" and sample.wave is not None]
        sources = {sample.source for sample in self.samples} | {wave.n_source for wave in waves}
        return say(", bij een aangenomen aantal respondenten") if "assumed" in sources else ""

    def margin(self, confidence: float) -> str | None:
        """Return the interval of the change with what it rests on; None without one."""
        if self.changed.interval is None:
            return None
        numbers = [
            f"{one.period}: {formats.sample(sample)}"
            for one, sample in zip((self.earlier, self.later), self.samples, strict=True)
        ]
        return say(
            "Verschil bij {confidence} betrouwbaarheid: {interval} ({numbers}; ontwerpeffect {effect})",
            confidence=formats.quantity(100 * confidence, "%"),
            interval=formats.interval(self.changed.interval, self.unit),
            numbers="; ".join(numbers),
            effect=formats.number(self.changed.design_effect or 1.0),
        )

    def moved(self, step: float) -> str:
        """Return an end of the interval of the change as a reader says it: `een daling van 3,1 procentpunt`."""
        size = formats.quantity(abs(step), self.unit, self.decimals + 1)
        return say("een stijging van {size}", size=size) if step > 0 else say("een daling van {size}", size=size)


def _spanned(box: Box, decimals: int, mark: str = "") -> str:
    low, high = (formats.signed(float(end), decimals) for end in box)
    return say("{low} tot {high}", low=low, high=f"{high}{mark}")
