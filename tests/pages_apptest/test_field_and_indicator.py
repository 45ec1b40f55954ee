"""Policy field and indicator pages where something is missing: a sentence each, and a way on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import markup, started, text
from tests.small_warehouse import Draft

Open = Callable[..., AppTest]

COUNTED = {"kind": "count", "source_kind": "register", "unit": "bezoekers"}
REGISTER = {"n_source": "not_applicable", "decimals": 0}


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which every kind of gap occurs once."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.field("vol", "Vol veld", rekening_2018="1.1")
    draft.indicator("gemeten", "vol", "Gemeten", **COUNTED)
    for year, value in ((2017, 90), (2018, 100)):
        draft.observe("gemeten", year, str(value), value, "rekening-2018", **REGISTER)
    draft.observe("gemeten", 2016, "80", 80, "begroting-2018", **REGISTER)
    draft.plan("gemeten", 2018, "95", "at_least", "rekening-2018", low=95, decimals=0)
    draft.plan("gemeten", 2019, "105", "at_least", "begroting-2019", low=105, decimals=0)
    draft.indicator("zonder-iets", "vol", "Zonder iets", **COUNTED)
    draft.indicator("alleen-beoogd", "vol", "Alleen beoogd", **COUNTED)
    draft.plan("alleen-beoogd", 2018, "Toename", "increase", "rekening-2018")
    draft.indicator("in-woorden", "vol", "In woorden", **COUNTED)
    draft.observe("in-woorden", 2018, "Goed", None, "rekening-2018", text="Goed", n_source="not_applicable")
    draft.field("leeg", "Leeg veld", programme="Andere")
    draft.field("beloofd", "Beloofd veld", programme="Andere", begroting_2019="2.1")
    draft.indicator("belofte", "beloofd", "Belofte", **COUNTED)
    draft.plan("belofte", 2019, "Toename", "increase", "begroting-2019")
    root = tmp_path_factory.mktemp("gaps")
    draft.publish(root)
    return root


@pytest.fixture
def open_gap(gaps: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(gaps))

    def opened(page: str, **filters: str) -> AppTest:
        app = started()
        app.switch_page(f"pages/{page}.py")
        for name, value in filters.items():
            app.query_params[name] = value
        return app.run()

    return opened


@pytest.mark.parametrize(
    ("page", "filters", "sentence", "way_on"),
    [
        ("policy_field", {"veld": "leeg"}, "Van Leeg veld is geen cijfer en geen streefwaarde bekend.", "/bronnen"),
        (
            "policy_field",
            {"veld": "beloofd", "stand": "begroting-2018"},
            "tot hier staat niets over Beloofd veld; in latere wel.",
            "/beleidsveld?veld=beloofd",
        ),
        ("policy_field", {"veld": "beloofd"}, "nog geen enkele uitkomst bekend", None),
        (
            "policy_field",
            {"veld": "vol", "jaar": "2019"},
            "Voor dit jaar is nog geen rekening met uitkomsten bekend",
            "/beleidsveld?veld=vol&jaar=2018",
        ),
        (
            "policy_field",
            {"veld": "beloofd", "jaar": "2017"},
            "Over 2017 is voor Beloofd veld niets gepubliceerd. Wel over:",
            "/beleidsveld?veld=beloofd&jaar=2019",
        ),
        (
            "one_indicator",
            {"indicator": "zonder-iets"},
            "Van deze indicator is geen cijfer en geen streefwaarde bekend.",
            "/beleidsveld?veld=vol",
        ),
        (
            "one_indicator",
            {"indicator": "alleen-beoogd"},
            "geen enkel document geeft een uitkomst",
            "#streefwaarden",
        ),
        (
            "one_indicator",
            {"indicator": "belofte", "stand": "begroting-2018"},
            "tot hier staat niets over deze indicator; in latere wel.",
            "/indicator?indicator=belofte",
        ),
        ("one_indicator", {"indicator": "in-woorden"}, "staat er in woorden en niet in getallen", None),
    ],
)
def test_what_is_missing_is_a_sentence_and_a_way_on(
    open_gap: Open, page: str, filters: dict[str, str], sentence: str, way_on: str | None
) -> None:
    app = open_gap(page, **filters)
    assert not app.exception
    assert sentence in text(app)
    if way_on:
        assert f'href="{way_on.replace("&", "&amp;")}"' in markup(app)


def test_a_year_with_results_does_not_say_that_they_are_missing(open_gap: Open) -> None:
    said = text(open_gap("policy_field", veld="vol", jaar="2018"))
    assert "nog geen rekening" not in said
    assert "nog geen enkele uitkomst" not in said


def test_an_indicator_hands_over_its_figures_as_a_file_and_one_without_figures_does_not(open_gap: Open) -> None:
    (button,) = open_gap("one_indicator", indicator="gemeten").get("download_button")
    assert "csv" in button.proto.label
    assert not open_gap("one_indicator", indicator="zonder-iets").get("download_button")


def test_an_indicator_leads_to_the_others_of_its_field_with_their_verdict(open_gap: Open) -> None:
    app = open_gap("one_indicator", indicator="in-woorden")
    listed = markup(app).split("Alle indicatoren van dit beleidsveld")[1]
    assert re.findall(r'href="/indicator\?indicator=([a-z-]+)"', listed) == [
        "gemeten",
        "zonder-iets",
        "alleen-beoogd",
        "in-woorden",
    ]
    assert "●✓ Behaald · 2018" in text(app)


def test_a_policy_field_shows_its_indicators_over_the_years_below_the_table(open_page: Open) -> None:
    app = open_page("pages/policy_field.py", veld="sociale-basis", jaar="2018")
    table, years = markup(app).split('id="over-de-jaren"')
    assert 'class="indicators"' in table
    assert years.count('src="data:image/svg+xml;base64,') == years.count("<details") == 6
    assert "Grafiek van % bewoners dat van WIJ gehoord heeft." in years


def test_what_does_not_agree_stands_at_the_row_in_full_and_in_no_tooltip(open_page: Open) -> None:
    shown = markup(open_page("pages/policy_field.py", veld="sociale-basis", jaar="2018"))
    table = shown.split('class="indicators"')[1].split("</table>")[0]
    assert "title=" not in table
    told = re.findall(r'<details class="why caveats">.*?</details>', table, re.DOTALL)
    chips = re.findall(r'href="/herzieningen\?veld=sociale-basis#([a-z0-9-]+)" class="chip"', table)
    assert told
    assert all(any(f"#{anchor}" in one for one in told) for anchor in chips)


@pytest.mark.parametrize(
    ("page", "filters", "said"),
    [
        ("policy_field", {"veld": "sociale-basis", "jaar": "2018"}, ("Over the years", "Wanted:", "remark")),
        ("one_indicator", {"indicator": "wij-gehoord"}, ("Year by year", "How to cite it", "Every figure")),
        ("revisions", {}, ("finding", "Among them")),
        ("sources", {}, ("Documents, newest first", "rows were refused|row was refused")),
        ("sources", {"document": "rekening-2018"}, ("Publisher", "Refused rows and cells", "Files that were read")),
    ],
)
def test_a_page_speaks_english_and_marks_what_stays_dutch(
    open_page: Open, page: str, filters: dict[str, str], said: tuple[str, ...]
) -> None:
    app = open_page(f"pages/{page}.py", taal="en", **filters)
    assert not app.exception
    for words in said:
        assert re.search(words, text(app)), words
    assert '<span lang="nl">' in markup(app)
