"""The rows of what the catalogue says: documents, fields, indicators, bases, territories, surveys, claims, actions."""

from collections.abc import Iterable

from loaders.catalogue import UNSTATED_BASE, Base, Catalogue, Entry, Indicator
from loaders.cells import one_line
from loaders.corrections import Corrected
from loaders.grid import Problem
from loaders.subjects import Subjects
from loaders.tables import TableRow, Tables
from loaders.validation import closest

REFERENCES = ("document", "page", "indicator", "base", "territory")


def add_catalogue(tables: Tables, catalogue: Catalogue, subjects: Subjects, corrected: Corrected) -> None:
    """Add everything the catalogue says, and the indicators no one has linked."""
    for document in catalogue.documents.values():
        rank = catalogue.edition_rank[document.id]
        tables.rows["document"].append(as_row("document", document, territory=None) | {"edition_rank": rank})
    for number, policy_field in enumerate(catalogue.policy_fields.values(), start=1):
        own = {"policy_field_id": policy_field.id}
        tables.rows["policy_field"].append(as_row("policy_field", policy_field) | {"sort_order": number})
        tables.rows["policy_field_code"] += [as_row("", code) | own for code in policy_field.codes]
    _add_indicators(tables, catalogue, subjects)
    unstated = Base(id=UNSTATED_BASE, name="niet vermeld in het document")
    bases = {UNSTATED_BASE: unstated} | catalogue.bases
    tables.rows["base_population"] += [as_row("base", base, parent="parent_id") for base in bases.values()]
    into = {part: whole.id for whole in catalogue.territories.values() for part in whole.merged_from}
    tables.rows["territory"] += [
        as_row("territory", one, own="is_own", shown="is_shown") | {"merged_into": into.get(one.id)}
        for one in catalogue.territories.values()
    ]
    tables.rows["survey_wave"] += [as_row("wave", wave, panel="is_panel") for wave in catalogue.waves.values()]
    _add_claims(tables, catalogue, corrected)
    tables.rows["revision_declared"] += [as_row("", one) for one in catalogue.revisions.values()]
    for number, study in enumerate(catalogue.studies.values(), start=1):
        tables.rows["study"].append(as_row("study", study) | {"sort_order": number})
        tables.rows["study_item"] += [
            as_row("", item) | {"study_id": study.id, "position": position}
            for position, item in enumerate(study.item, start=1)
        ]
    for number, line in enumerate(catalogue.action_lines.values(), start=1):
        tables.rows["action_line"].append(as_row("action_line", line) | {"sort_order": number})
        tables.rows["action"] += [
            as_row("action", action, as_of="as_of_document") | {"action_line_id": line.id, "position": position}
            for position, action in enumerate(line.action, start=1)
        ]
    tables.rows["initiative"] += [as_row("initiative", one) for one in catalogue.initiatives.values()]
    _add_corrections(tables, catalogue, corrected)


def as_row(name: str, entry: Entry, **names: str | None) -> TableRow:
    """Return an entry as a row: keys renamed to columns, lists and those renamed to None left out."""
    columns: dict[str, str | None] = {key: f"{key}_id" for key in REFERENCES}
    columns |= {"id": f"{name}_id"} | names
    return {
        columns.get(key) or key: value
        for key, value in entry.model_dump().items()
        if columns.get(key, key) is not None and not isinstance(value, list)
    }


def _add_indicators(tables: Tables, catalogue: Catalogue, subjects: Subjects) -> None:
    order = {field_id: number for number, field_id in enumerate(catalogue.policy_fields)}
    listed = [(catalogue.field_of[indicator.id], indicator) for indicator in catalogue.indicators.values()]
    listed += [(field_id, indicator) for (field_id, _), indicator in subjects.unlinked.items()]
    listed.sort(key=lambda entry: order[entry[0]])
    for number, (field_id, indicator) in enumerate(listed, start=1):
        is_linked = indicator.id in catalogue.indicators
        near = [] if is_linked else subjects.labels[field_id].suggestions(indicator.name)
        columns = {"statutory": "is_statutory", "key_figure": "is_key_figure", "name_abridged": "name_is_abridged"}
        tables.rows["indicator"].append(
            as_row("indicator", indicator, **columns, base=None, method=None)
            | {
                "policy_field_id": field_id,
                "name": one_line(indicator.name),
                "is_linked": is_linked,
                "suggestions": " | ".join(catalogue.indicators[known].name for known in near) or None,
                "sort_order": number,
            }
        )
        tables.rows["definition"] += _definitions(indicator)
        tables.rows["measure"] += _measures(indicator)


def _definitions(indicator: Indicator) -> Iterable[TableRow]:
    for definition in indicator.definitions:
        yield {
            "definition_id": indicator.definition_id(definition),
            "indicator_id": indicator.id,
            "version": definition.version,
            "wording": one_line(definition.wording),
            "comparability_group": f"{indicator.id}/{definition.group or f'v{definition.version}'}",
            "from_document_id": definition.from_,
            "note": definition.note,
        }


def _measures(indicator: Indicator) -> Iterable[TableRow]:
    for measure in indicator.measure:
        yield {
            "indicator_id": indicator.id,
            "part": measure.part,
            "name": measure.name,
            "base_id": measure.base or indicator.base,
            "unit": measure.unit or indicator.unit,
            "method": indicator.method if measure.method is None else measure.method,
            "territory_id": measure.territory,
            "counted_under": measure.indicator,
        }


def _add_claims(tables: Tables, catalogue: Catalogue, corrected: Corrected) -> None:
    document_of = {page.page_id: page.document_id for page in corrected.pages}
    for claim in catalogue.claims.values():
        if document_of.get(claim.page) != claim.document:
            message = "The claim stands on no page of its document"
            expected = f"a page of data/sources/{claim.document}" + closest(claim.page, document_of)
            place = f"data/catalogue/claims.toml, entry '{claim.id}', key 'page'"
            tables.add_fault(Problem(message, claim.page, expected, place=place))
        tables.rows["claim"].append(as_row("claim", claim))


def _add_corrections(tables: Tables, catalogue: Catalogue, corrected: Corrected) -> None:
    for correction in catalogue.corrections.values():
        figures = corrected.figures.get(correction.id)
        if figures:
            columns: dict[str, str | None] = {
                "expect": "expected",
                "table": None,
                "row": None,
                "column": None,
                "part": None,
            }
            tables.rows["correction"].append(
                as_row("correction", correction, **columns)
                | {
                    "table_title": figures[0].table_title,
                    "row_label": correction.row and figures[0].label,
                    "column_header": figures[0].header,
                    "figures": len(figures),
                }
            )
