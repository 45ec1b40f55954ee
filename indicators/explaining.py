"""Why a row says what it says: inputs, rules, respondents and what would tip the judgement, in Dutch facts.

For pages and exports alike: every fact is a label and one or more sentences, in the order in which a reader asks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators import formats, uncertainty
from indicators.judged import BreakEven, Change, Detectable, IndicatorYear, Interval, Refusal, Scenario
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
    yield Fact("Uitkomst", _source(row.achieved) if row.achieved else "Geen van de bekende documenten geeft die.")
    if row.target is not None:
        yield Fact("Streefwaarde", _source(row.target))
    held_against = judgement.compared_with or row.previous
    if held_against is not None:
        yield Fact("Vergeleken met", _source(held_against))
    yield Fact("Oordeel", judgement.reason)
    yield Fact("Regel van het oordeel", f"{judgement.rule}, regels {judgement.rules_version}")
    if isinstance(change, Refusal):
        yield Fact("Geen verandering te geven", change.reason)
    if isinstance(change, Change):
        yield Fact("Verandering", f"{formats.changed(change)} sinds {change.earlier.period}: {change.phrase}.")
        unit = "procentpunt" if formats.is_percentage(row.identity.unit) else row.identity.unit
        ends = _as_printed(change.rounding)
        yield Fact("Ruimte door afronding", f"Het werkelijke verschil ligt tussen {ends} {unit}".strip() + ".")
    about = {"verdict": "van het oordeel", "change": "van de verandering"}.get(assessment.about or "")
    if assessment.certainty is not None:
        word = formats.CERTAINTY_WORDS[assessment.certainty]
        yield Fact(f"Zekerheid {about}" if about else "Zekerheid", f"{word[:1].upper()}{word[1:]}. {assessment.reason}")
    else:
        yield Fact("Zekerheid", assessment.reason)
    yield Fact("Regel van de zekerheid", f"{assessment.rule}, regels {assessment.rules_version}")
    yield from _samples(row)
    if assessment.interval is not None:
        yield Fact("Marge van de uitkomst", f"{formats.interval(assessment.interval, '%')}.")
    if assessment.scenarios:
        yield Fact("Bij elk ontwerpeffect", _sentences(_scenario(one, row) for one in assessment.scenarios))
        yield Fact("Gevoelig voor het ontwerpeffect", _sensitivity(row))
    if any(one.n_as_printed for one in assessment.break_even):
        people = uncertainty.respondents(1 if assessment.rule.startswith("target.") else 2)
        yield Fact("Waar het kantelt", _sentences(_break_even(one, people) for one in assessment.break_even))
    elif assessment.break_even:
        nowhere = "Nergens: de gedrukte waarden verschillen niet, en dan toont geen enkel aantal een verschil aan."
        yield Fact("Waar het kantelt", nowhere)
    if assessment.detectable:
        is_bound = assessment.sample is not None and assessment.sample.is_upper_bound
        yield Fact("Kleinste aantoonbare verandering", _sentences(_detectable(assessment.detectable, is_bound)))


def _source(printed: Observation | Target) -> str:
    """Return a figure or target with its cell and where that stands."""
    words = formats.figure(printed) if isinstance(printed, Observation) else formats.target(printed)
    where = printed.provenance
    column = f"kolom {where.column_header}" if where.column_header else ""
    place = ", ".join(
        part for part in (printed.document.title, where.page_title, column, formats.place(where.place)) if part
    )
    return " ".join(f"{words} over {printed.period}; er staat ‘{printed.raw.strip()}’ ({place}).".split())


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
            yield Fact(f"Antwoorden in {year}", f"{formats.sample(sample)}. {sample.explanation}")
    samples = [sample for _, sample in pairs if sample.source != "not_applicable"]
    if assessment.design_effect is not None:
        known = {sample.design_effect for sample in samples} - {None}
        whence = "zoals de bron vermeldt" if assessment.design_effect in known else "aangenomen"
        whence += "" if known else ", want de bron vermeldt het niet"
        yield Fact(
            "Ontwerpeffect",
            f"{formats.number(assessment.design_effect)} ({whence}); "
            f"{formats.quantity(100 * assessment.confidence, '%')} zekerheid.",
        )


def _scenario(scenario: Scenario, row: IndicatorYear) -> str:
    is_of_share = row.assessment.rule.startswith("target.")
    ends = formats.interval(scenario.interval, "%" if is_of_share else "procentpunt")
    return f"{_at(scenario.design_effect)}: {ends}, {formats.CERTAINTY_WORDS[scenario.certainty]}"


def _sensitivity(row: IndicatorYear) -> str:
    if not row.assessment.is_sensitive:
        return "Nee: bij elk ontwerpeffect van 1 tot 2 is de uitkomst dezelfde."
    return "Ja: bij een ander ontwerpeffect valt de zekerheid anders uit."


def _break_even(one: BreakEven, people: str) -> str:
    printed = uncertainty.about(one.n_as_printed or 0)
    said = f"{_at(one.design_effect)}: aantoonbaar vanaf ongeveer {printed} {people}"
    if one.n_whatever_rounding is None:
        return f"{said}, maar door de afronding nooit bij elke mogelijke waarde"
    return f"{said}, en bij elke mogelijke afronding vanaf {uncertainty.about(one.n_whatever_rounding)}"


def _detectable(found: Iterable[Detectable], is_bound: bool) -> Iterator[str]:
    for one in found:
        needed = f"één procentpunt vraagt {uncertainty.about(one.n_for_one_point)} mensen per jaar"
        if one.smallest_change is None:
            yield f"{_at(one.design_effect)}: {needed}"
            continue
        least = "ten minste " if is_bound else ""
        yield f"{_at(one.design_effect)}: {least}{formats.number(one.smallest_change, 1)} procentpunt; {needed}"


def _at(design_effect: float) -> str:
    return f"ontwerpeffect {formats.number(design_effect)}"


def _as_printed(ends: Interval) -> str:
    return f"{formats.signed(ends[0])} en {formats.signed(ends[1])}"


def _sentences(parts: Iterable[str]) -> str:
    """Return parts as sentences, each with a capital and a full stop."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)
