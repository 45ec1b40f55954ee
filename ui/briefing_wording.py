"""The words of the page that makes a briefing."""

from indicators.briefing import SubjectKind
from indicators.language import say, sayable

TITLE = sayable("Briefing")
SUBJECT = sayable("Beleidsveld, programma of onderzoek")
INTRODUCTION = sayable(
    "Eén blad over een beleidsveld, een programma of een onderzoek: wat is beloofd, wat is gebeurd en hoe zeker dat "
    "is. Kies een onderwerp."
)
KINDS = {
    SubjectKind.PROGRAMME: sayable("Programma's"),
    SubjectKind.POLICY_FIELD: sayable("Beleidsvelden"),
    SubjectKind.STUDY: sayable("Onderzoeken"),
}
PROGRAMME = sayable("Heel programma: {title}")
PDF = sayable("Pdf, één blad")
SLIDES = sayable("Dia's (PowerPoint)")
WEB_PAGE = sayable("Webpagina")
CHANGE = sayable("Zinnen aanpassen en ondertekenen")
CHANGE_HOW = sayable(
    "De drie zinnen zijn opgesteld uit vaste bouwstenen. Pas ze aan als u dat wilt; de cijfers en oordelen eronder "
    "blijven zoals ze zijn. Wie ondertekent, staat met naam en datum op de briefing."
)
SIGNATURE = sayable("Uw naam")
SIGN_AS = sayable("Onderteken als {name}")
USE = sayable("Neem dit over")
PUBLISH = sayable("Publiceer deze briefing")
PUBLISHED = sayable("Gepubliceerd als uitgave {number}.")
PUBLISHED_BEFORE = sayable("Eerder gepubliceerd")
SAME_FIGURES = sayable("de cijfers zijn sindsdien niet veranderd")
OTHER_FIGURES = sayable("let op: de cijfers zijn sindsdien veranderd")
OTHER_VERDICTS = sayable("let op: dezelfde cijfers worden nu anders beoordeeld")
ISSUE = sayable("Uitgave {number}, ondertekend door {name} op {day}")
NOT_HERE = sayable("Publiceren kan hier niet: daarvoor moet de beheerder een map aanwijzen (DOELBEREIK_BRIEFINGS).")
SIGN_FIRST = sayable("Zet er eerst uw naam onder; daarna kunt u publiceren.")


def unknown_subject(asked: str) -> str:
    """Return that there is no briefing about what an address asks for."""
    return say("Er is geen briefing over ‘{asked}’. Hieronder staat waarover wel.", asked=asked)


def unknown_year(asked: str, title: str) -> str:
    """Return that an address asks for a year that a subject has no figures of."""
    return say("Over {asked} is van ‘{title}’ niets bekend. Kies een van deze jaren:", asked=asked, title=title)
