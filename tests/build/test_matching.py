"""Which indicator a printed label means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.matching import labels_of, normalised, slug, words

SAME = [
    ("% bewoners (18 jaar e.o.) dat sport", "•  %  Bewoners (18 jaar e.o.)\n dat sport (I)"),
    ("Aantal cliënten met** hogere zelfredzaamheid", "Aantal cliënten met hogere zelfredzaamheid*"),
    ("Aantal cliënten maatwerkarrangement", "Aantal cliënten maatwerk- arrangement"),
    ("Bekend met WIJ Groningen", "Bekend met WIJ\u2011Groningen"),
    ("Nota 'Open naar elkaar'", "Nota ‘Open naar elkaar’."),
    ("Bezoekers Oosterpoort/Stadsschouwburg", "Bezoekers Oosterpoort/ Stadsschouwburg¹"),
    ("14 050 klanttevredenheid", "• 14 050* klanttevredenheid"),
]
DIFFERENT = [
    ("% jongeren < 18 jaar dat sport", "% jongeren > 18 jaar dat sport"),
    ("Aantal gezinnen", "% gezinnen"),
    ("Bijstand per 1.000 inwoners", "Bijstand per 10.000 inwoners"),
    ("Bezoekers 2e kwartaal", "Bezoekers 3e kwartaal"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_markers_spaces_case_hyphens_and_quotes_do_not_count(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_signs_and_numbers_do_count(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text(alphabet="aB é%(),.-*I1<\n\u00ad•'", max_size=30))
def test_what_is_normalised_stays_so(label: str) -> None:
    assert normalised(normalised(label)) == normalised(label)


def test_a_label_matches_a_name_or_an_alias_and_nothing_near() -> None:
    labels = labels_of(
        [("ijs", "Bezoekers ijsbaan", ["Aantal bezoekers Kardinge (ijs)"]), ("bad", "Bezoekers zwembad", [])]
    )
    assert labels.match("aantal bezoekers kardinge (IJS) *") == "ijs"
    assert labels.match("Bezoekers ijsbanen") is None
    assert labels.match("Bezoekers ijsbanen", None, "Bezoekers zwembad") == "bad"
    assert labels.suggestions("Bezoekers ijsbanen")[0] == "ijs"
    assert labels.suggestions("Wachttijd kamer") == []


def test_a_title_is_compared_by_its_words() -> None:
    assert words("2.1.1 Samenwerken. met Kennisinstellingen") == words("2.1.1 samenwerken met kennis\u00adinstellingen")


def test_an_id_is_plain_and_short() -> None:
    assert slug("% Cliënten (Wmo) per 1.000") == "clienten-wmo-per-1-000"
    assert slug("€") == "zonder-naam"
    assert len(slug("a " * 100)) <= 80
