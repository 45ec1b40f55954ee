"""A survey file and its codebook, handed over together: estimates come out, and nothing of who answered."""

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from loaders.codebook import read_codebook
from loaders.intake.received import Received
from loaders.intake.receiving import receive_files
from loaders.microdata import figures, read_microdata
from loaders.sources import CuratedFigure, save

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
SURVEY, CODEBOOK = EXAMPLES / "wij-synthetic.sav", EXAMPLES / "wij-synthetic.toml"


def small_survey(folder: Path, answers: int, name: str = "klein.csv") -> Path:
    rows = "".join(f"{number};{number % 3 // 2 + 1}\n" for number in range(answers))
    (folder / name).write_text(f"NR;GEHOORD\n{rows}", encoding="utf-8")
    return folder / name


def small_codebook(folder: Path, name: str = "klein.toml", variable: str = "GEHOORD") -> Path:
    (folder / name).write_text(
        '[survey]\nid = "klein"\ntitle = "Klein onderzoek"\nrespondent = "NR"\nyear = 2018\n\n'
        f'[[indicator]]\nid = "wij-gehoord"\nvariable = "{variable}"\nyes = [1]\nno = [2]\n',
        encoding="utf-8",
    )
    return folder / name


def of_survey(received: list[Received]) -> Received:
    (survey,) = (one for one in received if one.kind == "survey")
    return survey


def test_a_survey_with_its_codebook_gives_the_estimates_of_everyone_asked() -> None:
    survey = of_survey(receive_files([SURVEY, CODEBOOK]))
    codebook, _ = read_codebook(CODEBOOK)
    assert codebook is not None
    assert survey.extraction is not None
    expected, _ = figures(read_microdata(SURVEY), codebook, SURVEY)
    of_everyone = [one for one in expected if one.group_variable is None]
    assert [(one.indicator, one.year, one.n) for one in survey.extraction.estimates] == [
        (one.indicator, one.year, one.n) for one in of_everyone
    ]
    assert [one.share for one in survey.extraction.estimates] == [round(100 * one.share, 1) for one in of_everyone]
    assert survey.extraction.document["kind"] == "survey_report"
    assert survey.extraction.document["fiscal_year"] == 2018


def test_without_a_codebook_it_is_said_that_one_is_needed() -> None:
    survey = of_survey(receive_files([SURVEY]))
    assert survey.extraction is None
    assert [problem.kind for problem in survey.problems] == ["no-codebook"]


def test_a_workbook_is_a_survey_only_beside_a_codebook_of_its_name(tmp_path: Path) -> None:
    workbook = tmp_path / "klein.xlsx"
    rows = pd.DataFrame({"NR": range(60), "GEHOORD": [number % 2 + 1 for number in range(60)]})
    rows.to_excel(workbook, index=False, engine="xlsxwriter")
    assert receive_files([workbook])[0].kind != "survey"
    assert of_survey(receive_files([workbook, small_codebook(tmp_path)])).respondents == 60


def test_two_surveys_each_have_the_codebook_of_their_name(tmp_path: Path) -> None:
    for name, answers in (("een", 90), ("twee", 91)):
        small_survey(tmp_path, answers, f"{name}.csv")
    files = [tmp_path / "een.csv", tmp_path / "twee.csv", small_codebook(tmp_path, "twee.toml")]
    files.append(small_codebook(tmp_path, "een.toml", variable="ANDERS"))
    one, two = (found for found in receive_files(files) if found.kind == "survey")
    assert one.extraction is None
    assert two.extraction is not None


@pytest.mark.parametrize(("answers", "least", "is_kept"), [(49, "", False), (50, "", True), (90, "100", False)])
def test_an_estimate_of_too_few_answers_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: int, least: str, is_kept: bool
) -> None:
    monkeypatch.setenv("DOELBEREIK_SMALLEST_BASE", least)
    survey = of_survey(receive_files([small_survey(tmp_path, answers), small_codebook(tmp_path)]))
    assert (survey.extraction is not None) is is_kept
    assert [problem.kind for problem in survey.problems] == ([] if is_kept else ["too-few-answers"])


def test_a_mistake_in_the_codebook_is_told_of_it_and_nothing_is_estimated(tmp_path: Path) -> None:
    codebook = small_codebook(tmp_path)
    codebook.write_text(codebook.read_text(encoding="utf-8").replace("yes = [1]", "yes = [2]"), encoding="utf-8")
    survey, book = receive_files([small_survey(tmp_path, 90), codebook])
    assert survey.extraction is None
    assert [problem.kind for problem in book.problems] == ["codebook-entry"]
    assert "every code once" in book.problems[0].sentence()


def test_what_is_stored_of_a_survey_is_its_estimates_and_no_answer(tmp_path: Path) -> None:
    shutil.copy(SURVEY, tmp_path / "wij.sav")
    survey = of_survey(receive_files([tmp_path / "wij.sav", CODEBOOK]))
    assert survey.extraction is not None
    save(survey.extraction, tmp_path / "sources", "wij-onderzoek", "uitkomsten")
    with (tmp_path / "sources/wij-onderzoek/uitkomsten.curated.csv").open(encoding="utf-8", newline="") as stream:
        rows = [CuratedFigure.model_validate(row) for row in csv.DictReader(stream)]
    heard = {row.period: row for row in rows if row.indicator_id == "wij-gehoord"}
    assert {year: round(row.value or 0) for year, row in heard.items()} == {2016: 54, 2017: 68, 2018: 75}
    assert all(4_500 < (row.n or 0) <= 5_000 and 0.5 < (row.design_effect or 0) < 3 for row in heard.values())
    assert heard[2018].raw.endswith("%")
    assert "standaardfout" in (heard[2018].note or "")
    assert len(rows) == len(survey.extraction.estimates)
