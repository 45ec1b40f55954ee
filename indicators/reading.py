"""Read the warehouse: the only SELECTs outside `warehouse`. (Signatures first; bodies follow.)

Every function takes the warehouse first. `as_known_in` is a document id: only what that document and earlier
editions print is read; None reads everything. An id that does not exist raises `NotFoundError`, a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.model import (
    Document, FieldYear, IndicatorHistory, IndicatorYear, PolicyField, SearchHit, SocialBase, Source,
)

if TYPE_CHECKING:
    from warehouse.store import Warehouse


class NotFoundError(LookupError):
    """An id that the warehouse does not hold."""


def documents(warehouse: Warehouse) -> tuple[Document, ...]:
    """Return every publication, oldest edition first."""
    raise NotImplementedError


def policy_fields(warehouse: Warehouse) -> tuple[PolicyField, ...]:
    """Return every policy field in programme order, with its code and title per document."""
    raise NotImplementedError


def years(warehouse: Warehouse, policy_field_id: str | None = None, as_known_in: str | None = None) -> tuple[int, ...]:
    """Return the years with an achieved figure or a target, newest first."""
    raise NotImplementedError


def latest_achieved_year(warehouse: Warehouse, policy_field_id: str | None = None, as_known_in: str | None = None) -> int | None:
    """Return the last year with an achieved figure: the year a page opens on."""
    raise NotImplementedError


def indicator_years(
    warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None = None
) -> tuple[IndicatorYear, ...]:
    """Return one policy field's rows for one year, in catalogue order, judged; empty when nothing is printed."""
    raise NotImplementedError


def overview(warehouse: Warehouse, year: int, as_known_in: str | None = None) -> tuple[FieldYear, ...]:
    """Return every policy field with anything printed for `year`: its rows and their tally, in programme order."""
    raise NotImplementedError


def indicator_history(warehouse: Warehouse, indicator_id: str, as_known_in: str | None = None) -> IndicatorHistory:
    """Return everything known of one indicator, all editions side by side."""
    raise NotImplementedError


def sources(warehouse: Warehouse) -> tuple[Source, ...]:
    """Return every document with its pages, loads, problems and corrections, newest edition first."""
    raise NotImplementedError


def search(warehouse: Warehouse, query: str, limit: int = 20) -> tuple[SearchHit, ...]:
    """Return indicators and policy fields whose name, label or code answers `query`, best first."""
    raise NotImplementedError


def social_base(warehouse: Warehouse) -> SocialBase:
    """Return the social-base programme: lines of action with their actions, and counted quantities."""
    raise NotImplementedError
