"""Who did what with which version: an append-only log, each line holding the hash of the one before.

    <root>/log/acts.jsonl    one JSON object a line, oldest first; `previous` and `hash` chain them
    <root>/log/head.json     number and hash of the last line, so that a line cut off the end is missed
    <root>/log/intent.json   an act under way; anything here without a running program is of one that was killed

An act replaces one file (the pointer, the record of a draft) and adds one line. The line is written down first as an
intent, with the hash of what the file will hold. Whatever moment a program dies at, the next one sees by that file
whether the act happened: then the line is added, and else there is nothing to tell. So the log never says what did not
happen, and never misses what did.

The chain shows that somebody changed the log, not who; whoever may write every file here can write a whole new chain.
An export that is kept elsewhere shows that too.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.progress import Progress, unheard

NOTHING_BEFORE = "0" * 64
COLUMNS = (
    "number", "at", "by", "action", "version", "draft", "delivery", "content_hash", "file_sha256", "reason", "embargo",
    "received", "texts", "previous", "hash",
)  # fmt: skip
PUBLISHING = ("begin", "build", "publish", "rollback")
"""Acts after which `version` is the one that is served."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Act:
    """One thing that somebody did."""

    action: str
    """begin, build, draft, approve, withdraw, publish, rollback, recover; receive, decide, remove of a delivery.

    `compare` is a draft that still asks something, `overtake` one that was refused because something else was published
    or written meanwhile, `land` the texts of a published one that were put in place in data/.
    """
    by: str
    at: datetime
    version: str = ""
    """The version that is served from now on; of a rollback `reason` names the one restored."""
    draft: str = ""
    delivery: str = ""
    """The delivery of files it is about, or that a draft is made of."""
    content_hash: str = ""
    file_sha256: str = ""
    """Of the file of the version, the draft or the decisions."""
    reason: str = ""
    embargo: str = ""
    received: Mapping[str, str] = field(default_factory=dict)
    """Input → sha256 of the file as received, of what the version before does not have."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Path below data/ → sha256 of the text that was put there; empty of one that was taken away."""


Line = dict[str, Any]


def perform(root: Path, act: Act, file: Path | None = None, content: bytes = b"", report: Progress = unheard) -> None:
    """Replace one file of the warehouse and tell it in the log, both or neither; whoever calls holds the lock."""
    settle(root)
    lines = _whole_lines(root)
    if not lines and (served := _served(root)):
        # A warehouse from before there was a log: it begins with what it finds.
        _append(root, _line(lines, Act("begin", act.by, act.at, version=served)))
        lines = _whole_lines(root)
    effect = {"file": file.relative_to(root).as_posix(), "sha256": sha256(content)} if file is not None else None
    line = _line(lines, act, effect)
    report("intend")
    replace_file(root, _folder(root) / "intent.json", _as_json({"effect": effect, "line": line}))
    report("act")
    if file is not None:
        replace_file(root, file, content)
    report("log")
    settle(root, report)


def settle(root: Path, report: Progress = unheard) -> None:
    """Bring the log up to an act that was broken off: add its line when it happened, forget it when it did not."""
    intended = _folder(root) / "intent.json"
    try:
        line = _happened(root)
    except FileNotFoundError:
        _follow(root)
        return
    except (ValueError, KeyError, TypeError):
        # Nothing of this program: it is replaced whole. What it was about shows from the pointer.
        intended.unlink()
        return
    if line is not None and line["hash"] not in {one.get("hash") for one in _whole_lines(root)}:
        _append(root, line)
    report("head")
    _follow(root)
    intended.unlink()


def is_broken_off(root: Path) -> bool:
    """Whether an act is under way, or was when its program was killed."""
    return (_folder(root) / "intent.json").exists()


def read(root: Path) -> list[Line]:
    """Return every line that can be read, oldest first."""
    return _whole_lines(root)


def acts(root: Path) -> list[Line]:
    """Return every line, and the one of an act that happened and is being told; whoever reads needs no lock."""
    try:
        line = _happened(root)
    except (OSError, ValueError, KeyError, TypeError):
        line = None
    lines = _whole_lines(root)
    return lines if line is None or line["hash"] in {one["hash"] for one in lines} else [*lines, line]


def faults(root: Path) -> list[str]:
    """Return a sentence for everything that shows that the log was changed from outside; empty when nothing does."""
    found = []
    previous, number = NOTHING_BEFORE, 0
    for place, text in enumerate(_texts(root), start=1):
        line = _parsed(text)
        if line is None:
            found.append(f"Line {place} of the log cannot be read: it was damaged or changed.")
            continue
        if line.get("hash") != _hash(line):
            found.append(f"Line {place} of the log was changed: its contents do not give the hash that it holds.")
        if line.get("previous") != previous or line.get("number") != number + 1:
            found.append(
                f"Line {place} of the log does not follow on the line before: one was removed, added or moved."
            )
        previous, number = str(line.get("hash")), place
    head = _head(root)
    if head is not None and head["number"] > number:
        found.append(f"The log ends with line {number}, and line {head['number']} was written: its end was removed.")
    elif head is None and number:
        found.append(
            "The mark of the last line (head.json) is missing: whether the end of the log is there is unknown."
        )
    elif head is not None and head["hash"] not in {line["hash"] for line in _whole_lines(root)}:
        found.append(f"Line {head['number']} of the log is not the one that was written: the end was replaced.")
    served = _served(root)
    told = [line["version"] for line in _whole_lines(root) if line.get("action") in PUBLISHING]
    if served and told and told[-1] != served and not is_broken_off(root):
        found.append(
            f"Version {served} is served and the log says {told[-1]}: the pointer was moved outside the program."
        )
    return found


def as_csv(lines: Sequence[Line]) -> str:
    """Return the log as csv; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        cells = [_cell(line.get(column, "")) for column in COLUMNS]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def _cell(told: object) -> str:
    return "; ".join(f"{name} {digest}" for name, digest in told.items()) if isinstance(told, dict) else str(told)


# Files ------------------------------------------------------------------------------------------------------------


def sha256(content: bytes) -> str:
    """Return the sha256 of bytes, as 64 digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of(file: Path) -> str:
    """Return the sha256 of a file; empty when there is none."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(root: Path, file: Path, content: bytes) -> None:
    """Replace a file whole, by way of `drafts/`: a reader sees the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = root / "drafts" / file.name
    written.parent.mkdir(exist_ok=True)
    written.write_bytes(content)
    sync(written)
    written.replace(file)
    sync(file.parent)


def _folder(root: Path) -> Path:
    return root / "log"


def _happened(root: Path) -> Line | None:
    """Return the line of the act that is intended; None when its file is not replaced yet."""
    intent = json.loads((_folder(root) / "intent.json").read_bytes())
    effect, line = intent["effect"], intent["line"]
    has_happened = effect is None or sha256_of(root / effect["file"]) == effect["sha256"]
    return dict(line) if has_happened and line["hash"] else None


def _served(root: Path) -> str:
    try:
        return (root / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


# Lines ------------------------------------------------------------------------------------------------------------


def _line(before: Sequence[Line], act: Act, effect: Mapping[str, str] | None = None) -> Line:
    told = {
        "number": len(before) + 1,
        "at": act.at.isoformat(timespec="seconds"),
        **{name: value for name in COLUMNS[2:13] if (value := getattr(act, name))},
        **({"effect": dict(effect)} if effect else {}),
        "previous": before[-1]["hash"] if before else NOTHING_BEFORE,
    }
    return told | {"hash": _hash(told)}


def _hash(line: Line) -> str:
    return sha256(_as_json({key: value for key, value in line.items() if key != "hash"}))


def _as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _append(root: Path, line: Line) -> None:
    """Add a line; what a program that died wrote of it is completed."""
    file = _folder(root) / "acts.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n"
    there = file.read_bytes() if file.exists() else b""
    begun = there[there.rfind(b"\n") + 1 :]
    rest = text[len(begun) :] if text.startswith(begun) else b"\n" + text
    with file.open("ab") as log:
        log.write(rest)
        log.flush()
        os.fsync(log.fileno())
    sync(file.parent)


def _texts(root: Path) -> list[bytes]:
    try:
        return (_folder(root) / "acts.jsonl").read_bytes().splitlines()
    except FileNotFoundError:
        return []


def _whole_lines(root: Path) -> list[Line]:
    return [line for text in _texts(root) if (line := _parsed(text)) is not None and "hash" in line]


def _parsed(text: bytes) -> Line | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _head(root: Path) -> dict[str, Any] | None:
    try:
        head = json.loads((_folder(root) / "head.json").read_bytes())
        return {"number": int(head["number"]), "hash": str(head["hash"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _follow(root: Path) -> None:
    """Let the mark of the last line follow a line that was added; never back, and never to hide a change."""
    lines, head = _whole_lines(root), _head(root)
    if not lines:
        return
    number, known = (head["number"], head["hash"]) if head else (0, NOTHING_BEFORE)
    following = lines[number:]
    has_base = number == 0 or (number <= len(lines) and lines[number - 1]["hash"] == known)
    if following and has_base and (head is not None or len(lines) <= 2):
        mark = {"number": len(lines), "hash": lines[-1]["hash"]}
        replace_file(root, _folder(root) / "head.json", _as_json(mark))
