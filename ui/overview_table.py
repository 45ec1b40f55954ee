"""Every policy field in one year, drawn: one sentence, and a row per field with a glyph per indicator."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from indicators import formats, reading, verdict
from indicators.judged import FieldYear, IndicatorYear, Tally, Verdict
from indicators.model import PolicyField
from indicators.reading import Warehouse
from ui import addresses, figures, wording
from ui.markup import Html, body, element, group_row, items, joined, link, row, table
from ui.search_results import found as found


def opening_year(warehouse: Warehouse, as_known_in: str | None) -> int | None:
    """Return the year that is the last one with a result for most policy fields.

    The very last year would often be the one of a single early page.
    """
    latest = Counter(
        year
        for field in reading.policy_fields(warehouse)
        if (year := reading.latest_achieved_year(warehouse, field.policy_field_id, as_known_in)) is not None
    )
    return max(latest, key=lambda year: (latest[year], year), default=None)


def drawn(warehouse: Warehouse, year: int, as_known_in: str | None) -> Html:
    """Return the overview of one year; a policy field without anything in that year says which years it has."""
    with_figures = {one.policy_field.policy_field_id: one for one in reading.overview(warehouse, year, as_known_in)}
    fields = reading.policy_fields(warehouse)
    total = summed(list(with_figures.values()))
    lead = (
        f"Over {year} staan er cijfers of streefwaarden in de documenten voor {len(with_figures)} van de "
        f"{wording.count(len(fields), 'beleidsveld', 'beleidsvelden')}. {formats.tally(total)}."
    )
    programmes = [
        body(
            group_row(programme, columns=3),
            *(
                field_row(with_figures[field.policy_field_id], as_known_in)
                if field.policy_field_id in with_figures
                else empty_row(field, reading.years(warehouse, field.policy_field_id, as_known_in), year, as_known_in)
                for field in group
            ),
        )
        for programme, group in groupby(fields, key=lambda field: field.programme)
    ]
    return joined(
        element("p", lead, class_="lead"),
        legend(total),
        table(f"Beleidsvelden in {year}", ("Beleidsveld", "Indicatoren", "Samen"), programmes, class_="fields"),
    )


def summed(fields: Sequence[FieldYear]) -> Tally:
    """Return the tally of all fields together; every indicator belongs to one field, so none counts twice."""
    return verdict.tally(row for field in fields for row in field.rows)


def legend(total: Tally) -> Html:
    """Return what the glyphs mean, for the verdicts that occur; apart from the margin, certainty has no glyph."""
    words = {
        figures.look(found, certainty): figures.verdict_word(found, certainty)
        for found, certainty in sorted(total.by_certainty, key=lambda one: list(Verdict).index(one[0]))
    }
    return items(words.values(), class_="legend")


def field_row(field: FieldYear, as_known_in: str | None) -> Html:
    """Return one policy field: its name, a glyph per indicator and the counts."""
    name = link(
        addresses.policy_field(field.policy_field.policy_field_id, field.year, as_known_in), field.policy_field.title
    )
    glyphs = items((glyph(one, as_known_in) for one in field.rows if one.is_main), class_="glyphs")
    return row(name, glyphs, formats.tally(field.tally))


def empty_row(field: PolicyField, years: Sequence[int], year: int, as_known_in: str | None) -> Html:
    """Return a policy field without anything in this year, leading to the last year that has something."""
    known = f"Niets over {year}, wel over {wording.years(years)}" if years else wording.NOTHING_KNOWN
    latest = years[0] if years else None
    name = link(addresses.policy_field(field.policy_field_id, latest, as_known_in), field.title)
    return row(name, None, element("span", known, class_="absent"))


def glyph(one: IndicatorYear, as_known_in: str | None) -> Html:
    """Return the verdict on one indicator as a glyph that leads to its why; its words are in a name and a title."""
    words = f"{one.indicator.name}: {formats.verdict_word(one.verdict, one.certainty)}"
    if one.certainty:
        words += f"; {wording.CERTAINTY.lower()}: {formats.CERTAINTY_WORDS[one.certainty]}"
    return link(
        addresses.indicator(one.indicator.indicator_id, as_known_in, addresses.why_anchor(one.year)),
        element("span", formats.verdict_glyph(one.verdict, one.certainty), aria_hidden="true"),
        class_=f"glyph {figures.look(one.verdict, one.certainty)}",
        aria_label=words,
        title=words,
    )
