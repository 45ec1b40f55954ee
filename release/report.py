"""What a draft would change, in English sentences for the command line."""

from collections import Counter
from collections.abc import Iterator, Sequence

from indicators import formats, language
from indicators.judged import IndicatorYear
from indicators.model import Observation
from release.demands import Demand, DemandKind
from release.differences import Changed, Differences, FigureChange, Printed, Redefined

_TITLES = {
    FigureChange.CHANGED: "read otherwise than published",
    FigureChange.VANISHED: "published and no longer there",
    FigureChange.UNREADABLE: "new and not readable",
    FigureChange.UNIT: "in another unit than published",
    FigureChange.TERRITORY: "about an area of before it began, other than before",
    FigureChange.NEW: "new",
}


def lines(found: Differences, published: str | None, asked: Sequence[Demand] = ()) -> list[str]:
    """Return the report of a draft held against a version, the gravest first; figures are written in English."""
    with language.speaking(language.ENGLISH):
        return [*_lines(found, published), *_asked(asked)]


def _lines(found: Differences, published: str | None) -> Iterator[str]:
    if published is None:
        yield f"Nothing is published yet: all {len(found.figures)} figures and targets are new."
        return
    yield f"Held against version {published}."
    if found.is_empty:
        yield "No figure, verdict or revision differs; names, notes or definitions do."
    if found.verdicts:
        yield _title(len(found.verdicts), "verdict", "turned")
    for turned in found.verdicts:
        row, before = turned.draft, turned.published
        was, now = (formats.verdict_word(one.verdict) for one in (before, row))
        yield f"  {row.indicator.name}, {row.year}: {was} → {now}"
    for rows, which in (
        (found.appeared, "that nothing was published of"),
        (found.gone, "published and no longer given"),
    ):
        if rows:
            yield f"{_title(len(rows), 'verdict', which)[:-1]} ({_counts(rows)}):"
        yield from (f"  {row.indicator.name}, {row.year}: {_verdict(row)}" for row in rows)
    if found.definitions:
        yield _title(len(found.definitions), "definition", "new or worded, dated or compared otherwise")
    yield from (f"  {_definition(one)}" for one in found.definitions)
    for kind, title in _TITLES.items():
        changed = [one for one in found.figures if one.kind is kind]
        if changed:
            yield _title(len(changed), "figure or target", title, "figures and targets")
        yield from (f"  {_figure(one)}" for one in changed)
    if found.missing:
        yield _title(len(found.missing), "indicator", "that the edition before has")
    for lost in found.missing:
        yield f"  {lost.indicator.name}: in {lost.preceding.document_id}, not in {lost.document.document_id}"
    if found.revisions:
        yield _title(len(found.revisions), "revision", "of an earlier year")
    for one in found.revisions:
        why = one.reason or ("of another definition" if one not in found.undecided else "no kind chosen yet")
        was, now = _said(one.earlier), _said(one.later)
        yield f"  {one.indicator.name}, {one.period}: {was} → {now}, {one.kind}: {why}"
    if found.doubts:
        yield _title(len(found.doubts), "doubt", "to look at")
    yield from (f"  {one.severity}: {one.indicator.name}, {one.period}: {one.sentence}" for one in found.doubts)


def listed(one: Demand) -> list[str]:
    """Return the figures and targets of a matter that is about several, each in a line."""
    with language.speaking(language.ENGLISH):
        return [_figure(each) for each in one.about] if isinstance(one.about, tuple) else []


def _asked(asked: Sequence[Demand]) -> Iterator[str]:
    for is_lost, *title in ((False, "doubt", "accepted as printed"), (True, "indicator", "that may lose figures")):
        accepted = [one for one in asked if one.accepted is not None and (one.kind is DemandKind.LOST) is is_lost]
        if accepted:
            yield _title(len(accepted), *title)
        yield from (f"  {one.indicator.name}, {one.year}: {one.accepted}" for one in accepted)
    in_words = [one for one in asked if one.kind is DemandKind.ASSESSMENT]
    if in_words:
        yield _title(len(in_words), "result", "in words that somebody may assess (data/assessments.toml)")
    yield from (f"  {one.indicator.name}, {one.year}" for one in in_words)
    entries = list(dict.fromkeys(one.entry for one in asked if one.is_open))
    if entries:
        yield f"Before release, decide {len(entries)}: complete this and make the draft anew."
    yield from entries


def _title(number: int, one: str, which: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'} {which}:"


def _counts(rows: Sequence[IndicatorYear]) -> str:
    counted = Counter(formats.verdict_word(row.verdict).lower() for row in rows)
    return ", ".join(f"{number} {word}" for word, number in counted.most_common())


def _verdict(row: IndicatorYear) -> str:
    sure = (formats.certainty_word(row.certainty),) if row.certainty else ()
    return ", ".join((formats.verdict_word(row.verdict), *sure))


def _definition(one: Redefined) -> str:
    now, before = one.draft, one.published
    was = f"'{before.wording}' → " if before and before.wording != now.wording else ""
    since = f", from '{one.draft_since.title}'" if one.draft_since else ""
    group = f", compared within '{now.comparability_group}'"
    if before and before.comparability_group != now.comparability_group:
        group += f", before within '{before.comparability_group}'"
    kind = "other" if before else "new"
    return f"{one.indicator.name}, version {now.version} ({kind}): {was}'{now.wording}'{since}{group}"


def _figure(one: Changed) -> str:
    place = f"{one.indicator.name}, {one.printed.period}"
    match one.kind:
        case FigureChange.CHANGED:
            assert one.published is not None
            assert one.draft is not None
            return f"{place}: {_said(one.published)} → {_said(one.draft)}"
        case FigureChange.UNIT:
            return f"{place}: {_said(one.printed)}, in '{one.printed.identity.unit}'; published in {_quoted(one.units)}"
        case FigureChange.TERRITORY:
            assert one.published is not None
            was, now = (f"{_said(each)} about '{each.territory.name}'" for each in (one.published, one.printed))
            return f"{place}: {was} → {now}"
        case FigureChange.UNREADABLE:
            return f"{place}: '{' '.join(one.printed.raw.split())}' ({one.printed.document.document_id})"
        case _:
            return f"{place}: {_said(one.printed)}"


def _quoted(units: tuple[str, ...]) -> str:
    return ", ".join(f"'{unit}'" for unit in units)


def _said(one: Printed) -> str:
    what = formats.figure(one) if isinstance(one, Observation) else f"target {formats.target(one)}"
    return f"{' '.join(what.split())} ({one.document.document_id})"
