"""Texts that a publication brings along: files of data/ that a draft was made with, put in place once it is served.

    <root>/deliveries/<delivery>/texts/<sha256>   each text as it will be, under its own hash

Until then data/ stays as it is, so that nothing else publishes what a draft holds. A text is put in place only over
the text that the draft was made on: what somebody wrote meanwhile is never overwritten. Each file is replaced whole,
and doing it twice is doing it once, so that what a program did not come to, the next one does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from warehouse import log

NOT_THERE = ""
"""Hash of a text that does not exist: before, of one that is new; after, of one that goes."""

_UNFINISHED = ".landing"

Change = tuple[str, str]
"""Hash before and after."""


@dataclass(frozen=True)
class Origin:
    """What a draft was made of, when not of data/ as it stands."""

    delivery: str = ""
    received: Mapping[str, str] = field(default_factory=dict)
    """Name of a file → its sha256 as received."""
    data_sha256: str = ""
    """`fingerprint` of data/ before."""
    texts: Mapping[str, Change] = field(default_factory=dict)
    """Path below data/ → what changes."""


def hashes(data: Path) -> dict[str, str]:
    """Return the hash of every text that a build reads: path below data/ → sha256."""
    return {file.relative_to(data).as_posix(): log.sha256_of(file) for file in sorted(_read_by_a_build(data))}


def _read_by_a_build(data: Path) -> Iterator[Path]:
    for found in (data.glob("*.toml"), data.glob("catalogue/**/*"), data.glob("sources/**/*")):
        yield from (file for file in found if file.is_file() and file.suffix != _UNFINISHED)


def fingerprint(texts: Mapping[str, str]) -> str:
    """Return one hash of all texts."""
    return log.sha256("\n".join(f"{path} {texts[path]}" for path in sorted(texts)).encode())


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Change]:
    """Return what changes between two states of data/."""
    there = {path: (before.get(path, NOT_THERE), after.get(path, NOT_THERE)) for path in {**before, **after}}
    return {path: change for path, change in sorted(there.items()) if change[0] != change[1]}


def keep(root: Path, delivery: str, changed: Path, texts: Mapping[str, Change]) -> None:
    """Keep the texts of a changed copy of data/ until they are put in place."""
    folder = _folder(root, delivery)
    for path, (_, after) in texts.items():
        if after != NOT_THERE and log.sha256_of(folder / after) != after:
            log.replace_file(root, folder / after, (changed / path).read_bytes())


def kept(root: Path, delivery: str, digest: str) -> bytes:
    """Return a text that is kept; of one that goes, nothing."""
    return (_folder(root, delivery) / digest).read_bytes() if digest != NOT_THERE else b""


def conflicts(root: Path, data: Path, origin: Origin) -> list[str]:
    """Return the paths that hold neither the text that a draft was made on, nor the one that it brings.

    A text that is lost from where it was kept stands in the way likewise.
    """
    found = []
    for path, (before, after) in origin.texts.items():
        there = log.sha256_of(data / path)
        is_kept = after in (there, NOT_THERE) or log.sha256_of(_folder(root, origin.delivery) / after) == after
        if there not in (before, after) or not is_kept:
            found.append(path)
    return found


def is_as_it_was(data: Path, origin: Origin) -> bool:
    """Whether data/ holds what the draft was made on, apart from texts that are in place already."""
    there = hashes(data)
    for path, (before, after) in origin.texts.items():
        if there.get(path, NOT_THERE) == after:
            there.pop(path, None)
            there |= {path: before} if before != NOT_THERE else {}
    return fingerprint(there) == origin.data_sha256


def land(root: Path, data: Path, origin: Origin, path: str) -> None:
    """Put one text in place."""
    _, after = origin.texts[path]
    file = data / path
    unfinished = file.with_name(f".{file.name}{_UNFINISHED}")
    if log.sha256_of(file) == after:
        unfinished.unlink(missing_ok=True)
        return
    if after == NOT_THERE:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(kept(root, origin.delivery, after))
        if file.exists():
            unfinished.chmod(file.stat().st_mode)
        log.sync(unfinished)
        unfinished.replace(file)
    log.sync(file.parent)


def _folder(root: Path, delivery: str) -> Path:
    return root / "deliveries" / delivery / "texts"
