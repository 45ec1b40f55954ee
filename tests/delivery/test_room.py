"""A delivery is stored with what was read and nothing else, is believed only as it was written, and hides no other."""

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from loaders.delivery import room
from loaders.delivery.decisions import Acceptance, Decisions
from loaders.delivery.record import State
from loaders.extract import extract_file
from loaders.intake.receiving import receive_files
from tests.delivery.received_room import ACCEPTED, NOON, delivered, left_in, read_once, told
from tests.intake.dropped import PAGE, packed, page
from warehouse import log, publishing

SURVEY = Path(__file__).parents[2] / "data" / "examples" / "wij-synthetic.sav"


def refused(kind: str, act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(room.DeliveryError) as error:
        act(*arguments, **named)
    assert error.value.kind == kind
    assert str(error.value).endswith(".")
    return str(error.value)


# Receiving ----------------------------------------------------------------------------------------------------------


def test_a_delivery_is_read_back_as_it_was_received(tmp_path: Path) -> None:
    file = page(tmp_path / "rekening.txt")
    received = room.receive(tmp_path / "w", [file], " Anna  de Vries", NOON, {})
    assert room.read(tmp_path / "w", received.delivery_id) == received
    assert (received.made_by, received.made_at) == ("Anna de Vries", "2019-06-01T12:00:00+02:00")
    assert received.delivery_id.startswith("20190601-1200-")
    (one,) = received.files
    assert (one.name, one.kind, one.tables, one.rows, one.problems) == ("rekening.txt", "text", 1, 2, ())
    assert room.extractions(tmp_path / "w", received) == {one.sha256: extract_file(file)}


def test_nothing_is_kept_but_what_was_read(tmp_path: Path) -> None:
    archive = packed(tmp_path / "p.zip", {"a.txt": f"GEHEIM in een zin zonder tabel.\n\n{PAGE}"})
    received = room.receive(tmp_path / "w", [archive, SURVEY], "Anna", NOON, {})
    assert [one.kind for one in received.files] == ["archive", "text", "survey"]
    kept = [f"{received.delivery_id}/{name}" for name in ("delivery.json", f"read/{received.files[1].sha256}.json")]
    assert left_in(tmp_path / "w") == kept
    assert received.files[2].respondents == 15_000
    everything = b"".join(file.read_bytes() for file in (tmp_path / "w").rglob("*") if file.is_file())
    assert b"GEHEIM" not in everything
    assert b"Aantal bezoekers" in everything


def test_the_log_tells_who_received_which_file(tmp_path: Path) -> None:
    received = delivered(tmp_path / "w", tmp_path)
    (line,) = log.read(tmp_path / "w")
    assert (line["action"], line["by"], line["delivery"]) == ("receive", "Anna", received.delivery_id)
    assert line["received"] == {"pagina.txt": received.files[0].sha256}


def test_a_file_that_cannot_be_read_stays_in_the_delivery_with_its_sentence(tmp_path: Path) -> None:
    empty = page(tmp_path / "leeg.txt", "")
    files = [empty, tmp_path / "weg.txt", page(tmp_path / "goed.txt")]
    received = room.receive(tmp_path / "w", files, "Anna", NOON, {})
    assert [one.is_unreadable for one in received.files] == [True, True, False]
    assert [one.problems[0].kind for one in received.files[:2]] == ["empty-file", "missing-file"]
    assert (received.files[0].sha256 != "", received.files[1].sha256) == (True, "")
    assert room.read(tmp_path / "w", received.delivery_id) == received
    assert set(log.read(tmp_path / "w")[0]["received"]) == {"leeg.txt", "goed.txt"}
    assert list(room.extractions(tmp_path / "w", received)) == [received.files[2].sha256]


def test_a_name_is_shown_cleaned_and_is_never_a_path(tmp_path: Path) -> None:
    file = page(tmp_path / "upload-1")
    name = "../../etc/\u202egnp.exe\n\x00"
    received = room.receive(tmp_path / "w", [file], "Anna", NOON, {}, names={file: name})
    shown = "../../etc/<U+202E>gnp.exe<U+000A><U+0000>"
    assert received.files[0].name == shown
    assert left_in(tmp_path / "w")[1] == f"{received.delivery_id}/read/{received.files[0].sha256}.json"
    (extraction,) = room.extractions(tmp_path / "w", received).values()
    assert extraction.document["file"] == "<U+202E>gnp.exe<U+000A><U+0000>"


def test_a_name_inside_an_archive_is_cleaned_too(tmp_path: Path) -> None:
    archive = packed(tmp_path / "p.zip", {"map/\u202egnp.exe": PAGE})
    received = room.receive(tmp_path / "w", [archive], "Anna", NOON, {})
    assert [one.name for one in received.files] == ["p.zip", "p.zip › map/<U+202E>gnp.exe"]
    (extraction,) = room.extractions(tmp_path / "w", received).values()
    assert extraction.document["file"] == "<U+202E>gnp.exe"


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    files = [page(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff" + ending))) for ending in (b"a.txt", b"b.txt")]
    received = room.receive(tmp_path / "w", files, "Anna", NOON, {})
    assert [one.name for one in received.files] == ["<U+DCFF>a.txt", "<U+DCFF>b.txt"]
    assert received.files[1].problems[0].found == "<U+DCFF>a.txt"


def test_two_files_of_one_name_stay_two(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    files = [page(tmp_path / "p.txt"), page(tmp_path / "a" / "p.txt", f"{PAGE}\n")]
    received = room.receive(tmp_path / "w", files, "Anna", NOON, {})
    assert [one.name for one in received.files] == ["p.txt", "p.txt (2)"]
    assert len(log.read(tmp_path / "w")[0]["received"]) == 2


def test_a_file_handed_over_before_is_noticed_and_received(tmp_path: Path) -> None:
    first = delivered(tmp_path / "w", tmp_path)
    sha256 = first.files[0].sha256
    stored = {sha256: ["rekening-2018/6-1"]}
    second = room.receive(tmp_path / "w", [tmp_path / "pagina.txt"], "Bert", NOON, stored)
    notices = [(one.severity, one.kind, one.found) for one in second.files[0].problems]
    elsewhere = f"{first.delivery_id}: pagina.txt"
    assert notices == [("notice", "duplicate", elsewhere), ("notice", "duplicate", "rekening-2018/6-1")]
    assert second.files[0].rows == 2


def test_the_same_bytes_twice_in_a_drop_are_kept_once(tmp_path: Path) -> None:
    received = room.receive(tmp_path / "w", [page(tmp_path / "a.txt"), page(tmp_path / "b.txt")], "Anna", NOON, {})
    assert [bool(one.kept) for one in received.files] == [True, False]
    assert len(room.extractions(tmp_path / "w", received)) == 1


def test_what_was_removed_or_published_is_no_reason_for_a_notice(tmp_path: Path) -> None:
    first = delivered(tmp_path / "w", tmp_path)
    room.remove(tmp_path / "w", first.delivery_id, "Anna", "een ander bestand", NOON)
    second = delivered(tmp_path / "w", tmp_path)
    assert second.files[0].problems == ()
    told(tmp_path / "w", "draft", second.delivery_id, "aaaaaaaaaaaa")
    told(tmp_path / "w", "publish", second.delivery_id, "aaaaaaaaaaaa")
    assert delivered(tmp_path / "w", tmp_path).files[0].problems == ()


def test_a_delivery_of_decisions_alone_has_no_files(tmp_path: Path) -> None:
    received = room.receive(tmp_path / "w", [], "Anna", NOON, {})
    room.decide(tmp_path / "w", received.delivery_id, ACCEPTED, "Anna", NOON)
    assert room.read(tmp_path / "w", received.delivery_id).files == ()
    assert room.decisions(tmp_path / "w", received.delivery_id) == ACCEPTED


def test_a_name_that_is_no_persons_is_refused_before_a_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "receive_files", lambda *_, **__: pytest.fail("files were read"))
    assert "expected the name of a person" in refused("name", room.receive, tmp_path / "w", [], " - ", NOON, {})


def test_a_full_disk_gets_a_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = room._write

    def full(file: Path, content: bytes) -> None:
        write(file, content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "_write", full)
    file = page(tmp_path / "a.txt")
    assert "No space left" in refused("disk", room.receive, tmp_path / "w", [file], "Anna", NOON, {})
    assert left_in(tmp_path / "w") == log.read(tmp_path / "w") == []


def test_two_deliveries_at_once_are_both_stored_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = threading.Barrier(4)
    received = read_once(tmp_path)

    def together(*_: object, **__: object) -> object:
        ready.wait()
        return received

    monkeypatch.setattr(room, "receive_files", together)
    people = ("Anna", "Bert", "Cees", "Dirk")
    clerks = [
        threading.Thread(target=room.receive, args=(tmp_path / "w", [tmp_path / "0.txt"], by, NOON, {}))
        for by in people
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    there = room.deliveries(tmp_path / "w")
    assert sorted(one.made_by for one in there) == sorted(people)
    assert all(len(room.extractions(tmp_path / "w", one)) == 2 for one in there)
    notices = [[problem.kind for problem in one.files[0].problems].count("duplicate") for one in reversed(there)]
    assert notices == [0, 1, 1, 1]
    assert (log.faults(tmp_path / "w"), room.damaged(tmp_path / "w")) == ([], [])


def test_a_clerk_waits_for_another_and_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()

    def hold() -> None:
        with publishing.writing(tmp_path / "w", "Bert", NOON):
            held.set()
            threading.Event().wait(0.3)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    monkeypatch.setattr(room, "PATIENCE", 0.0)
    assert "Bert" in refused("busy", room.receive, tmp_path / "w", [], "Anna", NOON, {})
    monkeypatch.setattr(room, "PATIENCE", 30.0)
    assert room.receive(tmp_path / "w", [], "Anna", NOON, {}).state is State.OPEN
    other.join()


# Reading ------------------------------------------------------------------------------------------------------------


def test_deliveries_are_listed_newest_first(tmp_path: Path) -> None:
    made = [room.receive(tmp_path / "w", [], by, NOON, {}) for by in ("Anna", "Bert", "Cees")]
    assert room.deliveries(tmp_path / "w") == made[::-1]
    assert room.deliveries(tmp_path / "nothing") == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("delivery.json", b"{"),
        ("delivery.json", b"\xff\x00"),
        ("delivery.json", None),
        ("read", b'{"document": {}, "tables": []}'),
        ("read", None),
    ],
)
def test_a_damaged_delivery_gets_a_sentence_and_hides_no_other(
    tmp_path: Path, file: str, content: bytes | None
) -> None:
    root = tmp_path / "w"
    good, bad = delivered(root, tmp_path), delivered(root, tmp_path, f"{PAGE}\n")
    folder = root / "deliveries" / bad.delivery_id
    damaged = folder / (f"read/{bad.files[0].sha256}.json" if file == "read" else file)
    damaged.write_bytes(content) if content is not None else damaged.unlink()

    said = refused("damaged", lambda: room.extractions(root, room.read(root, bad.delivery_id)))
    assert bad.delivery_id in said
    assert "Remove the delivery and hand over its files again" in said
    assert good in room.deliveries(root)
    assert room.extractions(root, good)
    if file != "read":
        assert [one.kind for one in room.damaged(root)] == ["damaged"]
        third = delivered(root, tmp_path)
        assert [one.made_by for one in room.deliveries(root)] == ["Anna", "Anna"]
        assert third.files[0].problems[0].found == f"{good.delivery_id}: pagina.txt"
    room.remove(root, bad.delivery_id, "Anna", "beschadigd", NOON)
    assert room.damaged(root) == []


def test_a_record_written_by_hand_is_not_believed(tmp_path: Path) -> None:
    root = tmp_path / "w"
    real = delivered(root, tmp_path)
    made_up = real.delivery_id[:-6] + "abcdef"
    shutil.copytree(root / "deliveries" / real.delivery_id, root / "deliveries" / made_up)
    assert room.deliveries(root) == [real]
    assert [made_up in str(one) for one in room.damaged(root)] == [True]
    record = root / "deliveries" / real.delivery_id / "delivery.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"made_by": "Bert"}))
    refused("damaged", room.read, root, real.delivery_id)


@pytest.mark.parametrize(
    "written", ["", "..", "../versions", "20190601-1200-abcdef", "../deliveries/{0}", "{0}/../{0}", "{0}\n"]
)
def test_an_id_that_was_never_given_is_unknown(tmp_path: Path, written: str) -> None:
    delivery_id = written.format(delivered(tmp_path / "w", tmp_path).delivery_id)
    for act in (room.read, room.decisions):
        refused("unknown", act, tmp_path / "w", delivery_id)
    refused("unknown", room.decide, tmp_path / "w", delivery_id, ACCEPTED, "Anna", NOON)
    refused("unknown", room.remove, tmp_path / "w", delivery_id, "Anna", "x", NOON)
    assert len(room.deliveries(tmp_path / "w")) == 1


@pytest.mark.parametrize(
    ("acts", "state", "draft"),
    [
        ([], State.OPEN, None),
        (["compare"], State.OPEN, None),
        (["draft"], State.DRAFTED, "a"),
        (["draft", "approve"], State.DRAFTED, "a"),
        (["draft", "approve", "withdraw"], State.OPEN, None),
        (["draft", "overtake"], State.OPEN, None),
        (["draft", "overtake", "draft"], State.DRAFTED, "a"),
        (["draft", "compare"], State.OPEN, None),
        (["draft", "approve", "publish"], State.PUBLISHED, "a"),
        (["draft", "approve", "publish", "land"], State.PUBLISHED, "a"),
    ],
)
def test_how_far_a_delivery_is_follows_from_the_log(
    tmp_path: Path, acts: list[str], state: State, draft: str | None
) -> None:
    root = tmp_path / "w"
    one, other = (room.receive(root, [], by, NOON, {}) for by in ("Anna", "Bert"))
    told(root, "draft", other.delivery_id, "b")
    for action in acts:
        told(root, action, one.delivery_id, "a")
    found = room.read(root, one.delivery_id)
    assert (found.state, found.draft) == (state, draft)
    assert room.read(root, other.delivery_id).state is State.DRAFTED
    assert {each.delivery_id: each.state for each in room.deliveries(root)}[one.delivery_id] is state


def test_a_draft_that_its_delivery_replaced_by_one_that_asks_waits_no_more(tmp_path: Path) -> None:
    one = room.receive(tmp_path, [], "Anna", NOON, {})
    told(tmp_path, "draft", one.delivery_id, "a")
    told(tmp_path, "compare", one.delivery_id, "b")
    assert room.read(tmp_path, one.delivery_id) == one


def test_a_draft_that_another_delivery_gives_too_is_no_longer_its_own(tmp_path: Path) -> None:
    root = tmp_path / "w"
    one, other = (room.receive(root, [], by, NOON, {}) for by in ("Anna", "Bert"))
    told(root, "draft", one.delivery_id, "a")
    told(root, "draft", other.delivery_id, "a")
    assert [each.state for each in room.deliveries(root)] == [State.DRAFTED, State.OPEN]


# Deciding and removing ----------------------------------------------------------------------------------------------


def test_decisions_are_stored_whole_and_logged_with_their_hash(tmp_path: Path) -> None:
    root = tmp_path / "w"
    delivery_id = delivered(root, tmp_path).delivery_id
    assert room.decisions(root, delivery_id) == Decisions()
    room.decide(root, delivery_id, ACCEPTED, "Bert", NOON)
    room.decide(root, delivery_id, ACCEPTED, "Cees", NOON)
    assert room.decisions(root, delivery_id) == ACCEPTED
    line = log.read(root)[-1]
    file = root / "deliveries" / delivery_id / "decisions.toml"
    assert (line["action"], line["by"], line["file_sha256"]) == ("decide", "Bert", log.sha256_of(file))
    assert 'doubt = "sprong bezoekers 2018"' in file.read_text(encoding="utf-8")


def test_decisions_that_somebody_else_took_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    root = tmp_path / "w"
    delivery_id = delivered(root, tmp_path).delivery_id
    seen = room.decisions(root, delivery_id)
    room.decide(root, delivery_id, ACCEPTED, "Bert", NOON, before=seen)
    mine = Decisions(acceptance=[Acceptance(doubt="x", reason="y")])
    refused("decided-meanwhile", room.decide, root, delivery_id, mine, "Anna", NOON, before=seen)
    assert room.decisions(root, delivery_id) == ACCEPTED
    room.decide(root, delivery_id, mine, "Anna", NOON, before=ACCEPTED)
    assert room.decisions(root, delivery_id) == mine


def test_decisions_written_past_the_program_are_not_believed_and_can_be_handed_over(tmp_path: Path) -> None:
    root = tmp_path / "w"
    delivery_id = delivered(root, tmp_path).delivery_id
    file = root / "deliveries" / delivery_id / "decisions.toml"
    file.write_text("")
    assert f"--delivery {delivery_id} --decisions" in refused("changed", room.decisions, root, delivery_id)
    room.decide(root, delivery_id, ACCEPTED, "Anna", NOON)
    file.write_text(file.read_text() + "\n# anders\n")
    refused("changed", room.decisions, root, delivery_id)
    room.decide(root, delivery_id, ACCEPTED, "Anna", NOON)
    assert room.decisions(root, delivery_id) == ACCEPTED
    file.unlink()
    refused("changed", room.decisions, root, delivery_id)


@pytest.mark.parametrize(("action", "why"), [("draft", "withdraw that first"), ("publish", "is published")])
def test_what_is_drafted_or_published_is_neither_decided_nor_removed(tmp_path: Path, action: str, why: str) -> None:
    root = tmp_path / "w"
    delivery_id = delivered(root, tmp_path).delivery_id
    for act in dict.fromkeys(("draft", action)):
        told(root, act, delivery_id, "aaaaaaaaaaaa")
    assert why in refused("not-open", room.decide, root, delivery_id, ACCEPTED, "Anna", NOON)
    assert why in refused("not-open", room.remove, root, delivery_id, "Anna", "x", NOON)
    assert room.decisions(root, delivery_id) == Decisions()


def test_of_a_removed_delivery_only_its_record_stays(tmp_path: Path) -> None:
    root = tmp_path / "w"
    removed, other = delivered(root, tmp_path), delivered(root, tmp_path, f"{PAGE}\n")
    room.decide(root, removed.delivery_id, ACCEPTED, "Anna", NOON)
    refused("no-reason", room.remove, root, removed.delivery_id, "Bert", "  ", NOON)
    room.remove(root, removed.delivery_id, "Bert", "het  verkeerde bestand", NOON)
    assert room.deliveries(root) == [other]
    assert room.read(root, removed.delivery_id).state is State.REMOVED
    assert [name for name in left_in(root) if removed.delivery_id in name] == [f"{removed.delivery_id}/delivery.json"]
    line = log.read(root)[-1]
    assert (line["action"], line["by"], line["reason"]) == ("remove", "Bert", "het verkeerde bestand")
    for act in (
        lambda: room.decisions(root, removed.delivery_id),
        lambda: room.decide(root, removed.delivery_id, ACCEPTED, "Anna", NOON),
        lambda: room.remove(root, removed.delivery_id, "Anna", "x", NOON),
    ):
        assert "was removed" in refused("not-open", act)


def test_files_are_named_as_the_caller_says(tmp_path: Path) -> None:
    file = page(tmp_path / "upload-7")
    first, second = receive_files([file, tmp_path / "weg"], names={file: "Rekening 2018.html"})
    assert (first.name, second.name) == ("Rekening 2018.html", str(tmp_path / "weg"))
