"""Small bases: figures of a survey that are not shown because too few people answered, or shown with a mark.

A figure whose own number of respondents is known and lies below `SMALLEST_BASE` is withheld; below `SMALL_BASE` it is
shown with that number beside it. An n that is only assumed decides nothing, whoever assumes it; an upper bound decides
when it lies below the minimum itself, for then n does. Withheld is said with SDMX's observation status Q, "missing
value; suppressed", as distinct from a cell that its source left empty.

One figure is not enough. An edition prints it again without its n, another cell gives the rest up to a hundred, a share
of everyone divided by the size of a part gives the share of the part. So whatever is measured of the same indicator in
the same territory and year is withheld with it, and what the same table says of the same people without an n of its
own. Sentences about it go too, and notes on its cell, which are about this figure and nothing else. Notes on a label, a
column or a table stay, for they say what is measured, unless they hold a number that belongs to the figure.

Out of scope: counts of a register below 5 (another rule, about people who are counted rather than asked), forecasts and
targets, which are nobody's answers, and sentences that a person wrote in the catalogue.
"""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.judged import Sample
from indicators.model import (
    SUPPRESSED,
    Claim,
    Footnote,
    Observation,
    ObservationKind,
    Qualifier,
    Semantics,
    Target,
)
from indicators.samples import Surveys

SMALLEST_BASE = 50
"""Fewer answers are not shown: at 50 the 95 % interval of a half is 14 points to either side, so a share says little,
and one answer moves it by two points, so who knows some of the answers learns about the others."""

SMALL_BASE = 100
"""Fewer answers are shown with their number: up to 10 points to either side, which a reader has to know."""

LOWEST_SETTING = 10
"""No setting goes below it: the threshold that Britain's Office for National Statistics keeps for what leaves its
research data, the mildest in use for answers of people."""

SETTING = "DOELBEREIK_SMALLEST_BASE"

FEWER_THAN, LEADS_TO_FEWER_THAN = "fewer_than", "leads_to_fewer_than"
"""Reasons, to which the minimum is added: `fewer_than:50`; `formats.MISSING_WORDS` has their words."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class UnsafeSettingError(ValueError):
    """A minimum that is none, or too low to protect anyone; the message is a sentence."""


def smallest_base(environment: Mapping[str, str] = os.environ) -> int:
    """Return below how many answers a figure is withheld, as the environment sets it."""
    setting = environment.get(SETTING, "").strip()
    if not setting:
        return SMALLEST_BASE
    if not (setting.isascii() and setting.isdigit()) or int(setting) < LOWEST_SETTING:
        raise UnsafeSettingError(
            f"{SETTING} is '{setting}': give a whole number of {LOWEST_SETTING} or more, or leave it out for "
            f"{SMALLEST_BASE}."
        )
    return int(setting)


def respondents(one: Observation, surveys: Surveys) -> Sample | None:
    """Return the sample behind a figure when its size is known; None for a register, and where n is assumed."""
    if not one.is_present or one.n_source == "not_applicable":
        return None
    if one.n is None and surveys.wave(one) is None:
        return None
    sample = surveys.sample(one)
    rests_on_assumption = one.n is None and sample.wave is not None and sample.wave.n_source == "assumed"
    return None if sample.n is None or sample.source == "assumed" or rests_on_assumption else sample


@dataclass(frozen=True)
class Withheld:
    """What is not shown of one version of the warehouse, and how the rest is told."""

    minimum: int
    surveys: Surveys = field(default_factory=Surveys)
    """With every share that says how large a base is, also those that are withheld."""
    figures: Mapping[int, Observation] = field(default_factory=dict)
    """Number of the figure → the figure as printed."""
    notes: Collection[str] = frozenset()
    """Notes that are about withheld figures only, or hold a number of one."""
    claims: Collection[str] = frozenset()
    targets: Collection[int] = frozenset()
    """Targets in words that repeat a withheld figure."""

    def of_respondents(self, one: Observation) -> Observation:
        """Return a figure as it is told: as printed, with the number of respondents to mention, or withheld."""
        if self.notes:
            one = replace(one, footnotes=self._told(one.footnotes), row_footnotes=self._told(one.row_footnotes))
        sample = respondents(one, self.surveys)
        is_known = sample is not None and not sample.is_upper_bound and sample.n is not None
        if one.observation_id in self.figures:
            is_large = sample is not None and is_known and (sample.n or 0) >= self.minimum
            return withhold(one, LEADS_TO_FEWER_THAN if is_large else FEWER_THAN, self.minimum)
        if sample is None or not is_known or (sample.n or 0) >= SMALL_BASE:
            return one
        return replace(one, small_base=sample.n)

    def of_target(self, one: Target) -> Target:
        """Return a target as it is told: one that repeats a withheld figure, without its words."""
        if self.notes:
            one = replace(one, footnotes=self._told(one.footnotes), row_footnotes=self._told(one.row_footnotes))
        if one.target_id not in self.targets:
            return one
        return replace(
            one,
            semantics=Semantics.NOT_PUBLISHED,
            relation=None,
            missing_reason=f"{LEADS_TO_FEWER_THAN}:{self.minimum}",
            provenance=replace(one.provenance, raw="", remark=None),
        )

    def _told(self, notes: tuple[Footnote, ...]) -> tuple[Footnote, ...]:
        return tuple(note for note in notes if note.footnote_id not in self.notes)

    def is_of_year(self, indicator_id: str, year: int) -> bool:
        """Whether a figure of an indicator in a year is withheld."""
        return any((two.identity.indicator_id, two.period) == (indicator_id, year) for two in self.figures.values())

    def is_in_row(self, page_id: str, row_label: str | None) -> bool:
        """Whether a row of a page, about which something was found, holds a withheld figure."""
        return any(
            (two.provenance.page_id, two.provenance.row_label) == (page_id, row_label) for two in self.figures.values()
        )


def withhold(one: Observation, reason: str, minimum: int) -> Observation:
    """Return a figure without anything that says how large it is."""
    return replace(
        one,
        value=None,
        low=None,
        high=None,
        text=None,
        decimals=None,
        qualifier=Qualifier.NONE,
        status=SUPPRESSED,
        missing_reason=f"{reason}:{minimum}",
        n=None,
        n_source="unknown",
        design_effect=None,
        parts=(),
        footnotes=tuple(note for note in one.footnotes if note.attached_to != "observation"),
        provenance=replace(one.provenance, raw="", remark=None),
    )


def too_small(figures: Iterable[Observation], surveys: Surveys, minimum: int) -> tuple[Observation, ...]:
    """Return the figures that are known to rest on fewer answers than the minimum."""
    found = ((one, respondents(one, surveys)) for one in figures)
    return tuple(one for one, sample in found if sample is not None and (sample.n or 0) < minimum)


def is_beside(other: Observation, small: Observation, surveys: Surveys) -> bool:
    """Whether a figure of the same table is about the same people, and says of no other number that it is theirs."""
    return other.is_figure and other.n_source != "not_applicable" and respondents(other, surveys) is None and (
        _asked(other) == _asked(small)
    )  # fmt: skip


def telling_notes(attached: Iterable[Mapping[str, Any]], figures: Collection[Observation]) -> frozenset[str]:
    """Return the notes that are attached to nothing but cells of withheld figures, or that tell a number of one.

    `attached` has a row per note and bearer: `footnote_id`, `page_id`, `text`, `observation_id` or None.
    """
    numbers = {one.observation_id for one in figures}
    bearers: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in attached:
        bearers[row["footnote_id"]].append(row)
    return frozenset(
        footnote_id
        for footnote_id, rows in bearers.items()
        if all(row["observation_id"] in numbers for row in rows)
        or any(tells(rows[0]["text"], one) for one in figures if one.provenance.page_id == rows[0]["page_id"])
    )


def is_about(claim: Claim, figures: Iterable[Observation]) -> bool:
    """Whether a sentence is about the year of one of the figures, or about a change from or to it."""
    return any(
        claim.indicator_id == one.identity.indicator_id
        and (claim.period_from or one.period) <= one.period <= (claim.period_to or one.period)
        for one in figures
    )


def repeats(target: Target, figures: Iterable[Observation]) -> bool:
    """Whether a target in words holds a number of one of the figures ("meer dan de 41,2% van 2018").

    A target with a number of its own is one, whatever was measured; to leave it out would say that they are equal.
    """
    if target.low is not None or target.high is not None:
        return False
    said, of = f"{target.raw} {target.provenance.remark or ''}", target.identity.indicator_id
    return any(tells(said, one) for one in figures if one.identity.indicator_id == of)


def is_measured(one: Observation) -> bool:
    """Whether a figure says what people answered; a forecast does not."""
    return one.is_present and one.kind is not ObservationKind.FORECAST


def tells(said: str | None, one: Observation) -> bool:
    """Whether a text holds a number that belongs to a figure: as printed or rounded, what is left of a hundred, people.

    It rather finds a number too many: `41 procent`, `58,8` and `14 van de 34` all tell 41,2% of 34.
    """
    known = {end for end in (one.value, one.low, one.high) if end is not None}
    known |= {round(100 - end, 9) for end in known} if one.identity.unit.strip() == "%" else set()
    if one.n is not None and one.value is not None:
        known |= {round(one.n * end / 100) for end in known}
    for printed in _NUMBER.findall(said or ""):
        decimals = len(re.split(r"[.,]", printed)[1]) if re.search(r"[.,]", printed) else 0
        number = float(printed.replace(",", "."))
        if any(abs(number - round(end, decimals)) < 1e-9 or abs(number - end) < 1e-9 for end in known):
            return True
    return False


def _asked(one: Observation) -> tuple[str, str, str, str, str, int]:
    where, of = one.provenance, one.identity
    return where.page_id, where.table_title, of.base_id, of.territory_id, of.method, one.period
