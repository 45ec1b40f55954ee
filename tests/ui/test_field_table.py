"""The table of a policy field."""

from charts import marks
from indicators import series
from indicators.model import FieldCode, PolicyField
from tests.figures import identity, indicator, observed
from ui import field_table


def shown(*territories: str) -> str:
    figures = [observed(700 + at, of=identity(territory_id=name)) for at, name in enumerate(territories)]
    rows = series.indicator_years({"x": indicator()}, figures, [], 2018)
    return str(field_table.indicator_rows(rows, None, [], marks))


def test_two_delimitations_of_the_municipality_each_say_which_they_are() -> None:
    html = shown("gemeente-tot-2019", "gemeente-vanaf-2019")
    assert "gemeente-tot-2019" in html
    assert "gemeente-vanaf-2019" in html


def test_the_only_delimitation_of_the_municipality_goes_without_saying() -> None:
    assert "gemeente-tot-2019" not in shown("gemeente-tot-2019")
    assert "nederland" not in shown("gemeente-tot-2019")


def test_a_field_without_a_code_shows_no_dash() -> None:
    codes = (FieldCode("a", "-", "Wettelijk"), FieldCode("b", "4.1.6", "Sociaal"))
    html = str(field_table.names_in_documents(PolicyField("f", "Veld", "P", 1, codes), {"a": "Doc A", "b": "Doc B"}))
    assert ": Wettelijk" in html
    assert ": 4.1.6 Sociaal" in html
