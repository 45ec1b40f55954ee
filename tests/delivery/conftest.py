"""The same published warehouse and received accounts for every test of drafting and releasing."""

from pathlib import Path

import pytest

from tests.delivery.drafting_desk import DraftingDesk


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> DraftingDesk:
    return DraftingDesk.laid_out(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(laid_out: DraftingDesk, tmp_path: Path) -> DraftingDesk:
    return laid_out.copied(tmp_path / "desk")


@pytest.fixture(scope="session")
def drafted_desk(laid_out: DraftingDesk, tmp_path_factory: pytest.TempPathFactory) -> DraftingDesk:
    drafted = laid_out.copied(tmp_path_factory.mktemp("drafted") / "desk")
    drafted.draft()
    return drafted


@pytest.fixture
def waiting_desk(drafted_desk: DraftingDesk, tmp_path: Path) -> DraftingDesk:
    """A desk of which the accounts are drafted."""
    return drafted_desk.copied(tmp_path / "waiting")
