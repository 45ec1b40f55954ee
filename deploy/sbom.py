"""Write what the dashboard is made of as CycloneDX: every package it runs on, with version, licence and what needs it.

    python deploy/sbom.py build/sbom.cdx.json

The environment may hold more than the dashboard needs (tests, linters): only what `requirements.txt` leads to is
listed. The same environment gives the same file, byte for byte.
"""

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
# Packages that say their licence in no field a program reads; as their own files of licences have it.
LICENCES = {
    "protobuf": "BSD-3-Clause",
    "pydeck": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "resvg_py": "MPL-2.0",
}


def runtime(environment: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Return the part of an environment that the required packages lead to, below the dashboard as its root."""
    refs = {_name(one["name"]): one["bom-ref"] for one in environment["components"]}
    edges = {"": {_name(one) for one in required}} | _needs(required)
    root = environment["metadata"]["component"]["bom-ref"]
    return environment | {
        "components": [_told(one) for one in environment["components"] if _name(one["name"]) in edges],
        "dependencies": [
            {"ref": refs[package] if package else root, "dependsOn": sorted(refs[one] for one in needed)}
            for package, needed in sorted(edges.items())
        ],
    }


def _needs(required: list[str]) -> dict[str, set[str]]:
    """Return package → packages it needs, of all that the required ones lead to.

    The environment holds packages for another use of these (an extra of theirs) too: what nobody asked for is left out.
    """
    found: dict[str, set[str]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    ahead = [(_name(one), frozenset[str]()) for one in required]
    while ahead:
        package, extras = one = ahead.pop()
        needed = found.setdefault(package, set())
        if one in seen:
            continue
        seen.add(one)
        for asked in map(Requirement, metadata.requires(package) or ()):
            if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in extras | {""}):
                needed.add(_name(asked.name))
                ahead.append((_name(asked.name), frozenset(asked.extras)))
    return found


def required(requirements: Path) -> list[str]:
    """Return the names of the packages that a file of requirements pins."""
    return re.findall(r"^([\w.-]+)==", requirements.read_text(encoding="utf-8"), re.MULTILINE)


def environment() -> dict[str, Any]:
    """Return everything in the environment of this Python."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--no-validate"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    told = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _name(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def _told(component: dict[str, Any]) -> dict[str, Any]:
    """Return a package with its licence, without the addresses of its sites: most of the list, and no inventory."""
    said = {key: told for key, told in component.items() if key != "externalReferences"}
    if component.get("licenses"):
        return said
    return said | {"licenses": [{"expression": LICENCES[component["name"]], "acknowledgement": "concluded"}]}


def main(file: Path) -> None:
    """Write the list; ends with what is wrong when it is not valid by the schema of CycloneDX."""
    written = json.dumps(runtime(environment(), required(REQUIREMENTS)), indent=1, ensure_ascii=False)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    if fault is not None:
        sys.exit(f"{file} is not written: {fault}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
