"""Words and sentences of the page of one study; what is said of a single figure is in `indicators.formats`.

Questions, groups and definitions stay Dutch in every language; a sentence that holds one is markup, see `told`.
"""

from collections.abc import Collection, Iterable, Sequence
from string import Formatter

from indicators import formats, uncertainty
from indicators.judged import BreakEven, Certainty, Detectable, Interval, Sample
from indicators.language import say, sayable
from indicators.model import Difference, Observation
from ui.markup import Content, Html, dutch, joined

STUDIES = sayable("Onderzoeken")
NO_STUDY = sayable("Er is nog geen onderzoek in de catalogus dat een eigen pagina heeft.")
NOTHING_IN_EDITION = sayable(
    "Tot en met dit document zijn geen cijfers van dit onderzoek gepubliceerd. Kies hieronder een later document."
)

# Choices.
N = sayable("Mensen per jaar (n)")
N_AS_KNOWN = sayable("Zoals bekend of aangenomen")
DESIGN_EFFECT = sayable("Ontwerpeffect")
DESIGN_EFFECT_AS_KNOWN = sayable("Zoals bekend, anders {effect}")
CONFIDENCE = sayable("Betrouwbaarheid")

# Sections, with their places on the page.
SECTIONS = {
    "honderd": sayable("Honderd inwoners"),
    "kantelpunten": sayable("Wat kantelt bij een andere aanname"),
    "beeld": sayable("De vragen in beeld"),
    "cijfers": sayable("Elk cijfer: van wie, van hoeveel en waar het staat"),
    "toetsen": sayable("Elke verandering getoetst"),
    "definities": sayable("Wat er is gevraagd, en aan wie"),
    "tegenstrijdig": sayable("Waar de bron zichzelf tegenspreekt"),
    "vergelijken": sayable("Wat wel en niet vergeleken mag worden"),
    "later": sayable("Later gemeten, en niet hetzelfde"),
    "meenemen": sayable("Alles meenemen"),
}

# What `{count}` series did, in the order in which it is told, after those that demonstrably changed.
OUTCOMES = {
    Certainty.COUNT: sayable("Zonder steekproef geteld: {count}."),
    Certainty.DEPENDS_ON_ROUNDING: sayable("Bij {count} hangt het ervan af hoe de cijfers zijn afgerond."),
    Certainty.WITHIN_MARGIN: sayable("Bij {count} is geen verandering aangetoond."),
    Certainty.UNKNOWN: sayable(
        "Bij {count} is het niet te zeggen, want hoeveel mensen antwoordden is niet precies bekend."
    ),
}
NOT_SHOWN_IS_NOT_STABLE = sayable(
    "Niet aangetoond is iets anders dan gelijk gebleven: elke verandering binnen de marge, tussen haakjes, blijft "
    "mogelijk."
)

# What stands in and around the answers.
ANSWERS = sayable("Is er echt iets veranderd, per vraag")
ANSWER_HEADERS = (
    sayable("Vraag"),
    sayable("Van → naar"),
    sayable("Echt veranderd?"),
    sayable("Beoogd"),
    sayable("Oordeel"),
    sayable("Zekerheid"),
)
ABOUT = sayable("Over dit onderzoek")
CONTENTS = sayable("Op deze pagina")
SMALLEST = sayable("Kleinste aantoonbare verandering, in procentpunt")
FOR_ONE_POINT = sayable("Mensen per jaar nodig voor 1 procentpunt")
WHENCE_N = sayable("Waar dit aantal vandaan komt")
NO_WAVES = sayable("n onbekend")
NO_TARGET = sayable("geen streefwaarde")
NOTHING_BEFORE = sayable("geen eerder vergelijkbaar cijfer")
NOTHING_TO_BE_SURE_OF = sayable("geen verandering om te toetsen")
WHY = sayable("waarom")
STANDARD = sayable("Dit zijn de standaardaannames. Kies hierboven een andere om te zien welk antwoord kantelt.")
TIPPING = sayable("Vanaf hoeveel mensen per jaar elke verandering is aangetoond")
TIPPING_HEADERS = (sayable("Vraag"), sayable("Nu"), sayable("Mensen per jaar nu"))
SHOWN_AT = sayable("Aangetoond bij ontwerpeffect {effect}")
HOW_TO_READ_TIPPING = sayable(
    "Aantallen zijn mensen per jaar in de groep van wie het cijfer is, niet in het hele onderzoek; ≈ is afgeleid, ≤ "
    "een bovengrens en ≥ een ondergrens. Aangetoond is: ook bij elke waarde die het afgeronde cijfer kan zijn. De "
    "kleinste aantoonbare verandering geldt voor een volgende peiling met evenveel mensen als de laatste."
)
TESTS = sayable("Elke verandering, met wat er bij elk ontwerpeffect van overblijft")
TEST_HEADERS = (sayable("Vraag"), sayable("Van → naar"), sayable("Verschil"))
TESTED_AT = sayable("Bij ontwerpeffect {effect}")
HOW_TO_READ_TESTS = sayable(
    "Vet is het ontwerpeffect waarmee op deze pagina is gerekend. Daaronder staat tussen welke verschillen, in "
    "procentpunt, de werkelijke verandering bij de gedrukte cijfers ligt."
)
FIGURES = sayable("Elk cijfer van dit onderzoek")
LATER_FIGURES = sayable("Elk later cijfer")
FIGURE_HEADERS = (
    sayable("Jaar"),
    sayable("Cijfer"),
    sayable("Van wie"),
    sayable("Van hoeveel mensen"),
    sayable("Interval"),
    sayable("Definitie"),
    sayable("Cel, letterlijk"),
    sayable("Document en pagina"),
)
WHENCE_EACH_N = sayable("Hoe bekend is van hoeveel mensen een cijfer is")
LATER = sayable(
    "Een andere meting: deze cijfers staan apart en worden nergens met de vragen hierboven verbonden of vergeleken."
)
NAME_IN_SOURCE = sayable("Naam in de bron")
OF_WHOM = sayable("Van wie")
WHERE = sayable("Waar")
NOTES_OF_SOURCE = sayable("Voetnoten van de bron")
EVIDENCE = sayable("Cijfers en cellen waarop dit rust")
COMPARISONS = sayable("Welke cijfers niet naast elkaar mogen staan")
COMPARISON_HEADERS = (sayable("Cijfers"), sayable("Niet vergelijken met"), sayable("Waarom"))
ALL_QUESTIONS = sayable("alle vragen van dit onderzoek")
SAME = sayable(
    "Deze cijfers mogen wel met elkaar worden vergeleken: zelfde vraag, definitie, groep, gebied en meetwijze."
)
NO_SAMPLE = sayable("geen steekproef")
NAMES_OF_N = {
    "published": sayable("gepubliceerd"),
    "derived": sayable("afgeleid"),
    "assumed": sayable("aangenomen"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOAD = sayable("Werkboek met alle cijfers, toetsen, definities en noten (.xlsx)")

_NUMBERS = (
    sayable("geen"),
    sayable("één"),
    sayable("twee"),
    sayable("drie"),
    sayable("vier"),
    sayable("vijf"),
    sayable("zes"),
    sayable("zeven"),
    sayable("acht"),
    sayable("negen"),
    sayable("tien"),
    sayable("elf"),
    sayable("twaalf"),
)


def told(said: str, **contents: Content) -> Html:
    """Return a sentence that was said without filling in its `{name}`s, with markup in their places."""
    parts: list[Content] = []
    for words, name, _, _ in Formatter().parse(said):
        parts += [words, contents[name] if name else None]
    return joined(parts)


def enumerated(contents: Sequence[Content]) -> Html:
    """Return markup as a sentence sums it up: `a, b en c`."""
    names = {f"item{at}": content for at, content in enumerate(contents)}
    return told(formats.enumeration(f"{{{name}}}" for name in names), **names)


def how_many(number: int) -> str:
    """Return a small number in words, as running text has it: `zes`, `13`."""
    return say(_NUMBERS[number]) if number < len(_NUMBERS) else formats.number(number, 0)


def changed(names: Sequence[Content], total: int) -> Html:
    """Return how many series demonstrably changed, and which."""
    if not names:
        return joined(say("Van de {total} reeksen veranderde er geen aantoonbaar.", total=how_many(total)))
    said = (
        say("Van de {total} reeksen veranderde er één aantoonbaar: {names}.")
        if len(names) == 1
        else say("Van de {total} reeksen veranderden er {count} aantoonbaar: {names}.")
    )
    return told(said, total=how_many(total), count=how_many(len(names)), names=enumerated(names))


def since(changed: str, year: int | None) -> str:
    """Return a change with the year it starts from, where that is not the only one."""
    return say("{change} sinds {year}", change=changed, year=year) if year else changed


def by_rounding(rounding: Interval) -> str | None:
    """Return what a difference may be before rounding; None when it is printed exactly."""
    low, high = rounding
    return None if low == high else say("door afronding {interval}", interval=formats.interval(rounding))


def capital(words: str) -> str:
    """Return words as the beginning of a cell."""
    return words[:1].upper() + words[1:]


def version(number: int) -> str:
    """Return which wording of a question a figure was printed under."""
    return say("versie {number}", number=number)


def basis(*, is_assumed: bool, is_chosen: bool) -> str:
    """Return what begins the sentence on how many people answered."""
    if is_chosen:
        return say("Uw keuze:")
    return say("Dit rust op een aanname:") if is_assumed else say("Dit rust op:")


def number_in(n: int | None, source: str) -> str:
    """Return how many people a wave asked, as firmly as it is known."""
    if n is None:
        return say(NO_WAVES)
    return say("n = {n} ({source})", n=formats.number(n, 0), source=say(NAMES_OF_N[source]))


def in_years(number: str, years: Sequence[str]) -> str:
    """Return how many people were asked in which years."""
    return say("{number} in {years}", number=number, years=formats.enumeration(years))


def reckoned(design_effect: float | None, confidence: float) -> str:
    """Return how was reckoned, as a sentence."""
    sentence = (
        sayable("Gerekend met ontwerpeffect {effect} en {confidence} betrouwbaarheid.")
        if design_effect
        else sayable(
            "Gerekend met ontwerpeffect {effect} (waar de bron geen ander noemt) en {confidence} betrouwbaarheid."
        )
    )
    return say(
        sentence,
        effect=formats.number(design_effect or uncertainty.DESIGN_EFFECT),
        confidence=formats.quantity(confidence * 100, "%", 0),
    )


def tipped(name: str, before: str, now: str) -> Html:
    """Return which answer became which."""
    return told(say("{name}: van ‘{before}’ naar ‘{now}’"), name=dutch(name), before=before, now=now)


def what_tips(tipped: int, total: int) -> str:
    """Return how many answers differ from those under the standard assumptions."""
    if not tipped:
        return say("Met deze aannames kantelt geen enkel antwoord ten opzichte van de standaardaannames.")
    if tipped == 1:
        return say("Met deze aannames kantelt één van de {total} antwoorden:", total=how_many(total))
    return say(
        "Met deze aannames kantelen {count} van de {total} antwoorden:", count=how_many(tipped), total=how_many(total)
    )


def sensitive(names: Sequence[str]) -> Html:
    """Return which answers another design effect would change."""
    first, *more = (formats.number(effect) for effect in uncertainty.DESIGN_EFFECTS)
    effects = say("{first} of {last}", first="; ".join([first, *more[:-1]]), last=more[-1])
    if not names:
        return joined(say("Een ontwerpeffect van {effects} geeft overal hetzelfde antwoord.", effects=effects))
    return told(
        say("Een ander ontwerpeffect ({effects}) geeft een ander antwoord bij: {names}."),
        effects=effects,
        names=dutch("; ".join(names)),
    )


def unknown_study(asked: str, known: Sequence[str]) -> str:
    """Return the sentence for an address with a study that does not exist."""
    if not known:
        return say(NO_STUDY)
    return say("Het onderzoek ‘{asked}’ is niet bekend. Er is: {known}.", asked=asked, known=formats.enumeration(known))


def unknown_assumption(label: str, asked: str, offered: Sequence[str]) -> str:
    """Return the sentence for an address with an assumption that is not offered."""
    return say(
        "{label}: ‘{asked}’ is hier niet te kiezen. Kies hierboven {choices} of {last}.",
        label=label,
        asked=asked,
        choices=", ".join(offered[:-1]),
        last=offered[-1],
    )


def people(sample: Sample) -> str:
    """Return how many people answered, in a cell: `5.000`, `≈ 3.400` when derived, `≤ 975` when that is all known."""
    if sample.n is None:
        return say("onbekend")
    sign = "≤" if sample.is_upper_bound else "≈" if sample.source == "derived" else ""
    return f"{sign}{formats.NO_BREAK if sign else ''}{formats.number(sample.n, 0)}"


def break_even(found: BreakEven | None) -> str:
    """Return from how many people a year the printed difference is demonstrated, however it was rounded."""
    if found is None:
        return say("niet te zeggen")
    if found.n_as_printed is None:
        return say("nooit: de cijfers zijn gelijk")
    if found.n_whatever_rounding is None:
        return say("nooit zeker: het kan afronding zijn")
    return say("vanaf {n}", n=formats.number(found.n_whatever_rounding, 0))


def nested(misfits: int, total: int) -> str:
    """Return what the pictures of a hundred residents are about."""
    twice = say("De bron noemt één aandeel twee keer: van een deel van de inwoners, en van allen.")
    if not misfits:
        fits = say("Dat past bij hoe groot dat deel is.")
    elif misfits == total:
        fits = say("Dat past in geen enkel jaar bij hoe groot dat deel volgens dezelfde bron is.")
    else:
        fits = say(
            "Dat past in {count} van de {total} jaren bij hoe groot dat deel volgens dezelfde bron is.",
            count=how_many(total - misfits),
            total=how_many(total),
        )
    return f"{twice} {fits}"


def as_printed(found: BreakEven | None) -> str | None:
    """Return from how many people the difference is demonstrated when the figures are exactly what is printed."""
    if found is None or found.n_as_printed is None or found.n_as_printed == found.n_whatever_rounding:
        return None
    return say("zoals gedrukt: {n}", n=formats.number(found.n_as_printed, 0))


def smallest(found: Detectable | None, sample: Sample | None) -> str:
    """Return the smallest change a survey of this size shows, in percentage points; `≥ 4,9` at a bound of its size."""
    if found is None or found.smallest_change is None:
        return say("niet te zeggen")
    sign = f"≥{formats.NO_BREAK}" if sample is not None and sample.is_upper_bound else ""
    return f"{sign}{formats.number(found.smallest_change, 1)}"


def smallest_at(others: Iterable[Detectable], sample: Sample | None) -> str | None:
    """Return the smallest change at other design effects: `1,6 bij ontwerpeffect 1; 2,3 bij ontwerpeffect 2`."""
    said = [
        say(
            "{change} bij ontwerpeffect {effect}",
            change=smallest(one, sample),
            effect=formats.number(one.design_effect),
        )
        for one in others
        if one.smallest_change is not None
    ]
    return "; ".join(said) or None


def for_one_point(found: Detectable | None) -> str:
    """Return how many people a year a change of one point needs."""
    return say("niet te zeggen") if found is None else formats.number(found.n_for_one_point, 0)


def different(found: Sequence[Difference], one: Observation, other: Observation) -> Html:
    """Return in what two figures differ, with both definitions and both groups where those do."""
    telling = [difference for difference in found if difference is not Difference.PART] or found
    parts: list[Content] = [f"{capital(formats.break_label(telling, (one.identity.base_id, other.identity.base_id)))}."]
    if Difference.DEFINITION in telling:
        of_both = {"one": dutch(one.definition.wording), "other": dutch(other.definition.wording)}
        parts.append(told(say("‘{one}’ tegenover ‘{other}’."), **of_both))
    if Difference.BASE in telling:
        of_both = {"one": dutch(one.base.name), "other": dutch(other.base.name)}
        parts.append(told(say("Van wie: {one}, tegenover {other}."), **of_both))
    return joined(joined(" " if at else "", part) for at, part in enumerate(parts))


def apart_from_all(reasons: Sequence[str], differences: Iterable[Difference], base_ids: Collection[str]) -> str:
    """Return why figures may be held against none of the questions, with what they differ in from all of those.

    `base_ids` are the groups that are one side of every one of these comparisons.
    """
    shared = [difference for difference in Difference if difference in set(differences)]
    return " ".join([*reasons, f"{capital(formats.break_label(shared, base_ids))}."] if shared else reasons)


def no_interval(sample: Sample | None) -> str:
    """Return why a figure has no interval."""
    if sample is None or sample.source == "not_applicable":
        return say("niet van toepassing")
    if sample.n is None:
        return say("geen: n onbekend")
    return say("geen: n is een bovengrens") if sample.is_upper_bound else say("geen: niet één getal")


def in_sentence(question: str, measure: str | None, size: str) -> Html:
    """Return a question as it stands in a sentence: `contact gehad (van alle inwoners, +2 procentpunt)`."""
    within = joined(dutch(measure), ", ", size) if measure else size
    return joined(dutch(f"{question[:1].lower()}{question[1:]}"), " (", within, ")")
