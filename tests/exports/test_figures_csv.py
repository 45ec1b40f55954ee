"""Figures as a file for a spreadsheet: everything printed, nothing that reckons, read back from the bytes."""

import csv
from dataclasses import replace
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from exports.figures_csv import HEADERS, indicator_csv
from exports.formulas import safe
from indicators import reading
from indicators.judged import IndicatorHistory
from indicators.language import speaking
from indicators.model import Footnote, Observation, PolicyField, Target
from indicators.reading import Warehouse
from tests.figures import ACCOUNTS_2018, identity, indicator, observed, planned


def history(*printed: Observation | Target, **kind: object) -> IndicatorHistory:
    return IndicatorHistory(
        indicator(**kind),
        PolicyField("f", "Veld", "Programma", 1),
        tuple(one for one in printed if isinstance(one, Observation)),
        tuple(one for one in printed if isinstance(one, Target)),
        (),
        (),
        (),
        (),
    )


def read(content: bytes) -> list[dict[str, str]]:
    """Return the rows by header, as a spreadsheet set to Dutch reads them."""
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_dutch_spreadsheet_opens_the_file_by_itself() -> None:
    content = indicator_csv(history(observed(3204.5, raw="3.204,5")))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    (row,) = read(content)
    assert row["Cijfer"] == "3204,5"
    assert row["In woorden"] == "3.204,5"
    assert row["Cel, letterlijk"] == "3.204,5"


def test_every_publication_of_every_figure_and_target_is_a_row_by_year() -> None:
    of = history(observed(75), observed(68, 2017), planned("at_least", 70), planned("increase", period=2019))
    rows = read(indicator_csv(of))
    assert [(row["Jaar"], row["Soort"], row["Cijfer"]) for row in rows] == [
        ("2017", "uitkomst", "68"),
        ("2018", "uitkomst", "75"),
        ("2018", "streefwaarde", "70"),
        ("2019", "streefwaarde", ""),
    ]
    assert rows[-1]["In woorden"] == "toename"


def test_what_is_not_one_number_is_told_in_words() -> None:
    told, between, empty = read(
        indicator_csv(
            history(
                observed(text="vijf parels", raw="vijf parels"),
                observed(low=65, high=70, qualifier="range", raw="65-70", decimals=0),
                observed(None, raw="-"),
            )
        )
    )
    assert (told["Cijfer"], told["In woorden"]) == ("", "vijf parels")
    assert (between["Cijfer"], between["Laag"], between["Hoog"]) == ("", "65", "70")
    assert empty["Cijfer"] == ""
    assert empty["In woorden"]
    assert empty["Cel, letterlijk"] == "'-"


def test_a_figure_keeps_its_notes_its_group_its_respondents_and_its_cell(small: Warehouse) -> None:
    rows = read(indicator_csv(reading.indicator_history(small, "wij-gehoord")))
    (latest,) = [row for row in rows if (row["Jaar"], row["Soort"]) == ("2018", "uitkomst")]
    assert (latest["Cijfer"], latest["n"], latest["n in woorden"]) == ("75", "5000", "n = ruim 5.000 (aangenomen)")
    assert latest["Interval laag"].startswith("73,")
    assert latest["Groep waarvan het een deel is"] == "alle inwoners"
    assert latest["Adres van de pagina"] == "https://example.org/rekening-2018/sociale-basis"
    assert latest["Plaats"].startswith("regel ")
    (noted,) = [
        row
        for row in read(indicator_csv(reading.indicator_history(small, "wij-bekend")))
        if (row["Jaar"], row["Soort"]) == ("2018", "uitkomst")
    ]
    assert "[I] Eerder te smal gedefinieerd" in noted["Noten"]


def test_a_negative_number_stays_a_number_and_a_dash_does_not_become_a_formula() -> None:
    (row,) = read(indicator_csv(history(observed(-1.5, raw="-1,5"))))
    assert row["Cijfer"] == "-1,5"
    assert row["Cel, letterlijk"] == "'-1,5"


@given(st.text(max_size=30))
def test_no_text_of_a_document_is_a_formula(text: str) -> None:
    written = safe(text)
    assert written.lstrip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
    assert not written.startswith(("\t", "\r", "\n"))
    assert written in {text, f"'{text}"}


@given(raw=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_whatever_a_cell_holds_the_columns_stay_in_place(raw: str) -> None:
    note = Footnote("t:1", "1", raw, False, None, "observation")
    of = history(replace(observed(1, raw=raw), footnotes=(note,)), name='Naam; met "tekens"')
    (row,) = read(indicator_csv(of))
    assert row["Indicator"] == 'Naam; met "tekens"'
    assert row["Cel, letterlijk"] in {raw, f"'{raw}"}
    assert row["Document"] == ACCOUNTS_2018.title


def test_the_same_figures_give_the_same_bytes() -> None:
    of = history(observed(75, of=identity(unit="%")), planned("increase", of=identity(unit="%")))
    assert indicator_csv(of) == indicator_csv(of)
    assert len(HEADERS) == len(set(HEADERS))


def test_the_file_speaks_english_and_keeps_the_decimal_comma() -> None:
    with speaking("en"):
        (row,) = read(indicator_csv(history(observed(7.5))))
    assert row["Year"] == "2018"
    assert row["Figure"] == "7,5"
