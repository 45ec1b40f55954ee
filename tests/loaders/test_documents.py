"""Which document a page belongs to, and what an extraction hands on."""

import json

import pytest

from loaders.extract import extract_text, identify
from loaders.headers import DocumentKind


@pytest.mark.parametrize(
    ("address", "name", "kind", "year"),
    [
        ("https://groningen.jaarverslag-2018.nl/p25541/x", "", "accounts", 2018),
        ("http://begroting2016.groningen.nl/p100020/x", "", "budget", 2016),
        ("https://jaarstukken2022.financien.gouda.nl/x", "", "accounts", 2022),
        ("http://jaarrekening2018.etten-leur.tangelo.nl/x", "", "accounts", 2018),
        ("https://zaanstad2021.voorjaarsnota.nl/p1/indicatoren", "", "interim_report", 2021),
        (None, "gron-bg2018-5-1-1.txt", "budget", 2018),
        (None, "gron-jv2018-5-2.txt", "accounts", 2018),
        (None, "ettenleur-jr2018-leven.txt", "accounts", 2018),
        (None, "zaanstad-vjn2021.txt", "interim_report", 2021),
        (None, "rekening-2018/4-1-6.txt", "accounts", 2018),
        ("https://5dok.net/article/x", "gron-rek2017-6-2-2.txt", "accounts", 2017),
    ],
)
def test_address_or_file_name_say_which_document_it_is(address, name, kind, year):
    identity = identify(address, name, [])
    assert (identity.kind, identity.fiscal_year) == (kind, year)


@pytest.mark.parametrize(
    ("line", "kind", "year"),
    [
        ("Wat wilden we bereiken in 2018?", "accounts", 2018),
        ("Hiermee is de voortgang van het veld in 2018 gemeten", "accounts", 2018),
        ("Wat willen we bereiken in 2019?", "budget", 2019),
        ("Gemeenterekening 2017", "accounts", 2017),
    ],
)
def test_else_the_prose_says_it(line, kind, year):
    identity = identify(None, "pagina.txt", [line])
    assert (identity.kind, identity.fiscal_year) == (kind, year)


def test_a_page_that_does_not_say_it_is_of_no_known_document():
    identity = identify(None, "000_41c6bfe296960b5d.txt", ["De sociale basis", "Inmiddels zijn 29 gesprekken gevoerd"])
    assert (identity.kind, identity.fiscal_year) == (None, None)


def test_a_progress_report_is_known_by_its_heading():
    assert identify(None, "x.txt", ["Voortgang sociale basis"]).kind is DocumentKind.PROGRESS_REPORT


def test_the_address_on_the_first_line_is_kept_and_is_no_text_of_the_page():
    read = extract_text(
        "https://groningen.begroting-2018.nl/p1/x\n\nIndicator\n\nBehaald 2016\n\nBeoogd 2018\n\nBanen\n\n1\n\n2\n"
    )
    assert read.document["address"] == "https://groningen.begroting-2018.nl/p1/x"
    assert (read.document["kind"], read.document["fiscal_year"]) == ("budget", 2018)
    assert len(read.tables) == 1


def test_an_extraction_is_json():
    read = extract_text(
        "Indicator\n\nBehaald 2016\n\nBeoogd 2018\n\nBanen\n\n28% (*)\n\n- n.v.t.\n", "begroting-2018.txt"
    )
    told = json.loads(json.dumps(read.to_json()))
    assert told["tables"][0]["rows"][0]["cells"][0]["value"] == 28
    assert told["tables"][0]["columns"][1] == {
        "header": "Behaald 2016",
        "role": "achieved",
        "year": 2016,
        "year_source": "printed",
        "markers": [],
    }
