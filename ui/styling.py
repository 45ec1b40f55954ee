"""The style that every page shares: a file beside the start page, or an element in the page without `server.py`.

As a file a browser has it before the first run of a page and keeps it; an element is a message more in every run.
What one page alone needs is a file that the page inserts itself.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

SHARED = ("style.css", "overview.css")

# Set by `server.py`, whose start page names the file.
is_in_the_shell = False


@cache
def rules() -> str:
    """Return the style as one text, each rule on a line without indents."""
    texts = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in SHARED]
    return "\n".join(line.strip() for text in texts for line in text.splitlines())


@cache
def address() -> str:
    """Return where the style is found from any page; another style is at another address, so it may be kept."""
    return f"./doelbereik.css?{sha256(rules().encode()).hexdigest()[:16]}"
