"""A clerk's year in a browser: what is received is published by two people, and nobody else sees it a moment before.

Who does what is told by the login. One server stands for the year; the tests follow each other, as its months do.
"""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pdfplumber
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from loaders.delivery import releasing
from tests import clerks_year as year
from tests.browser.conftest import running_server
from tests.browser.logging_in import log_in, name, running_provider, settings
from tests.browser.views import go
from tests.shipped import DATA
from warehouse import log
from warehouse.store import Warehouse, current_version

# Of what the provider is made of, not of ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CLERK, APPROVER, VIEWER = "redacteur", "vrijgever", "kijker"
# A page is drawn anew at every answer, and the machine may be busy with other tests.
PATIENCE_MS = 30_000
SOON_MS = 5_000
BUILDING_MS = 120_000
COUNCIL = datetime.fromisoformat("2099-06-13T10:00+02:00")
SECOND = timedelta(seconds=1)
VERSION = re.compile(r"\b\d{4}-(?=[0-9a-f]{12})")
"""The number of a version; what follows tells its contents."""

# What shows figures of WIJ to whoever may see what is published → a file, or a page.
FILES = (
    "/api/v1/indicators/wij-gehoord",
    "/api/v1/policy-fields/sociale-basisvoorzieningen",
    "/api/v1/indicators?query=WIJ",
    "/data/indicatoren/wij-gehoord.csv",
    "/data/sociale-basisvoorzieningen.csv",
    "/data/data/observation.csv",
    "/briefing/sociale-basisvoorzieningen.pdf",
)
SHOWN = (
    "/indicator?indicator=wij-gehoord",
    "/beleidsveld?veld=sociale-basisvoorzieningen&jaar=2019",
    "/?jaar=2019&zoek=wijkcoöperatie",
    "/bronnen?document=rekening-2019",
)


class Person:
    """Somebody at work in a browser of their own, who looks for things by what they are called."""

    def __init__(self, browser: Browser, server: str, who: str) -> None:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.server, self.name = server, name(who)
        self.page.goto(server)
        log_in(self.page, who)

    def go(self, address: str) -> None:
        self.page.goto(self.server + address)
        self.settled()

    def settled(self, within: int = PATIENCE_MS) -> None:
        """Wait until the page is drawn to its end and nothing runs for it."""
        expect(self.page.locator("footer.frame").first).to_be_visible(timeout=within)
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_have_count(1, timeout=within)

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def save(self, label: str) -> None:
        """Press a button that saves answers, and wait until they are folded away with it."""
        self.press(label)
        expect(self.page.get_by_role("button", name=label, exact=True)).to_be_hidden()
        self.settled()

    def follow(self, label: str) -> None:
        self.page.get_by_role("link", name=label).first.click()
        self.settled()

    def fill(self, label: str | re.Pattern[str], words: str) -> None:
        field = self.page.get_by_role("textbox", name=label).and_(self.page.locator(":visible")).first
        field.fill(words)
        field.press("Tab")
        self.settled()

    def choose(self, label: str, option: str) -> None:
        """Choose an option that begins so, of a list whose name begins so."""
        field = self.page.get_by_role("combobox", name=re.compile(re.escape(label)))
        wanted = self.page.get_by_role("option", name=re.compile("^" + re.escape(option))).first
        field.click()
        try:
            wanted.wait_for(timeout=SOON_MS)
        except PlaywrightTimeout:
            # A list that opens while the page is redrawn closes again: one clicks once more.
            self.settled()
            field.click()
        wanted.click()
        self.settled()

    def unfold(self, label: str) -> None:
        self.page.locator("summary").filter(has_text=label).first.click()

    def sees(self, words: str | re.Pattern[str], within: int = PATIENCE_MS) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=within)

    def read(self) -> str:
        """Return the words of a page; those in charts come when they come, and are those of its tables."""
        return "\n".join(self.page.locator(".stHtml").all_inner_texts())

    def row(self, *words: str) -> Locator:
        """Return the row of a table that holds all of these words."""
        found = self.page.get_by_role("row")
        for one in words:
            found = found.filter(has_text=one)
        return found.first

    def asked(self, address: str) -> str:
        """Return what a file says, in words."""
        answer = self.page.request.get(self.server + address)
        assert answer.status == 200, f"{address}: {answer.status}"
        body = answer.body()
        if address.endswith(".pdf"):
            with pdfplumber.open(io.BytesIO(body)) as pdf:
                return "\n".join(page.extract_text() for page in pdf.pages)
        return body.decode("utf-8")


class Office:
    """The server of the year, its folders, and whoever is at work at it."""

    def __init__(self, folder: Path, address: str, browser: Browser) -> None:
        self.data, self.root, self.folder = folder / "data", folder / "warehouse", folder
        self.contents_at_first = self.content_hash()
        self.clerk, self.approver, self.viewer = (Person(browser, address, who) for who in (CLERK, APPROVER, VIEWER))

    def content_hash(self) -> str:
        return str(Warehouse(self.root).records("SELECT content_hash FROM build")[0]["content_hash"])

    def version(self) -> str:
        return current_version(self.root) or ""

    def what_a_viewer_finds(self) -> dict[str, str]:
        """Return the words of every file and page that shows what is published."""
        found = {address: self.viewer.asked(address) for address in FILES}
        for address in SHOWN:
            go(self.viewer.page, self.viewer.server + address)
            self.viewer.settled()
            found[address] = self.viewer.read()
        return {address: VERSION.sub("", words) for address, words in found.items()}


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory, shipped: Warehouse) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("year")
    year.copied(DATA, folder)
    shutil.copytree(shipped.root, folder / "warehouse")
    with pytest.MonkeyPatch.context() as patch, running_provider() as provider:
        patch.setenv("DOELBEREIK_DATA", str(folder / "data"))
        options = settings(folder, provider)
        with running_server(folder / "warehouse", folder / "output.txt", *options) as address:
            yield Office(folder, address, browser)


def deliver(who: Person, *files: Path) -> str:
    """Hand files over and return which delivery they became."""
    who.go("/gegevens")
    who.page.locator("input[type=file]").set_input_files(list(files))
    for one in files:
        expect(who.page.get_by_role("button", name=f"{one.name} weghalen")).to_be_visible()
    who.settled()
    who.press("Lees de bestanden in")
    who.sees("Ontvangen:", BUILDING_MS)
    return str(parse_qs(urlsplit(who.page.url).query)["aanlevering"][0])


def describe(who: Person, title: str, published_on: str, territory: str) -> None:
    """Add the document that was received, of which the page drafted what it could."""
    who.fill("Titel", title)
    who.fill("Verschenen op (dag-maand-jaar)", published_on)
    who.choose("Gebied", territory)
    who.press("Voeg het document toe")


# The story ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def before(office: Office) -> dict[str, str]:
    """Return what a viewer finds before anything was received."""
    return office.what_a_viewer_finds()


@pytest.fixture(scope="module")
def received(office: Office, before: dict[str, str]) -> str:
    return deliver(office.clerk, year.TABLE, year.WORDED)


@pytest.fixture(scope="module")
def matched(office: Office, received: str) -> str:
    clerk = office.clerk
    clerk.follow("2. Koppelen")
    describe(clerk, year.TITLE, "11-06-2020", "gemeente Groningen tot 2019")
    clerk.save("Bewaar beleidsvelden")
    return received


def test_what_is_received_is_refused_with_its_cell(office: Office, received: str) -> None:
    refused = office.clerk.row(year.FOUND)
    for words in ("Behaald 2019", year.SLIP, "een cijfer zoals 70%"):
        expect(refused).to_contain_text(words)


def test_only_what_the_catalogue_does_not_know_is_asked(office: Office, matched: str) -> None:
    clerk = office.clerk
    clerk.sees("3 rijen herkend")
    clerk.choose(f"Rij: {year.HEARD_AS_PRINTED}", year.HEARD)
    clerk.save("Bewaar rijen van Sociale basisvoorzieningen")
    clerk.sees("De vraagstelling is gewijzigd")
    clerk.choose(f"Betekent ‘{year.KNOWN}’ nog hetzelfde?", "Nee, een nieuwe definitie")
    clerk.fill(f"Nieuwe definitie van ‘{year.KNOWN}’", "Ook wie de dienstverlening alleen van de website kent")
    clerk.save("Bewaar definities")
    clerk.sees("Alle vragen zijn beantwoord.")
    clerk.page.reload()
    clerk.settled()
    clerk.sees("Alle vragen zijn beantwoord.")


def test_a_draft_asks_what_may_not_go_unexplained(office: Office, matched: str) -> None:
    clerk = office.clerk
    clerk.go(f"/gegevens?aanlevering={matched}&stap=vergelijken")
    clerk.press("Maak concept")
    clerk.sees(re.compile(r"nog \d+ vragen te beantwoorden"), BUILDING_MS)
    expect(clerk.page.get_by_role("listitem").filter(has_text=year.VANISHED)).to_be_visible()
    about = f"{year.HEARD}, 2018"
    clerk.choose(f"Wat is er met {about}: 75% → 74%?", "Correctie")
    clerk.press("Bewaar herzieningen")
    clerk.sees(f"Vul nog in: Reden bij {about}.")
    clerk.fill(f"Reden bij {about}", "De afdeling onderzoek telde 2018 opnieuw.")
    clerk.save("Bewaar herzieningen")
    clerk.fill("Oorzaak", "Drie wijkteams verhuisden.")
    clerk.save("Bewaar toelichtingen")
    doubts = clerk.page.get_by_role("textbox", name=re.compile("^Waarom het toch klopt"))
    for number in range(doubts.count()):
        doubts.nth(number).fill("Zo staat het er; de afdeling onderzoek bevestigt het.")
        doubts.nth(number).press("Tab")
        clerk.settled()
    clerk.save("Bewaar redenen")
    clerk.choose(f"Oordeel over {year.INITIATIVES}, 2019", "behaald")
    clerk.fill(f"Waarom: {year.INITIATIVES}, 2019", "Er kwam een tweede wijkcoöperatie bij.")
    clerk.save("Bewaar oordelen")
    clerk.sees("Alle vragen zijn beantwoord. Maak het concept opnieuw.")
    clerk.press("Maak concept")
    clerk.sees("is gemaakt en wacht op vrijgave door iemand anders", BUILDING_MS)


def test_nobody_else_sees_it_and_its_maker_cannot_release_it(
    office: Office, before: dict[str, str], matched: str
) -> None:
    clerk, viewer, there = office.clerk, office.viewer, f"/gegevens?aanlevering={matched}&stap=vrijgeven"
    clerk.go(there)
    expect(clerk.page.get_by_role("button", name="Geef vrij")).to_have_count(0)
    viewer.go(there)
    viewer.sees("ziet wie redacteur of vrijgever is")
    assert year.TITLE not in viewer.read()
    assert office.what_a_viewer_finds() == before


def test_a_release_waits_for_the_council(office: Office, before: dict[str, str], matched: str) -> None:
    approver = office.approver
    approver.go(f"/gegevens?aanlevering={matched}&stap=vrijgeven")
    approver.fill("Embargo tot datum (dag-maand-jaar)", COUNCIL.strftime("%d-%m-%Y"))
    approver.fill("Embargo tot tijd (uur:minuut)", COUNCIL.strftime("%H:%M"))
    approver.press("Geef vrij")
    approver.sees("Vrijgegeven; wacht tot 13 juni 2099 10:00")
    assert office.what_a_viewer_finds() == before
    assert not (office.data / "sources" / year.DOCUMENT).exists()


def test_from_its_moment_on_everybody_sees_it(office: Office, before: dict[str, str]) -> None:
    version, contents = office.version(), office.content_hash()
    versions, refusals = releasing.publish_due(office.root, office.data, COUNCIL + SECOND)
    assert (len(versions), refusals) == (1, [])
    assert (office.version(), office.content_hash()) != (version, contents)
    assert (office.data / "sources" / year.DOCUMENT / "4-1-6.csv").exists()
    after = office.what_a_viewer_finds()
    assert [address for address in after if after[address] == before[address]] == []
    assert "Drie wijkteams verhuisden." in after["/briefing/sociale-basisvoorzieningen.pdf"]
    assert "72%" in after["/indicator?indicator=wij-gehoord"]
    (first, *_) = (line for line in log.read(office.root) if line["action"] == "receive")
    assert first["received"][year.TABLE.name] == log.sha256(year.TABLE.read_bytes())
    office.clerk.go("/gegevens?stap=logboek")
    for who, what in ((office.clerk.name, "concept gemaakt"), (office.approver.name, "vrijgegeven")):
        expect(office.clerk.row(who, what)).to_be_visible()
    expect(office.clerk.row(first["received"][year.TABLE.name])).to_be_visible()
    expect(
        office.clerk.row(f"gemaakt door {office.clerk.name}, vrijgegeven door {office.approver.name}")
    ).to_be_visible()


def test_the_same_page_once_more_asks_nothing(office: Office, tmp_path: Path) -> None:
    clerk = office.clerk
    deliver(clerk, year.mended(tmp_path), year.WORDED)
    clerk.follow("2. Koppelen")
    clerk.sees("Alle vragen zijn beantwoord.")
    clerk.sees("5 rijen herkend")


def test_a_survey_goes_the_same_way_and_leaves_nothing_of_who_answered(office: Office, tmp_path: Path) -> None:
    clerk, approver = office.clerk, office.approver
    delivery = deliver(clerk, *year.survey(tmp_path))
    clerk.sees("1.200 respondenten")
    clerk.follow("2. Koppelen")
    describe(clerk, year.SURVEY, "01-12-2020", "gemeente Groningen met Haren en Ten Boer")
    clerk.choose("Document van wij-2020.csv", year.SURVEY)
    clerk.save("Bewaar documenten en pagina’s")
    clerk.sees("Alle vragen zijn beantwoord.")
    clerk.follow("3. Vergelijken")
    clerk.press("Maak concept")
    clerk.sees("is gemaakt en wacht op vrijgave door iemand anders", BUILDING_MS)
    approver.go(f"/gegevens?aanlevering={delivery}&stap=vrijgeven")
    approver.press("Geef vrij")
    approver.sees("Vrijgegeven en gepubliceerd als versie", BUILDING_MS)
    office.viewer.go("/indicator?indicator=wij-gehoord")
    figure = office.viewer.row(year.SURVEY)
    for words in ("74,0%", "71,4% tot 76,4%", "n = 1.200"):
        expect(figure).to_contain_text(words)
    assert year.holding(office.folder, year.NAME) == []


def test_a_roll_back_brings_the_earlier_figures_back(office: Office, before: dict[str, str]) -> None:
    approver = office.approver
    assert office.version().startswith("0003-")
    approver.go("/gegevens")
    approver.unfold("Zet een eerdere versie terug")
    approver.choose("Versie", "0001-")
    approver.fill("Reden", "De raad vroeg uitstel.")
    approver.press("Zet deze versie terug")
    approver.sees(re.compile("Versie 0004-.* is nu te zien"), BUILDING_MS)
    assert office.what_a_viewer_finds() == before
    assert office.content_hash() == office.contents_at_first
