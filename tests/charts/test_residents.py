"""A hundred residents through nested groups."""

import base64
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import marks, residents
from indicators.judged import NestedBases
from indicators.language import speaking
from tests.charts.contrast import contrast_on_white
from tests.figures import identity, observed

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"x": "Contact", "heard": "Gehoord van de dienst", "known": "Kent de dienst"}


def nested(
    share: float, part: float, whole: float, others: tuple[float, ...] = (), *, fits: bool = False
) -> NestedBases:
    """Return a check of whole percentages, with the boxes that rounding leaves."""

    def figure(value: float, indicator: str, base: str) -> object:
        return observed(value, of=identity(indicator_id=indicator, base_id=base, unit="%"))

    return NestedBases(
        2018,
        figure(share, "x", "wie ervan hoorde"),
        figure(part, "heard", "alle inwoners"),
        figure(whole, "x", "alle inwoners"),
        ((share - 0.5) * (part - 0.5) / 100, (share + 0.5) * (part + 0.5) / 100),
        (whole - 0.5, whole + 0.5),
        ((whole - 0.5) / (share + 0.5) * 100, (whole + 0.5) / max(share - 0.5, 0.5) * 100),
        fits,
        tuple(figure(value, "known", "alle inwoners") for value in others),
    )


PUZZLE = nested(30, 75, 19, (64,))


def people(svg: str) -> list[str]:
    """Return the colours of every person drawn, part persons after the whole ones behind them."""
    root = ElementTree.fromstring(svg)
    grid = next(group for group in root.findall(f"{SVG}g") if len(group) >= 100)
    persons = [group for group in grid if group.tag == f"{SVG}g"]
    assert len(persons) == 100
    return ["+".join(one.get("fill", "") for one in person.iter(f"{SVG}g") if one.get("fill")) for person in persons]


def text_of(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    return " ".join(" ".join("".join(line.itertext()).split()) for line in root.iter(f"{SVG}text"))


def test_those_printed_are_filled_and_those_missing_are_asked_about() -> None:
    found = people(residents.picture(PUZZLE, NAMES))
    assert found[:19] == [residents.COUNTED] * 19
    assert found[19:22] == [residents.PUZZLE_GROUND] * 3
    assert found[22] == f"{residents.GROUP}+{residents.PUZZLE_GROUND}"
    assert found[23:75] == [residents.GROUP] * 52
    assert found[75:] == [residents.GROUND] * 25


def test_the_words_say_what_does_not_fit_and_what_would() -> None:
    said = text_of(residents.picture(PUZZLE, NAMES))
    assert "✗ 30% van 75 is 22 of 23, maar gedrukt is 19" in said
    assert "3 of 4 ontbreken" in said
    assert "64 kent de dienst: 30% daarvan is 19, dat zou passen" in said


def test_a_group_that_would_fit_is_enclosed() -> None:
    (border,) = re.findall(r'd="(M0 0[^"]+)"', residents.picture(PUZZLE, NAMES))
    cell = 32
    assert border == f"M0 0H{10 * cell}V{6 * cell}H{4 * cell}V{7 * cell}H0Z"
    assert 'd="M0 0' not in residents.picture(nested(30, 75, 19), NAMES)


def test_shares_that_fit_leave_nobody_out() -> None:
    fitting = nested(28, 60, 17, fits=True)
    svg = residents.picture(fitting, NAMES)
    assert not [one for one in people(svg) if residents.PUZZLE_GROUND in one]
    assert "✓ 28% van 60 is 17; gedrukt is 17" in text_of(svg)
    assert residents.description(fitting, NAMES).endswith("Dat past bij elkaar.")


def test_a_printed_figure_that_is_too_high_has_people_too_many() -> None:
    svg = residents.picture(nested(20, 50, 14), NAMES)
    found = people(svg)
    assert found[:10] == [residents.COUNTED] * 10
    assert found[10:14] == [residents.PUZZLE_GROUND] * 4
    assert "4 te veel" in text_of(svg)


def test_the_description_tells_it_without_the_picture() -> None:
    assert residents.description(PUZZLE, NAMES) == (
        "Tekening van 100 inwoners in 2018. Gehoord van de dienst: 75%. "
        "Contact, van die groep: 30%; dat zouden 22 of 23 mensen zijn (met elke afronding 22,0 tot 23,0). "
        "Contact, zoals gedrukt over alle 100: 19% (afgerond uit 18,5 tot 19,5). "
        "Dat past niet bij elkaar: het scheelt 3 of 4 mensen. "
        "Het zou passen bij een groep van 60,7% tot 66,1%. Kent de dienst (64%) valt daarin."
    )


@pytest.mark.parametrize("is_wide", [False, True])
def test_words_stay_within_the_picture(is_wide: bool) -> None:
    long = {"x": "Contact gehad in de afgelopen twaalf maanden", "heard": "Wel eens gehoord van de dienst"}
    root = ElementTree.fromstring(residents.picture(PUZZLE, long, is_wide=is_wide))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert width == (residents.WIDE if is_wide else residents.NARROW)
    for line in root.iter(f"{SVG}text"):
        if line.get("text-anchor") == "middle":
            continue  # the question mark on a person
        letters = len("".join(line.itertext()))
        assert float(line.get("x", "")) + letters * float(line.get("font-size", "")) * 0.47 < width
        assert float(line.get("y", "")) < height


def test_the_picture_is_an_image_with_a_name_and_a_ground_of_its_own() -> None:
    svg = residents.picture(PUZZLE, NAMES)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == residents.description(PUZZLE, NAMES)
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert (ground.get("width"), ground.get("height")) == (root.get("width"), root.get("height"))
    assert ground.get("fill") == "#FFFFFF"
    assert "currentColor" not in svg
    assert not re.search(r"https?:|url\(|script|@import", svg.replace("http://www.w3.org/2000/svg", ""))
    data = marks.as_data_address(svg).partition(",")[2]
    assert base64.b64decode(data).decode("utf-8") == svg


def test_words_and_lines_have_contrast() -> None:
    for colour in (residents.INK, residents.PUZZLE, residents.COUNTED, residents.OTHERS):
        assert contrast_on_white(colour) >= 4.5


shares = st.integers(1, 99)


@given(shares, shares, shares, st.lists(shares, max_size=3), st.text(st.characters(codec="utf-8"), max_size=30))
def test_there_are_a_hundred_people_and_a_picture_whatever_the_shares(
    share: int, part: int, whole: int, others: list[int], name: str
) -> None:
    one = nested(share, part, min(whole, part), tuple(map(float, others)))
    plain = "".join(letter for letter in name if letter.isprintable())
    svg = residents.picture(replace(one, fits=False), {"x": plain})
    found = people(svg)
    counted = sum(kind == residents.COUNTED for kind in found)
    assert abs(counted - min(share * part / 100, min(whole, part))) <= 1
    assert sum(kind == residents.GROUND for kind in found) == 100 - part


def test_the_same_picture_speaks_english() -> None:
    with speaking("en"):
        svg = residents.picture(PUZZLE, NAMES)
        said = text_of(svg)
        assert "2018: 100 people (inwoners)" in said
        assert "✗ 30% of 75 is 22 or 23, but printed is 19" in said
        assert "3 or 4 are missing" in said
        assert "64 kent de dienst: 30% of these is 19, which would agree" in said
        assert "25 others" in said
        assert residents.description(PUZZLE, NAMES).startswith("Drawing of 100 people (inwoners) in 2018. ")
        assert "These do not agree: they differ by 3 or 4 people." in residents.description(PUZZLE, NAMES)
    bold = [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}tspan")]
    assert bold == ["19", "3 or 4", "75", "25", "64"]
