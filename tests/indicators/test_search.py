"""A search finds what is there, in the words people use, says where it stands, and finds nothing that is not there."""

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import search, word_forms
from indicators.model import Searchable, SearchPlace, SearchText
from indicators.reading import NotFoundError, Warehouse
from indicators.search import Answer, Index
from tests.small_warehouse import small_warehouse

DATA = Path(__file__).parents[2] / "data"


def ids(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.hits]


# The data that ships -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # As typed, whatever the case, the accents and the order.
        ("humanitas", "vrijwilligers-humanitas"),
        ("HUMANITAS Vrijwilligers", "vrijwilligers-humanitas"),
        ("cliënten", "zelfredzaamheid-basisondersteuning"),
        ("clienten", "zelfredzaamheid-basisondersteuning"),
        ("vo scholen", "cultuurkaart-vo-scholen"),
        # Forms of a word.
        ("vrijwilliger", "vrijwilligers-humanitas"),
        ("gezin", "gezinnen"),
        ("woning", "opgeleverde-woningen"),
        ("school", "cmk-scholen"),
        ("sporten", "sport-wel-eens-18-plus"),
        ("buurtje", "prettige-buurt"),
        ("steden", "aantrekkelijke-stad"),
        ("kind", "uithuisplaatsingen"),
        ("bibliotheken", "leden-bibliotheek"),
        ("gymlokaal", "bezettingsgraad-gymlokalen"),
        ("overnachting", "toeristische-overnachtingen"),
        # A part of a longer word.
        ("tevredenheid", "tevredenheid-sportparken"),
        ("kunst", "plusregeling-amateurkunst"),
        ("inbraken", "woninginbraken"),
        ("inbraak", "woninginbraken"),
        # Words for the same.
        ("stadjers", "wij-gehoord"),
        ("inwoners sport", "sport-stadjers-18-plus"),
        ("bewoners sport", "sport-stadjers-18-plus"),
        ("stadjers oog", "kijkers-oog"),
        ("bieb", "leden-bibliotheek"),
        ("sportdeelname", "sport-wekelijks-18-plus"),
        ("naamsbekendheid", "wij-gehoord"),
        # English words for what Dutch documents say.
        ("sport participation", "sport-wekelijks-18-plus"),
        ("volunteers", "vrijwilligers-humanitas"),
        ("swimming visitors", "bezoekers-zwembaden"),
        ("burglaries", "woninginbraken"),
        # Errors.
        ("vrijwiligers", "vrijwilligers-humanitas"),
        ("vrijwillgers humanitas", "vrijwilligers-humanitas"),
        ("bibliotek", "leden-bibliotheek"),
        ("klanttevredenhied", "tevredenheid-sporthallen"),
        ("overnachtigen", "toeristische-overnachtingen"),
        ("zwembadden", "bezoekers-zwembaden"),
        # A question in a sentence.
        ("hoe tevreden zijn de gebruikers van sportparken", "tevredenheid-sportparken"),
        # Beside the name.
        ("Doorontwikkeling WIJ", "sociale-basisvoorzieningen"),
        ("4.1.6", "sociale-basisvoorzieningen"),
        ("wonen", "gezinnen"),
        ("methodisch gewijzigd", "zelfredzaamheid-basisondersteuning"),
        ("jeugdenquete", "beweegnorm-jongeren-nngb"),
        ("machtigingen", "uithuisplaatsingen"),
        ("3204", "vrijwilligers-humanitas"),
        ("3.204", "vrijwilligers-humanitas"),
        ("parels", "ondersteunende-bewonersinitiatieven"),
        ("procentpunten", "wij-gehoord"),
    ],
)
def test_a_search_finds_what_people_mean(shipped: Warehouse, query: str, expected: str) -> None:
    assert expected in ids(search.search(shipped, query))


@pytest.mark.parametrize(
    "query",
    [
        "onzin",
        "qqqq",
        "paspoort",
        "rijbewijs",
        "hond",
        "hondenbelasting",
        "zwembroek",
        "varken",
        "bomen",
        "drugs",
        "verkiezing",
        "burgemeester",
        "parkeergarage",
        "zonnepanelen",
        "humanitas zwembad",
        "vrijwilligers vliegveld",
        "123456789",
        "75 jarigen",
        "",
        "  ",
        "%",
        "' OR 1=1 --",
    ],
)
def test_a_search_for_what_is_not_there_finds_nothing(shipped: Warehouse, query: str) -> None:
    assert ids(search.search(shipped, query)) == []


def test_a_word_that_is_there_brings_nothing_that_only_looks_like_it(shipped: Warehouse) -> None:
    """`wonen` is one letter from the middle of `bewoner`, and `bewoners` is in half of all names."""
    answer = search.search(shipped, "wonen")
    assert answer.mistyped == {}
    assert not [hit.of.name for hit in answer.hits if "bewoner" in hit.of.name]


def test_the_word_itself_goes_before_words_for_the_same(shipped: Warehouse) -> None:
    answer = search.search(shipped, "stadjers")
    first = [hit.of.name for hit in answer.hits[:2]]
    assert all("Stadjer" in name for name in first)
    assert answer.same == {"stadjers": ("bewoners", "groningers", "inwoner", "inwoners")}
    assert "bezoekers-groninger-museum" not in ids(answer)


def test_a_word_that_was_taken_for_another_is_told(shipped: Warehouse) -> None:
    assert search.search(shipped, "vrijwiligers").mistyped == {"vrijwiligers": ("vrijwilligers",)}
    assert search.search(shipped, "vrijwilligers").mistyped == {}


def test_most_names_are_found_with_an_error_in_one_of_their_words(shipped: Warehouse) -> None:
    """Every long word of every name, with two letters exchanged, a letter left out and a letter doubled."""
    names = {hit.of.id: hit.of.name for hit in search.search(shipped, "aantal").hits}
    asked = missed = 0
    for indicator, name in names.items():
        for word in {word.plain for word in word_forms.words(name) if word.plain.isalpha() and len(word.plain) > 7}:
            half = len(word) // 2
            exchanged = word[:half] + word[half + 1] + word[half] + word[half + 2 :]
            for wrong in (exchanged, word[:half] + word[half + 1 :], word[:half] + word[half] + word[half:]):
                asked += 1
                missed += indicator not in ids(search.search(shipped, wrong))
    assert asked > 300
    assert missed / asked < 0.02


# Where, and how marked -----------------------------------------------------------------------------------------------


def test_a_name_goes_before_a_definition_and_a_definition_before_a_note(shipped: Warehouse) -> None:
    order = list(SearchPlace)
    for query in ("groningen", "onderzoek", "jaar", "cijfer", "2018"):
        places = [order.index(hit.text.place) for hit in search.search(shipped, query).hits]
        assert places == sorted(places), query
        assert places, query


@pytest.mark.parametrize(
    ("query", "expected", "place", "marked"),
    [
        ("vrijwilliger", "vrijwilligers-humanitas", SearchPlace.NAME, ["vrijwilligers"]),
        ("basisvoorzieningen contact", "wij-contact", SearchPlace.NAME, ["contact"]),
        ("jeugdenquete", "beweegnorm-jongeren-nngb", SearchPlace.NOTE, ["jeugdenquête"]),
        ("3204", "vrijwilligers-humanitas", SearchPlace.FIGURE, ["3204"]),
        ("toename", "wij-gehoord", SearchPlace.TARGET, ["Toename"]),
        ("bedoeld procentpunten", "wij-gehoord", SearchPlace.CLAIM, ["bedoeld", "procentpunten"]),
        ("4.1.6", "sociale-basisvoorzieningen", SearchPlace.LABEL, ["4.1.6"]),
    ],
)
def test_a_hit_says_where_it_was_found_and_marks_the_words(
    shipped: Warehouse, query: str, expected: str, place: SearchPlace, marked: list[str]
) -> None:
    hit = next(hit for hit in search.search(shipped, query).hits if hit.id == expected)
    assert hit.text.place is place
    assert [hit.text.text[start:end] for start, end in hit.in_text] == marked


def test_what_is_marked_holds_no_other_word(shipped: Warehouse) -> None:
    for hit in search.search(shipped, "inwoners sport").hits:
        found = {hit.text.text[start:end].casefold() for start, end in hit.in_text}
        assert all("sport" in word or word in {"stadjers", "bewoners", "inwoners", "stadjer"} for word in found)


# Editions ------------------------------------------------------------------------------------------------------------


def test_what_a_later_document_prints_is_not_found_as_known_before(small: Warehouse) -> None:
    assert ids(search.search(small, "108.000")) == ["ijsbaan"]
    assert ids(search.search(small, "108.000", "begroting-2018")) == []
    assert ids(search.search(small, "100.700", "begroting-2018")) == ["ijsbaan"]


def test_a_name_is_found_whatever_the_edition(small: Warehouse) -> None:
    assert ids(search.search(small, "humanitas", "begroting-2017")) == ["humanitas"]


def test_an_edition_that_does_not_exist_is_said(small: Warehouse) -> None:
    with pytest.raises(NotFoundError, match="There is no document 'onzin'"):
        search.search(small, "humanitas", "onzin")


def test_a_new_version_is_searched_at_once(shipped: Warehouse, tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    shutil.copytree(shipped.root, root)
    warehouse = Warehouse(root)
    assert "bezoekers-kardinge-ijs" in ids(search.search(warehouse, "bezoekers ijs"))
    version = small_warehouse(other).version
    shutil.copy(other / "versions" / f"{version}.duckdb", root / "versions")
    shutil.copy(other / "current", root / "current")
    assert ids(search.search(warehouse, "bezoekers ijs")) == ["ijsbaan"]


# Words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "of_one_word",
    [
        "vrijwilliger vrijwilligers",
        "school scholen schooltje",
        "gezin gezinnen",
        "brief brieven briefje",
        "huis huizen huisje",
        "brug bruggen bruggetje",
        "uur uren uurtje",
        "boom bomen boompje",
        "groep groepen groepje",
        "idee ideeen",
        "mogelijkheid mogelijkheden",
        "internationaal internationale",
        "auto autos",
        "buurt buurten buurtje buurtjes",
    ],
)
def test_forms_of_one_word_share_a_form(of_one_word: str) -> None:
    first, *others = of_one_word.split()
    assert [other for other in others if not word_forms.forms(first) & word_forms.forms(other)] == []


@pytest.mark.parametrize(
    "words", ["gezin zin", "wonen woning", "bewoner wonen", "ov of", "jong jongere", "stad staat", "bos boot"]
)
def test_words_of_another_meaning_share_no_form(words: str) -> None:
    one, other = words.split()
    assert not word_forms.forms(one) & word_forms.forms(other)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Cliënten, ideeën; foto’s", ["clienten", "ideeen", "fotos"]),
        ("59.400 (9.4% Hanze)", ["59400", "9.4%", "hanze"]),
        ("4.1.6 Doorontwikkeling", ["4.1.6", "doorontwikkeling"]),
        ("VO-scholen 15-74 jaar", ["vo", "scholen", "15", "74", "jaar"]),
        ("± 3.200 > 2,5", ["3200", "2,5"]),
    ],
)
def test_a_text_is_read_as_plain_words(text: str, plain: list[str]) -> None:
    assert [word.plain for word in word_forms.words(text)] == plain


@given(st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    ends = 0
    for word in word_forms.words(text):
        assert ends <= word.start < word.end <= len(text)
        assert word.plain
        ends = word.end


def named(*names: str) -> Index:
    """Return an index of indicators with only a name."""
    return Index(Searchable("indicator", name, name, "Veld", (SearchText(SearchPlace.NAME, name),)) for name in names)


@given(st.lists(st.text(alphabet="abdeijnorst ", min_size=1, max_size=20), min_size=1, max_size=6, unique=True))
def test_every_name_is_found_by_itself_before_all_others(names: list[str]) -> None:
    index = named(*names)
    for name in names:
        answer = index.answer(name)
        if any(True for _ in word_forms.words(name)):
            assert name in ids(answer)
            assert answer.hits[0].score == 100
        else:
            assert answer.hits == ()


@given(st.text(max_size=40))
def test_no_question_is_too_strange(query: str) -> None:
    for hit in named("Aantal scholen", "% Stadjers dat sport", "4.1.6 Wonen").answer(query).hits:
        assert 0 < hit.score <= 100


def test_every_word_of_the_question_is_needed() -> None:
    index = named("Bezoekers zwembad", "Bezoekers museum")
    assert ids(index.answer("bezoekers zwembad")) == ["Bezoekers zwembad"]
    assert ids(index.answer("bezoekers onzin")) == []


def test_the_field_may_stand_in_for_a_word_but_not_for_all() -> None:
    index = named("Bezoekers zwembad", "Bezoekers museum")
    assert ids(index.answer("veld museum")) == ["Bezoekers museum"]
    assert ids(index.answer("veld")) == []


def test_a_short_word_is_no_beginning_where_it_is_a_word_itself() -> None:
    assert ids(named("Contact met WIJ", "Schone wijk").answer("wij")) == ["Contact met WIJ"]
    assert ids(named("Schone wijk").answer("wij")) == ["Schone wijk"]


def test_a_number_is_found_whole() -> None:
    index = named("Norm 18", "Norm 180", "Norm 18%", "4.1.8 Norm")
    assert ids(index.answer("18")) == ["Norm 18", "Norm 18%"]
    assert ids(index.answer("4.1")) == ["4.1.8 Norm"]
    assert ids(index.answer("18%")) == ["Norm 18%"]


# The words it knows --------------------------------------------------------------------------------------------------


def test_a_word_stands_in_one_group_of_the_same_and_one_of_forms() -> None:
    known = tomllib.loads(search.WORDS.read_text(encoding="utf-8"))
    for groups in (known["same"], known["forms"]):
        words = [word for group in groups for word in group]
        assert len(words) == len(set(words))
        assert all(len(group) > 1 for group in groups)
        assert [word for word in words if len(list(word_forms.words(word))) != 1] == []


def test_the_words_for_the_same_are_those_of_the_sources(shipped: Warehouse) -> None:
    """A group none of whose words occurs would be dead weight."""
    known = tomllib.loads(search.WORDS.read_text(encoding="utf-8"))
    for group in known["same"]:
        assert any(search.search(shipped, word).hits for word in group), group


def test_an_english_word_stands_for_words_that_the_documents_have(shipped: Warehouse) -> None:
    """One that finds nothing would be dead weight; one that the documents have themselves is not looked up."""
    known = tomllib.loads(search.WORDS.read_text(encoding="utf-8"))
    assert [word for word in known["english"] if not search.search(shipped, word).hits] == []
    assert search.search(shipped, "school").same == {}
