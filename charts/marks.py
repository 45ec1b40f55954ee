"""One indicator in one year as a small SVG, for tables, static pages and pdf alike. (Signatures first.)"""

from __future__ import annotations

from indicators.model import IndicatorYear, Verdict

WIDTH = 220
HEIGHT = 28
VERDICT_COLOURS: dict[Verdict, str] = {}
"""`#0B3C5D` achieved, `#C2410C` not achieved, `#6B6B6B` the rest; ≥ 4.5:1 on white."""


def mark(row: IndicatorYear) -> str:
    """Return an inline `<svg role="img">` of WIDTH × HEIGHT with a Dutch title and description; "" for nothing to draw."""
    raise NotImplementedError


def as_data_address(svg: str) -> str:
    """Return the SVG as a `data:` address for `<img src>`; give the img the text of `description` as alt."""
    raise NotImplementedError


def description(row: IndicatorYear) -> str:
    """Return in one Dutch sentence what the mark shows."""
    raise NotImplementedError
