"""Ask an ASGI application in this process, byte for byte as the server would hand the request on."""

import asyncio
import gzip
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message

import api
from indicators.reading import Warehouse


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        is_compressed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_compressed else self.body).decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Client:
    app: ASGIApp

    def __call__(
        self, address: str, method: str = "GET", headers: dict[str, str] | None = None, root_path: str = ""
    ) -> Reply:
        """Return the answer; `address` is what stands in a request, escapes and query included."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "server": ("testserver", 80),
            "root_path": root_path,
            "path": root_path + unquote(path),
            "raw_path": (root_path + path).encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        # In a thread of its own: one that drives a browser has a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Reply(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


def kept_from(warehouse: Warehouse) -> Callable[..., Any]:
    """Return what reads from a warehouse and keeps nothing."""

    def kept(read: Callable[..., Any], *asked: str | int | None, **tools: Any) -> Any:
        return read(warehouse, *asked, **tools)

    return kept


def client(kept: Callable[..., Any]) -> Client:
    return Client(Starlette(routes=api.routes(kept)))
