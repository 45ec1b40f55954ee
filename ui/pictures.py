"""Pictures that suit every width: drawn twice, for wide and for narrow screens."""

from pathlib import Path

from ui import figures
from ui.markup import Html, element, joined

STYLE = Path(__file__).with_name("pictures.css")
"""What a page with such pictures inserts, once."""


def in_two_widths(wide: str, narrow: str, description: str, marks: figures.Marks, look: str) -> Html:
    """Return one drawing in two layouts, both SVG; nothing when there is nothing to draw."""
    drawings = {"wide": wide, "narrow": narrow}
    return joined(
        element("img", src=marks.as_data_address(svg), alt=description, class_=f"{look} {width}")
        for width, svg in drawings.items()
        if svg
    )
