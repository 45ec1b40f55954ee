"""Pages through Streamlit's own test harness, inside the frame and over a warehouse with known figures."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
# A first run imports pandas and Plotly, on a machine that may be busy with other tests.
SECONDS = 30


@pytest.fixture(scope="session")
def published(small: Warehouse) -> Path:
    return small.root


@pytest.fixture
def warehouse(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(published))
    return published


@pytest.fixture
def open_page(warehouse: Path) -> Callable[..., AppTest]:
    """Open a file of `pages/` through the frame, with the filters of an address."""

    def opened(page: str, **filters: str) -> AppTest:
        app = started()
        app.switch_page(page)
        for name, value in filters.items():
            app.query_params[name] = value
        return app.run()

    return opened


def started() -> AppTest:
    """Return the dashboard after a first run: before it, Streamlit knows pages by the names of their files only."""
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS).run()


def markup(app: AppTest) -> str:
    """Return all HTML of a page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> str:
    """Return what a page says, without its markup, with single spaces."""
    without_style = re.sub(r"<style>.*?</style>", " ", markup(app), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_style)).split())
