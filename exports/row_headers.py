"""Headers for the rows of the tables of a pdf: the first cell of a row is what the others are about.

Typst tags the cells of `table.header` as headers of their columns and has nothing yet for rows that its Python edition
can reach. What it writes is rewritten letter for letter, so no position in the file moves: the first cell of a row
becomes a header with the row as its scope, and the lists of headers that Typst gives each cell make way, because a
reader that finds such a list looks no further and would never come upon the row. What is not written as expected is
left as it is.
"""

import re

_ROW = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+) 0 R[ \d]")
_CELL = re.compile(
    rb"\n(?P<number>\d+) 0 obj\n<</Type/StructElem/S/T(?P<kind>D)/P \d+ 0 R"
    rb"/A\[<</O/Table(?P<headers>/Headers\[[^\]]*\])(?P<spans>[^>]*)>>"
)
_SCOPE = b"/Scope/Row"


def with_row_headers(pdf: bytes) -> bytes:
    """Return the document with a header for every row of a table of more than one cell."""
    first_cells = {found.group(1) for found in _ROW.finditer(pdf)}
    made = bytearray(pdf)
    for cell in _CELL.finditer(pdf):
        is_header = cell["number"] in first_cells and b"ColSpan" not in cell["spans"]
        if is_header:
            made[slice(*cell.span("kind"))] = b"H"
        room = len(cell["headers"])
        made[slice(*cell.span("headers"))] = (_SCOPE if is_header else b"").ljust(room)
    return bytes(made)
