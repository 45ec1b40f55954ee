"""What lies beside what is served stays there: files as received, drafts, settings, and the rest of the machine."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import file_util

from tests.security.closed_server import COOKIE_SECRET, EVERYBODY, Closed, closed
from tests.security.conftest import Kept
from ui import addresses

ROOT = Path(__file__).parents[2]
STATIC = Path(file_util.get_static_dir()).resolve()
# Where something is looked up by the rest of the address.
STARTS = (
    "/",
    "/static/",
    "/media/",
    "/component/",
    "/_stcore/bidi-components/",
    "/data/",
    "/briefing/",
    "/app/static/",
)
# One step up, as it has been written to get past a check.
STEPS_UP = (
    "../", "%2e%2e/", "%2e%2e%2f", "..%2f", ".%2e/", "..%5c", "%2e%2e%5c", "..\\", "%252e%252e%252f", "..%252f",
    "....//", "..;/", "%c0%ae%c0%ae/", "%c0%ae%c0%ae%c0%af", "%e0%80%ae%e0%80%ae/", "..%c0%af", "%uff0e%uff0e/",
)  # fmt: skip
PLANTED = b"planted in an upload"


@pytest.fixture(scope="module")
def below(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """The same server below a path of its host."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOELBEREIK_LIMITS", "off")
        with closed(kept.desk.root, tmp_path_factory.mktemp("below"), "/doelbereik") as running:
            yield running


def tried(secret: Path) -> Iterator[str]:
    """Every address by which somebody may try to get at a file."""
    for start, up in itertools.product(STARTS, STEPS_UP):
        steps = up * len(Path(os.path.relpath(secret, STATIC)).parts)
        yield f"{start}{steps}{secret.relative_to('/')}"
    for start in STARTS:
        yield f"{start}{str(secret).replace('/', '%2f')}"
        yield f"{start}/{secret}"
        yield f"{start}file:{secret}"
        yield f"{start}{os.path.relpath(secret, STATIC)}%3f.css"
        yield f"{start}{os.path.relpath(secret, STATIC)};.css"


@pytest.mark.parametrize("stands", ["server", "below"])
@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_no_way_of_writing_an_address_leads_out_of_what_is_served(
    request: pytest.FixtureRequest, stands: str, accepted: str
) -> None:
    asked: Closed = request.getfixturevalue(stands)
    settings = asked.output.with_name("secrets.toml")
    assert COOKIE_SECRET in settings.read_text(encoding="utf-8")
    found = {}
    for address in tried(settings):
        reply = asked.ask(address, "administrator", headers={"Accept-Encoding": accepted})
        if reply.status >= 500 or COOKIE_SECRET in reply.words:
            found[address] = reply.status
    assert found == {}


@pytest.mark.parametrize("stands", ["server", "below"])
def test_what_belongs_there_is_found_in_the_same_way(request: pytest.FixtureRequest, stands: str) -> None:
    """The address of a bundle, asked as those above: so these fail by what they ask, not by how."""
    bundle = min(STATIC.glob("static/js/index.*.js"))
    for accepted in ("identity", "gzip"):
        asked: Closed = request.getfixturevalue(stands)
        reply = asked.ask(f"/{bundle.relative_to(STATIC)}", headers={"Accept-Encoding": accepted})
        assert reply.body == bundle.read_bytes()


@pytest.mark.parametrize("address", ["%00.js", "..%00/x.js", "a" * 300 + ".js"], ids=["NUL", "NUL in a step", "long"])
@pytest.mark.parametrize("start", STARTS)
def test_a_name_that_no_file_can_have_is_answered_in_peace(server: Closed, start: str, address: str) -> None:
    for accepted in ("identity", "gzip"):
        reply = server.ask(f"{start}{address}", "administrator", headers={"Accept-Encoding": accepted})
        assert reply.status < 500, accepted
        assert reply.header("x-content-type-options") == "nosniff"


def test_what_is_served_as_files_is_streamlit_s_own_and_nothing_else() -> None:
    links = [one for one in STATIC.rglob("*") if one.is_symlink()]
    ours = {one.name for one in STATIC.rglob("*")} & {"secrets.toml", "current", "delivery.json", "acts.jsonl"}
    assert (links, ours) == ([], set())
    assert not STATIC.is_relative_to(ROOT / "data")
    assert not (ROOT / "static").exists(), "Streamlit would serve a folder of this name, were it switched on"


@pytest.mark.parametrize("who", ["nobody", "administrator"])
def test_no_file_of_the_warehouse_or_of_a_delivery_is_at_any_address(server: Closed, kept: Kept, who: str) -> None:
    files = [one for one in kept.desk.root.rglob("*") if one.is_file() and one.stat().st_size]
    assert any(one.name == "delivery.json" for one in files)
    served = set()
    for file, start in itertools.product(files, STARTS):
        for path in (file.relative_to(kept.desk.root), file.relative_to(kept.desk.root.parent), Path(file.name)):
            if server.ask(f"{start}{path}", who).body == file.read_bytes():
                served.add(f"{start}{path}")
    assert served == set()


def uploaded(server: Closed, session: str, name: str, content: bytes, who: str = "editor") -> int:
    """Bring a file as the page does; return the status of the answer."""
    bound = "----planted"
    lines = (
        f"--{bound}",
        f'Content-Disposition: form-data; name="file"; filename="{name}"',
        "Content-Type: text/html",
        "",
        "",
    )
    body = "\r\n".join(lines).encode() + content + f"\r\n--{bound}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={bound}"}
    there = f"/_stcore/upload_file/{session}/the-file"
    return server.ask(there, who, "PUT", server.shown_to_be_ours(who) | headers, body).status


@pytest.mark.parametrize("name", ["planted.html", "../../planted.html", "/etc/planted.html", "..\\planted.html"])
def test_an_uploaded_file_is_at_no_address_whatever_it_is_called(server: Closed, name: str) -> None:
    with server.opened(addresses.INTAKE, "editor") as seen:
        assert uploaded(server, seen.session, name, PLANTED) == 204
        for start, path in itertools.product(STARTS, (name, "planted.html", "the-file", f"{seen.session}/the-file")):
            for who in ("editor", "nobody"):
                assert PLANTED not in server.ask(f"{start}{path}", who).body
        for who in EVERYBODY:
            assert PLANTED not in server.ask(f"/_stcore/upload_file/{seen.session}/the-file", who).body
    assert not list(Path(server.output.parent).rglob("planted.html"))
    assert not list(ROOT.glob("planted.html"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(server: Closed) -> None:
    with server.opened(addresses.INTAKE, "editor") as seen:
        headers = server.shown_to_be_ours("editor") | {"Content-Length": str(65 * 1024 * 1024)}
        there = f"/_stcore/upload_file/{seen.session}/the-file"
        assert server.ask(there, "editor", "PUT", headers, b"").status == 413


@pytest.mark.parametrize("address", ["/index.html", "/static/unknown.js", "/static/js/", "/doelbereik.js/x", "/x.html"])
def test_what_is_no_file_gets_a_page_that_says_so_and_not_a_bare_start_page(server: Closed, address: str) -> None:
    for accepted in ("identity", "gzip"):
        reply = server.ask(address, "administrator", headers={"Accept-Encoding": accepted})
        assert reply.status == 404, accepted
