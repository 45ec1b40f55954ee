"""The overview in words and rows: counts with their wholes, glyphs in order, facets, and hits with marked words."""

import re
from html import unescape

import pytest

from indicators import formats, reading, search, verdict
from indicators.judged import Certainty, Verdict
from indicators.language import speaking
from indicators.model import Semantics
from indicators.reading import Warehouse
from indicators.search import Span
from ui import facets, matching_rows, overview_table, overview_wording, search_results

YEAR = 2018


def text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


# How the year went ---------------------------------------------------------------------------------------------------


def lead(markup: str) -> str:
    found = re.search(r'<p class="lead"[^>]*>(.*?)</p>', markup)
    assert found is not None
    return text(found[1])


def test_the_first_sentence_counts_the_accounts_of_the_year(shipped: Warehouse) -> None:
    said = lead(overview_table.drawn(shipped, YEAR, None))
    assert said.startswith("Gemeenterekening 2018: 39 indicatoren in 12 van de 37 beleidsvelden, waarvan ")
    counts = [int(number) for number in re.findall(r"\d+", said.partition("waarvan")[2])]
    assert sum(counts) == 39


@pytest.mark.parametrize("year", [2014, 2016, 2017, 2018, 2019, 2020, 2021])
def test_what_was_counted_of_a_year_adds_up(shipped: Warehouse, year: int) -> None:
    said = lead(overview_table.drawn(shipped, year, None))
    whole = re.search(r": (\d+) indicator", said)
    assert whole is not None
    counts = [int(number) for number in re.findall(r"\d+", said.partition("waarvan")[2])]
    assert sum(counts) == int(whole[1])


def test_how_sure_is_counted_of_what_was_judged_only(shipped: Warehouse) -> None:
    said = text(overview_table.drawn(shipped, YEAR, None))
    found = re.search(r"Hoe zeker die (\d+) keer behaald of niet behaald is: (.*?)\.", said)
    assert found is not None
    assert sum(int(number) for number in re.findall(r"\d+", found[2])) == int(found[1]) == 25


def test_what_other_documents_add_is_told_apart_from_the_accounts(shipped: Warehouse) -> None:
    said = text(overview_table.drawn(shipped, YEAR, None))
    assert "over 2018 56 indicatoren in 18 van de 37 beleidsvelden" in said


def test_a_year_without_accounts_says_so(shipped: Warehouse) -> None:
    said = text(overview_table.drawn(shipped, 2020, None))
    assert "Over 2020: 50 indicatoren in 15 van de 37 beleidsvelden" in said
    assert "De rekening over 2020 is hier niet bekend" in said


def test_accounts_that_appeared_after_the_edition_are_not_spoken_of(shipped: Warehouse) -> None:
    assert "Gemeenterekening 2018" not in text(overview_table.drawn(shipped, YEAR, "begroting-2019"))
    assert "Gemeenterekening 2018" in text(overview_table.drawn(shipped, YEAR, "rekening-2018"))


# What changed --------------------------------------------------------------------------------------------------------


def test_what_changed_is_counted_out_of_what_both_editions_report_on(shipped: Warehouse) -> None:
    said = text(overview_table.since_previous(shipped, YEAR, None))
    assert "Gemeenterekening 2018 tegenover Gemeenterekening 2017: bij hoeveel van 17 indicatoren:" in said
    for words in ("Oordeel omgeslagen 2", "Streefwaarde veranderd 11", "Voor het eerst een uitkomst 1"):
        assert words in said
    assert "anders gedefinieerd (3)" in said


def test_what_changed_leads_to_every_difference(shipped: Warehouse) -> None:
    markup = overview_table.since_previous(shipped, YEAR, None)
    assert 'href="/vergelijken?stand=rekening-2017,rekening-2018"' in markup


def test_editions_of_other_fields_are_not_held_against_each_other(shipped: Warehouse) -> None:
    said = text(overview_table.since_previous(shipped, 2021, None))
    assert "Gemeenterekening 2018 en Gemeenterekening 2021 gaan hier over andere beleidsvelden" in said
    assert "niets veranderd" not in said


def test_without_a_previous_edition_nothing_is_said_of_changes(shipped: Warehouse) -> None:
    assert overview_table.since_previous(shipped, 2017, None) == ""


# The fields ----------------------------------------------------------------------------------------------------------


def test_a_programme_counts_what_its_fields_come_to_together_with_the_whole(shipped: Warehouse) -> None:
    """The accounts 2018, 4.1.1, 4.1.2 and 4.1.6, and one figure of the monitor; two fields have nothing on 2018."""
    row = re.search(r'<tr class="group"><th[^>]*>Welzijn, gezondheid en zorg</th>(.*?)</tr>', drawn_2018(shipped))
    assert row is not None
    assert text(row[1]) == (
        "8 indicatoren: 3 behaald (2 aantoonbaar, 1 geteld), 2 niet behaald (binnen de marge), 1 kengetal, "
        "1 geen streefwaarde, 1 te beoordelen 4 van de 6 beleidsvelden"
    )


def test_a_programme_with_figures_in_one_field_does_not_count_them_twice(shipped: Warehouse) -> None:
    assert re.search(r'<tr class="group"><th[^>]*>Veiligheid</th></tr>', drawn_2018(shipped))


def drawn_2018(warehouse: Warehouse) -> str:
    return overview_table.drawn(warehouse, YEAR, None)


def test_every_field_has_one_row_and_every_indicator_one_glyph_in_order(shipped: Warehouse) -> None:
    markup = overview_table.drawn(shipped, YEAR, None)
    assert len(re.findall(r'<th scope="row">', markup)) == len(reading.policy_fields(shipped)) == 37
    shown = re.findall(r'class="glyph [^"]*" aria-label="([^"]*)', markup)
    expected = [one.indicator.name for field in reading.overview(shipped, YEAR) for one in field.rows if one.is_main]
    assert [unescape(words).rpartition(": ")[0].split(": ")[0] for words in shown] == [
        name.split(": ")[0] for name in expected
    ]


# Facets --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def listed(shipped: Warehouse) -> tuple[matching_rows.Listed, ...]:
    return matching_rows.listed(shipped, YEAR, None)


def remaining(listed: tuple[matching_rows.Listed, ...], **chosen: str) -> int:
    asked = {name.replace("_", "-"): frozenset(values.split(",")) for name, values in chosen.items()}
    return sum(facets.remains(one.tags, asked) for one in listed)


def test_every_indicator_of_the_year_is_listed_once(
    shipped: Warehouse, listed: tuple[matching_rows.Listed, ...]
) -> None:
    rows = [one for field in reading.overview(shipped, YEAR) for one in field.rows]
    assert len(listed) == verdict.tally(rows).total == 56


def test_the_values_of_a_facet_share_out_all_indicators(listed: tuple[matching_rows.Listed, ...]) -> None:
    counted = facets.counts(one.tags for one in listed)
    for name in ("oordeel", "zekerheid", "streefwaarde", "bron"):
        assert sum(counted[name].values()) == 56, name


def test_values_add_up_inside_a_facet_and_narrow_down_across(listed: tuple[matching_rows.Listed, ...]) -> None:
    achieved, missed = remaining(listed, oordeel="behaald"), remaining(listed, oordeel="niet-behaald")
    assert remaining(listed, oordeel="behaald,niet-behaald") == achieved + missed == 25
    both = remaining(listed, oordeel="behaald,niet-behaald", zekerheid="aantoonbaar")
    assert both == 2
    assert remaining(listed, oordeel="geen-gegevens", zekerheid="aantoonbaar") == 0
    assert remaining(listed) == 56


@pytest.mark.parametrize(
    ("caveat", "indicator"),
    [
        ("definitie-gewijzigd", "wij-gemakkelijk-binnenlopen"),
        ("tegenstrijdig", "wij-gehoord"),
        ("kleine-groep", "wij-weet-waar-met-hulpvraag"),
        ("naam-ingekort", "bezoekers-kardinge-ijs"),
    ],
)
def test_a_caveat_finds_its_indicators(listed: tuple[matching_rows.Listed, ...], caveat: str, indicator: str) -> None:
    markup = matching_rows.drawn(listed, {"let-op": frozenset({caveat})}, YEAR, None)
    assert f"indicator={indicator}#" in markup


def test_every_verdict_certainty_target_and_source_has_a_value_with_a_word() -> None:
    by_name = {facet.name: facet for facet in facets.FACETS}
    assert set(facets._VERDICTS) == set(Verdict)
    assert set(facets._CERTAINTIES) == set(Certainty)
    assert set(facets._TARGETS) == set(Semantics)
    for name, known in (
        ("oordeel", facets._VERDICTS),
        ("zekerheid", facets._CERTAINTIES),
        ("streefwaarde", facets._TARGETS),
        ("bron", facets._SOURCES),
    ):
        assert set(known.values()) <= set(by_name[name].values), name


def test_the_words_of_a_facet_are_those_beside_the_figures() -> None:
    by_name = {facet.name: facet for facet in facets.FACETS}
    for one, value in facets._VERDICTS.items():
        assert by_name["oordeel"].values[value] == formats.VERDICT_WORDS[one]
    for certainty, value in facets._CERTAINTIES.items():
        assert by_name["zekerheid"].values[value].lower() == formats.CERTAINTY_WORDS[certainty]


def test_the_list_says_how_many_of_how_many_and_by_what(listed: tuple[matching_rows.Listed, ...]) -> None:
    chosen = {"oordeel": frozenset({"behaald", "niet-behaald"}), "zekerheid": frozenset({"binnen-de-marge"})}
    markup = matching_rows.drawn(listed, chosen, YEAR, None)
    assert "2 van de 56 indicatoren van 2018." in text(markup)
    assert "Oordeel: Behaald of Niet behaald" in text(markup)
    assert markup.count('<th scope="row">') == 2
    assert 'role="status"' in markup


def test_a_marker_in_the_list_leads_to_a_note_below_it(listed: tuple[matching_rows.Listed, ...]) -> None:
    markup = matching_rows.drawn(listed, {"bron": frozenset({"enquete"})}, YEAR, None)
    markers = set(re.findall(r'href="#(noot-[^"]*)"', markup))
    assert markers
    assert markers <= set(re.findall(r'id="(noot-[^"]*)"', markup))


def test_nothing_that_remains_is_said_with_a_way_back(listed: tuple[matching_rows.Listed, ...]) -> None:
    chosen = {"oordeel": frozenset({"geen-gegevens"}), "zekerheid": frozenset({"aantoonbaar"})}
    markup = matching_rows.drawn(listed, chosen, YEAR, None)
    assert "0 van de 56 indicatoren" in text(markup)
    assert "Neem een keuze terug" in text(markup)
    assert 'href="/?jaar=2018"' in markup


# Hits ----------------------------------------------------------------------------------------------------------------


def test_a_hit_shows_where_it_was_found_with_the_words_marked(shipped: Warehouse) -> None:
    markup = search_results.found(shipped, "jeugdenquete")
    assert "Gevonden in een voetnoot: GGD- jeugdenquête , eens per 4 jaar" in text(markup)
    assert "<mark>jeugdenquête</mark>" in markup


def test_a_cell_that_was_found_is_one_click_away(small: Warehouse) -> None:
    markup = search_results.found(small, "108.000")
    figure = next(
        one.observation_id for one in reading.indicator_history(small, "ijsbaan").observations if one.raw == "108.000"
    )
    assert f'href="/indicator?indicator=ijsbaan#cijfer-{figure}"' in markup


def test_a_search_tells_how_it_read_a_word(shipped: Warehouse) -> None:
    assert "‘vrijwiligers’ staat nergens; gezocht is naar ‘vrijwilligers’." in text(
        search_results.found(shipped, "vrijwiligers")
    )
    assert "Bij ‘stadjers’ is ook gezocht naar ‘bewoners’" in text(search_results.found(shipped, "stadjers"))


def test_more_hits_than_are_shown_are_counted(shipped: Warehouse) -> None:
    hits = len(search.search(shipped, "inwoners").hits)
    markup = search_results.found(shipped, "inwoners")
    assert hits > search_results.SHOWN
    assert markup.count("<li>") == search_results.SHOWN + 1  # and how the word was read
    assert f"De eerste {search_results.SHOWN} van {hits}." in text(markup)


@pytest.mark.parametrize("place", list(overview_wording.FOUND_IN))
def test_every_place_has_its_words(place: search.SearchPlace) -> None:
    assert overview_wording.FOUND_IN[place]


def test_marks_escape_what_they_mark() -> None:
    assert search_results.marked("a <b> c", [Span(2, 5)]) == "a <mark>&lt;b&gt;</mark> c"
    assert search_results.marked("a b", []) == "a b"


def test_a_long_text_is_shown_around_the_words_that_were_found() -> None:
    long = "begin " + "veel woorden " * 20 + "kern " + "nog meer " * 20 + "eind"
    at = long.index("kern")
    shown = search_results.shortened(long, [Span(at, at + 4)])
    assert "<mark>kern</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 220
    assert search_results.shortened("kern van de zaak", [Span(0, 4)]) == "<mark>kern</mark> van de zaak"


def test_names_stay_dutch_in_english_and_say_so(shipped: Warehouse) -> None:
    with speaking("en"):
        markup = search_results.found(shipped, "humanitas")
        assert "Found in the name" in markup
        assert '<span lang="nl">Aantal (nieuw) ingezette vrijwilligers door <mark>Humanitas</mark></span>' in markup
        overview = overview_table.drawn(shipped, YEAR, None).replace("\xa0", " ")
        assert '<span lang="nl">Gemeenterekening 2018</span>: 39 indicators' in overview
        assert "39 indicators in 12 of the 37 policy fields, of which 13 achieved" in text(overview)
        assert '<span lang="nl">Sociale basisvoorzieningen</span>' in overview
