"""A draft held against what is published: which figures, verdicts and definitions are new, other or gone.

A room of its own, because it needs the meaning of figures (verdicts, revisions, contradictions) and is asked for by
who prepares a publication: `loaders` and the page of the intake import it, it imports `indicators` and `warehouse`.
Everything is read through `indicators.reading`, so that what is withheld there stays withheld here.

A revision is asked for when a later edition prints a figure or target otherwise, of the same series, and no note and no
declaration says why, and the published version has not got it yet. One of another definition has its kind already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators import reading
from indicators.editions import WHOLE, row_pairs
from indicators.judged import Contradiction, ContradictionKind, IndicatorYear, Revision, RevisionKind, Verdict
from indicators.model import Definition, Difference, Document, Indicator, Observation, SeriesIdentity, Target
from indicators.reading import Warehouse
from indicators.revisions import same_as_printed, same_target
from indicators.series import MEASURED_KINDS

Printed = Observation | Target

_NO_FIGURE = "misprint"
"""Why a cell says nothing (`loaders.values`): what it prints can be no figure."""


class FigureChange(StrEnum):
    """What became of one printed figure or target."""

    NEW = "new"
    UNREADABLE = "unreadable"
    """New, and what is printed can be no figure."""
    CHANGED = "changed"
    """The same document is read otherwise than before."""
    VANISHED = "vanished"
    UNIT = "unit"
    """New, in a unit that no published figure of its measure has."""
    TERRITORY = "territory"
    """New, about an area of before that area began, where an older document says something else of another area: no
    revision, for the two do not compare, and yet it may be one."""


@dataclass(frozen=True)
class Changed:
    """One figure or target that differs between the two versions."""

    kind: FigureChange
    indicator: Indicator
    published: Printed | None
    """Of another territory: what the older document says."""
    draft: Printed | None
    units: tuple[str, ...] = ()
    """Of a unit change: the units published until now."""

    @property
    def printed(self) -> Printed:
        """The figure as the draft has it, else as it was published."""
        one = self.draft or self.published
        assert one is not None, "it stands in one of the two"
        return one


@dataclass(frozen=True)
class Turned:
    """One verdict that differs."""

    published: IndicatorYear
    draft: IndicatorYear


@dataclass(frozen=True)
class Redefined:
    """One definition that is worded, dated or compared otherwise, or new."""

    indicator: Indicator
    published: Definition | None
    draft: Definition
    published_since: Document | None
    """First document printed under the published one; None where that is not known."""
    draft_since: Document | None


@dataclass(frozen=True)
class Missing:
    """An indicator that an edition leaves out of a policy field it reports on, and the one before it has."""

    indicator: Indicator
    document: Document
    preceding: Document
    """Of the same kind, the last before it: accounts of 2018 where the accounts of 2019 leave it out."""


@dataclass(frozen=True)
class Differences:
    """What a draft would change."""

    figures: tuple[Changed, ...]
    """In catalogue order, by year."""
    verdicts: tuple[Turned, ...]
    revisions: tuple[Revision, ...]
    """Every revision that the published version has not got."""
    undecided: tuple[Revision, ...]
    """Those of them whose kind a person must choose."""
    doubts: tuple[Contradiction, ...]
    """Where the draft does not agree with itself and the published version did: jumps, totals, sentences."""
    missing: tuple[Missing, ...] = ()
    """What an edition leaves out that the published version does not already lack."""
    appeared: tuple[IndicatorYear, ...] = ()
    """Verdicts on an indicator and year that nothing was published of, the last year first."""
    gone: tuple[IndicatorYear, ...] = ()
    """Verdicts that were published and that the draft does not give."""
    definitions: tuple[Redefined, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no figure, verdict, revision or doubt differs; names, notes and definitions still may."""
        verdicts = self.verdicts or self.appeared or self.gone
        return not (self.figures or verdicts or self.revisions or self.doubts or self.missing)


def differences(draft: Warehouse, published: Warehouse | None) -> Differences:
    """Return what a draft would change of what is published; of a first one nothing is asked."""
    after = reading.printed(draft)
    before = reading.printed(published) if published is not None else ()
    figures = tuple(_figures(after, before))
    if published is None:
        return Differences(figures, (), (), (), ())
    known = {_of_revision(one) for one in reading.revisions(published)}
    revisions = tuple(one for one in reading.revisions(draft) if _of_revision(one) not in known)
    told = {_of_doubt(one) for one in reading.contradictions(published)}
    doubts = tuple(
        one
        for one in reading.contradictions(draft)
        if one.kind is not ContradictionKind.SILENT_REVISION and _of_doubt(one) not in told
    )
    undecided = tuple(one for one in revisions if one.is_silent and one.kind is RevisionKind.REVISION)
    lacking = {_of_missing(one) for one in _missing(published, before)}
    missing = tuple(one for one in _missing(draft, after) if _of_missing(one) not in lacking)
    turned, appeared, gone = _verdicts(draft, published)
    definitions = tuple(_redefined(draft, published))
    return Differences(figures, turned, revisions, undecided, doubts, missing, appeared, gone, definitions)


# Figures ------------------------------------------------------------------------------------------------------------

_Place = tuple[str, SeriesIdentity, str, int, str]
"""Kind, series with its definition, year and document: what makes two figures the same one."""


_Figure = tuple[Indicator, Printed]


def _place(one: Printed) -> _Place:
    kind = one.kind if isinstance(one, Observation) else "target"
    return kind, one.identity, one.definition.definition_id, one.period, one.document.document_id


def _says(one: Printed) -> tuple[object, ...]:
    if isinstance(one, Observation):
        return one.provenance.raw, one.value, one.low, one.high, one.text, one.status, one.n, one.qualifier
    return one.provenance.raw, one.semantics, one.low, one.high, one.band, one.relation, one.reference


def _figures(draft: Sequence[_Figure], published: Sequence[_Figure]) -> Iterator[Changed]:
    before = {_place(one): (indicator, one) for indicator, one in published}
    after = {_place(one): (indicator, one) for indicator, one in draft}
    units: dict[tuple[str, int, str], set[str]] = {}
    for _, one in before.values():
        units.setdefault(_measure(one), set()).add(one.identity.unit)
    of_year: dict[tuple[str, int], list[Printed]] = {}
    for _, one in after.values():
        if _is_reported(one):
            of_year.setdefault((one.identity.indicator_id, one.period), []).append(one)
    for place, (indicator, one) in after.items():
        if place in before:
            _, other = before[place]
            if _says(other) != _says(one):
                yield Changed(FigureChange.CHANGED, indicator, other, one)
            continue
        is_figure = one.missing_reason != _NO_FIGURE
        yield Changed(FigureChange.NEW if is_figure else FigureChange.UNREADABLE, indicator, None, one)
        known = units.get(_measure(one), set())
        if known and one.identity.unit not in known:
            yield Changed(FigureChange.UNIT, indicator, None, one, tuple(sorted(known)))
        if older := _of_another_area(one, of_year.get((one.identity.indicator_id, one.period), ())):
            yield Changed(FigureChange.TERRITORY, indicator, older, one)
    for place, (indicator, one) in before.items():
        if place not in after:
            yield Changed(FigureChange.VANISHED, indicator, one, None)


def _measure(one: Printed) -> tuple[str, int, str]:
    return one.identity.indicator_id, one.identity.part, one.identity.territory_id


def _of_another_area(one: Printed, of_year: Sequence[Printed]) -> Printed | None:
    """Return what the last older document says otherwise, where a figure is about an area of before it began."""
    begun = one.territory.valid_from
    if begun is None or one.period >= begun or not _is_reported(one):
        return None
    older = [
        other
        for other in of_year
        if other.document.edition_rank < one.document.edition_rank
        and type(other) is type(one)
        and other.identity.differences(one.identity) == (Difference.TERRITORY,)
    ]
    last = max(older, key=lambda other: other.document.edition_rank, default=None)
    return last if last is not None and not _says_the_same(last, one) else None


def _is_reported(one: Printed) -> bool:
    """Return whether the municipality reports it of itself."""
    says = one.is_set if isinstance(one, Target) else one.is_present and one.kind in MEASURED_KINDS
    return says and one.territory.is_own


def _says_the_same(one: Printed, other: Printed) -> bool:
    if isinstance(one, Target) and isinstance(other, Target):
        return same_target(one, other)
    return isinstance(one, Observation) and isinstance(other, Observation) and same_as_printed(one, other)


# Editions -----------------------------------------------------------------------------------------------------------


def _missing(warehouse: Warehouse, figures: Sequence[_Figure]) -> Iterator[Missing]:
    printed: dict[str, dict[str, Indicator]] = {}
    for indicator, one in figures:
        printed.setdefault(one.document.document_id, {})[indicator.indicator_id] = indicator
    preceding: dict[str, Document] = {}
    for document in warehouse.once(reading.documents):
        here = printed.get(document.document_id)
        if here is None or document.kind not in WHOLE:
            continue
        before = preceding.get(document.kind, document)
        fields = {indicator.policy_field_id for indicator in here.values()}
        for name, indicator in printed[before.document_id].items():
            if name not in here and indicator.policy_field_id in fields:
                yield Missing(indicator, document, before)
        preceding[document.kind] = document


def _of_missing(one: Missing) -> tuple[str, str]:
    return one.indicator.indicator_id, one.document.document_id


# Verdicts, definitions, revisions, doubts ----------------------------------------------------------------------------


def _verdicts(
    draft: Warehouse, published: Warehouse
) -> tuple[tuple[Turned, ...], tuple[IndicatorYear, ...], tuple[IndicatorYear, ...]]:
    """Return the verdicts that turn, that are new and that are gone, of the last year first."""
    turned: list[Turned] = []
    appeared: list[IndicatorYear] = []
    gone: list[IndicatorYear] = []
    for year in sorted(set(draft.once(reading.years)) | set(published.once(reading.years)), reverse=True):
        # Measure by measure: a verdict turns, too, when what is measured is defined anew.
        for pair in row_pairs(_rows(published, year), _rows(draft, year)):
            before, after = pair.earlier, pair.later
            if before is not None and after is not None:
                if before.verdict is not after.verdict:
                    turned.append(Turned(before, after))
            elif after is not None and _is_judged(after):
                appeared.append(after)
            elif before is not None and _is_judged(before):
                gone.append(before)
    return tuple(turned), tuple(appeared), tuple(gone)


def _is_judged(row: IndicatorYear) -> bool:
    """Return whether a row that only one version has counts as a verdict: a year to come has its target only."""
    return row.is_main and row.verdict is not Verdict.NO_DATA


def _rows(warehouse: Warehouse, year: int) -> list[IndicatorYear]:
    return [row for field in reading.overview(warehouse, year) for row in field.rows]


def _redefined(draft: Warehouse, published: Warehouse) -> Iterator[Redefined]:
    before = {one.definition_id: one for _, one in reading.definitions(published)}
    documents = {one.document_id: one for of in (published, draft) for one in of.once(reading.documents)}
    for indicator, one in reading.definitions(draft):
        was = before.get(one.definition_id)
        if was != one:
            since, since_before = (documents.get(each.from_document_id or "") if each else None for each in (one, was))
            yield Redefined(indicator, was, one, since_before, since)


def _of_revision(one: Revision) -> tuple[object, ...]:
    return _place(one.earlier), _says(one.earlier), _place(one.later), _says(one.later)


def _of_doubt(one: Contradiction) -> tuple[object, ...]:
    return one.kind, one.indicator.indicator_id, one.period, one.sentence
