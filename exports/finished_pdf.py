"""What a pdf that Typst wrote still needs, put in letter for letter, so that no position in the file moves.

Headers of rows: the first cell of a row is what the others are about. Typst tags the cells of `table.header` as headers
of their columns and has nothing for rows that its Python edition can reach. So the first cell of a row becomes a header
with the row as its scope. The lists of headers that Typst gives each cell make way, because a reader that finds such a
list looks no further and would never come upon the row.

Ends of streams: where the last byte of a stream happens to be a carriage return, the line feed that Typst puts after it
makes of the two one line end, and a strict reader counts a byte too few. A second carriage return ends the line too.

What is not written as expected is left as it is.
"""

import re

_ROW = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+) 0 R[ \d]")
_CELL = re.compile(
    rb"\n(?P<number>\d+) 0 obj\n<</Type/StructElem/S/T(?P<kind>D)/P \d+ 0 R"
    rb"/A\[<</O/Table(?P<headers>/Headers\[[^\]]*\])(?P<spans>[^>]*)>>"
)
_SCOPE = b"/Scope/Row"


def finished(pdf: bytes) -> bytes:
    """Return the document with a header for every row of its tables, and streams that end where they say."""
    return _with_row_headers(pdf).replace(b"\r\nendstream", b"\r\rendstream")


def _with_row_headers(pdf: bytes) -> bytes:
    first_cells = {found.group(1) for found in _ROW.finditer(pdf)}
    made = bytearray(pdf)
    for cell in _CELL.finditer(pdf):
        is_header = cell["number"] in first_cells and b"ColSpan" not in cell["spans"]
        if is_header:
            made[slice(*cell.span("kind"))] = b"H"
        room = len(cell["headers"])
        made[slice(*cell.span("headers"))] = (_SCOPE if is_header else b"").ljust(room)
    return bytes(made)
