"""What may be joined, subtracted and tested, and the reason where it may not."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import comparing, uncertainty
from indicators.judged import Change, Refusal
from indicators.model import Difference, Observation, ObservationKind, Qualifier, Segment, SeriesIdentity
from tests.figures import share, share_identity, share_indicator

ROOT = Path(__file__).parents[2]
IDENTITY_PARTS = {
    "comparability_group": Difference.DEFINITION,
    "base_id": Difference.BASE,
    "territory_id": Difference.TERRITORY,
    "unit": Difference.UNIT,
    "method": Difference.METHOD,
    "part": Difference.PART,
}


@pytest.mark.parametrize(("field", "difference"), IDENTITY_PARTS.items())
def test_each_difference_in_identity_is_refused_and_named(field: str, difference: Difference) -> None:
    other = replace(share_identity(), **{field: 2 if field == "part" else "other"})
    found = comparing.refusal(share(70), share(59, 2017, of=other))
    assert found is not None
    assert found.differences == (difference,)
    assert found.reason.startswith("59% in 2017" if field != "unit" else "59")


def test_all_differences_are_named_at_once() -> None:
    found = comparing.refusal(share(66), share(58, 2016, of=share_identity(comparability_group="old", base_id="all")))
    assert found == Refusal(
        (Difference.DEFINITION, Difference.BASE),
        "58% in 2016 is een cijfer van een andere reeks: andere definitie en andere groep.",
    )


@pytest.mark.parametrize("kind", ["previously_reported", "forecast", "benchmark"])
def test_what_was_not_measured_is_never_compared_even_with_the_same_identity(kind: str) -> None:
    other = share(59, 2017, kind=ObservationKind(kind))
    assert comparing.refusal(share(70), other) is not None
    assert comparing.refusal(other, share(70)) is not None
    assert isinstance(comparing.joined([share(70), other]), Refusal)
    assert isinstance(comparing.joined([other]), Refusal)


def test_figures_of_two_indicators_are_not_compared() -> None:
    assert comparing.refusal(share(75), share(68, 2017, of=share_identity(indicator_id="y"))) is not None


@pytest.mark.parametrize(
    "limit",
    [
        share(75, qualifier=Qualifier.AT_LEAST),
        share(75, qualifier=Qualifier.APPROX),
        share(None, low=65.0, high=70.0, qualifier=Qualifier.RANGE),
        share(None, text="veel"),
        share(None),
    ],
)
def test_a_limit_a_rough_number_and_a_text_have_no_difference_to_give(limit: Observation) -> None:
    assert isinstance(comparing.subtracted(limit, share(68, 2017)), Refusal)
    assert isinstance(comparing.subtracted(share(68), limit), Refusal)


@pytest.mark.parametrize(
    ("later", "earlier", "difference"),
    [(75, 68, 7), (70, 71, -1), (73, 73, 0), (73.4, 73, 0), (73.4, 71, 2), (73.5, 73, 1), (7.3, 7.2, 0.1)],
)
def test_a_difference_is_given_in_the_coarser_printed_precision(
    later: float, earlier: float, difference: float
) -> None:
    assert comparing.subtracted(share(later), share(earlier, 2017)) == difference


def test_a_line_is_in_the_order_of_the_years() -> None:
    line = comparing.joined([share(75), share(54, 2016), share(68, 2017)])
    assert isinstance(line, Segment)
    assert [point.value for point in line.points] == [54, 68, 75]
    with pytest.raises(ValueError, match="at least one figure"):
        comparing.joined([])


identities = st.builds(
    share_identity,
    comparability_group=st.sampled_from(["a", "b"]),
    base_id=st.sampled_from(["p", "q"]),
    territory_id=st.sampled_from(["old", "new"]),
    unit=st.sampled_from(["%", "aantal"]),
    method=st.sampled_from(["", "panel"]),
    part=st.sampled_from([0, 1, 2]),
)


@settings(deadline=None)
@given(st.lists(st.tuples(identities, st.integers(0, 100), st.integers(2014, 2020)), min_size=2, max_size=6))
def test_whatever_is_joined_subtracted_or_tested_is_of_one_identity(
    made: list[tuple[SeriesIdentity, int, int]],
) -> None:
    figures = [share(float(value), period, of=identity, n=400) for identity, value, period in made]
    line = comparing.joined(figures)
    assert isinstance(line, Segment) == (len({figure.identity for figure in figures}) == 1)
    for one in figures:
        for other in figures:
            is_same = one.identity == other.identity
            assert isinstance(comparing.subtracted(one, other), float) == is_same
            tested = uncertainty.change(one, other, share_indicator())
            assert isinstance(tested, Change) == (is_same and one.period > other.period)


def python_files() -> list[Path]:
    rooms = ("charts", "exports", "indicators", "pages", "ui")
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(found) > 20
    return [path for path in found if path.relative_to(ROOT).as_posix() != "indicators/comparing.py"]


def test_no_other_module_subtracts_the_values_of_two_figures_or_makes_a_line_or_a_test_of_its_own() -> None:
    def is_value(node: ast.expr) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "value"

    for path in python_files():
        own = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        for node in own:
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
                assert not (is_value(node.left) and is_value(node.right)), f"{path} subtracts at line {node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "Segment", f"{path} makes a line at line {node.lineno}"
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in ("newcombe_interval", "Change"):
                is_call = any(isinstance(call, ast.Call) and call.func is node for call in own)
                assert not is_call or path.name == "uncertainty.py", f"{path} tests at line {node.lineno}"
