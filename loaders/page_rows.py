"""The rows of one page: what it is, its figures, its notes, what was refused and what its load came to."""

from collections import Counter

from loaders.cells import one_line
from loaders.extraction import VALUE_ROLES, CellKind, Role
from loaders.sources import CuratedFigure, Figure, Note, StoredPage
from loaders.subjects import Subject, Subjects
from loaders.tables import TableRow
from loaders.values import SAYS, is_missing, observed, planned
from warehouse.checks import SERIES

Edition = dict[tuple[object, ...], tuple[TableRow, TableRow]]
"""What one document has printed so far, with the load it came in: a series and year is loaded once per document."""


class PageRows:
    """Adds the rows of one page to the tables; `edition` knows the pages of its document that came before."""

    def __init__(
        self, page: StoredPage, correction_of: dict[tuple[str, int], str], subjects: Subjects, edition: Edition
    ) -> None:
        self.page, self.correction_of, self.subjects, self.edition = page, correction_of, subjects, edition
        self.tables, self.rows = subjects.tables, subjects.tables.rows
        self.noted = {(note.table, note.marker) for note in page.notes if note.flag != "remark"}
        self.tables_of_missing_notes: dict[tuple[int, str], str] = {}
        self.unknown_columns: set[tuple[int, int]] = set()
        self.rows_of_pairs = {(figure.table, figure.row) for figure in page.figures if figure.part == 2}
        suffix = ".csv" if page.figures or not page.curated else ".curated.csv"
        self.load: TableRow = {
            "load_id": page.page_id,
            "document_id": page.document_id,
            "page_id": page.page_id,
            "input": f"sources/{page.page_id}{suffix}",
            "sha256": page.sha256,
        }
        self.load |= dict.fromkeys(("rows_read", "rows_loaded", "rows_repeated", "rows_refused"), 0)
        self.rows["load"].append(self.load)

    def add(self) -> None:
        """Add the page, its figures, footnotes and problems."""
        page, sheet = self.page, self.page.sheet
        self.rows["page"].append(
            {"page_id": page.page_id, "document_id": page.document_id}
            | sheet.model_dump(include={"title", "address", "abridged", "received_via"})
        )
        for refusal in page.refusals:
            if refusal.severity == "refused":
                self.load["rows_read"] += 1
                self.load["rows_refused"] += 1
            self.tables.add_problem(page.page_id, refusal.as_problem())
        for index, figure in enumerate(page.figures):
            self._add_printed(figure, self.correction_of.get((page.page_id, index)))
        for curated in page.curated:
            self._add_typed_in(curated)
        self._add_footnotes()

    # Figures --------------------------------------------------------------------------------------------------------

    def _add_printed(self, figure: Figure, correction_id: str | None) -> None:
        """Add one figure of a table; units, periods and sources are part of their row already."""
        if figure.role not in VALUE_ROLES:
            if figure.role is Role.UNKNOWN and (figure.table, figure.column) not in self.unknown_columns:
                self.unknown_columns.add((figure.table, figure.column))
                message = "The column was not loaded: it is not known what its figures are"
                self._add_notice(
                    figure, message, figure.header, "a header that says what the figures are", "column-not-loaded"
                )
            return
        self.load["rows_read"] += 1
        period = figure.period
        if period is None or not 1990 <= period <= 2100:
            message = "The column has no year; the figure was not loaded"
            expected = "a year from 1990 to 2100 in the header or in the cell"
            self._refuse(figure, message, figure.header, expected, "year-unknown")
            return
        if figure.part > 2:
            message = "A cell holds more than two figures; the third and later ones were not loaded"
            self._refuse(figure, message, figure.raw, "one figure, or two", "too-many-figures")
            return
        subject = self.subjects.of_printed(self.page, figure, period)
        if subject is None:
            return
        self._add_figure(figure, period, subject, correction_id, {})
        # An empty cell in a row of pairs says that both figures are missing; a target printed once stands for both.
        is_empty_pair = figure.kind is CellKind.MISSING and (figure.table, figure.row) in self.rows_of_pairs
        if is_empty_pair and not figure.part and subject.kind != "target" and subject.indicator.measure_of(2):
            self._add_printed(figure.model_copy(update={"part": 2}), correction_id)

    def _add_typed_in(self, curated: CuratedFigure) -> None:
        """Add one figure that was typed in by hand."""
        self.load["rows_read"] += 1
        subject = self.subjects.of_typed_in(self.page, curated)
        if subject is not None:
            sample: TableRow = {} if curated.n is None else {"n": curated.n, "n_source": "published"}
            if curated.n_source is not None:
                sample["n_source"] = curated.n_source
            sample["design_effect"] = curated.design_effect
            self._add_figure(curated.as_figure(subject.indicator.name), curated.period, subject, None, sample)

    def _add_figure(
        self, figure: Figure, period: int, subject: Subject, correction_id: str | None, sample: TableRow
    ) -> None:
        """Add a figure as an observation or a target, with the footnotes of its label, cell and header."""
        row = subject.series | {
            "period": period,
            "decimals": figure.decimals,
            "raw": figure.raw,
            "remark": figure.remark,
            "document_id": self.page.document_id,
            "page_id": self.page.page_id,
            "table_title": one_line(figure.table_title),
            "row_group": one_line(figure.group) if figure.group else None,
            "row_label": figure.label,
            "column_header": figure.header,
            "place": figure.place or f"table {figure.table}, row {figure.row}",
            "year_source": "cell" if figure.cell_year else figure.year_source or "printed",
            "correction_id": correction_id,
            "load_id": self.page.page_id,
        }
        table = "target" if subject.kind == "target" else "observation"
        if table == "target":
            row |= planned(figure, subject.indicator)
        else:
            row |= {"kind": subject.kind} | observed(figure, subject.indicator) | sample
        if not self._admit(table, row, figure):
            return
        self.rows[table].append(row)
        for marker in figure.label_markers:
            self._attach(figure, marker, "indicator", {"indicator_id": subject.indicator.id})
        for marker in figure.markers:
            # The row stands for its number until all rows are sorted.
            self._attach(figure, marker, table, {"figure": row})
        for marker in figure.header_markers:
            self._attach(figure, marker, "header", {"column_header": figure.header})

    def _admit(self, table: str, row: TableRow, figure: Figure) -> bool:
        """Count a figure and return whether it is loaded: once per document, and only one value is no fault."""
        key = (table, row.get("kind"), row["period"], *(row[name] for name in SERIES))
        earlier, its_load = self.edition.setdefault(key, (row, self.load))
        if earlier is row:
            self.load["rows_loaded"] += 1
            return True
        printed, where = one_line(earlier["raw"]), f"{earlier['page_id']}, table '{earlier['table_title']}'"
        gives_way = is_missing(table, earlier) and not is_missing(table, row)
        if gives_way or is_missing(table, row) or all(earlier.get(name) == row.get(name) for name in SAYS[table]):
            message = "The document prints this figure more than once; it was loaded once"
            self._add_notice(figure, message, one_line(figure.raw), f"'{printed}' on {where}", "figure-repeated")
        else:
            self.tables.add_fault(
                figure.problem(
                    "The document prints the same figure twice, with different values",
                    f"{one_line(figure.raw)} ({row['period']})",
                    f"'{printed}', as on {where}, {earlier['place']}",
                    place=f"{self.page.page_id}, {figure.place}",
                    advice="If they are two indicators, link their labels apart; if one is wrong, declare a correction "
                    "of its value, or of its role to `unknown`.",
                )
            )
        if gives_way:
            # Nothing in one place and a figure in another: the figure is what the document knows.
            self.rows[table].remove(earlier)
            its_load["rows_loaded"] -= 1
            its_load["rows_repeated"] += 1
            self.edition[key] = (row, self.load)
            self.load["rows_loaded"] += 1
        else:
            self.load["rows_repeated"] += 1
        return gives_way

    def _refuse(self, figure: Figure, message: str, found: str, expected: str, kind: str) -> None:
        """Note a figure that is not loaded because the source does not say enough."""
        self.load["rows_refused"] += 1
        self.tables.add_problem(self.page.page_id, figure.problem(message, found, expected, kind))

    def _add_notice(self, figure: Figure, message: str, found: str, expected: str, kind: str) -> None:
        """Note something a person should look at."""
        notice = figure.problem(message, found, expected, kind, severity="notice")
        self.tables.add_problem(self.page.page_id, notice)

    # Footnotes ------------------------------------------------------------------------------------------------------

    def _attach(self, figure: Figure, marker: str, attached_to: str, bearer: TableRow) -> None:
        """Attach one footnote of the figure's table."""
        if (figure.table, marker) not in self.noted:
            self.tables_of_missing_notes.setdefault((figure.table, marker), figure.table_title)
        attachment = {"footnote_id": self._footnote_id(figure.table, marker), "attached_to": attached_to}
        self.rows["footnote_attachment"].append(attachment | bearer)

    def _footnote_id(self, table: int, marker: str) -> str:
        return f"{self.page.page_id}#{table}:{marker}"

    def _add_footnotes(self) -> None:
        """Add the notes of the page, and the markers without one."""
        remarks: Counter[int] = Counter()
        missing = [
            Note(table=table, table_title=title, marker=marker, text=None, flag="note_missing")
            for (table, marker), title in self.tables_of_missing_notes.items()
        ]
        for note in (*self.page.notes, *missing):
            marker = note.marker
            if note.flag == "remark":
                remarks[note.table] += 1
                marker = f"remark-{remarks[note.table]}"
            self.rows["footnote"].append(
                {
                    "footnote_id": self._footnote_id(note.table, marker),
                    "page_id": self.page.page_id,
                    "table_title": one_line(note.table_title),
                    "is_paraphrased": self.page.sheet.abridged != "nothing",
                }
                | note.model_dump(include={"marker", "text", "flag"})
            )
