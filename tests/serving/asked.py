"""Ask a running server, whatever it answers."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


def asked(
    address: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """Return what is answered, redirects and refusals included; raises OSError when nothing is."""
    request = urllib.request.Request(address, body, dict(headers or {}), method=method)
    try:
        with _OPENER.open(request, timeout=20) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, dict(refused.headers), refused.read())
