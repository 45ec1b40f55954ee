"""The stored reading of a page: `data/sources/<document>/`, one row per printed figure, reviewable in a diff.

    <page>.csv          every figure of the page's tables, in reading order; a cell with two figures gives two rows
    <page>.notes.csv    the notes below its tables, markers without a note, notes without a marker
    <page>.refused.csv  what was refused or should be looked at; absent when there is nothing
    <page>.toml         what the page is: title, address, checksum of the received file, how it got here
    <page>.curated.csv  figures that stand only in sentences or came in no readable form, typed in by hand; or estimates
                        of a survey file, whose answers are not kept

Files are UTF-8 with LF and a header row. An empty field means "nothing"; the verbatim cell (`raw`) keeps its line
breaks. The first four are written by `save`, the last by hand; `.toml` is never overwritten, only its checksum.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loaders.catalogue import WEB_ADDRESS, Entry, Slug, Text, WebAddress, Year
from loaders.cells import clean, has_decimal_points, parse_cell
from loaders.estimates import typed
from loaders.extraction import VALUE_ROLES, Cell, CellKind, Extraction, Qualifier, Role, Table
from loaders.grid import Problem
from loaders.validation import FileFaults, closest
from warehouse.progress import Progress, counted, unheard

IN_A_SENTENCE = "tekst"
"""Table title of a figure that stands in no table."""

AS_READ = ("kind", "value", "low", "high", "qualifier", "reason", "reference")
"""What a stored figure takes over from the reading of its cell."""

WORDED_KINDS = frozenset({CellKind.TEXT, CellKind.DIRECTION})

Words = Annotated[tuple[str, ...], BeforeValidator(lambda field: field.split() if isinstance(field, str) else field)]
"""Several words in one field, separated by a space."""

Value = TypeVar("Value")
Maybe = Annotated[Value | None, BeforeValidator(lambda field: None if field == "" else field)]
"""A field that may be empty, which means nothing."""


class StoredRow(BaseModel):
    """One row of a stored file, whose fields are text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def changed(self, **changes: object) -> Self:
        """Return the row with some fields changed and validated anew."""
        return type(self).model_validate({**self.model_dump(), **changes})


class Figure(StoredRow):
    """One printed figure, or one of the two in a cell (`part` 1 and 2)."""

    table: int
    """Number of the table on the page, from 1."""
    table_title: str
    field_code: Maybe[str]
    field_title: Maybe[str]
    row: int
    """Number of the row in the table, from 1, refused rows not counted."""
    group: Maybe[str]
    parent: Maybe[str]
    label: str
    former_label: Maybe[str]
    label_markers: Words
    row_unit: Maybe[str]
    row_source: Maybe[str]
    column: int
    """Number of the column after the label, from 1."""
    header: str
    header_markers: Words
    role: Role
    year: Maybe[int]
    year_source: str
    raw: str
    part: Annotated[int, Field(ge=0)]
    kind: CellKind
    value: Maybe[float]
    low: Maybe[float]
    high: Maybe[float]
    text: Maybe[str]
    """What a cell in words says (kinds text and direction), on clean lines."""
    qualifier: Maybe[Qualifier]
    unit: Maybe[str]
    decimals: Maybe[int]
    markers: Words
    cell_year: Maybe[int]
    reason: Maybe[str]
    reference: Maybe[str]
    remark: Maybe[str]
    flags: Words
    place: str

    @property
    def period(self) -> int | None:
        """The year it is about: the cell's own before the column's."""
        return self.cell_year or self.year

    def problem(self, message: str, found: str, expected: str, kind: str = "", **more: str) -> Problem:
        """Return a problem at its place."""
        at = {"table": self.table_title, "row": self.label, "column": self.header, "place": self.place}
        return Problem(message, found, expected, kind=kind, **(at | more))


def _same(stated: object, *names: str) -> dict[str, Any]:
    """Return the attributes that are called the same in a reading and in its stored rows."""
    return {name: getattr(stated, name) for name in names}


class Note(StoredRow):
    """One note below a table; `flag` says what is odd about it."""

    table: int
    table_title: str
    marker: str
    text: Maybe[str]
    flag: Maybe[Literal["note_missing", "not_referred_to", "empty", "remark"]]


class Refusal(StoredRow):
    """One problem of a page, with the facts of `loaders.grid.Problem`."""

    severity: Literal["refused", "notice"]
    kind: str
    table: Maybe[str]
    row: Maybe[str]
    column: Maybe[str]
    place: str
    found: str
    expected: str
    message: str
    advice: str = ""

    def as_problem(self) -> Problem:
        """Return it as the problem it was."""
        return Problem(**self.model_dump())


class CuratedFigure(StoredRow):
    """One figure typed in by hand; what is left empty is as the catalogue says."""

    indicator_id: Slug
    definition_version: Maybe[int] = None
    base_id: Maybe[Slug] = None
    territory_id: Maybe[Slug] = None
    method: Maybe[str] = None
    part: Maybe[Annotated[int, Field(ge=1, le=2)]] = None
    period: Year
    kind: Literal["achieved", "forecast", "baseline", "benchmark", "narrative", "previously_reported", "target"]
    raw: Text
    value: Maybe[float] = None
    low: Maybe[float] = None
    high: Maybe[float] = None
    qualifier: Maybe[Qualifier] = None
    text: Maybe[str] = None
    unit: Maybe[str] = None
    decimals: Maybe[int] = None
    n: Maybe[Annotated[int, Field(gt=0)]] = None
    n_source: Maybe[Literal["published", "derived", "assumed", "unknown", "not_applicable"]] = None
    design_effect: Maybe[Annotated[float, Field(gt=0)]] = None
    """Of a figure that was estimated from a survey file."""
    place: Text
    note: Maybe[str] = None

    def as_figure(self, label: str) -> Figure:
        """Return it in the form of a printed figure; what was not typed in is read from its verbatim text."""
        cell = parse_cell(self.raw)
        read = _same(cell, *AS_READ, "flags")
        if self.text is not None:
            read |= {"kind": CellKind.TEXT, "value": None, "low": None, "high": None}
        elif not (self.value is None and self.low is None and self.high is None):
            kind = cell.kind if cell.kind in (CellKind.PERCENT, CellKind.AMOUNT, CellKind.RANK) else CellKind.NUMBER
            read |= {"kind": kind} | _same(self, "value", "low", "high")
            if cell.value == self.value:
                read |= {side: getattr(cell, side) for side in ("low", "high") if read[side] is None}
        stated = _same(self, "text", "raw", "decimals", "place") | {
            "table_title": IN_A_SENTENCE,
            "label": label,
            "header": "",
            "role": Role.TARGET if self.kind == "target" else Role.ACHIEVED,
            "year": self.period,
            "year_source": "curated",
            "part": self.part or 0,
            "qualifier": self.qualifier or cell.qualifier,
            "remark": self.note,
        }
        nothing = dict.fromkeys(Figure.model_fields) | dict.fromkeys(("table", "row", "column"), 0)
        nothing |= dict.fromkeys(("label_markers", "header_markers", "markers"), ())
        return Figure.model_validate(nothing | read | stated)


class PageSheet(Entry):
    """What a page is; `<page>.toml`."""

    title: Text
    address: WebAddress | None = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """Of the file as received; a page that was only typed in has none."""
    received_via: Text
    abridged: Literal["nothing", "notes", "labels_and_notes"]
    territory: Slug | None = None
    """Overrules the document's."""
    rows_are: Literal["indicators", "territories"] = "indicators"
    """With `territories` the group row names the indicator and the row the territory."""
    territories: Annotated[dict[str, Slug], Field(default_factory=dict)]
    """Row label → territory id."""


@dataclass(frozen=True)
class StoredPage:
    """One page as it is stored."""

    document_id: str
    name: str
    sheet: PageSheet
    sha256: str
    """Of the received file; of the typed-in figures where no file was received."""
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    curated: tuple[CuratedFigure, ...] = ()

    @property
    def page_id(self) -> str:
        """Document id and name of the page."""
        return f"{self.document_id}/{self.name}"

    def file(self, suffix: str) -> str:
        """Return the path of one of its files as the reader of a problem knows it."""
        return f"data/sources/{self.page_id}{suffix}"


# Writing ------------------------------------------------------------------------------------------------------------


def save(extraction: Extraction, folder: Path, document_id: str, page: str) -> list[Path]:
    """Write the reading of one page below `folder` (data/sources) and return the files written.

    Curated figures and what a person wrote in the page's `.toml` stay as they are; estimates of a survey file take the
    place of those that were estimated before.
    """
    place = folder / document_id
    place.mkdir(parents=True, exist_ok=True)
    written = [
        _write(place / f"{page}.csv", Figure, figures_of(extraction)),
        _write(place / f"{page}.notes.csv", Note, notes_of(extraction)),
        _write_sheet(place / f"{page}.toml", extraction),
    ]
    if extraction.estimates:
        title = str(extraction.document.get("title") or "")
        estimated = [CuratedFigure.model_validate(typed(one, title)) for one in extraction.estimates]
        written.append(_write(place / f"{page}.curated.csv", CuratedFigure, estimated))
    refused = place / f"{page}.refused.csv"
    if extraction.problems:
        written.append(_write(refused, Refusal, [Refusal(**vars(problem)) for problem in extraction.problems]))
    else:
        refused.unlink(missing_ok=True)
    return written


def figures_of(extraction: Extraction) -> tuple[Figure, ...]:
    """Return the figures of a page as they are stored."""
    tables = enumerate(extraction.tables, start=1)
    return tuple(figure for number, table in tables for figure in _figures(number, table))


def notes_of(extraction: Extraction) -> tuple[Note, ...]:
    """Return the notes of a page as they are stored."""
    tables = enumerate(extraction.tables, start=1)
    return tuple(note for number, table in tables for note in _notes(number, table))


def _figures(number: int, table: Table) -> Iterator[Figure]:
    of_table = {"table": number, "table_title": table.title} | _same(table, "field_code", "field_title")
    columns = [column for column in table.columns if column.role is not Role.LABEL]
    for row_number, row in enumerate(table.rows, start=1):
        of_row = of_table | _same(row, "group", "parent", "label", "former_label")
        of_row |= {"row": row_number, "row_unit": row.unit, "row_source": row.source, "label_markers": row.markers}
        of_row["place"] = row.place or table.place
        for column_number, (column, cell) in enumerate(zip(columns, row.cells, strict=True), start=1):
            of_column = of_row | _same(column, "header", "role", "year", "year_source")
            of_column |= {"column": column_number, "header_markers": column.markers}
            for of_cell in _parts(cell):
                yield Figure.model_validate(of_column | of_cell)


def _parts(cell: Cell) -> Iterator[dict[str, Any]]:
    """Yield what was read from a cell: once, or for each of its figures."""
    figures = cell.parts if cell.kind is CellKind.PAIR else (cell,)
    claimed = {marker for figure in figures for marker in figure.markers}
    for number, figure in enumerate(figures, start=1):
        is_last = number == len(figures)
        yield _same(figure, *AS_READ, "unit", "decimals", "remark") | {
            "raw": cell.raw,
            "part": number if len(figures) > 1 else 0,
            "text": clean(figure.raw) if figure.kind in WORDED_KINDS else None,
            # A marker that no figure of the cell claims stands behind the last one.
            "markers": figure.markers + tuple(m for m in cell.markers if is_last and m not in claimed),
            "cell_year": figure.year or cell.year,
            "flags": tuple(dict.fromkeys(figure.flags + cell.flags)),
        }


def _notes(number: int, table: Table) -> Iterator[Note]:
    for marker, text in table.notes.items():
        flag: Literal["note_missing", "not_referred_to", "empty"] | None = None
        if not text:
            flag = "note_missing" if text is None else "empty"
        elif marker in table.unused_notes:
            flag = "not_referred_to"
        yield Note(table=number, table_title=table.title, marker=marker, text=text or None, flag=flag)
    for remark in table.remarks:
        yield Note(table=number, table_title=table.title, marker="", text=remark, flag="remark")


def _write(file: Path, model: type[StoredRow], rows: Sequence[StoredRow]) -> Path:
    names = list(model.model_fields)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        for row in rows:
            fields = [shown(getattr(row, name)) for name in names]
            # Without quotes a lone carriage return would end the row for whoever reads the file.
            (quoting if any("\r" in field for field in fields) else writer).writerow(fields)
    return file


def shown(value: object) -> str:
    """Return a field as it stands in a stored file."""
    match value:
        case None:
            return ""
        case tuple():
            return " ".join(value)
        case float():
            return repr(value).removesuffix(".0")
        case _:
            return str(value)


def _write_sheet(file: Path, extraction: Extraction) -> Path:
    sha256 = str(extraction.document.get("sha256") or "")
    if file.exists():
        line = f'sha256 = "{sha256}"'
        text, found = re.subn(r'(?m)^sha256 = ".*"$', line, file.read_text(encoding="utf-8"))
        # A page that was typed in by hand so far has none.
        file.write_text(text if found else f"{line}\n{text}", encoding="utf-8")
        return file
    address = extraction.document.get("address")
    of_field = next(((table.field_code, table.field_title) for table in extraction.tables), ())
    values = {
        "title": " ".join(filter(None, of_field)) or extraction.document.get("title") or file.stem,
        # A browser writes `about:internet` in a page it saved from elsewhere: no way back to it.
        "address": address if re.match(WEB_ADDRESS, str(address)) else None,
        "sha256": sha256,
        "received_via": f"{'estimated' if extraction.estimates else 'read'} from {extraction.document.get('file')}",
        "abridged": "nothing",
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value]
    # The one control character that a string may hold in JSON and not in TOML.
    file.write_text("".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")
    return file


def differences(page: StoredPage) -> Iterator[Problem]:
    """Yield every stored cell that today's reader reads otherwise; the reader or the stored reading is wrong."""
    for number, of_table in groupby(page.figures, key=lambda figure: figure.table):
        cells = [list(of_cell) for _, of_cell in groupby(of_table, key=lambda figure: (figure.row, figure.column))]
        known = frozenset(note.marker for note in page.notes if note.table == number and note.text)
        points = has_decimal_points(figures[0].raw for figures in cells)
        for figures in cells:
            first = figures[0]
            if first.role not in VALUE_ROLES or NOT_REREAD.intersection(first.flags):
                continue
            stored = [_same(figure, *READ_FROM_CELL) for figure in figures]
            read = [first.model_copy(update=part) for part in _parts(parse_cell(first.raw, known, points))]
            today = [_same(figure, *READ_FROM_CELL) for figure in read]
            if stored != today:
                yield first.problem(
                    "The stored reading of a cell is not today's",
                    _in_words(stored, today),
                    _in_words(today, stored),
                    "stored-reading-differs",
                    place=page.file(".csv"),
                    severity="notice",
                    advice="Extract the page anew and look at the difference.",
                )


READ_FROM_CELL = (
    "part", "kind", "value", "low", "high", "text", "qualifier", "unit", "decimals", "markers", "reference", "remark"
)  # fmt: skip
"""What the cell alone decides; a year may come from the row, a reason from a note."""

NOT_REREAD = frozenset({"percentage-above-100"})
"""Flags of cells that were judged by more than their text."""


def _in_words(reading: list[dict[str, Any]], other: list[dict[str, Any]]) -> str:
    """Return what one reading says where it differs from the other."""
    if len(reading) != len(other):
        return f"{len(reading)} figures"
    return "; ".join(
        f"{name} {shown(value) or 'nothing'}"
        for part, other_part in zip(reading, other, strict=True)
        for name, value in part.items()
        if value != other_part[name]
    )


# Reading ------------------------------------------------------------------------------------------------------------

AnyRow = TypeVar("AnyRow", bound=StoredRow)

_SUFFIX = re.compile(r"((\.notes|\.refused|\.curated)?\.csv|\.toml)$")


def read_sources(data: Path, progress: Progress = unheard) -> tuple[list[StoredPage], list[Problem]]:
    """Return every page stored below `data`/sources, by document and name, and every mistake in their files."""
    reader = _Reader(data, "The stored reading cannot be used", "source-file")
    folder = data / "sources"
    stored = sorted({(file.parent, _SUFFIX.sub("", file.name)) for file in folder.glob("*/*")})
    pages = [page for place, name in counted(progress, "sources", stored) if (page := reader.page(place, name))]
    if not pages and not reader.problems:
        reader.add(folder, "no pages", "at least one folder of a document with a page in it")
    return pages, reader.problems


class _Reader(FileFaults):
    """Reads stored pages."""

    def page(self, folder: Path, name: str) -> StoredPage | None:
        """Return one page, None when it cannot be read at all."""
        sheet_file, typed_in = folder / f"{name}.toml", folder / f"{name}.curated.csv"
        sheet = self._sheet(sheet_file)
        figures = self._rows(folder / f"{name}.csv", Figure)
        notes = self._rows(folder / f"{name}.notes.csv", Note)
        refusals = self._rows(folder / f"{name}.refused.csv", Refusal)
        curated = self._rows(typed_in, CuratedFigure)
        if sheet is None:
            return None
        sha256 = sheet.sha256
        if sha256 is None:
            if figures or not typed_in.exists():
                self.add(sheet_file, "nothing", "the SHA-256 of the file the tables came from", "key 'sha256'")
                return None
            sha256 = hashlib.sha256(typed_in.read_bytes()).hexdigest()
        return StoredPage(folder.name, name, sheet, sha256, figures, notes, refusals, curated)

    def _sheet(self, file: Path) -> PageSheet | None:
        values = self.toml(file, "a page's title, address and where it came from")
        try:
            return None if values is None else PageSheet.model_validate(values)
        except ValidationError as error:
            self.add_invalid(file, PageSheet, error)
        return None

    def _rows(self, file: Path, model: type[AnyRow]) -> tuple[AnyRow, ...]:
        rows: list[AnyRow] = []
        if not file.exists():
            return ()
        try:
            with file.open(encoding="utf-8", newline="") as stream:
                reader = csv.DictReader(stream, strict=True)
                if not self._has_readable_header(file, model, reader.fieldnames or []):
                    return ()
                for number, fields in enumerate(reader, start=1):
                    if None in fields or None in fields.values():
                        self.add(file, "another number of fields", "one field for each column", f"row {number}")
                        continue
                    try:
                        rows.append(model.model_validate(fields))
                    except ValidationError as error:
                        self.add_invalid(file, model, error, f"row {number}")
        except (csv.Error, UnicodeDecodeError) as error:
            self.add(file, str(error), "readable CSV in UTF-8")
        return tuple(rows)

    def _has_readable_header(self, file: Path, model: type[StoredRow], header: Sequence[str]) -> bool:
        known = model.model_fields
        unknown = [name for name in header if name not in known]
        missing = [name for name, field in known.items() if field.is_required() and name not in header]
        for name in unknown:
            self.add(file, name, "a column that is known here" + closest(name, known), "header")
        if missing:
            self.add(file, ",".join(header), f"the columns {', '.join(missing)} too", "header")
        return not unknown and not missing
