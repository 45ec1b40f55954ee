"""What holds of every design: weights only count as ratios, groups are domains, and strata that are cut add nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.design import Design
from survey.estimates import means, shares, totals, weighted_share

TOLD = ["question", "group", "estimate", "standard_error", "n"]


@st.composite
def samples(draw: st.DrawFn) -> pd.DataFrame:
    """Respondents in one to three strata of at least two clusters each."""
    rows = []
    for stratum in range(draw(st.integers(1, 3))):
        for cluster in range(draw(st.integers(2, 4))):
            for _ in range(draw(st.integers(1, 4))):
                rows.append((stratum, cluster))
    sample = pd.DataFrame(rows, columns=["stratum", "cluster"])
    size = len(sample)
    sample["weight"] = draw(st.lists(st.floats(0.1, 10), min_size=size, max_size=size))
    answers = st.sampled_from([0.0, 1.0, np.nan])
    sample["answer"] = draw(st.lists(answers, min_size=size, max_size=size))
    sample["group"] = ["a", *draw(st.lists(st.sampled_from(["a", "b", None]), min_size=size - 1, max_size=size - 1))]
    return sample


def designs(sample: pd.DataFrame, factor: float = 1.0) -> list[Design]:
    weight = sample["weight"] * factor
    drawn = [Design(weight, sample["stratum"], sample["cluster"])]
    if sample["stratum"].value_counts().min() > 1:
        drawn.append(Design(weight, sample["stratum"]))
    return drawn


def same(one: pd.DataFrame, two: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, two, rtol=1e-7, atol=1e-8)


@given(samples(), st.floats(0.001, 1000))
def test_scaling_the_weights_changes_no_share_and_no_mean(sample: pd.DataFrame, factor: float) -> None:
    for one, scaled in zip(designs(sample), designs(sample, factor), strict=True):
        for estimate in (shares, means):
            before, after = (estimate(way, sample[["answer"]], sample["group"]) for way in (one, scaled))
            same(before[TOLD], after[TOLD])
            # without an error there is no telling a large effective n from an infinite one
            is_uncertain = before["standard_error"] > 1e-6
            same(before[is_uncertain], after[is_uncertain])


@given(samples(), st.floats(-1000, 1000))
def test_what_everyone_says_alike_has_no_error(sample: pd.DataFrame, value: float) -> None:
    for one in designs(sample):
        found = means(one, {"alike": pd.Series(value, index=sample.index)}, sample["group"])
        assert found["estimate"].tolist() == pytest.approx([value] * len(found))
        assert found["standard_error"].tolist() == [0.0] * len(found)
        assert (shares(one, {"yes": pd.Series(True, index=sample.index)})["standard_error"] == 0).all()


@given(samples())
def test_the_group_of_everyone_is_the_whole(sample: pd.DataFrame) -> None:
    for one in designs(sample):
        for estimate in (shares, means, totals):
            whole = estimate(one, sample[["answer"]])
            everyone = estimate(one, sample[["answer"]], pd.Series("everyone", index=sample.index))
            same(whole, everyone)


@given(samples())
def test_a_group_is_the_domain_asked_for_alone(sample: pd.DataFrame) -> None:
    for one in designs(sample):
        for row in shares(one, sample[["answer"]], sample["group"]).itertuples():
            domain = (sample["group"] == row.group) & sample["answer"].notna()
            assert row.n == domain.sum()
            if not row.n:
                assert np.isnan(row.estimate)
                continue
            cluster = sample["cluster"] if one.has_clusters else None
            alone = weighted_share(sample["answer"], sample["weight"], domain, sample["stratum"], cluster)
            assert row.estimate == pytest.approx(alone.share)
            assert row.standard_error == pytest.approx(alone.standard_error, rel=1e-9, abs=1e-12)


@given(samples())
def test_a_share_is_the_mean_of_zeros_and_ones(sample: pd.DataFrame) -> None:
    for one in designs(sample):
        as_share, as_mean = (estimate(one, sample[["answer"]], sample["group"]) for estimate in (shares, means))
        finite = np.isfinite(as_share["design_effect"]) & (as_share["standard_error"] > 1e-9)
        pd.testing.assert_frame_equal(as_share[finite], as_mean[finite], rtol=1e-7)


def test_a_stratum_cut_into_strata_that_are_alike_gives_the_same_but_for_what_was_drawn() -> None:
    """Two halves with the same answers: only n/(n − 1) knows that there are two."""
    answers, weight = [1.0, 0.0, 1.0, 0.0, 0.0], [1.0, 2.0, 1.5, 3.0, 1.0]
    sample = pd.DataFrame({"answer": answers * 2, "weight": weight * 2, "half": ["x"] * 5 + ["y"] * 5})
    one = shares(Design(sample["weight"]), sample[["answer"]]).iloc[0]
    two = shares(Design(sample["weight"], sample["half"]), sample[["answer"]]).iloc[0]
    assert two["estimate"] == pytest.approx(one["estimate"])
    assert two["standard_error"] ** 2 / one["standard_error"] ** 2 == pytest.approx((5 / 4) / (10 / 9))


def test_renaming_strata_and_clusters_changes_nothing() -> None:
    sample = pd.DataFrame({"answer": [1, 0, 0, 1, 1, 0], "w": 1.0, "s": [1, 1, 1, 2, 2, 2], "c": [1, 2, 2, 1, 2, 3]})
    renamed = sample.assign(s=sample["s"].map({1: "Zuid", 2: "Noord"}), c=sample["c"] * -7)
    same(
        *(shares(Design(one["w"], one["s"], one["c"]), one[["answer"]]) for one in (sample, renamed)),
    )


def test_more_respondents_than_a_block_are_summed_alike() -> None:
    random = np.random.default_rng(1)
    size = 100_001
    answer = pd.Series(random.random(size) < 0.3)
    weight = pd.Series(random.uniform(0.5, 2, size))
    group = pd.Series(random.integers(0, 3, size))
    design = Design(weight, pd.Series(random.integers(0, 4, size)))
    as_share, as_mean = (estimate(design, {"q": answer}, group) for estimate in (shares, means))
    pd.testing.assert_frame_equal(as_share, as_mean, rtol=1e-9)


def test_an_answer_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 0, 1 or missing"):
        shares(Design(pd.Series([1.0, 1.0])), {"q": pd.Series([1, 9])})


def test_groups_without_anyone_are_refused() -> None:
    design = Design(pd.Series([1.0, 1.0]))
    with pytest.raises(ValueError, match="Nobody is in a group"):
        shares(design, {"q": pd.Series([1, 0])}, pd.Series([None, None], dtype=object))
