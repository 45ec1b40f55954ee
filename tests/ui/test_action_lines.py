"""The social-base programme that ships: counts with what they are out of, and nothing divided."""

import re
from html import unescape

import pytest

from charts import marks, timeline
from indicators import reading
from indicators.language import speaking
from indicators.reading import Warehouse
from ui import action_lines


@pytest.fixture(scope="module")
def warehouse(shipped: Warehouse) -> Warehouse:
    return shipped


def html(warehouse: Warehouse, *asked: str | None) -> str:
    return action_lines.drawn(warehouse, *asked, timeline=timeline, marks=marks)


def text(of: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", of)).split())


def rows(of: str, class_: str) -> list[list[str]]:
    table = re.search(rf'<table class="{class_}"[^>]*>.*?</table>', of)
    assert table, f"no table {class_}"
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table[0])
    return [[text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def test_the_lead_counts_every_action_once(warehouse: Warehouse) -> None:
    said = text(html(warehouse))
    assert "6 actielijnen, 32 acties: 12 gedaan, 2 gedaan en doorlopend, 15 lopend, 3 gepland." in said
    assert "Stand volgens De sociale basis, voor elkaar! Voortgang Sociale Basis" in said


def test_each_status_stands_beside_what_it_is_out_of_and_adds_up(warehouse: Warehouse) -> None:
    _, *lines, total = rows(html(warehouse), "programme")
    assert total == ["Alle actielijnen", "", "12 van 32", "2 van 32", "15 van 32", "3 van 32"]
    for line in lines:
        counted = [tuple(map(int, cell.split(" van "))) for cell in line[2:]]
        assert {whole for _, whole in counted} == {sum(number for number, _ in counted)}
    assert [sum(int(line[at].split()[0]) for line in lines) for at in range(2, 6)] == [12, 2, 15, 3]


def test_a_decision_has_its_date_who_took_it_and_whether_it_was_taken(warehouse: Warehouse) -> None:
    decisions = {line[0]: line[1] for line in rows(html(warehouse), "programme")}
    assert decisions["Ouderen"] == "juni 2023 vastgesteld door het college"
    assert decisions["Bewonersorganisaties en -initiatieven"].startswith("mei 2025 later dan gepland")
    assert decisions["Bewonersorganisaties en -initiatieven"].endswith("nog te nemen toen het document verscheen")


def test_boards_and_buildings_are_two_things_and_never_a_share(warehouse: Warehouse) -> None:
    page = html(warehouse)
    (boards,) = [row for row in rows(page, "initiatives") if row[1:2] == ["besturen met wie het gesprek is gevoerd"]]
    assert boards[2].startswith("29 besturen")
    assert boards[3].startswith("Noemer: 48 sociaal-culturele accommodaties: een andere eenheid dan besturen")
    assert "geen 60% voortgang" in boards[0]
    assert text(page).count("60%") == 1


def test_a_part_of_an_amount_has_that_amount_beside_it(warehouse: Warehouse) -> None:
    (part,) = [row for row in rows(html(warehouse), "initiatives") if row[1:2] == ["deel voor jeugd"]]
    assert part[3] == "Noemer: € 3.000.000 (het innovatiebudget)"


def test_everything_stands_on_the_timeline_or_in_the_list_beside_it(warehouse: Warehouse) -> None:
    page = html(warehouse)
    programme = reading.social_base(warehouse)
    dated = [row for row in rows(page, "timetable")[1:] if len(row) > 1]
    assert "zonder maand, seizoen of jaar: 10" in text(page)
    actions = sum(len(line.actions) for line in programme.action_lines)
    assert len(dated) + 10 == actions + len(programme.action_lines) + len(programme.initiatives)
    assert re.findall(r'class="timeline (\w+)"', page) == ["wide", "narrow"]


def test_a_status_leaves_its_actions_and_says_out_of_how_many(warehouse: Warehouse) -> None:
    page = html(warehouse, None, "planned")
    assert "Gekozen: 3 van de 32 acties, in 3 actielijnen." in text(page)
    assert "Nieuwsbrief aan de besturen" in page
    assert "Taartbon" not in page
    assert rows(page, "programme")[-1][2:] == ["12 van 32", "2 van 32", "15 van 32", "3 van 32"]


def test_a_line_leaves_that_line(warehouse: Warehouse) -> None:
    page = html(warehouse, None, None, "mantelzorg")
    assert "Gekozen: 4 van de 32 acties, in 1 actielijn." in text(page)
    assert re.findall(r'<section id="([^"]+)"', page) == ["mantelzorg"]


def test_a_choice_without_actions_is_a_sentence(warehouse: Warehouse) -> None:
    assert action_lines.NOTHING_FITS in text(html(warehouse, None, "planned", "ouderen"))


def test_before_the_programme_only_what_was_counted_is_told(warehouse: Warehouse) -> None:
    page = html(warehouse, "rekening-2018")
    assert 'class="programme"' not in page
    assert "acties" not in text(page)
    assert {row[0] for row in rows(page, "initiatives") if len(row) == 1} == {"2016", "2017", "2018"}


def test_in_english_what_the_document_says_is_marked_as_dutch(warehouse: Warehouse) -> None:
    with speaking("en"):
        page = html(warehouse)
    assert "32 actions: 12 done, 2 done and continuing, 15 running, 3 planned." in text(page)
    assert '<span lang="nl">Taartbon voor de besturen</span>' in page
    assert "March 2024" in page
