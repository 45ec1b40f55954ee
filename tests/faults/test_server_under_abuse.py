"""A real server that is abused: it goes on serving whole answers of one version, and says when it is not the last."""

import json
import resource
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import running_server
from tests.faults import two_versions
from tests.faults.two_versions import PAGES, Publisher, Visitor, got
from warehouse import publishing, store

CONNECTIONS = 1000
DAMAGED = b"De laatst gepubliceerde cijfers zijn niet te lezen"


class Served:
    """A server, its warehouse and what it printed."""

    def __init__(self, address: str, publisher: Publisher, printed: Path) -> None:
        self.address, self.publisher, self.root, self.printed = address, publisher, publisher.root, printed
        self.host, self.port = "localhost", int(address.rsplit(":", 1)[1])

    def is_well(self) -> None:
        """See that a page and an answer come within a moment."""
        began = time.monotonic()
        assert json.loads(got(f"{self.address}/healthz"))["status"] in ("ok", "damaged")
        assert len(two_versions.versions_in(Visitor(self.address).see(PAGES[1]))) == 1
        assert time.monotonic() - began < 20
        assert "Traceback" not in self.printed.read_text()

    def connection(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("abused")
    publisher, printed = Publisher(folder / "warehouse"), folder / "output.txt"
    with running_server(folder / "warehouse", printed) as address:
        yield Served(address, publisher, printed)


def test_every_answer_is_of_one_version_while_versions_are_published(served: Served) -> None:
    for page in (*PAGES, *two_versions.FILES):
        answer = Visitor(served.address).see(page) if page in PAGES else got(f"{served.address}/{page}")
        assert two_versions.versions_in(answer) == {b"3"}, page
    with served.publisher:
        seen, wrong = two_versions.watched(served.address, seconds=6, visitors=8)
    assert wrong == []
    assert min(seen[b"3"], seen[b"7"]) > 1
    assert served.publisher.published > 1


def test_a_slow_client_keeps_nobody_waiting(served: Served) -> None:
    slow = [served.connection() for _ in range(30)]
    for one in slow[:15]:
        one.sendall(b"GET /data/veld-1.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
    for turn in range(3):
        for one in slow[:15]:
            one.recv(1)
        for one in slow[15:]:
            one.sendall(b"GET /"[turn : turn + 1])
        served.is_well()
    for one in slow:
        one.close()


def test_a_thousand_connections_at_once_leave_room_for_a_visitor(served: Served) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4 * CONNECTIONS), hard), hard))
    opened: list[socket.socket] = []
    try:
        for _ in range(CONNECTIONS):
            opened.append(served.connection())
            opened[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        served.is_well()
        answers = [one.recv(12) for one in opened]
        assert set(answers) == {b"HTTP/1.1 200"}
    finally:
        for one in opened:
            one.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_websocket_that_is_cut_while_a_page_is_drawn_harms_nobody(served: Served) -> None:
    for turn in range(20):
        visitor = Visitor(served.address)
        # Without a farewell: the other side learns it when it sends
        visitor.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        visitor.ask(PAGES[turn % len(PAGES)])
        if turn % 2:
            next(visitor.answers())
        visitor.cut()
    served.is_well()


def test_too_little_memory_for_a_page_is_a_sentence_and_the_next_page_is_whole(served: Served) -> None:
    process = next(
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if f"--server.port\0{served.port}".encode() in (folder / "cmdline").read_bytes()
    )
    used = int((Path("/proc") / str(process) / "statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.prlimit(process, resource.RLIMIT_AS)
    try:
        resource.prlimit(process, resource.RLIMIT_AS, (used, before[1]))
        answers = [got(f"{served.address}/{path}") for path in ("healthz", "briefing/veld-2.pdf?jaar=2018")]
    finally:
        resource.prlimit(process, resource.RLIMIT_AS, before)
    assert all(answers)
    assert b"Traceback" not in b"".join(answers)
    assert got(f"{served.address}/briefing/veld-2.pdf?jaar=2018").startswith(b"%PDF")
    assert len(two_versions.versions_in(Visitor(served.address).see(PAGES[1]))) == 1


DAMAGES = {
    "the pointer names a version that is not there": lambda root, file: (root / "current").write_text("9999-gone\n"),
    "the pointer is empty": lambda root, file: (root / "current").write_text(""),
    "the pointer is garbage": lambda root, file: (root / "current").write_bytes(b"\xff\xfe\x00"),
    "the pointer is gone": lambda root, file: (root / "current").unlink(),
    "the version is truncated": lambda root, file: file.write_bytes(file.read_bytes()[:20_000]),
    "the version is garbage": lambda root, file: file.write_bytes(b"not a database at all"),
    "the version is empty": lambda root, file: file.write_bytes(b""),
    "the version is gone": lambda root, file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_last_good_version_is_shown_and_the_page_says_so(served: Served, damage: str) -> None:
    figures = served.publisher.frames[served.publisher.published % 2]
    served.publisher.published += 1
    publishing.publish(served.root, figures)
    newest = str(store.current_version(served.root))
    pointer, file = served.root / "current", store.version_file(served.root, newest)
    aside = file.with_suffix(".aside")
    aside.write_bytes(file.read_bytes())
    DAMAGES[damage](served.root, file)
    if pointer.exists():
        pointer.touch()
    answer = Visitor(served.address).see(PAGES[1])
    assert len(two_versions.versions_in(answer)) == 1
    assert DAMAGED in answer
    assert json.loads(got(f"{served.address}/healthz"))["status"] == "damaged"
    # Who mends it need not start the server anew
    aside.replace(file)
    (served.root / "next").write_text(f"{newest}\n")
    (served.root / "next").replace(pointer)
    time.sleep(store.SECONDS_BETWEEN_TRIES)
    assert DAMAGED not in Visitor(served.address).see(PAGES[1])
    served.is_well()


def test_a_warehouse_of_a_newer_program_leaves_the_last_good_version_shown(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
    publishing.publish(served.root, served.publisher.frames[served.publisher.published % 2])
    monkeypatch.undo()
    answer = Visitor(served.address).see(PAGES[1])
    assert DAMAGED in answer
    assert len(two_versions.versions_in(answer)) == 1
    assert "update the program" in str(store.Warehouse(served.root).notice)
