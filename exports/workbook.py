"""A study or a policy field as a workbook: every figure with what it is of, how sure it is, and the cell it stands in.

One content, two kinds of file: .xlsx, and .ods, the open format that Dutch government asks for. A cover, the notes,
then one table a sheet (`exports.sheets_contents`). The same figures give the same bytes: the file is dated by the
youngest document in it, not by the clock.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from exports import ods, xlsx
from exports.sheets import NOT_APPLICABLE, UNKNOWN, Book, Link, Sheet, Value, said
from exports.sheets_contents import sheets
from exports.sheets_rows import Contents, Listed
from indicators import formats, standing, uncertainty
from indicators.judged import Assumptions, Contradiction, IndicatorHistory, Severity, StudyRecord
from indicators.language import current, say, sayable
from indicators.model import SurveyWave
from indicators.samples import NOTHING_ASSUMED

XLSX, ODS = "xlsx", "ods"
WRITERS: dict[str, Callable[[Book], bytes]] = {XLSX: xlsx.written, ODS: ods.written}
"""What a kind of file is called → what writes it."""

MEDIA_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ODS: "application/vnd.oasis.opendocument.spreadsheet",
}

_NO_DOCUMENT = date(2000, 1, 1)


def study_workbook(record: StudyRecord, kind: str = XLSX, known: str | None = None) -> bytes:
    """Return the whole of a study as a file, `xlsx` or `ods`; `known` says what of (`indicators.standing`)."""
    return WRITERS[kind](study_book(record, known))


def field_workbook(histories: Sequence[IndicatorHistory], kind: str = XLSX, known: str | None = None) -> bytes:
    """Return the whole of a policy field, all years, as a file; `known` says what of (`indicators.standing`).

    The histories are those of one field (`indicators.reading.indicator_histories`), and there is at least one.
    """
    return WRITERS[kind](field_book(histories, known))


def study_book(record: StudyRecord, known: str | None = None) -> Book:
    """Return what the workbook of a study holds."""
    items = {item.indicator_id: item for item in record.study.items}
    asked = [(items[history.indicator.indicator_id], history) for history in record.histories]
    of = Contents(
        [Listed(item.short_name, history, item.role) for item, history in asked],
        record.contradictions,
        record.waves,
        is_study=True,
    )
    introduction = (say("Inleiding"), " ".join(record.study.introduction.split()))
    return _book(record.study.title, of, record.assumptions, [introduction, _standing(known)])


def field_book(histories: Sequence[IndicatorHistory], known: str | None = None) -> Book:
    """Return what the workbook of a policy field holds."""
    field = histories[0].policy_field
    of = Contents(
        [Listed(history.indicator.name, history) for history in histories],
        _contradictions(histories),
        _waves(histories),
        is_study=False,
    )
    about = [(say("Beleidsveld"), field.title), (say("Programma"), field.programme), _standing(known)]
    return _book(field.title, of, NOTHING_ASSUMED, about)


def _standing(known: str | None) -> tuple[str, str]:
    return say("Stand volgens"), standing.said(known)


def _book(title: str, of: Contents, chosen: Assumptions, about: Sequence[tuple[Value, ...]]) -> Book:
    """Return the workbook: the cover, then every sheet that has rows."""
    filled = [sheet for sheet in sheets(of) if sheet.rows]
    cover = Sheet(
        say("Omslag"),
        title,
        say("Cijfers zoals de documenten ze drukken, met herkomst, oordeel en zekerheid."),
        said(sayable("Onderwerp"), sayable("Toelichting")),
        [*about, *_contents(filled), *_assumed(chosen), *_made(of)],
    )
    return Book(
        title,
        say("Cijfers met herkomst, oordeel en zekerheid"),
        current(),
        max((document.published_on for document in of.documents), default=_NO_DOCUMENT),
        (cover, *filled),
    )


def _contents(filled: Sequence[Sheet]) -> Iterator[tuple[Value, ...]]:
    """Yield what is on each sheet, with the way to it."""
    for sheet in filled:
        yield Link(say("Blad {sheet}", sheet=sheet.name), sheet.name), f"{sheet.title}. {sheet.about}"


def _assumed(chosen: Assumptions) -> Iterator[tuple[Value, ...]]:
    """Yield under which assumptions was reckoned."""
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
    yield say("Aantal antwoorden (n)"), n
    yield say("Ontwerpeffect"), effect
    yield say("Betrouwbaarheid"), f"{formats.number(chosen.confidence * 100)}%"


def _made(of: Contents) -> Iterator[tuple[Value, ...]]:
    """Yield what it was made from and by, and how to read it."""
    rows = [row for one in of.listed for row in one.history.years]
    versions = sorted({row.judgement.rules_version for row in rows} | {row.assessment.rules_version for row in rows})
    yield say("Regels"), ", ".join(versions) or None
    yield say("Documenten"), "; ".join(document.title for document in of.documents) or None
    yield say(NOT_APPLICABLE), say("Niet van toepassing.")
    yield say(UNKNOWN), say("De bron zegt het niet.")


def _contradictions(histories: Sequence[IndicatorHistory]) -> list[Contradiction]:
    """Return what does not agree, each once, the heaviest first."""
    once = {one.contradiction_id: one for history in histories for one in history.contradictions}
    return sorted(once.values(), key=lambda one: list(Severity).index(one.severity))


def _waves(histories: Sequence[IndicatorHistory]) -> list[SurveyWave]:
    """Return the years of the surveys behind the figures."""
    samples = (sample for history in histories for sample in history.samples.values())
    waves = {sample.wave.wave_id: sample.wave for sample in samples if sample.wave is not None}
    return sorted(waves.values(), key=lambda wave: (wave.survey, wave.year))
