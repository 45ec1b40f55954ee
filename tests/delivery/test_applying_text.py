"""Text goes into the files as it was typed or printed, and stands where a reader of the file expects it."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue import Definition, Indicator, read_catalogue
from loaders.commentary import Commentary, read_commentary
from loaders.delivery.applying import apply
from loaders.delivery.catalogue_text import write_changes
from loaders.delivery.decided import with_decisions
from loaders.delivery.decisions import Decisions, FieldDecision, RowDecision
from loaders.extraction import Cell, CellKind, Column, Extraction, Role, Row, Table
from loaders.sources import figures_of, notes_of, read_sources, save
from tests.build.small_data import replace_in, write
from tests.delivery.accounts_2019 import DOCUMENT, FIELD, NEAR, NEW_INDICATOR, REDEFINED, asked, known

HOSTILE = (
    '[[indicator]]\nid = "gekaapt"',
    '"""',
    "'''",
    '" # geen einde',
    "a\\u0041\\",
    "regel\r\nregel\nregel",
    "regel\rregel",
    "<script>alert(1)</script>",
    "**vet** [klik](javascript:alert(1))",
    "'; DROP TABLE observation; --",
    '=HYPERLINK("http://x")',
    "\u202eommeD",
    "on\u200bzicht\u2060baar\ufeff",
    "\x00\x1b[31m\x7f\x85\u2028",
    "e\u0301\U0001f6b2",
    "{{ naam }} %(x)s {0}",
    "../../etc/passwd",
)
ANY_TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60)).filter(lambda text: text.strip() != "")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("text") / "data")


def written(data: Path, decisions: Decisions) -> Path:
    folder = Path(tempfile.mkdtemp(dir=data.parent))
    problems = apply({}, decisions, data, folder)
    assert [problem.sentence() for problem in problems] == []
    return folder


# What is typed and printed ------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(label=ANY_TEXT, name=ANY_TEXT, wording=ANY_TEXT)
def test_any_label_name_and_wording_is_read_as_it_was_written(data: Path, label: str, name: str, wording: str) -> None:
    new = Indicator(
        id="wij-nieuw",
        name=f"Nieuw {name}",
        kind="count",
        unit=name,
        better="higher",
        definition=[Definition(version=1, wording=wording)],
    )
    row = RowDecision(policy_field="sociale-basis", label=f"Label {label}", choice="new", new=new)
    catalogue, _ = known(written(data, Decisions(row=[row])))
    found = catalogue.indicators["wij-nieuw"]
    assert (found.name, found.unit, found.definition[0].wording) == (new.name, name, wording)
    assert found.aliases in ([row.label], [])
    assert "gekaapt" not in catalogue.indicators


@settings(max_examples=25, deadline=None)
@given(cause=ANY_TEXT, action=ANY_TEXT, author=ANY_TEXT)
def test_any_commentary_is_read_as_it_was_written(data: Path, cause: str, action: str, author: str) -> None:
    first, second = (
        Commentary(
            indicator="wij-contact", year=2018, cause=said, action=action, author=author, written_on=date(2019, 5, 1)
        )
        for said in ("eerst", cause)
    )
    folder = written(data, Decisions(commentary=[first]))
    folder = written(folder, Decisions(commentary=[second]))
    assert read_commentary(folder, {"wij-contact"}) == ([second], [])


@settings(max_examples=25, deadline=None)
@given(printed=ANY_TEXT)
def test_any_printed_text_is_stored_as_it_was_printed(tmp_path_factory: pytest.TempPathFactory, printed: str) -> None:
    table = Table(
        title=printed,
        field_code="4.1.6",
        field_title=printed,
        columns=(Column(printed, Role.ACHIEVED, 2018, "printed"),),
        rows=(Row(printed, cells=(Cell(printed, CellKind.TEXT),), group=printed),),
        notes={"I": printed},
    )
    extraction = Extraction({"file": printed, "sha256": "a" * 64, "address": printed}, (table,))
    folder = tmp_path_factory.mktemp("printed")
    save(extraction, folder / "sources", "rekening-2018", "4-1-6")
    (page,), problems = read_sources(folder)
    assert problems == []
    assert (page.figures, page.notes) == (figures_of(extraction), notes_of(extraction))


@pytest.mark.parametrize(
    ("address", "kept"),
    [("about:internet", None), ("javascript:alert(1)", None), ("https://gemeente.example/4-1-6", True)],
)
def test_a_page_keeps_the_address_of_the_web_that_it_was_saved_from_and_no_other(
    tmp_path: Path, address: str, kept: bool | None
) -> None:
    row = Row("Aantal", cells=(Cell("12", CellKind.NUMBER, 12.0),))
    columns = (Column("Behaald 2018", Role.ACHIEVED, 2018, "printed"),)
    table = Table("Tabel", "4.1.6", "Veld", columns, (row,))
    save(
        Extraction({"file": "4-1-6.html", "sha256": "a" * 64, "address": address}, (table,)),
        tmp_path / "sources",
        "rekening-2018",
        "4-1-6",
    )
    (page,), problems = read_sources(tmp_path)
    assert problems == []
    assert page.sheet.address == (address if kept else None)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_label_is_asked_as_it_is_printed_and_then_known(data: Path, hostile: str) -> None:
    table = Table(
        title=f"Prestatie-indicatoren {hostile}",
        field_code="4.1.6",
        field_title=f"Sociale basisvoorzieningen {hostile}",
        columns=(Column(f"Behaald 2019 {hostile}", Role.ACHIEVED, 2019, "printed"),),
        rows=(
            Row(f"Label {hostile}", cells=(Cell("12", CellKind.NUMBER, 12.0),)),
            Row(f"Weg {hostile}", cells=(Cell("13", CellKind.NUMBER, 13.0),)),
        ),
    )
    document = {"file": hostile, "sha256": "b" * 64, "address": None, "kind": "accounts", "fiscal_year": 2019}
    received = {"b" * 64: Extraction(document, (table,))}
    field = FieldDecision(
        document="rekening-2019", code="4.1.6", title=str(table.field_title), policy_field="sociale-basis"
    )
    decided = Decisions(document=[DOCUMENT], field=[field])
    labels = [row.label for row in asked(data, received, decided).rows]
    assert labels == [row.label.strip() for row in table.rows]
    new, out = (
        RowDecision(policy_field="sociale-basis", label=label, choice=choice, new=one)
        for label, choice, one in zip(labels, ("new", "left_out"), (NEW_INDICATOR, None), strict=True)
    )
    folder = Path(tempfile.mkdtemp(dir=data.parent))
    decided = decided.model_copy(update={"row": [new, out]})
    assert [one.sentence() for one in apply(received, decided, data, folder)] == []
    assert asked(folder, received).open == 0
    assert known(folder)[0].indicators["wij-buurtcijfer"].aliases == [labels[0]]
    assert {file.name for file in folder.iterdir()} == {"catalogue", "sources", "corrections.toml"}


# Where it stands ----------------------------------------------------------------------------------------------------

ABOVE = '# Van de velden.\n\n[[policy_field]]\nid = "accommodaties"\ntitle = "Sport"\nprogramme = "Sport"\n'
BELOW = (
    '\n# Hieronder: welzijn.\n[[policy_field]] # let op\nid = "sociale-basis"\ntitle = "Basis"\nprogramme = "Welzijn"\n'
)
ADDED = '{ document = "rekening-2018", code = "4.1.6", title = "Sociale basisvoorzieningen" }'
CODE = '{ document = "begroting-2017", code = "5", title = "Sport" }'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"codes = [\n    {ADDED},\n]\n"),
        ("# zonder codes\n", f"# zonder codes\ncodes = [\n    {ADDED},\n]\n"),
        ("codes = []\n", f"codes = [{ADDED}]\n"),
        (f"codes = [{CODE}]\n", f"codes = [{CODE}, {ADDED}]\n"),
        (f"codes = [\n    {CODE},\n]\n", f"codes = [\n    {CODE},\n    {ADDED},\n]\n"),
        (f"codes = [\n    {CODE}\n]\n", f"codes = [\n    {CODE},\n    {ADDED},\n]\n"),
        (f"codes = [\n    {CODE}]\n", f"codes = [\n    {CODE},\n    {ADDED},\n]\n"),
        (
            f"codes = [ # lijst\n    {CODE}, # eerste\n    # einde\n]\n",
            f"codes = [ # lijst\n    {CODE}, # eerste\n    # einde\n    {ADDED},\n]\n",
        ),
    ],
)
def test_a_code_is_added_as_the_other_codes_stand_there(tmp_path: Path, before: str, after: str) -> None:
    data = write(tmp_path / "data")
    file = data / "catalogue" / "policy_fields.toml"
    file.write_text(ABOVE + before + BELOW)
    field = FIELD.model_copy(update={"document": "rekening-2018", "policy_field": "accommodaties"})
    extend(data, Decisions(field=[field]))
    assert file.read_text() == ABOVE + after + BELOW


KEYS = 'kind = "count"\nunit = "%"\nbetter = "higher" # naar boven\n'
NAMED = f'[[indicator]]\nid = "wij-contact"\nname = "% contact"\n{KEYS}'
NEXT = f'\n# Over de volgende.\n\n[[indicator]]\nid = "wij-bekend"\nname = "% bekend"\n{KEYS}'
SECOND = '\n[[indicator.definition]]\nversion = 2\nwording = "alleen volwassenen"\nfrom = "rekening-2018"\n'
FIRST = '\n[[indicator.definition]]\nversion = 1\nwording = "% contact"\n'


@pytest.mark.parametrize("following", [NEXT, ""])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f'aliases = ["{NEAR.label}"]\n{FIRST}{SECOND}'),
        ("# eigen regel\n", f'# eigen regel\naliases = ["{NEAR.label}"]\n{FIRST}{SECOND}'),
        ('aliases = ["een"] # meer\n', f'aliases = ["een", "{NEAR.label}"] # meer\n{FIRST}{SECOND}'),
        (
            'aliases = [\n    "een",\n    "twee"\n]\n',
            f'aliases = [\n    "een",\n    "twee",\n    "{NEAR.label}",\n]\n{FIRST}{SECOND}',
        ),
        (
            f'{FIRST}note = """\n\n# geen commentaar\n"""\n',
            f'aliases = ["{NEAR.label}"]\n{FIRST}note = """\n\n# geen commentaar\n"""\n{SECOND}',
        ),
        (
            "\n# Over de maat.\n[[indicator.measure]]\npart = 1\n",
            f'aliases = ["{NEAR.label}"]\n\n# Over de maat.\n[[indicator.measure]]\npart = 1\n{FIRST}{SECOND}',
        ),
    ],
)
def test_a_label_and_a_definition_are_added_below_what_they_belong_to(
    tmp_path: Path, before: str, after: str, following: str
) -> None:
    data = write(tmp_path / "data")
    file = data / "catalogue" / "indicators" / "sociale-basis.toml"
    file.write_text(NAMED + before + following)
    new = Definition(version=2, wording="alleen volwassenen")
    redefined = REDEFINED.model_copy(update={"indicator": "wij-contact", "document": "rekening-2018", "new": new})
    extend(data, Decisions(row=[NEAR], definition=[redefined]))
    assert file.read_text() == NAMED + after + following


def correction(name: str) -> str:
    return (
        f'[[correction]]\nid = "{name}"\npage = "rekening-2018/4-1-6"\ntable = 1\ncolumn = 1\nattribute = "value"\n'
        'expect = "1"\ncorrected = "2"\nreason = "Drukfout."\n'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Fouten.\n\n{een}\n{weg}\n{twee}", "# Fouten.\n\n{een}\n{twee}"),
        ("# Fouten.\n\n{weg}\n# Over twee.\n\n# En:\n{twee}", "# Fouten.\n\n# Over twee.\n\n# En:\n{twee}"),
        ("# Fouten.\n\n{een}\n{weg}# van weg\n", "# Fouten.\n\n{een}"),
        ("{weg}\n{een}", "{een}"),
        ("# Fouten.\n\n{weg}", "# Fouten.\n"),
    ],
)
def test_a_correction_that_goes_leaves_no_gap_and_no_comment_but_its_own_behind(
    tmp_path: Path, before: str, after: str
) -> None:
    data = write(tmp_path / "data")
    file = data / "corrections.toml"
    entries = {name: correction(name) for name in ("een", "weg", "twee")}
    file.write_text(before.format(**entries))
    catalogue, _ = known(data)
    kept = {name: one for name, one in catalogue.corrections.items() if name != "weg"}
    write_changes(catalogue, replace(catalogue, corrections=kept), data)
    assert file.read_text() == after.format(**entries)


def test_a_file_without_an_end_of_line_gets_one(tmp_path: Path) -> None:
    data = write(tmp_path / "data")
    file = data / "catalogue" / "documents.toml"
    file.write_text(file.read_text().rstrip("\n"))
    extend(data, Decisions(document=[DOCUMENT]))
    assert 'territory = "gm0014-tot-2019"\n\n[[document]]\nid = "rekening-2019"' in file.read_text()


def extend(data: Path, decisions: Decisions) -> None:
    """Write what was decided into a catalogue that need not be without mistakes, and read it back."""
    before, _ = read_catalogue(data)
    after, problems = with_decisions(before, decisions)
    assert problems == []
    write_changes(before, after, data)
    assert read_catalogue(data)[0] == after


def test_the_text_of_a_page_that_had_none_gets_its_checksum(tmp_path: Path) -> None:
    data = write(tmp_path / "data")
    sheet = data / "sources" / "rekening-2018" / "4-1-6.toml"
    replace_in(sheet, 'sha256 = "', '# sha256 = "')
    extraction = Extraction({"file": "x", "sha256": "c" * 64}, ())
    save(extraction, data / "sources", "rekening-2018", "4-1-6")
    assert f'sha256 = "{"c" * 64}"\n' in sheet.read_text()
    assert known(data)[1][-1].sha256 == "c" * 64
