"""The typeface of the dashboard as a font file that typesetters and drawers read.

Streamlit brings Source Sans along as a variable woff2, which neither Typst nor resvg opens; unpacked it is an ordinary
ttf with every weight in it, so that one file serves regular and bold alike. It is unpacked once in the life of a
process, into a folder that goes when the process does. The font is licensed under the SIL Open Font License, which
lets a document carry it.
"""

import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from fontTools.ttLib import TTFont

FAMILY = "Source Sans 3"
"""What to ask for: as `font-family` in a drawing, as `font` in Typst."""

_POSTSCRIPT_NAME = "SourceSans3-Variable"
_UNPACKING = Lock()
_ENGLISH = 0x409
_WINDOWS = 3


def folder() -> Path:
    """Return the folder with the font and nothing else."""
    return Path(_folder().name)


def file() -> Path:
    """Return the font, weights 200 to 900."""
    return folder() / f"{_POSTSCRIPT_NAME}.ttf"


@cache
def letters() -> frozenset[int]:
    """Return the code points the font can show."""
    return frozenset(TTFont(file()).getBestCmap())


def unpacked(packed: Path, target: Path) -> None:
    """Write the font as an uncompressed ttf under a name of its own: the same file for the same font."""
    font = TTFont(packed, recalcTimestamp=False)
    font.flavor = None
    names = font["name"]
    names.names = [name for name in names.names if name.platformID == _WINDOWS and name.langID == _ENGLISH]
    for number, words in ((1, FAMILY), (2, "Regular"), (4, FAMILY), (6, _POSTSCRIPT_NAME)):
        names.setName(words, number, _WINDOWS, 1, _ENGLISH)
    font.save(target)


def packed() -> Path:
    """Return the font as Streamlit brings it."""
    found = find_spec("streamlit")
    places = [] if found is None else [Path(place) for place in found.submodule_search_locations or ()]
    fonts = [font for place in places for font in sorted(place.glob("static/static/media/SourceSansVF-Upright*.woff2"))]
    if not fonts:
        raise FileNotFoundError(
            "No font SourceSansVF-Upright*.woff2 in static/static/media of the installed Streamlit: "
            "it was there up to version 1.67; look where this version keeps its fonts."
        )
    return fonts[0]


def _folder() -> tempfile.TemporaryDirectory[str]:
    # Two threads that both need the first file would each make a folder, and one would be swept away while in use.
    with _UNPACKING:
        return _unpacked_once()


@cache
def _unpacked_once() -> tempfile.TemporaryDirectory[str]:
    made = tempfile.TemporaryDirectory(prefix="doelbereik-fonts-")
    unpacked(packed(), Path(made.name) / f"{_POSTSCRIPT_NAME}.ttf")
    return made
