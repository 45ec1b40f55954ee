"""A file that holds addresses instead of a page: refused, because nothing is fetched."""

import re
from pathlib import Path

from loaders.grid import Problem, UnreadableFile

ADDRESS = re.compile(r"(?:https?|ftp)://\S+$|www\.\S+$", re.IGNORECASE)
# What Windows, macOS and Linux write when an address is dragged from a browser
_SHORTCUT = re.compile(
    r"\[InternetShortcut\]|\[Desktop Entry\].*?^URL=|<plist.*?<key>URL</key>", re.DOTALL | re.MULTILINE
)
_LOOKED_AT = 256 * 1024


def refuse_addresses(path: Path, longest: int) -> None:
    """Raise UnreadableFile when a file holds addresses only."""
    try:
        if path.stat().st_size > longest:
            return
        with path.open("rb") as stream:
            text = stream.read(_LOOKED_AT).decode("utf-8-sig", "replace")
    except OSError:
        return
    lines = [line.strip().strip(",;\"'<>") for line in text.splitlines() if line.strip()]
    addresses = [line for line in lines if ADDRESS.match(line)]
    is_list = bool(addresses) and all(ADDRESS.match(line) or line.startswith("#") for line in lines)
    if is_list or _SHORTCUT.search(text[:4096]):
        raise UnreadableFile(addresses_refused(f"{len(addresses) or 1} address(es)"))


def addresses_refused(found: str) -> Problem:
    """Return the refusal of what has to be fetched first."""
    return Problem(
        "This gives addresses and no page; nothing is fetched.",
        found=found,
        expected="the saved pages themselves, loose or in one zip",
        kind="addresses-not-fetched",
        advice="Open each address in a browser, save the page ('web page, html only'), and hand over what was saved.",
    )
