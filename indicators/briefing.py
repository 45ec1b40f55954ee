"""What a briefing says of a policy field, a programme or a study in one year: facts, judged, without layout.

    subjects(warehouse)                                     every briefing there is, with its years
    briefing(warehouse, kind, subject_id, year)             one of them, in the language of the run

Its rows are the figures and targets that stand in a table; a figure that stands only in running text is named among
those left out. Ids are slugs, and no two subjects of any kind share one: that of a programme begins with `programma-`,
because a field may be called the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators import briefing_sentences, reading, uncertainty, verdict
from indicators.briefing_facts import Facts, Quotable
from indicators.cautions import Caution, cautions
from indicators.judged import IndicatorHistory, IndicatorYear, Tally, Verdict
from indicators.likely_questions import Question, likely_questions
from indicators.model import Commentary, Document, Indicator, PolicyField
from indicators.reading import NotFoundError, Warehouse

RULES_VERSION = "briefing-rules-2"
"""Changes with every change of what is told and in which order."""


class SubjectKind(StrEnum):
    """What a briefing may be about."""

    POLICY_FIELD = "policy-field"
    PROGRAMME = "programme"
    STUDY = "study"


@dataclass(frozen=True)
class Subject:
    """Something that briefings are about."""

    kind: SubjectKind
    subject_id: str
    title: str
    """Of a study the short one: the year of a briefing stands behind it, and the long one may end in years."""
    above: str | None
    """The programme of a policy field."""
    years: tuple[int, ...]
    """Years of which anything is printed, newest first."""


@dataclass(frozen=True)
class Briefing:
    """One subject in one year."""

    subject: Subject
    year: int
    as_known_in: str | None
    edition: Document
    """The publication up to which everything is known."""
    rows: tuple[IndicatorYear, ...]
    policy_fields: Mapping[str, PolicyField]
    """By id, of the rows."""
    histories: Mapping[str, IndicatorHistory]
    """Of its indicators, by id."""
    left_out: tuple[IndicatorYear, ...]
    """What stands only in running text."""
    tally: Tally
    promised: str
    happened: str
    how_sure: str
    cautions: tuple[Caution, ...]
    questions: tuple[Question, ...]
    commentaries: Mapping[str, Commentary]
    """Indicator id → what is said of its missed target."""
    rules: tuple[str, ...]
    quoted: tuple[Quotable, ...]
    """What its cautions and questions quote."""
    documents: tuple[Document, ...]
    """All that are known, oldest edition first."""


@dataclass(frozen=True)
class Material:
    """What the briefings of one subject are made from, in the language of the run."""

    subject: Subject
    as_known_in: str | None
    histories: tuple[IndicatorHistory, ...]
    documents: tuple[Document, ...]
    """All that are known, oldest edition first."""
    short_names: Mapping[str, str]
    """Of the indicators that have one."""
    commentaries: tuple[Commentary, ...]

    def called(self, indicator: Indicator) -> str:
        """Return what an indicator is called in a question: its short name where it has one."""
        return self.short_names.get(indicator.indicator_id, indicator.name)


def subjects(warehouse: Warehouse, as_known_in: str | None = None) -> tuple[Subject, ...]:
    """Return everything there is a briefing of: programmes, each with its fields behind it, then the studies."""
    fields = reading.policy_fields(warehouse)
    years = reading.years_of_fields(warehouse, as_known_in)
    found = []
    for programme in dict.fromkeys(field.programme for field in fields):
        of_programme = [field for field in fields if field.programme == programme and field.policy_field_id in years]
        if not of_programme:
            continue
        of_all = _years_of(of_programme, years)
        found.append(Subject(SubjectKind.PROGRAMME, programme_id(programme), programme, None, of_all))
        found += [
            Subject(
                SubjectKind.POLICY_FIELD,
                field.policy_field_id,
                field.title,
                field.programme,
                years[field.policy_field_id],
            )
            for field in of_programme
        ]
    for study in reading.studies(warehouse):
        histories = reading.study(warehouse, study.study_id, as_known_in).histories
        if of_study := _years(histories):
            found.append(Subject(SubjectKind.STUDY, study.study_id, study.menu, None, of_study))
    return tuple(found)


def programme_id(title: str) -> str:
    """Return the slug of a programme: `programma-werk-en-inkomen`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return "-".join(("programma", *re.findall(r"[a-z0-9]+", plain)))


def briefing(
    warehouse: Warehouse, kind: SubjectKind | str, subject_id: str, year: int, as_known_in: str | None = None
) -> Briefing:
    """Return one briefing; of a year without figures it says so. A subject that there is not raises NotFoundError."""
    return of_year(material(warehouse, kind, subject_id, as_known_in), year)


def material(
    warehouse: Warehouse, kind: SubjectKind | str, subject_id: str, as_known_in: str | None = None
) -> Material:
    """Return all that the briefings of a subject are made from, of any year."""
    subject, histories = _read(warehouse, SubjectKind(kind), subject_id, as_known_in)
    rank = reading.edition_rank(warehouse, as_known_in)
    documents = tuple(one for one in reading.documents(warehouse) if rank is None or one.edition_rank <= rank)
    if not documents:
        raise NotFoundError("There is no document in the warehouse: load one before asking for a briefing.")
    short_names = {item.indicator_id: item.short_name for study in reading.studies(warehouse) for item in study.items}
    return Material(subject, as_known_in, histories, documents, short_names, reading.commentaries(warehouse))


def of_year(material: Material, year: int) -> Briefing:
    """Return the briefing of one year."""
    has_accounts = any((one.kind, one.fiscal_year) == ("accounts", year) for one in material.documents)
    all_rows = [row for history in material.histories for row in history.years if row.year == year]
    rows = tuple(row for row in all_rows if not row.is_narrative)
    histories = {history.indicator.indicator_id: history for history in material.histories}
    facts = Facts(rows, histories)
    known = cautions(facts)
    questions = likely_questions(
        facts, year, has_accounts=has_accounts, called=material.called, told=[one.sentence for one in known]
    )
    return Briefing(
        subject=material.subject,
        year=year,
        as_known_in=material.as_known_in,
        edition=material.documents[-1],
        rows=rows,
        policy_fields={history.policy_field.policy_field_id: history.policy_field for history in material.histories},
        histories=histories,
        left_out=tuple(row for row in all_rows if row.is_narrative),
        tally=verdict.tally(rows),
        promised=briefing_sentences.promised(rows, year),
        happened=briefing_sentences.happened(rows, year, has_accounts=has_accounts),
        how_sure=briefing_sentences.how_sure(rows),
        cautions=known,
        questions=questions,
        commentaries=_commentaries(material.commentaries, rows, year),
        rules=(verdict.RULES_VERSION, uncertainty.RULES_VERSION, RULES_VERSION),
        quoted=(
            *(figure for one in known for figure in one.quoted),
            *(figure for one in questions for figure in one.quoted),
        ),
        documents=material.documents,
    )


def needs_commentary(row: IndicatorYear) -> bool:
    """Whether somebody should say why: the target was not achieved, however surely."""
    return row.verdict is Verdict.NOT_ACHIEVED


def _read(
    warehouse: Warehouse, kind: SubjectKind, subject_id: str, as_known_in: str | None
) -> tuple[Subject, tuple[IndicatorHistory, ...]]:
    if kind is SubjectKind.STUDY:
        record = reading.study(warehouse, subject_id, as_known_in)
        years = _years(record.histories)
        return Subject(kind, subject_id, record.study.menu, None, years), record.histories
    is_field = kind is SubjectKind.POLICY_FIELD
    found = [
        field
        for field in reading.policy_fields(warehouse)
        if subject_id == (field.policy_field_id if is_field else programme_id(field.programme))
    ]
    if not found:
        raise NotFoundError(f"There is no {kind} '{subject_id}' in the warehouse; ask the subjects for their ids.")
    histories = tuple(
        history
        for field in found
        for history in reading.indicator_histories(warehouse, field.policy_field_id, as_known_in)
    )
    title, above = (found[0].title, found[0].programme) if is_field else (found[0].programme, None)
    years = _years_of(found, reading.years_of_fields(warehouse, as_known_in))
    return Subject(kind, subject_id, title, above, years), histories


def _years_of(fields: Iterable[PolicyField], known: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    years = {year for field in fields for year in known.get(field.policy_field_id, ())}
    return tuple(sorted(years, reverse=True))


def _years(histories: Iterable[IndicatorHistory]) -> tuple[int, ...]:
    return tuple(sorted({row.year for history in histories for row in history.years}, reverse=True))


def _commentaries(known: Iterable[Commentary], rows: Iterable[IndicatorYear], year: int) -> dict[str, Commentary]:
    """Return what is said of the targets that were not achieved; of anything else nothing is asked."""
    missed = {row.indicator.indicator_id for row in rows if needs_commentary(row)}
    return {one.indicator_id: one for one in known if one.year == year and one.indicator_id in missed}
