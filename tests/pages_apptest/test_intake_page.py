"""The page of the intake: who sees it, what each step asks and shows, and that a mistake ends in a sentence."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import AT_THE_DESK, PASSING, Role, Visitor
from loaders.delivery import drafting, releasing, room
from loaders.delivery.decisions import Decisions, PageDecision
from tests import clerks_year
from tests.delivery.accounts_2019 import DECIDED, KNOWN_ROW, NEAR_ROW, PAGE, UNWANTED_ROW
from tests.delivery.drafting_desk import COUNCIL, NOON, REVISED, DraftingDesk
from tests.intake.dropped import page
from tests.pages_apptest.conftest import ROOT, markup, started, text
from ui import intake_desk, intake_refusals, visitor
from warehouse import log

INTAKE = "pages/intake.py"
SURVEY = ROOT / "data" / "examples" / "wij-synthetic.sav"
FIGURES = ("74%", "66%")

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> DraftingDesk:
    return DraftingDesk.laid_out(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(laid_out: DraftingDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DraftingDesk:
    """The warehouse and the data folder that the dashboard works on; a delivery of accounts waits in it."""
    copied = laid_out.copied(tmp_path / "desk")
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(copied.root))
    monkeypatch.setenv("DOELBEREIK_DATA", str(copied.data))
    monkeypatch.setattr(visitor, "current", lambda: AT_THE_DESK)
    monkeypatch.setattr(intake_desk, "now", lambda: NOON)
    return copied


@pytest.fixture
def opened(desk: DraftingDesk) -> Open:
    """Open a step of the delivery under a name."""

    def at(step: str = "", delivery: str | None = None, by: str = "Anna", **asked: str) -> AppTest:
        app = started()
        app.switch_page(INTAKE)
        delivery = desk.delivery if delivery is None else delivery
        for name, value in {"aanlevering": delivery, "stap": step, **asked}.items():
            if value:
                app.query_params[name] = value
        app.run()
        if by:
            labelled(app.text_input, "Uw naam").set_value(by)
            app.run()
        assert not app.exception
        return app

    return at


def labelled(widgets: object, label: str) -> object:
    """Return the one widget whose label begins with these words."""
    (found,) = [one for one in widgets if one.label.startswith(label)]  # type: ignore[attr-defined]
    return found


def press(app: AppTest, label: str) -> AppTest:
    labelled(app.button, label).click()  # type: ignore[attr-defined]
    app.run()
    assert not app.exception
    return app


def become(monkeypatch: pytest.MonkeyPatch, *roles: Role, name: str = "") -> None:
    who = Visitor(frozenset(roles), name)
    monkeypatch.setattr(visitor, "current", lambda: who)


# Who sees it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [PASSING, Visitor(frozenset({Role.VIEWER}), "C. Kijker")])
@pytest.mark.parametrize("step", ["", "ontvangst", "koppelen", "vergelijken", "vrijgeven", "logboek"])
def test_who_may_only_look_gets_a_sentence_and_no_trace_of_a_draft(
    desk: DraftingDesk, opened: Open, monkeypatch: pytest.MonkeyPatch, who: Visitor, step: str
) -> None:
    desk.draft()
    monkeypatch.setattr(visitor, "current", lambda: who)
    app = opened(step, by="")
    said = text(app)
    assert visitor.refusal(who, visitor.Permission.SEE_DRAFTS) in said
    assert not [trace for trace in (*FIGURES, "rekening-2019", "Rekening 2019", "Anna") if trace in markup(app)]
    assert [*app.button, *app.text_input, *app.selectbox] == []
    assert 'href="/gegevens"' not in markup(app)


def test_who_prepares_is_led_there_by_the_menu(opened: Open) -> None:
    assert 'href="/gegevens" aria-current="page"' in markup(opened(delivery=""))


def test_who_only_releases_cannot_decide_and_who_only_prepares_cannot_release(
    desk: DraftingDesk, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, Role.APPROVER, name="Bert")
    assert [one.label for one in opened("koppelen", by="").button] == []
    assert [one.label for one in opened("vergelijken", by="").button] == []
    desk.draft()
    become(monkeypatch, Role.EDITOR, name="Cees")
    app = opened("vrijgeven", by="")
    assert "Geef vrij" not in [one.label for one in app.button]
    assert visitor.refusal(visitor.current(), visitor.Permission.RELEASE) in text(app)


def test_a_name_that_a_login_tells_is_not_asked(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, Role.EDITOR, name="Anna")
    assert list(opened(delivery="", by="").text_input) == []


def test_nothing_is_done_without_a_name(desk: DraftingDesk, opened: Open) -> None:
    before = desk.acts()
    app = press(opened(delivery="", by=""), "Begin zonder bestanden")
    assert "Vul eerst uw naam in" in text(app)
    assert desk.acts() == before


# Where one is --------------------------------------------------------------------------------------------------------


def test_what_is_underway_and_what_was_published_is_listed(desk: DraftingDesk, opened: Open) -> None:
    app = opened(delivery="")
    said = text(app)
    assert f'href="/gegevens?aanlevering={desk.delivery}&amp;stap=koppelen"' in markup(app)
    assert "1 juni 2020 12:00 Anna rekening-2019.txt Open" in said
    assert f"{desk.version()} nu te zien" in said


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"delivery": "20200101-1200-abcdef"}, "Er is geen aanlevering ‘20200101-1200-abcdef’."),
        ({"delivery": "../../etc/passwd"}, "Er is geen aanlevering ‘../../etc/passwd’."),
        ({"step": "onzin"}, "De stap ‘onzin’ is er niet; de stappen zijn: 1. Ontvangst, 2. Koppelen,"),
    ],
)
def test_what_does_not_exist_gets_a_sentence(opened: Open, asked: dict[str, str], sentence: str) -> None:
    assert sentence in text(opened(by="", **asked))


def test_a_delivery_that_was_changed_outside_the_program_is_told(desk: DraftingDesk, opened: Open) -> None:
    (desk.root / "deliveries" / desk.delivery / "delivery.json").write_text("{}", encoding="utf-8")
    assert "beschadigd of buiten het programma om veranderd" in text(opened("koppelen", by=""))


# 1: received ---------------------------------------------------------------------------------------------------------


def test_what_was_refused_is_told_with_its_cell(desk: DraftingDesk, opened: Open, tmp_path: Path) -> None:
    short = PAGE.replace(f"{UNWANTED_ROW} | 12 | Afname | 9", f"{UNWANTED_ROW} | 12 | 9")
    made = room.receive(desk.root, [page(tmp_path / "fout.txt", short)], "Anna", NOON, {})
    said = text(opened("ontvangst", made.delivery_id))
    assert "fout.txt sha256" in said
    assert "Geweigerd in fout.txt" in said
    assert f"{UNWANTED_ROW} Prestatie-indicatoren regel 11 12 | 9" in said
    assert "3 cellen, een voor elke kolom" in said
    assert "De rij heeft niet evenveel cellen als de tabel kolommen" in said


def test_files_are_read_and_told_under_the_names_they_had(desk: DraftingDesk, opened: Open) -> None:
    app = opened(delivery="")
    app = press(app, "Lees de bestanden in")
    assert "Kies eerst een of meer bestanden." in text(app)
    name = "../<b>onbekend</b>.exe"
    app.file_uploader[0].set_value([("rekening.txt", PAGE.encode(), "text/plain"), (name, b"MZ\x00\x01", "")])
    app = press(app.run(), "Lees de bestanden in")
    said = text(app)
    assert "Ontvangen: 2 bestanden." in said
    assert "rekening.txt sha256" in said
    assert name in said
    assert "<b>onbekend" not in markup(app)
    assert "Geweigerd in ../<b>onbekend</b>.exe" in said


def test_a_file_that_is_there_twice_is_called_so_and_asked_about_by_its_first_name(
    desk: DraftingDesk, opened: Open, tmp_path: Path
) -> None:
    dropped = PAGE.replace("Wachtlijst | 12", "Wachtlijst | 11").replace("jaarverslag-2019", "elders")
    files = [page(tmp_path / name, dropped) for name in ("eerst.txt", "nogmaals.txt")]
    received = room.receive(desk.root, files, "Anna", NOON, {}).delivery_id
    assert "zelfde bestand" in text(opened("ontvangst", received))
    asked = " ".join(one.label for one in opened("koppelen", received).selectbox)
    assert "eerst.txt" in asked
    assert "nogmaals.txt" not in asked


def test_a_survey_without_its_codebook_is_told_what_to_do(desk: DraftingDesk, opened: Open) -> None:
    received = room.receive(desk.root, [SURVEY], "Anna", NOON, {}).delivery_id
    said = text(opened("ontvangst", received))
    assert "Lever het enquêtebestand opnieuw aan, samen met zijn codeboek." in said
    assert "Nothing can be estimated" not in said


def test_a_delivery_is_removed_with_a_reason_only(desk: DraftingDesk, opened: Open) -> None:
    app = press(opened("ontvangst"), "Verwijder deze aanlevering")
    assert "Schrijf eerst in een paar woorden waarom." in text(app)
    labelled(app.text_input, "Reden").set_value("Dubbel")  # type: ignore[attr-defined]
    app = press(app, "Verwijder deze aanlevering")
    assert "De aanlevering is verwijderd." in text(app)
    assert desk.acts()[-1] == "remove"


def test_a_delivery_without_files_goes_straight_to_what_may_be_added(desk: DraftingDesk, opened: Open) -> None:
    app = press(opened(delivery=""), "Begin zonder bestanden")
    assert "vergelijken" in app.query_params["stap"]
    assert "Aanlevering zonder bestanden begonnen." in text(app)
    assert "Schrijf een toelichting" in [one.label for one in app.expander]


# 2: match ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def undecided(desk: DraftingDesk) -> DraftingDesk:
    """Of the delivery only the document and the policy field are decided."""
    desk.decide(Decisions(document=DECIDED.document, field=DECIDED.field))
    return desk


def test_known_rows_are_told_in_a_line_and_the_rest_is_asked(undecided: DraftingDesk, opened: Open) -> None:
    app = opened("koppelen")
    said = text(app)
    assert "1 rij herkend" in said
    assert [one.label for one in app.selectbox if one.label.startswith("Rij: ")] == [
        f"Rij: {NEAR_ROW}", 'Rij: Cijfer voor de "buurt"', f"Rij: {UNWANTED_ROW}"
    ]  # fmt: skip
    assert "Behaald 2018 30% (17%)" in said
    assert f"Rij: {KNOWN_ROW}" not in [one.label for one in app.selectbox]


def test_nothing_that_was_filled_in_is_not_called_kept(undecided: DraftingDesk, opened: Open) -> None:
    app = press(opened("koppelen"), "Bewaar rijen van")
    assert "Er is nog niets ingevuld." in text(app)
    assert "Bewaard." not in text(app)


def test_a_suggestion_is_offered_first_and_never_taken_by_itself(undecided: DraftingDesk, opened: Open) -> None:
    box = labelled(opened("koppelen").selectbox, f"Rij: {NEAR_ROW}")
    assert box.value is None  # type: ignore[attr-defined]
    assert "WIJ" in box.options[0]  # type: ignore[attr-defined]
    assert {"Een nieuwe indicator", "Niet overnemen"} <= set(box.options)  # type: ignore[attr-defined]


def test_answers_are_kept_when_somebody_leaves_the_page(undecided: DraftingDesk, opened: Open) -> None:
    app = opened("koppelen")
    labelled(app.selectbox, f"Rij: {NEAR_ROW}").set_value("wij-contact")  # type: ignore[attr-defined]
    labelled(app.selectbox, f"Rij: {UNWANTED_ROW}").set_value("-")  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar rijen van")
    assert "Bewaard." in text(app)
    rows = room.decisions(undecided.root, undecided.delivery).row
    assert [(one.label, one.choice, one.indicator) for one in rows] == [
        (NEAR_ROW, "alias", "wij-contact"),
        (UNWANTED_ROW, "left_out", None),
    ]
    again = opened("koppelen")
    assert labelled(again.selectbox, f"Rij: {NEAR_ROW}").value == "wij-contact"  # type: ignore[attr-defined]
    assert "Al beantwoord (2)" in [one.label for one in again.expander]


def test_a_new_indicator_needs_all_that_is_asked_of_it(undecided: DraftingDesk, opened: Open) -> None:
    app = opened("koppelen")
    labelled(app.selectbox, "Rij: Cijfer voor").set_value("+")  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar rijen van")
    assert "Vul nog in: Eenheid" in text(app)
    assert room.decisions(undecided.root, undecided.delivery).row == []
    labelled(app.text_input, "Eenheid").set_value("cijfer")  # type: ignore[attr-defined]
    for label, value in (
        ("Soort indicator", "score"),
        ("Welke kant", "higher"),
        ("Soort bron", "survey"),
        ("Over wie gaat het", "inwoners-18-plus"),
    ):
        labelled(app.selectbox, label).set_value(value)  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar rijen van")
    (row,) = room.decisions(undecided.root, undecided.delivery).row
    assert row.new is not None
    assert (row.new.id, row.new.unit, row.new.better) == ("cijfer-voor-de-buurt", "cijfer", "higher")


def test_what_somebody_else_decided_meanwhile_is_not_written_over(undecided: DraftingDesk, opened: Open) -> None:
    app = opened("koppelen")
    labelled(app.selectbox, f"Rij: {UNWANTED_ROW}").set_value("-")  # type: ignore[attr-defined]
    app.run()
    real = room.decide

    def meanwhile(*arguments: object, **named: object) -> None:
        undecided.decide_more(row=list(DECIDED.row[:1]))
        real(*arguments, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "decide", lambda *a, **n: (patched.undo(), meanwhile(*a, **n)))
        app = press(app, "Bewaar rijen van")
    assert "Iemand anders heeft intussen ook iets beslist." in text(app)
    assert [one.choice for one in room.decisions(undecided.root, undecided.delivery).row] == ["alias"]


def test_an_answer_to_what_somebody_else_answered_since_it_was_asked_is_not_called_kept(
    undecided: DraftingDesk, opened: Open
) -> None:
    app = opened("koppelen")
    labelled(app.selectbox, f"Rij: {UNWANTED_ROW}").set_value("+")  # type: ignore[attr-defined]
    app.run()
    undecided.decide_more(row=[DECIDED.row[-1]])
    app = press(app, "Bewaar rijen van")
    assert "Iemand anders heeft intussen ook iets beslist." in text(app)
    assert "Bewaard." not in text(app)
    assert [one.choice for one in room.decisions(undecided.root, undecided.delivery).row] == ["left_out"]


# 3: compare ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_not_made_while_questions_are_open(undecided: DraftingDesk, opened: Open) -> None:
    app = opened("vergelijken")
    assert "Beantwoord eerst de vragen van stap 2." in text(app)
    assert "Maak concept" not in [one.label for one in app.button]


def test_a_silent_revision_asks_for_its_kind_before_the_draft_waits(desk: DraftingDesk, opened: Open) -> None:
    desk.decide_more(revision=[])
    app = press(opened("vergelijken"), "Maak concept")
    assert "Voordat dit kan worden vrijgegeven" in text(app)
    assert desk.state() == "open"
    kind = next(one for one in app.selectbox if one.label.startswith("Wat is er met"))
    assert "2018" in kind.label
    app = press(app, "Bewaar herzieningen")
    assert room.decisions(desk.root, desk.delivery).revision == []
    kind = next(one for one in app.selectbox if one.label.startswith("Wat is er met"))
    kind.set_value("correction")
    next(one for one in app.text_input if one.label.startswith("Reden bij")).set_value(REVISED.reason)
    app = press(app.run(), "Bewaar herzieningen")
    assert room.decisions(desk.root, desk.delivery).revision == [REVISED]
    app = press(app, "Maak concept")
    assert "wacht op vrijgave door iemand anders" in text(app)
    assert desk.state() == "drafted"


def test_the_draft_shows_what_it_would_change(desk: DraftingDesk, opened: Open) -> None:
    app = press(opened("vergelijken"), "Maak concept")
    said = text(app)
    assert f"Vergeleken met versie {desk.version()}." in said
    assert "Nieuwe cijfers en streefwaarden" in said
    assert "Nieuwe oordelen" in said
    assert f"{KNOWN_ROW}, 2019" in said
    assert said.count("nieuwe oordelen") + said.count("nieuw oordeel") == 1
    assert "Rekening 2019" in said
    assert "Herzieningen van eerdere jaren" in said


def test_a_mistake_in_the_data_is_told_and_nothing_is_asked(desk: DraftingDesk, opened: Open) -> None:
    (desk.data / "catalogue" / "bases.toml").write_text("[[base]]\nonzin = 1\n", encoding="utf-8")
    for step in ("koppelen", "vergelijken"):
        app = opened(step)
        assert "In de gegevens zelf staat een fout." in text(app)
        assert "onzin" in text(app)
        assert [one.label for one in app.selectbox] == []


def test_published_figures_that_vanish_go_with_a_reason_only(desk: DraftingDesk, opened: Open, tmp_path: Path) -> None:
    shorter = PAGE.partition("---")[0].replace("2018", "2017").replace("2019", "2018")
    row = f"--- | --- | --- | ---\n{KNOWN_ROW} | 60% | Toename | 64%\n"
    made = room.receive(desk.root, [page(tmp_path / "korter.txt", shorter + row)], "Anna", NOON, {})
    assert "Pagina 4-1-6 is er al; dit bestand komt ervoor in de plaats." in text(opened("koppelen", made.delivery_id))
    app = press(opened("vergelijken", made.delivery_id), "Maak concept")
    assert "Gepubliceerde cijfers die verdwijnen" in text(app)
    assert "% bewoners dat WIJ aanbeveelt: " in text(app)
    for reason in [one for one in app.text_input if one.label.startswith("Waarom het verdwijnt:")]:
        reason.set_value("Staat niet meer op de pagina.")
    app = press(app.run(), "Bewaar redenen van verdwijnen")
    assert "Alle vragen zijn beantwoord." in text(app)
    assert "wacht op vrijgave door iemand anders" in text(press(app, "Maak concept"))


def test_a_draft_that_cannot_be_built_is_refused_with_its_reason(desk: DraftingDesk, opened: Open) -> None:
    file = desk.data / "commentary.toml"
    file.write_text("[[commentary]]\nonzin = 1\n", encoding="utf-8")
    app = press(opened("vergelijken"), "Maak concept")
    assert "Er is geen concept gemaakt." in text(app)
    assert desk.state() == "open"


def surveyed(desk: DraftingDesk, folder: Path, named: str) -> str:
    """Return the delivery of a survey of one indicator, by its name in the codebook, of which the page is decided."""
    answers, codebook = clerks_year.survey(folder)
    codebook.write_text(codebook.read_text(encoding="utf-8").replace("wij-gehoord", named), encoding="utf-8")
    received = room.receive(desk.root, [answers, codebook], "Anna", NOON, {})
    where = PageDecision(file=received.files[0].sha256 or "", document=DECIDED.document[0].id, page="wij-2020")
    desk.decide(Decisions(document=DECIDED.document, page=[where]), received.delivery_id)
    return received.delivery_id


def test_an_indicator_of_a_survey_that_is_known_is_told_in_a_line(
    desk: DraftingDesk, opened: Open, tmp_path: Path
) -> None:
    said = text(opened("koppelen", surveyed(desk, tmp_path, "wij-contact")))
    assert "1 indicator van een enquête herkend" in said
    assert "Alle vragen zijn beantwoord." in said


def test_an_indicator_of_a_survey_that_is_new_keeps_the_name_of_its_codebook(
    desk: DraftingDesk, opened: Open, tmp_path: Path
) -> None:
    delivery = surveyed(desk, tmp_path, "nog-niet-bekend")
    app = opened("koppelen", delivery)
    labelled(app.selectbox, "Indicator ‘").set_value("+")  # type: ignore[attr-defined]
    app.run()
    (name,) = [one for one in app.text_input if one.label == "Naam"]
    name.set_value("% dat van WIJ hoorde")
    for label, value in (
        ("Beleidsveld van", "sociale-basis"),
        ("Welke kant", "higher"),
        ("Over wie gaat het", "inwoners-18-plus"),
    ):
        labelled(app.selectbox, label).set_value(value)  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar uitkomsten van enquêtes")
    assert "Alle vragen zijn beantwoord." in text(app)
    (one,) = room.decisions(desk.root, delivery).estimate
    assert one.new is not None
    assert (one.new.id, one.new.unit, one.new.kind) == ("nog-niet-bekend", "%", "survey_share")
    assert desk.draft(delivery)


def test_an_indicator_of_a_survey_that_nobody_knows_is_asked_and_can_be_left_out(
    desk: DraftingDesk, opened: Open, tmp_path: Path
) -> None:
    delivery = surveyed(desk, tmp_path, "nog-niet-bekend")
    assert "1 schatting" in text(opened("ontvangst", delivery))
    app = opened("koppelen", delivery)
    assert "Nog 1 vraag te beantwoorden." in text(app)
    box = labelled(app.selectbox, "Indicator ‘nog-niet-bekend’ van wij-2020.csv")
    assert box.value is None  # type: ignore[attr-defined]
    box.set_value("+")  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar uitkomsten van enquêtes")
    assert "Vul nog in: Beleidsveld van nog-niet-bekend" in text(app)
    labelled(app.selectbox, "Indicator ‘").set_value("-")  # type: ignore[attr-defined]
    app = press(app.run(), "Bewaar uitkomsten van enquêtes")
    assert "Alle vragen zijn beantwoord." in text(app)
    (one,) = room.decisions(desk.root, delivery).estimate
    assert (one.named, one.choice, one.indicator) == ("nog-niet-bekend", "left_out", None)


def test_a_commentary_bears_the_name_of_who_wrote_it(desk: DraftingDesk, opened: Open) -> None:
    app = opened("vergelijken")
    (box, *_) = [one for one in app.selectbox if one.label == "Indicator"]
    box.set_value("wij-bekend")
    (year, *_) = [one for one in app.text_input if one.label == "Jaar"]
    year.set_value("2018")
    app.run()
    (cause, *_) = [one for one in app.text_area if one.label == "Oorzaak"]
    cause.set_value("Drie teams verhuisden.")
    app.run()
    (add, *_) = [one for one in app.button if one.label == "Voeg toe"]
    add.click()
    app.run()
    (said,) = room.decisions(desk.root, desk.delivery).commentary
    assert (said.indicator, said.year, said.cause, said.author) == (
        "wij-bekend", 2018, "Drie teams verhuisden.", "Anna"
    )  # fmt: skip
    assert said.written_on == NOON.date()


# 4: release ----------------------------------------------------------------------------------------------------------


def release(app: AppTest, day: str = "", time: str = "") -> AppTest:
    labelled(app.text_input, "Embargo tot datum").set_value(day)  # type: ignore[attr-defined]
    labelled(app.text_input, "Embargo tot tijd").set_value(time)  # type: ignore[attr-defined]
    return press(app, "Geef vrij")


def test_the_maker_sees_that_somebody_else_must_release(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    app = opened("vrijgeven", by="anna")
    assert "Iemand anders moet het vrijgeven." in text(app)
    assert "Geef vrij" not in [one.label for one in app.button]


def test_a_second_person_publishes_at_once(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    app = release(opened("vrijgeven", by="Bert"))
    assert f"Vrijgegeven en gepubliceerd als versie {desk.version()}." in text(app)
    assert desk.state() == "published"
    assert desk.served("wij-bekend", 2019) == [66.0]


def test_a_delivery_that_is_rolled_back_is_not_said_to_be_published(desk: DraftingDesk, opened: Open) -> None:
    before = desk.version()
    assert before is not None
    desk.approve(desk.draft().draft)
    desk.publish()
    assert "Deze aanlevering is gepubliceerd." in text(opened("vrijgeven"))
    releasing.roll_back(desk.root, desk.data, before, "Bert", "a figure was wrong", NOON)
    assert "Teruggezet, niet meer te zien" in text(opened(delivery=""))
    for step in ("koppelen", "vergelijken", "vrijgeven"):
        assert "bezoekers zien nu een eerdere versie" in text(opened(step))


def test_an_embargo_keeps_the_figures_until_its_moment(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    app = release(opened("vrijgeven", by="Bert"), f"{COUNCIL:%d-%m-%Y}", f"{COUNCIL:%H:%M}")
    assert "Vrijgegeven; wacht tot 13 juni 2020 10:00." in text(app)
    assert desk.served("wij-bekend", 2019) == []
    assert desk.publish(COUNCIL - timedelta(seconds=1)) == ([], [])
    assert len(desk.publish(COUNCIL)[0]) == 1


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("31-02-2021", "10:00", "is geen datum en tijd"),
        ("13-06-2020", "", "is geen datum en tijd"),
        ("13-06-2019", "10:00", "is al voorbij"),
        ("28-03-2021", "02:30", "dan gaat de klok een uur vooruit"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_is_released(
    desk: DraftingDesk, opened: Open, day: str, time: str, sentence: str
) -> None:
    desk.draft()
    assert sentence in text(release(opened("vrijgeven", by="Bert"), day, time))
    assert "approve" not in desk.acts()


def test_a_draft_is_withdrawn_with_a_reason_and_its_delivery_is_open_again(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    app = press(opened("vrijgeven", by="Bert"), "Trek het concept in")
    assert "Schrijf eerst in een paar woorden waarom." in text(app)
    labelled(app.text_input, "Reden").set_value("Verkeerde pagina")  # type: ignore[attr-defined]
    app = press(app, "Trek het concept in")
    assert "Het concept is ingetrokken." in text(app)
    assert desk.state() == "open"


def test_who_approved_is_told_though_the_comparison_is_kept(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    app = opened("vrijgeven", by="Bert")
    assert "Vrijgegeven door" not in text(app)
    app = release(app, f"{COUNCIL:%d-%m-%Y}", f"{COUNCIL:%H:%M}")
    assert "Vrijgegeven door Bert" in text(app)
    assert "Geef vrij" not in [one.label for one in app.button]


def test_every_step_of_a_published_delivery_says_that_it_is(desk: DraftingDesk, opened: Open) -> None:
    desk.approve(desk.draft().draft)
    desk.publish()
    for step in ("koppelen", "vergelijken", "vrijgeven"):
        app = opened(step)
        assert "Deze aanlevering is gepubliceerd." in text(app)
        assert [one.label for one in app.button] == []


def test_a_draft_of_the_command_line_is_told(desk: DraftingDesk, opened: Open) -> None:
    file = desk.data / "commentary.toml"
    said = '[[commentary]]\nindicator = "wij-bekend"\nyear = 2018\ncause = "x"\nauthor = "A"\nwritten_on = 2020-01-01\n'
    file.write_text(said, encoding="utf-8")
    made = drafting.draft_of_data(desk.root, desk.data, "Cees", NOON)
    assert made.waiting is not None
    assert f"Het concept {made.waiting.draft} van Cees is met de opdrachtregel gemaakt" in text(opened(delivery=""))


# Back, and the log ---------------------------------------------------------------------------------------------------


def test_an_earlier_version_is_restored(desk: DraftingDesk, opened: Open) -> None:
    before, was = desk.content_hash(), desk.version()
    desk.draft()
    release(opened("vrijgeven", by="Bert"))
    assert desk.content_hash() != before
    app = opened(delivery="", by="Bert")
    labelled(app.selectbox, "Versie").set_value(was)  # type: ignore[attr-defined]
    labelled(app.text_input, "Reden").set_value("Te vroeg")  # type: ignore[attr-defined]
    app = press(app, "Zet deze versie terug")
    assert f"met de cijfers van {was}." in text(app)
    assert desk.content_hash() == before


def test_the_log_tells_who_did_what_with_which_file(desk: DraftingDesk, opened: Open) -> None:
    said = text(opened("logboek", delivery=""))
    assert "Het logboek is heel" in said
    assert "bestanden ontvangen" in said
    (file,) = room.read(desk.root, desk.delivery).files
    assert f"rekening-2019.txt sha256 {file.sha256}" in said


def test_a_log_that_was_changed_is_told(desk: DraftingDesk, opened: Open) -> None:
    acts = desk.root / "log" / "acts.jsonl"
    acts.write_bytes(acts.read_bytes().replace(b"Anna", b"Bert"))
    assert log.faults(desk.root)
    assert "Het logboek is buiten het programma om veranderd:" in text(opened("logboek", delivery=""))


def test_the_first_delivery_needs_nothing_published(
    tmp_path: Path, opened: Open, desk: DraftingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path / "empty"))
    app = opened(delivery="")
    assert "Er is nog niets gepubliceerd." in text(app)
    app = press(app, "Begin zonder bestanden")
    assert "Aanlevering zonder bestanden begonnen." in text(app)
    app = press(app, "Maak concept")
    assert "wacht op vrijgave door iemand anders" in text(app)


def test_it_speaks_english(desk: DraftingDesk, opened: Open) -> None:
    desk.draft()
    for step, sentence in (
        ("ontvangst", "1. Receipt"),
        ("vergelijken", "Compared with version"),
        ("vrijgeven", "Draft"),
    ):
        assert sentence in text(opened(step, by="", taal="en"))


# Sentences -----------------------------------------------------------------------------------------------------------


def sentences() -> Iterator[str]:
    """Yield every string that the rooms below may end an act with, what is filled in as `x1`."""
    for file in (*(ROOT / "warehouse").glob("*.py"), *(ROOT / "loaders" / "delivery").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x1" for part in node.values)


@pytest.mark.parametrize("start", intake_refusals.BEGINNINGS, ids=lambda one: one.pattern)
def test_a_refusal_is_told_as_it_begins(start: re.Pattern[str]) -> None:
    assert any(start.match(sentence) for sentence in sentences())


def test_a_refusal_without_words_of_its_own_is_told_as_english() -> None:
    told = intake_refusals.told(room.DeliveryError("odd", "Something <odd> happened."))
    assert '<span lang="en">Something &lt;odd&gt; happened.</span>' in told
