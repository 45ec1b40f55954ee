"""One closed server, with figures that are published and figures that wait for their release."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.delivery.drafting_desk import DraftingDesk
from tests.security.closed_server import Closed, closed


class Kept(NamedTuple):
    """What must not be seen: a delivery and the draft of it that waits."""

    desk: DraftingDesk
    draft: str


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    desk = DraftingDesk.laid_out(tmp_path_factory.mktemp("desk"))
    return Kept(desk, desk.draft().draft)


@pytest.fixture(scope="session")
def server(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    with pytest.MonkeyPatch.context() as patched:
        # How often one may ask has tests of its own; here one machine asks everything.
        patched.setenv("DOELBEREIK_LIMITS", "off")
        patched.setenv("DOELBEREIK_DATA", str(kept.desk.data))
        patched.setenv("DOELBEREIK_BRIEFINGS", str(kept.desk.data / "briefings"))
        with closed(kept.desk.root, tmp_path_factory.mktemp("closed")) as running:
            yield running
