"""How often one visitor may ask, and what they read when that was too often."""

from collections.abc import Mapping

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from serving import limits
from serving.kinds import Kind
from serving.limits import LIMITS, Buckets, Limit, Limits, who_asks


async def _accept(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


INSIDE = Starlette(
    routes=[
        WebSocketRoute("/_stcore/stream", _accept),
        Route("/{rest:path}", lambda request: PlainTextResponse("inside"), methods=["GET", "PUT"]),
    ]
)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def asking(allowed: Mapping[Kind, Limit], who: str = "192.0.2.1") -> TestClient:
    return TestClient(Limits(INSIDE, allowed), client=(who, 50_000))


def test_who_asked_all_at_once_waits_until_there_is_room_again() -> None:
    clock = Clock()
    buckets = Buckets({Kind.API: Limit(0.5, 3)}, clock)
    assert [buckets.wait(Kind.API, "a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now += 1.9
    assert buckets.wait(Kind.API, "a") == 1
    clock.now += 0.1
    assert [buckets.wait(Kind.API, "a"), buckets.wait(Kind.API, "a")] == [0, 2]
    clock.now += 1000
    assert [buckets.wait(Kind.API, "a") for _ in range(4)] == [0, 0, 0, 2], "no more is saved up than may come at once"


def test_nobody_waits_for_somebody_else_or_for_another_kind() -> None:
    buckets = Buckets({Kind.API: Limit(1, 1), Kind.DATA: Limit(1, 1)}, Clock())
    assert [buckets.wait(Kind.API, "a"), buckets.wait(Kind.API, "a")] == [0, 1]
    assert [buckets.wait(Kind.API, "b"), buckets.wait(Kind.DATA, "a")] == [0, 0]
    assert [buckets.wait(Kind.PAGE, "a") for _ in range(1000)] == [0] * 1000


def test_of_all_who_ask_no_more_are_remembered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BUCKETS", 100)
    buckets = Buckets({Kind.API: Limit(1, 1)}, Clock())
    for number in range(1000):
        buckets.wait(Kind.API, str(number))
    assert len(buckets._left) == 100
    assert buckets.wait(Kind.API, "999") == 1, "who asked just now is not forgotten"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("testclient", "testclient", True),
    ],
)
def test_an_office_or_household_is_one_address(one: str, other: str, is_same: bool) -> None:
    assert (who_asks({"client": (one, 1)}) == who_asks({"client": (other, 2)})) is is_same


def test_a_program_that_asks_too_much_is_told_in_its_own_form_and_language() -> None:
    ask = asking({Kind.API: Limit(0.1, 1)})
    assert ask.get("/api/v1/indicators").status_code == 200
    refused = ask.get("/api/v1/indicators?language=en&query=somebody")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
    assert refused.headers["content-type"] == "application/problem+json; charset=utf-8"
    told = refused.json()
    assert told["type"] == "/api/v1/openapi.json#/components/responses/TooManyRequests"
    assert told["detail"] == "Too much is asked at once from your network address. Ask again in 10 seconds."
    assert told["instance"] == "/api/v1/indicators"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (Kind.DATA, "/data/sport.csv"),
        (Kind.BRIEFING, "/briefing/sport.pdf"),
        (Kind.DOWNLOAD, "/media/abc.pdf"),
        (Kind.UPLOAD, "/_stcore/upload_file/run/file"),
        (Kind.LOGIN, "/inloggen"),
        (Kind.LOGIN, "/auth/login"),
        (Kind.LOGIN, "/oauth2callback"),
    ],
)
def test_a_person_who_asks_too_much_reads_a_page(kind: Kind, address: str) -> None:
    ask = asking({kind: Limit(1, 1)})
    method = "PUT" if kind is Kind.UPLOAD else "GET"
    assert ask.request(method, address).status_code == 200
    dutch = ask.request(method, address)
    assert (dutch.status_code, dutch.headers["retry-after"], dutch.headers["cache-control"]) == (429, "1", "no-store")
    assert "Vraag het over 1 seconde opnieuw." in dutch.text
    english = ask.request(method, f"{address}?taal=en")
    assert '<html lang="en">' in english.text
    assert "Ask again in 1 second." in english.text


def test_a_page_that_opens_again_and_again_gets_no_socket() -> None:
    ask = asking({Kind.SOCKET: Limit(0.5, 1)})
    with ask.websocket_connect("/_stcore/stream"):
        pass
    with pytest.raises(WebSocketDenialResponse) as refused, ask.websocket_connect("/_stcore/stream"):
        pass
    assert (refused.value.status_code, refused.value.headers["retry-after"]) == (429, "2")


def test_a_hundred_colleagues_behind_one_proxy_start_their_morning() -> None:
    ask = asking(LIMITS)
    for _ in range(100):
        ways = ["/inloggen", "/auth/login", "/oauth2callback", "/", "/beleidsveld", "/data/sport.xlsx", "/media/a.pdf"]
        assert {ask.get(way).status_code for way in ways} == {200}
        assert ask.put("/_stcore/upload_file/run/file").status_code == 200
        with ask.websocket_connect("/_stcore/stream"), ask.websocket_connect("/_stcore/stream"):
            pass


def test_a_setting_changes_one_limit_or_switches_all_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELBEREIK_LIMITS", raising=False)
    assert limits.limits() == LIMITS
    monkeypatch.setenv("DOELBEREIK_LIMITS", "api=0.5/3  upload=1/20")
    assert limits.limits() == LIMITS | {Kind.API: Limit(0.5, 3), Kind.UPLOAD: Limit(1, 20)}
    monkeypatch.setenv("DOELBEREIK_LIMITS", "off")
    assert limits.limits() == {}


@pytest.mark.parametrize(
    "named", ["api", "api=1", "api=0/5", "api=1/0", "api=-1/5", "page=1/5", "off api=1/5", "api=1/5,"]
)
def test_a_setting_that_is_no_limit_is_refused_with_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("DOELBEREIK_LIMITS", named)
    with pytest.raises(ValueError, match="such as api=20/400"):
        limits.limits()
