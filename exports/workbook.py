"""A study as a workbook (.xlsx): every figure with what it is of, how sure it is, and the cell it stands in.

Made as official statistics are: a cover, the notes, then one table a sheet with a title above it, one header row, no
merged cells and no empty ones (`[n.v.t.]`, `[onbekend]`), so that a spreadsheet, a script and a screen reader all read
it. Sheets, titles and words of ours are in the language of the run; names, notes, definitions and cells are those of
the sources. Figures are numbers in the unit beside them (75 for 75%), never text; text is never a formula, whatever it
begins with. `[noot 3]` points to the sheet of notes. The same record gives the same bytes: the file is dated by the
youngest document in it, not by the clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # no type information is published for it

from indicators import formats, uncertainty
from indicators.judged import (
    Change,
    Contradiction,
    IndicatorHistory,
    IndicatorYear,
    Refusal,
    Sample,
    Scenario,
    StudyRecord,
)
from indicators.language import say, sayable
from indicators.model import BasePopulation, Claim, Observation, StudyItem, SurveyWave, Target

AUTHOR = "Doelbereik"
NOT_APPLICABLE, UNKNOWN = sayable("[n.v.t.]"), sayable("[onbekend]")
"""Shorthand for an empty cell, said on the cover; written in the language of the run."""

ROLE_WORDS = {"question": sayable("vraag"), "later": sayable("latere reeks"), "context": sayable("achtergrond")}
_NO_SAMPLE = sayable("geen steekproef")
N_SOURCE_WORDS = {
    "published": sayable("gepubliceerd"),
    "derived": sayable("afgeleid"),
    "assumed": sayable("aangenomen"),
    "unknown": sayable("onbekend"),
    "not_applicable": _NO_SAMPLE,
}

_WIDEST, _NARROWEST = 60, 10
"""Widths of columns, in letters."""
_PRINTED_DECIMALS = 4
"""No document prints more."""

Value = str | float | None
"""A cell; None is written as `[n.v.t.]`."""


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above it, in the language of the run."""

    name: str
    title: str
    about: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def study_workbook(record: StudyRecord) -> bytes:
    """Return the whole of a study as an .xlsx file."""
    notes = _Notes(record)
    sheets = [sheet for sheet in _sheets(record, notes) if sheet.rows]
    written = BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties(
        {
            "title": record.study.title,
            "author": AUTHOR,
            "subject": say("Cijfers met herkomst, oordeel en zekerheid"),
            "created": _dated(record),
        }
    )
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "reckoned": book.add_format({"valign": "top", "num_format": "0.0"}),
    }
    for sheet in [_cover(record, sheets), *sheets]:
        _write(book, sheet, styles)
    book.close()
    return written.getvalue()


def _sheets(record: StudyRecord, notes: "_Notes") -> Iterator[Sheet]:
    """Yield every sheet after the cover."""
    of_study = list(_histories(record))
    documents = {one.document.document_id: one.document.title for _, part in of_study for one in part.observations}
    yield Sheet(
        say("Noten"),
        say("Noten"),
        say("Elke noot staat bij de cijfers waar zij bij hoort, als [noot 1]."),
        _said(sayable("Noot"), sayable("Wat"), sayable("Teken in de bron"), sayable("Tekst"), sayable("Woorden")),
        notes.rows,
    )
    yield Sheet(
        say("Cijfers"),
        say("Alle cijfers, zoals gedrukt"),
        say("Een cijfer per rij, in de eenheid ernaast, met de cel letterlijk. Een interval is van het aandeel zelf."),
        _said(*_FIGURE_HEADERS),
        [
            _figure_row(item, history, one, notes)
            for item, history in of_study
            for one in history.observations
            if one.is_present
        ],
    )
    yield Sheet(
        say("Oordelen"),
        say("Streefwaarde, oordeel en zekerheid"),
        say("Het oordeel rekent met wat gedrukt is; de zekerheid zegt wat de meting daarvan kan dragen."),
        _said(*_VERDICT_HEADERS),
        [_verdict_row(item, row, notes) for item, history in of_study for row in history.years],
    )
    yield Sheet(
        say("Veranderingen"),
        say("Verandering sinds het vorige vergelijkbare cijfer"),
        say("Een rij per ontwerpeffect. Van percentages is het verschil in procentpunt."),
        _said(*_CHANGE_HEADERS),
        [line for item, history in of_study for row in history.years for line in _change_rows(item, row)],
    )
    yield Sheet(
        say("Aantoonbaar"),
        say("Welke verandering een volgende meting kan aantonen"),
        say("Bij evenveel antwoorden als nu in beide metingen, per ontwerpeffect."),
        _said(*_DETECTABLE_HEADERS),
        [
            (*_row_start(item, row), one.design_effect, _known(one.smallest_change), one.n_for_one_point)
            for item, history in of_study
            for row in history.years
            for one in row.assessment.detectable
        ],
    )
    yield Sheet(
        say("Tegenstrijdigheden"),
        say("Waar de bronnen elkaar of zichzelf tegenspreken"),
        say("Er is niets hersteld: de cijfers staan op de andere bladen zoals zij gedrukt zijn."),
        _said(
            sayable("Indicator"),
            sayable("Jaar"),
            sayable("Hoe zwaar"),
            sayable("Wat niet klopt"),
            sayable("Rekensom"),
            sayable("Waarop het berust"),
        ),
        [_contradiction_row(one, documents) for one in record.contradictions],
    )
    yield Sheet(
        say("Definities"),
        say("Definities"),
        say("Cijfers zijn alleen te vergelijken binnen een groep van definities."),
        _said(
            sayable("Vraag"),
            sayable("Versie"),
            sayable("Omschrijving"),
            sayable("Groep van vergelijkbare definities"),
            sayable("Vanaf document"),
            sayable("Opmerking"),
        ),
        [
            (item.short_name, one.version, one.wording, one.comparability_group, one.from_document_id, one.note)
            for item, history in of_study
            for one in history.definitions
        ],
    )
    yield Sheet(
        say("Metingen"),
        say("Metingen: hoeveel mensen antwoordden"),
        say("n is van de hele meting; wie een deel daarvan is, staat bij het cijfer."),
        _said(
            sayable("Onderzoek"),
            sayable("Jaar"),
            sayable("Groep"),
            sayable("n"),
            sayable("Hoe n bekend is"),
            sayable("Opzet"),
            sayable("Ontwerpeffect"),
            sayable("Noten"),
        ),
        [_wave_row(wave, notes) for wave in record.waves],
    )


def _cover(record: StudyRecord, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet: what this is, what was assumed, and what is on the other sheets."""
    chosen, rows = record.assumptions, [row for history in record.histories for row in history.years]
    n = say("De n is zoals de bron haar noemt, of zoals op het blad Metingen is aangenomen.")
    if chosen.n_per_wave is not None:
        n = say("De n is {n} per meting, zo gekozen.", n=formats.number(chosen.n_per_wave, 0))
    always = formats.enumeration(formats.number(effect) for effect in uncertainty.DESIGN_EFFECTS)
    effect = say(
        "{effect} waar de opzet niet bekend is; elke verandering is ook gerekend met {always}.",
        effect=formats.number(uncertainty.DESIGN_EFFECT),
        always=always,
    )
    if chosen.design_effect is not None:
        effect = say(
            "{effect}, zo gekozen; elke verandering is ook gerekend met {always}.",
            effect=formats.number(chosen.design_effect),
            always=always,
        )
    versions = sorted({row.judgement.rules_version for row in rows} | {row.assessment.rules_version for row in rows})
    documents = {one.document.title: None for history in record.histories for one in history.observations}
    contents: list[tuple[Value, ...]] = [
        (say("Blad {sheet}", sheet=sheet.name), f"{sheet.title}. {sheet.about}") for sheet in sheets
    ]
    return Sheet(
        say("Omslag"),
        record.study.title,
        say("Cijfers zoals de documenten ze drukken, met herkomst, oordeel en zekerheid."),
        _said(sayable("Onderwerp"), sayable("Toelichting")),
        [
            (say("Inleiding"), " ".join(record.study.introduction.split())),
            *contents,
            (say("Aantal antwoorden (n)"), n),
            (say("Ontwerpeffect"), effect),
            (say("Betrouwbaarheid"), f"{formats.number(chosen.confidence * 100)}%"),
            (say("Regels"), ", ".join(versions) or None),
            (say("Documenten"), "; ".join(documents) or None),
            (say(NOT_APPLICABLE), say("Niet van toepassing.")),
            (say(UNKNOWN), say("De bron zegt het niet.")),
        ],
    )


def _said(*headers: str) -> tuple[str, ...]:
    return tuple(map(say, headers))


# Rows ----------------------------------------------------------------------------------------------------------------

_FIGURE_HEADERS = (
    sayable("Vraag"), sayable("Rol"), sayable("Indicator"), sayable("Jaar"), sayable("Cijfer"), sayable("Eenheid"),
    sayable("Cijfer in woorden"), sayable("Cel, letterlijk"), sayable("Soort"),
    sayable("Groep waarvan het een deel is"), sayable("Interval laag"), sayable("Interval hoog"), sayable("n"),
    sayable("n laagst"), sayable("n hoogst"), sayable("Herkomst n"), sayable("Toelichting bij n"), sayable("Definitie"),
    sayable("Gebied"), sayable("Document"), sayable("Pagina"), sayable("Plaats"), sayable("Adres van de pagina"),
    sayable("Opmerking"), sayable("Noten"),
)  # fmt: skip


def _figure_row(item: StudyItem, history: IndicatorHistory, one: Observation, notes: "_Notes") -> tuple[Value, ...]:
    sample = history.samples.get(one.observation_id)
    low, high = history.intervals.get(one.observation_id, (None, None))
    provenance = one.provenance
    number = next((limit for limit in (one.value, one.low, one.high) if limit is not None), None)
    # A text is its own figure; a range of two numbers is told in words, as neither end is the figure.
    figure = number if one.is_figure and (one.low is None or one.high is None) else formats.figure(one)
    return (
        item.short_name,
        say(ROLE_WORDS.get(item.role, item.role)),
        history.indicator.name,
        one.period,
        figure,
        formats.indicator_unit(history.indicator),
        formats.figure(one),
        provenance.raw,
        formats.kind_word(one.kind),
        one.base.name,
        low,
        high,
        *_sample_cells(sample),
        one.definition.wording,
        one.territory.name,
        one.document.title,
        provenance.page_title,
        formats.place(provenance.place),
        provenance.page_address or say(UNKNOWN),
        provenance.remark,
        notes.markers((*one.row_footnotes, *one.footnotes), one.base, sample.wave if sample else None),
    )


def _sample_cells(sample: Sample | None) -> tuple[Value, ...]:
    """Return n, its lowest and highest, where it comes from, and why."""
    if sample is None or sample.source == "not_applicable":
        return None, None, None, say(_NO_SAMPLE), sample.explanation if sample else None
    whence = say(N_SOURCE_WORDS.get(sample.source, sample.source))
    if sample.is_upper_bound:
        whence = say("{source}, ten hoogste", source=whence)
    return _known(sample.n), _known(sample.low), _known(sample.high), whence, sample.explanation


_ROW_HEADERS = (sayable("Vraag"), sayable("Groep"), sayable("Jaar"))


def _row_start(item: StudyItem, row: IndicatorYear) -> tuple[Value, ...]:
    return item.short_name, row.base.name, row.year


_OUTCOME = sayable("Uitkomst")

_DETECTABLE_HEADERS = (
    *_ROW_HEADERS, sayable("Ontwerpeffect"), sayable("Kleinste aantoonbare verandering (procentpunt)"),
    sayable("n per meting voor 1 punt"),
)  # fmt: skip

_VERDICT_HEADERS = (
    *_ROW_HEADERS, _OUTCOME, sayable("Streefwaarde"), sayable("Streefwaarde, letterlijk"),
    sayable("Document van de streefwaarde"), sayable("Oordeel"), sayable("Waarom dit oordeel"),
    sayable("Regel van het oordeel"), sayable("Zekerheid"), sayable("Waarom deze zekerheid"),
    sayable("Regel van de zekerheid"), sayable("Anders bij een ander ontwerpeffect"), sayable("Noten"),
)  # fmt: skip


def _verdict_row(item: StudyItem, row: IndicatorYear, notes: "_Notes") -> tuple[Value, ...]:
    judgement, assessment, target = row.judgement, row.assessment, row.target
    return (
        *_row_start(item, row),
        formats.figure(row.achieved),
        formats.target(target) if target is not None else None,
        target.raw if target is not None else None,
        target.document.title if target is not None else None,
        formats.verdict_word(row.verdict, row.certainty),
        judgement.reason,
        f"{judgement.rule} ({judgement.rules_version})",
        formats.certainty_word(assessment.certainty) if assessment.certainty is not None else None,
        assessment.reason,
        f"{assessment.rule} ({assessment.rules_version})",
        _yes_no(assessment.is_sensitive) if assessment.scenarios else None,
        notes.markers(row.footnotes, row.base),
    )


_CHANGE_HEADERS = (
    *_ROW_HEADERS, sayable("Vergeleken met jaar"), sayable("Eerder cijfer"), sayable("Later cijfer"),
    sayable("Verschil"), sayable("Eenheid van het verschil"), sayable("Verschil laagst door afronding"),
    sayable("Verschil hoogst door afronding"), sayable("Ontwerpeffect"), sayable("Hoofdberekening"),
    sayable("Interval laag"), sayable("Interval hoog"), _OUTCOME, sayable("n eerder"), sayable("n later"),
    sayable("Herkomst n eerder"), sayable("Herkomst n later"), sayable("Aantoonbaar vanaf n per meting, zoals gedrukt"),
    sayable("Aantoonbaar vanaf n per meting, bij elke afronding"),
)  # fmt: skip


def _change_rows(item: StudyItem, row: IndicatorYear) -> Iterator[tuple[Value, ...]]:
    """Yield a change once per design effect; one row where none is used, or where there is nothing to subtract."""
    change, start = row.change, _row_start(item, row)
    if isinstance(change, Refusal):
        empty = (None,) * (len(_CHANGE_HEADERS) - len(start))
        place = _CHANGE_HEADERS.index(_OUTCOME) - len(start)
        yield (*start, *empty[:place], say("niet vergeleken: {reason}", reason=change.reason), *empty[place + 1 :])
    if not isinstance(change, Change):
        return
    unit = change.later.identity.unit
    scenarios: Iterable[Scenario | None] = change.scenarios or (None,)
    for scenario in scenarios:
        effect = scenario.design_effect if scenario else None
        tips = next((one for one in change.break_even if one.design_effect == effect), None)
        low, high = scenario.interval if scenario else (None, None)
        earlier, later = _sample_cells(change.earlier_sample), _sample_cells(change.later_sample)
        yield (
            *start,
            change.earlier.period,
            change.earlier.value,
            change.later.value,
            change.difference,
            say("procentpunt") if formats.is_percentage(unit) else unit or None,
            *change.rounding,
            effect,
            _yes_no(effect == change.design_effect) if scenario else None,
            low,
            high,
            uncertainty.phrase(change, scenario.certainty) if scenario else change.phrase,
            earlier[0],
            later[0],
            earlier[3],
            later[3],
            tips.n_as_printed if tips else None,
            tips.n_whatever_rounding if tips else None,
        )


def _contradiction_row(one: Contradiction, documents: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        one.indicator.name,
        one.period,
        formats.severity_word(one.severity),
        one.sentence,
        one.reckoning,
        "; ".join(_evidence(piece, documents) for piece in one.evidence) or None,
    )


def _evidence(piece: Observation | Target | Claim, documents: Mapping[str, str]) -> str:
    if isinstance(piece, Claim):
        return f"{piece.paraphrase} ({documents.get(piece.document_id, piece.document_id)}, {piece.place})"
    words = formats.figure(piece) if isinstance(piece, Observation) else formats.target(piece)
    cell = " ".join(piece.raw.split())
    where = f"{piece.document.title}, {formats.place(piece.provenance.place)}"
    return say(
        "{figure} in {year}, {group}: ‘{cell}’ ({place})",
        figure=words,
        year=piece.period,
        group=piece.base.name,
        cell=cell,
        place=where,
    )


def _wave_row(wave: SurveyWave, notes: "_Notes") -> tuple[Value, ...]:
    base = notes.bases.get(wave.base_id)
    return (
        wave.survey,
        wave.year,
        base.name if base else wave.base_id,
        _known(wave.n),
        say(N_SOURCE_WORDS.get(wave.n_source, wave.n_source)),
        wave.design,
        _known(wave.design_effect),
        notes.markers((), base, wave),
    )


# Notes ---------------------------------------------------------------------------------------------------------------


class _Notes:
    """Every note once, numbered as a reader meets it: of the source, then ours about groups and surveys."""

    def __init__(self, record: StudyRecord) -> None:
        self.rows: list[tuple[Value, ...]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        figures = [one for history in record.histories for one in history.observations]
        self.bases = {one.base.base_id: one.base for one in figures}
        for history in record.histories:
            for note in history.footnotes:
                words = say("in onze woorden") if note.is_paraphrased else say("letterlijk")
                about = say("voetnoot van de bron")
                self._add(("footnote", note.footnote_id), about, note.marker, formats.footnote(note), words)
        for base in self.bases.values():
            if base.note:
                about = say("over de groep: {group}", group=base.name)
                self._add(("base", base.base_id), about, None, base.note, say("van ons"))
        for wave in record.waves:
            if wave.note:
                about = say("over de meting {survey}, {year}", survey=wave.survey, year=wave.year)
                self._add(("wave", wave.wave_id), about, None, wave.note, say("van ons"))

    def _add(self, key: tuple[str, str], about: str, marker: str | None, text: str, words: str) -> None:
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.rows.append((_marker(self._numbers[key]), about, marker, text, words))

    def markers(
        self, footnotes: Iterable[Any], base: BasePopulation | None = None, wave: SurveyWave | None = None
    ) -> str | None:
        """Return `[noot 1] [noot 4]`; None where nothing is noted."""
        keys = [("footnote", note.footnote_id) for note in footnotes]
        keys += [("base", base.base_id)] if base else []
        keys += [("wave", wave.wave_id)] if wave else []
        numbers = dict.fromkeys(self._numbers[key] for key in keys if key in self._numbers)
        return " ".join(map(_marker, numbers)) or None


# Writing -------------------------------------------------------------------------------------------------------------


def _write(book: xlsxwriter.Workbook, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles["title"])
    page.write_string(1, 0, sheet.about)
    top, last = 2, len(sheet.headers) - 1
    for at, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, str) or value is None:
                page.write_string(at, column, say(NOT_APPLICABLE) if value is None else value, styles["text"])
            else:
                # What was reckoned is shown in one decimal and kept in full; what was printed is shown as printed.
                is_reckoned = value != round(value, _PRINTED_DECIMALS)
                page.write_number(at, column, value, styles["reckoned" if is_reckoned else "number"])
    page.add_table(
        top,
        0,
        top + len(sheet.rows),
        last,
        {
            "name": sheet.name,
            "style": "Table Style Light 1",
            "columns": [{"header": header, "header_format": styles["text"]} for header in sheet.headers],
        },
    )
    for column, header in enumerate(sheet.headers):
        shown = (row[column] for row in sheet.rows)
        letters = max(len(header) // 2, *(len(one) if isinstance(one, str) else 8 for one in shown))
        page.set_column(column, column, min(_WIDEST, max(_NARROWEST, letters + 2)))
    page.freeze_panes(top + 1, 1)


def _marker(number: int) -> str:
    return say("[noot {number}]", number=number)


def _histories(record: StudyRecord) -> Iterator[tuple[StudyItem, IndicatorHistory]]:
    items = {item.indicator_id: item for item in record.study.items}
    for history in record.histories:
        yield items[history.indicator.indicator_id], history


def _dated(record: StudyRecord) -> datetime:
    """Return the day of the youngest document: a workbook made again tomorrow is the same file."""
    days = [one.document.published_on for history in record.histories for one in history.observations]
    youngest = max(days, default=None)
    return datetime(youngest.year, youngest.month, youngest.day) if youngest else datetime(2000, 1, 1)


def _known(value: float | None) -> Value:
    return say(UNKNOWN) if value is None else value


def _yes_no(is_so: bool) -> str:
    return say("ja") if is_so else say("nee")
