"""The dashboard goes on showing whole figures while builds die beside it."""

import random
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import running_server
from tests.build.test_killed_build import Victim, served
from tests.small_warehouse import small_warehouse

KILLS = 10


def test_a_build_killed_at_any_moment_leaves_the_dashboard_serving(page: Page, tmp_path: Path) -> None:
    victim = Victim(tmp_path)
    assert victim.build("never") == "done"
    moments, ends = random.Random(2016), []
    with running_server(victim.root, tmp_path / "server.txt") as address:
        for _ in range(KILLS):
            victim.change()
            ends.append(victim.build(f"{moments.uniform(0, 0.4):.4f}"))
            page.goto(f"{address}/indicator?indicator=bezoekers-ijsbaan")
            shown = f"{served(victim.root):,.0f}".replace(",", ".")
            expect(page.get_by_role("cell", name=f"{shown} bezoekers").first).to_be_visible()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert victim.process.stdin is not None
    victim.process.stdin.close()
    victim.process.wait()
    assert "killed" in ends


def test_who_waits_for_the_first_figures_sees_them_come(page: Page, tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    with running_server(root, tmp_path / "server.txt") as address:
        page.goto(address)
        expect(page.get_by_text("Er zijn nog geen cijfers gepubliceerd.")).to_be_visible()
        small_warehouse(root)
        expect(page.get_by_role("heading", name="Wat is beoogd, wat is behaald")).to_be_visible(timeout=20_000)


def test_a_page_goes_on_after_the_server_is_restarted(page: Page, tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    small_warehouse(root)
    with running_server(root, tmp_path / "first.txt") as address:
        page.goto(f"{address}/beleidsveld?veld=sociale-basis")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    with running_server(root, tmp_path / "second.txt", port=int(address.rsplit(":", 1)[1])):
        # It finds the new server by itself, and what a visitor does next is answered by that one
        page.get_by_role("navigation").get_by_role("link", name="Overzicht").click()
        expect(page.get_by_role("heading", name="Wat is beoogd, wat is behaald")).to_be_visible(timeout=60_000)
        page.go_back()
        expect(page.get_by_role("heading", level=1, name="Sociale basisvoorzieningen")).to_be_visible(timeout=60_000)
