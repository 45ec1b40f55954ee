"""Files to drop: a good page, a good workbook, and archives with whatever a test puts in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from loaders.intake.received import Received
from loaders.intake.receiving import receive_files
from tests.formats import written

PAGE = """Jaarverslag 2018

6 Cultuur

6.1 Culturele infrastructuur

Effectindicator(en)

Behaald
 2017

Beoogd
 2018

Behaald
 2018

Aantal bezoekers van het museum

3.100

3.200

3.150

Percentage tevreden bezoekers

80%

85%

82%
"""


def page(path: Path, text: str = PAGE) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def table(label: str = "Aantal bezoekers", figure: str = "3.100") -> written.PrintedTable:
    return written.PrintedTable(
        titles=("6 Cultuur", "6.1 Culturele infrastructuur"),
        header=("Effectindicatoren", "Behaald 2017", "Beoogd 2018"),
        rows=((label, figure, "3.200"), ("Percentage tevreden", "80%", "85%")),
        notes=(),
    )


def packed(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def changed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write an office file again with other or further parts."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    return packed(path, {**content, **parts})


def receive_one(path: Path | str) -> Received:
    (received,) = receive_files([path])
    return received


def kinds(received: Received) -> list[str]:
    return [problem.kind for problem in received.problems]


def labels(received: Received) -> list[str]:
    assert received.extraction is not None, received.problems
    return [row.label for table in received.extraction.tables for row in table.rows]
