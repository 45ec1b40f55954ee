"""How fast the pages are, beside an empty Streamlit app on the same machine, in the same run.

    python benchmarks/pages.py                      every page, and every change
    python benchmarks/pages.py study revisions      the pages and changes with one of these words in their name

A first visit is from the address to the moment a visitor sees the last row (or the chart), in a browser that has seen
nothing: the frame after the one in which it was put on the page. The page itself says when that was; who asks from
outside is only answered once the browser has read all of Plotly, long after the table was painted.

A change is the processor time of the server: of the script run alone, and with the socket that carries it. Ratios and
processor time are what counts; milliseconds on the clock differ by machine and by what else it is doing.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # a script is started with its own folder on the path, not the project's

from indicators import reading  # noqa: E402
from warehouse.store import Warehouse  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

VISITS = 9
CHANGES = 100
NEW_CHANGES = 20
EMPTY = 'import streamlit as st\nst.html("<h1>Leeg</h1>")\n'

# Before anything of the page runs: when each of these will have been on screen, in milliseconds since the visit began.
WATCH = """
const drawn = (found) => requestAnimationFrame(() => requestAnimationFrame(() => found(performance.now())))
window.onScreen = Promise.all(%s.map((sight) => new Promise((found) => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(sight)) return
    observer.disconnect()
    drawn(found)
  })
  observer.observe(document, { childList: true, subtree: true })
})))
"""
TO_VIEW = "view => { history.pushState({}, '', view); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }"


class Sight(NamedTuple):
    """What a first visit waits for, and how long that may take, in times the empty app."""

    path: str
    selector: str
    budget: float


class Change(NamedTuple):
    """Views that one visitor looks at after each other, and what each may cost."""

    views: dict[str, str]
    """Address → what stands on the page when that view is there."""
    is_new: bool
    """Whether each view is looked at for the first time."""
    budget: float
    """Milliseconds of processor time of the script run."""


class Cost(NamedTuple):
    """What one change costs, in milliseconds."""

    clock: float
    script: float
    server: float


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


def first_visit(browser: Browser, address: str, selectors: Iterable[str]) -> list[float]:
    """Return after how many milliseconds each of `selectors` was on screen, with nothing kept from before."""
    context = browser.new_context()
    context.add_init_script(WATCH % json.dumps(list(selectors)))
    page = context.new_page()
    page.goto(address, wait_until="commit")
    seen: list[float] = page.evaluate("window.onScreen")
    context.close()
    return seen


def processor_ms(stat: str) -> float:
    """Return the processor time of a process, or of one thread of it."""
    words = Path(f"/proc/{stat}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def used(process: int) -> tuple[float, float]:
    """Return the processor time of a server in ms: of its scripts, and of all of it.

    Streamlit runs every script in a thread of its own; the first thread of the process is the one that serves.
    """
    serving, whole = processor_ms(f"{process}/task/{process}"), processor_ms(f"{process}")
    return whole - serving, whole


def show(page: Page, view: str, shown: str) -> None:
    """Go from one view to another as a visitor does by the back button, and wait for it."""
    page.evaluate(TO_VIEW, view)
    page.locator(shown).first.wait_for()


def cost_of(browser: Browser, address: str, process: int, change: Change) -> Cost:
    """Return what one change costs on average; what is drawn once and kept is drawn before, unless it is new."""
    context = browser.new_context()
    page = context.new_page()
    first, *new = change.views
    page.goto(address + first)
    page.locator(change.views[first]).first.wait_for()
    page.wait_for_load_state("networkidle")
    views = new
    if not change.is_new:
        for view, shown in change.views.items():
            show(page, view, shown)
        views = [*change.views] * (CHANGES // len(change.views))
    (script, whole), begun = used(process), time.perf_counter()
    for view in views:
        show(page, view, change.views[view])
    clock = (time.perf_counter() - begun) * 1000
    script_then, whole_then = used(process)
    context.close()
    return Cost(*(spent / len(views) for spent in (clock, script_then - script, whole_then - whole)))


def sights(warehouse: Warehouse, field: str, year: int) -> dict[str, Sight]:
    """Return what a first visit of every page waits for; budgets are those of the design."""
    indicator = reading.indicator_years(warehouse, field, year)[0].indicator.indicator_id
    return {
        "overview": Sight("/", "table.fields", 1.2),
        "policy field": Sight(f"/beleidsveld?veld={field}&jaar={year}", "#over-de-jaren img", 1.2),
        "indicator, tables": Sight(f"/indicator?indicator={indicator}", "table.places", 1.25),
        "indicator, chart": Sight(f"/indicator?indicator={indicator}", ".js-plotly-plot .main-svg", 2.1),
        "study, answers": Sight("/onderzoek", "table.minute", 1.25),
        "study, charts": Sight("/onderzoek", ".panels img:last-child", 1.25),
        "social base": Sight("/sociale-basis", "table", 1.2),
        "revisions": Sight("/herzieningen", ".finding", 1.2),
        "sources": Sight("/bronnen", "table", 1.2),
    }


def changes(warehouse: Warehouse, field: str, years: list[int]) -> dict[str, Change]:
    """Return the changes of a view; new ones in an edition, and under assumptions, that nothing else here asks for."""
    edition = reading.documents(warehouse)[-1].document_id
    of_edition = reading.years(warehouse, None, edition)
    of_field = f"/beleidsveld?veld={field}&jaar="
    of_edition_in = f"/?stand={edition}&jaar="
    caption = "caption:has-text('{}')".format
    people = {500: "500", 1000: "1.000", 1500: "1.500", 2000: "2.000", 3000: "3.000", 4000: "4.000"}
    assumed = islice(product((1, 1.5, 2, 3), people.items()), NEW_CHANGES + 1)
    study = {
        f"/onderzoek?betrouwbaarheid=90&ontwerpeffect={effect:g}&n={n}": f":has(> strong):has-text('n = {told} (')"
        for effect, (n, told) in assumed
    }
    return {
        "year of policy field": Change({f"{of_field}{one}": f"p.above:has-text('{one}')" for one in years}, False, 5),
        "year of overview": Change({f"/?jaar={one}": caption(one) for one in years}, False, 5),
        "year of overview, new": Change({f"{of_edition_in}{one}": caption(one) for one in of_edition}, True, 300),
        "assumptions of study, new": Change(study, True, 60),
    }


def main() -> None:
    """Measure and print."""
    warehouse = Warehouse()
    field = max(
        (one.policy_field_id for one in reading.policy_fields(warehouse)),
        key=lambda one: len(reading.years(warehouse, one)),
    )
    years = list(reading.years(warehouse, field)[:4])
    pages, views = sights(warehouse, field, years[0]), changes(warehouse, field, years)
    if asked := sys.argv[1:]:
        pages = {name: page for name, page in pages.items() if any(word in name for word in asked)}
        views = {name: view for name, view in views.items() if any(word in name for word in asked)}
        if not pages and not views:
            sys.exit(f"There is no page or change with {' or '.join(asked)} in its name.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        with server(script, Path(folder)) as (empty, _), server(ROOT / "server.py", ROOT) as (ours, process):
            print_first_visits(browser, empty, ours, pages)
            print_changes(browser, ours, process, views)
        browser.close()


def print_first_visits(browser: Browser, empty: str, ours: str, pages: dict[str, Sight]) -> None:
    """Visit every page in turn, several times, and print the median of each beside its budget."""
    seen: dict[str, list[float]] = {name: [] for name in ("empty app", *pages)}
    paths = list(dict.fromkeys(page.path for page in pages.values()))
    for _ in range(VISITS if pages else 0):
        seen["empty app"] += first_visit(browser, empty, ["h1"])
        for path in paths:
            here = {name: page.selector for name, page in pages.items() if page.path == path}
            for name, ms in zip(here, first_visit(browser, ours + path, here.values()), strict=True):
                seen[name].append(ms)
    if not pages:
        return
    yardstick = statistics.median(seen.pop("empty app"))
    print(f"first visit, median of {VISITS}; load {load()}")
    print(f"  {'empty app':<26} {yardstick:7.0f} ms    1.00 x")
    for name, found in seen.items():
        median, budget = statistics.median(found), pages[name].budget
        ratio = median / yardstick
        print(f"  {name:<26} {median:7.0f} ms   {ratio:5.2f} x   budget {budget:4.2f} x   {verdict(ratio, budget)}")


def print_changes(browser: Browser, ours: str, process: int, views: dict[str, Change]) -> None:
    """Print what a change costs beside its budget."""
    for name, change in views.items():
        cost = cost_of(browser, ours, process, change)
        print(
            f"{name}; load {load()}\n"
            f"  script run, processor      {cost.script:7.1f} ms   budget {change.budget:5.0f} ms   "
            f"{verdict(cost.script, change.budget)}\n"
            f"  server with socket         {cost.server:7.1f} ms\n"
            f"  on the clock               {cost.clock:7.1f} ms"
        )


def verdict(found: float, budget: float) -> str:
    """Return whether a budget was kept, as precisely as it is printed."""
    return "ok" if round(found, 2) <= budget else "missed"


def load() -> str:
    """Return how many processes were waiting for this machine in the last minute, of as many as it can run."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    main()
