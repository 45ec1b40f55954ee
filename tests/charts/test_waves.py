"""The questions of a study side by side: panels, words and table."""

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
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


def drawn_in(record: StudyRecord, name: str, at: int = 0) -> list[dict]:
    """Return the traces of one panel."""
    return waves.pictures(record)[waves.panels(record).index(panel(record, name, at))].figure["data"]


def traces(record: StudyRecord, role: str = waves.QUESTIONS) -> list[dict]:
    return [trace for picture in waves.pictures(record, role) for trace in picture.figure["data"]]


def layouts(record: StudyRecord, role: str = waves.QUESTIONS) -> list[dict]:
    return [picture.figure["layout"] for picture in waves.pictures(record, role)]


def alts(record: StudyRecord) -> str:
    return " ".join(picture.alt for picture in waves.pictures(record))


def lines(traces: list[dict]) -> list[list[tuple[float, float]]]:
    return [list(zip(one["x"], one["y"], strict=True)) for one in traces if "lines" in one["mode"]]


def words(record: StudyRecord) -> str:
    notes = [note for layout in layouts(record) for note in layout["annotations"]]
    return " ".join(re.sub(r"<[^>]+>", " ", note["text"]) for note in notes)


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
    assert lines(drawn_in(record, "wij-gehoord")) == [[(2016, 54), (2017, 68), (2018, 75)]]
    assert [len(line) for line in lines(traces(record))] == [3, 2, 2, 2, 2, 2]


def test_lone_and_old_figures_are_open_shapes_that_nothing_joins(record: StudyRecord) -> None:
    drawn = drawn_in(record, "wij-gemakkelijk-binnenlopen")
    alone = [one for one in drawn if one["mode"] == "markers" and "error_y" not in one]
    assert [(one["y"], one["marker"]["symbol"]) for one in alone] == [
        ([58], ["square-open"]),
        ([66], ["diamond-open"]),
        ([51], ["circle-x-open"]),
    ]
    said = words(record)
    assert "□ 58% in 2016: groep niet vermeld" in said
    assert "◇ 66% in 2018: inwoners die contact" in said
    assert "⊗ 51% in 2017: eerder gepubliceerd" in said
    assert "andere definitie en " in said


def test_running_text_is_hollow_and_named(record: StudyRecord) -> None:
    (line,) = [one for one in drawn_in(record, "wij-gehoord") if "lines" in one["mode"]]
    assert line["marker"]["symbol"] == ["circle-open", "circle", "circle"]
    assert "○ 54% in 2016: alleen in de toelichting" in words(record)


def test_every_figure_drawn_stands_beside_its_point(record: StudyRecord) -> None:
    for role in (waves.QUESTIONS, waves.LATER):
        drawn = traces(record, role)
        points = sum(len(one["x"]) for one in drawn if one["mode"] != "text" and "error_y" not in one)
        labels = [text for one in drawn if one["mode"] == "text" for text in one["text"]]
        assert len(labels) == points == sum(len(one.points) for one in waves.panels(record, role))
        assert all(labels)


def test_panels_share_years_and_a_scale_from_0_to_100(record: StudyRecord) -> None:
    drawn = layouts(record)
    assert len(drawn) == 6
    assert {tuple(one["xaxis"]["ticktext"]) for one in drawn} == {("2016", "2017", "2018")}
    assert {tuple(one["yaxis"]["range"]) for one in drawn} == {(0.0, 100.0)}
    assert {one["yaxis"]["ticktext"][-1] for one in drawn} == {"100%"}


def test_intervals_are_those_of_the_record(record: StudyRecord) -> None:
    (whiskers,) = [one for one in drawn_in(record, "wij-gehoord") if "error_y" in one]
    known = panel(record, "wij-gehoord").history.intervals
    expected = [known[point.observation_id] for point in panel(record, "wij-gehoord").points]
    middles, halves = whiskers["y"], whiskers["error_y"]["array"]
    found = [(middle - half, middle + half) for middle, half in zip(middles, halves, strict=True)]
    assert found == [pytest.approx(interval) for interval in expected]


def test_a_panel_without_any_interval_says_why(record: StudyRecord) -> None:
    without = [one for one in waves.panels(record) if one.item.indicator_id == "wij-weet-waar-met-hulpvraag"]
    assert not set(without[0].history.intervals) & {point.observation_id for point in without[0].main[0].points}
    # Twice: both questions are put to those who were helped, and of them only an upper bound is known.
    assert words(record).count("geen interval: hoeveel mensen") == 2


def test_plots_beside_each_other_stand_at_one_height_with_room_for_every_word(record: StudyRecord) -> None:
    drawn = layouts(record)
    assert len({one["margin"]["t"] for one in drawn}) == 1
    for one in drawn:
        head, foot = one["annotations"][:2]
        assert "<b>" in head["text"]
        assert one["height"] - one["margin"]["t"] - one["margin"]["b"] == waves.PLOT_HEIGHT
        above, below = (16 * len(note["text"].split("<br>")) * bool(note["text"].strip()) for note in (head, foot))
        assert above <= head["yshift"] <= one["margin"]["t"]
        assert below <= one["margin"]["b"] + foot["yshift"]
        assert head["xshift"] == foot["xshift"] == -one["margin"]["l"]
        letters = [len(line) for note in (head, foot) for line in re.sub("</?b>", "", note["text"]).split("<br>")]
        assert max(letters) <= 46


def test_later_series_are_another_picture_over_their_own_years(record: StudyRecord) -> None:
    years = {year for layout in layouts(record, waves.LATER) for year in layout["xaxis"]["ticktext"]}
    assert {"2016", "2023"} <= years
    heights = {height for one in traces(record, waves.LATER) if one["mode"] != "text" for height in one["y"]}
    assert {85, 86} <= heights
    assert not heights & {54, 68}


def test_the_words_give_every_figure_with_its_interval_and_n(record: StudyRecord) -> None:
    said = alts(record)
    assert "Gehoord van WIJ (inwoners van 18 jaar en ouder): van 54% (" in said
    assert re.search(r"75% \(73,5% tot 76,4%; n = [^)]*5\.000, aangenomen\) in 2018", said)
    assert "51% (n onbekend) in 2017 (eerder gepubliceerd): met een andere definitie" in said
    for one in waves.panels(record):
        for point in one.points:
            assert f"{point.value:.0f}%" in said


def test_the_table_has_every_point_with_group_n_and_definition(record: StudyRecord) -> None:
    table = waves.rows(record)
    assert len(table) == sum(len(one.points) for one in waves.panels(record))
    contact = [(row["Groep"], row["Jaar"], row["Cijfer"]) for row in table if row["Vraag"] == "Contact gehad"]
    assert [(year, figure) for _, year, figure in contact] == [
        ("2017", "28%"),
        ("2018", "30%"),
        ("2017", "17%"),
        ("2018", "19%"),
    ]
    assert all(row["Antwoorden"] and row["Definitie"] and row["Document"] for row in table)


def test_nothing_is_drawn_of_a_study_without_figures(record: StudyRecord) -> None:
    assert waves.pictures(replace(record, histories=())) == ()
    assert waves.rows(replace(record, histories=())) == []


def test_plotly_takes_the_figure_as_it_is_and_a_name_cannot_write_markup(record: StudyRecord) -> None:
    items = tuple(replace(item, short_name="<i>naam</i>") for item in record.study.items)
    pictures = waves.pictures(replace(record, study=replace(record.study, items=items)))
    assert len(pictures) == 6
    for figure, _ in pictures:
        go.Figure(figure)
        assert "<i>" not in json.dumps(figure, allow_nan=False)


def alone(history: IndicatorHistory) -> StudyRecord:
    item = StudyItem(history.indicator.indicator_id, 1, waves.QUESTIONS, "Naam")
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
        for line in lines(traces(alone(history))):
            joined += 1
            steps = {(round(at), height) for at, height in line}
            assert any(steps <= figures for figures in printed.values()), name
    assert joined > 10


def test_the_same_panels_speak_english(record: StudyRecord) -> None:
    with speaking("en"):
        assert {layout["separators"] for layout in layouts(record)} == {".,"}
        said = " ".join(words(record).split())
        assert "□ 58% in 2016: group not stated" in said
        assert "no interval: how many people answered is not known exactly" in said
        told = alts(record)
        assert f"{record.study.title}: 6 small charts side by side, all on a scale from 0 to 100%." in told
        assert "Gehoord van WIJ (inwoners van 18 jaar en ouder): from 54% (" in told
        assert " in 2017, to 75% (" in told
        assert "Not joined: 18% (" in told
        headers = ["Question", "Group", "Year", "Figure", "Interval", "Responses", "Kind", "Definition", "Document"]
        assert list(waves.rows(record)[0]) == headers
    assert "groep niet vermeld" in words(record)


def test_axis_text_has_contrast_on_the_ground_the_panels_bring_along(record: StudyRecord) -> None:
    drawn = layouts(record)
    assert drawn
    for layout in drawn:
        assert {layout["paper_bgcolor"], layout["plot_bgcolor"]} == {"#FFFFFF"}
        axes = [layout["xaxis"]["tickfont"], layout["yaxis"]["tickfont"]]
        shown = [layout["font"], *axes, *(note["font"] for note in layout["annotations"])]
        assert all(contrast_on_white(font["color"]) >= 4.5 for font in shown)
