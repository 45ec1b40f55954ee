"""Two people, a small data folder, and drafts made of it by the real loader."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from loaders.delivery.drafting import Drafted, draft_of_data
from release.differences import Differences
from tests.build.small_data import SPORT_2018, add_page, write
from warehouse.progress import Progress, unheard
from warehouse.waiting import Waiting

NOON = datetime.fromisoformat("2019-06-01T12:00+02:00")
COUNCIL = datetime.fromisoformat("2019-06-13T10:00+02:00")
HOUR = timedelta(hours=1)


def data_without_reprint(folder: Path) -> Path:
    """Write the small data, without the budget that prints a figure of 2015 otherwise."""
    data = write(folder)
    for file in (data / "sources" / "begroting-2018").glob("5-1-1*"):
        file.unlink()
    return data


def with_visitors(data: Path, visitors: str) -> None:
    """Let the budget of 2018 print so many visitors in 2016, and the figure of 2015 as the budget of 2017 does."""
    page = SPORT_2018.replace("114.000", visitors).replace("100.700", "120.000")
    add_page(data, "begroting-2018", "5-1-1", page)


class Desk:
    """Where drafts of one data folder are made."""

    def __init__(self, data: Path, root: Path) -> None:
        self.data, self.root = data, root
        self.drafted: Drafted | None = None

    def draft(
        self,
        by: str = "Anna",
        now: datetime = NOON,
        progress: Progress = unheard,
        accepted: Mapping[str, str] | None = None,
    ) -> Waiting:
        """Make a draft, which must come about."""
        self.drafted = draft_of_data(self.root, self.data, by, now, accepted=accepted, progress=progress)
        assert self.drafted.waiting is not None, [problem.sentence() for problem in self.drafted.report.problems]
        return self.drafted.waiting

    def differences(self) -> Differences:
        """Return what a draft of the data would change now."""
        self.draft()
        assert self.drafted is not None
        assert self.drafted.differences is not None
        return self.drafted.differences
