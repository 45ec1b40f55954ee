"""Words and sentences of the dashboard that belong to no figure (those are in `indicators.formats`).

Constants are Dutch, to be said where they are shown (`say(wording.YEAR)`); functions answer in the language of the run.
Words of revisions and contradictions are in `ui.finding_wording`, those of documents in `ui.source_wording`.
"""

from collections.abc import Sequence

from indicators.language import say, sayable

DASHBOARD = "Doelbereik"
OWNER = "Gemeente Groningen"
PURPOSE = sayable("Wat is beoogd, wat is behaald")
MENU = sayable("Hoofdmenu")
SKIP = sayable("Naar de inhoud")
COPY_ADDRESS = sayable("Kopieer de link")
COPIED = sayable("Link gekopieerd")
NOT_COPIED = sayable("Kopiëren lukt niet; neem het adres over uit de adresbalk")
WHOLE_PAGE = sayable("Bekijk de hele pagina")
UNKNOWN_LANGUAGE = sayable("De taal ‘{asked}’ is er niet; deze pagina is er in het Nederlands en in het Engels.")
NOT_FOUND = sayable("Dit adres bestaat niet")
NOT_FOUND_SENTENCE = sayable("Op dit adres staat geen pagina van Doelbereik. Controleer het adres, of ga verder:")
TO_SOURCES = sayable("Naar de bronnen van de cijfers")
NEEDS_JAVASCRIPT = sayable(
    "Dit dashboard werkt alleen met JavaScript. Zet JavaScript aan in uw browser en laad de pagina opnieuw."
)
DAMAGED = sayable(
    "De laatst gepubliceerde cijfers zijn niet te lezen; hieronder staan de cijfers van daarvoor. "
    "De beheerder vindt de oorzaak in het logboek van de server."
)
FAULT = sayable(
    "Deze pagina kan nu niet worden getoond door een fout in het programma. Probeer het later opnieuw, "
    "of meld het bij de beheerder met het adres van deze pagina."
)
NO_FIGURES = sayable(
    "Er zijn nog geen cijfers gepubliceerd. De beheerder maakt ze beschikbaar met ‘make build’; "
    "daarna verschijnt deze pagina vanzelf."
)

# Titles of the pages: in the menu, in the tab of the browser and above the page.
OVERVIEW = sayable("Overzicht")
POLICY_FIELD = sayable("Beleidsveld")
INDICATOR = sayable("Indicator")
STUDY = sayable("Onderzoek")
SOCIAL_BASE = sayable("Sociale basis")
REVISIONS = sayable("Herzieningen")
REVISIONS_IN_FULL = sayable("Herzieningen en tegenstrijdigheden")
SOURCES = sayable("Bronnen")
EXPLANATION = sayable("Uitleg")
ACCESSIBILITY = sayable("Toegankelijkheid")
TO_EXPLANATION = sayable("Hoe u deze cijfers leest")

# Choices, and what is said when there is nothing to choose.
POLICY_FIELDS = sayable("Beleidsvelden")
YEAR = sayable("Jaar")
KNOWN_IN = sayable("Stand volgens")
LATEST_EDITION = sayable("Alles wat bekend is")
SEARCH = sayable("Zoek een indicator of beleidsveld")
SEARCH_EXAMPLE = sayable("Bijvoorbeeld: vrijwilligers")
TO_OVERVIEW = sayable("Naar het overzicht van alle beleidsvelden")
NOTHING_KNOWN = sayable("Geen cijfers of streefwaarden bekend")
NO_SOCIAL_BASE = sayable("Van de sociale basis zijn geen actielijnen of aantallen gepubliceerd.")
NO_INDICATOR = sayable(
    "Er is geen indicator gekozen. Kies er een bij een beleidsveld, of zoek op naam in het overzicht."
)
ALL_POLICY_FIELDS = sayable("Alle beleidsvelden")
NOTHING_IN_EDITION = sayable(
    "In dit document staan geen cijfers. Kies hierboven een ander document, of alles wat bekend is."
)

# Beside a verdict.
CERTAINTY = sayable("Zekerheid")
WHY = sayable("Waarom?")
MARK_KEY = sayable(
    "In beeld: de stip of de balk is wat is behaald, ○ of △ het vorige cijfer, het vlak of de streep het doel, "
    "het lijntje erboven de marge."
)
SENSITIVE = sayable("gevoelig voor het ontwerpeffect")
TARGET = sayable("streefwaarde")

REPAIRED = sayable("gelezen na een correctie")
ABRIDGED_NAME = sayable("naam ingekort")
NOT_LINKED = sayable("nog niet gekoppeld")
REDEFINED = sayable("definitie gewijzigd")
DIFFERS = sayable("verschilt per document")
STATUTORY = sayable("wettelijk verplicht (BBV)")


def years(known: Sequence[int]) -> str:
    """Return the years there are: `2016`, `2015, 2017 en 2018`, `2015 tot en met 2022` when none is missing."""
    ordered = sorted(known)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return say("{first} tot en met {last}", first=ordered[0], last=ordered[-1])
    *early, last = [str(year) for year in ordered]
    return say("{early} en {last}", early=", ".join(early), last=last) if early else last


def not_linked(suggestions: str | None) -> str:
    """Return what it means that an indicator is not linked, with the names it resembles."""
    names = suggestions or say("geen enkele naam")
    return say("Deze naam hoort nog niet bij een bekende indicator. Lijkt op: {names}.", names=names)


def unknown_policy_field(asked: str, known: int) -> str:
    """Return the sentence for an address with a policy field that does not exist."""
    return say(
        "Het beleidsveld ‘{asked}’ is niet bekend. Er zijn {known} beleidsvelden: kies er hierboven een.",
        asked=asked,
        known=known,
    )


def unknown_indicator(asked: str) -> str:
    """Return the sentence for an address with an indicator that does not exist."""
    return say(
        "De indicator ‘{asked}’ is niet bekend. Zoek op naam in het overzicht, of kies een beleidsveld.", asked=asked
    )


def n_is_assumed(known: Sequence[int]) -> str:
    """Return that the number of respondents of these years is an assumption; empty for none."""
    return say(" (n van {years} aangenomen)", years=years(known)) if known else ""


def smallest_change(size: str, sample: str, *, is_bound: bool) -> str:
    """Return from which change on a next survey of this size would show one."""
    sentence = (
        sayable(
            "Een volgende verandering is op deze groep, {sample}, pas vanaf ten minste {size} procentpunt aantoonbaar."
        )
        if is_bound
        else sayable("Een volgende verandering is op deze groep, {sample}, pas vanaf {size} procentpunt aantoonbaar.")
    )
    return say(sentence, size=size, sample=sample)


def certainty_of_change(words: str) -> str:
    """Return what the evidence carries where there is no verdict to be sure of, only a change."""
    return say("verandering: {words}", words=words)


def no_change(reason: str) -> str:
    """Return why no change is given."""
    return say("Geen verandering te berekenen. {reason}", reason=reason)


def unknown_edition(asked: str) -> str:
    """Return the sentence for an address that asks for what was known in a document that does not exist."""
    return say("‘Stand volgens {asked}’ is niet bekend. Kies hierboven een document, of de laatste stand.", asked=asked)


def unknown_year(asked: str, known: Sequence[int]) -> str:
    """Return the sentence for an address with a year without figures."""
    return say(
        "Over ‘{asked}’ zijn geen cijfers bekend. Er zijn cijfers over {years}.", asked=asked, years=years(known)
    )
