"""Everything known of one indicator, drawn: verdict per year, trend, every publication and where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from indicators import formats, reading, series
from indicators.judged import IndicatorHistory, IndicatorYear, Interval
from indicators.model import Document, Indicator, Observation, Target, Trend, Vintages
from indicators.reading import Warehouse
from ui import addresses, figures, revision_list, wording
from ui.markup import Content, Html, body, element, facts, joined, link, row, row_below, section, table
from ui.revision_list import Finding

ROWS_BESIDE_A_CHART = 8


class Trends(Protocol):
    """What draws one measure over the years (`charts.trend`)."""

    def figure(self, trend: Trend, intervals: Mapping[int, Interval]) -> dict[str, Any]:
        """Return a Plotly figure; `intervals` are those of shares of a survey, by observation id."""

    def describe(self, trend: Trend) -> str:
        """Return what the figure shows, for who cannot see it."""

    def rows(self, trend: Trend) -> list[dict[str, str]]:
        """Return the table beside the figure."""


@dataclass(frozen=True)
class Chart:
    """One trend with its alternative text and its table."""

    heading: Html | None
    """Which of the two figures of a pair it is of; None where there is only one."""
    figure: dict[str, Any]
    alt: str
    table: Html
    is_long: bool
    """Whether the table is so much taller than the chart that it stands below it."""


@dataclass(frozen=True)
class Record:
    """The page of one indicator: what stands above the charts, the charts, and what stands below."""

    name: str
    top: Html
    charts: tuple[Chart, ...]
    below: Html


def drawn(
    warehouse: Warehouse, indicator_id: str, as_known_in: str | None, *, marks: figures.Marks, trend: Trends
) -> Record:
    """Return the page of one indicator; NotFoundError when there is none with this id."""
    history = reading.indicator_history(warehouse, indicator_id, as_known_in)
    documents = reading.documents(warehouse)
    charts = tuple(
        chart(measure, history, trend)
        for measure in series.trends(history)
        if any(segment.points for segment in measure.segments)
    )
    return Record(
        history.indicator.name, top(history, as_known_in), charts, below(history, documents, as_known_in, marks)
    )


def chart(measure: Trend, history: IndicatorHistory, trend: Trends) -> Chart:
    """Return one trend, drawn, in words and as a table."""
    rows = trend.rows(measure)
    told_apart = told_apart_by(measure)
    return Chart(
        element("h2", told_apart[:1].upper() + told_apart[1:]) if told_apart else None,
        trend.figure(measure, history.intervals),
        trend.describe(measure),
        trend_table(measure, rows),
        len(rows) > ROWS_BESIDE_A_CHART,
    )


def told_apart_by(measure: Trend) -> str | None:
    """Return what tells one figure of a pair from the other (`van alle bewoners`): their charts bear the same name."""
    if not measure.part:
        return None
    points = [point for segment in measure.segments for point in segment.points]
    return next((point.measure or point.base.name for point in points), None)


def top(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return name, caveats, what kind of indicator it is, and the verdict on every year."""
    indicator, field = history.indicator, history.policy_field
    above = joined(
        link(addresses.overview(as_known_in=as_known_in), wording.OVERVIEW),
        " › ",
        link(addresses.policy_field(field.policy_field_id, as_known_in=as_known_in), field.title),
    )
    is_redefined = len({definition.comparability_group for definition in history.definitions}) > 1
    latest = next((year for year in history.years if year.achieved and year.achieved.is_present), None)
    return joined(
        element("p", above, class_="above"),
        element("h1", indicator.name, figures.caveats(indicator, is_redefined)),
        element("p", latest_verdict(latest), class_="lead") if latest else None,
        element("p", evidence_for(latest)) if latest else None,
        facts(kind(indicator), class_="brief"),
    )


def latest_verdict(latest: IndicatorYear) -> Html:
    """Return the last result with its verdict, and why."""
    result = element("strong", formats.figure(latest.achieved))
    of_whom = f" ({latest.measure})" if latest.measure else ""
    judged = figures.verdict(latest)
    return joined(result, f"{of_whom} in {latest.year}: ", judged, f". {latest.judgement.reason}")


def evidence_for(latest: IndicatorYear) -> str:
    """Return what the evidence carries of the last result, what changed, and what a next survey could show."""
    certainty = latest.certainty and f"{wording.CERTAINTY}: {formats.CERTAINTY_WORDS[latest.certainty]}"
    said = (certainty, figures.change(latest.change), figures.smallest_change(latest))
    return " ".join(f"{one.rstrip('.')}." for one in said if one)


def kind(indicator: Indicator) -> Iterable[tuple[str, Content]]:
    """Return what kind of indicator it is, as names with values."""
    yield "Eenheid", formats.indicator_unit(indicator)
    yield "Richting", formats.BETTER_WORDS[indicator.better].capitalize()
    yield "Herkomst", wording.SOURCE_KINDS[indicator.source_kind]
    if indicator.is_statutory:
        yield "Status", wording.STATUTORY
    if not indicator.is_linked:
        yield "Koppeling", wording.not_linked(indicator.suggestions)


def trend_table(measure: Trend, rows: list[dict[str, str]]) -> Html:
    """Return the table beside a trend."""
    if not rows:
        return Html("")
    told_apart = told_apart_by(measure)
    named = f"{measure.indicator.name}, {told_apart}" if told_apart else measure.indicator.name
    return table(
        f"{named}: de cijfers bij de grafiek",
        list(rows[0]),
        [body(*(row(*one.values()) for one in rows))],
        class_="trend",
    )


def below(
    history: IndicatorHistory, documents: Iterable[Document], as_known_in: str | None, marks: figures.Marks
) -> Html:
    """Return what stands below the trend: years, findings, every figure and target with its place, and notes."""
    findings = revision_list.of(history.revisions, history.contradictions)
    links = figures.document_links(documents, as_known_in)
    return joined(
        section("Per jaar", year_table(history, findings, as_known_in, marks), id_="per-jaar"),
        section(
            wording.REVISIONS_IN_FULL,
            *(revision_list.article(one, links, as_known_in, history.indicator) for one in findings),
            id_="herzieningen",
        ),
        section("Elk cijfer en waar het staat", figure_table(history, as_known_in), id_="cijfers"),
        section("Elke streefwaarde en waar die staat", target_table(history, as_known_in), id_="streefwaarden"),
        section("Wat er wordt gemeten", definitions(history), id_="definities"),
        section("Wat de documenten erover zeggen", claims(history, links)),
        section("Voetnoten", figures.notes(history.footnotes)),
    )


def year_table(
    history: IndicatorHistory, findings: Sequence[Finding], as_known_in: str | None, marks: figures.Marks
) -> Html:
    """Return the verdict on every year and measure with its why, newest first; areas of one year share an axis."""
    written = []
    for year, measures in groupby(history.years, key=lambda one: one.year):
        together = list(measures)
        for at, one in enumerate(together):
            about = [found for found in findings if revision_list.is_about(found, one)]
            written.append(year_row(one, about, as_known_in, figures.mark(one, marks, together), history.indicator))
            written.append(row_below(figures.why(one, addresses.why_anchor(year, at)), columns=7))
    if not written:
        return Html("")
    headers = ("Jaar", "Beoogd", "Behaald", "In beeld", "Oordeel", wording.CERTAINTY, "Van wie en waar")
    return table(f"{history.indicator.name} per jaar", headers, [body(*written)], class_="years")


def year_row(
    one: IndicatorYear, findings: Sequence[Finding], as_known_in: str | None, mark: Html, indicator: Indicator
) -> Html:
    """Return one measure in one year, with what does not agree with it."""
    return row(
        joined(str(one.year), revision_list.chips(findings, as_known_in)),
        figures.target(one.target, as_known_in),
        figures.figure(one.achieved, as_known_in, not_of_year=one.year),
        mark,
        figures.verdict(one),
        figures.certainty(one),
        measured_of(one, indicator),
        class_="judged",
    )


def measured_of(one: IndicatorYear | Observation | Target, indicator: Indicator) -> Html:
    """Return what, of whom and where a figure is."""
    return joined(figures.measured(one, indicator), figures.aside(one.territory.name))


def figure_table(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return every publication of every figure with its cell, oldest year first."""
    written = [
        body(*(figure_row(figure, vintages, history, as_known_in) for figure in vintages.figures))
        for vintages in series.vintages(history.observations)
    ]
    if not written:
        return Html("")
    headers = ("Jaar", "Wat", "Cijfer", *figures.PLACE_HEADERS, "Van wie en waar", "Definitie")
    return table(f"{history.indicator.name}: elk cijfer en waar het staat", headers, written, class_="places")


def figure_row(one: Observation, vintages: Vintages, history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return one publication of a figure; one that a later edition changed says so."""
    sample, interval = history.samples.get(one.observation_id), history.intervals.get(one.observation_id)
    kind_of_figure = formats.KIND_WORDS[one.kind].capitalize()
    return row(
        str(one.period),
        joined(kind_of_figure, " ", figures.chip(wording.DIFFERS) if vintages.is_revised else None),
        joined(
            element("strong", formats.figure(one)),
            figures.markers(one.footnotes),
            figures.aside(formats.sample(sample) if sample else None),
            figures.aside(formats.interval(interval, one.identity.unit) if interval else None),
        ),
        *figures.place(one.provenance, as_known_in),
        measured_of(one, history.indicator),
        version(one),
        id_=addresses.figure_anchor(one.observation_id),
    )


def target_table(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return every publication of every target with its cell, oldest year first."""
    written = [
        row(
            str(one.period),
            joined(element("strong", formats.target(one)), figures.markers(one.footnotes)),
            *figures.place(one.provenance, as_known_in),
            measured_of(one, history.indicator),
            version(one),
            id_=addresses.target_anchor(one.target_id),
        )
        for one in history.targets
    ]
    if not written:
        return Html("")
    headers = ("Jaar", "Beoogd", *figures.PLACE_HEADERS, "Van wie en waar", "Definitie")
    return table(f"{history.indicator.name}: elke streefwaarde en waar die staat", headers, [body(*written)], "places")


def version(one: Observation | Target) -> str:
    """Return under which definition a figure was printed."""
    return f"versie {one.definition.version}"


def definitions(history: IndicatorHistory) -> Html:
    """Return the wordings of what is measured, of whom and where."""
    measured: list[Observation | Target] = [*history.observations, *history.targets]
    bases = {one.base.base_id: one.base for one in measured if history.indicator.kind in figures.SHARES}
    territories = {one.territory.territory_id: one.territory for one in measured}
    return facts(
        [
            *(
                (f"Definitie, versie {one.version}", joined(one.wording, figures.aside(one.note)))
                for one in history.definitions
            ),
            *(("Van wie", joined(base.name, figures.aside(base.note))) for base in bases.values()),
            *(("Waar", f"{territory.name} ({territory.code})") for territory in territories.values()),
        ]
    )


def claims(history: IndicatorHistory, documents: Mapping[str, Html]) -> Html:
    """Return what the running text of the documents says about the indicator, in our own words."""
    written = [
        element(
            "li",
            claim.paraphrase,
            figures.aside(documents[claim.document_id], f", {formats.place(claim.place)}"),
            id=addresses.claim_anchor(claim.claim_id),
        )
        for claim in history.claims
    ]
    return element("ul", *written) if written else Html("")
