"""Text that no spreadsheet reckons with, whatever a document prints in a cell.

A comma-separated file has no types: a spreadsheet takes a text that begins with one of a few signs for a formula, and
runs it. An apostrophe in front of it prevents that.
"""

import re

# Whatever of these a cell begins with, also behind white space, starts a formula in one spreadsheet or another.
_STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠"
_AT_MOST_A_NUMBER = re.compile(r"[-+]?[\d., %–]*")


def safe(text: str | None) -> str:
    """Return a text that stays text in any spreadsheet."""
    if not text:
        return ""
    begins = text.lstrip()[:1] or text[:1]
    return f"'{text}" if begins in _STARTS_A_FORMULA or text[0] in _STARTS_A_FORMULA else text


def harmless(text: str | None) -> str:
    """Return a text for programs: a lone dash or a number with its sign stays as printed: neither does anything."""
    return text or "" if _AT_MOST_A_NUMBER.fullmatch(text or "") else safe(text)
