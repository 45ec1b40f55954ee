"""What the municipality says of targets that were not achieved: `data/commentary.toml`.

An entry is about one indicator in one year and says why the target was not achieved, what is done about it, and who
does that; what it leaves out is shown as not filled in.
"""

from collections.abc import Collection
from pathlib import Path

from loaders.catalogue import Text
from loaders.grid import Problem
from loaders.said import Said, read_said
from loaders.tables import TableRow


class Commentary(Said):
    """What is said of one indicator in one year."""

    cause: Text | None = None
    action: Text | None = None
    owner: Text | None = None

    @property
    def row(self) -> TableRow:
        """The row of table `commentary`."""
        return {"indicator_id": self.indicator} | self.model_dump(exclude={"indicator"})


def read_commentary(data: Path, indicators: Collection[str]) -> tuple[list[Commentary], list[Problem]]:
    """Return what is said, and every mistake in the file; a folder without the file says nothing."""
    return read_said(data, "commentary", Commentary, indicators, _nothing_said)


def _nothing_said(one: Commentary) -> tuple[str, str] | None:
    if any((one.cause, one.action, one.owner)):
        return None
    return "none of them", "a 'cause', an 'action' or an 'owner'"
