"""Hold every pinned package against the known advisories (`make audit`).

Ends with 1 when an advisory names a version that is pinned here. Where the advisory service cannot be reached it says
that nothing was held against anything, and ends with 0: that is not a verdict on the packages.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINS = ROOT / "constraints.txt"


def answer(pins: Path) -> str:
    """Return what pip-audit says as JSON of the packages pinned in a file; empty when it could not ask."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip"]
    asked = subprocess.run(
        [*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    return asked.stdout


def verdict(told: str) -> tuple[int, list[str]]:
    """Return how to end, and the lines to print, of what pip-audit answered."""
    try:
        packages = json.loads(told)["dependencies"]
    except ValueError:
        packages = []
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if len(unknown) == len(packages):
        return 0, ["The dependencies could not be held against the advisories: the service could not be reached."]
    lines = [
        f"{one['name']} {one['version']}: {found['id']}, {f'solved in {fixed}' if fixed else 'not solved yet'}"
        for one in packages
        for found in one.get("vulns", ())
        for fixed in [", ".join(found["fix_versions"])]
    ]
    found = len(lines)
    lines.append(f"{len(packages) - len(unknown)} packages held against the advisories: {found or 'none'} found.")
    if unknown:
        lines.append(f"Not known to the service: {', '.join(unknown)}.")
    return int(bool(found)), lines


if __name__ == "__main__":
    code, said = verdict(answer(PINS))
    sys.stdout.write("\n".join(said) + "\n")
    sys.exit(code)
