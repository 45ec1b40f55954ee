"""One measure over the years: a Plotly figure as a plain dict, its alt sentence and the table beside it. (Signatures first.)"""

from __future__ import annotations

from typing import Any

from indicators.model import Trend


def figure(trend: Trend) -> dict[str, Any]:
    """Return a Plotly figure (`{"data": […], "layout": {…}}`) with lines inside one identity only."""
    raise NotImplementedError


def config() -> dict[str, Any]:
    """Return the Plotly config: no logo, no mode bar clutter, Dutch separators."""
    raise NotImplementedError


def describe(trend: Trend) -> str:
    """Return the alt text: what is drawn, from when to when, where it breaks and why."""
    raise NotImplementedError


def rows(trend: Trend) -> list[dict[str, str]]:
    """Return the table beside the chart: Jaar, Uitkomst, Streefwaarde, Reeks, Document, with Dutch numbers."""
    raise NotImplementedError
