"""The commands: what they print, what they refuse, and two people at once."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders.__main__ as command
from loaders import release_command
from loaders.build import build
from tests.release.desk import COUNCIL, HOUR, NOON, data_without_reprint, with_visitors
from warehouse import log, publishing, store, waiting

ROOT = Path(__file__).parents[2]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    data = data_without_reprint(folder / "data")
    with_visitors(data, "114.000")
    assert build(data, folder / "warehouse", by="Anna").is_good
    with_visitors(data, "115.000")
    return folder


@pytest.fixture
def data(published: Path, tmp_path: Path, root: Path) -> Path:
    shutil.copytree(published / "warehouse", root)
    return shutil.copytree(published / "data", tmp_path / "data")


@pytest.fixture
def run(data: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(command, "DATA", data)
    monkeypatch.setattr(release_command, "now", lambda: NOON)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = command.main([*arguments, "--warehouse", str(root)])
        return code, *capsys.readouterr()

    return run


def draft(run: Run, by: str = "Anna") -> str:
    code, output, _ = run("draft", "--by", by)
    assert code == 0
    return output.split("Draft ")[1].split()[0]


def test_from_draft_to_published_by_two_people(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.Warehouse(root).version
    code, output, _ = run("draft", "--by", "Anna")
    assert code == 0
    assert "114,000 bezoekers (begroting-2018) → 115,000 bezoekers" in output
    (name,) = waiting.names(root)
    assert f"release {name} --by NAME" in output

    code, _, complaint = run("release", name, "--by", "Anna")
    assert (code, "somebody else" in complaint) == (1, True)
    code, output, _ = run("release", name, "--by", "Bert", "--embargo", "2019-06-13T10:00")
    assert (code, "from 2019-06-13T10:00:00+02:00" in output) == (0, True)
    assert run("release", "--due") == (0, "Nothing is due.\n", "")
    assert f"{name}: made by Anna" in run("release")[1]
    assert store.Warehouse(root).version == before

    monkeypatch.setattr(release_command, "now", lambda: COUNCIL + HOUR)
    code, output, _ = run("release", "--due")
    served = store.Warehouse(root).version
    assert (code, output, served != before) == (0, f"Published version {served}.\n", True)
    assert run("release")[1] == "No draft waits.\n"

    code, output, _ = run("rollback", before, "--by", "Cees", "--reason", "a figure was wrong")
    assert code == 0
    assert f"{store.Warehouse(root).version} is served: the contents of {before}" in output
    assert f"{store.Warehouse(root).version} (served)" in run("rollback")[1]


def test_an_approval_without_embargo_publishes_at_once(run: Run, root: Path) -> None:
    code, output, _ = run("release", draft(run), "--by", "Bert")
    assert (code, output) == (0, f"Published version {store.Warehouse(root).version}.\n")


def test_a_draft_is_withdrawn_with_a_reason(run: Run, root: Path) -> None:
    name = draft(run)
    code, output, _ = run("release", name, "--withdraw", "--by", "Anna", "--reason", "a typing error")
    assert (code, output) == (0, f"Draft {name} is withdrawn.\n")
    assert waiting.names(root) == []
    assert "Anna: withdraw; draft" in run("log")[1]


def test_the_log_is_shown_and_exported_and_names_a_changed_line(run: Run, root: Path) -> None:
    draft(run)
    code, output, _ = run("log")
    assert code == 0
    assert "1. " in output
    assert "Anna: draft; draft " in output
    assert "sources/begroting-2018/5-1-1.csv (sha256 " in output
    rows = list(csv.DictReader(io.StringIO(run("log", "--format", "csv")[1])))
    assert [row["action"] for row in rows] == ["build", "draft"]
    exported = json.loads(run("log", "--format", "json")[1])
    assert exported == {"lines": log.read(root), "faults": []}

    acts = root / "log" / "acts.jsonl"
    acts.write_text(acts.read_text().replace("Anna", "Bert", 1))
    code, _, complaint = run("log")
    assert (code, "Line 1 of the log was changed" in complaint) == (1, True)


def test_an_act_that_was_broken_off_is_told_by_the_next_look_at_the_log(run: Run, root: Path) -> None:
    class Killed(Exception):
        pass

    def die(step: str, done: int = 0, parts: int = 0, /) -> None:
        if step == "log":
            raise Killed

    name = draft(run)
    with pytest.raises(Killed):
        waiting.approve(root, name, "Bert", NOON, embargo=COUNCIL, report=die)
    assert "Bert: approve" in run("log")[1]


def test_a_draft_of_what_is_wrong_is_refused_with_its_sentence(run: Run, data: Path, root: Path) -> None:
    (data / "catalogue" / "bases.toml").write_text("nonsense", encoding="utf-8")
    code, output, complaint = run("draft", "--by", "Anna")
    assert (code, output) == (1, "No draft was made.\n")
    assert "bases.toml" in complaint
    assert waiting.names(root) == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("draft",), "--by"),
        (("release", "0123456789ab"), "--by: who approves"),
        (("release", "0123456789ab", "--due"), "--due publishes what was approved"),
        (("release", "0123456789ab", "--withdraw", "--by", "Bert"), "--withdraw needs"),
        (("rollback", "0001-x"), "--by and --reason"),
    ],
)
def test_what_is_not_said_is_asked(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(SystemExit):
        run(*arguments)
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("13 juni", "found '13 juni', expected a date and a time"),
        ("2019-06-13", "a date without a time"),
        ("2019-03-31T02:30", "does not exist: the clock is put forward"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(run: Run, written: str, complaint: str) -> None:
    code, _, said = run("release", draft(run), "--by", "Bert", "--embargo", written)
    assert (code, complaint in said) == (1, True)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019-06-13T10:00", "2019-06-13T10:00:00+02:00"),
        ("2019-12-13 10:00", "2019-12-13T10:00:00+01:00"),
        ("2019-06-13T10:00Z", "2019-06-13T10:00:00+00:00"),
    ],
)
def test_an_embargo_is_dutch_time_unless_it_says_otherwise(written: str, moment: str) -> None:
    assert release_command.embargo_of(written).isoformat() == moment


def test_a_lock_says_who_holds_it_and_since_when(run: Run, root: Path) -> None:
    name = draft(run)
    with publishing.writing(root, "Dirk", NOON):
        code, _, complaint = run("release", name, "--by", "Bert")
    assert code == 1
    assert f"process {os.getpid()}, Dirk, since 2019-06-01T12:00:00+02:00" in complaint
    assert run("release", name, "--by", "Bert")[0] == 0


def test_a_doubt_is_accepted_on_the_command_line(run: Run, data: Path, root: Path) -> None:
    with_visitors(data, "1.150.000")
    code, output, _ = run("draft", "--by", "Anna")
    assert (code, "cannot be released as it is" in output) == (0, True)
    key = output.split("--accept '")[1].split("'")[0]
    code, output, _ = run("draft", "--by", "Anna", "--accept", key, "Nageteld bij de dienst.")
    assert "1 doubt accepted as printed:\n  Aantal bezoekers Kardinge (ijs), 2016: Nageteld bij de dienst." in output
    (name,) = waiting.names(root)
    assert run("release", name, "--by", "Bert")[0] == 0
    assert f"{key}: Nageteld bij de dienst." in run("log")[1]


def test_a_roll_back_says_what_stays_in_data(run: Run, root: Path) -> None:
    old = store.Warehouse(root).version
    run("release", draft(run), "--by", "Bert")
    code, output, _ = run("rollback", old, "--by", "Cees", "--reason", "too early")
    assert code == 0
    assert "data/ stays as it is, with texts that are no longer served: Begroting 2018." in output
    assert "`draft` shows what data/ would change" in output
    assert run("draft", "--by", "Anna")[0] == 0


AT_ONCE = """
import sys, time
from pathlib import Path
from tests.release.desk import NOON, Desk
from warehouse import waiting
from warehouse.lock import BuildRunningError
data, root, by, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
print("ready", flush=True)
sys.stdin.readline()
while True:
    try:
        waiting.approve(root, name, by, NOON)
        waiting.publish_due(root, NOON)
    except BuildRunningError:
        time.sleep(0.01)
        continue
    except waiting.ReleaseError as error:
        print(error)
    break
"""


def test_two_people_who_release_at_once_undo_nothing_of_each_other(run: Run, data: Path, root: Path) -> None:
    first = draft(run)
    with_visitors(data, "116.000")
    second = draft(run, "Cees")
    people = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, str(data), str(root), by, name],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for by, name in (("Bert", first), ("Dirk", second))
    ]  # fmt: skip
    for one in people:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    said = []
    for one in people:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in people:
        said.append(one.communicate(timeout=60)[0])
        assert one.returncode == 0
    acts = [line["action"] for line in log.read(root)]
    assert acts.count("publish") == 1
    assert log.faults(root) == []
    (left,) = waiting.names(root)
    published = log.read(root)[acts.index("publish")]["draft"]
    assert {left, published} == {first, second}
    assert store.Warehouse(root).version.endswith(published)
    # Who was approved before the other was published learns it from `release --due`.
    refusals = " ".join([*said, *waiting.publish_due(root, NOON)[1]])
    assert "make the draft anew" in refusals
