"""A room with deliveries in it, of pages read by the real loader."""

from datetime import datetime
from pathlib import Path

from loaders.delivery import room
from loaders.delivery.decisions import Acceptance, Decisions
from loaders.delivery.record import Delivery
from loaders.intake.received import Received
from loaders.intake.receiving import receive_files
from tests.intake.dropped import PAGE, page
from warehouse import log, publishing
from warehouse.log import Act

NOON = datetime.fromisoformat("2019-06-01T12:00+02:00")
ACCEPTED = Decisions(acceptance=[Acceptance(doubt="sprong bezoekers 2018", reason="Nageteld.")])


def delivered(root: Path, folder: Path, text: str = PAGE, by: str = "Anna") -> Delivery:
    return room.receive(root, [page(folder / "pagina.txt", text)], by, NOON, {})


def read_once(folder: Path) -> list[Received]:
    """Return what reading two pages gives, for tests that receive the same many times."""
    files = [page(folder / f"{number}.txt", f"{PAGE}\n{number}") for number in range(2)]
    return receive_files(files, names={file: file.name for file in files})


def told(root: Path, action: str, delivery_id: str = "", draft: str = "") -> None:
    """Tell an act of a draft in the log, as its maker would."""
    with publishing.writing(root, "Bert", NOON):
        log.perform(root, Act(action, "Bert", NOON, delivery=delivery_id, draft=draft))


def left_in(root: Path) -> list[str]:
    room_ = root / "deliveries"
    return sorted(path.relative_to(room_).as_posix() for path in room_.rglob("*") if path.is_file())
