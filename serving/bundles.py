"""Which bundles of Streamlit a first table needs, so that a browser asks for them with the page and not one by one.

Streamlit loads the code of an element when the first of its kind comes in, and what that imports after it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

ELEMENTS = ("Html", "Selectbox")
"""What every page of ours begins with: a choice, and a table as HTML."""


def needed_first(static: Path) -> list[str]:
    """Return the files, from Streamlit's own list; those that its start page names already are not among them.

    None where a release keeps no such list: it is slower then, and works.
    """
    file = static / "manifest.json"
    if not file.is_file():
        return []
    listed = json.loads(file.read_text(encoding="utf-8"))
    elements = [key for key, one in listed.items() if one.get("name") in ELEMENTS and one.get("isDynamicEntry")]
    known = set(_with_imports(listed, ["index.html"]))
    return [listed[key]["file"] for key in dict.fromkeys(_with_imports(listed, elements)) if key not in known]


def _with_imports(listed: dict[str, dict[str, list[str]]], keys: list[str]) -> Iterator[str]:
    seen = set[str]()
    waiting = [*keys]
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen.add(key)
            waiting += listed[key].get("imports", [])
            yield key
