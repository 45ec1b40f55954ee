"""All benchmarks one after the other, one table, and what came of the last full run.

    make bench                                  quick sizes, some ten minutes
    make bench FULL=1                           the long ones; writes benchmarks/results.json and docs/benchmarks.md
    make bench FULL=1 PARTS="pages visitors"    these only; what is known of the others stays
    make bench-check                            quick sizes, held against the last full run (`benchmarks.compared`)

A part has so many minutes and is ended when they are over; the others go on, and the end tells. Whatever a part started
is ended with it. All parts look at one warehouse that is built for them from `data/`.
"""

import argparse
import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import compared
from benchmarks.measured import Measured, cells, read, table
from benchmarks.running import PROJECT, machine

RESULTS = PROJECT / "benchmarks" / "results.json"
PAGE = PROJECT / "docs" / "benchmarks.md"
MADE = ("--keep", str(PROJECT / "build" / "made"))
"""Two parts ask the same warehouses, and a later run need not make them again."""
SECONDS_TO_END = 20
BECOMES_PARENT_OF_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


class Part(NamedTuple):
    """One benchmark: its options in a quick and in a full run, and how many minutes it may take in each."""

    title: str
    quick: Sequence[str]
    full: Sequence[str]
    minutes: tuple[int, int]


PARTS = {
    "pages": Part("Pages in Chromium", [], ["--full"], (4, 6)),
    "peer_pages": Part("The same twelve indicators in what else could be chosen", [], ["--full"], (8, 15)),
    "visitors": Part("Visitors at once", [], ["--full"], (6, 20)),
    "extract_pages": Part("Reading pages", ["--pages", "200"], [], (1, 2)),
    "briefings": Part("Briefings and other files", ["--subjects", "8"], [], (1, 3)),
    "microdata": Part("Survey files", ["--rounds", "3"], [], (2, 3)),
    "one_connection": Part("Answers on a kept connection", [], [], (1, 1)),
    "warehouse": Part("The warehouse as it grows", MADE, ["--full", "--to", "1e8", *MADE], (5, 40)),
    "spark": Part("The same SELECTs on another engine", MADE, ["--full", "--to", "1e8", *MADE], (5, 20)),
    "faults": Part("Killed at every step", ["--kills", "30"], ["--kills", "1000"], (3, 20)),
    "fuzzing": Part("Inputs that somebody spoiled", ["--seconds", "20"], ["--seconds", "600"], (2, 12)),
}


def run(name: str, is_full: bool, environment: dict[str, str]) -> dict[str, Any]:
    """Run one part; return when, on what and how long, with its figures or why there are none."""
    part = PARTS[name]
    minutes = part.minutes[is_full]
    entry: dict[str, Any] = {
        "date": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        "machine": machine(),
        "load": round(os.getloadavg()[0], 1),
    }
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", f"benchmarks.{name}", *(part.full if is_full else part.quick)]
        process = subprocess.Popen([*command, "--json", file], cwd=PROJECT, env=environment, start_new_session=True)
        problem = ""
        try:
            process.wait(minutes * 60)
        except subprocess.TimeoutExpired:
            problem = f"not done in {minutes} minutes"
        finally:
            end(process)
        entry["seconds"] = round(time.monotonic() - begun)
        if not file.exists():
            return {**entry, "failed": problem or f"ended with {process.returncode} and without figures"}
        return {**entry, "figures": [asdict(one) for one in read(file)]}


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a part and all that it started."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        process.terminate()
        process.wait(SECONDS_TO_END)
    process.kill()
    process.wait()
    while left := [
        one for task in Path("/proc/self/task").iterdir() for one in (task / "children").read_text().split()
    ]:
        for one in left:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(int(one), signal.SIGKILL)
                os.waitpid(int(one), 0)


def faults(found: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """Return a sentence for every part that failed, budget that is not kept, and ratio that is worse than before."""
    now, then = (
        [Measured(**one) for of in parts.values() for one in of.get("figures", [])] for parts in (found, before)
    )
    return [f"{name}: {of['failed']}." for name, of in found.items() if "failed" in of] + compared.worse(now, then)


def page(results: dict[str, Any]) -> str:
    """Return the page of the docs: what has a budget first, then all figures."""
    lines = [
        "# What is measured",
        "",
        "Made by `make bench FULL=1` from `benchmarks/results.json`; not edited by hand. A ratio (×) is of two things",
        "measured in one run; milliseconds differ by machine. `make bench-check` fails when a ratio is worse than",
        f"here by more than a factor of {compared.FACTOR:g}, or when a budget is not kept.",
    ]
    known = {name: results[name] for name in PARTS if name in results}
    figures = [Measured(**one) for entry in known.values() for one in entry.get("figures", [])]
    budgets = [one for one in figures if one.budget is not None]
    missed = [one for one in budgets if not one.holds]
    said = f"{len(missed) or 'None'} of them {'is' if len(missed) == 1 else 'are'} not kept{':' if missed else '.'}"
    lines += ["", "## Budgets", "", f"{len(budgets)} figures have a budget. {said}"]
    lines += ["", *(f"- {one.what}. {one.why}".rstrip() for one in missed)] if missed else []
    lines += as_rows(budgets)
    for name, entry in known.items():
        told = f"{entry['date']}, {entry['seconds']} s, {entry['machine']}, load at the start {entry['load']}."
        lines += ["", f"## {PARTS[name].title}", "", f"`python -m benchmarks.{name}`: {told}"]
        lines += ["", f"Failed: {entry['failed']}."] if "failed" in entry else []
        lines += as_rows([Measured(**one) for one in entry.get("figures", [])])
    return "\n".join(lines) + "\n"


def as_rows(figures: Sequence[Measured]) -> list[str]:
    """Return figures as a table of Markdown."""
    rows = [" | ".join(cell.replace("|", "\\|") for cell in cells(one)) for one in figures]
    head = ["", "| what | measured | budget | beside | |", "|---|---|---|---|---|"]
    return [*head, *(f"| {row} |" for row in rows)] if rows else []


def main() -> int:
    """Run the parts that are asked for and tell; 1 when one failed, a budget is not kept, or a ratio got worse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of {', '.join(PARTS)}")
    parser.add_argument("--full", action="store_true", help="the long sizes; keep what comes of it")
    parser.add_argument("--check", action="store_true", help="hold the figures against the last full run")
    parser.add_argument("--page", action="store_true", help="only write the page of the docs anew")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if asked.page:
        PAGE.write_text(page(results), encoding="utf-8")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    ctypes.CDLL(None).prctl(BECOMES_PARENT_OF_ORPHANS, 1, 0, 0, 0)
    here = {name for name in PARTS if (PROJECT / "benchmarks" / f"{name}.py").exists()}
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "loaders", "build", "--warehouse", folder], cwd=PROJECT, check=True)
        environment = {**os.environ, "DOELBEREIK_WAREHOUSE": folder}
        for name in [one for one in asked.parts or PARTS if one in here]:
            print(f"\n{PARTS[name].title} ({name}, at most {PARTS[name].minutes[asked.full]} minutes)", flush=True)
            found[name] = run(name, asked.full, environment)
            if asked.full:  # at once, so that what is measured is kept whatever comes after
                results[name] = found[name]
                RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
                PAGE.write_text(page(results), encoding="utf-8")
    figures = [Measured(**one) for entry in found.values() for one in entry.get("figures", [])]
    print(f"\n{table(figures)}")
    wrong = faults(found, results if asked.check else {})
    print("\n" + ("\n".join(wrong) if wrong else "Every budget is kept."))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
