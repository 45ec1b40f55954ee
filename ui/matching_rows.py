"""The indicators of a year that remain after choosing among the facets: one row each, from every field."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import reading
from indicators.judged import IndicatorYear
from indicators.language import say
from indicators.model import Footnote, PolicyField
from indicators.reading import Warehouse
from ui import addresses, facets, figures, revision_list, wording
from ui import overview_wording as words
from ui.facets import Chosen, Tags
from ui.markup import Html, body, dutch, element, items, joined, link, notice, row, section, table


@dataclass(frozen=True)
class Listed:
    """One indicator of a year: by what it can be picked out, and its row as it is drawn."""

    tags: Tags
    drawn: Html
    notes: tuple[Footnote, ...]
    """Of the cells that are shown."""


def listed(warehouse: Warehouse, year: int, as_known_in: str | None) -> tuple[Listed, ...]:
    """Return the indicators of a year in programme order, each with the one measure that counts."""
    findings = revision_list.of(
        reading.revisions(warehouse, as_known_in), reading.contradictions(warehouse, as_known_in)
    )
    found = []
    for field in reading.overview(warehouse, year, as_known_in):
        for one in field.rows:
            if one.is_main:
                of_it = [finding for finding in findings if revision_list.is_about(finding, one)]
                drawn_row = matching_row(one, field.policy_field, as_known_in)
                found.append(Listed(facets.tags(one, of_it), drawn_row, notes_shown(one)))
    return tuple(found)


def matching_row(one: IndicatorYear, field: PolicyField, as_known_in: str | None) -> Html:
    """Return one indicator: name, field, result, target, verdict and what the evidence carries."""
    name = link(
        addresses.indicator(one.indicator.indicator_id, as_known_in, addresses.why_anchor(one.year)),
        dutch(one.indicator.name),
    )
    return row(
        joined(name, figures.aside(dutch(measured) if (measured := figures.measured(one, one.indicator)) else None)),
        link(addresses.policy_field(field.policy_field_id, one.year, as_known_in), dutch(field.title)),
        figures.target(one.target, as_known_in),
        figures.figure(one.achieved, as_known_in, not_of_year=one.year),
        figures.verdict(one),
        figures.certainty(one, as_known_in),
    )


def notes_shown(one: IndicatorYear) -> tuple[Footnote, ...]:
    """Return the notes whose markers stand in the cells of a row."""
    cells = [cell for cell in (one.target, one.achieved) if cell is not None]
    return tuple(note for cell in cells for note in figures.of_the_cell(cell.footnotes))


def drawn(known: Sequence[Listed], chosen: Chosen, year: int, as_known_in: str | None) -> Html:
    """Return how many indicators remain of how many, by what, and their rows; a way back to all of them."""
    remaining = [one for one in known if facets.remains(one.tags, chosen)]
    counted = say(words.COUNTED, shown=len(remaining), known=len(known))
    by = [
        say(words.BY_FACET, facet=say(facet.label), values=_either(facet, chosen))
        for facet in facets.FACETS
        if facet.name in chosen
    ]
    way_back = items([link(addresses.overview(year, as_known_in), say(words.ALL_INDICATORS))], class_="ways")
    lead = joined(
        element("p", say(words.REMAINING, counted=counted, year=year), class_="lead", role="status"),
        items(by, class_="beside"),
        way_back,
    )
    if not remaining:
        return joined(lead, notice(say(words.NONE_REMAINS)))
    headers = (
        say(wording.INDICATOR),
        say(wording.POLICY_FIELD),
        say(words.PLANNED, year=year),
        say(words.ACHIEVED, year=year),
        say(words.VERDICT),
        say(wording.CERTAINTY),
    )
    caption = say(words.MATCHES, counted=counted, year=year)
    return joined(
        lead,
        table(caption, headers, [body(one.drawn for one in remaining)], class_="matches"),
        section(say(words.NOTES), figures.notes(note for one in remaining for note in one.notes)),
    )


def _either(facet: facets.Facet, chosen: Chosen) -> str:
    """Return the values that were asked of a facet: `Behaald of Niet behaald`."""
    return say(words.OR).join(say(word) for value, word in facet.values.items() if value in chosen[facet.name])
