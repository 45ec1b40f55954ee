"""Cached reads: the only place that knows the warehouse is a file that gets replaced.

Everything is kept per published version, so a new build shows at the next action of a visitor and an old one never
again. What is drawn as HTML is kept as one string: that is what makes a list page take 2 ms instead of 100. What reads
or draws (`indicators.reading`, the drawing modules of `ui`) knows nothing of caches.
"""

import os
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

import streamlit as st

from indicators.reading import NoWarehouse, Warehouse

# Answers kept: every field in every year and edition of one municipality fits; the longest unused goes first.
ANSWERS_KEPT = 2000

Answer = TypeVar("Answer")


def published() -> tuple[str | None, str]:
    """Return the version of the published warehouse, or None; and a sentence when something is wrong with it."""
    try:
        warehouse = _warehouse(os.environ.get("DOELBEREIK_WAREHOUSE"))
        return warehouse.version, warehouse.notice or ""
    except NoWarehouse as missing:
        return None, str(missing)


def kept(read: Callable[..., Answer], *asked: str | int | None, **tools: Any) -> Answer:
    """Return `read(warehouse, *asked, **tools)`, read or drawn once per version of the warehouse.

    `tools` are what it draws with (a module, a function): they are the same in every call and no part of the question.
    """
    warehouse = _warehouse(os.environ.get("DOELBEREIK_WAREHOUSE"))
    name = f"{read.__module__}.{read.__name__}"
    answer: Answer = _kept(warehouse.version, name, asked, partial(read, warehouse, *asked, **tools))
    return answer


@cache
def _warehouse(root: str | None) -> Warehouse:
    """Return the one warehouse of this process; it follows the pointer to a newer version by itself."""
    return Warehouse()


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _kept(version: str, read: str, asked: tuple[str | int | None, ...], _read: Callable[[], Any]) -> Any:
    return _read()
