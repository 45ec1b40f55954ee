"""From which size on an engine pays: the same questions of one DuckDB file and of Sail with workers on this machine.

    python -m benchmarks.spark [--full] [--to 1e8] [--keep FOLDER] [--json FILE]

The warehouses are those of `benchmarks.warehouse`, exchanged as Parquet. Both have the same processors, so what is told
is what the way there costs, and from where on a machine more can win that back: only a question that reads far more
than pages do takes longer than asking. `DOELBEREIK_BENCH_ENGINE=sc://host:port` asks another engine; it must see the
folder.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.many_areas import FIRST_YEAR, YEARS, made
from benchmarks.measured import RATIO, Measured, tell
from benchmarks.warehouse import Timed, asked_sizes, questions
from tests.sail import free_port, sail
from warehouse.facts import export
from warehouse.store import Warehouse

ROUNDS = 5
OF_ALL = """
SELECT f.indicator_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.value) AS middle, count(*) AS areas
FROM observation f WHERE f.period = $year AND f.status = 'A' GROUP BY f.indicator_id ORDER BY f.indicator_id
"""
ASKED = ("one field", "overview", "search", "quantiles over all areas")


def main() -> int:
    """Make, exchange, ask both and tell."""
    asked, (_, *sizes) = asked_sizes(__doc__)  # the smallest says nothing of an engine
    figures: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder, _engine() as engine:
        kept = asked.keep or Path(folder)
        for size in sizes:
            root = made(kept / f"made-{size}", size).root
            began = time.perf_counter()
            facts = kept / f"facts-{size}"
            export(root, facts)
            exported = time.perf_counter() - began
            megabytes = sum(file.stat().st_size for file in facts.rglob("*.parquet")) / 1e6
            power = f"10^{len(str(size)) - 1}"
            figures.append(Measured(f"{power} figures as Parquet", exported, "s", note=f"{megabytes:.0f} MB"))
            os.environ |= {"DOELBEREIK_WAREHOUSE": f"{engine}/;user_id={size}", "DOELBEREIK_FACTS": str(facts)}
            of_file, through = Timed(root), Timed(None)
            for what in (*ASKED, "a year of all indicators over all areas"):
                one, other = _took(of_file, what), _took(through, what)
                figures.append(
                    Measured(
                        f"{power} figures: {what}, by the engine",
                        other,
                        "ms",
                        None,
                        peer="DuckDB's file",
                        peer_value=one,
                    )
                )
                figures.append(Measured(f"{power} figures: {what}, engine beside file", other / one, RATIO))
    return tell(figures, asked.json)


def _took(warehouse: Timed, what: str) -> float:
    """Return the milliseconds of an answer, in the middle of some; the first one, which warms, is left out."""
    found = []
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        if what in questions():
            questions()[what](warehouse, number)
        else:
            _of_all(warehouse, number)
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found[1:])


def _of_all(warehouse: Warehouse, number: int) -> None:
    assert warehouse.records(OF_ALL, {"year": FIRST_YEAR + number % YEARS})


@contextmanager
def _engine() -> Iterator[str]:
    if named := os.environ.get("DOELBEREIK_BENCH_ENGINE"):
        yield named
    else:
        with sail(free_port()) as address:
            yield address


if __name__ == "__main__":
    sys.exit(main())
