"""No wording of the accounts pages, the news item and the progress report is copied here, only figures and names."""

import hashlib
import re
import subprocess
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = 8
"""Words in a run. The list holds every fourth run of the documents' prose: a copy of eleven words or more is found."""


def runs_of_words(text: str) -> set[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return {
        hashlib.sha256(" ".join(words[start : start + RUN]).encode()).hexdigest()[:10]
        for start in range(len(words) - RUN + 1)
    }


def test_no_run_of_words_of_the_documents_is_in_the_repository():
    known = set((Path(__file__).parent / "wording.sha256").read_text("utf-8").split())
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    files = (
        [ROOT / name for name in listed.stdout.splitlines()]
        if listed.returncode == 0
        else [
            file for folder in ("data", "tests", "pages", "ui") for file in (ROOT / folder).rglob("*") if file.is_file()
        ]
    )
    copied = {}
    for file in files:
        try:
            text = file.read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if found := runs_of_words(text) & known:
            copied[file.relative_to(ROOT).as_posix()] = len(found)
    assert copied == {}
