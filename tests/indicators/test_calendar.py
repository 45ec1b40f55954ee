"""Dates as documents print them: what is clearly one is read, what is not stays words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import calendar
from indicators.calendar import EventKind, Precision, Span
from indicators.language import speaking
from indicators.model import Action, ActionLine, Document, Initiative, Qualifier, SocialBase


def read(printed: str | None) -> tuple[str, str, str] | None:
    found = calendar.span(printed)
    return (found.begin.isoformat(), found.end.isoformat(), str(found.precision)) if found else None


@pytest.mark.parametrize(
    ("printed", "begin", "end", "precision"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-03", "2024-03-01", "2024-03-31", "month"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("maart 2024", "2024-03-01", "2024-03-31", "month"),
        ("Februari  2023", "2023-02-01", "2023-02-28", "month"),
        ("per 1 januari 2025", "2025-01-01", "2025-01-01", "day"),
        ("start maart 2025", "2025-03-01", "2025-03-31", "month"),
        ("mei 2025, later dan gepland", "2025-05-01", "2025-05-31", "month"),
        ("zomer 2024", "2024-06-01", "2024-08-31", "season"),
        ("resultaten zomer 2025", "2025-06-01", "2025-08-31", "season"),
        ("winter 2024", "2024-01-01", "2024-12-31", "year"),
        ("evaluatie eind 2025", "2025-01-01", "2025-12-31", "year"),
        ("2024–2025", "2024-01-01", "2025-12-31", "year"),
        ("2025-2027", "2025-01-01", "2027-12-31", "year"),
        ("2024 en 2025", "2024-01-01", "2025-12-31", "year"),
        ("maart 2024 tot en met juni 2025", "2024-03-01", "2025-06-30", "month"),
        ("maart 2024 t/m 2025", "2024-03-01", "2025-12-31", "year"),
    ],
)
def test_a_date_is_all_the_days_it_may_be(printed: str, begin: str, end: str, precision: str) -> None:
    assert read(printed) == (begin, end, precision)


@pytest.mark.parametrize(
    "printed",
    [
        None,
        "",
        "elke zomer",
        "maart",
        "doorlopend",
        "1.500 euro",
        "12024",
        "2025, daarna 2026",
        "2023, 2024 en 2025",
        "vóór mei 2025",
        "na 2025",
        "vanaf 2024",
        "tot en met tot 2025",
        "30 februari 2024",
        "2025–2024",
        "2024-13",
    ],
)
def test_what_is_not_clearly_one_date_stays_words(printed: str | None) -> None:
    assert calendar.span(printed) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(day: date) -> None:
    assert calendar.span(day.isoformat()) == Span(day, day, Precision.DAY)
    assert calendar.span(calendar.written(day.isoformat())) == Span(day, day, Precision.DAY)


@given(st.text())
def test_any_text_has_a_date_in_order_or_none(text: str) -> None:
    found = calendar.span(text)
    assert found is None or found.begin <= found.end


def test_a_date_in_figures_is_written_out_and_words_stay_as_printed() -> None:
    assert calendar.written("2024-03") == "maart 2024"
    assert calendar.written("2024-03-05") == "5 maart 2024"
    assert calendar.written("2024") == "2024"
    assert calendar.written("zomer 2024") == "zomer 2024"
    with speaking("en"):
        assert calendar.written("2024-03") == "March 2024"


def action(name: str, status: str, period: str | None) -> Action:
    return Action(name, status, None, period, "verslag", "p. 1")


REPORT = Document("verslag", "progress_report", "Verslag", "Gemeente", None, date(2024, 9, 1), "day", None, 1)
PROGRAMME = SocialBase(
    (
        ActionLine(
            "lijn",
            "verslag",
            "Lijn",
            None,
            None,
            "vastgesteld door de raad",
            "2023-11",
            "p. 1",
            (action("feest", "done", "zomer 2024"), action("brief", "planned", "elke zomer")),
        ),
        ActionLine("leeg", "verslag", "Nog niets", None, None, None, None, "p. 2"),
    ),
    (
        Initiative(
            "prijs", "verslag", "Prijs", "ideeën", 40, Qualifier.EXACT, "ideeën", 2016, None, None, "40", None, "p. 3"
        ),
    ),
)  # fmt: skip


def test_every_kind_of_event_has_a_word_and_every_status_is_one() -> None:
    assert set(calendar.EVENT_WORDS) == set(EventKind)
    assert {*calendar.STATUSES, *calendar.DECISIONS, EventKind.COUNTED} == set(EventKind)


def test_events_stand_by_date_and_those_without_one_come_last() -> None:
    found = calendar.events(PROGRAMME, [REPORT])
    assert [(one.kind, one.line, one.name, one.printed) for one in found] == [
        (EventKind.COUNTED, None, "Prijs: ideeën", "2016"),
        (EventKind.DECISION, "Lijn", "vastgesteld door de raad", "2023-11"),
        (EventKind.DONE, "Lijn", "feest", "zomer 2024"),
        (EventKind.PLANNED, "Lijn", "brief", "elke zomer"),
    ]
    assert [one.span is None for one in found] == [False, False, False, True]


@pytest.mark.parametrize(
    ("decided_on", "kind"),
    [("2024-08", "decision"), ("2024-09", "decision"), ("2024-10", "decision_ahead"), (None, "decision")],
)
def test_a_decision_after_its_document_was_still_to_be_taken(decided_on: str | None, kind: str) -> None:
    line = ActionLine("lijn", "verslag", "Lijn", None, None, "door de raad", decided_on, "p. 1")
    assert calendar.decision(line, REPORT.published_on) == kind


def test_the_years_run_from_the_first_date_to_the_last() -> None:
    assert list(calendar.years(calendar.events(PROGRAMME, [REPORT]))) == list(range(2016, 2025))
    assert list(calendar.years([])) == []
