"""What is answered: the figures as the model has them, with everything a reader of them must know."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api import telling
from indicators import reading
from indicators.judged import Change, IndicatorHistory, IndicatorYear
from indicators.model import Observation
from indicators.reading import Warehouse
from tests.api.asking import Client, client, kept_from
from tests.api.schemas import named
from tests.small_warehouse import Draft

WIJ = "/api/v1/indicators/wij-contact"
HEARD_OF = "/api/v1/indicators/wij-gehoord"


def of(ask: Client, address: str) -> Any:
    reply = ask(address)
    assert reply.status == 200, reply.text
    return reply.json


def years(answer: Any, period: int) -> dict[int, Any]:
    """Return the rows of a year by the part of the cell they are."""
    return {row["part"]: row for row in answer["years"] if row["period"] == period}


def leaves(of: Any) -> Iterator[Any]:
    """Yield everything that is said, however deep."""
    if isinstance(of, dict | list):
        for one in of.values() if isinstance(of, dict) else of:
            yield from leaves(one)
    else:
        yield of


# Every answer --------------------------------------------------------------------------------------------------------


def test_every_answer_over_the_small_warehouse_keeps_to_its_schema(ask: Client, small: Warehouse) -> None:
    fields = of(ask, "/api/v1/policy-fields")
    named("PolicyFields").validate(fields)
    for field in fields["policy_fields"]:
        address = f"/api/v1/policy-fields/{field['policy_field_id']}"
        for year in of(ask, address)["years"]:
            named("PolicyFieldYear").validate(of(ask, f"{address}?year={year}"))
    listed = of(ask, "/api/v1/indicators")
    named("Indicators").validate(listed)
    for one in listed["indicators"]:
        for query in ("", "?language=en", "?n=40&design_effect=1", "?as_known_in=begroting-2018"):
            named("IndicatorHistory").validate(of(ask, f"/api/v1/indicators/{one['indicator_id']}{query}"))


def test_every_shipped_indicator_is_answered_as_the_schema_says(ask_shipped: Client) -> None:
    listed = of(ask_shipped, "/api/v1/indicators?language=en")["indicators"]
    assert len(listed) > 100
    for one in listed[::4]:
        named("IndicatorHistory").validate(of(ask_shipped, f"/api/v1/indicators/{one['indicator_id']}"))


@pytest.mark.parametrize(
    "address", ["/api/v1/policy-fields", "/api/v1/policy-fields/sport", "/api/v1/indicators", "/api/v1/indicators/rang"]
)
def test_every_answer_says_which_figures_rules_and_licence_it_rests_on(
    ask: Client, small: Warehouse, address: str
) -> None:
    answer = of(ask, address)
    assert answer["figures"]["version"] == small.version
    assert answer["figures"]["as_known_in"] is None
    assert answer["figures"]["edition"]["document_id"] == "ois-2020"
    assert "15b" in answer["figures"]["licence"]
    assert answer["rules"] == {"verdict": "literal-3", "certainty": "certainty-1"}
    before = of(ask, f"{address}?as_known_in=rekening-2018")["figures"]
    assert (before["as_known_in"], before["edition"]["published_on"]) == ("rekening-2018", "2019-07-15")


def test_the_language_of_an_address_is_that_of_our_sentences_only(ask: Client) -> None:
    dutch, english = of(ask, HEARD_OF), of(ask, f"{HEARD_OF}?language=en")
    assert (dutch["language"], english["language"]) == ("nl", "en")
    (of_dutch,), (of_english,) = years(dutch, 2018).values(), years(english, 2018).values()
    assert of_dutch["change"]["phrase"] == "aantoonbaar gestegen"
    assert of_english["change"]["phrase"] == "demonstrated rise"
    for name in ("value", "raw", "verdict", "certainty", "document", "definition", "base", "footnotes"):
        assert of_dutch[name] == of_english[name], name


# The figures that ship -----------------------------------------------------------------------------------------------


def test_contact_with_wij_keeps_both_bases_and_its_three_notes(ask_shipped: Client) -> None:
    answer = of(ask_shipped, f"{WIJ}?as_known_in=rekening-2018")
    of_heard, of_all = (years(answer, 2018)[part] for part in (1, 2))
    assert [(row["value"], row["base"]["base_id"]) for row in (of_heard, of_all)] == [
        (30.0, "heeft-gehoord-van-wij"),
        (19.0, "inwoners-18-plus"),
    ]
    assert of_heard["base"]["parent_id"] == "inwoners-18-plus"
    assert {row["raw"] for row in (of_heard, of_all)} == {"30% (II)\n(19% (III))"}
    assert [note["marker"] for note in answer["footnotes"]] == ["II", "III", "IV"]
    assert [[note["marker"] for note in row["footnotes"]] for row in (of_heard, of_all)] == [
        ["II", "IV"],
        ["III", "IV"],
    ]
    assert of_heard["document"]["document_id"] == "rekening-2018"
    assert of_heard["place"]["column_header"] == "Behaald\n2018"
    assert [one["kind"] for one in answer["contradictions"]][:2] == ["nested_bases", "nested_bases"]
    assert answer["contradictions"][0]["evidence"]


def test_a_verdict_and_what_it_carries_stand_apart_with_their_inputs(ask_shipped: Client) -> None:
    of_heard = years(of(ask_shipped, WIJ), 2018)[1]
    assert (of_heard["verdict"], of_heard["certainty"]) == ("key_figure", "within_margin")
    assert (of_heard["n"], of_heard["n_source"]) == (3750, "derived")
    assert "75%" in of_heard["n_reason"]
    assert of_heard["interval"] == {
        "low": pytest.approx(28.2355, abs=1e-3),
        "high": pytest.approx(31.8259, abs=1e-3),
        "unit": "%",
    }
    change = of_heard["change"]
    assert (change["from"]["value"], change["to"]["value"], change["difference"]) == (28.0, 30.0, 2.0)
    assert (change["unit"], change["phrase"]) == ("procentpunt", "geen aantoonbare verandering")
    assert (change["n_from"], change["n_to"]) == (3400, 3750)
    assert change["interval"]["low"] == pytest.approx(-0.5816, abs=1e-3)
    assert [one["design_effect"] for one in change["by_design_effect"]] == [1.0, 1.5, 2.0]
    assert {one["phrase"] for one in change["by_design_effect"]} == {"geen aantoonbare verandering"}
    judgement = of_heard["judgement"]
    assert (judgement["rule"], judgement["target"]["raw"]) == ("key_figure.no_norm", "- (IV)")
    sample = of_heard["assessment"]["sample"]
    assert (sample["n"], sample["wave"]["n"], sample["wave"]["n_qualifier"]) == (3750, 5000, "at_least")


def test_an_increase_is_held_against_the_year_before(ask_shipped: Client) -> None:
    answer = of(ask_shipped, HEARD_OF)
    (row,) = years(answer, 2018).values()
    assert (row["verdict"], row["certainty"]) == ("achieved", "demonstrated")
    assert row["target"]["semantics"] == "increase"
    assert row["target"]["raw"] == "Toename"
    assert row["judgement"]["compared_with"]["value"] == 68.0
    assert row["change"]["phrase"] == "aantoonbaar gestegen"


def test_a_redefined_figure_is_on_no_line_with_the_new_one(ask_shipped: Client) -> None:
    answer = of(ask_shipped, "/api/v1/indicators/wij-bekend-met-dienstverlening?as_known_in=rekening-2018")
    (series,) = answer["series"]
    assert [[point["value"] for point in one["points"]] for one in series["segments"]] == [[60.0, 64.0]]
    assert [one["value"] for one in series["previously_reported"]] == [18.0]
    (revision,) = answer["revisions"]
    assert (revision["kind"], revision["earlier"]["value"], revision["later"]["value"]) == ("redefinition", 18.0, 60.0)


def test_what_a_reader_assumes_changes_the_judgement_and_nothing_printed(ask_shipped: Client) -> None:
    plain, few = of(ask_shipped, HEARD_OF), of(ask_shipped, f"{HEARD_OF}?n=400&design_effect=2&confidence=0.99")
    assert few["assumptions"] == {"n": 400, "design_effect": 2.0, "confidence": 0.99}
    assert plain["assumptions"] == {"n": None, "design_effect": None, "confidence": 0.95}
    (before,), (after,) = years(plain, 2018).values(), years(few, 2018).values()
    assert (after["certainty"], after["n"], after["n_source"]) == ("within_margin", 400, "assumed")
    assert after["assessment"]["confidence"] == 0.99
    assert (after["value"], after["verdict"], after["raw"]) == (before["value"], before["verdict"], before["raw"])
    assert plain["targets"] == few["targets"]


def test_a_policy_field_counts_its_verdicts_with_the_full_denominator(ask_shipped: Client) -> None:
    answer = of(ask_shipped, "/api/v1/policy-fields/sociale-basisvoorzieningen?year=2018&as_known_in=rekening-2018")
    assert answer["tally"]["total"] == 5
    assert {(one["verdict"], one["certainty"]): one["count"] for one in answer["tally"]["counts"]} == {
        ("achieved", "demonstrated"): 2,
        ("not_achieved", "within_margin"): 2,
        ("key_figure", "within_margin"): 1,
    }
    assert {row["indicator"]["policy_field_id"] for row in answer["rows"]} == {"sociale-basisvoorzieningen"}
    assert [row["period"] for row in answer["rows"]] == [2018] * len(answer["rows"])
    assert {one["period"] for one in answer["contradictions"]} == {2018}


# What is not there ---------------------------------------------------------------------------------------------------


def test_what_is_missing_is_null_with_its_reason_and_never_zero(ask: Client) -> None:
    (row,) = years(of(ask, "/api/v1/indicators/humanitas"), 2017).values()
    assert (row["value"], row["raw"], row["verdict"], row["missing_reason"]) == (None, "-", "no_data", "dash")
    assert row["words"]
    assert row["n"] is None
    assert row["n_reason"]
    assert row["interval"] is None
    assert row["interval_reason"]
    assert (row["certainty"], bool(row["assessment"]["reason"])) == (None, True)
    assert row["change"] is None
    assert row["no_change"]["reason"]


def test_every_null_beside_a_reason_has_that_reason(ask: Client) -> None:
    for one in of(ask, "/api/v1/indicators")["indicators"]:
        answer = of(ask, f"/api/v1/indicators/{one['indicator_id']}")
        for row in answer["years"]:
            assert (row["change"] is None) is (row["no_change"] is not None)
            assert (row["interval"] is None) is bool(row["interval_reason"])
            assert (row["observation_id"] is None) is (row["document"] is None)
            assert row["words"]
            assert row["n_reason"]
        for figure in answer["observations"]:
            assert (figure["interval"] is None) is bool(figure["interval_reason"])
            assert figure["words"]


def test_a_result_in_words_has_its_parts_and_no_number(ask: Client) -> None:
    (row,) = years(of(ask, "/api/v1/indicators/initiatieven"), 2018).values()
    assert (row["value"], row["verdict"]) == (None, "to_assess")
    assert row["text"].startswith("32 initiatieven")
    assert [part["value"] for part in row["parts"]] == [32, 5, 1]


def test_a_figure_of_another_definition_gives_no_change_and_says_in_what_it_differs(ask_shipped: Client) -> None:
    found = [
        row["no_change"]
        for one in of(ask_shipped, "/api/v1/indicators?query=wij")["indicators"]
        for row in of(ask_shipped, f"/api/v1/indicators/{one['indicator_id']}")["years"]
        if row["no_change"] and row["no_change"]["differences"]
    ]
    assert found
    assert all(one["reason"] for one in found)


def test_the_vintages_of_a_figure_stand_side_by_side(ask: Client) -> None:
    answer = of(ask, "/api/v1/indicators/ijsbaan")
    (revised,) = [one for one in answer["vintages"] if one["is_revised"]]
    assert [(one["document_id"], one["value"]) for one in revised["figures"]] == [
        ("begroting-2017", 120000.0),
        ("begroting-2018", 100700.0),
    ]
    assert answer["revisions"][0]["reason"] == "Eerst telden bezoekers van het zwembad mee."
    before = of(ask, "/api/v1/indicators/ijsbaan?as_known_in=begroting-2017")
    assert [one["value"] for one in before["observations"]] == [120000.0]


def test_what_the_model_withholds_is_nowhere_in_the_answer(
    ask: Client, small: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address takes figures as they are told; it never reckons back to one."""
    told = "het aantal is te klein om te noemen"
    read = reading.indicator_history

    def withheld(figure: Observation | None) -> Observation | None:
        if figure is None or figure.period != 2018:
            return figure
        bare = {"value": None, "low": None, "high": None, "text": None, "n": None, "decimals": None}
        cell = replace(figure.provenance, raw=told)
        return replace(figure, **bare, status="O", missing_reason="few", provenance=cell, parts=())

    def without(row: IndicatorYear) -> IndicatorYear:
        bare = replace(
            row.assessment, certainty=None, sample=None, interval=None, scenarios=(), break_even=(), reason=told
        )
        change = None if isinstance(row.change, Change) and row.change.later.period == 2018 else row.change
        reason = replace(row.judgement, reason=told)
        return replace(row, achieved=withheld(row.achieved), assessment=bare, change=change, judgement=reason)

    def history(*asked: Any) -> IndicatorHistory:
        found = read(*asked)
        numbers = {one.observation_id for one in found.observations if one.period == 2018}
        return replace(
            found,
            observations=tuple(one for each in found.observations if (one := withheld(each)) is not None),
            years=tuple(map(without, found.years)),
            samples={number: sample for number, sample in found.samples.items() if number not in numbers},
            intervals={number: ends for number, ends in found.intervals.items() if number not in numbers},
            contradictions=(),
            claims=(),
        )

    assert 75.0 in leaves(years(of(ask, HEARD_OF), 2018))
    monkeypatch.setattr(telling.reading, "indicator_history", history)
    answer = of(ask, HEARD_OF)
    (row,) = years(answer, 2018).values()
    assert (row["value"], row["raw"], row["interval"], row["n"], row["change"]) == (None, told, None, None, None)
    told_of = [years(answer, 2018), answer["observations"], answer["series"], answer["vintages"]]
    assert not [one for one in leaves(told_of) if one == 75.0 or (isinstance(one, str) and "75%" in one)]


def test_what_the_municipality_says_of_a_missed_target_goes_along_whole(tmp_path: Path) -> None:
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.field("sport", "Sport", rekening_2018="5.1")
    draft.indicator("sporters", "sport", "% sporters")
    draft.observe("sporters", 2018, "60%", 60, "rekening-2018")
    draft.plan("sporters", 2018, "65%", "equal", "rekening-2018", low=65, high=65, decimals=0)
    said = {"cause": "Twee velden dicht.", "action": None, "owner": None, "author": "Sportzaken"}
    draft.add("commentary", indicator_id="sporters", year=2018, written_on=date(2019, 5, 1), **said)
    ask = client(kept_from(draft.publish(tmp_path)))
    expected = said | {"indicator_id": "sporters", "year": 2018, "written_on": "2019-05-01"}
    assert of(ask, "/api/v1/indicators/sporters")["commentaries"] == [expected]
    assert of(ask, "/api/v1/policy-fields/sport?year=2018")["commentaries"] == [expected]


# Search --------------------------------------------------------------------------------------------------------------


def test_a_query_finds_indicators_the_best_first_and_says_why(ask: Client) -> None:
    answer = of(ask, "/api/v1/indicators?query=gehoord")
    assert answer["indicators"][0]["indicator_id"] == "wij-gehoord"
    assert answer["indicators"][0]["found"]["place"] == "name"
    mistyped = of(ask, "/api/v1/indicators?query=vrijwiligers")
    assert mistyped["indicators"][0]["indicator_id"] == "humanitas"
    assert mistyped["mistyped"][0]["word"] == "vrijwiligers"


def test_without_a_query_every_indicator_is_listed_that_was_known_in_the_edition(ask: Client) -> None:
    every = [one["indicator_id"] for one in of(ask, "/api/v1/indicators")["indicators"]]
    before = [one["indicator_id"] for one in of(ask, "/api/v1/indicators?as_known_in=begroting-2017")["indicators"]]
    assert set(every) > {"wij-gehoord", "humanitas", "rang"}
    assert before == ["ijsbaan"]


def test_a_field_as_known_before_has_the_codes_of_then(ask: Client) -> None:
    def codes(query: str) -> list[str]:
        fields = of(ask, f"/api/v1/policy-fields{query}")["policy_fields"]
        return [
            code["document_id"] for one in fields if one["policy_field_id"] == "sociale-basis" for code in one["codes"]
        ]

    assert codes("") == ["begroting-2018", "rekening-2018"]
    assert codes("?as_known_in=rekening-2017") == ["begroting-2018"]
    assert codes("?as_known_in=begroting-2017") == []
