"""Every answer is the same, whether it is read of a file or through an engine: of every reading, page and address.

`DOELBEREIK_TEST_ENGINE=sc://host:port` asks that engine instead of the one that the tests start; it must see /tmp.
"""

import inspect
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

import api
from access.roles import AT_THE_DESK
from indicators import reading, tables
from indicators.disclosure import Withheld
from loaders.delivery import due
from serving import metrics
from tests.api.asking import Client, client, kept_from
from tests.pages_apptest.conftest import markup, started
from tests.sail import free_port, sail
from ui import addresses as page_of
from ui import cached, frame, intake_desk, visitor
from warehouse.facts import export
from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
FIELD, INDICATOR, EDITION, YEAR = "sociale-basis", "wij-gehoord", "rekening-2018", 2018


@pytest.fixture(scope="module")
def engine() -> Iterator[str]:
    own = os.environ.get("DOELBEREIK_TEST_ENGINE")
    with nullcontext(own) if own else sail(free_port()) as address:
        assert address
        yield address


@pytest.fixture(scope="module", params=["small", "shipped"])
def both(
    request: pytest.FixtureRequest, engine: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Warehouse, Warehouse]]:
    """Give a warehouse twice: as a file, and through the engine. Each remembers what it read."""
    of_file: Warehouse = request.getfixturevalue(request.param)
    folder = tmp_path_factory.mktemp("facts")
    export(of_file.root, folder)
    with pytest.MonkeyPatch.context() as set_to:
        # An address of its own for each folder: the pages keep one warehouse an address
        set_to.setenv("DOELBEREIK_WAREHOUSE", f"{engine}/;user_id={request.param}")
        set_to.setenv("DOELBEREIK_FACTS", str(folder))
        yield Remembering(of_file.root), Remembering(None)


class Remembering(Warehouse):
    """A warehouse that reads once what is asked twice, as that of the pages does."""

    def __init__(self, root: Path | None) -> None:
        self._answers: dict[object, Any] = {}
        super().__init__(root)

    def once(self, read: Callable[..., Any], *asked: str | None) -> Any:
        if (read, asked) not in self._answers:
            self._answers[read, asked] = read(self, *asked)
        return self._answers[read, asked]


def first_of(warehouse: Warehouse) -> tuple[str, str, str, int]:
    """Return a policy field, an indicator of it, an edition and a year in which there is something."""
    field, years = next(iter(reading.years_of_fields(warehouse).items()))
    indicator = reading.indicator_histories(warehouse, field)[0].indicator.indicator_id
    return field, indicator, reading.documents(warehouse)[-1].document_id, years[0]


READINGS = {
    name: read
    for name, read in vars(reading).items()
    if inspect.isfunction(read) and read.__module__ == reading.__name__ and not name.startswith("_")
}


def answers(name: str, warehouse: Warehouse) -> list[Any]:
    """Return what a reading gives, of all editions and of one, with whatever else it must be told."""
    field, indicator, edition, year = first_of(warehouse)
    read = READINGS[name]
    told = {
        "policy_field_id": field,
        "indicator_id": indicator,
        "year": year,
        "study_id": next((one.study_id for one in reading.studies(warehouse)), None),
    }
    needed = [one for one in inspect.signature(read).parameters.values() if one.name != "warehouse"]
    asked = {one.name: told[one.name] for one in needed if one.name in told and one.default is one.empty}
    if None in asked.values():
        return []
    editions = [None, edition] if any(one.name == "as_known_in" for one in needed) else [None]
    return [_comparable(read(warehouse, **asked, **({"as_known_in": one} if one else {}))) for one in editions]


def _comparable(answer: Any) -> Any:
    """Return an answer of which two are equal when they hold the same."""
    if isinstance(answer, Withheld):
        return answer.figures, answer.notes, answer.claims, answer.targets
    return answer


@pytest.mark.parametrize("name", [name for name in READINGS if name != "edition_rank"])
def test_a_reading_gives_the_same_of_both(both: tuple[Warehouse, Warehouse], name: str) -> None:
    of_file, through = (answers(name, warehouse) for warehouse in both)
    assert of_file == through


def test_the_tables_for_anyone_are_the_same(both: tuple[Warehouse, Warehouse]) -> None:
    of_file, through = (tables.published(warehouse) for warehouse in both)
    assert of_file == through


def addresses(warehouse: Warehouse) -> list[str]:
    field, indicator, edition, year = first_of(warehouse)
    return [
        "/api/v1/policy-fields",
        f"/api/v1/policy-fields/{field}?year={year}&as_known_in={edition}",
        f"/api/v1/indicators/{indicator}",
        "/api/v1/indicators?query=wij",
    ]


def test_an_address_answers_the_same_of_both(both: tuple[Warehouse, Warehouse]) -> None:
    of_file, through = (client(kept_from(warehouse)) for warehouse in both)
    for address in addresses(both[0]):
        one, other = of_file(address), through(address)
        assert one.status == 200, address
        assert (one.text, one.headers["etag"]) == (other.text, other.headers["etag"]), address


def files(warehouse: Warehouse) -> list[str]:
    field, indicator, edition, year = first_of(warehouse)
    return [
        f"/briefing/{field}.html?jaar={year}&stand={edition}",
        f"/briefing/{field}.pdf?jaar={year}",
        f"/data/{field}.csv",
        f"/data/{field}.parquet",
        f"/data/indicatoren/{indicator}.csv",
        f"/data/indicatoren/{indicator}.svg",
        "/data/datapackage.json",
        "/data/data/observation.csv",
    ]


def test_a_file_holds_the_same_of_both(both: tuple[Warehouse, Warehouse]) -> None:
    of_file, through = (
        Client(Starlette(routes=api.file_routes(kept_from(one), lambda *told: told[1], page_of.briefing)))
        for one in both
    )
    for address in files(both[0]):
        one, other = of_file(address), through(address)
        assert other.status == one.status, address
        is_drawn = address.endswith(".svg")  # of few figures there is no drawing
        assert one.status == 200 or is_drawn, address
        assert one.body == other.body, address


def shown(app: AppTest) -> tuple[str, list[str]]:
    """Return the markup and the charts of a page."""
    assert not app.exception
    return markup(app), [chart.proto.spec for chart in app.get("plotly_chart")]


PAGES = [file for file in sorted((ROOT / "pages").glob("*.py")) if file.stem != "intake"]


def test_a_page_shows_the_same_of_both(both: tuple[Warehouse, Warehouse], monkeypatch: pytest.MonkeyPatch) -> None:
    of_file, _ = both
    field, indicator, _, year = first_of(of_file)
    filters = {
        "one_indicator": {"indicator": indicator},
        "policy_field": {"veld": field, "jaar": str(year)},
        "comparison": {"indicator": indicator},
        "one_briefing": {"onderwerp": field},
    }
    through = os.environ["DOELBEREIK_WAREHOUSE"]
    seen: list[list[tuple[str, list[str]]]] = []
    for named in (str(of_file.root), through):
        monkeypatch.setenv("DOELBEREIK_WAREHOUSE", named)
        seen.append([])
        for file in PAGES:
            app = started()
            app.switch_page(f"pages/{file.name}")
            for name, value in filters.get(file.stem, {}).items():
                app.query_params[name] = value
            seen[-1].append(shown(app.run()))
        assert cached.published() == (of_file.version, "")
    for file, one, other in zip(PAGES, *seen, strict=True):
        assert one == other, file.stem


def test_where_figures_are_read_through_an_engine_nothing_is_delivered(
    both: tuple[Warehouse, Warehouse], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the page, and not by the clock that publishes what is due: the server must start all the same."""
    monkeypatch.setattr(visitor, "require", lambda _: AT_THE_DESK)
    with pytest.raises(frame.UnansweredError) as told:
        intake_desk.opened()
    assert "leest zijn cijfers bij een ander systeem" in str(told.value.said)
    with due.every_minute(data=tmp_path):
        assert "embargo" not in {thread.name for thread in threading.enumerate()}
    assert metrics._acts() == []
