"""A verdict and what the evidence carries are two answers, each in words; why is one click away."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from indicators import explaining, formats, series
from indicators.judged import Certainty, IndicatorYear, Sample, Verdict
from indicators.model import BasePopulation, SurveyWave
from indicators.samples import NO_SURVEYS, Surveys
from tests.figures import identity, indicator, observed, planned
from ui import figures

STYLE = (Path(__file__).parents[2] / "ui/style.css").read_text(encoding="utf-8")
SHARE = {"kind": "survey_share", "unit": "%", "source_kind": "survey"}
OF = identity(unit="%", method="peiling")


def surveys(n: int | None = 5000, source_of_2017: str = "published") -> Surveys:
    def wave(year: int, source: str) -> SurveyWave:
        qualifier = "assumed" if source == "assumed" else "exact"
        return SurveyWave(str(year), "peiling", year, "t", "b", n, qualifier, source, "onbekend", None, "unknown")

    return Surveys((wave(2017, source_of_2017), wave(2018, "published")), {"b": BasePopulation("b", None, "inwoners")})


def judged(before: float, after: float, known: Surveys = NO_SURVEYS) -> IndicatorYear:
    printed = [observed(before, 2017, of=OF, raw=f"{before:g}%"), observed(after, 2018, of=OF, raw=f"{after:g}%")]
    (row,) = series.indicator_years({"x": indicator(**SHARE)}, printed, [planned("increase", of=OF)], 2018, known)
    return row


def said(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_a_demonstrated_rise_is_said_apart_from_its_verdict() -> None:
    row = judged(68, 75, surveys())
    assert said(figures.verdict(row)) == "●✓ Behaald"
    assert said(figures.certainty(row, None)).startswith("Aantoonbaar +7 procentpunt (")
    assert "sinds 2017: aantoonbaar gestegen" in said(figures.certainty(row, None))


def test_a_fall_within_the_margin_keeps_its_verdict_and_gets_its_own_look() -> None:
    row = judged(71, 70, surveys(870))
    assert said(figures.verdict(row)) == "◐ Niet behaald (binnen de marge)"
    assert 'class="verdict within_margin"' in figures.verdict(row)
    assert "−1 procentpunt" in said(figures.certainty(row, None))
    assert "geen aantoonbare verandering" in said(figures.certainty(row, None))


def test_a_verdict_without_a_known_number_of_respondents_says_that_its_certainty_is_unknown() -> None:
    row = judged(68, 75)
    assert said(figures.certainty(row, None)).startswith("Zekerheid onbekend")
    assert "n onbekend" in said(figures.certainty(row, None))


@given(
    before=st.integers(1, 99),
    after=st.integers(1, 99),
    n=st.integers(10, 20_000),
    source=st.sampled_from(["published", "assumed"]),
)
def test_an_interval_on_an_assumed_number_says_assumed_and_another_does_not(
    before: int, after: int, n: int, source: str
) -> None:
    words = said(figures.certainty(judged(before, after, surveys(n, source)), None))
    assert ("n van 2017 aangenomen" in words) is (source == "assumed")


@pytest.mark.parametrize(("source", "is_said"), [("published", False), ("derived", True), ("assumed", True)])
def test_an_n_printed_with_the_figure_is_not_assumed_whatever_its_survey_is(source: str, is_said: bool) -> None:
    survey = SurveyWave("2018", "peiling", 2018, "t", "b", 5000, "assumed", "assumed", "onbekend", None, "unknown")
    assert figures.is_assumed(Sample(900, 900, 900, source, False, None, survey, "")) is is_said


def test_who_counts_everyone_has_no_number_of_respondents() -> None:
    printed = [observed(120, 2017), observed(130, 2018)]
    (row,) = series.indicator_years({"x": indicator()}, printed, [], 2018)
    assert said(figures.certainty(row, None)) == "Geteld +10 sinds 2017: gestegen (telling)"


def test_a_change_that_may_not_be_reckoned_says_why() -> None:
    other = identity(unit="%", method="peiling", comparability_group="breed")
    printed = [observed(51, 2017, of=other), observed(73, 2018, of=OF)]
    (row,) = series.indicator_years({"x": indicator(**SHARE)}, printed, [], 2018)
    assert "andere definitie" in said(figures.certainty(row, None))
    assert "procentpunt" not in said(figures.certainty(row, None))


def test_why_is_folded_behind_the_reason_and_holds_every_fact_in_order() -> None:
    row = judged(68, 75, surveys())
    (folded,) = html.fragments_fromstring(figures.why(row, "waarom-2018"))
    assert (folded.tag, folded.get("id"), folded.get("open")) == ("details", "waarom-2018", None)
    assert row.judgement.reason in folded.find("summary").text_content()
    assert [name.text for name in folded.iter("dt")] == [fact.label for fact in explaining.explain(row) if fact.text]
    assert row.judgement.rules_version in folded.text_content()
    assert row.assessment.rules_version in folded.text_content()


def test_every_verdict_has_a_look_of_its_own_colour() -> None:
    looks = {figures.look(verdict, certainty) for verdict in Verdict for certainty in (*Certainty, None)}
    assert looks == {*Verdict, "within_margin"}
    assert figures.look(Verdict.KEY_FIGURE, Certainty.WITHIN_MARGIN) == "key_figure"
    assert formats.verdict_word(Verdict.KEY_FIGURE, Certainty.WITHIN_MARGIN) == "Kengetal"


def colours() -> dict[str, tuple[str, str]]:
    found = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1 (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "accent", "achieved", "missed", "margin", "other"])
def test_words_can_be_read_on_paper_and_on_tint_by_day_and_by_night(name: str, mode: int) -> None:
    known = colours()
    for ground in ("paper", "tint"):
        light, dark = sorted((luminance(known[name][mode]), luminance(known[ground][mode])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)
