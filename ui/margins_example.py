"""What margins from the answers of a survey look like, shown with answers that nobody gave."""

from collections.abc import Iterator
from typing import Protocol

from indicators import formats, reading
from indicators.language import say, sayable
from indicators.model import ExampleEstimate
from indicators.reading import Warehouse
from ui.figures import aside
from ui.markup import Html, body, dutch, element, group_row, joined, row, section, table

PLACE = "enquetebestand"
HEADERS = (
    sayable("Wie"),
    sayable("Beeld"),
    sayable("Aandeel en marge"),
    sayable("Antwoorden"),
    sayable("Ontwerpeffect"),
)


class IntervalMarks(Protocol):
    """What draws one share with its margin (`charts.interval_marks`)."""

    def mark(self, share: float, low: float, high: float) -> str:
        """Return an SVG."""

    def description(self, share: float, low: float, high: float) -> str:
        """Return what it shows, in words."""

    def as_data_address(self, svg: str) -> str:
        """Return the SVG as an address for `<img src>`."""


def drawn(warehouse: Warehouse, intervals: IntervalMarks) -> Html:
    """Return the section; nothing where there is no example."""
    shown = _shown(reading.examples(warehouse))
    if not shown:
        return Html("")
    names = {item.indicator_id: item.short_name for study in reading.studies(warehouse) for item in study.items}
    bodies = [
        body(group_row(dutch(names.get(question, question)), len(HEADERS)), *_rows(found, intervals))
        for question, found in shown.items()
    ]
    caption = say("Verzonnen enquête: {survey}", survey=next(iter(shown.values()))[0].survey)
    return section(
        say("Marges uit een enquêtebestand: een verzonnen voorbeeld"),
        element(
            "p",
            element("strong", say("Niemand heeft deze antwoorden gegeven.")),
            " ",
            say(
                "Ze zijn gemaakt om te laten zien wat er kan als niet alleen het percentage, maar het bestand met "
                "antwoorden wordt aangeleverd. Dan is geteld hoeveel mensen antwoordden en hoe zwaar elk antwoord "
                "weegt, en hoeft niets te worden aangenomen. De antwoorden zelf worden niet bewaard."
            ),
        ),
        table(caption, [say(header) for header in HEADERS], bodies, "margins"),
        element(
            "p",
            say(
                "Hoe kleiner de groep, hoe breder de marge. Het ontwerpeffect zegt hoeveel minder (boven 1) of meer "
                "(onder 1) een antwoord waard is dan bij een trekking waarin iedereen evenveel kans had."
            ),
            class_="reading",
        ),
        id_=PLACE,
    )


def _shown(found: tuple[ExampleEstimate, ...]) -> dict[str, list[ExampleEstimate]]:
    """Return everyone in every year and the groups of the latest, of the largest and of the smallest question."""
    if not found:
        return {}
    latest = max(one.year for one in found)
    of_everyone = [one for one in found if one.year == latest and not one.group_variable]
    questions = [min(of_everyone, key=lambda one: -one.n), min(of_everyone, key=lambda one: one.n)]
    variable = next((one.group_variable for one in found if one.group_variable), "")
    return {
        question.question: [
            one
            for one in found
            if one.question == question.question
            and (not one.group_variable or (one.year == latest and one.group_variable == variable))
        ]
        for question in questions
    }


def _rows(found: list[ExampleEstimate], intervals: IntervalMarks) -> Iterator[Html]:
    for one in found:
        who = say("iedereen, {year}", year=one.year) if not one.group_variable else None
        ends = one.share, one.low, one.high
        drawn_as = intervals.as_data_address(intervals.mark(*ends))
        picture = element("img", class_="mark", src=drawn_as, alt=intervals.description(*ends))
        yield row(
            who or joined(dutch(one.group_name), f", {one.year}"),
            picture,
            joined(
                formats.quantity(one.share, "%", 1),
                aside(formats.interval((one.low, one.high), "%")),
            ),
            formats.number(one.n, 0),
            formats.number(one.design_effect, 2),
        )
