"""What the loader reads from the committed pages today is what is stored in `data/sources`, field for field."""

import csv
import hashlib
import tomllib
from pathlib import Path

import pytest

from loaders.extract import extract_file
from loaders.sources import save

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "data" / "sources"


def received() -> dict[str, Path | None]:
    """Return page id → the committed file it was read from, found by checksum, for every page that came as a file."""
    files = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file
        for folder in ("pages", "corpus/pages")
        for file in (ROOT / "tests" / folder).glob("*.txt")
    }
    sheets = {
        f"{sheet.parent.name}/{sheet.stem}": tomllib.loads(sheet.read_text("utf-8"))
        for sheet in SOURCES.glob("*/*.toml")
    }
    return {page: files.get(sheet["sha256"]) for page, sheet in sheets.items() if "sha256" in sheet}


PAGES = received()


def test_every_page_that_was_received_as_a_file_is_kept():
    assert [page for page, file in PAGES.items() if file is None] == []
    assert len(PAGES) == 49


def kept(file: Path) -> list[dict[str, str]] | None:
    """Return the rows of a stored file without what is only said to a person, None when there is no such file."""
    if not file.exists():
        return None
    with file.open(encoding="utf-8", newline="") as stream:
        return [
            {name: value for name, value in row.items() if name not in ("message", "expected", "advice")}
            for row in csv.DictReader(stream)
        ]


@pytest.mark.parametrize("page_id", sorted(page_id for page_id, file in PAGES.items() if file))
def test_a_page_is_read_again_as_it_is_stored(page_id, tmp_path):
    document_id, name = page_id.split("/")
    save(extract_file(PAGES[page_id], document_id), tmp_path, document_id, name)
    for suffix in (".csv", ".notes.csv", ".refused.csv"):
        assert kept(tmp_path / f"{page_id}{suffix}") == kept(SOURCES / f"{page_id}{suffix}"), suffix
