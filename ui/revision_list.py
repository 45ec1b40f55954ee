"""What editions say of each other, drawn: revisions, redefinitions and contradictions, each with its evidence.

Nothing is repaired or taken out: what does not agree is shown side by side, with the cell and the document of each
figure, and the reader judges. A revision that no document explains is a contradiction too; it is told once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators import formats, reading
from indicators.judged import Contradiction, ContradictionKind, IndicatorYear, Revision, RevisionKind, Severity
from indicators.language import say, say_counted
from indicators.model import Claim, Indicator, Observation, Target
from indicators.reading import Warehouse
from ui import addresses, figures, finding_wording
from ui.markup import Content, Html, dutch, element, facts, items, joined, link, notice, section, unbroken


@dataclass(frozen=True)
class Finding:
    """One thing to tell of an indicator and a year."""

    indicator: Indicator
    period: int
    severity: Severity | None
    """None: a revision with its reason."""
    kinds: tuple[str, ...]
    """Of `finding_wording.KINDS`; a revision without a reason is of two."""
    sentence: str
    reckoning: str | None
    evidence: tuple[Observation | Target | Claim, ...]
    anchors: tuple[str, ...]
    """Its places on the page: of the contradiction, of the revision, or of both."""
    revision: RevisionKind | None = None
    reason: str | None = None
    """Why, in the words of the catalogue or of a note."""


def drawn(warehouse: Warehouse, policy_field_id: str | None, asked: str | None, as_known_in: str | None) -> Html:
    """Return the page: counts with what they are out of, and every finding of this field and kind, by policy field."""
    fields = {field.policy_field_id: field for field in reading.policy_fields(warehouse)}
    known = of(
        reading.revisions(warehouse, as_known_in, policy_field_id),
        reading.contradictions(warehouse, as_known_in, policy_field_id),
        list(fields),
    )
    shown = [one for one in known if asked is None or asked in one.kinds]
    if not shown:
        return notice(finding_wording.no_findings(asked, len(known)))
    documents = figures.document_links(reading.documents(warehouse), as_known_in)
    return joined(
        element("p", unbroken(lead(shown, None if policy_field_id else len(fields))), class_="lead"),
        facts(
            (
                (say(word).capitalize(), say(finding_wording.MEANINGS[one]))
                for one, word in finding_wording.WORDS.items()
            ),
            "brief",
        ),
        element("p", finding_wording.findings_of_kind(asked, len(shown), len(known)), class_="above")
        if asked
        else None,
        *(
            section(dutch(fields[field_id].title), *(article(one, documents, as_known_in) for one in group))
            for field_id, group in groupby(shown, key=lambda one: one.indicator.policy_field_id)
        ),
    )


def of(
    revisions: Iterable[Revision], contradictions: Iterable[Contradiction], order: Sequence[str] = ()
) -> list[Finding]:
    """Return all there is to tell, by policy field in this order, the heaviest first."""
    silent: dict[tuple[str, ...], Revision] = {
        (figures.anchor(one.earlier), figures.anchor(one.later)): one for one in revisions if one.is_silent
    }
    told = [contradicted(one, silent) for one in contradictions]
    known = {anchor for one in told for anchor in one.anchors}
    told += [revised(one) for one in revisions if one.revision_id not in known]
    place, weights = {field: at for at, field in enumerate(order)}, [*Severity, None]
    told.sort(
        key=lambda one: (
            place.get(one.indicator.policy_field_id, 0),
            weights.index(one.severity),
            one.indicator.sort_order,
            one.period,
        )
    )
    return told


def contradicted(one: Contradiction, silent: Mapping[tuple[str, ...], Revision]) -> Finding:
    """Return a contradiction to tell; with the revision it is, if it is one."""
    is_silent = one.kind is ContradictionKind.SILENT_REVISION
    revision = silent.get(tuple(map(figures.anchor, one.evidence))) if is_silent else None
    return Finding(
        one.indicator,
        one.period,
        one.severity,
        ((finding_wording.KIND_OF_REVISION[revision.kind],) if revision else ())
        + (finding_wording.KIND_OF_CONTRADICTION[one.kind],),
        one.sentence,
        one.reckoning,
        one.evidence,
        (one.contradiction_id, *([revision.revision_id] if revision else [])),
        revision.kind if revision else None,
    )


def revised(one: Revision) -> Finding:
    """Return a revision to tell, with its reason."""
    said, told = figures.printed(one.earlier), figures.printed(one.later)
    before, after = one.earlier.document.title, one.later.document.title
    editions = finding_wording.REVISED_IN_ONE if before == after else finding_wording.REVISED
    sentence = say(editions, earlier=said, later=told, before=before, after=after)
    return Finding(
        one.indicator,
        one.period,
        Severity.REMARK if one.is_silent else None,
        (finding_wording.KIND_OF_REVISION[one.kind], *([finding_wording.SILENT_KIND] if one.is_silent else [])),
        sentence if one.reason else f"{sentence} {say(finding_wording.NO_REASON)}",
        None,
        (one.earlier, one.later),
        (one.revision_id,),
        one.kind,
        one.reason,
    )


def lead(shown: Sequence[Finding], fields: int | None) -> str:
    """Return how many findings there are of each weight, out of how many; `fields` is how many fields were read."""
    weights = Counter(one.severity for one in shown)
    revisions = Counter(one.revision for one in shown if one.revision)
    silent = sum(finding_wording.SILENT_KIND in one.kinds for one in shown)
    findings = say_counted("{n} bevinding", "{n} bevindingen", len(shown))
    indicators = say_counted("{n} indicator", "{n} indicatoren", len({one.indicator.indicator_id for one in shown}))
    counted = ", ".join(f"{weights[one]} {say(word)}" for one, word in finding_wording.WORDS.items() if weights[one])
    if fields:
        said = say(
            "{findings} bij {indicators} in {shown} van de {known} beleidsvelden: {counts}.",
            findings=findings,
            indicators=indicators,
            shown=len({one.indicator.policy_field_id for one in shown}),
            known=fields,
            counts=counted,
        )
    else:
        said = say("{findings} bij {indicators}: {counts}.", findings=findings, indicators=indicators, counts=counted)
    if not revisions:
        return said
    nouns = [finding_wording.revisions_counted(kind, revisions[kind]) for kind in RevisionKind if revisions[kind]]
    of_them = say(
        "Daarvan {kinds}: {silent} van de {known} zonder uitleg.",
        kinds=formats.enumeration(nouns),
        silent=silent,
        known=revisions.total(),
    )
    return f"{said} {of_them}"


def article(
    one: Finding, documents: Mapping[str, Html], as_known_in: str | None, on_page_of: Indicator | None = None
) -> Html:
    """Return one finding: what it is, the sentence, the reckoning, and what it rests on."""
    name = link(addresses.indicator(one.indicator.indicator_id, as_known_in), dutch(one.indicator.name))
    is_named = one.indicator != on_page_of
    anchor, *others = one.anchors
    return element(
        "article",
        *(element("span", id=other) for other in others),
        element("h3", joined(name, f", {one.period}") if is_named else str(one.period)),
        element("p", weight(one.severity), " · ", finding_wording.kinds(one.kinds), class_="kind"),
        element("p", in_full(one)),
        element("p", one.reckoning, class_="reckoning") if one.reckoning else None,
        items(
            (figures.evidence(held, one.indicator, documents, as_known_in) for held in one.evidence), class_="evidence"
        ),
        id=anchor,
        class_="finding",
    )


def in_full(one: Finding) -> Html:
    """Return the sentence of a finding with its reason; what it repeats of a document is Dutch in every language."""
    said: Content = one.sentence
    for claim in one.evidence:
        words = claim.paraphrase.rstrip(".") if isinstance(claim, Claim) else ""
        if words and one.sentence.startswith(words):
            said = (dutch(words), one.sentence.removeprefix(words))
    return joined(said, " " if one.reason else None, figures.in_dutch(one.reason))


def weight(severity: Severity | None) -> Html:
    """Return how much a finding weighs as glyph and word; the colour only repeats them."""
    glyph = element("span", finding_wording.GLYPHS[severity], aria_hidden="true")
    return element(
        "span", glyph, " ", say(finding_wording.WORDS[severity]), class_=f"severity {severity or 'explained'}"
    )


def chips(found: Iterable[Finding], as_known_in: str | None) -> Html:
    """Return what there is to tell of a row as short links: one per word, to the first that it stands for."""
    first: dict[str, Finding] = {}
    for one in found:
        first.setdefault(chip_word(one), one)
    return joined(
        *(
            joined(
                " ",
                link(
                    addresses.revisions(one.indicator.policy_field_id, None, as_known_in, one.anchors[0]),
                    word,
                    class_="chip",
                ),
            )
            for word, one in first.items()
        )
    )


def chip_word(one: Finding) -> str:
    """Return a finding in a word or two: of a revision its kind, else how much it weighs."""
    return say(finding_wording.CHIPS[one.revision or one.severity])


def folded(found: Sequence[Finding], row: IndicatorYear, as_known_in: str | None) -> Html:
    """Return what does not agree with a row in full sentences, folded away behind how much there is to tell."""
    if not found:
        return Html("")
    about = element("span", " ", dutch(row.indicator.name), f", {row.year}", class_="unseen")
    counted = say_counted("{n} kanttekening", "{n} kanttekeningen", len(found))
    summary = element("summary", element("span", counted, class_="why"), about)
    told = facts(
        (
            chip_word(one).capitalize(),
            link(addresses.revisions(one.indicator.policy_field_id, None, as_known_in, one.anchors[0]), in_full(one)),
        )
        for one in found
    )
    return element("details", summary, told, class_="why caveats")


def is_about(one: Finding, row: IndicatorYear) -> bool:
    """Whether a finding is about a row: about its indicator and year, or resting on a figure or target it shows."""
    shown = {figures.anchor(held) for held in (row.previous, row.target, row.achieved, row.forecast) if held}
    is_same = (one.indicator.indicator_id, one.period) == (row.indicator.indicator_id, row.year)
    return is_same or any(figures.anchor(held) in shown for held in one.evidence)
