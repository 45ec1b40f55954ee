"""What a visitor may take along from a page: briefings, figures and pictures at addresses that stay."""

from indicators import reading, series
from indicators.language import say, sayable
from indicators.reading import Warehouse
from ui import addresses, briefing_wording
from ui.markup import Content, Html, facts, in_line, link, section

TITLE = sayable("Meenemen")
PLACE = "meenemen"
SPREADSHEET = sayable("csv voor een rekenblad")
FOR_PROGRAMS = sayable("csv voor een programma")
MACHINE = "machine"
"""How an address asks for figures as a program reads them."""
FIGURE_FILES = ("xlsx", "ods", "parquet")


def of_field(warehouse: Warehouse, policy_field_id: str, year: int, as_known_in: str | None) -> Html:
    """Return the files of a policy field; without any figure there is nothing."""
    known = reading.years(warehouse, policy_field_id, as_known_in)
    if not known:
        return Html("")
    figures = [link(addresses.data_file(policy_field_id, one, as_known_in), one) for one in FIGURE_FILES]
    return _section(
        (
            say("Briefing over {year}", year=year),
            _briefing(policy_field_id, year, as_known_in) if year in known else None,
        ),
        (say("Alle cijfers van dit beleidsveld"), in_line([*figures, *_csv(policy_field_id, as_known_in)])),
        (say("Alle beleidsvelden"), in_line(_everything(year, as_known_in))),
    )


def of_indicator(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> Html:
    """Return the files of an indicator; without any figure or target there is nothing."""
    history = reading.indicator_history(warehouse, indicator_id, as_known_in)
    if not history.observations and not history.targets:
        return Html("")
    path = f"{addresses.INDICATOR_FILES}/{indicator_id}"
    is_drawn = any(segment.points for trend in series.trends(history) for segment in trend.segments)
    pictures = [link(addresses.data_file(path, one, as_known_in), one) for one in ("png", "svg")] if is_drawn else []
    return _section(
        (say("Alle cijfers en streefwaarden"), in_line(_csv(path, as_known_in))),
        (say("De grafiek als plaatje"), in_line(pictures)),
    )


def _briefing(policy_field_id: str, year: int, as_known_in: str | None) -> Html:
    """Return the ways to the briefing of a field: as a page to change and sign, and as files."""
    endings = {
        "pdf": briefing_wording.PDF,
        "pptx": briefing_wording.SLIDES,
        "html": briefing_wording.WEB_PAGE,
    }
    page = link(addresses.briefing(policy_field_id, year, as_known_in), say("Lezen, aanpassen en ondertekenen"))
    files = [
        link(addresses.briefing_file(policy_field_id, ending, year, as_known_in), say(words))
        for ending, words in endings.items()
    ]
    return in_line([page, *files])


def _everything(year: int, as_known_in: str | None) -> list[Html]:
    """Return the ways to what is of all fields; the open tables are of every edition at once."""
    briefings = addresses.briefing_file(addresses.EVERY_FIELD, "pdf", year, as_known_in)
    tables = {"datapackage": "Data Package", "parquet": "Parquet"} if as_known_in is None else {}
    return [
        link(briefings, say("Alle briefings over {year} (pdf)", year=year)),
        *(link(addresses.data_file(path, "zip"), name) for path, name in tables.items()),
    ]


def _csv(path: str, as_known_in: str | None) -> list[Html]:
    return [
        link(addresses.data_file(path, "csv", as_known_in), say(SPREADSHEET)),
        link(addresses.data_file(path, "csv", as_known_in, MACHINE), say(FOR_PROGRAMS)),
    ]


def _section(*pairs: tuple[str, Content]) -> Html:
    return section(say(TITLE), facts(pairs), id_=PLACE)
