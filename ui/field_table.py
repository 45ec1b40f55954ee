"""One policy field in one year, drawn: title, count, the table of indicators and the notes below it."""

from collections.abc import Sequence
from itertools import groupby

from indicators import formats, reading, verdict
from indicators.judged import IndicatorYear
from indicators.model import PolicyField
from indicators.reading import Warehouse
from ui import addresses, figures, wording
from ui.markup import Html, body, element, items, joined, link, notice, row, section, table


def drawn(
    warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None, *, marks: figures.Marks
) -> Html:
    """Return the page of a policy field that exists, also for a year of which it printed nothing."""
    field = next(field for field in reading.policy_fields(warehouse) if field.policy_field_id == policy_field_id)
    rows = reading.indicator_years(warehouse, policy_field_id, year, as_known_in)
    title = joined(element("p", f"{field.programme} · {year}", class_="above"), element("h1", field.title))
    if not rows:
        return joined(title, nothing_printed(warehouse, field, year, as_known_in))
    return joined(
        title,
        element("p", f"{formats.tally(verdict.tally(rows))}.", class_="lead"),
        indicator_table(field, rows, year, as_known_in, marks),
        section("Voetnoten", figures.notes(note for one in rows for note in one.footnotes)),
        section(
            "Dit beleidsveld in de documenten",
            names_in_documents(
                field, {document.document_id: document.title for document in reading.documents(warehouse)}
            ),
        ),
    )


def indicator_table(
    field: PolicyField, rows: Sequence[IndicatorYear], year: int, as_known_in: str | None, marks: figures.Marks
) -> Html:
    """Return the table: indicator, previous figure, target, result, mark and verdict."""
    return table(
        f"Indicatoren van {field.title} in {year}",
        ("Indicator", "Eerder", f"Beoogd {year}", f"Behaald {year}", "In beeld", "Oordeel"),
        [
            indicator_rows(list(measures), as_known_in, marks)
            for _, measures in groupby(rows, key=lambda one: one.indicator.indicator_id)
        ],
        class_="indicators",
    )


def indicator_rows(measures: Sequence[IndicatorYear], as_known_in: str | None, marks: figures.Marks) -> Html:
    """Return the measures of one indicator; the second and later ones stand below the first, set in."""
    # The municipality before and after it grew are two: where both have a row, each says which it is.
    has_territories = len({one.territory.territory_id for one in measures}) > 1
    return body(
        *(
            indicator_row(
                one, as_known_in, marks, is_second=at > 0, says_where=has_territories or not one.territory.is_own
            )
            for at, one in enumerate(measures)
        )
    )


def indicator_row(
    one: IndicatorYear, as_known_in: str | None, marks: figures.Marks, *, is_second: bool, says_where: bool
) -> Html:
    """Return one measure of an indicator."""
    name = joined(
        link(addresses.indicator(one.indicator.indicator_id, as_known_in), one.indicator.name),
        figures.markers(note for note in one.footnotes if note.attached_to == "indicator"),
        figures.caveats(one.indicator, is_redefined=one.definition.version > 1) if not is_second else None,
        figures.aside(figures.measured(one, one.indicator)),
        figures.aside(one.territory.name if says_where else None),
    )
    result = joined(
        figures.figure(one.achieved, as_known_in, not_of_year=one.year),
        items((joined("verwacht: ", figures.figure(one.forecast, as_known_in, one.year)),), class_="beside")
        if one.forecast
        else None,
        items(
            (
                joined(other.territory.name, ": ", figures.figure(other, as_known_in, one.year))
                for other in one.benchmarks
            ),
            class_="beside",
        ),
    )
    judgement = joined(figures.verdict(one.verdict), figures.aside(one.judgement.reason))
    return row(
        name,
        figures.figure(one.previous, as_known_in, not_of_year=one.year) if one.previous else None,
        figures.target(one.target, as_known_in),
        result,
        figures.mark(one, marks),
        judgement,
        class_="second" if is_second else None,
    )


def nothing_printed(warehouse: Warehouse, field: PolicyField, year: int, as_known_in: str | None) -> Html:
    """Return the sentence for a year without figures, with the years that have them."""
    known = reading.years(warehouse, field.policy_field_id, as_known_in)
    ways_on = [link(addresses.policy_field(field.policy_field_id, other, as_known_in), str(other)) for other in known]
    if not ways_on:
        return notice(f"{wording.NOTHING_KNOWN} voor {field.title}.")
    return joined(
        notice(f"Over {year} is voor {field.title} niets gepubliceerd. Wel over:"), items(ways_on, class_="ways")
    )


def names_in_documents(field: PolicyField, titles: dict[str, str]) -> Html:
    """Return under which code and title each document has the field."""
    return items(
        (
            joined(
                link(addresses.sources(code.document_id), titles[code.document_id]),
                f": {f'{code.code} {code.title}'.lstrip('- ')}",  # a field without a code has a dash for one
            )
            for code in field.codes
        ),
        class_="ways",
    )
