"""Three server processes behind the nginx of `deploy/nginx.conf`: to visitors they are one dashboard.

Its nginx is Debian's; NGINX may name another. On a desk without one these tests are skipped, in CI they fail.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.build.test_killed_build import Victim
from tests.serving.asked import Answer, asked
from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
NGINX = os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
pytestmark = pytest.mark.skipif(
    not NGINX and not os.environ.get("CI"), reason="no nginx; set NGINX to the one you have"
)

PREFIX = "/doelbereik"
INDICATOR = "bezoekers-ijsbaan"
SECONDS_TO_START = 90
# Asked of every process, with what each should be the same in.
ADDRESSES = (
    "/",
    "/bronnen?taal=en",
    "/doelbereik.css",
    "/api/v1/policy-fields",
    f"/api/v1/indicators/{INDICATOR}",
    "/data/datapackage.json",
    "/nergens",
)


@dataclass
class Farm:
    """Processes, and what stands before them."""

    folder: Path
    warehouse: Path
    ports: list[int]
    nginx_port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.nginx_port}{PREFIX}"

    def log(self, number: int) -> Path:
        return self.folder / f"process-{number}.txt"

    def start(self, number: int) -> subprocess.Popen[bytes]:
        placed = ["--server.address", "127.0.0.1", "--server.port", str(self.ports[number])]
        settings = {
            "DOELBEREIK_WAREHOUSE": str(self.warehouse),
            "DOELBEREIK_LOG": "json",
            "DOELBEREIK_LIMITS": "off",
            "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true",
        }
        with self.log(number).open("ab") as printed:
            return subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "server.py", *placed, "--server.baseUrlPath", PREFIX[1:]],
                cwd=ROOT, env=os.environ | settings, stdout=printed, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def ask(self, number: int, address: str) -> Answer:
        """Return what one process answers as nginx asks it."""
        headers = {"Host": f"localhost:{self.nginx_port}"}
        return asked(f"http://127.0.0.1:{self.ports[number]}{PREFIX}{address}", headers=headers)

    def until_up(self, *numbers: int) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        for number in numbers:
            while True:
                with suppress(OSError):
                    if self.ask(number, "/healthz").status == 200:
                        break
                assert time.monotonic() < deadline, self.log(number).read_text()
                time.sleep(0.1)

    def sockets(self) -> list[int]:
        """Return the number of the process for every socket that was opened."""
        return [number for number in range(3) for one in self.lines(number) if one["event"] == "socket opened"]

    def until_found_again(self, before: list[int]) -> int:
        """Return the number of the process that a browser opened a socket at since, once it has."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not (since := Counter(self.sockets()) - Counter(before)):
            assert time.monotonic() < deadline, "the browser did not come back"
            time.sleep(0.1)
        return next(iter(since))

    def lines(self, number: int) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log(number).read_text(encoding="utf-8").splitlines()]

    def who_answered(self, path: str) -> list[int]:
        """Return the number of the process for every time a path was asked."""
        return [number for number in range(3) for one in self.lines(number) if one.get("path") == PREFIX + path]


def configured(farm: Farm) -> Path:
    """Return the settings of an nginx that is not root's, with those that are shipped but for ports and TLS."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    shipped = re.sub(r"^\s*ssl_.*\n", "", shipped, flags=re.MULTILINE)
    shipped = shipped.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{farm.nginx_port};").replace("; Secure", "")
    for number, port in enumerate(farm.ports):
        shipped = shipped.replace(f":850{number + 1}", f":{port}")
    (farm.folder / "doelbereik.conf").write_text(shipped, encoding="utf-8")
    kept = "".join(
        f"{kind}_temp_path {farm.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = farm.folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole.write_text(
        f"{user}daemon off;\nworker_processes 2;\npid {farm.folder}/nginx.pid;\nerror_log {farm.folder}/error.txt;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{kept}include {farm.folder}/doelbereik.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    victim = Victim(tmp_path_factory.mktemp("published-to-three"))
    victim.change()
    assert victim.build("never") == "done"
    yield victim
    assert victim.process.stdin is not None
    victim.process.stdin.close()
    victim.process.wait()


@pytest.fixture(scope="module")
def farm(victim: Victim, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    assert NGINX, "no nginx: .ci/run installs it"
    *ports, nginx_port = free_ports(4)
    made = Farm(tmp_path_factory.mktemp("three-processes"), victim.root, ports, nginx_port)
    nginx = subprocess.Popen([NGINX, "-c", str(configured(made)), "-p", str(made.folder)])
    made.processes = [made.start(number) for number in range(3)]
    try:
        made.until_up(0, 1, 2)
        yield made
    finally:
        for process in (nginx, *made.processes):
            process.terminate()
        for process in (nginx, *made.processes):
            process.wait(timeout=20)


def cookie_of(answer: Answer) -> str:
    return answer.headers.get("Set-Cookie", "").partition(";")[0]


def shown(figure: int) -> str:
    return f"114.{figure:03} bezoekers"


def told(answer: Answer) -> tuple[str, frozenset[int]]:
    """Return the version that an answer says it is of, and every value in it of the figure that differs by version."""
    version = json.loads(answer.body)["figures"]["version"]
    return version, frozenset(int(found) for found in re.findall(rb"\b114\.(\d{3})\b", answer.body))


def test_every_process_gives_the_same_answers(farm: Farm) -> None:
    for address in ADDRESSES:
        answers = [farm.ask(number, address) for number in range(3)]
        assert answers[0].status == (404 if address == "/nergens" else 200)
        assert len({(one.status, one.body, one.headers.get("ETag")) for one in answers}) == 1, address


def test_who_keeps_the_cookie_stays_and_who_does_not_is_spread(farm: Farm) -> None:
    first = asked(f"{farm.address}/")
    cookie = cookie_of(first)
    assert re.fullmatch(r"doelbereik=[123]", cookie)
    for _ in range(12):
        again = asked(f"{farm.address}/uitleg", headers={"Cookie": cookie})
        assert cookie_of(again) == "", "it has it already"
    assert set(farm.who_answered("/uitleg")) == {int(cookie[-1]) - 1}
    assert {cookie_of(asked(f"{farm.address}/")) for _ in range(12)} == {f"doelbereik={number}" for number in (1, 2, 3)}


def test_nobody_chooses_a_process_that_is_not_there_or_asks_figures_about_them(farm: Farm) -> None:
    for wrong in ("doelbereik=9", "doelbereik=127.0.0.1:22", "doelbereik="):
        assert asked(f"{farm.address}/healthz", headers={"Cookie": wrong}).status == 200
    for private in ("/metrics", "/_stcore/metrics"):
        assert asked(farm.address + private).status == 404
    assert farm.ask(0, "/metrics").status == 200, "on its own port, from this machine"
    assert asked(f"http://localhost:{farm.nginx_port}/").status == 404
    moved = asked(f"http://localhost:{farm.nginx_port}{PREFIX}")
    assert (moved.status, moved.headers["Location"].endswith(f"{PREFIX}/")) == (301, True)


def test_a_page_has_its_socket_and_its_files_from_one_process(page: Page, farm: Farm) -> None:
    sockets, files = farm.sockets(), farm.who_answered("/media/…")
    page.goto(f"{farm.address}/indicator?indicator={INDICATOR}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="csv").first.click()
    assert b"114" in Path(download.value.path()).read_bytes()
    (cookie,) = [one["value"] for one in page.context.cookies() if one["name"] == "doelbereik"]
    assert set(Counter(farm.sockets()) - Counter(sockets)) == {int(cookie) - 1}
    assert set(Counter(farm.who_answered("/media/…")) - Counter(files)) == {int(cookie) - 1}


def test_a_publication_is_seen_everywhere_at_once_and_no_answer_is_of_two_versions(farm: Farm, victim: Victim) -> None:
    address, is_over = f"{farm.address}/api/v1/indicators/{INDICATOR}", Event()
    before = Warehouse(victim.root).version
    known = {before: victim.figure}

    def keep_asking() -> set[tuple[str, frozenset[int]]]:
        found = set()
        while not is_over.is_set():
            found.add(told(asked(address)))
        return found

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(keep_asking) for _ in range(4)]
        try:
            for _ in range(3):
                victim.change()
                assert victim.build("never") == "done"
                version = Warehouse(victim.root).version
                known[version] = victim.figure
                served = [json.loads(farm.ask(number, "/healthz").body)["warehouse"] for number in range(3)]
                assert served == [version] * 3
        finally:
            is_over.set()
    answers = set().union(*(one.result() for one in asking))
    assert {version for version, _ in answers} <= set(known)
    assert len({version for version, _ in answers}) > 1, "it was asked while it changed"
    for version, figures in answers:
        assert figures == {known[version]}, version


def test_who_loses_the_process_goes_on_with_another_and_stays_there(page: Page, farm: Farm, victim: Victim) -> None:
    page.goto(f"{farm.address}/indicator?indicator={INDICATOR}")
    expect(page.get_by_role("cell", name=shown(victim.figure)).first).to_be_visible()
    expect(page.get_by_role("button", name="csv").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    def process() -> int:
        return next(int(one["value"]) - 1 for one in page.context.cookies() if one["name"] == "doelbereik")

    lost = process()
    before = farm.sockets()
    farm.processes[lost].send_signal(signal.SIGKILL)
    farm.processes[lost].wait()
    assert farm.until_found_again(before) != lost
    expect(page.get_by_role("cell", name=shown(victim.figure)).first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("navigation").get_by_role("link", name="Bronnen").click()
    expect(page.get_by_role("heading", level=1, name="Bronnen")).to_be_visible()
    expect(page.locator("footer.frame")).to_be_visible()
    found = process()
    assert found != lost

    farm.processes[lost] = farm.start(lost)
    farm.until_up(lost)
    page.get_by_role("link", name="Overzicht").first.click()
    expect(page.locator(".stHtml table").first).to_be_visible()
    page.goto(f"{farm.address}/indicator?indicator={INDICATOR}")
    expect(page.get_by_role("cell", name=shown(victim.figure)).first).to_be_visible()
    assert process() == found, "it is not sent back to one that does not know the page"
    assert len({farm.ask(number, ADDRESSES[3]).body for number in range(3)}) == 1
