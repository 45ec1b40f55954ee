"""Read the warehouse: the only SELECTs outside `warehouse`.

Every function takes the warehouse first. `as_known_in` is a document id: only what that document and earlier editions
print is read; None reads everything. An id that does not exist raises `NotFoundError`, whose message is a sentence.

The SELECTs keep to SQL that other engines read too (no QUALIFY, GROUP BY ALL, EXCLUDE, lateral aliases); values reach
them as `$name` parameters only. What is read together is read from one published version: numbers of rows, to which
notes are attached, mean something else in the next.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any, TypeVar

from indicators import contradictions as against
from indicators import disclosure, nested, series, uncertainty, verdict
from indicators import revisions as editions
from indicators.disclosure import Withheld
from indicators.judged import (
    Assumptions,
    Contradiction,
    FieldYear,
    IndicatorHistory,
    IndicatorYear,
    Revision,
    Severity,
    StudyRecord,
)
from indicators.model import (
    Action,
    ActionLine,
    BasePopulation,
    Better,
    Claim,
    Commentary,
    Correction,
    DeclaredRevision,
    Definition,
    Document,
    ExampleEstimate,
    FieldCode,
    Footnote,
    Indicator,
    Initiative,
    Load,
    Observation,
    ObservationKind,
    Page,
    Part,
    PolicyField,
    Provenance,
    Qualifier,
    Reading,
    Searchable,
    SearchPlace,
    SearchText,
    Semantics,
    SeriesIdentity,
    SocialBase,
    Source,
    SourceProblem,
    Study,
    StudyItem,
    SurveyWave,
    Target,
    Territory,
)
from indicators.samples import NOTHING_ASSUMED, Surveys
from warehouse.store import NoWarehouse as NoWarehouse
from warehouse.store import Warehouse as Warehouse

Record = dict[str, Any]
Answer = TypeVar("Answer")


class NotFoundError(LookupError):
    """An id that the warehouse does not hold; the message is a sentence."""


# Editions, fields, years ---------------------------------------------------------------------------------------------


def documents(warehouse: Warehouse) -> tuple[Document, ...]:
    """Return every publication, oldest edition first."""
    return tuple(_of(Document, record) for record in _records(warehouse, _DOCUMENTS))


def policy_fields(warehouse: Warehouse) -> tuple[PolicyField, ...]:
    """Return every policy field in programme order, with its code and title per document, oldest document first."""
    codes: dict[str, list[FieldCode]] = defaultdict(list)
    for record in _records(warehouse, _FIELD_CODES):
        codes[record["policy_field_id"]].append(_of(FieldCode, record))
    return tuple(
        _of(PolicyField, record, codes=tuple(codes[record["policy_field_id"]]))
        for record in _records(warehouse, _POLICY_FIELDS)
    )


def years(warehouse: Warehouse, policy_field_id: str | None = None, as_known_in: str | None = None) -> tuple[int, ...]:
    """Return the years with an achieved figure or a target, newest first."""
    asked = _asked(warehouse, as_known_in, policy_field_id=policy_field_id)
    return tuple(record["period"] for record in _records(warehouse, _YEARS, asked))


def latest_achieved_year(
    warehouse: Warehouse, policy_field_id: str | None = None, as_known_in: str | None = None
) -> int | None:
    """Return the last year with an achieved figure that annual accounts or a budget print, else the last of any.

    It is the year a page opens on; None when there are no figures at all.
    """
    asked = _asked(warehouse, as_known_in, policy_field_id=policy_field_id)
    (record,) = _records(warehouse, _LATEST_YEAR, asked)
    latest: int | None = record["printed_by_the_municipality"] or record["printed"]
    return latest


def years_of_fields(warehouse: Warehouse, as_known_in: str | None = None) -> Mapping[str, tuple[int, ...]]:
    """Return `years` of every policy field with any, by id; it costs as much as of one."""
    found: dict[str, list[int]] = defaultdict(list)
    for record in _records(warehouse, _YEARS_OF_FIELDS, _asked(warehouse, as_known_in)):
        found[record["policy_field_id"]].append(record["period"])
    return {field: tuple(of_field) for field, of_field in found.items()}


def latest_achieved_years(warehouse: Warehouse, as_known_in: str | None = None) -> Mapping[str, int]:
    """Return `latest_achieved_year` of every policy field with one, by id; it costs as much as of one."""
    asked = _asked(warehouse, as_known_in, policy_field_id=None)
    records = _records(warehouse, _LATEST_YEARS, asked)
    return {one["policy_field_id"]: one["printed_by_the_municipality"] or one["printed"] for one in records}


def latest_accounted_years(warehouse: Warehouse, as_known_in: str | None = None) -> Mapping[str, int]:
    """Return the last year with an achieved figure in annual accounts, of every policy field with one, by id."""
    asked = _asked(warehouse, as_known_in, policy_field_id=None)
    records = _records(warehouse, _LATEST_YEARS, asked)
    return {one["policy_field_id"]: one["printed_in_accounts"] for one in records if one["printed_in_accounts"]}


# Figures -------------------------------------------------------------------------------------------------------------


def indicator_years(
    warehouse: Warehouse,
    policy_field_id: str,
    year: int,
    as_known_in: str | None = None,
    assumptions: Assumptions | None = None,
) -> tuple[IndicatorYear, ...]:
    """Return one policy field's rows for one year, in catalogue order, judged; empty when nothing is printed."""
    return _judged(warehouse, as_known_in, policy_field_id, assumptions or NOTHING_ASSUMED).of_year(year)


def overview(
    warehouse: Warehouse, year: int, as_known_in: str | None = None, assumptions: Assumptions | None = None
) -> tuple[FieldYear, ...]:
    """Return every policy field with anything printed for `year`: its rows and their tally, in programme order."""
    rows: dict[str, list[IndicatorYear]] = defaultdict(list)
    for row in _judged(warehouse, as_known_in, None, assumptions or NOTHING_ASSUMED).of_year(year):
        rows[row.indicator.policy_field_id].append(row)
    return tuple(
        FieldYear(field, year, tuple(rows[field.policy_field_id]), verdict.tally(rows[field.policy_field_id]))
        for field in warehouse.once(policy_fields)
        if field.policy_field_id in rows
    )


def indicator_history(
    warehouse: Warehouse, indicator_id: str, as_known_in: str | None = None, assumptions: Assumptions | None = None
) -> IndicatorHistory:
    """Return everything known of one indicator, all editions side by side, and what does not agree with it."""
    (history,) = _histories(warehouse, [indicator_id], as_known_in, assumptions or NOTHING_ASSUMED)
    return history


def indicator_histories(
    warehouse: Warehouse, policy_field_id: str, as_known_in: str | None = None, assumptions: Assumptions | None = None
) -> tuple[IndicatorHistory, ...]:
    """Return everything known of every indicator of a policy field, in catalogue order; it costs as much as of one."""
    ids = [one["indicator_id"] for one in _records(warehouse, _INDICATORS) if one["policy_field_id"] == policy_field_id]
    return _histories(warehouse, ids, as_known_in, assumptions or NOTHING_ASSUMED)


def observations(warehouse: Warehouse) -> tuple[Observation, ...]:
    """Return every figure as it is told, in catalogue order, then by measure, period and edition."""
    return _printed(warehouse, None).observations


def printed(warehouse: Warehouse) -> tuple[tuple[Indicator, Observation | Target], ...]:
    """Return every figure and target as it is told with its indicator, indicator by indicator in catalogue order."""
    all_of = _printed(warehouse, None)
    place = {indicator_id: at for at, indicator_id in enumerate(all_of.indicators)}
    everything: list[Observation | Target] = [*all_of.observations, *all_of.targets]
    ordered = sorted(everything, key=lambda one: place[one.identity.indicator_id])
    return tuple((all_of.indicators[one.identity.indicator_id], one) for one in ordered)


def definitions(warehouse: Warehouse) -> tuple[tuple[Indicator, Definition], ...]:
    """Return every definition with its indicator, version by version."""
    all_of = _printed(warehouse, None)
    return tuple((all_of.indicators[one.indicator_id], one) for one in all_of.definitions)


def revisions(
    warehouse: Warehouse, as_known_in: str | None = None, policy_field_id: str | None = None
) -> tuple[Revision, ...]:
    """Return every year that a later edition prints differently, in programme order, of one field or of all."""
    return _judged(warehouse, as_known_in, policy_field_id).revisions


def contradictions(
    warehouse: Warehouse, as_known_in: str | None = None, policy_field_id: str | None = None
) -> tuple[Contradiction, ...]:
    """Return where the sources do not agree with themselves, the heaviest first, of one field or of all."""
    return _judged(warehouse, as_known_in, policy_field_id).contradictions


# Sources, search, social base ----------------------------------------------------------------------------------------


def sources(warehouse: Warehouse, as_known_in: str | None = None) -> tuple[Source, ...]:
    """Return every document with its pages, loads, problems and corrections, newest edition first.

    Problems that are about no page at all (of the catalogue, of corrections) stand in none of them.
    """
    rank = _asked(warehouse, as_known_in)["rank"]
    figures = {record["page_id"]: int(record["figures"]) for record in _records(warehouse, _FIGURES_PER_PAGE)}
    pages: dict[str, list[Page]] = defaultdict(list)
    for record in _records(warehouse, _PAGES):
        pages[record["document_id"]].append(_of(Page, record, figures=figures.get(record["page_id"], 0)))
    loads = _grouped(Load, _records(warehouse, _LOADS), "document_id")
    hidden = withheld(warehouse)
    problems, corrections = (
        [one for one in _records(warehouse, select) if not hidden.is_in_row(one["page_id"], one["row_label"])]
        for select in (_PROBLEMS, _CORRECTIONS)
    )
    found = _grouped(SourceProblem, problems, "document_id")
    corrected = _grouped(Correction, corrections, "document_id")
    return tuple(
        Source(
            document,
            tuple(pages[document.document_id]),
            loads.get(document.document_id, ()),
            found.get(document.document_id, ()),
            corrected.get(document.document_id, ()),
        )
        for document in reversed(warehouse.once(documents))
        if rank is None or document.edition_rank <= rank
    )


def edition_rank(warehouse: Warehouse, as_known_in: str | None) -> int | None:
    """Return the rank of an edition; None for all that is known."""
    rank: int | None = _asked(warehouse, as_known_in)["rank"]
    return rank


def commentaries(warehouse: Warehouse) -> tuple[Commentary, ...]:
    """Return what the municipality says of targets that were not achieved, whatever the edition that is read."""
    return tuple(_of(Commentary, record) for record in _records(warehouse, _COMMENTARIES))


def examples(warehouse: Warehouse) -> tuple[ExampleEstimate, ...]:
    """Return the estimates from made-up answers by which margins are explained; no figure is among them."""
    return tuple(_of(ExampleEstimate, record) for record in _records(warehouse, _EXAMPLES))


def withheld(warehouse: Warehouse) -> Withheld:
    """Return what is not shown of any edition, because too few people answered; also the rule for all else."""
    return warehouse.once(_read_withheld)


def searchables(warehouse: Warehouse) -> tuple[Searchable, ...]:
    """Return every policy field and every indicator with all texts by which it can be found, of every edition."""

    warehouse = warehouse.snapshot()
    names, searched = _records(warehouse, _NAMES), _records(warehouse, _SEARCHED)
    hidden = withheld(warehouse)
    searched = [record for record in searched if not _is_hidden(record, hidden)]
    texts: dict[tuple[str, str], dict[tuple[str, str], SearchText]] = defaultdict(dict)
    for record in searched:  # the oldest edition first: what it prints, later ones only repeat
        text = " ".join(record["text"].split())
        of = texts[record["kind"], record["id"]]
        of.setdefault(
            (record["place"], text),
            SearchText(SearchPlace(record["place"]), text, record["number"], record["edition_rank"]),
        )
    return tuple(_of(Searchable, record, texts=tuple(texts[record["kind"], record["id"]].values())) for record in names)


def social_base(warehouse: Warehouse, as_known_in: str | None = None) -> SocialBase:
    """Return the social-base programme: lines of action with their actions, and counted quantities."""
    asked = _asked(warehouse, as_known_in)
    actions = _grouped(Action, _records(warehouse, _ACTIONS, asked), "action_line_id")
    return SocialBase(
        action_lines=tuple(
            _of(ActionLine, record, actions=actions.get(record["action_line_id"], ()))
            for record in _records(warehouse, _ACTION_LINES, asked)
        ),
        initiatives=tuple(
            _of(Initiative, record, qualifier=Qualifier(record["qualifier"]))
            for record in _records(warehouse, _INITIATIVES, asked)
        ),
    )


# Studies ------------------------------------------------------------------------------------------------------------


def studies(warehouse: Warehouse) -> tuple[Study, ...]:
    """Return every study with its items, in catalogue order."""
    items = _grouped(StudyItem, _records(warehouse, _STUDY_ITEMS), "study_id")
    return tuple(
        _of(Study, record, items=items.get(record["study_id"], ())) for record in _records(warehouse, _STUDIES)
    )


def study(
    warehouse: Warehouse, study_id: str, as_known_in: str | None = None, assumptions: Assumptions | None = None
) -> StudyRecord:
    """Return one study with the histories of its indicators, the waves behind them, and what does not agree."""
    asked = next((one for one in warehouse.once(studies) if one.study_id == study_id), None)
    if asked is None:
        raise NotFoundError(f"There is no study '{study_id}' in the warehouse; ask the studies for their ids.")
    chosen = assumptions or NOTHING_ASSUMED
    histories = _histories(warehouse, [item.indicator_id for item in asked.items], as_known_in, chosen)
    observations = [one for history in histories for one in history.observations]
    disagreeing = {one.contradiction_id: one for history in histories for one in history.contradictions}
    waves = {sample.wave.wave_id: sample.wave for one in histories for sample in one.samples.values() if sample.wave}
    surveys = list(dict.fromkeys(wave.survey for wave in waves.values()))
    return StudyRecord(
        study=asked,
        histories=histories,
        nested=nested.nested_bases(observations, warehouse.once(_Things).bases),
        contradictions=_heaviest_first(disagreeing.values()),
        waves=tuple(sorted(waves.values(), key=lambda wave: (surveys.index(wave.survey), wave.year))),
        assumptions=chosen,
    )


# Rows → what they mean -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Printed:
    """All that is printed of one policy field, or of all of them, with every indicator there is in catalogue order."""

    indicators: Mapping[str, Indicator]
    bases: Mapping[str, BasePopulation]
    definitions: tuple[Definition, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    claims: tuple[Claim, ...]
    declared: tuple[DeclaredRevision, ...]
    surveys: Surveys
    readings: Mapping[tuple[str, int], Reading]
    """By indicator and year: what a person makes of words."""

    def judged(self, year: int, assumptions: Assumptions) -> tuple[IndicatorYear, ...]:
        """Return the rows of one year."""
        return tuple(
            verdict.read_by_person(row, self.readings.get((row.indicator.indicator_id, year)))
            for row in series.indicator_years(
                self.indicators, self.observations, self.targets, year, self.surveys, assumptions
            )
        )


def _printed(warehouse: Warehouse, as_known_in: str | None, policy_field_id: str | None = None) -> _Printed:
    """Return everything printed of a policy field (of all, without one), with notes, parts, claims and surveys."""
    return warehouse.once(_read, as_known_in, policy_field_id)


def _read(warehouse: Warehouse, as_known_in: str | None, policy_field_id: str | None) -> _Printed:
    warehouse = warehouse.snapshot()
    asked = _asked(warehouse, as_known_in, policy_field_id=policy_field_id)
    selects = (_OBSERVATIONS, _TARGETS, _FOOTNOTES, _PARTS, _CLAIMS, _DECLARED, _SHARES)
    observed, planned, noted, counted, claimed, declared, shares = (_records(warehouse, one, asked) for one in selects)
    things, hidden = warehouse.once(_Things), withheld(warehouse)
    pages = {record["page_id"] for record in (*observed, *planned)}
    notes = _Notes(record for record in noted if record["page_id"] in pages)
    parts = _grouped(Part, counted, "observation_id")
    printed = (things.observation(record, notes, parts) for record in observed)
    observations = sorted((hidden.of_respondents(one) for one in printed), key=things.order)
    targets = sorted((hidden.of_target(things.target(record, notes)) for record in planned), key=things.order)
    measuring = tuple(hidden.of_respondents(things.observation(record, _Notes(()), {})) for record in shares)
    claims = (_claim(record) for record in claimed)
    revised = (_of(DeclaredRevision, record) for record in declared)
    return _Printed(
        things.indicators,
        things.bases,
        tuple(things.definitions.values()),
        tuple(observations),
        tuple(targets),
        tuple(one for one in claims if one.claim_id not in hidden.claims),
        tuple(one for one in revised if not hidden.is_of_year(one.indicator_id, one.period)),
        Surveys(things.waves, things.bases, measuring),
        warehouse.once(_readings),
    )


def _readings(warehouse: Warehouse) -> dict[tuple[str, int], Reading]:
    """Return what people make of words, whatever the edition that is read."""
    found = (_of(Reading, record) for record in _records(warehouse, _READINGS))
    return {(one.indicator_id, one.year): one for one in found}


def _read_withheld(warehouse: Warehouse) -> Withheld:
    """Return what is withheld of all editions: an earlier one may print a figure whose n only a later one tells."""
    try:
        minimum = disclosure.smallest_base()
    except disclosure.UnsafeSettingError as problem:
        raise NoWarehouse(str(problem)) from problem

    warehouse = warehouse.snapshot()
    things = warehouse.once(_Things)

    def printed(select: str, **asked: Any) -> list[Observation]:
        return [things.observation(one, _Notes(()), {}) for one in _records(warehouse, select, asked)]

    surveys = Surveys(things.waves, things.bases, tuple(printed(_SHARES, rank=None)))
    small = disclosure.too_small(printed(_MAYBE_SMALL, minimum=minimum), surveys, minimum)
    if not small:
        return Withheld(minimum, surveys)
    leading = {_measured(one): one for one in small}
    for one in small:
        where = one.provenance
        for other in printed(_OF_TABLE, page_id=where.page_id, table_title=where.table_title, year=one.period):
            is_surveyed = things.indicators[other.identity.indicator_id].source_kind == "survey"
            if is_surveyed and disclosure.is_beside(other, one, surveys):
                leading.setdefault(_measured(other), other)
    figures = [
        one
        for indicator_id, territory_id, year in leading
        for one in printed(_OF_YEAR, indicator_id=indicator_id, territory_id=territory_id, year=year)
        if disclosure.is_measured(one)
    ]
    fields = {things.indicators[one.identity.indicator_id].policy_field_id for one in figures}
    said = [
        (_records(warehouse, _CLAIMS, asked), _records(warehouse, _TARGETS, asked))
        for asked in ({"policy_field_id": field_id, "rank": None} for field_id in fields)
    ]
    claims = [_claim(record) for claimed, _ in said for record in claimed]
    targets = [things.target(record, _Notes(())) for _, planned in said for record in planned]
    return Withheld(
        minimum,
        surveys,
        {one.observation_id: one for one in figures},
        disclosure.telling_notes(_records(warehouse, _FOOTNOTES), figures),
        frozenset(one.claim_id for one in claims if disclosure.is_about(one, figures)),
        frozenset(one.target_id for one in targets if disclosure.repeats(one, figures)),
    )


def _claim(record: Record) -> Claim:
    return _of(Claim, record, qualifier=None if record["qualifier"] is None else Qualifier(record["qualifier"]))


def _measured(one: Observation) -> tuple[str, str, int]:
    return one.identity.indicator_id, one.identity.territory_id, one.period


def _is_hidden(record: Record, hidden: Withheld) -> bool:
    """Whether a text by which something can be found is about a withheld figure."""
    match SearchPlace(record["place"]):
        case SearchPlace.FIGURE:
            return int(record["number"]) in hidden.figures
        case SearchPlace.NOTE:
            return record["number"] in hidden.notes
        case SearchPlace.CLAIM:
            return record["number"] in hidden.claims
        case SearchPlace.TARGET:
            return int(record["number"]) in hidden.targets
    return False


@dataclass(frozen=True)
class _Judged:
    """What is printed, with all that follows from it: reckoned once, and only when asked for."""

    printed: _Printed
    assumptions: Assumptions
    _of_year: dict[int, tuple[IndicatorYear, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of_year(self, year: int) -> tuple[IndicatorYear, ...]:
        """Return the rows of one year."""
        if year not in self._of_year:
            self._of_year[year] = self.printed.judged(year, self.assumptions)
        return self._of_year[year]

    @cached_property
    def surveys(self) -> Surveys:
        """What is known of the surveys, under the assumptions."""
        return self.printed.surveys.assuming(self.assumptions.n_per_wave)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """What later editions print differently."""
        printed = self.printed
        return editions.revisions(printed.indicators, printed.observations, printed.targets, printed.declared)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What does not agree, the heaviest first."""
        printed = self.printed
        return against.contradictions(
            printed.indicators,
            printed.observations,
            printed.targets,
            printed.claims,
            self.revisions,
            self.rows,
            printed.bases,
            printed.surveys,
            self.assumptions,
        )

    @cached_property
    def rows(self) -> tuple[IndicatorYear, ...]:
        """Of every year, newest first."""
        years = {one.period for one in self.printed.observations} | {one.period for one in self.printed.targets}
        return tuple(row for year in sorted(years, reverse=True) for row in self.of_year(year))

    def history(self, indicator: Indicator, policy_field: PolicyField) -> IndicatorHistory:
        """Return everything known of one indicator."""
        observations = tuple(one for one in self.printed.observations if _is_of(one, indicator))
        targets = tuple(one for one in self.printed.targets if _is_of(one, indicator))
        everything: list[Observation | Target] = [*observations, *targets]
        notes = {note.footnote_id: note for one in everything for note in (*one.row_footnotes, *one.footnotes)}
        surveyed = [one for one in observations if one.is_figure and indicator.source_kind == "survey"]
        intervals = {one.observation_id: uncertainty.interval(one, self.surveys, self.assumptions) for one in surveyed}
        return IndicatorHistory(
            indicator=indicator,
            policy_field=policy_field,
            observations=observations,
            targets=targets,
            definitions=tuple(one for one in self.printed.definitions if _is_of(one, indicator)),
            claims=tuple(one for one in self.printed.claims if _is_of(one, indicator)),
            footnotes=tuple(notes.values()),
            years=tuple(row for row in self.rows if row.indicator == indicator),
            revisions=tuple(one for one in self.revisions if one.indicator == indicator),
            contradictions=tuple(one for one in self.contradictions if _is_about(one, indicator)),
            samples={one.observation_id: self.surveys.sample(one) for one in surveyed},
            intervals={number: interval for number, interval in intervals.items() if interval is not None},
        )


def _judged(
    warehouse: Warehouse,
    as_known_in: str | None,
    policy_field_id: str | None,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> _Judged:
    """Return what is printed of a policy field (of all, without one), judged; each assumption judges it anew."""
    if assumptions == NOTHING_ASSUMED:
        return warehouse.once(_judged_as_known, as_known_in, policy_field_id)
    return _Judged(_printed(warehouse, as_known_in, policy_field_id), assumptions)


def _judged_as_known(warehouse: Warehouse, as_known_in: str | None, policy_field_id: str | None) -> _Judged:
    return _Judged(_printed(warehouse, as_known_in, policy_field_id), NOTHING_ASSUMED)


def _is_about(contradiction: Contradiction, indicator: Indicator) -> bool:
    """Whether an indicator is the one, or one of those, that do not agree."""
    return contradiction.indicator == indicator or any(_is_of(one, indicator) for one in contradiction.evidence)


def _heaviest_first(contradictions: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    return tuple(sorted(contradictions, key=lambda one: list(Severity).index(one.severity)))


def _is_of(one: Observation | Target | Claim | Definition, indicator: Indicator) -> bool:
    indicator_id = one.identity.indicator_id if isinstance(one, Observation | Target) else one.indicator_id
    return indicator_id == indicator.indicator_id


def _histories(
    warehouse: Warehouse, indicator_ids: Iterable[str], as_known_in: str | None, assumptions: Assumptions
) -> tuple[IndicatorHistory, ...]:
    """Return the histories of indicators in this order; what is printed of a policy field is read once."""
    indicators = warehouse.once(_Things).indicators
    policy_field = {field.policy_field_id: field for field in warehouse.once(policy_fields)}
    judged: dict[str, _Judged] = {}
    histories = []
    for indicator_id in indicator_ids:
        if indicator_id not in indicators:
            raise NotFoundError(
                f"There is no indicator '{indicator_id}' in the warehouse; ask the overview for its ids."
            )
        indicator = indicators[indicator_id]
        field_id = indicator.policy_field_id
        if field_id not in judged:
            judged[field_id] = _judged(warehouse, as_known_in, field_id, assumptions)
        histories.append(judged[field_id].history(indicator, policy_field[field_id]))
    return tuple(histories)


class _Notes:
    """Footnotes by what they are attached to."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._attached: dict[tuple[Hashable, ...], list[Footnote]] = defaultdict(list)
        for record in records:
            attached_to = record["attached_to"] = record["attached_to"] or "table"
            place = record["page_id"], record["table_title"]
            bearer: tuple[Hashable, ...] = {
                "observation": (record["observation_id"],),
                "target": (record["target_id"],),
                "indicator": (*place, record["indicator_id"]),
                "header": (*place, record["column_header"]),
                "table": place,
            }[attached_to]
            self._attached[attached_to, *bearer].append(_of(Footnote, record))

    def on(self, attached_to: str, number: int, record: Record) -> dict[str, tuple[Footnote, ...]]:
        """Return the notes on one figure: on its cell and column, and on its row and table."""
        place = record["page_id"], record["table_title"]
        cell, header = (attached_to, number), ("header", *place, record["column_header"])
        label, table = ("indicator", *place, record["indicator_id"]), ("table", *place)
        return {
            "footnotes": tuple(note for bearer in (cell, header) for note in self._attached.get(bearer, ())),
            "row_footnotes": tuple(note for bearer in (label, table) for note in self._attached.get(bearer, ())),
        }


class _Things:
    """What figures point to, read whole: these tables stay small, and joining them costs more than reading them."""

    def __init__(self, warehouse: Warehouse) -> None:
        def by_id(made: type[Answer], select: str, key: str) -> dict[str, Answer]:
            return {record[key]: _of(made, record) for record in _records(warehouse, select)}

        self.indicators = {
            record["indicator_id"]: _of(Indicator, record, better=Better(record["better"]))
            for record in _records(warehouse, _INDICATORS)
        }
        """In catalogue order."""
        self._documents = by_id(Document, _DOCUMENTS, "document_id")
        self.definitions = by_id(Definition, _DEFINITIONS, "definition_id")
        self.bases = by_id(BasePopulation, _BASES, "base_id")
        self.waves = tuple(by_id(SurveyWave, _WAVES, "wave_id").values())
        areas = _records(warehouse, _TERRITORIES)
        self._territories = {
            area["territory_id"]: _of(Territory, area, merged_from=_merged_into(area["territory_id"], areas))
            for area in areas
        }
        self._pages = by_id(Page, _PAGES, "page_id")
        self._measures = {
            (record["indicator_id"], record["part"]): record["name"] for record in _records(warehouse, _MEASURES)
        }

    def order(self, one: Observation | Target) -> tuple[int, ...]:
        """Return the order in which figures are listed: indicator, part, period, edition."""
        indicator = self.indicators[one.identity.indicator_id]
        return indicator.sort_order, one.identity.part, one.period, one.document.edition_rank

    def observation(self, record: Record, notes: _Notes, parts: Mapping[int, tuple[Part, ...]]) -> Observation:
        """Return the figure of a row."""
        number = record["observation_id"]
        return _of(
            Observation,
            record,
            **self._shared(record),
            kind=ObservationKind(record["kind"]),
            qualifier=Qualifier(record["qualifier"]),
            parts=parts.get(number, ()),
            **notes.on("observation", number, record),
        )

    def target(self, record: Record, notes: _Notes) -> Target:
        """Return the target of a row."""
        relation = record["relation"]
        return _of(
            Target,
            record,
            **self._shared(record),
            semantics=Semantics(record["semantics"]),
            relation=None if relation is None else Semantics(relation),
            **notes.on("target", record["target_id"], record),
        )

    def _shared(self, record: Record) -> Record:
        """Return what a figure and a target have in common."""
        definition, page = self.definitions[record["definition_id"]], self._pages[record["page_id"]]
        return {
            "identity": _of(SeriesIdentity, record, comparability_group=definition.comparability_group),
            "definition": definition,
            "base": self.bases[record["base_id"]],
            "territory": self._territories[record["territory_id"]],
            "measure": self._measures.get((record["indicator_id"], record["part"])),
            "provenance": _of(
                Provenance,
                record,
                document=self._documents[record["document_id"]],
                page_title=page.title,
                page_address=page.address,
                labels_are_abridged=page.abridged == "labels_and_notes",
            ),
        }


def _of(made: type[Answer], record: Mapping[str, Any], /, **given: Any) -> Answer:
    """Return a dataclass from the columns of its names; `given` goes first."""
    read = {name: record[name] for name in _names_of(made) if name in record}  # type: ignore[arg-type]  # it is hashable
    return made(**read | given)


def _merged_into(territory_id: str, areas: Iterable[Record]) -> tuple[str, ...]:
    return tuple(area["territory_id"] for area in areas if area["merged_into"] == territory_id)


@cache
def _names_of(made: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(made))


def _grouped(kind: type[Answer], records: Iterable[Record], key: str) -> dict[Any, tuple[Answer, ...]]:
    found: dict[Any, list[Answer]] = defaultdict(list)
    for record in records:
        found[record[key]].append(_of(kind, record))
    return {name: tuple(group) for name, group in found.items()}


def _asked(warehouse: Warehouse, as_known_in: str | None, **ids: str | None) -> Record:
    """Return the parameters of a question; the edition is passed on as its rank."""
    if as_known_in is None:
        return {**ids, "rank": None}
    found = _records(warehouse, "SELECT edition_rank FROM document WHERE document_id = $id", {"id": as_known_in})
    if not found:
        raise NotFoundError(f"There is no document '{as_known_in}' in the warehouse; ask the sources for its ids.")
    return {**ids, "rank": found[0]["edition_rank"]}


def _records(warehouse: Warehouse, select: str, parameters: Record | None = None) -> list[Record]:
    """Return rows as dictionaries of plain Python values, None for NULL."""
    asked = {name: value for name, value in (parameters or {}).items() if f"${name}" in select}
    if "$last_shown" in select:
        asked["last_shown"] = warehouse.once(_last_shown)
    return warehouse.records(select, asked)


def _last_shown(warehouse: Warehouse) -> int:
    """Return the number after which there are only figures that no page shows."""
    (build,) = warehouse.records("SELECT last_shown FROM build")
    last: int = build["last_shown"]
    return last


# SELECTs -------------------------------------------------------------------------------------------------------------

_OF_SHOWN_AREA = "f.territory_id IN (SELECT t.territory_id FROM territory t WHERE t.is_shown)"

# The first bound is only there to read less: it leaves out whole blocks, which the second one cannot.
_SHOWN = f"f.observation_id <= $last_shown AND {_OF_SHOWN_AREA}"

_ASKED = """
JOIN indicator i ON i.indicator_id = f.indicator_id
JOIN document d ON d.document_id = f.document_id
WHERE (CAST($policy_field_id AS STRING) IS NULL OR i.policy_field_id = $policy_field_id)
  AND (CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank)
"""

_DOCUMENTS = """
SELECT document_id, kind, title, publisher, fiscal_year, published_on, published_precision, address, edition_rank, note
FROM document ORDER BY edition_rank
"""

_POLICY_FIELDS = "SELECT policy_field_id, title, programme, sort_order FROM policy_field ORDER BY sort_order"

_FIELD_CODES = """
SELECT c.policy_field_id, c.document_id, c.code, c.title
FROM policy_field_code c JOIN document d ON d.document_id = c.document_id
ORDER BY d.edition_rank, c.code, c.title
"""

_YEARS = f"""
SELECT period FROM (
    SELECT f.period FROM observation f {_ASKED} AND f.kind IN ('achieved', 'baseline', 'narrative') AND {_SHOWN}
    UNION
    SELECT f.period FROM target f {_ASKED} AND {_OF_SHOWN_AREA}
) AS known ORDER BY period DESC
"""

_YEARS_OF_FIELDS = f"""
SELECT policy_field_id, period FROM (
    SELECT f.policy_field_id, f.period FROM result f
    WHERE f.kind IN ('achieved', 'baseline', 'narrative') AND {_SHOWN}
      AND (CAST($rank AS INTEGER) IS NULL OR f.edition_rank <= $rank)
    UNION
    SELECT f.policy_field_id, f.period FROM planned f
    WHERE {_OF_SHOWN_AREA} AND (CAST($rank AS INTEGER) IS NULL OR f.edition_rank <= $rank)
) AS known ORDER BY policy_field_id, period DESC
"""

_LATEST_PRINTED = f"""
       max(f.period) AS printed,
       max(CASE WHEN f.document_kind = 'accounts' THEN f.period END) AS printed_in_accounts,
       max(CASE WHEN f.document_kind IN ('budget', 'accounts') THEN f.period END) AS printed_by_the_municipality
FROM result f
WHERE f.kind = 'achieved' AND f.status = 'A' AND {_SHOWN}
  AND (CAST($policy_field_id AS STRING) IS NULL OR f.policy_field_id = $policy_field_id)
  AND (CAST($rank AS INTEGER) IS NULL OR f.edition_rank <= $rank)
"""

_LATEST_YEAR = f"SELECT {_LATEST_PRINTED}"

_LATEST_YEARS = f"SELECT f.policy_field_id, {_LATEST_PRINTED} GROUP BY f.policy_field_id"

_OBSERVATION_COLUMNS = """
       f.observation_id, f.indicator_id, f.definition_id, f.base_id, f.territory_id, f.unit, f.method, f.part, f.period,
       f.kind, f.value, f.low, f.high, f.text, f.decimals, f.qualifier, f.status, f.missing_reason, f.raw, f.remark,
       f.n, f.n_source, f.design_effect, f.document_id, f.page_id, f.table_title, f.row_group, f.row_label,
       f.column_header, f.place, f.year_source, f.correction_id
"""

_OBSERVATIONS = f"SELECT {_OBSERVATION_COLUMNS} FROM observation f {_ASKED} AND {_SHOWN}"

_SHARES = f"""
SELECT DISTINCT {_OBSERVATION_COLUMNS}
FROM base_population b JOIN observation f ON f.indicator_id = b.measured_by AND f.base_id = b.parent_id
JOIN document d ON d.document_id = f.document_id
WHERE f.status = 'A' AND {_SHOWN} AND (CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank)
"""

_MAYBE_SMALL = f"""
SELECT {_OBSERVATION_COLUMNS} FROM observation f
WHERE f.status = 'A' AND f.n_source <> 'not_applicable' AND {_SHOWN}
  AND (f.n < $minimum OR (f.n IS NULL AND f.method IN (SELECT w.survey FROM survey_wave w WHERE w.n IS NOT NULL)))
"""

_OF_TABLE = f"""
SELECT {_OBSERVATION_COLUMNS} FROM observation f
WHERE f.page_id = $page_id AND f.table_title = $table_title AND f.period = $year AND f.n IS NULL
  AND {_SHOWN}
"""

_OF_YEAR = f"""
SELECT {_OBSERVATION_COLUMNS} FROM observation f
WHERE f.indicator_id = $indicator_id AND f.territory_id = $territory_id AND f.period = $year
  AND f.observation_id <= $last_shown
"""

_TARGETS = f"""
SELECT f.target_id, f.indicator_id, f.definition_id, f.base_id, f.territory_id, f.unit, f.method, f.part, f.period,
       f.semantics, f.low, f.high, f.band, f.relation, f.reference, f.decimals, f.missing_reason, f.raw, f.remark,
       f.document_id, f.page_id, f.table_title, f.row_group, f.row_label, f.column_header, f.place, f.year_source,
       f.correction_id
FROM target f {_ASKED} AND {_OF_SHOWN_AREA}
"""

_FOOTNOTES = """
SELECT n.footnote_id, n.page_id, n.table_title, n.marker, n.text, n.is_paraphrased, n.flag,
       a.attached_to, a.indicator_id, a.observation_id, a.target_id, a.column_header
FROM footnote n LEFT JOIN footnote_attachment a ON a.footnote_id = n.footnote_id
ORDER BY n.footnote_id
"""

_PARTS = "SELECT observation_id, position, value, label FROM observation_part ORDER BY observation_id, position"

_INDICATORS = """
SELECT indicator_id, policy_field_id, name, kind, unit, better, is_statutory, is_key_figure, is_linked, suggestions,
       name_is_abridged, source_kind, sort_order, part_of
FROM indicator ORDER BY sort_order
"""

_BASES = "SELECT base_id, parent_id, name, note, measured_by FROM base_population"

_WAVES = """
SELECT wave_id, survey, year, territory_id, base_id, n, n_qualifier, n_source, design, design_effect,
       design_effect_source, note, is_panel
FROM survey_wave ORDER BY survey, year, wave_id
"""

_TERRITORIES = """
SELECT territory_id, code, name, valid_from, valid_to, is_own, merged_into
FROM territory WHERE is_shown ORDER BY territory_id
"""

_MEASURES = "SELECT indicator_id, part, name FROM measure"

_DEFINITIONS = """
SELECT definition_id, indicator_id, version, wording, comparability_group, from_document_id, note
FROM definition ORDER BY indicator_id, version
"""

_CLAIMS = """
SELECT c.claim_id, c.document_id, c.page_id, c.indicator_id, c.period_from, c.period_to, c.paraphrase, c.direction,
       c.difference, c.printed_unit, c.place, c.value, c.qualifier, c.base_id
FROM claim c JOIN indicator i ON i.indicator_id = c.indicator_id
JOIN document d ON d.document_id = c.document_id
WHERE (CAST($policy_field_id AS STRING) IS NULL OR i.policy_field_id = $policy_field_id)
  AND (CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank)
ORDER BY d.edition_rank, c.claim_id
"""

_DECLARED = """
SELECT r.indicator_id, r.period, r.document_id, r.kind, r.reason
FROM revision_declared r JOIN indicator i ON i.indicator_id = r.indicator_id
JOIN document d ON d.document_id = r.document_id
WHERE (CAST($policy_field_id AS STRING) IS NULL OR i.policy_field_id = $policy_field_id)
  AND (CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank)
ORDER BY i.sort_order, r.period, d.edition_rank
"""

_COMMENTARIES = """
SELECT indicator_id, year, cause, action, owner, author, written_on FROM commentary ORDER BY indicator_id, year
"""

_EXAMPLES = """
SELECT survey, question, year, group_variable, group_name, share, standard_error, low, high, n, design_effect
FROM survey_example ORDER BY sort_order
"""

_READINGS = """
SELECT indicator_id, year, is_achieved, reason, author, written_on FROM assessment ORDER BY indicator_id, year
"""

_STUDIES = """
SELECT study_id, title, COALESCE(menu, title) AS menu, introduction, year_from, year_to FROM study ORDER BY sort_order
"""

_STUDY_ITEMS = "SELECT study_id, indicator_id, position, role, short_name FROM study_item ORDER BY study_id, position"

_PAGES = "SELECT page_id, document_id, title, address, abridged, received_via FROM page ORDER BY page_id"

_FIGURES_PER_PAGE = """
SELECT page_id, sum(rows_loaded) AS figures FROM load GROUP BY page_id
"""

_LOADS = """
SELECT document_id, input, sha256, rows_read, rows_loaded, rows_repeated, rows_refused
FROM load ORDER BY load_id
"""

_PROBLEMS = """
SELECT p.document_id, q.page_id, q.severity, q.kind, q.table_title, q.row_label, q.column_header, q.found,
       q.expected, q.message, q.place
FROM problem q JOIN page p ON p.page_id = q.page_id
ORDER BY q.problem_id
"""

_CORRECTIONS = """
SELECT p.document_id, c.correction_id, c.page_id, c.table_title, c.row_label, c.column_header, c.attribute, c.expected,
       c.corrected, c.reason, c.figures
FROM correction c JOIN page p ON p.page_id = c.page_id
ORDER BY c.correction_id
"""

_NAMES = """
SELECT kind, id, name, context FROM (
    SELECT 'policy_field' AS kind, f.policy_field_id AS id, f.title AS name, f.programme AS context,
           0 AS indicators, f.sort_order
    FROM policy_field f
    UNION ALL
    SELECT 'indicator' AS kind, i.indicator_id AS id, i.name, f.title AS context, 1 AS indicators, i.sort_order
    FROM indicator i JOIN policy_field f ON f.policy_field_id = i.policy_field_id
) AS named ORDER BY indicators, sort_order
"""

_SEARCHED = f"""
SELECT kind, id, place, text, number, edition_rank FROM (
    SELECT 'policy_field' AS kind, f.policy_field_id AS id, 'name' AS place, f.title AS text,
           CAST(NULL AS STRING) AS number, CAST(NULL AS INTEGER) AS edition_rank
    FROM policy_field f
    UNION ALL
    SELECT 'policy_field' AS kind, f.policy_field_id AS id, 'programme' AS place, f.programme AS text, NULL, NULL
    FROM policy_field f
    UNION ALL
    SELECT 'policy_field' AS kind, c.policy_field_id AS id, 'label' AS place, c.code || ' ' || c.title AS text,
           NULL, d.edition_rank
    FROM policy_field_code c JOIN document d ON d.document_id = c.document_id
    UNION ALL
    SELECT 'indicator' AS kind, i.indicator_id AS id, 'name' AS place, i.name AS text, NULL, NULL FROM indicator i
    UNION ALL
    SELECT 'indicator' AS kind, p.indicator_id AS id, 'label' AS place, p.row_label AS text, NULL, d.edition_rank
    FROM (SELECT f.indicator_id, f.row_label, f.document_id FROM observation f WHERE {_SHOWN}
          UNION SELECT indicator_id, row_label, document_id FROM target) AS p
    JOIN document d ON d.document_id = p.document_id
    UNION ALL
    SELECT 'indicator' AS kind, x.indicator_id AS id, 'definition' AS place, x.wording AS text, NULL, d.edition_rank
    FROM definition x LEFT JOIN document d ON d.document_id = x.from_document_id
    UNION ALL
    SELECT 'indicator' AS kind, x.indicator_id AS id, 'definition' AS place, x.note AS text, NULL, d.edition_rank
    FROM definition x LEFT JOIN document d ON d.document_id = x.from_document_id
    WHERE x.note IS NOT NULL
    UNION ALL
    SELECT 'indicator' AS kind, b.indicator_id AS id, 'note' AS place, n.text, n.footnote_id AS number, d.edition_rank
    FROM footnote n
    JOIN page p ON p.page_id = n.page_id
    JOIN document d ON d.document_id = p.document_id
    LEFT JOIN footnote_attachment a ON a.footnote_id = n.footnote_id
    JOIN (SELECT f.indicator_id, f.page_id, f.table_title, f.column_header, f.observation_id,
                 CAST(NULL AS BIGINT) AS target_id
          FROM observation f WHERE {_SHOWN}
          UNION ALL
          SELECT indicator_id, page_id, table_title, column_header, CAST(NULL AS BIGINT), target_id
          FROM target) AS b
      ON b.page_id = n.page_id AND b.table_title = n.table_title
     AND (a.footnote_id IS NULL OR a.indicator_id = b.indicator_id OR a.observation_id = b.observation_id
          OR a.target_id = b.target_id OR a.column_header = b.column_header)
    WHERE n.text IS NOT NULL
    UNION ALL
    SELECT 'indicator' AS kind, c.indicator_id AS id, 'claim' AS place, c.paraphrase AS text, c.claim_id AS number,
           d.edition_rank
    FROM claim c JOIN document d ON d.document_id = c.document_id WHERE c.indicator_id IS NOT NULL
    UNION ALL
    SELECT 'indicator' AS kind, f.indicator_id AS id, 'figure' AS place, f.raw AS text,
           CAST(f.observation_id AS STRING) AS number, d.edition_rank
    FROM observation f JOIN document d ON d.document_id = f.document_id WHERE {_SHOWN}
    UNION ALL
    SELECT 'indicator' AS kind, f.indicator_id AS id, 'target' AS place, f.raw AS text,
           CAST(f.target_id AS STRING) AS number, d.edition_rank
    FROM target f JOIN document d ON d.document_id = f.document_id WHERE {_OF_SHOWN_AREA}
) AS searched ORDER BY edition_rank NULLS FIRST, number NULLS FIRST, kind, id, place, text
"""

_ACTION_LINES = """
SELECT l.action_line_id, l.document_id, l.title, l.goal, l.elaboration, l.decision, l.decided_on, l.place
FROM action_line l JOIN document d ON d.document_id = l.document_id
WHERE CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank
ORDER BY l.sort_order
"""

_ACTIONS = """
SELECT a.action_line_id, a.summary, a.status, a.figure, a.period, a.as_of_document, a.place
FROM action a JOIN document d ON d.document_id = a.as_of_document
WHERE CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank
ORDER BY a.action_line_id, a.position
"""

_INITIATIVES = """
SELECT i.initiative_id, i.document_id, i.subject, i.quantity, i.value, i.qualifier, i.unit, i.period, i.denominator,
       i.denominator_of, i.raw, i.note, i.place
FROM initiative i JOIN document d ON d.document_id = i.document_id
WHERE CAST($rank AS INTEGER) IS NULL OR d.edition_rank <= $rank
ORDER BY d.edition_rank, i.initiative_id
"""
