"""A rate of a merged area lies between the rates of the areas it was merged from."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import reading
from indicators.judged import Contradiction, ContradictionKind, Severity
from indicators.language import speaking
from indicators.merged import rates_outside_their_parts
from indicators.model import Document, Observation
from indicators.reading import Warehouse
from tests.figures import ACCOUNTS_2018, BUDGET_2018, BUDGET_2019, identity, indicator, observed

RATE = indicator(kind="ratio", unit="per 1.000 inwoners")


def printed(
    value: float | None, territory: str, document: Document = ACCOUNTS_2018, merged_from: Sequence[str] = (), **of: str
) -> Observation:
    one = observed(value, of=identity(territory_id=territory, unit="per 1.000 inwoners", **of), document=document)
    return replace(one, territory=replace(one.territory, merged_from=tuple(merged_from)))


def figures(whole: float, parts: Sequence[float], *, whole_in: Document = ACCOUNTS_2018) -> list[Observation]:
    names = [f"part-{number}" for number in range(len(parts))]
    shown = [printed(value, name) for value, name in zip(parts, names, strict=True)]
    return [*shown, printed(whole, "whole", whole_in, names)]


def found(printed: Sequence[Observation], of: str = "ratio") -> list[Contradiction]:
    return list(rates_outside_their_parts({"x": replace(RATE, kind=of)}, printed))


@given(
    st.lists(st.tuples(st.integers(0, 20000), st.integers(1, 10**6)), min_size=1, max_size=5),
    st.integers(0, 2),
)
def test_a_weighted_mean_is_always_inside(parts: list[tuple[int, int]], decimals: int) -> None:
    """Whatever the sizes of the parts, and however whole and parts are rounded."""
    rates = [rate / 16 for rate, _ in parts]
    mean = sum(rate * size for rate, (_, size) in zip(rates, parts, strict=True)) / sum(size for _, size in parts)
    shown = [round(rate, decimals) for rate in rates]
    names = [f"part-{number}" for number in range(len(parts))]
    known = [replace(printed(value, name), decimals=decimals) for value, name in zip(shown, names, strict=True)]
    whole = replace(printed(round(mean, decimals), "whole", merged_from=names), decimals=decimals)
    assert found([*known, whole]) == []


@pytest.mark.parametrize(
    ("whole", "is_outside"), [(40.0, False), (40.1, False), (40.2, True), (9.9, False), (9.8, True)]
)
def test_outside_begins_beyond_the_rounding_of_both(whole: float, is_outside: bool) -> None:
    shown = [replace(one, decimals=1) for one in figures(whole, (10.0, 40.0))]
    assert bool(found(shown)) is is_outside


def test_a_part_that_is_not_printed_leaves_the_range_open() -> None:
    assert found(figures(50, (10, 40)))
    assert found(figures(50, (10, 40))[1:]) == []
    empty = figures(50, (10, 40))
    assert found([replace(empty[0], value=None), *empty[1:]]) == []


def test_a_count_is_a_sum_and_no_mean() -> None:
    shown = figures(50, (10, 40))
    assert found(shown, "count") == []
    assert found(shown, "rank") == []
    assert all(found(shown, kind) for kind in ("share", "survey_share", "score", "ratio"))


@pytest.mark.parametrize("differing", ["comparability_group", "base_id", "unit", "method"])
def test_parts_of_another_series_say_nothing(differing: str) -> None:
    *parts, whole = figures(50, (10, 40))
    other = replace(whole, identity=replace(whole.identity, **{differing: "x"}))
    assert found([*parts, other]) == []


def test_figures_of_another_year_say_nothing() -> None:
    *parts, whole = figures(50, (10, 40))
    assert found([*parts, replace(whole, period=2017)]) == []


def test_two_documents_may_count_differently_and_one_may_not() -> None:
    (within,), (across,) = found(figures(50, (10, 40))), found(figures(50, (10, 40), whole_in=BUDGET_2018))
    assert (within.severity, across.severity) == (Severity.CONTRADICTION, Severity.REMARK)
    assert "anders telt" in across.sentence
    assert "anders telt" not in within.sentence


def test_the_whole_is_held_against_its_own_document_before_any_other() -> None:
    apart = [
        replace(one, provenance=replace(one.provenance, document=BUDGET_2019)) for one in figures(50, (45, 55))[:2]
    ]
    (one,) = found([*apart, *figures(50, (10, 40))])
    assert {figure.document for figure in one.evidence} == {ACCOUNTS_2018}


# The figures that ship -----------------------------------------------------------------------------------------------


def test_jobs_of_the_merged_municipality_exceed_those_of_all_it_was_merged_from(shipped: Warehouse) -> None:
    answers = [one for one in reading.contradictions(shipped) if one.kind is ContradictionKind.MERGED_AREAS]
    assert {(one.indicator.indicator_id, one.period) for one in answers} == {
        ("bbv-banen", year) for year in range(2014, 2019)
    }
    last = max(answers, key=lambda one: one.period)
    assert [(one.value, one.document.document_id) for one in last.evidence if isinstance(one, Observation)] == [
        (916.2, "begroting-2020"),
        (353.0, "begroting-2019"),
        (863.1, "begroting-2019"),
        (534.0, "begroting-2019"),
    ]
    assert last.sentence.startswith("Over 2018 drukt ‘Begroting 2020’ 916,2 per 1.000 inwoners voor gemeente Groningen")
    assert last.reckoning == (
        "Met de afronding ligt elk gemiddelde van de delen tussen 352,95 en 863,15; gedrukt 916,2."
    )


def test_the_finding_speaks_english(shipped: Warehouse) -> None:
    with speaking("en"):
        answers = [one for one in reading.contradictions(Warehouse(shipped.root)) if one.kind == "merged_areas"]
    assert all(one.sentence.startswith("For 20") and "An average always lies" in one.sentence for one in answers)
    assert len(answers) == 5
