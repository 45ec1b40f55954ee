"""The shape of a measured figure, and how a benchmark tells its figures to people and to programs.

A benchmark is a module that is run by itself (`python -m benchmarks.pages`). It gets its options from `options`, which
knows `--json FILE` (write the figures there too) and `--full` (the long sizes), and ends with `tell`:

    def main() -> int:
        asked = options(__doc__).parse_args()
        return tell([Measured("one briefing pdf", 0.05, "s", budget=0.2)], asked.json)

Budgets are those of the design. A figure in `×` is a ratio of two things measured in one run, the only kind that may be
compared between machines: `benchmarks.compared` holds those against the last full run.
"""

import argparse
import json
import signal
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

RATIO = "×"


@dataclass(frozen=True)
class Measured:
    """One figure."""

    what: str
    """The same words in every run, the size included where it has one: figures are found by it."""
    value: float | None
    """None when it could not be measured; `note` then says why."""
    unit: str
    budget: float | None = None
    better: Literal["lower", "higher"] = "lower"
    peer: str = ""
    """What it is beside, such as `DuckDB's read_csv`."""
    peer_value: float | None = None
    """The same of the peer, in the same unit and run."""
    note: str = ""
    why: str = ""
    """Why a budget is not kept, where that is known; told in the docs when it is not."""

    @property
    def holds(self) -> bool:
        """Return whether the budget is kept, as precisely as it is printed; without a budget it is."""
        if self.budget is None:
            return True
        if self.value is None:
            return False
        printed = float(number(self.value))
        return printed <= self.budget if self.better == "lower" else printed >= self.budget


def options(document: str | None) -> argparse.ArgumentParser:
    """Return the options that every benchmark has; `document` is its docstring.

    From now on a benchmark that is told to end also ends the servers that it started.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description=(document or "").split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--full", action="store_true", help="the long sizes")
    return parser


def tell(figures: Iterable[Measured], file: Path | None = None) -> int:
    """Print the figures as a table and write them to `file`; return 1 when a budget is not kept, else 0."""
    figures = list(figures)
    print(table(figures), flush=True)
    if file:
        file.write_text(json.dumps([asdict(one) for one in figures], indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0 if all(one.holds for one in figures) else 1


def read(file: Path) -> list[Measured]:
    """Return the figures that `tell` wrote."""
    return [Measured(**one) for one in json.loads(file.read_text(encoding="utf-8"))]


def number(value: float) -> str:
    """Return three significant digits, and of a larger number all before the point."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(one: Measured) -> tuple[str, str, str, str, str]:
    """Return what a table says of a figure: what, value, budget with how it is kept, peer, note."""

    def told(value: float | None) -> str:
        return "–" if value is None else f"{number(value)} {one.unit}"

    budget = ""
    if one.budget is not None:
        sign = "≤" if one.better == "lower" else "≥"
        budget = f"{sign} {told(one.budget)}: {'kept' if one.holds else 'NOT kept'}"
    peer = f"{one.peer}: {told(one.peer_value)}" if one.peer_value is not None else one.peer
    return one.what, told(one.value), budget, peer, one.note


def table(figures: Iterable[Measured]) -> str:
    """Return the figures in columns, for a terminal."""
    rows = [("what", "measured", "budget", "beside", ""), *(cells(one) for one in figures)]
    widths = [*(max(len(row[column]) for row in rows) for column in range(4)), 0]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
