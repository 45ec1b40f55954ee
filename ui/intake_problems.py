"""What went wrong with a received file, as a table: where, what was found, what was expected, what to do.

The loaders tell problems in English, for the command line; here every kind has its own words. One that has none is
shown as the loaders tell it, marked as English.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from indicators import formats
from indicators.language import ENGLISH, say, sayable
from loaders.grid import Problem
from loaders.unseen import visible
from ui import figures, source_wording
from ui.markup import Content, Html, body, element, joined, row, table

MOST_SHOWN = 50
"""Rows of one table; a file with more is not read by anybody, and the rest is counted."""

_RESAVE = sayable("Bewaar of download het bestand opnieuw.")
_SAVE_LESS = sayable("Bewaar alleen de pagina’s of bladen met de tabellen.")
_AT_MOST = sayable("ten hoogste {most}")
_LOOK = sayable("Vergelijk de tabel met de pagina; verbeter het bestand of neem de rij met de hand over.")
_COMPARE = sayable("Kijk op de pagina wat er staat; is het een drukfout, verbeter die dan bij stap 3.")
_OTHER_FORMAT = sayable("Open het in het programma waarmee het is gemaakt en bewaar het als een van deze soorten.")
_KNOWN_FORMATS = sayable("html, tekst, xlsx, ods, docx, pdf, sav, csv, parquet of een zip daarvan")
_CODEBOOK = sayable("Verbeter het enquêtebestand of het codeboek, en lever beide opnieuw aan.")


class Told(NamedTuple):
    """What is said of a kind of problem; `{most}` is the number that was expected."""

    what: str
    expected: str = ""
    advice: str = ""
    is_detailed: bool = False
    """Whether what the program says itself, in English, tells more."""


_ADMINISTRATOR = sayable("Vraag de beheerder om hulp.")
KINDS = {
    "build-running": Told(
        sayable("Iemand anders is op dit moment aan het schrijven. Probeer het over een minuut nog eens.")
    ),
    "catalogue-entry": Told(sayable("De catalogus klopt niet."), advice=_ADMINISTRATOR, is_detailed=True),
    "catalogue-gap": Told(
        sayable("In de catalogus ontbreekt wat hiervoor nodig is."),
        advice=sayable("Vul het bij stap 2 aan, of neem het bestand daar niet over."),
        is_detailed=True,
    ),
    "commentary-entry": Told(sayable("Een toelichting klopt niet."), is_detailed=True),
    "assessment-entry": Told(sayable("Een oordeel klopt niet."), is_detailed=True),
    "decisions-entry": Told(sayable("Een beslissing klopt niet."), is_detailed=True),
    "draft-check": Told(sayable("De cijfers doorstaan een controle niet."), is_detailed=True),
    "release": Told(sayable("Hiervan kan geen concept worden gemaakt."), is_detailed=True),
    "source-file": Told(sayable("Een bewaarde pagina klopt niet."), advice=_ADMINISTRATOR, is_detailed=True),
    "archives-too-deep": Told(sayable("Er zit een zip in een zip in een zip; die is niet geopend."), advice=_SAVE_LESS),
    "addresses-not-fetched": Told(
        sayable("Dit is een lijst van webadressen; er wordt niets van internet gehaald."),
        sayable("de bewaarde pagina’s zelf"),
        sayable("Open elk adres in een browser, bewaar de pagina en lever die aan."),
    ),
    "codebook-entry": Told(sayable("Het codeboek klopt niet."), advice=_CODEBOOK),
    "damaged-file": Told(sayable("Het bestand is beschadigd."), sayable("een heel bestand"), _RESAVE),
    "duplicate": Told(
        sayable("Precies ditzelfde bestand is al eerder aangeleverd."),
        sayable("een nieuw bestand"),
        sayable("Kijk of een ander bestand is bedoeld."),
    ),
    "empty-file": Told(sayable("Er staat niets in het bestand."), sayable("een bestand met een tabel"), _RESAVE),
    "file-too-large": Told(
        sayable("Het bestand is te groot en is niet geopend."), sayable("ten hoogste {most} MB"), _SAVE_LESS
    ),
    "format-not-read": Told(sayable("Dit soort bestand kan niet worden gelezen."), _KNOWN_FORMATS, _OTHER_FORMAT),
    "link-in-archive": Told(sayable("In de zip zit een verwijzing in plaats van een bestand.")),
    "loader-fault": Told(
        sayable("Het lezen liep vast door een fout in het programma."),
        advice=sayable("Meld dit bij de beheerder, met het bestand erbij."),
    ),
    "macros-not-run": Told(sayable("In het bestand zitten macro’s; die zijn niet uitgevoerd.")),
    "microdata": Told(sayable("Het enquêtebestand past niet bij zijn codeboek."), advice=_CODEBOOK),
    "missing-file": Told(sayable("Het bestand is niet aangekomen."), advice=_RESAVE),
    "no-codebook": Told(
        sayable("Zonder codeboek is niet bekend wat de antwoorden betekenen; er is niets van overgenomen."),
        sayable("een codeboek (toml) erbij"),
        sayable("Lever het enquêtebestand opnieuw aan, samen met zijn codeboek."),
    ),
    "not-a-file": Told(sayable("Dit is geen gewoon bestand.")),
    "not-readable": Told(sayable("Het bestand mag niet worden gelezen."), advice=_RESAVE),
    "not-text": Told(sayable("Dit is geen tekst en geen bekend soort bestand."), _KNOWN_FORMATS, _OTHER_FORMAT),
    "password-protected": Told(
        sayable("Er zit een wachtwoord op het bestand."),
        sayable("een bestand zonder wachtwoord"),
        sayable("Open het met het wachtwoord, bewaar een kopie zonder en lever die aan."),
    ),
    "reader-broke-off": Told(sayable("Het lezen van dit bestand brak af."), advice=_OTHER_FORMAT),
    "survey-design": Told(sayable("Met deze opzet van de enquête is niet te rekenen."), advice=_CODEBOOK),
    "too-many-files": Told(sayable("Er zitten te veel bestanden in de zip."), _AT_MOST, _SAVE_LESS),
    "too-many-pages": Told(sayable("De pdf heeft te veel bladzijden."), _AT_MOST, _SAVE_LESS),
    "too-many-tables": Told(sayable("De pagina heeft te veel tabellen."), _AT_MOST, _SAVE_LESS),
    "too-much-memory": Told(sayable("Het bestand is te zwaar om te lezen."), advice=_SAVE_LESS),
    "too-slow": Told(sayable("Het lezen duurde te lang en is gestopt."), advice=_SAVE_LESS),
    "unreadable-microdata": Told(
        sayable("Dit is niet te lezen als enquêtebestand."), sayable("een bestand met een rij per persoon"), _CODEBOOK
    ),
    "unseen-letters": Told(sayable("In de tekst staan tekens die niemand ziet."), advice=_COMPARE),
    "xml-entities": Told(sayable("Het bestand heeft eigen tekens gedefinieerd; die zijn niet gelezen.")),
    "zip-bomb": Told(
        sayable("Het bestand wordt uitgepakt veel te groot en is niet geopend."),
        advice=sayable("Open het ook nergens anders; vraag de afzender om het origineel."),
    ),
}
"""What only comes up when files are received; what also stands on Bronnen has its words in `ui.source_wording`."""

MORE = {
    "row-not-alignable": (sayable("{most} cellen, een voor elke kolom"), _LOOK),
    "header-unreadable": (sayable("een kop zoals ‘Behaald 2018’"), _LOOK),
    "label-missing": (sayable("een naam voor elke rij"), _LOOK),
    "rows-wider": (sayable("niet meer cellen dan de kop kolommen heeft"), _LOOK),
    "column-unreadable": (sayable("een kop zoals ‘Behaald 2018’"), _LOOK),
    "header-missing": (sayable("een kop boven de tabel"), _LOOK),
    "no-table": (sayable("een tabel met een kop zoals ‘Indicator, Behaald 2018’"), _LOOK),
    "row-without-figures": (sayable("ten minste één cijfer in de rij"), _LOOK),
    "year-out-of-range": (sayable("een jaar vanaf 1990"), _COMPARE),
    "figure-mistyped": (sayable("een cijfer zoals 70%, 7,5 of 3.200"), _COMPARE),
    "percentage-above-100": (sayable("een percentage van 0 tot en met 100"), _COMPARE),
    "result-ahead-of-time": (sayable("een jaar dat al voorbij is"), _COMPARE),
    "duplicate-indicator": (sayable("één rij per indicator"), _COMPARE),
    "contradicting-figures": (sayable("overal hetzelfde cijfer"), _COMPARE),
    "formula-without-value": (
        sayable("een formule met haar uitkomst"),
        sayable("Open het rekenblad, laat het uitrekenen, bewaar het en lever het opnieuw aan."),
    ),
    "formula-error": (sayable("een cijfer"), sayable("Verbeter de formule in het rekenblad.")),
    "hidden-sheet": (sayable("een zichtbaar werkblad"), sayable("Maak het werkblad zichtbaar als het mee moet.")),
    "scanned-page": (
        sayable("tekst die te selecteren is"),
        sayable("Vraag om de oorspronkelijke pdf, of herken de tekst en controleer de cijfers."),
    ),
    "mojibake": (sayable("letters zoals ë, é en ’"), sayable("Bewaar het bestand opnieuw als UTF-8.")),
}
"""Of kinds with their words in `ui.source_wording`: what was expected, and what to do."""


def told(problem: Problem) -> Told | None:
    """Return the words of a problem; None when its kind has none."""
    if problem.kind in KINDS:
        return KINDS[problem.kind]
    what = source_wording.PROBLEM_KINDS.get(problem.kind)
    return Told(what, *MORE.get(problem.kind, ())) if what else None


def drawn(caption: str, problems: Iterable[Problem]) -> Html:
    """Return problems as one table; none gives nothing."""
    listed = list(problems)
    if not listed:
        return Html("")
    titles = (say("Waar"), say("Kolom"), say("Gevonden"), say("Verwacht"), say("Wat er is, en wat u kunt doen"))
    rest = len(listed) - MOST_SHOWN
    return joined(
        table(caption, titles, [body(*(_row(one) for one in listed[:MOST_SHOWN]))], class_="problems"),
        element("p", say("En nog {n} van deze soort.", n=rest), class_="above") if rest > 0 else None,
    )


def _row(problem: Problem) -> Html:
    words = told(problem)
    place = formats.place(visible(problem.place))
    named = figures.in_dutch(visible(problem.row or problem.table or ""))
    return row(
        joined(
            named or place or say("geheel"),
            figures.aside(figures.in_dutch(visible(problem.table)) if problem.row and problem.table else None),
            figures.aside(place) if named else None,
        ),
        figures.in_dutch(visible(problem.column or "")),
        figures.cell(visible(problem.found)) if problem.found else None,
        _expected(problem, words),
        _what(problem, words),
    )


def _expected(problem: Problem, words: Told | None) -> Content:
    number = next(iter(re.findall(r"\d[\d,]*", problem.expected)), "").replace(",", "")
    if words is None or not words.expected or ("{most}" in words.expected and not number):
        return _english(problem.expected)
    return say(words.expected, most=formats.number(int(number), 0) if number else "")


def _what(problem: Problem, words: Told | None) -> Content:
    english = _english(f"{problem.message} {problem.advice}")
    if words is None:
        return joined(say(source_wording.PROBLEM), " ", english)
    advice = say(words.advice) if words.advice else None
    return joined(say(words.what), " ", advice, " ", english if words.is_detailed else None)


def _english(text: str) -> Html | None:
    """Return words of the loaders, marked as English where the page is not."""
    return element("span", visible(text.strip()), lang=ENGLISH) if text.strip() else None
