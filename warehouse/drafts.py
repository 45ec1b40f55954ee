"""The records of drafts that wait: read, believed only as the log tells them, and swept once they wait no more.

<root>/waiting/<draft>.duckdb   the very file that will be served; named after the first digits of its content hash
<root>/waiting/<draft>.json     its record: who made it, against what, what is asked, who approved, until when
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse import log
from warehouse.log import Act
from warehouse.people import ReleaseError
from warehouse.progress import Progress
from warehouse.texts import Origin


@dataclass(frozen=True)
class Waiting:
    """The record of a draft."""

    draft: str
    made_by: str
    made_at: str
    content_hash: str
    file_sha256: str
    published_version: str | None
    """The version it was held against; None when nothing was published."""
    published_hash: str | None
    received: Mapping[str, str] = field(default_factory=dict)
    """Input → sha256 of the file as received, of what the published version does not have."""
    asked: tuple[str, ...] = ()
    """What must be decided first: the entries to write. A draft made after that no longer asks them."""
    accepted: Mapping[str, str] = field(default_factory=dict)
    """What was looked at and stands as printed → why."""
    origin: Origin = field(default_factory=Origin)
    approved_by: str | None = None
    approved_at: str | None = None
    embargo: str | None = None
    """Not published before this moment; None for at once."""
    withdrawn_by: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it was approved and its moment has come."""
        return self.approved_by is not None and (self.embargo is None or datetime.fromisoformat(self.embargo) <= now)


def names(root: Path) -> list[str]:
    """Return the names of the drafts that wait."""
    gone = ended(root)
    return sorted(file.stem for file in (root / "waiting").glob("*.json") if file.stem not in gone)


def read(root: Path, name: str) -> Waiting:
    """Return the record of a draft; raises `ReleaseError` when there is none, or when it is not the one of the log."""
    known = names(root)
    if name not in known:
        what = ended(root).get(name)
        told = f"Draft {name} waits no more, {_ENDS[what]}" if what else f"No draft '{name}' waits"
        raise ReleaseError(f"{told}; waiting: {', '.join(known) or 'none'}. `python -m loaders draft` makes one.")
    return told_of(root, name)


def told_of(root: Path, name: str) -> Waiting:
    """Return the record of a draft, whether or not it waits still."""
    try:
        fields: dict[str, Any] = json.loads(record_file(root, name).read_bytes())
        origin: dict[str, Any] = fields.pop("origin", {})
        changes = {path: (before, after) for path, (before, after) in origin.pop("texts", {}).items()}
        fields |= {"asked": tuple(fields["asked"]), "origin": Origin(**origin, texts=changes)}
        return Waiting(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ReleaseError(f"The record of draft {name} cannot be read: {error}. Make the draft anew.") from error


def trusted(root: Path, one: Waiting) -> Waiting:
    """Return a record that is the one of the log, of a file that nobody changed, under a log that nobody changed."""
    name = one.draft
    faults = log.faults(root)
    if faults:
        raise ReleaseError(f"Nothing is released under a log that was changed. {' '.join(faults)}")
    place = record_file(root, name).relative_to(root).as_posix()
    told = [line["effect"]["sha256"] for line in log.read(root) if line.get("effect", {}).get("file") == place]
    if not told or told[-1] != log.sha256_of(record_file(root, name)):
        raise ReleaseError(
            f"The record of draft {name} is not the one of the log: it was changed. Make the draft anew."
        )
    if log.sha256_of(draft_file(root, name)) != one.file_sha256:
        raise ReleaseError(
            f"The file of draft {name} is not the one that was made: it was changed. Make the draft anew."
        )
    return one


def note(root: Path, one: Waiting, act: Act, report: Progress) -> None:
    """Write the record of a draft with the act that made it what it is."""
    told = replace(
        act,
        draft=one.draft,
        delivery=one.origin.delivery,
        content_hash=one.content_hash,
        file_sha256=one.file_sha256,
    )
    content = json.dumps(asdict(one), ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    log.perform(root, told, record_file(root, one.draft), content, report)


def unlanded(root: Path) -> list[str]:
    """Return the drafts of deliveries that are published and whose texts are not in place, the oldest first."""
    last = {line["draft"]: line for line in log.read(root) if line.get("draft")}
    return [name for name, line in last.items() if line["action"] == "publish" and line.get("delivery")]


_ENDS = {
    "publish": "it was published",
    "land": "it was published",
    "withdraw": "it was withdrawn",
    "overtake": "something else was published or written meanwhile",
    "replace": "its delivery was drafted anew",
}


def ended(root: Path) -> dict[str, str]:
    """Return what became of the drafts that wait no more, since they were last made."""
    last: dict[str, str] = {}
    made_of: dict[str, str] = {}
    for line in log.read(root):
        if not line.get("draft"):
            continue
        if line["action"] in ("draft", "compare") and line.get("delivery"):
            former = made_of.get(line["delivery"])
            if former in last and last[former] not in _ENDS:
                last[former] = "replace"
            made_of[line["delivery"]] = line["draft"]
        last[line["draft"]] = line["action"]
    return {name: action for name, action in last.items() if action in _ENDS}


def sweep(root: Path) -> None:
    """Clear away drafts that wait no more, once their texts are in place, and files that no record tells of."""
    swept = ended(root).keys() - set(unlanded(root))
    for file in (root / "waiting").glob("*"):
        if file.stem in swept or not record_file(root, file.stem).exists():
            file.unlink()


def draft_file(root: Path, name: str) -> Path:
    """Return where the file of a draft stands."""
    return root / "waiting" / f"{name}.duckdb"


def record_file(root: Path, name: str) -> Path:
    """Return where the record of a draft stands."""
    return root / "waiting" / f"{name}.json"
