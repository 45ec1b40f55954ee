"""From a delivery and what was decided about it to a draft that waits: made in a private copy of data/, held against
what is published, with what must be decided before a second person may release it.

A draft that still asks something may be made, to compare; its delivery stays open. `draft_of_data` is the same for a
team that writes data/ itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.build import Report, propose, unsettled
from loaders.delivery import applying, room
from loaders.delivery.decisions import Decisions
from loaders.delivery.record import State
from loaders.delivery.room import DeliveryError
from release.demands import Demand, demands
from release.differences import Differences, differences
from warehouse import texts, waiting
from warehouse.progress import Progress, unheard
from warehouse.store import OneVersion
from warehouse.texts import Origin
from warehouse.waiting import ReleaseError, Waiting


@dataclass(frozen=True)
class Drafted:
    """What drafting came to."""

    report: Report
    """Everything that is wrong; nothing waits then."""
    waiting: Waiting | None = None
    differences: Differences | None = None
    asked: tuple[Demand, ...] = ()
    """What is to be decided, answered or not; while one `is_open` the draft is not released."""

    @property
    def open(self) -> tuple[Demand, ...]:
        """What keeps the draft from being released."""
        return tuple(one for one in self.asked if one.is_open)


def draft(
    root: Path,
    data: Path,
    delivery_id: str,
    by: str,
    now: datetime,
    *,
    progress: Progress = unheard,
) -> Drafted:
    """Make a draft of a delivery; data/ stays as it is until the draft is published.

    An open question is a problem of the report. Raises `DeliveryError` for a delivery that waits or is published.
    """
    problems = unsettled(root, data, by, now)
    if problems:
        return Drafted(Report(problems))
    delivery = room.read(root, delivery_id)
    if delivery.state is not State.OPEN:
        raise DeliveryError("not-open", f"Delivery {delivery_id} is {delivery.state}: only an open one is drafted.")
    read, decisions = room.extractions(root, delivery), room.decisions(root, delivery_id)

    def refuse_stale() -> None:
        if room.decisions(root, delivery_id) != decisions or room.read(root, delivery_id).state is not State.OPEN:
            raise ReleaseError(f"Somebody decided about delivery {delivery_id} meanwhile: make the draft again.")

    with TemporaryDirectory(prefix="draft-") as folder:
        changed = Path(folder) / "data"
        before = texts.hashes(data)
        progress("apply")
        faults = applying.apply(read, decisions, data, changed)
        if faults:
            return Drafted(Report(tuple(faults)))
        if texts.hashes(data) != before:
            raise DeliveryError("data-changed", "Somebody changed data/ meanwhile: make the draft again.")
        is_out = {one.file: one.left_out for one in decisions.page}
        used = [one for one in delivery.files if one.sha256 in read and not is_out.get(one.sha256)]
        origin = Origin(
            delivery_id,
            received={one.name: one.sha256 for one in used},
            data_sha256=texts.fingerprint(before),
            texts=texts.changes(before, texts.hashes(changed)),
        )
        return _proposed(root, changed, by, now, _accepted(decisions), progress, origin, refuse_stale)


def draft_of_data(
    root: Path,
    data: Path,
    by: str,
    now: datetime,
    *,
    accepted: Mapping[str, str] | None = None,
    progress: Progress = unheard,
) -> Drafted:
    """Make a draft of data/ as it stands; `accepted` is key of a doubt or a loss → why it stands."""
    problems = unsettled(root, data, by, now)
    if problems:
        return Drafted(Report(problems))
    return _proposed(root, data, by, now, accepted or {}, progress)


def reviewed(root: Path, name: str) -> Drafted:
    """Hold a draft that waits against what is published now, for who is to release it."""
    one = waiting.read(root, name)
    found = _Examined(one.accepted)
    waiting.examined(root, name, found)
    return Drafted(Report(), one, found.differences, found.asked)


class _Examined:
    """Examines a draft and remembers what was found."""

    def __init__(self, accepted: Mapping[str, str], refuse_stale: Callable[[], None] | None = None) -> None:
        self.accepted, self.refuse_stale = accepted, refuse_stale
        self.differences: Differences | None = None
        self.asked: tuple[Demand, ...] = ()

    def __call__(self, draft: OneVersion, published: OneVersion | None) -> Sequence[str]:
        """Return what must be decided, as the record of the draft says it."""
        if self.refuse_stale:
            self.refuse_stale()
        self.differences = differences(draft, published)
        self.asked = demands(draft, published, self.differences, self.accepted)
        # Of data/ an entry to write there; of a delivery, which has decisions for that, what it is about
        told = (one.about_what if self.refuse_stale else one.entry for one in self.asked if one.is_open)
        return list(dict.fromkeys(told))


def _proposed(
    root: Path,
    data: Path,
    by: str,
    now: datetime,
    accepted: Mapping[str, str],
    progress: Progress,
    origin: Origin | None = None,
    refuse_stale: Callable[[], None] | None = None,
) -> Drafted:
    found = _Examined(accepted, refuse_stale)
    report, made = propose(data, root, by, now, found, origin=origin, accepted=accepted, progress=progress)
    return Drafted(report, made, found.differences, found.asked) if made else Drafted(report)


def _accepted(decisions: Decisions) -> dict[str, str]:
    return {one.doubt: one.reason for one in decisions.acceptance}
