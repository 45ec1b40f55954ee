"""Two people, a small data folder, and drafts made of it by the real loader."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from loaders.delivery.drafting import Drafted, draft_of_data
from release.differences import Differences
from tests.build.small_data import DOCUMENTS, SPORT_2018, add_page, replace_in, write
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


WITH_HAREN = """
[[territory]]
id = "gm0014-vanaf-2019"
code = "GM0014"
name = "Groningen met Haren"
valid_from = 2019
own = true
"""
PRINTED_2019 = """https://groningen.jaarverslag-2019.nl/p1/4-1-6
4 Welzijn, gezondheid en zorg

4.1.6 Sociale basisvoorzieningen

Prestatie-indicatoren | Behaald 2017 | Beoogd 2018 | Behaald 2018 | Beoogd 2019 | Behaald 2019
--- | --- | --- | --- | --- | ---
% bewoners dat bekend is met de dienstverlening van WIJ-Groningen | {before} | {aimed} | {last} | 60% | 65%
% bewoners dat contact heeft gehad met WIJ-Groningen | 28% (II) (17% (III)) | - (IV) | 30% (II) (19% (III)) | - | 31%

II  Van wie van WIJ heeft gehoord.
III Van alle bewoners van 18 jaar en ouder.
IV  Een kengetal: zonder norm.
"""


def with_accounts_of_2019(
    data: Path, territory: str, before: str = "60%", last: str = "64%", aimed: str = "Toename"
) -> None:
    """Let accounts of 2019, about this territory, print this of 2017 and 2018 (and its target) beside those of 2019."""
    catalogue = data / "catalogue"
    territories = catalogue / "territories.toml"
    if WITH_HAREN not in territories.read_text(encoding="utf-8"):
        (document,) = (one for one in DOCUMENTS.split("[[") if "rekening-2018" in one)
        later = document.replace("2019-06-13", "2020-06-11").replace("2018", "2019").replace("tot-2019", "vanaf-2019")
        for file, more in ((territories, WITH_HAREN), (catalogue / "documents.toml", f"\n[[{later}")):
            file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
        code = '    { document = "rekening-2018", code = "4.1.6", title = "Sociale basisvoorzieningen" },\n'
        replace_in(catalogue / "policy_fields.toml", code, code + code.replace("2018", "2019"))
    replace_in(catalogue / "documents.toml", '"gm0014-vanaf-2019"', f'"{territory}"')
    add_page(data, "rekening-2019", "4-1-6", PRINTED_2019.format(before=before, last=last, aimed=aimed))


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
