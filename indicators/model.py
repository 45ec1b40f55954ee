"""What the pages talk about: indicators, figures, targets, documents, and one indicator in one year.

Frozen dataclasses with the names of the warehouse (`warehouse/schema.sql`); a column that may be NULL there is
`| None` here. Nothing in this module reads or judges.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Better(StrEnum):
    """Which way an indicator gets better, as the catalogue says."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
    UNKNOWN = "unknown"


class ObservationKind(StrEnum):
    """What a printed figure is."""

    ACHIEVED = "achieved"
    FORECAST = "forecast"
    BASELINE = "baseline"
    BENCHMARK = "benchmark"
    NARRATIVE = "narrative"
    """Stands only in the running text."""
    PREVIOUSLY_REPORTED = "previously_reported"
    """What an earlier edition printed under another definition; never part of a line."""


class Qualifier(StrEnum):
    """How firmly a figure is meant."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    TEXT = "text"
    NONE = "none"


class Semantics(StrEnum):
    """What a printed target asks for."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "equal"
    """A bare number: which side of it counts depends on which way is better."""
    RANGE = "range"
    APPROXIMATELY = "approximately"
    RANK_AT_BEST = "rank_at_best"
    RELATIVE = "relative"
    TEXT = "text"
    NO_NORM = "no_norm"
    """The source says that no norm was set (a key figure, kengetal)."""
    NOT_PUBLISHED = "not_published"


class Difference(StrEnum):
    """In what two series are not the same, so that no line, change or verdict goes across."""

    DEFINITION = "definition"
    BASE = "base"
    TERRITORY = "territory"
    UNIT = "unit"
    METHOD = "method"
    PART = "part"


@dataclass(frozen=True)
class Document:
    """One publication."""

    document_id: str
    kind: str
    """`budget`, `accounts`, `progress_report`, `news`, `survey_report` or `open_data`."""
    title: str
    publisher: str
    fiscal_year: int | None
    published_on: date
    published_precision: str
    """`day`, `month`, `year`, `legal_deadline` or `estimated`: how exact `published_on` is."""
    address: str | None
    edition_rank: int
    """Order of appearance: "as known in" a document is everything with a rank up to its own."""
    note: str | None = None

    @property
    def is_open_data(self) -> bool:
        """Whether it is a table of another publisher: context, never what the municipality itself reports."""
        return self.kind == "open_data"


@dataclass(frozen=True)
class FieldCode:
    """Code and title one document gives a policy field."""

    document_id: str
    code: str
    title: str


@dataclass(frozen=True)
class PolicyField:
    """One policy field (beleidsveld); the same across editions, whatever its code there."""

    policy_field_id: str
    title: str
    programme: str
    sort_order: int
    codes: tuple[FieldCode, ...] = ()
    """Oldest document first."""


@dataclass(frozen=True)
class Indicator:
    """One indicator of one policy field."""

    indicator_id: str
    policy_field_id: str
    name: str
    kind: str
    """`survey_share`, `share`, `count`, `score`, `amount`, `rank`, `ratio`, `duration`, `text` or `unknown`."""
    unit: str
    better: Better
    is_statutory: bool
    is_key_figure: bool
    is_linked: bool
    """False: the label was not found in the catalogue and became an indicator of its own."""
    suggestions: str | None
    """Closest known names for an indicator that is not linked."""
    name_is_abridged: bool
    source_kind: str
    sort_order: int
    part_of: str | None = None
    """The indicator it is a part of ("waarvan …"), in the same unit."""


@dataclass(frozen=True)
class Definition:
    """One wording of what an indicator measures; figures compare within one comparability group only."""

    definition_id: str
    indicator_id: str
    version: int
    wording: str
    comparability_group: str
    from_document_id: str | None = None
    """First document printed under it."""
    note: str | None = None


@dataclass(frozen=True)
class BasePopulation:
    """Who or what a percentage is of."""

    base_id: str
    parent_id: str | None
    name: str
    note: str | None = None
    measured_by: str | None = None
    """Indicator that gives its share of the parent (heard of WIJ, of all adults): what its n can be derived from."""


UNKNOWN_BASE = "niet-vermeld"
"""The base of a figure of which the source does not say who it is about."""
NOT_A_GROUP = ("niet-van-toepassing", UNKNOWN_BASE)
"""Bases that name no group: of a count, and where the source does not say."""


@dataclass(frozen=True)
class SurveyWave:
    """One year of a survey; its n is that of the whole sample, never of a part of it."""

    wave_id: str
    survey: str
    """The method of the figures it gave."""
    year: int
    territory_id: str
    base_id: str
    """Whose n it is."""
    n: int | None
    n_qualifier: str
    """`exact`, `at_least` ("ruim 5.000"), `approx`, `assumed` or `unknown`."""
    n_source: str
    """`published`, `derived`, `assumed` or `unknown`."""
    design: str
    design_effect: float | None
    design_effect_source: str
    note: str | None = None
    is_panel: bool = False
    """Whether the same people may answer in more than one wave."""


@dataclass(frozen=True)
class Territory:
    """One area in one delimitation: the municipality before and from 2019 are two."""

    territory_id: str
    code: str
    name: str
    valid_from: int | None
    valid_to: int | None
    is_own: bool
    merged_from: tuple[str, ...] = ()
    """Ids of the territories that together make it up, all of them; none where it was not merged."""


@dataclass(frozen=True)
class SeriesIdentity:
    """What two figures must share to stand on one line, in one change or in one test."""

    indicator_id: str
    comparability_group: str
    base_id: str
    territory_id: str
    unit: str
    method: str
    part: int
    """0 for a single figure; 1 and 2 for the main figure of a pair cell and the one between brackets."""

    def differences(self, other: "SeriesIdentity") -> tuple[Difference, ...]:
        """Return in what two series of one indicator differ; empty when they are the same."""
        pairs = (
            (Difference.DEFINITION, self.comparability_group, other.comparability_group),
            (Difference.BASE, self.base_id, other.base_id),
            (Difference.TERRITORY, self.territory_id, other.territory_id),
            (Difference.UNIT, self.unit, other.unit),
            (Difference.METHOD, self.method, other.method),
            (Difference.PART, self.part, other.part),
        )
        return tuple(difference for difference, here, there in pairs if here != there)


@dataclass(frozen=True)
class Provenance:
    """Where a figure stands, down to the cell."""

    document: Document
    page_id: str
    page_title: str
    page_address: str | None
    table_title: str
    """`tekst` for a figure that stands in a sentence."""
    row_group: str | None
    row_label: str
    column_header: str
    place: str
    raw: str
    """The cell, verbatim."""
    remark: str | None
    """Words in the cell beside the figure, or why a figure was typed in."""
    year_source: str
    """`printed`, `inferred`, `cell`, `corrected` or `curated`."""
    correction_id: str | None
    labels_are_abridged: bool
    """Whether row labels of this page are abridged in our own words; figures never are."""


@dataclass(frozen=True)
class Footnote:
    """One note, as attached to what it explains."""

    footnote_id: str
    marker: str
    text: str | None
    """None: the marker is printed, the note is not."""
    is_paraphrased: bool
    flag: str | None
    """`note_missing`, `empty`, `not_referred_to`, `remark` (a source or unit line) or None."""
    attached_to: str
    """`indicator` (its label), `observation`, `target`, `header`; `table` for a note that nothing refers to."""


@dataclass(frozen=True)
class Part:
    """One counted thing in a text result; parts are shown, never summed."""

    position: int
    value: float
    label: str


SUPPRESSED = "Q"
"""Missing value; suppressed (SDMX, CL_OBS_STATUS): the status of a figure that is printed and not shown here."""


@dataclass(frozen=True)
class Observation:
    """One figure as printed in one document."""

    observation_id: int
    identity: SeriesIdentity
    definition: Definition
    base: BasePopulation
    territory: Territory
    period: int
    kind: ObservationKind
    value: float | None
    low: float | None
    high: float | None
    text: str | None
    decimals: int | None
    qualifier: Qualifier
    status: str
    """SDMX: A present, L not measured, M not applicable, O missing for another or an unstated reason, Q withheld."""
    missing_reason: str | None
    n: int | None
    n_source: str
    measure: str | None
    """What this part of a cell with two figures is, in Dutch; None when base and unit say it."""
    provenance: Provenance
    parts: tuple[Part, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    """Notes on its cell and on the header of its column."""
    row_footnotes: tuple[Footnote, ...] = ()
    """Notes on its row label, and those of the table that nothing refers to."""
    design_effect: float | None = None
    """Estimated from the answers behind it; None for a printed figure."""
    small_base: int | None = None
    """How many people answered, where that is so few that it is said with the figure; see `indicators.disclosure`."""

    @property
    def raw(self) -> str:
        """The cell, verbatim."""
        return self.provenance.raw

    @property
    def document(self) -> Document:
        """The publication that printed the figure."""
        return self.provenance.document

    @property
    def is_present(self) -> bool:
        """Whether anything but an empty cell was printed: a figure or a text."""
        return self.status == "A"

    @property
    def is_withheld(self) -> bool:
        """Whether something is printed that is not shown here, because too few people answered."""
        return self.status == SUPPRESSED

    @property
    def is_figure(self) -> bool:
        """Whether there is a number, or a limit of one, to compare and to draw."""
        return self.value is not None or self.low is not None or self.high is not None


@dataclass(frozen=True)
class Target:
    """One target as printed in one document."""

    target_id: int
    identity: SeriesIdentity
    definition: Definition
    base: BasePopulation
    territory: Territory
    period: int
    semantics: Semantics
    low: float | None
    high: float | None
    band: float | None
    """For an approximate target: what counts as reaching it, half the last significant place (± 3.200 → 50)."""
    relation: Semantics | None
    """For a relative target: how the result must stand to the reference."""
    reference: str | None
    """What it is measured against when the cell says so: `previous_year`, `year:2017`, `national`, `baseline`."""
    decimals: int | None
    missing_reason: str | None
    measure: str | None
    provenance: Provenance
    footnotes: tuple[Footnote, ...] = ()
    row_footnotes: tuple[Footnote, ...] = ()

    @property
    def raw(self) -> str:
        """The cell, verbatim."""
        return self.provenance.raw

    @property
    def document(self) -> Document:
        """The publication that printed the target."""
        return self.provenance.document

    @property
    def number(self) -> float | None:
        """The number it asks for; None for a direction, a range or a text."""
        limits = {limit for limit in (self.low, self.high) if limit is not None}
        return limits.pop() if len(limits) == 1 else None

    @property
    def is_set(self) -> bool:
        """Whether the source says anything: a target, or that there is none on purpose."""
        return self.semantics is not Semantics.NOT_PUBLISHED


@dataclass(frozen=True)
class Claim:
    """A sentence of a document about an indicator, in our own words."""

    claim_id: str
    document_id: str
    page_id: str
    indicator_id: str | None
    period_from: int | None
    period_to: int | None
    paraphrase: str
    direction: str | None
    difference: float | None
    printed_unit: str | None
    place: str
    value: float | None = None
    """A level the sentence names ("ruim 600"), in the unit of the indicator."""
    qualifier: Qualifier | None = None
    """How firmly that level is meant; None without one."""
    base_id: str | None = None
    """The group the sentence says the figure is of; None when it names none."""


@dataclass(frozen=True)
class DeclaredRevision:
    """Why a document prints another figure than an earlier one did, as chosen by a person."""

    indicator_id: str
    period: int
    document_id: str
    """The later edition."""
    kind: str
    """`revision`, `correction` or `redefinition`."""
    reason: str


@dataclass(frozen=True)
class Commentary:
    """What the municipality says of one target that was not achieved; what it does not say is None."""

    indicator_id: str
    year: int
    cause: str | None
    action: str | None
    owner: str | None
    author: str
    written_on: date


@dataclass(frozen=True)
class ExampleEstimate:
    """One estimate from answers that nobody gave, to explain margins by; shares in percent."""

    survey: str
    question: str
    year: int
    group_variable: str
    group_name: str
    """Empty for everyone asked."""
    share: float
    standard_error: float
    low: float
    high: float
    n: int
    design_effect: float


@dataclass(frozen=True)
class Reading:
    """What a person makes of a result or a target in words that no arithmetic can judge (table `assessment`)."""

    indicator_id: str
    year: int
    is_achieved: bool
    reason: str
    author: str
    written_on: date


@dataclass(frozen=True)
class StudyItem:
    """One indicator of a study."""

    indicator_id: str
    position: int
    role: str
    """`question` (side by side), `later` (another series, shown apart) or `context`."""
    short_name: str
    """What its column, line or button is called, in Dutch."""


@dataclass(frozen=True)
class Study:
    """A set of indicators that one survey asked, read together on a page of its own."""

    study_id: str
    title: str
    menu: str
    """What the menu calls it."""
    introduction: str
    year_from: int
    year_to: int
    items: tuple[StudyItem, ...] = ()
    """In the order of the questions."""


@dataclass(frozen=True)
class Page:
    """One page of a document as received."""

    page_id: str
    document_id: str
    title: str
    address: str | None
    abridged: str
    """`nothing`, `notes` or `labels_and_notes`."""
    received_via: str
    figures: int = 0
    """Observations and targets that came from this page."""


@dataclass(frozen=True)
class Load:
    """One input file as loaded."""

    input: str
    sha256: str
    rows_read: int
    rows_loaded: int
    rows_repeated: int
    """Printed elsewhere in the same document with the same value; loaded once, there."""
    rows_refused: int


@dataclass(frozen=True)
class SourceProblem:
    """One refusal or notice: what was not delivered, or what a person should look at."""

    page_id: str | None
    severity: str
    kind: str
    table_title: str | None
    row_label: str | None
    column_header: str | None
    found: str
    expected: str
    message: str
    place: str


@dataclass(frozen=True)
class Correction:
    """A declared repair of an error in the source."""

    correction_id: str
    page_id: str
    table_title: str
    row_label: str | None
    """None for the whole column."""
    column_header: str
    attribute: str
    expected: str
    corrected: str
    reason: str
    figures: int
    """How many figures it was applied to."""


@dataclass(frozen=True)
class Source:
    """One document with what was received of it and how that went."""

    document: Document
    pages: tuple[Page, ...]
    loads: tuple[Load, ...]
    problems: tuple[SourceProblem, ...]
    corrections: tuple[Correction, ...]


class SearchPlace(StrEnum):
    """Where a text that can be searched stands, the best place first."""

    NAME = "name"
    LABEL = "label"
    """What a document prints for a name."""
    PROGRAMME = "programme"
    DEFINITION = "definition"
    NOTE = "note"
    CLAIM = "claim"
    FIGURE = "figure"
    """The cell of a figure, verbatim."""
    TARGET = "target"
    """The cell of a target, verbatim."""


@dataclass(frozen=True)
class SearchText:
    """One text by which an indicator or a policy field can be found."""

    place: SearchPlace
    text: str
    number: str | None = None
    """Which note, claim, figure or target it is; of a cell that is printed more than once, the first."""
    edition_rank: int | None = None
    """The first edition that prints it; None for what the catalogue says, whatever the edition."""


@dataclass(frozen=True)
class Searchable:
    """One indicator or policy field, with the texts by which it can be found."""

    kind: str
    """`indicator` or `policy_field`."""
    id: str
    name: str
    context: str
    """The policy field of an indicator, the programme of a field."""
    texts: tuple[SearchText, ...]


@dataclass(frozen=True)
class Action:
    """One action of the social-base programme with its status as of a document."""

    summary: str
    status: str
    """`planned`, `running`, `done` or `done_and_running`."""
    figure: str | None
    period: str | None
    as_of_document: str
    place: str


@dataclass(frozen=True)
class ActionLine:
    """One line of action with its goal and actions."""

    action_line_id: str
    document_id: str
    title: str
    goal: str | None
    elaboration: str | None
    decision: str | None
    decided_on: str | None
    place: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Initiative:
    """One counted quantity of the social base, with its own denominator if it has one."""

    initiative_id: str
    document_id: str
    subject: str
    quantity: str
    value: float
    qualifier: Qualifier
    unit: str
    period: int | None
    denominator: float | None
    denominator_of: str | None
    """What the denominator counts; the two need not be the same kind of thing, so they are never divided here."""
    raw: str
    note: str | None
    place: str


@dataclass(frozen=True)
class SocialBase:
    """The social-base programme: lines of action and counted quantities."""

    action_lines: tuple[ActionLine, ...]
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True)
class Segment:
    """Figures of one identity that a line may join, by period; a single figure is a lone point."""

    identity: SeriesIdentity
    points: tuple[Observation, ...]

    @property
    def is_lone_point(self) -> bool:
        """Whether there is nothing to join."""
        return len(self.points) == 1


@dataclass(frozen=True)
class Break:
    """Where one series ends and another begins, and why they are not joined."""

    period_from: int
    period_to: int
    """Last period before and first period after the break."""
    differences: tuple[Difference, ...]
    label: str
    """Dutch: what changed."""
    at: float
    """Where the rule is drawn: the turn of the year in which the territory changed, else half-way."""


@dataclass(frozen=True)
class Trend:
    """What one measure of an indicator looks like over the years."""

    indicator: Indicator
    part: int
    segments: tuple[Segment, ...]
    breaks: tuple[Break, ...]
    previously_reported: tuple[Observation, ...]
    """Figures of earlier definitions, drawn hollow and never joined."""
    forecasts: tuple[Observation, ...]
    targets: tuple[Target, ...]
    """One per year: the one the year view uses."""
    missing: tuple[Observation, ...] = field(default=())
    """Cells that the source prints as empty, of years about which nothing else is drawn."""


@dataclass(frozen=True)
class Vintages:
    """Every publication of one figure."""

    identity: SeriesIdentity
    period: int
    kind: ObservationKind
    figures: tuple[Observation, ...]
    """Oldest edition first."""

    @property
    def is_revised(self) -> bool:
        """Whether two editions print different figures."""
        printed = {(figure.value, figure.low, figure.high, figure.text) for figure in self.figures if figure.is_present}
        return len(printed) > 1
