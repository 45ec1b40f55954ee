"""Means, totals, shares and domains against what R's package survey prints for its own example data."""

from pathlib import Path

import pandas as pd
import pytest

from survey.design import Design
from survey.estimates import means, shares, totals, weighted_share

DATA = Path(__file__).parent / "api"
SCHOOLS = {"E": 4421, "M": 1018, "H": 755}
DISTRICTS = 757


@pytest.fixture(scope="module")
def stratified() -> pd.DataFrame:
    schools = pd.read_csv(DATA / "apistrat.csv")
    drawn = schools["stype"].value_counts()
    return schools.assign(weight=schools["stype"].map({name: SCHOOLS[name] / drawn[name] for name in SCHOOLS}))


@pytest.fixture(scope="module")
def clustered() -> pd.DataFrame:
    return pd.read_csv(DATA / "apiclus1.csv").assign(weight=1.0)


def design(schools: pd.DataFrame) -> Design:
    if "stype" in schools:
        return Design(schools["weight"], schools["stype"], population=SCHOOLS)
    return Design(schools["weight"], cluster=schools["dnum"], population=DISTRICTS)


def precisely(*expected: float) -> object:
    return pytest.approx(expected, rel=1e-11)


def test_a_mean_of_a_stratified_sample_is_that_of_r(stratified: pd.DataFrame) -> None:
    found = means(design(stratified), stratified[["api00", "enroll"]])
    assert found["question"].tolist() == ["api00", "enroll"]
    assert found["estimate"].tolist() == precisely(662.287363577655, 595.282131094607)
    assert found["standard_error"].tolist() == precisely(9.408940879434, 18.5085106862115)
    assert found["n"].tolist() == [200, 200]


def test_a_total_of_a_stratified_sample_is_that_of_r(stratified: pd.DataFrame) -> None:
    found = totals(design(stratified), stratified[["api00", "enroll"]])
    assert found["estimate"].tolist() == precisely(4102207.93, 3687177.52)
    assert found["standard_error"].tolist() == precisely(58278.9798072143, 114641.715190394)


def test_a_mean_of_clusters_is_that_of_r(clustered: pd.DataFrame) -> None:
    found = means(design(clustered), clustered[["api00", "enroll"]])
    assert found["estimate"].tolist() == precisely(644.169398907105, 549.715846994537)
    assert found["standard_error"].tolist() == precisely(23.5422406937812, 45.1913723435604)
    drawn_again = means(Design(clustered["weight"], cluster=clustered["dnum"]), clustered[["api00"]])
    assert drawn_again["standard_error"].tolist() == precisely(23.7790107208869)


def test_groups_are_domains_as_in_r(stratified: pd.DataFrame, clustered: pd.DataFrame) -> None:
    found = means(design(stratified), stratified[["api00"]], stratified["awards"])
    assert found["group"].tolist() == ["No", "Yes"]
    assert found["estimate"].tolist() == precisely(633.734912337968, 678.422405668124)
    assert found["standard_error"].tolist() == precisely(15.3347711842501, 11.8566310509714)
    by_county = means(design(clustered), clustered[["api00"]], clustered["cname"]).set_index("group")
    several = by_county.loc[["Los Angeles", "San Diego", "Santa Clara"]]
    assert several["estimate"].tolist() == precisely(647.266666666666, 659.436363636363, 732.076923076923)
    assert several["standard_error"].tolist() == precisely(17.2495860301136, 2.2968004951743, 15.772923782601)
    assert by_county.loc["Fresno", "standard_error"] == pytest.approx(0, abs=1e-10), "one district is one cluster"


def test_a_total_by_group_is_that_of_r(stratified: pd.DataFrame) -> None:
    found = totals(design(stratified), stratified[["api00"]], stratified["awards"])
    assert found["estimate"].tolist() == precisely(1417303.77, 2684904.16)
    assert found["standard_error"].tolist() == precisely(142752.682431189, 152042.166199407)


def test_a_share_of_a_domain_is_a_ratio_as_in_r(stratified: pd.DataFrame) -> None:
    """R: the share of schools that met the comparable target among those that met the one of the whole school."""
    met, asked = stratified["comp_imp"].eq("Yes"), stratified["sch_wide"].eq("Yes")
    found = weighted_share(met, stratified["weight"], asked, stratified["stype"], population=SCHOOLS)
    assert (found.share, found.standard_error) == (pytest.approx(0.77171, abs=5e-6), pytest.approx(0.03507, abs=5e-6))
    assert found.n == int(asked.sum())
    answers = met.astype("boolean").where(asked)
    one = shares(design(stratified), {"met": answers}).iloc[0]
    assert (one["estimate"], one["standard_error"], one["n"]) == (found.share, found.standard_error, found.n)
    # a domain that is cut out of the sample has another standard error
    cut = weighted_share(
        met[asked], stratified["weight"][asked], stratum=stratified["stype"][asked], population=SCHOOLS
    )
    assert cut.standard_error != pytest.approx(found.standard_error, rel=1e-3)


def test_samplics_finds_the_same_with_replacement(stratified: pd.DataFrame) -> None:
    """What the Python package samplics 0.6.1 gave for the same rows: a mean, a share and two domains."""
    design = Design(stratified["weight"], stratified["stype"])
    mean = means(design, stratified[["api00"]]).iloc[0]
    assert (mean["estimate"], mean["standard_error"]) == precisely(662.2873635776557, 9.536132372990009)
    share = shares(design, {"awards": stratified["awards"].eq("Yes")}).iloc[0]
    assert (share["estimate"], share["standard_error"]) == precisely(0.6389360671617694, 0.034897517976403766)
    by_award = means(design, stratified[["api00"]], stratified["awards"])
    assert by_award["standard_error"].tolist() == precisely(15.556996105300273, 12.008495623177945)
