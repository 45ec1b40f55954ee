"""What every kind of answer lets a browser do: one table of kinds, asked of a running server.

HSTS is not among it: whether a host speaks https alone is known to the proxy that holds its certificate.
"""

import mimetypes
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit import file_util

from serving.headers import SECURITY_HEADERS, policy
from tests.security.closed_server import Closed, Reply

PAGE, FILE, PDF = policy("/", "text/html"), policy("/data/x", "text/html"), policy("/data/x", "application/pdf")
PRIVATE, NOTHING_KEPT, KEPT = "private, no-cache", "no-store", "public, immutable, max-age=31536000"


class Kind(NamedTuple):
    """One kind of answer."""

    asked: str
    status: int
    policy: str
    media_type: str
    cached: str
    method: str = "GET"
    accepted: str = "identity"
    who: str = "editor"


HTML, JSON, PROBLEM, TEXT = "text/html", "application/json", "application/problem+json", "text/plain"
# As this machine calls it: text/javascript or application/javascript, which a browser takes alike.
SCRIPT = mimetypes.types_map[".js"]
BUNDLE = min(Path(file_util.get_static_dir()).glob("static/js/index.*.js"))
KINDS = {
    "page": Kind("/bronnen", 200, PAGE, HTML, "no-cache"),
    "page, compressed": Kind("/bronnen", 200, PAGE, HTML, "no-cache", accepted="gzip"),
    "head of a page": Kind("/bronnen", 200, PAGE, HTML, "no-cache", "HEAD"),
    "redirect": Kind("/bronnen/", 301, PAGE, "", ""),
    "unknown address": Kind("/nergens", 404, PAGE, HTML, ""),
    "ugly address": Kind("/a/%2e%2e/b.css", 404, PAGE, HTML, ""),
    "login": Kind("/inloggen", 307, PAGE, "", NOTHING_KEPT),
    "api": Kind("/api/v1/indicators", 200, PAGE, JSON, PRIVATE),
    "api, compressed": Kind("/api/v1/indicators", 200, PAGE, JSON, PRIVATE, accepted="gzip"),
    "api for nobody": Kind("/api/v1/indicators", 401, PAGE, PROBLEM, "private, no-store", who="nobody"),
    "problem": Kind("/api/v1/indicators?x=1", 400, PAGE, PROBLEM, "private, no-store"),
    "method": Kind("/api/v1/indicators", 405, PAGE, PROBLEM, "private, no-store", "POST"),
    "description": Kind("/api/v1/openapi.json", 200, PAGE, JSON, PRIVATE),
    "briefing, pdf": Kind("/briefing/sociale-basis.pdf", 200, PDF, "application/pdf", PRIVATE),
    "briefing, html": Kind("/briefing/sociale-basis.html", 200, FILE, HTML, PRIVATE),
    "file for nobody": Kind("/briefing/sociale-basis.pdf", 401, FILE, HTML, "private, no-store", who="nobody"),
    "unknown file": Kind("/briefing/nergens.pdf", 404, FILE, HTML, "private, no-store"),
    "svg": Kind("/data/indicatoren/wij-contact.svg", 200, FILE, "image/svg+xml", PRIVATE),
    "csv": Kind("/data/sociale-basis.csv", 200, FILE, "text/csv", PRIVATE),
    "bundle": Kind(f"/static/js/{BUNDLE.name}", 200, PAGE, SCRIPT, KEPT),
    "bundle, compressed": Kind(f"/static/js/{BUNDLE.name}", 200, PAGE, SCRIPT, KEPT, accepted="gzip"),
    "own script": Kind("/doelbereik.js", 200, PAGE, "text/javascript", "no-cache"),
    "own style": Kind("/doelbereik.css", 200, PAGE, "text/css", KEPT, accepted="gzip"),
    "media": Kind("/media/0123456789abcdef.pdf", 404, PAGE, TEXT, "private, no-store"),
    "media for nobody": Kind("/media/0123456789abcdef.pdf", 401, PAGE, HTML, NOTHING_KEPT, who="nobody"),
    "upload": Kind("/_stcore/upload_file/x/y", 403, PAGE, TEXT, "private, no-store", "PUT"),
    "upload for nobody": Kind("/_stcore/upload_file/x/y", 401, PAGE, HTML, NOTHING_KEPT, "PUT", who="nobody"),
    "question about an upload": Kind("/_stcore/upload_file/x/y", 204, PAGE, "", "private, no-store", "OPTIONS"),
    "health": Kind("/healthz", 200, PAGE, JSON, ""),
    "health of Streamlit": Kind("/_stcore/health", 200, PAGE, TEXT, "no-cache"),
    "metrics": Kind("/metrics", 200, PAGE, TEXT, NOTHING_KEPT),
    "settings of Streamlit": Kind("/_stcore/host-config", 200, PAGE, JSON, "no-cache"),
    "component": Kind("/component/x/y.js", 404, PAGE, TEXT, ""),
    "end of a login": Kind("/oauth2callback?state=x", 302, PAGE, "", ""),
}


@pytest.fixture(scope="module", params=KINDS, ids=str)
def found(request: pytest.FixtureRequest, server: Closed) -> tuple[Kind, Reply]:
    kind = KINDS[request.param]
    return kind, server.ask(kind.asked, kind.who, kind.method, {"Accept-Encoding": kind.accepted})


def test_an_answer_is_of_its_kind_and_has_the_policy_of_it(found: tuple[Kind, Reply]) -> None:
    kind, reply = found
    assert reply.status == kind.status
    assert reply.header("content-type").partition(";")[0] == kind.media_type
    assert reply.header("content-security-policy") == kind.policy
    assert reply.header("cache-control") == kind.cached
    assert {name: reply.header(name.lower()) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_no_header_stands_in_an_answer_twice(found: tuple[Kind, Reply]) -> None:
    """But for cookies, of which each has a line of its own: of two policies a browser keeps to both, or to neither."""
    _, reply = found
    assert {name: times for name, times in Counter(name for name, _ in reply.headers).items() if times > 1} == {}


def test_an_answer_does_not_tell_which_version_of_what_gave_it(found: tuple[Kind, Reply]) -> None:
    _, reply = found
    told = {name: value for name, value in reply.headers if name in {"server", "via"} or name.startswith("x-")}
    assert told.pop("x-content-type-options") == "nosniff"
    assert [name for name, value in told.items() if re.search(r"\d", value)] == []


def test_no_origin_is_named_to_who_does_not_come_from_one(found: tuple[Kind, Reply]) -> None:
    kind, reply = found
    # Streamlit names its own address here, which is what a browser would take without any word of it.
    own = {"http://localhost"} if "upload_file" in kind.asked else set()
    named = reply.header("access-control-allow-origin")
    assert not named or re.sub(r":\d+$", "", named) in own


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_page_of_another_site_reads_no_answer(server: Closed, kind: Kind) -> None:
    headers = {"Origin": "https://elsewhere.example.org", "Accept-Encoding": kind.accepted}
    reply = server.ask(kind.asked, kind.who, kind.method, headers)
    assert "elsewhere" not in reply.header("access-control-allow-origin")
    assert reply.header("access-control-allow-origin") != "*"


def test_every_policy_runs_no_script_but_of_this_server() -> None:
    for told in (PAGE, FILE):
        allowed = dict(one.partition(" ")[::2] for one in told.split("; "))
        assert allowed.get("script-src", allowed["default-src"]) in {"'self'", "'none'"}
        assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & set(allowed.get("script-src", "").split())
        assert allowed.get("object-src", allowed["default-src"]) == "'none'"
    assert all("frame-ancestors 'self'" in told for told in (PAGE, FILE, PDF))


def test_the_cookie_that_says_who_somebody_is_is_out_of_reach_of_scripts_and_of_other_sites(server: Closed) -> None:
    """What ends a login sets it anew: the same attributes are those of the login itself."""
    ended = [value for name, value in server.ask("/auth/logout", "editor").headers if name == "set-cookie"]
    began = [value for name, value in server.ask("/inloggen").headers if name == "set-cookie"]
    assert ended
    assert began
    for cookie in (*ended, *began):
        assert "samesite=lax" in cookie.lower()
    assert all("httponly" in cookie.lower() for cookie in began)
