"""What is told of a measured figure, and what counts as worse."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from benchmarks import compared, everything
from benchmarks.measured import RATIO, Measured, read, table, tell

KEPT = Measured("a page", 1.0, RATIO, 1.2, "lower", "an empty app", 1)


@pytest.mark.parametrize(
    ("value", "budget", "better", "holds"),
    [
        (1.2, 1.2, "lower", True),
        (1.2004, 1.2, "lower", True),  # as precisely as it is printed
        (1.21, 1.2, "lower", False),
        (50, 50, "higher", True),
        (49.9, 50, "higher", False),
        (None, 1.2, "lower", False),
        (None, None, "lower", True),
        (9.9, None, "lower", True),
    ],
)
def test_a_budget_is_kept_as_it_is_printed(value: float | None, budget: float | None, better: str, holds: bool) -> None:
    assert Measured("a page", value, RATIO, budget, better).holds is holds  # type: ignore[arg-type]


def test_what_is_told_comes_back_and_a_missed_budget_ends_with_1(tmp_path: Path) -> None:
    missed = Measured("a wait", 26.0, "ms", 25)
    assert tell([KEPT], tmp_path / "kept.json") == 0
    assert tell([KEPT, missed], tmp_path / "missed.json") == 1
    assert read(tmp_path / "missed.json") == [KEPT, missed]
    assert "NOT kept" in table([missed])
    assert "NOT kept" not in table([KEPT])


def test_a_ratio_that_got_worse_by_more_than_the_factor_is_told_of() -> None:
    before = [Measured("a page", 0.5, RATIO), Measured("speed", 4, RATIO), Measured("a wait", 1, "ms")]
    slower = Measured("a page", 0.5 * compared.FACTOR * 1.1, RATIO, 1.2)
    (sentence,) = compared.worse([slower], before)
    assert sentence == "a page is 0.825 ×, was 0.5 ×: 1.65 times worse."
    assert compared.worse([Measured("speed", 2, RATIO, None, "higher")], before) == [
        "speed is 2 ×, was 4 ×: 2 times worse."
    ]
    nothing = [Measured("a page", 0.7, RATIO), Measured("a wait", 9, "ms"), Measured("new", 9, RATIO)]
    assert compared.worse(nothing, before) == []


def test_a_missed_budget_is_told_of_without_anything_before() -> None:
    assert compared.worse([Measured("a wait", 31, "ms", 25)]) == ["a wait is 31 ms, with a budget of 25 ms."]


def test_a_ratio_that_missed_its_budget_before_is_held_against_what_it_was() -> None:
    missed = Measured("a page", 1.4, RATIO, 1.2)
    assert compared.worse([replace(missed, value=1.5)], [missed]) == []
    assert compared.worse([replace(missed, value=1.4 * compared.FACTOR * 1.1)], [missed]) != []
    assert compared.worse([replace(missed, value=None)], [missed]) != []
    assert compared.worse([missed], [replace(missed, value=1.1)]) != []


def test_a_check_tells_of_a_planted_regression_and_of_a_part_that_failed() -> None:
    before = {"pages": {"figures": [asdict(replace(KEPT, value=0.5))]}}
    assert everything.faults(before, before) == []
    planted = {"pages": {"figures": [asdict(KEPT)]}, "visitors": {"failed": "not done in 5 minutes"}}
    assert everything.faults(planted, before) == [
        "visitors: not done in 5 minutes.",
        "a page is 1 ×, was 0.5 ×: 2 times worse.",
    ]


def test_the_page_of_the_docs_is_what_the_results_come_to() -> None:
    results = json.loads(everything.RESULTS.read_text(encoding="utf-8"))
    assert everything.PAGE.read_text(encoding="utf-8") == everything.page(results)


def test_the_page_names_what_is_not_kept_and_what_failed() -> None:
    entry = {"date": "2026-11-23 03:00", "machine": "2 processors", "load": 0.1, "seconds": 3}
    missed = {"what": "a wait", "value": 31, "unit": "ms", "budget": 25, "why": "Much is asked."}
    page = everything.page({"visitors": {**entry, "figures": [missed]}, "pages": {**entry, "failed": "not done"}})
    assert "1 figures have a budget. 1 of them is not kept:\n\n- a wait. Much is asked.\n" in page
    assert "Failed: not done." in page
    assert "| a wait | 31 ms | ≤ 25 ms: NOT kept |" in page


def test_a_part_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """In a process of its own, for it adopts what a part leaves behind."""
    names = tmp_path / "left"
    script = f"""
import ctypes, subprocess, sys
from benchmarks import everything
ctypes.CDLL(None).prctl(everything.BECOMES_PARENT_OF_ORPHANS, 1, 0, 0, 0)
code = "import subprocess as s; p = s.Popen(['sleep', '60'], start_new_session=True); print(p.pid, flush=True)"
part = subprocess.Popen([sys.executable, "-c", code], stdout=open({str(names)!r}, "w"), start_new_session=True)
part.wait()
everything.end(part)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30, cwd=everything.PROJECT)
    left = int(names.read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(left, 0)
