"""What is found in the data that ships: every finding was held against the received pages by hand."""

from collections import Counter

import pytest

from indicators import reading
from indicators.judged import Contradiction, ContradictionKind, Revision, RevisionKind, Severity
from indicators.model import Claim, Observation, Target
from indicators.nested import nested_bases
from indicators.reading import Warehouse


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


@pytest.fixture(scope="module")
def found(warehouse: Warehouse) -> tuple[Contradiction, ...]:
    return reading.contradictions(warehouse)


@pytest.fixture(scope="module")
def revised(warehouse: Warehouse) -> tuple[Revision, ...]:
    return reading.revisions(warehouse)


def only(found: tuple[Contradiction, ...], kind: str, indicator_id: str, year: int, said: str = "") -> Contradiction:
    (one,) = [
        one
        for one in found
        if (one.kind, one.indicator.indicator_id, one.period) == (kind, indicator_id, year) and said in one.sentence
    ]
    return one


def cells(one: Contradiction) -> list[tuple[str, str]]:
    """Return the cells of the evidence with their documents."""
    return [(piece.raw, piece.document.document_id) for piece in one.evidence if not isinstance(piece, Claim)]


@pytest.mark.parametrize(
    ("year", "contact", "reckoning", "fits"),
    [
        (2017, "28% (II)\n(17% (III))", "68% × 28% = 18,6% tot 19,5%; gedrukt 17% (16,5% tot 17,5%).", "60%"),
        (2018, "30% (II)\n(19% (III))", "75% × 30% = 22,0% tot 23,0%; gedrukt 19% (18,5% tot 19,5%).", "64%"),
    ],
)
def test_contact_with_wij_does_not_follow_from_awareness(
    found: tuple[Contradiction, ...], year: int, contact: str, reckoning: str, fits: str
) -> None:
    one = only(found, "nested_bases", "wij-contact", year)
    assert one.severity is Severity.CONTRADICTION
    assert one.reckoning is not None
    assert one.reckoning.startswith(reckoning)
    heard = {2017: "68%", 2018: "75%"}[year]
    assert cells(one) == [(raw, "rekening-2018") for raw in (contact, heard, contact, fits)]


def test_these_are_the_only_nested_bases_the_figures_allow_to_check(warehouse: Warehouse) -> None:
    record = reading.study(warehouse, "bekendheid-wij")
    assert [(one.period, one.fits) for one in record.nested] == [(2017, False), (2018, False)]
    printed = [one for history in record.histories for one in history.observations]
    assert nested_bases(printed, {}) == ()


@pytest.mark.parametrize(("printed", "growth", "earlier"), [("'7%'", "10,3%", "68%"), ("'21%'", "38,9%", "54%")])
def test_percent_for_percentage_points_is_found_in_both_sentences(
    found: tuple[Contradiction, ...], printed: str, growth: str, earlier: str
) -> None:
    one = only(found, "claim_unit", "wij-gehoord", 2018, printed)
    assert growth in one.sentence
    assert [raw for raw, _ in cells(one)] == [earlier, "75%"]


def test_easier_to_find_is_contradicted_by_71_and_70_percent_and_by_the_page_itself(
    found: tuple[Contradiction, ...],
) -> None:
    one = only(found, "claim_direction", "wij-weet-waar-met-hulpvraag", 2018)
    assert one.severity is Severity.CONTRADICTION
    assert [raw for raw, _ in cells(one)] == ["71% (VI)", "70% (VI)"]
    assert "1 procentpunt lager" in one.sentence
    assert [piece.direction for piece in one.evidence if isinstance(piece, Claim)] == ["increase", "stable"]


@pytest.mark.parametrize("indicator_id", ["wij-weet-waar-met-hulpvraag", "wij-gemakkelijk-binnenlopen"])
def test_stable_is_not_demonstrated_and_says_so_on_an_assumed_number(
    found: tuple[Contradiction, ...], indicator_id: str
) -> None:
    one = only(found, "claim_not_demonstrated", indicator_id, 2018)
    assert "een daling van" in one.sentence
    assert "een stijging van" in one.sentence
    assert "aangenomen" in one.sentence


def test_58_percent_of_2016_is_not_compared_with_what_came_after(found: tuple[Contradiction, ...]) -> None:
    answers = [
        one for one in found if (one.kind, one.indicator.indicator_id) == ("claim_base", "wij-gemakkelijk-binnenlopen")
    ]
    assert answers
    assert all(cells(one)[0] == ("58%", "rekening-2018") for one in answers)
    assert {cells(one)[1][0] for one in answers} >= {"66%"}


def test_over_600_projects_are_578_in_the_table(found: tuple[Contradiction, ...]) -> None:
    one = only(found, "claim_value", "gefaciliteerde-participatieprojecten", 2018)
    assert one.severity is Severity.CONTRADICTION
    assert cells(one) == [("578", "rekening-2018")]


def test_the_ice_rink_lost_visitors_of_2015_between_two_budgets(
    found: tuple[Contradiction, ...], revised: tuple[Revision, ...]
) -> None:
    one = only(found, "silent_revision", "bezoekers-kardinge-ijs", 2015)
    assert one.severity is Severity.CONTRADICTION
    assert cells(one) == [("120.000", "begroting-2017"), ("100.700", "begroting-2018")]
    assert {other.revision_id for other in revised if other.is_silent} >= {
        "bezoekers-kardinge-ijs-2015-revision-begroting-2018"
    }


def test_the_definitions_of_2017_are_redefined_with_a_reason(revised: tuple[Revision, ...]) -> None:
    redefined = {
        one.indicator.indicator_id: (one.earlier.raw, one.later.raw, one.is_silent)
        for one in revised
        if one.kind is RevisionKind.REDEFINITION
    }
    assert redefined == {
        "wij-bekend-met-dienstverlening": ("18%", "60%", False),
        "wij-weet-waar-met-hulpvraag": ("59%", "71% (VI)", False),
        "wij-gemakkelijk-binnenlopen": ("51%", "73% (VI)", False),
    }


@pytest.mark.parametrize(("year", "result"), [(2017, "826.405"), (2018, "781.225")])
def test_the_target_of_library_loans_is_on_the_old_counting_rule(
    found: tuple[Contradiction, ...], year: int, result: str
) -> None:
    one = only(found, "target_of_another_series", "uitleningen-bibliotheek", year)
    assert [raw for raw, _ in cells(one)] == ["1.370.000", result]
    assert "definitie" in one.sentence


def test_the_target_of_the_forum_in_2017_is_a_tenth_of_its_visitors(found: tuple[Contradiction, ...]) -> None:
    one = only(found, "magnitude", "bezoekers-groninger-forum", 2017)
    assert cells(one)[0] == ("107.000*", "rekening-2017")
    assert "De bron zegt er zelf bij: ‘beoogde bezoekersaantal stond fout in begroting 2017" in one.sentence


def test_every_finding_has_its_evidence_in_place(found: tuple[Contradiction, ...]) -> None:
    assert len({one.contradiction_id for one in found}) == len(found)
    for one in found:
        assert len(one.evidence) > 1
        for piece in one.evidence:
            if isinstance(piece, Observation | Target):
                assert piece.raw
                assert piece.provenance.place
            else:
                assert piece.paraphrase
                assert piece.place


def test_every_finding_is_said_in_whole_dutch_sentences(found: tuple[Contradiction, ...]) -> None:
    for one in found:
        said = f"{one.sentence} {one.reckoning or ''}"
        assert one.sentence.endswith(".")
        assert not [sign for sign in ("None", "nan", "inf", "{", "}", "  ", " -") if sign in said]


def test_nothing_is_found_in_an_edition_before_there_is_something_to_differ_from(warehouse: Warehouse) -> None:
    assert reading.contradictions(warehouse, "begroting-2017") == ()
    (one,) = reading.contradictions(warehouse, "begroting-2018")
    assert one.indicator.indicator_id == "bezoekers-kardinge-ijs"


def test_the_findings_of_a_field_are_those_of_all_fields(
    warehouse: Warehouse, found: tuple[Contradiction, ...]
) -> None:
    fields = {one.indicator.policy_field_id for one in found}
    by_field = [
        one.contradiction_id for field in fields for one in reading.contradictions(warehouse, policy_field_id=field)
    ]
    assert sorted(by_field) == sorted(one.contradiction_id for one in found)


def test_no_series_that_ships_jumps_and_the_kinds_are_as_counted_by_hand(found: tuple[Contradiction, ...]) -> None:
    counted = Counter(one.kind for one in found if not one.kind.startswith("claim_"))
    assert counted == {
        ContradictionKind.NESTED_BASES: 2,
        ContradictionKind.MERGED_AREAS: 5,
        ContradictionKind.SILENT_REVISION: 3,
        ContradictionKind.TARGET_OF_ANOTHER_SERIES: 3,
        ContradictionKind.MAGNITUDE: 1,
    }


def test_a_verdict_names_all_that_the_finding_about_its_target_names(
    warehouse: Warehouse, found: tuple[Contradiction, ...]
) -> None:
    said = [one for one in found if one.kind is ContradictionKind.TARGET_OF_ANOTHER_SERIES and one.period == 2018]
    reasons = {
        row.indicator.indicator_id: row.judgement.reason
        for field in reading.overview(warehouse, 2018)
        for row in field.rows
        if row.judgement.rule == "not_comparable.target"
    }
    assert said
    for one in said:
        differences = one.sentence.partition("verschillen in ")[2].partition(", dus ")[0]
        assert reasons[one.indicator.indicator_id] == f"Streefwaarde en uitkomst verschillen in {differences}."
