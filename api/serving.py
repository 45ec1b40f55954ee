"""The addresses below /api/v1: from what is asked to an answer in JSON, kept by whoever serves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel
from starlette.requests import Request
from starlette.routing import Route

from api import answers, asked, problems, telling
from api.problems import NotThereError
from api.sending import Answering, Endpoint, Kept, Refuse, Sent, allowed_origins, root_of
from indicators import language
from indicators.reading import Warehouse

ROOT = "/api/v1"

Ids = Callable[[Warehouse], tuple[str, ...]]


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


def routes(kept: Kept, document: Callable[[], bytes], refuse: Refuse | None = None) -> list[Route]:
    """Return the routes of every address, of the document that describes them, and of all others below /api.

    Raises ValueError for a setting of origins that names none.
    """
    origins = allowed_origins()
    answering = {ROOT + one.path: _answering(kept, one) for one in ADDRESSES}
    answering |= {f"{ROOT}/openapi.json": _describing(document), "/api": _no_answer, "/api/{rest:path}": _no_answer}
    return [Route(path, Endpoint(answer, origins, refuse=refuse)) for path, answer in answering.items()]


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
    """Return an answer of the version that `kept` hands over."""
    answer = tell(warehouse, *asked)
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
    raise problems.no_such_address(root_of(request))
