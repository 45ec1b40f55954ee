"""What the figures of a page cost as the warehouse grows to those of every area of the country.

    python -m benchmarks.warehouse [--full] [--to 1e8] [--keep FOLDER] [--json FILE]

Makes a warehouse of each size (`benchmarks.many_areas`) and asks of it, through `indicators.reading`, what the pages
ask. A reading sends several SELECTs; told is the slowest of them, for that is what the design has a budget for, and
the whole reading with the Python that makes figures of rows. Every round asks about another field or indicator. Then a
long file is loaded with all checks, beside DuckDB's `read_csv` of the same file, which checks nothing.

10^5 and 10^6 by itself, 10^7 with `--full`; 10^8 with `--to 1e8` takes a quarter of an hour and 3 GB of disk. `--keep`
leaves the warehouses in a folder and takes those that are there.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.many_areas import FIELDS, FIRST_YEAR, INDICATORS, VERSION, YEARS, Made, made
from benchmarks.measured import RATIO, Measured, options, tell
from benchmarks.running import peak_mb
from indicators import reading
from warehouse.publishing import publish
from warehouse.store import Warehouse, version_file

SIZES = (100_000, 1_000_000)
FULL = 10_000_000
BESIDE = 1_000_000
"""A larger warehouse may cost so many times as much as this one."""

BUDGET_MS, BUDGET_GROWTH, BUDGET_ALL_AREAS = 15.0, 2.0, 7.0
BUDGET_MEMORY = 1.5
"""Memory is called flat when ten times the figures take at most so many times as much."""
BUDGET_LOADING = {1_000_000: 1 / 4, 10_000_000: 1 / 5}
ROUNDS = 40

ALL_AREAS = """
SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY f.value) AS low,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY f.value) AS middle,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY f.value) AS high
FROM observation f WHERE f.indicator_id = $indicator_id AND f.period = $year AND f.status = 'A'
"""


class Timed(Warehouse):
    """The warehouse, with how long each SELECT took; what it read of things that are few it remembers, as pages do."""

    def __init__(self, root: Path | None) -> None:
        self.took: list[float] = []
        self._answers: dict[object, Any] = {}
        super().__init__(root)

    def records(self, sql: str, parameters: dict[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a SELECT."""
        began = time.perf_counter()
        try:
            return super().records(sql, parameters)
        finally:
            self.took.append((time.perf_counter() - began) * 1000)

    def once(self, read: Callable[..., Any], *asked: str | None) -> Any:
        """Return what was read before, unless it is about a field or an edition: that is what is measured."""
        if asked:
            return read(self, *asked)
        if read not in self._answers:
            self._answers[read] = read(self)
        return self._answers[read]


def questions() -> dict[str, Callable[[Warehouse, int], object]]:
    """Return what pages ask; the number makes each round ask something else."""
    return {
        "one field": lambda warehouse, number: reading.indicator_years(
            warehouse, f"veld-{1 + number % FIELDS}", FIRST_YEAR + number % YEARS
        ),
        "one indicator": lambda warehouse, number: reading.indicator_history(
            warehouse, f"indicator-{1 + number * 7 % INDICATORS}"
        ),
        "years of a field": lambda warehouse, number: reading.years(warehouse, f"veld-{1 + number % FIELDS}"),
        "overview": lambda warehouse, number: reading.overview(warehouse, FIRST_YEAR + number % YEARS),
        "search": lambda warehouse, number: reading.searchables(warehouse),
        "sources": lambda warehouse, number: reading.sources(warehouse),
        "quantiles over all areas": lambda warehouse, number: warehouse.records(
            ALL_AREAS, {"indicator_id": f"indicator-{1 + number * 7 % INDICATORS}", "year": FIRST_YEAR + number % YEARS}
        ),
    }


LONG = {"build", "observation"}
HEAVY = {"overview", "search", "sources"}
"""Asked less often, for they read all that pages show."""


def asked_of(warehouse: Timed) -> Iterator[tuple[str, list[float], list[float]]]:
    """Yield of each question, per round and in ms, the slowest of its SELECTs and the whole reading."""
    for what, ask in questions().items():
        slowest, whole = [], []
        for number in range(-1, ROUNDS // 8 if what in HEAVY else ROUNDS):
            warehouse.took.clear()
            began = time.perf_counter()
            ask(warehouse, number + 1)
            if number >= 0:  # the first reads what is remembered
                whole.append((time.perf_counter() - began) * 1000)
                slowest.append(max(warehouse.took))
        yield what, slowest, whole


def loading(one: Made, folder: Path, budget: float, before: dict[str, float]) -> list[Measured]:
    """Return how fast the figures of a warehouse are loaded from a csv file, beside `read_csv`, and in what memory.

    `before` holds the memory that it took at 10^6, or gets it.
    """
    file = folder / "long.csv"
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{version_file(one.root, VERSION)}' AS made (READ_ONLY)")
        connection.execute("USE made")
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        rest = {name: connection.execute(f"SELECT * FROM {name}").df() for name in names if name not in LONG}
        connection.execute(f"COPY observation TO '{file}' (HEADER)")
    (plain, _), (checked, peak) = (_alone(way, file, folder, rest) for way in (_plainly, _with_checks))
    file.unlink()
    what = f"{power(one)} figures: loading a long file with all checks"
    note = f"{one.figures / checked:.0f} figures a second; peak memory {peak:.0f} MB"
    found = [Measured(f"{what}, beside read_csv", plain / checked, RATIO, budget, better="higher", note=note)]
    at_first = before.setdefault("memory", peak)
    if at_first != peak:
        told = f"{peak:.0f} MB beside {at_first:.0f} MB"
        found.append(Measured(f"{what}, memory beside 10^6", peak / at_first, RATIO, BUDGET_MEMORY, note=told))
    return found


def power(one: Made) -> str:
    """Return how many figures there are, as 10^6."""
    return f"10^{len(str(round(one.figures * 1.05))) - 1}"


def _alone(way: Callable[..., None], *given: Any) -> tuple[float, float]:
    """Return the seconds and the peak memory in MB of something done in a process of its own."""
    with get_context("spawn").Pool(1) as one:
        return one.apply(_measured, (way, *given))


def _measured(way: Callable[..., None], *given: Any) -> tuple[float, float]:
    began = time.perf_counter()
    way(*given)
    return time.perf_counter() - began, peak_mb()


def _plainly(file: Path, folder: Path, rest: dict[str, Any]) -> None:
    with duckdb.connect(folder / "plain.duckdb") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"CREATE TABLE observation AS SELECT * FROM read_csv('{file}')")


def _with_checks(file: Path, folder: Path, rest: dict[str, Any]) -> None:
    assert publish(folder / "loaded", rest | {"observation": file}).is_new


def p95(values: list[float]) -> float:
    """Return the value that one in twenty is above."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def of_size(one: Made, before: dict[str, float]) -> list[Measured]:
    """Return what a warehouse costs; `before` holds what each question cost at 10^6, or gets it."""
    size = power(one)
    found = [
        Measured(
            f"{size} figures: file", one.file_mb, "MB", note=f"{one.file_mb / one.figures * 1e6:.0f} MB a million"
        ),
        Measured(f"{size} figures: made in", one.seconds, "s", note=f"peak memory {one.peak_mb:.0f} MB"),
    ]
    began = time.perf_counter()
    warehouse = Timed(one.root)
    reading.withheld(warehouse)
    found.append(Measured(f"{size} figures: opened, once a version", (time.perf_counter() - began) * 1000, "ms"))
    for what, slowest, whole in asked_of(warehouse):
        budget = BUDGET_MS if what in ("one field", "one indicator", "years of a field") else None
        note = f"p50 {statistics.median(slowest):.1f} ms; with its Python p95 {p95(whole):.0f} ms"
        found.append(Measured(f"{size} figures: {what}, slowest SELECT p95", p95(slowest), "ms", budget, note=note))
        typical = statistics.median(slowest)
        if one.figures < BESIDE * 0.9:
            continue
        if what in before:
            growth = BUDGET_ALL_AREAS if what.startswith("quantiles") else BUDGET_GROWTH
            what = f"{size} figures: {what}, beside 10^6"
            found.append(
                Measured(what, typical / before[what.split(": ")[1].removesuffix(", beside 10^6")], RATIO, growth)
            )
        else:
            before[what] = typical
    return found


def asked_sizes(document: str | None) -> tuple[argparse.Namespace, list[int]]:
    """Return what was asked of a benchmark of several sizes, and the sizes, smallest first."""
    parser = options(document)
    parser.add_argument("--to", type=float, metavar="FIGURES", help="up to so many figures, such as 1e8")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the warehouses there, and take those there")
    asked = parser.parse_args()
    largest = round(asked.to or (FULL if asked.full else SIZES[-1]))
    return asked, [*SIZES, *(size for size in (FULL, 10 * FULL) if size <= largest)]


def main() -> int:
    """Make, ask and tell."""
    asked, sizes = asked_sizes(__doc__)
    figures: list[Measured] = []
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            root = (asked.keep or Path(folder)) / f"made-{size}"
            one = made(root, size)
            figures += of_size(one, before)
            if size in BUDGET_LOADING:
                with tempfile.TemporaryDirectory() as scratch:
                    figures += loading(one, Path(scratch), BUDGET_LOADING[size], before)
    return tell(figures, asked.json)


if __name__ == "__main__":
    sys.exit(main())
