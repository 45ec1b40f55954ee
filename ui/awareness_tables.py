"""What the answers of a study rest on: every figure, definitions, contradictions, what compares, and later series."""

from collections.abc import Container

from indicators import formats
from indicators.judged import IndicatorHistory, Sample, StudyRecord
from indicators.model import Observation, StudyItem
from ui import addresses, awareness_series, figures
from ui import awareness_wording as words
from ui.awareness_series import Comparison, Figures
from ui.markup import Content, Html, body, element, facts, group_row, joined, link, outside_link, row, table

FIGURE_HEADERS = (
    "Jaar",
    "Cijfer",
    "Van wie",
    "Van hoeveel mensen, en hoe dat bekend is",
    "Interval",
    "Definitie",
    "Cel, letterlijk",
    "Document en pagina",
)


# Every figure --------------------------------------------------------------------------------------------------------


def figure_table(record: StudyRecord, as_known_in: str | None, caption: str, *roles: str) -> Html:
    """Return every printed figure of the items with one of `roles`, per question, by year."""
    usual = {
        one.territory.territory_id
        for _, history in awareness_series.histories(record, "question")
        for one in history.observations
    }
    bodies = [
        body(
            group_row(item.short_name, len(FIGURE_HEADERS)),
            *(figure_row(one, history, usual, as_known_in) for one in shown),
        )
        for item, history in awareness_series.histories(record, *roles)
        if (shown := [one for one in history.observations if one.is_present])
    ]
    return table(caption, FIGURE_HEADERS, bodies, class_="study") if bodies else Html("")


def figure_row(one: Observation, history: IndicatorHistory, usual: Container[str], as_known_in: str | None) -> Html:
    """Return one printed figure with what it is of, how sure it is by itself, and the cell it stands in.

    An area that is not one of the `usual` ones is named.
    """
    provenance = one.provenance
    anchor = addresses.figure_anchor(one.observation_id)
    where = addresses.indicator(one.identity.indicator_id, as_known_in, anchor)
    page = provenance.page_title
    elsewhere = None if one.territory.territory_id in usual else one.territory.name
    sample = history.samples.get(one.observation_id)
    interval = history.intervals.get(one.observation_id)
    return row(
        str(one.period),
        joined(
            figures.figure_link(where, formats.figure(one), None),
            figures.markers(figures.of_the_cell(one.footnotes)),
            figures.aside(formats.KIND_WORDS[one.kind]),
        ),
        joined(
            figures.measured(one, history.indicator),
            figures.aside(elsewhere),
        ),
        size(sample),
        formats.interval(interval, "%") if interval else element("span", words.no_interval(sample), class_="absent"),
        joined(one.definition.wording, figures.aside(words.version(one.definition.version))),
        joined(element("q", provenance.raw.strip()), figures.aside(formats.place(provenance.place))),
        joined(
            link(addresses.sources(one.document.document_id, as_known_in), one.document.title),
            figures.aside(outside_link(provenance.page_address, page) if provenance.page_address else page),
        ),
    )


def size(sample: Sample | None) -> Content:
    """Return how many people answered behind a figure, and how that is known."""
    if sample is None:
        return words.NO_SAMPLE
    return joined(formats.sample(sample) or words.NO_SAMPLE, figures.aside(sample.explanation))


def later(record: StudyRecord, as_known_in: str | None) -> Html:
    """Return what was measured later in another way; nothing when there is none."""
    shown = figure_table(record, as_known_in, words.LATER_FIGURES, "later")
    return joined(element("p", words.LATER), shown) if shown else shown


# Definitions and notes -----------------------------------------------------------------------------------------------


def definitions(record: StudyRecord) -> Html:
    """Return what each question asked, in every wording, of whom; and all notes of the source, once each."""
    histories = list(awareness_series.histories(record, "question", "later", "context"))
    notes = [note for _, history in histories for note in history.footnotes]
    return joined(
        *(definition(item, history) for item, history in histories),
        element("h3", "Voetnoten van de bron") if notes else None,
        figures.notes(notes),
    )


def definition(item: StudyItem, history: IndicatorHistory) -> Html:
    """Return the name, the wordings and the groups of one question."""
    bases = {one.base.base_id: one.base for one in history.observations if figures.measured(one, history.indicator)}
    territories = dict.fromkeys(one.territory.name for one in history.observations)
    return joined(
        element("h3", item.short_name),
        facts(
            [
                ("Naam in de bron", history.indicator.name),
                *(
                    (f"Definitie, versie {one.version}", joined(one.wording, figures.aside(one.note)))
                    for one in history.definitions
                ),
                *(("Van wie", joined(base.name, figures.aside(base.note))) for base in bases.values()),
                *(("Waar", territory) for territory in territories),
            ]
        ),
    )


# What may be compared ------------------------------------------------------------------------------------------------


def comparison_table(record: StudyRecord) -> Html:
    """Return per question which figures may be compared and which may not, with the reason."""
    headers = ("Cijfers", "Vergelijken met", "Mag dat?", "Waarom")
    bodies = [
        body(group_row(name, len(headers)), *(comparison_row(one) for one in found))
        for name, found in awareness_series.comparisons(record)
        if found
    ]
    return table(words.COMPARISONS, headers, bodies, class_="comparisons") if bodies else Html("")


def comparison_row(one: Comparison) -> Html:
    """Return whether some figures may be compared."""
    others = words.EACH_OTHER if one.others is None else listed(one.others) or words.ALL_QUESTIONS
    answer = ("●✓", "Ja") if one.is_allowed else ("○", "Nee")
    return row(
        listed(one.figures),
        others,
        joined(element("span", answer[0], aria_hidden="true"), f" {answer[1]}"),
        one.reason,
    )


def listed(shown: Figures) -> str:
    """Return figures with their years: `68% (2017) en 75% (2018)`."""
    return formats.enumeration(f"{formats.figure(one)} ({one.period})" for one in shown)
