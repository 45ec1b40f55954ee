"""What stands side by side, as HTML: how many, in which order, what is refused, and what differs between editions."""

import re
from html import unescape

import pytest

from charts import common_axis, marks
from indicators.language import speaking
from indicators.reading import Warehouse
from ui import compare
from ui.compare import Comparison
from ui.compare_starting import Choice, pairs


@pytest.fixture(scope="module")
def warehouse(small: Warehouse) -> Warehouse:
    return small


def view(warehouse: Warehouse, indicators=None, fields=None, years=None, editions=None) -> Comparison:
    return compare.drawn(warehouse, indicators, fields, years, editions, marks=marks, axis=common_axis)


def text(shown: Comparison) -> str:
    markup = f"{shown.top} {shown.below or ''}"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize(
    ("choice", "number"),
    [
        (Choice([], [], [], []), 0),
        (Choice([], [], [2018], []), 0),
        (Choice([], [], [2017, 2018], []), 2),
        (Choice(["a"], [], [], []), 1),
        (Choice(["a"], ["f"], [], []), 2),
        (Choice(["a", "b"], [], [2017, 2018], ["x", "y"]), 8),
    ],
)
def test_columns_are_things_times_years_times_editions(choice: Choice, number: int) -> None:
    assert choice.number == number


def test_fewer_than_two_is_a_sentence_with_ways_on(warehouse: Warehouse) -> None:
    shown = view(warehouse, indicators="wij-gehoord")
    assert "ten minste twee nodig" in text(shown)
    assert "/vergelijken?indicator=wij-gehoord&amp;jaar=2016,2017,2018,2020" in shown.top
    assert "/vergelijken?indicator=wij-gehoord&amp;stand=begroting-2018,rekening-2018" in shown.top
    assert shown.chart is None


def test_every_kind_of_comparison_can_be_found_before_anything_is_chosen(
    warehouse: Warehouse, shipped: Warehouse
) -> None:
    top = view(shipped).top
    headings = ("Begroting en rekening", "Jaren", "Indicatoren", "Beleidsvelden")
    assert re.findall(r"<h2>([^<]*)</h2>", top) == list(headings)
    for asked in (
        "stand=begroting-2018,rekening-2018",  # all fields, as these documents have them
        "veld=[a-z-]+&amp;stand=begroting-2018,rekening-2018",
        "indicator=wij-gehoord&amp;jaar=",
        "indicator=wij-gehoord,",
        "veld=[a-z-]+,[a-z-]+",
    ):
        assert re.search(rf'href="/vergelijken\?{asked}', top), asked
    assert re.findall(r"<h2>([^<]*)</h2>", view(warehouse).top) == list(headings), "also where no study leads the way"


def test_from_a_field_lead_its_documents_its_years_and_its_neighbours(shipped: Warehouse) -> None:
    sports = "faciliteren-verenigingen-accommodaties"
    top = view(shipped, fields=sports).top
    for asked in ("stand=begroting-2018,rekening-2018", "stand=rekening-2017,rekening-2018", "jaar=2015,2016,2017,"):
        assert f"/vergelijken?veld={sports}&amp;{asked}" in top
    assert f"/vergelijken?veld={sports},sport-en-bewegen" in top
    assert all(f"veld={sports}" in address for address in re.findall(r'href="([^"]*)"', top))


def test_a_field_without_budget_and_accounts_of_one_year_says_so(shipped: Warehouse) -> None:
    sentence = "staat in geen begroting en rekening van hetzelfde jaar"
    assert sentence in text(view(shipped, fields="sociale-basisvoorzieningen"))
    assert sentence not in text(view(shipped, fields="faciliteren-verenigingen-accommodaties"))


def test_documents_that_had_not_appeared_are_not_set_side_by_side(shipped: Warehouse) -> None:
    by_2018 = [pair.ids for pair in pairs(shipped, "begroting-2019")]
    assert by_2018 == [("begroting-2017", "rekening-2017")]
    known = [pair.ids for pair in pairs(shipped)]
    assert known[0] == ("begroting-2018", "rekening-2018")
    assert ("rekening-2017", "rekening-2018") in known


def test_a_field_in_one_of_both_documents_is_not_called_no_field_at_all(shipped: Warehouse) -> None:
    said = text(view(shipped, fields="werk", editions="begroting-2018,rekening-2018"))
    assert "Dit beleidsveld staat niet in beide documenten" in said
    assert "Geen beleidsveld" not in said


def test_what_was_compared_leads_back_to_the_start(warehouse: Warehouse) -> None:
    top = view(warehouse, fields="sport", editions="begroting-2018,rekening-2018").top
    assert '<a href="/vergelijken?stand=begroting-2018">Begin een andere vergelijking</a>' in top


def test_more_than_six_says_how_many_are_left_out(warehouse: Warehouse) -> None:
    shown = view(warehouse, indicators="wij-gehoord,wij-bekend,wij-waar", years="2016,2017,2018")
    assert "U koos 9 kolommen; naast elkaar passen er 6." in text(shown)
    assert shown.top.count('scope="col"') == 7


def test_percentages_share_a_chart_with_an_alternative_text(warehouse: Warehouse) -> None:
    shown = view(warehouse, indicators="wij-gehoord,wij-bekend", years="2018")
    assert shown.chart is not None
    assert "Grafiek van" in shown.chart.alt
    assert "De cijfers bij de grafiek" in text(shown)


def test_other_units_get_no_chart_and_the_reason(warehouse: Warehouse) -> None:
    shown = view(warehouse, indicators="wij-gehoord,ijsbaan", years="2018")
    assert shown.chart is None
    assert "Geen grafiek: de eenheden verschillen (% en bezoekers)" in text(shown)


def test_what_does_not_compare_is_refused_with_the_reason_and_no_difference(warehouse: Warehouse) -> None:
    said = text(view(warehouse, indicators="wij-gemakkelijk", years="2016,2018"))
    assert "Niet te vergelijken. 58% in 2016 is een cijfer van een andere reeks" in said
    assert "15 procentpunt" not in said


def test_two_years_of_a_series_give_the_change_with_its_interval(warehouse: Warehouse) -> None:
    said = text(view(warehouse, indicators="wij-gehoord", years="2017,2018"))
    assert "2017 en 2018 : +7 procentpunt (" in said
    assert "aantoonbaar gestegen" in said


def test_two_editions_of_a_year_are_told_as_a_revision(warehouse: Warehouse) -> None:
    said = text(view(warehouse, indicators="ijsbaan", years="2015", editions="begroting-2017,begroting-2018"))
    assert "2015 (Begroting 2017): 120.000 bezoekers; 2015 (Begroting 2018): 100.700 bezoekers." in said


def test_a_year_that_is_not_there_names_the_years_that_are(warehouse: Warehouse) -> None:
    assert "Niets over 2015, wel over" in text(view(warehouse, indicators="wij-gehoord", years="2015,2018"))


def test_fields_are_counted_out_of_all_and_never_ranked(warehouse: Warehouse) -> None:
    said = text(view(warehouse, fields="sociale-basis,sport", years="2018"))
    assert "2 van de 5 2 aantoonbaar" in said
    assert "geen verschillen" in said


def test_one_field_in_two_years_is_told_indicator_by_indicator(warehouse: Warehouse) -> None:
    said = text(view(warehouse, fields="sociale-basis", years="2017,2018"))
    assert "Elke indicator naast elkaar: 5 indicatoren" in said


def test_the_budget_against_the_accounts_of_one_field(warehouse: Warehouse) -> None:
    said = text(view(warehouse, fields="sport", editions="begroting-2018,rekening-2018"))
    assert "Begroting 2018 tegenover Rekening 2018" in said
    assert said.index("Beoogd volgens Begroting 2018") < said.index("Beleidsvelden naast elkaar")
    assert "Behaald volgens Rekening 2018" in said
    assert "Behaald volgens Begroting 2018" not in said, "a column in which nothing stands is left out"
    assert "Bezoekers ijsbaan : 108.000 bezoekers over 2018 (Rekening 2018); in Begroting 2018" in said
    assert "3 indicatoren van beleidsvelden die in beide documenten staan; bij 3 daarvan is iets anders." in said


def test_a_target_that_both_give_alike_has_one_column(shipped: Warehouse) -> None:
    """The real accounts of 2018 repeat every target of the budget for sports accommodation."""
    asked = {"fields": "faciliteren-verenigingen-accommodaties", "editions": "begroting-2018,rekening-2018"}
    said = text(view(shipped, **asked))
    assert "Beoogd volgens beide" in said
    assert "Beoogd volgens Begroting 2018" not in said


def test_a_target_that_moved_is_told_once(warehouse: Warehouse) -> None:
    said = text(view(warehouse, fields="sport", editions="begroting-2018,rekening-2018"))
    assert said.count("105.000 bezoekers voor 2018") + said.count("Streefwaarde voor 2018: 105.000") == 1


def test_editions_are_told_in_the_order_in_which_they_appeared(warehouse: Warehouse) -> None:
    assert "Begroting 2018 tegenover Rekening 2018" in text(view(warehouse, editions="rekening-2018,begroting-2018"))


def test_a_field_in_only_one_of_both_is_listed_apart(warehouse: Warehouse) -> None:
    said = text(view(warehouse, editions="begroting-2018,rekening-2018"))
    assert "Over 1 beleidsveld gaat maar een van beide documenten." in said
    assert "is dus niet nieuw of weg: Sociale basisvoorzieningen Beleidsvelden naast elkaar" in said


def test_every_footnote_marker_leads_to_a_note_on_the_page(warehouse: Warehouse) -> None:
    for asked in (
        {"indicators": "wij-waar,humanitas"},
        {"fields": "sociale-basis", "years": "2017,2018"},
        {"fields": "sociale-basis", "editions": "rekening-2017,rekening-2018"},
    ):
        shown = view(warehouse, **asked)
        markup = shown.top + (shown.below or "")
        wanted = set(re.findall(r'href="#(noot-[^"]*)"', markup))
        assert wanted
        assert wanted <= set(re.findall(r'id="(noot-[^"]*)"', markup))


def test_names_stay_dutch_and_are_marked_so_in_english(warehouse: Warehouse) -> None:
    with speaking("en"):
        shown = view(warehouse, indicators="wij-gehoord,ijsbaan", years="2018")
    assert "Side by side" in shown.top
    assert '<span lang="nl">Bezoekers ijsbaan</span>' in shown.top
    assert "taal=en" in shown.top
