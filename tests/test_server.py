"""What the server adds to Streamlit and a browser does not show."""

import re
import socket
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from indicators import language
from serving import apology, headers, shell, starting
from tests.own_loop import finished


def test_the_start_page_is_dutch_and_holds_no_script_of_its_own() -> None:
    page = shell.shell()
    assert '<html lang="nl">' in page
    assert "<script>" not in page
    assert "service-desc" not in page


def test_the_start_page_asks_at_once_for_the_bundles_of_a_first_table() -> None:
    asked = re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', shell.shell())
    assert len(asked) == len(set(asked))
    assert all((shell.STATIC / one).is_file() for one in asked)
    assert {"Html", "Selectbox"} <= {Path(one).name.split(".")[0] for one in asked}


def test_the_start_page_and_an_unknown_address_speak_the_language_of_the_address() -> None:
    with language.speaking("en"):
        assert '<html lang="en">' in shell.shell()
        assert '<html lang="en">' in apology.not_found()
        assert 'href="/?taal=en"' in apology.not_found()
        assert "does not exist" in apology.not_found()


def test_another_start_page_is_refused_with_what_was_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    monkeypatch.setattr(shell, "STATIC", tmp_path)
    with pytest.raises(ValueError, match="another start page"):
        shell.shell()


def test_the_policy_allows_no_other_host_and_no_inline_script() -> None:
    directives = dict(directive.split(" ", 1) for directive in headers.CONTENT_SECURITY_POLICY.split("; "))
    assert directives["script-src"] == "'self'"
    assert "http" not in headers.CONTENT_SECURITY_POLICY


def test_only_who_is_named_may_show_a_page_inside_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELBEREIK_FRAME_ANCESTORS", raising=False)
    assert headers.frame_ancestors() == "'self'"
    monkeypatch.setenv("DOELBEREIK_FRAME_ANCESTORS", "'self' https://intranet.example.org")
    assert headers.frame_ancestors() == "'self' https://intranet.example.org"
    monkeypatch.setenv("DOELBEREIK_FRAME_ANCESTORS", "*; script-src *")
    with pytest.raises(ValueError, match="such as"):
        headers.frame_ancestors()


def test_a_file_may_do_less_than_a_page_and_a_pdf_is_left_to_its_viewer() -> None:
    page = headers.policy("/briefing", "text/html")
    assert page == headers.policy("/data", "text/html") != headers.policy("/data/x", "text/html")
    for path, kind in (("/briefing/sport.html", "text/html"), ("/data/indicatoren/rang.svg", "image/svg+xml")):
        assert "default-src 'none'" in headers.policy(path, kind)
        assert "script" not in headers.policy(path, kind)
    assert headers.policy("/briefing/sport.pdf", "application/pdf") == "frame-ancestors 'self'"


def test_an_answer_does_not_wait_for_the_browser_to_confirm_its_head() -> None:
    with socket.socket() as listening, socket.socket() as visitor:  # bound as Streamlit does
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        starting.answering_at_once()
        visitor.connect(listening.getsockname())
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_file_is_left_open_by_looking_for_sockets(tmp_path: Path) -> None:
    with (tmp_path / "open").open("w"):
        before = len(list(Path("/dev/fd").iterdir()))
        starting.answering_at_once()
        assert len(list(Path("/dev/fd").iterdir())) == before


def test_what_nobody_foresaw_going_wrong_gets_a_page_with_the_headers_of_any_other() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("geheim")

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/data/x.csv", "headers": []}
    with pytest.raises(RuntimeError):  # for the log
        finished(headers.SecurityHeaders(broken)(scope, None, send))  # type: ignore[arg-type]
    told = dict(sent[0]["headers"])
    assert sent[0]["status"] == 500
    assert told[b"x-content-type-options"] == b"nosniff"
    assert told[b"cache-control"] == b"no-store"
    assert "fout in het programma" in sent[1]["body"].decode()
    assert "geheim" not in sent[1]["body"].decode()
