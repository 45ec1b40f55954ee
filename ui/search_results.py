"""What a search found: each hit with where it was found and the words around it, marked."""

from collections.abc import Sequence
from itertools import pairwise

from indicators import formats, search
from indicators.language import say, say_counted
from indicators.model import SearchPlace
from indicators.reading import Warehouse
from indicators.search import Answer, Hit, Span
from ui import addresses, figures
from ui import overview_wording as words
from ui.markup import Html, dutch, element, items, joined, link, notice, section

SHOWN = 20
"""More hits than a page of them are not read; another word finds fewer."""

AROUND = 70
"""Letters shown before and behind the words that were found: a line or two."""


def found(warehouse: Warehouse, query: str, as_known_in: str | None = None) -> Html:
    """Return what a search found, best first, and how its words were read where that is not as typed."""
    answer = search.search(warehouse, query, as_known_in)
    title = say(words.SEARCHED, query=query)
    if not answer.hits:
        return section(title, notice(say(words.NOTHING_FOUND)))
    count = say_counted("{n} indicator of beleidsveld", "{n} indicatoren en beleidsvelden", len(answer.hits))
    more = say(words.FIRST_SHOWN, shown=SHOWN, n=len(answer.hits)) if len(answer.hits) > SHOWN else None
    return section(
        f"{title}: {count}",
        items(read_otherwise(answer), class_="beside"),
        items((hit_shown(hit, as_known_in) for hit in answer.hits[:SHOWN]), class_="hits"),
        figures.aside(more),
    )


def read_otherwise(answer: Answer) -> list[str]:
    """Return a sentence for every word that was taken for another, or looked for with others."""
    return [
        say(sentence, word=word, others=formats.enumeration(f"‘{other}’" for other in others))
        for sentence, read in ((words.MISTYPED, answer.mistyped), (words.ALSO_SEARCHED, answer.same))
        for word, others in read.items()
    ]


def hit_shown(hit: Hit, as_known_in: str | None) -> Html:
    """Return one hit: its name, where it belongs, and the words that were found with those around them."""
    where = say(words.FOUND_IN[hit.text.place])
    around = None if hit.text.place is SearchPlace.NAME else dutch(shortened(hit.text.text, hit.in_text))
    return joined(
        link(address(hit, as_known_in), dutch(marked(hit.of.name, hit.in_name))),
        figures.aside(dutch(hit.of.context)),
        figures.aside(where, ": " if around else None, around),
    )


def address(hit: Hit, as_known_in: str | None) -> str:
    """Return where a hit leads: to the cell or the sentence where that is what was found."""
    if hit.of.kind == "policy_field":
        return addresses.policy_field(hit.id, as_known_in=as_known_in)
    number = hit.text.number or ""
    anchors = {
        SearchPlace.FIGURE: lambda: addresses.figure_anchor(int(number)),
        SearchPlace.TARGET: lambda: addresses.target_anchor(int(number)),
        SearchPlace.CLAIM: lambda: addresses.claim_anchor(number),
    }
    anchor = anchors.get(hit.text.place)
    return addresses.indicator(hit.id, as_known_in, anchor() if anchor else None)


def marked(text: str, spans: Sequence[Span], start: int = 0, end: int | None = None) -> Html:
    """Return a part of a text with the words that were found marked."""
    inside = [span for span in spans if start <= span.start and (end is None or span.end <= end)]
    edges = [start, *(edge for span in inside for edge in span), len(text) if end is None else end]
    return joined(
        element("mark", text[left:right]) if at % 2 else text[left:right]
        for at, (left, right) in enumerate(pairwise(edges))
    )


def shortened(text: str, spans: Sequence[Span]) -> Html:
    """Return the words that were found with those around them; what is left out is a sign of it."""
    first = spans[0].start if spans else 0
    start = text.rfind(" ", 0, max(first - AROUND, 0)) + 1
    end = text.find(" ", spans[0].end + AROUND if spans else 2 * AROUND)
    shown = marked(text, spans, start, None if end < 0 else end)
    return joined("… " if start else None, shown, " …" if end >= 0 else None)
