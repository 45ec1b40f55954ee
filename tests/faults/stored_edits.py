"""Stored rows (`data/sources`) with a few edits in them: read, corrected and normalised, or refused with a problem."""

import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.catalogue import Catalogue, read_catalogue
from loaders.corrections import correct
from loaders.normalise import normalise
from loaders.sources import read_sources
from tests.faults.edits import STRAY, Choose, Shifted, in_time

DATA = Path(__file__).parents[2] / "data"
STORED = DATA / "sources"
Place = tuple[Any, ...]


@dataclass(frozen=True)
class Loaded:
    """What a page came to: where a figure stands → what it says, and everything that was said against the page."""

    figures: dict[Place, tuple[Any, ...]]
    problems: Counter[str]


def names() -> list[str]:
    """Return the pages whose rows were extracted."""
    files = sorted(STORED.glob("*/*.csv"))
    return [file.relative_to(STORED).as_posix() for file in files if file.name.count(".") == 1]


@cache
def catalogue() -> Catalogue:
    """Return the catalogue as it is shipped."""
    read, problems = read_catalogue(DATA)
    assert not problems
    return read


def edited(name: str, choose: Choose) -> tuple[bytes, frozenset[str]]:
    """Return the file of a page with one to three edits, and the lines that are no longer what they were."""
    lines = (STORED / name).read_text(encoding="utf-8").split("\n")
    before = list(lines)
    touched: set[str] = set()
    for _ in range(1 + choose(3)):
        at = choose(len(lines))
        text = lines[at]
        touched.add(text)
        place, many = choose(len(text) + 1), 1 + choose(4)
        fields = text.split(",")
        field = choose(len(fields))
        lines[at : at + 1] = (
            [text[:place] + text[place + many :]],
            [text[: place + many] + text[place:]],
            [text[:place] + STRAY[choose(len(STRAY))] + text[place:]],
            [text.encode("utf-8").decode("latin-1")],
            [text, text],
            [],
            [",".join(fields[:field] + fields[field + 1 :])],
            [",".join([*fields[:field], "", *fields[field + 1 :]])],
        )[choose(8)]
        lines = lines or [""]
    content = "\n".join(lines)
    is_mangled = choose(20) == 0
    changed = frozenset(before) if is_mangled or lines[0] != before[0] else frozenset(touched)
    return content.encode("utf-16" if is_mangled else "utf-8", "surrogatepass"), changed


def loaded(folder: Path, name: str, content: bytes) -> Loaded:
    """Return what a build makes of one page with this content."""
    shutil.rmtree(folder, ignore_errors=True)
    file = folder / "sources" / name
    file.parent.mkdir(parents=True)
    for beside in (STORED / name).parent.glob(f"{file.stem}.*"):
        if not beside.name.endswith(".curated.csv"):
            shutil.copy(beside, file.parent)
    file.write_bytes(content)
    with in_time():
        pages, problems = read_sources(folder)
        tables = normalise(catalogue(), correct(pages, ()))
    figures = {}
    for row in (*tables.rows["observation"], *tables.rows["target"]):
        place = row["table_title"], row["row_label"], row["column_header"], row["period"], row["part"], row["place"]
        figures[place] = row["raw"], row.get("value"), row.get("low"), row.get("high")
    said = [problem.sentence() for problem in (*problems, *tables.faults)]
    refused = [str({**row, "problem_id": None}) for row in tables.rows["problem"]]
    return Loaded(figures, Counter([*said, *refused]))


@cache
def before(folder: Path, name: str) -> Loaded:
    """Return what a build makes of a page as it is stored."""
    return loaded(folder, name, (STORED / name).read_bytes())


def examine(folder: Path, name: str, content: bytes, changed: frozenset[str]) -> None:
    """Load an edited page; raises `Shifted` when a figure came out that is not the one of its row."""
    was, now = before(folder, name), loaded(folder, name, content)
    written = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8").replace('""', '"')
    for place, (raw, *_) in now.figures.items():
        if raw not in written:
            raise Shifted(f"{raw!r} at {place} does not stand in the file")
    if now.problems - was.problems:
        return  # something is said of it that was not said before
    for place, figure in was.figures.items():
        _, label, _, _, _, where = place
        # A row may stand on several lines: of one that holds few fields it is not known of which row it is.
        is_left = not any(str(label) in line or str(where) in line or line.count(",") < 20 for line in changed)
        if is_left and now.figures.get(place) != figure:
            raise Shifted(f"{place} was left alone: {figure} became {now.figures.get(place)}")
