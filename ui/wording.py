"""Words and sentences of the dashboard that belong to no figure (those are in `indicators.formats`).

Constants are Dutch, to be said where they are shown (`say(wording.YEAR)`); functions answer in the language of the run.
"""

from collections.abc import Iterable, Sequence

from indicators import formats
from indicators.judged import ContradictionKind, RevisionKind, Severity
from indicators.language import say, say_counted, sayable

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
    "De beheerder vindt de oorzaak op het adres /healthz."
)
FAULT = sayable(
    "Deze pagina kan nu niet worden getoond door een fout in het programma. Probeer het later opnieuw, "
    "of meld het bij de beheerder met het adres van deze pagina."
)
NO_FIGURES = sayable(
    "Er zijn nog geen cijfers gepubliceerd. De beheerder maakt ze beschikbaar met ‘make build’; "
    "daarna staat hier het overzicht."
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
KIND = sayable("Soort")
ALL_KINDS = sayable("Alle soorten")
NOTHING_IN_EDITION = sayable(
    "In dit document staan geen cijfers. Kies hierboven een ander document, of alles wat bekend is."
)

DOCUMENT_KINDS = {
    "budget": sayable("Begroting"),
    "accounts": sayable("Rekening"),
    "progress_report": sayable("Voortgangsrapportage"),
    "news": sayable("Nieuwsbericht"),
    "survey_report": sayable("Onderzoeksrapport"),
}

SOURCE_KINDS = {
    "survey": sayable("Enquête"),
    "register": sayable("Registratie"),
    "report": sayable("Rapportage"),
    "unknown": sayable("Niet vermeld"),
}

ABRIDGED = {
    "nothing": sayable("Niets ingekort"),
    "notes": sayable("Voetnoten ingekort in eigen woorden; cijfers en namen zoals gedrukt"),
    "labels_and_notes": sayable("Namen en voetnoten ingekort in eigen woorden; cijfers zoals gedrukt"),
}

YEAR_SOURCES = {
    "inferred": sayable("afgeleid uit soort en jaar van het document"),
    "cell": sayable("gedrukt in de cel"),
    "corrected": sayable("verbeterd, zie de correcties van het document"),
    "curated": sayable("met de hand overgenomen"),
}

# What the loaders refuse or remark, as a sentence for a visitor; their own messages are for the command line.
PROBLEM_KINDS = {
    "row-not-alignable": sayable("De rij heeft niet evenveel cellen als de tabel kolommen; zij is niet geladen."),
    "header-unreadable": sayable("Uit de kop is niet op te maken wat de kolommen zijn."),
    "header-contradicts-document": sayable("De kop spreekt het soort of het jaar van het document tegen."),
    "label-missing": sayable("De rij heeft geen naam."),
    "duplicate-indicator": sayable("Deze naam staat twee keer in het document."),
    "contradicting-figures": sayable("Hetzelfde cijfer staat er met verschillende waarden."),
    "year-out-of-range": sayable("Het jaar is niet aannemelijk."),
    "year-inferred": sayable("Het jaar staat er niet; het is afgeleid uit het document."),
    "year-unknown": sayable("Het jaar van de kolom is niet bekend."),
    "year-span": sayable("Er staat een reeks van jaren; het laatste jaar geldt."),
    "result-ahead-of-time": sayable("Er staat een uitkomst voor een jaar dat nog niet voorbij was."),
    "percentage-above-100": sayable("Een aandeel is groter dan 100%."),
    "finance-block": sayable("Dit is een tabel met geld, zonder indicatoren."),
    "no-table": sayable("Er is geen tabel met indicatoren gevonden."),
    "header-missing": sayable("De tabel heeft geen kop."),
    "column-unreadable": sayable("Uit de kop is niet op te maken wat deze kolom is."),
    "rows-wider": sayable("De rijen hebben meer cellen dan de kop kolommen; de tabel is niet geladen."),
    "row-without-figures": sayable("De rij heeft geen enkel cijfer."),
    "note-missing": sayable("Dit voetnootteken staat bij een cijfer of naam, maar de noot zelf staat er niet."),
    "note-unused": sayable("Deze noot staat onder de tabel, maar niets verwijst ernaar."),
    "decimal-point": sayable("De tabel schrijft decimalen met een punt in plaats van een komma."),
    "figure-repeated": sayable("Het document noemt dit cijfer vaker; het is één keer geladen."),
    "not-linked": sayable("De naam is nog niet aan een bekende indicator gekoppeld."),
    "part-not-described": sayable("De cel heeft twee cijfers; wat het tweede is, is nog niet beschreven."),
    "too-many-figures": sayable("De cel heeft meer dan twee cijfers; de latere zijn niet geladen."),
    "column-not-loaded": sayable("Niet bekend is wat deze kolom is; zij is niet geladen."),
    "formula-without-value": sayable("Een formule is zonder uitkomst bewaard; de rij is niet geladen."),
    "formula-error": sayable("Een formule is op een fout uitgelopen."),
    "hidden-sheet": sayable("Een verborgen werkblad is niet gelezen."),
    "sheet-too-large": sayable("Het werkblad is te groot; het einde is niet gelezen."),
    "scanned-page": sayable("Deze bladzijde is een plaatje zonder tekst."),
    "mojibake": sayable("De tekst is met een verkeerde codering bewaard."),
    "correction": sayable("Een correctie past niet bij wat er staat."),
}
PROBLEM = sayable("Dit is niet gelezen zoals verwacht.")

# What the page of revisions and contradictions lists, by the id in its address.
SILENT_KIND = "zonder-uitleg"
FINDING_KINDS = {
    "herziening": sayable("Herziening"),
    "correctie": sayable("Correctie"),
    "herdefinitie": sayable("Herdefinitie"),
    SILENT_KIND: sayable("Zonder uitleg"),
    "deelgroepen": sayable("Deelgroepen die niet passen"),
    "delen-en-totaal": sayable("Delen en totaal"),
    "samengevoegd-gebied": sayable("Gebied buiten het bereik van zijn delen"),
    "streefwaarde": sayable("Streefwaarde van een andere reeks"),
    "uitspraak": sayable("Uitspraak tegenover cijfers"),
    "orde-van-grootte": sayable("Orde van grootte"),
    "sprong": sayable("Ongewone sprong"),
}
KIND_OF_REVISION = {
    RevisionKind.REVISION: "herziening",
    RevisionKind.CORRECTION: "correctie",
    RevisionKind.REDEFINITION: "herdefinitie",
}
KIND_OF_CONTRADICTION = {
    ContradictionKind.NESTED_BASES: "deelgroepen",
    ContradictionKind.PARTS_AND_TOTAL: "delen-en-totaal",
    ContradictionKind.MERGED_AREAS: "samengevoegd-gebied",
    ContradictionKind.SILENT_REVISION: SILENT_KIND,
    ContradictionKind.TARGET_OF_ANOTHER_SERIES: "streefwaarde",
    ContradictionKind.MAGNITUDE: "orde-van-grootte",
    ContradictionKind.JUMP: "sprong",
} | {kind: "uitspraak" for kind in ContradictionKind if kind.startswith("claim_")}
# How much a finding weighs; None is a revision with its reason.
FINDING_WORDS: dict[Severity | None, str] = formats.SEVERITY_WORDS | {None: sayable("met uitleg")}
FINDING_MEANINGS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: sayable("Ze kunnen niet allebei waar zijn."),
    Severity.UNSUPPORTED: sayable("De cijfers laten niet zien wat er staat."),
    Severity.REMARK: sayable("Het kan, maar iemand moet ernaar kijken."),
    None: sayable("Een later document geeft een ander cijfer en zegt waarom."),
}
FINDING_GLYPHS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: "≠",
    Severity.UNSUPPORTED: "◐",
    Severity.REMARK: "○",
    None: "●",
}
# The same as a caveat beside a figure; of a revision, its kind.
FINDING_CHIPS: dict[Severity | RevisionKind | None, str] = {
    Severity.CONTRADICTION: sayable("tegenstrijdig"),
    Severity.UNSUPPORTED: sayable("niet gedragen"),
    Severity.REMARK: sayable("let op"),
    RevisionKind.REVISION: sayable("herzien"),
    RevisionKind.CORRECTION: sayable("gecorrigeerd"),
    RevisionKind.REDEFINITION: sayable("definitie gewijzigd"),
}
REVISED = sayable("{before}: {earlier}. {after}: {later}.")
REVISED_IN_ONE = sayable("{after}: {later}, waar eerder {earlier} gepubliceerd was.")
NO_REASON = sayable("Geen van beide documenten zegt waarom.")

# Beside a verdict.
CERTAINTY = sayable("Zekerheid")
WHY = sayable("Waarom?")
SENSITIVE = sayable("gevoelig voor het ontwerpeffect")
TARGET = sayable("streefwaarde")

SEVERITIES = {"refused": sayable("Geweigerd"), "notice": sayable("Opmerking")}

REPAIRED = sayable("gelezen na een correctie")
ABRIDGED_NAME = sayable("naam ingekort")
NOT_LINKED = sayable("nog niet gekoppeld")
REDEFINED = sayable("definitie gewijzigd")
DIFFERS = sayable("verschilt per document")
STATUTORY = sayable("wettelijk verplicht (BBV)")


def revisions_counted(kind: RevisionKind, number: int) -> str:
    """Return `1 herziening`, `2 correcties`."""
    match kind:
        case RevisionKind.REVISION:
            return say_counted("{n} herziening", "{n} herzieningen", number)
        case RevisionKind.CORRECTION:
            return say_counted("{n} correctie", "{n} correcties", number)
        case RevisionKind.REDEFINITION:
            return say_counted("{n} herdefinitie", "{n} herdefinities", number)


def years(known: Sequence[int]) -> str:
    """Return the years there are: `2016`, `2015, 2017 en 2018`, `2015 tot en met 2022` when none is missing."""
    ordered = sorted(known)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return say("{first} tot en met {last}", first=ordered[0], last=ordered[-1])
    *early, last = [str(year) for year in ordered]
    return say("{early} en {last}", early=", ".join(early), last=last) if early else last


def year_source(source: str) -> str | None:
    """Return how the year of a figure is known, where it is not simply printed above it."""
    words = YEAR_SOURCES.get(source)
    return say("jaar {known}", known=say(words)) if words else None


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


def unknown_document(asked: str, known: int) -> str:
    """Return the sentence for an address with a document that does not exist."""
    return say(
        "Het document ‘{asked}’ is niet bekend. Hieronder staan de {known} documenten die er wel zijn.",
        asked=asked,
        known=known,
    )


def later_document(title: str) -> str:
    """Return the sentence for a document that appeared after the edition that was chosen."""
    return say(
        "‘{title}’ verscheen na het document van ‘{choice}’. Kies hierboven een later document.",
        title=title,
        choice=say(KNOWN_IN),
    )


def kinds(of: Iterable[str]) -> str:
    """Return the kinds of a finding: `Herziening, zonder uitleg`."""
    return ", ".join(say(FINDING_KINDS[kind]) for kind in of).capitalize()


def no_findings(asked: str | None, known: int) -> str:
    """Return the sentence for a list without findings."""
    if asked is None:
        return say("Hier zijn geen herzieningen en geen tegenstrijdigheden gevonden.")
    return say(
        "Van de soort ‘{kind}’ is hier niets gevonden; van alle soorten samen {known}.",
        kind=say(FINDING_KINDS[asked]),
        known=known,
    )


def findings_of_kind(asked: str, shown: int, known: int) -> str:
    """Return how many findings are of the kind that was asked for."""
    return say(
        "Soort ‘{kind}’: {shown} van de {known} bevindingen", kind=say(FINDING_KINDS[asked]), shown=shown, known=known
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


def unknown_kind(asked: str, known: Iterable[str]) -> str:
    """Return the sentence for an address with a kind of finding that does not exist."""
    kinds = ", ".join(say(kind) for kind in known).lower()
    return say(
        "De soort ‘{asked}’ is niet bekend. Kies hierboven een van de soorten: {kinds}.", asked=asked, kinds=kinds
    )


def unknown_edition(asked: str) -> str:
    """Return the sentence for an address that asks for what was known in a document that does not exist."""
    return say("‘Stand volgens {asked}’ is niet bekend. Kies hierboven een document, of de laatste stand.", asked=asked)


def unknown_year(asked: str, known: Sequence[int]) -> str:
    """Return the sentence for an address with a year without figures."""
    return say(
        "Over ‘{asked}’ zijn geen cijfers bekend. Er zijn cijfers over {years}.", asked=asked, years=years(known)
    )
