"""What a figure is about: policy field, indicator, definition, base, territory, unit, method and part.

The page says it in words, the catalogue says what the words mean. A label that the catalogue does not know becomes an
indicator of its own until a person links it; anything else it lacks is a fault.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from loaders.catalogue import UNSTATED_BASE, Catalogue, Indicator, Measure
from loaders.cells import one_line
from loaders.extraction import CellKind, Role
from loaders.grid import Problem
from loaders.linking import BULLETS, FieldCodes, candidate_labels, labels_by_field, printed_name
from loaders.matching import normalised, slug
from loaders.sources import CuratedFigure, Figure, StoredPage
from loaders.tables import TableRow, Tables
from loaders.validation import closest

UNKNOWN_UNIT = "onbekend"

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

_AS_THE_INDICATOR = Measure(part=1)
"""Stands for a measure the catalogue says nothing of."""


@dataclass(frozen=True)
class Subject:
    """What a figure is about."""

    indicator: Indicator
    kind: str
    """Kind of the observation, or `target`."""
    series: TableRow
    """The columns that make up its series."""


class Subjects:
    """Finds what figures are about, tells what the catalogue lacks, and keeps the indicators no one has linked."""

    def __init__(self, catalogue: Catalogue, pages: list[StoredPage], tables: Tables) -> None:
        self.catalogue = catalogue
        self.tables = tables
        self.labels = labels_by_field(catalogue)
        self.unlinked: dict[tuple[str, str], Indicator] = {}
        """Policy field id and label → indicator, of every label no one has linked."""
        self._noticed: set[tuple[str, int, str]] = set()
        self._fields = FieldCodes(catalogue.policy_fields.values())
        self._printed_units = self._units_by_label(pages)

    def of_printed(self, page: StoredPage, figure: Figure, period: int) -> Subject | None:
        """Return what a figure of a table is about, None when the catalogue cannot say."""
        field_id = self._field(page, figure)
        if field_id is None:
            self._lacks_field(page, figure)
            return None
        if not _bare(figure.label):
            expected = "the name of the indicator as the page shows it"
            fault = figure.problem("A row of figures has no label", figure.label, expected, "label-missing")
            self.tables.add_fault(fault)
            return None
        indicator, is_linked = self._indicator(page, figure, field_id)
        part = figure.part or indicator.part_of_single
        measure = indicator.measure_of(part)
        if part and measure is None and is_linked:
            message = "A cell holds two figures and the catalogue does not say what they are"
            expected = f"an entry [[indicator.measure]] for part {part} of '{indicator.id}'"
            notice = figure.problem(message, figure.raw, expected, "part-not-described", severity="notice")
            self.tables.add_problem(page.page_id, notice)
        if measure and measure.indicator:
            indicator = self.catalogue.indicators[measure.indicator]
            part = indicator.part_of_single
            measure = indicator.measure_of(part)
        measure = measure or _AS_THE_INDICATOR
        kind = figure.role.value
        if kind != "target" and measure.territory:
            kind = "benchmark"
        definition = self.catalogue.definition_in_force(indicator, page.document_id, period, kind)
        if definition is None:
            self._lacks_definition(page, figure, indicator.id, ".csv")
        territory = measure.territory or self._territory(page, figure)
        if definition is None or territory is None:
            return None
        series = {
            "indicator_id": indicator.id,
            "definition_id": indicator.definition_id(definition),
            "base_id": measure.base or definition.base or indicator.base,
            "territory_id": territory,
            "unit": self._unit(page, figure, indicator, measure) if is_linked else figure.unit or indicator.unit,
            "method": indicator.method if measure.method is None else measure.method,
            "part": part,
        }
        return Subject(indicator, kind, series)

    def of_typed_in(self, page: StoredPage, curated: CuratedFigure) -> Subject | None:
        """Return what a figure typed in by hand is about, None when the catalogue does not know what it names."""
        indicator = self.catalogue.indicators.get(curated.indicator_id)
        if indicator is None:
            self._lacks_named(page, curated, "an indicator", curated.indicator_id, self.catalogue.indicators)
            return None
        version, named = curated.definition_version, indicator.id
        definition = self.catalogue.definition_in_force(indicator, page.document_id, curated.period, curated.kind)
        if version is not None:
            named = f"{indicator.id}, version {version}"
            definition = next((one for one in indicator.definitions if one.version == version), None)
        if definition is None:
            self._lacks_definition(page, curated.as_figure(indicator.name), named, ".curated.csv")
            return None
        part = curated.part or indicator.part_of_single
        measure = indicator.measure_of(part) or _AS_THE_INDICATOR
        base = curated.base_id or measure.base or definition.base or indicator.base
        territory = curated.territory_id or self._own_territory(page) or ""
        self._lacks_named(page, curated, "a base", base, self.catalogue.bases.keys() | {UNSTATED_BASE})
        self._lacks_named(page, curated, "a territory", territory, self.catalogue.territories)
        series = {
            "indicator_id": indicator.id,
            "definition_id": indicator.definition_id(definition),
            "base_id": base,
            "territory_id": territory,
            "unit": curated.unit or measure.unit or indicator.unit,
            "method": indicator.method if curated.method is None else curated.method,
            "part": part,
        }
        return Subject(indicator, curated.kind, series)

    # Policy field and indicator -------------------------------------------------------------------------------------

    def _field(self, page: StoredPage, figure: Figure) -> str | None:
        return self._fields.field(page.document_id, figure.field_code, figure.field_title)

    def _indicator(self, page: StoredPage, figure: Figure, field_id: str) -> tuple[Indicator, bool]:
        """Return the indicator of a label and whether the catalogue knows it."""
        labels = self.labels[field_id]
        indicator_id = labels.match(*candidate_labels(figure, page))
        if indicator_id is not None:
            return self.catalogue.indicators[indicator_id], True
        indicator = self._unlinked_indicator(field_id, printed_name(figure, page))
        key = (page.page_id, figure.table, indicator.id)
        if key not in self._noticed:
            self._noticed.add(key)
            near = [labels.names[known] for known in labels.suggestions(indicator.name)]
            expected = "a name or alias of the catalogue" + (f"; the closest: {' | '.join(near)}" if near else "")
            message = "The label is not linked to an indicator yet"
            notice = figure.problem(message, figure.label, expected, "not-linked", severity="notice")
            self.tables.add_problem(page.page_id, notice)
        return indicator, False

    def _unlinked_indicator(self, field_id: str, name: str) -> Indicator:
        """Return the indicator that stands in for a label no one has linked."""
        key = (field_id, normalised(name))
        if key not in self.unlinked:
            taken = self.catalogue.indicators.keys() | {indicator.id for indicator in self.unlinked.values()}
            wanted = slug(f"{field_id}-{key[1]}")
            names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
            self.unlinked[key] = Indicator(
                id=next(name for name in names if name not in taken),
                name=_bare(name),
                kind="unknown",
                unit=self._printed_units.get(key, UNKNOWN_UNIT),
                better="unknown",
            )
        return self.unlinked[key]

    def _units_by_label(self, pages: list[StoredPage]) -> dict[tuple[str, str], str]:
        """Return the unit printed most with each label, for its cells that print none when no one has linked it."""
        printed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for page in pages:
            for figure in page.figures:
                field_id = self._field(page, figure)
                if field_id and figure.kind is not CellKind.MISSING and (unit := figure.unit or figure.row_unit):
                    printed[field_id, normalised(printed_name(figure, page))][unit] += 1
        return {key: units.most_common(1)[0][0] for key, units in printed.items()}

    # Territory and unit ---------------------------------------------------------------------------------------------

    def _own_territory(self, page: StoredPage) -> str | None:
        return page.sheet.territory or self.catalogue.documents[page.document_id].territory

    def _territory(self, page: StoredPage, figure: Figure) -> str | None:
        """Return the territory a figure is about; without one that is a fault."""
        if figure.role is Role.BENCHMARK:
            known = self._benchmark_territory(figure.header)
            expected = "a header that names a territory of data/catalogue/territories.toml, by name or alias"
        elif page.sheet.rows_are == "territories":
            by_label = {normalised(label): named for label, named in page.sheet.territories.items()}
            known = by_label.get(normalised(figure.label))
            expected = "a label named under [territories]" + closest(figure.label, page.sheet.territories)
        else:
            known = self._own_territory(page)
            expected = "a territory of the page or of its document"
        if known in self.catalogue.territories:
            return known
        found = known or (figure.header if figure.role is Role.BENCHMARK else figure.label)
        message = "It is not known what territory the figure is about"
        self.tables.add_fault(figure.problem(message, found, expected, place=page.file(".toml")))
        return None

    def _benchmark_territory(self, header: str) -> str | None:
        """Return the territory that a benchmark column's header names, the longest name that fits."""
        printed = f" {normalised(header)} "
        named = [
            (len(name), territory.id)
            for territory in self.catalogue.territories.values()
            for name in map(normalised, (territory.id, territory.name, *territory.aliases))
            if f" {name} " in printed
        ]
        return max(named)[1] if named else None

    def _unit(self, page: StoredPage, figure: Figure, indicator: Indicator, measure: Measure) -> str:
        """Return the unit of a figure: the catalogue's, unless what is printed contradicts it, which is a fault."""
        unit = measure.unit or indicator.unit
        if unit == UNKNOWN_UNIT:
            return figure.unit or (figure.row_unit if figure.part < 2 else None) or unit
        if figure.unit and figure.kind is not CellKind.MISSING and unit_families(figure.unit) - unit_families(unit):
            part = f", part {measure.part}" if measure is not _AS_THE_INDICATOR else ""
            self.tables.add_fault(
                figure.problem(
                    "The unit printed is not the unit of the indicator",
                    f"{figure.unit} in '{one_line(figure.raw)}'",
                    f"the unit of '{indicator.id}'{part}: {unit}",
                    place=page.file(".csv"),
                    advice="Mend the unit in the catalogue, describe the part with [[indicator.measure]], or declare a "
                    "correction of attribute `unit`.",
                )
            )
        return unit

    # What the catalogue lacks ---------------------------------------------------------------------------------------

    def _lacks_field(self, page: StoredPage, figure: Figure) -> None:
        code, title = figure.field_code or "", figure.field_title or ""
        printed = f"{code} {title}".strip() or figure.table_title
        near = closest(title or printed, [policy_field.title for policy_field in self.catalogue.policy_fields.values()])
        self.tables.add_fault(
            figure.problem(
                "The policy field of the table is not known",
                printed or "nothing",
                f"a code and title listed for {page.document_id} in data/catalogue/policy_fields.toml{near}",
                place=f"{page.file('.csv')}, table {figure.table}",
                advice=f'Add {{ document = "{page.document_id}", code = "{code}", title = "{title}" }} to `codes` of '
                "the field meant.",
            )
        )

    def _lacks_definition(self, page: StoredPage, figure: Figure, found: str, file: str) -> None:
        self.tables.add_fault(
            figure.problem(
                "No definition of the indicator is in force here",
                found,
                f"a definition that holds for {page.document_id}",
                place=page.file(file),
                advice="Give a definition without `from`, or with an earlier one, or name this document in `only_for`.",
            )
        )

    def _lacks_named(
        self, page: StoredPage, curated: CuratedFigure, what: str, named: str, known: Collection[str]
    ) -> None:
        if named not in known:
            place = f"{page.file('.curated.csv')}, indicator '{curated.indicator_id}', {curated.period}"
            message = f"The typed-in figure is of no known {what.split()[-1]}"
            expected = f"{what} of the catalogue{closest(named, known)}"
            self.tables.add_fault(Problem(message, named or "nothing", expected, place=place))


def unit_families(unit: str) -> set[str]:
    """Return the kinds of unit a unit's words belong to."""
    return {name for name, pattern in UNIT_FAMILIES if pattern.search(unit.casefold())}


def _bare(label: str) -> str:
    """Return a label without the marks and bullets around it."""
    return re.sub(r"\s*\*+\)?", "", one_line(label)).lstrip(BULLETS)
