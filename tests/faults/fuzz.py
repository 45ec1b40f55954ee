"""The same edits under atheris, which chooses them so that other code is reached: run by `benchmarks/fuzzing.py`."""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["loaders"]):
    from tests.faults import edits, stored_edits

FOLDER = Path(tempfile.mkdtemp())
PAGES, STORED = edits.names(), stored_edits.names()


def one(content: bytes) -> None:
    """Choose by these bytes what to edit, and examine what comes of it."""
    given = atheris.FuzzedDataProvider(content)

    def choose(below: int) -> int:
        return int(given.ConsumeIntInRange(0, below - 1)) if below > 1 else 0

    if choose(4) == 0:
        name = STORED[choose(len(STORED))]
        stored_edits.examine(FOLDER, name, *stored_edits.edited(name, choose))
        return
    done = edits.edited(edits.page(PAGES[choose(len(PAGES))]), choose)
    try:
        edits.examine(done)
    except Exception:
        sys.stderr.write(edits.described(done) + "\n")
        raise


if __name__ == "__main__":
    # Read once: what is kept of the pages is no code to look for.
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
