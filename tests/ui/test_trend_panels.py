"""Indicators over the years beside each other: each picture has its words, its link and its figures."""

from lxml import html

from charts import small_multiples
from indicators import series
from indicators.judged import IndicatorHistory
from indicators.model import Observation, PolicyField, Trend
from tests.figures import identity, indicator, observed
from ui import trend_panels


def history(name: str, *printed: Observation) -> IndicatorHistory:
    field = PolicyField("f", "Veld", "Programma", 1)
    return IndicatorHistory(indicator(indicator_id=name, name=f"Naam {name}"), field, printed, (), (), (), (), ())


def trends(*histories: IndicatorHistory) -> list[tuple[IndicatorHistory, Trend]]:
    return [(one, trend) for one in histories for trend in series.trends(one)]


def test_every_indicator_has_a_picture_with_its_words_and_its_figures() -> None:
    known = [
        history(
            name, *(observed(value, year, of=identity(indicator_id=name)) for year, value in ((2017, 4), (2018, 5)))
        )
        for name in ("a", "b")
    ]
    box = html.fragment_fromstring(trend_panels.drawn(trends(*known), "rekening-2018", small_multiples), "div")
    assert box.xpath(".//li/a/@href") == [f"/indicator?indicator={name}&stand=rekening-2018" for name in ("a", "b")]
    assert [alt[: len("Grafiek van Naam a.")] for alt in box.xpath(".//img/@alt")] == [
        "Grafiek van Naam a.",
        "Grafiek van Naam b.",
    ]
    assert len(box.xpath(".//details//table")) == 2
    assert box.xpath("string(.//details//tbody/tr[2]/td[1])") == "5"


def test_a_field_without_a_number_has_no_panels_and_no_guide_to_them() -> None:
    assert trend_panels.drawn(trends(history("a", observed(text="vijf parels"))), None, small_multiples) == ""
    assert trend_panels.drawn([], None, small_multiples) == ""


def test_the_two_figures_of_a_pair_say_which_they_are() -> None:
    pair = [observed(28 - 9 * part, of=identity(part=part), measure=f"deel {part}") for part in (1, 2)]
    shown = trend_panels.drawn(trends(history("x", *pair)), None, small_multiples)
    assert "deel 1" in shown
    assert "deel 2" in shown
