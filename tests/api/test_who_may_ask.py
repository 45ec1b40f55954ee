"""Where people log in, every address asks first who asks."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

import api
from api.problems import ProblemError, Way, must_log_in, not_permitted
from indicators.language import say
from indicators.reading import Warehouse
from tests.api.asking import Client, Reply, kept_from
from ui import addresses, visitor

ADDRESSES = (
    "/api",
    "/api/v1/policy-fields",
    "/api/v1/policy-fields/sociale-basis",
    "/api/v1/indicators",
    "/api/v1/indicators/wij-gehoord",
    "/api/v1/openapi.json",
    "/api/v1/nothing",
)
FILES = (
    "/briefing/sociale-basis.pdf",
    "/briefing/sociale-basis.pdf?jaar=2018&uitgave=1",
    "/briefing/alle.pdf",
    "/briefing/x/y",
    "/data",
    "/data/sociale-basis.csv",
    "/data/indicatoren/wij-gehoord.svg",
    "/data/datapackage.json",
    "/data/datapackage.zip",
    "/data/data/observation.csv",
    "/data/parquet.zip",
)
WAY = Way("/inloggen?naar=%2F&x", "Inloggen")


def refuse(request: Request) -> ProblemError | None:
    """A header takes the place of the cookie here."""
    who = request.headers.get("x-who")
    if who == "viewer":
        return None
    return not_permitted(say(visitor.NOT_PERMITTED["view"], name=who)) if who else must_log_in("Log in.", WAY)


def sorry(title: str, sentence: str, way: Way | None = None) -> str:
    return f"{title}|{sentence}|{way}"


@pytest.fixture(scope="module")
def ask(small: Warehouse) -> Callable[..., Reply]:
    kept = kept_from(small)
    routes = [*api.routes(kept, refuse), *api.file_routes(kept, sorry, addresses.briefing, refuse)]
    return Client(Starlette(routes=routes))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", ADDRESSES + FILES)
def test_who_did_not_log_in_gets_no_answer_and_a_way_to_log_in(ask: Client, address: str, method: str) -> None:
    reply = ask(address, method)
    assert reply.status == 401
    assert reply.headers["www-authenticate"] == 'Cookie realm="Doelbereik"'
    assert reply.headers["cache-control"] == "private, no-store"
    assert "etag" not in reply.headers


def test_a_program_reads_why_and_a_person_is_led_on(ask: Client) -> None:
    problem = ask("/api/v1/policy-fields?language=en").json
    assert problem["title"] == "Log in first"
    assert problem["type"].endswith("/Unauthorized")
    assert ask("/data/datapackage.json?taal=en").text == f"Log in first|Log in.|{WAY}"


@pytest.mark.parametrize("address", ADDRESSES + FILES)
def test_who_has_no_role_gets_no_answer_and_reads_why(ask: Client, address: str) -> None:
    reply = ask(address, headers={"X-Who": "A. de Vries"})
    assert reply.status == 403
    assert "A. de Vries" in reply.text
    assert "None" in reply.text or reply.json["type"].endswith("/Forbidden")


@pytest.mark.parametrize("address", ["/api/v1/policy-fields", "/api/v1/openapi.json", "/data/datapackage.json"])
def test_who_may_gets_an_answer_that_nothing_between_keeps(ask: Client, address: str) -> None:
    reply = ask(address, headers={"X-Who": "viewer"})
    assert reply.status == 200
    assert reply.headers["cache-control"] == "private, no-cache"
    assert reply.headers["vary"] == "Accept-Encoding, Cookie"


def test_having_had_an_answer_is_no_way_to_have_it_again(ask: Client) -> None:
    address = "/api/v1/policy-fields"
    tag = ask(address, headers={"X-Who": "viewer"}).headers["etag"]
    assert ask(address, headers={"X-Who": "viewer", "If-None-Match": tag}).status == 304
    assert ask(address, headers={"If-None-Match": tag}).status == 401
    assert ask(address, headers={"If-None-Match": "*"}).status == 401


def test_without_login_nobody_is_asked_and_every_cache_may_keep_it(small: Warehouse) -> None:
    reply = Client(Starlette(routes=api.routes(kept_from(small))))("/api/v1/policy-fields")
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["vary"] == "Accept-Encoding"
