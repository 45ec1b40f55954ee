"""Policy fields side by side, drawn: counts with their denominators, and of one field every indicator.

Fields have other indicators, so their counts are not ranked and not subtracted: what stands here is how many of how
many. One field in two years or editions is also told indicator by indicator.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import formats, reading, side_by_side, verdict
from indicators.judged import IndicatorYear, Tally, Verdict
from indicators.language import say, say_counted, sayable
from indicators.model import Document, PolicyField
from indicators.reading import Warehouse
from ui import addresses, figures, wording
from ui.markup import Content, Html, body, dutch, element, joined, link, row, section, table

SIDE_BY_SIDE = sayable("Beleidsvelden naast elkaar")
NOT_RANKED = sayable(
    "Elk beleidsveld heeft zijn eigen indicatoren. Daarom staan hier aantallen en geen verschillen: "
    "meer behaalde indicatoren maken het ene veld niet beter dan het andere."
)


@dataclass(frozen=True)
class FieldColumn:
    """One policy field, or all of them, in one year as known in one edition."""

    policy_field: PolicyField | None
    year: int
    edition: Document | None
    rows: tuple[IndicatorYear, ...]

    @property
    def tally(self) -> Tally:
        """How often each verdict occurs."""
        return verdict.tally(self.rows)


def columns(
    warehouse: Warehouse, policy_field_ids: Sequence[str | None], years: Sequence[int], edition_ids: Sequence[str]
) -> list[FieldColumn]:
    """Return a column for every field, year and edition, in the order asked; None is all fields together.

    Without years an edition is read for its own year, and what is known for the last year with a result.
    """
    fields = {one.policy_field_id: one for one in reading.policy_fields(warehouse)}
    documents = {one.document_id: one for one in reading.documents(warehouse)}
    read: list[str | None] = [*edition_ids] if edition_ids else [None]
    found = []
    for field_id in policy_field_ids:
        for edition_id in read:
            edition = documents.get(edition_id) if edition_id else None
            opening = side_by_side.own_year(edition) or reading.latest_achieved_year(warehouse, field_id, edition_id)
            for year in years or ([opening] if opening is not None else []):
                rows = _rows(warehouse, field_id, year, edition_id)
                found.append(FieldColumn(fields[field_id] if field_id else None, year, edition, rows))
    return found


def drawn(columns: Sequence[FieldColumn], *, is_told_apart: bool) -> Html:
    """Return the counts side by side; of one field also its indicators, unless `is_told_apart`."""
    fields = list(dict.fromkeys(column.policy_field for column in columns))
    is_one = len(fields) == 1 and fields[0] is not None
    return joined(
        section(
            say(SIDE_BY_SIDE),
            element("p", say(NOT_RANKED)) if len(fields) > 1 else None,
            counts(columns),
        ),
        section(say("Indicator voor indicator"), each_indicator(columns))
        if is_one and not is_told_apart and len(columns) > 1
        else None,
    )


def counts(columns: Sequence[FieldColumn]) -> Html:
    """Return how many indicators have each verdict, out of how many."""
    shown = [one for one in Verdict if any(column.tally.counts[one] for column in columns)]
    order = [one for one in formats.VERDICT_WORDS if one in shown]
    return table(
        say("Aantallen naast elkaar"),
        (say("Oordeel"), *(heading(column) for column in columns)),
        [
            body(
                row(say("Indicatoren"), *(str(column.tally.total) for column in columns)),
                *(
                    row(figures.verdict_word(one, None), *(counted(column.tally, one) for column in columns))
                    for one in order
                ),
            )
        ],
        class_="comparison",
    )


def counted(tally: Tally, of: Verdict) -> Html:
    """Return how many of how many, and what the evidence carries of them."""
    number = tally.counts[of]
    if not tally.total:
        return figures.aside(say("niets"))
    parts = [
        f"{tally.by_certainty[of, certainty]} {say(word)}"
        for certainty, word in formats.CERTAINTY_WORDS.items()
        if tally.by_certainty.get((of, certainty)) and of in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)
    ]
    return joined(say("{number} van de {total}", number=number, total=tally.total), figures.aside(", ".join(parts)))


def heading(column: FieldColumn) -> Html:
    """Return what a column is about."""
    known_in = column.edition.document_id if column.edition else None
    field = column.policy_field
    name = (
        link(addresses.policy_field(field.policy_field_id, column.year, known_in), dutch(field.title))
        if field
        else link(addresses.overview(column.year, known_in), say(wording.ALL_POLICY_FIELDS))
    )
    return joined(
        name, figures.aside(str(column.year)), figures.aside(dutch(column.edition.title)) if column.edition else None
    )


def each_indicator(columns: Sequence[FieldColumn]) -> Html:
    """Return the indicators of one field: what was planned, what was achieved and the verdict, per column."""
    indicators = {row.indicator.indicator_id: row.indicator for column in columns for row in column.rows}
    ordered = sorted(indicators.values(), key=lambda one: one.sort_order)
    read = {column.edition.document_id if column.edition else None for column in columns}
    known_in = read.pop() if len(read) == 1 else None
    number = say_counted("{n} indicator", "{n} indicatoren", len(ordered))
    return table(
        say("Elke indicator naast elkaar: {number}", number=number),
        (say("Indicator"), *(short_heading(column) for column in columns)),
        [
            body(
                *(
                    row(
                        link(addresses.indicator(one.indicator_id, known_in), dutch(one.name)),
                        *(one_cell(column, one.indicator_id) for column in columns),
                    )
                    for one in ordered
                )
            )
        ],
        class_="comparison",
    )


def short_heading(column: FieldColumn) -> Html:
    """Return the year of a column, and its edition."""
    return joined(str(column.year), figures.aside(dutch(column.edition.title)) if column.edition else None)


def one_cell(column: FieldColumn, indicator_id: str) -> Content:
    """Return what an indicator has in a column: planned, achieved, verdict, and what the evidence carries."""
    known_in = column.edition.document_id if column.edition else None
    one = next((row for row in column.rows if row.indicator.indicator_id == indicator_id), None)
    if one is None:
        return figures.aside(say("niets over {year}", year=column.year))
    return joined(
        element("div", say("Beoogd"), ": ", figures.target(one.target, known_in)),
        element("div", say("Behaald"), ": ", figures.figure(one.achieved, known_in, not_of_year=one.year)),
        figures.verdict(one),
        figures.certainty(one, known_in),
    )


def _rows(
    warehouse: Warehouse, policy_field_id: str | None, year: int, edition_id: str | None
) -> tuple[IndicatorYear, ...]:
    if policy_field_id is not None:
        return reading.indicator_years(warehouse, policy_field_id, year, edition_id)
    return tuple(row for field in reading.overview(warehouse, year, edition_id) for row in field.rows)
