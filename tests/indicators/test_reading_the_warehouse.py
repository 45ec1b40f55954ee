"""What pages read, from a small published warehouse."""

import re
from pathlib import Path

import pytest

from indicators import formats, reading, series, verdict
from indicators.judged import (
    Assumptions,
    ContradictionKind,
    IndicatorYear,
    RevisionKind,
    Sample,
    Severity,
    Verdict,
)
from indicators.model import ObservationKind, Qualifier
from indicators.reading import NotFoundError, Warehouse
from tests.small_warehouse import Draft, small_warehouse


@pytest.fixture(scope="module")
def warehouse(small: Warehouse) -> Warehouse:
    return small


def row(warehouse: Warehouse, field: str, indicator: str, year: int = 2018, known: str | None = None) -> IndicatorYear:
    rows = reading.indicator_years(warehouse, field, year, known)
    return next(one for one in rows if one.indicator.indicator_id == indicator and one.is_main)


def test_editions_come_in_order_of_publication(warehouse: Warehouse) -> None:
    assert [document.edition_rank for document in reading.documents(warehouse)] == [1, 2, 3, 4, 5, 6]
    assert reading.documents(warehouse)[4].fiscal_year == 2018


def test_a_policy_field_knows_its_code_in_every_document(warehouse: Warehouse) -> None:
    field = reading.policy_fields(warehouse)[0]
    assert [(code.document_id, code.code) for code in field.codes] == [
        ("begroting-2018", "4.1.6"),
        ("rekening-2018", "4.1.6"),
    ]


def test_years_are_those_with_a_figure_or_a_target(warehouse: Warehouse) -> None:
    assert reading.years(warehouse) == (2020, 2018, 2017, 2016, 2015)
    assert reading.years(warehouse, "samenredzaamheid") == (2020, 2018, 2017, 2016)
    assert reading.years(warehouse, "samenredzaamheid", "begroting-2018") == (2018, 2017, 2016)
    assert reading.years(warehouse, "sociale-basis", "begroting-2017") == ()


def test_a_page_opens_on_the_last_year_that_the_municipality_accounts_for(warehouse: Warehouse) -> None:
    assert reading.latest_achieved_year(warehouse) == 2018
    assert reading.latest_achieved_year(warehouse, as_known_in="begroting-2017") == 2015
    assert reading.latest_achieved_year(warehouse, "sociale-basis", "begroting-2017") is None


@pytest.mark.parametrize("known", [None, "rekening-2017"])
def test_all_fields_at_once_have_the_years_that_each_has_alone(warehouse: Warehouse, known: str | None) -> None:
    fields = [one.policy_field_id for one in reading.policy_fields(warehouse)]
    years = {one: reading.years(warehouse, one, known) for one in fields}
    latest = {one: reading.latest_achieved_year(warehouse, one, known) for one in fields}
    assert reading.years_of_fields(warehouse, known) == {one: found for one, found in years.items() if found}
    assert reading.latest_achieved_years(warehouse, known) == {one: year for one, year in latest.items() if year}
    assert any(years.values())
    assert any(latest.values())


def test_the_field_of_the_accounts_2018_counts_up_to_its_five_indicators(warehouse: Warehouse) -> None:
    rows = reading.indicator_years(warehouse, "sociale-basis", 2018)
    assert formats.tally(verdict.tally(rows)) == (
        "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal"
    )


@pytest.mark.parametrize(
    ("field", "indicator", "previous", "target", "achieved", "expected"),
    [
        ("sociale-basis", "wij-gehoord", "68%", "toename", "75%", Verdict.ACHIEVED),
        ("sociale-basis", "wij-waar", "71%", "toename", "70%", Verdict.NOT_ACHIEVED),
        ("sociale-basis", "wij-gemakkelijk", "73%", "toename", "73%", Verdict.NOT_ACHIEVED),
        ("sociale-basis", "wij-contact", "28%", "geen norm (kengetal)", "30%", Verdict.KEY_FIGURE),
        ("samenredzaamheid", "humanitas", "3.400 vrijwilligers", "± 3.200 vrijwilligers", "3.204 vrijwilligers",
         Verdict.ACHIEVED),
        ("sport", "ijsbaan", "100.700 bezoekers", "110.000 bezoekers", "108.000 bezoekers", Verdict.NOT_ACHIEVED),
        ("sport", "rang", "geen uitkomst bekend", "top 5", "7", Verdict.NOT_ACHIEVED),
    ],
)  # fmt: skip
def test_a_row_shows_what_the_accounts_print(
    warehouse: Warehouse, field: str, indicator: str, previous: str, target: str, achieved: str, expected: Verdict
) -> None:
    shown = row(warehouse, field, indicator)
    assert formats.figure(shown.previous) == previous
    assert formats.target(shown.target) == target
    assert formats.figure(shown.achieved) == achieved
    assert shown.verdict is expected


def test_as_known_in_a_document_leaves_later_editions_out(warehouse: Warehouse) -> None:
    then = row(warehouse, "sociale-basis", "wij-bekend", 2017, "rekening-2017")
    now = row(warehouse, "sociale-basis", "wij-bekend", 2017)
    assert (formats.figure(then.achieved), formats.figure(now.achieved)) == ("18%", "60%")
    assert now.definition.version == 2
    early = row(warehouse, "sport", "ijsbaan", 2015, "begroting-2017")
    assert formats.figure(early.achieved) == "120.000 bezoekers"


def test_a_target_only_a_budget_prints_is_shown_with_its_document(warehouse: Warehouse) -> None:
    shown = row(warehouse, "sport", "ijsbaan")
    assert shown.target is not None
    assert shown.target.document.document_id == "begroting-2019"
    assert "Begroting 2019" in shown.judgement.reason


def test_parts_of_a_text_result_are_kept_apart(warehouse: Warehouse) -> None:
    shown = row(warehouse, "samenredzaamheid", "initiatieven")
    assert shown.verdict is Verdict.TO_ASSESS
    assert shown.achieved is not None
    assert [(part.value, part.label) for part in shown.achieved.parts] == [
        (32, "initiatieven"),
        (5, "Parels"),
        (1, "wijkcoöperatie"),
    ]


def test_a_figure_is_followed_to_its_cell(warehouse: Warehouse) -> None:
    shown = row(warehouse, "sociale-basis", "wij-waar")
    assert shown.achieved is not None
    place = shown.achieved.provenance
    assert (place.raw, place.document.document_id, place.page_id) == (
        "70% (VI)",
        "rekening-2018",
        "rekening-2018/sociale-basis",
    )
    assert place.row_label == shown.indicator.name
    assert place.column_header == "Behaald 2018"
    assert place.page_address == "https://example.org/rekening-2018/sociale-basis"


def test_notes_stand_with_what_they_explain(warehouse: Warehouse) -> None:
    where = row(warehouse, "sociale-basis", "wij-waar")
    assert where.achieved is not None
    assert [note.marker for note in where.achieved.footnotes] == ["VI"]
    known = row(warehouse, "sociale-basis", "wij-bekend")
    assert known.achieved is not None
    assert known.achieved.footnotes == ()
    assert [(note.marker, note.attached_to) for note in known.footnotes] == [("I", "indicator")]
    contact = row(warehouse, "sociale-basis", "wij-contact")
    assert contact.target is not None
    assert [note.marker for note in contact.target.footnotes] == ["IV"]


def test_a_marker_without_a_note_is_kept_and_said(warehouse: Warehouse) -> None:
    (note,) = row(warehouse, "samenredzaamheid", "humanitas").footnotes
    assert (note.marker, note.text, note.flag) == ("*", None, "note_missing")
    assert formats.footnote(note) == "bij dit teken staat in de bron geen toelichting"


def test_numbers_are_whole_where_they_count(warehouse: Warehouse) -> None:
    history = reading.indicator_history(warehouse, "wij-gehoord")
    assert {type(figure.decimals) for figure in history.observations} == {int}
    assert {figure.n for figure in history.observations} == {None, 5000, 4878}
    assert all(isinstance(figure.n, int) for figure in history.observations if figure.n is not None)


def test_a_history_has_every_vintage_claim_and_year(warehouse: Warehouse) -> None:
    history = reading.indicator_history(warehouse, "ijsbaan")
    assert [one.value for one in history.observations if one.period == 2015] == [120000, 100700]
    assert any(vintage.is_revised for vintage in series.vintages(history.observations))
    assert [one.year for one in history.years] == [2018, 2015]
    heard = reading.indicator_history(warehouse, "wij-gehoord")
    assert [claim.printed_unit for claim in heard.claims] == ["%"]
    assert reading.indicator_history(warehouse, "wij-gehoord", "begroting-2018").observations == ()


def test_the_kinds_of_a_history_are_told_apart(warehouse: Warehouse) -> None:
    history = reading.indicator_history(warehouse, "wij-gemakkelijk")
    assert {one.kind for one in history.observations} == {
        ObservationKind.ACHIEVED,
        ObservationKind.NARRATIVE,
        ObservationKind.PREVIOUSLY_REPORTED,
    }
    (trend,) = series.trends(history)
    assert [[point.value for point in segment.points] for segment in trend.segments] == [[58], [73, 73], [66]]


def test_the_overview_has_every_field_of_the_year_in_order(warehouse: Warehouse) -> None:
    fields = reading.overview(warehouse, 2018)
    assert [one.policy_field.policy_field_id for one in fields] == ["sociale-basis", "samenredzaamheid", "sport"]
    assert sum(one.tally.total for one in fields) == 10
    assert reading.overview(warehouse, 2018, "begroting-2017") == ()


@pytest.mark.parametrize("ask", [reading.years, reading.latest_achieved_year, reading.overview])
def test_a_document_that_does_not_exist_is_said(warehouse: Warehouse, ask: object) -> None:
    given = {"year": 2018} if ask is reading.overview else {}
    with pytest.raises(NotFoundError, match="There is no document 'rekening-1990'"):
        ask(warehouse, as_known_in="rekening-1990", **given)  # type: ignore[operator]


def test_an_indicator_that_does_not_exist_is_said(warehouse: Warehouse) -> None:
    with pytest.raises(NotFoundError, match="There is no indicator 'x'"):
        reading.indicator_history(warehouse, "x")


def test_a_field_that_does_not_exist_has_no_rows_and_quotes_do_no_harm(warehouse: Warehouse) -> None:
    assert reading.indicator_years(warehouse, "x' OR '1'='1", 2018) == ()


def test_sources_count_what_came_from_each_page(warehouse: Warehouse) -> None:
    newest = reading.sources(warehouse)[1]
    assert newest.document.document_id == "rekening-2018"
    assert sum(page.figures for page in newest.pages) == sum(load.rows_loaded for load in newest.loads)
    assert [problem.kind for problem in newest.problems] == ["row-not-alignable"]
    assert [correction.figures for correction in newest.corrections] == [2]


def test_the_social_base_keeps_each_count_beside_its_own_whole(warehouse: Warehouse) -> None:
    programme = reading.social_base(warehouse)
    assert [action.status for line in programme.action_lines for action in line.actions] == ["done"]
    boards = next(one for one in programme.initiatives if one.initiative_id == "besturen")
    assert (boards.value, boards.denominator, boards.denominator_of) == (29, 48, "accommodaties")


def test_what_is_known_of_the_programme_and_the_sources_depends_on_the_edition(warehouse: Warehouse) -> None:
    before = reading.social_base(warehouse, "rekening-2018")
    assert (before.action_lines, before.initiatives) == ((), ())
    assert reading.social_base(warehouse, "ois-2020") == reading.social_base(warehouse)
    known = [source.document.document_id for source in reading.sources(warehouse, "begroting-2018")]
    assert known == ["begroting-2018", "begroting-2017"]


# Surveys, studies, editions ------------------------------------------------------------------------------------------


def samples(warehouse: Warehouse, indicator: str, assumptions: Assumptions | None = None) -> dict[tuple, Sample]:
    history = reading.indicator_history(warehouse, indicator, assumptions=assumptions)
    known = {one.observation_id: one for one in history.observations}
    return {(known[number].period, known[number].base.base_id): one for number, one in history.samples.items()}


def test_a_figure_of_a_survey_has_the_n_of_its_wave_or_of_its_part_of_it(warehouse: Warehouse) -> None:
    heard = samples(warehouse, "wij-gehoord")
    assert (heard[2017, "inwoners"].n, heard[2017, "inwoners"].source) == (5000, "assumed")
    assert heard[2016, "inwoners"].n is None
    assert (heard[2020, "inwoners"].n, heard[2020, "inwoners"].source) == (4878, "published")
    contact = samples(warehouse, "wij-contact")
    assert (contact[2018, "heeft-gehoord"].n, contact[2018, "heeft-gehoord"].source) == (3750, "derived")
    assert contact[2018, "inwoners"].n == 5000
    served = samples(warehouse, "wij-waar")[2018, "geholpen"]
    assert (served.n, served.is_upper_bound) == (1152, True)  # 5.000 × 75,5% × 30,5%
    assert samples(warehouse, "ijsbaan") == {}


def test_the_reader_may_assume_another_n(warehouse: Warehouse) -> None:
    assumed = samples(warehouse, "wij-contact", Assumptions(n_per_wave=1000))
    assert (assumed[2018, "inwoners"].n, assumed[2018, "heeft-gehoord"].n) == (1000, 750)


def test_shares_of_a_survey_with_a_known_n_have_an_interval(warehouse: Warehouse) -> None:
    history = reading.indicator_history(warehouse, "wij-gehoord")
    (this_year,) = [one for one in history.observations if one.period == 2018]
    low, high = history.intervals[this_year.observation_id]
    assert low < 75 < high
    (before,) = [one for one in history.observations if one.period == 2016]
    assert before.observation_id not in history.intervals


def test_a_claim_comes_with_its_level_and_its_group(warehouse: Warehouse) -> None:
    (claim,) = reading.indicator_history(warehouse, "wij-gehoord").claims
    assert (claim.value, claim.qualifier, claim.base_id) == (75, Qualifier.EXACT, "inwoners")
    assert reading.indicator_history(warehouse, "wij-gehoord", "begroting-2019").claims == ()


def test_a_revision_has_the_reason_that_was_declared(warehouse: Warehouse) -> None:
    revised, moved = reading.revisions(warehouse, policy_field_id="sport")
    assert (revised.kind, revised.period, revised.is_silent) == (RevisionKind.CORRECTION, 2015, False)
    assert revised.reason == "Eerst telden bezoekers van het zwembad mee."
    assert (revised.earlier.raw, revised.later.raw) == ("120.000", "100.700")
    assert (moved.earlier.raw, moved.later.raw, moved.is_silent) == ("105.000", "110.000", True)
    assert reading.indicator_history(warehouse, "ijsbaan").revisions == (revised, moved)
    assert reading.indicator_history(warehouse, "rang").revisions == ()
    assert revised in reading.revisions(warehouse)
    assert reading.revisions(warehouse, "begroting-2017") == ()


def test_what_does_not_agree_is_shown_with_everyone_it_is_about(warehouse: Warehouse) -> None:
    found = reading.contradictions(warehouse)
    assert [
        one
        for field in ("sociale-basis", "sport", "samenredzaamheid")
        for one in reading.contradictions(warehouse, policy_field_id=field)
    ] == list(found)
    nested = [one for one in found if one.kind is ContradictionKind.NESTED_BASES]
    assert {one.period for one in nested} == {2017, 2018}
    for indicator in ("wij-contact", "wij-gehoord"):
        assert set(nested) <= set(reading.indicator_history(warehouse, indicator).contradictions)
    severities = [list(Severity).index(one.severity) for one in found]
    assert severities == sorted(severities)
    assert reading.contradictions(warehouse, "begroting-2017") == ()


def test_a_study_has_the_checks_of_its_own_indicators(warehouse: Warehouse) -> None:
    record = reading.study(warehouse, "bekendheid")
    assert [(check.period, check.fits) for check in record.nested] == [(2017, False), (2018, False)]
    kinds = {one.kind for one in record.contradictions}
    assert ContradictionKind.NESTED_BASES in kinds
    assert len({one.contradiction_id for one in record.contradictions}) == len(record.contradictions)


def test_a_study_has_its_indicators_in_the_order_of_the_questions(warehouse: Warehouse) -> None:
    (study,) = reading.studies(warehouse)
    assert [(item.position, item.indicator_id, item.role) for item in study.items] == [
        (1, "wij-contact", "question"),
        (2, "wij-gehoord", "question"),
        (3, "rang", "context"),
    ]
    record = reading.study(warehouse, "bekendheid", assumptions=Assumptions(n_per_wave=800))
    assert record.study == study
    assert [history.indicator.indicator_id for history in record.histories] == ["wij-contact", "wij-gehoord", "rang"]
    assert [(wave.survey, wave.year, wave.n) for wave in record.waves] == [
        ("wij-onderzoek", 2016, 800),
        ("wij-onderzoek", 2017, 800),
        ("wij-onderzoek", 2018, 800),
    ]
    assert record.assumptions.n_per_wave == 800


def test_a_study_as_known_before_its_figures_were_printed_is_empty_of_figures(warehouse: Warehouse) -> None:
    record = reading.study(warehouse, "bekendheid", "begroting-2017")
    assert [history.observations for history in record.histories] == [(), (), ()]
    assert record.waves == ()


def test_a_study_that_does_not_exist_is_said(warehouse: Warehouse) -> None:
    with pytest.raises(NotFoundError, match="There is no study 'x'"):
        reading.study(warehouse, "x")


def test_reading_goes_on_in_the_version_that_is_published_meanwhile(tmp_path: Path) -> None:
    warehouse = small_warehouse(tmp_path)
    before = reading.overview(warehouse, 2018)
    small_warehouse(tmp_path)
    assert reading.overview(warehouse, 2018) == before


def test_the_selects_keep_to_sql_that_other_engines_read() -> None:
    selects = [text for name, text in vars(reading).items() if name[0] == "_" != name[1] and isinstance(text, str)]
    assert sum("SELECT" in text for text in selects) > 10
    for text in selects:
        assert not re.search(r'\b(QUALIFY|EXCLUDE|GROUP BY ALL)\b|"|;', text)
        assert "?" not in text


def test_what_can_be_searched_is_ordered_by_all_that_tells_two_texts_apart(shipped: Warehouse) -> None:
    rank = re.search(r"ORDER BY (?P<columns>.+)$", reading._SEARCHED.strip())
    assert rank is not None
    sorted_by = {column.split()[0] for column in rank["columns"].split(", ")}
    assert sorted_by == set(shipped.records(reading._SEARCHED, {"last_shown": 0})[0])


def test_figures_of_an_area_that_is_not_shown_are_read_by_no_page(tmp_path: Path) -> None:
    """They are there to be counted over all areas: 10^8 of them may not cost a page a thing."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.field("sport", "Sport")
    draft.indicator("zwemmen", "sport", "Zwemmers", "%", kind="share", source_kind="register")
    for area, shown in (("gm0363", False), ("gm0037", True)):
        draft.add(
            "territory", territory_id=area, code=area.upper(), name=area, valid_from=None, valid_to=None,
            is_own=False, is_shown=shown, merged_into=None,
        )  # fmt: skip
    for territory in draft.rows["territory"]:
        territory.setdefault("is_shown", True)
    register = {"n_source": "not_applicable"}
    draft.observe("zwemmen", 2018, "10%", 10, "rekening-2018", **register)
    draft.observe("zwemmen", 2018, "20%", 20, "rekening-2018", territory_id="gm0037", **register)
    draft.observe("zwemmen", 2018, "30%", 30, "rekening-2018", territory_id="gm0363", **register)
    draft.observe("zwemmen", 2017, "40%", 40, "rekening-2018", territory_id="gm0363", **register)
    draft.plan("zwemmen", 2016, "Toename", "increase", "rekening-2018", territory_id="gm0363")
    warehouse = draft.publish(tmp_path)
    assert warehouse.records("SELECT last_shown FROM build") == [{"last_shown": 2}]
    assert [one.value for one in reading.observations(warehouse)] == [10, 20]
    assert reading.years(warehouse) == (2018,)
    assert {text.text for one in reading.searchables(warehouse) for text in one.texts} & {"30%", "40%"} == set()
    (counted,) = warehouse.records("SELECT count(*) AS figures FROM observation WHERE territory_id = 'gm0363'")
    assert counted["figures"] == 2
