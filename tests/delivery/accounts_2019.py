"""What comes in after the small data folder was made: a page of next year's accounts, and what is decided."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from loaders.catalogue import Catalogue, Definition, Document, Indicator, read_catalogue
from loaders.delivery.decisions import Decisions, DefinitionDecision, FieldDecision, RowDecision
from loaders.delivery.questions import Questions, questions
from loaders.extract import extract_text
from loaders.extraction import Extraction
from loaders.sources import StoredPage, read_sources

KNOWN_ROW = "% bewoners dat bekend is met de dienstverlening van WIJ-Groningen"
NEAR_ROW = "% bewoners dat kontakt heeft gehad met WIJ-Groningen"
NEW_ROW = 'Cijfer voor de "buurt"'
UNWANTED_ROW = "Wachtlijst"

PAGE = f"""https://groningen.jaarverslag-2019.nl/p1/4-1-6
4 Welzijn, gezondheid en zorg

4.1.6 Sociale basisvoorzieningen

Prestatie-indicatoren | Behaald 2018 | Beoogd 2019 | Behaald 2019
--- | --- | --- | ---
{KNOWN_ROW} (I) | 63% | Toename | 66%
{NEAR_ROW} | 30% (17%) | - | 31% (20%)
{NEW_ROW} | 7,1 | > 7 | 7,3
{UNWANTED_ROW} | 12 | Afname | 9

I   De definitie is gewijzigd: voortaan tellen alleen volwassenen mee.
"""

DOCUMENT = Document(
    id="rekening-2019",
    kind="accounts",
    title="Rekening 2019",
    publisher="Gemeente Groningen",
    fiscal_year=2019,
    published_on=date(2020, 6, 11),
    published_precision="day",
    territory="gm0014-tot-2019",
)
FIELD = FieldDecision(
    document="rekening-2019", code="4.1.6", title="Sociale basisvoorzieningen", policy_field="sociale-basis"
)
NEW_INDICATOR = Indicator(
    id="wij-buurtcijfer", name="Cijfer voor de buurt (WIJ)", kind="score", unit="cijfer 1-10", better="higher"
)
NEAR = RowDecision(policy_field="sociale-basis", label=NEAR_ROW, choice="alias", indicator="wij-contact")
NEW = RowDecision(policy_field="sociale-basis", label=NEW_ROW, choice="new", new=NEW_INDICATOR)
UNWANTED = RowDecision(policy_field="sociale-basis", label=UNWANTED_ROW, choice="left_out")
REDEFINED = DefinitionDecision(
    indicator="wij-bekend",
    document="rekening-2019",
    choice="new",
    new=Definition(version=3, wording="alleen volwassenen", note='Noot I: "gewijzigd"'),
)
DECIDED = Decisions(document=[DOCUMENT], field=[FIELD], row=[NEAR, NEW, UNWANTED], definition=[REDEFINED])


def read(*texts: str) -> dict[str, Extraction]:
    """Return what is read from the texts of pages."""
    extractions = [extract_text(text, f"bestand-{number}.txt") for number, text in enumerate(texts, start=1)]
    return {extraction.document["sha256"]: extraction for extraction in extractions}


def known(data: Path) -> tuple[Catalogue, list[StoredPage]]:
    """Return the catalogue and the pages of a data folder, which must be without mistakes."""
    (catalogue, problems), (pages, faults) = read_catalogue(data), read_sources(data)
    assert [*problems, *faults] == []
    return catalogue, pages


def asked(data: Path, received: Mapping[str, Extraction], decisions: Decisions | None = None) -> Questions:
    """Return what is asked about what was received, beside a data folder."""
    catalogue, pages = known(data)
    names = {sha256: extraction.document["file"] for sha256, extraction in received.items()}
    return questions(received, names, catalogue, decisions or Decisions(), pages)
