"""Rows that were left out, kept from loading by declared corrections: a row that is only not linked would be shown."""

from collections.abc import Collection, Iterator
from itertools import count

from loaders.catalogue import Catalogue, Correction
from loaders.delivery.decided import row_key
from loaders.extraction import VALUE_ROLES, Role
from loaders.linking import FieldCodes, printed_name
from loaders.matching import normalised, slug
from loaders.sources import Figure, StoredPage

REASON = "Niet overgenomen bij de aanlevering."


def left_out(catalogue: Catalogue, page: StoredPage, rows: Collection[object]) -> dict[str, Correction]:
    """Return the corrections that keep these rows (`row_key`) of a page from loading, a column each, by id."""
    codes = FieldCodes(catalogue.policy_fields.values())
    corrections: dict[str, Correction] = {}
    declared: set[tuple[int, str, int]] = set()
    for figure in page.figures:
        field_id = codes.field(page.document_id, figure.field_code, figure.field_title)
        name = printed_name(figure, page)
        if field_id is None or figure.role not in VALUE_ROLES or row_key(field_id, name) not in rows:
            continue
        if (where := (figure.table, normalised(name), figure.column)) not in declared:
            declared.add(where)
            called = f"{page.document_id}-{page.name}-{figure.table}-{figure.column}-weggelaten"
            name_id = next(one for one in _numbered(called) if one not in catalogue.corrections.keys() | corrections)
            corrections[name_id] = _kept_out(name_id, page, figure, name)
    return corrections


def _kept_out(called: str, page: StoredPage, figure: Figure, name: str) -> Correction:
    tables = {one.table for one in page.figures if normalised(one.table_title) == normalised(figure.table_title)}
    of_table = [one for one in page.figures if one.table == figure.table]
    columns = {one.column for one in of_table if normalised(one.header) == normalised(figure.header)}
    return Correction(
        id=called,
        page=page.page_id,
        table=figure.table_title if len(tables) == 1 and figure.table_title else figure.table,
        row=name,
        column=figure.header if len(columns) == 1 and figure.header else figure.column,
        attribute="role",
        expect=figure.role.value,
        corrected=Role.UNKNOWN.value,
        reason=REASON,
    )


def _numbered(called: str) -> Iterator[str]:
    yield slug(called)
    yield from (slug(f"{called}-{number}") for number in count(2))
