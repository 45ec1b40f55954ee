"""The page of a briefing: what it says, who may change and publish it, and what it says where it cannot."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import AT_THE_DESK, PASSING, Role, Visitor
from exports import published
from tests.pages_apptest.conftest import markup, text
from ui import visitor

Open = Callable[..., AppTest]

PAGE = "pages/one_briefing.py"
OF_2018 = {"onderwerp": "sociale-basis", "jaar": "2018"}
WHY_NOT = "Publiceren kan hier niet: daarvoor moet de beheerder een map aanwijzen (DOELBEREIK_BRIEFINGS)."


def field(app: AppTest, label: str) -> object:
    """Return an input of the form by its label."""
    (found,) = [one for one in (*app.text_area, *app.text_input) if one.label == label]
    return found


def signed(app: AppTest, happened: str, name: str) -> AppTest:
    """Change a sentence and put a name to the briefing."""
    field(app, "Wat is gebeurd").set_value(happened)  # type: ignore[attr-defined]
    field(app, "Uw naam").set_value(name)  # type: ignore[attr-defined]
    (use,) = [one for one in app.button if one.label == "Neem dit over"]
    return use.click().run()


def publishing(app: AppTest) -> AppTest:
    (button,) = [one for one in app.button if one.label == "Publiceer deze briefing"]
    return button.click().run()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOELBEREIK_BRIEFINGS", str(tmp_path / "briefings"))
    monkeypatch.setattr(visitor, "current", lambda: AT_THE_DESK)
    return tmp_path / "briefings"


def test_without_a_subject_every_kind_is_listed_with_the_way_to_it(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "Eén blad over een beleidsveld, een programma of een onderzoek" in text(app)
    shown = markup(app)
    for subject in ("programma-welzijn", "sociale-basis", "samenredzaamheid", "sport"):
        assert f'href="/briefing?onderwerp={subject}"' in shown


def test_it_opens_on_the_last_year_with_a_result_that_the_municipality_printed(open_page: Open) -> None:
    app = open_page(PAGE, onderwerp="sociale-basis")
    assert "Briefing · Welzijn · 2018" in text(app)
    assert "5 indicatoren" in text(app)
    assert "Concept" in text(app)


def test_an_edition_shows_what_was_known_then(open_page: Open) -> None:
    assert "Stand volgens: Rekening 2017" in text(open_page(PAGE, onderwerp="sociale-basis", stand="rekening-2017"))


def test_a_programme_is_told_field_by_field(open_page: Open) -> None:
    said = text(open_page(PAGE, onderwerp="programma-welzijn", jaar="2018"))
    assert "Sociale basisvoorzieningen" in said
    assert "Samenredzaamheid" in said


@pytest.mark.parametrize(
    ("asked", "dutch", "english"),
    [
        ({"onderwerp": "onzin"}, "Er is geen briefing over ‘onzin’.", "There is no briefing about ‘onzin’."),
        ({"onderwerp": "sociale-basis", "jaar": "1850"}, "Over 1850 is van", "Of 1850 nothing is known"),
        ({"onderwerp": "sociale-basis", "jaar": "onzin"}, "Over onzin is van", "Of onzin nothing is known"),
        ({"onderwerp": "sociale-basis", "stand": "begroting-2017"}, "", ""),
        ({"onderwerp": "sociale-basis", "stand": "onzin"}, "", ""),
    ],
)
def test_what_is_not_there_gets_one_sentence_and_ways_on(
    open_page: Open, asked: dict[str, str], dutch: str, english: str
) -> None:
    for language, sentence in (("nl", dutch), ("en", english)):
        app = open_page(PAGE, **asked, taal=language)
        assert not app.exception
        assert sentence in text(app)
        shown = re.sub(r"<style>.*?</style>", "", markup(app), flags=re.DOTALL)
        assert len(re.findall(r"<h1[ >]", shown)) == 1
        assert shown.count('class="notice"') == 1
        assert not app.get("download_button")


def test_an_unknown_year_leads_to_every_year_of_the_subject(open_page: Open) -> None:
    shown = markup(open_page(PAGE, onderwerp="sport", jaar="1850"))
    listed = re.findall(r'href="/briefing\?onderwerp=sport&amp;jaar=(\d+)"', shown)
    assert listed == ["2018", "2015"]


def test_what_somebody_changes_and_signs_stands_on_the_sheet(open_page: Open) -> None:
    app = open_page(PAGE, **OF_2018)
    before = text(app)
    app = signed(app, "Het ging <b>goed</b>.", "A. de Vries")
    assert "Het ging <b>goed</b>." in text(app)
    assert "Vastgesteld door A. de Vries" in text(app)
    assert "Concept" not in text(app)
    # The figures are not somebody's to change.
    (tally,) = re.findall(r"\d indicatoren: [^.]*\.", before)
    assert tally in text(app)


def test_a_sentence_that_is_emptied_is_the_drafted_one_again(open_page: Open) -> None:
    app = open_page(PAGE, **OF_2018)
    drafted = field(app, "Wat is gebeurd").value  # type: ignore[attr-defined]
    app = signed(signed(app, "Anders.", "A. de Vries"), "  ", "A. de Vries")
    assert drafted in text(app)


def test_sentences_of_one_briefing_do_not_reach_another(open_page: Open) -> None:
    app = signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries")
    app.query_params["jaar"] = "2017"
    assert "Het ging goed." not in text(app.run())


def test_without_a_folder_the_page_says_why_nobody_can_publish(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOELBEREIK_BRIEFINGS", raising=False)
    app = signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries")
    assert WHY_NOT in text(app)
    assert "Publiceer deze briefing" not in [one.label for one in app.button]


def test_nobody_publishes_without_a_name(open_page: Open, folder: Path) -> None:
    app = open_page(PAGE, **OF_2018)
    assert "Zet er eerst uw naam onder; daarna kunt u publiceren." in text(app)
    assert "Publiceer deze briefing" not in [one.label for one in app.button]
    assert not folder.exists()


@pytest.mark.parametrize(
    "looking", [PASSING, Visitor(frozenset({Role.APPROVER}), "B. Bakker")], ids=["passing", "approver"]
)
def test_only_who_prepares_publishes(
    open_page: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, looking: Visitor
) -> None:
    monkeypatch.setattr(visitor, "current", lambda: looking)
    monkeypatch.setattr(visitor, "refusal", lambda *asked: "Dit doet wie redacteur is.")
    app = open_page(PAGE, **OF_2018)
    assert "Dit doet wie redacteur is." in text(app)
    assert "Publiceer deze briefing" not in [one.label for one in app.button]


def test_who_logged_in_signs_with_their_own_name_only(
    open_page: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "current", lambda: Visitor(frozenset({Role.EDITOR}), "B. Bakker"))
    monkeypatch.setattr(visitor, "ways", lambda: None)
    app = open_page(PAGE, **OF_2018)
    assert "Zet er eerst uw naam onder; daarna kunt u publiceren." in text(app)
    assert "Uw naam" not in [one.label for one in app.text_input]
    (sign,) = [one for one in app.checkbox if one.label == "Onderteken als B. Bakker"]
    sign.check()
    (use,) = [one for one in app.button if one.label == "Neem dit over"]
    publishing(use.click().run())
    (file,) = folder.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8"))["record"]["signature"]["name"] == "B. Bakker"


def test_a_published_briefing_is_listed_with_its_files(open_page: Open, folder: Path) -> None:
    app = publishing(signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries"))
    assert "Gepubliceerd als uitgave 1." in text(app)
    (file,) = folder.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8"))["record"]["happened"] == "Het ging goed."
    again = open_page(PAGE, **OF_2018)
    assert "Uitgave 1, ondertekend door A. de Vries op" in text(again)
    assert "de cijfers zijn sindsdien niet veranderd" in text(again)
    for ending in ("pdf", "html", "pptx"):
        assert f'href="/briefing/sociale-basis.{ending}?jaar=2018&amp;uitgave=1"' in markup(again)
    assert "Eerder gepubliceerd" not in text(open_page(PAGE, onderwerp="sociale-basis", jaar="2017"))


def test_other_figures_than_were_published_are_told(open_page: Open, folder: Path) -> None:
    publishing(signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries"))
    (file,) = folder.glob("*.json")
    record = published.read(file).record.model_copy(update={"figures_version": "0" * 16})
    published.publish(folder, record, lambda record, host: b"", "typst")
    said = text(open_page(PAGE, **OF_2018))
    lines = dict(re.findall(r"Uitgave (\d), ondertekend door A. de Vries op \d+ [a-z]+ \d+: ([^.]*)\.", said))
    assert lines == {
        "1": "de cijfers zijn sindsdien niet veranderd",
        "2": "let op: de cijfers zijn sindsdien veranderd",
    }


def test_a_publication_that_was_changed_is_told_and_the_sheet_stands(open_page: Open, folder: Path) -> None:
    publishing(signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries"))
    (file,) = folder.glob("*.json")
    file.write_text(file.read_text(encoding="utf-8").replace("Het ging goed.", "Het ging slecht."), encoding="utf-8")
    said = text(open_page(PAGE, **OF_2018))
    assert f"{file.name} is na publicatie veranderd: de inhoud past niet bij het kenmerk." in said
    assert "5 indicatoren" in said


def test_a_folder_that_cannot_be_written_is_told(open_page: Open, folder: Path) -> None:
    folder.write_text("", encoding="utf-8")
    app = publishing(signed(open_page(PAGE, **OF_2018), "Het ging goed.", "A. de Vries"))
    assert "is niet te beschrijven" in text(app)
    assert not app.exception


def test_it_speaks_english(open_page: Open) -> None:
    app = open_page(PAGE, **OF_2018, taal="en")
    assert "What was promised" in text(app)
    assert [one.label for one in app.get("download_button")] != []
    assert 'lang="nl"' in markup(app)
