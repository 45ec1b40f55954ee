"""Every figure and target as one wide table for a program: ids beside names, codes instead of words, one row each.

The same columns in every language and every edition. What a column holds is what `warehouse/schema.sql` says of the
column it comes from; the few that stand in none are told in `figure_columns.toml`.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from exports import caveats, withheld
from indicators.judged import Contradiction, IndicatorHistory, IndicatorYear, Interval, Revision, Sample
from indicators.model import Footnote, Observation, Target

Value = str | int | float | bool | date | None
Printed = Observation | Target

_TOLD_HERE = Path(__file__).with_name("figure_columns.toml")


@dataclass(frozen=True)
class Row:
    """One figure or target with what belongs to it, before it is cells."""

    one: Printed
    history: IndicatorHistory
    sample: Sample | None
    interval: Interval | None
    judged: IndicatorYear | None
    """The year it is of, as judged."""
    contradictions: tuple[Contradiction, ...]
    revisions: tuple[Revision, ...]
    """Of which it is a part."""

    @property
    def observation(self) -> Observation | None:
        """The figure; None for a target."""
        return self.one if isinstance(self.one, Observation) else None

    @property
    def target(self) -> Target | None:
        """The target; None for a figure."""
        return self.one if isinstance(self.one, Target) else None

    @property
    def is_withheld(self) -> bool:
        """Whether it is a figure that is not shown."""
        return self.observation is not None and withheld.is_withheld(self.observation)


@dataclass(frozen=True)
class Column:
    """One column: where its meaning is written, and how it is filled."""

    name: str
    kind: str
    """`string`, `integer`, `number`, `boolean` or `date`."""
    meaning: str
    """Table and column of the schema; empty for one that is told in the file beside this module."""
    filled: Callable[[Row], Value]


def printed(history: IndicatorHistory) -> list[Printed]:
    """Return every figure and target of an indicator by year, figures first, the oldest edition first."""
    found: list[Printed] = [*history.observations, *history.targets]
    return sorted(found, key=lambda one: (one.period, isinstance(one, Target), one.document.edition_rank))


def rows(history: IndicatorHistory) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of an indicator, in the order of `COLUMNS`."""
    for one in printed(history):
        number = one.observation_id if isinstance(one, Observation) and withheld.is_told(one) else None
        row = Row(
            one,
            history,
            history.samples.get(number) if number is not None else None,
            history.intervals.get(number) if number is not None else None,
            caveats.judged(history, one),
            caveats.contradictions(history, one),
            caveats.revisions(history, one),
        )
        yield tuple(column.filled(row) for column in COLUMNS)


def descriptions(of_schema: Mapping[str, str]) -> dict[str, str]:
    """Return what each column holds; `of_schema` are comments by table and column (`indicators.tables`)."""
    return {column.name: of_schema[column.meaning] if column.meaning else _told()[column.name] for column in COLUMNS}


@cache
def _told() -> dict[str, str]:
    return tomllib.loads(_TOLD_HERE.read_text(encoding="utf-8"))


def _notes(notes: Iterable[Footnote]) -> str | None:
    once = {note.footnote_id: note for note in notes}
    return " ".join(f"[{note.marker}] {note.text or ''}".rstrip() for note in once.values()) or None


def _of_figure(name: str) -> Callable[[Row], Value]:
    """Return what fills a column from a figure; empty for a target."""

    def filled(row: Row) -> Value:
        value: Value = None if row.observation is None else getattr(row.observation, name)
        return value

    return filled


def _of_target(name: str) -> Callable[[Row], Value]:
    """Return what fills a column from a target; empty for a figure."""

    def filled(row: Row) -> Value:
        value: Value = None if row.target is None else getattr(row.target, name)
        return value

    return filled


def _number(name: str) -> Callable[[Row], Value]:
    """Return what fills a column with a number or a text of the figure itself; empty for one that is withheld."""

    def filled(row: Row) -> Value:
        value: Value = getattr(row.one, name, None) if row.target is not None or row.one.raw else None
        return value

    return filled


def _of_sample(filled: Callable[[Sample], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.sample is None else filled(row.sample)


def _of_verdict(filled: Callable[[IndicatorYear], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.judged is None else filled(row.judged)


def _listed(names: Iterable[str]) -> str | None:
    """Return names in one cell, each once; nothing for none."""
    return " ".join(dict.fromkeys(names)) or None


_TEXT, _WHOLE, _NUMBER, _CLAIM, _DAY = "string", "integer", "number", "boolean", "date"

COLUMNS = (
    Column(
        "policy_field_id", _TEXT, "policy_field.policy_field_id", lambda row: row.history.policy_field.policy_field_id
    ),
    Column("policy_field_title", _TEXT, "policy_field.title", lambda row: row.history.policy_field.title),
    Column("programme", _TEXT, "policy_field.programme", lambda row: row.history.policy_field.programme),
    Column("indicator_id", _TEXT, "indicator.indicator_id", lambda row: row.history.indicator.indicator_id),
    Column("indicator_name", _TEXT, "indicator.name", lambda row: row.history.indicator.name),
    Column("record", _TEXT, "", lambda row: "observation" if row.target is None else "target"),
    Column("period", _WHOLE, "observation.period", lambda row: row.one.period),
    Column("kind", _TEXT, "observation.kind", _of_figure("kind")),
    Column("semantics", _TEXT, "target.semantics", _of_target("semantics")),
    Column("value", _NUMBER, "observation.value", _number("value")),
    Column("low", _NUMBER, "observation.low", _number("low")),
    Column("high", _NUMBER, "observation.high", _number("high")),
    Column("band", _NUMBER, "target.band", _of_target("band")),
    Column("unit", _TEXT, "observation.unit", lambda row: row.one.identity.unit),
    Column("decimals", _WHOLE, "observation.decimals", _number("decimals")),
    Column("qualifier", _TEXT, "observation.qualifier", _of_figure("qualifier")),
    Column("relation", _TEXT, "target.relation", _of_target("relation")),
    Column("reference", _TEXT, "target.reference", _of_target("reference")),
    Column("text", _TEXT, "observation.text", _number("text")),
    Column("status", _TEXT, "observation.status", _of_figure("status")),
    Column("missing_reason", _TEXT, "observation.missing_reason", lambda row: row.one.missing_reason),
    Column("is_withheld", _CLAIM, "", lambda row: row.is_withheld),
    Column("raw", _TEXT, "observation.raw", lambda row: row.one.raw),
    Column("remark", _TEXT, "observation.remark", lambda row: row.one.provenance.remark),
    Column("notes", _TEXT, "", lambda row: _notes((*row.one.row_footnotes, *row.one.footnotes))),
    Column("part", _WHOLE, "observation.part", lambda row: row.one.identity.part),
    Column("measure", _TEXT, "measure.name", lambda row: row.one.measure),
    Column("method", _TEXT, "observation.method", lambda row: row.one.identity.method or None),
    Column("base_id", _TEXT, "base_population.base_id", lambda row: row.one.base.base_id),
    Column("base_name", _TEXT, "base_population.name", lambda row: row.one.base.name),
    Column("n", _WHOLE, "observation.n", _of_sample(lambda sample: sample.n)),
    Column("n_low", _WHOLE, "", _of_sample(lambda sample: sample.low)),
    Column("n_high", _WHOLE, "", _of_sample(lambda sample: sample.high)),
    Column("n_is_upper_bound", _CLAIM, "", _of_sample(lambda sample: sample.is_upper_bound)),
    Column("n_source", _TEXT, "observation.n_source", _of_sample(lambda sample: sample.source)),
    Column("interval_low", _NUMBER, "", lambda row: row.interval[0] if row.interval else None),
    Column("interval_high", _NUMBER, "", lambda row: row.interval[1] if row.interval else None),
    Column("definition_id", _TEXT, "definition.definition_id", lambda row: row.one.definition.definition_id),
    Column("definition_version", _WHOLE, "definition.version", lambda row: row.one.definition.version),
    Column("definition_wording", _TEXT, "definition.wording", lambda row: row.one.definition.wording),
    Column(
        "comparability_group",
        _TEXT,
        "definition.comparability_group",
        lambda row: row.one.definition.comparability_group,
    ),
    Column("territory_id", _TEXT, "territory.territory_id", lambda row: row.one.territory.territory_id),
    Column("territory_code", _TEXT, "territory.code", lambda row: row.one.territory.code),
    Column("territory_name", _TEXT, "territory.name", lambda row: row.one.territory.name),
    Column("document_id", _TEXT, "document.document_id", lambda row: row.one.document.document_id),
    Column("document_title", _TEXT, "document.title", lambda row: row.one.document.title),
    Column("document_kind", _TEXT, "document.kind", lambda row: row.one.document.kind),
    Column("fiscal_year", _WHOLE, "document.fiscal_year", lambda row: row.one.document.fiscal_year),
    Column("publisher", _TEXT, "document.publisher", lambda row: row.one.document.publisher),
    Column("published_on", _DAY, "document.published_on", lambda row: row.one.document.published_on),
    Column(
        "published_precision", _TEXT, "document.published_precision", lambda row: row.one.document.published_precision
    ),
    Column("edition_rank", _WHOLE, "document.edition_rank", lambda row: row.one.document.edition_rank),
    Column("page_id", _TEXT, "page.page_id", lambda row: row.one.provenance.page_id),
    Column("page_title", _TEXT, "page.title", lambda row: row.one.provenance.page_title),
    Column("page_address", _TEXT, "page.address", lambda row: row.one.provenance.page_address),
    Column("table_title", _TEXT, "observation.table_title", lambda row: row.one.provenance.table_title),
    Column("row_group", _TEXT, "observation.row_group", lambda row: row.one.provenance.row_group),
    Column("row_label", _TEXT, "observation.row_label", lambda row: row.one.provenance.row_label),
    Column("column_header", _TEXT, "observation.column_header", lambda row: row.one.provenance.column_header),
    Column("place", _TEXT, "observation.place", lambda row: row.one.provenance.place),
    Column("correction_id", _TEXT, "observation.correction_id", lambda row: row.one.provenance.correction_id),
    Column("verdict", _TEXT, "", _of_verdict(lambda year: year.verdict)),
    Column("verdict_rule", _TEXT, "", _of_verdict(lambda year: year.judgement.rule)),
    Column("certainty", _TEXT, "", _of_verdict(lambda year: year.certainty)),
    Column("certainty_rule", _TEXT, "", _of_verdict(lambda year: year.assessment.rule)),
    Column("is_judged", _CLAIM, "", lambda row: caveats.is_judged(row.judged, row.one)),
    Column("contradictions", _TEXT, "", lambda row: _listed(found.contradiction_id for found in row.contradictions)),
    Column("severities", _TEXT, "", lambda row: _listed(found.severity for found in row.contradictions)),
    Column("revisions", _TEXT, "", lambda row: _listed(found.revision_id for found in row.revisions)),
    Column("is_redefined", _CLAIM, "", lambda row: caveats.is_redefined(row.revisions)),
    Column("design_effect", _NUMBER, "", _of_sample(lambda sample: sample.design_effect)),
)
"""Stable: a column keeps its name and meaning, new ones come behind."""
