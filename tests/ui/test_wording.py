"""Dutch sentences around the figures."""

import csv
import re
from pathlib import Path

import pytest

from indicators.model import Footnote
from ui import addresses, figures, source_wording, wording

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([2018], "2018"),
        ([2018, 2017], "2017 en 2018"),
        ([2018, 2017, 2016], "2016 tot en met 2018"),
        ([2018, 2016, 2015], "2015, 2016 en 2018"),
    ],
)
def test_years_are_said_in_order(known: list[int], said: str) -> None:
    assert wording.years(known) == said


def test_an_address_holds_ids_and_leaves_out_what_is_not_asked() -> None:
    assert addresses.policy_field("sport", 2018) == "/beleidsveld?veld=sport&jaar=2018"
    assert addresses.indicator("a&b", anchor="cijfer-1") == "/indicator?indicator=a%26b#cijfer-1"
    assert addresses.sources() == "/bronnen"


@pytest.mark.parametrize(
    ("raw", "shown", "is_told"),
    [
        ("75%", "75%", False),
        ("3.400", "3.400 vrijwilligers", False),
        ("3204", "3.204 vrijwilligers", True),
        ("28% (17%)", "28%", True),
        ("- (IV)", "geen norm (kengetal)", True),
        ("7", "7,5", True),
        ("1", "1.000", True),
    ],
)
def test_the_cell_is_told_where_what_is_shown_is_not_that_cell(raw: str, shown: str, is_told: bool) -> None:
    assert (figures.verbatim(raw, shown) != "") is is_told


@pytest.mark.parametrize(
    ("raw", "marker", "is_told"),
    [("58%*", "*", False), ("*75%", "*", False), ("30% (II)", "II", False), ("5 (3)", "2", True)],
)
def test_a_footnote_marker_is_no_reason_to_tell_the_cell(raw: str, marker: str, is_told: bool) -> None:
    note = Footnote("p#1:x", marker, "tekst", False, None, "observation")
    assert (figures.verbatim(raw, raw.split(" ")[0].strip("*"), [note]) != "") is is_told


def kinds_that_reach_a_visitor() -> set[str]:
    """Return the kinds of problem a page of a published document can have."""
    written = set()
    for name in ("reading", "headers", "plausibility", "normalise"):
        source = (ROOT / f"loaders/{name}.py").read_text(encoding="utf-8")
        written |= set(re.findall(r'kind="([a-z]+(?:-[a-z]+)+)"', source))
    for stored in (ROOT / "data/sources").glob("*/*.refused.csv"):
        with stored.open(encoding="utf-8", newline="") as rows:
            written |= {row["kind"] for row in csv.DictReader(rows)}
    return written - {"catalogue-gap"}  # keeps a build from being published, so no visitor sees it


def test_every_kind_of_problem_is_said_in_a_sentence_of_its_own() -> None:
    kinds = kinds_that_reach_a_visitor()
    assert {"row-not-alignable", "note-missing", "year-unknown"} <= kinds
    assert kinds - set(source_wording.PROBLEM_KINDS) == set()
    assert len(set(source_wording.PROBLEM_KINDS.values())) == len(source_wording.PROBLEM_KINDS)
