"""Indicators, policy fields, years and editions side by side, drawn, and what may be told of them.

What cannot be compared is refused with the reason: no difference, no line, no common axis. Two editions also give the
list of what differs between them, see `ui.compare_editions`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from indicators import editions, reading, side_by_side
from indicators.editions import EditionDifference
from indicators.language import say, say_counted, sayable
from indicators.model import Document, Footnote
from indicators.reading import Warehouse
from indicators.side_by_side import Column, Line
from ui import addresses, compare_editions, compare_fields, compare_indicators, figures, wording
from ui.addresses import BETWEEN
from ui.compare_fields import FieldColumn
from ui.markup import Html, element, items, joined, link, notice, section

TITLE = sayable("Vergelijken")
STYLE = Path(__file__).with_name("compare.css")
AT_MOST = 6
"""Things side by side: more fit on no screen, and their colours can no longer be told apart."""

INTRODUCTION = sayable(
    "Zet twee tot zes indicatoren of beleidsvelden naast elkaar, of dezelfde in verschillende jaren of volgens "
    "verschillende documenten. Wat niet te vergelijken is, wordt niet van elkaar afgetrokken en niet door een lijn "
    "verbonden; er staat bij waarom."
)
OVER_THE_YEARS = sayable("In beeld over de jaren")
TOO_FEW = sayable("Om te vergelijken zijn er ten minste twee nodig: kies hierboven welke. Of begin hiermee:")
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


class Choice(NamedTuple):
    """What stands side by side: every indicator and field in every year and edition."""

    indicators: list[str]
    policy_fields: list[str]
    years: list[int]
    editions: list[str]

    @property
    def number(self) -> int:
        """How many columns that makes; years or editions without anything else are of all policy fields together."""
        things = len(self.indicators) + len(self.policy_fields)
        times = max(1, len(self.years)) * max(1, len(self.editions))
        return max(1, things) * times if things or times > 1 else 0


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
        return Comparison(joined(notice(say(TOO_FEW)), items(examples(warehouse, choice), class_="ways")))
    too_many = notice(say(TOO_MANY, chosen=choice.number, most=AT_MOST)) if choice.number > AT_MOST else None
    columns = side_by_side.columns(warehouse, choice.indicators, choice.years, choice.editions)[:AT_MOST]
    left = AT_MOST - len(columns)
    fields = compare_fields.columns(warehouse, choice.policy_fields, choice.years, choice.editions)[:left]
    if not choice.indicators and not choice.policy_fields:
        fields = compare_fields.columns(warehouse, [None], choice.years, choice.editions)[:AT_MOST]
    lines, listed = side_by_side.lines(columns), differences(warehouse, choice)
    return Comparison(
        joined(
            too_many,
            compare_indicators.drawn(columns, marks) if columns else None,
            element("h2", say(OVER_THE_YEARS)) if lines else None,
        ),
        Chart(axis.figure(lines), axis.describe(lines)) if lines else None,
        joined(
            beside_the_chart(columns, lines, axis) if columns else None,
            compare_fields.drawn(fields, is_told_apart=listed is not None) if fields else None,
            compare_editions.drawn(listed) if listed else None,
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


def examples(warehouse: Warehouse, choice: Choice) -> Iterator[Html]:
    """Return ways on: what is chosen already in other years or editions, and what others would compare."""
    for earlier, later in two_editions(warehouse):
        read = earlier.document_id, later.document_id
        words = say("{earlier} tegenover {later}", earlier=earlier.title, later=later.title)
        yield link(addresses.comparison(choice.indicators, choice.policy_fields, (), read), words)
    for indicator_id in choice.indicators:
        history = reading.indicator_history(warehouse, indicator_id)
        years = sorted({row.year for row in history.years if row.achieved and row.achieved.is_present})[-AT_MOST:]
        if len(years) > 1:
            words = say("{name} in {years}", name=history.indicator.name, years=wording.years(years))
            yield link(addresses.comparison([indicator_id], (), years), words)
    for study in reading.studies(warehouse):
        asked = [item.indicator_id for item in study.items if item.role == "question"][:AT_MOST]
        if len(asked) > 1:
            words = say_counted("{n} vraag van {study}", "{n} vragen van {study}", len(asked), study=study.title)
            yield link(addresses.comparison(asked), words)


def two_editions(warehouse: Warehouse) -> list[tuple[Document, Document]]:
    """Return the last budget beside the accounts of its year, and the last accounts beside those before.

    Of those that have a policy field in common, as the fields say under which code each document has them.
    """
    documents = reading.documents(warehouse)
    held = [{code.document_id for code in field.codes} for field in reading.policy_fields(warehouse)]
    accounts = [one for one in documents if one.kind == "accounts"]
    budgets = {one.fiscal_year: one for one in documents if one.kind == "budget"}
    planned = [(budgets[one.fiscal_year], one) for one in accounts if one.fiscal_year in budgets]
    shared = [
        [pair for pair in pairs if any({one.document_id for one in pair} <= both for both in held)][-1:]
        for pairs in (planned, list(pairwise(accounts)))
    ]
    return [pair for pairs in shared for pair in pairs]


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
