"""Which figures and targets of one year a later edition prints differently, of what kind that is, and why.

Kinds, the first that fits: what a person declared; a figure that a document itself gives as previously reported, or
one that a later edition prints under another definition → redefinition; a figure of the same series with another value
→ correction or redefinition when a note of the later edition says so, else revision.

A note explains a revision only when it is a note with text on the later figure, its row or its column (no source line,
no note that nothing refers to), and when it speaks of one: in the words of `_SAYS`, or, for a figure that is given as
previously reported, by naming that figure. Everything else leaves the revision silent: a missed explanation is seen by
the reader of the note, a wrong one by nobody.

A figure that is only printed with more or fewer decimals is no revision.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from indicators import formats, language
from indicators.findings import numbered
from indicators.judged import Revision, RevisionKind
from indicators.model import (
    DeclaredRevision,
    Footnote,
    Indicator,
    Observation,
    ObservationKind,
    Semantics,
    SeriesIdentity,
    Target,
)
from indicators.rounding import agree
from indicators.series import MEASURED_KINDS

_SAYS: tuple[tuple[RevisionKind, re.Pattern[str]], ...] = (
    (RevisionKind.CORRECTION, re.compile(r"\b(fout(ief|ieve|en)?|onjuiste?|abusievelijk|gecorrigeerde?|correctie)\b")),
    (
        RevisionKind.REDEFINITION,
        re.compile(r"definitie(?!f|ve)|gedefinieerd|omschreven|omschrijving|\btelden eerder|methodisch"),
    ),
    (
        RevisionKind.REVISION,
        re.compile(r"\b(herziene?|bijgestelde?|voorlopige?|definitie(f|ve)|terugwerkende kracht)\b"),
    ),
)
"""What words in a note make of a revision; the first that occur decide. `definitief` is no definition."""


def revisions(
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    targets: Iterable[Target] = (),
    declared: Iterable[DeclaredRevision] = (),
) -> tuple[Revision, ...]:
    """Return every year that a later edition prints differently, by indicator, year and edition."""
    said = {(one.indicator_id, one.period, one.document_id): one for one in declared}
    figures = list(observations)
    pairs: list[tuple[Observation | Target, Observation | Target]] = [*_reprinted(figures), *_redefined(figures)]
    pairs += _moved(list(targets))
    made = [_revision(indicators[later.identity.indicator_id], earlier, later, said) for earlier, later in pairs]
    made.sort(key=lambda one: (one.indicator.sort_order, one.period, one.later.document.edition_rank, one.revision_id))
    names = numbered(one.revision_id for one in made)
    return tuple(replace(one, revision_id=name) for one, name in zip(made, names, strict=True))


def same_as_printed(one: Observation, other: Observation) -> bool:
    """Whether two editions print the same, at the coarser of the two precisions."""
    if one.value is not None and other.value is not None:
        return agree(one.value, one.decimals, other.value, other.decimals)
    if one.is_figure or other.is_figure:
        return (one.value, one.low, one.high) == (other.value, other.low, other.high)
    return _words(one.text) == _words(other.text)


def _words(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def same_target(one: Target, other: Target) -> bool:
    """Whether two targets ask the same, in figures or in the same words."""

    def asked(target: Target) -> tuple[object, ...]:
        in_words = _words(target.raw) if target.semantics is Semantics.TEXT else None
        return target.semantics, target.low, target.high, target.relation, target.reference, in_words

    return asked(one) == asked(other)


def _reprinted(figures: list[Observation]) -> Iterable[tuple[Observation, Observation]]:
    """Yield figures of one series and year that a next edition prints differently.

    Open data of another publisher is no next edition of what the municipality prints, only of itself.
    """
    editions: dict[tuple[SeriesIdentity, int, bool, str], dict[str, Observation]] = defaultdict(dict)
    for one in sorted(figures, key=lambda one: one.document.edition_rank):
        is_benchmark = one.kind is ObservationKind.BENCHMARK
        if one.is_present and (is_benchmark or one.kind in MEASURED_KINDS):
            outside = one.document.publisher if one.document.is_open_data else ""
            printed = editions[one.identity, one.period, is_benchmark, outside]
            there = printed.get(one.document.document_id)
            if there is None or _formality(one) < _formality(there):
                printed[one.document.document_id] = one
    for by_document in editions.values():
        for earlier, later in pairwise(by_document.values()):
            if not same_as_printed(earlier, later):
                yield earlier, later


def _formality(one: Observation) -> int:
    return MEASURED_KINDS.index(one.kind) if one.kind in MEASURED_KINDS else len(MEASURED_KINDS)


def _redefined(figures: list[Observation]) -> Iterable[tuple[Observation, Observation]]:
    """Yield figures of one year that were replaced by one of another definition, with the latter.

    Once per definition left: what an earlier edition really prints goes before what a later one says it printed.
    """
    years: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    for one in sorted(figures, key=lambda one: one.document.edition_rank):
        if one.is_figure and one.territory.is_own:
            years[one.identity.indicator_id, one.period].append(one)
    for printed in years.values():
        achieved = [one for one in printed if one.kind is ObservationKind.ACHIEVED]
        reported = [one for one in printed if one.kind is ObservationKind.PREVIOUSLY_REPORTED]
        seen: set[tuple[str, int]] = set()
        for earlier in (*achieved, *reported):
            left = earlier.identity.comparability_group, earlier.identity.part
            is_reported = earlier.kind is ObservationKind.PREVIOUSLY_REPORTED
            after = [
                later
                for later in achieved
                if later.identity.comparability_group != left[0]
                and (is_reported or later.identity.part == left[1])
                and later.document.edition_rank >= earlier.document.edition_rank + (not is_reported)
                and not same_as_printed(earlier, later)
            ]
            if after and left not in seen:
                seen.add(left)
                nearest = min(after, key=lambda one: (one.document.edition_rank, one.identity.part))
                yield earlier, nearest


def _moved(targets: list[Target]) -> Iterable[tuple[Target, Target]]:
    """Yield targets of one series and year that a next edition prints differently."""
    editions: dict[tuple[SeriesIdentity, int], list[Target]] = defaultdict(list)
    for one in sorted(targets, key=lambda one: one.document.edition_rank):
        if one.is_set:
            editions[one.identity, one.period].append(one)
    for printed in editions.values():
        for earlier, later in pairwise(printed):
            if later.document.edition_rank > earlier.document.edition_rank and not same_target(earlier, later):
                yield earlier, later


def _revision(
    indicator: Indicator,
    earlier: Observation | Target,
    later: Observation | Target,
    said: Mapping[tuple[str, int, str], DeclaredRevision],
) -> Revision:
    kind, reason = _explained(earlier, later, said)
    part = f"deel-{later.identity.part}" if later.identity.part == 2 else ""
    place = "" if later.territory.is_own else later.identity.territory_id
    what = "streefwaarde" if isinstance(later, Target) else ""
    names = (indicator.indicator_id, part, place, str(later.period), kind, later.document.document_id, what)
    return Revision(
        revision_id="-".join(name for name in names if name),
        kind=kind,
        indicator=indicator,
        period=later.period,
        earlier=earlier,
        later=later,
        reason=reason,
    )


def _explained(
    earlier: Observation | Target,
    later: Observation | Target,
    said: Mapping[tuple[str, int, str], DeclaredRevision],
) -> tuple[RevisionKind, str | None]:
    """Return the kind of a revision with its reason; None when neither edition gives one."""
    declared = said.get((later.identity.indicator_id, later.period, later.document.document_id))
    if declared is not None:
        return RevisionKind(declared.kind), declared.reason
    is_redefined = earlier.identity.comparability_group != later.identity.comparability_group
    for note in (*later.footnotes, *later.row_footnotes):
        kind = _speaks_of(note, earlier)
        if kind is not None and note.text is not None:
            return (RevisionKind.REDEFINITION if is_redefined else kind), note.text
    return (RevisionKind.REDEFINITION if is_redefined else RevisionKind.REVISION), None


def _speaks_of(note: Footnote, earlier: Observation | Target) -> RevisionKind | None:
    """Return what a note says happened; None when it speaks of something else."""
    if note.text is None or note.flag is not None:
        return None
    if isinstance(earlier, Observation) and earlier.kind is ObservationKind.PREVIOUSLY_REPORTED:
        with language.speaking(language.DUTCH):  # of the note
            named = re.escape(formats.figure(earlier, with_counted=False))
        if re.search(rf"(?<![\w.,]){named}(?!\w)", note.text):
            return RevisionKind.REDEFINITION
    return next((kind for kind, words in _SAYS if words.search(note.text.casefold())), None)
