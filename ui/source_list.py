"""Where the figures come from, drawn: every document, and of one document what was received, refused and repaired."""

from collections.abc import Iterable

from indicators import formats, reading
from indicators.model import Page, Source, SourceProblem
from indicators.reading import Warehouse
from ui import addresses, figures, wording
from ui.markup import Content, Html, body, element, facts, joined, link, outside_link, row, section, table


def listed(warehouse: Warehouse, as_known_in: str | None = None) -> Html:
    """Return every document as a row of one table, newest edition first."""
    found = reading.sources(warehouse, as_known_in)
    pages = [page for source in found for page in source.pages]
    refused = sum(len(of_severity(source, "refused")) for source in found)
    lead = (
        f"{wording.count(len(found), 'document', 'documenten')}, "
        f"{wording.count(len(pages), 'pagina', 'pagina’s')} en "
        f"{wording.count(sum(page.figures for page in pages), 'cijfer of streefwaarde', 'cijfers en streefwaarden')}; "
        f"{wording.count(refused, 'rij is geweigerd', 'rijen zijn geweigerd')} en bij het document te zien."
    )
    headers = ("Document", "Soort", "Verschenen", "Pagina’s", "Cijfers", "Geweigerd", "Opmerkingen", "Correcties")
    written = table(
        "Documenten, nieuwste eerst",
        headers,
        [body(*(source_row(source, as_known_in) for source in found))],
        class_="sources",
    )
    return joined(element("p", lead, class_="lead"), written)


def source_row(source: Source, as_known_in: str | None) -> Html:
    """Return one document as a row with what was received and refused, in numbers."""
    document = source.document
    return row(
        joined(
            link(addresses.sources(document.document_id, as_known_in), document.title),
            figures.aside(document.publisher),
        ),
        wording.DOCUMENT_KINDS[document.kind],
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
        ("Uitgever", document.publisher),
        ("Soort", wording.DOCUMENT_KINDS[document.kind]),
        ("Begrotingsjaar", str(document.fiscal_year) if document.fiscal_year else None),
        ("Verschenen", formats.published(document)),
        ("Adres", outside_link(document.address, document.address) if document.address else "niet bekend"),
        ("Toelichting", document.note),
        (
            "Ook gebruikt voor",
            link(addresses.social_base(as_known_in), wording.SOCIAL_BASE) if document_id in told_by else None,
        ),
    ]
    return joined(
        element("p", link(addresses.sources(as_known_in=as_known_in), wording.SOURCES), class_="above"),
        element("h1", document.title),
        facts(about),
        section("Pagina’s", page_table(source)),
        section("Geweigerd", problem_table("Geweigerde rijen en cellen", of_severity(source, "refused"), pages)),
        section("Opmerkingen bij het inlezen", problem_table("Opmerkingen", of_severity(source, "notice"), pages)),
        section("Correcties", correction_table(source), id_=figures.CORRECTIONS),
        section("Ingelezen bestanden", load_table(source)),
    )


def page_table(source: Source) -> Html:
    """Return the pages of a document: address, how they got here and what was abridged."""
    if not source.pages:
        return Html("")
    written = [
        row(
            joined(page.title, address_of(page)),
            formats.number(page.figures),
            page.received_via,
            wording.ABRIDGED[page.abridged],
        )
        for page in source.pages
    ]
    headers = ("Pagina", "Cijfers", "Hoe verkregen", "Ingekort")
    return table(f"Pagina’s van {source.document.title}", headers, [body(*written)], class_="pages")


def address_of(page: Page) -> Html:
    """Return the public address of a page, or that there is none."""
    held = outside_link(page.address, page.address) if page.address else "adres niet bekend"
    return figures.aside(held)


def problem_table(caption: str, problems: Iterable[SourceProblem], pages: dict[str, Page]) -> Html:
    """Return what was refused or noted, with its cells as found."""
    written = [
        row(
            joined(
                pages[problem.page_id].title if problem.page_id in pages else None,
                figures.aside(formats.place(problem.place)),
            ),
            problem.table_title,
            problem.row_label,
            problem.column_header,
            element("q", problem.found),
            wording.PROBLEM_KINDS.get(problem.kind, wording.PROBLEM),
        )
        for problem in problems
    ]
    headers = ("Pagina en plaats", "Tabel", "Rij", "Kolom", "Gevonden", "Waarom")
    return table(caption, headers, [body(*written)], class_="problems") if written else Html("")


def correction_table(source: Source) -> Html:
    """Return the declared repairs of errors in the document."""
    written = [
        row(
            joined(correction.table_title, figures.aside(correction.row_label or "hele kolom")),
            correction.column_header,
            element("q", correction.expected),
            element("q", correction.corrected),
            correction.reason,
            formats.number(correction.figures),
        )
        for correction in source.corrections
    ]
    headers = ("Tabel en rij", "Kolom", "Gedrukt", "Gelezen als", "Reden", "Cijfers")
    return table("Correcties", headers, [body(*written)], class_="problems") if written else Html("")


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
    headers = ("Bestand", "Cellen gelezen", "Geladen", "Herhaald", "Geweigerd")
    return table("Ingelezen bestanden", headers, [body(*written)], class_="loads") if written else Html("")
