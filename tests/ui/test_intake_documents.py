"""A document that was described is described anew under its title, and never beside itself."""

import pytest

from ui.intake_documents import identified

DESCRIBED = {"Gemeenterekening 2019": "rekening-2019"}


@pytest.mark.parametrize(
    ("title", "suggested", "expected"),
    [
        ("Gemeenterekening 2019", None, "rekening-2019"),
        ("Gemeenterekening 2019", "rekening-2020", "rekening-2019"),
        ("Rekening 2020", "rekening-2020", "rekening-2020"),
        ("Nota Sport", None, "nota-sport"),
    ],
)
def test_a_title_that_was_described_keeps_its_document(title: str, suggested: str | None, expected: str) -> None:
    assert identified(title, DESCRIBED, suggested) == expected
