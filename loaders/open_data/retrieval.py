"""JSON over HTTP from a server that may be slow, busy or broken: tried again where that helps, refused where it cannot.

The standard library is enough: one server is asked one thing at a time, without cookies, login or uploads. httpx would
be two more packages (httpcore too) to keep up to date, and would not do what matters here: wait as long as the server
asks, limit a whole answer in time and size, keep a figure's digits, refuse a link to elsewhere. That is ours anyway.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from loaders.grid import Problem

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one a moment later."""

_PART = 1 << 16
_AGENT = "doelbereik (indicator dashboard of a municipality; reads open data once a table)"


class RetrievalError(Exception):
    """What was asked cannot be had; carries the problem as a person has to hear it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence())
        self.problem = problem


class _TryAgainError(Exception):
    """This attempt failed, another may not."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for."""

    attempts: int = 5
    first_wait: float = 1.0
    """Seconds before the second attempt; doubled before each further one."""
    longest_wait: float = 120.0
    """Seconds that a server may ask us to wait; who asks for more is told to be asked again by a person."""
    silence: float = 30.0
    """Seconds without a byte."""
    answer: float = 180.0
    """Seconds for one whole answer: a server that sends a byte now and then is never silent."""
    size: int = 200_000_000
    """Bytes of one answer; a page of CBS has up to 100.000 rows, some 17 MB."""


class _SameServer(HTTPRedirectHandler):
    """Follows a redirect on the same server only; elsewhere it is an answer like any other status."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows, None for another server."""
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler(), HTTPHandler(), HTTPSHandler(), _SameServer())


@dataclass
class Server:
    """One server, by the address below which everything asked of it lies."""

    root: str
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    _open: OpenerDirector = field(default_factory=_opener, repr=False)

    def within(self, address: str, link: str) -> str:
        """Return the address a link on a page leads to; a link to another server is refused."""
        to = urljoin(address, link)
        if urlsplit(to)[:2] != urlsplit(self.root)[:2]:
            raise RetrievalError(
                Problem(
                    "An answer sends us to another server",
                    to,
                    f"an address below {self.root}",
                    place=address,
                    kind="foreign-link",
                    advice="Look at the answer; nothing was asked there.",
                )
            )
        return to

    def json(self, address: str) -> dict[str, Any]:
        """Return the JSON object at an address, after as many attempts as patience allows."""
        wait = self.patience.first_wait
        for attempt in range(1, self.patience.attempts + 1):
            try:
                return _object(self._body(address))
            except _TryAgainError as failure:
                asked = failure.wait
                if attempt == self.patience.attempts or (asked or 0) > self.patience.longest_wait:
                    raise _given_up(address, failure, attempt) from failure
                self.sleep(wait if asked is None else asked)
                wait = min(2 * wait, self.patience.longest_wait)
        raise AssertionError("patience allows at least one attempt")

    def _body(self, address: str) -> bytes:
        request = Request(address, headers={"Accept": "application/json", "User-Agent": _AGENT})
        try:
            with self._open.open(request, timeout=self.patience.silence) as answer:
                return self._read(answer)
        except HTTPError as error:
            with error:
                if error.code in BUSY:
                    raise _TryAgainError(f"status {error.code}", _seconds(error.headers.get("Retry-After"))) from error
                told = error.read(300).decode("utf-8", "replace").strip()
            raise RetrievalError(
                Problem(
                    "The server refuses what was asked",
                    f"status {error.code} {told}".strip(),
                    "status 200",
                    place=address,
                    kind="request-refused",
                    advice="Look whether the table and its codes still exist.",
                )
            ) from error
        except (URLError, HTTPException, OSError) as error:
            raise _TryAgainError(f"{type(error).__name__}: {error}") from error

    def _read(self, answer: HTTPResponse) -> bytes:
        until = time.monotonic() + self.patience.answer
        parts: list[bytes] = []
        size = 0
        while part := answer.read1(_PART):
            parts.append(part)
            size += len(part)
            if size > self.patience.size:
                raise _TryAgainError(f"more than {self.patience.size} bytes")
            if time.monotonic() > until:
                raise _TryAgainError(f"not complete after {self.patience.answer:g} seconds")
        announced = answer.headers.get("Content-Length")
        if announced is not None and announced.isdecimal() and size < int(announced):
            # read1 ends quietly where the connection was dropped
            raise _TryAgainError(f"{size} of {announced} bytes")
        return b"".join(parts)


def _object(body: bytes) -> dict[str, Any]:
    try:
        # A figure stays as it was sent: 0.10 has two decimals, and no binary fraction stands between
        found = json.loads(body, parse_float=str)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _TryAgainError(f"no readable JSON: {error}") from error
    if not isinstance(found, dict):
        raise _TryAgainError(f"JSON, but no object: {type(found).__name__}")
    return found


def _seconds(retry_after: str | None) -> float | None:
    """Return how long a server asks to wait: it says seconds or a moment (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _given_up(address: str, failure: _TryAgainError, attempts: int) -> RetrievalError:
    asked = "" if failure.wait is None else f"; the server asks for {failure.wait:.0f} seconds"
    return RetrievalError(
        Problem(
            "The server does not give an answer that can be used",
            f"{failure}{asked}, after {attempts} attempt{'' if attempts == 1 else 's'}",
            "a JSON object",
            place=address,
            kind="no-answer",
            advice="Give the same command again later: what was received is kept and it goes on from there.",
        )
    )
