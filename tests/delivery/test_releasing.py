"""A delivery is published with its texts or not at all, undoes nothing of anybody else, and the way back stays open."""

from pathlib import Path

import pytest

from indicators import reading
from loaders.build import build
from loaders.delivery import drafting, releasing, room
from loaders.delivery.decisions import Decisions
from loaders.delivery.releasing import ReleaseError
from loaders.delivery.room import DeliveryError
from loaders.intake.receiving import stored_files
from tests.build.small_data import replace_in
from tests.delivery.accounts_2019 import PAGE
from tests.delivery.drafting_desk import COMMENT, CORRECTED, COUNCIL, NOON, SECOND, DraftingDesk
from tests.intake.dropped import page
from warehouse import log, store, texts
from warehouse.publishing import BuildRunningError
from warehouse.store import Warehouse

NEW_FIGURES = "sources/rekening-2019/4-1-6.csv"


@pytest.fixture(scope="session")
def approved_desk(drafted_desk: DraftingDesk, tmp_path_factory: pytest.TempPathFactory) -> DraftingDesk:
    approved = drafted_desk.copied(tmp_path_factory.mktemp("approved") / "desk")
    approved.approve(approved.waiting)
    return approved


@pytest.fixture
def due_desk(approved_desk: DraftingDesk, tmp_path: Path) -> DraftingDesk:
    """A desk of which the accounts are approved and due."""
    return approved_desk.copied(tmp_path / "due")


def seen_by_a_visitor(desk: DraftingDesk) -> str:
    """Return everything that pages, addresses, search and downloads are made of."""
    served = Warehouse(desk.root)
    return repr(
        (
            served.version,
            reading.documents(served),
            reading.policy_fields(served),
            reading.observations(served),
            reading.searchables(served),
            reading.sources(served),
            reading.contradictions(served),
            reading.commentaries(served),
        )
    )


# Published ----------------------------------------------------------------------------------------------------------


def test_a_visitor_sees_nothing_before_the_moment_and_everything_from_then_on(waiting_desk: DraftingDesk) -> None:
    desk = waiting_desk
    before, here = seen_by_a_visitor(desk), desk.texts()
    desk.approve(desk.waiting, COUNCIL)
    for moment in (NOON, COUNCIL - SECOND, NOON):
        assert desk.publish(moment) == ([], [])
        assert (seen_by_a_visitor(desk), desk.texts()) == (before, here)
    published, refused = desk.publish(COUNCIL)
    assert (len(published), refused) == (1, [])
    assert desk.served("wij-buurtcijfer", 2019) == [7.3]
    assert desk.publish(NOON) == ([], [])
    assert "Rekening 2019" in seen_by_a_visitor(desk)
    assert "Rekening 2019" not in before


def test_what_is_published_stands_in_data_and_a_build_of_it_changes_nothing(due_desk: DraftingDesk) -> None:
    desk = due_desk
    before = desk.texts()
    desk.publish()
    after, told = desk.texts(), log.read(desk.root)[-1]
    assert (told["action"], told["delivery"]) == ("land", desk.delivery)
    assert told["texts"] == {path: log.sha256(text) for path, text in after.items() if before.get(path) != text}
    assert NEW_FIGURES in told["texts"]
    assert desk.state() == "published"
    assert list((desk.root / "waiting").iterdir()) == []
    report = build(desk.data, desk.root)
    assert (report.is_good, report.is_new) == (True, False)


def test_nothing_is_published_by_who_drafted_it(waiting_desk: DraftingDesk) -> None:
    with pytest.raises(ReleaseError, match="somebody else must release it"):
        waiting_desk.approve(waiting_desk.waiting, by="anna")


def test_what_is_withdrawn_is_open_again(waiting_desk: DraftingDesk) -> None:
    desk = waiting_desk
    desk.approve(desk.waiting, COUNCIL)
    releasing.withdraw(desk.root, desk.waiting, "Bert", "a typing error", NOON)
    assert desk.state() == "open"
    assert desk.publish(COUNCIL) == ([], [])
    desk.decide_more(commentary=[COMMENT])
    assert "commentary.toml" in desk.draft().origin.texts


# Somebody else meanwhile --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["catalogue/documents.toml", "catalogue/bases.toml"])
@pytest.mark.parametrize("is_approved", [False, True])
def test_what_somebody_writes_meanwhile_is_not_written_over(
    waiting_desk: DraftingDesk, path: str, is_approved: bool
) -> None:
    desk, draft, version = waiting_desk, waiting_desk.waiting, waiting_desk.version()
    if is_approved:
        desk.approve(draft, COUNCIL)
    with (desk.data / path).open("a") as file:
        file.write("# meanwhile\n")
    if is_approved:
        published, (refusal,) = desk.publish(COUNCIL)
        assert published == []
    else:
        with pytest.raises(ReleaseError) as refused:
            desk.approve(draft)
        refusal = str(refused.value)
    assert "make the draft anew" in refusal
    assert (f"data/{path}" in refusal) == (path == "catalogue/documents.toml")
    assert (desk.version(), desk.state()) == (version, "open")
    assert desk.acts()[-1] == "overtake"

    desk.approve(desk.draft().draft)
    assert len(desk.publish()[0]) == 1
    assert (desk.data / path).read_text().count("# meanwhile") == 1
    assert (desk.data / NEW_FIGURES).exists()


def test_two_deliveries_at_once_undo_nothing_of_each_other(desk: DraftingDesk) -> None:
    second = desk.second(Decisions(correction=[CORRECTED]))
    one, other = desk.draft(), desk.draft(second, by="Cees")
    desk.approve(other.draft, COUNCIL)
    desk.approve(one.draft)
    published, (overtaken,) = desk.publish()
    assert len(published) == 1
    assert second in overtaken
    assert (desk.state(), desk.state(second)) == ("published", "open")

    desk.approve(desk.draft(second, by="Cees").draft)
    desk.publish()
    assert desk.state(second) == "published"
    assert desk.served("wij-buurtcijfer", 2019) == [7.3]
    assert desk.served("bezoekers-ijsbaan", 2016) == [116000]
    assert desk.acts().count("publish") == desk.acts().count("land") == 2
    assert not build(desk.data, desk.root).is_new


def test_two_who_publish_at_once_publish_once(due_desk: DraftingDesk) -> None:
    refusals = []

    def another(step: str, done: int = 0, parts: int = 0, /) -> None:
        with pytest.raises(BuildRunningError) as refused:
            due_desk.publish()
        refusals.append(str(refused.value))

    assert len(due_desk.publish(progress=another)[0]) == 1
    assert len(refusals) > 10
    assert due_desk.publish() == ([], [])
    assert due_desk.acts().count("publish") == 1


def test_a_build_in_between_takes_the_draft_back(due_desk: DraftingDesk) -> None:
    desk = due_desk
    replace_in(desk.data / "catalogue" / "bases.toml", "niet van toepassing", "n.v.t.")
    assert build(desk.data, desk.root).is_new
    published, (refusal,) = desk.publish()
    assert published == []
    assert "make the draft anew" in refusal
    assert desk.state() == "open"


# Killed -------------------------------------------------------------------------------------------------------------


class KilledError(BaseException):
    """Ends a program as a kill does: nothing of it handles this."""


def steps_of_publishing(desk: DraftingDesk) -> list[str]:
    steps: list[str] = []
    desk.publish(progress=lambda step, *_: steps.append(step))
    return steps


def test_a_kill_anywhere_publishes_all_of_it_or_nothing(approved_desk: DraftingDesk, tmp_path: Path) -> None:
    whole = approved_desk.copied(tmp_path / "whole")
    before, steps = whole.texts(), steps_of_publishing(whole)
    after, new = whole.texts(), whole.content_hash()
    assert steps.count("land") == len([path for path in after if before.get(path) != after[path]]) == 8
    assert {"move", "point", "intend", "act", "log", "tidy"} <= set(steps)
    for last, name in enumerate(steps):
        desk = approved_desk.copied(tmp_path / f"killed-{last}")
        old, heard = desk.content_hash(), 0

        def dies(step: str, done: int = 0, parts: int = 0, /, last: int = last) -> None:
            nonlocal heard
            heard += 1
            if heard > last:
                raise KilledError

        with pytest.raises(KilledError):
            desk.publish(progress=dies)
        is_served = desk.content_hash() == new
        assert desk.content_hash() in (old, new), name
        assert is_served or desk.texts() == before, name

        assert desk.settled() == []
        assert desk.texts() == (after if is_served else before), name
        assert desk.state() == ("published" if is_served else "drafted"), name
        desk.publish()
        assert (desk.content_hash(), desk.texts()) == (new, after), name
        acts = desk.acts()
        assert (acts.count("publish"), acts.count("land"), acts[-1]) == (1, 1, "land"), name
        assert desk.settled() == []
        assert list((desk.root / "waiting").iterdir()) == []


def killed_before_landing(desk: DraftingDesk) -> None:
    def dies(step: str, done: int = 0, parts: int = 0, /) -> None:
        if step == "land":
            raise KilledError

    with pytest.raises(KilledError):
        desk.publish(progress=dies)


def test_what_is_written_between_a_kill_and_the_next_start_holds_everything_up_until_it_is_set_apart(
    due_desk: DraftingDesk,
) -> None:
    desk = due_desk
    killed_before_landing(desk)
    file = desk.data / "catalogue" / "documents.toml"
    file.write_text(f"{file.read_text()}# meanwhile\n")
    (sentence,) = desk.settled()
    assert "data/catalogue/documents.toml was changed by somebody" in sentence
    assert file.read_text().endswith("# meanwhile\n")
    assert (desk.data / NEW_FIGURES).exists()
    assert build(desk.data, desk.root).problems[0].message == sentence
    second = desk.second(Decisions(commentary=[COMMENT]))
    assert drafting.draft(desk.root, desk.data, second, "Cees", NOON).report.problems[0].message == sentence
    with pytest.raises(ReleaseError, match="changed by somebody"):
        releasing.roll_back(desk.root, desk.data, store.version_names(desk.root)[0], "Cees", "a figure", NOON)

    file.write_bytes(Path(sentence.split("apart, put ")[1].split(" there instead")[0]).read_bytes())
    assert desk.settled() == []
    assert desk.acts()[-1] == "land"
    assert not build(desk.data, desk.root).is_new


def test_a_build_after_a_kill_lands_first(due_desk: DraftingDesk) -> None:
    killed_before_landing(due_desk)
    new = due_desk.content_hash()
    report = build(due_desk.data, due_desk.root)
    assert (report.is_good, report.is_new) == (True, False)
    assert due_desk.content_hash() == new
    assert (due_desk.data / NEW_FIGURES).exists()


def test_a_text_that_is_lost_before_its_moment_keeps_the_draft_back(due_desk: DraftingDesk) -> None:
    kept = due_desk.root / "deliveries" / due_desk.delivery / "texts"
    for file in kept.iterdir():
        file.write_bytes(b"rubbish")
    version = due_desk.version()
    published, (refusal,) = due_desk.publish()
    assert (published, due_desk.version()) == ([], version)
    assert NEW_FIGURES in refusal
    due_desk.approve(due_desk.draft().draft)
    assert len(due_desk.publish()[0]) == 1


# Back ---------------------------------------------------------------------------------------------------------------


def test_a_roll_back_restores_the_contents_and_names_what_stays_in_data(due_desk: DraftingDesk) -> None:
    desk = due_desk
    old, first = desk.content_hash(), desk.version()
    assert first is not None
    desk.publish()
    new, landed = desk.content_hash(), desk.texts()
    back = releasing.roll_back(desk.root, desk.data, first, "Cees", "a figure was wrong", NOON)
    assert (desk.content_hash(), desk.version()) == (old, back.version)
    assert back.documents == ("Rekening 2019",)
    assert desk.texts() == landed
    assert desk.settled() == []
    assert desk.state() == "rolled back"
    again = drafting.draft_of_data(desk.root, desk.data, "Anna", NOON)
    assert again.waiting is not None
    assert again.waiting.content_hash == new
    desk.approve(again.waiting.draft)
    desk.publish()
    assert (desk.content_hash(), desk.state()) == (new, "published")


def test_a_page_that_was_rolled_back_is_delivered_once_more(due_desk: DraftingDesk, tmp_path: Path) -> None:
    desk, first = due_desk, due_desk.version()
    assert first is not None
    desk.publish()
    new, landed = desk.content_hash(), desk.texts()
    releasing.roll_back(desk.root, desk.data, first, "Cees", "a figure was wrong", NOON)
    file = page(tmp_path / "rekening-2019.txt", PAGE)
    again = room.receive(desk.root, [file], "Anna", NOON, stored_files(desk.data / "sources"))
    assert [(one.kind, one.severity) for one in again.files[0].problems] == [("duplicate", "notice")]
    desk.approve(desk.draft(again.delivery_id).draft)
    assert desk.publish()[1] == []
    assert (desk.content_hash(), desk.texts(), desk.state(again.delivery_id)) == (new, landed, "published")


def test_what_is_published_after_a_roll_back_brings_back_what_stayed_in_data(due_desk: DraftingDesk) -> None:
    desk, first = due_desk, due_desk.version()
    assert first is not None
    desk.publish()
    releasing.roll_back(desk.root, desk.data, first, "Cees", "a figure was wrong", NOON)
    with pytest.raises(DeliveryError, match="is rolled back"):
        desk.decide_more(revision=[])
    assert build(desk.data, desk.root).is_new
    assert (desk.state(), desk.served("wij-contact", 2019) != []) == ("published", True)


def test_what_was_released_is_kept_for_good(due_desk: DraftingDesk) -> None:
    desk = due_desk
    released = desk.publish()[0][0]
    bases = desk.data / "catalogue" / "bases.toml"
    built = []
    for number in range(3):
        bases.write_text(f'{bases.read_text()}\n[[base]]\nid = "nog-{number}"\nname = "nog {number}"\n')
        built.append(build(desk.data, desk.root, keep=1).version)
    assert store.version_names(desk.root) == [released, built[-1]]
    assert room.read(desk.root, desk.delivery).state == "published"


# Texts --------------------------------------------------------------------------------------------------------------


def test_a_text_is_put_taken_away_or_left_and_twice_is_once(tmp_path: Path) -> None:
    data, changed, root = (tmp_path / name for name in ("data", "changed", "root"))
    for folder, held in ((data, {"a": "1", "b": "1"}), (changed, {"a": "2", "c": "2"})):
        (folder / "sources" / "x").mkdir(parents=True)
        for name, text in held.items():
            (folder / "sources" / "x" / name).write_text(text)
    (data / "sources/x/a").chmod(0o640)
    origin = texts.Origin(
        "d", {}, texts.fingerprint(texts.hashes(data)), texts.changes(texts.hashes(data), texts.hashes(changed))
    )
    assert list(origin.texts) == ["sources/x/a", "sources/x/b", "sources/x/c"]
    texts.keep(root, "d", changed, origin.texts)
    for _ in range(2):
        assert texts.is_as_it_was(data, origin)
        assert texts.conflicts(root, data, origin) == []
        for path in origin.texts:
            texts.land(root, data, origin, path)
        assert texts.hashes(data) == texts.hashes(changed)
    assert (data / "sources/x/a").stat().st_mode & 0o777 == 0o640
    (data / "sources/x/b").write_text("3")
    assert texts.conflicts(root, data, origin) == ["sources/x/b"]
    assert not texts.is_as_it_was(data, origin)
