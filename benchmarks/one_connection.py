"""How long an answer takes on a connection that is kept, beside the same answer on a new connection each time.

    python benchmarks/one_connection.py [--requests 10]

Starts the server and asks `/healthz`, whose answer is a few bytes, in turns: on one connection that stays open, and on
connections of their own. A new connection costs a handshake more, so keeping one is to be no slower; where the kernel
waits for the browser to confirm the head of an answer, it takes some fifty times as long. Budget: at most 1.5 times.
"""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUDGET = 1.5
SECONDS_TO_START = 60


def main() -> int:
    """Ask both ways in turns, print what it took; 1 when a kept connection is slower than the budget."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=10, help="requests each way (default 10)")
    requests: int = parser.parse_args().requests
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as nothing_published:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)],
            cwd=PROJECT,
            env=os.environ | {"DOELBEREIK_WAREHOUSE": nothing_published},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until_up(port)
            kept, anew = _took(port, requests)
        finally:
            server.terminate()
            server.wait(timeout=20)
    ratio = statistics.median(kept) / statistics.median(anew)
    for where, seconds in (("one connection", kept), ("as many connections", anew)):
        each = statistics.median(seconds) * 1000
        print(f"{requests} answers on {where}: {sum(seconds) * 1000:.1f} ms, each {each:.2f} ms")
    print(f"one connection takes {ratio:.2f} times as long, at most {BUDGET} wanted")
    return 0 if ratio <= BUDGET else 1


def _took(port: int, requests: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each answer on one connection, and on a new one each time."""
    one = http.client.HTTPConnection("127.0.0.1", port)
    _asked(one)  # its first answer waits for nobody
    kept, anew = [], []
    for _ in range(requests):
        kept.append(_asked(one))
        other = http.client.HTTPConnection("127.0.0.1", port)
        anew.append(_asked(other))
        other.close()
    one.close()
    return kept, anew


def _asked(connection: http.client.HTTPConnection) -> float:
    began = time.perf_counter()
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    return time.perf_counter() - began


def _until_up(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            _asked(http.client.HTTPConnection("127.0.0.1", port))
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
