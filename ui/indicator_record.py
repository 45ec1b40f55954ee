"""Everything known of one indicator, drawn: verdict per year, trend, every publication and where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from indicators import formats, reading, series
from indicators.judged import IndicatorHistory, IndicatorYear, Interval, Sample
from indicators.language import say
from indicators.model import Definition, Document, Indicator, Observation, Target, Territory, Trend, Vintages
from indicators.reading import Warehouse
from ui import addresses, compare_starting, figures, revision_list, source_wording, trend_panels, wording
from ui.markup import (
    Content,
    Html,
    body,
    dutch,
    element,
    facts,
    in_line,
    items,
    joined,
    link,
    notice,
    row,
    row_below,
    section,
    table,
)
from ui.revision_list import Finding

ROWS_BESIDE_A_CHART = 8
COLUMNS_BESIDE_A_CHART = 7

YEAR_COLUMNS = 7

# Places on the page that a sentence above them leads to.
TARGETS, FINDINGS = "streefwaarden", "herzieningen"


class Trends(Protocol):
    """What draws one measure over the years (`charts.trend`)."""

    def figure(self, trend: Trend, intervals: Mapping[int, Interval]) -> dict[str, Any]:
        """Return a Plotly figure; `intervals` are those of shares of a survey, by observation id."""

    def describe(self, trend: Trend, intervals: Mapping[int, Interval], samples: Mapping[int, Sample]) -> str:
        """Return what the figure shows, for who cannot see it."""

    def rows(
        self, trend: Trend, intervals: Mapping[int, Interval], samples: Mapping[int, Sample]
    ) -> list[dict[str, str]]:
        """Return the table beside the figure."""


class Files(Protocol):
    """What writes the figures of an indicator as a file (`exports.figures_csv`)."""

    def indicator_csv(self, history: IndicatorHistory) -> bytes:
        """Return the bytes of the file."""


@dataclass(frozen=True)
class Chart:
    """One trend with its alternative text and its table."""

    heading: Html | None
    """Which of the two figures of a pair it is of; None where there is only one."""
    figure: dict[str, Any]
    alt: str
    table: Html
    is_long: bool
    """Whether the table is so much taller than the chart, or so wide, that it stands below it."""


@dataclass(frozen=True)
class Record:
    """The page of one indicator: what stands above the charts, the charts, a file, and what stands below."""

    name: str
    top: Html
    charts: tuple[Chart, ...]
    csv: bytes | None
    """All figures and targets; None where there are none."""
    csv_name: str
    below: Html
    policy_field_id: str


def drawn(
    warehouse: Warehouse,
    indicator_id: str,
    as_known_in: str | None,
    *,
    marks: figures.Marks,
    trend: Trends,
    files: Files,
) -> Record:
    """Return the page of one indicator; NotFoundError when there is none with this id."""
    history = reading.indicator_history(warehouse, indicator_id, as_known_in)
    documents = reading.documents(warehouse)
    charts = tuple(
        chart(measure, history, trend)
        for measure in series.trends(history)
        if any(segment.points for segment in measure.segments)
    )
    is_known_later = (
        as_known_in is not None
        and not history.observations
        and not history.targets
        and bool(reading.indicator_history(warehouse, indicator_id).years)
    )
    has_figures = bool(history.observations or history.targets)
    return Record(
        name=history.indicator.name,
        top=joined(
            top(history, as_known_in),
            missing(history, as_known_in, has_chart=bool(charts), is_known_later=is_known_later),
        ),
        charts=charts,
        csv=files.indicator_csv(history) if has_figures else None,
        csv_name=f"{indicator_id}{f'-stand-{as_known_in}' if as_known_in else ''}.csv",
        below=below(history, documents, as_known_in, marks),
        policy_field_id=history.policy_field.policy_field_id,
    )


def chart(measure: Trend, history: IndicatorHistory, trend: Trends) -> Chart:
    """Return one trend, drawn, in words and as a table."""
    rows = trend.rows(measure, history.intervals, history.samples)
    told_apart = trend_panels.told_apart_by(measure)
    return Chart(
        element("h2", dutch(told_apart[:1].upper() + told_apart[1:])) if told_apart else None,
        trend.figure(measure, history.intervals),
        trend.describe(measure, history.intervals, history.samples),
        trend_panels.figure_table(measure, rows),
        len(rows) > ROWS_BESIDE_A_CHART or bool(rows and len(rows[0]) > COLUMNS_BESIDE_A_CHART),
    )


# Above the charts ----------------------------------------------------------------------------------------------------


def top(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return name, caveats, what kind of indicator it is, and the verdict on the last year with a result."""
    indicator, field = history.indicator, history.policy_field
    above = joined(
        link(addresses.overview(as_known_in=as_known_in), say(wording.OVERVIEW)),
        " › ",
        link(addresses.policy_field(field.policy_field_id, as_known_in=as_known_in), dutch(field.title)),
    )
    is_redefined = len({definition.comparability_group for definition in history.definitions}) > 1
    latest = latest_result(history)
    return joined(
        element("p", above, class_="above"),
        element("h1", dutch(indicator.name), figures.caveats(indicator, is_redefined)),
        element("p", latest_verdict(latest), class_="lead") if latest else None,
        element("p", evidence_for(latest)) if latest else None,
        facts(kind(indicator), class_="brief"),
        comparing(history, as_known_in),
    )


def comparing(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return the ways to see the indicator beside another one, and its last years beside each other."""
    indicator_id, editions = history.indicator.indicator_id, [as_known_in] if as_known_in else []
    years = sorted({one.year for one in history.years if one.achieved and one.achieved.is_present})
    shown = years[-compare_starting.AT_MOST :]
    ways = [
        link(addresses.comparison([indicator_id], (), (), editions), say("naast een andere indicator")),
        link(
            addresses.comparison([indicator_id], (), shown, editions),
            say("{years} naast elkaar", years=wording.years(shown)),
        )
        if len(shown) > 1
        else None,
    ]
    return element("p", say("Vergelijk deze indicator:"), " ", in_line(ways), class_="compare")


def latest_result(history: IndicatorHistory) -> IndicatorYear | None:
    """Return the last year with something printed as its result; the main measure of that year."""
    return next((year for year in history.years if year.achieved and year.achieved.is_present), None)


def latest_verdict(latest: IndicatorYear) -> Html:
    """Return the last result with its verdict, and why."""
    is_text = latest.achieved is not None and not latest.achieved.is_figure
    result = element("strong", dutch(formats.figure(latest.achieved)) if is_text else formats.figure(latest.achieved))
    of_whom = joined(" (", dutch(latest.measure), ")") if latest.measure else None
    judged = figures.verdict(latest)
    return joined(
        result, of_whom, " ", say("in {year}", year=latest.year), ": ", judged, f". {latest.judgement.reason}"
    )


def evidence_for(latest: IndicatorYear) -> str:
    """Return what the evidence carries of the last result, what changed, and what a next survey could show."""
    words = latest.certainty and formats.certainty_word(latest.certainty)
    certainty = words and f"{say(wording.CERTAINTY)}: {words}"
    said = (certainty, figures.change(latest.change), figures.smallest_change(latest))
    return " ".join(f"{_capital(one.rstrip('.'))}." for one in said if one)


def kind(indicator: Indicator) -> Iterable[tuple[str, Content]]:
    """Return what kind of indicator it is, as names with values."""
    yield say("Eenheid"), formats.indicator_unit(indicator)
    yield say("Richting"), _capital(formats.better_words(indicator.better))
    yield say("Herkomst"), say(source_wording.SOURCE_KINDS[indicator.source_kind])
    if indicator.is_statutory:
        yield say("Status"), _capital(say(wording.STATUTORY))
    if not indicator.is_linked:
        yield say("Koppeling"), wording.not_linked(indicator.suggestions)


def missing(history: IndicatorHistory, as_known_in: str | None, *, has_chart: bool, is_known_later: bool) -> Html:
    """Return what there is not, and a way on; nothing when there is a chart."""
    if has_chart:
        return Html("")
    indicator, field = history.indicator, history.policy_field
    to_field = link(
        addresses.policy_field(field.policy_field_id, as_known_in=as_known_in),
        say("Naar het beleidsveld"),
        " ",
        dutch(field.title),
    )
    if is_known_later:
        said = say("In de documenten tot hier staat niets over deze indicator; in latere wel.")
        ways = [link(addresses.indicator(indicator.indicator_id), say("Alles wat nu bekend is")), to_field]
    elif not history.observations and not history.targets:
        said = say("Van deze indicator is geen cijfer en geen streefwaarde bekend.")
        ways = [to_field, link(addresses.overview(as_known_in=as_known_in), say(wording.TO_OVERVIEW))]
    elif not any(one.is_present for one in history.observations):
        said = say("Van deze indicator is alleen bekend wat is beoogd: geen enkel document geeft een uitkomst.")
        ways = [link(f"#{TARGETS}", say("Naar elke streefwaarde")), to_field] if history.targets else [to_field]
    else:
        return notice(say("Er is geen grafiek: wat is behaald, staat er in woorden en niet in getallen."))
    return joined(notice(said), items(ways, class_="ways"))


# Below the charts ----------------------------------------------------------------------------------------------------


def below(
    history: IndicatorHistory, documents: Sequence[Document], as_known_in: str | None, marks: figures.Marks
) -> Html:
    """Return what stands below the trend: years, findings, every figure and target with its place, and notes."""
    findings = revision_list.of(history.revisions, history.contradictions)
    links = figures.document_links(documents, as_known_in)
    return joined(
        section(say("Per jaar"), year_table(history, findings, as_known_in, marks), id_="per-jaar"),
        section(say("Hetzelfde cijfer elders"), elsewhere(history, as_known_in), id_="elders"),
        section(
            say(wording.REVISIONS_IN_FULL),
            *(revision_list.article(one, links, as_known_in, history.indicator) for one in findings),
            id_=FINDINGS,
        ),
        section(say("Wat er wordt gemeten"), definitions(history, links), id_="definities"),
        section(say("Elk cijfer en waar het staat"), figure_table(history, as_known_in), id_="cijfers"),
        section(say("Elke streefwaarde en waar die staat"), target_table(history, as_known_in), id_=TARGETS),
        section(say("Wat de documenten erover zeggen"), claims(history, links)),
        section(say("Voetnoten"), figures.notes(history.footnotes)),
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
            why = figures.why(one, addresses.why_anchor(year, at))
            written.append(row_below((why, revision_list.folded(about, one, as_known_in)), YEAR_COLUMNS))
    if not written:
        return Html("")
    headers = (
        say("Jaar"),
        say("Beoogd"),
        say("Behaald"),
        say("In beeld"),
        say("Oordeel"),
        say(wording.CERTAINTY),
        say("Van wie en waar"),
    )
    caption = say("{indicator} per jaar", indicator=history.indicator.name)
    return joined(figures.mark_key(history.years), table(caption, headers, [body(*written)], class_="years"))


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
        figures.certainty(one, as_known_in),
        measured_of(one, indicator),
        class_="judged",
    )


def measured_of(one: IndicatorYear | Observation | Target, indicator: Indicator) -> Html:
    """Return what, of whom and where a figure is."""
    return joined(
        figures.in_dutch(figures.measured(one, indicator)), figures.aside(figures.in_dutch(one.territory.name))
    )


def elsewhere(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return what documents print of the same figure for other areas, a year per row beside our own; newest first.

    The figures stand side by side as printed: whether they measure the same thing is for their documents to say.
    """
    by_year: dict[int, dict[str, Observation]] = {}
    areas: dict[str, Territory] = {}
    for one in history.years:
        for figure in (one.achieved, *one.benchmarks):
            if figure is not None and figure.is_present and not figure.territory.is_own:
                areas[figure.territory.territory_id] = figure.territory
                by_year.setdefault(one.year, {}).setdefault(figure.territory.territory_id, figure)
    if not by_year:
        return Html("")
    written = []
    for year, found in by_year.items():
        own = [one.achieved for one in history.years if one.year == year and one.territory.is_own and one.achieved]
        here = (
            joined(figures.figure(own[0], as_known_in, year), figures.aside(dutch(own[0].territory.name)))
            if own
            else None
        )
        there = (figures.figure(found[area], as_known_in, year) if area in found else None for area in areas)
        written.append(row(str(year), here, *there))
    headers = (say("Jaar"), say("Deze gemeente"), *(dutch(area.name) for area in areas.values()))
    caption = say("{indicator}: hetzelfde cijfer elders", indicator=history.indicator.name)
    note = say("Naast elkaar zoals de documenten ze drukken; er is niets omgerekend.")
    return joined(element("p", note, class_="above"), table(caption, headers, [body(*written)], class_="elsewhere"))


def figure_table(history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return every publication of every figure with its cell, oldest year first."""
    written = [
        body(*(figure_row(figure, vintages, history, as_known_in) for figure in vintages.figures))
        for vintages in series.vintages(history.observations)
    ]
    if not written:
        return Html("")
    headers = (
        say("Jaar"),
        say("Wat"),
        say("Cijfer"),
        *map(say, figures.PLACE_HEADERS),
        say("Van wie en waar"),
        say("Definitie"),
    )
    caption = say("{indicator}: elk cijfer en waar het staat", indicator=history.indicator.name)
    return table(caption, headers, written, class_="places")


def figure_row(one: Observation, vintages: Vintages, history: IndicatorHistory, as_known_in: str | None) -> Html:
    """Return one publication of a figure; one that a later edition changed says so."""
    sample, interval = history.samples.get(one.observation_id), history.intervals.get(one.observation_id)
    kind_of_figure = _capital(formats.kind_word(one.kind))
    is_text = one.is_present and not one.is_figure
    return row(
        str(one.period),
        joined(kind_of_figure, " ", figures.chip(say(wording.DIFFERS)) if vintages.is_revised else None),
        joined(
            element("strong", dutch(formats.figure(one)) if is_text else formats.figure(one)),
            figures.markers(one.footnotes),
            figures.aside(formats.sample(sample) if sample else None),
            figures.aside(formats.interval(interval, one.identity.unit) if interval else None),
        ),
        *figures.place(one.provenance, as_known_in),
        measured_of(one, history.indicator),
        version(one.definition),
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
            version(one.definition),
            id_=addresses.target_anchor(one.target_id),
        )
        for one in history.targets
    ]
    if not written:
        return Html("")
    headers = (
        say("Jaar"),
        say("Beoogd"),
        *map(say, figures.PLACE_HEADERS),
        say("Van wie en waar"),
        say("Definitie"),
    )
    caption = say("{indicator}: elke streefwaarde en waar die staat", indicator=history.indicator.name)
    return table(caption, headers, [body(*written)], "places")


def version(one: Definition) -> str:
    """Return under which definition a figure was printed."""
    return say("versie {version}", version=one.version)


def definitions(history: IndicatorHistory, documents: Mapping[str, Html]) -> Html:
    """Return the wordings of what is measured one after the other, and of whom and where it is."""
    measured: list[Observation | Target] = [*history.observations, *history.targets]
    bases = {one.base.base_id: one.base for one in measured if history.indicator.kind in figures.SHARES}
    territories = {one.territory.territory_id: one.territory for one in measured}
    in_order = sorted(history.definitions, key=lambda one: one.version)
    told = [definition(one, in_order[at - 1] if at else None, history, documents) for at, one in enumerate(in_order)]
    return joined(
        element("ol", *(element("li", one) for one in told), class_="definitions") if told else None,
        facts(
            (
                (
                    say("Van wie"),
                    one_or_more(
                        joined(dutch(one.name), figures.aside(figures.in_dutch(one.note))) for one in bases.values()
                    ),
                ),
                (say("Waar"), one_or_more(dutch(f"{one.name} ({one.code})") for one in territories.values())),
            ),
        ),
    )


def one_or_more(told: Iterable[Html]) -> Html:
    """Return one thing as it is, several as a list."""
    known = list(told)
    return known[0] if len(known) == 1 else items(known)


def definition(
    one: Definition, before: Definition | None, history: IndicatorHistory, documents: Mapping[str, Html]
) -> Html:
    """Return one wording: since which document, of which years there are figures, and whether it broke the line."""
    years = sorted({figure.period for figure in history.observations if figure.definition == one and figure.is_figure})
    since = documents.get(one.from_document_id or "")
    said = [
        say("cijfers over {years}", years=wording.years(years)) if years else say("zonder cijfers"),
        None
        if before is None
        else say("te vergelijken met versie {version}", version=before.version)
        if before.comparability_group == one.comparability_group
        else say("niet te vergelijken met versie {version}: daar breekt de lijn", version=before.version),
    ]
    return joined(
        element("strong", _capital(version(one))),
        joined(" ", say("sinds"), " ", since) if since else None,
        ": ",
        dutch(one.wording),
        figures.aside(f"{_capital('; '.join(part for part in said if part))}."),
        figures.aside(figures.in_dutch(one.note)),
    )


def claims(history: IndicatorHistory, documents: Mapping[str, Html]) -> Html:
    """Return what the running text of the documents says about the indicator, in our own words."""
    written = [
        element(
            "li",
            dutch(claim.paraphrase),
            figures.aside(documents[claim.document_id], f", {formats.place(claim.place)}"),
            id=addresses.claim_anchor(claim.claim_id),
        )
        for claim in history.claims
    ]
    return element("ul", *written) if written else Html("")


def cited(warehouse: Warehouse, indicator_id: str, as_known_in: str | None, origin: str) -> Html:
    """Return how to cite an indicator; `origin` is where the reader found the dashboard, see `citation`."""
    history = reading.indicator_history(warehouse, indicator_id, as_known_in)
    told = citation(history, reading.documents(warehouse), as_known_in, origin)
    return section(say("Zo verwijst u ernaar"), told, id_="verwijzen")


def citation(
    history: IndicatorHistory, documents: Sequence[Document], as_known_in: str | None, origin: str = ""
) -> Html:
    """Return a sentence to copy that leads back to the last result: what, where it is printed, and as known when.

    `origin` is the scheme and host before the address; without it the address begins at the first slash.
    """
    latest = latest_result(history)
    if latest is None or latest.achieved is None or not documents:
        return Html("")
    found = latest.achieved.provenance
    edition = next((one for one in documents if one.document_id == as_known_in), documents[-1])
    source = ", ".join(
        part for part in (found.document.publisher, found.document.title, found.page_title, found.page_address) if part
    )
    sentence = say(
        "{indicator}, {year}: {figure}. Bron: {source}. Stand: alle documenten tot en met {edition}; "
        "geraadpleegd via {dashboard}, {address}.",
        indicator=history.indicator.name,
        year=latest.year,
        figure=formats.figure(latest.achieved),
        source=source,
        edition=edition.title,
        dashboard=wording.DASHBOARD,
        address=origin + addresses.indicator(history.indicator.indicator_id, edition.document_id),
    )
    copy = element(
        "button",
        say("Kopieer de verwijzing"),
        type="button",
        class_="copy",
        data_copy=sentence,
        data_copied=say("Gekopieerd"),
        data_refused=say("Kopiëren lukt hier niet; selecteer de tekst"),
    )
    return joined(element("p", sentence, class_="citation"), copy)


def of_field(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> Html:
    """Return the indicators of a policy field, each with the verdict on its last result; for all their pages alike."""
    written = []
    for one in reading.indicator_histories(warehouse, policy_field_id, as_known_in):
        latest = latest_result(one) or next(iter(one.years), None)
        said = joined(figures.verdict(latest), f" · {latest.year}") if latest else joined(say(wording.NOTHING_KNOWN))
        name = link(addresses.indicator(one.indicator.indicator_id, as_known_in), dutch(one.indicator.name))
        written.append(joined(name, figures.aside(said)))
    # One indicator by itself has no others.
    listed = items(written, class_="ways") if len(written) > 1 else None
    return section(say("Alle indicatoren van dit beleidsveld"), listed, id_="andere")


def _capital(words: str) -> str:
    """Return words with a capital, the rest as it is: `Wettelijk verplicht (BBV)`."""
    return words[:1].upper() + words[1:]
