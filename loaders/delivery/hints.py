"""Which notes hint that an indicator does not mean what it meant before."""

import re
import tomllib
from pathlib import Path

from loaders.matching import words

_LISTED: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("hints.toml").read_text(encoding="utf-8"))
_HINTS = {
    hint: re.compile(rf"\b(?:{'|'.join(re.escape(words(word)) for word in listed)})")
    for hint, listed in _LISTED.items()
}


def hint_of(note: str) -> str | None:
    """Return what a note hints at: `definition`, `base` or nothing."""
    said = words(note)
    return next((hint for hint, pattern in _HINTS.items() if pattern.search(said)), None)
