"""The log tells what happened and nothing else, and shows it when somebody changed it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from warehouse import log
from warehouse.log import Act

AT = datetime.fromisoformat("2019-06-01T09:00+02:00")


def act(by: str = "Anna", **told: str) -> Act:
    return Act("draft", by, AT, **told)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("one", "two", "three"):
        log.perform(tmp_path, act(reason=name), tmp_path / f"{name}.json", name.encode())
    return tmp_path


def acts(root: Path) -> Path:
    return root / "log" / "acts.jsonl"


def told(root: Path) -> list[str]:
    return [line["reason"] for line in log.read(root)]


def test_each_line_holds_the_hash_of_the_one_before(root: Path) -> None:
    first, second, third = log.read(root)
    assert first["previous"] == log.NOTHING_BEFORE
    assert (second["previous"], third["previous"]) == (first["hash"], second["hash"])
    assert log.faults(root) == []


def rewritten(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def tamper(file: Path) -> None:
        file.write_text("".join(change(file.read_text().splitlines(keepends=True))))

    return tamper


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (rewritten(lambda lines: [lines[0], lines[1].replace("Anna", "Bert"), lines[2]]), "Line 2 of the log was chan"),
        (rewritten(lambda lines: [*lines[:2], lines[2].replace("Anna", "Bert")]), "Line 3 of the log was changed"),
        (rewritten(lambda lines: [lines[0], lines[2]]), "Line 2 of the log does not follow"),
        (rewritten(lambda lines: [lines[1], lines[0], lines[2]]), "Line 1 of the log does not follow"),
        (rewritten(lambda lines: lines[:2]), "ends with line 2, and line 3 was written"),
        (rewritten(lambda lines: []), "ends with line 0, and line 3 was written"),
        (rewritten(lambda lines: [lines[0], "{}\n", lines[2]]), "Line 2 of the log was changed"),
        (rewritten(lambda lines: [lines[0], "rubbish\n", lines[2]]), "Line 2 of the log cannot be read"),
    ],
)
def test_a_change_from_outside_is_named(root: Path, tamper: Callable[[Path], None], named: str) -> None:
    tamper(acts(root))
    assert named in " ".join(log.faults(root))


def test_a_last_line_written_anew_with_a_fitting_hash_is_named(root: Path) -> None:
    *before, last = log.read(root)
    forged = {key: value for key, value in last.items() if key != "hash"} | {"by": "Bert"}
    forged["hash"] = log._hash(forged)
    acts(root).write_text("".join(json.dumps(line) + "\n" for line in (*before, forged)))
    assert any("the end was replaced" in fault for fault in log.faults(root))


def test_a_cut_end_stays_visible_when_more_is_done(root: Path) -> None:
    rewritten(lambda lines: lines[:2])(acts(root))
    for name in ("four", "five", "six"):
        log.perform(root, act(reason=name), root / f"{name}.json", name.encode())
    assert any("the end was replaced" in fault for fault in log.faults(root))


def test_a_pointer_moved_by_hand_is_named(root: Path) -> None:
    log.perform(root, Act("publish", "Anna", AT, version="0002-b"), root / "current", b"0002-b\n")
    assert log.faults(root) == []
    (root / "current").write_text("0001-a\n")
    assert any("0001-a is served and the log says 0002-b" in fault for fault in log.faults(root))


class Killed(Exception):
    """Stands for a program that ends here."""


@pytest.mark.parametrize(("step", "happened"), [("intend", False), ("act", False), ("log", True), ("head", True)])
def test_an_act_broken_off_is_told_if_and_only_if_it_happened(root: Path, step: str, happened: bool) -> None:
    def die(at: str, done: int = 0, parts: int = 0, /) -> None:
        if at == step:
            raise Killed

    with pytest.raises(Killed):
        log.perform(root, act(reason="four"), root / "four.json", b"four", die)
    log.settle(root)
    assert (root / "four.json").exists() is happened
    assert told(root) == ["one", "two", "three", *(["four"] if happened else [])]
    assert log.faults(root) == []


@pytest.mark.parametrize("written", [1, 40, -1])
def test_a_line_written_in_part_is_completed(root: Path, written: int) -> None:
    def die(at: str, done: int = 0, parts: int = 0, /) -> None:
        if at == "log":
            raise Killed

    with pytest.raises(Killed):
        log.perform(root, act(reason="four"), root / "four.json", b"four", die)
    line = json.loads((root / "log" / "intent.json").read_text())["line"]
    with acts(root).open("a") as torn:
        torn.write(json.dumps(line, ensure_ascii=False)[:written])
    log.settle(root)
    assert told(root) == ["one", "two", "three", "four"]
    assert log.faults(root) == []


def test_a_warehouse_from_before_there_was_a_log_begins_with_what_it_finds(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("0007-old\n")
    log.perform(tmp_path, Act("build", "Anna", AT, version="0008-new"), tmp_path / "current", b"0008-new\n")
    assert [(line["action"], line["version"]) for line in log.read(tmp_path)] == [
        ("begin", "0007-old"),
        ("build", "0008-new"),
    ]
    assert log.faults(tmp_path) == []


def test_the_csv_holds_every_line_and_no_formula(root: Path) -> None:
    log.perform(root, act("=HYPERLINK(1)", reason='+1; ééń, "quoted"'), root / "four.json", b"four")
    rows = list(csv.DictReader(io.StringIO(log.as_csv(log.read(root)))))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert (rows[3]["by"], rows[3]["reason"]) == ("'=HYPERLINK(1)", '\'+1; ééń, "quoted"')
    assert rows[3]["previous"] == rows[2]["hash"]
