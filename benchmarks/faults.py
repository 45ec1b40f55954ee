"""A thousand kills (SIGKILL) of builds, drafts, releases and ways back, and what readers, log and the next one see.

    python -m benchmarks.faults                a thousand kills
    python -m benchmarks.faults --kills 5000

Every operation that changes a file, DuckDB's own among them, is a point to die at (`tests.faults.dying`), and every
tenth kill comes at any moment. `tests/faults/test_kills.py` takes a sample of the same.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measured import Measured, options, tell
from tests.faults.killing import FaultLoop, Tally

THOUSAND = 1000


def measured(tally: Tally, points: int, seconds: float) -> list[Measured]:
    """Return what the kills came to."""
    is_all = tally.kills >= THOUSAND
    operations = ", ".join(f"{name} {count}" for name, count in tally.operations.most_common())
    rounds = f"{tally.done_again} times the act was done over again to its end"
    return [
        Measured(
            "kills",
            tally.kills,
            "",
            THOUSAND if is_all else None,
            "higher",
            note=f"{tally.at_moments} of them at any moment",
        ),
        Measured("points killed at", len(tally.at_points), "", points if is_all else None, "higher", note=operations),
        Measured("readers that read the old version", tally.served["old"], ""),
        Measured("readers that read the new version", tally.served["new"], "", note=rounds),
        Measured("lost", len(tally.lost), "", 0, note="a version, a line of the log, a draft that waited"),
        Measured("mixed", len(tally.mixed), "", 0, note="rows that do not give the hash told of them"),
        Measured("one kill with what follows", seconds / max(tally.kills, 1), "s"),
    ]


def main() -> int:
    """Kill, and tell."""
    parser = options(__doc__)
    parser.add_argument("--kills", type=int, default=THOUSAND, metavar="NUMBER", help="how often (1000)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loop = FaultLoop(Path(folder))
        began = time.monotonic()
        try:
            tally = loop.kills(asked.kills)
        finally:
            loop.close()
        figures = measured(tally, sum(loop.points.values()), time.monotonic() - began)
    for broken in (*tally.lost, *tally.mixed):
        print(broken, file=sys.stderr)
    return tell(figures, asked.json)


if __name__ == "__main__":
    sys.exit(main())
