"""Which page of which document each received file is, as far as the file, the catalogue and the stored pages tell."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from loaders.catalogue import Catalogue, Document
from loaders.delivery.decided import latest
from loaders.delivery.decisions import Decisions, PageDecision
from loaders.extraction import Extraction
from loaders.matching import slug, words
from loaders.sources import PageSheet, StoredPage, figures_of, notes_of


@dataclass(frozen=True)
class Placed:
    """One file and the page it is."""

    file: str
    """SHA-256."""
    name: str
    extraction: Extraction
    document: str | None
    """Known, decided or suggested."""
    page: str | None
    is_sure: bool
    """Whether file, catalogue and stored pages tell, so that nothing needs to be confirmed."""
    is_decided: bool
    """Whether a person said which page it is, or left it out, and nothing contradicts that."""
    left_out: bool = False
    replaces: StoredPage | None = None
    """The stored page of that name, which this one takes the place of."""

    @property
    def is_settled(self) -> bool:
        """Whether it is known which page it is."""
        return (self.is_sure or self.is_decided) and not self.left_out

    def as_stored(self) -> StoredPage:
        """Return it as the build will read it."""
        sheet = self.replaces.sheet if self.replaces else _EMPTY_SHEET
        return StoredPage(
            self.document or "",
            self.page or "",
            sheet,
            self.file,
            figures_of(self.extraction),
            notes_of(self.extraction),
            curated=self.replaces.curated if self.replaces else (),
        )


_EMPTY_SHEET = PageSheet(title="?", received_via="?", abridged="nothing", territories={})


def place(
    read: Mapping[str, Extraction],
    names: Mapping[str, str],
    catalogue: Catalogue,
    decisions: Decisions,
    pages: Sequence[StoredPage],
) -> list[Placed]:
    """Return where each file belongs; the catalogue holds the documents that were decided already."""
    placing = _Placing(catalogue, decisions, pages)
    # What a person said comes first, so that no suggestion takes a name that was given away.
    in_order = sorted(read, key=lambda sha256: sha256 not in placing.decided)
    placed = {sha256: placing.place(sha256, read[sha256], names.get(sha256, "")) for sha256 in in_order}
    return [placed[sha256] for sha256 in read]


class _Placing:
    def __init__(self, catalogue: Catalogue, decisions: Decisions, pages: Sequence[StoredPage]) -> None:
        self.catalogue = catalogue
        self.decided: Mapping[object, PageDecision] = latest(decisions.page, lambda one: one.file)
        self.stored: dict[str | None, dict[str, StoredPage]] = defaultdict(dict)
        for page in pages:
            self.stored[page.document_id][page.name] = page
        self.same_file = {page.sha256: page for page in reversed(pages)}
        self.taken: set[tuple[str | None, str]] = set()

    def place(self, sha256: str, extraction: Extraction, name: str) -> Placed:
        decision = self.decided.get(sha256, PageDecision(file=sha256))
        same = self.same_file.get(sha256)
        document, is_known = self._document(extraction, same)
        if decision.document is not None:
            document, is_known = decision.document, decision.document in self.catalogue.documents
        page, is_sure = self._page(document, extraction, name, same)
        is_decided = decision.page is not None or decision.document is not None
        if decision.page is not None:
            page, is_sure = decision.page, (document, decision.page) not in self.taken
        if not decision.left_out:
            self.taken.add((document, page))
        return Placed(
            file=sha256,
            name=name,
            extraction=extraction,
            document=document,
            page=page,
            is_sure=is_known and is_sure and not is_decided,
            is_decided=decision.left_out or (is_known and is_sure and is_decided),
            left_out=decision.left_out,
            replaces=self.stored[document].get(page) if document else None,
        )

    # Document -------------------------------------------------------------------------------------------------------

    def _document(self, extraction: Extraction, same: StoredPage | None) -> tuple[str | None, bool]:
        """Return the document a file belongs to and whether that is known rather than suggested."""
        if same is not None:
            return same.document_id, True
        kind, year = extraction.document.get("kind"), extraction.document.get("fiscal_year")
        if kind is None or year is None:
            return None, False
        own = [one for one in own_documents(self.catalogue) if one.kind == kind]
        of_year = [one for one in own if one.fiscal_year == year]
        if of_year:
            is_ours = self._may_be_from(_host(extraction.document.get("address")), of_year[0])
            return of_year[0].id, is_ours and len(of_year) == 1
        named = [one for one in own if one.fiscal_year and str(one.fiscal_year) in one.id]
        pattern = max(named, key=lambda one: one.fiscal_year or 0, default=None)
        return (pattern.id.replace(str(pattern.fiscal_year), str(year)) if pattern else None), False

    def _may_be_from(self, host: str, document: Document) -> bool:
        """Return whether a site is one of ours: other municipalities have accounts of the year too.

        Of a document without an address the first part tells: `groningen.` before what differs by year.
        """
        site = _host(document.address)
        firsts = {_host(one.address).split(".")[0] for one in own_documents(self.catalogue) if one.address}
        return not host or (host == site if site else not firsts or host.split(".")[0] in firsts)

    # Page -----------------------------------------------------------------------------------------------------------

    def _page(
        self, document: str | None, extraction: Extraction, name: str, same: StoredPage | None
    ) -> tuple[str, bool]:
        """Return the name of a page and whether it needs no confirmation."""
        codes = {code: table.field_title for table in extraction.tables if (code := (table.field_code or "").strip())}
        by_code = slug(next(iter(codes))) if len(codes) == 1 else None
        again = same if same and same.document_id == document else self._stored_before(document, extraction, by_code)
        if again and (document, again.name) not in self.taken:
            return again.name, True
        stem = PurePosixPath(re.split(r"[›\\]", name)[-1].strip()).stem
        title = slug(f"{by_code} {next(iter(codes.values())) or ''}") if by_code else slug(stem)
        free = (one for one in _numbered(by_code, title) if not self._is_taken(document, one))
        page = next(free)
        return page, page == by_code

    def _is_taken(self, document: str | None, page: str) -> bool:
        return (document, page) in self.taken or page in self.stored[document]

    def _stored_before(self, document: str | None, extraction: Extraction, by_code: str | None) -> StoredPage | None:
        """Return the stored page that a file is a later state of: by its address, its policy fields or its name."""
        stored = self.stored[document].values()
        address = _address(extraction.document.get("address"))
        for page in stored:
            if address and _address(page.sheet.address) == address:
                return page
        fields = {_field(table.field_code, table.field_title) for table in extraction.tables}
        near = [page for page in stored if page.figures and fields == _fields_of(page)]
        # What was typed in by hand because nothing could be read gives way to what can be read now.
        near = near or [page for page in stored if page.name == by_code and not page.figures]
        return near[0] if len(near) == 1 else None


def own_documents(catalogue: Catalogue) -> list[Document]:
    """Return the documents about our own municipality."""
    own = {territory.id for territory in catalogue.territories.values() if territory.own}
    return [document for document in catalogue.documents.values() if document.territory in own]


def _numbered(by_code: str | None, title: str) -> Iterator[str]:
    if by_code:
        yield by_code
    yield title
    number = 2
    while True:
        yield f"{title}-{number}"
        number += 1


def _field(code: str | None, title: str | None) -> tuple[str, str]:
    return (code or "").strip(), words(title or "")


def _fields_of(page: StoredPage) -> set[tuple[str, str]]:
    return {_field(figure.field_code, figure.field_title) for figure in page.figures}


def _host(address: str | None) -> str:
    return (urlsplit(address or "").hostname or "").removeprefix("www.")


def _address(address: str | None) -> str:
    return re.sub(r"^https?://(www\.)?|/+$", "", (address or "").strip())
