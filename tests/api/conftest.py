"""The addresses over the small warehouse, and over the figures that ship."""

from pathlib import Path

import pytest

from indicators.reading import Warehouse
from loaders.build import build
from tests.api.asking import Client, client, kept_from
from tests.small_warehouse import small_warehouse

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return small_warehouse(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def ask(small: Warehouse) -> Client:
    return client(kept_from(small))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    root = tmp_path_factory.mktemp("shipped")
    build(DATA, root)
    return Warehouse(root)


@pytest.fixture(scope="session")
def ask_shipped(shipped: Warehouse) -> Client:
    return client(kept_from(shipped))
