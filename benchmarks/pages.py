"""How fast the pages are, beside an empty Streamlit app on the same machine, in the same run.

    python benchmarks/pages.py                      every page
    python benchmarks/pages.py study revisions      the pages with one of these words in their name, and no changes

First visit: from the address to the last row on screen, in a browser that has seen nothing, against one sentence in an
app without our server. Script run: processor time of the server per change of the year on a policy-field page. The
ratios are what counts (DESIGN: at most 1.2 times the empty app, 5 ms a run); milliseconds differ by machine and by what
else it is doing.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # a script is started with its own folder on the path, not the project's

from indicators import reading  # noqa: E402
from warehouse.store import Warehouse  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

VISITS = 9
CHANGES = 100
EMPTY = 'import streamlit as st\nst.html("<h1>Leeg</h1>")\n'


@contextmanager
def server(script: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Give address and process number of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    options = ["--server.headless", "true", "--browser.serverAddress", "localhost"]
    process = subprocess.Popen(command + options, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(f"http://localhost:{port}/_stcore/health"):
            time.sleep(0.1)
        yield f"http://localhost:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def answers(address: str) -> bool:
    """Return whether something answers there."""
    try:
        urllib.request.urlopen(address, timeout=5)
    except OSError:  # nobody there yet, or too busy starting to answer in time
        return False
    return True


def first_visit(browser: Browser, address: str, last: str) -> float:
    """Return the seconds from an address to `last` on screen, with nothing kept from before."""
    context = browser.new_context()
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(last).last.wait_for()
    seconds = time.perf_counter() - begun
    context.close()
    return seconds


def processor_seconds(process: int) -> float:
    """Return the processor time a process has used."""
    words = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def changes(browser: Browser, address: str, process: int, views: list[str]) -> tuple[float, float]:
    """Return seconds on the clock and of the server's processor per change of view, everything drawn once before."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + views[0])
    page.locator("table").first.wait_for()

    def show(view: str) -> None:
        page.evaluate(
            "view => { history.pushState({}, '', view); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }",
            view,
        )
        year = view.rpartition("=")[2]
        page.locator("p.above", has_text=year).wait_for()

    for view in views:
        show(view)
    used, begun = processor_seconds(process), time.perf_counter()
    for number in range(CHANGES):
        show(views[number % len(views)])
    clock = (time.perf_counter() - begun) / CHANGES
    context.close()
    return clock, (processor_seconds(process) - used) / CHANGES


def main() -> None:
    """Measure and print."""
    warehouse = Warehouse()
    field = max(reading.policy_fields(warehouse), key=lambda one: len(reading.years(warehouse, one.policy_field_id)))
    years = reading.years(warehouse, field.policy_field_id)[:4]
    views = [f"/beleidsveld?veld={field.policy_field_id}&jaar={year}" for year in years]
    indicator = reading.indicator_years(warehouse, field.policy_field_id, years[0])[0].indicator.indicator_id
    pages = {
        "overview": ("/", "table tr"),
        "policy field": (views[0], "#over-de-jaren img"),
        "indicator, tables": (f"/indicator?indicator={indicator}", "table.places tr"),
        "indicator, chart": (f"/indicator?indicator={indicator}", ".js-plotly-plot .main-svg"),
        "study, answers": ("/bekendheid-wij", "table.minute tr"),
        "study, chart": ("/bekendheid-wij", ".st-key-breed .main-svg"),
        "social base": ("/sociale-basis", "table tr"),
        "revisions": ("/herzieningen", ".finding"),
        "sources": ("/bronnen", "table tr"),
    }
    asked = sys.argv[1:]
    if asked:
        pages = {name: page for name, page in pages.items() if any(word in name for word in asked)}
        if not pages:
            sys.exit(f"There is no page with {' or '.join(asked)} in its name.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        with server(script, Path(folder)) as (empty, _), server(ROOT / "server.py", ROOT) as (ours, process):
            seen: dict[str, list[float]] = {name: [] for name in ["empty app", *pages]}
            for _ in range(VISITS):
                seen["empty app"].append(first_visit(browser, empty, "h1"))
                for name, (path, last) in pages.items():
                    seen[name].append(first_visit(browser, ours + path, last))
            yardstick = statistics.median(seen["empty app"])
            print(f"first visit, median of {VISITS}")
            for name, seconds in seen.items():
                median = statistics.median(seconds)
                print(f"  {name:<20} {median * 1000:7.0f} ms   {median / yardstick:5.2f} x the empty app")
            if asked:
                return
            clock, used = changes(browser, ours, process, views)
            print(f"change of year on a policy field, mean of {CHANGES}")
            print(f"  on the clock         {clock * 1000:7.1f} ms")
            print(f"  processor, server    {used * 1000:7.1f} ms   (10 ms is one tick of the clock that counts it)")
        browser.close()


if __name__ == "__main__":
    main()
