"""Who may see and do what, in a browser that logs in at a provider on this machine."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import running_server
from tests.browser.logging_in import log_in, name, running_provider, settings
from tests.browser.proxy import Proxy, proxy
from tests.browser.views import EVERY_PAGE
from warehouse.store import Warehouse

# Of what the provider is made of, not of ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ROOT = "/doelbereik"
FIELD = "/beleidsveld?veld=sociale-basis&jaar=2018"
API = "/api/v1/policy-fields"
FILE = "/data/datapackage.json"


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """A browser that was sent nothing for somebody else."""
    return new_context()


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running_provider() as address:
        yield address


@pytest.fixture(scope="module")
def closed_server(small: Warehouse, provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that shows nothing to whoever did not log in."""
    folder = tmp_path_factory.mktemp("closed-server")
    with running_server(small.root, folder / "output.txt", *settings(folder, provider)) as address:
        yield address


@pytest.fixture(scope="module")
def behind_proxy(small: Warehouse, provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The same below a path of a host that it shares with others."""
    folder = tmp_path_factory.mktemp("behind-proxy")
    with proxy(ROOT) as before:
        options = settings(folder, provider, f"{before.address}/oauth2callback")
        with running_server(small.root, folder / "output.txt", *options, root=ROOT) as address:
            before.server_port = int(address.removesuffix(ROOT).rpartition(":")[2])
            yield before


def test_who_did_not_log_in_sees_on_every_page_a_sentence_and_no_figure(page: Page, closed_server: str) -> None:
    for address in EVERY_PAGE:
        page.goto(closed_server + address)
        expect(page.get_by_text("Log in om dit te zien")).to_be_visible()
        expect(page.locator(".stHtml table, .stHtml svg, [data-testid=stDataFrame], article")).to_have_count(0)
        expect(page.locator("footer.frame")).to_be_visible()
    page.goto(f"{closed_server}/uitleg?taal=en")
    expect(page.get_by_text("Log in to see this")).to_be_visible()


def test_a_login_ends_where_it_was_asked_for(page: Page, closed_server: str, complaints: list[str]) -> None:
    page.goto(closed_server + FIELD)
    log_in(page, "kijker")
    assert page.url == closed_server + FIELD
    complaints.clear()  # those of the provider's own page
    page.reload()
    expect(page.locator(".stHtml table").first).to_be_visible()
    assert complaints == []


def test_a_file_leads_to_a_login_and_back(page: Page, closed_server: str) -> None:
    refused = page.goto(closed_server + FILE)
    assert refused is not None
    assert refused.status == 401
    page.get_by_role("link", name="Inloggen").click()
    page.get_by_role("button", name="kijker", exact=True).click()
    page.wait_for_url(closed_server + FILE)
    assert json.loads(page.locator("pre").inner_text())["resources"]


def test_addresses_answer_who_logged_in_and_keep_it_from_shared_caches(page: Page, closed_server: str) -> None:
    assert page.request.get(closed_server + API).status == 401
    page.goto(closed_server)
    log_in(page, "kijker")
    answer = page.request.get(closed_server + API)
    assert answer.status == 200
    assert "private" in answer.headers["cache-control"]
    assert "Cookie" in answer.headers["vary"]
    page.get_by_role("link", name="Uitloggen").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_text("Log in om dit te zien")).to_be_visible()
    assert page.request.get(closed_server + API).status == 401


def test_who_has_no_role_is_told_so_on_pages_and_at_addresses(page: Page, closed_server: str) -> None:
    page.goto(closed_server + FIELD)
    log_in(page, "vreemde")
    expect(
        page.get_by_text(f"U bent ingelogd als {name('vreemde')}, maar uw account heeft hier nog geen rol")
    ).to_be_visible()
    expect(page.locator(".stHtml table")).to_have_count(0)
    for address in (API, FILE, "/briefing/alle.pdf", "/media/x.pdf"):
        assert page.request.get(closed_server + address).status == 403
    assert page.request.put(f"{closed_server}/_stcore/upload_file/x/y").status == 403


@pytest.mark.parametrize(("who", "may_see_drafts"), [("kijker", False), ("redacteur", True), ("vrijgever", True)])
def test_only_who_works_on_figures_sees_how_they_come_in(
    page: Page, closed_server: str, who: str, may_see_drafts: bool
) -> None:
    page.goto(f"{closed_server}/gegevens")
    log_in(page, who)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    told = page.get_by_text("ziet wie redacteur of vrijgever is")
    expect(told).to_have_count(0 if may_see_drafts else 1)


def test_below_a_path_every_address_begins_with_it(page: Page, behind_proxy: Proxy, complaints: list[str]) -> None:
    page.goto(behind_proxy.address + FIELD)
    log_in(page, "kijker")
    assert page.url == behind_proxy.address + FIELD
    complaints.clear()
    page.reload()
    expect(page.locator(".stHtml table").first).to_be_visible()
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    assert len(links) > 20
    assert [one for one in links if not one.startswith((f"{behind_proxy.address}/", "https://"))] == []
    page.evaluate("window.isSameDocument = true")
    page.get_by_role("navigation").get_by_role("link", name="Bronnen").click()
    page.wait_for_url(f"{behind_proxy.address}/bronnen")
    expect(page.get_by_role("heading", level=1, name="Bronnen")).to_be_visible()
    assert page.evaluate("window.isSameDocument"), "the link was followed without loading the application anew"
    assert behind_proxy.strays == []
    assert complaints == []


def test_below_a_path_files_problems_and_unknown_addresses_stay_below_it(browser: Browser, behind_proxy: Proxy) -> None:
    page = browser.new_page()
    page.goto(f"{behind_proxy.address}/")
    log_in(page, "kijker")
    assert page.url == f"{behind_proxy.address}/"
    asked = page.request
    missing = asked.get(f"{behind_proxy.address}/api/v1/indicators/nergens").json()
    assert missing["type"].startswith(f"{ROOT}/api/v1/openapi.json#")
    assert missing["instance"] == f"{ROOT}/api/v1/indicators/nergens"
    assert asked.get(f"{behind_proxy.address}/healthz").json()["status"] == "ok"
    for address in ("/doelbereik.js", "/doelbereik.css", API, FILE, "/data/sociale-basis.csv"):
        assert asked.get(behind_proxy.address + address).status == 200
    briefing = asked.get(f"{behind_proxy.address}/briefing/sociale-basis.html").text()
    assert f"{behind_proxy.address}/briefing?" in briefing
    lost = asked.get(f"{behind_proxy.address}/nergens")
    assert lost.status == 404
    assert f'href="{ROOT}/bronnen"' in lost.text()
    moved = asked.get(f"{behind_proxy.address}/bronnen/", max_redirects=0)
    assert moved.headers["location"] == f"{ROOT}/bronnen"
    page.close()
    assert behind_proxy.strays == []
