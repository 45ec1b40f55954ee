"""What is simply new is folded when there is much of it; what could not be read and what counts stand outside."""

from dataclasses import replace

import pytest

from indicators import reading
from loaders.build import build
from release.differences import Differences
from tests.build.small_data import SPORT_2018, add_page
from tests.release.desk import Desk, data_without_reprint
from ui import intake_differences
from ui.intake_differences import FOLDED_FROM
from warehouse.store import Warehouse


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Differences:
    folder = tmp_path_factory.mktemp("drawn")
    desk = Desk(data_without_reprint(folder / "data"), folder / "warehouse")
    assert build(desk.data, desk.root).is_good
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "114.0O0"))
    return desk.differences()


def drawn(found: Differences) -> tuple[str, str]:
    """Return what stands open, and what is folded away."""
    page = str(intake_differences.drawn(found, "0001"))
    parts = [part.partition("</details>") for part in page.split("<details")]
    opened = parts[0][0] + "".join(behind for _, _, behind in parts[1:])
    return opened, "".join(folded for folded, _, _ in parts[1:])


def test_a_cell_that_cannot_be_read_is_never_folded_among_what_is_new(found: Differences) -> None:
    opened, folded = drawn(replace(found, figures=found.figures * FOLDED_FROM))
    assert "114.0O0" in opened
    assert "114.0O0" not in folded
    assert "110.000 tot 120.000" in folded
    assert opened.index("Nieuw en niet leesbaar") < opened.index("Nieuwe cijfers en streefwaarden")


def test_many_new_verdicts_are_folded_below_how_many_there_are_of_each(found: Differences, small: Warehouse) -> None:
    rows = tuple(row for field in reading.overview(small, 2018) for row in field.rows)
    many = (rows * (FOLDED_FROM + 1))[: FOLDED_FROM + 1]
    opened, folded = drawn(replace(found, appeared=many))
    assert "13 nieuwe oordelen" in opened
    words = {f"{one.indicator.name}, {one.year}" for one in many}
    assert all(word in folded and word not in opened for word in words)
    few, _ = drawn(replace(found, appeared=many[:FOLDED_FROM]))
    assert all(word in few for word in words)
