"""What every Plotly figure stands on: a white ground, colours for it, the letter of the page, numbers as read here.

A Streamlit theme does not reach a figure, and its axis text would have too little contrast; so a figure is light on a
dark page too, and legible on both.
"""

from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from indicators import language

INK = "#1F2933"
QUIET = "#595959"
"""7:1 on white: axis text, old figures."""
GRID = "#E3E6EA"
GROUND = "#FFFFFF"
FONT = '"Source Sans", "Source Sans Pro", Arial, sans-serif'
"""The letter of the page; Plotly's own would be another one beside it."""


def layout() -> dict[str, Any]:
    """Return what all layouts have in common, in the language of this run."""
    return {
        "separators": separators(),
        "font": {"family": FONT, "color": INK, "size": 13},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": GROUND, "font": {"family": FONT, "color": INK}},
    }


def separators() -> str:
    """Return the mark of decimals and that of thousands, as Plotly takes them: `,.` for 1.234,5."""
    locale = language.locale()
    return f"{get_decimal_symbol(locale)}{get_group_symbol(locale)}"
