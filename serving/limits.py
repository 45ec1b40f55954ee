"""How often one visitor may ask: a bucket of tokens for each address that asks and each kind of what is asked.

A bucket holds as many requests as may come at once and fills at a steady pace. Colleagues behind one proxy of their
organisation are one address here, so the limits are those of an office: they stop a script that runs away and a flood,
never a morning on which everybody logs in. Each server process has buckets of its own.

Who asks is the address that uvicorn tells: that of the connection, or what a proxy passes on that FORWARDED_ALLOW_IPS
names (without it: one on this machine). Nobody else's word for it counts.
"""

import math
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api import asked, problems, sending
from api.problems import ProblemError
from indicators import language
from serving.apology import sorry
from serving.kinds import Kind, kind_of
from ui import addresses

# Most that is remembered; whoever asked longest ago is forgotten first, as if they had never asked.
BUCKETS = 20_000
# The part of an IPv6 address that one household or office has to itself.
SIXTY_FOUR_BITS = 64


class Limit(NamedTuple):
    """How often something may be asked by one address."""

    a_second: float
    at_once: int


# A hundred colleagues who open the dashboard together are a hundred sockets and logins at once.
LIMITS = {
    Kind.API: Limit(20, 400),
    Kind.DATA: Limit(10, 200),
    Kind.BRIEFING: Limit(5, 200),
    Kind.DOWNLOAD: Limit(20, 400),
    Kind.UPLOAD: Limit(2, 100),
    Kind.LOGIN: Limit(10, 400),
    Kind.SOCKET: Limit(20, 400),
}
OFF = "off"


def limits() -> Mapping[Kind, Limit]:
    """Return the limit of each kind that has one, with what DOELBEREIK_LIMITS changes: `api=5/100 upload=1/20`, or off.

    Raises ValueError for anything else.
    """
    named = os.environ.get("DOELBEREIK_LIMITS", "").split()
    if named == [OFF]:
        return {}
    changed = {}
    for one in named:
        found = re.fullmatch(r"([a-z]+)=(\d+(?:\.\d+)?)/(\d+)", one)
        if not found or found[1] not in {*LIMITS} or float(found[2]) <= 0 or int(found[3]) < 1:
            raise ValueError(
                f"DOELBEREIK_LIMITS: found {one!r}, expected {OFF}, or how many a second and how many at once, such as "
                f"api=20/400, of any of these: {', '.join(LIMITS)}."
            )
        changed[Kind(found[1])] = Limit(float(found[2]), int(found[3]))
    return LIMITS | changed


class Buckets:
    """What every address may still ask at this moment."""

    def __init__(self, allowed: Mapping[Kind, Limit], clock: Callable[[], float] = time.monotonic) -> None:
        self.allowed, self.clock = allowed, clock
        self._left: OrderedDict[tuple[Kind, str], tuple[float, float]] = OrderedDict()

    def wait(self, kind: Kind, who: str) -> int:
        """Return 0 and count the request when it may be answered now, else after how many seconds it may."""
        limit = self.allowed.get(kind)
        if limit is None:
            return 0
        now = self.clock()
        tokens, since = self._left.pop((kind, who), (float(limit.at_once), now))
        tokens = min(limit.at_once, tokens + (now - since) * limit.a_second)
        is_allowed = tokens >= 1
        self._left[kind, who] = (tokens - is_allowed, now)
        if len(self._left) > BUCKETS:
            self._left.popitem(last=False)
        return 0 if is_allowed else math.ceil((1 - tokens) / limit.a_second)


class Limits:
    """Answers 429 to whoever asks too often, in words, with the time after which it helps to ask again."""

    def __init__(self, app: ASGIApp, allowed: Mapping[Kind, Limit]) -> None:
        self.app, self.buckets = app, Buckets(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on while there is room for it."""
        kind = kind_of(scope["path"]) if scope["type"] in {"http", "websocket"} else Kind.OTHER
        seconds = self.buckets.wait(kind, who_asks(scope))
        if not seconds:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await _refusal(Request({**scope, "root_path": addresses.root()}), kind, seconds)(scope, receive, send)
        elif "websocket.http.response" in scope.get("extensions", {}):
            refused = [(b"retry-after", str(seconds).encode()), (b"content-length", b"0")]
            await send({"type": "websocket.http.response.start", "status": 429, "headers": refused})
            await send({"type": "websocket.http.response.body", "body": b""})
        else:
            await send({"type": "websocket.close", "code": 1013})  # try again later


def who_asks(scope: Scope) -> str:
    """Return the address that asks; of IPv6 the network, since one machine has a whole one of addresses."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or int(address) >> (address.max_prefixlen - SIXTY_FOUR_BITS))


def _refusal(request: Request, kind: Kind, seconds: int) -> Response:
    if kind is Kind.API:
        spoken = asked.language_of(request.query_params.multi_items())
    else:
        named = parse_qs(request.url.query).get(addresses.LANGUAGE_FILTER, [language.DUTCH])[-1]
        spoken = named if named in language.LANGUAGES else language.DUTCH
    with language.speaking(spoken):
        problem: ProblemError = problems.too_often(seconds)
        headers = {"Cache-Control": "no-store", "Content-Language": spoken, **problem.headers}
        if kind is Kind.API:
            told = sending.TO_PROGRAMS
            return Response(told.tell(request, problem), problem.status, headers, told.media_type)
        return HTMLResponse(sorry(problem.title, problem.detail), problem.status, headers)
