"""What became of one dropped file: the report that the command prints and the next step reads."""

from dataclasses import asdict, dataclass
from typing import Any

from loaders.extraction import Extraction
from loaders.grid import Problem

COMPLETE, REFUSED, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Received:
    """One file and what became of it."""

    name: str
    """As handed over; for a file of an archive `pages.zip › folder/page.html`."""
    sha256: str | None = None
    size: int | None = None
    kind: str = ""
    extraction: Extraction | None = None
    problems: tuple[Problem, ...] = ()
    respondents: int | None = None
    variables: int | None = None
    same_as: tuple[str, ...] = ()
    """What has the same bytes: files of this drop, stored pages as `document/page`."""
    is_unreadable: bool = False
    not_limited: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code of this file by itself."""
        if self.is_unreadable:
            return UNREADABLE
        return REFUSED if any(problem.severity == "refused" for problem in self.problems) else COMPLETE

    @property
    def tables(self) -> int:
        """How many indicator tables it holds."""
        return len(self.extraction.tables) if self.extraction else 0

    @property
    def rows(self) -> int:
        """How many rows those hold."""
        return sum(len(table.rows) for table in self.extraction.tables) if self.extraction else 0

    @property
    def estimates(self) -> int:
        """How many shares of everyone asked a survey gave."""
        return len(self.extraction.estimates) if self.extraction else 0

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON-ready dictionaries and lists."""
        return {**asdict(self), "tables": self.tables, "rows": self.rows, "code": self.code}
