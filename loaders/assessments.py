"""What a person makes of results in words: `data/assessments.toml`.

An entry is about one indicator in one year whose result or target no arithmetic can judge, and says whether the target
was achieved, why, who says so and when. The printed words stay what they are, and what arithmetic can judge it judges:
there an entry changes nothing.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from loaders.catalogue import Text
from loaders.grid import Problem
from loaders.said import Said, read_said
from loaders.tables import TableRow


class Assessment(Said):
    """What is made of one indicator in one year."""

    verdict: Literal["achieved", "not_achieved"]
    reason: Text

    @property
    def row(self) -> TableRow:
        """The row of table `assessment`."""
        return {
            "indicator_id": self.indicator,
            "year": self.year,
            "is_achieved": self.verdict == "achieved",
            "reason": self.reason,
            "author": self.author,
            "written_on": self.written_on,
        }


def read_assessments(data: Path, indicators: Collection[str]) -> tuple[list[Assessment], list[Problem]]:
    """Return what is made of results, and every mistake in the file; a folder without the file says nothing."""
    return read_said(data, "assessment", Assessment, indicators)
