"""What the municipality says of missed targets: from the file to the warehouse, and what the file may not say."""

from datetime import date
from pathlib import Path

import pytest

from indicators import reading
from indicators.model import Commentary
from loaders.build import build
from tests.build.small_data import write
from warehouse.store import Warehouse

SAID = """
[[commentary]]
indicator = "bezoekers-ijsbaan"
year = 2016
cause = "De baan ging later open."
owner = "Sport050"
author = "A. Schrijver"
written_on = 2017-03-01
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data")


def test_what_is_said_reaches_the_warehouse_and_what_is_not_said_stays_empty(data: Path, tmp_path: Path) -> None:
    (data / "commentary.toml").write_text(SAID)
    assert build(data, tmp_path / "warehouse").problems == ()
    assert reading.commentaries(Warehouse(tmp_path / "warehouse")) == (
        Commentary(
            "bezoekers-ijsbaan", 2016, "De baan ging later open.", None, "Sport050", "A. Schrijver", date(2017, 3, 1)
        ),
    )


@pytest.mark.parametrize("text", [None, "# nothing yet\n"], ids=["no file", "an empty file"])
def test_nothing_need_be_said(data: Path, tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (data / "commentary.toml").write_text(text)
    assert build(data, tmp_path / "warehouse").problems == ()
    assert reading.commentaries(Warehouse(tmp_path / "warehouse")) == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("bezoekers-ijsbaan", "bezoekers-ijsban", "did you mean 'bezoekers-ijsbaan'"),
        ("written_on = 2017-03-01", "", "key 'written_on'"),
        ("2017-03-01", '"maart"', "key 'written_on'"),
        ("year = 2016", "year = 16", "greater than or equal to 1990"),
        ("cause =", "reason =", "key 'reason'"),
        ('"De baan ging later open."', '""', "key 'cause'"),
        ('cause = "De baan ging later open."\nowner = "Sport050"', "", "a 'cause', an 'action' or an 'owner'"),
        (SAID, SAID + SAID, "an indicator and year that no other entry has"),
        ("[[commentary]]", "[[comentary]]", "only [[commentary]] entries"),
        ("[[commentary]]", "[commentary]", "each under [[commentary]]"),
        ("[[commentary]]", "[[commentary", "readable TOML"),
    ],
)
def test_a_mistake_in_the_file_stops_the_build_with_a_sentence(
    data: Path, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    (data / "commentary.toml").write_text(SAID.replace(old, new))
    report = build(data, tmp_path / "warehouse")
    assert {problem.kind for problem in report.problems} == {"commentary-entry"}
    said = report.problems[0].sentence()
    assert sentence in said, said
    assert "data/commentary.toml" in said


def test_a_commentary_on_a_year_without_figures_is_not_published(data: Path, tmp_path: Path) -> None:
    (data / "commentary.toml").write_text(SAID.replace("year = 2016", "year = 2005"))
    (problem,) = build(data, tmp_path / "warehouse").problems
    assert "a commentary is on a year of which something is printed" in problem.sentence()
    assert "bezoekers-ijsbaan 2005" in problem.sentence()
