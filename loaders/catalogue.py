"""What the figures mean: policy fields, indicators, definitions, bases, territories, documents, surveys.

The catalogue is `data/catalogue/*.toml`, written by hand. Reading it is strict: an unknown key, a value of the wrong
kind or a reference to something that does not exist is a mistake, and all mistakes are collected before anything stops.

Ids are Dutch kebab-case slugs and permanent; names and titles may change.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from loaders.grid import Problem
from loaders.matching import normalised, words

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=1990, le=2100)]

UNSTATED_BASE = "niet-vermeld"
"""Base population of a figure whose page does not say who it is about; it need not be in bases.toml."""


class Entry(BaseModel):
    """One entry of a catalogue file; keys that are not named here are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Document(Entry):
    """One publication of figures. `territory` is what its pages are about unless they say otherwise."""

    id: Slug
    kind: Literal["budget", "accounts", "progress_report", "news", "survey_report"]
    title: Text
    publisher: Text
    fiscal_year: Year | None = None
    published_on: date
    published_precision: Literal["day", "month", "year", "legal_deadline", "estimated"]
    address: Text | None = None
    territory: Slug | None = None
    note: Text | None = None


class FieldCode(Entry):
    """Code and title under which one document prints a policy field; `code` is empty where it prints none."""

    document: Slug
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

    document: Slug
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
    from_: Annotated[Slug | None, Field(alias="from")] = None
    only_for: list[Only] = []
    base: Slug | None = None
    """Who it is of, where that is not the indicator's base."""
    note: Text | None = None


class Measure(Entry):
    """What one part of a cell with two figures is; what is not said is as for the indicator."""

    part: Literal[1, 2]
    name: Text | None = None
    base: Slug | None = None
    unit: Text | None = None
    method: str | None = None
    territory: Slug | None = None
    """A territory makes the part a benchmark: `534,7 (534,8)`, the second being the national figure."""
    indicator: Slug | None = None
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
    base: Slug = UNSTATED_BASE
    method: str = ""
    aliases: list[Text] = []
    also_in: list[Slug] = []
    """Further policy fields whose pages print its labels: the indicator moved, or two fields share it."""
    definition: list[Definition] = []
    measure: list[Measure] = []


class Base(Entry):
    """One base population; `parent` says what it is a part of and licenses no multiplication."""

    id: Slug
    parent: Slug | None = None
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
    aliases: list[Text] = []
    """Further headers of benchmark columns that mean this territory (`Gemeenten`)."""


class Wave(Entry):
    """One wave of a survey."""

    id: Slug
    survey: Text
    year: Year
    territory: Slug
    base: Slug
    """Whose n it is: a figure on a smaller base never gets the survey's."""
    n: Annotated[int, Field(gt=0)] | None = None
    n_qualifier: Literal["exact", "at_least", "approx", "assumed", "unknown"]
    n_source: Literal["published", "derived", "assumed", "unknown"]
    design: Text
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
    as_of: Slug
    place: Text


class ActionLine(Entry):
    """One action line of the social-base programme."""

    id: Slug
    document: Slug
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
    document: Slug
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
    document: Slug
    page: Text
    indicator: Slug | None = None
    period_from: Year | None = None
    period_to: Year | None = None
    paraphrase: Text
    direction: Literal["increase", "decrease", "stable"] | None = None
    difference: float | None = None
    printed_unit: Text | None = None
    place: Text


class Correction(Entry):
    """One declared repair of a source error: `expect` is what the reading gives now, `corrected` what it should be.

    `table` is its title or its number on the page, `row` the label (without it: every row of the column), `column` the
    header or the column's number. Role `unknown` keeps a figure from being loaded.
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
        own = [d for d in definitions(indicator) if any(o.covers(document_id, period, kind) for o in d.only_for)]
        in_force = own or [
            d for d in definitions(indicator) if not d.only_for and (not d.from_ or self.edition_rank[d.from_] <= rank)
        ]
        return max(in_force, key=lambda definition: definition.version, default=None)


def definitions(indicator: Indicator) -> list[Definition]:
    """Return the definitions of an indicator; its name is the wording where none is given."""
    return indicator.definition or [Definition(version=1, wording=indicator.name)]


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def read_catalogue(data: Path) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue in `data` and every mistake found in it; with a mistake the catalogue is incomplete."""
    reader = _Reader(data)
    folder = data / "catalogue"
    documents = reader.read(folder / "documents.toml", "document", Document)
    policy_fields = reader.read(folder / "policy_fields.toml", "policy_field", PolicyField)
    bases = reader.read(folder / "bases.toml", "base", Base)
    territories = reader.read(folder / "territories.toml", "territory", Territory)
    waves = reader.read(folder / "surveys.toml", "wave", Wave, is_optional=True)
    # One reading of social_base.toml per kind of entry: it holds two.
    social_base = folder / "social_base.toml"
    action_lines = reader.read(social_base, "action_line", ActionLine, is_optional=True, others=("initiative",))
    initiatives = reader.read(social_base, "initiative", Initiative, is_optional=True, others=("action_line",))
    claims = reader.read(folder / "claims.toml", "claim", Claim, is_optional=True)
    corrections = reader.read(data / "corrections.toml", "correction", Correction, is_optional=True)

    indicators: dict[str, Indicator] = {}
    field_of: dict[str, str] = {}
    for file in sorted((folder / "indicators").glob("*.toml")):
        if file.stem not in policy_fields:
            reader.fault(
                file, None, None, file.stem, "the id of a policy field as file name" + closest(file.stem, policy_fields)
            )
        for indicator in reader.read(file, "indicator", Indicator, known=indicators).values():
            indicators[indicator.id] = indicator
            field_of[indicator.id] = file.stem

    ranked = sorted(documents.values(), key=lambda document: (document.published_on, document.kind, document.id))
    catalogue = Catalogue(
        documents=documents,
        policy_fields=policy_fields,
        indicators=indicators,
        field_of=field_of,
        bases=bases,
        territories=territories,
        waves=waves,
        action_lines=action_lines,
        initiatives=initiatives,
        claims=claims,
        corrections=corrections,
        edition_rank={document.id: rank for rank, document in enumerate(ranked, start=1)},
    )
    return catalogue, reader.problems + [
        _problem(reader.shown(folder / file), entry, key, found, expected)
        for file, entry, key, found, expected in _inconsistencies(catalogue)
    ]


class _Reader:
    """Reads TOML files below one data folder and collects what is wrong with them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def shown(self, file: Path) -> str:
        """Return the path of a file as the reader of a problem knows it."""
        return f"data/{file.relative_to(self.data).as_posix()}"

    def fault(self, file: Path, entry: str | None, key: str | None, found: object, expected: str) -> None:
        """Note one mistake."""
        self.problems.append(_problem(self.shown(file), entry, key, found, expected))

    def read(
        self,
        file: Path,
        name: str,
        model: type[AnyEntry],
        *,
        is_optional: bool = False,
        others: tuple[str, ...] = (),
        known: Iterable[str] = (),
    ) -> dict[str, AnyEntry]:
        """Return the entries `[[name]]` of a file by id; `others` are names another reading takes from the file."""
        if not file.exists():
            if not is_optional:
                self.fault(file, None, None, "no such file", f"a TOML file with [[{name}]] entries")
            return {}
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            if not any(problem.place == self.shown(file) for problem in self.problems):
                self.fault(file, None, None, str(error), "readable TOML in UTF-8")
            return {}
        for key in content.keys() - {name, *others}:
            self.fault(file, None, key, key, f"only [[{name}]] entries" + closest(key, [name, *others]))
        listed = content.get(name, [])
        if not isinstance(listed, list):
            self.fault(file, None, name, "a single table", f"a list of entries, each under [[{name}]]")
            return {}
        entries: dict[str, AnyEntry] = {}
        for number, values in enumerate(listed, start=1):
            called = str(values.get("id", f"{name} {number}")) if isinstance(values, dict) else f"{name} {number}"
            try:
                entry = model.model_validate(values)
            except ValidationError as error:
                self._faults_of(file, called, model, error)
                continue
            if called in entries or called in known:
                self.fault(file, called, "id", called, "an id that no other entry has")
            entries[called] = entry
        return entries

    def _faults_of(self, file: Path, entry: str, model: type[Entry], error: ValidationError) -> None:
        for fault in error.errors():
            key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"]) or None
            found: object = fault["input"]
            match fault["type"]:
                case "missing":
                    found, expected = "nothing", "a value: the key is required"
                case "extra_forbidden":
                    found = fault["loc"][-1]
                    expected = "a key that is known here" + closest(str(found), _keys(model, fault["loc"][:-1]))
                case "literal_error":
                    expected = f"one of {fault['ctx']['expected']}"
                case "string_pattern_mismatch":
                    expected = "lower-case letters, digits and single hyphens"
                case _:
                    expected = fault["msg"].removeprefix("Input should be ")
            self.fault(file, entry, key, found, expected)


def _keys(model: type[Entry], where: tuple[int | str, ...]) -> list[str]:
    """Return the keys known at a place inside an entry."""
    for part in where:
        if isinstance(part, str) and part in model.model_fields:
            (model,) = (
                argument
                for argument in getattr(model.model_fields[part].annotation, "__args__", ())
                if isinstance(argument, type) and issubclass(argument, Entry)
            )
    return [field.alias or name for name, field in model.model_fields.items()]


def _problem(file: str, entry: str | None, key: str | None, found: object, expected: str) -> Problem:
    where = file + (f", entry '{entry}'" if entry else "") + (f", key '{key}'" if key else "")
    return Problem(
        message="This does not belong in the catalogue",
        found=_shown(found),
        expected=expected,
        place=where,
        kind="catalogue-entry",
    )


def _shown(found: object) -> str:
    text = found if isinstance(found, str) else repr(found)
    return text if len(text) <= 80 else text[:77] + "…"


def closest(found: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'x'?)` for the nearest known name, or nothing when none comes near."""
    match = process.extractOne(found, list(known), score_cutoff=70)
    return f" (did you mean '{match[0]}'?)" if match else ""


Inconsistency = tuple[str, str | None, str | None, object, str]
"""File below data/catalogue, entry, key, found, expected."""


def _inconsistencies(catalogue: Catalogue) -> Iterator[Inconsistency]:
    """Yield every reference that leads nowhere and every two entries that exclude each other."""
    known: dict[str, Callable[[], Iterable[str]]] = {
        "a document of documents.toml": lambda: catalogue.documents,
        "a policy field of policy_fields.toml": lambda: catalogue.policy_fields,
        "a base of bases.toml": lambda: catalogue.bases.keys() | {UNSTATED_BASE},
        "a territory of territories.toml": lambda: catalogue.territories,
        "an indicator of indicators/*.toml": lambda: catalogue.indicators,
    }
    for file, entry, key, reference, what in _references(catalogue):
        names = known[what]()
        if reference is not None and reference not in names:
            yield file, entry, key, reference, what + closest(reference, names)
    yield from _base_cycles(catalogue)
    yield from _ambiguous_codes(catalogue)
    yield from _ambiguous_labels(catalogue)
    yield from _repeated_numbers(catalogue)


def _references(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str | None, str]]:
    policy_field, document, base, territory, indicator = (
        "a policy field of policy_fields.toml",
        "a document of documents.toml",
        "a base of bases.toml",
        "a territory of territories.toml",
        "an indicator of indicators/*.toml",
    )
    for d in catalogue.documents.values():
        yield "documents.toml", d.id, "territory", d.territory, territory
    for field in catalogue.policy_fields.values():
        for code in field.codes:
            yield "policy_fields.toml", field.id, "codes.document", code.document, document
    for b in catalogue.bases.values():
        yield "bases.toml", b.id, "parent", b.parent, base
    for i in catalogue.indicators.values():
        file = f"indicators/{catalogue.field_of[i.id]}.toml"
        yield file, i.id, "base", i.base, base
        for definition in i.definition:
            yield file, i.id, "definition.from", definition.from_, document
            yield file, i.id, "definition.base", definition.base, base
            for only in definition.only_for:
                yield file, i.id, "definition.only_for.document", only.document, document
        for measure in i.measure:
            yield file, i.id, "measure.base", measure.base, base
            yield file, i.id, "measure.territory", measure.territory, territory
            yield file, i.id, "measure.indicator", measure.indicator, indicator
        for field_id in i.also_in:
            yield file, i.id, "also_in", field_id, policy_field
    for wave in catalogue.waves.values():
        yield "surveys.toml", wave.id, "territory", wave.territory, territory
        yield "surveys.toml", wave.id, "base", wave.base, base
    for line in catalogue.action_lines.values():
        yield "social_base.toml", line.id, "document", line.document, document
        for action in line.action:
            yield "social_base.toml", action.id, "as_of", action.as_of, document
    for initiative in catalogue.initiatives.values():
        yield "social_base.toml", initiative.id, "document", initiative.document, document
    for claim in catalogue.claims.values():
        yield "claims.toml", claim.id, "document", claim.document, document
        yield "claims.toml", claim.id, "indicator", claim.indicator, indicator


def _base_cycles(catalogue: Catalogue) -> Iterator[Inconsistency]:
    for base in catalogue.bases.values():
        above, parent = {base.id}, base.parent
        while parent is not None and parent in catalogue.bases:
            if parent in above:
                yield "bases.toml", base.id, "parent", base.parent, "a parent that is not a part of this base itself"
                break
            above.add(parent)
            parent = catalogue.bases[parent].parent


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
        file = f"indicators/{catalogue.field_of[indicator.id]}.toml"
        for field_id in catalogue.fields_printing(indicator):
            for label in (indicator.name, *indicator.aliases):
                owner = owners.setdefault((field_id, normalised(label)), indicator.id)
                if owner != indicator.id:
                    expected = f"a label that indicator '{owner}' does not have already in field '{field_id}'"
                    yield file, indicator.id, "aliases", label, expected


def _repeated_numbers(catalogue: Catalogue) -> Iterator[Inconsistency]:
    for indicator in catalogue.indicators.values():
        file = f"indicators/{catalogue.field_of[indicator.id]}.toml"
        versions: list[int] = [definition.version for definition in indicator.definition]
        parts: list[int] = [measure.part for measure in indicator.measure]
        for key, numbers in (("definition.version", versions), ("measure.part", parts)):
            for number in sorted({number for number in numbers if numbers.count(number) > 1}):
                yield file, indicator.id, key, number, "a number used once"
    actions: set[str] = set()
    for line in catalogue.action_lines.values():
        for action in line.action:
            if action.id in actions:
                yield "social_base.toml", line.id, "action.id", action.id, "an id that no other action has"
            actions.add(action.id)
