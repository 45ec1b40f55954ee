"""What the server adds to Streamlit and a browser does not show."""

from pathlib import Path

import pytest

import server
from indicators import language


def test_the_start_page_is_dutch_and_holds_no_script_of_its_own() -> None:
    page = server.shell()
    assert '<html lang="nl">' in page
    assert "<script>" not in page
    assert "service-desc" not in page


def test_the_start_page_and_an_unknown_address_speak_the_language_of_the_address() -> None:
    with language.speaking("en"):
        assert '<html lang="en">' in server.shell()
        assert '<html lang="en">' in server.not_found()
        assert 'href="/?taal=en"' in server.not_found()
        assert "does not exist" in server.not_found()


def test_another_start_page_is_refused_with_what_was_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    monkeypatch.setattr(server, "STATIC", tmp_path)
    with pytest.raises(ValueError, match="another start page"):
        server.shell()


def test_the_policy_allows_no_other_host_and_no_inline_script() -> None:
    directives = dict(directive.split(" ", 1) for directive in server.CONTENT_SECURITY_POLICY.split("; "))
    assert directives["script-src"] == "'self'"
    assert "http" not in server.CONTENT_SECURITY_POLICY


def test_only_who_is_named_may_show_a_page_inside_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELBEREIK_FRAME_ANCESTORS", raising=False)
    assert server.frame_ancestors() == "'self'"
    monkeypatch.setenv("DOELBEREIK_FRAME_ANCESTORS", "'self' https://intranet.example.org")
    assert server.frame_ancestors() == "'self' https://intranet.example.org"
    monkeypatch.setenv("DOELBEREIK_FRAME_ANCESTORS", "*; script-src *")
    with pytest.raises(ValueError, match="such as"):
        server.frame_ancestors()
