"""What the addresses answer: the shape of the JSON, and with it the schemas of the OpenAPI document.

Names are those of the model (`indicators.model`, `indicators.judged`); a description of a field is the text below it.
Every field is always there: what is not known is null, and a field beside it says why; a figure is never zero for want
of one. Numbers are in the `unit` beside them (75.0 for 75 %), differences between percentages in percentage points.
Fields may be added within v1; none is renamed, removed or given another meaning.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from indicators.judged import Certainty, ContradictionKind, RevisionKind, Severity, Verdict
from indicators.model import Better, Difference, ObservationKind, Qualifier, SearchPlace, Semantics


class _Said(BaseModel):
    """Made of the thing it tells of, by the same names."""

    model_config = ConfigDict(
        frozen=True,
        from_attributes=True,
        use_attribute_docstrings=True,
        ser_json_inf_nan="null",
    )

    @classmethod
    def made(cls, **of: object) -> Self:
        """Return it made of things of the model by the same names; pydantic checks what mypy cannot see."""
        return cls.model_validate(of)


# What an answer rests on ---------------------------------------------------------------------------------------------


class Document(_Said):
    """One publication."""

    document_id: Annotated[str, Field(examples=["rekening-2018"])]
    kind: str
    """`budget`, `accounts`, `progress_report`, `news`, `survey_report` or `open_data`."""
    title: Annotated[str, Field(examples=["Gemeenterekening 2018"])]
    publisher: str
    fiscal_year: int | None
    """The year it is about; null for a publication about no year in particular."""
    published_on: date
    published_precision: str
    """`day`, `month`, `year`, `legal_deadline` or `estimated`: how exact `published_on` is."""
    address: str | None
    """Where it was published; null where that was not found."""
    edition_rank: int
    """Order of appearance: "as known in" a document is everything with a rank up to its own."""
    note: str | None
    """What a reader of it must know, in Dutch; null where there is nothing."""


class Figures(_Said):
    """Which figures an answer was made of."""

    version: Annotated[str, Field(examples=["0014-e3dc022dd6a7"])]
    """The published version of the figures; another one may give another answer."""
    as_known_in: str | None
    """The document that was asked for; null: everything that is known now."""
    edition: Document | None
    """The last publication that is read; null when there is none at all."""
    notice: str | None
    """What is wrong with the published figures; null when nothing is."""
    licence: str
    """On what terms the figures may be used."""


class Rules(_Said):
    """Versions of the rules that judged; a changed rule has another version."""

    verdict: Annotated[str, Field(examples=["literal-2"])]
    certainty: Annotated[str, Field(examples=["certainty-1"])]


class _Answer(_Said):
    language: Literal["nl", "en"]
    """Language of the sentences in this answer; what sources and catalogue say is Dutch in either."""
    figures: Figures
    rules: Rules


# Figures -------------------------------------------------------------------------------------------------------------


class Interval(_Said):
    """From low to high, both included."""

    low: float
    high: float
    unit: str
    """`%` for a share, `procentpunt` for a difference between two."""


class Definition(_Said):
    """One wording of what an indicator measures; figures compare within one comparability group only."""

    definition_id: str
    version: int
    wording: str
    comparability_group: str
    from_document_id: str | None
    """First document printed under it; null: the first there is."""
    note: str | None
    """What a reader must know of it, in Dutch; null where there is nothing."""


class Base(_Said):
    """Who or what a percentage is of."""

    base_id: str
    name: str
    parent_id: str | None
    """The larger group it is a part of; it never licenses a multiplication. Null: of none."""


class Territory(_Said):
    """One area in one delimitation: the municipality before and from 2019 are two."""

    territory_id: str
    code: str
    name: str
    valid_from: int | None
    """First year; null: since before the figures."""
    valid_to: int | None
    """Last year; null: until now."""
    is_own: bool
    """Whether it is the municipality itself, and not the country or another area."""
    merged_from: tuple[str, ...]
    """Ids of the territories that together make it up, all of them; none where it was not merged."""


class Place(_Said):
    """Where a figure stands, down to the cell."""

    page_title: str
    page_address: str | None
    """Null where the page has no address of its own."""
    table_title: str
    """`tekst` for a figure that stands in a sentence."""
    row_group: str | None
    """The heading it stands below; null where there is none."""
    row_label: str
    column_header: str
    place: str
    """Where in the page as it was received."""
    remark: str | None
    """Words in the cell beside the figure, or why it was typed in."""
    year_source: str
    """`printed`, `inferred`, `cell`, `corrected` or `curated`."""
    correction_id: str | None
    """The declared repair of an error in the source; null where nothing was repaired."""
    labels_are_abridged: bool
    """Whether row labels of this page are abridged; figures never are."""


class Footnote(_Said):
    """One note, as attached to what it explains."""

    footnote_id: str
    marker: str
    text: str | None
    """Null: the marker is printed, the note is not."""
    is_paraphrased: bool
    flag: str | None
    """`note_missing`, `empty`, `not_referred_to`, `remark` or null."""
    attached_to: str
    """`indicator` (its label), `observation`, `target`, `header`; `table` for a note that nothing refers to."""


class Part(_Said):
    """One counted thing in a text result; parts are shown, never summed."""

    position: int
    value: float
    label: str


class Printed(_Said):
    """A figure or target in short; an indicator's answer has it in full, under the same number."""

    printed: Literal["observation", "target"]
    id: int
    """Its number in `observations` or `targets`, within one version of the figures."""
    period: int
    document_id: str
    words: str
    """As the dashboard shows it; of a missing one why it is."""
    raw: str
    """The cell, verbatim."""
    value: float | None
    """The number; null for a range, a direction, a text, or a figure that is missing or withheld: see `words`."""
    unit: str
    base_id: str
    territory_id: str


class Wave(_Said):
    """One year of a survey; its n is that of the whole sample, never of a part of it."""

    wave_id: str
    survey: str
    """The `method` of the figures it gave."""
    year: int
    base_id: str
    """Whose n it is."""
    n: int | None
    """Null: not known."""
    n_qualifier: str
    """`exact`, `at_least` ("ruim 5.000"), `approx`, `assumed` or `unknown`."""
    n_source: str
    """`published`, `derived`, `assumed` or `unknown`."""
    design: str
    is_panel: bool
    """Whether the same people may answer in more than one wave."""
    design_effect: float | None
    """Null: not stated."""
    design_effect_source: str
    note: str | None
    """What a reader must know of it, in Dutch; null where there is nothing."""


class Sample(_Said):
    """How many people answered behind one figure, and how that is known."""

    n: int | None
    """Null where it is not known or there is no sample: see `explanation`."""
    low: int | None
    high: int | None
    """Lowest and highest n that the rounding of the shares it is derived from allows."""
    source: str
    """`published`, `derived`, `assumed`, `unknown` or `not_applicable` (a register)."""
    is_upper_bound: bool
    """Whether the base is only known to be no larger than this: a part of a group of known size."""
    design_effect: float | None
    """As the source states it; null: not stated."""
    wave: Wave | None
    """The year of the survey it was counted in; null where none is known."""
    explanation: str
    """Where n comes from, with the arithmetic when derived, or why it is not known."""


class _Stated(_Said):
    """What a printed figure and a printed target have in common."""

    period: int
    part: int
    """0 for a single figure; 1 and 2 for the main figure of a cell with two and the one between brackets."""
    measure: str | None
    """What this part of a cell is, in Dutch; null when base and unit say it."""
    low: float | None
    high: float | None
    """Ends of a range, or the limit itself; null where there is none."""
    unit: str
    decimals: int | None
    """How precise it is printed; null for what is no number."""
    words: str
    """As the dashboard shows it; of a missing one why it is."""
    raw: str
    """The cell, verbatim."""
    missing_reason: str | None
    """Why there is none, as a code; null where there is one."""
    method: str
    document: Document
    definition: Definition
    base: Base
    territory: Territory
    place: Place
    footnotes: tuple[Footnote, ...]
    """On its cell, column, row and table."""


class Observation(_Stated):
    """One figure as printed in one document."""

    observation_id: int
    """Its number within this version of the figures; another version may give it to another figure."""
    kind: ObservationKind
    value: float | None
    """Null for a range, a text, or a figure that is missing or withheld: see `words`."""
    text: str | None
    """A result in words; null for a number."""
    qualifier: Qualifier
    status: str
    """SDMX: A present, L not measured, M not applicable, O missing for another or an unstated reason."""
    parts: tuple[Part, ...]
    sample: Sample | None
    """Null for a figure of no survey."""
    interval: Interval | None
    """Of the share itself; null: see `interval_reason`."""
    interval_reason: str | None
    """Why there is no interval; null where there is one."""


class Target(_Stated):
    """One target as printed in one document."""

    target_id: int
    """Its number within this version of the figures; another version may give it to another target."""
    semantics: Semantics
    band: float | None
    """For an approximate target: what counts as reaching it, half the last significant place (± 3.200 → 50)."""
    relation: Semantics | None
    """For a relative target: how the result must stand to the reference."""
    reference: str | None
    """What it is measured against when the cell says so: `previous_year`, `year:2017`, `national`, `baseline`."""


# Judgement -----------------------------------------------------------------------------------------------------------


class Scenario(_Said):
    """The same question at one design effect."""

    design_effect: float
    interval: Interval
    certainty: Certainty
    phrase: str | None
    """What is said of the change at this design effect; null where the question is about the share itself."""


class BreakEven(_Said):
    """How many respondents per wave a demonstrated difference needs at least."""

    design_effect: float
    n_as_printed: int | None
    """For the printed values; null when no number would do, for the printed values do not differ."""
    n_whatever_rounding: int | None
    """For every value the printed ones may stand for; null when the rounding alone leaves no difference."""


class Detectable(_Said):
    """What a survey of this size can show at one design effect."""

    design_effect: float
    smallest_change: float | None
    """Smallest change from the latest share that would be demonstrated, in percentage points; null: n unknown."""
    n_for_one_point: int
    """Respondents per wave that a change of one percentage point would need."""


class Judgement(_Said):
    """The literal verdict, arithmetic on what is printed, with what it was made of."""

    verdict: Verdict
    words: str
    rule: Annotated[str, Field(examples=["increase.achieved"])]
    """Stable name of the rule and its outcome."""
    reason: str
    rules_version: str
    result: Printed | None
    """Null: no known document prints one."""
    target: Printed | None
    """Null: no known document prints one."""
    compared_with: Printed | None
    """The figure a direction was held against; null for a verdict that needs none."""


class Assessment(_Said):
    """What the evidence carries of the verdict; where there is none, of the change since the last figure."""

    certainty: Certainty | None
    """Null: there is nothing to be sure of, see `reason`."""
    words: str | None
    about: Literal["verdict", "change"] | None
    rule: Annotated[str, Field(examples=["change.share"])]
    reason: str
    rules_version: str
    sample: Sample | None
    """Of the result; null where there is no figure."""
    interval: Interval | None
    """Of the result itself; null where there is none to give: see `interval_reason` of the year."""
    design_effect: float | None
    """The main one; null where none is used."""
    confidence: float
    by_design_effect: tuple[Scenario, ...]
    is_sensitive: bool
    """Whether one of the design effects gives another certainty."""
    break_even: tuple[BreakEven, ...]
    detectable: tuple[Detectable, ...]


class Change(_Said):
    """What changed since the last comparable figure of the same series."""

    from_: Annotated[Printed, Field(serialization_alias="from")]
    to: Printed
    difference: float
    """Later minus earlier, as printed."""
    unit: str
    """`procentpunt` for percentages, else the unit of the figures."""
    rounding: Interval
    """Lowest and highest difference that the rounding of both figures allows."""
    interval: Interval | None
    """At the main design effect; null for a register, which has no sampling error, or where n is not known."""
    certainty: Certainty
    phrase: Annotated[str, Field(examples=["aantoonbaar gestegen"])]
    n_from: int | None
    n_to: int | None
    """Respondents of either; null where not known or not a survey: see the samples of both figures."""
    design_effect: float | None
    """The main one; null where none is used."""
    is_sensitive: bool
    """Whether one of the design effects gives another certainty."""
    by_design_effect: tuple[Scenario, ...]
    break_even: tuple[BreakEven, ...]


class NoChange(_Said):
    """Why there is no change to give."""

    differences: tuple[Difference, ...]
    """In what the figures differ; empty when there is no earlier figure."""
    reason: str


class Fact(_Said):
    """One thing that explains a row, in words."""

    label: str
    text: str


class IndicatorName(_Said):
    """Which indicator it is."""

    indicator_id: Annotated[str, Field(examples=["wij-contact"])]
    name: str
    unit: str


class Indicator(IndicatorName):
    """One indicator of one policy field."""

    policy_field_id: str
    kind: str
    """`survey_share`, `share`, `count`, `score`, `amount`, `rank`, `ratio`, `duration`, `text` or `unknown`."""
    better: Better
    is_statutory: bool
    is_key_figure: bool
    is_linked: bool
    """Whether the catalogue knows it; false for a printed label that nobody linked yet."""
    suggestions: str | None
    """Closest known names of one that is not linked; null otherwise."""
    name_is_abridged: bool
    source_kind: str
    """`survey`, `register`, `report` or another."""
    part_of: str | None
    """The indicator it is a part of, in the same unit; null: of none."""


class Year(_Said):
    """One measure of one indicator in one year: the figure, what was planned, and three answers kept apart."""

    period: Annotated[int, Field(examples=[2018])]
    part: int
    """0 for a single figure; 1 and 2 for the main figure of a cell with two and the one between brackets."""
    is_main: bool
    """Counts go over main measures only: one for each indicator and year."""
    measure: str | None
    """What this part of a cell is, in Dutch; null when base and unit say it."""
    value: float | None
    """The result; null for a range, a text, or a figure that is missing or withheld: see `words`."""
    low: float | None
    high: float | None
    """Ends of a range, or the limit itself; null where there is none."""
    unit: str
    text: str | None
    """A result in words; null for a number."""
    words: str
    """The result as the dashboard shows it; of a missing one why it is."""
    raw: str | None
    """The cell, verbatim; null where no known document prints one."""
    qualifier: Qualifier
    missing_reason: str | None
    """Why there is no result, as a code; null where there is one or nothing is said of it."""
    observation_id: int | None
    """Null where no known document prints a result."""
    document: Document | None
    """Null where no known document prints a result."""
    definition: Definition
    base: Base
    territory: Territory
    place: Place | None
    """Null where no known document prints a result."""
    n: int | None
    """Respondents of this very base; null: see `n_reason`."""
    n_source: str
    """`published`, `derived`, `assumed`, `unknown` or `not_applicable` (a register)."""
    n_reason: str
    """Where n comes from, or why it is not known."""
    interval: Interval | None
    """Of the share itself, at the main design effect; null: see `interval_reason`."""
    interval_reason: str | None
    """Why there is no interval; null where there is one."""
    target: Target | None
    """Null where no known document prints one."""
    verdict: Verdict
    certainty: Certainty | None
    """Null: there is nothing to be sure of, see `assessment.reason`."""
    change: Change | None
    """Since the last comparable figure; null: see `no_change`."""
    no_change: NoChange | None
    """Why there is no change to give; null where there is one."""
    judgement: Judgement
    assessment: Assessment
    forecast: Printed | None
    """What was expected for the year; null where nothing is printed."""
    benchmarks: tuple[Printed, ...]
    """What the same row prints for others: the country, comparable municipalities."""
    previously_reported: Printed | None
    """What was published before for the year a direction was held against; null where nothing was."""
    parts: tuple[Part, ...]
    footnotes: tuple[Footnote, ...]
    """Every note on label, header, figures and target, in order of appearance."""
    explanation: tuple[Fact, ...]
    """Everything that verdict, certainty and change rest on, in words."""


# Between editions and against each other -----------------------------------------------------------------------------


class Vintage(_Said):
    """Every publication of one figure, oldest first."""

    period: int
    part: int
    kind: ObservationKind
    comparability_group: str
    base_id: str
    territory_id: str
    is_revised: bool
    """Whether two editions print different figures."""
    figures: tuple[Printed, ...]


class Segment(_Said):
    """Figures that a line may join, by period; a single one is a lone point."""

    comparability_group: str
    base_id: str
    territory_id: str
    unit: str
    method: str
    points: tuple[Printed, ...]


class Break(_Said):
    """Where one line ends and another begins."""

    period_from: int
    period_to: int
    """Last period before and first period after the break."""
    differences: tuple[Difference, ...]
    label: str


class Series(_Said):
    """One measure over the years: lines that are never drawn across a break."""

    part: int
    segments: tuple[Segment, ...]
    breaks: tuple[Break, ...]
    previously_reported: tuple[Printed, ...]
    """Figures of earlier definitions, never joined."""
    forecasts: tuple[Printed, ...]
    targets: tuple[Printed, ...]
    """One per year: the one the year is judged by."""
    missing: tuple[Printed, ...]
    """Cells that the source prints as empty, of years about which nothing else is known."""


class Claim(_Said):
    """A sentence of a document about the indicator, in our own words."""

    claim_id: str
    document_id: str
    period_from: int | None
    period_to: int | None
    paraphrase: str
    direction: str | None
    difference: float | None
    printed_unit: str | None
    value: float | None
    """A level the sentence names; null where it names none."""
    qualifier: Qualifier | None
    base_id: str | None
    """The group the sentence says the figure is of; null when it names none."""
    place: str


class Commentary(_Said):
    """What the municipality says of one target that was not achieved; what it does not say is null."""

    indicator_id: str
    year: int
    cause: str | None
    action: str | None
    owner: str | None
    author: str
    written_on: date


class Revision(_Said):
    """One year that a later edition prints differently."""

    revision_id: str
    kind: RevisionKind
    period: int
    earlier: Printed
    later: Printed
    reason: str | None
    """Why, as declared or as a note says; null: neither says anything."""


class Contradiction(_Said):
    """One place where the sources do not agree with themselves; nothing is ever repaired."""

    contradiction_id: str
    kind: ContradictionKind
    severity: Severity
    indicator_id: str
    period: int
    sentence: str
    reckoning: str | None
    """The arithmetic behind it; null when the sentence says it all."""
    evidence: tuple[Printed, ...]
    """The figures and targets it rests on."""
    claims: tuple[Claim, ...]
    """The sentences it rests on."""


# Answers -------------------------------------------------------------------------------------------------------------


class FieldCode(_Said):
    """Code and title one document gives a policy field."""

    document_id: str
    code: str
    title: str


class PolicyField(_Said):
    """One policy field (beleidsveld); the same across editions, whatever its code there."""

    policy_field_id: Annotated[str, Field(examples=["sociale-basisvoorzieningen"])]
    title: str
    programme: str
    codes: tuple[FieldCode, ...]
    """Oldest document first."""


class PolicyFields(_Answer):
    """Every policy field, in programme order."""

    policy_fields: tuple[PolicyField, ...]


class Count(_Said):
    """How often a verdict occurs with what the evidence carries of it."""

    verdict: Verdict
    certainty: Certainty | None
    """Null: there is nothing to be sure of."""
    count: int


class Tally(_Said):
    """Verdicts counted over the main measures, with the full denominator."""

    total: int
    counts: tuple[Count, ...]
    """Combinations that occur; never averaged, never one score."""
    words: str


class FieldRow(Year):
    """One measure of one indicator of the field in the year."""

    indicator: Indicator


class PolicyFieldYear(_Answer):
    """One policy field in one year."""

    policy_field: PolicyField
    year: int | None
    """The year of the rows; null when nothing at all is printed of the field."""
    years: tuple[int, ...]
    """Every year with a result or a target, newest first."""
    tally: Tally
    rows: tuple[FieldRow, ...]
    """In catalogue order."""
    contradictions: tuple[Contradiction, ...]
    """Of the year, the heaviest first."""
    commentaries: tuple[Commentary, ...]
    """On targets of the year."""


class Found(_Said):
    """Why an indicator answers a query."""

    place: SearchPlace
    text: str
    """The text that holds the words, or that they are read together with."""
    score: float
    """0 to 100; 100 when every word was found as typed."""


class IndicatorFound(_Said):
    """One indicator of the list."""

    indicator_id: Annotated[str, Field(examples=["wij-contact"])]
    name: str
    policy_field: str
    """Title of its policy field."""
    found: Found | None
    """Null without a query."""


class OtherWords(_Said):
    """A word of the query, and the words that were looked for beside or instead of it."""

    word: str
    read_as: tuple[str, ...]


class Indicators(_Answer):
    """The indicators that answer a query, best first; every one in catalogue order without a query."""

    query: str | None
    """Null: none was asked."""
    indicators: tuple[IndicatorFound, ...]
    mistyped: tuple[OtherWords, ...]
    """Words that no text holds, with what they were taken for."""
    same: tuple[OtherWords, ...]
    """Words for the same that were looked for too."""


class Assumptions(_Said):
    """What was asked to be assumed in the judgement."""

    n: int | None
    """Respondents of the whole survey in every wave; null: what the sources say, else our stated assumption."""
    design_effect: float | None
    """Null: what the sources say, else 1.5."""
    confidence: float


class IndicatorHistory(_Answer):
    """Everything known of one indicator."""

    indicator: Indicator
    policy_field: PolicyField
    assumptions: Assumptions
    years: tuple[Year, ...]
    """Judged, one for each year and measure, newest year first."""
    series: tuple[Series, ...]
    observations: tuple[Observation, ...]
    """Every publication of every figure, by period, then edition."""
    targets: tuple[Target, ...]
    """Every publication of every target, by period, then edition."""
    vintages: tuple[Vintage, ...]
    definitions: tuple[Definition, ...]
    claims: tuple[Claim, ...]
    footnotes: tuple[Footnote, ...]
    revisions: tuple[Revision, ...]
    contradictions: tuple[Contradiction, ...]
    """The heaviest first."""
    commentaries: tuple[Commentary, ...]


# Errors --------------------------------------------------------------------------------------------------------------


class Fault(_Said):
    """One parameter that cannot be answered."""

    parameter: Annotated[str, Field(examples=["as_known_in"])]
    found: Annotated[str, Field(examples=["rekening-2081"])]
    """What was asked, cut off when it is long."""
    expected: str
    known: Annotated[tuple[str, ...], Field(examples=[["rekening-2018"]])]
    """What would have been answered, the nearest first; empty where anything of the expected kind would."""


_Reference = Annotated[str, WithJsonSchema({"type": "string", "format": "uri-reference"})]


class Problem(_Said):
    """Why there is no answer (RFC 9457)."""

    type: Annotated[_Reference, Field(examples=["/api/v1/openapi.json#/components/responses/NotFound"])]
    """What kind of problem it is, and where that is described."""
    title: str
    status: int
    detail: str
    """What is wrong with this request and what to do, in sentences."""
    instance: _Reference
    """The address that was asked, without its query."""
    errors: tuple[Fault, ...]
    """The parameters at fault; empty where it is no parameter."""
