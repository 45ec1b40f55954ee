"""Dutch words and sentences of the dashboard that belong to no figure (those are in `indicators.formats`)."""

from collections.abc import Iterable, Sequence

from indicators import formats
from indicators.judged import ContradictionKind, RevisionKind, Severity

DASHBOARD = "Doelbereik"
OWNER = "Gemeente Groningen"
PURPOSE = "Wat is beoogd, wat is behaald"
MENU = "Hoofdmenu"
UNKNOWN_LANGUAGE = "De taal ‘{asked}’ is er niet; deze pagina is er in het Nederlands en in het Engels."
NOT_FOUND = "Dit adres bestaat niet"
NOT_FOUND_SENTENCE = "Op dit adres staat geen pagina van Doelbereik. Controleer het adres, of ga verder:"
TO_SOURCES = "Naar de bronnen van de cijfers"
NEEDS_JAVASCRIPT = (
    "Dit dashboard werkt alleen met JavaScript. Zet JavaScript aan in uw browser en laad de pagina opnieuw."
)
DAMAGED = (
    "De laatst gepubliceerde cijfers zijn niet te lezen; hieronder staan de cijfers van daarvoor. "
    "De beheerder vindt de oorzaak op het adres /healthz."
)
FAULT = (
    "Deze pagina kan nu niet worden getoond door een fout in het programma. Probeer het later opnieuw, "
    "of meld het bij de beheerder met het adres van deze pagina."
)
NO_FIGURES = (
    "Er zijn nog geen cijfers gepubliceerd. De beheerder maakt ze beschikbaar met ‘make build’; "
    "daarna staat hier het overzicht."
)

# Titles of the pages: in the menu, in the tab of the browser and above the page.
OVERVIEW = "Overzicht"
POLICY_FIELD = "Beleidsveld"
INDICATOR = "Indicator"
AWARENESS = "Bekendheid WIJ"
SOCIAL_BASE = "Sociale basis"
REVISIONS = "Herzieningen"
REVISIONS_IN_FULL = "Herzieningen en tegenstrijdigheden"
SOURCES = "Bronnen"

# Choices, and what is said when there is nothing to choose.
POLICY_FIELDS = "Beleidsvelden"
YEAR = "Jaar"
KNOWN_IN = "Stand volgens"
LATEST_EDITION = "Alles wat bekend is"
SEARCH = "Zoek een indicator of beleidsveld"
SEARCH_EXAMPLE = "Bijvoorbeeld: vrijwilligers"
TO_OVERVIEW = "Naar het overzicht van alle beleidsvelden"
NOTHING_KNOWN = "Geen cijfers of streefwaarden bekend"
NO_SOCIAL_BASE = "Van de sociale basis zijn geen actielijnen of aantallen gepubliceerd."
NO_INDICATOR = "Er is geen indicator gekozen. Kies er een bij een beleidsveld, of zoek op naam in het overzicht."
ALL_POLICY_FIELDS = "Alle beleidsvelden"
KIND = "Soort"
ALL_KINDS = "Alle soorten"
NOTHING_IN_EDITION = "In dit document staan geen cijfers. Kies hierboven een ander document, of alles wat bekend is."

DOCUMENT_KINDS = {
    "budget": "Begroting",
    "accounts": "Rekening",
    "progress_report": "Voortgangsrapportage",
    "news": "Nieuwsbericht",
    "survey_report": "Onderzoeksrapport",
}

SOURCE_KINDS = {
    "survey": "Enquête",
    "register": "Registratie",
    "report": "Rapportage",
    "unknown": "Niet vermeld",
}

ABRIDGED = {
    "nothing": "Niets ingekort",
    "notes": "Voetnoten ingekort in eigen woorden; cijfers en namen zoals gedrukt",
    "labels_and_notes": "Namen en voetnoten ingekort in eigen woorden; cijfers zoals gedrukt",
}

YEAR_SOURCES = {
    "inferred": "afgeleid uit soort en jaar van het document",
    "cell": "gedrukt in de cel",
    "corrected": "verbeterd, zie de correcties van het document",
    "curated": "met de hand overgenomen",
}

# What the loaders refuse or remark, as a sentence for a visitor; their own messages are for the command line.
PROBLEM_KINDS = {
    "row-not-alignable": "De rij heeft niet evenveel cellen als de tabel kolommen; zij is niet geladen.",
    "header-unreadable": "Uit de kop is niet op te maken wat de kolommen zijn.",
    "header-contradicts-document": "De kop spreekt het soort of het jaar van het document tegen.",
    "label-missing": "De rij heeft geen naam.",
    "duplicate-indicator": "Deze naam staat twee keer in het document.",
    "contradicting-figures": "Hetzelfde cijfer staat er met verschillende waarden.",
    "year-out-of-range": "Het jaar is niet aannemelijk.",
    "year-inferred": "Het jaar staat er niet; het is afgeleid uit het document.",
    "year-unknown": "Het jaar van de kolom is niet bekend.",
    "year-span": "Er staat een reeks van jaren; het laatste jaar geldt.",
    "result-ahead-of-time": "Er staat een uitkomst voor een jaar dat nog niet voorbij was.",
    "percentage-above-100": "Een aandeel is groter dan 100%.",
    "finance-block": "Dit is een tabel met geld, zonder indicatoren.",
    "no-table": "Er is geen tabel met indicatoren gevonden.",
    "header-missing": "De tabel heeft geen kop.",
    "column-unreadable": "Uit de kop is niet op te maken wat deze kolom is.",
    "rows-wider": "De rijen hebben meer cellen dan de kop kolommen; de tabel is niet geladen.",
    "row-without-figures": "De rij heeft geen enkel cijfer.",
    "note-missing": "Dit voetnootteken staat bij een cijfer of naam, maar de noot zelf staat er niet.",
    "note-unused": "Deze noot staat onder de tabel, maar niets verwijst ernaar.",
    "decimal-point": "De tabel schrijft decimalen met een punt in plaats van een komma.",
    "figure-repeated": "Het document noemt dit cijfer vaker; het is één keer geladen.",
    "not-linked": "De naam is nog niet aan een bekende indicator gekoppeld.",
    "part-not-described": "De cel heeft twee cijfers; wat het tweede is, is nog niet beschreven.",
    "too-many-figures": "De cel heeft meer dan twee cijfers; de latere zijn niet geladen.",
    "column-not-loaded": "Niet bekend is wat deze kolom is; zij is niet geladen.",
    "formula-without-value": "Een formule is zonder uitkomst bewaard; de rij is niet geladen.",
    "formula-error": "Een formule is op een fout uitgelopen.",
    "hidden-sheet": "Een verborgen werkblad is niet gelezen.",
    "sheet-too-large": "Het werkblad is te groot; het einde is niet gelezen.",
    "scanned-page": "Deze bladzijde is een plaatje zonder tekst.",
    "mojibake": "De tekst is met een verkeerde codering bewaard.",
    "correction": "Een correctie past niet bij wat er staat.",
}
PROBLEM = "Dit is niet gelezen zoals verwacht."

ACTION_STATUSES = {
    "planned": "Gepland",
    "running": "Loopt",
    "done": "Gedaan",
    "done_and_running": "Gedaan en loopt door",
}

# What the page of revisions and contradictions lists, by the id in its address.
SILENT_KIND = "zonder-uitleg"
FINDING_KINDS = {
    "herziening": "Herziening",
    "correctie": "Correctie",
    "herdefinitie": "Herdefinitie",
    SILENT_KIND: "Zonder uitleg",
    "deelgroepen": "Deelgroepen die niet passen",
    "delen-en-totaal": "Delen en totaal",
    "streefwaarde": "Streefwaarde van een andere reeks",
    "uitspraak": "Uitspraak tegenover cijfers",
    "orde-van-grootte": "Orde van grootte",
    "sprong": "Ongewone sprong",
}
KIND_OF_REVISION = {
    RevisionKind.REVISION: "herziening",
    RevisionKind.CORRECTION: "correctie",
    RevisionKind.REDEFINITION: "herdefinitie",
}
KIND_OF_CONTRADICTION = {
    ContradictionKind.NESTED_BASES: "deelgroepen",
    ContradictionKind.PARTS_AND_TOTAL: "delen-en-totaal",
    ContradictionKind.SILENT_REVISION: SILENT_KIND,
    ContradictionKind.TARGET_OF_ANOTHER_SERIES: "streefwaarde",
    ContradictionKind.MAGNITUDE: "orde-van-grootte",
    ContradictionKind.JUMP: "sprong",
} | {kind: "uitspraak" for kind in ContradictionKind if kind.startswith("claim_")}
REVISION_NOUNS = {
    RevisionKind.REVISION: ("herziening", "herzieningen"),
    RevisionKind.CORRECTION: ("correctie", "correcties"),
    RevisionKind.REDEFINITION: ("herdefinitie", "herdefinities"),
}
# How much a finding weighs; None is a revision with its reason.
FINDING_WORDS: dict[Severity | None, str] = formats.SEVERITY_WORDS | {None: "met uitleg"}
FINDING_MEANINGS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: "Beide kunnen niet waar zijn.",
    Severity.UNSUPPORTED: "De cijfers laten niet zien wat er staat.",
    Severity.REMARK: "Het kan, maar iemand moet ernaar kijken.",
    None: "Een later document geeft een ander cijfer en zegt waarom.",
}
FINDING_GLYPHS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: "≠",
    Severity.UNSUPPORTED: "◐",
    Severity.REMARK: "○",
    None: "●",
}
# The same as a caveat beside a figure; of a revision, its kind.
FINDING_CHIPS: dict[Severity | RevisionKind | None, str] = {
    Severity.CONTRADICTION: "tegenstrijdig",
    Severity.UNSUPPORTED: "niet gedragen",
    Severity.REMARK: "let op",
    RevisionKind.REVISION: "herzien",
    RevisionKind.CORRECTION: "gecorrigeerd",
    RevisionKind.REDEFINITION: "definitie gewijzigd",
}
REVISED = "{before}: {earlier}. {after}: {later}."
REVISED_IN_ONE = "{after}: {later}, waar eerder {earlier} gepubliceerd was."
NO_REASON = "Geen van beide documenten zegt waarom."

# Beside a verdict.
CERTAINTY = "Zekerheid"
WHY = "Waarom?"
SENSITIVE = "gevoelig voor het ontwerpeffect"
TARGET = "streefwaarde"

SEVERITIES = {"refused": "Geweigerd", "notice": "Opmerking"}

REPAIRED = "gelezen na een correctie"
ABRIDGED_NAME = "naam ingekort"
NOT_LINKED = "nog niet gekoppeld"
REDEFINED = "definitie gewijzigd"
DIFFERS = "verschilt per document"
STATUTORY = "wettelijk verplicht (BBV)"


def count(number: int, singular: str, plural: str) -> str:
    """Return `1 beleidsveld`, `12 beleidsvelden`."""
    return f"{number} {singular if number == 1 else plural}"


def years(known: Sequence[int]) -> str:
    """Return the years there are: `2016`, `2015, 2017 en 2018`, `2015 tot en met 2022` when none is missing."""
    ordered = sorted(known)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]} tot en met {ordered[-1]}"
    *early, last = [str(year) for year in ordered]
    return f"{', '.join(early)} en {last}" if early else last


def year_source(source: str) -> str | None:
    """Return how the year of a figure is known, where it is not simply printed above it."""
    words = YEAR_SOURCES.get(source)
    return f"jaar {words}" if words else None


def not_linked(suggestions: str | None) -> str:
    """Return what it means that an indicator is not linked, with the names it resembles."""
    return f"Deze naam hoort nog niet bij een bekende indicator. Lijkt op: {suggestions or 'geen enkele naam'}."


def unknown_policy_field(asked: str, known: int) -> str:
    """Return the sentence for an address with a policy field that does not exist."""
    return f"Het beleidsveld ‘{asked}’ is niet bekend. Er zijn {known} beleidsvelden: kies er hierboven een."


def unknown_indicator(asked: str) -> str:
    """Return the sentence for an address with an indicator that does not exist."""
    return f"De indicator ‘{asked}’ is niet bekend. Zoek op naam in het overzicht, of kies een beleidsveld."


def unknown_document(asked: str, known: int) -> str:
    """Return the sentence for an address with a document that does not exist."""
    return f"Het document ‘{asked}’ is niet bekend. Hieronder staan de {known} documenten die er wel zijn."


def later_document(title: str) -> str:
    """Return the sentence for a document that appeared after the edition that was chosen."""
    return f"‘{title}’ verscheen na het document van ‘{KNOWN_IN}’. Kies hierboven een later document."


def kinds(of: Iterable[str]) -> str:
    """Return the kinds of a finding: `Herziening, zonder uitleg`."""
    return ", ".join(FINDING_KINDS[kind] for kind in of).capitalize()


def no_findings(asked: str | None, known: int) -> str:
    """Return the sentence for a list without findings."""
    if asked is None:
        return "Hier zijn geen herzieningen en geen tegenstrijdigheden gevonden."
    return f"Van de soort ‘{FINDING_KINDS[asked]}’ is hier niets gevonden; van alle soorten samen {known}."


def findings_of_kind(asked: str, shown: int, known: int) -> str:
    """Return how many findings are of the kind that was asked for."""
    return f"Soort ‘{FINDING_KINDS[asked]}’: {shown} van de {known} bevindingen"


def n_is_assumed(known: Sequence[int]) -> str:
    """Return that the number of respondents of these years is an assumption; empty for none."""
    return f" (n van {years(known)} aangenomen)" if known else ""


def smallest_change(size: str, sample: str, *, is_bound: bool) -> str:
    """Return from which change on a next survey of this size would show one."""
    at_least = "ten minste " if is_bound else ""
    return f"Een volgende verandering is op deze groep, {sample}, pas vanaf {at_least}{size} procentpunt aantoonbaar."


def certainty_of_change(words: str) -> str:
    """Return what the evidence carries where there is no verdict to be sure of, only a change."""
    return f"verandering: {words}"


def no_change(reason: str) -> str:
    """Return why no change is given."""
    return f"Geen verandering te berekenen. {reason}"


def unknown_kind(asked: str, known: Iterable[str]) -> str:
    """Return the sentence for an address with a kind of finding that does not exist."""
    return f"De soort ‘{asked}’ is niet bekend. Kies hierboven een van de soorten: {', '.join(known).lower()}."


def unknown_edition(asked: str) -> str:
    """Return the sentence for an address that asks for what was known in a document that does not exist."""
    return f"‘Stand volgens {asked}’ is niet bekend. Kies hierboven een document, of de laatste stand."


def unknown_year(asked: str, known: Sequence[int]) -> str:
    """Return the sentence for an address with a year without figures."""
    return f"Over ‘{asked}’ zijn geen cijfers bekend. Er zijn cijfers over {years(known)}."
