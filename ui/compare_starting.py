"""Where to start comparing: what there is to compare, how it is chosen, and ways to what others would compare.

A visitor who chose one thing already gets the ways from there.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from indicators import reading
from indicators.language import say, say_counted, sayable
from indicators.model import Document, PolicyField, Study
from indicators.reading import Warehouse
from ui import addresses, wording
from ui.markup import Content, Html, dutch, element, items, joined, link, notice, section

AT_MOST = 6
"""Things side by side: more fit on no screen, and their colours can no longer be told apart."""

TOO_FEW = sayable("Om te vergelijken zijn er ten minste twee nodig: kies hierboven welke. Of begin hiermee:")
AGAINST = sayable("{earlier} tegenover {later}")

DOCUMENTS = sayable("Begroting en rekening")
HOW_DOCUMENTS = sayable(
    "Wat er is beoogd en wat daar volgens de rekening van is gekomen, of wat er veranderde sinds het vorige document. "
    "Kies hierboven twee documenten, en een beleidsveld als u er een wilt zien."
)
NO_PAIR = sayable("Dit beleidsveld staat in geen begroting en rekening van hetzelfde jaar.")
ONLY = sayable("Alleen voor")
YEARS = sayable("Jaren")
HOW_YEARS = sayable(
    "Een indicator of een beleidsveld in verschillende jaren. Kies hierboven welke, en daaronder de jaren."
)
INDICATORS = sayable("Indicatoren")
HOW_INDICATORS = sayable(
    "Twee tot zes indicatoren, ook van verschillende beleidsvelden. Percentages komen samen in één grafiek."
)
FIELDS = sayable("Beleidsvelden")
HOW_FIELDS = sayable("Hoe vaak per beleidsveld is behaald wat er was beoogd, steeds van hoeveel.")


class Choice(NamedTuple):
    """What stands side by side: every indicator and field in every year and edition."""

    indicators: list[str]
    policy_fields: list[str]
    years: list[int]
    editions: list[str]

    @property
    def number(self) -> int:
        """How many columns that makes; years or editions without anything else are of all policy fields together."""
        things = len(self.indicators) + len(self.policy_fields)
        times = max(1, len(self.years)) * max(1, len(self.editions))
        return max(1, things) * times if things or times > 1 else 0


class Pair(NamedTuple):
    """Two documents that say something of the same policy fields."""

    earlier: Document
    later: Document
    policy_fields: tuple[PolicyField, ...]

    @property
    def ids(self) -> tuple[str, str]:
        """How an address names both."""
        return self.earlier.document_id, self.later.document_id

    @property
    def words(self) -> str:
        """`Begroting 2018 tegenover Rekening 2018`."""
        return say(AGAINST, earlier=self.earlier.title, later=self.later.title)

    @property
    def is_of_one_year(self) -> bool:
        """Whether it is a budget with the accounts of its own year."""
        return self.earlier.kind != self.later.kind


def drawn(warehouse: Warehouse, choice: Choice) -> Html:
    """Return every kind of comparison with how to choose it and ways to it, from what is chosen already."""
    kinds = (
        (DOCUMENTS, HOW_DOCUMENTS, of_documents(warehouse, choice)),
        (YEARS, HOW_YEARS, of_years(warehouse, choice)),
        (INDICATORS, HOW_INDICATORS, of_indicators(warehouse, choice)),
        (FIELDS, HOW_FIELDS, of_fields(warehouse, choice)),
    )
    nothing_chosen = choice == Choice([], [], [], [])
    written = [
        section(say(title), element("p", say(how)), ways)
        for title, how, found in kinds
        if (ways := joined(*found)) or nothing_chosen
    ]
    return joined(notice(say(TOO_FEW)), element("div", *written, class_="kinds"))


def pairs(warehouse: Warehouse, as_known_in: str | None = None) -> list[Pair]:
    """Return every budget with the accounts of its year, and every accounts with those before; the latest first.

    Of those that have a policy field in common, as the fields say in which documents they stand; as known in an
    edition, of what had appeared by then.
    """
    documents = reading.documents(warehouse)
    known = [one.document_id for one in documents]
    if as_known_in in known:
        documents = documents[: known.index(as_known_in) + 1]
    accounts = [one for one in documents if one.kind == "accounts"]
    budgets = {one.fiscal_year: one for one in documents if one.kind == "budget"}
    planned = [(budgets[one.fiscal_year], one) for one in accounts if one.fiscal_year in budgets]
    fields = [(one, {code.document_id for code in one.codes}) for one in reading.policy_fields(warehouse)]
    found = []
    for earlier, later in (*reversed(planned), *reversed(list(pairwise(accounts)))):
        both = {earlier.document_id, later.document_id}
        if shared := tuple(field for field, held in fields if both <= held):
            found.append(Pair(earlier, later, shared))
    return found


def of_field(found: Iterable[Pair], policy_field_id: str) -> list[Pair]:
    """Return the pairs of documents that a policy field stands in."""
    return [pair for pair in found if any(one.policy_field_id == policy_field_id for one in pair.policy_fields)]


def of_documents(warehouse: Warehouse, choice: Choice) -> Iterator[Html]:
    """Return pairs of documents, each for all policy fields and for one; of what is chosen where something is."""
    found = pairs(warehouse)
    if choice.editions:
        found = [pair for pair in found if set(choice.editions) <= set(pair.ids)]
    if choice.indicators:
        history = reading.indicator_history(warehouse, choice.indicators[0])
        found = of_field(found, history.policy_field.policy_field_id)
    if choice.policy_fields:
        found = of_field(found, choice.policy_fields[0])
        if not any(pair.is_of_one_year for pair in found):
            yield element("p", say(NO_PAIR), class_="above")
    things = choice.indicators or choice.policy_fields
    yield items(
        joined(
            link(addresses.comparison(choice.indicators, choice.policy_fields, (), pair.ids), pair.words),
            None if things else joined(element("p", say(ONLY), class_="above"), items(_each_field(pair))),
        )
        for pair in found
    )


def _each_field(pair: Pair) -> Iterator[Html]:
    for field in pair.policy_fields:
        yield link(addresses.comparison((), [field.policy_field_id], (), pair.ids), dutch(field.title))


def of_years(warehouse: Warehouse, choice: Choice) -> Iterator[Html]:
    """Return what is chosen in its last years with a result; else what a study asked first."""
    first = [questions(study)[:1] for study in reading.studies(warehouse)][:1]
    asked = choice.indicators or ([] if choice.policy_fields else [one for found in first for one in found])
    ways = []
    for indicator_id in asked:
        history = reading.indicator_history(warehouse, indicator_id)
        years = sorted({row.year for row in history.years if row.achieved and row.achieved.is_present})[-AT_MOST:]
        if len(years) > 1:
            words = say("{name} in {years}", name=history.indicator.name, years=wording.years(years))
            ways.append(link(addresses.comparison([indicator_id], (), years, choice.editions), words))
    fields = {one.policy_field_id: one for one in reading.policy_fields(warehouse)}
    for field_id in choice.policy_fields:
        years = sorted(reading.years(warehouse, field_id, *choice.editions))[-AT_MOST:]
        if len(years) > 1:
            words = say("{name} in {years}", name=fields[field_id].title, years=wording.years(years))
            ways.append(link(addresses.comparison((), [field_id], years, choice.editions), words))
    yield items(ways)


def of_indicators(warehouse: Warehouse, choice: Choice) -> Iterator[Html]:
    """Return the chosen indicator with each other one of its field in the same unit; else the questions of a study."""
    if choice.policy_fields:
        return
    if not choice.indicators:
        asked = [(study, questions(study)[:AT_MOST]) for study in reading.studies(warehouse)]
        yield items(
            link(
                addresses.comparison(ids, (), choice.years, choice.editions),
                say_counted("{n} vraag van {study}", "{n} vragen van {study}", len(ids), study=study.title),
            )
            for study, ids in asked
            if len(ids) > 1
        )
        return
    chosen = reading.indicator_history(warehouse, choice.indicators[0])
    others = [
        one.indicator
        for one in reading.indicator_histories(warehouse, chosen.policy_field.policy_field_id)
        if one.indicator.unit == chosen.indicator.unit and one.indicator != chosen.indicator and one.years
    ]
    yield items(
        link(
            addresses.comparison([*choice.indicators, other.indicator_id], (), choice.years, choice.editions),
            say("Met"),
            " ",
            dutch(other.name),
        )
        for other in others
    )


def of_fields(warehouse: Warehouse, choice: Choice) -> Iterator[Html]:
    """Return the chosen field with each other one of its programme; else the programmes with several fields."""
    if choice.indicators:
        return
    programmes: dict[str, list[PolicyField]] = {}
    for field in reading.policy_fields(warehouse):
        if reading.years(warehouse, field.policy_field_id, *choice.editions[:1]):
            programmes.setdefault(field.programme, []).append(field)
    ways: list[Content] = []
    for programme, fields in programmes.items():
        ids = [one.policy_field_id for one in fields]
        if not choice.policy_fields and 1 < len(ids) <= AT_MOST:
            ways.append(
                link(
                    addresses.comparison((), ids, choice.years, choice.editions),
                    dutch(programme),
                    ": ",
                    say_counted("{n} beleidsveld", "{n} beleidsvelden", len(ids)),
                )
            )
        if set(choice.policy_fields) & set(ids):
            ways += [
                link(
                    addresses.comparison(
                        (), [*choice.policy_fields, one.policy_field_id], choice.years, choice.editions
                    ),
                    say("Met"),
                    " ",
                    dutch(one.title),
                )
                for one in fields
                if one.policy_field_id not in choice.policy_fields
            ]
    yield items(ways)


def questions(study: Study) -> list[str]:
    """Return the indicators of a study that are asked side by side."""
    return [item.indicator_id for item in study.items if item.role == "question"]
