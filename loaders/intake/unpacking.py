"""A zip of saved pages → its files in the private folder, each under a number: no name of an archive becomes a path."""

import stat
import zipfile
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError

from loaders.grid import Problem, UnreadableFile
from loaders.intake.answer import Member, Task
from loaders.receive import MEGABYTE, Limits, holds_other_files, password_refusal, refuse_bomb

# What a browser or a system puts beside a page; nobody means to hand it over
_BESIDE_A_PAGE = ("_files", "_bestanden")
_PICTURES_AND_STYLE = frozenset(
    (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf", ".map")
)
_ENDINGS_KEPT = frozenset((".sav", ".csv", ".parquet"))
_AT_A_TIME = MEGABYTE


def is_archive_of_files(path: Path) -> bool:
    """Return whether a file is a zip that is no workbook or document itself; a damaged zip its reader tells of."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            return holds_other_files(archive)
    except Exception:
        return False


def unpack(path: Path, folder: Path, task: Task) -> tuple[list[Member], list[Problem]]:
    """Write the files of an archive into a folder; return them and what was refused.

    Raises UnreadableFile for an archive that is a bomb, leads outside itself, is protected, or lies too deep.
    """
    members: list[Member] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(path) as archive:
        if not task.unpacked_bytes:
            raise UnreadableFile(_too_deep())
        refuse_bomb(archive, Limits(unpacked_bytes=task.unpacked_bytes, entries=task.entries))
        entries = [entry for entry in archive.infolist() if not _is_beside_a_page(entry)]
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise password_refusal("an encrypted zip archive")
        if len(entries) > task.files:
            raise UnreadableFile(_too_many(len(entries), task.files))
        if not entries:
            raise UnreadableFile(_nothing_inside(len(archive.infolist())))
        for number, entry in enumerate(entries, start=1):
            if stat.S_ISLNK(entry.external_attr >> 16):
                problems.append(_link(entry.filename))
                continue
            ending = PurePosixPath(entry.filename).suffix.lower()
            file = folder / f"{number:05d}{ending if ending in _ENDINGS_KEPT else ''}"
            try:
                size = _write(archive, entry, file)
            except (zipfile.BadZipFile, EOFError, ZlibError, NotImplementedError, ValueError) as error:
                problems.append(_damaged(entry.filename, error))
                continue
            members.append(Member(file.name, entry.filename, size))
    return members, problems


def _is_beside_a_page(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return (
        entry.filename.endswith("/")
        or any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
        or any(part.endswith(_BESIDE_A_PAGE) for part in path.parts[:-1])
        or path.suffix.lower() in _PICTURES_AND_STYLE
    )


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> int:
    """Write one file; never more than the archive says it is, because a header can lie."""
    size = 0
    with archive.open(entry) as packed, file.open("wb") as stream:
        while piece := packed.read(_AT_A_TIME):
            size += len(piece)
            if size > entry.file_size:
                raise ValueError("more than the archive says")
            stream.write(piece)
    return size


def _link(name: str) -> Problem:
    return Problem(
        "A file in the archive is a link to another place and was left out; no link is followed.",
        found=name[:80],
        expected="the file itself",
        kind="link-in-archive",
        advice="Put the file itself into the archive.",
    )


def _damaged(name: str, error: Exception) -> Problem:
    return Problem(
        "A file in the archive is damaged and was left out.",
        found=f"'{name[:80]}' ({type(error).__name__})",
        expected="a complete file",
        kind="damaged-file",
        advice="Pack it again.",
    )


def _too_deep() -> Problem:
    return Problem(
        "This archive lies too deep inside other archives and was not opened.",
        found="an archive in an archive in an archive",
        expected="pages, or at most a zip inside a zip",
        kind="archives-too-deep",
        advice="Unpack it and hand over the files inside.",
    )


def _too_many(found: int, most: int) -> Problem:
    return Problem(
        "The archive holds more files than are read at once.",
        found=f"{found:,} files",
        expected=f"at most {most:,}",
        kind="too-many-files",
        advice="Pack only the pages with indicator tables.",
    )


def _nothing_inside(entries: int) -> Problem:
    return Problem(
        "The archive holds no page.",
        found=f"{entries} files, none of them a page, workbook, document, pdf or survey file",
        expected="saved pages",
        kind="empty-file",
        advice="Save the pages again and pack those.",
    )
