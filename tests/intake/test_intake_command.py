"""A clerk's way on the command line: store, fill in what is printed, decide, draft, remove, each in a name."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders.__main__ as program
from loaders.build import build
from loaders.delivery import room
from loaders.delivery.decisions import Decisions, PageDecision
from loaders.delivery.decisions_file import as_toml, from_toml
from loaders.delivery.record import State
from loaders.intake.report import of_delivery
from tests.build.small_data import write
from tests.delivery.accounts_2019 import DECIDED, NEAR_ROW, PAGE, UNWANTED_ROW
from tests.intake.dropped import page
from warehouse import log, waiting

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("small") / "data")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def run(small: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a way to run `intake` on a small data folder: exit code, standard output, standard error."""
    monkeypatch.setattr(program, "DATA", small)

    def running(*arguments: object) -> tuple[int, str, str]:
        code = program.main(["intake", *map(str, arguments), "--warehouse", str(root)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return running


def stored(run: Run, root: Path, tmp_path: Path, text: str = PAGE) -> str:
    run(page(tmp_path / "p.txt", text), "--by", "Anna")
    return room.deliveries(root)[0].delivery_id


def decided(root: Path, delivery_id: str, **more: object) -> Decisions:
    file = room.read(root, delivery_id).files[0].sha256
    pages = [PageDecision(file=file, document="rekening-2019", page="4-1-6")]
    return DECIDED.model_copy(update={"page": pages, **more})


def in_file(tmp_path: Path, decisions: Decisions | str) -> Path:
    file = tmp_path / "decisions.toml"
    file.write_text(decisions if isinstance(decisions, str) else as_toml(decisions), encoding="utf-8")
    return file


# Storing and looking ------------------------------------------------------------------------------------------------


def test_without_a_name_nothing_is_stored(run: Run, root: Path, tmp_path: Path) -> None:
    code, out, _ = run(page(tmp_path / "p.txt", PAGE))
    assert (code, "nothing was published" in out, root.exists()) == (0, True, False)


def test_with_a_name_the_files_become_a_delivery_and_what_is_asked_is_printed(
    run: Run, root: Path, tmp_path: Path
) -> None:
    code, out, _ = run(page(tmp_path / "p.txt", PAGE), "--by", "Anna")
    (delivery,) = room.deliveries(root)
    assert code == 0
    assert f"# Delivery {delivery.delivery_id}, 1 file, received by Anna" in out
    assert "# p.txt: text, 1 table, 4 rows" in out
    assert f'file = "{delivery.files[0].sha256}"' in out
    assert 'document = ""  # suggested: rekening-2019' in out
    assert f"--delivery {delivery.delivery_id} --decisions FILE" in out


@pytest.mark.parametrize(
    ("names", "code"), [(["goed.txt"], 0), (["leeg.txt", "goed.txt"], 1), (["fout.txt"], 1), (["leeg.txt"], 2)]
)
def test_the_exit_code_is_the_same_when_files_are_stored(
    run: Run, root: Path, tmp_path: Path, names: list[str], code: int
) -> None:
    page(tmp_path / "goed.txt", PAGE)
    page(tmp_path / "leeg.txt", "")
    page(tmp_path / "fout.txt", PAGE.replace("66%", "660%"))
    found, out, _ = run(*(tmp_path / name for name in names), "--by", "Anna")
    assert found == code
    assert all(f"# {name}: " in out for name in names)
    assert len(room.deliveries(root)) == 1


def test_what_is_printed_of_a_delivery_is_a_decisions_file(run: Run, root: Path, tmp_path: Path) -> None:
    delivery_id = stored(run, root, tmp_path, PAGE.replace(UNWANTED_ROW, "Wacht\u202e\u200blijst"))
    only_page = decided(root, delivery_id, row=[], definition=[])
    _, out, _ = run("--delivery", delivery_id, "--decisions", in_file(tmp_path, only_page), "--by", "Anna")
    shown = tomllib.loads(out)
    assert shown["document"][0]["id"] == "rekening-2019"
    assert [one["choice"] for one in shown["row"]] == ["", "", ""]
    assert shown["definition"][0] == {"indicator": "wij-bekend", "document": "rekening-2019", "choice": ""}
    assert '# indicator = "wij-contact"  # of an alias: % bewoners dat contact heeft gehad' in out
    assert "\u202e" not in out
    found, problems = from_toml(out)
    assert found is None, "nothing is confirmed by accident"
    assert {problem.place.split(".")[-1] for problem in problems} == {"choice'"}

    filled = out.replace('choice = ""', 'choice = "left_out"', 3).replace('choice = ""', 'choice = "unchanged"')
    code, out, _ = run("--delivery", delivery_id, "--decisions", in_file(tmp_path, filled), "--by", "Anna")
    assert (code, "Nothing is left to decide" in out) == (0, True)


def test_a_new_entry_can_be_made_of_the_lines_that_are_printed(run: Run, root: Path, tmp_path: Path) -> None:
    delivery_id = stored(run, root, tmp_path)
    _, out, _ = run("--delivery", delivery_id)
    for empty, filled in {
        'document = ""': 'document = "rekening-2019"', 'page = ""': 'page = "4-1-6"', "# [[document]]": "[[document]]",
        "# id =": "id =", "# kind =": "kind =", '# title = ""': 'title = "Rekening"', "# fiscal_year": "fiscal_year",
        '# publisher = ""': 'publisher = "Gemeente"', "# published_on": "published_on",
        '# published_precision = ""': 'published_precision = "day"', '# territory = ""': 'territory = "gm0017-haren"',
    }.items():  # fmt: skip
        assert empty in out
        out = out.replace(empty, filled)
    code, out, err = run("--delivery", delivery_id, "--decisions", in_file(tmp_path, out), "--by", "Anna")
    assert (code, err) == (0, "")
    policy_field = out.replace('policy_field = ""', 'policy_field = "sociale-basis"')
    _, out, _ = run("--delivery", delivery_id, "--decisions", in_file(tmp_path, policy_field), "--by", "Anna")
    before, _, row = out.partition(f'label = "{NEAR_ROW}"')
    row = row.replace('choice = ""', 'choice = "new"', 1).replace("# [row.new]", "[row.new]", 1)
    for key, value in {"id": "nieuw", "name": None, "kind": "share", "unit": "%", "better": "higher"}.items():
        old = next(line for line in row.splitlines() if line.startswith(f"# {key} = "))
        row = row.replace(old, f'{key} = "{value}"' if value else old.removeprefix("# "), 1)
    rest = row.replace('choice = ""', 'choice = "left_out"', 2).replace('choice = ""', 'choice = "new"')
    for old in ("# [definition.new]", "# version", "# from"):
        rest = rest.replace(old, old.removeprefix("# "))
    rest = rest.replace('# wording = ""', 'wording = "alleen volwassenen"')
    text = f'{before}label = "{NEAR_ROW}"{rest}'
    code, out, err = run("--delivery", delivery_id, "--decisions", in_file(tmp_path, text), "--by", "Anna")
    assert (code, err) == (0, "")
    assert "Nothing is left to decide" in out
    new = room.decisions(root, delivery_id)
    assert (new.row[0].new.id, new.row[0].new.name) == ("nieuw", NEAR_ROW)
    assert (new.definition[0].new.version, new.definition[0].new.from_) == (3, "rekening-2019")


def test_deliveries_are_listed_and_a_damaged_one_is_told_beside_them(run: Run, root: Path, tmp_path: Path) -> None:
    assert run("--list") == (0, "No delivery was received.\n", "")
    good, bad = stored(run, root, tmp_path), stored(run, root, tmp_path, f"{PAGE}\n")
    (root / "deliveries" / bad / "delivery.json").write_text("{")
    code, out, err = run("--list")
    assert code == 1
    assert out.splitlines() == [next(of_delivery(room.read(root, good)))]
    assert err.startswith(f"refused: Delivery {bad}: ")


def test_a_delivery_that_is_not_there_is_refused(run: Run) -> None:
    code, _, err = run("--delivery", "../../etc")
    assert (code, err) == (1, "refused: No delivery '../../etc' was received.\n")


# Deciding, drafting, removing ---------------------------------------------------------------------------------------


def test_every_mistake_in_a_decisions_file_is_named_and_nothing_is_stored(run: Run, root: Path, tmp_path: Path) -> None:
    delivery_id = stored(run, root, tmp_path)
    file = in_file(tmp_path, '[[row]]\nlabel = "x"\n[[pagina]]\n')
    code, _, err = run("--delivery", delivery_id, "--decisions", file, "--by", "Anna")
    assert code == 1
    assert len(err.splitlines()) == 3
    assert all(line.startswith(f"refused: {file}, key '") for line in err.splitlines())
    code, _, err = run("--delivery", delivery_id, "--decisions", tmp_path / "weg.toml", "--by", "Anna")
    assert (code, "weg.toml" in err) == (1, True)
    assert room.decisions(root, delivery_id) == Decisions()
    assert [line["action"] for line in log.read(root)] == ["receive"]


def test_a_text_that_was_printed_before_somebody_else_decided_is_not_stored_over_that(
    run: Run, root: Path, tmp_path: Path
) -> None:
    delivery_id = stored(run, root, tmp_path)
    _, printed, _ = run("--delivery", delivery_id)
    seen = in_file(tmp_path, printed[: printed.index("[[page]]")])
    assert run("--delivery", delivery_id, "--decisions", seen, "--by", "Anna")[0] == 0
    others = decided(root, delivery_id)
    run("--delivery", delivery_id, "--decisions", in_file(tmp_path, others), "--by", "Bert")
    seen.write_text(printed[: printed.index("[[page]]")])
    code, _, err = run("--delivery", delivery_id, "--decisions", seen, "--by", "Anna")
    assert (code, "after this text was printed" in err) == (1, True)
    assert room.decisions(root, delivery_id) == others

    (root / "deliveries" / delivery_id / "decisions.toml").write_text("")
    code, _, err = run("--delivery", delivery_id)
    assert (code, "changed outside the program" in err) == (1, True)
    assert run("--delivery", delivery_id, "--decisions", seen, "--by", "Anna")[0] == 0


def test_decisions_without_files_are_a_delivery(run: Run, root: Path, tmp_path: Path) -> None:
    text = (
        '[[commentary]]\nindicator = "wij-bekend"\nyear = 2018\ncause = "Te weinig mensen."\nauthor = "Anna"\n'
        "written_on = 2019-06-01\n"
    )
    code, out, _ = run("--decisions", in_file(tmp_path, text), "--by", "Anna")
    (delivery,) = room.deliveries(root)
    assert (code, delivery.files) == (0, ())
    assert room.decisions(root, delivery.delivery_id).commentary[0].cause == "Te weinig mensen."
    assert "Nothing is left to decide" in out


def test_a_mistake_in_the_decisions_stores_no_files_either(run: Run, root: Path, tmp_path: Path) -> None:
    code, _, _ = run(page(tmp_path / "p.txt"), "--decisions", in_file(tmp_path, "x = 1"), "--by", "Anna")
    assert (code, room.deliveries(root)) == (1, [])


def test_a_draft_is_made_once_nothing_is_asked_and_its_comparison_says_what_is_left(
    run: Run, root: Path, small: Path, tmp_path: Path
) -> None:
    assert build(small, root, by="Anna").is_good
    delivery_id = stored(run, root, tmp_path)
    code, out, err = run("--delivery", delivery_id, "--draft", "--by", "Anna")
    assert (code, "question" in err, waiting.waiting(root)) == (1, True, [])

    file = in_file(tmp_path, decided(root, delivery_id))
    code, out, _ = run("--delivery", delivery_id, "--decisions", file, "--draft", "--by", "Anna")
    assert code == 0
    assert "# Held against version 0001-" in out
    assert "#   Cijfer voor de buurt (WIJ), 2019: 7.3 (rekening-2019)" in out
    assert tomllib.loads(out)["revision"][0]["kind"] == ""
    assert room.read(root, delivery_id).state is State.OPEN

    filled = out.replace('kind = ""', 'kind = "correction"').replace('reason = ""', 'reason = "Nageteld."')
    file = in_file(tmp_path, filled)
    code, out, err = run("--delivery", delivery_id, "--decisions", file, "--draft", "--by", "Anna")
    assert (code, err) == (0, "")
    (draft,) = waiting.waiting(root)
    assert f"# Draft {draft.draft} waits. Somebody else: python -m loaders release {draft.draft} --by NAME" in out
    assert room.read(root, delivery_id).draft == draft.draft
    _, out, _ = run("--list")
    assert f"drafted as draft {draft.draft}." in out
    code, _, err = run("--delivery", delivery_id, "--remove", "--by", "Bert", "--reason", "x")
    assert (code, "withdraw that first" in err) == (1, True)
    assert not (small / "sources" / "rekening-2019").exists()


def test_a_delivery_is_removed_with_a_reason(run: Run, root: Path, tmp_path: Path) -> None:
    delivery_id = stored(run, root, tmp_path)
    code, out, _ = run("--delivery", delivery_id, "--remove", "--by", "Bert", "--reason", "het verkeerde bestand")
    assert (code, out) == (0, f"Delivery {delivery_id} is removed.\n")
    assert run("--list")[1] == "No delivery was received.\n"
    code, out, _ = run("--delivery", delivery_id)
    assert (code, out.splitlines()[0].endswith(": removed."), "choice" in out) == (0, True, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name files"),
        (["--by", "Anna"], "name files"),
        (["p.txt", "--list"], "without --delivery and --list"),
        (["p.txt", "--delivery", "x", "--by", "Anna"], "without --delivery and --list"),
        (["--delivery", "x", "--draft"], "--by: who"),
        (["--decisions", "x"], "--by: who"),
        (["p.txt", "--draft", "--by", "Anna"], "--delivery: which one?"),
        (["--delivery", "x", "--remove", "--by", "Anna"], "--remove goes with --reason"),
        (["--delivery", "x", "--remove", "--reason", "y", "--draft", "--by", "Anna"], "--remove goes with --reason"),
        (["p.txt", "--json", "--by", "Anna"], "--json goes with files that are only looked at"),
    ],
)
def test_what_does_not_go_together_is_refused(
    run: Run, capsys: pytest.CaptureFixture[str], root: Path, arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err
    assert not root.exists()


def test_the_name_of_a_person_is_asked_for(run: Run, root: Path, tmp_path: Path) -> None:
    code, _, err = run(page(tmp_path / "p.txt"), "--by", "…")
    assert (code, "expected the name of a person" in err, room.deliveries(root)) == (1, True, [])
