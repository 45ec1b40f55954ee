"""The font that typesetters read: made of the one the dashboard is shown in."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import pytest
from fontTools.ttLib import TTFont

from exports import fonts


def test_the_font_is_a_plain_ttf_of_every_weight_that_a_layout_asks_for() -> None:
    font = TTFont(fonts.file())

    (weight,) = font["fvar"].axes
    assert (font.flavor, font.sfntVersion) == (None, "\x00\x01\x00\x00")
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 200, 900)


def test_the_font_answers_to_the_name_layouts_ask_for() -> None:
    assert TTFont(fonts.file())["name"].getBestFamilyName() == fonts.FAMILY


def test_the_font_keeps_its_licence() -> None:
    assert "SIL Open Font License" in TTFont(fonts.file())["name"].getDebugName(13)


def test_the_same_font_is_unpacked_to_the_same_bytes(tmp_path: Path) -> None:
    fonts.unpacked(fonts.packed(), tmp_path / "again.ttf")
    assert (tmp_path / "again.ttf").read_bytes() == fonts.file().read_bytes()


def test_it_is_unpacked_once_however_many_ask_at_the_same_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[TemporaryDirectory[str]] = []

    @cache
    def slowly() -> TemporaryDirectory[str]:
        made.append(TemporaryDirectory(dir=tmp_path))
        sleep(0.05)
        return made[-1]

    monkeypatch.setattr(fonts, "_unpacked_once", slowly)
    with ThreadPoolExecutor(4) as readers:
        assert set(readers.map(lambda _: fonts.folder(), range(4))) == {Path(made[0].name)}
    assert len(made) == 1


@pytest.mark.parametrize("letter", "●✓▲■○±≥≤–’‘·€é%")
def test_the_signs_of_a_briefing_are_in_the_font(letter: str) -> None:
    assert ord(letter) in fonts.letters()


def test_a_streamlit_without_the_font_is_told_of_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"No font SourceSansVF-Upright.*Streamlit"):
        fonts.packed()
