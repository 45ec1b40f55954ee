"""Files at their addresses: what is sent, what a mistake is answered with, and who sees which host."""

import csv
import hashlib
import json
from collections.abc import Callable
from html import escape, unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pdfplumber
import pytest
from starlette.applications import Starlette

import api
from api import files
from api.problems import Way
from exports import briefing_pdf, published
from exports.briefing_record import BriefingRecord, Signature
from exports.zipped import unzipped
from indicators import formats, reading
from indicators.reading import NoWarehouse, Warehouse
from tests.api.asking import Client, Reply, kept_from
from tests.exports import opened
from tests.small_warehouse import Draft
from ui import addresses

FIELD, STUDY = "sociale-basis", "bekendheid-wij"
BRIEFING, DATA, INDICATOR = f"/briefing/{FIELD}", f"/data/{FIELD}", "/data/indicatoren/wij-contact"
HTML = "text/html; charset=utf-8"
OFFICE = "application/vnd.openxmlformats-officedocument."
EVERY_FILE = {
    f"{BRIEFING}.pdf?jaar=2018": ("application/pdf", f'inline; filename="briefing-{FIELD}-2018.pdf"', b"%PDF-"),
    f"{BRIEFING}.html?jaar=2018": (HTML, f'inline; filename="briefing-{FIELD}-2018.html"', b"<!DOCTYPE html>"),
    f"{BRIEFING}.pptx?jaar=2018&stand=rekening-2018": (
        f"{OFFICE}presentationml.presentation",
        f'attachment; filename="briefing-{FIELD}-2018-stand-rekening-2018.pptx"',
        b"PK",
    ),
    "/briefing/alle.pdf?jaar=2018": ("application/pdf", 'inline; filename="briefing-alle-2018.pdf"', b"%PDF-"),
    f"{DATA}.csv": ("text/csv; charset=utf-8", f'attachment; filename="{FIELD}.csv"', b"\xef\xbb\xbfIndicator;"),
    f"{DATA}.csv?notatie=machine": (
        "text/csv; charset=utf-8",
        f'attachment; filename="{FIELD}-machine.csv"',
        b"policy_field_id,",
    ),
    f"{DATA}.xlsx": (f"{OFFICE}spreadsheetml.sheet", f'attachment; filename="{FIELD}.xlsx"', b"PK"),
    f"{DATA}.ods?stand=rekening-2017": (
        "application/vnd.oasis.opendocument.spreadsheet",
        f'attachment; filename="{FIELD}-stand-rekening-2017.ods"',
        b"PK",
    ),
    f"{DATA}.parquet": ("application/vnd.apache.parquet", f'attachment; filename="{FIELD}.parquet"', b"PAR1"),
    "/data/datapackage.zip": ("application/zip", 'attachment; filename="doelbereik-datapackage.zip"', b"PK"),
    "/data/datapackage.json": ("application/json", 'inline; filename="datapackage.json"', b"{"),
    "/data/data/observation.csv": ("text/csv; charset=utf-8", 'attachment; filename="observation.csv"', b"observation"),
    "/data/parquet.zip": ("application/zip", 'attachment; filename="doelbereik-parquet.zip"', b"PK"),
    f"{INDICATOR}.csv": (
        "text/csv; charset=utf-8",
        'attachment; filename="wij-contact.csv"',
        b"\xef\xbb\xbfIndicator;",
    ),
    f"{INDICATOR}.svg": ("image/svg+xml", 'inline; filename="wij-contact.svg"', b"<svg "),
    f"{INDICATOR}.png": ("image/png", 'inline; filename="wij-contact.png"', b"\x89PNG"),
}


def sorry(title: str, sentence: str, way: Way | None = None) -> str:
    return f"<h1>{escape(title)}</h1><p>{escape(sentence)}</p>"


def client(kept: Callable[..., Any]) -> Client:
    return Client(Starlette(routes=api.file_routes(kept, sorry, addresses.briefing)))


def remembering(kept: Callable[..., Any]) -> Callable[..., Any]:
    """Return what keeps answers, so that a test of many requests makes each once."""
    answers: dict[Any, Any] = {}

    def remembered(read: Callable[..., Any], *asked: Any, **tools: Any) -> Any:
        key = (read, asked, tuple(tools.items()), files.current())
        if key not in answers:
            answers[key] = kept(read, *asked, **tools)
        return answers[key]

    return remembered


@pytest.fixture(scope="module")
def ask(small: Warehouse) -> Client:
    return client(remembering(kept_from(small)))


def refusal(ask: Client, address: str, status: int, **asked: Any) -> str:
    """Return the sentence at an address where there is no file."""
    reply = ask(address, **asked)
    assert (reply.status, reply.headers["content-type"]) == (status, HTML)
    assert reply.headers["cache-control"] == "no-store"
    assert "Traceback" not in reply.text
    return unescape(reply.text.partition("<p>")[2].removesuffix("</p>"))


# What is sent --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", EVERY_FILE)
def test_a_file_is_of_its_kind_and_has_a_name(ask: Client, address: str) -> None:
    reply = ask(address)
    media_type, disposition, begins = EVERY_FILE[address]
    assert (reply.status, reply.headers["content-type"]) == (200, media_type)
    assert reply.headers["content-disposition"] == disposition
    assert reply.body.startswith(begins)
    assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("address", EVERY_FILE)
def test_a_file_that_did_not_change_is_not_sent_again(ask: Client, address: str) -> None:
    first = ask(address)
    again = ask(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    head = ask(address, method="HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", first.headers)


@pytest.mark.parametrize("address", EVERY_FILE)
def test_a_file_has_an_etag_for_each_encoding(ask: Client, address: str) -> None:
    plain, zipped = ask(address), ask(address, headers={"Accept-Encoding": "gzip"})
    is_compressed = zipped.headers.get("content-encoding") == "gzip"
    # A server around us compresses everything else that has no encoding yet, and would leave the tag as it is.
    assert is_compressed is (plain.headers["content-type"] not in {"application/zip", "image/png"})
    assert (zipped.headers["etag"] != plain.headers["etag"]) is is_compressed


def test_a_briefing_opens_on_the_year_its_page_opens_on(ask: Client) -> None:
    assert ask(f"{BRIEFING}.html").body == ask(f"{BRIEFING}.html?jaar=2018").body
    assert ask(f"{BRIEFING}.html").body != ask(f"{BRIEFING}.html?jaar=2020").body


def test_a_file_speaks_the_language_of_its_address(ask: Client) -> None:
    dutch, english = ask(f"{BRIEFING}.html?jaar=2018"), ask(f"{BRIEFING}.html?jaar=2018&taal=en")
    assert '<html lang="nl">' in dutch.text
    assert '<html lang="en">' in english.text
    assert f"/briefing?onderwerp={FIELD}&amp;jaar=2018&amp;taal=en" in english.text
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert ask(f"{DATA}.csv?taal=en").text.startswith("\ufeffIndicator;Id;Policy field;")
    machine = {ask(f"{DATA}.csv?notatie=machine&taal={spoken}").text.partition("\n")[0] for spoken in ("nl", "en")}
    assert len(machine) == 1


def test_an_edition_has_only_what_was_known_then(ask: Client) -> None:
    def documents(address: str) -> set[str]:
        return {row["document_id"] for row in csv.DictReader(StringIO(ask(address).text))}

    assert documents(f"{DATA}.csv?notatie=machine&stand=rekening-2017") == {"rekening-2017"}
    assert documents(f"{DATA}.csv?notatie=machine") == {"rekening-2017", "rekening-2018", "ois-2020"}


def test_all_briefings_are_those_of_every_field_with_figures_that_year(ask: Client) -> None:
    def bookmarks(address: str) -> str:
        with pdfplumber.open(BytesIO(ask(address).body)) as opened:
            return " ".join((opened.pages[0].extract_text() or "").split())

    of_2018 = bookmarks("/briefing/alle.pdf?jaar=2018")
    assert "Alle beleidsvelden in 2018" in of_2018
    assert all(title in of_2018 for title in ("Sociale basisvoorzieningen", "Samenredzaamheid", "Sportstimulering"))
    of_2016 = bookmarks("/briefing/alle.pdf?jaar=2016")
    assert "Sportstimulering" not in of_2016
    assert ask("/briefing/alle.pdf").body == ask("/briefing/alle.pdf?jaar=2018").body


@pytest.mark.parametrize(
    ("file", "year"),
    [
        ("bekendheid-wij.html", 2018),
        ("programma-welzijn-gezondheid-en-zorg.html", 2018),
        ("sociale-basisvoorzieningen.html", 2018),
        ("alle.pdf", 2018),
    ],
)
def test_without_a_year_it_is_the_last_that_tells_of_the_subject(shipped: Warehouse, file: str, year: int) -> None:
    name, _, ending = file.partition(".")
    reply = client(kept_from(shipped))(f"/briefing/{file}")
    assert reply.headers["content-disposition"] == f'inline; filename="briefing-{name}-{year}.{ending}"'


def test_every_table_stands_where_the_package_says_and_is_what_it_says(ask: Client) -> None:
    package = ask("/data/datapackage.json").json
    zipped = unzipped(ask("/data/datapackage.zip").body)
    assert json.loads(zipped["datapackage.json"]) == package
    assert len(package["resources"]) > 20
    for resource in package["resources"]:
        content = ask(urljoin("/data/datapackage.json", resource["path"])).body
        assert content == zipped[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_a_study_is_a_workbook(shipped: Warehouse) -> None:
    ask = client(kept_from(shipped))
    for ending in ("xlsx", "ods"):
        assert ask(f"/data/{STUDY}.{ending}").body.startswith(b"PK")
    assert refusal(ask, f"/data/{STUDY}.csv", 404) == (
        "Er is geen bestand van de soort ‘csv’. Bekend zijn: xlsx en ods."
    )
    assert ask(f"/briefing/{STUDY}.html").status == 200


def test_a_programme_has_a_briefing(ask: Client) -> None:
    assert "Welzijn" in ask("/briefing/programma-welzijn.html?jaar=2018").text


# Mistakes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "dutch", "english"),
    [
        (
            "/briefing/sociale-bassis.pdf",
            "Er is geen briefing over ‘sociale-bassis’. Het meest lijken daarop: sociale-basis.",
            "There is no briefing on ‘sociale-bassis’. Most like it: sociale-basis.",
        ),
        (
            f"{BRIEFING}.docx",
            "Er is geen bestand van de soort ‘docx’. Bekend zijn: pdf, html en pptx.",
            "There is no file of the kind ‘docx’. Known are: pdf, html and pptx.",
        ),
        (
            f"{BRIEFING}.pdf?jaar=1999",
            "Over 1999 is hiervan niets gedrukt. Bekend zijn: 2020, 2018, 2017 en 2016.",
            "Of this, nothing is printed about 1999. Known are: 2020, 2018, 2017 and 2016.",
        ),
        (
            f"{BRIEFING}.pdf?jaar=2018&stand=rekening-2081",
            "Er is geen document ‘rekening-2081’. Het meest lijken daarop: rekening-2018",
            "There is no document ‘rekening-2081’. Most like it: rekening-2018",
        ),
        (
            f"{BRIEFING}.pdf?stand=begroting-2017",
            "Tot en met document ‘begroting-2017’ is over ‘sociale-basis’ niets gedrukt.",
            "Up to and including document ‘begroting-2017’ nothing is printed about ‘sociale-basis’.",
        ),
        (
            f"{DATA}.xlsx?stand=begroting-2017",
            "Tot en met document ‘begroting-2017’ is over ‘sociale-basis’ niets gedrukt.",
            "Up to and including document ‘begroting-2017’ nothing is printed about ‘sociale-basis’.",
        ),
        (
            "/data/indicatoren/wij-kontact.csv",
            "Er is geen indicator ‘wij-kontact’. Het meest lijken daarop: wij-contact",
            "There is no indicator ‘wij-kontact’. Most like it: wij-contact",
        ),
        (
            "/data/data/observations.csv",
            "Er is geen tabel ‘data/observations.csv’. Het meest lijken daarop: data/observation.csv",
            "There is no table ‘data/observations.csv’. Most like it: data/observation.csv",
        ),
        (
            "/briefing/alle.html",
            "Er is geen bestand van de soort ‘html’. Bekend zijn: pdf.",
            "There is no file of the kind ‘html’. Known are: pdf.",
        ),
        ("/briefing/sport", "Dit adres bestaat niet. Wel zijn er: ", "This address does not exist. There are: "),
        ("/briefing/sport/x.pdf", "Dit adres bestaat niet.", "This address does not exist."),
        ("/data", "Dit adres bestaat niet.", "This address does not exist."),
        ("/data/", "Dit adres bestaat niet.", "This address does not exist."),
        ("/data/x/y/z.csv", "Dit adres bestaat niet.", "This address does not exist."),
    ],
)
def test_what_is_not_there_gets_a_sentence_in_the_language_asked(
    ask: Client, address: str, dutch: str, english: str
) -> None:
    assert refusal(ask, address, 404).startswith(dutch)
    assert refusal(ask, f"{address}{'&' if '?' in address else '?'}taal=en", 404).startswith(english)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            f"{BRIEFING}.pdf?jaar=20x8",
            "jaar: gevonden ‘20x8’, verwacht een jaar waarover iets gedrukt is, in vier cijfers.",
        ),
        (f"{BRIEFING}.pdf?uitgave=0", "uitgave: gevonden ‘0’, verwacht het nummer van een gepubliceerde uitgave."),
        (f"{BRIEFING}.pdf?taal=de", "taal: gevonden ‘de’, verwacht een taal van dit dashboard."),
        (f"{BRIEFING}.pdf?year=2018", "Dit adres kent ‘year’ niet; het kent taal, stand, jaar en uitgave."),
        (f"{BRIEFING}.pdf?jaar=2017&jaar=2018", "Meer dan één keer gevraagd: jaar."),
        ("/briefing/alle.pdf?uitgave=1", "Dit adres kent ‘uitgave’ niet; het kent taal, stand en jaar."),
        (f"{DATA}.csv?notatie=word", "notatie: gevonden ‘word’, verwacht excel of machine."),
        (f"{DATA}.xlsx?notatie=machine", "Dit adres kent ‘notatie’ niet; het kent taal en stand."),
        ("/data/datapackage.zip?stand=rekening-2018", "Dit adres kent ‘stand’ niet; het kent taal."),
        ("/data/datapackage.json?x=1", "Dit adres kent ‘x’ niet; het kent taal."),
        ("/data/data/observation.csv?x=1", "Dit adres kent ‘x’ niet; het kent taal."),
    ],
)
def test_a_parameter_is_read_strictly(ask: Client, address: str, sentence: str) -> None:
    assert refusal(ask, address, 400) == sentence


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_nothing_is_written(ask: Client, method: str) -> None:
    for address in (f"{BRIEFING}.pdf", f"{DATA}.csv", "/data/nowhere"):
        assert "GET, HEAD" in refusal(ask, address, 405, method=method)
        assert ask(address, method=method).headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "hostile",
    [
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "%ff%fe",
        "*",
        "%5B!a%5D",
        "<script>alert(1)</script>",
        "{0.__class__}",
        "%22%0d%0aSet-Cookie:%20a=b",
        "x" * 10_000,
    ],
)
def test_a_hostile_name_gets_a_short_sentence_and_no_header(ask: Client, hostile: str) -> None:
    for address in ("/briefing/{}.pdf", "/briefing/{}.pdf?jaar=2018&uitgave=1", "/data/{}.csv", "/data/data/{}.csv"):
        reply = ask(address.format(hostile))
        assert reply.status == 404
        assert len(unescape(reply.text)) < 500
        assert "<script>" not in reply.text
        assert "set-cookie" not in reply.headers
    asked = ask(f"{BRIEFING}.pdf?jaar=2018&uitgave=1&stand={hostile}")
    assert asked.status in (400, 404)


def test_an_indicator_without_a_number_to_draw_says_so(ask: Client) -> None:
    assert refusal(ask, "/data/indicatoren/initiatieven.svg", 404) == (
        "Van ‘initiatieven’ is geen cijfer bekend dat te tekenen is."
    )
    assert refusal(ask, "/data/indicatoren/initiatieven.png?taal=en", 404) == (
        "No figure of ‘initiatieven’ is known that can be drawn."
    )


def test_without_figures_there_is_a_sentence() -> None:
    def kept(*asked: Any, **tools: Any) -> Any:
        raise NoWarehouse("No warehouse is published in /srv/secret.")

    said = refusal(client(kept), f"{BRIEFING}.pdf?taal=en", 503)
    assert said == "No figures are published yet to answer from. Try again later."
    assert client(kept)(f"{DATA}.csv").headers["retry-after"] == "60"


def test_a_failure_is_logged_and_tells_nothing_of_the_server(caplog: pytest.LogCaptureFixture) -> None:
    def kept(*asked: Any, **tools: Any) -> Any:
        raise RuntimeError("a secret of the server")

    assert "secret" not in refusal(client(kept), f"{BRIEFING}.pdf", 500)
    assert "a secret of the server" in caplog.text


# Where the server is found -------------------------------------------------------------------------------------------


def found_at(ask: Client, *hosts: str) -> Reply:
    """Return the page of a briefing to who calls the server by these names."""

    scope_headers = [(b"host", host.encode("latin-1")) for host in hosts]

    async def with_hosts(scope: Any, receive: Any, send: Any) -> None:
        await ask.app({**scope, "headers": scope_headers}, receive, send)

    return Client(with_hosts)(f"{BRIEFING}.html?jaar=2018")


def test_a_briefing_leads_back_to_where_the_server_was_found(ask: Client) -> None:
    for host in ("doelbereik.example.org", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"):
        assert f'href="http://{host}/briefing?onderwerp={FIELD}&amp;jaar=2018"' in found_at(ask, host).text
    assert f'href="/briefing?onderwerp={FIELD}&amp;jaar=2018"' in found_at(ask).text


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example/a",),
        ("evil.example?",),
        ('evil.example"><script>',),
        ("user@evil.example",),
        ("evil example",),
        ("evil.example:",),
        ("evil.example:123456",),
        ("-evil.example",),
        ("evil..example",),
        ("evil.example,good.example",),
        ("evil.example", "good.example"),
        ("evil." + "a" * 300,),
        ("[evil]",),
        ("évil.example",),
    ],
)
def test_what_is_no_name_of_a_host_is_not_repeated(ask: Client, hosts: tuple[str, ...]) -> None:
    reply = found_at(ask, *hosts)
    assert reply.status == 200
    assert "evil" not in reply.text
    assert f'href="/briefing?onderwerp={FIELD}&amp;jaar=2018"' in reply.text


def test_the_host_that_one_visitor_names_reaches_no_other(small: Warehouse) -> None:
    answers: list[Any] = []

    def kept(read: Callable[..., Any], *asked: Any, **tools: Any) -> Any:
        answers.append((asked, kept_from(small)(read, *asked, **tools)))
        return answers[-1][1]

    ask = client(kept)
    assert "http://evil.example" in found_at(ask, "evil.example").text
    assert "evil" not in found_at(ask, "good.example").text
    for ending in ("pdf", "pptx"):
        ask(f"{BRIEFING}.{ending}?jaar=2018", headers={"Host": "evil.example"})
    ask("/briefing/alle.pdf?jaar=2018", headers={"Host": "evil.example"})
    assert answers
    assert "evil" not in repr(answers)


# Published briefings -------------------------------------------------------------------------------------------------


@pytest.fixture
def issue(small: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> published.Publication:
    """A published briefing, found at another host than that of the tests."""
    monkeypatch.setenv("DOELBEREIK_BRIEFINGS", str(tmp_path))
    record: BriefingRecord = kept_from(small)(
        files.contents.record, "policy-field", FIELD, 2018, None, address=addresses.briefing
    )
    signed = record.model_copy(
        update={"happened": "Het ging goed.", "signature": Signature(name="A. de Vries", day="2019-05-14")}
    )
    return published.publish(tmp_path, signed, briefing_pdf.pdf, "typst", "https://then.example.org")


def test_an_issue_is_what_was_published_byte_for_byte(ask: Client, issue: published.Publication) -> None:
    reply = ask(f"{BRIEFING}.pdf?jaar=2018&uitgave=1", headers={"Host": "now.example.org"})
    assert hashlib.sha256(reply.body).hexdigest() == issue.pdf_hash
    assert reply.headers["content-disposition"] == f'inline; filename="briefing-{FIELD}-2018-nl-1.pdf"'
    page = ask(f"{BRIEFING}.html?uitgave=1", headers={"Host": "now.example.org"})
    assert "Het ging goed." in page.text
    assert "https://then.example.org/briefing" in page.text
    assert "now.example.org" not in page.text
    assert ask(f"{BRIEFING}.pptx?jaar=2018&uitgave=1").body.startswith(b"PK")
    assert "Het ging goed." not in ask(f"{BRIEFING}.html?jaar=2018").text


def test_an_issue_outlives_what_laid_it_out(
    ask: Client, issue: published.Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(files.LAYOUTS, "pdf", lambda record, host: b"%PDF of a later version")
    assert ask(f"{BRIEFING}.pdf?jaar=2018").body == b"%PDF of a later version"
    reply = ask(f"{BRIEFING}.pdf?jaar=2018&uitgave=1")
    assert hashlib.sha256(reply.body).hexdigest() == issue.pdf_hash


def test_an_issue_outlives_its_figures(issue: published.Publication, tmp_path: Path) -> None:
    other = Draft()
    other.field("fietsen", "Fietsen")
    ask = client(kept_from(other.publish(tmp_path / "warehouse")))
    assert ask(f"{BRIEFING}.html?jaar=2018&uitgave=1").status == 200
    assert refusal(ask, f"{BRIEFING}.html?jaar=2018", 404).startswith("Er is geen briefing over")


def test_an_issue_that_is_not_there_gets_those_that_are(ask: Client, issue: published.Publication) -> None:
    said = refusal(ask, f"{BRIEFING}.pdf?jaar=2018&uitgave=7", 404)
    assert said == "Er is geen uitgave 7 van deze briefing. Bekend zijn: 1."
    # Another year, edition or language is another briefing.
    for other in ("jaar=2017", "jaar=2018&stand=rekening-2018", "jaar=2018&taal=en"):
        refusal(ask, f"{BRIEFING}.pdf?{other}&uitgave=1", 404)


def test_an_issue_that_was_changed_is_refused_in_words(
    ask: Client, issue: published.Publication, tmp_path: Path
) -> None:
    path = tmp_path / f"{issue.name}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Het ging goed.", "Het ging slecht."), encoding="utf-8")
    said = refusal(ask, f"{BRIEFING}.pdf?jaar=2018&uitgave=1", 500)
    assert said == f"{issue.name}.json is na publicatie veranderd: de inhoud past niet bij het kenmerk."


def test_a_picture_and_the_workbooks_say_as_known_in_what(shipped: Warehouse) -> None:
    ask = client(kept_from(shipped))
    everything = f"alles wat bekend is tot en met {formats.published(reading.documents(shipped)[-1])}"
    for asked, known in (("", everything), ("?stand=rekening-2018", "Gemeenterekening 2018")):
        assert f"Stand volgens: {known} · Doelbereik" in ask(f"{INDICATOR}.svg{asked}").text
        for path in ("/data/sociale-basisvoorzieningen.xlsx", f"/data/{STUDY}.xlsx"):
            cover = opened.xlsx(ask(f"{path}{asked}").body)["Omslag"]
            assert ["Stand volgens", known] in [row[:2] for row in cover]
