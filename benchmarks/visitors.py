"""What 1 to 100 visitors who act at once cost the server, and how long each waits.

    python -m benchmarks.visitors [--seconds 600] [--visitors 1 10 50 100]

A visitor is a socket that says what a browser says to Streamlit: a change of view every five seconds, with the answers
that it still has, so that the server sends those by name only. The wait is from the change to the end of the answer,
on a server that has drawn every view before. The same twelve indicators as Plotly charts stand beside it.

Memory per visitor is what all of them add to what one takes; growth is the slope of it after a warm-up of a third.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks import views
from benchmarks.measured import Measured, options, tell
from benchmarks.running import PROJECT, Server, streamlit

BETWEEN_ACTIONS = 5.0
# How many of the large answers a browser keeps and tells the server that it has.
ANSWERS_A_BROWSER_KEEPS = 3
PEER = "twelve Plotly charts"
TWELVE_CHARTS = Path(__file__).parent / "peers" / "streamlit_plotly.py"


class Load(NamedTuple):
    """What a number of visitors met."""

    waits: list[float]
    """Milliseconds, of every change."""
    seconds: float
    script_ms: float
    """Processor time of the scripts, per run."""
    memory: list[tuple[float, float]]
    """Seconds since the start, MB of the server."""

    @property
    def p95(self) -> float:
        """Return within how many milliseconds 95 of 100 changes were answered."""
        return statistics.quantiles(self.waits, n=20)[-1]

    @property
    def runs_a_second(self) -> float:
        """Return how many changes were answered a second."""
        return len(self.waits) / self.seconds

    def settled(self) -> list[tuple[float, float]]:
        """Return the memory after the warm-up."""
        return self.memory[len(self.memory) // 3 :]


class Visitor:
    """One browser, as far as the server can tell."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.pages: dict[str, str] = {}
        self.page = ""
        self.kept: deque[str] = deque(maxlen=ANSWERS_A_BROWSER_KEEPS)

    async def see(self, view: str) -> float:
        """Ask for a view as the back button does; return after how many milliseconds its answer was complete."""
        page, _, query = view.lstrip("/").partition("?")
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = query
        asked.widget_states.SetInParent()
        asked.context_info.locale, asked.context_info.timezone = "nl-NL", "Europe/Amsterdam"
        if self.pages:
            asked.page_script_hash = self.pages.get(page, self.page)
            asked.is_history_navigation = True
            asked.cached_message_hashes.extend(self.kept)
        else:
            asked.page_name = page
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer: Any = ForwardMsg()
            answer.ParseFromString(await self.socket.recv(decode=False))
            match answer.WhichOneof("type"):
                case "navigation":
                    # The start page has an address of its own and is asked for without one.
                    self.pages = {one.url_pathname: one.page_script_hash for one in answer.navigation.app_pages}
                    self.pages[""] = next(one.page_script_hash for one in answer.navigation.app_pages if one.is_default)
                case "new_session":
                    self.page = answer.new_session.page_script_hash
                    self.pages = self.pages or {"": self.page}
                case "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        raise RuntimeError(f"{view}: the script ended with {answer.script_finished}")
                    return (time.perf_counter() - begun) * 1000
                case _ if answer.metadata.cacheable and answer.hash not in self.kept:
                    self.kept.append(answer.hash)


async def visit(
    server: Server,
    shown: Iterator[str],
    seconds: float,
    between: float,
    everybody: asyncio.Barrier,
    chance: random.Random,
) -> list[float]:
    """Change from view to view once everybody is there; return how many milliseconds each change took."""
    waits = []
    async with connect(f"{server.address.replace('http', 'ws')}/_stcore/stream", max_size=None) as socket:
        visitor = Visitor(socket)
        await visitor.see(next(shown))
        await everybody.wait()
        until = time.monotonic() + seconds
        await asyncio.sleep(chance.uniform(0, between))
        for view in shown:
            if (now := time.monotonic()) >= until:
                break
            waits.append(await visitor.see(view))
            await asyncio.sleep(max(0, now + between - time.monotonic()))
    return waits


async def loaded(server: Server, shown: Sequence[str], visitors: int, seconds: float, between: float) -> Load:
    """Return what that many visitors met, from the moment that all of them saw their first view."""
    everybody = asyncio.Barrier(visitors + 1)
    each = [
        visit(server, islice(cycle(shown), number, None), seconds, between, everybody, random.Random(number))
        for number in range(visitors)
    ]
    visits = asyncio.gather(*each)
    await everybody.wait()
    begun, script = time.monotonic(), server.processor_ms()[0]
    memory = []
    while (now := time.monotonic() - begun) < seconds:
        memory.append((now, await asyncio.to_thread(server.memory_mb)))
        await asyncio.sleep(1)
    waits = [*chain.from_iterable(await visits)]
    return Load(waits, time.monotonic() - begun, (server.processor_ms()[0] - script) / len(waits), memory)


async def all_seen(server: Server, shown: Sequence[str]) -> None:
    """See every view twice, so that nothing is drawn for the first time later."""
    await visit(server, iter((*shown, *shown)), float("inf"), 0, asyncio.Barrier(1), random.Random(0))


def figures(load: Load, others: Load, alone: Load, visitors: int) -> list[Measured]:
    """Return what is told of one number of visitors; `others` is what as many met at the peer."""
    most = visitors == 100
    of = f"{visitors} visitor{'s' if visitors > 1 else ''}: "
    p50, p50_of_others = statistics.median(load.waits), statistics.median(others.waits)
    found = [
        Measured(f"{of}wait, p50", p50, "ms", None, "lower", PEER, p50_of_others),
        Measured(f"{of}wait, p95", load.p95, "ms", 25 if most else None, "lower", PEER, others.p95),
        Measured(f"{of}changes", load.runs_a_second, "a second", None, "higher", PEER, others.runs_a_second),
    ]
    if visitors > 1:
        added = statistics.median(mb for _, mb in load.settled()) - statistics.median(mb for _, mb in alone.settled())
        slope = statistics.linear_regression(*zip(*load.settled(), strict=True)).slope * 60
        found += [
            Measured(f"{of}memory each", added / (visitors - 1), "MB", 0.25 if most else None),
            Measured(f"{of}growth of memory", slope, "MB a minute", note=f"over {load.seconds * 2 / 3:.0f} s"),
        ]
    return found


def peer(folder: Path) -> AbstractContextManager[Server]:
    """Run the page of twelve Plotly charts."""
    return streamlit(TWELVE_CHARTS, folder, {"FIGURES": str(views.written(folder))})


async def measured(numbers: Sequence[int], seconds: float, usual: float) -> list[Measured]:
    """Return all figures; the largest number of visitors stays `seconds`, the others `usual`."""
    found = []
    shown, of_charts = views.of_visitors(), [f"/?jaar={year}" for year in views.YEARS]
    with (
        tempfile.TemporaryDirectory() as folder,
        streamlit(PROJECT / "server.py") as ours,
        peer(Path(folder)) as charts,
    ):
        await all_seen(ours, shown)
        await all_seen(charts, of_charts)
        alone = await loaded(ours, shown, 1, usual, BETWEEN_ACTIONS)
        for number in numbers:
            stay = seconds if number == max(numbers) else usual
            load = alone if number == 1 else await loaded(ours, shown, number, stay, BETWEEN_ACTIONS)
            others = await loaded(charts, of_charts, number, usual, BETWEEN_ACTIONS)
            found += figures(load, others, alone, number)
        hurried = await loaded(ours, shown, 10, usual, 0)
        others = await loaded(charts, of_charts, 10, usual, 0)
    most, theirs = hurried.runs_a_second, others.runs_a_second
    return [
        *found,
        Measured("changes without a pause", most, "a second", None, "higher", PEER, theirs, "10 visitors"),
        Measured("script run, processor time", hurried.script_ms, "ms", 5, "lower", PEER, others.script_ms),
    ]


def main() -> int:
    """Measure and tell."""
    parser = options(__doc__)
    parser.add_argument("--visitors", type=int, nargs="+", default=[1, 10, 50, 100])
    parser.add_argument("--seconds", type=float, help="how long the most visitors stay (default 30, with --full 600)")
    asked = parser.parse_args()
    usual = 30 if asked.full else 15
    seconds = asked.seconds or (600 if asked.full else 30)
    return tell(asyncio.run(measured(asked.visitors, seconds, min(usual, seconds))), asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
