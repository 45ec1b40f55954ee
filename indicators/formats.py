"""Dutch words and numbers for figures, targets, verdicts and documents.

Numbers are written through Babel (1.234,5; 75%), with the decimals the source prints and never more. What is missing is
said in words, never as a bare dash. A change of a percentage is in percentage points (procentpunt), never in %.

Words are lower case unless they are a label of their own (`VERDICT_WORDS`), so that they fit in a sentence.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from indicators.judged import Certainty, Change, Interval, Sample, Severity, Tally, Verdict
from indicators.model import (
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

LOCALE = Locale("nl", "NL")
NO_BREAK = "\N{NO-BREAK SPACE}"

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.ACHIEVED: "Behaald",
    Verdict.NOT_ACHIEVED: "Niet behaald",
    Verdict.KEY_FIGURE: "Kengetal",
    Verdict.NO_TARGET: "Geen streefwaarde",
    Verdict.NO_DATA: "Geen gegevens",
    Verdict.TO_ASSESS: "Te beoordelen",
    Verdict.NOT_COMPARABLE: "Niet vergelijkbaar",
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
    Certainty.DEMONSTRATED: "aantoonbaar",
    Certainty.DEPENDS_ON_ROUNDING: "hangt af van de afronding",
    Certainty.WITHIN_MARGIN: "binnen de marge",
    Certainty.UNKNOWN: "zekerheid onbekend",
    Certainty.COUNT: "geteld",
}
"""What the evidence carries, in a word beside the verdict; in the order in which they are counted."""

SEVERITY_WORDS: dict[Severity, str] = {
    Severity.CONTRADICTION: "tegenstrijdig",
    Severity.UNSUPPORTED: "niet gedragen door de cijfers",
    Severity.REMARK: "let op",
}

KIND_WORDS: dict[ObservationKind, str] = {
    ObservationKind.ACHIEVED: "uitkomst",
    ObservationKind.FORECAST: "verwachting",
    ObservationKind.BASELINE: "nulmeting",
    ObservationKind.BENCHMARK: "vergelijkingscijfer",
    ObservationKind.NARRATIVE: "alleen in de toelichting",
    ObservationKind.PREVIOUSLY_REPORTED: "eerder gepubliceerd",
}

DIFFERENCE_WORDS: dict[Difference, str] = {
    Difference.DEFINITION: "definitie",
    Difference.BASE: "groep waarover gemeten is",
    Difference.TERRITORY: "gebied",
    Difference.UNIT: "eenheid",
    Difference.METHOD: "meetwijze",
    Difference.PART: "deel van de cel",
}

_BREAK_WORDS = {
    Difference.DEFINITION: "andere definitie",
    Difference.BASE: "andere groep",
    Difference.TERRITORY: "ander gebied",
    Difference.UNIT: "andere eenheid",
    Difference.METHOD: "andere meetwijze",
    Difference.PART: "een of twee cijfers per cel",
}

BETTER_WORDS: dict[Better, str] = {
    Better.HIGHER: "hoger is beter",
    Better.LOWER: "lager is beter",
    Better.NEITHER: "hoger noch lager is beter",
    Better.UNKNOWN: "niet bekend of hoger of lager beter is",
}

MISSING_WORDS: dict[str, tuple[str, str]] = {
    "blank": ("niets ingevuld", "de cel is leeg"),
    "dash": ("geen gegevens", "er staat een streepje: geen gegevens, of niet elk jaar gemeten"),
    "double_dash": ("geen gegevens", "er staan streepjes: geen gegevens, of niet elk jaar gemeten"),
    "stray_point": ("geen gegevens", "er staat een streepje met een punt: geen gegevens, of niet elk jaar gemeten"),
    "point": ("geen gegevens", "er staat alleen een punt"),
    "middle_dot": ("geen gegevens", "er staat alleen een punt"),
    "ellipsis": ("nog niet ingevuld", "er staan puntjes: nog in te vullen"),
    "question_mark": ("geen gegevens", "er staat een vraagteken"),
    "crossed": ("geen gegevens", "er staat een kruis"),
    "slash": ("geen gegevens", "er staat een schuine streep"),
    "not_known": ("niet bekend", "niet bekend of niet beschikbaar (n.b.)"),
    "not_yet_known": ("nog niet bekend", "nog niet bekend"),
    "not_available": ("niet beschikbaar", "niet beschikbaar"),
    "not_yet_available": ("nog niet beschikbaar", "nog niet beschikbaar"),
    "to_be_determined": ("nog te bepalen", "nog te bepalen"),
    "not_applicable": ("niet van toepassing", "niet van toepassing"),
    "n_a": ("geen gegevens", "n.a.: niet beschikbaar of niet van toepassing, de bron zegt niet welk van beide"),
    "not_measured": ("niet gemeten", "niet gemeten"),
    "pro_memoria": ("pro memorie", "pro memorie: nog in te vullen"),
    "follows": ("volgt later", "het cijfer volgt later"),
    "unknown": ("onbekend", "onbekend"),
    "none": ("geen", "er staat ‘geen’: niets, of geen gegevens"),
    "dropped": ("vervallen", "de indicator is vervallen"),
    "no_norm": ("geen norm (kengetal)", "er is geen norm aan toegekend (kengetal)"),
    "workbook_error": ("geen gegevens", "het ontvangen rekenblad heeft hier een foutwaarde"),
}
"""Reason, as the loaders name it → the words for a table, and those for a sentence."""

_N_SOURCE_WORDS = {"derived": " (afgeleid)", "assumed": " (aangenomen)"}
_N_QUALIFIER_WORDS = {"at_least": "ruim ", "approx": "ongeveer "}
_MINUS = "\N{MINUS SIGN}"

_UNSTATED_MISSING = ("geen gegevens", "de bron zegt niet waarom")

_PLACE_WORDS = {
    "cell": "cel",
    "column": "kolom",
    "line": "regel",
    "lines": "regels",
    "page": "bladzijde",
    "row": "rij",
    "sheet": "werkblad",
    "table": "tabel",
    "text": "tekst",
}

_QUALIFIER_WORDS = {
    Qualifier.APPROX: "±",
    Qualifier.AT_LEAST: "ten minste",
    Qualifier.MORE_THAN: "meer dan",
    Qualifier.AT_MOST: "ten hoogste",
    Qualifier.LESS_THAN: "minder dan",
}

_DIRECTION_WORDS = {
    Semantics.INCREASE: "toename",
    Semantics.DECREASE: "afname",
    Semantics.MAINTAIN: "gelijk blijven",
}

_LIMIT_WORDS = {
    Semantics.AT_LEAST: "ten minste",
    Semantics.MORE_THAN: "meer dan",
    Semantics.AT_MOST: "ten hoogste",
    Semantics.LESS_THAN: "minder dan",
    Semantics.APPROXIMATELY: "±",
}

_RELATION_WORDS = {
    Semantics.AT_LEAST: "ten minste gelijk aan",
    Semantics.MORE_THAN: "hoger dan",
    Semantics.EQUAL: "gelijk aan",
    Semantics.LESS_THAN: "lager dan",
    Semantics.AT_MOST: "ten hoogste gelijk aan",
}

_PERCENT = {"%", "procent", "percent", "percentage"}
_EURO = {"€", "eur", "euro"}
_BARE = {"", "aantal", "getal", "cijfer", "cijfer 1-10", "rapportcijfer", "score", "index", "rang", "plaats", "tekst"}
_UNKNOWN = {"onbekend", "niet vermeld", "niet-vermeld"}
_ONE = {"weken": "week", "maanden": "maand", "dagen": "dag", "uren": "uur", "minuten": "minuut", "jaren": "jaar"}
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
    return str(format_decimal(rounded, format=_pattern(decimals), locale=LOCALE))


def counted_unit_left_out(unit: str) -> str:
    """Return a unit, empty when a heading says it already: what is counted (`bezoekers`), or `per 1.000 inwoners`."""
    is_one_word = unit.isalpha() and unit.islower()
    is_counted = is_one_word and unit.endswith(("en", "s")) and unit not in _ONE
    return "" if is_counted or unit.startswith("per ") else unit


def quantity(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a number with its unit: `75%`, `€ 1.250`, `3 weken`; a unit that is only a kind of number is left out."""
    return _with_unit(number(value, decimals), unit)


def is_percentage(unit: str) -> bool:
    """Whether a unit is a percentage."""
    return unit.strip().lower() in _PERCENT


def figure(observation: Observation | None, *, with_counted: bool = True) -> str:
    """Return a figure in words: `75%`, `meer dan 43`, `65 tot 70%`; an empty cell as its reason, never a dash.

    `with_counted=False` leaves out what is counted: `3.204` for `3.204 vrijwilligers`.
    """
    if observation is None:
        return "geen uitkomst bekend"
    if not observation.is_present:
        return missing(observation.missing_reason)
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
    return f"{words} {shown}" if words else shown


def target(target: Target | None, *, with_counted: bool = True) -> str:
    """Return a target in words: `toename`, `ten minste 95%`, `± 3.200`, `top 5`, `geen norm (kengetal)`."""
    if target is None:
        return "geen streefwaarde bekend"
    unit, decimals = target.identity.unit, target.decimals
    unit = unit if with_counted else counted_unit_left_out(unit)
    limits = [limit for limit in (target.low, target.high) if limit is not None]
    match target.semantics:
        case Semantics.NO_NORM:
            return "geen norm (kengetal)"
        case Semantics.NOT_PUBLISHED:
            words = missing(target.missing_reason)
            return "niet vermeld" if words == _UNSTATED_MISSING[0] else words
        case Semantics.INCREASE | Semantics.DECREASE | Semantics.MAINTAIN:
            words = _DIRECTION_WORDS[target.semantics]
            return f"{words} ten opzichte van {reference(target.reference)}" if target.reference else words
        case Semantics.RANGE if len(limits) == 2:
            return _span(limits[0], limits[1], unit, decimals)
        case Semantics.RANK_AT_BEST:
            return f"top {number(limits[-1], 0)}"
        case Semantics.APPROXIMATELY:
            return f"± {quantity(sum(limits) / len(limits), unit, decimals)}"
        case Semantics.RANGE | Semantics.EQUAL | Semantics.AT_LEAST | Semantics.MORE_THAN:
            shown = quantity(limits[0], unit, decimals)
        case Semantics.AT_MOST | Semantics.LESS_THAN:
            shown = quantity(limits[-1], unit, decimals)
        case Semantics.RELATIVE if target.relation is not None:
            return f"{_RELATION_WORDS[target.relation]} {reference(target.reference)}"
        case _:
            return " ".join(target.raw.split())
    limit = _LIMIT_WORDS.get(target.semantics)
    return f"{limit} {shown}" if limit else shown


def reference(reference: str | None) -> str:
    """Return what a target refers to, in words: `2017`, `het vorige jaar`, `het landelijk gemiddelde`."""
    if reference is None:
        return "de vorige uitkomst"
    if reference.startswith("year:"):
        return reference.removeprefix("year:")
    return {
        "previous_year": "het vorige jaar",
        "national": "het landelijk gemiddelde",
        "baseline": "de nulmeting",
    }.get(reference, reference.replace("_", " "))


def difference(later: float, earlier: float, unit: str = "", decimals: int | None = None) -> str:
    """Return two numbers' difference in words: `7 procentpunt hoger`, `120 lager`, `gelijk`.

    Whether the two may be subtracted is for `indicators.comparing` to say; a percentage changes in points.
    """
    step = Decimal(repr(later)) - Decimal(repr(earlier))
    if decimals is not None:
        step = step.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if step == 0:
        return "gelijk"
    amount = number(float(abs(step)), decimals)
    size = f"{amount} procentpunt" if is_percentage(unit) else _with_unit(amount, unit)
    return f"{size} {'hoger' if step > 0 else 'lager'}"


def changed(change: Change) -> str:
    """Return a change with its interval: `+7 procentpunt (5,2 tot 8,8)`, `−120 bezoekers`, `gelijk`.

    A percentage changes in points, never in %.
    """
    unit = change.later.identity.unit
    known = [one.decimals for one in (change.later, change.earlier) if one.decimals is not None]
    amount = number(abs(change.difference), min(known) if known else None)
    size = f"{amount} procentpunt" if is_percentage(unit) else _with_unit(amount, unit)
    sign = "+" if change.difference > 0 else _MINUS
    if change.difference:
        return f"{sign}{size} ({interval(change.interval)})" if change.interval else f"{sign}{size}"
    return f"gelijk ({interval(change.interval, 'procentpunt')})" if change.interval else "gelijk"


def interval(ends: Interval, unit: str = "") -> str:
    """Return an interval in one decimal: `73,5% tot 76,4%`, `−2,3 tot 0,3 procentpunt`."""
    low, high = (signed(end, 1) for end in ends)
    if is_percentage(unit):
        return f"{low}% tot {high}%"
    return f"{low} tot {high} {unit}".strip()


def signed(value: float, decimals: int | None = None) -> str:
    """Return a number with a real minus sign: `−2,3`."""
    shown = number(abs(value), decimals)
    return f"{_MINUS}{shown}" if value < 0 and shown.strip("0,") else shown


def missing(reason: str | None, *, in_full: bool = False) -> str:
    """Return why there is no figure: a few words for a table, or `in_full` as the end of a sentence."""
    short, full = MISSING_WORDS.get(reason or "", _UNSTATED_MISSING)
    return full if in_full else short


def sample(of: Observation | Sample) -> str:
    """Return the number of respondents in words; empty where there is no sample.

    `n = 4.878`, `n = ruim 5.000 (aangenomen)`, `n ≈ 3.400 (afgeleid van een aangenomen n)`, `n onbekend`,
    `n hooguit 975 (afgeleid)`.
    """
    source = of.source if isinstance(of, Sample) else of.n_source
    if source == "not_applicable":
        return ""
    if of.n is None:
        return "n onbekend"
    wave = of.wave if isinstance(of, Sample) else None
    is_bound = isinstance(of, Sample) and of.is_upper_bound
    counted, whence = number(of.n, 0), _N_SOURCE_WORDS.get(source, "")
    if source == "derived" and wave is not None and wave.n_source == "assumed":
        whence = " (afgeleid van een aangenomen n)"
    elif wave is not None and source == wave.n_source and of.n == wave.n:
        counted = _N_QUALIFIER_WORDS.get(wave.n_qualifier, "") + counted
    equals = "hooguit" if is_bound else "≈" if source == "derived" else "="
    return f"n {equals} {counted}{whence}"


def published(document: Document) -> str:
    """Return when a document appeared, as exactly as is known: `13 juni 2019`, `2016 (geschat)`."""
    day = document.published_on
    match document.published_precision:
        case "day":
            return str(format_date(day, "d MMMM y", locale=LOCALE))
        case "month":
            return str(format_date(day, "MMMM y", locale=LOCALE))
        case "year":
            return str(day.year)
        case "legal_deadline":
            return f"uiterlijk {format_date(day, 'd MMMM y', locale=LOCALE)} (wettelijke termijn)"
        case _:
            return f"omstreeks {format_date(day, 'MMMM y', locale=LOCALE)} (geschat)"


def verdict_word(verdict: Verdict, certainty: Certainty | None = None) -> str:
    """Return the word for a verdict: `Behaald`, `Behaald (binnen de marge)`, `Kengetal`."""
    return VERDICT_WORDS[verdict] + (" (binnen de marge)" if is_within_margin(verdict, certainty) else "")


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
        f"{tally.counts[verdict]} {word.lower()}{_how_sure(tally, verdict)}"
        for verdict, word in VERDICT_WORDS.items()
        if tally.counts.get(verdict)
    ]
    noun = "indicator" if tally.total == 1 else "indicatoren"
    return f"{tally.total} {noun}: {', '.join(counted)}" if counted else f"{tally.total} {noun}"


def _how_sure(tally: Tally, verdict: Verdict) -> str:
    if verdict not in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED):
        return ""
    parts = [
        (word, tally.by_certainty[verdict, certainty])
        for certainty, word in CERTAINTY_WORDS.items()
        if tally.by_certainty.get((verdict, certainty))
    ]
    if len(parts) == 1:
        return f" ({parts[0][0]})"
    return f" ({', '.join(f'{count} {word}' for word, count in parts)})" if parts else ""


def footnote(footnote: Footnote) -> str:
    """Return a note's text, or that its marker is printed without one."""
    if footnote.text is None:
        return "bij dit teken staat in de bron geen toelichting"
    return footnote.text


def place(found: str) -> str:
    """Return a place in a file, which the loaders write in English: `regel 27`, `bladzijde 2, tabel 1, rij 3`."""
    return re.sub(r"[a-z]+", lambda word: _PLACE_WORDS.get(word[0], word[0]), found)


def enumeration(words: Iterable[str]) -> str:
    """Return `a, b en c`."""
    return str(format_list(list(words), style="standard", locale=LOCALE))


def differences(found: Sequence[Difference]) -> str:
    """Return in what two series differ: `definitie en gebied`."""
    return enumeration(DIFFERENCE_WORDS[difference] for difference in found)


def break_label(found: Sequence[Difference]) -> str:
    """Return why two series are not joined: `andere definitie en ander gebied`."""
    return enumeration(_BREAK_WORDS[difference] for difference in found)


def indicator_unit(indicator: Indicator) -> str:
    """Return the unit for a heading or an axis: `%`, `€`, `weken`, `aantal`, `niet vermeld`."""
    unit = indicator.unit.strip()
    if is_percentage(unit):
        return "%"
    if unit.lower() in _EURO:
        return "€"
    if unit.lower() in _UNKNOWN:
        return "niet vermeld"
    return unit or "aantal"


def _with_unit(amount: str, unit: str) -> str:
    unit = unit.strip()
    if is_percentage(unit):
        return f"{amount}%"
    if unit.lower() in _EURO:
        return f"€{NO_BREAK}{amount}"
    if unit.lower() in _BARE | _UNKNOWN:
        return amount
    return f"{amount} {_ONE.get(unit, unit) if amount == '1' else unit}"


def _span(low: float, high: float, unit: str, decimals: int | None) -> str:
    """Return `65 tot 70%`: the unit once."""
    if unit.strip().lower() in _EURO:
        return f"€{NO_BREAK}{number(low, decimals)} tot {number(high, decimals)}"
    return f"{number(low, decimals)} tot {quantity(high, unit, decimals)}"
