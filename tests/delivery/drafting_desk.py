"""A published warehouse and a delivery of next year's accounts, of which everything was decided but what drafts ask."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from loaders.build import build
from loaders.catalogue import Correction, Revision
from loaders.commentary import Commentary
from loaders.delivery import drafting, releasing, room
from loaders.delivery.decisions import Decisions
from tests.build.small_data import write
from tests.delivery.accounts_2019 import DECIDED, PAGE
from tests.intake.dropped import page
from warehouse import landing, log, store
from warehouse.progress import Progress, unheard
from warehouse.store import Warehouse
from warehouse.waiting import Waiting, names

NOON = datetime.fromisoformat("2020-06-01T12:00+02:00")
COUNCIL = datetime.fromisoformat("2020-06-13T10:00+02:00")
SECOND = timedelta(seconds=1)

REVISED = Revision(
    indicator="wij-contact", period=2018, document="rekening-2019", kind="correction", reason="Telfout, zegt noot II."
)
CORRECTED = Correction(
    id="ijsbaan-2016", page="begroting-2018/5-1-1", table=1, row="Aantal bezoekers Kardinge (ijs)",
    column="Behaald 2016", attribute="value", expect="114000", corrected="116000", reason="Tikfout, zegt de dienst.",
)  # fmt: skip
COMMENT = Commentary(
    indicator="wij-bekend", year=2018, cause="Drie teams verhuisden.", author="A. de Boer", written_on=date(2020, 5, 1)
)


class DraftingDesk:
    """A data folder, a warehouse and a delivery in it."""

    def __init__(self, folder: Path, delivery: str = "") -> None:
        self.data, self.root, self.delivery = folder / "data", folder / "warehouse", delivery

    @classmethod
    def laid_out(cls, folder: Path) -> "DraftingDesk":
        """Publish the small data and receive the accounts of 2019."""
        desk = cls(folder)
        write(desk.data)
        assert build(desk.data, desk.root, by="Anna").is_good
        file = page(folder / "rekening-2019.txt", PAGE)
        desk.delivery = room.receive(desk.root, [file], "Anna", NOON, {}).delivery_id
        desk.decide(DECIDED.model_copy(update={"revision": [REVISED]}))
        return desk

    def copied(self, folder: Path) -> "DraftingDesk":
        """Return the same in another folder."""
        shutil.copytree(self.data, folder / "data")
        shutil.copytree(self.root, folder / "warehouse")
        return DraftingDesk(folder, self.delivery)

    def decide(self, decisions: Decisions, delivery: str = "") -> None:
        room.decide(self.root, delivery or self.delivery, decisions, "Anna", NOON)

    def decide_more(self, **more: object) -> None:
        """Decide the same as before, but for the lists given."""
        self.decide(room.decisions(self.root, self.delivery).model_copy(update=more))

    def second(self, decisions: Decisions) -> str:
        """Return the id of a delivery without files."""
        delivery = room.receive(self.root, [], "Cees", NOON, {}).delivery_id
        self.decide(decisions, delivery)
        return delivery

    @property
    def waiting(self) -> str:
        """Name of the one draft that waits."""
        (name,) = names(self.root)
        return name

    def draft(self, delivery: str = "", by: str = "Anna", progress: Progress = unheard) -> Waiting:
        """Make a draft that waits for a second person."""
        drafted = drafting.draft(self.root, self.data, delivery or self.delivery, by, NOON, progress=progress)
        assert drafted.waiting, [problem.sentence() for problem in drafted.report.problems]
        assert drafted.open == ()
        return drafted.waiting

    def approve(self, draft: str, embargo: datetime | None = None, by: str = "Bert") -> None:
        releasing.approve(self.root, self.data, draft, by, NOON, embargo)

    def publish(self, now: datetime = NOON, progress: Progress = unheard) -> tuple[list[str], list[str]]:
        return releasing.publish_due(self.root, self.data, now, progress=progress)

    def state(self, delivery: str = "") -> str:
        return str(room.read(self.root, delivery or self.delivery).state)

    def served(self, indicator: str, year: int) -> list[float]:
        """Return the figures that a visitor sees."""
        sql = "SELECT value FROM result WHERE indicator_id = $indicator AND period = $year ORDER BY value"
        asked: dict[str, object] = {"indicator": indicator, "year": year}
        return [one["value"] for one in Warehouse(self.root).records(sql, asked)]

    def content_hash(self) -> str:
        return str(Warehouse(self.root).records("SELECT content_hash FROM build")[0]["content_hash"])

    def texts(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.data).as_posix(): file.read_bytes() for file in self.data.rglob("*") if file.is_file()
        }

    def acts(self) -> list[str]:
        assert log.faults(self.root) == []
        return [line["action"] for line in log.read(self.root)]

    def settled(self) -> list[str]:
        return landing.settle(self.root, self.data, NOON)

    def version(self) -> str | None:
        return store.current_version(self.root)
