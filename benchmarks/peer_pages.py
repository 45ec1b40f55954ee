"""The same twelve indicators, planned and achieved, in what a municipality could pick instead, beside our own page.

    python -m benchmarks.peer_pages [dash framework superset streamlit]

Each peer is one file below `benchmarks/peers`, installed with its version pinned below `build/peers` when it is first
measured. All are visited in turn in one run, in Chromium: a first visit until the last chart is drawn, a change of the
year until all are drawn anew, what came in, and the memory of the server. Our page is the policy field with the most
indicators, with more on it than the peers show: notes, verdicts, certainty and the course over the years.
"""

import shutil
import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Error

from benchmarks import views
from benchmarks.browser import Sight, change, chromium, first_visit, go_to, opened
from benchmarks.measured import RATIO, Measured, options, tell
from benchmarks.running import PROJECT, Server, free_port, served, streamlit

PEERS = PROJECT / "benchmarks" / "peers"
INSTALLED = PROJECT / "build" / "peers"
# In a quick and in a full run.
VISITS, CHANGES = (3, 7), (12, 40)
MINUTES_TO_INSTALL = 15
FIRST, SECOND = views.YEARS[:2]
FRAMEWORK = ("@observablehq/framework@1.13.4", "@observablehq/plot@0.6.17")
# With what it needs and does not ask for itself, and a release of flask-caching that it still starts with.
SUPERSET = ["apache-superset==6.1.0", "flask-caching==2.3.1", "rich==15.0.0", "cachetools==8.0.1"]
PLAIN = 'export default {root: "src", output: "dist", sidebar: false, search: false, globalStylesheets: []};\n'


WHY_NOT = (
    "Most of it is what the code of Streamlit in the browser does: with {few} indicators it takes {ms:.0f} ms too. "
    "The others answer sooner than they did when the budget was set (429 and 362 ms)."
)


class Page(NamedTuple):
    """A page with a choice of the year."""

    name: str
    serve: Callable[[Path], AbstractContextManager[Server]]
    """Installs what is missing, and serves the figures of a file."""
    path: str
    sight: Callable[[int], Sight]
    """What is on screen when all of a year is."""
    act: Callable[[int], str] | None = None
    """The line of JavaScript that chooses a year; None where one does not choose by one act."""
    budget: float | None = None
    """Our change is to take at most so many times the one of this page."""


class Seen(NamedTuple):
    """What a page takes: milliseconds, bytes and MB."""

    visit: float
    change: float | None
    bytes: int
    memory: float


def titles(selector: str) -> Callable[[int], Sight]:
    """Return what says that all charts of a year are drawn."""
    return lambda year: Sight(selector, f", {year}", views.INDICATORS)


def dash(figures: Path) -> AbstractContextManager[Server]:
    """Serve the page in Plotly Dash, as `python page.py` does."""
    python, port = environment("dash", ["dash==4.4.1"]), free_port()
    command: list[str | Path] = [python, PEERS / "dash_page.py", str(port)]
    return served(command, port, health="/", environment={"FIGURES": str(figures)})


def framework(figures: Path) -> AbstractContextManager[Server]:
    """Build the page with Observable Framework, and serve the files."""
    folder, port = INSTALLED / "framework", free_port()
    (folder / "src").mkdir(parents=True, exist_ok=True)
    shutil.copy(PEERS / "framework.md", folder / "src" / "index.md")
    shutil.copy(figures, folder / "src" / "figures.json")
    (folder / "observablehq.config.js").write_text(PLAIN, encoding="utf-8")
    if not (folder / "node_modules").exists():
        (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
        install(["npm", "install", "--no-audit", "--no-fund", *FRAMEWORK], folder)
    install(["npx", "observable", "build"], folder)
    return served([sys.executable, "-m", "http.server", str(port), "-d", str(folder / "dist")], port, health="/")


def superset(figures: Path) -> AbstractContextManager[Server]:
    """Serve a dashboard of twelve charts in Apache Superset, in the processes its documentation advises."""
    python, folder, port = environment("superset", SUPERSET), INSTALLED / "superset-home", free_port()
    folder.mkdir(exist_ok=True)
    told = {
        "SUPERSET_CONFIG_PATH": str(PEERS / "superset_page.py"),
        "SUPERSET_HOME": str(folder),
        "FIGURES": str(figures),
    }
    install([python, PEERS / "superset_page.py"], folder, told)
    workers = ["-w", "2", "-k", "gthread", "--threads", "20", "-b", f"127.0.0.1:{port}"]
    command: list[str | Path] = [python.parent / "gunicorn", *workers, "superset.app:create_app()"]
    return served(command, port, folder, "/health", told)


PAGES = {
    "streamlit": Page(
        "twelve Plotly charts in Streamlit",
        lambda figures: streamlit(PEERS / "streamlit_plotly.py", figures.parent, {"FIGURES": str(figures)}),
        "/",
        titles(".gtitle"),
        lambda year: go_to(f"/?jaar={year}"),
        0.2,
    ),
    "dash": Page(
        "Plotly Dash",
        dash,
        "/",
        titles(".gtitle"),
        lambda year: (
            f"[...document.querySelectorAll('label')].find((one) => one.textContent.includes('{year}')).click()"
        ),
        0.25,
    ),
    "framework": Page(
        "Observable Framework, static",
        framework,
        "/",
        titles("figure h2"),
        lambda year: (
            f"const one = document.querySelector('select'); one.value = '{year}'; one.dispatchEvent(new Event('input'))"
        ),
    ),
    "superset": Page(
        "Superset", superset, "/superset/dashboard/twelve/", lambda _: Sight("canvas", "", views.INDICATORS)
    ),
}


def ours(field: str, name: str = "ours") -> Page:
    """Return our own page of a policy field."""
    path = f"/beleidsveld?veld={field}&jaar="
    return Page(
        name,
        lambda _: streamlit(PROJECT / "server.py"),
        f"{path}{FIRST}",
        lambda year: Sight("caption", f"in {year}"),
        lambda year: go_to(f"{path}{year}"),
    )


def environment(name: str, requirements: list[str]) -> Path:
    """Return the Python of an environment in which a peer is installed."""
    python = INSTALLED / name / "bin" / "python"
    if not (python.parent.parent / "installed").exists():
        venv.create(python.parent.parent, with_pip=True, clear=True)
        install([python, "-m", "pip", "install", "--quiet", *requirements], INSTALLED)
        (python.parent.parent / "installed").write_text("\n".join(requirements), encoding="utf-8")
    return python


def install(command: list[str | Path], folder: Path, told: dict[str, str] | None = None) -> None:
    """Run a step that makes a peer; raise OSError with what it said when it fails."""
    settings = {"OBSERVABLE_TELEMETRY_DISABLE": "true", **(told or {})}
    words = [str(word) for word in command]
    done = subprocess.run(
        ["env", *(f"{name}={value}" for name, value in settings.items()), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=MINUTES_TO_INSTALL * 60,
        check=False,
    )
    if done.returncode:
        raise OSError(f"{' '.join(words)}: {(done.stderr or done.stdout).strip()[-300:]}")


def seen(browser: Browser, pages: dict[str, tuple[Page, Server]], visits: int, changes: int) -> dict[str, Seen]:
    """Return what each page takes, all of them visited in turn."""
    ms: dict[str, list[float]] = {name: [] for name in pages}
    came: dict[str, int] = {}
    for turn in range(visits + 1):
        for name, (page, server) in pages.items():
            visit = first_visit(browser, server.address + page.path, [page.sight(FIRST)])
            if turn:  # the first is the server's own
                ms[name] += visit.ms
            came[name] = visit.bytes
    return {
        name: Seen(statistics.median(ms[name]), changed(browser, page, server, changes), came[name], server.memory_mb())
        for name, (page, server) in pages.items()
    }


def changed(browser: Browser, page: Page, server: Server, changes: int) -> float | None:
    """Return how many milliseconds a change of year takes; each year is seen once before."""
    if page.act is None:
        return None
    took = []
    with opened(browser, server.address + page.path, page.sight(FIRST)) as shown:
        for year in (SECOND, FIRST) * (changes // 2):
            shown.wait_for_timeout(250)  # as a person pauses
            took.append(change(shown, page.act(year), page.sight(year)))
    return statistics.median(took[2:])


def beside(took: dict[str, Seen], name: str, page: Page, why: str) -> Iterator[Measured]:
    """Tell what ours takes beside another; `why` is for a budget that is not kept."""
    mine, theirs = took["ours"], took[name]
    for what, one, other, budget in (
        ("first visit", mine.visit, theirs.visit, None),
        ("change of year", mine.change, theirs.change, page.budget),
    ):
        if one is None or other is None:
            told = "not measured: a year is chosen by several acts there"
            yield Measured(f"{what}, beside {page.name}", None, RATIO, note=told)
            continue
        told = f"{one:.0f} ms beside {other:.0f} ms"
        yield Measured(f"{what}, beside {page.name}", one / other, RATIO, budget, "lower", page.name, 1, told, why)
    kilo = mine.bytes / 1000, theirs.bytes / 1000
    yield Measured(f"bytes of a first visit, beside {page.name}", kilo[0], "kB", None, "lower", page.name, kilo[1])
    what = f"memory of the server, beside {page.name}"
    yield Measured(what, mine.memory, "MB", None, "lower", page.name, theirs.memory)


def main() -> int:
    """Measure and tell; a peer that cannot be installed is told of with the reason."""
    parser = options(__doc__)
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"only these of {', '.join(PAGES)}")
    asked = parser.parse_args()
    chosen = {name: PAGES[name] for name in asked.peers or PAGES}
    INSTALLED.mkdir(parents=True, exist_ok=True)
    figures = views.written(INSTALLED)
    visits, changes = VISITS[asked.full], CHANGES[asked.full]
    found: list[Measured] = []
    with ExitStack() as stack, chromium() as browser:
        largest, least = views.largest_and_least()
        mine = ours(largest.policy_field_id)
        server = stack.enter_context(mine.serve(figures))
        few = ours(least.policy_field_id, f"ours with {least.indicators} instead of {largest.indicators} indicators")
        running = {"ours": (mine, server), "few": (few, server)}
        for name, page in chosen.items():
            try:
                server = stack.enter_context(page.serve(figures))
                first_visit(browser, server.address + page.path, [page.sight(FIRST)])
            except (OSError, subprocess.TimeoutExpired, Error) as missing:
                why = " ".join(str(missing).split())
                found.append(Measured(f"first visit, beside {page.name}", None, RATIO, note=f"not measured: {why}"))
                continue
            running[name] = (page, server)
        took = seen(browser, running, visits, changes)
        of_few = took["few"].change
        found.append(Measured(f"change of year, {few.name}", of_few, "ms", None, "lower", "ours", took["ours"].change))
        why = WHY_NOT.format(few=least.indicators, ms=of_few)
        found += [one for name, page in chosen.items() if name in took for one in beside(took, name, page, why)]
    return tell(found, asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
