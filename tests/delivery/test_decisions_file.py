"""Decisions are written as TOML that reads back the same, and what is wrong with such a text is all named."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loaders.catalogue import Definition, Document, Indicator
from loaders.delivery.decisions import Acceptance, Decisions, DefinitionDecision, FieldDecision, RowDecision
from loaders.delivery.decisions_file import as_toml, from_toml
from loaders.unseen import visible

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_that_a_person_types_reads_back_the_same(label: str, name: str, reason: str) -> None:
    new = Indicator(
        id="nieuw", name=name, kind="share", unit=label, better="higher", aliases=[label, name],
        definition=[Definition(version=2, wording=name, only_for=[], **{"from": "begroting"})],
    )  # fmt: skip
    document = Document(
        id="begroting", kind="budget", title=name, publisher=label, published_on=date(2019, 1, 2),
        published_precision="day",
    )  # fmt: skip
    decisions = Decisions(
        document=[document],
        field=[FieldDecision(document="begroting", code="", title=reason, policy_field="sport")],
        row=[
            RowDecision(policy_field="sport", label=label, choice="new", new=new),
            RowDecision(policy_field="sport", label=name, choice="left_out"),
        ],
        definition=[DefinitionDecision(indicator="nieuw", document="begroting", choice="unchanged")],
        acceptance=[Acceptance(doubt=label, reason=reason)],
    )
    assert from_toml(as_toml(decisions)) == (decisions, [])


def test_letters_that_are_not_seen_are_written_as_their_code() -> None:
    decisions = Decisions(acceptance=[Acceptance(doubt="7\u200b5", reason="a\u202eb\x7f\u2028\\\u202e")])
    text = as_toml(decisions)
    assert "\\U0000200B5" in text
    assert visible(text.replace("\n", "")) == text.replace("\n", "")
    assert from_toml(text) == (decisions, [])


def test_what_is_not_said_is_not_written() -> None:
    decisions = Decisions(row=[RowDecision(policy_field="sport", label="Aantal", choice="left_out")])
    assert tomllib.loads(as_toml(decisions)) == {
        "row": [{"policy_field": "sport", "label": "Aantal", "choice": "left_out"}]
    }
    assert as_toml(Decisions()) == ""


def test_every_mistake_is_named_with_its_place() -> None:
    text = """
        [[row]]
        policy_field = ""
        label = "Aantal"
        choice = ""
        [[page]]
        file = "abc"
        [[acceptance]]
        doubt = "x"
        reden = "y"
    """
    found, problems = from_toml(text)
    assert found is None
    told = {problem.place: problem.sentence() for problem in problems}
    assert "lower-case letters, digits and single hyphens" in told["key 'row.1.policy_field'"]
    assert "Found 'nothing'; expected one of 'alias', 'new' or 'left_out'" in told["key 'row.1.choice'"]
    assert "Found 'nothing'; expected a value: it is required" in told["key 'acceptance.1.reason'"]
    assert "a key that is known here" in told["key 'acceptance.1.reden'"]
    assert "key 'page.1.file'" in told
    assert len(told) == 5


def test_a_text_that_is_no_toml_is_named() -> None:
    found, (problem,) = from_toml("[[row]\n")
    assert found is None
    assert "expected readable TOML" in problem.sentence()
