"""A figure on too few answers is told nowhere, on no page, in no file, by no address; one on few answers is marked.

One small warehouse, twice: 41,2% of 34 visitors, and the same of 72. What is scanned for the first is scanned for the
second too, where the number has to be found: a place that the scan cannot read fails there.
"""

import base64
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pyarrow.parquet as pq
import pytest

from charts import interval_marks, marks
from exports import briefing_html, briefing_pdf, briefing_slides, briefing_words, datapackage, parquet, picture
from exports.briefing_record import BriefingRecord
from exports.figures_csv import field_csv, field_table_csv, indicator_csv
from exports.workbook import ODS, XLSX, field_workbook, study_workbook
from indicators import briefing, disclosure, reading, search, tables
from indicators.judged import IndicatorHistory, IndicatorYear
from indicators.language import speaking
from indicators.reading import Warehouse
from tests.api.asking import client, kept_from
from tests.pages_apptest.conftest import started
from tests.small_warehouse import Draft
from ui import explanation

FIELD, HELPED, STUDY = "wijkzorg", "geholpen", "wijkonderzoek"
SMALL, LARGER = 34, 72
YEAR = 2017

VALUE = re.compile(r"(?<![\d.,])41[.,]2(?![\d])")
LEADING = {
    "what is left of a hundred": re.compile(r"(?<![\d.,])58[.,]8(?!\d)"),
    "the change since": re.compile(r"(?<![\d.,])10[.,]8(?!\d)"),
    "the note on its cell": re.compile("Veertien"),
    "the note with its number": re.compile("41 procent"),
    "the sentence about it": re.compile("Ruim tien procent"),
    "the reprint": re.compile(r"(?<![\d.,])41(?:[.,]0)?%"),
    "a share of those helped": re.compile(r"(?<![\d.,])71[.,]4(?!\d)"),
}
MARK = {SMALL: re.compile(r"minder dan 50 (antwoorden|mensen)"), LARGER: re.compile(r"kleine groep, n = 72")}


def drafted(n: int) -> Draft:
    """Return a warehouse with a share of so many visitors, and with everything that could lead back to it."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.base("bezoekers", "bezoekers van het wijkcentrum", parent="inwoners")
    draft.base("geholpen-bezoekers", "bezoekers die geholpen zijn", parent="bezoekers", measured_by=HELPED)
    draft.field(FIELD, "Wijkzorg", rekening_2017="4.9", rekening_2018="4.9", begroting_2019="4.9")
    draft.add(
        "survey_wave",
        **{"wave_id": "bezoekers-2017", "survey": "bezoekers", "year": YEAR, "territory_id": "gm0014-tot-2019"},
        **{"base_id": "bezoekers", "n": n, "n_qualifier": "exact", "n_source": "published", "design": "onbekend"},
        **{"is_panel": False, "design_effect": None, "design_effect_source": "unknown", "note": None},
    )
    of = {"base_id": "bezoekers", "method": "bezoekers", "decimals": 1}
    draft.indicator(HELPED, FIELD, "% bezoekers dat geholpen is")
    draft.observe(HELPED, 2016, "38,9%", 38.9, "rekening-2017", n=210, n_source="published", **of)
    secret = draft.observe(HELPED, YEAR, "41,2%", 41.2, "rekening-2017", n=n, n_source="published", **of)
    draft.plan(HELPED, YEAR, "45,0%", "equal", "rekening-2017", low=45, high=45, **of)
    draft.observe(HELPED, YEAR, "41%", 41, "begroting-2019", **of | {"decimals": 0})
    draft.observe(HELPED, YEAR, "41,2%", 41.2, "rekening-2018", **of)
    draft.observe(HELPED, 2018, "52,0%", 52, "rekening-2018", n=400, n_source="published", **of)
    draft.plan(HELPED, 2018, "Toename", "increase", "rekening-2018", **of | {"decimals": None})
    draft.note("rekening-2017", "a", "Veertien mensen.", FIELD, observation_id=secret)
    draft.note("rekening-2017", "b", "Dat is ruim 41 procent.", FIELD, indicator_id=HELPED)
    draft.note("rekening-2017", "c", "Wie in het wijkcentrum kwam.", FIELD, indicator_id=HELPED)
    claim = {"document_id": "rekening-2018", "page_id": f"rekening-2018/{FIELD}", "indicator_id": HELPED}
    claim |= {"period_from": YEAR, "period_to": 2018, "paraphrase": "Ruim tien procent erbij, van 41,2%."}
    claim |= {"direction": "increase", "difference": 11.8, "printed_unit": "%", "value": 41.2, "qualifier": "exact"}
    draft.add("claim", claim_id="erbij", base_id="bezoekers", place="line 90", **claim)
    draft.add(
        "revision_declared",
        indicator_id=HELPED,
        period=YEAR,
        document_id="begroting-2019",
        kind="revision",
        reason="Afgerond: 41,2% werd 41%.",
    )
    # A question to the same people without an n of its own, and one to a part of them.
    draft.indicator("niet-geholpen", FIELD, "% bezoekers dat niet geholpen is", better="lower")
    draft.observe("niet-geholpen", YEAR, "58,8%", 58.8, "rekening-2017", **of)
    draft.indicator("tevreden", FIELD, "% geholpen bezoekers dat tevreden is")
    draft.observe("tevreden", YEAR, "71,4%", 71.4, "rekening-2017", **of | {"base_id": "geholpen-bezoekers"})
    draft.add("study", study_id=STUDY, title="Wijk", introduction="Vragen.", year_from=2016, year_to=2018, sort_order=1)
    for position, indicator in enumerate((HELPED, "niet-geholpen", "tevreden"), 1):
        item = {"position": position, "indicator_id": indicator, "role": "question", "short_name": indicator}
        draft.add("study_item", study_id=STUDY, **item)
    return draft


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    made = {n: tmp_path_factory.mktemp(f"n-{n}") for n in (SMALL, LARGER)}
    for n, root in made.items():
        drafted(n).publish(root)
    return made


# Everything that is told, in one text per place ----------------------------------------------------------------------


def read(content: bytes | str) -> str:
    """Return all text of a file: of files in it, and of pictures in an address."""
    if isinstance(content, str):
        inside = (
            base64.b64decode(found).decode() for found in re.findall(r"svg\+xml;base64,([A-Za-z0-9+/=]+)", content)
        )
        return "\n".join((content, *inside))
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "\n".join(read(archive.read(name)) for name in archive.namelist())
    if content[:4] == b"PAR1":
        return "\n".join(map(str, pq.read_table(BytesIO(content)).to_pylist()))
    if content[:4] == b"%PDF":
        with pdfplumber.open(BytesIO(content)) as file:
            return " ".join(" ".join(page.extract_text() or "" for page in file.pages).split())
    return content.decode("utf-8", errors="ignore").removeprefix("\ufeff")


def histories(of: Warehouse) -> tuple[IndicatorHistory, ...]:
    return reading.indicator_histories(of, FIELD)


def record(of: Warehouse) -> BriefingRecord:
    return briefing_words.record(briefing.briefing(of, "policy-field", FIELD, YEAR), f"/?veld={FIELD}")


def row_of_year(of: Warehouse) -> IndicatorYear:
    (row,) = [one for one in reading.indicator_history(of, HELPED).years if one.year == YEAR]
    return row


def answers(of: Warehouse) -> Iterator[str]:
    ask = client(kept_from(of))
    for address in (
        f"/api/v1/policy-fields/{FIELD}?year={YEAR}",
        f"/api/v1/policy-fields/{FIELD}?year=2018",
        "/api/v1/policy-fields",
        "/api/v1/indicators",
        "/api/v1/indicators?query=geholpen",
        *(f"/api/v1/indicators/{one}" for one in (HELPED, "niet-geholpen", "tevreden")),
    ):
        reply = ask(address)
        assert reply.status == 200, address
        yield reply.text


FILES: dict[str, Callable[[Warehouse], bytes | str]] = {
    "xlsx": lambda of: field_workbook(histories(of), XLSX),
    "ods": lambda of: field_workbook(histories(of), ODS),
    "xlsx of a study": lambda of: study_workbook(reading.study(of, STUDY), XLSX),
    "csv of an indicator": lambda of: indicator_csv(reading.indicator_history(of, HELPED)),
    "csv of a field": lambda of: field_csv(histories(of)),
    "csv for programs": lambda of: field_table_csv(histories(of)),
    "data package": lambda of: datapackage.package(tables.published(of)),
    "parquet of a field": lambda of: parquet.field_figures(histories(of), tables.descriptions(of)),
    "parquet of all tables": lambda of: parquet.tables(tables.published(of)),
    "picture": lambda of: picture.svg(reading.indicator_history(of, HELPED)) or "",
    "mark": lambda of: marks.mark(row_of_year(of)) + marks.description(row_of_year(of)),
    "briefing as a record": lambda of: record(of).model_dump_json(),
    "briefing as pdf": lambda of: briefing_pdf.pdf(record(of)),
    "briefing as html": lambda of: briefing_html.page(record(of)),
    "briefing as slides": lambda of: briefing_slides.slides(record(of)),
    "addresses": lambda of: "\n".join(answers(of)),
}
NUMBER_IS_MARK = {"data package", "parquet of all tables", "parquet of a field", "csv for programs"}
"""For programs: a column with n says how many there were, and one with the reason why there is no figure."""

PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {"jaar": str(YEAR)}),
    "field": ("policy_field", {"veld": FIELD, "jaar": str(YEAR)}),
    "field a year later": ("policy_field", {"veld": FIELD, "jaar": "2018"}),
    "indicator": ("one_indicator", {"indicator": HELPED}),
    "indicator as known then": ("one_indicator", {"indicator": HELPED, "stand": "begroting-2019"}),
    "study": ("awareness", {"studie": STUDY}),
    "study as a reader assumes": ("awareness", {"studie": STUDY, "n": "5000"}),
    "comparison": ("comparison", {"indicator": f"{HELPED},niet-geholpen", "jaar": str(YEAR)}),
    "comparison of editions": ("comparison", {"stand": "rekening-2017,rekening-2018"}),
    "revisions": ("revisions", {"veld": FIELD}),
    "sources": ("sources", {"document": "rekening-2017"}),
    "search": ("overview", {"zoek": "41,2"}),
    "briefing": ("one_briefing", {"onderwerp": FIELD, "jaar": str(YEAR)}),
    "explanation": ("explanation", {}),
}
SAYS_THE_FIGURE = {"field", "indicator", "study", "comparison", "briefing"}


def page_of(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return everything a page sends: its markup, its charts and their alternatives."""
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(root))
    file, filters = PAGES[name]
    app = started()
    app.switch_page(f"pages/{file}.py")
    for key, value in filters.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception

    def sent(node: object) -> Iterator[str]:
        proto = getattr(node, "proto", None)
        yield str(getattr(proto, "body", "") or getattr(proto, "spec", "") or "") + str(proto)
        for child in getattr(node, "children", {}).values():
            yield from sent(child)

    return read("\n".join(sent(app._tree)))


def leads(text: str) -> list[str]:
    found = {"the figure": VALUE, **LEADING}
    return [f"{name}: {text[max(0, hit.start() - 60) : hit.end() + 30]!r}" for name, one in found.items()
            if (hit := one.search(text))]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_no_file_and_no_address_leads_back_to_a_figure_on_too_few_answers(roots: dict[int, Path], name: str) -> None:
    assert leads(read(FILES[name](Warehouse(roots[SMALL])))) == []


@pytest.mark.parametrize("name", FILES)
def test_every_file_shows_and_marks_a_figure_on_few_answers(roots: dict[int, Path], name: str) -> None:
    text = read(FILES[name](Warehouse(roots[LARGER])))
    assert VALUE.search(text) or (name in ("ods", "xlsx") and "41" in text)
    assert MARK[LARGER].search(text.replace("\N{NO-BREAK SPACE}", " ")) or (name in NUMBER_IS_MARK and "72" in text)


def test_what_leads_back_is_there_to_be_found(roots: dict[int, Path]) -> None:
    told = "\n".join(read(write(Warehouse(roots[LARGER]))) for write in FILES.values())
    found = {name for name, one in LEADING.items() if one.search(told)}
    assert found == LEADING.keys() - {"a share of those helped"}, "of 72 visitors 41,2% is 30: too few again"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_leads_back_to_a_figure_on_too_few_answers(
    roots: dict[int, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page_of(roots[SMALL], name, monkeypatch)
    assert not re.search(r"<q[^>]*>\s*</q>|‘\s*’", text), "no empty quotation stands where a cell is withheld"
    assert leads(re.sub(r'(zoek=|value: "|‘)41,2', "", text)) == [], "but for what was searched for"


@pytest.mark.parametrize("name", sorted(SAYS_THE_FIGURE))
def test_a_page_shows_and_marks_a_figure_on_few_answers(
    roots: dict[int, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page_of(roots[LARGER], name, monkeypatch)
    assert VALUE.search(text)
    assert MARK[LARGER].search(text)
    assert MARK[SMALL].search(page_of(roots[SMALL], name, monkeypatch))


def test_a_search_for_the_number_finds_it_only_where_it_is_shown(roots: dict[int, Path]) -> None:
    found = {n: search.search(Warehouse(root), "41,2") for n, root in roots.items()}
    assert "41,2" in repr(found[LARGER].hits)
    assert "41,2" not in repr(found[SMALL].hits)


def test_nothing_is_told_in_english_either(roots: dict[int, Path]) -> None:
    with speaking("en"):
        of = Warehouse(roots[SMALL])
        said = read(record(of).model_dump_json()) + repr(reading.indicator_history(of, HELPED))
    assert leads(said) == []
    assert "fewer than 50" in said


@pytest.mark.parametrize("edition", [None, "rekening-2017", "begroting-2019", "rekening-2018"])
def test_the_verdict_is_that_nothing_is_known_in_every_edition(roots: dict[int, Path], edition: str | None) -> None:
    rows = reading.indicator_years(Warehouse(roots[SMALL]), FIELD, YEAR, edition)
    assert rows
    for row in rows:
        assert (row.verdict, row.judgement.rule) == ("no_data", "no_data.withheld")
        assert row.achieved is not None
        assert row.achieved.is_withheld
        assert row.change is None


def test_a_lower_setting_shows_it_again(roots: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(disclosure.SETTING, "10")
    row = row_of_year(Warehouse(roots[SMALL]))
    assert row.achieved is not None
    assert row.achieved.value == 41.2
    assert row.verdict == "not_achieved"


def test_a_setting_that_protects_nobody_is_refused_with_a_sentence(
    roots: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(disclosure.SETTING, "9")
    with pytest.raises(reading.NoWarehouse, match="give a whole number of 10 or more"):
        row_of_year(Warehouse(roots[SMALL]))


@pytest.mark.parametrize(
    ("setting", "said"), [("", "dan 50 mensen"), ("20", "dan 20 mensen"), ("200", "dan 200 mensen")]
)
def test_the_explanation_says_the_minimum_that_is_set(
    roots: dict[int, Path], monkeypatch: pytest.MonkeyPatch, setting: str, said: str
) -> None:
    monkeypatch.setenv(disclosure.SETTING, setting)
    drawn = explanation.drawn(Warehouse(roots[LARGER]), intervals=interval_marks)
    assert f"Gaven minder {said} antwoord" in drawn
    assert ("minder dan 100, dan staat het aantal erbij" in drawn) is (setting != "200")
