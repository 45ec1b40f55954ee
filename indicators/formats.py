"""Words and numbers for figures, targets, verdicts and documents, in the language of the visitor.

Numbers are written through Babel (1.234,5 or 1,234.5; 75%), with the decimals the source prints and never more. What is
missing is said in words, never as a bare dash. A change of a percentage is in percentage points, never in %.

Words are lower case unless they are a label of their own (`VERDICT_WORDS`), so that they fit in a sentence. The tables
of words hold the Dutch ones, which `certainty_word` and its like say. Units stay as the catalogue has them, but for
those of time and percentage points.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from indicators.judged import Certainty, Change, Interval, Sample, Severity, Tally, Verdict
from indicators.language import locale, say, say_counted, sayable
from indicators.model import (
    UNKNOWN_BASE,
    Better,
    Difference,
    Document,
    Footnote,
    Indicator,
    Observation,
    ObservationKind,
    Qualifier,
    Semantics,
    Target,
)

NO_BREAK = "\N{NO-BREAK SPACE}"
POINTS = sayable("procentpunt")
"""The unit of a difference between percentages; `quantity` and `interval` say it."""

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.ACHIEVED: sayable("Behaald"),
    Verdict.NOT_ACHIEVED: sayable("Niet behaald"),
    Verdict.KEY_FIGURE: sayable("Kengetal"),
    Verdict.NO_TARGET: sayable("Geen streefwaarde"),
    Verdict.NO_DATA: sayable("Geen gegevens"),
    Verdict.TO_ASSESS: sayable("Te beoordelen"),
    Verdict.NOT_COMPARABLE: sayable("Niet vergelijkbaar"),
}
"""In the order in which they are counted. "(binnen de marge)" belongs to certainty, which is another field."""

VERDICT_GLYPHS: dict[Verdict, str] = {
    Verdict.ACHIEVED: "●✓",
    Verdict.NOT_ACHIEVED: "▲",
    Verdict.KEY_FIGURE: "■",
    Verdict.NO_TARGET: "■",
    Verdict.NO_DATA: "○",
    Verdict.TO_ASSESS: "■",
    Verdict.NOT_COMPARABLE: "○",
}
"""Always beside the word, for those who do not see colour."""

WITHIN_MARGIN_GLYPH = "◐"

CERTAINTY_WORDS: dict[Certainty, str] = {
    Certainty.DEMONSTRATED: sayable("aantoonbaar"),
    Certainty.DEPENDS_ON_ROUNDING: sayable("hangt af van de afronding"),
    Certainty.WITHIN_MARGIN: sayable("binnen de marge"),
    Certainty.UNKNOWN: sayable("zekerheid onbekend"),
    Certainty.COUNT: sayable("geteld"),
    Certainty.ASSESSED: sayable("door iemand beoordeeld"),
}
"""What the evidence carries, in a word beside the verdict; in the order in which they are counted."""

SEVERITY_WORDS: dict[Severity, str] = {
    Severity.CONTRADICTION: sayable("tegenstrijdig"),
    Severity.UNSUPPORTED: sayable("niet gedragen door de cijfers"),
    Severity.REMARK: sayable("let op"),
}

KIND_WORDS: dict[ObservationKind, str] = {
    ObservationKind.ACHIEVED: sayable("uitkomst"),
    ObservationKind.FORECAST: sayable("verwachting"),
    ObservationKind.BASELINE: sayable("nulmeting"),
    ObservationKind.BENCHMARK: sayable("vergelijkingscijfer"),
    ObservationKind.NARRATIVE: sayable("alleen in de toelichting"),
    ObservationKind.PREVIOUSLY_REPORTED: sayable("eerder gepubliceerd"),
}

DIFFERENCE_WORDS: dict[Difference, str] = {
    Difference.DEFINITION: sayable("definitie"),
    Difference.BASE: sayable("groep waarover gemeten is"),
    Difference.TERRITORY: sayable("gebied"),
    Difference.UNIT: sayable("eenheid"),
    Difference.METHOD: sayable("meetwijze"),
    Difference.PART: sayable("deel van de cel"),
}

_BREAK_WORDS = {
    Difference.DEFINITION: sayable("andere definitie"),
    Difference.BASE: sayable("andere groep"),
    Difference.TERRITORY: sayable("ander gebied"),
    Difference.UNIT: sayable("andere eenheid"),
    Difference.METHOD: sayable("andere meetwijze"),
    Difference.PART: sayable("een of twee cijfers per cel"),
}

GROUP_NOT_SAID = sayable("groep niet vermeld")
"""Of a figure of which the source does not say who it is about."""

BETTER_WORDS: dict[Better, str] = {
    Better.HIGHER: sayable("hoger is beter"),
    Better.LOWER: sayable("lager is beter"),
    Better.NEITHER: sayable("hoger noch lager is beter"),
    Better.UNKNOWN: sayable("niet bekend of hoger of lager beter is"),
}

MISSING_WORDS: dict[str, tuple[str, str]] = {
    "blank": (sayable("niets ingevuld"), sayable("de cel is leeg")),
    "dash": (sayable("geen gegevens"), sayable("er staat een streepje: geen gegevens, of niet elk jaar gemeten")),
    "double_dash": (sayable("geen gegevens"), sayable("er staan streepjes: geen gegevens, of niet elk jaar gemeten")),
    "stray_point": (
        sayable("geen gegevens"),
        sayable("er staat een streepje met een punt: geen gegevens, of niet elk jaar gemeten"),
    ),
    "point": (sayable("geen gegevens"), sayable("er staat alleen een punt")),
    "middle_dot": (sayable("geen gegevens"), sayable("er staat alleen een punt")),
    "ellipsis": (sayable("nog niet ingevuld"), sayable("er staan puntjes: nog in te vullen")),
    "question_mark": (sayable("geen gegevens"), sayable("er staat een vraagteken")),
    "crossed": (sayable("geen gegevens"), sayable("er staat een kruis")),
    "slash": (sayable("geen gegevens"), sayable("er staat een schuine streep")),
    "not_known": (sayable("niet bekend"), sayable("niet bekend of niet beschikbaar (n.b.)")),
    "not_yet_known": (sayable("nog niet bekend"), sayable("nog niet bekend")),
    "not_available": (sayable("niet beschikbaar"), sayable("niet beschikbaar")),
    "not_yet_available": (sayable("nog niet beschikbaar"), sayable("nog niet beschikbaar")),
    "to_be_determined": (sayable("nog te bepalen"), sayable("nog te bepalen")),
    "not_applicable": (sayable("niet van toepassing"), sayable("niet van toepassing")),
    "n_a": (
        sayable("geen gegevens"),
        sayable("n.a.: niet beschikbaar of niet van toepassing, de bron zegt niet welk van beide"),
    ),
    "not_measured": (sayable("niet gemeten"), sayable("niet gemeten")),
    "pro_memoria": (sayable("pro memorie"), sayable("pro memorie: nog in te vullen")),
    "follows": (sayable("volgt later"), sayable("het cijfer volgt later")),
    "unknown": (sayable("onbekend"), sayable("onbekend")),
    "none": (sayable("geen"), sayable("er staat ‘geen’: niets, of geen gegevens")),
    "dropped": (sayable("vervallen"), sayable("de indicator is vervallen")),
    "no_norm": (sayable("geen norm (kengetal)"), sayable("er is geen norm aan toegekend (kengetal)")),
    "workbook_error": (sayable("geen gegevens"), sayable("het ontvangen rekenblad heeft hier een foutwaarde")),
    "misprint": (sayable("niet leesbaar"), sayable("wat er staat kan geen cijfer zijn")),
    "fewer_than": (
        sayable("niet getoond: minder dan {n} antwoorden"),
        sayable("minder dan {n} mensen gaven antwoord"),
    ),
    "leads_to_fewer_than": (
        sayable("niet getoond: hieruit volgt een cijfer over minder dan {n} antwoorden"),
        sayable("er volgt een cijfer uit over minder dan {n} mensen"),
    ),
}
"""Reason, as the loaders name it → the words for a table, and those for a sentence.

A figure that is withheld (`indicators.disclosure`) has its reason with the number that is asked for: `fewer_than:50`.
"""

_N_SOURCE_WORDS = {"derived": sayable("afgeleid"), "assumed": sayable("aangenomen")}
_N_QUALIFIER_WORDS = {"at_least": sayable("ruim {n}"), "approx": sayable("ongeveer {n}")}
_MINUS = "\N{MINUS SIGN}"

_UNSTATED_MISSING = (sayable("geen gegevens"), sayable("de bron zegt niet waarom"))

_PLACE_WORDS = {
    "cell": sayable("cel"),
    "column": sayable("kolom"),
    "line": sayable("regel"),
    "lines": sayable("regels"),
    "page": sayable("bladzijde"),
    "row": sayable("rij"),
    "sheet": sayable("werkblad"),
    "table": sayable("tabel"),
    "text": sayable("tekst"),
}

_QUALIFIER_WORDS = {
    Qualifier.APPROX: sayable("± {figure}"),
    Qualifier.AT_LEAST: sayable("ten minste {figure}"),
    Qualifier.MORE_THAN: sayable("meer dan {figure}"),
    Qualifier.AT_MOST: sayable("ten hoogste {figure}"),
    Qualifier.LESS_THAN: sayable("minder dan {figure}"),
}

_DIRECTION_WORDS = {
    Semantics.INCREASE: (sayable("toename"), sayable("toename ten opzichte van {reference}")),
    Semantics.DECREASE: (sayable("afname"), sayable("afname ten opzichte van {reference}")),
    Semantics.MAINTAIN: (sayable("gelijk blijven"), sayable("gelijk blijven ten opzichte van {reference}")),
}

_LIMIT_WORDS = {
    Semantics.AT_LEAST: sayable("ten minste {figure}"),
    Semantics.MORE_THAN: sayable("meer dan {figure}"),
    Semantics.AT_MOST: sayable("ten hoogste {figure}"),
    Semantics.LESS_THAN: sayable("minder dan {figure}"),
}

_RELATION_WORDS = {
    Semantics.AT_LEAST: sayable("ten minste gelijk aan {reference}"),
    Semantics.MORE_THAN: sayable("hoger dan {reference}"),
    Semantics.EQUAL: sayable("gelijk aan {reference}"),
    Semantics.LESS_THAN: sayable("lager dan {reference}"),
    Semantics.AT_MOST: sayable("ten hoogste gelijk aan {reference}"),
}

_REFERENCE_WORDS = {
    "previous_year": sayable("het vorige jaar"),
    "national": sayable("het landelijk gemiddelde"),
    "baseline": sayable("de nulmeting"),
}

# What a unit is called in the sources.
_PERCENT = re.compile(r"%|procent|percent|percentage", re.IGNORECASE)
_EURO = re.compile(r"€|eur|euro", re.IGNORECASE)
_BARE = re.compile(r"|aantal|getal|cijfer|cijfer 1-10|rapportcijfer|score|index|rang|plaats|tekst", re.IGNORECASE)
_UNKNOWN = re.compile(r"onbekend|niet[ -]vermeld", re.IGNORECASE)
_TIMES = {
    sayable("weken"): sayable("week"),
    sayable("maanden"): sayable("maand"),
    sayable("dagen"): sayable("dag"),
    sayable("uren"): sayable("uur"),
    sayable("minuten"): sayable("minuut"),
    sayable("jaren"): sayable("jaar"),
}
"""Units of time, the only ones said in the singular: `1 week`; a count of one keeps its heading's plural."""


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


def number(value: float, decimals: int | None = None) -> str:
    """Return `1.234,5`: rounded half up to `decimals` digits behind the comma, or written out as far as it goes."""
    exact = Decimal(repr(value))
    if decimals is None:
        shown = exact.normalize()
        decimals = min(9, max(0, -int(shown.as_tuple().exponent)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return str(format_decimal(rounded, format=_pattern(decimals), locale=locale()))


def counted_unit_left_out(unit: str) -> str:
    """Return a unit, empty when a heading says it already: what is counted (`bezoekers`), or `per 1.000 inwoners`."""
    is_one_word = unit.isalpha() and unit.islower()
    is_counted = is_one_word and unit.endswith(("en", "s")) and unit not in _TIMES
    return "" if is_counted or unit.startswith("per ") else unit


def quantity(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a number with its unit: `75%`, `€ 1.250`, `3 weken`; a unit that is only a kind of number is left out."""
    return _with_unit(number(value, decimals), unit)


def is_percentage(unit: str) -> bool:
    """Whether a unit is a percentage."""
    return bool(_PERCENT.fullmatch(unit.strip()))


def figure(observation: Observation | None, *, with_counted: bool = True) -> str:
    """Return a figure in words: `75%`, `meer dan 43`, `65 tot 70%`; an empty cell as its reason, never a dash.

    `with_counted=False` leaves out what is counted: `3.204` for `3.204 vrijwilligers`. One that few people answered for
    is told with their number, wherever it is told: `41,2% (kleine groep, n = 72)`.
    """
    if observation is None:
        return say("geen uitkomst bekend")
    if not observation.is_present:
        return missing(observation.missing_reason)
    shown = _figure(observation, with_counted=with_counted)
    if observation.small_base is None:
        return shown
    return say("{figure} (kleine groep, n = {n})", figure=shown, n=number(observation.small_base, 0))


def _figure(observation: Observation, *, with_counted: bool) -> str:
    unit, decimals = observation.identity.unit, observation.decimals
    unit = unit if with_counted else counted_unit_left_out(unit)
    if observation.qualifier is Qualifier.RANGE and observation.low is not None and observation.high is not None:
        return _span(observation.low, observation.high, unit, decimals)
    value = observation.value
    if value is None and observation.qualifier is not Qualifier.TEXT:
        value = observation.low if observation.low is not None else observation.high
    if value is None:
        return " ".join((observation.text or observation.raw).split())
    return qualified(value, observation.qualifier, unit, decimals)


def qualified(value: float, qualifier: Qualifier, unit: str = "", decimals: int | None = None) -> str:
    """Return a number as firmly as it is meant: `75%`, `meer dan 43`, `± 3.200`."""
    words = _QUALIFIER_WORDS.get(qualifier)
    shown = quantity(value, unit, decimals)
    return say(words, figure=shown) if words else shown


def target(target: Target | None, *, with_counted: bool = True) -> str:
    """Return a target in words: `toename`, `ten minste 95%`, `± 3.200`, `top 5`, `geen norm (kengetal)`."""
    if target is None:
        return say("geen streefwaarde bekend")
    unit, decimals = target.identity.unit, target.decimals
    unit = unit if with_counted else counted_unit_left_out(unit)
    limits = [limit for limit in (target.low, target.high) if limit is not None]
    match target.semantics:
        case Semantics.NO_NORM:
            return say("geen norm (kengetal)")
        case Semantics.NOT_PUBLISHED:
            words, _ = _missing(target.missing_reason)
            return say("niet vermeld") if words == _UNSTATED_MISSING[0] else missing(target.missing_reason)
        case Semantics.INCREASE | Semantics.DECREASE | Semantics.MAINTAIN:
            words, relative = _DIRECTION_WORDS[target.semantics]
            return say(relative, reference=reference(target.reference)) if target.reference else say(words)
        case Semantics.RANGE if len(limits) == 2:
            return _span(limits[0], limits[1], unit, decimals)
        case Semantics.RANK_AT_BEST:
            return say("top {rank}", rank=number(limits[-1], 0))
        case Semantics.APPROXIMATELY:
            return say("± {figure}", figure=quantity(sum(limits) / len(limits), unit, decimals))
        case Semantics.RANGE | Semantics.EQUAL | Semantics.AT_LEAST | Semantics.MORE_THAN:
            shown = quantity(limits[0], unit, decimals)
        case Semantics.AT_MOST | Semantics.LESS_THAN:
            shown = quantity(limits[-1], unit, decimals)
        case Semantics.RELATIVE if target.relation is not None:
            return say(_RELATION_WORDS[target.relation], reference=reference(target.reference))
        case _:
            return " ".join(target.raw.split())
    limit = _LIMIT_WORDS.get(target.semantics)
    return say(limit, figure=shown) if limit else shown


def reference(reference: str | None) -> str:
    """Return what a target refers to, in words: `2017`, `het vorige jaar`, `het landelijk gemiddelde`."""
    if reference is None:
        return say("de vorige uitkomst")
    if reference.startswith("year:"):
        return reference.removeprefix("year:")
    words = _REFERENCE_WORDS.get(reference)
    return say(words) if words else reference.replace("_", " ")


def difference(later: float, earlier: float, unit: str = "", decimals: int | None = None) -> str:
    """Return two numbers' difference in words: `7 procentpunt hoger`, `120 lager`, `gelijk`.

    Whether the two may be subtracted is for `indicators.comparing` to say; a percentage changes in points.
    """
    step = Decimal(repr(later)) - Decimal(repr(earlier))
    if decimals is not None:
        step = step.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if step == 0:
        return say("gelijk")
    size = _with_unit(number(float(abs(step)), decimals), unit_of_difference(unit))
    return say("{size} hoger", size=size) if step > 0 else say("{size} lager", size=size)


def unit_of_difference(unit: str) -> str:
    """Return what a difference between two figures is in: a percentage changes in points."""
    return POINTS if is_percentage(unit) else unit


def changed(change: Change) -> str:
    """Return a change with its interval: `+7 procentpunt (5,2 tot 8,8)`, `−120 bezoekers`, `gelijk`.

    A percentage changes in points, never in %.
    """
    unit = change.later.identity.unit
    known = [one.decimals for one in (change.later, change.earlier) if one.decimals is not None]
    size = _with_unit(number(abs(change.difference), min(known) if known else None), unit_of_difference(unit))
    sign = "+" if change.difference > 0 else _MINUS
    if change.difference:
        return f"{sign}{size} ({interval(change.interval)})" if change.interval else f"{sign}{size}"
    unchanged = say("gelijk")
    return f"{unchanged} ({interval(change.interval, POINTS)})" if change.interval else unchanged


def interval(ends: Interval, unit: str = "") -> str:
    """Return an interval in one decimal: `73,5% tot 76,4%`, `−2,3 tot 0,3 procentpunt`."""
    mark = "%" if is_percentage(unit) else ""
    low, high = (signed(end, 1) + mark for end in ends)
    shown = say("{low} tot {high}", low=low, high=high)
    return shown if mark or not unit else f"{shown} {_said_unit(unit)}"


def signed(value: float, decimals: int | None = None) -> str:
    """Return a number with a real minus sign: `−2,3`."""
    shown = number(abs(value), decimals)
    return f"{_MINUS}{shown}" if value < 0 and shown.strip("0.,") else shown


def signed_quantity(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a number with a real minus sign and its unit: `−2,3 procentpunt`."""
    shown = quantity(abs(value), unit, decimals)
    return f"{_MINUS}{shown}" if value < 0 and number(abs(value), decimals).strip("0.,") else shown


def missing(reason: str | None, *, in_full: bool = False) -> str:
    """Return why there is no figure: a few words for a table, or `in_full` as the end of a sentence."""
    short, full = _missing(reason)
    asked = (reason or "").partition(":")[2]
    return say(full if in_full else short, n=asked) if asked else say(full if in_full else short)


def _missing(reason: str | None) -> tuple[str, str]:
    return MISSING_WORDS.get((reason or "").partition(":")[0], _UNSTATED_MISSING)


def sample(of: Observation | Sample) -> str:
    """Return the number of respondents in words; empty where there is no sample.

    `n = 4.878`, `n = ruim 5.000 (aangenomen)`, `n ≈ 3.400 (afgeleid van een aangenomen n)`, `n onbekend`,
    `n hooguit 975 (afgeleid)`.
    """
    source = of.source if isinstance(of, Sample) else of.n_source
    if source == "not_applicable":
        return ""
    if of.n is None:
        return say("n onbekend")
    wave = of.wave if isinstance(of, Sample) else None
    is_bound = isinstance(of, Sample) and of.is_upper_bound
    counted, whence = number(of.n, 0), _N_SOURCE_WORDS.get(source)
    if source == "derived" and wave is not None and wave.n_source == "assumed":
        whence = sayable("afgeleid van een aangenomen n")
    elif wave is not None and source == wave.n_source and of.n == wave.n and wave.n_qualifier in _N_QUALIFIER_WORDS:
        counted = say(_N_QUALIFIER_WORDS[wave.n_qualifier], n=counted)
    equals = "≈" if source == "derived" else "="
    shown = say("n hooguit {n}", n=counted) if is_bound else f"n {equals} {counted}"
    return f"{shown} ({say(whence)})" if whence else shown


def day(of: date) -> str:
    """Return a day: `13 juni 2019`."""
    return str(format_date(of, "d MMMM y", locale=locale()))


def published(document: Document) -> str:
    """Return when a document appeared, as exactly as is known: `13 juni 2019`, `2016 (geschat)`."""
    on = document.published_on
    match document.published_precision:
        case "day":
            return day(on)
        case "month":
            return str(format_date(on, "MMMM y", locale=locale()))
        case "year":
            return str(on.year)
        case "legal_deadline":
            return say("uiterlijk {day} (wettelijke termijn)", day=day(on))
        case _:
            return say("omstreeks {month} (geschat)", month=format_date(on, "MMMM y", locale=locale()))


def verdict_word(verdict: Verdict, certainty: Certainty | None = None) -> str:
    """Return the word for a verdict: `Behaald`, `Behaald (binnen de marge)`, `Kengetal`."""
    word = say(VERDICT_WORDS[verdict])
    return f"{word} ({certainty_word(Certainty.WITHIN_MARGIN)})" if is_within_margin(verdict, certainty) else word


def certainty_word(certainty: Certainty) -> str:
    """Return the word for what the evidence carries: `aantoonbaar`."""
    return say(CERTAINTY_WORDS[certainty])


def severity_word(severity: Severity) -> str:
    """Return how much a finding weighs: `tegenstrijdig`."""
    return say(SEVERITY_WORDS[severity])


def kind_word(kind: ObservationKind) -> str:
    """Return what a figure is: `nulmeting`."""
    return say(KIND_WORDS[kind])


def better_words(better: Better) -> str:
    """Return which way is better: `hoger is beter`."""
    return say(BETTER_WORDS[better])


def verdict_glyph(verdict: Verdict, certainty: Certainty | None = None) -> str:
    """Return the glyph beside that word."""
    return WITHIN_MARGIN_GLYPH if is_within_margin(verdict, certainty) else VERDICT_GLYPHS[verdict]


def is_within_margin(verdict: Verdict, certainty: Certainty | None) -> bool:
    """Whether a verdict is shown as within the margin; of a key figure it is the change that is."""
    return certainty is Certainty.WITHIN_MARGIN and verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)


def tally(tally: Tally) -> str:
    """Return `5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal`.

    Every indicator is counted; what is achieved or not also says how surely: `3 behaald (2 geteld, 1 n onbekend)`.
    """
    counted = [
        f"{tally.counts[verdict]} {say(word).lower()}{_how_sure(tally, verdict)}"
        for verdict, word in VERDICT_WORDS.items()
        if tally.counts.get(verdict)
    ]
    total = say_counted("{n} indicator", "{n} indicatoren", tally.total)
    return f"{total}: {', '.join(counted)}" if counted else total


def _how_sure(tally: Tally, verdict: Verdict) -> str:
    if verdict not in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED):
        return ""
    parts = [
        (say(word), tally.by_certainty[verdict, certainty])
        for certainty, word in CERTAINTY_WORDS.items()
        if tally.by_certainty.get((verdict, certainty))
    ]
    if len(parts) == 1:
        return f" ({parts[0][0]})"
    return f" ({', '.join(f'{count} {word}' for word, count in parts)})" if parts else ""


def footnote(footnote: Footnote) -> str:
    """Return a note's text, or that its marker is printed without one."""
    if footnote.text is None:
        return say("bij dit teken staat in de bron geen toelichting")
    return footnote.text


def place(found: str) -> str:
    """Return a place in a file, which the loaders write in English: `regel 27`, `bladzijde 2, tabel 1, rij 3`."""
    return re.sub(r"[a-z]+", lambda word: say(_PLACE_WORDS.get(word[0], word[0])), found)


def enumeration(words: Iterable[str]) -> str:
    """Return `a, b en c`."""
    return str(format_list(list(words), style="standard", locale=locale()))


def differences(found: Sequence[Difference], base_ids: Collection[str]) -> str:
    """Return in what two series differ: `definitie en gebied`; `base_ids` are the groups of either."""
    return enumeration(difference_word(difference, base_ids) for difference in found)


def difference_word(difference: Difference, base_ids: Collection[str]) -> str:
    """Return one thing in which two series differ: `definitie`."""
    if difference is Difference.BASE and UNKNOWN_BASE in base_ids:
        return say("groep waarover gemeten is (van een ervan niet vermeld)")
    return say(DIFFERENCE_WORDS[difference])


def break_label(found: Sequence[Difference], base_ids: Collection[str]) -> str:
    """Return why two series are not joined: `andere definitie en ander gebied`; `base_ids` are the groups of either.

    Where the source does not say of one of them who it is about, that is what is said: it may be the same group.
    """
    is_unknown = UNKNOWN_BASE in base_ids
    return enumeration(
        say(GROUP_NOT_SAID) if is_unknown and difference is Difference.BASE else say(_BREAK_WORDS[difference])
        for difference in found
    )


def indicator_unit(indicator: Indicator) -> str:
    """Return the unit for a heading or an axis: `%`, `€`, `weken`, `aantal`, `niet vermeld`."""
    unit = indicator.unit.strip()
    if is_percentage(unit):
        return "%"
    if _EURO.fullmatch(unit):
        return "€"
    if _UNKNOWN.fullmatch(unit):
        return say("niet vermeld")
    return _said_unit(unit) if unit else say("aantal")


def _said_unit(unit: str) -> str:
    """Return a unit in the language of the visitor where it is one of ours, else as the catalogue has it."""
    return say(unit) if unit == POINTS or unit in _TIMES else unit


def _with_unit(amount: str, unit: str) -> str:
    unit = unit.strip()
    if is_percentage(unit):
        return f"{amount}%"
    if _EURO.fullmatch(unit):
        return say("€\N{NO-BREAK SPACE}{amount}", amount=amount)
    if _BARE.fullmatch(unit) or _UNKNOWN.fullmatch(unit):
        return amount
    is_one = amount == "1"
    if unit == POINTS:
        return say_counted("{amount} procentpunt", "{amount} procentpunt", 1 if is_one else 2, amount=amount)
    return f"{amount} {say(_TIMES[unit]) if is_one and unit in _TIMES else _said_unit(unit)}"


def _span(low: float, high: float, unit: str, decimals: int | None) -> str:
    """Return `65 tot 70%`: the unit once."""
    first, last = number(low, decimals), number(high, decimals)
    if _EURO.fullmatch(unit.strip()):
        return say("€\N{NO-BREAK SPACE}{low} tot {high}", low=first, high=last)
    return say("{low} tot {high}", low=first, high=_with_unit(last, unit))
