"""Two versions of one warehouse in which every figure differs, and visitors that tell which they were given."""

import re
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.small_warehouse import Draft
from warehouse import publishing

FIELDS, INDICATORS = 3, 6
_OF_A_VERSION = re.compile(rb"(?<![0-9.])([37])4\.?[0-5][78]\1(?![0-9])")
"""74.187 and 74187 are of one version, 34.183 and 34183 of the other."""
PAGES = ("beleidsveld?veld=veld-0", "beleidsveld?veld=veld-1", "indicator?indicator=veld-1-2")
FILES = (
    "api/v1/policy-fields/veld-1", "api/v1/indicators/veld-2-1", "data/veld-0.csv", "data/veld-1.csv",
    "briefing/veld-1.html?jaar=2018", "data/indicatoren/veld-1-2.svg",
)  # fmt: skip


def draft(digit: int) -> Draft:
    """Return a draft of which every figure begins and ends with a digit."""
    made = Draft()
    made.base("inwoners", "alle inwoners")
    for field in range(FIELDS):
        made.field(f"veld-{field}", f"Veld {'abc'[field]}", rekening_2018=f"1.{field}")
        for number in range(INDICATORS):
            name = f"veld-{field}-{number}"
            made.indicator(name, f"veld-{field}", f"Aantal van {'abcdef'[number]}", unit="stuks", kind="count")
            for year in (2017, 2018):
                value = int(f"{digit}4{number}{year % 10}{digit}")
                raw = f"{value:,}".replace(",", ".")
                made.observe(name, year, raw, value, "rekening-2018", decimals=0)
    return made


class Publisher:
    """Publishes one version after the other for as long as it is open."""

    def __init__(self, root: Path, seconds_between: float = 0.2) -> None:
        self.root, self.between = root, seconds_between
        self.drafts = [draft(3), draft(7)]
        self.drafts[1].publish(root)
        frames = [{table: pd.DataFrame(rows) for table, rows in one.rows.items()} for one in self.drafts[1:]]
        self.drafts[0].publish(root)
        self.frames = [frames[0], {table: pd.DataFrame(rows) for table, rows in self.drafts[0].rows.items()}]
        self.published, self._is_over = 0, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Publisher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_over.wait(self.between):
            publishing.publish(self.root, self.frames[self.published % 2])
            self.published += 1


def versions_in(answer: bytes) -> set[bytes]:
    """Return of which versions there are figures in an answer."""
    return set(_OF_A_VERSION.findall(answer))


class Visitor:
    """A browser, as far as the server can tell."""

    def __init__(self, address: str) -> None:
        self.socket: ClientConnection = connect(
            f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None, open_timeout=30, legacy=True
        )

    def ask(self, page: str) -> None:
        """Ask for a page."""
        name, _, query = page.partition("?")
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = query, name
        message.rerun_script.widget_states.SetInParent()
        message.rerun_script.context_info.locale = "nl-NL"
        self.socket.send(message.SerializeToString())

    def see(self, page: str) -> bytes:
        """Ask for a page and return all that is sent of it."""
        self.ask(page)
        return b"".join(self.answers())

    def answers(self) -> Iterator[bytes]:
        """Yield what is sent until the run is over."""
        while True:
            sent = self.socket.recv(timeout=60, decode=False)
            answer = ForwardMsg()
            answer.ParseFromString(sent)
            yield sent
            if answer.WhichOneof("type") == "script_finished":
                return

    def cut(self) -> None:
        """Let go of the connection without a word, as a train in a tunnel does."""
        self.socket.socket.close()


def watched(address: str, seconds: float, visitors: int) -> tuple[Counter[bytes], list[str]]:
    """Return how many answers were of which version while many visitors ask, and what was mixed or failed."""
    until, seen, wrong = time.monotonic() + seconds, Counter[bytes](), list[str]()

    def look(number: int) -> None:
        visitor = None if number % 2 else Visitor(address)
        turn = number
        while time.monotonic() < until:
            turn += 1
            asked = PAGES[turn % len(PAGES)] if visitor else FILES[turn % len(FILES)]
            try:
                answer = visitor.see(asked) if visitor else got(f"{address}/{asked}")
            except (OSError, TimeoutError) as error:
                wrong.append(f"{asked}: {error!r}")
                return
            found = versions_in(answer)
            seen.update(found)
            if len(found) != 1:
                wrong.append(f"{asked}: figures of {sorted(found)} in one answer of {len(answer)} bytes")

    threads = [threading.Thread(target=look, args=(number,)) for number in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen, wrong


def got(address: str) -> bytes:
    """Return what is answered at an address, an error too."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()
