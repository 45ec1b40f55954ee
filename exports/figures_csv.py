"""Every figure and target of one indicator as a .csv that a Dutch spreadsheet opens by itself.

UTF-8 with a byte-order mark, semicolons, decimal commas, one row per figure and publication: what is printed, verbatim,
with its notes, base, definition, number of respondents and the cell it stands in. Numbers are in the unit beside them
(75 for 75%) and have no thousands mark; what is not one number is told in words. Words are in the language of the run;
commas and semicolons stay, for they are those of the reader's spreadsheet.

A text that a spreadsheet would take for a formula gets an apostrophe in front of it.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from indicators import formats
from indicators.judged import IndicatorHistory
from indicators.language import say, sayable
from indicators.model import Footnote, Observation, Target

HEADERS = (
    sayable("Indicator"),
    sayable("Id"),
    sayable("Beleidsveld"),
    sayable("Soort"),
    sayable("Jaar"),
    sayable("Cijfer"),
    sayable("Laag"),
    sayable("Hoog"),
    sayable("Eenheid"),
    sayable("In woorden"),
    sayable("Cel, letterlijk"),
    sayable("Wat"),
    sayable("Groep waarvan het een deel is"),
    sayable("n"),
    sayable("n in woorden"),
    sayable("Interval laag"),
    sayable("Interval hoog"),
    sayable("Definitie, versie"),
    sayable("Definitie"),
    sayable("Groep van vergelijkbare definities"),
    sayable("Gebied"),
    sayable("Gebiedscode"),
    sayable("Noten"),
    sayable("Document"),
    sayable("Uitgever"),
    sayable("Verschenen"),
    sayable("Pagina"),
    sayable("Adres van de pagina"),
    sayable("Tabel"),
    sayable("Groep in de tabel"),
    sayable("Rij"),
    sayable("Kolom"),
    sayable("Plaats"),
    sayable("Opmerking"),
    sayable("Correctie"),
)

# Whatever of these a cell begins with, also behind white space, starts a formula in one spreadsheet or another.
_STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠"


def indicator_csv(history: IndicatorHistory) -> bytes:
    """Return every publication of every figure and target of an indicator, by year, as the bytes of a file."""
    written = StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(map(say, HEADERS))
    printed: list[Observation | Target] = [*history.observations, *history.targets]
    printed.sort(key=lambda one: (one.period, isinstance(one, Target), one.document.edition_rank))
    lines.writerows(_row(one, history) for one in printed)
    return written.getvalue().encode("utf-8-sig")


def safe(text: str | None) -> str:
    """Return a text that no spreadsheet reckons with."""
    if not text:
        return ""
    begins = text.lstrip()[:1] or text[:1]
    return f"'{text}" if begins in _STARTS_A_FORMULA or text[0] in _STARTS_A_FORMULA else text


def _row(one: Observation | Target, history: IndicatorHistory) -> tuple[str, ...]:
    """Return a row in the order of `HEADERS`."""
    found, indicator = one.provenance, history.indicator
    if isinstance(one, Observation):
        kind, value, words = formats.kind_word(one.kind), one.value, formats.figure(one)
        sample = history.samples.get(one.observation_id)
        low, high = history.intervals.get(one.observation_id, (None, None))
    else:
        kind, value, words = say("streefwaarde"), _one_number(one), formats.target(one)
        sample, low, high = None, None, None
    cells = (
        safe(indicator.name),
        safe(indicator.indicator_id),
        safe(history.policy_field.title),
        safe(kind),
        str(one.period),
        _number(value, one.decimals),
        _number(one.low, one.decimals),
        _number(one.high, one.decimals),
        safe(one.identity.unit),
        safe(words),
        safe(one.raw),
        safe(one.measure),
        safe(one.base.name),
        _number(sample.n if sample else None, 0),
        safe(formats.sample(sample) if sample else None),
        _number(low, 1),
        _number(high, 1),
        str(one.definition.version),
        safe(one.definition.wording),
        safe(one.definition.comparability_group),
        safe(one.territory.name),
        safe(one.territory.code),
        safe(_notes((*one.row_footnotes, *one.footnotes))),
        safe(one.document.title),
        safe(one.document.publisher),
        safe(formats.published(one.document)),
        safe(found.page_title),
        safe(found.page_address),
        safe(found.table_title),
        safe(found.row_group),
        safe(found.row_label),
        safe(found.column_header),
        safe(formats.place(found.place)),
        safe(found.remark),
        safe(found.correction_id),
    )
    assert len(cells) == len(HEADERS), "every column has a header"
    return cells


def _one_number(target: Target) -> float | None:
    """Return the number a target asks for; None for a direction, a range or a text."""
    limits = {limit for limit in (target.low, target.high) if limit is not None}
    return limits.pop() if len(limits) == 1 else None


def _number(value: float | None, decimals: int | None) -> str:
    """Return a number with a decimal comma, as precise as it is printed; nothing for none."""
    if value is None:
        return ""
    written = f"{value:.{decimals}f}" if decimals is not None else repr(value).removesuffix(".0")
    return written.replace(".", ",")


def _notes(notes: Iterable[Footnote]) -> str:
    """Return notes with their markers, each once."""
    once = {note.footnote_id: note for note in notes}
    return " ".join(f"[{note.marker}] {formats.footnote(note)}" for note in once.values())
