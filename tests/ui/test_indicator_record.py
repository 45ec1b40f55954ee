"""The page of one indicator: definitions in order, the figure elsewhere, and how to cite it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from lxml import html

from indicators import series
from indicators.judged import IndicatorHistory
from indicators.language import speaking
from indicators.model import Definition, Observation, ObservationKind, PolicyField, Target
from tests.figures import ACCOUNTS_2018, BUDGET_2018, BUDGET_2019, identity, indicator, observed, planned
from ui import figures, indicator_record

DOCUMENTS = [BUDGET_2018, BUDGET_2019, ACCOUNTS_2018]


def history(*printed: Observation | Target, definitions: tuple[Definition, ...] = ()) -> IndicatorHistory:
    observations = tuple(one for one in printed if isinstance(one, Observation))
    targets = tuple(one for one in printed if isinstance(one, Target))
    years = sorted({one.period for one in printed}, reverse=True)
    return IndicatorHistory(
        indicator(),
        PolicyField("f", "Veld", "Programma", 1),
        observations,
        targets,
        definitions,
        (),
        (),
        tuple(row for year in years for row in series.indicator_years({"x": indicator()}, observations, targets, year)),
    )


def said(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_definitions_are_told_in_order_with_their_years_and_where_the_line_breaks() -> None:
    first = Definition("smal/v1", "x", 1, "Smal", "smal")
    second = Definition("ruim/v1", "x", 2, "Ruim", "ruim", "begroting-2018", "Met terugwerkende kracht.")
    third = Definition("ruim/v2", "x", 3, "Ruim, anders gezegd", "ruim")
    of = history(
        replace(observed(10, 2015), definition=first),
        replace(observed(11, 2016), definition=first),
        replace(observed(20, 2017), definition=second),
        definitions=(third, first, second),
    )
    links = figures.document_links(DOCUMENTS, None)
    told = html.fragment_fromstring(indicator_record.definitions(of, links), "div")
    items = [" ".join(item.text_content().split()) for item in told.xpath(".//ol/li")]
    assert items == [
        "Versie 1: SmalCijfers over 2015 en 2016.",
        "Versie 2 sinds Begroting 2018: RuimCijfers over 2017; niet te vergelijken met versie 1: daar breekt de lijn."
        "Met terugwerkende kracht.",
        "Versie 3: Ruim, anders gezegdZonder cijfers; te vergelijken met versie 2.",
    ]


def test_a_figure_of_other_areas_stands_beside_our_own_as_printed() -> None:
    country = identity(territory_id="nederland")
    of = history(
        observed(534.7, 2018), observed(534.8, 2018, of=country, kind=ObservationKind.BENCHMARK), observed(530, 2017)
    )
    table = html.fragment_fromstring(indicator_record.elsewhere(of, None), "div")
    assert [one.text_content() for one in table.xpath(".//thead//th")] == ["Jaar", "Deze gemeente", "nederland"]
    (row,) = table.xpath(".//tbody/tr")
    assert [cell.text_content()[:5] for cell in row] == ["2018", "534,7", "534,8"]


def test_an_indicator_of_one_area_is_compared_with_nothing() -> None:
    assert indicator_record.elsewhere(history(observed(1), observed(2, 2017)), None) == ""


def test_a_citation_says_what_where_and_as_known_when_and_can_be_copied() -> None:
    of = history(observed(70, 2017), observed(75))
    box = html.fragment_fromstring(indicator_record.citation(of, DOCUMENTS, "begroting-2019"), "div")
    (sentence,) = (one.text_content() for one in box.iter("p"))
    assert sentence == (
        "Naam, 2018: 75. Bron: Groningen, Gemeenterekening 2018, Pagina. Stand: alle documenten tot en met "
        "Begroting 2019; geraadpleegd via Doelbereik, /indicator?indicator=x&stand=begroting-2019."
    )
    (button,) = box.iter("button")
    assert button.get("data-copy") == sentence


def test_a_citation_gives_the_whole_address_where_the_host_is_known() -> None:
    told = said(indicator_record.citation(history(observed(75)), DOCUMENTS, None, "https://doelbereik.example.org"))
    assert "Doelbereik, https://doelbereik.example.org/indicator?indicator=x&stand=rekening-2018." in told


def test_a_citation_of_all_that_is_known_names_the_last_document() -> None:
    assert "tot en met Gemeenterekening 2018;" in said(
        indicator_record.citation(history(observed(75)), DOCUMENTS, None)
    )
    assert indicator_record.citation(history(planned("increase")), DOCUMENTS, None) == ""


@pytest.mark.parametrize(
    ("printed", "is_known_later", "sentence"),
    [
        ((), False, "geen cijfer en geen streefwaarde bekend"),
        ((), True, "tot hier staat niets over deze indicator; in latere wel"),
        ((planned("increase"),), False, "alleen bekend wat is beoogd"),
        ((observed(None), planned("increase")), False, "alleen bekend wat is beoogd"),
        ((observed(text="vijf parels"),), False, "staat er in woorden"),
    ],
)
def test_what_there_is_not_is_a_sentence(
    printed: tuple[Observation | Target, ...], is_known_later: bool, sentence: str
) -> None:
    told = indicator_record.missing(history(*printed), None, has_chart=False, is_known_later=is_known_later)
    assert sentence in said(told)
    assert "<a href=" in told or "woorden" in sentence


def test_with_a_chart_nothing_is_missing() -> None:
    assert indicator_record.missing(history(observed(1)), None, has_chart=True, is_known_later=False) == ""


def test_the_page_speaks_english_and_leaves_the_name_in_dutch() -> None:
    with speaking("en"):
        told = indicator_record.below(history(observed(75), planned("increase")), DOCUMENTS, None, NoMarks())
    for heading in ("Year by year", "Every figure and where it stands", "Every target and where it stands"):
        assert f"<h2>{heading}</h2>" in told
    assert '<span lang="nl">Rij</span>' in told
    assert "Jaar" not in said(told)


class NoMarks:
    """Draws nothing."""

    WIDTH = HEIGHT = 1

    def mark(self, *_: object) -> str:
        return ""

    def as_data_address(self, svg: str) -> str:
        return svg

    def description(self, *_: object) -> str:
        return ""


def test_an_indicator_leads_to_being_compared_with_others_and_over_its_years() -> None:
    told = html.fragment_fromstring(indicator_record.comparing(history(observed(70, 2017), observed(75)), None))
    assert [link.get("href") for link in told.iter("a")] == [
        "/vergelijken?indicator=x",
        "/vergelijken?indicator=x&jaar=2017,2018",
    ]
    of_one_year = html.fragment_fromstring(indicator_record.comparing(history(observed(75)), "rekening-2018"))
    assert [link.get("href") for link in of_one_year.iter("a")] == ["/vergelijken?indicator=x&stand=rekening-2018"]
