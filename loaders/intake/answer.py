"""What the process that read one file tells the one that asked: plain data, checked before it is believed."""

from dataclasses import dataclass
from pathlib import Path

from loaders.extraction import Extraction
from loaders.grid import Problem

ANSWER = "answer.json"


@dataclass(frozen=True)
class Task:
    """One file to read."""

    path: str
    name: str
    """As the clerk knows it; never used as a path."""
    is_survey: bool
    is_codebook: bool
    codebook: str
    """Path of what says what the variables of a survey mean; empty where none was handed over."""
    smallest_base: int
    sha256: str
    unpacked_bytes: int
    """What an archive may unpack to; 0 where no further archive is opened."""
    files: int
    entries: int
    page_bytes: int
    memory: int
    cpu_seconds: int
    written_bytes: int


@dataclass(frozen=True)
class Member:
    """One file of an archive."""

    file: str
    """Its name in the private folder: a number, and a known ending."""
    name: str
    """Its name inside the archive."""
    size: int


@dataclass(frozen=True)
class Answer:
    """What one file held."""

    kind: str = ""
    """`text`, `html`, `xlsx`, `ods`, `docx`, `pdf`, `survey`, `archive`; empty where it was not found out."""
    extraction: Extraction | None = None
    problems: tuple[Problem, ...] = ()
    members: tuple[Member, ...] = ()
    respondents: int | None = None
    variables: int | None = None
    is_unreadable: bool = False
    not_limited: tuple[str, ...] = ()
    """Limits that this system could not set."""


def read_answer(folder: Path, longest: int) -> Answer | None:
    """Return the answer left in a folder; None when there is none, or none that can be believed."""
    from pydantic import TypeAdapter, ValidationError

    file = folder / ANSWER
    try:
        with file.open("rb") as stream:
            content = stream.read(longest + 1)
        return None if len(content) > longest else TypeAdapter(Answer).validate_json(content)
    except (OSError, ValidationError):
        return None
