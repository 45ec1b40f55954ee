"""Pages as a visitor meets them, in Chromium: when something is on screen, after a visit or a change, and the bytes.

The page itself says when it was, the frame after the one in which it was put on the page. Who asks from outside is
answered only once the browser has read all scripts, long after the table was painted.
"""

import base64
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

# Names of our own, beside those of the page.
# `benchmarkOnScreen(sight, act)`: after how many milliseconds a sight was there, since `act` or since the visit began.
WATCH = """
window.benchmarkIsThere = ([selector, text, number]) =>
  [...document.querySelectorAll(selector)].filter((one) => one.textContent.includes(text)).length >= number
window.benchmarkOnScreen = (sight, act) => new Promise((found, missed) => {
  const begun = act ? performance.now() : 0
  const look = () => {
    if (!benchmarkIsThere(sight)) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => found(performance.now() - begun)))
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, characterData: true })
  if (act) act()
  look()
  setTimeout(() => missed(new Error(`not on screen: ${sight}`)), 20000)
})
window.benchmarkGoTo = (view) => {
  history.pushState({}, '', view)
  dispatchEvent(new PopStateEvent('popstate', { state: {} }))
}
"""


class Sight(NamedTuple):
    """What a visitor waits for: so many elements with a text in them."""

    selector: str
    text: str = ""
    number: int = 1


class Visit(NamedTuple):
    """A first visit."""

    ms: list[float]
    """When each sight was on screen."""
    bytes: int
    """What came in for it, compressed as it came, sockets included."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


def first_visit(browser: Browser, address: str, sights: Sequence[Sight]) -> Visit:
    """Visit an address with nothing kept from before, until all of `sights` were on screen."""
    context = browser.new_context()
    context.add_init_script(
        f"{WATCH}\nwindow.benchmarkSeen = Promise.all({json.dumps(sights)}.map((one) => benchmarkOnScreen(one)))"
    )
    page = context.new_page()
    came = []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    network.on("Network.webSocketFrameReceived", lambda event: came.append(_size(event["response"])))
    page.goto(address, wait_until="commit")
    ms: list[float] = page.evaluate("window.benchmarkSeen")
    context.close()
    return Visit(ms, round(sum(came)))


@contextmanager
def opened(browser: Browser, address: str, sight: Sight) -> Iterator[Page]:
    """Give a page on which a sight is there and nothing is loading any more."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("(sight) => benchmarkIsThere(sight)", arg=sight)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def change(page: Page, act: str, sight: Sight) -> float:
    """Do something on a page, a line of JavaScript; return after how many milliseconds a sight was on screen."""
    ms: float = page.evaluate(f"(sight) => benchmarkOnScreen(sight, () => {{ {act} }})", sight)
    return ms


def go_to(view: str) -> str:
    """Return what goes to another view of a Streamlit page, as the back button does."""
    return f"benchmarkGoTo({json.dumps(view)})"


def _size(frame: dict[str, Any]) -> int:
    """Return the bytes of a message: text comes as such, the rest in base64."""
    payload: str = frame["payloadData"]
    return len(payload) if frame["opcode"] == 1 else len(base64.b64decode(payload))
