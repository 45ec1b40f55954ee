"""Whether the series of a study really changed: the answer in a minute, what tips it, and the test of every change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators import formats, uncertainty
from indicators.judged import Certainty, Change, Scenario, StudyRecord
from indicators.language import say
from indicators.model import SurveyWave
from ui import addresses, awareness_series, figures, wording
from ui import awareness_wording as words
from ui.awareness_series import Answer
from ui.markup import Content, Html, body, dutch, element, items, joined, link, row, table, unbroken


def answer_in_a_minute(record: StudyRecord, answers: Sequence[Answer], as_known_in: str | None) -> Html:
    """Return the lead, on what it rests, and one row per series."""
    return joined(
        element("p", unbroken(lead(answers)), class_="lead"),
        element("div", assumed(record), class_="notice"),
        answer_table(answers, as_known_in),
        element("p", say(words.NOT_SHOWN_IS_NOT_STABLE), class_="aside"),
    )


def lead(answers: Sequence[Answer]) -> Html:
    """Return how many series really changed and which, then what is known of the others."""
    found = [(answer, answer.change) for answer in answers if answer.change is not None]
    counts = Counter(change.certainty for _, change in found)
    shown = [
        words.in_sentence(answer.question, answer.measure, size(change))
        for answer, change in found
        if change.certainty is Certainty.DEMONSTRATED
    ]
    return joined(
        words.changed(shown, len(answers)),
        *(
            f" {say(outcome, count=words.how_many(counts[certainty]))}"
            for certainty, outcome in words.OUTCOMES.items()
            if counts[certainty]
        ),
    )


def assumed(record: StudyRecord) -> Html:
    """Return on how many people a year, which design effect and which confidence every answer rests."""
    chosen = record.assumptions
    waves = list(waves_of(record))
    numbers: dict[str, list[str]] = {}
    for wave in waves:
        numbers.setdefault(words.number_in(wave.n, wave.n_source), []).append(str(wave.year))
    n = "; ".join(words.in_years(number, years) for number, years in numbers.items())
    is_assumed = any(wave.n_source == "assumed" for wave in waves)
    notes = dict.fromkeys(wave.note for wave in waves if wave.note and chosen.n_per_wave is None)
    return joined(
        element("strong", words.basis(is_assumed=is_assumed, is_chosen=chosen.n_per_wave is not None)),
        f" {n or say(words.NO_WAVES)}. ",
        words.reckoned(chosen.design_effect, chosen.confidence),
        element("details", element("summary", say(words.WHENCE_N)), items(dutch(note) for note in notes))
        if notes
        else None,
    )


def waves_of(record: StudyRecord) -> Iterable[SurveyWave]:
    """Return the waves that the questions rest on, in the years of the study."""
    asked = {
        one.identity.method
        for _, history in awareness_series.histories(record, "question")
        for one in history.observations
    }
    return (wave for wave in record.waves if wave.survey in asked and awareness_series.within(record, wave.year))


def answer_table(answers: Sequence[Answer], as_known_in: str | None) -> Html:
    """Return one row per series: figures, whether they really changed, target, and both judgements."""
    headers = tuple(say(header) for header in words.ANSWER_HEADERS)
    return table(say(words.ANSWERS), headers, [body(*(answer_row(one, as_known_in) for one in answers))], "minute")


def answer_row(answer: Answer, as_known_in: str | None) -> Html:
    """Return the answer on one series."""
    found = answer.row
    return row(
        joined(
            link(addresses.indicator(found.indicator.indicator_id, as_known_in), dutch(answer.name)),
            figures.aside(dutch(found.base.name) if answer.measure is None else None),
        ),
        joined(
            element("span", " → ".join(formats.figure(one) for one in answer.course), class_="course"),
            figures.aside(" → ".join(str(one.period) for one in answer.course)),
        ),
        happened(answer),
        figures.target(found.target, as_known_in)
        if found.target
        else element("span", say(words.NO_TARGET), class_="absent"),
        figures.verdict(found),
        sureness(answer, as_known_in),
    )


def happened(answer: Answer) -> Content:
    """Return the fixed phrase of the last change with its size and interval, and what changed since the first year."""
    change, whole = answer.change, answer.whole
    if change is None:
        return element("span", say(words.NOTHING_BEFORE), class_="absent")
    otherwise = f": {whole.phrase}" if whole and whole.phrase != change.phrase else ""
    return joined(
        element("strong", words.capital(change.phrase), class_=f"phrase {change.certainty}"),
        figures.aside(words.since(formats.changed(change), change.earlier.period if whole else None)),
        figures.aside(words.since(formats.changed(whole), whole.earlier.period), otherwise) if whole else None,
    )


def size(change: Change) -> str:
    """Return a change without its interval: `+7 procentpunt`, `gelijk`."""
    return formats.changed(replace(change, interval=None))


def sureness(answer: Answer, as_known_in: str | None) -> Html:
    """Return what the evidence carries, whether another design effect would say otherwise, and the way to why."""
    found = answer.row
    certainty = found.assessment.certainty
    is_sensitive = found.assessment.is_sensitive or (answer.change is not None and answer.change.is_sensitive)
    place = addresses.why_anchor(found.year, answer.position)
    why = addresses.indicator(found.indicator.indicator_id, as_known_in, place)
    return joined(
        words.capital(say(formats.CERTAINTY_WORDS[certainty] if certainty else words.NOTHING_TO_BE_SURE_OF)),
        joined(" ", figures.chip(say(wording.SENSITIVE))) if is_sensitive else None,
        figures.aside(link(why, say(words.WHY), aria_label=f"{say(words.WHY)}: {answer.name}")),
    )


# What tips -----------------------------------------------------------------------------------------------------------


def tipping(answers: Sequence[Answer], standard: Sequence[Answer] | None) -> Html:
    """Return which answers differ from those under the standard assumptions, and where each would tip.

    `standard` is None when these are the standard assumptions.
    """
    usual = {answer.row.identity: answer.change for answer in standard or ()}
    tipped = [
        words.tipped(answer.name, before.phrase, answer.change.phrase)
        for answer in answers
        if answer.change and (before := usual.get(answer.row.identity)) and before.phrase != answer.change.phrase
    ]
    sensitive = [answer.name for answer in answers if answer.change and answer.change.is_sensitive]
    return joined(
        element("p", say(words.STANDARD) if standard is None else words.what_tips(len(tipped), len(answers))),
        items(tipped),
        element("p", words.sensitive(sensitive)),
        tipping_table(answers),
        element("p", say(words.HOW_TO_READ_TIPPING), class_="aside"),
    )


def tipping_table(answers: Sequence[Answer]) -> Html:
    """Return per series from how many people its change is demonstrated, and what its survey can show at all."""
    effects = sorted({found.design_effect for one in answers if one.change for found in one.change.break_even})
    headers = (
        *(say(header) for header in words.TIPPING_HEADERS),
        *(say(words.SHOWN_AT, effect=formats.number(effect)) for effect in effects),
        say(words.SMALLEST),
        say(words.FOR_ONE_POINT),
    )
    rows = (tipping_row(one, one.change, effects) for one in answers if one.change is not None)
    return table(say(words.TIPPING), headers, [body(*rows)], class_="tipping")


def tipping_row(answer: Answer, change: Change, effects: Sequence[float]) -> Html:
    """Return where one series tips: n is of the people its figures are of, not of the whole survey."""
    at = {found.design_effect: found for found in change.break_even}
    detectable, sample = answer.row.assessment.detectable, answer.row.assessment.sample
    main = next((one for one in detectable if one.design_effect == change.design_effect), None)
    return row(
        dutch(answer.name),
        words.capital(change.phrase),
        formats.enumeration(
            dict.fromkeys(words.people(sample) for sample in (change.earlier_sample, change.later_sample))
        ),
        *(
            joined(words.break_even(at.get(effect)), figures.aside(words.as_printed(at.get(effect))))
            for effect in effects
        ),
        joined(
            words.smallest(main, sample),
            figures.aside(words.smallest_at((one for one in detectable if one is not main), sample)),
        ),
        words.for_one_point(main),
    )


# The test of every change --------------------------------------------------------------------------------------------


def tests(record: StudyRecord) -> Html:
    """Return every change of every series, in the fixed phrase that each design effect gives."""
    changes = awareness_series.changes(record)
    effects = sorted({one.design_effect for _, change in changes for one in change.scenarios})
    headers = (
        *(say(header) for header in words.TEST_HEADERS),
        *(say(words.TESTED_AT, effect=formats.number(one)) for one in effects or (uncertainty.DESIGN_EFFECT,)),
    )
    rows = (test_row(name, change, effects) for name, change in changes)
    return joined(
        table(say(words.TESTS), headers, [body(*rows)], class_="tests"),
        element("p", say(words.HOW_TO_READ_TESTS), class_="aside"),
    )


def test_row(name: str, change: Change, effects: Sequence[float]) -> Html:
    """Return the test of one change; the phrase that counts is the strong one."""
    scenarios = {one.design_effect: one for one in change.scenarios}
    years = f"{change.earlier.period} → {change.later.period}"
    return row(
        dutch(name),
        joined(f"{formats.figure(change.earlier)} → {formats.figure(change.later)}", figures.aside(years)),
        joined(size(change), figures.aside(words.by_rounding(change.rounding))),
        *(tested(change, scenarios.get(effect)) for effect in effects),
        *([words.capital(change.phrase)] if not effects else []),
    )


def tested(change: Change, scenario: Scenario | None) -> Content:
    """Return what one design effect makes of a change; without an interval there is the phrase only."""
    if scenario is None:
        return words.capital(change.phrase)
    phrase = words.capital(uncertainty.phrase(change, scenario.certainty))
    is_main = scenario.design_effect == change.design_effect
    return joined(element("strong", phrase) if is_main else phrase, figures.aside(formats.interval(scenario.interval)))
