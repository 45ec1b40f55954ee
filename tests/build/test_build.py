"""From a data folder to a published warehouse, through the real loader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from loaders.build import Report, build, check
from loaders.values import counted
from tests.build.small_data import DOCUMENTS, SPORT_2018, WIJ_2018, add_page, replace_in, write
from warehouse.store import Warehouse


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("build")
    assert build(write(folder / "data"), folder / "warehouse").problems == ()
    return Warehouse(folder / "warehouse")


def rows(warehouse: Warehouse, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    found = warehouse.select(sql, parameters)
    return [tuple(None if pd.isna(value) else value for value in row) for row in found.itertuples(index=False)]


def built(data: Path, root: Path) -> Warehouse:
    report = build(data, root)
    assert report.problems == (), [problem.sentence() for problem in report.problems]
    return Warehouse(root)


def found(report: Report) -> list[tuple[str, str]]:
    """Return kind and what was found of each problem: facts, not prose."""
    return [(problem.kind, problem.found) for problem in report.problems]


# What becomes of a page ---------------------------------------------------------------------------------------------


def test_a_later_edition_inserts_and_changes_nothing(published: Warehouse) -> None:
    assert rows(
        published,
        "SELECT document_id, value, raw FROM result WHERE indicator_id = 'bezoekers-ijsbaan' AND period = 2015 "
        "ORDER BY edition_rank",
    ) == [("begroting-2017", 120000.0, "120.000"), ("begroting-2018", 100700.0, "100.700")]


def test_two_figures_in_a_cell_are_two_observations_with_their_own_base(published: Warehouse) -> None:
    assert rows(
        published,
        "SELECT part, base_id, value, raw FROM observation WHERE indicator_id = 'wij-contact' AND period = 2018 "
        "ORDER BY part",
    ) == [
        (1, "heeft-gehoord", 30.0, "30% (II) (19% (III))"),
        (2, "inwoners-18-plus", 19.0, "30% (II) (19% (III))"),
    ]


def test_each_target_has_its_own_semantics(published: Warehouse) -> None:
    asked = rows(
        published, "SELECT raw, semantics, low, high, band, reference, missing_reason FROM target ORDER BY target_id"
    )
    assert set(asked) == {
        ("120.000", "equal", 120000.0, 120000.0, None, None, None),
        ("± 120.000", "approximately", 120000.0, 120000.0, 5000.0, None, None),
        ("110.000 tot 120.000", "range", 110000.0, 120000.0, None, None, None),
        ("55%", "equal", 55.0, 55.0, None, None, None),
        ("> dan in 2017", "increase", None, None, None, "year:2017", None),
        ("Toename", "increase", None, None, None, None, None),
        ("- (IV)", "no_norm", None, None, None, None, "no_norm"),
        ("niet gemeten", "not_published", None, None, None, None, "not_measured"),
        ("-", "not_published", None, None, None, None, "dash"),
    }


def test_a_missing_result_keeps_its_reason(published: Warehouse) -> None:
    missing = rows(
        published, "SELECT DISTINCT raw, status, missing_reason FROM observation WHERE value IS NULL ORDER BY raw"
    )
    assert missing == [("-", "O", "dash"), ("n.v.t.", "M", "not_applicable")]


def test_a_figure_has_the_definition_in_force_where_it_was_printed(data: Path, root: Path) -> None:
    file = data / "catalogue" / "policy_fields.toml"
    code = '{ document = "rekening-2018", code = "4.1.6", title = "Sociale basisvoorzieningen" },'
    replace_in(file, code, f"{code}\n    {code.replace('rekening', 'begroting')}")
    add_page(
        data,
        "begroting-2018",
        "4-1-6",
        WIJ_2018.replace("Behaald 2018", "Behaald 2016").replace("jaarverslag", "begroting"),
    )
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT document_id, period, definition_id FROM result WHERE indicator_id = 'wij-bekend' "
        "ORDER BY edition_rank, period",
    ) == [
        ("begroting-2018", 2016, "wij-bekend/v1"),
        ("begroting-2018", 2017, "wij-bekend/v1"),
        ("rekening-2018", 2017, "wij-bekend/v2"),
        ("rekening-2018", 2018, "wij-bekend/v2"),
    ]


def test_a_definition_can_hold_for_named_figures_only(data: Path, root: Path) -> None:
    replace_in(
        data / "catalogue" / "indicators" / "sociale-basis.toml",
        'wording = "te smal"',
        'wording = "te smal"\nbase = "niet-van-toepassing"\n'
        'only_for = [{ document = "rekening-2018", period = 2017, kind = "achieved" }]',
    )
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT period, definition_id, base_id FROM observation WHERE indicator_id = 'wij-bekend' ORDER BY period",
    ) == [(2017, "wij-bekend/v1", "niet-van-toepassing"), (2018, "wij-bekend/v2", "inwoners-18-plus")]


def test_footnotes_stand_where_their_markers_stand(published: Warehouse) -> None:
    attached = rows(
        published,
        """
        SELECT n.marker, a.attached_to, coalesce(a.indicator_id, o.indicator_id, t.indicator_id) AS indicator, o.value
        FROM footnote n JOIN footnote_attachment a ON a.footnote_id = n.footnote_id
        LEFT JOIN observation o ON o.observation_id = a.observation_id
        LEFT JOIN target t ON t.target_id = a.target_id
        ORDER BY n.marker, o.value
        """,
    )
    assert attached == [
        ("*", "observation", "wij-bekend", 64.0),
        ("I", "indicator", "wij-bekend", None),
        ("II", "observation", "wij-contact", 28.0),
        ("II", "observation", "wij-contact", 30.0),
        ("III", "observation", "wij-contact", 17.0),
        ("III", "observation", "wij-contact", 19.0),
        ("IV", "target", "wij-contact", None),
    ]
    assert rows(published, "SELECT marker, text FROM footnote WHERE flag = 'note_missing'") == [("*", None)]


def test_an_unknown_label_is_an_indicator_of_its_own_with_the_closest_names(published: Warehouse) -> None:
    unlinked = rows(published, "SELECT name, kind, suggestions FROM indicator WHERE NOT is_linked")
    assert [(name, kind) for name, kind, _ in unlinked] == [("% bewoners dat WIJ aanbeveelt", "unknown")]
    assert "WIJ-Groningen" in unlinked[0][2]
    assert rows(published, "SELECT found FROM problem WHERE kind = 'not-linked'") == [
        ("% bewoners dat WIJ aanbeveelt",)
    ]


def test_linking_a_label_is_one_line_of_the_catalogue(data: Path, root: Path) -> None:
    built(data, root)
    file = data / "catalogue" / "indicators" / "sociale-basis.toml"
    with file.open("a") as stream:
        stream.write(
            '\n[[indicator]]\nid = "wij-cijfer"\nname = "Cijfer voor WIJ"\nkind = "score"\nunit = "cijfer 1-10"\n'
            'better = "higher"\naliases = ["% Bewoners dat WIJ aanbeveelt *"]\n'
        )
    warehouse = built(data, root)
    assert rows(warehouse, "SELECT count(*) FROM indicator WHERE NOT is_linked") == [(0,)]
    assert rows(warehouse, "SELECT value FROM observation WHERE indicator_id = 'wij-cijfer' AND period = 2018") == [
        (7.3,)
    ]


def test_every_figure_read_is_loaded_repeated_or_refused(published: Warehouse) -> None:
    loads = rows(published, "SELECT rows_read, rows_loaded, rows_repeated, rows_refused FROM load ORDER BY load_id")
    assert loads == [(8, 8, 0, 0), (8, 8, 0, 0), (11, 11, 0, 0)]


def test_refused_rows_stay_visible(data: Path, root: Path) -> None:
    text = SPORT_2018.replace("Bezettingsgraad sporthallen | - |", "Bezettingsgraad sporthallen |")
    add_page(data, "begroting-2018", "5-1-1", text)
    warehouse = built(data, root)
    assert rows(warehouse, "SELECT rows_read, rows_refused FROM load WHERE load_id = 'begroting-2018/5-1-1'") == [
        (5, 1)
    ]
    assert rows(
        warehouse, "SELECT page_id, kind, row_label FROM problem WHERE severity = 'refused'"
    ) == [("begroting-2018/5-1-1", "row-not-alignable", "Bezettingsgraad sporthallen")]  # fmt: skip


def test_a_column_without_a_year_is_refused_figure_by_figure(data: Path, root: Path) -> None:
    file = data / "sources" / "begroting-2018" / "5-1-1.csv"
    replace_in(file, "Beoogd 2018,,target,2018,printed", "middellange termijn,,target,,")
    warehouse = built(data, root)
    refused = rows(warehouse, "SELECT kind, column_header FROM problem WHERE severity = 'refused'")
    assert refused == [("year-unknown", "middellange termijn")] * 2
    assert rows(warehouse, "SELECT rows_loaded, rows_refused FROM load WHERE load_id = 'begroting-2018/5-1-1'") == [
        (6, 2)
    ]


def test_a_column_of_unknown_meaning_is_reported_once(data: Path, root: Path) -> None:
    file = data / "sources" / "begroting-2018" / "5-1-1.csv"
    replace_in(file, "Beoogd 2018,,target,2018,printed", "Verschil,,unknown,,")
    warehouse = built(data, root)
    assert rows(warehouse, "SELECT column_header FROM problem WHERE kind = 'column-not-loaded'") == [("Verschil",)]


def test_a_result_in_words_keeps_its_numbers_apart(data: Path, root: Path) -> None:
    add_page(
        data,
        "rekening-2018",
        "4-1-1",
        "https://groningen.jaarverslag-2018.nl/p1/4-1-6\n4.1.6 Sociale basisvoorzieningen\n\nPrestatie-indicatoren\n\n"
        "Behaald\n2017\n\nBeoogd\n2018\n\nBehaald\n2018\n\nOndersteunde bewonersinitiatieven\n\n-\n\n.-\n\n"
        "Steun voor 32 initiatieven\n5 parels\n\n1 coöperatie\n",
    )
    warehouse = built(data, root)
    assert rows(
        warehouse, "SELECT text, qualifier FROM observation WHERE indicator_id = 'initiatieven' AND period = 2018"
    ) == [("Steun voor 32 initiatieven\n5 parels\n1 coöperatie", "text")]
    parts = rows(warehouse, "SELECT position, value, label FROM observation_part ORDER BY position")
    assert parts == [(1, 32.0, "initiatieven"), (2, 5.0, "parels"), (3, 1.0, "coöperatie")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("gereed", []),
        ("in 2018 gestart", []),
        ("9.4% Hanze, 22.6% RUG", [(9.4, "% Hanze"), (22.6, "% RUG")]),
        ("3.204 vrijwilligers en 12 teams\nin de stad", [(3204.0, "vrijwilligers"), (12.0, "teams in de stad")]),
    ],
)
def test_numbers_in_words_are_counted_with_what_they_count(text: str, parts: list[tuple[float, str]]) -> None:
    assert list(counted(text)) == parts


def test_rows_that_are_territories_are_benchmarks_of_one_indicator(data: Path, root: Path) -> None:
    lines = ["https://groningen.begroting-2018.nl/p2/wettelijk", "5.1.1 Faciliteren verenigingen: accommodaties"]
    lines += ["Wettelijke indicatoren", "Behaald 2015", "Behaald 2016", "Aantal bezoekers Kardinge (ijs)"]
    lines += ["Groningen", "1", "2", "Haren", "3", "4", "Bezettingsgraad sporthallen", "Groningen", "5%", "6%"]
    text = "\n\n".join(lines)
    add_page(data, "begroting-2018", "wettelijk", text)
    file = data / "sources" / "begroting-2018" / "wettelijk.csv"
    assert "Aantal bezoekers Kardinge (ijs),,Groningen" in file.read_text()
    with (data / "sources" / "begroting-2018" / "wettelijk.toml").open("a") as sheet:
        sheet.write('rows_are = "territories"\n[territories]\nGroningen = "nederland"\nHaren = "gm0017-haren"\n')
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT territory_id, period, value FROM observation WHERE page_id = 'begroting-2018/wettelijk' "
        "AND indicator_id = 'bezoekers-ijsbaan' ORDER BY territory_id, period",
    ) == [("gm0017-haren", 2015, 3.0), ("gm0017-haren", 2016, 4.0), ("nederland", 2015, 1.0), ("nederland", 2016, 2.0)]


def test_a_benchmark_column_is_about_the_territory_its_header_names(data: Path, root: Path) -> None:
    file = data / "sources" / "begroting-2018" / "5-1-1.csv"
    replace_in(file, "Behaald 2016,,achieved,2016", "Landelijk cijfer 2016,,benchmark,2016")
    warehouse = built(data, root)
    assert rows(
        warehouse, "SELECT DISTINCT kind, territory_id FROM observation WHERE column_header LIKE 'Landelijk%'"
    ) == [("benchmark", "nederland")]  # fmt: skip


def test_a_part_between_brackets_can_be_the_national_figure(data: Path, root: Path) -> None:
    replace_in(
        data / "catalogue" / "indicators" / "sociale-basis.toml",
        'part = 2\nbase = "inwoners-18-plus"',
        'part = 2\nterritory = "nederland"',
    )
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT part, kind, territory_id FROM observation WHERE indicator_id = 'wij-contact' AND period = 2018 "
        "ORDER BY part",
    ) == [(1, "achieved", "gm0014-tot-2019"), (2, "benchmark", "nederland")]


def test_a_part_can_be_a_figure_of_another_indicator(data: Path, root: Path) -> None:
    file = data / "catalogue" / "indicators" / "sociale-basis.toml"
    replace_in(file, 'part = 2\nbase = "inwoners-18-plus"', 'part = 2\nindicator = "wij-bekend"')
    replace_in(data / "sources" / "rekening-2018" / "4-1-6.csv", "dat bekend is met", "dat weet heeft van")
    warehouse = built(data, root)
    assert rows(
        warehouse, "SELECT period, value, part FROM observation WHERE indicator_id = 'wij-bekend' ORDER BY period"
    ) == [
        (2017, 17.0, 0),
        (2018, 19.0, 0),
    ]


def pair_row(missing: str, target: str) -> str:
    old = "28% (II) (17% (III)) | - (IV) | 30% (II) (19% (III))"
    return WIJ_2018.replace(old, f"{missing} | {target} | 30% (II) (19% (III))")


def test_an_empty_cell_beside_pairs_says_that_both_figures_are_missing(data: Path, root: Path) -> None:
    add_page(data, "rekening-2018", "4-1-6", pair_row("- (II)", "-"))
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT period, part, base_id, value, missing_reason FROM observation WHERE indicator_id = 'wij-contact' "
        "ORDER BY period, part",
    ) == [
        (2017, 1, "heeft-gehoord", None, "dash"),
        (2017, 2, "inwoners-18-plus", None, "dash"),
        (2018, 1, "heeft-gehoord", 30.0, None),
        (2018, 2, "inwoners-18-plus", 19.0, None),
    ]
    assert rows(
        warehouse,
        "SELECT count(*) FROM footnote_attachment a JOIN observation o ON o.observation_id = a.observation_id "
        "WHERE a.footnote_id LIKE '%:II' AND o.period = 2017",
    ) == [(2,)]
    assert rows(warehouse, "SELECT count(*) FROM target WHERE indicator_id = 'wij-contact'") == [(1,)]
    assert rows(warehouse, "SELECT rows_read, rows_loaded FROM load WHERE load_id = 'rekening-2018/4-1-6'") == [
        (11, 11)
    ]


def test_an_empty_cell_beside_pairs_says_so_of_the_other_indicator_too(data: Path, root: Path) -> None:
    file = data / "catalogue" / "indicators" / "sociale-basis.toml"
    replace_in(file, 'part = 2\nbase = "inwoners-18-plus"', 'part = 2\nindicator = "wij-bekend"')
    text = pair_row("n.v.t.", "-").replace("dat bekend is met", "dat weet heeft van")
    add_page(data, "rekening-2018", "4-1-6", text)
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT period, value, status FROM observation WHERE indicator_id = 'wij-bekend' ORDER BY period",
    ) == [(2017, None, "M"), (2018, 19.0, "A")]


def test_an_empty_cell_in_a_row_of_single_figures_says_nothing_of_a_second_one(data: Path, root: Path) -> None:
    add_page(data, "rekening-2018", "4-1-6", pair_row("-", "-").replace("30% (II) (19% (III))", "30% (II)"))
    warehouse = built(data, root)
    assert rows(warehouse, "SELECT count(*) FROM observation WHERE part = 2") == [(0,)]


# Typed-in figures ---------------------------------------------------------------------------------------------------

CURATED = (
    "indicator_id,definition_version,period,kind,raw,value,qualifier,n,place,note\n"
    "wij-bekend,1,2016,previously_reported,ruim 18%,18,at_least,,noot I,anders gedefinieerd\n"
    "wij-bekend,,2015,narrative,41%,41,,5000,toelichting,\n"
    "wij-bekend,,2019,target,Toename,,,,toelichting,\n"
    "wij-bekend,,2020,target,± 70%,70,approx,,toelichting,\n"
)


def test_typed_in_figures_are_loaded_with_what_the_catalogue_knows(data: Path, root: Path) -> None:
    (data / "sources" / "rekening-2018" / "4-1-6.curated.csv").write_text(CURATED, encoding="utf-8")
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT period, kind, definition_id, base_id, unit, value, qualifier, n, n_source, remark, table_title "
        "FROM observation WHERE year_source = 'curated' ORDER BY period",
    ) == [
        (2015, "narrative", "wij-bekend/v2", "inwoners-18-plus", "%", 41.0, "exact", 5000, "published", None, "tekst"),
        (2016, "previously_reported", "wij-bekend/v1", "inwoners-18-plus", "%", 18.0, "at_least", None, "unknown",
         "anders gedefinieerd", "tekst"),
    ]  # fmt: skip
    targets = "SELECT period, semantics, low, band FROM target WHERE year_source = 'curated' ORDER BY period"
    assert rows(warehouse, targets) == [
        (2019, "increase", None, None), (2020, "approximately", 70.0, 5.0),
    ]  # fmt: skip


def test_a_typed_in_figure_of_an_unknown_indicator_is_a_problem(data: Path, root: Path) -> None:
    text = CURATED.replace("wij-bekend,1", "wij-bekent,1")
    (data / "sources" / "rekening-2018" / "4-1-6.curated.csv").write_text(text, encoding="utf-8")
    report = build(data, root)
    assert found(report) == [("catalogue-gap", "wij-bekent")]
    assert "did you mean 'wij-bekend'" in report.problems[0].sentence()


# The same figure twice ----------------------------------------------------------------------------------------------


def test_a_figure_printed_twice_alike_is_loaded_once_and_noticed(data: Path, root: Path) -> None:
    add_page(data, "begroting-2018", "nogmaals", SPORT_2018)
    warehouse = built(data, root)
    assert rows(
        warehouse, "SELECT rows_read, rows_loaded, rows_repeated FROM load WHERE load_id = 'begroting-2018/nogmaals'"
    ) == [(8, 0, 8)]
    assert rows(warehouse, "SELECT count(*) FROM problem WHERE kind = 'figure-repeated'") == [(8,)]


def test_a_figure_printed_twice_with_other_values_is_a_problem(data: Path, root: Path) -> None:
    add_page(data, "begroting-2018", "nogmaals", SPORT_2018.replace("114.000", "115.000"))
    report = build(data, root)
    assert found(report) == [("catalogue-gap", "115.000 (2016)")]
    assert "'114.000', as on begroting-2018/5-1-1" in report.problems[0].sentence()


def test_a_cell_with_braces_is_told_as_it_is(data: Path, root: Path) -> None:
    add_page(data, "begroting-2018", "4-eerst", SPORT_2018.replace("114.000", "{x} en {}"))
    assert "114.000 (2016)" in [problem.found for problem in build(data, root).problems]


@pytest.mark.parametrize("first", ["1-eerst", "9-later"])
def test_nothing_in_one_place_gives_way_to_a_figure_in_another(data: Path, root: Path, first: str) -> None:
    add_page(data, "begroting-2018", first, SPORT_2018.replace("114.000", "-"))
    warehouse = built(data, root)
    assert rows(
        warehouse,
        "SELECT value, page_id FROM observation WHERE document_id = 'begroting-2018' AND period = 2016 "
        "AND indicator_id = 'bezoekers-ijsbaan'",
    ) == [(114000.0, "begroting-2018/5-1-1")]


# Corrections --------------------------------------------------------------------------------------------------------

CORRECTION = """
[[correction]]
id = "ijs-2016"
page = "begroting-2018/5-1-1"
table = "Prestatie-indicatoren"
row = "Aantal bezoekers Kardinge (ijs)"
column = "Behaald 2016"
attribute = "value"
expect = "114000"
corrected = "114500"
reason = "De toelichting noemt 114.500."
"""


def test_a_declared_correction_changes_the_figure_and_keeps_the_cell(data: Path, root: Path) -> None:
    (data / "corrections.toml").write_text(CORRECTION)
    warehouse = built(data, root)
    assert rows(warehouse, "SELECT value, raw FROM observation WHERE correction_id = 'ijs-2016'") == [
        (114500.0, "114.000")
    ]
    assert rows(warehouse, "SELECT expected, corrected, figures FROM correction") == [("114000", "114500", 1)]


@pytest.mark.parametrize(
    ("corrections", "decimals"),
    [
        (("value",), 1),
        (("value", "decimals"), 2),
        (("decimals", "value"), 2),
    ],
)
def test_a_corrected_value_has_the_decimals_it_is_written_with_unless_they_are_corrected_too(
    data: Path, root: Path, corrections: tuple[str, ...], decimals: int
) -> None:
    written = {
        "value": CORRECTION.replace('"114500"', '"114000.5"'),
        "decimals": CORRECTION.replace("ijs-2016", "ijs-2016-decimalen")
        .replace('attribute = "value"\nexpect = "114000"', 'attribute = "decimals"\nexpect = "0"')
        .replace('"114500"', '"2"'),
    }
    (data / "corrections.toml").write_text("".join(written[one] for one in corrections))
    figures = rows(built(data, root), "SELECT value, decimals FROM observation WHERE raw = '114.000'")
    assert figures == [(114000.5, decimals)]


def test_a_correction_of_role_and_year_moves_a_whole_column(data: Path, root: Path) -> None:
    column = 'id = "{}"\npage = "begroting-2018/5-1-1"\ntable = 1\ncolumn = 4\nattribute = "{}"\nexpect = "{}"\n'
    column += 'corrected = "{}"\nreason = "verkeerde kop"\n'
    text = "".join(
        "[[correction]]\n" + column.format(*given)
        for given in (("rol", "role", "target", "achieved"), ("jaar", "year", "2018", "2014"))
    )
    (data / "corrections.toml").write_text(text)
    replace_in(
        data / "sources" / "begroting-2018" / "5-1-1.csv",
        "> dan in 2017,0,direction,,,,> dan in 2017,increase",
        "50%,0,percent,50,,,,exact",
    )
    warehouse = built(data, root)
    moved = rows(warehouse, "SELECT period, year_source, column_header FROM observation WHERE correction_id = 'jaar'")
    assert moved == [(2014, "corrected", "Beoogd 2018")] * 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('expect = "114000"', 'expect = "113000"', "The source has changed"),
        ('expect = "114000"', 'expect = "100"\n# now right: 114000\n', "The source has changed"),
        ('corrected = "114500"', 'corrected = "veel"', "Mend it"),
        ('row = "Aantal bezoekers Kardinge (ijs)"', 'row = "Aantal schaatsers"', "Nothing matches"),
        ('page = "begroting-2018/5-1-1"', 'page = "begroting-2018/5-1-2"', "did you mean 'begroting-2018/5-1-1'"),
    ],
)
def test_a_correction_that_does_not_fit_stops_the_build(
    data: Path, root: Path, old: str, new: str, expected: str
) -> None:
    (data / "corrections.toml").write_text(CORRECTION.replace(old, new))
    report = build(data, root)
    assert [problem.kind for problem in report.problems] == ["correction"]
    assert expected in report.problems[0].sentence()
    assert not (root / "current").exists()


def test_a_correction_expires_once_the_source_has_been_mended(data: Path, root: Path) -> None:
    (data / "corrections.toml").write_text(CORRECTION)
    add_page(data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "114.500"))
    assert "remove the correction" in build(data, root).problems[0].sentence()


# What the catalogue does not say ------------------------------------------------------------------------------------


def _unknown_field(data: Path) -> None:
    replace_in(
        data / "catalogue" / "policy_fields.toml",
        'document = "rekening-2018", code = "4.1.6"',
        'document = "rekening-2018", code = "4.1.7"',
    )


def _other_unit(data: Path) -> None:
    replace_in(data / "catalogue" / "indicators" / "accommodaties.toml", 'unit = "%"', 'unit = "uren"')


def _no_definition(data: Path) -> None:
    replace_in(
        data / "catalogue" / "indicators" / "sociale-basis.toml",
        'wording = "gecorrigeerd"\nfrom = "rekening-2018"',
        'wording = "x"\nonly_for = [{ document = "begroting-2017" }]',
    )
    replace_in(
        data / "catalogue" / "indicators" / "sociale-basis.toml",
        'wording = "te smal"',
        'wording = "y"\nonly_for = [{ document = "begroting-2017" }]',
    )


def _no_territory(data: Path) -> None:
    replace_in(
        data / "catalogue" / "documents.toml", 'precision = "day"\nterritory = "gm0014-tot-2019"', 'precision = "day"'
    )


def _no_document(data: Path) -> None:
    (data / "sources" / "begroting-2018").rename(data / "sources" / "begroting-2o18")


def _claim_on_no_page(data: Path) -> None:
    (data / "catalogue" / "claims.toml").write_text(
        '[[claim]]\nid = "x"\ndocument = "rekening-2018"\npage = "rekening-2018/4-1-7"\nparaphrase = "x"\nplace = "y"\n'
    )


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_unknown_field, "4.1.6 Sociale basisvoorzieningen"),
        (_other_unit, "% in '52%'"),
        (_no_definition, "wij-bekend"),
        (_no_territory, "% bewoners dat bekend is met de dienstverlening van WIJ-Groningen (I)"),
        (_no_document, "begroting-2o18"),
        (_claim_on_no_page, "rekening-2018/4-1-7"),
    ],
)
def test_a_gap_in_the_catalogue_stops_the_build(
    data: Path, root: Path, spoil: Callable[[Path], None], expected: str
) -> None:
    spoil(data)
    report = build(data, root)
    assert expected in [problem.found for problem in report.problems]
    assert {problem.kind for problem in report.problems} == {"catalogue-gap"}
    assert not (root / "current").exists()


def test_problems_of_all_pages_are_told_at_once(data: Path, root: Path) -> None:
    for spoil in (_unknown_field, _other_unit, _claim_on_no_page):
        spoil(data)
    (data / "corrections.toml").write_text(CORRECTION.replace('"114000"', '"0"'))
    kinds = {problem.kind: None for problem in build(data, root).problems}
    assert list(kinds) == ["correction", "catalogue-gap"]
    assert len(build(data, root).problems) >= 4


def test_a_percentage_above_100_is_not_published(data: Path, root: Path) -> None:
    replace_in(data / "sources" / "begroting-2018" / "5-1-1.csv", "52%,0,percent,52", "152%,0,percent,152")
    report = build(data, root)
    assert [problem.kind for problem in report.problems] == ["draft-check"]
    assert (
        "begroting-2018/5-1-1, row Bezettingsgraad sporthallen, column Behaald 2016: 152%" in report.problems[0].message
    )


def test_a_misprint_is_published_neither_as_a_figure_nor_as_words(data: Path, root: Path) -> None:
    page = data / "sources" / "begroting-2018" / "5-1-1.csv"
    line = next(one for one in page.read_text(encoding="utf-8").splitlines() if "52%,0,percent,52" in one)
    before, after = line.split("52%,0,percent,52")
    place = after.rsplit(",", 1)[1]
    replace_in(page, line, f"{before}5O%,0,text,,,,5O%,text,,,,,,,,figure-mistyped,{place}")
    sql = "SELECT value, text, status, missing_reason FROM observation WHERE raw = '5O%'"
    assert rows(built(data, root), sql) == [(None, None, "O", "misprint")]


# Building again -----------------------------------------------------------------------------------------------------


def test_the_same_data_change_nothing(data: Path, root: Path) -> None:
    first, second = build(data, root), build(data, root)
    assert first.is_new
    assert not second.is_new
    assert second.version == first.version
    assert f"Nothing changed: version {first.version} stays" in second.summary()


def test_the_same_data_elsewhere_give_the_same_contents(tmp_path: Path) -> None:
    versions = [build(write(tmp_path / place / "data"), tmp_path / place / "warehouse").version for place in "ab"]
    assert versions[0] == versions[1]


def test_a_changed_digit_is_another_version(data: Path, root: Path) -> None:
    first = build(data, root)
    add_page(data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "114.001"))
    second = build(data, root)
    assert second.is_new
    assert str(second.version).split("-")[1] != str(first.version).split("-")[1]


def test_the_order_of_entries_and_rows_of_a_page_does_not_matter_to_the_figures(data: Path, tmp_path: Path) -> None:
    first = built(data, tmp_path / "one")
    documents = ["[[document]]" + entry for entry in DOCUMENTS.split("[[document]]")[1:]]
    (data / "catalogue" / "documents.toml").write_text("\n".join(reversed(documents)))
    file = data / "sources" / "begroting-2018" / "5-1-1.csv"
    header, *lines = file.read_text().splitlines(keepends=True)
    file.write_text(header + "".join(reversed(lines)))
    second = built(data, tmp_path / "two")
    query = "SELECT * FROM observation ORDER BY observation_id"
    pd.testing.assert_frame_equal(first.select(query), second.select(query))


def test_a_page_that_disappears_is_refused_unless_its_indicators_are_named(data: Path, root: Path) -> None:
    version = build(data, root).version
    for file in (data / "sources" / "rekening-2018").iterdir():
        file.unlink()
    report = build(data, root)
    assert [problem.kind for problem in report.problems] == ["draft-check"]
    assert "wij-contact" in report.problems[0].message
    assert Warehouse(root).version == version
    unlinked = next(i for (i,) in rows(Warehouse(root), "SELECT indicator_id FROM indicator WHERE NOT is_linked"))
    assert build(data, root, allow_lost=["wij-bekend", "wij-contact", unlinked]).is_new


def test_a_check_finds_what_a_build_finds_and_writes_nothing(data: Path, root: Path) -> None:
    assert check(data, root).is_good
    assert not root.exists()
    _other_unit(data)
    assert found(check(data, root)) == found(build(data, root))


def test_a_check_rereads_every_cell(data: Path, root: Path) -> None:
    assert check(data, root).notices == ()
    replace_in(data / "sources" / "begroting-2018" / "5-1-1.csv", "114.000,0,number,114000", "114.000,0,number,114")
    notices = check(data, root).notices
    assert [(notice.found, notice.expected) for notice in notices] == [("value 114", "value 114000")]


def test_progress_names_the_steps(data: Path, root: Path) -> None:
    steps: list[str] = []
    build(data, root, progress=lambda step, done=0, parts=0: steps.append(step))
    assert [step for step in dict.fromkeys(steps) if not step.startswith("fill")] == [
        "catalogue", "sources", "corrections", "normalise", "sweep", "draft", "hash", "check", "checkpoint", "sync",
        "move", "point", "intend", "act", "log", "head", "tidy",
    ]  # fmt: skip


def test_an_empty_data_folder_is_a_list_of_sentences(tmp_path: Path) -> None:
    report = build(tmp_path / "nothing", tmp_path / "warehouse")
    assert all(problem.sentence() for problem in report.problems)
    assert {problem.found for problem in report.problems} == {"no such file", "no pages"}
