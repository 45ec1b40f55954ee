"""A server that shows nothing to who did not log in, everybody who may knock at it, and how each of them asks.

Nobody logs in anywhere: a login is the cookie it ends with, signed here as Streamlit signs it. Requests leave as they
are written, byte for byte, for a client that tidies addresses up would never ask the ugly ones.
"""

import gzip
import http.client
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pyarrow.parquet
import pypdfium2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.conftest import running_server

COOKIE_SECRET = "a planted cookie secret of thirty-two letters or more"
CLIENT_SECRET = "a-planted-client-secret"
SETTINGS = f"""
[auth]
redirect_uri = "http://localhost:{{port}}ROOT/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "doelbereik"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "http://localhost:9/.well-known/openid-configuration"

[roles]
viewer = ["viewers"]
editor = ["editors"]
approver = ["approvers"]
administrator = ["administrators"]
"""
# Role → its group; who has none of them is a stranger.
GROUPS = {
    "stranger": "another department",
    "viewer": "viewers",
    "editor": "editors",
    "approver": "approvers",
    "administrator": "administrators",
}
# Who has no login that counts: none, one that another secret signed, one of eleven hours ago, one of another server.
UNKNOWN = ("nobody", "forged", "expired", "elsewhere")
EVERYBODY = (*UNKNOWN, *GROUPS)


class Reply(NamedTuple):
    """What was answered, as it came over the line."""

    status: int
    headers: list[tuple[str, str]]
    sent: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key == name)

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.sent) if self.header("content-encoding") == "gzip" else self.sent

    @property
    def words(self) -> str:
        """Everything that can be read in it, packed or printed."""
        return readable(self.body)


class Seen(NamedTuple):
    """What a page sent over its socket."""

    messages: tuple[bytes, ...]
    session: str

    @property
    def words(self) -> str:
        return b"\n".join(self.messages).decode(errors="replace")

    @property
    def markup(self) -> str:
        """What the browser reads as markup, and not as the value of a widget."""
        read = map(ForwardMsg.FromString, self.messages)
        new = [one.delta.new_element for one in read if one.WhichOneof("type") == "delta"]
        return "\n".join([*(one.html.body for one in new), *(one.markdown.body for one in new)])

    @property
    def media(self) -> list[str]:
        """Addresses of what can be downloaded on it."""
        return re.findall(r"/media/[0-9a-f]+\.\w+", self.words)


class Closed(NamedTuple):
    """A running server."""

    address: str
    output: Path

    def ask(
        self,
        address: str,
        who: str = "nobody",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Return the answer to an address as it is written, behind the path of the server."""
        at = urlsplit(self.address)
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
        # Python's own check of addresses would refuse to send some of the ones a test needs.
        connection._validate_path = lambda url: None  # type: ignore[attr-defined]
        try:
            cookies = {"Cookie": self.cookie(who)} if self.cookie(who) else {}
            connection.request(method, f"{at.path}{address}", body, {**cookies, **(headers or {})})
            answer = connection.getresponse()
            return Reply(answer.status, [(key.lower(), value) for key, value in answer.getheaders()], answer.read())
        finally:
            connection.close()

    def see(self, page: str, who: str, query: str = "", origin: str | None = None, session: str = "") -> Seen:
        """Return what the page sends to somebody who opens it; `session` is one they say they come back to."""
        with self.opened(page, who, query, origin, session) as seen:
            return seen

    @contextmanager
    def opened(
        self, page: str, who: str, query: str = "", origin: str | None = None, session: str = ""
    ) -> Iterator[Seen]:
        """Keep a page open."""
        with self.socket(who, origin, session) as socket:
            asked = BackMsg()
            asked.rerun_script.query_string = query
            asked.rerun_script.page_name = page
            asked.rerun_script.widget_states.SetInParent()
            asked.rerun_script.context_info.url = f"{self.address}/{page}?{query}"
            socket.send(asked.SerializeToString())
            said, given = [], ""
            while True:
                answer = ForwardMsg()
                told = socket.recv(timeout=60)
                assert isinstance(told, bytes)
                answer.ParseFromString(told)
                said.append(told)
                match answer.WhichOneof("type"):
                    case "new_session":
                        given = answer.new_session.initialize.session_id or given
                    case "script_finished" if answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                        break
                    case "script_finished":
                        assert answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN, answer
            yield Seen(tuple(said), given)

    def say(self, who: str, message: bytes) -> bytes:
        """Send a message over a socket as it is; return what is answered."""
        with self.socket(who) as socket:
            socket.send(message)
            answer = socket.recv(timeout=60)
            assert isinstance(answer, bytes)
            return answer

    def socket(self, who: str, origin: str | None = None, session: str = "") -> ClientConnection:
        """Open a socket as a page does."""
        at = urlsplit(self.address)
        shown = self.shown_to_be_ours(who)
        return connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            additional_headers={"Cookie": shown["Cookie"]},
            # Where a browser cannot set a header, Streamlit takes the token for a protocol.
            subprotocols=[Subprotocol(one) for one in ("streamlit", shown["X-Xsrftoken"], session) if one],
            origin=Origin(origin or f"{at.scheme}://{at.netloc}"),
            max_size=None,
        )

    def cookie(self, who: str) -> str:
        """Return the cookie of somebody, as a header: each logs in once."""
        at = urlsplit(self.address)
        return logged_in(who, f"{at.scheme}://{at.netloc}")

    def shown_to_be_ours(self, who: str) -> dict[str, str]:
        """Return the headers by which a page of the dashboard shows that a request is its own."""
        found = re.search(rf"{XSRF_COOKIE_NAME}=([^;]+)", self.ask("/_stcore/health").header("set-cookie"))
        assert found
        return {"Cookie": f"{self.cookie(who)}; {XSRF_COOKIE_NAME}={found[1]}", "X-Xsrftoken": found[1]}


@cache
def logged_in(who: str, origin: str) -> str:
    """Return the cookie that a login ends with, as a header."""
    if who == "nobody":
        return ""
    told = {
        "origin": "https://elsewhere.example.org" if who == "elsewhere" else origin,
        "is_logged_in": True,
        "iat": time.time() - (11 * 3600 if who == "expired" else 0),
        "sub": who,
        "name": f"{who.title()} de Vries",
        "groups": [GROUPS.get(who, "administrators")],
    }
    secret = "another secret of thirty-two letters or more" if who == "forged" else COOKIE_SECRET
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, json.dumps(told)).decode()}"


@contextmanager
def closed(warehouse: Path, folder: Path, root: str = "", *options: str) -> Iterator[Closed]:
    """Run a server whose visitors log in."""
    secrets = folder / "secrets.toml"
    secrets.write_text(SETTINGS.replace("ROOT", root), encoding="utf-8")
    output = folder / "output.txt"
    with running_server(warehouse, output, "--secrets.files", str(secrets), *options, root=root) as address:
        yield Closed(address, output)


def readable(body: bytes) -> str:
    """Return what somebody can read in a file, whatever it is packed in."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(f"{name}\n{readable(packed.read(name))}" for name in packed.namelist())
    if body.startswith(b"PAR1"):
        return str(pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist())
    if body.startswith(b"%PDF"):
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body))
    return body.decode(errors="replace")
