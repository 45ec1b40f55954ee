"""Open data stands beside what the municipality printed and decides nothing that a document decides."""

from dataclasses import replace
from datetime import date

from indicators import series
from indicators.judged import Verdict
from indicators.model import Document, Observation, ObservationKind, Semantics
from indicators.revisions import revisions
from tests.figures import ACCOUNTS_2018, BUDGET_2018, identity, indicator, observed, planned

TABLE = Document("cbs-1", "open_data", "Tabel", "CBS", None, date(2020, 3, 2), "day", None, 9)
TABLE_LATER = replace(TABLE, document_id="cbs-2", published_on=date(2021, 3, 2), edition_rank=10)
FOREIGN = replace(TABLE, document_id="wsjg", publisher="Waarstaatjegemeente.nl", edition_rank=11)
COUNTRY = identity(territory_id="nederland")


def beside(value: float, document: Document, country: bool = False) -> Observation:
    return observed(value, document=document, of=COUNTRY if country else identity(), kind=ObservationKind.BENCHMARK)


def test_another_figure_of_the_same_year_and_definition_is_seen_and_replaces_nothing() -> None:
    own, other = observed(863.1, document=ACCOUNTS_2018), beside(923.5, TABLE)
    goal = planned("at_least", 900)
    (row,) = series.indicator_years({"x": indicator()}, [own, other], [goal], 2018)
    assert (row.achieved, row.benchmarks, row.verdict) == (own, (other,), Verdict.NOT_ACHIEVED)
    (alone,) = series.indicator_years({"x": indicator()}, [own], [goal], 2018)
    assert replace(row, benchmarks=()) == alone


def test_a_target_against_the_country_is_held_against_what_a_document_prints_of_it() -> None:
    goal = planned("relative", relation=Semantics.MORE_THAN, reference="national")
    figures = [observed(25), beside(23, BUDGET_2018, country=True), beside(30, TABLE, country=True)]
    (row,) = series.indicator_years({"x": indicator()}, figures, [goal], 2018)
    assert row.verdict is Verdict.ACHIEVED


def test_open_data_tells_of_the_country_where_no_document_does() -> None:
    goal = planned("relative", relation=Semantics.MORE_THAN, reference="national")
    figures = [observed(25), beside(23, TABLE, country=True), beside(30, TABLE_LATER, country=True)]
    (row,) = series.indicator_years({"x": indicator()}, figures, [goal], 2018)
    assert row.verdict is Verdict.NOT_ACHIEVED


def revised(*figures: Observation) -> list[tuple[str, str]]:
    found = revisions({"x": indicator()}, figures, [], ())
    return [(one.earlier.document.document_id, one.later.document.document_id) for one in found]


def test_open_data_revises_itself_and_neither_a_document_nor_another_publisher() -> None:
    printed = observed(863.1, document=ACCOUNTS_2018)
    national = beside(700, BUDGET_2018, country=True)
    tables = [beside(value, table, country=True) for value, table in ((701, TABLE), (702, TABLE_LATER), (703, FOREIGN))]
    assert revised(printed, beside(923.5, TABLE), national, *tables) == [("cbs-1", "cbs-2")]
