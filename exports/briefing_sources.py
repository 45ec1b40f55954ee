"""What a briefing was made from: its publications, and a version that tells its figures from others.

The version is a hash over what is printed in the rows; another load of the same figures gives the same one.
"""

import hashlib
import json
from collections.abc import Iterable

from exports.briefing_record import Source, Stretch
from indicators import formats
from indicators.briefing import Briefing
from indicators.judged import IndicatorYear
from indicators.model import Claim, Document, Observation, Target

VERSION_LENGTH = 16
"""Letters of the hash that tells figures apart."""


def documents(briefing: Briefing) -> list[Document]:
    """Return every publication of the rows and of what is quoted beside them, the youngest first."""
    found = {document_id for document_id, _ in _places(briefing)}
    return [one for one in reversed(briefing.documents) if one.document_id in found]


def sources(briefing: Briefing) -> Iterable[Source]:
    """Yield every publication of a briefing, the youngest first, with the page where all of it stands on one."""
    places = _places(briefing)
    addresses = {one.provenance.page_id: one.provenance.page_address for one in _figures(briefing)}
    for document in documents(briefing):
        pages = {page for document_id, page in places if document_id == document.document_id}
        only_page = addresses.get(pages.pop()) if len(pages) == 1 else None
        yield Source(title=document.title, published=formats.published(document), address=only_page or document.address)


def version(rows: Iterable[IndicatorYear], over_the_years: Iterable[Iterable[Stretch]] = ()) -> str:
    """Return a hash over what is printed: figure, cell, place, definition, group and notes, but no number of a load.

    `over_the_years` is what is drawn of the rows.
    """
    told: list[object] = [
        [
            type(one).__name__,
            *(getattr(one.identity, name) for name in one.identity.__dataclass_fields__),
            one.period,
            one.raw,
            getattr(one, "value", None),
            one.low,
            one.high,
            getattr(one, "qualifier", None) or getattr(one, "semantics", None),
            one.document.document_id,
            one.provenance.place,
            one.definition.wording,
            [[note.marker, note.text] for note in (*one.row_footnotes, *one.footnotes)],
        ]
        for one in _printed_in(rows)
    ]
    told += [[list(stretch.points) for stretch in stretches] for stretches in over_the_years]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:VERSION_LENGTH]


def _places(briefing: Briefing) -> set[tuple[str, str]]:
    """Return document and page of everything that is printed or quoted."""
    figures = {(one.document.document_id, one.provenance.page_id) for one in _figures(briefing)}
    return figures | {(one.document_id, one.page_id) for one in briefing.quoted if isinstance(one, Claim)}


def _figures(briefing: Briefing) -> list[Observation | Target]:
    """Return every figure and target that is printed or quoted."""
    return [*_printed_in(briefing.rows), *(one for one in briefing.quoted if not isinstance(one, Claim))]


def _printed_in(rows: Iterable[IndicatorYear]) -> list[Observation | Target]:
    """Return everything that is printed in the rows."""
    return [one for row in rows for one in (row.previous, row.target, row.achieved) if one is not None]
