"""The pdf of a briefing, read back: what it says and to whom, that it is fit to keep, and how it is laid out."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pdfplumber
import pypdfium2
import pytest
import segno
import typst

from exports import briefing_pdf, briefing_words, fonts
from exports.briefing_record import BriefingRecord, Signature
from exports.finished_pdf import finished
from indicators import briefing
from indicators.language import speaking
from tests.exports.example_briefing import example_briefing
from tests.shipped import shipped

HOST = "https://doelbereik.example"
SIGNED = Signature(name="J. de Vries", day="2019-06-20")
ROOT = Path(__file__).parents[2]


def of_rows(number: int) -> BriefingRecord:
    """Return the example with as many rows as asked, in three groups, each with a name of its own."""
    record = example_briefing()
    rows = [
        row.model_copy(
            update={
                "indicator_id": f"indicator-{at}",
                "name": f"{row.name}, uitgevraagd in ronde {at}",
                "group": f"Groep {'ABC'[at // 10]}",
                "territory": "Groningen met Haren en Ten Boer" if at % 3 == 0 else None,
            }
        )
        for at in range(number)
        for row in [record.rows[at % len(record.rows)]]
    ]
    return record.model_copy(update={"rows": tuple(rows), "cautions": (), "questions": record.questions * 2})


def in_english() -> BriefingRecord:
    return example_briefing().model_copy(
        update={"language": "en", "promised": "A rise was promised.", "happened": "Two rose.", "how_sure": "Surely."}
    )


def nothing_to_say() -> BriefingRecord:
    record = example_briefing()
    return record.model_copy(
        update={"rows": record.rows[:1], "cautions": (), "questions": (), "notes": (), "above": None, "sources": ()}
    )


def at_length() -> BriefingRecord:
    """Return a briefing whose words are longer than anybody should write."""
    record = example_briefing()
    long = " ".join(["Een zin die niet ophoudt en geen enkel woord van het document wil overslaan,"] * 6)
    return record.model_copy(
        update={
            "title": "Samenredzaamheid, sociale samenhang en leefbaarheid in alle wijken en dorpen van de gemeente",
            "how_sure": long,
            "rows": tuple(
                row.model_copy(update={"name": f"{row.name} {long}", "base": long, "reason": long})
                for row in record.rows
            ),
        }
    )


EXAMPLES = {
    "dutch": example_briefing(),
    "english": in_english(),
    "signed": example_briefing(SIGNED),
    "one row": nothing_to_say(),
    "nine rows": of_rows(9),
    "twenty-five rows": of_rows(25),
    "long words": at_length(),
}


@cache
def made(name: str, host: str | None = HOST) -> bytes:
    return briefing_pdf.pdf(EXAMPLES[name], host)


@cache
def collected() -> bytes:
    return briefing_pdf.together(
        [EXAMPLES["dutch"], EXAMPLES["one row"], EXAMPLES["twenty-five rows"]], "Rekening 2018"
    )


# Reading back -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Element:
    """One tag with everything that is said below it, in the order in which it is said."""

    kind: str
    text: str
    alternative: str | None
    attributes: dict[str, Any]
    begins: tuple[int, int]
    pages: frozenset[int]
    children: tuple["Element", ...]

    def all(self, kind: str) -> Iterator["Element"]:
        if self.kind == kind:
            yield self
        for child in self.children:
            yield from child.all(kind)


@cache
def document(content: bytes) -> Element:
    """Return the tags as a reader that cannot see the page meets them."""
    with pdfplumber.open(BytesIO(content)) as book:
        letters: dict[tuple[int, int], str] = {}
        for sheet in book.pages:
            for letter in sheet.chars:
                if letter["mcid"] is not None:
                    key = (sheet.page_number, letter["mcid"])
                    letters[key] = letters.get(key, "") + letter["text"]

        def element(node: dict[str, Any], sheet: int) -> Element:
            sheet = node.get("page_number", sheet)
            children = [element(child, sheet) for child in node.get("children", ())]
            # Words of its own stand between what is tagged within it, in the order of their numbers.
            pieces = {(sheet, number): letters.get((sheet, number), "") for number in node.get("mcids", ())}
            pieces |= {child.begins: child.text for child in children}
            return Element(
                kind=node["type"],
                text=" ".join(words for _, words in sorted(pieces.items())),
                alternative=node.get("alt_text"),
                attributes=node.get("attributes", {}),
                begins=min(pieces, default=(sheet, 0)),
                pages=frozenset(number for number, _ in pieces).union(*(child.pages for child in children)),
                children=tuple(children),
            )

        (root,) = book.structure_tree
        return element(root, 0)


def bare(words: str) -> str:
    """Return the words without the blanks that lines and tags put between them."""
    return re.sub(r"\s+", "", words)


def said(content: bytes) -> str:
    return bare(document(content).text)


def catalog(content: bytes) -> dict[str, Any]:
    with pdfplumber.open(BytesIO(content)) as book:
        return dict(book.doc.catalog)


def metadata(content: bytes) -> str:
    return str(catalog(content)["Metadata"].resolve().get_data().decode())


# What it is fit for ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_readable_by_all_and_fit_to_keep_by_an_independent_judge(name: str, profile: str) -> None:
    report = page.validate_pdf_bytes(made(name), profile=profile)
    assert [(one.rule_id, one.message) for one in report.failures] == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_briefings_put_together_are_so_too(profile: str) -> None:
    assert page.validate_pdf_bytes(collected(), profile=profile).is_compliant


def test_the_judge_sees_a_mark_without_words() -> None:
    mute = re.sub(rb"/Alt\(.*?\)(?=/)", lambda found: b" " * len(found.group()), made("dutch"))
    assert mute != made("dutch")
    assert not page.validate_pdf_bytes(mute, profile="ua1").is_compliant


def test_a_stream_that_ends_in_a_carriage_return_ends_where_it_says() -> None:
    assert finished(b"<</Length 2>>\nstream\nx\r\nendstream") == b"<</Length 2>>\nstream\nx\r\rendstream"
    assert finished(b"<</Length 2>>\nstream\nxy\nendstream") == b"<</Length 2>>\nstream\nxy\nendstream"


def test_it_says_itself_what_it_conforms_to() -> None:
    said_of_itself = metadata(made("dutch"))
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in said_of_itself


def test_every_font_is_in_the_file() -> None:
    fonts_of_pages = {}
    for name in EXAMPLES:
        with pdfplumber.open(BytesIO(made(name))) as book:
            for number, found in enumerate(book.doc.xrefs[0].get_objids()):
                thing = book.doc.getobj(found)
                if isinstance(thing, dict) and str(thing.get("Type")) == "/'FontDescriptor'":
                    fonts_of_pages[(name, number)] = (str(thing["FontName"]), {"FontFile2", "FontFile3"} & set(thing))
    assert fonts_of_pages
    assert all(file for _, file in fonts_of_pages.values())
    assert {font.strip("/'").split("+")[1] for font, _ in fonts_of_pages.values()} == {
        "SourceSans3-Variable",
        "DejaVuSansMono-Bold",  # ◐ alone
    }


# The same record gives the same bytes ---------------------------------------------------------------------------------


def test_the_same_record_gives_the_same_bytes_in_another_place_and_time() -> None:
    script = (
        "import sys; from exports import briefing_pdf; from exports.briefing_record import BriefingRecord; "
        f"record = BriefingRecord.model_validate_json(sys.stdin.read()); "
        f"sys.stdout.buffer.write(briefing_pdf.pdf(record, {HOST!r}))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        input=EXAMPLES["dutch"].as_json().encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
    )
    assert elsewhere.stdout == made("dutch")


def test_who_asks_at_the_same_time_as_others_gets_the_same_bytes() -> None:
    names = ["dutch", "one row", "signed"]
    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(lambda name: briefing_pdf.pdf(EXAMPLES[name], HOST), names * 2))
    assert answers == [made(name) for name in names] * 2


def test_it_is_dated_by_its_figures() -> None:
    with pdfplumber.open(BytesIO(made("dutch"))) as book:
        assert book.metadata["CreationDate"] == book.metadata["ModDate"] == "D:20190613000000Z"


def test_title_author_hash_and_counts_stand_in_the_metadata() -> None:
    record = EXAMPLES["signed"]
    with pdfplumber.open(BytesIO(made("signed"))) as book:
        about = book.metadata
    assert about["Title"] == "Briefing Sociale basisvoorzieningen 2018 (Rekening 2018) – Doelbereik"
    assert about["Author"] == "J. de Vries"
    assert about["Keywords"] == f"sha256:{record.content_hash}"
    assert about["Subject"] == record.tally
    assert catalog(made("signed"))["ViewerPreferences"]["DisplayDocTitle"] is True


def test_a_draft_is_by_nobody_in_particular_and_says_so_on_every_page() -> None:
    with pdfplumber.open(BytesIO(made("twenty-five rows"))) as book:
        assert book.metadata["Author"] == briefing_pdf.AUTHOR
        assert all("Doelbereik · Concept" in sheet.extract_text() for sheet in book.pages)
    assert "Concept" not in said(made("signed"))
    assert bare("Vastgesteld door J. de Vries") in said(made("signed"))


@pytest.mark.parametrize(
    ("edition", "language", "name"),
    [
        ("rekening-2018", "nl", "briefing-sociale-basisvoorzieningen-2018-stand-rekening-2018"),
        (None, "nl", "briefing-sociale-basisvoorzieningen-2018"),
        (None, "en", "briefing-sociale-basisvoorzieningen-2018-en"),
    ],
)
def test_it_is_saved_under_what_it_is_about(edition: str | None, language: str, name: str) -> None:
    record = EXAMPLES["dutch"].model_copy(update={"as_known_in": edition, "language": language})
    assert record.file_name == name


# What it says ---------------------------------------------------------------------------------------------------------


def sentences(record: BriefingRecord) -> Iterator[str]:
    yield from (record.title, str(record.year), record.promised, record.happened, record.how_sure, record.tally)
    yield from (record.edition, *record.method, *record.rules, record.content_hash[: briefing_pdf.SHORT_HASH])
    for row in record.rows:
        yield from (row.name, row.base or "", row.territory or "", row.group or "")
        yield from (row.glyph, row.verdict_word, row.certainty_word, row.reason)
        for figure in (row.previous, row.planned, row.achieved):
            yield figure.words if figure is not None else ""
        if row.commentary is not None:
            yield from (row.commentary.cause or record.labels.empty, row.commentary.action or record.labels.empty)
            yield from (row.commentary.owner or record.labels.empty, row.commentary.author, row.commentary.written_on)
    for caution in record.cautions:
        yield from (caution.about, caution.kind, caution.sentence)
    for question in record.questions:
        yield from (question.question, question.answer)
    for note in record.notes:
        yield from (f"{note.number})", note.marker, note.text, note.document)
    for source in record.sources:
        yield from (source.title, source.published)


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_the_record_says_is_on_paper(name: str) -> None:
    on_paper = said(made(name))
    assert [one for one in sentences(EXAMPLES[name]) if bare(one) not in on_paper] == []


def test_the_contact_question_keeps_both_bases_three_notes_and_the_cells_letter_by_letter() -> None:
    heard, everyone = (row for row in rows_of(made("dutch")) if row.figures[2] in ("30%2)", "19%3)"))
    assert bare("van inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord") in heard.header
    assert everyone.header == bare("3 van inwoners van 18 jaar en ouder")
    assert (heard.figures[:2], everyone.figures[:2]) == (
        ["28%2)", "geennorm(kengetal)4)"],
        ["17%3)", "geennorm(kengetal)4)"],
    )
    for cell in ("‘28% (II) (17% (III))’", "‘- (IV)’", "‘30% (II) (19% (III))’"):
        assert said(made("dutch")).count(bare(cell)) == 1


def test_a_definition_that_only_repeats_the_name_is_not_printed_again() -> None:
    record = EXAMPLES["dutch"]
    on_paper = said(made("dutch"))
    assert bare(f"Definitie: {record.rows[4].definition}") in on_paper
    assert on_paper.count(bare("goed tot redelijk goed")) == 1  # in the name


def test_what_was_not_filled_in_is_said_to_be_empty() -> None:
    assert bare("Oorzaak, maatregel, wie: Nog niet ingevuld.") in said(made("dutch"))
    for words in ("Geen waarschuwingen.", "Geen vragen uit de cijfers.", "Er is niets waarvan de streefwaarde"):
        assert bare(words) in said(made("one row"))


def test_a_figure_of_another_year_than_its_column_says_so() -> None:
    record = EXAMPLES["dutch"]
    first = record.rows[0]
    assert first.previous is not None
    older = first.model_copy(update={"previous": first.previous.model_copy(update={"year": 2015})})
    content = briefing_pdf.pdf(record.model_copy(update={"rows": (older, *record.rows[1:])}))
    assert [row.figures[0] for row in rows_of(content)][:2] == ["68%2015", "60%"]


def test_a_cell_of_another_document_than_the_others_names_it() -> None:
    record = EXAMPLES["dutch"]
    first = record.rows[0]
    assert first.planned is not None
    budget = first.model_copy(update={"planned": first.planned.model_copy(update={"document": "Begroting 2018"})})
    content = briefing_pdf.pdf(record.model_copy(update={"rows": (budget, *record.rows[1:])}))
    assert bare("Beoogd: ‘Toename’ (Begroting 2018)") in said(content)


def test_a_caution_about_something_outside_the_table_names_it() -> None:
    record = EXAMPLES["dutch"]
    outside = record.cautions[0].model_copy(update={"about": "Aantal respondenten"})
    content = briefing_pdf.pdf(record.model_copy(update={"cautions": (outside,)}))
    assert bare("herdefinitie, Aantal respondenten: De rekening 2017") in said(content)


def test_a_heading_that_is_the_name_of_its_row_is_not_printed_above_it() -> None:
    row = EXAMPLES["one row"].rows[0]
    content = briefing_pdf.pdf(
        EXAMPLES["one row"].model_copy(update={"rows": (row.model_copy(update={"group": row.name}),)})
    )
    assert said(content).count(bare(row.name)) == 1


def test_the_documents_of_the_columns_are_told_where_there_is_more_than_one() -> None:
    assert bare("Vorige, Beoogd, Behaald: Rekening 2018") in said(made("dutch"))
    one_source = EXAMPLES["dutch"].model_copy(update={"sources": EXAMPLES["dutch"].sources[:1]})
    assert bare("Behaald: Rekening 2018") not in said(briefing_pdf.pdf(one_source))


@pytest.mark.parametrize("letter", ["\uf0b7", "😀", "中", "\x01"])
def test_a_letter_no_font_has_is_shown_as_unknown(letter: str) -> None:
    record = EXAMPLES["one row"].model_copy(update={"happened": f"Vóór{letter}na."})
    assert "Vóór�na." in said(briefing_pdf.pdf(record))


def test_words_that_look_like_commands_are_words() -> None:
    words = '#panic("no") *b* _i_ $x$ <here> @there \\ [x] // `r` = ~ " \' --- https://example.org ${a}'
    record = EXAMPLES["one row"].model_copy(update={"happened": words, "title": words})
    assert said(briefing_pdf.pdf(record)).count(bare(words)) == 2


# To whom it says it ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SpokenRow:
    header: str
    figures: list[str]
    verdict: str
    pages: frozenset[int]


def rows_of(content: bytes) -> list[SpokenRow]:
    """Return the rows of the table with their headers, as their tags have them."""
    found = []
    for row in document(content).all("TR"):
        cells = row.children
        if len(cells) == 6 and cells[1].kind == "TD":
            assert (cells[0].kind, cells[0].attributes["Scope"]) == ("TH", "Row")
            figures = [bare(cell.text) for cell in cells[1:4]]
            found.append(SpokenRow(bare(cells[0].text), figures, bare(cells[5].text), row.pages))
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_has_a_header_and_says_its_figures_in_order(name: str) -> None:
    spoken = rows_of(made(name))
    assert len(spoken) == len(EXAMPLES[name].rows)
    for row, heard in zip(EXAMPLES[name].rows, spoken, strict=True):
        assert bare(row.base or "") in heard.header
        for figure, cell in zip((row.previous, row.planned, row.achieved), heard.figures, strict=True):
            assert figure is not None
            assert cell.startswith(bare(figure.words))
        assert heard.verdict.startswith(bare(row.glyph + row.verdict_word))


def test_every_column_has_a_header_with_its_year() -> None:
    (table,) = document(made("dutch")).all("Table")
    headers = [one for one in table.all("TH") if one.attributes["Scope"] == "Column"]
    assert [bare(one.text) for one in headers] == [
        "Indicator",
        "Vorige2017",
        "Beoogd2018",
        "Behaald2018",
        "Inbeeld",
        "Oordeel·Zekerheid",
    ]


def test_no_cell_lists_headers_that_would_hide_the_header_of_its_row() -> None:
    (table,) = document(made("twenty-five rows")).all("Table")
    assert all("Headers" not in cell.attributes for cell in table.all("TD"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_and_the_code_are_told_in_words(name: str) -> None:
    record = EXAMPLES[name]
    told = [one.alternative for one in document(made(name)).all("Figure")]
    assert told == [
        *(row.mark_says for row in record.rows if row.mark is not None),
        f"{record.labels.live}: {HOST}{record.address}",
    ]


def test_a_year_without_figures_has_no_table_and_is_still_a_briefing() -> None:
    content = briefing_pdf.pdf(EXAMPLES["one row"].model_copy(update={"rows": ()}), HOST)
    assert list(document(content).all("Table")) == []
    assert all(page.is_pdf_compliant_bytes(content, profile=profile) for profile in ("ua1", "2a"))


def test_a_row_without_a_mark_has_none() -> None:
    row = EXAMPLES["one row"].rows[0].model_copy(update={"mark": None})
    assert list(document(briefing_pdf.pdf(EXAMPLES["one row"].model_copy(update={"rows": (row,)}))).all("Figure")) == []


@pytest.mark.parametrize("name", ["dutch", "english"])
def test_it_is_in_the_language_of_the_record(name: str) -> None:
    assert catalog(made(name))["Lang"] == EXAMPLES[name].language.encode()


def test_what_the_sources_say_is_marked_as_dutch_in_english() -> None:
    content, record = made("english"), EXAMPLES["english"]
    with pdfplumber.open(BytesIO(content)) as book:
        dutch = dutch_marks(book)
        spoken = "".join(letter["text"] for letter in book.pages[0].chars if letter["mcid"] in dutch)
    for words in (record.rows[0].name, record.rows[0].base, record.notes[0].text, record.sources[0].title):
        assert bare(words or "") in bare(spoken)
    for words in (record.promised, record.labels.promised, record.cautions[0].sentence):
        assert bare(words) not in bare(spoken)


def dutch_marks(book: pdfplumber.PDF) -> set[int]:
    """Return the numbers of what is marked as Dutch on the first page, by its tag or by itself."""
    drawn = b"".join(stream.get_data() for stream in book.pages[0].page_obj.contents)
    found = {int(number) for number in re.findall(rb"/MCID (\d+)/Lang\(nl\)", drawn)}

    def walk(node: dict[str, Any], language: str | None) -> None:
        language = node.get("lang", language)
        if language == "nl":
            found.update(node.get("mcids", ()))
        for child in node.get("children", ()):
            walk(child, language)

    for node in book.structure_tree:
        walk(node, None)
    return found


def test_headings_are_headings_and_bookmarks() -> None:
    content = made("dutch")
    (title,) = document(content).all("H1")
    sections = [bare(one.text) for one in document(content).all("H2")]
    labels = EXAMPLES["dutch"].labels
    assert bare(title.text) == bare("Sociale basisvoorzieningen 2018")
    assert sections == [
        bare(one)
        for one in (
            labels.rows,
            labels.cautions,
            labels.questions,
            labels.commentary,
            labels.notes,
            labels.sources,
            labels.method,
            labels.live,
        )
    ]
    bookmarks = [one.get_title() for one in pypdfium2.PdfDocument(content).get_toc()]
    assert [bare(one) for one in bookmarks] == [bare(title.text), *sections]


# How it is laid out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dutch", "english", "signed", "one row"])
def test_a_field_of_few_indicators_is_one_side_of_a4(name: str) -> None:
    book = pypdfium2.PdfDocument(made(name))
    assert [tuple(round(side) for side in sheet.get_size()) for sheet in book] == [(595, 842)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_body_text_is_smaller_than_nine_points_and_no_small_print_than_seven(name: str) -> None:
    record = EXAMPLES[name]
    with pdfplumber.open(BytesIO(made(name))) as book:
        letters = [letter for sheet in book.pages for letter in sheet.chars if letter["mcid"] is not None]
    body = "".join(letter["text"] for letter in letters if letter["size"] >= 9)
    for words in (record.promised, record.happened, *(row.name for row in record.rows)):
        assert bare(words) in bare(body)
    numbers_of_notes = re.compile(r"[\d)]")
    assert all(
        letter["size"] >= 7 or numbers_of_notes.match(letter["text"]) for letter in letters if letter["text"].strip()
    )


@pytest.mark.parametrize("name", ["twenty-five rows", "long words"])
def test_no_row_is_torn_between_two_pages(name: str) -> None:
    pages = [row.pages for row in rows_of(made(name))]
    assert all(len(one) == 1 for one in pages)
    assert len(frozenset().union(*pages)) > 1


def test_the_columns_are_named_on_every_page_and_read_out_once() -> None:
    content = made("twenty-five rows")
    with pdfplumber.open(BytesIO(content)) as book:
        named = [sheet.page_number for sheet in book.pages if "In beeld" in sheet.extract_text()]
    assert named == sorted(frozenset().union(*(row.pages for row in rows_of(content))))
    assert said(content).count("Inbeeld") == 1


def test_nothing_runs_off_the_paper() -> None:
    for name in EXAMPLES:
        with pdfplumber.open(BytesIO(made(name))) as book:
            for sheet in book.pages:
                assert all(letter["x0"] > 25 and letter["x1"] < sheet.width - 25 for letter in sheet.chars), name
                assert all(letter["top"] > 20 and letter["bottom"] < sheet.height - 17 for letter in sheet.chars), name


# The way to the live figures ------------------------------------------------------------------------------------------


def links_of(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as book:
        return [link["uri"] for sheet in book.pages for link in sheet.hyperlinks if link.get("uri")]


def test_the_live_figures_and_the_sources_are_a_click_away() -> None:
    record = EXAMPLES["dutch"]
    assert set(links_of(made("dutch"))) == {HOST + record.address, record.sources[0].address}


def test_a_host_with_a_slash_at_its_end_gives_no_double_one() -> None:
    record = EXAMPLES["one row"]
    assert links_of(briefing_pdf.pdf(record, f"{HOST}/")) == links_of(made("one row"))


def test_without_a_host_there_is_an_address_in_print_but_no_code_and_no_link_to_nowhere() -> None:
    content, record = made("dutch", None), EXAMPLES["dutch"]
    assert bare(record.address) in said(content)
    assert links_of(content) == [record.sources[0].address]
    assert record.labels.live not in "".join(one.alternative or "" for one in document(content).all("Figure"))


def test_the_code_on_paper_leads_to_the_live_figures() -> None:
    content, record = made("dutch"), EXAMPLES["dutch"]
    *_, code = document(content).all("Figure")
    left, _, right, top = code.attributes["BBox"]
    scale = 8
    picture = pypdfium2.PdfDocument(content)[0].render(scale=scale).to_pil().convert("L")
    wanted = [list(line) for line in segno.make(f"{HOST}{record.address}", error="m", micro=False).matrix]
    module = (right - left) / len(wanted)
    printed = [
        [
            int(
                picture.getpixel(
                    (
                        round(scale * (left + module * (x + 0.5))),
                        round(picture.height - scale * (top - module * (y + 0.5))),
                    )
                )
                < 128
            )
            for x in range(len(wanted))
        ]
        for y in range(len(wanted))
    ]
    assert printed == wanted


# What ships -----------------------------------------------------------------------------------------------------------


@cache
def shipped_briefing(kind: str, subject_id: str, year: int, language: str = "nl") -> BriefingRecord:
    with speaking(language):
        facts = briefing.briefing(shipped(), kind, subject_id, year)
        return briefing_words.record(facts, f"/briefing?onderwerp={subject_id}&jaar={year}")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("kind", "subject_id", "year"),
    [
        ("policy-field", "sociale-basisvoorzieningen", 2018),
        ("policy-field", "sociale-basisvoorzieningen", 2017),
        ("study", "bekendheid-wij", 2018),
        ("policy-field", "een-leven-lang-cultuur", 2018),
    ],
)
def test_what_goes_into_the_meeting_is_one_sheet(kind: str, subject_id: str, year: int, language: str) -> None:
    record = shipped_briefing(kind, subject_id, year, language)
    content = briefing_pdf.pdf(record, HOST)
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert [one for one in sentences(record) if bare(one) not in said(content)] == []


def test_every_subject_that_ships_is_readable_by_all_and_fit_to_keep() -> None:
    records = [shipped_briefing(one.kind, one.subject_id, max(one.years)) for one in briefing.subjects(shipped())]
    everything = briefing_pdf.together(records, "Alles", HOST)
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(everything, profile=profile)
        assert [(one.rule_id, one.message) for one in report.failures] == []


# Together -------------------------------------------------------------------------------------------------------------


def test_briefings_put_together_begin_with_what_is_in_them() -> None:
    content = collected()
    (contents,) = document(content).all("TOC")
    assert bare(contents.text).count(bare("Sociale basisvoorzieningen 2018")) == 3
    assert [bare(one.text) for one in document(content).all("H1")] == [
        "Rekening2018",
        *[bare("Sociale basisvoorzieningen 2018")] * 3,
    ]
    with pdfplumber.open(BytesIO(content)) as book:
        assert book.metadata["Title"] == "Rekening 2018 – Doelbereik"
        assert all(one.content_hash in book.metadata["Keywords"] for one in (EXAMPLES["dutch"], EXAMPLES["one row"]))


def test_every_briefing_that_is_put_together_begins_on_a_page_of_its_own() -> None:
    titles = [one.pages for one in document(collected()).all("H1")]
    assert len(set(titles)) == len(titles) == 4


def test_briefings_put_together_say_all_that_they_say_alone() -> None:
    on_paper = said(collected())
    missing = [
        one for name in ("dutch", "twenty-five rows") for one in sentences(EXAMPLES[name]) if bare(one) not in on_paper
    ]
    assert missing == []


def test_there_is_nothing_to_put_together_in_an_empty_list() -> None:
    with pytest.raises(ValueError, match="no briefing to put together"):
        briefing_pdf.together([], "Rekening 2018")


def test_the_sheet_is_laid_out_without_a_warning() -> None:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts.folder())])
    template = (ROOT / "exports" / "briefing.typ").read_bytes()
    data = briefing_pdf.layout_data([EXAMPLES["dutch"]], "Titel", None, HOST)
    _, warnings = typst.Compiler(font_paths=known, ignore_system_fonts=True).compile_with_warnings(
        template, sys_inputs={"data": data}, format="pdf", pdf_standards=[*briefing_pdf.STANDARDS]
    )
    assert [one.message for one in warnings] == []
