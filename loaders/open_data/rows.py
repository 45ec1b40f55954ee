"""Figures of another publisher as rows of `data/sources`: each a benchmark beside what the municipality printed.

A figure of open data never is a result (`achieved`): that is what the municipality itself reported. As a benchmark it
stands beside the result of the same year, with its own document, and neither replaces the other. Where both are about
the same thing and differ, that is told.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from loaders.catalogue import Catalogue, Indicator, Territory
from loaders.extraction import Qualifier
from loaders.grid import Problem
from loaders.open_data.figures import IN_DUTCH, OpenFigure, doubled
from loaders.sources import CuratedFigure, Refusal, StoredPage, shown

COUNTRY = frozenset({"NL00", "NL01"})
"""The country, as tables by municipality (NL01) and by neighbourhood (NL00) write it."""


@dataclass(frozen=True)
class Publication:
    """A table at one moment: what becomes a document of its own."""

    publisher: str
    table: str
    title: str
    address: str
    retrieved_on: date
    modified_on: date | None
    sha256: str

    @property
    def document_id(self) -> str:
        """Id of the document: the same table of another moment is another document."""
        slug = "-".join("".join(c if c.isalnum() else " " for c in f"{self.publisher} {self.table}".lower()).split())
        return f"{slug}-{self.vintage:%Y-%m-%d}"

    @property
    def vintage(self) -> date:
        """When the figures were as they are here: the last change, or else the day they were fetched."""
        return self.modified_on or self.retrieved_on


@dataclass(frozen=True)
class Rows:
    """What figures became."""

    figures: tuple[CuratedFigure, ...] = ()
    refusals: tuple[Problem, ...] = field(default=())


def territory_of(region: str, year: int, territories: Iterable[Territory]) -> Territory | None:
    """Return the territory a CBS code stands for in a year, None when the catalogue has none.

    GM0014 is another area before 2019 than after. Where two are valid, the one that lasts is meant.
    """
    found = [
        one
        for one in territories
        if (one.code == region or (region in COUNTRY and one.code in COUNTRY))
        and (one.valid_from or year) <= year <= (one.valid_to or year)
    ]
    return min(found, key=lambda one: (one.valid_to is not None, -(one.valid_to or 0)), default=None)


def as_rows(
    figures: Iterable[OpenFigure], indicators: Mapping[str, str], catalogue: Catalogue, division: int | None = None
) -> Rows:
    """Return the rows that figures become; what becomes none is refused with the reason.

    `indicators` leads from the publisher's code or heading to an indicator of the catalogue. `division` is the year
    of the municipal division the publisher counts all years by; without it every year has its own.
    """
    figures = list(figures)
    again = {id(one) for one in doubled(figures)}
    rows: list[CuratedFigure] = []
    refused: list[Problem] = []
    for one in figures:
        fault = _fault(one, indicators, catalogue, division, id(one) in again)
        if fault:
            refused.append(fault)
            continue
        indicator = catalogue.indicators[indicators[one.series]]
        territory = territory_of(one.region, division or one.year, catalogue.territories.values())
        assert territory is not None
        assert one.value is not None
        rows.append(
            CuratedFigure(
                indicator_id=indicator.id,
                territory_id=territory.id,
                period=one.year,
                kind="benchmark",
                raw=one.raw,
                value=float(one.value),
                qualifier=Qualifier.EXACT,
                unit=one.unit or indicator.unit,
                decimals=one.decimals,
                n_source="unknown",
                place=one.place,
                note=IN_DUTCH[one.status],
            )
        )
    return Rows(tuple(rows), tuple(refused))


def _fault(
    one: OpenFigure, indicators: Mapping[str, str], catalogue: Catalogue, division: int | None, is_again: bool
) -> Problem | None:
    linked = indicators.get(one.series)
    if linked is None:
        return _refused(one, "No indicator is named for this series", one.series_name, "a series that was linked")
    if linked not in catalogue.indicators:
        return _refused(one, "The indicator is not in the catalogue", linked, "an indicator of the catalogue")
    if is_again:
        return _refused(one, "The figure stands twice", one.raw, "one figure of a series, region and year")
    if territory_of(one.region, division or one.year, catalogue.territories.values()) is None:
        expected = "a code of territories.toml that is valid in that year"
        return _refused(one, "The region is not in the catalogue", f"{one.region} in {division or one.year}", expected)
    if one.value is None:
        # A gap is told, not loaded: no document prints an empty cell here
        return _refused(one, "The publisher gives no figure", one.missing or "nothing", "a figure", "notice")
    if not _is_same_unit(one, catalogue.indicators[linked]):
        expected = f"'{catalogue.indicators[linked].unit}', the unit of '{linked}'"
        return _refused(one, "The figure is in another unit", f"{one.raw} {one.unit}", expected)
    return None


def _is_same_unit(one: OpenFigure, indicator: Indicator) -> bool:
    """Return whether a figure may stand beside the indicator's own.

    A publisher says more or less of what is counted (`per 1.000 inw.`): only the size has to be the same. An indicator
    that is published in units of several sizes (`per 10.000 / per 1.000`) is in none of them until a person says which.
    A file without units says nothing against it.
    """
    sizes = {size_of(unit) for unit in one.unit.split(" / ")} if one.unit else set()
    return sizes <= {size_of(indicator.unit)}


_PER = re.compile(r"\bper (?P<size>\d[\d.]*)?|\S/(?=[a-z])")


def size_of(unit: str) -> str:
    """Return what kind of number a unit makes of a figure: a share, so many per so many, or a number."""
    if "%" in unit:
        return "%"
    found = _PER.search(unit.lower())
    return f"per {found['size'] or 1}" if found else "number"


def _refused(one: OpenFigure, message: str, found: str, expected: str, severity: str = "refused") -> Problem:
    return Problem(
        message,
        found,
        expected,
        row=f"{one.series_name} {one.region} {one.year}",
        place=one.place,
        kind="open-data-figure",
        severity=severity,
    )


# Beside what the municipality printed ------------------------------------------------------------------------------


def differing(rows: Iterable[CuratedFigure], printed: Iterable[StoredPage], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a notice for every row that differs from a result typed in from a document about the same thing.

    Neither is corrected: another moment, another division or another definition may be behind it.
    """
    own: dict[tuple[str, str, int], list[tuple[float, str]]] = {}
    for page in printed:
        document = catalogue.documents.get(page.document_id)
        for indicator_id, territory, year, value in _results(page, document.territory if document else None, catalogue):
            own.setdefault((indicator_id, territory, year), []).append((value, page.page_id))
    for row in rows:
        for value, page_id in own.get((row.indicator_id, row.territory_id or "", row.period), []):
            if row.value is not None and shown(value) != shown(row.value):
                yield Problem(
                    "Open data has another figure than a document of the municipality",
                    row.raw,
                    f"'{shown(value)}', as in {page_id}",
                    row=f"{row.indicator_id} {row.period}",
                    place=row.place,
                    kind="open-data-differs",
                    severity="notice",
                    advice="Both are kept: it stands beside the result as a figure of another source.",
                )


def _results(page: StoredPage, territory: str | None, catalogue: Catalogue) -> Iterator[tuple[str, str, int, float]]:
    """Yield indicator, territory, year and value of every result of a page."""
    for typed in page.curated:
        if typed.kind == "achieved" and typed.value is not None:
            yield typed.indicator_id, typed.territory_id or territory or "", typed.period, typed.value
    labels = {name: one.id for one in catalogue.indicators.values() for name in (one.name, *one.aliases)}
    by_territory = page.sheet.rows_are == "territories"
    for read in page.figures:
        label = (read.group or "") if by_territory else read.label
        where = page.sheet.territories.get(read.label) if by_territory else None
        if read.role == "achieved" and read.value is not None and read.period and label in labels:
            yield labels[label], where or page.sheet.territory or territory or "", read.period, read.value


# Writing -----------------------------------------------------------------------------------------------------------


def write(publication: Publication, rows: Rows, folder: Path) -> list[Path]:
    """Write the rows below `folder` as a page of `data/sources`, with the entry for documents.toml beside them."""
    place = folder / publication.document_id
    place.mkdir(parents=True, exist_ok=True)
    name = publication.table.lower()
    sheet, typed, refused = (place / f"{name}{suffix}" for suffix in (".toml", ".curated.csv", ".refused.csv"))
    _write_csv(typed, CuratedFigure, rows.figures)
    written = [typed, sheet]
    if rows.refusals:
        _write_csv(refused, Refusal, [Refusal(**vars(one)) for one in rows.refusals])
        written.append(refused)
    else:
        refused.unlink(missing_ok=True)
    via = f"opgehaald op {publication.retrieved_on}, laatst gewijzigd {publication.modified_on or 'onbekend'}"
    _write_toml(
        sheet,
        "",
        title=publication.title,
        address=publication.address,
        sha256=publication.sha256,
        received_via=via,
        abridged="nothing",
    )
    document = folder / f"{publication.document_id}.document.toml"
    _write_toml(
        document,
        "[[document]]\n",
        id=publication.document_id,
        kind="open_data",
        title=publication.title,
        publisher=publication.publisher,
        published_on=publication.vintage,
        published_precision="day",
        address=publication.address,
        note=f"Open data, {via}.",
    )
    return [*written, document]


def _write_csv(file: Path, model: type[CuratedFigure] | type[Refusal], rows: Iterable[CuratedFigure | Refusal]) -> None:
    names = list(model.model_fields)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([shown(getattr(row, name)) for name in names] for row in rows)


def _write_toml(file: Path, heading: str, **values: str | date) -> None:
    lines = [
        f"{key} = {value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
    ]
    file.write_text(heading + "".join(lines), encoding="utf-8")
