"""The threat model in docs/ says what is true: what it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")


def test_every_test_that_the_threat_model_names_exists() -> None:
    written = {
        found
        for file in (ROOT / "tests").rglob("test_*.py")
        for found in re.findall(r"def (test_\w+)", file.read_text())
    }
    named = set(re.findall(r"`(test_\w+)`", TOLD))
    assert len(named) > 60
    assert named - written == set()


def test_every_threat_names_a_test_that_holds_it() -> None:
    rows = re.findall(r"^\| \*\*[STRIDE]\*\*:.*$", TOLD, re.MULTILINE)
    assert len(rows) > 30
    assert [row for row in rows if "`test_" not in row.rsplit("|", 2)[1]] == []


def test_every_file_and_setting_that_the_threat_model_names_exists() -> None:
    files = set(re.findall(r"`([a-z_]+/[a-z_]+\.py)`", TOLD))
    assert files
    assert [one for one in files if not (ROOT / one).exists()] == []
    settings = set(re.findall(r"DOELBEREIK_[A-Z_]+", TOLD))
    code = "\n".join(
        file.read_text(encoding="utf-8") for room in ("api", "serving") for file in (ROOT / room).glob("*.py")
    )
    assert [one for one in settings if one not in code] == []
