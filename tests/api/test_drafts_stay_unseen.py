"""What waits for its release is at no address, in no file and found by no search."""

from pathlib import Path

from starlette.applications import Starlette

import api
from indicators.reading import Warehouse
from loaders.build import build
from tests.api.asking import Client, kept_from
from tests.release.desk import NOON, Desk, data_without_reprint, with_visitors
from ui import addresses
from warehouse import log
from warehouse.waiting import approve, publish_due

FIGURES = "/data/accommodaties.csv"
# What shows the figure or could find it.
ADDRESSES = (
    "/api/v1/policy-fields",
    "/api/v1/policy-fields/accommodaties",
    "/api/v1/indicators?query=bezoekers",
    "/api/v1/indicators?query=119",
    "/api/v1/indicators/bezoekers-ijsbaan",
    FIGURES,
    "/data/indicatoren/bezoekers-ijsbaan.csv",
    "/data/indicatoren/bezoekers-ijsbaan.svg",
    "/data/data/observation.csv",
    "/briefing/accommodaties.html",
)


def answers(root: Path) -> dict[str, tuple[int, bytes]]:
    kept = kept_from(Warehouse(root))
    ask = Client(
        Starlette(routes=[*api.routes(kept), *api.file_routes(kept, lambda *told: told[1], addresses.briefing)])
    )
    given = {address: ask(address) for address in ADDRESSES}
    return {address: (reply.status, reply.body) for address, reply in given.items()}


def test_a_draft_is_nowhere_before_its_moment_and_everywhere_after(tmp_path: Path) -> None:
    data, root = data_without_reprint(tmp_path / "data"), tmp_path / "warehouse"
    with_visitors(data, "114.000")
    assert build(data, root, by="Anna").is_good
    before = answers(root)
    assert {address: status for address, (status, _) in before.items() if status != 200} == {}
    with_visitors(data, "119.000")
    made = Desk(data, root).draft("Anna")
    assert answers(root) == before
    approve(root, made.draft, "Bert", NOON)
    assert answers(root) == before
    publish_due(root, NOON)
    after = answers(root)
    assert log.faults(root) == []
    assert [one for one in ADDRESSES if after[one] == before[one]] == []
    assert b"114.000" in before[FIGURES][1]
    assert b"119.000" in after[FIGURES][1]
