"""Dutch words and sentences of the page of one study; what is said of a single figure is in `indicators.formats`."""

from collections.abc import Iterable, Sequence

from indicators import formats, uncertainty
from indicators.judged import BreakEven, Certainty, Detectable, Interval, Sample
from indicators.model import Difference, Observation

STUDIES = "Onderzoeken"
NO_STUDY = "Er is nog geen onderzoek in de catalogus dat een eigen pagina heeft."
NOTHING_IN_EDITION = (
    "Tot en met dit document zijn geen cijfers van dit onderzoek gepubliceerd. Kies hieronder een later document."
)

# Choices.
N = "Mensen per jaar (n)"
N_AS_KNOWN = "Zoals bekend of aangenomen"
DESIGN_EFFECT = "Ontwerpeffect"
DESIGN_EFFECT_AS_KNOWN = f"Zoals bekend, anders {formats.number(uncertainty.DESIGN_EFFECT)}"
CONFIDENCE = "Betrouwbaarheid"

# Sections, with their places on the page.
SECTIONS = {
    "kantelpunten": "Wat kantelt bij een andere aanname",
    "beeld": "De vragen in beeld",
    "honderd": "Honderd inwoners",
    "cijfers": "Elk cijfer: van wie, van hoeveel en waar het staat",
    "toetsen": "Elke verandering getoetst",
    "definities": "Wat er is gevraagd, en aan wie",
    "tegenstrijdig": "Waar de bron zichzelf tegenspreekt",
    "vergelijken": "Wat wel en niet vergeleken mag worden",
    "later": "Later gemeten, en niet hetzelfde",
    "meenemen": "Alles meenemen",
}

# What `{count}` series did, in the order in which it is told, after those that demonstrably changed.
OUTCOMES = {
    Certainty.COUNT: "Zonder steekproef geteld: {count}.",
    Certainty.DEPENDS_ON_ROUNDING: "Bij {count} hangt het ervan af hoe de cijfers zijn afgerond.",
    Certainty.WITHIN_MARGIN: "Bij {count} is geen verandering aangetoond.",
    Certainty.UNKNOWN: "Bij {count} is het niet te zeggen, want hoeveel mensen antwoordden is niet precies bekend.",
}
NOT_SHOWN_IS_NOT_STABLE = (
    "Niet aangetoond is iets anders dan gelijk gebleven: elke verandering binnen de marge, tussen haakjes, blijft "
    "mogelijk."
)

# What stands in and around the answers.
ANSWERS = "Is er echt iets veranderd, per vraag"
ABOUT = "Over dit onderzoek"
CONTENTS = "Op deze pagina"
SMALLEST = "Kleinste aantoonbare verandering, in procentpunt"
FOR_ONE_POINT = "Mensen per jaar nodig voor 1 procentpunt"
WHENCE_N = "Waar dit aantal vandaan komt"
NO_WAVES = "n onbekend"
NO_TARGET = "geen streefwaarde"
NOTHING_BEFORE = "geen eerder vergelijkbaar cijfer"
NOTHING_TO_BE_SURE_OF = "geen verandering om te toetsen"
WHY = "waarom"
STANDARD = "Dit zijn de standaardaannames. Kies hierboven een andere om te zien welk antwoord kantelt."
TIPPING = "Vanaf hoeveel mensen per jaar elke verandering is aangetoond"
HOW_TO_READ_TIPPING = (
    "Aantallen zijn mensen per jaar in de groep van wie het cijfer is, niet in het hele onderzoek; ≈ is afgeleid, ≤ "
    "een bovengrens en ≥ een ondergrens. Aangetoond is: ook bij elke waarde die het afgeronde cijfer kan zijn. De "
    "kleinste aantoonbare verandering geldt voor een volgende peiling met evenveel mensen als de laatste."
)
TESTS = "Elke verandering, met wat er bij elk ontwerpeffect van overblijft"
HOW_TO_READ_TESTS = (
    "Vet is het ontwerpeffect waarmee op deze pagina is gerekend. Daaronder staat tussen welke verschillen, in "
    "procentpunt, de werkelijke verandering bij de gedrukte cijfers ligt."
)
FIGURES = "Elk cijfer van dit onderzoek"
LATER_FIGURES = "Elk later cijfer"
LATER = "Een andere meting: deze cijfers staan apart en worden nergens met de vragen hierboven verbonden of vergeleken."
COMPARISONS = "Welke cijfers naast elkaar mogen staan"
EACH_OTHER = "elkaar"
ALL_QUESTIONS = "alle vragen van dit onderzoek"
SAME = "Zelfde vraag, definitie, groep, gebied en meetwijze."
NO_SAMPLE = "geen steekproef"
NAMES_OF_N = {"published": "gepubliceerd", "derived": "afgeleid", "assumed": "aangenomen"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOAD = "Werkboek met alle cijfers, toetsen, definities en noten (.xlsx)"

_NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def how_many(number: int) -> str:
    """Return a small number in words, as running text has it: `zes`, `13`."""
    return _NUMBERS[number] if number < len(_NUMBERS) else formats.number(number, 0)


def changed(names: Sequence[str], total: int) -> str:
    """Return how many series demonstrably changed, and which."""
    verb = "veranderde" if len(names) < 2 else "veranderden"
    which = f": {formats.enumeration(names)}" if names else ""
    return f"Van de {how_many(total)} reeksen {verb} er {how_many(len(names))} aantoonbaar{which}."


def since(changed: str, year: int | None) -> str:
    """Return a change with the year it starts from, where that is not the only one."""
    return f"{changed} sinds {year}" if year else changed


def by_rounding(rounding: Interval) -> str | None:
    """Return what a difference may be before rounding; None when it is printed exactly."""
    low, high = rounding
    return None if low == high else f"door afronding {formats.interval(rounding)}"


def capital(words: str) -> str:
    """Return words as the beginning of a cell."""
    return words[:1].upper() + words[1:]


def version(number: int) -> str:
    """Return which wording of a question a figure was printed under."""
    return f"versie {number}"


def basis(*, is_assumed: bool, is_chosen: bool) -> str:
    """Return what begins the sentence on how many people answered."""
    if is_chosen:
        return "Uw keuze:"
    return "Dit rust op een aanname:" if is_assumed else "Dit rust op:"


def reckoned(design_effect: float | None, confidence: float) -> str:
    """Return how was reckoned, as a sentence."""
    effect = formats.number(design_effect or uncertainty.DESIGN_EFFECT)
    known = "" if design_effect else " (waar de bron geen ander noemt)"
    return (
        f"Gerekend met ontwerpeffect {effect}{known} en {formats.quantity(confidence * 100, '%', 0)} betrouwbaarheid."
    )


def tipped(name: str, before: str, now: str) -> str:
    """Return which answer became which."""
    return f"{name}: van ‘{before}’ naar ‘{now}’"


def what_tips(tipped: int, total: int) -> str:
    """Return how many answers differ from those under the standard assumptions."""
    if not tipped:
        return "Met deze aannames kantelt geen enkel antwoord ten opzichte van de standaardaannames."
    verb = "kantelt" if tipped == 1 else "kantelen"
    return f"Met deze aannames {verb} {how_many(tipped)} van de {how_many(total)} antwoorden:"


def sensitive(names: Sequence[str]) -> str:
    """Return which answers another design effect would change."""
    *most, last = (formats.number(effect) for effect in uncertainty.DESIGN_EFFECTS)
    effects = f"{'; '.join(most)} of {last}"
    if not names:
        return f"Een ontwerpeffect van {effects} geeft overal hetzelfde antwoord."
    return f"Een ander ontwerpeffect ({effects}) geeft een ander antwoord bij: {'; '.join(names)}."


def unknown_study(asked: str, known: Sequence[str]) -> str:
    """Return the sentence for an address with a study that does not exist."""
    return f"Het onderzoek ‘{asked}’ is niet bekend. Er is: {formats.enumeration(known)}." if known else NO_STUDY


def unknown_assumption(label: str, asked: str, offered: Sequence[str]) -> str:
    """Return the sentence for an address with an assumption that is not offered."""
    choices = f"{', '.join(offered[:-1])} of {offered[-1]}"
    return f"{label}: ‘{asked}’ is hier niet te kiezen. Kies hierboven {choices}."


def people(sample: Sample) -> str:
    """Return how many people answered, in a cell: `5.000`, `≈ 3.400` when derived, `≤ 975` when that is all known."""
    if sample.n is None:
        return "onbekend"
    sign = "≤" if sample.is_upper_bound else "≈" if sample.source == "derived" else ""
    return f"{sign}{formats.NO_BREAK if sign else ''}{formats.number(sample.n, 0)}"


def break_even(found: BreakEven | None) -> str:
    """Return from how many people a year the printed difference is demonstrated, however it was rounded."""
    if found is None:
        return "niet te zeggen"
    if found.n_as_printed is None:
        return "nooit: de cijfers zijn gelijk"
    if found.n_whatever_rounding is None:
        return "nooit zeker: het kan afronding zijn"
    return f"vanaf {formats.number(found.n_whatever_rounding, 0)}"


def nested(misfits: int, total: int) -> str:
    """Return what the pictures of a hundred residents are about."""
    twice = "De bron noemt één aandeel twee keer: van een deel van de inwoners, en van allen."
    if not misfits:
        return f"{twice} Dat past bij hoe groot dat deel is."
    years = "geen enkel jaar" if misfits == total else f"{how_many(total - misfits)} van de {how_many(total)} jaren"
    return f"{twice} Dat past in {years} bij hoe groot dat deel volgens dezelfde bron is."


def as_printed(found: BreakEven | None) -> str | None:
    """Return from how many people the difference is demonstrated when the figures are exactly what is printed."""
    if found is None or found.n_as_printed is None or found.n_as_printed == found.n_whatever_rounding:
        return None
    return f"zoals gedrukt: {formats.number(found.n_as_printed, 0)}"


def smallest(found: Detectable | None, sample: Sample | None) -> str:
    """Return the smallest change a survey of this size shows, in percentage points; `≥ 4,9` at a bound of its size."""
    if found is None or found.smallest_change is None:
        return "niet te zeggen"
    sign = f"≥{formats.NO_BREAK}" if sample is not None and sample.is_upper_bound else ""
    return f"{sign}{formats.number(found.smallest_change, 1)}"


def for_one_point(found: Detectable | None) -> str:
    """Return how many people a year a change of one point needs."""
    return "niet te zeggen" if found is None else formats.number(found.n_for_one_point, 0)


def different(found: Sequence[Difference], one: Observation, other: Observation) -> str:
    """Return in what two figures differ, with both definitions and both groups where those do."""
    telling = [difference for difference in found if difference is not Difference.PART] or found
    said = f"{capital(formats.break_label(telling))}."
    if Difference.DEFINITION in telling:
        said += f" ‘{one.definition.wording}’ tegenover ‘{other.definition.wording}’."
    if Difference.BASE in telling:
        said += f" Van wie: {one.base.name}, tegenover {other.base.name}."
    return said


def apart_from_all(reasons: Sequence[str], differences: Iterable[Difference]) -> str:
    """Return why figures may be held against none of the questions, with what they differ in from all of those."""
    shared = [difference for difference in Difference if difference in set(differences)]
    return " ".join([*reasons, f"{capital(formats.break_label(shared))}."] if shared else reasons)


def no_interval(sample: Sample | None) -> str:
    """Return why a figure has no interval."""
    if sample is None or sample.source == "not_applicable":
        return "niet van toepassing"
    if sample.n is None:
        return "geen: n onbekend"
    return "geen: n is een bovengrens" if sample.is_upper_bound else "geen: niet één getal"


def in_sentence(question: str, details: Iterable[str | None]) -> str:
    """Return a question as it stands in a sentence: `contact gehad (van alle inwoners, +2 procentpunt)`."""
    return f"{question[:1].lower()}{question[1:]} ({', '.join(detail for detail in details if detail)})"
