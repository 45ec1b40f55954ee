"""Which policy field a printed code and title means, and under which labels its indicators are looked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.catalogue import Catalogue, PolicyField
from loaders.matching import Labels, labels_of, normalised, words
from loaders.sources import Figure, StoredPage

BULLETS = "•▪◦·- "


class FieldCodes:
    """The code and title under which each document prints each policy field."""

    def __init__(self, policy_fields: Iterable[PolicyField]) -> None:
        self._fields: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for policy_field in policy_fields:
            for code in policy_field.codes:
                self._fields[code.document][code.code.strip(), words(code.title)] = policy_field.id

    def field(self, document_id: str, code: str | None, title: str | None) -> str | None:
        """Return the policy field of a table, None when the catalogue does not know its code and title."""
        code, title = (code or "").strip(), words(title or "")
        printed = self._fields[document_id]
        if (code, title) in printed:
            return printed[code, title]
        # A table that prints only its code or only its title means the field that has it, if there is only one.
        if bool(code) != bool(title):
            near = {field_id for (c, t), field_id in printed.items() if (c == code if code else t == title)}
            return near.pop() if len(near) == 1 else None
        return None


def labels_by_field(catalogue: Catalogue) -> dict[str, Labels]:
    """Return the labels that each policy field knows."""
    listed: dict[str, list[tuple[str, str, list[str]]]] = {field_id: [] for field_id in catalogue.policy_fields}
    for indicator in catalogue.indicators.values():
        for field_id in catalogue.fields_printing(indicator):
            listed[field_id].append((indicator.id, indicator.name, indicator.aliases))
    return {field_id: labels_of(known) for field_id, known in listed.items()}


def printed_name(figure: Figure, page: StoredPage) -> str:
    """Return the name of the indicator as printed: with the group or row it is a part of, without its bullet."""
    if page.sheet.rows_are == "territories" and figure.group:
        return figure.group
    above = figure.parent or figure.group
    label = figure.label.strip().lstrip(BULLETS)
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
