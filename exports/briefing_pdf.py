"""A briefing as a pdf of one sheet: tagged for who cannot see it (PDF/UA-1), fit for an archive (PDF/A-2a).

How it looks is in `briefing.typ`; here the record becomes the data of that sheet. Dates are those of the figures, the
font is the dashboard's own, and nothing is read from the machine, so the same record gives the same bytes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
import typst

from exports import fonts
from exports.briefing_record import BriefingRecord, Figure, Row
from exports.finished_pdf import finished

AUTHOR = "Doelbereik"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
SHORT_HASH = 12
"""Letters of the content hash that are printed; the metadata hold all of it."""

_TEMPLATE = Path(__file__).with_name("briefing.typ")
_INK_OF_MARKS = "#4a4a4a"
"""Stands for `currentColor`: the neutral strokes of a mark, dark enough for a laser printer."""
_UNKNOWN_LETTER = "�"
_COLUMNS = ("previous", "planned", "achieved")
_LETTERS_OF_A_LINE = 122
"""Across the page, at the smallest size."""
_LINES_OF_A_HEADING = 2.5
_SHARES = (0.5, 0.42, 0.58)
"""Of the page, for the left of two columns; even ones where it makes no difference."""
_EMPTY_PAGES = 11
"""Typst keeps what it laid out for its next ten documents, some 30 MB a briefing: these, set in no time, free it."""
_TYPESETTING = Lock()


def pdf(record: BriefingRecord, host: str | None = None) -> bytes:
    """Return the briefing; `host` (`https://…`) makes its address a link and a QR code, without one it is printed."""
    return _typeset([record], title(record), None, host)


def together(records: Sequence[BriefingRecord], heading: str, host: str | None = None) -> bytes:
    """Return briefings of one language in one document, with a table of contents below `heading`."""
    if not records:
        raise ValueError("There is no briefing to put together: the list of records is empty.")
    return _typeset(records, f"{heading} – {AUTHOR}", heading, host)


def title(record: BriefingRecord) -> str:
    """Return what a reader's window and a catalogue call the document."""
    return f"{record.labels.briefing} {record.title} {record.year} ({record.edition}) – {AUTHOR}"


def layout_data(records: Sequence[BriefingRecord], title: str, heading: str | None, host: str | None) -> str:
    """Return what `briefing.typ` lays out, as JSON."""
    first = records[0]
    data = {
        "title": title,
        "author": list(dict.fromkeys(_author(record) for record in records)),
        "description": first.tally if len(records) == 1 else "",
        "keywords": [f"sha256:{record.content_hash}" for record in records],
        "date": list(_moment(records).timetuple()[:3]),
        "language": first.language,
        "heading": heading,
        "contents": None if heading is None else first.labels.contents,
        "footer": title,
        "briefings": [_sheet(record, f"b{number}", host) for number, record in enumerate(records, start=1)],
    }
    return json.dumps(_shown(data), ensure_ascii=False)


def _typeset(records: Sequence[BriefingRecord], title: str, heading: str | None, host: str | None) -> bytes:
    data = layout_data(records, title, heading, host)
    # One compiler keeps fonts and template in memory; it serves one caller at a time.
    with _TYPESETTING:
        made = _compiler().compile(
            _template(),
            sys_inputs={"data": data},
            format="pdf",
            pdf_standards=[*STANDARDS],
            timestamp=_moment(records),
        )
        for _ in range(_EMPTY_PAGES):
            _compiler().compile(b"", format="svg")
    assert isinstance(made, bytes)  # pages of their own are for pictures
    return finished(made)


def _moment(records: Sequence[BriefingRecord]) -> datetime:
    """Return the day of the youngest figures."""
    return datetime.fromisoformat(max(record.figures_from for record in records)).replace(tzinfo=UTC)


@cache
def _compiler() -> typst.Compiler:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts.folder())])
    return typst.Compiler(font_paths=known, ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _shown(value: Any) -> Any:
    """Return the data with � for letters that no font here has: an archive refuses a page with a letter missing."""
    if isinstance(value, str):
        return value.translate({ord(one): _UNKNOWN_LETTER for one in set(value) if not _is_shown(one)})
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _is_shown(letter: str) -> bool:
    return letter in "\n\t" or (letter.isascii() and letter.isprintable()) or ord(letter) in _letters_of_fonts()


@cache
def _letters_of_fonts() -> frozenset[int]:
    return fonts.letters() | {ord("◐"), ord(_UNKNOWN_LETTER)}  # these two are in the fonts of Typst itself


def _author(record: BriefingRecord) -> str:
    return AUTHOR if record.signature is None else record.signature.name


def _sheet(record: BriefingRecord, anchor: str, host: str | None) -> dict[str, Any]:
    """Return the record with what its place on paper adds: numbers of rows, years of columns, address and QR code."""
    numbers = _numbers(record.rows)
    numbered = list(zip(numbers, record.rows, strict=True))
    link = record.address if host is None else host.rstrip("/") + record.address
    number_of = {row.name: number for number, row in numbered}
    unexplained = {number for number, row in numbered if row.needs_commentary and row.commentary is None}
    return record.model_dump(mode="json") | {
        "id": anchor,
        "footer": title(record) if record.signature is not None else f"{title(record)} · {record.labels.draft}",
        "rows": _rows(record, numbers),
        "origins": _origins(record),
        "years": {column: _common_year(record.rows, column) for column in _COLUMNS},
        "cautions": [caution.model_dump() | {"row": number_of.get(caution.about)} for caution in record.cautions],
        "commentary": [
            row.commentary.model_dump() | {"row": number} for number, row in numbered if row.commentary is not None
        ],
        "unexplained": sorted(unexplained),
        "remarks": _remarks(record),
        "one_document": len({note.document for note in record.notes}) == 1,
        "signed_on": "" if record.signature is None else record.signature.on,
        "short_hash": record.content_hash[:SHORT_HASH],
        "link": link,
        "qr": None if host is None else _qr(link),
    }


def _rows(record: BriefingRecord, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows with what is printed below each: nothing that the name, or the row above of the same, says."""
    markers = {note.number: note.marker for note in record.notes}
    usual = _usual_documents(record)
    rows: list[dict[str, Any]] = []
    said: set[str] = set()
    for number, earlier, row in zip(numbers, (None, *record.rows), record.rows, strict=False):
        opens_group = _group(row) is not None and (earlier is None or _group(earlier) != _group(row))
        opens_name = opens_group or earlier is None or not _is_same_indicator(row, earlier)
        if opens_name:
            said = {_letters(row.name)}
        of_figures = {note for one in _figures(row).values() for note in one.notes}
        rows.append(
            row.model_dump(mode="json")
            | {
                "number": number,
                "opens_group": opens_group,
                "opens_name": opens_name,
                "own_notes": [note for note in row.notes if note not in of_figures],
                "mark": None if row.mark is None else row.mark.replace("currentColor", _INK_OF_MARKS),
                "certainty_word": "" if row.certainty_word in row.verdict_word else row.certainty_word,
                "below": _below(row, record, usual, markers, said),
            }
        )
    return rows


def _below(
    row: Row, record: BriefingRecord, usual: Mapping[str, str], markers: Mapping[int, str], said: set[str]
) -> list[dict[str, str]]:
    """Return definition, reason and literal cells as pieces of text; `said` grows with what is returned."""
    pieces = [
        {"label": record.labels.definition, "words": row.definition, "language": "nl", "key": row.definition},
        {"label": "", "words": row.reason, "language": record.language, "key": row.reason},
    ]
    for column, one in _figures(row).items():
        is_elsewhere = one.document is not None and one.document != usual.get(column)
        if one.raw is not None and (is_elsewhere or not _is_printed(one, markers)):
            where = f" ({one.document})" if is_elsewhere else ""
            words = f"‘{' '.join(one.raw.split())}’{where}"
            label = getattr(record.labels, column)
            pieces.append({"label": label, "words": words, "language": "nl", "key": label + words})
    new = [piece for piece in pieces if not any(_letters(piece["key"]) in known for known in said)]
    said |= {_letters(piece["key"]) for piece in new}
    return new


def _usual_documents(record: BriefingRecord) -> dict[str, str]:
    """Return the document that most figures of a column stand in, per column that has any."""
    usual = {}
    for column in _COLUMNS:
        found = Counter(
            one.document for row in record.rows if (one := _figures(row).get(column)) is not None and one.document
        )
        if found:
            usual[column] = found.most_common(1)[0][0]
    return usual


def _origins(record: BriefingRecord) -> list[dict[str, Any]]:
    """Return which columns come from which document, where there is more than one to tell apart."""
    columns_of: dict[str, list[str]] = {}
    for column, document in _usual_documents(record).items():
        columns_of.setdefault(document, []).append(getattr(record.labels, column))
    if len(record.sources) < 2:
        return []
    return [{"columns": columns, "document": document} for document, columns in columns_of.items()]


def _is_printed(one: Figure, markers: Mapping[int, str]) -> bool:
    """Return whether the cell, letter by letter, is what stands in the table: figure and markers of its notes."""
    printed = " ".join([one.words, *(f"({markers[note]})" for note in one.notes if note in markers)])
    return one.raw is not None and _plain(one.raw) in (_plain(one.words), _plain(printed))


def _remarks(record: BriefingRecord) -> dict[str, Any]:
    """Return how the columns below the table are divided: so that cautions, commentary and questions take least room.

    Reckoned in lines of text, not measured: an estimate that is a line off still gives a page that is nearly as short.
    """
    cautions = [f"{one.kind}: {one.sentence}" for one in record.cautions] or [record.labels.no_cautions]
    questions = [f"{one.question} {one.answer}" for one in record.questions] or [record.labels.no_questions]
    comments = [
        " ".join(one or "" for one in (said.cause, said.action, said.owner, said.author, said.written_on)) + " " * 30
        for row in record.rows
        if (said := row.commentary) is not None
    ] or [record.labels.empty]

    def lines(paragraphs: Iterable[str], share: float) -> float:
        return _LINES_OF_A_HEADING + sum(1.2 + len(one) // (share * _LETTERS_OF_A_LINE) for one in paragraphs)

    def room(share: float, is_beside: bool) -> float:
        left, right = lines(cautions, share), lines(questions, 1 - share)
        return max(left + lines(comments, share), right) if is_beside else max(left, right) + lines(comments, 1)

    share, is_beside = min(product(_SHARES, (True, False)), key=lambda choice: room(*choice))
    return {"columns": [share, 1 - share], "is_commentary_beside": is_beside}


def _figures(row: Row) -> dict[str, Figure]:
    return {column: one for column in _COLUMNS if (one := getattr(row, column)) is not None}


def _numbers(rows: Sequence[Row]) -> list[int]:
    """Return the number of each row's indicator in the table; rows of one indicator that follow each other share it."""
    numbers: list[int] = []
    for earlier, row in zip((None, *rows), rows, strict=False):
        last = numbers[-1] if numbers else 0
        numbers.append(last if earlier is not None and _is_same_indicator(row, earlier) else last + 1)
    return numbers


def _is_same_indicator(row: Row, earlier: Row) -> bool:
    return (row.indicator_id, row.name, _group(row)) == (earlier.indicator_id, earlier.name, _group(earlier))


def _group(row: Row) -> str | None:
    """Return the heading above the row, unless it is the row's own name again."""
    return None if row.group == row.name else row.group


def _common_year(rows: Sequence[Row], column: str) -> int | None:
    """Return the year of most figures of a column, for its header; the others carry their own."""
    years = Counter(one.year for row in rows if (one := _figures(row).get(column)) is not None)
    return years.most_common(1)[0][0] if years else None


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _qr(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, dark="#1c1c1c", xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()
