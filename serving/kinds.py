"""Of which kind an address is: what limits, figures and log lines tell apart, and never more than is named here."""

from enum import StrEnum

from serving.place import below
from ui import addresses


class Kind(StrEnum):
    """What is asked for."""

    PAGE = "page"
    SOCKET = "socket"
    """Over which an open page acts and is drawn."""
    API = "api"
    DATA = "data"
    BRIEFING = "briefing"
    DOWNLOAD = "download"
    """What a page made for one visitor."""
    UPLOAD = "upload"
    LOGIN = "login"
    BUNDLE = "bundle"
    """Scripts, styles and letters."""
    WATCH = "watch"
    """What is asked about the server itself."""
    OTHER = "other"


# Beginning of an address → its kind; the first that fits counts.
BEGINNINGS = {
    "/api": Kind.API,
    "/data": Kind.DATA,
    "/briefing/": Kind.BRIEFING,
    "/media/": Kind.DOWNLOAD,
    "/_stcore/stream": Kind.SOCKET,
    "/_stcore/upload_file/": Kind.UPLOAD,
    "/_stcore/": Kind.WATCH,
    "/healthz": Kind.WATCH,
    "/metrics": Kind.WATCH,
    f"/{addresses.LOG_IN}": Kind.LOGIN,
    "/auth/": Kind.LOGIN,
    "/oauth2callback": Kind.LOGIN,
    "/static/": Kind.BUNDLE,
    "/doelbereik.": Kind.BUNDLE,
}


def kind_of(path: str) -> Kind:
    """Return the kind of an address, given as it is asked."""
    asked = below(path)
    if asked is None:
        return Kind.OTHER
    if asked.strip("/") in addresses.PAGES:
        return Kind.PAGE
    return next((kind for start, kind in BEGINNINGS.items() if asked.startswith(start)), Kind.OTHER)
