"""How anything is sent: an answer, a 304 or why there is none; with ETag, compression, HEAD and origins.

An address gives one answer: nothing but the address itself, its query included, decides what is in it. Answers are made
in a thread and sent with a strong ETag: a browser or a script asks again each time and gets 304 while nothing changed,
since a figure may be published or withdrawn at any moment (hence `no-cache`). Where people log in, who asks decides
whether there is an answer, never which one.
"""

import gzip
import hashlib
import logging
import os
import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api import asked, problems
from api.problems import NotThereError, ProblemError
from indicators import language
from indicators.reading import NotFoundError, NoWarehouse

METHODS = "GET, HEAD"
JSON, PROBLEM = "application/json; charset=utf-8", "application/problem+json; charset=utf-8"

# 105 kB of a policy field becomes 11; a higher level takes twice the time for 2 % less.
COMPRESSION_LEVEL = 6
# What is compressed already and no server around us compresses again. Any other kind must get both its encodings here:
# a layer that compresses it later would send two bodies under one strong ETag.
COMPRESSED_ALREADY = frozenset({"application/zip", "image/png"})
SECONDS_PREFLIGHT_KEPT = 600

_log = logging.getLogger(__name__)


class Kept(Protocol):
    """Makes `read(warehouse, *asked, **tools)` once per version of the figures and per language."""

    def __call__(self, read: Callable[..., Any], *asked: str | int | None, **tools: Any) -> Any:
        """Return what was read, now or before."""


class Sent(NamedTuple):
    """An answer as it is sent."""

    body: bytes
    compressed: bytes | None
    """None for a kind of file that does not compress."""
    digest: str
    language: str
    media_type: str
    disposition: str | None
    """Whether a browser shows or saves it, and under which name; None for what is no file."""

    @classmethod
    def of(cls, body: bytes, spoken: str, media_type: str = JSON, disposition: str | None = None) -> "Sent":
        """Return a body in a language with what is sent of it."""
        digest = hashlib.sha256(body).hexdigest()[:32]
        is_small_already = media_type in COMPRESSED_ALREADY
        compressed = None if is_small_already else gzip.compress(body, COMPRESSION_LEVEL, mtime=0)
        return cls(body, compressed, digest, spoken, media_type, disposition)


Answering = Callable[[Request], Sent]

Refuse = Callable[[Request], ProblemError | None]
"""Request → why whoever asks may not have any answer; None when they may."""


class Telling(NamedTuple):
    """How a problem is told: the parameter that names the language, what makes the body, and of which kind it is."""

    language_parameter: str
    tell: Callable[[Request, ProblemError], str]
    media_type: str


def root_of(request: Request) -> str:
    """Return the path that the server stands below; empty where it has its host to itself."""
    return str(request.scope.get("root_path", ""))


def _as_json(request: Request, problem: ProblemError) -> str:
    return problem.told(root_of(request), quote(request.scope["path"])).model_dump_json()


TO_PROGRAMS = Telling("language", _as_json, PROBLEM)


def allowed_origins() -> frozenset[str]:
    """Return whose scripts may read answers in a browser: nobody's, or those that DOELBEREIK_CORS_ORIGINS names."""
    named = os.environ.get("DOELBEREIK_CORS_ORIGINS", "").split()
    for origin in named:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", origin):
            raise ValueError(
                f"DOELBEREIK_CORS_ORIGINS: found {origin!r}, expected origins with spaces between them, in lower case "
                "and without a path, such as: https://intranet.example.org https://data.example.org:8443"
            )
    return frozenset(named)


class Endpoint:
    """An ASGI application around what answers one address, for every method."""

    def __init__(
        self,
        answer: Answering,
        origins: frozenset[str],
        telling: Telling = TO_PROGRAMS,
        refuse: Refuse | None = None,
    ) -> None:
        self.answer = answer
        self.origins = origins
        self.telling = telling
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        request = Request(scope, receive)
        response = self._preflight(request)
        if response is None:
            response = await run_in_threadpool(self._response, request)
        if request.method == "HEAD":
            response.body = b""
        self._share(request, response)
        self._keep_private(response)
        await response(scope, receive, send)

    def _response(self, request: Request) -> Response:
        spoken = asked.language_of(request.query_params.multi_items(), self.telling.language_parameter)
        with language.speaking(spoken):
            try:
                if request.method not in METHODS.split(", "):
                    raise problems.not_allowed(METHODS)
                if self.refuse and (refused := self.refuse(request)):
                    raise refused
                return _response(request, self.answer(request))
            except NotThereError as missing:
                problem = problems.not_there(missing, root_of(request))
            except NotFoundError:  # a version without it was published meanwhile
                problem = problems.no_such_address(root_of(request))
            except NoWarehouse:
                problem = problems.no_figures()
            except ProblemError as found:
                problem = found
            except Exception:
                _log.exception("%s %s was not answered", request.method, request.url.path)
                problem = problems.failed()
            headers = {"Cache-Control": "no-store", "Content-Language": spoken, **problem.headers}
            body = self.telling.tell(request, problem)
            return Response(body, status_code=problem.status, media_type=self.telling.media_type, headers=headers)

    def _preflight(self, request: Request) -> Response | None:
        """Return what a browser asks before a script of another origin may; None when it is no such question."""
        is_asked = request.method == "OPTIONS" and "access-control-request-method" in request.headers
        if not is_asked or request.headers.get("origin") not in self.origins:
            return None
        headers = {
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": str(SECONDS_PREFLIGHT_KEPT),
        }
        return Response(status_code=204, headers=headers)

    def _share(self, request: Request, response: Response) -> None:
        """Let scripts of a named origin read the answer; without names no answer says a word of origins."""
        if not self.origins:
            return
        response.headers.add_vary_header("Origin")
        origin = request.headers.get("origin", "")
        if origin in self.origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "ETag"

    def _keep_private(self, response: Response) -> None:
        """Let nothing between here and who asks keep an answer that not everybody gets."""
        if self.refuse:
            response.headers.add_vary_header("Cookie")
            response.headers["Cache-Control"] = f"private, {response.headers.get('Cache-Control', 'no-store')}"


def _response(request: Request, sent: Sent) -> Response:
    """Return an answer, or that the one the client has is still the answer."""
    takes_gzip = _takes_gzip(request.headers.get("accept-encoding", ""))
    body = sent.compressed if takes_gzip and sent.compressed is not None else sent.body
    tags = {False: f'"{sent.digest}"', True: f'"{sent.digest}-gzip"'}
    headers = {
        "ETag": tags[body is sent.compressed],
        "Cache-Control": "no-cache",
        "Content-Language": sent.language,
        "Vary": "Accept-Encoding",
    }
    if _has(request.headers.get("if-none-match", ""), frozenset(tags.values())):
        return Response(status_code=304, headers=headers)
    if body is sent.compressed:
        headers["Content-Encoding"] = "gzip"
    if sent.disposition is not None:
        headers["Content-Disposition"] = sent.disposition
    return Response(body, media_type=sent.media_type, headers=headers)


def _has(if_none_match: str, tags: frozenset[str]) -> bool:
    """Whether a client has one of these (RFC 9110, 13.1.2): any at all, or one of a list, compared weakly."""
    named = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in named or not named.isdisjoint(tags)


def _takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip: it or anything is named, and not with a weight of zero."""
    named = (part.replace(" ", "").lower().partition(";q=") for part in accept_encoding.split(","))
    weights = {coding: weight or "1" for coding, _, weight in named}
    return weights.get("gzip", weights.get("*", "0")).strip("0.") != ""
