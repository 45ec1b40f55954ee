"""The addresses over the small warehouse, and over the figures that ship."""

import pytest

from indicators.reading import Warehouse
from tests.api.asking import Client, client, kept_from


@pytest.fixture(scope="session")
def ask(small: Warehouse) -> Client:
    return client(kept_from(small))


@pytest.fixture(scope="session")
def ask_shipped(shipped: Warehouse) -> Client:
    return client(kept_from(shipped))
