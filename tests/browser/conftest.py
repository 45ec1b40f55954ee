"""A real server and a real Chromium.

Chromium is Debian's; CHROMIUM may name another. On a desk without one these tests are skipped, in CI they fail.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import one_browser
from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page may need another host, so no test reaches one.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    one_browser.OPTION,
]
# A page that has not said it by then never will; it shares two cores with another browser and their servers.
expect.set_options(timeout=20_000)
DRAWN = """() => {
  const app = document.querySelector("[data-test-script-state]")
  return !app || app.dataset.testScriptState === "notRunning"
}"""
# A cold start reads the whole of Streamlit and pandas from disk, on a machine that may be busy with other tests.
SECONDS_TO_START = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = not CHROMIUM.exists()
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)
            if absent and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}; set CHROMIUM to the one you have"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": str(CHROMIUM), "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "nl-NL"}


@pytest.fixture(scope="session")
def shared_context(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[BrowserContext]:
    """The context of every test that does not ask for one of its own."""
    with one_browser.warm_context(browser, **browser_context_args) as context:
        yield context


@pytest.fixture
def context(request: pytest.FixtureRequest, shared_context: BrowserContext) -> Iterator[BrowserContext]:
    """A visitor who was never here; what somebody asks a recording of gets a context that can be recorded."""
    if any(request.config.getoption(f"--{kind}") != "off" for kind in ("tracing", "video", "screenshot")):
        yield request.getfixturevalue("new_context")()
        return
    with one_browser.somebody_new(shared_context) as context:
        yield context


@contextmanager
def running_server(warehouse: Path, output: Path, *options: str, root: str = "", port: int = 0) -> Iterator[str]:
    """Give the address of a new server; what it prints goes to a file, since a full pipe would stop it.

    Only this machine reaches it, as a desk; `root` is the path that it stands below. Without `port` it takes any.
    """
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    placed = ["--server.address", "localhost", "--server.port", str(port), "--server.baseUrlPath", root]
    command = [sys.executable, "-m", "streamlit", "run", "server.py", *placed, *options]
    with output.open("wb") as printed:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"DOELBEREIK_WAREHOUSE": str(warehouse)},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    address = f"http://localhost:{port}{root}"
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not is_up(address):
            ended = server.poll()
            assert ended is None, f"the server ended with {ended}:\n{output.read_text()}"
            assert time.monotonic() < deadline, f"no server after {SECONDS_TO_START} s:\n{output.read_text()}"
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def is_up(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True  # up, with nothing published
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def warehouse(small: Warehouse) -> Path:
    return small.root


@pytest.fixture(scope="session")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_server(warehouse, tmp_path_factory.mktemp("server") / "output.txt") as address:
        yield address


@pytest.fixture(scope="session")
def shipped_server(shipped: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the figures that visitors get: all of `data/`, as the loaders build it."""
    with running_server(shipped.root, tmp_path_factory.mktemp("shipped-server") / "output.txt") as address:
        yield address


@pytest.fixture
def fresh_server(warehouse: Path, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has visited."""
    with running_server(warehouse, tmp_path / "output.txt") as address:
        yield address


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser of this test asked of other hosts and had to complain about."""
    found: list[str] = []
    page.on("console", lambda message: found.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "request", lambda request: found.append(f"other host: {request.url}") if is_elsewhere(request.url) else None
    )
    return found


def is_elsewhere(url: str, server: str = "http://localhost:") -> bool:
    return not url.startswith((server, "data:", "blob:"))


@pytest.fixture
def visit(page: Page, server: str) -> Callable[[str], Page]:
    """Open an address of the dashboard and wait until its page is drawn."""

    def opened(address: str) -> Page:
        page.goto(server + address)
        page.get_by_role("heading", level=1).wait_for()
        # A press on what is still being drawn may come to nothing.
        page.wait_for_function(DRAWN)
        return page

    return opened
