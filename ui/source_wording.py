"""Words of the sources: kinds of documents and indicators, how figures were read, and what was refused of them.

Constants are Dutch, to be said where they are shown; functions answer in the language of the run.
"""

from indicators.language import say, sayable
from ui.wording import KNOWN_IN

DOCUMENT_KINDS = {
    "budget": sayable("Begroting"),
    "accounts": sayable("Rekening"),
    "progress_report": sayable("Voortgangsrapportage"),
    "news": sayable("Nieuwsbericht"),
    "survey_report": sayable("Onderzoeksrapport"),
    "open_data": sayable("Open data"),
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
    "figure-mistyped": sayable("De cel is bijna een cijfer: er staat een letter of teken in dat er niet hoort."),
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


def year_source(source: str) -> str | None:
    """Return how the year of a figure is known, where it is not simply printed above it."""
    words = YEAR_SOURCES.get(source)
    return say("jaar {known}", known=say(words)) if words else None


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
