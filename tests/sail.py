"""A Spark Connect server with workers: Sail, started for the tests that read through one, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SECONDS_TO_START = 30


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def sail(port: int) -> Iterator[str]:
    """Give the address of a server that stops afterwards."""
    server = subprocess.Popen(
        [sys.executable, "-m", "pysail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)],
        env=os.environ | {"SAIL_MODE": "local-cluster", "RUST_LOG": "error"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and server.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()
