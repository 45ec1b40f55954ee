"""Rows and headers of the sheets of a workbook: one figure, target, verdict, change or contradiction each.

Figures are in the unit beside them (75 for 75%). Words of ours are in the language of the run; names, notes,
definitions and cells are those of the sources. A figure that is withheld is told in words, and nothing here leads back
to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports import caveats, withheld
from exports.sheets import UNKNOWN, Value, known, number, year, yes_no
from exports.sheets_notes import Notes
from indicators import formats, uncertainty
from indicators.judged import (
    Change,
    Contradiction,
    IndicatorHistory,
    IndicatorYear,
    Refusal,
    Revision,
    Sample,
    Scenario,
)
from indicators.language import say, sayable
from indicators.model import Claim, Document, Observation, SurveyWave, Target

ROLE_WORDS = {"question": sayable("vraag"), "later": sayable("latere reeks"), "context": sayable("achtergrond")}
_NO_SAMPLE = sayable("geen steekproef")
N_SOURCE_WORDS = {
    "published": sayable("gepubliceerd"),
    "derived": sayable("afgeleid"),
    "assumed": sayable("aangenomen"),
    "unknown": sayable("onbekend"),
    "not_applicable": _NO_SAMPLE,
}


@dataclass(frozen=True)
class Listed:
    """One indicator of a workbook."""

    called: str
    """What its rows are named: its name, or what a study calls it."""
    history: IndicatorHistory
    role: str | None = None
    """Of a study: `question`, `later` or `context`."""


@dataclass(frozen=True)
class Contents:
    """What a workbook is about."""

    listed: Sequence[Listed]
    contradictions: Sequence[Contradiction]
    waves: Sequence[SurveyWave]
    is_study: bool
    """Whether its indicators are the questions of a study, with short names and roles."""

    @property
    def named(self) -> str:
        """Header of the column that names an indicator."""
        return QUESTION if self.is_study else INDICATOR

    @property
    def documents(self) -> Sequence[Document]:
        """Every publication that prints anything of it, oldest edition first."""
        found = {one.document for of in self.listed for one in of.history.observations}
        found |= {one.document for of in self.listed for one in of.history.targets}
        return sorted(found, key=lambda document: document.edition_rank)


# Rows ----------------------------------------------------------------------------------------------------------------


def figure_headers(of: Contents) -> tuple[str, ...]:
    """Return the headers of `figure_row`."""
    return (of.named, *((sayable("Rol"), INDICATOR) if of.is_study else ()), *_FIGURE_HEADERS)


def figure_row(of: Contents, listed: Listed, one: Observation, notes: Notes) -> tuple[Value, ...]:
    """Return one printed figure with everything it is of, and the cell it stands in."""
    history, provenance = listed.history, one.provenance
    is_told = withheld.is_told(one)
    sample = history.samples.get(one.observation_id) if is_told else None
    low, high = history.intervals.get(one.observation_id, (None, None)) if is_told else (None, None)
    role = (say(ROLE_WORDS.get(listed.role or "", listed.role or "")), history.indicator.name) if of.is_study else ()
    return (
        listed.called,
        *role,
        year(one.period),
        _figure(one),
        formats.indicator_unit(history.indicator),
        withheld.words(one),
        one.measure,
        provenance.raw,
        formats.kind_word(one.kind),
        one.base.name,
        number(low),
        number(high),
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


def _figure(one: Observation | None) -> Value:
    """Return the number a figure or its limit is; a range of two, a text and an empty cell are told in words."""
    if one is not None and withheld.is_told(one):
        limits = [limit for limit in (one.low, one.high) if limit is not None]
        value = one.value if one.value is not None else limits[0] if len(limits) == 1 else None
        if value is not None:
            return number(value, one.decimals)
    return withheld.words(one)


def _sample_cells(sample: Sample | None) -> tuple[Value, ...]:
    """Return n, its lowest and highest, where it comes from, and why."""
    if sample is None or sample.source == "not_applicable":
        return None, None, None, say(_NO_SAMPLE), sample.explanation if sample else None
    whence = say(N_SOURCE_WORDS.get(sample.source, sample.source))
    if sample.is_upper_bound:
        whence = say("{source}, ten hoogste", source=whence)
    return known(sample.n), known(sample.low), known(sample.high), whence, sample.explanation


def target_row(listed: Listed, one: Target, notes: Notes) -> tuple[Value, ...]:
    """Return one printed target."""
    provenance = one.provenance
    return (
        listed.called,
        year(one.period),
        formats.target(one),
        number(one.low, one.decimals),
        number(one.high, one.decimals),
        number(one.band),
        formats.indicator_unit(listed.history.indicator),
        one.measure,
        provenance.raw,
        one.base.name,
        one.definition.wording,
        one.territory.name,
        one.document.title,
        provenance.page_title,
        formats.place(provenance.place),
        provenance.page_address or say(UNKNOWN),
        provenance.remark,
        notes.markers((*one.row_footnotes, *one.footnotes), one.base),
    )


def row_start(listed: Listed, row: IndicatorYear) -> tuple[Value, ...]:
    """Return which indicator, group and year a row is of."""
    return listed.called, row.base.name, year(row.year)


def verdict_row(listed: Listed, row: IndicatorYear, notes: Notes) -> tuple[Value, ...]:
    """Return one judged year: the outcome beside the target, verdict and certainty, and what to beware of."""
    judgement, assessment, target = row.judgement, row.assessment, row.target
    return (
        *row_start(listed, row),
        row.measure,
        withheld.words(row.achieved),
        row.achieved.raw if row.achieved is not None else None,
        row.achieved.document.title if row.achieved is not None else None,
        formats.target(target) if target is not None else None,
        target.raw if target is not None else None,
        target.document.title if target is not None else None,
        formats.verdict_word(row.verdict, row.certainty),
        judgement.reason,
        f"{judgement.rule} ({judgement.rules_version})",
        formats.certainty_word(assessment.certainty) if assessment.certainty is not None else None,
        assessment.reason,
        f"{assessment.rule} ({assessment.rules_version})",
        yes_no(assessment.is_sensitive) if assessment.scenarios else None,
        _cautions(listed.history, row),
        notes.markers(row.footnotes, row.base),
    )


def _cautions(history: IndicatorHistory, row: IndicatorYear) -> str | None:
    """Return that something does not agree with a figure of this year, and where that is told."""
    words = "; ".join(caveats.severity_words(one for one in history.contradictions if one.period == row.year))
    if not words:
        return None
    return say("{words} (zie het blad Tegenstrijdigheden)", words=words)


def change_rows(listed: Listed, row: IndicatorYear) -> Iterator[tuple[Value, ...]]:
    """Yield a change once per design effect; one row where none is used, or where there is nothing to subtract."""
    change, start = row.change, row_start(listed, row)
    if isinstance(change, Refusal):
        yield _not_compared(start, say("niet vergeleken: {reason}", reason=change.reason))
    if not isinstance(change, Change):
        return
    if not withheld.is_change_told(change):
        hidden = change.earlier if not withheld.is_told(change.earlier) else change.later
        yield _not_compared(start, withheld.words(hidden))
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
            year(change.earlier.period),
            _figure(change.earlier),
            _figure(change.later),
            number(change.difference),
            say("procentpunt") if formats.is_percentage(unit) else unit or None,
            *map(number, change.rounding),
            number(effect),
            yes_no(effect == change.design_effect) if scenario else None,
            number(low),
            number(high),
            uncertainty.phrase(change, scenario.certainty) if scenario else change.phrase,
            earlier[0],
            later[0],
            earlier[3],
            later[3],
            number(tips.n_as_printed if tips else None),
            number(tips.n_whatever_rounding if tips else None),
        )


def _not_compared(start: tuple[Value, ...], words: str) -> tuple[Value, ...]:
    """Return a row of the changes that tells only why there is none."""
    place = CHANGE_HEADERS.index(_OUTCOME) + 1
    return (*start, *[None] * (place - len(start)), words, *[None] * (len(CHANGE_HEADERS) - place))


def revision_row(listed: Listed, one: Revision) -> tuple[Value, ...]:
    """Return one year that a later document prints otherwise."""
    return (
        listed.called,
        year(one.period),
        say(caveats.REVISION_WORDS[one.kind]),
        _words(one.earlier),
        one.earlier.raw,
        one.earlier.document.title,
        _words(one.later),
        one.later.raw,
        one.later.document.title,
        one.reason or say("geen document zegt waarom"),
    )


def _words(one: Observation | Target) -> str:
    return withheld.words(one) if isinstance(one, Observation) else formats.target(one)


def contradiction_row(one: Contradiction, documents: Mapping[str, str]) -> tuple[Value, ...]:
    """Return what does not agree, with its evidence; `documents` are titles by id."""
    return (
        one.indicator.name,
        year(one.period),
        formats.severity_word(one.severity),
        one.sentence,
        one.reckoning,
        "; ".join(_evidence(piece, documents) for piece in one.evidence) or None,
    )


def _evidence(piece: Observation | Target | Claim, documents: Mapping[str, str]) -> str:
    if isinstance(piece, Claim):
        return f"{piece.paraphrase} ({documents.get(piece.document_id, piece.document_id)}, {piece.place})"
    return say(
        "{figure} in {year}, {group}: ‘{cell}’ ({place})",
        figure=_words(piece),
        year=piece.period,
        group=piece.base.name,
        cell=" ".join(piece.raw.split()),
        place=f"{piece.document.title}, {formats.place(piece.provenance.place)}",
    )


def wave_row(wave: SurveyWave, notes: Notes) -> tuple[Value, ...]:
    """Return one year of a survey."""
    base = notes.bases.get(wave.base_id)
    return (
        wave.survey,
        year(wave.year),
        base.name if base else wave.base_id,
        known(wave.n),
        say(N_SOURCE_WORDS.get(wave.n_source, wave.n_source)),
        wave.design,
        known(wave.design_effect),
        notes.markers((), base, wave),
    )


# Headers -------------------------------------------------------------------------------------------------------------

INDICATOR, QUESTION, YEAR, GROUP = sayable("Indicator"), sayable("Vraag"), sayable("Jaar"), sayable("Groep")
DOCUMENT, _NOTES, _UNIT, _MEASURE = sayable("Document"), sayable("Noten"), sayable("Eenheid"), sayable("Wat")
_VERBATIM, _SHARE_OF, _DEFINITION = (
    sayable("Cel, letterlijk"),
    sayable("Groep waarvan het een deel is"),
    sayable("Definitie"),
)
_REMARK, _EFFECT, _OUTCOME, _REASON = (
    sayable("Opmerking"),
    sayable("Ontwerpeffect"),
    sayable("Uitkomst"),
    sayable("Waarom"),
)
_PLACE_HEADERS = (
    _DEFINITION, sayable("Gebied"), DOCUMENT, sayable("Pagina"), sayable("Plaats"), sayable("Adres van de pagina"),
    _REMARK, _NOTES,
)  # fmt: skip

_FIGURE_HEADERS = (
    YEAR, sayable("Cijfer"), _UNIT, sayable("Cijfer in woorden"), _MEASURE, _VERBATIM, sayable("Soort"), _SHARE_OF,
    sayable("Interval laag"), sayable("Interval hoog"), sayable("n"), sayable("n laagst"), sayable("n hoogst"),
    sayable("Herkomst n"), sayable("Toelichting bij n"), *_PLACE_HEADERS,
)  # fmt: skip

TARGET_HEADERS = (
    YEAR, sayable("Streefwaarde"), sayable("Laag"), sayable("Hoog"), sayable("Marge"), _UNIT, _MEASURE, _VERBATIM,
    _SHARE_OF, *_PLACE_HEADERS,
)  # fmt: skip

DETECTABLE_HEADERS = (
    GROUP, YEAR, _EFFECT, sayable("Kleinste aantoonbare verandering (procentpunt)"),
    sayable("n per meting voor 1 punt"),
)  # fmt: skip

VERDICT_HEADERS = (
    GROUP, YEAR, _MEASURE, _OUTCOME, sayable("Uitkomst, letterlijk"), sayable("Document van de uitkomst"),
    sayable("Streefwaarde"), sayable("Streefwaarde, letterlijk"), sayable("Document van de streefwaarde"),
    sayable("Oordeel"), sayable("Waarom dit oordeel"), sayable("Regel van het oordeel"), sayable("Zekerheid"),
    sayable("Waarom deze zekerheid"), sayable("Regel van de zekerheid"), sayable("Anders bij een ander ontwerpeffect"),
    sayable("Let op"), _NOTES,
)  # fmt: skip

CHANGE_HEADERS = (
    GROUP, YEAR, sayable("Vergeleken met jaar"), sayable("Eerder cijfer"), sayable("Later cijfer"),
    sayable("Verschil"), sayable("Eenheid van het verschil"), sayable("Verschil laagst door afronding"),
    sayable("Verschil hoogst door afronding"), _EFFECT, sayable("Hoofdberekening"), sayable("Interval laag"),
    sayable("Interval hoog"), _OUTCOME, sayable("n eerder"), sayable("n later"), sayable("Herkomst n eerder"),
    sayable("Herkomst n later"), sayable("Aantoonbaar vanaf n per meting, zoals gedrukt"),
    sayable("Aantoonbaar vanaf n per meting, bij elke afronding"),
)  # fmt: skip

REVISION_HEADERS = (
    YEAR, sayable("Soort"), sayable("Eerder cijfer"), sayable("Eerder, letterlijk"),
    sayable("Document dat het eerder drukte"),
    sayable("Later cijfer"), sayable("Later, letterlijk"), sayable("Document dat het anders drukt"), _REASON,
)  # fmt: skip
