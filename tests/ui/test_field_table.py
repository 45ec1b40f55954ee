"""The table of a policy field."""

import re
from dataclasses import replace
from html import unescape

import pytest
from lxml import html

from charts import marks
from indicators import series
from indicators.judged import IndicatorYear
from indicators.language import speaking
from indicators.model import FieldCode, Observation, ObservationKind, PolicyField, Target
from indicators.reading import Warehouse
from tests.figures import ACCOUNTS_2018, identity, indicator, observed, planned, share_identity, share_indicator
from ui import field_table

FIELD = PolicyField("f", "Veld", "P", 1)


def rows_of(*printed: Observation | Target, **kind: object) -> tuple[IndicatorYear, ...]:
    return series.indicator_years(
        {"x": indicator(**kind)},
        [one for one in printed if isinstance(one, Observation)],
        [one for one in printed if isinstance(one, Target)],
        2018,
    )


def shown(*territories: str) -> str:
    figures = [observed(700 + at, of=identity(territory_id=name)) for at, name in enumerate(territories)]
    return str(field_table.indicator_rows(rows_of(*figures), None, [], marks))


def placed(one: Observation, table: str, group: str | None = None) -> Observation:
    return replace(one, provenance=replace(one.provenance, table_title=table, row_group=group))


def said(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_two_delimitations_of_the_municipality_each_say_which_they_are() -> None:
    html = shown("gemeente-tot-2019", "gemeente-vanaf-2019")
    assert "gemeente-tot-2019" in html
    assert "gemeente-vanaf-2019" in html


def test_the_only_delimitation_of_the_municipality_goes_without_saying() -> None:
    assert "gemeente-tot-2019" not in shown("gemeente-tot-2019")
    assert "nederland" not in shown("gemeente-tot-2019")


def test_a_figure_of_another_publisher_names_it_beside_the_figure_of_the_municipality() -> None:
    table = replace(ACCOUNTS_2018, document_id="cbs-1", kind="open_data", publisher="CBS", edition_rank=9)
    other = observed(923, document=table, kind=ObservationKind.BENCHMARK)
    country = observed(700, of=identity(territory_id="nederland"), kind=ObservationKind.BENCHMARK)
    (told,) = re.findall(
        r"863 .*", said(str(field_table.indicator_rows(rows_of(observed(863), other), None, [], marks)))
    )
    assert re.search(r"863 .*: 923 .*CBS", told)
    assert "Groningen" not in said(str(field_table.indicator_rows(rows_of(observed(863), country), None, [], marks)))


def test_a_field_without_a_code_shows_no_dash() -> None:
    codes = (FieldCode("a", "-", "Wettelijk"), FieldCode("b", "4.1.6", "Sociaal"))
    html = str(field_table.names_in_documents(PolicyField("f", "Veld", "P", 1, codes), {"a": "Doc A", "b": "Doc B"}))
    assert ": Wettelijk" in html
    assert ": 4.1.6 Sociaal" in html


def test_indicators_stand_together_under_the_heading_that_is_printed_above_them() -> None:
    figures = [
        placed(observed(at, of=identity(indicator_id=name)), table, group)
        for at, (name, table, group) in enumerate(
            [("a", "Effect", None), ("b", "Prestatie", "Per 1.000"), ("c", "Effect", None), ("d", "tekst", None)]
        )
    ]
    known = {name: indicator(indicator_id=name, name=f"Naam {name}") for name in "abcd"}
    rows = series.indicator_years(known, figures, [], 2018)
    table = html.fragment_fromstring(field_table.indicator_table(FIELD, rows, 2018, None, [], marks))
    groups = {
        body.xpath("string(.//tr[@class='group'])"): [name[-1] for name in body.xpath(".//th[@scope='row']/a/text()")]
        for body in table.iter("tbody")
    }
    assert groups == {"Effect": ["a", "c"], "Prestatie · Per 1.000": ["b"], "In de lopende tekst": ["d"]}


def test_a_figure_of_the_running_text_does_not_take_its_indicator_out_of_its_table() -> None:
    spoken = placed(observed(900, of=identity(territory_id="gemeente-vanaf-2019")), "tekst")
    tabled = placed(observed(800, of=identity(territory_id="gemeente-tot-2019")), "Wettelijk", "Banen")
    assert field_table.heading(rows_of(spoken, tabled)) == ("Wettelijk", "Banen")


@pytest.mark.parametrize(
    ("printed", "better", "line"),
    [
        (planned("increase"), "higher", "Gewenst: toename; hoger is beter"),
        (planned("less_than", 20), "lower", "Gewenst: minder dan 20; lager is beter"),
        (planned("no_norm"), "unknown", "Gewenst: geen norm (kengetal)"),
        (planned("not_published"), "higher", "Gewenst: niet vermeld; hoger is beter"),
        (None, "lower", "Gewenst: niet vermeld; lager is beter"),
    ],
)
def test_what_was_wanted_is_one_line(printed: Target | None, better: str, line: str) -> None:
    (row,) = rows_of(observed(10), *([printed] if printed else []), better=better)
    assert field_table.wanted(row) == line
    assert line in said(field_table.indicator_rows([row], None, [], marks))


def test_in_english_the_words_are_english_and_what_is_printed_is_marked_as_dutch() -> None:
    row = series.indicator_years(
        {"x": share_indicator(name="Deel van de bewoners")},
        [observed(60, 2017, of=share_identity()), observed(64, of=share_identity())],
        [planned("increase", of=share_identity())],
        2018,
    )
    with speaking("en"):
        shown = html.fragment_fromstring(field_table.indicator_table(FIELD, row, 2018, None, [], marks))
    assert [one.text for one in shown.xpath(".//thead//th")][:4] == [
        "Indicator",
        "Earlier",
        "Planned 2018",
        "Achieved 2018",
    ]
    assert shown.xpath("string(.//th[@scope='row']/a/span[@lang='nl'])") == "Deel van de bewoners"
    assert shown.xpath("string(.//tr[@class='group']//span[@lang='nl'])") == "Tabel"


@pytest.mark.parametrize(
    ("year", "as_known_in", "asked"),
    [
        (2018, None, ["stand=begroting-2018,rekening-2018", "jaar=2017,2018", "jaar=2018"]),
        (2017, None, ["stand=begroting-2017,rekening-2017", "jaar=2016,2017", "jaar=2017"]),
        # A year without accounts leads to the last that has them.
        (2020, None, ["stand=begroting-2018,rekening-2018", "jaar=2019,2020", "jaar=2020"]),
        (2014, "begroting-2017", ["jaar=2014&stand=begroting-2017"]),
    ],
)
def test_a_year_of_a_field_leads_to_what_it_can_be_compared_with(
    shipped: Warehouse, year: int, as_known_in: str | None, asked: list[str]
) -> None:
    field = "faciliteren-verenigingen-accommodaties"
    told = html.fragment_fromstring(field_table.comparing(shipped, field, year, as_known_in))
    assert [link.get("href") for link in told.iter("a")] == [f"/vergelijken?veld={field}&{one}" for one in asked]
