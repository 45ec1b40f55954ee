"""Indicators, policy fields, years and editions side by side, drawn, and what may be told of them.

What cannot be compared is refused with the reason: no difference, no line, no common axis. Two editions also give the
list of what differs between them, see `ui.compare_editions`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from indicators import editions, reading, side_by_side
from indicators.editions import EditionDifference
from indicators.language import say, sayable
from indicators.model import Footnote
from indicators.reading import Warehouse
from indicators.side_by_side import Column, Line
from ui import addresses, compare_editions, compare_fields, compare_indicators, compare_starting, figures
from ui.addresses import BETWEEN
from ui.compare_fields import FieldColumn
from ui.compare_starting import AT_MOST, Choice
from ui.markup import Html, element, items, joined, link, notice, section

TITLE = sayable("Vergelijken")
STYLE = Path(__file__).with_name("compare.css")
INTRODUCTION = sayable(
    "Zet twee tot zes indicatoren of beleidsvelden naast elkaar, of dezelfde in verschillende jaren of volgens "
    "verschillende documenten. Wat niet te vergelijken is, wordt niet van elkaar afgetrokken en niet door een lijn "
    "verbonden; er staat bij waarom."
)
OVER_THE_YEARS = sayable("In beeld over de jaren")
ANOTHER = sayable("Begin een andere vergelijking")
TOO_MANY = sayable("U koos {chosen} kolommen; naast elkaar passen er {most}. Hieronder staan de eerste {most}.")


class Axis(Protocol):
    """What draws several indicators on one axis (`charts.common_axis`)."""

    def figure(self, lines: Sequence[Line]) -> dict[str, Any]:
        """Return a Plotly figure."""

    def describe(self, lines: Sequence[Line]) -> str:
        """Return what it shows, for who cannot see it."""

    def breaks(self, lines: Sequence[Line]) -> list[str]:
        """Return where an indicator goes on as another series."""

    def rows(self, lines: Sequence[Line]) -> list[dict[str, str]]:
        """Return the table beside it."""


@dataclass(frozen=True)
class Chart:
    """Lines on one axis, with their alternative text."""

    figure: dict[str, Any]
    alt: str


@dataclass(frozen=True)
class Comparison:
    """What stands above the chart, the chart if there is one, and what stands below; either may be empty."""

    top: Html
    chart: Chart | None = None
    below: Html | None = None


def drawn(
    warehouse: Warehouse,
    indicators: str | None,
    policy_fields: str | None,
    years: str | None,
    edition_ids: str | None,
    *,
    marks: figures.Marks,
    axis: Axis,
) -> Comparison:
    """Return what was chosen side by side; each is known ids between commas, or None."""
    ids = [one.split(BETWEEN) if one else [] for one in (indicators, policy_fields, years, edition_ids)]
    choice = Choice(ids[0], ids[1], [int(year) for year in ids[2]], ids[3])
    if choice.number < 2:
        return Comparison(compare_starting.drawn(warehouse, choice))
    too_many = notice(say(TOO_MANY, chosen=choice.number, most=AT_MOST)) if choice.number > AT_MOST else None
    columns = side_by_side.columns(warehouse, choice.indicators, choice.years, choice.editions)[:AT_MOST]
    left = AT_MOST - len(columns)
    fields = compare_fields.columns(warehouse, choice.policy_fields, choice.years, choice.editions)[:left]
    if not choice.indicators and not choice.policy_fields:
        fields = compare_fields.columns(warehouse, [None], choice.years, choice.editions)[:AT_MOST]
    lines, listed = side_by_side.lines(columns), differences(warehouse, choice)
    return Comparison(
        joined(
            element("p", link(addresses.comparison(editions=choice.editions[:1]), say(ANOTHER)), class_="compare"),
            too_many,
            compare_indicators.drawn(columns, marks) if columns else None,
            element("h2", say(OVER_THE_YEARS)) if lines else None,
        ),
        Chart(axis.figure(lines), axis.describe(lines)) if lines else None,
        joined(
            beside_the_chart(columns, lines, axis) if columns else None,
            # What was planned and achieved comes before how often: of a budget nothing is achieved yet.
            compare_editions.drawn(listed, is_of_one_field=bool(choice.policy_fields)) if listed else None,
            compare_fields.drawn(fields, is_told_apart=listed is not None) if fields else None,
            section(say("Voetnoten"), figures.notes(footnotes(columns, fields, listed))),
        ),
    )


def footnotes(
    columns: Sequence[Column], fields: Sequence[FieldColumn], listed: EditionDifference | None
) -> Iterator[Footnote]:
    """Return every note on what is shown with its markers."""
    rows = [row for column in columns for row in column.rows]
    if listed is None and len({column.policy_field for column in fields}) == 1:
        rows += [row for column in fields if column.policy_field for row in column.rows]
    for pair in listed.pairs if listed else ():
        rows += [row for row in (pair.earlier, pair.later) if row is not None]
    for row in rows:
        yield from row.footnotes


def beside_the_chart(columns: Sequence[Column], lines: Sequence[Line], axis: Axis) -> Html:
    """Return what is to be said and read beside the chart; where there is none, why."""
    if not lines:
        return section(say(OVER_THE_YEARS), compare_indicators.no_chart(columns))
    return joined(items(axis.breaks(lines)), compare_indicators.table_beside(axis.rows(lines)))


def differences(warehouse: Warehouse, choice: Choice) -> EditionDifference | None:
    """Return what differs between two editions, of one policy field or of all; None where no two are compared."""
    if len(choice.editions) != 2 or choice.indicators or len(choice.policy_fields) > 1 or len(choice.years) > 1:
        return None
    documents = [one for one in reading.documents(warehouse) if one.document_id in choice.editions]
    read = [editions.Edition(one, choice.years[0]) if choice.years else editions.edition(one) for one in documents]
    field = choice.policy_fields[0] if choice.policy_fields else None
    return editions.difference(warehouse, read[0], read[1], field)
