"""A draft of a delivery is made beside data/, holds what was decided, and says what must still be decided."""

from datetime import date
from pathlib import Path

import pytest

from loaders.build import build
from loaders.catalogue import Correction, Indicator
from loaders.commentary import Commentary
from loaders.delivery import drafting, releasing, room, template
from loaders.delivery.decisions import Acceptance, Decisions, RowDecision
from loaders.delivery.decisions_file import from_toml
from loaders.delivery.room import DeliveryError
from release.demands import DemandKind
from tests.build.small_data import WIJ_2018
from tests.delivery.accounts_2019 import NEW_ROW
from tests.delivery.drafting_desk import COMMENT, NOON, DraftingDesk
from tests.intake.dropped import page
from warehouse import log, waiting


def neighbourhood(value: str) -> Correction:
    """Return a correction of the figure of 2019 that the page prints as 7,3."""
    return Correction(
        id="buurt-2019", page="rekening-2019/4-1-6", table=1, row=NEW_ROW, column="Behaald 2019",
        attribute="value", expect="7.3", corrected=value, reason="Tikfout, zegt de dienst.",
    )  # fmt: skip


def drafted(desk: DraftingDesk) -> drafting.Drafted:
    return drafting.draft(desk.root, desk.data, desk.delivery, "Anna", NOON)


def test_a_draft_changes_neither_data_nor_what_is_served(desk: DraftingDesk) -> None:
    texts, version = desk.texts(), desk.version()
    made = desk.draft()
    assert (desk.texts(), desk.version()) == (texts, version)
    assert desk.state() == "drafted"
    assert list(made.received) == ["rekening-2019.txt"]
    assert made.origin.texts["sources/rekening-2019/4-1-6.csv"][0] == ""
    assert made.origin.texts["catalogue/documents.toml"][0] == log.sha256(texts["catalogue/documents.toml"])
    told = log.read(desk.root)[-1]
    assert (told["action"], told["delivery"], told["received"]) == ("draft", desk.delivery, made.received)


def test_an_open_question_makes_no_draft_and_is_named(desk: DraftingDesk) -> None:
    desk.decide_more(row=[])
    found = drafted(desk)
    assert found.waiting is None
    assert any(NEW_ROW in problem.sentence() for problem in found.report.problems)
    assert (desk.state(), waiting.names(desk.root)) == ("open", [])


def test_a_silent_revision_asks_for_its_kind_and_a_new_draft_takes_the_place_of_the_one_that_asked(
    desk: DraftingDesk,
) -> None:
    revised = room.decisions(desk.root, desk.delivery).revision
    desk.decide_more(revision=[])
    asking = drafted(desk)
    assert [(one.key, one.kind) for one in asking.open] == [
        ("revision:wij-contact:2018:rekening-2019", DemandKind.REVISION)
    ]
    assert asking.waiting is not None
    assert desk.state() == "open"
    with pytest.raises(releasing.ReleaseError, match=r"1 matter is decided(.|\n)*revision: % bewoners dat contact"):
        desk.approve(asking.waiting.draft)
    desk.decide_more(revision=revised)
    assert desk.draft().draft == desk.waiting != asking.waiting.draft
    assert desk.acts()[-3:] == ["compare", "decide", "draft"]
    with pytest.raises(releasing.ReleaseError, match="its delivery was drafted anew"):
        desk.approve(asking.waiting.draft)


def test_a_target_missed_asks_for_a_commentary(desk: DraftingDesk) -> None:
    desk.decide_more(correction=[neighbourhood("6.3")])
    assert [one.key for one in drafted(desk).open] == ["commentary:wij-buurtcijfer:2019"]
    said = Commentary(
        indicator="wij-buurtcijfer", year=2019, cause="Minder huizen.", author="Anna", written_on=date(2020, 6, 1)
    )
    desk.decide_more(commentary=[said])
    assert desk.draft().asked == ()


def test_a_figure_that_can_hardly_be_true_is_accepted_with_a_reason_and_another_one_asks_again(
    desk: DraftingDesk,
) -> None:
    desk.decide_more(correction=[neighbourhood("73")])
    (doubt,) = drafted(desk).open
    assert (doubt.kind, doubt.indicator.indicator_id, doubt.year) == (DemandKind.DOUBT, "wij-buurtcijfer", 2019)
    desk.decide_more(acceptance=[Acceptance(doubt=doubt.key, reason="Nageteld bij de bron.")])
    made = desk.draft()
    assert made.accepted == {doubt.key: "Nageteld bij de bron."}
    assert log.read(desk.root)[-1]["reason"] == f"{doubt.key}: Nageteld bij de bron."
    (seen,) = drafting.reviewed(desk.root, made.draft).asked
    assert (seen.key, seen.accepted) == (doubt.key, "Nageteld bij de bron.")
    releasing.withdraw(desk.root, made.draft, "Anna", "another figure", NOON)
    desk.decide_more(correction=[neighbourhood("74")])
    (other,) = drafted(desk).open
    assert other.key != doubt.key


def test_a_row_that_the_accounts_before_have_is_missing(desk: DraftingDesk) -> None:
    found = drafted(desk).differences
    assert found is not None
    (missing,) = found.missing
    assert missing.indicator.name == "% bewoners dat WIJ aanbeveelt"
    assert (missing.preceding.document_id, missing.document.document_id) == ("rekening-2018", "rekening-2019")


def test_a_row_that_a_page_delivered_once_more_lacks_goes_with_a_reason(desk: DraftingDesk, tmp_path: Path) -> None:
    less = "".join(line for line in WIJ_2018.splitlines(keepends=True) if "dat bekend is" not in line)
    again = room.receive(desk.root, [page(tmp_path / "4-1-6.txt", less)], "Anna", NOON, {}).delivery_id
    score = Indicator(id="wij-aanbevolen", name="Aanbevolen", kind="score", unit="cijfer 1-10", better="higher")
    row = RowDecision(policy_field="sociale-basis", label="% bewoners dat WIJ aanbeveelt", choice="new", new=score)
    desk.decide(Decisions(row=[row]), again)
    asking = drafting.draft(desk.root, desk.data, again, "Anna", NOON)
    (lost,) = asking.open
    assert (lost.kind, lost.indicator.indicator_id, desk.state(again)) == (DemandKind.LOST, "wij-bekend", "open")
    entry = "\n".join(template.demanded(asking.asked))
    assert "# Published, and no longer there:\n# % bewoners dat bekend is met de dienstverlening" in entry
    found, _ = from_toml(entry.replace('reason = ""', 'reason = "Wordt niet meer gemeten."'))
    assert found is not None
    desk.decide(found.model_copy(update={"row": [row]}), again)
    made = desk.draft(again)
    assert made.accepted == {lost.key: "Wordt niet meer gemeten."}
    desk.approve(made.draft)
    assert desk.publish()[1] == []
    assert desk.served("wij-bekend", 2018) == []
    assert build(desk.data, desk.root).is_good


def test_who_is_to_release_it_sees_what_its_maker_saw(waiting_desk: DraftingDesk) -> None:
    seen = drafting.reviewed(waiting_desk.root, waiting_desk.waiting)
    assert seen.differences is not None
    assert {one.printed.document.document_id for one in seen.differences.figures} == {"rekening-2019"}
    assert seen.waiting == waiting.read(waiting_desk.root, waiting_desk.waiting)


def test_what_waits_is_not_drafted_again_nor_decided_about(waiting_desk: DraftingDesk) -> None:
    with pytest.raises(DeliveryError, match="only an open one is drafted"):
        waiting_desk.draft()
    with pytest.raises(DeliveryError, match="withdraw that first"):
        waiting_desk.decide_more(commentary=[COMMENT])


def test_what_somebody_decides_meanwhile_is_not_passed_over(desk: DraftingDesk) -> None:
    def decides(step: str, done: int = 0, parts: int = 0, /) -> None:
        if step == "apply":
            desk.decide_more(commentary=[COMMENT])

    found = drafting.draft(desk.root, desk.data, desk.delivery, "Bert", NOON, progress=decides)
    assert found.waiting is None
    assert "decided about delivery" in found.report.problems[0].sentence()
    assert desk.state() == "open"
    assert desk.draft().origin.texts.keys() >= {"commentary.toml"}


def test_data_that_changes_while_a_draft_is_made_is_not_put_back(desk: DraftingDesk) -> None:
    file = desk.data / "catalogue" / "bases.toml"

    def writes(step: str, done: int = 0, parts: int = 0, /) -> None:
        if step == "apply":
            file.write_text(file.read_text() + "# meanwhile\n")

    with pytest.raises(DeliveryError, match="changed data/ meanwhile"):
        drafting.draft(desk.root, desk.data, desk.delivery, "Anna", NOON, progress=writes)
    assert "catalogue/bases.toml" not in desk.draft().origin.texts


def test_a_delivery_without_files_is_drafted_of_its_decisions(desk: DraftingDesk) -> None:
    second = desk.second(Decisions(commentary=[COMMENT]))
    assert list(desk.draft(second, "Cees").origin.texts) == ["commentary.toml"]


class KilledError(BaseException):
    """Ends a program as a kill does: nothing of it handles this."""


@pytest.mark.parametrize(
    ("step", "waits"), [("apply", False), ("move", False), ("examine", False), ("act", False), ("log", True)]
)
def test_a_kill_while_drafting_leaves_a_draft_or_none(desk: DraftingDesk, step: str, waits: bool) -> None:
    def dies(at: str, done: int = 0, parts: int = 0, /) -> None:
        if at == step:
            raise KilledError

    texts, version = desk.texts(), desk.version()
    with pytest.raises(KilledError):
        desk.draft(progress=dies)
    assert desk.state() == ("drafted" if waits else "open")
    assert desk.settled() == []
    assert (desk.texts(), desk.version()) == (texts, version)
    if not waits:
        desk.draft()
    assert desk.state() == "drafted"
    assert desk.acts()[-1] == "draft"
