"""What comes from outside and ends on a page or in a file: it is shown, and runs nothing and stalls nothing."""

import time
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import ValidationError

from indicators.language import say
from indicators.reading import Warehouse
from indicators.search import search
from loaders.catalogue import Document
from loaders.cells import clean, parse_cell, pull_markers
from loaders.formats import html, text
from loaders.sources import PageSheet
from tests.security.closed_server import Closed
from ui import addresses
from ui.markup import element, link

BREAKING_OUT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
NO_WEB_ADDRESS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ms-word:ofe|u|https://elsewhere.example.org/x.docx",
    "//elsewhere.example.org",
    "https://",
    "https:///x",
]


@pytest.mark.parametrize("address", NO_WEB_ADDRESS)
def test_the_address_of_a_document_or_a_page_runs_nothing(address: str) -> None:
    document: dict[str, Any] = {
        "id": "rekening-2019", "kind": "accounts", "title": "Rekening", "publisher": "Gemeente",
        "published_on": date(2020, 6, 1), "published_precision": "day",
    }  # fmt: skip
    sheet = {"title": "4.1.6", "received_via": "mail", "abridged": "nothing"}
    for kind, values in ((Document, document), (PageSheet, sheet)):
        assert kind.model_validate(values | {"address": "https://groningen.nl/x"})
        with pytest.raises(ValidationError, match="address"):
            kind.model_validate(values | {"address": address})


@pytest.mark.parametrize("address", NO_WEB_ADDRESS[:6])
def test_a_received_page_brings_no_address_that_runs_something(address: str) -> None:
    said = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}"><p>x</p>'
    assert html.read(said).address is None
    assert text.read(f"{address}\n\nx").address is None


@pytest.mark.parametrize("filter_", ["veld", "jaar", "stand", "zoek", "indicator", "onderwerp", "taal", "studie"])
def test_what_an_address_asks_for_is_repeated_as_text(server: Closed, filter_: str) -> None:
    for page in addresses.PAGES:
        said = server.see(page, "administrator", f"{filter_}={quote(BREAKING_OUT)}").markup
        assert "<h1" in said
        assert "<script>alert" not in said, page
        assert "<img src=x" not in said, page
    for asked in ("/api/v1/indicators", "/data/sociale-basis.csv", "/briefing/alle.pdf", f"/{quote(BREAKING_OUT)}"):
        reply = server.ask(f"{asked}?{filter_}={quote(BREAKING_OUT)}", "administrator")
        assert "json" in reply.header("content-type") or "<script>alert" not in reply.words, asked


def test_a_link_is_made_of_text_only() -> None:
    assert "<script>" not in link(f"/x?{BREAKING_OUT}", BREAKING_OUT, title=BREAKING_OUT)
    assert element("p", say("{x}", x=BREAKING_OUT)).count("<") == 2


# Long ----------------------------------------------------------------------------------------------------------------

A_MEGABYTE = 1_000_000
PIECES = ("a", " ", "1", "1.", "1,", "1/", "1-", "de ", "(I)", "±1 ", "1 000 ", "30% (17%) ", "1 (1) ", "-", "(", "I ")
# Seconds of processor time: far more than reading takes, far less than what grows with the square of the length.
SECONDS = 10.0


@pytest.mark.parametrize("length", [900, A_MEGABYTE], ids=["as long as a value may be", "a megabyte"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_cell_is_read_in_time(piece: str, length: int) -> None:
    began = time.process_time()
    parse_cell(piece * (length // len(piece)))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_label_is_looked_for_in_time(small: Warehouse, piece: str) -> None:
    began = time.process_time()
    search(small, piece * (200 // len(piece)))
    pull_markers(clean(piece * (50_000 // len(piece))))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "asked", ["query=" + "a" * 201, "query=a&query=a", "&".join(f"x{one}=1" for one in range(999))]
)
def test_more_than_an_address_takes_is_refused(server: Closed, asked: str) -> None:
    reply = server.ask(f"/api/v1/indicators?{asked}", "viewer")
    assert reply.status == 400
    assert len(reply.body) < 400_000


def test_a_request_that_is_longer_than_any_of_ours_is_refused_whole(server: Closed) -> None:
    assert server.ask("/api/v1/indicators?query=" + "a" * 100_000, "viewer").status in {400, 414, 431}
