"""The list of statutory indicators: whole, consistent, and beside the catalogue instead of in it."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.bbv import by_name, read_bbv
from loaders.catalogue import read_catalogue
from loaders.matching import normalised
from loaders.open_data.figures import OpenFigure
from loaders.open_data.rows import as_rows, size_of

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


CHANGED = {one.number: one.change for one in LISTED if one.change}


def test_units_of_two_sizes_are_a_change_with_its_year_and_of_one_size_none() -> None:
    sizes = {one.number: {size_of(unit.unit) for unit in one.units} for one in LISTED}
    assert {number: of for number, of in sizes.items() if len(of) > 1} == {
        number: {size_of(change.before.unit), size_of(change.after.unit)} for number, change in CHANGED.items()
    }


@pytest.mark.parametrize(
    ("number", "since", "before", "after"),
    [
        (6, 2022, "per 10.000", "per 1.000"),
        (27, 2021, "per 1.000", "per 10.000"),
        (28, 2021, "per 1.000", "per 10.000"),
        (32, 2021, "per 1.000", "per 10.000"),
    ],
)
def test_a_change_of_unit_says_from_when_it_was_seen_and_where(
    number: int, since: int, before: str, after: str
) -> None:
    change = CHANGED[number]
    assert (change.since, size_of(change.before.unit), size_of(change.after.unit)) == (since, before, after)
    last, first = (re.findall(r"20\d\d", seen.seen_for)[0] for seen in (change.before, change.after))
    assert int(last) < int(first) == since
    assert all(seen.seen_in.startswith("https://") and last != first for seen in (change.before, change.after))


@pytest.mark.parametrize("number", CHANGED)
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_figure_of_the_one_size_never_stands_beside_one_of_the_other(number: int, side: str) -> None:
    listed = next(one for one in LISTED if one.number == number)
    assert listed.catalogue is not None
    own = CATALOGUE.indicators[listed.catalogue]
    unit = getattr(CHANGED[number], side).unit
    one = OpenFigure("s", "s", "NL01", 2018, Decimal(7), None, unit, 0, "definite", "here")
    rows = as_rows([one], {"s": own.id}, CATALOGUE)
    is_own_size = size_of(unit) == size_of(own.unit)
    assert [row.unit for row in rows.figures] == ([unit] if is_own_size else [])
    assert [fault.message for fault in rows.refusals] == ([] if is_own_size else ["The figure is in another unit"])
    assert size_of(own.unit) in {size_of(CHANGED[number].before.unit), size_of(CHANGED[number].after.unit)}


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
