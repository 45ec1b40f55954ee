"""A reverse proxy as an organisation has one: of its host, one path is this dashboard's and the rest is not.

It passes on what was asked as it was asked, with the headers that a proxy adds.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

ELSEWHERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Proxy:
    address: str = ""
    """Where visitors find the dashboard."""
    server_port: int = 0
    """To be told before the first visitor."""
    strays: list[str] = field(default_factory=list)
    """What was asked outside the path of the dashboard."""


@contextmanager
def proxy(root: str) -> Iterator[Proxy]:
    """Give a proxy for a server below a path, which may start later: it must know where visitors find it."""
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()
    started = threading.Event()
    made = Proxy()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
            path = head[0].split()[1]
            if not path.startswith(f"{root}/"):
                made.strays.append(path)
                writer.write(ELSEWHERE)
                writer.close()
                return
            # One request a connection, so that each is looked at; a socket of a page stays what it is.
            is_socket = any(line.lower().startswith("upgrade:") for line in head)
            kept = [line for line in head[1:] if is_socket or not line.lower().startswith("connection:")]
            added = [
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: http",
                *([] if is_socket else ["Connection: close"]),
            ]
            server_reader, server_writer = await asyncio.open_connection("localhost", made.server_port)
            server_writer.write("\r\n".join([head[0], *kept, *added, "", ""]).encode("latin-1"))
            await asyncio.gather(copy(reader, server_writer), copy(server_reader, writer))

    async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while some := await source.read(65536):
                target.write(some)
                await target.drain()
            target.close()

    async def serve() -> None:
        server = await asyncio.start_server(pass_on, "localhost", 0)
        made.address = f"http://localhost:{server.sockets[0].getsockname()[1]}{root}"
        started.set()
        async with server:
            await stopped.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    started.wait()
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(5)
