"""Every page, over known figures: it opens, it says them, and an unknown address gets a sentence and a way on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import ROOT, SECONDS, markup, started, text
from ui import addresses, finding_wording, styling

Open = Callable[..., AppTest]

PAGES = sorted((ROOT / "pages").glob("*.py"))
# Where figures come in there need not be any yet, and it is of no edition; see test_intake_page.
INTAKE = "intake"
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
    stems = {page.stem for page in PAGES}
    assert {f"pages/{stem}.py" in source for stem in stems} == {True}
    assert not stems & {*addresses.PAGES, "overzicht"}


@pytest.mark.parametrize("file", [page for page in PAGES if page.stem != INTAKE], ids=lambda file: file.stem)
def test_without_figures_every_page_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    app = started().switch_page(f"pages/{file.name}").run()
    assert not app.exception
    assert "Er zijn nog geen cijfers gepubliceerd." in text(app)
    assert not app.selectbox


def test_without_the_server_a_page_brings_the_style_itself(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for is_in_the_shell in (True, False):
        monkeypatch.setattr(styling, "is_in_the_shell", is_in_the_shell)
        assert (".skip" in markup(open_page("pages/sources.py"))) is not is_in_the_shell


def test_the_overview_counts_every_indicator_of_a_field(open_page: Open) -> None:
    said = text(open_page("pages/overview.py", jaar="2018"))
    assert "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal" in said
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


def test_each_chart_of_a_pair_says_which_of_the_two_it_is_of(open_page: Open) -> None:
    """28% of who has heard and 17% of everyone stand in one cell, under one name."""
    page = markup(open_page("pages/one_indicator.py", indicator="wij-contact"))
    found = re.findall(r"<h2>([^<]*)</h2>.*?<caption>(.*?)</caption>", page, re.DOTALL)[:2]
    assert len({heading for heading, _ in found}) == 2
    for heading, caption in found:
        assert heading[1:] in caption
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert f"30% ({found[0][0][:1].lower()}{found[0][0][1:]}) in 2018:" in said


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
        ("sources", {"document": "ois-2020", "stand": "rekening-2018"}, "‘Ois 2020’ verscheen na het document van"),
        ("social_base", {"stand": "onzin"}, "‘Stand volgens onzin’ is niet bekend."),
        ("revisions", {"veld": "onzin"}, "Het beleidsveld ‘onzin’ is niet bekend."),
        ("revisions", {"soort": "onzin"}, "De soort ‘onzin’ is niet bekend."),
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


# Pages that explain; what they show of figures follows the edition too, but there is nothing to choose.
# And the comparison, which lets a visitor choose several documents.
WITHOUT_CHOICES = {"accessibility", "comparison", "explanation"}
# A page with what it needs to show figures.
SHOWN = {
    "comparison": {"indicator": "wij-gehoord,humanitas"},
    "one_indicator": {"indicator": "wij-gehoord"},
    "policy_field": SOCIAL,
}


@pytest.mark.parametrize("file", [page for page in PAGES if page.stem != INTAKE], ids=lambda file: file.stem)
def test_every_page_can_be_read_as_known_in_a_document_and_its_links_stay_there(open_page: Open, file: Path) -> None:
    app = open_page(f"pages/{file.name}", stand="rekening-2018", **SHOWN.get(file.stem, {}))
    assert not app.exception
    if file.stem not in WITHOUT_CHOICES:
        assert app.selectbox(key="keuze-stand").value == "rekening-2018"
    inside = [address for address in re.findall(r'href="(/[^"]*)"', markup(app)) if not address.startswith("//")]
    assert len(inside) > 5
    assert [address for address in inside if not re.search(r"stand=[^&]*rekening-2018", address)] == []


def test_the_list_of_policy_fields_stays_in_the_edition_that_was_chosen(open_page: Open) -> None:
    app = open_page("pages/policy_field.py", stand="rekening-2018")
    assert "/beleidsveld?veld=sport&amp;stand=rekening-2018" in markup(app)


def test_the_programme_of_a_later_document_is_not_known_in_an_earlier_one(open_page: Open) -> None:
    assert "29 besturen" not in text(open_page("pages/social_base.py", stand="rekening-2018"))


def test_a_policy_field_says_verdict_and_certainty_apart_with_the_change_and_its_interval(open_page: Open) -> None:
    said = text(open_page("pages/policy_field.py", **SOCIAL))
    assert re.search(r"●✓ Behaald Aantoonbaar \+7 procentpunt \([\d,]+ tot [\d,]+\) sinds 2017: aantoonbaar", said)
    assert "◐ Niet behaald (binnen de marge) Binnen de marge −1 procentpunt" in said
    assert "n van 2017 en 2018 aangenomen" in said
    assert "■ Kengetal Verandering: " in said


def test_why_a_verdict_is_what_it_is_stands_beside_every_row(open_page: Open) -> None:
    shown = markup(open_page("pages/policy_field.py", **SOCIAL))
    assert shown.count('class="why"><summary>') == shown.count('class="judged')
    assert "Kleinste aantoonbare verandering" in shown
    assert "increase.achieved" in shown


def test_a_glyph_of_the_overview_leads_to_a_why_that_is_there(open_page: Open) -> None:
    overview = markup(open_page("pages/overview.py", jaar="2018"))
    glyphs = re.findall(r'href="/indicator\?indicator=([a-z-]+)#(waarom-\d+)" class="glyph', overview)
    assert len(glyphs) == 10
    for indicator, anchor in glyphs:
        assert f'id="{anchor}"' in markup(open_page("pages/one_indicator.py", indicator=indicator)), indicator


def test_an_indicator_says_what_a_next_survey_could_show(open_page: Open) -> None:
    said = text(open_page("pages/one_indicator.py", indicator="wij-gehoord"))
    assert re.search(
        r"Een volgende verandering is op deze groep, n = [^,]+, pas vanaf [\d,]+ tot [\d,]+ procentpunt", said
    )


def test_a_figure_stands_with_its_number_of_respondents_and_its_interval(open_page: Open) -> None:
    said = text(open_page("pages/one_indicator.py", indicator="wij-gehoord"))
    assert re.search(r"75% n = [^(]+ \(aangenomen\) 73,\d% tot 76,\d% 75% Rekening 2018", said)


def test_an_indicator_tells_its_revisions_and_contradictions_with_their_evidence(open_page: Open) -> None:
    said = text(open_page("pages/one_indicator.py", indicator="wij-bekend"))
    assert "met uitleg · Herdefinitie Rekening 2017: 18%. Rekening 2018: 60%." in said


def test_a_caveat_beside_a_row_leads_to_its_finding(open_page: Open) -> None:
    field = markup(open_page("pages/policy_field.py", **SOCIAL))
    chips = re.findall(r'href="/herzieningen\?veld=sociale-basis#([a-z0-9-]+)" class="chip"', field)
    assert chips
    listed = markup(open_page("pages/revisions.py", veld="sociale-basis"))
    assert {anchor for anchor in chips if f'id="{anchor}"' not in listed} == set()


def test_the_findings_are_counted_with_what_they_are_out_of(open_page: Open) -> None:
    app = open_page("pages/revisions.py")
    told = re.search(r"(\d+) bevindingen bij (\d+) indicatoren in 2 van de 3 beleidsvelden: (.*?)\.", text(app))
    assert told
    assert int(told[1]) == markup(app).count("<article") == sum(map(int, re.findall(r"\d+", told[3])))
    assert "zonder uitleg" in text(app)


def test_an_address_reproduces_the_findings_of_one_field_and_one_kind(open_page: Open) -> None:
    app = open_page("pages/revisions.py", veld="sport", soort="correctie")
    assert app.selectbox(key="keuze-veld").value == "sport"
    assert app.selectbox(key="keuze-soort").value == "correctie"
    assert markup(app).count("<article") == 1
    assert "Begroting 2017: 120.000 bezoekers. Begroting 2018: 100.700 bezoekers." in text(app)
    assert "Eerst telden bezoekers van het zwembad mee." in text(app)
    assert "<q>120.000</q>" in markup(app)


def test_a_choice_of_findings_is_written_to_the_address(open_page: Open) -> None:
    app = open_page("pages/revisions.py")
    app.selectbox(key="keuze-soort").select("deelgroepen").run()
    assert app.query_params["soort"] == "deelgroepen"
    assert "68% × 28% = 18,6% tot 19,5%" in text(app)
    assert "Bezoekers ijsbaan" not in text(app)


def test_every_finding_is_listed_under_its_kinds_and_nowhere_else(open_page: Open) -> None:
    def anchors(app: AppTest) -> set[str]:
        return set(re.findall(r'<article id="([^"]+)"', markup(app)))

    listed = [anchors(open_page("pages/revisions.py", soort=kind)) for kind in finding_wording.KINDS]
    assert set().union(*listed) == anchors(open_page("pages/revisions.py"))
    silent = anchors(open_page("pages/revisions.py", soort=finding_wording.SILENT_KIND))
    assert sum(map(len, listed)) == len(set().union(*listed)) + len(silent)


def test_a_kind_without_findings_says_how_many_there_are_of_others(open_page: Open) -> None:
    said = text(open_page("pages/revisions.py", veld="samenredzaamheid", soort="sprong"))
    assert "Van de soort ‘Ongewone sprong’ is hier niets gevonden; van alle soorten samen 0." in said


def test_what_a_later_document_revised_is_not_known_before_it(open_page: Open) -> None:
    assert "100.700" not in text(open_page("pages/revisions.py", stand="begroting-2017"))


def test_the_browser_follows_links_to_every_page_and_to_no_other() -> None:
    script = (ROOT / "ui/doelbereik.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"PAGES = new Set\(\[(.*?)\]\)", script, flags=re.DOTALL)
    assert set(re.findall(r'"/([^"]*)"', listed)) == set(addresses.PAGES)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_every_link_inside_the_dashboard_keeps_the_language(open_page: Open, file: Path) -> None:
    shown = markup(open_page(f"pages/{file.name}", taal="en"))
    inside = re.findall(r'<a href="(/[^"]*)"(?! lang=)', shown)
    assert inside
    assert [address for address in inside if "taal=en" not in address] == []


def test_the_other_language_shows_the_same_view(open_page: Open) -> None:
    dutch = markup(open_page("pages/policy_field.py", **SOCIAL, stand="rekening-2018"))
    (english,) = re.findall(r'<a href="([^"]*)" lang="en" hreflang="en"', dutch)
    assert set(english.split("?")[1].split("&amp;")) == {
        "veld=sociale-basis",
        "jaar=2018",
        "stand=rekening-2018",
        "taal=en",
    }
    back = markup(open_page("pages/policy_field.py", **SOCIAL, taal="en"))
    assert '<a href="/beleidsveld?veld=sociale-basis&amp;jaar=2018" lang="nl" hreflang="nl"' in back


def test_a_language_that_does_not_exist_is_dutch_and_says_what_there_is(open_page: Open) -> None:
    said = text(open_page("pages/sources.py", taal="fy"))
    assert "De taal ‘fy’ is er niet; deze pagina is er in het Nederlands en in het Engels. English" in said
    assert "Hoofdmenu" in markup(open_page("pages/sources.py", taal="fy"))
