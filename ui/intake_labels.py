"""Words of others as the label of a field or button, which Streamlit reads as markdown: letter by letter as they are.

A label is spoken as it is written too, so nothing is put into it but where markdown would change what is seen.
"""

import re

from loaders.unseen import visible

JOINER = "\N{WORD JOINER}"

MARKS = re.compile(r"[\\`*_~\[\]$<&]")
"""What begins something in markdown; a backslash takes that away."""
FOUND_LATER = re.compile(r":(?=\S)|www(?=\.)|(?<=\S)@(?=\S)", re.IGNORECASE)
"""What becomes a link, a picture or an icon after the backslashes were read; a letter of no width breaks it."""


def literal(words: str) -> str:
    """Return a label that shows these words and nothing else, with letters that are not seen as their codes."""
    return FOUND_LATER.sub(lambda found: found[0] + JOINER, MARKS.sub(r"\\\g<0>", visible(words)))
