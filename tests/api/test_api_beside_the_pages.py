"""The addresses for other programs and of files as the server of the pages lets them through."""

import re

import pytest
from starlette.applications import Starlette

import server
from serving.headers import SecurityHeaders, policy
from serving.shell import Shell
from tests.api.asking import Client
from warehouse.store import Warehouse


@pytest.fixture
def ask(small: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(small.root))
    pages = Shell(Starlette(routes=server.ROUTES), [route.path for route in server.ROUTES])
    return Client(SecurityHeaders(pages))


def test_an_address_for_programs_is_no_page(ask: Client) -> None:
    reply = ask("/api/v1/policy-fields/sport?year=2018")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.json["figures"]["version"]


@pytest.mark.parametrize("address", ["/api", "/api/v1", "/api/nowhere", "/api/v1/policy-fields/nowhere"])
def test_an_unknown_one_is_told_in_json_and_an_unknown_page_in_html(ask: Client, address: str) -> None:
    assert ask(address).headers["content-type"] == "application/problem+json; charset=utf-8"
    assert ask("/nowhere").headers["content-type"] == "text/html; charset=utf-8"


def test_what_is_kept_for_one_language_is_not_said_in_another(ask: Client) -> None:
    dutch, english, again = (
        ask(f"/api/v1/indicators/wij-gehoord?language={spoken}").json["language"] for spoken in ("nl", "en", "nl")
    )
    assert (dutch, english, again) == ("nl", "en", "nl")


def test_the_page_of_briefings_and_a_briefing_stand_beside_each_other(ask: Client) -> None:
    page, file = ask("/briefing"), ask("/briefing/sociale-basis.html?jaar=2018")
    assert "doelbereik.js" in page.text
    assert page.headers["content-security-policy"] == policy("/briefing", "text/html")
    assert file.headers["content-disposition"] == 'inline; filename="briefing-sociale-basis-2018.html"'
    assert file.headers["content-security-policy"] == policy("/briefing/sociale-basis.html", "text/html")
    assert (ask("/briefing/").status, ask("/briefing/").headers["location"]) == (301, "/briefing")


def test_the_start_page_names_the_style_at_an_address_that_changes_with_it(ask: Client) -> None:
    named = re.search(r'<link rel="stylesheet" href="\.(/doelbereik\.css\?\w+)"></body>', ask("/").text)
    assert named
    reply = ask(named[1])
    assert (reply.status, reply.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in reply.headers["cache-control"]
    assert "--ink:" in reply.text
    assert ".st-key-facetten" in reply.text


@pytest.mark.parametrize("address", ["/briefing/nowhere.pdf", "/data", "/data/nowhere.csv", "/briefing/a/b"])
def test_a_file_that_is_not_there_gets_the_page_that_an_unknown_address_gets(ask: Client, address: str) -> None:
    reply = ask(f"{address}?taal=en")
    assert reply.status == 404
    assert '<html lang="en">' in reply.text
    assert '<a href="/?taal=en">' in reply.text
    assert "Traceback" not in reply.text
