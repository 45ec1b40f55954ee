"""What must be decided before a release is asked of what is new, once, and of nothing that was published before."""

from pathlib import Path

import pytest

from loaders.build import build
from release.demands import Demand, DemandKind
from tests.build.small_data import WIJ_2018, add_page, replace_in
from tests.release.desk import NOON, Desk, data_without_reprint
from warehouse import waiting

MISSED = WIJ_2018.replace("Toename | 64%*", "70% | 64%*")
IN_WORDS = WIJ_2018.replace(
    "\n\nI   De", "\nOndersteunde bewonersinitiatieven | 8 straten | Toename | 12 straten, 3 pleinen\n\nI   De", 1
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(data_without_reprint(tmp_path / "data"), tmp_path / "warehouse")
    assert build(desk.data, desk.root, by="Anna").is_good
    return desk


def asked(desk: Desk) -> tuple[Demand, ...]:
    desk.draft()
    assert desk.drafted is not None
    return desk.drafted.asked


def test_a_target_that_is_missed_asks_why_with_the_entry_to_write(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", MISSED)
    (demand,) = asked(desk)
    assert (demand.key, demand.kind) == ("commentary:wij-bekend:2018", DemandKind.COMMENTARY)
    assert desk.drafted is not None
    assert desk.drafted.waiting is not None
    (entry,) = desk.drafted.waiting.asked
    assert entry.startswith('# data/commentary.toml\n[[commentary]]\nindicator = "wij-bekend"\nyear = 2018\n')
    with pytest.raises(waiting.ReleaseError, match=r"1 matter is decided(.|\n)*commentary\.toml"):
        waiting.approve(desk.root, desk.drafted.waiting.draft, "Bert", NOON)
    written = entry.replace('cause = ""', 'cause = "De campagne begon laat."').replace('author = ""', 'author = "Anna"')
    (desk.data / "commentary.toml").write_text(written.replace("written_on = ", "written_on = 2019-06-01"))
    assert asked(desk) == ()


def test_what_was_missed_before_is_not_asked_again(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", MISSED)
    assert build(desk.data, desk.root).is_good
    add_page(desk.data, "rekening-2018", "4-1-6", MISSED.replace("7,3", "7,4"))
    assert asked(desk) == ()


def test_a_result_in_words_may_be_assessed_and_holds_nothing_up(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", IN_WORDS)
    (demand,) = asked(desk)
    assert (demand.key, demand.kind, demand.is_open) == ("assessment:initiatieven:2018", DemandKind.ASSESSMENT, False)
    assert desk.drafted is not None
    assert desk.drafted.waiting is not None
    assert waiting.approve(desk.root, desk.drafted.waiting.draft, "Bert", NOON).is_due(NOON)


def test_another_unit_is_accepted_by_its_key(desk: Desk) -> None:
    replace_in(desk.data / "catalogue" / "indicators" / "accommodaties.toml", 'unit = "bezoekers"', 'unit = "bezoeken"')
    made = desk.draft(allow_lost=("bezoekers-ijsbaan",))
    assert desk.drafted is not None
    assert [one.key for one in desk.drafted.open] == ["unit:bezoekers-ijsbaan:0:gm0014-tot-2019:bezoeken"]
    assert made.asked[0].startswith("--accept 'unit:bezoekers-ijsbaan:0:gm0014-tot-2019:bezoeken' 'WHY'")
    reasons = {desk.drafted.open[0].key: "De dienst telt voortaan bezoeken."}
    accepted = desk.draft(allow_lost=("bezoekers-ijsbaan",), accepted=reasons)
    assert (accepted.draft, accepted.asked, accepted.accepted) == (made.draft, (), reasons)
    assert desk.drafted.open == ()
