"""Whatever an address asks for, a page has one heading, says what there is not below it, leads on, and has its foot."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages_apptest.conftest import ROOT, markup, text
from ui import facets, frame

Open = Callable[..., AppTest]

SOCIAL = {"veld": "sociale-basis", "jaar": "2018"}
UNKNOWN = "onzin"
# Every filter of every page, asked for what does not exist, beside what the page needs.
UNANSWERED = [
    ("overview", {"jaar": UNKNOWN}),
    ("overview", {"stand": UNKNOWN}),
    *(("overview", {"jaar": "2018", facet.name: UNKNOWN}) for facet in facets.FACETS),
    ("policy_field", {}),
    ("policy_field", {"veld": UNKNOWN}),
    ("policy_field", {"veld": UNKNOWN, "stand": UNKNOWN}),
    ("policy_field", SOCIAL | {"jaar": "1850"}),
    ("policy_field", SOCIAL | {"jaar": UNKNOWN}),
    ("policy_field", SOCIAL | {"stand": UNKNOWN}),
    ("policy_field", SOCIAL | {"jaar": "1850", "stand": "begroting-2017"}),
    ("policy_field", SOCIAL | {"stand": "begroting-2017"}),
    ("one_indicator", {}),
    ("one_indicator", {"indicator": UNKNOWN}),
    ("one_indicator", {"indicator": "wij-gehoord", "stand": UNKNOWN}),
    ("one_indicator", {"indicator": "wij-gehoord", "stand": "begroting-2017"}),
    ("sources", {"document": UNKNOWN}),
    ("sources", {"document": "ois-2020", "stand": "rekening-2018"}),
    ("sources", {"stand": UNKNOWN}),
    ("social_base", {"stand": UNKNOWN}),
    ("social_base", {"status": UNKNOWN}),
    ("social_base", {"lijn": UNKNOWN}),
    ("social_base", {"stand": "begroting-2017"}),
    ("revisions", {"veld": UNKNOWN}),
    ("revisions", {"soort": UNKNOWN}),
    ("revisions", {"stand": UNKNOWN}),
    ("awareness", {"studie": UNKNOWN}),
    ("awareness", {"stand": UNKNOWN}),
    ("comparison", {"indicator": UNKNOWN, "veld": UNKNOWN, "jaar": UNKNOWN, "stand": UNKNOWN}),
    ("comparison", {"veld": "sport"}),
    ("explanation", {"stand": UNKNOWN}),
    ("accessibility", {"stand": UNKNOWN}),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("view", "filters"),
    UNANSWERED,
    ids=lambda one: one if isinstance(one, str) else "&".join(map("=".join, one.items())),
)
def test_a_view_has_one_heading_above_what_it_says_and_its_foot(
    open_page: Open, view: str, filters: dict[str, str], language: str
) -> None:
    app = open_page(f"pages/{view}.py", **filters, taal=language)
    assert not app.exception
    shown = re.sub(r"<style>.*?</style>", "", markup(app), flags=re.DOTALL)
    assert len(re.findall(r"<h1[ >]", shown)) == 1
    assert 'class="notice"' not in shown.split("<h1")[0]
    assert shown.count('<footer class="frame"') == 1


def test_an_unknown_year_of_a_policy_field_lists_the_years_of_that_field(open_page: Open) -> None:
    shown = markup(open_page("pages/policy_field.py", veld="sport", jaar="1850"))
    assert "<h1>Sportstimulering</h1>" in shown
    listed = re.findall(r'href="/beleidsveld\?veld=sport&amp;jaar=(\d+)"', shown)
    assert listed == ["2018", "2015"]


def test_an_unknown_year_of_the_overview_lists_every_year(open_page: Open) -> None:
    listed = re.findall(r'href="/\?jaar=(\d+)"', markup(open_page("pages/overview.py", jaar="1850")))
    assert listed == ["2020", "2018", "2017", "2016", "2015"]


def test_a_field_without_figures_in_an_edition_says_so_for_an_unknown_year_too(open_page: Open) -> None:
    said = text(open_page("pages/policy_field.py", veld="sociale-basis", jaar="1850", stand="begroting-2017"))
    assert "In de documenten tot hier staat niets over Sociale basisvoorzieningen; in latere wel." in said


def test_below_an_unknown_document_stand_those_that_are_known(open_page: Open) -> None:
    shown = markup(open_page("pages/sources.py", document=UNKNOWN))
    assert shown.index("<h1>Bronnen</h1>") < shown.index("is niet bekend") < shown.index('class="sources"')


def test_what_cannot_be_shown_is_text_and_not_markup() -> None:
    assert frame.UnansweredError("<b>").said == "&lt;b&gt;"


@pytest.mark.parametrize(
    "file", [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ui").glob("*.py"))], ids=lambda file: file.stem
)
def test_only_the_frame_stops_a_run(file: Path) -> None:
    """After `st.stop()` nothing is drawn, the foot of the page neither; `frame.UnansweredError` ends a page with it."""
    stops = [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "stop" and ast.unparse(node.value) == "st"
    ]
    assert not stops or file.name == "frame.py"
