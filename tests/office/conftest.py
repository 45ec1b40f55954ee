"""A real LibreOffice, without a window.

SOFFICE may name another one than the one on the path. On a desk without it these tests are skipped, in CI they fail.
A conversion takes seconds: every kind of file is opened once a session.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice")
SECONDS_TO_CONVERT = 120

# Of a csv: separator, quote, UTF-8, first line, no columns told apart, language (1043: Dutch), nothing quoted as text.
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
DUTCH_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true"

Convert = Callable[..., Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SOFFICE is not None or os.environ.get("CI"):
        return
    for item in items:
        if item.nodeid.startswith("tests/office/"):
            item.add_marker(pytest.mark.skip(reason="no LibreOffice on the path; set SOFFICE to the one you have"))


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Give what converts bytes to files of another kind; the folder they stand in is the answer."""
    profile = tmp_path_factory.mktemp("office-profile")

    def converted(name: str, content: bytes, to: str, infilter: str | None = None) -> Path:
        assert SOFFICE is not None, "LibreOffice is needed: install libreoffice-calc or set SOFFICE"
        folder = tmp_path_factory.mktemp(name.replace(".", "-"))
        (folder / name).write_bytes(content)
        options = [f"--infilter={infilter}"] if infilter else []
        done = subprocess.run(
            [
                SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", *options,
                "--convert-to", to, "--outdir", str(folder / "converted"), str(folder / name),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_CONVERT,
        )  # fmt: skip
        assert (folder / "converted").is_dir(), done.stdout + done.stderr
        return folder / "converted"

    return converted
