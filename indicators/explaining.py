"""Why a row says what it says: inputs, rules, respondents and what would tip the judgement, fact by fact.

For pages and exports alike: every fact is a label and one or more sentences, in the order in which a reader asks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators import formats, uncertainty
from indicators.judged import Assessment, BreakEven, Change, Detectable, IndicatorYear, Refusal, Scenario
from indicators.language import say, sayable
from indicators.model import Observation, Target


@dataclass(frozen=True)
class Fact:
    """One thing that explains a row."""

    label: str
    text: str


def explain(row: IndicatorYear) -> tuple[Fact, ...]:
    """Return everything a row's verdict, certainty and change rest on; what does not apply is left out."""
    return tuple(_facts(row))


def _facts(row: IndicatorYear) -> Iterator[Fact]:
    judgement, assessment, change = row.judgement, row.assessment, row.change
    result = _source(row.achieved) if row.achieved else say("Geen van de bekende documenten geeft die.")
    yield Fact(say("Uitkomst"), result)
    if row.target is not None:
        yield Fact(say("Streefwaarde"), _source(row.target))
    held_against = judgement.compared_with or row.previous
    if held_against is not None:
        yield Fact(say("Vergeleken met"), _source(held_against))
    if judgement.compared_with is not None and row.previously_reported is not None:
        earlier = formats.figure(row.previously_reported, with_counted=False)
        said = say("Vergeleken met het herstelde cijfer; eerder gepubliceerd was {earlier}.", earlier=earlier)
        yield Fact(say("Eerder gepubliceerd"), f"{said} {_source(row.previously_reported)}")
    yield Fact(say("Oordeel"), judgement.reason)
    yield Fact(say("Regel van het oordeel"), _rule(judgement.rule, judgement.rules_version))
    if isinstance(change, Refusal):
        yield Fact(say("Geen verandering te geven"), change.reason)
    if isinstance(change, Change):
        since = say("{change} sinds {year}", change=formats.changed(change), year=change.earlier.period)
        yield Fact(say("Verandering"), f"{since}: {change.phrase}.")
        yield Fact(say("Ruimte door afronding"), _room(change))
    yield Fact(_certainty_label(assessment), _how_certain(assessment))
    yield Fact(say("Regel van de zekerheid"), _rule(assessment.rule, assessment.rules_version))
    yield from _samples(row)
    if assessment.interval is not None:
        yield Fact(say("Marge van de uitkomst"), f"{formats.interval(assessment.interval, '%')}.")
    if assessment.scenarios:
        yield Fact(say("Bij elk ontwerpeffect"), _sentences(_scenario(one, row) for one in assessment.scenarios))
        yield Fact(say("Gevoelig voor het ontwerpeffect"), _sensitivity(row))
    if any(one.n_as_printed for one in assessment.break_even):
        people = uncertainty.respondents(1 if assessment.rule.startswith("target.") else 2)
        yield Fact(say("Waar het kantelt"), _sentences(_break_even(one, people) for one in assessment.break_even))
    elif assessment.break_even:
        nowhere = say("Nergens: de gedrukte waarden verschillen niet, en dan toont geen enkel aantal een verschil aan.")
        yield Fact(say("Waar het kantelt"), nowhere)
    if assessment.detectable:
        is_bound = assessment.sample is not None and assessment.sample.is_upper_bound
        yield Fact(say("Kleinste aantoonbare verandering"), _sentences(_detectable(assessment.detectable, is_bound)))


def _rule(rule: str, version: str) -> str:
    return say("{rule}, regels {version}", rule=rule, version=version)


def _room(change: Change) -> str:
    unit = formats.unit_of_difference(change.later.identity.unit)
    low, high = change.rounding
    return say(
        "Het werkelijke verschil ligt tussen {low} en {high}.",
        low=formats.signed(low),
        high=formats.signed_quantity(high, unit),
    )


def _certainty_label(assessment: Assessment) -> str:
    match assessment.about if assessment.certainty is not None else None:
        case "verdict":
            return say("Zekerheid van het oordeel")
        case "change":
            return say("Zekerheid van de verandering")
        case _:
            return say("Zekerheid")


def _how_certain(assessment: Assessment) -> str:
    if assessment.certainty is None:
        return assessment.reason
    word = formats.certainty_word(assessment.certainty)
    return f"{word[:1].upper()}{word[1:]}. {assessment.reason}"


def _source(printed: Observation | Target) -> str:
    """Return a figure or target with its cell and where that stands."""
    words = formats.figure(printed) if isinstance(printed, Observation) else formats.target(printed)
    where = printed.provenance
    column = say("kolom {header}", header=where.column_header) if where.column_header else ""
    place = ", ".join(
        part for part in (printed.document.title, where.page_title, column, formats.place(where.place)) if part
    )
    if isinstance(printed, Observation) and printed.is_withheld:
        return " ".join(say("{figure} over {year} ({place}).", figure=words, year=printed.period, place=place).split())
    said = say(
        "{figure} over {year}; er staat ‘{cell}’ ({place}).",
        figure=words,
        year=printed.period,
        cell=printed.raw.strip(),
        place=place,
    )
    return " ".join(said.split())


def _samples(row: IndicatorYear) -> Iterator[Fact]:
    """Return how many answered, of both years where there is a change."""
    assessment, change = row.assessment, row.change
    pairs = []
    if isinstance(change, Change):
        pairs.append((change.earlier.period, change.earlier_sample))
    if assessment.sample is not None:
        pairs.append((row.year, assessment.sample))
    for year, sample in pairs:
        if sample.source != "not_applicable":
            yield Fact(say("Antwoorden in {year}", year=year), f"{formats.sample(sample)}. {sample.explanation}")
    samples = [sample for _, sample in pairs if sample.source != "not_applicable"]
    if assessment.design_effect is not None:
        known = {sample.design_effect for sample in samples} - {None}
        template = sayable("{effect} (aangenomen, want de bron vermeldt het niet); {confidence} zekerheid.")
        if assessment.design_effect in known:
            template = sayable("{effect} (zoals de bron vermeldt); {confidence} zekerheid.")
        elif known:
            template = sayable("{effect} (aangenomen); {confidence} zekerheid.")
        confidence = formats.quantity(100 * assessment.confidence, "%")
        said = say(template, effect=formats.number(assessment.design_effect), confidence=confidence)
        yield Fact(say("Ontwerpeffect"), said)


def _scenario(scenario: Scenario, row: IndicatorYear) -> str:
    is_of_share = row.assessment.rule.startswith("target.")
    ends = formats.interval(scenario.interval, "%" if is_of_share else formats.POINTS)
    return f"{_at(scenario.design_effect)}: {ends}, {formats.certainty_word(scenario.certainty)}"


def _sensitivity(row: IndicatorYear) -> str:
    if not row.assessment.is_sensitive:
        return say("Nee: bij elk ontwerpeffect van 1 tot 2 is de uitkomst dezelfde.")
    return say("Ja: bij een ander ontwerpeffect valt de zekerheid anders uit.")


def _break_even(one: BreakEven, people: str) -> str:
    words = {
        "effect": formats.number(one.design_effect),
        "n": uncertainty.about(one.n_as_printed or 0),
        "people": people,
    }
    if one.n_whatever_rounding is None:
        return say(
            "ontwerpeffect {effect}: aantoonbaar vanaf ongeveer {n} {people}, maar door de afronding nooit bij elke "
            "mogelijke waarde",
            **words,
        )
    return say(
        "ontwerpeffect {effect}: aantoonbaar vanaf ongeveer {n} {people}, en bij elke mogelijke afronding vanaf {most}",
        **words,
        most=uncertainty.about(one.n_whatever_rounding),
    )


def _detectable(found: Iterable[Detectable], is_bound: bool) -> Iterator[str]:
    for one in found:
        needed = say(
            "één procentpunt vraagt {n} mensen per jaar",
            n=uncertainty.about(one.n_for_one_point),
        )
        if one.smallest_change is None:
            yield f"{_at(one.design_effect)}: {needed}"
            continue
        least = formats.quantity(one.smallest_change, formats.POINTS, 1)
        least = say("ten minste {figure}", figure=least) if is_bound else least
        yield f"{_at(one.design_effect)}: {least}; {needed}"


def _at(design_effect: float) -> str:
    return say("ontwerpeffect {effect}", effect=formats.number(design_effect))


def _sentences(parts: Iterable[str]) -> str:
    """Return parts as sentences, each with a capital and a full stop."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)
