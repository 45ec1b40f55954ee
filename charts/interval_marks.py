"""One estimated share with its margin as a small SVG: a dot on an axis from 0 to 100 with a thin whisker."""

from xml.sax.saxutils import quoteattr

from charts.marks import HEIGHT, WIDTH
from charts.marks import as_data_address as as_data_address
from indicators import formats
from indicators.language import say

_MARGIN = 6.0
_MIDDLE = HEIGHT / 2


def mark(share: float, low: float, high: float) -> str:
    """Return an `<svg role="img">` of a share and its interval, all in percent."""
    at = [_MARGIN + (WIDTH - 2 * _MARGIN) * percent / 100 for percent in (0.0, low, share, high, 100.0)]
    begin, left, dot, right, end = (f"{place:.1f}" for place in at)
    ends = "".join(
        f'<path d="M{place} {_MIDDLE - 4}v8" stroke="currentColor" stroke-width="1.5"/>' for place in (left, right)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label={quoteattr(description(share, low, high))}>'
        f'<path d="M{begin} {_MIDDLE}H{end}" stroke="currentColor" stroke-opacity=".35"/>'
        f'<path d="M{left} {_MIDDLE}H{right}" stroke="currentColor" stroke-width="1.5"/>{ends}'
        f'<circle cx="{dot}" cy="{_MIDDLE}" r="3.5" fill="currentColor"/></svg>'
    )


def description(share: float, low: float, high: float) -> str:
    """Return what the mark shows, in words."""
    interval = formats.interval((low, high), "%")
    return say("{share}, met een marge van {interval}", share=formats.quantity(share, "%", 1), interval=interval)
