"""One policy field in one year, drawn: title, count, the table of indicators, the notes below it, and all years."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from indicators import formats, reading, series, verdict
from indicators.judged import IndicatorYear, RevisionKind
from indicators.language import say
from indicators.model import Better, PolicyField, Provenance, Semantics
from indicators.reading import Warehouse
from ui import addresses, compare_starting, figures, revision_list, trend_panels, wording
from ui.markup import (
    Html,
    body,
    dutch,
    element,
    group_row,
    in_line,
    items,
    joined,
    link,
    notice,
    row,
    row_below,
    section,
    table,
    unbroken,
)
from ui.revision_list import Finding

COLUMNS = 7

# What the loaders call the table of a figure that stands in a sentence.
RUNNING_TEXT = "tekst"


def drawn(
    warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None, *, marks: figures.Marks
) -> Html:
    """Return the page of a policy field that exists, also for a year of which it printed nothing."""
    field = _field(warehouse, policy_field_id)
    rows = reading.indicator_years(warehouse, policy_field_id, year, as_known_in)
    findings = revision_list.of(
        reading.revisions(warehouse, as_known_in, policy_field_id),
        reading.contradictions(warehouse, as_known_in, policy_field_id),
    )
    title = joined(
        element("p", dutch(field.programme), f" · {year}", class_="above"), element("h1", dutch(field.title))
    )
    if not rows:
        return joined(title, nothing_printed(warehouse, field, year, as_known_in))
    return joined(
        title,
        element("p", unbroken(f"{formats.tally(verdict.tally(rows))}."), class_="lead"),
        comparing(warehouse, policy_field_id, year, as_known_in),
        element("p", to_briefing(policy_field_id, year, as_known_in), class_="compare"),
        no_results(warehouse, field, rows, as_known_in),
        figures.mark_key(rows),
        indicator_table(field, rows, year, as_known_in, findings, marks),
        section(say("Voetnoten"), figures.notes(note for one in rows for note in one.footnotes)),
    )


def over_the_years(
    warehouse: Warehouse, policy_field_id: str, as_known_in: str | None, *, panels: trend_panels.Panels
) -> Html:
    """Return what stands below the year: every indicator of the field over all years, and the field's other names."""
    field = _field(warehouse, policy_field_id)
    histories = reading.indicator_histories(warehouse, policy_field_id, as_known_in)
    drawn_over = [(history, trend) for history in histories for trend in series.trends(history)]
    documents = figures.document_links(reading.documents(warehouse), as_known_in)
    return joined(
        section(
            say("Over de jaren"),
            trend_panels.drawn(drawn_over, as_known_in, panels),
            id_="over-de-jaren",
        ),
        section(say("Dit beleidsveld in de documenten"), names_in_documents(field, documents)),
    )


def comparing(warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None) -> Html:
    """Return the ways to see this year beside something else: budget and accounts, the year before, another field.

    Of a year of which the field is not in both budget and accounts, the last year that it is.
    """
    found = compare_starting.of_field(compare_starting.pairs(warehouse, as_known_in), policy_field_id)
    planned = [pair for pair in found if pair.is_of_one_year]
    pair = next((one for one in planned if one.later.fiscal_year == year), next(iter(planned), None))
    earlier = [one for one in reading.years(warehouse, policy_field_id, as_known_in) if one < year][:1]
    editions = [as_known_in] if as_known_in else []
    ways = [
        link(addresses.comparison((), [policy_field_id], (), pair.ids), pair.words) if pair else None,
        link(
            addresses.comparison((), [policy_field_id], (*earlier, year), editions),
            say("{year} naast {earlier}", year=year, earlier=earlier[0]),
        )
        if earlier
        else None,
        link(
            addresses.comparison((), [policy_field_id], [year], editions),
            say("naast een ander beleidsveld"),
        ),
    ]
    return element("p", say("Vergelijk dit beleidsveld:"), " ", in_line(ways), class_="compare")


def to_briefing(policy_field_id: str, year: int, as_known_in: str | None) -> Html:
    """Return the way to one sheet about this year."""
    return link(addresses.briefing(policy_field_id, year, as_known_in), say("Briefing voor de wethouder, op één blad"))


def _field(warehouse: Warehouse, policy_field_id: str) -> PolicyField:
    return next(field for field in reading.policy_fields(warehouse) if field.policy_field_id == policy_field_id)


def indicator_table(
    field: PolicyField,
    rows: Sequence[IndicatorYear],
    year: int,
    as_known_in: str | None,
    findings: Sequence[Finding],
    marks: figures.Marks,
) -> Html:
    """Return the table: indicator, previous figure, target, result, mark, verdict and what the evidence carries.

    Indicators stand together below the heading that the document prints above them.
    """
    groups: dict[tuple[str, str | None], list[Html]] = {}
    for _, measures in groupby(rows, key=lambda one: one.indicator.indicator_id):
        together = list(measures)
        written = indicator_rows(together, as_known_in, findings, marks)
        groups.setdefault(heading(together), []).append(written)
    return table(
        say("Indicatoren van {field} in {year}", field=field.title, year=year),
        (
            say("Indicator"),
            say("Eerder"),
            say("Beoogd {year}", year=year),
            say("Behaald {year}", year=year),
            say("In beeld"),
            say("Oordeel"),
            say(wording.CERTAINTY),
        ),
        [body(group_row(printed_heading(*found), COLUMNS), *written) for found, written in groups.items()],
        class_="indicators",
    )


def heading(measures: Sequence[IndicatorYear]) -> tuple[str, str | None]:
    """Return the title of the table that an indicator stands in and of its group there; a table before a sentence."""
    places = [place for one in measures if (place := where(one)) is not None]
    place = next((one for one in places if one.table_title != RUNNING_TEXT), places[0])
    return place.table_title, place.row_group


def where(one: IndicatorYear) -> Provenance | None:
    """Return where the figure of a row stands, else its target, else what was expected."""
    printed = one.achieved or one.target or one.forecast
    return printed.provenance if printed else None


def printed_heading(table_title: str, row_group: str | None) -> Html:
    """Return the heading of a group as printed; what stands in no table says so."""
    if table_title == RUNNING_TEXT:
        return joined(say("In de lopende tekst"))
    above = dutch(table_title)
    return joined(above, " · ", dutch(row_group)) if row_group else above


def indicator_rows(
    measures: Sequence[IndicatorYear], as_known_in: str | None, findings: Sequence[Finding], marks: figures.Marks
) -> Html:
    """Return the measures of one indicator; the second and later ones stand below the first, set in.

    Below each is what was wanted, why its verdict is what it is and what does not agree with it. Rows of several areas
    share the axis of their marks.
    """
    # The municipality before and after it grew are two: where both have a row, each says which it is.
    has_territories = len({one.territory.territory_id for one in measures}) > 1
    written = []
    for at, one in enumerate(measures):
        about = [found for found in findings if revision_list.is_about(found, one)]
        says_where = has_territories or not one.territory.is_own
        mark = figures.mark(one, marks, measures)
        written.append(indicator_row(one, as_known_in, about, mark, is_second=at > 0, says_where=says_where))
        # What was wanted of the first goes for the others, unless they have a target of their own.
        aim = figures.aside(wanted(one)) if at == 0 or one.target is not None else None
        below = (aim, figures.why(one), revision_list.folded(about, one, as_known_in))
        written.append(row_below(below, COLUMNS))
    return joined(*written)


def wanted(one: IndicatorYear) -> str:
    """Return in one line what the municipality wanted: `Gewenst: toename; hoger is beter`."""
    target = one.target
    if target is None or target.semantics is Semantics.NOT_PUBLISHED:
        asked = say("niet vermeld")
    else:
        asked = formats.target(target)
    if one.indicator.better is Better.UNKNOWN:
        return say("Gewenst: {target}", target=asked)
    return say("Gewenst: {target}; {direction}", target=asked, direction=formats.better_words(one.indicator.better))


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
        link(addresses.indicator(one.indicator.indicator_id, as_known_in), dutch(one.indicator.name)),
        figures.markers(note for note in one.footnotes if note.attached_to == "indicator"),
        figures.caveats(one.indicator, is_redefined) if not is_second else None,
        revision_list.chips(findings, as_known_in),
        figures.aside(figures.in_dutch(figures.measured(one, one.indicator))),
        figures.aside(dutch(one.territory.name) if says_where else None),
    )
    result = joined(
        figures.figure(one.achieved, as_known_in, not_of_year=one.year),
        items(
            (joined(say("verwacht:"), " ", figures.figure(one.forecast, as_known_in, one.year)),),
            class_="beside",
        )
        if one.forecast
        else None,
        items(
            (
                joined(
                    dutch(other.territory.name),
                    ": ",
                    figures.figure(other, as_known_in, one.year),
                    # It may be of our own territory, and differ from the figure above it
                    figures.aside(dutch(other.document.publisher) if other.document.is_open_data else None),
                )
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
        figures.certainty(one, as_known_in),
        class_="judged second" if is_second else "judged",
    )


def no_results(
    warehouse: Warehouse, field: PolicyField, rows: Iterable[IndicatorYear], as_known_in: str | None
) -> Html:
    """Return that a year has targets and no results at all, with the last year that has; nothing for another year."""
    if any(one.achieved is not None and one.achieved.is_present for one in rows):
        return Html("")
    latest = reading.latest_achieved_year(warehouse, field.policy_field_id, as_known_in)
    if latest is None:
        return notice(say("Van dit beleidsveld is nog geen enkele uitkomst bekend, alleen wat is beoogd."))
    return joined(
        notice(say("Voor dit jaar is nog geen rekening met uitkomsten bekend: hier staat alleen wat is beoogd.")),
        items(
            [
                link(
                    addresses.policy_field(field.policy_field_id, latest, as_known_in),
                    say("Naar {year}, het laatste jaar met uitkomsten", year=latest),
                )
            ],
            class_="ways",
        ),
    )


def nothing_printed(warehouse: Warehouse, field: PolicyField, year: int, as_known_in: str | None) -> Html:
    """Return the sentence for a year without figures, with the years that have them, or another way on."""
    known = reading.years(warehouse, field.policy_field_id, as_known_in)
    if not known:
        return nothing_known(warehouse, field.policy_field_id, as_known_in)
    return joined(
        notice(say("Over {year} is voor {field} niets gepubliceerd. Wel over:", year=year, field=field.title)),
        items(
            [link(addresses.policy_field(field.policy_field_id, one, as_known_in), str(one)) for one in known],
            class_="ways",
        ),
    )


def nothing_known(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> Html:
    """Return the sentence for a policy field without any figures, at all or up to this edition, with ways on."""
    field = _field(warehouse, policy_field_id)
    ways = [
        link(addresses.overview(as_known_in=as_known_in), say("Andere beleidsvelden, in het overzicht")),
        link(addresses.sources(as_known_in=as_known_in), say("De documenten die zijn ingelezen")),
    ]
    if as_known_in is not None and reading.years(warehouse, field.policy_field_id):
        said = say("In de documenten tot hier staat niets over {field}; in latere wel.", field=field.title)
        ways.insert(0, link(addresses.policy_field(field.policy_field_id), say("Alles wat nu bekend is")))
    else:
        said = say("Van {field} is geen cijfer en geen streefwaarde bekend.", field=field.title)
    return joined(notice(said), items(ways, class_="ways"))


def names_in_documents(field: PolicyField, documents: Mapping[str, Html]) -> Html:
    """Return under which code and title each document has the field."""
    return items(
        (
            joined(
                documents[code.document_id],
                ": ",
                dutch(f"{code.code} {code.title}".lstrip("- ")),  # a field without a code has a dash for one
            )
            for code in field.codes
        ),
        class_="ways",
    )
