"""Weighted shares against textbook formulas, every possible sample of a small population, and a regression package."""

from itertools import combinations
from math import comb, inf, nan, sqrt

import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from survey.estimates import WeightedShare, weighted_share
from survey.intervals import wilson_interval


def column(*values: object) -> pd.Series:
    return pd.Series(list(values))


def ones(n: int) -> pd.Series:
    return pd.Series(1.0, index=range(n))


def yes(number: int, of: int) -> pd.Series:
    return pd.Series([True] * number + [False] * (of - number))


# Textbook formulas ---------------------------------------------------------------------------------------------------


@given(st.integers(2, 200), st.data(), st.floats(0.01, 100))
def test_a_simple_random_sample_has_no_design_effect(n: int, data: st.DataObject, weight: float) -> None:
    number = data.draw(st.integers(1, n - 1))
    found = weighted_share(yes(number, n), ones(n) * weight)
    share = number / n
    assert found.share == pytest.approx(share)
    assert found.standard_error == pytest.approx(sqrt(share * (1 - share) / (n - 1)))
    assert (found.n, found.design_effect) == (n, pytest.approx(1))
    assert found.effective_n == pytest.approx(n)


def test_a_stratified_sample_adds_the_variances_of_its_strata() -> None:
    """Σ W² (1 − f) p(1 − p)/(n − 1): Cochran, Sampling Techniques, 1977, theorem 5.3."""
    sizes, drawn, said_yes = {"Centrum": 900, "Haren": 100}, {"Centrum": 6, "Haren": 5}, {"Centrum": 2, "Haren": 4}
    outcome = pd.concat([yes(said_yes[name], drawn[name]) for name in sizes], ignore_index=True)
    stratum = pd.Series([name for name in sizes for _ in range(drawn[name])])
    weight = stratum.map({name: sizes[name] / drawn[name] for name in sizes})
    share = 0.9 * 2 / 6 + 0.1 * 4 / 5
    variance = 0.9**2 * (2 / 6) * (4 / 6) / 5, 0.1**2 * (4 / 5) * (1 / 5) / 4
    found = weighted_share(outcome, weight, stratum=stratum)
    assert found.share == pytest.approx(share)
    assert found.standard_error == pytest.approx(sqrt(sum(variance)))
    corrected = weighted_share(outcome, weight, stratum=stratum, population=sizes)
    assert corrected.standard_error == pytest.approx(sqrt(variance[0] * (1 - 6 / 900) + variance[1] * (1 - 5 / 100)))


def test_in_clusters_of_one_size_only_their_shares_count() -> None:
    """With m clusters the variance is that of the cluster shares over m: Cochran, 1977, §9.2."""
    households = {"a": (1, 1, 1, 0), "b": (0, 0, 0, 0), "c": (1, 0, 1, 0)}
    outcome = column(*(answer for answers in households.values() for answer in answers))
    cluster = column(*(name for name, answers in households.items() for _ in answers))
    shares = pd.Series([0.75, 0.0, 0.5])
    found = weighted_share(outcome, ones(12), cluster=cluster)
    assert found.share == pytest.approx(shares.mean())
    assert found.standard_error == pytest.approx(sqrt(shares.var(ddof=1) / 3))
    assert found.design_effect > 1
    of_thirty = weighted_share(outcome, ones(12), cluster=cluster, population=30)
    assert of_thirty.standard_error == pytest.approx(found.standard_error * sqrt(1 - 3 / 30))


def test_a_domain_is_a_ratio_over_the_whole_sample() -> None:
    """Its variance has n/(n − 1) of the sample, where cutting the domain out would put that of the domain."""
    outcome, domain = column(1, 0, 1, 1, 0, 0, 1, 0), column(*[True] * 5, *[False] * 3)
    found = weighted_share(outcome, ones(8), domain)
    assert (found.share, found.n) == (0.6, 5)
    assert found.standard_error == pytest.approx(sqrt(8 / 7 * 0.6 * 0.4 / 5))
    cut_out = weighted_share(outcome[domain], ones(5))
    assert cut_out.share == found.share
    assert cut_out.standard_error == pytest.approx(sqrt(5 / 4 * 0.6 * 0.4 / 5))


def test_a_cluster_without_anyone_of_the_domain_still_counts() -> None:
    outcome, cluster = column(1, 1, 0, 0, 1, 0), column("a", "a", "b", "b", "c", "c")
    domain = cluster != "c"
    # sums per cluster of w(y − share)/Σw: 1/4, −1/4 and, for the empty one, 0
    assert weighted_share(outcome, ones(6), domain, cluster=cluster).standard_error == pytest.approx(
        sqrt(3 / 2 * 2 * 0.25**2)
    )


def test_clusters_of_the_same_name_in_two_strata_are_two() -> None:
    outcome = column(1, 0, 0, 1, 1, 1, 0, 0)
    stratum = column("x", "x", "x", "x", "y", "y", "y", "y")
    same_names, other_names = column(1, 1, 2, 2, 1, 1, 2, 2), column(1, 1, 2, 2, 3, 3, 4, 4)
    assert weighted_share(outcome, ones(8), stratum=stratum, cluster=same_names) == weighted_share(
        outcome, ones(8), stratum=stratum, cluster=other_names
    )


# Every possible sample -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drawn", [2, 3, 5])
def test_over_every_sample_of_a_small_population_the_variance_is_right_on_average(drawn: int) -> None:
    population = [1, 0, 0, 1, 1, 0, 0, 0]
    found = [weighted_share(column(*sample), ones(drawn), population=8) for sample in combinations(population, drawn)]
    assert len(found) == comb(8, drawn)
    mean = sum(population) / 8
    true_variance = sum((sample.share - mean) ** 2 for sample in found) / len(found)
    assert sum(sample.standard_error**2 for sample in found) / len(found) == pytest.approx(true_variance)


def test_over_every_sample_of_clusters_the_variance_is_right_on_average() -> None:
    population = [(1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 0)]
    found = []
    for sample in combinations(population, 3):
        outcome = column(*(answer for household in sample for answer in household))
        found.append(weighted_share(outcome, ones(6), cluster=column(0, 0, 1, 1, 2, 2), population=6))
    mean = sum(map(sum, population)) / 12
    true_variance = sum((sample.share - mean) ** 2 for sample in found) / len(found)
    assert sum(sample.standard_error**2 for sample in found) / len(found) == pytest.approx(true_variance)


# Another implementation ----------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(0.1, 10), st.booleans(), st.integers(0, 4)), min_size=6, max_size=40
    ).filter(lambda rows: len({row[3] for row in rows}) > 1 and len({row[0] for row in rows if row[2]}) == 2)
)
def test_share_and_standard_error_are_those_of_a_regression_with_clustered_errors(
    rows: list[tuple[bool, float, bool, int]],
) -> None:
    outcome, weight, domain, cluster = (pd.Series(values) for values in zip(*rows, strict=True))
    found = weighted_share(outcome, weight, domain, cluster=cluster)
    # the regression sees the domain only; that clusters outside it count too is a factor
    fit = sm.WLS(outcome[domain].astype(float), ones(len(rows))[domain], weights=weight[domain]).fit()
    robust = fit.get_robustcov_results("cluster", groups=cluster[domain], use_correction=False, df_correction=False)
    clusters = cluster.nunique()
    assert found.share == pytest.approx(robust.params[0])
    theirs = robust.bse[0] * sqrt(clusters / (clusters - 1))
    assert found.standard_error == pytest.approx(theirs, rel=1e-6, abs=1e-9)


# Meaning -------------------------------------------------------------------------------------------------------------


def test_scaling_the_weights_changes_nothing() -> None:
    outcome, weight = column(1, 0, 1, 1, 0), column(1.0, 2.0, 0.5, 4.0, 1.0)
    one, scaled = weighted_share(outcome, weight), weighted_share(outcome, weight * 1000)
    assert scaled.share == pytest.approx(one.share)
    assert scaled.standard_error == pytest.approx(one.standard_error)
    assert scaled.effective_n == pytest.approx(one.effective_n)


def test_the_share_of_no_is_as_certain_as_the_share_of_yes() -> None:
    outcome, weight = column(1, 0, 1, 1, 0), column(1.0, 2.0, 0.5, 4.0, 1.0)
    of_yes, of_no = weighted_share(outcome, weight), weighted_share(1 - outcome, weight)
    assert of_no.share == pytest.approx(1 - of_yes.share)
    assert of_no.standard_error == pytest.approx(of_yes.standard_error)


def test_n_over_the_design_effect_is_the_sample_an_interval_takes() -> None:
    found = weighted_share(column(1, 0, 1, 1, 0, 1), column(1.0, 2.0, 0.5, 4.0, 1.0, 1.0))
    assert found.effective_n == pytest.approx(found.n / found.design_effect)
    assert wilson_interval(found.share, found.effective_n) == pytest.approx(
        wilson_interval(found.share, found.n, found.design_effect)
    )


@pytest.mark.parametrize("answer", [0, 1])
def test_where_nobody_differs_the_weights_tell_the_effective_n(answer: int) -> None:
    found = weighted_share(column(answer, answer, answer), column(0.1, 0.2, 0.3))
    assert found == WeightedShare(answer, 0.0, 3, pytest.approx(0.36 / 0.14), pytest.approx(3 * 0.14 / 0.36))


def test_a_sample_of_everyone_has_no_error() -> None:
    found = weighted_share(yes(2, 5), ones(5), population=5)
    assert (found.share, found.standard_error, found.effective_n) == (0.4, 0.0, inf)


def test_who_did_not_answer_is_left_out_through_the_domain() -> None:
    outcome = column(1.0, 0.0, nan, 1.0, 0.0)
    assert weighted_share(outcome, ones(5), outcome.notna()).n == 4


@pytest.mark.parametrize("kind", ["bool", "boolean", "int64", "Int64", "float64", "object"])
def test_the_type_of_the_answers_plays_no_part(kind: str) -> None:
    answers, weight, domain = [True, False, True, True, False], column(1.0, 2.0, 0.5, 4.0, 1.0), [True] * 4 + [False]
    one = weighted_share(pd.Series(answers), weight, pd.Series(domain))
    assert weighted_share(pd.Series(answers).astype(kind), weight, pd.Series(domain)) == one
    assert weighted_share(pd.Series(answers).astype(kind), weight, pd.Series(domain).astype("boolean")) == one


@pytest.mark.parametrize("nothing", [column(True, False, None), column(True, False, pd.NA), column(1.0, 0.0, nan)])
def test_a_missing_answer_of_any_type_is_left_out_through_the_domain(nothing: pd.Series) -> None:
    assert weighted_share(nothing, ones(3), nothing.notna()) == weighted_share(
        nothing.convert_dtypes(), ones(3), nothing.notna()
    )
    with pytest.raises(ValueError, match="leave who did not answer out of the domain"):
        weighted_share(nothing, ones(3))


@pytest.mark.parametrize("labels", [["a"] * 5, [3, 3, 1, 1, 2]])
def test_the_labels_of_the_rows_play_no_part(labels: list[object]) -> None:
    values = (column(1, 0, 1, 1, 0), column(1.0, 2.0, 0.5, 4.0, 1.0), column(True, True, True, False, True))
    relabelled = [series.set_axis(labels) for series in values]
    assert weighted_share(*relabelled) == weighted_share(*values)


# Refused -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"outcome": column(1, 0, 2, 1)}, "must be 0 or 1"),
        ({"outcome": column(1, 0, nan, 1)}, "leave who did not answer out of the domain"),
        ({"weight": column(1, 1, 0, 1)}, "weight must be above 0; found 0"),
        ({"weight": column(1, 1, nan, 1)}, "Every respondent needs a weight; 1 have none"),
        ({"weight": column(1, 1, 1)}, "rows of weight are not those of outcome"),
        ({"domain": column(False, False, False, False)}, "no respondents in the domain"),
        ({"stratum": column("x", "x", "x", "y")}, "Stratum 'y' has a single unit"),
        ({"stratum": column("x", "x", None, "x")}, "needs a stratum"),
        ({"cluster": column(1, 1, 1, 1)}, "Stratum 'everyone' has a single unit"),
        ({"population": 3}, "4 units were drawn from stratum 'everyone', which has only 3"),
        ({"stratum": column("x", "x", "y", "y"), "population": 100}, "give one for each stratum"),
        ({"stratum": column("x", "x", "y", "y"), "population": {"x": 9}}, "population of stratum 'y' is not given"),
    ],
)
def test_what_tells_no_variance_is_refused(changed: dict[str, object], sentence: str) -> None:
    sound = {"outcome": column(1, 0, 1, 0), "weight": ones(4)}
    assert weighted_share(**sound).n == 4
    with pytest.raises(ValueError, match=sentence):
        weighted_share(**(sound | changed))
