"""The three sentences of a briefing, from fixed phrases: what was promised, what happened, how sure that is.

They count main rows, one an indicator, and always say out of how many. A verdict is never given a cause here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from indicators import formats
from indicators.briefing_facts import is_withheld
from indicators.judged import Certainty, Change, IndicatorYear, Sample, Verdict
from indicators.language import say, say_counted, sayable
from indicators.model import Semantics

_KINDS: dict[str, tuple[Semantics, ...]] = {
    sayable("een toename"): (Semantics.INCREASE,),
    sayable("een afname"): (Semantics.DECREASE,),
    sayable("een gelijk niveau"): (Semantics.MAINTAIN,),
    sayable("een getal"): (
        Semantics.AT_LEAST,
        Semantics.MORE_THAN,
        Semantics.AT_MOST,
        Semantics.LESS_THAN,
        Semantics.EQUAL,
        Semantics.RANGE,
        Semantics.APPROXIMATELY,
    ),
    sayable("een plaats op een ranglijst"): (Semantics.RANK_AT_BEST,),
    sayable("een vergelijking met een ander cijfer"): (Semantics.RELATIVE,),
    sayable("een tekst"): (Semantics.TEXT,),
}
"""What a target asks for → how it is printed; in the order in which they are told."""

_CERTAINTIES: dict[Certainty | None, str] = {
    Certainty.DEMONSTRATED: sayable("aantoonbaar"),
    Certainty.COUNT: sayable("geteld"),
    Certainty.ASSESSED: sayable("door iemand beoordeeld"),
    Certainty.DEPENDS_ON_ROUNDING: sayable("afhankelijk van de afronding"),
    Certainty.WITHIN_MARGIN: sayable("binnen de marge"),
    Certainty.UNKNOWN: sayable("met onbekende zekerheid"),
    None: sayable("zonder bepaalbare zekerheid"),
}
"""The surest first."""

_EXPLAINED: dict[Certainty | None, str] = {
    Certainty.COUNT: sayable("geteld (geen steekproef)"),
    Certainty.WITHIN_MARGIN: sayable("binnen de marge (het verschil kan toeval zijn)"),
    Certainty.UNKNOWN: sayable("met onbekende zekerheid (de bron zegt niet hoe nauwkeurig is gemeten)"),
}

_JUDGED = (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)


def promised(rows: Sequence[IndicatorYear], year: int) -> str:
    """Return how many indicators have a target, and of which kinds."""
    main = _main(rows)
    if not main:
        return say("Voor {year} staat hier in de bekende documenten geen indicator in een tabel.", year=year)
    asked = [row for row in main if _has_target(row)]
    key_figures = sum(not _has_target(row) and _is_key_figure(row) for row in main)
    if key_figures == len(main):
        return say_counted(
            "De enige indicator is een kengetal: daarvoor geldt geen norm.",
            "De {n} indicatoren zijn kengetallen: daarvoor geldt geen norm.",
            len(main),
        )
    without = len(main) - len(asked) - key_figures
    said = [_targets(asked, len(main))]
    if without and asked:
        said.append(say("Voor {n} staat er geen in de bekende documenten.", n=without))
    if key_figures:
        said.append(
            say_counted(
                "Er is {n} kengetal: daarvoor geldt geen norm.",
                "Er zijn {n} kengetallen: daarvoor geldt geen norm.",
                key_figures,
            )
        )
    return " ".join(said)


def happened(rows: Sequence[IndicatorYear], year: int, *, has_accounts: bool) -> str:
    """Return how often the targets were met, out of all; `has_accounts` says whether those of the year are known."""
    main = _main(rows)
    if not main:
        return say("Er is dus niets om naast een streefwaarde te houden.")
    counts = Counter(row.verdict for row in main)
    if len(counts) == 1:
        said = _all_the_same(main[0].verdict, len(main), year)
    else:
        clauses = [_clause(verdict, counts) for verdict in formats.VERDICT_WORDS if counts[verdict]]
        said = say(
            "Van de {n} indicatoren over {year}: {counted}.",
            n=len(main),
            year=year,
            counted=formats.enumeration(clauses),
        )
    if withheld := sum(map(is_withheld, main)):
        hidden = say_counted(
            "{n} daarvan wordt niet getoond: te weinig mensen gaven antwoord.",
            "{n} daarvan worden niet getoond: te weinig mensen gaven antwoord.",
            withheld,
        )
        said = f"{said} {hidden}"
    if has_accounts:
        return said
    if counts[Verdict.NO_DATA] == len(main):
        return " ".join((said, say("De rekening over {year} is hier niet bekend.", year=year)))
    elsewhere = say("De rekening over {year} is hier niet bekend: uitkomsten komen uit andere documenten.", year=year)
    return f"{said} {elsewhere}"


def how_sure(rows: Sequence[IndicatorYear]) -> str:
    """Return what the evidence carries of the verdicts, and of the changes where there is no verdict."""
    main = _main(rows)
    judged = [row for row in main if row.verdict in _JUDGED]
    changed = [row for row in main if row.verdict not in _JUDGED and row.assessment.about == "change"]
    said = [_of_verdicts(judged, len(main))]
    if changed:
        said.append(
            say(
                "Verandering sinds de vorige uitkomst bij {n} zonder oordeel: {counted}.",
                n=len(changed),
                counted=_by_certainty(changed, explained=not judged),
            )
        )
    if any(_is_assumed(sample) for row in (*judged, *changed) for sample in _samples(row)):
        said.append(say("Het aantal deelnemers is aangenomen."))
    return " ".join(said)


def _main(rows: Iterable[IndicatorYear]) -> list[IndicatorYear]:
    return [row for row in rows if row.is_main]


def _has_target(row: IndicatorYear) -> bool:
    return row.target is not None and row.target.is_set and row.target.semantics is not Semantics.NO_NORM


def _is_key_figure(row: IndicatorYear) -> bool:
    says_so = row.target is not None and row.target.semantics is Semantics.NO_NORM
    return says_so or row.indicator.is_key_figure


def _targets(asked: Sequence[IndicatorYear], total: int) -> str:
    if not asked:
        return say_counted(
            "De enige indicator heeft in de bekende documenten geen streefwaarde.",
            "Geen van de {n} indicatoren heeft in de bekende documenten een streefwaarde.",
            total,
        )
    counts = Counter(row.target.semantics for row in asked if row.target is not None)
    found = {kind: sum(counts[one] for one in semantics) for kind, semantics in _KINDS.items()}
    told = {say(kind): n for kind, n in found.items() if n}
    kinds = formats.enumeration(say("{n} keer {kind}", n=n, kind=kind) for kind, n in told.items())
    if len(told) == 1:
        (kind,) = told
        kinds = kind if len(asked) == 1 else say("steeds {word}", word=kind)
    if len(asked) == total:
        return say_counted(
            "De enige indicator heeft een streefwaarde: {kinds}.",
            "Elk van de {n} indicatoren heeft een streefwaarde: {kinds}.",
            total,
            kinds=kinds,
        )
    return say_counted(
        "{n} van de {total} indicatoren heeft een streefwaarde: {kinds}.",
        "{n} van de {total} indicatoren hebben een streefwaarde: {kinds}.",
        len(asked),
        total=total,
        kinds=kinds,
    )


def _all_the_same(verdict: Verdict, n: int, year: int) -> str:
    """Return the sentence for indicators that share one verdict."""
    match verdict:
        case Verdict.ACHIEVED:
            return say_counted(
                "Over {year} is de streefwaarde van de enige indicator gehaald.",
                "Over {year} is de streefwaarde van elk van de {n} indicatoren gehaald.",
                n,
                year=year,
            )
        case Verdict.NOT_ACHIEVED:
            return say_counted(
                "Over {year} is de streefwaarde van de enige indicator niet gehaald.",
                "Over {year} is de streefwaarde van geen van de {n} indicatoren gehaald.",
                n,
                year=year,
            )
        case Verdict.KEY_FIGURE:
            return say_counted(
                "Over {year} is er een uitkomst van de enige indicator: een kengetal, zonder norm.",
                "Over {year} is er een uitkomst van elk van de {n} indicatoren: kengetallen, zonder norm.",
                n,
                year=year,
            )
        case Verdict.NO_TARGET:
            return say_counted(
                "Over {year} is er een uitkomst van de enige indicator, maar geen streefwaarde om die naast te houden.",
                "Over {year} is er een uitkomst van elk van de {n} indicatoren, maar geen streefwaarde om die naast te "
                "houden.",
                n,
                year=year,
            )
        case Verdict.NO_DATA:
            return say_counted(
                "Over {year} is van de enige indicator geen uitkomst bekend.",
                "Over {year} is van geen van de {n} indicatoren een uitkomst bekend.",
                n,
                year=year,
            )
        case Verdict.TO_ASSESS:
            return say_counted(
                "Over {year} is de uitkomst van de enige indicator niet met rekenen te beoordelen.",
                "Over {year} is de uitkomst van geen van de {n} indicatoren met rekenen te beoordelen.",
                n,
                year=year,
            )
        case Verdict.NOT_COMPARABLE:
            return say_counted(
                "Over {year} is de uitkomst van de enige indicator niet met zijn streefwaarde te vergelijken.",
                "Over {year} is de uitkomst van geen van de {n} indicatoren met zijn streefwaarde te vergelijken.",
                n,
                year=year,
            )


def _clause(verdict: Verdict, counts: Counter[Verdict]) -> str:
    """Return one part of the sentence about indicators with different verdicts."""
    n = counts[verdict]
    match verdict:
        case Verdict.ACHIEVED:
            return say("bij {n} is de streefwaarde gehaald", n=n)
        case Verdict.NOT_ACHIEVED if counts[Verdict.ACHIEVED]:
            return say("bij {n} niet", n=n)
        case Verdict.NOT_ACHIEVED:
            return say("bij {n} is de streefwaarde niet gehaald", n=n)
        case Verdict.KEY_FIGURE:
            return say_counted("{n} is een kengetal", "{n} zijn kengetallen", n)
        case Verdict.NO_TARGET:
            return say("bij {n} staat geen streefwaarde", n=n)
        case Verdict.NO_DATA:
            return say("van {n} is geen uitkomst bekend", n=n)
        case Verdict.TO_ASSESS:
            return say_counted("{n} is niet met rekenen te beoordelen", "{n} zijn niet met rekenen te beoordelen", n)
        case Verdict.NOT_COMPARABLE:
            return say_counted(
                "{n} is niet met de streefwaarde te vergelijken", "{n} zijn niet met de streefwaarde te vergelijken", n
            )


def _of_verdicts(judged: Sequence[IndicatorYear], total: int) -> str:
    if not judged:
        return say("Er is geen oordeel ‘(niet) behaald’ om zeker van te zijn.")
    counted = _by_certainty(judged, explained=True)
    if total == 1:
        return say("Zekerheid van het enige oordeel: {counted}.", counted=counted)
    if len(judged) == total:
        return say("Elk van de {n} indicatoren heeft een oordeel: {counted}.", n=total, counted=counted)
    return say_counted(
        "{n} van de {total} indicatoren heeft een oordeel ‘(niet) behaald’: {counted}.",
        "{n} van de {total} indicatoren hebben een oordeel ‘(niet) behaald’: {counted}.",
        len(judged),
        total=total,
        counted=counted,
    )


def _by_certainty(rows: Sequence[IndicatorYear], *, explained: bool) -> str:
    """Return `2 aantoonbaar en 1 geteld`; what all share is not counted. `explained` adds what the words mean."""
    counts = Counter(row.certainty for row in rows)
    words = {
        certainty: say(_EXPLAINED[certainty] if explained and certainty in _EXPLAINED else word)
        for certainty, word in _CERTAINTIES.items()
        if counts[certainty]
    }
    if len(words) == 1:
        (word,) = words.values()
        return word if len(rows) == 1 else say("steeds {word}", word=word)
    return formats.enumeration(say("{n} {word}", n=counts[certainty], word=word) for certainty, word in words.items())


def _samples(row: IndicatorYear) -> tuple[Sample, ...]:
    """Return the samples that its certainty was reckoned with."""
    if row.assessment.design_effect is None or row.certainty in (None, Certainty.UNKNOWN, Certainty.COUNT):
        return ()
    of_change = (row.change.earlier_sample, row.change.later_sample) if isinstance(row.change, Change) else ()
    return (*of_change, *([row.assessment.sample] if row.assessment.sample else []))


def _is_assumed(sample: Sample) -> bool:
    return sample.source == "assumed" or (sample.wave is not None and sample.wave.n_source == "assumed")
