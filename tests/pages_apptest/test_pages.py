"""Every page, over known figures: it opens, it says them, and an unknown address gets a sentence and a way on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import ROOT, SECONDS, markup, started, text

Open = Callable[..., AppTest]

PAGES = sorted((ROOT / "pages").glob("*.py"))
SOCIAL = {"veld": "sociale-basis", "jaar": "2018"}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_opens_in_the_frame(open_page: Open, file: Path) -> None:
    app = open_page(f"pages/{file.name}")
    assert not app.exception
    assert "Hoofdmenu" in markup(app)
    assert markup(app).count("<h1") == 1


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_that_is_run_alone_shows_nothing(warehouse: Path, file: Path) -> None:
    app = AppTest.from_file(str(file), default_timeout=SECONDS).run()
    assert not app.exception
    assert len(app.main) == 0


def test_every_page_has_an_address_that_is_no_file_name() -> None:
    """Until the frame has run once, Streamlit serves files of `pages/` under their own names."""
    source = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    from ui import addresses

    stems = {page.stem for page in PAGES}
    assert {f"pages/{stem}.py" in source for stem in stems} == {True}
    assert not stems & {*addresses.PAGES, "overzicht"}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_without_figures_every_page_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    app = started().switch_page(f"pages/{file.name}").run()
    assert not app.exception
    assert "Er zijn nog geen cijfers gepubliceerd." in text(app)
    assert not app.selectbox


def test_the_overview_counts_every_indicator_of_a_field(open_page: Open) -> None:
    said = text(open_page("pages/overview.py", jaar="2018"))
    assert "5 indicatoren: 2 behaald, 2 niet behaald, 1 kengetal" in said
    assert "3 van de 3 beleidsvelden" in said


def test_the_overview_names_a_field_without_figures_and_the_years_it_has(open_page: Open) -> None:
    app = open_page("pages/overview.py", jaar="2016")
    assert "Niets over 2016, wel over 2015 en 2018" in text(app)
    assert "/beleidsveld?veld=sport&amp;jaar=2018" in markup(app)


def test_the_overview_opens_on_the_year_most_fields_have_their_last_result_in(open_page: Open) -> None:
    """One field has a survey of 2020; the others end in 2018."""
    assert open_page("pages/overview.py").selectbox(key="keuze-jaar").value == "2018"


def test_a_search_finds_an_indicator_by_its_name(open_page: Open) -> None:
    app = open_page("pages/overview.py", zoek="humanitas")
    assert "Aantal vrijwilligers Humanitas" in text(app)
    assert "/indicator?indicator=humanitas" in markup(app)


def test_a_search_that_finds_nothing_says_so(open_page: Open) -> None:
    assert "Niets gevonden" in text(open_page("pages/overview.py", zoek="qqqq"))


def test_a_policy_field_shows_planned_and_achieved_as_printed(open_page: Open) -> None:
    said = text(open_page("pages/policy_field.py", **SOCIAL))
    assert "75%" in said
    assert "gedrukt: 28% (17%)" in said
    assert "toename" in said.casefold()
    assert "Eerder te smal gedefinieerd" in said


def test_a_dutch_number_stands_beside_its_verbatim_cell(open_page: Open) -> None:
    said = text(open_page("pages/policy_field.py", veld="samenredzaamheid", jaar="2018"))
    assert "3.204" in said
    assert "gedrukt: 3204" in said


def test_the_parts_of_a_text_result_are_never_summed(open_page: Open) -> None:
    said = text(open_page("pages/policy_field.py", veld="samenredzaamheid", jaar="2018"))
    assert "5 Parels" in said
    assert "38" not in said


def test_an_indicator_shows_where_every_figure_stands(open_page: Open) -> None:
    app = open_page("pages/one_indicator.py", indicator="humanitas")
    assert 'id="cijfer-' in markup(app)
    assert "<q>3204</q>" in markup(app)
    assert "https://example.org/" in markup(app)


def test_a_trend_has_its_alternative_text_and_its_table(open_page: Open) -> None:
    app = open_page("pages/one_indicator.py", indicator="wij-gehoord")
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt
    assert "de cijfers bij de grafiek" in markup(app)


def test_figures_of_another_edition_are_left_out(open_page: Open) -> None:
    said = text(open_page("pages/one_indicator.py", indicator="ijsbaan", stand="begroting-2017"))
    assert "120.000" in said
    assert "100.700" not in said


def test_a_document_shows_what_was_refused_and_repaired(open_page: Open) -> None:
    said = text(open_page("pages/sources.py", document="rekening-2018"))
    assert "De rij heeft niet evenveel cellen als de tabel kolommen" in said
    assert "2 cells" in said
    assert "De kolom staat boven behaalde cijfers." in said


def test_a_document_without_tables_says_what_it_is_used_for(open_page: Open) -> None:
    assert "Ook gebruikt voor" in text(open_page("pages/sources.py", document="ois-2020"))
    assert "Ook gebruikt voor" not in text(open_page("pages/sources.py", document="rekening-2018"))


def test_a_count_keeps_its_own_denominator(open_page: Open) -> None:
    said = text(open_page("pages/social_base.py"))
    assert "29 besturen" in said
    assert "48 accommodaties" in said
    assert "60%" not in said


@pytest.mark.parametrize(
    ("page", "filters", "sentence"),
    [
        ("policy_field", {"veld": "onzin"}, "Het beleidsveld ‘onzin’ is niet bekend."),
        ("policy_field", SOCIAL | {"jaar": "1850"}, "Over ‘1850’ zijn geen cijfers bekend."),
        ("policy_field", SOCIAL | {"stand": "onzin"}, "‘Stand volgens onzin’ is niet bekend."),
        ("overview", {"jaar": "volgend"}, "Over ‘volgend’ zijn geen cijfers bekend."),
        ("one_indicator", {"indicator": "onzin"}, "De indicator ‘onzin’ is niet bekend."),
        ("sources", {"document": "onzin"}, "Het document ‘onzin’ is niet bekend."),
    ],
)
def test_an_unknown_id_gets_a_sentence_and_a_way_on(
    open_page: Open, page: str, filters: dict[str, str], sentence: str
) -> None:
    app = open_page(f"pages/{page}.py", **filters)
    assert not app.exception
    assert sentence in text(app)
    assert app.selectbox or "<a href=" in markup(app).split("</header>")[1]


def test_what_an_address_asks_is_shown_as_text(open_page: Open) -> None:
    shown = markup(open_page("pages/policy_field.py", veld="<script>alert(1)</script>"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_choice_is_written_to_the_address_as_an_id(open_page: Open) -> None:
    app = open_page("pages/policy_field.py", **SOCIAL)
    app.selectbox(key="keuze-veld").select("sport").run()
    assert not app.exception
    assert app.query_params["veld"] == "sport"
    assert "Bezoekers ijsbaan" in text(app)


def test_a_year_without_figures_leads_to_the_years_that_have_them(open_page: Open) -> None:
    app = open_page("pages/policy_field.py", veld="sport", jaar="2016")
    assert "Over 2016 is voor Sportstimulering niets gepubliceerd." in text(app)
    assert "/beleidsveld?veld=sport&amp;jaar=2018" in markup(app)
