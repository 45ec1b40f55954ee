"""What the answers of a study rest on: every figure, definitions, contradictions, what compares, and later series.

What an analyst needs once stands once: how a number of respondents is known below the table, definitions and the cells
of a contradiction folded under their question.
"""

from collections.abc import Container, Iterable, Mapping
from string import ascii_lowercase

from indicators import formats
from indicators.judged import Contradiction, IndicatorHistory, Sample, StudyRecord
from indicators.language import say, say_counted
from indicators.model import Observation, StudyItem
from ui import addresses, awareness_series, figures, finding_wording, revision_list
from ui import awareness_wording as words
from ui.awareness_series import Comparison, Figures
from ui.markup import (
    Content,
    Html,
    body,
    dutch,
    element,
    facts,
    group_row,
    items,
    joined,
    link,
    row,
    table,
)
from ui.revision_list import Finding

Markers = Mapping[str, str]
"""Marker of every explanation of a number of respondents."""


# Every figure --------------------------------------------------------------------------------------------------------


def figure_table(record: StudyRecord, as_known_in: str | None, caption: str, *roles: str) -> Html:
    """Return every printed figure of the items with one of `roles`, per question, by year; below it how n is known."""
    usual = {
        one.territory.territory_id
        for _, history in awareness_series.histories(record, "question")
        for one in history.observations
    }
    place = "-".join(roles)
    known = explanations(record, roles)
    bodies = [
        body(
            group_row(dutch(item.short_name), len(words.FIGURE_HEADERS)),
            *(figure_row(one, history, usual, as_known_in, known, place) for one in shown),
        )
        for item, history in awareness_series.histories(record, *roles)
        if (shown := printed(history))
    ]
    if not bodies:
        return Html("")
    headers = tuple(say(header) for header in words.FIGURE_HEADERS)
    return joined(table(caption, headers, bodies, class_="study"), how_n_is_known(known, place))


def printed(history: IndicatorHistory) -> list[Observation]:
    """Return the figures of a question that stand in a document, also those that are withheld here."""
    return [one for one in history.observations if one.is_present or one.is_withheld]


def explanations(record: StudyRecord, roles: Iterable[str]) -> Markers:
    """Return how numbers of respondents are known, each once, with its marker."""
    samples = (
        history.samples.get(one.observation_id)
        for _, history in awareness_series.histories(record, *roles)
        for one in printed(history)
    )
    told = dict.fromkeys(sample.explanation for sample in samples if sample and sample.explanation)
    return {explanation: marker(at) for at, explanation in enumerate(told)}


def marker(at: int) -> str:
    """Return a letter, then two: figures and stars are markers of the source."""
    over, letter = divmod(at, len(ascii_lowercase))
    return (ascii_lowercase[over - 1] if over else "") + ascii_lowercase[letter]


def how_n_is_known(known: Markers, place: str) -> Html:
    """Return every explanation of a number of respondents under its marker."""
    if not known:
        return Html("")
    written = (
        element("li", element("span", sign, class_="marker"), element("span", explanation), id=f"n-{place}-{sign}")
        for explanation, sign in known.items()
    )
    return element("details", element("summary", say(words.WHENCE_EACH_N)), element("ul", *written, class_="notes"))


def figure_row(
    one: Observation,
    history: IndicatorHistory,
    usual: Container[str],
    as_known_in: str | None,
    known: Markers,
    place: str,
) -> Html:
    """Return one printed figure with what it is of, how sure it is by itself, and the cell it stands in.

    An area that is not one of the `usual` ones is named.
    """
    provenance, version = one.provenance, one.definition.version
    anchor = addresses.figure_anchor(one.observation_id)
    where = addresses.indicator(one.identity.indicator_id, as_known_in, anchor)
    elsewhere = None if one.territory.territory_id in usual else dutch(one.territory.name)
    measured = figures.measured(one, history.indicator)
    sample = history.samples.get(one.observation_id)
    interval = history.intervals.get(one.observation_id)
    hidden = element("span", say("niet getoond"), class_="absent") if one.is_withheld else None
    return row(
        str(one.period),
        joined(
            figures.figure_link(where, formats.figure(one), None),
            figures.markers(figures.of_the_cell(one.footnotes)),
            figures.aside(formats.kind_word(one.kind)),
        ),
        joined(dutch(measured) if measured else None, figures.aside(elsewhere)),
        hidden or size(sample, known, place),
        hidden
        or (
            formats.interval(interval, "%") if interval else element("span", words.no_interval(sample), class_="absent")
        ),
        link(f"#{definition_anchor(one.identity.indicator_id, version)}", words.version(version)),
        joined(
            hidden or dutch(element("q", provenance.raw.strip())), figures.aside(dutch(formats.place(provenance.place)))
        ),
        joined(
            link(addresses.sources(one.document.document_id, as_known_in), dutch(one.document.title)),
            figures.aside(figures.page(provenance)),
        ),
    )


def size(sample: Sample | None, known: Markers, place: str) -> Content:
    """Return how many people answered behind a figure, with the marker of how that is known."""
    if sample is None:
        return say(words.NO_SAMPLE)
    sign = known.get(sample.explanation)
    return joined(
        formats.sample(sample) or say(words.NO_SAMPLE),
        element("sup", link(f"#n-{place}-{sign}", sign, aria_label=say("Noot {marker}", marker=sign)))
        if sign
        else None,
    )


def later(record: StudyRecord, as_known_in: str | None) -> Html:
    """Return what was measured later in another way; nothing when there is none."""
    shown = figure_table(record, as_known_in, say(words.LATER_FIGURES), "later")
    return joined(element("p", say(words.LATER)), shown) if shown else shown


# Definitions and notes -----------------------------------------------------------------------------------------------


def definitions(record: StudyRecord) -> Html:
    """Return what each question asked, in every wording, of whom, folded; and all notes of the source, once each."""
    histories = list(awareness_series.histories(record, "question", "later", "context"))
    notes = [note for _, history in histories for note in history.footnotes]
    return joined(
        *(definition(item, history) for item, history in histories),
        element("h3", say(words.NOTES_OF_SOURCE)) if notes else None,
        figures.notes(notes),
    )


def definition(item: StudyItem, history: IndicatorHistory) -> Html:
    """Return the name, the wordings and the groups of one question, folded under what the study calls it."""
    bases = {one.base.base_id: one.base for one in history.observations if figures.measured(one, history.indicator)}
    territories = dict.fromkeys(one.territory.name for one in history.observations)
    wordings = say_counted("{n} definitie", "{n} definities", len(history.definitions))
    groups = say_counted("{n} groep", "{n} groepen", len(bases)) if bases else None
    about: list[tuple[str, Content]] = [
        (say(words.NAME_IN_SOURCE), dutch(history.indicator.name)),
        *(
            (
                say("Definitie, versie {number}", number=one.version),
                element(
                    "span",
                    dutch(one.wording),
                    figures.aside(dutch(one.note) if one.note else None),
                    id=definition_anchor(history.indicator.indicator_id, one.version),
                ),
            )
            for one in history.definitions
        ),
        *(
            (say(words.OF_WHOM), joined(dutch(base.name), figures.aside(dutch(base.note) if base.note else None)))
            for base in bases.values()
        ),
        *((say(words.WHERE), dutch(territory)) for territory in territories),
    ]
    summary = joined(dutch(item.short_name), f": {', '.join(filter(None, [wordings, groups]))}")
    return element("details", element("summary", summary), facts(about))


def definition_anchor(indicator_id: str, version: int) -> str:
    """Return the place of one wording of a question."""
    return f"definitie-{indicator_id}-{version}"


# Contradictions ------------------------------------------------------------------------------------------------------


def contradictions(found: Iterable[Contradiction], documents: Mapping[str, Html], as_known_in: str | None) -> Html:
    """Return what does not agree, each as its sentence, with its reckoning and its cells folded below it."""
    return joined(finding(one, documents, as_known_in) for one in revision_list.of((), found))


def finding(one: Finding, documents: Mapping[str, Html], as_known_in: str | None) -> Html:
    """Return one finding; its figures and cells are one click away."""
    anchor, *others = one.anchors
    name = link(addresses.indicator(one.indicator.indicator_id, as_known_in), dutch(one.indicator.name))
    return element(
        "article",
        *(element("span", id=other) for other in others),
        element("h3", name, f", {one.period}"),
        element("p", revision_list.weight(one.severity), " · ", finding_wording.kinds(one.kinds), class_="kind"),
        element("p", one.sentence),
        element(
            "details",
            element("summary", say(words.EVIDENCE)),
            element("p", one.reckoning, class_="reckoning") if one.reckoning else None,
            items(
                (figures.evidence(held, one.indicator, documents, as_known_in) for held in one.evidence),
                class_="evidence",
            ),
        ),
        id=anchor,
        class_="finding",
    )


# What may be compared ------------------------------------------------------------------------------------------------


def comparison_table(record: StudyRecord) -> Html:
    """Return which figures may be compared, then per question which may not, with the reason."""
    found = [(name, ways) for name, ways in awareness_series.comparisons(record) if ways]
    if not found:
        return Html("")
    allowed = [
        joined(dutch(name), f": {listed(one.figures)}", figures.aside(one.reason))
        for name, ways in found
        for one in ways
        if one.is_allowed
    ]
    headers = tuple(say(header) for header in words.COMPARISON_HEADERS)
    bodies = [
        body(group_row(dutch(name), len(headers)), *refusals)
        for name, ways in found
        if (refusals := refused_rows([one for one in ways if not one.is_allowed]))
    ]
    return joined(
        joined(element("p", say(words.SAME)), items(allowed)) if allowed else None,
        table(say(words.COMPARISONS), headers, bodies, class_="comparisons") if bodies else None,
    )


def refused_rows(ways: Iterable[Comparison]) -> list[Html]:
    """Return a row for every reason not to compare; figures with the same reason and the same others share one."""
    same: dict[tuple[Figures | None, str], list[Figures]] = {}
    for one in ways:
        same.setdefault((one.others, one.reason), []).append(one.figures)
    return [
        row("; ".join(map(listed, of)), listed(others or ()) or say(words.ALL_QUESTIONS), reason)
        for (others, reason), of in same.items()
    ]


def listed(shown: Figures) -> str:
    """Return figures with their years: `68% (2017) en 75% (2018)`."""
    return formats.enumeration(f"{formats.figure(one)} ({one.period})" for one in shown)
