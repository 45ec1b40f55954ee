"""Dutch as written, English from the catalogues, numbers as each writes them."""

from pathlib import Path

import pytest

from indicators import language
from indicators.language import say, say_counted, speaking

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Er zijn {known} beleidsvelden."
msgstr "There are {known} policy fields."

msgid "{n} indicator van {field}"
msgid_plural "{n} indicatoren van {field}"
msgstr[0] "{n} indicator of {field}"
msgstr[1] "{n} indicators of {field}"

#, fuzzy
msgid "Nog na te kijken"
msgstr "A guess"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "ui.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(language, "TRANSLATIONS", tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


@pytest.mark.usefixtures("catalogue")
def test_a_sentence_is_said_in_the_language_of_the_run() -> None:
    assert say("Er zijn {known} beleidsvelden.", known=37) == "Er zijn 37 beleidsvelden."
    with speaking("en"):
        assert say("Er zijn {known} beleidsvelden.", known=37) == "There are 37 policy fields."
    assert language.current() == "nl"


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (0, "0 indicatoren van Sport", "0 indicators of Sport"),
        (1, "1 indicator van Sport", "1 indicator of Sport"),
        (2, "2 indicatoren van Sport", "2 indicators of Sport"),
    ],
)
def test_one_and_several_are_told_apart(number: int, dutch: str, english: str) -> None:
    def said() -> str:
        return say_counted("{n} indicator van {field}", "{n} indicatoren van {field}", number, field="Sport")

    assert said() == dutch
    with speaking("en"):
        assert said() == english


@pytest.mark.usefixtures("catalogue")
def test_a_sentence_without_a_translation_stays_dutch_and_a_guess_is_no_translation() -> None:
    with speaking("en"):
        assert say("Nergens vertaald") == "Nergens vertaald"
        assert say("Nog na te kijken") == "Nog na te kijken"
        assert say("") == ""


def test_a_language_that_does_not_exist_is_dutch() -> None:
    with speaking("en"):
        language.choose("fy")
        assert language.current() == "nl"
        assert str(language.locale()) == "nl_NL"
