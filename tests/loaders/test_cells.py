"""What a printed cell says, notation by notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import (
    MISSING_REASONS,
    MISSING_SYMBOLS,
    MISSING_WORDS,
    Likeness,
    has_decimal_points,
    likeness,
    parse_cell,
    read_number,
    split_values,
)
from loaders.extraction import CellKind, Qualifier


@pytest.mark.parametrize(
    ("raw", "kind", "value", "unit", "decimals"),
    [
        ("3204", "number", 3204, None, 0),
        ("120.000", "number", 120000, None, 0),
        ("1.229.004", "number", 1229004, None, 0),
        ("7,6", "number", 7.6, None, 1),
        ("1.234,56", "number", 1234.56, None, 2),
        ("          7", "number", 7, None, 0),
        ("75%", "percent", 75, "%", 0),
        ("91 %", "percent", 91, "%", 0),
        ("40,2%", "percent", 40.2, "%", 1),
        ("70%.", "percent", 70, "%", 0),
        ("12 procent", "percent", 12, "%", 0),
        ("12 %-punt", "number", 12, "%-punt", 0),
        ("7 procentpunt", "number", 7, "%-punt", 0),
        ("€ 1.500", "amount", 1500, "€", 0),
        ("€ 5,-", "amount", 5, "€", 0),
        ("1.500 euro", "amount", 1500, "€", 0),
        ("€ 1,2 mln", "amount", 1.2, "mln €", 1),
        ("€ 3 miljoen", "amount", 3, "mln €", 0),
        ("2 weken", "number", 2, "weken", 0),
        ("3 maanden", "number", 3, "maanden", 0),
        ("8 fte", "number", 8, "fte", 0),
        ("-51", "number", -51, None, 0),
        ("1 op 3", "number", 3, "1 op", 0),
        ("1:4", "number", 4, "1 op", 0),
    ],
)
def test_a_number_is_read_with_its_unit_and_precision(raw, kind, value, unit, decimals):
    cell = parse_cell(raw)
    assert (cell.raw, cell.kind, cell.value, cell.unit, cell.decimals) == (raw, kind, value, unit, decimals)
    assert likeness(raw) is Likeness.VALUE


@pytest.mark.parametrize(
    ("raw", "qualifier", "value"),
    [
        ("> 200", Qualifier.MORE_THAN, 200),
        (">7,0", Qualifier.MORE_THAN, 7),
        ("< 1.700", Qualifier.LESS_THAN, 1700),
        ("<10%", Qualifier.LESS_THAN, 10),
        ("≥ 18", Qualifier.AT_LEAST, 18),
        (">= 18", Qualifier.AT_LEAST, 18),
        ("=> 18", Qualifier.AT_LEAST, 18),
        ("minimaal 61%", Qualifier.AT_LEAST, 61),
        ("tenminste 61%", Qualifier.AT_LEAST, 61),
        ("max. 5", Qualifier.AT_MOST, 5),
        ("hooguit 5", Qualifier.AT_MOST, 5),
        ("≤ 1,8", Qualifier.AT_MOST, 1.8),
        ("100+", Qualifier.AT_LEAST, 100),
        ("5 of meer", Qualifier.AT_LEAST, 5),
    ],
)
def test_a_bound_is_read_as_one(raw, qualifier, value):
    cell = parse_cell(raw)
    assert (cell.qualifier, cell.value) == (qualifier, value)


@pytest.mark.parametrize(
    ("raw", "value", "low", "high"),
    [
        ("± 3.200", 3200, 3150, 3250),
        ("ca. 40", 40, 35, 45),
        ("circa 12%", 12, 11.5, 12.5),
        ("rond 65%", 65, 64.5, 65.5),
        ("ongeveer 7,5", 7.5, 7.45, 7.55),
    ],
)
def test_an_approximate_number_has_half_its_last_place_as_band(raw, value, low, high):
    cell = parse_cell(raw)
    assert (cell.qualifier, cell.value, cell.low, cell.high) == (Qualifier.APPROXIMATE, value, low, high)


@pytest.mark.parametrize(
    ("raw", "low", "high", "unit"),
    [
        ("65 tot 70 %", 65, 70, "%"),
        ("65-70%", 65, 70, "%"),
        ("240.000-260.000", 240000, 260000, None),
        ("tussen 5 en 10", 5, 10, None),
        ("400 à 450", 400, 450, None),
        ("€ 5 - € 10", 5, 10, "€"),
    ],
)
def test_a_range_has_two_ends_and_no_value(raw, low, high, unit):
    cell = parse_cell(raw)
    assert (cell.kind, cell.value, cell.low, cell.high, cell.unit) == (CellKind.RANGE, None, low, high, unit)


@pytest.mark.parametrize("raw", ["2017-2018", "2012/2013", "1-4-2018", "31-12-2018", "10-5", "1.2.3", "12:30", "1/2"])
def test_what_only_looks_like_a_number_stays_text(raw):
    assert parse_cell(raw).kind is CellKind.TEXT


@pytest.mark.parametrize(
    ("raw", "qualifier", "reference"),
    [
        ("Toename", Qualifier.INCREASE, None),
        ("groei", Qualifier.INCREASE, None),
        ("Stijging", Qualifier.INCREASE, None),
        ("daling", Qualifier.DECREASE, None),
        ("Afname", Qualifier.DECREASE, None),
        ("Stabiel", Qualifier.MAINTAIN, None),
        ("stabiliseren", Qualifier.MAINTAIN, None),
        ("> dan in 2017", Qualifier.INCREASE, "year:2017"),
        ("> dan in\n 2015", Qualifier.INCREASE, "year:2015"),
        ("groei ten opzichte van 2015", Qualifier.INCREASE, "year:2015"),
        ("gelijk aan 2019", Qualifier.MAINTAIN, "year:2019"),
        ("> dan vorig jaar", Qualifier.INCREASE, "previous_year"),
        ("lager dan nulmeting", Qualifier.DECREASE, "baseline"),
        ("landelijk\n gemiddelde", Qualifier.RELATIVE, "national"),
        ("=>landelijke gemiddelde", Qualifier.RELATIVE, "national"),
        ("minimaal landelijk gemiddelde", Qualifier.RELATIVE, "national"),
    ],
)
def test_a_direction_says_what_it_refers_to(raw, qualifier, reference):
    cell = parse_cell(raw)
    assert (cell.kind, cell.qualifier, cell.reference) == (CellKind.DIRECTION, qualifier, reference)


def test_a_bare_year_behind_an_operator_is_flagged_because_it_may_be_a_number():
    assert parse_cell("> 2016").flags == ("year-or-number",)
    assert parse_cell("> 2016").reference == "year:2016"
    assert parse_cell("> 6,9").value == 6.9
    assert parse_cell("> 2.016").value == 2016


@pytest.mark.parametrize(
    ("raw", "value", "high", "qualifier"),
    [("Top 5", 5, None, "at_most"), ("3e", 3, None, "exact"), ("Plaats 10 en 11", None, 11, "range")],
)
def test_a_rank_is_no_count(raw, value, high, qualifier):
    cell = parse_cell(raw)
    assert (cell.kind, cell.value, cell.high, cell.qualifier) == (CellKind.RANK, value, high, qualifier)


@pytest.mark.parametrize(
    ("raw", "main", "second"),
    [
        ("28% (II)\n (17% (III))", (28, ("II",)), (17, ("III",))),
        ("74%\n(60% (*)", (74, ()), (60, ("*",))),
        ("534,7 (534,8)", (534.7, ()), (534.8, ())),
        (">57.150\n (>11%)", (57150, ()), (11, ())),
        ("60.093 (14.4%)", (60093, ()), (14.4, ())),
        ("87%\n95%", (87, ()), (95, ())),
    ],
)
def test_both_values_of_a_pair_are_kept_with_their_own_markers(raw, main, second):
    cell = parse_cell(raw)
    assert cell.kind is CellKind.PAIR
    assert [(part.value, part.markers) for part in cell.parts] == [main, second]


def test_an_unbalanced_bracket_is_flagged():
    assert "unbalanced-bracket" in parse_cell("74%\n(60% (*)").flags
    assert "unbalanced-bracket" not in parse_cell("28% (II)\n (17% (III))").flags


def test_the_words_of_each_value_stay_with_it():
    cell = parse_cell("73% (ja, wel eens);\n(59% (ja, wekelijks)")
    assert [(part.value, part.remark) for part in cell.parts] == [(73, "ja, wel eens"), (59, "ja, wekelijks")]


@pytest.mark.parametrize(
    ("raw", "value", "markers"),
    [
        ("4*", 4, ("*",)),
        ("24%**", 24, ("**",)),
        ("*72,4", 72.4, ("*",)),
        ("7,2 (*)", 7.2, ("*",)),
        ("71% (VI)", 71, ("VI",)),
        ("83%¹", 83, ("1",)),
        ("75% 1)", 75, ("1",)),
        ("70%(3) (4)", 70, ("3", "4")),
    ],
)
def test_markers_stand_before_behind_and_between_brackets(raw, value, markers):
    cell = parse_cell(raw)
    assert (cell.value, cell.markers) == (value, markers)


def test_a_number_in_brackets_is_a_marker_only_when_there_is_such_a_note():
    assert parse_cell("12 (3)", frozenset({"3"})).markers == ("3",)
    assert parse_cell("12 (3)").parts[1].value == 3
    assert "marker-or-value" in parse_cell("12 (3)").flags


@pytest.mark.parametrize(
    ("raw", "value", "year", "remark"),
    [
        ("73% (2015)", 73, 2015, None),
        ("2.139 (eind 2016)", 2139, 2016, "eind"),
        ("30%* (2013)", 30, 2013, None),
        ("24% (2013)¹", 24, 2013, None),
        ("73% in 2015", 73, 2015, None),
    ],
)
def test_a_year_in_the_cell_is_no_second_value(raw, value, year, remark):
    cell = parse_cell(raw)
    assert (cell.value, cell.year, cell.remark) == (value, year, remark)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "blank"),
        ("-", "dash"),
        ("–", "dash"),
        ("--", "double_dash"),
        (".-", "stray_point"),
        (".", "point"),
        ("·", "middle_dot"),
        ("…", "ellipsis"),
        ("?", "question_mark"),
        ("x", "crossed"),
        ("n.b.", "not_known"),
        ("N.B.", "not_known"),
        ("nnb", "not_yet_known"),
        ("nog niet bekend", "not_yet_known"),
        ("NTB", "to_be_determined"),
        ("nvt", "not_applicable"),
        ("n.a.", "n_a"),
        ("p.m.", "pro_memoria"),
        ("Volgt", "follows"),
        ("onbekend", "unknown"),
        ("- n.v.t.", "not_applicable"),
    ],
)
def test_each_notation_of_nothing_has_its_own_reason(raw, reason):
    cell = parse_cell(raw)
    assert (cell.kind, cell.reason, cell.value) == (CellKind.MISSING, reason, None)


def test_a_marker_on_a_dash_stays():
    assert parse_cell("-**").markers == ("**",)
    assert parse_cell("- (IV)").markers == ("IV",)
    assert parse_cell("nnb*").markers == ("*",)


def test_every_notation_of_nothing_is_explained():
    assert {*MISSING_SYMBOLS.values(), *MISSING_WORDS.values()} <= MISSING_REASONS.keys()


def test_a_result_told_in_words_is_one_text():
    cell = parse_cell("Ondersteuning van 32 initiatieven\n5 Parels (algemene voorzieningen)\n\n1 wijkcoöperatie")
    assert (cell.kind, cell.value) == (CellKind.TEXT, None)


def test_a_decimal_point_is_read_and_flagged_and_so_are_the_thousands_beside_it():
    assert has_decimal_points(["50.913", "19.5%"])
    assert not has_decimal_points(["50.913", "1.229.004"])
    assert (parse_cell("19.5%").value, parse_cell("19.5%").flags) == (19.5, ("decimal-point",))
    beside = parse_cell("50.913", decimal_points=True)
    assert (beside.value, beside.flags) == (50913, ("thousands-point-beside-decimal-point",))


@pytest.mark.parametrize(
    ("line", "width", "label", "values"),
    [
        (
            "Aantal bezoekers Forum 1.190.151 107.000* 1.229.004",
            3,
            "Aantal bezoekers Forum",
            ["1.190.151", "107.000*", "1.229.004"],
        ),
        ("25.900 30.000 38.757", 3, "", ["25.900", "30.000", "38.757"]),
        ("Verwijzingen 12 t/m 17 jaar 203 199 197", 3, "Verwijzingen 12 t/m 17 jaar", ["203", "199", "197"]),
        ("Misdrijven per 1.000 inwoners 5,9 5,0", 2, "Misdrijven per 1.000 inwoners", ["5,9", "5,0"]),
        ("Leefbaarheid 439 > 400 91 %", 3, "Leefbaarheid", ["439", "> 400", "91 %"]),
        ("Tevredenheid 78% - 80%", 3, "Tevredenheid", ["78%", "-", "80%"]),
        ("Wachttijd 2 weken n.v.t. 65 tot 70 %", 3, "Wachttijd", ["2 weken", "n.v.t.", "65 tot 70 %"]),
        ("93%94%93%96%", 4, "", ["93%", "94%", "93%", "96%"]),
    ],
)
def test_the_figures_of_a_row_on_one_line_are_taken_from_the_right(line, width, label, values):
    assert split_values(line, width) == (label, values)


def test_a_number_that_belongs_to_the_label_never_fills_a_missing_figure():
    assert split_values("Score groep 8 534 533", 3) == ("Score groep 8", ["534", "533"])


# Properties -------------------------------------------------------------------------------------------------

PRINTED = st.text(alphabet=st.sampled_from("0123456789.,%-–±<>≥()*€ \n\u00a0abnvtmIVX²/:'"), max_size=40)


@given(st.text(max_size=60) | PRINTED)
def test_no_text_makes_the_reader_fail_or_loses_the_cell(raw):
    cell = parse_cell(raw)
    assert cell.raw == raw
    assert (cell.reason is not None) == (cell.kind is CellKind.MISSING)
    assert likeness(raw) in Likeness


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.booleans())
def test_a_number_written_the_dutch_way_reads_back(number, decimals, with_points):
    value = number / 10**decimals
    english = f"{value:,.{decimals}f}" if with_points else f"{value:.{decimals}f}"
    dutch = english.replace(",", "_").replace(".", ",").replace("_", ".")
    cell = parse_cell(dutch)
    assert cell.value == pytest.approx(value)
    assert (cell.decimals, cell.flags) == (decimals, ())


@given(PRINTED)
def test_the_digits_of_a_value_are_the_digits_printed(raw):
    """No digit is dropped or added: 3.200 is never 3,2 and 12 never 120."""
    cell = parse_cell(raw)
    if cell.kind in (CellKind.NUMBER, CellKind.PERCENT, CellKind.AMOUNT) and not cell.markers and cell.unit != "1 op":
        printed = "".join(c for c in raw if c.isdigit())
        if cell.year is None and not cell.remark:
            shown = f"{abs(cell.value):.{cell.decimals}f}".replace(".", "")
            unit_digits = sum(c.isdigit() for c in cell.unit or "")
            assert shown.lstrip("0") == printed[: len(printed) - unit_digits].lstrip("0")


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=14))
def test_points_and_commas_that_make_no_number_are_refused_not_repaired(token):
    number = read_number(token)
    if number is not None:
        assert (
            "".join(c for c in token if c.isdigit())
            .lstrip("0")
            .startswith(f"{number[0]:.{number[1]}f}".replace(".", "").lstrip("0")[:12])
        )
