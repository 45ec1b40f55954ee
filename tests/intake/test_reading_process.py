"""The process that reads a file holds itself to its private folder before a reader touches the file."""

import sys
from pathlib import Path

import pytest

from loaders.intake import isolation
from loaders.intake.receiving import receive_files
from tests.intake.dropped import kinds, page

ROOT = Path(__file__).parents[2]
# The real process, with a reader that does what a hostile file might make it do
HOSTILE = """
import sys
sys.path.insert(0, {root!r})
from loaders import receive
from loaders.intake import child
read_file = receive.read_file
def hostile(path, limits):
    {act}
    return read_file(path, limits)
receive.read_file = hostile
child.main()
"""


@pytest.mark.parametrize(
    ("act", "is_refused"),
    [
        ("open('binnen.txt', 'w').close()", False),
        ("open({outside!r}, 'w').close()", True),
        ("import os; os.rename(path, {outside!r})", True),
        ("import subprocess; subprocess.run(['touch', {outside!r}])", True),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", True),
    ],
)
def test_a_reader_that_reaches_outside_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, is_refused: bool
) -> None:
    outside = tmp_path / "weg.txt"
    code = HOSTILE.format(root=str(ROOT), act=act.format(outside=str(outside)))
    monkeypatch.setattr(isolation, "_START", [sys.executable, "-I", "-B", "-c", code])
    (received,) = receive_files([page(tmp_path / "pagina.txt")])
    assert kinds(received) == (["loader-fault"] if is_refused else [])
    assert received.rows == (0 if is_refused else 2)
    if is_refused:
        assert received.problems[0].found == "PermissionError"  # no ConnectionRefusedError: it never got so far
    assert not outside.exists()
