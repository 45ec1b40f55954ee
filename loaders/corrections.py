"""Declared repairs of errors in a source: `data/corrections.toml`.

The stored reading stays as printed; a correction changes what is made of it. Each has a reason and a guard: `expect` is
what the reading gives. Once the source no longer has the error, or never had, the build fails and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import ValidationError

from loaders.catalogue import Correction
from loaders.extraction import Role
from loaders.grid import Problem
from loaders.linking import printed_name
from loaders.matching import normalised
from loaders.sources import Figure, StoredPage, shown
from loaders.validation import closest, mistakes


@dataclass(frozen=True)
class Corrected:
    """Pages with all corrections applied."""

    pages: list[StoredPage]
    correction_of: dict[tuple[str, int], str]
    """Page id and index of a figure → the last correction applied to it."""
    figures: dict[str, list[Figure]]
    """Correction id → the figures it changed, as they were."""
    problems: list[Problem]


def correct(pages: Iterable[StoredPage], corrections: Iterable[Correction]) -> Corrected:
    """Return the pages with every correction applied in the order of the file, and those that do not fit."""
    by_id = {page.page_id: page for page in pages}
    result = Corrected([], {}, {}, [])
    declared = list(corrections)
    of_decimals = [one for one in declared if one.attribute == "decimals"]
    for correction in declared:
        page = by_id.get(correction.page)
        if page is None:
            expected = "a page of data/sources" + closest(correction.page, by_id)
            result.problems.append(_problem(correction, "page", correction.page, expected, "Mend or remove it."))
            continue
        by_id[page.page_id] = _applied(correction, page, of_decimals, result)
    result.pages.extend(by_id.values())
    return result


def is_needless(correction: Correction, page: StoredPage) -> bool:
    """Return whether a page as it is now does without: it prints what was corrected, or no longer what was kept out."""
    meant = [figure for figure in page.figures if _is_meant(correction, figure, page)]
    if correction.attribute == "role" and correction.corrected == Role.UNKNOWN.value and not meant:
        return True
    return bool(meant) and all(shown(getattr(one, correction.attribute)) == correction.corrected for one in meant)


def _applied(
    correction: Correction, page: StoredPage, of_decimals: Iterable[Correction], result: Corrected
) -> StoredPage:
    figures = list(page.figures)
    meant = [index for index, figure in enumerate(figures) if _is_meant(correction, figure, page)]
    if not meant:
        where = ", ".join(f"{key} {getattr(correction, key)!r}" for key in ("table", "row", "column", "part"))
        result.problems.append(
            _problem(correction, "row", where, "a figure of the page", "Nothing matches: mend or remove it.")
        )
        return page
    faults: dict[str, Problem] = {}
    for index in meant:
        figure = figures[index]
        found = shown(getattr(figure, correction.attribute))
        if found != correction.expect:
            advice = "The source has changed: look at it again."
            if found == correction.corrected:
                advice = "The source already says what it should: remove the correction."
            faults[found] = _problem(correction, correction.attribute, found, repr(correction.expect), advice)
            continue
        changes: dict[str, object] = {correction.attribute: correction.corrected}
        if correction.attribute == "year":
            changes |= {"year_source": "corrected", "cell_year": None}
        try:
            figures[index] = figure.changed(**changes)
            if correction.attribute == "value" and not _is_of_one(of_decimals, figure, page):
                figures[index] = figures[index].changed(decimals=_decimals(correction.corrected))
        except ValidationError as error:
            _, _, expected = next(mistakes(Figure, error))
            faults[found] = _problem(correction, "corrected", correction.corrected, expected, "Mend it.")
            continue
        result.correction_of[page.page_id, index] = correction.id
        result.figures.setdefault(correction.id, []).append(figure)
    result.problems.extend(faults.values())
    return replace(page, figures=tuple(figures))


def _is_of_one(corrections: Iterable[Correction], figure: Figure, page: StoredPage) -> bool:
    return any(one.page == page.page_id and _is_meant(one, figure, page) for one in corrections)


def _decimals(value: str) -> int | None:
    """Return to how many places a corrected value is written; those of the cell are those of the error."""
    exponent = Decimal(value).as_tuple().exponent if value.strip() else None
    return max(0, -exponent) if isinstance(exponent, int) else None


def _is_meant(correction: Correction, figure: Figure, page: StoredPage) -> bool:
    names = (normalised(figure.label), normalised(printed_name(figure, page)))
    return (
        _is_same(correction.table, figure.table, figure.table_title)
        and (correction.row is None or normalised(correction.row) in names)
        and _is_same(correction.column, figure.column, figure.header)
        and correction.part in (None, figure.part)
    )


def _is_same(declared: str | int, number: int, name: str) -> bool:
    return declared == number if isinstance(declared, int) else normalised(declared) == normalised(name)


def _problem(correction: Correction, key: str, found: str, expected: str, advice: str) -> Problem:
    return Problem(
        message="The declared correction does not fit",
        found=found or "nothing",
        expected=expected,
        table=str(correction.table),
        row=correction.row,
        column=str(correction.column),
        place=f"data/corrections.toml, entry '{correction.id}', key '{key}'",
        kind="correction",
        advice=advice,
    )
