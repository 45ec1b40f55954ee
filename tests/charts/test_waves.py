"""The questions of a study side by side: panels, words and table."""

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

import pytest

from charts import waves
from indicators import reading, series
from indicators.judged import IndicatorHistory, StudyRecord
from indicators.language import speaking
from indicators.model import ObservationKind, SeriesIdentity, StudyItem
from tests.charts.contrast import contrast_on_white
from tests.shipped import shipped, shipped_study


@pytest.fixture(scope="module")
def record() -> StudyRecord:
    return shipped_study()


def panel(record: StudyRecord, name: str, at: int = 0) -> waves.Panel:
    return [one for one in waves.panels(record) if one.item.indicator_id == name][at]


@dataclass(frozen=True)
class Drawn:
    """A panel read back from its picture: what of each class, in years and numbers of its own axes."""

    svg: ElementTree.Element

    def of(self, *classes: str) -> list[ElementTree.Element]:
        return [one for one in self.svg if one.get("class") in classes]

    def said(self, *classes: str) -> list[str]:
        return [one.text or "" for one in self.of(*classes)]

    @property
    def years(self) -> dict[str, float]:
        return {one.text or "": number(one, "x") for one in self.of("year")}

    @property
    def heights(self) -> dict[str, float]:
        return {one.text or "": number(one, "y") - 4 for one in self.of("height")}

    def year(self, x: float) -> float:
        (first, left), *_, (last, right) = self.years.items()
        return int(first) + (x - left) / (right - left) * (int(last) - int(first))

    def height(self, y: float) -> float:
        heights = self.heights
        return (heights["0%"] - y) / (heights["0%"] - heights["100%"]) * 100

    def points(self, *classes: str) -> list[tuple[int, float]]:
        """Return year and number of every point of these shapes."""
        return [self.place(one.get("d") or "") for one in self.of(*(classes or SHAPES))]

    def lines(self) -> list[list[tuple[int, float]]]:
        return [[self.place(at) for at in (one.get("d") or "").split("L")] for one in self.of("line")]

    def intervals(self) -> list[tuple[float, float]]:
        found = [re.findall(r"M[\d.]+ ([\d.]+)h7", one.get("d") or "") for one in self.of("interval")]
        return [(self.height(float(low)), self.height(float(high))) for high, low in found]

    def place(self, path: str) -> tuple[int, float]:
        x, y = re.findall(r"[\d.]+", path)[:2]
        return round(self.year(float(x))), round(self.height(float(y)))


SHAPES = ("circle", "circle-open", *(shape for shape, _ in (*waves.OTHER_LOOKS, waves.REPORTED_LOOK)))


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name) or "")


def drawn(record: StudyRecord) -> list[Drawn]:
    return [
        Drawn(ElementTree.fromstring(picture.svg.replace(" xmlns=", " data-ns="))) for picture in waves.pictures(record)
    ]


def drawn_of(record: StudyRecord, name: str, at: int = 0) -> Drawn:
    return drawn(record)[waves.panels(record).index(panel(record, name, at))]


def alts(record: StudyRecord) -> str:
    return " ".join(picture.alt for picture in waves.pictures(record))


def words(record: StudyRecord) -> str:
    return " ".join(line for one in drawn(record) for line in one.said("head", "foot", "why"))


def test_every_question_has_a_panel_and_a_pair_has_one_per_group(record: StudyRecord) -> None:
    found = [(one.item.indicator_id, one.group) for one in waves.panels(record)]
    assert [name for name, _ in found] == [
        "wij-gehoord",
        "wij-bekend-met-dienstverlening",
        "wij-contact",
        "wij-contact",
        "wij-weet-waar-met-hulpvraag",
        "wij-gemakkelijk-binnenlopen",
    ]
    assert found[2][1] != found[3][1]
    said = words(record)
    for one in waves.panels(record):
        assert one.item.short_name in said
        assert one.group.split()[-1] in said


def test_awareness_is_the_only_line_of_three_points(record: StudyRecord) -> None:
    assert drawn_of(record, "wij-gehoord").lines() == [[(2016, 54), (2017, 68), (2018, 75)]]
    assert [len(line) for one in drawn(record) for line in one.lines()] == [3, 2, 2, 2, 2, 2]


def test_lone_and_old_figures_are_open_shapes_that_nothing_joins(record: StudyRecord) -> None:
    found = drawn_of(record, "wij-gemakkelijk-binnenlopen")
    assert found.points("square-open") == [(2016, 58)]
    assert found.points("diamond-open") == [(2018, 66)]
    assert found.points("circle-x-open") == [(2017, 51)]
    assert [len(line) for line in found.lines()] == [2]
    said = words(record)
    assert "□ 58% in 2016: groep niet vermeld" in said
    assert "◇ 66% in 2018: inwoners die contact" in said
    assert "⊗ 51% in 2017: eerder gepubliceerd" in said
    assert "andere definitie en " in said


def test_running_text_is_hollow_and_named(record: StudyRecord) -> None:
    found = drawn_of(record, "wij-gehoord")
    assert found.points("circle-open") == [(2016, 54)]
    assert found.points("circle") == [(2017, 68), (2018, 75)]
    assert {one.get("fill") for one in found.of("circle-open")} == {"#FFFFFF"}
    assert "○ 54% in 2016: alleen in de toelichting" in words(record)


def test_every_figure_drawn_stands_beside_its_point(record: StudyRecord) -> None:
    for one, of in zip(drawn(record), waves.panels(record), strict=True):
        assert len(one.said("figure")) == len(one.points()) == len(of.points)
        for words, (_, height) in zip(one.of("figure"), one.points(), strict=True):
            assert words.text
            assert re.sub(r"\D", "", words.text) == str(height)
            assert abs(one.height(number(words, "y")) - height) < 20


def test_panels_share_years_and_a_scale_from_0_to_100(record: StudyRecord) -> None:
    found = drawn(record)
    assert len(found) == 6
    assert {tuple(one.years) for one in found} == {("2016", "2017", "2018")}
    assert {tuple(one.heights) for one in found} == {("0%", "25%", "50%", "75%", "100%")}
    assert len({tuple(one.heights.values()) for one in found}) == 1


def test_intervals_are_those_of_the_record(record: StudyRecord) -> None:
    known = panel(record, "wij-gehoord").history.intervals
    expected = [known[point.observation_id] for point in panel(record, "wij-gehoord").points]
    found = drawn_of(record, "wij-gehoord").intervals()
    assert found == [pytest.approx(interval, abs=0.1) for interval in expected]


def test_a_panel_without_any_interval_says_why(record: StudyRecord) -> None:
    without = [one for one in waves.panels(record) if one.item.indicator_id == "wij-weet-waar-met-hulpvraag"]
    assert not set(without[0].history.intervals) & {point.observation_id for point in without[0].main[0].points}
    # Twice: both questions are put to those who were helped, and of them only an upper bound is known.
    assert words(record).count("geen interval: hoeveel mensen") == 2


def test_every_word_has_room_in_its_panel(record: StudyRecord) -> None:
    for one in drawn(record):
        lowest = 0.0
        for line in (*one.of("head"), one.of("height")[-1], *one.of("year")[:1], *one.of("foot")):
            assert number(line, "y") >= lowest + 12
            lowest = number(line, "y")
            assert len(line.text or "") <= 46
        assert lowest < number(one.svg, "height")
        assert number(one.svg, "width") == waves.WIDTH


def test_later_series_are_not_among_the_panels(record: StudyRecord) -> None:
    asked = {item.indicator_id for item in record.study.items if item.role == "question"}
    assert asked < {item.indicator_id for item in record.study.items}
    assert {one.item.indicator_id for one in waves.panels(record)} <= asked


def test_the_words_give_every_figure_with_its_interval_and_n(record: StudyRecord) -> None:
    said = alts(record)
    assert "Gehoord van WIJ (inwoners van 18 jaar en ouder): van 54% (" in said
    assert re.search(r"75% \(73,5% tot 76,4%; n = [^)]*5\.000, aangenomen\) in 2018", said)
    assert "51% (n onbekend) in 2017 (eerder gepubliceerd): met een andere definitie" in said
    for one in waves.panels(record):
        for point in one.points:
            assert f"{point.value:.0f}%" in said


def test_nothing_is_drawn_of_a_study_without_figures(record: StudyRecord) -> None:
    assert waves.pictures(replace(record, histories=())) == ()


def test_a_name_cannot_write_markup(record: StudyRecord) -> None:
    items = tuple(replace(item, short_name="<i>naam</i>") for item in record.study.items)
    found = drawn(replace(record, study=replace(record.study, items=items)))
    assert len(found) == 6
    assert all("<i>naam</i>" in one.said("head") for one in found)


def alone(history: IndicatorHistory) -> StudyRecord:
    item = StudyItem(history.indicator.indicator_id, 1, waves.QUESTION, "Naam")
    study = replace(shipped_study().study, items=(item,))
    return replace(shipped_study(), study=study, histories=(history,))


def test_no_line_joins_figures_of_two_series_in_anything_that_ships() -> None:
    warehouse, joined = shipped(), 0
    identities: dict[str, set[SeriesIdentity]] = {}
    for year in range(2015, 2022):
        for field in reading.overview(warehouse, year):
            for row in field.rows:
                identities.setdefault(row.indicator.indicator_id, set()).add(row.identity)
    for name in sorted(name for name, found in identities.items() if len(found) > 1):
        history = reading.indicator_history(warehouse, name)
        if not series.trends(history):
            continue
        printed: dict[SeriesIdentity, set[tuple[int, float | None]]] = {}
        for one in history.observations:
            if one.kind is not ObservationKind.PREVIOUSLY_REPORTED:
                number = one.value if one.value is not None else one.low
                printed.setdefault(one.identity, set()).add((one.period, number))
        pictures = waves.pictures(alone(history))
        for of, picture in zip(waves.panels(alone(history)), pictures, strict=True):
            stretches = [one.points for one in (*of.others, *of.main) if len(one.points) > 1]
            assert picture.svg.count('class="line"') == len(stretches), name
            for points in stretches:
                joined += 1
                steps = {(one.period, one.value if one.value is not None else one.low) for one in points}
                assert any(steps <= figures for figures in printed.values()), name
    assert joined > 10


def test_the_same_panels_speak_english(record: StudyRecord) -> None:
    with speaking("en"):
        said = " ".join(words(record).split())
        assert "□ 58% in 2016: group not stated" in said
        assert "no interval: how many people answered is not known exactly" in said
        told = alts(record)
        assert f"{record.study.title}: 6 small charts side by side, all on a scale from 0 to 100%." in told
        assert "Gehoord van WIJ (inwoners van 18 jaar en ouder): from 54% (" in told
        assert " in 2017, to 75% (" in told
        assert "Not joined: 18% (" in told
    assert "groep niet vermeld" in words(record)


def test_words_have_contrast_on_the_ground_the_panels_bring_along(record: StudyRecord) -> None:
    for one in drawn(record):
        assert one.svg[0].get("fill") == "#FFFFFF"
        colours = {line.get("fill") or "" for line in one.of("head", "foot", "why", "year", "height", "figure")}
        assert len(colours) == 2
        assert all(contrast_on_white(colour) >= 4.5 for colour in colours)
