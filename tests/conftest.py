"""The two warehouses that most tests read and none of them writes in; who writes makes one of its own.

What they are made with is imported by who asks for one: a test of a single room starts without the loaders.
"""

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from warehouse.store import Warehouse

# No property is false because the machine was busy; the rest stays as Hypothesis has it, on a desk and in CI.
settings.register_profile("busy", settings(), deadline=None)
settings.load_profile("busy")


@pytest.fixture(scope="session")
def shipped() -> "Warehouse":
    """Give the figures that visitors get."""
    from tests.shipped import shipped

    return shipped()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> "Warehouse":
    """Give a few figures, each written out in `small_warehouse`."""
    from tests.small_warehouse import small_warehouse

    return small_warehouse(tmp_path_factory.mktemp("small"))
