"""What must be decided before a draft may be released, each matter under a key that stays the same from draft to draft.

- a revision of an earlier year whose kind nobody chose;
- a target that is not achieved in the year that a document is about, of which the municipality says nothing;
- a figure that can hardly be true (a jump beyond its history, another unit, parts against their total): it is
  corrected, or accepted with a reason. The key holds what is printed, so that another figure is asked about again;
- a year that a new document is taken to print about an area of later, otherwise than it was printed before: accepted
  with a reason, or the document is said to be about the area of then. Asked once of an indicator and document;
- figures that are published and that the draft lacks, though their page or document was not taken away: a row or a year
  of a page that is delivered once more. That is accepted with a reason; the key holds which figures;
- a result in words without an assessment, which may be left at that.

What the published version has already is not asked again, and of a first version nothing is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from indicators import reading
from indicators.judged import Contradiction, ContradictionKind, IndicatorYear, Revision, Verdict
from indicators.model import Claim, Indicator, Observation, Target
from indicators.reading import Warehouse
from release.differences import Changed, Differences, FigureChange

HARDLY_TRUE = frozenset(
    {
        ContradictionKind.JUMP,
        ContradictionKind.MAGNITUDE,
        ContradictionKind.PARTS_AND_TOTAL,
        ContradictionKind.MERGED_AREAS,
        ContradictionKind.NESTED_BASES,
    }
)
"""Doubts about figures; what a sentence claims of them is shown and holds nothing up."""


class DemandKind(StrEnum):
    """What is to be decided."""

    REVISION = "revision"
    COMMENTARY = "commentary"
    DOUBT = "doubt"
    LOST = "lost"
    ASSESSMENT = "assessment"


@dataclass(frozen=True)
class Demand:
    """One matter."""

    key: str
    kind: DemandKind
    indicator: Indicator
    year: int
    about: Revision | IndicatorYear | Contradiction | Changed | tuple[Changed, ...]
    """What it is about, with everything a form needs: both figures, the row, the doubt, the figure in another unit, the
    figures that vanish or that are about another area."""
    accepted: str | None = None
    """Of a doubt: why it stands as printed; of what is lost: why it goes."""

    @property
    def is_open(self) -> bool:
        """Whether it keeps the draft from being released."""
        return self.kind is not DemandKind.ASSESSMENT and self.accepted is None

    @property
    def about_what(self) -> str:
        """The matter in a few words."""
        years = sorted({one.printed.period for one in self.about}) if isinstance(self.about, tuple) else [self.year]
        return f"{self.kind}: {self.indicator.name}, {', '.join(map(str, years))}"

    @property
    def entry(self) -> str:
        """What to write, for a person to complete: an entry of a file of data/, or an option of `draft`."""
        if isinstance(self.about, Revision):
            return _entry(
                "catalogue/revisions.toml",
                "revision",
                f'indicator = "{self.indicator.indicator_id}"',
                f"period = {self.year}",
                f'document = "{self.about.later.document.document_id}"',
                'kind = ""  # revision (herziening), correction (correctie) or redefinition (herdefinitie)',
                'reason = ""  # why, and where that is said',
            )
        if self.kind is DemandKind.COMMENTARY:
            return _entry(
                "commentary.toml",
                "commentary",
                *(f'indicator = "{self.indicator.indicator_id}"', f"year = {self.year}"),
                'cause = ""  # why it was not achieved; or what is done about it (action), or who does that (owner)',
                *('author = ""', "written_on = "),
            )
        return f"--accept '{self.key}' 'WHY'  # {self.about_what}"


def _entry(file: str, name: str, *keys: str) -> str:
    return "\n".join((f"# data/{file}", f"[[{name}]]", *keys))


def demands(
    draft: Warehouse, published: Warehouse | None, found: Differences, accepted: Mapping[str, str]
) -> tuple[Demand, ...]:
    """Return what is to be decided of a draft, what keeps it from being released first.

    `accepted` is key of a doubt → why it stands as printed, and of what is lost → why it goes.
    """
    if published is None:
        return ()
    asked: dict[str, Demand] = {}
    for one in (*_revisions(found), *_doubts(found), *_lost(found), *_of_years(draft, published)):
        asked.setdefault(one.key, replace(one, accepted=accepted.get(one.key)))
    return tuple(sorted(asked.values(), key=lambda one: list(DemandKind).index(one.kind)))


def _revisions(found: Differences) -> Iterator[Demand]:
    for one in found.undecided:
        key = f"revision:{one.indicator.indicator_id}:{one.period}:{one.later.document.document_id}"
        yield Demand(key, DemandKind.REVISION, one.indicator, one.period, one)


def _doubts(found: Differences) -> Iterator[Demand]:
    for one in found.doubts:
        if one.kind in HARDLY_TRUE:
            # As it counts, not as it is printed: a declared correction makes another figure of the same cell
            seen = [_counts_as(evidence) for evidence in one.evidence]
            key = f"{one.contradiction_id}:{sha256(repr(seen).encode()).hexdigest()[:8]}"
            yield Demand(key, DemandKind.DOUBT, one.indicator, one.period, one)
    for changed in found.figures:
        if changed.kind is FigureChange.UNIT:
            series = changed.printed.identity
            key = f"unit:{series.indicator_id}:{series.part}:{series.territory_id}:{series.unit}"
            yield Demand(key, DemandKind.DOUBT, changed.indicator, changed.printed.period, changed)
    yield from _other_areas(found)


def _other_areas(found: Differences) -> Iterator[Demand]:
    areas: dict[tuple[str, str], list[Changed]] = {}
    for one in found.figures:
        if one.kind is FigureChange.TERRITORY:
            areas.setdefault((one.indicator.indicator_id, one.printed.document.document_id), []).append(one)
    for (indicator_id, document_id), changed in areas.items():
        seen = sorted(
            (each.period, each.identity.part, each.territory.territory_id, repr(_counts_as(each)))
            for one in changed
            for each in (one.published, one.draft)
            if each is not None
        )
        key = f"territory:{indicator_id}:{document_id}:{sha256(repr(seen).encode()).hexdigest()[:8]}"
        year = max(one.printed.period for one in changed)
        yield Demand(key, DemandKind.DOUBT, changed[0].indicator, year, tuple(changed))


def _lost(found: Differences) -> Iterator[Demand]:
    """Yield, by indicator, what vanishes; a row that was not linked and is now is told under another indicator."""
    new = (FigureChange.NEW, FigureChange.UNREADABLE)
    delivered = {_row(one) for one in found.figures if one.kind in new}
    lost: dict[str, list[Changed]] = {}
    for one in found.figures:
        if one.kind is FigureChange.VANISHED and (one.indicator.is_linked or _row(one) not in delivered):
            lost.setdefault(one.indicator.indicator_id, []).append(one)
    for indicator_id, gone in lost.items():
        places = sorted((*_row(one), one.printed.identity.part, one.printed.provenance.raw) for one in gone)
        key = f"lost:{indicator_id}:{sha256(repr(places).encode()).hexdigest()[:8]}"
        yield Demand(key, DemandKind.LOST, gone[0].indicator, max(one.printed.period for one in gone), tuple(gone))


def _row(one: Changed) -> tuple[str, str, int]:
    return one.printed.provenance.page_id, one.printed.provenance.row_label, one.printed.period


def _counts_as(evidence: Observation | Target | Claim) -> tuple[object, ...]:
    of = evidence.claim_id if isinstance(evidence, Claim) else evidence.document.document_id
    value = None if isinstance(evidence, Target) else evidence.value
    return of, value, None if isinstance(evidence, Claim) else (evidence.low, evidence.high)


def _of_years(draft: Warehouse, published: Warehouse) -> Iterator[Demand]:
    """Yield what is newly not achieved, or newly to be assessed, in a document about that very year."""
    said = {(one.indicator_id, one.year) for one in reading.commentaries(draft)}
    accounted = {one.fiscal_year for one in draft.once(reading.documents) if one.fiscal_year is not None}
    for year in sorted(accounted & set(draft.once(reading.years)), reverse=True):
        before = {(row.indicator.indicator_id, row.verdict) for row in _main(published, year)}
        for row in _main(draft, year):
            of = row.indicator.indicator_id
            if row.achieved is None or row.achieved.document.fiscal_year != year or (of, row.verdict) in before:
                continue
            if row.verdict is Verdict.NOT_ACHIEVED and (of, year) not in said:
                yield Demand(f"commentary:{of}:{year}", DemandKind.COMMENTARY, row.indicator, year, row)
            if row.verdict is Verdict.TO_ASSESS:
                yield Demand(f"assessment:{of}:{year}", DemandKind.ASSESSMENT, row.indicator, year, row)


def _main(warehouse: Warehouse, year: int) -> list[IndicatorYear]:
    return [row for field in reading.overview(warehouse, year) for row in field.rows if row.is_main]
