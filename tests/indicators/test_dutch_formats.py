"""Dutch numbers and words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import formats
from indicators.formats import NO_BREAK
from indicators.judged import Certainty, Change, Sample, Tally, Verdict
from indicators.model import UNKNOWN_BASE, Difference, Document, ObservationKind, Qualifier, Semantics
from tests.figures import identity, indicator, observed, planned, wave

PERCENT, EURO, VISITORS = identity(unit="%"), identity(unit="euro"), identity(unit="bezoekers")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (1234.5, 1, "1.234,5"),
        (7.0, 1, "7,0"),
        (3204.0, 0, "3.204"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-51.0, 0, "-51"),
        (-0.04, 1, "0,0"),
        (1000000.0, None, "1.000.000"),
        (75.0, None, "75"),
    ],
)
def test_a_number_is_dutch(value: float, decimals: int | None, shown: str) -> None:
    assert formats.number(value, decimals) == shown


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 9))
def test_a_number_never_shows_more_decimals_than_asked(value: float, decimals: int) -> None:
    shown = formats.number(value, decimals)
    assert len(shown.partition(",")[2]) == decimals
    assert (
        abs(Decimal(shown.replace(".", "").replace(",", ".")) - Decimal(repr(value)))
        <= Decimal(1).scaleb(-decimals) / 2
    )


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (75, "%", "75%"),
        (1250, "euro", "€\xa01.250"),
        (3, "weken", "3 weken"),
        (1, "weken", "1 week"),
        (7.8, "rapportcijfer", "7,8"),
        (12, "per 1.000 inwoners", "12 per 1.000 inwoners"),
        (4, "onbekend", "4"),
        (1.5, "miljoen bezoekers", "1,5 miljoen bezoekers"),
    ],
)
def test_a_quantity_has_its_unit(value: float, unit: str, shown: str) -> None:
    assert formats.quantity(value, unit) == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (observed(75, of=PERCENT), "75%"),
        (observed(43, of=VISITORS, qualifier=Qualifier.MORE_THAN), "meer dan 43 bezoekers"),
        (observed(5000, qualifier=Qualifier.AT_LEAST), "ten minste 5.000"),
        (observed(3200, low=3150, high=3250, qualifier=Qualifier.APPROX), "± 3.200"),
        (observed(low=65, high=70, of=PERCENT, qualifier=Qualifier.RANGE, decimals=0), "65 tot 70%"),
        (observed(low=1000, high=2000, of=EURO, qualifier=Qualifier.RANGE, decimals=0), "€\xa01.000 tot 2.000"),
        (observed(text="32 initiatieven\n5 Parels"), "32 initiatieven 5 Parels"),
        (observed(), "geen gegevens"),
        (observed(missing_reason="not_measured"), "niet gemeten"),
        (observed(missing_reason="a reason from elsewhere"), "geen gegevens"),
        (None, "geen uitkomst bekend"),
    ],
)
def test_a_figure_is_said_in_words(figure: object, shown: str) -> None:
    assert formats.figure(figure) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("goal", "shown"),
    [
        (planned("increase"), "toename"),
        (planned("decrease", reference="year:2017"), "afname ten opzichte van 2017"),
        (planned("maintain"), "gelijk blijven"),
        (planned("at_least", 95, of=PERCENT), "ten minste 95%"),
        (planned("less_than", 20, of=PERCENT), "minder dan 20%"),
        (planned("approximately", 3200, band=50), "± 3.200"),
        (planned("range", 240000, 260000), "240.000 tot 260.000"),
        (planned("rank_at_best", 5), "top 5"),
        (planned("equal", 110000, of=VISITORS), "110.000 bezoekers"),
        (planned("relative", relation=Semantics.MORE_THAN, reference="national"), "hoger dan het landelijk gemiddelde"),
        (planned("no_norm"), "geen norm (kengetal)"),
        (planned("not_published"), "niet vermeld"),
        (planned("not_published", missing_reason="to_be_determined"), "nog te bepalen"),
        (planned("text", raw="Een  plan\nin 2018"), "Een plan in 2018"),
        (None, "geen streefwaarde bekend"),
    ],
)
def test_a_target_is_said_in_words(goal: object, shown: str) -> None:
    assert formats.target(goal) == shown  # type: ignore[arg-type]


def test_what_is_counted_can_be_left_out_where_a_heading_says_it() -> None:
    assert formats.figure(observed(120, of=VISITORS), with_counted=False) == "120"
    assert formats.figure(observed(12, of=identity(unit="weken")), with_counted=False) == "12 weken"
    assert formats.figure(observed(12, of=identity(unit="kg")), with_counted=False) == "12 kg"


@given(
    st.sampled_from([*sorted(formats.MISSING_WORDS), None, "", "anything"]),
    st.booleans(),
)
def test_what_is_missing_is_never_a_bare_dash(reason: str | None, in_full: bool) -> None:
    assert any(letter.isalpha() for letter in formats.missing(reason, in_full=in_full))


@pytest.mark.parametrize(
    ("later", "earlier", "unit", "shown"),
    [
        (75, 68, "%", "7 procentpunt hoger"),
        (70, 71, "%", "1 procentpunt lager"),
        (73, 73, "%", "gelijk"),
        (108000, 100700, "bezoekers", "7.300 bezoekers hoger"),
        (7.3, 7.2, "", "0,1 hoger"),
    ],
)
def test_a_change_of_a_percentage_is_in_points(later: float, earlier: float, unit: str, shown: str) -> None:
    assert formats.difference(later, earlier, unit) == shown


def a_change(difference: float, interval: tuple[float, float] | None = None, unit: str = "%") -> Change:
    unknown = Sample(None, None, None, "unknown", False, None, None, "")
    of = identity(unit=unit)
    now, before = observed(70 + difference, of=of), observed(70.0, 2017, of=of)
    box = (difference - 1, difference + 1)
    return Change(before, now, difference, box, interval, Certainty.COUNT, "", unknown, unknown, None)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (a_change(7.0, (5.23, 8.77)), "+7 procentpunt (5,2 tot 8,8)"),
        (a_change(-1.0, (-6.14, 4.21)), "−1 procentpunt (−6,1 tot 4,2)"),
        (a_change(-7.0, (-8.77, -5.23)), "−7 procentpunt (−8,8 tot −5,2)"),
        (a_change(0.0, (-5.0, 5.0)), "gelijk (−5,0 tot 5,0 procentpunt)"),
        (a_change(0.0), "gelijk"),
        (a_change(7.0), "+7 procentpunt"),
        (a_change(7300.0, unit="bezoekers"), "+7.300 bezoekers"),
        (a_change(-1250.0, unit="€"), "−€ 1.250".replace(" ", NO_BREAK)),
    ],
)
def test_a_change_is_said_with_its_sign_its_unit_and_its_interval(change: Change, shown: str) -> None:
    assert formats.changed(change) == shown


@pytest.mark.parametrize(
    ("ends", "unit", "shown"),
    [
        ((73.48, 76.44), "%", "73,5% tot 76,4%"),
        ((-2.3, 0.3), "procentpunt", "−2,3 tot 0,3 procentpunt"),
        ((-0.04, 0.04), "", "0,0 tot 0,0"),
    ],
)
def test_an_interval_is_in_one_decimal(ends: tuple[float, float], unit: str, shown: str) -> None:
    assert formats.interval(ends, unit) == shown


def test_a_tally_names_the_whole_and_every_part() -> None:
    counts = dict.fromkeys(Verdict, 0) | {Verdict.ACHIEVED: 2, Verdict.NOT_ACHIEVED: 2, Verdict.KEY_FIGURE: 1}
    assert formats.tally(Tally(5, counts)) == "5 indicatoren: 2 behaald, 2 niet behaald, 1 kengetal"
    assert formats.tally(Tally(1, dict.fromkeys(Verdict, 0) | {Verdict.NO_DATA: 1})) == "1 indicator: 1 geen gegevens"


def test_a_tally_says_how_surely_each_verdict_holds() -> None:
    counts = dict.fromkeys(Verdict, 0) | {Verdict.ACHIEVED: 2, Verdict.NOT_ACHIEVED: 2, Verdict.KEY_FIGURE: 1}
    sure: dict[tuple[Verdict, Certainty | None], int] = {
        (Verdict.ACHIEVED, Certainty.DEMONSTRATED): 2,
        (Verdict.NOT_ACHIEVED, Certainty.WITHIN_MARGIN): 2,
        (Verdict.KEY_FIGURE, Certainty.WITHIN_MARGIN): 1,
    }
    assert (
        formats.tally(Tally(5, counts, sure))
        == "5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal"
    )
    mixed = {(Verdict.ACHIEVED, Certainty.COUNT): 2, (Verdict.ACHIEVED, Certainty.UNKNOWN): 1}
    three = dict.fromkeys(Verdict, 0) | {Verdict.ACHIEVED: 3}
    assert formats.tally(Tally(3, three, mixed)) == "3 indicatoren: 3 behaald (1 zekerheid onbekend, 2 geteld)"


def test_only_a_verdict_is_said_to_lie_within_the_margin() -> None:
    shown = {
        formats.verdict_word(verdict, certainty): formats.verdict_glyph(verdict, certainty)
        for verdict in Verdict
        for certainty in (None, *Certainty)
    }
    assert shown == {
        "Behaald": "●✓",
        "Behaald (binnen de marge)": "◐",
        "Niet behaald (binnen de marge)": "◐",
        "Niet behaald": "▲",
        "Kengetal": "■",
        "Geen streefwaarde": "■",
        "Geen gegevens": "○",
        "Te beoordelen": "■",
        "Niet vergelijkbaar": "○",
    }


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("day", "13 juni 2019"),
        ("month", "juni 2019"),
        ("year", "2019"),
        ("estimated", "omstreeks juni 2019 (geschat)"),
        ("legal_deadline", "uiterlijk 13 juni 2019 (wettelijke termijn)"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(precision: str, shown: str) -> None:
    document = Document("d", "accounts", "t", "p", 2018, date(2019, 6, 13), precision, None, 1)
    assert formats.published(document) == shown


def test_unknown_n_is_said_and_no_sample_says_nothing() -> None:
    assert formats.sample(observed(75, n=4878, n_source="published")) == "n = 4.878"
    assert formats.sample(observed(75, n=5000, n_source="assumed")) == "n = 5.000 (aangenomen)"
    assert formats.sample(observed(75)) == "n onbekend"
    assert formats.sample(observed(75, n_source="not_applicable")) == ""


@pytest.mark.parametrize(
    ("sample", "shown"),
    [
        (Sample(4878, 4878, 4878, "published", False, None, wave(2020, 4878), ""), "n = 4.878"),
        (
            Sample(5000, 5000, 5000, "assumed", False, None, wave(n_qualifier="at_least", n_source="assumed"), ""),
            "n = ruim 5.000 (aangenomen)",
        ),
        (Sample(3750, 3725, 3775, "derived", False, None, wave(), ""), "n ≈ 3.750 (afgeleid)"),
        (
            Sample(3750, 3725, 3775, "derived", False, None, wave(n_source="assumed"), ""),
            "n ≈ 3.750 (afgeleid van een aangenomen n)",
        ),
        (Sample(975, 925, 975, "derived", True, None, wave(), ""), "n hooguit 975 (afgeleid)"),
        (Sample(None, None, None, "unknown", False, None, None, ""), "n onbekend"),
        (Sample(None, None, None, "not_applicable", False, None, None, ""), ""),
    ],
)
def test_a_sample_says_where_n_comes_from(sample: Sample, shown: str) -> None:
    assert formats.sample(sample) == shown


def test_every_verdict_kind_and_difference_has_words() -> None:
    assert set(formats.VERDICT_WORDS) == set(formats.VERDICT_GLYPHS) == set(Verdict)
    assert set(formats.KIND_WORDS) == set(ObservationKind)
    assert set(formats.CERTAINTY_WORDS) == set(Certainty)
    assert formats.indicator_unit(indicator(unit="onbekend")) == "niet vermeld"
    assert formats.indicator_unit(indicator(unit="%")) == "%"


def test_a_number_is_said_as_firmly_as_it_is_meant() -> None:
    assert formats.qualified(43, Qualifier.MORE_THAN, "ideeën") == "meer dan 43 ideeën"
    assert formats.qualified(48, Qualifier.EXACT) == "48"


def test_a_place_in_a_file_is_said_in_dutch() -> None:
    assert formats.place("page 2, table 1, row 3") == "bladzijde 2, tabel 1, rij 3"
    assert formats.place("sheet 'Blad1', row 4") == "werkblad 'Blad1', rij 4"


def test_a_group_that_the_source_does_not_name_is_not_called_another_one() -> None:
    found = (Difference.DEFINITION, Difference.BASE)
    assert formats.break_label(found, ("asked", "part")) == "andere definitie en andere groep"
    assert formats.break_label(found, ("asked", UNKNOWN_BASE)) == "andere definitie en groep niet vermeld"
    assert formats.break_label(found[:1], ("asked", UNKNOWN_BASE)) == "andere definitie"
    assert formats.differences(found, ("asked", UNKNOWN_BASE)).endswith("(van een ervan niet vermeld)")
