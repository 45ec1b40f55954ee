"""A study is a matter of the catalogue: what the menu calls it, its address, and a choice once there are several."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

import server
from loaders.build import build
from serving.shell import Shell
from tests.own_loop import finished
from tests.pages_apptest.conftest import ROOT, markup, text
from warehouse.store import Warehouse

Open = Callable[..., AppTest]

PAGE = "pages/awareness.py"
SECOND = """
[[study]]
id = "gebruik-voorzieningen"
title = "Gebruik van voorzieningen"
menu = "Gebruik"
introduction = "Twee vragen van een ander onderzoek."
year_from = 2017
year_to = 2018
item = [
    { indicator = "wij-contact", short_name = "Contact gehad" },
    { indicator = "wij-gehoord", short_name = "Gehoord" },
]
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures that ship, with a study more; nothing but the catalogue knows of it."""
    data, root = tmp_path_factory.mktemp("second") / "data", tmp_path_factory.mktemp("warehouse")
    shutil.copytree(ROOT / "data", data)
    with (data / "catalogue/studies.toml").open("a", encoding="utf-8") as studies:
        studies.write(SECOND)
    build(data, root)
    return root


@pytest.fixture(scope="module")
def of_one_study(shipped: Warehouse) -> Path:
    return shipped.root


def answer(address: str) -> Response | None:
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": Headers({}).raw}
    return finished(Shell(server.app, [route.path for route in server.ROUTES]).answer(scope))


def test_the_one_study_is_in_the_menu_by_its_own_name_and_needs_no_choice(
    open_page: Open, of_one_study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(of_one_study))
    app = open_page(PAGE)
    assert '<a href="/onderzoek" aria-current="page">Bekendheid WIJ</a>' in markup(app)
    assert "keuze-studie" not in [one.key for one in app.selectbox]
    english = markup(open_page(PAGE, taal="en"))
    assert '<a href="/onderzoek?taal=en" aria-current="page"><span lang="nl">Bekendheid WIJ</span></a>' in english


def test_of_several_studies_one_is_chosen_and_stands_in_the_address(open_page: Open) -> None:
    app = open_page(PAGE)
    assert '<a href="/onderzoek" aria-current="page">Onderzoeken</a>' in markup(app)
    assert "<h1>Bekendheid WIJ, 2016–2018</h1>" in markup(app)
    app.selectbox(key="keuze-studie").select("gebruik-voorzieningen").run()
    assert not app.exception
    assert app.query_params["studie"] == "gebruik-voorzieningen"
    assert "<h1>Gebruik van voorzieningen</h1>" in markup(app)
    assert "Contact gehad" in text(app)


def test_an_unknown_study_names_those_there_are_and_leads_to_them(open_page: Open) -> None:
    app = open_page(PAGE, studie="onzin")
    assert 'href="/onderzoek?studie=bekendheid-wij"' in markup(app)
    said = text(app)
    assert (
        "Het onderzoek ‘onzin’ is niet bekend. Er is: Bekendheid WIJ, 2016–2018 en Gebruik van voorzieningen." in said
    )


@pytest.mark.parametrize("asked", ["", "?n=500&taal=en"])
def test_the_id_of_a_study_is_an_address_of_its_own(warehouse: Path, asked: str) -> None:
    for study in ("bekendheid-wij", "gebruik-voorzieningen"):
        answered = answer(f"/{study}{asked}")
        assert answered is not None
        assert answered.status_code == 301
        assert answered.headers["location"] == f"/onderzoek?studie={study}" + asked.replace("?", "&")


def test_what_is_no_page_and_no_study_is_not_found(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = answer("/onzin")
    assert nowhere is not None
    assert nowhere.status_code == 404
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    unpublished = answer("/bekendheid-wij")
    assert unpublished is not None
    assert unpublished.status_code == 404
