"""The words of a contradiction, and how one is made."""

from collections import Counter
from collections.abc import Iterable

from indicators.judged import Contradiction, ContradictionKind, NestedBases, Severity
from indicators.language import say, sayable
from indicators.model import Claim, Indicator, Observation, Target

SENTENCES: dict[str, str] = {
    "nested_bases": sayable(
        "Over {year} passen drie cijfers niet bij elkaar: ‘{part_base}’ is {share} van ‘{whole_base}’, en het cijfer "
        "is {part} van de eerste groep en {whole} van de tweede. Uit {share} en {part} volgt {product}."
    ),
    "nested_bases.fits": sayable("Bij {part} en {whole} hoort een eerste groep van {implied}, zoals {others}."),
    "nested_bases.fits_none": sayable(
        "Bij {part} en {whole} hoort een eerste groep van {implied}; zo een cijfer staat er niet."
    ),
    "parts.exceed": sayable(
        "De delen zijn in {year} samen {sum}, meer dan het geheel waarvan ze een deel zijn: {total}."
    ),
    "parts.fall_short": sayable(
        "De gedrukte delen zijn in {year} samen {sum} en het geheel is {total}: wat de rest is, staat er niet bij."
    ),
    "merged.in_one": sayable(
        "Over {year} is het cijfer {whole} voor {area}, terwijl de delen waaruit dat gebied bestaat {parts} hebben. "
        "Een gemiddelde ligt altijd tussen het laagste en het hoogste van zijn delen."
    ),
    "merged.in_two": sayable(
        "Over {year} drukt ‘{document}’ {whole} voor {area}; de delen waaruit dat gebied is samengevoegd, hebben in "
        "‘{parts_document}’ {parts}. Een gemiddelde ligt altijd tussen het laagste en het hoogste van zijn delen; of "
        "een van beide documenten anders telt, staat er niet bij."
    ),
    "silent.figure": sayable(
        "Over {year} drukt {earlier_document} {earlier} en {later_document} {later}; geen noot zegt waarom."
    ),
    "silent.rounding": sayable(
        "Over {year} drukt {earlier_document} {earlier} en {later_document} {later}; het kan een en dezelfde waarde "
        "zijn die anders is afgerond, maar geen noot zegt dat."
    ),
    "silent.redefinition": sayable(
        "Over {year} drukt {earlier_document} {earlier} en {later_document}, onder een andere definitie, {later}; "
        "geen noot zegt waarom."
    ),
    "silent.target": sayable(
        "De streefwaarde voor {year} is {earlier} in {earlier_document} en {later} in {later_document}; geen noot zegt "
        "waarom."
    ),
    "target_of_another_series": sayable(
        "De streefwaarde voor {year} ({target}) hoort bij een andere reeks dan de uitkomst ({result}): zij verschillen "
        "in {differences}, dus de een zegt niets over de ander."
    ),
    "claim.direction": sayable("{claim} De cijfers zijn {figures}: {change}."),
    "claim.direction.changed": sayable(
        "{claim} De cijfers zijn {figures}: {change}, en dat is een aantoonbaar verschil{assumed}."
    ),
    "claim.excluded": sayable("Dezelfde pagina zegt ook: {other}"),
    "claim.within_margin": sayable(
        "{claim} De cijfers zijn {figures}: {change}, en dat valt binnen de foutmarge{assumed}."
    ),
    "claim.depends_on_rounding": sayable(
        "{claim} De cijfers zijn {figures}: {change}, en of dat buiten de foutmarge valt, hangt af van de "
        "afronding{assumed}."
    ),
    "claim.stable": sayable(
        "{claim} De cijfers zijn {figures}: {change}. Dat er niets veranderde is niet aangetoond: het onderzoek laat "
        "alles open van {low} tot {high}{assumed}."
    ),
    "claim.stable.at_least": sayable(
        "{claim} De cijfers zijn {figures}: {change}. Dat er niets veranderde is niet aangetoond: het onderzoek laat "
        "ten minste alles open van {low} tot {high}{assumed}."
    ),
    "claim.no_earlier_figure": sayable(
        "{claim} Over {asked} staat er geen cijfer; de cijfers die er zijn, zijn {figures}: {change}."
    ),
    "claim.no_earlier_figure.within_margin": sayable(
        "{claim} Over {asked} staat er geen cijfer; de cijfers die er zijn, zijn {figures}: {change}, en dat valt "
        "binnen de foutmarge{assumed}."
    ),
    "claim.unit": sayable(
        "{claim} De cijfers zijn {figures}: een verschil van {points}, en dat is een verandering van {growth}."
    ),
    "claim.size": sayable("{claim} De cijfers zijn {figures}: {change}."),
    "claim.base": sayable("{claim} De tabel geeft {figure} als aandeel van ‘{base}’, niet van ‘{said_base}’."),
    "claim.other_series": sayable(
        "{claim} De cijfers zijn {figures}, en die zijn niet met elkaar te vergelijken: {label}."
    ),
    "claim.value": sayable("{claim} De tabel geeft {figures}."),
    "magnitude.large": sayable(
        "{one} is ongeveer {factor} keer zo groot als {others}: mogelijk een cijfer te veel of te weinig, of een "
        "andere eenheid."
    ),
    "magnitude.small": sayable(
        "{one} is ongeveer {factor} keer zo klein als {others}: mogelijk een cijfer te veel of te weinig, of een "
        "andere eenheid."
    ),
    "magnitude.noted": sayable("De bron zegt er zelf bij: ‘{notes}’."),
    "jump": sayable(
        "Van {earlier} naar {later} is {change}, terwijl de andere stappen van deze reeks doorgaans {usual} per jaar "
        "zijn."
    ),
}
"""Name → the sentence. The names are stable."""


def told(*names: str, **words: object) -> str:
    """Return the sentences of these names, one after the other."""
    return " ".join(say(SENTENCES[name], **words) for name in names)


def found(
    kind: ContradictionKind,
    severity: Severity,
    indicator: Indicator,
    period: int,
    sentence: str,
    evidence: tuple[Observation | Target | Claim, ...],
    *,
    apart: str = "",
    reckoning: str | None = None,
    nested: NestedBases | None = None,
) -> Contradiction:
    """Return a contradiction; `apart` tells it from another one of its kind, indicator and year."""
    names = (kind.replace("_", "-"), indicator.indicator_id, str(period), apart)
    sentence = sentence[:1].upper() + sentence[1:]
    return Contradiction(
        "-".join(name for name in names if name),
        kind,
        severity,
        indicator,
        period,
        sentence,
        reckoning,
        evidence,
        nested,
    )


def numbered(ids: Iterable[str]) -> list[str]:
    """Return ids in their order, each once: the second of a name gets `-2`."""
    seen: Counter[str] = Counter()
    unique = []
    for name in ids:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return unique
