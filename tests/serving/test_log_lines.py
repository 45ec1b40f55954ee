"""What the server prints about its visitors: what happened, and nothing that they brought."""

import json
import logging
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

from serving import log_lines
from serving.log_lines import AsJson
from tests.browser.conftest import running_server
from tests.serving.asked import asked
from warehouse.store import Warehouse

PLANTED = "geheim-7f3a"
SECRETS = f"""
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{PLANTED} and more, thirty-two letters"
client_id = "doelbereik"
client_secret = "{PLANTED}"
server_metadata_url = "http://localhost:9/{PLANTED}/.well-known/openid-configuration"

[roles]
viewer = ["{PLANTED}"]
"""


def line(name: str, message: str, *filled_in: object, **more: Any) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, filled_in, more.get("exc_info"))
    found: dict[str, Any] = json.loads(AsJson().format(record))
    return found


def test_a_library_fills_nothing_in_and_we_do() -> None:
    assert line("streamlit.web", "refused %s", PLANTED)["event"] == "refused %s"
    assert line("serving.served", "%s does not open", "0017-ab.duckdb")["event"] == "0017-ab.duckdb does not open"


def test_an_error_is_told_by_kind_and_place_and_not_by_what_it_says() -> None:
    try:
        raise ValueError(PLANTED)
    except ValueError as error:
        told = line("serving.x", "went wrong", exc_info=(ValueError, error, error.__traceback__))
    assert told["error"] == "ValueError"
    assert told["at"][0].startswith("tests/serving/test_log_lines.py:")
    assert PLANTED not in json.dumps(told)


def test_a_line_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("serving", logging.INFO, __file__, 1, "a\nb", (), None)
    assert "\n" not in AsJson().format(record)


def test_a_setting_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_LOG", "xml")
    with pytest.raises(ValueError, match="expected json"):
        log_lines.is_on()


@pytest.fixture(scope="module")
def printed(small: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every line of a server with login, after visitors who bring secrets wherever they can."""
    folder = tmp_path_factory.mktemp("log-lines")
    (folder / "secrets.toml").write_text(SECRETS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DOELBEREIK_LOG", "json")
        environment.setenv("DOELBEREIK_LIMITS", "api=0.01/3 socket=0.01/2")
        environment.setenv("STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE", "true")
        options = ["--secrets.files", str(folder / "secrets.toml")]
        with running_server(small.root, folder / "output.txt", *options) as address:
            visit_with_secrets(address)
    text = (folder / "output.txt").read_text(encoding="utf-8")
    assert PLANTED not in text
    return [json.loads(one) for one in text.splitlines()]


def visit_with_secrets(address: str) -> None:
    carried = {
        "Cookie": f"_streamlit_user={PLANTED}; sessie={PLANTED}",
        "Authorization": f"Bearer {PLANTED}",
        "Referer": f"{address}/?zoek={PLANTED}",
        "User-Agent": PLANTED,
    }
    for way in (
        f"/beleidsveld?veld={PLANTED}",
        f"/api/v1/indicators?query={PLANTED}",
        f"/data/sport.csv?stand={PLANTED}",
        f"/media/{PLANTED}.pdf?title={PLANTED}",
        f"/inloggen?naar=/?zoek={PLANTED}",
        f"/auth/login?provider={PLANTED}",
        f"/oauth2callback?code={PLANTED}&state={PLANTED}",
        f"/oauth2callback?error={PLANTED}&error_description={PLANTED}",
        "/auth/login?provider=default",
    ):
        asked(address + way, headers=carried)
    asked(f"{address}/api/v1/indicators", "POST", carried, f"naam={PLANTED}".encode())
    form = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{PLANTED}.pdf"\r\n\r\n{PLANTED}\r\n--x--\r\n'
    named = carried | {"Content-Type": "multipart/form-data; boundary=x"}
    assert asked(f"{address}/_stcore/upload_file/{PLANTED}/{PLANTED}", "PUT", named, form.encode()).status == 401
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(socket, origin=address, additional_headers=carried, subprotocols=["streamlit", PLANTED]) as opened:
        opened.send(PLANTED.encode())
        with pytest.raises(ConnectionClosedError):
            list(opened)
    with pytest.raises(InvalidStatus):
        connect(socket, origin=f"https://{PLANTED}.example.org", additional_headers=carried)
    with pytest.raises(InvalidStatus, match="429"):
        connect(socket, origin=address)
    for number in (1, 1, 1, 1, 2):
        asked(f"{address}/api/v1/indicators", headers={"X-Forwarded-For": f"192.0.2.{number}"})


def test_everything_printed_is_a_line_with_the_version_and_without_what_was_brought(
    printed: list[dict[str, Any]], small: Warehouse
) -> None:
    requests = {(one["method"], one["path"], one["status"]) for one in printed if one["event"] == "request"}
    assert {
        ("GET", "/beleidsveld", 200),
        ("GET", "/api/v1/indicators", 401),
        ("POST", "/api/v1/indicators", 405),
        ("GET", "/data/sport.csv", 401),
        ("GET", "/media/…", 401),
        ("PUT", "/_stcore/upload_file/…", 401),
        ("GET", "/inloggen", 307),
        ("GET", "/_stcore/stream", 403),
        ("GET", "/_stcore/stream", 429),
    } <= requests
    for one in printed:
        assert {"time", "level", "event", "logger"} <= set(one)
        if one["event"] == "request":
            assert one["milliseconds"] > 0
            assert one["warehouse"] == small.version


def test_a_socket_is_told_of_when_it_opens_and_closes(printed: list[dict[str, Any]]) -> None:
    events = [one["event"] for one in printed if one.get("kind") == "socket"]
    assert events.index("socket opened") < events.index("socket closed")


def test_what_libraries_warn_of_is_told_without_what_they_were_given(printed: list[dict[str, Any]]) -> None:
    warned = " ".join(one["event"] for one in printed if one["level"] in {"warning", "error"})
    for what in ("Rejecting WebSocket connection", "Error deserializing back message", "Error during"):
        assert what in warned


def test_who_asks_through_a_proxy_of_this_machine_has_a_limit_of_their_own(printed: list[dict[str, Any]]) -> None:
    statuses = [one["status"] for one in printed if one.get("path") == "/api/v1/indicators"]
    assert statuses[-5:] == [401, 401, 401, 429, 401]
