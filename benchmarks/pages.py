"""How fast the pages are, beside an empty Streamlit app on the same machine, in the same run.

    python -m benchmarks.pages                      every page, and every change
    python -m benchmarks.pages study revisions      the pages and changes with one of these words in their name

A first visit is from the address to the moment a visitor sees the last row (or the chart), in a browser that has seen
nothing. A change is the time until new content is on screen, beside a bare rerun: a page that shows a word for what was
chosen; and the processor time of the server for it. Ratios and processor time are what counts; milliseconds on the
clock differ by machine and by what else it is doing.
"""

import statistics
import tempfile
from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks.browser import Sight, change, chromium, first_visit, go_to, opened
from benchmarks.measured import RATIO, Measured, options, tell
from benchmarks.running import PROJECT, Server, streamlit
from indicators import reading
from warehouse.store import Warehouse

VISITS, VISITS_IN_FULL = 3, 9
CHANGES, CHANGES_IN_FULL = 40, 100
NEW_CHANGES = 20
EMPTY = """
import streamlit as st
st.html("<h1>Leeg</h1>")
st.html(f"<p class='chosen'>{st.radio('Keuze', ['a', 'b'], key='keuze', bind='query-params')}</p>")
"""
EMPTY_APP = "an empty Streamlit app"


class Shown(NamedTuple):
    """What a first visit waits for, and how long that may take, in times the empty app."""

    path: str
    sight: Sight
    budget: float


class Change(NamedTuple):
    """Views that one visitor looks at after each other, and what each may cost."""

    views: dict[str, Sight]
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


def pages(warehouse: Warehouse, field: str, year: int) -> dict[str, Shown]:
    """Return what a first visit of every page waits for; budgets are those of the design."""
    indicator = reading.indicator_years(warehouse, field, year)[0].indicator.indicator_id
    return {
        # With our bundles compressed, and those of the empty app not, the two pages most looked at are to be sooner.
        "overview": Shown("/", Sight("table.fields"), 1.0),
        "policy field": Shown(f"/beleidsveld?veld={field}&jaar={year}", Sight("#over-de-jaren img"), 1.0),
        "indicator, tables": Shown(f"/indicator?indicator={indicator}", Sight("table.places"), 1.25),
        "indicator, chart": Shown(f"/indicator?indicator={indicator}", Sight(".js-plotly-plot .main-svg"), 2.1),
        "study (WIJ), answers": Shown("/onderzoek", Sight("table.minute"), 1.25),
        "study (WIJ), charts": Shown("/onderzoek", Sight(".panels img:last-child"), 1.25),
        "social base": Shown("/sociale-basis", Sight("table"), 1.2),
        "revisions": Shown("/herzieningen", Sight(".finding"), 1.2),
        "sources": Shown("/bronnen", Sight("table"), 1.2),
        "briefing as a static page": Shown(f"/briefing/{field}.html?jaar={year}", Sight("footer"), 0.15),
    }


def changes(warehouse: Warehouse, field: str, years: list[int]) -> dict[str, Change]:
    """Return the changes of a view; new ones in an edition, and under assumptions, that nothing else here asks for."""
    edition = reading.documents(warehouse)[-1].document_id
    of_edition = reading.years(warehouse, None, edition)
    of_field = f"/beleidsveld?veld={field}&jaar="
    of_edition_in = f"/?stand={edition}&jaar="
    people = {500: "500", 1000: "1.000", 1500: "1.500", 2000: "2.000", 3000: "3.000", 4000: "4.000"}
    assumed = islice(product((1, 1.5, 2, 3), people.items()), NEW_CHANGES + 1)
    study = {
        f"/onderzoek?betrouwbaarheid=90&ontwerpeffect={effect:g}&n={n}": Sight(":has(> strong)", f"n = {told} (")
        for effect, (n, told) in assumed
    }
    return {
        "year of a policy field": Change({f"{of_field}{one}": Sight("p.above", f"{one}") for one in years}, False, 5),
        "year of the overview": Change({f"/?jaar={one}": Sight("caption", f"{one}") for one in years}, False, 5),
        "year of the overview, never asked for": Change(
            {f"{of_edition_in}{one}": Sight("caption", f"{one}") for one in of_edition}, True, 300
        ),
        "assumptions of a study, never asked for": Change(study, True, 60),
    }


def cost_of(browser: Browser, server: Server, asked: Change, times: int) -> Cost:
    """Return what one change costs; what is drawn once and kept is drawn before, unless it is new."""
    first, *new = asked.views
    with opened(browser, server.address + first, asked.views[first]) as page:
        seen = new
        if not asked.is_new:
            for view in (*new, first):
                change(page, go_to(view), asked.views[view])
            seen = [*new, first] * (times // len(asked.views))
        script, whole = server.processor_ms()
        clock = [change(page, go_to(view), asked.views[view]) for view in seen]
        script_then, whole_then = server.processor_ms()
    spent = ((script_then - script) / len(seen), (whole_then - whole) / len(seen))
    return Cost(statistics.median(clock), *spent)


def first_visits(browser: Browser, empty: str, ours: str, shown: dict[str, Shown], visits: int) -> Iterable[Measured]:
    """Visit every page in turn, several times, and tell the median of each beside that of the empty app."""
    ms: dict[str, list[float]] = {name: [] for name in shown}
    came: dict[str, int] = {}
    yardstick, bytes_of_empty = [], 0
    paths = list(dict.fromkeys(page.path for page in shown.values()))
    for path in paths:  # what is drawn once and kept is drawn before
        first_visit(browser, ours + path, [page.sight for page in shown.values() if page.path == path])
    for _ in range(visits):
        visit = first_visit(browser, empty, [Sight("h1")])
        yardstick += visit.ms
        bytes_of_empty = visit.bytes
        for path in paths:
            here = {name: page.sight for name, page in shown.items() if page.path == path}
            visit = first_visit(browser, ours + path, [*here.values()])
            for name, seen in zip(here, visit.ms, strict=True):
                ms[name].append(seen)
                came[name] = visit.bytes
    unit = statistics.median(yardstick)
    for name, found in ms.items():
        median = statistics.median(found)
        told = f"{median:.0f} ms beside {unit:.0f} ms, {came[name] / 1000:.0f} kB beside {bytes_of_empty / 1000:.0f} kB"
        yield Measured(f"first visit: {name}", median / unit, RATIO, shown[name].budget, "lower", EMPTY_APP, 1, told)


def costs(browser: Browser, empty: Server, ours: Server, asked: dict[str, Change], times: int) -> Iterable[Measured]:
    """Tell what every change costs, beside a bare rerun."""
    bare = Change({f"/?keuze={one}": Sight(".chosen", one) for one in "ab"}, False, 0)
    least = cost_of(browser, empty, bare, times)
    for name, one in asked.items():
        cost = cost_of(browser, ours, one, times)
        told = f"{cost.clock:.0f} ms beside {least.clock:.0f} ms"
        yield Measured(
            f"change: {name}, on screen", cost.clock / least.clock, RATIO, None, "lower", "a bare rerun", 1, told
        )
        told = f"{cost.server:.1f} ms with the socket"
        yield Measured(
            f"change: {name}, script run, processor time",
            cost.script,
            "ms",
            one.budget,
            "lower",
            "a bare rerun",
            least.script,
            told,
        )


def main() -> int:
    """Measure and tell."""
    parser = options(__doc__)
    parser.add_argument("words", nargs="*", help="only pages and changes with one of these in their name")
    asked = parser.parse_args()
    warehouse = Warehouse()
    field = max(
        (one.policy_field_id for one in reading.policy_fields(warehouse)),
        key=lambda one: len(reading.years(warehouse, one)),
    )
    years = list(reading.years(warehouse, field)[:4])
    shown, changed = pages(warehouse, field, years[0]), changes(warehouse, field, years)
    if asked.words:
        shown = {name: page for name, page in shown.items() if any(word in name for word in asked.words)}
        changed = {name: view for name, view in changed.items() if any(word in name for word in asked.words)}
        if not shown and not changed:
            parser.error(f"there is no page or change with {' or '.join(asked.words)} in its name")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        visits, times = (VISITS_IN_FULL, CHANGES_IN_FULL) if asked.full else (VISITS, CHANGES)
        with streamlit(script, Path(folder)) as empty, streamlit(PROJECT / "server.py") as ours:
            found = [
                *first_visits(browser, empty.address, ours.address, shown, visits),
                *costs(browser, empty, ours, changed, times),
            ]
    return tell(found, asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
