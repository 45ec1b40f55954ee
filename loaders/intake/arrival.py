"""A dropped file → a private copy of it, its size and SHA-256; nothing of it is understood here.

The copy is what is read, so that what was hashed and what was read are the same bytes whatever happens to the file.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from loaders.grid import Problem, UnreadableFile
from loaders.intake.addresses import ADDRESS, addresses_refused
from loaders.intake.limits import MEGABYTE, IntakeLimits

# The reader of survey files goes by the ending
_SURVEY_ENDINGS = {b"$FL2": ".sav", b"$FL3": ".sav", b"PAR1": ".parquet"}
_SURVEY_NAMES = (".sav", ".csv")
CODEBOOK = ".toml"
_MOST_OF_A_CODEBOOK = MEGABYTE
_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True)
class Arrived:
    """A file that may be read."""

    copy: Path
    size: int
    sha256: str
    is_survey: bool
    is_packed: bool
    is_codebook: bool


def arrive(
    path: Path | str, room: Path, limits: IntakeLimits, name: str = "", *, has_codebook: bool = False
) -> Arrived:
    """Copy a file into a private folder. Raises UnreadableFile for what is no file or too large.

    `name` is what it is called; a workbook is a survey only when a codebook of its name came along.
    """
    if ADDRESS.match(str(path)):
        raise UnreadableFile(addresses_refused(str(path)))
    path = Path(path)
    try:
        if not path.exists():
            raise _refusal("missing-file", "There is no such file.", "", "the name of a file", "Check the name.")
        if not path.is_file():
            advice = "Name the files in it." if path.is_dir() else "Name one file."
            raise _refusal("not-a-file", "This is no ordinary file.", "", "a file", advice)
        return _copied(path, Path(name or path.name).suffix.lower(), room, limits, has_codebook)
    except OSError as error:
        message = "The system does not let this file be read."
        found = str(error.strerror)
        raise _refusal("not-readable", message, found, "a file you may read", "Check its rights.") from error
    except ValueError as error:
        raise _refusal("missing-file", "This is no name of a file.", "", "the name of a file", "Check it.") from error


def _copied(path: Path, suffix: str, room: Path, limits: IntakeLimits, has_codebook: bool) -> Arrived:
    with path.open("rb") as stream:
        start = stream.read(4)
        ending = _SURVEY_ENDINGS.get(start) or suffix
        is_codebook = ending == CODEBOOK
        is_survey = start in _SURVEY_ENDINGS or ending in _SURVEY_NAMES or (has_codebook and ending == ".xlsx")
        is_packed = start == _ARCHIVE and not is_survey
        most = limits.survey_bytes if is_survey else limits.archive_bytes if is_packed else limits.page_bytes
        most = _MOST_OF_A_CODEBOOK if is_codebook else most
        if (size := path.stat().st_size) > most:
            raise _too_large(size, most)
        stream.seek(0)
        copy = room / f"received{ending if is_survey else ''}"
        digest, size = hashlib.sha256(), 0
        with copy.open("xb") as kept:
            while piece := stream.read(MEGABYTE):
                digest.update(piece)
                size += len(piece)
                if size > most:  # it grew while it was read
                    raise _too_large(size, most)
                kept.write(piece)
    return Arrived(copy, size, digest.hexdigest(), is_survey, is_packed, is_codebook)


def _too_large(size: int, most: int) -> UnreadableFile:
    return _refusal(
        "file-too-large",
        "The file is too large, and was not opened.",
        f"{size / MEGABYTE:,.0f} MB",
        f"at most {most / MEGABYTE:,.0f} MB",
        "Save only the pages with the indicator tables.",
    )


def _refusal(kind: str, message: str, found: str, expected: str, advice: str) -> UnreadableFile:
    return UnreadableFile(Problem(message, found, expected, kind=kind, advice=advice))
