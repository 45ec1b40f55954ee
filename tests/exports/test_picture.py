"""A chart as a picture: what must travel with it is in it, in letters that fit."""

from io import BytesIO
from math import ceil

import pytest
from lxml import etree
from PIL import Image

from exports import picture
from indicators import formats, reading, standing
from indicators.language import speaking
from tests.exports.test_figures_csv import history as made
from tests.figures import observed
from tests.shipped import history, shipped

SVG = "{http://www.w3.org/2000/svg}"


def drawn(indicator_id: str) -> etree._Element:
    found = picture.svg(history(indicator_id))
    assert found is not None
    return etree.fromstring(found.encode())


def text(root: etree._Element) -> str:
    return " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


def test_contact_keeps_both_groups_its_three_notes_its_figures_and_its_source() -> None:
    words = text(drawn("wij-contact"))
    assert "inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord" in words
    assert "inwoners van 18 jaar en ouder." in words
    for expected in ("II Als aandeel", "III Als aandeel", "IV Kengetal", "30%", "19%", "28%", "17%"):
        assert expected in words
    assert "Gemeenterekening 2018" in words


def test_every_line_of_figures_says_of_which_group_with_its_notes_and_its_cell() -> None:
    words = text(drawn("wij-contact"))
    assert "Cijfers, van wie van WIJ heeft gehoord: 28% (II) (26,2% tot 29,9%;" in words
    assert "Cijfers, van alle bewoners van 18 jaar en ouder: 17% (III) (15,8% tot 18,3%;" in words
    assert words.count("in 2018, gedrukt: ‘30% (II) (19% (III))’") == 2
    assert "geen norm (kengetal) (IV) (2018), gedrukt: ‘- (IV)’" in words
    assert "Definitie: Zegt in de afgelopen twaalf maanden (wel eens) contact" in words


def test_a_cell_that_says_the_same_is_not_repeated() -> None:
    assert "gedrukt" not in text(drawn("wij-gemakkelijk-binnenlopen"))


def test_it_tells_the_edition_that_was_chosen_and_not_the_last_one_drawn() -> None:
    documents = reading.documents(shipped())
    last = formats.published(documents[-1])
    told = {
        None: "Stand volgens: alles wat bekend is · Doelbereik",
        standing.known(documents, None): f"Stand volgens: alles wat bekend is tot en met {last} · Doelbereik",
        standing.known(documents, "begroting-2018"): "Stand volgens: Begroting 2018 · Doelbereik",
    }
    for known, expected in told.items():
        found = picture.svg(history("wij-contact"), known)
        assert found is not None
        assert expected in text(etree.fromstring(found.encode()))


def test_it_says_why_a_line_stops_and_what_was_published_before() -> None:
    words = text(drawn("wij-gemakkelijk-binnenlopen"))
    assert "Tussen 2016 en 2017 breekt de reeks: andere definitie en groep niet vermeld." in words
    assert "51%" in words
    assert "in 2017 (eerder gepubliceerd)" in words


@pytest.mark.parametrize("indicator_id", ["wij-contact", "wij-gemakkelijk-binnenlopen", "wij-gehoord"])
def test_no_words_run_out_of_the_picture(indicator_id: str) -> None:
    root = drawn(indicator_id)
    inside = float(root.get("width", "0")) - picture.MARGIN
    for one in root.findall(f"{SVG}text"):
        size, is_bold = int(one.get("font-size", "0")), one.get("font-weight") is not None
        assert float(one.get("x", "0")) + picture._width(one.text or "", size, is_bold=is_bold) <= inside
        assert float(one.get("y", "0")) < float(root.get("height", "0"))


def test_the_pixels_are_those_of_the_drawing_and_not_of_a_blank_page() -> None:
    content = picture.png(history("wij-gehoord"))
    assert content is not None
    image = Image.open(BytesIO(content))
    root = drawn("wij-gehoord")
    assert image.size == tuple(ceil(float(root.get(side, "0")) * picture.PIXELS) for side in ("width", "height"))
    title = image.convert("L").crop((0, 0, image.width, 2 * picture.MARGIN + 60))
    assert title.getextrema()[0] < 60, "the title is drawn in the font that came along"


@pytest.mark.parametrize("indicator_id", ["wij-contact", "wij-gemakkelijk-binnenlopen"])
def test_nothing_is_drawn_in_the_margin(indicator_id: str) -> None:
    image = Image.open(BytesIO(picture.png(history(indicator_id)) or b"")).convert("L")
    margin = image.crop((image.width - picture.MARGIN * picture.PIXELS // 2, 0, image.width, image.height))
    assert margin.getextrema() == (255, 255)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert picture.png(history("wij-contact")) == picture.png(history("wij-contact"))


def test_an_indicator_without_figures_has_no_picture() -> None:
    assert picture.svg(made()) is None
    assert picture.png(made()) is None


def test_a_name_that_is_markup_stays_a_name() -> None:
    name = '</text><script>alert("1")</script>'
    found = picture.svg(made(observed(2018, 75), observed(2017, 70), name=name))
    assert found is not None
    assert not list(etree.fromstring(found.encode()).iter(f"{SVG}script"))


def test_it_speaks_english_and_keeps_names_as_they_are() -> None:
    with speaking("en"):
        words = text(drawn("wij-contact"))
    assert "Of whom:" in words
    assert "% bewoners" in words
