"""What indicators say in English: the same answers, in other words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from indicators import comparing, explaining, formats, reading, samples, uncertainty
from indicators.judged import Contradiction, IndicatorYear, Refusal, RevisionKind
from indicators.language import ENGLISH, speaking
from indicators.model import UNKNOWN_BASE, Difference, Footnote, ObservationKind
from indicators.reading import Warehouse
from indicators.revisions import revisions
from tests.figures import ACCOUNTS_2018, identity, indicator, observed, planned, share, share_indicator
from tests.indicators.test_translations import DUTCH_ONLY

FIELD = "sociale-basisvoorzieningen"


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


@pytest.fixture(scope="module")
def rows(warehouse: Warehouse) -> list[IndicatorYear]:
    with speaking(ENGLISH):
        return [row for field in reading.overview(warehouse, 2018) for row in field.rows]


@pytest.fixture(scope="module")
def findings(warehouse: Warehouse) -> tuple[Contradiction, ...]:
    with speaking(ENGLISH):
        return reading.contradictions(warehouse)


@pytest.fixture
def in_english() -> Iterator[None]:
    with speaking(ENGLISH):
        yield


# Words and numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("in_english")
def test_numbers_dates_and_units_are_written_as_in_english() -> None:
    assert formats.quantity(5000) == "5,000"
    assert formats.quantity(73.5, "%") == "73.5%"
    assert formats.quantity(1250, "€") == "€1,250"
    assert formats.signed(-0.0, 1) == "0.0"
    assert formats.signed(-0.04, 1) == "0.0"
    assert formats.interval((-2.3, 0.3), formats.POINTS) == "−2.3 to 0.3 percentage points"
    assert formats.published(replace(ACCOUNTS_2018, published_on=date(2019, 6, 13))) == "13 June 2019"
    assert formats.enumeration(["a", "b", "c"]) == "a, b and c"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("later", "unit", "said"),
    [
        (69, "%", "1 percentage point higher"),
        (75, "%", "7 percentage points higher"),
        (67.5, "%", "0.5 percentage points lower"),
        (68, "%", "unchanged"),
        (69, "weken", "1 week higher"),
        (70, "weken", "2 weeks higher"),
    ],
)
def test_one_and_several_are_told_apart(later: float, unit: str, said: str) -> None:
    assert formats.difference(later, 68, unit) == said


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("target", "said"),
    [
        (planned("at_least", 95, of=identity(unit="%")), "at least 95%"),
        (planned("rank_at_best", 5), "top 5"),
        (planned("increase", reference="previous_year"), "increase compared with the previous year"),
        (planned("no_norm"), "no norm (key figure)"),
        (planned("not_published"), "not given"),
        (planned("range", 65, 70, of=identity(unit="%")), "65 to 70%"),
    ],
)
def test_a_target_is_said_in_english(target, said: str) -> None:
    assert formats.target(target) == said


# Verdicts, evidence, findings ----------------------------------------------------------------------------------------


def test_the_awareness_of_wij_is_explained_in_english(rows: list[IndicatorYear]) -> None:
    (row,) = [one for one in rows if one.indicator.indicator_id == "wij-gehoord"]
    assert row.judgement.reason == "75% is more than 68% in 2017; the target was an increase."
    with speaking(ENGLISH):
        facts = {fact.label: fact.text for fact in explaining.explain(row)}
    assert facts["Verdict"] == row.judgement.reason
    assert facts["Change"] == "+7 percentage points (4.8 to 9.2) since 2017: demonstrated rise."
    assert facts["Certainty of the verdict"].startswith("Demonstrated. From 68% in 2017 to 75% in 2018: +7 percentage ")
    assert facts["Responses in 2017"] == "n = 5,000 (assumed). 5,000 people in the survey of 2017 (assumed)."
    assert facts["Margin of the result"] == "73.5% to 76.4%."
    assert facts["Where it tips"].startswith(
        "Design effect 1: demonstrated from about 320 people per year, and from 440"
    )


def test_where_a_derived_n_comes_from_is_said_in_english(rows: list[IndicatorYear]) -> None:
    row = next(one for one in rows if one.indicator.indicator_id == "wij-contact" and one.identity.part == 1)
    assert row.assessment.sample is not None
    said = row.assessment.sample.explanation
    assert said.startswith(
        "Derived: just over 5,000 people (taken as 5,000) in the survey of 2018 (assumed) × 75% who "
    )
    assert said.endswith(": 3,750, allowing for rounding 3,725 to 3,775.")
    with speaking(ENGLISH):
        assert formats.sample(row.assessment.sample) == "n ≈ 3,750 (derived from an assumed n)"


def test_verdicts_are_counted_in_english(warehouse: Warehouse) -> None:
    with speaking(ENGLISH):
        (field,) = [one for one in reading.overview(warehouse, 2018) if one.policy_field.policy_field_id == FIELD]
        said = formats.tally(field.tally)
    assert re.match(r"\d+ indicators: \d+ achieved \(", said)
    assert "key figure" in said
    assert formats.tally(field.tally).startswith(f"{field.tally.total} indicatoren: ")


def test_a_finding_is_said_in_english_with_the_sentence_of_the_document_in_dutch(
    findings: tuple[Contradiction, ...],
) -> None:
    (one,) = [one for one in findings if one.contradiction_id.endswith("wij-vindbaarheid-iets-beter")]
    assert " The figures are 71% (2017) and 70% (2018): 1 percentage point lower. The same page also " in one.sentence
    assert one.reckoning is not None
    assert one.reckoning.startswith("70% − 71% = −1 percentage point (allowing for rounding −2 to 0); ")


def test_what_is_found_is_the_same_in_every_language(warehouse: Warehouse, findings: tuple[Contradiction, ...]) -> None:
    english = [one for one in findings if one.indicator.policy_field_id == FIELD]
    dutch = reading.contradictions(warehouse, policy_field_id=FIELD)
    assert english
    assert [(one.contradiction_id, one.severity) for one in english] == [
        (one.contradiction_id, one.severity) for one in dutch
    ]
    assert not {one.sentence for one in english} & {one.sentence for one in dutch}


@pytest.mark.usefixtures("in_english")
def test_a_note_that_names_a_figure_is_read_in_dutch() -> None:
    note = Footnote("i", "I", "In de vorige rekening stond 1.234.", False, None, "observation")
    before = observed(1234, of=identity(comparability_group="old"), kind=ObservationKind.PREVIOUSLY_REPORTED)
    (one,) = revisions({"x": indicator()}, [before, observed(2345, footnotes=(note,))])
    assert (one.kind, one.reason) == (RevisionKind.REDEFINITION, note.text)


@pytest.mark.usefixtures("in_english")
def test_why_two_figures_do_not_compare_is_said_in_english() -> None:
    refused = comparing.refusal(share(75), share(68, 2017, of=identity(unit="%", method="survey", base_id="elsewhere")))
    assert isinstance(refused, Refusal)
    assert refused.reason == "68% in 2017 is a figure of another series: another group."
    label = formats.break_label([Difference.DEFINITION, Difference.BASE], ("b", UNKNOWN_BASE))
    assert label == "another definition and group not stated"


@pytest.mark.usefixtures("in_english")
def test_a_change_without_n_is_said_in_english() -> None:
    found = uncertainty.change(share(75), share(68, 2017), share_indicator(), samples.NO_SURVEYS)
    assert not isinstance(found, Refusal)
    assert found.phrase == "cannot be said: n unknown"
    assert found.earlier_sample.explanation == "The source does not state how many people responded in 2017."


# No Dutch left -------------------------------------------------------------------------------------------------------


def words_of_the_data(*things: object) -> set[str]:
    """Return every text of several words inside what was read: names, notes, cells, titles."""
    found: set[str] = set()
    for thing in things:
        if isinstance(thing, str):
            text = " ".join(thing.split())
            found |= {text, *text.split("; ")} if " " in text else set()
        elif isinstance(thing, Iterable):
            found |= words_of_the_data(*thing)
        elif is_dataclass(thing):
            found |= words_of_the_data(*(getattr(thing, field.name) for field in fields(thing)))
    return found


def dutch_in(said: str, data: Iterable[str]) -> list[str]:
    """Return the stop words of Dutch in what is said, but for the data's own words."""
    said = said.casefold().replace("just over", "")
    for text in sorted((one.casefold() for one in data), key=len, reverse=True):
        said = said.replace(text, "")
    return DUTCH_ONLY.findall(re.sub("‘[^’]*’", "", said))


def printed_of(row: IndicatorYear) -> tuple[object, ...]:
    figures = (row.previous, row.target, row.achieved, row.judgement.compared_with, row.previously_reported)
    changed = () if row.change is None or isinstance(row.change, Refusal) else (row.change.earlier,)
    return row.indicator, row.definition, row.base, row.territory, figures, changed, row.benchmarks, row.footnotes


def test_no_row_of_2018_is_explained_in_dutch(rows: list[IndicatorYear]) -> None:
    wrong = []
    with speaking(ENGLISH):
        for row in rows:
            data = words_of_the_data(printed_of(row))
            said = [fact for one in explaining.explain(row) for fact in (one.label, one.text)]
            said += [formats.verdict_word(row.verdict, row.certainty), formats.better_words(row.indicator.better)]
            said += [formats.figure(one) for one in (row.previous, row.achieved, row.forecast)]
            wrong += [(one, found) for one in said if (found := dutch_in(one, data))]
    assert len(rows) > 50
    assert not wrong


def test_no_finding_is_said_in_dutch(findings: tuple[Contradiction, ...]) -> None:
    wrong = []
    for one in findings:
        data = words_of_the_data(one.evidence, one.indicator)
        for said in (one.sentence, one.reckoning or ""):
            wrong += [(said, found) for found in [dutch_in(said, data)] if found]
    assert len(findings) > 10
    assert not wrong


def test_dutch_that_is_left_would_be_found() -> None:
    assert dutch_in("75% is meer dan 68% in 2017", ()) == ["dan"]
    assert not dutch_in(
        "The target comes from Rekening van de stad; ‘deel van iets’ is just over 5.", ["Rekening van de stad"]
    )
