"""Whom the server lets in where, and where it stands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Scope
from streamlit import config

from access.claims import Settings
from access.roles import AT_THE_DESK, PASSING, UNKNOWN, Role, Visitor
from serving import doors, logging_in, place, shell
from tests.api.asking import Client
from tests.own_loop import finished
from ui import addresses, visitor

LOGIN = Settings.read({"viewer": "*"})
VIEWER, EDITOR = Visitor(frozenset({Role.VIEWER}), "A"), Visitor(frozenset({Role.EDITOR}), "B")
ROOT = Path(__file__).parent.parent
UPLOAD = "/_stcore/upload_file/some-run/some-file"


@pytest.fixture
def below_a_path() -> Iterator[None]:
    config.set_option("server.baseUrlPath", "doelbereik")
    addresses.root.cache_clear()
    yield
    config.set_option("server.baseUrlPath", "")
    addresses.root.cache_clear()


def asked(query: str = "", cookie: str = "") -> Request:
    headers = [(b"cookie", f"{logging_in.BACK_COOKIE}={cookie}".encode())] if cookie else []
    return Request({"type": "http", "query_string": query.encode(), "headers": headers})


@pytest.mark.parametrize(
    "back", ["/", "/beleidsveld?veld=a-b&jaar=2018", "/data/datapackage.json", "/briefing/alle.pdf?taal=en%20"]
)
def test_a_login_goes_back_to_an_address_of_this_server(back: str) -> None:
    assert logging_in.going_to(asked(cookie=f'"{back}"')) == back


@pytest.mark.parametrize(
    "back",
    [
        "",
        "//elders.example.org",
        "///elders.example.org",
        "/\\elders.example.org",
        "/\t/elders.example.org",
        "https://elders.example.org",
        "javascript:alert(1)",
        "elders",
        "/x\r\nSet-Cookie: a=b",
        "/é",
    ],
)
def test_a_login_goes_back_nowhere_else(back: str) -> None:
    request = asked()
    request._query_params = {"naar": back}  # type: ignore[assignment]
    assert logging_in.going_to(request) == ""


def test_below_a_path_a_login_goes_back_below_it_only(below_a_path: None) -> None:
    assert logging_in.going_to(asked("naar=/doelbereik/bronnen")) == "/doelbereik/bronnen"
    for elsewhere in ("/", "/bronnen", "/doelbereik", "/doelbereikelders/", "/doelbereik//elders"):
        found = logging_in.going_to(asked(f"naar={elsewhere}"))
        assert found in ("", "/doelbereik//elders"), "this host, below its path"


@pytest.mark.parametrize(
    ("cookies", "ends_well"),
    [
        ([], False),
        (["_streamlit_user=abc; Path=/; Max-Age=100"], True),
        (['_streamlit_user=""; expires=x; Max-Age=0; Path=/'], False),
        (["_streamlit_user_tokens=abc; Path=/"], False),
        (['_streamlit_user=""; Max-Age=0; Path=/', "_streamlit_user=abc; Path=/doelbereik"], True),
    ],
)
def test_a_login_ended_well_when_it_left_a_cookie(cookies: list[str], ends_well: bool) -> None:
    headers = MutableHeaders()
    for cookie in cookies:
        headers.append("set-cookie", cookie)
    assert logging_in.is_logged_in(headers) is ends_well


def test_a_login_that_is_set_up_halfway_keeps_the_server_from_starting_with_a_sentence(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[roles]\nviewer = "*"\n', encoding="utf-8")
    start = f"from streamlit import config; config.set_option('secrets.files', [{str(secrets)!r}]); import server"
    ended = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Doelbereik does not start: secrets.toml: found no table [auth]" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOELBEREIK_CORS_ORIGINS", "nonsense"),
        ("DOELBEREIK_FRAME_ANCESTORS", "*; script-src *"),
        ("DOELBEREIK_METRICS_FROM", "proxy"),
        ("DOELBEREIK_SMALLEST_BASE", "5"),
    ],
)
def test_a_setting_that_is_not_understood_keeps_the_server_from_starting_with_a_sentence(name: str, value: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import server"],
        cwd=ROOT, env=os.environ | {name: value}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert f"Doelbereik does not start: {name}" in ended.stderr
    assert "Traceback" not in ended.stderr


def let_in(monkeypatch: pytest.MonkeyPatch, who: Visitor, login: Settings | None) -> Client:
    """Return what asks at a server behind its doors."""
    monkeypatch.setattr(visitor, "login", lambda: login)
    monkeypatch.setattr(visitor, "of_request", lambda headers, cookies: who)
    everything = Route("/{rest:path}", lambda request: PlainTextResponse("inside"), methods=["GET", "PUT", "OPTIONS"])
    return Client(doors.Doors(Starlette(routes=[everything])))


@pytest.mark.parametrize(
    ("who", "login", "media", "upload"),
    [
        (UNKNOWN, LOGIN, 401, 401),
        (Visitor(frozenset(), "C"), LOGIN, 403, 403),
        (VIEWER, LOGIN, 200, 403),
        (EDITOR, LOGIN, 200, 200),
        (PASSING, None, 200, 403),
        (AT_THE_DESK, None, 200, 200),
    ],
)
def test_who_may_look_gets_downloads_and_only_who_prepares_brings_files(
    monkeypatch: pytest.MonkeyPatch, who: Visitor, login: Settings | None, media: int, upload: int
) -> None:
    ask = let_in(monkeypatch, who, login)
    assert ask("/media/abc.pdf").status == media
    assert ask(UPLOAD, "PUT").status == upload
    assert ask(UPLOAD, "OPTIONS").status == 200
    assert ask("/static/js/index.js").status == 200


def test_a_download_of_who_logged_in_is_kept_by_nothing_between(monkeypatch: pytest.MonkeyPatch) -> None:
    assert let_in(monkeypatch, VIEWER, LOGIN)("/media/abc.pdf").headers["cache-control"] == "private, no-store"
    assert "cache-control" not in let_in(monkeypatch, PASSING, None)("/media/abc.pdf").headers


@pytest.mark.parametrize(("origin", "is_kept"), [("https://example.org", True), ("http://localhost:8501", False)])
def test_where_visitors_come_over_https_no_cookie_goes_over_http(
    monkeypatch: pytest.MonkeyPatch, origin: str, is_kept: bool
) -> None:
    def setting(request: Request) -> PlainTextResponse:
        answer = PlainTextResponse("")
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2", secure=True)
        return answer

    monkeypatch.setattr(visitor, "login", lambda: LOGIN)
    monkeypatch.setattr(doors, "get_origin_from_redirect_uri", lambda: origin)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    finished(doors.Doors(Starlette(routes=[Route("/", setting)]))(scope, None, send))  # type: ignore[arg-type]
    cookies = [value.decode().lower() for name, value in sent[0]["headers"] if name == b"set-cookie"]
    assert [one.count("; secure") for one in cookies] == [int(is_kept), 1]


def test_below_a_path_the_doors_stand_there(monkeypatch: pytest.MonkeyPatch, below_a_path: None) -> None:
    ask = let_in(monkeypatch, UNKNOWN, LOGIN)
    refused = ask("/doelbereik/media/abc.pdf")
    assert refused.status == 401
    assert 'href="/doelbereik/inloggen?naar=%2Fdoelbereik%2Fmedia%2Fabc.pdf"' in refused.text


def test_below_a_path_a_route_answers_there_and_knows_it(below_a_path: None) -> None:
    seen: list[Scope] = []

    def endpoint(request: Request) -> PlainTextResponse:
        seen.append(request.scope)
        return PlainTextResponse("here")

    ask = Client(Starlette(routes=[place.Below(Route("/api/{rest:path}", endpoint))]))
    assert ask("/doelbereik/api/v1").status == 200
    assert (seen[0]["root_path"], seen[0]["path"]) == ("/doelbereik", "/doelbereik/api/v1")
    assert seen[0]["path_params"] == {"rest": "v1"}
    assert ask("/api/v1").status == 404
    assert ask("/doelbereikelders/api/v1").status == 404


def test_below_a_path_pages_are_there_and_nothing_is_beside_it(below_a_path: None) -> None:
    async def handed_on(scope: Scope, receive: object, send: object) -> None:
        raise AssertionError(f"{scope['path']} is a page or nothing")

    ask = Client(shell.Shell(handed_on, []))
    assert ask("/doelbereik/bronnen").status == 200
    assert ask("/doelbereik?taal=en").headers["location"] == "/doelbereik/?taal=en"
    assert ask("/doelbereik/bronnen/?taal=en").headers["location"] == "/doelbereik/bronnen?taal=en"
    for beside in ("/", "/bronnen", "/doelbereikelders/bronnen"):
        nothing = ask(beside)
        assert nothing.status == 404
        assert 'href="/doelbereik/bronnen"' in nothing.text


def test_an_address_of_a_study_is_no_news_to_who_may_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "studies", lambda: ("een-onderzoek",))
    monkeypatch.setattr(visitor, "login", lambda: LOGIN)
    ask = Client(shell.Shell(PlainTextResponse("elsewhere"), []))
    for who, status in ((VIEWER, 301), (UNKNOWN, 404)):
        monkeypatch.setattr(visitor, "of_request", lambda headers, cookies, who=who: who)
        assert ask("/een-onderzoek").status == status


def test_without_login_the_way_to_it_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "login", lambda: None)
    answer = finished(logging_in.log_in(asked("naar=/bronnen")))
    assert answer.headers["location"] == "/bronnen"
    assert "set-cookie" not in answer.headers
