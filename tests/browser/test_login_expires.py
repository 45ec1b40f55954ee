"""What a login that is over still opens: nothing, on a page that stands open neither."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access.claims import HOURS
from tests.browser.conftest import running_server
from tests.browser.logging_in import COOKIE_SECRET, GROUPS, name, settings
from warehouse.store import Warehouse

FIELD = "/beleidsveld?veld=sociale-basis&jaar=2018"
ADDRESSES = ("/api/v1/policy-fields", "/data/datapackage.json", "/briefing/sociale-basis.html?jaar=2018")
SECONDS_LEFT = 20
"""Of a login that is nearly over: two pages are opened meanwhile."""


@pytest.fixture(scope="module")
def closed_server(small: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("login-expires")
    options = settings(folder, "http://localhost:9")  # nobody logs in: their cookies are signed here
    with running_server(small.root, folder / "output.txt", *options) as address:
        yield address


def logged_in(browser: Browser, server: str, who: str, ago: float) -> BrowserContext:
    """Return a browser with the cookie that Streamlit leaves at the end of a login, so many seconds ago."""
    told = {
        "origin": server, "is_logged_in": True, "iat": time.time() - ago, "name": name(who), "groups": GROUPS[who]
    }  # fmt: skip
    value = create_signed_value(COOKIE_SECRET, USER_COOKIE_NAME, json.dumps(told)).decode()
    context = browser.new_context()
    context.add_cookies([{"name": USER_COOKIE_NAME, "value": value, "url": server}])
    return context


def test_a_login_that_is_over_loses_pages_files_uploads_and_the_page_that_stands_open(
    browser: Browser, closed_server: str, small: Warehouse
) -> None:
    before = list((small.root / "deliveries").glob("*"))
    with logged_in(browser, closed_server, "redacteur", HOURS * 3600 - SECONDS_LEFT) as context:
        ends = time.monotonic() + SECONDS_LEFT
        reading, bringing = context.new_page(), context.new_page()
        reading.goto(closed_server + FIELD)
        expect(reading.locator(".stHtml table").first).to_be_visible()
        bringing.goto(f"{closed_server}/gegevens")
        without_files = bringing.get_by_role("button", name="Zonder bestanden")
        expect(without_files).to_be_visible()
        statuses = [context.request.get(closed_server + address).status for address in ADDRESSES]
        assert time.monotonic() < ends, "the machine was too slow for this test"
        assert statuses == [200, 200, 200]
        time.sleep(max(0.0, ends - time.monotonic()) + 0.5)

        without_files.click()
        expect(bringing.get_by_text("Log in om dit te zien")).to_be_visible()
        expect(bringing.get_by_role("button", name="Zonder bestanden")).to_have_count(0)
        reading.get_by_role("navigation").get_by_role("link", name="Bronnen").click()
        expect(reading.get_by_text("Log in om dit te zien")).to_be_visible()
        expect(reading.locator(".stHtml table")).to_have_count(0)
        for address in (*ADDRESSES, "/media/x.pdf"):
            assert context.request.get(closed_server + address).status == 401
        assert context.request.put(f"{closed_server}/_stcore/upload_file/x/y").status == 401
        assert list((small.root / "deliveries").glob("*")) == before, "the button did nothing"


def test_a_login_that_is_over_opens_no_page_that_was_not_open(browser: Browser, closed_server: str) -> None:
    with logged_in(browser, closed_server, "redacteur", HOURS * 3600 + 1) as context:
        page = context.new_page()
        page.goto(closed_server + FIELD)
        expect(page.get_by_text("Log in om dit te zien")).to_be_visible()
        expect(page.locator(".stHtml table")).to_have_count(0)
