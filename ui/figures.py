"""Figures, targets, verdicts and notes as they stand in tables: formatted, verbatim, one click from their cell."""

from collections.abc import Iterable
from typing import Protocol

from indicators import formats
from indicators.judged import IndicatorYear, Verdict
from indicators.model import Footnote, Indicator, Observation, ObservationKind, Provenance, Semantics, Target
from ui import addresses, wording
from ui.markup import Content, Html, element, joined, link, outside_link

# Place of the declared repairs on the page of a document.
CORRECTIONS = "correcties"

# Kinds of indicator of which the base population says of whom they are a share.
SHARES = frozenset({"survey_share", "share"})

PLACE_HEADERS = ("Cel, letterlijk", "Document en pagina", "Rij", "Kolom", "Tabel en plaats")


class Marks(Protocol):
    """What draws one indicator in one year as a small image (`charts.marks`)."""

    WIDTH: int
    HEIGHT: int

    def mark(self, row: IndicatorYear) -> str:
        """Return an SVG, empty when there is nothing to draw."""

    def as_data_address(self, svg: str) -> str:
        """Return an SVG as the address of an image."""

    def description(self, row: IndicatorYear) -> str:
        """Return in a sentence what the mark shows."""


def mark(row: IndicatorYear, marks: Marks) -> Html:
    """Return the mark of a row as an image that a screen reader reads as a sentence."""
    drawn = marks.mark(row)
    if not drawn:
        return Html("")
    address = marks.as_data_address(drawn)
    return element(
        "img", class_="mark", src=address, alt=marks.description(row), width=marks.WIDTH, height=marks.HEIGHT
    )


def verdict(found: Verdict) -> Html:
    """Return a verdict as glyph and word; the colour only repeats them."""
    glyph = element("span", formats.VERDICT_GLYPHS[found], class_="glyph", aria_hidden="true")
    return element("span", glyph, " ", formats.VERDICT_WORDS[found], class_=f"verdict {found}")


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
    return element("span", "gedrukt: ", element("q", raw.strip()), class_="verbatim")


def markers(notes: Iterable[Footnote]) -> Html:
    """Return footnote markers, each leading to its note below the table."""
    written = [
        element("a", note.marker, href=f"#{note_anchor(note)}", aria_label=f"Voetnoot {note.marker}") for note in notes
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
            element("span", formats.footnote(note), " ", chip("ingekort") if note.is_paraphrased else None),
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
    return joined(*(joined(" ", chip(caveat)) for caveat in found if caveat))


def figure(observation: Observation | None, as_known_in: str | None, not_of_year: int | None = None) -> Html:
    """Return a printed figure, leading to its cell, document and address on the page of its indicator.

    With `not_of_year` the year of the figure is told when it is another one.
    """
    if observation is None:
        return element("span", formats.figure(None), class_="absent")
    parts = [f"{formats.number(part.value)} {part.label}" for part in observation.parts]
    shown = ", ".join(parts) or formats.figure(observation)
    look = "absent" if not observation.is_present else None if observation.is_figure else "words"
    address = addresses.indicator(
        observation.identity.indicator_id, as_known_in, addresses.figure_anchor(observation.observation_id)
    )
    return joined(
        figure_link(address, shown, look),
        markers(of_the_cell(observation.footnotes)),
        aside(f"in {observation.period}" if observation.period != not_of_year else None),
        aside(formats.KIND_WORDS[observation.kind] if observation.kind is ObservationKind.NARRATIVE else None),
        verbatim(observation.raw, shown, observation.footnotes),
    )


def figure_link(address: str, shown: str, look: str | None) -> Html:
    """Return the link behind a figure; `look` is how it differs from a number: in words, or absent."""
    return link(address, shown, class_=f"figure {look}" if look else "figure")


def target(planned: Target | None, as_known_in: str | None) -> Html:
    """Return a printed target, leading to its cell, document and address on the page of its indicator."""
    if planned is None:
        return element("span", formats.target(None), class_="absent")
    shown = formats.target(planned)
    address = addresses.indicator(
        planned.identity.indicator_id, as_known_in, addresses.target_anchor(planned.target_id)
    )
    look = "absent" if not planned.is_set else "words" if planned.semantics is Semantics.TEXT else None
    return joined(
        figure_link(address, shown, look),
        markers(of_the_cell(planned.footnotes)),
        verbatim(planned.raw, shown, planned.footnotes),
    )


def measured(one: IndicatorYear | Observation | Target, indicator: Indicator) -> str | None:
    """Return what or of whom a figure is; a count is of nobody."""
    return one.measure or (one.base.name if indicator.kind in SHARES else None)


def place(found: Provenance) -> tuple[Content, ...]:
    """Return where a figure stands: cell, document, row, column, table, and the page with its address."""
    document = link(addresses.sources(found.document.document_id), found.document.title)
    page = outside_link(found.page_address, found.page_title) if found.page_address else found.page_title
    repaired = link(addresses.sources(found.document.document_id, CORRECTIONS), wording.REPAIRED)
    return (
        joined(element("q", found.raw.strip()), aside(found.remark), aside(repaired if found.correction_id else None)),
        joined(document, aside(page)),
        joined(
            aside(found.row_group),
            found.row_label,
            " ",
            chip(wording.ABRIDGED_NAME) if found.labels_are_abridged else None,
        ),
        joined(found.column_header, aside(wording.year_source(found.year_source))),
        joined(found.table_title, aside(wording.place(found.place))),
    )


def aside(*contents: Content) -> Html:
    """Return what is said in smaller letters below something else; nothing when there is nothing to say."""
    held = joined(*contents)
    return element("span", held, class_="aside") if held else held
