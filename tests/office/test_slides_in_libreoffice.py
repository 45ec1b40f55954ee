"""Another program opens the slides that ship, and every word of them is there to be seen."""

from pathlib import Path

import pdfplumber
import pytest

from exports import briefing_words
from exports.briefing_record import BriefingRecord
from exports.briefing_slides import ROWS_ON_A_SLIDE, slides
from indicators import briefing
from tests.office.conftest import Convert
from tests.shipped import shipped

FIELD, YEAR = "sociale-basisvoorzieningen", 2018


@pytest.fixture(scope="module")
def record() -> BriefingRecord:
    facts = briefing.briefing(shipped(), "policy-field", FIELD, YEAR)
    return briefing_words.record(facts, f"/briefing?onderwerp={FIELD}&jaar={YEAR}")


@pytest.fixture(scope="module")
def shown(convert: Convert, record: BriefingRecord) -> Path:
    (file,) = convert("briefing.pptx", slides(record), "pdf").iterdir()
    return file


def bare(words: str) -> str:
    return "".join(words.split())


def test_every_slide_is_drawn_with_its_words(shown: Path, record: BriefingRecord) -> None:
    with pdfplumber.open(shown) as opened:
        sheets = [bare(sheet.extract_text()) for sheet in opened.pages]
    tables = -(-len(record.rows) // ROWS_ON_A_SLIDE)
    over_the_years = [row for row in record.rows if sum(len(one.points) for one in row.trend) > 1]
    assert len(sheets) == 1 + tables + len(over_the_years) + 3
    for sentence in (record.promised, record.happened, record.how_sure, record.tally):
        assert bare(sentence) in sheets[0]
    for said in record.cautions:
        assert bare(said.sentence) in sheets[-3]
    for asked in record.questions:
        assert bare(asked.question) in sheets[-2]
        assert bare(asked.answer) in sheets[-2]
    for note in record.notes:
        assert bare(note.text) in sheets[-1]


def test_nothing_runs_off_a_slide(shown: Path) -> None:
    with pdfplumber.open(shown) as opened:
        for number, sheet in enumerate(opened.pages, start=1):
            letters = [letter for letter in sheet.chars if letter["text"].strip()]
            below = "".join(letter["text"] for letter in letters if letter["bottom"] > sheet.height)
            beside = "".join(letter["text"] for letter in letters if letter["x1"] > sheet.width)
            assert (number, below, beside) == (number, "", "")
