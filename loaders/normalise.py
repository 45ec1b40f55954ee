"""Stored readings and catalogue → the rows of every table of the warehouse.

Nothing here reads a file or a cell: the stored reading says what stands in a cell, the catalogue what it is about, and
this module brings the two together. Two kinds of trouble are kept apart:

- what the source cannot say (a column without a year) is refused: the figure is not loaded, and a row of `problem`
  says so in the published warehouse;
- what the catalogue ought to say but does not (a policy field unknown, a unit that contradicts) is a fault: all faults
  are collected and nothing is published until a person has mended them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from loaders.catalogue import (
    UNSTATED_BASE,
    Base,
    Catalogue,
    Definition,
    Entry,
    Indicator,
    Measure,
    closest,
    definitions,
)
from loaders.cells import NUMBER, YEAR, clean, one_line, parse_cell, read_number
from loaders.corrections import Corrected
from loaders.extraction import VALUE_ROLES, CellKind, Qualifier, Role
from loaders.grid import Problem
from loaders.matching import Labels, labels_of, normalised, slug, words
from loaders.sources import WORDED_KINDS, CuratedFigure, Figure, Note, StoredPage

TableRow = dict[str, object]

UNKNOWN_UNIT = "onbekend"
IN_A_SENTENCE = "tekst"
"""Table title of a figure that stands in no table."""

OBSERVATION_KINDS = {
    Role.ACHIEVED: "achieved",
    Role.FORECAST: "forecast",
    Role.BASELINE: "baseline",
    Role.BENCHMARK: "benchmark",
}

# SDMX CL_OBS_STATUS by the reason a cell holds no figure; what is not named here is O: missing, cause not known or
# still to come. A dash is O: the legend of the pages says "no data, or measured every two years".
MISSING_STATUS = {"not_applicable": "M", "dropped": "M", "not_measured": "L"}

QUALIFIERS = {
    Qualifier.EXACT: "exact",
    Qualifier.APPROXIMATE: "approx",
    Qualifier.AT_LEAST: "at_least",
    Qualifier.MORE_THAN: "more_than",
    Qualifier.AT_MOST: "at_most",
    Qualifier.LESS_THAN: "less_than",
    Qualifier.RANGE: "range",
}
DIRECTIONS = {Qualifier.INCREASE: "increase", Qualifier.DECREASE: "decrease", Qualifier.MAINTAIN: "maintain"}

# Units that exclude each other; a catalogue unit may say more than the cell ("kg per inwoner"), not something else.
UNIT_FAMILIES = (
    ("percent", re.compile(r"%(?!-)|procent(?!punt)")),
    ("euro", re.compile(r"€|euro")),
    ("millions", re.compile(r"\bmln\b|miljoen")),
    ("billions", re.compile(r"\bmld\b|miljard")),
    ("years", re.compile(r"\bja(?:ar|ren)\b")),
    ("months", re.compile(r"\bmaand(?:en)?\b")),
    ("weeks", re.compile(r"\bwe(?:ek|ken)\b")),
    ("days", re.compile(r"\b(?:werk)?dag(?:en)?\b")),
    ("hours", re.compile(r"\bu(?:ur|ren)\b")),
    ("minutes", re.compile(r"\bminu(?:ut|ten)\b")),
)

_COUNTED = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})\s*(?P<unit>%?)\s+(?=[^\W\d])")
_YEAR = re.compile(YEAR)


@dataclass(frozen=True)
class Meaning:
    """What a figure is about: everything that makes up its series, but the definition's choice of a base."""

    indicator: Indicator
    field_id: str
    is_linked: bool
    part: int
    measure: Measure | None


@dataclass
class Normalised:
    """The rows of every table, and every fault that keeps them from being published."""

    rows: dict[str, list[TableRow]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Problem] = field(default_factory=list)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """One frame per table of the warehouse."""
        # Nullable types: a year column with a gap must not become a float.
        return {name: pd.DataFrame(rows).convert_dtypes() for name, rows in self.rows.items() if rows}


def normalise(catalogue: Catalogue, corrected: Corrected) -> Normalised:
    """Return all tables of the warehouse for the pages given."""
    work = _Work(catalogue, corrected)
    work.add_pages()
    work.add_catalogue()
    work.number_rows()
    return work.result


class _Work:
    """One run: what is known, what was made of it so far."""

    def __init__(self, catalogue: Catalogue, corrected: Corrected) -> None:
        self.catalogue = catalogue
        self.corrected = corrected
        self.result = Normalised()
        self.rows = self.result.rows
        self.labels = _labels_by_field(catalogue)
        self.fields = {
            document_id: {
                (code.code.strip(), words(code.title)): policy_field.id
                for policy_field in catalogue.policy_fields.values()
                for code in policy_field.codes
                if code.document == document_id
            }
            for document_id in catalogue.documents
        }
        self.unlinked: dict[tuple[str, str], Indicator] = {}
        self.unlinked_field: dict[str, str] = {}
        self.seen_faults: set[tuple[str, ...]] = set()
        self.withdrawn: set[int] = set()
        """`id` of rows that a later page of the document made superfluous."""

    # Pages ----------------------------------------------------------------------------------------------------------

    def add_pages(self) -> None:
        """Add everything the pages hold."""
        pages = sorted(
            self.corrected.pages,
            key=lambda page: (self.catalogue.edition_rank.get(page.document_id, 0), page.page_id),
        )
        known = [page for page in pages if self._has_document(page)]
        unlinked_units = self._units_of_unlinked(known)
        for document_id, of_document in groupby(known, key=lambda page: page.document_id):
            in_document = _Edition(document_id)
            for page in of_document:
                _PageWork(self, page, in_document, unlinked_units).add()
            for load in self.rows["load"]:
                if load["document_id"] == document_id:
                    counts = in_document.counts[str(load["page_id"])]
                    load |= {f"rows_{what}": counts[what] for what in ("read", "loaded", "repeated", "refused")}

    def _has_document(self, page: StoredPage) -> bool:
        if page.document_id in self.catalogue.documents:
            return True
        self.fault(
            "The folder names no document",
            found=page.document_id,
            expected="the id of a document of data/catalogue/documents.toml"
            + closest(page.document_id, self.catalogue.documents),
            place=page.file(".toml"),
        )
        return False

    def _units_of_unlinked(self, pages: list[StoredPage]) -> dict[tuple[str, str], str]:
        """Return the unit of each label no one has linked: the one printed most, for its cells that print none."""
        printed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for page in pages:
            for figure in page.figures:
                field_id = self.field_of(page, figure)
                if field_id and figure.kind is not CellKind.MISSING and (unit := figure.unit or figure.row_unit):
                    printed[field_id, normalised(printed_name(figure, page))][unit] += 1
        return {key: units.most_common(1)[0][0] for key, units in printed.items()}

    def field_of(self, page: StoredPage, figure: Figure) -> str | None:
        """Return the policy field a table is about, None when the catalogue does not know its code and title."""
        code, title = (figure.field_code or "").strip(), words(figure.field_title or "")
        printed = self.fields[page.document_id]
        if (code, title) in printed:
            return printed[code, title]
        # A table that prints only its code or only its title means the field that has it, if there is only one.
        if bool(code) != bool(title):
            near = {field_id for (c, t), field_id in printed.items() if (c == code if code else t == title)}
            return near.pop() if len(near) == 1 else None
        return None

    def unlinked_indicator(self, field_id: str, name: str, unit: str) -> Indicator:
        """Return the indicator that stands in for a label no one has linked."""
        key = (field_id, normalised(name))
        if key not in self.unlinked:
            wanted = slug(f"{field_id}-{normalised(name)}")
            indicator_id, number = wanted, 2
            while indicator_id in self.catalogue.indicators or indicator_id in self.unlinked_field:
                indicator_id, number = f"{wanted}-{number}", number + 1
            shown = re.sub(r"\s*\*+\)?", "", one_line(name)).lstrip("•▪◦·- ")
            self.unlinked[key] = Indicator(id=indicator_id, name=shown, kind="unknown", unit=unit, better="unknown")
            self.unlinked_field[indicator_id] = field_id
        return self.unlinked[key]

    def fault(
        self, message: str, found: str, expected: str, place: str, figure: Figure | None = None, advice: str = ""
    ) -> None:
        """Note something that keeps the build from being published; the same fault once per place."""
        key = (message, found, place, figure.table_title if figure else "", figure.label if figure else "")
        if key in self.seen_faults:
            return
        self.seen_faults.add(key)
        self.result.faults.append(
            Problem(
                message=message,
                found=found,
                expected=expected,
                table=figure.table_title if figure else None,
                row=figure.label if figure else None,
                column=figure.header if figure else None,
                place=place,
                kind="catalogue-gap",
                advice=advice,
            )
        )

    def number_rows(self) -> None:
        """Sort the figures, give them their numbers, and let footnotes and parts refer to those."""
        order = {row["indicator_id"]: row["sort_order"] for row in self.rows["indicator"]}
        numbers: dict[int, int] = {}
        for table in ("observation", "target"):
            kept = [row for row in self.rows[table] if id(row) not in self.withdrawn]
            kept.sort(
                key=lambda row: (
                    order[row["indicator_id"]],
                    row["period"],
                    row["part"],
                    self.catalogue.edition_rank[str(row["document_id"])],
                    *map(str, row.values()),
                )
            )
            self.rows[table] = kept
            for number, row in enumerate(kept, start=1):
                numbers[id(row)] = number
                row[f"{table}_id"] = number
        for row in self.rows["observation"]:
            if row["text"] is not None and row["kind"] != "benchmark":
                self.rows["observation_part"] += [
                    {"observation_id": row["observation_id"], "position": position, "value": value, "label": label}
                    for position, (value, label) in enumerate(counted(str(row["text"])), start=1)
                ]
        attachments = []
        for attachment in self.rows["footnote_attachment"]:
            figure = attachment.pop("figure")
            if figure is None:
                attachments.append(attachment)
            elif id(figure) in numbers:
                attachments.append(attachment | {f"{attachment['attached_to']}_id": numbers[id(figure)]})
        self.rows["footnote_attachment"] = attachments
        for number, problem in enumerate(self.rows["problem"], start=1):
            problem["problem_id"] = number

    # Catalogue ------------------------------------------------------------------------------------------------------

    def add_catalogue(self) -> None:
        """Add what the catalogue says, and the indicators no one has linked."""
        catalogue, rows = self.catalogue, self.rows
        rows["document"] += [
            renamed(document, id="document_id", territory=None) | {"edition_rank": catalogue.edition_rank[document.id]}
            for document in catalogue.documents.values()
        ]
        for number, policy_field in enumerate(catalogue.policy_fields.values(), start=1):
            own = {"policy_field_id": policy_field.id}
            rows["policy_field"].append(renamed(policy_field, id=None, codes=None) | own | {"sort_order": number})
            rows["policy_field_code"] += [renamed(code, document="document_id") | own for code in policy_field.codes]
        self._add_indicators()
        self._add_bases_and_territories()
        self._add_what_is_said_and_done()

    def _add_indicators(self) -> None:
        catalogue = self.catalogue
        order = {field_id: number for number, field_id in enumerate(catalogue.policy_fields)}
        listed = [(catalogue.field_of[i.id], True, i) for i in catalogue.indicators.values()]
        listed += [(self.unlinked_field[i.id], False, i) for i in self.unlinked.values()]
        listed.sort(key=lambda entry: order[entry[0]])
        for number, (field_id, is_linked, indicator) in enumerate(listed, start=1):
            near = [] if is_linked else self.labels[field_id].suggestions(indicator.name)
            self.rows["indicator"].append(
                renamed(
                    indicator, id="indicator_id", statutory="is_statutory", key_figure="is_key_figure",
                    name_abridged="name_is_abridged", base=None, method=None, aliases=None, also_in=None,
                    definition=None, measure=None,
                )
                | {
                    "policy_field_id": field_id,
                    "name": one_line(indicator.name),
                    "is_linked": is_linked,
                    "suggestions": " | ".join(catalogue.indicators[i].name for i in near) or None,
                    "sort_order": number,
                }
            )  # fmt: skip
            self.rows["definition"] += [
                {
                    "definition_id": definition_id(indicator, definition),
                    "indicator_id": indicator.id,
                    "version": definition.version,
                    "wording": one_line(definition.wording),
                    "comparability_group": f"{indicator.id}/{definition.group or f'v{definition.version}'}",
                    "from_document_id": definition.from_,
                    "note": definition.note,
                }
                for definition in definitions(indicator)
            ]
            self.rows["measure"] += [
                {
                    "indicator_id": indicator.id,
                    "part": measure.part,
                    "name": measure.name,
                    "base_id": measure.base or indicator.base,
                    "unit": measure.unit or indicator.unit,
                    "method": indicator.method if measure.method is None else measure.method,
                    "territory_id": measure.territory,
                    "counted_under": measure.indicator,
                }
                for measure in indicator.measure
            ]

    def _add_bases_and_territories(self) -> None:
        catalogue, rows = self.catalogue, self.rows
        unstated = Base(id=UNSTATED_BASE, name="niet vermeld in het document")
        bases = {UNSTATED_BASE: unstated} | catalogue.bases
        rows["base_population"] += [renamed(base, id="base_id", parent="parent_id") for base in bases.values()]
        rows["territory"] += [
            renamed(territory, id="territory_id", own="is_own", aliases=None)
            for territory in catalogue.territories.values()
        ]
        rows["survey_wave"] += [
            renamed(wave, id="wave_id", territory="territory_id", base="base_id") for wave in catalogue.waves.values()
        ]

    def _add_what_is_said_and_done(self) -> None:
        pages = {page.page_id: page for page in self.corrected.pages}
        for claim in self.catalogue.claims.values():
            page = pages.get(claim.page)
            if page is None or page.document_id != claim.document:
                self.fault(
                    "The claim stands on no page of its document",
                    found=claim.page,
                    expected=f"a page of data/sources/{claim.document}" + closest(claim.page, pages),
                    place=f"data/catalogue/claims.toml, entry '{claim.id}', key 'page'",
                )
            names = {"id": "claim_id", "document": "document_id", "page": "page_id", "indicator": "indicator_id"}
            self.rows["claim"].append(renamed(claim, **names))
        for number, line in enumerate(self.catalogue.action_lines.values(), start=1):
            values = renamed(line, id="action_line_id", document="document_id", action=None)
            self.rows["action_line"].append(values | {"sort_order": number})
            self.rows["action"] += [
                renamed(action, id="action_id", as_of="as_of_document")
                | {"action_line_id": line.id, "position": position}
                for position, action in enumerate(line.action, start=1)
            ]
        self.rows["initiative"] += [
            renamed(initiative, id="initiative_id", document="document_id")
            for initiative in self.catalogue.initiatives.values()
        ]
        for correction in self.catalogue.corrections.values():
            figures = self.corrected.figures.get(correction.id, [])
            if figures:
                self.rows["correction"].append(
                    renamed(
                        correction,
                        id="correction_id",
                        page="page_id",
                        expect="expected",
                        table=None,
                        row=None,
                        column=None,
                        part=None,
                    )
                    | {
                        "table_title": figures[0].table_title,
                        "row_label": correction.row and figures[0].label,
                        "column_header": figures[0].header,
                        "figures": len(figures),
                    }
                )


SERIES = ("indicator_id", "definition_id", "base_id", "territory_id", "unit", "method", "part", "period")
SAYS = {
    "observation": ("value", "low", "high", "text", "qualifier"),
    "target": ("semantics", "low", "high", "band", "relation", "reference"),
}
"""What two printings of one figure must share to be one."""


@dataclass
class _Edition:
    """What one document has printed so far: a series and year is loaded once per document."""

    document_id: str
    printed: dict[tuple[object, ...], TableRow] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Page id → figures read, loaded, repeated and refused."""


class _PageWork:
    """One page on its way into the tables."""

    def __init__(
        self, work: _Work, page: StoredPage, edition: _Edition, unlinked_units: dict[tuple[str, str], str]
    ) -> None:
        self.work, self.page, self.edition, self.unlinked_units = work, page, edition, unlinked_units
        self.catalogue, self.rows = work.catalogue, work.rows
        self.document = work.catalogue.documents[page.document_id]
        self.notes = {(note.table, note.marker): note for note in page.notes if note.flag != "remark"}
        self.said: set[tuple[object, ...]] = set()
        self.missing_notes: dict[tuple[int, str], Figure] = {}
        self.load: TableRow = {
            "load_id": page.page_id,
            "document_id": page.document_id,
            "page_id": page.page_id,
            "input": f"sources/{page.page_id}{'.csv' if page.figures or not page.curated else '.curated.csv'}",
            "sha256": page.sha256,
        }
        self.counts = edition.counts[page.page_id]

    def add(self) -> None:
        """Add the page, its figures, footnotes and problems."""
        page, sheet = self.page, self.page.sheet
        self.rows["page"].append(
            {
                "page_id": page.page_id,
                "document_id": page.document_id,
                "title": sheet.title,
                "address": sheet.address,
                "abridged": sheet.abridged,
                "received_via": sheet.received_via,
            }
        )
        for refusal in page.refusals:
            problem = refusal.as_problem()
            if problem.severity == "refused":
                self.counts["read"] += 1
                self.counts["refused"] += 1
            self.add_problem(problem)
        for index, figure in enumerate(page.figures):
            self.add_figure(figure, self.work.corrected.correction_of.get((page.page_id, index)))
        for curated in page.curated:
            self.add_curated(curated)
        self.add_footnotes()
        self.rows["load"].append(self.load)

    # Figures --------------------------------------------------------------------------------------------------------

    def add_figure(self, figure: Figure, correction_id: str | None) -> None:
        """Add one figure of a table as an observation or a target."""
        if figure.role not in VALUE_ROLES:
            self.add_beside(figure)
            return
        self.counts["read"] += 1
        field_id = self.work.field_of(self.page, figure)
        if field_id is None:
            self.fault_of_field(figure)
            return
        period = figure.cell_year or figure.year
        if period is None or not 1990 <= period <= 2100:
            self.refuse(
                figure,
                "The column has no year; the figure was not loaded",
                found=figure.header,
                expected="a year from 1990 to 2100 in the header or in the cell",
                kind="year-unknown",
            )
            return
        meaning = self.meaning(figure, field_id)
        if meaning.part > 2:
            self.refuse(
                figure,
                "A cell holds more than two figures; the third and later ones were not loaded",
                found=figure.raw,
                expected="one figure, or two",
                kind="too-many-figures",
            )
            return
        is_target = figure.role is Role.TARGET
        kind = "target" if is_target else OBSERVATION_KINDS[figure.role]
        if not is_target and meaning.measure and meaning.measure.territory:
            kind = "benchmark"
        definition = self.definition(meaning.indicator, period, kind, figure)
        territory = self.territory(figure, meaning)
        if definition is None or territory is None:
            return
        measure = meaning.measure
        unit = self.unit(figure, meaning)
        of_figure: TableRow = {
            "indicator_id": meaning.indicator.id,
            "definition_id": definition_id(meaning.indicator, definition),
            "base_id": (measure and measure.base) or definition.base or meaning.indicator.base,
            "territory_id": territory,
            "unit": unit,
            "method": measure.method if measure and measure.method is not None else meaning.indicator.method,
            "part": meaning.part,
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
        if is_target:
            row = self.add_row("target", of_figure | self.target_of(figure, meaning.indicator), figure)
        else:
            row = self.add_row("observation", of_figure | observation_of(figure, meaning.indicator, kind), figure)
        if row is not None:
            self.attach(figure, meaning.indicator.id, row)

    def meaning(self, figure: Figure, field_id: str) -> Meaning:
        """Return what a figure is about."""
        labels = self.work.labels[field_id]
        indicator_id = labels.match(*candidate_labels(figure, self.page))
        is_linked = indicator_id is not None
        if indicator_id is not None:
            indicator = self.catalogue.indicators[indicator_id]
        else:
            name = printed_name(figure, self.page)
            unit = self.unlinked_units.get((field_id, normalised(name)), UNKNOWN_UNIT)
            indicator = self.work.unlinked_indicator(field_id, name, unit)
            self.notice_unlinked(figure, indicator, labels)
        measures = measures_of(indicator)
        part = figure.part or part_of_single(indicator)
        measure = measures.get(part)
        if part and measure is None and is_linked:
            self.add_notice(
                figure,
                "A cell holds two figures and the catalogue does not say what they are",
                found=figure.raw,
                expected=f"an entry [[indicator.measure]] for part {part} of '{indicator.id}'",
                kind="part-not-described",
            )
        if measure and measure.indicator:
            indicator = self.catalogue.indicators[measure.indicator]
            part = part_of_single(indicator)
            measure = measures_of(indicator).get(part)
        return Meaning(indicator, field_id, is_linked, part, measure)

    def definition(
        self, indicator: Indicator, period: int, kind: str, figure: Figure | None, version: int | None = None
    ) -> Definition | None:
        """Return the definition of a figure; without one that is a fault."""
        if version is None:
            found = self.catalogue.definition_in_force(indicator, self.page.document_id, period, kind)
        else:
            found = next((d for d in definitions(indicator) if d.version == version), None)
        if found is None:
            self.work.fault(
                "No definition of the indicator is in force here",
                found=indicator.id if version is None else f"{indicator.id}, version {version}",
                expected=f"a definition that holds for {self.page.document_id}",
                place=self.page.file(".csv" if figure else ".curated.csv"),
                figure=figure,
                advice="Give a definition without `from`, or with an earlier one, or name this document in `only_for`.",
            )
        return found

    def territory(self, figure: Figure, meaning: Meaning) -> str | None:
        """Return the territory a figure is about; without one that is a fault."""
        own = self.page.sheet.territory or self.document.territory
        if self.page.sheet.rows_are == "territories":
            by_label = {normalised(label): known for label, known in self.page.sheet.territories.items()}
            own = by_label.get(normalised(figure.label))
            expected = "a label named under [territories]" + closest(figure.label, self.page.sheet.territories)
        else:
            expected = "a territory of the page or of its document"
        if meaning.measure and meaning.measure.territory:
            return meaning.measure.territory
        if figure.role is Role.BENCHMARK:
            own = self.benchmark_territory(figure.header)
            expected = "a header that names a territory of data/catalogue/territories.toml, by name or alias"
        if own is None or own not in self.catalogue.territories:
            self.work.fault(
                "It is not known what territory the figure is about",
                found=own or (figure.header if figure.role is Role.BENCHMARK else figure.label),
                expected=expected,
                place=self.page.file(".toml"),
                figure=figure,
            )
            return None
        return own

    def benchmark_territory(self, header: str) -> str | None:
        """Return the territory that a benchmark column's header names, the longest name that fits."""
        printed = f" {normalised(header)} "
        named = [
            (len(name), territory.id)
            for territory in self.catalogue.territories.values()
            for name in map(normalised, (territory.id, territory.name, *territory.aliases))
            if f" {name} " in printed
        ]
        return max(named)[1] if named else None

    def unit(self, figure: Figure, meaning: Meaning) -> str:
        """Return the unit of a figure: the catalogue's, unless what is printed contradicts it, which is a fault."""
        indicator, measure = meaning.indicator, meaning.measure
        if not meaning.is_linked:
            return figure.unit or indicator.unit
        unit = (measure and measure.unit) or indicator.unit
        if unit == UNKNOWN_UNIT:
            return figure.unit or (figure.row_unit if figure.part < 2 else None) or unit
        if figure.unit and figure.kind is not CellKind.MISSING and unit_families(figure.unit) - unit_families(unit):
            self.work.fault(
                "The unit printed is not the unit of the indicator",
                found=f"{figure.unit} in '{one_line(figure.raw)}'",
                expected=f"the unit of '{indicator.id}'" + (f", part {measure.part}" if measure else "") + f": {unit}",
                place=self.page.file(".csv"),
                figure=figure,
                advice="Mend the unit in the catalogue, describe the part with [[indicator.measure]], or declare a "
                "correction of attribute `unit`.",
            )
        return unit

    def target_of(self, figure: Figure, indicator: Indicator) -> TableRow:
        """Return what a target cell asks for."""
        row: TableRow = {"semantics": "text"}
        value, low, high, qualifier = figure.value, figure.low, figure.high, figure.qualifier
        relation = next(
            (flag.removeprefix("relation-").replace("-", "_") for flag in figure.flags if flag.startswith("relation-")),
            None,
        )
        if figure.kind is CellKind.MISSING:
            has_no_norm = indicator.key_figure or figure.reason == "no_norm"
            row = {
                "semantics": "no_norm" if has_no_norm else "not_published",
                "missing_reason": "no_norm" if has_no_norm else figure.reason or "unknown",
            }
        elif qualifier is Qualifier.RELATIVE:
            row = {"semantics": "relative", "relation": relation or "equal", "reference": figure.reference or "unknown"}
        elif figure.kind is CellKind.DIRECTION and qualifier in DIRECTIONS:
            limit = next((limit for limit in ("at_least", "at_most") if limit.replace("_", "-") in figure.flags), None)
            row = {"semantics": DIRECTIONS[qualifier], "reference": figure.reference}
            if limit and figure.reference:
                row = {"semantics": "relative", "relation": limit, "reference": figure.reference}
        elif qualifier is Qualifier.RANGE and low is not None and high is not None:
            row = {"semantics": "range", "low": low, "high": high}
        elif value is not None and qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
            row = {"semantics": QUALIFIERS[qualifier], "low": value}
        elif value is not None and figure.kind is CellKind.RANK and qualifier is Qualifier.AT_MOST:
            row = {"semantics": "rank_at_best", "high": value}
        elif value is not None and qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
            row = {"semantics": QUALIFIERS[qualifier], "high": value}
        elif value is not None and qualifier is Qualifier.APPROXIMATE:
            band = (high - low) / 2 if low is not None and high is not None else 0.0
            row = {"semantics": "approximately", "low": value, "high": value, "band": band}
        elif value is not None:
            row = {"semantics": "equal", "low": value, "high": value}
        empty: TableRow = dict.fromkeys(("low", "high", "band", "relation", "reference", "missing_reason"))
        return empty | row

    # Curated figures ------------------------------------------------------------------------------------------------

    def add_curated(self, curated: CuratedFigure) -> None:
        """Add one figure that was typed in by hand."""
        self.counts["read"] += 1
        place = f"{self.page.file('.curated.csv')}, indicator '{curated.indicator_id}', {curated.period}"
        indicator = self.catalogue.indicators.get(curated.indicator_id)
        if indicator is None:
            expected = "an indicator of the catalogue" + closest(curated.indicator_id, self.catalogue.indicators)
            self.work.fault("The typed-in figure is of no known indicator", curated.indicator_id, expected, place)
            return
        definition = self.definition(indicator, curated.period, curated.kind, None, curated.definition_version)
        part = curated.part or part_of_single(indicator)
        measure = measures_of(indicator).get(part)
        base = curated.base_id or (measure and measure.base) or (definition and definition.base) or indicator.base
        territory = curated.territory_id or self.page.sheet.territory or self.document.territory
        if base not in self.catalogue.bases and base != UNSTATED_BASE:
            expected = "a base of the catalogue" + closest(base, self.catalogue.bases)
            self.work.fault("The typed-in figure is of no known base", base, expected, place)
        if territory not in self.catalogue.territories:
            expected = "a territory of the catalogue" + closest(territory or "", self.catalogue.territories)
            self.work.fault("The typed-in figure is of no known territory", territory or "nothing", expected, place)
        if definition is None:
            return
        of_figure: TableRow = {
            "indicator_id": indicator.id,
            "definition_id": definition_id(indicator, definition),
            "base_id": base,
            "territory_id": territory,
            "unit": curated.unit or (measure and measure.unit) or indicator.unit,
            "method": indicator.method if curated.method is None else curated.method,
            "part": part,
            "period": curated.period,
            "decimals": curated.decimals,
            "raw": curated.raw,
            "remark": curated.note,
            "document_id": self.page.document_id,
            "page_id": self.page.page_id,
            "table_title": IN_A_SENTENCE,
            "row_group": None,
            "row_label": indicator.name,
            "column_header": "",
            "place": curated.place,
            "year_source": "curated",
            "correction_id": None,
            "load_id": self.page.page_id,
        }
        figure = as_figure(curated, indicator)
        if curated.kind == "target":
            self.add_row("target", of_figure | self.target_of(figure, indicator), figure)
            return
        observed = observation_of(figure, indicator, curated.kind)
        if curated.n_source is not None:
            observed["n_source"] = curated.n_source
        elif curated.n is not None:
            observed["n_source"] = "published"
        self.add_row("observation", of_figure | observed | {"n": curated.n}, figure)

    # Rows -----------------------------------------------------------------------------------------------------------

    def add_row(self, table: str, row: TableRow, figure: Figure) -> TableRow | None:
        """Add an observation or a target and return it, or None when the document printed it already."""
        key = (table, row.get("kind"), *(row[name] for name in SERIES))
        earlier = self.edition.printed.get(key)
        if earlier is not None and is_missing(table, earlier) and not is_missing(table, row):
            # Nothing in one place and a figure in another: the figure is what the document knows.
            self.work.withdrawn.add(id(earlier))
            counts = self.edition.counts[str(earlier["page_id"])]
            counts["loaded"] -= 1
            counts["repeated"] += 1
            self.notice_repeated(figure, earlier)
            earlier = None
        if earlier is None:
            self.edition.printed[key] = row
            self.rows[table].append(row)
            self.counts["loaded"] += 1
            return row
        self.counts["repeated"] += 1
        if is_missing(table, row) or all(earlier.get(name) == row.get(name) for name in SAYS[table]):
            self.notice_repeated(figure, earlier)
            return None
        self.work.fault(
            "The document prints the same figure twice, with different values",
            found=f"{one_line(figure.raw)} ({row['period']})",
            expected=f"'{one_line(str(earlier['raw']))}', as on {earlier['page_id']}, "
            f"table '{earlier['table_title']}', {earlier['place']}",
            place=f"{self.page.page_id}, {figure.place}",
            figure=figure,
            advice="If they are two indicators, link their labels apart; if one is wrong, declare a correction of its "
            "value, or of its role to `unknown`.",
        )
        return None

    def refuse(self, figure: Figure, message: str, found: str, expected: str, kind: str) -> None:
        """Note a figure that is not loaded because the source does not say enough."""
        self.counts["refused"] += 1
        self.add_problem(self.problem_at(figure, message, found, expected, kind, "refused"))

    def add_notice(self, figure: Figure, message: str, found: str, expected: str, kind: str) -> None:
        """Note something a person should look at."""
        self.add_problem(self.problem_at(figure, message, found, expected, kind, "notice"))

    def problem_at(self, figure: Figure, message: str, found: str, expected: str, kind: str, severity: str) -> Problem:
        """Return a problem at the place of a figure."""
        return Problem(
            message=message,
            found=found,
            expected=expected,
            table=figure.table_title,
            row=figure.label,
            column=figure.header,
            place=figure.place,
            kind=kind,
            severity=severity,
        )

    def add_problem(self, problem: Problem) -> None:
        """Add a problem of this page."""
        self.rows["problem"].append(
            {
                "page_id": self.page.page_id,
                "load_id": self.page.page_id,
                "severity": problem.severity,
                "kind": problem.kind or "unnamed",
                "table_title": problem.table,
                "row_label": problem.row,
                "column_header": problem.column,
                "found": problem.found,
                "expected": problem.expected,
                "message": " ".join(filter(None, (problem.message, problem.advice))),
                "place": problem.place,
            }
        )

    def notice_unlinked(self, figure: Figure, indicator: Indicator, labels: Labels) -> None:
        """Say once per table that a label is not linked."""
        key = ("unlinked", figure.table, indicator.id)
        if key not in self.said:
            self.said.add(key)
            near = [labels.names[known] for known in labels.suggestions(indicator.name)]
            expected = "a name or alias of the catalogue" + (f"; the closest: {' | '.join(near)}" if near else "")
            self.add_notice(figure, "The label is not linked to an indicator yet", figure.label, expected, "not-linked")

    def notice_repeated(self, figure: Figure, earlier: TableRow) -> None:
        """Say that the document prints a figure more than once."""
        where = f"'{one_line(str(earlier['raw']))}' on {earlier['page_id']}, table '{earlier['table_title']}'"
        self.add_notice(
            figure, "The document prints this figure more than once; it was loaded once", one_line(figure.raw), where,
            "figure-repeated",
        )  # fmt: skip

    def fault_of_field(self, figure: Figure) -> None:
        """Note a table whose policy field the catalogue does not know."""
        printed = " ".join(filter(None, (figure.field_code, figure.field_title))) or figure.table_title
        titles = {policy_field.title: policy_field.id for policy_field in self.catalogue.policy_fields.values()}
        near = closest(figure.field_title or printed, titles)
        self.work.fault(
            "The policy field of the table is not known",
            found=printed or "nothing",
            expected=f"a code and title listed for {self.page.document_id} in data/catalogue/policy_fields.toml{near}",
            place=f"{self.page.file('.csv')}, table {figure.table}",
            advice=f'Add {{ document = "{self.page.document_id}", code = "{figure.field_code or ""}", '
            f'title = "{figure.field_title or ""}" }} to `codes` of the field meant.',
        )

    def add_beside(self, figure: Figure) -> None:
        """Report once a column that is not loaded; units, periods and sources are part of their row already."""
        if figure.role is Role.UNKNOWN:
            key = ("column", figure.table, figure.column)
            if key not in self.said:
                self.said.add(key)
                self.add_notice(
                    figure,
                    "The column was not loaded: it is not known what its figures are",
                    figure.header,
                    "a header that says what the figures are",
                    "column-not-loaded",
                )

    # Footnotes ------------------------------------------------------------------------------------------------------

    def attach(self, figure: Figure, indicator_id: str, row: TableRow) -> None:
        """Attach the footnotes of label, cell and header."""
        table = "target" if "semantics" in row else "observation"
        for marker in figure.label_markers:
            self.attach_note(figure, marker, attached_to="indicator", indicator_id=indicator_id)
        for marker in figure.markers:
            self.attach_note(figure, marker, attached_to=table, row=row)
        for marker in figure.header_markers:
            self.attach_note(figure, marker, attached_to="header", column_header=figure.header)

    def attach_note(
        self,
        figure: Figure,
        marker: str,
        *,
        attached_to: str,
        indicator_id: str | None = None,
        column_header: str | None = None,
        row: TableRow | None = None,
    ) -> None:
        """Attach one footnote of the figure's table."""
        key = (figure.table, marker, attached_to, indicator_id, column_header, id(row) if row else None)
        if key in self.said:
            return
        self.said.add(key)
        if (figure.table, marker) not in self.notes:
            self.missing_notes.setdefault((figure.table, marker), figure)
        self.rows["footnote_attachment"].append(
            {
                "footnote_id": self.footnote_id(figure.table, marker),
                "attached_to": attached_to,
                "indicator_id": indicator_id,
                "observation_id": None,
                "target_id": None,
                "column_header": column_header,
                # The row stands for its number until all rows are sorted.
                "figure": row,
            }
        )

    def footnote_id(self, table: int, marker: str) -> str:
        """Return the id of a footnote of this page."""
        return f"{self.page.page_id}#{table}:{marker}"

    def add_footnotes(self) -> None:
        """Add the notes of the page, and the markers without one."""
        remarks: Counter[int] = Counter()
        missing = [
            Note(table=table, table_title=figure.table_title, marker=marker, text=None, flag="note_missing")
            for (table, marker), figure in self.missing_notes.items()
        ]
        for note in (*self.page.notes, *missing):
            marker = note.marker
            if note.flag == "remark":
                remarks[note.table] += 1
                marker = f"remark-{remarks[note.table]}"
            self.rows["footnote"].append(
                {
                    "footnote_id": self.footnote_id(note.table, marker),
                    "page_id": self.page.page_id,
                    "table_title": one_line(note.table_title),
                    "marker": note.marker,
                    "text": note.text,
                    "is_paraphrased": self.page.sheet.abridged != "nothing",
                    "flag": note.flag,
                }
            )


def renamed(entry: Entry, **names: str | None) -> TableRow:
    """Return a catalogue entry as a row: keys renamed to columns, those renamed to None left out."""
    values = entry.model_dump()
    return {names.get(key) or key: value for key, value in values.items() if names.get(key, key) is not None}


# What a figure says -------------------------------------------------------------------------------------------------


def observation_of(figure: Figure, indicator: Indicator, kind: str) -> TableRow:
    """Return what a cell of a result says: number, range, words, or why there is nothing."""
    row: TableRow = {
        "kind": kind,
        "value": None,
        "low": None,
        "high": None,
        "text": None,
        "qualifier": "none",
        "status": "A",
        "missing_reason": None,
        "n": None,
        # A sample has an n, told or not; a count of a register has none.
        "n_source": "not_applicable" if indicator.source_kind in ("register", "report") else "unknown",
    }
    if figure.kind is CellKind.MISSING:
        reason = figure.reason or "unknown"
        return row | {"status": MISSING_STATUS.get(reason, "O"), "missing_reason": reason}
    if figure.kind in WORDED_KINDS or (figure.value is None and figure.low is None and figure.high is None):
        return row | {"text": figure.text or clean(figure.raw), "qualifier": "text"}
    qualifier = QUALIFIERS.get(figure.qualifier or Qualifier.EXACT, "exact")
    if figure.value is None and qualifier in ("exact", "approx"):
        qualifier = "range"
    return row | {"value": figure.value, "low": figure.low, "high": figure.high, "qualifier": qualifier}


def is_missing(table: str, row: TableRow) -> bool:
    """Return whether a row says only that nothing is printed."""
    return row["semantics"] == "not_published" if table == "target" else row["status"] != "A"


def counted(text: str) -> Iterator[tuple[float, str]]:
    """Yield the numbers in a result given in words, each with the words behind it: what it counts.

    A line without a number goes on with the words of the line before it; a year counts nothing.
    """
    found: list[tuple[float, str]] = []
    for line in text.split("\n"):
        matches = [match for match in _COUNTED.finditer(line) if not _YEAR.fullmatch(match["number"])]
        ends = [match.start() for match in matches[1:]] + [len(line)]
        for match, end in zip(matches, ends, strict=False):
            number = read_number(match["number"])
            if number is not None:
                label = re.sub(r"[\s,;]+(?:en\s*)?$", "", line[match.end() : end].strip())
                found.append((number[0], f"{match['unit']} {label}".strip()))
        if found and not matches:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    yield from found


def as_figure(curated: CuratedFigure, indicator: Indicator) -> Figure:
    """Return a typed-in figure in the form of a printed one; what was not typed in is read from its verbatim text."""
    cell = parse_cell(curated.raw)
    kind, reading = cell.kind, {"value": cell.value, "low": cell.low, "high": cell.high}
    if curated.text is not None:
        kind, reading = CellKind.TEXT, {}
    elif not (curated.value is None and curated.low is None and curated.high is None):
        kind = cell.kind if cell.kind in (CellKind.PERCENT, CellKind.AMOUNT, CellKind.RANK) else CellKind.NUMBER
        is_read = cell.value == curated.value
        reading = {
            "value": curated.value,
            "low": cell.low if is_read and curated.low is None else curated.low,
            "high": cell.high if is_read and curated.high is None else curated.high,
        }
    given = {name: curated.text if name == "text" else None for name in Figure.model_fields}
    return Figure.model_validate(
        given
        | reading
        | {
            "table": 0,
            "table_title": IN_A_SENTENCE,
            "row": 0,
            "label": indicator.name,
            "label_markers": (),
            "column": 0,
            "header": "",
            "header_markers": (),
            "role": Role.TARGET if curated.kind == "target" else Role.ACHIEVED,
            "year": curated.period,
            "year_source": "curated",
            "raw": curated.raw,
            "part": 0,
            "kind": kind,
            "qualifier": curated.qualifier or cell.qualifier,
            "markers": (),
            "reason": cell.reason,
            "reference": cell.reference,
            "flags": cell.flags,
            "place": curated.place,
        }
    )


# What a figure is called --------------------------------------------------------------------------------------------


def definition_id(indicator: Indicator, definition: Definition) -> str:
    """Return the id of a definition."""
    return f"{indicator.id}/v{definition.version}"


def measures_of(indicator: Indicator) -> dict[int, Measure]:
    """Return what the parts of an indicator's cells are, by part."""
    return {measure.part: measure for measure in indicator.measure}


def part_of_single(indicator: Indicator) -> int:
    """Return which part a figure is that stands in its cell alone: the first, if that is what the indicator itself is.

    Where both parts are something else (two methods beside each other), a single figure is neither.
    """
    first = measures_of(indicator).get(1)
    is_same = first and (
        first.base in (None, indicator.base)
        and first.unit in (None, indicator.unit)
        and first.method in (None, indicator.method)
        and first.territory is None
        and first.indicator in (None, indicator.id)
    )
    return 1 if is_same else 0


def printed_name(figure: Figure, page: StoredPage) -> str:
    """Return the name of the indicator as printed: with the group or row it is a part of, without its bullet."""
    if page.sheet.rows_are == "territories" and figure.group:
        return figure.group
    above = figure.parent or figure.group
    label = figure.label.strip().lstrip("•▪◦·- ")
    return f"{above.strip().rstrip(':')}: {label}" if above else label


def candidate_labels(figure: Figure, page: StoredPage) -> Iterator[str]:
    """Yield the labels under which the catalogue may know a row, the most telling first."""
    yield printed_name(figure, page)
    if page.sheet.rows_are == "territories" and figure.group:
        return
    for above in (figure.parent, figure.group):
        if above:
            yield f"{normalised(above)} {normalised(figure.label)}"
    yield figure.label
    if figure.former_label:
        yield figure.former_label


def unit_families(unit: str) -> set[str]:
    """Return the kinds of unit a unit's words belong to."""
    return {name for name, pattern in UNIT_FAMILIES if pattern.search(unit.casefold())}


def _labels_by_field(catalogue: Catalogue) -> dict[str, Labels]:
    listed: dict[str, list[tuple[str, str, list[str]]]] = {field_id: [] for field_id in catalogue.policy_fields}
    for indicator in catalogue.indicators.values():
        for field_id in catalogue.fields_printing(indicator):
            listed[field_id].append((indicator.id, indicator.name, indicator.aliases))
    return {field_id: labels_of(known) for field_id, known in listed.items()}
