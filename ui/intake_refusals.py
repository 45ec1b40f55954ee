"""Why something could not be done, in the visitor's language.

The room of deliveries and the warehouse say it in English, for the command line; what a person of the intake can meet
has words here, found by the kind of the error or else by its first words. The rest is shown as it was said, marked as
English.
"""

import re

from indicators.language import ENGLISH, say, sayable
from ui.markup import Html, element, joined

FALLBACK = sayable("Dit kon niet worden gedaan. Het programma zegt:")

DECIDED_MEANWHILE = sayable(
    "Iemand anders heeft intussen ook iets beslist. Laad de pagina opnieuw en kijk wat er nog open staat."
)
KINDS = {
    "busy": sayable("Iemand anders is op dit moment aan het schrijven. Probeer het over een minuut nog eens."),
    "changed": sayable(
        "De beslissingen bij deze aanlevering zijn buiten het programma om veranderd. Vraag de beheerder om hulp."
    ),
    "damaged": sayable(
        "Deze aanlevering is beschadigd of buiten het programma om veranderd. Verwijder haar en lever de bestanden "
        "opnieuw aan."
    ),
    "data-changed": sayable("De gegevens zijn intussen veranderd. Maak het concept opnieuw."),
    "decided-meanwhile": DECIDED_MEANWHILE,
    "disk": sayable("De aanlevering kon niet worden bewaard: er is geen plaats of geen recht om te schrijven."),
    "faulty-data": sayable("In de gegevens zelf staat een fout. Die moet de beheerder eerst herstellen:"),
    "no-reason": sayable("Schrijf eerst in een paar woorden waarom."),
    "not-open": sayable("Deze aanlevering ligt vast: er wacht een concept van, of zij is gepubliceerd of verwijderd."),
    "unknown": sayable("Deze aanlevering is er niet."),
}
"""Kind of a `DeliveryError` → what is said."""

BEGINNINGS = {
    re.compile(r"--by: found"): sayable("Dit is geen naam van een persoon: gebruik letters, ten hoogste honderd."),
    re.compile(r"--by: the name holds"): sayable("In de naam staan tekens die niemand ziet. Typ de naam zelf in."),
    re.compile(r"--reason:"): sayable("Schrijf eerst in een paar woorden waarom."),
    re.compile(r"Another build"): KINDS["busy"],
    re.compile(r"The warehouse .* cannot be written"): sayable(
        "Er kan nu niets worden opgeslagen: de schijf is vol of alleen te lezen, of er is te weinig geheugen. Wat "
        "gepubliceerd is, blijft te zien. Waarschuw de beheerder."
    ),
    re.compile(r"The draft is the same as"): sayable("Er verandert niets: wat hierin staat, is al gepubliceerd."),
    re.compile(r"Draft \w+ waits already"): sayable("Ditzelfde concept wacht al op vrijgave."),
    re.compile(r"Draft \w+ was made by"): sayable(
        "U heeft dit concept zelf gemaakt. Iemand anders moet het vrijgeven."
    ),
    re.compile(r"Draft \w+ cannot be released before"): sayable("Er zijn nog vragen open bij dit concept; zie stap 3."),
    re.compile(r"Draft \w+ was held against"): sayable(
        "Intussen is iets anders gepubliceerd. Maak het concept opnieuw, zodat niets daarvan verloren gaat."
    ),
    re.compile(r"No draft |Draft \w+ waits no more"): sayable(
        "Dit concept wacht niet meer: het is gepubliceerd of ingetrokken."
    ),
    re.compile(r"Nothing is released under a log"): sayable(
        "Het logboek is buiten het programma om veranderd. Zolang dat zo is, wordt niets vrijgegeven; waarschuw de "
        "beheerder."
    ),
    re.compile(r"The (record|file) of draft"): sayable(
        "Het concept is buiten het programma om veranderd. Trek het in en maak het opnieuw."
    ),
    re.compile(r"No version "): sayable("Deze versie wordt niet meer bewaard."),
    re.compile(r"Somebody decided about"): sayable("Iemand heeft intussen iets beslist. Maak het concept opnieuw."),
    re.compile(r"Draft \w+ was made before"): sayable("De gegevens zijn intussen veranderd. Maak het concept opnieuw."),
    re.compile(r"What is served has the contents"): sayable("De cijfers van deze versie zijn al te zien."),
    re.compile(r"Version \S+ is not the file"): sayable("Deze versie is beschadigd en kan niet worden teruggezet."),
}
"""How a sentence begins → what is said."""


def told(error: Exception) -> Html:
    """Return why something could not be done."""
    said = KINDS.get(getattr(error, "kind", ""))
    said = said or next((words for start, words in BEGINNINGS.items() if start.match(str(error))), None)
    if said:
        return joined(say(said), " ", _english(error) if said is KINDS["faulty-data"] else None)
    return joined(say(FALLBACK), " ", _english(error))


def _english(error: Exception) -> Html:
    return element("span", str(error), lang=ENGLISH)
