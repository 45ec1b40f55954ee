"""Facets: by what the indicators of a year can be picked out, and which of them remain.

A facet has values with an id for the address. Within one facet the values add up (achieved or not achieved), across
facets each narrows down (and counted). What is chosen travels as the text of the address, `oordeel=behaald,kengetal`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.judged import Certainty, IndicatorYear, RevisionKind, Severity, Verdict
from indicators.language import sayable
from indicators.model import Semantics
from ui.revision_list import Finding

SMALL_SAMPLE = 1000
"""With fewer answers (and the usual design effect of 1.5) a change from wave to wave shows from some 5 points only."""

Tags = Mapping[str, frozenset[str]]
"""Name of a facet → the values that an indicator has of it."""
Chosen = Mapping[str, frozenset[str]]
"""Name of a facet → the values that were asked for; one of which nothing is asked is not in it."""


@dataclass(frozen=True)
class Facet:
    """One thing indicators differ in."""

    name: str
    """In the address."""
    label: str
    values: Mapping[str, str]
    """Id in the address → what it is called, Dutch still."""
    of: Callable[[IndicatorYear, Sequence[Finding]], Iterable[str]]
    """The values of a row, given what editions and contradictions say of it."""


_VERDICTS = {
    Verdict.ACHIEVED: "behaald",
    Verdict.NOT_ACHIEVED: "niet-behaald",
    Verdict.KEY_FIGURE: "kengetal",
    Verdict.NO_TARGET: "geen-streefwaarde",
    Verdict.NO_DATA: "geen-gegevens",
    Verdict.TO_ASSESS: "te-beoordelen",
    Verdict.NOT_COMPARABLE: "niet-vergelijkbaar",
}
_CERTAINTIES = {
    Certainty.DEMONSTRATED: "aantoonbaar",
    Certainty.DEPENDS_ON_ROUNDING: "afronding",
    Certainty.WITHIN_MARGIN: "binnen-de-marge",
    Certainty.UNKNOWN: "onbekend",
    Certainty.COUNT: "geteld",
    Certainty.ASSESSED: "beoordeeld",
}
_TARGETS = {
    Semantics.INCREASE: "richting",
    Semantics.DECREASE: "richting",
    Semantics.MAINTAIN: "richting",
    Semantics.AT_LEAST: "grens",
    Semantics.MORE_THAN: "grens",
    Semantics.AT_MOST: "grens",
    Semantics.LESS_THAN: "grens",
    Semantics.EQUAL: "getal",
    Semantics.RANGE: "ongeveer",
    Semantics.APPROXIMATELY: "ongeveer",
    Semantics.RANK_AT_BEST: "ranglijst",
    Semantics.RELATIVE: "vergeleken",
    Semantics.TEXT: "woorden",
    Semantics.NO_NORM: "geen-norm",
    Semantics.NOT_PUBLISHED: "geen",
}
_SOURCES = {"survey": "enquete", "register": "registratie", "report": "rapportage", "unknown": "niet-vermeld"}


def _caveats(one: IndicatorYear, findings: Sequence[Finding]) -> Iterable[str]:
    sample = one.assessment.sample
    if one.definition.version > 1 or any(found.revision is RevisionKind.REDEFINITION for found in findings):
        yield "definitie-gewijzigd"
    if any(found.severity is Severity.CONTRADICTION for found in findings):
        yield "tegenstrijdig"
    if sample is not None and sample.n is not None and sample.n < SMALL_SAMPLE:
        yield "kleine-groep"
    if one.indicator.name_is_abridged:
        yield "naam-ingekort"
    if not one.indicator.is_linked:
        yield "niet-gekoppeld"


FACETS = (
    Facet(
        "oordeel",
        sayable("Oordeel"),
        {
            "behaald": sayable("Behaald"),
            "niet-behaald": sayable("Niet behaald"),
            "kengetal": sayable("Kengetal"),
            "geen-streefwaarde": sayable("Geen streefwaarde"),
            "geen-gegevens": sayable("Geen gegevens"),
            "te-beoordelen": sayable("Te beoordelen"),
            "niet-vergelijkbaar": sayable("Niet vergelijkbaar"),
        },
        lambda one, _: (_VERDICTS[one.verdict],),
    ),
    Facet(
        "zekerheid",
        sayable("Zekerheid"),
        {
            "geteld": sayable("Geteld"),
            "aantoonbaar": sayable("Aantoonbaar"),
            "afronding": sayable("Hangt af van de afronding"),
            "binnen-de-marge": sayable("Binnen de marge"),
            "onbekend": sayable("Zekerheid onbekend"),
            "beoordeeld": sayable("Door iemand beoordeeld"),
            "geen": sayable("Niets om zeker van te zijn"),
        },
        lambda one, _: (_CERTAINTIES[one.certainty] if one.certainty else "geen",),
    ),
    Facet(
        "streefwaarde",
        sayable("Soort streefwaarde"),
        {
            "getal": sayable("Een getal"),
            "richting": sayable("Toename, afname of gelijk blijven"),
            "grens": sayable("Ten minste of ten hoogste"),
            "ongeveer": sayable("Ongeveer, of van tot"),
            "ranglijst": sayable("Plaats op een ranglijst"),
            "vergeleken": sayable("Vergeleken met iets anders"),
            "woorden": sayable("In woorden"),
            "geen-norm": sayable("Geen norm (kengetal)"),
            "geen": sayable("Geen streefwaarde"),
        },
        lambda one, _: (_TARGETS[one.target.semantics] if one.target else "geen",),
    ),
    Facet(
        "bron",
        sayable("Bron"),
        {
            "enquete": sayable("Enquête"),
            "registratie": sayable("Registratie"),
            "rapportage": sayable("Rapportage"),
            "niet-vermeld": sayable("Niet vermeld"),
        },
        lambda one, _: (_SOURCES[one.indicator.source_kind],),
    ),
    Facet(
        "let-op",
        sayable("Let op"),
        {
            "definitie-gewijzigd": sayable("Definitie gewijzigd"),
            "tegenstrijdig": sayable("Tegenstrijdig"),
            "kleine-groep": sayable("Minder dan 1.000 ondervraagden"),
            "naam-ingekort": sayable("Naam ingekort"),
            "niet-gekoppeld": sayable("Nog niet gekoppeld"),
        },
        _caveats,
    ),
)


def tags(one: IndicatorYear, findings: Sequence[Finding]) -> Tags:
    """Return the values of every facet that a row has."""
    return {facet.name: frozenset(facet.of(one, findings)) for facet in FACETS}


def remains(known: Tags, chosen: Chosen) -> bool:
    """Whether an indicator has, of every facet of which something is asked, one of the values asked for."""
    return all(known[name] & values for name, values in chosen.items())


def counts(known: Iterable[Tags]) -> dict[str, dict[str, int]]:
    """Return how many indicators have each value, by facet; values that none has are left out."""
    every = list(known)
    counted = {
        facet.name: {value: sum(value in one[facet.name] for one in every) for value in facet.values}
        for facet in FACETS
    }
    return {name: {value: n for value, n in values.items() if n} for name, values in counted.items()}
