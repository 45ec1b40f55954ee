"""Files to drop: a good page, a good workbook, and archives with whatever a test puts in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from loaders.intake.received import Received
from loaders.intake.receiving import receive_files
from tests.formats.small_page import PAGE as PAGE


def page(path: Path, text: str = PAGE) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


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
