"""Where the figures come from, drawn: every document, and of one document what was received, refused and repaired."""

from collections.abc import Iterable

from indicators import formats, reading
from indicators.language import say, say_counted
from indicators.model import Page, Source, SourceProblem
from indicators.reading import Warehouse
from ui import addresses, figures, source_wording, wording
from ui.markup import (
    Content,
    Html,
    body,
    dutch,
    element,
    facts,
    joined,
    link,
    notice,
    outside_link,
    row,
    section,
    table,
    unbroken,
)


def listed(warehouse: Warehouse, as_known_in: str | None = None) -> Html:
    """Return every document as a row of one table, newest edition first."""
    found = reading.sources(warehouse, as_known_in)
    pages = [page for source in found for page in source.pages]
    refused = sum(len(of_severity(source, "refused")) for source in found)
    figures_read = sum(page.figures for page in pages)
    lead = say(
        "{documents}, {pages} en {figures}; {refused} en bij het document te zien.",
        documents=say_counted("{n} document", "{n} documenten", len(found)),
        pages=say_counted("{n} pagina", "{n} pagina’s", len(pages)),
        figures=say_counted("{n} cijfer of streefwaarde", "{n} cijfers en streefwaarden", figures_read),
        refused=say_counted("{n} rij is geweigerd", "{n} rijen zijn geweigerd", refused),
    )
    written = table(
        say("Documenten, nieuwste eerst"),
        (
            say("Document"),
            say("Soort"),
            say("Verschenen"),
            say("Pagina’s"),
            say("Cijfers"),
            say("Geweigerd"),
            say("Opmerkingen"),
            say("Correcties"),
        ),
        [body(*(source_row(source, as_known_in) for source in found))],
        class_="sources",
    )
    return joined(element("p", unbroken(lead), class_="lead"), written)


def source_row(source: Source, as_known_in: str | None) -> Html:
    """Return one document as a row with what was received and refused, in numbers."""
    document = source.document
    return row(
        joined(
            link(addresses.sources(document.document_id, as_known_in), dutch(document.title)),
            figures.aside(dutch(document.publisher)),
        ),
        say(source_wording.DOCUMENT_KINDS[document.kind]),
        formats.published(document),
        formats.number(len(source.pages)),
        formats.number(sum(page.figures for page in source.pages)),
        formats.number(len(of_severity(source, "refused"))),
        formats.number(len(of_severity(source, "notice"))),
        formats.number(len(source.corrections)),
    )


def of_severity(source: Source, severity: str) -> list[SourceProblem]:
    """Return the problems of a document that were refused, or the ones that are only noted."""
    return [problem for problem in source.problems if problem.severity == severity]


def drawn(warehouse: Warehouse, document_id: str, as_known_in: str | None = None) -> Html:
    """Return one document: publisher, address, pages, how they got here, and what went wrong."""
    known = reading.sources(warehouse, as_known_in)
    source = next(source for source in known if source.document.document_id == document_id)
    document = source.document
    pages = {page.page_id: page for page in source.pages}
    programme = reading.social_base(warehouse, as_known_in)
    told_by = {told.document_id for told in programme.action_lines} | {
        told.document_id for told in programme.initiatives
    }
    about: list[tuple[str, Content]] = [
        (say("Uitgever"), dutch(document.publisher)),
        (say("Soort"), say(source_wording.DOCUMENT_KINDS[document.kind])),
        (say("Begrotingsjaar"), str(document.fiscal_year) if document.fiscal_year else None),
        (say("Verschenen"), formats.published(document)),
        (say("Adres"), outside_link(document.address, document.address) if document.address else say("niet bekend")),
        (say("Toelichting"), figures.in_dutch(document.note)),
        (
            say("Ook gebruikt voor"),
            link(addresses.social_base(as_known_in), say(wording.SOCIAL_BASE)) if document_id in told_by else None,
        ),
    ]
    refused, noted = of_severity(source, "refused"), of_severity(source, "notice")
    return joined(
        element("p", link(addresses.sources(as_known_in=as_known_in), say(wording.SOURCES)), class_="above"),
        element("h1", dutch(document.title)),
        facts(about),
        None if source.pages or document_id in told_by else notice(say("Van dit document is geen pagina ingelezen.")),
        section(say("Pagina’s"), page_table(source)),
        section(say("Geweigerd"), problem_table(say("Geweigerde rijen en cellen"), refused, pages)),
        section(say("Opmerkingen bij het inlezen"), problem_table(say("Opmerkingen"), noted, pages)),
        section(say("Correcties"), correction_table(source), id_=figures.CORRECTIONS),
        section(say("Ingelezen bestanden"), load_table(source)),
    )


def page_table(source: Source) -> Html:
    """Return the pages of a document: address, how they got here and what was abridged."""
    if not source.pages:
        return Html("")
    written = [
        row(
            joined(dutch(page.title), address_of(page)),
            formats.number(page.figures),
            dutch(page.received_via),
            say(source_wording.ABRIDGED[page.abridged]),
        )
        for page in source.pages
    ]
    return table(
        say("Pagina’s van {document}", document=source.document.title),
        (say("Pagina"), say("Cijfers"), say("Hoe verkregen"), say("Ingekort")),
        [body(*written)],
        class_="pages",
    )


def address_of(page: Page) -> Html:
    """Return the public address of a page, or that there is none."""
    held = outside_link(page.address, page.address) if page.address else say("adres niet bekend")
    return figures.aside(held)


def problem_table(caption: str, problems: Iterable[SourceProblem], pages: dict[str, Page]) -> Html:
    """Return what was refused or noted, with its cells as found."""
    written = [
        row(
            joined(
                dutch(pages[problem.page_id].title) if problem.page_id in pages else None,
                figures.aside(formats.place(problem.place)),
            ),
            figures.in_dutch(problem.table_title),
            figures.in_dutch(problem.row_label),
            figures.in_dutch(problem.column_header),
            figures.cell(problem.found),
            say(source_wording.PROBLEM_KINDS.get(problem.kind, source_wording.PROBLEM)),
        )
        for problem in problems
    ]
    if not written:
        return Html("")
    titles = (say("Pagina en plaats"), say("Tabel"), say("Rij"), say("Kolom"), say("Gevonden"), say("Waarom"))
    return table(caption, titles, [body(*written)], class_="problems")


def correction_table(source: Source) -> Html:
    """Return the declared repairs of errors in the document."""
    written = [
        row(
            joined(
                dutch(correction.table_title),
                figures.aside(figures.in_dutch(correction.row_label) or say("hele kolom")),
            ),
            dutch(correction.column_header),
            figures.cell(correction.expected),
            figures.cell(correction.corrected),
            dutch(correction.reason),
            formats.number(correction.figures),
        )
        for correction in source.corrections
    ]
    if not written:
        return Html("")
    titles = (say("Tabel en rij"), say("Kolom"), say("Gedrukt"), say("Gelezen als"), say("Reden"), say("Cijfers"))
    return table(say("Correcties"), titles, [body(*written)], class_="problems")


def load_table(source: Source) -> Html:
    """Return the files that were read, with their checksums and counts."""
    written = [
        row(
            joined(load.input, element("span", f"sha256 {load.sha256}", class_="aside checksum")),
            formats.number(load.rows_read),
            formats.number(load.rows_loaded),
            formats.number(load.rows_repeated),
            formats.number(load.rows_refused),
        )
        for load in source.loads
    ]
    if not written:
        return Html("")
    titles = (say("Bestand"), say("Cellen gelezen"), say("Geladen"), say("Herhaald"), say("Geweigerd"))
    return table(say("Ingelezen bestanden"), titles, [body(*written)], class_="loads")
