"""The addresses below /api/v1: from a request to an answer, a 304 or a problem.

An address gives one answer: nothing but the address itself, its query included, decides what is in it. Answers are kept
by whoever serves them, made in a thread, and sent with a strong ETag: a browser or a script asks again each time and
gets 304 while nothing changed, since a figure may be published or withdrawn at any moment (hence `no-cache`).
"""

import gzip
import hashlib
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api import answers, asked, problems, telling
from api.problems import NotThereError, ProblemError
from indicators import language
from indicators.reading import NotFoundError, NoWarehouse, Warehouse

ROOT = "/api/v1"
METHODS = "GET, HEAD"
JSON, PROBLEM = "application/json; charset=utf-8", "application/problem+json; charset=utf-8"

# 105 kB of a policy field becomes 11; a higher level takes twice the time for 2 % less.
COMPRESSION_LEVEL = 6
SECONDS_PREFLIGHT_KEPT = 600

Ids = Callable[[Warehouse], tuple[str, ...]]

_log = logging.getLogger(__name__)


class Kept(Protocol):
    """What keeps answers: `read(warehouse, *asked, **tools)` once per version of the figures and per language."""

    def __call__(self, read: Callable[..., Any], *asked: str | int | None, **tools: Any) -> Any:
        """Return what was read, now or before."""


class Sent(NamedTuple):
    """An answer as it is sent."""

    body: bytes
    compressed: bytes
    digest: str
    language: str

    @classmethod
    def of(cls, body: bytes, spoken: str) -> "Sent":
        """Return a body in a language with what is sent of it."""
        digest = hashlib.sha256(body).hexdigest()[:32]
        return cls(body, gzip.compress(body, COMPRESSION_LEVEL, mtime=0), digest, spoken)


@dataclass(frozen=True)
class Address:
    """One address below `ROOT`: what it takes and what it gives."""

    path: str
    takes: type[asked.Asked]
    gives: type[BaseModel]
    tell: Callable[..., BaseModel]
    """Of the warehouse, the ids in the path and the parameters but the language, in the order of `takes`."""
    ids: Mapping[str, Ids] = field(default_factory=dict)
    """Name of an id in the path → every id there is."""


ADDRESSES = (
    Address("/policy-fields", asked.AskedOfEdition, answers.PolicyFields, telling.policy_fields),
    Address(
        "/policy-fields/{policy_field_id}",
        asked.AskedOfField,
        answers.PolicyFieldYear,
        telling.policy_field,
        {"policy_field_id": telling.policy_field_ids},
    ),
    Address("/indicators", asked.AskedOfIndicators, answers.Indicators, telling.indicators),
    Address(
        "/indicators/{indicator_id}",
        asked.AskedOfIndicator,
        answers.IndicatorHistory,
        telling.indicator,
        {"indicator_id": telling.indicator_ids},
    ),
)


def routes(kept: Kept, document: Callable[[], bytes]) -> list[Route]:
    """Return the routes of every address, of the document that describes them, and of all others below /api.

    Raises ValueError for a setting of origins that names none.
    """
    origins = allowed_origins()
    found = [Route(ROOT + one.path, Endpoint(_answering(kept, one), origins)) for one in ADDRESSES]
    found.append(Route(f"{ROOT}/openapi.json", Endpoint(_describing(document), origins)))
    unknown = Endpoint(_no_answer, origins)
    return [*found, Route("/api", unknown), Route("/api/{rest:path}", unknown)]


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


# Answers -------------------------------------------------------------------------------------------------------------

Answering = Callable[[Request], Sent]


def _answering(kept: Kept, address: Address) -> Answering:
    """Return what answers an address."""

    def answer(request: Request) -> Sent:
        parameters = asked.read(address.takes, request.query_params.multi_items())
        for name, ids in address.ids.items():
            _check(name, request.path_params[name], kept(ids))
        given = parameters.model_dump(exclude={"language"})
        if given["as_known_in"] is not None:
            _check("as_known_in", given["as_known_in"], kept(telling.document_ids))
        values = (*request.path_params.values(), *given.values())
        plain = (repr(one) if isinstance(one, float) else one for one in values)
        sent: Sent = kept(_sent, *plain, tell=address.tell)
        return sent

    return answer


def _check(name: str, found: str, known: tuple[str, ...]) -> None:
    if found not in known:
        raise NotThereError(name, found, known)


def _sent(warehouse: Warehouse, *asked: str | int | None, tell: Callable[..., BaseModel]) -> Sent:
    """Return an answer that was read from one published version."""
    while True:
        version = warehouse.version
        answer = tell(warehouse, *asked)
        if warehouse.version == version:
            return Sent.of(answer.model_dump_json(by_alias=True).encode(), language.current())


def _describing(document: Callable[[], bytes]) -> Answering:
    """Return what answers the OpenAPI document: it takes no parameters, and is English as all words for programmers."""

    @cache
    def sent() -> Sent:
        return Sent.of(document(), language.ENGLISH)

    def answer(request: Request) -> Sent:
        if request.query_params:
            raise problems.unknown_parameters(dict.fromkeys(request.query_params), ())
        return sent()

    return answer


def _no_answer(request: Request) -> Sent:
    raise problems.no_such_address()


# HTTP ----------------------------------------------------------------------------------------------------------------


class Endpoint:
    """An ASGI application around what answers one address, for every method."""

    def __init__(self, answer: Answering, origins: frozenset[str]) -> None:
        self.answer = answer
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        request = Request(scope, receive)
        response = self._preflight(request)
        if response is None:
            response = await run_in_threadpool(self._response, request)
        if request.method == "HEAD":
            response.body = b""
        self._share(request, response)
        await response(scope, receive, send)

    def _response(self, request: Request) -> Response:
        spoken = asked.language_of(request.query_params.multi_items())
        with language.speaking(spoken):
            try:
                if request.method not in METHODS.split(", "):
                    raise problems.not_allowed(METHODS)
                return _response(request, self.answer(request))
            except NotThereError as missing:
                problem = problems.not_there(missing)
            except NotFoundError:  # a version without it was published meanwhile
                problem = problems.no_such_address()
            except NoWarehouse:
                problem = problems.no_figures()
            except ProblemError as found:
                problem = found
            except Exception:
                _log.exception("%s %s was not answered", request.method, request.url.path)
                problem = problems.failed()
            return _problem(request, problem, spoken)

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


def _response(request: Request, sent: Sent) -> Response:
    """Return an answer, or that the one the client has is still the answer."""
    is_compressed = _takes_gzip(request.headers.get("accept-encoding", ""))
    tags = {False: f'"{sent.digest}"', True: f'"{sent.digest}-gzip"'}
    headers = {
        "ETag": tags[is_compressed],
        "Cache-Control": "no-cache",
        "Content-Language": sent.language,
        "Vary": "Accept-Encoding",
    }
    if _has(request.headers.get("if-none-match", ""), frozenset(tags.values())):
        return Response(status_code=304, headers=headers)
    if is_compressed:
        headers["Content-Encoding"] = "gzip"
    return Response(sent.compressed if is_compressed else sent.body, media_type=JSON, headers=headers)


def _problem(request: Request, problem: ProblemError, spoken: str) -> Response:
    told = problem.told(request.scope.get("root_path", ""), quote(request.scope["path"]))
    headers = {"Cache-Control": "no-store", "Content-Language": spoken, **problem.headers}
    return Response(told.model_dump_json(), status_code=problem.status, media_type=PROBLEM, headers=headers)


def _has(if_none_match: str, tags: frozenset[str]) -> bool:
    """Whether a client has one of these (RFC 9110, 13.1.2): any at all, or one of a list, compared weakly."""
    named = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in named or not named.isdisjoint(tags)


def _takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip: it or anything is named, and not with a weight of zero."""
    named = (part.replace(" ", "").lower().partition(";q=") for part in accept_encoding.split(","))
    weights = {coding: weight or "1" for coding, _, weight in named}
    return weights.get("gzip", weights.get("*", "0")).strip("0.") != ""
