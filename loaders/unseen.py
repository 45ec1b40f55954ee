"""Letters that are not seen or that turn the direction of writing: kept as received, named, shown as their code.

A zero-width space makes two labels of what looks like one, and a turned figure reads 57 where a person sees 75. Soft
hyphens and byte order marks are left out: they are typography, and no two words differ in them.
"""

import re
import unicodedata

ZERO_WIDTH = "\u200b\u200c\u200d\u2060"
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = re.compile(f"[{ZERO_WIDTH}{TURNING}]")

NOT_SHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of letters that are not seen, or that steer a screen."""


def visible(text: str) -> str:
    """Return text with every letter that is not seen, or steers a screen, as `<U+202E>`."""
    return "".join(f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in NOT_SHOWN else letter for letter in text)
