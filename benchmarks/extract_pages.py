"""How fast a folder of saved pages is extracted, beside reading the same files plainly.

    python -m benchmarks.extract_pages [--pages 1000]

Makes pages from those of `tests/corpus` with other figures in each, extracts the folder with the command line a clerk
would use, and prints pages a second. Budget: at least 50. The ratio to plain reading tells what machine it was.
"""

import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measured import Measured, options, tell
from benchmarks.running import PROJECT

CORPUS = PROJECT / "tests" / "corpus" / "pages"
BUDGET = 50
FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?=%?\s*$)", re.MULTILINE)


def main() -> int:
    """Make the pages, extract them, tell what it took."""
    parser = options(__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="number of pages (default 1000)")
    asked = parser.parse_args()
    pages: int = asked.pages
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
    note = f"plain reading takes 1/{took / plain:.0f} of the time"
    figures = [
        Measured("pages extracted", answers / took, "a second", BUDGET, "higher", "plain reading", pages / plain, note),
        Measured("pages without an answer", pages - answers, "", 0, note=f"of {pages} with {read} lines"),
    ]
    return tell(figures, asked.json)


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
