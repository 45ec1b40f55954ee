"""Every figure and target of an indicator or a policy field as a .csv, for a spreadsheet or for a program.

What a Dutch spreadsheet opens by itself: UTF-8 with a byte-order mark, semicolons, decimal commas, one row per figure
and publication: what is printed, verbatim, with its notes, base, definition, number of respondents and the cell it
stands in. Numbers are in the unit beside them (75 for 75%) and have no thousands mark; what is not one number is told
in words. Words are in the language of the run; commas and semicolons stay, for they are those of the reader's
spreadsheet. What a program reads is `field_table_csv`.

A text that a spreadsheet would take for a formula gets an apostrophe in front of it.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from exports import caveats, figure_table, withheld
from exports.figure_table import Value
from exports.formulas import harmless, safe
from exports.sheets import yes_no
from indicators import formats
from indicators.judged import Contradiction, IndicatorHistory
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
    sayable("Oordeel"),
    sayable("Zekerheid"),
    sayable("Oordeel gaat over dit cijfer"),
    sayable("Let op"),
    sayable("Tegenstrijdigheden"),
    sayable("Herzieningen"),
    sayable("Herdefinitie"),
)


def indicator_csv(history: IndicatorHistory) -> bytes:
    """Return every publication of every figure and target of an indicator, by year, as the bytes of a file."""
    return field_csv([history])


def field_csv(histories: Iterable[IndicatorHistory]) -> bytes:
    """Return the same of every indicator of a policy field, in their order."""
    written = StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(map(say, HEADERS))
    for history in histories:
        lines.writerows(_row(one, history) for one in figure_table.printed(history))
    return written.getvalue().encode("utf-8-sig")


def field_table_csv(histories: Iterable[IndicatorHistory]) -> bytes:
    """Return all figures and targets for a program: commas, points, UTF-8 without a mark, ids beside names, ISO dates.

    Headers are those of `exports.figure_table`, in every language; a missing value is empty.
    """
    written = StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(column.name for column in figure_table.COLUMNS)
    for history in histories:
        lines.writerows(map(plain, row) for row in figure_table.rows(history))
    return written.getvalue().encode()


def plain(value: Value) -> str:
    """Return a cell for a program: `75.5`, `true`, `2019-07-15`; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return repr(value).removesuffix(".0")
        case str():
            return harmless(value)
        case _:
            return str(value)


def _row(one: Observation | Target, history: IndicatorHistory) -> tuple[str, ...]:
    """Return a row in the order of `HEADERS`."""
    found, indicator = one.provenance, history.indicator
    sample, (low, high) = None, (None, None)
    value, lowest, highest = None, one.low, one.high
    if isinstance(one, Target):
        kind, value, words = say("streefwaarde"), one.number, formats.target(one)
    elif withheld.is_told(one):
        kind, value, words = formats.kind_word(one.kind), one.value, withheld.words(one)
        sample = history.samples.get(one.observation_id)
        low, high = history.intervals.get(one.observation_id, (None, None))
    else:
        kind, words, lowest, highest = formats.kind_word(one.kind), withheld.words(one), None, None
    year, revised = caveats.judged(history, one), caveats.revisions(history, one)
    cells = (
        safe(indicator.name),
        safe(indicator.indicator_id),
        safe(history.policy_field.title),
        safe(kind),
        str(one.period),
        _number(value, one.decimals),
        _number(lowest, one.decimals),
        _number(highest, one.decimals),
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
        safe(formats.verdict_word(year.verdict, year.certainty) if year else None),
        safe(formats.certainty_word(year.certainty) if year and year.certainty else None),
        safe(yes_no(caveats.is_judged(year, one))),
        safe(caveats.in_words(history, one)),
        safe("; ".join(_told(each) for each in caveats.contradictions(history, one))),
        safe("; ".join(each.revision_id for each in revised)),
        safe(yes_no(caveats.is_redefined(revised))),
    )
    assert len(cells) == len(HEADERS), "every column has a header"
    return cells


def _told(found: Contradiction) -> str:
    """Return what does not agree: its id, and what it is called."""
    return f"{found.contradiction_id}: {found.sentence}"


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
