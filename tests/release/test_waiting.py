"""A draft is served when somebody else approved it and its moment has come; the way back is always open."""

import shutil
from pathlib import Path

import pytest

from loaders.build import build
from tests.release.desk import COUNCIL, HOUR, NOON, Desk, data_without_reprint, with_visitors
from warehouse import log, store, waiting
from warehouse.rollback import roll_back
from warehouse.waiting import ReleaseError, approve, publish_due, withdraw


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    data = data_without_reprint(folder / "data")
    with_visitors(data, "114.000")
    assert build(data, folder / "warehouse", by="Anna").is_good
    with_visitors(data, "115.000")
    return folder


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Desk:
    shutil.copytree(published, tmp_path / "desk")
    return Desk(tmp_path / "desk" / "data", tmp_path / "desk" / "warehouse")


@pytest.fixture(scope="module")
def with_draft(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafted") / "desk"
    shutil.copytree(published, folder)
    Desk(folder / "data", folder / "warehouse").draft("Anna")
    return folder


@pytest.fixture
def made(desk: Desk, with_draft: Path) -> waiting.Waiting:
    """The draft that Anna made of what is on the desk: it waits there."""
    shutil.copytree(with_draft / "warehouse", desk.root, dirs_exist_ok=True)
    (draft,) = waiting.waiting(desk.root)
    return draft


def visitors(root: Path) -> float:
    sql = "SELECT value FROM result WHERE indicator_id = 'bezoekers-ijsbaan' AND period = 2016"
    return float(store.Warehouse(root).select(sql)["value"].iloc[0])


def actions(root: Path) -> list[tuple[str, str]]:
    assert log.faults(root) == []
    return [(line["action"], line["by"]) for line in log.read(root)]


def content_hash(root: Path) -> str:
    return str(store.Warehouse(root).records("SELECT content_hash FROM build")[0]["content_hash"])


def test_a_draft_changes_nothing_that_is_served(desk: Desk) -> None:
    before = (desk.root / "current").read_bytes()
    made = desk.draft()
    assert (desk.root / "current").read_bytes() == before
    assert visitors(desk.root) == 114000
    assert [one.draft for one in waiting.waiting(desk.root)] == [made.draft]
    assert list((desk.root / "drafts").iterdir()) == []


def test_a_second_person_publishes_it_and_the_log_says_who_did_what(desk: Desk, made: waiting.Waiting) -> None:
    approve(desk.root, made.draft, "Bert", NOON)
    published, refused = publish_due(desk.root, NOON)
    assert refused == []
    assert visitors(desk.root) == 115000
    assert actions(desk.root) == [("build", "Anna"), ("draft", "Anna"), ("approve", "Bert"), ("publish", "Bert")]
    last = log.read(desk.root)[-1]
    assert (last["version"], last["draft"], last["content_hash"]) == (published[0], made.draft, made.content_hash)
    assert last["file_sha256"] == log.sha256_of(store.version_file(desk.root, published[0]))
    assert list(last["received"]) == ["sources/begroting-2018/5-1-1.csv"]
    assert list((desk.root / "waiting").iterdir()) == []


@pytest.mark.parametrize("name", ["Anna", "anna", "  ANNA ", "An.na", "Ａnna"])
def test_who_made_a_draft_does_not_release_it(desk: Desk, made: waiting.Waiting, name: str) -> None:
    with pytest.raises(ReleaseError, match="made by Anna: somebody else"):
        approve(desk.root, made.draft, name, NOON)
    assert actions(desk.root)[-1] == ("draft", "Anna")


@pytest.mark.parametrize("name", ["", "  ", "-", "_", "a\u200bb", "x" * 101, "a\x07"])
def test_a_name_that_nobody_has_is_refused(desk: Desk, made: waiting.Waiting, name: str) -> None:
    with pytest.raises(ReleaseError, match="--by"):
        approve(desk.root, made.draft, name, NOON)


@pytest.mark.usefixtures("made")
def test_an_approval_that_was_not_given_publishes_nothing(desk: Desk) -> None:
    assert publish_due(desk.root, COUNCIL) == ([], [])
    assert visitors(desk.root) == 114000


def test_nothing_is_served_before_the_embargo_and_everything_from_then_on(desk: Desk, made: waiting.Waiting) -> None:
    approve(desk.root, made.draft, "Bert", NOON, embargo=COUNCIL)
    assert publish_due(desk.root, COUNCIL - HOUR / 3600) == ([], [])
    assert visitors(desk.root) == 114000
    assert len(publish_due(desk.root, COUNCIL)[0]) == 1
    assert visitors(desk.root) == 115000


def test_a_draft_withdrawn_before_its_moment_is_not_published(desk: Desk, made: waiting.Waiting) -> None:
    approve(desk.root, made.draft, "Bert", NOON, embargo=COUNCIL)
    with pytest.raises(ReleaseError, match="--reason"):
        withdraw(desk.root, made.draft, "Anna", " ", NOON)
    withdraw(desk.root, made.draft, "Anna", "a typing error", NOON)
    assert publish_due(desk.root, COUNCIL) == ([], [])
    assert visitors(desk.root) == 114000
    assert actions(desk.root)[-1] == ("withdraw", "Anna")
    assert list((desk.root / "waiting").iterdir()) == []
    assert desk.draft("Cees").approved_by is None


def test_a_clock_that_goes_back_takes_nothing_back(desk: Desk, made: waiting.Waiting) -> None:
    approve(desk.root, made.draft, "Bert", NOON, embargo=COUNCIL)
    publish_due(desk.root, COUNCIL)
    served = (desk.root / "current").read_bytes()
    assert publish_due(desk.root, NOON) == ([], [])
    assert (desk.root / "current").read_bytes() == served
    assert actions(desk.root)[-1] == ("publish", "Bert")


def test_a_draft_that_was_overtaken_undoes_nothing(desk: Desk, made: waiting.Waiting) -> None:
    with_visitors(desk.data, "116.000")
    second = desk.draft("Cees")
    approve(desk.root, made.draft, "Bert", NOON, embargo=COUNCIL)
    approve(desk.root, second.draft, "Bert", NOON)
    assert len(publish_due(desk.root, NOON)[0]) == 1
    published, refused = publish_due(desk.root, COUNCIL)
    assert published == []
    assert "make the draft anew" in refused[0]
    assert visitors(desk.root) == 116000
    with pytest.raises(ReleaseError, match="make the draft anew"):
        approve(desk.root, made.draft, "Dirk", NOON)


def test_the_same_draft_twice_stays_with_who_made_it_first(desk: Desk, made: waiting.Waiting) -> None:
    with pytest.raises(AssertionError, match="waits already: Anna made it"):
        desk.draft("Bert")
    assert waiting.read(desk.root, made.draft).made_by == "Anna"


def test_what_is_published_already_makes_no_draft(desk: Desk) -> None:
    with_visitors(desk.data, "114.000")
    with pytest.raises(AssertionError, match="nothing to release"):
        desk.draft()
    assert actions(desk.root) == [("build", "Anna")]


def test_a_record_changed_by_hand_is_not_believed(desk: Desk, made: waiting.Waiting) -> None:
    record = desk.root / "waiting" / f"{made.draft}.json"
    text = record.read_text()
    approved = '"approved_by": "Bert", "approved_at": "2019-06-01T12:00:00+02:00"'
    changed = text.replace('"approved_by": null,\n "approved_at": null', approved)
    assert changed != text
    record.write_text(changed)
    published, refused = publish_due(desk.root, COUNCIL)
    assert published == []
    assert "not the one of the log" in refused[0]
    record.write_text("{")
    assert "cannot be read" in publish_due(desk.root, COUNCIL)[1][0]
    assert visitors(desk.root) == 114000


def test_a_file_changed_after_the_draft_is_not_served(desk: Desk, made: waiting.Waiting) -> None:
    approve(desk.root, made.draft, "Bert", NOON)
    with (desk.root / "waiting" / f"{made.draft}.duckdb").open("ab") as file:
        file.write(b"x")
    published, refused = publish_due(desk.root, NOON)
    assert published == []
    assert "The file of draft" in refused[0]


def test_nothing_is_released_under_a_log_that_was_changed(desk: Desk, made: waiting.Waiting) -> None:
    acts = desk.root / "log" / "acts.jsonl"
    acts.write_text(acts.read_text().replace('"by": "Anna"', '"by": "Cees"', 1))
    with pytest.raises(ReleaseError, match=r"Line 1 of the log was changed"):
        approve(desk.root, made.draft, "Bert", NOON)


@pytest.mark.parametrize("name", ["000000000000", "../current", "", "0001-abc"])
def test_a_draft_that_does_not_exist_gets_a_sentence(desk: Desk, made: waiting.Waiting, name: str) -> None:
    with pytest.raises(ReleaseError, match=f"waiting: {made.draft}"):
        approve(desk.root, name, "Bert", NOON)


# Back ---------------------------------------------------------------------------------------------------------------


def test_a_roll_back_restores_the_contents_and_keeps_what_came_after(desk: Desk, made: waiting.Waiting) -> None:
    old, old_hash = store.Warehouse(desk.root).version, content_hash(desk.root)
    approve(desk.root, made.draft, "Bert", NOON)
    newer = publish_due(desk.root, NOON)[0][0]
    reader = store.Warehouse(desk.root)
    restored = roll_back(desk.root, old, "Cees", "a figure was wrong", NOON)
    assert reader.version == restored
    assert (content_hash(desk.root), visitors(desk.root)) == (old_hash, 114000)
    assert actions(desk.root)[-1] == ("rollback", "Cees")
    assert log.read(desk.root)[-1]["reason"] == f"back to {old}: a figure was wrong"
    roll_back(desk.root, newer, "Cees", "it was right after all", NOON)
    assert visitors(desk.root) == 115000


def test_a_build_after_a_roll_back_goes_on_from_it(desk: Desk) -> None:
    old = store.Warehouse(desk.root).version
    assert build(desk.data, desk.root).is_new
    roll_back(desk.root, old, "Cees", "too early", NOON)
    report = build(desk.data, desk.root, by="Anna")
    assert report.is_new
    assert visitors(desk.root) == 115000
    assert [name for name, _ in actions(desk.root)] == ["build", "build", "rollback", "build"]


def test_a_roll_back_that_cannot_be_gets_a_sentence(desk: Desk) -> None:
    old = store.Warehouse(desk.root).version
    with pytest.raises(ReleaseError, match="No version '0009-x' is kept; kept: 0001-"):
        roll_back(desk.root, "0009-x", "Cees", "why", NOON)
    with pytest.raises(ReleaseError, match="has the contents of version"):
        roll_back(desk.root, old, "Cees", "why", NOON)
    with pytest.raises(ReleaseError, match="--reason"):
        roll_back(desk.root, old, "Cees", "  ", NOON)
    assert build(desk.data, desk.root).is_new
    with store.version_file(desk.root, old).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ReleaseError, match="changed or damaged"):
        roll_back(desk.root, old, "Cees", "why", NOON)
    assert visitors(desk.root) == 115000


def test_a_damaged_version_can_be_left_by_a_roll_back(desk: Desk) -> None:
    old = store.Warehouse(desk.root).version
    assert build(desk.data, desk.root).is_new
    served = store.Warehouse(desk.root).version
    store.version_file(desk.root, served).write_bytes(b"rubbish")
    roll_back(desk.root, old, "Cees", "the file is damaged", NOON)
    assert store.Warehouse(desk.root).notice is None
    assert visitors(desk.root) == 114000
