"""The list of statutory indicators: whole, consistent, and beside the catalogue instead of in it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loaders.bbv import by_name, read_bbv
from loaders.catalogue import read_catalogue
from loaders.matching import normalised

DATA = Path(__file__).parents[2] / "data"
CATALOGUE, _ = read_catalogue(DATA)
LISTED, FAULTS = read_bbv(DATA, CATALOGUE.indicators)


def test_the_list_is_read_without_a_fault_and_whole() -> None:
    assert FAULTS == []
    assert [one.number for one in LISTED] == list(range(1, 40))


def test_every_statutory_indicator_of_the_catalogue_is_in_the_list_once() -> None:
    statutory = {name for name, indicator in CATALOGUE.indicators.items() if indicator.statutory}
    assert Counter(one.catalogue for one in LISTED if one.catalogue) == Counter(statutory)


def test_the_three_that_lapsed_lapsed_on_the_day_of_the_gazette() -> None:
    lapsed = {one.number: one.lapsed_on for one in LISTED if one.lapsed_on}
    assert lapsed == dict.fromkeys((7, 12, 13), date(2018, 2, 1))


def test_every_unit_says_where_it_was_seen() -> None:
    assert [unit for one in LISTED for unit in one.units if not unit.seen_in.startswith("https://")] == []


def test_a_name_belongs_to_one_indicator() -> None:
    names = Counter(normalised(name) for one in LISTED for name in {one.name, *one.aliases})
    assert [name for name, times in names.items() if times > 1] == []
    assert by_name(LISTED)[normalised("Winkeldiefstallen")].number == 8


def test_the_unit_of_halt_became_ten_times_larger() -> None:
    halt = next(one for one in LISTED if one.number == 6)
    assert [unit.unit for unit in halt.units] == ["Aantal per 10.000 jongeren", "Aantal per 1.000 jongeren"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('catalogue = "bbv-bannen"', "bbv-bannen"),
        ("number = 40", "40"),
        ('colour = "red"', "colour"),
        ("units = []", "[]"),
    ],
)
def test_a_mistake_in_the_list_is_named(tmp_path: Path, line: str, found: str) -> None:
    lines = {
        "number": "number = 1",
        "name": 'name = "A"',
        "task_field": "task_field = 0",
        "source": 'source = "B"',
        "units": 'units = [{ unit = "%", seen_in = "https://x", seen_for = "2018" }]',
    }
    lines[line.partition(" ")[0]] = line
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "bbv.toml").write_text("[[indicator]]\n" + "\n".join(lines.values()), encoding="utf-8")
    _, faults = read_bbv(tmp_path, ["bbv-banen"])
    assert [one.found for one in faults] == [found]


def test_a_number_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    text = (DATA / "catalogue" / "bbv.toml").read_text(encoding="utf-8")
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "bbv.toml").write_text(text.replace("number = 39", "number = 38"), encoding="utf-8")
    _, faults = read_bbv(tmp_path, CATALOGUE.indicators)
    assert [one.found for one in faults] == ["38"]
