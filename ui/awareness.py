"""One study drawn: whether its series really changed, under what assumptions, and everything that answer rests on."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indicators import reading, standing
from indicators.judged import NestedBases, StudyRecord
from indicators.language import say
from indicators.reading import Warehouse
from ui import awareness_answers, awareness_series, awareness_tables, choosing_assumptions, figures
from ui import awareness_wording as words
from ui.choosing_assumptions import Chosen
from ui.markup import Html, dutch, element, items, joined, link, notice


class Picture(Protocol):
    """One chart of several that may stand beside each other."""

    @property
    def svg(self) -> str:
        """Return the drawing."""

    @property
    def alt(self) -> str:
        """Return what it shows, for who cannot see it."""


class Waves(Protocol):
    """What draws the questions over the waves (`charts.waves`)."""

    def pictures(self, record: StudyRecord) -> Sequence[Picture]:
        """Return a chart per question and group."""


class Residents(Protocol):
    """What draws a hundred residents through nested bases (`charts.residents`)."""

    def picture(self, nested: NestedBases, names: Mapping[str, str]) -> str:
        """Return an SVG; `names` are what the study calls its indicators, by id."""

    def description(self, nested: NestedBases, names: Mapping[str, str]) -> str:
        """Return what the picture shows, for who cannot see it."""


class Workbooks(Protocol):
    """What writes a study as a workbook (`exports.workbook`)."""

    def study_workbook(self, record: StudyRecord, *, known: str) -> bytes:
        """Return the file; `known` says what it is of (`indicators.standing`)."""


@dataclass(frozen=True)
class Record:
    """The page of one study, in the order in which it is shown; the choices stand below the answers."""

    answers: Html
    below: Html
    """Nothing where there are no figures."""


def drawn(
    warehouse: Warehouse,
    study_id: str,
    as_known_in: str | None,
    *chosen: str | None,
    waves: Waves,
    residents: Residents,
    marks: figures.Marks,
) -> Record:
    """Return the page of a study that exists; `chosen` are n, design effect and confidence as the address has them."""
    record = read(warehouse, study_id, as_known_in, *chosen)
    answers = awareness_series.answers(record)
    if not answers:
        return Record(notice(say(words.NOTHING_IN_EDITION)), Html(""))
    standard = warehouse.once(_standard_answers, study_id, as_known_in) if any(chosen) else None
    documents = figures.document_links(warehouse.once(reading.documents), as_known_in)
    pictures = hundred(record, residents, marks)
    parts = {
        "kantelpunten": awareness_answers.tipping(answers, standard),
        "beeld": panels(waves.pictures(record), marks),
        "cijfers": awareness_tables.figure_table(record, as_known_in, say(words.FIGURES), "question", "context"),
        "toetsen": awareness_answers.tests(record),
        "definities": awareness_tables.definitions(record),
        "tegenstrijdig": awareness_tables.contradictions(record.contradictions, documents, as_known_in),
        "vergelijken": awareness_tables.comparison_table(record),
        "later": awareness_tables.later(record, as_known_in),
    }
    missing = {place for place, held in ({"honderd": pictures} | parts).items() if not held}
    return Record(
        joined(
            awareness_answers.answer_in_a_minute(record, answers, as_known_in),
            headed("honderd", pictures),
            contents(record, missing),
        ),
        joined(*(headed(place, held) for place, held in parts.items()), heading("meenemen")),
    )


def _standard_answers(
    warehouse: Warehouse, study_id: str, as_known_in: str | None
) -> tuple[awareness_series.Answer, ...]:
    """Return the answers under no assumption of the visitor: every other is held against the same."""
    return awareness_series.answers(reading.study(warehouse, study_id, as_known_in))


def read(warehouse: Warehouse, study_id: str, as_known_in: str | None, *chosen: str | None) -> StudyRecord:
    """Return a study under the assumptions of the address."""
    return reading.study(warehouse, study_id, as_known_in, choosing_assumptions.made(Chosen(*chosen)))


def workbook(
    warehouse: Warehouse, study_id: str, as_known_in: str | None, *chosen: str | None, workbooks: Workbooks
) -> bytes:
    """Return everything of the page as a workbook."""
    known = standing.known(reading.documents(warehouse), as_known_in)
    return workbooks.study_workbook(read(warehouse, study_id, as_known_in, *chosen), known=known)


def file_name(study_id: str, as_known_in: str | None, chosen: Chosen) -> str:
    """Return the name of the workbook: which study, as known in what, under which assumptions."""
    parts = [
        study_id,
        f"stand-{as_known_in}" if as_known_in else None,
        f"n-{chosen.n_per_wave}" if chosen.n_per_wave else None,
        f"ontwerpeffect-{chosen.design_effect.replace('.', ',')}" if chosen.design_effect else None,
        f"betrouwbaarheid-{chosen.confidence}" if chosen.confidence else None,
    ]
    return "_".join(part for part in parts if part) + ".xlsx"


def contents(record: StudyRecord, missing: Container[str]) -> Html:
    """Return what the study is, folded away, and where on the page everything else stands."""
    ways = (link(f"#{place}", say(title)) for place, title in words.SECTIONS.items() if place not in missing)
    return joined(
        element("details", element("summary", say(words.ABOUT)), element("p", dutch(record.study.introduction))),
        element("nav", items(ways), aria_label=say(words.CONTENTS), class_="contents"),
    )


def headed(place: str, held: Html) -> Html:
    """Return a part of the page under its heading; nothing without contents."""
    return element("section", heading(place), held) if held else held


def heading(place: str) -> Html:
    """Return the heading of a part, which an entry of the contents leads to."""
    return element("h2", say(words.SECTIONS[place]), id=place)


def panels(pictures: Sequence[Picture], marks: figures.Marks) -> Html:
    """Return the charts of a study, to stand beside each other."""
    drawn = (element("img", src=marks.as_data_address(one.svg), alt=one.alt) for one in pictures)
    return element("div", *drawn, class_="panels") if pictures else Html("")


def hundred(record: StudyRecord, residents: Residents, marks: figures.Marks) -> Html:
    """Return a hundred residents through the nested bases of each year; nothing where no bases are nested."""
    names = {item.indicator_id: item.short_name for item in record.study.items}
    drawings = [
        element(
            "img",
            src=marks.as_data_address(residents.picture(one, names)),
            alt=residents.description(one, names),
            class_="residents",
        )
        for one in record.nested
    ]
    if not drawings:
        return Html("")
    misfits = sum(not one.fits for one in record.nested)
    return joined(element("p", words.nested(misfits, len(drawings))), element("div", *drawings, class_="hundred"))
