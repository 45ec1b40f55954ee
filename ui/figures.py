"""Figures, targets, verdicts and notes as they stand in tables: formatted, verbatim, one click from their cell.

A verdict and what the evidence carries of it are two answers and stand apart: `verdict` and `certainty`. Why both are
what they are is one click away, in `why`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from indicators import explaining, formats
from indicators.judged import Certainty, Change, IndicatorYear, Refusal, Sample, Verdict
from indicators.language import say, sayable
from indicators.model import (
    Claim,
    Document,
    Footnote,
    Indicator,
    Observation,
    ObservationKind,
    Provenance,
    Semantics,
    Target,
)
from ui import addresses, source_wording, wording
from ui.markup import Content, Html, dutch, element, facts, joined, link, outside_link

# Place of the declared repairs on the page of a document.
CORRECTIONS = "correcties"

# Places on the page that explains: of the verdicts, and of each word for how sure one is.
VERDICTS = "oordeel"
CERTAINTY_PLACES: dict[Certainty, str] = {
    Certainty.DEMONSTRATED: "zekerheid-aantoonbaar",
    Certainty.DEPENDS_ON_ROUNDING: "zekerheid-afronding",
    Certainty.WITHIN_MARGIN: "zekerheid-binnen-de-marge",
    Certainty.UNKNOWN: "zekerheid-onbekend",
    Certainty.COUNT: "zekerheid-geteld",
    Certainty.ASSESSED: "zekerheid-beoordeeld",
}

# Kinds of indicator of which the base population says of whom they are a share.
SHARES = frozenset({"survey_share", "share"})

PLACE_HEADERS = (
    sayable("Cel, letterlijk"),
    sayable("Document en pagina"),
    sayable("Rij"),
    sayable("Kolom"),
    sayable("Tabel en plaats"),
)


class Marks(Protocol):
    """What draws one indicator in one year as a small image (`charts.marks`)."""

    WIDTH: int
    HEIGHT: int

    def mark(self, row: IndicatorYear, peers: Sequence[IndicatorYear] = ()) -> str:
        """Return an SVG, empty when there is nothing to draw; on one axis with the rows it stands among."""

    def as_data_address(self, svg: str) -> str:
        """Return an SVG as the address of an image."""

    def description(self, row: IndicatorYear) -> str:
        """Return in a sentence what the mark shows."""


def mark(row: IndicatorYear, marks: Marks, peers: Sequence[IndicatorYear] = ()) -> Html:
    """Return the mark of a row as an image that a screen reader reads as a sentence."""
    drawn = marks.mark(row, peers)
    if not drawn:
        return Html("")
    address = marks.as_data_address(drawn)
    return element(
        "img", class_="mark", src=address, alt=marks.description(row), width=marks.WIDTH, height=marks.HEIGHT
    )


def mark_key(rows: Iterable[IndicatorYear]) -> Html:
    """Return how to read the marks of these rows; nothing where none of them can have one."""
    is_drawn = any(one.achieved is not None and one.achieved.is_figure for one in rows)
    return element("p", say(wording.MARK_KEY), class_="above") if is_drawn else Html("")


def look(found: Verdict, certainty: Certainty | None) -> str:
    """Return the class that gives a verdict its colour; within the margin achieved and not achieved look the same."""
    return str(Certainty.WITHIN_MARGIN if formats.is_within_margin(found, certainty) else found)


def verdict(one: IndicatorYear) -> Html:
    """Return the verdict on a row; what the evidence carries of it stands apart, see `certainty`."""
    return verdict_word(one.verdict, one.certainty)


def verdict_word(found: Verdict, certainty: Certainty | None) -> Html:
    """Return a verdict as glyph and word; the colour only repeats them."""
    glyph = element("span", formats.verdict_glyph(found, certainty), class_="glyph", aria_hidden="true")
    word = formats.verdict_word(found, certainty)
    return element("span", glyph, " ", word, class_=f"verdict {look(found, certainty)}")


def certainty(one: IndicatorYear, as_known_in: str | None) -> Html:
    """Return what the evidence carries, the change since the last comparable figure, and how many people answered.

    Its first words, such as `Binnen de marge`, lead to what they mean.
    """
    assessment, is_counted = one.assessment, one.certainty is Certainty.COUNT
    words = formats.certainty_word(assessment.certainty) if assessment.certainty else None
    if words and assessment.about == "change" and not is_counted:
        words = wording.certainty_of_change(words)
    return joined(
        link(meaning(assessment.certainty, as_known_in), words[:1].upper() + words[1:], class_="certainty")
        if words and assessment.certainty
        else None,
        aside(say(wording.SENSITIVE) if assessment.is_sensitive else None),
        aside(change(one.change)),
        aside(formats.sample(assessment.sample) if assessment.sample and not is_counted else None),
    )


def meaning(found: Certainty, as_known_in: str | None) -> str:
    """Return where a word for what the evidence carries is explained."""
    return addresses.explanation(CERTAINTY_PLACES[found], as_known_in)


def smallest_change(one: IndicatorYear) -> str | None:
    """Return from which change on a next survey of this size would show one; None where that is not known.

    From the lowest to the highest of the design effects reckoned with, rounded up to what is surely enough.
    """
    known = [effect.smallest_change for effect in one.assessment.detectable if effect.smallest_change is not None]
    sample = one.assessment.sample
    if not known or sample is None:
        return None
    low, high = (formats.number(math.ceil(10 * change) / 10, 1) for change in (min(known), max(known)))
    size = low if low == high else say("{low} tot {high}", low=low, high=high)
    return wording.smallest_change(size, formats.sample(sample), is_bound=sample.is_upper_bound)


def change(found: Change | Refusal | None) -> str | None:
    """Return `+7 procentpunt (5,2 tot 8,8) sinds 2017: aantoonbaar gestegen`, or why there is no change to give.

    An interval that rests on a number of respondents that someone assumed says so.
    """
    if found is None:
        return None
    if isinstance(found, Refusal):
        return wording.no_change(found.reason)
    year = found.earlier.period
    if found.difference:
        since = say("{change} sinds {year}", change=formats.changed(found), year=year)
    elif found.interval:
        ends = formats.interval(found.interval, say("procentpunt"))
        since = say("gelijk aan {year} ({interval})", year=year, interval=ends)
    else:
        since = say("gelijk aan {year}", year=year)
    samples = {found.earlier.period: found.earlier_sample, found.later.period: found.later_sample}
    assumed = [year for year, sample in samples.items() if found.interval and is_assumed(sample)]
    if not found.difference and found.certainty is Certainty.COUNT:
        return since
    return f"{since}: {found.phrase}{wording.n_is_assumed(assumed)}"


def is_assumed(sample: Sample) -> bool:
    """Whether a number of respondents was assumed, or follows from one that was."""
    follows_from = sample.wave.n_source if sample.source == "derived" and sample.wave is not None else None
    return "assumed" in (sample.source, follows_from)


def why(one: IndicatorYear, id_: str | None = None) -> Html:
    """Return why a verdict is what it is, folded away behind the reason in a sentence."""
    about = element("span", " ", dutch(one.indicator.name), f", {one.year}", class_="unseen")
    summary = element("summary", element("span", say(wording.WHY), class_="why"), about, " ", one.judgement.reason)
    told = facts((fact.label, fact.text) for fact in explaining.explain(one))
    return element("details", summary, told, class_="why", id=id_)


def verbatim(raw: str, shown: str, notes: Iterable[Footnote] = ()) -> Html:
    """Return the cell as printed, where what is shown is more than that cell with its markers and its unit."""
    printed, told = ("".join(text.split()).casefold() for text in (raw, shown))
    for note in notes:
        marker = note.marker.casefold()
        printed = printed.replace(f"({marker})", "")
        if not marker.isalnum():  # a star is a marker wherever it stands
            printed = printed.replace(marker, "")
    behind = told.removeprefix(printed)[:1]
    if told.startswith(printed) and not behind.isdigit() and behind not in {",", "."}:
        return Html("")
    return element("span", say("gedrukt:"), " ", cell(raw), class_="verbatim")


def cell(raw: str) -> Html:
    """Return a cell of a document, letter by letter; nothing for one that is empty, or withheld."""
    return dutch(element("q", raw.strip())) if raw.strip() else Html("")


def in_dutch(text: str | None) -> Html | None:
    """Return words of a document or of the catalogue, which are Dutch in every language; None for none."""
    return dutch(text) if text else None


def markers(notes: Iterable[Footnote]) -> Html:
    """Return footnote markers, each leading to its note below the table."""
    written = [
        element("a", note.marker, href=f"#{note_anchor(note)}", aria_label=say("Voetnoot {marker}", marker=note.marker))
        for note in notes
    ]
    return element("sup", *(joined(" " if at else "", one) for at, one in enumerate(written))) if written else Html("")


def of_the_cell(notes: Iterable[Footnote]) -> list[Footnote]:
    """Return the notes on a cell or its column; a note on the whole row stands with the name of the row."""
    return [note for note in notes if note.attached_to in {"observation", "target", "header"}]


def note_anchor(note: Footnote) -> str:
    """Return the place of a note on the page."""
    return f"noot-{note.footnote_id}"


def order_of_note(note: Footnote) -> tuple[str, int, str]:
    """Return what sorts notes as their page does: by table, then I before II, 2 before 10, * before **."""
    table = note.footnote_id.removesuffix(note.marker)
    return table, int(note.marker) if note.marker.isdecimal() else 0, note.marker


def notes(found: Iterable[Footnote]) -> Html:
    """Return the notes below a table, once each, with their markers."""
    once = {note.footnote_id: note for note in sorted(found, key=order_of_note)}
    written = [
        element(
            "li",
            element("span", note.marker, class_="marker"),
            element(
                "span",
                in_dutch(note.text) or formats.footnote(note),
                " ",
                chip(say("ingekort")) if note.is_paraphrased else None,
            ),
            id=note_anchor(note),
        )
        for note in once.values()
    ]
    return element("ul", *written, class_="notes") if written else Html("")


def chip(text: str) -> Html:
    """Return a caveat of a word or two."""
    return element("span", text, class_="chip")


def caveats(indicator: Indicator, is_redefined: bool) -> Html:
    """Return what a reader must know of a name before trusting it."""
    found = [
        wording.ABRIDGED_NAME if indicator.name_is_abridged else None,
        None if indicator.is_linked else wording.NOT_LINKED,
        wording.REDEFINED if is_redefined else None,
    ]
    return joined(*(joined(" ", chip(say(caveat))) for caveat in found if caveat))


def figure(observation: Observation | None, as_known_in: str | None, not_of_year: int | None = None) -> Html:
    """Return a printed figure, leading to its cell, document and address on the page of its indicator.

    With `not_of_year` the year of the figure is told when it is another one.
    """
    if observation is None:
        return element("span", formats.figure(None), class_="absent")
    parts = [f"{formats.number(part.value)} {part.label}" for part in observation.parts]
    shown = ", ".join(parts) or formats.figure(observation)
    look = "absent" if not observation.is_present else None if observation.is_figure else "words"
    told = dutch(shown) if look == "words" else shown
    address = addresses.indicator(observation.identity.indicator_id, as_known_in, anchor(observation))
    return joined(
        figure_link(address, told, look),
        markers(of_the_cell(observation.footnotes)),
        aside(say("in {year}", year=observation.period) if observation.period != not_of_year else None),
        aside(formats.kind_word(observation.kind) if observation.kind is ObservationKind.NARRATIVE else None),
        verbatim(observation.raw, shown, observation.footnotes),
    )


def evidence(
    held: Observation | Target | Claim, indicator: Indicator, documents: Mapping[str, Html], as_known_in: str | None
) -> Html:
    """Return what a finding rests on: the figure, target or sentence, its cell, and the document it stands in.

    A figure of another indicator than the finding is about is named.
    """
    if isinstance(held, Claim):
        told = addresses.indicator(held.indicator_id, as_known_in, anchor(held)) if held.indicator_id else None
        return joined(
            element("span", link(told, dutch(held.paraphrase)), class_="claim"),
            element("span", documents[held.document_id], f", {formats.place(held.place)}"),
        )
    found, identity = held.provenance, held.identity
    kind = say(wording.TARGET) if isinstance(held, Target) else formats.kind_word(held.kind)
    return joined(
        element(
            "span",
            figure_link(addresses.indicator(identity.indicator_id, as_known_in, anchor(held)), printed(held), None),
        ),
        element(
            "span",
            f"{kind} {held.period}",
            aside(in_dutch(found.row_label) if identity.indicator_id != indicator.indicator_id else None),
            aside(in_dutch(measured(held, indicator))),
        ),
        element("span", cell(held.raw)),
        element(
            "span",
            documents[held.document.document_id],
            aside(in_dutch(found.column_header), ", " if found.column_header else None, formats.place(found.place)),
        ),
    )


def anchor(held: Observation | Target | Claim) -> str:
    """Return the place of a figure, target or sentence on the page of its indicator."""
    if isinstance(held, Claim):
        return addresses.claim_anchor(held.claim_id)
    if isinstance(held, Target):
        return addresses.target_anchor(held.target_id)
    return addresses.figure_anchor(held.observation_id)


def printed(one: Observation | Target) -> str:
    """Return a figure or a target in words."""
    return formats.target(one) if isinstance(one, Target) else formats.figure(one)


def document_links(known: Iterable[Document], as_known_in: str | None) -> dict[str, Html]:
    """Return documents by id, each a link to what was received of it."""
    return {one.document_id: link(addresses.sources(one.document_id, as_known_in), dutch(one.title)) for one in known}


def figure_link(address: str, shown: Content, look: str | None) -> Html:
    """Return the link behind a figure; `look` is how it differs from a number: in words, or absent."""
    return link(address, shown, class_=f"figure {look}" if look else "figure")


def target(planned: Target | None, as_known_in: str | None) -> Html:
    """Return a printed target, leading to its cell, document and address on the page of its indicator."""
    if planned is None:
        return element("span", formats.target(None), class_="absent")
    shown = formats.target(planned)
    address = addresses.indicator(planned.identity.indicator_id, as_known_in, anchor(planned))
    look = "absent" if not planned.is_set else "words" if planned.semantics is Semantics.TEXT else None
    return joined(
        figure_link(address, dutch(shown) if look == "words" else shown, look),
        markers(of_the_cell(planned.footnotes)),
        verbatim(planned.raw, shown, planned.footnotes),
    )


def measured(one: IndicatorYear | Observation | Target, indicator: Indicator) -> str | None:
    """Return what or of whom a figure is; a count is of nobody."""
    return one.measure or (one.base.name if indicator.kind in SHARES else None)


def place(found: Provenance, as_known_in: str | None = None) -> tuple[Content, ...]:
    """Return where a figure stands: cell, document, row, column, table, and the page with its address."""
    held = found.document
    document = link(addresses.sources(held.document_id, as_known_in), dutch(held.title))
    repaired = link(addresses.sources(held.document_id, as_known_in, CORRECTIONS), say(wording.REPAIRED))
    return (
        joined(cell(found.raw), aside(in_dutch(found.remark)), aside(repaired if found.correction_id else None)),
        joined(document, aside(page(found))),
        joined(
            aside(in_dutch(found.row_group)),
            in_dutch(found.row_label),
            " ",
            chip(say(wording.ABRIDGED_NAME)) if found.labels_are_abridged else None,
        ),
        joined(in_dutch(found.column_header), aside(source_wording.year_source(found.year_source))),
        joined(in_dutch(found.table_title), aside(formats.place(found.place))),
    )


def page(found: Provenance) -> Html | None:
    """Return the page of a document, leading to it; one that is called as its document is not named again."""
    is_named = found.page_title != found.document.title
    if not found.page_address:
        return dutch(found.page_title) if is_named else None
    return outside_link(found.page_address, dutch(found.page_title) if is_named else say("de pagina"))


def aside(*contents: Content) -> Html:
    """Return what is said in smaller letters below something else; nothing when there is nothing to say."""
    held = joined(*contents)
    return element("span", held, class_="aside") if held else held
