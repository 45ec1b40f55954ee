"""What the server prints as it does without a setting, for whoever sits there: errors, and no secret or name in them.

A log for others to read is made of lines (DOELBEREIK_LOG): see tests/serving/test_log_lines.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosedError

from tests.security.closed_server import CLIENT_SECRET, COOKIE_SECRET, EVERYBODY, Closed, closed
from tests.security.conftest import Kept
from tests.security.test_paths import uploaded
from ui import addresses, wording

RESPONDENT = "Jantien-de-Zwaluw"
FILE = f"antwoorden-van-{RESPONDENT}.sav"


@pytest.fixture(scope="module")
def provoked(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Closed, str]]:
    """A server on which everything went wrong that can, and what it printed."""
    folder = tmp_path_factory.mktemp("provoked")
    desk = kept.desk.copied(folder / "desk")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOELBEREIK_DATA", str(desk.data))
        patched.setenv("DOELBEREIK_LIMITS", "off")
        with closed(desk.root, folder) as server:
            provoke(server, desk.root)
            yield server, server.output.read_text(encoding="utf-8")


def provoke(server: Closed, root: Path) -> None:
    login = server.ask("/inloggen").header("location")
    assert server.ask(login).status == 400, "the provider is not there, which is printed with a traceback"
    server.ask(f"/oauth2callback?state={RESPONDENT}&code={CLIENT_SECRET}")
    for who in EVERYBODY:
        server.ask(f"/api/v1/indicators?query={RESPONDENT}", who, "POST")
        server.see(addresses.OVERVIEW, who, f"zoek={RESPONDENT}")
        server.ask("/auth/logout", who)
    with server.opened(addresses.INTAKE, "editor") as seen:
        assert uploaded(server, seen.session, FILE, f"naam\n{RESPONDENT}\n".encode()) == 204
        assert uploaded(server, "elsewhere", FILE, f"naam\n{RESPONDENT}\n".encode()) == 400
    with pytest.raises(ConnectionClosedError):
        server.say("viewer", RESPONDENT.encode() * 3)
    log = root / "log" / "acts.jsonl"
    log.unlink()
    log.mkdir()
    assert wording.FAULT in server.see(addresses.INTAKE, "editor", f"zoek={RESPONDENT}").words


def test_errors_were_printed_at_all(provoked: tuple[Closed, str]) -> None:
    _, printed = provoked
    for expected in (
        "Error during OAuth authorization redirect",
        "Error deserializing back message",
        "IsADirectoryError",
    ):
        assert expected in printed


@pytest.mark.parametrize("secret", [COOKIE_SECRET, CLIENT_SECRET, RESPONDENT, FILE])
def test_no_secret_and_no_name_is_printed(provoked: tuple[Closed, str], secret: str) -> None:
    _, printed = provoked
    assert secret not in printed


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_cookie_is_printed(provoked: tuple[Closed, str], who: str) -> None:
    server, printed = provoked
    cookie = server.cookie(who).partition("=")[2]
    assert not cookie or cookie not in printed


def test_a_visitor_is_told_no_error_and_no_path_of_the_machine(provoked: tuple[Closed, str]) -> None:
    server, printed = provoked
    said = server.see(addresses.INTAKE, "editor").words
    for told in ("Traceback", "IsADirectoryError", "acts.jsonl", str(server.output.parent)):
        assert told not in said
        assert told in printed
