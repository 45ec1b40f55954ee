"""What must be decided before a release is asked of what is new, once, and of nothing that was published before."""

from pathlib import Path

import pytest

from indicators.language import ENGLISH, speaking
from loaders.build import build
from release.demands import Demand, DemandKind
from release.differences import FigureChange
from tests.build.small_data import WIJ_2018, add_page, replace_in
from tests.release.desk import NOON, Desk, data_without_reprint, with_accounts_of_2019
from ui.intake_demands import doubted
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


def test_another_unit_is_accepted_by_its_key_and_so_is_the_loss_of_the_unit_before(desk: Desk) -> None:
    replace_in(desk.data / "catalogue" / "indicators" / "accommodaties.toml", 'unit = "bezoekers"', 'unit = "bezoeken"')
    made = desk.draft()
    assert desk.drafted is not None
    unit, lost = desk.drafted.open
    assert (unit.kind, unit.key) == (DemandKind.DOUBT, "unit:bezoekers-ijsbaan:0:gm0014-tot-2019:bezoeken")
    assert (lost.kind, lost.indicator.indicator_id) == (DemandKind.LOST, "bezoekers-ijsbaan")
    assert made.asked[0].startswith("--accept 'unit:bezoekers-ijsbaan:0:gm0014-tot-2019:bezoeken' 'WHY'")
    reasons = {unit.key: "De dienst telt voortaan bezoeken.", lost.key: "Idem."}
    accepted = desk.draft(accepted=reasons)
    assert (accepted.draft, accepted.asked, accepted.accepted) == (made.draft, (), reasons)
    assert desk.drafted.open == ()


def test_figures_of_an_area_of_later_are_one_doubt_of_the_document_and_accepted_as_they_are_printed(desk: Desk) -> None:
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", before="58%", last="61%")
    (demand,) = asked(desk)
    assert (demand.kind, demand.year, demand.is_open) == (DemandKind.DOUBT, 2018, True)
    assert demand.about_what.endswith(", 2017, 2018")
    prefix, _, shown = demand.key.rpartition(":")
    assert (prefix, len(shown)) == ("territory:wij-bekend:rekening-2019", 8)
    with speaking(ENGLISH):
        said = str(doubted(demand))
    assert "58% for 2017 (earlier 60% in Rekening 2018) and 61% for 2018 (earlier 64% in Rekening 2018)" in said
    assert "Rekening 2019 is about Groningen met Haren" in said
    assert "Is the document itself about Groningen tot 2019 too?" in said
    reason = {demand.key: "Haren telt ook over eerdere jaren mee."}
    made = desk.draft(accepted=reason)
    assert (made.asked, made.accepted) == ((), reason)
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", before="58%", last="62%")
    desk.draft(accepted=reason)
    assert desk.drafted is not None
    assert [one.key.rpartition(":")[0] for one in desk.drafted.open] == [prefix]


def test_a_document_said_to_be_about_the_area_of_then_asks_for_its_revision_instead(desk: Desk) -> None:
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", last="61%")
    assert [one.kind for one in asked(desk)] == [DemandKind.DOUBT]
    with_accounts_of_2019(desk.data, "gm0014-tot-2019", last="61%")
    assert [(one.kind, one.key) for one in asked(desk)] == [
        (DemandKind.REVISION, "revision:wij-bekend:2018:rekening-2019")
    ]


def without(row: str) -> str:
    """Return the accounts of 2018 without a row."""
    return "".join(line for line in WIJ_2018.splitlines(keepends=True) if row not in line)


def test_a_row_that_vanishes_keeps_the_draft_from_release_until_its_loss_is_accepted(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", without("dat bekend is"))
    (demand,) = asked(desk)
    assert (demand.kind, demand.indicator.indicator_id, demand.is_open) == (DemandKind.LOST, "wij-bekend", True)
    assert isinstance(demand.about, tuple)
    assert {one.printed.provenance.raw for one in demand.about} == {"60%", "Toename", "64%*"}
    assert desk.drafted is not None
    assert desk.drafted.waiting is not None
    (entry,) = desk.drafted.waiting.asked
    assert entry.startswith(f"--accept '{demand.key}' 'WHY'  # lost: % bewoners dat bekend is")
    assert entry.endswith(", 2017, 2018")
    with pytest.raises(waiting.ReleaseError, match=r"1 matter is decided(.|\n)*lost:wij-bekend:"):
        waiting.approve(desk.root, desk.drafted.waiting.draft, "Bert", NOON)
    made = desk.draft(accepted={demand.key: "De dienst meet dit niet meer."})
    assert made.accepted == {demand.key: "De dienst meet dit niet meer."}
    assert waiting.approve(desk.root, made.draft, "Bert", NOON).is_due(NOON)


def test_the_loss_of_more_than_was_accepted_is_asked_again(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", WIJ_2018.replace("60%", "-"))
    assert asked(desk) == ()
    add_page(desk.data, "rekening-2018", "4-1-6", WIJ_2018.replace("Behaald 2017", "Behaald 2016"))
    year = {one.key: "Het jaar klopte niet." for one in asked(desk) if one.kind is DemandKind.LOST}
    assert {"lost:wij-bekend", "lost:wij-contact"} < {key.rpartition(":")[0] for key in year}
    add_page(desk.data, "rekening-2018", "4-1-6", without("dat bekend is"))
    desk.draft(accepted=year)
    assert desk.drafted is not None
    assert [one.indicator.indicator_id for one in desk.drafted.open] == ["wij-bekend"]


def test_a_row_that_is_linked_at_last_is_not_lost(desk: Desk) -> None:
    file = desk.data / "catalogue" / "indicators" / "sociale-basis.toml"
    named = '\n[[indicator]]\nid = "wij-aanbevolen"\nname = "% bewoners dat WIJ aanbeveelt"\nkind = "score"\n'
    file.write_text(file.read_text() + named + 'unit = "cijfer"\nbetter = "higher"\nbase = "inwoners-18-plus"\n')
    assert DemandKind.LOST not in {one.kind for one in asked(desk)}
    assert desk.drafted is not None
    assert desk.drafted.differences is not None
    assert FigureChange.VANISHED in {one.kind for one in desk.drafted.differences.figures}
    add_page(desk.data, "rekening-2018", "4-1-6", without("WIJ aanbeveelt"))
    (lost,) = (one for one in asked(desk) if one.kind is DemandKind.LOST)
    assert lost.indicator.name == "% bewoners dat WIJ aanbeveelt"
