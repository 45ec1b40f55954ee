"""Sentences that may claim something of an indicator: what is found, what is recognised, and what a person gets."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import __main__ as command_line
from loaders.catalogue import Catalogue, read_catalogue
from loaders.claims import Found, Sentence, find_claims
from loaders.grid import UnreadableFile
from tests.build.small_data import WIJ_2018, replace_in, write

CLAIM = """
[[claim]]
id = "bekendheid-hoger"
document = "rekening-2018"
page = "rekening-2018/4-1-6"
indicator = "wij-bekend"
period_from = 2017
period_to = 2018
paraphrase = "De bekendheid nam toe."
direction = "increase"
place = "toelichting"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path)
    replace_in(
        tmp_path / "catalogue" / "indicators" / "accommodaties.toml",
        'id = "bezoekers-ijsbaan"',
        'id = "bezoekers-ijsbaan"\nkeywords = ["bezoekers van de ijsbaan", "schaatsers"]',
    )
    return tmp_path


def catalogue_of(data: Path) -> Catalogue:
    catalogue, problems = read_catalogue(data)
    assert problems == []
    return catalogue


def found_in(data: Path, *prose: str, page: str = WIJ_2018, document: str | None = "rekening-2018") -> Found:
    file = data / "pagina.txt"
    file.write_text("\n\n".join((page, *prose)), encoding="utf-8")
    return find_claims(file, catalogue_of(data), document)


def the_sentence(data: Path, text: str) -> Sentence:
    (sentence,) = found_in(data, text).sentences
    return sentence


# What is found --------------------------------------------------------------------------------------------------------


def test_a_table_and_its_notes_without_a_change_claim_nothing(data: Path) -> None:
    assert [one.text for one in found_in(data).sentences] == []


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente werkt al lang samen met alle scholen in de wijk.",
        "We willen dat de bekendheid met de dienstverlening van WIJ de komende jaren stijgt.",
        "Het vergroten van de bekendheid van WIJ-Groningen onder alle bewoners staat voorop.",
        "Is de bekendheid met de dienstverlening van WIJ in 2018 gestegen?",
        "Er zijn onder meer nieuwe folders gemaakt voor alle mensen in de stad.",
        "Een derde vestiging van de bibliotheek is in het voorjaar geopend door de wethouder.",
        "Sinds 1 januari 2018 is de organisatie een stichting met een eigen bestuur.",
    ],
)
def test_what_claims_nothing_is_left_out(data: Path, text: str) -> None:
    assert found_in(data, text).sentences == ()


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("is licht gestegen", "increase"),
        ("nam het afgelopen jaar fors toe", "increase"),
        ("laat een lichte toename zien", "increase"),
        ("was hoger dan een jaar eerder", "increase"),
        ("is gedaald", "decrease"),
        ("nam iets af", "decrease"),
        ("was lager dan verwacht", "decrease"),
        ("bleef vrijwel gelijk", "stable"),
        ("is stabiel gebleven", "stable"),
    ],
)
def test_a_change_is_recognised_in_its_words(data: Path, words: str, direction: str) -> None:
    sentence = the_sentence(data, f"De bekendheid met de dienstverlening van WIJ-Groningen {words}.")
    assert (sentence.direction, sentence.indicators[0].indicator) == (direction, "wij-bekend")
    assert sentence.period_to == 2018, "the year of the accounts, when the sentence gives none"


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("is met 4% gestegen", (4, "%")),
        ("steeg met ruim 4,5 procentpunt", (4.5, "procentpunt")),
        ("liet een stijging van 3 procent zien", (3, "procent")),
        ("ligt 7 procentpunten hoger", (7, "procentpunten")),
        ("is naar 64% gestegen", (None, None)),
        ("steeg van 60% naar 64%", (None, None)),
    ],
)
def test_a_size_is_told_from_a_level(data: Path, words: str, size: tuple[float | None, str | None]) -> None:
    sentence = the_sentence(data, f"De bekendheid met de dienstverlening van WIJ-Groningen {words}.")
    assert (sentence.difference, sentence.printed_unit) == size
    assert sentence.direction == "increase"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("64%", (64, "exact", "%")),
        ("12,5 procent", (12.5, "exact", "%")),
        ("ruim 1.600 mensen", (1600, "at_least", "mensen")),
        ("meer dan 43 vrijwilligers", (43, "more_than", "vrijwilligers")),
        ("bijna 70%", (70, "approx", "%")),
        ("ruim boven de 75%", (75, "more_than", "%")),
        ("twee derde", (66.7, "approx", "%")),
        ("Een op de drie", (33.3, "approx", "%")),
    ],
)
def test_a_level_is_read_with_how_firmly_it_is_meant(data: Path, words: str, level: tuple[float, str, str]) -> None:
    sentence = the_sentence(data, f"In het onderzoek zei {words} van de buurt dat zij WIJ-Groningen wel eens zagen.")
    (read,) = sentence.levels
    assert (read.value, read.qualifier) == level[:2]
    assert read.unit.split()[0] == level[2]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Ten opzichte van 2017 is de bekendheid met de dienstverlening van WIJ gestegen.", (2017, 2018)),
        ("In 2016 was de bekendheid met de dienstverlening van WIJ nog lager.", (2016, 2018)),
        ("Waar in 2016 40% bekend was met de dienstverlening, is dat in 2018 gestegen naar 64%.", (2016, 2018)),
        ("De bekendheid met de dienstverlening van WIJ is in 2018 gestegen.", (None, 2018)),
    ],
)
def test_years_are_the_one_compared_with_and_the_one_spoken_of(
    data: Path, text: str, periods: tuple[int | None, int]
) -> None:
    sentence = the_sentence(data, text)
    assert (sentence.period_from, sentence.period_to) == periods


def test_a_sentence_may_go_on_about_what_the_one_before_named(data: Path) -> None:
    prose = "De bekendheid met de dienstverlening van WIJ is 64%. Ook hier is een lichte stijging te zien. "
    sentences = found_in(data, prose + "De gemeente is blij met de stijging van het humeur.").sentences
    assert [[(one.indicator, one.carried_over) for one in sentence.indicators] for sentence in sentences] == [
        [("wij-bekend", False)],
        [("wij-bekend", True)],
        [],
    ]


def test_only_indicators_of_the_policy_field_of_the_page_are_named(data: Path) -> None:
    text = "Het aantal bezoekers van de ijsbaan steeg naar 139.000."
    assert the_sentence(data, text).indicators == ()
    (elsewhere,) = found_in(data, text, page="5 Sport en bewegen").sentences
    assert [one.indicator for one in elsewhere.indicators] == ["bezoekers-ijsbaan"]


def test_a_sentence_may_begin_with_the_name_of_an_indicator(data: Path) -> None:
    name = "Aantal bezoekers Kardinge (ijs)"
    page = f"5.1.1 Sport\n\nIndicator Behaald 2017 Behaald 2018\n{name} 138.000 139.000\nLeden sportclubs 50 60"
    found = found_in(data, f"{name} is gestegen, al was de winter zacht.", page=page)
    assert [one.text.split(",")[0] for one in found.sentences] == [f"{name} is gestegen"]


WORDS = "% 12 1.000 ,5 ruim met naar steeg 2017 één_op_de_drie ( ) boven_de . procent - | twee_derde meer_dan bekend"
PIECES = [piece for word in WORDS.replace("_", "\u00a0").split(" ") for piece in (word, f"{word} ", f"{word}\n")]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_every_draft_is_readable(data: Path, parts: list[str]) -> None:
    found = found_in(data, "".join(parts))
    for sentence in found.sentences:
        for claim in tomllib.loads(found.draft(sentence))["claim"]:
            assert claim["paraphrase"] == ""


def test_the_line_is_that_of_the_file_and_broken_lines_are_one_sentence(data: Path) -> None:
    sentence = the_sentence(data, "De bekendheid met de dienst-\nverlening van WIJ-Groningen is in dit jaar\ngestegen.")
    lines = (data / "pagina.txt").read_text("utf-8").splitlines()
    assert lines[sentence.line - 1].startswith("De bekendheid met")
    assert sentence.text == "De bekendheid met de dienstverlening van WIJ-Groningen is in dit jaar gestegen."


# What a person gets ---------------------------------------------------------------------------------------------------


def test_what_the_catalogue_has_is_not_drafted_again(data: Path) -> None:
    (data / "catalogue" / "claims.toml").write_text(CLAIM, encoding="utf-8")
    prose = "De bekendheid met de dienstverlening van WIJ is {} ten opzichte van 2017."
    found = found_in(data, prose.format("gestegen"), prose.format("gedaald"))
    assert [one.known for one in found.sentences] == [("bekendheid-hoger",), ()]
    drafts = [one["draft"] for one in found.to_json()["sentences"]]
    assert drafts[0] is None
    assert 'direction = "decrease"' in drafts[1]


def test_a_claim_of_another_page_is_not_this_one(data: Path) -> None:
    (data / "catalogue" / "claims.toml").write_text(CLAIM.replace("4-1-6", "4-1-7"), encoding="utf-8")
    (sentence,) = found_in(data, "De bekendheid met de dienstverlening van WIJ is gestegen.").sentences
    assert sentence.known == ()


def test_a_draft_is_an_entry_once_a_person_has_put_it_in_words(data: Path) -> None:
    found = found_in(data, "De bekendheid met de dienstverlening van WIJ steeg ten opzichte van 2017 met 4% naar 64%.")
    draft = found.draft(found.sentences[0])
    assert "may not be copied" in draft
    assert found.sentences[0].text not in draft
    claims = data / "catalogue" / "claims.toml"
    claims.write_text(draft, encoding="utf-8")
    assert {problem.place.rpartition("'paraphrase'")[1] for problem in read_catalogue(data)[1]} >= {"'paraphrase'"}
    claims.write_text(draft.replace('id = ""', 'id = "x"').replace('ase = ""', 'ase = "Hoger."'), encoding="utf-8")
    (claim,) = catalogue_of(data).claims.values()
    assert (claim.indicator, claim.period_from, claim.period_to) == ("wij-bekend", 2017, 2018)
    assert (claim.direction, claim.difference, claim.printed_unit) == ("increase", 4, "%")
    assert (claim.value, claim.qualifier, claim.page) == (64, "exact", "rekening-2018/4-1-6")


def test_every_level_of_the_year_spoken_of_gets_a_draft(data: Path) -> None:
    text = "Waar in 2016 40% bekend was met de dienstverlening van WIJ, is dat in 2018 64% of 70%."
    found = found_in(data, text)
    drafted = tomllib.loads(found.draft(found.sentences[0]))["claim"]
    assert [claim["value"] for claim in drafted] == [64, 70]


def test_the_document_is_the_one_of_that_kind_and_year(data: Path) -> None:
    found = found_in(data, "De bekendheid met de dienstverlening van WIJ is gestegen.", document=None)
    assert found.document["id"] == "rekening-2018", "the address of the page says so"


def test_a_file_that_is_none_is_refused(data: Path) -> None:
    with pytest.raises(UnreadableFile):
        find_claims(data / "nergens.txt", catalogue_of(data))


# The command line -----------------------------------------------------------------------------------------------------


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command_line, "DATA", data)
    found_in(data, "De bekendheid met de dienstverlening van WIJ is met 4% gestegen.")
    return data / "pagina.txt"


def test_the_command_reports_and_drafts(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["claims", str(page), "--document", "rekening-2018"]) == 0
    output = capsys.readouterr().out
    assert "1 sentence, 0 of them in the catalogue" in output
    assert "increase by 4 %" in output
    assert "indicator: wij-bekend (" in output
    assert '    indicator = "wij-bekend"' in output


def test_the_command_prints_json(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["claims", str(page), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["document"]["id"], answer["page"]) == ("rekening-2018", "rekening-2018/4-1-6")
    (sentence,) = answer["sentences"]
    assert {"line", "text", "direction", "difference", "printed_unit", "levels", "indicators", "known", "draft"} <= (
        sentence.keys()
    )


def test_a_file_that_cannot_be_read_and_a_faulty_catalogue_have_their_exit_codes(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["claims", str(page.with_name("nergens.txt"))]) == 2
    assert "no such file" in capsys.readouterr().err
    replace_in(page.parent / "catalogue" / "bases.toml", "[[base]]", "[[baze]]", 1)
    assert command_line.main(["claims", str(page)]) == 1


@pytest.mark.parametrize(("arguments", "told"), [(["--page", "4-1-6"], "--document"), (["--document", "x"], "x")])
def test_a_page_or_document_that_means_nothing_is_told(
    page: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command_line.main(["claims", str(page), *arguments])
    assert told in capsys.readouterr().err
