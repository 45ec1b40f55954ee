"""Ten minutes of atheris: edits of pages and of stored rows that reach other code of the loaders, and what they find.

    python -m benchmarks.fuzzing                 ten minutes
    python -m benchmarks.fuzzing --seconds 60

What it looks for is what `tests/faults/edits.py` promises: no crash, no hang, no figure where it does not stand.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Measured, options, tell

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Look for an edit that breaks a promise, and tell."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=int, default=600, metavar="NUMBER", help="how long (600)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "corpus").mkdir()
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "tests.faults.fuzz", f"-max_total_time={asked.seconds}", "-timeout=20"),
                *("-print_final_stats=1", "-max_len=48", "-len_control=0", f"-artifact_prefix={folder}/"),
                *("-verbosity=1", str(Path(folder) / "corpus")),
            ],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
    told = ended.stderr
    if ended.returncode:
        sys.stderr.write(told[-4000:])
    tried = re.findall(r"number_of_executed_units: (\d+)", told)
    reached = re.findall(r"cov: (\d+)", told)
    return tell(
        [
            Measured("edits tried", float(tried[-1]) if tried else None, "", note=f"in {asked.seconds} s, one process"),
            Measured("branches of the loaders reached", float(reached[-1]) if reached else None, ""),
            Measured(
                "edits that break a promise", float(ended.returncode != 0), "", 0, why="It ends at the first that does."
            ),
        ],
        asked.json,
    )


if __name__ == "__main__":
    sys.exit(main())
