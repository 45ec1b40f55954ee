"""A local server that gives recorded answers and misbehaves on request."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

ANSWERS = Path(__file__).parent / "answers"

Fault = Callable[[BaseHTTPRequestHandler, bytes], None]


def status(code: int, **headers: str) -> Fault:
    """Answer with a status and nothing else."""

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def drop_halfway(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Announce the whole answer, send half of it and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def end_early(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Send half of the answer without saying how long it is: only the JSON tells."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def whole(text: str) -> Fault:
    """Answer with another body."""

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        send(handler, text.encode())

    return answer


def send(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json; charset=utf-8")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@dataclass
class Stub:
    """The server as a test sees it."""

    root: str
    asked: list[str] = field(default_factory=list)
    """Path and query of every request."""
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    """File of an answer → what is done instead, once each."""

    def names(self) -> list[str]:
        """What was asked for, without table and query."""
        return [urlsplit(one).path.rpartition("/")[2] for one in self.asked]


def _file(path: str) -> str:
    parts = urlsplit(path)
    name = parts.path.strip("/")
    if name.endswith("/Observations"):
        return f"{name}.2.json" if "$skip=3" in unquote(parts.query) else f"{name}.1.json"
    return f"{name}.json"


@contextmanager
def serving(answers: Path = ANSWERS) -> Iterator[Stub]:
    """Serve the answers on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stub.asked.append(self.path)
            name = _file(self.path)
            file = answers / name
            body = file.read_text(encoding="utf-8").replace("@HERE@", stub.root).encode() if file.exists() else b""
            waiting = stub.faults.get(name.rpartition("/")[2], [])
            if waiting:
                waiting.pop(0)(self, body)
            elif body:
                send(self, body)
            else:
                status(404)(self, b"")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = Stub(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(name: str) -> dict[str, object]:
    """Return a recorded answer of the table."""
    found: dict[str, object] = json.loads((ANSWERS / "83648NED" / f"{name}.json").read_text(encoding="utf-8"))
    return found
