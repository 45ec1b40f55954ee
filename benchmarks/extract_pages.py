"""How fast a folder of saved pages is extracted, beside reading the same files plainly.

    python benchmarks/extract_pages.py [--pages 1000]

Makes pages from those of `tests/corpus` with other figures in each, extracts the folder with the command line a clerk
would use, and prints pages a second. Budget: at least 50. The ratio to plain reading tells what machine it was.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "tests" / "corpus" / "pages"
BUDGET = 50
FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?=%?\s*$)", re.MULTILINE)


def main() -> int:
    """Make the pages, extract them, print what it took; 1 when slower than the budget."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1_000, help="number of pages (default 1000)")
    pages: int = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        _make_pages(Path(folder), pages)
        began = time.perf_counter()
        read = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in Path(folder).iterdir())
        plain = time.perf_counter() - began
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "loaders", "extract", folder, "--json"],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            check=False,
        )
        took = time.perf_counter() - began
    answers = done.stdout.count(b"\n")
    speed = pages / took
    print(f"{answers} of {pages} pages ({read} lines) in {took:.1f} s")
    print(f"{speed:.0f} pages a second, at least {BUDGET} wanted")
    print(f"plain reading took {plain:.2f} s: extracting takes {took / plain:.0f} times as long")
    return 0 if answers == pages and speed >= BUDGET else 1


def _make_pages(folder: Path, pages: int) -> None:
    """Write pages with figures of their own; years stay, or no header could be read."""
    chance = random.Random(2018)
    originals = sorted(CORPUS.glob("*.txt"))

    def other(found: re.Match[str]) -> str:
        if re.fullmatch(r"(?:19|20)\d\d", found[0]):
            return found[0]
        return "".join(str(chance.randint(1, 9)) if character.isdigit() else character for character in found[0])

    for number in range(pages):
        original = originals[number % len(originals)]
        text = FIGURE.sub(other, original.read_text(encoding="utf-8"))
        (folder / f"{original.stem}-{number:04}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
