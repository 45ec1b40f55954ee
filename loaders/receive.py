"""A file as it comes in: looked at before anything opens it, then handed to the reader of its format.

What a file is, is decided by its content; the suffix is never believed. Size, archive and encryption are
checked on the bytes, before a library sees them, because a library that meets a 40 GB sheet or an
entity bomb has lost already. Whatever cannot be read raises `UnreadableFile` with a sentence; what can be
read in part comes back with the rest named in `Reading.problems`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from loaders.grid import Grid, GridRow, Problem, Reading, UnreadableFile
from loaders.unseen import UNSEEN, visible

__all__ = ["Limits", "UnreadableFile", "holds_other_files", "password_refusal", "read_file", "refuse_bomb"]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much is read before a file is refused.

    The largest annual accounts seen (pdf, with pictures) are some 40 MB; a page is under 1 MB. Office
    packs its own sheets at most some 50 times smaller, a bomb 1,000 times.
    """

    file_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 256 * MEGABYTE
    pack_ratio: int = 200
    pack_ratio_from_bytes: int = 4 * MEGABYTE
    """Below this unpacked size the ratio says nothing: an empty sheet packs well too."""
    entries: int = 5_000
    path_depth: int = 10


USUAL = Limits()


def read_file(path: Path, limits: Limits = USUAL) -> Reading:
    """Return what stands in a file as grids and text.

    Raises UnreadableFile for a file that is missing, too large, empty, encrypted, packed suspiciously, in
    a format that is not read, or damaged.
    """
    content = _content(path, limits)
    if content.startswith(b"PK\x03\x04"):
        reading = _read_archive(content, limits)
    elif b"%PDF-" in content[:1024]:
        reading = replace(_read_with_library("pdf", content), format="pdf")
    else:
        _refuse_other_formats(content)
        reading = _read_text(_decoded(content))
    return _with_unseen_letters_named(_without_damaged_letters(reading))


# Before anything is opened ---------------------------------------------------------------------------------


def _content(path: Path, limits: Limits) -> bytes:
    if not path.exists():
        raise _refusal(
            "missing-file", "There is no such file.", expected="the name of a file", advice="Check the name."
        )
    if not path.is_file():
        raise _refusal(
            "not-a-file", "This is no ordinary file.", expected="a file", advice="Name one file, or a folder."
        )
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise _refusal(
                "file-too-large",
                "The file is too large to be a page, workbook or report, and was not opened.",
                found=_megabytes(size),
                expected=f"at most {_megabytes(limits.file_bytes)}",
                advice="Save only the pages with the indicator tables.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise _refusal(
            "not-readable",
            "The system does not let this file be read.",
            found=str(error.strerror),
            expected="a file you may read",
            advice="Check its rights.",
        ) from error
    if not content.strip():
        raise _refusal(
            "empty-file",
            "The file is empty.",
            found=f"{len(content)} bytes, no text",
            expected="a page, workbook, document or pdf with a table",
            advice="Save it again; the download may have failed.",
        )
    return content


# What a file turns out to be: first bytes, what to call it, what to do
OTHER_FORMATS = (
    (b"{\\rtf", "a rich text file (.rtf)", "Open it in a word processor and save it as .docx."),
    (b"PK\x05\x06", "an empty zip archive", "Save the workbook or document again."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and hand over the file inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and hand over the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive", "Unpack it and hand over the file inside."),
    (b"Rar!", "a rar archive", "Unpack it and hand over the file inside."),
    (b"\x89PNG", "a picture (png)", "A picture holds no text: find the page itself, or type the figures over."),
    (b"\xff\xd8\xff", "a picture (jpeg)", "A picture holds no text: find the page itself, or type the figures over."),
    (b"GIF8", "a picture (gif)", "A picture holds no text: find the page itself, or type the figures over."),
    (b"II*\x00", "a picture (tiff)", "A picture holds no text: find the page itself, or type the figures over."),
    (b"SQLite format 3", "a database", "Export the table to .xlsx."),
    (b"PAR1", "a parquet file", "Export the table to .xlsx."),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ_FORMATS = "a text or html page, .xlsx, .ods, .docx or .pdf"


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        raise _old_office_refusal(content)
    for first_bytes, name, advice in OTHER_FORMATS:
        if content.startswith(first_bytes):
            raise _refusal("format-not-read", f"This is {name}.", found=name, expected=READ_FORMATS, advice=advice)
    start = content[:2048].lstrip().lower()
    if start.startswith((b"mime-version:", b"from: <saved by")):
        raise _refusal(
            "format-not-read",
            "This is a web page in one mail-like file (.mht).",
            found="an .mht web archive",
            expected=READ_FORMATS,
            advice="Save the page as 'web page, html only'.",
        )


def _old_office_refusal(content: bytes) -> UnreadableFile:
    """Return why an OLE2 container is refused; its directory names the streams in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return password_refusal("an encrypted Office file")
    for stream, name, suffix in (
        ("WordDocument", "a Word document of the old kind (.doc)", ".docx"),
        ("Workbook", "an Excel workbook of the old kind (.xls)", ".xlsx"),
        ("Book", "an Excel workbook of the old kind (.xls)", ".xlsx"),
    ):
        if holds(stream):
            advice = f"Open it and save as {suffix}."
            return _refusal("format-not-read", f"This is {name}.", found=name, expected=READ_FORMATS, advice=advice)
    return _refusal(
        "format-not-read",
        "This is an Office file of the old kind.",
        found="an OLE2 container",
        expected=READ_FORMATS,
        advice="Open it and save as .xlsx, .docx or .pdf.",
    )


def password_refusal(found: str) -> UnreadableFile:
    """Return the refusal of a file that only opens with a password."""
    return _refusal(
        "password-protected",
        "The file is protected with a password and cannot be read.",
        found=found,
        expected="a file without a password",
        advice="Open it with its password, save a copy without one, and hand over the copy.",
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"


def _refusal(kind: str, message: str, found: str = "", expected: str = "", advice: str = "") -> UnreadableFile:
    return UnreadableFile(Problem(message, found=found, expected=expected, advice=advice, kind=kind))


# Archives: workbooks and documents -------------------------------------------------------------------------


def _read_archive(content: bytes, limits: Limits) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive, limits)
            _refuse_encrypted_or_declared_entities(archive)
            kind = _archive_kind(archive)
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        # zipfile lets through whatever its decompressors and decoders raise
        raise _damaged_refusal("workbook or document (a zip archive)", error) from error
    reading = _read_with_library(kind, content)
    problems = (*reading.problems, *([_macros_not_run(kind)] if has_macros else []))
    return replace(reading, format=kind, problems=problems)


def refuse_bomb(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise UnreadableFile for an archive that unpacks to too much, or has names that lead out of it."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    found = expected = ""
    if len(entries) > limits.entries:
        found, expected = f"{len(entries):,} files inside", f"at most {limits.entries:,}"
    elif unpacked > limits.unpacked_bytes:
        found, expected = _megabytes(unpacked), f"at most {_megabytes(limits.unpacked_bytes)} unpacked"
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if entry.file_size > limits.pack_ratio_from_bytes and ratio > limits.pack_ratio:
            found, expected = f"'{entry.filename}' packed {ratio:,.0f} times", f"at most {limits.pack_ratio} times"
        elif len(parts) > limits.path_depth or ".." in parts or OUT_OF_ARCHIVE.match(entry.filename):
            found, expected = f"a file named '{entry.filename[:80]}'", "plain names inside the archive"
    if found:
        raise _refusal(
            "zip-bomb",
            "The file unpacks to something no workbook or document holds, and was not opened.",
            found=found,
            expected=expected,
            advice="Do not open it elsewhere; ask the sender for the original.",
        )


# From the root, from a drive (C:) or from another computer (\\server)
OUT_OF_ARCHIVE = re.compile(r"[/\\]|[a-z]:", re.IGNORECASE)
# In UTF-8, and in UTF-16 of either order
ENTITY_DECLARED = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")
# One that the search above does not see through, such as UTF-7, where `!` may be written `+ACE-`
STRANGE_ENCODING = re.compile(
    rb"""\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["'](?!(?:utf-?8|utf-?16|us-ascii|iso-8859-1|windows-1252)["'])""", re.I
)
# Drawings (svg) may declare entities, and no picture is opened
PICTURES = re.compile(r"(?:^|/)(?:media|Pictures|Thumbnails)/")
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
# A part that gives the format away → what it is and what to do
ARCHIVES_NOT_READ = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", "Open it and save as .xlsx."),
    ("ppt/presentation.xml", "a presentation (.pptx)", "Save the slides with tables as .pdf."),
    ("META-INF/container.xml", "an e-book (.epub)", "Find the page or pdf itself."),
)


def holds_other_files(archive: zipfile.ZipFile) -> bool:
    """Return whether an archive is no workbook or document itself, but files packed together."""
    names = set(archive.namelist())
    of_one_file = {"[Content_Types].xml", "xl/workbook.xml", "word/document.xml", "mimetype"}
    return bool(names) and names.isdisjoint(of_one_file | {name for name, _, _ in ARCHIVES_NOT_READ})


def _macros_not_run(kind: str) -> Problem:
    return Problem(
        "The file holds macros; they were not run, only the cells were read.",
        found="a macro project (vbaProject.bin)",
        expected=f"a .{kind} file without macros",
        kind="macros-not-run",
        severity="notice",
        advice="Nothing needs to be done; whoever opens it in an office program should know.",
    )


def _archive_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise _refusal(
                "format-not-read",
                "This is a document with macros (.docm).",
                found="a macro project (vbaProject.bin)",
                expected=READ_FORMATS,
                advice="Open it with macros switched off and save as .docx.",
            )
        return "docx"
    found, advice = "a zip archive", "Unpack it and hand over the file inside."
    if "mimetype" in names:
        found = archive.read("mimetype").decode("ascii", "replace").strip()
        if found.startswith(SPREADSHEET):
            return "ods"
        advice = "Open it and save as .docx or .pdf."
    for name, what, action in ARCHIVES_NOT_READ:
        if name in names:
            found, advice = what, action
    raise _refusal("format-not-read", f"This is {found}.", found=found, expected=READ_FORMATS, advice=advice)


def _refuse_encrypted_or_declared_entities(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.flag_bits & 0x1:
            raise password_refusal("an encrypted zip archive")
        if entry.filename == "META-INF/manifest.xml":
            with archive.open(entry) as part:
                if b"encryption-data" in part.read():
                    raise password_refusal("an encrypted OpenDocument file")
        # LibreOffice declares a document type in a few manifest-like parts, never one with entities
        if not PICTURES.search(entry.filename) and _declares_entities(archive, entry):
            raise _refusal(
                "xml-entities",
                "The file declares XML entities, which no office program writes; they were not resolved.",
                found=f"'<!ENTITY', or letters that may hide it, in '{entry.filename}'",
                expected="parts without a document type",
                advice="Do not open it elsewhere; ask the sender for the original.",
            )


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Return whether a part declares an entity, wherever: a long comment before it must not hide it."""
    with archive.open(entry) as part:
        behind = b""
        while piece := part.read(MEGABYTE):
            if not behind and STRANGE_ENCODING.match(piece):
                return True
            if ENTITY_DECLARED.search(behind + piece):
                return True
            behind = piece[-32:]
    return False


def _damaged_refusal(what: str, error: Exception) -> UnreadableFile:
    return _refusal(
        "damaged-file",
        f"The {what} is damaged and cannot be read.",
        found=f"{type(error).__name__}: {str(error) or 'no further word'}"[:200],
        expected="a complete file",
        advice="Save or download it again.",
    )


def _read_with_library(kind: str, content: bytes) -> Reading:
    """Return what a format reader makes of the bytes.

    Imported here, one at a time: a text page need not wait for the pdf library.
    """
    try:
        if kind == "pdf":
            from loaders.formats import pdf

            return pdf.read(content)
        if kind == "docx":
            from loaders.formats import word

            return word.read(content)
        from loaders.formats import workbook

        return workbook.read_xlsx(content) if kind == "xlsx" else workbook.read_ods(content)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        if "memory" in str(error).lower():
            raise MemoryError from error  # libxml2 says so in words only
        # Nobody can list what three libraries raise on bytes damaged in every possible way
        raise _damaged_refusal(f".{kind} file", error) from error


# Text ------------------------------------------------------------------------------------------------------

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED_ENCODING = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*((?:windows|cp|iso-8859)-?\d{1,4})\b""",
    re.I,
)
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _decoded(content: bytes) -> str:
    """Return the text: by byte order mark, then UTF-8, then what the page declares, then Windows-1252."""
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if 0 < lost < sum(character > "\x7f" for character in text) - lost and not NOT_IN_TEXT.search(text):
        # UTF-8 with a few letters cut in two, which are named later; Windows-1252 would have spoilt all of them
        return text
    for encoding in _likely_encodings(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not NOT_IN_TEXT.search(text):
            return text
        break
    raise _refusal(
        "not-text",
        "The file is not text in an encoding that is read, and no format that is known.",
        found=f"first bytes {content[:8].hex(' ')}",
        expected=f"{READ_FORMATS}; text in UTF-8, UTF-16 with a byte order mark, or Windows-1252",
        advice="Open it in the program it was made with and save it as one of these.",
    )


def _likely_encodings(content: bytes) -> Iterator[str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            yield encoding
            return
    yield "utf-8"
    declared = DECLARED_ENCODING.search(content[:4096])
    # Browsers read a page that calls itself Latin-1 as Windows-1252: the same letters, and € and ’ besides
    if declared and declared[1].lower() != b"iso-8859-1":
        yield declared[1].decode("ascii")
    yield "cp1252"


HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<(?:head|body|table|div)[\s>].*</", re.I | re.S)
XML_DECLARATION = re.compile(r"\s*<\?xml\b")
HTML_WITHIN = 20_000


def _read_text(text: str) -> Reading:
    start = text[:HTML_WITHIN]
    if start.lstrip().startswith("<") and HTML.search(start):
        from loaders.formats import html

        return replace(html.read(text), format="html")
    if XML_DECLARATION.match(text):
        raise _refusal(
            "format-not-read",
            "This is an XML file that is no web page.",
            found=" ".join(start[:80].split()),
            expected=READ_FORMATS,
            advice="Open it in the program it was made with and save it as one of these.",
        )
    from loaders.formats import text as plain

    return replace(plain.read(text), format="text")


# Letters damaged on the way ----------------------------------------------------------------------------------

# UTF-8 read as Windows-1252 by whoever saved the page (Ã«, â€™, Â§), or the mark of a letter lost (U+FFFD)
DAMAGED_LETTERS = re.compile("\ufffd|[ÃÂ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\u0080-\u00bf™œžŸ˜“”¦¡¢°]?|ï»¿")
DAMAGE_ADVICE = "Save the page again as UTF-8 from the browser, or repair the letters in the file."


def _without_damaged_letters(reading: Reading) -> Reading:
    """Return the reading without rows whose letters were damaged, each named; a label must match to be loaded.

    Damage in the text around tables is one notice: it is common on council sites and harms no figure.
    """
    problems: list[Problem] = []
    grids = tuple(_undamaged(grid, problems) for grid in reading.grids)
    numbered = enumerate(reading.text, start=1)
    damaged_lines = [(number, line) for number, line in numbered if DAMAGED_LETTERS.search(line)]
    if damaged_lines and not problems:
        number, line = damaged_lines[0]
        problems.append(
            Problem(
                f"Letters in {len(damaged_lines)} line(s) around the tables were damaged before the file was saved.",
                found=_around_damage(line),
                expected="letters such as ë, é and ’",
                place=f"text line {number}",
                kind="mojibake",
                severity="notice",
                advice=DAMAGE_ADVICE,
            )
        )
    return replace(reading, grids=grids, problems=(*reading.problems, *problems))


def _undamaged(grid: Grid, problems: list[Problem]) -> Grid:
    return replace(grid, rows=tuple(_undamaged_rows(grid, problems)))


def _undamaged_rows(grid: Grid, problems: list[Problem]) -> Iterator[GridRow]:
    title = next((line for line in reversed(grid.context)), grid.place) or None
    for index, row in enumerate(grid.rows):
        column = next((column for column, cell in enumerate(row.cells) if DAMAGED_LETTERS.search(cell)), None)
        # Without its header no row of the table can be read, so a damaged header stays and is only named
        is_header = index == 0 or index < (grid.header_rows or 0)
        if column is None or is_header:
            yield row
        if column is not None:
            problems.append(
                Problem(
                    "Letters of this row were damaged before the file was saved; "
                    + ("it is a header and was read all the same." if is_header else "the row was left out."),
                    found=_around_damage(row.cells[column]),
                    expected="letters such as ë, é and ’",
                    table=title,
                    row=row.cells[0],
                    column=f"{column + 1}",
                    place=row.place,
                    kind="mojibake",
                    severity="notice" if is_header else "refused",
                    advice=DAMAGE_ADVICE,
                )
            )


def _around_damage(line: str) -> str:
    damage = DAMAGED_LETTERS.search(line)
    return line[max(damage.start() - 20, 0) : damage.end() + 20].strip() if damage else ""


# Letters that are not seen -----------------------------------------------------------------------------------


def _with_unseen_letters_named(reading: Reading) -> Reading:
    problems = tuple(
        _unseen(row, grid) for grid in reading.grids for row in grid.rows if any(map(UNSEEN.search, row.cells))
    )
    return replace(reading, problems=(*reading.problems, *problems))


def _unseen(row: GridRow, grid: Grid) -> Problem:
    column, cell = next((column, cell) for column, cell in enumerate(row.cells) if UNSEEN.search(cell))
    return Problem(
        "Letters that are not seen stand in this row; a label with them matches no known indicator by itself.",
        found=visible(cell),
        expected="letters that are seen",
        table=visible(next(reversed(grid.context), grid.place)) or None,
        row=visible(row.cells[0]),
        column=f"{column + 1}",
        place=row.place,
        kind="unseen-letters",
        severity="notice",
        advice="Compare the row with the page, and take the letters out of the file if they mean nothing.",
    )
