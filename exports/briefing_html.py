"""A briefing as one static page (.html): self-contained, printable, readable without the dashboard and by machines.

Laid out from the record alone with the templates in `briefing_page/`; text is escaped by them. `sheet` is the same
without its own head and style, for inside another page. Marks are images with a description, so that nothing in them
can act on the page around it.
"""

import base64
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exports.briefing_record import BriefingRecord, Figure, Row

TEMPLATES = Path(__file__).with_name("briefing_page")
PUBLISHER = "Gemeente Groningen"


def page(record: BriefingRecord, host: str | None = None) -> str:
    """Return the whole page; with `host` (`https://doelbereik.example`) its link to the live view is a full address."""
    return _laid_out("page.html", record, host)


def sheet(record: BriefingRecord, host: str | None = None) -> str:
    """Return what stands on the page, for inside a page that has its own head and style."""
    return _laid_out("sheet.html", record, host)


def style() -> str:
    """Return the style of a sheet; every rule of it is below the class `briefing`."""
    return (TEMPLATES / "briefing.css").read_text(encoding="utf-8")


def _laid_out(template: str, record: BriefingRecord, host: str | None) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            record=record,
            labels=record.labels,
            live=f"{host or ''}{record.address}",
            misses=[row for row in record.rows if row.needs_commentary],
            style=style(),
            dataset=_dataset(record, host),
        )
    )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["picture"] = _picture
    made.filters["grouped"] = _grouped
    made.filters["own_notes"] = _own_notes
    return made


def _picture(svg: str) -> str:
    """Return an SVG as the address of an image, which cannot run scripts."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _grouped(rows: Iterable[Row]) -> list[tuple[str | None, list[Row]]]:
    """Return rows by the heading they stand below, in the order in which they come."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())


def _own_notes(row: Row) -> list[int]:
    """Return the notes of a row that none of its figures carries."""
    carried = {number for one in (row.previous, row.planned, row.achieved) if one for number in one.notes}
    return [number for number in row.notes if number not in carried]


def _dataset(record: BriefingRecord, host: str | None) -> str:
    """Return schema.org's description of the figures (https://schema.org/Dataset), as text for a script element."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{record.title}, {record.year}",
        "description": record.tally,
        "inLanguage": record.language,
        "temporalCoverage": str(record.year),
        "version": record.content_hash,
        "dateModified": record.signature.day if record.signature else record.figures_from,
        "creator": {"@type": "GovernmentOrganization", "name": PUBLISHER},
        "isBasedOn": [
            {"@type": "CreativeWork", "name": one.title} | ({"url": one.address} if one.address else {})
            for one in record.sources
        ],
        "variableMeasured": [_measured(row, row.achieved) for row in record.rows if row.achieved],
    }
    if host:
        described["url"] = f"{host}{record.address}"
    # Escaped by JSON itself, so that no text of a source can end the script element it stands in.
    return json.dumps(described, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")


def _measured(row: Row, figure: Figure) -> dict[str, Any]:
    """Return one figure as a property and its value; a figure that is not one number is told in words."""
    about = ", ".join(part for part in (row.name, row.base, row.territory) if part)
    value = figure.value if figure.value is not None else figure.words
    return {
        "@type": "PropertyValue",
        "name": about,
        "propertyID": row.indicator_id,
        "value": value,
        "unitText": figure.unit,
    }
