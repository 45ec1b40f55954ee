"""What is said of figures: the verdict, what the evidence carries, the change, revisions and contradictions.

Three answers about one indicator in one year are kept apart: the literal `Judgement` on what is printed, the
`Assessment` of what the evidence can carry, and the `Change` since the last comparable figure. Frozen dataclasses;
nothing in this module reads or computes. Shares and their intervals are in the unit of the figure (75.0 for 75 %),
differences between percentages in percentage points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.model import (
    BasePopulation,
    Claim,
    Definition,
    Difference,
    Footnote,
    Indicator,
    Observation,
    ObservationKind,
    PolicyField,
    SeriesIdentity,
    Study,
    SurveyWave,
    Target,
    Territory,
)

Interval = tuple[float, float]
"""From low to high, in the unit of the figure; of a difference between percentages in percentage points."""


# The literal verdict -------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """The literal verdict on printed figures; see `indicators.verdict`."""

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    KEY_FIGURE = "key_figure"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    TO_ASSESS = "to_assess"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class Judgement:
    """A literal verdict with the rule that gave it."""

    verdict: Verdict
    rule: str
    """Stable name of the rule and its outcome, e.g. `increase.unchanged`."""
    reason: str
    """One Dutch sentence: why."""
    rules_version: str
    compared_with: Observation | None = None
    """The earlier (or other) figure a direction was held against."""


@dataclass(frozen=True)
class Refusal:
    """Why two figures may not be joined, subtracted or tested."""

    differences: tuple[Difference, ...]
    reason: str
    """One Dutch sentence that names the differences."""


# What the evidence carries -------------------------------------------------------------------------------------------


class Certainty(StrEnum):
    """What the evidence carries of a verdict or a change; see `indicators.uncertainty`."""

    COUNT = "count"
    """A register counts everyone: there is no sampling error."""
    DEMONSTRATED = "demonstrated"
    """Also with every value the rounding allows."""
    DEPENDS_ON_ROUNDING = "depends_on_rounding"
    """With the printed values, not with every value they may stand for."""
    WITHIN_MARGIN = "within_margin"
    UNKNOWN = "unknown"
    """The number of respondents, or the spread of a score, is not known."""
    ASSESSED = "assessed"
    """A person read what no arithmetic can judge, and put a name to it."""


@dataclass(frozen=True)
class Assumptions:
    """What a reader may set: what is not set is what the sources say, or our stated default."""

    n_per_wave: int | None = None
    """Respondents of the whole survey in every wave, in place of what is known; n of smaller bases follows from it."""
    design_effect: float | None = None
    """In place of what is known of the design, or of the default where nothing is."""
    confidence: float = 0.95


@dataclass(frozen=True)
class Sample:
    """How many people answered behind one figure, and how that is known."""

    n: int | None
    low: int | None
    high: int | None
    """Lowest and highest n that the rounding of the shares it is derived from allows; both `n` when not derived."""
    source: str
    """`published`, `derived`, `assumed`, `unknown` or `not_applicable` (a register)."""
    is_upper_bound: bool
    """Whether the base is only known to be no larger than this: a part of a group of known size."""
    design_effect: float | None
    """As the source states it; None: unknown."""
    wave: SurveyWave | None
    explanation: str
    """One Dutch sentence: where n comes from, with the arithmetic when derived."""


@dataclass(frozen=True)
class Scenario:
    """The same question at one design effect."""

    design_effect: float
    interval: Interval
    """At the printed values: of the change in percentage points, or of the share itself against a number."""
    certainty: Certainty


@dataclass(frozen=True)
class BreakEven:
    """How many respondents per wave a demonstrated difference needs at least."""

    design_effect: float
    n_as_printed: int | None
    """For the printed values; None when no number would do (the printed values do not differ)."""
    n_whatever_rounding: int | None
    """For every value the printed ones may stand for; None when the rounding alone leaves no difference."""


@dataclass(frozen=True)
class Change:
    """What changed since the last comparable figure of the same series."""

    earlier: Observation
    later: Observation
    difference: float
    """Later minus earlier, as printed: percentage points for a percentage, else the unit of the figure."""
    rounding: Interval
    """Lowest and highest difference the rounding of both figures allows."""
    interval: Interval | None
    """At the main design effect and the printed values; None for a register or where n is unknown."""
    certainty: Certainty
    phrase: str
    """One of the fixed Dutch phrases of `indicators.uncertainty.PHRASES`."""
    earlier_sample: Sample
    later_sample: Sample
    design_effect: float | None
    """The main one; None where none is used."""
    scenarios: tuple[Scenario, ...] = ()
    """At design effects 1, 1.5 and 2 and the main one, ascending; empty where there is no interval."""
    is_sensitive: bool = False
    """Whether one of the scenarios has another certainty than the main one."""
    break_even: tuple[BreakEven, ...] = ()


@dataclass(frozen=True)
class Detectable:
    """What a survey of this size can show at one design effect."""

    design_effect: float
    smallest_change: float | None
    """Smallest change from the latest share that would be demonstrated with this n in both waves, in percentage
    points; None where n is unknown."""
    n_for_one_point: int
    """Respondents per wave that a change of one percentage point would need."""


@dataclass(frozen=True)
class Assessment:
    """What the evidence carries of one verdict; where there is none, of the change since the last figure."""

    certainty: Certainty | None
    """None: there is nothing to be sure of (no figure, a text, nothing to compare it with)."""
    rule: str
    """Stable name of the rule: `register`, `target.share`, `change.share`, `nothing_to_compare`, …"""
    reason: str
    """One Dutch sentence: why, with the numbers."""
    rules_version: str
    about: str | None = None
    """`verdict`, `change` or None."""
    sample: Sample | None = None
    interval: Interval | None = None
    """Wilson interval of the share itself at the main design effect."""
    design_effect: float | None = None
    confidence: float = 0.95
    scenarios: tuple[Scenario, ...] = ()
    is_sensitive: bool = False
    break_even: tuple[BreakEven, ...] = ()
    detectable: tuple[Detectable, ...] = ()
    """For shares of a survey, also without a known n: what a next wave could show, per design effect."""


# One indicator in one year -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorYear:
    """One row of a policy-field table: one measure of one indicator in one year.

    `achieved` may hold an empty cell (a figure was announced and not given) or be None (no known document prints
    the year). The target may come from another document than the figure; `target.document` says which.
    """

    indicator: Indicator
    identity: SeriesIdentity
    definition: Definition
    base: BasePopulation
    territory: Territory
    year: int
    previous: Observation | None
    target: Target | None
    achieved: Observation | None
    judgement: Judgement
    is_main: bool
    """One measure per indicator and year is the main one, unless all it has stands in running text; roll-ups count
    main rows only."""
    assessment: Assessment
    change: Change | Refusal | None = None
    """Since `previous`; a refusal when the only earlier figures are of another series; None without an earlier one."""
    measure: str | None = None
    """What this part of a cell with two figures is; None for a single figure, or when base and unit say it."""
    forecast: Observation | None = None
    benchmarks: tuple[Observation, ...] = ()
    """What the same row prints for others: the country, comparable municipalities."""
    footnotes: tuple[Footnote, ...] = ()
    """Every note on label, header, figures and target of this row, once each, in order of appearance."""
    previously_reported: Observation | None = None
    """What was published before for the year of the figure that a direction was held against; None without one."""

    @property
    def verdict(self) -> Verdict:
        """The literal verdict."""
        return self.judgement.verdict

    @property
    def certainty(self) -> Certainty | None:
        """What the evidence carries."""
        return self.assessment.certainty

    @property
    def is_narrative(self) -> bool:
        """Whether all there is stands in running text: a figure that no table prints, without a target."""
        return self.target is None and self.achieved is not None and self.achieved.kind is ObservationKind.NARRATIVE


@dataclass(frozen=True)
class Tally:
    """How often each verdict occurs among `total` indicators; every verdict has a count, zero included."""

    total: int
    counts: Mapping[Verdict, int]
    by_certainty: Mapping[tuple[Verdict, Certainty | None], int] = field(default_factory=dict)
    """The same, split by what the evidence carries; combinations that do not occur are left out."""


@dataclass(frozen=True)
class FieldYear:
    """One policy field in one year, for the overview."""

    policy_field: PolicyField
    year: int
    rows: tuple[IndicatorYear, ...]
    tally: Tally


# What editions say of each other -------------------------------------------------------------------------------------


class RevisionKind(StrEnum):
    """Why two editions print different figures for one year."""

    REVISION = "revision"
    """Herziening: the same thing, counted or estimated anew."""
    CORRECTION = "correction"
    """Correctie: an earlier edition was wrong and a later one says so."""
    REDEFINITION = "redefinition"
    """Herdefinitie: another definition or base, so another figure."""


@dataclass(frozen=True)
class Revision:
    """One year of one indicator that a later edition prints differently."""

    revision_id: str
    """Stable slug: indicator, year, kind and the later document."""
    kind: RevisionKind
    indicator: Indicator
    period: int
    earlier: Observation | Target
    later: Observation | Target
    reason: str | None
    """Why, as declared or as a note of the later edition says; None: neither says anything."""

    @property
    def is_silent(self) -> bool:
        """Whether no document says why."""
        return self.reason is None


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    CONTRADICTION = "contradiction"
    """Both cannot be true."""
    UNSUPPORTED = "unsupported"
    """What is said is not shown by the figures beside it."""
    REMARK = "remark"
    """Possible, but someone should look."""


class ContradictionKind(StrEnum):
    """What contradicts what."""

    NESTED_BASES = "nested_bases"
    PARTS_AND_TOTAL = "parts_and_total"
    MERGED_AREAS = "merged_areas"
    SILENT_REVISION = "silent_revision"
    TARGET_OF_ANOTHER_SERIES = "target_of_another_series"
    CLAIM_DIRECTION = "claim_direction"
    CLAIM_SIZE = "claim_size"
    CLAIM_UNIT = "claim_unit"
    CLAIM_NOT_DEMONSTRATED = "claim_not_demonstrated"
    CLAIM_BASE = "claim_base"
    CLAIM_VALUE = "claim_value"
    MAGNITUDE = "magnitude"
    JUMP = "jump"


@dataclass(frozen=True)
class NestedBases:
    """One printed share held against the product of two others: x % of a part, that part as a share of the whole.

    All shares are percentages. The whole-number boxes are closed intervals: a printed 28 may be 27.5 to 28.5.
    """

    period: int
    of_part: Observation
    """The share among the smaller base (28 % of those who heard of it)."""
    part_of_whole: Observation
    """The smaller base as a share of the larger (68 % heard of it)."""
    of_whole: Observation
    """The share among the larger base, as printed (17 %)."""
    product: Interval
    """What the first two allow, over their rounding boxes."""
    printed: Interval
    """Rounding box of the third."""
    implied_part: Interval
    """The share of the whole the smaller base must be for the three to fit."""
    fits: bool
    others_that_fit: tuple[Observation, ...]
    """Other shares of the same base, year and document that lie inside `implied_part`."""


@dataclass(frozen=True)
class Contradiction:
    """One place where the sources do not agree with themselves; nothing is ever repaired."""

    contradiction_id: str
    """Stable slug: kind, indicator, year and what tells it from another one."""
    kind: ContradictionKind
    severity: Severity
    indicator: Indicator
    period: int
    sentence: str
    """What does not agree, in one or two Dutch sentences."""
    reckoning: str | None
    """The arithmetic behind it, in Dutch notation; None when the sentence says it all."""
    evidence: tuple[Observation | Target | Claim, ...]
    """What it rests on, each with the cell or place it stands in."""
    nested: NestedBases | None = None


# What a page shows ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorHistory:
    """Everything known of one indicator: every publication of every figure and target."""

    indicator: Indicator
    policy_field: PolicyField
    observations: tuple[Observation, ...]
    """All vintages and kinds, by period, then edition."""
    targets: tuple[Target, ...]
    definitions: tuple[Definition, ...]
    claims: tuple[Claim, ...]
    footnotes: tuple[Footnote, ...]
    """Every note on its figures, labels, headers and tables, once each."""
    years: tuple[IndicatorYear, ...]
    """Judged, one per year and measure, newest year first."""
    revisions: tuple[Revision, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    samples: Mapping[int, Sample] = field(default_factory=dict)
    """Observation id → how many answered, for every figure of a survey."""
    intervals: Mapping[int, Interval] = field(default_factory=dict)
    """Observation id → Wilson interval of the share, where n is known (or assumed)."""


@dataclass(frozen=True)
class StudyRecord:
    """One study (the awareness of WIJ, 2016–2018) with everything its page shows."""

    study: Study
    histories: tuple[IndicatorHistory, ...]
    """One per item of the study, in its order."""
    nested: tuple[NestedBases, ...]
    contradictions: tuple[Contradiction, ...]
    waves: tuple[SurveyWave, ...]
    """Of the surveys of its figures."""
    assumptions: Assumptions
