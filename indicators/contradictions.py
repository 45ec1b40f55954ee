"""Where the sources do not agree with themselves. Nothing is repaired, and nothing says which of two figures is right.

How much a finding weighs:

- contradiction: both cannot be true, whatever the rounding;
- unsupported: what a sentence says, or a target beside a result suggests, the figures do not show;
- remark: possible, but someone should look: another target, a value that may be rounded otherwise, an outlier.

The kinds are checked each in a module of its own (`nested`, `merged`, `revisions`, `claim_checks`, `outliers`); here
they are said, and what is about a total or a target of another series is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from indicators import formats
from indicators.claim_checks import claim_checks
from indicators.findings import found, numbered, told
from indicators.judged import (
    Assumptions,
    Contradiction,
    ContradictionKind,
    IndicatorYear,
    Interval,
    NestedBases,
    Revision,
    RevisionKind,
    Severity,
)
from indicators.language import say
from indicators.merged import rates_outside_their_parts
from indicators.model import (
    BasePopulation,
    Claim,
    Difference,
    Indicator,
    Observation,
    ObservationKind,
    Target,
)
from indicators.nested import nested_bases
from indicators.outliers import outliers
from indicators.rounding import Box, box_of, meet
from indicators.samples import NO_SURVEYS, NOTHING_ASSUMED, Surveys
from indicators.verdict import differences_from_target

_SEVERITIES = tuple(Severity)
"""Heaviest first."""


def contradictions(
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    targets: Iterable[Target] = (),
    claims: Iterable[Claim] = (),
    revisions: Iterable[Revision] = (),
    rows: Iterable[IndicatorYear] = (),
    bases: Mapping[str, BasePopulation] | None = None,
    surveys: Surveys = NO_SURVEYS,
    assumptions: Assumptions = NOTHING_ASSUMED,
) -> tuple[Contradiction, ...]:
    """Return everything found, the heaviest first, then in the order of the indicators, then by year.

    `rows` are the judged rows of all years. Figures of other fields than asked about may be left out: a base that is
    measured by an indicator of another field is then not checked.
    """
    figures, sentences, known_bases = list(observations), list(claims), bases or {}
    answers = [
        *(_nested(indicators, check) for check in nested_bases(figures, known_bases) if not check.fits),
        *_parts(indicators, figures),
        *rates_outside_their_parts(indicators, figures),
        *(_silent(revision) for revision in revisions if revision.is_silent),
        *_targets_of_another_series(rows),
        *claim_checks(sentences, indicators, figures, known_bases, surveys, assumptions),
        *outliers(indicators, figures, targets),
    ]
    answers.sort(
        key=lambda one: (
            _SEVERITIES.index(one.severity),
            one.indicator.sort_order,
            one.period,
            one.contradiction_id,
        )
    )
    names = numbered(one.contradiction_id for one in answers)
    return tuple(replace(one, contradiction_id=name) for one, name in zip(answers, names, strict=True))


# Nested bases --------------------------------------------------------------------------------------------------------


def _nested(indicators: Mapping[str, Indicator], check: NestedBases) -> Contradiction:
    part, share, whole = check.of_part, check.part_of_whole, check.of_whole
    decimals = max(one.decimals or 0 for one in (part, share, whole)) + 1
    product, printed = _percents(check.product, decimals), _percents(check.printed, decimals)
    implied = _percents(check.implied_part, decimals)
    fits = "nested_bases.fits" if check.others_that_fit else "nested_bases.fits_none"
    sentence = told(
        "nested_bases",
        fits,
        year=check.period,
        part=formats.figure(part),
        part_base=part.base.name,
        whole=formats.figure(whole),
        whole_base=whole.base.name,
        share=formats.figure(share),
        product=product,
        implied=implied,
        others=formats.enumeration(
            say(
                "de {figure} van ‘{indicator}’",
                figure=formats.figure(one),
                indicator=indicators[one.identity.indicator_id].name,
            )
            for one in check.others_that_fit
        ),
    )
    return found(
        ContradictionKind.NESTED_BASES,
        Severity.CONTRADICTION,
        indicators[part.identity.indicator_id],
        check.period,
        sentence,
        (part, share, whole, *check.others_that_fit),
        apart="-".join(dict.fromkeys((part.identity.base_id, part.document.document_id))),
        reckoning=say(
            "{share} × {part} = {product}; gedrukt {whole} ({printed}). {whole} / {part} = {implied}; gedrukt {share}.",
            share=formats.figure(share),
            part=formats.figure(part),
            whole=formats.figure(whole),
            product=product,
            printed=printed,
            implied=implied,
        ),
        nested=check,
    )


def _percents(interval: Interval, decimals: int) -> str:
    low, high = (formats.quantity(end, "%", decimals) for end in interval)
    return say("{low} tot {high}", low=low, high=high)


# Parts and their total -----------------------------------------------------------------------------------------------


def _parts(indicators: Mapping[str, Indicator], figures: list[Observation]) -> Iterable[Contradiction]:
    """Yield totals that their parts exceed, or, where there are two parts or more, do not make up.

    Only when every part is printed in the same document, for the same area and in the same unit. One part never has to
    make up its whole: "waarvan" names the others not.
    """
    parts_of: dict[str, list[str]] = defaultdict(list)
    for indicator in indicators.values():
        if indicator.part_of is not None:
            parts_of[indicator.part_of].append(indicator.indicator_id)
    printed: dict[tuple[str, int, str, str], dict[str, Observation]] = defaultdict(dict)
    for one in figures:
        if one.kind is ObservationKind.ACHIEVED and one.identity.part in (0, 1) and box_of(one) is not None:
            beside = one.document.document_id, one.period, one.identity.territory_id, one.identity.unit
            printed[beside][one.identity.indicator_id] = one
    for together in printed.values():
        for whole, names in parts_of.items():
            if whole in together and all(name in together for name in names):
                answer = _unequal(indicators[whole], together[whole], [together[name] for name in names])
                if answer is not None:
                    yield answer


def _unequal(indicator: Indicator, total: Observation, parts: list[Observation]) -> Contradiction | None:
    whole = box_of(total)
    boxes = [box for part in parts if (box := box_of(part)) is not None]
    assert whole is not None
    summed = sum((low for low, _ in boxes), Fraction()), sum((high for _, high in boxes), Fraction())
    if meet(summed, whole) or (summed[1] < whole[0] and len(parts) == 1):
        return None
    exceeds = summed[0] > whole[1]
    decimals = max(one.decimals or 0 for one in (total, *parts))
    addition = round(sum(part.value or 0.0 for part in parts), decimals)
    unit = total.identity.unit
    return found(
        ContradictionKind.PARTS_AND_TOTAL,
        Severity.CONTRADICTION if exceeds else Severity.REMARK,
        indicator,
        total.period,
        told(
            "parts.exceed" if exceeds else "parts.fall_short",
            year=total.period,
            sum=formats.quantity(addition, unit, decimals),
            total=formats.figure(total),
        ),
        (*parts, total),
        apart=total.document.document_id,
        reckoning=say(
            "{parts} = {sum} ({reach} door afronding); gedrukt {total} ({printed}).",
            parts=" + ".join(formats.figure(part, with_counted=False) for part in parts),
            sum=formats.number(addition, decimals),
            reach=_span(summed, decimals + 1),
            total=formats.figure(total, with_counted=False),
            printed=_span(whole, decimals + 1),
        ),
    )


def _span(box: Box, decimals: int) -> str:
    low, high = (formats.number(float(end), decimals) for end in box)
    return say("{low} tot {high}", low=low, high=high)


# Editions ------------------------------------------------------------------------------------------------------------


def _silent(revision: Revision) -> Contradiction:
    """Return what a revision without a reason comes to.

    Two figures of one definition cannot both be true, unless they may be one value rounded in two ways; a figure of
    another definition can, and a target may be set anew.
    """
    earlier, later = revision.earlier, revision.later
    sentence, severity, reckoning = "silent.target", Severity.REMARK, None
    if isinstance(earlier, Observation) and isinstance(later, Observation):
        here, there = box_of(earlier), box_of(later)
        reckoning = _moved(earlier, later)
        if revision.kind is RevisionKind.REDEFINITION:
            sentence = "silent.redefinition"
        elif here is not None and there is not None and meet(here, there):
            sentence = "silent.rounding"
        else:
            sentence, severity = "silent.figure", Severity.CONTRADICTION
    said = [formats.figure(one) if isinstance(one, Observation) else formats.target(one) for one in (earlier, later)]
    return found(
        ContradictionKind.SILENT_REVISION,
        severity,
        revision.indicator,
        revision.period,
        told(
            sentence,
            year=revision.period,
            earlier=said[0],
            later=said[1],
            earlier_document=_titled(earlier),
            later_document=_titled(later),
        ),
        (earlier, later),
        apart=revision.revision_id.removeprefix(f"{revision.indicator.indicator_id}-{revision.period}-"),
        reckoning=reckoning,
    )


def _titled(printed: Observation | Target) -> str:
    return f"‘{printed.document.title}’"


def _moved(earlier: Observation, later: Observation) -> str | None:
    """Return by how much a figure moved between editions; None where one of them is no number."""
    if earlier.value is None or later.value is None or earlier.value == later.value:
        return None
    unit, decimals = later.identity.unit, max(earlier.decimals or 0, later.decimals or 0)
    words = {
        "later": formats.figure(later, with_counted=False),
        "earlier": formats.figure(earlier, with_counted=False),
        "step": formats.difference(later.value, earlier.value, unit, decimals),
    }
    if formats.is_percentage(unit) or earlier.value <= 0:
        return say("{later} is {step} dan {earlier}.", **words)
    share = formats.quantity(abs(100 * (later.value / earlier.value - 1)), "%", 1)
    return say("{later} is {step} dan {earlier}: {share}.", **words, share=share)


# Targets -------------------------------------------------------------------------------------------------------------


def _targets_of_another_series(rows: Iterable[IndicatorYear]) -> Iterable[Contradiction]:
    """Yield targets that the catalogue knows to be of another definition, group or area than the result beside them."""
    for row in rows:
        target, achieved = row.target, row.achieved
        if row.judgement.rule != "not_comparable.target" or target is None or achieved is None:
            continue
        differences = differences_from_target(achieved, target)
        if not differences:
            continue
        yield found(
            ContradictionKind.TARGET_OF_ANOTHER_SERIES,
            Severity.UNSUPPORTED,
            row.indicator,
            row.year,
            told(
                "target_of_another_series",
                year=row.year,
                target=formats.target(target),
                result=formats.figure(achieved),
                differences=formats.differences(differences, (achieved.identity.base_id, target.identity.base_id)),
            ),
            (target, achieved),
            apart="-".join(dict.fromkeys((target.document.document_id, achieved.document.document_id))),
            reckoning="; ".join(_spelled_out(one, target, achieved) for one in differences),
        )


def _spelled_out(difference: Difference, target: Target, achieved: Observation) -> str:
    """Return what differs, on either side: `definitie: streefwaarde ‘…’, uitkomst ‘…’`."""
    return say(
        "{difference}: streefwaarde ‘{target}’, uitkomst ‘{result}’",
        # Both groups follow by name: which of them is unknown is said there.
        difference=formats.difference_word(difference, ()),
        target=_side(difference, target),
        result=_side(difference, achieved),
    )


def _side(difference: Difference, printed: Target | Observation) -> str:
    match difference:
        case Difference.DEFINITION:
            return printed.definition.wording
        case Difference.BASE:
            return printed.base.name
        case Difference.TERRITORY:
            return printed.territory.name
        case Difference.UNIT:
            return printed.identity.unit
        case _:
            return printed.identity.method or say("niet vermeld")
