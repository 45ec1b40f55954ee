"""From a file to everything read from it: `extract_file` for a path, `extract_text` for text in memory.

Which document a page belongs to is read from its address, its file name (`gron-bg2018-…`) or its prose; it decides
what headers without a year can mean.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaders import receive
from loaders.cells import WORDS
from loaders.extraction import Extraction
from loaders.formats import text as text_format
from loaders.grid import Problem, Reading
from loaders.headers import DocumentIdentity, DocumentKind
from loaders.plausibility import examine
from loaders.reading import read_tables

KIND_WORDS = {DocumentKind(name): words.split() for name, words in WORDS["documents"].items()}
PROSE = (
    (DocumentKind.ACCOUNTS, r"wat wilden we (?:bereiken|doen) in (20\d\d)"),
    (DocumentKind.ACCOUNTS, r"voortgang [^.]{0,60}\bin (20\d\d) gemeten"),
    (DocumentKind.ACCOUNTS, r"wat hebben we (?:bereikt|gedaan) in (20\d\d)"),
    (DocumentKind.BUDGET, r"wat (?:willen|gaan) we (?:hiervoor )?(?:bereiken|doen) in (20\d\d)"),
)
_ALL_WORDS = "|".join(sorted((word for words in KIND_WORDS.values() for word in words), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![a-z])(?P<word>{_ALL_WORDS})[-_ .]?(?P<year>20\d\d)(?!\d)"
    rf"|(?<!\d)(?P<year2>20\d\d)[-_ .]?(?P<word2>{_ALL_WORDS})(?![a-z])"
)
_HEADING_LINES = 6


def extract_file(path: Path | str, document_id: str | None = None) -> Extraction:
    """Return everything read from a file. Raises `loaders.grid.UnreadableFile` when it cannot be read at all."""
    path = Path(path)
    reading = receive.read_file(path)
    return extract_reading(reading, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), document_id)


def extract_text(text: str, name: str = "", document_id: str | None = None) -> Extraction:
    """Return everything read from the text of a saved page; `name` is its file name."""
    return extract_reading(text_format.read(text), name, hashlib.sha256(text.encode()).hexdigest(), document_id)


def extract_reading(reading: Reading, name: str, sha256: str, document_id: str | None = None) -> Extraction:
    """Return everything read from a file that was received."""
    identity = identify(reading.address, f"{document_id or ''} {name}", reading.text)
    tables, problems = read_tables(reading, identity)
    examined = examine(tables, identity.fiscal_year)
    tables, problems = list(examined.tables), [*reading.problems, *problems, *examined.problems]
    if not tables and not any(p.severity == "refused" and p.kind != "no-table" for p in problems):
        problems.append(
            Problem(
                "no indicator table was found", f"{len(reading.text)} lines of text",
                "a header such as `Indicator, Behaald 2018` with rows of figures below it", kind="no-table",
            )
        )  # fmt: skip
    document: dict[str, Any] = {
        "file": name,
        "sha256": sha256,
        "address": reading.address,
        "kind": identity.kind.value if identity.kind else None,
        "fiscal_year": identity.fiscal_year,
        "id": document_id,
    }
    return Extraction(document, tuple(tables), tuple(problems))


def identify(address: str | None, name: str, lines: Sequence[str]) -> DocumentIdentity:
    """Return kind and fiscal year of the document a page belongs to, as far as the page says."""
    site = re.sub(r"^https?://(?:www\.)?", "", (address or "").lower())
    names = frozenset(re.findall(r"[a-z]{4,}", f"{site.split('/')[0]} {name.lower()}"))
    for text in (site, name.lower()):
        if match := _NAMED.search(text):
            word, year = match["word"] or match["word2"], match["year"] or match["year2"]
            return DocumentIdentity(_kind_of(word), int(year), names)
    for kind, pattern in PROSE:
        for line in lines:
            if found := re.search(pattern, line, re.IGNORECASE):
                return DocumentIdentity(kind, int(found.group(1)), names)
    for line in lines[:_HEADING_LINES]:
        if len(line) < 80 and (match := _NAMED.search(line.lower())):
            word, year = match["word"] or match["word2"], match["year"] or match["year2"]
            return DocumentIdentity(_kind_of(word), int(year), names)
        if len(line) < 80 and re.search(r"\bvoortgang", line, re.IGNORECASE):
            return DocumentIdentity(DocumentKind.PROGRESS_REPORT, None, names)
    return DocumentIdentity(None, None, names)


def _kind_of(word: str) -> DocumentKind:
    return next(kind for kind, words in KIND_WORDS.items() if word in words)
