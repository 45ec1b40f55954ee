"""What a briefing was made from: its publications, and a version that tells its figures from others.

The version is a hash over what is printed in the rows; another load of the same figures gives the same one.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from exports.briefing_record import Source, Stretch
from indicators import formats
from indicators.judged import IndicatorYear
from indicators.model import Document, Observation, Target

VERSION_LENGTH = 16
"""Letters of the hash that tells figures apart."""


def documents(rows: Iterable[IndicatorYear]) -> list[Document]:
    """Return every publication of the rows, the youngest first."""
    found = {one.document.document_id: one.document for one in _printed_in(rows)}
    return sorted(found.values(), key=lambda one: -one.edition_rank)


def sources(rows: Sequence[IndicatorYear]) -> Iterable[Source]:
    """Yield every publication of the rows, the youngest first, with the page where they all stand on one."""
    for document in documents(rows):
        pages = {one.provenance.page_address for one in _printed_in(rows) if one.document == document}
        only_page = pages.pop() if len(pages) == 1 else None
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


def _printed_in(rows: Iterable[IndicatorYear]) -> list[Observation | Target]:
    """Return everything that is printed in the rows."""
    return [one for row in rows for one in (row.previous, row.target, row.achieved) if one is not None]
