"""A study as a workbook (.xlsx): every figure with what it is of, how sure it is, and the cell it stands in.

Made as official statistics are: a cover, the notes, then one table a sheet with a title above it, one header row, no
merged cells and no empty ones (`[n.v.t.]`, `[onbekend]`), so that a spreadsheet, a script and a screen reader all read
it. Figures are numbers in the unit beside them (75 for 75%), never text; text is never a formula, whatever it begins
with. `[noot 3]` points to the sheet of notes. The same record gives the same bytes: the file is dated by the youngest
document in it, not by the clock.
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
from indicators.model import BasePopulation, Claim, Observation, StudyItem, SurveyWave, Target

AUTHOR = "Doelbereik"
NOT_APPLICABLE, UNKNOWN = "[n.v.t.]", "[onbekend]"

ROLE_WORDS = {"question": "vraag", "later": "latere reeks", "context": "achtergrond"}
N_SOURCE_WORDS = {
    "published": "gepubliceerd",
    "derived": "afgeleid",
    "assumed": "aangenomen",
    "unknown": "onbekend",
    "not_applicable": "geen steekproef",
}

_WIDEST, _NARROWEST = 60, 10
"""Widths of columns, in letters."""
_PRINTED_DECIMALS = 4
"""No document prints more."""

Value = str | float | None
"""A cell; None is written as `[n.v.t.]`."""


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above it."""

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
            "subject": "Cijfers met herkomst, oordeel en zekerheid",
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
        "Noten",
        "Noten",
        "Elke noot staat bij de cijfers waar zij bij hoort, als [noot 1].",
        ("Noot", "Wat", "Teken in de bron", "Tekst", "Woorden"),
        notes.rows,
    )
    yield Sheet(
        "Cijfers",
        "Alle cijfers, zoals gedrukt",
        "Een cijfer per rij, in de eenheid ernaast, met de cel letterlijk. Een interval is van het aandeel zelf.",
        _FIGURE_HEADERS,
        [
            _figure_row(item, history, one, notes)
            for item, history in of_study
            for one in history.observations
            if one.is_present
        ],
    )
    yield Sheet(
        "Oordelen",
        "Streefwaarde, oordeel en zekerheid",
        "Het oordeel rekent met wat gedrukt is; de zekerheid zegt wat de meting daarvan kan dragen.",
        _VERDICT_HEADERS,
        [_verdict_row(item, row, notes) for item, history in of_study for row in history.years],
    )
    yield Sheet(
        "Veranderingen",
        "Verandering sinds het vorige vergelijkbare cijfer",
        "Een rij per ontwerpeffect. Van percentages is het verschil in procentpunt.",
        _CHANGE_HEADERS,
        [line for item, history in of_study for row in history.years for line in _change_rows(item, row)],
    )
    yield Sheet(
        "Aantoonbaar",
        "Welke verandering een volgende meting kan aantonen",
        "Bij evenveel antwoorden als nu in beide metingen, per ontwerpeffect.",
        (*_ROW_HEADERS, "Ontwerpeffect", "Kleinste aantoonbare verandering (procentpunt)", "n per meting voor 1 punt"),
        [
            (*_row_start(item, row), one.design_effect, _known(one.smallest_change), one.n_for_one_point)
            for item, history in of_study
            for row in history.years
            for one in row.assessment.detectable
        ],
    )
    yield Sheet(
        "Tegenstrijdigheden",
        "Waar de bronnen elkaar of zichzelf tegenspreken",
        "Er is niets hersteld: de cijfers staan op de andere bladen zoals zij gedrukt zijn.",
        ("Indicator", "Jaar", "Hoe zwaar", "Wat niet klopt", "Rekensom", "Waarop het berust"),
        [_contradiction_row(one, documents) for one in record.contradictions],
    )
    yield Sheet(
        "Definities",
        "Definities",
        "Cijfers zijn alleen te vergelijken binnen een groep van definities.",
        ("Vraag", "Versie", "Omschrijving", "Groep van vergelijkbare definities", "Vanaf document", "Opmerking"),
        [
            (item.short_name, one.version, one.wording, one.comparability_group, one.from_document_id, one.note)
            for item, history in of_study
            for one in history.definitions
        ],
    )
    yield Sheet(
        "Metingen",
        "Metingen: hoeveel mensen antwoordden",
        "n is van de hele meting; wie een deel daarvan is, staat bij het cijfer.",
        ("Onderzoek", "Jaar", "Groep", "n", "Hoe n bekend is", "Opzet", "Ontwerpeffect", "Noten"),
        [_wave_row(wave, notes) for wave in record.waves],
    )


def _cover(record: StudyRecord, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet: what this is, what was assumed, and what is on the other sheets."""
    chosen, rows = record.assumptions, [row for history in record.histories for row in history.years]
    n = "zoals de bron haar noemt, of zoals op het blad Metingen is aangenomen"
    if chosen.n_per_wave is not None:
        n = f"{formats.number(chosen.n_per_wave, 0)} per meting, zo gekozen"
    effect = f"{formats.number(uncertainty.DESIGN_EFFECT)} waar de opzet niet bekend is"
    if chosen.design_effect is not None:
        effect = f"{formats.number(chosen.design_effect)}, zo gekozen"
    versions = sorted({row.judgement.rules_version for row in rows} | {row.assessment.rules_version for row in rows})
    documents = {one.document.title: None for history in record.histories for one in history.observations}
    contents: list[tuple[Value, ...]] = [(f"Blad {sheet.name}", f"{sheet.title}. {sheet.about}") for sheet in sheets]
    return Sheet(
        "Omslag",
        record.study.title,
        "Cijfers zoals de documenten ze drukken, met herkomst, oordeel en zekerheid.",
        ("Onderwerp", "Toelichting"),
        [
            ("Inleiding", " ".join(record.study.introduction.split())),
            *contents,
            ("Aantal antwoorden (n)", f"De n is {n}."),
            ("Ontwerpeffect", f"{effect}; elke verandering is ook gerekend met 1, 1,5 en 2."),
            ("Betrouwbaarheid", f"{formats.number(chosen.confidence * 100)}%"),
            ("Regels", ", ".join(versions) or None),
            ("Documenten", "; ".join(documents) or None),
            (NOT_APPLICABLE, "Niet van toepassing."),
            (UNKNOWN, "De bron zegt het niet."),
        ],
    )


# Rows ----------------------------------------------------------------------------------------------------------------

_FIGURE_HEADERS = (
    "Vraag", "Rol", "Indicator", "Jaar", "Cijfer", "Eenheid", "Cijfer in woorden", "Cel, letterlijk", "Soort",
    "Groep waarvan het een deel is", "Interval laag", "Interval hoog", "n", "n laagst", "n hoogst", "Herkomst n",
    "Toelichting bij n", "Definitie", "Gebied", "Document", "Pagina", "Plaats", "Adres van de pagina", "Opmerking",
    "Noten",
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
        ROLE_WORDS.get(item.role, item.role),
        history.indicator.name,
        one.period,
        figure,
        formats.indicator_unit(history.indicator),
        formats.figure(one),
        provenance.raw,
        formats.KIND_WORDS[one.kind],
        one.base.name,
        low,
        high,
        *_sample_cells(sample),
        one.definition.wording,
        one.territory.name,
        one.document.title,
        provenance.page_title,
        formats.place(provenance.place),
        provenance.page_address or UNKNOWN,
        provenance.remark,
        notes.markers((*one.row_footnotes, *one.footnotes), one.base, sample.wave if sample else None),
    )


def _sample_cells(sample: Sample | None) -> tuple[Value, ...]:
    """Return n, its lowest and highest, where it comes from, and why."""
    if sample is None or sample.source == "not_applicable":
        return None, None, None, N_SOURCE_WORDS["not_applicable"], sample.explanation if sample else None
    source = N_SOURCE_WORDS.get(sample.source, sample.source)
    whence = f"{source}, ten hoogste" if sample.is_upper_bound else source
    return _known(sample.n), _known(sample.low), _known(sample.high), whence, sample.explanation


_ROW_HEADERS = ("Vraag", "Groep", "Jaar")


def _row_start(item: StudyItem, row: IndicatorYear) -> tuple[Value, ...]:
    return item.short_name, row.base.name, row.year


_VERDICT_HEADERS = (
    *_ROW_HEADERS, "Uitkomst", "Streefwaarde", "Streefwaarde, letterlijk", "Document van de streefwaarde", "Oordeel",
    "Waarom dit oordeel", "Regel van het oordeel", "Zekerheid", "Waarom deze zekerheid", "Regel van de zekerheid",
    "Anders bij een ander ontwerpeffect", "Noten",
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
        formats.CERTAINTY_WORDS[assessment.certainty] if assessment.certainty is not None else None,
        assessment.reason,
        f"{assessment.rule} ({assessment.rules_version})",
        _yes_no(assessment.is_sensitive) if assessment.scenarios else None,
        notes.markers(row.footnotes, row.base),
    )


_CHANGE_HEADERS = (
    *_ROW_HEADERS, "Vergeleken met jaar", "Eerder cijfer", "Later cijfer", "Verschil", "Eenheid van het verschil",
    "Verschil laagst door afronding", "Verschil hoogst door afronding", "Ontwerpeffect", "Hoofdberekening",
    "Interval laag", "Interval hoog", "Uitkomst", "n eerder", "n later", "Herkomst n eerder", "Herkomst n later",
    "Aantoonbaar vanaf n per meting, zoals gedrukt", "Aantoonbaar vanaf n per meting, bij elke afronding",
)  # fmt: skip


def _change_rows(item: StudyItem, row: IndicatorYear) -> Iterator[tuple[Value, ...]]:
    """Yield a change once per design effect; one row where none is used, or where there is nothing to subtract."""
    change, start = row.change, _row_start(item, row)
    if isinstance(change, Refusal):
        empty = (None,) * (len(_CHANGE_HEADERS) - len(start))
        place = _CHANGE_HEADERS.index("Uitkomst") - len(start)
        yield (*start, *empty[:place], f"niet vergeleken: {change.reason}", *empty[place + 1 :])
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
            "procentpunt" if formats.is_percentage(unit) else unit or NOT_APPLICABLE,
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
        formats.SEVERITY_WORDS[one.severity],
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
    return f"{words} in {piece.period}, {piece.base.name}: ‘{cell}’ ({where})"


def _wave_row(wave: SurveyWave, notes: "_Notes") -> tuple[Value, ...]:
    base = notes.bases.get(wave.base_id)
    return (
        wave.survey,
        wave.year,
        base.name if base else wave.base_id,
        _known(wave.n),
        N_SOURCE_WORDS.get(wave.n_source, wave.n_source),
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
                words = "in onze woorden" if note.is_paraphrased else "letterlijk"
                self._add(
                    ("footnote", note.footnote_id), "voetnoot van de bron", note.marker, formats.footnote(note), words
                )
        for base in self.bases.values():
            if base.note:
                self._add(("base", base.base_id), f"over de groep: {base.name}", None, base.note, "van ons")
        for wave in record.waves:
            if wave.note:
                about = f"over de meting {wave.survey}, {wave.year}"
                self._add(("wave", wave.wave_id), about, None, wave.note, "van ons")

    def _add(self, key: tuple[str, str], about: str, marker: str | None, text: str, words: str) -> None:
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.rows.append((f"[noot {self._numbers[key]}]", about, marker, text, words))

    def markers(
        self, footnotes: Iterable[Any], base: BasePopulation | None = None, wave: SurveyWave | None = None
    ) -> str | None:
        """Return `[noot 1] [noot 4]`; None where nothing is noted."""
        keys = [("footnote", note.footnote_id) for note in footnotes]
        keys += [("base", base.base_id)] if base else []
        keys += [("wave", wave.wave_id)] if wave else []
        numbers = dict.fromkeys(self._numbers[key] for key in keys if key in self._numbers)
        return " ".join(f"[noot {number}]" for number in numbers) or None


# Writing -------------------------------------------------------------------------------------------------------------


def _write(book: xlsxwriter.Workbook, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles["title"])
    page.write_string(1, 0, sheet.about)
    top, last = 2, len(sheet.headers) - 1
    for at, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, str) or value is None:
                page.write_string(at, column, NOT_APPLICABLE if value is None else value, styles["text"])
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
    return UNKNOWN if value is None else value


def _yes_no(is_so: bool) -> str:
    return "ja" if is_so else "nee"
