"""How long an answer takes on a connection that is kept, beside the same answer on a new connection each time.

    python -m benchmarks.one_connection [--requests 10]

Starts the server and asks `/healthz`, whose answer is a few bytes, in turns: on one connection that stays open, and on
connections of their own. A new connection costs a handshake more, so keeping one is to be no slower; where the kernel
waits for the browser to confirm the head of an answer, it takes some fifty times as long. Budget: at most 1.5 times.
"""

import http.client
import statistics
import sys
import time
from urllib.parse import urlsplit

from benchmarks.measured import RATIO, Measured, options, tell
from benchmarks.running import PROJECT, streamlit

BUDGET = 1.5


def main() -> int:
    """Ask both ways in turns, and tell what it took."""
    parser = options(__doc__)
    parser.add_argument("--requests", type=int, default=10, help="requests each way (default 10)")
    asked = parser.parse_args()
    settings = {"DOELBEREIK_WAREHOUSE": "/nothing/published"}
    with streamlit(PROJECT / "server.py", environment=settings) as server:
        kept, anew = _took(urlsplit(server.address).port or 0, asked.requests)
    one, many = (statistics.median(seconds) * 1000 for seconds in (kept, anew))
    told = f"{one:.2f} ms beside {many:.2f} ms"
    return tell(
        [Measured("answer on a kept connection", one / many, RATIO, BUDGET, "lower", "a connection each", 1, told)],
        asked.json,
    )


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


if __name__ == "__main__":
    sys.exit(main())
