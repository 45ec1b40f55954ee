"""Every policy field in one year, drawn: how the year went, what changed, and a row per field with its glyphs."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from indicators import editions, formats, reading, verdict
from indicators.editions import Edition
from indicators.judged import FieldYear, IndicatorYear, Tally, Verdict
from indicators.language import say, say_counted
from indicators.model import Document, PolicyField
from indicators.reading import Warehouse
from ui import addresses, figures, wording
from ui import overview_wording as words
from ui.markup import Html, body, dutch, element, facts, group_row, items, joined, link, row, section, table, unbroken
from ui.search_results import found as found


def drawn(warehouse: Warehouse, year: int, as_known_in: str | None) -> Html:
    """Return the overview of one year; a policy field without anything in that year says which years it has."""
    with_figures = {one.policy_field.policy_field_id: one for one in reading.overview(warehouse, year, as_known_in)}
    fields, years = reading.policy_fields(warehouse), reading.years_of_fields(warehouse, as_known_in)
    programmes = [
        body(
            programme_row(programme, group, with_figures),
            *(
                field_row(with_figures[field.policy_field_id], as_known_in)
                if field.policy_field_id in with_figures
                else empty_row(field, years.get(field.policy_field_id, ()), year, as_known_in)
                for field in group
            ),
        )
        for programme, group in _by_programme(fields)
    ]
    headers = (say(wording.POLICY_FIELD), say(words.INDICATORS), say(words.TOGETHER))
    rows = [row for field in with_figures.values() for row in field.rows]
    return joined(
        how_it_went(rows, len(fields), year, accounts(warehouse, year, as_known_in)),
        since_previous(warehouse, year, as_known_in),
        legend(verdict.tally(rows), as_known_in),
        table(say(words.FIELDS_OF_YEAR, year=year), headers, programmes, class_="fields"),
    )


# How the year went ---------------------------------------------------------------------------------------------------


def accounts(warehouse: Warehouse, year: int, as_known_in: str | None) -> Document | None:
    """Return the annual accounts of a year; None when they are not known, or appeared after the edition."""
    rank = reading.edition_rank(warehouse, as_known_in)
    return next(
        (
            one
            for one in reading.documents(warehouse)
            if one.kind == "accounts" and one.fiscal_year == year and (rank is None or one.edition_rank <= rank)
        ),
        None,
    )


def how_it_went(rows: Sequence[IndicatorYear], known: int, year: int, document: Document | None) -> Html:
    """Return how the year went in the accounts themselves, and what other documents add; counts with their wholes."""
    printed = [one for one in rows if document is not None and is_printed_in(one, document)]
    if document is None or not printed:
        source, shown = joined(say(words.OF_YEAR, year=year)), list(rows)
        beside = say(words.NO_ACCOUNTS, year=year) if document is None else None
    else:
        source, shown = dutch(document.title), printed
        more = say(words.ALL_DOCUMENTS, year=year, indicators=indicators(rows), fields=fields_of(rows, known))
        beside = more if len(main(rows)) > len(main(printed)) else None
    tally = verdict.tally(shown)
    sentences = (how_sure(tally), beside)
    return joined(
        element("p", unbroken(whole(source, shown, tally, known)), class_="lead"),
        element("p", unbroken(" ".join(filter(None, sentences))), class_="reading") if any(sentences) else None,
    )


def whole(source: Html, rows: Sequence[IndicatorYear], tally: Tally, known: int) -> Html:
    """Return `Rekening 2018: 39 indicatoren in 12 van de 37 beleidsvelden, waarvan …`."""
    counted = [say(word, count=tally.counts[one]) for one, word in words.COUNTED_VERDICTS.items() if tally.counts[one]]
    return say_with(
        words.WHOLE,
        {"source": source},
        indicators=indicators(rows),
        fields=fields_of(rows, known),
        counted=formats.enumeration(counted),
    )


def say_with(sentence: str, parts: Mapping[str, Html], **filled: str) -> Html:
    """Return a sentence with markup in some of its places: a title stays Dutch, in the order of any language."""
    said = say(sentence, **filled, **{name: f"{{{name}}}" for name in parts})
    return joined(parts.get(part[1:-1], part) for part in re.split(r"(\{\w+\})", said))


def how_sure(tally: Tally) -> str | None:
    """Return what the evidence carries of all that was achieved or not; None where nothing was judged so."""
    sure: Counter[str] = Counter()
    for (one, certainty), count in tally.by_certainty.items():
        if one in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED) and certainty:
            sure[certainty] += count
    counted = [
        say(words.COUNTED_CERTAINTY, count=sure[certainty], certainty=say(word))
        for certainty, word in formats.CERTAINTY_WORDS.items()
        if sure[certainty]
    ]
    return say(words.HOW_SURE, judged=sure.total(), counted=formats.enumeration(counted)) if counted else None


def is_printed_in(one: IndicatorYear, document: Document) -> bool:
    """Whether a document itself gives the result or the target of a row."""
    held = (one.achieved, one.target, one.forecast)
    return any(figure is not None and figure.document == document for figure in held)


def main(rows: Iterable[IndicatorYear]) -> list[IndicatorYear]:
    """Return the rows that count: one of every indicator."""
    return [one for one in rows if one.is_main]


def indicators(rows: Iterable[IndicatorYear]) -> str:
    """Return how many indicators these are."""
    return say_counted("{n} indicator", "{n} indicatoren", len(main(rows)))


def fields_of(rows: Iterable[IndicatorYear], known: int) -> str:
    """Return in how many of the policy fields they are."""
    return say(words.IN_FIELDS, shown=len({one.indicator.policy_field_id for one in main(rows)}), known=known)


# What changed --------------------------------------------------------------------------------------------------------


def since_previous(warehouse: Warehouse, year: int, as_known_in: str | None) -> Html:
    """Return at how many indicators what changed since the previous edition; nothing when there is none.

    Counted are the indicators of fields that both editions report on, so that every count has a whole.
    """
    between = editions.editions_of(warehouse, year, as_known_in)
    if between is None:
        return Html("")
    difference = editions.difference(warehouse, *between)
    titles = dict(zip(("earlier", "later"), (dutch(one.document.title) for one in between), strict=True))
    compared = {pair.indicator.indicator_id for pair in difference.pairs}
    counts = editions.counts(one for one in difference.changes if one.indicator.indicator_id in compared)
    others = editions.counts(one for one in difference.changes if one.indicator.indicator_id not in compared)
    changed = [(say(words.CHANGES[kind]), str(count)) for kind, count in counts.items() if count]
    elsewhere = [
        say(words.ONE_CHANGE, change=say(words.CHANGES[kind]).lower(), count=count)
        for kind, count in others.items()
        if count
    ]
    which = say_with(
        words.NOTHING_IN_BOTH if not compared else words.SINCE_WHICH if changed else words.NOTHING_CHANGED,
        titles,
        indicators=say_counted("{n} indicator", "{n} indicatoren", len(compared)),
    )
    return section(
        say(words.SINCE),
        element("p", which),
        facts(changed, class_="brief"),
        element("p", say(words.ELSEWHERE, counted=formats.enumeration(elsewhere))) if elsewhere else None,
        element("p", link(differences(between), say(words.TO_DIFFERENCES))) if changed or elsewhere else None,
    )


def differences(between: tuple[Edition, Edition]) -> str:
    """Return the address of everything that differs between two editions."""
    return addresses.comparison(editions=[one.document.document_id for one in between])


# The fields ----------------------------------------------------------------------------------------------------------


def legend(total: Tally, as_known_in: str | None) -> Html:
    """Return what the glyphs mean, for the verdicts that occur; apart from the margin, certainty has no glyph."""
    meanings = {
        figures.look(found, certainty): figures.verdict_word(found, certainty)
        for found, certainty in sorted(total.by_certainty, key=lambda one: list(Verdict).index(one[0]))
    }
    more = link(addresses.explanation(figures.VERDICTS, as_known_in), say(words.WHAT_THESE_MEAN))
    return items([*meanings.values(), more], class_="legend") if meanings else Html("")


def programme_row(programme: str, fields: Sequence[PolicyField], with_figures: Mapping[str, FieldYear]) -> Html:
    """Return the name of a programme and what its fields come to together; of one field, its own row tells that."""
    known = [with_figures[one.policy_field_id] for one in fields if one.policy_field_id in with_figures]
    if len(known) < 2:
        return group_row(dutch(programme), columns=3)
    rows = [row for field in known for row in field.rows]
    counted = joined(unbroken(formats.tally(verdict.tally(rows))), figures.aside(fields_of(rows, len(fields))))
    return group_row(dutch(programme), 2, counted)


def _by_programme(fields: Iterable[PolicyField]) -> list[tuple[str, list[PolicyField]]]:
    return [(programme, list(group)) for programme, group in groupby(fields, key=lambda field: field.programme)]


def field_row(field: FieldYear, as_known_in: str | None) -> Html:
    """Return one policy field: its name, a glyph per indicator and the counts."""
    address = addresses.policy_field(field.policy_field.policy_field_id, field.year, as_known_in)
    glyphs = items((glyph(one, as_known_in) for one in main(field.rows)), class_="glyphs")
    return row(link(address, dutch(field.policy_field.title)), glyphs, unbroken(formats.tally(field.tally)))


def empty_row(field: PolicyField, years: Sequence[int], year: int, as_known_in: str | None) -> Html:
    """Return a policy field without anything in this year, leading to the last year that has something."""
    other = say(words.ONLY_OTHER_YEARS, year=year, years=wording.years(years)) if years else say(wording.NOTHING_KNOWN)
    latest = years[0] if years else None
    name = link(addresses.policy_field(field.policy_field_id, latest, as_known_in), dutch(field.title))
    return row(name, None, element("span", other, class_="absent"))


def glyph(one: IndicatorYear, as_known_in: str | None) -> Html:
    """Return the verdict on one indicator as a glyph that leads to its why; its words are in a name and a title."""
    said = f"{one.indicator.name}: {formats.verdict_word(one.verdict, one.certainty)}"
    if one.certainty:
        said += f"; {say(wording.CERTAINTY).lower()}: {formats.certainty_word(one.certainty)}"
    return link(
        addresses.indicator(one.indicator.indicator_id, as_known_in, addresses.why_anchor(one.year)),
        element("span", formats.verdict_glyph(one.verdict, one.certainty), aria_hidden="true"),
        class_=f"glyph {figures.look(one.verdict, one.certainty)}",
        aria_label=said,
        title=said,
    )
