"""What a person makes of a result in words: from the file to the verdict, and what the file may not say."""

from pathlib import Path

import pytest

from indicators import reading, verdict
from indicators.judged import Certainty, IndicatorYear, Verdict
from loaders.build import build
from tests.build.small_data import WIJ_2018, add_page, write
from warehouse.store import Warehouse

READ = """
[[assessment]]
indicator = "initiatieven"
year = 2018
verdict = "achieved"
reason = "Alle drie de vormen van steun zijn gegeven."
author = "A. Lezer"
written_on = 2019-05-01
"""
WITH_WORDS = WIJ_2018.replace(
    "% bewoners dat WIJ aanbeveelt",
    "Ondersteunde bewonersinitiatieven | 30 (enkele met geld) | Toename | "
    "32 met begeleiding, 5 met geld en 1 met allebei\n% bewoners dat WIJ aanbeveelt",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = write(tmp_path / "data")
    add_page(folder, "rekening-2018", "4-1-6", WITH_WORDS)
    return folder


def rows(root: Path, indicator: str, year: int = 2018) -> list[IndicatorYear]:
    printed = reading.indicator_years(Warehouse(root), "sociale-basis", year)
    return [row for row in printed if row.indicator.indicator_id == indicator]


def built(data: Path, tmp_path: Path, said: str) -> Path:
    (data / "assessments.toml").write_text(said)
    assert build(data, tmp_path / "warehouse").problems == ()
    return tmp_path / "warehouse"


def test_without_a_reader_words_stay_to_be_assessed(data: Path, tmp_path: Path) -> None:
    (row,) = rows(built(data, tmp_path, "# nobody read it yet\n"), "initiatieven")
    assert (row.verdict, row.certainty) == (Verdict.TO_ASSESS, None)


@pytest.mark.parametrize(("word", "expected"), [("achieved", Verdict.ACHIEVED), ("not_achieved", Verdict.NOT_ACHIEVED)])
def test_what_a_person_made_of_words_is_the_verdict_under_their_name(
    data: Path, tmp_path: Path, word: str, expected: Verdict
) -> None:
    (row,) = rows(built(data, tmp_path, READ.replace('"achieved"', f'"{word}"')), "initiatieven")
    assert (row.verdict, row.certainty) == (expected, Certainty.ASSESSED)
    assert row.achieved is not None
    assert row.achieved.text == "32 met begeleiding, 5 met geld en 1 met allebei"
    for told in ("De uitkomst is tekst", "A. Lezer", "1 mei 2019", "Alle drie de vormen van steun zijn gegeven."):
        assert told in row.judgement.reason
    assert verdict.tally([row]).by_certainty == {(expected, Certainty.ASSESSED): 1}


def test_what_arithmetic_can_judge_nobody_overrules(data: Path, tmp_path: Path) -> None:
    before = rows(built(data, tmp_path, "# nothing\n"), "wij-bekend")
    overruled = READ.replace('"initiatieven"', '"wij-bekend"').replace('"achieved"', '"not_achieved"')
    after = rows(built(data, tmp_path, overruled), "wij-bekend")
    assert [row.verdict for row in before] == [row.verdict for row in after] == [Verdict.ACHIEVED]
    assert Certainty.ASSESSED not in [row.certainty for row in after]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"initiatieven"', '"initiatief"', "did you mean 'initiatieven'"),
        ('"achieved"', '"mostly"', "one of 'achieved' or 'not_achieved'"),
        ('"Alle drie de vormen van steun zijn gegeven."', '""', "key 'reason'"),
        ('author = "A. Lezer"', "", "key 'author'"),
        (READ, READ + READ, "an indicator and year that no other entry has"),
    ],
)
def test_a_mistake_in_the_file_stops_the_build_with_a_sentence(
    data: Path, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    (data / "assessments.toml").write_text(READ.replace(old, new))
    said = build(data, tmp_path / "warehouse").problems[0].sentence()
    assert sentence in said, said
    assert "data/assessments.toml" in said


def test_an_assessment_of_a_year_without_a_result_is_not_published(data: Path, tmp_path: Path) -> None:
    (data / "assessments.toml").write_text(READ.replace("year = 2018", "year = 2016"))
    (problem,) = build(data, tmp_path / "warehouse").problems
    assert "an assessment is of a year of which a result is printed" in problem.sentence()
