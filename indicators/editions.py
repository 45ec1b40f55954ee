"""What changed between two editions: what one document says of a year, held against what another says.

An edition is a document read for a year, with all that appeared before it ("as known in"). Two of one year tell what
became of a budget (`begroting-2018` and `rekening-2018`, both of 2018); two of one kind tell what changed from year to
year (`rekening-2017` of 2017 and `rekening-2018` of 2018). Rows are held against each other measure by measure, and
nothing is subtracted here: figures of two series are told side by side, with what differs between them.

A document that gives nothing at all of a policy field is not said to have dropped its indicators: the field is counted
apart (`EditionDifference.fields_left_out`). Nor does a survey report drop what it was never about. What was printed
differently of one and the same year between the two are the revisions of `indicators.revisions`, told here with the
rest; they are told of every field.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators import formats, reading
from indicators.judged import IndicatorYear, Revision, RevisionKind, Verdict
from indicators.language import say, sayable
from indicators.model import Document, Indicator, Observation, PolicyField, Semantics, Target
from indicators.reading import NotFoundError, Warehouse

WHOLE = ("accounts", "budget")
"""Kinds of documents that report on every indicator of a field, so that one that is not there has vanished."""


class ChangeKind(StrEnum):
    """What changed, in the order in which it is told."""

    VERDICT_TURNED = "verdict_turned"
    """Another literal verdict; a first or a lost result is told as such."""
    REDEFINED = "redefined"
    """Another definition, base, territory, unit or method: the figures do not compare."""
    REVISED = "revised"
    """The same figure of the same year, printed differently."""
    TARGET_CHANGED = "target_changed"
    NEW = "new"
    """An indicator, or a measure of one, that the earlier edition has nothing about for its year."""
    NEW_FIGURE = "new_figure"
    """A result where there was none yet."""
    VANISHED = "vanished"
    """An indicator the later edition gives nothing about, or a result that is no longer there."""
    CERTAINTY_CHANGED = "certainty_changed"
    """The same verdict, on other evidence."""


@dataclass(frozen=True)
class Edition:
    """A document, and the year it is read for."""

    document: Document
    year: int


@dataclass(frozen=True)
class EditionChange:
    """One thing that changed for one measure of an indicator; a row is None where its edition has none."""

    kind: ChangeKind
    indicator: Indicator
    year: int
    """The year of the figure, target or verdict that changed, as the later edition has it."""
    earlier: IndicatorYear | None
    later: IndicatorYear | None
    sentence: str


@dataclass(frozen=True)
class RowPair:
    """The same measure of an indicator in both editions; one of the two may be missing."""

    earlier: IndicatorYear | None
    later: IndicatorYear | None
    is_in_both: bool
    """Whether both editions have a row of the indicator, be it of another measure."""

    @property
    def indicator(self) -> Indicator:
        """The indicator of both."""
        row = self.later or self.earlier
        assert row is not None, "a pair is made of a row"
        return row.indicator


@dataclass(frozen=True)
class EditionDifference:
    """Two editions held against each other, of one field or of all."""

    earlier: Edition
    later: Edition
    pairs: tuple[RowPair, ...]
    """In programme and catalogue order, of the fields that both editions report on."""
    fields_left_out: tuple[PolicyField, ...]
    """Of which only one edition gives anything; nothing of these is called new or vanished."""
    changes: tuple[EditionChange, ...]
    """In programme and catalogue order; revisions also of the fields left out."""


def difference(
    warehouse: Warehouse, earlier: Edition, later: Edition, policy_field_id: str | None = None
) -> EditionDifference:
    """Return what changed between two editions, of one policy field or of all.

    Raises `NotFoundError` for a policy field that does not exist.
    """
    fields = [one for one in reading.policy_fields(warehouse) if policy_field_id in (None, one.policy_field_id)]
    if not fields:
        raise NotFoundError(f"There is no policy field '{policy_field_id}' in the warehouse; ask the overview for it.")
    before = _rows(warehouse, earlier, policy_field_id)
    after = _rows(warehouse, later, policy_field_id)
    revised = _revised(warehouse, earlier, later, policy_field_id)
    pairs: list[RowPair] = []
    changes: list[EditionChange] = []
    left_out = []
    for field in fields:
        there, here = before.get(field.policy_field_id, ()), after.get(field.policy_field_id, ())
        matched = row_pairs(there, here)
        if _is_reported_on(there, earlier) and _is_reported_on(here, later):
            pairs += matched
            changes += [change for pair in matched for change in changes_of(pair, earlier, later)]
        elif matched:
            left_out.append(field)
        told = {(one.kind, one.indicator.indicator_id, one.year) for one in changes}
        found = [_as_change(one, matched) for one in revised if one.indicator.policy_field_id == field.policy_field_id]
        changes += [one for one in found if (one.kind, one.indicator.indicator_id, one.year) not in told]
    return EditionDifference(earlier, later, tuple(pairs), tuple(left_out), tuple(changes))


def editions_of(warehouse: Warehouse, year: int, as_known_in: str | None) -> tuple[Edition, Edition] | None:
    """Return the accounts before those of a year, and those; the budgets where no accounts are known.

    None when the year has neither, or nothing was published of that kind before.
    """
    documents = {one.document_id: one for one in reading.documents(warehouse)}
    if as_known_in is not None and as_known_in not in documents:
        raise NotFoundError(f"There is no document '{as_known_in}' in the warehouse; ask the sources for its ids.")
    last = documents[as_known_in].edition_rank if as_known_in else None
    known = [one for one in documents.values() if last is None or one.edition_rank <= last]
    for kind in WHOLE:
        of_kind = [one for one in known if one.kind == kind and one.fiscal_year is not None]
        at = next((at for at, one in enumerate(of_kind) if one.fiscal_year == year), None)
        if at is not None:
            return (edition(of_kind[at - 1]), edition(of_kind[at])) if at else None
    return None


def edition(document: Document) -> Edition:
    """Return a document read for its own year: its fiscal year, else the year it appeared in."""
    return Edition(document, document.fiscal_year or document.published_on.year)


def counts(changes: Iterable[EditionChange]) -> dict[ChangeKind, int]:
    """Return at how many indicators each kind of change occurs, zero included; one indicator may have several."""
    found = Counter(kind for kind, _ in {(one.kind, one.indicator.indicator_id) for one in changes})
    return {kind: found[kind] for kind in ChangeKind}


def row_pairs(before: Sequence[IndicatorYear], after: Sequence[IndicatorYear]) -> tuple[RowPair, ...]:
    """Return the rows of two editions measure by measure, in catalogue order.

    The same series first, then the same figure of a cell in the same kind of place, whatever its definition, then
    what is left of the same place.
    """
    left: dict[str, list[IndicatorYear]] = defaultdict(list)
    for row in before:
        left[row.indicator.indicator_id].append(row)
    partner: dict[int, IndicatorYear] = {}
    for is_same in (_is_of_the_same_series, _is_of_the_same_figure, _is_of_the_same_place):
        for at, row in enumerate(after):
            alike = [one for one in left[row.indicator.indicator_id] if is_same(one, row)]
            if at not in partner and alike:
                left[row.indicator.indicator_id].remove(alike[0])
                partner[at] = alike[0]
    there, here = ({row.indicator.indicator_id for row in rows} for rows in (before, after))
    pairs = [RowPair(partner.get(at), row, row.indicator.indicator_id in there) for at, row in enumerate(after)]
    pairs += [RowPair(row, None, row.indicator.indicator_id in here) for rows in left.values() for row in rows]
    return tuple(sorted(pairs, key=lambda pair: pair.indicator.sort_order))


def changes_of(pair: RowPair, before: Edition, after: Edition) -> Iterator[EditionChange]:
    """Yield what changed for one measure; what the editions print differently of one year is a revision, told apart."""
    earlier, later = pair.earlier, pair.later

    def told(kind: ChangeKind, year: int, sentence: str) -> EditionChange:
        return EditionChange(kind, pair.indicator, year, earlier, later, sentence)

    if earlier is None:
        assert later is not None, "a pair is made of a row"
        yield told(ChangeKind.NEW, later.year, _appeared(pair, before))
        return
    if later is None or not _is_printed_since(later, before.document):
        if after.document.kind in WHOLE and _is_printed_in(earlier, before.document):
            yield told(ChangeKind.VANISHED, after.year, _disappeared(pair, after))
        return
    if earlier.verdict is not later.verdict and Verdict.NO_DATA not in (earlier.verdict, later.verdict):
        yield told(ChangeKind.VERDICT_TURNED, later.year, _turned(before, after, earlier, later))
    if _is_redefined(earlier, later):
        yield told(ChangeKind.REDEFINED, later.year, _redefined(earlier, later))
    if _asks(earlier.target) != _asks(later.target):
        yield told(ChangeKind.TARGET_CHANGED, later.year, _aimed(earlier, later))
    if _has_result(later) and not _has_result(earlier):
        yield told(ChangeKind.NEW_FIGURE, later.year, _measured(later, before))
    if _has_result(earlier) and not _has_result(later):
        yield told(ChangeKind.VANISHED, later.year, _no_longer_measured(earlier, later, after))
    if _is_otherwise_sure(earlier, later):
        yield told(ChangeKind.CERTAINTY_CHANGED, later.year, _as_sure(before, after, earlier, later))


def _rows(warehouse: Warehouse, edition: Edition, policy_field_id: str | None) -> Mapping[str, Sequence[IndicatorYear]]:
    """Return the rows of an edition by policy field; of one field when it is given."""
    known_in = edition.document.document_id
    if policy_field_id is not None:
        return {policy_field_id: reading.indicator_years(warehouse, policy_field_id, edition.year, known_in)}
    return {one.policy_field.policy_field_id: one.rows for one in reading.overview(warehouse, edition.year, known_in)}


def _revised(warehouse: Warehouse, before: Edition, after: Edition, policy_field_id: str | None) -> list[Revision]:
    """Return what was printed differently after the earlier edition, up to the later one."""
    known = reading.revisions(warehouse, after.document.document_id, policy_field_id)
    return [one for one in known if one.later.document.edition_rank > before.document.edition_rank]


def _as_change(one: Revision, pairs: Sequence[RowPair]) -> EditionChange:
    """Return a revision as a change, with the rows of the two editions that it is about."""
    pair = next(
        (
            pair
            for pair in pairs
            if pair.indicator == one.indicator and pair.later and pair.later.identity == one.later.identity
        ),
        next((pair for pair in pairs if pair.indicator == one.indicator), None),
    )
    kind = ChangeKind.REDEFINED if one.kind is RevisionKind.REDEFINITION else ChangeKind.REVISED
    rows = (pair.earlier, pair.later) if pair else (None, None)
    return EditionChange(
        ChangeKind.TARGET_CHANGED if isinstance(one.later, Target) else kind,
        one.indicator,
        one.period,
        *rows,
        _said(one),
    )


def _is_reported_on(rows: Sequence[IndicatorYear], edition: Edition) -> bool:
    """Whether the document of an edition itself gives anything in these rows of a field."""
    return any(_is_printed_in(row, edition.document) for row in rows)


def _is_printed_in(row: IndicatorYear, document: Document) -> bool:
    """Whether anything of a row is what a document itself prints for the year."""
    return any(one.document.document_id == document.document_id for one in _printed(row))


def _is_printed_since(row: IndicatorYear, document: Document) -> bool:
    """Whether anything of a row appeared after a document."""
    return any(one.document.edition_rank > document.edition_rank for one in _printed(row))


def _printed(row: IndicatorYear) -> list[Observation | Target]:
    return [one for one in (row.achieved, row.target, row.forecast) if one is not None]


def _is_of_the_same_series(one: IndicatorYear, other: IndicatorYear) -> bool:
    return one.identity == other.identity


def _is_of_the_same_figure(one: IndicatorYear, other: IndicatorYear) -> bool:
    """Whether both are the main or the second figure of a cell, here or elsewhere."""
    return (one.identity.part == 2) is (other.identity.part == 2) and one.territory.is_own is other.territory.is_own


def _is_redefined(earlier: IndicatorYear, later: IndicatorYear) -> bool:
    """Whether the results of two years are of different series; of one year that is a revision, see `_revised`."""
    one, other = earlier.achieved, later.achieved
    if one is None or other is None or not one.is_figure or not other.is_figure or one.period == other.period:
        return False
    return bool(one.identity.differences(other.identity))


def _is_of_the_same_place(one: IndicatorYear, other: IndicatorYear) -> bool:
    return one.territory.is_own is other.territory.is_own


def _is_otherwise_sure(earlier: IndicatorYear, later: IndicatorYear) -> bool:
    is_about_the_same = earlier.verdict is later.verdict and earlier.assessment.about == later.assessment.about
    is_known = None not in (earlier.certainty, later.certainty)
    return is_about_the_same and is_known and earlier.certainty is not later.certainty


def _has_result(row: IndicatorYear) -> bool:
    return row.achieved is not None and row.achieved.is_present


def _asks(target: Target | None) -> tuple[object, ...] | None:
    """Return what a target asks for; None when it asks nothing."""
    if target is None or not target.is_set:
        return None
    in_words = " ".join(target.raw.casefold().split()) if target.semantics is Semantics.TEXT else None
    return target.semantics, target.low, target.high, target.relation, target.reference, in_words


# Sentences -----------------------------------------------------------------------------------------------------------


def _appeared(pair: RowPair, before: Edition) -> str:
    assert pair.later is not None, "it is there"
    if pair.is_in_both:
        sentence = sayable("{shown}; in {document} staat dit cijfer niet over {year}.")
    else:
        sentence = sayable("{shown}; in {document} staat er niets over {year}.")
    return say(sentence, shown=_shown(pair.later), **_named(before))


def _disappeared(pair: RowPair, after: Edition) -> str:
    assert pair.earlier is not None, "it was there"
    if pair.is_in_both:
        sentence = sayable("{shown}; {document} geeft dit cijfer niet over {year}.")
    else:
        sentence = sayable("{shown}; {document} geeft er niets over {year}.")
    return say(sentence, shown=_shown(pair.earlier), **_named(after))


def _measured(row: IndicatorYear, before: Edition) -> str:
    return say("{shown}; in {document} stond geen uitkomst over {year}.", shown=_shown(row), **_named(before))


def _no_longer_measured(earlier: IndicatorYear, later: IndicatorYear, after: Edition) -> str:
    return say(
        "{shown}; {document} geeft over {year} geen uitkomst ({reason}).",
        shown=_shown(earlier),
        reason=formats.figure(later.achieved),
        **_named(after),
    )


def _redefined(earlier: IndicatorYear, later: IndicatorYear) -> str:
    return say(
        "{earlier}; {later}. Niet te vergelijken: {differences}.",
        earlier=_shown(earlier),
        later=_shown(later),
        differences=formats.break_label(
            earlier.identity.differences(later.identity), (earlier.identity.base_id, later.identity.base_id)
        ),
    )


def _said(one: Revision) -> str:
    """Return both figures or targets of a year, with the reason that was given."""
    is_target, is_in_one = isinstance(one.later, Target), one.earlier.document == one.later.document
    if is_target:
        sentence = sayable("Streefwaarde voor {year}: {earlier} ({before}), {later} ({after}).")
    elif is_in_one:
        sentence = sayable("{later} over {year} ({after}), waar eerder {earlier} gepubliceerd was.")
    else:
        sentence = sayable("Over {year}: {earlier} ({before}), {later} ({after}).")
    said = say(
        sentence,
        year=one.period,
        earlier=_in_words(one.earlier),
        before=one.earlier.document.title,
        later=_in_words(one.later),
        after=one.later.document.title,
    )
    return _capital(said)


def _turned(before: Edition, after: Edition, earlier: IndicatorYear, later: IndicatorYear) -> str:
    """Return both verdicts, literal: what the evidence carries is another field."""
    return say(
        "{earlier} over {earlier_year} ({before}), {later} over {later_year} ({after}).",
        earlier=formats.verdict_word(earlier.verdict),
        later=formats.verdict_word(later.verdict).lower(),
        **_both(before, after),
    )


def _as_sure(before: Edition, after: Edition, earlier: IndicatorYear, later: IndicatorYear) -> str:
    assert earlier.certainty is not None, "both are known"
    assert later.certainty is not None, "both are known"
    sentence = (
        sayable("Verandering: {earlier} over {earlier_year} ({before}), {later} over {later_year} ({after}).")
        if later.assessment.about == "change"
        else sayable("Oordeel: {earlier} over {earlier_year} ({before}), {later} over {later_year} ({after}).")
    )
    return say(
        sentence,
        earlier=formats.certainty_word(earlier.certainty),
        later=formats.certainty_word(later.certainty),
        **_both(before, after),
    )


def _aimed(earlier: IndicatorYear, later: IndicatorYear) -> str:
    return say("{earlier}; {later}.", earlier=_one_target(earlier), later=_lowered(_one_target(later)))


def _shown(row: IndicatorYear) -> str:
    """Return what a row has, to begin a sentence with: its result, else what was planned."""
    if row.achieved is None:
        return _one_target(row)
    return _capital(
        say(
            "{figure} over {year} ({document})",
            figure=formats.figure(row.achieved),
            year=row.achieved.period,
            document=row.achieved.document.title,
        )
    )


def _one_target(row: IndicatorYear) -> str:
    if row.target is None:
        return say("Geen streefwaarde voor {year}", year=row.year)
    if not row.target.is_set:
        return say("Geen streefwaarde voor {year} ({document})", year=row.year, document=row.target.document.title)
    return say(
        "Streefwaarde {target} voor {year} ({document})",
        target=formats.target(row.target),
        year=row.target.period,
        document=row.target.document.title,
    )


def _in_words(one: Observation | Target) -> str:
    return formats.target(one) if isinstance(one, Target) else formats.figure(one)


def _named(edition: Edition) -> dict[str, object]:
    return {"document": edition.document.title, "year": edition.year}


def _both(before: Edition, after: Edition) -> dict[str, object]:
    return {
        "before": before.document.title,
        "earlier_year": before.year,
        "after": after.document.title,
        "later_year": after.year,
    }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
