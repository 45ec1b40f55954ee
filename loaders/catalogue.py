"""What the figures mean: policy fields, indicators, definitions, bases, territories, documents, surveys.

The catalogue is `data/catalogue/*.toml`, written by hand. Reading it is strict: an unknown key, a value of the wrong
kind or a reference to something that does not exist is a mistake, and all mistakes are collected before anything stops.

Ids are Dutch kebab-case slugs and permanent; names and titles may change.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loaders.grid import Problem
from loaders.matching import normalised, words
from loaders.validation import SLUG, FileFaults, closest

Slug = Annotated[str, Field(pattern=SLUG)]
Text = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=1990, le=2100)]
# Visitors get it as a link, also in files: one that runs something (`javascript:`) or opens a program is none.
WEB_ADDRESS = r"^https?://[^\s/]"
WebAddress = Annotated[str, Field(pattern=WEB_ADDRESS)]

UNSTATED_BASE = "niet-vermeld"
"""Base population of a figure whose page does not say who it is about; it need not be in bases.toml."""


@dataclass(frozen=True)
class Reference:
    """Marks a key that holds the id, or the ids, of entries of another file."""

    to: str


DOCUMENT = Reference("a document of documents.toml")
POLICY_FIELD = Reference("a policy field of policy_fields.toml")
BASE = Reference("a base of bases.toml")
TERRITORY = Reference("a territory of territories.toml")
INDICATOR = Reference("an indicator of indicators/*.toml")


class Entry(BaseModel):
    """One entry of a catalogue file; keys that are not named here are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Document(Entry):
    """One publication of figures. `territory` is what its pages are about unless they say otherwise."""

    id: Slug
    kind: Literal["budget", "accounts", "progress_report", "news", "survey_report", "open_data"]
    title: Text
    publisher: Text
    fiscal_year: Year | None = None
    published_on: date
    published_precision: Literal["day", "month", "year", "legal_deadline", "estimated"]
    address: WebAddress | None = None
    territory: Annotated[Slug | None, TERRITORY] = None
    note: Text | None = None


class FieldCode(Entry):
    """Code and title under which one document prints a policy field; `code` is empty where it prints none."""

    document: Annotated[Slug, DOCUMENT]
    code: str
    title: str


class PolicyField(Entry):
    """One policy field (beleidsveld), the same id in every edition."""

    id: Slug
    title: Text
    programme: Text
    codes: list[FieldCode] = []


class Only(Entry):
    """Some figures of one document: of one year, of one kind, or both."""

    document: Annotated[Slug, DOCUMENT]
    period: Year | None = None
    kind: (
        Literal["achieved", "forecast", "baseline", "benchmark", "narrative", "previously_reported", "target"] | None
    ) = None

    def covers(self, document_id: str, period: int, kind: str) -> bool:
        """Return whether a figure is one of these."""
        return self.document == document_id and self.period in (None, period) and self.kind in (None, kind)


class Definition(Entry):
    """One definition of an indicator; `from_` (key `from`) is the first document printed under it.

    With `only_for` it holds for the figures named there, whatever else is in force, and for no others.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    version: Annotated[int, Field(ge=0)]
    wording: Text
    group: Text | None = None
    """Definitions of one group may share a line; without it the version is a group of its own."""
    from_: Annotated[Slug | None, Field(alias="from"), DOCUMENT] = None
    only_for: list[Only] = []
    base: Annotated[Slug | None, BASE] = None
    """Who it is of, where that is not the indicator's base."""
    note: Text | None = None


class Measure(Entry):
    """What one part of a cell with two figures is; what is not said is as for the indicator."""

    part: Literal[1, 2]
    name: Text | None = None
    base: Annotated[Slug | None, BASE] = None
    unit: Text | None = None
    method: str | None = None
    territory: Annotated[Slug | None, TERRITORY] = None
    """A territory makes the part a benchmark: `534,7 (534,8)`, the second being the national figure."""
    indicator: Annotated[Slug | None, INDICATOR] = None
    """The part is a figure of this other indicator, under whose definition, base and unit it is loaded."""


class Indicator(Entry):
    """One indicator with all labels under which documents print it."""

    id: Slug
    name: Text
    kind: Literal["survey_share", "share", "count", "score", "amount", "rank", "ratio", "duration", "text", "unknown"]
    unit: Text
    better: Literal["higher", "lower", "neither", "unknown"]
    statutory: bool = False
    key_figure: bool = False
    """A figure for which no norm is set (kengetal)."""
    source_kind: Literal["survey", "register", "report", "unknown"] = "unknown"
    name_abridged: bool = False
    base: Annotated[Slug, BASE] = UNSTATED_BASE
    method: str = ""
    part_of: Annotated[Slug | None, INDICATOR] = None
    """The indicator it is a part of, where the source says so: an `of which`, in the same unit."""
    aliases: list[Text] = []
    keywords: list[Text] = []
    """Words by which running text speaks of it; a claim in a sentence is looked for by them."""
    also_in: Annotated[list[Slug], POLICY_FIELD] = []
    """Further policy fields whose pages print its labels: the indicator moved, or two fields share it."""
    definition: list[Definition] = []
    measure: list[Measure] = []

    @property
    def definitions(self) -> list[Definition]:
        """Its definitions; the name is the wording where none is given."""
        return self.definition or [Definition(version=1, wording=self.name)]

    def definition_id(self, definition: Definition) -> str:
        """Return the id of one of its definitions."""
        return f"{self.id}/v{definition.version}"

    def measure_of(self, part: int) -> Measure | None:
        """Return what a part of its cells is, None when the catalogue does not say."""
        return next((measure for measure in self.measure if measure.part == part), None)

    @property
    def part_of_single(self) -> int:
        """Which part a figure is that stands in its cell alone: the first, if that is what the indicator itself is.

        Where both parts are something else (two methods beside each other), a single figure is neither: 0.
        """
        first = self.measure_of(1)
        is_same = first and (
            first.base in (None, self.base)
            and first.unit in (None, self.unit)
            and first.method in (None, self.method)
            and first.territory is None
            and first.indicator in (None, self.id)
        )
        return 1 if is_same else 0


class Base(Entry):
    """One base population; `parent` says what it is a part of and licenses no multiplication."""

    id: Slug
    parent: Annotated[Slug | None, BASE] = None
    measured_by: Annotated[Slug | None, INDICATOR] = None
    """Its figures on the parent say how large a part: numbers of respondents follow from it, no shares."""
    name: Text
    note: Text | None = None


class Territory(Entry):
    """One territory; a municipality that merged is two, under one code."""

    id: Slug
    code: Text
    name: Text
    valid_from: Year | None = None
    valid_to: Year | None = None
    own: bool = False
    shown: bool = True
    """Whether pages show its figures one by one; not those of all areas of the country."""
    merged_from: Annotated[list[Slug], TERRITORY] = []
    """All territories that together make it up since a merger; one is merged into one only."""
    aliases: list[Text] = []
    """Further headers of benchmark columns that mean this territory (`Gemeenten`)."""


class Wave(Entry):
    """One wave of a survey."""

    id: Slug
    survey: Text
    year: Year
    territory: Annotated[Slug, TERRITORY]
    base: Annotated[Slug, BASE]
    """Whose n it is: a figure on a smaller base never gets the survey's."""
    n: Annotated[int, Field(gt=0)] | None = None
    n_qualifier: Literal["exact", "at_least", "approx", "assumed", "unknown"]
    n_source: Literal["published", "derived", "assumed", "unknown"]
    design: Text
    panel: bool = False
    """The same people may answer in more than one wave."""
    design_effect: Annotated[float, Field(ge=1)] | None = None
    design_effect_source: Literal["published", "assumed", "unknown"]
    note: Text | None = None


class Action(Entry):
    """One action of an action line with its status as of a document."""

    id: Slug
    summary: Text
    status: Literal["planned", "running", "done", "done_and_running"]
    figure: Text | None = None
    period: Text | None = None
    as_of: Annotated[Slug, DOCUMENT]
    place: Text


class ActionLine(Entry):
    """One action line of the social-base programme."""

    id: Slug
    document: Annotated[Slug, DOCUMENT]
    title: Text
    goal: Text | None = None
    elaboration: Text | None = None
    decision: Text | None = None
    decided_on: Text | None = None
    place: Text
    action: list[Action] = []


class Initiative(Entry):
    """A counted thing of a programme with, where there is one, its own denominator."""

    id: Slug
    document: Annotated[Slug, DOCUMENT]
    subject: Text
    quantity: Text
    value: float
    qualifier: Literal["exact", "approx", "at_least", "more_than", "at_most"]
    unit: Text
    period: Year | None = None
    denominator: float | None = None
    denominator_of: Text | None = None
    raw: Text
    note: Text | None = None
    place: Text


class Claim(Entry):
    """What a sentence of a document says about an indicator, in our own words."""

    id: Slug
    document: Annotated[Slug, DOCUMENT]
    page: Text
    indicator: Annotated[Slug | None, INDICATOR] = None
    period_from: Year | None = None
    period_to: Year | None = None
    paraphrase: Text
    direction: Literal["increase", "decrease", "stable"] | None = None
    difference: float | None = None
    printed_unit: Text | None = None
    value: float | None = None
    """A level the sentence names, in the unit of the indicator, and how firmly (`qualifier`)."""
    qualifier: Literal["exact", "approx", "at_least", "more_than", "at_most", "less_than"] | None = None
    base: Annotated[Slug | None, BASE] = None
    """Who the sentence says the figure is of."""
    place: Text


class Revision(Entry):
    """Why `document` prints another figure of a year than an earlier document, as some document says."""

    indicator: Annotated[Slug, INDICATOR]
    period: Year
    document: Annotated[Slug, DOCUMENT]
    kind: Literal["revision", "correction", "redefinition"]
    reason: Text

    @property
    def id(self) -> str:
        """What it is called in a message; no two may share it."""
        return f"{self.indicator} {self.period} in {self.document}"


class StudyItem(Entry):
    """One indicator of a study: a question beside the others, a later series apart from them, or context."""

    indicator: Annotated[Slug, INDICATOR]
    role: Literal["question", "later", "context"] = "question"
    short_name: Text


class Study(Entry):
    """A set of indicators that one survey asked, read together on a page of its own, in the order of the items."""

    id: Slug
    title: Text
    menu: Text | None = None
    introduction: Text
    year_from: Year
    year_to: Year
    item: Annotated[list[StudyItem], Field(min_length=1)]


class Correction(Entry):
    """One declared repair of a source error: `expect` is what the reading gives now, `corrected` what it should be.

    `table` is its title or its number on the page, `row` the label, alone or as `group: label` (without it: every row
    of the column), `column` the header or the column's number. Role `unknown` keeps a figure from being loaded.
    """

    id: Slug
    page: Text
    table: Text | Annotated[int, Field(ge=1)]
    row: Text | None = None
    column: Text | Annotated[int, Field(ge=1)]
    part: Literal[0, 1, 2] | None = None
    attribute: Literal["role", "year", "value", "low", "high", "qualifier", "kind", "unit", "decimals", "reason"]
    expect: str
    corrected: str
    reason: Text


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogue says, each part in the order of its file and by id."""

    documents: dict[str, Document]
    policy_fields: dict[str, PolicyField]
    indicators: dict[str, Indicator]
    field_of: dict[str, str]
    """Indicator id → policy field id."""
    bases: dict[str, Base]
    territories: dict[str, Territory]
    waves: dict[str, Wave]
    action_lines: dict[str, ActionLine]
    initiatives: dict[str, Initiative]
    claims: dict[str, Claim]
    revisions: dict[str, Revision]
    studies: dict[str, Study]
    corrections: dict[str, Correction]
    edition_rank: dict[str, int]
    """Document id → its place in the order of publication, from 1."""

    def fields_printing(self, indicator: Indicator) -> list[str]:
        """Return the policy fields whose pages print an indicator, its own first."""
        return [self.field_of[indicator.id], *indicator.also_in]

    def definition_in_force(self, indicator: Indicator, document_id: str, period: int, kind: str) -> Definition | None:
        """Return the definition under which a document prints a figure, None when none is in force yet.

        It is the one that names the figure in `only_for`; otherwise the highest version whose `from` document was not
        published after this one. `kind` is the kind of an observation or `target`.
        """
        rank = self.edition_rank[document_id]
        own = [d for d in indicator.definitions if any(only.covers(document_id, period, kind) for only in d.only_for)]
        in_force = own or [
            d for d in indicator.definitions if not d.only_for and (not d.from_ or self.edition_rank[d.from_] <= rank)
        ]
        return max(in_force, key=lambda definition: definition.version, default=None)


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def read_catalogue(data: Path) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue in `data` and every mistake found in it; with a mistake the catalogue is incomplete."""
    reader = _Reader(data, "This does not belong in the catalogue", "catalogue-entry")
    folder = data / "catalogue"
    policy_fields = reader.read(folder / "policy_fields.toml", "policy_field", PolicyField)
    documents = reader.read(folder / "documents.toml", "document", Document)
    indicators: dict[str, Indicator] = {}
    field_of: dict[str, str] = {}
    for file in sorted((folder / "indicators").glob("*.toml")):
        if file.stem not in policy_fields:
            reader.add(file, file.stem, "the id of a policy field as file name" + closest(file.stem, policy_fields))
        of_field = reader.read(file, "indicator", Indicator, known=indicators)
        indicators |= of_field
        field_of |= dict.fromkeys(of_field, file.stem)
    # One reading of social_base.toml per kind of entry: it holds two.
    social_base, both = folder / "social_base.toml", ("action_line", "initiative")
    catalogue = Catalogue(
        documents=documents,
        policy_fields=policy_fields,
        indicators=indicators,
        field_of=field_of,
        bases=reader.read(folder / "bases.toml", "base", Base),
        territories=reader.read(folder / "territories.toml", "territory", Territory),
        waves=reader.read(folder / "surveys.toml", "wave", Wave, is_optional=True),
        action_lines=reader.read(social_base, "action_line", ActionLine, is_optional=True, names=both),
        initiatives=reader.read(social_base, "initiative", Initiative, is_optional=True, names=both),
        claims=reader.read(folder / "claims.toml", "claim", Claim, is_optional=True),
        revisions=reader.read(folder / "revisions.toml", "revision", Revision, is_optional=True),
        studies=reader.read(folder / "studies.toml", "study", Study, is_optional=True),
        corrections=reader.read(data / "corrections.toml", "correction", Correction, is_optional=True),
        edition_rank=edition_rank(documents.values()),
    )
    for file_name, entry, key, found, expected in _inconsistencies(catalogue):
        reader.add(folder / file_name, found, expected, f"entry '{entry}'", f"key '{key}'")
    return catalogue, reader.problems


def edition_rank(documents: Iterable[Document]) -> dict[str, int]:
    """Return the place of each document in the order of publication, from 1."""
    ranked = sorted(documents, key=lambda document: (document.published_on, document.kind, document.id))
    return {document.id: rank for rank, document in enumerate(ranked, start=1)}


class _Reader(FileFaults):
    """Reads the entries of TOML files."""

    def read(
        self,
        file: Path,
        name: str,
        model: type[AnyEntry],
        *,
        is_optional: bool = False,
        names: tuple[str, ...] = (),
        known: Collection[str] = (),
    ) -> dict[str, AnyEntry]:
        """Return the entries `[[name]]` of a file by id; `names` are all kinds of entries the file may hold."""
        names = names or (name,)
        if is_optional and not file.exists():
            return {}
        content = self.toml(file, f"a TOML file with [[{name}]] entries")
        if content is None:
            return {}
        for key in content.keys() - set(names):
            self.add(file, key, f"only [[{name}]] entries" + closest(key, names), f"key '{key}'")
        listed = content.get(name, [])
        if not isinstance(listed, list):
            self.add(file, "a single table", f"a list of entries, each under [[{name}]]", f"key '{name}'")
            return {}
        entries: dict[str, AnyEntry] = {}
        for number, values in enumerate(listed, start=1):
            called = str(values.get("id", f"{name} {number}")) if isinstance(values, dict) else f"{name} {number}"
            try:
                entry = model.model_validate(values)
            except ValidationError as error:
                self.add_invalid(file, model, error, f"entry '{called}'")
                continue
            called = getattr(entry, "id", called)
            if called in entries or called in known:
                self.add(file, called, "an id that no other entry has", f"entry '{called}'", "key 'id'")
            entries[called] = entry
        return entries


Inconsistency = tuple[str, str, str, object, str]
"""File below data/catalogue, entry, key, found, expected."""


def _inconsistencies(catalogue: Catalogue) -> Iterator[Inconsistency]:
    """Yield every reference that leads nowhere and every two entries that exclude each other."""
    known: dict[Reference, Collection[str]] = {
        DOCUMENT: catalogue.documents,
        POLICY_FIELD: catalogue.policy_fields,
        BASE: catalogue.bases.keys() | {UNSTATED_BASE},
        TERRITORY: catalogue.territories,
        INDICATOR: catalogue.indicators,
    }
    for file, entry_id, entry in _entries(catalogue):
        for key, reference, found in _references(entry):
            if found not in known[reference]:
                yield file, entry_id, key, found, reference.to + closest(found, known[reference])
    parents = {base.id: base.parent for base in catalogue.bases.values()}
    for name, parent in _circles(parents):
        yield "bases.toml", name, "parent", parent, "a parent that is not a part of this base itself"
    wholes = {indicator.id: indicator.part_of for indicator in catalogue.indicators.values()}
    for name, whole in _circles(wholes):
        expected = "an indicator that is not a part of this one itself"
        yield _file_of(catalogue, name), name, "part_of", whole, expected
    yield from _mergers(catalogue)
    yield from _half_said(catalogue)
    yield from _ambiguous_codes(catalogue)
    yield from _ambiguous_labels(catalogue)
    yield from _repeated_numbers(catalogue)


def _entries(catalogue: Catalogue) -> Iterator[tuple[str, str, Entry]]:
    """Yield file, id and entry of everything that can refer to something else."""
    files: list[tuple[str, Iterable[tuple[str, Entry]]]] = [
        ("documents.toml", catalogue.documents.items()),
        ("policy_fields.toml", catalogue.policy_fields.items()),
        ("bases.toml", catalogue.bases.items()),
        ("territories.toml", catalogue.territories.items()),
        ("surveys.toml", catalogue.waves.items()),
        ("social_base.toml", catalogue.action_lines.items()),
        ("social_base.toml", catalogue.initiatives.items()),
        ("claims.toml", catalogue.claims.items()),
        ("revisions.toml", catalogue.revisions.items()),
        ("studies.toml", catalogue.studies.items()),
    ]
    yield from ((file, entry_id, entry) for file, entries in files for entry_id, entry in entries)
    yield from ((_file_of(catalogue, one.id), one.id, one) for one in catalogue.indicators.values())


def _file_of(catalogue: Catalogue, indicator_id: str) -> str:
    return f"indicators/{catalogue.field_of[indicator_id]}.toml"


def _references(entry: Entry, above: str = "") -> Iterator[tuple[str, Reference, str]]:
    """Yield key, kind and id of every reference in an entry and in what it holds."""
    for name, field in type(entry).model_fields.items():
        key = above + (field.alias or name)
        value = getattr(entry, name)
        held = value if isinstance(value, list) else [] if value is None else [value]
        for reference in field.metadata:
            if isinstance(reference, Reference):
                yield from ((key, reference, found) for found in held)
        for one in held:
            if isinstance(one, Entry):
                yield from _references(one, f"{key}.")


def _mergers(catalogue: Catalogue) -> Iterator[Inconsistency]:
    """Yield territories that are merged into two others, or into themselves."""
    into: dict[str, str | None] = {}
    for territory in catalogue.territories.values():
        for part in territory.merged_from:
            if part in into:
                expected = f"a territory that is not merged into '{into[part]}' already"
                yield "territories.toml", territory.id, "merged_from", part, expected
            into.setdefault(part, territory.id)
    for part, whole in _circles(into):
        expected = "a territory that this one is not a part of itself"
        yield "territories.toml", whole, "merged_from", part, expected


def _circles(above: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield who is above itself, with what it names as above it; not who is only below a circle of others."""
    for name, named in above.items():
        seen: set[str] = set()
        next_above = named
        while next_above is not None and next_above in above and next_above not in seen:
            if next_above == name:
                yield name, str(named)
                break
            seen.add(next_above)
            next_above = above[next_above]


def _half_said(catalogue: Catalogue) -> Iterator[Inconsistency]:
    """Yield keys that mean something only beside another one."""
    for base in catalogue.bases.values():
        if base.measured_by and not base.parent:
            yield "bases.toml", base.id, "measured_by", base.measured_by, "a 'parent' that this base is a share of"
    for claim in catalogue.claims.values():
        if (claim.value is None) != (claim.qualifier is None):
            key, other = ("value", "qualifier") if claim.qualifier is None else ("qualifier", "value")
            yield "claims.toml", claim.id, key, getattr(claim, key), f"a '{other}' beside it"
    for indicator in catalogue.indicators.values():
        whole = catalogue.indicators.get(indicator.part_of or "")
        file = _file_of(catalogue, indicator.id)
        if whole and whole.unit != indicator.unit:
            expected = f"an indicator in the unit of this one, '{indicator.unit}', not '{whole.unit}'"
            yield file, indicator.id, "part_of", whole.id, expected
        if whole and catalogue.field_of[whole.id] != catalogue.field_of[indicator.id]:
            # Parts and wholes are held against each other one policy field at a time.
            yield file, indicator.id, "part_of", whole.id, "an indicator of the same policy field"
    for study in catalogue.studies.values():
        if study.year_from > study.year_to:
            yield "studies.toml", study.id, "year_to", study.year_to, f"a year from {study.year_from}"


def _ambiguous_codes(catalogue: Catalogue) -> Iterator[Inconsistency]:
    owners: dict[tuple[str, str, str], str] = {}
    for field in catalogue.policy_fields.values():
        for code in field.codes:
            if not code.code.strip() and not words(code.title):
                yield "policy_fields.toml", field.id, "codes", code.document, "a code or a title, or both"
            printed = (code.document, code.code.strip(), words(code.title))
            if owners.setdefault(printed, field.id) != field.id:
                expected = f"a code and title that field '{owners[printed]}' does not have in {code.document} already"
                yield "policy_fields.toml", field.id, "codes", f"{code.code} {code.title}", expected


def _ambiguous_labels(catalogue: Catalogue) -> Iterator[Inconsistency]:
    owners: dict[tuple[str, str], str] = {}
    for indicator in catalogue.indicators.values():
        file = _file_of(catalogue, indicator.id)
        for field_id in catalogue.fields_printing(indicator):
            for label in (indicator.name, *indicator.aliases):
                owner = owners.setdefault((field_id, normalised(label)), indicator.id)
                if owner != indicator.id:
                    expected = f"a label that indicator '{owner}' does not have already in field '{field_id}'"
                    yield file, indicator.id, "aliases", label, expected


def _repeated_numbers(catalogue: Catalogue) -> Iterator[Inconsistency]:
    for indicator in catalogue.indicators.values():
        numbers = Counter(("definition.version", definition.version) for definition in indicator.definition)
        numbers += Counter(("measure.part", measure.part) for measure in indicator.measure)
        for (key, number), times in numbers.items():
            if times > 1:
                yield _file_of(catalogue, indicator.id), indicator.id, key, number, "a number used once"
    actions: set[str] = set()
    for line in catalogue.action_lines.values():
        for action in line.action:
            if action.id in actions:
                yield "social_base.toml", line.id, "action.id", action.id, "an id that no other action has"
            actions.add(action.id)
    for study in catalogue.studies.values():
        for name, times in Counter(item.indicator for item in study.item).items():
            if times > 1:
                yield "studies.toml", study.id, "item.indicator", name, "an indicator that the study has once"
