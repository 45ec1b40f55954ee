"""The page of a study: what it says of the figures that ship, and how it reckons with other assumptions."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import pytest
from lxml import html as lxml_html

from charts import marks, residents, waves
from exports import workbook
from indicators import comparing, reading
from indicators.judged import Certainty, StudyRecord
from indicators.language import speaking
from indicators.model import UNKNOWN_BASE
from indicators.reading import Warehouse
from ui import awareness, awareness_answers, awareness_series, awareness_tables, choosing_assumptions
from ui import awareness_wording as words
from ui.choosing_assumptions import Chosen
from ui.markup import element

STUDY = "bekendheid-wij"
STANDARD = Chosen(None, None, None)


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


@pytest.fixture(scope="module")
def record(warehouse: Warehouse) -> StudyRecord:
    return reading.study(warehouse, STUDY)


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str) -> list[list[str]]:
    """Return the cells of every row of the tables in `html`."""
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html)]


def answers(warehouse: Warehouse, *asked: str | None) -> dict[str, Certainty | None]:
    found = awareness_series.answers(awareness.read(warehouse, STUDY, None, *asked))
    return {one.name: one.change.certainty if one.change else None for one in found}


def drawn(
    warehouse: Warehouse, as_known_in: str | None = None, chosen: Chosen = STANDARD, study: str = STUDY
) -> awareness.Record:
    return awareness.drawn(warehouse, study, as_known_in, *chosen, waves=waves, residents=residents, marks=marks)


def test_every_question_has_one_row_per_group_that_was_asked(record: StudyRecord) -> None:
    shown = [(one.question, [figure.value for figure in one.course]) for one in awareness_series.answers(record)]
    assert shown == [
        ("Gehoord van WIJ", [54, 68, 75]),
        ("Bekend met de dienstverlening", [60, 64]),
        ("Contact gehad", [28, 30]),
        ("Contact gehad", [17, 19]),
        ("Weet waar te zijn", [71, 70]),
        ("Makkelijk binnenlopen", [73, 73]),
    ]


def test_the_lead_counts_every_series_once_and_names_those_that_changed(record: StudyRecord) -> None:
    said = awareness_answers.lead(awareness_series.answers(record))
    assert said.startswith(
        "Van de zes reeksen veranderden er twee aantoonbaar: gehoord van WIJ (+7 procentpunt) en "
        "bekend met de dienstverlening (+4 procentpunt)."
    )
    assert "Bij één hangt het ervan af hoe de cijfers zijn afgerond." in said
    assert "Bij drie is geen verandering aangetoond." in said
    assert "stabiel" not in said


def tipping(page: awareness.Record) -> str:
    """Return the part of the page on what tips under other assumptions."""
    return page.below.split("</section>")[0]


def test_what_is_not_demonstrated_is_never_called_stable(warehouse: Warehouse) -> None:
    page = drawn(warehouse)
    ours = text(page.answers + tipping(page))
    assert "stabiel" not in ours.casefold()
    assert words.NOT_SHOWN_IS_NOT_STABLE in ours


def test_an_assumed_n_is_called_assumed_above_the_answers(warehouse: Warehouse) -> None:
    said = text(drawn(warehouse).answers)
    before = said[: said.index(words.ANSWERS)]
    assert "Dit rust op een aanname: n = 5.000 (aangenomen) in 2016, 2017 en 2018." in before


def test_a_verdict_and_its_certainty_stand_apart(warehouse: Warehouse) -> None:
    found = [[text(cell) for cell in row] for row in rows(drawn(warehouse).answers)]
    (findable,) = [row for row in found if row[0].startswith("Weet waar te zijn")]
    assert findable[1].startswith("71% → 70%")
    assert findable[2].startswith("Geen aantoonbare verandering −1 procentpunt")
    assert findable[3] == "toename"
    assert "Niet behaald (binnen de marge)" in findable[4]
    assert findable[5].startswith("Binnen de marge")


def test_of_a_bound_on_its_size_a_survey_shows_at_least_the_smallest_change(warehouse: Warehouse) -> None:
    """Fewer people than the bound show only larger changes."""
    (findable,) = [row for row in rows(tipping(drawn(warehouse))) if text(row[0]) == "Weet waar te zijn"]
    assert text(findable[2]).startswith("≤")
    assert text(findable[6]).startswith("≥")
    (heard,) = [row for row in rows(tipping(drawn(warehouse))) if text(row[0]) == "Gehoord van WIJ"]
    assert text(heard[6]).split()[0] == "2,0"


def test_the_smallest_change_is_told_at_every_design_effect(warehouse: Warehouse) -> None:
    (heard,) = [row for row in rows(tipping(drawn(warehouse))) if text(row[0]) == "Gehoord van WIJ"]
    assert text(heard[6]) == "2,0 1,7 bij ontwerpeffect 1; 2,4 bij ontwerpeffect 2"


def test_a_smaller_survey_tips_the_answer_it_cannot_carry(warehouse: Warehouse) -> None:
    """60 → 64 takes 3.017 people a year at a design effect of 1,5, as its row of the table says."""
    standard, few = answers(warehouse, None, None, None), answers(warehouse, "3000", None, None)
    assert standard["Bekend met de dienstverlening"] is Certainty.DEMONSTRATED
    assert few["Bekend met de dienstverlening"] is not Certainty.DEMONSTRATED
    assert few["Gehoord van WIJ"] is Certainty.DEMONSTRATED
    said = text(tipping(drawn(warehouse, chosen=Chosen("3000", None, None))))
    assert "Bekend met de dienstverlening: van ‘aantoonbaar gestegen’ naar ‘" in said
    assert "vanaf 3.017" in said


@pytest.mark.parametrize(("n", "is_demonstrated"), [("3000", False), ("4000", True)])
def test_an_answer_tips_where_the_table_says_it_does(warehouse: Warehouse, n: str, is_demonstrated: bool) -> None:
    found = awareness_series.answers(awareness.read(warehouse, STUDY, None, n, "1.5", None))
    (acquainted,) = [one for one in found if one.question == "Bekend met de dienstverlening"]
    assert acquainted.change is not None
    (tips,) = [one for one in acquainted.change.break_even if one.design_effect == 1.5]
    assert tips.n_whatever_rounding is not None
    assert (int(n) >= tips.n_whatever_rounding) is is_demonstrated
    assert (acquainted.change.certainty is Certainty.DEMONSTRATED) is is_demonstrated


def test_a_larger_design_effect_tips_and_is_named(warehouse: Warehouse) -> None:
    said = text(tipping(drawn(warehouse, chosen=Chosen(None, "2", None))))
    assert "kantelt één van de zes antwoorden" in said
    assert "Contact gehad, van alle bewoners van 18 jaar en ouder: van" in said


def test_more_confidence_gives_wider_intervals(warehouse: Warehouse) -> None:
    widths = []
    for confidence in ("90", "95", "99"):
        first, *_ = awareness_series.answers(awareness.read(warehouse, STUDY, None, None, None, confidence))
        assert first.change is not None
        assert first.change.interval is not None
        widths.append(first.change.interval[1] - first.change.interval[0])
    assert widths == sorted(set(widths))


def test_the_whole_course_of_awareness_is_tested_too(record: StudyRecord) -> None:
    tested = [
        (one.earlier.value, one.later.value, one.phrase)
        for name, one in awareness_series.changes(record)
        if name == "Gehoord van WIJ"
    ]
    assert tested == [
        (54, 68, "aantoonbaar gestegen"),
        (68, 75, "aantoonbaar gestegen"),
        (54, 75, "aantoonbaar gestegen"),
    ]


def test_each_design_effect_has_its_own_fixed_phrase(record: StudyRecord) -> None:
    found = [[text(cell) for cell in row] for row in rows(awareness_answers.tests(record))]
    (contact,) = [row for row in found if row[1:2] and row[1].startswith("17% → 19%")]
    assert contact[0] == "Contact gehad, van alle bewoners van 18 jaar en ouder"
    assert [cell.rsplit(" tot ", 1)[0].rsplit(" ", 1)[0] for cell in contact[3:]] == [
        "Gestegen zoals gedrukt, maar dat hangt af van de afronding",
        "Gestegen zoals gedrukt, maar dat hangt af van de afronding",
        "Geen aantoonbare verandering",
    ]


def compared(record: StudyRecord) -> Iterator[awareness_series.Comparison]:
    for _, found in awareness_series.comparisons(record):
        yield from found


def test_what_may_be_compared_is_what_the_one_rule_allows(record: StudyRecord) -> None:
    for one in compared(record):
        if one.others is None:
            assert all(comparing.refusal(*pair) is None for pair in combinations(one.figures, 2))
        elif one.others:
            assert all(comparing.refusal(here, there) for here in one.figures for there in one.others)
        assert one.is_allowed is (one.others is None)


@pytest.mark.parametrize(
    ("figure", "other"), [((58, 2016), (73, 2018)), ((18, 2017), (64, 2018)), ((17, 2017), (30, 2018))]
)
def test_the_traps_of_the_source_are_refused_with_a_reason(
    record: StudyRecord, figure: tuple[int, int], other: tuple[int, int]
) -> None:
    refused = [
        one.reason
        for one in compared(record)
        if not one.is_allowed
        and figure in {(point.value, point.period) for point in one.figures}
        and other in {(point.value, point.period) for point in one.others or ()}
    ]
    assert refused
    assert all("Andere" in reason for reason in refused)


def test_of_a_group_that_the_source_does_not_name_nobody_says_that_it_is_another_one(record: StudyRecord) -> None:
    unnamed = [
        one.reason
        for one in compared(record)
        if one.others and UNKNOWN_BASE in {figure.identity.base_id for figure in (*one.figures, *one.others)}
    ]
    assert unnamed
    assert all("roep niet vermeld" in said and "ndere groep" not in said for said in map(text, unnamed))


def test_later_figures_are_held_against_none_of_the_questions(record: StudyRecord) -> None:
    later = [one for one in compared(record) if one.others == ()]
    assert {point.period for one in later for point in one.figures} >= {2020, 2022, 2023}
    assert all("andere meetwijze" in one.reason and not one.is_allowed for one in later)


def test_the_introduction_of_the_catalogue_is_marked_as_dutch_on_an_english_page(record: StudyRecord) -> None:
    with speaking("en"):
        page = lxml_html.fragment_fromstring(awareness.contents(record, ()), "div")
    (introduction,) = [one for one in page.iter() if record.study.introduction.strip() in (one.text or "").strip()]
    assert introduction.get("lang") == "nl"


def test_later_series_stand_in_a_table_of_their_own(record: StudyRecord) -> None:
    questions = text(awareness_tables.figure_table(record, None, words.FIGURES, "question", "context"))
    later = text(awareness_tables.later(record, None))
    assert "85%" in later
    assert "85%" not in questions
    assert "Haren en Ten Boer" in later


def test_every_printed_figure_stands_there_with_its_cell(record: StudyRecord) -> None:
    html = awareness_tables.figure_table(record, None, words.FIGURES, "question", "context", "later")
    found = [one for history in record.histories for one in history.observations if one.is_present]
    assert len(found) > 20
    for one in found:
        assert f"#cijfer-{one.observation_id}" in html
    assert html.count("<q>") == len(found)


def test_how_a_number_of_people_is_known_is_told_once_and_every_marker_leads_there(record: StudyRecord) -> None:
    html = awareness_tables.figure_table(record, None, words.FIGURES, "question", "context")
    asked, there = re.findall(r'href="#(n-[^"]+)"', html), re.findall(r'id="(n-[^"]+)"', html)
    assert set(asked) == set(there)
    assert len(asked) > len(there) == len(set(there))
    said = text(html)
    for history in record.histories:
        for one in history.observations:
            sample = history.samples.get(one.observation_id)
            if sample and one.is_present and f"#cijfer-{one.observation_id}" in html:
                assert said.count(sample.explanation) == 1


@pytest.mark.parametrize(("at", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (53, "bb")])
def test_markers_go_on_after_the_alphabet(at: int, letter: str) -> None:
    assert awareness_tables.marker(at) == letter


def test_every_definition_a_figure_names_is_on_the_page(warehouse: Warehouse) -> None:
    below = drawn(warehouse).below
    asked = set(re.findall(r'href="#(definitie-[^"]+)"', below))
    assert asked
    assert asked <= set(re.findall(r'id="(definitie-[^"]+)"', below))


def test_what_may_be_compared_is_said_once(record: StudyRecord) -> None:
    html = awareness_tables.comparison_table(record)
    assert text(html).count("zelfde vraag, definitie, groep, gebied en meetwijze") == 1
    assert "Gehoord van WIJ: 54% (2016), 68% (2017) en 75% (2018)" in text(html)
    refused = [(one.others, one.reason) for one in compared(record) if not one.is_allowed]
    assert len([row for row in rows(html) if len(row) == 3]) - 1 <= len(refused)
    for _, reason in refused:
        assert reason in html


def test_in_english_only_what_the_source_says_is_dutch(warehouse: Warehouse) -> None:
    with speaking("en"):
        page = drawn(warehouse)
        assert words.SECTIONS["cijfers"] not in page.below
    assert 'Of the six series, two demonstrably changed: <span lang="nl">gehoord van WIJ</span>' in page.answers
    assert '<span lang="nl">Bekend met de dienstverlening</span>' in page.answers


def test_a_sentence_takes_markup_in_its_places_and_escapes_the_rest() -> None:
    said = words.told("{name}: <b> & {what}", name=element("b", "x"), what="<y>")
    assert said == "<b>x</b>: &lt;b&gt; &amp; &lt;y&gt;"
    assert words.enumerated([element("b", "x"), "y & z"]) == "<b>x</b> en y &amp; z"


def test_a_base_of_unknown_size_gives_an_upper_bound_and_no_interval(record: StudyRecord) -> None:
    found = [[text(cell) for cell in row] for row in rows(awareness_tables.figure_table(record, None, "x", "question"))]
    (findable,) = [row for row in found if row[1:] and row[1].startswith("70%")]
    assert "hooguit 975" in findable[3]
    assert findable[4] == "geen: n is een bovengrens"


def test_every_marker_leads_to_a_note_on_the_page(warehouse: Warehouse) -> None:
    page = drawn(warehouse)
    html = page.answers + page.below
    asked = set(re.findall(r'href="#(noot-[^"]+)"', html))
    assert asked
    assert asked <= set(re.findall(r'id="(noot-[^"]+)"', html))


def linked_and_there(page: awareness.Record) -> tuple[set[str], set[str]]:
    """Return the places the contents lead to and those of the headings."""
    contents = page.answers[page.answers.index("<nav") :]
    whole = page.answers + page.below
    return set(re.findall(r'href="#([a-z]+)"', contents)), set(re.findall(r'<h2 id="(.*?)"', whole))


def test_the_contents_lead_to_every_section(warehouse: Warehouse) -> None:
    linked, there = linked_and_there(drawn(warehouse))
    assert linked == there == set(words.SECTIONS)


def test_a_section_without_contents_is_not_announced(small: Warehouse) -> None:
    linked, there = linked_and_there(drawn(small, study="bekendheid"))
    assert linked == there < set(words.SECTIONS)


def test_where_the_first_wave_has_no_n_only_the_last_step_is_tested(small: Warehouse) -> None:
    page = text(drawn(small, study="bekendheid").answers)
    assert "n onbekend in 2016; n = 5.000 (aangenomen) in 2017 en 2018" in page
    assert "+21 procentpunt sinds 2016: niet te zeggen: n onbekend" in page


def test_contradictions_of_the_study_have_their_reckoning(warehouse: Warehouse, record: StudyRecord) -> None:
    said = text(drawn(warehouse).below)
    assert record.contradictions
    for one in record.contradictions:
        assert one.sentence in said


def test_the_pictures_say_that_the_nested_shares_do_not_fit(warehouse: Warehouse, record: StudyRecord) -> None:
    html = drawn(warehouse).answers
    assert html.count('class="residents"') == len(record.nested) == 2
    assert "Dat past in geen enkel jaar" in text(html)


def test_before_the_accounts_of_2018_there_was_nothing_to_follow(warehouse: Warehouse) -> None:
    said = text(drawn(warehouse, as_known_in="begroting-2016").answers)
    assert said == words.NOTHING_IN_EDITION


def test_the_workbook_holds_the_study_under_the_same_assumptions(warehouse: Warehouse) -> None:
    asked = (STUDY, None, "1000", "2", None)
    held = awareness.workbook(warehouse, *asked, workbooks=workbook)
    assert held != awareness.workbook(warehouse, STUDY, None, None, None, None, workbooks=workbook)
    strings = ZipFile(BytesIO(held)).read("xl/sharedStrings.xml").decode()
    assert "Bekendheid WIJ" in strings


@pytest.mark.parametrize(
    ("as_known_in", "chosen", "name"),
    [
        (None, STANDARD, "bekendheid-wij.xlsx"),
        ("rekening-2018", Chosen("500", None, None), "bekendheid-wij_stand-rekening-2018_n-500.xlsx"),
        (None, Chosen(None, "1.5", "99"), "bekendheid-wij_ontwerpeffect-1,5_betrouwbaarheid-99.xlsx"),
    ],
)
def test_the_name_of_the_workbook_says_what_is_in_it(as_known_in: str | None, chosen: Chosen, name: str) -> None:
    assert awareness.file_name(STUDY, as_known_in, chosen) == name


def test_what_is_chosen_becomes_assumptions() -> None:
    made = choosing_assumptions.made(Chosen("2000", "1.5", "90"))
    assert (made.n_per_wave, made.design_effect, made.confidence) == (2000, 1.5, 0.9)
    untouched = choosing_assumptions.made(STANDARD)
    assert (untouched.n_per_wave, untouched.design_effect, untouched.confidence) == (None, None, 0.95)


@pytest.mark.parametrize(("number", "said"), [(0, "geen"), (1, "één"), (12, "twaalf"), (1300, "1.300")])
def test_small_numbers_are_words_in_running_text(number: int, said: str) -> None:
    assert words.how_many(number) == said
