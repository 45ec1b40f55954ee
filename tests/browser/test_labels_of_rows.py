"""Labels of received rows stand in a browser letter by letter: no markup, no link, no picture, no script."""

from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from loaders.delivery import room
from loaders.delivery.decisions import Decisions, PageDecision
from tests.browser.conftest import running_server
from tests.browser.views import go
from tests.delivery.accounts_2019 import DOCUMENT, FIELD
from tests.delivery.drafting_desk import NOON, DraftingDesk
from tests.intake.test_hostile_files import HARMFUL
from ui.intake_labels import JOINER

MARKED = [
    *HARMFUL,
    "Zie https://example.org/a of www.example.org, anna@example.org of <https://example.org/b>",
    "![beeld](https://example.org/beeld.png) :material/home: :smile: :red[rood] _schuin_ ~~weg~~ `code` $x^2$",
    "&lt;b&gt;",
    "# Kop",
]
PAGE = """<html><body><h1>4.1.6 Sociale basisvoorzieningen</h1><table>
<tr><th>Prestatie-indicatoren</th><th>Beoogd 2019</th><th>Behaald 2019</th></tr>{rows}</table></body></html>"""
MADE = "strong, em, a, img, code, del, svg, h1, [style*=color], .katex, script"


def test_a_label_of_a_received_row_is_shown_letter_by_letter(page: Page, tmp_path: Path) -> None:
    desk = DraftingDesk.laid_out(tmp_path)
    rows = "".join(f"<tr><td>{escape(label)}</td><td>12</td><td>9</td></tr>" for label in MARKED)
    file = tmp_path / "rekening-2019-4-1-6.html"
    file.write_text(PAGE.format(rows=rows), encoding="utf-8")
    received = room.receive(desk.root, [file], "Anna", NOON, {})
    where = PageDecision(file=received.files[0].sha256 or "", document=DOCUMENT.id, page="4-1-6")
    desk.decide(Decisions(document=[DOCUMENT], field=[FIELD], page=[where]), received.delivery_id)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOELBEREIK_DATA", str(desk.data))
        with running_server(desk.root, tmp_path / "output.txt") as server:
            go(page, f"{server}/gegevens?aanlevering={received.delivery_id}&stap=koppelen")
            labels = page.locator("[data-testid=stWidgetLabel]")
            shown = [text.replace(JOINER, "") for text in labels.all_inner_texts()]
            assert labels.locator(MADE).count() == 0
    assert [label for label in MARKED if not any(label in one for one in shown)] == []
