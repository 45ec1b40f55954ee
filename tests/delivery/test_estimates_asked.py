"""What a survey's codebook names and the catalogue lacks is asked, and its estimates go where somebody decided."""

from pathlib import Path

import pytest

from loaders.build import build
from loaders.catalogue import Indicator, read_catalogue
from loaders.delivery.applying import apply
from loaders.delivery.decisions import Decisions, EstimateDecision, PageDecision
from loaders.delivery.decisions_file import as_toml, from_toml
from loaders.delivery.questions import EstimateQuestion, Standing
from loaders.delivery.template import asked as template
from loaders.extraction import Estimate, Extraction
from loaders.sources import read_sources
from tests.build.small_data import write
from tests.delivery.accounts_2019 import asked, known

FILE = "d" * 64
PLACED = PageDecision(file=FILE, document="rekening-2018", page="wij-onderzoek")
UNKNOWN = "wij-bekend-bij-ouderen"
NEW = Indicator(id=UNKNOWN, name="Ouderen die WIJ kennen", kind="survey_share", unit="%", better="higher")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data")


def survey(*named: str) -> dict[str, Extraction]:
    document = {"file": "wij.sav", "sha256": FILE, "kind": "survey_report", "fiscal_year": 2018, "title": "WIJ"}
    shares = tuple(Estimate(one, 2018, f"v{n}", 30.0 + n, 1.0, 400, 1.2) for n, one in enumerate(named))
    return {FILE: Extraction(document, estimates=shares)}


def decided(choice: str, named: str = UNKNOWN, **more: object) -> Decisions:
    one = EstimateDecision.model_validate({"file": FILE, "named": named, "choice": choice, **more})
    return Decisions(page=[PLACED], estimate=[one])


def of(data: Path, decisions: Decisions, *named: str) -> list[EstimateQuestion]:
    return list(asked(data, survey(*named), decisions).estimates)


def stored(folder: Path) -> list[tuple[str, float | None]]:
    """Return the estimates of the survey as they are stored."""
    pages = [one for one in read_sources(folder)[0] if one.page_id == "rekening-2018/wij-onderzoek"]
    return [(one.indicator_id, one.value) for page in pages for one in page.curated]


def test_nothing_is_asked_of_a_survey_whose_indicators_are_known(data: Path) -> None:
    found = asked(data, survey("wij-contact", "wij-bekend"), Decisions(page=[PLACED]))
    assert [(one.standing, one.indicator) for one in found.estimates] == [
        (Standing.KNOWN, "wij-contact"), (Standing.KNOWN, "wij-bekend"),
    ]  # fmt: skip
    assert found.open == 0


def test_a_name_that_nobody_knows_is_asked_with_what_comes_near_and_is_not_in_the_file(data: Path) -> None:
    found = asked(data, survey("wij-contact", UNKNOWN), Decisions(page=[PLACED]))
    one = found.estimates[-1]
    assert (one.standing, one.named, one.variable, one.years) == (Standing.SUGGESTED, UNKNOWN, "v1", (2018,))
    assert one.indicator == "wij-bekend"
    assert "wij-contact" not in dict(one.suggestions)
    assert found.open == 1
    (problem,) = apply(survey("wij-contact", UNKNOWN), Decisions(page=[PLACED]), data, data.parent / "into")
    assert (problem.kind, problem.place) == ("question-open", f"estimate '{UNKNOWN}' of wij.sav")


def test_nothing_is_asked_of_a_survey_that_is_left_out_or_has_no_place_yet(data: Path) -> None:
    out = Decisions(page=[PageDecision(file=FILE, left_out=True)])
    assert of(data, out, UNKNOWN) == of(data, Decisions(), UNKNOWN) == []


def test_an_estimate_goes_to_the_indicator_that_was_decided(data: Path) -> None:
    decisions = decided("alias", indicator="wij-bekend")
    (_, question) = of(data, decisions, "wij-contact", UNKNOWN)
    assert (question.standing, question.indicator) == (Standing.DECIDED, "wij-bekend")
    into = data.parent / "into"
    assert apply(survey("wij-contact", UNKNOWN), decisions, data, into) == []
    assert stored(into) == [("wij-contact", 30.0), ("wij-bekend", 31.0)]


def test_an_estimate_that_is_left_out_is_not_stored_and_the_others_are(data: Path) -> None:
    into = data.parent / "into"
    assert apply(survey("wij-contact", UNKNOWN), decided("left_out"), data, into) == []
    assert stored(into) == [("wij-contact", 30.0)]


def test_a_survey_of_which_nothing_is_taken_over_leaves_no_page(data: Path) -> None:
    into = data.parent / "into"
    assert apply(survey(UNKNOWN), decided("left_out"), data, into) == []
    assert list(into.glob("sources/*/wij-onderzoek*")) == []
    assert build(into, data.parent / "warehouse").is_good


def test_a_new_indicator_comes_with_its_estimate(data: Path) -> None:
    decisions = decided("new", policy_field="sociale-basis", new=NEW)
    into = data.parent / "into"
    assert apply(survey(UNKNOWN), decisions, data, into) == []
    assert stored(into) == [(UNKNOWN, 30.0)]
    catalogue, _ = read_catalogue(into)
    assert (catalogue.indicators[UNKNOWN].name, catalogue.field_of[UNKNOWN]) == (NEW.name, "sociale-basis")
    assert build(into, data.parent / "warehouse").is_good
    assert [one.standing for one in of(into, Decisions(page=[PLACED]), UNKNOWN)] == [Standing.KNOWN]


def test_two_estimates_of_a_year_never_become_one_figure(data: Path) -> None:
    decisions = decided("alias", indicator="wij-contact")
    assert [one.standing.is_open for one in of(data, decisions, "wij-contact", UNKNOWN)] == [False, True]
    (problem,) = apply(survey("wij-contact", UNKNOWN), decisions, data, data.parent / "into")
    assert problem.kind == "question-open"


@pytest.mark.parametrize("more", [{"choice": "alias", "indicator": "nergens"}, {"choice": "new"}])
def test_what_cannot_be_carried_out_is_refused_and_asked_again(data: Path, more: dict[str, str]) -> None:
    decisions = decided(**more)
    assert [one.standing.is_open for one in of(data, decisions, UNKNOWN)] == [True]
    problems = apply(survey(UNKNOWN), decisions, data, data.parent / "into")
    assert {one.kind for one in problems} == {"decision", "question-open"}


def test_the_command_line_asks_the_same_as_an_entry_to_complete(data: Path) -> None:
    questions = asked(data, survey(UNKNOWN), Decisions(page=[PLACED]))
    entry = "\n".join(template(questions, known(data)[0]))
    assert "[[estimate]]" in entry
    assert from_toml(entry)[0] is None, "an entry that nobody completed is refused"
    completed = entry.replace('choice = ""', 'choice = "left_out"')
    read, problems = from_toml(completed)
    assert problems == []
    assert read is not None
    assert read.estimate == decided("left_out").estimate
    assert from_toml(as_toml(read))[0] == read
