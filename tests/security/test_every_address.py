"""Every address that the server answers, asked by everybody who could: what each of them gets stands in one table.

The addresses are collected from the application itself. One that is added, by us or by a new release of Streamlit,
fails here until somebody has thought about who may have it.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.delivery.accounts_2019 import NEW_INDICATOR, NEW_ROW, UNWANTED_ROW
from tests.security.closed_server import EVERYBODY, GROUPS, UNKNOWN, Closed, Reply
from tests.security.conftest import Kept
from ui import addresses, visitor

ROOT = Path(__file__).parents[2]
ROLES = ("viewer", "editor", "approver", "administrator")
PREPARING = ("editor", "administrator")
SEE_DRAFTS = ("editor", "approver", "administrator")


class Row(NamedTuple):
    """What is asked at an address, and what of it who gets."""

    asked: str
    """An address as somebody may ask it, or what Streamlit answers."""
    status: int = 200
    """For whoever may have it."""
    may: tuple[str, ...] = EVERYBODY
    """Everybody else is told to log in when that would help (401), or that they may not (403)."""
    method: str = "GET"


def for_viewers(asked: str, status: int = 200) -> Row:
    return Row(asked, status, ROLES)


# Path of a route and its methods → what is asked there. The paths are those of Starlette.
EVERY = "anything"
ADDRESSES: dict[tuple[str, str], tuple[Row, ...]] = {
    # Without figures: whoever watches over the server, and what the page of a login is made of, ask without a login.
    ("/healthz", "GET"): (Row("/healthz"),),
    ("/metrics", "GET"): (Row("/metrics"),),  # only of this machine: see test_figures_about_the_process
    ("/doelbereik.js", "GET"): (Row("/doelbereik.js"),),
    ("/doelbereik.css", "GET"): (Row("/doelbereik.css"),),
    ("/inloggen", "GET"): (Row("/inloggen", 307), Row("/inloggen?naar=%2Fbronnen", 307)),
    # Figures, for programs.
    ("/api/v1/policy-fields", EVERY): (
        for_viewers("/api/v1/policy-fields"),
        for_viewers("/api/v1/policy-fields?as_known_in=rekening-2019", 404),
        for_viewers("/api/v1/policy-fields?unknown=1", 400),
    ),
    ("/api/v1/policy-fields/{policy_field_id}", EVERY): (
        for_viewers("/api/v1/policy-fields/sociale-basis"),
        for_viewers("/api/v1/policy-fields/nothing", 404),
    ),
    ("/api/v1/indicators", EVERY): (
        for_viewers("/api/v1/indicators"),
        for_viewers("/api/v1/indicators?query=Wachtlijst"),
    ),
    ("/api/v1/indicators/{indicator_id}", EVERY): (
        for_viewers("/api/v1/indicators/wij-contact"),
        for_viewers(f"/api/v1/indicators/{NEW_INDICATOR.id}", 404),
    ),
    ("/api/v1/openapi.json", EVERY): (for_viewers("/api/v1/openapi.json"),),
    ("/api", EVERY): (for_viewers("/api", 404),),
    ("/api/{rest:path}", EVERY): (for_viewers("/api/v2", 404), for_viewers("/api/v1/drafts", 404)),
    # Files.
    ("/briefing/{file}", EVERY): (
        for_viewers("/briefing/sociale-basis.html"),
        for_viewers("/briefing/sociale-basis.pdf"),
        for_viewers("/briefing/sociale-basis.pptx"),
        for_viewers("/briefing/alle.pdf"),
        for_viewers("/briefing/sociale-basis.html?jaar=2019", 404),
        for_viewers("/briefing/sociale-basis.pdf?uitgave=1", 404),
    ),
    ("/briefing/{rest:path}", EVERY): (for_viewers("/briefing/a/b", 404),),
    ("/data", EVERY): (for_viewers("/data", 404),),
    ("/data/{file}", EVERY): tuple(
        for_viewers(f"/data/sociale-basis.{ending}") for ending in ("csv", "xlsx", "ods", "parquet")
    ),
    ("/data/indicatoren/{file}", EVERY): (
        *(for_viewers(f"/data/indicatoren/wij-contact.{ending}") for ending in ("csv", "svg", "png")),
        for_viewers(f"/data/indicatoren/{NEW_INDICATOR.id}.csv", 404),
    ),
    ("/data/datapackage.json", EVERY): (for_viewers("/data/datapackage.json"),),
    ("/data/datapackage.zip", EVERY): (for_viewers("/data/datapackage.zip"),),
    ("/data/parquet.zip", EVERY): (for_viewers("/data/parquet.zip"),),
    ("/data/data/{file}", EVERY): (
        for_viewers("/data/data/observation.csv"),
        for_viewers("/data/data/acts.csv", 404),
    ),
    ("/data/{rest:path}", EVERY): (for_viewers("/data/a/b/c", 404),),
    # Streamlit's own.
    ("/_stcore/health", "GET"): (Row("/_stcore/health"),),
    ("/_stcore/script-health-check", "GET"): (Row("/_stcore/script-health-check"),),
    ("/_stcore/metrics", "GET"): (Row("/_stcore/metrics"),),
    ("/_stcore/host-config", "GET"): (Row("/_stcore/host-config"),),
    ("/media/{file_id:path}", "GET"): (for_viewers("/media/0123456789abcdef.pdf", 404), for_viewers("/media/", 404)),
    ("/_stcore/upload_file/{session_id}/{file_id}", "PUT"): (
        Row("/_stcore/upload_file/no-such-run/file", 400, PREPARING, "PUT"),
    ),
    ("/_stcore/upload_file/{session_id}/{file_id}", "DELETE"): (
        Row("/_stcore/upload_file/no-such-run/file", 204, PREPARING, "DELETE"),
    ),
    ("/component/{path:path}", "GET"): (Row("/component/some.component/index.html", 404),),
    ("/_stcore/bidi-components/{path:path}", "GET"): (Row("/_stcore/bidi-components/some/index.js", 404),),
    ("/_stcore/stream", "socket"): (),  # every page below
    ("/auth/login", "GET"): (Row("/auth/login", 302),),
    ("/auth/logout", "GET"): (Row("/auth/logout", 302),),
    ("/oauth2callback", "GET"): (Row("/oauth2callback", 302), Row("/oauth2callback?state=x&code=y", 302)),
    # Another way to drive the pages, which is switched off; it says so by these.
    ("/_stcore/agent/interact", EVERY): (Row("/_stcore/agent/interact", 403, method="POST"),),
    ("/_stcore/agent/mcp", EVERY): (Row("/_stcore/agent/mcp", 400, method="POST"),),
    ("/_stcore/agent/openapi.json", EVERY): (Row("/_stcore/agent/openapi.json"),),
    # What is left: bundles, and the page that every address of the dashboard starts with, which holds no figures.
    ("", "files"): (
        Row("/manifest.json"),
        Row("/nergens", 404),
        Row("/static/nothing.js", 404),
        *(Row(f"/{page}") for page in addresses.PAGES),
    ),
}
# A study has an address of its own, which is no news to who may not look.
PREFLIGHT = "OPTIONS"

COLLECT = """
import json, server
found = []
for one in server.app._build_starlette_app().routes:
    route = getattr(one, "route", one)
    methods = getattr(route, "methods", None)
    kind = type(one).__name__
    found.append([route.path, {"WebSocketRoute": ["socket"], "Mount": ["files"]}.get(kind, sorted(methods or ()))])
print(json.dumps(found))
"""


def collected() -> set[tuple[str, str]]:
    """Return every address that the application answers, with what it takes there."""
    told = subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = set()
    for path, methods in json.loads(told.splitlines()[-1]):
        takes = set(methods) - {"HEAD"}
        found |= {(path, EVERY)} if len(takes) > 2 or not takes else {(path, method) for method in takes}
    return found


def rows() -> Iterator[Row]:
    for of_address in ADDRESSES.values():
        yield from of_address


Answers = Callable[[str], dict[Row, Reply]]


@pytest.fixture(scope="module")
def answers(server: Closed) -> Answers:
    """Everything that is answered to somebody, asked once."""

    @cache
    def asked(who: str) -> dict[Row, Reply]:
        shown = server.shown_to_be_ours(who)
        return {row: server.ask(row.asked, who, row.method, shown) for row in rows()}

    return asked


def expected(row: Row, who: str) -> int:
    if who in row.may:
        return row.status
    return 401 if who in UNKNOWN else 403


def test_every_address_stands_in_the_table_and_every_row_is_an_address() -> None:
    found = {(path, takes) for path, takes in collected() if takes != PREFLIGHT}
    assert found - set(ADDRESSES) == set(), "who may have these? Write it down in ADDRESSES."
    assert set(ADDRESSES) - found == set(), "these are no addresses any more"


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_gets_what_their_role_gives_and_nothing_else(answers: Answers, who: str) -> None:
    gets = {row: reply.status for row, reply in answers(who).items()}
    assert {(row.method, row.asked): status for row, status in gets.items() if status != expected(row, who)} == {}


@pytest.mark.parametrize("who", [*UNKNOWN, "stranger"])
def test_a_refusal_holds_no_figure_and_is_kept_by_nobody(answers: Answers, who: str) -> None:
    refusals = {row: reply for row, reply in answers(who).items() if who not in row.may}
    assert len(refusals) > 30
    for row, refusal in refusals.items():
        assert "no-store" in refusal.header("cache-control"), row
        assert not {"30%", "wij-contact"} & set(refusal.words.replace('"', " ").split()), row
        assert bool(refusal.header("www-authenticate")) is (refusal.status == 401), row


def test_what_is_for_some_is_kept_by_no_cache_between(answers: Answers) -> None:
    for row, reply in answers("editor").items():
        assert row.may == EVERYBODY or "private" in reply.header("cache-control"), row


@pytest.mark.parametrize("who", ["nobody", "administrator"])
def test_nothing_is_changed_at_any_address_but_by_an_upload(server: Closed, who: str) -> None:
    """What changes figures goes over the socket of a page, or through the door of uploads; a form has no way in."""
    uploads = "/_stcore/upload_file/"
    taken = {
        (method, row.asked)
        for row in rows()
        for method in ("POST", "PUT", "PATCH", "DELETE")
        if not row.asked.startswith(uploads) and server.ask(row.asked, who, method).status < 300
    }
    assert taken == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_is_led_to_another_host(server: Closed, answers: Answers, who: str) -> None:
    told = [reply.header("location") for reply in answers(who).values()]
    for asked in (
        "/inloggen?naar=https%3A%2F%2Felsewhere.example.org",
        "/inloggen?naar=%2F%2Felsewhere.example.org",
        "/bronnen/?x=//elsewhere.example.org",
        "//elsewhere.example.org/",
        "//elsewhere.example.org/bronnen/",
    ):
        reply = server.ask(asked, who)
        told.append(reply.header("location"))
        assert "elsewhere" not in reply.header("set-cookie"), "where a login would end"
    assert len([there for there in told if there]) > 5
    for there in told:
        assert there == "" or (there.startswith("/") and not there.startswith(("//", "/\\"))), there
        assert "elsewhere.example.org" not in there.partition("?")[0], there


def test_an_address_of_a_study_is_told_apart_by_who_may_look_only(server: Closed) -> None:
    told = {who: server.ask("/wij", who).status for who in EVERYBODY}
    assert {told[who] for who in (*UNKNOWN, "stranger")} == {404}


# Pages ---------------------------------------------------------------------------------------------------------------


def refused_with(who: str, page: str) -> str:
    """Return the sentence by which somebody is kept from a page; empty for whoever may see it."""
    if who in UNKNOWN:
        return "Log in om dit te zien"
    if who not in ROLES:
        return "uw account heeft hier nog geen rol"
    if page == addresses.INTAKE and who not in SEE_DRAFTS:
        return "ziet wie redacteur of vrijgever is"
    return ""


REFUSALS = ("Log in om dit te zien", "uw account heeft hier nog geen rol", "ziet wie redacteur of vrijgever is")
# Pages say these words to whoever may see them, with the filters here.
SHOWN = {
    addresses.OVERVIEW: ("", "beleidsvelden"),
    addresses.POLICY_FIELD: ("veld=sociale-basis&jaar=2018", "<table"),
    addresses.COMPARISON: ("indicator=wij-contact", "wij-contact"),
    addresses.BRIEFING: ("onderwerp=sociale-basis&jaar=2018", "sociale-basis"),
    addresses.INDICATOR: ("indicator=wij-contact", "<table"),
    addresses.STUDY: ("", "<h1"),
    addresses.SOCIAL_BASE: ("", "<h1"),
    addresses.REVISIONS: ("", "<h1"),
    addresses.SOURCES: ("", "begroting-2018"),
    addresses.INTAKE: ("", "Gegevens"),
    addresses.EXPLANATION: ("", "Behaald"),
    addresses.ACCESSIBILITY: ("", "Toegankelijkheid"),
}


def test_every_page_stands_in_the_table() -> None:
    assert set(SHOWN) == set(addresses.PAGES)
    assert {visitor.NOT_PERMITTED["see drafts"].count(one) for one in REFUSALS} == {0, 1}


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_shows_itself_to_who_may_see_it_and_a_sentence_to_others(server: Closed, who: str) -> None:
    for page, (query, words) in SHOWN.items():
        said = server.see(page, who, query).words
        sentence = refused_with(who, page)
        assert {one for one in REFUSALS if one in said} == ({sentence} if sentence else set()), (page, who)
        assert sentence or words in said, (page, who)
        assert not (sentence and ("<table" in said or "stSelectbox" in said)), (page, who)


# What waits ----------------------------------------------------------------------------------------------------------


def unseen(kept: Kept) -> tuple[str, ...]:
    """Return what only who works on figures may read: of a delivery, and of the draft made of it."""
    return (
        kept.desk.delivery,
        kept.draft,
        NEW_INDICATOR.id,
        NEW_INDICATOR.name,
        NEW_ROW,
        UNWANTED_ROW,
        "jaarverslag-2019",
    )


def found_in(words: str, secrets: tuple[str, ...], asked: str) -> set[str]:
    """Return which of these are in an answer, but for what the question itself named."""
    return {one for one in secrets if one in words and one not in asked}


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_tells_anybody_what_waits(answers: Answers, kept: Kept, who: str) -> None:
    leaks = {
        (row.asked, *sorted(found))
        for row, reply in answers(who).items()
        if (found := found_in(reply.words, unseen(kept), row.asked))
    }
    assert leaks == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_who_works_on_figures_sees_what_waits_and_only_where_it_is_worked_on(
    server: Closed, kept: Kept, who: str
) -> None:
    steps = [f"aanlevering={kept.desk.delivery}&stap={step}" for step in ("", "ontvangst", "koppelen", "vergelijken")]
    views = [*((page, query) for page, (query, _) in SHOWN.items()), (addresses.INTAKE, "stap=logboek")]
    views += [(addresses.INTAKE, step) for step in [*steps, f"aanlevering={kept.desk.delivery}&stap=vrijgeven"]]
    views += [(addresses.INDICATOR, f"indicator={NEW_INDICATOR.id}"), (addresses.SOURCES, "document=rekening-2019")]
    views += [(addresses.OVERVIEW, "zoek=Wachtlijst"), (addresses.POLICY_FIELD, "veld=sociale-basis&jaar=2019")]
    places = {page for page, query in views if found_in(server.see(page, who, query).words, unseen(kept), query)}
    assert places == ({addresses.INTAKE} if who in SEE_DRAFTS else set())


# Sockets and uploads -------------------------------------------------------------------------------------------------


def test_a_page_of_another_site_gets_no_socket(server: Closed) -> None:
    with pytest.raises(Exception, match="403"):
        server.see("", "administrator", origin="https://elsewhere.example.org")


def test_who_comes_back_to_the_session_of_somebody_else_gets_one_of_their_own(server: Closed) -> None:
    theirs = server.see(addresses.INTAKE, "editor")
    assert server.see(addresses.INTAKE, "editor", session=theirs.session).session == theirs.session
    for who in ("nobody", "viewer", "administrator"):
        said = server.see(addresses.INTAKE, who, session=theirs.session)
        assert said.session != theirs.session
        assert "Editor de Vries" not in said.words
        assert refused_with(who, addresses.INTAKE) in said.words


@pytest.mark.parametrize("who", PREPARING)
def test_a_form_of_another_site_brings_no_file(server: Closed, who: str) -> None:
    """It may send the cookie of a login along, never the token that only a page of ours can read."""
    with server.opened(addresses.INTAKE, who) as seen:
        there = f"/_stcore/upload_file/{seen.session}/file"
        for method in ("PUT", "DELETE"):
            assert server.ask(there, who, method).status == 403
            forged = server.shown_to_be_ours(who) | {"X-Xsrftoken": "2|00000000|00|0"}
            assert server.ask(there, who, method, forged).status == 403


def test_every_role_of_the_table_is_a_role_of_the_settings() -> None:
    assert set(GROUPS) == {"stranger", *ROLES}
