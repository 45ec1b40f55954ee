"""One policy field in one year, drawn: title, count, the table of indicators and the notes below it."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from indicators import formats, reading, verdict
from indicators.judged import IndicatorYear, RevisionKind
from indicators.model import PolicyField
from indicators.reading import Warehouse
from ui import addresses, figures, revision_list, wording
from ui.markup import Html, body, element, items, joined, link, notice, row, row_below, section, table
from ui.revision_list import Finding


def drawn(
    warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None, *, marks: figures.Marks
) -> Html:
    """Return the page of a policy field that exists, also for a year of which it printed nothing."""
    field = next(field for field in reading.policy_fields(warehouse) if field.policy_field_id == policy_field_id)
    rows = reading.indicator_years(warehouse, policy_field_id, year, as_known_in)
    findings = revision_list.of(
        reading.revisions(warehouse, as_known_in, policy_field_id),
        reading.contradictions(warehouse, as_known_in, policy_field_id),
    )
    title = joined(element("p", f"{field.programme} · {year}", class_="above"), element("h1", field.title))
    if not rows:
        return joined(title, nothing_printed(warehouse, field, year, as_known_in))
    return joined(
        title,
        element("p", f"{formats.tally(verdict.tally(rows))}.", class_="lead"),
        indicator_table(field, rows, year, as_known_in, findings, marks),
        section("Voetnoten", figures.notes(note for one in rows for note in one.footnotes)),
        section(
            "Dit beleidsveld in de documenten",
            names_in_documents(field, figures.document_links(reading.documents(warehouse), as_known_in)),
        ),
    )


def indicator_table(
    field: PolicyField,
    rows: Sequence[IndicatorYear],
    year: int,
    as_known_in: str | None,
    findings: Sequence[Finding],
    marks: figures.Marks,
) -> Html:
    """Return the table: indicator, previous figure, target, result, mark, verdict and what the evidence carries."""
    return table(
        f"Indicatoren van {field.title} in {year}",
        ("Indicator", "Eerder", f"Beoogd {year}", f"Behaald {year}", "In beeld", "Oordeel", wording.CERTAINTY),
        [
            indicator_rows(list(measures), as_known_in, findings, marks)
            for _, measures in groupby(rows, key=lambda one: one.indicator.indicator_id)
        ],
        class_="indicators",
    )


def indicator_rows(
    measures: Sequence[IndicatorYear], as_known_in: str | None, findings: Sequence[Finding], marks: figures.Marks
) -> Html:
    """Return the measures of one indicator; the second and later ones stand below the first, set in.

    Below each is why its verdict is what it is. Rows of several areas share the axis of their marks.
    """
    # The municipality before and after it grew are two: where both have a row, each says which it is.
    has_territories = len({one.territory.territory_id for one in measures}) > 1
    return body(
        *(
            joined(
                indicator_row(
                    one,
                    as_known_in,
                    [found for found in findings if revision_list.is_about(found, one)],
                    figures.mark(one, marks, measures),
                    is_second=at > 0,
                    says_where=has_territories or not one.territory.is_own,
                ),
                row_below(figures.why(one), columns=7),
            )
            for at, one in enumerate(measures)
        )
    )


def indicator_row(
    one: IndicatorYear,
    as_known_in: str | None,
    findings: Sequence[Finding],
    mark: Html,
    *,
    is_second: bool,
    says_where: bool,
) -> Html:
    """Return one measure of an indicator, with what the page of revisions and contradictions has on it."""
    is_redefined = one.definition.version > 1 and not any(
        found.revision is RevisionKind.REDEFINITION for found in findings
    )
    name = joined(
        link(addresses.indicator(one.indicator.indicator_id, as_known_in), one.indicator.name),
        figures.markers(note for note in one.footnotes if note.attached_to == "indicator"),
        figures.caveats(one.indicator, is_redefined) if not is_second else None,
        revision_list.chips(findings, as_known_in),
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
    return row(
        name,
        figures.figure(one.previous, as_known_in, not_of_year=one.year) if one.previous else None,
        figures.target(one.target, as_known_in),
        result,
        mark,
        figures.verdict(one),
        figures.certainty(one),
        class_="judged second" if is_second else "judged",
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


def names_in_documents(field: PolicyField, documents: Mapping[str, Html]) -> Html:
    """Return under which code and title each document has the field."""
    return items(
        (
            joined(
                documents[code.document_id],
                f": {f'{code.code} {code.title}'.lstrip('- ')}",  # a field without a code has a dash for one
            )
            for code in field.codes
        ),
        class_="ways",
    )
