"""What the page for who runs the server says of settings and limits is what the program does."""

import re
from pathlib import Path

from streamlit import config

from serving.kinds import Kind
from serving.limits import LIMITS
from tests.test_architecture import python_files

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def rows() -> set[str]:
    """Return every name in the first column of a table."""
    return {
        name
        for line in PAGE.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }


def test_every_setting_of_the_program_stands_in_the_table_and_no_other() -> None:
    read = {name for file in python_files() for name in re.findall(r"DOELBEREIK_[A-Z_]+", file.read_text("utf-8"))}
    assert {name for name in rows() if name.startswith("DOELBEREIK_")} == read


def test_every_setting_of_streamlit_that_is_named_exists() -> None:
    known = {option.env_var for option in config.get_config_options().values()}
    named = set(re.findall(r"STREAMLIT_[A-Z_]+", PAGE))
    assert len(named) == 3
    assert named <= known


def test_the_limits_are_those_that_are_kept() -> None:
    names, _, limits = [
        line for line in PAGE.splitlines() if re.match(r"\| `api` \||\|---\|---\|---\|---|\| \d+/", line)
    ]
    kept = {
        Kind(name): limit
        for name, limit in zip(re.findall(r"`(\w+)`", names), re.findall(r"[\d]+/\d+", limits), strict=True)
    }
    assert kept == {kind: f"{limit.a_second}/{limit.at_once}" for kind, limit in LIMITS.items()}


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"\bdeploy/[\w@.]+\w", PAGE))
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []
