"""Indicators side by side, drawn: a column each, and below it what they may and may not say of each other."""

from collections.abc import Sequence

from indicators import formats, side_by_side
from indicators.judged import Change, IndicatorYear, Refusal
from indicators.language import say, sayable
from indicators.side_by_side import Column, Reprinted, Said
from ui import addresses, figures, wording
from ui.markup import Content, Html, body, dutch, element, items, joined, link, notice, row, section, table

ROWS = (
    sayable("Eerder"),
    sayable("Beoogd"),
    sayable("Behaald"),
    sayable("In beeld"),
    sayable("Oordeel"),
    sayable("Zekerheid"),
    sayable("Definitie"),
    sayable("Groep"),
    sayable("Gebied"),
    sayable("Document"),
)


def drawn(columns: Sequence[Column], marks: figures.Marks) -> Html:
    """Return the table with a column each, and what each says of the others."""
    return joined(
        section(
            say("Naast elkaar"),
            figures.mark_key(row for column in columns for row in column.rows),
            side_by_side_table(columns, marks),
        ),
        section(say("Wat zij van elkaar zeggen"), what_they_say(columns)),
    )


def side_by_side_table(columns: Sequence[Column], marks: figures.Marks) -> Html:
    """Return the table: a column for each, a row for each thing to compare."""
    cells = [list(column_cells(column, marks, peers(column, columns))) for column in columns]
    names = formats.enumeration(dict.fromkeys(one.history.indicator.name for one in columns))
    return table(
        say("Naast elkaar: {names}", names=names),
        (say("Wat"), *(heading(column) for column in columns)),
        [body(*(row(say(label), *(column[at] for column in cells)) for at, label in enumerate(ROWS)))],
        class_="comparison",
    )


def heading(column: Column) -> Html:
    """Return what a column is about: indicator, year, and the edition when one was chosen."""
    known_in = column.edition.document_id if column.edition else None
    return joined(
        link(
            addresses.indicator(column.history.indicator.indicator_id, known_in), dutch(column.history.indicator.name)
        ),
        figures.aside(str(column.year)),
        figures.aside(dutch(column.edition.title)) if column.edition else None,
    )


def peers(column: Column, columns: Sequence[Column]) -> list[IndicatorYear]:
    """Return the rows whose mark shares the axis of this one: of the same unit and the same kind of figure."""
    return [
        other.main
        for other in columns
        if other.main and column.main and other is not column
        if other.main.identity.unit == column.main.identity.unit and _kind(other) == _kind(column)
    ]


def column_cells(column: Column, marks: figures.Marks, among: Sequence[IndicatorYear]) -> list[Content]:
    """Return what stands in a column, in the order of `ROWS`."""
    one, known_in = column.main, column.edition.document_id if column.edition else None
    if one is None:
        return [figures.aside(nothing_of(column)), *[None] * (len(ROWS) - 1)]
    return [
        figures.figure(one.previous, known_in, not_of_year=one.year) if one.previous else absent(),
        figures.target(one.target, known_in),
        joined(
            figures.figure(one.achieved, known_in, not_of_year=one.year),
            items((also(other, known_in) for other in column.rows[1:]), class_="beside"),
        ),
        figures.mark(one, marks, among) or absent(),
        figures.verdict(one),
        figures.certainty(one, known_in) or absent(),
        dutch(one.definition.wording),
        dutch(one.base.name),
        dutch(one.territory.name),
        documents(one, known_in),
    ]


def documents(one: IndicatorYear, known_in: str | None) -> Html:
    """Return the document of the result; and that of the target, or of another figure, where it is another one."""
    printed = {held.document.document_id: held.document for held in (one.achieved, one.target, one.forecast) if held}
    links = [link(addresses.sources(id_, known_in), dutch(document.title)) for id_, document in printed.items()]
    return joined(links[0], *(joined(", ", other) for other in links[1:])) if links else absent()


def absent() -> Html:
    """Return that there is nothing of this, in a word."""
    return element("span", say("geen"), class_="absent")


def also(other: IndicatorYear, known_in: str | None) -> Html:
    """Return another measure that is printed of the same year, with what it is of."""
    about = other.measure or f"{other.base.name}, {other.territory.name}"
    return joined(dutch(about), ": ", figures.figure(other.achieved, known_in, not_of_year=other.year))


def nothing_of(column: Column) -> str:
    """Return that nothing is printed of the year, and of which years something is."""
    known = sorted({row.year for row in column.history.years})
    if not known:
        return say("Niets bekend.")
    return say("Niets over {year}, wel over {known}.", year=column.year, known=wording.years(known))


def what_they_say(columns: Sequence[Column]) -> Html:
    """Return for every two columns the change, or why there is none; one reason for several is told once."""
    compared: list[Content] = []
    refused: dict[str, list[str]] = {}
    is_one = len({column.history.indicator.indicator_id for column in columns}) == 1
    for earlier, later, found in side_by_side.said(columns):
        if isinstance(found, Refusal):
            is_of_one = earlier.history.indicator == later.history.indicator
            pairs = refused.setdefault(found.reason, [])
            pairs += [pair(earlier, later, is_one=is_one)] if is_of_one else []
        else:
            compared.append(told(earlier, later, found, is_one=is_one))
    missing = [column for column in columns if column.figure is None]
    return joined(
        items(compared),
        items(
            joined(element("strong", say("Niet te vergelijken.")), " ", reason, listed(of))
            for reason, of in refused.items()
        ),
        items(
            say("{column}: geen getal om te vergelijken.", column=named(column, is_one=is_one)) for column in missing
        ),
    )


def told(earlier: Column, later: Column, found: Said, *, is_one: bool) -> Html:
    """Return the change between two columns in words."""
    before, after = named(earlier, is_one=is_one), named(later, is_one=is_one)
    if isinstance(found, Reprinted):
        words = (
            say("{earlier} en {later} geven hetzelfde cijfer.", earlier=before, later=after)
            if found.is_same
            else say(
                "{earlier}: {one}; {later}: {other}. Een later document geeft een ander cijfer over hetzelfde jaar.",
                earlier=before,
                one=formats.figure(found.one),
                later=after,
                other=formats.figure(found.other),
            )
        )
        return joined(words)
    assert isinstance(found, Change), "a refusal is told apart"
    return joined(element("strong", pair(earlier, later, is_one=is_one)), ": ", figures.change(found), ".")


def listed(of: Sequence[str]) -> Html:
    """Return the pairs a reason is about; of one, nothing more than its names."""
    return figures.aside("; ".join(of))


def pair(earlier: Column, later: Column, *, is_one: bool) -> str:
    """Return two columns by name."""
    return say("{earlier} en {later}", earlier=named(earlier, is_one=is_one), later=named(later, is_one=is_one))


def named(column: Column, *, is_one: bool) -> str:
    """Return a column in words: year, edition when one was chosen, and indicator unless `is_one` says it is known."""
    words = str(column.year) if is_one else f"{column.history.indicator.name}, {column.year}"
    return f"{words} ({column.edition.title})" if column.edition else words


def known_in_all(columns: Sequence[Column]) -> str | None:
    """Return the one edition that all columns are read in; None where they are not."""
    read = {column.edition.document_id if column.edition else None for column in columns}
    return read.pop() if len(read) == 1 else None


def no_chart(columns: Sequence[Column]) -> Html:
    """Return why no lines are drawn, with the way to a chart of one indicator."""
    indicators = {one.history.indicator.indicator_id: one.history.indicator for one in columns}
    known_in = known_in_all(columns)
    ways = items(
        (link(addresses.indicator(id_, known_in), dutch(one.name)) for id_, one in indicators.items()), class_="ways"
    )
    if len(indicators) == 1:
        return joined(notice(say("De lijn van één indicator staat op zijn eigen pagina:")), ways)
    units = list(dict.fromkeys(formats.indicator_unit(one) for one in indicators.values()))
    if len(units) > 1:
        why = say(
            "Geen grafiek: de eenheden verschillen ({units}), en alleen percentages delen hier één as.",
            units=formats.enumeration(units),
        )
    elif formats.is_percentage(units[0]):
        why = say("Geen grafiek: niet elk van deze indicatoren heeft cijfers om te tekenen.")
    else:
        why = say("Geen grafiek: alleen percentages delen hier één as, van 0 tot 100.")
    return joined(notice(why, " ", say("Elke indicator heeft een eigen grafiek:")), ways)


def table_beside(rows: Sequence[dict[str, str]]) -> Html:
    """Return the table beside the chart."""
    first, *others = rows[0]
    return table(
        say("De cijfers bij de grafiek"),
        (first, *(dutch(other) for other in others)),
        [body(*(row(*one.values()) for one in rows))],
        class_="comparison",
    )


def _kind(column: Column) -> str:
    return column.history.indicator.kind
